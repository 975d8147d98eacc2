/* quote/reading.c: cues -> the readings that are possible: how the content lies about the cue, and where it starts and ends. */
#include <math.h>

#include "base/error.h"
#include "model/gazetteer.h"
#include "quote/reader.h"

static const char *const FRAME_NAMES[FRAMES] = {"none", "right", "left", "around"};

/* ---- Does it report, and on which side is the content? ---- */

/* How the phrase beside the cue ends. */
static struct value before_value(const struct reader *reader, const struct cue *cue) {
  return cue->before == cue->first ? reader->tag_values[TAG_POINT] : tag_value(reader, cue->first - 1);
}

static struct value after_value(const struct reader *reader, const struct cue *cue) {
  return cue->after == cue->last ? reader->tag_values[TAG_POINT] : tag_value(reader, cue->after - 1);
}

/* What stands before the subject: the edge of a content on the left. */
static uint32_t left_edge(const struct cue *cue) {
  return cue->before > 0 ? cue->before - 1 : WHOSAID_NONE;
}

static uint32_t grammar_bits(const struct cue *cue) {
  return (uint32_t)cue->form + (cue->passive ? 4u : 0) + (cue->infinitive ? 8u : 0) + (cue->modal ? 12u : 0);
}

/* How far the next token with one of two tags is, within the sentence; NUMBERS - 1 when there is none. */
static uint32_t distance_to(const struct reader *reader, uint32_t from, uint32_t end, uint8_t tag) {
  for (uint32_t i = from; i < end; i++) {
    if (tag_at(reader, i) == tag) return i - from;
  }
  return 99;
}

static void add_frame_features(struct reader *reader, const struct cue *cue, struct value frame) {
  uint32_t first = sentence_first(reader, cue->head), end = sentence_last(reader, cue->head), edge = left_edge(cue), last = cue->last;
  struct value form = number_value(reader, grammar_bits(cue)), lemma = cue->lemma;
  struct value next = word_value(reader, last), next_tag = tag_value(reader, last), after_tag = tag_value(reader, last + 1);
  struct value before_tag = tag_value(reader, cue->first - 1), edge_tag = tag_value(reader, edge);
  struct value head = before_value(reader, cue), after = after_value(reader, cue);
  int in_region = reader->words.items[cue->head].region != WHOSAID_NONE;
  struct value inside = number_value(reader, (uint32_t)in_region);
  add_feature(reader, "frame", frame, NO_VALUE, NO_VALUE);
  add_feature(reader, "frame.lemma", frame, lemma, NO_VALUE);
  add_feature(reader, "frame.lemma-form", frame, lemma, form);
  add_feature(reader, "frame.lemma-next", frame, lemma, next);
  add_feature(reader, "frame.lemma-next-tag", frame, lemma, next_tag);
  add_feature(reader, "frame.lemma-head", frame, lemma, head);
  add_feature(reader, "frame.lemma-edge", frame, lemma, edge_tag);
  add_feature(reader, "frame.form", frame, form, NO_VALUE);
  add_feature(reader, "frame.form-head", frame, form, head);
  add_feature(reader, "frame.form-before", frame, form, before_tag);
  add_feature(reader, "frame.form-next", frame, form, next_tag);
  add_feature(reader, "frame.next", frame, next, NO_VALUE);
  add_feature(reader, "frame.next-tags", frame, next_tag, after_tag);
  add_feature(reader, "frame.before-word", frame, word_value(reader, cue->first - 1), NO_VALUE);
  add_feature(reader, "frame.head-edge", frame, head, edge_tag);
  add_feature(reader, "frame.head-next", frame, head, next_tag);
  add_feature(reader, "frame.edge-next", frame, edge_tag, next_tag);
  add_feature(reader, "frame.edge-word", frame, word_value(reader, edge), NO_VALUE);
  add_feature(reader, "frame.edge-inside", frame, edge_tag, tag_value(reader, edge - 1));
  add_feature(reader, "frame.quoted-left", frame, reader->tag_values[tag_at(reader, edge) == TAG_CLOSE_MARK || tag_at(reader, edge - 1) == TAG_CLOSE_MARK ? TAG_CLOSE_MARK : TAG_POINT], head);
  add_feature(reader, "frame.quoted-left-lemma", frame, reader->tag_values[tag_at(reader, edge) == TAG_CLOSE_MARK || tag_at(reader, edge - 1) == TAG_CLOSE_MARK ? TAG_CLOSE_MARK : TAG_POINT], lemma);
  add_feature(reader, "frame.quoted-left-form", frame, reader->tag_values[tag_at(reader, edge) == TAG_CLOSE_MARK || tag_at(reader, edge - 1) == TAG_CLOSE_MARK ? TAG_CLOSE_MARK : TAG_POINT], form);
  add_feature(reader, "frame.edge-word-next", frame, word_value(reader, edge), next_tag);
  add_feature(reader, "frame.edge-head-next", frame, number_value(reader, tag_at(reader, edge) == TAG_COMMA), cue->before == cue->first ? tag_value(reader, last) : head);
  add_feature(reader, "frame.commas", frame, number_value(reader, (uint32_t)(tag_at(reader, edge) == TAG_COMMA) + 2u * (tag_at(reader, last) == TAG_COMMA) + 4u * (tag_at(reader, cue->after) == TAG_COMMA)), lemma);
  add_feature(reader, "frame.after", frame, after, tag_value(reader, cue->after));
  add_feature(reader, "frame.after-edge", frame, after, edge_tag);
  add_feature(reader, "frame.inside", frame, inside, lemma);
  add_feature(reader, "frame.inside-all", frame, inside, NO_VALUE);
  add_feature(reader, "frame.kind", frame, number_value(reader, cue->kind), next_tag);
  add_feature(reader, "frame.rest", frame, size_value(reader, end - last), next_tag);
  add_feature(reader, "frame.ahead", frame, size_value(reader, cue->first - first), edge_tag);
  add_feature(reader, "frame.mark-after", frame, size_value(reader, distance_to(reader, last, end, TAG_OPEN_MARK)), lemma);
  add_feature(reader, "frame.mark-after-all", frame, size_value(reader, distance_to(reader, last, end, TAG_OPEN_MARK)), next_tag);
  add_feature(reader, "frame.that-after", frame, size_value(reader, distance_to(reader, last, last + 8 < end ? last + 8 : end, TAG_THAT)), lemma);
  add_feature(reader, "frame.to-after", frame, size_value(reader, distance_to(reader, last, last + 6 < end ? last + 6 : end, TAG_TO)), lemma);
  add_feature(reader, "frame.flags", frame, number_value(reader, (cue->flags >> 4) % 16), head);
  add_feature(reader, "frame.negated", frame, number_value(reader, cue->negated), lemma);
  add_feature(reader, "frame.sentence-end", frame, tag_value(reader, end - 1), tag_value(reader, end));
  add_feature(reader, "frame.section", frame, number_value(reader, reader->document->sentences.items[reader->document->tokens.items[cue->head].sentence].section), lemma);
}

static void ask_frame(struct reader *reader, uint32_t index) {
  const struct cue *cue = &reader->cues.items[index];
  decision_start(reader, ASK_FRAME, index);
  add_option(reader, WHOSAID_NONE, WHOSAID_NONE, WHOSAID_NONE, 0, 0);
  for (int frame = FRAME_RIGHT; frame < FRAMES; frame++) {
    uint32_t group = start_group(reader);
    add_frame_features(reader, cue, text_value(FRAME_NAMES[frame]));
    add_option(reader, group, WHOSAID_NONE, WHOSAID_NONE, (uint32_t)frame, (uint32_t)frame);
  }
}

/* ---- The content before the cue ---- */

enum { EDGES = 8, STARTS = 12 };

/* A token index that an option's group stands for. */
struct place {
  uint32_t token, group;
};

static void add_left_end_features(struct reader *reader, const struct cue *cue, uint32_t edge, uint32_t rank) {
  uint32_t subject = cue->before;
  struct value tag = tag_value(reader, edge), inside = tag_value(reader, edge - 1);
  add_feature(reader, "left-end.tag", tag, number_value(reader, rank), NO_VALUE);
  add_feature(reader, "left-end.inside", tag, inside, NO_VALUE);
  add_feature(reader, "left-end.next", tag, word_value(reader, edge + 1), NO_VALUE);
  add_feature(reader, "left-end.at-subject", tag, number_value(reader, edge + 1 == subject), NO_VALUE);
  add_feature(reader, "left-end.at-cue", tag, number_value(reader, edge + 1 == cue->first), NO_VALUE);
  add_feature(reader, "left-end.distance", size_value(reader, cue->first - edge), tag, NO_VALUE);
}

/* Where a content before the cue may end: the marks between clauses, nearest first. */
static uint32_t find_left_ends(struct reader *reader, const struct cue *cue, struct place *ends) {
  uint32_t count = 0, first = sentence_first(reader, cue->head), stop = first > 0 ? first - 1 : first;
  for (uint32_t i = cue->first; i-- > stop && count < EDGES / 2;) {
    uint8_t tag = tag_at(reader, i);
    if (i < first && tag != TAG_CLOSE_MARK) break;
    int edge = tag == TAG_COMMA || tag == TAG_CLOSE_MARK || tag == TAG_DASH || tag == TAG_STOP || tag == TAG_SEMICOLON || i + 1 == cue->before;
    if (!edge || tag_at(reader, i) == TAG_OPEN_MARK) continue;
    if (tag == TAG_COMMA && i > 0 && tag_at(reader, i - 1) == TAG_CLOSE_MARK) continue; /* ”, */
    uint32_t end = tag == TAG_COMMA || tag == TAG_CLOSE_MARK || tag == TAG_DASH || tag == TAG_STOP || tag == TAG_SEMICOLON ? i : i + 1;
    ends[count] = (struct place){.token = end, .group = start_group(reader)};
    add_left_end_features(reader, cue, i, count);
    count++;
  }
  return count;
}

static void add_left_start_features(struct reader *reader, uint32_t start, uint32_t end, int is_sentence, int is_region) {
  struct value where = number_value(reader, (uint32_t)(is_sentence + 2 * is_region));
  add_feature(reader, "left-start.where", where, tag_value(reader, start - 1), NO_VALUE);
  add_feature(reader, "left-start.where-end", where, tag_value(reader, end), tag_value(reader, end - 1));
  add_feature(reader, "left-start.word", where, word_value(reader, start), NO_VALUE);
  add_feature(reader, "left-start.before", where, word_value(reader, start - 1), NO_VALUE);
  add_feature(reader, "left-start.size", where, size_value(reader, end - start), tag_value(reader, end));
}

static void add_left_option(struct reader *reader, uint32_t start, struct place end, int is_sentence, int is_region) {
  uint32_t group = start_group(reader);
  add_left_start_features(reader, start, end.token, is_sentence, is_region);
  add_option(reader, group, end.group, WHOSAID_NONE, start, end.token);
}

/* The region that ends at this token (a closing mark, or the mark before a stop), or NULL. */
static const struct region *region_ending(const struct reader *reader, uint32_t end) {
  if (end == 0 || end >= reader->words.count) return NULL;
  uint32_t region = reader->words.items[end - 1].region;
  return region == WHOSAID_NONE || reader->regions.items[region].last > end ? NULL : &reader->regions.items[region];
}

static void add_left_starts(struct reader *reader, struct place end) {
  const struct region *region = region_ending(reader, end.token);
  uint32_t inner = region ? region->first : end.token - 1, first = sentence_first(reader, inner), count = 0;
  if (region) add_left_option(reader, region->first, end, sentence_first(reader, region->first) + 1 >= region->first, 1);
  if (!region || first + 1 < region->first) add_left_option(reader, first, end, 1, 0);
  for (uint32_t i = first + 1; i + 1 < end.token && count < STARTS / 2; i++) {
    uint8_t tag = tag_at(reader, i), before = tag_at(reader, i - 1);
    if (region && i >= region->first) break;
    int starts = before == TAG_COMMA || before == TAG_COORDINATOR || before == TAG_DASH || before == TAG_SEMICOLON || before == TAG_COLON || tag == TAG_OPEN_MARK ||
                 before == TAG_SUBORDINATOR || before == TAG_WH || tag == TAG_WH;
    if (!starts || tag == TAG_COMMA) continue;
    add_left_option(reader, i, end, 0, 0);
    count++;
  }
}

static void ask_left(struct reader *reader, uint32_t index) {
  const struct cue *cue = &reader->cues.items[index];
  struct place ends[EDGES];
  decision_start(reader, ASK_LEFT, index);
  uint32_t count = find_left_ends(reader, cue, ends);
  for (uint32_t i = 0; i < count; i++) {
    if (ends[i].token > sentence_first(reader, ends[i].token ? ends[i].token - 1 : 0)) add_left_starts(reader, ends[i]);
  }
}

/* ---- The content after the cue ---- */

enum { RIGHT_STARTS = 12, RIGHT_ENDS = 24, NEAR = 9, FAR = 16 };

static void add_right_start_features(struct reader *reader, const struct cue *cue, uint32_t start, int around, int passed_that) {
  struct value distance = size_value(reader, start - cue->last), tag = tag_value(reader, start), before = tag_value(reader, start - 1);
  struct value side = number_value(reader, (uint32_t)around);
  add_feature(reader, "right-start.distance", distance, side, NO_VALUE);
  add_feature(reader, "right-start.distance-tag", distance, tag, NO_VALUE);
  add_feature(reader, "right-start.distance-lemma", distance, cue->lemma, NO_VALUE);
  add_feature(reader, "right-start.tags", before, tag, distance);
  add_feature(reader, "right-start.word", word_value(reader, start), NO_VALUE, NO_VALUE);
  add_feature(reader, "right-start.before", word_value(reader, start - 1), tag, NO_VALUE);
  add_feature(reader, "right-start.lemma-tag", cue->lemma, tag, before);
  add_feature(reader, "right-start.lemma-word", cue->lemma, word_value(reader, start), NO_VALUE);
  add_feature(reader, "right-start.first", tag_value(reader, cue->last), tag, distance);
  add_feature(reader, "right-start.passed", number_value(reader, (uint32_t)passed_that), tag, NO_VALUE);
  add_feature(reader, "right-start.inverted", number_value(reader, start == cue->after), tag, before_value(reader, cue));
  add_feature(reader, "right-start.addressee", number_value(reader, (cue->flags & FLAG_ADDRESSEE) != 0), distance, tag);
}

static int may_start(const struct reader *reader, uint32_t token) {
  uint8_t tag = tag_at(reader, token);
  return tag > TAG_POINT || tag == TAG_OPEN_MARK || tag == TAG_OPEN;
}

/* Where a content after the cue may start. */
static uint32_t find_right_starts(struct reader *reader, const struct cue *cue, int around, struct place *starts) {
  uint32_t count = 0, end = sentence_last(reader, cue->head);
  int passed = 0;
  if (end - cue->last <= 2 && end + 1 < reader->words.count && tag_at(reader, end - 1) != TAG_STOP) end = end + 2; /* "She said:" and a new line */
  for (uint32_t i = cue->last; i < end && i < cue->last + FAR && count < RIGHT_STARTS; i++) {
    uint8_t tag = tag_at(reader, i), before = tag_at(reader, i - 1);
    if (!may_start(reader, i)) continue;
    int special = tag == TAG_THAT || tag == TAG_OPEN_MARK || tag == TAG_WH || tag == TAG_TO || tag == TAG_SUBORDINATOR || before == TAG_COMMA || before == TAG_COLON;
    if (i >= cue->last + NEAR && !special) continue;
    starts[count] = (struct place){.token = i, .group = start_group(reader)};
    add_right_start_features(reader, cue, i, around, passed);
    count++;
    if (tag == TAG_OPEN_MARK) break;
    passed += tag == TAG_THAT;
  }
  return count;
}

static struct value region_state(const struct reader *reader, uint32_t token) {
  if (token >= reader->words.count) return number_value(reader, 0);
  uint32_t region = reader->words.items[token].region;
  if (region == WHOSAID_NONE) return number_value(reader, tag_at(reader, token) == TAG_CLOSE_MARK ? 2 : 0);
  return number_value(reader, 1);
}

/* How soon after this place another cue stands, as its form. */
static struct value next_cue(const struct reader *reader, uint32_t token) {
  for (uint32_t i = token; i < token + 4 && i < reader->words.count; i++) {
    uint32_t cue = reader->words.items[i].cue;
    if (cue != WHOSAID_NONE && reader->cues.items[cue].kind == CUE_VERB) return number_value(reader, 1 + (i - token) * FORMS + reader->cues.items[cue].form);
  }
  return number_value(reader, 0);
}

static void add_right_end_features(struct reader *reader, const struct cue *cue, uint32_t end, uint32_t sentence_end, uint32_t rank) {
  struct value tag = tag_value(reader, end), next = tag_value(reader, end + 1), word = word_value(reader, end + 1), state = region_state(reader, end);
  struct value at_end = number_value(reader, end + 1 >= sentence_end ? 2 : end + 2 >= sentence_end ? 1 : 0);
  add_feature(reader, "right-end.tag", tag, at_end, state);
  add_feature(reader, "right-end.inside", tag_value(reader, end - 1), tag, NO_VALUE);
  add_feature(reader, "right-end.tags", tag, next, state);
  add_feature(reader, "right-end.three", tag, next, tag_value(reader, end + 2));
  add_feature(reader, "right-end.here", word_value(reader, end), next, NO_VALUE);
  add_feature(reader, "right-end.word", tag, word, NO_VALUE);
  add_feature(reader, "right-end.words", tag, word, word_value(reader, end + 2));
  add_feature(reader, "right-end.cue", tag, next_cue(reader, end + 1), NO_VALUE);
  add_feature(reader, "right-end.rank", number_value(reader, rank), tag, NO_VALUE);
  add_feature(reader, "right-end.rest", size_value(reader, sentence_end > end ? sentence_end - end : 0), tag, NO_VALUE);
  add_feature(reader, "right-end.lemma", cue->lemma, tag, at_end);
}

static int may_end(const struct reader *reader, uint32_t token) {
  switch (tag_at(reader, token)) {
    case TAG_STOP: case TAG_COMMA: case TAG_COLON: case TAG_SEMICOLON: case TAG_DASH: case TAG_CLOSE_MARK: case TAG_OPEN: case TAG_CLOSE: return 1;
    case TAG_COORDINATOR: case TAG_SUBORDINATOR: case TAG_WH: case TAG_DAY: return tag_at(reader, token - 1) > TAG_POINT;
    default: return 0;
  }
}

/* How far a content after the cue may reach: its sentence, and when that ends inside a quotation, the end of that. */
static uint32_t right_limit(const struct reader *reader, const struct cue *cue, uint32_t start) {
  uint32_t from = start > cue->head ? start : cue->head, end = sentence_last(reader, from);
  uint32_t region = reader->words.items[end - 1].region;
  if (region == WHOSAID_NONE || reader->regions.items[region].last <= end) return end;
  uint32_t last = reader->regions.items[region].last;
  return last < reader->words.count ? sentence_last(reader, last) : last;
}

static uint32_t find_right_ends(struct reader *reader, const struct cue *cue, uint32_t start, uint32_t farthest, struct place *ends) {
  uint32_t limit = right_limit(reader, cue, farthest), count = 0;
  for (uint32_t i = start + 1; i <= limit && count < RIGHT_ENDS; i++) {
    int at_limit = i == limit;
    if (at_limit && count && ends[count - 1].token + 1 >= limit) break;
    if (!at_limit && (!may_end(reader, i) || i <= cue->last)) continue;
    if (!at_limit && count == RIGHT_ENDS - 3 && i + 2 < limit) continue; /* keep room for the last */
    ends[count] = (struct place){.token = i, .group = start_group(reader)};
    add_right_end_features(reader, cue, i, limit, count);
    count++;
  }
  return count;
}

static void add_right_pair_features(struct reader *reader, const struct cue *cue, uint32_t start, uint32_t end) {
  uint32_t from = reader->words.items[start].region, to = reader->words.items[end - 1].region;
  int opens = tag_at(reader, start) == TAG_OPEN_MARK, closes = end < reader->words.count && tag_at(reader, end) == TAG_CLOSE_MARK;
  uint32_t own = opens ? reader->words.items[start + 1].region : from;
  int same = own == to && own != WHOSAID_NONE, whole = opens && closes && same;
  uint32_t shape = (uint32_t)(opens + 2 * closes + 4 * same) + (to != WHOSAID_NONE ? 8u : 0);
  struct value size = size_value(reader, end - start);
  add_feature(reader, "right.shape", number_value(reader, shape), tag_value(reader, end), NO_VALUE);
  add_feature(reader, "right.whole", number_value(reader, (uint32_t)whole), size, NO_VALUE);
  add_feature(reader, "right.size", size, tag_value(reader, start), NO_VALUE);
  add_feature(reader, "right.size-end", size, tag_value(reader, end), NO_VALUE);
  add_feature(reader, "right.size-lemma", size, cue->lemma, NO_VALUE);
}

static void ask_right(struct reader *reader, uint32_t index, int around) {
  const struct cue *cue = &reader->cues.items[index];
  struct place starts[RIGHT_STARTS], ends[RIGHT_ENDS];
  decision_start(reader, ASK_RIGHT, index);
  uint32_t start_count = find_right_starts(reader, cue, around, starts);
  if (!start_count) return;
  uint32_t end_count = find_right_ends(reader, cue, starts[0].token, starts[start_count - 1].token, ends);
  for (uint32_t i = 0; i < start_count; i++) {
    for (uint32_t k = 0; k < end_count; k++) {
      if (ends[k].token <= starts[i].token) continue;
      uint32_t group = start_group(reader);
      add_right_pair_features(reader, cue, starts[i].token, ends[k].token);
      add_option(reader, starts[i].group, ends[k].group, group, starts[i].token, ends[k].token);
    }
  }
}

/* ---- Readings ---- */

/* The best of the options as a piece; its probability multiplies *probability. */
static struct piece take_best(struct reader *reader) {
  uint32_t best = decide(reader);
  if (best == WHOSAID_NONE) return (struct piece){0, 0};
  const struct choice *option = &reader->decision.options.items[best];
  return (struct piece){.first = option->first, .last = option->last};
}

static void add_reading(struct reader *reader, uint32_t index, enum frame frame, float probability, float none) {
  const struct cue *cue = &reader->cues.items[index];
  struct reading reading = {.cue = index, .frame = frame, .probability = probability, .first = cue->first, .last = cue->last};
  reading.score = logf((probability + 1e-6f) / (none + 1e-6f));
  if (frame == FRAME_LEFT || frame == FRAME_AROUND) {
    ask_left(reader, index);
    reading.left = take_best(reader);
    if (reading.left.first == reading.left.last) return;
    reading.first = reading.left.first;
  }
  if (frame == FRAME_RIGHT || frame == FRAME_AROUND) {
    ask_right(reader, index, frame == FRAME_AROUND);
    reading.right = take_best(reader);
    if (reading.right.first == reading.right.last) return;
    reading.last = reading.right.last;
  }
  struct reading *added = VECTOR_ADD(&reader->readings);
  if (added) *added = reading;
  else reader->failed = 1;
}

enum { ALTERNATIVES = 3 };

static void propose(struct reader *reader, uint32_t index) {
  ask_frame(reader, index);
  uint32_t best = decide(reader);
  if (best == WHOSAID_NONE) return;
  if (reader->teacher) {
    if (best != FRAME_NONE) add_reading(reader, index, (enum frame)best, 1, 0);
    return;
  }
  float probability[FRAMES], highest = 0;
  for (int frame = 0; frame < FRAMES; frame++) probability[frame] = reader->decision.options.items[frame].probability;
  for (int frame = FRAME_RIGHT; frame < FRAMES; frame++) highest = probability[frame] > highest ? probability[frame] : highest;
  for (int frame = FRAME_RIGHT; frame < FRAMES; frame++) {
    if (probability[frame] > 0.1f) add_reading(reader, index, (enum frame)frame, probability[frame] / highest * (1 - probability[FRAME_NONE]), probability[FRAME_NONE]);
  }
}

whosaid_status propose_readings(struct reader *reader, whosaid_error *error) {
  for (uint32_t i = 0; i < reader->cues.count; i++) propose(reader, i);
  return reader->failed ? error_memory(error) : WHOSAID_OK;
}
