/* quote/frame.c: a cue and what stands around it -> does it report, and on which side is the content? */
#include <string.h>

#include "quote/reader.h"

static const char *const FRAME_NAMES[FRAMES] = {"none", "right", "left", "around"};

/* What is known about a cue; its features are pairs of these (quote/feature.h). */
enum fact {
  FACT_NONE,
  FACT_LEMMA,
  FACT_FORM, /* its form and auxiliaries */
  FACT_KIND,
  FACT_TAG, /* whether it is a noun here */
  FACT_CLAUSE,
  FACT_FLAGS,
  FACT_NEGATED,
  FACT_NEXT, /* the word after it, that word's tag, the tags of the two that follow */
  FACT_NEXT_TAG,
  FACT_NEXT_TAG_2,
  FACT_NEXT_2,
  FACT_BEFORE, /* the word before it, and its tag */
  FACT_BEFORE_TAG,
  FACT_HEAD, /* the last word of the phrase right before it, as a tag; what name it is */
  FACT_HEAD_NAME,
  FACT_START, /* the first word of that phrase, as a tag */
  FACT_EDGE,  /* what stands before that phrase: a tag, a word; the tag before that */
  FACT_EDGE_WORD,
  FACT_EDGE_INSIDE,
  FACT_AFTER, /* the phrase right after it: the tag of its last word, and of what follows it */
  FACT_AFTER_NEXT,
  FACT_QUOTED_LEFT, /* a quotation closes right before cue and subject */
  FACT_QUOTED_FAR,  /* a quotation closes before the cue, with no verb between: how it ends */
  FACT_COMMAS,      /* before the subject, after the cue, after a subject that follows */
  FACT_INSIDE,      /* stands in a quotation */
  FACT_REST,        /* words after it in the sentence; before it */
  FACT_AHEAD,
  FACT_MARK_AFTER, /* how far a quotation opens, "that", "to" stand */
  FACT_THAT_AFTER,
  FACT_TO_AFTER,
  FACT_VERBS_AFTER, /* verbs in the rest of the sentence */
  FACT_VERBS_AHEAD,
  FACT_CUE_BEFORE, /* another cue in the sentence: how far, with what lemma */
  FACT_CUE_BEFORE_LEMMA,
  FACT_CUE_AFTER,
  FACT_END,      /* how the sentence ends */
  FACT_NEW_LINE, /* what comes after it */
  FACT_SECTION,
  FACTS
};

static uint32_t grammar_bits(const struct cue *cue) {
  return (uint32_t)cue->form + (cue->passive ? 4u : 0) + (cue->infinitive ? 8u : 0) + (cue->modal ? 12u : 0);
}

enum { FARTHEST = 64 }; /* tokens; sizes beyond 40 are one value */

/* How far the next token with a tag is; 99 when there is none before the end. */
static uint32_t distance_to(const struct reader *reader, uint32_t from, uint32_t end, uint8_t tag) {
  for (uint32_t i = from; i < end; i++) {
    if (tag_at(reader, i) == tag) return i - from;
  }
  return 99;
}

static uint32_t name_type(const struct reader *reader, const struct cue *cue) {
  uint32_t name = cue->before == cue->first ? WHOSAID_NONE : reader->words.items[cue->first - 1].name;
  return number_value(name == WHOSAID_NONE ? 9 : (uint32_t)reader->document->mentions.items[name].type);
}

static int closes_quote(const struct reader *reader, uint32_t token) { return tag_at(reader, token) == TAG_CLOSE_MARK; }

/* 1: ,” she said   2: ” she said   3: ”, she said */
static uint32_t quoted_left(const struct reader *reader, uint32_t edge) {
  if (closes_quote(reader, edge)) return tag_at(reader, edge - 1) == TAG_COMMA ? 1 : 2;
  return tag_at(reader, edge) <= TAG_DASH && closes_quote(reader, edge - 1) ? 3 : 0;
}

/* “Where is it?” Jim Bennett, 57, asked: what the quotation before the cue ends with, when no verb stands between. */
static uint32_t quoted_far(const struct reader *reader, const struct cue *cue) {
  uint32_t first = sentence_first(reader, cue->head);
  for (uint32_t i = cue->first; i > 0 && i + 1 > first; i--) {
    uint8_t tag = tag_at(reader, i - 1);
    if (tag == TAG_CLOSE_MARK)
      return paragraph_of(reader, i - 1) == paragraph_of(reader, cue->head) ? tag_value(reader, i - 2) : (uint32_t)TAG_VALUE + TAG_POINT;
    if (tag == TAG_OPEN_MARK || count_verbs(reader, i - 1, i) || reader->words.items[i - 1].cue != WHOSAID_NONE) break;
  }
  return (uint32_t)TAG_VALUE + TAG_POINT;
}

/* The cue of the sentence that stands `step` before or after this one, or NULL. */
static const struct cue *neighbour(const struct reader *reader, uint32_t index, int step) {
  uint32_t other = index + (uint32_t)step;
  if (other >= reader->cues.count) return NULL;
  const struct cue *cue = &reader->cues.items[other];
  return sentence_first(reader, cue->head) == sentence_first(reader, reader->cues.items[index].head) ? cue : NULL;
}

static void find_words(const struct reader *reader, const struct cue *cue, uint32_t facts[FACTS]) {
  uint32_t edge = cue->before > 0 ? cue->before - 1 : WHOSAID_NONE, last = cue->last;
  facts[FACT_NEXT] = word_value(reader, last);
  facts[FACT_NEXT_TAG] = tag_value(reader, last);
  facts[FACT_NEXT_TAG_2] = tag_value(reader, last + 1);
  facts[FACT_NEXT_2] = word_value(reader, last + 1);
  facts[FACT_BEFORE] = word_value(reader, cue->first - 1);
  facts[FACT_BEFORE_TAG] = tag_value(reader, cue->first - 1);
  facts[FACT_HEAD] = before_value(reader, cue);
  facts[FACT_HEAD_NAME] = name_type(reader, cue);
  facts[FACT_START] = tag_value(reader, cue->before);
  facts[FACT_EDGE] = tag_value(reader, edge);
  facts[FACT_EDGE_WORD] = word_value(reader, edge);
  facts[FACT_EDGE_INSIDE] = tag_value(reader, edge - 1);
  facts[FACT_AFTER] = after_value(reader, cue);
  facts[FACT_AFTER_NEXT] = tag_value(reader, cue->after);
  facts[FACT_QUOTED_LEFT] = number_value(quoted_left(reader, edge));
  facts[FACT_QUOTED_FAR] = quoted_far(reader, cue);
  facts[FACT_COMMAS] = number_value((tag_at(reader, edge) == TAG_COMMA ? 1u : 0) + (tag_at(reader, last) == TAG_COMMA ? 2u : 0) +
                                    (tag_at(reader, cue->after) == TAG_COMMA ? 4u : 0));
}

static void find_surroundings(const struct reader *reader, uint32_t index, uint32_t facts[FACTS]) {
  const struct cue *cue = &reader->cues.items[index], *before = neighbour(reader, index, -1), *after = neighbour(reader, index, 1);
  uint32_t first = sentence_first(reader, cue->head), end = sentence_last(reader, cue->head), last = cue->last;
  const struct whosaid_document *document = reader->document;
  facts[FACT_REST] = size_value(end - last);
  facts[FACT_AHEAD] = size_value(cue->first - first);
  facts[FACT_MARK_AFTER] = size_value(distance_to(reader, last, last + FARTHEST < end ? last + FARTHEST : end, TAG_OPEN_MARK));
  facts[FACT_THAT_AFTER] = size_value(distance_to(reader, last, last + 8 < end ? last + 8 : end, TAG_THAT));
  facts[FACT_TO_AFTER] = size_value(distance_to(reader, last, last + 6 < end ? last + 6 : end, TAG_TO));
  facts[FACT_VERBS_AFTER] = size_value(count_verbs(reader, last, end));
  facts[FACT_VERBS_AHEAD] = size_value(count_verbs(reader, first, cue->first));
  facts[FACT_CUE_BEFORE] = before ? size_value(cue->first - before->last) : NO_VALUE;
  facts[FACT_CUE_BEFORE_LEMMA] = before ? before->lemma_value : NO_VALUE;
  facts[FACT_CUE_AFTER] = after ? size_value(after->first - last) : NO_VALUE;
  facts[FACT_END] = tag_value(reader, end - 1);
  facts[FACT_NEW_LINE] = tag_value(reader, end);
  facts[FACT_SECTION] = number_value(document->sentences.items[document->tokens.items[cue->head].sentence].section);
}

static void find_facts(const struct reader *reader, uint32_t index, uint32_t facts[FACTS]) {
  const struct cue *cue = &reader->cues.items[index];
  facts[FACT_NONE] = NO_VALUE;
  facts[FACT_LEMMA] = cue->lemma_value;
  facts[FACT_FORM] = number_value(grammar_bits(cue));
  facts[FACT_CLAUSE] = number_value(cue->clause);
  facts[FACT_TAG] = tag_value(reader, cue->head);
  facts[FACT_KIND] = number_value(cue->kind);
  facts[FACT_FLAGS] = number_value((cue->flags >> 4) % 16);
  facts[FACT_NEGATED] = number_value(cue->negated);
  facts[FACT_INSIDE] = number_value(reader->words.items[cue->head].region != WHOSAID_NONE);
  find_words(reader, cue, facts);
  find_surroundings(reader, index, facts);
}

_Static_assert((int)FRAMES == 1 + (int)WEIGHED_FRAMES && FRAME_RIGHT == 1, "quote weights speak of the frames after FRAME_NONE");

/* Beside a teacher every feature is one of a frame. */
static void teach_frame(struct reader *reader, const uint32_t facts[FACTS], const char *frame) {
#define TEACH(feature, name, first, second) \
  teach_feature(reader, feature, frame, (uint32_t[QUOTE_VALUES]){facts[FACT_##first], facts[FACT_##second]});
  FRAME_FEATURES(TEACH)
#undef TEACH
}

/* Written out by the compiler, which so knows where each feature stands. Memory is asked for all nodes first: most come from far. */
static frame_worths weigh_frames(const struct quote_weights *weights, const uint32_t facts[FACTS]) {
  frame_worths scores = {0};
  uint16_t rows[LAST_FRAME + 1];
#define FIND(feature, name, first, second) \
  rows[feature] = weights->firsts[facts[FACT_##first]].rows[feature]; \
  __builtin_prefetch(&weights->frame_nodes[rows[feature] + facts[FACT_##second]]);
  FRAME_FEATURES(FIND)
#undef FIND
#define WEIGH(feature, name, first, second) scores += quote_weights_frames(weights, rows[feature], facts[FACT_##second]);
  FRAME_FEATURES(WEIGH)
#undef WEIGH
  return scores;
}

void ask_frame(struct reader *reader, uint32_t index) {
  uint32_t facts[FACTS];
  find_facts(reader, index, facts);
  frame_worths scores = {0};
  if (!reader->teacher) scores = weigh_frames(reader->weights, facts);
  decision_start(reader, ASK_FRAME, index);
  add_option(reader, NO_SUM, NO_SUM, NO_SUM, FRAME_NONE, FRAME_NONE);
  for (uint32_t frame = FRAME_RIGHT; frame < FRAMES; frame++) {
    struct sum sum = start_sum(reader, reader->teacher != NULL);
    sum.score = scores[frame - FRAME_RIGHT];
    if (reader->teacher) teach_frame(reader, facts, FRAME_NAMES[frame]);
    add_option(reader, sum, NO_SUM, NO_SUM, frame, frame);
  }
}
