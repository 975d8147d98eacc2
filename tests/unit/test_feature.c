/* test_feature.c: what features are worth is the same by their keys and by the shorter ways; every weight of the file can be found. */
#include <criterion/criterion.h>
#include <stdio.h>

#include "document.h"
#include "feature.h"
#include "lattice.h"
#include "model/model.h"

static const char TEXT[] =
    "PRESIDENT MEETS POPE IN NEW YORK\n\n"
    "President Volodymyr Zelensky met Charles de Gaulle's grandson in New York on 3 May, al-Shabaab said. “United Nations” and the Bank of England "
    "(BoE) told Mr. Smith, 47, of Łódź; iPhone-maker Foxconn Ltd. and Ryu Sam-yeong wrote to EU foreign ministers. Zelensky met Smith in York.\n";

static void compare_rows(const struct weights *weights, const struct feature_sink *keyed, const struct feature_sink *found, const char *what) {
  uint32_t next = 0;
  for (uint32_t i = 0; i < keyed->count; i++) {
    uint32_t row = weights_find(weights, keyed->keys[i]);
    if (!row) continue;
    cr_assert(next < found->count && found->rows[next] == row, "%s: feature %u: row %u, not %u", what, i, row, found->count > next ? found->rows[next] : 0);
    next++;
  }
  cr_assert_eq(next, found->count, "%s", what);
}

static void compare_segment(const struct evidence *evidence, const struct weights *weights, uint32_t first, uint32_t last) {
  static struct views named, scored;
  static struct lattice lattice;
  uint64_t keys[MAX_FEATURES];
  uint32_t rows[MAX_FEATURES];
  views_make(&named, evidence, NULL, first, last);
  views_make(&scored, evidence, weights, first, last);
  lattice_lay_out(&lattice, evidence, first, last);
  for (uint32_t i = 0; i < lattice.length + lattice.span_count; i++) {
    struct feature_sink keyed = {.keys = keys, .room = MAX_FEATURES}, found = {.weights = weights, .rows = rows, .room = MAX_FEATURES};
    if (i < lattice.length) {
      token_features(&named, first + i, &keyed);
      token_features(&scored, first + i, &found);
    } else {
      const struct lattice_span *span = &lattice.spans[i - lattice.length];
      span_features(&named, first + span->first, first + span->last, &keyed);
      span_features(&scored, first + span->first, first + span->last, &found);
    }
    compare_rows(weights, &keyed, &found, i < lattice.length ? "token" : "span");
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
  for (uint32_t from = 0, first, last; evidence_next_segment(&evidence, from, &first, &last); from = last, segments++) {
    compare_segment(&evidence, model->weights, first, last);
  }
  cr_assert(segments > 10);
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
      uint32_t row;
      struct feature_sink keyed = {.keys = &key, .room = 1}, found = {.weights = model->weights, .rows = &row, .room = 1};
      belief_feature((enum belief_kind)kind, i / 16, i / 4 % 4, i % 4 + 1, &keyed);
      belief_feature((enum belief_kind)kind, i / 16, i / 4 % 4, i % 4 + 1, &found);
      char what[32];
      snprintf(what, sizeof what, "belief %d %u", kind, i);
      compare_rows(model->weights, &keyed, &found, what);
    }
  }
  whosaid_model_free(model);
}
