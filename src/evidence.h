/* evidence.h: what a document's tokens, candidates and repetitions say about names: the facts that features are made of. */
#ifndef WHOSAID_EVIDENCE_H
#define WHOSAID_EVIDENCE_H

#include "document.h"
#include "model/weights.h"

/* Kinds of candidates that cover tokens; of each kind a token remembers the longest. */
enum cover_kind {
  COVER_PERSON,
  COVER_PLACE,
  COVER_ORGANIZATION,
  COVER_OTHER,   /* not-a-name, calendar */
  COVER_DEMONYM,
  COVER_TITLE,
  COVER_ROLE,
  COVER_RULE,    /* whatever a rule marked */
  COVER_KINDS
};

struct cover {
  uint32_t candidate;  /* index */
  uint16_t length;     /* tokens */
  uint16_t offset;     /* of this token within it */
};

/* What one occurrence shows of its word; the document adds them up over all occurrences. */
enum word_fact {
  FACT_AFTER_TITLE,        /* "President Macron" */
  FACT_AFTER_GIVEN_NAME,   /* "Emmanuel Macron" */
  FACT_GIVEN_NAME,         /* "Emmanuel", before a capital */
  FACT_ORGANIZATION_RUN,   /* in a run of capitals with an organization head or suffix */
  FACT_AFTER_PREPOSITION,  /* "in Kyiv" */
  FACT_BEFORE_REPORTING,   /* "Macron said" */
  FACT_IN_PERSON,          /* inside a full name that a list knows */
  FACT_IN_PLACE,           /* inside a place of two words or more */
  FACT_IN_ORGANIZATION,    /* inside an organization of two words or more */
  FACT_AFTER_THE,          /* "the Times" */
  FACT_CAPITAL_INSIDE,     /* capitalized although no sentence starts here */
  FACT_IN_RULE_PERSON,
  FACT_IN_RULE_PLACE,
  FACT_IN_RULE_ORGANIZATION,
  FACT_BEFORE_ROLE_OR_POSSESSIVE, /* "Macron's" */
  FACTS
};

/* A hash that was reckoned once, of the kind of an entry ("city") or the name of a rule: documents have few. */
struct known_hash {
  uint32_t number; /* of the kind or rule, two numbers for one of each; 0 where nothing is remembered */
  uint32_t hash;
};

enum { KNOWN_HASHES = 64 };

struct token_evidence {
  uint32_t facts;                /* bits of enum word_fact: what this occurrence shows */
  uint32_t word;                 /* index into words, or WHOSAID_NONE for a mark and for a word that can stand in no name */
  uint32_t run_first, run_last;  /* the run of capitals it stands in, tokens; equal when in none */
  uint32_t cover_row;            /* where it is covered: its row of covers */
  uint8_t covered;               /* bits of enum cover_kind: by what kinds of candidates */
  uint8_t given, surname;        /* level + 1 in these lists, 0 when not in them; these and `common` only where a word can stand in a name */
  uint8_t common;
  uint8_t ambiguous;             /* the given-name or surname entry carries the flag */
  uint8_t is_name_part;          /* could be a word of a name: has a capital, or is a web address or @name */
  uint8_t is_connector;          /* may stand inside a name: "of", "the", "van", "-", "&"; or what stands inside a listed one, or an organization by rule */
  uint8_t opens_listed, closes_listed; /* no name part, but the first or last token of a listed name: "afrol News", "JD(S)" */
  uint8_t is_particle;           /* a person's particle: "van", "bin" */
  uint8_t is_listed;             /* an entry that always counts starts here; this and the next: mention.c */
  uint8_t is_taken;              /* in a name that is decided without weighing (mention.c) */
};

struct word_evidence {
  uint32_t lower;                /* the word's hash */
  uint16_t once, twice;          /* bits of enum word_fact: what at least one occurrence shows, at least two */
  uint16_t total;                /* how often it may stand in a name */
};

/* All of it. */
struct evidence {
  const struct whosaid_document *document;
  struct token_evidence *tokens;  /* one a token */
  struct cover (*covers)[COVER_KINDS]; /* a row for each token that is covered; what is not is left open */
  uint32_t cover_rows;
  uint32_t *named;                /* candidates of names that lists or rules hold whole: indices */
  uint32_t named_count;
  uint64_t *opening;              /* a bit for each token with which a name may begin, by itself: parts of names, particles, numbers, what a hyphen follows */
  struct word_evidence *words;
  uint32_t word_count;
  struct known_hash *hashes;      /* KNOWN_HASHES of them, filled as they are met */
  uint8_t *shouting;              /* one a sentence: 1 when most of its words are capitalized or in capitals (a headline) */
  struct arena arena;
};

whosaid_status evidence_collect(const struct whosaid_document *document, struct evidence *evidence, whosaid_error *error);
void evidence_free(struct evidence *evidence);

/* The longest candidate of the kind over the token, NULL when there is none. */
static inline const struct cover *evidence_cover(const struct evidence *evidence, uint32_t token, uint32_t kind) {
  const struct token_evidence *found = &evidence->tokens[token];
  return found->covered >> kind & 1 ? &evidence->covers[found->cover_row][kind] : NULL;
}

/* The same where it is known that there is one. */
static inline const struct cover *evidence_known_cover(const struct evidence *evidence, uint32_t token, uint32_t kind) {
  return &evidence->covers[evidence->tokens[token].cover_row][kind];
}

/* Bits of enum word_fact: what the word shows at other places of the document. */
static inline uint32_t evidence_elsewhere(const struct evidence *evidence, uint32_t token) {
  const struct token_evidence *here = &evidence->tokens[token];
  if (here->word == WHOSAID_NONE) return 0;
  const struct word_evidence *word = &evidence->words[here->word];
  return (word->once & ~here->facts) | word->twice;
}

/* The next of them from token `i` on; behind the last token when there is none. */
static inline uint32_t evidence_next_opening(const struct evidence *evidence, uint32_t i) {
  uint32_t block = i / 64, end = evidence->document->tokens.count;
  if (i >= end) return end;
  for (uint64_t bits = evidence->opening[block] >> i % 64 << i % 64; block <= (end - 1) / 64; bits = evidence->opening[++block]) {
    if (bits) return block * 64 + (uint32_t)__builtin_ctzll(bits);
  }
  return end;
}

/* The next stretch of tokens in which names can stand: tokens [*first, *last) of one sentence, from token `from` on; 0 when there is none. */
int evidence_next_segment(const struct evidence *evidence, uint32_t from, uint32_t *first, uint32_t *last);

/* 1 when a name of two tokens or more may open or close with this token of a segment; of one token are those that are name parts. */
int evidence_may_open(const struct evidence *evidence, uint32_t token);
int evidence_may_close(const struct evidence *evidence, uint32_t token);

enum { MAX_SPAN = 12, MAX_SEGMENT = 64 }; /* tokens */

#endif
