/* gazetteer_build.c: names and their entries -> one block of slots, name records, entries and strings. */
#include "model/gazetteer_build.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/utf8.h"
#include "document.h"
#include "model/list.h"
#include "token.h"

struct gazetteer_build *gazetteer_build_new(whosaid_error *error) {
  struct gazetteer_build *build = calloc(1, sizeof *build);
  char *nothing = build ? VECTOR_ADD(&build->strings) : NULL;
  if (nothing) return build;
  gazetteer_build_free(build);
  return error_memory(error), NULL;
}

void gazetteer_build_free(struct gazetteer_build *build) {
  if (!build) return;
  arena_free(&build->arena);
  VECTOR_FREE(&build->entries);
  VECTOR_FREE(&build->lists);
  VECTOR_FREE(&build->spellings);
  VECTOR_FREE(&build->prefixes);
  VECTOR_FREE(&build->strings);
  VECTOR_FREE(&build->checked);
  VECTOR_FREE(&build->paths);
  free(build->interned);
  free(build);
}

/* ---- Strings ---- */

static uint32_t hash_bytes(struct slice slice) {
  uint32_t hash = 2166136261u;
  for (uint32_t i = 0; i < slice.length; i++) hash = (hash ^ (unsigned char)slice.bytes[i]) * 16777619u;
  return hash ^ hash >> 15;
}

static uint32_t *find_interned(const struct gazetteer_build *build, struct slice slice) {
  uint32_t mask = build->interned_room - 1;
  for (uint32_t i = hash_bytes(slice) & mask;; i = (i + 1) & mask) {
    const char *string = build->strings.items + build->interned[i];
    if (!build->interned[i] || (!strncmp(string, slice.bytes, slice.length) && !string[slice.length])) return &build->interned[i];
  }
}

static int grow_interned(struct gazetteer_build *build) {
  uint32_t *old = build->interned, old_room = build->interned_room;
  if (old && build->interned_count < old_room / 2) return 0;
  uint32_t room = old_room ? old_room * 2 : 4096;
  uint32_t *table = calloc(room, sizeof *table);
  if (!table) return -1;
  build->interned = table;
  build->interned_room = room;
  for (uint32_t i = 0; old && i < old_room; i++) {
    if (!old[i]) continue;
    const char *string = build->strings.items + old[i];
    *find_interned(build, (struct slice){string, (uint32_t)strlen(string)}) = old[i];
  }
  free(old);
  return 0;
}

static int add_bytes(struct gazetteer_build *build, struct slice slice) {
  for (uint32_t i = 0; i <= slice.length; i++) {
    char *byte = VECTOR_ADD(&build->strings);
    if (!byte) return -1;
    *byte = i < slice.length ? slice.bytes[i] : '\0';
  }
  return 0;
}

/* The offset of the string, 0 for the empty one. */
static whosaid_status intern(struct gazetteer_build *build, struct slice slice, uint32_t *offset, whosaid_error *error) {
  *offset = 0;
  if (!slice.length) return WHOSAID_OK;
  if (grow_interned(build)) return error_memory(error);
  uint32_t *place = find_interned(build, slice);
  if (!*place) {
    uint32_t at = build->strings.count;
    if (add_bytes(build, slice)) return error_memory(error);
    *place = at;
    build->interned_count++;
  }
  *offset = *place;
  return WHOSAID_OK;
}

/* ---- Names ---- */

struct word {
  uint32_t hash, lower;
  uint32_t capitalized; /* hash when its first letter is made a capital */
  uint32_t starts_lower;
};

static void capitalize(const char *text, const struct token *token, struct word *word) {
  uint32_t size, length = token->end - token->start;
  uint32_t first = utf8_decode(text, token->end, token->start, &size), upper = utf8_to_upper(first);
  word->starts_lower = (uint32_t)utf8_is_lower(first);
  word->capitalized = word->hash;
  if (!word->starts_lower || length > 60 || token->flags & TOKEN_ABBREVIATION) return;
  char copy[64];
  uint32_t written = utf8_encode(upper, copy), ignored;
  memcpy(copy + written, text + token->start + size, length - size);
  token_hash(copy, written + length - size, &word->capitalized, &ignored);
}

/* "U.N." is listed and "UN" printed, or the other way round; "NATO" is listed and "Nato" printed. */
static int is_long_acronym(const char *text, const struct token *token) {
  return token->flags & TOKEN_ALL_CAPITALS && token->end - token->start >= 4 && text[token->end - 1] != '.';
}

static void title_case(const char *text, const struct token *token, uint32_t *hash) {
  char copy[64];
  uint32_t length = token->end - token->start, ignored;
  if (length > sizeof copy) return;
  for (uint32_t i = 0; i < length; i++) {
    char c = text[token->start + i];
    copy[i] = i && c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
  }
  token_hash(copy, length, hash, &ignored);
}

static struct name cased_name(const struct gazetteer_build *build, uint32_t entry, uint32_t exact) {
  return (struct name){.exact = exact, .type = (uint32_t)build->entries.items[entry].type & 31u, .entry = entry & MOST_ENTRIES};
}

static struct name any_case_name(const struct gazetteer_build *build, uint32_t entry, uint32_t shape) {
  struct name name = cased_name(build, entry, shape);
  name.any_case = 1;
  return name;
}

static whosaid_status add_spelling(struct gazetteer_build *build, uint64_t key, struct name name, whosaid_error *error) {
  struct spelling *spelling = VECTOR_ADD(&build->spellings);
  if (!spelling) return error_memory(error);
  *spelling = (struct spelling){.key = key, .name = name};
  return WHOSAID_OK;
}

/* The words of a name, as a text's words are looked up; -1 when there are too many. */
static int split_name(struct slice name, struct token *tokens, struct word *words) {
  struct token token, next;
  uint32_t offset = 0;
  int count = 0, more = token_next_of_name(name.bytes, name.length, 0, &token);
  for (int first = 1; more; first = 0, token = next) {
    offset = token.end;
    more = token_next_of_name(name.bytes, name.length, offset, &next);
    int is_stop = token.end - token.start == 1 && name.bytes[token.start] == '.';
    if (is_stop || (!first && more && is_joint(name.bytes, &token, &next))) continue;
    if (count == LONGEST_NAME) return -1;
    words[count] = (struct word){.hash = token.hash, .lower = token.lower};
    capitalize(name.bytes, &token, &words[count]);
    tokens[count++] = token;
  }
  return count;
}

/* Which form of its words a name record stands for. */
enum spelling_form { AS_LISTED, FIRST_CAPITALIZED, ALL_CAPITALIZED };

static uint32_t exact_hash(const struct word *words, int count, enum spelling_form form) {
  uint32_t exact = 0;
  for (int i = 0; i < count; i++) {
    int capitalized = form == ALL_CAPITALIZED || (form == FIRST_CAPITALIZED && !i);
    exact = extend_exact(exact, capitalized ? words[i].capitalized : words[i].hash);
  }
  return exact;
}

/* "al-Shabaab" also starts a sentence, "Bank of England" also stands in a headline as "Bank Of England". */
static whosaid_status add_forms(struct gazetteer_build *build, uint64_t key, const struct word *words, int count, uint32_t entry,
                                whosaid_error *error) {
  uint32_t before = exact_hash(words, count, AS_LISTED);
  whosaid_status status = add_spelling(build, key, cased_name(build, entry, before), error);
  if (count == 1 && words[0].starts_lower) return status; /* "us" in a list of cased names is not Us */
  for (enum spelling_form form = FIRST_CAPITALIZED; !status && form <= ALL_CAPITALIZED; form++) {
    uint32_t exact = exact_hash(words, count, form);
    if (exact != before) status = add_spelling(build, key, cased_name(build, entry, before = exact), error);
  }
  return status;
}

static whosaid_status add_abbreviation(struct gazetteer_build *build, struct slice name, uint32_t entry, whosaid_error *error) {
  uint32_t hash, lower;
  hash_without_stops(name.bytes, name.length, &hash, &lower);
  return add_spelling(build, extend_key(ABBREVIATION_SEED, lower), any_case_name(build, entry, 0), error);
}

static whosaid_status add_words(struct gazetteer_build *build, struct slice name, const struct token *tokens, const struct word *words,
                                int count, uint32_t entry, int any_case, whosaid_error *error) {
  uint64_t key = NAME_SEED;
  for (int i = 0; i < count; i++) {
    if (i) {
      struct prefix *prefix = VECTOR_ADD(&build->prefixes);
      if (!prefix) return error_memory(error);
      *prefix = (struct prefix){key, any_case || words[0].starts_lower ? LONGER_LOWER : LONGER_CAPITAL};
    }
    key = extend_key(key, words[i].lower);
  }
  if (any_case) {
    int is_plain = count == 1 && is_ascii(name.bytes, name.length) && !memchr(name.bytes, '.', name.length);
    return add_spelling(build, key, any_case_name(build, entry, is_plain ? word_shape(name.bytes, name.length) : 0), error);
  }
  whosaid_status status = add_forms(build, key, words, count, entry, error);
  if (status || count > 1 || !is_long_acronym(name.bytes, tokens)) return status;
  uint32_t hash = words[0].hash;
  title_case(name.bytes, tokens, &hash);
  status = add_spelling(build, key, cased_name(build, entry, extend_exact(0, hash)), error);
  if (!status) build->spellings.items[build->spellings.count - 1].is_title_case = 1;
  return status;
}

/* For gazetteer_build_check. */
static int note_checked(struct gazetteer_build *build, struct slice name, uint32_t lower, int count, uint32_t index) {
  struct checked_name *checked = VECTOR_ADD(&build->checked);
  if (!checked) return -1;
  *checked = (struct checked_name){.entry = index, .word = count == 1 ? lower : 0};
  return intern(build, name, &checked->name, NULL) != WHOSAID_OK;
}

static whosaid_status add_name(struct gazetteer_build *build, const struct datafile *file, const struct entry *entry, struct slice name,
                               uint32_t index, whosaid_error *error) {
  int any_case = (entry->flags & FLAG_ANY_CASE) != 0;
  if (entry->type == ENTRY_ABBREVIATION && name.bytes[name.length - 1] == '.' && !memchr(name.bytes, ' ', name.length)) {
    return add_abbreviation(build, name, index, error);
  }
  struct token tokens[LONGEST_NAME];
  struct word words[LONGEST_NAME];
  int count = split_name(name, tokens, words);
  if (count < 0) {
    return datafile_fail(file, entry->line, error, "the name \"%.*s\" has more than %d words", (int)name.length, name.bytes, LONGEST_NAME);
  }
  if (!count) return datafile_fail(file, entry->line, error, "the name \"%.*s\" holds no word", (int)name.length, name.bytes);
  if (file->findings && note_checked(build, name, words[0].lower, count, index)) return error_memory(error);
  return add_words(build, name, tokens, words, count, index, any_case, error);
}

/* ---- Entries ---- */

static whosaid_status add_entry(struct gazetteer_build *build, const struct list *list, const struct list_entry *read, uint8_t list_index,
                                whosaid_error *error) {
  struct entry *entry = VECTOR_ADD(&build->entries);
  if (!entry) return error_memory(error);
  uint32_t index = build->entries.count - 1;
  if (index >= MOST_ENTRIES) return datafile_fail(list->file, read->line, error, "there are too many entries");
  *entry = (struct entry){.type = (uint8_t)list->type,
                          .gender = read->gender,
                          .level = read->level,
                          .list = list_index,
                          .flags = read->flags,
                          .line = read->line};
  struct slice names = read->names, name;
  const struct slice texts[] = {read->kind, read->country, read->ids, read->note};
  uint32_t *const places[] = {&entry->kind, &entry->country, &entry->ids, &entry->note};
  whosaid_status status = WHOSAID_OK;
  for (int i = 0; !status && i < 4; i++) status = intern(build, texts[i], places[i], error);
  for (int first = 1; !status && slice_cut(&names, '|', &name); first = 0) {
    name = slice_trim(name);
    if (!name.length) status = datafile_fail(list->file, read->line, error, "a name is empty");
    else if (first) status = intern(build, name, &entry->name, error);
    if (!status && name.length) status = add_name(build, list->file, entry, name, index, error);
  }
  return status;
}

static whosaid_status start_list(struct gazetteer_build *build, const struct datafile *file, whosaid_error *error) {
  if (build->lists.count > UINT8_MAX) return error_set(error, WHOSAID_BAD_DATA, 0, 0, "%s: more than 256 lists; join some", file->path);
  uint32_t *list = VECTOR_ADD(&build->lists);
  const char **path = VECTOR_ADD(&build->paths);
  if (!list || !path) return error_memory(error);
  *path = arena_copy(&build->arena, file->path, strlen(file->path));
  if (!*path) return error_memory(error);
  return intern(build, (struct slice){file->name, (uint32_t)strlen(file->name)}, list, error);
}

whosaid_status gazetteer_build_list(struct gazetteer_build *build, const struct data_path *path, int user, struct findings *findings,
                                    whosaid_error *error) {
  struct datafile file;
  struct list list;
  struct list_entry entry;
  whosaid_status status = datafile_open(path, findings, &file, error);
  if (!status) status = start_list(build, &file, error);
  if (!status) status = list_open(&list, &file, user, error);
  int more = 1;
  while (!status && more) {
    status = list_next(&list, &entry, &more, error);
    if (!status && more) status = add_entry(build, &list, &entry, (uint8_t)(build->lists.count - 1), error);
  }
  datafile_close(&file);
  return status;
}

/* ---- The block ---- */

static struct slot *seek_slot(struct slot *slots, uint32_t count, uint64_t key) {
  uint32_t position = slot_position(key, count);
  while (slots[position].value && slots[position].tag != (uint32_t)key) {
    if (++position == count) position = 0;
  }
  slots[position].tag = (uint32_t)key;
  return &slots[position];
}

/* Fills the slots with "longer" bits and, for now, the number of names of each; gives the number of slots in use. */
static uint32_t count_names(const struct gazetteer_build *build, struct slot *slots, uint32_t slot_count) {
  uint32_t used = 0;
  for (uint32_t i = 0; i < build->prefixes.count; i++) {
    struct slot *slot = seek_slot(slots, slot_count, build->prefixes.items[i].key);
    used += !slot->value;
    slot->value |= build->prefixes.items[i].longer;
  }
  for (uint32_t i = 0; i < build->spellings.count; i++) {
    struct slot *slot = seek_slot(slots, slot_count, build->spellings.items[i].key);
    used += !slot->value;
    slot->value += 1 << LONGER_BITS;
  }
  return used;
}

/* Turns counts into the index (from 1) after each slot's names. */
static void place_names(struct slot *slots, uint32_t slot_count) {
  uint32_t next = 1;
  for (uint32_t i = 0; i < slot_count; i++) {
    uint32_t count = slots[i].value >> LONGER_BITS;
    if (!count) continue;
    next += count;
    slots[i].value = (slots[i].value & (LONGER_LOWER | LONGER_CAPITAL)) | next << LONGER_BITS;
  }
}

/* From the last spelling to the first, so that the names of a slot stand in the order of their entries. */
static void write_names(const struct gazetteer_build *build, struct slot *slots, uint32_t slot_count, struct name *names) {
  for (uint32_t i = build->spellings.count; i-- > 0;) {
    const struct spelling *spelling = &build->spellings.items[i];
    struct slot *slot = seek_slot(slots, slot_count, spelling->key);
    slot->value -= 1 << LONGER_BITS;
    names[(slot->value >> LONGER_BITS) - 1] = spelling->name;
  }
  for (uint32_t i = 0; i < slot_count; i++) {
    uint32_t first = slots[i].value >> LONGER_BITS;
    if (first > 1) names[first - 2].is_last = 1;
  }
  if (build->spellings.count) names[build->spellings.count - 1].is_last = 1;
}

/* Room for every key to have a slot, a third of them staying empty. */
static whosaid_status count_slots(const struct gazetteer_build *build, uint32_t *count, whosaid_error *error) {
  uint64_t most = ((uint64_t)build->prefixes.count + build->spellings.count) * 3 / 2 + 16;
  struct slot *slots = most < UINT32_MAX / 2 ? calloc(most, sizeof *slots) : NULL;
  if (!slots) return error_memory(error);
  uint32_t used = count_names(build, slots, (uint32_t)most);
  free(slots);
  *count = used + used / 2 + 16;
  return WHOSAID_OK;
}

static void write_block(const struct gazetteer_build *build, const struct gazetteer *gazetteer) {
  const struct gazetteer_head *head = gazetteer->head;
  struct slot *slots = (struct slot *)gazetteer->slots;
  count_names(build, slots, head->slot_count);
  place_names(slots, head->slot_count);
  write_names(build, slots, head->slot_count, (struct name *)gazetteer->names);
  if (head->entry_count) memcpy((struct entry *)gazetteer->entries, build->entries.items, head->entry_count * sizeof(struct entry));
  if (head->list_count) memcpy((uint32_t *)gazetteer->lists, build->lists.items, head->list_count * sizeof(uint32_t));
  memcpy((char *)gazetteer->strings, build->strings.items, head->strings_length);
}

static int compare_keys(const void *a, const void *b) {
  uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
  return x < y ? -1 : x > y;
}

/* The keys of the common words, sorted. */
static uint64_t *collect_common_words(const struct gazetteer_build *build, size_t *count) {
  uint64_t *keys = malloc((build->spellings.count + (size_t)1) * sizeof *keys);
  *count = 0;
  for (uint32_t i = 0; keys && i < build->spellings.count; i++) {
    if (build->spellings.items[i].name.type == ENTRY_COMMON_WORD) keys[(*count)++] = build->spellings.items[i].key;
  }
  if (keys) qsort(keys, *count, sizeof *keys, compare_keys);
  return keys;
}

/* "Nato" is NATO, but "Time" is not TIME. */
static whosaid_status drop_common_words(struct gazetteer_build *build, whosaid_error *error) {
  size_t count;
  uint32_t kept = 0;
  uint64_t *common = collect_common_words(build, &count);
  if (!common) return error_memory(error);
  for (uint32_t i = 0; i < build->spellings.count; i++) {
    struct spelling spelling = build->spellings.items[i];
    if (spelling.is_title_case && bsearch(&spelling.key, common, count, sizeof *common, compare_keys)) continue;
    build->spellings.items[kept++] = spelling;
  }
  build->spellings.count = kept;
  free(common);
  return WHOSAID_OK;
}

whosaid_status gazetteer_build_finish(struct gazetteer_build *build, struct gazetteer **gazetteer, whosaid_error *error) {
  *gazetteer = NULL;
  whosaid_status status = drop_common_words(build, error);
  if (status) return status;
  struct gazetteer_head head = {.name_count = build->spellings.count,
                                .entry_count = build->entries.count,
                                .list_count = build->lists.count,
                                .strings_length = build->strings.count};
  status = count_slots(build, &head.slot_count, error);
  if (status) return status;
  void *block = calloc(1, gazetteer_block_size(&head));
  struct gazetteer *made = malloc(sizeof *made);
  if (!block || !made) return free(block), free(made), error_memory(error);
  memcpy(block, &head, sizeof head);
  gazetteer_attach(made, block);
  made->owned = block;
  write_block(build, made);
  *gazetteer = made;
  return WHOSAID_OK;
}

void gazetteer_free(struct gazetteer *gazetteer) {
  if (!gazetteer) return;
  free(gazetteer->owned);
  free(gazetteer);
}
