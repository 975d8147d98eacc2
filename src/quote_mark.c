/* quote_mark.c: tokens -> pairs of quotation marks. */
#include "document.h"

whosaid_status pair_marks(struct whosaid_document *document, whosaid_error *error) {
  (void)document;
  (void)error;
  return WHOSAID_OK;
}
