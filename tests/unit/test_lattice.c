/* test_lattice.c: the lattice's best labelling, sum and probabilities are those of counting every labelling one by one. */
#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>

#include "lattice.h"

enum { LENGTH = 4 };

static uint32_t next_random(uint32_t *state) { return *state = *state * 1664525u + 1013904223u; }

static double random_score(uint32_t *state) { return (double)(next_random(state) >> 8) / (1 << 22) - 2; }

/* Every span of LENGTH tokens, with scores drawn from `seed`. */
static struct lattice *make_lattice(uint32_t seed) {
  double transitions[LABELS + 1][LABELS];
  struct lattice *lattice = calloc(1, sizeof *lattice);
  cr_assert(lattice);
  for (uint32_t before = 0; before <= LABELS; before++) {
    for (uint32_t label = 0; label < LABELS; label++) transitions[before][label] = random_score(&seed);
  }
  lattice_set_transitions(lattice, (const double(*)[LABELS])transitions);
  lattice->length = LENGTH;
  for (uint8_t first = 0; first < LENGTH; first++) {
    lattice->span_from[first] = lattice->span_count;
    for (uint8_t last = (uint8_t)(first + 1); last <= LENGTH; last++) {
      for (uint32_t label = 1; label < LABELS; label++) lattice->total[lattice->span_count].of[span_worth_of(label)] = random_score(&seed);
      lattice->spans[lattice->span_count++] = (struct lattice_span){first, last};
    }
  }
  lattice->span_from[LENGTH] = lattice->span_count;
  return lattice;
}

struct tally {
  double sum, with_span, best; /* of exponentiated scores; of those that hold the watched span as a person; the best score */
  uint32_t watched;
};

static void count_from(const struct lattice *lattice, uint32_t at, uint32_t before, double score, int watched, struct tally *tally) {
  if (at == LENGTH) {
    tally->sum += exp(score);
    tally->with_span += watched ? exp(score) : 0;
    if (score > tally->best) tally->best = score;
    return;
  }
  count_from(lattice, at + 1, LABEL_O, score + lattice->transition[before][LABEL_O], watched, tally);
  for (uint32_t s = lattice->span_from[at]; s < lattice->span_from[at + 1]; s++) {
    for (uint32_t label = 1; label < LABELS; label++) {
      double total = score + lattice->transition[before][label] + lattice->total[s].of[span_worth_of(label)];
      count_from(lattice, lattice->spans[s].last, label, total, watched || (s == tally->watched && label == LABEL_PERSON), tally);
    }
  }
}

static double score_of(const struct lattice *lattice, const struct lattice_choice *choices, uint32_t count) {
  double score = 0;
  uint32_t before = LABELS, next = 0;
  for (uint32_t at = 0; at < LENGTH;) {
    int is_name = next < count && choices[next].first == at;
    uint32_t label = is_name ? choices[next].label : LABEL_O;
    score += lattice->transition[before][label];
    if (is_name) score += lattice->total[lattice_find(lattice, at, choices[next].last)].of[span_worth_of(label)];
    at = is_name ? choices[next++].last : at + 1;
    before = label;
  }
  return score;
}

Test(lattice, agrees_with_counting) {
  for (uint32_t seed = 1; seed <= 40; seed++) {
    struct lattice *lattice = make_lattice(seed);
    struct lattice_choice choices[MAX_SEGMENT];
    struct tally tally = {.best = -INFINITY, .watched = lattice_find(lattice, 1, 3)};
    count_from(lattice, 0, LABELS, 0, 0, &tally);
    uint32_t count = lattice_best(lattice, NULL, choices);
    cr_expect_float_eq(score_of(lattice, choices, count), tally.best, 1e-9, "seed %u: not the best labelling", seed);
    lattice_sum(lattice, NULL);
    cr_expect_float_eq(lattice_log_sum(lattice), log(tally.sum), 1e-6, "seed %u: sum", seed);
    double probability = lattice_span_probability(lattice, tally.watched, LABEL_PERSON);
    cr_expect_float_eq(probability, tally.with_span / tally.sum, 1e-6, "seed %u: probability", seed);
    free(lattice);
  }
}

Test(lattice, keeps_to_its_limits) {
  struct lattice *lattice = make_lattice(7);
  struct lattice_choice choices[MAX_SEGMENT];
  uint8_t spans[MAX_SEGMENT * MAX_SPAN] = {0}, tokens[MAX_SEGMENT] = {1, 0, 0, 1};
  uint32_t only = lattice_find(lattice, 1, 3);
  spans[only] = 1u << LABEL_PLACE;
  struct lattice_limits limits = {.spans = spans, .tokens = tokens};
  cr_assert_eq(lattice_best(lattice, &limits, choices), 1);
  cr_expect(choices[0].first == 1 && choices[0].last == 3 && choices[0].label == LABEL_PLACE);
  lattice_sum(lattice, &limits);
  cr_expect_float_eq(lattice_span_probability(lattice, only, LABEL_PLACE), 1, 1e-6);
  free(lattice);
}
