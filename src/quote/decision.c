/* quote/decision.c: options and their features -> scores, probabilities, the best. */
#include "quote/decision.h"

#include <math.h>
#include <string.h>

#include "base/utf8.h"
#include "quote/reader.h"

void decision_start(struct reader *reader, enum question question, uint32_t subject) {
  struct decision *decision = &reader->decision;
  decision->question = question;
  decision->subject = subject;
  decision->keys.count = decision->groups.count = decision->options.count = decision->best = 0;
}

/* ---- Beside a teacher ---- */

enum { LONGEST_NAME = 256 };

uint32_t start_group(struct reader *reader) {
  struct decision *decision = &reader->decision;
  struct group *group = VECTOR_ADD(&decision->groups);
  if (!group) return reader->failed = 1, WHOSAID_NONE;
  group->first = decision->keys.count;
  return decision->groups.count - 1;
}

static whosaid_string value_text(const struct reader *reader, uint32_t value) {
  if (value < FIRST_WORD) return (whosaid_string){.bytes = VALUE_NAMES[value], .length = (uint32_t)strlen(VALUE_NAMES[value])};
  if (value >= VALUE_OF_CUE) return reader->cues.items[value - VALUE_OF_CUE].lemma;
  return document_slice(reader->document, value - VALUE_OF_TOKEN, value - VALUE_OF_TOKEN + 1);
}

/* A value as token_hash sees it: folded and in lower case. */
static size_t write_value(char *out, size_t room, whosaid_string value) {
  size_t length = 0;
  for (uint32_t i = 0, size; i < value.length && length + 4 < room; i += size) {
    uint32_t codepoint = utf8_decode(value.bytes, value.length, i, &size);
    length += utf8_encode(utf8_to_lower(utf8_fold(codepoint)), out + length);
  }
  return length;
}

/* "right-end.words=comma|and|the", as the weights file writes it. */
static size_t write_feature(const struct reader *reader, char text[LONGEST_NAME], enum quote_feature feature, const char *frame,
                            const uint32_t values[QUOTE_VALUES]) {
  const char *name = QUOTE_FEATURE_FORMS[feature].name;
  size_t length = strlen(name);
  char mark = '=';
  memcpy(text, name, length);
  for (int i = frame ? -1 : 0; i < QUOTE_VALUES && length + 8 < LONGEST_NAME; i++) {
    if (i >= 0 && values[i] == NO_VALUE) continue;
    text[length++] = mark;
    mark = '|';
    whosaid_string value = i < 0 ? (whosaid_string){.bytes = frame, .length = (uint32_t)strlen(frame)} : value_text(reader, values[i]);
    length += write_value(text + length, LONGEST_NAME - length - 1, value);
  }
  text[length] = '\0';
  return length;
}

static uint64_t hash_name(const char *name, size_t length) {
  uint64_t hash = length;
  for (size_t i = 0; i < length; i++) hash = (hash ^ (unsigned char)name[i]) * 0x9E3779B97F4A7C15u, hash ^= hash >> 29;
  return hash;
}

void teach_feature(struct reader *reader, enum quote_feature feature, const char *frame, const uint32_t values[QUOTE_VALUES]) {
  struct decision *decision = &reader->decision;
  char name[LONGEST_NAME];
  uint64_t *key = VECTOR_ADD(&decision->keys);
  if (!key) {
    reader->failed = 1;
    return;
  }
  *key = hash_name(name, write_feature(reader, name, feature, frame, values));
  decision->groups.items[decision->groups.count - 1].count++;
  reader->teacher->name(reader->teacher->context, *key, name);
}

/* ---- Deciding ---- */

uint32_t decide(struct reader *reader) {
  const struct decision *decision = &reader->decision;
  if (reader->failed || !decision->options.count) return WHOSAID_NONE;
  return reader->teacher ? reader->teacher->answer(reader->teacher->context, decision) : decision->best;
}

uint32_t decide_probably(struct reader *reader) {
  struct decision *decision = &reader->decision;
  float sum = 0;
  for (uint32_t i = 0; i < decision->options.count; i++) {
    struct choice *option = &decision->options.items[i];
    sum += option->probability = expf(option->score - decision->highest);
  }
  for (uint32_t i = 0; i < decision->options.count; i++) decision->options.items[i].probability /= sum;
  return decide(reader);
}
