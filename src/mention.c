/* mention.c: candidates -> names, by weighed evidence. */
#include "document.h"

whosaid_status decide_mentions(struct whosaid_document *document, whosaid_error *error) {
  (void)document;
  (void)error;
  return WHOSAID_OK;
}
