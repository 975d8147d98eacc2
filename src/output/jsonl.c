/* jsonl.c: a document -> its record, on a line of its own or laid out for reading; or why there is none. */
#include "base/error.h"
#include "output/format.h"
#include "output/record.h"

static whosaid_record_options record_options(const struct output *output, const struct answer *answer) {
  return (whosaid_record_options){.offsets = output->options->offsets, .pretty = output->format == &FORMAT_JSON, .with_text = output->options->with_text,
                                  .id = answer->id, .id_is_json = 1, .meta = answer->meta, .arrays = output->options->selected};
}

static whosaid_status write_document(const struct output *output, const struct answer *answer, struct bytes *piece, whosaid_error *error) {
  whosaid_record_options options = record_options(output, answer);
  whosaid_status status = whosaid_write_record(answer->document, &options, format_append, piece, error);
  return status ? status : bytes_append(piece, "\n", 1) ? error_memory(error) : WHOSAID_OK;
}

static whosaid_status write_failure(const struct output *output, const struct answer *answer, struct bytes *piece, whosaid_error *error) {
  whosaid_record_options options = record_options(output, answer);
  whosaid_status status = record_write_error(answer->failure, &options, answer->line, format_append, piece, error);
  return status ? status : bytes_append(piece, "\n", 1) ? error_memory(error) : WHOSAID_OK;
}

const struct format FORMAT_JSONL = {.name = "jsonl", .help = "one record a line (the default)", .heeds = OFFSETS | WITH_TEXT | SELECT,
                                    .write_document = write_document, .write_failure = write_failure, .failures = "see the error records"};
const struct format FORMAT_JSON = {.name = "json", .help = "records laid out for reading", .heeds = OFFSETS | WITH_TEXT | SELECT,
                                   .write_document = write_document, .write_failure = write_failure, .failures = "see the error records"};
