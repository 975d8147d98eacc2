/* strings.h: distinct strings, each once, one after the other: "\0Kyiv\0city\0". Offset 0 is the empty string. */
#ifndef WHOSAID_MODEL_STRINGS_H
#define WHOSAID_MODEL_STRINGS_H

#include "base/vector.h"
#include "model/datafile.h"

struct strings {
  VECTOR(char) bytes;
  uint32_t *table; /* open addressing: offsets into the bytes, 0 is empty */
  uint32_t count, room; /* of the table; room: a power of two */
};

/* Starts with the empty string: 0, or -1 when memory is out. */
int strings_start(struct strings *strings);
void strings_free(struct strings *strings);

/* The offset of the string, which is added when it is new; WHOSAID_NONE when memory is out. */
uint32_t strings_add(struct strings *strings, struct slice string);

#endif
