/* packed.c: bytes in which much comes again <-> fewer bytes: new ones as they are, others as the place where they stood before.
 *
 *   "said said said."  ->  5 "said "  9 from 5 before  1 "."        numbers: seven bits a byte, the lowest first
 *
 * Method: Ziv and Lempel, "A universal algorithm for sequential data compression", 1977. */
#include "base/packed.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { LEAST_COPY = 6, PLACES_BITS = 16 };

/* ---- Packing ---- */

static int put_number(struct bytes *packed, size_t number) {
  char digits[10];
  size_t count = 0;
  for (; number >= 0x80; number >>= 7) digits[count++] = (char)(number | 0x80);
  digits[count++] = (char)number;
  return bytes_append(packed, digits, count);
}

static uint32_t hash_four(const char *bytes) {
  uint32_t four;
  memcpy(&four, bytes, sizeof four);
  return (four * 0x9E3779B1u) >> (32 - PLACES_BITS);
}

static int put_copy(struct bytes *packed, size_t length, size_t distance) {
  return put_number(packed, length) || put_number(packed, distance);
}

/* `places`: 1 + where four bytes of each hash stood last. */
static int pack_with(struct bytes *packed, const char *bytes, size_t length, size_t *places) {
  size_t start = 0; /* of what is not yet packed */
  for (size_t i = 0; i + LEAST_COPY < length;) {
    size_t *place = &places[hash_four(bytes + i)], from = *place, same = 0;
    *place = i + 1;
    while (from && i + same < length && bytes[from - 1 + same] == bytes[i + same]) same++;
    if (same < LEAST_COPY) {
      i++;
      continue;
    }
    if (put_number(packed, i - start) || bytes_append(packed, bytes + start, i - start) || put_copy(packed, same, i + 1 - from)) return -1;
    for (size_t end = i + same; ++i < end;) {
      if (i + LEAST_COPY < length) places[hash_four(bytes + i)] = i + 1;
    }
    start = i;
  }
  return put_number(packed, length - start) || bytes_append(packed, bytes + start, length - start);
}

int bytes_pack(struct bytes *packed, const char *bytes, size_t length) {
  size_t *places = calloc((size_t)1 << PLACES_BITS, sizeof *places);
  int failed = !places || pack_with(packed, bytes, length, places);
  free(places);
  return failed ? -1 : 0;
}

/* ---- Unpacking ---- */

/* Behind the end all numbers are 0. */
static size_t take_number(const char **next, const char *end) {
  size_t number = 0;
  for (unsigned shift = 0; *next < end && shift < 63; shift += 7) {
    unsigned char digit = (unsigned char)*(*next)++;
    number |= (size_t)(digit & 0x7F) << shift;
    if (digit < 0x80) break;
  }
  return number;
}

int bytes_unpack(char *room, size_t size, const char *packed, size_t length) {
  const char *next = packed, *end = packed + length;
  for (size_t done = 0; done < size || next < end;) {
    size_t count = take_number(&next, end);
    if (count > size - done || count > (size_t)(end - next)) return -1;
    memcpy(room + done, next, count);
    next += count;
    done += count;
    if (next == end) return done == size ? 0 : -1;
    size_t copied = take_number(&next, end), distance = take_number(&next, end);
    if (copied > size - done || !distance || distance > done) return -1;
    for (size_t piece; copied; copied -= piece, done += piece) {
      piece = copied < distance ? copied : distance; /* what is copied may be a part of what it makes */
      memcpy(room + done, room + done - distance, piece);
    }
  }
  return size ? -1 : 0;
}
