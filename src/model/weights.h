/* weights.h: what each piece of evidence is worth for each label: gazetteers/weights.tsv, read. Read-only once built.
 *
 * A line is a feature and its weights, separated by tabs; `#` starts a remark line.
 *
 *   previous=minister	person=0.81	O=-0.2
 *   suffix=stan	place.only=1.2
 *
 * A feature is a template's name, "=", and its values separated by "|" (feature.h). A label is O, person, place, organization or other, or one of the
 * last four with a place in the name: first, inner, last, only.
 */
#ifndef WHOSAID_MODEL_WEIGHTS_H
#define WHOSAID_MODEL_WEIGHTS_H

#include "model/image.h"
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

struct weights;

/* One weight of a feature. */
struct weight {
  float value;
  uint32_t slot;
};

/* Reads the file; a missing file gives a model without weights (*weights NULL). */
whosaid_status weights_load(const char *path, struct weights **weights, whosaid_error *error);
void weights_free(struct weights *weights);

/* Says that the key will be asked for soon. */
void weights_prefetch(const struct weights *weights, uint64_t key);

/* The weights of the feature with this key, and how many (0 when the feature has none). `weights` may be NULL. */
const struct weight *weights_find(const struct weights *weights, uint64_t key, uint32_t *count);

/* What of them goes into an image, and the weights that lie in one (BAD_DATA when the parts cannot be weights). */
void weights_parts(const struct weights *weights, struct image_part *places, struct image_part *features, struct image_part *values);
whosaid_status weights_attach(struct image_part places, struct image_part features, struct image_part values, struct weights **weights,
                              whosaid_error *error);

/* Reads "-1.25", whatever the locale; 0, or -1 when it is no number. */
int weights_read_number(const char *text, float *value);

#endif
