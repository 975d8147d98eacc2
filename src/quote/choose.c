/* quote/choose.c: possible readings -> those that go together best: none inside another. */
#include <stdlib.h>

#include "base/error.h"
#include "quote/reader.h"

static int compare_last(const void *a, const void *b) {
  const struct reading *x = a, *y = b;
  if (x->last != y->last) return x->last < y->last ? -1 : 1;
  if (x->first != y->first) return x->first < y->first ? -1 : 1;
  return (x->cue > y->cue) - (x->cue < y->cue);
}

/* How many of the first `count` readings (sorted by their end) end at or before the token. */
static uint32_t ends_before(const struct reading *readings, uint32_t count, uint32_t token) {
  uint32_t low = 0, high = count;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (readings[middle].last <= token) low = middle + 1;
    else high = middle;
  }
  return low;
}

/* What reports within another's content is part of that content: the wider reading is preferred. */
#define WORD_WEIGHT 0.025f

static float weight_of(const struct reading *reading) {
  return reading->score > 0 ? reading->score + WORD_WEIGHT * (float)(reading->last - reading->first) : reading->score;
}

/* The heaviest set of disjoint readings: total[i] is what the first i give at best. */
static void weigh(const struct reading *readings, uint32_t count, float *total, uint8_t *taken) {
  total[0] = 0;
  for (uint32_t i = 0; i < count; i++) {
    float with = weight_of(&readings[i]) + total[ends_before(readings, i, readings[i].first)];
    taken[i] = with > total[i];
    total[i + 1] = taken[i] ? with : total[i];
  }
}

static void keep_taken(struct reader *reader, uint8_t *taken) {
  struct reading *readings = reader->readings.items;
  uint32_t count = reader->readings.count, kept = 0;
  for (uint32_t i = count; i > 0;) {
    if (!taken[i - 1]) {
      i--;
      continue;
    }
    uint32_t before = ends_before(readings, i - 1, readings[i - 1].first);
    for (uint32_t k = before; k < i - 1; k++) taken[k] = 0;
    i = before;
  }
  for (uint32_t i = 0; i < count; i++) {
    if (taken[i]) readings[kept++] = readings[i];
  }
  reader->readings.count = kept;
}

whosaid_status choose_readings(struct reader *reader, whosaid_error *error) {
  uint32_t count = reader->readings.count;
  if (!count) return WHOSAID_OK;
  qsort(reader->readings.items, count, sizeof *reader->readings.items, compare_last);
  float *total = malloc((count + 1) * sizeof *total);
  uint8_t *taken = malloc(count);
  if (total && taken) {
    weigh(reader->readings.items, count, total, taken);
    keep_taken(reader, taken);
  }
  int failed = !total || !taken;
  free(total);
  free(taken);
  return failed ? error_memory(error) : WHOSAID_OK;
}
