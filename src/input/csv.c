/* csv.c: a row of comma-separated values and the row of column names -> one document. */
#include <string.h>

#include "base/error.h"
#include "input/input.h"

/* A row and how far it is read. */
struct row {
  char *bytes;
  size_t length, at;
  char comma;
  int ended;
  whosaid_error *error;
};

struct field {
  char *bytes;
  size_t length;
};

static whosaid_status wrong(const struct row *row, size_t offset, const char *what) {
  return error_set(row->error, WHOSAID_INVALID_CSV, 0, offset,
                   "%s at byte %zu of the row; a field with commas, quotes or line breaks stands in quotes, and quotes in it are doubled",
                   what, offset);
}

/* "a ""b"" c" -> a "b" c, in place. */
static whosaid_status read_quoted(struct row *row, struct field *field) {
  size_t start = row->at++;
  char *out = row->bytes + row->at;
  field->bytes = out;
  for (;;) {
    char *quote = memchr(row->bytes + row->at, '"', row->length - row->at);
    if (!quote) return wrong(row, start, "a quote is never closed");
    size_t length = (size_t)(quote - row->bytes) - row->at;
    memmove(out, row->bytes + row->at, length);
    out += length;
    row->at += length + 1;
    if (row->at == row->length || row->bytes[row->at] != '"') break;
    *out++ = '"';
    row->at++;
  }
  field->length = (size_t)(out - field->bytes);
  if (row->at < row->length && row->bytes[row->at] != row->comma) return wrong(row, row->at, "something follows a closing quote");
  return WHOSAID_OK;
}

/* The next field; the last one ends the row. */
static whosaid_status read_field(struct row *row, struct field *field) {
  whosaid_status status = WHOSAID_OK;
  if (row->at < row->length && row->bytes[row->at] == '"') status = read_quoted(row, field);
  else {
    char *start = row->bytes + row->at, *comma = memchr(start, row->comma, row->length - row->at);
    field->bytes = start;
    field->length = comma ? (size_t)(comma - start) : row->length - row->at;
    row->at += field->length;
  }
  row->ended = row->at >= row->length;
  row->at++;
  return status;
}

/* What parts the columns: the mark that is most frequent in their names. */
static char find_comma(const char *columns, size_t length) {
  static const char COMMAS[] = ",;\t";
  size_t counts[3] = {0}, best = 0;
  for (size_t i = 0; i < length; i++) {
    for (size_t k = 0; k < 3; k++) counts[k] += columns[i] == COMMAS[k];
  }
  for (size_t k = 1; k < 3; k++) best = counts[k] > counts[best] ? k : best;
  return COMMAS[best];
}

static int is_named(struct field field, const char *name) {
  return field.length == strlen(name) && !memcmp(field.bytes, name, field.length);
}

static whosaid_status take_field(struct input *input, const struct input_options *options, struct field column, struct field value,
                                 int *has_text, whosaid_error *error) {
  if (is_named(column, options->text_field)) {
    input->text = value.bytes;
    input->length = value.length;
    *has_text = 1;
    return WHOSAID_OK;
  }
  if (is_named(column, options->id_field) && value.length) {
    input->id.length = 0;
    input->id_given = 1;
    return input_append_json(&input->id, value.bytes, value.length) || bytes_append(&input->id, "", 1) ? error_memory(error) : WHOSAID_OK;
  }
  if (input->fields >= INPUT_MAX_FIELDS) {
    return error_set(error, WHOSAID_LIMIT, 0, 0, "more than the limit of %d columns beside the text; leave some out", INPUT_MAX_FIELDS);
  }
  return input_add_field(input, column.bytes, column.length, value.bytes, value.length) ? error_memory(error) : WHOSAID_OK;
}

whosaid_status input_read_csv(struct input *input, const struct input_options *options, const struct source *source, whosaid_error *error) {
  if (input_check_utf8(source, "row", error)) return WHOSAID_INVALID_UTF8;
  input->envelope.length = 0;
  if (bytes_append(&input->envelope, source->columns, source->columns_length)) return error_memory(error);
  char comma = find_comma(source->columns, source->columns_length);
  struct row columns = {.bytes = input->envelope.items, .length = input->envelope.length, .comma = comma, .error = error};
  struct row row = {.bytes = source->bytes, .length = source->length, .comma = comma, .error = error};
  whosaid_status status = WHOSAID_OK;
  int has_text = 0;
  while (!status && !columns.ended) {
    struct field column = {0}, value = {0};
    status = read_field(&columns, &column);
    if (!status && row.ended) return wrong(&row, row.length, "the row has fewer fields than there are columns, and ends");
    if (!status) status = read_field(&row, &value);
    if (!status) status = take_field(input, options, column, value, &has_text, error);
  }
  if (!status && !row.ended) return wrong(&row, row.at, "the row has more fields than there are columns, the first one too many");
  if (!has_text) input->headline.length = 0;
  if (!status && !has_text) return input_close_meta(input) ? error_memory(error) : input_lacks_text(input, "column", options->text_field, error);
  return status;
}
