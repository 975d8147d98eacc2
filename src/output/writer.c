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

static void flush(struct writer *writer) {
  send(writer, writer->buffer, writer->length);
  writer->length = 0;
}

whosaid_status writer_end(struct writer *writer, whosaid_error *error) {
  flush(writer);
  return writer->failed ? error_set(error, WHOSAID_WRITE_FAILED, 0, 0, "the output could not be written") : WHOSAID_OK;
}

void writer_byte(struct writer *writer, char byte) {
  if (writer->length == WRITER_ROOM) flush(writer);
  writer->buffer[writer->length++] = byte;
}

void writer_bytes(struct writer *writer, const char *bytes, size_t length) {
  if (length > WRITER_ROOM - writer->length) flush(writer);
  if (length > WRITER_ROOM) {
    send(writer, bytes, length);
  } else if (length) {
    memcpy(writer->buffer + writer->length, bytes, length);
    writer->length += (uint32_t)length;
  }
}

void writer_text(struct writer *writer, const char *text) { writer_bytes(writer, text, strlen(text)); }

void writer_number(struct writer *writer, uint64_t number) {
  char digits[20];
  uint32_t at = sizeof digits;
  do digits[--at] = (char)('0' + number % 10);
  while (number /= 10);
  writer_bytes(writer, digits + at, sizeof digits - at);
}

void writer_score(struct writer *writer, float score) {
  unsigned hundredths = score > 0 ? score < 1 ? (unsigned)(score * 100 + 0.5f) : 100 : 0;
  char out[4] = {(char)('0' + hundredths / 100), '.', (char)('0' + hundredths / 10 % 10), (char)('0' + hundredths % 10)};
  writer_bytes(writer, out, sizeof out);
}
