/* quote/value.c: tokens, phrases, sizes -> values of features. */
#include "quote/reader.h"

uint32_t size_value(uint32_t size) {
  static const uint8_t SIZES[40] = {0, 1, 2, 3, 4, 5, 5, 6, 6, 6, 7, 7, 7, 7, 7, 8, 8, 8, 8, 8,
                                    8, 8, 8, 8, 8, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9};
  return NUMBER_VALUE + (size < sizeof SIZES ? SIZES[size] : 10u);
}

/* A sentence of more tokens (a table, a text without stops) is read in pieces, so that a text costs no more than its length. */
enum { LONGEST_SENTENCE = 1000 };

uint32_t sentence_first(const struct reader *reader, uint32_t token) {
  uint32_t first = reader->document->sentence_tokens.items[reader->document->tokens.items[token].sentence];
  return token - first < LONGEST_SENTENCE ? first : token - (token - first) % LONGEST_SENTENCE;
}

uint32_t sentence_last(const struct reader *reader, uint32_t token) {
  uint32_t first = sentence_first(reader, token),
           last = document_sentence_end(reader->document, reader->document->tokens.items[token].sentence);
  return last - first < LONGEST_SENTENCE ? last : first + LONGEST_SENTENCE;
}

uint32_t paragraph_of(const struct reader *reader, uint32_t token) {
  return reader->document->sentences.items[reader->document->tokens.items[token].sentence].paragraph;
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
