/* quote/feature.h: the features of readings of quotes, what each is called, and the values that they take.
 *
 *   right-end.words=comma|and|the     feature RIGHT_END_WORDS of three values: a tag and two words
 *   frame.lemma-next=right|say|that   feature FRAME_LEMMA_NEXT, of the frame "right": see enum frame in quote/reader.h
 *
 * Values are small numbers, so that what a feature is worth is found without a search (model/quote_weights.h). */
#ifndef WHOSAID_QUOTE_FEATURE_H
#define WHOSAID_QUOTE_FEATURE_H

#include <stdint.h>

/* What a token most likely is here. */
enum tag {
  TAG_STOP, /* . ! ? … */
  TAG_COMMA,
  TAG_COLON,
  TAG_SEMICOLON,
  TAG_DASH,
  TAG_HYPHEN, /* inside a word */
  TAG_OPEN,   /* ( [ */
  TAG_CLOSE,
  TAG_OPEN_MARK, /* opens a marked span */
  TAG_CLOSE_MARK,
  TAG_POINT, /* any other mark */
  TAG_NUMBER,
  TAG_SUBJECT,    /* he, she, they, it, we, I, you */
  TAG_CONTRACTION, /* it's, they've, I'd, that's: subject and verb */
  TAG_OBJECT,     /* him, them */
  TAG_POSSESSIVE, /* his, 's */
  TAG_DETERMINER,
  TAG_QUANTIFIER,
  TAG_PREPOSITION,
  TAG_TO,
  TAG_COORDINATOR,
  TAG_SUBORDINATOR,
  TAG_THAT,
  TAG_WH,
  TAG_BE,
  TAG_HAVE,
  TAG_DO,
  TAG_MODAL,
  TAG_NEGATION,
  TAG_ADVERB,
  TAG_DAY,
  TAG_NAME,
  TAG_CAPITAL, /* a capital that starts a sentence */
  TAG_CUE,     /* a reporting verb that is no noun here */
  TAG_PAST,
  TAG_THIRD,
  TAG_BASE,
  TAG_GERUND,
  TAG_PERSON, /* a role or title: "spokesman" */
  TAG_GROUP,  /* an organization noun: "ministry" */
  TAG_TEXT,   /* a source or reporting noun: "report", "claim" */
  TAG_ADJECTIVE,
  TAG_PLURAL, /* any other word that ends in s */
  TAG_WORD,
  TAGS
};

/* Tags as bits, to ask whether a token has one of several. */
#define TAG_BIT(tag) (UINT64_C(1) << (tag))
_Static_assert(TAGS <= 64, "tags are bits of a number");

enum { NUMBERS = 24 };

/* Values: nothing, a word of no feature, the tags, the numbers, what becomes of a region, and from FIRST_WORD on the words of features. */
enum {
  NO_VALUE,
  OTHER_VALUE,
  TAG_VALUE,
  NUMBER_VALUE = TAG_VALUE + TAGS,
  JOINS_VALUE = NUMBER_VALUE + NUMBERS,
  OWN_VALUE,
  FIRST_WORD
};

/* Features of a cue: what is known about it (enum fact in quote/frame.c), in pairs. Their weights are one for each frame. */
#define FRAME_FEATURES(F) \
  F(FRAME, "frame", NONE, NONE) \
  F(FRAME_LEMMA, "frame.lemma", LEMMA, NONE) \
  F(FRAME_LEMMA_FORM, "frame.lemma-form", LEMMA, FORM) \
  F(FRAME_LEMMA_NEXT, "frame.lemma-next", LEMMA, NEXT) \
  F(FRAME_LEMMA_NEXT_TAG, "frame.lemma-next-tag", LEMMA, NEXT_TAG) \
  F(FRAME_LEMMA_HEAD, "frame.lemma-head", LEMMA, HEAD) \
  F(FRAME_LEMMA_EDGE, "frame.lemma-edge", LEMMA, EDGE) \
  F(FRAME_LEMMA_BEFORE, "frame.lemma-before", LEMMA, BEFORE_TAG) \
  F(FRAME_LEMMA_BEFORE_WORD, "frame.lemma-before-word", LEMMA, BEFORE) \
  F(FRAME_LEMMA_MARK, "frame.lemma-mark", LEMMA, MARK_AFTER) \
  F(FRAME_LEMMA_THAT, "frame.lemma-that", LEMMA, THAT_AFTER) \
  F(FRAME_LEMMA_TO, "frame.lemma-to", LEMMA, TO_AFTER) \
  F(FRAME_LEMMA_INSIDE, "frame.lemma-inside", LEMMA, INSIDE) \
  F(FRAME_LEMMA_NEGATED, "frame.lemma-negated", LEMMA, NEGATED) \
  F(FRAME_LEMMA_COMMAS, "frame.lemma-commas", LEMMA, COMMAS) \
  F(FRAME_LEMMA_SECTION, "frame.lemma-section", LEMMA, SECTION) \
  F(FRAME_LEMMA_QUOTED, "frame.lemma-quoted", LEMMA, QUOTED_LEFT) \
  F(FRAME_LEMMA_VERBS, "frame.lemma-verbs", LEMMA, VERBS_AFTER) \
  F(FRAME_LEMMA_REST, "frame.lemma-rest", LEMMA, REST) \
  F(FRAME_FORM, "frame.form", FORM, NONE) \
  F(FRAME_FAR, "frame.far", QUOTED_FAR, NONE) \
  F(FRAME_FAR_LEMMA, "frame.far-lemma", QUOTED_FAR, LEMMA) \
  F(FRAME_FAR_FORM, "frame.far-form", QUOTED_FAR, FORM) \
  F(FRAME_FAR_NEXT, "frame.far-next", QUOTED_FAR, NEXT_TAG) \
  F(FRAME_FAR_HEAD, "frame.far-head", QUOTED_FAR, HEAD) \
  F(FRAME_FAR_AFTER, "frame.far-after", QUOTED_FAR, AFTER) \
  F(FRAME_FAR_MARK, "frame.far-mark", QUOTED_FAR, MARK_AFTER) \
  F(FRAME_FORM_HEAD, "frame.form-head", FORM, HEAD) \
  F(FRAME_FORM_BEFORE, "frame.form-before", FORM, BEFORE_TAG) \
  F(FRAME_FORM_BEFORE_WORD, "frame.form-before-word", FORM, BEFORE) \
  F(FRAME_FORM_NEXT, "frame.form-next", FORM, NEXT_TAG) \
  F(FRAME_FORM_QUOTED, "frame.form-quoted", FORM, QUOTED_LEFT) \
  F(FRAME_FORM_EDGE, "frame.form-edge", FORM, EDGE) \
  F(FRAME_FORM_COMMAS, "frame.form-commas", FORM, COMMAS) \
  F(FRAME_NEXT, "frame.next", NEXT, NONE) \
  F(FRAME_NEXT_2, "frame.next-2", NEXT, NEXT_2) \
  F(FRAME_NEXT_TAGS, "frame.next-tags", NEXT_TAG, NEXT_TAG_2) \
  F(FRAME_NEXT_QUOTED, "frame.next-quoted", NEXT_TAG, QUOTED_LEFT) \
  F(FRAME_NEXT_2_QUOTED, "frame.next-2-quoted", NEXT_TAG_2, QUOTED_LEFT) \
  F(FRAME_NEXT_VERBS, "frame.next-verbs", NEXT_TAG, VERBS_AFTER) \
  F(FRAME_BEFORE, "frame.before", BEFORE, NONE) \
  F(FRAME_BEFORE_NEXT, "frame.before-next", BEFORE_TAG, NEXT_TAG) \
  F(FRAME_HEAD_EDGE, "frame.head-edge", HEAD, EDGE) \
  F(FRAME_HEAD_NEXT, "frame.head-next", HEAD, NEXT_TAG) \
  F(FRAME_HEAD_QUOTED, "frame.head-quoted", HEAD, QUOTED_LEFT) \
  F(FRAME_HEAD_NAME, "frame.head-name", HEAD_NAME, FORM) \
  F(FRAME_HEAD_NAME_LEMMA, "frame.head-name-lemma", HEAD_NAME, LEMMA) \
  F(FRAME_HEAD_START, "frame.head-start", HEAD, START) \
  F(FRAME_HEAD_COMMAS, "frame.head-commas", HEAD, COMMAS) \
  F(FRAME_EDGE_NEXT, "frame.edge-next", EDGE, NEXT_TAG) \
  F(FRAME_EDGE_WORD, "frame.edge-word", EDGE_WORD, NONE) \
  F(FRAME_EDGE_WORD_NEXT, "frame.edge-word-next", EDGE_WORD, NEXT_TAG) \
  F(FRAME_EDGE_WORD_LEMMA, "frame.edge-word-lemma", EDGE_WORD, LEMMA) \
  F(FRAME_EDGE_INSIDE, "frame.edge-inside", EDGE, EDGE_INSIDE) \
  F(FRAME_AFTER, "frame.after", AFTER, AFTER_NEXT) \
  F(FRAME_AFTER_EDGE, "frame.after-edge", AFTER, EDGE) \
  F(FRAME_AFTER_QUOTED, "frame.after-quoted", AFTER, QUOTED_LEFT) \
  F(FRAME_INSIDE, "frame.inside", INSIDE, QUOTED_LEFT) \
  F(FRAME_CLAUSE, "frame.clause", CLAUSE, NEXT_TAG) \
  F(FRAME_CLAUSE_LEMMA, "frame.clause-lemma", CLAUSE, LEMMA) \
  F(FRAME_CLAUSE_COMMAS, "frame.clause-commas", CLAUSE, COMMAS) \
  F(FRAME_CLAUSE_MARK, "frame.clause-mark", CLAUSE, MARK_AFTER) \
  F(FRAME_TAG_LEMMA, "frame.tag-lemma", TAG, LEMMA) \
  F(FRAME_TAG_FORM, "frame.tag-form", TAG, FORM) \
  F(FRAME_TAG_NEXT, "frame.tag-next", TAG, NEXT) \
  F(FRAME_TAG_BEFORE, "frame.tag-before", TAG, BEFORE_TAG) \
  F(FRAME_TAG_HEAD, "frame.tag-head", TAG, HEAD) \
  F(FRAME_TAG_THAT, "frame.tag-that", TAG, THAT_AFTER) \
  F(FRAME_TAG_TO, "frame.tag-to", TAG, TO_AFTER) \
  F(FRAME_KIND, "frame.kind", KIND, NEXT_TAG) \
  F(FRAME_KIND_EDGE, "frame.kind-edge", KIND, EDGE) \
  F(FRAME_REST, "frame.rest", REST, NEXT_TAG) \
  F(FRAME_REST_VERBS, "frame.rest-verbs", REST, VERBS_AFTER) \
  F(FRAME_AHEAD, "frame.ahead", AHEAD, EDGE) \
  F(FRAME_AHEAD_VERBS, "frame.ahead-verbs", AHEAD, VERBS_AHEAD) \
  F(FRAME_AHEAD_REST, "frame.ahead-rest", VERBS_AHEAD, VERBS_AFTER) \
  F(FRAME_MARK_NEXT, "frame.mark-next", MARK_AFTER, NEXT_TAG) \
  F(FRAME_MARK_COMMAS, "frame.mark-commas", MARK_AFTER, COMMAS) \
  F(FRAME_MARK_QUOTED, "frame.mark-quoted", MARK_AFTER, QUOTED_LEFT) \
  F(FRAME_NEXT_WORD_QUOTED, "frame.next-word-quoted", NEXT, QUOTED_LEFT) \
  F(FRAME_FLAGS, "frame.flags", FLAGS, HEAD) \
  F(FRAME_FLAGS_NEXT, "frame.flags-next", FLAGS, NEXT_TAG) \
  F(FRAME_CUE_BEFORE, "frame.cue-before", CUE_BEFORE, FORM) \
  F(FRAME_CUE_BEFORE_LEMMA, "frame.cue-before-lemma", CUE_BEFORE_LEMMA, LEMMA) \
  F(FRAME_CUE_AFTER, "frame.cue-after", CUE_AFTER, NEXT_TAG) \
  F(FRAME_END, "frame.end", END, NEW_LINE) \
  F(FRAME_SECTION, "frame.section", SECTION, HEAD)

/* The others, and how many values each takes. */
#define PLAIN_FEATURES(F) \
  F(LEFT_END_TAG, "left-end.tag", 2) \
  F(LEFT_END_INSIDE, "left-end.inside", 2) \
  F(LEFT_END_NEXT, "left-end.next", 2) \
  F(LEFT_END_AT_SUBJECT, "left-end.at-subject", 2) \
  F(LEFT_END_AT_CUE, "left-end.at-cue", 2) \
  F(LEFT_END_DISTANCE, "left-end.distance", 2) \
  F(LEFT_START_WHERE, "left-start.where", 2) \
  F(LEFT_START_WHERE_END, "left-start.where-end", 3) \
  F(LEFT_START_WORD, "left-start.word", 2) \
  F(LEFT_START_BEFORE, "left-start.before", 2) \
  F(LEFT_START_OPEN, "left-start.open", 3) \
  F(LEFT_START_OPEN_TAG, "left-start.open-tag", 3) \
  F(LEFT_START_OPEN_SIZE, "left-start.open-size", 3) \
  F(LEFT_START_VERBS, "left-start.verbs", 3) \
  F(LEFT_START_VERBS_WORD, "left-start.verbs-word", 3) \
  F(LEFT_START_SIZE_WORD, "left-start.size-word", 2) \
  F(LEFT_START_SIZE, "left-start.size", 3) \
  F(RIGHT_START_DISTANCE, "right-start.distance", 2) \
  F(RIGHT_START_DISTANCE_TAG, "right-start.distance-tag", 2) \
  F(RIGHT_START_DISTANCE_LEMMA, "right-start.distance-lemma", 2) \
  F(RIGHT_START_TAGS, "right-start.tags", 3) \
  F(RIGHT_START_WORD, "right-start.word", 1) \
  F(RIGHT_START_BEFORE, "right-start.before", 2) \
  F(RIGHT_START_LEMMA_TAG, "right-start.lemma-tag", 3) \
  F(RIGHT_START_LEMMA_WORD, "right-start.lemma-word", 2) \
  F(RIGHT_START_FIRST, "right-start.first", 3) \
  F(RIGHT_START_PASSED, "right-start.passed", 2) \
  F(RIGHT_START_INVERTED, "right-start.inverted", 3) \
  F(RIGHT_START_ADDRESSEE, "right-start.addressee", 3) \
  F(RIGHT_END_NEXT_CLAUSE, "right-end.next-clause", 3) \
  F(RIGHT_END_NEXT_SUBJECT, "right-end.next-subject", 3) \
  F(RIGHT_END_NEXT_SAME, "right-end.next-same", 3) \
  F(RIGHT_END_QUOTED, "right-end.quoted", 3) \
  F(RIGHT_END_QUOTED_NEXT, "right-end.quoted-next", 3) \
  F(RIGHT_END_QUOTED_CUE, "right-end.quoted-cue", 3) \
  F(RIGHT_END_PAIR, "right-end.pair", 3) \
  F(RIGHT_END_PAIR_NEXT, "right-end.pair-next", 3) \
  F(RIGHT_END_TAG, "right-end.tag", 3) \
  F(RIGHT_END_INSIDE, "right-end.inside", 2) \
  F(RIGHT_END_TAGS, "right-end.tags", 3) \
  F(RIGHT_END_THREE, "right-end.three", 3) \
  F(RIGHT_END_HERE, "right-end.here", 2) \
  F(RIGHT_END_WORD, "right-end.word", 2) \
  F(RIGHT_END_WORDS, "right-end.words", 3) \
  F(RIGHT_END_CUE, "right-end.cue", 2) \
  F(RIGHT_END_RANK, "right-end.rank", 2) \
  F(RIGHT_END_REST, "right-end.rest", 2) \
  F(RIGHT_END_LEMMA, "right-end.lemma", 3) \
  F(RIGHT_END_CLAUSE, "right-end.clause", 3) \
  F(RIGHT_END_CLAUSE_END, "right-end.clause-end", 3) \
  F(RIGHT_END_CLAUSE_RANK, "right-end.clause-rank", 3) \
  F(RIGHT_END_CLAUSE_WORD, "right-end.clause-word", 3) \
  F(RIGHT_END_FORM, "right-end.form", 3) \
  F(RIGHT_END_FORM_WORD, "right-end.form-word", 3) \
  F(RIGHT_END_VERBS_AFTER, "right-end.verbs-after", 3) \
  F(RIGHT_OPENING, "right.opening", 3) \
  F(RIGHT_OPENING_WORD, "right.opening-word", 3) \
  F(RIGHT_SHAPE, "right.shape", 2) \
  F(RIGHT_WHOLE, "right.whole", 2) \
  F(RIGHT_SIZE, "right.size", 2) \
  F(RIGHT_SIZE_END, "right.size-end", 2) \
  F(RIGHT_VERBS, "right.verbs", 3) \
  F(RIGHT_VERBS_END, "right.verbs-end", 3) \
  F(RIGHT_VERBS_FORM, "right.verbs-form", 3) \
  F(RIGHT_VERBS_CLAUSE, "right.verbs-clause", 3) \
  F(RIGHT_VERBS_LEMMA, "right.verbs-lemma", 2) \
  F(RIGHT_SIZE_LEMMA, "right.size-lemma", 2) \
  F(SPEAKER_RANK, "speaker.rank", 3) \
  F(SPEAKER_RANK_GRAMMAR, "speaker.rank-grammar", 3) \
  F(SPEAKER_FLAGS, "speaker.flags", 3) \
  F(SPEAKER_FLAGS_KIND, "speaker.flags-kind", 3) \
  F(SPEAKER_FLAGS_LEMMA, "speaker.flags-lemma", 3) \
  F(SPEAKER_HEAD, "speaker.head", 3) \
  F(SPEAKER_HEAD_GRAMMAR, "speaker.head-grammar", 3) \
  F(SPEAKER_WORD, "speaker.word", 2) \
  F(SPEAKER_BEFORE, "speaker.before", 2) \
  F(SPEAKER_BEFORE_RANK, "speaker.before-rank", 3) \
  F(SPEAKER_FOLLOWS, "speaker.follows", 2) \
  F(SPEAKER_FOLLOWS_GRAMMAR, "speaker.follows-grammar", 3) \
  F(SPEAKER_DISTANCE, "speaker.distance", 3) \
  F(SPEAKER_DISTANCE_KIND, "speaker.distance-kind", 3) \
  F(SPEAKER_BETWEEN, "speaker.between", 3) \
  F(SPEAKER_BETWEEN_BEFORE, "speaker.between-before", 3) \
  F(SPEAKER_NAME, "speaker.name", 3) \
  F(SPEAKER_NAME_NEAR, "speaker.name-near", 3) \
  F(SPEAKER_NAME_FOLLOWS, "speaker.name-follows", 3) \
  F(SPEAKER_NEAR_CUE, "speaker.near-cue", 3) \
  F(NOBODY, "nobody", 0) \
  F(NOBODY_GRAMMAR, "nobody.grammar", 1) \
  F(NOBODY_LEMMA, "nobody.lemma", 2) \
  F(NOBODY_BEFORE, "nobody.before", 1) \
  F(REGION, "region", 1) \
  F(REGION_SIZE, "region.size", 2) \
  F(REGION_SIZE_STARTS, "region.size-starts", 3) \
  F(REGION_WHERE, "region.where", 3) \
  F(REGION_DISTANCE, "region.distance", 3) \
  F(REGION_DISTANCE_WHERE, "region.distance-where", 3) \
  F(REGION_DISTANCE_PREVIOUS, "region.distance-previous", 3) \
  F(REGION_PREVIOUS, "region.previous", 3) \
  F(REGION_BEFORE, "region.before", 3) \
  F(REGION_BEFORE_WORD, "region.before-word", 2) \
  F(REGION_AFTER, "region.after", 3) \
  F(REGION_FIRST, "region.first", 2) \
  F(REGION_LAST, "region.last", 3) \
  F(REGION_SENTENCES, "region.sentences", 3) \
  F(REGION_SENTENCES_STARTS, "region.sentences-starts", 3) \
  F(REGION_SENTENCES_PREVIOUS, "region.sentences-previous", 3) \
  F(REGION_SENTENCES_ALL, "region.sentences-all", 3) \
  F(REGION_ALONE_NEAR, "region.alone-near", 3) \
  F(REGION_MARK, "region.mark", 3)

#define FEATURE_NUMBER(feature, ...) feature,
enum quote_feature { FRAME_FEATURES(FEATURE_NUMBER) FIRST_PLAIN, LAST_FRAME = FIRST_PLAIN - 1, PLAIN_FEATURES(FEATURE_NUMBER) QUOTE_FEATURES };
#undef FEATURE_NUMBER

enum { QUOTE_VALUES = 3 }; /* of a feature, at most */

struct quote_feature_form {
  const char *name;
  uint32_t values; /* how many it takes */
};
extern const struct quote_feature_form QUOTE_FEATURE_FORMS[QUOTE_FEATURES];

/* The texts of the values up to FIRST_WORD; NULL for NO_VALUE and OTHER_VALUE. */
extern const char *const VALUE_NAMES[FIRST_WORD];

#endif
