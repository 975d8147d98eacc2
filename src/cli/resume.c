/* resume.c: an output that an interrupted run left -> the ids that are in it, and which documents need no answer. */
#include "cli/resume.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/answer.h"
#include "output/format.h"

/* ---- Ids ----------------------------------------------------------------------------------------------------------- */

/* 17 and "17" are two ids; "é" and "\u00e9" are one. */
static int hash_id(struct resume *resume, const char *id, uint64_t *hash) {
  struct answer answer = {.id = id};
  if (format_plain_id(&answer, &resume->id, NULL)) return -1;
  *hash = 0xCBF29CE484222325u ^ (uint64_t)(*id == '"');
  for (size_t i = 0; i < resume->id.length; i++) *hash = (*hash ^ (unsigned char)resume->id.items[i]) * 0x100000001B3u;
  *hash += !*hash;
  return 0;
}

static struct known *find(struct known *known, size_t room, uint64_t hash) {
  size_t i = (size_t)(hash ^ hash >> 32) & (room - 1);
  while (known[i].hash && known[i].hash != hash) i = (i + 1) & (room - 1);
  return &known[i];
}

static int grow(struct resume *resume) {
  size_t room = resume->room ? 2 * resume->room : 1024;
  struct known *known = calloc(room, sizeof *known);
  if (!known) return -1;
  for (size_t i = 0; i < resume->room; i++) {
    if (resume->known[i].hash) *find(known, room, resume->known[i].hash) = resume->known[i];
  }
  free(resume->known);
  resume->known = known;
  resume->room = room;
  return 0;
}

static int add_id(struct resume *resume, const char *id) {
  uint64_t hash;
  if (hash_id(resume, id, &hash) || (resume->count * 2 >= resume->room && grow(resume))) return -1;
  struct known *known = find(resume->known, resume->room, hash);
  resume->count += !known->hash;
  known->hash = hash;
  known->count++;
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

/* 1: a record, whose id is added; 0: something else; -1: memory is out. */
static int read_line(struct resume *resume, char *line, char *end) {
  static const char START[] = "{\"schema\":\"whosaid.", KEY[] = "\"id\":";
  if ((size_t)(end - line) < sizeof START + sizeof KEY || memcmp(line, START, sizeof START - 1) != 0) return 0;
  char *key = memmem(line, (size_t)(end - line) < 64 ? (size_t)(end - line) : 64, KEY, sizeof KEY - 1);
  char *id = key ? key + sizeof KEY - 1 : NULL, *behind = id ? end_of_id(id, end) : NULL;
  if (!behind) return 0;
  char after = *behind;
  *behind = '\0';
  int failed = add_id(resume, id);
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
  if (!status && length > 0 && !is_torn(line, (size_t)length)) status = refuse(path, number + 1, NO_RECORD);
  free(line);
  if (lines) fclose(lines);
  if (!status && (ftruncate(file, whole) || lseek(file, whole, SEEK_SET) < 0)) status = say(path, errno);
  return status;
}

/* ---- The documents as they come ------------------------------------------------------------------------------------ */

static int mark(struct resume *resume, const struct options *options, struct batch *batch, struct item *item) {
  uint64_t hash;
  if (answer_identify(&resume->input, &options->input, batch, item, &resume->copy)) return -1;
  if (!resume->input.id.length) return 0;
  if (hash_id(resume, resume->input.id.items, &hash)) return -1;
  struct known *known = find(resume->known, resume->room, hash);
  if (!known->count) return 0;
  known->count--;
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
  free(resume->known);
  input_free(&resume->input);
  bytes_free(&resume->copy);
  bytes_free(&resume->id);
}
