/* datafile.c: a data directory -> its files, their lines, and messages that say where. */
#include "model/datafile.h"

#include <dirent.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "base/error.h"
#include "base/utf8.h"

enum { LARGEST_FILE = 512 << 20, DEEPEST_FOLDER = 8 };

/* ---- Files of a directory ---- */

struct search {
  struct arena *arena;
  struct data_paths *paths;
  struct findings *unread; /* where files that are no data are told; NULL: nowhere */
  size_t root;             /* length of the data directory's path with its slash */
  whosaid_error *error;
};

static int ends_with(const char *text, const char *end) {
  size_t length = strlen(text), wanted = strlen(end);
  return length > wanted && !strcmp(text + length - wanted, end);
}

static char *join_path(struct arena *arena, const char *folder, const char *name) {
  size_t length = strlen(folder), size = length + strlen(name) + 2;
  char *path = arena_allocate(arena, size);
  if (path) snprintf(path, size, "%s%s%s", folder, length && folder[length - 1] == '/' ? "" : "/", name);
  return path;
}

/* "names.csv", "names.TSV": a list under a name that is not read. */
static void report_unread(struct search *search, const char *path) {
  static const char *const ENDINGS[] = {".txt", ".csv", ".tab", ".xls", ".xlsx", ".ods", ".json", ".rule", ".tsv", ".rules"};
  char finding[512];
  size_t i = 0, count = sizeof ENDINGS / sizeof *ENDINGS, length = strlen(path);
  while (i < count && (length < strlen(ENDINGS[i]) || strcasecmp(path + length - strlen(ENDINGS[i]), ENDINGS[i]) != 0)) i++;
  if (i == count || ends_with(path, ".tsv") || ends_with(path, ".rules")) return;
  snprintf(finding, sizeof finding, "%s: not read; the name of a list ends in .tsv (columns parted by TABs), that of rules in .rules", path);
  search->unread->count++;
  search->unread->report(search->unread->context, finding);
}

static whosaid_status add_path(struct search *search, char *path, const struct stat *status) {
  if (search->unread) return report_unread(search, path), WHOSAID_OK;
  int is_rules = ends_with(path, ".rules");
  const char *name = path + search->root;
  if (!is_rules && (!ends_with(path, ".tsv") || !strcmp(name, "weights.tsv") || !strcmp(name, "quote-weights.tsv") || !strcmp(name, "word-clusters.tsv"))) return WHOSAID_OK;
  struct data_path *added = VECTOR_ADD(search->paths);
  char *copy = arena_copy(search->arena, name, strlen(name));
  if (!added || !copy) return error_memory(search->error);
  *strrchr(copy, '.') = '\0';
  *added = (struct data_path){.path = path,
                              .name = copy,
                              .size = (uint64_t)status->st_size,
                              .modified = (int64_t)status->st_mtim.tv_sec * 1000000000 + status->st_mtim.tv_nsec,
                              .is_rules = (uint32_t)is_rules};
  return WHOSAID_OK;
}

static whosaid_status search_folder(struct search *search, const char *folder, int depth) {
  DIR *open = opendir(folder);
  if (!open) {
    const char *advice = errno == ENOTDIR ? "; give the folder that the lists are in" : "";
    return error_set(search->error, depth ? WHOSAID_READ_FAILED : WHOSAID_NO_DATA, 0, 0, "%s: %s%s", folder, strerror(errno), advice);
  }
  whosaid_status status = WHOSAID_OK;
  for (struct dirent *item; !status && (errno = 0, item = readdir(open));) {
    if (item->d_name[0] == '.' || !strcmp(item->d_name, "build")) continue;
    char *path = join_path(search->arena, folder, item->d_name);
    struct stat about;
    if (!path) status = error_memory(search->error);
    else if (stat(path, &about)) continue;
    else if (S_ISREG(about.st_mode)) status = add_path(search, path, &about);
    else if (S_ISDIR(about.st_mode) && depth < DEEPEST_FOLDER) status = search_folder(search, path, depth + 1);
  }
  if (!status && errno) status = error_set(search->error, WHOSAID_READ_FAILED, 0, 0, "%s: %s", folder, strerror(errno));
  closedir(open);
  return status;
}

static int compare_paths(const void *a, const void *b) {
  return strcmp(((const struct data_path *)a)->path, ((const struct data_path *)b)->path);
}

whosaid_status datafile_find(const char *directory, struct arena *arena, struct data_paths *paths, whosaid_error *error) {
  size_t length = strlen(directory);
  uint32_t before = paths->count;
  struct search search = {.arena = arena, .paths = paths, .error = error};
  search.root = length + (length && directory[length - 1] != '/');
  whosaid_status status = search_folder(&search, directory, 0);
  if (!status && paths->count > before) {
    qsort(paths->items + before, paths->count - before, sizeof *paths->items, compare_paths);
  }
  return status;
}

whosaid_status datafile_find_unread(const char *directory, struct findings *findings, whosaid_error *error) {
  struct arena arena = {0};
  struct search search = {.arena = &arena, .unread = findings, .error = error};
  whosaid_status status = search_folder(&search, directory, 0);
  arena_free(&arena);
  return status;
}

/* ---- One file ---- */

whosaid_status datafile_fail(const struct datafile *file, uint32_t line, whosaid_error *error, const char *format, ...) {
  char message[400], finding[512];
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(message, sizeof message, format, arguments);
  va_end(arguments);
  if (!file->findings) return error_set(error, WHOSAID_BAD_DATA, line, 0, "%s:%u: %s", file->path, line, message);
  snprintf(finding, sizeof finding, "%s:%u: %s", file->path, line, message);
  file->findings->count++;
  file->findings->report(file->findings->context, finding);
  return WHOSAID_OK;
}

static whosaid_status read_bytes(struct datafile *file, whosaid_error *error) {
  FILE *stream = fopen(file->path, "rb");
  if (!stream) return error_set(error, WHOSAID_READ_FAILED, 0, 0, "%s: %s", file->path, strerror(errno));
  struct stat about = {0};
  if (fstat(fileno(stream), &about) || about.st_size > LARGEST_FILE) {
    return fclose(stream), error_set(error, WHOSAID_LIMIT, 0, 0, "%s: longer than the limit of %d MB; split it", file->path, LARGEST_FILE >> 20);
  }
  size_t size = (size_t)about.st_size;
  file->bytes = malloc(size + 1);
  if (!file->bytes) return fclose(stream), error_memory(error);
  file->length = (uint32_t)fread(file->bytes, 1, size, stream);
  file->bytes[file->length] = '\0';
  int failed = ferror(stream);
  fclose(stream);
  return failed ? error_set(error, WHOSAID_READ_FAILED, 0, 0, "%s: cannot be read", file->path) : WHOSAID_OK;
}

static uint32_t count_lines(const char *bytes, size_t length) {
  uint32_t lines = 1;
  for (size_t i = 0; i < length; i++) lines += bytes[i] == '\n';
  return lines;
}

whosaid_status datafile_open(const struct data_path *path, struct findings *findings, struct datafile *file, whosaid_error *error) {
  *file = (struct datafile){.path = path->path, .name = path->name, .findings = findings};
  whosaid_status status = read_bytes(file, error);
  if (status) return status;
  const char *nul = memchr(file->bytes, '\0', file->length);
  size_t valid = nul ? (size_t)(nul - file->bytes) : utf8_valid_length(file->bytes, file->length);
  if (valid < file->length) {
    uint32_t line = count_lines(file->bytes, valid);
    unsigned byte = (unsigned char)file->bytes[valid];
    file->length = 0;
    return datafile_fail(file, line, error, "byte 0x%02X is not text in UTF-8; save the file as UTF-8", byte);
  }
  if (file->length >= 3 && !memcmp(file->bytes, "\xEF\xBB\xBF", 3)) file->next = 3;
  return WHOSAID_OK;
}

void datafile_close(struct datafile *file) {
  free(file->bytes);
  file->bytes = NULL;
  file->length = 0;
}

int datafile_next(struct datafile *file, struct slice *line) {
  if (file->next >= file->length) return 0;
  const char *start = file->bytes + file->next;
  size_t left = file->length - file->next;
  const char *end = memchr(start, '\n', left);
  uint32_t length = (uint32_t)(end ? (size_t)(end - start) : left);
  file->next += length + (end != NULL);
  file->line++;
  if (length && start[length - 1] == '\r') length--;
  *line = (struct slice){.bytes = start, .length = length};
  return 1;
}

/* ---- Pieces of a line ---- */

int slice_cut(struct slice *rest, char separator, struct slice *piece) {
  if (!rest->bytes) return 0;
  const char *end = memchr(rest->bytes, separator, rest->length);
  *piece = *rest;
  if (!end) {
    *rest = (struct slice){0};
    return 1;
  }
  piece->length = (uint32_t)(end - rest->bytes);
  rest->length -= piece->length + 1;
  rest->bytes = end + 1;
  return 1;
}

static int is_blank(char c) { return c == ' ' || c == '\t'; }

struct slice slice_trim(struct slice slice) {
  while (slice.length && is_blank(slice.bytes[0])) slice.bytes++, slice.length--;
  while (slice.length && is_blank(slice.bytes[slice.length - 1])) slice.length--;
  return slice;
}

int slice_is(struct slice slice, const char *word) { return slice.length == strlen(word) && !memcmp(slice.bytes, word, slice.length); }

int slice_starts(struct slice slice, const char *word) {
  size_t length = strlen(word);
  return slice.length >= length && !memcmp(slice.bytes, word, length);
}
