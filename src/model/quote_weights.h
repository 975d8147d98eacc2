/* model/quote_weights.h: what each feature of a reading of quotes is worth: gazetteers/quote-weights.tsv, read. Read-only once built.
 *
 * A line is a feature, TAB, its weight:   right.first=that|say	1.25
 * A feature is a name, "=", and its values separated by "|" (quote/decision.h). */
#ifndef WHOSAID_MODEL_QUOTE_WEIGHTS_H
#define WHOSAID_MODEL_QUOTE_WEIGHTS_H

#include <stddef.h>
#include <string.h>

#include "base/vector.h"
#include "model/image.h"
#include "model/places.h"
#include "whosaid.h"

/* What a feature is worth: one number, or of features of a cue, whose first value is a frame, one for each frame. */
enum { WEIGHED_FRAMES = 3 };
struct quote_weight {
  uint32_t tag; /* low half of the key */
  float of[WEIGHED_FRAMES];
};

struct quote_weights {
  struct places places;
  struct quote_weight *weights; /* by place */
  int borrowed;                 /* all lies in an image */
};

/* Reads the file; a missing file gives *weights NULL, a model without weights. */
whosaid_status quote_weights_load(const char *path, struct quote_weights **weights, whosaid_error *error);
void quote_weights_free(struct quote_weights *weights);

/* The weight, or 0 where the key is another's: without a branch, since nobody could foretell it. */
static inline float quote_weight_if(int holds, float weight) {
  uint32_t bits;
  memcpy(&bits, &weight, sizeof bits);
  bits &= 0u - (uint32_t)holds;
  memcpy(&weight, &bits, sizeof weight);
  return weight;
}

/* The feature's weight, 0 when it has none. `weights` may be NULL. */
static inline float quote_weights_find(const struct quote_weights *weights, uint64_t key) {
  if (!weights) return 0;
  const struct quote_weight *weight = &weights->weights[key_place(&weights->places, key)];
  return quote_weight_if(weight->tag == (uint32_t)key, weight->of[0]);
}

/* Adds what a feature of a cue is worth for each frame: "frame.form=right|3", "frame.form=left|3" have one key, that of "frame.form=3". */
static inline void quote_weights_add_frames(const struct quote_weights *weights, uint64_t key, float scores[WEIGHED_FRAMES]) {
  if (!weights) return;
  const struct quote_weight *weight = &weights->weights[key_place(&weights->places, key)];
  int holds = weight->tag == (uint32_t)key;
  for (int frame = 0; frame < WEIGHED_FRAMES; frame++) scores[frame] += quote_weight_if(holds, weight->of[frame]);
}

/* What of them goes into an image, and the weights that lie in one (BAD_DATA when the parts cannot be weights). */
void quote_weights_parts(const struct quote_weights *weights, struct image_part *places, struct image_part *values);
whosaid_status quote_weights_attach(struct image_part places, struct image_part values, struct quote_weights **weights,
                                    whosaid_error *error);

/* The key of a feature: started with its name, mixed with the hash (token_hash, lower case) of each value in turn. */
static inline uint64_t quote_feature_mix(uint64_t key, uint64_t value) {
  key = (key ^ value) * 0x9E3779B97F4A7C15u;
  return key ^ key >> 29;
}

/* Of a name that is written out in the source the compiler makes a number. */
static inline uint64_t quote_feature_start(const char *name, size_t length) {
  uint64_t key = length, chunk = 0;
  for (; length >= sizeof chunk; name += sizeof chunk, length -= sizeof chunk) {
    memcpy(&chunk, name, sizeof chunk);
    key = quote_feature_mix(key, chunk);
  }
  chunk = 0;
  memcpy(&chunk, name, length);
  return quote_feature_mix(key, chunk);
}

#endif
