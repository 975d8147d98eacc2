/* places.h: a fixed set of 64-bit keys -> a place for each, found in one step: no search, no branch.
 *
 *   key ─ high half ─▶ bucket ─▶ shift ─ with the key ─▶ place
 *
 * A key that is not in the set has some place too: what lies there says which key it belongs to. Method: hash and displace (Belazzougui,
 * Botelho and Dietzfelbinger, "Hash, displace, and compress", ESA 2009). */
#ifndef WHOSAID_MODEL_PLACES_H
#define WHOSAID_MODEL_PLACES_H

#include <stdint.h>

#include "model/image.h"

struct places {
  const uint16_t *shifts; /* by bucket */
  uint32_t bucket_count;
  uint32_t count; /* of places: somewhat more than keys */
};

/* Finds places for keys, all different; -1 when memory is out. places_free ends it. */
int places_make(struct places *places, const uint64_t *keys, uint32_t count);
void places_free(struct places *places);

/* What goes into an image, and places that lie in one: 0, or -1 when the part cannot be places. */
struct image_part places_part(const struct places *places);
int places_attach(struct places *places, struct image_part part, uint64_t count);

static inline uint32_t key_scale(uint64_t hash, uint32_t count) { return (uint32_t)((hash >> 32) * count >> 32); }

static inline uint32_t key_place(const struct places *places, uint64_t key) {
  uint64_t shift = places->shifts[key_scale(key, places->bucket_count)];
  return key_scale((key ^ (shift << 40 | shift)) * 0xD6E8FEB86659FD93u, places->count);
}

#endif
