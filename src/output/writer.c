/* writer.c: small pieces -> large writes. */
#include "output/writer.h"

#include <endian.h>
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

static const char PAIRS[] =
    "00010203040506070809101112131415161718192021222324252627282930313233343536373839404142434445464748495051525354555657585960616263646566676869"
    "707172737475767778798081828384858687888990919293949596979899";

/* The last four digits of a number, without the first `skip` of them. */
static uint32_t put_four(char *out, size_t number, uint32_t skip) {
  uint16_t high, low;
  memcpy(&high, PAIRS + number / 100 * 2, 2);
  memcpy(&low, PAIRS + number % 100 * 2, 2);
  uint32_t digits = htole32((le16toh(high) | (uint32_t)le16toh(low) << 16) >> 8 * skip);
  memcpy(out, &digits, 4);
  return 4 - skip;
}

uint32_t writer_digits(char *out, uint64_t number) {
  if (number < 10000) return put_four(out, (uint32_t)number, (uint32_t)((number < 10) + (number < 100) + (number < 1000)));
  uint32_t length = writer_digits(out, number / 10000);
  return length + put_four(out + length, (uint32_t)(number % 10000), 0);
}

void writer_number(struct writer *writer, uint64_t number) {
  writer->length += writer_digits(writer_reserve(writer, NUMBER_ROOM), number);
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
