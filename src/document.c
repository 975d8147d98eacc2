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

uint32_t document_token_at(const struct whosaid_document *document, uint32_t offset) {
  uint32_t low = 0, high = document->tokens.count;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (document->tokens.items[middle].end <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

uint32_t document_sentence_end(const struct whosaid_document *document, uint32_t sentence) {
  return document->sentence_tokens.items[sentence + 1];
}

whosaid_string document_slice(const struct whosaid_document *document, uint32_t first, uint32_t last) {
  uint32_t start = document->tokens.items[first].start, end = document->tokens.items[last - 1].end;
  return (whosaid_string){.bytes = document->text + start, .length = end - start};
}
