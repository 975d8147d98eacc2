/* gazetteer.c: tokens -> the entries whose names they spell. */
#include "model/gazetteer.h"

#include <stdio.h>
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

const char *entry_type_name(enum entry_type type) { return (unsigned)type < ENTRY_TYPES ? TYPE_NAMES[type] : "unknown"; }

/* ---- The block ---- */

static uint64_t round_up(uint64_t size) { return (size + 7) & ~(uint64_t)7; }

/* Where each array starts, and after the last one the size of all. */
static void place_arrays(const struct gazetteer_head *head, uint64_t offsets[8]) {
  const uint64_t sizes[7] = {
      (uint64_t)head->slot_count * sizeof(struct slot),   (uint64_t)head->name_count * sizeof(struct name),
      (uint64_t)head->entry_count * sizeof(struct entry), (uint64_t)head->note_count * sizeof(struct note),
      (uint64_t)head->site_count * sizeof(struct site),   (uint64_t)head->list_count * sizeof(struct list_record),
      head->strings_length,
  };
  offsets[0] = round_up(sizeof *head);
  for (int i = 0; i < 7; i++) offsets[i + 1] = offsets[i] + round_up(sizes[i]);
}

uint64_t gazetteer_block_size(const struct gazetteer_head *head) {
  uint64_t offsets[8];
  place_arrays(head, offsets);
  return offsets[7];
}

void gazetteer_attach(struct gazetteer *gazetteer, const void *block) {
  const char *base = block;
  uint64_t offsets[8];
  place_arrays(block, offsets);
  *gazetteer = (struct gazetteer){
      .head = block,
      .slots = (const struct slot *)(const void *)(base + offsets[0]),
      .names = (const struct name *)(const void *)(base + offsets[1]),
      .entries = (const struct entry *)(const void *)(base + offsets[2]),
      .notes = (const struct note *)(const void *)(base + offsets[3]),
      .sites = (const struct site *)(const void *)(base + offsets[4]),
      .lists = (const struct list_record *)(const void *)(base + offsets[5]),
      .strings = base + offsets[6],
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

uint32_t gazetteer_entry_index(const struct gazetteer *gazetteer, const struct entry *entry) {
  return (uint32_t)(entry - gazetteer->entries);
}

uint32_t gazetteer_entry_count(const struct gazetteer *gazetteer) { return gazetteer->head->entry_count; }

const char *gazetteer_string(const struct gazetteer *gazetteer, uint32_t offset) {
  return offset < gazetteer->head->strings_length ? gazetteer->strings + offset : "";
}

const char *gazetteer_ids(const struct gazetteer *gazetteer, const struct entry *entry, struct arena *arena) {
  enum { DIGITS = 10 };
  if (!entry->scheme) return gazetteer_string(gazetteer, entry->ids);
  const char *scheme = gazetteer_string(gazetteer, entry->scheme);
  size_t size = strlen(scheme) + 1 + DIGITS + 1;
  char *ids = arena_allocate(arena, size);
  if (ids) snprintf(ids, size, "%s=%u", scheme, entry->ids);
  return ids;
}

const char *gazetteer_note(const struct gazetteer *gazetteer, const struct entry *entry) {
  uint32_t index = gazetteer_entry_index(gazetteer, entry), low = 0, high = gazetteer->head->note_count;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (gazetteer->notes[middle].entry < index) low = middle + 1;
    else high = middle;
  }
  int is_noted = low < gazetteer->head->note_count && gazetteer->notes[low].entry == index;
  return is_noted ? gazetteer_string(gazetteer, gazetteer->notes[low].text) : "";
}

const struct site *gazetteer_site(const struct gazetteer *gazetteer, const struct entry *entry) {
  uint32_t index = gazetteer_entry_index(gazetteer, entry);
  const struct list_record *list = &gazetteer->lists[entry->list];
  if (entry->list >= gazetteer->head->list_count || list->first_site == WHOSAID_NONE || index < list->first_entry) return NULL;
  uint64_t site = (uint64_t)list->first_site + (index - list->first_entry);
  return site < gazetteer->head->site_count ? &gazetteer->sites[site] : NULL;
}

const char *gazetteer_list_name(const struct gazetteer *gazetteer, uint8_t list) {
  return list < gazetteer->head->list_count ? gazetteer_string(gazetteer, gazetteer->lists[list].name) : "";
}

/* ---- Matching ---- */

/* Each walk over names is compiled as one piece with what it does for a hit. */
#define INLINE static inline __attribute__((always_inline))

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

INLINE const struct slot *find_slot(const struct gazetteer *gazetteer, uint64_t key) {
  uint32_t count = gazetteer->head->slot_count, position = slot_position(key, count);
  for (uint32_t tried = 0; tried < count; tried++) {
    const struct slot *slot = &gazetteer->slots[position];
    if (!slot->bits) return NULL;
    if (slot_tag(slot->bits) == slot_tag(key)) return slot;
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
  uint32_t letters; /* of the words in capitals, to tell "BEIJING" from "US" */
  int capitals;     /* all of them in capitals */
};

INLINE void walk_word(struct walk *walk, const struct token *token) {
  walk->key = extend_key(walk->key, token->lower);
  walk->exact = extend_exact(walk->exact, token->hash);
  walk->words++;
  if (token->flags & (TOKEN_ABBREVIATION | TOKEN_INITIAL) || !(token->flags & TOKEN_HAS_LETTER)) return;
  if (!(token->flags & TOKEN_ALL_CAPITALS)) walk->capitals = 0;
  else if (walk->capitals) walk->letters += (uint32_t)utf8_count_codepoints(walk->text + token->start, token->end - token->start);
}

/* "BEIJING" spells Beijing and "LOS ANGELES" Los Angeles, but "US" is not us. */
INLINE int spelt_in_capitals(const struct walk *walk) { return walk->capitals && walk->letters >= 4; }

/* "Enquist" is not some other word that happens to have the same hash, "Gov." is gov, and "a.m." is not am. Where accents are folded
 * away only the hash can tell. */
INLINE int has_shape(const struct walk *walk, uint32_t shape) {
  const char *word = walk->text + walk->first->start;
  uint32_t length = walk->first->end - walk->first->start;
  if (!shape || shape == word_shape(word, length)) return 1;
  if (!is_ascii(word, length)) return 1;
  return walk->first->flags & TOKEN_ABBREVIATION && shape == word_shape(word, length - 1);
}

INLINE int is_spelt(const struct walk *walk, struct name name) {
  if (name.any_case) return has_shape(walk, name.exact);
  return name.exact == walk->exact || spelt_in_capitals(walk);
}

/* Receives a name that was found: where it ends, counted from the token at which it starts, and whose it is. */
typedef void (*take_hit)(void *context, uint32_t last, uint32_t entry, uint32_t type);

/* The name that lies in the slot itself. */
INLINE void report_single(const struct gazetteer *gazetteer, uint64_t bits, const struct walk *walk, uint32_t last, take_hit take,
                          void *context) {
  uint32_t entry = single_entry(bits), exact = single_exact(bits);
  int is_name = single_any_case(bits) ? has_shape(walk, exact) : exact == (walk->exact & 0xFFFF) || spelt_in_capitals(walk);
  if (!is_name || entry >= gazetteer->head->entry_count) return;
  uint32_t type = gazetteer->entries[entry].type;
  if (type < ENTRY_TYPES) take(context, last, entry, type);
}

INLINE void report_names(const struct gazetteer *gazetteer, const struct slot *slot, const struct walk *walk, uint32_t last, take_hit take,
                         void *context) {
  if (slot_is_single(slot->bits)) {
    report_single(gazetteer, slot->bits, walk, last, take, context);
    return;
  }
  uint32_t count = gazetteer->head->name_count, before = WHOSAID_NONE, i = slot_first_name(slot->bits);
  for (; i < count; i++) {
    struct name name = gazetteer->names[i];
    if (name.entry != before && name.entry < gazetteer->head->entry_count && name.type < ENTRY_TYPES && is_spelt(walk, name)) {
      take(context, last, before = name.entry, name.type);
    }
    if (name.is_last) break;
  }
}

/* Which longer names may start with the token, enum longer: "the" in lower case does not start The Hague. */
INLINE uint32_t longer_names(const struct token *token) {
  int is_lower = (token->flags & (TOKEN_CAPITAL | TOKEN_HAS_LETTER | TOKEN_MIXED_CASE)) == TOKEN_HAS_LETTER;
  return is_lower ? LONGER_LOWER : LONGER_LOWER | LONGER_CAPITAL;
}

INLINE void match_abbreviation(const struct gazetteer *gazetteer, const char *text, const struct token *token, take_hit take,
                               void *context) {
  if (!(token->flags & TOKEN_ABBREVIATION)) return;
  struct walk walk = {.text = text, .first = token, .key = ABBREVIATION_SEED};
  walk_word(&walk, token);
  const struct slot *slot = find_slot(gazetteer, walk.key);
  if (slot && slot_has_names(slot->bits)) report_names(gazetteer, slot, &walk, 1, take, context);
}

/* `slot`: that of the first token alone. */
INLINE void match_from(const struct gazetteer *gazetteer, const char *text, const struct token *tokens, uint32_t count,
                       const struct slot *slot, take_hit take, void *context) {
  struct walk walk = {.text = text, .first = tokens, .key = NAME_SEED, .capitals = 1};
  uint32_t longer = longer_names(tokens);
  walk_word(&walk, tokens);
  for (uint32_t i = 0; slot;) {
    if (slot_has_names(slot->bits)) report_names(gazetteer, slot, &walk, i + 1, take, context);
    if (!(slot_longer(slot->bits) & longer) || walk.words == LONGEST_NAME) return;
    i += i + 2 < count && is_joint(text, &tokens[i + 1], &tokens[i + 2]) ? 2 : 1;
    if (i >= count) return;
    walk_word(&walk, &tokens[i]);
    slot = find_slot(gazetteer, walk.key);
  }
}

static const struct slot *find_first(const struct gazetteer *gazetteer, const struct token *token) {
  return find_slot(gazetteer, extend_key(NAME_SEED, token->lower));
}

struct callback {
  void (*found)(void *context, uint32_t last, uint32_t entry);
  void *context;
};

static void call_back(void *context, uint32_t last, uint32_t entry, uint32_t type) {
  const struct callback *callback = context;
  (void)type;
  callback->found(callback->context, last, entry);
}

void gazetteer_match(const struct gazetteer *gazetteer, const char *text, const struct token *tokens, uint32_t count,
                     void (*found)(void *context, uint32_t last, uint32_t entry), void *context) {
  struct callback callback = {found, context};
  if (!count) return;
  match_abbreviation(gazetteer, text, tokens, call_back, &callback);
  const struct slot *slot = find_first(gazetteer, tokens);
  if (slot) match_from(gazetteer, text, tokens, count, slot, call_back, &callback);
}

/* ---- Candidates ---- */

struct proposal {
  struct whosaid_document *document;
  uint32_t first; /* the token at which matching started */
  int failed;
};

/* Longest first, then by entry. */
INLINE int stands_before(const struct candidate *a, const struct candidate *b) {
  return a->last > b->last || (a->last == b->last && a->index < b->index);
}

/* The entries of one token arrive shortest first. */
INLINE void order_candidate(struct candidate *items, uint32_t first, uint32_t added) {
  struct candidate candidate = items[added];
  for (; added > first && !stands_before(&items[added - 1], &candidate); added--) items[added] = items[added - 1];
  items[added] = candidate;
}

INLINE void add_candidate(void *context, uint32_t last, uint32_t entry, uint32_t type) {
  struct proposal *proposal = context;
  struct whosaid_document *document = proposal->document;
  struct token *token = &document->tokens.items[proposal->first];
  uint32_t count = document->candidates.count;
  if (count == document->candidates.room) {
    struct candidate *added = VECTOR_ADD(&document->candidates);
    if (!added) {
      proposal->failed = 1;
      return;
    }
    document->candidates.count--;
  }
  document->candidates.count++;
  document->candidates.items[count] = (struct candidate){.first = proposal->first,
                                                         .last = proposal->first + last,
                                                         .source = FROM_GAZETTEER,
                                                         .type = (uint8_t)type,
                                                         .index = entry};
  if (last == 1) token->classes |= 1u << type;
  order_candidate(document->candidates.items, token->first_candidate, count);
}

enum { AHEAD = 64 };

INLINE void prefetch_slot(const struct gazetteer *gazetteer, uint64_t key) {
  __builtin_prefetch(&gazetteer->slots[slot_position(key, gazetteer->head->slot_count)]);
}

/* Asks memory for what the tokens [first, end) will need well before it is used: their slots, then the names to which these lead and
 * the slots of two words. */
static void find_ahead(const struct gazetteer *gazetteer, const struct token *tokens, uint32_t first, uint32_t end,
                       const struct slot *slots[AHEAD]) {
  for (uint32_t i = first; i < end; i++) prefetch_slot(gazetteer, extend_key(NAME_SEED, tokens[i].lower));
  for (uint32_t i = first; i < end; i++) {
    uint64_t key = extend_key(NAME_SEED, tokens[i].lower);
    const struct slot *slot = slots[i - first] = find_slot(gazetteer, key);
    if (!slot) continue;
    if (slot_is_single(slot->bits)) __builtin_prefetch(&gazetteer->entries[single_entry(slot->bits)]);
    else if (slot_has_names(slot->bits)) __builtin_prefetch(&gazetteer->names[slot_first_name(slot->bits)]);
    if (slot_longer(slot->bits) & longer_names(&tokens[i]) && i + 1 < end) prefetch_slot(gazetteer, extend_key(key, tokens[i + 1].lower));
  }
}

INLINE void propose_at(const struct gazetteer *gazetteer, struct proposal *proposal, uint32_t end, const struct slot *slot) {
  struct whosaid_document *document = proposal->document;
  struct token *token = &document->tokens.items[proposal->first];
  token->first_candidate = document->candidates.count;
  match_abbreviation(gazetteer, document->text, token, add_candidate, proposal);
  if (slot) match_from(gazetteer, document->text, token, end - proposal->first, slot, add_candidate, proposal);
  token->candidate_count = document->candidates.count - token->first_candidate;
}

whosaid_status gazetteer_propose(const struct gazetteer *gazetteer, struct whosaid_document *document, uint32_t first, uint32_t end,
                                 whosaid_error *error) {
  struct proposal proposal = {.document = document};
  for (uint32_t start = first; start < end && !proposal.failed; start += AHEAD) {
    const struct slot *slots[AHEAD] = {0};
    uint32_t stop = end - start < AHEAD ? end : start + AHEAD;
    find_ahead(gazetteer, document->tokens.items, start, stop, slots);
    for (uint32_t i = start; i < stop && !proposal.failed; i++) {
      proposal.first = i;
      propose_at(gazetteer, &proposal, end, slots[i - start]);
    }
  }
  return proposal.failed ? error_memory(error) : WHOSAID_OK;
}

/* ---- Single look-ups ---- */

struct look_up {
  const struct gazetteer *gazetteer;
  enum entry_type type;
  uint32_t last;
  const struct entry *entry;
};

static void keep_entry(void *context, uint32_t last, uint32_t entry, uint32_t type) {
  struct look_up *wanted = context;
  if (!wanted->entry && last == wanted->last && type == wanted->type) wanted->entry = gazetteer_entry(wanted->gazetteer, entry);
}

/* "gov" and "gov." alike. */
static const struct entry *find_abbreviation_entry(const struct gazetteer *gazetteer, const char *word, uint32_t length) {
  struct token token = {.end = length, .flags = TOKEN_ABBREVIATION};
  struct look_up wanted = {.gazetteer = gazetteer, .type = ENTRY_ABBREVIATION, .last = 1};
  hash_without_stops(word, length, &token.hash, &token.lower);
  struct walk walk = {.text = word, .first = &token, .key = extend_key(ABBREVIATION_SEED, token.lower)};
  const struct slot *slot = find_slot(gazetteer, walk.key);
  if (slot && slot_has_names(slot->bits)) report_names(gazetteer, slot, &walk, 1, keep_entry, &wanted);
  return wanted.entry;
}

const struct entry *gazetteer_find(const struct gazetteer *gazetteer, enum entry_type type, const char *word, size_t length) {
  struct token tokens[2 * LONGEST_NAME];
  uint32_t count = 0, offset = 0;
  if (length > 1024) return NULL;
  if (type == ENTRY_ABBREVIATION) return find_abbreviation_entry(gazetteer, word, (uint32_t)length);
  while (count < 2 * LONGEST_NAME && token_next_of_name(word, (uint32_t)length, offset, &tokens[count])) offset = tokens[count++].end;
  struct look_up wanted = {.gazetteer = gazetteer, .type = type, .last = count};
  const struct slot *slot = count ? find_first(gazetteer, tokens) : NULL;
  if (slot) match_from(gazetteer, word, tokens, count, slot, keep_entry, &wanted);
  return wanted.entry;
}
