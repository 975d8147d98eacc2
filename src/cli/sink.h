/* sink.h: where the output goes: standard output, a file or a folder, which appear when all is done. */
#ifndef WHOSAID_CLI_SINK_H
#define WHOSAID_CLI_SINK_H

#include <limits.h>

#include "cli/batch.h"
#include "cli/options.h"
#include "cli/resume.h"
#include "cli/walk.h"
#include "output/format.h"

struct sink {
  struct output output;
  struct writer stream;
  const char *name;          /* for messages */
  const char *path;          /* what the user named; NULL: standard output */
  char temporary[PATH_MAX];  /* what becomes it in the end; empty: it is written to at once */
  int file;                  /* of a stream, or -1 */
  int code;                  /* errno of what the stream could not write */
  struct resume resume;      /* --resume: what is there already */
  int is_resumed;
  struct place own[8];       /* the files and folders that it writes or replaces */
  size_t own_count;
  int failed;                /* not all could be written; a message was printed */
};

/* Opens what the options ask for and begins the output: 0, or -1 after a message. */
int sink_open(struct sink *sink, const struct options *options);

/* Writes the pieces of an answered batch: 0, or -1 after a message. */
int sink_write(struct sink *sink, const struct batch *batch);

/* After this the output is not complete; the first reason is printed. Gives -1. */
int sink_stop(struct sink *sink, const char *reason);

/* Ends the output and lets it appear, or takes away what there is of it when it is not complete: 0, or -1 after a message. */
int sink_close(struct sink *sink);

#endif
