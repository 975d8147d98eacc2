/* quote/value.c: tokens, phrases, sizes -> values of features. */
#include "quote/reader.h"

uint8_t tag_at(const struct reader *reader, uint32_t token) {
  return token < reader->words.count ? reader->words.items[token].tag : (uint8_t)TAG_STOP;
}

struct value tag_value(const struct reader *reader, uint32_t token) {
  return reader->tag_values[tag_at(reader, token)];
}

static int has_word(uint8_t tag) { return tag > TAG_NUMBER && tag != TAG_NAME && tag != TAG_DAY; }

struct value word_value(const struct reader *reader, uint32_t token) {
  uint8_t tag = tag_at(reader, token);
  if (!has_word(tag)) return reader->tag_values[tag];
  whosaid_string text = document_slice(reader->document, token, token + 1);
  return (struct value){.text = text.bytes, .length = text.length, .hash = reader->document->tokens.items[token].lower};
}

struct value number_value(const struct reader *reader, uint32_t number) {
  return reader->number_values[number < NUMBERS ? number : NUMBERS - 1];
}

struct value size_value(const struct reader *reader, uint32_t size) {
  static const uint32_t LIMITS[] = {0, 1, 2, 3, 4, 6, 9, 14, 24, 39};
  uint32_t i = 0;
  while (i < sizeof LIMITS / sizeof *LIMITS && size > LIMITS[i]) i++;
  return number_value(reader, i);
}

uint32_t sentence_first(const struct reader *reader, uint32_t token) {
  return reader->document->sentence_tokens.items[reader->document->tokens.items[token].sentence];
}

uint32_t sentence_last(const struct reader *reader, uint32_t token) {
  return document_sentence_end(reader->document, reader->document->tokens.items[token].sentence);
}

uint32_t paragraph_of(const struct reader *reader, uint32_t token) {
  return reader->document->sentences.items[reader->document->tokens.items[token].sentence].paragraph;
}

int is_capital(const struct reader *reader, uint32_t token) {
  return token < reader->words.count && reader->document->tokens.items[token].flags & TOKEN_CAPITAL;
}

uint32_t phrase_at(const struct reader *reader, uint32_t token) {
  uint32_t low = 0, high = reader->phrases.count;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (reader->phrases.items[middle].last <= token) low = middle + 1;
    else high = middle;
  }
  return low;
}

struct value before_value(const struct reader *reader, const struct cue *cue) {
  return cue->before == cue->first ? reader->tag_values[TAG_POINT] : tag_value(reader, cue->first - 1);
}

struct value after_value(const struct reader *reader, const struct cue *cue) {
  return cue->after == cue->last ? reader->tag_values[TAG_POINT] : tag_value(reader, cue->after - 1);
}

uint32_t count_verbs(const struct reader *reader, uint32_t first, uint32_t last) {
  return first < last ? reader->verbs.items[last] - reader->verbs.items[first] : 0;
}
