/* page.c: documents -> one self-contained page: a head, a piece of JSON for each document, a tail. */
#include "base/error.h"
#include "output/format.h"
#include "output/record.h"

static const char HEAD[] = "<!doctype html>\n<meta charset=\"utf-8\">\n<title>whosaid</title>\n<script type=\"application/json\">[\n";
static const char TAIL[] = "]</script>\n";

static whosaid_status begin(struct output *output, whosaid_error *error) {
  (void)error;
  writer_text(output->stream, HEAD);
  return WHOSAID_OK;
}

static whosaid_status write_document(const struct output *output, const struct answer *answer, struct bytes *piece, whosaid_error *error) {
  (void)output;
  whosaid_record_options options = {.offsets = WHOSAID_UTF16, .with_text = 1, .id = answer->id, .id_is_json = 1, .meta = answer->meta};
  size_t start = piece->length;
  whosaid_status status = whosaid_write_record(answer->document, &options, format_append, piece, error);
  for (size_t i = start; i < piece->length; i++) piece->items[i] = piece->items[i] == '<' ? ' ' : piece->items[i];
  return status;
}

static whosaid_status end(struct output *output, whosaid_error *error) {
  (void)error;
  writer_text(output->stream, TAIL);
  return WHOSAID_OK;
}

const struct format FORMAT_HTML = {.name = "html", .help = "a page to look at, in one file", .separator = ",\n",
                                   .begin = begin, .write_document = write_document, .end = end};
