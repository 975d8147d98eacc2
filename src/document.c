/* document.c: the small questions that every stage asks of a document. */
#include "document.h"

#include <string.h>

#include "base/error.h"

whosaid_status document_warn(struct whosaid_document *document, const char *code, uint32_t start, whosaid_error *error) {
  whosaid_warning *warning = VECTOR_ADD(&document->warnings);
  if (!warning) return error_memory(error);
  *warning = (whosaid_warning){.code = code, .start = start};
  return WHOSAID_OK;
}

whosaid_status document_index_tokens(struct whosaid_document *document, whosaid_error *error) {
  uint32_t blocks = document->length / TOKEN_BLOCK + 1, block = 0;
  uint32_t *first = document->block_tokens = arena_allocate(&document->arena, blocks * sizeof *first);
  if (!first) return error_memory(error);
  for (uint32_t i = 0; i < document->tokens.count; i++) {
    for (; block * TOKEN_BLOCK < document->tokens.items[i].end; block++) first[block] = i;
  }
  while (block < blocks) first[block++] = document->tokens.count;
  return WHOSAID_OK;
}

uint32_t document_sentence_end(const struct whosaid_document *document, uint32_t sentence) {
  return document->sentence_tokens.items[sentence + 1];
}

whosaid_string document_slice(const struct whosaid_document *document, uint32_t first, uint32_t last) {
  uint32_t start = document->tokens.items[first].start, end = document->tokens.items[last - 1].end;
  return (whosaid_string){.bytes = document->text + start, .length = end - start};
}
