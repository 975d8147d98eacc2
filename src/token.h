/* token.h: one token at a time, in texts and in the names of gazetteers alike, and the hash by which words are compared. */
#ifndef WHOSAID_TOKEN_H
#define WHOSAID_TOKEN_H

#include <stdint.h>

struct token;

/* Fills *token with the first token of text[0, length) at or after `offset`: its start and end, the hashes, and the flags that its own
 * characters tell (all but TOKEN_SENTENCE_START and TOKEN_DOCUMENT_LOWER); the rest is cleared. 0 when only white space is left.
 * A full stop belongs to the token only in patterns of letters: "U.S.", "a.m.", "J.", "Ph.D."; such a token has TOKEN_ABBREVIATION. */
int token_next(const char *text, uint32_t length, uint32_t offset, struct token *token);

/* The same for the names of a list, where no sentence ends: every stop right behind a word belongs to it ("St." in "St. Louis"). */
int token_next_of_name(const char *text, uint32_t length, uint32_t offset, struct token *token);

/* The hashes of a word's folded text (utf8_fold), with its case and in lower case. A token with TOKEN_ABBREVIATION has the hashes of
 * the word without any full stop: "Gov." is "Gov" and "U.S." is "US". */
void token_hash(const char *word, uint32_t length, uint32_t *hash, uint32_t *lower);

/* The hash of fewer than eight bytes in lower case (base/chunk.h), as token_hash gives it. */
static inline uint32_t chunk_hash(uint64_t lower, uint32_t count) {
  uint64_t value = lower * 0x9E3779B97F4A7C15u;
  value = ((value ^ value >> 29) ^ count) * 0xBF58476D1CE4E5B9u;
  return (uint32_t)(value ^ value >> 32);
}

#endif
