/* verdict.c: a name -> the evidence that made it, with its weights, and the runner-up. */
#include <math.h>
#include <string.h>

#include "feature.h"
#include "mention.h"
#include "model/model.h"

/* What is asked of each feature as it goes by. */
struct hearing {
  const struct weights *weights;
  struct verdict *verdict;
  int of_token;
  uint32_t sides[2]; /* of the label and of the runner-up: index of its worth; WHOSAID_NONE for O */
};

/* In hundredths. */
static int32_t worth_of(const struct hearing *hearing, int side, uint32_t row) {
  uint32_t index = hearing->sides[side];
  if (index == WHOSAID_NONE) return 0;
  return hearing->of_token ? hearing->weights->tokens[row].of[index] : hearing->weights->spans[row].of[index];
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
  uint32_t row = weights_find(hearing->weights, key);
  int32_t worth = worth_of(hearing, 0, row) - worth_of(hearing, 1, row);
  if (worth) keep_reason(hearing->verdict, name, worth / 100.0);
}

static uint32_t position_in(uint32_t i, uint32_t first, uint32_t last) {
  if (last - first == 1) return POSITION_ONLY;
  return i == first ? POSITION_FIRST : i + 1 == last ? POSITION_LAST : POSITION_INNER;
}

/* The token against the runner-up at the same position, or against a token outside names. */
static void hear_tokens(const struct decision *decision, struct hearing *hearing, const struct views *views, uint32_t first, uint32_t last) {
  uint64_t keys[MAX_FEATURES];
  const struct verdict *verdict = hearing->verdict;
  hearing->of_token = 1;
  for (uint32_t i = first; i < last; i++) {
    struct feature_sink sink = {.keys = keys, .room = MAX_FEATURES, .named = hear_feature, .context = hearing};
    uint32_t position = position_in(i, first, last);
    hearing->sides[0] = token_worth_of(verdict->label, position);
    hearing->sides[1] = verdict->runner_up == LABEL_O ? WHOSAID_NONE : token_worth_of(verdict->runner_up, position);
    token_features(views, i, &sink);
    token_elsewhere(&decision->elsewhere, &decision->evidence, &decision->lattice, views->first, i - views->first, &sink);
  }
}

static void hear_span(const struct decision *decision, struct hearing *hearing, const struct views *views, uint32_t first, uint32_t last, uint32_t span) {
  uint64_t keys[MAX_FEATURES];
  struct feature_sink sink = {.keys = keys, .room = MAX_FEATURES, .named = hear_feature, .context = hearing};
  const struct verdict *verdict = hearing->verdict;
  hearing->of_token = 0;
  hearing->sides[0] = span_worth_of(verdict->label);
  hearing->sides[1] = verdict->runner_up == LABEL_O ? WHOSAID_NONE : span_worth_of(verdict->runner_up);
  span_features(views, first, last, &sink);
  span_elsewhere(&decision->elsewhere, &decision->evidence, &decision->lattice, views->first, span, &sink);
}

/* The best other label for the same words, O standing for no name at all. */
static void find_runner_up(const struct lattice *lattice, uint32_t span, struct verdict *verdict) {
  double totals[LABELS] = {0};
  memcpy(totals + 1, lattice->total[span].of, sizeof lattice->total[span].of);
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

void decision_explain(struct decision *decision, uint32_t first, uint32_t last, struct verdict *verdict) {
  const struct weights *weights = decision->document->model->weights;
  const struct scored_segment *segment = find_segment(decision, first);
  const struct lattice *lattice = &decision->lattice;
  verdict->count = 0;
  if (!segment || !weights || !verdict->room) return;
  restore_segment(decision, segment);
  uint32_t span = last <= segment->last ? lattice_find(lattice, first - segment->first, last - segment->first) : WHOSAID_NONE;
  if (span == WHOSAID_NONE) return;
  find_runner_up(lattice, span, verdict);
  struct hearing hearing = {.weights = weights, .verdict = verdict};
  views_make(&decision->views, &decision->evidence, NULL, segment->first, segment->last);
  hear_tokens(decision, &hearing, &decision->views, first, last);
  hear_span(decision, &hearing, &decision->views, first, last, span);
}
