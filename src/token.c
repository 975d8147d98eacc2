/* token.c: sentences -> words, numbers, marks. */
#include "document.h"

whosaid_status split_tokens(struct whosaid_document *document, whosaid_error *error) {
  (void)document;
  (void)error;
  return WHOSAID_OK;
}
