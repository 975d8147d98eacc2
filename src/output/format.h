/* format.h: what goes out, a row of a table for each format. The command knows only this table.
 *
 *   begin ── write_document or write_failure ── add ────────── flush ────── end ── close
 *            of each document, in any thread,   of each piece,  now and then
 *            into a piece of bytes              in order
 *
 * All but write_document and write_failure are called by one thread at a time. A format that is a stream leaves `add` NULL: its pieces go out
 * as they are. Memory must not grow with the number of documents.
 */
#ifndef WHOSAID_OUTPUT_FORMAT_H
#define WHOSAID_OUTPUT_FORMAT_H

#include "base/bytes.h"
#include "output/writer.h"
#include "whosaid.h"

/* Where a format goes: to standard output or a file, byte after byte; to a file that it opens itself; to files in a folder. */
enum format_target { TO_STREAM, TO_FILE, TO_FOLDER };

/* What can be asked of the output; `heeds` of a format has the bits of those that mean something to it. */
enum format_option { WITH_TEXT = 1 << 0, SELECT = 1 << 1, COLUMNS = 1 << 2, SPREADSHEET = 1 << 3, MERGE = 1 << 4, OFFSETS = 1 << 5 };

struct output_options {
  whosaid_unit offsets;
  int with_text;
  unsigned selected;      /* --select: arrays of the record, as in whosaid_record_options; 0: all */
  const char *columns;    /* --columns, "speaker,quote"; NULL: the usual ones */
  int spreadsheet;        /* cells that a spreadsheet would take for a formula are marked as text */
  int merge_names;        /* people and organizations of the same name are one, across documents */
};

/* One document of the input, analysed or not. */
struct answer {
  const whosaid_document *document;  /* NULL: it could not be analysed */
  const whosaid_error *failure;      /* why */
  const char *id;                    /* JSON, NUL-terminated: "kherson" in its quotes, or 17 */
  int id_given;                      /* 0: a file's name, a line's number */
  const char *meta;                  /* a JSON object, NUL-terminated */
  uint64_t line;                     /* of JSON Lines, from 1; 0: none */
};

/* An output on its way. */
struct output {
  const struct format *format;
  const struct output_options *options;
  struct writer *stream;             /* TO_STREAM: takes the bytes of begin, add and end */
  int terminal;                      /* TO_STREAM: its width in columns when it is a terminal, else 0 */
  int colour;                        /* a terminal on which colour is welcome */
  const char *path;                  /* TO_FILE: the file to open; TO_FOLDER: the folder, which is there and empty */
  uint64_t pieces;                   /* how many were added */
  void *state;                       /* the format's own; NULL before begin */
};

/* Every hook gives WHOSAID_OK or fills *error; those that are NULL do nothing. */
struct format {
  const char *name, *help;
  enum format_target target;
  unsigned heeds;                    /* enum format_option */
  const char *failures;              /* where the user sees what write_failure writes; NULL: nowhere */
  const char *separator;             /* stands between two pieces of a stream; NULL: nothing */
  whosaid_status (*begin)(struct output *output, whosaid_error *error);
  whosaid_status (*write_document)(const struct output *output, const struct answer *answer, struct bytes *piece, whosaid_error *error);
  /* NULL: the format has no place for a failure, and the command tells it on standard error. */
  whosaid_status (*write_failure)(const struct output *output, const struct answer *answer, struct bytes *piece, whosaid_error *error);
  whosaid_status (*add)(struct output *output, const char *piece, size_t length, whosaid_error *error);
  whosaid_status (*flush)(struct output *output, whosaid_error *error);  /* all that was added is safe after this */
  whosaid_status (*end)(struct output *output, whosaid_error *error);
  void (*close)(struct output *output);                                  /* frees the state, also after a failure */
};

/* The row of this name, or NULL. */
const struct format *format_find(const char *name);

/* The row at this place of the table, or NULL behind the last one. */
const struct format *format_at(size_t i);

/* The rows; each stands in a file of its own. */
extern const struct format FORMAT_JSONL, FORMAT_JSON, FORMAT_TABLE, FORMAT_CSV, FORMAT_TSV, FORMAT_MARKDOWN, FORMAT_SQLITE, FORMAT_NQUADS, FORMAT_JSONLD, FORMAT_NEO4J, FORMAT_GRAPHML,
    FORMAT_HTML, FORMAT_EXPLANATION, FORMAT_SUGGESTIONS;

/* A receiver (whosaid_write) whose context is struct bytes. */
int format_append(void *bytes, const char *added, size_t length);

/* The id without JSON's quotes and escapes, NUL-terminated, into *text (emptied first). */
whosaid_status format_plain_id(const struct answer *answer, struct bytes *text, whosaid_error *error);

#endif
