/* faults.c: loaded before the C library (LD_PRELOAD), makes one call after another fail as the variable FAULT says.
 *
 *   FAULT=malloc:17         the 17th allocation gets no memory
 *   FAULT=write:3:ENOSPC    the 3rd write (and every later one) fails; likewise read, fsync, rename, open
 *   FAULT=read:0:short      every read gives one byte at most; likewise write
 *   FAULT=read:5:EINTR      every 5th read is interrupted once; likewise write
 *
 * At the end the number of allocations and of those that were not freed go to the file FAULT_REPORT. */
#include <errno.h>
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

static int ready, failing = -1, error_number, one_byte;
static long at;
static atomic_long counts[CALLS], live;

__attribute__((constructor)) static void read_fault(void) {
  const char *fault = getenv("FAULT");
  char name[16] = "", how[16] = "";
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
  char text[64];
  if (!path) return;
  int length = snprintf(text, sizeof text, "%ld %ld\n", (long)counts[MALLOC], (long)live);
  int file = (int)syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_TRUNC, 0644);
  if (file >= 0) syscall(SYS_write, file, text, (size_t)length), syscall(SYS_close, file);
}

/* ---- Memory ---- */

static int is_refused(void) { return ready && ++counts[MALLOC] == at && failing == MALLOC; }

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

#define FAIL_IF(call)               \
  do {                              \
    int fault = fault_of(call);     \
    if (fault) return errno = fault, -1; \
  } while (0)

ssize_t read(int file, void *bytes, size_t size) {
  FAIL_IF(READ);
  return syscall(SYS_read, file, bytes, failing == READ && one_byte && size ? 1 : size);
}

ssize_t write(int file, const void *bytes, size_t size) {
  if (file == STDERR_FILENO) return syscall(SYS_write, file, bytes, size);
  FAIL_IF(WRITE);
  return syscall(SYS_write, file, bytes, failing == WRITE && one_byte && size ? 1 : size);
}

int fsync(int file) {
  FAIL_IF(FSYNC);
  return (int)syscall(SYS_fsync, file);
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
