/* quote/region.c: pairs of quotation marks -> regions: the outermost ones, as tokens. */
#include "base/error.h"
#include "quote/reader.h"

static uint32_t count_words(const struct whosaid_document *document, uint32_t first, uint32_t last) {
  uint32_t count = 0;
  for (uint32_t i = first; i < last; i++) {
    uint32_t flags = document->tokens.items[i].flags;
    count += !(flags & (TOKEN_PUNCTUATION | TOKEN_POSSESSIVE)) || flags & TOKEN_NUMBER;
  }
  return count;
}

/* One past the last token of the paragraph in which the token stands. */
static uint32_t paragraph_end(const struct whosaid_document *document, uint32_t token) {
  uint32_t sentence = document->tokens.items[token].sentence, paragraph = document->sentences.items[sentence].paragraph;
  const struct paragraph *here = &document->paragraphs.items[paragraph];
  return document_sentence_end(document, here->first_sentence + here->sentence_count - 1);
}

static whosaid_status add_region(struct reader *reader, uint32_t mark, whosaid_error *error) {
  const struct marked_span *span = &reader->document->marks.items[mark];
  struct region *region = VECTOR_ADD(&reader->regions);
  if (!region) return error_memory(error);
  region->mark = mark;
  region->first = span->open_token + 1;
  region->last = span->close_token == WHOSAID_NONE ? paragraph_end(reader->document, span->open_token) : span->close_token;
  region->words = count_words(reader->document, region->first, region->last);
  for (uint32_t i = region->first; i < region->last; i++) reader->words.items[i].region = reader->regions.count - 1;
  return WHOSAID_OK;
}

whosaid_status read_regions(struct reader *reader, whosaid_error *error) {
  const struct whosaid_document *document = reader->document;
  for (uint32_t i = 0; i < document->marks.count; i++) {
    if (document->marks.items[i].parent != WHOSAID_NONE) continue;
    whosaid_status status = add_region(reader, i, error);
    if (status) return status;
  }
  return WHOSAID_OK;
}
