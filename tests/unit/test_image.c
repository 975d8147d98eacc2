/* test_image.c: a compiled model gives what its lists give; a file that is none, or is damaged, gives a message and no harm. */
#include <criterion/criterion.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "document.h"
#include "model/gazetteer.h"
#include "model/image.h"
#include "model/model.h"
#include "model/rule_build.h"
#include "model/rule_set.h"
#include "model/sources.h"

enum { ROOM = 4 << 20 };

static const char TEXT[] = "President Volodymyr Zelensky met Ada in Kyiv. “New York,” she said to McDonald’s and NATO.";

struct place {
  char folder[64], image[96];
};

static struct place make_place(void) {
  struct place place = {.folder = "/tmp/whosaid-test-XXXXXX"};
  cr_assert(mkdtemp(place.folder));
  snprintf(place.image, sizeof place.image, "%s/whosaid.image", place.folder);
  return place;
}

static void remove_place(const struct place *place) {
  char command[128];
  snprintf(command, sizeof command, "rm -r %s", place->folder);
  cr_expect_eq(system(command), 0);
}

static size_t read_file(const char *path, char *bytes) {
  FILE *file = fopen(path, "rb");
  cr_assert(file, "%s", path);
  size_t length = fread(bytes, 1, ROOM, file);
  fclose(file);
  return length;
}

static void write_file(const char *path, const char *bytes, size_t length) {
  FILE *file = fopen(path, "wb");
  cr_assert(file && fwrite(bytes, 1, length, file) == length);
  fclose(file);
}

static struct sources sources_of(const char *directory) {
  struct sources sources;
  cr_assert_eq(sources_find(&sources, directory, NULL, 0, NULL), WHOSAID_OK);
  return sources;
}

static int keep(void *context, const char *bytes, size_t length) {
  char *record = context;
  size_t used = strlen(record);
  cr_assert(used + length < 65536);
  memcpy(record + used, bytes, length);
  record[used + length] = '\0';
  return 0;
}

static void analyze(const whosaid_model *model, char record[65536]) {
  whosaid_document *document;
  whosaid_record_options options = {0};
  record[0] = '\0';
  cr_assert_eq(whosaid_analyze(model, TEXT, sizeof TEXT - 1, &document, NULL), WHOSAID_OK);
  cr_assert_eq(whosaid_write_record(document, &options, keep, record, NULL), WHOSAID_OK);
  whosaid_document_free(document);
}

Test(image, gives_what_its_lists_give) {
  static char from_lists[65536], from_image[65536];
  struct place place = make_place();
  whosaid_error error;
  whosaid_model *model, image = {0};
  setenv("WHOSAID_CACHE", "", 1);
  cr_assert_eq(whosaid_model_open("tests/lists", NULL, 0, &model, &error), WHOSAID_OK, "%s", error.message);
  cr_expect(!model->image.bytes);
  analyze(model, from_lists);
  cr_assert_eq(model_compile("tests/lists", place.image, &error), WHOSAID_OK, "%s", error.message);
  struct sources sources = sources_of("tests/lists");
  cr_assert_eq(image_open(place.image, &sources, &image, &error), WHOSAID_OK, "%s", error.message);
  cr_assert_eq(rules_finish(image.rules, &error), WHOSAID_OK);
  analyze(&image, from_image);
  cr_expect_str_eq(from_image, from_lists);
  model_release(&image);
  cr_assert_eq(image_open(place.image, &sources, &image, &error), WHOSAID_OK, "%s", error.message);
  cr_assert_eq(rules_finish(image.rules, &error), WHOSAID_OK);
  for (uint32_t i = 0; i < image.rules->list.count; i++) image.rules->list.items[i].stored.bytes = NULL; /* its patterns are compiled again */
  analyze(&image, from_image);
  cr_expect_str_eq(from_image, from_lists);
  model_release(&image);
  sources_free(&sources);
  whosaid_model_free(model);
  remove_place(&place);
}

Test(image, is_left_in_the_cache_and_used_from_there) {
  struct place place = make_place();
  char cache[96];
  whosaid_model *model;
  snprintf(cache, sizeof cache, "%s/deep/cache", place.folder);
  setenv("WHOSAID_CACHE", cache, 1);
  for (int time = 0; time < 2; time++) {
    cr_assert_eq(whosaid_model_open("tests/lists", NULL, 0, &model, NULL), WHOSAID_OK);
    cr_expect_eq(model->image.bytes != NULL, time);
    whosaid_model_free(model);
  }
  const char *added = "tests/lists/person";
  for (int time = 0; time < 2; time++) {
    cr_assert_eq(whosaid_model_open("tests/lists", &added, 1, &model, NULL), WHOSAID_OK);
    cr_expect_eq(model->image.bytes != NULL, time);
    cr_expect(gazetteer_entry(model->gazetteer, gazetteer_entry_count(model->gazetteer) - 1)->flags & FLAG_USER);
    whosaid_model_free(model);
  }
  remove_place(&place);
}

static int holds_compiled_patterns(const char *directory) {
  whosaid_model *model;
  cr_assert_eq(whosaid_model_open(directory, NULL, 0, &model, NULL), WHOSAID_OK);
  int holds = model->image.bytes && model->rules->list.count && model->rules->list.items[0].stored.bytes;
  whosaid_model_free(model);
  return holds;
}

/* What PCRE2 compiled it must be able to trust: not in a directory that came from anywhere, nor where others can write. */
Test(image, has_its_patterns_run_only_where_nobody_else_writes) {
  struct place place = make_place();
  char cache[96], command[128];
  setenv("WHOSAID_CACHE", "", 1);
  snprintf(command, sizeof command, "cp -r tests/lists/* %s", place.folder);
  cr_assert(!system(command) && !model_compile(place.folder, place.image, NULL));
  cr_expect(!holds_compiled_patterns(place.folder), "in a directory that was named");
  snprintf(cache, sizeof cache, "%s/cache", place.folder);
  setenv("WHOSAID_CACHE", cache, 1);
  holds_compiled_patterns("tests/lists");
  cr_expect(holds_compiled_patterns("tests/lists"), "in a cache of one's own");
  cr_assert_eq(chmod(cache, 0777), 0);
  cr_expect(!holds_compiled_patterns("tests/lists"), "in a cache for all");
  remove_place(&place);
}

Test(image, is_used_for_a_copy_of_its_lists) {
  struct place place = make_place();
  char list[96];
  whosaid_model *model;
  snprintf(list, sizeof list, "%s/places.tsv", place.folder);
  setenv("WHOSAID_CACHE", "", 1);
  static const struct {
    const char *list;
    int fits;
  } ROWS[] = {{"# type: place\nKyiv\n", 1}, {"# type: place\nLviv\n", 0}, {"# type: place\nOdesa\n", 0}, {"# type: place\nKyiv\n", 1}};
  write_file(list, ROWS[0].list, strlen(ROWS[0].list));
  cr_assert_eq(model_compile(place.folder, place.image, NULL), WHOSAID_OK);
  for (uint32_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
    struct timespec times[2] = {{.tv_sec = i}, {.tv_sec = i}};
    write_file(list, ROWS[i].list, strlen(ROWS[i].list));
    cr_assert_eq(utimensat(AT_FDCWD, list, times, 0), 0);
    cr_assert_eq(whosaid_model_open(place.folder, NULL, 0, &model, NULL), WHOSAID_OK);
    cr_expect_eq(model->image.bytes != NULL, ROWS[i].fits, "row %u", i);
    whosaid_model_free(model);
  }
  remove_place(&place);
}

Test(image, does_not_vouch_for_a_rule_that_has_changed) {
  static const char RULE[] = "rule person/elder\ntrigger word elder\npattern \\Gelder (?<person>\\p{Lu}+)\n";
  static const char BROKEN[] = "rule person/elder\ntrigger word elder\npattern \\Gelder (?<person>\\p{Lu}\n";
  struct place place = make_place();
  char rules[96];
  whosaid_error error;
  whosaid_model *model;
  snprintf(rules, sizeof rules, "%s/person.rules", place.folder);
  setenv("WHOSAID_CACHE", "", 1);
  write_file(rules, RULE, sizeof RULE - 1);
  cr_assert_eq(model_compile(place.folder, place.image, NULL), WHOSAID_OK);
  cr_assert_eq(whosaid_model_open(place.folder, NULL, 0, &model, NULL), WHOSAID_OK);
  cr_expect(model->image.bytes);
  whosaid_model_free(model);
  write_file(rules, BROKEN, sizeof BROKEN - 1);
  cr_expect_eq(whosaid_model_open(place.folder, NULL, 0, &model, &error), WHOSAID_BAD_DATA);
  cr_expect(strstr(error.message, "person.rules:3: rule person/elder"), "%s", error.message);
  remove_place(&place);
}

Test(image, is_made_again_when_a_list_has_changed) {
  struct place place = make_place();
  char list[96];
  whosaid_model *model;
  snprintf(list, sizeof list, "%s/places.tsv", place.folder);
  setenv("WHOSAID_CACHE", place.folder, 1);
  static const char *const LISTS[] = {"# type: place\nKyiv\n", "# type: place\nLviv\n", "# type: place\nLviv\nOdesa\n"};
  for (uint32_t i = 0; i < 3; i++) {
    write_file(list, LISTS[i], strlen(LISTS[i]));
    cr_assert_eq(whosaid_model_open(place.folder, NULL, 0, &model, NULL), WHOSAID_OK);
    cr_expect_eq(gazetteer_find(model->gazetteer, ENTRY_PLACE, "Lviv", 4) != NULL, i > 0);
    cr_expect(!model->image.bytes);
    whosaid_model_free(model);
  }
  remove_place(&place);
}

Test(image, is_refused_when_it_is_no_whole_image_of_these_lists) {
  static char bytes[ROOM];
  struct place place = make_place();
  whosaid_error error;
  whosaid_model model = {0};
  struct sources sources = sources_of("tests/lists"), others = sources_of("tests/lists/person");
  cr_assert_eq(model_compile("tests/lists", place.image, &error), WHOSAID_OK, "%s", error.message);
  size_t length = read_file(place.image, bytes);
  cr_assert(length < ROOM);
  static const struct {
    size_t keep, flip;
    const char *why;
  } ROWS[] = {{0, SIZE_MAX, "it is empty"},
              {1, SIZE_MAX, "it is no whosaid image"},
              {100, SIZE_MAX, "it is no whosaid image"},
              {SIZE_MAX, 0, "it is no whosaid image"},
              {SIZE_MAX, 8, "it is of another version"},
              {SIZE_MAX, 12, "another byte order"},
              {SIZE_MAX, 16, "its head is damaged"},
              {SIZE_MAX, 24, "its head is damaged"},
              {SIZE_MAX, 40, "its head is damaged"},
              {300, SIZE_MAX, "it is cut off"},
              {2000, SIZE_MAX, "it is cut off"}};
  for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
    if (ROWS[i].flip < length) bytes[ROWS[i].flip] ^= 1;
    write_file(place.image, bytes, ROWS[i].keep < length ? ROWS[i].keep : length);
    if (ROWS[i].flip < length) bytes[ROWS[i].flip] ^= 1;
    cr_expect_eq(image_open(place.image, &sources, &model, &error), WHOSAID_BAD_DATA, "row %zu", i);
    cr_expect(strstr(error.message, ROWS[i].why) && strstr(error.message, place.image), "row %zu: %s", i, error.message);
    cr_expect(!model.gazetteer && !model.image.bytes);
  }
  write_file(place.image, bytes, length);
  cr_expect_eq(image_open(place.image, &others, &model, &error), WHOSAID_BAD_DATA);
  cr_expect(strstr(error.message, "not made from these lists"), "%s", error.message);
  cr_expect_eq(image_open("/tmp/whosaid-no-such.image", &sources, &model, &error), WHOSAID_READ_FAILED);
  cr_expect_eq(image_open("/tmp", &sources, &model, &error), WHOSAID_BAD_DATA);
  sources_free(&sources);
  sources_free(&others);
  remove_place(&place);
}

/* Every byte is under a checksum, and what a damaged one leads to stays inside the file. */
Test(image, does_no_harm_when_it_is_damaged) {
  static char bytes[ROOM], damaged[ROOM], record[65536];
  struct place place = make_place();
  whosaid_error error;
  struct sources sources = sources_of("tests/lists");
  cr_assert_eq(model_compile("tests/lists", place.image, &error), WHOSAID_OK, "%s", error.message);
  const size_t length = read_file(place.image, bytes), head = 176;
  uint32_t random = 1;
  for (int round = 0; round < 300; round++) {
    whosaid_model image = {0};
    memcpy(damaged, bytes, length);
    for (int i = 0; i < 8; i++) {
      random = random * 1664525u + 1013904223u;
      damaged[head + (random >> 3) % (length - head)] ^= (char)(1 << (random & 7));
    }
    write_file(place.image, damaged, length);
    cr_expect_eq(image_verify(place.image, &error), WHOSAID_BAD_DATA, "round %d", round);
    if (image_open(place.image, &sources, &image, &error)) continue;
    cr_assert_eq(rules_finish(image.rules, &error), WHOSAID_OK);
    analyze(&image, record);
    model_release(&image);
  }
  sources_free(&sources);
  remove_place(&place);
}
