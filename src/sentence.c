/* sentence.c: text -> paragraphs, sections, sentences. */
#include "document.h"

whosaid_status split_sentences(struct whosaid_document *document, whosaid_error *error) {
  (void)document;
  (void)error;
  return WHOSAID_OK;
}
