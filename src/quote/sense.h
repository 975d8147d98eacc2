/* quote/sense.h: what a word is to readings of quotes, wherever it stands. */
#ifndef WHOSAID_QUOTE_SENSE_H
#define WHOSAID_QUOTE_SENSE_H

#include <stdint.h>

#include "quote/feature.h"

struct whosaid_document;

/* One thing, or another one after some words: "the | report", "they | report". */
struct word_sense {
  uint16_t value;        /* its word when it is a word of the language, else its tag (quote/feature.h) */
  uint8_t first, second; /* enum tag */
  uint8_t follows;       /* what it follows when it has the second tag: index of SECOND_AFTER */
  uint8_t is_relative;   /* who, which */
};

/* The tags after which a word has its second tag, as bits (TAG_BIT). */
extern const uint64_t SECOND_AFTER[];

static inline uint8_t sense_after(struct word_sense sense, uint8_t before) {
  return SECOND_AFTER[sense.follows] >> before & 1 ? sense.second : sense.first;
}

/* Of a token with its classes and these kinds; what marks quotations, owners and capitals are in their place is for quote/word.c to say. */
void find_sense(const struct whosaid_document *document, uint32_t index, uint32_t kinds, struct word_sense *sense);

/* Whether a word with this tag counts as a word, and not as its tag alone; of a token, the value for readings of quotes. */
static inline int has_word(uint8_t tag) { return tag > TAG_NUMBER && tag != TAG_NAME && tag != TAG_DAY; }

#endif
