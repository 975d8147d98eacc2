/* files.h: the files, directories and standard input that the command line names, read batch by batch. */
#ifndef WHOSAID_CLI_FILES_H
#define WHOSAID_CLI_FILES_H

#include <stdio.h>

#include "cli/batch.h"
#include "cli/names.h"
#include "cli/options.h"
#include "cli/walk.h"
#include "input/stream.h"

/* How far the unit (line, element, row, record) that comes next has been looked through. */
struct scan {
  size_t searched;        /* bytes of it */
  uint32_t depth;         /* JSON: of brackets */
  int in_string, escaped; /* JSON, CSV */
  int in_array;           /* JSON: the elements stand in [ ] */
  int after;              /* JSON: an element came before; CSV: the byte before */
  uint64_t skip;          /* WARC: bytes of a record that is left out */
  int lost;               /* WARC: looking for the start of a record */
};

/* What was left out on purpose, and how often. */
struct skipped {
  char what[64];
  uint64_t count;
};
enum { SKIPPED_KINDS = 16 }; /* the last one takes all others */

struct files {
  const struct options *options;
  int next_path; /* the next of the options' paths */
  FILE *list;    /* --files-from */
  char *line_of_list;
  size_t line_room;
  struct walk walk;         /* within the path before it */
  struct stream stream;     /* the open file; its file is -1 when there is none */
  const char *path;         /* its name */
  size_t within;            /* where in it the part starts that names its document */
  struct names names;       /* the ids of whole files */
  enum input_format format; /* its format */
  uint64_t line;            /* how many of its lines, elements, rows, records were read */
  uint64_t position;        /* bytes of it, uncompressed, before what comes next */
  struct scan scan;
  struct bytes columns; /* of CSV: the first row */
  struct bytes rest;    /* read from it and not yet given */
  uint64_t taken;       /* bytes read from files that are closed */
  struct skipped skipped[SKIPPED_KINDS];
  int failed; /* a file could not be read; a message was printed */
};

/* 0, or -1 after a message. */
int files_begin(struct files *files, const struct options *options);

/* Fills the empty batch with the next documents, waiting only while there is none: 1, 0 at the end, -1 when memory is out.
 * What cannot be read is told on standard error, and a text among it is an item that failed. */
int files_read(struct files *files, struct batch *batch);

/* Bytes read so far. */
uint64_t files_taken(const struct files *files);

void files_end(struct files *files);

/* ---- For split.c -------------------------------------------------------------------------------------------------- */

int files_add(struct files *files, struct batch *batch, struct item item);

/* An item that failed; the message says what, where and what to do. */
int files_add_failure(struct files *files, struct batch *batch, whosaid_status status, uint64_t offset, const char *format, ...)
    __attribute__((format(printf, 5, 6)));

void files_skip(struct files *files, const char *what);

#endif
