/* writer.c: small pieces -> large writes. */
#include "output/writer.h"

#include <string.h>

#include "base/error.h"

void writer_begin(struct writer *writer, whosaid_write write, void *context) {
  writer->write = write;
  writer->context = context;
  writer->failed = 0;
  writer->length = 0;
}

static void send(struct writer *writer, const char *bytes, size_t length) {
  if (!writer->failed && length) writer->failed = writer->write(writer->context, bytes, length) != 0;
}

void writer_flush(struct writer *writer) {
  send(writer, writer->buffer, writer->length);
  writer->length = 0;
}

whosaid_status writer_end(struct writer *writer, whosaid_error *error) {
  writer_flush(writer);
  return writer->failed ? error_set(error, WHOSAID_WRITE_FAILED, 0, 0, "the output could not be written") : WHOSAID_OK;
}

void writer_bytes(struct writer *writer, const char *bytes, size_t length) {
  if (length > WRITER_ROOM - writer->length) writer_flush(writer);
  if (length > WRITER_ROOM) {
    send(writer, bytes, length);
  } else if (length) {
    memcpy(writer->buffer + writer->length, bytes, length);
    writer->length += (uint32_t)length;
  }
}

void writer_text(struct writer *writer, const char *text) { writer_bytes(writer, text, strlen(text)); }

static uint32_t count_digits(uint64_t number) {
  uint32_t digits = 1;
  while (number >= 10) number /= 10, digits++;
  return digits;
}

void writer_number(struct writer *writer, uint64_t number) {
  enum { MOST = 20 };
  uint32_t digits = count_digits(number);
  char *out = writer_reserve(writer, MOST);
  for (uint32_t i = digits; i--; number /= 10) out[i] = (char)('0' + number % 10);
  writer->length += digits;
}

void writer_score(struct writer *writer, float score) {
  unsigned hundredths = score > 0 ? score < 1 ? (unsigned)(score * 100 + 0.5f) : 100 : 0;
  char *out = writer_reserve(writer, 4);
  out[0] = (char)('0' + hundredths / 100);
  out[1] = '.';
  out[2] = (char)('0' + hundredths / 10 % 10);
  out[3] = (char)('0' + hundredths % 10);
  writer->length += 4;
}
