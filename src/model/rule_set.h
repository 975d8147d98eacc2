/* rule_set.h: the rules of a model: what a rule file says, and what its patterns became. */
#ifndef WHOSAID_MODEL_RULE_SET_H
#define WHOSAID_MODEL_RULE_SET_H

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <pthread.h>
#include <stdatomic.h>

#include "model/datafile.h"
#include "model/gazetteer.h"
#include "model/rule.h"

enum { MOST_GROUPS = 32 };

/* RULE_SECTION, RULE_QUOTE: it marks sections, quotes. */
enum rule_flag {
  RULE_ALWAYS = 1 << 0,
  RULE_ANY_CASE = 1 << 1,
  RULE_USER = 1 << 2,
  RULE_AMBIGUOUS = 1 << 3,
  RULE_CAPITAL = 1 << 4,
  RULE_SECTION = 1 << 5,
  RULE_QUOTE = 1 << 6,
  RULE_LONG_RUN = 1 << 7,
  RULE_LED = 1 << 8
};

/* What makes a rule worth trying. */
enum trigger_kind {
  ON_ENTRY, /* an entry of a type, unless it is ambiguous */
  ON_WORD,  /* a word or mark of a list */
  ON_NUMBER,
  ON_INITIAL,    /* "J.", "J.K." */
  ON_POSSESSIVE, /* "'s" */
  ON_CAPITAL,    /* the first of capitalized words that stand together */
  ON_CAPITALS,   /* "FIFA", "DoE" */
  ON_PARAGRAPH,  /* any paragraph */
  TRIGGER_KINDS
};

/* Where it is tried then. */
enum trigger_place {
  AT_TRIGGER,
  AFTER_TRIGGER, /* at the word behind it */
  AT_RUN,        /* at the first of the capitalized words that lead up to it, and at itself if it is one */
  AT_PARAGRAPH,  /* at the start of the paragraph in which it stands */
  AT_OPENING     /* there too, but only when it stands there itself */
};

/* What the word behind the trigger must be; for AFTER_TRIGGER the one at which the rule is tried, else the one behind the trigger's first. */
enum trigger_then {
  THEN_ANY,
  THEN_CAPITAL,
  THEN_SMALL, /* anything but a capitalized word */
  THEN_NAME,  /* capitalized, a particle of names, or a hyphen or apostrophe right behind it */
  THEN_COMMA, /* capitalized, a particle of names, or a comma */
  THEN_NUMBER,
  THEN_BRACKET,       /* "(" */
  THEN_CAPITAL_OR_THE /* the flag `capital` (rules_finish) */
};

enum readiness { NOT_TRIED, WITH_MACHINE_CODE, INTERPRETED };

struct rule_example {
  const char *path;
  uint32_t line;
  uint32_t rule;
  uint32_t matches;  /* 1 for a yes line */
  struct slice text; /* with its [brackets] */
};

struct rule {
  const char *name, *path;
  uint32_t line;
  uint32_t flags; /* enum rule_flag */
  float score;
  struct slice pattern; /* with its definitions filled in */
  struct slice stored;  /* the same compiled, from an image; no bytes: it was none */
  uint32_t pattern_line;
  uint32_t groups;  /* at most so many, and the whole match */
  pcre2_code *code; /* with the marks, once it is compiled */
  atomic_int compiled;
  atomic_int readiness;       /* enum readiness */
  atomic_int tries;           /* before there was machine code */
  pthread_mutex_t making;     /* held by the thread that makes it */
  uint8_t marks[MOST_GROUPS]; /* enum rule_mark of each group; RULE_MARKS for none */
  uint32_t triggers;          /* how many */
};

struct trigger {
  uint32_t key; /* ON_WORD: the word's lower hash; ON_ENTRY: the type */
  uint32_t rule : 25;
  uint32_t place : 3;   /* enum trigger_place */
  uint32_t then : 3;    /* enum trigger_then */
  uint32_t capital : 1; /* ON_WORD: the word is written with a capital, and must be in the text */
};

/* Sorted by bucket, which are the low bits of the key; those with one key stand together, in the order of their rules. */
struct triggers {
  struct trigger *items;
  uint32_t count, room;
  uint32_t *buckets; /* the first trigger of each, and one more at the end; NULL where there are no triggers */
};
enum { TRIGGER_BUCKETS = 4096 };

static inline uint32_t trigger_bucket(uint32_t key) { return key % TRIGGER_BUCKETS; }

/* Bits of words that trigger rules, by hash: few others share theirs. */
enum { WORD_BITS = 1 << 14 };

struct rules {
  struct arena arena;
  VECTOR(struct rule) list;
  VECTOR(struct rule_example) examples;
  struct triggers triggers[TRIGGER_KINDS];
  uint64_t word_bits[WORD_BITS / 64];
  uint32_t entry_types;   /* bits of the types that trigger rules */
  uint32_t shipped_types; /* and of those that trigger shipped ones */
  uint32_t most_groups;
  int finished;
};

static inline int rules_may_have_word(const struct rules *rules, uint32_t key) {
  return rules->word_bits[key % WORD_BITS / 64] >> key % 64 & 1;
}

const char *rule_mark_name(enum rule_mark mark);

/* Takes the rule's compiled pattern from an image, or compiles it, and reads what its groups mark. */
whosaid_status rule_compile(struct rule *rule, const struct datafile *file, whosaid_error *error);

/* The pattern as an image holds it, to be freed by pcre2_code_free; NULL: it does not, or not for this PCRE2. */
pcre2_code *rule_decode(const struct rule *rule);

/* Runs the yes and no lines of every rule, with the model's lists. */
struct whosaid_model;
whosaid_status rules_check(const struct whosaid_model *model, struct findings *findings, whosaid_error *error);

#endif
