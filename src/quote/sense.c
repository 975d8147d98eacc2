/* quote/sense.c: a token, and what lists say that it can be -> what it most likely is, by the word before it. */
#include "quote/sense.h"

#include <string.h>

#include "document.h"
#include "model/gazetteer.h"
#include "model/model.h"
#include "model/quote_weights.h"
#include "word_kind.h"

/* ---- Marks ---- */

static uint8_t tag_mark(const char *text, const struct token *token) {
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
    case '-': return length > 1 ? TAG_DASH : TAG_HYPHEN;
    default: break;
  }
  if (length == 3 && !memcmp(text + token->start, "\xE2\x80", 2)) { /* – — ― … */
    unsigned char byte = (unsigned char)text[token->start + 2];
    if (byte >= 0x93 && byte <= 0x95) return TAG_DASH;
    if (byte == 0xA6) return TAG_STOP;
  }
  return TAG_POINT;
}

/* ---- Verbs ---- */

/* What a word follows when it is a verb, and not a noun. */
enum follows {
  FOLLOWS_NOTHING,        /* one thing only */
  FOLLOWS_NO_MODIFIER,    /* "rise", not in "a second-place finish" */
  FOLLOWS_NO_DETERMINER,  /* "say", not in "his say" */
  FOLLOWS_NO_NOUN_WANTED, /* "planned", not in "the planned", "of planned" */
  FOLLOWS_VERB_WANTED,    /* "to head", "will head" */
  FOLLOWS_SUBJECT,        /* "the mayor, Ann Lee, | hopes" */
  FOLLOWS_BE,             /* "is heading" */
  FOLLOWS_SUBJECT_OR_BE,  /* "is hoping" */
  FOLLOWS
};

#define DETERMINES (TAG_BIT(TAG_DETERMINER) | TAG_BIT(TAG_POSSESSIVE))
#define MODIFIES   (TAG_BIT(TAG_PREPOSITION) | TAG_BIT(TAG_ADJECTIVE) | TAG_BIT(TAG_HYPHEN))
#define WANTS_NOUN (DETERMINES | TAG_BIT(TAG_PREPOSITION) | TAG_BIT(TAG_QUANTIFIER) | TAG_BIT(TAG_NUMBER) | TAG_BIT(TAG_HYPHEN))
#define WANTS_VERB                                                                                                         \
  (TAG_BIT(TAG_SUBJECT) | TAG_BIT(TAG_MODAL) | TAG_BIT(TAG_TO) | TAG_BIT(TAG_WH) | TAG_BIT(TAG_DO) | TAG_BIT(TAG_ADVERB) | \
   TAG_BIT(TAG_NEGATION) | TAG_BIT(TAG_HAVE) | TAG_BIT(TAG_CONTRACTION))
#define ENDS_SUBJECT (TAG_BIT(TAG_NAME) | TAG_BIT(TAG_COMMA) | TAG_BIT(TAG_CLOSE_MARK))

const uint64_t SECOND_AFTER[FOLLOWS] = {
    [FOLLOWS_NO_MODIFIER] = ~(DETERMINES | MODIFIES),
    [FOLLOWS_NO_DETERMINER] = ~DETERMINES,
    [FOLLOWS_NO_NOUN_WANTED] = ~WANTS_NOUN,
    [FOLLOWS_VERB_WANTED] = WANTS_VERB,
    [FOLLOWS_SUBJECT] = WANTS_VERB | ENDS_SUBJECT,
    [FOLLOWS_BE] = WANTS_VERB | TAG_BIT(TAG_BE),
    [FOLLOWS_SUBJECT_OR_BE] = WANTS_VERB | ENDS_SUBJECT | TAG_BIT(TAG_BE),
};

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

static uint8_t verb_tag(uint32_t kinds, uint32_t classes) {
  if (classes & 1 << ENTRY_REPORTING_VERB) return TAG_CUE;
  return kinds & WORD_PAST ? TAG_PAST : kinds & WORD_THIRD ? TAG_THIRD : kinds & WORD_GERUND ? TAG_GERUND : TAG_BASE;
}

static int may_be_verb(uint32_t kinds, uint32_t classes) {
  return kinds & (WORD_BASE | WORD_THIRD | WORD_PAST | WORD_GERUND) || classes & 1 << ENTRY_REPORTING_VERB;
}

static struct word_sense one_sense(uint8_t tag) { return (struct word_sense){.first = tag, .second = tag}; }

/* A word that may be a verb. "planned" is a noun's only after "the". */
static struct word_sense sense_of_verb(uint32_t kinds, uint32_t classes) {
  int named = (classes & NOUN_CLASSES) != 0, noun = kinds & WORD_NOUN || named, reports = (classes & 1 << ENTRY_REPORTING_VERB) != 0,
      always = !noun || kinds & WORD_REPORTS, going = (kinds & WORD_GERUND) != 0, past = (kinds & WORD_PAST) != 0;
  if (always && (going || past)) return one_sense(verb_tag(kinds, classes));
  enum follows follows = always  ? noun || reports ? FOLLOWS_NO_DETERMINER : FOLLOWS_NO_MODIFIER
                         : named ? going ? FOLLOWS_BE : FOLLOWS_VERB_WANTED
                         : past  ? FOLLOWS_NO_NOUN_WANTED
                         : going ? FOLLOWS_SUBJECT_OR_BE
                                 : FOLLOWS_SUBJECT;
  return (struct word_sense){.first = tag_noun(classes), .second = verb_tag(kinds, classes), .follows = (uint8_t)follows};
}

/* ---- Words ---- */

/* By the bits of enum word_kind: the first that a word has tells its tag. */
static const uint8_t TAG_OF_KIND[TELLING_KINDS] = {
    TAG_TO,     TAG_POSSESSIVE,   TAG_POSSESSIVE, TAG_BE,          TAG_HAVE,        TAG_DO,           TAG_MODAL, TAG_SUBJECT,
    TAG_OBJECT, TAG_OBJECT,       TAG_DETERMINER, TAG_COORDINATOR, TAG_PREPOSITION, TAG_SUBORDINATOR, TAG_WH,    TAG_WH,
    TAG_WH,     TAG_SUBORDINATOR, TAG_QUANTIFIER, TAG_QUANTIFIER,  TAG_NEGATION,    TAG_DAY,          TAG_DAY,   TAG_ADVERB,
};

static uint8_t tag_of_kinds(uint32_t kinds) {
  uint32_t telling = kinds & ((1u << TELLING_KINDS) - 1);
  return telling ? TAG_OF_KIND[__builtin_ctz(telling)] : (uint8_t)TAGS;
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

static struct word_sense sense_of_word(const char *text, const struct token *token, uint32_t kinds) {
  uint32_t classes = token->classes;
  uint8_t tag = tag_of_kinds(kinds);
  if (tag != TAGS) return one_sense(tag);
  if (may_be_verb(kinds, classes)) return sense_of_verb(kinds, classes);
  if (classes & NOUN_CLASSES) return one_sense(tag_noun(classes));
  if (ends_with(text, token, "ly")) return one_sense(TAG_ADVERB);
  if (ends_with(text, token, "ed")) return one_sense(TAG_PAST);
  if (ends_with(text, token, "ing")) return one_sense(TAG_GERUND);
  return one_sense(kinds & WORD_ADJECTIVE ? TAG_ADJECTIVE : ends_with(text, token, "s") ? TAG_PLURAL : TAG_WORD);
}

static uint32_t value_of(const struct whosaid_document *document, const struct token *token, uint8_t tag) {
  return has_word(tag) ? quote_weights_value(document->model->quote_weights, token->lower) : TAG_VALUE + (uint32_t)tag;
}

void find_sense(const struct whosaid_document *document, uint32_t index, uint32_t kinds, struct word_sense *sense) {
  const struct token *token = &document->tokens.items[index];
  *sense = token->flags & TOKEN_PUNCTUATION             ? one_sense(tag_mark(document->text, token))
           : token->flags & TOKEN_NUMBER                ? one_sense(TAG_NUMBER)
           : is_contraction(document, token)            ? one_sense(TAG_CONTRACTION)
           : document_token_is(document, index, "that") ? one_sense(TAG_THAT)
                                                        : sense_of_word(document->text, token, kinds);
  sense->is_relative = (uint8_t)(document_token_is(document, index, "who") || document_token_is(document, index, "which"));
  sense->value = (uint16_t)value_of(document, token, sense->first);
}
