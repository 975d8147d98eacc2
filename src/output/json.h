/* json.h: JSON written value by value, without a tree. */
#ifndef WHOSAID_OUTPUT_JSON_H
#define WHOSAID_OUTPUT_JSON_H

#include <string.h>

#include "output/writer.h"

enum { JSON_DEPTH = 8 };

/* How the items of an array or object stand when the output is pretty. */
enum json_layout { JSON_INLINE, JSON_LINES };

struct json {
  int pretty;
  uint32_t comma;                 /* 1: an item stands before the next one */
  uint32_t depth;
  uint8_t after_key;              /* of the pretty layout */
  uint8_t lines[JSON_DEPTH + 1];  /* of each open level: its layout */
  struct writer out;
};

void json_begin(struct json *json, int pretty, whosaid_write write, void *context);

/* Sends what is still in the buffer. WHOSAID_WRITE_FAILED when the receiver asked to stop at any time. */
whosaid_status json_end(struct json *json, whosaid_error *error);

void json_open(struct json *json, char bracket, enum json_layout layout);
void json_close(struct json *json, char bracket);

/* A key is a literal of plain ASCII, shorter than 32 bytes. */
#define json_key(json, name) json_put_key(json, ",\"" name "\": ", sizeof(",\"" name "\": ") - 1)
void json_string_key(struct json *json, whosaid_string key);    /* any key */

void json_string(struct json *json, whosaid_string text);       /* null when it has no bytes */
void json_word(struct json *json, const char *word);            /* a NUL-terminated string; null for NULL */
void json_plain_word(struct json *json, const char *word);      /* the same for a short word that needs no escapes */
void json_number(struct json *json, uint64_t number);
void json_score(struct json *json, float score);                /* two decimals: 0.98 */
void json_numbered(struct json *json, char letter, uint32_t index); /* "m10" for index 9; null for WHOSAID_NONE */
void json_raw(struct json *json, const char *bytes, size_t length); /* JSON that is already right; line separators in it are escaped */
void json_bool(struct json *json, int truth);
void json_null(struct json *json);

/* The line break or space that the pretty layout puts before an item. */
void json_lay_out(struct json *json);

/* What stands between the item before and the next one; gives room for `size` bytes and 64 more. */
static inline char *json_next_of(struct json *json, uint32_t size) {
  char *out = writer_reserve(&json->out, size + 128);
  *out = ',';
  json->out.length += json->comma;
  json->comma = 1;
  if (json->pretty) json_lay_out(json);
  return json->out.buffer + json->out.length;
}

static inline char *json_next(struct json *json) { return json_next_of(json, 0); }

/* The key with a comma before it, its quotes, colon and a space, which only the pretty layout shows. */
static inline void json_put_key(struct json *json, const char *key, uint32_t length) {
  if (json->pretty) {
    memcpy(json_next(json), key + 1, length - 1);
    json->out.length += length - 1;
    json->after_key = 1;
  } else {
    memcpy(writer_reserve(&json->out, 128), key + !json->comma, length - 1);
    json->out.length += length - 2 + json->comma;
  }
  json->comma = 0;
}

#endif
