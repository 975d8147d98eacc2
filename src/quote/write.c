/* quote/write.c: readings with their speakers -> the document's quotes. */
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

struct draft {
  whosaid_part parts[8];
  uint32_t count;
};

static void add_part(const struct reader *reader, struct draft *draft, struct piece piece) {
  if (piece.first >= piece.last || draft->count == sizeof draft->parts / sizeof *draft->parts) return;
  const struct token *tokens = reader->document->tokens.items;
  uint32_t region = reader->words.items[piece.first].region;
  uint32_t quoted = region != WHOSAID_NONE && region == reader->words.items[piece.last - 1].region;
  draft->parts[draft->count++] = (whosaid_part){.start = tokens[piece.first].start, .end = tokens[piece.last - 1].end, .quoted = quoted};
}

static whosaid_quote_type type_of(const struct reader *reader, const struct reading *reading) {
  uint32_t inside = 0, outside = 0;
  struct piece pieces[2] = {reading->left, reading->right};
  for (int p = 0; p < 2; p++) {
    for (uint32_t i = pieces[p].first; i < pieces[p].last; i++) {
      if (reader->document->tokens.items[i].flags & TOKEN_PUNCTUATION) continue;
      if (reader->words.items[i].region == WHOSAID_NONE) outside++;
      else inside++;
    }
  }
  return !inside ? WHOSAID_INDIRECT : outside ? WHOSAID_MIXED : WHOSAID_DIRECT;
}

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
  uint32_t first = reading->speaker_first;
  if (reading->speaker_last > first + 1 && tag_at(reader, first) == TAG_DETERMINER) first++;
  out->known = 1;
  out->start = tokens[first].start;
  out->end = tokens[reading->speaker_last - 1].end;
  out->name = document_slice(reader->document, first, reading->speaker_last);
  uint8_t tag = tag_at(reader, first);
  out->how = tag == TAG_SUBJECT || tag == TAG_OBJECT ? WHOSAID_BY_PRONOUN : WHOSAID_BY_NOMINAL;
}

static whosaid_status write_reading(struct reader *reader, const struct reading *reading, whosaid_error *error) {
  struct draft draft = {0};
  struct whosaid_document *document = reader->document;
  const struct cue *cue = &reader->cues.items[reading->cue];
  add_part(reader, &draft, trim_piece(reader, reading->left));
  add_part(reader, &draft, trim_piece(reader, reading->right));
  if (!draft.count) return WHOSAID_OK;
  whosaid_part *parts = arena_allocate(&document->arena, draft.count * sizeof *parts);
  whosaid_quote *quote = parts ? VECTOR_ADD(&document->quotes) : NULL;
  if (!quote) return error_memory(error);
  memcpy(parts, draft.parts, draft.count * sizeof *parts);
  *quote = (whosaid_quote){.type = type_of(reader, reading), .start = parts[0].start, .end = parts[draft.count - 1].end, .parts = parts, .part_count = draft.count};
  quote->sentence = document->tokens.items[document_token_at(document, quote->start)].sentence;
  quote->negated = cue->negated != ((cue->flags & FLAG_NEGATIVE) != 0);
  quote->score = reading->probability;
  quote->source = (whosaid_string){.bytes = "rule:quote/cue", .length = 14};
  write_cue(reader, cue, &quote->cue);
  write_speaker(reader, reading, &quote->speaker);
  return WHOSAID_OK;
}

whosaid_status write_quotes(struct reader *reader, whosaid_error *error) {
  for (uint32_t i = 0; i < reader->readings.count; i++) {
    whosaid_status status = write_reading(reader, &reader->readings.items[i], error);
    if (status) return status;
  }
  return WHOSAID_OK;
}
