/* candidate.c: tokens -> what gazetteers and rules propose. */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "document.h"
#include "model/gazetteer.h"
#include "model/model.h"
#include "model/rule.h"

/* ---- Gazetteers ---- */

static whosaid_status match_names(struct whosaid_document *document, const struct gazetteer *gazetteer, whosaid_error *error) {
  whosaid_status status = WHOSAID_OK;
  for (uint32_t sentence = 0; !status && sentence < document->sentences.count; sentence++) {
    uint32_t first = document->sentence_tokens.items[sentence];
    status = gazetteer_propose(gazetteer, document, first, document_sentence_end(document, sentence), error);
  }
  return status;
}

/* ---- Rules ---- */

static int compare_candidates(const void *a, const void *b) {
  const struct candidate *x = a, *y = b;
  if (x->first != y->first) return x->first < y->first ? -1 : 1;
  if (x->last != y->last) return x->last > y->last ? -1 : 1;
  if (x->source != y->source) return x->source < y->source ? -1 : 1;
  return x->index < y->index ? -1 : x->index > y->index;
}

/* A rule that is tried at two places may mark the same span twice. */
static uint32_t drop_repeated(struct candidate *rules, uint32_t count) {
  uint32_t kept = 1;
  for (uint32_t i = 1; i < count; i++) {
    if (compare_candidates(&rules[kept - 1], &rules[i])) rules[kept++] = rules[i];
  }
  return kept;
}

/* Brings the candidates of rules, which stand at the end, to their places among the others. */
static whosaid_status merge_candidates(struct whosaid_document *document, uint32_t gazetteer_count, whosaid_error *error) {
  struct candidate *items = document->candidates.items;
  uint32_t added = document->candidates.count - gazetteer_count;
  if (!added) return WHOSAID_OK;
  struct candidate *rules = malloc(added * sizeof *rules);
  if (!rules) return error_memory(error);
  memcpy(rules, items + gazetteer_count, added * sizeof *rules);
  qsort(rules, added, sizeof *rules, compare_candidates);
  document->candidates.count -= added;
  added = drop_repeated(rules, added);
  document->candidates.count += added;
  uint32_t left = gazetteer_count, place = document->candidates.count;
  while (added) {
    if (left && compare_candidates(&items[left - 1], &rules[added - 1]) > 0) items[--place] = items[--left];
    else items[--place] = rules[--added];
  }
  free(rules);
  return WHOSAID_OK;
}

static void index_candidates(struct whosaid_document *document) {
  uint32_t next = 0;
  for (uint32_t i = 0; i < document->tokens.count; i++) {
    struct token *token = &document->tokens.items[i];
    token->first_candidate = next;
    while (next < document->candidates.count && document->candidates.items[next].first == i) next++;
    token->candidate_count = next - token->first_candidate;
  }
}

whosaid_status find_candidates(struct whosaid_document *document, whosaid_error *error) {
  const struct whosaid_model *model = document->model;
  whosaid_status status = match_names(document, model->gazetteer, error);
  uint32_t gazetteer_count = document->candidates.count;
  if (!status) status = rules_apply(model->rules, document, error);
  if (!status) status = merge_candidates(document, gazetteer_count, error);
  if (!status && document->candidates.count > gazetteer_count) index_candidates(document);
  return status;
}
