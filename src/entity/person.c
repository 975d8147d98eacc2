/* person.c: names of people -> whom they mean.
 *
 * Names of several words come first, the longest before the others: "Andrés Manuel López Obrador" takes up "López Obrador". Then, in the
 * order of the text, surnames, given names and nicknames go to the one of that name who fits best: by title and gender, by how near and
 * how often they were named, by whom the same word meant before. */
#include <stdlib.h>

#include "entity/grouping.h"
#include "model/model.h"

/* How well a short name fits a longer one. */
enum fit { FIT_NOT = 0, FIT_MIDDLE = 8, FIT_GIVEN = 20, FIT_SURNAME = 30, FIT_SEVERAL = 40 };

enum {
  SAME_SUFFIX = 20,
  SAME_TITLE = 12,
  SAME_GENDER = 10,
  CALLED_BEFORE = 6,
  OTHER_SPELLING = -6,
  NO_SUFFIX = -6,
  LISTED = 10,
  A_RELATIVE = -8,
  ELDER = 30,
  MOST_GIVEN_NAMES = 6
};

/* ---- Words ---- */

/* The names that a given name is short for ("Bill" -> "William"); an entry of one spelling only has no name. */
static uint32_t given_names(const struct grouping *grouping, const struct word *word, uint32_t names[MOST_GIVEN_NAMES], uint32_t *genders) {
  const struct whosaid_document *document = grouping->document;
  const struct token *token = token_of(grouping, word->first);
  uint32_t count = 0;
  *genders = 0;
  for (uint32_t k = 0; k < token->candidate_count && count < MOST_GIVEN_NAMES; k++) {
    const struct candidate *candidate = &document->candidates.items[token->first_candidate + k];
    if (candidate->source != FROM_GAZETTEER || candidate->type != ENTRY_GIVEN_NAME || candidate->last != word->last) continue;
    const struct entry *entry = gazetteer_entry(document->model->gazetteer, candidate->index);
    if (entry->name) names[count++] = entry->name;
    *genders |= entry->gender ? 1u << entry->gender : 6u;
  }
  return count;
}

static int is_nickname(const struct grouping *grouping, const struct word *a, const struct word *b) {
  uint32_t of_a[MOST_GIVEN_NAMES], of_b[MOST_GIVEN_NAMES], genders;
  uint32_t a_count = given_names(grouping, a, of_a, &genders), b_count = a_count ? given_names(grouping, b, of_b, &genders) : 0;
  for (uint32_t i = 0; i < a_count; i++) {
    for (uint32_t k = 0; k < b_count; k++) {
      if (of_a[i] == of_b[k]) return 1;
    }
  }
  return 0;
}

/* "Maria" is no other spelling of "Mario". */
static int is_given_spelling(const struct grouping *grouping, const struct word *a, const struct word *b) {
  uint32_t names[MOST_GIVEN_NAMES], a_genders, b_genders;
  if (!is_spelling(grouping, a, b)) return 0;
  given_names(grouping, a, names, &a_genders);
  given_names(grouping, b, names, &b_genders);
  return !a_genders || !b_genders || a_genders & b_genders;
}

/* "J." and "J.K." and "Joanne". */
static int are_initials(const struct word *a, const struct word *b) {
  if (!a->is_initials && !b->is_initials) return 0;
  uint32_t shorter = a->initials < b->initials ? a->initials : b->initials, longer = a->initials ^ b->initials ^ shorter;
  if (!a->is_initials || !b->is_initials) return (shorter & 0xFF) == (longer & 0xFF);
  return shorter > 0xFFFF ? shorter == longer : shorter == (shorter > 0xFF ? longer & 0xFFFF : longer & 0xFF);
}

static int is_surname(const struct grouping *grouping, const struct word *a, const struct word *b) {
  return a->hash == b->hash || (!a->is_initials && !b->is_initials && is_spelling(grouping, a, b));
}

static int is_given(const struct grouping *grouping, const struct word *a, const struct word *b) {
  return a->hash == b->hash || are_initials(a, b) || is_nickname(grouping, a, b) || is_given_spelling(grouping, a, b);
}

/* A name that English readers know as a given one only: no family name that stands first. */
static int is_only_given(const struct grouping *grouping, const struct word *word) {
  uint32_t rivals;
  const struct entry *entry = find_entry(grouping, word->first, word->last, ENTRY_GIVEN_NAME, &rivals);
  return entry && entry->gender && entry->level >= 7;
}

/* ---- Whether a name fits ---- */

static int suffixes_differ(const struct name *a, const struct name *b) { return a->suffix && b->suffix && a->suffix != b->suffix; }

/* Words [skip, words) of a, in order, among those of b: with the first given name, or side by side. The last one is a surname. */
static enum fit fit_several(const struct grouping *grouping, const struct name *a, uint32_t skip, const struct name *b) {
  uint32_t first = WHOSAID_NONE, at = 0;
  for (uint32_t i = skip; i < a->words; i++, at++) {
    const struct word *word = word_of(grouping, a, i);
    int last = i + 1 == a->words;
    while (at < b->words &&
           !(last ? is_surname(grouping, word, word_of(grouping, b, at)) : is_given(grouping, word, word_of(grouping, b, at))))
      at++;
    if (at == b->words) return FIT_NOT;
    if (first == WHOSAID_NONE) first = at;
  }
  return first == 0 || at - first == a->words - skip ? FIT_SEVERAL : FIT_NOT;
}

static enum fit fit_one(const struct grouping *grouping, const struct name *a, const struct word *word, const struct name *b) {
  if (b->nickname && (b->nickname == a->whole || b->nickname == (uint32_t)(hash_mix(5, token_of(grouping, word->first)->lower) >> 16)))
    return FIT_SURNAME;
  if (b->letters && b->letters == word->hash) return FIT_SURNAME;
  if (!b->words || word->is_initials) return FIT_NOT;
  if (is_surname(grouping, word, word_of(grouping, b, b->words - 1))) return FIT_SURNAME;
  const struct word *given = word_of(grouping, b, 0);
  if (word->hash == given->hash || is_nickname(grouping, word, given)) {
    return a->title && !a->title_is_given && is_only_given(grouping, given) ? FIT_NOT : FIT_GIVEN;
  }
  for (uint32_t i = 1; i + 1 < b->words; i++) {
    if (word_of(grouping, b, i)->hash == word->hash) return FIT_MIDDLE;
  }
  return FIT_NOT;
}

/* "Virgil van Dijk" has the particle of "Van Dijk". */
static int has_particle(const struct grouping *grouping, const struct name *b, const struct word *particle) {
  uint32_t surname = b->words ? word_of(grouping, b, b->words - 1)->first : b->first;
  return surname > b->first && token_of(grouping, surname - 1)->lower == token_of(grouping, particle->first)->lower;
}

static enum fit fit_name(const struct grouping *grouping, const struct name *a, const struct name *b) {
  if (suffixes_differ(a, b) || !a->words) return FIT_NOT;
  if (a->words == 1) return fit_one(grouping, a, word_of(grouping, a, 0), b);
  if (a->words > b->words) return FIT_NOT;
  enum fit fit = fit_several(grouping, a, 0, b);
  if (fit || !a->particle || !has_particle(grouping, b, word_of(grouping, a, 0))) return fit;
  return a->words == 2 ? fit_one(grouping, a, word_of(grouping, a, 1), b) : fit_several(grouping, a, 1, b);
}

/* ---- Keys ---- */

static uint64_t name_key(const struct name *name) { return make_key(KEY_NAME, WHOSAID_PERSON, hash_mix(name->whole, name->suffix)); }

/* The listed person of this name, when only one is. */
static uint64_t entry_key(const struct name *name) {
  const struct entry *entry = name->entry;
  return entry && !name->rivals && !(entry->flags & FLAG_AMBIGUOUS && name->words < 2) ? make_key(KEY_ENTRY, WHOSAID_PERSON, entry->name) : 0;
}

/* ---- Looking for the one who fits ---- */

struct choice {
  uint32_t group; /* the best */
  int score;
  uint32_t fitting; /* how many fit */
};

/* "the elder Bush", "the younger Bush", "Bush senior". */
static int says_elder(const struct grouping *grouping, const struct name *name) {
  const struct whosaid_document *document = grouping->document;
  if (!name->first) return 0;
  if (document_token_is(document, name->first - 1, "elder") || document_token_is(document, name->first - 1, "older")) return 1;
  return document_token_is(document, name->first - 1, "younger") ? -1 : 0;
}

static int score_group(const struct grouping *grouping, uint32_t mention, uint32_t index, enum fit fit) {
  const struct name *name = &grouping->names[mention];
  const struct group *group = &grouping->groups.items[index];
  const struct name *other = &grouping->names[group->name];
  int score = (int)fit + nearness(grouping, mention, index);
  if (name->suffix && name->suffix == other->suffix) score += SAME_SUFFIX;
  if (!name->suffix && other->suffix) score += NO_SUFFIX;
  if (fit == FIT_SURNAME && group->relative) score += A_RELATIVE;
  if (fit == FIT_SURNAME && table_get(grouping, entry_key(name)) == index + 1) score += LISTED;
  if (name->gender && name->gender == group->gender) score += SAME_GENDER;
  if (name->title && table_get(grouping, make_key(KEY_TITLE, WHOSAID_PERSON, hash_mix(index, name->title)))) score += SAME_TITLE;
  if (name->words && table_get(grouping, make_key(KEY_CALLED, WHOSAID_PERSON, word_of(grouping, name, name->words - 1)->hash)) == index + 1)
    score += CALLED_BEFORE;
  if (fit == FIT_SURNAME && other->words &&
      word_of(grouping, name, name->words - 1)->hash != word_of(grouping, other, other->words - 1)->hash)
    score += OTHER_SPELLING;
  return score;
}

static int fits_gender(const struct name *name, const struct group *group) {
  return !name->gender || !group->gender || name->gender == group->gender;
}

static void look_along(const struct grouping *grouping, uint32_t mention, uint64_t key, struct choice *choice) {
  const struct name *name = &grouping->names[mention];
  int elder = says_elder(grouping, name);
  for (uint32_t link = chain_first(grouping, key), steps = 0; link && steps < LONGEST_CHAIN;
       link = grouping->links.items[link].next, steps++) {
    uint32_t index = grouping->links.items[link].group;
    const struct group *group = &grouping->groups.items[index];
    if (index == choice->group || !fits_gender(name, group)) continue;
    enum fit fit = fit_name(grouping, name, &grouping->names[group->name]);
    if (!fit) continue;
    int score = score_group(grouping, mention, index, fit);
    if (elder && choice->group != WHOSAID_NONE)
      score = choice->score + ((group->name < grouping->groups.items[choice->group].name) == (elder > 0) ? ELDER : -ELDER);
    choice->fitting++;
    if (choice->group == WHOSAID_NONE || score > choice->score) choice->group = index, choice->score = score;
  }
}

static struct choice find_person(const struct grouping *grouping, uint32_t mention) {
  const struct name *name = &grouping->names[mention];
  struct choice choice = {.group = WHOSAID_NONE};
  uint32_t names[MOST_GIVEN_NAMES], genders;
  look_along(grouping, mention, make_key(KEY_WORD, WHOSAID_PERSON, name->whole), &choice);
  if (!name->words) return choice;
  const struct word *last = word_of(grouping, name, name->words - 1);
  look_along(grouping, mention, make_key(KEY_WORD, WHOSAID_PERSON, last->hash), &choice);
  if (choice.group == WHOSAID_NONE && last->sound) look_along(grouping, mention, make_key(KEY_SOUND, WHOSAID_PERSON, last->sound), &choice);
  if (choice.group != WHOSAID_NONE || name->words > 1) return choice;
  uint32_t count = given_names(grouping, last, names, &genders);
  for (uint32_t i = 0; i < count; i++) look_along(grouping, mention, make_key(KEY_GIVEN, WHOSAID_PERSON, names[i]), &choice);
  return choice;
}

/* ---- Placing names ---- */

static void index_person(struct grouping *grouping, const struct name *name, uint32_t group) {
  uint32_t names[MOST_GIVEN_NAMES], genders;
  for (uint32_t i = 0; i < name->words; i++) {
    const struct word *word = word_of(grouping, name, i);
    chain_add(grouping, make_key(KEY_WORD, WHOSAID_PERSON, word->hash), group);
    if (word->sound) chain_add(grouping, make_key(KEY_SOUND, WHOSAID_PERSON, word->sound), group);
  }
  if (name->nickname) chain_add(grouping, make_key(KEY_WORD, WHOSAID_PERSON, name->nickname), group);
  if (name->letters) chain_add(grouping, make_key(KEY_WORD, WHOSAID_PERSON, name->letters), group);
  uint32_t count = name->words > 1 ? given_names(grouping, word_of(grouping, name, 0), names, &genders) : 0;
  for (uint32_t i = 0; i < count; i++) chain_add(grouping, make_key(KEY_GIVEN, WHOSAID_PERSON, names[i]), group);
}

static void take_group(struct grouping *grouping, uint32_t mention, uint32_t group) {
  const struct name *name = &grouping->names[mention];
  uint64_t key = name_key(name), entry = entry_key(name);
  join_group(grouping, mention, group);
  if (!table_get(grouping, key)) table_set(grouping, key, group + 1);
  if (entry && !table_get(grouping, entry)) table_set(grouping, entry, group + 1);
}

static void start_group(struct grouping *grouping, uint32_t mention) {
  uint32_t group = add_group(grouping, mention);
  if (group == WHOSAID_NONE) return;
  index_person(grouping, &grouping->names[mention], group);
  take_group(grouping, mention, group);
}

/* The group that has exactly this name, or the listed person's. */
static uint32_t find_same(const struct grouping *grouping, const struct name *name) {
  uint64_t entry = entry_key(name);
  uint32_t group = table_get(grouping, name_key(name));
  if (!group && entry) group = table_get(grouping, entry);
  if (!group) return WHOSAID_NONE;
  return suffixes_differ(name, &grouping->names[grouping->groups.items[group - 1].name]) ? WHOSAID_NONE : group - 1;
}

/* "Donald Trump" is not "Donald Trump Jr." when he is called so first, or is listed. */
static int is_senior(const struct grouping *grouping, const struct name *name, const struct group *group) {
  const struct name *other = &grouping->names[group->name];
  if (!!name->suffix == !!other->suffix) return 0;
  const struct name *plain = name->suffix ? other : name, *suffixed = name->suffix ? name : other;
  return plain->first < suffixed->first || plain->entry;
}

/* Several words: joined at once when it is clear to whom. */
static void place_full_name(struct grouping *grouping, uint32_t mention) {
  const struct name *name = &grouping->names[mention];
  uint32_t same = find_same(grouping, name);
  if (same != WHOSAID_NONE) {
    take_group(grouping, mention, same);
    return;
  }
  struct choice choice = find_person(grouping, mention);
  if (choice.fitting > 1) return;
  if (choice.group == WHOSAID_NONE || is_senior(grouping, name, &grouping->groups.items[choice.group])) start_group(grouping, mention);
  else take_group(grouping, mention, choice.group);
}

static void place_short_name(struct grouping *grouping, uint32_t mention) {
  const struct name *name = &grouping->names[mention];
  struct choice choice = find_person(grouping, mention);
  uint32_t group = choice.group == WHOSAID_NONE ? find_same(grouping, name) : choice.group;
  if (group != WHOSAID_NONE && !fits_gender(name, &grouping->groups.items[group])) group = WHOSAID_NONE;
  if (group == WHOSAID_NONE) start_group(grouping, mention);
  else join_group(grouping, mention, group);
  if (name->words == 1 && name->group != WHOSAID_NONE) {
    table_set(grouping, make_key(KEY_CALLED, WHOSAID_PERSON, word_of(grouping, name, 0)->hash), name->group + 1);
  }
}

int group_people(struct grouping *grouping) {
  const struct whosaid_document *document = grouping->document;
  uint32_t count = 0, *order = order_by_words(grouping, 1, &count);
  if (!order) return -1;
  for (uint32_t i = 0; i < count && grouping->names[order[i]].words > 1; i++) place_full_name(grouping, order[i]);
  free(order);
  for (uint32_t m = 0; m < document->mentions.count && !grouping->failed; m++) {
    if (document->mentions.items[m].type != WHOSAID_PERSON) continue;
    if (grouping->names[m].group == WHOSAID_NONE) place_short_name(grouping, m);
    if (grouping->names[m].group != WHOSAID_NONE) see_mention(grouping, m);
  }
  return grouping->failed ? -1 : 0;
}
