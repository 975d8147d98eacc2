/* offsets.c: a text -> the units before every 64th byte -> any byte offset in code points or UTF-16 units. */
#include "output/offsets.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/utf8.h"

enum { BLOCK = 64 };

static int is_ascii(const char *text, uint32_t length) {
  uint32_t i = 0;
  for (uint64_t eight; i + 8 <= length; i += 8) {
    memcpy(&eight, text + i, 8);
    if (eight & UINT64_C(0x8080808080808080)) return 0;
  }
  while (i < length && !((unsigned char)text[i] & 0x80)) i++;
  return i == length;
}

static uint32_t count_units(const char *text, size_t length, whosaid_unit unit) {
  return (uint32_t)(unit == WHOSAID_UTF16 ? utf8_count_utf16(text, length) : utf8_count_codepoints(text, length));
}

whosaid_status offsets_count(struct offsets *offsets, whosaid_string text, whosaid_unit unit, whosaid_error *error) {
  *offsets = (struct offsets){.text = text.bytes, .unit = unit};
  if (unit == WHOSAID_BYTE || is_ascii(text.bytes, text.length)) return WHOSAID_OK;
  uint32_t blocks = text.length / BLOCK, count = 0;
  offsets->before = malloc((blocks + 1) * sizeof *offsets->before);
  if (!offsets->before) return error_memory(error);
  for (uint32_t i = 0; i < blocks; i++) {
    offsets->before[i] = count;
    count += count_units(text.bytes + (size_t)i * BLOCK, BLOCK, unit);
  }
  offsets->before[blocks] = count;
  return WHOSAID_OK;
}

uint32_t offsets_convert(const struct offsets *offsets, uint32_t byte_offset) {
  if (!offsets->before) return byte_offset;
  uint32_t block = byte_offset / BLOCK;
  return offsets->before[block] + count_units(offsets->text + (size_t)block * BLOCK, byte_offset % BLOCK, offsets->unit);
}

void offsets_free(struct offsets *offsets) {
  free(offsets->before);
  offsets->before = NULL;
}
