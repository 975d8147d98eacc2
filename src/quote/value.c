/* quote/value.c: tokens, phrases, sizes -> values of features. */
#include "quote/reader.h"

const uint8_t SIZE_NUMBERS[SIZES + 1] = {0, 1, 2, 3, 4, 5, 5, 6, 6, 6, 7, 7, 7, 7, 7, 8, 8, 8, 8, 8, 8,
                                         8, 8, 8, 8, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 10};

uint32_t sentence_last(const struct reader *reader, uint32_t token) {
  uint32_t first = sentence_first(reader, token),
           last = document_sentence_end(reader->document, reader->document->tokens.items[token].sentence);
  return last - first < LONGEST_SENTENCE ? last : first + LONGEST_SENTENCE;
}

int is_capital(const struct reader *reader, uint32_t token) {
  return token < reader->words.count && reader->document->tokens.items[token].flags & TOKEN_CAPITAL;
}

enum { LONGEST_TITLE = 12 };

int is_titled(const struct reader *reader, const struct region *region) {
  uint32_t capitals = 0;
  if (region->last - region->first > LONGEST_TITLE) return 0;
  for (uint32_t i = region->first; i < region->last; i++) {
    uint8_t tag = tag_at(reader, i);
    if (tag == TAG_STOP) return 0;
    if (tag <= TAG_NUMBER || tag == TAG_POSSESSIVE) continue;
    if (is_capital(reader, i)) capitals++;
    else if (tag != TAG_PREPOSITION && tag != TAG_DETERMINER && tag != TAG_COORDINATOR && tag != TAG_TO) return 0;
  }
  return capitals > 1 && is_capital(reader, region->first);
}

uint32_t before_value(const struct reader *reader, const struct cue *cue) {
  return cue->before == cue->first ? (uint32_t)TAG_VALUE + TAG_POINT : tag_value(reader, cue->first - 1);
}

uint32_t after_value(const struct reader *reader, const struct cue *cue) {
  return cue->after == cue->last ? (uint32_t)TAG_VALUE + TAG_POINT : tag_value(reader, cue->after - 1);
}
