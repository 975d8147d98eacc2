/* lattice.c: scores of tokens and spans -> the best labelling, and the probability of each. */
#include "lattice.h"

#include <math.h>
#include <string.h>

void lattice_set_transitions(struct lattice *lattice, const double transitions[LABELS + 1][LABELS]) {
  memcpy(lattice->transition, transitions, sizeof lattice->transition);
  for (uint32_t before = 0; before <= LABELS; before++) {
    for (uint32_t label = 0; label < LABELS; label++) {
      double factor = exp(transitions[before][label]);
      if (label == LABEL_O) lattice->after[before].outside = factor;
      else lattice->after[before].name.of[span_worth_of(label)] = factor;
      if (before == LABEL_O) lattice->before[label].outside = factor;
      else if (before < LABELS) lattice->before[label].name.of[span_worth_of(before)] = factor;
    }
  }
}

/* ---- Spans ---- */

static void add_spans(struct lattice *lattice, uint32_t first, const uint8_t closes[MAX_SEGMENT]) {
  uint32_t end = first + MAX_SPAN < lattice->length ? first + MAX_SPAN : lattice->length;
  for (uint32_t i = first + 1; i < end; i++) {
    lattice->spans[lattice->span_count] = (struct lattice_span){.first = (uint8_t)first, .last = (uint8_t)(i + 1)};
    lattice->span_count += closes[i];
  }
}

void lattice_lay_out(struct lattice *lattice, const struct evidence *evidence, uint32_t first, uint32_t last) {
  uint8_t closes[MAX_SEGMENT];
  lattice->length = last - first;
  lattice->span_count = 0;
  for (uint32_t i = 1; i < lattice->length; i++) closes[i] = (uint8_t)evidence_may_close(evidence, first + i);
  for (uint32_t i = 0; i < lattice->length; i++) {
    lattice->span_from[i] = lattice->span_count;
    if (evidence->tokens[first + i].is_name_part) lattice->spans[lattice->span_count++] = (struct lattice_span){.first = (uint8_t)i, .last = (uint8_t)(i + 1)};
    if (i + 1 < lattice->length && evidence_may_open(evidence, first + i)) add_spans(lattice, i, closes);
  }
  lattice->span_from[lattice->length] = lattice->span_count;
}

void lattice_index_spans(struct lattice *lattice) {
  for (uint32_t i = 0, s = 0; i <= lattice->length; i++) {
    while (s < lattice->span_count && lattice->spans[s].first < i) s++;
    lattice->span_from[i] = s;
  }
}

uint32_t lattice_find(const struct lattice *lattice, uint32_t first, uint32_t last) {
  for (uint32_t s = lattice->span_from[first]; s < lattice->span_from[first + 1]; s++) {
    if (lattice->spans[s].last == last) return s;
  }
  return WHOSAID_NONE;
}

static inline int span_allowed(const struct lattice_limits *limits, uint32_t span, uint32_t label) {
  return !limits || limits->spans[span] >> label & 1;
}

static inline int token_allowed(const struct lattice_limits *limits, uint32_t token) { return !limits || limits->tokens[token]; }

/* ---- The best ---- */

/* The last step of the best way to a position: the label of the span before, and where the span starts. */
struct step {
  uint16_t before, first;
};

static inline void improve(double *best, struct step *step, double score, struct step way) {
  if (score <= *best) return;
  *best = score;
  *step = way;
}

/* The best ways into spans with each label, and the labels they come from. */
static void enter(const struct lattice *lattice, const double best[LABELS], double entering[LABELS], uint16_t before[LABELS]) {
  for (uint32_t label = 0; label < LABELS; label++) entering[label] = -INFINITY, before[label] = LABELS;
  for (uint32_t b = 0; b < LABELS; b++) {
    if (best[b] == -INFINITY) continue;
    for (uint32_t label = 0; label < LABELS; label++) {
      double score = best[b] + lattice->transition[b][label];
      int is_better = score > entering[label];
      entering[label] = is_better ? score : entering[label];
      before[label] = is_better ? (uint16_t)b : before[label];
    }
  }
}

/* From the last span back to the first, then turned round. */
static uint32_t trace_back(struct step steps[MAX_SEGMENT + 1][LABELS], uint32_t at, uint32_t label, struct lattice_choice choices[MAX_SEGMENT]) {
  uint32_t count = 0;
  while (at) {
    struct step step = steps[at][label];
    if (label) choices[count++] = (struct lattice_choice){.first = (uint8_t)step.first, .last = (uint8_t)at, .label = (uint8_t)label};
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

/* Of one token: a name or not. */
static uint32_t best_of_one(const struct lattice *lattice, const struct lattice_limits *limits, struct lattice_choice *choice) {
  double best = token_allowed(limits, 0) ? lattice->transition[LABELS][LABEL_O] : -INFINITY;
  *choice = (struct lattice_choice){.first = 0, .last = 1, .label = LABEL_O};
  for (uint32_t label = 1; lattice->span_count && label < LABELS; label++) {
    double score = lattice->transition[LABELS][label] + lattice->total[0].of[span_worth_of(label)];
    if (span_allowed(limits, 0, label) && score > best) best = score, choice->label = (uint8_t)label;
  }
  return choice->label != LABEL_O;
}

uint32_t lattice_best(const struct lattice *lattice, const struct lattice_limits *limits, struct lattice_choice choices[MAX_SEGMENT]) {
  if (lattice->length == 1) return best_of_one(lattice, limits, choices);
  struct step steps[MAX_SEGMENT + 1][LABELS];
  double best[MAX_SEGMENT + 1][LABELS];
  for (uint32_t i = 0; i <= lattice->length; i++) {
    for (uint32_t label = 0; label < LABELS; label++) best[i][label] = -INFINITY;
  }
  for (uint32_t i = 0; i < lattice->length; i++) {
    double entering[LABELS];
    uint16_t before[LABELS] = {LABELS, LABELS, LABELS, LABELS, LABELS};
    if (i) enter(lattice, best[i], entering, before);
    else memcpy(entering, lattice->transition[LABELS], sizeof entering);
    if (token_allowed(limits, i)) improve(&best[i + 1][0], &steps[i + 1][0], entering[LABEL_O], (struct step){.before = before[LABEL_O], .first = (uint16_t)i});
    for (uint32_t s = lattice->span_from[i]; s < lattice->span_from[i + 1]; s++) {
      uint32_t last = lattice->spans[s].last;
      for (uint32_t label = 1; label < LABELS; label++) {
        if (!span_allowed(limits, s, label)) continue;
        improve(&best[last][label], &steps[last][label], entering[label] + lattice->total[s].of[span_worth_of(label)], (struct step){.before = before[label], .first = (uint16_t)i});
      }
    }
  }
  uint32_t label = 0;
  for (uint32_t b = 1; b < LABELS; b++) {
    if (best[lattice->length][b] > best[lattice->length][label]) label = b;
  }
  return trace_back(steps, lattice->length, label, choices);
}

/* ---- The sum ---- */

/* The totals of a span, without the labels that are ruled out. */
static inline struct by_name allowed_total(const struct lattice *lattice, const struct lattice_limits *limits, uint32_t span) {
  struct by_name total = lattice->total[span];
  for (uint32_t label = 1; limits && label < LABELS; label++) {
    if (!span_allowed(limits, span, label)) total.of[span_worth_of(label)] = -INFINITY;
  }
  return total;
}

static inline double larger(double a, double b) { return a > b ? a : b; }

static inline double largest(struct by_name numbers) { return larger(larger(numbers.of[0], numbers.of[1]), larger(numbers.of[2], numbers.of[3])); }

/* The score of the best way to each position, transitions aside: what the factors are scaled by. */
static void find_levels(const struct lattice *lattice, const struct lattice_limits *limits, double level[MAX_SEGMENT + 1]) {
  level[0] = 0;
  for (uint32_t i = 1; i <= lattice->length; i++) level[i] = -INFINITY;
  for (uint32_t i = 0; i < lattice->length; i++) {
    if (level[i] == -INFINITY) level[i] = 0; /* nothing leads here */
    if (token_allowed(limits, i)) level[i + 1] = larger(level[i], level[i + 1]);
    for (uint32_t s = lattice->span_from[i]; s < lattice->span_from[i + 1]; s++) {
      double *to = &level[lattice->spans[s].last];
      *to = larger(level[i] + largest(allowed_total(lattice, limits, s)), *to);
    }
  }
  if (level[lattice->length] == -INFINITY) level[lattice->length] = 0;
}

/* e to the x, to ten digits; 0 for what is hopeless beside 1. The same on every machine, and quicker than what is exact to the last bit. */
static inline two_labels exponential(two_labels x) {
  typedef int64_t two_integers __attribute__((vector_size(16)));
  const double round_up = 6755399441055744.0; /* 3 << 51: adding it leaves the integer in the lowest bits */
  two_labels shifted = x * 1.4426950408889634 + round_up, power = shifted - round_up, r = x - power * 0.6931471805599453;
  two_labels sum = 1 + r * (1 + r * (1. / 2 + r * (1. / 6 + r * (1. / 24 + r * (1. / 120 + r * (1. / 720 + r * (1. / 5040 + r * (1. / 40320))))))));
  return (two_labels)((((two_integers)shifted << 52) + (two_integers)sum) & (x >= -40));
}

static inline double exponential_of_one(double x) { return exponential((two_labels){x, x})[0]; }

static void exponentiate(struct lattice *lattice, const struct lattice_limits *limits, const double level[MAX_SEGMENT + 1]) {
  for (uint32_t i = 0; i < lattice->length; i++) {
    lattice->factor_outside[i] = token_allowed(limits, i) ? exponential_of_one(level[i] - level[i + 1]) : 0;
  }
  for (uint32_t s = 0; s < lattice->span_count; s++) {
    double scale = level[lattice->spans[s].first] - level[lattice->spans[s].last];
    struct by_name total = allowed_total(lattice, limits, s);
    for (int h = 0; h < 2; h++) lattice->factor[s].two[h] = exponential(total.two[h] + scale);
  }
}

/* Each number times the row of its label, all added up. */
static inline struct by_label multiply(const struct by_label *numbers, const struct by_label rows[LABELS]) {
  struct by_label sum;
  for (int h = 0; h < 2; h++) sum.name.two[h] = numbers->outside * rows[LABEL_O].name.two[h];
  sum.outside = numbers->outside * rows[LABEL_O].outside;
  for (uint32_t label = 1; label < LABELS; label++) {
    double number = numbers->name.of[span_worth_of(label)];
    for (int h = 0; h < 2; h++) sum.name.two[h] += number * rows[label].name.two[h];
    sum.outside += number * rows[label].outside;
  }
  return sum;
}

static void sum_forward(struct lattice *lattice) {
  memset(lattice->forward, 0, (lattice->length + 1) * sizeof *lattice->forward);
  for (uint32_t i = 0; i < lattice->length; i++) {
    struct by_label *entering = &lattice->entering[i];
    *entering = i ? multiply(&lattice->forward[i], lattice->after) : lattice->after[LABELS];
    lattice->forward[i + 1].outside = entering->outside * lattice->factor_outside[i];
    for (uint32_t s = lattice->span_from[i]; s < lattice->span_from[i + 1]; s++) {
      struct by_name *to = &lattice->forward[lattice->spans[s].last].name;
      for (int h = 0; h < 2; h++) to->two[h] += entering->name.two[h] * lattice->factor[s].two[h];
    }
  }
}

/* backward[i]: by label the sum of what can follow a span with that label that ends at i. */
static void sum_backward(struct lattice *lattice) {
  lattice->backward[lattice->length] = (struct by_label){.name = {{{1, 1, 1, 1}}}, .outside = 1};
  for (uint32_t i = lattice->length; i-- > 0;) {
    struct by_label leaving = {.outside = lattice->factor_outside[i] * lattice->backward[i + 1].outside};
    for (uint32_t s = lattice->span_from[i]; s < lattice->span_from[i + 1]; s++) {
      const struct by_name *behind = &lattice->backward[lattice->spans[s].last].name;
      for (int h = 0; h < 2; h++) leaving.name.two[h] += lattice->factor[s].two[h] * behind->two[h];
    }
    if (i) {
      lattice->backward[i] = multiply(&leaving, lattice->before);
      continue;
    }
    const struct by_label *start = &lattice->after[LABELS];
    lattice->sum = leaving.outside * start->outside;
    for (uint32_t k = 0; k < SPAN_WORTHS; k++) lattice->sum += leaving.name.of[k] * start->name.of[k];
  }
}

/* Of one token, as the sums below would have it: nothing leads to it and nothing on from it. */
static void sum_one(struct lattice *lattice, const struct lattice_limits *limits) {
  const struct by_label *start = &lattice->after[LABELS];
  struct by_name *factor = lattice->factor, total = {.of = {-INFINITY, -INFINITY, -INFINITY, -INFINITY}};
  int may_be_none = token_allowed(limits, 0);
  if (lattice->span_count) total = allowed_total(lattice, limits, 0);
  double level = larger(largest(total), may_be_none ? 0 : -INFINITY);
  lattice->scale = level == -INFINITY ? 0 : level;
  lattice->entering[0] = *start;
  lattice->backward[1] = (struct by_label){.name = {{{1, 1, 1, 1}}}, .outside = 1};
  lattice->factor_outside[0] = may_be_none ? exponential_of_one(-lattice->scale) : 0;
  lattice->sum = lattice->factor_outside[0] * start->outside;
  if (!lattice->span_count) return;
  for (int h = 0; h < 2; h++) factor->two[h] = exponential(total.two[h] - lattice->scale);
  for (uint32_t k = 0; k < SPAN_WORTHS; k++) lattice->sum += factor->of[k] * start->name.of[k];
}

void lattice_sum(struct lattice *lattice, const struct lattice_limits *limits) {
  if (lattice->length == 1) {
    sum_one(lattice, limits);
    return;
  }
  double level[MAX_SEGMENT + 1];
  find_levels(lattice, limits, level);
  exponentiate(lattice, limits, level);
  sum_forward(lattice);
  sum_backward(lattice);
  lattice->scale = level[lattice->length];
}

double lattice_log_sum(const struct lattice *lattice) { return lattice->sum > 0 ? log(lattice->sum) + lattice->scale : -INFINITY; }

double lattice_span_probability(const struct lattice *lattice, uint32_t span, uint32_t label) {
  uint32_t first = lattice->spans[span].first, last = lattice->spans[span].last, k = span_worth_of(label);
  return lattice->entering[first].name.of[k] * lattice->factor[span].of[k] * lattice->backward[last].name.of[k] / lattice->sum;
}

double lattice_token_probability(const struct lattice *lattice, uint32_t token) {
  return lattice->entering[token].outside * lattice->factor_outside[token] * lattice->backward[token + 1].outside / lattice->sum;
}

void lattice_judge(struct lattice *lattice) {
  double scale = 1 / lattice->sum;
  for (uint32_t i = 0; i < lattice->length; i++) {
    lattice->marginals.outside[i] = (float)(lattice->entering[i].outside * lattice->factor_outside[i] * lattice->backward[i + 1].outside * scale);
  }
  for (uint32_t s = 0; s < lattice->span_count; s++) {
    const struct by_name *entering = &lattice->entering[lattice->spans[s].first].name, *behind = &lattice->backward[lattice->spans[s].last].name;
    for (int h = 0; h < 2; h++) {
      two_labels likely = entering->two[h] * lattice->factor[s].two[h] * behind->two[h] * scale;
      for (int k = 0; k < 2; k++) lattice->marginals.spans[s].of[2 * h + k] = (float)likely[k];
    }
  }
}
