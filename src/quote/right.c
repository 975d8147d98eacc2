/* quote/right.c: a cue -> where the content after it may start and end. */
#include "model/gazetteer.h"
#include "quote/reader.h"

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
  if (end - cue->last <= 2 && end + 1 < reader->words.count && tag_at(reader, end - 1) != TAG_STOP)
    end = end + 2; /* "She said:" and a new line */
  for (uint32_t i = cue->last; i < end && i < cue->last + FAR && count < RIGHT_STARTS; i++) {
    uint8_t tag = tag_at(reader, i), before = tag_at(reader, i - 1);
    if (!may_start(reader, i)) continue;
    if (cue->kind == CUE_SOURCE && before != TAG_COMMA && before != TAG_COLON) continue; /* According to the army, … */
    int special = tag == TAG_THAT || tag == TAG_OPEN_MARK || tag == TAG_WH || tag == TAG_TO || tag == TAG_SUBORDINATOR ||
                  before == TAG_COMMA || before == TAG_COLON;
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
    if (cue != WHOSAID_NONE && reader->cues.items[cue].kind == CUE_VERB)
      return number_value(reader, 1 + (i - token) * FORMS + reader->cues.items[cue].form);
  }
  return number_value(reader, 0);
}

/* How many quotations close in tokens [first, last): 0, 1, 2 for more. */
static uint32_t count_closed(const struct reader *reader, uint32_t first, uint32_t last) {
  uint32_t count = 0;
  for (uint32_t i = first; i < last && count < 2; i++) count += tag_at(reader, i) == TAG_CLOSE_MARK;
  return count;
}

/* The verb after the phrase that starts at the token, as a tag: whether a clause of its own begins here. */
static struct value verb_after(const struct reader *reader, uint32_t phrase) {
  uint32_t token = reader->phrases.items[phrase].last;
  while (tag_at(reader, token) == TAG_ADVERB || tag_at(reader, token) == TAG_NEGATION) token++;
  return tag_value(reader, token);
}

/* ", but | he | pressed", ", while | Ms. Collins | suggested": what comes after the end, as a clause. */
static void add_next_clause_features(struct reader *reader, const struct cue *cue, uint32_t end, uint32_t sentence_end) {
  uint32_t token = end;
  while (token < sentence_end && tag_at(reader, token) <= TAG_POINT) token++;
  struct value tag = tag_value(reader, end), opens = word_value(reader, token);
  uint8_t first = tag_at(reader, token);
  if (first == TAG_COORDINATOR || first == TAG_SUBORDINATOR || first == TAG_WH || first == TAG_THAT) token++;
  uint32_t phrase = phrase_at(reader, token);
  if (token >= sentence_end || phrase >= reader->phrases.count || reader->phrases.items[phrase].first != token) return;
  struct value subject = word_value(reader, token), head = tag_value(reader, reader->phrases.items[phrase].last - 1);
  struct value verb = verb_after(reader, phrase);
  int same = cue->before < cue->first && reader->document->tokens.items[token].lower == reader->document->tokens.items[cue->first - 1].lower;
  add_feature(reader, "right-end.next-clause", opens, head, verb);
  add_feature(reader, "right-end.next-subject", tag, subject, verb);
  add_feature(reader, "right-end.next-same", tag, number_value(reader, (uint32_t)same), verb);
}

/* How many tokens of the end's kind stand between cue and end, and after it: whether a dash or comma closes what another one opened. */
static struct value pair_value(const struct reader *reader, const struct cue *cue, uint32_t end, uint32_t sentence_end) {
  uint8_t tag = tag_at(reader, end);
  uint32_t before = 0, after = 0;
  for (uint32_t i = cue->last; i < end && before < 3; i++) before += tag_at(reader, i) == tag;
  for (uint32_t i = end + 1; i < sentence_end && after < 3; i++) after += tag_at(reader, i) == tag;
  return number_value(reader, before + 4 * after);
}

static void add_right_end_features(struct reader *reader, const struct cue *cue, uint32_t end, uint32_t sentence_end, uint32_t rank) {
  struct value tag = tag_value(reader, end), next = tag_value(reader, end + 1), word = word_value(reader, end + 1),
               state = region_state(reader, end);
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
  struct value clause = number_value(reader, cue->clause);
  add_feature(reader, "right-end.clause", clause, tag, next);
  add_feature(reader, "right-end.clause-end", clause, tag, at_end);
  add_feature(reader, "right-end.clause-rank", clause, tag, number_value(reader, rank));
  add_feature(reader, "right-end.clause-word", clause, tag, word);
  add_feature(reader, "right-end.form", number_value(reader, cue->form), tag, next);
  add_feature(reader, "right-end.form-word", number_value(reader, cue->form), word, tag_value(reader, end + 2));
  struct value quoted = number_value(reader, count_closed(reader, cue->last, end) + 3 * count_closed(reader, end + 1, sentence_end));
  add_feature(reader, "right-end.quoted", quoted, tag, state);
  add_feature(reader, "right-end.quoted-next", quoted, tag, word);
  add_feature(reader, "right-end.quoted-cue", quoted, tag, next_cue(reader, end + 1));
  add_feature(reader, "right-end.pair", tag, pair_value(reader, cue, end, sentence_end), state);
  add_feature(reader, "right-end.pair-next", tag, pair_value(reader, cue, end, sentence_end), next);
  add_next_clause_features(reader, cue, end, sentence_end);
  add_feature(reader, "right-end.verbs-after", size_value(reader, count_verbs(reader, end, sentence_end)), tag, next);
}

static int may_end(const struct reader *reader, uint32_t token) {
  switch (tag_at(reader, token)) {
    case TAG_STOP:
    case TAG_COMMA:
    case TAG_COLON:
    case TAG_SEMICOLON:
    case TAG_DASH:
    case TAG_CLOSE_MARK:
    case TAG_OPEN:
    case TAG_CLOSE: return 1;
    case TAG_COORDINATOR:
    case TAG_SUBORDINATOR:
    case TAG_WH:
    case TAG_DAY: return tag_at(reader, token - 1) > TAG_POINT;
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

/* "that | after the rain, the river rose": how the content opens, and how many commas it holds. */
static void add_opening_features(struct reader *reader, uint32_t start, uint32_t end) {
  uint32_t first = tag_at(reader, start) == TAG_THAT ? start + 1 : start, commas = 0, verbs = count_verbs(reader, start, end);
  for (uint32_t i = first; i < end && commas < 3; i++) commas += tag_at(reader, i) == TAG_COMMA;
  struct value shape = number_value(reader, commas + 4 * (verbs < 3 ? verbs : 3));
  add_feature(reader, "right.opening", tag_value(reader, first), shape, tag_value(reader, end));
  add_feature(reader, "right.opening-word", word_value(reader, first), shape, tag_value(reader, end));
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
  struct value verbs = size_value(reader, count_verbs(reader, start, end));
  add_feature(reader, "right.verbs", verbs, tag_value(reader, start), tag_value(reader, end));
  add_feature(reader, "right.verbs-end", verbs, word_value(reader, end), tag_value(reader, end + 1));
  add_feature(reader, "right.verbs-form", verbs, number_value(reader, cue->form), tag_value(reader, end));
  add_feature(reader, "right.verbs-clause", verbs, number_value(reader, cue->clause), tag_value(reader, end));
  add_feature(reader, "right.verbs-lemma", verbs, cue->lemma, NO_VALUE);
  add_feature(reader, "right.size-lemma", size, cue->lemma, NO_VALUE);
  add_opening_features(reader, start, end);
}

/* A content that ends in the middle of a quotation that it holds the start of; one that was never closed may end with a sentence. */
static int cuts_region(const struct reader *reader, uint32_t start, uint32_t end) {
  uint32_t index = reader->words.items[end - 1].region;
  if (index == WHOSAID_NONE) return 0;
  const struct region *region = &reader->regions.items[index];
  if (region->last <= end || start > region->first) return 0;
  int closed = reader->document->marks.items[region->mark].close_token != WHOSAID_NONE;
  return closed || start < region->first - 1 || tag_at(reader, end) != TAG_STOP;
}

void ask_right(struct reader *reader, uint32_t index, int around) {
  const struct cue *cue = &reader->cues.items[index];
  struct place starts[RIGHT_STARTS], ends[RIGHT_ENDS];
  decision_start(reader, ASK_RIGHT, index);
  uint32_t start_count = find_right_starts(reader, cue, around, starts);
  if (!start_count) return;
  uint32_t end_count = find_right_ends(reader, cue, starts[0].token, starts[start_count - 1].token, ends);
  for (uint32_t i = 0; i < start_count; i++) {
    for (uint32_t k = 0; k < end_count; k++) {
      if (ends[k].token <= starts[i].token || cuts_region(reader, starts[i].token, ends[k].token)) continue;
      uint32_t group = start_group(reader);
      add_right_pair_features(reader, cue, starts[i].token, ends[k].token);
      add_option(reader, starts[i].group, ends[k].group, group, starts[i].token, ends[k].token);
    }
  }
}
