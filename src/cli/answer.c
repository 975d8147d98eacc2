/* answer.c: a batch of documents -> their pieces of the output. */
#include "cli/answer.h"

#include <string.h>

#include "base/error.h"
#include "cli/interrupt.h"
#include "document.h"

enum { SHORT = 16 * 1024 }; /* bytes of an item that is answered together with others */

static struct source source_of(const struct batch *batch, const struct item *item) {
  return (struct source){.format = item->format, .bytes = batch->input.items + item->start, .length = item->length, .number = item->line,
                         .name = batch->words.items + item->name, .columns = batch->words.items + item->columns,
                         .columns_length = item->columns_length};
}

/* The item's id, text and metadata, or why there are none. */
static whosaid_status read_item(struct input *input, const struct input_options *options, struct batch *batch, const struct item *item,
                                whosaid_error *error) {
  struct source source = source_of(batch, item);
  if (!item->failed) return input_read(input, options, &source, error);
  if (input_name(input, &source, error)) return WHOSAID_OUT_OF_MEMORY;
  return error_set(error, item->failed, 0, item->offset, "%s", batch->words.items + item->message);
}

whosaid_status answer_identify(struct input *input, const struct input_options *options, const struct batch *batch, const struct item *item,
                               struct bytes *copy, int *has_text) {
  struct source source = source_of(batch, item);
  *has_text = 0;
  if (item->failed) return input_name(input, &source, NULL);
  copy->length = 0;
  if (bytes_append(copy, source.bytes, source.length)) return WHOSAID_OUT_OF_MEMORY;
  source.bytes = copy->items;
  return input_identify(input, options, &source, has_text);
}

/* "whosaid: kherson: why not", for standard error. */
static whosaid_status write_message(const struct answer *answer, struct bytes *messages) {
  struct bytes id = {0};
  whosaid_status status = format_plain_id(answer, &id, NULL);
  const char *parts[] = {"whosaid: ", id.items, ": ", answer->failure->message, "\n"};
  for (size_t i = 0; !status && i < sizeof parts / sizeof *parts; i++) {
    status = bytes_append(messages, parts[i], strlen(parts[i])) ? WHOSAID_OUT_OF_MEMORY : WHOSAID_OK;
  }
  bytes_free(&id);
  return status;
}

static void count(struct tally *tally, const whosaid_document *document) {
  size_t entities, quotes;
  whosaid_entities(document, &entities);
  whosaid_quotes(document, &quotes);
  tally->documents++;
  tally->entities += entities;
  tally->quotes += quotes;
}

/* Ends the batch before this item. */
static void cut(struct batch *batch, uint32_t item) {
  batch->items.count = item;
  batch->cut = 1;
}

/* JSON that was finished; NULL when memory ran out on the way. */
static const char *whole(const struct bytes *json) { return json->length && !json->items[json->length - 1] ? json->items : NULL; }

/* The piece of a document, or the reason why there is none. */
static whosaid_status write_item(const struct output *output, const struct input *input, struct request *request, struct batch *batch, struct item *item) {
  size_t before = batch->output.length;
  struct answer answer = {.document = request->document, .id = whole(&input->id), .id_given = input->id_given, .meta = whole(&input->meta), .line = item->line};
  whosaid_status status = request->status;
  if (!status) status = output->format->write_document(output, &answer, &batch->output, &request->error);
  if (status == WHOSAID_WRITE_FAILED) status = error_memory(&request->error); /* a piece is written to memory */
  if (!status) count(&batch->tally, request->document);
  if (status) {
    answer.document = NULL;
    answer.failure = &request->error;
    batch->tally.failed[request->error.status]++;
    batch->output.length = before;
    status = output->format->write_failure ? output->format->write_failure(output, &answer, &batch->output, NULL)
                                           : write_message(&answer, &batch->messages);
  }
  item->end = batch->output.length;
  return status;
}

static int is_short(const struct item *item) {
  int is_plain = item->format == FROM_JSONL || item->format == FROM_JSON || item->format == FROM_CSV || item->format == FROM_TEXT;
  return is_plain && item->length <= SHORT && !item->skipped;
}

/* How many items from the i-th on are answered together: short ones, or one. */
static uint32_t count_together(const struct batch *batch, uint32_t i) {
  uint32_t count = 0;
  while (count < TOGETHER && i + count < batch->items.count && is_short(&batch->items.items[i + count])) count++;
  return count ? count : 1;
}

static whosaid_status answer_items(const whosaid_model *model, const struct options *options, const struct output *output, struct input *inputs,
                                   struct batch *batch, struct item *items, uint32_t count) {
  whosaid_analysis_options analyses[TOGETHER];
  struct request requests[TOGETHER];
  whosaid_status stopped = WHOSAID_OK;
  for (uint32_t k = 0; k < count; k++) {
    struct input *input = &inputs[k];
    requests[k] = (struct request){.options = &analyses[k]};
    requests[k].status = read_item(input, &options->input, batch, &items[k], &requests[k].error);
    analyses[k] = (whosaid_analysis_options){.regions = input->regions.items, .region_count = input->regions.count,
                                             .keep_boilerplate = options->keep_boilerplate, .max_length = options->input.max_document};
    requests[k].text = input->text;
    requests[k].length = input->length;
  }
  documents_make(model, requests, count);
  for (uint32_t k = 0; k < count; k++) {
    if (!stopped) stopped = write_item(output, &inputs[k], &requests[k], batch, &items[k]);
    whosaid_document_free(requests[k].document);
  }
  return stopped;
}

void answer_batch(const whosaid_model *model, const struct options *options, const struct output *output, struct input *inputs, struct batch *batch) {
  for (uint32_t i = 0, count; i < batch->items.count && !batch->stopped; i += count) {
    struct item *items = &batch->items.items[i];
    count = count_together(batch, i);
    if (interrupt_came()) cut(batch, i);
    else if (items->skipped) batch->tally.skipped++, items->end = batch->output.length;
    else batch->stopped = answer_items(model, options, output, inputs, batch, items, count) != WHOSAID_OK;
  }
}
