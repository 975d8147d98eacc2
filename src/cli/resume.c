/* resume.c: an output that an interrupted run left -> the ids that are in it, and which documents need no answer.
 *
 * An id that came with a document says which one it is. One that is a file's name or a line's number may be another file's, or the file may have
 * changed: its text must be as long as the one that was answered. */
#include "cli/resume.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/utf8.h"
#include "cli/answer.h"
#include "output/format.h"
#include "output/words.h"

/* ---- Ids ----------------------------------------------------------------------------------------------------------- */

/* 17 and "17" are two ids; "é" and "\u00e9" are one. */
static int hash_id(struct resume *resume, const char *id, uint64_t *hash) {
  struct answer answer = {.id = id};
  if (format_plain_id(&answer, &resume->id, NULL)) return -1;
  *hash = hash_bytes(HASH_START ^ (uint64_t)(*id == '"'), resume->id.items, resume->id.length);
  return 0;
}

enum { NO_LENGTH = 0 }; /* of an error; a text's length is counted from 1 */

static uint64_t hash_with_length(uint64_t hash, uint64_t length) { return hash_add(hash, length + 0x9E3779B97F4A7C15u); }

static int add_hash(struct resume *resume, uint64_t hash) {
  uint64_t *count = hash_map_add(&resume->known, hash);
  return count ? ++*count, 0 : -1;
}

static int add_id(struct resume *resume, const char *id, uint64_t length) {
  uint64_t hash;
  if (hash_id(resume, id, &hash) || add_hash(resume, hash) || add_hash(resume, hash_with_length(hash, length))) return -1;
  resume->left++;
  return 0;
}

/* ---- The output as it was left ------------------------------------------------------------------------------------- */

/* The start of a record, or of its start. */
static int is_torn(const char *line, size_t length) {
  static const char START[] = "{\"schema\":\"whosaid.";
  return !memcmp(line, START, length < sizeof START - 1 ? length : sizeof START - 1);
}

/* {"schema":"whosaid.document/1","id":"a\"b",…: the end of the id, NULL when it is no record. */
static char *end_of_id(char *id, char *end) {
  if (id < end && *id == '"') {
    for (id++; id < end && *id != '"'; id++) id += *id == '\\';
    return id < end ? id + 1 : NULL;
  }
  while (id < end && *id != ',') id++;
  return id < end ? id : NULL;
}

/* ,"offsets":"codepoint","length":2571, -> 2572 */
static uint64_t read_length(struct resume *resume, const char *line) {
  static const char UNIT[] = ",\"offsets\":\"", LENGTH[] = "\",\"length\":";
  if (strncmp(line, UNIT, sizeof UNIT - 1) != 0) return NO_LENGTH;
  line += sizeof UNIT - 1;
  for (whosaid_unit unit = WHOSAID_CODEPOINT; unit <= WHOSAID_UTF16; unit++) {
    size_t length = strlen(unit_word(unit));
    if (strncmp(line, unit_word(unit), length) != 0 || strncmp(line + length, LENGTH, sizeof LENGTH - 1) != 0) continue;
    resume->unit = unit;
    return strtoull(line + length + sizeof LENGTH - 1, NULL, 10) + 1;
  }
  return NO_LENGTH;
}

/* 1: a record, whose id is added; 0: something else; -1: memory is out. */
static int read_line(struct resume *resume, char *line, char *end) {
  static const char START[] = "{\"schema\":\"whosaid.", KEY[] = "\"id\":";
  if ((size_t)(end - line) < sizeof START + sizeof KEY || memcmp(line, START, sizeof START - 1) != 0) return 0;
  char *key = memmem(line, (size_t)(end - line) < 64 ? (size_t)(end - line) : 64, KEY, sizeof KEY - 1);
  char *id = key ? key + sizeof KEY - 1 : NULL, *behind = id ? end_of_id(id, end) : NULL;
  if (!behind) return 0;
  char after = *behind;
  uint64_t length = read_length(resume, behind);
  *behind = '\0';
  int failed = add_id(resume, id, length);
  *behind = after;
  return failed ? -1 : 1;
}

static const char NO_RECORD[] = "is no record of whosaid; --resume goes on with a file of records alone";

static int refuse(const char *path, uint64_t line, const char *what) {
  fprintf(stderr, "whosaid: %s: line %llu %s\n", path, (unsigned long long)line, what);
  return -1;
}

static int say(const char *path, int code) {
  fprintf(stderr, "whosaid: %s: %s\n", path, strerror(code));
  return -1;
}

int resume_begin(struct resume *resume, int file, const char *path) {
  *resume = (struct resume){0};
  FILE *lines = fdopen(dup(file), "re");
  char *line = NULL;
  size_t room = 0;
  uint64_t number = 0;
  off_t whole = 0;
  int status = lines ? 0 : say(path, errno);
  ssize_t length = 0;
  for (; !status && (length = getline(&line, &room, lines)) > 0 && line[length - 1] == '\n'; whole += length) {
    int added = read_line(resume, line, line + length);
    number++;
    if (added < 0) status = say(path, ENOMEM);
    else if (!added) status = refuse(path, number, NO_RECORD);
  }
  if (!status && length <= 0 && !feof(lines)) status = say(path, errno);
  if (!status && length > 0 && !is_torn(line, (size_t)length)) status = refuse(path, number + 1, NO_RECORD);
  free(line);
  if (lines) fclose(lines);
  if (!status && (ftruncate(file, whole) || lseek(file, whole, SEEK_SET) < 0)) status = say(path, errno);
  return status;
}

/* ---- The documents as they come ------------------------------------------------------------------------------------ */

static uint64_t count_length(const struct resume *resume) {
  const struct input *input = &resume->input;
  switch (resume->unit) {
    case WHOSAID_CODEPOINT: return utf8_count_codepoints(input->text, input->length) + 1;
    case WHOSAID_UTF16: return utf8_count_utf16(input->text, input->length) + 1;
    default: return (uint64_t)input->length + 1;
  }
}

/* A text that was read and is refused when it is analysed. */
static int is_refused(const struct input *input, size_t most) { return input->length > most || memchr(input->text, '\0', input->length); }

/* How often this text was answered, or with the error of one that cannot be analysed; NULL: never. */
static uint64_t *find_answer(struct resume *resume, uint64_t hash, int has_text, size_t most) {
  uint64_t length = has_text && !is_refused(&resume->input, most) ? count_length(resume) : NO_LENGTH;
  return hash_map_find(&resume->known, hash_with_length(hash, length));
}

static int mark(struct resume *resume, const struct options *options, struct batch *batch, struct item *item) {
  uint64_t hash;
  int has_text;
  if (answer_identify(&resume->input, &options->input, batch, item, &resume->copy, &has_text)) return -1;
  if (!resume->input.id.length) return 0;
  if (hash_id(resume, resume->input.id.items, &hash)) return -1;
  uint64_t *known = hash_map_find(&resume->known, hash), *answer = known;
  int is_named = !resume->input.id_given && item->format != FROM_WARC;
  if (is_named) answer = find_answer(resume, hash, has_text, options->input.max_document);
  if (!known || !*known || !answer || !*answer) return 0;
  if (is_named) --*answer;
  --*known;
  resume->left--;
  item->skipped = 1;
  return 0;
}

int resume_mark(struct resume *resume, const struct options *options, struct batch *batch) {
  for (uint32_t i = 0; i < batch->items.count && resume->left; i++) {
    if (mark(resume, options, batch, &batch->items.items[i])) return -1;
  }
  return 0;
}

void resume_end(struct resume *resume) {
  hash_map_free(&resume->known);
  input_free(&resume->input);
  bytes_free(&resume->copy);
  bytes_free(&resume->id);
}
