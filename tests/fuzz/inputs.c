/* inputs.c: any bytes as a file of each format -> the documents in it, read as the program reads them, and one of them analysed. */
#include <cjson/cJSON.h>
#include <stdint.h>

#include "base/utf8.h"
#include "cli/files.h"
#include "fuzz.h"
#include "input/input.h"

enum { MOST_ANALYZED = 2048 };

static void check_json(const struct bytes *json, const char *what) {
  demand(json->length > 1 && !json->items[json->length - 1], what);
  demand(utf8_valid_length(json->items, json->length - 1) == json->length - 1, what);
  cJSON *value = cJSON_ParseWithLengthOpts(json->items, json->length, NULL, 1);
  demand(value != NULL, what);
  cJSON_Delete(value);
}

static void check_regions(const struct input *input) {
  for (uint32_t i = 0; i < input->regions.count; i++) {
    const whosaid_region *region = &input->regions.items[i];
    demand(region->start < region->end && region->end <= input->length, "a region lies in the text");
    demand(!i || region[-1].end <= region->start, "regions are in order");
  }
}

static void analyze(const struct input *input) {
  whosaid_document *document;
  whosaid_error error;
  whosaid_analysis_options options = {.regions = input->regions.items, .region_count = input->regions.count};
  whosaid_analyze_with(fuzz_model, input->text, input->length, &options, &document, &error);
  whosaid_document_free(document);
}

static void read_item(struct input *input, const struct options *options, const struct batch *batch, const struct item *item, int *left) {
  if (item->failed) return;
  struct source source = {.format = item->format, .bytes = batch->input.items + item->start, .length = item->length, .number = item->line,
                          .name = batch->words.items + item->name, .columns = batch->words.items + item->columns,
                          .columns_length = item->columns_length};
  whosaid_error error = {.status = WHOSAID_OK};
  demand(item->start <= batch->input.length && item->length <= batch->input.length - item->start, "an item lies in its batch");
  whosaid_status status = input_read(input, &options->input, &source, &error);
  demand(status == error.status && status != WHOSAID_OUT_OF_MEMORY && (!status || error.message[0]), "an error says what");
  if (status) return;
  check_json(&input->id, "an id is JSON");
  check_json(&input->meta, "what is passed on is JSON");
  check_regions(input);
  if (input->length <= MOST_ANALYZED && (*left)-- > 0) analyze(input);
}

static void read_file(enum input_format format, const char *bytes, size_t length) {
  const char *paths[] = {fuzz_open_file(bytes, length)};
  const struct options options = {.from = format, .paths = paths, .path_count = 1,
                                  .input = {.text_field = "text", .id_field = "id", .max_document = 1 << 16}};
  struct files files;
  struct batch batch = {0};
  struct input input = {0};
  int left = 1;
  demand(!files_begin(&files, &options), "files begin");
  while (files_read(&files, &batch) > 0) {
    for (uint32_t i = 0; i < batch.items.count; i++) read_item(&input, &options, &batch, &batch.items.items[i], &left);
    batch_clear(&batch);
  }
  files_end(&files);
  batch_free(&batch);
  input_free(&input);
  fuzz_close_file();
}

void fuzz_jsonl(const char *bytes, size_t length) { read_file(FROM_JSONL, bytes, length); }
void fuzz_json(const char *bytes, size_t length) { read_file(FROM_JSON, bytes, length); }
void fuzz_csv(const char *bytes, size_t length) { read_file(FROM_CSV, bytes, length); }
void fuzz_html(const char *bytes, size_t length) { read_file(FROM_HTML, bytes, length); }
void fuzz_warc(const char *bytes, size_t length) { read_file(FROM_WARC, bytes, length); }
void fuzz_compressed(const char *bytes, size_t length) { read_file(FROM_AUTO, bytes, length); }
