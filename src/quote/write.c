/* quote/write.c: readings with their speakers -> the document's quotes. */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "model/gazetteer.h"
#include "quote/reader.h"

static int is_mark(uint8_t tag) { return tag <= TAG_POINT && tag != TAG_OPEN && tag != TAG_CLOSE && tag != TAG_HYPHEN; }

/* A piece without the marks at its ends; a closing full stop, question mark or comma inside a quotation stays. */
static struct piece trim_piece(const struct reader *reader, struct piece piece) {
  while (piece.first < piece.last && is_mark(tag_at(reader, piece.first))) piece.first++;
  while (piece.last > piece.first && is_mark(tag_at(reader, piece.last - 1)) && reader->words.items[piece.last - 1].region == WHOSAID_NONE) piece.last--;
  return piece;
}

static whosaid_part part_of(const struct reader *reader, struct piece piece) {
  const struct token *tokens = reader->document->tokens.items;
  uint32_t region = reader->words.items[piece.first].region;
  uint32_t quoted = region != WHOSAID_NONE && region == reader->words.items[piece.last - 1].region;
  return (whosaid_part){.start = tokens[piece.first].start, .end = tokens[piece.last - 1].end, .quoted = quoted};
}

static struct piece region_piece(const struct reader *reader, uint32_t region) {
  return (struct piece){.first = reader->regions.items[region].first, .last = reader->regions.items[region].last};
}

/* The pieces of a quote, in order: those of a reading (if any) and leftovers [from, to). */
struct draft {
  const struct reading *reading;
  uint32_t from, to;
};

static uint32_t draft_pieces(const struct draft *draft) { return 2 + draft->to - draft->from; }

static struct piece draft_piece(const struct reader *reader, const struct draft *draft, uint32_t index) {
  if (index >= 2) return trim_piece(reader, region_piece(reader, reader->leftovers.items[draft->from + index - 2].region));
  if (!draft->reading) return (struct piece){0, 0};
  return trim_piece(reader, index ? draft->reading->right : draft->reading->left);
}

static whosaid_quote_type type_of(const struct reader *reader, const struct draft *draft) {
  uint32_t inside = 0, outside = 0;
  for (uint32_t p = 0; p < draft_pieces(draft); p++) {
    struct piece piece = draft_piece(reader, draft, p);
    for (uint32_t i = piece.first; i < piece.last; i++) {
      if (reader->document->tokens.items[i].flags & TOKEN_PUNCTUATION) continue;
      if (reader->words.items[i].region == WHOSAID_NONE) outside++;
      else inside++;
    }
  }
  return !inside ? WHOSAID_INDIRECT : outside ? WHOSAID_MIXED : WHOSAID_DIRECT;
}

static whosaid_part *write_parts(const struct reader *reader, const struct draft *draft, uint32_t *count) {
  whosaid_part *parts = arena_allocate(&reader->document->arena, draft_pieces(draft) * sizeof *parts);
  *count = 0;
  for (uint32_t i = 0; parts && i < draft_pieces(draft); i++) {
    struct piece piece = draft_piece(reader, draft, i);
    if (piece.first < piece.last) parts[(*count)++] = part_of(reader, piece);
  }
  return parts;
}

static const char *const SOURCES[] = {"evidence:quote/verb", "evidence:quote/according-to", "evidence:quote/colon", "evidence:quote/dash", "evidence:quote/noun"};

static whosaid_string literal(const char *text) { return (whosaid_string){.bytes = text, .length = (uint32_t)strlen(text)}; }

static void write_cue(const struct reader *reader, const struct cue *cue, whosaid_cue *out) {
  const struct token *tokens = reader->document->tokens.items;
  out->start = tokens[cue->first].start;
  out->end = tokens[cue->last - 1].end;
  out->lemma = (whosaid_string){.bytes = cue->lemma.text, .length = cue->lemma.length};
}

static void write_speaker(const struct reader *reader, const struct reading *reading, whosaid_speaker *out) {
  const struct token *tokens = reader->document->tokens.items;
  *out = (whosaid_speaker){.start = WHOSAID_NONE, .mention = WHOSAID_NONE, .entity = WHOSAID_NONE};
  if (reading->speaker_first == reading->speaker_last) return;
  uint32_t first = reading->speaker_first, name = first;
  if (reading->speaker_last > first + 1 && tag_at(reader, first) == TAG_DETERMINER) name++;
  out->known = 1;
  out->start = tokens[first].start;
  out->end = tokens[reading->speaker_last - 1].end;
  out->name = document_slice(reader->document, name, reading->speaker_last);
  uint8_t tag = tag_at(reader, first);
  out->how = tag == TAG_SUBJECT || tag == TAG_OBJECT ? WHOSAID_BY_PRONOUN : WHOSAID_BY_NOMINAL;
}

static whosaid_status write_quote(struct reader *reader, const struct draft *draft, whosaid_error *error) {
  struct whosaid_document *document = reader->document;
  uint32_t count;
  whosaid_part *parts = write_parts(reader, draft, &count);
  if (parts && !count) return WHOSAID_OK;
  whosaid_quote *quote = parts ? VECTOR_ADD(&document->quotes) : NULL;
  if (!quote) return error_memory(error);
  *quote = (whosaid_quote){.type = type_of(reader, draft), .start = parts[0].start, .end = parts[count - 1].end, .parts = parts, .part_count = count};
  quote->sentence = document->tokens.items[document_token_at(document, quote->start)].sentence;
  quote->cue.start = quote->cue.end = WHOSAID_NONE;
  quote->speaker = (whosaid_speaker){.start = WHOSAID_NONE, .end = WHOSAID_NONE, .mention = WHOSAID_NONE, .entity = WHOSAID_NONE};
  if (draft->reading) {
    const struct cue *cue = &reader->cues.items[draft->reading->cue];
    quote->negated = cue->negated != ((cue->flags & FLAG_NEGATIVE) != 0);
    quote->score = draft->reading->probability;
    quote->source = literal(SOURCES[cue->kind]);
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
  if (reader->document->quotes.count) qsort(reader->document->quotes.items, reader->document->quotes.count, sizeof(whosaid_quote), compare_quotes);
  return status;
}
