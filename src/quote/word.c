/* quote/word.c: tokens and what each can be -> what each most likely is. */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "model/gazetteer.h"
#include "model/model.h"
#include "quote/reader.h"
#include "quote/sense.h"

whosaid_status read_words(struct reader *reader, whosaid_error *error) {
  const size_t count = reader->document->tokens.count, room = count + MARGIN + MARGIN;
  struct word *words =
      malloc(room * (sizeof *words + sizeof *reader->values + sizeof *reader->verbs + sizeof *reader->next_phrases + sizeof *reader->tags));
  if (!words) return error_memory(error);
  reader->memory = memset(words, 0xFF, room * sizeof *words); /* WHOSAID_NONE */
  reader->words.items = words + MARGIN;
  reader->words.count = reader->words.room = (uint32_t)count;
  reader->values = (uint32_t *)(words + room) + MARGIN;
  reader->verbs = reader->values + room;
  reader->next_phrases = reader->verbs + room;
  reader->tags = (uint8_t *)(reader->next_phrases - MARGIN + room) + MARGIN;
  for (int i = -MARGIN; i < MARGIN; i++) {
    uint8_t *tag = i < 0 ? &reader->tags[i] : &reader->tags[count + (size_t)i];
    uint32_t *value = i < 0 ? &reader->values[i] : &reader->values[count + (size_t)i];
    *tag = TAG_STOP;
    *value = TAG_VALUE + TAG_STOP;
  }
  return WHOSAID_OK;
}

/* ---- Tags ---- */

/* Beside a teacher any word may become one of a feature. */
static void set_tag(struct reader *reader, uint32_t token, uint8_t tag) {
  reader->tags[token] = tag;
  reader->values[token] = !has_word(tag)    ? TAG_VALUE + (uint32_t)tag
                          : reader->teacher ? VALUE_OF_TOKEN + token
                                            : quote_weights_value(reader->weights, reader->document->tokens.items[token].lower);
}

static uint8_t tag_name(const struct token *token, uint32_t kinds) {
  if (token->classes & 1 << ENTRY_CALENDAR || kinds & WORD_DAY) return TAG_DAY;
  if (!(token->flags & TOKEN_SENTENCE_START)) return TAG_NAME;
  int everyday = token->classes & (1 << ENTRY_COMMON_WORD) || token->flags & TOKEN_DOCUMENT_LOWER;
  return everyday ? TAG_CAPITAL : TAG_NAME;
}

/* `tag`: what the word is in lower case. */
static uint8_t tag_capital(const struct token *token, uint32_t kinds, uint8_t tag) {
  const uint64_t any_case = TAG_BIT(TAG_NUMBER) | TAG_BIT(TAG_CONTRACTION) | TAG_BIT(TAG_THAT) | TAG_BIT(TAG_SUBJECT) | TAG_BIT(TAG_DAY),
                 nameable = TAG_BIT(TAG_WORD) | TAG_BIT(TAG_BASE) | TAG_BIT(TAG_PLURAL) | TAG_BIT(TAG_ADJECTIVE);
  if (any_case >> tag & 1) return tag;
  if (token->flags & TOKEN_SENTENCE_START) return nameable >> tag & 1 ? tag_name(token, kinds) : tag;
  return token->classes & (1 << ENTRY_TITLE | 1 << ENTRY_ROLE) ? (uint8_t)TAG_NAME : tag_name(token, kinds);
}

/* A token with a flag that counts in its place. */
static uint8_t tag_in_place(const struct token *token, uint32_t kinds, uint8_t tag) {
  if (token->flags & TOKEN_POSSESSIVE) return TAG_POSSESSIVE;
  if (token->flags & TOKEN_OPENS_QUOTE) return TAG_OPEN_MARK;
  if (token->flags & TOKEN_CLOSES_QUOTE) return TAG_CLOSE_MARK;
  if (tag == TAG_HYPHEN) return token->flags & TOKEN_SPACE_BEFORE ? TAG_DASH : TAG_HYPHEN;
  return token->flags & TOKEN_CAPITAL ? tag_capital(token, kinds, tag) : tag;
}

static void tag_tokens(struct reader *reader) {
  const uint32_t count = reader->words.count, telling = TOKEN_CAPITAL | TOKEN_POSSESSIVE | TOKEN_OPENS_QUOTE | TOKEN_CLOSES_QUOTE,
                 *kinds = reader->document->kinds;
  const struct token *tokens = reader->document->tokens.items;
  const struct word_sense *senses = reader->document->senses;
  uint32_t *values = reader->values;
  uint8_t *tags = reader->tags, before = TAG_STOP;
  for (uint32_t i = 0; i < count; i++) {
    uint8_t tag = tags[i] = sense_after(senses[i], before);
    values[i] = senses[i].value;
    before = tokens[i].flags & telling || tag == TAG_HYPHEN ? tag_in_place(&tokens[i], kinds[i], tag) : tag;
    if (before != tag) set_tag(reader, i, before);
  }
  for (uint32_t i = 0; i < count && reader->teacher; i++) set_tag(reader, i, tags[i]);
}

/* ---- All tokens ---- */

static int is_wordlike(uint8_t tag) { return tag > TAG_NUMBER && tag != TAG_NAME; }

/* "warm-and-fuzzy", "re-tweeted": the words before a hyphen describe the last one. */
static void join_compounds(struct reader *reader) {
  const uint8_t *tags = reader->tags, *end = tags + reader->words.count;
  for (const uint8_t *at = tags; (at = memchr(at, TAG_HYPHEN, (size_t)(end - at))); at++) {
    uint32_t i = (uint32_t)(at - tags);
    if (i == 0 || i + 1 == reader->words.count || reader->document->tokens.items[i + 1].flags & TOKEN_SPACE_BEFORE) continue;
    if (is_wordlike(at[-1])) set_tag(reader, i - 1, TAG_WORD);
    if (at[1] != TAG_CUE && is_wordlike(at[1]) && at[1] != TAG_PERSON) set_tag(reader, i + 1, TAG_WORD);
  }
}

static void mark_names(struct reader *reader) {
  const struct whosaid_document *document = reader->document;
  for (uint32_t i = 0; i < document->mentions.count; i++) {
    const whosaid_mention *mention = &document->mentions.items[i];
    uint32_t token = document_token_at(document, mention->start);
    for (; token < document->tokens.count && document->tokens.items[token].end <= mention->end; token++) {
      reader->words.items[token].name = i;
      set_tag(reader, token, TAG_NAME);
    }
  }
}

/* "to | report": no clause of its own. */
static int carries_clause(const struct reader *reader, uint32_t token, uint8_t tag) {
  uint32_t kinds = reader->document->kinds[token];
  if (tag == TAG_CUE && !(kinds & (WORD_GERUND | WORD_BASE))) return 1;
  return (tag == TAG_BASE || kinds & WORD_BASE) && token > 0 && reader->tags[token - 1] != TAG_TO;
}

static void count_all_verbs(struct reader *reader) {
  const uint64_t always = TAG_BIT(TAG_BE) | TAG_BIT(TAG_HAVE) | TAG_BIT(TAG_DO) | TAG_BIT(TAG_MODAL) | TAG_BIT(TAG_PAST) |
                          TAG_BIT(TAG_CONTRACTION) | TAG_BIT(TAG_THIRD),
                 sometimes = TAG_BIT(TAG_CUE) | TAG_BIT(TAG_BASE);
  uint32_t count = 0, *verbs = reader->verbs;
  for (uint32_t i = 0; i < reader->words.count; i++) {
    uint8_t tag = reader->tags[i];
    verbs[i] = count;
    count += (uint32_t)(always >> tag & 1);
    if (sometimes >> tag & 1) count += (uint32_t)carries_clause(reader, i, tag);
  }
  verbs[reader->words.count] = count;
}

whosaid_status tag_words(struct reader *reader, whosaid_error *error) {
  (void)error;
  tag_tokens(reader);
  join_compounds(reader);
  mark_names(reader);
  count_all_verbs(reader);
  return WHOSAID_OK;
}
