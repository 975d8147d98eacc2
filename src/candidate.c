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

/* From the first token that has one behind its candidates: what stands between two gaps moves at once. */
static void close_gaps(struct whosaid_document *document, uint32_t first) {
  struct candidate *items = document->candidates.items;
  uint32_t from = document->tokens.items[first].first_candidate, end = from, place = from;
  for (uint32_t i = first; i < document->tokens.count; i++) {
    struct token *token = &document->tokens.items[i];
    if (token->first_candidate != end) {
      memmove(items + place, items + from, (end - from) * sizeof *items);
      place += end - from;
      from = token->first_candidate;
    }
    end = token->first_candidate + token->candidate_count;
    token->first_candidate -= from - place;
  }
  memmove(items + place, items + from, (end - from) * sizeof *items);
  document->candidates.count = place + end - from;
}

/* Brings the candidates of rules, which stand at the end, to their places among the others. */
static whosaid_status merge_candidates(struct whosaid_document *document, uint32_t gazetteer_count, whosaid_error *error) {
  uint32_t count = document->candidates.count - gazetteer_count, gap = document->tokens.count;
  if (!count) return WHOSAID_OK;
  struct candidate *rules = malloc(count * sizeof *rules);
  if (!rules) return error_memory(error);
  memcpy(rules, document->candidates.items + gazetteer_count, count * sizeof *rules);
  make_room(document, rules, count);
  for (uint32_t i = 0; i < count; i++) {
    if (!insert_candidate(document, rules[i]) && rules[i].first < gap) gap = rules[i].first;
  }
  if (gap < document->tokens.count) close_gaps(document, gap);
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
