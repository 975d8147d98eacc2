/* word_tree.h: alternatives that are plain words, as a tree of their letters. */
#ifndef WHOSAID_MODEL_WORD_TREE_H
#define WHOSAID_MODEL_WORD_TREE_H

#include "model/datafile.h"

/* Copies the pattern to out[0, room) with each group of words in it as a tree: "(?:March|May|June|July)" becomes
 * "(?:(?=[JM])(?:Ju(?:ly|ne)|Ma(?:rch|y)))", which matches the same, in the same order of preference, and fails at the first letter.
 * Gives the length; 0 when there is no room, or the pattern has options that change what letters mean. */
uint32_t word_tree_expand(struct slice pattern, char *out, uint32_t room);

#endif
