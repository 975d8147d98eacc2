/* mention.c: candidates -> names, by weighed evidence: the best labelling of each stretch of capitals. */
#include "mention.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "feature.h"
#include "model/gazetteer.h"
#include "model/model.h"
#include "model/rule.h"

static void add_weights(const struct weights *weights, const struct feature_sink *sink, double *scores) {
  for (uint32_t i = 0; i < sink->count; i++) {
    uint32_t count;
    const struct weight *weight = weights_find(weights, sink->keys[i], &count);
    for (uint32_t k = 0; k < count; k++) scores[weight[k].slot] += (double)weight[k].value;
  }
}

void score_segment(const struct evidence *evidence, const struct weights *weights, uint32_t first, uint32_t last, struct lattice *lattice) {
  uint64_t keys[MAX_FEATURES];
  double slots[SLOTS];
  lattice_lay_out(lattice, evidence, first, last);
  memset(lattice->token, 0, lattice->length * sizeof *lattice->token);
  for (uint32_t i = 0; i < lattice->length; i++) {
    struct feature_sink sink = {.keys = keys, .room = MAX_FEATURES};
    token_features(evidence, first + i, &sink);
    add_weights(weights, &sink, lattice->token[i]);
  }
  for (uint32_t s = 0; s < lattice->span_count; s++) {
    struct feature_sink sink = {.keys = keys, .room = MAX_FEATURES};
    memset(slots, 0, sizeof slots);
    span_features(evidence, first + lattice->spans[s].first, first + lattice->spans[s].last, &sink);
    add_weights(weights, &sink, slots);
    memcpy(lattice->span[s], slots, sizeof lattice->span[s]);
  }
  lattice_add_up(lattice);
}

void read_transitions(const struct weights *weights, double transitions[LABELS + 1][LABELS]) {
  char name[32];
  for (uint32_t before = 0; before <= LABELS; before++) {
    double slots[SLOTS] = {0};
    uint64_t key = transition_feature(before, name);
    struct feature_sink sink = {.keys = &key, .count = 1, .room = 1};
    add_weights(weights, &sink, slots);
    memcpy(transitions[before], slots, sizeof transitions[before]);
  }
}

/* ---- What always counts: a user's entries and rules ---- */

struct limits {
  uint8_t spans[MAX_SEGMENT * MAX_SPAN];
  uint8_t tokens[MAX_SEGMENT];
  int any;
};

static int label_of_candidate(const struct whosaid_document *document, const struct candidate *candidate, enum label *label) {
  static const uint8_t OF_ENTRY[ENTRY_TYPES] = {
      [ENTRY_PERSON] = LABEL_PERSON, [ENTRY_PLACE] = LABEL_PLACE, [ENTRY_ORGANIZATION] = LABEL_ORGANIZATION, [ENTRY_NOT_A_NAME] = LABEL_OTHER};
  static const uint8_t OF_RULE[RULE_MARKS] = {
      [MARK_PERSON] = LABEL_PERSON, [MARK_PLACE] = LABEL_PLACE, [MARK_ORGANIZATION] = LABEL_ORGANIZATION, [MARK_NOTHING] = LABEL_OTHER};
  if (candidate->source == FROM_RULE) {
    *label = (enum label)OF_RULE[candidate->type];
    return *label && rule_is_always(document->model->rules, candidate->index);
  }
  *label = (enum label)OF_ENTRY[candidate->type];
  return *label && gazetteer_entry(document->model->gazetteer, candidate->index)->flags & FLAG_ALWAYS;
}

/* Only spans that do not overlap the certain one stay, and it alone with its label. */
static void limit_to(struct limits *limits, const struct lattice *lattice, uint32_t span, enum label label) {
  uint32_t first = lattice->spans[span].first, last = lattice->spans[span].last;
  for (uint32_t s = 0; s < lattice->span_count; s++) {
    if (lattice->spans[s].last > first && lattice->spans[s].first < last) limits->spans[s] = 0;
  }
  for (uint32_t i = first; i < last; i++) limits->tokens[i] = 0;
  limits->spans[span] = (uint8_t)(1u << label);
  limits->any = 1;
}

/* A span [first, last) of the document's tokens, certain: added to the lattice's limits unless a longer or earlier certain one overlaps it. */
static void take_certain(const struct whosaid_document *document, const struct lattice *lattice, uint32_t segment, struct limits *limits) {
  memset(limits->spans, 0xFF, lattice->span_count);
  memset(limits->tokens, 1, lattice->length);
  limits->any = 0;
  for (uint32_t length = MAX_SPAN; length > 0; length--) {
    for (uint32_t s = 0; s < lattice->span_count; s++) {
      uint32_t first = lattice->spans[s].first, last = lattice->spans[s].last;
      if (last - first != length || limits->spans[s] != 0xFF) continue;
      const struct token *token = &document->tokens.items[segment + first];
      for (uint32_t k = 0; k < token->candidate_count; k++) {
        const struct candidate *candidate = &document->candidates.items[token->first_candidate + k];
        enum label label;
        if (candidate->last != segment + last || !label_of_candidate(document, candidate, &label)) continue;
        limit_to(limits, lattice, s, label);
        break;
      }
    }
  }
}

/* ---- What decided, in words ---- */

struct source_text {
  char bytes[256];
  uint32_t length;
};

static void append_source(struct source_text *source, const char *kind, const char *name) {
  char piece[128];
  int length = snprintf(piece, sizeof piece, "%s:%s", kind, name);
  if (length <= 0 || (size_t)length >= sizeof piece || source->length + (uint32_t)length + 2 >= sizeof source->bytes) return;
  source->bytes[source->length] = '\0';
  if (strstr(source->bytes, piece)) return;
  if (source->length) memcpy(source->bytes + source->length, ", ", 2), source->length += 2;
  memcpy(source->bytes + source->length, piece, (size_t)length);
  source->length += (uint32_t)length;
}

static int speaks_for(const struct candidate *candidate, enum label label) {
  if (candidate->source == FROM_RULE) return candidate->type + 1u == label;
  switch (candidate->type) {
    case ENTRY_PERSON: case ENTRY_GIVEN_NAME: case ENTRY_SURNAME: return label == LABEL_PERSON;
    case ENTRY_PLACE: case ENTRY_PLACE_HEAD: return label == LABEL_PLACE;
    case ENTRY_ORGANIZATION: case ENTRY_ORGANIZATION_HEAD: case ENTRY_ORGANIZATION_SUFFIX: return label == LABEL_ORGANIZATION;
    default: return 0;
  }
}

/* The lists and rules that hold the name or its words: whole names first. */
static whosaid_string write_source(struct whosaid_document *document, uint32_t first, uint32_t last, enum label label) {
  struct source_text source = {.length = 0};
  for (int whole = 1; whole >= 0; whole--) {
    if (!whole && source.length) break;
    for (uint32_t i = first; i < last; i++) {
      const struct token *token = &document->tokens.items[i];
      for (uint32_t k = 0; k < token->candidate_count; k++) {
        const struct candidate *candidate = &document->candidates.items[token->first_candidate + k];
        if (candidate->last > last || (whole && (i > first || candidate->last < last)) || !speaks_for(candidate, label)) continue;
        if (candidate->source == FROM_RULE) append_source(&source, "rule", rule_name(document->model->rules, candidate->index));
        else {
          const struct gazetteer *gazetteer = document->model->gazetteer;
          append_source(&source, "gazetteer", gazetteer_list_name(gazetteer, gazetteer_entry(gazetteer, candidate->index)->list));
        }
      }
    }
  }
  if (!source.length) append_source(&source, "weights", "words and context");
  return (whosaid_string){.bytes = arena_copy(&document->arena, source.bytes, source.length), .length = source.length};
}

/* ---- The stage ---- */

static const whosaid_type TYPE_OF_LABEL[LABELS] = {WHOSAID_NO_TYPE, WHOSAID_PERSON, WHOSAID_PLACE, WHOSAID_ORGANIZATION, WHOSAID_NO_TYPE};

static whosaid_status add_name(struct whosaid_document *document, uint32_t first, uint32_t last, enum label label, double probability, whosaid_error *error) {
  whosaid_mention *mention = VECTOR_ADD(&document->mentions);
  if (!mention) return error_memory(error);
  *mention = (whosaid_mention){
      .start = document->tokens.items[first].start,
      .end = document->tokens.items[last - 1].end,
      .sentence = document->tokens.items[first].sentence,
      .entity = WHOSAID_NONE,
      .quote = WHOSAID_NONE,
      .type = TYPE_OF_LABEL[label],
      .form = WHOSAID_NAME,
      .score = (float)probability,
      .source = write_source(document, first, last, label),
  };
  return mention->source.bytes ? WHOSAID_OK : error_memory(error);
}

static whosaid_status decide_segment(struct whosaid_document *document, const struct evidence *evidence, struct lattice *lattice, struct limits *limits,
                                     uint32_t first, uint32_t last, whosaid_error *error) {
  score_segment(evidence, document->model->weights, first, last, lattice);
  take_certain(document, lattice, first, limits);
  struct lattice_limits allowed = {.spans = limits->spans, .tokens = limits->tokens}, *some = limits->any ? &allowed : NULL;
  struct lattice_choice choices[MAX_SEGMENT];
  uint32_t count = lattice_best(lattice, some, choices);
  double log_sum = count ? lattice_sum(lattice, some) : 0;
  for (uint32_t i = 0; i < count; i++) {
    if (choices[i].label == LABEL_OTHER) continue;
    uint32_t span = lattice_find(lattice, choices[i].first, choices[i].last);
    double probability = lattice_span_probability(lattice, span, choices[i].label, log_sum);
    whosaid_status status = add_name(document, first + choices[i].first, first + choices[i].last, (enum label)choices[i].label, probability, error);
    if (status) return status;
  }
  return WHOSAID_OK;
}

whosaid_status decide_mentions(struct whosaid_document *document, whosaid_error *error) {
  struct evidence evidence;
  double transitions[LABELS + 1][LABELS];
  if (!document->model) return WHOSAID_OK;
  whosaid_status status = evidence_collect(document, &evidence, error);
  if (status) return status;
  struct lattice *lattice = malloc(sizeof *lattice);
  struct limits *limits = malloc(sizeof *limits);
  if (!lattice || !limits) status = error_memory(error);
  else {
    read_transitions(document->model->weights, transitions);
    lattice->transition = (const double(*)[LABELS])transitions;
  }
  for (uint32_t from = 0, first, last; !status && evidence_next_segment(&evidence, from, &first, &last); from = last) {
    status = decide_segment(document, &evidence, lattice, limits, first, last, error);
  }
  free(lattice);
  free(limits);
  evidence_free(&evidence);
  return status;
}
