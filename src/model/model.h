/* model.h: a data directory, read: gazetteers, rules and weights. Read-only, shared by all threads. */
#ifndef WHOSAID_MODEL_MODEL_H
#define WHOSAID_MODEL_MODEL_H

#include "whosaid.h"

struct gazetteer;
struct rules;
struct weights;

struct whosaid_model {
  struct gazetteer *gazetteer;
  struct rules *rules;
  struct weights *weights;
};

#endif
