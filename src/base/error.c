/* error.c: a status and a sentence -> whosaid_error. */
#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>

static const char *const STATUS_NAMES[] = {
    [WHOSAID_OK] = "ok",
    [WHOSAID_OUT_OF_MEMORY] = "out-of-memory",
    [WHOSAID_INVALID_UTF8] = "invalid-utf8",
    [WHOSAID_NUL_CHARACTER] = "nul-character",
    [WHOSAID_TOO_LONG] = "too-long",
    [WHOSAID_INVALID_JSON] = "invalid-json",
    [WHOSAID_BAD_DATA] = "bad-data",
    [WHOSAID_NO_DATA] = "no-data",
    [WHOSAID_BAD_ARGUMENT] = "bad-argument",
    [WHOSAID_READ_FAILED] = "read-failed",
    [WHOSAID_WRITE_FAILED] = "write-failed",
    [WHOSAID_LIMIT] = "limit",
    [WHOSAID_INVALID_ENCODING] = "invalid-encoding",
    [WHOSAID_DAMAGED_COMPRESSION] = "damaged-compression",
    [WHOSAID_INVALID_CSV] = "invalid-csv",
    [WHOSAID_INVALID_WARC] = "invalid-warc",
    [WHOSAID_NOT_TEXT] = "not-text",
};

const char *whosaid_status_name(whosaid_status status) {
  size_t count = sizeof STATUS_NAMES / sizeof *STATUS_NAMES;
  return (size_t)status < count ? STATUS_NAMES[status] : "unknown";
}

const char *whosaid_version(void) { return WHOSAID_VERSION; }

whosaid_status error_set(whosaid_error *error, whosaid_status status, uint32_t line, uint64_t offset, const char *format, ...) {
  if (!error) return status;
  error->status = status;
  error->line = line;
  error->offset = offset;
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(error->message, sizeof error->message, format, arguments);
  va_end(arguments);
  return status;
}
