/* names.c: the paths of a run's files -> ids, each file its own. */
#include "cli/names.h"

#include <string.h>

/* "a.html.gz" -> 1, ".hidden" -> 7, "2022.05/a" -> 9 */
static size_t length_without_ending(const char *name) {
  static const char *const PACKED[] = {".gz", ".zst"};
  size_t length = strlen(name);
  for (size_t i = 0; i < sizeof PACKED / sizeof *PACKED; i++) {
    size_t suffix = strlen(PACKED[i]);
    if (length > suffix && !memcmp(name + length - suffix, PACKED[i], suffix)) length -= suffix;
  }
  const char *slash = memrchr(name, '/', length), *file = slash ? slash + 1 : name;
  const char *dot = memrchr(file, '.', length - (size_t)(file - name));
  return dot && dot > file ? (size_t)(dot - name) : length;
}

int names_give(struct names *names, const char *path, size_t within, struct bytes *out) {
  const char *name = path + within;
  size_t length = length_without_ending(name), path_length = strlen(path);
  uint64_t whole = hash_bytes(HASH_START, path, path_length), *owner = hash_map_add(&names->owners, hash_bytes(HASH_START, name, length));
  if (!owner) return -1;
  if (!*owner) *owner = whole + !whole;
  if (*owner != whole + !whole) {
    name = path;
    length = path_length;
  }
  return bytes_append(out, name, length) || bytes_append(out, "", 1);
}

void names_free(struct names *names) { hash_map_free(&names->owners); }
