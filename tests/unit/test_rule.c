/* test_rule.c: the rules of tests/lists in texts -> what they mark. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "document.h"
#include "model/model.h"
#include "model/rule.h"
#include "model/word_tree.h"

enum { ROOM = 1024 };

static whosaid_model *open_lists(void) {
  whosaid_error error;
  whosaid_model *model;
  cr_assert_eq(whosaid_model_open("tests/lists", NULL, 0, &model, &error), WHOSAID_OK, "%s", error.message);
  return model;
}

/* "[Ada Obi person/title-name]…": the candidates of rules in order. */
static void list_candidates(const whosaid_document *document, char found[ROOM]) {
  size_t length = 0;
  found[0] = '\0';
  for (uint32_t i = 0; i < document->candidates.count && length < ROOM; i++) {
    const struct candidate *candidate = &document->candidates.items[i];
    whosaid_string span = document_slice(document, candidate->first, candidate->last);
    if (candidate->source != FROM_RULE) continue;
    length += (size_t)snprintf(found + length, ROOM - length, "[%.*s %s]", (int)span.length, span.bytes,
                               rule_name(document->model->rules, candidate->index));
  }
}

Test(rule, marks_where_its_trigger_stands) {
  static const struct {
    const char *text, *found;
  } ROWS[] = {
      {"President Ada Obi spoke.", "[Ada Obi person/title-name]"},
      {"The president met Ada Obi in Kyiv.", "[Ada Obi person/and-place][Kyiv person/and-place]"},
      {"They met. Ada Obi in Kyiv.", ""},
      {"Miss Obi spoke.", ""}, /* ambiguous entries trigger nothing */
      {"PRIME MINISTER Obi", "[Obi person/title-name]"},
      {"He left the green party. The Green Party stayed.", ""},
      {"Green Party, Blue party", "[Green Party organization/shouted][Blue party organization/shouted]"},
      {"President Obi-Wan", "[Obi person/title-name]"},
      {"said Smith & Sons Ltd", "[Smith & Sons Ltd organization/company]"},
      {"at Acme, Inc and Ltd Inc", "[Acme, Inc organization/company][Ltd Inc organization/company]"},
      {"Now comes Ada, 34, and Obi left 34.", "[Ada person/aged]"},
      {"A. Obi left", "[A. Obi person/initial]"},
      {"President Obi1", ""},                  /* half a token is no name */
      {"Miss Obi wept.", "[Obi person/miss]"}, /* a rule may want ambiguous entries */
      {"FIFA and DoE, not Fifa.", "[FIFA organization/letters][DoE organization/letters]"},
      {"the Gomo Zone (its coast), the Zamo Zone", "[Gomo Zone place/zone]"},
      {"They saw Ada; 34 saw Obi; both left.", "[Ada person/years]"},
      {"beside the Sula, beside Sula, beside sula", "[Sula place/beside][Sula place/beside]"},
  };
  whosaid_model *model = open_lists();
  for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
    static char found[ROOM];
    whosaid_error error;
    whosaid_document *document;
    cr_assert_eq(whosaid_analyze(model, ROWS[i].text, strlen(ROWS[i].text), &document, &error), WHOSAID_OK, "%s", error.message);
    list_candidates(document, found);
    cr_expect_str_eq(found, ROWS[i].found, "%s\n  gives %s", ROWS[i].text, found);
    whosaid_document_free(document);
  }
  whosaid_model_free(model);
}

Test(rule, of_low_score_only_proposes) {
  whosaid_model *model = open_lists();
  cr_expect(!rule_only_proposes(model->rules, 0)); /* person/title-name */
  uint32_t rule = 0;
  while (strcmp(rule_name(model->rules, rule), "organization/letters")) rule++;
  cr_expect(rule_only_proposes(model->rules, rule));
  whosaid_model_free(model);
}

Test(rule, sorts_its_candidates_among_the_others) {
  whosaid_model *model = open_lists();
  whosaid_error error;
  whosaid_document *document;
  static const char TEXT[] = "President New York met Kyiv in York.";
  cr_assert_eq(whosaid_analyze(model, TEXT, strlen(TEXT), &document, &error), WHOSAID_OK);
  uint32_t next = 0;
  for (uint32_t i = 0; i < document->tokens.count; i++) {
    const struct token *token = &document->tokens.items[i];
    cr_expect_eq(token->first_candidate, next, "token %u", i);
    for (uint32_t last = WHOSAID_NONE; next < token->first_candidate + token->candidate_count; next++) {
      const struct candidate *candidate = &document->candidates.items[next];
      cr_expect(candidate->first == i && candidate->last <= last, "candidate %u", next);
      last = candidate->last;
    }
  }
  cr_expect_eq(next, document->candidates.count);
  cr_expect(document->candidates.items[1].source == FROM_GAZETTEER && document->candidates.items[2].source == FROM_RULE);
  whosaid_document_free(document);
  whosaid_model_free(model);
}

Test(rule, gives_paragraphs_their_section) {
  whosaid_model *model = open_lists();
  whosaid_error error;
  whosaid_document *document;
  static const char TEXT[] =
      "Ada Obi came to Kyiv on Monday.\n\nShare this article. Now.\n\nShared by all.\n\nOur old newsletter was dull.";
  cr_assert_eq(whosaid_analyze(model, TEXT, strlen(TEXT), &document, &error), WHOSAID_OK);
  cr_assert_eq(document->paragraphs.count, 4);
  cr_expect_eq(document->paragraphs.items[1].section, WHOSAID_BOILERPLATE);
  cr_expect_neq(document->paragraphs.items[2].section, WHOSAID_BOILERPLATE);
  for (uint32_t i = 0; i < document->sentences.count; i++) {
    int is_shared = document->sentences.items[i].paragraph % 2;
    cr_expect_eq(document->sentences.items[i].section == WHOSAID_BOILERPLATE, is_shared, "sentence %u", i);
  }
  whosaid_document_free(document);
  whosaid_model_free(model);
}

Test(rule, knows_its_score_and_flags) {
  whosaid_model *model = open_lists();
  cr_expect_str_eq(rule_name(model->rules, 0), "person/title-name");
  cr_expect_float_eq(rule_score(model->rules, 0), 0.8f, 1e-6f);
  cr_expect(!rule_is_always(model->rules, 0) && rule_is_always(model->rules, 1));
  whosaid_model_free(model);
}

Test(rule, stops_at_its_match_limit_and_says_so) {
  whosaid_model *model = open_lists();
  whosaid_error error;
  whosaid_document *document;
  static const char TEXT[] = "It was slow aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa? Yes!";
  cr_expect_eq(whosaid_analyze(model, TEXT, strlen(TEXT), &document, &error), WHOSAID_LIMIT);
  cr_expect(!document && strstr(error.message, "person/greedy") && strstr(error.message, "tests/lists/rules/person.rules:"), "%s",
            error.message);
  whosaid_model_free(model);
}

Test(rule, words_become_a_tree) {
  static const struct {
    const char *pattern, *tree; /* NULL: it stays as it is */
  } rows[] = {
      {"a(?:March|May|June|July)\\b", "a(?:(?=[JM])(?:Ju(?:ly|ne)|Ma(?:rch|y)))\\b"},
      {"(?:Professor|Prof|King|Queen)", "(?:(?=[KPQ])(?:King|Prof(?:essor)?|Queen))"},
      {"(?:Prof|Professor|King|Queen)",
       "(?:(?=[KPQ])(?:King|Prof(?:essor)?"
       "?|Queen))"},
      {"(?:abc|a|ab|d)", "(?:abc|a|ab|d)"}, /* no tree prefers "abc", then "a", then "ab" */
      {"(?:N\\.Y\\.|N\\.J\\.|Ga|Va)", "(?:(?=[GNV])(?:Ga|N\\.(?:J\\.|Y\\.)|Va))"},
      {"(?:é|è|éa|b)",
       "(?:(?=[bèé])(?:b|è|é(?:a)?"
       "?))"},
      {"(?:one|two|three)", "(?:one|two|three)"}, /* too few */
      {"(?:a+|b|c|d)", "(?:a+|b|c|d)"},
      {"(?:a||c|d|e)", "(?:a||c|d|e)"},
      {"[(?:a|b|c|d)]", "[(?:a|b|c|d)]"},
      {"(?x)(?: a|b|c|d)", NULL},
      {"\\Q(?:a|b|c|d)\\E", NULL},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    char tree[128];
    uint32_t length = word_tree_expand((struct slice){rows[i].pattern, (uint32_t)strlen(rows[i].pattern)}, tree, sizeof tree);
    cr_expect(rows[i].tree ? length == strlen(rows[i].tree) && !memcmp(tree, rows[i].tree, length) : !length, "%s: %.*s", rows[i].pattern,
              (int)length, tree);
  }
  cr_expect_eq(word_tree_expand((struct slice){"(?:March|May|June|July)", 23}, (char[20]){0}, 20), 0);
}
