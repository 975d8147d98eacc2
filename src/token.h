/* token.h: one token at a time, in texts and in the names of gazetteers alike. */
#ifndef WHOSAID_TOKEN_H
#define WHOSAID_TOKEN_H

#include <stdint.h>

struct token;

/* Fills start, end, hash, lower and the flags that the token's own characters tell for the first token of text[0, length) at or
 * after `offset`; 0 when only white space is left. A stop that ends a sentence is for the caller to cut off. */
int token_next(const char *text, uint32_t length, uint32_t offset, struct token *token);

/* The hashes of a word's folded text, with its case and in lower case. */
void token_hash(const char *word, uint32_t length, uint32_t *hash, uint32_t *lower);

#endif
