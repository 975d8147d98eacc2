/* gazetteer.c: tokens -> the entries whose names they spell. */
#include "model/gazetteer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/utf8.h"
#include "document.h"
#include "model/gazetteer_block.h"
#include "model/recall.h"
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
static void place_arrays(const struct gazetteer_head *head, uint64_t offsets[9]) {
  const uint64_t sizes[8] = {
      (uint64_t)head->slot_count * sizeof(struct slot),        (uint64_t)head->bucket_count * sizeof(uint16_t),
      (uint64_t)head->name_count * sizeof(struct name),        (uint64_t)head->entry_count * sizeof(struct entry),
      (uint64_t)head->note_count * sizeof(struct note),        (uint64_t)head->site_count * sizeof(struct site),
      (uint64_t)head->list_count * sizeof(struct list_record), head->strings_length,
  };
  offsets[0] = round_up(sizeof *head);
  for (int i = 0; i < 8; i++) offsets[i + 1] = offsets[i] + round_up(sizes[i]);
}

uint64_t gazetteer_block_size(const struct gazetteer_head *head) {
  uint64_t offsets[9];
  place_arrays(head, offsets);
  return offsets[8];
}

void gazetteer_attach(struct gazetteer *gazetteer, const void *block) {
  const char *base = block;
  const struct gazetteer_head *head = block;
  uint64_t offsets[9];
  place_arrays(head, offsets);
  *gazetteer = (struct gazetteer){
      .head = head,
      .slots = (const struct slot *)(const void *)(base + offsets[0]),
      .places = {(const uint16_t *)(const void *)(base + offsets[1]), head->bucket_count, head->slot_count},
      .names = (const struct name *)(const void *)(base + offsets[2]),
      .entries = (const struct entry *)(const void *)(base + offsets[3]),
      .notes = (const struct note *)(const void *)(base + offsets[4]),
      .sites = (const struct site *)(const void *)(base + offsets[5]),
      .lists = (const struct list_record *)(const void *)(base + offsets[6]),
      .strings = base + offsets[7],
  };
}

struct image_part gazetteer_part(const struct gazetteer *gazetteer) {
  return (struct image_part){gazetteer->head, gazetteer_block_size(gazetteer->head)};
}

whosaid_status gazetteer_open(struct image_part part, struct gazetteer **gazetteer, whosaid_error *error) {
  const struct gazetteer_head *head = part.bytes;
  *gazetteer = NULL;
  if (part.size < sizeof *head || part.size != gazetteer_block_size(head) || !head->slot_count || !head->bucket_count ||
      !head->strings_length) {
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

/* The last list that starts at or before the entry. */
static const struct list_record *list_of(const struct gazetteer *gazetteer, const struct entry *entry) {
  uint32_t index = gazetteer_entry_index(gazetteer, entry), low = 0, high = gazetteer->head->list_count;
  while (low + 1 < high) {
    uint32_t middle = low + (high - low) / 2;
    if (gazetteer->lists[middle].first_entry <= index) low = middle;
    else high = middle;
  }
  return &gazetteer->lists[low];
}

const char *gazetteer_ids(const struct gazetteer *gazetteer, const struct entry *entry, struct arena *arena) {
  enum { DIGITS = 10 };
  if (!(entry->flags & FLAG_NUMBER)) return gazetteer_string(gazetteer, entry->ids);
  const char *scheme = gazetteer_string(gazetteer, list_of(gazetteer, entry)->scheme);
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
  const struct list_record *list = list_of(gazetteer, entry);
  if (list->first_site == WHOSAID_NONE || index < list->first_entry) return NULL;
  uint64_t site = (uint64_t)list->first_site + (index - list->first_entry);
  return site < gazetteer->head->site_count ? &gazetteer->sites[site] : NULL;
}

const char *gazetteer_list_name(const struct gazetteer *gazetteer, const struct entry *entry) {
  return gazetteer_string(gazetteer, list_of(gazetteer, entry)->name);
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

/* The bits of the key's slot, 0 when there is none. */
INLINE uint64_t find_slot(const struct gazetteer *gazetteer, uint64_t key) {
  uint64_t bits = gazetteer->slots[key_place(&gazetteer->places, key)].bits;
  return slot_tag(bits) == slot_tag(key) ? bits : 0;
}

/* What is known of the words walked over so far. */
struct walk {
  const char *text;
  const struct token *first;
  uint64_t key;
  uint32_t exact;
  uint32_t shape; /* of the first word */
  uint32_t words;
  uint32_t letters; /* while all words are in capitals, to tell "BEIJING" from "US" */
  int capitals;     /* all of them in capitals */
};

INLINE void walk_word(struct walk *walk, const struct token *token) {
  walk->key = extend_key(walk->key, token->lower);
  walk->exact = extend_exact(walk->exact, token->hash);
  walk->words++;
  if (token->flags & (TOKEN_ABBREVIATION | TOKEN_INITIAL) || !(token->flags & TOKEN_HAS_LETTER)) return;
  if (!(token->flags & TOKEN_ALL_CAPITALS)) walk->capitals = 0, walk->letters = 0;
  else if (walk->capitals) walk->letters += (uint32_t)utf8_count_codepoints(walk->text + token->start, token->end - token->start);
}

INLINE struct walk start_walk(const char *text, const struct token *first, uint64_t seed) {
  uint32_t shape = word_shape(text + first->start, first->end - first->start);
  struct walk walk = {.text = text, .first = first, .key = seed, .shape = shape, .capitals = seed == NAME_SEED};
  walk_word(&walk, first);
  return walk;
}

/* "BEIJING" spells Beijing and "LOS ANGELES" Los Angeles, but "US" is not us. */
INLINE int spelt_in_capitals(const struct walk *walk) { return walk->letters >= 4; }

/* "Gov." is gov, and where accents are folded away only the hash can tell. */
static __attribute__((noinline)) int has_other_shape(const char *word, uint32_t length, uint32_t flags, uint32_t shape) {
  return !shape || !is_ascii(word, length) || (flags & TOKEN_ABBREVIATION && shape == word_shape(word, length - 1));
}

/* "Enquist" is not some other word that happens to have the same hash, and "a.m." is not am. */
INLINE int has_shape(const struct walk *walk, uint32_t shape) {
  const struct token *first = walk->first;
  return shape == walk->shape || has_other_shape(walk->text + first->start, first->end - first->start, first->flags, shape);
}

INLINE int is_spelt(const struct walk *walk, struct name name) {
  return name.any_case ? has_shape(walk, name.exact) : name.exact == walk->exact || spelt_in_capitals(walk);
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

INLINE void report_names(const struct gazetteer *gazetteer, uint64_t bits, const struct walk *walk, uint32_t last, take_hit take,
                         void *context) {
  if (slot_is_single(bits)) {
    report_single(gazetteer, bits, walk, last, take, context);
    return;
  }
  const struct name *name = gazetteer->names + slot_first_name(bits), *end = gazetteer->names + gazetteer->head->name_count;
  uint32_t before = WHOSAID_NONE, entry_count = gazetteer->head->entry_count;
  for (; name < end; name++) {
    if (is_spelt(walk, *name) && name->entry != before && name->entry < entry_count && name->type < ENTRY_TYPES) {
      take(context, last, before = name->entry, name->type);
    }
    if (name->is_last) break;
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
  struct walk walk = start_walk(text, token, ABBREVIATION_SEED);
  uint64_t bits = find_slot(gazetteer, walk.key);
  if (slot_has_names(bits)) report_names(gazetteer, bits, &walk, 1, take, context);
}

/* `bits`: those of the token's slot. */
INLINE void match_word(const struct gazetteer *gazetteer, const char *text, const struct token *token, uint64_t bits, take_hit take,
                       void *context) {
  if (!slot_has_names(bits)) return;
  struct walk walk = start_walk(text, token, NAME_SEED);
  report_names(gazetteer, bits, &walk, 1, take, context);
}

/* Names of two words and more; `longer`: whether such start with the first. */
INLINE void match_longer(const struct gazetteer *gazetteer, const char *text, const struct token *tokens, uint32_t count, uint32_t longer,
                         take_hit take, void *context) {
  uint32_t wanted = longer_names(tokens);
  if (!(longer & wanted)) return;
  struct walk walk = start_walk(text, tokens, NAME_SEED);
  for (uint32_t i = 0; longer & wanted && walk.words < LONGEST_NAME;) {
    i += i + 2 < count && is_joint(text, &tokens[i + 1], &tokens[i + 2]) ? 2 : 1;
    if (i >= count) return;
    walk_word(&walk, &tokens[i]);
    uint64_t bits = find_slot(gazetteer, walk.key);
    if (slot_has_names(bits)) report_names(gazetteer, bits, &walk, i + 1, take, context);
    longer = slot_longer(bits);
  }
}

INLINE void match_from(const struct gazetteer *gazetteer, const char *text, const struct token *tokens, uint32_t count, uint64_t bits,
                       take_hit take, void *context) {
  match_word(gazetteer, text, tokens, bits, take, context);
  match_longer(gazetteer, text, tokens, count, slot_longer(bits), take, context);
}

static uint64_t find_first(const struct gazetteer *gazetteer, const struct token *token) {
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
  match_from(gazetteer, text, tokens, count, find_first(gazetteer, tokens), call_back, &callback);
}

/* ---- Candidates ---- */

/* The document's candidates while they grow: out of the document, so that the compiler may keep them in registers. */
struct proposal {
  struct candidate *items;
  uint32_t count, room;
  uint32_t first;           /* the token at which matching started */
  uint32_t first_candidate; /* of it */
  uint32_t classes;         /* of it */
  uint64_t order;           /* of its last candidate */
  int failed;
};

/* Longest first, then by entry. */
INLINE uint64_t order_of(uint32_t last, uint32_t entry) { return (uint64_t)~last << 32 | entry; }

/* The shorter names of a token arrive before the longer ones, but stand behind them. */
static __attribute__((noinline)) void move_candidate(struct candidate *items, uint32_t first, uint32_t added) {
  struct candidate candidate = items[added];
  uint64_t order = order_of(candidate.last, candidate.index);
  for (; added > first && order_of(items[added - 1].last, items[added - 1].index) >= order; added--) items[added] = items[added - 1];
  items[added] = candidate;
}

INLINE void add_candidate(void *context, uint32_t last, uint32_t entry, uint32_t type) {
  struct proposal *proposal = context;
  uint32_t added = proposal->count;
  if (added == proposal->room && vector_grow((void **)&proposal->items, &proposal->room, sizeof *proposal->items)) {
    proposal->failed = 1;
    return;
  }
  struct candidate candidate = {.first = proposal->first, .last = proposal->first + last, .type = (uint8_t)type, .index = entry};
  uint64_t order = order_of(candidate.last, entry);
  proposal->items[added] = candidate;
  proposal->count = added + 1;
  if (last == 1) proposal->classes |= 1u << type;
  if (order > proposal->order) proposal->order = order;
  else move_candidate(proposal->items, proposal->first_candidate, added);
}

enum { AHEAD = 64, CANDIDATES_A_TOKEN = 3 /* with those of rules; texts have two or so */ };

INLINE void prefetch_slot(const struct gazetteer *gazetteer, uint64_t key) {
  __builtin_prefetch(&gazetteer->slots[key_place(&gazetteer->places, key)]);
}

/* Some tokens, and what is known of them. */
struct window {
  uint32_t first, count;
  const struct known_word *known[AHEAD]; /* NULL for those that are to be looked up */
  uint32_t unknown[AHEAD], unknown_count;
  uint64_t slots[AHEAD]; /* of these, in order */
};

INLINE void prefetch_longer(const struct gazetteer *gazetteer, const struct token *token, uint32_t longer, uint32_t left) {
  if (longer & longer_names(token) && left > 1) prefetch_slot(gazetteer, extend_key(extend_key(NAME_SEED, token->lower), token[1].lower));
}

/* Finds the slots of the tokens that are not known, and asks memory for what will be needed well before it is used: what is known of
 * words, the slots, then the names to which these lead and the slots of two words. No loop waits for memory, nor do its branches. */
INLINE void find_ahead(const struct gazetteer *gazetteer, const struct whosaid_document *document, struct window *window) {
  const struct token *tokens = document->tokens.items + window->first; /* cppcheck-suppress ctuuninitvar ; first and count are set */
  uint32_t count = window->count, unknown_count = 0, longer_count = 0, longer[AHEAD] = {0};
  for (uint32_t i = 0; i < count; i++) __builtin_prefetch(known_places(document->recall, &tokens[i]));
  for (uint32_t i = 0; i < count; i++) {
    const struct known_word *known = find_known(document->recall, &tokens[i], form_of(document->text, &tokens[i]));
    window->known[i] = known;
    window->unknown[unknown_count] = longer[longer_count] = i;
    unknown_count += !known;
    longer_count += known && known->longer;
  }
  window->unknown_count = unknown_count;
  for (uint32_t k = 0; k < unknown_count; k++) prefetch_slot(gazetteer, extend_key(NAME_SEED, tokens[window->unknown[k]].lower));
  for (uint32_t k = 0; k < longer_count; k++) {
    const struct token *token = &tokens[longer[k]];
    prefetch_longer(gazetteer, token, window->known[longer[k]]->longer, count - longer[k]);
  }
  for (uint32_t k = 0; k < unknown_count; k++) {
    uint32_t i = window->unknown[k];
    uint64_t bits = window->slots[k] = find_first(gazetteer, &tokens[i]);
    if (slot_is_single(bits)) __builtin_prefetch(&gazetteer->entries[single_entry(bits)]);
    else if (slot_has_names(bits)) __builtin_prefetch(&gazetteer->names[slot_first_name(bits)]);
    prefetch_longer(gazetteer, &tokens[i], slot_longer(bits), count - i);
  }
}

/* What a word spells alone, from what is known of it. */
INLINE void propose_known(const struct known_word *known, struct proposal *proposal) {
  if (proposal->room - proposal->count < MOST_KNOWN_ENTRIES &&
      vector_grow((void **)&proposal->items, &proposal->room, sizeof *proposal->items)) {
    proposal->failed = 1;
    return;
  }
  uint32_t first = proposal->first, count = known->entry_count;
  struct candidate *item = proposal->items + proposal->count;
  for (const uint32_t *entry = known->entries, *end = entry + count; entry < end; entry++, item++) {
    *item = (struct candidate){.first = first,
                               .last = first + 1,
                               .type = (uint8_t)known_entry_type(*entry),
                               .index = known_entry_index(*entry)};
  }
  proposal->count += count;
  proposal->classes = known->classes;
  if (count) proposal->order = order_of(first + 1, item[-1].index);
}

/* Keeps what the tokens that were looked up are alone, for the next time; not where there are more entries than there is room for. */
static void know_words(const struct gazetteer *gazetteer, struct whosaid_document *document, const struct candidate *candidates,
                       const struct window *window) {
  for (uint32_t k = 0; k < window->unknown_count; k++) {
    uint32_t i = window->first + window->unknown[k], count = 0;
    const struct token *token = &document->tokens.items[i];
    const struct candidate *alone = candidates + token->first_candidate + token->candidate_count; /* they stand behind the longer ones */
    for (; count < token->candidate_count && alone[-1].last == i + 1; alone--) count++;
    uint32_t form = form_of(document->text, token), kinds = kinds_of_word(gazetteer, &document->recall->kinds, alone, count);
    struct word_listing listing = listing_of_word(gazetteer, alone, count);
    document->kinds[i] = kinds;
    document->listings[i] = listing;
    find_sense(document, i, kinds, &document->senses[i]);
    if (!form || count > MOST_KNOWN_ENTRIES) continue;
    struct known_word *known = known_places(document->recall, token);
    known[1] = known[0];
    known[0] = (struct known_word){.hash = token->hash,
                                   .lower = token->lower,
                                   .form = form,
                                   .classes = token->classes,
                                   .kinds = kinds,
                                   .listing = listing,
                                   .sense = document->senses[i],
                                   .longer = (uint8_t)slot_longer(window->slots[k]),
                                   .entry_count = (uint8_t)count};
    for (uint32_t e = 0; e < count; e++) known[0].entries[e] = known_entry(alone[e].type, alone[e].index);
  }
}

INLINE void propose_window(const struct gazetteer *gazetteer, struct whosaid_document *document, const struct window *window,
                           struct proposal *proposal) {
  const uint64_t *slot = window->slots;
  uint32_t end = 0; /* of the sentence */
  for (uint32_t i = window->first; i < window->first + window->count && !proposal->failed; i++) {
    struct token *token = &document->tokens.items[i];
    const struct known_word *known = window->known[i - window->first];
    uint32_t longer, first_candidate = proposal->count;
    if (i >= end) end = document_sentence_end(document, token->sentence);
    proposal->first = i;
    proposal->first_candidate = first_candidate;
    proposal->classes = 0;
    proposal->order = 0;
    if (known) {
      propose_known(known, proposal);
      longer = known->longer;
      document->kinds[i] = known->kinds;
      document->listings[i] = known->listing;
      document->senses[i] = known->sense;
    } else {
      match_abbreviation(gazetteer, document->text, token, add_candidate, proposal);
      match_word(gazetteer, document->text, token, *slot, add_candidate, proposal);
      longer = slot_longer(*slot++);
    }
    match_longer(gazetteer, document->text, token, end - i, longer, add_candidate, proposal);
    token->first_candidate = first_candidate;
    token->candidate_count = proposal->count - first_candidate;
    token->classes = proposal->classes;
  }
}

whosaid_status gazetteer_propose(const struct gazetteer *shared, struct whosaid_document *document, whosaid_error *error) {
  const struct gazetteer_head head = *shared->head; /* copies, which nothing that is written can change */
  const struct gazetteer own = {.head = &head,
                                .slots = shared->slots,
                                .places = shared->places,
                                .names = shared->names,
                                .entries = shared->entries};
  uint32_t count = document->tokens.count;
  document->kinds = arena_allocate(&document->arena, count * sizeof *document->kinds);
  document->listings = arena_allocate(&document->arena, count * sizeof *document->listings);
  document->senses = arena_allocate(&document->arena, count * sizeof *document->senses);
  if (!document->kinds || !document->listings || !document->senses ||
      VECTOR_RESERVE(&document->candidates, (size_t)count * CANDIDATES_A_TOKEN + 16))
    return error_memory(error);
  struct proposal proposal = {.items = document->candidates.items, .count = document->candidates.count, .room = document->candidates.room};
  for (uint32_t start = 0; start < count && !proposal.failed; start += AHEAD) {
    struct window window;
    window.first = start;
    window.count = count - start < AHEAD ? count - start : AHEAD;
    find_ahead(&own, document, &window);
    propose_window(&own, document, &window, &proposal);
    if (!proposal.failed) know_words(shared, document, proposal.items, &window);
  }
  document->candidates.items = proposal.items;
  document->candidates.count = proposal.count;
  document->candidates.room = proposal.room;
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
  if (!(gazetteer->head->abbreviations[token.lower % ABBREVIATION_BITS / 64] >> token.lower % 64 & 1)) return NULL;
  struct walk walk = start_walk(word, &token, ABBREVIATION_SEED);
  uint64_t bits = find_slot(gazetteer, walk.key);
  if (slot_has_names(bits)) report_names(gazetteer, bits, &walk, 1, keep_entry, &wanted);
  return wanted.entry;
}

const struct entry *gazetteer_find(const struct gazetteer *gazetteer, enum entry_type type, const char *word, size_t length) {
  struct token tokens[2 * LONGEST_NAME];
  uint32_t count = 0, offset = 0;
  if (length > 1024) return NULL;
  if (type == ENTRY_ABBREVIATION) return find_abbreviation_entry(gazetteer, word, (uint32_t)length);
  while (count < 2 * LONGEST_NAME && token_next_of_name(word, (uint32_t)length, offset, &tokens[count])) offset = tokens[count++].end;
  struct look_up wanted = {.gazetteer = gazetteer, .type = type, .last = count};
  if (count) match_from(gazetteer, word, tokens, count, find_first(gazetteer, tokens), keep_entry, &wanted);
  return wanted.entry;
}
