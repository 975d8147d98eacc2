/* place.c: names of places -> the entry of the lists that is meant, by its size and by what the document names otherwise: its country, its
 * region, places near to it.
 *
 * "Birmingham" beside Coventry is the English one, beside Montgomery the one in Alabama; "Paris, Texas" is not in France, and Portland where
 * Augusta is named is not in Oregon; "the Dnipro" is no city. Where nothing tells, no entry is certain. */
#include <string.h>

#include "entity/grouping.h"
#include "model/model.h"

enum {
  MARGIN = 3,
  LARGE = 6,
  LARGEST = 9,
  SURE = 2,
  NAMED_ONCE = 2,
  NAMED_COUNTRY = 4,
  NAMED_OFTEN = 5,
  NAMED_BESIDE = 9,
  NAMED_REGION = 5,
  IS_NEAR = 1,
  IS_COUNTRY = 2
};

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

/* A region, by its name: Victoria is one in Australia and one in Malta. */
static uint64_t region_key(uint32_t country, uint32_t region) { return make_key(KEY_REGION, WHOSAID_PLACE, hash_mix(country, region)); }

/* A field of the map, a degree high and wide; 0 for a place that lies nowhere. */
static uint32_t cell_of(const struct site *site, int north, int east) {
  enum { DEGREE = 100, ROW = 512 };
  if (!site || site->latitude == NO_COORDINATES) return 0;
  return (uint32_t)(((site->latitude + 90 * DEGREE) / DEGREE + 1 + north) * ROW + (site->longitude + 180 * DEGREE) / DEGREE + 1 + east);
}

static uint64_t cell_key(uint32_t cell) { return make_key(KEY_CELL, WHOSAID_PLACE, cell); }

static const struct site *site_of(const struct grouping *grouping, const struct entry *entry) {
  return gazetteer_site(grouping->document->model->gazetteer, entry);
}

static uint32_t region_of(const struct grouping *grouping, const struct entry *entry) {
  const struct site *site = site_of(grouping, entry);
  return site ? site->region : 0;
}

enum fact { FACT_COUNTED = 1, FACT_AFTER_THE, FACT_COUNTRY_BESIDE, FACT_REGION_BESIDE };

static uint64_t fact_key(const struct name *name, enum fact fact) {
  return make_key(KEY_PLACE, WHOSAID_PLACE, hash_mix(name->whole, fact));
}

int names_country(const struct grouping *grouping, uint32_t country) {
  return *string_of(grouping, country) && table_get(grouping, country_key(country));
}

static void count(struct grouping *grouping, uint64_t key, uint32_t points) { table_set(grouping, key, table_get(grouping, key) + points); }

static void count_country(struct grouping *grouping, uint32_t country, uint32_t points) {
  if (*string_of(grouping, country)) count(grouping, country_key(country), points);
}

/* To where a name points: SURE when no other place of this name comes near, 1 when the largest one is there. */
struct direction {
  const struct entry *largest;
  uint32_t country, region; /* points */
};

static uint32_t points_of(int first, int second) { return first <= second ? 0 : first - second >= MARGIN ? SURE : 1; }

static struct direction direction_of(const struct grouping *grouping, const struct name *name) {
  struct direction direction = {0};
  const struct entry *entry;
  int abroad = 0, elsewhere = 0;
  for (uint32_t k = 0; (entry = next_entry(grouping, name, &k));) {
    const struct entry *best = direction.largest, *less = best && entry->level <= best->level ? entry : best;
    if (best && less->level > elsewhere && region_of(grouping, best) != region_of(grouping, entry)) elsewhere = less->level;
    if (best && less->level > abroad && best->country != entry->country) abroad = less->level;
    if (!best || entry->level > best->level) direction.largest = entry;
  }
  if (!direction.largest || direction.largest->level < LARGE - 1) return direction;
  direction.country = points_of(direction.largest->level, abroad);
  direction.region = points_of(direction.largest->level, elsewhere > abroad ? elsewhere : abroad);
  return direction;
}

/* Counts a name once. */
static void note_place(struct grouping *grouping, const struct name *name) {
  if (table_get(grouping, fact_key(name, FACT_COUNTED))) return;
  struct direction direction = direction_of(grouping, name);
  if (!direction.country) return;
  table_set(grouping, fact_key(name, FACT_COUNTED), 1);
  count_country(grouping, direction.largest->country, direction.country);
  uint32_t region = region_of(grouping, direction.largest), cell = cell_of(site_of(grouping, direction.largest), 0, 0);
  if (region && direction.region) count(grouping, region_key(direction.largest->country, region), direction.region);
  if (cell && direction.region && is_city(grouping, direction.largest)) count(grouping, cell_key(cell), 1);
}

/* "the Dnipro rose", but not "the Kherson region": 1 when no noun follows. */
static uint32_t is_after_the(const struct grouping *grouping, const struct name *name) {
  const struct whosaid_document *document = grouping->document;
  if (!name->first || !document_token_is(document, name->first - 1, "the") || name->last >= document->tokens.count) return 0;
  if (token_of(grouping, name->last)->flags & TOKEN_POSSESSIVE) return 0;
  if (token_of(grouping, name->last)->flags & TOKEN_PUNCTUATION) return !document_token_is(document, name->last, "-");
  return word_kinds(grouping, name->last) & (ANY_VERB | ANY_PREPOSITION | ANY_FUNCTION | WORD_RELATIVE);
}

/* "Paris, Texas": the region or country that follows. */
static const struct entry *entry_beside(const struct grouping *grouping, uint32_t mention) {
  const struct whosaid_document *document = grouping->document;
  uint32_t next = mention + 1, comma = grouping->names[mention].last;
  if (next >= document->mentions.count || document->mentions.items[next].type != WHOSAID_PLACE || grouping->names[next].first != comma + 1)
    return NULL;
  if (!document_token_is(document, comma, ",")) return NULL;
  const struct entry *best = NULL, *entry;
  for (uint32_t k = 0; (entry = next_entry(grouping, &grouping->names[next], &k));) {
    if (is_city(grouping, entry)) continue;
    if (!best || entry->level > best->level) best = entry;
  }
  return best;
}

static void note_facts(struct grouping *grouping) {
  const struct whosaid_document *document = grouping->document;
  uint32_t rivals;
  for (uint32_t m = 0; m < document->mentions.count; m++) {
    const struct name *name = &grouping->names[m];
    if (document->mentions.items[m].type != WHOSAID_PLACE) continue;
    const struct entry *beside = entry_beside(grouping, m);
    note_place(grouping, name);
    if (beside) table_set(grouping, fact_key(name, FACT_COUNTRY_BESIDE), beside->country);
    if (beside) table_set(grouping, fact_key(name, FACT_REGION_BESIDE), region_of(grouping, beside));
    if (is_after_the(grouping, name)) table_set(grouping, fact_key(name, FACT_AFTER_THE), 1);
  }
  for (uint32_t i = 0; i < grouping->telling.count; i++) {
    uint32_t token = grouping->telling.items[i];
    const struct entry *entry = find_entry(grouping, token, token + 1, ENTRY_DEMONYM, &rivals);
    if (entry && is_kind(grouping, entry, "nation")) count_country(grouping, entry->country, SURE);
  }
}

/* ---- Choosing ---- */

/* How much else in the document points to the entry's country. */
static uint32_t count_named(const struct grouping *grouping, const struct direction *own, const struct entry *entry) {
  if (!names_country(grouping, entry->country)) return 0;
  uint32_t named = table_get(grouping, country_key(entry->country));
  return own->country && own->largest->country == entry->country ? named - own->country : named;
}

/* The same for its region. */
static int is_region_named(const struct grouping *grouping, const struct direction *own, const struct entry *entry) {
  uint32_t region = region_of(grouping, entry);
  if (!region) return 0;
  uint32_t named = table_get(grouping, region_key(entry->country, region));
  int is_own = own->region && own->largest->country == entry->country && region_of(grouping, own->largest) == region;
  return named > (is_own ? own->region : 0);
}

/* 1 when another city that the document names lies in the entry's field of the map or in one beside it. */
static int is_near_named(const struct grouping *grouping, const struct direction *own, const struct entry *entry) {
  const struct site *site = site_of(grouping, entry);
  if (!cell_of(site, 0, 0)) return 0;
  uint32_t named = 0, counted = own->region && own->largest == entry;
  for (int i = 0; i < 9; i++) named += table_get(grouping, cell_key(cell_of(site, i / 3 - 1, i % 3 - 1)));
  return named > counted;
}

static int score_site(const struct grouping *grouping, const struct name *name, const struct direction *own, const struct entry *entry) {
  uint32_t beside = table_get(grouping, fact_key(name, FACT_REGION_BESIDE));
  if (!is_city(grouping, entry)) return 0;
  if (beside) return beside == region_of(grouping, entry) ? NAMED_BESIDE : 0;
  return (is_region_named(grouping, own, entry) ? NAMED_REGION : 0) + (is_near_named(grouping, own, entry) ? IS_NEAR : 0);
}

static int score_entry(const struct grouping *grouping, const struct name *name, const struct direction *own, const struct entry *entry) {
  int score = entry->level + score_site(grouping, name, own, entry);
  uint32_t named = count_named(grouping, own, entry);
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
static int is_elsewhere(const struct grouping *grouping, const struct name *name, const struct direction *own, const struct entry *best) {
  const struct entry *entry;
  if (best->level == LARGEST || count_named(grouping, own, best)) return 0;
  for (uint32_t k = 0; (entry = next_entry(grouping, name, &k));) {
    if (entry->country != best->country && count_named(grouping, own, entry) >= 2 * SURE) return 1;
  }
  return 0;
}

static void choose_place(struct grouping *grouping, uint32_t mention) {
  const struct name *name = &grouping->names[mention];
  struct place_choice *choice = &grouping->places[mention];
  const struct direction own = direction_of(grouping, name);
  const struct entry *entry;
  int best = 0, second = 0;
  for (uint32_t k = 0; (entry = next_entry(grouping, name, &k));) {
    int score = score_entry(grouping, name, &own, entry);
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
  choice->certain = best - second >= MARGIN && tells && !is_elsewhere(grouping, name, &own, choice->entry);
  if (best <= second) choice->entry = NULL;
}

/* Of a name in these letters: entries are the same, and so is what the document tells. */
static uint64_t spelling_key(const struct grouping *grouping, const struct name *name) {
  uint64_t spelling = name->whole;
  for (uint32_t i = name->first; i < name->last; i++) spelling = hash_mix(spelling, token_of(grouping, i)->hash);
  return make_key(KEY_SPELLING, WHOSAID_PLACE, spelling);
}

int choose_places(struct grouping *grouping) {
  const struct whosaid_document *document = grouping->document;
  note_facts(grouping);
  for (uint32_t m = 0; m < document->mentions.count && !grouping->failed; m++) {
    if (document->mentions.items[m].type != WHOSAID_PLACE) continue;
    uint64_t spelling = spelling_key(grouping, &grouping->names[m]);
    uint32_t before = table_get(grouping, spelling);
    if (before) grouping->places[m] = grouping->places[before - 1];
    else choose_place(grouping, m), table_set(grouping, spelling, m + 1);
  }
  return grouping->failed ? -1 : 0;
}
