/* lattice.c: scores of tokens and spans -> the best labelling, and the probability of each. */
#include "lattice.h"

#include <math.h>
#include <string.h>

void lattice_set_transitions(struct lattice *lattice, const double transitions[LABELS + 1][LABELS]) {
  memcpy(lattice->transition, transitions, sizeof lattice->transition);
  for (uint32_t before = 0; before <= LABELS; before++) {
    for (uint32_t label = 0; label < LABELS; label++) lattice->transition_factor[before][label] = exp(transitions[before][label]);
  }
}

void lattice_lay_out(struct lattice *lattice, const struct evidence *evidence, uint32_t first, uint32_t last) {
  lattice->length = last - first;
  lattice->span_count = 0;
  for (uint32_t i = 0; i < lattice->length; i++) {
    lattice->span_from[i] = lattice->span_count;
    for (uint32_t k = i + 1; k <= lattice->length && k - i <= MAX_SPAN; k++) {
      if (!evidence_may_span(evidence, first + i, first + k)) continue;
      lattice->spans[lattice->span_count++] = (struct lattice_span){.first = (uint8_t)i, .last = (uint8_t)k};
    }
  }
  lattice->span_from[lattice->length] = lattice->span_count;
}

void lattice_add_up(struct lattice *lattice) {
  double inner[MAX_SEGMENT + 1][LABELS]; /* sums from the segment's start, of every token as an inner one */
  memset(inner[0], 0, sizeof inner[0]);
  for (uint32_t i = 0; i < lattice->length; i++) {
    for (uint32_t label = 1; label < LABELS; label++) inner[i + 1][label] = inner[i][label] + lattice->token[i][token_worth_of(label, POSITION_INNER)];
  }
  for (uint32_t s = 0; s < lattice->span_count; s++) {
    uint32_t first = lattice->spans[s].first, last = lattice->spans[s].last;
    const double *open = lattice->token[first], *close = lattice->token[last - 1];
    for (uint32_t label = 1; label < LABELS; label++) {
      double total = lattice->span[s][label];
      if (last - first == 1) total += open[token_worth_of(label, POSITION_ONLY)];
      else total += open[token_worth_of(label, POSITION_FIRST)] + close[token_worth_of(label, POSITION_LAST)] + inner[last - 1][label] - inner[first + 1][label];
      lattice->total[s][label] = total;
    }
  }
}

static int span_allowed(const struct lattice_limits *limits, uint32_t span, uint32_t label) {
  return !limits || limits->spans[span] >> label & 1;
}

static int token_allowed(const struct lattice_limits *limits, uint32_t token) { return !limits || limits->tokens[token]; }

/* ---- The best ---- */

struct step {
  uint8_t first, label, before; /* of the span that ends here: where it starts, its label, the label of the span before it */
};

static void improve(double *best, struct step *step, double score, uint32_t first, uint32_t label, uint32_t before) {
  if (score <= *best) return;
  *best = score;
  *step = (struct step){.first = (uint8_t)first, .label = (uint8_t)label, .before = (uint8_t)before};
}

uint32_t lattice_best(struct lattice *lattice, const struct lattice_limits *limits, struct lattice_choice choices[MAX_SEGMENT]) {
  struct step steps[MAX_SEGMENT + 1][LABELS];
  double best[MAX_SEGMENT + 1][LABELS + 1];
  for (uint32_t i = 0; i <= lattice->length; i++) {
    for (uint32_t label = 0; label <= LABELS; label++) best[i][label] = -INFINITY;
  }
  best[0][LABELS] = 0;
  for (uint32_t i = 0; i < lattice->length; i++) {
    for (uint32_t label = 0; label < LABELS; label++) {
      double entering = -INFINITY;
      uint32_t before = 0;
      for (uint32_t b = 0; b <= LABELS; b++) {
        double score = best[i][b] + lattice->transition[b][label];
        if (score > entering) entering = score, before = b;
      }
      if (entering == -INFINITY) continue;
      if (label == LABEL_O) {
        if (token_allowed(limits, i)) improve(&best[i + 1][0], &steps[i + 1][0], entering, i, LABEL_O, before);
        continue;
      }
      for (uint32_t s = lattice->span_from[i]; s < lattice->span_from[i + 1]; s++) {
        uint32_t last = lattice->spans[s].last;
        if (span_allowed(limits, s, label)) improve(&best[last][label], &steps[last][label], entering + lattice->total[s][label], i, label, before);
      }
    }
  }
  uint32_t label = 0, count = 0, at = lattice->length;
  for (uint32_t b = 1; b < LABELS; b++) {
    if (best[at][b] > best[at][label]) label = b;
  }
  while (at) {
    struct step step = steps[at][label];
    if (step.label) choices[count++] = (struct lattice_choice){.first = step.first, .last = (uint8_t)at, .label = step.label};
    at = step.first;
    label = step.before;
  }
  for (uint32_t i = 0; i < count / 2; i++) {
    struct lattice_choice swap = choices[i];
    choices[i] = choices[count - 1 - i];
    choices[count - 1 - i] = swap;
  }
  return count;
}

/* ---- The sum ---- */

/* The score of the best way to each position, transitions aside: what the factors are scaled by. */
static void find_levels(const struct lattice *lattice, const struct lattice_limits *limits, double level[MAX_SEGMENT + 1]) {
  level[0] = 0;
  for (uint32_t i = 1; i <= lattice->length; i++) level[i] = -INFINITY;
  for (uint32_t i = 0; i < lattice->length; i++) {
    if (level[i] == -INFINITY) level[i] = 0; /* nothing leads here */
    double outside = token_allowed(limits, i) ? level[i] : -INFINITY;
    if (outside > level[i + 1]) level[i + 1] = outside;
    for (uint32_t s = lattice->span_from[i]; s < lattice->span_from[i + 1]; s++) {
      double *to = &level[lattice->spans[s].last];
      for (uint32_t label = 1; label < LABELS; label++) {
        if (span_allowed(limits, s, label) && level[i] + lattice->total[s][label] > *to) *to = level[i] + lattice->total[s][label];
      }
    }
  }
  if (level[lattice->length] == -INFINITY) level[lattice->length] = 0;
}

/* e to the x, to ten digits; 0 for what is hopeless beside 1. The same on every machine, and quicker than what is exact to the last bit. */
static inline double exponential(double x) {
  const double round_up = 6755399441055744.0; /* 3 << 51: adding it leaves the integer in the lowest bits */
  if (x < -40) return 0;
  double shifted = x * 1.4426950408889634 + round_up, power = shifted - round_up, r = x - power * 0.6931471805599453;
  double sum = 1 + r * (1 + r * (1. / 2 + r * (1. / 6 + r * (1. / 24 + r * (1. / 120 + r * (1. / 720 + r * (1. / 5040 + r * (1. / 40320))))))));
  uint64_t bits, exponent;
  memcpy(&bits, &sum, sizeof bits);
  memcpy(&exponent, &shifted, sizeof exponent);
  bits += exponent << 52;
  memcpy(&sum, &bits, sizeof sum);
  return sum;
}

static void exponentiate(struct lattice *lattice, const struct lattice_limits *limits, const double level[MAX_SEGMENT + 1]) {
  for (uint32_t i = 0; i < lattice->length; i++) {
    lattice->factor_outside[i] = token_allowed(limits, i) ? exponential(level[i] - level[i + 1]) : 0;
  }
  for (uint32_t s = 0; s < lattice->span_count; s++) {
    double scale = level[lattice->spans[s].first] - level[lattice->spans[s].last];
    for (uint32_t label = 1; label < LABELS; label++) {
      lattice->factor[s][label] = span_allowed(limits, s, label) ? exponential(lattice->total[s][label] + scale) : 0;
    }
  }
}

static void sum_forward(struct lattice *lattice) {
  memset(lattice->forward, 0, (lattice->length + 1) * sizeof *lattice->forward);
  lattice->forward[0][LABELS] = 1;
  for (uint32_t i = 0; i < lattice->length; i++) {
    double *entering = lattice->entering[i];
    memset(entering, 0, sizeof lattice->entering[i]);
    for (uint32_t before = i ? 0 : LABELS; before < LABELS + !i; before++) {
      for (uint32_t label = 0; label < LABELS; label++) entering[label] += lattice->forward[i][before] * lattice->transition_factor[before][label];
    }
    lattice->forward[i + 1][LABEL_O] += entering[LABEL_O] * lattice->factor_outside[i];
    for (uint32_t s = lattice->span_from[i]; s < lattice->span_from[i + 1]; s++) {
      double *to = lattice->forward[lattice->spans[s].last];
      for (uint32_t label = 1; label < LABELS; label++) to[label] += entering[label] * lattice->factor[s][label];
    }
  }
}

/* backward[i][label]: the sum of what can follow a span with that label that ends at i. */
static void sum_backward(struct lattice *lattice) {
  for (uint32_t label = 0; label <= LABELS; label++) lattice->backward[lattice->length][label] = 1;
  for (uint32_t i = lattice->length; i-- > 0;) {
    double leaving[LABELS] = {lattice->factor_outside[i] * lattice->backward[i + 1][LABEL_O]};
    for (uint32_t s = lattice->span_from[i]; s < lattice->span_from[i + 1]; s++) {
      const double *after = lattice->backward[lattice->spans[s].last];
      for (uint32_t label = 1; label < LABELS; label++) leaving[label] += lattice->factor[s][label] * after[label];
    }
    for (uint32_t before = i ? 0 : LABELS; before < LABELS + !i; before++) {
      double sum = 0;
      for (uint32_t label = 0; label < LABELS; label++) sum += lattice->transition_factor[before][label] * leaving[label];
      lattice->backward[i][before] = sum;
    }
  }
}

double lattice_sum(struct lattice *lattice, const struct lattice_limits *limits) {
  double level[MAX_SEGMENT + 1];
  find_levels(lattice, limits, level);
  exponentiate(lattice, limits, level);
  sum_forward(lattice);
  sum_backward(lattice);
  lattice->sum = lattice->backward[0][LABELS];
  return lattice->sum > 0 ? log(lattice->sum) + level[lattice->length] : -INFINITY;
}

double lattice_span_probability(const struct lattice *lattice, uint32_t span, uint32_t label) {
  uint32_t first = lattice->spans[span].first, last = lattice->spans[span].last;
  return lattice->entering[first][label] * lattice->factor[span][label] * lattice->backward[last][label] / lattice->sum;
}

double lattice_token_probability(const struct lattice *lattice, uint32_t token) {
  return lattice->entering[token][LABEL_O] * lattice->factor_outside[token] * lattice->backward[token + 1][LABEL_O] / lattice->sum;
}

void lattice_judge(struct lattice *lattice) {
  double scale = 1 / lattice->sum;
  for (uint32_t i = 0; i < lattice->length; i++) {
    lattice->marginals.outside[i] = (float)(lattice->entering[i][LABEL_O] * lattice->factor_outside[i] * lattice->backward[i + 1][LABEL_O] * scale);
  }
  for (uint32_t s = 0; s < lattice->span_count; s++) {
    const double *entering = lattice->entering[lattice->spans[s].first], *after = lattice->backward[lattice->spans[s].last];
    for (uint32_t label = 1; label < LABELS; label++) {
      lattice->marginals.spans[s][span_worth_of(label)] = (float)(entering[label] * lattice->factor[s][label] * after[label] * scale);
    }
  }
}

uint32_t lattice_find(const struct lattice *lattice, uint32_t first, uint32_t last) {
  for (uint32_t s = lattice->span_from[first]; s < lattice->span_from[first + 1]; s++) {
    if (lattice->spans[s].last == last) return s;
  }
  return WHOSAID_NONE;
}
