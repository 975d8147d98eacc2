/* names.c: the paths of a run's files -> ids, each file its own. */
#include "cli/names.h"

#include <stdlib.h>
#include <string.h>

static uint64_t hash_of(const char *text, size_t length) {
  uint64_t hash = 0xCBF29CE484222325u;
  for (size_t i = 0; i < length; i++) hash = (hash ^ (unsigned char)text[i]) * 0x100000001B3u;
  return hash + !hash;
}

static struct named *find(struct named *items, size_t room, uint64_t name) {
  size_t i = (size_t)(name ^ name >> 32) & (room - 1);
  while (items[i].name && items[i].name != name) i = (i + 1) & (room - 1);
  return &items[i];
}

static int grow(struct names *names) {
  size_t room = names->room ? 2 * names->room : 64;
  struct named *items = calloc(room, sizeof *items);
  if (!items) return -1;
  for (size_t i = 0; i < names->room; i++) {
    if (names->items[i].name) *find(items, room, names->items[i].name) = names->items[i];
  }
  free(names->items);
  names->items = items;
  names->room = room;
  return 0;
}

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
  size_t length = length_without_ending(name);
  uint64_t whole = hash_of(path, strlen(path));
  if (names->count * 2 >= names->room && grow(names)) return -1;
  struct named *named = find(names->items, names->room, hash_of(name, length));
  if (named->name && named->path != whole) {
    name = path;
    length = strlen(path);
  } else if (!named->name) {
    *named = (struct named){hash_of(name, length), whole};
    names->count++;
  }
  return bytes_append(out, name, length) || bytes_append(out, "", 1);
}

void names_free(struct names *names) {
  free(names->items);
  *names = (struct names){0};
}
