/* files.h: the files, directories and standard input that the command line names, read batch by batch. */
#ifndef WHOSAID_CLI_FILES_H
#define WHOSAID_CLI_FILES_H

#include <fts.h>

#include "cli/batch.h"
#include "cli/options.h"

struct files {
  const struct options *options;
  int next_path;              /* the next of the options' paths */
  FTS *walk;                  /* within the one before it */
  int file;                   /* the open file, or -1 */
  const char *path;           /* its name */
  enum input_format format;   /* its format */
  uint64_t line;              /* how many of its lines were read */
  struct bytes rest;          /* read from it and not yet given */
  int failed;                 /* a file could not be read; a message was printed */
};

void files_begin(struct files *files, const struct options *options);

/* Fills the empty batch with the next documents, waiting only while there is none: 1, 0 at the end, -1 when memory is out.
 * What cannot be read is told on standard error, and a text among it is an item that failed. */
int files_read(struct files *files, struct batch *batch);

void files_end(struct files *files);

#endif
