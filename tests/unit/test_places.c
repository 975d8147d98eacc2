/* test_places.c: every key of a set has a place of its own. */
#include <criterion/criterion.h>
#include <stdlib.h>

#include "model/places.h"

static uint64_t key_of(uint32_t i) {
  uint64_t key = (i + 1) * 0x9E3779B97F4A7C15u;
  return (key ^ key >> 29) * 0xBF58476D1CE4E5B9u;
}

Test(places, own_place) {
  static const uint32_t COUNTS[] = {0, 1, 2, 5, 100, 4097, 30000};
  for (size_t t = 0; t < sizeof COUNTS / sizeof *COUNTS; t++) {
    uint32_t count = COUNTS[t];
    uint64_t *keys = malloc((count + 1) * sizeof *keys);
    for (uint32_t i = 0; i < count; i++) keys[i] = key_of(i);
    struct places places;
    cr_assert_eq(places_make(&places, keys, count), 0);
    cr_assert(places.count > count && places.count <= count + count / 4 + 2, "%u places for %u keys", places.count, count);
    uint8_t *taken = calloc(places.count, 1);
    for (uint32_t i = 0; i < count; i++) {
      uint32_t place = key_place(&places, keys[i]);
      cr_assert(place < places.count && !taken[place], "key %u of %u", i, count);
      taken[place] = 1;
    }
    cr_assert(key_place(&places, key_of(count)) < places.count, "a key outside the set");
    free(taken);
    free(keys);
    places_free(&places);
  }
}

Test(places, image) {
  uint64_t keys[] = {key_of(1), key_of(2), key_of(3)};
  struct places places, attached;
  cr_assert_eq(places_make(&places, keys, 3), 0);
  struct image_part part = places_part(&places);
  cr_assert_eq(places_attach(&attached, part, places.count), 0);
  for (int i = 0; i < 3; i++) cr_assert_eq(key_place(&attached, keys[i]), key_place(&places, keys[i]));
  cr_assert_eq(places_attach(&attached, (struct image_part){part.bytes, part.size - 1}, places.count), -1);
  cr_assert_eq(places_attach(&attached, part, 0), -1);
  places_free(&places);
}
