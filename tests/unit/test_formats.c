/* test_formats.c: cells of CSV, rows on their way to a store, what documents and entities are called, the key of a quote. */
#include <criterion/criterion.h>
#include <string.h>

#include "document.h"
#include "output/cells.h"
#include "output/delimited.h"
#include "output/format.h"
#include "output/identity.h"
#include "output/row.h"

static whosaid_string string(const char *text) { return (whosaid_string){.bytes = text, .length = text ? (uint32_t)strlen(text) : 0}; }

Test(formats, are_found_by_name_and_say_what_they_are) {
  const struct format *format;
  for (size_t i = 0; (format = format_at(i)); i++) {
    cr_expect_eq(format_find(format->name), format);
    cr_expect(*format->help && format->write_document);
    cr_expect(format->target == TO_STREAM || format->add, "%s", format->name);
  }
  cr_expect_eq(format_find("excel"), NULL);
}

Test(csv, cells_are_quoted_when_they_must_be) {
  static const struct {
    const char *before, *cell, *line;
  } ROWS[] = {{"", "", ""},           {"", "plain", "plain"},   {"", " a b ", " a b "},           {"", "a,b", "\"a,b\""},
              {"", "\"", "\"\"\"\""}, {"", "a\nb", "\"a\nb\""}, {"", "\"a\" b", "\"\"\"a\"\" b\""}, {"", "a\r", "\"a\r\""},
              {"'", "=1", "'=1"},     {"'", "=1,2", "\"'=1,2\""}};
  for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
    struct bytes out = {0};
    struct writer writer;
    writer_begin(&writer, format_append, &out);
    delimited_write_csv(&writer, ROWS[i].before, string(ROWS[i].cell));
    cr_assert(!writer_end(&writer, NULL) && !bytes_append(&out, "", 1));
    cr_expect_str_eq(out.items, ROWS[i].line);
    bytes_free(&out);
  }
}

Test(cells, are_read_back_as_they_were_written) {
  struct bytes out = {0};
  struct writer writer;
  struct read_cell cell;
  writer_begin(&writer, format_append, &out);
  cells_row(&writer, 3);
  cells_string(&writer, string("Kherson"));
  cells_string(&writer, string(""));
  cells_word(&writer, NULL);
  cells_integer(&writer, -5);
  cells_real(&writer, 0.98);
  cr_assert_eq(writer_end(&writer, NULL), WHOSAID_OK);
  const char *bytes = out.items;
  size_t length = out.length;
  cr_expect(cells_next(&bytes, &length, &cell) && cell.type == CELL_ROW && cell.integer == 3);
  cr_expect(cells_next(&bytes, &length, &cell) && cell.type == CELL_STRING && cell.text.length == 7 && !memcmp(cell.text.bytes, "Kherson", 7));
  cr_expect(cells_next(&bytes, &length, &cell) && cell.type == CELL_STRING && cell.text.length == 0);
  cr_expect(cells_next(&bytes, &length, &cell) && cell.type == CELL_NULL);
  cr_expect(cells_next(&bytes, &length, &cell) && cell.type == CELL_INTEGER && cell.integer == -5);
  cr_expect(cells_next(&bytes, &length, &cell) && cell.type == CELL_REAL && cell.real > 0.979 && cell.real < 0.981);
  cr_expect(!cells_next(&bytes, &length, &cell));
  bytes_free(&out);
}

Test(identity, a_document_is_called_by_its_id_or_its_text) {
  static const struct {
    const char *id;
    int given;
    const char *document, *quote;
  } ROWS[] = {
      {"\"a b\"", 1, "urn:whosaid:document:a%20b", "urn:whosaid:document:a%20b#q2"},
      {"17", 1, "urn:whosaid:document:17", "urn:whosaid:document:17#q2"},
      {"\"https://example.org/x?a=%20\"", 1, "https://example.org/x?a=%20", "https://example.org/x?a=%20#q2"},
      {"\"https://example.org/x#y\"", 1, "https://example.org/x#y", "https://example.org/x#y/q2"},
      {"\"https://example.org/<x>\"", 1, "urn:whosaid:document:https%3A%2F%2Fexample.org%2F%3Cx%3E", "urn:whosaid:document:https%3A%2F%2Fexample.org%2F%3Cx%3E#q2"},
      {"\"http:///nobody\"", 1, "urn:whosaid:document:http%3A%2F%2F%2Fnobody", "urn:whosaid:document:http%3A%2F%2F%2Fnobody#q2"},
      {"\"1\"", 0, "urn:whosaid:sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
       "urn:whosaid:sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad#q2"},
  };
  for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
    struct whosaid_document document = {.text = "abc", .length = 3};
    struct output_options options = {0};
    struct output output = {.options = &options};
    struct answer answer = {.document = &document, .id = ROWS[i].id, .id_given = ROWS[i].given, .meta = "{}"};
    struct identity identity;
    struct bytes quote = {0};
    cr_assert_eq(identity_read(&identity, &output, &answer, NULL), WHOSAID_OK);
    cr_expect_str_eq(identity_document(&identity), ROWS[i].document);
    cr_assert_eq(identity_part(&identity, 'q', 1, &quote, NULL), WHOSAID_OK);
    cr_expect_str_eq(quote.items, ROWS[i].quote);
    bytes_free(&quote);
    identity_free(&identity);
  }
}

Test(identity, an_entity_is_called_by_its_best_id_then_its_name_then_its_place) {
  whosaid_id ids[] = {{string("crm"), string("47 11")}, {string("geonames"), string("706448")}, {string("wikidata"), string("Q212")}};
  whosaid_entity entities[] = {{.type = WHOSAID_PLACE, .name = string("Kherson"), .ids = ids, .id_count = 2},
                               {.type = WHOSAID_PERSON, .name = string("Ann Lee")},
                               {.type = WHOSAID_PLACE, .name = string("Nowhere")},
                               {.type = WHOSAID_PLACE, .name = string("Ukraine"), .ids = ids, .id_count = 3},
                               {.type = WHOSAID_ORGANIZATION, .name = string("Acme"), .ids = ids, .id_count = 1},
                               {.type = WHOSAID_PERSON, .name = string("Acme"), .ids = ids, .id_count = 1}};
  static const struct {
    const char *alone, *merged, *joined;
    uint32_t same;
  } ROWS[] = {{"https://sws.geonames.org/706448/", "https://sws.geonames.org/706448/", "id", 0},
              {"urn:whosaid:document:d#e2", "urn:whosaid:person:Ann%20Lee", "name", 1},
              {"urn:whosaid:document:d#e3", "urn:whosaid:document:d#e3", "", 2},
              {"http://www.wikidata.org/entity/Q212", "http://www.wikidata.org/entity/Q212", "id", 3},
              {"urn:whosaid:id:crm:47%2011", "urn:whosaid:id:crm:47%2011", "id", 4},
              {"urn:whosaid:id:crm:47%2011", "urn:whosaid:id:crm:47%2011", "id", 4}};
  enum { COUNT = sizeof entities / sizeof *entities };
  struct whosaid_document document = {.text = "", .length = 0};
  document.entities.items = entities;
  document.entities.count = COUNT;
  for (int merge = 0; merge < 2; merge++) {
    struct output_options options = {.merge_names = merge};
    struct output output = {.options = &options};
    struct answer answer = {.document = &document, .id = "\"d\"", .id_given = 1, .meta = "{}"};
    struct identity identity;
    cr_assert_eq(identity_read(&identity, &output, &answer, NULL), WHOSAID_OK);
    for (uint32_t i = 0; i < COUNT; i++) {
      const char *joined = identity_joined_by(&identity, i);
      cr_expect_str_eq(identity_entity(&identity, i), merge ? ROWS[i].merged : ROWS[i].alone);
      cr_expect_eq(identity.nodes[i].same, ROWS[i].same);
      if (merge) cr_expect_str_eq(joined ? joined : "", ROWS[i].joined);
    }
    identity_free(&identity);
  }
}

Test(rows, a_quote_has_one_key_however_it_is_printed) {
  static const struct {
    const char *text, *key;
    uint32_t words;
  } ROWS[] = {{"We will save the lives …", "we will save the lives", 5}, {"Don’t go", "dont go", 2},     {"DON'T -- GO!", "dont go", 2},
              {"1,000 men", "1 000 men", 3},                            {"Élan ÉTAT", "élan état", 2}, {"…", "", 0}};
  for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
    whosaid_part part = {.start = 0, .end = (uint32_t)strlen(ROWS[i].text)};
    whosaid_quote quote = {.parts = &part, .part_count = 1};
    struct bytes out = {0};
    struct writer writer;
    writer_begin(&writer, format_append, &out);
    cr_expect_eq(row_write_key(&writer, string(ROWS[i].text), &quote), ROWS[i].words);
    cr_assert(!writer_end(&writer, NULL) && !bytes_append(&out, "", 1));
    cr_expect_str_eq(out.items, ROWS[i].key);
    bytes_free(&out);
  }
}
