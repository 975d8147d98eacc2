/* test_names.c: names, whom they refer to and who speaks, on a text with the shipped lists and weights. */
#include <criterion/criterion.h>
#include <string.h>

#include "whosaid.h"

static const char TEXT[] =
    "President Emmanuel Macron met Angela Merkel in Berlin on Friday.\n\n"
    "“We agree on most things,” Macron told reporters. Merkel said the talks would go on in Paris. “It was a good day,” she added.\n";

static int is_text(whosaid_string string, const char *expected) {
  return string.length == strlen(expected) && !memcmp(string.bytes, expected, string.length);
}

Test(names, entities_and_speakers) {
  whosaid_model *model;
  whosaid_document *document;
  whosaid_error error;
  size_t entities, mentions, quotes;
  cr_assert_eq(whosaid_model_open("gazetteers", NULL, 0, &model, &error), WHOSAID_OK, "%s", error.message);
  cr_assert_eq(whosaid_analyze(model, TEXT, sizeof TEXT - 1, &document, &error), WHOSAID_OK, "%s", error.message);
  const whosaid_entity *entity = whosaid_entities(document, &entities);
  const whosaid_mention *mention = whosaid_mentions(document, &mentions);
  const whosaid_quote *quote = whosaid_quotes(document, &quotes);
  cr_assert_eq(entities, 4);
  cr_expect(is_text(entity[0].name, "Emmanuel Macron") && entity[0].type == WHOSAID_PERSON && entity[0].gender == WHOSAID_MALE);
  cr_expect(is_text(entity[1].name, "Angela Merkel") && entity[1].gender == WHOSAID_FEMALE);
  cr_expect(is_text(entity[2].name, "Berlin") && entity[2].type == WHOSAID_PLACE);
  cr_expect(entity[0].alias_count == 1 && is_text(entity[0].aliases[0], "Macron"));
  for (size_t i = 1; i < mentions; i++) cr_expect(mention[i - 1].end <= mention[i].start, "mention %zu", i);
  cr_assert_eq(quotes, 3);
  static const uint32_t SPEAKERS[] = {0, 1, 1};
  static const whosaid_how HOW[] = {WHOSAID_BY_NAME, WHOSAID_BY_NAME, WHOSAID_BY_PRONOUN};
  for (size_t i = 0; i < quotes; i++) {
    cr_expect(quote[i].speaker.known && quote[i].speaker.entity == SPEAKERS[i] && quote[i].speaker.how == HOW[i], "quote %zu", i);
  }
  whosaid_document_free(document);
  whosaid_model_free(model);
}
