/* test_datafile.c: directories of broken data files -> their findings, each as "file:line: message". */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/datafile.h"
#include "whosaid.h"

enum { ROOM = 16384 };

static void add_finding(void *context, const char *finding) {
  char *text = context;
  size_t length = strlen(text);
  snprintf(text + length, ROOM - length, "%s\n", finding);
}

static void read_expected(const char *folder, char text[ROOM]) {
  char path[256];
  snprintf(path, sizeof path, "%s/findings", folder);
  FILE *file = fopen(path, "rb");
  cr_assert(file, "%s", path);
  text[fread(text, 1, ROOM - 1, file)] = '\0';
  fclose(file);
}

static const char BAD[][32] = {"tests/bad/heads", "tests/bad/entries", "tests/bad/encoding", "tests/bad/rules", "tests/bad/check"};

Test(datafile, tells_all_that_is_wrong) {
  setenv("WHOSAID_DATA", "tests/lists", 1);
  for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
    static char expected[ROOM], found[ROOM];
    whosaid_error error;
    found[0] = '\0';
    read_expected(BAD[i], expected);
    cr_expect_eq(whosaid_check(BAD[i], add_finding, found, &error), WHOSAID_BAD_DATA);
    cr_expect_str_eq(found, expected, "%s finds:\n%s", BAD[i], found);
  }
}

/* What only a check looks for does not keep a model from opening. */
Test(datafile, opens_no_model_on_broken_data) {
  for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
    static char expected[ROOM];
    whosaid_error error;
    whosaid_model *model;
    whosaid_status status = whosaid_model_open(BAD[i], NULL, 0, &model, &error);
    whosaid_model_free(model);
    if (!strcmp(BAD[i], "tests/bad/check")) {
      cr_expect_eq(status, WHOSAID_OK, "%s", error.message);
      continue;
    }
    read_expected(BAD[i], expected);
    *strchr(expected, '\n') = '\0';
    cr_expect_eq(status, WHOSAID_BAD_DATA);
    cr_expect_str_eq(error.message, expected);
    cr_expect_eq(error.line, (uint32_t)atoi(strchr(expected, ':') + 1));
  }
}

Test(datafile, names_a_directory_that_is_not_there) {
  whosaid_error error;
  whosaid_model *model;
  cr_expect_eq(whosaid_model_open("tests/nowhere", NULL, 0, &model, &error), WHOSAID_NO_DATA);
  cr_expect(strstr(error.message, "tests/nowhere"), "%s", error.message);
  const char *added = "tests/nowhere";
  cr_expect_eq(whosaid_model_open("tests/lists", &added, 1, &model, &error), WHOSAID_NO_DATA);
  setenv("WHOSAID_DATA", "tests/nowhere", 1);
  cr_expect_eq(whosaid_model_open(NULL, NULL, 0, &model, &error), WHOSAID_NO_DATA);
  cr_expect(strstr(error.message, "WHOSAID_DATA"), "%s", error.message);
}

Test(datafile, cuts_lines_into_pieces) {
  static const struct {
    const char *text;
    char separator;
    const char *pieces[4];
    uint32_t count;
  } ROWS[] = {{"a|b||c", '|', {"a", "b", "", "c"}, 4}, {"", '|', {""}, 1}, {"a|", '|', {"a", ""}, 2}, {"Kyiv", '|', {"Kyiv"}, 1}};
  for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
    struct slice rest = {ROWS[i].text, (uint32_t)strlen(ROWS[i].text)}, piece;
    uint32_t count = 0;
    for (; slice_cut(&rest, ROWS[i].separator, &piece); count++) {
      cr_assert(count < ROWS[i].count && slice_is(piece, ROWS[i].pieces[count]), "row %zu piece %u", i, count);
    }
    cr_expect_eq(count, ROWS[i].count, "row %zu", i);
  }
}
