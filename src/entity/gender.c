/* gender.c: names and pronouns -> the gender of people: a title tells first, then the name, then "he" or "she" where one person only is near. */
#include <stdlib.h>

#include "entity/grouping.h"
#include "model/model.h"

enum { SUBJECT_VOTE = 2, POSSESSIVE_VOTE = 1, OVERRIDES_NAME = 5 };

/* ---- The name ---- */

/* The gender of the given name, when all who bear it share one. */
static whosaid_gender given_gender(const struct grouping *grouping, uint32_t first, uint32_t last) {
  const struct whosaid_document *document = grouping->document;
  const struct token *token = token_of(grouping, first);
  whosaid_gender gender = WHOSAID_GENDER_UNKNOWN;
  for (uint32_t k = 0; k < token->candidate_count; k++) {
    const struct candidate *candidate = &document->candidates.items[token->first_candidate + k];
    if (candidate->source != FROM_GAZETTEER || candidate->type != ENTRY_GIVEN_NAME || candidate->last != last) continue;
    const struct entry *entry = gazetteer_entry(document->model->gazetteer, candidate->index);
    if (!entry->gender || (gender && gender != entry->gender)) return WHOSAID_GENDER_UNKNOWN;
    gender = (whosaid_gender)entry->gender;
  }
  return gender;
}

static whosaid_gender name_gender(const struct grouping *grouping, const struct name *name) {
  for (uint32_t i = 0; i < name->words; i++) {
    const struct word *word = word_of(grouping, name, i);
    if (word->is_initials) continue;
    if (name->words == 1 ? has_class(grouping, word->first, ENTRY_SURNAME) : i + 1 == name->words) break;
    whosaid_gender gender = given_gender(grouping, word->first, word->last);
    return gender || word->last == word->first + 1 ? gender : given_gender(grouping, word->first, word->first + 1);
  }
  return WHOSAID_GENDER_UNKNOWN;
}

/* Set for a group whose gender a title or a list tells. */
static uint64_t certain_key(uint32_t group) { return make_key(KEY_GENDER, WHOSAID_PERSON, group); }

void note_gender(struct grouping *grouping, uint32_t mention) {
  const struct name *name = &grouping->names[mention];
  struct group *group = &grouping->groups.items[name->group];
  const struct entry *entry = name->entry;
  whosaid_gender certain = name->gender ? (whosaid_gender)name->gender
                           : entry && !name->rivals && (name->words > 1 || names_country(grouping, entry->country))
                               ? (whosaid_gender)entry->gender
                               : WHOSAID_GENDER_UNKNOWN;
  if (certain) table_set(grouping, certain_key(name->group), 1);
  if (certain) group->gender = certain;
  else if (!group->gender) group->gender = name_gender(grouping, name);
}

/* ---- Pronouns ---- */

struct voting {
  struct grouping *grouping;
  int *votes;      /* by group: female above 0, male below */
  uint32_t mention; /* the next one */
  uint32_t telling; /* the next token that tells */
  uint32_t person; /* the only one named in the sentence so far, or WHOSAID_NONE */
  uint32_t before; /* the only one named in the sentence before, of the same paragraph */
  int several, depth;
};

static int pronoun_vote(const struct grouping *grouping, uint32_t token) {
  uint32_t rivals;
  if (!has_class(grouping, token, ENTRY_PRONOUN)) return 0;
  const struct entry *entry = find_entry(grouping, token, token + 1, ENTRY_PRONOUN, &rivals);
  if (!entry || !entry->gender) return 0;
  int subject = document_token_is(grouping->document, token, "he") || document_token_is(grouping->document, token, "she");
  int vote = subject ? SUBJECT_VOTE : POSSESSIVE_VOTE;
  return entry->gender == WHOSAID_FEMALE ? vote : -vote;
}

/* Takes note of the people who are named before the byte offset. */
static void pass_mentions(struct voting *voting, uint32_t offset) {
  const struct whosaid_document *document = voting->grouping->document;
  for (; voting->mention < document->mentions.count && document->mentions.items[voting->mention].start < offset; voting->mention++) {
    if (document->mentions.items[voting->mention].type != WHOSAID_PERSON || voting->depth) continue;
    uint32_t group = voting->grouping->names[voting->mention].group;
    voting->several |= voting->person != WHOSAID_NONE && voting->person != group;
    voting->person = group;
  }
}

static void vote_sentence(struct voting *voting, uint32_t sentence) {
  const struct grouping *grouping = voting->grouping;
  uint32_t end = document_sentence_end(grouping->document, sentence);
  for (; voting->telling < grouping->telling.count && grouping->telling.items[voting->telling] < end; voting->telling++) {
    uint32_t i = grouping->telling.items[voting->telling];
    const struct token *token = token_of(grouping, i);
    pass_mentions(voting, token->start);
    if (token->flags & TOKEN_OPENS_QUOTE) voting->depth++;
    if (token->flags & TOKEN_CLOSES_QUOTE && voting->depth) voting->depth--;
    pass_mentions(voting, token->end);
    int vote = voting->depth ? 0 : pronoun_vote(voting->grouping, i);
    if (!vote || voting->several) continue;
    if (voting->person != WHOSAID_NONE) voting->votes[voting->person] += vote;
    else if (voting->before != WHOSAID_NONE && token->flags & TOKEN_SENTENCE_START) voting->votes[voting->before] += vote;
  }
  pass_mentions(voting, grouping->document->sentences.items[sentence].end);
}

static void count_votes(struct voting *voting) {
  const struct whosaid_document *document = voting->grouping->document;
  for (uint32_t s = 0; s < document->sentences.count; s++) {
    int starts = s == 0 || document->sentences.items[s].paragraph != document->sentences.items[s - 1].paragraph;
    voting->before = starts || voting->several ? WHOSAID_NONE : voting->person;
    voting->person = WHOSAID_NONE;
    voting->several = 0;
    if (starts) voting->depth = 0;
    vote_sentence(voting, s);
  }
}

int read_genders(struct grouping *grouping) {
  struct voting voting = {.grouping = grouping,
                          .person = WHOSAID_NONE,
                          .votes = calloc((size_t)grouping->groups.count + 1, sizeof *voting.votes)};
  if (!voting.votes) return -1;
  count_votes(&voting);
  for (uint32_t g = 0; g < grouping->groups.count; g++) {
    struct group *group = &grouping->groups.items[g];
    int vote = voting.votes[g];
    if (group->type != WHOSAID_PERSON) continue;
    if (!group->gender && group->description.last) group->gender = description_gender(grouping, group->description);
    if (!vote || table_get(grouping, certain_key(g)) || (group->gender && abs(vote) < OVERRIDES_NAME)) continue;
    group->gender = vote > 0 ? WHOSAID_FEMALE : WHOSAID_MALE;
  }
  free(voting.votes);
  return 0;
}
