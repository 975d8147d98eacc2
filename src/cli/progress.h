/* progress.h: how far the run is, and how it went, on standard error. */
#ifndef WHOSAID_CLI_PROGRESS_H
#define WHOSAID_CLI_PROGRESS_H

#include <time.h>

#include "cli/batch.h"
#include "cli/files.h"
#include "cli/options.h"

struct progress {
  const struct options *options;
  struct tally tally; /* of all that is written */
  struct timespec start, shown;
  uint64_t total;  /* bytes of all files; 0: nobody knows */
  uint64_t taken;  /* bytes read for what is written */
  int on_terminal; /* the line is kept up to date there */
};

void progress_begin(struct progress *progress, const struct options *options);

/* After a batch is written. */
void progress_add(struct progress *progress, const struct batch *batch);

/* The closing summary, unless --quiet. */
void progress_end(struct progress *progress, const struct files *files);

#endif
