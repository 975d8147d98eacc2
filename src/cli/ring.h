/* ring.h: reading, answering on several threads, writing in order. */
#ifndef WHOSAID_CLI_RING_H
#define WHOSAID_CLI_RING_H

#include "cli/files.h"
#include "cli/options.h"
#include "cli/progress.h"
#include "cli/sink.h"

/* Answers all documents, and counts what became of them. */
void ring_run(const whosaid_model *model, const struct options *options, struct files *files, struct sink *sink, struct progress *progress);

#endif
