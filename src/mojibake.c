/* mojibake.c: text -> a warning where UTF-8 was once read as Windows-1252: "donâ€™t", "cafÃ©". It is left as it is. */
#include "document.h"

static int is_mojibake(const unsigned char *p, size_t left) {
  if (left < 4) return 0;
  if (p[1] == 0xA2) return left >= 5 && p[2] == 0xE2 && p[3] == 0x82 && p[4] == 0xAC;                        /* "â€" */
  if (p[1] == 0x83) return p[2] == 0xC2 || (p[2] == 0xC5 && p[3] >= 0x92) || (p[2] == 0xE2 && p[3] <= 0x84); /* "Ã©" */
  return p[1] == 0x82 && p[2] == 0xC2;                                                                       /* "Â£" */
}

whosaid_status find_mojibake(struct whosaid_document *document, whosaid_error *error) {
  const char *end = document->text + document->length;
  for (const char *p = document->text; p < end && (p = memchr(p, 0xC3, (size_t)(end - p))); p++) {
    if (is_mojibake((const unsigned char *)p, (size_t)(end - p)))
      return document_warn(document, "mojibake", (uint32_t)(p - document->text), error);
  }
  return WHOSAID_OK;
}
