/* quote/decision.c: options and their features -> scores, probabilities, the best. */
#include "quote/decision.h"

#include <math.h>
#include <string.h>

#include "base/utf8.h"
#include "model/quote_weights.h"
#include "quote/reader.h"
#include "token.h"

struct value text_value(const char *text) {
  struct value value = {.text = text, .length = (uint32_t)strlen(text)};
  uint32_t hash;
  token_hash(text, value.length, &hash, &value.hash);
  return value;
}

void decision_start(struct reader *reader, enum question question, uint32_t subject) {
  struct decision *decision = &reader->decision;
  decision->question = question;
  decision->subject = subject;
  decision->keys.count = decision->groups.count = decision->options.count = 0;
}

uint32_t start_group(struct reader *reader) {
  struct decision *decision = &reader->decision;
  struct group *group = VECTOR_ADD(&decision->groups);
  if (!group) return reader->failed = 1, 0;
  group->first = decision->keys.count;
  return decision->groups.count - 1;
}

enum { LONGEST_NAME = 256 };

/* The value as its hash sees it: folded and in lower case. */
static size_t write_value(char *out, size_t room, const struct value *value) {
  size_t length = 0;
  for (uint32_t i = 0, size; i < value->length && length + 4 < room; i += size) {
    uint32_t codepoint = utf8_decode(value->text, value->length, i, &size);
    length += utf8_encode(utf8_to_lower(utf8_fold(codepoint)), out + length);
  }
  return length;
}

/* "right.tag=that|say", as the weights file writes it. */
static void name_feature(struct reader *reader, uint64_t key, const char *name, const struct value *values) {
  char text[LONGEST_NAME];
  size_t length = strlen(name);
  memcpy(text, name, length);
  for (int i = 0; i < 3 && values[i].text && length + 8 < sizeof text; i++) {
    text[length++] = i ? '|' : '=';
    length += write_value(text + length, sizeof text - length - 1, &values[i]);
  }
  text[length] = '\0';
  reader->teacher->name(reader->teacher->context, key, text);
}

void teach_feature(struct reader *reader, uint64_t key, const char *name, struct value a, struct value b, struct value c) {
  struct decision *decision = &reader->decision;
  uint64_t *added = VECTOR_ADD(&decision->keys);
  if (!added) {
    reader->failed = 1;
    return;
  }
  *added = key;
  decision->groups.items[decision->groups.count - 1].count++;
  name_feature(reader, key, name, (struct value[]){a, b, c});
}

void add_option(struct reader *reader, uint32_t group, uint32_t other, uint32_t third, uint32_t first, uint32_t last) {
  struct choice *option = VECTOR_ADD(&reader->decision.options);
  if (!option) {
    reader->failed = 1;
    return;
  }
  *option = (struct choice){.groups = {group, other, third}, .first = first, .last = last};
}

static uint32_t score_options(struct decision *decision) {
  uint32_t best = 0;
  for (uint32_t i = 0; i < decision->options.count; i++) {
    struct choice *option = &decision->options.items[i];
    option->score = 0;
    for (int g = 0; g < OPTION_GROUPS; g++) {
      if (option->groups[g] != WHOSAID_NONE) option->score += decision->groups.items[option->groups[g]].score;
    }
    if (option->score > decision->options.items[best].score) best = i;
  }
  return best;
}

static void fill_probabilities(struct decision *decision, float highest) {
  float sum = 0;
  for (uint32_t i = 0; i < decision->options.count; i++) {
    struct choice *option = &decision->options.items[i];
    sum += option->probability = expf(option->score - highest);
  }
  for (uint32_t i = 0; i < decision->options.count; i++) decision->options.items[i].probability /= sum;
}

uint32_t decide(struct reader *reader) {
  struct decision *decision = &reader->decision;
  if (reader->failed || !decision->options.count) return WHOSAID_NONE;
  uint32_t best = score_options(decision);
  fill_probabilities(decision, decision->options.items[best].score);
  if (!reader->teacher) return best;
  uint32_t taught = reader->teacher->answer(reader->teacher->context, decision);
  return taught == WHOSAID_NONE ? best : taught;
}
