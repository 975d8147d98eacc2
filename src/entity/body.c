/* body.c: names of organizations and places -> which one they mean.
 *
 * Names of several words come first, the longest before the others: the same words in any spelling, the same entry of a list, the same
 * company with or without "Inc". Then, in the order of the text, abbreviations and single words ("the Commission", "Goldman", "United") go
 * to the longer name that was in the text last. Ministries of two countries stay apart. */
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "entity/grouping.h"
#include "model/model.h"
#include "token.h"

enum { LONGEST_ABBREVIATION = 12, MOST_TAILS = 5 };

static whosaid_type type_of(const struct grouping *grouping, uint32_t mention) { return grouping->document->mentions.items[mention].type; }

static const char *string_of(const struct grouping *grouping, uint32_t string) {
  return gazetteer_string(grouping->document->model->gazetteer, string);
}

/* ---- What the lists say ---- */

static const struct entry *entry_of(const struct grouping *grouping, uint32_t mention) {
  return type_of(grouping, mention) == WHOSAID_PLACE ? grouping->places[mention].entry : grouping->names[mention].entry;
}

/* The entry, when no other one may be meant. */
static const struct entry *sole_entry_of(const struct grouping *grouping, uint32_t mention) {
  int has_rivals = type_of(grouping, mention) != WHOSAID_PLACE && grouping->names[mention].rivals;
  return has_rivals ? NULL : entry_of(grouping, mention);
}

/* One entry, one thing: places by their row, organizations by their canonical name. */
static uint64_t entry_key(const struct grouping *grouping, uint32_t mention) {
  const struct entry *entry = sole_entry_of(grouping, mention);
  if (!entry) return 0;
  uint64_t place = type_of(grouping, mention) == WHOSAID_PLACE ? 1 + gazetteer_entry_index(grouping->document->model->gazetteer, entry) : 0;
  return make_key(KEY_ENTRY, type_of(grouping, mention), hash_mix(entry->name, place));
}

/* ---- Whose ministry it is ---- */

/* Several countries have one of this name: "Supreme Court", "Foreign Ministry". */
static int is_shared(const struct grouping *grouping, uint32_t mention) {
  static const char *const KINDS[] = {"ministry", "parliament", "court", "army", "police", "government", "central-bank", "intelligence"};
  const struct entry *entry = entry_of(grouping, mention);
  if (type_of(grouping, mention) != WHOSAID_ORGANIZATION || (entry && *string_of(grouping, entry->country))) return 0;
  for (size_t i = 0; entry && i < sizeof KINDS / sizeof *KINDS; i++) {
    if (!strcmp(string_of(grouping, entry->kind), KINDS[i])) return 1;
  }
  const struct name *name = &grouping->names[mention];
  int head = 0;
  for (uint32_t i = 0; i < name->words; i++) {
    uint32_t token = word_of(grouping, name, i)->first;
    if (!has_class(grouping, token, ENTRY_COMMON_WORD)) return 0;
    head |= has_class(grouping, token, ENTRY_ORGANIZATION_HEAD) || has_class(grouping, token, ENTRY_ORGANIZATION_NOUN);
  }
  return head;
}

/* "Polish" -> Poland, "Texan" -> itself. */
static uint32_t owner_of_demonym(const struct grouping *grouping, uint32_t token) {
  uint32_t rivals;
  const struct entry *entry = find_entry(grouping, token, token + 1, ENTRY_DEMONYM, &rivals);
  if (!entry) return 0;
  return !strcmp(string_of(grouping, entry->kind), "nation") && *string_of(grouping, entry->country) ? entry->country : entry->name;
}

/* "Poland" -> PL, "Texas" -> itself. */
static uint32_t owner_of_place(const struct grouping *grouping, uint32_t mention) {
  const struct entry *entry = grouping->places[mention].entry;
  if (!entry) return grouping->names[mention].whole | 1;
  return !strcmp(string_of(grouping, entry->kind), "country") && *string_of(grouping, entry->country) ? entry->country : entry->name;
}

/* The word "of" after two words at least: "Supreme | Court of Nigeria"; 0 when there is none. */
static uint32_t find_of(const struct grouping *grouping, const struct name *name) {
  for (uint32_t i = 2; i + 1 < name->words; i++) {
    if (document_token_is(grouping->document, word_of(grouping, name, i)->first, "of")) return i;
  }
  return 0;
}

/* "Supreme Court of Nigeria" -> NG. */
static uint32_t owner_inside(const struct grouping *grouping, const struct name *name) {
  uint32_t of = find_of(grouping, name), rivals;
  const struct entry *entry = of ? find_entry(grouping, word_of(grouping, name, of)->last, name->last, ENTRY_PLACE, &rivals) : NULL;
  return entry && !strcmp(string_of(grouping, entry->kind), "country") ? entry->country : 0;
}

static void read_owner(const struct grouping *grouping, uint32_t mention) {
  struct name *name = &grouping->names[mention];
  uint32_t before = name->first;
  if (type_of(grouping, mention) == WHOSAID_ORGANIZATION && (name->owner = owner_inside(grouping, name))) return;
  if (!before || token_of(grouping, before)->flags & TOKEN_SENTENCE_START || !name->shared) return;
  name->owner = owner_of_demonym(grouping, --before);
  if (!mention || type_of(grouping, mention - 1) != WHOSAID_PLACE) return;
  if (token_of(grouping, before)->flags & TOKEN_POSSESSIVE) before--;
  if (grouping->names[mention - 1].last == before + 1) name->owner = owner_of_place(grouping, mention - 1);
}

/* ---- Keys of a name ---- */

static uint64_t name_key(const struct grouping *grouping, uint32_t mention) {
  return make_key(KEY_NAME, type_of(grouping, mention), grouping->names[mention].whole);
}

/* Hash of the words [first, last), as read or as they sound. */
static uint32_t hash_words(const struct grouping *grouping, const struct name *name, uint32_t first, uint32_t last, int sound) {
  uint64_t hash = 5;
  for (uint32_t i = first; i < last; i++) {
    const struct word *word = word_of(grouping, name, i);
    hash = hash_mix(hash, sound && word->sound ? word->sound : word->hash);
  }
  return (uint32_t)(hash >> 16);
}

static uint64_t sound_key(const struct grouping *grouping, uint32_t mention) {
  const struct name *name = &grouping->names[mention];
  return name->words ? make_key(KEY_SOUND, type_of(grouping, mention), hash_words(grouping, name, 0, name->words, 1)) : 0;
}

static int is_suffix_word(const struct grouping *grouping, const struct word *word) {
  return has_class(grouping, word->first, ENTRY_ORGANIZATION_SUFFIX) || document_token_is(grouping->document, word->first, "and") ||
         document_token_is(grouping->document, word->first, "&");
}

/* "Acme Holdings Ltd" -> "Acme", "Lake Tahoe" -> "Tahoe". */
static uint64_t stem_key(const struct grouping *grouping, uint32_t mention) {
  const struct name *name = &grouping->names[mention];
  whosaid_type type = type_of(grouping, mention);
  uint32_t first = 0, last = name->words;
  if (type == WHOSAID_ORGANIZATION) {
    while (last > 1 && is_suffix_word(grouping, word_of(grouping, name, last - 1))) last--;
  } else if (last > 1) {
    if (has_class(grouping, word_of(grouping, name, 0)->first, ENTRY_PLACE_HEAD)) first++;
    else if (has_class(grouping, word_of(grouping, name, last - 1)->first, ENTRY_PLACE_HEAD)) last--;
  }
  return make_key(KEY_STEM, type, last - first == name->words ? name->whole : hash_words(grouping, name, first, last, 0));
}

/* ---- Abbreviations ---- */

static uint32_t hash_letters(const char *letters, uint32_t length) {
  uint32_t cased, lower;
  token_hash(letters, length, &cased, &lower);
  return lower;
}

/* "U.N.", "UN", "AfD", "UKIP": the hash of the letters; 0 for a name that is no abbreviation. */
static uint32_t abbreviation_of(const struct grouping *grouping, const struct name *name) {
  const struct token *token = token_of(grouping, name->first);
  char letters[LONGEST_ABBREVIATION];
  uint32_t used = 0, capitals = 0;
  if (name->last - name->first != 1 || token->end - token->start > 2 * LONGEST_ABBREVIATION) return 0;
  for (uint32_t i = token->start; i < token->end; i++) {
    char c = grouping->document->text[i];
    if (c == '.') continue;
    if (used == sizeof letters) return 0;
    capitals += c >= 'A' && c <= 'Z';
    letters[used++] = c;
  }
  return used >= 2 && capitals >= 2 && capitals * 2 >= used ? hash_letters(letters, used) : 0;
}

/* The letters that the name may be abbreviated by: of its capitals, or with small words ("Department of Justice": "DJ", "DoJ"), without its suffix. */
static uint32_t initials_of(const struct grouping *grouping, const struct name *name, int with_small, int with_suffix) {
  char letters[LONGEST_ABBREVIATION + 4];
  uint32_t used = 0, size, count = 0;
  for (uint32_t i = 0; i < name->words; i++) {
    const struct word *word = word_of(grouping, name, i);
    const struct token *token = token_of(grouping, word->first);
    if (!(token->flags & TOKEN_CAPITAL) && !(with_small && token->flags & TOKEN_HAS_LETTER)) continue;
    if (!with_suffix && i + 1 == name->words && is_suffix_word(grouping, word)) continue;
    if (used >= LONGEST_ABBREVIATION) return 0;
    char first = grouping->document->text[token->start];
    if (token->flags & TOKEN_PLAIN) letters[used++] = first;
    else used += utf8_encode(utf8_fold(utf8_decode(grouping->document->text, token->end, token->start, &size)), letters + used);
    count++;
  }
  return count >= 2 ? hash_letters(letters, used) : 0;
}

/* "European Space Agency (ESA)": the mention before or after the bracket, or WHOSAID_NONE. */
static uint32_t explained_by(const struct grouping *grouping, uint32_t mention) {
  const struct whosaid_document *document = grouping->document;
  const struct name *name = &grouping->names[mention];
  if (mention && name->first >= 2 && document_token_is(document, name->first - 1, "(") &&
      grouping->names[mention - 1].last == name->first - 1)
    return mention - 1;
  uint32_t next = mention + 1, open = name->last;
  if (next >= document->mentions.count || open + 1 >= document->tokens.count || !document_token_is(document, open, "("))
    return WHOSAID_NONE;
  open += document_token_is(document, open + 1, "the") ? 2 : 1;
  return grouping->names[next].first == open ? next : WHOSAID_NONE;
}

static int has_initial(const struct grouping *grouping, const struct name *name, uint32_t initial) {
  for (uint32_t i = 0; i < name->words; i++) {
    if (word_of(grouping, name, i)->initials == initial) return 1;
  }
  return 0;
}

/* The group of the long form beside it in brackets. */
static uint32_t find_explained(const struct grouping *grouping, uint32_t mention) {
  uint32_t other = explained_by(grouping, mention);
  if (other == WHOSAID_NONE || type_of(grouping, other) != type_of(grouping, mention)) return WHOSAID_NONE;
  const struct name *name = &grouping->names[mention], *long_form = &grouping->names[other];
  if (long_form->words < 2 || !has_initial(grouping, long_form, word_of(grouping, name, 0)->initials)) return WHOSAID_NONE;
  return long_form->group;
}

/* ---- Looking for the one that is meant ---- */

struct choice {
  uint32_t group;
  int score;
};

/* "Google" is not "Google DeepMind" when the lists know it as another. */
static int is_listed_apart(const struct grouping *grouping, uint32_t mention, const struct group *group) {
  const struct entry *entry = entry_of(grouping, mention);
  if (!entry || grouping->names[mention].shared) return 0;
  if (group->entry)
    return entry->name != group->entry->name && !(entry->flags & FLAG_AMBIGUOUS && type_of(grouping, mention) == WHOSAID_ORGANIZATION);
  return !(entry->flags & FLAG_AMBIGUOUS);
}

static void look_along(const struct grouping *grouping, uint32_t mention, uint64_t key, int listed_apart, struct choice *choice) {
  const struct name *name = &grouping->names[mention];
  for (uint32_t link = chain_first(grouping, key), steps = 0; link && steps < LONGEST_CHAIN;
       link = grouping->links.items[link].next, steps++) {
    uint32_t index = grouping->links.items[link].group;
    const struct group *group = &grouping->groups.items[index];
    if (name->owner && group->owner && group->owner != name->owner) continue;
    if (listed_apart && is_listed_apart(grouping, mention, group)) continue;
    int score = nearness(grouping, mention, index) + (name->owner && group->owner == name->owner ? 20 : 0);
    if (choice->group == WHOSAID_NONE || score > choice->score) *choice = (struct choice){.group = index, .score = score};
  }
}

/* The group of the same name, of the same entry, or of the same name in another spelling. */
static uint32_t find_same(const struct grouping *grouping, uint32_t mention) {
  const struct name *name = &grouping->names[mention];
  struct choice choice = {.group = WHOSAID_NONE};
  uint64_t entry = entry_key(grouping, mention);
  look_along(grouping, mention, name_key(grouping, mention), 0, &choice);
  if (choice.group == WHOSAID_NONE && entry) look_along(grouping, mention, entry, 0, &choice);
  if (choice.group == WHOSAID_NONE) look_along(grouping, mention, stem_key(grouping, mention), 1, &choice);
  if (choice.group == WHOSAID_NONE)
    look_along(grouping, mention, make_key(KEY_BEFORE_OF, type_of(grouping, mention), name->whole), 1, &choice);
  if (choice.group == WHOSAID_NONE && name->words > 1) look_along(grouping, mention, sound_key(grouping, mention), 1, &choice);
  return choice.group;
}

/* "Goldman", "the Commission", "Bulls": the longer name it begins or ends. */
static uint32_t find_longer(const struct grouping *grouping, uint32_t mention) {
  const struct name *name = &grouping->names[mention];
  whosaid_type type = type_of(grouping, mention);
  struct choice choice = {.group = WHOSAID_NONE};
  if (name->words != 1 || type != WHOSAID_ORGANIZATION) return WHOSAID_NONE;
  uint32_t word = word_of(grouping, name, 0)->hash;
  look_along(grouping, mention, make_key(KEY_LAST, type, word), 1, &choice);
  look_along(grouping, mention, make_key(KEY_FIRST, type, word), 1, &choice);
  return choice.group;
}

/* "the Police Department", after "Chicago Police Department": courts alone are too many. */
static int may_be_tail(const struct grouping *grouping, uint32_t mention) {
  const struct name *name = &grouping->names[mention];
  const struct entry *entry = entry_of(grouping, mention);
  if (name->words < 2 || !name->shared || (entry && !strcmp(string_of(grouping, entry->kind), "court"))) return 0;
  return chain_first(grouping, make_key(KEY_TAIL, type_of(grouping, mention), name->whole)) != 0;
}

static uint32_t find_short_name(const struct grouping *grouping, uint32_t mention) {
  struct choice choice = {.group = WHOSAID_NONE};
  uint32_t letters = abbreviation_of(grouping, &grouping->names[mention]);
  uint32_t group = find_explained(grouping, mention);
  if (group != WHOSAID_NONE) return group;
  if (may_be_tail(grouping, mention))
    look_along(grouping, mention, make_key(KEY_TAIL, type_of(grouping, mention), grouping->names[mention].whole), 0, &choice);
  if (choice.group != WHOSAID_NONE) {
    look_along(grouping, mention, name_key(grouping, mention), 0, &choice);
    return choice.group;
  }
  if ((group = find_same(grouping, mention)) != WHOSAID_NONE) return group;
  if (letters) look_along(grouping, mention, make_key(KEY_LETTERS, type_of(grouping, mention), letters), 0, &choice);
  return choice.group != WHOSAID_NONE ? choice.group : find_longer(grouping, mention);
}

/* ---- Placing names ---- */

static void index_initials(struct grouping *grouping, uint32_t mention, uint32_t group) {
  const struct name *name = &grouping->names[mention];
  int has_small = 0, has_suffix = is_suffix_word(grouping, word_of(grouping, name, name->words - 1));
  for (uint32_t i = 0; i < name->words; i++) has_small |= !(token_of(grouping, word_of(grouping, name, i)->first)->flags & TOKEN_CAPITAL);
  for (int suffix = 0; suffix <= has_suffix; suffix++) {
    for (int small = 0; small <= has_small; small++) {
      uint32_t letters = initials_of(grouping, name, small, suffix);
      if (letters) chain_add(grouping, make_key(KEY_LETTERS, type_of(grouping, mention), letters), group);
    }
  }
}

static void index_longer(struct grouping *grouping, uint32_t mention, uint32_t group) {
  const struct name *name = &grouping->names[mention];
  whosaid_type type = type_of(grouping, mention);
  if (name->words < 2) return;
  index_initials(grouping, mention, group);
  for (uint32_t i = 1; i + 2 <= name->words && i < MOST_TAILS; i++) {
    if (!(token_of(grouping, word_of(grouping, name, i - 1)->first)->flags & TOKEN_CAPITAL)) continue;
    chain_add(grouping, make_key(KEY_TAIL, type, hash_words(grouping, name, i, name->words, 0)), group);
  }
  uint32_t of = find_of(grouping, name);
  if (of) chain_add(grouping, make_key(KEY_BEFORE_OF, type, hash_words(grouping, name, 0, of, 0)), group);
  chain_add(grouping, make_key(KEY_FIRST, type, word_of(grouping, name, 0)->hash), group);
  chain_add(grouping, make_key(KEY_LAST, type, word_of(grouping, name, name->words - 1)->hash), group);
}

static void take_group(struct grouping *grouping, uint32_t mention, uint32_t index) {
  uint64_t entry = entry_key(grouping, mention);
  join_group(grouping, mention, index);
  struct group *group = &grouping->groups.items[index];
  if (!group->entry) group->entry = sole_entry_of(grouping, mention);
  chain_add(grouping, name_key(grouping, mention), index);
  chain_add(grouping, stem_key(grouping, mention), index);
  if (entry) chain_add(grouping, entry, index);
  if (grouping->names[mention].words > 1) chain_add(grouping, sound_key(grouping, mention), index);
  index_longer(grouping, mention, index);
}

static void place_name(struct grouping *grouping, uint32_t mention, uint32_t group) {
  if (group == WHOSAID_NONE) group = add_group(grouping, mention);
  if (group != WHOSAID_NONE) take_group(grouping, mention, group);
}

int group_bodies(struct grouping *grouping) {
  const struct whosaid_document *document = grouping->document;
  uint32_t count = 0, *order = order_by_words(grouping, 0, &count);
  if (!order) return -1;
  for (uint32_t i = 0; i < count; i++) grouping->names[order[i]].shared = (uint8_t)is_shared(grouping, order[i]);
  for (uint32_t i = 0; i < count; i++) read_owner(grouping, order[i]);
  for (uint32_t i = 0; i < count && grouping->names[order[i]].words > 1; i++) {
    if (!may_be_tail(grouping, order[i])) place_name(grouping, order[i], find_same(grouping, order[i]));
  }
  free(order);
  for (uint32_t m = 0; m < document->mentions.count && !grouping->failed; m++) {
    if (type_of(grouping, m) == WHOSAID_PERSON) continue;
    if (grouping->names[m].group == WHOSAID_NONE) place_name(grouping, m, find_short_name(grouping, m));
    if (grouping->names[m].group != WHOSAID_NONE) see_mention(grouping, m);
  }
  return grouping->failed ? -1 : 0;
}
