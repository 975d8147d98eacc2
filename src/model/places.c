/* places.c: keys -> the shift of each bucket that brings its keys to free places. */
#include "model/places.h"

#include <stdlib.h>
#include <string.h>

enum { KEYS_IN_BUCKET = 4, SHIFTS = UINT16_MAX };

/* What is needed while shifts are looked for. */
struct search {
  const uint64_t *keys;
  uint32_t *order;   /* of the keys: bucket by bucket */
  uint32_t *from;    /* of each bucket its first in `order`, and one more at the end */
  uint32_t *largest; /* the buckets, those with most keys first */
  uint8_t *taken;    /* by place */
};

static void sort_keys(struct search *search, uint32_t count, uint32_t buckets) {
  memset(search->from, 0, ((size_t)buckets + 2) * sizeof *search->from);
  for (uint32_t i = 0; i < count; i++) search->from[key_scale(search->keys[i], buckets) + 2]++;
  for (uint32_t b = 0; b < buckets; b++) search->from[b + 2] += search->from[b + 1];
  for (uint32_t i = 0; i < count; i++) search->order[search->from[key_scale(search->keys[i], buckets) + 1]++] = i;
}

static void sort_buckets(struct search *search, uint32_t buckets) {
  uint32_t most = 0, next = 0;
  for (uint32_t b = 0; b < buckets; b++) {
    uint32_t size = search->from[b + 1] - search->from[b];
    if (size > most) most = size;
  }
  for (uint32_t size = most + 1; size-- > 0;) {
    for (uint32_t b = 0; b < buckets; b++) {
      if (search->from[b + 1] - search->from[b] == size) search->largest[next++] = b;
    }
  }
}

/* 1 when the bucket's keys, shifted so, come to free places, which then are taken. */
static int try_shift(struct search *search, const struct places *places, uint32_t bucket) {
  uint32_t first = search->from[bucket], last = search->from[bucket + 1], i = first;
  for (; i < last; i++) {
    uint32_t place = key_place(places, search->keys[search->order[i]]);
    if (search->taken[place]) break;
    search->taken[place] = 1;
  }
  if (i == last) return 1;
  while (i-- > first) search->taken[key_place(places, search->keys[search->order[i]])] = 0;
  return 0;
}

static int find_shifts(struct search *search, struct places *places, uint16_t *shifts) {
  memset(search->taken, 0, places->count);
  for (uint32_t k = 0; k < places->bucket_count; k++) {
    uint32_t bucket = search->largest[k], shift = 0;
    for (; shift < SHIFTS; shift++) {
      shifts[bucket] = (uint16_t)shift;
      if (try_shift(search, places, bucket)) break;
    }
    if (shift == SHIFTS) return 0;
  }
  return 1;
}

int places_make(struct places *places, const uint64_t *keys, uint32_t count) {
  uint32_t buckets = count / KEYS_IN_BUCKET + 1;
  uint16_t *shifts = calloc(buckets, sizeof *shifts);
  struct search search = {.keys = keys};
  search.order = malloc(((size_t)count + 1) * sizeof *search.order);
  search.from = malloc(((size_t)buckets + 2) * sizeof *search.from);
  search.largest = calloc(buckets, sizeof *search.largest);
  *places = (struct places){.shifts = shifts, .bucket_count = buckets};
  int found = 0, failed = !shifts || !search.order || !search.from || !search.largest;
  if (!failed) sort_keys(&search, count, buckets), sort_buckets(&search, buckets);
  for (uint64_t room = (uint64_t)count + count / 16 + 1; !failed && !found; room += room / 64 + 1) {
    search.taken = room < UINT32_MAX ? malloc(room) : NULL;
    places->count = (uint32_t)room;
    if (search.taken) found = find_shifts(&search, places, shifts);
    else failed = 1;
    free(search.taken);
  }
  free(search.order);
  free(search.from);
  free(search.largest);
  if (failed) places_free(places);
  return failed ? -1 : 0;
}

void places_free(struct places *places) {
  free((void *)(uintptr_t)places->shifts);
  *places = (struct places){0};
}

struct image_part places_part(const struct places *places) {
  return (struct image_part){places->shifts, places->bucket_count * sizeof *places->shifts};
}

int places_attach(struct places *places, struct image_part part, uint64_t count) {
  *places = (struct places){.shifts = part.bytes, .bucket_count = (uint32_t)(part.size / sizeof *places->shifts), .count = (uint32_t)count};
  return part.size % sizeof *places->shifts || !part.size || part.size / sizeof *places->shifts > UINT32_MAX || !count || count > UINT32_MAX ? -1 : 0;
}
