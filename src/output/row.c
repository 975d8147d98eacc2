/* row.c: a quote -> the cells of its row in the who-said-what table. */
#include "output/row.h"

#include <cjson/cJSON.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/utf8.h"
#include "output/words.h"

enum { CONTEXT = 100 }; /* characters before and after a quote */
enum meta_field { URL, TITLE, PUBLISHED };

static void write_string(struct row *row, whosaid_string string) { writer_bytes(&row->out, string.bytes, string.bytes ? string.length : 0); }

static void write_word(struct row *row, const char *word) { writer_text(&row->out, word ? word : ""); }

static void write_span(struct row *row, uint32_t start, uint32_t end) {
  if (start != WHOSAID_NONE) writer_bytes(&row->out, row->text.bytes + start, end - start);
}

static void write_offset(struct row *row, uint32_t byte_offset) { writer_number(&row->out, offsets_convert(&row->offsets, byte_offset)); }

static const whosaid_entity *speaker_entity(const struct row *row) {
  const whosaid_speaker *speaker = &row->quote->speaker;
  return speaker->known && speaker->entity != WHOSAID_NONE ? &row->entities[speaker->entity] : NULL;
}

static int has_word(whosaid_string text, uint32_t start, uint32_t end) {
  for (uint32_t size; start < end; start += size) {
    uint32_t c = utf8_decode(text.bytes, text.length, start, &size);
    if (utf8_is_letter(c) || utf8_is_digit(c)) return 1;
  }
  return 0;
}

/* ---- The columns ---- */

static void write_document(struct row *row) { writer_text(&row->out, row->id.items); }
static void write_url(struct row *row) { writer_text(&row->out, row->meta.items + row->meta_start[URL]); }
static void write_title(struct row *row) { writer_text(&row->out, row->meta.items + row->meta_start[TITLE]); }
static void write_published(struct row *row) { writer_text(&row->out, row->meta.items + row->meta_start[PUBLISHED]); }
static void write_type(struct row *row) { write_word(row, quote_type_word(row->quote->type)); }
static void write_cue(struct row *row) { write_span(row, row->quote->cue.start, row->quote->cue.end); }
static void write_negated(struct row *row) { write_word(row, row->quote->negated ? "true" : "false"); }
static void write_score(struct row *row) { writer_score(&row->out, row->quote->score); }
static void write_source(struct row *row) { write_string(row, row->quote->source); }
static void write_start(struct row *row) { write_offset(row, row->quote->start); }
static void write_end(struct row *row) { write_offset(row, row->quote->end); }
static void write_sentence(struct row *row) { writer_number(&row->out, row->quote->sentence); }
static void write_key(struct row *row) { row_write_key(&row->out, row->text, row->quote); }

static int is_mark(uint32_t c, const uint32_t *marks) {
  while (*marks && *marks != c) marks++;
  return *marks && c;
}

/* The mark before or behind words that are quoted within reported ones: she called the cuts “shameful”. */
static void write_mark(struct row *row, const whosaid_part *part, int is_before) {
  static const uint32_t OPENING[] = {'"', '\'', 0x201C, 0x2018, 0xAB, 0x201E, 0}, CLOSING[] = {'"', '\'', 0x201D, 0x2019, 0xBB, 0x201C, 0};
  uint32_t at = is_before ? part->start : part->end, size = 0;
  if (row->quote->type != WHOSAID_MIXED || !part->quoted || at == (is_before ? 0 : row->text.length)) return;
  uint32_t c = is_before ? utf8_decode_before(row->text.bytes, at, &size) : utf8_decode(row->text.bytes, row->text.length, at, &size);
  if (is_mark(c, is_before ? OPENING : CLOSING)) writer_bytes(&row->out, row->text.bytes + at - (is_before ? size : 0), size);
}

/* “It leaks,” he said. “It always did.” -> It leaks, … It always did. */
static void write_quote(struct row *row) {
  const whosaid_part *parts = row->quote->parts;
  uint32_t count = row->quote->part_count;
  for (uint32_t i = 0; i < count; i++) {
    int is_broken = i && has_word(row->text, parts[i - 1].end, parts[i].start);
    if (is_broken) write_mark(row, &parts[i - 1], 0), writer_text(&row->out, " … ");
    else if (i) write_span(row, parts[i - 1].end, parts[i].start);
    if (!i || is_broken) write_mark(row, &parts[i], 1);
    write_span(row, parts[i].start, parts[i].end);
    if (i + 1 == count) write_mark(row, &parts[i], 0);
  }
}

static void write_cue_lemma(struct row *row) {
  if (row->quote->cue.start != WHOSAID_NONE) write_string(row, row->quote->cue.lemma);
}

static void write_speaker(struct row *row) {
  if (row->quote->speaker.known) write_string(row, row->quote->speaker.name);
}

static void write_speaker_text(struct row *row) {
  if (row->quote->speaker.known) write_span(row, row->quote->speaker.start, row->quote->speaker.end);
}

static void write_speaker_type(struct row *row) {
  const whosaid_speaker *speaker = &row->quote->speaker;
  const whosaid_entity *entity = speaker_entity(row);
  if (entity) write_word(row, type_word(entity->type));
  else if (speaker->known && speaker->mention != WHOSAID_NONE) write_word(row, type_word(row->mentions[speaker->mention].type));
}

static void write_speaker_description(struct row *row) {
  const whosaid_entity *entity = speaker_entity(row);
  if (entity) write_string(row, entity->description);
}

/* "geonames=706448;wikidata=Q1899", as the lists write it. */
static void write_speaker_id(struct row *row) {
  const whosaid_entity *entity = speaker_entity(row);
  for (uint32_t i = 0; entity && i < entity->id_count; i++) {
    if (i) writer_text(&row->out, ";");
    write_string(row, entity->ids[i].scheme);
    writer_text(&row->out, "=");
    write_string(row, entity->ids[i].value);
  }
}



static int receive_nothing(void *context, const char *bytes, size_t length) { return (void)context, (void)bytes, (void)length, 0; }

static void write_words(struct row *row) {
  struct writer nowhere;
  writer_begin(&nowhere, receive_nothing, NULL);
  writer_number(&row->out, row_write_key(&nowhere, row->text, row->quote));
}

/* The names in a quote, each once, in the order of their first mention there. */
static void write_name(void *context, const whosaid_mention *mention) {
  struct row *row = context;
  if (!row_sees(row, mention)) return;
  if (row->names++) writer_text(&row->out, ";");
  write_string(row, row->entities[mention->entity].name);
}

static void write_mentioned(struct row *row) {
  row->names = 0;
  row_each_mention(row, row->quote, write_name, row);
}

/* Text with every run of white space as one space, so that a cell of context stays on one line. */
static void write_smooth(struct row *row, uint32_t start, uint32_t end) {
  uint32_t size;
  int space = 0;
  for (uint32_t i = start; i < end; i += size) {
    uint32_t c = utf8_decode(row->text.bytes, row->text.length, i, &size);
    if (utf8_is_space(c) && !space) writer_text(&row->out, " ");
    space = utf8_is_space(c);
    if (!space) writer_bytes(&row->out, row->text.bytes + i, size);
  }
}

uint32_t row_context_start(const struct row *row, const whosaid_quote *quote) {
  uint32_t start = quote->start, size;
  for (int i = 0; i < CONTEXT && start; i++) {
    utf8_decode_before(row->text.bytes, start, &size);
    start -= size;
  }
  return start;
}

uint32_t row_context_end(const struct row *row, const whosaid_quote *quote) {
  uint32_t end = quote->end, size;
  for (int i = 0; i < CONTEXT && end < row->text.length; i++) {
    utf8_decode(row->text.bytes, row->text.length, end, &size);
    end += size;
  }
  return end;
}

static void write_before(struct row *row) { write_smooth(row, row_context_start(row, row->quote), row->quote->start); }
static void write_after(struct row *row) { write_smooth(row, row->quote->end, row_context_end(row, row->quote)); }

static const struct column COLUMNS_KNOWN[] = {
    {"document", CELL_TEXT, 14, write_document},
    {"url", CELL_TEXT, 20, write_url},
    {"title", CELL_TEXT, 20, write_title},
    {"published", CELL_TEXT, 10, write_published},
    {"quote", CELL_TEXT, 60, write_quote},
    {"type", CELL_TEXT, 8, write_type},
    {"speaker", CELL_TEXT, 20, write_speaker},
    {"speaker_text", CELL_TEXT, 20, write_speaker_text},
    {"speaker_type", CELL_TEXT, 12, write_speaker_type},
    {"speaker_description", CELL_TEXT, 20, write_speaker_description},
    {"speaker_id", CELL_TEXT, 16, write_speaker_id},
    {"cue", CELL_TEXT, 10, write_cue},
    {"cue_lemma", CELL_TEXT, 10, write_cue_lemma},
    {"negated", CELL_BOOLEAN, 7, write_negated},
    {"score", CELL_NUMBER, 5, write_score},
    {"source", CELL_TEXT, 20, write_source},
    {"start", CELL_NUMBER, 6, write_start},
    {"end", CELL_NUMBER, 6, write_end},
    {"sentence", CELL_NUMBER, 8, write_sentence},
    {"words", CELL_NUMBER, 5, write_words},
    {"mentioned", CELL_TEXT, 20, write_mentioned},
    {"before", CELL_TEXT, 30, write_before},
    {"after", CELL_TEXT, 30, write_after},
    {"quote_key", CELL_TEXT, 30, write_key},
};
enum { KNOWN = sizeof COLUMNS_KNOWN / sizeof *COLUMNS_KNOWN };

/* ---- Which columns ---- */

static const struct column *find_column(const char *name, size_t length) {
  for (size_t i = 0; i < KNOWN; i++) {
    if (strlen(COLUMNS_KNOWN[i].name) == length && !memcmp(COLUMNS_KNOWN[i].name, name, length)) return &COLUMNS_KNOWN[i];
  }
  return NULL;
}

static whosaid_status say_unknown(const char *name, size_t length, whosaid_error *error) {
  char known[400];
  size_t end = 0;
  for (size_t i = 0; i < KNOWN && end < sizeof known; i++) end += (size_t)snprintf(known + end, sizeof known - end, " %s", COLUMNS_KNOWN[i].name);
  return error_set(error, WHOSAID_BAD_ARGUMENT, 0, 0, "\"%.*s\" is no column; known are%s", (int)(length < 40 ? length : 40), name, known);
}

whosaid_status columns_choose(struct columns *columns, const char *names, whosaid_error *error) {
  columns->count = 0;
  for (size_t i = 0; !names && i < KNOWN; i++) columns->items[columns->count++] = &COLUMNS_KNOWN[i];
  for (const char *name = names; name; name = strchr(name, ',')) {
    name += *name == ',' && name > names;
    size_t length = strcspn(name, ",");
    const struct column *column = find_column(name, length);
    if (!column) return say_unknown(name, length, error);
    if (columns->count == ROW_COLUMNS) return error_set(error, WHOSAID_BAD_ARGUMENT, 0, 0, "there are more than %d columns", ROW_COLUMNS);
    columns->items[columns->count++] = column;
  }
  return WHOSAID_OK;
}

/* ---- A document's rows ---- */

static int append_meta(struct row *row, enum meta_field field, const cJSON *value) {
  char *printed = cJSON_IsNumber(value) ? cJSON_PrintUnformatted(value) : NULL;
  const char *plain = cJSON_IsString(value) ? value->valuestring : printed ? printed : "";
  row->meta_start[field] = row->meta.length;
  int failed = (cJSON_IsNumber(value) && !printed) || bytes_append(&row->meta, plain, strlen(plain) + 1);
  cJSON_free(printed);
  return failed;
}

/* The headline with which a text starts, on one line. */
static int append_headline(struct row *row) {
  size_t count, end = 0;
  const whosaid_sentence *sentences = whosaid_sentences(row->answer->document, &count);
  while (end < count && sentences[end].section == WHOSAID_HEADLINE && sentences[end].paragraph == sentences[0].paragraph) end++;
  row->meta_start[TITLE] = row->meta.length;
  for (size_t i = end ? sentences[0].start : 0, stop = end ? sentences[end - 1].end : 0; i < stop; i++) {
    char c = row->text.bytes[i];
    if (bytes_append(&row->meta, c == '\n' || c == '\r' || c == '\t' ? " " : &c, 1)) return -1;
  }
  return bytes_append(&row->meta, "", 1);
}

static int read_meta(struct row *row) {
  static const char *const NAMES[] = {[URL] = "url", [TITLE] = "title", [PUBLISHED] = "published"};
  const char *meta = row->answer->meta;
  errno = 0;
  cJSON *object = meta && strcmp(meta, "{}") != 0 ? cJSON_Parse(meta) : NULL;
  int failed = !object && errno == ENOMEM;
  for (enum meta_field field = URL; field <= PUBLISHED; field++) {
    failed |= append_meta(row, field, cJSON_GetObjectItemCaseSensitive(object, NAMES[field]));
    if (field == TITLE && !row->meta.items[row->meta_start[TITLE]]) failed |= append_headline(row);
  }
  cJSON_Delete(object);
  return failed;
}

whosaid_status row_begin(struct row *row, const struct output *output, const struct answer *answer, whosaid_error *error) {
  const whosaid_document *document = answer->document;
  memset(row, 0, offsetof(struct row, out));
  row->answer = answer;
  row->text = whosaid_text(document);
  row->mentions = whosaid_mentions(document, &row->mention_count);
  row->entities = whosaid_entities(document, &row->entity_count);
  row->quotes = whosaid_quotes(document, &row->quote_count);
  writer_begin(&row->out, format_append, &row->cell);
  whosaid_status status = offsets_count(&row->offsets, row->text, output->options->offsets, error);
  if (!status) status = format_plain_id(answer, &row->id, error);
  row->seen = calloc(row->entity_count + 1, sizeof *row->seen);
  return status ? status : !row->seen || read_meta(row) ? error_memory(error) : WHOSAID_OK;
}

whosaid_string row_cell(struct row *row, const whosaid_quote *quote, const struct column *column) {
  row->quote = quote;
  row->cell.length = 0;
  column->write(row);
  writer_bytes(&row->out, "", 1);
  writer_flush(&row->out);
  if (row->out.failed) return (whosaid_string){0};
  return (whosaid_string){.bytes = row->cell.items, .length = (uint32_t)row->cell.length - 1};
}

void row_end(struct row *row) {
  offsets_free(&row->offsets);
  bytes_free(&row->id);
  bytes_free(&row->meta);
  bytes_free(&row->cell);
  free(row->seen);
}

/* ---- What a quote holds ---- */

static int is_apostrophe(uint32_t c) { return c == '\'' || c == 0x2019 || c == 0x2BC; }

static uint32_t write_part(struct writer *out, whosaid_string text, whosaid_part part, uint32_t words) {
  uint32_t size;
  int within = 0;
  for (uint32_t i = part.start; i < part.end; i += size) {
    uint32_t c = utf8_decode(text.bytes, text.length, i, &size);
    if (within && is_apostrophe(c)) continue;
    if (!utf8_is_letter(c) && !utf8_is_digit(c)) {
      within = 0;
      continue;
    }
    char letter[4];
    if (!within && words++) writer_bytes(out, " ", 1);
    writer_bytes(out, letter, utf8_encode(utf8_to_lower(c), letter));
    within = 1;
  }
  return words;
}

uint32_t row_write_key(struct writer *out, whosaid_string text, const whosaid_quote *quote) {
  uint32_t words = 0;
  for (uint32_t i = 0; i < quote->part_count; i++) words = write_part(out, text, quote->parts[i], words);
  return words;
}

/* The first mention that starts at or after the byte. */
static size_t first_mention_from(const struct row *row, uint32_t start) {
  size_t low = 0, high = row->mention_count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (row->mentions[middle].start < start) low = middle + 1;
    else high = middle;
  }
  return low;
}

int row_sees(struct row *row, const whosaid_mention *mention) {
  if (mention->entity == WHOSAID_NONE || row->seen[mention->entity] == row->round) return 0;
  row->seen[mention->entity] = row->round;
  return 1;
}

void row_each_mention(struct row *row, const whosaid_quote *quote, void (*each)(void *context, const whosaid_mention *mention), void *context) {
  row->round++;
  for (uint32_t i = 0; i < quote->part_count; i++) {
    const whosaid_part *part = &quote->parts[i];
    for (size_t m = first_mention_from(row, part->start); m < row->mention_count && row->mentions[m].start < part->end; m++) {
      if (row->mentions[m].end <= part->end) each(context, &row->mentions[m]);
    }
  }
}
