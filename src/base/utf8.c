/* utf8.c: bytes -> code points, their categories and folds. */
#include "base/utf8.h"

#include <utf8proc.h>

#include "base/chunk.h"

/* Eight bytes at once: most text is ASCII. */
static const uint64_t ONES = UINT64_C(0x0101010101010101);

static int is_continuation(unsigned char byte) { return (byte & 0xC0) == 0x80; }

/* The bytes of the well-formed character at p, 0 when there is none. */
static uint32_t character_size(const unsigned char *p, size_t left) {
  unsigned char first = p[0];
  if (first < 0x80) return 1;
  if (first < 0xC2 || first > 0xF4) return 0;
  if (left < 2 || !is_continuation(p[1])) return 0;
  if (first < 0xE0) return 2;
  if (first == 0xE0 && p[1] < 0xA0) return 0; /* overlong */
  if (first == 0xED && p[1] > 0x9F) return 0; /* surrogates */
  if (first == 0xF0 && p[1] < 0x90) return 0; /* overlong */
  if (first == 0xF4 && p[1] > 0x8F) return 0; /* over U+10FFFF */
  if (left < 3 || !is_continuation(p[2])) return 0;
  if (first < 0xF0) return 3;
  return left >= 4 && is_continuation(p[3]) ? 4 : 0;
}

size_t utf8_valid_length(const char *text, size_t length) {
  const unsigned char *p = (const unsigned char *)text;
  size_t i = 0;
  while (i < length) {
    while (i + 16 <= length && !((chunk_eight(text + i) | chunk_eight(text + i + 8)) & (ONES << 7))) i += 16;
    if (i == length) break;
    uint32_t size = character_size(p + i, length - i);
    if (!size) return i;
    i += size;
  }
  return length;
}

uint32_t utf8_decode(const char *text, size_t length, size_t offset, uint32_t *size) {
  const unsigned char *p = (const unsigned char *)text + offset;
  size_t left = length - offset;
  *size = 1;
  if (p[0] < 0x80 || left < 2) return p[0];
  if (p[0] < 0xE0) return *size = 2, (uint32_t)(p[0] & 0x1F) << 6 | (p[1] & 0x3Fu);
  if (left < 3) return p[0];
  if (p[0] < 0xF0) return *size = 3, (uint32_t)(p[0] & 0x0F) << 12 | (uint32_t)(p[1] & 0x3F) << 6 | (p[2] & 0x3Fu);
  if (left < 4) return p[0];
  *size = 4;
  return (uint32_t)(p[0] & 0x07) << 18 | (uint32_t)(p[1] & 0x3F) << 12 | (uint32_t)(p[2] & 0x3F) << 6 | (p[3] & 0x3Fu);
}

uint32_t utf8_decode_before(const char *text, size_t offset, uint32_t *size) {
  size_t start = offset - 1;
  while (start && offset - start < 4 && is_continuation((unsigned char)text[start])) start--;
  return utf8_decode(text, offset, start, size);
}

uint32_t utf8_encode(uint32_t codepoint, char *out) {
  if (codepoint < 0x80) return *out = (char)codepoint, 1;
  return (uint32_t)utf8proc_encode_char((utf8proc_int32_t)codepoint, (utf8proc_uint8_t *)out);
}

/* How many of the eight lowest bits of the bytes are set. */
static size_t count_ones(uint64_t lowest_bits) { return (size_t)((lowest_bits & ONES) * ONES >> 56); }

static size_t count_in_chunk(uint64_t chunk) { return count_ones(chunk >> 7 & ~chunk >> 6); }

static size_t count_continuations(const char *text, size_t length) {
  size_t count = 0, i = 0;
  for (; i + 8 <= length; i += 8) count += count_in_chunk(chunk_eight(text + i));
  return count + count_in_chunk(chunk_rest(text + i, (uint32_t)(length - i)));
}

size_t utf8_count_codepoints(const char *text, size_t length) { return length - count_continuations(text, length); }

/* A character of four bytes takes two units. */
size_t utf8_count_utf16(const char *text, size_t length) {
  size_t count = 0, i = 0;
  for (; i + 8 <= length; i += 8) {
    uint64_t eight = chunk_eight(text + i);
    count += count_ones(eight >> 7 & eight >> 6 & eight >> 5 & eight >> 4);
  }
  for (; i < length; i++) count += (unsigned char)text[i] >= 0xF0;
  return count + utf8_count_codepoints(text, length);
}

/* Dashes, curly quotation marks, ellipses: what is not ASCII in English is mostly one of these. */
static int is_common_mark(uint32_t c) { return c >= 0x2010 && c <= 0x2027; }

static utf8proc_category_t category(uint32_t codepoint) {
  return is_common_mark(codepoint) ? UTF8PROC_CATEGORY_PO : utf8proc_category((utf8proc_int32_t)codepoint);
}

int utf8_is_upper(uint32_t c) {
  if (c < 0x80) return c >= 'A' && c <= 'Z';
  utf8proc_category_t k = category(c);
  return k == UTF8PROC_CATEGORY_LU || k == UTF8PROC_CATEGORY_LT;
}

int utf8_is_lower(uint32_t c) {
  if (c < 0x80) return c >= 'a' && c <= 'z';
  return category(c) == UTF8PROC_CATEGORY_LL;
}

int utf8_is_letter(uint32_t c) {
  if (c < 0x80) return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  utf8proc_category_t k = category(c);
  return (k >= UTF8PROC_CATEGORY_LU && k <= UTF8PROC_CATEGORY_LO) || (k >= UTF8PROC_CATEGORY_MN && k <= UTF8PROC_CATEGORY_ME);
}

int utf8_is_digit(uint32_t c) {
  if (c < 0x80) return c >= '0' && c <= '9';
  return category(c) == UTF8PROC_CATEGORY_ND;
}

int utf8_is_space(uint32_t c) {
  if (c < 0x80) return c == ' ' || (c >= '\t' && c <= '\r');
  if (c == 0x85 || c == 0x200B || c == 0xFEFF) return 1;
  utf8proc_category_t k = category(c);
  return k == UTF8PROC_CATEGORY_ZS || k == UTF8PROC_CATEGORY_ZL || k == UTF8PROC_CATEGORY_ZP;
}

uint32_t utf8_to_lower(uint32_t c) {
  if (c < 0x80) return c >= 'A' && c <= 'Z' ? c + 32 : c;
  return (uint32_t)utf8proc_tolower((utf8proc_int32_t)c);
}

uint32_t utf8_to_upper(uint32_t c) {
  if (c < 0x80) return c >= 'a' && c <= 'z' ? c - 32 : c;
  return (uint32_t)utf8proc_toupper((utf8proc_int32_t)c);
}

/* Letters whose stroke or ligature is part of them, so that Unicode does not decompose them. */
static uint32_t fold_undecomposed(uint32_t c) {
  switch (c) {
    case 0x0141: return 'L';
    case 0x0142: return 'l';
    case 0x00D8: return 'O';
    case 0x00F8: return 'o';
    case 0x0110: case 0x00D0: return 'D';
    case 0x0111: case 0x00F0: return 'd';
    case 0x0126: return 'H';
    case 0x0127: return 'h';
    case 0x0131: return 'i';
    case 0x2018: case 0x2019: case 0x02BC: case 0x02BB: case 0x2032: case 0x0060: case 0x00B4: return '\'';
    case 0x2010: case 0x2011: return '-';
    default: return c;
  }
}

uint32_t utf8_fold(uint32_t c) {
  if (c < 0x80) return c == '`' ? '\'' : c;
  uint32_t folded = fold_undecomposed(c);
  if (folded != c || is_common_mark(c)) return folded;
  utf8proc_int32_t letters[8];
  int boundary = 0;
  utf8proc_ssize_t count = utf8proc_decompose_char((utf8proc_int32_t)c, letters, 8, UTF8PROC_DECOMPOSE, &boundary);
  return count > 0 ? (uint32_t)letters[0] : c;
}
