/* neo4j.c: documents -> a folder of CSV files for neo4j-admin, and a Cypher script that loads them.
 *
 *   (Entity)-[:SAID]->(Quotation)-[:IN]->(Document)-[:MENTIONS]->(Entity), (Quotation)-[:MENTIONS]->(Entity)
 *
 * Each node stands in its file once: an entity that many documents share, and a document that comes twice. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "output/delimited.h"
#include "output/identity.h"
#include "output/row.h"
#include "output/database.h"
#include "output/words.h"

enum file { DOCUMENTS, ENTITIES, QUOTATIONS, SAID, IN, MENTIONS, QUOTATION_MENTIONS, FILES };

static const struct {
  const char *name, *header;
} CSV[FILES] = {
    [DOCUMENTS] = {"documents.csv", "id:ID(Document),:LABEL,document,url,title,published\n"},
    [ENTITIES] = {"entities.csv", "id:ID(Entity),:LABEL,name,aliases:string[],description,gender,ids:string[],joinedBy\n"},
    [QUOTATIONS] = {"quotations.csv", "id:ID(Quotation),:LABEL,text,type,speaker,cue,cueLemma,negated:boolean,score:double,start:int,end:int\n"},
    [SAID] = {"said.csv", ":START_ID(Entity),:END_ID(Quotation),:TYPE,cue,type,score:double\n"},
    [IN] = {"in.csv", ":START_ID(Quotation),:END_ID(Document),:TYPE\n"},
    [MENTIONS] = {"mentions.csv", ":START_ID(Document),:END_ID(Entity),:TYPE,count:int\n"},
    [QUOTATION_MENTIONS] = {"quotation_mentions.csv", ":START_ID(Quotation),:END_ID(Entity),:TYPE\n"},
};

static const char SCRIPT[] =
    "// A new database, of any size:\n"
    "//   neo4j-admin database import full --multiline-fields=true \\\n"
    "//     --nodes=documents.csv --nodes=entities.csv --nodes=quotations.csv --relationships=said.csv --relationships=in.csv \\\n"
    "//     --relationships=mentions.csv --relationships=quotation_mentions.csv neo4j\n"
    "//\n"
    "// Into a database that is there, some thousand quotes at most: put the files into its import folder, set\n"
    "// db.import.csv.legacy_quote_escaping=false (a backslash is a backslash), and run this script with cypher-shell.\n"
    "CREATE CONSTRAINT document IF NOT EXISTS FOR (n:Document) REQUIRE n.id IS UNIQUE;\n"
    "CREATE CONSTRAINT entity IF NOT EXISTS FOR (n:Entity) REQUIRE n.id IS UNIQUE;\n"
    "CREATE CONSTRAINT quotation IF NOT EXISTS FOR (n:Quotation) REQUIRE n.id IS UNIQUE;\n\n"
    "LOAD CSV WITH HEADERS FROM 'file:///documents.csv' AS row\n"
    "MERGE (n:Document {id: row.`id:ID(Document)`}) SET n.document = row.document, n.url = row.url, n.title = row.title,"
    " n.published = row.published;\n\n"
    "LOAD CSV WITH HEADERS FROM 'file:///entities.csv' AS row\n"
    "MERGE (n:Entity {id: row.`id:ID(Entity)`}) SET n.name = row.name, n.aliases = split(row.`aliases:string[]`, ';'),"
    " n.description = row.description, n.gender = row.gender, n.ids = split(row.`ids:string[]`, ';'), n.joinedBy = row.joinedBy\n"
    "FOREACH (_ IN CASE WHEN row.`:LABEL` ENDS WITH 'Person' THEN [1] ELSE [] END | SET n:Person)\n"
    "FOREACH (_ IN CASE WHEN row.`:LABEL` ENDS WITH 'Place' THEN [1] ELSE [] END | SET n:Place)\n"
    "FOREACH (_ IN CASE WHEN row.`:LABEL` ENDS WITH 'Organization' THEN [1] ELSE [] END | SET n:Organization);\n\n"
    "LOAD CSV WITH HEADERS FROM 'file:///quotations.csv' AS row\n"
    "MERGE (n:Quotation {id: row.`id:ID(Quotation)`}) SET n.text = row.text, n.type = row.type, n.speaker = row.speaker, n.cue = row.cue,"
    " n.cueLemma = row.cueLemma, n.negated = row.`negated:boolean` = 'true', n.score = toFloat(row.`score:double`),"
    " n.start = toInteger(row.`start:int`), n.end = toInteger(row.`end:int`);\n\n"
    "LOAD CSV WITH HEADERS FROM 'file:///said.csv' AS row\n"
    "MATCH (a:Entity {id: row.`:START_ID(Entity)`}), (b:Quotation {id: row.`:END_ID(Quotation)`})\n"
    "MERGE (a)-[r:SAID]->(b) SET r.cue = row.cue, r.type = row.type, r.score = toFloat(row.`score:double`);\n\n"
    "LOAD CSV WITH HEADERS FROM 'file:///in.csv' AS row\n"
    "MATCH (a:Quotation {id: row.`:START_ID(Quotation)`}), (b:Document {id: row.`:END_ID(Document)`}) MERGE (a)-[:IN]->(b);\n\n"
    "LOAD CSV WITH HEADERS FROM 'file:///mentions.csv' AS row\n"
    "MATCH (a:Document {id: row.`:START_ID(Document)`}), (b:Entity {id: row.`:END_ID(Entity)`})\n"
    "MERGE (a)-[r:MENTIONS]->(b) SET r.count = toInteger(row.`count:int`);\n\n"
    "LOAD CSV WITH HEADERS FROM 'file:///quotation_mentions.csv' AS row\n"
    "MATCH (a:Quotation {id: row.`:START_ID(Quotation)`}), (b:Entity {id: row.`:END_ID(Entity)`}) MERGE (a)-[:MENTIONS]->(b);\n";

/* ---- A document -> lines of the files, in any thread ---- */

struct lines {
  struct row row;
  struct identity identity;
  struct bytes iri;              /* of the quote */
  struct bytes line;             /* that is being written */
  struct writer cells, out;      /* cells of the line; rows of the piece */
  int within;                    /* the line has a cell */
};

/* A line for the file; `key` names a node that may come again, NULL: it cannot. */
static void open_line(struct lines *lines, enum file file, const char *key) {
  cells_row(&lines->out, file);
  cells_word(&lines->out, key);
  lines->line.length = 0;
  lines->within = 0;
}

static void add_cell(struct lines *lines, whosaid_string text) {
  if (lines->within) writer_text(&lines->cells, ",");
  lines->within = 1;
  if (text.bytes) delimited_write_csv(&lines->cells, "", text);
}

static void add_word(struct lines *lines, const char *word) {
  add_cell(lines, (whosaid_string){.bytes = word, .length = word ? (uint32_t)strlen(word) : 0});
}

static void add_number(struct lines *lines, uint64_t number) {
  char digits[24];
  snprintf(digits, sizeof digits, "%llu", (unsigned long long)number);
  add_word(lines, digits);
}

static void add_column(struct lines *lines, const whosaid_quote *quote, const char *name) {
  struct columns column;
  whosaid_string cell = {0};
  if (!columns_choose(&column, name, NULL)) cell = row_cell(&lines->row, quote, column.items[0]);
  if (!cell.bytes) lines->out.failed = 1;
  add_cell(lines, cell);
}

static void close_line(struct lines *lines) {
  writer_text(&lines->cells, "\n");
  writer_flush(&lines->cells);
  if (lines->cells.failed) lines->out.failed = 1;
  else cells_string(&lines->out, (whosaid_string){.bytes = lines->line.items, .length = (uint32_t)lines->line.length});
}

static const char *entity_iri(const struct lines *lines, uint32_t entity) { return identity_entity(&lines->identity, entity); }

static void write_document_line(struct lines *lines) {
  const struct row *row = &lines->row;
  const char *key = identity_document(&lines->identity);
  open_line(lines, DOCUMENTS, key);
  add_word(lines, key);
  add_word(lines, "Document");
  add_word(lines, row->id.items);
  for (int field = 0; field < 3; field++) add_word(lines, row->meta.items + row->meta_start[field]);
  close_line(lines);
}

/* One value of an array: a semicolon ends values, so none is left within. */
static int append_value(struct bytes *list, whosaid_string before, const char *between, whosaid_string value) {
  size_t start = list->length + (list->length > 0);
  int failed = (list->length && bytes_append(list, ";", 1)) || bytes_append(list, before.bytes, before.length) ||
               bytes_append(list, between, strlen(between)) || bytes_append(list, value.bytes, value.length);
  for (size_t i = start; !failed && i < list->length; i++) list->items[i] = list->items[i] == ';' ? ',' : list->items[i];
  return failed;
}

/* Aliases, or "geonames=706448" for each id. */
static void add_list(struct lines *lines, const whosaid_entity *entity, int ids) {
  static const whosaid_string NOTHING = {.bytes = ""};
  struct bytes list = {0};
  int failed = 0;
  for (uint32_t i = 0; ids && i < entity->id_count; i++) failed |= append_value(&list, entity->ids[i].scheme, "=", entity->ids[i].value);
  for (uint32_t i = 0; !ids && i < entity->alias_count; i++) failed |= append_value(&list, NOTHING, "", entity->aliases[i]);
  if (failed) lines->out.failed = 1;
  add_cell(lines, (whosaid_string){.bytes = list.items, .length = (uint32_t)list.length});
  bytes_free(&list);
}

static void write_entity_lines(struct lines *lines, uint32_t i) {
  static const char *const LABELS[] = {[WHOSAID_PERSON] = "Entity;Person", [WHOSAID_PLACE] = "Entity;Place", [WHOSAID_ORGANIZATION] = "Entity;Organization"};
  const whosaid_entity *entity = &lines->row.entities[i];
  open_line(lines, ENTITIES, entity_iri(lines, i));
  add_word(lines, entity_iri(lines, i));
  add_word(lines, LABELS[entity->type]);
  add_cell(lines, entity->name);
  add_list(lines, entity, 0);
  add_cell(lines, entity->description);
  add_word(lines, gender_word(entity->gender));
  add_list(lines, entity, 1);
  add_word(lines, identity_joined_by(&lines->identity, i));
  close_line(lines);
}

static void write_mentions_line(struct lines *lines, uint32_t i, uint64_t count) {
  open_line(lines, MENTIONS, NULL);
  add_word(lines, identity_document(&lines->identity));
  add_word(lines, entity_iri(lines, i));
  add_word(lines, "MENTIONS");
  add_number(lines, count);
  close_line(lines);
}

/* Entities with one IRI are one node, with the mentions of them all. */
static whosaid_status write_entities(struct lines *lines) {
  uint64_t *mentions = calloc(lines->row.entity_count + 1, sizeof *mentions);
  if (!mentions) return WHOSAID_OUT_OF_MEMORY;
  for (uint32_t i = 0; i < lines->row.entity_count; i++) mentions[lines->identity.nodes[i].same] += lines->row.entities[i].mentions;
  for (uint32_t i = 0; i < lines->row.entity_count; i++) {
    if (lines->identity.nodes[i].same != i) continue;
    write_entity_lines(lines, i);
    write_mentions_line(lines, i, mentions[i]);
  }
  free(mentions);
  return WHOSAID_OK;
}

static void write_quotation(struct lines *lines, const whosaid_quote *quote) {
  static const char *const NAMES[] = {"quote", "type", "speaker", "cue", "cue_lemma", "negated", "score", "start", "end"};
  open_line(lines, QUOTATIONS, NULL);
  add_word(lines, lines->iri.items);
  add_word(lines, "Quotation");
  for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) add_column(lines, quote, NAMES[i]);
  close_line(lines);
  open_line(lines, IN, NULL);
  add_word(lines, lines->iri.items);
  add_word(lines, identity_document(&lines->identity));
  add_word(lines, "IN");
  close_line(lines);
}

/* Nobody says a quote whose speaker is not known or has no name. */
static void write_said(struct lines *lines, const whosaid_quote *quote) {
  if (!quote->speaker.known || quote->speaker.entity == WHOSAID_NONE) return;
  open_line(lines, SAID, NULL);
  add_word(lines, entity_iri(lines, quote->speaker.entity));
  add_word(lines, lines->iri.items);
  add_word(lines, "SAID");
  add_column(lines, quote, "cue");
  add_column(lines, quote, "type");
  add_column(lines, quote, "score");
  close_line(lines);
}

static void write_quotation_mention(void *context, const whosaid_mention *mention) {
  struct lines *lines = context;
  if (mention->entity == WHOSAID_NONE) return;
  whosaid_mention same = *mention;
  same.entity = lines->identity.nodes[mention->entity].same;
  if (!row_sees(&lines->row, &same)) return;
  open_line(lines, QUOTATION_MENTIONS, NULL);
  add_word(lines, lines->iri.items);
  add_word(lines, entity_iri(lines, same.entity));
  add_word(lines, "MENTIONS");
  close_line(lines);
}

static whosaid_status write_lines(struct lines *lines) {
  write_document_line(lines);
  if (write_entities(lines)) return WHOSAID_OUT_OF_MEMORY;
  for (uint32_t i = 0; i < lines->row.quote_count; i++) {
    const whosaid_quote *quote = &lines->row.quotes[i];
    if (identity_part(&lines->identity, 'q', i, &lines->iri, NULL)) return WHOSAID_OUT_OF_MEMORY;
    write_quotation(lines, quote);
    write_said(lines, quote);
    row_each_mention(&lines->row, quote, write_quotation_mention, lines);
  }
  return writer_end(&lines->out, NULL);
}

static whosaid_status write_document(const struct output *output, const struct answer *answer, struct bytes *piece, whosaid_error *error) {
  struct lines lines = {.within = 0};
  writer_begin(&lines.out, format_append, piece);
  writer_begin(&lines.cells, format_append, &lines.line);
  whosaid_status status = row_begin(&lines.row, output, answer, error);
  if (!status) status = identity_read(&lines.identity, output, answer, error);
  if (!status) status = write_lines(&lines);
  row_end(&lines.row);
  identity_free(&lines.identity);
  bytes_free(&lines.iri);
  bytes_free(&lines.line);
  return status ? error_memory(error) : WHOSAID_OK;
}

/* ---- Lines -> the files, in one thread ---- */

struct folder {
  FILE *files[FILES];
  sqlite3 *scratch;
  sqlite3_stmt *see;
};

static whosaid_status say(const char *name, whosaid_error *error) {
  return error_set(error, WHOSAID_WRITE_FAILED, 0, 0, "%s: %s", name, strerror(errno));
}

static FILE *open_beside(const struct output *output, const char *name) {
  struct bytes path = {0};
  FILE *file = NULL;
  errno = ENOMEM;
  if (!bytes_append(&path, output->path, strlen(output->path)) && !bytes_append(&path, "/", 1) && !bytes_append(&path, name, strlen(name) + 1)) {
    file = fopen(path.items, "we");
  }
  bytes_free(&path);
  return file;
}

static whosaid_status write_script(const struct output *output, whosaid_error *error) {
  FILE *file = open_beside(output, "load.cypher");
  int failed = !file || fputs(SCRIPT, file) < 0;
  failed |= file && fclose(file);
  return failed ? say("load.cypher", error) : WHOSAID_OK;
}

/* The file and its header; close_folder closes it. */
static whosaid_status open_file(struct output *output, int i, whosaid_error *error) {
  struct folder *folder = output->state;
  folder->files[i] = open_beside(output, CSV[i].name);
  int failed = !folder->files[i] || fputs(CSV[i].header, folder->files[i]) < 0;
  return failed ? say(CSV[i].name, error) : WHOSAID_OK;
}

static whosaid_status begin(struct output *output, whosaid_error *error) {
  struct folder *folder = output->state = calloc(1, sizeof *folder);
  if (!folder) return error_memory(error);
  whosaid_status status = WHOSAID_OK;
  for (int i = 0; !status && i < FILES; i++) status = open_file(output, i, error);
  if (!status) status = database_open_scratch(&folder->scratch, "", error);
  if (!status && sqlite3_prepare_v2(folder->scratch, DATABASE_SEE, -1, &folder->see, NULL)) status = database_fail(folder->scratch, error);
  return status ? status : write_script(output, error);
}

/* Each row is a file, a key and a line. The rest of a document that was there before is left out. */
static whosaid_status add(struct output *output, const char *piece, size_t length, whosaid_error *error) {
  struct folder *folder = output->state;
  struct read_cell row, key, line;
  while (cells_next(&piece, &length, &row) && cells_next(&piece, &length, &key) && cells_next(&piece, &length, &line)) {
    int fresh = 1;
    whosaid_status status = key.type == CELL_STRING ? database_see(folder->scratch, folder->see, &key, &fresh, error) : WHOSAID_OK;
    if (status) return status;
    if (!fresh && row.integer == DOCUMENTS) return WHOSAID_OK;
    if (fresh && fwrite(line.text.bytes, 1, line.text.length, folder->files[row.integer]) != line.text.length) return say(CSV[row.integer].name, error);
  }
  return WHOSAID_OK;
}

static whosaid_status end(struct output *output, whosaid_error *error) {
  struct folder *folder = output->state;
  for (int i = 0; i < FILES; i++) {
    FILE *file = folder->files[i];
    folder->files[i] = NULL;
    if (fclose(file)) return say(CSV[i].name, error);
  }
  return WHOSAID_OK;
}

static void close_folder(struct output *output) {
  struct folder *folder = output->state;
  if (!folder) return;
  for (int i = 0; i < FILES; i++) {
    if (folder->files[i]) fclose(folder->files[i]);
  }
  sqlite3_finalize(folder->see);
  sqlite3_close(folder->scratch);
  free(folder);
}

const struct format FORMAT_NEO4J = {.name = "neo4j", .help = "the same graph as a folder of CSV files for Neo4j, with a script that loads them; -o FOLDER",
                                    .target = TO_FOLDER, .heeds = MERGE | OFFSETS, .begin = begin, .write_document = write_document, .add = add,
                                    .end = end, .close = close_folder};
