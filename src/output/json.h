/* json.h: JSON written value by value, without a tree. */
#ifndef WHOSAID_OUTPUT_JSON_H
#define WHOSAID_OUTPUT_JSON_H

#include "output/writer.h"

enum { JSON_DEPTH = 8 };

/* How the items of an array or object stand when the output is pretty. */
enum json_layout { JSON_INLINE, JSON_LINES };

struct json {
  int pretty;
  uint32_t depth;
  uint8_t lines[JSON_DEPTH + 1];   /* of each open level: its layout */
  uint8_t started[JSON_DEPTH + 1]; /* of each open level: it holds an item already */
  uint8_t after_key;
  struct writer out;
};

void json_begin(struct json *json, int pretty, whosaid_write write, void *context);

/* Sends what is still in the buffer. WHOSAID_WRITE_FAILED when the receiver asked to stop at any time. */
whosaid_status json_end(struct json *json, whosaid_error *error);

void json_open(struct json *json, char bracket, enum json_layout layout);
void json_close(struct json *json, char bracket);

/* A key is plain ASCII without anything to escape. */
void json_key(struct json *json, const char *key);
void json_string_key(struct json *json, whosaid_string key);    /* any key */

void json_string(struct json *json, whosaid_string text);       /* null when it has no bytes */
void json_word(struct json *json, const char *word);            /* a NUL-terminated string; null for NULL */
void json_number(struct json *json, uint64_t number);
void json_score(struct json *json, float score);                /* two decimals: 0.98 */
void json_numbered(struct json *json, char letter, uint32_t index); /* "m10" for index 9; null for WHOSAID_NONE */
void json_raw(struct json *json, const char *bytes, size_t length); /* JSON that is already right; line separators in it are escaped */
void json_bool(struct json *json, int truth);
void json_null(struct json *json);

#endif
