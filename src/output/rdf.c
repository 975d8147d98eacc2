/* rdf.c: documents -> a graph of schema.org quotations with Web Annotation evidence, a named graph each: as N-Quads or as JSON-LD.
 *
 *   <…#q1> a Quotation;  text "…";  spokenByCharacter <entity>;  isPartOf <document>;  mentions <entity>
 *   <…#q1/evidence> a Annotation;  hasBody <…#q1>;  hasTarget <…#q1/target>
 *   <…#q1/target> hasSource <document>;  hasSelector <…#q1/position>, <…#q1/words>
 *
 * No node is without a name, so both formats hold the same statements and files can be joined. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "output/identity.h"
#include "output/json.h"
#include "output/row.h"
#include "output/words.h"

#define SCHEMA_ORG "http://schema.org/"
#define ANNOTATION "http://www.w3.org/ns/oa#"
#define OWN "urn:whosaid:term:"
#define XSD "http://www.w3.org/2001/XMLSchema#"

enum kind { IRI, TEXT, INTEGER, DECIMAL, BOOLEAN };

struct term {
  const char *name, *iri;
  enum kind kind;
};

static const struct term
    NAME = {"name", SCHEMA_ORG "name", TEXT}, ALTERNATE_NAME = {"alternateName", SCHEMA_ORG "alternateName", TEXT},
    DESCRIPTION = {"description", SCHEMA_ORG "description", TEXT}, GENDER = {"gender", SCHEMA_ORG "gender", TEXT},
    SAME_AS = {"sameAs", SCHEMA_ORG "sameAs", IRI}, IDENTIFIER = {"identifier", SCHEMA_ORG "identifier", TEXT},
    HEADLINE = {"headline", SCHEMA_ORG "headline", TEXT}, URL = {"url", SCHEMA_ORG "url", TEXT},
    DATE_PUBLISHED = {"datePublished", SCHEMA_ORG "datePublished", TEXT}, MENTIONS = {"mentions", SCHEMA_ORG "mentions", IRI},
    QUOTE_TEXT = {"text", SCHEMA_ORG "text", TEXT}, SPOKEN_BY = {"spokenByCharacter", SCHEMA_ORG "spokenByCharacter", IRI},
    IS_PART_OF = {"isPartOf", SCHEMA_ORG "isPartOf", IRI}, QUOTE_TYPE = {"quoteType", OWN "quoteType", TEXT},
    SPEAKER_TEXT = {"speakerText", OWN "speakerText", TEXT}, CUE = {"cue", OWN "cue", TEXT}, CUE_LEMMA = {"cueLemma", OWN "cueLemma", TEXT},
    NEGATED = {"negated", OWN "negated", BOOLEAN}, SCORE = {"score", OWN "score", DECIMAL}, JOINED_BY = {"joinedBy", OWN "joinedBy", TEXT},
    HAS_BODY = {"hasBody", ANNOTATION "hasBody", IRI}, HAS_TARGET = {"hasTarget", ANNOTATION "hasTarget", IRI},
    HAS_SOURCE = {"hasSource", ANNOTATION "hasSource", IRI}, HAS_SELECTOR = {"hasSelector", ANNOTATION "hasSelector", IRI},
    START = {"start", ANNOTATION "start", INTEGER}, END = {"end", ANNOTATION "end", INTEGER}, EXACT = {"exact", ANNOTATION "exact", TEXT},
    PREFIX = {"prefix", ANNOTATION "prefix", TEXT}, SUFFIX = {"suffix", ANNOTATION "suffix", TEXT};

static const struct term *const TERMS[] = {
    &NAME, &ALTERNATE_NAME, &DESCRIPTION, &GENDER, &SAME_AS, &IDENTIFIER, &HEADLINE, &URL, &DATE_PUBLISHED, &MENTIONS, &QUOTE_TEXT, &SPOKEN_BY,
    &IS_PART_OF, &QUOTE_TYPE, &SPEAKER_TEXT, &CUE, &CUE_LEMMA, &NEGATED, &SCORE, &JOINED_BY, &HAS_BODY, &HAS_TARGET, &HAS_SOURCE, &HAS_SELECTOR,
    &START, &END, &EXACT, &PREFIX, &SUFFIX, NULL};

static const struct term
    ARTICLE = {"Article", SCHEMA_ORG "Article", IRI}, QUOTATION = {"Quotation", SCHEMA_ORG "Quotation", IRI},
    EVIDENCE = {"Annotation", ANNOTATION "Annotation", IRI}, TARGET = {"SpecificResource", ANNOTATION "SpecificResource", IRI},
    POSITION = {"TextPositionSelector", ANNOTATION "TextPositionSelector", IRI}, WORDS = {"TextQuoteSelector", ANNOTATION "TextQuoteSelector", IRI};
static const struct term ENTITY[] = {[WHOSAID_PERSON] = {"Person", SCHEMA_ORG "Person", IRI},
                                     [WHOSAID_PLACE] = {"Place", SCHEMA_ORG "Place", IRI},
                                     [WHOSAID_ORGANIZATION] = {"Organization", SCHEMA_ORG "Organization", IRI}};

/* A document on its way into the graph. */
struct rdf {
  const struct answer *answer;
  int as_json;
  struct row row;
  struct identity identity;
  struct bytes iri;              /* of the quote */
  struct json json;              /* of JSON-LD */
  struct writer quads;           /* of N-Quads */
  struct bytes *piece;
  struct bytes subject;          /* of the node that is open, NUL-terminated */
  int failed, values;            /* values of the list that is open */
};

/* ---- Statements: one walk, two ways to write them ---- */

/* An IRI as identity.c makes them, of ASCII characters that need no escape. */
static void write_iri(struct writer *out, const char *before, const char *iri, size_t length) {
  writer_text(out, before);
  writer_bytes(out, iri, length);
  writer_text(out, ">");
}

/* "He said \"no\"\n": what cannot stand in quotation marks is escaped, all else is UTF-8 as it is. */
static void write_literal(struct writer *out, whosaid_string text) {
  static const char *const ESCAPES[] = {['\t'] = "\\t", ['\n'] = "\\n", ['\r'] = "\\r", ['"'] = "\\\"", ['\\'] = "\\\\"};
  const char *plain = text.bytes, *end = text.bytes + text.length;
  char code[8];
  writer_text(out, "\"");
  for (const char *p = plain; p < end; p++) {
    unsigned char c = (unsigned char)*p;
    const char *escape = c < sizeof ESCAPES / sizeof *ESCAPES ? ESCAPES[c] : NULL;
    if (!escape && c >= ' ' && c != '\x7F') continue;
    writer_bytes(out, plain, (size_t)(p - plain));
    plain = p + 1;
    snprintf(code, sizeof code, "\\u%04X", c);
    writer_text(out, escape ? escape : code);
  }
  writer_bytes(out, plain, (size_t)(end - plain));
  writer_text(out, "\"");
}

/* <subject> <predicate> "object"^^<type> <graph> . */
static void write_quad(struct rdf *rdf, const char *predicate, enum kind kind, whosaid_string object) {
  static const char *const DATATYPES[] = {[INTEGER] = XSD "integer", [DECIMAL] = XSD "decimal", [BOOLEAN] = XSD "boolean"};
  const char *graph = identity_document(&rdf->identity);
  struct writer *out = &rdf->quads;
  write_iri(out, "<", rdf->subject.items, rdf->subject.length - 1);
  write_iri(out, " <", predicate, strlen(predicate));
  if (kind == IRI) write_iri(out, " <", object.bytes, object.length);
  else writer_text(out, " "), write_literal(out, object);
  if (kind > TEXT) write_iri(out, "^^<", DATATYPES[kind], strlen(DATATYPES[kind]));
  write_iri(out, " <", graph, strlen(graph));
  writer_text(out, " .\n");
}

/* A node, with a "/part" behind its IRI or NULL. */
static void open_node(struct rdf *rdf, const char *iri, const char *part, const struct term *type) {
  rdf->subject.length = 0;
  rdf->failed |= bytes_append(&rdf->subject, iri, strlen(iri)) || bytes_append(&rdf->subject, part ? part : "", part ? strlen(part) : 0) ||
                 bytes_append(&rdf->subject, "", 1);
  if (rdf->as_json) json_open(&rdf->json, '{', JSON_INLINE); /* close_node closes it, also after a failure */
  if (rdf->failed) return;
  if (rdf->as_json) {
    json_key(&rdf->json, "@id"), json_word(&rdf->json, rdf->subject.items);
    json_key(&rdf->json, "@type"), json_word(&rdf->json, type->name);
    return;
  }
  whosaid_string object = {.bytes = type->iri, .length = (uint32_t)strlen(type->iri)};
  write_quad(rdf, "http://www.w3.org/1999/02/22-rdf-syntax-ns#type", IRI, object);
}

static void close_node(struct rdf *rdf) {
  if (rdf->as_json) json_close(&rdf->json, '}');
}

static void write_key(struct rdf *rdf, const struct term *term) {
  json_string_key(&rdf->json, (whosaid_string){.bytes = term->name, .length = (uint32_t)strlen(term->name)});
}

/* A value as it stands in JSON; a decimal stays text there, which the context gives its type. */
static void write_json_value(struct rdf *rdf, const struct term *term, whosaid_string text) {
  int is_plain = term->kind == INTEGER || term->kind == BOOLEAN;
  if (is_plain) json_raw(&rdf->json, text.bytes, text.length);
  else json_string(&rdf->json, text);
}

static void write_value(struct rdf *rdf, const struct term *term, whosaid_string text) {
  if (!text.bytes || rdf->failed) return;
  if (rdf->as_json) write_json_value(rdf, term, text);
  else write_quad(rdf, term->iri, term->kind, text);
}

/* A statement, when there is something to state. */
static void state(struct rdf *rdf, const struct term *term, whosaid_string text) {
  if (!text.bytes || !text.length) return;
  if (rdf->as_json) write_key(rdf, term);
  write_value(rdf, term, text);
}

static void state_word(struct rdf *rdf, const struct term *term, const char *word) {
  state(rdf, term, (whosaid_string){.bytes = word, .length = word ? (uint32_t)strlen(word) : 0});
}

static void state_number(struct rdf *rdf, const struct term *term, uint64_t number) {
  char digits[24];
  snprintf(digits, sizeof digits, "%llu", (unsigned long long)number);
  state_word(rdf, term, digits);
}

/* A term with any number of values. */
static void open_list(struct rdf *rdf) { rdf->values = 0; }

static void list_value(struct rdf *rdf, const struct term *term, const char *value, size_t length) {
  if (rdf->as_json && !rdf->values++) write_key(rdf, term), json_open(&rdf->json, '[', JSON_INLINE);
  write_value(rdf, term, (whosaid_string){.bytes = value, .length = (uint32_t)length});
}

static void close_list(struct rdf *rdf) {
  if (rdf->as_json && rdf->values) json_close(&rdf->json, ']');
}

/* ---- The walk ---- */

static const char *entity_iri(const struct rdf *rdf, uint32_t entity) { return identity_entity(&rdf->identity, entity); }

/* 1 for the one of several entities with the same IRI that stands for them all. */
static int is_node(const struct rdf *rdf, uint32_t entity) { return rdf->identity.nodes[entity].same == entity; }

static void write_article(struct rdf *rdf) {
  open_node(rdf, identity_document(&rdf->identity), NULL, &ARTICLE);
  state_word(rdf, &IDENTIFIER, rdf->row.id.items);
  state_word(rdf, &URL, rdf->row.meta.items + rdf->row.meta_start[0]);
  state_word(rdf, &HEADLINE, rdf->row.meta.items + rdf->row.meta_start[1]);
  state_word(rdf, &DATE_PUBLISHED, rdf->row.meta.items + rdf->row.meta_start[2]);
  open_list(rdf);
  for (uint32_t i = 0; i < rdf->row.entity_count; i++) {
    if (is_node(rdf, i)) list_value(rdf, &MENTIONS, entity_iri(rdf, i), strlen(entity_iri(rdf, i)));
  }
  close_list(rdf);
  close_node(rdf);
}

/* "geonames:706448" */
static void write_identifiers(struct rdf *rdf, const whosaid_entity *entity) {
  open_list(rdf);
  for (uint32_t i = 0; i < entity->id_count; i++) {
    struct bytes plain = {0};
    rdf->failed |= bytes_append(&plain, entity->ids[i].scheme.bytes, entity->ids[i].scheme.length) || bytes_append(&plain, ":", 1) ||
                   bytes_append(&plain, entity->ids[i].value.bytes, entity->ids[i].value.length);
    list_value(rdf, &IDENTIFIER, plain.items, plain.length);
    bytes_free(&plain);
  }
  close_list(rdf);
}

/* The IRIs of its other ids. */
static void write_same_as(struct rdf *rdf, const whosaid_entity *entity, const char *own) {
  open_list(rdf);
  for (uint32_t i = 0; i < entity->id_count; i++) {
    struct bytes iri = {0};
    rdf->failed |= identity_append_id(&iri, &entity->ids[i]);
    int is_other = iri.length != strlen(own) || memcmp(iri.items, own, iri.length) != 0;
    if (is_other) list_value(rdf, &SAME_AS, iri.items, iri.length);
    bytes_free(&iri);
  }
  close_list(rdf);
}

static void write_entity(struct rdf *rdf, uint32_t i) {
  const whosaid_entity *entity = &rdf->row.entities[i];
  open_node(rdf, entity_iri(rdf, i), NULL, &ENTITY[entity->type]);
  state(rdf, &NAME, entity->name);
  open_list(rdf);
  for (uint32_t k = 0; k < entity->alias_count; k++) list_value(rdf, &ALTERNATE_NAME, entity->aliases[k].bytes, entity->aliases[k].length);
  close_list(rdf);
  state(rdf, &DESCRIPTION, entity->description);
  state_word(rdf, &GENDER, gender_word(entity->gender));
  write_identifiers(rdf, entity);
  write_same_as(rdf, entity, entity_iri(rdf, i));
  state_word(rdf, &JOINED_BY, identity_joined_by(&rdf->identity, i));
  close_node(rdf);
}

/* The entities that join under one IRI are mentioned once. */
static void write_mentioned(void *context, const whosaid_mention *mention) {
  struct rdf *rdf = context;
  if (mention->entity == WHOSAID_NONE) return;
  whosaid_mention same = *mention;
  same.entity = rdf->identity.nodes[mention->entity].same;
  if (row_sees(&rdf->row, &same)) list_value(rdf, &MENTIONS, entity_iri(rdf, same.entity), strlen(entity_iri(rdf, same.entity)));
}

static void state_column(struct rdf *rdf, const struct term *term, const whosaid_quote *quote, const char *name) {
  struct columns column;
  if (columns_choose(&column, name, NULL)) return;
  whosaid_string cell = row_cell(&rdf->row, quote, column.items[0]);
  rdf->failed |= !cell.bytes;
  state(rdf, term, cell);
}

static void state_slice(struct rdf *rdf, const struct term *term, uint32_t start, uint32_t end) {
  state(rdf, term, (whosaid_string){.bytes = rdf->row.text.bytes + start, .length = end - start});
}

static void write_speaker(struct rdf *rdf, const whosaid_quote *quote) {
  const whosaid_speaker *speaker = &quote->speaker;
  if (speaker->known && speaker->entity != WHOSAID_NONE) state_word(rdf, &SPOKEN_BY, entity_iri(rdf, speaker->entity));
  state_column(rdf, &SPEAKER_TEXT, quote, "speaker_text");
}

static void write_quotation(struct rdf *rdf, const whosaid_quote *quote) {
  open_node(rdf, rdf->iri.items, NULL, &QUOTATION);
  state_column(rdf, &QUOTE_TEXT, quote, "quote");
  write_speaker(rdf, quote);
  state_word(rdf, &IS_PART_OF, identity_document(&rdf->identity));
  open_list(rdf);
  row_each_mention(&rdf->row, quote, write_mentioned, rdf);
  close_list(rdf);
  state_word(rdf, &QUOTE_TYPE, quote_type_word(quote->type));
  state_column(rdf, &CUE, quote, "cue");
  state_column(rdf, &CUE_LEMMA, quote, "cue_lemma");
  state_word(rdf, &NEGATED, quote->negated ? "true" : "false");
  state_column(rdf, &SCORE, quote, "score");
  close_node(rdf);
}

static void list_part(struct rdf *rdf, const struct term *term, const char *part) {
  struct bytes iri = {0};
  rdf->failed |= bytes_append(&iri, rdf->iri.items, rdf->iri.length - 1) || bytes_append(&iri, part, strlen(part) + 1);
  if (!rdf->failed) list_value(rdf, term, iri.items, iri.length - 1);
  bytes_free(&iri);
}

static void state_part(struct rdf *rdf, const struct term *term, const char *part) {
  open_list(rdf);
  list_part(rdf, term, part);
  close_list(rdf);
}

/* Where in the document the quote stands. */
static void write_evidence(struct rdf *rdf, const whosaid_quote *quote) {
  const char *iri = rdf->iri.items;
  open_node(rdf, iri, "/evidence", &EVIDENCE);
  state_word(rdf, &HAS_BODY, iri);
  state_part(rdf, &HAS_TARGET, "/target");
  close_node(rdf);
  open_node(rdf, iri, "/target", &TARGET);
  state_word(rdf, &HAS_SOURCE, identity_document(&rdf->identity));
  open_list(rdf);
  list_part(rdf, &HAS_SELECTOR, "/position");
  list_part(rdf, &HAS_SELECTOR, "/words");
  close_list(rdf);
  close_node(rdf);
  open_node(rdf, iri, "/position", &POSITION);
  state_number(rdf, &START, offsets_convert(&rdf->row.offsets, quote->start));
  state_number(rdf, &END, offsets_convert(&rdf->row.offsets, quote->end));
  close_node(rdf);
  open_node(rdf, iri, "/words", &WORDS);
  state_slice(rdf, &EXACT, quote->start, quote->end);
  state_slice(rdf, &PREFIX, row_context_start(&rdf->row, quote), quote->start);
  state_slice(rdf, &SUFFIX, quote->end, row_context_end(&rdf->row, quote));
  close_node(rdf);
}

static void write_graph(struct rdf *rdf) {
  write_article(rdf);
  for (uint32_t i = 0; i < rdf->row.entity_count; i++) {
    if (is_node(rdf, i)) write_entity(rdf, i);
  }
  for (uint32_t i = 0; i < rdf->row.quote_count; i++) {
    rdf->failed |= identity_part(&rdf->identity, 'q', i, &rdf->iri, NULL) != WHOSAID_OK;
    if (rdf->failed) return;
    write_quotation(rdf, &rdf->row.quotes[i]);
    write_evidence(rdf, &rdf->row.quotes[i]);
  }
}

/* ---- The two formats ---- */

static void write_jsonld(struct rdf *rdf) {
  json_begin(&rdf->json, 0, format_append, rdf->piece);
  json_open(&rdf->json, '{', JSON_INLINE);
  json_key(&rdf->json, "@id"), json_word(&rdf->json, identity_document(&rdf->identity));
  json_key(&rdf->json, "@graph"), json_open(&rdf->json, '[', JSON_INLINE);
  write_graph(rdf);
  json_close(&rdf->json, ']');
  json_close(&rdf->json, '}');
  rdf->failed |= json_end(&rdf->json, NULL) != WHOSAID_OK;
}

static void write_nquads(struct rdf *rdf) {
  writer_begin(&rdf->quads, format_append, rdf->piece);
  write_graph(rdf);
  rdf->failed |= writer_end(&rdf->quads, NULL) != WHOSAID_OK;
}

static whosaid_status write_document(const struct output *output, const struct answer *answer, struct bytes *piece, whosaid_error *error) {
  struct rdf rdf;
  memset(&rdf, 0, sizeof rdf);
  rdf.answer = answer;
  rdf.as_json = output->format == &FORMAT_JSONLD;
  rdf.piece = piece;
  whosaid_status status = row_begin(&rdf.row, output, answer, error);
  if (!status) status = identity_read(&rdf.identity, output, answer, error);
  if (!status && rdf.as_json) write_jsonld(&rdf);
  else if (!status) write_nquads(&rdf);
  row_end(&rdf.row);
  identity_free(&rdf.identity);
  bytes_free(&rdf.iri);
  bytes_free(&rdf.subject);
  return status || rdf.failed ? error_memory(error) : WHOSAID_OK;
}

static void write_context(struct json *json) {
  static const char *const TYPES[] = {[IRI] = "@id", [DECIMAL] = XSD "decimal"};
  static const struct term *const CLASSES[] = {&ARTICLE, &QUOTATION, &EVIDENCE, &TARGET, &POSITION, &WORDS, &ENTITY[0], &ENTITY[1], &ENTITY[2], NULL};
  for (size_t i = 0; TERMS[i]; i++) {
    const char *type = TERMS[i]->kind == IRI || TERMS[i]->kind == DECIMAL ? TYPES[TERMS[i]->kind] : NULL;
    json_string_key(json, (whosaid_string){.bytes = TERMS[i]->name, .length = (uint32_t)strlen(TERMS[i]->name)});
    if (type) json_open(json, '{', JSON_INLINE), json_key(json, "@id");
    json_word(json, TERMS[i]->iri);
    if (type) json_key(json, "@type"), json_word(json, type), json_close(json, '}');
  }
  for (size_t i = 0; CLASSES[i]; i++) {
    json_string_key(json, (whosaid_string){.bytes = CLASSES[i]->name, .length = (uint32_t)strlen(CLASSES[i]->name)});
    json_word(json, CLASSES[i]->iri);
  }
}

static int to_stream(void *context, const char *bytes, size_t length) { return writer_bytes(context, bytes, length), 0; }

static whosaid_status begin(struct output *output, whosaid_error *error) {
  struct json json;
  writer_text(output->stream, "{\"@context\":");
  json_begin(&json, 0, to_stream, output->stream);
  json_open(&json, '{', JSON_INLINE);
  write_context(&json);
  json_close(&json, '}');
  whosaid_status status = json_end(&json, error);
  writer_text(output->stream, ",\"@graph\":[\n");
  return status;
}

static whosaid_status end(struct output *output, whosaid_error *error) {
  (void)error;
  writer_text(output->stream, "\n]}\n");
  return WHOSAID_OK;
}

const struct format FORMAT_NQUADS = {.name = "nquads", .help = "a knowledge graph: RDF quads of schema.org, a named graph a document",
                                     .heeds = MERGE | OFFSETS, .write_document = write_document};
const struct format FORMAT_JSONLD = {.name = "jsonld", .help = "the same graph as JSON-LD", .heeds = MERGE | OFFSETS, .separator = ",\n",
                                     .begin = begin, .write_document = write_document, .end = end};
