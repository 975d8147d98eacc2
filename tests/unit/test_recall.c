/* test_recall.c: what is remembered of words belongs to one analysis at a time. */
#include <criterion/criterion.h>
#include <string.h>

#include "model/recall.h"

Test(recall, is_nobody_elses) {
  struct recalls *recalls = recalls_new();
  struct recall *first = recall_take(recalls), *second = recall_take(recalls);
  cr_assert(first && second);
  cr_expect_neq(first, second);
  recall_leave(recalls, first);
  cr_expect_eq(recall_take(recalls), first, "it is left to the next one");
  recall_leave(recalls, first);
  recall_leave(recalls, second);
  recalls_free(recalls);
}

Test(recall, may_not_be_kept) {
  struct recall *recall = recall_take(NULL);
  cr_assert(recall);
  recall_leave(NULL, recall);
}

Test(recall, knows_a_word_by_more_than_its_hash) {
  static const char TEXT[] = "Bank bank";
  const struct token upper = {.start = 0, .end = 4, .flags = TOKEN_PLAIN | TOKEN_HAS_LETTER, .hash = 7, .lower = 9},
                     lower = {.start = 5, .end = 9, .flags = TOKEN_PLAIN | TOKEN_HAS_LETTER, .hash = 7, .lower = 9},
                     stopped = {.start = 5, .end = 9, .flags = TOKEN_PLAIN | TOKEN_HAS_LETTER | TOKEN_ABBREVIATION, .hash = 7, .lower = 9};
  const struct known_word known = {.hash = 7, .lower = 9, .form = form_of(TEXT, &upper)}, nothing = {.hash = 7};
  cr_expect(is_known(&known, &upper, form_of(TEXT, &upper)));
  cr_expect_not(is_known(&known, &lower, form_of(TEXT, &lower)));
  cr_expect_eq(form_of(TEXT, &stopped), 0, "the stop of an abbreviation counts");
  cr_expect_not(is_known(&nothing, &stopped, form_of(TEXT, &stopped)));
}

Test(recall, knows_two_words_at_one_place) {
  static const char TEXT[] = "Bank bank don`t “”";
  const struct token upper = {.start = 0, .end = 4, .flags = TOKEN_PLAIN, .hash = 7},
                     lower = {.start = 5, .end = 9, .flags = TOKEN_PLAIN, .hash = 7}, folded = {.start = 10, .end = 15, .hash = 7},
                     open = {.start = 16, .end = 19}, close = {.start = 19, .end = 22};
  struct recall *recall = recall_take(NULL);
  cr_assert(recall);
  struct known_word *places = known_places(recall, &upper);
  cr_expect_null(find_known(recall, &upper, form_of(TEXT, &upper)));
  places[0] = (struct known_word){.hash = 7, .form = form_of(TEXT, &upper)};
  places[1] = (struct known_word){.hash = 7, .form = form_of(TEXT, &lower)};
  cr_expect_eq(find_known(recall, &upper, form_of(TEXT, &upper)), places);
  cr_expect_eq(find_known(recall, &lower, form_of(TEXT, &lower)), places + 1);
  cr_expect_eq(form_of(TEXT, &folded), 0, "not as its hash has it");
  cr_expect_neq(form_of(TEXT, &open), form_of(TEXT, &close), "marks that are folded to one");
  recall_leave(NULL, recall);
}
