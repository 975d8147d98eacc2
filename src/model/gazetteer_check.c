/* gazetteer_check.c: lists that were read -> findings that no single line shows. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "model/gazetteer_build.h"

enum { FREQUENT = 7 }; /* level from which a common word is too frequent to be a name without a flag */

static void report(const struct gazetteer_build *build, struct findings *findings, const struct entry *entry, const char *message,
                   const char *name, uint32_t number) {
  char finding[512], text[400];
  snprintf(text, sizeof text, message, name, number);
  snprintf(finding, sizeof finding, "%s:%u: %s", build->paths.items[entry->list], entry->line, text);
  findings->count++;
  findings->report(findings->context, finding);
}

/* ---- Entries that say the same ---- */

/* By everything but the line, then by the line. */
static int compare_entries(const void *a, const void *b) {
  const struct entry *x = a, *y = b;
  const uint32_t left[] = {x->list, x->name, x->kind, x->country, x->ids, x->note, x->gender, x->level, x->flags, x->line};
  const uint32_t right[] = {y->list, y->name, y->kind, y->country, y->ids, y->note, y->gender, y->level, y->flags, y->line};
  for (size_t i = 0; i < sizeof left / sizeof *left; i++) {
    if (left[i] != right[i]) return left[i] < right[i] ? -1 : 1;
  }
  return 0;
}

static int say_the_same(struct entry x, struct entry y) {
  x.line = y.line = 0;
  return !compare_entries(&x, &y);
}

static int compare_checked(const void *a, const void *b) {
  uint32_t x = ((const struct checked_name *)a)->entry, y = ((const struct checked_name *)b)->entry;
  return x < y ? -1 : x > y;
}

static whosaid_status find_repeated(const struct gazetteer_build *build, struct findings *findings, whosaid_error *error) {
  uint32_t count = 0;
  struct entry *entries = malloc((build->checked.count + 1) * sizeof *entries);
  if (!entries) return error_memory(error);
  for (uint32_t i = 0; i < build->checked.count; i++) {
    if (i && !compare_checked(&build->checked.items[i - 1], &build->checked.items[i])) continue;
    entries[count++] = build->entries.items[build->checked.items[i].entry];
  }
  qsort(entries, count, sizeof *entries, compare_entries);
  for (uint32_t i = 1; i < count; i++) {
    if (!say_the_same(entries[i - 1], entries[i])) continue;
    report(build, findings, &entries[i], "\"%s\" says the same as line %u", build->strings.items + entries[i].name, entries[i - 1].line);
  }
  free(entries);
  return WHOSAID_OK;
}

/* ---- Names that are frequent words ---- */

static int is_name_type(uint8_t type) { return type <= ENTRY_SURNAME; }

/* "WHO" and "TIME" do not match "who" and "Time". */
static int is_capitals(const char *name) {
  int letters = 0;
  for (; *name; name++) {
    if ((*name >= 'a' && *name <= 'z') || (unsigned char)*name >= 0x80) return 0;
    letters += *name >= 'A' && *name <= 'Z';
  }
  return letters > 1;
}

static void find_frequent_words(const struct gazetteer_build *build, const struct gazetteer *gazetteer, struct findings *findings) {
  for (uint32_t i = 0; i < build->checked.count; i++) {
    const struct checked_name *checked = &build->checked.items[i];
    const struct entry *entry = &build->entries.items[checked->entry];
    if (!checked->word || !is_name_type(entry->type) || entry->flags & FLAG_AMBIGUOUS) continue;
    const char *name = build->strings.items + checked->name;
    const struct entry *word = gazetteer_find(gazetteer, ENTRY_COMMON_WORD, name, strlen(name));
    if (!word || word->level < FREQUENT || is_capitals(name)) continue;
    report(build, findings, entry, "\"%s\" is also a frequent word (level %u); flag it ambiguous", name, word->level);
  }
}

whosaid_status gazetteer_build_check(const struct gazetteer_build *build, const struct gazetteer *gazetteer, struct findings *findings,
                                     whosaid_error *error) {
  whosaid_status status = find_repeated(build, findings, error);
  if (!status) find_frequent_words(build, gazetteer, findings);
  return status;
}
