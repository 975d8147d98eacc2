/* answer.c: a batch of documents -> their records. */
#include "cli/answer.h"

#include <string.h>

#include "base/error.h"
#include "output/record.h"

static int append(void *context, const char *bytes, size_t length) { return bytes_append(context, bytes, length); }

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

/* "== ID" stands above each explanation. */
static int write_heading(const struct input *input, struct bytes *output) {
  return bytes_append(output, "== ", 3) || bytes_append(output, input->id.items, input->id.length - 1);
}

static whosaid_status write_answer(const whosaid_document *document, const struct options *options, const struct input *input,
                                   struct bytes *output, whosaid_error *error) {
  whosaid_record_options record = {.offsets = options->offsets, .pretty = options->to == TO_JSON, .with_text = options->with_text,
                                   .id = input->id.items, .id_is_json = 1, .meta = input->meta.items};
  if (options->action != EXPLAIN) return whosaid_write_record(document, &record, append, output, error);
  if (write_heading(input, output)) return error_memory(error);
  return whosaid_write_explanation(document, append, output, error);
}

static whosaid_status write_failure(const whosaid_error *failure, const struct options *options, const struct input *input,
                                    uint64_t line, struct bytes *output) {
  whosaid_record_options record = {.pretty = options->to == TO_JSON, .id = input->id.items, .id_is_json = 1};
  if (options->action != EXPLAIN) return record_write_error(failure, &record, line, append, output, NULL);
  const char *parts[] = {": ", whosaid_status_name(failure->status), ": ", failure->message};
  int failed = write_heading(input, output);
  for (size_t i = 0; !failed && i < sizeof parts / sizeof *parts; i++) failed = bytes_append(output, parts[i], strlen(parts[i]));
  return failed ? WHOSAID_OUT_OF_MEMORY : WHOSAID_OK;
}

/* One record, or the reason why there is none, and a line end. */
static whosaid_status answer_item(const whosaid_model *model, const struct options *options, struct input *input,
                                  struct batch *batch, const struct item *item) {
  whosaid_error failure;
  whosaid_document *document = NULL;
  size_t before = batch->output.length;
  whosaid_status status = read_item(input, batch, item, &failure);
  if (!status) status = whosaid_analyze(model, input->text, input->length, &document, &failure);
  if (!status) status = write_answer(document, options, input, &batch->output, &failure);
  whosaid_document_free(document);
  if (status) {
    batch->failed++;
    batch->output.length = before;
    status = write_failure(&failure, options, input, item->line, &batch->output);
  }
  return status || bytes_append(&batch->output, "\n", 1) ? WHOSAID_OUT_OF_MEMORY : WHOSAID_OK;
}

void answer_batch(const whosaid_model *model, const struct options *options, struct input *input, struct batch *batch) {
  for (uint32_t i = 0; i < batch->items.count && !batch->stopped; i++) {
    batch->stopped = answer_item(model, options, input, batch, &batch->items.items[i]) != WHOSAID_OK;
  }
}
