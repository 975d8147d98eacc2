/* input.c: the bytes of one document -> its id, text and metadata, by the format they are in. */
#include "input/input.h"

#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/utf8.h"

/* A control character, quotation mark or backslash. */
static int append_escape(struct bytes *json, char c) {
  static const char LETTERS[] = "\"\\\b\f\n\r\t", MEANT[] = "\"\\bfnrt";
  const char *found = strchr(LETTERS, c);
  char escape[8];
  int length = found && c ? snprintf(escape, sizeof escape, "\\%c", MEANT[found - LETTERS]) : snprintf(escape, sizeof escape, "\\u%04x", c);
  return bytes_append(json, escape, (size_t)length);
}

static int append_valid(struct bytes *json, const char *text, size_t length) {
  for (size_t i = 0, from = 0; i <= length; i++) {
    int special = i < length && ((unsigned char)text[i] < 0x20 || text[i] == '"' || text[i] == '\\');
    if (i < length && !special) continue;
    if (bytes_append(json, text + from, i - from) || (special && append_escape(json, text[i]))) return -1;
    from = i + 1;
  }
  return 0;
}

int input_append_json(struct bytes *json, const char *text, size_t length) {
  if (bytes_append(json, "\"", 1)) return -1;
  while (length) {
    size_t valid = utf8_valid_length(text, length), bad = valid < length;
    if (append_valid(json, text, valid) || (bad && bytes_append(json, "\\ufffd", 6))) return -1;
    text += valid + bad;
    length -= valid + bad;
  }
  return bytes_append(json, "\"", 1);
}

int input_add_field(struct input *input, const char *key, size_t key_length, const char *value, size_t length) {
  struct bytes *meta = &input->meta;
  input->fields++;
  if ((meta->items[meta->length - 1] != '{' && bytes_append(meta, ",", 1)) || input_append_json(meta, key, key_length)) return -1;
  size_t start = meta->length + 1;
  if (bytes_append(meta, ":", 1) || input_append_json(meta, value, length)) return -1;
  return input_note_field(input, key, key_length, start), 0;
}

whosaid_status input_check_utf8(const struct source *source, const char *what, whosaid_error *error) {
  size_t valid = utf8_valid_length(source->bytes, source->length);
  if (valid == source->length) return WHOSAID_OK;
  return error_set(error, WHOSAID_INVALID_UTF8, 0, valid, "byte 0x%02X at byte %zu of the %s is not UTF-8; convert the input to UTF-8 " INPUT_TO_UTF8,
                   (unsigned char)source->bytes[valid], valid, what);
}

whosaid_status input_name(struct input *input, const struct source *source, whosaid_error *error) {
  char number[32] = "";
  size_t length = strlen(source->name);
  input->id_given = 0;
  input->id.length = 0;
  if (source->number) snprintf(number, sizeof number, "%s%llu\"", length ? ":" : "", (unsigned long long)source->number);
  int failed = input_append_json(&input->id, source->name, length);
  if (!failed && source->number) failed = (input->id.length--, bytes_append(&input->id, number, strlen(number)));
  return failed || bytes_append(&input->id, "", 1) ? error_memory(error) : WHOSAID_OK;
}

/* Formats that say nothing of an id get one beforehand, and an empty object for meta. */
static whosaid_status prepare(struct input *input, const struct source *source, whosaid_error *error) {
  if (input_open_meta(input)) return error_memory(error);
  return input_name(input, source, error);
}

static whosaid_status read_format(struct input *input, const struct input_options *options, const struct source *source,
                                  whosaid_error *error) {
  switch (source->format) {
    case FROM_HTML: return input_read_html(input, options, source->bytes, source->length, NULL, error);
    case FROM_CSV: return input_read_csv(input, options, source, error);
    case FROM_WARC: return input_read_warc(input, options, source, error);
    default: return input_read_text(input, source->bytes, source->length, NULL, error);
  }
}

whosaid_status input_read(struct input *input, const struct input_options *options, const struct source *source, whosaid_error *error) {
  input->regions.count = 0;
  input->id.length = input->meta.length = 0;
  if (source->format == FROM_JSONL || source->format == FROM_JSON) {
    return input_read_json(input, options, source, error);
  }
  whosaid_status status = prepare(input, source, error);
  if (!status) status = read_format(input, options, source, error);
  if (!status && input_close_meta(input)) status = error_memory(error);
  return status;
}

whosaid_status input_identify(struct input *input, const struct input_options *options, const struct source *source, int *has_text) {
  whosaid_error error = {.status = WHOSAID_OK};
  int is_packed = source->format == FROM_WARC;
  if (is_packed && (prepare(input, source, &error) || input_identify_warc(input, source))) return WHOSAID_OUT_OF_MEMORY;
  *has_text = !is_packed && !input_read(input, options, source, &error);
  return error.status == WHOSAID_OUT_OF_MEMORY ? error.status : WHOSAID_OK;
}

void input_free(struct input *input) {
  bytes_free(&input->id);
  bytes_free(&input->meta);
  bytes_free(&input->envelope);
  bytes_free(&input->unpacked);
  bytes_free(&input->decoded);
  bytes_free(&input->content);
  VECTOR_FREE(&input->regions);
}
