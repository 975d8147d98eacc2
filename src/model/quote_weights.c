/* quote_weights.c: quote-weights.tsv -> weights by the keys of their features. */
#include "model/quote_weights.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/vector.h"
#include "model/weights.h"
#include "token.h"

/* A line of the file. */
struct line {
  uint64_t key;
  float value;
  uint32_t frame; /* of which it speaks; 0 for features without */
  uint32_t number;
};

typedef VECTOR(struct line) line_list;

static int is_word(const char *word, size_t length, const char *wanted) { return strlen(wanted) == length && !memcmp(word, wanted, length); }

/* "frame.form=right|3": the frame of a cue's feature; 0 for other features. */
static uint32_t frame_of(const char *feature, const char *value, size_t length) {
  static const char *const NAMES[WEIGHED_FRAMES] = {"right", "left", "around"}; /* as enum frame in quote/reader.h */
  for (uint32_t i = 0; i < WEIGHED_FRAMES; i++) {
    if (is_word(value, length, NAMES[i]) && (!memcmp(feature, "frame=", 6) || !memcmp(feature, "frame.", 6))) return i + 1;
  }
  return 0;
}

/* "right.first=that|say": the key that add_feature makes. */
static void read_key(const char *feature, size_t length, struct line *line) {
  const char *end = feature + length, *part = memchr(feature, '=', length), *first = part;
  line->key = quote_feature_start(feature, part ? (size_t)(part - feature) : length);
  while (part && part < end) {
    const char *start = part + 1;
    part = memchr(start, '|', (size_t)(end - start));
    size_t size = (size_t)((part ? part : end) - start);
    uint32_t hash, lower, frame = start == first + 1 ? frame_of(feature, start, size) : 0;
    token_hash(start, (uint32_t)size, &hash, &lower);
    if (frame) line->frame = frame - 1;
    else line->key = quote_feature_mix(line->key, lower);
  }
}

static int compare_lines(const void *a, const void *b) {
  const struct line *x = a, *y = b;
  if (x->key != y->key) return x->key < y->key ? -1 : 1;
  if (x->frame != y->frame) return x->frame < y->frame ? -1 : 1;
  return x->number < y->number ? -1 : x->number > y->number;
}

/* Each key once; the number of them. */
static uint32_t list_keys(const line_list *lines, uint64_t *keys) {
  uint32_t count = 0;
  for (uint32_t i = 0; i < lines->count; i++) {
    if (!i || lines->items[i - 1].key != lines->items[i].key) keys[count++] = lines->items[i].key;
  }
  return count;
}

/* Of features written twice the first counts. */
static void write_weights(struct quote_weights *weights, const line_list *lines) {
  for (uint32_t i = lines->count; i-- > 0;) {
    const struct line *line = &lines->items[i];
    struct quote_weight *weight = &weights->weights[key_place(&weights->places, line->key)];
    weight->tag = (uint32_t)line->key;
    weight->of[line->frame] = line->value;
  }
}

static int place_weights(struct quote_weights *weights, line_list *lines) {
  uint64_t *keys = malloc(((size_t)lines->count + 1) * sizeof *keys);
  if (lines->count) qsort(lines->items, lines->count, sizeof *lines->items, compare_lines);
  int failed = !keys || places_make(&weights->places, keys, list_keys(lines, keys));
  free(keys);
  if (failed) return -1;
  weights->weights = calloc(weights->places.count, sizeof *weights->weights);
  if (weights->weights) write_weights(weights, lines);
  return weights->weights ? 0 : -1;
}

/* "feature<TAB>weight"; gives what is wrong, or NULL. */
static const char *read_line(line_list *lines, uint32_t number, const char *line) {
  const char *tab = strchr(line, '\t');
  float value;
  if (!tab) return "a line is a feature and its weight, separated by a tab";
  if (weights_read_number(tab + 1, &value)) return "a weight is a number such as 0.81 or -1.2";
  struct line *added = VECTOR_ADD(lines);
  if (!added) return "memory ran out";
  *added = (struct line){.value = value, .number = number};
  read_key(line, (size_t)(tab - line), added);
  return NULL;
}

static whosaid_status read_lines(line_list *lines, FILE *file, const char *path, whosaid_error *error) {
  char *line = NULL;
  size_t room = 0;
  whosaid_status status = WHOSAID_OK;
  uint32_t number = 0;
  for (ssize_t length; !status && (length = getline(&line, &room, file)) >= 0;) {
    number++;
    while (length && (line[length - 1] == '\n' || line[length - 1] == '\r')) line[--length] = '\0';
    const char *wrong = length && line[0] != '#' ? read_line(lines, number, line) : NULL;
    if (wrong) status = error_set(error, WHOSAID_BAD_DATA, number, 0, "%s:%u: %s", path, number, wrong);
  }
  free(line);
  return status;
}

whosaid_status quote_weights_load(const char *path, struct quote_weights **weights, whosaid_error *error) {
  *weights = NULL;
  FILE *file = fopen(path, "rb");
  if (!file) return WHOSAID_OK;
  struct quote_weights *made = calloc(1, sizeof *made);
  line_list lines = {0};
  whosaid_status status = made ? read_lines(&lines, file, path, error) : error_memory(error);
  fclose(file);
  if (!status && place_weights(made, &lines)) status = error_memory(error);
  VECTOR_FREE(&lines);
  if (status) quote_weights_free(made);
  else *weights = made;
  return status;
}

void quote_weights_free(struct quote_weights *weights) {
  if (!weights) return;
  if (!weights->borrowed) {
    places_free(&weights->places);
    free(weights->weights);
  }
  free(weights);
}

void quote_weights_parts(const struct quote_weights *weights, struct image_part *places, struct image_part *values) {
  *places = *values = (struct image_part){0};
  if (!weights) return;
  *places = places_part(&weights->places);
  *values = (struct image_part){weights->weights, weights->places.count * sizeof *weights->weights};
}

whosaid_status quote_weights_attach(struct image_part places, struct image_part values, struct quote_weights **weights,
                                    whosaid_error *error) {
  *weights = NULL;
  if (!places.size) return WHOSAID_OK;
  struct quote_weights *made = calloc(1, sizeof *made);
  if (!made) return error_memory(error);
  made->borrowed = 1;
  made->weights = (struct quote_weight *)(uintptr_t)values.bytes;
  if (values.size % sizeof *made->weights || places_attach(&made->places, places, values.size / sizeof *made->weights)) {
    free(made);
    return error_set(error, WHOSAID_BAD_DATA, 0, 0, "its quote weights have an impossible size");
  }
  *weights = made;
  return WHOSAID_OK;
}
