/* quote/decision.h: a choice between options by the weights of their features. */
#ifndef WHOSAID_QUOTE_DECISION_H
#define WHOSAID_QUOTE_DECISION_H

#include "base/vector.h"
#include "model/quote_weights.h"
#include "quote/feature.h"
#include "whosaid.h"

struct reader;

enum question { ASK_FRAME, ASK_LEFT, ASK_RIGHT, ASK_SPEAKER, ASK_REGION, QUESTIONS };

/* Features that options share: what their weights add up to. */
struct sum {
  float score;
  uint32_t group; /* beside a teacher: of the decision's groups; else WHOSAID_NONE */
};

/* Of no features. */
static const struct sum NO_SUM = {.group = WHOSAID_NONE};

/* Their names, beside a teacher. */
struct group {
  uint32_t first, count; /* keys */
};

enum { OPTION_GROUPS = 3 };

struct choice {
  uint32_t groups[OPTION_GROUPS]; /* WHOSAID_NONE for none */
  uint32_t first, last;           /* tokens: what taking it means */
  float score;
  float probability;
};

struct decision {
  enum question question;
  uint32_t subject; /* index of the cue or region that it is about */
  uint32_t best;    /* the first of the options with the highest score */
  float highest;    /* that score */
  VECTOR(uint64_t) keys;
  VECTOR(struct group) groups;
  VECTOR(struct choice) options;
};

/* Stands beside the reader while weights are fitted, which then count for nothing: sees every decision and says which option is right. */
struct teacher {
  struct reader *reader; /* the one at work */
  void *context;
  void (*name)(void *context, uint64_t key, const char *name);
  uint32_t (*answer)(void *context, const struct decision *decision);
};

void decision_start(struct reader *reader, enum question question, uint32_t subject);

/* Beside a teacher: starts a group of features and gives its index, and notes a feature of the last group with its values and, of features
 * of a cue, its frame (else NULL). */
uint32_t start_group(struct reader *reader);
void teach_feature(struct reader *reader, enum quote_feature feature, const char *frame, const uint32_t values[QUOTE_VALUES]);

/* Beside a teacher every word has a value, since any may become one of a feature: these and the index of its token, or of the cue whose lemma it is. */
enum { VALUE_OF_TOKEN = 1 << 29, VALUE_OF_CUE = 1 << 30 };

/* The best option, the teacher's where there is one; WHOSAID_NONE when there is no option. Memory that runs out is noted in reader->failed. */
uint32_t decide(struct reader *reader);

/* The same, and how probable each option is. */
uint32_t decide_probably(struct reader *reader);

#endif
