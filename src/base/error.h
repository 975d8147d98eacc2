/* error.h: filling a whosaid_error. */
#ifndef WHOSAID_BASE_ERROR_H
#define WHOSAID_BASE_ERROR_H

#include "whosaid.h"

/* Fills *error (which may be NULL) with the message and gives the status back, so that a function can end with
 * `return error_set(error, WHOSAID_BAD_DATA, line, 0, "%s:%u: …", …);`. */
whosaid_status error_set(whosaid_error *error, whosaid_status status, uint32_t line, uint64_t offset, const char *format, ...)
    __attribute__((format(printf, 5, 6)));

/* The same for memory that ran out; inline, so that an analyzer sees that it never gives success. */
static inline whosaid_status error_memory(whosaid_error *error) {
  error_set(error, WHOSAID_OUT_OF_MEMORY, 0, 0, "memory ran out; analyse smaller documents or give the process more");
  return WHOSAID_OUT_OF_MEMORY;
}

#endif
