/* quote/word.c: tokens and what each can be -> what each most likely is. */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "model/gazetteer.h"
#include "model/model.h"
#include "quote/reader.h"

whosaid_status read_words(struct reader *reader, whosaid_error *error) {
  uint32_t count = reader->document->tokens.count;
  reader->words.items = count ? malloc(count * sizeof *reader->words.items) : NULL;
  if (count && !reader->words.items) return error_memory(error);
  reader->words.count = reader->words.room = count;
  for (uint32_t i = 0; i < count; i++)
    reader->words.items[i] = (struct word){.region = WHOSAID_NONE, .cue = WHOSAID_NONE, .name = WHOSAID_NONE};
  return WHOSAID_OK;
}

/* ---- Tags ---- */

/* By the bits of enum word_kind: the first that a word has tells its tag. */
static const uint8_t TAG_OF_KIND[TELLING_KINDS] = {
    TAG_TO,     TAG_POSSESSIVE,   TAG_POSSESSIVE, TAG_BE,          TAG_HAVE,        TAG_DO,           TAG_MODAL, TAG_SUBJECT,
    TAG_OBJECT, TAG_OBJECT,       TAG_DETERMINER, TAG_COORDINATOR, TAG_PREPOSITION, TAG_SUBORDINATOR, TAG_WH,    TAG_WH,
    TAG_WH,     TAG_SUBORDINATOR, TAG_QUANTIFIER, TAG_QUANTIFIER,  TAG_NEGATION,    TAG_DAY,          TAG_DAY,   TAG_ADVERB,
};

static uint8_t tag_mark(const char *text, const struct token *token) {
  if (token->flags & TOKEN_OPENS_QUOTE) return TAG_OPEN_MARK;
  if (token->flags & TOKEN_CLOSES_QUOTE) return TAG_CLOSE_MARK;
  uint32_t length = token->end - token->start;
  switch (text[token->start]) {
    case '.':
    case '!':
    case '?': return TAG_STOP;
    case ',': return TAG_COMMA;
    case ':': return TAG_COLON;
    case ';': return TAG_SEMICOLON;
    case '(':
    case '[': return TAG_OPEN;
    case ')':
    case ']': return TAG_CLOSE;
    case '-': return length > 1 || token->flags & TOKEN_SPACE_BEFORE ? TAG_DASH : TAG_HYPHEN;
    default: break;
  }
  if (length == 3 && !memcmp(text + token->start, "\xE2\x80", 2)) { /* – — ― … */
    unsigned char byte = (unsigned char)text[token->start + 2];
    if (byte >= 0x93 && byte <= 0x95) return TAG_DASH;
    if (byte == 0xA6) return TAG_STOP;
  }
  return TAG_POINT;
}

static int ends_with(const char *text, const struct token *token, const char *ending) {
  uint32_t length = (uint32_t)strlen(ending);
  return token->end - token->start > length + 1 && !memcmp(text + token->end - length, ending, length);
}

enum {
  NOUN_CLASSES = 1 << ENTRY_ROLE | 1 << ENTRY_TITLE | 1 << ENTRY_ORGANIZATION_NOUN | 1 << ENTRY_SOURCE_NOUN | 1 << ENTRY_REPORTING_NOUN
};

static uint8_t tag_noun(uint32_t classes) {
  if (classes & (1 << ENTRY_ROLE | 1 << ENTRY_TITLE)) return TAG_PERSON;
  if (classes & 1 << ENTRY_ORGANIZATION_NOUN) return TAG_GROUP;
  return classes & (1 << ENTRY_SOURCE_NOUN | 1 << ENTRY_REPORTING_NOUN) ? TAG_TEXT : TAG_WORD;
}

static int tag_wants_noun(uint8_t before) {
  return before == TAG_DETERMINER || before == TAG_POSSESSIVE || before == TAG_PREPOSITION || before == TAG_QUANTIFIER ||
         before == TAG_NUMBER || before == TAG_HYPHEN;
}

static int tag_wants_verb(uint8_t before) {
  return before == TAG_SUBJECT || before == TAG_MODAL || before == TAG_TO || before == TAG_WH || before == TAG_DO || before == TAG_ADVERB ||
         before == TAG_NEGATION || before == TAG_HAVE || before == TAG_CONTRACTION;
}

static uint8_t verb_tag(uint32_t kinds, uint32_t classes) {
  if (classes & 1 << ENTRY_REPORTING_VERB) return TAG_CUE;
  return kinds & WORD_PAST ? TAG_PAST : kinds & WORD_THIRD ? TAG_THIRD : kinds & WORD_GERUND ? TAG_GERUND : TAG_BASE;
}

/* A word that may be a verb: by the word before it. "the report", "they report"; "planned" is a noun's only after "the". */
static uint8_t tag_verb(uint32_t kinds, uint32_t classes, uint8_t before) {
  if (!(kinds & (WORD_PAST | WORD_GERUND)) && (before == TAG_DETERMINER || before == TAG_POSSESSIVE))
    return tag_noun(classes); /* "the retreat" */
  int noun = kinds & WORD_NOUN || classes & NOUN_CLASSES, named = (classes & NOUN_CLASSES) != 0;
  int going = kinds & WORD_GERUND && (before == TAG_BE || before == TAG_CONTRACTION);
  int modified = !(kinds & (WORD_PAST | WORD_GERUND)) && (before == TAG_PREPOSITION || before == TAG_ADJECTIVE || before == TAG_HYPHEN);
  if (!noun && modified && !(classes & 1 << ENTRY_REPORTING_VERB)) return TAG_WORD; /* "a second-place finish" */
  if (!noun || going || kinds & WORD_REPORTS || tag_wants_verb(before)) return verb_tag(kinds, classes);
  if (tag_wants_noun(before)) return tag_noun(classes);
  if (kinds & WORD_PAST && !named) return verb_tag(kinds, classes);
  int after_subject = before == TAG_NAME || before == TAG_COMMA || before == TAG_CLOSE_MARK;
  return named || !after_subject ? tag_noun(classes) : verb_tag(kinds, classes);
}

static uint8_t tag_plain(const char *text, uint32_t kinds, const struct token *token, uint8_t before) {
  if (kinds & (WORD_BASE | WORD_THIRD | WORD_PAST | WORD_GERUND) || token->classes & 1 << ENTRY_REPORTING_VERB) {
    return tag_verb(kinds, token->classes, before);
  }
  if (token->classes & NOUN_CLASSES) return tag_noun(token->classes);
  if (ends_with(text, token, "ly")) return TAG_ADVERB;
  if (ends_with(text, token, "ed")) return TAG_PAST;
  if (ends_with(text, token, "ing")) return TAG_GERUND;
  return kinds & WORD_ADJECTIVE ? TAG_ADJECTIVE : ends_with(text, token, "s") ? TAG_PLURAL : TAG_WORD;
}

static uint8_t tag_of_kinds(uint32_t kinds) {
  uint32_t telling = kinds & ((1u << TELLING_KINDS) - 1);
  return telling ? TAG_OF_KIND[__builtin_ctz(telling)] : (uint8_t)TAGS;
}

static uint8_t tag_capital(const struct token *token, uint32_t kinds) {
  if (token->classes & 1 << ENTRY_CALENDAR || kinds & WORD_DAY) return TAG_DAY;
  if (!(token->flags & TOKEN_SENTENCE_START)) return TAG_NAME;
  int everyday = token->classes & (1 << ENTRY_COMMON_WORD) || token->flags & TOKEN_DOCUMENT_LOWER;
  return everyday ? TAG_CAPITAL : TAG_NAME;
}

/* "it's", "they’ve", "I'd": the length of the word before the apostrophe when a short verb follows it, else 0. */
static uint32_t contracted(const char *text, uint32_t length) {
  static const char *const VERBS[] = {"s", "d", "m", "ll", "re", "ve"};
  for (size_t i = 0; i < sizeof VERBS / sizeof *VERBS; i++) {
    uint32_t verb = (uint32_t)strlen(VERBS[i]);
    if (length < verb + 2 || memcmp(text + length - verb, VERBS[i], verb)) continue;
    uint32_t end = length - verb;
    if (text[end - 1] == '\'') return end - 1;
    if (end > 3 && (!memcmp(text + end - 3, "\xE2\x80\x99", 3) || !memcmp(text + end - 3, "\xE2\x80\x98", 3))) return end - 3;
  }
  return 0;
}

static int is_contraction(const struct whosaid_document *document, const struct token *token) {
  static const char *const SUBJECTS[] = {"i", "he", "she", "it", "we", "they", "you", "that", "there", "here", "this"};
  if (token->flags & TOKEN_PLAIN) return 0;
  const char *text = document->text + token->start;
  uint32_t length = contracted(text, token->end - token->start);
  for (size_t i = 0; length && i < sizeof SUBJECTS / sizeof *SUBJECTS; i++) {
    if (strlen(SUBJECTS[i]) == length && (text[0] | 0x20) == SUBJECTS[i][0] && !memcmp(text + 1, SUBJECTS[i] + 1, length - 1)) return 1;
  }
  return 0;
}

static uint8_t tag_token(const struct reader *reader, uint32_t index, uint8_t before) {
  const struct whosaid_document *document = reader->document;
  const struct token *token = &document->tokens.items[index];
  uint32_t kinds = document->kinds[index];
  int capital = (token->flags & TOKEN_CAPITAL) != 0, starts = (token->flags & TOKEN_SENTENCE_START) != 0;
  if (token->flags & TOKEN_PUNCTUATION && !(token->flags & TOKEN_POSSESSIVE)) return tag_mark(document->text, token);
  if (token->flags & TOKEN_POSSESSIVE) return TAG_POSSESSIVE;
  if (token->flags & TOKEN_NUMBER) return TAG_NUMBER;
  if (is_contraction(document, token)) return TAG_CONTRACTION;
  if (document_token_is(document, index, "that")) return TAG_THAT;
  uint8_t tag = tag_of_kinds(kinds);
  if (tag != TAGS && (!capital || starts || tag == TAG_SUBJECT || tag == TAG_DAY)) return tag;
  if (capital && token->classes & (1 << ENTRY_TITLE | 1 << ENTRY_ROLE) && !starts) return TAG_NAME;
  if (capital && !starts) return tag_capital(token, kinds);
  uint8_t plain = tag_plain(document->text, kinds, token, before);
  if (!capital) return plain;
  return plain == TAG_WORD || plain == TAG_BASE || plain == TAG_PLURAL || plain == TAG_ADJECTIVE ? tag_capital(token, kinds) : plain;
}

static int is_wordlike(uint8_t tag) { return tag > TAG_NUMBER && tag != TAG_NAME; }

/* "warm-and-fuzzy", "re-tweeted": the words before a hyphen describe the last one. */
static void join_compounds(struct reader *reader) {
  for (uint32_t i = 1; i + 1 < reader->words.count; i++) {
    struct word *words = &reader->words.items[i];
    if (words[0].tag != TAG_HYPHEN || reader->document->tokens.items[i + 1].flags & TOKEN_SPACE_BEFORE) continue;
    if (is_wordlike(words[-1].tag)) words[-1].tag = TAG_WORD;
    if (words[1].tag != TAG_CUE && is_wordlike(words[1].tag) && words[1].tag != TAG_PERSON) words[1].tag = TAG_WORD;
  }
}

static void mark_names(struct reader *reader) {
  const struct whosaid_document *document = reader->document;
  uint32_t token = 0;
  for (uint32_t i = 0; i < document->mentions.count; i++) {
    const whosaid_mention *mention = &document->mentions.items[i];
    while (token < document->tokens.count && document->tokens.items[token].start < mention->start) token++;
    for (; token < document->tokens.count && document->tokens.items[token].end <= mention->end; token++) {
      reader->words.items[token].tag = TAG_NAME;
      reader->words.items[token].name = i;
    }
  }
}

static int carries_clause(const struct reader *reader, uint32_t token) {
  switch (reader->words.items[token].tag) {
    case TAG_BE:
    case TAG_HAVE:
    case TAG_DO:
    case TAG_MODAL:
    case TAG_PAST:
    case TAG_CONTRACTION:
    case TAG_THIRD: return 1;
    case TAG_CUE:
      return !(reader->document->kinds[token] & (WORD_GERUND | WORD_BASE)) ||
             (reader->document->kinds[token] & WORD_BASE && token > 0 && reader->words.items[token - 1].tag != TAG_TO);
    case TAG_BASE: return token > 0 && reader->words.items[token - 1].tag != TAG_TO;
    default: return 0;
  }
}

static int has_word(uint8_t tag) { return tag > TAG_NUMBER && tag != TAG_NAME && tag != TAG_DAY; }

static void find_values(struct reader *reader) {
  for (uint32_t i = 0; i < reader->words.count; i++) {
    struct word *word = &reader->words.items[i];
    if (!has_word(word->tag)) word->value = TAG_VALUE + (uint32_t)word->tag;
    else if (reader->teacher) word->value = VALUE_OF_TOKEN + i;
    else word->value = quote_weights_value(reader->weights, reader->document->tokens.items[i].lower);
  }
}

static int count_all_verbs(struct reader *reader) {
  uint32_t count = 0, *verbs = malloc((reader->words.count + 1) * sizeof *verbs);
  if (!verbs) return -1;
  for (uint32_t i = 0; i < reader->words.count; i++) {
    verbs[i] = count;
    count += (uint32_t)carries_clause(reader, i);
  }
  verbs[reader->words.count] = count;
  reader->verbs.items = verbs;
  reader->verbs.count = reader->verbs.room = reader->words.count + 1;
  return 0;
}

whosaid_status tag_words(struct reader *reader, whosaid_error *error) {
  uint8_t before = TAG_STOP;
  for (uint32_t i = 0; i < reader->words.count; i++) {
    reader->words.items[i].tag = before = tag_token(reader, i, before);
  }
  join_compounds(reader);
  mark_names(reader);
  find_values(reader);
  return count_all_verbs(reader) ? error_memory(error) : WHOSAID_OK;
}
