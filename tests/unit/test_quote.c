/* Quotes: what is said, by whom, with which words; read with the shipped data. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "whosaid.h"

static whosaid_model *open_model(void) {
  whosaid_model *model;
  whosaid_error error;
  cr_assert_eq(whosaid_model_open("gazetteers", NULL, 0, &model, &error), WHOSAID_OK, "%s", error.message);
  return model;
}

static void append(char *out, size_t room, const char *bytes, uint32_t length) {
  size_t used = strlen(out);
  snprintf(out + used, room - used, "%.*s", (int)length, bytes);
}

/* "direct Ann Lee said: The bridge is safe," with parts separated by " / " */
static void describe(const whosaid_document *document, const whosaid_quote *quote, char *out, size_t room) {
  static const char *const TYPES[] = {"direct", "indirect", "mixed"};
  whosaid_string text = whosaid_text(document);
  out[0] = '\0';
  append(out, room, TYPES[quote->type], (uint32_t)strlen(TYPES[quote->type]));
  append(out, room, quote->negated ? " not " : " ", quote->negated ? 5 : 1);
  if (quote->speaker.known) append(out, room, quote->speaker.name.bytes, quote->speaker.name.length);
  append(out, room, " ", 1);
  append(out, room, quote->cue.lemma.bytes ? quote->cue.lemma.bytes : "", quote->cue.lemma.length);
  for (uint32_t i = 0; i < quote->part_count; i++) {
    append(out, room, i ? " / " : ": ", i ? 3 : 2);
    append(out, room, text.bytes + quote->parts[i].start, quote->parts[i].end - quote->parts[i].start);
  }
}

struct row {
  const char *text, *quotes[3];
};

static void check(const struct row *rows, size_t count) {
  whosaid_model *model = open_model();
  for (size_t i = 0; i < count; i++) {
    whosaid_document *document;
    char found[1024];
    size_t quote_count, expected = 0;
    cr_assert_eq(whosaid_analyze(model, rows[i].text, strlen(rows[i].text), &document, NULL), WHOSAID_OK);
    const whosaid_quote *quotes = whosaid_quotes(document, &quote_count);
    while (expected < 3 && rows[i].quotes[expected]) expected++;
    cr_expect_eq(quote_count, expected, "%s: %zu quotes", rows[i].text, quote_count);
    for (size_t k = 0; k < quote_count && k < expected; k++) {
      describe(document, &quotes[k], found, sizeof found);
      cr_expect_str_eq(found, rows[i].quotes[k], "%s: \"%s\"", rows[i].text, found);
    }
    whosaid_document_free(document);
  }
  whosaid_model_free(model);
}

Test(quote, orders) {
  static const struct row ROWS[] = {
      {"“The road is shut,” Ann Lee said.", {"direct Ann Lee say: The road is shut,"}},
      {"“The road is shut,” said Ann Lee.", {"direct Ann Lee say: The road is shut,"}},
      {"Ann Lee said, “The road is shut.”", {"direct Ann Lee say: The road is shut."}},
      {"“The road is shut,” Ann Lee said. “Turn round.”", {"direct Ann Lee say: The road is shut, / Turn round."}},
      {"According to Ann Lee, the road is shut.", {"indirect Ann Lee according to: the road is shut"}},
      {"The road is shut, Ann Lee said.", {"indirect Ann Lee say: The road is shut"}},
  };
  check(ROWS, sizeof ROWS / sizeof *ROWS);
}

Test(quote, types) {
  static const struct row ROWS[] = {
      {"Ann Lee said the road was “wide open” all night.", {"mixed Ann Lee say: the road was / wide open / all night"}},
      {"Ann Lee denied that the road was shut.", {"indirect not Ann Lee deny: that the road was shut"}},
      {"Ann Lee told reporters that the road was shut.", {"indirect Ann Lee tell: that the road was shut"}},
      {"Frank “The Hat” Moroney went to prison.", {NULL}},
  };
  check(ROWS, sizeof ROWS / sizeof *ROWS);
}

Test(quote, nested_cues_are_content) {
  static const struct row ROWS[] = {
      {"“He told me that it was over,” Ann Lee said.", {"direct Ann Lee say: He told me that it was over,"}},
  };
  check(ROWS, sizeof ROWS / sizeof *ROWS);
}

Test(quote, empty_and_odd_texts) {
  static const struct row ROWS[] = {{"", {NULL}}, {"“", {NULL}}, {"said", {NULL}}, {": : :", {NULL}}, {"according to", {NULL}}};
  check(ROWS, sizeof ROWS / sizeof *ROWS);
}
