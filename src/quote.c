/* quote.c: marks and reporting verbs -> quotes, cues, speakers as printed. */
#include "document.h"

whosaid_status find_quotes(struct whosaid_document *document, whosaid_error *error) {
  (void)document;
  (void)error;
  return WHOSAID_OK;
}
