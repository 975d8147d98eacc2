/* text.c: a plain text in any declared encoding -> one document in UTF-8. */
#include <errno.h>
#include <iconv.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/error.h"
#include "base/utf8.h"
#include "input/input.h"

static const struct {
  const char *mark, *charset;
  size_t length;
} BYTE_ORDER_MARKS[] = {{"\xEF\xBB\xBF", "UTF-8", 3}, {"\xFF\xFE", "UTF-16LE", 2}, {"\xFE\xFF", "UTF-16BE", 2}};

/* What pages call Latin-1 is Windows-1252, as browsers read it. */
static const char *const LATIN[] = {"iso-8859-1", "iso8859-1", "latin1", "latin-1", "us-ascii", "ascii", "cp1252", "windows-1252"};

static const char *charset_for_iconv(const char *charset) {
  for (size_t i = 0; i < sizeof LATIN / sizeof *LATIN; i++) {
    if (!strcasecmp(charset, LATIN[i])) return "WINDOWS-1252";
  }
  return charset;
}

static whosaid_status say_bad(const char *bytes, size_t offset, size_t before, const char *charset, whosaid_error *error) {
  return error_set(error, WHOSAID_INVALID_ENCODING, 0, offset + before,
                   "byte 0x%02X at offset %zu is not %s, which was declared; convert it to UTF-8", (unsigned char)bytes[offset],
                   offset + before, charset);
}

/* Bytes in `charset` -> input->decoded. `before` bytes stood in front of them. */
static whosaid_status convert(struct input *input, char *bytes, size_t length, size_t before, const char *charset, whosaid_error *error) {
  iconv_t conversion = iconv_open("UTF-8", charset_for_iconv(charset));
  if (conversion == (iconv_t)-1) {
    return error_set(error, WHOSAID_INVALID_ENCODING, 0, 0, "the declared encoding %.60s is not known; convert it to UTF-8", charset);
  }
  whosaid_status status = WHOSAID_OK;
  char *from = bytes;
  size_t left = length;
  input->decoded.length = 0;
  while (!status && left) {
    if (bytes_reserve(&input->decoded, 2 * left + 16)) {
      status = error_memory(error);
      break;
    }
    char *out = input->decoded.items + input->decoded.length;
    size_t room = input->decoded.room - input->decoded.length, all = room;
    size_t done = iconv(conversion, &from, &left, &out, &room);
    input->decoded.length += all - room;
    if (done == (size_t)-1 && errno != E2BIG) status = say_bad(bytes, (size_t)(from - bytes), before, charset, error);
  }
  iconv_close(conversion);
  return status;
}

whosaid_status input_decode(struct input *input, char **bytes, size_t *length, const char *charset, whosaid_error *error) {
  size_t before = 0;
  for (size_t i = 0; !before && i < sizeof BYTE_ORDER_MARKS / sizeof *BYTE_ORDER_MARKS; i++) {
    if (*length < BYTE_ORDER_MARKS[i].length || memcmp(*bytes, BYTE_ORDER_MARKS[i].mark, BYTE_ORDER_MARKS[i].length) != 0) continue;
    before = BYTE_ORDER_MARKS[i].length;
    charset = BYTE_ORDER_MARKS[i].charset;
  }
  *bytes += before;
  *length -= before;
  int wide = charset && !strncasecmp(charset, "UTF-16", 6) && before;
  size_t valid = wide ? 0 : utf8_valid_length(*bytes, *length);
  if (valid == *length && !wide) return WHOSAID_OK;
  if (!charset || !strcasecmp(charset, "utf-8") || !strcasecmp(charset, "utf8")) {
    return error_set(error, WHOSAID_INVALID_UTF8, 0, valid + before, "byte 0x%02X at offset %zu is not UTF-8; convert the text to UTF-8 " INPUT_TO_UTF8,
                     (unsigned char)(*bytes)[valid], valid + before);
  }
  whosaid_status status = convert(input, *bytes, *length, before, charset, error);
  *bytes = input->decoded.items;
  *length = input->decoded.length;
  return status;
}

whosaid_status input_read_text(struct input *input, char *bytes, size_t length, const char *charset, whosaid_error *error) {
  whosaid_status status = input_decode(input, &bytes, &length, charset, error);
  input->text = bytes;
  input->length = length;
  return status;
}
