/* candidate.c: tokens -> what gazetteers and rules propose. */
#include "document.h"

whosaid_status find_candidates(struct whosaid_document *document, whosaid_error *error) {
  (void)document;
  (void)error;
  return WHOSAID_OK;
}
