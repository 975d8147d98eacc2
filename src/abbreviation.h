/* abbreviation.h: what the list of abbreviations says of a word with a full stop. */
#ifndef WHOSAID_ABBREVIATION_H
#define WHOSAID_ABBREVIATION_H

#include <stdint.h>

#include "whosaid.h"

/* The flags of the abbreviation that is the word without its stop, in *flags; 0 when it is none. The model may be NULL.
 * An abbreviation that the list writes with a capital is not found in lower case: "Sat." but not "sat.". */
int find_abbreviation(const whosaid_model *model, const char *word, uint32_t length, uint32_t *flags);

#endif
