/* place.c: names of places -> the entry of the lists that is meant, by its size and by the countries that the document names otherwise.
 *
 * "Birmingham" beside Coventry is the English one, beside Montgomery the one in Alabama; "Paris, Texas" is not in France; "the Dnipro" is no
 * city. Where nothing tells, no entry is certain. */
#include <string.h>

#include "entity/grouping.h"
#include "model/model.h"

enum { MARGIN = 3, LARGE = 6, LARGEST = 9, SURE = 2, NAMED_ONCE = 2, NAMED_COUNTRY = 4, NAMED_OFTEN = 5, NAMED_BESIDE = 9, IS_COUNTRY = 2 };

/* ---- Entries of a name ---- */

static const char *string_of(const struct grouping *grouping, uint32_t string) {
  return gazetteer_string(grouping->document->model->gazetteer, string);
}

static int is_kind(const struct grouping *grouping, const struct entry *entry, const char *kind) {
  return !strcmp(string_of(grouping, entry->kind), kind);
}

/* Cities are of no kind in their list. */
static int is_city(const struct grouping *grouping, const struct entry *entry) {
  return !*string_of(grouping, entry->kind) || is_kind(grouping, entry, "city");
}

/* The next place at or after candidate *k of the mention's first token that covers the mention; NULL at the end. */
static const struct entry *next_entry(const struct grouping *grouping, const struct name *name, uint32_t *k) {
  const struct whosaid_document *document = grouping->document;
  const struct token *token = token_of(grouping, name->first);
  for (; *k < token->candidate_count; ++*k) {
    const struct candidate *candidate = &document->candidates.items[token->first_candidate + *k];
    if (candidate->source != FROM_GAZETTEER || candidate->type != ENTRY_PLACE || candidate->last != name->last) continue;
    ++*k;
    return gazetteer_entry(document->model->gazetteer, candidate->index);
  }
  return NULL;
}

/* ---- What the document tells ---- */

static uint64_t country_key(uint32_t country) { return make_key(KEY_COUNTRY, WHOSAID_PLACE, country); }

enum fact { FACT_COUNTED = 1, FACT_AFTER_THE, FACT_COUNTRY_BESIDE };

static uint64_t fact_key(const struct name *name, enum fact fact) {
  return make_key(KEY_PLACE, WHOSAID_PLACE, hash_mix(name->whole, fact));
}

int names_country(const struct grouping *grouping, uint32_t country) {
  return *string_of(grouping, country) && table_get(grouping, country_key(country));
}

static void count_country(struct grouping *grouping, uint32_t country, uint32_t points) {
  if (!*string_of(grouping, country)) return;
  table_set(grouping, country_key(country), table_get(grouping, country_key(country)) + points);
}

/* How clearly a name points to the country *country: SURE when no other place of this name comes near, 1 when the largest one is in it. */
static uint32_t points_to(const struct grouping *grouping, const struct name *name, uint32_t *country) {
  const struct entry *best = NULL, *entry;
  int second = 0;
  for (uint32_t k = 0; (entry = next_entry(grouping, name, &k));) {
    const struct entry *less = best && entry->level <= best->level ? entry : best;
    if (best && best->country != entry->country && less->level > second) second = less->level;
    if (!best || entry->level > best->level) best = entry;
  }
  if (!best || best->level < LARGE - 1 || best->level <= second) return 0;
  *country = best->country;
  return best->level - second >= MARGIN ? SURE : 1;
}

/* Counts a name once. */
static void note_place(struct grouping *grouping, const struct name *name) {
  uint32_t country, points = points_to(grouping, name, &country);
  if (!points || table_get(grouping, fact_key(name, FACT_COUNTED))) return;
  table_set(grouping, fact_key(name, FACT_COUNTED), 1);
  count_country(grouping, country, points);
}

/* "the Dnipro rose", but not "the Kherson region": 1 when no noun follows. */
static uint32_t is_after_the(const struct grouping *grouping, const struct name *name) {
  const struct whosaid_document *document = grouping->document;
  if (!name->first || !document_token_is(document, name->first - 1, "the") || name->last >= document->tokens.count) return 0;
  if (token_of(grouping, name->last)->flags & TOKEN_POSSESSIVE) return 0;
  if (token_of(grouping, name->last)->flags & TOKEN_PUNCTUATION) return !document_token_is(document, name->last, "-");
  return word_kinds(grouping, name->last) & (WORD_VERB | WORD_PREPOSITION | WORD_FUNCTION | WORD_RELATIVE);
}

/* "Paris, Texas": the country of the place that follows. */
static uint32_t country_beside(const struct grouping *grouping, uint32_t mention) {
  const struct whosaid_document *document = grouping->document;
  uint32_t next = mention + 1, comma = grouping->names[mention].last;
  if (next >= document->mentions.count || document->mentions.items[next].type != WHOSAID_PLACE || grouping->names[next].first != comma + 1)
    return 0;
  if (!document_token_is(document, comma, ",")) return 0;
  const struct entry *best = NULL, *entry;
  for (uint32_t k = 0; (entry = next_entry(grouping, &grouping->names[next], &k));) {
    if (is_city(grouping, entry)) continue;
    if (!best || entry->level > best->level) best = entry;
  }
  return best ? best->country : 0;
}

static void note_facts(struct grouping *grouping) {
  const struct whosaid_document *document = grouping->document;
  uint32_t rivals;
  for (uint32_t m = 0; m < document->mentions.count; m++) {
    const struct name *name = &grouping->names[m];
    if (document->mentions.items[m].type != WHOSAID_PLACE) continue;
    uint32_t country = country_beside(grouping, m);
    note_place(grouping, name);
    if (country) table_set(grouping, fact_key(name, FACT_COUNTRY_BESIDE), country);
    if (is_after_the(grouping, name)) table_set(grouping, fact_key(name, FACT_AFTER_THE), 1);
  }
  for (uint32_t i = 0; i < document->tokens.count; i++) {
    if (!has_class(grouping, i, ENTRY_DEMONYM)) continue;
    const struct entry *entry = find_entry(grouping, i, i + 1, ENTRY_DEMONYM, &rivals);
    if (entry && is_kind(grouping, entry, "nation")) count_country(grouping, entry->country, SURE);
  }
}

/* ---- Choosing ---- */

/* How much else in the document points to the entry's country. */
static uint32_t count_named(const struct grouping *grouping, const struct name *name, const struct entry *entry) {
  uint32_t own = 0, points = points_to(grouping, name, &own);
  if (!names_country(grouping, entry->country)) return 0;
  uint32_t named = table_get(grouping, country_key(entry->country));
  return points && own == entry->country ? named - points : named;
}

static int score_entry(const struct grouping *grouping, const struct name *name, const struct entry *entry) {
  int score = entry->level;
  uint32_t named = count_named(grouping, name, entry);
  if (named) score += named < SURE || entry->level < LARGE - 1 ? NAMED_ONCE : named < 2 * SURE ? NAMED_COUNTRY : NAMED_OFTEN;
  if (is_kind(grouping, entry, "country") && !(entry->flags & FLAG_AMBIGUOUS)) score += IS_COUNTRY;
  if (entry->country && table_get(grouping, fact_key(name, FACT_COUNTRY_BESIDE)) == entry->country) score += NAMED_BESIDE;
  if (is_city(grouping, entry) && table_get(grouping, fact_key(name, FACT_AFTER_THE))) score -= NAMED_BESIDE;
  return score;
}

/* A city named as its country is no other place for a reader. */
static int is_rival(const struct grouping *grouping, const struct entry *best, const struct entry *entry) {
  return !(best->country == entry->country && is_kind(grouping, best, "country"));
}

/* Morelia in a text on Colombia is perhaps not the large one in Mexico. */
static int is_elsewhere(const struct grouping *grouping, const struct name *name, const struct entry *best) {
  const struct entry *entry;
  if (best->level == LARGEST || count_named(grouping, name, best)) return 0;
  for (uint32_t k = 0; (entry = next_entry(grouping, name, &k));) {
    if (entry->country != best->country && count_named(grouping, name, entry) >= 2 * SURE) return 1;
  }
  return 0;
}

static void choose_place(struct grouping *grouping, uint32_t mention) {
  const struct name *name = &grouping->names[mention];
  struct place_choice *choice = &grouping->places[mention];
  const struct entry *entry;
  int best = 0, second = 0;
  for (uint32_t k = 0; (entry = next_entry(grouping, name, &k));) {
    int score = score_entry(grouping, name, entry);
    if (entry->flags & FLAG_USER) {
      *choice = (struct place_choice){.entry = entry, .certain = 1};
      return;
    }
    if (!choice->entry || score > best) {
      if (choice->entry && is_rival(grouping, entry, choice->entry) && best > second) second = best;
      choice->entry = entry;
      best = score;
    } else if (is_rival(grouping, choice->entry, entry) && score > second) second = score;
  }
  if (!choice->entry) return;
  int tells = best > choice->entry->level || choice->entry->level > LARGE;
  choice->certain = best - second >= MARGIN && tells && !is_elsewhere(grouping, name, choice->entry);
  if (best <= second) choice->entry = NULL;
}

int choose_places(struct grouping *grouping) {
  const struct whosaid_document *document = grouping->document;
  note_facts(grouping);
  for (uint32_t m = 0; m < document->mentions.count && !grouping->failed; m++) {
    if (document->mentions.items[m].type == WHOSAID_PLACE) choose_place(grouping, m);
  }
  return grouping->failed ? -1 : 0;
}
