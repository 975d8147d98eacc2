/* weights.h: what each piece of evidence is worth for each label: gazetteers/weights.tsv, read. Read-only once built.
 *
 * A line is a feature and its weights, separated by tabs; `#` starts a remark line.
 *
 *   previous=minister	person=0.81	O=-0.2
 *   suffix=stan	place.only=1.2
 *
 * A feature is a template's name, "=", and its values separated by "|" (template.h). A label is O, person, place, organization or other, or one of the
 * last four with a place in the name: first, inner, last, only. Weights are hundredths between -40 and 40: sums of them are whole numbers, the same
 * in any order.
 *
 * How they lie: what a feature is worth is a row of numbers; features find their rows in three ways (enum slot_kind)
 *
 *   elsewhere=word|after-title  ─ code ─▶ slots (the table) ─▶ row
 *   previous=minister           ─ the word's value ─▶ slots (of the value) ─▶ row
 *   previous+word=the|minister  ─ key ─────────────────────────────────────▶ row
 */
#ifndef WHOSAID_MODEL_WEIGHTS_H
#define WHOSAID_MODEL_WEIGHTS_H

#include "model/image.h"
#include "model/places.h"
#include "template.h"
#include "whosaid.h"

/* Labels of a span. LABEL_OTHER: a name of something that is none of ours (a language, an event, a nationality); never written out. */
enum label { LABEL_O, LABEL_PERSON, LABEL_PLACE, LABEL_ORGANIZATION, LABEL_OTHER, LABELS };

/* Where a token stands in its span. */
enum position { POSITION_FIRST, POSITION_INNER, POSITION_LAST, POSITION_ONLY, POSITIONS };

/* A weight's slot: a label alone, or a label and a position. */
enum { SLOTS = LABELS + (LABELS - 1) * POSITIONS };

static inline uint32_t weight_slot(enum label label, enum position position) {
  return (uint32_t)LABELS + ((uint32_t)label - 1) * POSITIONS + (uint32_t)position;
}

/* "person.first" */
const char *weight_slot_name(uint32_t slot);
uint32_t weight_slot_find(const char *name, size_t length); /* WHOSAID_NONE when there is none */

/* A token in a name with a label, at a position, against a token outside names; a span as a name with a label. In hundredths. */
enum { TOKEN_WORTHS = (LABELS - 1) * POSITIONS, SPAN_WORTHS = LABELS - 1 };

/* Worths are added up four or eight at a time, in whatever registers the machine has; unsigned, so that nothing is left open. */
typedef uint16_t eight_worths __attribute__((vector_size(16)));
typedef uint16_t four_worths __attribute__((vector_size(8)));

struct token_worth {
  union {
    int16_t of[TOKEN_WORTHS];
    four_worths at[POSITIONS]; /* by label */
    eight_worths eight[TOKEN_WORTHS / 8];
  };
};

struct span_worth {
  union {
    int16_t of[SPAN_WORTHS];
    four_worths four;
  };
};

static inline uint32_t token_worth_of(uint32_t label, uint32_t position) { return position * SPAN_WORTHS + label - 1; }
static inline uint32_t span_worth_of(uint32_t label) { return label - 1; }

/* A feature found by its key. */
struct keyed_row {
  uint32_t tag; /* low half of the key */
  uint32_t row; /* of tokens or spans, as the template says */
};

/* An open value as it is asked for in features. */
struct known_value {
  uint32_t hash, pairs, slots; /* slots: index of its first */
};

/* A value that has a row of slots. */
struct value_row {
  uint32_t tag;
  uint32_t slots; /* index of its first */
  uint32_t pairs; /* pair_bit: in which pairs it stands */
};

/* Features by their keys. */
struct key_table {
  const struct keyed_row *rows; /* by place */
  struct places places;
};

struct weights_head {
  uint32_t row_count;                             /* of tokens and of spans alike */
  uint32_t slot_count, value_count;               /* of the arrays */
  uint32_t value_buckets;                         /* of the places */
  uint32_t key_counts[2], key_buckets[2];         /* of the two tables */
  uint32_t no_value, reserved;                    /* slots of a value without features: zeros */
  int32_t slope, offset;                          /* of the calibration, in hundredths */
  int32_t transitions[(LABELS + 1) * LABELS];     /* [label before, LABELS at the start][label] */
  uint32_t code_hashes[SPACES][MOST_CODES];
};

/* What all facts of a set are worth together, the set as eight bits of enum word_fact: the lower ones, then the higher ones. */
struct fact_sums {
  struct token_worth token[2][256];  /* elsewhere */
  struct span_worth span[2][2][256]; /* name-elsewhere: of the only word, of the last */
};

struct weights {
  const struct weights_head *head;
  const struct token_worth *tokens; /* row 0 is worth nothing; so with spans */
  const struct span_worth *spans;
  const uint16_t *slots;            /* rows; the table of closed features first */
  struct key_table named;           /* every feature */
  struct key_table quick;           /* those that are asked for by their keys alone, and often; of a prefix or suffix also what the shorter ones in it are worth */
  const struct value_row *values;   /* by place */
  const struct known_value *numbered; /* by number (template.h) */
  const struct fact_sums *facts;
  struct places value_places;
  struct slot_layout layout;
  void *owned;                      /* the block, when it is to be freed */
};

/* Reads the file; a missing file gives a model without weights (*weights NULL). */
whosaid_status weights_load(const char *path, struct weights **weights, whosaid_error *error);
void weights_free(struct weights *weights);

/* The row of the feature with this key, 0 when it has none. */
static ALWAYS_INLINE uint32_t key_table_find(const struct key_table *table, uint64_t key) {
  const struct keyed_row *found = &table->rows[key_place(&table->places, key)];
  return found->row & (0u - (uint32_t)(found->tag == (uint32_t)key));
}

static inline uint32_t weights_find(const struct weights *weights, uint64_t key) { return key_table_find(&weights->named, key); }

static inline uint64_t value_key(enum space space, uint32_t hash) { return feature_mix((uint64_t)space << 40, hash); }

static inline struct known_value weights_value(const struct weights *weights, enum space space, uint32_t hash) {
  uint64_t key = value_key(space, hash);
  const struct value_row *found = &weights->values[key_place(&weights->value_places, key)];
  uint32_t known = 0u - (uint32_t)(found->tag == (uint32_t)key); /* all bits or none: without a branch, since nobody could foretell it */
  return (struct known_value){hash, found->pairs & known, (found->slots & known) | (weights->head->no_value & ~known)};
}

/* What of them goes into an image, and the weights that lie in one (BAD_DATA when the part cannot be weights). */
struct image_part weights_part(const struct weights *weights);
whosaid_status weights_attach(struct image_part part, struct weights **weights, whosaid_error *error);

/* Reads "-1.25", whatever the locale; 0, or -1 when it is no number. */
int weights_read_number(const char *text, float *value);

#endif
