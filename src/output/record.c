/* record.c: a document -> its record, one JSON object (the schema is include/whosaid.schema.json). */
#include "output/record.h"

#include <limits.h>
#include <string.h>

#include "document.h"
#include "output/json.h"
#include "output/offsets.h"
#include "output/words.h"

/* A record on its way out. */
struct record {
  const struct whosaid_document *document;
  struct offsets offsets;
  struct json json;
};

/* Writes a key of the record and what follows it. */
#define KEY(name) json_key(&record->json, name)

static void write_offset(struct record *record, uint32_t byte_offset) {
  if (byte_offset == WHOSAID_NONE) json_null(&record->json);
  else json_number(&record->json, offsets_convert(&record->offsets, byte_offset));
}

static void write_span(struct record *record, uint32_t start, uint32_t end) {
  KEY("start"), write_offset(record, start);
  KEY("end"), write_offset(record, end);
}

static void write_slice(struct record *record, uint32_t start, uint32_t end) {
  whosaid_string slice = {0};
  if (start != WHOSAID_NONE) slice = (whosaid_string){.bytes = record->document->text + start, .length = end - start};
  KEY("text"), json_string(&record->json, slice);
}

static void write_score(struct record *record, float score, whosaid_string source) {
  KEY("score"), json_score(&record->json, score);
  KEY("source"), json_string(&record->json, source.bytes ? source : (whosaid_string){.bytes = ""});
}

static void write_sentence(struct record *record, uint32_t i) {
  const whosaid_sentence *sentence = &record->document->sentences.items[i];
  write_span(record, sentence->start, sentence->end);
  KEY("paragraph"), json_number(&record->json, sentence->paragraph);
  KEY("section"), json_plain_word(&record->json, section_word(sentence->section));
}

static void write_ids(struct record *record, const whosaid_entity *entity) {
  json_open(&record->json, '{', JSON_INLINE);
  for (uint32_t i = 0; i < entity->id_count; i++) {
    json_string_key(&record->json, entity->ids[i].scheme);
    json_string(&record->json, entity->ids[i].value);
  }
  json_close(&record->json, '}');
}

static void write_aliases(struct record *record, const whosaid_entity *entity) {
  json_open(&record->json, '[', JSON_INLINE);
  for (uint32_t i = 0; i < entity->alias_count; i++) json_string(&record->json, entity->aliases[i]);
  json_close(&record->json, ']');
}

static void write_entity(struct record *record, uint32_t i) {
  const whosaid_entity *entity = &record->document->entities.items[i];
  KEY("id"), json_numbered(&record->json, 'e', i);
  KEY("type"), json_plain_word(&record->json, type_word(entity->type));
  KEY("name"), json_string(&record->json, entity->name);
  KEY("aliases"), write_aliases(record, entity);
  KEY("description"), json_string(&record->json, entity->description);
  KEY("gender"), json_plain_word(&record->json, gender_word(entity->gender));
  KEY("ids"), write_ids(record, entity);
  KEY("mentions"), json_number(&record->json, entity->mentions);
  if (entity->boilerplate) KEY("boilerplate"), json_bool(&record->json, 1);
}

static void write_mention(struct record *record, uint32_t i) {
  const whosaid_mention *mention = &record->document->mentions.items[i];
  KEY("id"), json_numbered(&record->json, 'm', i);
  KEY("entity"), json_numbered(&record->json, 'e', mention->entity);
  KEY("type"), json_plain_word(&record->json, type_word(mention->type));
  KEY("form"), json_plain_word(&record->json, form_word(mention->form));
  write_slice(record, mention->start, mention->end);
  write_span(record, mention->start, mention->end);
  KEY("sentence"), json_number(&record->json, mention->sentence);
  KEY("quote"), json_numbered(&record->json, 'q', mention->quote);
  write_score(record, mention->score, mention->source);
}

static void write_parts(struct record *record, const whosaid_quote *quote) {
  json_open(&record->json, '[', JSON_INLINE);
  for (uint32_t i = 0; i < quote->part_count; i++) {
    json_open(&record->json, '{', JSON_INLINE);
    write_span(record, quote->parts[i].start, quote->parts[i].end);
    KEY("quoted"), json_bool(&record->json, quote->parts[i].quoted != 0);
    json_close(&record->json, '}');
  }
  json_close(&record->json, ']');
}

static void write_cue(struct record *record, const whosaid_cue *cue) {
  if (cue->start == WHOSAID_NONE) {
    json_null(&record->json);
    return;
  }
  json_open(&record->json, '{', JSON_INLINE);
  write_slice(record, cue->start, cue->end);
  KEY("lemma"), json_string(&record->json, cue->lemma);
  write_span(record, cue->start, cue->end);
  json_close(&record->json, '}');
}

static void write_speaker(struct record *record, const whosaid_speaker *speaker) {
  if (!speaker->known) {
    json_null(&record->json);
    return;
  }
  uint32_t end = speaker->start == WHOSAID_NONE ? WHOSAID_NONE : speaker->end;
  json_open(&record->json, '{', JSON_INLINE);
  KEY("entity"), json_numbered(&record->json, 'e', speaker->entity);
  KEY("name"), json_string(&record->json, speaker->name);
  KEY("mention"), json_numbered(&record->json, 'm', speaker->mention);
  write_slice(record, speaker->start, end);
  write_span(record, speaker->start, end);
  KEY("how"), json_plain_word(&record->json, how_word(speaker->how));
  json_close(&record->json, '}');
}

/* The first mention that starts at or after the byte. */
static uint32_t first_mention_from(const struct whosaid_document *document, uint32_t start) {
  uint32_t low = 0, high = document->mentions.count;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (document->mentions.items[middle].start < start) low = middle + 1;
    else high = middle;
  }
  return low;
}

static void write_mentions_within(struct record *record, const whosaid_quote *quote) {
  json_open(&record->json, '[', JSON_INLINE);
  for (uint32_t i = 0; i < quote->part_count; i++) {
    const whosaid_part *part = &quote->parts[i];
    for (uint32_t m = first_mention_from(record->document, part->start); m < record->document->mentions.count; m++) {
      const whosaid_mention *mention = &record->document->mentions.items[m];
      if (mention->start >= part->end) break;
      if (mention->end <= part->end) json_numbered(&record->json, 'm', m);
    }
  }
  json_close(&record->json, ']');
}

static void write_quote(struct record *record, uint32_t i) {
  const whosaid_quote *quote = &record->document->quotes.items[i];
  KEY("id"), json_numbered(&record->json, 'q', i);
  KEY("type"), json_plain_word(&record->json, quote_type_word(quote->type));
  write_slice(record, quote->start, quote->end);
  write_span(record, quote->start, quote->end);
  KEY("parts"), write_parts(record, quote);
  KEY("cue"), write_cue(record, &quote->cue);
  KEY("speaker"), write_speaker(record, &quote->speaker);
  KEY("mentions"), write_mentions_within(record, quote);
  KEY("sentence"), json_number(&record->json, quote->sentence);
  KEY("negated"), json_bool(&record->json, quote->negated != 0);
  write_score(record, quote->score, quote->source);
  if (quote->boilerplate) KEY("boilerplate"), json_bool(&record->json, 1);
  if (quote->modal) KEY("modal"), json_bool(&record->json, 1);
}

static void write_warning(struct record *record, uint32_t i) {
  const whosaid_warning *warning = &record->document->warnings.items[i];
  KEY("code"), json_word(&record->json, warning->code);
  KEY("start"), write_offset(record, warning->start);
}

static void write_array(struct record *record, uint32_t count, enum json_layout layout,
                        void (*write_item)(struct record *record, uint32_t i)) {
  json_open(&record->json, '[', JSON_LINES);
  for (uint32_t i = 0; i < count; i++) {
    json_open(&record->json, '{', layout);
    write_item(record, i);
    json_close(&record->json, '}');
  }
  json_close(&record->json, ']');
}

static void write_arrays(struct record *record, unsigned wanted) {
  const struct whosaid_document *document = record->document;
  if (!wanted) wanted = UINT_MAX;
  if (wanted & WHOSAID_SENTENCES) KEY("sentences"), write_array(record, document->sentences.count, JSON_INLINE, write_sentence);
  if (wanted & WHOSAID_ENTITIES) KEY("entities"), write_array(record, document->entities.count, JSON_INLINE, write_entity);
  if (wanted & WHOSAID_MENTIONS) KEY("mentions"), write_array(record, document->mentions.count, JSON_INLINE, write_mention);
  if (wanted & WHOSAID_QUOTES) KEY("quotes"), write_array(record, document->quotes.count, JSON_LINES, write_quote);
  if (wanted & WHOSAID_WARNINGS) KEY("warnings"), write_array(record, document->warnings.count, JSON_INLINE, write_warning);
}

static void write_document_id(struct json *json, const whosaid_record_options *options, const char *otherwise) {
  json_key(json, "id");
  if (options->id && options->id_is_json) json_raw(json, options->id, strlen(options->id));
  else json_word(json, options->id ? options->id : otherwise);
}

static void write_head(struct record *record, const whosaid_record_options *options) {
  const char *meta = options->meta ? options->meta : "{}";
  KEY("schema"), json_word(&record->json, "whosaid.document/1");
  write_document_id(&record->json, options, "");
  KEY("offsets"), json_plain_word(&record->json, unit_word(options->offsets));
  KEY("length"), write_offset(record, record->document->length);
  KEY("meta"), json_raw(&record->json, meta, strlen(meta));
  if (options->with_text) KEY("text"), json_string(&record->json, whosaid_text(record->document));
}

whosaid_status whosaid_write_record(const whosaid_document *document, const whosaid_record_options *options,
                                    whosaid_write write, void *context, whosaid_error *error) {
  struct record record;
  record.document = document;
  if (offsets_count(&record.offsets, whosaid_text(document), options->offsets, error)) return WHOSAID_OUT_OF_MEMORY;
  json_begin(&record.json, options->pretty, write, context);
  json_open(&record.json, '{', JSON_LINES);
  write_head(&record, options);
  write_arrays(&record, options->arrays);
  json_close(&record.json, '}');
  offsets_free(&record.offsets);
  return json_end(&record.json, error);
}

/* ---- The record of a failure ---- */

static int has_offset(whosaid_status status) {
  return status == WHOSAID_INVALID_UTF8 || status == WHOSAID_NUL_CHARACTER || status == WHOSAID_INVALID_JSON || (status >= WHOSAID_INVALID_ENCODING && status <= WHOSAID_INVALID_WARC);
}

static void write_failure(struct json *json, const whosaid_error *failure) {
  json_open(json, '{', JSON_INLINE);
  json_key(json, "code"), json_word(json, whosaid_status_name(failure->status));
  json_key(json, "message"), json_word(json, failure->message);
  json_key(json, "offset");
  if (has_offset(failure->status)) json_number(json, failure->offset);
  else json_null(json);
  json_close(json, '}');
}

whosaid_status record_write_error(const whosaid_error *failure, const whosaid_record_options *options, uint64_t line,
                                  whosaid_write write, void *context, whosaid_error *error) {
  struct json json;
  json_begin(&json, options->pretty, write, context);
  json_open(&json, '{', JSON_LINES);
  json_key(&json, "schema"), json_word(&json, "whosaid.error/1");
  write_document_id(&json, options, NULL);
  json_key(&json, "line");
  if (line) json_number(&json, line);
  else json_null(&json);
  json_key(&json, "error"), write_failure(&json, failure);
  json_close(&json, '}');
  return json_end(&json, error);
}
