/* entity.c: names -> whom and what they refer to: surnames to full names, abbreviations to long forms, spellings to one entity.
 *
 * Full names make entities; short forms join the one that the document last called by that surname, else the first one that it will. Every look-up
 * is in a hash table, so that the cost grows linearly with the number of names. */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/utf8.h"
#include "document.h"
#include "model/gazetteer.h"
#include "model/model.h"
#include "token.h"

/* What is being built for one entity. */
struct group {
  whosaid_type type;
  whosaid_gender gender;
  uint32_t fullest;        /* mention whose form is the canonical name */
  uint32_t fullest_length; /* of that form in bytes, an all-capital form counting less */
  uint32_t next_surname;   /* another person of the same surname, or WHOSAID_NONE */
  uint32_t given;          /* hash of a person's first word */
};

struct slot {
  uint64_t key; /* 0 is empty */
  uint32_t group;
};

struct grouping {
  struct whosaid_document *document;
  VECTOR(struct group) groups;
  struct slot *slots;
  uint64_t mask;
  uint32_t *group_of; /* by mention */
  uint32_t *first_token, *last_token;
};

enum key_kind { KEY_STRING = 1, KEY_CANONICAL, KEY_SURNAME, KEY_RECENT_SURNAME, KEY_GIVEN, KEY_ABBREVIATION };

/* ---- Keys ---- */

static uint64_t mix(uint64_t key, uint64_t value) {
  key = (key ^ value) * 0x9E3779B97F4A7C15u;
  return key ^ key >> 29;
}

static uint64_t make_key(enum key_kind kind, whosaid_type type, uint64_t value) {
  uint64_t key = mix(mix((uint64_t)kind << 8 | (uint64_t)type, value), 1);
  return key ? key : 1;
}

static struct slot *find_slot(const struct grouping *grouping, uint64_t key) {
  uint64_t slot = key & grouping->mask;
  while (grouping->slots[slot].key && grouping->slots[slot].key != key) slot = (slot + 1) & grouping->mask;
  return &grouping->slots[slot];
}

static uint32_t look_up(const struct grouping *grouping, uint64_t key) {
  const struct slot *slot = find_slot(grouping, key);
  return slot->key ? slot->group : WHOSAID_NONE;
}

static void put(struct grouping *grouping, uint64_t key, uint32_t group) { *find_slot(grouping, key) = (struct slot){.key = key, .group = group}; }

static void put_first(struct grouping *grouping, uint64_t key, uint32_t group) {
  struct slot *slot = find_slot(grouping, key);
  if (!slot->key) *slot = (struct slot){.key = key, .group = group};
}

/* ---- Words of a name ---- */

static const struct token *token_of(const struct grouping *grouping, uint32_t index) { return &grouping->document->tokens.items[index]; }

static int has_class(const struct token *token, enum entry_type type) { return token->classes >> type & 1; }

/* A person's last word that is not "Jr" or "III". */
static uint32_t surname_token(const struct grouping *grouping, uint32_t mention) {
  uint32_t first = grouping->first_token[mention], last = grouping->last_token[mention] - 1;
  while (last > first && (has_class(token_of(grouping, last), ENTRY_NAME_SUFFIX) || token_of(grouping, last)->flags & TOKEN_PUNCTUATION)) last--;
  return last;
}

/* The name as a whole: for a person the first and the last word ("Donald J. Trump" is "Donald Trump"), else every word but "the". */
static uint64_t name_hash(const struct grouping *grouping, uint32_t mention) {
  uint32_t first = grouping->first_token[mention], last = grouping->last_token[mention];
  if (grouping->document->mentions.items[mention].type == WHOSAID_PERSON) {
    return mix(token_of(grouping, first)->lower, token_of(grouping, surname_token(grouping, mention))->lower);
  }
  uint64_t hash = 7;
  for (uint32_t i = first; i < last; i++) {
    if (i == first && last - first > 1 && document_token_is(grouping->document, i, "the")) continue;
    hash = mix(hash, token_of(grouping, i)->lower);
  }
  return hash;
}

/* "World Health Organization" -> the hash of "who"; 0 when it gives no abbreviation. */
static uint32_t initials_hash(const struct grouping *grouping, uint32_t mention) {
  char letters[16];
  uint32_t used = 0, words = 0;
  for (uint32_t i = grouping->first_token[mention]; i < grouping->last_token[mention]; i++) {
    const struct token *token = token_of(grouping, i);
    if (!(token->flags & TOKEN_CAPITAL)) continue;
    if (used + 4 >= sizeof letters) return 0;
    uint32_t size, letter = utf8_fold(utf8_decode(grouping->document->text, token->end, token->start, &size));
    used += utf8_encode(letter, letters + used);
    words++;
  }
  uint32_t cased, lower;
  token_hash(letters, used, &cased, &lower);
  return words >= 2 ? lower : 0;
}

/* "U.N." and "UN" alike: the hash of the letters. */
static uint32_t abbreviation_hash(const struct grouping *grouping, uint32_t mention) {
  const struct token *token = token_of(grouping, grouping->first_token[mention]);
  if (grouping->last_token[mention] - grouping->first_token[mention] != 1 || !(token->flags & TOKEN_ALL_CAPITALS)) return 0;
  char letters[16] = "";
  uint32_t used = 0;
  for (uint32_t i = token->start; i < token->end; i++) {
    if (grouping->document->text[i] == '.') continue;
    if (used == sizeof letters) return 0;
    letters[used++] = grouping->document->text[i];
  }
  uint32_t cased, lower;
  token_hash(letters, used, &cased, &lower);
  return used >= 2 ? lower : 0;
}

/* ---- What the gazetteers know of a name ---- */

static int entry_type_of(whosaid_type type) {
  return type == WHOSAID_PERSON ? ENTRY_PERSON : type == WHOSAID_PLACE ? ENTRY_PLACE : ENTRY_ORGANIZATION;
}

/* The entry of the mention's type that covers it exactly: the highest in level, *rivals counting those with another name or id. */
static const struct entry *find_entry(const struct grouping *grouping, uint32_t mention, uint32_t *rivals) {
  const struct whosaid_document *document = grouping->document;
  const struct token *token = token_of(grouping, grouping->first_token[mention]);
  const struct entry *best = NULL;
  *rivals = 0;
  for (uint32_t k = 0; k < token->candidate_count; k++) {
    const struct candidate *candidate = &document->candidates.items[token->first_candidate + k];
    if (candidate->source != FROM_GAZETTEER || candidate->last != grouping->last_token[mention]) continue;
    if (candidate->type != entry_type_of(document->mentions.items[mention].type)) continue;
    const struct entry *entry = gazetteer_entry(document->model->gazetteer, candidate->index);
    if (best && (best->name != entry->name || best->ids != entry->ids)) ++*rivals;
    if (!best || entry->level > best->level) best = entry;
  }
  return best;
}

static uint64_t canonical_key(const struct grouping *grouping, uint32_t mention) {
  uint32_t rivals;
  const struct entry *entry = find_entry(grouping, mention, &rivals);
  return entry && !rivals ? make_key(KEY_CANONICAL, grouping->document->mentions.items[mention].type, entry->name) : 0;
}

/* ---- Gender ---- */

/* The gender that a title just before the name tells: "Mrs Clinton". */
static whosaid_gender title_gender(const struct grouping *grouping, uint32_t mention) {
  const struct whosaid_document *document = grouping->document;
  uint32_t first = grouping->first_token[mention];
  for (uint32_t back = 1; back <= 3 && back <= first; back++) {
    const struct token *token = token_of(grouping, first - back);
    if (token->sentence != token_of(grouping, first)->sentence) break;
    for (uint32_t k = 0; k < token->candidate_count; k++) {
      const struct candidate *candidate = &document->candidates.items[token->first_candidate + k];
      if (candidate->source != FROM_GAZETTEER || candidate->last != first) continue;
      if (candidate->type != ENTRY_TITLE && candidate->type != ENTRY_ROLE) continue;
      uint8_t gender = gazetteer_entry(document->model->gazetteer, candidate->index)->gender;
      if (gender) return (whosaid_gender)gender;
    }
  }
  return WHOSAID_GENDER_UNKNOWN;
}

/* The gender of the person's entry or of the given name. */
static whosaid_gender name_gender(const struct grouping *grouping, uint32_t mention) {
  const struct whosaid_document *document = grouping->document;
  uint32_t first = grouping->first_token[mention], last = grouping->last_token[mention];
  const struct token *token = token_of(grouping, first);
  whosaid_gender gender = WHOSAID_GENDER_UNKNOWN;
  for (uint32_t k = 0; k < token->candidate_count; k++) {
    const struct candidate *candidate = &document->candidates.items[token->first_candidate + k];
    if (candidate->source != FROM_GAZETTEER) continue;
    const struct entry *entry = gazetteer_entry(document->model->gazetteer, candidate->index);
    if (candidate->type == ENTRY_PERSON && candidate->last == last && entry->gender) return (whosaid_gender)entry->gender;
    if (candidate->type == ENTRY_GIVEN_NAME && candidate->last < last + (last - first == 1) && entry->gender) gender = (whosaid_gender)entry->gender;
  }
  return gender;
}

/* ---- Grouping ---- */

static uint32_t form_length(const struct grouping *grouping, uint32_t mention) {
  const whosaid_mention *name = &grouping->document->mentions.items[mention];
  int capitals = 1;
  for (uint32_t i = grouping->first_token[mention]; i < grouping->last_token[mention]; i++) {
    const struct token *token = token_of(grouping, i);
    if (token->flags & TOKEN_HAS_LETTER && !(token->flags & TOKEN_ALL_CAPITALS)) capitals = 0;
  }
  uint32_t length = (name->end - name->start) * 2;
  return capitals ? length - 1 : length;
}

static uint32_t add_group(struct grouping *grouping, uint32_t mention) {
  struct group *group = VECTOR_ADD(&grouping->groups);
  if (!group) return WHOSAID_NONE;
  *group = (struct group){.type = grouping->document->mentions.items[mention].type, .fullest = mention, .next_surname = WHOSAID_NONE};
  return grouping->groups.count - 1;
}

static void join(struct grouping *grouping, uint32_t mention, uint32_t index) {
  struct group *group = &grouping->groups.items[index];
  uint32_t length = form_length(grouping, mention);
  grouping->group_of[mention] = index;
  if (length > group->fullest_length) group->fullest = mention, group->fullest_length = length;
  if (group->type != WHOSAID_PERSON) return;
  whosaid_gender gender = title_gender(grouping, mention);
  if (!gender && !group->gender) gender = name_gender(grouping, mention);
  if (gender) group->gender = gender;
}

static int is_full_person(const struct grouping *grouping, uint32_t mention) {
  return grouping->document->mentions.items[mention].type == WHOSAID_PERSON && surname_token(grouping, mention) > grouping->first_token[mention];
}

static void index_person(struct grouping *grouping, uint32_t mention, uint32_t group) {
  uint32_t surname = token_of(grouping, surname_token(grouping, mention))->lower, given = token_of(grouping, grouping->first_token[mention])->lower;
  struct slot *slot = find_slot(grouping, make_key(KEY_SURNAME, WHOSAID_PERSON, surname));
  if (!slot->key) *slot = (struct slot){.key = make_key(KEY_SURNAME, WHOSAID_PERSON, surname), .group = group};
  else if (slot->group != group) grouping->groups.items[group].next_surname = slot->group, slot->group = group;
  put_first(grouping, make_key(KEY_GIVEN, WHOSAID_PERSON, given), group);
  grouping->groups.items[group].given = given;
}

/* A name in full: of the group with the same words, else the same gazetteer entry, else a new one. */
static int place_full_name(struct grouping *grouping, uint32_t mention) {
  whosaid_type type = grouping->document->mentions.items[mention].type;
  uint64_t string = make_key(KEY_STRING, type, name_hash(grouping, mention)), canonical = canonical_key(grouping, mention);
  uint32_t group = look_up(grouping, string);
  if (group == WHOSAID_NONE && canonical) group = look_up(grouping, canonical);
  int is_new = group == WHOSAID_NONE;
  if (is_new && (group = add_group(grouping, mention)) == WHOSAID_NONE) return -1;
  put_first(grouping, string, group);
  if (canonical) put_first(grouping, canonical, group);
  if (is_new && type == WHOSAID_PERSON) index_person(grouping, mention, group);
  uint32_t initials = type == WHOSAID_PERSON ? 0 : initials_hash(grouping, mention);
  if (initials) put_first(grouping, make_key(KEY_ABBREVIATION, type, initials), group);
  join(grouping, mention, group);
  return 0;
}

/* Of several people with the surname, the one that the title's gender fits, the one last named before the others. */
static uint32_t find_by_surname(const struct grouping *grouping, uint32_t mention) {
  uint32_t surname = token_of(grouping, surname_token(grouping, mention))->lower;
  uint32_t recent = look_up(grouping, make_key(KEY_RECENT_SURNAME, WHOSAID_PERSON, surname));
  uint32_t any = look_up(grouping, make_key(KEY_SURNAME, WHOSAID_PERSON, surname));
  whosaid_gender gender = title_gender(grouping, mention);
  if (recent != WHOSAID_NONE && (!gender || grouping->groups.items[recent].gender == gender)) return recent;
  uint32_t oldest = recent != WHOSAID_NONE ? recent : any;
  for (uint32_t group = any, steps = 0; group != WHOSAID_NONE && steps < 16; group = grouping->groups.items[group].next_surname, steps++) {
    if (gender && grouping->groups.items[group].gender == gender) return group;
    if (recent == WHOSAID_NONE) oldest = group;
  }
  if (gender && oldest != WHOSAID_NONE && grouping->groups.items[oldest].gender && grouping->groups.items[oldest].gender != gender) return WHOSAID_NONE;
  return oldest;
}

static uint32_t find_short_name(const struct grouping *grouping, uint32_t mention) {
  whosaid_type type = grouping->document->mentions.items[mention].type;
  if (type == WHOSAID_PERSON) {
    uint32_t group = find_by_surname(grouping, mention);
    if (group != WHOSAID_NONE) return group;
    return look_up(grouping, make_key(KEY_GIVEN, type, token_of(grouping, grouping->first_token[mention])->lower));
  }
  uint32_t letters = abbreviation_hash(grouping, mention);
  return letters ? look_up(grouping, make_key(KEY_ABBREVIATION, type, letters)) : WHOSAID_NONE;
}

static int is_short_name(const struct grouping *grouping, uint32_t mention) {
  if (grouping->document->mentions.items[mention].type == WHOSAID_PERSON) return !is_full_person(grouping, mention);
  return abbreviation_hash(grouping, mention) != 0;
}

static int place_short_name(struct grouping *grouping, uint32_t mention) {
  uint32_t group = find_short_name(grouping, mention);
  if (group == WHOSAID_NONE) return place_full_name(grouping, mention);
  join(grouping, mention, group);
  return 0;
}

static int place_mentions(struct grouping *grouping) {
  uint32_t count = grouping->document->mentions.count;
  for (uint32_t m = 0; m < count; m++) {
    if (!is_short_name(grouping, m) && place_full_name(grouping, m)) return -1;
  }
  for (uint32_t m = 0; m < count; m++) {
    if (is_full_person(grouping, m)) {
      uint32_t surname = token_of(grouping, surname_token(grouping, m))->lower;
      put(grouping, make_key(KEY_RECENT_SURNAME, WHOSAID_PERSON, surname), grouping->group_of[m]);
    } else if (is_short_name(grouping, m) && place_short_name(grouping, m)) return -1;
  }
  return 0;
}

/* ---- Descriptions: "Olena Shevchenko, a nurse at the hospital, …" or the title before the name ---- */

enum { LONGEST_APPOSITION = 14 };

static int is_comma(const struct whosaid_document *document, uint32_t token) { return document_token_is(document, token, ","); }

static int opens_apposition(const struct whosaid_document *document, uint32_t token) {
  static const char *const WORDS[] = {"a", "an", "the", "his", "her", "their", "its", "former", "one"};
  for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++) {
    if (document_token_is(document, token, WORDS[i])) return 1;
  }
  return document->tokens.items[token].classes >> ENTRY_ROLE & 1;
}

static whosaid_string apposition_after(const struct grouping *grouping, uint32_t mention) {
  const struct whosaid_document *document = grouping->document;
  uint32_t comma = grouping->last_token[mention];
  uint32_t end = document_sentence_end(document, document->mentions.items[mention].sentence);
  if (comma + 2 >= end || !is_comma(document, comma) || !opens_apposition(document, comma + 1)) return (whosaid_string){0};
  int role = 0;
  for (uint32_t i = comma + 1; i < end && i - comma <= LONGEST_APPOSITION; i++) {
    const struct token *token = token_of(grouping, i);
    role |= has_class(token, ENTRY_ROLE) || has_class(token, ENTRY_TITLE);
    if (is_comma(document, i)) return role ? document_slice(document, comma + 1, i) : (whosaid_string){0};
    if (token->flags & (TOKEN_OPENS_QUOTE | TOKEN_CLOSES_QUOTE)) break;
  }
  return (whosaid_string){0};
}

static whosaid_string title_before(const struct grouping *grouping, uint32_t mention) {
  const struct whosaid_document *document = grouping->document;
  uint32_t first = grouping->first_token[mention], open = first;
  for (uint32_t back = 1; back <= 5 && back <= first; back++) {
    const struct token *token = token_of(grouping, first - back);
    if (token->sentence != token_of(grouping, first)->sentence) break;
    for (uint32_t k = 0; k < token->candidate_count; k++) {
      const struct candidate *candidate = &document->candidates.items[token->first_candidate + k];
      if (candidate->source != FROM_GAZETTEER || candidate->last != open) continue;
      const struct entry *entry = gazetteer_entry(document->model->gazetteer, candidate->index);
      int honorific = !strcmp(gazetteer_string(document->model->gazetteer, entry->kind), "honorific");
      if ((candidate->type == ENTRY_TITLE && !honorific) || candidate->type == ENTRY_ROLE) open = first - back;
    }
  }
  return open < first ? document_slice(document, open, first) : (whosaid_string){0};
}

/* ---- Writing the entities ---- */

static int same_text(const struct whosaid_document *document, const whosaid_mention *mention, whosaid_string string) {
  return mention->end - mention->start == string.length && !memcmp(document->text + mention->start, string.bytes, string.length);
}

static whosaid_string mention_text(const struct whosaid_document *document, const whosaid_mention *mention) {
  return (whosaid_string){.bytes = document->text + mention->start, .length = mention->end - mention->start};
}

/* "the fullest form in the document, else the gazetteer's": an abbreviation that only a list explains takes the list's name. */
static whosaid_string canonical_name(const struct grouping *grouping, const struct group *group) {
  const struct whosaid_document *document = grouping->document;
  whosaid_string printed = mention_text(document, &document->mentions.items[group->fullest]);
  uint32_t rivals;
  const struct entry *entry = abbreviation_hash(grouping, group->fullest) ? find_entry(grouping, group->fullest, &rivals) : NULL;
  if (!entry || rivals || entry->flags & FLAG_AMBIGUOUS) return printed;
  const char *name = gazetteer_string(document->model->gazetteer, entry->name);
  return (whosaid_string){.bytes = name, .length = (uint32_t)strlen(name)};
}

/* Forms other than the canonical name: each once, in order of appearance; at most 32. */
static int write_aliases(struct whosaid_document *document, whosaid_entity *entity, const uint32_t *mentions, uint32_t count) {
  whosaid_string found[32];
  uint32_t used = 0;
  for (uint32_t i = 0; i < count && used < 32; i++) {
    const whosaid_mention *mention = &document->mentions.items[mentions[i]];
    int known = same_text(document, mention, entity->name);
    for (uint32_t k = 0; k < used && !known; k++) known = same_text(document, mention, found[k]);
    if (!known) found[used++] = mention_text(document, mention);
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
  uint32_t count = *ids != '\0';
  for (const char *c = ids; *c; c++) count += *c == ';';
  whosaid_id *made = arena_allocate(&document->arena, count * sizeof *made);
  if (!made) return -1;
  uint32_t used = 0;
  for (const char *at = ids; used < count;) {
    const char *end = strchr(at, ';'), *equals = strchr(at, '=');
    if (!end) end = at + strlen(at);
    if (equals && equals < end) {
      made[used++] = (whosaid_id){.scheme = {at, (uint32_t)(equals - at)}, .value = {equals + 1, (uint32_t)(end - equals - 1)}};
    } else count--;
    at = *end ? end + 1 : end;
  }
  entity->ids = made;
  entity->id_count = used;
  return 0;
}

/* An id only when one entry alone could be meant. */
static int link_entity(const struct grouping *grouping, whosaid_entity *entity, const uint32_t *mentions, uint32_t count) {
  for (uint32_t i = 0; i < count; i++) {
    uint32_t rivals;
    const struct entry *entry = find_entry(grouping, mentions[i], &rivals);
    if (!entry || rivals || (entry->flags & FLAG_AMBIGUOUS && entry->type != ENTRY_PLACE)) continue;
    const char *ids = gazetteer_string(grouping->document->model->gazetteer, entry->ids);
    if (*ids) return write_ids(grouping->document, entity, ids);
  }
  return 0;
}

static int write_entity(struct grouping *grouping, const struct group *group, const uint32_t *mentions, uint32_t count) {
  struct whosaid_document *document = grouping->document;
  whosaid_entity *entity = VECTOR_ADD(&document->entities);
  if (!entity) return -1;
  *entity = (whosaid_entity){.type = group->type, .gender = group->gender, .name = canonical_name(grouping, group), .mentions = count, .first_mention = mentions[0]};
  for (uint32_t i = 0; i < count && !entity->description.bytes && group->type == WHOSAID_PERSON; i++) {
    entity->description = apposition_after(grouping, mentions[i]);
    if (!entity->description.bytes) entity->description = title_before(grouping, mentions[i]);
  }
  return write_aliases(document, entity, mentions, count) || link_entity(grouping, entity, mentions, count) ? -1 : 0;
}

/* Entities in order of their first mention; the mentions of each in `order`, group after group. */
static int write_entities(struct grouping *grouping) {
  struct whosaid_document *document = grouping->document;
  uint32_t count = document->mentions.count, groups = grouping->groups.count;
  uint32_t *from = calloc((size_t)groups + 2, sizeof *from), *order = malloc(((size_t)count + 1) * sizeof *order);
  uint32_t *number = malloc(((size_t)groups + 1) * sizeof *number);
  int failed = !from || !order || !number;
  for (uint32_t m = 0; !failed && m < count; m++) from[grouping->group_of[m] + 2]++;
  for (uint32_t g = 0; !failed && g < groups; g++) from[g + 2] += from[g + 1], number[g] = WHOSAID_NONE;
  for (uint32_t m = 0; !failed && m < count; m++) order[from[grouping->group_of[m] + 1]++] = m;
  for (uint32_t m = 0; !failed && m < count; m++) {
    uint32_t group = grouping->group_of[m];
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

static void find_tokens(struct grouping *grouping) {
  const struct whosaid_document *document = grouping->document;
  for (uint32_t m = 0; m < document->mentions.count; m++) {
    uint32_t token = document_token_at(document, document->mentions.items[m].start);
    grouping->first_token[m] = token;
    while (token < document->tokens.count && document->tokens.items[token].start < document->mentions.items[m].end) token++;
    grouping->last_token[m] = token;
  }
}

whosaid_status group_entities(struct whosaid_document *document, whosaid_error *error) {
  uint32_t count = document->mentions.count;
  if (!count) return WHOSAID_OK;
  struct grouping grouping = {.document = document, .mask = 63};
  while (grouping.mask < (uint64_t)count * 16) grouping.mask = grouping.mask * 2 + 1;
  grouping.slots = calloc(grouping.mask + 1, sizeof *grouping.slots);
  grouping.group_of = malloc(3 * (size_t)count * sizeof *grouping.group_of);
  int failed = !grouping.slots || !grouping.group_of;
  if (!failed) {
    grouping.first_token = grouping.group_of + count;
    grouping.last_token = grouping.first_token + count;
    find_tokens(&grouping);
    failed = place_mentions(&grouping) || write_entities(&grouping);
  }
  free(grouping.slots);
  free(grouping.group_of);
  VECTOR_FREE(&grouping.groups);
  return failed ? error_memory(error) : WHOSAID_OK;
}
