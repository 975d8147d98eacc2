/* stub.c: stands in for token.c until it reads tokens; goes away then. */
#include <string.h>

#include "document.h"
#include "token.h"

__attribute__((weak)) void token_hash(const char *word, uint32_t length, uint32_t *hash, uint32_t *lower) {
  *hash = *lower = 2166136261u;
  for (uint32_t i = 0; i < length; i++) {
    *hash = (*hash ^ (unsigned char)word[i]) * 16777619u;
    *lower = (*lower ^ ((unsigned char)word[i] | 0x20u)) * 16777619u;
  }
}

__attribute__((weak)) int token_next(const char *text, uint32_t length, uint32_t offset, struct token *token) {
  while (offset < length && strchr(" \n\t", text[offset])) offset++;
  *token = (struct token){.start = offset, .end = offset};
  while (token->end < length && !strchr(" \n\t", text[token->end])) token->end++;
  token_hash(text + offset, token->end - offset, &token->hash, &token->lower);
  return token->end > offset;
}

__attribute__((weak)) int token_next_of_name(const char *text, uint32_t length, uint32_t offset, struct token *token) {
  return token_next(text, length, offset, token);
}
