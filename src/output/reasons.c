/* reasons.c: a document -> why each mention and quote is there, under a heading. */
#include <string.h>

#include "base/error.h"
#include "output/format.h"

/* "== ID" stands above each explanation. */
static int write_heading(const struct answer *answer, struct bytes *piece) {
  const char *id = answer->id ? answer->id : "";
  return bytes_append(piece, "== ", 3) || bytes_append(piece, id, strlen(id));
}

static whosaid_status write_document(const struct output *output, const struct answer *answer, struct bytes *piece, whosaid_error *error) {
  (void)output;
  if (write_heading(answer, piece)) return error_memory(error);
  whosaid_status status = whosaid_write_explanation(answer->document, format_append, piece, error);
  return status ? status : bytes_append(piece, "\n", 1) ? error_memory(error) : WHOSAID_OK;
}

static whosaid_status write_failure(const struct output *output, const struct answer *answer, struct bytes *piece, whosaid_error *error) {
  (void)output;
  const char *parts[] = {": ", whosaid_status_name(answer->failure->status), ": ", answer->failure->message, "\n"};
  int failed = write_heading(answer, piece);
  for (size_t i = 0; !failed && i < sizeof parts / sizeof *parts; i++) failed = bytes_append(piece, parts[i], strlen(parts[i]));
  return failed ? error_memory(error) : WHOSAID_OK;
}

const struct format FORMAT_EXPLANATION = {.name = "explanation", .help = "why each mention and quote is there, and what it won against",
                                          .write_document = write_document, .write_failure = write_failure, .failures = "see its place in the output"};
