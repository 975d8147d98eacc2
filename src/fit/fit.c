/* fit.c: annotated articles -> gazetteers/weights.tsv: learns what each feature is worth for each label.
 *
 * Method: a semi-Markov conditional random field (lattice.h). Its conditional likelihood is maximized a segment at a time, in steps that adapt to each
 * weight (AdaGrad; Duchi, Hazan and Singer 2011) with an L1 penalty, which leaves most weights at zero. At each look a share of the features is hidden
 * (Srivastava et al. 2014), so that no feature is relied on where others say the same: names of tomorrow are in fewer lists than those learnt from.
 * At some looks all features are hidden that name the words of a name, or their beginnings and ends: what stands around must do.
 * Features are computed by the program's own code (feature.h). Where a corpus does not mark names of other kinds, or where a marked span cannot be
 * reached, the labelling is left open and summed over. */
#include <getopt.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "feature.h"
#include "fit/corpus.h"
#include "lattice.h"
#include "mention.h"
#include "model/model.h"
#include "template.h"

enum { TRANSITIONS = (LABELS + 1) * LABELS };

/* ---- What is learnt from ---- */

struct feature_range {
  uint32_t first, count; /* into ids */
};

enum family { NO_FAMILY, WORDS_FAMILY, AFFIXES_FAMILY, FAMILIES }; /* of features that are hidden together */

struct instance {
  uint32_t length, span_count;
  uint32_t tokens, spans; /* indices of the first token's and span's feature_range */
  uint32_t article, first; /* where it stands: for names and for the held part */
  uint32_t layout, limits; /* indices of its first span in layout and span_limits, and of its first token in token_limits */
  uint32_t more_tokens, more_spans; /* further ranges, from other occurrences; WHOSAID_NONE in the first pass */
};

struct slot_count {
  uint64_t key; /* feature id * SLOTS + slot + 1; 0 is empty */
  uint32_t count;
};

struct known_feature {
  uint64_t key;
  uint32_t id; /* + 1; 0 is empty */
};

/* A name that was found in the held part: the log odds of its probability, and whether it is right. */
struct judgement {
  double odds;
  int right;
};

struct fit {
  article_list articles;
  VECTOR(struct instance) instances;
  VECTOR(struct feature_range) ranges;   /* of tokens and spans */
  VECTOR(uint32_t) ids;
  VECTOR(uint8_t) span_limits, token_limits; /* what the annotation allows */
  VECTOR(struct lattice_span) layout;
  struct known_feature *known;           /* key -> id */
  uint64_t known_mask;
  uint32_t feature_count;
  VECTOR(uint8_t) families;              /* enum family, by feature id */
  struct slot_count *slots;
  uint64_t slot_mask, slot_used;
  uint32_t *weight_from;                 /* of feature id: its weights [weight_from[id], weight_from[id + 1]) */
  uint8_t *weight_slots;
  uint32_t weight_count;                 /* then follow the TRANSITIONS */
  uint32_t reachable, unreachable;
  /* settings */
  double l1, rate, hidden, hidden_families;
  int rounds, times, held, cutoff, folds;
  VECTOR(struct judgement) judgements; /* of the held part's names */
  double slope, offset;                /* of the scores, fitted on them */
  int fold; /* while the articles of this fold are kept aside, else -1 */
  uint32_t look; /* at a segment in learning; what it hides depends on it; 0 where nothing is hidden */
};

static void *must(void *memory) {
  if (memory) return memory;
  fputs("whosaid-fit: memory ran out\n", stderr);
  exit(1);
}

#define ADD(vector) must(VECTOR_ADD(vector))

/* ---- Features and their numbers ---- */

static void grow_known(struct fit *fit) {
  uint64_t size = fit->known ? (fit->known_mask + 1) * 2 : 1u << 20;
  struct known_feature *old = fit->known;
  uint64_t old_size = old ? fit->known_mask + 1 : 0;
  fit->known = must(calloc(size, sizeof *fit->known));
  fit->known_mask = size - 1;
  for (uint64_t i = 0; i < old_size; i++) {
    if (!old[i].id) continue;
    uint64_t slot = old[i].key & fit->known_mask;
    while (fit->known[slot].id) slot = (slot + 1) & fit->known_mask;
    fit->known[slot] = old[i];
  }
  free(old);
}

static enum family family_of(enum template template) {
  switch (template) {
    case WORD:
    case WORD_SHAPE:
    case PREVIOUS_WORD:
    case WORD_NEXT:
    case SPAN:
    case SPAN_FIRST:
    case SPAN_LAST:
    case SPAN_HEAD: return WORDS_FAMILY;
    case PREFIX:
    case SUFFIX:
    case SPAN_LAST_SUFFIX: return AFFIXES_FAMILY;
    default: return NO_FAMILY;
  }
}

static uint32_t number_feature(struct fit *fit, uint64_t key, enum family family) {
  if (!fit->known || (uint64_t)fit->feature_count * 2 > fit->known_mask) grow_known(fit);
  uint64_t slot = key & fit->known_mask;
  for (; fit->known[slot].id; slot = (slot + 1) & fit->known_mask) {
    if (fit->known[slot].key == key) return fit->known[slot].id - 1;
  }
  fit->known[slot] = (struct known_feature){.key = key, .id = ++fit->feature_count};
  *(uint8_t *)ADD(&fit->families) = (uint8_t)family;
  return fit->feature_count - 1;
}

static uint32_t find_feature(const struct fit *fit, uint64_t key) {
  uint64_t slot = key & fit->known_mask;
  while (fit->known[slot].id && fit->known[slot].key != key) slot = (slot + 1) & fit->known_mask;
  return fit->known[slot].id ? fit->known[slot].id - 1 : WHOSAID_NONE;
}

static void keep_features(struct fit *fit, const struct feature_sink *sink) {
  struct feature_range *range = ADD(&fit->ranges);
  range->first = fit->ids.count;
  range->count = sink->count;
  for (uint32_t i = 0; i < sink->count; i++) {
    uint32_t id = number_feature(fit, sink->keys[i], sink->templates ? family_of((enum template)sink->templates[i]) : NO_FAMILY);
    *(uint32_t *)ADD(&fit->ids) = id;
  }
}

/* ---- What the annotation allows ---- */

static uint32_t token_starting(const struct whosaid_document *document, uint32_t first, uint32_t last, uint32_t start) {
  for (uint32_t i = first; i < last; i++) {
    if (document->tokens.items[i].start == start) return i;
  }
  return WHOSAID_NONE;
}

static uint32_t token_ending(const struct whosaid_document *document, uint32_t first, uint32_t last, uint32_t end) {
  for (uint32_t i = first; i < last; i++) {
    if (document->tokens.items[i].end == end) return i + 1;
  }
  return WHOSAID_NONE;
}

static void allow_everything(const struct lattice *lattice, uint32_t first, uint32_t last, uint8_t *spans, uint8_t *tokens) {
  for (uint32_t s = 0; s < lattice->span_count; s++) {
    if (lattice->spans[s].last > first && lattice->spans[s].first < last) spans[s] = 0x1E;
  }
  for (uint32_t i = first; i < last; i++) tokens[i] = 1;
}

static void allow_name(struct fit *fit, const struct article *article, const struct gold_name *name, const struct lattice *lattice, uint32_t segment,
                       uint8_t *spans, uint8_t *tokens) {
  const struct whosaid_document *document = article->document;
  uint32_t end = segment + lattice->length;
  uint32_t first = token_starting(document, segment, end, name->start), last = token_ending(document, segment, end, name->end);
  uint32_t span = first == WHOSAID_NONE || last == WHOSAID_NONE || last <= first ? WHOSAID_NONE : lattice_find(lattice, first - segment, last - segment);
  uint32_t from = document_token_at(document, name->start), to = from;
  while (to < document->tokens.count && document->tokens.items[to].start < name->end) to++;
  from = from < segment ? 0 : from - segment;
  to = to > end ? lattice->length : to - segment;
  if (from >= to) return;
  for (uint32_t s = 0; s < lattice->span_count; s++) {
    if (lattice->spans[s].last > from && lattice->spans[s].first < to) spans[s] = 0;
  }
  for (uint32_t i = from; i < to; i++) tokens[i] = 0;
  if (span == WHOSAID_NONE) {
    fit->unreachable++;
    allow_everything(lattice, from, to, spans, tokens);
    return;
  }
  fit->reachable++;
  spans[span] = name->label == LABELS ? 0x0E : (uint8_t)(1u << name->label);
}

static void read_limits(struct fit *fit, const struct article *article, const struct lattice *lattice, uint32_t segment) {
  const struct whosaid_document *document = article->document;
  uint8_t spans[MAX_SEGMENT * MAX_SPAN], tokens[MAX_SEGMENT];
  memset(spans, article->marks_others ? 0 : 1u << LABEL_OTHER, sizeof spans);
  memset(tokens, 1, sizeof tokens);
  uint32_t start = document->tokens.items[segment].start, end = document->tokens.items[segment + lattice->length - 1].end;
  for (uint32_t i = 0; i < article->names.count; i++) {
    const struct gold_name *name = &article->names.items[i];
    if (name->end > start && name->start < end) allow_name(fit, article, name, lattice, segment, spans, tokens);
  }
  for (uint32_t s = 0; s < lattice->span_count; s++) *(uint8_t *)ADD(&fit->span_limits) = spans[s];
  for (uint32_t i = 0; i < lattice->length; i++) *(uint8_t *)ADD(&fit->token_limits) = tokens[i];
}

/* ---- Reading the articles ---- */

static void read_segment(struct fit *fit, const struct evidence *evidence, uint32_t article, uint32_t first, uint32_t last, struct lattice *lattice) {
  uint64_t keys[MAX_FEATURES];
  uint8_t templates[MAX_FEATURES];
  struct views views;
  views_make(&views, evidence, NULL, first, last);
  lattice_lay_out(lattice, evidence, first, last);
  struct instance *instance = ADD(&fit->instances);
  *instance = (struct instance){.length = lattice->length, .span_count = lattice->span_count, .article = article, .first = first};
  instance->layout = fit->layout.count;
  instance->limits = fit->token_limits.count;
  instance->more_tokens = instance->more_spans = WHOSAID_NONE;
  instance->tokens = fit->ranges.count;
  for (uint32_t i = 0; i < lattice->length; i++) {
    struct feature_sink sink = {.keys = keys, .templates = templates, .room = MAX_FEATURES};
    token_features(&views, first + i, &sink);
    keep_features(fit, &sink);
  }
  instance->spans = fit->ranges.count;
  for (uint32_t s = 0; s < lattice->span_count; s++) {
    struct feature_sink sink = {.keys = keys, .templates = templates, .room = MAX_FEATURES};
    span_features(&views, first + lattice->spans[s].first, first + lattice->spans[s].last, &sink);
    keep_features(fit, &sink);
    *(struct lattice_span *)ADD(&fit->layout) = lattice->spans[s];
  }
  read_limits(fit, &fit->articles.items[article], lattice, first);
}

static void each_segment(struct fit *fit, uint32_t article, void (*visit)(struct fit *, const struct evidence *, uint32_t, uint32_t, uint32_t, struct lattice *)) {
  struct evidence evidence;
  struct lattice *lattice = must(malloc(sizeof *lattice));
  whosaid_error error;
  if (evidence_collect(fit->articles.items[article].document, &evidence, &error)) must(NULL);
  for (uint32_t from = 0, first, last; evidence_next_segment(&evidence, from, &first, &last); from = last) {
    visit(fit, &evidence, article, first, last, lattice);
  }
  evidence_free(&evidence);
  free(lattice);
}

/* Of the part that says how good the weights are, or of the fold that others are learnt for. */
static int is_held(const struct fit *fit, uint32_t article) {
  if (fit->held && article % (uint32_t)fit->held == (uint32_t)fit->held - 1) return 1;
  return fit->fold >= 0 && article % (uint32_t)fit->folds == (uint32_t)fit->fold;
}

/* ---- Weights: of every feature, one for each slot it occurs with in the annotation ---- */

static void grow_slots(struct fit *fit) {
  uint64_t size = fit->slots ? (fit->slot_mask + 1) * 2 : 1u << 20;
  struct slot_count *old = fit->slots;
  uint64_t old_size = old ? fit->slot_mask + 1 : 0;
  fit->slots = must(calloc(size, sizeof *fit->slots));
  fit->slot_mask = size - 1;
  for (uint64_t i = 0; i < old_size; i++) {
    if (!old[i].key) continue;
    uint64_t slot = old[i].key * 0x9E3779B97F4A7C15u >> 20 & fit->slot_mask;
    while (fit->slots[slot].key) slot = (slot + 1) & fit->slot_mask;
    fit->slots[slot] = old[i];
  }
  free(old);
}

static void count_slot(struct fit *fit, uint32_t id, uint32_t slot_of_weight) {
  if (!fit->slots || fit->slot_used * 2 > fit->slot_mask) grow_slots(fit);
  uint64_t key = (uint64_t)id * SLOTS + slot_of_weight + 1, slot = key * 0x9E3779B97F4A7C15u >> 20 & fit->slot_mask;
  while (fit->slots[slot].key && fit->slots[slot].key != key) slot = (slot + 1) & fit->slot_mask;
  fit->slot_used += !fit->slots[slot].key;
  fit->slots[slot].key = key;
  fit->slots[slot].count++;
}

static void count_range(struct fit *fit, uint32_t range, uint32_t slot) {
  const struct feature_range *features = &fit->ranges.items[range];
  for (uint32_t i = 0; i < features->count; i++) count_slot(fit, fit->ids.items[features->first + i], slot);
}

static uint32_t label_of_limit(uint8_t limit) {
  for (uint32_t label = 1; label < LABELS; label++) {
    if (limit == 1u << label) return label;
  }
  return 0;
}

static enum position position_in(const struct lattice_span *span, uint32_t i) {
  if (span->last - span->first == 1) return POSITION_ONLY;
  return i == span->first ? POSITION_FIRST : i + 1u == span->last ? POSITION_LAST : POSITION_INNER;
}

static void count_token(struct fit *fit, const struct instance *instance, uint32_t i, uint32_t slot) {
  count_range(fit, instance->tokens + i, slot);
  if (instance->more_tokens != WHOSAID_NONE) count_range(fit, instance->more_tokens + i, slot);
}

static void count_instance(struct fit *fit, const struct instance *instance) {
  const struct lattice_span *layout = fit->layout.items + instance->layout;
  const uint8_t *spans = fit->span_limits.items + instance->layout, *tokens = fit->token_limits.items + instance->limits;
  int marks_others = fit->articles.items[instance->article].marks_others;
  for (uint32_t s = 0; s < instance->span_count; s++) {
    uint32_t label = label_of_limit(spans[s]);
    if (!label || (label == LABEL_OTHER && !marks_others)) continue;
    count_range(fit, instance->spans + s, label);
    if (instance->more_spans != WHOSAID_NONE) count_range(fit, instance->more_spans + s, label);
    for (uint32_t i = layout[s].first; i < layout[s].last; i++) {
      count_token(fit, instance, i, label);
      count_token(fit, instance, i, weight_slot((enum label)label, position_in(&layout[s], i)));
    }
  }
  for (uint32_t i = 0; i < instance->length; i++) {
    if (tokens[i]) count_token(fit, instance, i, LABEL_O);
  }
}

static void number_weights(struct fit *fit) {
  free(fit->weight_from);
  free(fit->weight_slots);
  for (uint32_t i = 0; i < fit->instances.count; i++) {
    if (!is_held(fit, fit->instances.items[i].article)) count_instance(fit, &fit->instances.items[i]);
  }
  fit->weight_from = must(calloc((size_t)fit->feature_count + 2, sizeof *fit->weight_from));
  uint32_t *totals = must(calloc((size_t)fit->feature_count + 1, sizeof *totals));
  for (uint64_t s = 0; s <= fit->slot_mask; s++) {
    if (fit->slots[s].key) totals[(fit->slots[s].key - 1) / SLOTS] += fit->slots[s].count;
  }
  for (uint64_t s = 0; s <= fit->slot_mask; s++) {
    if (!fit->slots[s].key) continue;
    uint64_t id = (fit->slots[s].key - 1) / SLOTS;
    if (totals[id] < (uint32_t)fit->cutoff) fit->slots[s].key = 0;
    else fit->weight_from[id + 1]++;
  }
  for (uint32_t id = 0; id < fit->feature_count; id++) fit->weight_from[id + 1] += fit->weight_from[id];
  fit->weight_count = fit->weight_from[fit->feature_count];
  fit->weight_slots = must(malloc((size_t)fit->weight_count + 1));
  uint32_t *next = must(malloc(((size_t)fit->feature_count + 1) * sizeof *next));
  memcpy(next, fit->weight_from, ((size_t)fit->feature_count + 1) * sizeof *next);
  for (uint64_t s = 0; s <= fit->slot_mask; s++) {
    if (fit->slots[s].key) fit->weight_slots[next[(fit->slots[s].key - 1) / SLOTS]++] = (uint8_t)((fit->slots[s].key - 1) % SLOTS);
  }
  free(next);
  free(totals);
  free(fit->slots);
  fit->slots = NULL;
}

/* Features without weights are left out of the instances. */
static void drop_idle_features(struct fit *fit) {
  uint32_t kept = 0;
  for (uint32_t r = 0; r < fit->ranges.count; r++) {
    struct feature_range *range = &fit->ranges.items[r];
    uint32_t first = kept;
    for (uint32_t i = 0; i < range->count; i++) {
      uint32_t id = fit->ids.items[range->first + i];
      if (fit->weight_from[id + 1] > fit->weight_from[id]) fit->ids.items[kept++] = id;
    }
    *range = (struct feature_range){.first = first, .count = kept - first};
  }
  fit->ids.count = kept;
}

/* ---- The objective ---- */

/* By chance, but always the same for a number and look. */
static int is_drawn(const struct fit *fit, uint32_t number, double share) {
  uint32_t mixed = (number * 2654435769u ^ fit->look * 0x9E3779B9u) * 0x85EBCA6Bu;
  mixed = (mixed ^ mixed >> 15) * 0xC2B2AE35u;
  return mixed >> 8 < (uint32_t)(share * (1 << 24));
}

/* A share of the features at each look, other ones each time. */
static int is_hidden(const struct fit *fit, uint32_t id) {
  uint8_t family = fit->families.items[id];
  return fit->look && (is_drawn(fit, id, fit->hidden) || (family && is_drawn(fit, UINT32_MAX - family, fit->hidden_families)));
}

/* What is seen stands for what is hidden. */
static double gain(const struct fit *fit, uint32_t id) {
  if (!fit->look) return 1;
  return 1 / ((1 - fit->hidden) * (fit->families.items[id] ? 1 - fit->hidden_families : 1));
}

static void score_range(const struct fit *fit, const double *weights, uint32_t range, double *scores) {
  const struct feature_range *features = &fit->ranges.items[range];
  for (uint32_t i = 0; i < features->count; i++) {
    uint32_t id = fit->ids.items[features->first + i];
    if (is_hidden(fit, id)) continue;
    double more = gain(fit, id);
    for (uint32_t w = fit->weight_from[id]; w < fit->weight_from[id + 1]; w++) scores[fit->weight_slots[w]] += weights[w] * more;
  }
}

/* Label and position against O. */
static void set_token(const double slots[SLOTS], double token[TOKEN_WORTHS]) {
  for (uint32_t label = 1; label < LABELS; label++) {
    for (uint32_t position = 0; position < POSITIONS; position++) {
      token[token_worth_of(label, position)] = slots[label] + slots[weight_slot((enum label)label, (enum position)position)] - slots[LABEL_O];
    }
  }
}

/* Evidence of a span for its label: its own, and its tokens' at their places; `inner` adds up the tokens before each as inner ones. */
static double total_of(const struct lattice_span *span, uint32_t label, const double own[SLOTS], double (*token)[TOKEN_WORTHS], double (*inner)[LABELS]) {
  const double *open = token[span->first], *close = token[span->last - 1];
  if (span->last - span->first == 1) return own[label] + open[token_worth_of(label, POSITION_ONLY)];
  return own[label] + open[token_worth_of(label, POSITION_FIRST)] + close[token_worth_of(label, POSITION_LAST)] + inner[span->last - 1][label] -
         inner[span->first + 1][label];
}

static void fill_lattice(const struct fit *fit, const double *weights, const struct instance *instance, struct lattice *lattice) {
  int more = instance->more_tokens != WHOSAID_NONE;
  double slots[SLOTS], token[MAX_SEGMENT][TOKEN_WORTHS], inner[MAX_SEGMENT + 1][LABELS] = {{0}};
  lattice->length = instance->length;
  lattice->span_count = instance->span_count;
  memcpy(lattice->spans, fit->layout.items + instance->layout, instance->span_count * sizeof *lattice->spans);
  lattice_index_spans(lattice);
  for (uint32_t i = 0; i < lattice->length; i++) {
    memset(slots, 0, sizeof slots);
    score_range(fit, weights, instance->tokens + i, slots);
    if (more) score_range(fit, weights, instance->more_tokens + i, slots);
    set_token(slots, token[i]);
    for (uint32_t label = 1; label < LABELS; label++) inner[i + 1][label] = inner[i][label] + token[i][token_worth_of(label, POSITION_INNER)];
  }
  for (uint32_t s = 0; s < lattice->span_count; s++) {
    memset(slots, 0, sizeof slots);
    score_range(fit, weights, instance->spans + s, slots);
    if (more) score_range(fit, weights, instance->more_spans + s, slots);
    for (uint32_t label = 1; label < LABELS; label++) {
      lattice->total[s].of[span_worth_of(label)] = total_of(&lattice->spans[s], label, slots, token, inner);
    }
  }
}

static void set_transitions(const struct fit *fit, const double *weights, struct lattice *lattice) {
  lattice_set_transitions(lattice, (const double(*)[LABELS])(weights + fit->weight_count));
}

/* Adds `sign` times the expected counts under the lattice's sums. */
static void expect(const struct lattice *lattice, double sign, double token[MAX_SEGMENT][SLOTS], double (*span)[SLOTS], double *transitions) {
  for (uint32_t i = 0; i < lattice->length; i++) token[i][LABEL_O] += sign * lattice_token_probability(lattice, i);
  for (uint32_t s = 0; s < lattice->span_count; s++) {
    for (uint32_t label = 1; label < LABELS; label++) {
      double p = sign * lattice_span_probability(lattice, s, label);
      if (fabs(p) < 1e-12) continue;
      span[s][label] += p;
      for (uint32_t i = lattice->spans[s].first; i < lattice->spans[s].last; i++) {
        token[i][label] += p;
        token[i][weight_slot((enum label)label, position_in(&lattice->spans[s], i))] += p;
      }
    }
  }
  for (uint32_t i = 0; i < lattice->length; i++) {
    for (uint32_t label = 0; label < LABELS; label++) {
      double entering = label_number(&lattice->entering[i], label);
      if (entering <= 0) continue;
      double inside = 0; /* probability that a span with this label starts here */
      if (label == LABEL_O) inside = lattice_token_probability(lattice, i);
      else for (uint32_t s = lattice->span_from[i]; s < lattice->span_from[i + 1]; s++) inside += lattice_span_probability(lattice, s, label);
      if (!i) transitions[LABELS * LABELS + label] += sign * inside;
      for (uint32_t before = 0; i && before < LABELS; before++) {
        double share = label_number(&lattice->forward[i], before) * label_number(&lattice->after[before], label) / entering;
        transitions[before * LABELS + label] += sign * inside * share;
      }
    }
  }
}

/* ---- Learning ---- */

struct learner {
  struct fit *fit;
  double *weights, *sums; /* now, and at the ends of the rounds of the second half */
  float *squares;   /* of each weight's gradients so far, added up */
  uint32_t *last;   /* look that each weight was met at */
  uint32_t *order;  /* of the instances */
  uint32_t look;
  double penalty, loss;
  struct lattice *lattice;
  double token[MAX_SEGMENT][SLOTS], span[MAX_SEGMENT * MAX_SPAN][SLOTS], transitions[TRANSITIONS];
};

static double rate_of(const struct learner *learner, uint32_t weight) { return learner->fit->rate / sqrt(learner->squares[weight] + 0.01); }

/* The penalty of the looks since the weight was met. */
static void shrink(struct learner *learner, uint32_t weight) {
  double *value = &learner->weights[weight], size = fabs(*value);
  if (size > 0) {
    size -= (learner->look - learner->last[weight]) * learner->penalty * rate_of(learner, weight);
    *value = size > 0 ? copysign(size, *value) : 0;
  }
  learner->last[weight] = learner->look;
}

static void step_weight(struct learner *learner, uint32_t weight, double gradient) {
  if (fabs(gradient) < 1e-6) return;
  learner->squares[weight] += (float)(gradient * gradient);
  learner->weights[weight] -= gradient * rate_of(learner, weight);
}

static void step_range(struct learner *learner, uint32_t range, const double *expected) {
  const struct fit *fit = learner->fit;
  const struct feature_range *features = &fit->ranges.items[range];
  for (uint32_t i = 0; i < features->count; i++) {
    uint32_t id = fit->ids.items[features->first + i];
    if (is_hidden(fit, id)) continue;
    double more = gain(fit, id);
    for (uint32_t w = fit->weight_from[id]; w < fit->weight_from[id + 1]; w++) {
      shrink(learner, w);
      step_weight(learner, w, expected[fit->weight_slots[w]] * more);
    }
  }
}

static void step_instance(struct learner *learner, const struct instance *instance) {
  int more = instance->more_tokens != WHOSAID_NONE;
  for (uint32_t i = 0; i < instance->length; i++) {
    step_range(learner, instance->tokens + i, learner->token[i]);
    if (more) step_range(learner, instance->more_tokens + i, learner->token[i]);
  }
  for (uint32_t s = 0; s < instance->span_count; s++) {
    step_range(learner, instance->spans + s, learner->span[s]);
    if (more) step_range(learner, instance->more_spans + s, learner->span[s]);
  }
  for (uint32_t i = 0; i < TRANSITIONS; i++) step_weight(learner, learner->fit->weight_count + i, learner->transitions[i]);
}

/* What is known as well as this teaches nothing. */
static const double LEAST_LOSS = 1e-3;

static void learn_instance(struct learner *learner, const struct instance *instance) {
  struct fit *fit = learner->fit;
  struct lattice *lattice = learner->lattice;
  struct lattice_limits limits = {.spans = fit->span_limits.items + instance->layout, .tokens = fit->token_limits.items + instance->limits};
  fit->look = ++learner->look;
  set_transitions(fit, learner->weights, lattice);
  fill_lattice(fit, learner->weights, instance, lattice);
  lattice_sum(lattice, &limits);
  double marked = lattice_log_sum(lattice);
  lattice_sum(lattice, NULL);
  double loss = lattice_log_sum(lattice) - marked;
  learner->loss += loss < INFINITY ? loss : 0;
  if (loss < LEAST_LOSS || loss == INFINITY) return;
  memset(learner->token, 0, instance->length * sizeof *learner->token);
  memset(learner->span, 0, instance->span_count * sizeof *learner->span);
  memset(learner->transitions, 0, sizeof learner->transitions);
  expect(lattice, 1, learner->token, learner->span, learner->transitions);
  lattice_sum(lattice, &limits);
  expect(lattice, -1, learner->token, learner->span, learner->transitions);
  step_instance(learner, instance);
}

/* Another order each round, the same at each fit. */
static void shuffle(uint32_t *order, uint32_t count, uint64_t *random) {
  for (uint32_t i = count; i > 1; i--) {
    *random = *random * 6364136223846793005u + 1442695040888963407u;
    uint32_t k = (uint32_t)((*random >> 33) % i), swap = order[k];
    order[k] = order[i - 1];
    order[i - 1] = swap;
  }
}

static void show_round(const struct learner *learner, int round) {
  uint32_t used = 0;
  for (uint32_t w = 0; w < learner->fit->weight_count; w++) used += learner->weights[w] != 0;
  fprintf(stderr, "round %d: loss %.0f, %u weights\n", round, learner->loss, used);
}

static void learn_rounds(struct learner *learner, uint32_t count, uint64_t random) {
  struct fit *fit = learner->fit;
  int rounds = fit->fold < 0 ? fit->rounds : (fit->rounds + 1) / 2, later = rounds - rounds / 2;
  for (int round = 1; round <= rounds; round++) {
    learner->loss = 0;
    shuffle(learner->order, count, &random);
    for (uint32_t k = 0; k < count; k++) learn_instance(learner, &fit->instances.items[learner->order[k]]);
    for (uint32_t w = 0; w < fit->weight_count; w++) shrink(learner, w);
    for (uint32_t w = 0; round > rounds - later && w < fit->weight_count + TRANSITIONS; w++) learner->sums[w] += learner->weights[w];
    show_round(learner, round);
  }
  for (uint32_t w = 0; w < fit->weight_count + TRANSITIONS; w++) learner->sums[w] /= later;
  fit->look = 0;
}

/* The weights, from all instances that are not held: the mean of the later rounds', which chance moves less (Polyak and Juditsky 1992). */
static double *learn(struct fit *fit, uint64_t seed) {
  size_t weights = (size_t)fit->weight_count + TRANSITIONS;
  struct learner *learner = must(calloc(1, sizeof *learner));
  uint32_t *order = learner->order = must(malloc(((size_t)fit->instances.count + 1) * sizeof *order)), count = 0;
  learner->fit = fit;
  double *learnt = learner->sums = must(calloc(weights, sizeof *learner->sums));
  learner->weights = must(calloc(weights, sizeof *learner->weights));
  learner->squares = must(calloc(weights, sizeof *learner->squares));
  learner->last = must(calloc(weights, sizeof *learner->last));
  learner->lattice = must(malloc(sizeof *learner->lattice));
  for (uint32_t k = 0; k < fit->instances.count; k++) {
    if (!is_held(fit, fit->instances.items[k].article)) order[count++] = k;
  }
  learner->penalty = count ? fit->l1 / count : 0;
  fprintf(stderr, "%u weights to learn from %u segments\n", fit->weight_count, count);
  learn_rounds(learner, count, seed);
  free(learner->weights);
  free(learner->squares);
  free(learner->last);
  free(learner->lattice);
  free(learner);
  free(order);
  return learnt;
}

/* ---- How good it is on the held part ---- */

struct tally {
  uint32_t right, found, marked;
};

static void tally_article_names(const struct fit *fit, struct tally tallies[LABELS]) {
  for (uint32_t a = 0; a < fit->articles.count; a++) {
    if (!is_held(fit, a)) continue;
    for (uint32_t i = 0; i < fit->articles.items[a].names.count; i++) {
      uint8_t label = fit->articles.items[a].names.items[i].label;
      if (label < LABELS) tallies[label].marked++;
    }
  }
}

static void show_tally(const char *name, struct tally tally) {
  double p = tally.found ? 100.0 * tally.right / tally.found : 0, r = tally.marked ? 100.0 * tally.right / tally.marked : 0;
  printf("%-14s precision %6.2f recall %6.2f F1 %6.2f\n", name, p, r, p + r > 0 ? 2 * p * r / (p + r) : 0);
}

/* How badly the scores say what is right, with this slope and offset. */
static double miscalibration(const struct fit *fit, double slope, double offset) {
  double loss = 0;
  for (uint32_t i = 0; i < fit->judgements.count; i++) {
    double odds = slope * fit->judgements.items[i].odds + offset;
    loss += log1p(exp(-fabs(odds))) + (fit->judgements.items[i].right ? fmax(-odds, 0) : fmax(odds, 0));
  }
  return loss;
}

/* The slope and offset that make the scores of the held part's names the shares that are right: logistic regression by Newton's method, each step
 * halved until it is one forward. */
static void fit_calibration(struct fit *fit) {
  fit->slope = 1;
  fit->offset = 0;
  for (int round = 0; round < 30; round++) {
    double gradient[2] = {0}, curve[3] = {1e-6, 0, 1e-6};
    for (uint32_t i = 0; i < fit->judgements.count; i++) {
      double odds = fit->judgements.items[i].odds, p = 1 / (1 + exp(-(fit->slope * odds + fit->offset)));
      double miss = fit->judgements.items[i].right - p, width = p * (1 - p);
      gradient[0] += miss * odds;
      gradient[1] += miss;
      curve[0] += width * odds * odds;
      curve[1] += width * odds;
      curve[2] += width;
    }
    double determinant = curve[0] * curve[2] - curve[1] * curve[1], loss = miscalibration(fit, fit->slope, fit->offset), step = 1;
    if (determinant <= 0) return;
    double slope = (curve[2] * gradient[0] - curve[1] * gradient[1]) / determinant, offset = (curve[0] * gradient[1] - curve[1] * gradient[0]) / determinant;
    while (step > 1e-6 && miscalibration(fit, fit->slope + step * slope, fit->offset + step * offset) > loss) step /= 2;
    fit->slope += step * slope;
    fit->offset += step * offset;
  }
}

static void judge(struct fit *fit, double probability, int right) {
  double bounded = probability < 1e-6 ? 1e-6 : probability > 1 - 1e-6 ? 1 - 1e-6 : probability;
  *(struct judgement *)ADD(&fit->judgements) = (struct judgement){.odds = log(bounded / (1 - bounded)), .right = right};
}

static void evaluate_held(struct fit *fit, const double *weights) {
  struct tally tallies[LABELS] = {0}, all = {0};
  struct lattice *lattice = must(malloc(sizeof *lattice));
  tally_article_names(fit, tallies);
  set_transitions(fit, weights, lattice);
  for (uint32_t k = 0; k < fit->instances.count; k++) {
    const struct instance *instance = &fit->instances.items[k];
    struct lattice_choice choices[MAX_SEGMENT];
    if (!is_held(fit, instance->article) || instance->more_tokens == WHOSAID_NONE) continue;
    fill_lattice(fit, weights, instance, lattice);
    uint32_t count = lattice_best(lattice, NULL, choices);
    lattice_sum(lattice, NULL);
    for (uint32_t i = 0; i < count; i++) {
      uint32_t span = lattice_find(lattice, choices[i].first, choices[i].last), label = choices[i].label;
      int right = fit->span_limits.items[instance->layout + span] == 1u << label;
      tallies[label].found++;
      tallies[label].right += (uint32_t)right;
      if (label != LABEL_OTHER) judge(fit, lattice_span_probability(lattice, span, label), right);
    }
  }
  for (uint32_t label = 1; label < LABEL_OTHER; label++) {
    show_tally(weight_slot_name(label), tallies[label]);
    all.right += tallies[label].right;
    all.found += tallies[label].found;
    all.marked += tallies[label].marked;
  }
  show_tally("all names", all);
  fit_calibration(fit);
  free(lattice);
}

/* ---- Writing the weights ---- */

struct named_feature {
  uint32_t id;
  char *name;
};

static struct {
  struct fit *fit;
  char **names;          /* by feature id, NULL until met */
  const uint8_t *wanted; /* by feature id */
} naming;

static void take_name(void *context, uint64_t key, const char *name) {
  (void)context;
  uint32_t id = find_feature(naming.fit, key);
  if (id != WHOSAID_NONE && naming.wanted[id] && !naming.names[id]) naming.names[id] = must(strdup(name));
}

static void name_segment(struct fit *fit, const struct evidence *evidence, uint32_t article, uint32_t first, uint32_t last, struct lattice *lattice) {
  (void)fit, (void)article;
  uint64_t keys[MAX_FEATURES];
  struct views views;
  views_make(&views, evidence, NULL, first, last);
  lattice_lay_out(lattice, evidence, first, last);
  for (uint32_t i = first; i < last; i++) {
    token_features(&views, i, &(struct feature_sink){.keys = keys, .room = MAX_FEATURES, .named = take_name});
  }
  for (uint32_t s = 0; s < lattice->span_count; s++) {
    struct feature_sink sink = {.keys = keys, .room = MAX_FEATURES, .named = take_name};
    span_features(&views, first + lattice->spans[s].first, first + lattice->spans[s].last, &sink);
  }
}

static void name_beliefs(void) {
  uint64_t key;
  for (int kind = BELIEF_WORD; kind <= BELIEF_FIRST_OF_LONG; kind++) {
    for (uint32_t label = 0; label < LABELS; label++) {
      for (uint32_t certainty = 0; certainty < 4; certainty++) {
        for (uint32_t times = 1; times <= 4; times++) {
          belief_feature((enum belief_kind)kind, label, certainty, times, &(struct feature_sink){.keys = &key, .room = 1, .named = take_name});
        }
      }
    }
  }
}

static void name_links(void) {
  uint64_t key;
  for (int link = 0; link < LINKS; link++) {
    for (uint32_t k = 0; k < 2 * LABELS; k++) {
      link_feature((enum link)link, (int)(k % 2), k / 2, &(struct feature_sink){.keys = &key, .room = 1, .named = take_name});
    }
  }
}

static int compare_named(const void *a, const void *b) {
  return strcmp(((const struct named_feature *)a)->name, ((const struct named_feature *)b)->name);
}

static long rounded(double weight) { return lround(weight * 100); }

enum { LEAST_HUNDREDTHS = 4 }; /* smaller weights are not written */

static void write_weight(FILE *file, uint32_t slot, double weight) {
  long hundredths = rounded(weight);
  fprintf(file, "\t%s=%s%ld.%02ld", weight_slot_name(slot), hundredths < 0 ? "-" : "", labs(hundredths) / 100, labs(hundredths) % 100);
}

static void write_transitions(FILE *file, const double *transitions) {
  char name[32];
  for (uint32_t before = 0; before <= LABELS; before++) {
    transition_feature(before, name);
    fputs(name, file);
    for (uint32_t label = 0; label < LABELS; label++) write_weight(file, label, transitions[before * LABELS + label]);
    fputc('\n', file);
  }
}

static int write_weights(struct fit *fit, const double *weights, const char *path) {
  uint8_t *wanted = must(calloc((size_t)fit->feature_count + 1, 1));
  uint32_t count = 0, used = 0;
  for (uint32_t id = 0; id < fit->feature_count; id++) {
    for (uint32_t w = fit->weight_from[id]; w < fit->weight_from[id + 1]; w++) {
      if (labs(rounded(weights[w])) >= LEAST_HUNDREDTHS) wanted[id] = 1, used++;
    }
    count += wanted[id];
  }
  naming.fit = fit;
  naming.wanted = wanted;
  naming.names = must(calloc((size_t)fit->feature_count + 1, sizeof *naming.names));
  for (uint32_t a = 0; a < fit->articles.count; a++) each_segment(fit, a, name_segment);
  name_beliefs();
  name_links();
  struct named_feature *features = must(malloc((count + 1) * sizeof *features));
  uint32_t k = 0;
  for (uint32_t id = 0; id < fit->feature_count; id++) {
    if (naming.names[id]) features[k++] = (struct named_feature){.id = id, .name = naming.names[id]};
  }
  qsort(features, k, sizeof *features, compare_named);
  FILE *file = fopen(path, "wb");
  if (!file) return perror(path), 1;
  fputs("# type: weights\n# source: fitted by whosaid-fit (make fit) on annotated news; see gazetteers/README.md\n# licence: MIT\n"
        "# A feature, then what it is worth for each label it speaks for or against; src/feature.c names the features, src/model/weights.h the labels.\n", file);
  if (fit->judgements.count) fprintf(file, "calibration=offset\tO=%.2f\ncalibration=slope\tO=%.2f\n", fit->offset, fit->slope);
  write_transitions(file, weights + fit->weight_count);
  for (uint32_t i = 0; i < k; i++) {
    uint32_t id = features[i].id;
    fputs(features[i].name, file);
    for (uint32_t w = fit->weight_from[id]; w < fit->weight_from[id + 1]; w++) {
      if (labs(rounded(weights[w])) >= LEAST_HUNDREDTHS) write_weight(file, fit->weight_slots[w], weights[w]);
    }
    fputc('\n', file);
  }
  fprintf(stderr, "%s: %u features, %u weights\n", path, k, used);
  return fclose(file) ? perror(path), 1 : 0;
}

/* ---- The program ---- */

static const char USAGE[] =
    "usage: whosaid-fit [--data DIR] [--l1 1.5] [--rate 0.1] [--hidden 0.25] [--hidden-families 0.3] [--rounds 12] [--times 4] [--held N] [--cutoff 2] [--folds 2] -o WEIGHTS FILE.jsonl...\n"
    "Learns the weights of names from annotated articles; --held N first keeps every Nth article back and says how good the weights are on them.\n";

static int read_articles(struct fit *fit, const whosaid_model *model, char **paths, int count) {
  whosaid_error error;
  for (int i = 0; i < count; i++) {
    if (corpus_read(paths[i], model, &fit->articles, &error)) return fprintf(stderr, "whosaid-fit: %s\n", error.message), 1;
  }
  for (uint32_t a = 0; a < fit->articles.count; a++) each_segment(fit, a, read_segment);
  fprintf(stderr, "%u articles, %u segments, %u spans, %u names reachable, %u not, %u features\n", fit->articles.count, fit->instances.count, fit->layout.count,
          fit->reachable, fit->unreachable, fit->feature_count);
  return 0;
}

/* The second pass needs what a first pass says of articles it has not learnt from: each fold's by the weights of the other folds. */
static void add_second_pass(struct fit *fit, const double *weights, uint32_t article, uint32_t *next, uint32_t first_pass) {
  struct evidence evidence;
  struct elsewhere elsewhere;
  struct lattice *lattice = must(malloc(sizeof *lattice));
  whosaid_error error;
  if (evidence_collect(fit->articles.items[article].document, &evidence, &error) || elsewhere_prepare(&elsewhere, &evidence)) must(NULL);
  uint32_t from = *next, to = from;
  set_transitions(fit, weights, lattice);
  while (to < first_pass && fit->instances.items[to].article == article) to++;
  for (uint32_t k = from; k < to; k++) {
    fill_lattice(fit, weights, &fit->instances.items[k], lattice);
    lattice_sum(lattice, NULL);
    lattice_judge(lattice);
    if (elsewhere_note(&elsewhere, &evidence, lattice, fit->instances.items[k].first)) must(NULL);
  }
  for (uint32_t k = from; k < to; k++) {
    struct instance again = fit->instances.items[k];
    uint64_t keys[MAX_FEATURES];
    fill_lattice(fit, weights, &again, lattice);
    lattice_sum(lattice, NULL);
    lattice_judge(lattice);
    again.more_tokens = fit->ranges.count;
    for (uint32_t i = 0; i < again.length; i++) {
      struct feature_sink sink = {.keys = keys, .room = MAX_FEATURES};
      token_elsewhere(&elsewhere, &evidence, lattice, again.first, i, &sink);
      keep_features(fit, &sink);
    }
    again.more_spans = fit->ranges.count;
    for (uint32_t s = 0; s < again.span_count; s++) {
      struct feature_sink sink = {.keys = keys, .room = MAX_FEATURES};
      span_elsewhere(&elsewhere, &evidence, lattice, again.first, s, &sink);
      keep_features(fit, &sink);
    }
    *(struct instance *)ADD(&fit->instances) = again;
  }
  *next = to;
  elsewhere_free(&elsewhere);
  evidence_free(&evidence);
  free(lattice);
}

static void learn_folds(struct fit *fit) {
  uint32_t first_pass = fit->instances.count;
  int folds = fit->folds;
  for (fit->fold = 0; fit->fold < folds; fit->fold++) {
    number_weights(fit);
    double *weights = learn(fit, 1);
    for (uint32_t next = 0; next < first_pass;) {
      uint32_t article = fit->instances.items[next].article;
      if (article % (uint32_t)folds == (uint32_t)fit->fold) add_second_pass(fit, weights, article, &next, first_pass);
      else next++;
    }
    free(weights);
  }
  fit->fold = -1;
}

/* The mean of weights that are learnt in other orders. */
static double *learn_often(struct fit *fit) {
  double *sums = learn(fit, 1);
  for (int time = 2; time <= fit->times; time++) {
    double *weights = learn(fit, (uint64_t)time);
    for (uint32_t w = 0; w < fit->weight_count + TRANSITIONS; w++) sums[w] += weights[w];
    free(weights);
  }
  for (uint32_t w = 0; w < fit->weight_count + TRANSITIONS; w++) sums[w] /= fit->times;
  return sums;
}

static int run(struct fit *fit, const char *path) {
  if (fit->folds > 1) learn_folds(fit);
  if (fit->held) {
    number_weights(fit);
    double *weights = learn(fit, 1);
    evaluate_held(fit, weights);
    free(weights);
    fit->held = 0; /* what is written is learnt from all of them */
  }
  number_weights(fit);
  drop_idle_features(fit);
  double *weights = learn_often(fit);
  int status = write_weights(fit, weights, path);
  free(weights);
  return status;
}

int main(int argc, char **argv) {
  static const struct option OPTIONS[] = {
      {"data", required_argument, NULL, 'd'}, {"l1", required_argument, NULL, '1'}, {"rate", required_argument, NULL, 'r'}, {"hidden", required_argument, NULL, 'x'}, {"hidden-families", required_argument, NULL, 'y'},
      {"rounds", required_argument, NULL, 'i'}, {"times", required_argument, NULL, 'n'}, {"held", required_argument, NULL, 'h'}, {"cutoff", required_argument, NULL, 'c'}, {"folds", required_argument, NULL, 'f'}, {NULL, 0, NULL, 0}};
  static struct fit fit = {.l1 = 1.5, .rate = 0.1, .hidden = 0.25, .hidden_families = 0.3, .rounds = 12, .times = 4, .cutoff = 2, .folds = 2, .fold = -1};
  const char *data = NULL, *path = NULL;
  for (int option; (option = getopt_long(argc, argv, "o:", OPTIONS, NULL)) != -1;) {
    switch (option) {
      case 'd': data = optarg; break;
      case '1': fit.l1 = atof(optarg); break;
      case 'r': fit.rate = atof(optarg); break;
      case 'x': fit.hidden = atof(optarg); break;
      case 'y': fit.hidden_families = atof(optarg); break;
      case 'i': fit.rounds = atoi(optarg); break;
      case 'n': fit.times = atoi(optarg); break;
      case 'h': fit.held = atoi(optarg); break;
      case 'c': fit.cutoff = atoi(optarg); break;
      case 'f': fit.folds = atoi(optarg); break;
      case 'o': path = optarg; break;
      default: return fputs(USAGE, stderr), 2;
    }
  }
  if (!path || optind == argc || fit.hidden < 0 || fit.hidden >= 1 || fit.hidden_families < 0 || fit.hidden_families >= 1 || fit.times < 1) return fputs(USAGE, stderr), 2;
  whosaid_model *model;
  whosaid_error error;
  if (whosaid_model_open(data, NULL, 0, &model, &error)) return fprintf(stderr, "whosaid-fit: %s\n", error.message), 1;
  int status = read_articles(&fit, model, argv + optind, argc - optind) || run(&fit, path);
  corpus_free(&fit.articles);
  VECTOR_FREE(&fit.judgements);
  whosaid_model_free(model);
  return status;
}
