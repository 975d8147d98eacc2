/* batch.c: batches that are used again and again. */
#include "cli/batch.h"

enum { KEEP = 16 * BATCH_SIZE }; /* records take about five times the bytes of their texts */

void batch_clear(struct batch *batch) {
  bytes_clear(&batch->input, KEEP);
  bytes_clear(&batch->words, KEEP);
  bytes_clear(&batch->output, KEEP);
  bytes_clear(&batch->messages, KEEP);
  batch->items.count = 0;
  batch->tally = (struct tally){0};
  batch->cut = 0;
}

void batch_free(struct batch *batch) {
  bytes_free(&batch->input);
  bytes_free(&batch->words);
  bytes_free(&batch->output);
  bytes_free(&batch->messages);
  VECTOR_FREE(&batch->items);
}
