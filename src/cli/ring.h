/* ring.h: reading, answering on several threads, writing in order. */
#ifndef WHOSAID_CLI_RING_H
#define WHOSAID_CLI_RING_H

#include "cli/files.h"
#include "cli/options.h"
#include "cli/sink.h"

/* Answers all documents, and gives how many of them could not be analysed. */
uint64_t ring_run(const whosaid_model *model, const struct options *options, struct files *files, struct sink *sink);

#endif
