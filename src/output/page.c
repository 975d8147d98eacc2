/* page.c: documents -> one page that holds all it needs: page.html up to its mark, an element of JSON for each document, the rest. */
#include <string.h>

#include "base/error.h"
#include "output/format.h"
#include "output/record.h"

/* page.html with page.css and page.js in it, made into an array by the Makefile. */
extern const unsigned char PAGE[];
extern const size_t PAGE_LENGTH;

static const char MARK[] = "<!-- documents -->\n", OPENING[] = "<script type=\"application/json\">", CLOSING[] = "</script>\n";

/* How much of the page stands before the documents. */
static size_t head_length(void) {
  const unsigned char *mark = memmem(PAGE, PAGE_LENGTH, MARK, sizeof MARK - 1);
  return mark ? (size_t)(mark - PAGE) : PAGE_LENGTH;
}

/* Receives JSON into an element of the page: "<" is only in its strings, and without one no text can end the element. */
static int append_escaped(void *context, const char *added, size_t length) {
  static const char ESCAPE[] = "\\u003c";
  struct bytes *piece = context;
  for (const char *end = added + length, *less; (less = memchr(added, '<', (size_t)(end - added))); added = less + 1) {
    if (bytes_append(piece, added, (size_t)(less - added)) || bytes_append(piece, ESCAPE, sizeof ESCAPE - 1)) return -1;
    length = (size_t)(end - less) - 1;
  }
  return bytes_append(piece, added, length);
}

static whosaid_status open_element(struct bytes *piece, whosaid_error *error) {
  return bytes_append(piece, OPENING, sizeof OPENING - 1) ? error_memory(error) : WHOSAID_OK;
}

static whosaid_status close_element(whosaid_status status, struct bytes *piece, whosaid_error *error) {
  return status ? status : bytes_append(piece, CLOSING, sizeof CLOSING - 1) ? error_memory(error) : WHOSAID_OK;
}

static whosaid_status begin(struct output *output, whosaid_error *error) {
  (void)error;
  writer_bytes(output->stream, (const char *)PAGE, head_length());
  return WHOSAID_OK;
}

/* Offsets are JavaScript's. */
static whosaid_status write_document(const struct output *output, const struct answer *answer, struct bytes *piece, whosaid_error *error) {
  (void)output;
  whosaid_record_options options = {.offsets = WHOSAID_UTF16, .with_text = 1, .id = answer->id, .id_is_json = 1, .meta = answer->meta};
  whosaid_status status = open_element(piece, error);
  if (!status) status = whosaid_write_record(answer->document, &options, append_escaped, piece, error);
  return close_element(status, piece, error);
}

static whosaid_status write_failure(const struct output *output, const struct answer *answer, struct bytes *piece, whosaid_error *error) {
  (void)output;
  whosaid_record_options options = {.id = answer->id, .id_is_json = 1};
  whosaid_status status = open_element(piece, error);
  if (!status) status = record_write_error(answer->failure, &options, answer->line, append_escaped, piece, error);
  return close_element(status, piece, error);
}

static whosaid_status end(struct output *output, whosaid_error *error) {
  (void)error;
  size_t head = head_length();
  writer_bytes(output->stream, (const char *)PAGE + head, PAGE_LENGTH - head);
  return WHOSAID_OK;
}

const struct format FORMAT_HTML = {.name = "html", .help = "one page to look at, with everything in it", .begin = begin,
                                   .write_document = write_document, .write_failure = write_failure, .failures = "see the list of articles in the page", .end = end};
