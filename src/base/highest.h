/* highest.h: the highest of many numbers, eight at a time. Knows nothing of language. */
#ifndef WHOSAID_BASE_HIGHEST_H
#define WHOSAID_BASE_HIGHEST_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* 0 when there are none. Processors compare eight numbers with signs at once: the lowest, 0, becomes the lowest of these. */
static inline uint16_t highest(const uint16_t *numbers, size_t count) {
  typedef int16_t eight __attribute__((vector_size(16)));
  const eight shift = (eight){0} + INT16_MIN;
  eight most = shift, next, more;
  uint16_t found = 0;
  for (; count >= 8; numbers += 8, count -= 8) {
    memcpy(&next, numbers, sizeof next);
    next ^= shift;
    more = next > most;
    most = (next & more) | (most & ~more);
  }
  most ^= shift;
  for (int i = 0; i < 8; i++) found = (uint16_t)most[i] > found ? (uint16_t)most[i] : found;
  while (count--) found = numbers[count] > found ? numbers[count] : found;
  return found;
}

#endif
