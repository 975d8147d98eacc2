/* offsets.c: a text -> by how many the units before every 16th byte are fewer than the bytes -> any byte offset in code points or UTF-16 units. */
#include "output/offsets.h"

#include <stdlib.h>

#include "base/chunk.h"
#include "base/error.h"

enum { BLOCK = 16 };

static int is_ascii(const char *text, uint32_t length) {
  uint32_t i = 0;
  while (i + 8 <= length && !(chunk_eight(text + i) & EIGHT(0x80))) i += 8;
  while (i < length && !((unsigned char)text[i] & 0x80)) i++;
  return i == length;
}

/* How many of the eight lowest bits of the bytes are set. */
static uint32_t count_ones(uint64_t lowest_bits) { return (uint32_t)((lowest_bits & EIGHT(1)) * EIGHT(1) >> 56); }

/* By how many the units of a chunk are fewer than its bytes: the bytes that continue a character; one of four bytes takes two UTF-16 units. */
static uint32_t fewer_in(uint64_t chunk, whosaid_unit unit) {
  uint32_t continuing = count_ones(chunk >> 7 & ~chunk >> 6);
  return unit == WHOSAID_UTF16 ? continuing - count_ones(chunk >> 7 & chunk >> 6 & chunk >> 5 & chunk >> 4) : continuing;
}

whosaid_status offsets_count(struct offsets *offsets, whosaid_string text, whosaid_unit unit, whosaid_error *error) {
  *offsets = (struct offsets){.text = text.bytes, .unit = unit};
  if (unit == WHOSAID_BYTE || is_ascii(text.bytes, text.length)) return WHOSAID_OK;
  uint32_t blocks = text.length / BLOCK, fewer = 0;
  offsets->fewer = malloc((blocks + 1) * sizeof *offsets->fewer);
  if (!offsets->fewer) return error_memory(error);
  for (uint32_t i = 0; i < blocks; i++) {
    const char *block = text.bytes + (size_t)i * BLOCK;
    offsets->fewer[i] = fewer;
    fewer += fewer_in(chunk_eight(block), unit) + fewer_in(chunk_eight(block + 8), unit);
  }
  offsets->fewer[blocks] = fewer;
  return WHOSAID_OK;
}

uint32_t offsets_convert(const struct offsets *offsets, uint32_t byte_offset) {
  if (!offsets->fewer) return byte_offset;
  uint32_t rest = byte_offset % BLOCK, fewer = offsets->fewer[byte_offset / BLOCK];
  const char *block = offsets->text + byte_offset - rest;
  if (rest >= 8) fewer += fewer_in(chunk_eight(block), offsets->unit), block += 8, rest -= 8;
  return byte_offset - fewer - fewer_in(chunk_rest(block, rest), offsets->unit);
}

void offsets_free(struct offsets *offsets) {
  free(offsets->fewer);
  offsets->fewer = NULL;
}
