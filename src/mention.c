/* mention.c: candidates -> names, by weighed evidence: the best labelling of each stretch of capitals. */
#include "mention.h"

#include <math.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "elsewhere.h"
#include "feature.h"
#include "model/gazetteer.h"
#include "model/model.h"
#include "model/rule.h"

/* ---- Adding up ---- */

static inline label_sums widen(four_worths worths) {
  typedef int16_t four_signed __attribute__((vector_size(8)));
  return __builtin_convertvector((four_signed)worths, label_sums);
}

/* Adds the worths of spans, and of their tokens at their places in the name, to the totals. */
static void add_up(const struct lattice *lattice, const struct token_worth *tokens, const struct span_worth *spans, label_sums *totals) {
  if (lattice->length == 1) {
    if (lattice->span_count) totals[0] += widen(spans[0].four) + widen(tokens[0].at[POSITION_ONLY]);
    return;
  }
  label_sums inner[MAX_SEGMENT + 1]; /* of the tokens before each, all as inner ones */
  inner[0] = (label_sums){0};
  for (uint32_t i = 0; i < lattice->length; i++) inner[i + 1] = inner[i] + widen(tokens[i].at[POSITION_INNER]);
  for (uint32_t s = 0; s < lattice->span_count; s++) {
    uint32_t first = lattice->spans[s].first, last = lattice->spans[s].last;
    totals[s] += widen(spans[s].four);
    if (last - first == 1) totals[s] += widen(tokens[first].at[POSITION_ONLY]);
    else totals[s] += widen(tokens[first].at[POSITION_FIRST]) + widen(tokens[last - 1].at[POSITION_LAST]) + inner[last - 1] - inner[first + 1];
  }
}

static void set_totals(struct lattice *lattice, const label_sums *totals) {
  for (uint32_t s = 0; s < lattice->span_count; s++) {
    for (uint32_t k = 0; k < SPAN_WORTHS; k++) lattice->total[s].of[k] = totals[s][k] * 0.01;
  }
}

/* By the segment's own evidence; zeros where there are no weights. */
static void score_segment(struct decision *decision) {
  const struct lattice *lattice = &decision->lattice;
  const struct views *views = &decision->views;
  struct token_worth tokens[MAX_SEGMENT];
  struct span_worth spans[MAX_SEGMENT * MAX_SPAN];
  for (uint32_t i = 0; i < lattice->length; i++) tokens[i] = weigh_token(views, views->first + i);
  for (uint32_t s = 0; s < lattice->span_count; s++) {
    spans[s] = weigh_span(views, views->first + lattice->spans[s].first, views->first + lattice->spans[s].last);
  }
  memset(decision->totals, 0, lattice->span_count * sizeof *decision->totals);
  add_up(lattice, tokens, spans, decision->totals);
  set_totals(&decision->lattice, decision->totals);
}

static void read_transitions(const struct weights *weights, double transitions[LABELS + 1][LABELS]) {
  for (uint32_t i = 0; i < (LABELS + 1) * LABELS; i++) transitions[i / LABELS][i % LABELS] = weights ? weights->head->transitions[i] / 100.0 : 0;
}

/* ---- Scores ---- */

/* How likely a name is right whose labelling has this probability: slope and offset are fitted with the weights, on articles kept back (Platt 1999). */
static double calibrate(const struct decision *decision, double probability) {
  double bounded = probability < 1e-6 ? 1e-6 : probability > 1 - 1e-6 ? 1 - 1e-6 : probability;
  return 1 / (1 + exp(-(decision->slope * log(bounded / (1 - bounded)) + decision->offset)));
}

/* ---- What always counts: a user's entries and rules ---- */

static const uint8_t LABEL_OF_ENTRY[ENTRY_TYPES] = {
    [ENTRY_PERSON] = LABEL_PERSON, [ENTRY_PLACE] = LABEL_PLACE, [ENTRY_ORGANIZATION] = LABEL_ORGANIZATION, [ENTRY_NOT_A_NAME] = LABEL_OTHER};
static const uint8_t LABEL_OF_MARK[RULE_MARKS] = {
    [MARK_PERSON] = LABEL_PERSON, [MARK_PLACE] = LABEL_PLACE, [MARK_ORGANIZATION] = LABEL_ORGANIZATION, [MARK_NOTHING] = LABEL_OTHER};

/* The label of a candidate that decides alone (a user's entry, or a rule that always counts), LABEL_O for others. */
static enum label deciding_label(const struct whosaid_document *document, const struct candidate *candidate) {
  const uint32_t always = FLAG_USER | FLAG_ALWAYS;
  if (candidate->source == FROM_RULE) {
    return rule_is_always(document->model->rules, candidate->index) ? (enum label)LABEL_OF_MARK[candidate->type] : LABEL_O;
  }
  uint32_t flags = gazetteer_entry(document->model->gazetteer, candidate->index)->flags;
  return (flags & always) == always ? (enum label)LABEL_OF_ENTRY[candidate->type] : LABEL_O;
}

/* An entry that is tagged wherever it matches. */
static int always_counts(const struct whosaid_document *document, const struct candidate *candidate) {
  return candidate->source == FROM_GAZETTEER && gazetteer_entry(document->model->gazetteer, candidate->index)->flags & FLAG_ALWAYS;
}

/* Longer before shorter, then earlier in the text, then in the order of the files. */
static int compare_certain(const void *a, const void *b) {
  const struct certain_name *left = a, *right = b;
  uint32_t left_length = left->last - left->first, right_length = right->last - right->first;
  if (left_length != right_length) return left_length > right_length ? -1 : 1;
  if (left->first != right->first) return left->first < right->first ? -1 : 1;
  return (left->order > right->order) - (left->order < right->order);
}

static int compare_starts(const void *a, const void *b) {
  const struct certain_name *left = a, *right = b;
  return (left->first > right->first) - (left->first < right->first);
}

static int is_taken(const struct evidence *evidence, const struct certain_name *name) {
  for (uint32_t i = name->first; i < name->last; i++) {
    if (evidence->tokens[i].is_taken) return 1;
  }
  return 0;
}

/* The names that are decided without weighing, disjoint and in order; their tokens are taken out of the segments. */
static int take_certain_names(struct decision *decision) {
  const struct whosaid_document *document = decision->document;
  const struct candidate *candidates = document->candidates.items;
  for (uint32_t i = 0; i < decision->evidence.named_count; i++) {
    const struct candidate *candidate = &candidates[decision->evidence.named[i]];
    if (candidate->source == FROM_GAZETTEER && (!LABEL_OF_ENTRY[candidate->type] || !always_counts(document, candidate))) continue;
    if (candidate->source == FROM_GAZETTEER) decision->evidence.tokens[candidate->first].is_listed = 1;
    enum label label = deciding_label(document, candidate);
    if (label == LABEL_O) continue;
    struct certain_name *name = VECTOR_ADD(&decision->certain);
    if (!name) return -1;
    *name = (struct certain_name){.first = candidate->first, .last = candidate->last, .order = candidate->index, .label = label};
  }
  struct certain_name *names = decision->certain.items;
  uint32_t kept = 0;
  if (decision->certain.count) qsort(names, decision->certain.count, sizeof *names, compare_certain);
  for (uint32_t i = 0; i < decision->certain.count; i++) {
    if (is_taken(&decision->evidence, &names[i])) continue;
    for (uint32_t k = names[i].first; k < names[i].last; k++) decision->evidence.tokens[k].is_taken = 1;
    names[kept++] = names[i];
  }
  decision->certain.count = kept;
  if (kept) qsort(names, kept, sizeof *names, compare_starts);
  return 0;
}

/* ---- What bears a name once and is none bears it again: "Storm Ada … Ada weakened" ---- */

enum { MOST_REPEATED = 8 };

static int is_same_text(const struct whosaid_document *document, const struct certain_name *name, uint32_t first) {
  uint32_t length = name->last - name->first;
  if (first + length > document->tokens.count) return 0;
  for (uint32_t i = 0; i < length; i++) {
    if (document->tokens.items[name->first + i].hash != document->tokens.items[first + i].hash) return 0;
  }
  return 1;
}

/* "Ada Obi", "Mr Ada": part of a longer name. */
static int is_within_name(const struct whosaid_document *document, uint32_t first, uint32_t last) {
  const struct token *tokens = document->tokens.items;
  if (first && tokens[first - 1].flags & TOKEN_CAPITAL && !(tokens[first - 1].flags & TOKEN_SENTENCE_START)) return 1;
  return last < document->tokens.count && tokens[last].flags & TOKEN_CAPITAL && !(tokens[last].flags & TOKEN_SENTENCE_START);
}

/* The places where the words of the name stand alone, taken as it is; none when they also stand in a longer name. -1 when memory is out. */
static int repeat_certain_name(struct decision *decision, struct certain_name name) {
  const struct whosaid_document *document = decision->document;
  uint32_t before = decision->certain.count, length = name.last - name.first;
  for (uint32_t i = 0; i < document->tokens.count; i++) {
    if (!is_same_text(document, &name, i)) continue;
    struct certain_name again = {.first = i, .last = i + length, .order = name.order, .label = name.label};
    if (is_taken(&decision->evidence, &again)) continue;
    if (is_within_name(document, again.first, again.last)) return decision->certain.count = before, 0;
    struct certain_name *added = VECTOR_ADD(&decision->certain);
    if (!added) return -1;
    *added = again;
  }
  for (uint32_t k = before; k < decision->certain.count; k++) {
    for (uint32_t i = decision->certain.items[k].first; i < decision->certain.items[k].last; i++) decision->evidence.tokens[i].is_taken = 1;
  }
  return 0;
}

static int repeat_certain_names(struct decision *decision) {
  uint32_t count = decision->certain.count, repeated = 0;
  for (uint32_t i = 0; i < count && repeated < MOST_REPEATED; i++) {
    if (decision->certain.items[i].label != LABEL_OTHER) continue;
    if (repeat_certain_name(decision, decision->certain.items[i])) return -1;
    repeated++;
  }
  if (decision->certain.count > count) qsort(decision->certain.items, decision->certain.count, sizeof *decision->certain.items, compare_starts);
  return 0;
}

/* The label of the entry that covers exactly these tokens, of those that always count alone if so asked; LABEL_O when there is none. */
static enum label listed_label(const struct whosaid_document *document, uint32_t first, uint32_t last, int always) {
  const struct token *token = &document->tokens.items[first];
  for (uint32_t k = 0; k < token->candidate_count; k++) {
    const struct candidate *candidate = &document->candidates.items[token->first_candidate + k];
    if (candidate->source != FROM_GAZETTEER || candidate->last != last || !LABEL_OF_ENTRY[candidate->type]) continue;
    if (!always || always_counts(document, candidate)) return (enum label)LABEL_OF_ENTRY[candidate->type];
  }
  return LABEL_O;
}

static void begin_limits(struct limits *limits, const struct lattice *lattice) {
  if (limits->any) return;
  memset(limits->spans, 0xFF, lattice->span_count);
  memset(limits->tokens, 1, lattice->length);
  limits->any = 1;
}

enum { NO_PERSON_OR_PLACE = (uint8_t) ~(1u << LABEL_PERSON | 1u << LABEL_PLACE), NO_NAME = 1u << LABEL_OTHER };

/* Set when a rule that does more than propose marks exactly these tokens as an organization: "Barr Foods Ltd". */
static int is_marked_organization(const struct whosaid_document *document, uint32_t first, uint32_t last) {
  const struct token *token = &document->tokens.items[first];
  for (uint32_t k = 0; k < token->candidate_count; k++) {
    const struct candidate *candidate = &document->candidates.items[token->first_candidate + k];
    if (candidate->source != FROM_RULE || candidate->last != last || candidate->type != MARK_ORGANIZATION) continue;
    if (!rule_only_proposes(document->model->rules, candidate->index)) return 1;
  }
  return 0;
}

/* What begins with a title before a name is no name itself, unless it is listed, or marked as an organization ("Barr Foods Ltd"). */
static void keep_out_pure_title(struct decision *decision, uint32_t segment, uint32_t title, uint32_t end) {
  const struct whosaid_document *document = decision->document;
  const struct lattice *lattice = &decision->lattice;
  begin_limits(&decision->limits, lattice);
  for (uint32_t s = 0; s < lattice->span_count; s++) {
    uint32_t first = lattice->spans[s].first, last = lattice->spans[s].last;
    if (first >= end || last <= title || listed_label(document, segment + first, segment + last, 0) != LABEL_O) continue;
    int begins = first >= title && !is_marked_organization(document, segment + first, segment + last);
    decision->limits.spans[s] &= begins ? NO_NAME : NO_PERSON_OR_PLACE;
  }
}

/* What holds a title is neither a person's name nor a place's, unless it is listed. */
static void keep_out_title(struct decision *decision, uint32_t segment, uint32_t title) {
  const struct lattice *lattice = &decision->lattice;
  begin_limits(&decision->limits, lattice);
  for (uint32_t s = 0; s < lattice->span_count; s++) {
    uint32_t first = lattice->spans[s].first, last = lattice->spans[s].last;
    if (first > title || last <= title || (last - first > 1 && listed_label(decision->document, segment + first, segment + last, 0) != LABEL_O)) continue;
    decision->limits.spans[s] &= NO_PERSON_OR_PLACE;
  }
}

/* "Mohammad" in "Mohammad Haji Karim": a title behind a name is a part of it. */
static int is_name_part(const struct token *token) {
  const uint32_t parts = 1u << ENTRY_GIVEN_NAME | 1u << ENTRY_SURNAME, others = 1u << ENTRY_TITLE | 1u << ENTRY_ROLE;
  return token->classes & parts && !(token->classes & others);
}

/* Where the longest title ends that starts at the token and is only ever a title ("Alhaji", "Det Con"); 0 when there is none. */
static uint32_t end_of_pure_title(const struct whosaid_document *document, uint32_t first) {
  const struct token *token = &document->tokens.items[first];
  uint32_t end = 0;
  for (uint32_t k = 0; k < token->candidate_count; k++) {
    const struct candidate *candidate = &document->candidates.items[token->first_candidate + k];
    if (candidate->source != FROM_GAZETTEER || candidate->type != ENTRY_TITLE || candidate->last <= end) continue;
    if (gazetteer_entry(document->model->gazetteer, candidate->index)->flags & FLAG_ALWAYS) end = candidate->last;
  }
  return end;
}

/* Titles stand outside of persons' and places' names: a rank written short ("Maj. Gen."; "Dr. Dre" and "St. Ouen" are other cases) and,
 * before a name, what is only ever a title. */
static void keep_out_titles(struct decision *decision, uint32_t segment) {
  const struct whosaid_document *document = decision->document;
  const struct lattice *lattice = &decision->lattice;
  for (uint32_t i = 0; i < lattice->length; i++) {
    const struct token *token = &document->tokens.items[segment + i];
    if (!(decision->evidence.tokens[segment + i].covered >> COVER_TITLE & 1)) continue;
    uint32_t end = end_of_pure_title(document, segment + i);
    if (end && end < segment + lattice->length && !(i && is_name_part(token - 1))) {
      keep_out_pure_title(decision, segment, i, end - segment);
    } else if (token->flags & TOKEN_ABBREVIATION && (token->classes & (1u << ENTRY_TITLE | 1u << ENTRY_PLACE_HEAD)) == 1u << ENTRY_TITLE) {
      keep_out_title(decision, segment, i);
    }
  }
}

static int holds_listed(const struct decision *decision, uint32_t segment) {
  int listed = 0;
  for (uint32_t i = segment; i < segment + decision->lattice.length; i++) listed |= decision->evidence.tokens[i].is_listed;
  return listed;
}

/* An entry that always counts bears its own label or stands within a longer name. */
static void take_listed(struct decision *decision, uint32_t segment) {
  const struct lattice *lattice = &decision->lattice;
  struct limits *limits = &decision->limits;
  if (!holds_listed(decision, segment)) return;
  for (uint32_t s = 0; s < lattice->span_count; s++) {
    uint32_t first = lattice->spans[s].first, last = lattice->spans[s].last;
    if (!decision->evidence.tokens[segment + first].is_listed) continue;
    enum label label = listed_label(decision->document, segment + first, segment + last, 1);
    if (label == LABEL_O) continue;
    begin_limits(limits, lattice);
    for (uint32_t other = 0; other < lattice->span_count; other++) {
      int holds = lattice->spans[other].first <= first && lattice->spans[other].last >= last;
      if (lattice->spans[other].last > first && lattice->spans[other].first < last && !holds) limits->spans[other] = 0;
    }
    memset(limits->tokens + first, 0, last - first);
    limits->spans[s] &= (uint8_t)(1u << label);
  }
}

static void set_limits(struct decision *decision, uint32_t segment) {
  decision->limits.any = 0;
  keep_out_titles(decision, segment);
  take_listed(decision, segment);
}

/* ---- What decided, in words ---- */

enum { MOST_SOURCES = 8 };

struct source_text {
  char bytes[256];
  uint32_t length;
  const char *names[MOST_SOURCES]; /* those that are in it */
  uint32_t count;
};

static void append_bytes(struct source_text *source, const char *bytes, size_t length) {
  memcpy(source->bytes + source->length, bytes, length);
  source->length += (uint32_t)length;
  source->bytes[source->length] = '\0';
}

/* "gazetteer:place/cities", once. */
static void append_source(struct source_text *source, const char *kind, const char *name) {
  for (uint32_t i = 0; i < source->count; i++) {
    if (source->names[i] == name) return;
  }
  if (source->count < MOST_SOURCES) source->names[source->count++] = name;
  size_t kind_length = strlen(kind), name_length = strlen(name);
  uint32_t before = source->length;
  if (kind_length + name_length > 120 || before + kind_length + name_length + 4 >= sizeof source->bytes) return;
  if (before) append_bytes(source, ", ", 2);
  uint32_t start = source->length;
  append_bytes(source, kind, kind_length);
  append_bytes(source, ":", 1);
  append_bytes(source, name, name_length);
  if (before && strstr(source->bytes, source->bytes + start) != source->bytes + start) source->length = before;
}

static int speaks_for(const struct rules *rules, const struct candidate *candidate, enum label label) {
  if (candidate->source == FROM_RULE) return candidate->type + 1u == label && !rule_only_proposes(rules, candidate->index);
  switch (candidate->type) {
    case ENTRY_PERSON: case ENTRY_GIVEN_NAME: case ENTRY_SURNAME: return label == LABEL_PERSON;
    case ENTRY_PLACE: case ENTRY_PLACE_HEAD: return label == LABEL_PLACE;
    case ENTRY_ORGANIZATION: case ENTRY_ORGANIZATION_HEAD: case ENTRY_ORGANIZATION_SUFFIX: return label == LABEL_ORGANIZATION;
    default: return 0;
  }
}

/* The lists and rules that hold the name or its words: whole names first. */
static whosaid_string write_source(struct whosaid_document *document, uint32_t first, uint32_t last, enum label label) {
  struct source_text source;
  source.length = source.count = 0;
  for (int whole = 1; whole >= 0; whole--) {
    if (!whole && source.length) break;
    for (uint32_t i = first, end = whole ? first + 1 : last; i < end; i++) {
      const struct token *token = &document->tokens.items[i];
      for (uint32_t k = 0; k < token->candidate_count; k++) {
        const struct candidate *candidate = &document->candidates.items[token->first_candidate + k];
        if (whole && candidate->last < last) break; /* the longest come first */
        if (candidate->last > last || !speaks_for(document->model->rules, candidate, label)) continue;
        if (candidate->source == FROM_RULE) append_source(&source, "rule", rule_name(document->model->rules, candidate->index));
        else {
          const struct gazetteer *gazetteer = document->model->gazetteer;
          append_source(&source, "gazetteer", gazetteer_list_name(gazetteer, gazetteer_entry(gazetteer, candidate->index)));
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

/* The limits as the lattice's functions want them: NULL when there are none. */
static const struct lattice_limits *limits_of(const struct limits *limits, struct lattice_limits *room) {
  *room = (struct lattice_limits){.spans = limits->spans, .tokens = limits->tokens};
  return limits->any ? room : NULL;
}

/* Room for so many items more of an array; -1 when memory is out. */
static int make_room(void **items, uint32_t *room, uint64_t count, size_t size) {
  if (count <= *room) return 0;
  uint64_t wanted = (uint64_t)*room * 2 + count + 1024;
  void *grown = wanted > UINT32_MAX ? NULL : realloc(*items, wanted * size);
  if (!grown) return -1;
  *items = grown;
  *room = (uint32_t)wanted;
  return 0;
}

/* A segment that is laid out, with room for its spans; -1 when memory is out. */
static int add_segment(struct decision *decision, uint32_t first, uint32_t last) {
  uint64_t spans = (uint64_t)decision->span_count + decision->lattice.span_count;
  struct scored_segment *segment = VECTOR_ADD(&decision->segments);
  if (!segment || make_room((void **)&decision->spans, &decision->span_room, spans, sizeof *decision->spans)) return -1;
  *segment = (struct scored_segment){.first = first, .last = last, .spans = decision->span_count};
  decision->span_count = (uint32_t)spans;
  return 0;
}

static void keep_segment(struct decision *decision, uint32_t first) {
  const struct lattice *lattice = &decision->lattice;
  struct scored_span *spans = decision->spans + decision->span_count - lattice->span_count;
  memcpy(decision->outside + first, lattice->marginals.outside, lattice->length * sizeof *decision->outside);
  for (uint32_t s = 0; s < lattice->span_count; s++) {
    spans[s].total = decision->totals[s];
    spans[s].at = lattice->spans[s];
    spans[s].likely = lattice->marginals.spans[s];
  }
}

static void read_segment(struct decision *decision, const struct scored_segment *segment) {
  struct lattice *lattice = &decision->lattice;
  const struct scored_span *spans = decision->spans + segment->spans;
  int is_last = segment + 1 == decision->segments.items + decision->segments.count;
  lattice->length = segment->last - segment->first;
  lattice->span_count = (is_last ? decision->span_count : segment[1].spans) - segment->spans;
  for (uint32_t s = 0; s < lattice->span_count; s++) {
    lattice->spans[s] = spans[s].at;
    decision->totals[s] = spans[s].total;
    lattice->marginals.spans[s] = spans[s].likely;
  }
  memcpy(lattice->marginals.outside, decision->outside + segment->first, lattice->length * sizeof *decision->outside);
  lattice_index_spans(lattice);
}

/* First pass: each segment by its own evidence. */
static whosaid_status weigh_segments(struct decision *decision, whosaid_error *error) {
  const struct evidence *evidence = &decision->evidence;
  const struct weights *weights = decision->document->model->weights;
  struct lattice *lattice = &decision->lattice;
  struct lattice_limits room;
  for (uint32_t from = 0, first, last; evidence_next_segment(evidence, from, &first, &last); from = last) {
    lattice_lay_out(lattice, evidence, first, last);
    if (add_segment(decision, first, last)) return error_memory(error);
    views_make(&decision->views, evidence, weights, first, last);
    score_segment(decision);
    set_limits(decision, first);
    decision->segments.items[decision->segments.count - 1].is_limited = decision->limits.any;
    lattice_sum(lattice, limits_of(&decision->limits, &room));
    lattice_judge(lattice);
    keep_segment(decision, first);
    if (elsewhere_note(&decision->elsewhere, evidence, lattice, first)) return error_memory(error);
  }
  return WHOSAID_OK;
}

static int add_elsewhere(struct decision *decision, const struct scored_segment *segment) {
  const struct weights *weights = decision->document->model->weights;
  const struct lattice *lattice = &decision->lattice;
  struct token_worth tokens[MAX_SEGMENT];
  struct span_worth spans[MAX_SEGMENT * MAX_SPAN];
  struct feature_sink sink = {.weights = weights};
  int added = 0;
  if (!weights) return 0;
  for (uint32_t i = 0; i < lattice->length; i++) {
    sink.token = (struct token_worth){{{0}}};
    added |= token_elsewhere(&decision->elsewhere, &decision->evidence, lattice, segment->first, i, &sink);
    tokens[i] = sink.token;
  }
  for (uint32_t s = 0; s < lattice->span_count; s++) {
    sink.span = (struct span_worth){{{0}}};
    added |= span_elsewhere(&decision->elsewhere, &decision->evidence, lattice, segment->first, s, &sink);
    spans[s] = sink.span;
  }
  if (!added) return 0;
  add_up(lattice, tokens, spans, decision->totals);
  return 1;
}

int restore_segment(struct decision *decision, const struct scored_segment *segment) {
  read_segment(decision, segment);
  int changed = add_elsewhere(decision, segment);
  set_totals(&decision->lattice, decision->totals);
  return changed;
}

/* Second pass: with what the first one believes of the same words elsewhere. */
static whosaid_status decide_segment(struct whosaid_document *document, struct decision *decision, const struct scored_segment *segment, whosaid_error *error) {
  struct lattice *lattice = &decision->lattice;
  struct lattice_limits room;
  struct lattice_choice choices[MAX_SEGMENT];
  int changed = restore_segment(decision, segment);
  decision->limits.any = 0;
  if (segment->is_limited) set_limits(decision, segment->first);
  const struct lattice_limits *limits = limits_of(&decision->limits, &room);
  uint32_t count = lattice_best(lattice, limits, choices);
  if (count && changed) lattice_sum(lattice, limits);
  for (uint32_t i = 0; i < count; i++) {
    if (choices[i].label == LABEL_OTHER) continue;
    uint32_t span = lattice_find(lattice, choices[i].first, choices[i].last);
    float likely = changed ? (float)lattice_span_probability(lattice, span, choices[i].label) : lattice->marginals.spans[span].of[span_worth_of(choices[i].label)];
    double probability = calibrate(decision, (double)likely);
    whosaid_status status = add_name(document, segment->first + choices[i].first, segment->first + choices[i].last,
                                     (enum label)choices[i].label, probability, error);
    if (status) return status;
  }
  return WHOSAID_OK;
}

void decision_close(struct decision *decision) {
  if (!decision) return;
  evidence_free(&decision->evidence);
  elsewhere_free(&decision->elsewhere);
  VECTOR_FREE(&decision->segments);
  VECTOR_FREE(&decision->certain);
  free(decision->spans);
  free(decision->outside);
  free(decision);
}

whosaid_status decision_open(const struct whosaid_document *document, struct decision **decision, whosaid_error *error) {
  struct decision *made = *decision = malloc(sizeof *made);
  if (!made) return error_memory(error);
  memset(made, 0, offsetof(struct decision, lattice));
  made->document = document;
  double transitions[LABELS + 1][LABELS];
  read_transitions(document->model->weights, transitions);
  made->slope = document->model->weights ? document->model->weights->head->slope / 100.0 : 1;
  made->offset = document->model->weights ? document->model->weights->head->offset / 100.0 : 0;
  lattice_set_transitions(&made->lattice, (const double(*)[LABELS])transitions);
  whosaid_status status = evidence_collect(document, &made->evidence, error);
  if (!status && (take_certain_names(made) || repeat_certain_names(made))) status = error_memory(error);
  if (!status && !(made->outside = malloc((document->tokens.count + 1) * sizeof *made->outside))) status = error_memory(error);
  if (!status && elsewhere_prepare(&made->elsewhere, &made->evidence)) status = error_memory(error);
  return status ? status : weigh_segments(made, error);
}

/* The certain names that start before the token `until`. */
static whosaid_status add_certain_names(struct whosaid_document *document, const struct decision *decision, uint32_t *next, uint32_t until,
                                        whosaid_error *error) {
  for (; *next < decision->certain.count && decision->certain.items[*next].first < until; ++*next) {
    const struct certain_name *name = &decision->certain.items[*next];
    if (name->label == LABEL_OTHER) continue;
    whosaid_status status = add_name(document, name->first, name->last, name->label, 1, error);
    if (status) return status;
  }
  return WHOSAID_OK;
}

whosaid_status decide_mentions(struct whosaid_document *document, whosaid_error *error) {
  struct decision *decision;
  if (!document->model) return WHOSAID_OK;
  whosaid_status status = decision_open(document, &decision, error);
  uint32_t certain = 0;
  for (uint32_t i = 0; !status && i < decision->segments.count; i++) {
    status = add_certain_names(document, decision, &certain, decision->segments.items[i].first, error);
    if (!status) status = decide_segment(document, decision, &decision->segments.items[i], error);
  }
  if (!status) status = add_certain_names(document, decision, &certain, document->tokens.count, error);
  decision_close(decision);
  return status;
}
