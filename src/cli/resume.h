/* resume.h: the ids that an interrupted run has answered already. */
#ifndef WHOSAID_CLI_RESUME_H
#define WHOSAID_CLI_RESUME_H

#include "base/hash_map.h"
#include "cli/batch.h"
#include "cli/options.h"

/* Ids by their hash, and how often each was answered; the same of ids with the length of the text, or with none for an error. */
struct resume {
  struct hash_map known;
  uint64_t left;      /* answers whose documents have not come yet */
  whosaid_unit unit;  /* of the lengths */
  struct input input;
  struct bytes copy, id;
};

/* Reads the records in the open file, takes away a torn last line, and leaves the file open at its end: 0, or -1 after a message. */
int resume_begin(struct resume *resume, int file, const char *path);

/* Marks the items of the batch, in order, that are answered: 0, or -1 when memory is out. */
int resume_mark(struct resume *resume, const struct options *options, struct batch *batch);

void resume_end(struct resume *resume);

#endif
