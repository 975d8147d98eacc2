/* test_packed.c: what is packed comes back; damaged, it stays in its room. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "base/packed.h"

static const char *const ROWS[] = {"", "a", "said", "said said said said.", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                                   "He said that she said that he said that nobody had said that."};

Test(packed, comes_back) {
  for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
    struct bytes packed = {0};
    size_t length = strlen(ROWS[i]);
    char room[100] = "";
    cr_assert_eq(bytes_pack(&packed, ROWS[i], length), 0);
    cr_expect_eq(bytes_unpack(room, length, packed.items, packed.length), 0, "%s", ROWS[i]);
    cr_expect_arr_eq(room, ROWS[i], length);
    bytes_free(&packed);
  }
}

Test(packed, of_repeated_bytes_is_short) {
  char text[4096], room[sizeof text];
  struct bytes packed = {0};
  for (size_t i = 0; i < sizeof text; i++) text[i] = (char)(i % 251 * (i % 251));
  cr_assert_eq(bytes_pack(&packed, text, sizeof text), 0);
  cr_expect_lt(packed.length, 600);
  cr_expect_eq(bytes_unpack(room, sizeof room, packed.items, packed.length), 0);
  cr_expect_arr_eq(room, text, sizeof text);
  bytes_free(&packed);
}

Test(packed, damaged_or_cut_off_does_no_harm) {
  const char *text = ROWS[5];
  size_t length = strlen(text);
  struct bytes packed = {0};
  char *room = malloc(length), *damaged;
  cr_assert_eq(bytes_pack(&packed, text, length), 0);
  for (size_t place = 0; place < packed.length; place++) {
    for (unsigned bit = 0; bit <= 8; bit++) { /* 8: cut off */
      size_t left = bit < 8 ? packed.length : place;
      damaged = malloc(left + 1);
      memcpy(damaged, packed.items, left);
      if (bit < 8) damaged[place] ^= (char)(1 << bit);
      int status = bytes_unpack(room, length, damaged, left);
      cr_expect(bit < 8 || status == -1, "cut off at %zu", place);
      free(damaged);
    }
  }
  free(room);
  bytes_free(&packed);
}
