/* record.c: a document -> its record, one JSON object (the schema is include/whosaid.schema.json). */
#include "output/record.h"

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

static void write_offset(struct record *record, const char *key, uint32_t byte_offset) {
  json_key(&record->json, key);
  if (byte_offset == WHOSAID_NONE) json_null(&record->json);
  else json_number(&record->json, offsets_convert(&record->offsets, byte_offset));
}

static void write_span(struct record *record, uint32_t start, uint32_t end) {
  write_offset(record, "start", start);
  write_offset(record, "end", end);
}

static void write_word(struct record *record, const char *key, const char *word) {
  json_key(&record->json, key);
  json_word(&record->json, word);
}

static void write_string(struct record *record, const char *key, whosaid_string string) {
  json_key(&record->json, key);
  json_string(&record->json, string);
}

static void write_slice(struct record *record, uint32_t start, uint32_t end) {
  whosaid_string slice = {0};
  if (start != WHOSAID_NONE) slice = (whosaid_string){.bytes = record->document->text + start, .length = end - start};
  write_string(record, "text", slice);
}

static void write_number(struct record *record, const char *key, uint32_t number) {
  json_key(&record->json, key);
  json_number(&record->json, number);
}

static void write_id(struct record *record, const char *key, char letter, uint32_t index) {
  json_key(&record->json, key);
  json_numbered(&record->json, letter, index);
}

static void write_score(struct record *record, float score, whosaid_string source) {
  json_key(&record->json, "score");
  json_score(&record->json, score);
  write_string(record, "source", source.bytes ? source : (whosaid_string){.bytes = ""});
}

static void open_array(struct record *record, const char *key, enum json_layout layout) {
  json_key(&record->json, key);
  json_open(&record->json, '[', layout);
}

static void write_sentence(struct record *record, uint32_t i) {
  const whosaid_sentence *sentence = &record->document->sentences.items[i];
  write_span(record, sentence->start, sentence->end);
  write_number(record, "paragraph", sentence->paragraph);
  write_word(record, "section", section_word(sentence->section));
}

static void write_ids(struct record *record, const whosaid_entity *entity) {
  json_key(&record->json, "ids");
  json_open(&record->json, '{', JSON_INLINE);
  for (uint32_t i = 0; i < entity->id_count; i++) {
    json_string_key(&record->json, entity->ids[i].scheme);
    json_string(&record->json, entity->ids[i].value);
  }
  json_close(&record->json, '}');
}

static void write_entity(struct record *record, uint32_t i) {
  const whosaid_entity *entity = &record->document->entities.items[i];
  write_id(record, "id", 'e', i);
  write_word(record, "type", type_word(entity->type));
  write_string(record, "name", entity->name);
  open_array(record, "aliases", JSON_INLINE);
  for (uint32_t k = 0; k < entity->alias_count; k++) json_string(&record->json, entity->aliases[k]);
  json_close(&record->json, ']');
  write_string(record, "description", entity->description);
  write_word(record, "gender", gender_word(entity->gender));
  write_ids(record, entity);
  write_number(record, "mentions", entity->mentions);
}

static void write_mention(struct record *record, uint32_t i) {
  const whosaid_mention *mention = &record->document->mentions.items[i];
  write_id(record, "id", 'm', i);
  write_id(record, "entity", 'e', mention->entity);
  write_word(record, "type", type_word(mention->type));
  write_word(record, "form", form_word(mention->form));
  write_slice(record, mention->start, mention->end);
  write_span(record, mention->start, mention->end);
  write_number(record, "sentence", mention->sentence);
  write_id(record, "quote", 'q', mention->quote);
  write_score(record, mention->score, mention->source);
}

static void write_parts(struct record *record, const whosaid_quote *quote) {
  open_array(record, "parts", JSON_INLINE);
  for (uint32_t i = 0; i < quote->part_count; i++) {
    json_open(&record->json, '{', JSON_INLINE);
    write_span(record, quote->parts[i].start, quote->parts[i].end);
    json_key(&record->json, "quoted");
    json_bool(&record->json, quote->parts[i].quoted != 0);
    json_close(&record->json, '}');
  }
  json_close(&record->json, ']');
}

static void write_cue(struct record *record, const whosaid_cue *cue) {
  json_key(&record->json, "cue");
  if (cue->start == WHOSAID_NONE) {
    json_null(&record->json);
    return;
  }
  json_open(&record->json, '{', JSON_INLINE);
  write_slice(record, cue->start, cue->end);
  write_string(record, "lemma", cue->lemma);
  write_span(record, cue->start, cue->end);
  json_close(&record->json, '}');
}

static void write_speaker(struct record *record, const whosaid_speaker *speaker) {
  json_key(&record->json, "speaker");
  if (!speaker->known) {
    json_null(&record->json);
    return;
  }
  uint32_t end = speaker->start == WHOSAID_NONE ? WHOSAID_NONE : speaker->end;
  json_open(&record->json, '{', JSON_INLINE);
  write_id(record, "entity", 'e', speaker->entity);
  write_string(record, "name", speaker->name);
  write_id(record, "mention", 'm', speaker->mention);
  write_slice(record, speaker->start, end);
  write_span(record, speaker->start, end);
  write_word(record, "how", how_word(speaker->how));
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
  open_array(record, "mentions", JSON_INLINE);
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
  write_id(record, "id", 'q', i);
  write_word(record, "type", quote_type_word(quote->type));
  write_slice(record, quote->start, quote->end);
  write_span(record, quote->start, quote->end);
  write_parts(record, quote);
  write_cue(record, &quote->cue);
  write_speaker(record, &quote->speaker);
  write_mentions_within(record, quote);
  write_number(record, "sentence", quote->sentence);
  json_key(&record->json, "negated");
  json_bool(&record->json, quote->negated != 0);
  write_score(record, quote->score, quote->source);
}

static void write_warning(struct record *record, uint32_t i) {
  const whosaid_warning *warning = &record->document->warnings.items[i];
  write_word(record, "code", warning->code);
  write_offset(record, "start", warning->start);
}

static void write_array(struct record *record, const char *key, uint32_t count, enum json_layout layout,
                        void (*write_item)(struct record *record, uint32_t i)) {
  open_array(record, key, JSON_LINES);
  for (uint32_t i = 0; i < count; i++) {
    json_open(&record->json, '{', layout);
    write_item(record, i);
    json_close(&record->json, '}');
  }
  json_close(&record->json, ']');
}

static void write_head(struct record *record, const whosaid_record_options *options) {
  const struct whosaid_document *document = record->document;
  write_word(record, "schema", "whosaid.document/1");
  json_key(&record->json, "id");
  if (options->id && options->id_is_json) json_raw(&record->json, options->id, strlen(options->id));
  else json_word(&record->json, options->id ? options->id : "");
  write_word(record, "offsets", unit_word(options->offsets));
  write_offset(record, "length", document->length);
  json_key(&record->json, "meta");
  if (options->meta) json_raw(&record->json, options->meta, strlen(options->meta));
  else json_raw(&record->json, "{}", 2);
  if (options->with_text) write_string(record, "text", whosaid_text(document));
}

whosaid_status whosaid_write_record(const whosaid_document *document, const whosaid_record_options *options,
                                    whosaid_write write, void *context, whosaid_error *error) {
  struct record record;
  record.document = document;
  if (offsets_count(&record.offsets, whosaid_text(document), options->offsets, error)) return WHOSAID_OUT_OF_MEMORY;
  json_begin(&record.json, options->pretty, write, context);
  json_open(&record.json, '{', JSON_LINES);
  write_head(&record, options);
  write_array(&record, "sentences", document->sentences.count, JSON_INLINE, write_sentence);
  write_array(&record, "entities", document->entities.count, JSON_INLINE, write_entity);
  write_array(&record, "mentions", document->mentions.count, JSON_INLINE, write_mention);
  write_array(&record, "quotes", document->quotes.count, JSON_LINES, write_quote);
  write_array(&record, "warnings", document->warnings.count, JSON_INLINE, write_warning);
  json_close(&record.json, '}');
  offsets_free(&record.offsets);
  return json_end(&record.json, error);
}

static int has_offset(whosaid_status status) {
  return status == WHOSAID_INVALID_UTF8 || status == WHOSAID_NUL_CHARACTER || status == WHOSAID_INVALID_JSON;
}

whosaid_status record_write_error(const whosaid_error *failure, const whosaid_record_options *options, uint64_t line,
                                  whosaid_write write, void *context, whosaid_error *error) {
  struct json json;
  json_begin(&json, options->pretty, write, context);
  json_open(&json, '{', JSON_LINES);
  json_key(&json, "schema");
  json_word(&json, "whosaid.error/1");
  json_key(&json, "id");
  if (options->id && options->id_is_json) json_raw(&json, options->id, strlen(options->id));
  else json_word(&json, options->id);
  json_key(&json, "line");
  if (line) json_number(&json, line);
  else json_null(&json);
  json_key(&json, "error");
  json_open(&json, '{', JSON_INLINE);
  json_key(&json, "code");
  json_word(&json, whosaid_status_name(failure->status));
  json_key(&json, "message");
  json_word(&json, failure->message);
  json_key(&json, "offset");
  if (has_offset(failure->status)) json_number(&json, failure->offset);
  else json_null(&json);
  json_close(&json, '}');
  json_close(&json, '}');
  return json_end(&json, error);
}
