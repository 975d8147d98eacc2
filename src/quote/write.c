/* quote/write.c: readings with their speakers -> the document's quotes. */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "model/gazetteer.h"
#include "model/model.h"
#include "model/rule.h"
#include "quote/reader.h"

static int is_mark(uint8_t tag) { return tag <= TAG_POINT && tag != TAG_OPEN && tag != TAG_CLOSE && tag != TAG_HYPHEN; }

static struct piece region_piece(const struct reader *reader, uint32_t region) {
  return (struct piece){.first = reader->regions.items[region].first, .last = reader->regions.items[region].last};
}

/* A stretch of one side of the quotation marks becomes a part: outside without the marks at its ends, inside with the stop before the mark. */
static int add_part(struct reader *reader, struct piece piece, uint32_t region, int keep_stop) {
  const struct token *tokens = reader->document->tokens.items;
  while (piece.first < piece.last && (region == WHOSAID_NONE || tag_at(reader, piece.first) == TAG_DASH) &&
         is_mark(tag_at(reader, piece.first)))
    piece.first++;
  while (region == WHOSAID_NONE && !keep_stop && piece.last > piece.first && is_mark(tag_at(reader, piece.last - 1))) piece.last--;
  if (region != WHOSAID_NONE) {
    uint32_t end = piece.last, limit = reader->regions.items[region].last;
    while (end < limit && is_mark(tag_at(reader, end))) end++;
    if (end == limit) piece.last = end;
  }
  if (piece.first >= piece.last) return 0;
  whosaid_part *part = VECTOR_ADD(&reader->parts);
  if (!part) return -1;
  *part = (whosaid_part){.start = tokens[piece.first].start, .end = tokens[piece.last - 1].end, .quoted = region != WHOSAID_NONE};
  return 0;
}

/* Cuts a piece where quotation marks open and close. */
static int add_parts(struct reader *reader, struct piece piece, int keep_stop) {
  for (uint32_t first = piece.first; first < piece.last;) {
    uint32_t region = reader->words.items[first].region, last = first + 1;
    while (last < piece.last && reader->words.items[last].region == region) last++;
    if (add_part(reader, (struct piece){first, last}, region, keep_stop)) return -1;
    first = last;
  }
  return 0;
}

/* The pieces of a quote, in order: those of a reading (if any) and leftovers [from, to). */
struct draft {
  const struct reading *reading;
  uint32_t from, to;
};

static int collect_parts(struct reader *reader, const struct draft *draft) {
  reader->parts.count = 0;
  const struct cue *cue = draft->reading ? &reader->cues.items[draft->reading->cue] : NULL;
  int keep_stop = cue && (cue->label || cue->kind == CUE_RULE);
  if (draft->reading && (add_parts(reader, draft->reading->left, keep_stop) || add_parts(reader, draft->reading->right, keep_stop)))
    return -1;
  for (uint32_t i = draft->from; i < draft->to; i++) {
    if (add_parts(reader, region_piece(reader, reader->leftovers.items[i].region), 0)) return -1;
  }
  return 0;
}

static whosaid_quote_type type_of(const struct reader *reader, const struct reading *reading) {
  const struct cue *cue = reading ? &reader->cues.items[reading->cue] : NULL;
  uint32_t quoted = 0;
  if (cue && cue->label) return WHOSAID_DIRECT;
  for (uint32_t i = 0; i < reader->parts.count; i++) quoted += reader->parts.items[i].quoted;
  if (cue && cue->flags & FLAG_PHRASE && !(cue->flags & FLAG_CLAUSE) && quoted) return WHOSAID_MIXED;
  return !quoted ? WHOSAID_INDIRECT : quoted < reader->parts.count ? WHOSAID_MIXED : WHOSAID_DIRECT;
}

static const char *const SOURCES[] = {"evidence:quote/verb", "evidence:quote/according-to", "evidence:quote/colon", "evidence:quote/dash",
                                      "evidence:quote/noun"};

static whosaid_string literal(const char *text) { return (whosaid_string){.bytes = text, .length = (uint32_t)strlen(text)}; }

/* "rule:quote/via" */
static int write_source(const struct reader *reader, const struct cue *cue, whosaid_string *out) {
  static const char PREFIX[] = "rule:";
  if (cue->kind != CUE_RULE) return *out = literal(SOURCES[cue->kind]), 0;
  const char *name = rule_name(reader->document->model->rules, cue->entry);
  size_t length = sizeof PREFIX - 1 + strlen(name);
  char *bytes = arena_allocate(&reader->document->arena, length + 1);
  if (!bytes) return -1;
  memcpy(bytes, PREFIX, sizeof PREFIX);
  memcpy(bytes + sizeof PREFIX - 1, name, length + 2 - sizeof PREFIX);
  *out = (whosaid_string){.bytes = bytes, .length = (uint32_t)length};
  return 0;
}

static void write_cue(const struct reader *reader, const struct cue *cue, whosaid_cue *out) {
  const struct token *tokens = reader->document->tokens.items;
  if (cue->first == cue->last) return; /* a rule without a group for it */
  out->start = tokens[cue->first].start;
  out->end = tokens[cue->last - 1].end;
  out->lemma = cue->lemma;
}

/* "Q: Where were you?": a question, by nobody who is named. */
static int is_question(const struct reader *reader, const struct reading *reading) {
  uint32_t first = reading->speaker_first;
  return reader->cues.items[reading->cue].label && reading->speaker_last == first + 1 &&
         (document_token_is(reader->document, first, "q") || document_token_is(reader->document, first, "question"));
}

static void write_speaker(const struct reader *reader, const struct reading *reading, whosaid_speaker *out) {
  const struct token *tokens = reader->document->tokens.items;
  *out = (whosaid_speaker){.start = WHOSAID_NONE, .mention = WHOSAID_NONE, .entity = WHOSAID_NONE};
  if (reading->speaker_first == reading->speaker_last || is_question(reader, reading)) return;
  uint32_t first = reading->speaker_first, name = first;
  if (reading->speaker_last > first + 1 && tag_at(reader, first) == TAG_DETERMINER) name++;
  out->known = 1;
  out->start = tokens[first].start;
  out->end = tokens[reading->speaker_last - 1].end;
  out->name = document_slice(reader->document, name, reading->speaker_last);
  uint8_t tag = tag_at(reader, first);
  int possessive = tag == TAG_POSSESSIVE && reading->speaker_last == first + 1; /* his claim that */
  out->how = tag == TAG_SUBJECT || tag == TAG_OBJECT || possessive ? WHOSAID_BY_PRONOUN : WHOSAID_BY_NOMINAL;
}

static whosaid_status write_quote(struct reader *reader, const struct draft *draft, whosaid_error *error) {
  struct whosaid_document *document = reader->document;
  if (collect_parts(reader, draft)) return error_memory(error);
  uint32_t count = reader->parts.count;
  if (!count) return WHOSAID_OK;
  whosaid_part *parts = arena_allocate(&document->arena, count * sizeof *parts);
  whosaid_quote *quote = parts ? VECTOR_ADD(&document->quotes) : NULL;
  if (!quote) return error_memory(error);
  memcpy(parts, reader->parts.items, count * sizeof *parts);
  *quote = (whosaid_quote){.type = type_of(reader, draft->reading),
                           .start = parts[0].start,
                           .end = parts[count - 1].end,
                           .parts = parts,
                           .part_count = count};
  quote->sentence = document->tokens.items[document_token_at(document, quote->start)].sentence;
  quote->cue.start = quote->cue.end = WHOSAID_NONE;
  quote->speaker = (whosaid_speaker){.start = WHOSAID_NONE, .end = WHOSAID_NONE, .mention = WHOSAID_NONE, .entity = WHOSAID_NONE};
  if (draft->reading) {
    const struct cue *cue = &reader->cues.items[draft->reading->cue];
    quote->negated = cue->negated != ((cue->flags & FLAG_NEGATIVE) != 0);
    quote->modal = cue->modal;
    quote->score = draft->reading->probability;
    if (write_source(reader, cue, &quote->source)) return error_memory(error);
    write_cue(reader, cue, &quote->cue);
    write_speaker(reader, draft->reading, &quote->speaker);
  } else {
    quote->score = reader->leftovers.items[draft->from].probability;
    quote->source = literal("evidence:quote/alone");
  }
  return WHOSAID_OK;
}

static int compare_quotes(const void *a, const void *b) {
  const whosaid_quote *x = a, *y = b;
  return x->start != y->start ? (x->start < y->start ? -1 : 1) : (x->end > y->end) - (x->end < y->end);
}

whosaid_status write_quotes(struct reader *reader, whosaid_error *error) {
  uint32_t leftover = 0;
  whosaid_status status = WHOSAID_OK;
  for (uint32_t i = 0; !status && i <= reader->readings.count; i++) {
    struct draft draft = {.reading = i < reader->readings.count ? &reader->readings.items[i] : NULL};
    uint32_t from = leftover;
    while (leftover < reader->leftovers.count && reader->leftovers.items[leftover].reading == i) leftover++;
    draft.from = from;
    draft.to = leftover;
    if (draft.reading) status = write_quote(reader, &draft, error);
    while (!status && leftover < reader->leftovers.count && reader->leftovers.items[leftover].reading == WHOSAID_NONE) {
      struct draft alone = {.from = leftover, .to = leftover + 1};
      status = write_quote(reader, &alone, error);
      leftover++;
    }
  }
  if (reader->document->quotes.count)
    qsort(reader->document->quotes.items, reader->document->quotes.count, sizeof(whosaid_quote), compare_quotes);
  return status;
}
