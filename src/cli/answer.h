/* answer.h: a batch of documents -> their pieces of the output. */
#ifndef WHOSAID_CLI_ANSWER_H
#define WHOSAID_CLI_ANSWER_H

#include "cli/batch.h"
#include "input/input.h"
#include "output/format.h"

enum { TOGETHER = 32 }; /* documents that are analysed together at most */

/* Answers every item of the batch with exactly one piece, which may be empty. `inputs`: TOGETHER of them, the thread's own, to be used again. */
void answer_batch(const whosaid_model *model, const struct options *options, const struct output *output, struct input *inputs, struct batch *batch);

/* The id of an item, of which nothing is changed, and with *has_text its text; `copy` is room to work in. The id is empty when it has none. */
whosaid_status answer_identify(struct input *input, const struct input_options *options, const struct batch *batch, const struct item *item,
                               struct bytes *copy, int *has_text);

#endif
