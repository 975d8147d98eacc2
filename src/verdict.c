/* verdict.c: a name -> the evidence that made it, with its weights, and the runner-up. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "feature.h"
#include "mention.h"
#include "model/model.h"

/* What is asked of each feature as it goes by. */
struct hearing {
  const struct weights *weights;
  struct verdict *verdict;
  uint32_t slots[2][2];       /* of the label and of the runner-up: alone, and with the token's position; WHOSAID_NONE for none */
};

static double worth_of(const struct hearing *hearing, int side, const struct weight *weights, uint32_t count) {
  double worth = 0;
  for (uint32_t i = 0; i < count; i++) {
    for (int k = 0; k < 2; k++) worth += weights[i].slot == hearing->slots[side][k] ? (double)weights[i].value : 0;
  }
  return worth;
}

/* Keeps the weightiest reasons, those that count most either way, in order of their weight. */
static void keep_reason(struct verdict *verdict, const char *feature, double worth) {
  uint32_t at = verdict->count;
  while (at && fabs(verdict->reasons[at - 1].worth) < fabs(worth)) at--;
  if (at == verdict->room) return;
  uint32_t kept = verdict->count < verdict->room ? verdict->count : verdict->room - 1;
  memmove(verdict->reasons + at + 1, verdict->reasons + at, (kept - at) * sizeof *verdict->reasons);
  struct reason *reason = &verdict->reasons[at];
  size_t length = strlen(feature);
  if (length >= sizeof reason->feature) length = sizeof reason->feature - 1;
  memcpy(reason->feature, feature, length);
  reason->feature[length] = '\0';
  reason->worth = worth;
  verdict->count = kept + 1;
}

static void hear_feature(void *context, uint64_t key, const char *name) {
  struct hearing *hearing = context;
  uint32_t count;
  const struct weight *weights = weights_find(hearing->weights, key, &count);
  double worth = worth_of(hearing, 0, weights, count) - worth_of(hearing, 1, weights, count);
  if (fabs(worth) >= 0.005) keep_reason(hearing->verdict, name, worth);
}

static uint32_t position_slot(enum label label, uint32_t i, uint32_t first, uint32_t last) {
  if (label == LABEL_O) return WHOSAID_NONE;
  if (last - first == 1) return weight_slot(label, POSITION_ONLY);
  return weight_slot(label, i == first ? POSITION_FIRST : i + 1 == last ? POSITION_LAST : POSITION_INNER);
}

static void hear_tokens(struct decision *decision, struct hearing *hearing, const struct scored_segment *segment, uint32_t first, uint32_t last) {
  uint64_t keys[MAX_FEATURES];
  const struct verdict *verdict = hearing->verdict;
  for (uint32_t i = first; i < last; i++) {
    struct feature_sink sink = {.keys = keys, .room = MAX_FEATURES, .named = hear_feature, .context = hearing};
    hearing->slots[0][0] = verdict->label;
    hearing->slots[0][1] = position_slot(verdict->label, i, first, last);
    hearing->slots[1][0] = verdict->runner_up;
    hearing->slots[1][1] = position_slot(verdict->runner_up, i, first, last);
    token_features(&decision->evidence, i, &sink);
    token_elsewhere(&decision->elsewhere, &decision->evidence, &decision->lattice, segment->first, i - segment->first, &sink);
  }
}

static void hear_span(struct decision *decision, struct hearing *hearing, const struct scored_segment *segment, uint32_t first, uint32_t last, uint32_t span) {
  uint64_t keys[MAX_FEATURES];
  struct feature_sink sink = {.keys = keys, .room = MAX_FEATURES, .named = hear_feature, .context = hearing};
  hearing->slots[0][0] = hearing->verdict->label;
  hearing->slots[1][0] = hearing->verdict->runner_up == LABEL_O ? WHOSAID_NONE : (uint32_t)hearing->verdict->runner_up;
  hearing->slots[0][1] = hearing->slots[1][1] = WHOSAID_NONE;
  span_features(&decision->evidence, first, last, &sink);
  span_elsewhere(&decision->elsewhere, &decision->evidence, &decision->lattice, segment->first, span, &sink);
}

/* The best other label for the same words, O standing for no name at all. */
static void find_runner_up(const struct lattice *lattice, uint32_t span, struct verdict *verdict) {
  double totals[LABELS];
  memcpy(totals, lattice->total[span], sizeof totals);
  totals[LABEL_O] = 0;
  for (uint32_t i = lattice->spans[span].first; i < lattice->spans[span].last; i++) totals[LABEL_O] += lattice->token[i][LABEL_O];
  verdict->runner_up = LABEL_O;
  for (uint32_t label = 0; label < LABELS; label++) {
    if (label != verdict->label && totals[label] > totals[verdict->runner_up]) verdict->runner_up = (enum label)label;
  }
  verdict->margin = totals[verdict->label] - totals[verdict->runner_up];
}

static const struct scored_segment *find_segment(const struct decision *decision, uint32_t token) {
  uint32_t low = 0, high = decision->segments.count;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (decision->segments.items[middle].last <= token) low = middle + 1;
    else high = middle;
  }
  return low < decision->segments.count && decision->segments.items[low].first <= token ? &decision->segments.items[low] : NULL;
}

whosaid_status decision_explain(struct decision *decision, uint32_t first, uint32_t last, struct verdict *verdict, whosaid_error *error) {
  const struct weights *weights = decision->document->model->weights;
  const struct scored_segment *segment = find_segment(decision, first);
  struct lattice *lattice = &decision->lattice;
  verdict->count = 0;
  if (!segment || !weights || !verdict->room) return WHOSAID_OK;
  restore_scores(decision, segment);
  uint32_t span = last <= segment->last ? lattice_find(lattice, first - segment->first, last - segment->first) : WHOSAID_NONE;
  if (span == WHOSAID_NONE) return WHOSAID_OK;
  lattice_sum(lattice, NULL);
  struct lattice *second = malloc(sizeof *second);
  if (!second) return error_memory(error);
  *second = *lattice;
  add_elsewhere(&decision->elsewhere, &decision->evidence, weights, segment->first, second);
  lattice_add_up(second);
  find_runner_up(second, span, verdict);
  free(second);
  struct hearing hearing = {.weights = weights, .verdict = verdict};
  hear_tokens(decision, &hearing, segment, first, last);
  hear_span(decision, &hearing, segment, first, last, span);
  return WHOSAID_OK;
}
