/* writer.h: bytes gathered in a buffer on their way to a receiver. */
#ifndef WHOSAID_OUTPUT_WRITER_H
#define WHOSAID_OUTPUT_WRITER_H

#include "whosaid.h"

enum { WRITER_ROOM = 16 * 1024 };

struct writer {
  whosaid_write write;
  void *context;
  int failed;        /* the receiver asked to stop */
  uint32_t length;
  char buffer[WRITER_ROOM];
};

void writer_begin(struct writer *writer, whosaid_write write, void *context);

/* Sends what is still in the buffer. WHOSAID_WRITE_FAILED when the receiver asked to stop at any time. */
whosaid_status writer_end(struct writer *writer, whosaid_error *error);

/* Sends what is in the buffer, to make room. */
void writer_flush(struct writer *writer);

/* Makes room for `size` bytes, at most WRITER_ROOM, behind the length. */
static inline char *writer_reserve(struct writer *writer, uint32_t size) {
  if (WRITER_ROOM - writer->length < size) writer_flush(writer);
  return writer->buffer + writer->length;
}

void writer_bytes(struct writer *writer, const char *bytes, size_t length);
void writer_text(struct writer *writer, const char *text);  /* NUL-terminated */
void writer_number(struct writer *writer, uint64_t number);

/* Writes a number at `out`, where there is room for NUMBER_ROOM bytes: how many digits it has. */
enum { NUMBER_ROOM = 24 };
uint32_t writer_digits(char *out, uint64_t number);
void writer_score(struct writer *writer, float score);      /* two decimals: 0.98 */

#endif
