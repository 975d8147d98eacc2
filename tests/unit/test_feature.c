/* test_feature.c: what features are worth is the same by their keys and by the shorter ways; every weight of the file can be found. */
#include <criterion/criterion.h>
#include <stdio.h>

#include "document.h"
#include "feature.h"
#include "lattice.h"
#include "model/model.h"
#include "model/recall.h"

static const char TEXT[] =
    "PRESIDENT MEETS POPE IN NEW YORK\n\n"
    "President Volodymyr Zelensky met Charles de Gaulle's grandson in New York on 3 May, al-Shabaab said. “United Nations” and the Bank of England "
    "(BoE) told Mr. Smith, 47, of Łódź; iPhone-maker Foxconn Ltd. and Ryu Sam-yeong wrote to EU foreign ministers. Zelensky met Smith in York.\n";

/* The worths of the features with these keys are what was added up. */
static void compare_tokens(const struct weights *weights, const struct feature_sink *keyed, struct token_worth found, const char *what) {
  for (uint32_t k = 0; k < TOKEN_WORTHS; k++) {
    int sum = 0;
    for (uint32_t i = 0; i < keyed->count; i++) sum += weights->tokens[weights_find(weights, keyed->keys[i])].of[k];
    cr_assert_eq(found.of[k], sum, "%s: worth %u is %d, not %d", what, k, found.of[k], sum);
  }
}

static void compare_spans(const struct weights *weights, const struct feature_sink *keyed, struct span_worth found, const char *what) {
  for (uint32_t k = 0; k < SPAN_WORTHS; k++) {
    int sum = 0;
    for (uint32_t i = 0; i < keyed->count; i++) sum += weights->spans[weights_find(weights, keyed->keys[i])].of[k];
    cr_assert_eq(found.of[k], sum, "%s: worth %u is %d, not %d", what, k, found.of[k], sum);
  }
}

/* `recall`: for what is weighed; NULL: nothing is remembered. */
static void compare_segment(struct whosaid_document *document, const struct evidence *evidence, struct recall *recall, uint32_t first, uint32_t last) {
  static struct views named, scored;
  static struct lattice lattice;
  static struct token_worth tokens[MAX_SEGMENT];
  static struct span_worth spans[MAX_SEGMENT * MAX_SPAN];
  const struct weights *weights = document->model->weights;
  uint64_t keys[MAX_FEATURES];
  lattice_lay_out(&lattice, evidence, first, last);
  document->recall = recall;
  views_make(&scored, evidence, weights, first, last);
  for (uint32_t i = 0; i < lattice.length; i++) tokens[i] = weigh_token(&scored, first + i);
  for (uint32_t i = 0; i < lattice.span_count; i++) spans[i] = weigh_span(&scored, first + lattice.spans[i].first, first + lattice.spans[i].last);
  document->recall = NULL;
  views_make(&named, evidence, NULL, first, last);
  for (uint32_t i = 0; i < lattice.length; i++) {
    struct feature_sink keyed = {.keys = keys, .room = MAX_FEATURES};
    token_features(&named, first + i, &keyed);
    compare_tokens(weights, &keyed, tokens[i], "token");
  }
  for (uint32_t i = 0; i < lattice.span_count; i++) {
    struct feature_sink keyed = {.keys = keys, .room = MAX_FEATURES};
    span_features(&named, first + lattice.spans[i].first, first + lattice.spans[i].last, &keyed);
    compare_spans(weights, &keyed, spans[i], "span");
  }
}

Test(feature, ways) {
  whosaid_model *model;
  whosaid_error error;
  struct whosaid_document *document;
  struct evidence evidence;
  cr_assert_eq(whosaid_model_open("gazetteers", NULL, 0, &model, &error), WHOSAID_OK, "%s", error.message);
  cr_assert_eq(document_make(model, TEXT, sizeof TEXT - 1, decide_mentions, &document, &error), WHOSAID_OK);
  cr_assert_eq(evidence_collect(document, &evidence, &error), WHOSAID_OK);
  uint32_t segments = 0;
  struct recall *recall = recall_take(model->recalls);
  cr_assert(recall);
  for (int pass = 0; pass < 3; pass++) { /* nothing is remembered, all is met for the first time, all has been met */
    for (uint32_t from = 0, first, last; evidence_next_segment(&evidence, from, &first, &last); from = last, segments++) {
      compare_segment(document, &evidence, pass ? recall : NULL, first, last);
    }
  }
  cr_assert(segments > 30);
  recall_leave(model->recalls, recall);
  evidence_free(&evidence);
  whosaid_document_free(document);
  whosaid_model_free(model);
}

Test(feature, beliefs) {
  whosaid_model *model;
  whosaid_error error;
  cr_assert_eq(whosaid_model_open("gazetteers", NULL, 0, &model, &error), WHOSAID_OK, "%s", error.message);
  for (int kind = BELIEF_WORD; kind <= BELIEF_FIRST_OF_LONG; kind++) {
    for (uint32_t i = 0; i < LABELS * 4 * 4; i++) {
      uint64_t key;
      struct feature_sink keyed = {.keys = &key, .room = 1}, found = {.weights = model->weights};
      belief_feature((enum belief_kind)kind, i / 16, i / 4 % 4, i % 4 + 1, &keyed);
      belief_feature((enum belief_kind)kind, i / 16, i / 4 % 4, i % 4 + 1, &found);
      char what[32];
      snprintf(what, sizeof what, "belief %d %u", kind, i);
      if (kind == BELIEF_WORD) compare_tokens(model->weights, &keyed, found.token, what);
      else compare_spans(model->weights, &keyed, found.span, what);
    }
  }
  whosaid_model_free(model);
}
