/* packed.h: bytes in which much comes again <-> fewer bytes. Knows nothing of language. */
#ifndef WHOSAID_BASE_PACKED_H
#define WHOSAID_BASE_PACKED_H

#include "base/bytes.h"

/* Adds the bytes, packed: 0, or -1 when memory is out. */
int bytes_pack(struct bytes *packed, const char *bytes, size_t length);

/* Fills all of the room from packed bytes: 0, or -1 when they are damaged. */
int bytes_unpack(char *room, size_t size, const char *packed, size_t length);

#endif
