/* files.c: paths -> batches of documents. */
#include "cli/files.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "cli/interrupt.h"
#include "cli/split.h"
#include "input/foreign.h"
#include "input/input.h"

int files_begin(struct files *files, const struct options *options) {
  *files = (struct files){.options = options, .stream.file = -1};
  if (!options->files_from) return 0;
  files->list = strcmp(options->files_from, "-") != 0 ? fopen(options->files_from, "re") : stdin;
  if (files->list) return 0;
  fprintf(stderr, "whosaid: %s: %s; give a file with one path a line\n", options->files_from, strerror(errno));
  return -1;
}

/* ---- What is found ---- */

static int add_words(struct batch *batch, const char *words, size_t length, size_t *start) {
  *start = batch->words.length;
  return bytes_append(&batch->words, words, length) || bytes_append(&batch->words, "", 1);
}

/* What ids are made of: of a whole file, or of lines that are not those of the only file. */
static int add_name(struct files *files, struct batch *batch, int is_whole, size_t *start) {
  int is_only = !files->walk.root && files->options->path_count == 1 && !files->list;
  *start = batch->words.length;
  return !is_whole && is_only ? bytes_append(&batch->words, "", 1) : names_give(&files->names, files->path, files->within, &batch->words);
}

/* The items of a file follow one another, and share its name and columns. */
int files_add(struct files *files, struct batch *batch, struct item item) {
  const struct item *before = batch->items.count ? &batch->items.items[batch->items.count - 1] : NULL;
  if (before && item.line > 1 && before->line + 1 == item.line && before->format == files->format) {
    item.name = before->name;
    item.columns = before->columns;
    item.columns_length = before->columns_length;
  } else {
    item.columns_length = files->columns.length;
    if (add_name(files, batch, !item.line, &item.name)) return -1;
    if (add_words(batch, files->columns.items, files->columns.length, &item.columns)) return -1;
  }
  struct item *added = VECTOR_ADD(&batch->items);
  if (!added) return -1;
  item.format = files->format;
  *added = item;
  return 0;
}

int files_add_failure(struct files *files, struct batch *batch, whosaid_status status, uint64_t offset, const char *format, ...) {
  char message[256];
  struct item item = {.failed = status, .line = files->line, .offset = offset};
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(message, sizeof message, format, arguments);
  va_end(arguments);
  return add_words(batch, message, strlen(message), &item.message) || files_add(files, batch, item);
}

void files_skip(struct files *files, const char *what) {
  struct skipped *kind = files->skipped, *last = kind + SKIPPED_KINDS - 1;
  while (kind < last && kind->count && strcmp(kind->what, what) != 0) kind++;
  if (!kind->count) snprintf(kind->what, sizeof kind->what, "%s", kind < last ? what : "others");
  kind->count++;
}

/* Tells what cannot be read; in its place there will be an error record, unless nobody knows how many it would be. */
static int complain(struct files *files, struct batch *batch, const char *path, int code, int is_document) {
  const char *advice = code == ENOENT ? "check the name" : code == EACCES ? "check its permissions" : "it is left out";
  fprintf(stderr, "whosaid: %s: %s; %s\n", path, strerror(code), advice);
  files->failed = 1;
  files->path = path;
  return is_document ? files_add_failure(files, batch, WHOSAID_READ_FAILED, 0, "the file could not be read") : 0;
}

/* ---- Which file is next ---- */

/* "a.jsonl.gz" says what is in it. */
static enum input_format format_of_name(const struct files *files, const char *path) {
  static const struct {
    const char *suffix;
    enum input_format format;
  } NAMES[] = {{".jsonl", FROM_JSONL}, {".ndjson", FROM_JSONL}, {".json", FROM_JSON},  {".csv", FROM_CSV},  {".tsv", FROM_CSV},
               {".html", FROM_HTML},   {".htm", FROM_HTML},     {".xhtml", FROM_HTML}, {".warc", FROM_WARC}};
  static const char *const PACKED[] = {".gz", ".zst"};
  if (files->options->from != FROM_AUTO) return files->options->from;
  size_t length = strlen(path);
  for (size_t i = 0; i < sizeof PACKED / sizeof *PACKED; i++) {
    size_t suffix = strlen(PACKED[i]);
    if (length > suffix && !strcasecmp(path + length - suffix, PACKED[i])) length -= suffix;
  }
  for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
    size_t suffix = strlen(NAMES[i].suffix);
    if (length > suffix && !strncasecmp(path + length - suffix, NAMES[i].suffix, suffix)) return NAMES[i].format;
  }
  return FROM_AUTO;
}

/* A file of several documents: nobody knows how many. */
static int is_collection(const struct files *files) { return split_of(files->format) != NULL; }

/* Where the name starts in a path: behind its last slash. */
static size_t start_of_name(const char *path) {
  const char *slash = strrchr(path, '/');
  return slash ? (size_t)(slash - path) + 1 : 0;
}

/* A file that is read and written to grows for ever; with -o it is replaced when all is done. */
static void refuse_own(struct files *files, const char *path) {
  struct stat about;
  if (files->options->output || fstat(files->stream.file, &about) || !walk_is_own(&files->walk, &about)) return;
  fprintf(stderr, "whosaid: %s: is what is written to; it is left out\n", path);
  close(files->stream.file);
  files->stream.file = -1;
  files->failed = 1;
}

static int open_file(struct files *files, struct batch *batch, const char *path, const char *shown) {
  files->format = format_of_name(files, shown);
  files->path = shown;
  files->within = files->walk.root ? files->walk.root : start_of_name(shown);
  files->line = files->position = 0;
  files->scan = (struct scan){0};
  files->columns.length = files->rest.length = 0;
  files->stream = (struct stream){.file = path ? open(path, O_RDONLY | O_CLOEXEC) : STDIN_FILENO};
  if (files->stream.file < 0) return complain(files, batch, shown, errno, !is_collection(files));
  if (path) refuse_own(files, shown);
  return 0;
}

/* One step of the walk through a path: opens a file, or nothing. */
static int walk_on(struct files *files, struct batch *batch) {
  switch (walk_next(&files->walk)) {
    case WALK_FILE: return open_file(files, batch, files->walk.path.items, files->walk.path.items);
    case WALK_UNREADABLE: return complain(files, batch, files->walk.path.items, errno, 0);
    case WALK_NO_MEMORY: return -1;
    default: return 0;
  }
}

/* The next path of the command line, then of the list; NULL when there is none. */
static const char *next_path(struct files *files) {
  if (files->next_path < files->options->path_count) return files->options->paths[files->next_path++];
  ssize_t length = 0;
  while (files->list && (length = getline(&files->line_of_list, &files->line_room, files->list)) >= 0) {
    while (length && strchr("\r\n", files->line_of_list[length - 1])) files->line_of_list[--length] = '\0';
    if (length) return files->line_of_list;
  }
  if (files->list && !feof(files->list)) {
    fprintf(stderr, "whosaid: %s: %s; what it names further on is left out\n", files->options->files_from, strerror(errno));
    files->failed = 1;
  }
  return NULL;
}

/* Opens the next file: 1, 0 when there is none, -1 when memory is out. */
static int open_next(struct files *files, struct batch *batch) {
  while (files->stream.file < 0) {
    const char *path = NULL;
    int status;
    if (files->walk.folders.count) status = walk_on(files, batch);
    else if (!(path = next_path(files))) return 0;
    else if (!strcmp(path, "-")) status = open_file(files, batch, NULL, "stdin");
    else status = walk_begin(&files->walk, path);
    if (status) return -1;
  }
  return 1;
}

static void close_file(struct files *files) {
  int file = files->stream.file;
  files->taken += files->stream.taken;
  stream_end(&files->stream);
  if (file > STDIN_FILENO) close(file);
}

uint64_t files_taken(const struct files *files) { return files->taken + files->stream.taken; }

/* ---- What is in it ---- */

/* What could not be read: the system's reason goes to standard error too. */
static int give_up(struct files *files, struct batch *batch, const whosaid_error *error, int code) {
  close_file(files);
  if (error->status == WHOSAID_OUT_OF_MEMORY) return -1;
  if (error->status == WHOSAID_READ_FAILED && code == EINTR) return 0; /* the user ended the run */
  if (error->status == WHOSAID_READ_FAILED) return complain(files, batch, files->path, code, !is_collection(files));
  files->line += files->line || is_collection(files);
  return files_add_failure(files, batch, error->status, error->offset, "%s", error->message);
}

/* Adds to `bytes` what one read gives, into at least BATCH_SIZE bytes of room: how many, 0 at the end, -1 when memory is out. After an
 * error, which it tells, the file is closed and that was the end. */
static ssize_t read_some(struct files *files, struct batch *batch, struct bytes *bytes) {
  whosaid_error error;
  if (bytes_reserve(bytes, BATCH_SIZE)) return -1;
  ssize_t got;
  do {
    errno = 0;
    got = stream_read(&files->stream, bytes->items + bytes->length, bytes->room - bytes->length, &error);
  } while (got < 0 && errno == EINTR && !interrupt_came());
  if (got < 0) return give_up(files, batch, &error, errno);
  bytes->length += (size_t)got;
  return got;
}

static size_t count_space(const struct bytes *bytes) {
  size_t i = 0;
  if (bytes->length >= 3 && !memcmp(bytes->items, "\xEF\xBB\xBF", 3)) i = 3;
  while (i < bytes->length && (bytes->items[i] == ' ' || (bytes->items[i] >= '\t' && bytes->items[i] <= '\r'))) i++;
  return i;
}

enum { SIGHT = 1024 }; /* bytes that tell a page */

/* "<!doctype html", "<p class=…>", also in UTF-16; not "<3". */
static int is_page(const char *bytes, size_t length) {
  if (length > 4 && (!memcmp(bytes, "\xFF\xFE<\0", 4) || !memcmp(bytes, "\xFE\xFF\0<", 4))) return 1;
  if (length < 3 || bytes[0] != '<' || !(strchr("!?", bytes[1]) || (bytes[1] | 32) >= 'a') || (bytes[1] | 32) > 'z') return 0;
  return memchr(bytes, '>', length < SIGHT ? length : SIGHT) != NULL;
}

/* "{" alone on its line starts an object over many lines. */
static int is_laid_out(const char *bytes, size_t length) {
  size_t i = 1;
  while (i < length && (bytes[i] == ' ' || bytes[i] == '\t' || bytes[i] == '\r')) i++;
  return i < length && bytes[i] == '\n';
}

/* "[{", "[]" */
static int is_array(const char *bytes, size_t length) {
  size_t i = 1;
  while (i < length && strchr(" \t\r\n", bytes[i])) i++;
  return i < length && (bytes[i] == '{' || bytes[i] == ']');
}

static enum input_format recognize(const char *bytes, size_t length) {
  if (!length) return FROM_TEXT;
  if (*bytes == '{') return is_laid_out(bytes, length) ? FROM_JSON : FROM_JSONL;
  if (*bytes == '[' && is_array(bytes, length)) return FROM_JSON;
  if (length >= 7 && !memcmp(bytes, "WARC/1.", 7)) return FROM_WARC;
  return is_page(bytes, length) ? FROM_HTML : FROM_TEXT;
}

/* Whether the first bytes tell: a line of JSON must not wait for more. */
static int is_enough(const struct bytes *bytes, size_t space) {
  size_t length = bytes->length - space;
  if (!length) return space >= BATCH_SIZE;
  return bytes->items[space] == '{' ? length > 1 : length >= SIGHT;
}

static int detect_format(struct files *files, struct batch *batch) {
  ssize_t got = 1;
  while (got > 0 && !is_enough(&files->rest, count_space(&files->rest))) got = read_some(files, batch, &files->rest);
  size_t space = count_space(&files->rest);
  files->format = recognize(files->rest.items + space, files->rest.length - space);
  return got < 0 ? -1 : 0;
}

/* A PDF, a picture: its error takes its place. 1, 0 when it is another file, -1 when memory is out. */
static int refuse_foreign(struct files *files, struct batch *batch, size_t start) {
  const char *advice, *kind = foreign_kind(batch->input.items + start, batch->input.length - start, &advice);
  if (!kind) return 0;
  close_file(files);
  batch->input.length = start;
  files->line = 0;
  return files_add_failure(files, batch, WHOSAID_NOT_TEXT, 0, "this is %s; %s", kind, advice) ? -1 : 1;
}

static int read_whole(struct files *files, struct batch *batch) {
  size_t most = files->options->input.max_document;
  struct item item = {.start = batch->input.length};
  ssize_t got = bytes_append(&batch->input, files->rest.items, files->rest.length) ? -1 : 1;
  while (got > 0 && batch->input.length - item.start <= most) got = read_some(files, batch, &batch->input);
  if (got < 0) return -1;
  if (files->stream.file < 0) return batch->input.length = item.start, 0;
  int foreign = refuse_foreign(files, batch, item.start);
  if (foreign) return foreign < 0 ? -1 : 0;
  close_file(files);
  item.length = batch->input.length - item.start;
  if (item.length <= most) return files_add(files, batch, item);
  batch->input.length = item.start;
  return files_add_failure(files, batch, WHOSAID_TOO_LONG, 0,
                           "more than the limit of %zu bytes of text; split it into articles, or raise it with --max-document", most);
}

/* Once a unit is longer than any may be, only its size counts: what comes is looked through and dropped. */
static void drop_excess(struct files *files, struct batch *batch, size_t start) {
  size_t most = INPUT_MAX_LINE(files->options->input.max_document);
  if (files->format == FROM_WARC || batch->input.length - start <= most) return;
  batch->input.length = start + most + 1;
  files->scan.searched = most + 1;
}

/* Takes out what stands before *start and makes no document. */
static void compact(struct batch *batch, size_t *start) {
  if (batch->items.count || !*start) return;
  batch->input.length -= *start;
  memmove(batch->input.items, batch->input.items + *start, batch->input.length);
  *start = 0;
}

/* Gives the units of one read, or of as many as one unit takes. */
static int read_units(struct files *files, struct batch *batch) {
  split cut = split_of(files->format);
  size_t start = batch->input.length;
  ssize_t got = bytes_append(&batch->input, files->rest.items, files->rest.length) ? -1 : 1;
  files->rest.length = 0;
  while (got > 0) {
    int foreign = files->position || files->line ? 0 : refuse_foreign(files, batch, start);
    if (foreign) return foreign < 0 ? -1 : 0;
    if (cut(files, batch, &start, 0)) return -1;
    if (batch->items.count) break;
    compact(batch, &start);
    drop_excess(files, batch, start);
    got = read_some(files, batch, &batch->input);
  }
  if (got < 0) return -1;
  if (got > 0) {
    if (bytes_append(&files->rest, batch->input.items + start, batch->input.length - start)) return -1;
    batch->input.length = start;
    return 0;
  }
  if (files->stream.file < 0) return batch->input.length = start, 0;
  int status = cut(files, batch, &start, 1);
  close_file(files);
  return status;
}

int files_read(struct files *files, struct batch *batch) {
  enum { MANY = 256 };
  if (bytes_reserve(&batch->input, 1)) return -1; /* so that there are bytes to point at, also of empty files */
  for (;;) {
    if (interrupt_came()) return batch->items.count > 0;
    int status = files->stream.file < 0 ? open_next(files, batch) : 1;
    if (status < 0) return -1;
    if (!status) return batch->items.count > 0;
    if (files->format == FROM_AUTO && detect_format(files, batch)) return -1;
    int is_whole = !is_collection(files);
    if (files->stream.file < 0) continue;
    if (is_whole ? read_whole(files, batch) : read_units(files, batch)) return -1;
    if (!is_whole && batch->items.count) return 1;
    if (batch->input.length >= BATCH_SIZE || batch->items.count >= MANY) return 1;
  }
}

void files_end(struct files *files) {
  walk_free(&files->walk);
  if (files->list && files->list != stdin) fclose(files->list);
  free(files->line_of_list);
  close_file(files);
  bytes_free(&files->columns);
  bytes_free(&files->rest);
  names_free(&files->names);
}
