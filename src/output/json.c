/* json.c: values one after another -> the bytes of JSON, compact or laid out for reading. */
#include "output/json.h"

#include <string.h>

#include "base/error.h"

void json_begin(struct json *json, int pretty, whosaid_write write, void *context) {
  memset(json, 0, offsetof(struct json, buffer));
  json->write = write;
  json->context = context;
  json->pretty = pretty;
}

static void send(struct json *json, const char *bytes, size_t length) {
  if (!json->failed && length) json->failed = json->write(json->context, bytes, length) != 0;
}

static void flush(struct json *json) {
  send(json, json->buffer, json->length);
  json->length = 0;
}

whosaid_status json_end(struct json *json, whosaid_error *error) {
  flush(json);
  return json->failed ? error_set(error, WHOSAID_WRITE_FAILED, 0, 0, "the output could not be written") : WHOSAID_OK;
}

/* Room for `size` bytes, at most 64, at the end of the buffer. */
static char *reserve(struct json *json, uint32_t size) {
  if (JSON_BUFFER - json->length < size) flush(json);
  return json->buffer + json->length;
}

void json_bytes(struct json *json, const char *bytes, size_t length) {
  if (length > JSON_BUFFER - json->length) {
    flush(json);
    if (length > JSON_BUFFER) {
      send(json, bytes, length);
      return;
    }
  }
  memcpy(json->buffer + json->length, bytes, length);
  json->length += (uint32_t)length;
}

static void put(struct json *json, char byte) {
  *reserve(json, 1) = byte;
  json->length++;
}

static void indent(struct json *json) {
  put(json, '\n');
  for (uint32_t i = 0; i < json->depth; i++) json_bytes(json, "  ", 2);
}

/* What stands between the item before and the next one. */
static void separate(struct json *json) {
  if (json->after_key) {
    json->after_key = 0;
    return;
  }
  if (!json->depth) return;
  int started = json->started[json->depth], lines = json->pretty && json->lines[json->depth];
  json->started[json->depth] = 1;
  if (started) put(json, ',');
  if (lines) indent(json);
  else if (started && json->pretty) put(json, ' ');
}

void json_open(struct json *json, char bracket, enum json_layout layout) {
  separate(json);
  put(json, bracket);
  json->depth++;
  json->lines[json->depth] = layout == JSON_LINES;
  json->started[json->depth] = 0;
}

void json_close(struct json *json, char bracket) {
  int lines = json->pretty && json->lines[json->depth] && json->started[json->depth];
  json->depth--;
  if (lines) indent(json);
  put(json, bracket);
}

void json_key(struct json *json, const char *key) {
  separate(json);
  put(json, '"');
  json_bytes(json, key, strlen(key));
  json_bytes(json, json->pretty ? "\": " : "\":", json->pretty ? 3 : 2);
  json->after_key = 1;
}

/* Bytes that may not stand in a string as they are: PLAIN ones may, CHECK ones begin a character that may not always. */
enum { PLAIN, ESCAPE, CHECK };
static const unsigned char KIND[256] = {
    ESCAPE, ESCAPE, ESCAPE, ESCAPE, ESCAPE, ESCAPE, ESCAPE, ESCAPE, ESCAPE, ESCAPE, ESCAPE, ESCAPE, ESCAPE, ESCAPE, ESCAPE, ESCAPE,
    ESCAPE, ESCAPE, ESCAPE, ESCAPE, ESCAPE, ESCAPE, ESCAPE, ESCAPE, ESCAPE, ESCAPE, ESCAPE, ESCAPE, ESCAPE, ESCAPE, ESCAPE, ESCAPE,
    ['"'] = ESCAPE, ['\\'] = ESCAPE, [0x7F] = ESCAPE, [0xC2] = CHECK, [0xE2] = CHECK};

/* U+0080 to U+009F are control characters, and many programs end a line at U+2028 and U+2029: their bytes, or 0. */
static uint32_t unwelcome(const char *p, size_t left, unsigned *codepoint) {
  const unsigned char *u = (const unsigned char *)p;
  if (u[0] == 0xC2 && left > 1 && u[1] < 0xA0) return *codepoint = u[1], 2;
  if (u[0] == 0xE2 && left > 2 && u[1] == 0x80 && (u[2] | 1) == 0xA9) return *codepoint = 0x2000u + u[2] - 0x80u, 3;
  return 0;
}

static void put_escape(struct json *json, unsigned codepoint) {
  static const char SHORT[] = {['\b'] = 'b', ['\t'] = 't', ['\n'] = 'n', ['\f'] = 'f', ['\r'] = 'r', ['"'] = '"', ['\\'] = '\\'};
  static const char HEX[] = "0123456789abcdef";
  char *out = reserve(json, 6);
  out[0] = '\\';
  if (codepoint < sizeof SHORT && SHORT[codepoint]) {
    out[1] = SHORT[codepoint];
    json->length += 2;
    return;
  }
  out[1] = 'u';
  for (int i = 0; i < 4; i++) out[2 + i] = HEX[codepoint >> (12 - 4 * i) & 15];
  json->length += 6;
}

/* Copies up to each byte for which `kinds` says so, and escapes there. */
static void put_text(struct json *json, const char *bytes, size_t length, int is_raw) {
  size_t from = 0, i = 0;
  while (i < length) {
    unsigned char kind = KIND[(unsigned char)bytes[i]];
    unsigned codepoint = (unsigned char)bytes[i];
    uint32_t size = kind == ESCAPE && !(is_raw && codepoint < 0x7F) ? 1 : kind == CHECK ? unwelcome(bytes + i, length - i, &codepoint) : 0;
    if (!size) {
      i++;
      continue;
    }
    json_bytes(json, bytes + from, i - from);
    put_escape(json, codepoint);
    from = i += size;
  }
  json_bytes(json, bytes + from, length - from);
}

void json_string(struct json *json, whosaid_string text) {
  separate(json);
  if (!text.bytes) {
    json_bytes(json, "null", 4);
    return;
  }
  put(json, '"');
  put_text(json, text.bytes, text.length, 0);
  put(json, '"');
}

void json_string_key(struct json *json, whosaid_string key) {
  json_string(json, key);
  json_bytes(json, ": ", json->pretty ? 2 : 1);
  json->after_key = 1;
}

void json_word(struct json *json, const char *word) {
  json_string(json, (whosaid_string){.bytes = word, .length = word ? (uint32_t)strlen(word) : 0});
}

void json_raw(struct json *json, const char *bytes, size_t length) {
  separate(json);
  put_text(json, bytes, length, 1);
}

static void put_number(struct json *json, uint64_t number) {
  char digits[20];
  uint32_t at = sizeof digits;
  do digits[--at] = (char)('0' + number % 10);
  while (number /= 10);
  json_bytes(json, digits + at, sizeof digits - at);
}

void json_number(struct json *json, uint64_t number) {
  separate(json);
  put_number(json, number);
}

void json_score(struct json *json, float score) {
  separate(json);
  unsigned hundredths = score > 0 ? score < 1 ? (unsigned)(score * 100 + 0.5f) : 100 : 0;
  char out[4] = {(char)('0' + hundredths / 100), '.', (char)('0' + hundredths / 10 % 10), (char)('0' + hundredths % 10)};
  json_bytes(json, out, sizeof out);
}

void json_numbered(struct json *json, char letter, uint32_t index) {
  if (index == WHOSAID_NONE) {
    json_null(json);
    return;
  }
  separate(json);
  char *out = reserve(json, 2);
  out[0] = '"';
  out[1] = letter;
  json->length += 2;
  put_number(json, (uint64_t)index + 1);
  put(json, '"');
}

void json_bool(struct json *json, int truth) {
  separate(json);
  json_bytes(json, truth ? "true" : "false", truth ? 4 : 5);
}

void json_null(struct json *json) {
  separate(json);
  json_bytes(json, "null", 4);
}
