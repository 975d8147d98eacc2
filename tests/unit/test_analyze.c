/* test_analyze.c: bad texts are refused with status and place, good ones give arrays that belong together. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "whosaid.h"

static whosaid_model *open_model(void) {
  whosaid_model *model;
  whosaid_error error;
  cr_assert_eq(whosaid_model_open("gazetteers", NULL, 0, &model, &error), WHOSAID_OK, "%s", error.message);
  return model;
}

Test(analyze, says_what_is_wrong_with_a_text_and_where) {
  static const struct {
    const char *text;
    size_t length;
    whosaid_status status;
    uint64_t offset;
  } ROWS[] = {
      {"Kyiv\xFF", 5, WHOSAID_INVALID_UTF8, 4},
      {"Zo\xC3", 3, WHOSAID_INVALID_UTF8, 2},
      {"Kyiv\0said", 9, WHOSAID_NUL_CHARACTER, 4},
  };
  whosaid_model *model = open_model();
  for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
    whosaid_error error;
    whosaid_document *document;
    cr_assert_eq(whosaid_analyze(model, ROWS[i].text, ROWS[i].length, &document, &error), ROWS[i].status, "row %zu", i);
    cr_assert(!document && error.status == ROWS[i].status && error.offset == ROWS[i].offset && error.message[0], "row %zu", i);
    cr_assert_eq(whosaid_analyze(model, ROWS[i].text, ROWS[i].length, &document, NULL), ROWS[i].status, "row %zu without an error", i);
  }
  whosaid_model_free(model);
}

Test(analyze, refuses_what_is_too_long) {
  whosaid_model *model = open_model();
  size_t length = (size_t)WHOSAID_MAX_DOCUMENT + 1;
  char *text = calloc(length, 1);
  cr_assert(text);
  memset(text, 'a', length);
  whosaid_document *document;
  whosaid_error error;
  cr_assert_eq(whosaid_analyze(model, text, length, &document, &error), WHOSAID_TOO_LONG);
  free(text);
  whosaid_model_free(model);
}

Test(analyze, gives_an_empty_document_for_an_empty_text) {
  static const char *const TEXTS[] = {"", " ", "\n\n\t\n", "\xEF\xBB\xBF", "\xE2\x80\x83"};
  whosaid_model *model = open_model();
  for (size_t i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++) {
    whosaid_document *document;
    size_t count;
    cr_assert_eq(whosaid_analyze(model, TEXTS[i], strlen(TEXTS[i]), &document, NULL), WHOSAID_OK, "row %zu", i);
    whosaid_mentions(document, &count);
    cr_assert_eq(count, 0, "row %zu", i);
    whosaid_entities(document, &count);
    cr_assert_eq(count, 0, "row %zu", i);
    whosaid_quotes(document, &count);
    cr_assert_eq(count, 0, "row %zu", i);
    cr_assert_eq(whosaid_text(document).length, strlen(TEXTS[i]));
    whosaid_document_free(document);
  }
  whosaid_model_free(model);
}

Test(analyze, turns_offsets_into_other_units) {
  static const char text[] = "Zoë 𝄞 ‘x’";
  static const struct {
    uint32_t byte;
    uint64_t codepoint, utf16;
  } ROWS[] = {{0, 0, 0}, {4, 3, 3}, {5, 4, 4}, {9, 5, 6}, {10, 6, 7}, {13, 7, 8}, {17, 9, 10}, {999, 9, 10}};
  whosaid_model *model = open_model();
  whosaid_document *document;
  cr_assert_eq(whosaid_analyze(model, text, strlen(text), &document, NULL), WHOSAID_OK);
  for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
    cr_assert_eq(whosaid_offset(document, ROWS[i].byte, WHOSAID_CODEPOINT), ROWS[i].codepoint, "row %zu", i);
    cr_assert_eq(whosaid_offset(document, ROWS[i].byte, WHOSAID_UTF16), ROWS[i].utf16, "row %zu", i);
  }
  cr_assert_eq(whosaid_offset(document, 5, WHOSAID_BYTE), 5);
  whosaid_document_free(document);
  whosaid_model_free(model);
}

static int refuse(void *context, const char *bytes, size_t length) {
  (void)context;
  (void)bytes;
  (void)length;
  return 1;
}

Test(analyze, stops_when_the_record_cannot_be_written) {
  whosaid_model *model = open_model();
  whosaid_document *document;
  whosaid_record_options options = {0};
  whosaid_error error;
  cr_assert_eq(whosaid_analyze(model, "Kyiv", 4, &document, NULL), WHOSAID_OK);
  cr_assert_eq(whosaid_write_record(document, &options, refuse, NULL, &error), WHOSAID_WRITE_FAILED);
  cr_assert_eq(error.status, WHOSAID_WRITE_FAILED);
  whosaid_document_free(document);
  whosaid_model_free(model);
}

Test(model, says_where_it_looked_for_data) {
  whosaid_model *model = NULL;
  whosaid_error error;
  cr_assert_eq(whosaid_model_open("no/such/directory", NULL, 0, &model, &error), WHOSAID_NO_DATA);
  cr_assert(!model && strstr(error.message, "no/such/directory"), "%s", error.message);
}
