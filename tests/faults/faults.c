/* faults.c: loaded before the C library (LD_PRELOAD), makes one call after another fail as the variable FAULT says.
 *
 *   FAULT=malloc:17         the 17th allocation gets no memory
 *   FAULT=write:3:ENOSPC    the 3rd write (and every later one) fails; likewise read, fsync, rename, open
 *   FAULT=read:0:short      every read gives one byte at most; likewise write
 *   FAULT=read:5:EINTR      every 5th read is interrupted once; likewise write
 *
 * Reads and writes of streams (fopen) and at a place (pread) count too. At the end the file FAULT_REPORT gets the number of allocations, of those
 * that were not freed, of reads and of writes. With FAULT_STACKS it gets a line more for each allocation: a hash of who called for it. */
#include <dlfcn.h>
#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <malloc.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);
void *__libc_memalign(size_t alignment, size_t size);
void __libc_free(void *old);

enum call { MALLOC, READ, WRITE, FSYNC, RENAME, OPEN, CALLS };

static const char *const NAMES[CALLS] = {"malloc", "read", "write", "fsync", "rename", "open"};
static const struct {
  const char *name;
  int number;
} ERRORS[] = {{"ENOSPC", ENOSPC}, {"EPIPE", EPIPE}, {"EIO", EIO}, {"EINTR", EINTR}, {"EACCES", EACCES}, {"EMFILE", EMFILE}};

enum { MOST_STACKS = 1 << 16 };
static unsigned long stacks[MOST_STACKS];
static int ready, failing = -1, error_number, one_byte, with_stacks;
static _Thread_local int looking; /* at a stack, which may itself allocate */
static long at;
static atomic_long counts[CALLS], live;

__attribute__((constructor)) static void read_fault(void) {
  const char *fault = getenv("FAULT");
  char name[16] = "", how[16] = "";
  void *frame;
  with_stacks = getenv("FAULT_STACKS") && backtrace(&frame, 1);
  ready = 1;
  if (!fault || sscanf(fault, "%15[a-z]:%ld:%15s", name, &at, how) < 2) return;
  for (int i = 0; i < CALLS; i++) {
    if (!strcmp(name, NAMES[i])) failing = i;
  }
  one_byte = !strcmp(how, "short");
  for (size_t i = 0; i < sizeof ERRORS / sizeof *ERRORS; i++) {
    if (!strcmp(how, ERRORS[i].name)) error_number = ERRORS[i].number;
  }
}

__attribute__((destructor)) static void report(void) {
  const char *path = getenv("FAULT_REPORT");
  char text[128];
  if (!path) return;
  int length = snprintf(text, sizeof text, "%ld %ld %ld %ld\n", (long)counts[MALLOC], (long)live, (long)counts[READ], (long)counts[WRITE]);
  int file = (int)syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_TRUNC, 0644);
  if (file < 0) return;
  syscall(SYS_write, file, text, (size_t)length);
  for (long i = 1; with_stacks && i <= counts[MALLOC] && i < MOST_STACKS; i++) {
    length = snprintf(text, sizeof text, "%lx\n", stacks[i]);
    syscall(SYS_write, file, text, (size_t)length);
  }
  syscall(SYS_close, file);
}

/* ---- Memory ---- */

/* Of the places in their files, which are the same wherever the files are loaded. */
static unsigned long hash_stack(void) {
  void *frames[6]; /* two of this file, the call and the three before it */
  unsigned long hash = 0xCBF29CE484222325u;
  int depth = backtrace(frames, 6);
  for (int i = 2; i < depth; i++) {
    Dl_info about;
    unsigned long place = (unsigned long)frames[i];
    if (dladdr(frames[i], &about)) place -= (unsigned long)about.dli_fbase;
    hash = (hash ^ place) * 0x100000001B3u;
  }
  return hash;
}

static int is_refused(void) {
  if (!ready || looking) return 0;
  long number = ++counts[MALLOC];
  if (with_stacks && number < MOST_STACKS) looking = 1, stacks[number] = hash_stack(), looking = 0;
  return number == at && failing == MALLOC;
}

static void *count(void *made) {
  if (made) live++;
  else errno = ENOMEM;
  return made;
}

void *malloc(size_t size) { return is_refused() ? count(NULL) : count(__libc_malloc(size)); }
void *calloc(size_t items, size_t size) { return is_refused() ? count(NULL) : count(__libc_calloc(items, size)); }

void *realloc(void *old, size_t size) {
  if (is_refused()) return errno = ENOMEM, NULL;
  void *made = __libc_realloc(old, size);
  if (!old && made) live++;
  return made;
}

void *memalign(size_t alignment, size_t size) { return is_refused() ? count(NULL) : count(__libc_memalign(alignment, size)); }
void *aligned_alloc(size_t alignment, size_t size) { return memalign(alignment, size); }

int posix_memalign(void **made, size_t alignment, size_t size) {
  void *memory = memalign(alignment, size);
  if (!memory) return ENOMEM;
  *made = memory;
  return 0;
}

void free(void *old) {
  if (old) live--;
  __libc_free(old);
}

/* ---- Files ---- */

/* The error of this call, or 0. */
static int fault_of(enum call call) {
  long number = ++counts[call];
  if (failing != (int)call || !error_number) return 0;
  if (error_number == EINTR) return number % at == 0 ? EINTR : 0;
  return number >= at ? error_number : 0;
}

#define FAIL_IF(call)                    \
  do {                                   \
    int fault = fault_of(call);          \
    if (fault) return errno = fault, -1; \
  } while (0)

static size_t cut(enum call call, size_t size) { return failing == (int)call && one_byte && size ? 1 : size; }

ssize_t read(int file, void *bytes, size_t size) {
  FAIL_IF(READ);
  return syscall(SYS_read, file, bytes, cut(READ, size));
}

ssize_t pread64(int file, void *bytes, size_t size, off_t place) {
  FAIL_IF(READ);
  return syscall(SYS_pread64, file, bytes, cut(READ, size), place);
}

ssize_t write(int file, const void *bytes, size_t size) {
  if (file == STDERR_FILENO) return syscall(SYS_write, file, bytes, size);
  FAIL_IF(WRITE);
  return syscall(SYS_write, file, bytes, cut(WRITE, size));
}

ssize_t pwrite64(int file, const void *bytes, size_t size, off_t place) {
  FAIL_IF(WRITE);
  return syscall(SYS_pwrite64, file, bytes, cut(WRITE, size), place);
}

int fsync(int file) {
  FAIL_IF(FSYNC);
  return (int)syscall(SYS_fsync, file);
}

int fdatasync(int file) {
  FAIL_IF(FSYNC);
  return (int)syscall(SYS_fdatasync, file);
}

int rename(const char *from, const char *to) {
  FAIL_IF(RENAME);
  return (int)syscall(SYS_renameat, AT_FDCWD, from, AT_FDCWD, to);
}

int open(const char *path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  int mode = flags & O_CREAT ? va_arg(rest, int) : 0;
  va_end(rest);
  FAIL_IF(OPEN);
  return (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode);
}

/* ---- Streams: the C library's own read and write by ways that cannot be changed, so they get others ---- */

static FILE *streams[64]; /* by their file */

/* An interrupted call of a stream is begun again: which signals come is the program's own affair. */
static ssize_t read_stream(void *file, char *bytes, size_t size) {
  ssize_t got;
  while ((got = read((int)(long)file, bytes, size)) < 0 && errno == EINTR) {
  }
  return got;
}

static ssize_t write_stream(void *file, const char *bytes, size_t size) {
  size_t put = 0;
  while (put < size) {
    ssize_t more = write((int)(long)file, bytes + put, size - put);
    if (more < 0 && errno == EINTR) continue;
    if (more <= 0) return 0;
    put += (size_t)more;
  }
  return (ssize_t)put;
}

static int close_stream(void *file) {
  streams[(long)file] = NULL;
  return close((int)(long)file);
}

FILE *fdopen(int file, const char *mode) {
  cookie_io_functions_t calls = {.read = read_stream, .write = write_stream, .close = close_stream};
  FILE *stream = file >= 0 && file < 64 ? fopencookie((void *)(long)file, mode, calls) : NULL;
  return stream ? streams[file] = stream : NULL;
}

FILE *fopen(const char *path, const char *mode) {
  int file = open(path, (*mode == 'r' ? O_RDONLY : O_WRONLY | O_CREAT | O_TRUNC) | O_CLOEXEC, 0666);
  FILE *stream = file < 0 ? NULL : fdopen(file, mode);
  if (file >= 0 && !stream) close(file), errno = ENOMEM;
  return stream;
}

int fileno(FILE *stream) {
  for (int i = 0; i < 64; i++) {
    if (streams[i] == stream) return i;
  }
  return stream == stdin ? STDIN_FILENO : stream == stderr ? STDERR_FILENO : STDOUT_FILENO;
}
