/* test_names.c: ids of files from their paths. */
#include <criterion/criterion.h>
#include <stdio.h>

#include "cli/names.h"

Test(names, give_each_file_an_id_of_its_own) {
  static const struct {
    const char *path;
    size_t within;
    const char *name;
  } ROWS[] = {
      {"a.txt", 0, "a"},
      {"/x/y.z/a.b.txt", 7, "a.b"},
      {"x/.hidden", 2, ".hidden"},
      {"stdin", 0, "stdin"},
      {"x/", 2, ""},
      {"n/b.html.gz", 2, "b"},
      {"c.zst", 0, "c"},
      {"news/2022.05/a", 5, "2022.05/a"},
      {"news/2022/a.txt.zst", 5, "2022/a"},
      {"news/b.txt", 5, "news/b.txt"}, /* n/b.html.gz has "b" */
      {"n/b.html.gz", 2, "b"},         /* the same file again */
      {"news/b.txt", 5, "news/b.txt"},
      {"a.html", 0, "a.html"},
  };
  struct names names = {0};
  struct bytes out = {0};
  for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
    out.length = 0;
    cr_assert_eq(names_give(&names, ROWS[i].path, ROWS[i].within, &out), 0);
    cr_expect_str_eq(out.items, ROWS[i].name, "%s", ROWS[i].path);
  }
  for (int i = 0; i < 1000; i++) {
    char path[32], name[32];
    snprintf(path, sizeof path, "many/%d.txt", i);
    snprintf(name, sizeof name, "%d", i);
    out.length = 0;
    cr_assert_eq(names_give(&names, path, 5, &out), 0);
    cr_expect_str_eq(out.items, name);
  }
  bytes_free(&out);
  names_free(&names);
}
