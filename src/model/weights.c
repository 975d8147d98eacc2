/* weights.c: weights.tsv -> a hash table from feature keys to weights. */
#include "model/weights.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/vector.h"
#include "feature.h"

static const char *const SLOT_NAMES[SLOTS] = {
    "O", "person", "place", "organization", "other",
    "person.first", "person.inner", "person.last", "person.only",
    "place.first", "place.inner", "place.last", "place.only",
    "organization.first", "organization.inner", "organization.last", "organization.only",
    "other.first", "other.inner", "other.last", "other.only",
};

const char *weight_slot_name(uint32_t slot) { return SLOT_NAMES[slot]; }

uint32_t weight_slot_find(const char *name, size_t length) {
  for (uint32_t slot = 0; slot < SLOTS; slot++) {
    if (strlen(SLOT_NAMES[slot]) == length && !memcmp(SLOT_NAMES[slot], name, length)) return slot;
  }
  return WHOSAID_NONE;
}

struct feature {
  uint64_t key;
  uint32_t first, count; /* its weights */
};

struct weights {
  struct feature *slots; /* open addressing; count 0 is empty */
  uint64_t mask;
  VECTOR(struct weight) weights;
  VECTOR(struct feature) features;
  int borrowed;          /* the arrays lie in an image */
};

static int index_features(struct weights *weights) {
  uint64_t size = 64;
  while (size < (uint64_t)weights->features.count * 2) size *= 2;
  weights->slots = calloc(size, sizeof *weights->slots);
  if (!weights->slots) return -1;
  weights->mask = size - 1;
  for (uint32_t i = 0; i < weights->features.count; i++) {
    const struct feature *feature = &weights->features.items[i];
    uint64_t slot = feature->key & weights->mask;
    while (weights->slots[slot].count) slot = (slot + 1) & weights->mask;
    weights->slots[slot] = *feature;
  }
  VECTOR_FREE(&weights->features);
  return 0;
}

/* An image on disk may be. */
static int is_damaged(const struct weights *weights, const struct feature *feature) {
  if ((uint64_t)feature->first + feature->count > weights->weights.count) return 1;
  for (uint32_t i = 0; i < feature->count; i++) {
    if (weights->weights.items[feature->first + i].slot >= SLOTS) return 1;
  }
  return 0;
}

void weights_prefetch(const struct weights *weights, uint64_t key) {
  if (weights) __builtin_prefetch(&weights->slots[key & weights->mask]);
}

const struct weight *weights_find(const struct weights *weights, uint64_t key, uint32_t *count) {
  *count = 0;
  if (!weights) return NULL;
  uint64_t slot = key & weights->mask;
  for (uint64_t tried = 0; tried <= weights->mask && weights->slots[slot].count; tried++, slot = (slot + 1) & weights->mask) {
    const struct feature *feature = &weights->slots[slot];
    if (feature->key != key) continue;
    if (is_damaged(weights, feature)) return NULL;
    *count = feature->count;
    return &weights->weights.items[feature->first];
  }
  return NULL;
}

int weights_read_number(const char *text, float *value) {
  double number = 0, scale = 1;
  int negative = *text == '-', point = 0, digits = 0;
  for (const char *c = text + negative; *c; c++) {
    if (*c == '.' && !point) point = 1;
    else if (*c >= '0' && *c <= '9') {
      number = number * 10 + (*c - '0');
      if (point) scale *= 10;
      digits++;
    } else return -1;
  }
  *value = (float)((negative ? -number : number) / scale);
  return digits ? 0 : -1;
}

/* "person=0.81": adds one weight. */
static const char *read_weight(struct weights *weights, char *field) {
  char *equals = strrchr(field, '=');
  if (!equals) return "a weight is written label=number";
  uint32_t slot = weight_slot_find(field, (size_t)(equals - field));
  if (slot == WHOSAID_NONE) return "unknown label; labels are O, person, place, organization, other, and all but O with .first, .inner, .last or .only";
  float value;
  if (weights_read_number(equals + 1, &value)) return "a weight is a number such as 0.81 or -1.2";
  struct weight *weight = VECTOR_ADD(&weights->weights);
  if (!weight) return "memory ran out";
  *weight = (struct weight){.value = value, .slot = slot};
  return NULL;
}

/* "feature<TAB>label=weight<TAB>label=weight"; gives what is wrong, or NULL. */
static const char *read_feature(struct weights *weights, char *line) {
  char *rest = strchr(line, '\t');
  if (!rest) return "a line is a feature and its weights, separated by tabs";
  uint64_t key = feature_key(line, (size_t)(rest - line));
  if (!key) return "unknown feature; see the templates in src/feature.c";
  uint32_t first = weights->weights.count;
  while (rest) {
    char *field = rest + 1;
    rest = strchr(field, '\t');
    if (rest) *rest = '\0';
    const char *wrong = read_weight(weights, field);
    if (wrong) return wrong;
  }
  struct feature *feature = VECTOR_ADD(&weights->features);
  if (!feature) return "memory ran out";
  *feature = (struct feature){.key = key, .first = first, .count = weights->weights.count - first};
  return NULL;
}

whosaid_status weights_load(const char *path, struct weights **weights, whosaid_error *error) {
  *weights = NULL;
  FILE *file = fopen(path, "rb");
  if (!file) return WHOSAID_OK;
  struct weights *made = calloc(1, sizeof *made);
  char *line = NULL;
  size_t room = 0;
  uint32_t number = 0;
  whosaid_status status = made ? WHOSAID_OK : error_memory(error);
  for (ssize_t length; !status && (length = getline(&line, &room, file)) >= 0;) {
    number++;
    while (length && (line[length - 1] == '\n' || line[length - 1] == '\r')) line[--length] = '\0';
    if (!length || line[0] == '#') continue;
    const char *wrong = read_feature(made, line);
    if (wrong) status = error_set(error, WHOSAID_BAD_DATA, number, 0, "%s:%u: %s", path, number, wrong);
  }
  free(line);
  fclose(file);
  if (!status && index_features(made)) status = error_memory(error);
  if (status) weights_free(made);
  else *weights = made;
  return status;
}

void weights_free(struct weights *weights) {
  if (!weights) return;
  if (!weights->borrowed) {
    free(weights->slots);
    VECTOR_FREE(&weights->weights);
    VECTOR_FREE(&weights->features);
  }
  free(weights);
}

void weights_parts(const struct weights *weights, struct image_part *features, struct image_part *values) {
  *features = *values = (struct image_part){0};
  if (!weights) return;
  *features = (struct image_part){weights->slots, (weights->mask + 1) * sizeof *weights->slots};
  *values = (struct image_part){weights->weights.items, weights->weights.count * sizeof *weights->weights.items};
}

whosaid_status weights_attach(struct image_part features, struct image_part values, struct weights **weights, whosaid_error *error) {
  *weights = NULL;
  if (!features.size) return WHOSAID_OK;
  uint64_t count = features.size / sizeof(struct feature);
  if (features.size % sizeof(struct feature) || count & (count - 1) || values.size % sizeof(struct weight) ||
      values.size / sizeof(struct weight) > UINT32_MAX) {
    return error_set(error, WHOSAID_BAD_DATA, 0, 0, "its weights have an impossible size");
  }
  struct weights *made = calloc(1, sizeof *made);
  if (!made) return error_memory(error);
  made->slots = (struct feature *)(uintptr_t)features.bytes;
  made->mask = count - 1;
  made->weights.items = (struct weight *)(uintptr_t)values.bytes;
  made->weights.count = (uint32_t)(values.size / sizeof(struct weight));
  made->borrowed = 1;
  *weights = made;
  return WHOSAID_OK;
}
