/* lattice.h: all ways to cut a segment into names and other words, their scores, and the best or the expected one.
 *
 * A semi-Markov model: a labelling of `length` tokens is a row of spans, each labelled; a token outside names is a span of one token labelled O.
 * Its score is the sum over its spans of the span's evidence, its tokens' evidence for the label and position (0 for O), and the transition from
 * the span before. Method: Sarawagi and Cohen, "Semi-Markov conditional random fields for information extraction", NIPS 2004. */
#ifndef WHOSAID_LATTICE_H
#define WHOSAID_LATTICE_H

#include <stdint.h>

#include "evidence.h"
#include "model/weights.h"

struct lattice_span {
  uint8_t first, last; /* tokens of the segment, last one past the end */
};

/* A number for each label but O (span_worth_of), reckoned with two at a time. */
typedef double two_labels __attribute__((vector_size(16)));
struct by_name {
  union {
    double of[SPAN_WORTHS];
    two_labels two[SPAN_WORTHS / 2];
  };
};

/* A number for each label. */
struct by_label {
  struct by_name name;
  double outside;
};

static inline double label_number(const struct by_label *numbers, uint32_t label) {
  return label == LABEL_O ? numbers->outside : numbers->name.of[span_worth_of(label)];
}

/* Probabilities of each label but O. */
typedef float four_shares __attribute__((vector_size(16)));
struct shares {
  union {
    float of[SPAN_WORTHS];
    four_shares four;
  };
};

/* How likely each token is outside names, and each span a name with each label. */
struct marginals {
  float outside[MAX_SEGMENT];
  struct shares spans[MAX_SEGMENT * MAX_SPAN];
};

struct lattice {
  uint32_t length;                              /* tokens */
  uint32_t span_count;
  uint32_t span_from[MAX_SEGMENT + 1];          /* index of the first span that starts at each token */
  struct lattice_span spans[MAX_SEGMENT * MAX_SPAN];
  struct by_name total[MAX_SEGMENT * MAX_SPAN]; /* all evidence of each span, its own and its tokens': set by the caller */
  double transition[LABELS + 1][LABELS];        /* [label before, LABELS at the start][label]; this and the next two set by lattice_set_transitions */
  struct by_label after[LABELS + 1];            /* the same, exponentiated: by the label after, of each label before */
  struct by_label before[LABELS];               /* by the label before, of each label after */
  /* filled by lattice_sum: of each span and token its exponentiated score, all scaled by position so that none overflows */
  struct by_name factor[MAX_SEGMENT * MAX_SPAN];
  double factor_outside[MAX_SEGMENT];
  /* sums of all ways to each position, by the label of the span that ends there and of the one that starts there; of all ways on from it, by the first */
  struct by_label forward[MAX_SEGMENT + 1], entering[MAX_SEGMENT + 1], backward[MAX_SEGMENT + 1];
  double sum, scale;                            /* of all labellings, scaled; the logarithm of what it is to be scaled up by */
  struct marginals marginals;                   /* filled by lattice_judge */
};

/* What a labelling may hold: a bit 1 << label for each span and for each token as O. */
struct lattice_limits {
  const uint8_t *spans;
  const uint8_t *tokens; /* 1 where O is allowed */
};

void lattice_set_transitions(struct lattice *lattice, const double transitions[LABELS + 1][LABELS]);

/* Lays out the spans of tokens [first, last); scores are left for the caller. */
void lattice_lay_out(struct lattice *lattice, const struct evidence *evidence, uint32_t first, uint32_t last);

/* Fills span_from where length and spans are set. */
void lattice_index_spans(struct lattice *lattice);

struct lattice_choice {
  uint8_t first, last, label;
};

/* The best labelling's names (O left out), in order; the number of them. `limits` may be NULL. */
uint32_t lattice_best(const struct lattice *lattice, const struct lattice_limits *limits, struct lattice_choice choices[MAX_SEGMENT]);

/* Sums over all labellings, scaled: fills forward and backward. */
void lattice_sum(struct lattice *lattice, const struct lattice_limits *limits);

/* After it: the logarithm of the sum of their exponentiated scores. */
double lattice_log_sum(const struct lattice *lattice);

/* After lattice_sum: the probability of a span with a label, and of a token as O. */
double lattice_span_probability(const struct lattice *lattice, uint32_t span, uint32_t label);
double lattice_token_probability(const struct lattice *lattice, uint32_t token);

/* After lattice_sum: all of them as lattice->marginals. */
void lattice_judge(struct lattice *lattice);

/* The span [first, last), or WHOSAID_NONE. */
uint32_t lattice_find(const struct lattice *lattice, uint32_t first, uint32_t last);

#endif
