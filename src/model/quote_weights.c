/* quote_weights.c: quote-weights.tsv -> a hash table from feature keys to weights. */
#include "model/quote_weights.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/vector.h"
#include "model/weights.h"
#include "token.h"

struct quote_weight {
  uint64_t key; /* 0 is empty */
  float value;
};

struct quote_weights {
  struct quote_weight *slots; /* open addressing */
  uint64_t mask;
  VECTOR(struct quote_weight) read;
  int borrowed;               /* the slots lie in an image */
};

uint64_t quote_feature_start(const char *name, size_t length) {
  uint64_t key = 0xCBF29CE484222325u;
  for (size_t i = 0; i < length; i++) key = (key ^ (unsigned char)name[i]) * 0x100000001B3u;
  return key;
}

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

float quote_weights_find(const struct quote_weights *weights, uint64_t key) {
  if (!weights) return 0;
  uint64_t slot = key & weights->mask;
  for (uint64_t tried = 0; tried <= weights->mask && weights->slots[slot].key; tried++, slot = (slot + 1) & weights->mask) {
    if (weights->slots[slot].key == key) return weights->slots[slot].value;
  }
  return 0;
}

static int index_weights(struct quote_weights *weights) {
  uint64_t size = 64;
  while (size < (uint64_t)weights->read.count * 2) size *= 2;
  weights->slots = calloc(size, sizeof *weights->slots);
  if (!weights->slots) return -1;
  weights->mask = size - 1;
  for (uint32_t i = 0; i < weights->read.count; i++) {
    uint64_t slot = weights->read.items[i].key & weights->mask;
    while (weights->slots[slot].key) slot = (slot + 1) & weights->mask;
    weights->slots[slot] = weights->read.items[i];
  }
  VECTOR_FREE(&weights->read);
  return 0;
}

/* "feature<TAB>weight"; gives what is wrong, or NULL. */
static const char *read_line(struct quote_weights *weights, const char *line) {
  const char *tab = strchr(line, '\t');
  float value;
  if (!tab) return "a line is a feature and its weight, separated by a tab";
  if (weights_read_number(tab + 1, &value)) return "a weight is a number such as 0.81 or -1.2";
  struct quote_weight *weight = VECTOR_ADD(&weights->read);
  if (!weight) return "memory ran out";
  *weight = (struct quote_weight){.key = key_of(line, (size_t)(tab - line)), .value = value};
  return NULL;
}

static whosaid_status read_lines(struct quote_weights *weights, FILE *file, const char *path, whosaid_error *error) {
  char *line = NULL;
  size_t room = 0;
  whosaid_status status = WHOSAID_OK;
  uint32_t number = 0;
  for (ssize_t length; !status && (length = getline(&line, &room, file)) >= 0;) {
    number++;
    while (length && (line[length - 1] == '\n' || line[length - 1] == '\r')) line[--length] = '\0';
    const char *wrong = length && line[0] != '#' ? read_line(weights, line) : NULL;
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
  whosaid_status status = made ? read_lines(made, file, path, error) : error_memory(error);
  fclose(file);
  if (!status && index_weights(made)) status = error_memory(error);
  if (status) quote_weights_free(made);
  else *weights = made;
  return status;
}

void quote_weights_free(struct quote_weights *weights) {
  if (!weights) return;
  if (!weights->borrowed) {
    free(weights->slots);
    VECTOR_FREE(&weights->read);
  }
  free(weights);
}

struct image_part quote_weights_part(const struct quote_weights *weights) {
  if (!weights) return (struct image_part){0};
  return (struct image_part){weights->slots, (weights->mask + 1) * sizeof *weights->slots};
}

whosaid_status quote_weights_attach(struct image_part part, struct quote_weights **weights, whosaid_error *error) {
  *weights = NULL;
  if (!part.size) return WHOSAID_OK;
  uint64_t count = part.size / sizeof(struct quote_weight);
  if (part.size % sizeof(struct quote_weight) || count & (count - 1)) {
    return error_set(error, WHOSAID_BAD_DATA, 0, 0, "its quote weights have an impossible size");
  }
  struct quote_weights *made = calloc(1, sizeof *made);
  if (!made) return error_memory(error);
  made->slots = (struct quote_weight *)(uintptr_t)part.bytes;
  made->mask = count - 1;
  made->borrowed = 1;
  *weights = made;
  return WHOSAID_OK;
}
