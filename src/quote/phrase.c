/* quote/phrase.c: tagged tokens -> simple noun phrases: "he", "the ministry", "Pentagon spokesman Jeff Davis". */
#include "base/error.h"
#include "quote/reader.h"

/* May stand inside a phrase after its first word. */
static int goes_on(const struct reader *reader, uint32_t token) {
  switch (reader->words.items[token].tag) {
    case TAG_NAME:
    case TAG_CAPITAL:
    case TAG_PERSON:
    case TAG_GROUP:
    case TAG_TEXT:
    case TAG_WORD:
    case TAG_PLURAL:
    case TAG_ADJECTIVE:
    case TAG_NUMBER:
    case TAG_HYPHEN:
    case TAG_POSSESSIVE:
    case TAG_QUANTIFIER: return 1;
    default: return 0;
  }
}

static int is_noun(uint8_t tag) {
  return tag == TAG_NAME || tag == TAG_CAPITAL || tag == TAG_PERSON || tag == TAG_GROUP || tag == TAG_TEXT || tag == TAG_WORD ||
         tag == TAG_PLURAL || tag == TAG_ADJECTIVE || tag == TAG_NUMBER || tag == TAG_QUANTIFIER;
}

/* "the recently leaked report", "the leading man": what may stand between a determiner and its noun. */
static int modifies(uint8_t tag) {
  return tag == TAG_PAST || tag == TAG_GERUND || tag == TAG_BASE || tag == TAG_THIRD || tag == TAG_ADVERB || tag == TAG_CUE ||
         tag == TAG_HYPHEN || tag == TAG_QUANTIFIER || tag == TAG_NUMBER || tag == TAG_DAY;
}

enum { MODIFIERS = 6 };

/* The first noun after a determiner and its modifiers; without one, the word after the determiner stands for it ("the missing said"). */
static uint32_t find_noun(const struct reader *reader, uint32_t determiner, uint32_t end) {
  uint32_t i = determiner + 1;
  while (i < end && i <= determiner + MODIFIERS && modifies(reader->words.items[i].tag)) i++;
  if (i < end && i <= determiner + MODIFIERS && is_noun(reader->words.items[i].tag)) return i + 1;
  return determiner + 1 < end && modifies(reader->words.items[determiner + 1].tag) && reader->words.items[determiner + 1].tag != TAG_CUE
             ? determiner + 2
             : determiner + 1;
}

/* "his commander in [Ukraine] [Sergei Surovikin]": a person's name right after another name. */
static int starts_person(const struct reader *reader, uint32_t token) {
  uint32_t name = reader->words.items[token].name, before = reader->words.items[token - 1].name;
  return name != WHOSAID_NONE && before != WHOSAID_NONE && name != before &&
         reader->document->mentions.items[name].type == WHOSAID_PERSON && reader->document->mentions.items[before].type == WHOSAID_PLACE;
}

/* who, which; "a headline that said" */
static int is_relative(const struct reader *reader, uint32_t token) {
  uint8_t before = token > 0 ? tag_at(reader, token - 1) : (uint8_t)TAG_STOP, next = tag_at(reader, token + 1);
  if (tag_at(reader, token) == TAG_THAT) return is_noun(before) && (next == TAG_CUE || next == TAG_PAST || next == TAG_THIRD);
  return document_token_is(reader->document, token, "who") || document_token_is(reader->document, token, "which");
}

/* One past the phrase that starts here; `token` itself when none does. */
static uint32_t phrase_end(const struct reader *reader, uint32_t token, uint32_t end) {
  uint8_t tag = reader->words.items[token].tag;
  if (tag == TAG_SUBJECT || tag == TAG_CONTRACTION || tag == TAG_OBJECT || is_relative(reader, token)) return token + 1;
  int opens = tag == TAG_DETERMINER || tag == TAG_POSSESSIVE || tag == TAG_QUANTIFIER;
  if (!opens && !is_noun(tag)) return token;
  uint32_t last = opens ? find_noun(reader, token, end) : token + 1;
  while (last < end && goes_on(reader, last) && !starts_person(reader, last)) last++;
  while (last > token + 1 && reader->words.items[last - 1].tag == TAG_HYPHEN) last--;
  if (last > token + 1 && reader->words.items[last - 1].tag == TAG_QUANTIFIER && reader->words.items[last - 2].tag == TAG_NAME)
    last--; /* "[Solanki] further said" */
  return last;
}

static int same_region(const struct reader *reader, uint32_t a, uint32_t b) {
  return reader->words.items[a].region == reader->words.items[b].region;
}

static whosaid_status find_in_sentence(struct reader *reader, uint32_t first, uint32_t end, whosaid_error *error) {
  for (uint32_t i = first; i < end;) {
    uint32_t last = phrase_end(reader, i, end);
    while (last > i + 1 && !same_region(reader, i, last - 1)) last--;
    if (last == i) {
      i++;
      continue;
    }
    struct phrase *phrase = VECTOR_ADD(&reader->phrases);
    if (!phrase) return error_memory(error);
    *phrase = (struct phrase){.first = i, .last = last};
    i = last;
  }
  return WHOSAID_OK;
}

whosaid_status find_phrases(struct reader *reader, whosaid_error *error) {
  const struct whosaid_document *document = reader->document;
  for (uint32_t i = 0; i < document->sentences.count; i++) {
    whosaid_status status = find_in_sentence(reader, document->sentence_tokens.items[i], document_sentence_end(document, i), error);
    if (status) return status;
  }
  return WHOSAID_OK;
}
