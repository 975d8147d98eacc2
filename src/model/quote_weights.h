/* model/quote_weights.h: what each feature of a reading of quotes is worth: gazetteers/quote-weights.tsv, read. Read-only once built.
 *
 * A line is a feature, TAB, its weight:   right.first=that|say	1.25
 * A feature is a name, "=", and its values separated by "|" (quote/decision.h). */
#ifndef WHOSAID_MODEL_QUOTE_WEIGHTS_H
#define WHOSAID_MODEL_QUOTE_WEIGHTS_H

#include <stddef.h>

#include "model/image.h"
#include "whosaid.h"

struct quote_weights;

/* Reads the file; a missing file gives *weights NULL, a model without weights. */
whosaid_status quote_weights_load(const char *path, struct quote_weights **weights, whosaid_error *error);
void quote_weights_free(struct quote_weights *weights);

/* The feature's weight, 0 when it has none. `weights` may be NULL. */
float quote_weights_find(const struct quote_weights *weights, uint64_t key);

/* What of them goes into an image, and the weights that lie in one (BAD_DATA when the part cannot be weights). */
struct image_part quote_weights_part(const struct quote_weights *weights);
whosaid_status quote_weights_attach(struct image_part part, struct quote_weights **weights, whosaid_error *error);

/* The key of a feature: started with its name, mixed with the hash (token_hash, lower case) of each value in turn. */
uint64_t quote_feature_start(const char *name, size_t length);
static inline uint64_t quote_feature_mix(uint64_t key, uint32_t value) {
  key = (key ^ value) * 0x9E3779B97F4A7C15u;
  return key ^ key >> 29;
}

#endif
