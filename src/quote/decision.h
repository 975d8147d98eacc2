/* quote/decision.h: a choice between options by the weights of their features. */
#ifndef WHOSAID_QUOTE_DECISION_H
#define WHOSAID_QUOTE_DECISION_H

#include "base/vector.h"
#include "model/quote_weights.h"
#include "whosaid.h"

struct reader;

/* A value in a feature: a word, a tag, a number. */
struct value {
  const char *text;
  uint32_t length;
  uint32_t hash;
};

enum question { ASK_FRAME, ASK_LEFT, ASK_RIGHT, ASK_SPEAKER, ASK_REGION, QUESTIONS };

/* Features that several options share; their weights are added up once. */
struct group {
  uint32_t first, count; /* keys */
  float score;
};

enum { OPTION_GROUPS = 3 };

struct choice {
  uint32_t groups[OPTION_GROUPS]; /* WHOSAID_NONE for none */
  uint32_t first, last;           /* tokens: what taking it means */
  float score;
  float probability;
};

/* A token index that an option's group stands for. */
struct place {
  uint32_t token, group;
  uint32_t commas; /* between the cue and it */
};

struct decision {
  enum question question;
  uint32_t subject;      /* index of the cue or region that it is about */
  VECTOR(uint64_t) keys; /* only beside a teacher */
  VECTOR(struct group) groups;
  VECTOR(struct choice) options;
};

/* Stands beside the reader while weights are fitted: sees every decision and says which option is right. */
struct teacher {
  struct reader *reader; /* the one at work */
  void *context;
  void (*name)(void *context, uint64_t key, const char *name);
  uint32_t (*answer)(void *context, const struct decision *decision); /* WHOSAID_NONE: cannot tell, go by the weights */
};

void decision_start(struct reader *reader, enum question question, uint32_t subject);

/* Starts a group of features and gives its index; add_feature adds to the latest. */
uint32_t start_group(struct reader *reader);

/* Beside a teacher: notes the feature "name=a|b|c" and its key; values without text are left off. */
void teach_feature(struct reader *reader, uint64_t key, const char *name, struct value a, struct value b, struct value c);

static inline uint64_t mix_value(uint64_t key, struct value value) { return value.text ? quote_feature_mix(key, value.hash) : key; }

void add_option(struct reader *reader, uint32_t group, uint32_t other, uint32_t third, uint32_t first, uint32_t last);

/* Adds up weights, fills scores and probabilities, and gives the best option (the teacher's, where there is one); WHOSAID_NONE when there
 * is no option. Memory that runs out is noted in reader->failed. */
uint32_t decide(struct reader *reader);

struct value text_value(const char *text);
#define NO_VALUE ((struct value){0})

#endif
