/* sink.c: pieces of the output -> standard output, a file or a folder. */
#include "cli/sink.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

int sink_stop(struct sink *sink, const char *reason) {
  if (!sink->failed) fprintf(stderr, "whosaid: %s: %s; the output is not complete\n", sink->name, reason);
  sink->failed = 1;
  return -1;
}

static int say(const struct sink *sink, const char *what) {
  fprintf(stderr, "whosaid: %s: %s\n", sink->name, what);
  return -1;
}

/* What a hook of the format could not do. */
static int check(struct sink *sink, whosaid_status status, const whosaid_error *error) {
  if (sink->code) return sink_stop(sink, strerror(sink->code));
  return status ? sink_stop(sink, error->message) : 0;
}

/* Receives the bytes of the stream. */
static int write_all(void *context, const char *bytes, size_t length) {
  struct sink *sink = context;
  while (length) {
    ssize_t put = write(sink->file, bytes, length);
    if (put < 0 && errno != EINTR) return sink->code = errno;
    if (put < 0) continue;
    bytes += put;
    length -= (size_t)put;
  }
  return 0;
}

/* ---- Opening ---- */

static int is_there(const char *path) {
  struct stat about;
  return !lstat(path, &about);
}

static int is_special(const char *path) {
  struct stat about;
  return !lstat(path, &about) && !S_ISREG(about.st_mode);
}

/* A name beside the output that nothing has yet. */
static int name_temporary(struct sink *sink) {
  size_t length = strlen(sink->path);
  while (length > 1 && sink->path[length - 1] == '/') length--;
  errno = ENAMETOOLONG;
  return snprintf(sink->temporary, sizeof sink->temporary, "%.*s.XXXXXX", (int)length, sink->path) < PATH_MAX ? 0 : -1;
}

/* "out.jsonl.part": a run that is killed leaves it, and --resume goes on with it. */
static int open_part(struct sink *sink) {
  errno = ENAMETOOLONG;
  if (snprintf(sink->temporary, sizeof sink->temporary, "%s.part", sink->path) >= PATH_MAX) return -1;
  if (sink->is_resumed) {
    int had_part = !rename(sink->temporary, sink->path);
    sink->temporary[0] = '\0';
    if (!had_part && errno != ENOENT) return -1;
  }
  int file = open(*sink->temporary ? sink->temporary : sink->path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0666);
  if (file < 0) return -1;
  if (!flock(file, LOCK_EX | LOCK_NB) && (!*sink->temporary || !ftruncate(file, 0))) return file;
  int code = errno;
  sink->temporary[0] = '\0'; /* it is another run's */
  close(file);
  errno = code == EWOULDBLOCK ? EBUSY : code;
  return -1;
}

/* A pipe, a device or a link is written to, not replaced. */
static int open_stream(struct sink *sink) {
  if (!sink->path) sink->file = STDOUT_FILENO;
  else if (is_special(sink->path)) sink->file = open(sink->path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  else sink->file = open_part(sink);
  return sink->file < 0 ? -1 : 0;
}

/* A file that is there is left to the format, which adds to it; a new one gets a name of its own first. */
static int open_file(struct sink *sink) {
  if (is_there(sink->path)) return 0;
  if (name_temporary(sink)) return -1;
  int file = mkostemp(sink->temporary, O_CLOEXEC);
  return file < 0 ? -1 : close(file);
}

static int open_folder(struct sink *sink) {
  return name_temporary(sink) || !mkdtemp(sink->temporary) ? -1 : 0;
}

static void ask_terminal(struct sink *sink) {
  struct winsize size;
  const char *columns = getenv("COLUMNS"), *no_colour = getenv("NO_COLOR"), *kind = getenv("TERM");
  if (!isatty(sink->file)) return;
  int known = !ioctl(sink->file, TIOCGWINSZ, &size) && size.ws_col;
  sink->output.terminal = known ? size.ws_col : columns && atoi(columns) > 0 ? atoi(columns) : 80;
  sink->output.colour = !(no_colour && *no_colour) && !(kind && !strcmp(kind, "dumb"));
}

static void add_own(struct sink *sink, int failed, const struct stat *about) {
  if (failed || !(S_ISREG(about->st_mode) || S_ISDIR(about->st_mode))) return;
  sink->own[sink->own_count++] = (struct place){about->st_dev, about->st_ino};
}

/* With what a database keeps beside it. */
static void find_own(struct sink *sink) {
  static const char *const BESIDE[] = {"", "-wal", "-shm"};
  enum { COUNT = sizeof BESIDE / sizeof *BESIDE };
  struct stat about;
  if (!sink->path) add_own(sink, fstat(STDOUT_FILENO, &about), &about);
  for (int i = 0; i < 2 * COUNT && sink->path; i++) {
    char path[PATH_MAX + 8];
    const char *name = i % 2 ? sink->temporary : sink->path;
    if (*name && snprintf(path, sizeof path, "%s%s", name, BESIDE[i / 2]) < (int)sizeof path) add_own(sink, stat(path, &about), &about);
  }
}

int sink_open(struct sink *sink, const struct options *options) {
  static int (*const OPEN[])(struct sink *) = {[TO_STREAM] = open_stream, [TO_FILE] = open_file, [TO_FOLDER] = open_folder};
  const struct format *format = options->format;
  whosaid_error error;
  sink->output = (struct output){.format = format, .options = &options->as};
  sink->path = options->output;
  sink->name = sink->path ? sink->path : "standard output";
  sink->temporary[0] = '\0';
  sink->file = -1;
  sink->code = sink->failed = 0;
  sink->own_count = 0;
  sink->is_resumed = options->resume;
  sink->resume = (struct resume){0};
  if (OPEN[format->target](sink)) return say(sink, strerror(errno));
  if (options->resume && resume_begin(&sink->resume, sink->file, sink->path)) return close(sink->file), resume_end(&sink->resume), -1;
  if (format->target == TO_STREAM) {
    writer_begin(&sink->stream, write_all, sink);
    sink->output.stream = &sink->stream;
    ask_terminal(sink);
  } else {
    sink->output.path = *sink->temporary ? sink->temporary : sink->path;
  }
  whosaid_status status = format->begin ? format->begin(&sink->output, &error) : WHOSAID_OK;
  find_own(sink);
  return status ? sink_stop(sink, error.message), sink_close(sink) : 0;
}

/* ---- Writing ---- */

static whosaid_status add(struct output *output, const char *piece, size_t length, whosaid_error *error) {
  whosaid_status status = WHOSAID_OK;
  if (!length) return WHOSAID_OK;
  if (output->format->separator && output->pieces) writer_text(output->stream, output->format->separator);
  if (output->format->add) status = output->format->add(output, piece, length, error);
  else writer_bytes(output->stream, piece, length);
  output->pieces++;
  return status;
}

int sink_write(struct sink *sink, const struct batch *batch) {
  const struct format *format = sink->output.format;
  whosaid_status status = WHOSAID_OK;
  whosaid_error error;
  size_t start = 0;
  if (batch->messages.length) fwrite(batch->messages.items, 1, batch->messages.length, stderr);
  for (uint32_t i = 0; !status && !sink->failed && i < batch->items.count; i++) {
    size_t end = batch->items.items[i].end;
    status = add(&sink->output, batch->output.items + start, end - start, &error);
    start = end;
  }
  if (!status && !sink->failed && format->flush) status = format->flush(&sink->output, &error);
  if (sink->output.stream) writer_flush(&sink->stream);
  return sink->failed ? -1 : check(sink, status, &error);
}

/* ---- Closing ---- */

/* Makes the finished stream the file that was asked for: 0, or -1 with errno set. */
static int keep_stream(struct sink *sink) {
  mode_t mask = umask(0);
  umask(mask);
  int file = sink->file, failed = *sink->temporary && (fchmod(file, 0666 & ~mask) || fsync(file));
  sink->file = -1;
  if (!sink->path) return 0;
  if (close(file) || failed) return -1;
  return *sink->temporary ? rename(sink->temporary, sink->path) : 0;
}

static int keep_file(struct sink *sink) {
  mode_t mask = umask(0);
  umask(mask);
  if (!*sink->temporary) return 0;
  return chmod(sink->temporary, 0666 & ~mask) ? -1 : rename(sink->temporary, sink->path);
}

static int is_entry(const struct dirent *entry) { return strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0; }

/* Takes away a folder of files. */
static int remove_folder(const char *path) {
  DIR *folder = opendir(path);
  int failed = !folder;
  for (struct dirent *entry; folder && (entry = readdir(folder));) failed |= is_entry(entry) && unlinkat(dirfd(folder), entry->d_name, 0);
  if (folder) closedir(folder);
  return failed ? -1 : rmdir(path);
}

/* 1 when each file of the folder also is in the one that replaces it: nothing else is lost. */
static int is_replaced(const char *path, const char *by) {
  DIR *old = opendir(path), *new = opendir(by);
  int same = old && new;
  for (struct dirent *entry; same && (entry = readdir(old));) same = !is_entry(entry) || !faccessat(dirfd(new), entry->d_name, F_OK, 0);
  if (old) closedir(old);
  if (new) closedir(new);
  return same;
}

/* So that a folder whose name is there after a power cut has its files whole. */
static int sync_files(const char *path) {
  DIR *folder = opendir(path);
  int failed = !folder;
  for (struct dirent *entry; !failed && (entry = readdir(folder));) {
    int file = is_entry(entry) ? openat(dirfd(folder), entry->d_name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC) : -1;
    failed = is_entry(entry) && (file < 0 || fsync(file));
    if (file >= 0) close(file);
  }
  if (folder) closedir(folder);
  return failed ? -1 : 0;
}

static int keep_folder(struct sink *sink) {
  mode_t mask = umask(0);
  umask(mask);
  if (sync_files(sink->temporary) || chmod(sink->temporary, 0777 & ~mask)) return -1;
  if (!rename(sink->temporary, sink->path)) return 0;
  if (errno != ENOTEMPTY && errno != EEXIST) return -1;
  if (!is_replaced(sink->path, sink->temporary)) return errno = ENOTEMPTY, -1;
  if (renameat2(AT_FDCWD, sink->temporary, AT_FDCWD, sink->path, RENAME_EXCHANGE)) return -1;
  return remove_folder(sink->temporary);
}

/* What a database that could not be closed leaves beside it. */
static void unlink_beside(const struct sink *sink, const char *suffix) {
  char path[PATH_MAX + 8];
  snprintf(path, sizeof path, "%s%s", sink->temporary, suffix);
  unlink(path);
}

static void discard(struct sink *sink) {
  if (sink->file > STDOUT_FILENO) close(sink->file);
  if (!*sink->temporary) return;
  if (sink->output.format->target == TO_FOLDER) remove_folder(sink->temporary);
  else unlink(sink->temporary), unlink_beside(sink, "-wal"), unlink_beside(sink, "-shm"), unlink_beside(sink, "-journal");
}

int sink_close(struct sink *sink) {
  static int (*const KEEP[])(struct sink *) = {[TO_STREAM] = keep_stream, [TO_FILE] = keep_file, [TO_FOLDER] = keep_folder};
  const struct format *format = sink->output.format;
  whosaid_error error;
  whosaid_status status = !sink->failed && format->end ? format->end(&sink->output, &error) : WHOSAID_OK;
  if (sink->output.stream) writer_flush(&sink->stream);
  if (format->close) format->close(&sink->output);
  resume_end(&sink->resume);
  if (!sink->failed) check(sink, status, &error);
  if (!sink->failed && KEEP[format->target](sink)) sink->failed = 1, say(sink, strerror(errno));
  if (sink->failed) discard(sink);
  return sink->failed ? -1 : 0;
}
