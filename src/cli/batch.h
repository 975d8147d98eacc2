/* batch.h: documents that are read, answered and written together. */
#ifndef WHOSAID_CLI_BATCH_H
#define WHOSAID_CLI_BATCH_H

#include "base/bytes.h"
#include "base/vector.h"
#include "cli/options.h"
#include "whosaid.h"

/* A document's bytes within its batch. */
struct item {
  size_t start, length;
  enum input_format format;
  uint64_t line;          /* of its line, element, row or record in the file, from 1; 0: the bytes are the whole file */
  size_t name;            /* where its file's name for ids starts in the batch's words; empty when lines need none */
  size_t columns;         /* of CSV: where the names of the columns start in the batch's words */
  size_t columns_length;
  whosaid_status failed;  /* it could not be read */
  size_t message;         /* why: where it starts in the batch's words */
  uint64_t offset;        /* where it failed */
  int skipped;            /* it is in the output already */
  size_t end;             /* where its piece of the output ends */
};

enum { TALLY_STATUSES = WHOSAID_NOT_TEXT + 1 };

/* What became of documents. */
struct tally {
  uint64_t documents, entities, quotes;  /* analysed, and found in them */
  uint64_t failed[TALLY_STATUSES];       /* by whosaid_status */
  uint64_t skipped;                      /* in the output already */
};

struct batch {
  struct bytes input;     /* what was read */
  struct bytes words;     /* names, columns, messages, each with a NUL after it */
  VECTOR(struct item) items;
  struct bytes output;    /* their pieces, in order */
  struct bytes messages;  /* for standard error: failures that have no place in the output */
  struct tally tally;
  uint64_t taken;         /* bytes that were read up to here */
  int cut;                /* the user ended the run within it */
  int stopped;            /* memory ran out: the output is not complete */
};

enum { BATCH_SIZE = 256 * 1024 }; /* bytes of input that are worth a thread's while */

void batch_clear(struct batch *batch);
void batch_free(struct batch *batch);

#endif
