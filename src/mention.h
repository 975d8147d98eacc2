/* mention.h: how names are decided, for the explanation and for fitting. */
#ifndef WHOSAID_MENTION_H
#define WHOSAID_MENTION_H

#include "document.h"
#include "elsewhere.h"
#include "evidence.h"
#include "feature.h"
#include "lattice.h"

/* A name that a user's entry or a rule decides alone. */
struct certain_name {
  uint32_t first, last; /* tokens */
  uint32_t order;       /* of its entry or rule among the files */
  enum label label;
};

/* What entries that always count leave open in a segment. */
struct limits {
  uint8_t spans[MAX_SEGMENT * MAX_SPAN];
  uint8_t tokens[MAX_SEGMENT];
  int any;
};

/* One segment as the first pass scored it. */
struct scored_segment {
  uint32_t first, last; /* tokens */
  uint32_t scores;      /* index of its first score */
  uint32_t marginals;   /* index of its first marginal */
};

/* The two passes over a document: the first scores each segment by its own evidence, the second adds what is believed of the same words elsewhere. */
struct decision {
  const struct whosaid_document *document;
  struct evidence evidence;
  struct elsewhere elsewhere;
  double slope, offset;          /* of the map from the model's log odds to those of being right */
  VECTOR(struct certain_name) certain;
  VECTOR(struct scored_segment) segments;
  int16_t *scores;               /* tokens' and spans', segment after segment, in hundredths */
  uint32_t score_count, score_room;
  float *marginals;              /* as the first pass judges, tokens' and spans' */
  uint32_t marginal_count, marginal_room;
  /* of the segment in hand; not cleared before the first */
  struct lattice lattice;
  struct views views;
  struct limits limits;
};

/* Runs the first pass. *decision is to be closed even when it fails. */
whosaid_status decision_open(const struct whosaid_document *document, struct decision **decision, whosaid_error *error);
void decision_close(struct decision *decision);

/* The segment's lattice as the first pass left it: scores and marginals. */
void restore_segment(struct decision *decision, const struct scored_segment *segment);

/* The limits as the lattice's functions want them: NULL when there are none. */
const struct lattice_limits *limits_of(const struct limits *limits, struct lattice_limits *room);

/* Adds what other occurrences are worth to a restored segment; 0 when that is nothing, else lattice_add_up follows. */
int add_elsewhere(const struct elsewhere *elsewhere, const struct evidence *evidence, const struct weights *weights, uint32_t first,
                  struct lattice *lattice);

/* One piece of evidence for a name: what it is worth for the label against the runner-up. */
struct reason {
  char feature[112];
  double worth;
};

/* Why a name has its label: the reasons, the weightiest first, `room` at most. */
struct verdict {
  enum label label;              /* set by the caller */
  enum label runner_up;
  double margin;                 /* of the label's score over the runner-up's for the same words */
  struct reason *reasons;
  uint32_t count, room;
};

/* Fills the verdict on the name of tokens [first, last), whose label is set; its count is 0 when no evidence was weighed. */
whosaid_status decision_explain(struct decision *decision, uint32_t first, uint32_t last, struct verdict *verdict, whosaid_error *error);

#endif
