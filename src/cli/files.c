/* files.c: paths -> batches of documents. */
#include "cli/files.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "input/input.h"

void files_begin(struct files *files, const struct options *options) {
  *files = (struct files){.options = options, .file = -1};
}

static int add_item(struct files *files, struct batch *batch, struct item item) {
  struct item *added = VECTOR_ADD(&batch->items);
  if (!added) return -1;
  item.path = batch->paths.length;
  *added = item;
  return item.line ? 0 : bytes_append(&batch->paths, files->path, strlen(files->path) + 1);
}

/* Tells what cannot be read; in place of a text there will be an error record. */
static int complain(struct files *files, struct batch *batch, const char *path, int code, int is_text) {
  const char *advice = code == ENOENT ? "check the name" : code == EACCES ? "check its permissions" : "it is left out";
  fprintf(stderr, "whosaid: %s: %s; %s\n", path, strerror(code), advice);
  files->failed = 1;
  files->path = path;
  return is_text ? add_item(files, batch, (struct item){.failed = WHOSAID_READ_FAILED}) : 0;
}

/* ---- Which file is next ---- */

static int by_name(const FTSENT **a, const FTSENT **b) { return strcmp((*a)->fts_name, (*b)->fts_name); }

static int has_suffix(const char *path, const char *suffix) {
  size_t length = strlen(path), end = strlen(suffix);
  return length > end && !strcmp(path + length - end, suffix);
}

static enum input_format format_of_name(const struct files *files, const char *path) {
  if (files->options->from != FROM_AUTO) return files->options->from;
  return has_suffix(path, ".jsonl") || has_suffix(path, ".ndjson") ? FROM_JSONL : FROM_AUTO;
}

static int open_file(struct files *files, struct batch *batch, const char *path, const char *shown) {
  files->format = format_of_name(files, shown);
  files->path = shown;
  files->line = 0;
  files->rest.length = 0;
  files->file = path ? open(path, O_RDONLY | O_CLOEXEC) : STDIN_FILENO;
  return files->file < 0 ? complain(files, batch, shown, errno, files->format != FROM_JSONL) : 0;
}

/* One step of the walk through a path: opens a file, or nothing, or ends the walk. */
static int walk_on(struct files *files, struct batch *batch) {
  FTSENT *entry = fts_read(files->walk);
  if (!entry) {
    fts_close(files->walk);
    files->walk = NULL;
    return 0;
  }
  int is_hidden = entry->fts_level > 0 && entry->fts_name[0] == '.';
  if (is_hidden) return fts_set(files->walk, entry, FTS_SKIP), 0;
  switch (entry->fts_info) {
    case FTS_D: case FTS_DP: return 0;
    case FTS_DC: return complain(files, batch, entry->fts_path, ELOOP, 0);
    case FTS_DNR: return complain(files, batch, entry->fts_path, entry->fts_errno, 0);
    default: return open_file(files, batch, entry->fts_accpath, entry->fts_path);
  }
}

/* Opens the next file: 1, 0 when there is none, -1 when memory is out. */
static int open_next(struct files *files, struct batch *batch) {
  while (files->file < 0) {
    int status = 0;
    if (files->walk) status = walk_on(files, batch);
    else if (files->next_path == files->options->path_count) return 0;
    else {
      const char *path = files->options->paths[files->next_path++];
      char *paths[] = {(char *)(uintptr_t)path, NULL};
      if (!strcmp(path, "-")) status = open_file(files, batch, NULL, "stdin");
      else if (!(files->walk = fts_open(paths, FTS_LOGICAL | FTS_NOCHDIR, by_name))) return -1;
    }
    if (status) return -1;
  }
  return 1;
}

static void close_file(struct files *files) {
  if (files->file > STDIN_FILENO) close(files->file);
  files->file = -1;
}

/* ---- What is in it ---- */

/* Adds to `bytes` what one read gives, into at least BATCH_SIZE bytes of room: how many, 0 at the end, -1 when memory is out. After an
 * error, which it tells, the file is closed and that was the end. */
static ssize_t read_some(struct files *files, struct batch *batch, struct bytes *bytes) {
  if (bytes_reserve(bytes, BATCH_SIZE)) return -1;
  ssize_t got;
  do got = read(files->file, bytes->items + bytes->length, bytes->room - bytes->length);
  while (got < 0 && errno == EINTR);
  if (got < 0) {
    int code = errno;
    close_file(files);
    return complain(files, batch, files->path, code, files->format != FROM_JSONL);
  }
  bytes->length += (size_t)got;
  return got;
}

static size_t count_space(const struct bytes *bytes) {
  size_t i = 0;
  if (bytes->length >= 3 && !memcmp(bytes->items, "\xEF\xBB\xBF", 3)) i = 3;
  while (i < bytes->length && (bytes->items[i] == ' ' || (bytes->items[i] >= '\t' && bytes->items[i] <= '\r'))) i++;
  return i;
}

/* JSON Lines start with a brace, behind white space at most. */
static int detect_format(struct files *files, struct batch *batch) {
  ssize_t got = 1;
  size_t space = 0;
  while (got > 0 && space == files->rest.length && space < BATCH_SIZE) {
    got = read_some(files, batch, &files->rest);
    space = count_space(&files->rest);
  }
  int is_json = space < files->rest.length && files->rest.items[space] == '{';
  files->format = is_json ? FROM_JSONL : FROM_TEXT;
  return got < 0 ? -1 : 0;
}

static int read_text(struct files *files, struct batch *batch) {
  struct item item = {.start = batch->input.length};
  ssize_t got = bytes_append(&batch->input, files->rest.items, files->rest.length) ? -1 : 1;
  while (got > 0 && batch->input.length - item.start <= WHOSAID_MAX_DOCUMENT) got = read_some(files, batch, &batch->input);
  if (got < 0) return -1;
  if (files->file < 0) return 0;
  close_file(files);
  item.length = batch->input.length - item.start;
  if (item.length > WHOSAID_MAX_DOCUMENT) {
    item.failed = WHOSAID_TOO_LONG;
    batch->input.length = item.start;
  }
  return add_item(files, batch, item);
}

static int add_line(struct files *files, struct batch *batch, size_t start, size_t end) {
  size_t bom = !files->line && end - start >= 3 && !memcmp(batch->input.items + start, "\xEF\xBB\xBF", 3) ? 3 : 0;
  struct item item = {.start = start + bom, .length = end - start - bom, .line = ++files->line};
  if (item.length > INPUT_MAX_LINE) item.failed = WHOSAID_TOO_LONG;
  return add_item(files, batch, item);
}

/* Adds the lines that end in the bytes from `searched` on: where the one without an end starts, or SIZE_MAX when memory is out. */
static size_t add_lines(struct files *files, struct batch *batch, size_t start, size_t searched) {
  const char *bytes = batch->input.items, *end;
  while (searched < batch->input.length && (end = memchr(bytes + searched, '\n', batch->input.length - searched))) {
    if (add_line(files, batch, start, (size_t)(end - bytes))) return SIZE_MAX;
    start = searched = (size_t)(end - bytes) + 1;
  }
  return start;
}

/* Gives the lines of one read, or of as many as one line takes. */
static int read_lines(struct files *files, struct batch *batch) {
  size_t start = batch->input.length, searched = start;
  ssize_t got = bytes_append(&batch->input, files->rest.items, files->rest.length) ? -1 : 1;
  files->rest.length = 0;
  while (got > 0) {
    start = add_lines(files, batch, start, searched);
    if (start == SIZE_MAX) return -1;
    if (batch->items.count) break;
    if (batch->input.length - start > INPUT_MAX_LINE) batch->input.length = start + INPUT_MAX_LINE + 1;
    searched = batch->input.length;
    got = read_some(files, batch, &batch->input);
  }
  if (got < 0) return -1;
  if (got > 0) {
    if (bytes_append(&files->rest, batch->input.items + start, batch->input.length - start)) return -1;
    batch->input.length = start;
    return 0;
  }
  int status = batch->input.length > start ? add_line(files, batch, start, batch->input.length) : 0;
  close_file(files);
  return status;
}

int files_read(struct files *files, struct batch *batch) {
  enum { MANY = 256 };
  for (;;) {
    int status = files->file < 0 ? open_next(files, batch) : 1;
    if (status < 0) return -1;
    if (!status) return batch->items.count > 0;
    if (files->format == FROM_AUTO && detect_format(files, batch)) return -1;
    int is_text = files->format == FROM_TEXT;
    if (files->file < 0) continue;
    if (is_text ? read_text(files, batch) : read_lines(files, batch)) return -1;
    if (!is_text && batch->items.count) return 1;
    if (batch->input.length >= BATCH_SIZE || batch->items.count >= MANY) return 1;
  }
}

void files_end(struct files *files) {
  if (files->walk) fts_close(files->walk);
  close_file(files);
  bytes_free(&files->rest);
}
