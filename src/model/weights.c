/* weights.c: weights.tsv -> a hash table from feature keys to weights. */
#include "model/weights.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/vector.h"
#include "feature.h"
#include "model/places.h"

static const char *const SLOT_NAMES[SLOTS] = {
    "O",
    "person",
    "place",
    "organization",
    "other",
    "person.first",
    "person.inner",
    "person.last",
    "person.only",
    "place.first",
    "place.inner",
    "place.last",
    "place.only",
    "organization.first",
    "organization.inner",
    "organization.last",
    "organization.only",
    "other.first",
    "other.inner",
    "other.last",
    "other.only",
};

const char *weight_slot_name(uint32_t slot) { return SLOT_NAMES[slot]; }

uint32_t weight_slot_find(const char *name, size_t length) {
  for (uint32_t slot = 0; slot < SLOTS; slot++) {
    if (strlen(SLOT_NAMES[slot]) == length && !memcmp(SLOT_NAMES[slot], name, length)) return slot;
  }
  return WHOSAID_NONE;
}

enum { COUNT_BITS = 5, MOST_WEIGHTS = (1 << COUNT_BITS) - 1 };

/* A line of the file. */
struct line {
  uint64_t key;
  uint32_t first, count; /* its weights */
};

struct feature {
  uint32_t tag;     /* low half of the key */
  uint32_t weights; /* how many, and above COUNT_BITS the first one's index; 0 where there is none */
};

struct weights {
  struct places places;
  struct feature *features; /* by place */
  VECTOR(struct weight) weights;
  VECTOR(struct line) lines;
  int borrowed; /* the arrays lie in an image */
};

static int compare_lines(const void *a, const void *b) {
  const struct line *x = a, *y = b;
  if (x->key != y->key) return x->key < y->key ? -1 : 1;
  return x->first < y->first ? -1 : x->first > y->first;
}

/* Of features written twice the first counts. */
static void drop_repeated(struct weights *weights) {
  struct line *lines = weights->lines.items;
  uint32_t kept = 0;
  if (weights->lines.count) qsort(lines, weights->lines.count, sizeof *lines, compare_lines);
  for (uint32_t i = 0; i < weights->lines.count; i++) {
    if (!kept || lines[kept - 1].key != lines[i].key) lines[kept++] = lines[i];
  }
  weights->lines.count = kept;
}

static int place_features(struct weights *weights) {
  drop_repeated(weights);
  const struct line *lines = weights->lines.items;
  uint32_t count = weights->lines.count;
  uint64_t *keys = malloc(((size_t)count + 1) * sizeof *keys);
  for (uint32_t i = 0; keys && i < count; i++) keys[i] = lines[i].key;
  int failed = !keys || places_make(&weights->places, keys, count);
  free(keys);
  if (failed) return -1;
  weights->features = calloc(weights->places.count, sizeof *weights->features);
  for (uint32_t i = 0; weights->features && i < count; i++) {
    struct feature *feature = &weights->features[key_place(&weights->places, lines[i].key)];
    *feature = (struct feature){(uint32_t)lines[i].key, lines[i].first << COUNT_BITS | lines[i].count};
  }
  VECTOR_FREE(&weights->lines);
  return weights->features ? 0 : -1;
}

/* An image on disk may be. */
static int is_damaged(const struct weights *weights, uint32_t first, uint32_t count) {
  if ((uint64_t)first + count > weights->weights.count) return 1;
  for (uint32_t i = 0; i < count; i++) {
    if (weights->weights.items[first + i].slot >= SLOTS) return 1;
  }
  return 0;
}

void weights_prefetch(const struct weights *weights, uint64_t key) {
  if (weights) __builtin_prefetch(&weights->features[key_place(&weights->places, key)]);
}

const struct weight *weights_find(const struct weights *weights, uint64_t key, uint32_t *count) {
  *count = 0;
  if (!weights) return NULL;
  struct feature feature = weights->features[key_place(&weights->places, key)];
  uint32_t first = feature.weights >> COUNT_BITS, found = feature.weights & MOST_WEIGHTS;
  if (feature.tag != (uint32_t)key || is_damaged(weights, first, found)) return NULL;
  *count = found;
  return &weights->weights.items[first];
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
  if (slot == WHOSAID_NONE)
    return "unknown label; labels are O, person, place, organization, other, and all but O with .first, .inner, .last or .only";
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
  if (weights->weights.count - first > MOST_WEIGHTS) return "a feature has more weights than there are labels";
  struct line *added = VECTOR_ADD(&weights->lines);
  if (!added) return "memory ran out";
  *added = (struct line){.key = key, .first = first, .count = weights->weights.count - first};
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
  if (!status && place_features(made)) status = error_memory(error);
  if (status) weights_free(made);
  else *weights = made;
  return status;
}

void weights_free(struct weights *weights) {
  if (!weights) return;
  if (!weights->borrowed) {
    places_free(&weights->places);
    free(weights->features);
    VECTOR_FREE(&weights->weights);
    VECTOR_FREE(&weights->lines);
  }
  free(weights);
}

void weights_parts(const struct weights *weights, struct image_part *places, struct image_part *features, struct image_part *values) {
  *places = *features = *values = (struct image_part){0};
  if (!weights) return;
  *places = places_part(&weights->places);
  *features = (struct image_part){weights->features, weights->places.count * sizeof *weights->features};
  *values = (struct image_part){weights->weights.items, weights->weights.count * sizeof *weights->weights.items};
}

whosaid_status weights_attach(struct image_part places, struct image_part features, struct image_part values, struct weights **weights,
                              whosaid_error *error) {
  *weights = NULL;
  if (!places.size) return WHOSAID_OK;
  struct weights *made = calloc(1, sizeof *made);
  if (!made) return error_memory(error);
  made->borrowed = 1;
  made->features = (struct feature *)(uintptr_t)features.bytes;
  made->weights.items = (struct weight *)(uintptr_t)values.bytes;
  made->weights.count = (uint32_t)(values.size / sizeof(struct weight));
  if (features.size % sizeof(struct feature) || values.size % sizeof(struct weight) || values.size / sizeof(struct weight) > UINT32_MAX ||
      places_attach(&made->places, places, features.size / sizeof(struct feature))) {
    free(made);
    return error_set(error, WHOSAID_BAD_DATA, 0, 0, "its weights have an impossible size");
  }
  *weights = made;
  return WHOSAID_OK;
}
