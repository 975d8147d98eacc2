/* input.h: bytes of a file or of a line -> one document's id, text and metadata. */
#ifndef WHOSAID_INPUT_INPUT_H
#define WHOSAID_INPUT_INPUT_H

#include "base/bytes.h"
#include "whosaid.h"

/* A document before it is analysed. All zero is ready; its memory is used again by the next one. */
struct input {
  const char *text;       /* in the bytes it was read from */
  size_t length;
  struct bytes id;        /* JSON, NUL-terminated: "kherson" in its quotes, or 17; empty when there is none */
  int id_given;           /* 1: the input names the document; 0: its id is a file name or the number of a line */
  struct bytes meta;      /* a JSON object, NUL-terminated */
  struct bytes envelope;  /* the JSON line without its text */
};

enum { INPUT_MAX_LINE = 6 * WHOSAID_MAX_DOCUMENT + (1 << 20) }; /* every byte of a text written as \u00XX */

/* Reads one line of JSON Lines, {"id", "text", …}: fields other than these two go to meta as they are, a missing id becomes the line's
 * number. Unescapes the text in place. Offsets of errors are bytes of the line; an id that could be read is there for the error record. */
whosaid_status input_read_json(struct input *input, char *line, size_t length, uint64_t number, whosaid_error *error);

/* Takes the bytes of a file as the text; the id is the file's name without directory and extension. */
whosaid_status input_read_text(struct input *input, const char *path, const char *bytes, size_t length, whosaid_error *error);

/* The file's name without directory and extension, as JSON, for the id. */
whosaid_status input_name(struct input *input, const char *path, whosaid_error *error);

/* The line's number as a string, for the id of a line that has none. */
whosaid_status input_number(struct input *input, uint64_t number, whosaid_error *error);

void input_free(struct input *input);

#endif
