/* elsewhere.h: what a first pass over the document believes of a word or a name, as evidence for its other occurrences. */
#ifndef WHOSAID_ELSEWHERE_H
#define WHOSAID_ELSEWHERE_H

#include "evidence.h"
#include "feature.h"
#include "lattice.h"

/* Sums of probabilities by label. */
struct belief {
  float mass[LABELS];
  float total; /* of them: rounded otherwise than when they are added up again */
};

struct elsewhere {
  struct belief *words;      /* by the evidence's word index: the word in a span with that label; O: outside names */
  struct belief *last_words; /* the word closes a longer name with that label */
  struct belief *first_words;
  struct belief_slot *names; /* by the words of a whole name, and by the initials of an organization */
  uint64_t mask, used;
  uint8_t *labels;           /* by token: the likeliest label here */
};

/* All empty, for the words of `evidence`; -1 when memory is out. */
int elsewhere_prepare(struct elsewhere *elsewhere, const struct evidence *evidence);
void elsewhere_free(struct elsewhere *elsewhere);

/* Adds what the sums over the segment that starts at token `first` say (after lattice_judge); -1 when memory is out. */
int elsewhere_note(struct elsewhere *elsewhere, const struct evidence *evidence, const struct lattice *lattice, uint32_t first);

/* The features of a token or a span from its other occurrences: `lattice` holds the marginals of this one, which are taken off. 0 when there are none. */
int token_elsewhere(const struct elsewhere *elsewhere, const struct evidence *evidence, const struct lattice *lattice, uint32_t first, uint32_t token, struct feature_sink *sink);
int span_elsewhere(const struct elsewhere *elsewhere, const struct evidence *evidence, const struct lattice *lattice, uint32_t first, uint32_t span, struct feature_sink *sink);

#endif
