/* test_gazetteer.c: names of tests/lists in texts -> the entries that match. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "document.h"
#include "model/gazetteer.h"
#include "model/model.h"

enum { ROOM = 1024 };

static whosaid_model *open_lists(const char *added) {
  whosaid_error error;
  whosaid_model *model;
  cr_assert_eq(whosaid_model_open("tests/lists", &added, added != NULL, &model, &error), WHOSAID_OK, "%s", error.message);
  return model;
}

static whosaid_document *analyze(const whosaid_model *model, const char *text) {
  whosaid_error error;
  whosaid_document *document;
  cr_assert_eq(whosaid_analyze(model, text, strlen(text), &document, &error), WHOSAID_OK, "%s", error.message);
  return document;
}

/* "[Kyiv place] …": the gazetteer candidates in order. */
static void list_candidates(const whosaid_document *document, char found[ROOM]) {
  size_t length = 0;
  found[0] = '\0';
  for (uint32_t i = 0; i < document->candidates.count && length < ROOM; i++) {
    const struct candidate *candidate = &document->candidates.items[i];
    whosaid_string span = document_slice(document, candidate->first, candidate->last);
    if (candidate->source != FROM_GAZETTEER) continue;
    length += (size_t)snprintf(found + length, ROOM - length, "[%.*s %s]", (int)span.length, span.bytes,
                               entry_type_name((enum entry_type)candidate->type));
  }
}

Test(gazetteer, matches_names_as_they_are_printed) {
  static const struct {
    const char *text, *found;
  } ROWS[] = {
      {"", ""},
      {"Nothing here.", ""},
      {"In Kyiv or Kiev.", "[Kyiv place][Kiev place]"},
      {"It is kyiv.", "[It common-word]"},
      {"New York State of York", "[New York State place][New York place][York place][York place]"},
      {"New York, York", "[New York place][York place][York place]"},
      {"Volodymyr Zelensky, Volodymyr Zelenskyy", "[Volodymyr Zelensky person][Zelensky person][Volodymyr Zelenskyy person]"},
      /* accents, apostrophes, stops and hyphens do not matter */
      {"RÍO, Río, Rió", "[Río place][Rió place]"}, /* three capitals may be an abbreviation */
      {"Cote d'Or Society", "[Cote d'Or Society organization]"},
      {"McDonald’s and McDonald's", "[McDonald’s organization][McDonald's organization]"},
      {"St. Petersburg, St Petersburg", "[St. Petersburg place][St Petersburg place]"},
      {"Stratford upon Avon, Stratford-upon-Avon", "[Stratford upon Avon place][Stratford-upon-Avon place]"},
      {"Jean-Claude left, Jean Claude stayed", "[Jean-Claude given-name][Jean Claude given-name]"},
      {"the UN and the U.N. in the U.S. and the US",
       "[the common-word][UN organization][the common-word][U.N. organization][the common-word][U.S. place][the common-word]"
       "[US common-word][US place]"},
      /* case */
      {"KYIV BREAD", "[KYIV place][BREAD common-word]"},
      {"NEW YORK", "[NEW YORK place][YORK place]"},
      {"give us York", "[us common-word][York place]"},
      {"Nato and NATO, not nato", "[Nato organization][NATO organization]"},
      {"Who? WHO", "[WHO organization]"},
      {"Care of CARE", "[Care common-word][CARE common-word][CARE organization]"}, /* an everyday word in title case is no acronym */
      {"Bank Of England, Bank of England, bank of England", "[Bank Of England organization][Bank of England organization]"},
      {"al-Shabaab. Al-Shabaab. AL-SHABAAB.", "[al-Shabaab organization][Al-Shabaab organization][AL-SHABAAB organization]"},
      {"EBay, ebay, eBay", "[EBay organization][ebay organization][eBay organization]"},
      {"prime minister, PRIME Minister", "[prime minister title][PRIME Minister title]"},
      {"She SAID so, according  to him", "[SAID reporting-verb][according  to reporting-verb]"},
      /* abbreviations need their stop */
      {"Gov. Obi, No. 5, at 5 a.m. or so", "[Gov. abbreviation][Gov. title][No. abbreviation][a.m. abbreviation]"},
      {"Gov Obi, no it is", "[Gov title][it common-word]"},
  };
  whosaid_model *model = open_lists(NULL);
  for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
    static char found[ROOM];
    whosaid_document *document = analyze(model, ROWS[i].text);
    list_candidates(document, found);
    cr_expect_str_eq(found, ROWS[i].found, "%s\n  gives %s", ROWS[i].text, found);
    whosaid_document_free(document);
  }
  whosaid_model_free(model);
}

Test(gazetteer, gives_every_entry_of_a_name_and_what_its_line_says) {
  whosaid_model *model = open_lists(NULL);
  const struct gazetteer *gazetteer = model->gazetteer;
  whosaid_document *document = analyze(model, "Victoria");
  cr_assert_eq(document->candidates.count, 2);
  cr_expect(document->candidates.items[0].index < document->candidates.items[1].index);
  const struct entry *entry = gazetteer_entry(gazetteer, document->candidates.items[1].index);
  cr_expect_str_eq(gazetteer_string(gazetteer, entry->country), "SC");
  cr_expect(entry->level == 4 && entry->type == ENTRY_PLACE);
  cr_expect_str_eq(gazetteer_list_name(gazetteer, entry), "place/places");
  const struct entry *kyiv = gazetteer_find(gazetteer, ENTRY_PLACE, "Kiev", 4);
  cr_assert(kyiv);
  cr_expect_str_eq(gazetteer_string(gazetteer, kyiv->name), "Kyiv");
  struct arena arena = {0};
  cr_expect_str_eq(gazetteer_ids(gazetteer, kyiv, &arena), "geonames=703448");
  const struct entry *zelensky = gazetteer_find(gazetteer, ENTRY_PERSON, "Zelensky", 8);
  cr_assert(zelensky);
  cr_expect_str_eq(gazetteer_ids(gazetteer, zelensky, &arena), "wikidata=Q3874799");
  cr_expect_str_eq(gazetteer_note(gazetteer, zelensky), "president of Ukraine");
  cr_expect_str_eq(gazetteer_ids(gazetteer, gazetteer_find(gazetteer, ENTRY_TITLE, "president", 9), &arena), "");
  arena_free(&arena);
  cr_expect_str_eq(gazetteer_note(gazetteer, kyiv), "");
  const struct entry *said = gazetteer_find(gazetteer, ENTRY_REPORTING_VERB, "said", 4);
  cr_assert(said && said->flags == (FLAG_CLAUSE | FLAG_DIRECT | FLAG_ANY_CASE));
  cr_expect_str_eq(gazetteer_string(gazetteer, said->name), "say");
  cr_expect(gazetteer_find(gazetteer, ENTRY_ABBREVIATION, "gov", 3) && gazetteer_find(gazetteer, ENTRY_ABBREVIATION, "Gov.", 4));
  cr_expect(!gazetteer_find(gazetteer, ENTRY_PERSON, "Kyiv", 4) && !gazetteer_find(gazetteer, ENTRY_PLACE, "", 0));
  whosaid_document_free(document);
  whosaid_model_free(model);
}

Test(gazetteer, tells_where_a_place_lies) {
  whosaid_model *model = open_lists(NULL);
  const struct gazetteer *gazetteer = model->gazetteer;
  const struct site *site = gazetteer_site(gazetteer, gazetteer_find(gazetteer, ENTRY_PLACE, "Victoria", 8));
  cr_assert(site && site->latitude == 4840 && site->longitude == -12336);
  cr_expect_str_eq(gazetteer_string(gazetteer, site->region), "British Columbia");
  site = gazetteer_site(gazetteer, gazetteer_find(gazetteer, ENTRY_PLACE, "York", 4));
  cr_assert(site && site->latitude == NO_COORDINATES && !site->region);
  cr_expect(!gazetteer_site(gazetteer, gazetteer_find(gazetteer, ENTRY_PERSON, "Zelensky", 8)));
  whosaid_model_free(model);
}

Test(gazetteer, marks_the_classes_of_tokens) {
  whosaid_model *model = open_lists(NULL);
  whosaid_document *document = analyze(model, "New York bread said Zelensky");
  static const uint32_t CLASSES[] = {0, 1u << ENTRY_PLACE, 1u << ENTRY_COMMON_WORD, 1u << ENTRY_REPORTING_VERB, 1u << ENTRY_PERSON};
  cr_assert_eq(document->tokens.count, 5);
  for (uint32_t i = 0; i < 5; i++) cr_expect_eq(document->tokens.items[i].classes, CLASSES[i], "token %u", i);
  cr_expect(document->tokens.items[0].first_candidate == 0 && document->tokens.items[0].candidate_count == 1);
  cr_expect(document->tokens.items[4].first_candidate == 4 && document->tokens.items[4].candidate_count == 1);
  whosaid_document_free(document);
  whosaid_model_free(model);
}

Test(gazetteer, tags_what_the_user_adds_always) {
  whosaid_model *model = open_lists("tests/lists/person");
  const struct gazetteer *gazetteer = model->gazetteer;
  uint32_t users = 0;
  for (uint32_t i = 0; i < gazetteer_entry_count(gazetteer); i++) {
    const struct entry *entry = gazetteer_entry(gazetteer, i);
    int is_user = (entry->flags & FLAG_USER) != 0;
    cr_expect_eq(is_user, (entry->flags & FLAG_ALWAYS) != 0);
    users += (uint32_t)is_user;
  }
  cr_expect_eq(users, 3);
  whosaid_model_free(model);
}
