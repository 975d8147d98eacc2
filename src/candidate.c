/* candidate.c: tokens -> what gazetteers and rules propose. */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "document.h"
#include "model/gazetteer.h"
#include "model/model.h"
#include "model/rule.h"

/* Of candidates that start at one token: longest first, then by source and index. */
static int compare_candidates(const struct candidate *x, const struct candidate *y) {
  if (x->last != y->last) return x->last > y->last ? -1 : 1;
  if (x->source != y->source) return x->source < y->source ? -1 : 1;
  return x->index < y->index ? -1 : x->index > y->index;
}

/* Moves the candidates of gazetteers up, the last ones first, so that those of rules find room behind them at each token. */
static void make_room(struct whosaid_document *document, const struct candidate *rules, uint32_t rule_count) {
  struct candidate *items = document->candidates.items;
  uint32_t shift = rule_count, next = document->candidates.count - rule_count, moved = next;
  for (uint32_t i = 0; i < rule_count; i++) document->tokens.items[rules[i].first].candidate_count++;
  for (uint32_t i = document->tokens.count; shift;) {
    struct token *token = &document->tokens.items[--i];
    uint32_t kept = next - token->first_candidate, added = token->candidate_count - kept;
    if (added) {
      memmove(items + next + shift, items + next, (moved - next) * sizeof *items);
      moved = next;
      shift -= added;
      token->candidate_count = kept;
    }
    next = token->first_candidate;
    token->first_candidate += shift;
  }
}

/* 0 for one that is there already: a rule that is tried at two places may mark the same span twice. */
static int insert_candidate(struct whosaid_document *document, struct candidate candidate) {
  struct token *token = &document->tokens.items[candidate.first];
  struct candidate *first = &document->candidates.items[token->first_candidate], *place = first + token->candidate_count;
  int order = -1;
  while (place > first && (order = compare_candidates(place - 1, &candidate)) > 0) place--;
  if (!order) return 0;
  memmove(place + 1, place, (size_t)(first + token->candidate_count - place) * sizeof *place);
  *place = candidate;
  token->candidate_count++;
  return 1;
}

static void close_gaps(struct whosaid_document *document) {
  struct candidate *items = document->candidates.items;
  uint32_t place = 0;
  for (uint32_t i = 0; i < document->tokens.count; i++) {
    struct token *token = &document->tokens.items[i];
    memmove(items + place, items + token->first_candidate, token->candidate_count * sizeof *items);
    token->first_candidate = place;
    place += token->candidate_count;
  }
  document->candidates.count = place;
}

/* Brings the candidates of rules, which stand at the end, to their places among the others. */
static whosaid_status merge_candidates(struct whosaid_document *document, uint32_t gazetteer_count, whosaid_error *error) {
  uint32_t count = document->candidates.count - gazetteer_count, inserted = 0;
  if (!count) return WHOSAID_OK;
  struct candidate *rules = malloc(count * sizeof *rules);
  if (!rules) return error_memory(error);
  memcpy(rules, document->candidates.items + gazetteer_count, count * sizeof *rules);
  make_room(document, rules, count);
  for (uint32_t i = 0; i < count; i++) inserted += (uint32_t)insert_candidate(document, rules[i]);
  if (inserted < count) close_gaps(document);
  free(rules);
  return WHOSAID_OK;
}

whosaid_status find_candidates(struct whosaid_document *document, whosaid_error *error) {
  const struct whosaid_model *model = document->model;
  whosaid_status status = gazetteer_propose(model->gazetteer, document, error);
  uint32_t gazetteer_count = document->candidates.count;
  if (!status) status = rules_apply(model->rules, document, error);
  return status ? status : merge_candidates(document, gazetteer_count, error);
}
