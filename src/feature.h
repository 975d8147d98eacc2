/* feature.h: evidence -> named features of tokens and of spans. The one place that computes them, for analysis and for fitting alike. */
#ifndef WHOSAID_FEATURE_H
#define WHOSAID_FEATURE_H

#include "document.h"
#include "evidence.h"

/* Receives features. In analysis only keys are made; with `named` set (fitting, explaining) it is called with each key and its name. */
struct feature_sink {
  uint64_t *keys;
  uint32_t count, room;
  void (*named)(void *context, uint64_t key, const char *name);
  void *context;
};

enum { MAX_FEATURES = 160 }; /* of one token or one span: room for a sink's keys */

/* The features of a token, and of the span of tokens [first, last). The sink's keys are appended. */
void token_features(const struct evidence *evidence, uint32_t token, struct feature_sink *sink);
void span_features(const struct evidence *evidence, uint32_t first, uint32_t last, struct feature_sink *sink);

/* The feature "after=<label>": what label the span before has; LABELS at the start of a segment. */
uint64_t transition_feature(uint32_t label_before, char name[32]);

/* What the document's other occurrences are believed to be (elsewhere.h): of a word, of a whole name, of the long form of an abbreviation, of a longer name
 * that the word opens or closes. Certainty 0-3, times 1, 2 (to three) or 4 (more). */
enum belief_kind { BELIEF_WORD, BELIEF_NAME, BELIEF_NAME_ONE, BELIEF_INITIALS, BELIEF_LAST, BELIEF_FIRST, BELIEF_LAST_OF_LONG, BELIEF_FIRST_OF_LONG };
void belief_feature(enum belief_kind kind, uint32_t label, uint32_t certainty, uint32_t times, struct feature_sink *sink);

/* The label of the name before (0) or after (1), tied to this one by a word or mark. */
enum link { LINK_COMMA, LINK_AND, LINK_BRACKET, LINK_SLASH, LINKS };
void link_feature(enum link link, int after, uint32_t label, struct feature_sink *sink);

/* The key of a feature's name as the weights file writes it; 0 when it is no feature's name. */
uint64_t feature_key(const char *name, size_t length);

#endif
