/* grouping.c: the table of all keys, groups and their members. */
#include "entity/grouping.h"

#include <stdlib.h>
#include <string.h>

#include "model/model.h"

enum { FIRST_SLOTS = 256 };

/* ---- Keys ---- */

int table_grow(struct grouping *grouping) {
  struct slot *old = grouping->slots;
  uint64_t room = old ? grouping->mask + 1 : 0, grown = room ? room * 2u : FIRST_SLOTS;
  struct slot *slots = calloc(grown, sizeof *slots);
  if (!slots) return -1;
  grouping->slots = slots;
  grouping->mask = grown - 1;
  for (uint64_t i = 0; i < room; i++) {
    if (old[i].key) *find_slot(grouping, old[i].key) = old[i];
  }
  free(old);
  return 0;
}

void table_set(struct grouping *grouping, uint64_t key, uint32_t value) {
  if (grouping->used > grouping->mask / 2 && table_grow(grouping)) {
    grouping->failed = 1;
    return;
  }
  struct slot *slot = find_slot(grouping, key);
  grouping->used += !slot->key;
  *slot = (struct slot){.key = key, .value = value};
}

void chain_add(struct grouping *grouping, uint64_t key, uint32_t group) {
  uint32_t first = table_get(grouping, key);
  if (first && grouping->links.items[first].group == group) return;
  struct link *link = grouping->links.count || VECTOR_ADD(&grouping->links) ? VECTOR_ADD(&grouping->links) : NULL;
  if (!link) {
    grouping->failed = 1;
    return;
  }
  *link = (struct link){.group = group, .next = first};
  table_set(grouping, key, grouping->links.count - 1);
}

/* ---- Entries ---- */

const struct entry *find_entry(const struct grouping *grouping, uint32_t first, uint32_t last, enum entry_type type, uint32_t *rivals) {
  const struct whosaid_document *document = grouping->document;
  const struct token *token = token_of(grouping, first);
  const struct entry *best = NULL;
  const struct candidate *candidate = document->candidates.items + token->first_candidate, *end = candidate + token->candidate_count;
  *rivals = 0;
  if (last == first + 1 && !has_class(grouping, first, type)) return NULL;
  for (; candidate < end && candidate->last >= last; candidate++) { /* the longest first */
    if (candidate->source != FROM_GAZETTEER || candidate->last != last || candidate->type != type) continue;
    const struct entry *entry = gazetteer_entry(document->model->gazetteer, candidate->index);
    if (best && (best->name != entry->name || best->ids != entry->ids || (best->flags ^ entry->flags) & FLAG_NUMBER)) ++*rivals;
    if (!best || entry->level > best->level || (entry->flags & FLAG_USER && !(best->flags & FLAG_USER))) best = entry;
  }
  return best;
}

const struct entry *candidate_at(const struct grouping *grouping, uint32_t token, uint32_t k, uint32_t *last) {
  const struct whosaid_document *document = grouping->document;
  const struct candidate *candidate = &document->candidates.items[document->tokens.items[token].first_candidate + k];
  *last = candidate->last;
  return candidate->source == FROM_GAZETTEER ? gazetteer_entry(document->model->gazetteer, candidate->index) : NULL;
}

int find_telling(struct grouping *grouping) {
  const struct token *tokens = grouping->document->tokens.items;
  for (uint32_t i = 0, count = grouping->document->tokens.count; i < count; i++) {
    uint32_t tells = (tokens[i].flags & (TOKEN_OPENS_QUOTE | TOKEN_CLOSES_QUOTE)) |
                     (tokens[i].classes & (1u << ENTRY_PRONOUN | 1u << ENTRY_DEMONYM));
    if (!tells) continue;
    uint32_t *token = VECTOR_ADD(&grouping->telling);
    if (!token) return -1;
    *token = i;
  }
  return 0;
}

uint32_t word_kinds(const struct grouping *grouping, uint32_t token) {
  uint32_t kinds = grouping->document->kinds[token];
  return document_token_is(grouping->document, token, "one") ? kinds | WORD_DETERMINER : kinds;
}

/* ---- Groups ---- */

uint32_t add_group(struct grouping *grouping, uint32_t mention) {
  struct group *group = VECTOR_ADD(&grouping->groups);
  if (!group) return grouping->failed = 1, WHOSAID_NONE;
  whosaid_type type = grouping->document->mentions.items[mention].type;
  *group = (struct group){.type = type, .name = mention, .last = WHOSAID_NONE, .owner = grouping->names[mention].owner};
  return grouping->groups.count - 1;
}

void join_group(struct grouping *grouping, uint32_t mention, uint32_t index) {
  struct name *name = &grouping->names[mention];
  struct group *group = &grouping->groups.items[index];
  name->group = index;
  if (!group->owner) group->owner = name->owner;
  group->relative |= name->relative;
  if (name->words > grouping->names[group->name].words) group->name = mention;
  if (group->type != WHOSAID_PERSON) return;
  if (name->title) table_set(grouping, make_key(KEY_TITLE, WHOSAID_PERSON, hash_mix(index, name->title)), 1);
  note_gender(grouping, mention);
}

void see_mention(struct grouping *grouping, uint32_t mention) {
  struct group *group = &grouping->groups.items[grouping->names[mention].group];
  group->seen++;
  group->last = mention;
}

static uint32_t paragraph_of(const struct grouping *grouping, uint32_t mention) {
  return grouping->document->sentences.items[grouping->document->mentions.items[mention].sentence].paragraph;
}

int nearness(const struct grouping *grouping, uint32_t mention, uint32_t index) {
  const struct group *group = &grouping->groups.items[index];
  if (group->last == WHOSAID_NONE) return -4;
  uint32_t away = paragraph_of(grouping, mention) - paragraph_of(grouping, group->last);
  uint32_t often = group->seen < 5 ? group->seen : 5;
  return (int)often + (away == 0 ? 8 : away == 1 ? 5 : away <= 3 ? 3 : 0);
}

uint32_t *order_by_words(const struct grouping *grouping, int people, uint32_t *count) {
  enum { MOST = 8 };
  const struct whosaid_document *document = grouping->document;
  uint32_t starts[MOST + 2] = {0};
  uint32_t *order = malloc(((size_t)document->mentions.count + 1) * sizeof *order);
  if (!order) return NULL;
  for (int pass = 0; pass < 2; pass++) {
    for (uint32_t m = 0; m < document->mentions.count; m++) {
      if ((document->mentions.items[m].type == WHOSAID_PERSON) != people) continue;
      uint32_t words = grouping->names[m].words, place = MOST - (words < MOST ? words : MOST);
      if (pass) order[starts[place]++] = m;
      else starts[place + 1]++;
    }
    for (uint32_t i = 0; !pass && i <= MOST; i++) starts[i + 1] += starts[i];
    if (!pass) *count = starts[MOST + 1];
  }
  return order;
}
