/* test_hash_map.c: keys that were added are found, others are not; a hash of pieces is that of the whole. */
#include <criterion/criterion.h>

#include "base/hash_map.h"

Test(hash_map, keeps_every_key_with_its_value) {
  struct hash_map map = {0};
  cr_assert_null(hash_map_find(&map, 7));
  for (uint64_t key = 0; key < 10000; key++) {
    uint64_t *value = hash_map_add(&map, key << 32);
    cr_assert(value && *value == 0, "key %lu is new", (unsigned long)key);
    *value = key + 1;
  }
  cr_assert_eq(map.count, 10000);
  for (uint64_t key = 0; key < 10000; key++) {
    const uint64_t *value = hash_map_find(&map, key << 32);
    cr_assert(value && *value == key + 1, "key %lu is there", (unsigned long)key);
  }
  cr_assert_eq(*hash_map_add(&map, 5ull << 32), 6);
  cr_assert_eq(map.count, 10000);
  cr_assert_null(hash_map_find(&map, 77));
  hash_map_free(&map);
  cr_assert_null(hash_map_find(&map, 0));
}

Test(hash_map, bytes_are_hashed_by_pieces_as_at_once) {
  cr_assert_eq(hash_bytes(hash_bytes(HASH_START, "new", 3), "s", 1), hash_bytes(HASH_START, "news", 4));
  cr_assert_neq(hash_bytes(HASH_START, "news", 4), hash_bytes(HASH_START, "swen", 4));
  cr_assert_eq(hash_bytes(HASH_START, NULL, 0), HASH_START);
}
