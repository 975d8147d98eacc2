/* quote/cue.c: reporting verbs, "according to", colons and dashes -> cues with their auxiliaries. */
#include <string.h>

#include "base/error.h"
#include "model/gazetteer.h"
#include "model/model.h"
#include "quote/reader.h"
#include "token.h"

/* The longest reporting verb that starts at the token, or NULL. */
static const struct candidate *reporting_verb(const struct whosaid_document *document, const struct token *here) {
  const struct candidate *candidates = document->candidates.items + here->first_candidate;
  for (uint32_t i = 0; i < here->candidate_count; i++) {
    if (candidates[i].source == FROM_GAZETTEER && candidates[i].type == ENTRY_REPORTING_VERB) return &candidates[i];
  }
  return NULL;
}

/* Whether one may start there: most tokens have no candidate of two tokens, and no verb among the others. */
static int may_report(const struct whosaid_document *document, const struct token *here, uint32_t token) {
  return (here->classes >> ENTRY_REPORTING_VERB & 1) ||
         (here->candidate_count && document->candidates.items[here->first_candidate].last > token + 1);
}

static const struct entry *reporting_noun(const struct whosaid_document *document, uint32_t token) {
  const struct token *here = &document->tokens.items[token];
  for (uint32_t i = 0; i < here->candidate_count; i++) {
    const struct candidate *candidate = &document->candidates.items[here->first_candidate + i];
    if (candidate->source == FROM_GAZETTEER && candidate->type == ENTRY_REPORTING_NOUN && candidate->last == token + 1)
      return gazetteer_entry(document->model->gazetteer, candidate->index);
  }
  return NULL;
}

static int ends_with(const struct whosaid_document *document, uint32_t token, const char *ending) {
  whosaid_string word = document_slice(document, token, token + 1);
  uint32_t length = (uint32_t)strlen(ending);
  return word.length > length && !memcmp(word.bytes + word.length - length, ending, length);
}

static uint8_t form_of(const struct reader *reader, uint32_t head) {
  uint32_t kinds = reader->document->kinds[head];
  if (kinds & WORD_PAST || ends_with(reader->document, head, "ed")) return FORM_PAST;
  if (kinds & WORD_GERUND || ends_with(reader->document, head, "ing")) return FORM_GERUND;
  return kinds & WORD_THIRD || ends_with(reader->document, head, "s") ? FORM_THIRD : FORM_BASE;
}

/* Takes in the auxiliaries and adverbs before the head: "has repeatedly denied", "did not say", "to say". */
static void take_auxiliaries(const struct reader *reader, struct cue *cue) {
  uint32_t start = sentence_first(reader, cue->head);
  int before_auxiliary = 0;
  uint32_t first = cue->head;
  for (uint32_t i = cue->head; i-- > start;) {
    uint32_t kinds = reader->document->kinds[i];
    uint8_t tag = tag_at(reader, i);
    if (kinds & WORD_NEGATION) cue->negated = 1;
    if (tag == TAG_BE && cue->form == FORM_PAST && !before_auxiliary) cue->passive = 1;
    if (tag == TAG_MODAL) cue->modal = 1;
    if (tag == TAG_TO && cue->form == FORM_BASE) cue->infinitive = 1;
    if (tag == TAG_BE || tag == TAG_HAVE || tag == TAG_DO || tag == TAG_MODAL || (tag == TAG_TO && cue->infinitive)) {
      first = i;
      before_auxiliary = 1;
      if (tag == TAG_TO) break;
    } else if (tag == TAG_ADVERB || tag == TAG_NEGATION) {
      first = i;
    } else {
      break;
    }
  }
  while (first >= start + 2 && tag_at(reader, first - 1) == TAG_HYPHEN) first -= 2; /* "re-tweeted" */
  cue->first = first;
}

/* "[a spokesman] for [the ministry] said": the phrases that this one hangs on. */
static void take_attachments(const struct reader *reader, uint32_t phrase, struct cue *cue) {
  while (cue->before < cue->first && phrase > 0 && phrase < reader->phrases.count) {
    const struct phrase *before = &reader->phrases.items[--phrase];
    if (before->last + 1 != cue->before || tag_at(reader, before->last) != TAG_PREPOSITION ||
        tag_at(reader, before->last - 1) == TAG_SUBJECT)
      break;
    cue->before = before->first;
  }
}

/* The phrases that touch the cue. One that would take the cue in ("[Rabbis vow] to …") is cut off before it. */
static void find_neighbours(const struct reader *reader, struct cue *cue) {
  cue->before = cue->first;
  cue->after = cue->last;
  uint32_t at = phrase_at(reader, cue->first > 0 ? cue->first - 1 : 0);
  if (at < reader->phrases.count && reader->phrases.items[at].first < cue->first) cue->before = reader->phrases.items[at].first;
  take_attachments(reader, at, cue);
  at = phrase_at(reader, cue->last);
  if (at < reader->phrases.count && reader->phrases.items[at].first == cue->last) cue->after = reader->phrases.items[at].last;
}

enum { LONGEST_CLAUSE = 256 }; /* tokens */

/* Whether the clause that ends at the token was opened by "while", "although", "after", without a comma since. */
static int is_subordinate(const struct reader *reader, uint32_t first, uint32_t token) {
  for (uint32_t i = token; i-- > first && token - i <= LONGEST_CLAUSE;) {
    uint8_t tag = tag_at(reader, i);
    if (tag == TAG_SUBORDINATOR || (reader->document->kinds[i] & WORD_SUBORDINATOR && tag == TAG_PREPOSITION && i == first)) return 1;
    if (tag == TAG_COMMA || tag == TAG_DASH || tag == TAG_CLOSE_MARK || tag == TAG_SEMICOLON) return 0;
  }
  return 0;
}

static uint8_t clause_of(const struct reader *reader, const struct cue *cue) {
  uint32_t first = sentence_first(reader, cue->head);
  uint8_t before = cue->first > first ? tag_at(reader, cue->first - 1) : (uint8_t)TAG_STOP;
  if (cue->infinitive) return CLAUSE_INFINITIVE;
  if (cue->first <= first + 1 && cue->before == cue->first && (cue->form == FORM_GERUND || cue->form == FORM_PAST)) return CLAUSE_INITIAL;
  if (before == TAG_WH || before == TAG_THAT) return CLAUSE_RELATIVE;
  if (cue->form == FORM_GERUND) return CLAUSE_PARTICIPLE;
  if (before == TAG_COORDINATOR) return CLAUSE_COORDINATED;
  return is_subordinate(reader, first, cue->before) ? CLAUSE_SUBORDINATE : CLAUSE_MAIN;
}

static int add_cue(struct reader *reader, struct cue cue, const char *lemma) {
  struct cue *added = VECTOR_ADD(&reader->cues);
  if (!added) return -1;
  uint32_t hash, lower;
  *added = cue;
  added->lemma = (whosaid_string){.bytes = lemma, .length = (uint32_t)strlen(lemma)};
  token_hash(lemma, added->lemma.length, &hash, &lower);
  added->lemma_value = reader->teacher ? VALUE_OF_CUE + reader->cues.count - 1 : quote_weights_value(reader->weights, lower);
  find_neighbours(reader, added);
  added->clause = clause_of(reader, added);
  for (uint32_t i = cue.head; i < cue.head_last; i++) reader->words.items[i].cue = reader->cues.count - 1;
  return 0;
}

/* "Army told to leave": in a headline a past form before "to" is a participle. */
static int is_headline_participle(const struct reader *reader, const struct cue *cue) {
  const struct whosaid_document *document = reader->document;
  whosaid_section section = document->sentences.items[document->tokens.items[cue->head].sentence].section;
  return section == WHOSAID_HEADLINE && cue->form == FORM_PAST && tag_at(reader, cue->last) == TAG_TO;
}

static int add_verb(struct reader *reader, const struct candidate *candidate) {
  const struct gazetteer *gazetteer = reader->document->model->gazetteer;
  const struct entry *entry = gazetteer_entry(gazetteer, candidate->index);
  if (!strcmp(gazetteer_string(gazetteer, entry->kind), "other")) return 0;
  struct cue cue = {.first = candidate->first, .last = candidate->last, .head = candidate->first, .head_last = candidate->last};
  cue.entry = candidate->index;
  cue.flags = entry->flags;
  cue.kind = !strcmp(gazetteer_string(gazetteer, entry->kind), "source") ? CUE_SOURCE : CUE_VERB;
  cue.form = form_of(reader, cue.head);
  if (is_headline_participle(reader, &cue)) return 0;
  if (cue.kind == CUE_VERB) take_auxiliaries(reader, &cue);
  return add_cue(reader, cue, gazetteer_string(gazetteer, entry->name));
}

/* "her | repeated | suggestion": whether the noun has an owner. */
static int is_owned(const struct reader *reader, uint32_t noun) {
  for (uint32_t i = noun; i-- > 0 && noun - i <= 3;) {
    uint8_t tag = tag_at(reader, i);
    if (tag == TAG_POSSESSIVE) return 1;
    if (tag != TAG_ADJECTIVE && tag != TAG_WORD && tag != TAG_PAST && tag != TAG_QUANTIFIER) return 0;
  }
  return 0;
}

/* "her suggestion that": the noun for what somebody says, before its clause; NULL when it is none. No weights are fitted to them. */
static const struct entry *owned_noun(const struct reader *reader, uint32_t token) {
  return reader->teacher || !is_owned(reader, token) ? NULL : reporting_noun(reader->document, token);
}

static int add_noun(struct reader *reader, uint32_t token, const struct entry *entry) {
  struct cue cue = {.first = token, .last = token + 1, .head = token, .head_last = token + 1, .entry = WHOSAID_NONE, .kind = CUE_NOUN};
  cue.flags = entry->flags;
  return add_cue(reader, cue, gazetteer_string(reader->document->model->gazetteer, entry->name));
}

/* "He added:", "she told reporters:": the colon belongs to the verb. */
static int after_verb(const struct reader *reader, uint32_t token) {
  const struct cue *last = reader->cues.count ? &reader->cues.items[reader->cues.count - 1] : NULL;
  return last && last->kind == CUE_VERB && last->last + 3 >= token && sentence_first(reader, last->head) == sentence_first(reader, token);
}

/* A colon after a word, a dash or colon after a closed quotation: "WALLACE: …", “…” – Jane Roe, “…”: Jane Roe */
static int add_mark(struct reader *reader, uint32_t token) {
  uint8_t tag = tag_at(reader, token);
  struct cue cue = {.first = token, .last = token + 1, .head = token, .head_last = token + 1, .entry = WHOSAID_NONE};
  if (tag == TAG_COLON && after_verb(reader, token)) return 0;
  int signs = tag == TAG_COLON && token > 0 && tag_at(reader, token - 1) == TAG_CLOSE_MARK && tag_at(reader, token + 1) == TAG_NAME;
  if (tag == TAG_COLON && !signs) {
    cue.kind = CUE_COLON;
    return add_cue(reader, cue, ":");
  }
  int after_quote = token > 0 && tag_at(reader, token - 1) == TAG_CLOSE_MARK;
  if ((tag == TAG_COLON && !signs) || !after_quote || tag_at(reader, token + 1) != TAG_NAME) return 0;
  cue.kind = CUE_DASH;
  return add_cue(reader, cue, "-");
}

enum { LABEL_WORDS = 8 };

static int names(const struct reader *reader, uint32_t token, whosaid_type type) {
  uint32_t name = reader->words.items[token].name;
  return name != WHOSAID_NONE && reader->document->mentions.items[name].type == type;
}

/* "Clinton: 547" is a line of a table. */
static int has_words(const struct reader *reader, uint32_t token) {
  for (uint32_t paragraph = paragraph_of(reader, token); token < reader->words.count && paragraph_of(reader, token) == paragraph; token++) {
    if (tag_at(reader, token) > TAG_NUMBER) return 1;
  }
  return 0;
}

static int is_in_capitals(const struct reader *reader, uint32_t first, uint32_t last) {
  for (uint32_t i = first; i < last; i++) {
    if (!is_capital(reader, i)) return 0;
  }
  return first < last;
}

/* "BOB HILL: …", "Q: …" 2, "Bob Hill: …" 1, "Daily Bugle: …" 3: a speaker at the start of a paragraph that goes on after the colon. */
static int label_of(const struct reader *reader, const struct cue *cue) {
  const struct whosaid_document *document = reader->document;
  uint32_t first = sentence_first(reader, cue->head), name = reader->words.items[cue->before].name;
  if (cue->kind != CUE_COLON || cue->before == cue->first || cue->first - first > LABEL_WORDS || cue->last >= reader->words.count) return 0;
  if (first > 0 && paragraph_of(reader, first - 1) == paragraph_of(reader, first)) return 0;
  if (paragraph_of(reader, cue->last) != paragraph_of(reader, first)) return 0;
  if (document->sentences.items[document->tokens.items[first].sentence].section == WHOSAID_HEADLINE) return 0;
  if ((name != WHOSAID_NONE && document->mentions.items[name].type == WHOSAID_PLACE) || !has_words(reader, cue->last)) return 0;
  for (uint32_t i = first; i < cue->first; i++) {
    uint32_t flags = document->tokens.items[i].flags;
    if (!(flags & (TOKEN_ALL_CAPITALS | TOKEN_PUNCTUATION | TOKEN_INITIAL)))
      return first != cue->before                                                                 ? 0
             : names(reader, first, WHOSAID_PERSON) || names(reader, first, WHOSAID_ORGANIZATION) ? 1
             : is_in_capitals(reader, first, cue->first)                                          ? 3
                                                                                                  : 0;
  }
  return 2;
}

enum { NEAR_CUES = 256 };

/* Whether one of the labels near names the same one: in a transcript somebody speaks twice, in a list nobody does. */
static int is_repeated(const struct reader *reader, const struct cue *label) {
  const struct token *tokens = reader->document->tokens.items;
  const struct cue *end = reader->cues.items + reader->cues.count;
  const struct cue *from = label - reader->cues.items > NEAR_CUES ? label - NEAR_CUES : reader->cues.items;
  for (const struct cue *other = from; other < end && other < label + NEAR_CUES; other++) {
    if (other != label && other->label && tokens[other->first - 1].lower == tokens[label->first - 1].lower) return 1;
  }
  return 0;
}

/* Labels in capitals count when there are several, or when they name a person ("CORRECTION:" does not); others when one speaks twice. */
static void find_labels(struct reader *reader) {
  uint32_t capitals = 0, repeated = 0;
  for (uint32_t i = 0; i < reader->cues.count; i++) {
    struct cue *cue = &reader->cues.items[i];
    cue->label = (uint8_t)label_of(reader, cue);
    capitals += cue->label == 2;
  }
  for (uint32_t i = 0; i < reader->cues.count && !repeated; i++)
    repeated = reader->cues.items[i].label && reader->cues.items[i].label < 3 && is_repeated(reader, &reader->cues.items[i]);
  for (uint32_t i = 0; i < reader->cues.count; i++) {
    struct cue *cue = &reader->cues.items[i];
    if (cue->label == 2) cue->label = capitals > 1 || names(reader, cue->first - 1, WHOSAID_PERSON);
    else cue->label = cue->label && repeated && (cue->label < 3 || is_repeated(reader, cue));
  }
}

/* Inside a closed quotation that is part of a paragraph, everything is one speaker's content. */
static int is_content(const struct reader *reader, uint32_t token) {
  if (reader->words.items[token].region == WHOSAID_NONE) return 0;
  const struct region *region = &reader->regions.items[reader->words.items[token].region];
  if (reader->document->marks.items[region->mark].close_token == WHOSAID_NONE || region->first < 2) return 0;
  return paragraph_of(reader, region->first - 2) == paragraph_of(reader, token) ||
         (region->last + 1 < reader->words.count && paragraph_of(reader, region->last + 1) == paragraph_of(reader, token));
}

whosaid_status find_cues(struct reader *reader, whosaid_error *error) {
  const struct whosaid_document *document = reader->document;
  const struct token *tokens = document->tokens.items;
  const uint64_t marks = TAG_BIT(TAG_COLON) | TAG_BIT(TAG_DASH) | TAG_BIT(TAG_HYPHEN);
  for (uint32_t i = 0, count = document->tokens.count; i < count; i++) {
    int mark = has_tag(reader, i, marks), verb = may_report(document, &tokens[i], i), clause = tag_at(reader, i + 1) == TAG_THAT;
    if (!(mark | verb | clause) || is_content(reader, i)) continue;
    const struct entry *noun = clause ? owned_noun(reader, i) : NULL;
    const struct candidate *candidate = verb && !noun ? reporting_verb(document, &tokens[i]) : NULL;
    int failed = noun ? add_noun(reader, i, noun) : candidate ? add_verb(reader, candidate) : mark ? add_mark(reader, i) : 0;
    if (failed) return error_memory(error);
    if (candidate) i = candidate->last - 1;
  }
  find_labels(reader);
  return WHOSAID_OK;
}
