/* ring.h: reading, answering on several threads, writing in order. */
#ifndef WHOSAID_CLI_RING_H
#define WHOSAID_CLI_RING_H

#include "cli/files.h"
#include "cli/options.h"

/* Where records go. */
struct sink {
  int file;
  const char *name;
  int failed;       /* a write failed; a message was printed */
};

/* Answers all documents: 0, or 1 after a message on standard error. Adds to *failed how many got an error record. */
int ring_run(const whosaid_model *model, const struct options *options, struct files *files, struct sink *sink, uint64_t *failed);

#endif
