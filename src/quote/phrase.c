/* quote/phrase.c: tagged tokens -> simple noun phrases: "he", "the ministry", "Pentagon spokesman Jeff Davis". */
#include "base/error.h"
#include "quote/reader.h"
#include "quote/sense.h"

#define NOUNS                                                                                                                    \
  (TAG_BIT(TAG_NAME) | TAG_BIT(TAG_CAPITAL) | TAG_BIT(TAG_PERSON) | TAG_BIT(TAG_GROUP) | TAG_BIT(TAG_TEXT) | TAG_BIT(TAG_WORD) | \
   TAG_BIT(TAG_PLURAL) | TAG_BIT(TAG_ADJECTIVE) | TAG_BIT(TAG_NUMBER) | TAG_BIT(TAG_QUANTIFIER))

/* May stand inside a phrase after its first word. */
static const uint64_t GOES_ON = NOUNS | TAG_BIT(TAG_HYPHEN) | TAG_BIT(TAG_POSSESSIVE);

/* "the recently leaked report", "the leading man": what may stand between a determiner and its noun. */
static const uint64_t MODIFIES = TAG_BIT(TAG_PAST) | TAG_BIT(TAG_GERUND) | TAG_BIT(TAG_BASE) | TAG_BIT(TAG_THIRD) | TAG_BIT(TAG_ADVERB) |
                                 TAG_BIT(TAG_CUE) | TAG_BIT(TAG_HYPHEN) | TAG_BIT(TAG_QUANTIFIER) | TAG_BIT(TAG_NUMBER) | TAG_BIT(TAG_DAY);

static const uint64_t OPENS = TAG_BIT(TAG_DETERMINER) | TAG_BIT(TAG_POSSESSIVE) | TAG_BIT(TAG_QUANTIFIER);
static const uint64_t STANDS_ALONE = TAG_BIT(TAG_SUBJECT) | TAG_BIT(TAG_CONTRACTION) | TAG_BIT(TAG_OBJECT);
static const uint64_t MAY_BE_RELATIVE = TAG_BIT(TAG_WH) | TAG_BIT(TAG_THAT);
static const uint64_t STARTS = NOUNS | OPENS | STANDS_ALONE | MAY_BE_RELATIVE;

enum { MODIFIERS = 6 };

/* The first noun after a determiner and its modifiers; without one, the word after the determiner stands for it ("the missing said"). */
static uint32_t find_noun(const struct reader *reader, uint32_t determiner, uint32_t end) {
  uint32_t i = determiner + 1;
  while (i < end && i <= determiner + MODIFIERS && has_tag(reader, i, MODIFIES)) i++;
  if (i < end && i <= determiner + MODIFIERS && has_tag(reader, i, NOUNS)) return i + 1;
  return determiner + 1 < end && has_tag(reader, determiner + 1, MODIFIES & ~TAG_BIT(TAG_CUE)) ? determiner + 2 : determiner + 1;
}

/* "his commander in [Ukraine] [Sergei Surovikin]": a person's name right after another name. */
static int starts_person(const struct reader *reader, uint32_t token) {
  uint32_t name = reader->words.items[token].name, before = reader->words.items[token - 1].name;
  return name != WHOSAID_NONE && before != WHOSAID_NONE && name != before &&
         reader->document->mentions.items[name].type == WHOSAID_PERSON && reader->document->mentions.items[before].type == WHOSAID_PLACE;
}

/* who, which; "a headline that said" */
static int is_relative(const struct reader *reader, uint32_t token) {
  if (tag_at(reader, token) == TAG_THAT)
    return has_tag(reader, token - 1, NOUNS) && has_tag(reader, token + 1, TAG_BIT(TAG_CUE) | TAG_BIT(TAG_PAST) | TAG_BIT(TAG_THIRD));
  return reader->document->senses[token].is_relative;
}

/* One past the phrase that starts here; `token` itself when none does. */
static uint32_t phrase_end(const struct reader *reader, uint32_t token, uint32_t end) {
  if (has_tag(reader, token, STANDS_ALONE) || is_relative(reader, token)) return token + 1;
  if (has_tag(reader, token, MAY_BE_RELATIVE)) return token;
  uint32_t last = has_tag(reader, token, OPENS) ? find_noun(reader, token, end) : token + 1;
  while (last < end && has_tag(reader, last, GOES_ON) && !starts_person(reader, last)) last++;
  while (last > token + 1 && tag_at(reader, last - 1) == TAG_HYPHEN) last--;
  if (last > token + 1 && tag_at(reader, last - 1) == TAG_QUANTIFIER && tag_at(reader, last - 2) == TAG_NAME)
    last--; /* "[Solanki] further said" */
  return last;
}

static int same_region(const struct reader *reader, uint32_t a, uint32_t b) {
  return reader->words.items[a].region == reader->words.items[b].region;
}

/* Adds the phrase, and says of the tokens from `next` on that it is the next one. */
static int add_phrase(struct reader *reader, uint32_t first, uint32_t last, uint32_t next) {
  struct phrase *phrase = VECTOR_ADD(&reader->phrases);
  if (!phrase) return -1;
  *phrase = (struct phrase){.first = first, .last = last};
  uint32_t index = reader->phrases.count - 1, *next_phrases = reader->next_phrases;
  for (uint32_t i = next; i < last; i++) next_phrases[i] = index;
  return 0;
}

/* `next`: one past the phrase before. */
static int find_in_sentence(struct reader *reader, uint32_t first, uint32_t end, uint32_t *next) {
  for (uint32_t i = first; i < end; i++) {
    if (!has_tag(reader, i, STARTS)) continue;
    uint32_t last = phrase_end(reader, i, end);
    while (last > i + 1 && !same_region(reader, i, last - 1)) last--;
    if (last == i) continue;
    if (add_phrase(reader, i, last, *next)) return -1;
    *next = last;
    i = last - 1;
  }
  return 0;
}

whosaid_status find_phrases(struct reader *reader, whosaid_error *error) {
  const struct whosaid_document *document = reader->document;
  uint32_t next = 0;
  for (uint32_t i = 0; i < document->sentences.count; i++) {
    if (find_in_sentence(reader, document->sentence_tokens.items[i], document_sentence_end(document, i), &next)) return error_memory(error);
  }
  for (uint32_t i = next; i < reader->words.count; i++) reader->next_phrases[i] = reader->phrases.count;
  return WHOSAID_OK;
}
