/* evidence_words.h: what a feature says, in words. */
#ifndef WHOSAID_OUTPUT_EVIDENCE_WORDS_H
#define WHOSAID_OUTPUT_EVIDENCE_WORDS_H

enum { EVIDENCE_WORDS = 256 }; /* bytes, with the NUL */

/* "name-before=minister|0" -> "right behind “minister”"; nothing for a feature that has no words. */
void evidence_words(const char *feature, char words[EVIDENCE_WORDS]);

#endif
