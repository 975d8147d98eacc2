/* strings.c: strings that come many times -> each once, and where it lies. */
#include "model/strings.h"

#include <stdlib.h>
#include <string.h>

int strings_start(struct strings *strings) { return VECTOR_ADD(&strings->bytes) ? 0 : -1; }

void strings_free(struct strings *strings) {
  VECTOR_FREE(&strings->bytes);
  free(strings->table);
}

static uint32_t hash_bytes(struct slice slice) {
  uint32_t hash = 2166136261u;
  for (uint32_t i = 0; i < slice.length; i++) hash = (hash ^ (unsigned char)slice.bytes[i]) * 16777619u;
  return hash ^ hash >> 15;
}

static uint32_t *find_place(const struct strings *strings, struct slice slice) {
  uint32_t mask = strings->room - 1;
  for (uint32_t i = hash_bytes(slice) & mask;; i = (i + 1) & mask) {
    const char *string = strings->bytes.items + strings->table[i];
    if (!strings->table[i] || (!strncmp(string, slice.bytes, slice.length) && !string[slice.length])) return &strings->table[i];
  }
}

static int grow_table(struct strings *strings) {
  uint32_t *old = strings->table, old_room = strings->room;
  if (old && strings->count < old_room / 2) return 0;
  uint32_t room = old_room ? old_room * 2 : 4096;
  uint32_t *table = calloc(room, sizeof *table);
  if (!table) return -1;
  strings->table = table;
  strings->room = room;
  for (uint32_t i = 0; old && i < old_room; i++) {
    if (!old[i]) continue;
    const char *string = strings->bytes.items + old[i];
    *find_place(strings, (struct slice){string, (uint32_t)strlen(string)}) = old[i];
  }
  free(old);
  return 0;
}

static int append(struct strings *strings, struct slice slice) {
  for (uint32_t i = 0; i <= slice.length; i++) {
    char *byte = VECTOR_ADD(&strings->bytes);
    if (!byte) return -1;
    *byte = i < slice.length ? slice.bytes[i] : '\0';
  }
  return 0;
}

uint32_t strings_add(struct strings *strings, struct slice string) {
  if (!string.length) return 0;
  if (grow_table(strings)) return WHOSAID_NONE;
  uint32_t *place = find_place(strings, string);
  if (!*place) {
    uint32_t at = strings->bytes.count;
    if (append(strings, string)) return WHOSAID_NONE;
    *place = at;
    strings->count++;
  }
  return *place;
}
