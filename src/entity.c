/* entity.c: names -> whom and what they refer to: each entity with its canonical name, aliases, description, gender and ids.
 *
 *   names     apart in words, with title and owner      entity/name.c
 *   places    the entry that is meant                   entity/place.c
 *   groups    surname to full name, short to long form  entity/person.c  entity/body.c
 *   genders   by title, name, pronoun                   entity/gender.c
 *
 * Every look-up is in one hash table, so that the cost grows linearly with the number of names. */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/utf8.h"
#include "entity/grouping.h"
#include "model/model.h"

static whosaid_string mention_text(const struct whosaid_document *document, uint32_t mention) {
  const whosaid_mention *name = &document->mentions.items[mention];
  return (whosaid_string){.bytes = document->text + name->start, .length = name->end - name->start};
}

/* ---- Canonical name ---- */

static whosaid_string name_text(const struct grouping *grouping, uint32_t mention) {
  return document_slice(grouping->document, grouping->names[mention].first, grouping->names[mention].last);
}

/* How full a form is: the letters of a person's, else the words; one in capitals counts less. */
static uint32_t fullness(const struct grouping *grouping, uint32_t mention) {
  const struct name *name = &grouping->names[mention];
  uint32_t fullness = 0;
  int capitals = 1;
  for (uint32_t i = name->first; i < name->last; i++) {
    const struct token *token = token_of(grouping, i);
    if (!(token->flags & (TOKEN_HAS_LETTER | TOKEN_HAS_DIGIT))) continue;
    if (token->flags & TOKEN_HAS_LETTER && !(token->flags & TOKEN_ALL_CAPITALS)) capitals = 0;
    int person = grouping->document->mentions.items[mention].type == WHOSAID_PERSON;
    fullness += person ? 2 * (uint32_t)utf8_count_codepoints(grouping->document->text + token->start,
                                                             token->end - token->start - !!(token->flags & TOKEN_ABBREVIATION))
                       : 2;
  }
  return fullness - (capitals && fullness);
}

static const struct entry *listed(const struct grouping *grouping, uint32_t mention) {
  const struct name *name = &grouping->names[mention];
  if (grouping->document->mentions.items[mention].type == WHOSAID_PLACE) return grouping->places[mention].entry;
  return name->entry && !name->rivals && !(name->entry->flags & FLAG_AMBIGUOUS) ? name->entry : NULL;
}

/* "UN" alone takes the name that a list has for it, and so does "Putin" where Russia is named. */
static int is_short_form(const struct grouping *grouping, uint32_t mention) {
  const struct name *name = &grouping->names[mention];
  if (grouping->document->mentions.items[mention].type == WHOSAID_PERSON) return name->words == 1;
  return name->last - name->first == 1 && token_of(grouping, name->first)->flags & TOKEN_ALL_CAPITALS;
}

/* "JK", "III", "JR." */
static int stays_capital(whosaid_string word) {
  return utf8_count_codepoints(word.bytes, word.length) < 3 || strspn(word.bytes, "IVX") >= word.length ||
         word.bytes[word.length - 1] == '.';
}

/* Writes "Lee" for "LEE", "McDonald" for "MCDONALD", "O'Neill" for "O'NEILL". */
static void write_mixed_case(whosaid_string word, char *out) {
  const uint32_t apostrophe = '\'', high_apostrophe = 0x2019;
  int mc = word.length > 5 && !memcmp(word.bytes, "MC", 2);
  uint32_t before = apostrophe;
  for (uint32_t i = 0, size; i < word.length && !stays_capital(word); i += size) {
    uint32_t c = utf8_decode(word.bytes, word.length, i, &size);
    int starts = i == 0 || ((before == apostrophe || before == high_apostrophe) && i + size < word.length) || (mc && i == 2);
    char lower[4];
    if (!starts && utf8_encode(utf8_to_lower(c), lower) == size) memcpy(out + i, lower, size);
    before = c;
  }
}

/* The name of a person who is written in capitals throughout, as in a transcript: "ANN LEE" is Ann Lee. */
static whosaid_string mixed_case(const struct grouping *grouping, uint32_t mention) {
  const struct name *name = &grouping->names[mention];
  whosaid_string text = name_text(grouping, mention);
  uint32_t longest = 0;
  if (grouping->document->mentions.items[mention].type != WHOSAID_PERSON) return text;
  for (uint32_t i = name->first; i < name->last; i++) {
    const struct token *token = token_of(grouping, i);
    if (!(token->flags & (TOKEN_ALL_CAPITALS | TOKEN_INITIAL | TOKEN_PUNCTUATION))) return text;
    if (token->flags & TOKEN_ALL_CAPITALS && token->end - token->start > longest) longest = token->end - token->start;
  }
  char *bytes =
      longest > 3 || (longest > 2 && name->last - name->first > 1) ? arena_copy(&grouping->document->arena, text.bytes, text.length) : NULL;
  if (!bytes) return text;
  for (uint32_t i = name->first; i < name->last; i++) {
    whosaid_string word = document_slice(grouping->document, i, i + 1);
    write_mixed_case(word, bytes + (word.bytes - text.bytes));
  }
  return (whosaid_string){.bytes = bytes, .length = text.length};
}

static whosaid_string canonical_name(const struct grouping *grouping, const uint32_t *mentions, uint32_t count) {
  uint32_t fullest = mentions[0], most = count > 1 ? fullness(grouping, fullest) : 0;
  for (uint32_t i = 1; i < count; i++) {
    uint32_t full = fullness(grouping, mentions[i]);
    if (full > most) fullest = mentions[i], most = full;
  }
  const struct entry *entry = is_short_form(grouping, fullest) ? listed(grouping, fullest) : NULL;
  if (!entry || (entry->type == ENTRY_PERSON && !names_country(grouping, entry->country))) return mixed_case(grouping, fullest);
  const char *name = gazetteer_string(grouping->document->model->gazetteer, entry->name);
  return (whosaid_string){.bytes = name, .length = (uint32_t)strlen(name)};
}

/* ---- Aliases and ids ---- */

static int is_same(whosaid_string a, whosaid_string b) { return a.length == b.length && !memcmp(a.bytes, b.bytes, a.length); }

/* Forms other than the canonical name: each once, in order of appearance; at most 32. */
static int write_aliases(struct whosaid_document *document, whosaid_entity *entity, const uint32_t *mentions, uint32_t count) {
  whosaid_string found[32];
  uint32_t used = 0;
  for (uint32_t i = 0; i < count && used < 32; i++) {
    whosaid_string form = mention_text(document, mentions[i]);
    int known = is_same(form, entity->name);
    for (uint32_t k = 0; k < used && !known; k++) known = is_same(form, found[k]);
    if (!known) found[used++] = form;
  }
  whosaid_string *aliases = arena_allocate(&document->arena, used * sizeof *aliases);
  if (!aliases) return -1;
  if (used) memcpy(aliases, found, used * sizeof *aliases);
  entity->aliases = aliases;
  entity->alias_count = used;
  return 0;
}

/* "geonames=703448;wikidata=Q1899" -> ids. */
static int write_ids(struct whosaid_document *document, whosaid_entity *entity, const char *ids) {
  uint32_t count = *ids != '\0', used = 0;
  for (const char *c = ids; *c; c++) count += *c == ';';
  whosaid_id *made = arena_allocate(&document->arena, count * sizeof *made);
  if (!made) return -1;
  for (const char *at = ids; *at;) {
    const char *end = strchr(at, ';'), *equals = strchr(at, '=');
    if (!end) end = at + strlen(at);
    if (equals && equals < end) {
      made[used++] = (whosaid_id){.scheme = {at, (uint32_t)(equals - at)}, .value = {equals + 1, (uint32_t)(end - equals - 1)}};
    }
    at = *end ? end + 1 : end;
  }
  entity->ids = made;
  entity->id_count = used;
  return 0;
}

/* A user's entry always gives its ids; of places the one that is certain; else the only one that a list has. */
static const struct entry *entry_to_link(const struct grouping *grouping, uint32_t mention, int user) {
  const struct entry *entry = grouping->names[mention].entry;
  if (user) return entry && entry->flags & FLAG_USER ? entry : NULL;
  if (grouping->document->mentions.items[mention].type != WHOSAID_PLACE) return listed(grouping, mention);
  return grouping->places[mention].certain ? grouping->places[mention].entry : NULL;
}

/* Where the entry's place lies. */
static int write_coordinates(struct whosaid_document *document, whosaid_entity *entity, const struct entry *entry) {
  const double hundredths = 100;
  const struct site *site = gazetteer_site(document->model->gazetteer, entry);
  if (!site || site->latitude == NO_COORDINATES) return 0;
  whosaid_coordinates *made = arena_allocate(&document->arena, sizeof *made);
  if (!made) return -1;
  *made = (whosaid_coordinates){.latitude = site->latitude / hundredths, .longitude = site->longitude / hundredths};
  entity->coordinates = made;
  return 0;
}

static int link_entity(const struct grouping *grouping, whosaid_entity *entity, const uint32_t *mentions, uint32_t count) {
  struct whosaid_document *document = grouping->document;
  for (int user = 1; user >= 0; user--) {
    for (uint32_t i = 0; i < count; i++) {
      const struct entry *entry = entry_to_link(grouping, mentions[i], user);
      if (!entry || !entry->ids) continue;
      const char *ids = gazetteer_ids(document->model->gazetteer, entry, &document->arena);
      return ids && !write_coordinates(document, entity, entry) ? write_ids(document, entity, ids) : -1;
    }
  }
  return 0;
}

/* ---- Writing the entities ---- */

static void describe_groups(struct grouping *grouping) {
  for (uint32_t m = 0; m < grouping->document->mentions.count; m++) {
    struct group *group = &grouping->groups.items[grouping->names[m].group];
    if (!group->description.last) group->description = describe_mention(grouping, m);
  }
}

static int write_entity(struct grouping *grouping, const struct group *group, const uint32_t *mentions, uint32_t count) {
  struct whosaid_document *document = grouping->document;
  whosaid_entity *entity = VECTOR_ADD(&document->entities);
  if (!entity) return -1;
  *entity = (whosaid_entity){.type = group->type,
                             .gender = group->gender,
                             .name = canonical_name(grouping, mentions, count),
                             .mentions = count,
                             .first_mention = mentions[0]};
  if (group->description.last) entity->description = document_slice(document, group->description.first, group->description.last);
  return write_aliases(document, entity, mentions, count) || link_entity(grouping, entity, mentions, count) ? -1 : 0;
}

/* Entities in order of their first mention; the mentions of each in `order`, group after group. */
static int write_entities(struct grouping *grouping) {
  struct whosaid_document *document = grouping->document;
  uint32_t count = document->mentions.count, groups = grouping->groups.count;
  uint32_t *from = calloc((size_t)groups + 2, sizeof *from), *order = malloc(((size_t)count + 1) * sizeof *order);
  uint32_t *number = malloc(((size_t)groups + 1) * sizeof *number);
  int failed = !from || !order || !number;
  for (uint32_t m = 0; !failed && m < count; m++) from[grouping->names[m].group + 2]++;
  for (uint32_t g = 0; !failed && g < groups; g++) from[g + 2] += from[g + 1], number[g] = WHOSAID_NONE;
  for (uint32_t m = 0; !failed && m < count; m++) order[from[grouping->names[m].group + 1]++] = m;
  for (uint32_t m = 0; !failed && m < count; m++) {
    uint32_t group = grouping->names[m].group;
    if (number[group] == WHOSAID_NONE) {
      number[group] = document->entities.count;
      failed = write_entity(grouping, &grouping->groups.items[group], order + from[group], from[group + 1] - from[group]);
    }
    document->mentions.items[m].entity = number[group];
  }
  free(from);
  free(order);
  free(number);
  return failed ? -1 : 0;
}

static int make_groups(struct grouping *grouping) {
  if (find_telling(grouping) || read_names(grouping) || choose_places(grouping) || group_people(grouping) || group_bodies(grouping))
    return -1;
  describe_groups(grouping);
  return read_genders(grouping);
}

static void free_grouping(struct grouping *grouping) {
  VECTOR_FREE(&grouping->words);
  VECTOR_FREE(&grouping->groups);
  VECTOR_FREE(&grouping->links);
  VECTOR_FREE(&grouping->telling);
  free(grouping->names);
  free(grouping->places);
  free(grouping->slots);
}

whosaid_status group_entities(struct whosaid_document *document, whosaid_error *error) {
  uint32_t count = document->mentions.count;
  if (!count) return WHOSAID_OK;
  struct grouping grouping = {.document = document,
                              .names = calloc(count, sizeof *grouping.names),
                              .places = calloc(count, sizeof *grouping.places)};
  int failed = !grouping.names || !grouping.places || table_grow(&grouping) || make_groups(&grouping) || write_entities(&grouping);
  free_grouping(&grouping);
  return failed ? error_memory(error) : WHOSAID_OK;
}
