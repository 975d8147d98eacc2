/* quote/right.c: a cue -> where the content after it may start and end. */
#include "model/gazetteer.h"
#include "quote/reader.h"

enum { RIGHT_STARTS = 12, RIGHT_ENDS = 24, NEAR = 9, FAR = 16, LONGEST_CONTENT = 1024, LONGEST_REST = 4000 };

/* Where a content may start, and what of that counts beside where it ends. */
struct opening {
  uint32_t token;
  uint32_t commas; /* between the cue and it */
  struct sum sum;
  uint32_t tag, first_tag, first_word; /* its own, and those of its first word after "that" */
  uint32_t region;                     /* that it opens or stands in, or WHOSAID_NONE */
  int opens;
};

/* Where it may end. */
struct ending {
  uint32_t token;
  uint32_t commas; /* between the cue and it */
  struct sum sum;
  uint32_t tag, word, next; /* its own, and the tag behind it */
  uint32_t region;          /* of the last token before it, or WHOSAID_NONE */
  int closes;
  uint32_t size, verbs, shape; /* together with the opening before, 0 for the first, and what features of these are worth */
  int whole;
  struct {
    float shape, whole, size_end, size_lemma, verbs_end, verbs_form, verbs_clause, verbs_lemma;
  } worth;
};

static struct opening make_opening(const struct reader *reader, uint32_t token, uint32_t commas, struct sum sum) {
  uint32_t first = tag_at(reader, token) == TAG_THAT ? token + 1 : token;
  struct opening made = {.token = token,
                         .commas = commas,
                         .sum = sum,
                         .tag = tag_value(reader, token),
                         .opens = tag_at(reader, token) == TAG_OPEN_MARK};
  made.first_tag = tag_value(reader, first);
  made.first_word = word_value(reader, first);
  made.region = reader->words.items[made.opens ? token + 1 : token].region;
  return made;
}

static struct ending make_ending(const struct reader *reader, uint32_t token, uint32_t commas, struct sum sum) {
  struct ending made = {.token = token, .commas = commas, .sum = sum, .tag = tag_value(reader, token), .word = word_value(reader, token)};
  made.next = tag_value(reader, token + 1);
  made.region = reader->words.items[token - 1].region;
  made.closes = tag_at(reader, token) == TAG_CLOSE_MARK;
  return made;
}

static ALWAYS_INLINE void add_right_start_features(struct reader *reader, struct sum *sum, const struct cue *cue, uint32_t start,
                                                   int around, int passed_that) {
  uint32_t distance = size_value(start - cue->last), tag = tag_value(reader, start), before = tag_value(reader, start - 1);
  uint32_t side = number_value((uint32_t)around);
  add_two(reader, sum, RIGHT_START_DISTANCE, distance, side);
  add_two(reader, sum, RIGHT_START_DISTANCE_TAG, distance, tag);
  add_two(reader, sum, RIGHT_START_DISTANCE_LEMMA, distance, cue->lemma_value);
  add_three(reader, sum, RIGHT_START_TAGS, before, tag, distance);
  add_two(reader, sum, RIGHT_START_WORD, word_value(reader, start), NO_VALUE);
  add_two(reader, sum, RIGHT_START_BEFORE, word_value(reader, start - 1), tag);
  add_three(reader, sum, RIGHT_START_LEMMA_TAG, cue->lemma_value, tag, before);
  add_two(reader, sum, RIGHT_START_LEMMA_WORD, cue->lemma_value, word_value(reader, start));
  add_three(reader, sum, RIGHT_START_FIRST, tag_value(reader, cue->last), tag, distance);
  add_two(reader, sum, RIGHT_START_PASSED, number_value((uint32_t)passed_that), tag);
  add_three(reader, sum, RIGHT_START_INVERTED, number_value(start == cue->after), tag, before_value(reader, cue));
  add_three(reader, sum, RIGHT_START_ADDRESSEE, number_value((cue->flags & FLAG_ADDRESSEE) != 0), distance, tag);
}

static int may_start(const struct reader *reader, uint32_t token) {
  uint8_t tag = tag_at(reader, token);
  return tag > TAG_POINT || tag == TAG_OPEN_MARK || tag == TAG_OPEN;
}

/* Where a content after the cue may start. */
static ALWAYS_INLINE uint32_t find_right_starts(struct reader *reader, const struct cue *cue, int around, struct opening *starts,
                                                int taught) {
  uint32_t count = 0, end = sentence_last(reader, cue->head);
  int passed = 0;
  uint32_t commas = 0;
  int goes_on = tag_at(reader, end - 1) == TAG_COLON || tag_at(reader, end) == TAG_OPEN_MARK;
  if (goes_on && end - cue->last <= 2 && end + 1 < reader->words.count && tag_at(reader, end - 1) != TAG_STOP)
    end = end + 2; /* "She said:" and a new line */
  for (uint32_t i = cue->last; i < end && i < cue->last + FAR && count < RIGHT_STARTS; i++) {
    uint8_t tag = tag_at(reader, i), before = tag_at(reader, i - 1);
    commas += tag == TAG_COMMA;
    if (!may_start(reader, i)) continue;
    if (cue->kind == CUE_SOURCE && before != TAG_COMMA && before != TAG_COLON) continue; /* According to the army, … */
    int special = tag == TAG_THAT || tag == TAG_OPEN_MARK || tag == TAG_WH || tag == TAG_TO || tag == TAG_SUBORDINATOR ||
                  before == TAG_COMMA || before == TAG_COLON;
    if (i >= cue->last + NEAR && !special) continue;
    struct sum sum = start_sum(reader, taught);
    add_right_start_features(reader, &sum, cue, i, around, passed);
    starts[count++] = make_opening(reader, i, commas, sum);
    if (tag == TAG_OPEN_MARK) break;
    passed += tag == TAG_THAT;
  }
  return count;
}

static uint32_t region_state(const struct reader *reader, uint32_t token) {
  if (token >= reader->words.count) return number_value(0);
  uint32_t region = reader->words.items[token].region;
  if (region == WHOSAID_NONE) return number_value(tag_at(reader, token) == TAG_CLOSE_MARK ? 2 : 0);
  return number_value(1);
}

/* How soon after this place another cue stands, as its form. */
static uint32_t next_cue(const struct reader *reader, uint32_t token) {
  for (uint32_t i = token; i < token + 4 && i < reader->words.count; i++) {
    uint32_t cue = reader->words.items[i].cue;
    if (cue != WHOSAID_NONE && reader->cues.items[cue].kind == CUE_VERB)
      return number_value(1 + (i - token) * FORMS + reader->cues.items[cue].form);
  }
  return number_value(0);
}

/* How many tokens of each tag stand between the cue and an end, and from the end on. */
struct tally {
  uint16_t before[TAGS], after[TAGS];
};

static uint32_t at_most(uint32_t most, uint32_t count) { return count < most ? count : most; }

/* The verb after the phrase that starts at the token, as a tag: whether a clause of its own begins here. */
static uint32_t verb_after(const struct reader *reader, uint32_t phrase) {
  uint32_t token = reader->phrases.items[phrase].last;
  while (tag_at(reader, token) == TAG_ADVERB || tag_at(reader, token) == TAG_NEGATION) token++;
  return tag_value(reader, token);
}

/* ", but | he | pressed", ", while | Ms. Collins | suggested": what comes after the end, as a clause. */
static ALWAYS_INLINE void add_next_clause_features(struct reader *reader, struct sum *sum, const struct cue *cue, uint32_t end,
                                                   uint32_t sentence_end) {
  uint32_t token = end;
  while (token < sentence_end && tag_at(reader, token) <= TAG_POINT) token++;
  uint32_t tag = tag_value(reader, end), opens = word_value(reader, token);
  uint8_t first = tag_at(reader, token);
  if (first == TAG_COORDINATOR || first == TAG_SUBORDINATOR || first == TAG_WH || first == TAG_THAT) token++;
  uint32_t phrase = phrase_at(reader, token);
  if (token >= sentence_end || phrase >= reader->phrases.count || reader->phrases.items[phrase].first != token) return;
  uint32_t subject = word_value(reader, token), head = tag_value(reader, reader->phrases.items[phrase].last - 1);
  uint32_t verb = verb_after(reader, phrase);
  int same =
      cue->before < cue->first && reader->document->tokens.items[token].lower == reader->document->tokens.items[cue->first - 1].lower;
  add_three(reader, sum, RIGHT_END_NEXT_CLAUSE, opens, head, verb);
  add_three(reader, sum, RIGHT_END_NEXT_SUBJECT, tag, subject, verb);
  add_three(reader, sum, RIGHT_END_NEXT_SAME, tag, number_value((uint32_t)same), verb);
}

/* Whether a dash or comma closes what another one opened, and how many quotations close on both sides. */
static ALWAYS_INLINE void add_tally_features(struct reader *reader, struct sum *sum, uint32_t end, const struct tally *tally,
                                             uint32_t state, uint32_t soon) {
  uint8_t kind = tag_at(reader, end);
  uint32_t tag = tag_value(reader, end), next = tag_value(reader, end + 1);
  uint32_t closed_after = tally->after[TAG_CLOSE_MARK] - (tally->after[TAG_CLOSE_MARK] && kind == TAG_CLOSE_MARK ? 1u : 0);
  uint32_t quoted = number_value(at_most(2, tally->before[TAG_CLOSE_MARK]) + 3 * at_most(2, closed_after));
  uint32_t like_after = tally->after[kind] ? tally->after[kind] - 1u : 0;
  uint32_t pair = number_value(at_most(3, tally->before[kind]) + 4 * at_most(3, like_after));
  add_three(reader, sum, RIGHT_END_QUOTED, quoted, tag, state);
  add_three(reader, sum, RIGHT_END_QUOTED_NEXT, quoted, tag, word_value(reader, end + 1));
  add_three(reader, sum, RIGHT_END_QUOTED_CUE, quoted, tag, soon);
  add_three(reader, sum, RIGHT_END_PAIR, tag, pair, state);
  add_three(reader, sum, RIGHT_END_PAIR_NEXT, tag, pair, next);
}

static ALWAYS_INLINE void add_right_end_features(struct reader *reader, struct sum *sum, const struct cue *cue, uint32_t end,
                                                 uint32_t sentence_end, uint32_t rank, const struct tally *tally) {
  uint32_t tag = tag_value(reader, end), next = tag_value(reader, end + 1), word = word_value(reader, end + 1),
           state = region_state(reader, end), soon = next_cue(reader, end + 1);
  uint32_t at_end = number_value(end + 1 >= sentence_end ? 2 : end + 2 >= sentence_end ? 1 : 0);
  add_three(reader, sum, RIGHT_END_TAG, tag, at_end, state);
  add_two(reader, sum, RIGHT_END_INSIDE, tag_value(reader, end - 1), tag);
  add_three(reader, sum, RIGHT_END_TAGS, tag, next, state);
  add_three(reader, sum, RIGHT_END_THREE, tag, next, tag_value(reader, end + 2));
  add_two(reader, sum, RIGHT_END_HERE, word_value(reader, end), next);
  add_two(reader, sum, RIGHT_END_WORD, tag, word);
  add_three(reader, sum, RIGHT_END_WORDS, tag, word, word_value(reader, end + 2));
  add_two(reader, sum, RIGHT_END_CUE, tag, soon);
  add_two(reader, sum, RIGHT_END_RANK, number_value(rank), tag);
  add_two(reader, sum, RIGHT_END_REST, size_value(sentence_end > end ? sentence_end - end : 0), tag);
  add_three(reader, sum, RIGHT_END_LEMMA, cue->lemma_value, tag, at_end);
  uint32_t clause = number_value(cue->clause);
  add_three(reader, sum, RIGHT_END_CLAUSE, clause, tag, next);
  add_three(reader, sum, RIGHT_END_CLAUSE_END, clause, tag, at_end);
  add_three(reader, sum, RIGHT_END_CLAUSE_RANK, clause, tag, number_value(rank));
  add_three(reader, sum, RIGHT_END_CLAUSE_WORD, clause, tag, word);
  add_three(reader, sum, RIGHT_END_FORM, number_value(cue->form), tag, next);
  add_three(reader, sum, RIGHT_END_FORM_WORD, number_value(cue->form), word, tag_value(reader, end + 2));
  add_tally_features(reader, sum, end, tally, state, soon);
  add_next_clause_features(reader, sum, cue, end, sentence_end);
  add_three(reader, sum, RIGHT_END_VERBS_AFTER, size_value(count_verbs(reader, end, sentence_end)), tag, next);
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
  if (end - from > LONGEST_CONTENT) end = from + LONGEST_CONTENT;
  uint32_t region = reader->words.items[end - 1].region;
  uint32_t last = region == WHOSAID_NONE ? end : reader->regions.items[region].last;
  if (last <= end || last - end > LONGEST_REST) return end;
  return last < reader->words.count ? sentence_last(reader, last) : last;
}

static void tally_tokens(const struct reader *reader, struct tally *tally, uint32_t first, uint32_t last, int step) {
  for (uint32_t i = first; i < last; i++) {
    uint8_t tag = tag_at(reader, i);
    tally->after[tag] = (uint16_t)(tally->after[tag] + step);
    if (step < 0) tally->before[tag]++;
  }
}

static ALWAYS_INLINE uint32_t find_right_ends(struct reader *reader, const struct cue *cue, uint32_t start, uint32_t farthest,
                                              struct ending *ends, int taught) {
  uint32_t limit = right_limit(reader, cue, farthest), count = 0, passed = cue->last;
  struct tally tally = {0};
  tally_tokens(reader, &tally, cue->last, limit, 1);
  for (uint32_t i = start + 1; i <= limit && count < RIGHT_ENDS; i++) {
    int at_limit = i == limit;
    if (at_limit && count && ends[count - 1].token + 1 >= limit) break;
    if (!at_limit && (!may_end(reader, i) || i <= cue->last)) continue;
    if (!at_limit && count == RIGHT_ENDS - 3 && i + 2 < limit) { /* keep room for the last */
      i = limit - 3;
      continue;
    }
    tally_tokens(reader, &tally, passed, i, -1);
    passed = i;
    struct sum sum = start_sum(reader, taught);
    add_right_end_features(reader, &sum, cue, i, limit, count, &tally);
    ends[count++] = make_ending(reader, i, tally.before[TAG_COMMA], sum);
  }
  return count;
}

/* Adds a feature of the ending that is `kept` until one of its values changes. */
static ALWAYS_INLINE void keep_two(struct reader *reader, struct sum *sum, float *kept, int changed, enum quote_feature feature, uint32_t a,
                                   uint32_t b) {
  if (sum->group != WHOSAID_NONE) teach_feature(reader, feature, NULL, (uint32_t[]){a, b, NO_VALUE});
  else sum->score += changed ? *kept = quote_weights_two(reader->weights, feature, a, b) : *kept;
}

static ALWAYS_INLINE void keep_three(struct reader *reader, struct sum *sum, float *kept, int changed, enum quote_feature feature,
                                     uint32_t a, uint32_t b, uint32_t c) {
  if (sum->group != WHOSAID_NONE) teach_feature(reader, feature, NULL, (uint32_t[]){a, b, c});
  else sum->score += changed ? *kept = quote_weights_three(reader->weights, feature, a, b, c) : *kept;
}

static ALWAYS_INLINE void add_right_pair_features(struct reader *reader, struct sum *sum, const struct cue *cue,
                                                  const struct opening *start, struct ending *end) {
  int same = start->region == end->region && end->region != WHOSAID_NONE, whole = start->opens && end->closes && same;
  uint32_t shape = number_value((uint32_t)(start->opens + 2 * end->closes + 4 * same) + (end->region != WHOSAID_NONE ? 8u : 0));
  uint32_t size = size_value(end->token - start->token), verb_count = count_verbs(reader, start->token, end->token);
  uint32_t verbs = size_value(verb_count);
  int resized = size != end->size, reshaped = shape != end->shape, rewhole = resized || whole != end->whole, reverbed = verbs != end->verbs;
  end->size = size;
  end->shape = shape;
  end->whole = whole;
  end->verbs = verbs;
  keep_two(reader, sum, &end->worth.shape, reshaped, RIGHT_SHAPE, shape, end->tag);
  keep_two(reader, sum, &end->worth.whole, rewhole, RIGHT_WHOLE, number_value((uint32_t)whole), size);
  add_two(reader, sum, RIGHT_SIZE, size, start->tag);
  keep_two(reader, sum, &end->worth.size_end, resized, RIGHT_SIZE_END, size, end->tag);
  add_three(reader, sum, RIGHT_VERBS, verbs, start->tag, end->tag);
  keep_three(reader, sum, &end->worth.verbs_end, reverbed, RIGHT_VERBS_END, verbs, end->word, end->next);
  keep_three(reader, sum, &end->worth.verbs_form, reverbed, RIGHT_VERBS_FORM, verbs, number_value(cue->form), end->tag);
  keep_three(reader, sum, &end->worth.verbs_clause, reverbed, RIGHT_VERBS_CLAUSE, verbs, number_value(cue->clause), end->tag);
  keep_two(reader, sum, &end->worth.verbs_lemma, reverbed, RIGHT_VERBS_LEMMA, verbs, cue->lemma_value);
  keep_two(reader, sum, &end->worth.size_lemma, resized, RIGHT_SIZE_LEMMA, size, cue->lemma_value);
  uint32_t opening = number_value(at_most(3, end->commas - start->commas) + 4 * at_most(3, verb_count));
  add_three(reader, sum, RIGHT_OPENING, start->first_tag, opening, end->tag);
  add_three(reader, sum, RIGHT_OPENING_WORD, start->first_word, opening, end->tag);
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

static ALWAYS_INLINE void weigh_right(struct reader *reader, uint32_t index, int around, int taught) {
  const struct cue *cue = &reader->cues.items[index];
  struct opening starts[RIGHT_STARTS];
  struct ending ends[RIGHT_ENDS];
  decision_start(reader, ASK_RIGHT, index);
  uint32_t start_count = find_right_starts(reader, cue, around, starts, taught);
  if (!start_count) return;
  uint32_t end_count = find_right_ends(reader, cue, starts[0].token, starts[start_count - 1].token, ends, taught);
  for (const struct opening *start = starts; start < starts + start_count; start++) {
    for (struct ending *end = ends; end < ends + end_count; end++) {
      if (end->token <= start->token || cuts_region(reader, start->token, end->token)) continue;
      struct sum sum = start_sum(reader, taught);
      add_right_pair_features(reader, &sum, cue, start, end);
      add_option(reader, start->sum, end->sum, sum, start->token, end->token);
    }
  }
}

void ask_right(struct reader *reader, uint32_t index, int around) {
  if (reader->teacher) weigh_right(reader, index, around, 1);
  else weigh_right(reader, index, around, 0);
}
