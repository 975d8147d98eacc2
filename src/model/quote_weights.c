/* quote_weights.c: quote-weights.tsv -> a hash table from feature keys to weights. */
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
  uint32_t number;
};

typedef VECTOR(struct line) line_list;

/* "right.first=that|say": the key that add_feature makes. */
static uint64_t key_of(const char *feature, size_t length) {
  const char *end = feature + length, *part = memchr(feature, '=', length);
  uint64_t key = quote_feature_start(feature, part ? (size_t)(part - feature) : length);
  while (part && part < end) {
    const char *start = part + 1;
    part = memchr(start, '|', (size_t)(end - start));
    uint32_t hash, lower;
    token_hash(start, (uint32_t)((part ? part : end) - start), &hash, &lower);
    key = quote_feature_mix(key, lower);
  }
  return key;
}

static int compare_lines(const void *a, const void *b) {
  const struct line *x = a, *y = b;
  if (x->key != y->key) return x->key < y->key ? -1 : 1;
  return x->number < y->number ? -1 : x->number > y->number;
}

/* Of features written twice the first counts. */
static void drop_repeated(line_list *lines) {
  uint32_t kept = 0;
  if (lines->count) qsort(lines->items, lines->count, sizeof *lines->items, compare_lines);
  for (uint32_t i = 0; i < lines->count; i++) {
    if (!kept || lines->items[kept - 1].key != lines->items[i].key) lines->items[kept++] = lines->items[i];
  }
  lines->count = kept;
}

static int place_weights(struct quote_weights *weights, line_list *lines) {
  drop_repeated(lines);
  uint64_t *keys = malloc(((size_t)lines->count + 1) * sizeof *keys);
  for (uint32_t i = 0; keys && i < lines->count; i++) keys[i] = lines->items[i].key;
  int failed = !keys || places_make(&weights->places, keys, lines->count);
  free(keys);
  if (failed) return -1;
  weights->weights = calloc(weights->places.count, sizeof *weights->weights);
  for (uint32_t i = 0; weights->weights && i < lines->count; i++) {
    const struct line *line = &lines->items[i];
    weights->weights[key_place(&weights->places, line->key)] = (struct quote_weight){.tag = (uint32_t)line->key, .value = line->value};
  }
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
  *added = (struct line){.key = key_of(line, (size_t)(tab - line)), .value = value, .number = number};
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
