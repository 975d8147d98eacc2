/* evidence.c: tokens, candidates and repetitions of a document -> facts about its words. */
#include "evidence.h"

#include <stdlib.h>
#include <string.h>

#include "base/chunk.h"
#include "base/error.h"
#include "model/gazetteer.h"
#include "model/model.h"
#include "model/rule.h"
#include "word_kind.h"

/* ---- Words: every distinct word of the document once ---- */

struct word_table {
  uint32_t *slots; /* index into words + 1 */
  uint32_t mask;
};

static uint32_t table_size(uint32_t count) {
  uint32_t size = 64;
  while (size < count * 2) size *= 2;
  return size;
}

static uint32_t intern_word(struct evidence *evidence, struct word_table *table, uint32_t lower) {
  uint32_t slot = lower * 2654435769u & table->mask;
  for (; table->slots[slot]; slot = (slot + 1) & table->mask) {
    if (evidence->words[table->slots[slot] - 1].lower == lower) return table->slots[slot] - 1;
  }
  uint32_t index = evidence->word_count++;
  evidence->words[index] = (struct word_evidence){.lower = lower};
  table->slots[slot] = index + 1;
  return index;
}

/* ---- Covers: the longest candidate of each kind over each token ---- */

static const uint8_t COVER_OF_TYPE[ENTRY_TYPES] = {
    [ENTRY_PERSON] = COVER_PERSON + 1,
    [ENTRY_PLACE] = COVER_PLACE + 1,
    [ENTRY_ORGANIZATION] = COVER_ORGANIZATION + 1,
    [ENTRY_NOT_A_NAME] = COVER_OTHER + 1,
    [ENTRY_CALENDAR] = COVER_OTHER + 1,
    [ENTRY_DEMONYM] = COVER_DEMONYM + 1,
    [ENTRY_TITLE] = COVER_TITLE + 1,
    [ENTRY_ROLE] = COVER_ROLE + 1,
};

static void cover_tokens(struct evidence *evidence, const struct candidate *candidate, uint32_t index, enum cover_kind kind) {
  uint32_t length = candidate->last - candidate->first;
  for (uint32_t i = candidate->first; i < candidate->last; i++) {
    struct token_evidence *token = &evidence->tokens[i];
    if (!token->covered) token->cover_row = evidence->cover_rows++;
    struct cover *cover = &evidence->covers[token->cover_row][kind];
    if (token->covered >> kind & 1 && cover->length >= length) continue;
    token->covered = (uint8_t)(token->covered | 1u << kind);
    *cover = (struct cover){.candidate = index, .length = (uint16_t)length, .offset = (uint16_t)(i - candidate->first)};
  }
}

/* Listed names and organizations by rule may hold, and listed ones open and close with, what else stands in no name: "Ministry of Health, Labour
 * and Welfare", "JD(S)", "afrol News". */
static void join_name(struct evidence *evidence, const struct candidate *candidate) {
  int capital = 0;
  if (candidate->last - candidate->first < 2) return;
  for (uint32_t i = candidate->first; i < candidate->last; i++) capital |= evidence->tokens[i].is_name_part;
  if (!capital) return;
  for (uint32_t i = candidate->first; i < candidate->last; i++) {
    struct token_evidence *token = &evidence->tokens[i];
    int opens = i == candidate->first, closes = i + 1 == candidate->last;
    if (token->is_name_part || ((opens || closes) && candidate->source == FROM_RULE)) continue;
    if (opens) token->opens_listed = 1, evidence->opening[i / 64] |= 1ull << i % 64;
    else if (closes) token->closes_listed = 1;
    else token->is_connector = 1;
  }
}

static void find_covers(struct evidence *evidence) {
  const struct rules *rules = evidence->document->model ? evidence->document->model->rules : NULL;
  const struct candidate *candidates = evidence->document->candidates.items;
  for (uint32_t i = 0, count = evidence->document->candidates.count; i < count; i++) {
    const struct candidate *candidate = &candidates[i];
    uint32_t kind = candidate->source == FROM_GAZETTEER ? COVER_OF_TYPE[candidate->type] : COVER_RULE + 1;
    if (!kind) continue; /* as most words of language */
    if (kind - 1 <= COVER_OTHER || kind - 1 == COVER_RULE) evidence->named[evidence->named_count++] = i;
    if (kind - 1 <= COVER_ORGANIZATION || (kind - 1 == COVER_RULE && candidate->type == MARK_ORGANIZATION)) join_name(evidence, candidate);
    if (kind - 1 != COVER_RULE || !rule_only_proposes(rules, candidate->index)) cover_tokens(evidence, candidate, i, (enum cover_kind)(kind - 1));
  }
}

/* ---- Words that can stand in a name ---- */

enum { ANY_CAPITAL = TOKEN_CAPITAL | TOKEN_ALL_CAPITALS | TOKEN_MIXED_CASE };

static int has_class(const struct whosaid_document *document, uint32_t token, enum entry_type type) {
  return document->tokens.items[token].classes >> type & 1;
}

/* A point between other characters: "whosaid.org". */
static int has_inner_point(const char *text, uint32_t length) {
  if (length > 9) return memchr(text + 1, '.', length - 2) != NULL;
  return chunk_has(chunk_rest(text + 1, length - 2), '.');
}

static int is_web_name(const struct whosaid_document *document, const struct token *token) {
  const char *text = document->text + token->start;
  uint32_t length = token->end - token->start;
  if (token->flags & TOKEN_PLAIN || length < 3) return 0;
  if (text[0] == '@') return 1;
  return token->flags & TOKEN_HAS_LETTER && !(token->flags & (TOKEN_ABBREVIATION | TOKEN_NUMBER)) && has_inner_point(text, length);
}

static int is_joining_mark(const struct whosaid_document *document, const struct token *token) {
  if (token->end - token->start != 1) return 0;
  char c = document->text[token->start];
  return c == '-' || c == '&' || c == '/' || c == '\'';
}

static int is_tight_hyphen(const struct whosaid_document *document, uint32_t i) {
  return i < document->tokens.count && !(document->tokens.items[i].flags & TOKEN_SPACE_BEFORE) && document->text[document->tokens.items[i].start] == '-';
}

/* Words with a capital, what joins them, and what a hyphen ties: "al" in "al-Shabaab". */
static void read_word(struct evidence *evidence, struct word_table *table, uint32_t i) {
  const struct whosaid_document *document = evidence->document;
  const struct token *token = &document->tokens.items[i];
  const struct word_listing listing = document->listings[i];
  struct token_evidence *found = &evidence->tokens[i];
  found->is_name_part = (token->flags & ANY_CAPITAL) != 0 || is_web_name(document, token);
  if (!found->is_name_part) {
    found->is_connector = (listing.flags & LISTING_CONNECTOR) != 0; /* "of", "van" */
    found->is_particle = (listing.flags & LISTING_PARTICLE) != 0;
    if (token->flags & (TOKEN_POSSESSIVE | TOKEN_NUMBER) || is_joining_mark(document, token)) found->is_connector = 1;
  }
  if (found->is_name_part || found->is_particle || token->flags & TOKEN_NUMBER || is_tight_hyphen(document, i + 1)) evidence->opening[i / 64] |= 1ull << i % 64;
  else if (!found->is_connector && !(i && is_tight_hyphen(document, i - 1))) return; /* it can stand in no name */
  found->given = listing.given;
  found->surname = listing.surname;
  found->common = listing.common;
  found->ambiguous = (listing.flags & LISTING_AMBIGUOUS) != 0;
  if (!(token->flags & TOKEN_HAS_LETTER)) return;
  found->word = intern_word(evidence, table, token->lower);
  evidence->words[found->word].total = (uint16_t)(evidence->words[found->word].total + (evidence->words[found->word].total < UINT16_MAX));
}

/* As most words are: in lower case, tied to nothing, no particle. */
static inline int is_everyday(const struct token *token) {
  const uint32_t everyday = TOKEN_PLAIN | TOKEN_SPACE_BEFORE;
  return (token->flags & (everyday | ANY_CAPITAL)) == everyday && !(token->classes >> ENTRY_NAME_PARTICLE & 1);
}

/* Its words; most of them stand with a capital in a headline in title case (1) or in capitals (2). */
static void read_sentence(struct evidence *evidence, struct word_table *table, uint32_t sentence) {
  const struct token *tokens = evidence->document->tokens.items;
  uint32_t first = evidence->document->sentence_tokens.items[sentence], last = document_sentence_end(evidence->document, sentence);
  uint32_t words = 0, capitals = 0, all_capitals = 0;
  for (uint32_t i = first; i < last; i++) {
    evidence->tokens[i] = (struct token_evidence){.word = WHOSAID_NONE};
    words += (tokens[i].flags & TOKEN_HAS_LETTER) != 0;
    if (is_everyday(&tokens[i])) continue;
    read_word(evidence, table, i);
    if (!(tokens[i].flags & TOKEN_HAS_LETTER)) continue;
    capitals += (tokens[i].flags & TOKEN_CAPITAL) != 0;
    all_capitals += (tokens[i].flags & TOKEN_ALL_CAPITALS) != 0;
  }
  if (words >= 2 && all_capitals * 10 >= words * 8) evidence->shouting[sentence] = 2;
  else if (words >= 4 && capitals * 10 >= words * 7) evidence->shouting[sentence] = 1;
}

/* ---- Runs of capitals ---- */

static int joins_run(const struct whosaid_document *document, uint32_t i) {
  return i && document->tokens.items[i].sentence == document->tokens.items[i - 1].sentence;
}

static void find_runs(struct evidence *evidence) {
  const struct whosaid_document *document = evidence->document;
  uint32_t count = document->tokens.count;
  for (uint32_t i = evidence_next_opening(evidence, 0), last; i < count; i = evidence_next_opening(evidence, last)) {
    last = i + 1;
    if (!evidence->tokens[i].is_name_part) continue;
    while (last < count && evidence->tokens[last].is_name_part && joins_run(document, last)) last++;
    for (uint32_t k = i; k < last; k++) evidence->tokens[k].run_first = i, evidence->tokens[k].run_last = last;
  }
}

/* ---- Facts ---- */

/* A word of less than eight letters as one number, in lower case; 0 for a longer one. */
static uint64_t short_word(const struct whosaid_document *document, uint32_t i) {
  const struct token *token = &document->tokens.items[i];
  return token->end - token->start < 8 ? chunk_lower(chunk_rest(document->text + token->start, token->end - token->start)) : 0;
}

static uint32_t fact_if(int holds, enum word_fact fact) { return holds ? 1u << fact : 0; }

/* "in Kyiv", "the Times" */
static uint32_t facts_after_word(const struct whosaid_document *document, uint32_t i) {
  static const char PLACE_PREPOSITIONS[][8] = {"in", "at", "from", "near", "to", "across", "outside", "around"};
  uint64_t word = short_word(document, i);
  for (size_t k = 0; k < sizeof PLACE_PREPOSITIONS / sizeof *PLACE_PREPOSITIONS; k++) {
    if (word == chunk_eight(PLACE_PREPOSITIONS[k])) return 1u << FACT_AFTER_PREPOSITION;
  }
  return fact_if(word == chunk_eight("the\0\0\0\0"), FACT_AFTER_THE);
}

/* A title ends just before the token: "President", "Prime Minister". */
static int follows_title(const struct evidence *evidence, uint32_t token) {
  const struct cover *cover = evidence_cover(evidence, token - 1, COVER_TITLE);
  return cover && cover->offset + 1u == cover->length;
}

static uint32_t facts_before(const struct evidence *evidence, uint32_t i) {
  const struct whosaid_document *document = evidence->document;
  const struct token_evidence *before = &evidence->tokens[i - 1];
  uint32_t facts = fact_if(follows_title(evidence, i), FACT_AFTER_TITLE);
  facts |= fact_if(before->is_name_part && before->given && !before->ambiguous, FACT_AFTER_GIVEN_NAME);
  return facts | facts_after_word(document, i - 1);
}

static uint32_t facts_after(const struct evidence *evidence, uint32_t i) {
  const struct whosaid_document *document = evidence->document;
  uint32_t facts = fact_if(has_class(document, i + 1, ENTRY_REPORTING_VERB), FACT_BEFORE_REPORTING);
  facts |= fact_if(evidence->tokens[i].given && evidence->tokens[i + 1].is_name_part, FACT_GIVEN_NAME);
  return facts | fact_if(document->tokens.items[i + 1].flags & TOKEN_POSSESSIVE, FACT_BEFORE_ROLE_OR_POSSESSIVE);
}

static int is_covered_long(const struct evidence *evidence, uint32_t i, enum cover_kind kind) {
  const struct cover *cover = evidence_cover(evidence, i, kind);
  return cover && cover->length > 1;
}

static uint32_t facts_covered(const struct evidence *evidence, uint32_t i) {
  if (!evidence->tokens[i].covered) return 0;
  const struct cover *rule = evidence_cover(evidence, i, COVER_RULE);
  uint32_t facts = fact_if(is_covered_long(evidence, i, COVER_PERSON), FACT_IN_PERSON);
  facts |= fact_if(is_covered_long(evidence, i, COVER_PLACE), FACT_IN_PLACE);
  facts |= fact_if(is_covered_long(evidence, i, COVER_ORGANIZATION), FACT_IN_ORGANIZATION);
  if (!rule) return facts;
  switch (evidence->document->candidates.items[rule->candidate].type) {
    case MARK_PERSON: return facts | 1u << FACT_IN_RULE_PERSON;
    case MARK_PLACE: return facts | 1u << FACT_IN_RULE_PLACE;
    case MARK_ORGANIZATION: return facts | 1u << FACT_IN_RULE_ORGANIZATION;
    default: return facts;
  }
}

static int run_names_organization(const struct evidence *evidence, uint32_t first, uint32_t last) {
  for (uint32_t i = first; i < last; i++) {
    if (has_class(evidence->document, i, ENTRY_ORGANIZATION_HEAD) || has_class(evidence->document, i, ENTRY_ORGANIZATION_SUFFIX)) return 1;
  }
  return 0;
}

static void note_facts(struct evidence *evidence) {
  const struct whosaid_document *document = evidence->document;
  uint32_t count = document->tokens.count;
  int organization = 0;
  for (uint32_t i = evidence_next_opening(evidence, 0); i < count; i = evidence_next_opening(evidence, i + 1)) {
    struct token_evidence *token = &evidence->tokens[i];
    if (token->word == WHOSAID_NONE || !token->is_name_part) continue;
    struct word_evidence *word = &evidence->words[token->word];
    if (token->run_first == i) organization = token->run_last - i > 1 && run_names_organization(evidence, i, token->run_last);
    uint32_t facts = facts_covered(evidence, i) | fact_if(organization, FACT_ORGANIZATION_RUN);
    if (joins_run(document, i)) facts |= facts_before(evidence, i);
    if (i + 1 < count && joins_run(document, i + 1)) facts |= facts_after(evidence, i);
    int inside = !(document->tokens.items[i].flags & TOKEN_SENTENCE_START) && !evidence->shouting[document->tokens.items[i].sentence];
    token->facts = facts |= fact_if(inside, FACT_CAPITAL_INSIDE);
    word->twice = (uint16_t)(word->twice | (word->once & facts));
    word->once = (uint16_t)(word->once | facts);
  }
}

/* Room for all, empty; -1 when memory is out. */
static int make_room(struct evidence *evidence, struct word_table *table) {
  const struct whosaid_document *document = evidence->document;
  size_t count = document->tokens.count, sentences = document->sentences.count;
  table->mask = table_size(document->tokens.count) - 1;
  table->slots = calloc((size_t)table->mask + 1, sizeof *table->slots);
  evidence->tokens = arena_allocate(&evidence->arena, count * sizeof *evidence->tokens);
  evidence->covers = arena_allocate(&evidence->arena, count * sizeof *evidence->covers);
  evidence->words = arena_allocate(&evidence->arena, count * sizeof *evidence->words);
  evidence->named = arena_allocate(&evidence->arena, document->candidates.count * sizeof *evidence->named);
  evidence->opening = arena_allocate(&evidence->arena, (count / 64 + 2) * sizeof *evidence->opening);
  evidence->shouting = arena_allocate(&evidence->arena, sentences);
  evidence->hashes = arena_allocate(&evidence->arena, KNOWN_HASHES * sizeof *evidence->hashes);
  if (!table->slots || !evidence->hashes || !evidence->tokens || !evidence->covers || !evidence->words || !evidence->named || !evidence->opening || !evidence->shouting) return -1;
  memset(evidence->opening, 0, (count / 64 + 2) * sizeof *evidence->opening);
  memset(evidence->hashes, 0, KNOWN_HASHES * sizeof *evidence->hashes);
  if (sentences) memset(evidence->shouting, 0, sentences);
  return 0;
}

whosaid_status evidence_collect(const struct whosaid_document *document, struct evidence *evidence, whosaid_error *error) {
  struct word_table table;
  *evidence = (struct evidence){.document = document};
  if (make_room(evidence, &table)) {
    free(table.slots);
    return evidence_free(evidence), error_memory(error);
  }
  for (uint32_t i = 0; i < document->sentences.count; i++) read_sentence(evidence, &table, i);
  find_covers(evidence);
  free(table.slots);
  find_runs(evidence);
  note_facts(evidence);
  return WHOSAID_OK;
}

void evidence_free(struct evidence *evidence) {
  arena_free(&evidence->arena);
  *evidence = (struct evidence){0};
}

/* ---- Segments ---- */

static int is_comma_before_suffix(const struct evidence *evidence, uint32_t i, uint32_t end) {
  return document_token_is(evidence->document, i, ",") && i + 1 < end && has_class(evidence->document, i + 1, ENTRY_ORGANIZATION_SUFFIX);
}

/* A lower-case word tied by a hyphen to a capital: "al-Shabaab", "sub-Saharan", "mid-Norway". */
static int is_tied_to_capital(const struct evidence *evidence, uint32_t i, uint32_t end) {
  const struct token *tokens = evidence->document->tokens.items;
  return i + 2 < end && tokens[i].flags & TOKEN_HAS_LETTER && !(tokens[i + 1].flags & TOKEN_SPACE_BEFORE) && !(tokens[i + 2].flags & TOKEN_SPACE_BEFORE) &&
         document_token_is(evidence->document, i + 1, "-") && evidence->tokens[i + 2].is_name_part;
}

/* A particle or number that may open a name: "de Gaulle", "361 Capital". */
static int may_open(const struct evidence *evidence, uint32_t i, uint32_t end) {
  const struct token_evidence *token = &evidence->tokens[i];
  if (token->is_name_part || token->opens_listed) return 1;
  if (i + 1 >= end) return 0;
  if (is_tied_to_capital(evidence, i, end)) return 1;
  if (evidence->document->tokens.items[i].flags & TOKEN_NUMBER) return evidence->tokens[i + 1].is_name_part;
  if (!token->is_particle) return 0;
  if (evidence->tokens[i + 1].is_name_part) return 1;
  return i + 2 < end && (evidence->tokens[i + 1].is_connector) && evidence->tokens[i + 2].is_name_part;
}

static int is_tied(const struct evidence *evidence, uint32_t i) {
  const struct token *tokens = evidence->document->tokens.items;
  return i >= 2 && tokens[i].flags & TOKEN_HAS_LETTER && !((tokens[i].flags | tokens[i - 1].flags) & TOKEN_SPACE_BEFORE) &&
         document_token_is(evidence->document, i - 1, "-");
}

/* "yeong" in "Ryu Sam-yeong", "cha" in "Chan-o-cha": lower-case words tied by hyphens to a capital before them. */
static int closes_after_hyphen(const struct evidence *evidence, uint32_t i) {
  if (!is_tied(evidence, i)) return 0;
  return evidence->tokens[i - 2].is_name_part || (is_tied(evidence, i - 2) && evidence->tokens[i - 4].is_name_part);
}

int evidence_next_segment(const struct evidence *evidence, uint32_t from, uint32_t *first, uint32_t *last) {
  const struct whosaid_document *document = evidence->document;
  uint32_t i = evidence_next_opening(evidence, from), count = document->tokens.count, end = 0;
  for (; i < count; i = evidence_next_opening(evidence, i + 1)) {
    if (i >= end) end = document_sentence_end(document, document->tokens.items[i].sentence);
    if (!evidence->tokens[i].is_taken && may_open(evidence, i, end)) break;
  }
  if (i >= count) return 0;
  uint32_t close = i + 1, connectors = evidence->tokens[i].is_name_part ? 0 : 1;
  for (uint32_t k = i + 1; k < end && k - i < MAX_SEGMENT && !evidence->tokens[k].is_taken; k++) {
    if (evidence->tokens[k].is_name_part || evidence->tokens[k].closes_listed || closes_after_hyphen(evidence, k)) close = k + 1, connectors = 0;
    else if (evidence->tokens[k].is_connector || is_comma_before_suffix(evidence, k, end)) {
      if (++connectors > 3) break;
      if (document->tokens.items[k].flags & (TOKEN_NUMBER | TOKEN_POSSESSIVE) && close == k) close = k + 1;
    } else break;
  }
  *first = i;
  *last = close;
  return 1;
}

int evidence_may_open(const struct evidence *evidence, uint32_t i) {
  const struct token_evidence *token = &evidence->tokens[i];
  return token->is_name_part || token->is_particle || token->opens_listed || evidence->document->tokens.items[i].flags & TOKEN_NUMBER ||
         is_tied_to_capital(evidence, i, evidence->document->tokens.count);
}

int evidence_may_close(const struct evidence *evidence, uint32_t i) {
  return evidence->tokens[i].is_name_part || evidence->tokens[i].closes_listed || evidence->document->tokens.items[i].flags & (TOKEN_NUMBER | TOKEN_POSSESSIVE) || closes_after_hyphen(evidence, i);
}
