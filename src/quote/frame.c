/* quote/frame.c: a cue and what stands around it -> does it report, and on which side is the content? */
#include <string.h>

#include "quote/reader.h"

static const char *const FRAME_NAMES[FRAMES] = {"none", "right", "left", "around"};

/* What is known about a cue. */
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

static const struct {
  const char *name;
  uint8_t first, second;
} FEATURES[] = {
    {"frame", FACT_NONE, FACT_NONE},
    {"frame.lemma", FACT_LEMMA, FACT_NONE},
    {"frame.lemma-form", FACT_LEMMA, FACT_FORM},
    {"frame.lemma-next", FACT_LEMMA, FACT_NEXT},
    {"frame.lemma-next-tag", FACT_LEMMA, FACT_NEXT_TAG},
    {"frame.lemma-head", FACT_LEMMA, FACT_HEAD},
    {"frame.lemma-edge", FACT_LEMMA, FACT_EDGE},
    {"frame.lemma-before", FACT_LEMMA, FACT_BEFORE_TAG},
    {"frame.lemma-before-word", FACT_LEMMA, FACT_BEFORE},
    {"frame.lemma-mark", FACT_LEMMA, FACT_MARK_AFTER},
    {"frame.lemma-that", FACT_LEMMA, FACT_THAT_AFTER},
    {"frame.lemma-to", FACT_LEMMA, FACT_TO_AFTER},
    {"frame.lemma-inside", FACT_LEMMA, FACT_INSIDE},
    {"frame.lemma-negated", FACT_LEMMA, FACT_NEGATED},
    {"frame.lemma-commas", FACT_LEMMA, FACT_COMMAS},
    {"frame.lemma-section", FACT_LEMMA, FACT_SECTION},
    {"frame.lemma-quoted", FACT_LEMMA, FACT_QUOTED_LEFT},
    {"frame.lemma-verbs", FACT_LEMMA, FACT_VERBS_AFTER},
    {"frame.lemma-rest", FACT_LEMMA, FACT_REST},
    {"frame.form", FACT_FORM, FACT_NONE},
    {"frame.far", FACT_QUOTED_FAR, FACT_NONE},
    {"frame.far-lemma", FACT_QUOTED_FAR, FACT_LEMMA},
    {"frame.far-form", FACT_QUOTED_FAR, FACT_FORM},
    {"frame.far-next", FACT_QUOTED_FAR, FACT_NEXT_TAG},
    {"frame.far-head", FACT_QUOTED_FAR, FACT_HEAD},
    {"frame.far-after", FACT_QUOTED_FAR, FACT_AFTER},
    {"frame.far-mark", FACT_QUOTED_FAR, FACT_MARK_AFTER},
    {"frame.form-head", FACT_FORM, FACT_HEAD},
    {"frame.form-before", FACT_FORM, FACT_BEFORE_TAG},
    {"frame.form-before-word", FACT_FORM, FACT_BEFORE},
    {"frame.form-next", FACT_FORM, FACT_NEXT_TAG},
    {"frame.form-quoted", FACT_FORM, FACT_QUOTED_LEFT},
    {"frame.form-edge", FACT_FORM, FACT_EDGE},
    {"frame.form-commas", FACT_FORM, FACT_COMMAS},
    {"frame.next", FACT_NEXT, FACT_NONE},
    {"frame.next-2", FACT_NEXT, FACT_NEXT_2},
    {"frame.next-tags", FACT_NEXT_TAG, FACT_NEXT_TAG_2},
    {"frame.next-quoted", FACT_NEXT_TAG, FACT_QUOTED_LEFT},
    {"frame.next-2-quoted", FACT_NEXT_TAG_2, FACT_QUOTED_LEFT},
    {"frame.next-verbs", FACT_NEXT_TAG, FACT_VERBS_AFTER},
    {"frame.before", FACT_BEFORE, FACT_NONE},
    {"frame.before-next", FACT_BEFORE_TAG, FACT_NEXT_TAG},
    {"frame.head-edge", FACT_HEAD, FACT_EDGE},
    {"frame.head-next", FACT_HEAD, FACT_NEXT_TAG},
    {"frame.head-quoted", FACT_HEAD, FACT_QUOTED_LEFT},
    {"frame.head-name", FACT_HEAD_NAME, FACT_FORM},
    {"frame.head-name-lemma", FACT_HEAD_NAME, FACT_LEMMA},
    {"frame.head-start", FACT_HEAD, FACT_START},
    {"frame.head-commas", FACT_HEAD, FACT_COMMAS},
    {"frame.edge-next", FACT_EDGE, FACT_NEXT_TAG},
    {"frame.edge-word", FACT_EDGE_WORD, FACT_NONE},
    {"frame.edge-word-next", FACT_EDGE_WORD, FACT_NEXT_TAG},
    {"frame.edge-word-lemma", FACT_EDGE_WORD, FACT_LEMMA},
    {"frame.edge-inside", FACT_EDGE, FACT_EDGE_INSIDE},
    {"frame.after", FACT_AFTER, FACT_AFTER_NEXT},
    {"frame.after-edge", FACT_AFTER, FACT_EDGE},
    {"frame.after-quoted", FACT_AFTER, FACT_QUOTED_LEFT},
    {"frame.inside", FACT_INSIDE, FACT_QUOTED_LEFT},
    {"frame.clause", FACT_CLAUSE, FACT_NEXT_TAG},
    {"frame.clause-lemma", FACT_CLAUSE, FACT_LEMMA},
    {"frame.clause-commas", FACT_CLAUSE, FACT_COMMAS},
    {"frame.clause-mark", FACT_CLAUSE, FACT_MARK_AFTER},
    {"frame.tag-lemma", FACT_TAG, FACT_LEMMA},
    {"frame.tag-form", FACT_TAG, FACT_FORM},
    {"frame.tag-next", FACT_TAG, FACT_NEXT},
    {"frame.tag-before", FACT_TAG, FACT_BEFORE_TAG},
    {"frame.tag-head", FACT_TAG, FACT_HEAD},
    {"frame.tag-that", FACT_TAG, FACT_THAT_AFTER},
    {"frame.tag-to", FACT_TAG, FACT_TO_AFTER},
    {"frame.kind", FACT_KIND, FACT_NEXT_TAG},
    {"frame.kind-edge", FACT_KIND, FACT_EDGE},
    {"frame.rest", FACT_REST, FACT_NEXT_TAG},
    {"frame.rest-verbs", FACT_REST, FACT_VERBS_AFTER},
    {"frame.ahead", FACT_AHEAD, FACT_EDGE},
    {"frame.ahead-verbs", FACT_AHEAD, FACT_VERBS_AHEAD},
    {"frame.ahead-rest", FACT_VERBS_AHEAD, FACT_VERBS_AFTER},
    {"frame.mark-next", FACT_MARK_AFTER, FACT_NEXT_TAG},
    {"frame.mark-commas", FACT_MARK_AFTER, FACT_COMMAS},
    {"frame.mark-quoted", FACT_MARK_AFTER, FACT_QUOTED_LEFT},
    {"frame.next-word-quoted", FACT_NEXT, FACT_QUOTED_LEFT},
    {"frame.flags", FACT_FLAGS, FACT_HEAD},
    {"frame.flags-next", FACT_FLAGS, FACT_NEXT_TAG},
    {"frame.cue-before", FACT_CUE_BEFORE, FACT_FORM},
    {"frame.cue-before-lemma", FACT_CUE_BEFORE_LEMMA, FACT_LEMMA},
    {"frame.cue-after", FACT_CUE_AFTER, FACT_NEXT_TAG},
    {"frame.end", FACT_END, FACT_NEW_LINE},
    {"frame.section", FACT_SECTION, FACT_HEAD},
};

static uint32_t grammar_bits(const struct cue *cue) {
  return (uint32_t)cue->form + (cue->passive ? 4u : 0) + (cue->infinitive ? 8u : 0) + (cue->modal ? 12u : 0);
}

/* How far the next token with a tag is; 99 when there is none before the end. */
static uint32_t distance_to(const struct reader *reader, uint32_t from, uint32_t end, uint8_t tag) {
  for (uint32_t i = from; i < end; i++) {
    if (tag_at(reader, i) == tag) return i - from;
  }
  return 99;
}

static struct value name_type(const struct reader *reader, const struct cue *cue) {
  uint32_t name = cue->before == cue->first ? WHOSAID_NONE : reader->words.items[cue->first - 1].name;
  return number_value(reader, name == WHOSAID_NONE ? 9 : (uint32_t)reader->document->mentions.items[name].type);
}

static int closes_quote(const struct reader *reader, uint32_t token) { return tag_at(reader, token) == TAG_CLOSE_MARK; }

/* 1: ,” she said   2: ” she said   3: ”, she said */
static uint32_t quoted_left(const struct reader *reader, uint32_t edge) {
  if (closes_quote(reader, edge)) return tag_at(reader, edge - 1) == TAG_COMMA ? 1 : 2;
  return tag_at(reader, edge) <= TAG_DASH && closes_quote(reader, edge - 1) ? 3 : 0;
}

/* “Where is it?” Jim Bennett, 57, asked: what the quotation before the cue ends with, when no verb stands between. */
static struct value quoted_far(const struct reader *reader, const struct cue *cue) {
  uint32_t first = sentence_first(reader, cue->head);
  for (uint32_t i = cue->first; i > 0 && i + 1 > first; i--) {
    uint8_t tag = tag_at(reader, i - 1);
    if (tag == TAG_CLOSE_MARK)
      return paragraph_of(reader, i - 1) == paragraph_of(reader, cue->head) ? tag_value(reader, i - 2) : reader->tag_values[TAG_POINT];
    if (tag == TAG_OPEN_MARK || count_verbs(reader, i - 1, i) || reader->words.items[i - 1].cue != WHOSAID_NONE) break;
  }
  return reader->tag_values[TAG_POINT];
}

/* The cue of the sentence that stands `step` before or after this one, or NULL. */
static const struct cue *neighbour(const struct reader *reader, uint32_t index, int step) {
  uint32_t other = index + (uint32_t)step;
  if (other >= reader->cues.count) return NULL;
  const struct cue *cue = &reader->cues.items[other];
  return sentence_first(reader, cue->head) == sentence_first(reader, reader->cues.items[index].head) ? cue : NULL;
}

static void find_words(const struct reader *reader, const struct cue *cue, struct value facts[FACTS]) {
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
  facts[FACT_QUOTED_LEFT] = number_value(reader, quoted_left(reader, edge));
  facts[FACT_QUOTED_FAR] = quoted_far(reader, cue);
  facts[FACT_COMMAS] = number_value(reader, (tag_at(reader, edge) == TAG_COMMA ? 1u : 0) + (tag_at(reader, last) == TAG_COMMA ? 2u : 0) +
                                                (tag_at(reader, cue->after) == TAG_COMMA ? 4u : 0));
}

static void find_surroundings(const struct reader *reader, uint32_t index, struct value facts[FACTS]) {
  const struct cue *cue = &reader->cues.items[index], *before = neighbour(reader, index, -1), *after = neighbour(reader, index, 1);
  uint32_t first = sentence_first(reader, cue->head), end = sentence_last(reader, cue->head), last = cue->last;
  const struct whosaid_document *document = reader->document;
  facts[FACT_REST] = size_value(reader, end - last);
  facts[FACT_AHEAD] = size_value(reader, cue->first - first);
  facts[FACT_MARK_AFTER] = size_value(reader, distance_to(reader, last, end, TAG_OPEN_MARK));
  facts[FACT_THAT_AFTER] = size_value(reader, distance_to(reader, last, last + 8 < end ? last + 8 : end, TAG_THAT));
  facts[FACT_TO_AFTER] = size_value(reader, distance_to(reader, last, last + 6 < end ? last + 6 : end, TAG_TO));
  facts[FACT_VERBS_AFTER] = size_value(reader, count_verbs(reader, last, end));
  facts[FACT_VERBS_AHEAD] = size_value(reader, count_verbs(reader, first, cue->first));
  facts[FACT_CUE_BEFORE] = before ? size_value(reader, cue->first - before->last) : NO_VALUE;
  facts[FACT_CUE_BEFORE_LEMMA] = before ? before->lemma : NO_VALUE;
  facts[FACT_CUE_AFTER] = after ? size_value(reader, after->first - last) : NO_VALUE;
  facts[FACT_END] = tag_value(reader, end - 1);
  facts[FACT_NEW_LINE] = tag_value(reader, end);
  facts[FACT_SECTION] = number_value(reader, document->sentences.items[document->tokens.items[cue->head].sentence].section);
}

static void find_facts(const struct reader *reader, uint32_t index, struct value facts[FACTS]) {
  const struct cue *cue = &reader->cues.items[index];
  facts[FACT_NONE] = NO_VALUE;
  facts[FACT_LEMMA] = cue->lemma;
  facts[FACT_FORM] = number_value(reader, grammar_bits(cue));
  facts[FACT_CLAUSE] = number_value(reader, cue->clause);
  facts[FACT_TAG] = tag_value(reader, cue->head);
  facts[FACT_KIND] = number_value(reader, cue->kind);
  facts[FACT_FLAGS] = number_value(reader, (cue->flags >> 4) % 16);
  facts[FACT_NEGATED] = number_value(reader, cue->negated);
  facts[FACT_INSIDE] = number_value(reader, reader->words.items[cue->head].region != WHOSAID_NONE);
  find_words(reader, cue, facts);
  find_surroundings(reader, index, facts);
}

enum { FEATURE_COUNT = sizeof FEATURES / sizeof *FEATURES };
_Static_assert((int)FRAMES == 1 + (int)WEIGHED_FRAMES && FRAME_RIGHT == 1, "quote weights speak of the frames after FRAME_NONE");

/* Beside a teacher every feature is one of a frame. */
static void teach_frame(struct reader *reader, const struct value facts[FACTS], uint32_t frame) {
  struct value name = text_value(FRAME_NAMES[frame]);
  for (size_t i = 0; i < FEATURE_COUNT; i++) {
    struct value first = facts[FEATURES[i].first], second = facts[FEATURES[i].second];
    teach_feature(reader, mix_value(mix_value(mix_value(reader->frame_starts[i], name), first), second), FEATURES[i].name, name, first,
                  second);
  }
}

_Static_assert((int)FEATURE_COUNT <= (int)FRAME_FEATURES, "room for their keys in quote/reader.h");

void start_frames(struct reader *reader) {
  for (size_t i = 0; i < FEATURE_COUNT; i++) reader->frame_starts[i] = quote_feature_start(FEATURES[i].name, strlen(FEATURES[i].name));
}

static void weigh_frames(const struct reader *reader, const struct value facts[FACTS], float scores[WEIGHED_FRAMES]) {
  for (size_t i = 0; i < FEATURE_COUNT; i++) {
    uint64_t key = mix_value(mix_value(reader->frame_starts[i], facts[FEATURES[i].first]), facts[FEATURES[i].second]);
    quote_weights_add_frames(reader->weights, key, scores);
  }
}

void ask_frame(struct reader *reader, uint32_t index) {
  struct value facts[FACTS];
  float scores[WEIGHED_FRAMES] = {0};
  find_facts(reader, index, facts);
  weigh_frames(reader, facts, scores);
  decision_start(reader, ASK_FRAME, index);
  add_option(reader, WHOSAID_NONE, WHOSAID_NONE, WHOSAID_NONE, FRAME_NONE, FRAME_NONE);
  for (uint32_t frame = FRAME_RIGHT; frame < FRAMES && !reader->failed; frame++) {
    uint32_t group = start_group(reader);
    if (reader->failed) return;
    reader->decision.groups.items[group].score = scores[frame - FRAME_RIGHT];
    if (reader->teacher) teach_frame(reader, facts, frame);
    add_option(reader, group, WHOSAID_NONE, WHOSAID_NONE, frame, frame);
  }
}
