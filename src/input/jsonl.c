/* jsonl.c: a line of JSON Lines -> one document.
 *
 * The text is most of a line, so it is cut out and unescaped here in place; what is left goes through cJSON, which says whether it is JSON.
 * Other fields are passed on as the bytes they are: cJSON would round long numbers and end a string at U+0000. */
#include <cjson/cJSON.h>
#include <errno.h>
#include <string.h>

#include "base/error.h"
#include "base/utf8.h"
#include "input/input.h"

struct slice {
  size_t start, end;
};

/* A line and how far it is read. */
struct line {
  char *bytes;
  size_t length, at;
  const char *text_field, *id_field; /* what is looked for in the object that is read: "a.b" is b in a; NULL: it is not here */
  struct slice *text;
  int is_inner;                        /* it stands in another one */
  whosaid_error *error;
};

static whosaid_status wrong(struct line *line, size_t offset, const char *what) {
  return error_set(line->error, WHOSAID_INVALID_JSON, 0, offset, "%s at byte %zu of the line; each line must be one JSON object", what, offset);
}

static int peek(const struct line *line) { return line->at < line->length ? (unsigned char)line->bytes[line->at] : -1; }

static int is_space(int c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

static int is_digit(int c) { return c >= '0' && c <= '9'; }

static void skip_space(struct line *line) {
  while (is_space(peek(line))) line->at++;
}

/* 1 when one of the sixteen bytes is a control character, a quotation mark or a backslash. */
static int has_special(const char *bytes) {
  typedef unsigned char sixteen __attribute__((vector_size(16)));
  sixteen c;
  uint64_t ones[2];
  memcpy(&c, bytes, sizeof c);
  c = (sixteen)((c & 0xE0) == 0) | (sixteen)(c == '"') | (sixteen)(c == '\\');
  memcpy(ones, &c, sizeof ones);
  return (ones[0] | ones[1]) != 0;
}

/* From the opening mark to behind the closing one. */
static whosaid_status skip_string(struct line *line) {
  size_t opening = line->at++;
  while (line->at < line->length) {
    if (line->at + 16 <= line->length && !has_special(line->bytes + line->at)) {
      line->at += 16;
      continue;
    }
    int c = peek(line);
    if (c == '"') return line->at++, WHOSAID_OK;
    if (c < 0x20) return wrong(line, line->at, "a control character that is not escaped");
    line->at += c == '\\' ? 2 : 1;
  }
  return wrong(line, opening, "a string without its closing mark");
}

static void skip_digits(struct line *line) {
  while (is_digit(peek(line))) line->at++;
}

/* Numbers are checked here, since cJSON takes 01 and 1. too. */
static whosaid_status skip_number(struct line *line) {
  size_t start = line->at, digits = line->at += peek(line) == '-';
  if (peek(line) == '0') line->at++;
  else skip_digits(line);
  int bad = line->at == digits || is_digit(peek(line));
  if (peek(line) == '.') digits = ++line->at, skip_digits(line), bad |= line->at == digits;
  if ((peek(line) | 32) == 'e') {
    line->at++;
    if (peek(line) == '+' || peek(line) == '-') line->at++;
    digits = line->at, skip_digits(line), bad |= line->at == digits;
  }
  return bad ? wrong(line, start, "a malformed number") : WHOSAID_OK;
}

/* To the comma or bracket behind an array, object, true, false or null, without looking at its grammar. */
static whosaid_status skip_other(struct line *line) {
  whosaid_status status = WHOSAID_OK;
  for (size_t depth = 0; !status && line->at < line->length;) {
    int c = peek(line), closes = c == '}' || c == ']';
    if (!depth && (c == ',' || closes)) return WHOSAID_OK;
    if (c == '"') status = skip_string(line);
    else if (c == '-' || is_digit(c)) status = skip_number(line);
    else if (c < 0x20 && !is_space(c)) status = wrong(line, line->at, "a control character");
    else {
      depth += c == '{' || c == '[';
      depth -= (size_t)closes;
      line->at++;
    }
  }
  return status;
}

static whosaid_status skip_value(struct line *line) {
  int c = peek(line);
  return c == '"' ? skip_string(line) : c == '-' || is_digit(c) ? skip_number(line) : skip_other(line);
}

/* A key and its value, up to what follows them. */
static whosaid_status read_member(struct line *line, struct slice *key, struct slice *value) {
  skip_space(line);
  key->start = line->at;
  if (peek(line) != '"') return wrong(line, line->at, "no key");
  if (skip_string(line)) return WHOSAID_INVALID_JSON;
  key->end = line->at;
  skip_space(line);
  if (peek(line) != ':') return wrong(line, line->at, "no colon after a key");
  line->at++;
  skip_space(line);
  value->start = line->at;
  if (skip_value(line)) return WHOSAID_INVALID_JSON;
  value->end = line->at;
  while (value->end > value->start && is_space(line->bytes[value->end - 1])) value->end--;
  skip_space(line);
  return WHOSAID_OK;
}

static int is_key(const struct line *line, struct slice key, const char *name) {
  size_t length = strlen(name);
  return key.end - key.start == length + 2 && !memcmp(line->bytes + key.start + 1, name, length);
}

/* Adds a slice without the white space between its values. */
static int append_compact(struct bytes *bytes, const char *json, size_t length) {
  if (bytes_reserve(bytes, length)) return -1;
  int in_string = 0;
  for (size_t i = 0; i < length; i++) {
    if (json[i] == '"') in_string = !in_string;
    if (!in_string && is_space(json[i])) continue;
    bytes->items[bytes->length++] = json[i];
    if (in_string && json[i] == '\\' && i + 1 < length) bytes->items[bytes->length++] = json[++i];
  }
  return 0;
}

static int append_member(struct input *input, const struct line *line, struct slice key, struct slice value) {
  struct bytes *meta = &input->meta;
  if ((meta->items[meta->length - 1] != '{' && bytes_append(meta, ",", 1)) || bytes_append(meta, line->bytes + key.start, key.end - key.start)) return -1;
  size_t start = meta->length + 1;
  if (bytes_append(meta, ":", 1) || append_compact(meta, line->bytes + value.start, value.end - value.start)) return -1;
  if (!line->is_inner && value.end > value.start) input_note_field(input, line->bytes + key.start + 1, key.end - key.start - 2, start);
  return 0;
}

static whosaid_status take_id(struct input *input, struct line *line, struct slice value) {
  int c = (unsigned char)line->bytes[value.start];
  if (c == 'n') return WHOSAID_OK;
  if (c != '"' && c != '-' && !is_digit(c)) {
    return error_set(line->error, WHOSAID_BAD_ARGUMENT, 0, 0, "\"%s\" must be a string or a number", line->id_field);
  }
  input->id_given = 1;
  input->id.length = 0;
  int failed = bytes_append(&input->id, line->bytes + value.start, value.end - value.start) || bytes_append(&input->id, "", 1);
  return failed ? error_memory(line->error) : WHOSAID_OK;
}

/* What is left of the path "a.b" within a. */
static const char *within(const struct line *line, struct slice key, const char *path) {
  size_t length = key.end - key.start - 2;
  return path && !strncmp(path, line->bytes + key.start + 1, length) && path[length] == '.' ? path + length + 1 : NULL;
}

static whosaid_status read_members(struct input *input, struct line *line);

/* An object that holds the text or the id goes to meta without them. 1 when the value is none. */
static int read_inner(struct input *input, struct line *line, struct slice key, struct slice value, whosaid_status *status) {
  struct line inner = *line;
  inner.at = value.start;
  inner.is_inner = 1;
  inner.text_field = within(line, key, line->text_field);
  inner.id_field = within(line, key, line->id_field);
  if ((!inner.text_field && !inner.id_field) || line->bytes[value.start] != '{') return 1;
  struct slice before = {.start = value.start, .end = value.start};
  if (append_member(input, line, key, before) || bytes_append(&input->meta, "{", 1)) *status = error_memory(line->error);
  if (!*status) *status = read_members(input, &inner);
  if (!*status && bytes_append(&input->meta, "}", 1)) *status = error_memory(line->error);
  return 0;
}

/* Sorts one member into id, text and meta. */
static whosaid_status take_member(struct input *input, struct line *line, struct slice key, struct slice value) {
  whosaid_status status = WHOSAID_OK;
  if (line->text_field && is_key(line, key, line->text_field)) return *line->text = value, WHOSAID_OK;
  if (line->id_field && is_key(line, key, line->id_field)) return take_id(input, line, value);
  if (!read_inner(input, line, key, value, &status)) return status;
  if (++input->fields > INPUT_MAX_FIELDS) {
    return error_set(line->error, WHOSAID_LIMIT, 0, 0, "more than the limit of %d fields beside the text; leave some out", INPUT_MAX_FIELDS);
  }
  return append_member(input, line, key, value) ? error_memory(line->error) : WHOSAID_OK;
}

/* Sorts the members of an object; the text stays empty when there is none. */
static whosaid_status read_members(struct input *input, struct line *line) {
  whosaid_status status = WHOSAID_OK;
  line->at++;
  skip_space(line);
  while (!status && peek(line) != '}') {
    struct slice key = {0}, value = {0};
    status = read_member(line, &key, &value);
    if (status) break;
    if (value.start == value.end) return wrong(line, value.start, "no value");
    status = take_member(input, line, key, value);
    if (!status && peek(line) == ',') {
      line->at++;
      skip_space(line);
      if (peek(line) == '}') return wrong(line, line->at, "a comma before the closing brace");
    } else if (!status && peek(line) != '}') {
      status = wrong(line, line->at, "no comma or closing brace");
    }
  }
  line->at++;
  return status;
}

static whosaid_status read_object(struct input *input, struct line *line) {
  skip_space(line);
  if (peek(line) != '{') return wrong(line, line->at, peek(line) < 0 ? "nothing" : "no opening brace");
  whosaid_status status = read_members(input, line);
  if (status) return status;
  skip_space(line);
  return line->at < line->length ? wrong(line, line->at, "something after the closing brace") : WHOSAID_OK;
}

/* Gives what is left without the text to cJSON. */
static whosaid_status check_envelope(struct input *input, struct line *line, struct slice text) {
  struct bytes *envelope = &input->envelope;
  envelope->length = 0;
  int cut = text.end > text.start && line->bytes[text.start] == '"';
  size_t before = cut ? text.start + 1 : line->length, after = cut ? text.end - 1 : line->length;
  if (bytes_append(envelope, line->bytes, before) || bytes_append(envelope, line->bytes + after, line->length - after)) {
    return error_memory(line->error);
  }
  if (bytes_append(envelope, "", 1)) return error_memory(line->error);
  const char *stop = NULL;
  errno = 0; /* cJSON gives NULL also when memory is out; malloc says so here */
  cJSON *json = cJSON_ParseWithLengthOpts(envelope->items, envelope->length, &stop, 1);
  if (!json && errno == ENOMEM) return error_memory(line->error);
  if (!json) {
    size_t offset = stop ? (size_t)(stop - envelope->items) : 0;
    return wrong(line, offset > before ? offset + after - before : offset, "something that is not JSON");
  }
  cJSON_Delete(json);
  return WHOSAID_OK;
}

/* The value of four hexadecimal digits, or -1. */
static int32_t read_hex(const char *digits) {
  int32_t value = 0;
  for (int i = 0; i < 4; i++) {
    int c = digits[i] | 32;
    if (!is_digit(digits[i]) && !(c >= 'a' && c <= 'f')) return -1;
    value = value * 16 + (is_digit(digits[i]) ? digits[i] - '0' : c - 'a' + 10);
  }
  return value;
}

/* "\ud83d\ude00" at *at of `bytes` -> the code point, *at behind it. */
static whosaid_status read_codepoint(struct line *line, size_t *at, size_t end, uint32_t *codepoint) {
  size_t start = *at;
  int32_t high = end - start >= 6 ? read_hex(line->bytes + start + 2) : -1;
  if (high < 0) return wrong(line, start, "a malformed escape");
  *at += 6;
  *codepoint = (uint32_t)high;
  if (high == 0) {
    return error_set(line->error, WHOSAID_NUL_CHARACTER, 0, start, "the text holds U+0000 at byte %zu of the line; remove it", start);
  }
  if (high < 0xD800 || high > 0xDFFF) return WHOSAID_OK;
  int paired = high < 0xDC00 && end - *at >= 6 && line->bytes[*at] == '\\' && line->bytes[*at + 1] == 'u';
  int32_t low = paired ? read_hex(line->bytes + *at + 2) : -1;
  if (low < 0xDC00 || low > 0xDFFF) return wrong(line, start, "half of a surrogate pair");
  *at += 6;
  *codepoint = 0x10000u + ((uint32_t)(high - 0xD800) << 10) + (uint32_t)(low - 0xDC00);
  return WHOSAID_OK;
}

/* What the letter after a backslash stands for, 0 when nothing. */
static char read_escape(char letter) {
  static const char LETTERS[] = "\"\\/bfnrt", MEANT[] = "\"\\/\b\f\n\r\t";
  const char *found = letter ? strchr(LETTERS, letter) : NULL;
  return found ? MEANT[found - LETTERS] : 0;
}

/* Unescapes the text where it stands; a text only gets shorter. */
static whosaid_status unescape_text(struct input *input, struct line *line, struct slice text) {
  size_t from = text.start + 1, end = text.end - 1;
  char *out = line->bytes + from;
  input->text = out;
  while (from < end) {
    const char *backslash = memchr(line->bytes + from, '\\', end - from);
    size_t at = backslash ? (size_t)(backslash - line->bytes) : end;
    memmove(out, line->bytes + from, at - from);
    out += at - from;
    from = at;
    if (!backslash) break;
    char letter = line->bytes[at + 1];
    if (letter == 'u') {
      uint32_t codepoint = 0;
      whosaid_status status = read_codepoint(line, &from, end, &codepoint);
      if (status) return status;
      out += utf8_encode(codepoint, out);
    } else {
      *out = read_escape(letter);
      if (!*out++) return wrong(line, at, "a malformed escape");
      from += 2;
    }
  }
  input->length = (size_t)(out - input->text);
  return WHOSAID_OK;
}

whosaid_status input_read_json(struct input *input, const struct input_options *options, const struct source *source, whosaid_error *error) {
  char *bytes = source->bytes;
  size_t length = source->length;
  struct slice text = {0};
  struct line line = {.bytes = bytes, .length = length, .text_field = options->text_field, .id_field = options->id_field, .text = &text,
                      .error = error};
  whosaid_status status = input_open_meta(input) ? error_memory(error) : input_name(input, source, error);
  if (!status) status = input_check_utf8(source, "line", error);
  if (!status) status = read_object(input, &line);
  if (!text.end) input->headline.length = 0; /* the title would be one more field to choose from */
  if (!status && input_close_meta(input)) status = error_memory(error);
  if (!status) status = check_envelope(input, &line, text);
  if (status) return status;
  if (!text.end) return input_lacks_text(input, "field", options->text_field, error);
  if (bytes[text.start] != '"') return error_set(error, WHOSAID_BAD_ARGUMENT, 0, 0, "\"%s\" must be a string", options->text_field);
  return unescape_text(input, &line, text);
}
