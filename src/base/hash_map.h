/* hash_map.h: bytes -> 64-bit hashes; a map from such hashes to numbers. Knows nothing of language. */
#ifndef WHOSAID_BASE_HASH_MAP_H
#define WHOSAID_BASE_HASH_MAP_H

#include <stddef.h>
#include <stdint.h>

#define HASH_START 0xCBF29CE484222325u

/* Goes on with a hash, at first HASH_START. Method: FNV-1a (Fowler, Noll and Vo). */
static inline uint64_t hash_add(uint64_t hash, uint64_t value) { return (hash ^ value) * 0x100000001B3u; }

static inline uint64_t hash_bytes(uint64_t hash, const char *bytes, size_t length) {
  for (size_t i = 0; i < length; i++) hash = hash_add(hash, (unsigned char)bytes[i]);
  return hash;
}

/* All zero is an empty map. */
struct hash_map {
  struct hash_pair {
    uint64_t key, value; /* key 0: nothing is here */
  } * pairs;
  size_t room, count; /* room is a power of two */
};

/* The value of the key, until another one is added; 0 when the key is new. NULL when memory is out. */
uint64_t *hash_map_add(struct hash_map *map, uint64_t key);

/* The same, or NULL when it was never added. */
uint64_t *hash_map_find(const struct hash_map *map, uint64_t key);

void hash_map_free(struct hash_map *map);

#endif
