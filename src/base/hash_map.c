/* hash_map.c: open addressing, never more than half full. */
#include "base/hash_map.h"

#include <stdlib.h>

enum { FIRST_ROOM = 64 };

/* No key is 0. */
static uint64_t key_of(uint64_t key) { return key + !key; }

/* Where the key is, or would be. */
static struct hash_pair *find_pair(struct hash_pair *pairs, size_t room, uint64_t key) {
  size_t i = (size_t)(key ^ key >> 32) & (room - 1);
  while (pairs[i].key && pairs[i].key != key) i = (i + 1) & (room - 1);
  return &pairs[i];
}

static int grow(struct hash_map *map) {
  size_t room = map->room ? 2 * map->room : FIRST_ROOM;
  struct hash_pair *pairs = calloc(room, sizeof *pairs);
  if (!pairs) return -1;
  for (size_t i = 0; i < map->room; i++) {
    if (map->pairs[i].key) *find_pair(pairs, room, map->pairs[i].key) = map->pairs[i];
  }
  free(map->pairs);
  map->pairs = pairs;
  map->room = room;
  return 0;
}

uint64_t *hash_map_add(struct hash_map *map, uint64_t key) {
  if (map->count * 2 >= map->room && grow(map)) return NULL;
  struct hash_pair *pair = find_pair(map->pairs, map->room, key_of(key));
  map->count += !pair->key;
  pair->key = key_of(key);
  return &pair->value;
}

uint64_t *hash_map_find(const struct hash_map *map, uint64_t key) {
  struct hash_pair *pair = map->room ? find_pair(map->pairs, map->room, key_of(key)) : NULL;
  return pair && pair->key ? &pair->value : NULL;
}

void hash_map_free(struct hash_map *map) {
  free(map->pairs);
  *map = (struct hash_map){0};
}
