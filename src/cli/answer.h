/* answer.h: a batch of documents -> their records. */
#ifndef WHOSAID_CLI_ANSWER_H
#define WHOSAID_CLI_ANSWER_H

#include "cli/batch.h"
#include "cli/options.h"
#include "input/input.h"

/* Answers every item of the batch with exactly one record in its output. `input` is the thread's own, to be used again. */
void answer_batch(const whosaid_model *model, const struct options *options, struct input *input, struct batch *batch);

#endif
