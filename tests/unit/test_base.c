/* test_base.c: arena, vector, UTF-8 and errors. */
#include <criterion/criterion.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/utf8.h"
#include "base/vector.h"

Test(arena, gives_aligned_memory_of_any_size) {
  struct arena arena = {0};
  for (size_t size = 0; size < 300000; size = size * 3 + 1) {
    char *bytes = arena_allocate(&arena, size);
    cr_assert(bytes && (uintptr_t)bytes % _Alignof(max_align_t) == 0, "size %zu", size);
    memset(bytes, 0xAA, size);
  }
  char *copy = arena_copy(&arena, "Kyiv", 3);
  cr_assert_str_eq(copy, "Kyi");
  arena_free(&arena);
}

Test(vector, grows_and_clears_each_new_item) {
  VECTOR(uint32_t) numbers = {0};
  for (uint32_t i = 0; i < 1000; i++) {
    uint32_t *number = VECTOR_ADD(&numbers);
    cr_assert(number && *number == 0);
    *number = i;
  }
  for (uint32_t i = 0; i < 1000; i++) cr_assert_eq(numbers.items[i], i);
  VECTOR_FREE(&numbers);
  cr_assert(numbers.count == 0 && !numbers.items);
}

Test(utf8, says_where_text_stops_being_utf8) {
  static const struct { const char *text; size_t length, valid; } ROWS[] = {
      {"", 0, 0},
      {"Kyiv", 4, 4},
      {"‘Zoë’ 𝄞", 15, 15},
      {"ab\xFFgh", 5, 2},
      {"ab\xC3", 3, 2},              /* cut in the middle of a character */
      {"\xC0\xAF", 2, 0},            /* overlong "/" */
      {"x\xED\xA0\x80", 4, 1},       /* a surrogate */
      {"\xF4\x90\x80\x80", 4, 0},    /* over U+10FFFF */
      {"a\x80", 2, 1},               /* continues nothing */
  };
  for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
    cr_assert_eq(utf8_valid_length(ROWS[i].text, ROWS[i].length), ROWS[i].valid, "row %zu", i);
  }
}

Test(utf8, counts_and_decodes_characters) {
  static const char text[] = "é’𝄞!";
  static const uint32_t characters[] = {0xE9, 0x2019, 0x1D11E, '!'};
  cr_assert_eq(utf8_count_codepoints(text, strlen(text)), 4);
  cr_assert_eq(utf8_count_utf16(text, strlen(text)), 5);
  size_t offset = 0;
  for (size_t i = 0; i < 4; i++) {
    uint32_t size, size_before;
    uint32_t character = utf8_decode(text, strlen(text), offset, &size);
    cr_assert_eq(character, characters[i]);
    offset += size;
    cr_assert_eq(utf8_decode_before(text, offset, &size_before), character);
    cr_assert_eq(size_before, size);
    char bytes[4];
    cr_assert_eq(utf8_encode(character, bytes), size);
    cr_assert_eq(memcmp(bytes, text + offset - size, size), 0);
  }
  cr_assert_eq(offset, strlen(text));
}

Test(utf8, folds_accents_and_apostrophes) {
  static const struct { uint32_t from, to; } ROWS[] = {
      {'a', 'a'}, {0xE9, 'e'}, {0x142, 'l'}, {0x130, 'I'}, {0x2019, '\''}, {0x2018, '\''}, {0x4E2D, 0x4E2D},
  };
  for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
    cr_assert_eq(utf8_fold(ROWS[i].from), ROWS[i].to, "U+%04X", ROWS[i].from);
  }
}

Test(error, keeps_status_place_and_message) {
  whosaid_error error;
  cr_assert_eq(error_set(&error, WHOSAID_BAD_DATA, 3, 17, "%s:%d: no type", "a.tsv", 3), WHOSAID_BAD_DATA);
  cr_assert(error.status == WHOSAID_BAD_DATA && error.line == 3 && error.offset == 17);
  cr_assert_str_eq(error.message, "a.tsv:3: no type");
  cr_assert_eq(error_set(NULL, WHOSAID_LIMIT, 0, 0, "nobody reads this"), WHOSAID_LIMIT);
}

Test(error, names_every_status) {
  for (int status = WHOSAID_OK; status <= WHOSAID_LIMIT; status++) {
    cr_assert(whosaid_status_name((whosaid_status)status)[0], "status %d", status);
  }
  cr_assert_str_eq(whosaid_status_name(WHOSAID_INVALID_UTF8), "invalid-utf8");
}
