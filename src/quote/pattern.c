/* quote/pattern.c: what rules for quotes marked -> readings that win over those that are weighed. */
#include <math.h>

#include "base/error.h"
#include "model/model.h"
#include "model/rule.h"
#include "quote/reader.h"

/* Of a rule that always holds. */
#define RULE_SCORE 100.0f

static int is_empty(struct extent extent) { return extent.first >= extent.last; }

static void widen(struct reading *reading, struct extent extent) {
  if (is_empty(extent)) return;
  if (extent.first < reading->first) reading->first = extent.first;
  if (extent.last > reading->last) reading->last = extent.last;
}

/* Without words of its own it stands, empty, where the content starts. */
static struct cue make_cue(const struct reader *reader, const struct statement *statement) {
  const struct whosaid_document *document = reader->document;
  struct extent at = statement->cue;
  if (is_empty(at)) at.first = at.last = statement->content[0].first;
  struct cue cue = {.kind = CUE_RULE, .entry = statement->rule, .first = at.first, .last = at.last, .head = at.first, .head_last = at.last};
  cue.before = cue.first;
  cue.after = cue.last;
  if (is_empty(at)) return cue;
  uint32_t verb = reader->words.items[at.last - 1].cue;
  whosaid_string words = document_slice(document, at.first, at.last);
  cue.lemma = verb == WHOSAID_NONE ? words : reader->cues.items[verb].lemma;
  return cue;
}

/* On which side of its cue, or else its speaker, the content stands. */
static void place_content(struct reading *reading, const struct statement *statement) {
  struct extent middle = is_empty(statement->cue) ? statement->speaker : statement->cue, one = statement->content[0],
                other = statement->content[1];
  int left = !is_empty(middle) && one.first < middle.first;
  struct piece piece = {one.first, one.last}, second = {other.first, other.last};
  if (left || !is_empty(other)) reading->left = piece;
  reading->right = is_empty(other) ? (left ? (struct piece){0, 0} : piece) : second;
  reading->frame = !is_empty(other) ? FRAME_AROUND : left ? FRAME_LEFT : FRAME_RIGHT;
}

static int add_statement(struct reader *reader, const struct statement *statement) {
  const struct rules *rules = reader->document->model->rules;
  float score = rule_score(rules, statement->rule);
  struct cue *cue = VECTOR_ADD(&reader->cues);
  struct reading *reading = VECTOR_ADD(&reader->readings);
  if (!cue || !reading) return -1;
  *cue = make_cue(reader, statement);
  *reading = (struct reading){.cue = reader->cues.count - 1, .first = cue->first, .last = cue->last, .probability = score};
  reading->score = rule_is_always(rules, statement->rule) ? RULE_SCORE : logf((score + 1e-3f) / (1 - score + 1e-3f));
  place_content(reading, statement);
  reading->speaker_first = statement->speaker.first;
  reading->speaker_last = statement->speaker.last;
  widen(reading, statement->speaker);
  widen(reading, statement->content[0]);
  widen(reading, statement->content[1]);
  return 0;
}

whosaid_status take_statements(struct reader *reader, whosaid_error *error) {
  for (uint32_t i = 0; i < reader->document->statements.count && !reader->teacher; i++) {
    if (add_statement(reader, &reader->document->statements.items[i])) return error_memory(error);
  }
  return WHOSAID_OK;
}
