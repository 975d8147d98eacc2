/* rule_image.c: the shipped rules of a model <-> a part of its image, in which their patterns lie compiled.
 *
 *   head │ packed: a row for each rule │ triggers, kind by kind │ names and patterns │ compiled patterns
 *
 * PCRE2 trusts what it has compiled: all of it is under a checksum. Another version of PCRE2 compiles the patterns again. */
#include <stdlib.h>
#include <string.h>

#include "base/bytes.h"
#include "base/error.h"
#include "base/packed.h"
#include "model/image.h"
#include "model/rule_build.h"
#include "model/rule_set.h"
#include "model/sources.h"

enum { MOST_UNPACKED = 64 << 20 }; /* bytes; a forged head cannot ask for more */

struct rules_head {
  uint64_t checksum; /* of what is packed */
  uint64_t size;     /* before it was packed */
  uint32_t rule_count, entry_types;
  uint32_t trigger_counts[TRIGGER_KINDS];
};

struct place {
  uint32_t start, length; /* bytes of what was packed */
};

struct rule_row {
  struct place name, pattern, code; /* behind a name stands a NUL */
  uint32_t file;                    /* of the sources */
  uint32_t line, pattern_line, flags, groups;
  float score;
};

/* ---- Writing ---- */

/* Rules of a user's own stand behind the shipped ones. */
static uint32_t count_shipped(const struct rules *rules) {
  uint32_t count = 0;
  while (count < rules->list.count && !(rules->list.items[count].flags & RULE_USER)) count++;
  return count;
}

static uint32_t find_file(const struct sources *sources, const char *path) {
  uint32_t file = 0;
  while (file < sources->shipped && strcmp(sources->paths.items[file].path, path)) file++;
  return file;
}

/* 0, or -1 when memory is out; the place starts at a multiple of eight. */
static int append(struct bytes *all, struct place *place, const void *bytes, size_t length) {
  static const char ZEROS[8] = {0};
  *place = (struct place){(uint32_t)all->length, (uint32_t)length};
  return bytes_append(all, bytes, length) || bytes_append(all, ZEROS, 8 - length % 8);
}

static int append_texts(struct bytes *all, struct rule_row *rows, const struct rules *rules, uint32_t count) {
  int failed = 0;
  for (uint32_t i = 0; !failed && i < count; i++) {
    const struct rule *rule = &rules->list.items[i];
    failed = append(all, &rows[i].name, rule->name, strlen(rule->name)) ||
             append(all, &rows[i].pattern, rule->pattern.bytes, rule->pattern.length);
  }
  return failed;
}

static int append_code(struct bytes *all, struct rule_row *row, const struct rule *rule) {
  const pcre2_code *code = rule->code;
  uint8_t *bytes = NULL;
  PCRE2_SIZE size = 0;
  if (rule->stored.bytes) return append(all, &row->code, rule->stored.bytes, rule->stored.length);
  if (pcre2_serialize_encode(&code, 1, &bytes, &size, NULL) != 1) return -1;
  int failed = append(all, &row->code, bytes, size);
  pcre2_serialize_free(bytes);
  return failed;
}

static int append_triggers(struct bytes *all, struct rules_head *head, const struct rules *rules) {
  int failed = 0;
  for (int kind = 0; !failed && kind < TRIGGER_KINDS; kind++) {
    const struct triggers *triggers = &rules->triggers[kind];
    for (uint32_t i = 0; !failed && i < triggers->count; i++) {
      if (triggers->items[i].rule >= head->rule_count) continue;
      failed = bytes_append(all, (const char *)&triggers->items[i], sizeof triggers->items[i]);
      head->trigger_counts[kind]++;
    }
  }
  return failed;
}

static void describe_rules(struct rule_row *rows, const struct rules *rules, uint32_t count, const struct sources *sources) {
  for (uint32_t i = 0; i < count; i++) {
    const struct rule *rule = &rules->list.items[i];
    rows[i] = (struct rule_row){.file = find_file(sources, rule->path), .line = rule->line, .pattern_line = rule->pattern_line,
                                .flags = rule->flags, .groups = rule->groups, .score = rule->score};
  }
}

/* All that is packed, behind one another. */
static int collect(struct bytes *all, struct rules_head *head, struct rule_row *rows, const struct rules *rules, const struct sources *sources) {
  const size_t rows_size = head->rule_count * sizeof *rows;
  describe_rules(rows, rules, head->rule_count, sources);
  int failed = bytes_append(all, (const char *)rows, rows_size) || append_triggers(all, head, rules) ||
               append_texts(all, rows, rules, head->rule_count);
  for (uint32_t i = 0; !failed && i < head->rule_count; i++) failed = append_code(all, &rows[i], &rules->list.items[i]);
  if (failed || all->length > MOST_UNPACKED) return -1;
  if (rows_size) memcpy(all->items, rows, rows_size);
  head->size = all->length;
  return 0;
}

static int pack(struct bytes *part, const struct bytes *all, struct rules_head *head) {
  size_t start = part->length + sizeof *head;
  if (bytes_append(part, (const char *)head, sizeof *head) || bytes_pack(part, all->items, all->length)) return -1;
  head->checksum = image_checksum(head->size, part->items + start, part->length - start);
  memcpy(part->items + start - sizeof *head, head, sizeof *head);
  return 0;
}

whosaid_status rules_pack(const struct rules *rules, const struct sources *sources, struct bytes *part, whosaid_error *error) {
  struct rules_head head = {.rule_count = count_shipped(rules), .entry_types = rules->shipped_types};
  struct rule_row *rows = calloc(head.rule_count + 1u, sizeof *rows);
  struct bytes all = {0};
  int failed = !rows || collect(&all, &head, rows, rules, sources) || pack(part, &all, &head);
  bytes_free(&all);
  free(rows);
  return failed ? error_memory(error) : WHOSAID_OK;
}

/* ---- Reading ---- */

static int lies_in(struct place place, uint64_t size) { return place.start <= size && place.length < size - place.start; }

/* What was packed, in the arena; NULL when memory is out or the part is damaged. */
static const char *unpack(struct rules *rules, struct image_part part) {
  const struct rules_head *head = part.bytes;
  if (part.size < sizeof *head || head->size > MOST_UNPACKED) return NULL;
  const char *packed = (const char *)(head + 1);
  uint64_t length = part.size - sizeof *head;
  if (head->checksum != image_checksum(head->size, packed, length)) return NULL;
  char *all = arena_allocate(&rules->arena, head->size);
  return all && !bytes_unpack(all, head->size, packed, length) ? all : NULL;
}

/* Behind the rows; NULL when the part is damaged. */
static const struct trigger *find_triggers(const struct rules_head *head, const char *all) {
  uint64_t count = 0, rows_size = (uint64_t)head->rule_count * sizeof(struct rule_row);
  for (int kind = 0; kind < TRIGGER_KINDS; kind++) count += head->trigger_counts[kind];
  return rows_size + count * sizeof(struct trigger) <= head->size ? (const void *)(all + rows_size) : NULL;
}

static int attach_rule(struct rules *rules, const char *all, uint64_t size, const struct rule_row *row, const char *path) {
  struct rule *rule = VECTOR_ADD(&rules->list);
  if (!rule || !lies_in(row->name, size) || !lies_in(row->pattern, size) || !lies_in(row->code, size)) return -1;
  *rule = (struct rule){.name = all + row->name.start, .path = path, .line = row->line, .pattern_line = row->pattern_line,
                        .flags = row->flags, .groups = row->groups, .score = row->score,
                        .pattern = {all + row->pattern.start, row->pattern.length}, .stored = {all + row->code.start, row->code.length}};
  return 0;
}

static int attach_triggers(struct triggers *triggers, const struct trigger *items, uint32_t count, uint32_t rule_count) {
  if (!count) return 0;
  triggers->items = malloc(count * sizeof *items);
  if (!triggers->items) return -1;
  triggers->count = triggers->room = count;
  memcpy(triggers->items, items, count * sizeof *items);
  for (uint32_t i = 0; i < count; i++) {
    if (items[i].rule >= rule_count) return -1;
  }
  return 0;
}

/* Paths that last as long as the rules. */
static const char **copy_paths(struct rules *rules, const struct sources *sources) {
  const char **paths = arena_allocate(&rules->arena, sources->shipped * sizeof *paths);
  for (uint32_t i = 0; paths && i < sources->shipped; i++) {
    const struct data_path *path = &sources->paths.items[i];
    paths[i] = path->is_rules ? arena_copy(&rules->arena, path->path, strlen(path->path)) : "";
    if (!paths[i]) return NULL;
  }
  return paths;
}

static int attach(struct rules *rules, struct image_part part, const struct sources *sources) {
  const struct rules_head *head = part.bytes;
  const char *all = unpack(rules, part), **paths = copy_paths(rules, sources);
  const struct trigger *triggers = all ? find_triggers(head, all) : NULL;
  const struct rule_row *rows = (const void *)all;
  int failed = !triggers || !paths;
  for (uint32_t i = 0; !failed && i < head->rule_count; i++) {
    failed = rows[i].file >= sources->shipped || attach_rule(rules, all, head->size, &rows[i], paths[rows[i].file]);
  }
  for (int kind = 0; !failed && kind < TRIGGER_KINDS; kind++) {
    failed = attach_triggers(&rules->triggers[kind], triggers, head->trigger_counts[kind], head->rule_count);
    triggers += head->trigger_counts[kind];
  }
  if (!failed) rules->entry_types = rules->shipped_types = head->entry_types;
  return failed;
}

whosaid_status rules_attach(struct image_part part, const struct sources *sources, struct rules **rules, whosaid_error *error) {
  *rules = rules_new(error);
  if (!*rules) return WHOSAID_OUT_OF_MEMORY;
  if (!attach(*rules, part, sources)) return WHOSAID_OK;
  rules_free(*rules);
  *rules = NULL;
  return error_set(error, WHOSAID_BAD_DATA, 0, 0, "its rules are damaged");
}

pcre2_code *rule_decode(const struct rule *rule) {
  pcre2_code *code = NULL;
  return rule->stored.bytes && pcre2_serialize_decode(&code, 1, (const uint8_t *)rule->stored.bytes, NULL) == 1 ? code : NULL;
}
