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

/* All evidence of a span in hundredths, by label but O (span_worth_of). */
typedef int32_t label_sums __attribute__((vector_size(16)));

/* A span as the first pass judges it. */
struct scored_span {
  label_sums total;
  struct shares likely;
  struct lattice_span at;
};

struct scored_segment {
  uint32_t first, last; /* tokens */
  uint32_t spans;       /* index of its first span; the next segment's follow its last */
  int is_limited;       /* entries that always count or titles leave not all labellings open */
};

/* The two passes over a document: the first scores each segment by its own evidence, the second adds what is believed of the same words elsewhere. */
struct decision {
  const struct whosaid_document *document;
  struct evidence evidence;
  struct elsewhere elsewhere;
  double slope, offset;          /* of the map from the model's log odds to those of being right */
  VECTOR(struct certain_name) certain;
  VECTOR(struct scored_segment) segments;
  struct scored_span *spans;
  uint32_t span_count, span_room;
  float *outside;                /* one a token of a segment: how likely the first pass thinks it in no name */
  /* of the segment in hand; not cleared before the first */
  struct lattice lattice;
  label_sums totals[MAX_SEGMENT * MAX_SPAN];
  struct views views;
  struct limits limits;
};

/* Runs the first pass. *decision is to be closed even when it fails. */
whosaid_status decision_open(const struct whosaid_document *document, struct decision **decision, whosaid_error *error);
void decision_close(struct decision *decision);

/* The segment's lattice with the marginals of the first pass, and totals to which is added what other occurrences are worth; 0 when that is nothing. */
int restore_segment(struct decision *decision, const struct scored_segment *segment);

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
void decision_explain(struct decision *decision, uint32_t first, uint32_t last, struct verdict *verdict);

#endif
