/* answer.c: a batch of documents -> their pieces of the output. */
#include "cli/answer.h"

#include <string.h>

#include "base/error.h"

/* The item's id, text and metadata, or why there are none. */
static whosaid_status read_item(struct input *input, struct batch *batch, const struct item *item, whosaid_error *error) {
  char *bytes = batch->input.items + item->start;
  const char *path = batch->paths.items + item->path;
  if (!item->failed) {
    return item->line ? input_read_json(input, bytes, item->length, item->line, error)
                      : input_read_text(input, path, bytes, item->length, error);
  }
  if (item->line ? input_number(input, item->line, error) : input_name(input, path, error)) return WHOSAID_OUT_OF_MEMORY;
  if (item->failed == WHOSAID_TOO_LONG) {
    return error_set(error, WHOSAID_TOO_LONG, 0, 0, "more than the limit of %u bytes of text; split it into articles", WHOSAID_MAX_DOCUMENT);
  }
  return error_set(error, item->failed, 0, 0, "the file could not be read");
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

/* The piece of a document, or the reason why there is none. */
static whosaid_status answer_item(const whosaid_model *model, const struct output *output, struct input *input, struct batch *batch,
                                  struct item *item) {
  whosaid_error failure;
  whosaid_document *document = NULL;
  size_t before = batch->output.length;
  whosaid_status status = read_item(input, batch, item, &failure);
  if (!status) status = whosaid_analyze(model, input->text, input->length, &document, &failure);
  struct answer answer = {.document = document, .id = input->id.items, .id_given = input->id_given, .meta = input->meta.items, .line = item->line};
  if (!status) status = output->format->write_document(output, &answer, &batch->output, &failure);
  whosaid_document_free(document);
  if (status) {
    answer.document = NULL;
    answer.failure = &failure;
    batch->failed++;
    batch->output.length = before;
    status = output->format->write_failure ? output->format->write_failure(output, &answer, &batch->output, NULL)
                                           : write_message(&answer, &batch->messages);
  }
  item->end = batch->output.length;
  return status;
}

void answer_batch(const whosaid_model *model, const struct output *output, struct input *input, struct batch *batch) {
  for (uint32_t i = 0; i < batch->items.count && !batch->stopped; i++) {
    batch->stopped = answer_item(model, output, input, batch, &batch->items.items[i]) != WHOSAID_OK;
  }
}
