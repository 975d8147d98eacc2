/* chunk.h: up to eight bytes of text at once, the first in the lowest byte. Knows nothing of language. */
#ifndef WHOSAID_BASE_CHUNK_H
#define WHOSAID_BASE_CHUNK_H

#include <endian.h>
#include <stdint.h>
#include <string.h>

static inline uint64_t chunk_four(const char *p) {
  uint32_t bytes;
  memcpy(&bytes, p, sizeof bytes);
  return le32toh(bytes);
}

static inline uint64_t chunk_eight(const char *p) {
  uint64_t bytes;
  memcpy(&bytes, p, sizeof bytes);
  return le64toh(bytes);
}

/* Fewer than eight bytes; where two loads overlap they agree. */
static inline uint64_t chunk_rest(const char *p, uint32_t count) {
  if (count >= 4) return chunk_four(p) | chunk_four(p + count - 4) << 8 * (count - 4);
  if (!count) return 0;
  // cppcheck-suppress arrayIndexOutOfBoundsCond ; one to three bytes are left here
  return (uint64_t)(unsigned char)p[0] | (uint64_t)(unsigned char)p[count / 2] << 8 * (count / 2) | (uint64_t)(unsigned char)p[count - 1] << 8 * (count - 1);
}

#define EIGHT(byte) ((byte)*0x0101010101010101u)

/* The highest bit of each of eight bytes that is a capital, up to the first byte that is not ASCII. */
static inline uint64_t chunk_capitals(uint64_t chunk) { return (chunk + EIGHT(0x80 - 'A')) & ~(chunk + EIGHT(0x7F - 'Z')) & EIGHT(0x80); }

static inline uint64_t chunk_lower(uint64_t chunk) { return chunk | chunk_capitals(chunk) >> 2; }

/* ASCII without a grave accent: utf8_fold changes nothing. */
static inline int chunk_is_plain(uint64_t chunk) {
  uint64_t grave = chunk ^ EIGHT('`');
  return !((chunk | ((grave - EIGHT(1)) & ~grave)) & EIGHT(0x80));
}

/* 1 when one of the bytes is `byte`. */
static inline int chunk_has(uint64_t chunk, char byte) {
  uint64_t zeros = chunk ^ EIGHT((unsigned char)byte);
  return ((zeros - EIGHT(1)) & ~zeros & EIGHT(0x80)) != 0;
}

#endif
