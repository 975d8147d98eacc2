/* mention.h: how names are decided, for the explanation and for fitting. */
#ifndef WHOSAID_MENTION_H
#define WHOSAID_MENTION_H

#include "document.h"
#include "elsewhere.h"
#include "evidence.h"
#include "lattice.h"

/* Lays out the segment [first, last) and scores it by the weights. */
void score_segment(const struct evidence *evidence, const struct weights *weights, uint32_t first, uint32_t last, struct lattice *lattice);

/* Adds what other occurrences are worth to a segment that lattice_sum has gone over; lattice_add_up follows. */
void add_elsewhere(const struct elsewhere *elsewhere, const struct evidence *evidence, const struct weights *weights, uint32_t first, double log_sum,
                   struct lattice *lattice);

/* The weights of transitions between labels, as the lattice wants them. */
void read_transitions(const struct weights *weights, double transitions[LABELS + 1][LABELS]);

/* Writes the evidence for a name with its weights, and the runner-up, a line each; `document` as analysed. */
whosaid_status mention_explain(const struct whosaid_document *document, uint32_t mention, whosaid_write write, void *context, whosaid_error *error);

#endif
