/* gazetteer.c: tokens -> the entries whose names they spell. */
#include "model/gazetteer.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/utf8.h"
#include "document.h"
#include "model/gazetteer_block.h"
#include "token.h"

static const char *const TYPE_NAMES[ENTRY_TYPES] = {
    [ENTRY_PERSON] = "person",
    [ENTRY_PLACE] = "place",
    [ENTRY_ORGANIZATION] = "organization",
    [ENTRY_GIVEN_NAME] = "given-name",
    [ENTRY_SURNAME] = "surname",
    [ENTRY_NAME_PARTICLE] = "name-particle",
    [ENTRY_NAME_SUFFIX] = "name-suffix",
    [ENTRY_TITLE] = "title",
    [ENTRY_ROLE] = "role",
    [ENTRY_ORGANIZATION_HEAD] = "organization-head",
    [ENTRY_ORGANIZATION_SUFFIX] = "organization-suffix",
    [ENTRY_ORGANIZATION_NOUN] = "organization-noun",
    [ENTRY_PLACE_HEAD] = "place-head",
    [ENTRY_DEMONYM] = "demonym",
    [ENTRY_REPORTING_VERB] = "reporting-verb",
    [ENTRY_REPORTING_NOUN] = "reporting-noun",
    [ENTRY_SOURCE_NOUN] = "source-noun",
    [ENTRY_PRONOUN] = "pronoun",
    [ENTRY_ABBREVIATION] = "abbreviation",
    [ENTRY_COMMON_WORD] = "common-word",
    [ENTRY_CALENDAR] = "calendar",
    [ENTRY_NOT_A_NAME] = "not-a-name",
};

const char *entry_type_name(enum entry_type type) {
  return (unsigned)type < ENTRY_TYPES ? TYPE_NAMES[type] : "unknown";
}

/* ---- The block ---- */

static uint64_t round_up(uint64_t size) { return (size + 7) & ~(uint64_t)7; }

/* Where each array starts, and after the last one the size of all. */
static void place_arrays(const struct gazetteer_head *head, uint64_t offsets[7]) {
  const uint64_t sizes[6] = {
      2 * ((1u << FIRST_BITS) / 8),
      (uint64_t)head->slot_count * sizeof(struct slot),
      (uint64_t)head->name_count * sizeof(struct name),
      (uint64_t)head->entry_count * sizeof(struct entry),
      (uint64_t)head->list_count * sizeof(uint32_t),
      head->strings_length,
  };
  offsets[0] = round_up(sizeof *head);
  for (int i = 0; i < 6; i++) offsets[i + 1] = offsets[i] + round_up(sizes[i]);
}

uint64_t gazetteer_block_size(const struct gazetteer_head *head) {
  uint64_t offsets[7];
  place_arrays(head, offsets);
  return offsets[6];
}

void gazetteer_attach(struct gazetteer *gazetteer, const void *block) {
  const char *base = block;
  uint64_t offsets[7];
  place_arrays(block, offsets);
  *gazetteer = (struct gazetteer){
      .head = block,
      .firsts = (const uint8_t *)(base + offsets[0]),
      .slots = (const struct slot *)(const void *)(base + offsets[1]),
      .names = (const struct name *)(const void *)(base + offsets[2]),
      .entries = (const struct entry *)(const void *)(base + offsets[3]),
      .lists = (const uint32_t *)(const void *)(base + offsets[4]),
      .strings = base + offsets[5],
  };
}

struct image_part gazetteer_part(const struct gazetteer *gazetteer) {
  return (struct image_part){gazetteer->head, gazetteer_block_size(gazetteer->head)};
}

whosaid_status gazetteer_open(struct image_part part, struct gazetteer **gazetteer, whosaid_error *error) {
  const struct gazetteer_head *head = part.bytes;
  *gazetteer = NULL;
  if (part.size < sizeof *head || part.size != gazetteer_block_size(head) || !head->slot_count || !head->strings_length) {
    return error_set(error, WHOSAID_BAD_DATA, 0, 0, "its gazetteer has an impossible size");
  }
  struct gazetteer *made = malloc(sizeof *made);
  if (!made) return error_memory(error);
  gazetteer_attach(made, part.bytes);
  if (made->strings[head->strings_length - 1]) {
    free(made);
    return error_set(error, WHOSAID_BAD_DATA, 0, 0, "the strings of its gazetteer have no end");
  }
  *gazetteer = made;
  return WHOSAID_OK;
}

const struct entry *gazetteer_entry(const struct gazetteer *gazetteer, uint32_t index) { return &gazetteer->entries[index]; }

uint32_t gazetteer_entry_count(const struct gazetteer *gazetteer) { return gazetteer->head->entry_count; }

const char *gazetteer_string(const struct gazetteer *gazetteer, uint32_t offset) {
  return offset < gazetteer->head->strings_length ? gazetteer->strings + offset : "";
}

const char *gazetteer_list_name(const struct gazetteer *gazetteer, uint8_t list) {
  return list < gazetteer->head->list_count ? gazetteer_string(gazetteer, gazetteer->lists[list]) : "";
}

/* ---- Matching ---- */

void hash_without_stops(const char *word, uint32_t length, uint32_t *hash, uint32_t *lower) {
  char bare[64];
  uint32_t kept = 0;
  for (uint32_t i = 0; i < length && kept < sizeof bare; i++) {
    if (word[i] != '.') bare[kept++] = word[i];
  }
  token_hash(bare, kept, hash, lower);
}

int is_ascii(const char *word, uint32_t length) {
  for (uint32_t i = 0; i < length; i++) {
    if ((unsigned char)word[i] >= 0x80) return 0;
  }
  return 1;
}

int is_joint(const char *text, const struct token *token, const struct token *next) {
  if ((token->flags | next->flags) & TOKEN_SPACE_BEFORE) return 0;
  uint32_t length = token->end - token->start;
  const char *mark = text + token->start;
  return (length == 1 && *mark == '-') || (length == 3 && !memcmp(mark, "\xE2\x80\x90", 2) && (unsigned char)mark[2] <= 0x91);
}

static const struct slot *find_slot(const struct gazetteer *gazetteer, uint64_t key) {
  uint32_t count = gazetteer->head->slot_count, position = slot_position(key, count);
  for (uint32_t tried = 0; tried < count; tried++) {
    const struct slot *slot = &gazetteer->slots[position];
    if (!slot->value) return NULL;
    if (slot->tag == (uint32_t)key) return slot;
    if (++position == count) position = 0;
  }
  return NULL;
}

/* What is known of the words walked over so far. */
struct walk {
  const char *text;
  const struct token *first;
  uint64_t key;
  uint32_t exact;
  uint32_t words;
  uint32_t letters;        /* of the words in capitals, to tell "BEIJING" from "US" */
  int capitals;            /* all of them in capitals */
};

static void walk_word(struct walk *walk, const struct token *token) {
  walk->key = extend_key(walk->key, token->lower);
  walk->exact = extend_exact(walk->exact, token->hash);
  walk->words++;
  if (token->flags & (TOKEN_ABBREVIATION | TOKEN_INITIAL) || !(token->flags & TOKEN_HAS_LETTER)) return;
  if (!(token->flags & TOKEN_ALL_CAPITALS)) walk->capitals = 0;
  else if (walk->capitals) walk->letters += (uint32_t)utf8_count_codepoints(walk->text + token->start, token->end - token->start);
}

/* "BEIJING" spells Beijing and "LOS ANGELES" Los Angeles, but "US" is not us. */
static int spelt_in_capitals(const struct walk *walk) {
  return walk->capitals && walk->letters >= 4;
}

/* "Enquist" is not some other word that happens to have the same hash, "Gov." is gov, and "a.m." is not am. Where accents are folded
 * away only the hash can tell. */
static int has_shape(const struct walk *walk, uint32_t shape) {
  const char *word = walk->text + walk->first->start;
  uint32_t length = walk->first->end - walk->first->start;
  if (!shape || shape == word_shape(word, length) || !is_ascii(word, length)) return 1;
  return walk->first->flags & TOKEN_ABBREVIATION && shape == word_shape(word, length - 1);
}

static int is_spelt(const struct walk *walk, struct name name) {
  if (name.any_case) return has_shape(walk, name.exact);
  return name.exact == walk->exact || spelt_in_capitals(walk);
}

typedef void (*found_name)(void *context, uint32_t last, uint32_t entry);

static void report_names(const struct gazetteer *gazetteer, const struct slot *slot, const struct walk *walk, uint32_t last, found_name found,
                         void *context) {
  uint32_t count = gazetteer->head->name_count, before = WHOSAID_NONE;
  for (uint32_t i = (slot->value >> 1) - 1; i < count; i++) {
    struct name name = gazetteer->names[i];
    if (name.entry != before && name.entry < gazetteer->head->entry_count && is_spelt(walk, name)) {
      found(context, last, before = name.entry);
    }
    if (name.is_last) break;
  }
}

static int may_start(const struct gazetteer *gazetteer, const struct token *token) {
  int any = (token->flags & TOKEN_CAPITAL) || !(token->flags & TOKEN_HAS_LETTER) || token->flags & TOKEN_MIXED_CASE;
  const uint8_t *bitmap = gazetteer->firsts + (any ? (1u << FIRST_BITS) / 8 : 0);
  uint32_t bit = first_bit(token->lower);
  return bitmap[bit / 8] >> (bit % 8) & 1;
}

static void match_abbreviation(const struct gazetteer *gazetteer, const char *text, const struct token *token, found_name found,
                               void *context) {
  if (!(token->flags & TOKEN_HAS_LETTER) || text[token->end - 1] != '.') return;
  struct walk walk = {.text = text, .first = token, .key = ABBREVIATION_SEED};
  walk_word(&walk, token);
  const struct slot *slot = find_slot(gazetteer, walk.key);
  if (slot && slot->value > 1) report_names(gazetteer, slot, &walk, 1, found, context);
}

void gazetteer_match(const struct gazetteer *gazetteer, const char *text, const struct token *tokens, uint32_t count, found_name found,
                     void *context) {
  if (!count) return;
  match_abbreviation(gazetteer, text, tokens, found, context);
  struct walk walk = {.text = text, .first = tokens, .key = NAME_SEED, .capitals = 1};
  for (uint32_t i = 0; i < count && walk.words < LONGEST_NAME; i++) {
    if (i && i + 1 < count && is_joint(text, &tokens[i], &tokens[i + 1])) continue;
    if (!i && !may_start(gazetteer, tokens)) return;
    walk_word(&walk, &tokens[i]);
    const struct slot *slot = find_slot(gazetteer, walk.key);
    if (!slot) return;
    if (slot->value > 1) report_names(gazetteer, slot, &walk, i + 1, found, context);
    if (!(slot->value & 1)) return;
  }
}

/* ---- Single look-ups ---- */

struct look_up {
  const struct gazetteer *gazetteer;
  enum entry_type type;
  uint32_t last;
  const struct entry *entry;
};

static void keep_entry(void *context, uint32_t last, uint32_t index) {
  struct look_up *wanted = context;
  const struct entry *entry = gazetteer_entry(wanted->gazetteer, index);
  if (!wanted->entry && last == wanted->last && entry->type == wanted->type) wanted->entry = entry;
}

/* "gov" and "gov." alike. */
static const struct entry *find_abbreviation_entry(const struct gazetteer *gazetteer, const char *word, uint32_t length) {
  struct token token = {.end = length, .flags = TOKEN_ABBREVIATION};
  struct look_up wanted = {.gazetteer = gazetteer, .type = ENTRY_ABBREVIATION, .last = 1};
  hash_without_stops(word, length, &token.hash, &token.lower);
  struct walk walk = {.text = word, .first = &token, .key = extend_key(ABBREVIATION_SEED, token.lower)};
  const struct slot *slot = find_slot(gazetteer, walk.key);
  if (slot && slot->value > 1) report_names(gazetteer, slot, &walk, 1, keep_entry, &wanted);
  return wanted.entry;
}

const struct entry *gazetteer_find(const struct gazetteer *gazetteer, enum entry_type type, const char *word, size_t length) {
  struct token tokens[2 * LONGEST_NAME];
  uint32_t count = 0, offset = 0;
  if (length > 1024) return NULL;
  if (type == ENTRY_ABBREVIATION) return find_abbreviation_entry(gazetteer, word, (uint32_t)length);
  while (count < 2 * LONGEST_NAME && token_next_of_name(word, (uint32_t)length, offset, &tokens[count])) offset = tokens[count++].end;
  struct look_up wanted = {.gazetteer = gazetteer, .type = type, .last = count};
  gazetteer_match(gazetteer, word, tokens, count, keep_entry, &wanted);
  return wanted.entry;
}
