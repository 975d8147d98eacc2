/* feature.h: evidence -> named features of tokens and of spans, and what they are worth. The one place that computes them, for analysis and
 * for fitting alike. */
#ifndef WHOSAID_FEATURE_H
#define WHOSAID_FEATURE_H

#include "document.h"
#include "evidence.h"
#include "model/weights.h"

/* Receives features. In analysis (`weights` set) what they are worth is added up; in fitting and explaining their keys are kept, and with
 * `named` set their names told. */
struct feature_sink {
  const struct weights *weights;
  struct token_worth token; /* in analysis: of the features of tokens */
  struct span_worth span;   /* of those of spans */
  uint64_t *keys;           /* else */
  uint8_t *templates;       /* of the keys, enum template; may be NULL */
  uint32_t count, room;
  void (*named)(void *context, uint64_t key, const char *name);
  void *context;
};

enum { MAX_FEATURES = 160 }; /* of one token or one span: room for a sink's keys */

/* A value of a feature: an open one as in the text, folded when it is named; of a closed one the code alone. */
struct value {
  uint32_t hash;         /* of a closed value: its code */
  uint32_t pairs, slots; /* what weights know of it */
  uint32_t length;
  const char *bytes;     /* NULL: a closed value */
};

#define TO_ITS_END UINT32_MAX /* a length: the bytes end with a NUL */

/* What features ask of a token again and again. */
struct view {
  int outside;                         /* beyond the ends of the sentence */
  struct value word;                   /* "0" for numbers, "#" beyond the ends */
  struct value narrow, category;       /* cluster and class: of the tokens of a segment and those beside it */
  uint32_t wide_code;                  /* of WIDE_CODE */
  uint32_t cut_before, cut_after;      /* bits of enum cover_kind: kinds of listed names that go on before or after the token */
  struct value shape, short_shape;     /* the first only of the tokens of a segment */
  uint64_t pattern;                    /* of the next tokens, PATTERN_TOKENS at most, a byte each: what kinds of words they are */
  char shape_room[NUMBERED_TEXT], text_room[3][NUMBERED_TEXT];
};

enum { VIEW_EDGE = 2, PATTERN_TOKENS = 6 }; /* tokens before and after; in a pattern */
enum { LONGEST_SHAPE = 12 };

/* Tokens [first, last) of a segment and those around them. */
struct views {
  const struct evidence *evidence;
  const struct weights *weights; /* NULL where features are named */
  uint32_t first, last;
  struct view at[MAX_SEGMENT + 2 * VIEW_EDGE];
};

void views_make(struct views *views, const struct evidence *evidence, const struct weights *weights, uint32_t first, uint32_t last);

/* The features of a token, and of the span of tokens [first, last), added to the sink's keys. */
void token_features(const struct views *views, uint32_t token, struct feature_sink *sink);
void span_features(const struct views *views, uint32_t first, uint32_t last, struct feature_sink *sink);

/* What the same features are worth together. */
struct token_worth weigh_token(const struct views *views, uint32_t token);
struct span_worth weigh_span(const struct views *views, uint32_t first, uint32_t last);

/* The feature "after=<label>": what label the span before has; LABELS at the start of a segment. */
uint64_t transition_feature(uint32_t label_before, char name[32]);

/* What the document's other occurrences are believed to be (elsewhere.h): of a word, of a whole name, of the long form of an abbreviation, of a longer name
 * that the word opens or closes. Certainty 0-3, times 1, 2 (to three) or 4 (more). */
enum belief_kind { BELIEF_WORD, BELIEF_NAME, BELIEF_NAME_ONE, BELIEF_INITIALS, BELIEF_LAST, BELIEF_FIRST, BELIEF_LAST_OF_LONG, BELIEF_FIRST_OF_LONG };
void belief_feature(enum belief_kind kind, uint32_t label, uint32_t certainty, uint32_t times, struct feature_sink *sink);

/* The label of the name before (0) or after (1), tied to this one by a word or mark. */
enum link { LINK_COMMA, LINK_AND, LINK_BRACKET, LINK_SLASH, LINKS };
void link_feature(enum link link, int after, uint32_t label, struct feature_sink *sink);

#endif
