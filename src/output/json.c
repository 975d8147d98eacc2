/* json.c: values one after another -> the bytes of JSON, compact or laid out for reading. */
#include "output/json.h"

#include <string.h>

void json_begin(struct json *json, int pretty, whosaid_write write, void *context) {
  memset(json, 0, offsetof(struct json, out));
  json->pretty = pretty;
  writer_begin(&json->out, write, context);
}

whosaid_status json_end(struct json *json, whosaid_error *error) { return writer_end(&json->out, error); }

static void indent(struct json *json) {
  writer_byte(&json->out, '\n');
  for (uint32_t i = 0; i < json->depth; i++) writer_bytes(&json->out, "  ", 2);
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
  if (started) writer_byte(&json->out, ',');
  if (lines) indent(json);
  else if (started && json->pretty) writer_byte(&json->out, ' ');
}

void json_open(struct json *json, char bracket, enum json_layout layout) {
  separate(json);
  writer_byte(&json->out, bracket);
  json->depth++;
  json->lines[json->depth] = layout == JSON_LINES;
  json->started[json->depth] = 0;
}

void json_close(struct json *json, char bracket) {
  int lines = json->pretty && json->lines[json->depth] && json->started[json->depth];
  json->depth--;
  if (lines) indent(json);
  writer_byte(&json->out, bracket);
}

void json_key(struct json *json, const char *key) {
  separate(json);
  writer_byte(&json->out, '"');
  writer_bytes(&json->out, key, strlen(key));
  writer_bytes(&json->out, json->pretty ? "\": " : "\":", json->pretty ? 3 : 2);
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
  char escape[6] = {'\\', 'u'};
  int is_short = codepoint < sizeof SHORT && SHORT[codepoint];
  if (is_short) escape[1] = SHORT[codepoint];
  else {
    for (int i = 0; i < 4; i++) escape[2 + i] = HEX[codepoint >> (12 - 4 * i) & 15];
  }
  writer_bytes(&json->out, escape, is_short ? 2 : 6);
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
    writer_bytes(&json->out, bytes + from, i - from);
    put_escape(json, codepoint);
    from = i += size;
  }
  writer_bytes(&json->out, bytes + from, length - from);
}

void json_string(struct json *json, whosaid_string text) {
  separate(json);
  if (!text.bytes) {
    writer_bytes(&json->out, "null", 4);
    return;
  }
  writer_byte(&json->out, '"');
  put_text(json, text.bytes, text.length, 0);
  writer_byte(&json->out, '"');
}

void json_string_key(struct json *json, whosaid_string key) {
  json_string(json, key);
  writer_bytes(&json->out, ": ", json->pretty ? 2 : 1);
  json->after_key = 1;
}

void json_word(struct json *json, const char *word) {
  json_string(json, (whosaid_string){.bytes = word, .length = word ? (uint32_t)strlen(word) : 0});
}

void json_raw(struct json *json, const char *bytes, size_t length) {
  separate(json);
  put_text(json, bytes, length, 1);
}

void json_number(struct json *json, uint64_t number) {
  separate(json);
  writer_number(&json->out, number);
}

void json_score(struct json *json, float score) {
  separate(json);
  writer_score(&json->out, score);
}

void json_numbered(struct json *json, char letter, uint32_t index) {
  if (index == WHOSAID_NONE) {
    json_null(json);
    return;
  }
  separate(json);
  writer_bytes(&json->out, (char[]){'"', letter}, 2);
  writer_number(&json->out, (uint64_t)index + 1);
  writer_byte(&json->out, '"');
}

void json_bool(struct json *json, int truth) {
  separate(json);
  writer_bytes(&json->out, truth ? "true" : "false", truth ? 4 : 5);
}

void json_null(struct json *json) {
  separate(json);
  writer_bytes(&json->out, "null", 4);
}
