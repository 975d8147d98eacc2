/* entity.c: names -> whom and what they refer to. */
#include "document.h"

whosaid_status group_entities(struct whosaid_document *document, whosaid_error *error) {
  (void)document;
  (void)error;
  return WHOSAID_OK;
}
