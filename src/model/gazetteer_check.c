/* gazetteer_check.c: lists that were read -> findings that no single line shows. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "model/gazetteer_build.h"

enum { FREQUENT = 7 }; /* level from which a common word is too frequent to be a name without a flag */

/* An entry, where it lies, what is noted of it, its list and line. */
struct listed {
  struct entry entry;
  struct site site;
  uint32_t note, list, line;
};

static uint32_t note_of(const struct gazetteer_build *build, uint32_t index) {
  uint32_t low = 0, high = build->notes.count;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (build->notes.items[middle].entry < index) low = middle + 1;
    else high = middle;
  }
  return low < build->notes.count && build->notes.items[low].entry == index ? build->notes.items[low].text : 0;
}

/* The last list that starts at or before the entry. */
static uint32_t list_of(const struct gazetteer_build *build, uint32_t index) {
  uint32_t list = build->lists.count - 1;
  while (list && build->lists.items[list].first_entry > index) list--;
  return list;
}

static struct site site_of(const struct gazetteer_build *build, uint32_t index) {
  const struct list_record *list = &build->lists.items[list_of(build, index)];
  if (list->first_site == WHOSAID_NONE) return (struct site){0};
  return build->sites.items[list->first_site + (index - list->first_entry)];
}

static struct listed listed_at(const struct gazetteer_build *build, uint32_t index) {
  return (struct listed){.entry = build->entries.items[index],
                         .site = site_of(build, index),
                         .note = note_of(build, index),
                         .list = list_of(build, index),
                         .line = build->lines.items[index]};
}

static void report(const struct gazetteer_build *build, struct findings *findings, const struct listed *listed, const char *message,
                   const char *name, uint32_t number) {
  char finding[512], text[400];
  /* cppcheck-suppress wrongPrintfScanfArgNum ; a message that wants no number passes it by */
  snprintf(text, sizeof text, message, name, number);
  snprintf(finding, sizeof finding, "%s:%u: %s", build->paths.items[listed->list], listed->line, text);
  findings->count++;
  findings->report(findings->context, finding);
}

/* ---- Entries that say the same ---- */

static int compare_contents(const struct listed *a, const struct listed *b) {
  const struct entry *x = &a->entry, *y = &b->entry;
  const uint32_t left[] = {a->list, x->name, x->kind, x->country, x->ids, a->site.region, a->note, x->gender, x->level, x->flags};
  const uint32_t right[] = {b->list, y->name, y->kind, y->country, y->ids, b->site.region, b->note, y->gender, y->level, y->flags};
  for (size_t i = 0; i < sizeof left / sizeof *left; i++) {
    if (left[i] != right[i]) return left[i] < right[i] ? -1 : 1;
  }
  return 0;
}

static int compare_listed(const void *a, const void *b) {
  const struct listed *x = a, *y = b;
  int order = compare_contents(x, y);
  return order ? order : (x->line > y->line) - (x->line < y->line);
}

static int compare_checked(const void *a, const void *b) {
  uint32_t x = ((const struct checked_name *)a)->entry, y = ((const struct checked_name *)b)->entry;
  return x < y ? -1 : x > y;
}

static whosaid_status find_repeated(const struct gazetteer_build *build, struct findings *findings, whosaid_error *error) {
  uint32_t count = 0;
  struct listed *entries = malloc((build->checked.count + 1) * sizeof *entries);
  if (!entries) return error_memory(error);
  for (uint32_t i = 0; i < build->checked.count; i++) {
    if (i && !compare_checked(&build->checked.items[i - 1], &build->checked.items[i])) continue;
    entries[count++] = listed_at(build, build->checked.items[i].entry);
  }
  qsort(entries, count, sizeof *entries, compare_listed);
  for (uint32_t i = 1; i < count; i++) {
    if (compare_contents(&entries[i - 1], &entries[i])) continue;
    report(build, findings, &entries[i], "\"%s\" says the same as line %u", build->strings.bytes.items + entries[i].entry.name,
           entries[i - 1].line);
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
    const struct listed listed = listed_at(build, checked->entry);
    if (!checked->word || !is_name_type(listed.entry.type) || listed.entry.flags & FLAG_AMBIGUOUS) continue;
    const char *name = build->strings.bytes.items + checked->name;
    const struct entry *word = gazetteer_find(gazetteer, ENTRY_COMMON_WORD, name, strlen(name));
    if (!word || word->level < FREQUENT || is_capitals(name)) continue;
    report(build, findings, &listed, "\"%s\" is also a frequent word (level %u); flag it ambiguous", name, word->level);
  }
}

/* ---- Columns parted by spaces ---- */

/* "Lee, council=17" */
static int holds_id(const char *name) {
  const char *equals = strchr(name, '=');
  return equals && equals > name && equals[1] && strchr(name, ' ');
}

/* "Bea Quist   council=17" is one long name. */
static void find_spaces(const struct gazetteer_build *build, struct findings *findings) {
  for (uint32_t i = 0; i < build->checked.count; i++) {
    const char *name = build->strings.bytes.items + build->checked.items[i].name;
    int is_spaced = strstr(name, "  ") != NULL;
    if (!is_spaced && !holds_id(name)) continue;
    const struct listed listed = listed_at(build, build->checked.items[i].entry);
    report(build, findings, &listed,
           is_spaced ? "\"%s\" holds several spaces in a row; columns are parted by one TAB" : "\"%s\" holds an id; columns are parted by one TAB", name, 0);
  }
}

whosaid_status gazetteer_build_check(const struct gazetteer_build *build, const struct gazetteer *gazetteer, struct findings *findings,
                                     whosaid_error *error) {
  whosaid_status status = find_repeated(build, findings, error);
  if (!status) find_frequent_words(build, gazetteer, findings);
  if (!status) find_spaces(build, findings);
  return status;
}
