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
  if (build && !strings_start(&build->strings) && !strings_start(&build->labels)) return build;
  gazetteer_build_free(build);
  return error_memory(error), NULL;
}

void gazetteer_build_free(struct gazetteer_build *build) {
  if (!build) return;
  arena_free(&build->arena);
  VECTOR_FREE(&build->entries);
  VECTOR_FREE(&build->lines);
  VECTOR_FREE(&build->notes);
  VECTOR_FREE(&build->plain);
  VECTOR_FREE(&build->sites);
  VECTOR_FREE(&build->lists);
  VECTOR_FREE(&build->spellings);
  VECTOR_FREE(&build->prefixes);
  VECTOR_FREE(&build->checked);
  VECTOR_FREE(&build->paths);
  strings_free(&build->strings);
  strings_free(&build->labels);
  free(build);
}

static whosaid_status add_string(struct gazetteer_build *build, struct slice string, uint32_t *offset, whosaid_error *error) {
  *offset = strings_add(&build->strings, string);
  return *offset == WHOSAID_NONE ? error_memory(error) : WHOSAID_OK;
}

/* A kind or country, of which there are few. */
static whosaid_status add_label(struct gazetteer_build *build, const struct datafile *file, struct slice label, uint16_t *offset,
                                whosaid_error *error) {
  uint32_t at = strings_add(&build->labels, label);
  if (at == WHOSAID_NONE) return error_memory(error);
  *offset = at <= UINT16_MAX ? (uint16_t)at : 0;
  return at <= UINT16_MAX ? WHOSAID_OK : datafile_fail(file, file->line, error, "there are too many different kinds");
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
  build->abbreviations[lower % ABBREVIATION_BITS / 64] |= (uint64_t)1 << lower % 64;
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
  return add_string(build, name, &checked->name, NULL) != WHOSAID_OK;
}

static whosaid_status add_name(struct gazetteer_build *build, const struct datafile *file, uint32_t index, struct slice name,
                               whosaid_error *error) {
  const struct entry *entry = &build->entries.items[index];
  int any_case = (entry->flags & FLAG_ANY_CASE) != 0;
  if (entry->type == ENTRY_ABBREVIATION && name.bytes[name.length - 1] == '.' && !memchr(name.bytes, ' ', name.length)) {
    return add_abbreviation(build, name, index, error);
  }
  struct token tokens[LONGEST_NAME];
  struct word words[LONGEST_NAME];
  int count = split_name(name, tokens, words);
  if (count < 0) {
    return datafile_fail(file, file->line, error, "the name \"%.*s\" has more than %d words", (int)name.length, name.bytes, LONGEST_NAME);
  }
  if (!count) return datafile_fail(file, file->line, error, "the name \"%.*s\" holds no word", (int)name.length, name.bytes);
  if (file->findings && note_checked(build, name, words[0].lower, count, index)) return error_memory(error);
  return add_words(build, name, tokens, words, count, index, any_case, error);
}

/* ---- Entries ---- */

/* Words of one name of which nothing is told but their list, level and kind: those that say the same are one entry without a name. */
static int is_plain_word(const struct list *list, const struct list_entry *read) {
  const uint32_t types = 1u << ENTRY_GIVEN_NAME | 1u << ENTRY_SURNAME | 1u << ENTRY_COMMON_WORD;
  return types >> list->type & 1 && !list->file->findings && !list->has_sites && !read->country.length && !read->ids.length && !read->note.length &&
         !(read->names.length && memchr(read->names.bytes, '|', read->names.length));
}

static int tell_the_same(const struct entry *x, const struct entry *y) {
  return x->type == y->type && x->gender == y->gender && x->level == y->level && x->flags == y->flags &&
         x->kind == y->kind;
}

/* The index of a new entry, WHOSAID_NONE when memory is out. */
static uint32_t keep_entry(struct gazetteer_build *build, const struct entry *entry, uint32_t line) {
  struct entry *added = VECTOR_ADD(&build->entries);
  uint32_t *where = added ? VECTOR_ADD(&build->lines) : NULL;
  if (!where) return WHOSAID_NONE;
  *added = *entry;
  *where = line;
  return build->entries.count - 1;
}

/* The same, unless one of the newest plain words' entries tells the same. */
static uint32_t share_entry(struct gazetteer_build *build, const struct entry *entry, uint32_t line) {
  enum { NEWEST = 256 };
  uint32_t count = build->plain.count, first = build->lists.items[build->lists.count - 1].first_entry;
  for (uint32_t i = count; i-- > 0 && count - i <= NEWEST;) {
    uint32_t index = build->plain.items[i];
    if (index >= first && tell_the_same(&build->entries.items[index], entry)) return index;
  }
  uint32_t *plain = VECTOR_ADD(&build->plain);
  return plain ? *plain = keep_entry(build, entry, line) : WHOSAID_NONE;
}

/* "geonames=703448" is a scheme and a number. */
static int read_number_id(struct slice ids, struct slice *scheme, uint32_t *number) {
  struct slice rest = ids;
  slice_cut(&rest, '=', scheme);
  if (!rest.length || rest.length > 9 || rest.bytes[0] == '0') return 0;
  for (uint32_t i = *number = 0; i < rest.length; i++) {
    if (rest.bytes[i] < '0' || rest.bytes[i] > '9') return 0;
    *number = *number * 10 + (uint32_t)(rest.bytes[i] - '0');
  }
  return 1;
}

/* Numbers are kept as such when they are of the scheme of the list's first one. */
static whosaid_status add_ids(struct gazetteer_build *build, struct slice ids, struct entry *entry, whosaid_error *error) {
  struct list_record *list = &build->lists.items[build->lists.count - 1];
  struct slice scheme;
  uint32_t number, offset;
  if (!read_number_id(ids, &scheme, &number)) return add_string(build, ids, &entry->ids, error);
  whosaid_status status = add_string(build, scheme, &offset, error);
  if (status) return status;
  if (!list->scheme) list->scheme = offset;
  if (list->scheme != offset) return add_string(build, ids, &entry->ids, error);
  entry->ids = number;
  entry->flags |= FLAG_NUMBER;
  return WHOSAID_OK;
}

/* The entry of a line; a plain word's has no name. */
static whosaid_status read_entry(struct gazetteer_build *build, const struct list *list, const struct list_entry *read, int is_plain,
                                 struct entry *entry, whosaid_error *error) {
  struct slice names = read->names, name;
  *entry = (struct entry){.type = (uint8_t)list->type,
                          .gender = read->gender & 15u,
                          .level = read->level & 15u,
                          .flags = (uint16_t)read->flags};
  slice_cut(&names, '|', &name);
  whosaid_status status = add_label(build, list->file, read->kind, &entry->kind, error);
  if (!status) status = add_label(build, list->file, read->country, &entry->country, error);
  if (!status) status = add_ids(build, read->ids, entry, error);
  return status || is_plain ? status : add_string(build, slice_trim(name), &entry->name, error);
}

static int add_note(struct gazetteer_build *build, uint32_t entry, struct slice text) {
  struct note *note = text.length ? VECTOR_ADD(&build->notes) : NULL;
  if (note) *note = (struct note){.entry = entry, .text = strings_add(&build->strings, text)};
  return text.length && (!note || note->text == WHOSAID_NONE);
}

static int add_site(struct gazetteer_build *build, const struct list_entry *read) {
  struct site *site = VECTOR_ADD(&build->sites);
  if (!site) return -1;
  *site = (struct site){.region = strings_add(&build->strings, read->region), .latitude = read->latitude, .longitude = read->longitude};
  return site->region == WHOSAID_NONE ? -1 : 0;
}

static whosaid_status add_entry(struct gazetteer_build *build, const struct list *list, const struct list_entry *read,
                                whosaid_error *error) {
  struct entry entry;
  struct slice names = read->names, name;
  int is_plain = is_plain_word(list, read);
  whosaid_status status = read_entry(build, list, read, is_plain, &entry, error);
  if (status) return status;
  uint32_t index = is_plain ? share_entry(build, &entry, read->line) : keep_entry(build, &entry, read->line);
  if (index == WHOSAID_NONE || add_note(build, index, read->note)) return error_memory(error);
  if (list->has_sites && add_site(build, read)) return error_memory(error);
  if (index >= MOST_ENTRIES) return datafile_fail(list->file, read->line, error, "there are too many entries");
  while (!status && slice_cut(&names, '|', &name)) {
    name = slice_trim(name);
    if (name.length) status = add_name(build, list->file, index, name, error);
    else status = datafile_fail(list->file, read->line, error, "a name is empty");
  }
  return status;
}

static whosaid_status start_list(struct gazetteer_build *build, const struct datafile *file, whosaid_error *error) {
  struct list_record *list = VECTOR_ADD(&build->lists);
  const char **path = VECTOR_ADD(&build->paths);
  if (!list || !path) return error_memory(error);
  *path = arena_copy(&build->arena, file->path, strlen(file->path));
  if (!*path) return error_memory(error);
  *list = (struct list_record){.first_entry = build->entries.count, .first_site = WHOSAID_NONE};
  return add_string(build, (struct slice){file->name, (uint32_t)strlen(file->name)}, &list->name, error);
}

whosaid_status gazetteer_build_list(struct gazetteer_build *build, const struct data_path *path, int user, struct findings *findings,
                                    whosaid_error *error) {
  struct datafile file;
  struct list list;
  struct list_entry entry;
  whosaid_status status = datafile_open(path, findings, &file, error);
  if (!status) status = start_list(build, &file, error);
  if (!status) status = list_open(&list, &file, user, error);
  if (!status && list.has_sites) build->lists.items[build->lists.count - 1].first_site = build->sites.count;
  int more = 1;
  while (!status && more) {
    status = list_next(&list, &entry, &more, error);
    if (!status && more) status = add_entry(build, &list, &entry, error);
  }
  datafile_close(&file);
  return status;
}

/* ---- The block ---- */

/* The slots while they are filled. */
struct slots {
  struct places places;
  struct slot *items;
};

static int note_key(uint64_t *table, uint64_t mask, uint64_t key) {
  uint64_t at = key >> 20 & mask;
  while (table[at] && table[at] != key) at = (at + 1) & mask;
  int is_new = key && !table[at];
  table[at] = key;
  return is_new;
}

/* All keys, each once; NULL when memory is out. */
static uint64_t *collect_keys(const struct gazetteer_build *build, uint32_t *count) {
  uint64_t all = (uint64_t)build->prefixes.count + build->spellings.count, mask = 1024;
  while (mask < all * 2) mask *= 2;
  uint64_t *keys = malloc((all + 1) * sizeof *keys), *table = calloc(mask--, sizeof *table);
  *count = 0;
  for (uint32_t i = 0; keys && table && i < build->prefixes.count; i++) {
    uint64_t key = build->prefixes.items[i].key;
    if (note_key(table, mask, key)) keys[(*count)++] = key;
  }
  for (uint32_t i = 0; keys && table && i < build->spellings.count; i++) {
    uint64_t key = build->spellings.items[i].key;
    if (note_key(table, mask, key)) keys[(*count)++] = key;
  }
  if (!table) free(keys), keys = NULL;
  free(table);
  return keys;
}

static void free_slots(struct slots *slots) {
  places_free(&slots->places);
  free(slots->items);
}

/* A slot for every key, empty. */
static int make_slots(const struct gazetteer_build *build, struct slots *slots) {
  uint32_t count;
  uint64_t *keys = collect_keys(build, &count);
  *slots = (struct slots){.items = NULL};
  int failed = !keys || places_make(&slots->places, keys, count);
  free(keys);
  if (!failed) slots->items = calloc(slots->places.count, sizeof *slots->items);
  if (slots->items) return 0;
  free_slots(slots);
  return -1;
}

static struct slot *seek_slot(const struct slots *slots, uint64_t key) {
  struct slot *slot = &slots->items[key_place(&slots->places, key)];
  slot->bits |= slot_tag(key);
  return slot;
}

/* A name that may lie in a slot. */
static int is_short(struct name name) { return name.entry >> (64 - ENTRY_SHIFT) == 0 && (!name.any_case || name.exact <= UINT16_MAX); }

/* Fills the slots with "longer" bits and, for now, the number of names of each, and marks those of which all names are short. */
static void count_names(const struct gazetteer_build *build, const struct slots *slots) {
  for (uint32_t i = 0; i < build->prefixes.count; i++) {
    seek_slot(slots, build->prefixes.items[i].key)->bits |= (uint64_t)build->prefixes.items[i].longer << LONGER_SHIFT;
  }
  for (uint32_t i = 0; i < build->spellings.count; i++) {
    const struct spelling *spelling = &build->spellings.items[i];
    struct slot *slot = seek_slot(slots, spelling->key);
    if (!slot_has_names(slot->bits)) slot->bits |= SLOT_SINGLE;
    if (!is_short(spelling->name)) slot->bits &= ~SLOT_SINGLE;
    slot->bits += (uint64_t)1 << NAME_SHIFT;
  }
}

/* One short name lies in the slot; the others turn their count into the index (from 1) after their names. Gives how many these are. */
static uint32_t place_names(const struct slots *slots) {
  uint32_t next = 1;
  for (uint32_t i = 0; i < slots->places.count; i++) {
    uint64_t *bits = &slots->items[i].bits;
    uint32_t count = (uint32_t)(*bits >> NAME_SHIFT);
    if (!count) continue;
    int is_single = count == 1 && slot_is_single(*bits);
    if (!is_single) next += count;
    *bits = (*bits & (SLOT_SINGLE - 1)) | (is_single ? SLOT_SINGLE : (uint64_t)next << NAME_SHIFT);
  }
  return next - 1;
}

static uint64_t single_bits(struct name name) {
  return (uint64_t)name.any_case << NAME_SHIFT | (uint64_t)(name.exact & 0xFFFF) << EXACT_SHIFT | (uint64_t)name.entry << ENTRY_SHIFT;
}

/* From the last spelling to the first, so that the names of a slot stand in the order of their entries. */
static void write_names(const struct gazetteer_build *build, const struct slots *slots, struct name *names, uint32_t name_count) {
  for (uint32_t i = build->spellings.count; i-- > 0;) {
    const struct spelling *spelling = &build->spellings.items[i];
    struct slot *slot = seek_slot(slots, spelling->key);
    if (slot_is_single(slot->bits)) {
      slot->bits |= single_bits(spelling->name);
      continue;
    }
    slot->bits -= (uint64_t)1 << NAME_SHIFT;
    names[slot_first_name(slot->bits)] = spelling->name;
  }
  for (uint32_t i = 0; i < slots->places.count; i++) {
    uint64_t bits = slots->items[i].bits;
    uint32_t first = slot_is_single(bits) ? 0 : (uint32_t)(bits >> NAME_SHIFT);
    if (first > 1) names[first - 2].is_last = 1;
  }
  if (name_count) names[name_count - 1].is_last = 1;
}

static struct gazetteer_head make_head(const struct gazetteer_build *build, const struct slots *slots) {
  struct gazetteer_head head = {.slot_count = slots->places.count,
                                .bucket_count = slots->places.bucket_count,
                                .name_count = place_names(slots),
                                .entry_count = build->entries.count,
                                .note_count = build->notes.count,
                                .site_count = build->sites.count,
                                .list_count = build->lists.count,
                                .strings_length = build->labels.bytes.count + build->strings.bytes.count};
  memcpy(head.abbreviations, build->abbreviations, sizeof head.abbreviations);
  return head;
}

/* The labels come before the other strings. */
static uint32_t final_offset(const struct gazetteer_build *build, uint32_t offset) {
  return offset ? build->labels.bytes.count + offset : 0;
}

static void write_entries(const struct gazetteer_build *build, const struct gazetteer *gazetteer) {
  struct entry *entries = (struct entry *)gazetteer->entries;
  struct note *notes = (struct note *)gazetteer->notes;
  struct site *sites = (struct site *)gazetteer->sites;
  for (uint32_t i = 0; i < build->entries.count; i++) {
    entries[i] = build->entries.items[i];
    entries[i].name = final_offset(build, entries[i].name);
    if (!(entries[i].flags & FLAG_NUMBER)) entries[i].ids = final_offset(build, entries[i].ids);
  }
  for (uint32_t i = 0; i < build->notes.count; i++) {
    notes[i] = (struct note){build->notes.items[i].entry, final_offset(build, build->notes.items[i].text)};
  }
  for (uint32_t i = 0; i < build->sites.count; i++) {
    sites[i] = build->sites.items[i];
    sites[i].region = final_offset(build, sites[i].region);
  }
}

static void write_strings(const struct gazetteer_build *build, const struct gazetteer *gazetteer) {
  struct list_record *lists = (struct list_record *)gazetteer->lists;
  char *strings = (char *)gazetteer->strings;
  for (uint32_t i = 0; i < build->lists.count; i++) {
    lists[i] = build->lists.items[i];
    lists[i].name = final_offset(build, lists[i].name);
    lists[i].scheme = final_offset(build, lists[i].scheme);
  }
  memcpy(strings, build->labels.bytes.items, build->labels.bytes.count);
  memcpy(strings + build->labels.bytes.count, build->strings.bytes.items, build->strings.bytes.count);
}

static void write_block(const struct gazetteer_build *build, const struct slots *slots, const struct gazetteer *gazetteer) {
  write_names(build, slots, (struct name *)gazetteer->names, gazetteer->head->name_count);
  memcpy((struct slot *)gazetteer->slots, slots->items, slots->places.count * sizeof *slots->items);
  memcpy((uint16_t *)gazetteer->places.shifts, slots->places.shifts, slots->places.bucket_count * sizeof *slots->places.shifts);
  write_entries(build, gazetteer);
  write_strings(build, gazetteer);
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

static whosaid_status make_block(const struct gazetteer_build *build, const struct slots *slots, struct gazetteer **gazetteer, whosaid_error *error) {
  count_names(build, slots);
  struct gazetteer_head head = make_head(build, slots);
  void *block = calloc(1, gazetteer_block_size(&head));
  struct gazetteer *made = malloc(sizeof *made);
  if (!block || !made) return free(block), free(made), error_memory(error);
  memcpy(block, &head, sizeof head);
  gazetteer_attach(made, block);
  made->owned = block;
  write_block(build, slots, made);
  *gazetteer = made;
  return WHOSAID_OK;
}

whosaid_status gazetteer_build_finish(struct gazetteer_build *build, struct gazetteer **gazetteer, whosaid_error *error) {
  struct slots slots;
  *gazetteer = NULL;
  whosaid_status status = drop_common_words(build, error);
  if (status) return status;
  if (make_slots(build, &slots)) return error_memory(error);
  status = make_block(build, &slots, gazetteer, error);
  free_slots(&slots);
  return status;
}

void gazetteer_free(struct gazetteer *gazetteer) {
  if (!gazetteer) return;
  free(gazetteer->owned);
  free(gazetteer);
}
