/* offsets.h: byte offsets of a text in another unit, after one pass over it. */
#ifndef WHOSAID_OUTPUT_OFFSETS_H
#define WHOSAID_OUTPUT_OFFSETS_H

#include "whosaid.h"

struct offsets {
  const char *text;
  whosaid_unit unit;
  uint32_t *fewer;   /* by how many the units before each block are fewer than the bytes; NULL: they are the same */
};

/* Counts the units of the text once. The text must stay as long as the offsets. */
whosaid_status offsets_count(struct offsets *offsets, whosaid_string text, whosaid_unit unit, whosaid_error *error);

/* A byte offset (on a character boundary, at most the text's length) in the unit; costs the same wherever it is. */
uint32_t offsets_convert(const struct offsets *offsets, uint32_t byte_offset);

void offsets_free(struct offsets *offsets);

#endif
