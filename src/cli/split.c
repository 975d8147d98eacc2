/* split.c: the bytes of a file -> the lines, elements, rows or records in it. */
#include "cli/split.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "input/input.h"

static int is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

/* Adds the bytes from *start to `end` and goes on at `next`. */
static int add_unit(struct files *files, struct batch *batch, size_t *start, size_t end, size_t next) {
  struct item item = {.start = *start, .length = end - *start, .line = ++files->line};
  files->position += next - *start;
  *start = next;
  files->scan.searched = 0;
  if (item.length > INPUT_MAX_LINE(files->options->input.max_document)) {
    return files_add_failure(files, batch, WHOSAID_TOO_LONG, 0, "more than the limit of %zu bytes of text; split it into articles",
                             files->options->input.max_document);
  }
  return files_add(files, batch, item);
}

/* Leaves out the bytes before `next`, which make no document. */
static void leave_out(struct files *files, size_t *start, size_t next) {
  files->position += next - *start;
  *start = next;
  files->scan.searched = 0;
}

/* ---- Lines --------------------------------------------------------------------------------------------------------- */

static void skip_mark(struct files *files, struct batch *batch, size_t *start) {
  if (!files->position && batch->input.length - *start >= 3 && !memcmp(batch->input.items + *start, "\xEF\xBB\xBF", 3))
    leave_out(files, start, *start + 3);
}

static int split_lines(struct files *files, struct batch *batch, size_t *start, int at_end) {
  const char *bytes = batch->input.items, *end;
  size_t length = batch->input.length, from;
  skip_mark(files, batch, start);
  while ((from = *start + files->scan.searched) < length && (end = memchr(bytes + from, '\n', length - from))) {
    size_t at = (size_t)(end - bytes);
    if (add_unit(files, batch, start, at, at + 1)) return -1;
    bytes = batch->input.items;
  }
  files->scan.searched = length - *start;
  return at_end && *start < length ? add_unit(files, batch, start, length, length) : 0;
}

/* ---- Elements of JSON ---------------------------------------------------------------------------------------------- */

static int refuse_json(struct files *files, struct batch *batch, size_t *start, const char *what) {
  uint64_t offset = files->position;
  leave_out(files, start, batch->input.length);
  files->line++;
  files->scan.lost = 1;
  return files_add_failure(files, batch, WHOSAID_INVALID_JSON, offset,
                           "%s at byte %llu of the file; it must be one array of objects, or objects; the rest of the file is left out",
                           what, (unsigned long long)offset);
}

/* Between two elements: 1 when one starts at *start, 0 when the bytes are at their end, -1 when memory is out. */
static int find_element(struct files *files, struct batch *batch, size_t *start) {
  struct scan *scan = &files->scan;
  while (*start < batch->input.length) {
    char c = batch->input.items[*start];
    int is_closed = scan->in_array == 2;
    if (scan->lost || is_space(c)) leave_out(files, start, *start + 1);
    else if (c == '[' && !scan->in_array && !scan->after) scan->in_array = 1, leave_out(files, start, *start + 1);
    else if (c == ']' && scan->in_array == 1) scan->in_array = 2, leave_out(files, start, *start + 1);
    else if (c == ',' && scan->in_array == 1 && scan->after) scan->after = 0, leave_out(files, start, *start + 1);
    else if (is_closed || (scan->after && scan->in_array) || strchr(",]}:", c)) {
      if (refuse_json(files, batch, start, "something that is no element")) return -1;
    } else return 1;
  }
  return 0;
}

/* The end of the element that starts at `start`, 0 while it is not there. */
static size_t end_of_element(struct scan *scan, const struct bytes *bytes, size_t start) {
  for (size_t i = start + scan->searched; i < bytes->length; i++) {
    char c = bytes->items[i];
    if (scan->escaped) scan->escaped = 0;
    else if (scan->in_string) {
      scan->escaped = c == '\\';
      scan->in_string = c != '"';
      if (c == '"' && !scan->depth) return i + 1;
    } else if (c == '"') scan->in_string = 1;
    else if (c == '{' || c == '[') scan->depth++;
    else if ((c == '}' || c == ']') && scan->depth && !--scan->depth) return i + 1;
    else if (!scan->depth && i > start && (is_space(c) || c == ',' || c == ']' || c == '}')) return i;
  }
  scan->searched = bytes->length - start;
  return 0;
}

static int split_elements(struct files *files, struct batch *batch, size_t *start, int at_end) {
  skip_mark(files, batch, start);
  for (;;) {
    int found = files->scan.searched ? 1 : find_element(files, batch, start);
    if (found < 0) return -1;
    size_t end = found ? end_of_element(&files->scan, &batch->input, *start) : 0;
    if (!end && at_end) {
      int is_open = files->scan.in_array == 1 && !files->scan.lost;
      if (*start < batch->input.length || is_open) return refuse_json(files, batch, start, "an end of the file inside an array or object");
    }
    if (!end) return 0;
    files->scan.after = 1;
    if (add_unit(files, batch, start, end, end)) return -1;
  }
}

/* ---- Rows of CSV --------------------------------------------------------------------------------------------------- */

/* The line end behind the row that starts at `start`, SIZE_MAX while it is not there. A quote opens only where a field starts. */
static size_t end_of_row(struct scan *scan, const struct bytes *bytes, size_t start) {
  if (!scan->searched) scan->in_string = 0, scan->after = ',';
  for (size_t i = start + scan->searched; i < bytes->length; i++) {
    char c = bytes->items[i];
    if (scan->in_string) {
      scan->in_string = c != '"';
    } else if (c == '"') {
      scan->in_string = scan->after == ',' || scan->after == ';' || scan->after == '\t' || scan->after == '"';
    } else if (c == '\n') {
      return i;
    }
    scan->after = (unsigned char)c;
  }
  scan->searched = bytes->length - start;
  return SIZE_MAX;
}

static int take_row(struct files *files, struct batch *batch, size_t *start, size_t end, size_t next) {
  const char *bytes = batch->input.items;
  while (end > *start && bytes[end - 1] == '\r') end--;
  if (end == *start) return leave_out(files, start, next), 0;
  if (files->columns.length) return add_unit(files, batch, start, end, next);
  files->line++;
  int failed = bytes_append(&files->columns, bytes + *start, end - *start);
  leave_out(files, start, next);
  return failed;
}

static int split_rows(struct files *files, struct batch *batch, size_t *start, int at_end) {
  size_t end;
  skip_mark(files, batch, start);
  while ((end = end_of_row(&files->scan, &batch->input, *start)) != SIZE_MAX) {
    if (take_row(files, batch, start, end, end + 1)) return -1;
  }
  if (!at_end || *start >= batch->input.length) return 0;
  if (!files->scan.in_string) return take_row(files, batch, start, batch->input.length, batch->input.length);
  uint64_t offset = files->position;
  leave_out(files, start, batch->input.length);
  files->line++;
  return files_add_failure(
      files, batch, WHOSAID_INVALID_CSV, offset,
      "a quote in the row at byte %llu of the file is never closed; quotes within a field are doubled; the rest of the file is left out",
      (unsigned long long)offset);
}

/* ---- Records of WARC ----------------------------------------------------------------------------------------------- */

enum { LONGEST_HEAD = 64 * 1024 };

/* A head of lines "Name: value", to the blank line. */
struct head {
  const char *bytes;
  size_t length;
};

/* Behind the blank line, or where another record starts instead; 0 while neither is there. */
static size_t end_of_head(const char *bytes, size_t length) {
  for (const char *p = bytes; length && (p = memchr(p, '\n', length - (size_t)(p - bytes)));) {
    size_t at = (size_t)(++p - bytes);
    if (at < length && *p == '\n') return at + 1;
    if (length - at >= 7 && !memcmp(p, "WARC/1.", 7)) return at;
    if (at + 1 < length && *p == '\r' && p[1] == '\n') return at + 2;
  }
  return 0;
}

/* The value of a field, cut to the room; "" when it is not there. */
static void read_field(struct head head, const char *name, char *value, size_t room) {
  size_t length = strlen(name);
  *value = '\0';
  for (const char *p = head.bytes, *end = head.bytes + head.length; p && (size_t)(end - p) > length + 1;
       p = memchr(p, '\n', (size_t)(end - p)), p = p ? p + 1 : NULL) {
    if (strncasecmp(p, name, length) != 0 || p[length] != ':') continue;
    for (p += length + 1; p < end && (*p == ' ' || *p == '\t'); p++) {
    }
    while (p < end && *p != '\r' && *p != '\n' && --room) *value++ = *p++;
    *value = '\0';
    return;
  }
}

static int is_text_type(const char *type) {
  static const char *const TYPES[] = {"text/html", "application/xhtml+xml", "text/plain"};
  for (size_t i = 0; i < sizeof TYPES / sizeof *TYPES; i++) {
    size_t length = strlen(TYPES[i]);
    if (!strncasecmp(type, TYPES[i], length) && (!type[length] || strchr("; \t", type[length]))) return 1;
  }
  return 0;
}

/* Cuts "image/png; q=1" after the type. */
static const char *shown_type(char *type) {
  type[strcspn(type, "; \t")] = '\0';
  return *type ? type : "without a content type";
}

/* Why a record is left out, NULL when it is not, or `need` when its head is not there yet. */
static const char *reason_to_skip(const struct bytes *input, size_t block, uint64_t length, struct head head, char *type, size_t room,
                                  const char *need) {
  char kind[32];
  read_field(head, "WARC-Type", kind, sizeof kind);
  read_field(head, "Content-Type", type, room);
  if (!strcasecmp(kind, "conversion") || !strcasecmp(kind, "resource")) return is_text_type(type) ? NULL : shown_type(type);
  if (strcasecmp(kind, "response") != 0) return strncpy(type, *kind ? kind : "without a type", room - 1), type;
  if (strncasecmp(type, "application/http", 16) != 0) return shown_type(type);
  size_t there = input->length - block < length ? input->length - block : (size_t)length;
  struct head answer = {input->items + block, end_of_head(input->items + block, there)};
  if (!answer.length) {
    if (there < length && there < LONGEST_HEAD) return need;
    answer.length = there;
  }
  const char *code = memchr(answer.bytes, ' ', answer.length);
  if (code && code[1] != '2') return memcpy(type, "status ", 7), memcpy(type + 7, code + 1, 3), type[10] = '\0', type;
  read_field(answer, "Content-Type", type, room);
  return is_text_type(type) ? NULL : shown_type(type);
}

/* Passes over what is left of a record that is left out. */
static void skip_record(struct files *files, struct batch *batch, size_t *start) {
  size_t there = batch->input.length - *start, count = files->scan.skip < there ? (size_t)files->scan.skip : there;
  leave_out(files, start, *start + count);
  files->scan.skip -= count;
}

static int refuse_warc(struct files *files, struct batch *batch, const char *what) {
  files->line++;
  return files_add_failure(files, batch, WHOSAID_INVALID_WARC, files->position,
                           "%s at byte %llu of the file, uncompressed; get the file again", what, (unsigned long long)files->position);
}

/* After something that is no record: to the next "WARC/1." at the start of a line. 1 when it was found. */
static int find_record(struct files *files, struct batch *batch, size_t *start) {
  static const char SIGN[] = "\nWARC/1.";
  size_t there = batch->input.length - *start, overlap = sizeof SIGN - 2;
  const char *found = memmem(batch->input.items + *start, there, SIGN, sizeof SIGN - 1);
  if (found) leave_out(files, start, (size_t)(found - batch->input.items) + 1);
  else if (there > overlap) leave_out(files, start, *start + there - overlap);
  files->scan.lost = !found;
  return found != NULL;
}

/* One step: 1 when there may be more, 0 when more bytes are needed, -1 when memory is out. */
static int split_record(struct files *files, struct batch *batch, size_t *start) {
  static const char NEED[] = "need";
  const char *bytes = batch->input.items;
  char type[64] = "", number[24];
  while (*start < batch->input.length && is_space(bytes[*start])) leave_out(files, start, *start + 1);
  size_t there = batch->input.length - *start, head_length = end_of_head(bytes + *start, there);
  if (there < 7 && !memcmp(bytes + *start, "WARC/1.", there)) return 0;
  if (memcmp(bytes + *start, "WARC/1.", 7) != 0) {
    files->scan.lost = 1;
    return refuse_warc(files, batch, "no record starts, or the length of the record before is wrong,") ? -1 : 1;
  }
  if (!head_length && there < LONGEST_HEAD) return 0;
  struct head head = {bytes + *start, head_length};
  read_field(head, "Content-Length", number, sizeof number);
  char *end = number;
  uint64_t length = strtoull(number, &end, 10);
  if (!head_length || end == number || *end || length > UINT64_MAX / 2 || *number == '-') {
    files->scan.lost = 1;
    return refuse_warc(files, batch, "the head of a record does not tell its length (Content-Length)") ? -1 : 1;
  }
  const char *reason = reason_to_skip(&batch->input, *start + head_length, length, head, type, sizeof type, NEED);
  if (reason == NEED) return 0;
  if (reason) files_skip(files, reason);
  else if (length > files->options->input.max_document) {
    files->line++;
    if (files_add_failure(files, batch, WHOSAID_TOO_LONG, files->position,
                          "the record has %llu bytes and the limit is %zu; raise it with --max-document", (unsigned long long)length,
                          files->options->input.max_document))
      return -1;
  } else if (there - head_length < length) {
    return 0;
  } else {
    return add_unit(files, batch, start, *start + head_length + (size_t)length, *start + head_length + (size_t)length) ? -1 : 1;
  }
  files->scan.skip = head_length + length;
  return 1;
}

static int split_what_is_there(struct files *files, struct batch *batch, size_t *start) {
  for (int more = 1; more > 0;) {
    skip_record(files, batch, start);
    if (files->scan.skip) break;
    if (files->scan.lost && !find_record(files, batch, start)) break;
    more = split_record(files, batch, start);
    if (more < 0) return -1;
  }
  return 0;
}

static int split_records(struct files *files, struct batch *batch, size_t *start, int at_end) {
  if (split_what_is_there(files, batch, start)) return -1;
  if (at_end && files->scan.skip) return refuse_warc(files, batch, "the file ends inside a record");
  /* Inside the record that seems to be cut there may be others, when its length is wrong. */
  while (at_end && !files->scan.lost && *start < batch->input.length) {
    if (refuse_warc(files, batch, "the file ends inside the record that starts")) return -1;
    leave_out(files, start, *start + 1);
    files->scan.lost = 1;
    if (split_what_is_there(files, batch, start)) return -1;
  }
  return 0;
}

split split_of(enum input_format format) {
  switch (format) {
    case FROM_JSONL: return split_lines;
    case FROM_JSON: return split_elements;
    case FROM_CSV: return split_rows;
    case FROM_WARC: return split_records;
    default: return NULL;
  }
}
