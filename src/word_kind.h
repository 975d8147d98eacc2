/* word_kind.h: what a word can be, by the lists of language. */
#ifndef WHOSAID_WORD_KIND_H
#define WHOSAID_WORD_KIND_H

#include <stdint.h>

/* The kinds of common words and of pronouns, as bits: first those that tell what a word is, in the order in which they count. */
enum word_kind {
  WORD_TO = 1 << 0,
  WORD_POSSESSIVE = 1 << 1, /* a common word: "my" */
  WORD_POSSESSIVE_PRONOUN = 1 << 2, /* "mine" */
  WORD_BE = 1 << 3,
  WORD_HAVE = 1 << 4,
  WORD_AUXILIARY = 1 << 5,
  WORD_MODAL = 1 << 6,
  WORD_PERSONAL = 1 << 7,
  WORD_OBJECT = 1 << 8,
  WORD_REFLEXIVE = 1 << 9,
  WORD_DETERMINER = 1 << 10,
  WORD_COORDINATOR = 1 << 11,
  WORD_PREPOSITION = 1 << 12,
  WORD_SUBORDINATOR = 1 << 13,
  WORD_RELATIVE = 1 << 14,
  WORD_RELATIVE_PRONOUN = 1 << 15, /* "whom" */
  WORD_QUESTION = 1 << 16,
  WORD_COMPLEMENTIZER = 1 << 17,
  WORD_QUANTIFIER = 1 << 18,
  WORD_INDEFINITE = 1 << 19,
  WORD_NEGATION = 1 << 20,
  WORD_DAY = 1 << 21,
  WORD_TIME = 1 << 22,
  WORD_ADVERB = 1 << 23,
  WORD_BASE = 1 << 24, /* the forms of verbs */
  WORD_THIRD = 1 << 25,
  WORD_PAST = 1 << 26,
  WORD_GERUND = 1 << 27,
  WORD_NOUN = 1 << 28, /* a form of a verb that is often a noun or adjective */
  WORD_ADJECTIVE = 1 << 29,
  WORD_REPORTS = 1 << 30, /* a form of a reporting verb that is nothing else */
};
/* A base, third or past form that is no noun. */
#define WORD_VERB (1u << 31)

enum { TELLING_KINDS = 24 }; /* bits up to WORD_ADVERB */

/* How a word stands in the lists of names and of common words. */
struct word_listing {
  uint8_t given, surname, common; /* level + 1 in these lists, 0 when not in them */
  uint8_t flags;                  /* enum listing_flag */
};

enum listing_flag {
  LISTING_AMBIGUOUS = 1 << 0, /* the given-name or surname entry carries the flag */
  LISTING_CONNECTOR = 1 << 1, /* may stand inside a name: "of", "van" */
  LISTING_PARTICLE = 1 << 2   /* a person's particle: "van", "bin" */
};

/* Kinds by the offset of their text: there are a few dozen different texts, and the last ones do not matter when there are more. */
enum { REMEMBERED_KINDS = 256, MEMORY_STEPS = 8 };
struct kind_memory {
  uint32_t offset[REMEMBERED_KINDS + MEMORY_STEPS], kinds[REMEMBERED_KINDS + MEMORY_STEPS];
};

struct gazetteer;
struct candidate;

/* The kinds and the listing of a word that spells these entries. */
struct word_listing listing_of_word(const struct gazetteer *gazetteer, const struct candidate *entries, uint32_t count);
uint32_t kinds_of_word(const struct gazetteer *gazetteer, struct kind_memory *memory, const struct candidate *entries, uint32_t count);

#endif
