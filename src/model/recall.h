/* recall.h: what analyses have found out about words, kept from one text to the next: most words of a text have been met before.
 *
 * While an analysis runs it has a recall of its own, so that nothing is locked; then it leaves it to the next one. What words are
 * does not depend on the text they stand in, nor any result on what is remembered. */
#ifndef WHOSAID_MODEL_RECALL_H
#define WHOSAID_MODEL_RECALL_H

#include <stddef.h>
#include <stdint.h>

#include "document.h"
#include "model/weights.h"
#include "quote/sense.h"
#include "word_kind.h"

enum { KNOWN_WORDS = 8192, MOST_KNOWN_ENTRIES = 8 };

/* A word of ASCII characters, a number or a mark; in these letters. */
struct known_word {
  uint32_t hash, lower;
  uint32_t form;    /* its length, first letter and some flags (form_of); 0: nothing is known here */
  uint32_t classes; /* as of a token */
  uint32_t kinds;   /* enum word_kind */
  struct word_listing listing;
  struct word_sense sense;
  uint8_t longer; /* whether longer names start with it, as its slot says (gazetteer_block.h) */
  uint8_t entry_count;
  uint32_t entries[MOST_KNOWN_ENTRIES]; /* that it spells alone: known_entry */
};

/* A word as features ask for it (feature.c), in whatever letters. */
struct known_value_of_word {
  uint32_t lower;
  uint32_t pairs, slots; /* as of a known_value of weights */
  uint8_t wide, narrow;  /* its cluster, if it has one */
  uint8_t has_cluster;
  uint8_t is_met; /* 0: nothing is known here */
};

/* What a plain word's own features are worth, in these letters. */
struct known_worth {
  struct token_worth worth;
  uint64_t edges; /* its first and last four letters; 0: nothing is known here */
  uint32_t lower;
  uint32_t shape; /* number of its shape */
};

/* What features of a token or of a span are worth together that depend on a few facts: how a word is listed, which list covers it, the shapes
 * around it; the two keys hold all these facts. */
struct known_token_sum {
  uint64_t key, more; /* the second 0: nothing is known here */
  struct token_worth worth;
};
struct known_span_sum {
  uint64_t key, more;
  struct span_worth worth;
};

enum { KNOWN_VALUES = 8192, KNOWN_WORTHS = 4096, KNOWN_TOKEN_SUMS = 2048, KNOWN_SPAN_SUMS = 1024 };

struct recall {
  struct known_word words[KNOWN_WORDS]; /* by hash, in pairs; a word that comes later takes the place of the earlier one of two */
  struct kind_memory kinds;
  struct known_value_of_word values[KNOWN_VALUES]; /* by hash, as the words are */
  struct known_worth worths[KNOWN_WORTHS];
  struct known_token_sum token_sums[KNOWN_TOKEN_SUMS]; /* by a hash of the keys */
  struct known_span_sum span_sums[KNOWN_SPAN_SUMS];
};

enum { KNOWN_ENTRY_BITS = 25 };
static inline uint32_t known_entry(uint32_t type, uint32_t entry) { return type << KNOWN_ENTRY_BITS | entry; }
static inline uint32_t known_entry_type(uint32_t known) { return known >> KNOWN_ENTRY_BITS; }
static inline uint32_t known_entry_index(uint32_t known) { return known & ((1u << KNOWN_ENTRY_BITS) - 1); }

/* Whether the bytes are what the token's hashes say: no letter or apostrophe was folded. */
static inline int is_spelt_plainly(const char *word, uint32_t length) {
  for (uint32_t i = 0; i < length; i++) {
    if ((unsigned char)word[i] >= 0x80 || word[i] == '`') return 0;
  }
  return 1;
}

/* What tells words apart beside their hashes; 0 for a word that is not remembered. */
static inline uint32_t form_of(const char *text, const struct token *token) {
  const uint32_t telling = TOKEN_HAS_LETTER | TOKEN_ALL_CAPITALS | TOKEN_INITIAL | TOKEN_NUMBER | TOKEN_PUNCTUATION | TOKEN_POSSESSIVE;
  const char *word = text + token->start;
  uint32_t length = token->end - token->start, form = (token->flags & telling) << 16 | length << 8;
  if (length >= 0x100 || token->flags & TOKEN_ABBREVIATION) return 0;
  if (token->flags & TOKEN_PLAIN) return form | (unsigned char)word[0];
  if (length >= 3 && length <= 4 && word[0] == '\xE2' && word[1] == '\x80') return form | (unsigned char)word[2]; /* “ ’s – */
  return is_spelt_plainly(word, length) ? form | (unsigned char)word[0] : 0;
}

static inline int is_known(const struct known_word *word, const struct token *token, uint32_t form) {
  return (form != 0) & (word->hash == token->hash) & (word->lower == token->lower) & (word->form == form);
}

/* The two places at which what is known of the word may be. */
static inline struct known_word *known_places(struct recall *recall, const struct token *token) {
  return &recall->words[(token->hash ^ token->hash >> 16) % (KNOWN_WORDS / 2) * 2];
}

/* NULL: nothing is known of it. */
static inline struct known_word *find_known(struct recall *recall, const struct token *token, uint32_t form) {
  struct known_word *known = known_places(recall, token);
  known += !is_known(known, token, form);
  return is_known(known, token, form) ? known : NULL;
}

/* The recalls of a model that are not in use. */
struct recalls;

struct recalls *recalls_new(void); /* NULL when memory is out */
void recalls_free(struct recalls *recalls);

/* One that no other analysis has; NULL when memory is out. `recalls` may be NULL: then nothing is kept. */
struct recall *recall_take(struct recalls *recalls);
void recall_leave(struct recalls *recalls, struct recall *recall);

#endif
