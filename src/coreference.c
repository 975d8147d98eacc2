/* coreference.c: speakers as printed -> entities. */
#include "document.h"

whosaid_status resolve_speakers(struct whosaid_document *document, whosaid_error *error) {
  (void)document;
  (void)error;
  return WHOSAID_OK;
}
