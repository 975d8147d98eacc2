/* model/quote_weights.h: what each feature of a reading of quotes is worth: gazetteers/quote-weights.tsv, read. Read-only once built.
 *
 * A line is a feature, TAB, its weight:   right-end.words=comma|and|the	1.25
 * A feature is a name, "=", and its values separated by "|" (quote/feature.h).
 *
 * How they lie: values are numbers. A feature and its first value have a row among the nodes, and in it, at the place of the second value,
 * is the node that says what both are worth, or where the row of the third values begins. Rows lie in each other's gaps, so each node names
 * the row that it belongs to; a node of another row means that the feature is worth nothing. Features of a cue have nodes of their own.
 *
 *   right-end.word=comma|and    firsts[comma].rows[RIGHT_END_WORD] ─▶ row ─ + and ─▶ node
 *
 * Method: row displacement (Tarjan and Yao, "Storing a sparse table", CACM 1979). */
#ifndef WHOSAID_MODEL_QUOTE_WEIGHTS_H
#define WHOSAID_MODEL_QUOTE_WEIGHTS_H

#include <stdint.h>
#include <string.h>

#include "model/image.h"
#include "quote/feature.h"
#include "whosaid.h"

/* A feature of at most two values or the last of three: what it is worth; else where the row of the third values begins. */
struct quote_node {
  uint16_t owner; /* the row it belongs to; node 0 is of row 0, empty */
  uint16_t thirds;
  float worth;
};

/* A feature of a cue: what it is worth for each frame after FRAME_NONE. */
enum { WEIGHED_FRAMES = 3 };
struct frame_node {
  float worths[WEIGHED_FRAMES];
  uint32_t owner;
};

/* The same as numbers that are added at once; the fourth is none. */
typedef float frame_worths __attribute__((vector_size(16)));

/* A word of a feature: the hash of its letters in lower case (token_hash), and its number; 0 in an empty slot. */
struct value_slot {
  uint32_t hash, value;
};

/* The rows of the features whose first value this is; row 0 is empty. */
struct first_value {
  uint16_t rows[QUOTE_FEATURES];
};

struct quote_weights_head {
  uint32_t value_count; /* with those before FIRST_WORD */
  uint32_t slot_count;  /* a power of two */
  uint32_t node_count;  /* where rows may begin, among the nodes of either kind */
  uint32_t features;    /* QUOTE_FEATURES */
};

struct quote_weights {
  const struct quote_weights_head *head;
  const struct frame_node *frame_nodes;
  const struct quote_node *nodes;
  const struct value_slot *slots;   /* open addressing */
  const struct first_value *firsts; /* by value */
  void *owned;                      /* the block, when it is to be freed */
};

/* Reads the file; without one no feature is worth anything. */
whosaid_status quote_weights_load(const char *path, struct quote_weights **weights, whosaid_error *error);
void quote_weights_free(struct quote_weights *weights);

/* What of them goes into an image, and the weights that lie in one (BAD_DATA when the part cannot be weights). */
struct image_part quote_weights_part(const struct quote_weights *weights);
whosaid_status quote_weights_attach(struct image_part part, struct quote_weights **weights, whosaid_error *error);

/* The number of a word with this hash; OTHER_VALUE when no feature has it. */
static inline uint32_t quote_weights_value(const struct quote_weights *weights, uint32_t hash) {
  uint32_t mask = weights->head->slot_count - 1, slot = hash & mask;
  while (weights->slots[slot].value && weights->slots[slot].hash != hash) slot = (slot + 1) & mask;
  return weights->slots[slot].value ? weights->slots[slot].value : OTHER_VALUE;
}

/* Where the row of a feature and its first value begins; in it at the place of the second value the row of the third values. */
static inline uint32_t quote_weights_row(const struct quote_weights *weights, enum quote_feature feature, uint32_t a) {
  return weights->firsts[a].rows[feature];
}

/* The node at this place of a row; node 0 when there is none: without a branch, since nobody could foretell it. */
static inline const struct quote_node *quote_weights_node(const struct quote_weights *weights, uint32_t row, uint32_t value) {
  uint32_t node = row + value;
  return &weights->nodes[weights->nodes[node].owner == row ? node : 0];
}

/* What a feature of at most two values is worth, and one of three. */
static inline float quote_weights_two(const struct quote_weights *weights, enum quote_feature feature, uint32_t a, uint32_t b) {
  return quote_weights_node(weights, quote_weights_row(weights, feature, a), b)->worth;
}

static inline float quote_weights_three(const struct quote_weights *weights, enum quote_feature feature, uint32_t a, uint32_t b, uint32_t c) {
  uint32_t row = quote_weights_node(weights, quote_weights_row(weights, feature, a), b)->thirds;
  return quote_weights_node(weights, row, c)->worth;
}

/* What a feature of a cue, with this row, is worth for each frame. */
static inline frame_worths quote_weights_frames(const struct quote_weights *weights, uint32_t row, uint32_t b) {
  uint32_t node = row + b;
  frame_worths worths;
  memcpy(&worths, &weights->frame_nodes[weights->frame_nodes[node].owner == row ? node : 0], sizeof worths);
  return worths;
}

#endif
