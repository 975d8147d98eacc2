/* lexicon.h: what the lists of language say of a single word, before there are candidates. */
#ifndef WHOSAID_LEXICON_H
#define WHOSAID_LEXICON_H

#include <stdint.h>

#include "whosaid.h"

enum lexicon_class {
  LEXICON_STARTER = 1 << 0,  /* "the", "however", "initially": with a capital it mostly begins a sentence */
  LEXICON_FUNCTION = 1 << 1, /* "of", "and", "would": cannot be owned, so no possessive stands before it */
  LEXICON_GROUP = 1 << 2,    /* "officials", "police": people in the plural */
  LEXICON_REPORTING = 1 << 3 /* "asked": stands beside direct speech */
};

/* The classes of a word in any case of letters, 0 when the lists do not know it. The model may be NULL. */
uint32_t find_classes(const whosaid_model *model, const char *word, uint32_t length);

/* 1 when the word, without its full stop, is a listed abbreviation, with its flags (enum entry_flag) in *flags. An abbreviation that
 * the list writes with a capital is not found in lower case ("Sat." but not "sat."), and in capitals only where the words around it
 * stand in capitals ("ST. LOUIS", but not "the SEC."). The model may be NULL. */
int find_abbreviation(const whosaid_model *model, const char *word, uint32_t length, int in_capitals, uint32_t *flags);

#endif
