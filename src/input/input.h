/* input.h: the bytes of one document, as they were cut out of a file -> its id, text and metadata.
 *
 *   text   the file                              csv    one row, and the row of column names
 *   html   the file                              warc   one record with its head
 *   jsonl  one line; json: one element
 */
#ifndef WHOSAID_INPUT_INPUT_H
#define WHOSAID_INPUT_INPUT_H

#include "base/bytes.h"
#include "base/vector.h"
#include "whosaid.h"

enum input_format { FROM_AUTO, FROM_TEXT, FROM_HTML, FROM_JSONL, FROM_JSON, FROM_CSV, FROM_WARC };

struct input_options {
  const char *text_field, *id_field; /* of JSON and CSV: "text", "article.body" */
  size_t max_document;               /* bytes */
};

/* What one document is read from. */
struct source {
  enum input_format format;
  char *bytes; /* may be changed */
  size_t length;
  uint64_t number;     /* of its line, element, row or record in the file, from 1; 0: it is the whole file */
  const char *name;    /* of the file, for the id; empty: lines are named by their number alone */
  const char *columns; /* of CSV: the first row */
  size_t columns_length;
};

/* A document before it is analysed. All zero is ready; its memory is used again by the next one. */
struct input {
  const char *text; /* in the bytes it was read from, or in `content` */
  size_t length;
  struct bytes id;                /* JSON, NUL-terminated: "kherson" in its quotes, or 17; empty when there is none */
  int id_given;                   /* 1: the input names the document; 0: its id is a file name or the number of a line */
  struct bytes meta;              /* a JSON object, NUL-terminated */
  uint32_t fields;                /* in meta */
  int has_title;                  /* among them */
  struct {
    size_t start, length;         /* where its value stands in meta; length 0: there is none */
  } headline;
  struct bytes envelope;          /* the JSON line without its text */
  struct bytes unpacked;          /* the body of a packed answer */
  struct bytes decoded;           /* the bytes in UTF-8, where they were not */
  struct bytes content;           /* the text of a page */
  VECTOR(whosaid_region) regions; /* sections that a page's markup tells */
};

enum {
  INPUT_MAX_FIELDS = 1000, /* of JSON or CSV, beside the text */
  INPUT_MAX_DEPTH = 512    /* of elements within elements in HTML */
};

/* Bytes of a line of JSON in which a text of this size may stand: every byte written as \u00XX. */
#define INPUT_MAX_LINE(size) (6 * (size) + (1 << 20))

/* Reads the document. Offsets of errors are bytes of the source; an id that could be read is there for the error record. */
whosaid_status input_read(struct input *input, const struct input_options *options, const struct source *source, whosaid_error *error);

/* The id, as input_read would set it, and with *has_text the text too, which is not read where an id is enough. WHOSAID_OK or out of memory. */
whosaid_status input_identify(struct input *input, const struct input_options *options, const struct source *source, int *has_text);

/* Sets the id of a document that has none: "a" of a whole file, "17" or "a:17" of a line. */
whosaid_status input_name(struct input *input, const struct source *source, whosaid_error *error);

void input_free(struct input *input);

/* ---- The formats -------------------------------------------------------------------------------------------------- */

/* Reads one line of JSON Lines, {"id", "text", …}: fields other than these two go to meta as they are. Unescapes the text in place. */
whosaid_status input_read_json(struct input *input, const struct input_options *options, const struct source *source, whosaid_error *error);

/* One row of CSV: the columns other than text and id go to meta as strings. */
whosaid_status input_read_csv(struct input *input, const struct input_options *options, const struct source *source, whosaid_error *error);

/* A page: `charset` is what the server said of its encoding, or NULL. */
whosaid_status input_read_html(struct input *input, const struct input_options *options, char *bytes, size_t length, const char *charset,
                               whosaid_error *error);

/* A plain text. */
whosaid_status input_read_text(struct input *input, char *bytes, size_t length, const char *charset, whosaid_error *error);

/* The id, and fields of the head, of a record of a WARC file: 0, or -1 when memory is out. */
int input_identify_warc(struct input *input, const struct source *source);

/* A record of a WARC file. */
whosaid_status input_read_warc(struct input *input, const struct input_options *options, const struct source *source, whosaid_error *error);

/* ---- Shared by them ----------------------------------------------------------------------------------------------- */

/* How most texts of other encodings become UTF-8. */
#define INPUT_TO_UTF8 "(iconv -f WINDOWS-1252 -t UTF-8 FILE for most Western ones)"

/* Refuses bytes that are not UTF-8; `what` they are: "row". */
whosaid_status input_check_utf8(const struct source *source, const char *what, whosaid_error *error);

/* Adds the text as a JSON string; what is not UTF-8 becomes U+FFFD. 0, or -1 when memory is out. */
int input_append_json(struct bytes *json, const char *text, size_t length);

/* Opens the object `meta`; 0, or -1 when memory is out. */
int input_open_meta(struct input *input);

/* Closes it, with a NUL behind; a field "headline" or "heading" becomes the title of a document without one. 0, or -1 when memory is out. */
int input_close_meta(struct input *input);

/* Takes note of a field that was added to meta; its value starts at this byte of meta. */
void input_note_field(struct input *input, const char *key, size_t length, size_t start);

/* The error that no field (`what`: "column") has the name of the text; it lists those in meta, which is closed. */
whosaid_status input_lacks_text(struct input *input, const char *what, const char *name, whosaid_error *error);

/* Adds "key":"value" to the open object `meta`. */
int input_add_field(struct input *input, const char *key, size_t key_length, const char *value, size_t length);

/* Makes *bytes UTF-8 without a byte order mark: by that mark, else as it is when it is UTF-8, else by the declared encoding (NULL: none was
 * declared). What was converted stands in input->decoded. */
whosaid_status input_decode(struct input *input, char **bytes, size_t *length, const char *charset, whosaid_error *error);

#endif
