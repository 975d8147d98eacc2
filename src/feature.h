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

/* The key of a feature's name as the weights file writes it; 0 when it is no feature's name. */
uint64_t feature_key(const char *name, size_t length);

#endif
