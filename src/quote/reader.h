/* quote/reader.h: what the steps of finding quotes share.
 *
 *   tokens     Kasich , who trails , told reporters on Monday that he “ will not quit . ”
 *   words      name   ,  wh  verb  ,  cue  word     to  day    that pronoun …               word.c
 *   regions                                                          └───────────────┘      region.c
 *   phrases    └────┘                    └───────┘                └┘                        phrase.c
 *   cues                             └──┘                                                   cue.c
 *   readings   speaker               cue           └────────── right piece ─────────┘      reading.c, choose.c, speaker.c
 *
 * Every choice between readings is a decision (decision.h): its options carry features, whose weights add up. */
#ifndef WHOSAID_QUOTE_READER_H
#define WHOSAID_QUOTE_READER_H

#include "document.h"
#include "quote/decision.h"
#include "word_kind.h"

struct word {
  uint32_t region; /* index of the region it stands in, or WHOSAID_NONE; the marks themselves are outside */
  uint32_t cue;    /* index of the cue whose head it is, or WHOSAID_NONE */
  uint32_t name;   /* index of the mention it stands in, or WHOSAID_NONE */
};

/* So many tokens before and after the text may be asked for: they are stops. */
enum { MARGIN = 8 };

/* An outermost marked span, as tokens. */
struct region {
  uint32_t mark;        /* index into the document's marks */
  uint32_t first, last; /* the tokens between the marks */
  uint32_t words;       /* how many of them are words */
  uint32_t claimed;     /* 1 when a reading's content takes it in */
};

/* A simple noun phrase, up to its head: "the ministry", "Pentagon spokesman Jeff Davis". */
struct phrase {
  uint32_t first, last;
};

enum cue_kind { CUE_VERB, CUE_SOURCE, CUE_COLON, CUE_DASH, CUE_NOUN, CUE_RULE };
enum cue_form { FORM_BASE, FORM_THIRD, FORM_PAST, FORM_GERUND, FORMS };

/* A word that may report: "has repeatedly denied". */
struct cue {
  uint32_t first, last;     /* with its auxiliaries, adverbs, and particles */
  uint32_t head, head_last; /* the word itself */
  uint32_t entry;           /* in the gazetteer, or WHOSAID_NONE; of CUE_RULE the rule */
  whosaid_string lemma;
  uint32_t lemma_value;
  uint32_t flags; /* enum entry_flag */
  uint8_t kind;   /* enum cue_kind */
  uint8_t form;   /* enum cue_form */
  uint8_t clause; /* enum clause */
  uint8_t passive, negated, infinitive, modal;
  uint8_t label;   /* the colon after a speaker at the start of a paragraph: "WALLACE: …", "Q: …" */
  uint32_t before; /* where the phrase right before it starts; cue.first when there is none */
  uint32_t after;  /* one past the phrase right after it; cue.last when there is none */
};

/* In what kind of clause a cue stands. */
enum clause {
  CLAUSE_MAIN,        /* She said … */
  CLAUSE_SUBORDINATE, /* While she said …, … */
  CLAUSE_INITIAL,     /* Asked whether …, Recalling …, */
  CLAUSE_PARTICIPLE,  /* …, saying … */
  CLAUSE_RELATIVE,    /* …, who said …, … */
  CLAUSE_COORDINATED, /* … and said … */
  CLAUSE_INFINITIVE
};

/* How the content lies about its cue. */
enum frame {
  FRAME_NONE,   /* reports nothing */
  FRAME_RIGHT,  /* She said Q */
  FRAME_LEFT,   /* Q, she said */
  FRAME_AROUND, /* Q, she said, Q */
  FRAMES
};

struct piece {
  uint32_t first, last; /* tokens; equal when there is none */
};

/* One way to take a cue. */
struct reading {
  uint32_t cue;
  enum frame frame;
  struct piece left, right;
  uint32_t first, last; /* all that it covers: cue and pieces */
  float score;          /* logarithm of its odds against reporting nothing */
  float probability;
  uint32_t speaker_first, speaker_last; /* tokens, equal when there is none */
};

/* What becomes of a region that no reading claims. */
enum leftover_kind { LEFTOVER_NONE, LEFTOVER_JOINS, LEFTOVER_OWN };

struct leftover {
  uint32_t region;
  uint32_t reading; /* what it is the rest of, or WHOSAID_NONE: a quote of its own */
  float probability;
};

struct reader {
  struct whosaid_document *document;
  const struct quote_weights *weights;
  const struct teacher *teacher; /* NULL in analysis */
  int failed;                    /* memory ran out */
  struct decision decision;      /* the one under way; its memory is used again */
  VECTOR(struct word) words;     /* one a token */
  uint8_t *tags;                 /* enum tag of each token */
  uint32_t *values;              /* of each token: its word when it is a word of the language, else its tag (quote/feature.h) */
  uint32_t *verbs;               /* how many verbs that carry a clause stand before each token, and one more at the end */
  uint32_t *next_phrases;        /* by token, and one more at the end: index of the first phrase that ends after it */
  void *memory;                  /* of these, with a margin on both sides */
  VECTOR(struct region) regions;
  VECTOR(struct phrase) phrases;     /* in order */
  VECTOR(struct cue) cues;           /* in order of their heads */
  VECTOR(struct reading) readings;   /* first all that are possible, then those chosen, in order */
  VECTOR(whosaid_part) parts;        /* of the quote being written */
  VECTOR(struct leftover) leftovers; /* in order */
};

static inline uint8_t tag_at(const struct reader *reader, uint32_t token) { return reader->tags[(int32_t)token]; }

/* A token as a value: its word when it is a word of the language, else its tag ("name", "number", "comma"). */
static inline uint32_t word_value(const struct reader *reader, uint32_t token) { return reader->values[(int32_t)token]; }

/* Whether it has one of several tags, which are bits (TAG_BIT). */
static inline int has_tag(const struct reader *reader, uint32_t token, uint64_t tags) { return (int)(tags >> tag_at(reader, token) & 1); }

static inline uint32_t tag_value(const struct reader *reader, uint32_t token) { return TAG_VALUE + (uint32_t)tag_at(reader, token); }

static inline uint32_t number_value(uint32_t number) { return NUMBER_VALUE + (number < NUMBERS ? number : NUMBERS - 1); }

/* 0, 1, 2, 3, 4, 5-6, 7-9, 10-14, 15-24, 25-39, 40- as "0" to "10". */
enum { SIZES = 40 };
extern const uint8_t SIZE_NUMBERS[SIZES + 1];
static inline uint32_t size_value(uint32_t size) { return NUMBER_VALUE + (uint32_t)SIZE_NUMBERS[size < SIZES ? size : SIZES]; }

/* Where a sentence of tokens begins and ends. A sentence of more tokens (a table, a text without stops) is read in pieces, so that a text
 * costs no more than its length. */
enum { LONGEST_SENTENCE = 1000 };

static inline uint32_t sentence_first(const struct reader *reader, uint32_t token) {
  uint32_t first = reader->document->sentence_tokens.items[reader->document->tokens.items[token].sentence];
  return token - first < LONGEST_SENTENCE ? first : token - (token - first) % LONGEST_SENTENCE;
}

uint32_t sentence_last(const struct reader *reader, uint32_t token);

/* The paragraph of a token, and whether the token is a word that starts with a capital. */
static inline uint32_t paragraph_of(const struct reader *reader, uint32_t token) {
  return reader->document->sentences.items[reader->document->tokens.items[token].sentence].paragraph;
}

int is_capital(const struct reader *reader, uint32_t token);

/* Whether a region is two or more words that all begin with a capital, but for "of", "the": “The Last Ferry”. */
int is_titled(const struct reader *reader, const struct region *region);

/* The index of the first phrase that ends after the token. */
static inline uint32_t phrase_at(const struct reader *reader, uint32_t token) {
  return token < reader->words.count ? reader->next_phrases[token] : reader->phrases.count;
}

/* How the phrase beside the cue ends; "point" when there is none. */
uint32_t before_value(const struct reader *reader, const struct cue *cue);
uint32_t after_value(const struct reader *reader, const struct cue *cue);

/* How many verbs that carry a clause stand in tokens [first, last): "says", "will", "left". */
static inline uint32_t count_verbs(const struct reader *reader, uint32_t first, uint32_t last) {
  return first < last ? reader->verbs[last] - reader->verbs[first] : 0;
}

/* The decisions about a cue: fill reader->decision with their options. An option of ask_frame is a frame; one of the others a piece. */
void ask_frame(struct reader *reader, uint32_t cue);
void ask_left(struct reader *reader, uint32_t cue);
void ask_right(struct reader *reader, uint32_t cue, int around);

/* The steps, in order. Each gives WHOSAID_OK or fills *error. */
whosaid_status read_words(struct reader *reader, whosaid_error *error);
whosaid_status read_regions(struct reader *reader, whosaid_error *error);
whosaid_status tag_words(struct reader *reader, whosaid_error *error);
whosaid_status find_phrases(struct reader *reader, whosaid_error *error);
whosaid_status find_cues(struct reader *reader, whosaid_error *error);
whosaid_status propose_readings(struct reader *reader, whosaid_error *error);
whosaid_status take_statements(struct reader *reader, whosaid_error *error);
whosaid_status choose_readings(struct reader *reader, whosaid_error *error);
whosaid_status find_speakers(struct reader *reader, whosaid_error *error);
whosaid_status find_leftovers(struct reader *reader, whosaid_error *error);
whosaid_status write_quotes(struct reader *reader, whosaid_error *error);

/* What only looks weights up is compiled apart from what a teacher hears of: where `taught` is 0, nothing asks for it feature by feature. */
#define ALWAYS_INLINE inline __attribute__((always_inline))

static ALWAYS_INLINE struct sum start_sum(struct reader *reader, int taught) {
  return (struct sum){.group = taught ? start_group(reader) : WHOSAID_NONE};
}

/* Adds a feature with its values, NO_VALUE for those it does not have, to the sum that was started last. */
static ALWAYS_INLINE void add_two(struct reader *reader, struct sum *sum, enum quote_feature feature, uint32_t a, uint32_t b) {
  if (sum->group != WHOSAID_NONE) teach_feature(reader, feature, NULL, (uint32_t[]){a, b, NO_VALUE});
  else sum->score += quote_weights_two(reader->weights, feature, a, b);
}

static ALWAYS_INLINE void add_three(struct reader *reader, struct sum *sum, enum quote_feature feature, uint32_t a, uint32_t b, uint32_t c) {
  if (sum->group != WHOSAID_NONE) teach_feature(reader, feature, NULL, (uint32_t[]){a, b, c});
  else sum->score += quote_weights_three(reader->weights, feature, a, b, c);
}

static inline void add_option(struct reader *reader, struct sum one, struct sum other, struct sum third, uint32_t first, uint32_t last) {
  struct decision *decision = &reader->decision;
  uint32_t index = decision->options.count;
  if (index == decision->options.room && vector_grow((void **)&decision->options.items, &decision->options.room, sizeof(struct choice))) {
    reader->failed = 1;
    return;
  }
  float score = one.score + other.score + third.score;
  decision->options.items[index] =
      (struct choice){.groups = {one.group, other.group, third.group}, .first = first, .last = last, .score = score};
  decision->options.count = index + 1;
  if (index && score <= decision->highest) return;
  decision->highest = score;
  decision->best = index;
}

#endif
