/* word_kind.c: the entries of a word -> what it can be, and how it is listed. */
#include "word_kind.h"

#include <string.h>

#include "document.h"
#include "model/gazetteer.h"

static const struct {
  char name[16];
  uint32_t kind;
} KINDS[] = {
    {"determiner", WORD_DETERMINER},
    {"possessive", WORD_POSSESSIVE},
    {"quantifier", WORD_QUANTIFIER},
    {"preposition", WORD_PREPOSITION},
    {"coordinator", WORD_COORDINATOR},
    {"subordinator", WORD_SUBORDINATOR},
    {"complementizer", WORD_COMPLEMENTIZER},
    {"relative", WORD_RELATIVE},
    {"question", WORD_QUESTION},
    {"auxiliary", WORD_AUXILIARY},
    {"be", WORD_BE},
    {"have", WORD_HAVE},
    {"modal", WORD_MODAL},
    {"negation", WORD_NEGATION},
    {"adverb", WORD_ADVERB},
    {"connective", WORD_ADVERB},
    {"day", WORD_DAY},
    {"time", WORD_TIME},
    {"to", WORD_TO},
    {"base", WORD_BASE},
    {"third", WORD_THIRD},
    {"past", WORD_PAST},
    {"gerund", WORD_GERUND},
    {"noun", WORD_NOUN},
    {"personal", WORD_PERSONAL},
    {"object", WORD_OBJECT},
    {"indefinite", WORD_INDEFINITE},
    {"adjective", WORD_ADJECTIVE},
    {"reflexive", WORD_REFLEXIVE},
};

static uint32_t kind_named(const char *name, size_t length) {
  for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++) {
    if (KINDS[i].name[0] == *name && length < sizeof KINDS[i].name && !strncmp(KINDS[i].name, name, length) && !KINDS[i].name[length])
      return KINDS[i].kind;
  }
  return 0;
}

/* "preposition subordinator" -> bits. */
static uint32_t read_kinds(const char *text) {
  uint32_t kinds = 0;
  while (*text) {
    size_t length = strcspn(text, " ");
    kinds |= kind_named(text, length);
    text += length;
    text += *text == ' ';
  }
  return kinds & (WORD_BASE | WORD_THIRD | WORD_PAST) && !(kinds & WORD_NOUN) ? kinds | WORD_VERB : kinds;
}

static uint32_t remember_kinds(struct kind_memory *memory, const struct gazetteer *gazetteer, uint32_t offset) {
  uint32_t slot = (offset * 40503u >> 8) % REMEMBERED_KINDS, last = slot + MEMORY_STEPS - 1; /* texts lie side by side */
  if (!offset) return 0;
  while (memory->offset[slot] && memory->offset[slot] != offset && slot < last) slot++;
  if (memory->offset[slot] != offset) {
    memory->offset[slot] = offset;
    memory->kinds[slot] = read_kinds(gazetteer_string(gazetteer, offset));
  }
  return memory->kinds[slot];
}

static uint32_t kinds_of_pronoun(uint32_t kinds) {
  uint32_t own = kinds & ~(uint32_t)(WORD_POSSESSIVE | WORD_RELATIVE);
  if (kinds & WORD_POSSESSIVE) own |= WORD_POSSESSIVE_PRONOUN;
  return kinds & WORD_RELATIVE ? own | WORD_RELATIVE_PRONOUN : own;
}

uint32_t kinds_of_word(const struct gazetteer *gazetteer, struct kind_memory *memory, const struct candidate *entries, uint32_t count) {
  uint32_t kinds = 0;
  for (uint32_t i = 0; i < count; i++) {
    if (entries[i].type != ENTRY_COMMON_WORD && entries[i].type != ENTRY_PRONOUN && entries[i].type != ENTRY_REPORTING_VERB) continue;
    const struct entry *entry = gazetteer_entry(gazetteer, entries[i].index);
    if (entries[i].type == ENTRY_COMMON_WORD) kinds |= remember_kinds(memory, gazetteer, entry->kind);
    else if (entries[i].type == ENTRY_PRONOUN) kinds |= kinds_of_pronoun(remember_kinds(memory, gazetteer, entry->kind));
    else if (!(entry->flags & FLAG_AMBIGUOUS)) kinds |= WORD_REPORTS;
  }
  return kinds;
}

static void list_particle(const struct gazetteer *gazetteer, const struct entry *entry, struct word_listing *listing) {
  int is_particle = strcmp(gazetteer_string(gazetteer, entry->kind), "connector") != 0;
  listing->flags = (uint8_t)((listing->flags & ~LISTING_PARTICLE) | LISTING_CONNECTOR | (is_particle ? LISTING_PARTICLE : 0));
}

struct word_listing listing_of_word(const struct gazetteer *gazetteer, const struct candidate *entries, uint32_t count) {
  struct word_listing listing = {.given = 0};
  for (uint32_t i = 0; i < count; i++) {
    const struct entry *entry = gazetteer_entry(gazetteer, entries[i].index);
    int is_given = entries[i].type == ENTRY_GIVEN_NAME, is_surname = entries[i].type == ENTRY_SURNAME;
    if (entries[i].type == ENTRY_NAME_PARTICLE) list_particle(gazetteer, entry, &listing);
    if (!is_given && !is_surname && entries[i].type != ENTRY_COMMON_WORD) continue;
    uint8_t *level = is_given ? &listing.given : is_surname ? &listing.surname : &listing.common;
    if (entry->level >= *level) *level = (uint8_t)(entry->level + 1);
    if ((is_given || is_surname) && entry->flags & FLAG_AMBIGUOUS) listing.flags |= LISTING_AMBIGUOUS;
  }
  return listing;
}
