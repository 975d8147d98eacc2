/* ring.h: reading, answering on several threads, writing in order. */
#ifndef WHOSAID_CLI_RING_H
#define WHOSAID_CLI_RING_H

#include "cli/files.h"
#include "cli/options.h"

/* Where records go. */
struct sink {
  int file;
  const char *name;
  int failed;       /* not all of them could be written; a message was printed */
};

/* Answers all documents, and gives how many of them got an error record. */
uint64_t ring_run(const whosaid_model *model, const struct options *options, struct files *files, struct sink *sink);

#endif
