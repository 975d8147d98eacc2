/* quote/left.c: a cue -> where the content before it may start and end. */
#include "quote/reader.h"

enum { EDGES = 8, STARTS = 12 };

/* Where a content may end. */
struct edge {
  uint32_t token;
  struct sum sum;
};

static void add_left_end_features(struct reader *reader, struct sum *sum, const struct cue *cue, uint32_t edge, uint32_t rank) {
  uint32_t subject = cue->before;
  uint32_t tag = tag_value(reader, edge), inside = tag_value(reader, edge - 1);
  add_two(reader, sum, LEFT_END_TAG, tag, number_value(rank));
  add_two(reader, sum, LEFT_END_INSIDE, tag, inside);
  add_two(reader, sum, LEFT_END_NEXT, tag, word_value(reader, edge + 1));
  add_two(reader, sum, LEFT_END_AT_SUBJECT, tag, number_value(edge + 1 == subject));
  add_two(reader, sum, LEFT_END_AT_CUE, tag, number_value(edge + 1 == cue->first));
  add_two(reader, sum, LEFT_END_DISTANCE, size_value(cue->first - edge), tag);
}

/* Where a content before the cue may end: the marks between clauses, nearest first. */
static uint32_t find_left_ends(struct reader *reader, const struct cue *cue, struct edge *ends) {
  uint32_t count = 0, first = sentence_first(reader, cue->head), stop = first > 0 ? first - 1 : first;
  for (uint32_t i = cue->first; i-- > stop && count < EDGES / 2;) {
    uint8_t tag = tag_at(reader, i);
    if (i < first && (tag != TAG_CLOSE_MARK || (cue->kind != CUE_DASH && paragraph_of(reader, i) != paragraph_of(reader, first)))) break;
    int edge =
        tag == TAG_COMMA || tag == TAG_CLOSE_MARK || tag == TAG_DASH || tag == TAG_STOP || tag == TAG_SEMICOLON || i + 1 == cue->before;
    if (!edge || tag_at(reader, i) == TAG_OPEN_MARK) continue;
    if (tag == TAG_COMMA && i > 0 && tag_at(reader, i - 1) == TAG_CLOSE_MARK) continue; /* ”, */
    uint32_t end = tag == TAG_COMMA || tag == TAG_CLOSE_MARK || tag == TAG_DASH || tag == TAG_STOP || tag == TAG_SEMICOLON ? i : i + 1;
    ends[count] = (struct edge){.token = end, .sum = start_sum(reader, reader->teacher != NULL)};
    add_left_end_features(reader, &ends[count].sum, cue, i, count);
    count++;
  }
  return count;
}

static void add_left_start_features(struct reader *reader, struct sum *sum, uint32_t start, uint32_t end, const struct region *region,
                                    int is_sentence, int is_region) {
  uint32_t where = number_value((uint32_t)(is_sentence + 2 * is_region));
  add_two(reader, sum, LEFT_START_WHERE, where, tag_value(reader, start - 1));
  add_three(reader, sum, LEFT_START_WHERE_END, where, tag_value(reader, end), tag_value(reader, end - 1));
  add_two(reader, sum, LEFT_START_WORD, where, word_value(reader, start));
  add_two(reader, sum, LEFT_START_BEFORE, where, word_value(reader, start - 1));
  if (region) {
    uint32_t capital = number_value((uint32_t)is_capital(reader, region->first));
    add_three(reader, sum, LEFT_START_OPEN, where, word_value(reader, region->first - 2), capital);
    add_three(reader, sum, LEFT_START_OPEN_TAG, where, tag_value(reader, region->first - 2), capital);
    add_three(reader, sum, LEFT_START_OPEN_SIZE, where, size_value(region->words), capital);
  }
  uint32_t verbs = size_value(count_verbs(reader, start, end));
  add_three(reader, sum, LEFT_START_VERBS, where, verbs, tag_value(reader, end));
  add_three(reader, sum, LEFT_START_VERBS_WORD, verbs, word_value(reader, start), tag_value(reader, start - 1));
  add_two(reader, sum, LEFT_START_SIZE_WORD, size_value(end - start), word_value(reader, start));
  add_three(reader, sum, LEFT_START_SIZE, where, size_value(end - start), tag_value(reader, end));
}

/* A content has words, and does not start in the middle of a quotation and go on after it. */
static int may_be_left(const struct reader *reader, uint32_t start, uint32_t end) {
  uint32_t region = reader->words.items[start].region, words = 0;
  for (uint32_t i = start; i < end && !words; i++) words += tag_at(reader, i) > TAG_POINT;
  return words && (region == WHOSAID_NONE || start == reader->regions.items[region].first || reader->regions.items[region].last >= end);
}

static void add_left_option(struct reader *reader, uint32_t start, struct edge end, const struct region *region, int is_sentence,
                            int is_region) {
  if (!may_be_left(reader, start, end.token)) return;
  struct sum sum = start_sum(reader, reader->teacher != NULL);
  add_left_start_features(reader, &sum, start, end.token, region, is_sentence, is_region);
  add_option(reader, sum, end.sum, NO_SUM, start, end.token);
}

/* The region that ends at this token (a closing mark, or the mark before a stop), or NULL. */
static const struct region *region_ending(const struct reader *reader, uint32_t end) {
  if (end == 0 || end >= reader->words.count) return NULL;
  uint32_t region = reader->words.items[end - 1].region;
  return region == WHOSAID_NONE || reader->regions.items[region].last > end ? NULL : &reader->regions.items[region];
}

static void add_left_starts(struct reader *reader, struct edge end) {
  const struct region *region = region_ending(reader, end.token);
  uint32_t inner = region ? region->first : end.token - 1, first = sentence_first(reader, inner), count = 0;
  if (region) add_left_option(reader, region->first, end, region, sentence_first(reader, region->first) + 1 >= region->first, 1);
  if (!region || first + 1 < region->first) add_left_option(reader, first, end, region, 1, 0);
  for (uint32_t i = first + 1; i < end.token && count < STARTS / 2; i++) {
    uint8_t tag = tag_at(reader, i), before = tag_at(reader, i - 1);
    if (region && i >= region->first) break;
    int starts = before == TAG_COMMA || before == TAG_COORDINATOR || before == TAG_DASH || before == TAG_SEMICOLON || before == TAG_COLON ||
                 tag == TAG_OPEN_MARK || before == TAG_SUBORDINATOR || before == TAG_WH || tag == TAG_WH;
    if (!starts || tag == TAG_COMMA || (i + 1 == end.token && !document_token_is(reader->document, i, "which")))
      continue; /* which she said … */
    add_left_option(reader, i, end, region, 0, 0);
    count++;
  }
}

void ask_left(struct reader *reader, uint32_t index) {
  const struct cue *cue = &reader->cues.items[index];
  struct edge ends[EDGES];
  decision_start(reader, ASK_LEFT, index);
  uint32_t count = find_left_ends(reader, cue, ends);
  for (uint32_t i = 0; i < count; i++) {
    if (ends[i].token > sentence_first(reader, ends[i].token ? ends[i].token - 1 : 0)) add_left_starts(reader, ends[i]);
  }
}
