/* sqlite.c: documents -> a SQLite database of documents, entities, mentions and quotes.
 *
 * A document that is there already replaces itself: it is known by its key, the IRI of identity.h. A batch is one transaction. */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "output/cells.h"
#include "output/identity.h"
#include "output/json.h"
#include "output/row.h"
#include "output/database.h"
#include "output/words.h"

/* Marks the file as ours: "wsd1". */
#define APPLICATION "2003985457"

static const char SCHEMA[] =
    "BEGIN;"
    "PRAGMA application_id = " APPLICATION ";"
    "CREATE TABLE IF NOT EXISTS documents(document INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, id TEXT NOT NULL, url TEXT, title TEXT,"
    " published TEXT, offsets TEXT, length INTEGER, meta TEXT, text TEXT, error_code TEXT, error_message TEXT);"
    "CREATE TABLE IF NOT EXISTS entities(document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE, entity INTEGER NOT NULL,"
    " type TEXT NOT NULL, name TEXT NOT NULL, description TEXT, gender TEXT, mentions INTEGER NOT NULL, iri TEXT NOT NULL, joined_by TEXT,"
    " aliases TEXT NOT NULL, ids TEXT NOT NULL, PRIMARY KEY(document, entity)) WITHOUT ROWID;"
    "CREATE TABLE IF NOT EXISTS quotes(quote INTEGER PRIMARY KEY, document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,"
    " number INTEGER NOT NULL, text TEXT NOT NULL, type TEXT NOT NULL, entity INTEGER, speaker TEXT, speaker_text TEXT, how TEXT,"
    " cue TEXT, cue_lemma TEXT, negated INTEGER NOT NULL, score REAL NOT NULL, source TEXT, start INTEGER NOT NULL, end INTEGER NOT NULL,"
    " sentence INTEGER NOT NULL, words INTEGER NOT NULL, mentioned TEXT, before TEXT, after TEXT, quote_key TEXT, UNIQUE(document, number),"
    " FOREIGN KEY(document, entity) REFERENCES entities);"
    "CREATE TABLE IF NOT EXISTS mentions(document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE, mention INTEGER NOT NULL,"
    " entity INTEGER, quote INTEGER, type TEXT, form TEXT NOT NULL, text TEXT NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL,"
    " sentence INTEGER NOT NULL, score REAL NOT NULL, source TEXT, PRIMARY KEY(document, mention),"
    " FOREIGN KEY(document, entity) REFERENCES entities) WITHOUT ROWID;"
    "CREATE TABLE IF NOT EXISTS quote_mentions(document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE, number INTEGER NOT NULL,"
    " mention INTEGER NOT NULL, PRIMARY KEY(document, number, mention)) WITHOUT ROWID;"
    "CREATE INDEX IF NOT EXISTS quotes_by_speaker ON quotes(speaker);"
    "CREATE INDEX IF NOT EXISTS quotes_by_key ON quotes(quote_key);"
    "CREATE INDEX IF NOT EXISTS quotes_by_entity ON quotes(document, entity);"
    "CREATE INDEX IF NOT EXISTS entities_by_name ON entities(name);"
    "CREATE INDEX IF NOT EXISTS entities_by_iri ON entities(iri);"
    "CREATE INDEX IF NOT EXISTS mentions_by_entity ON mentions(document, entity);"
    "CREATE VIRTUAL TABLE IF NOT EXISTS quote_search USING fts5(text, speaker, content='quotes', content_rowid='quote',"
    " tokenize='unicode61 remove_diacritics 2');"
    "CREATE TRIGGER IF NOT EXISTS quote_comes AFTER INSERT ON quotes BEGIN"
    " INSERT INTO quote_search(rowid, text, speaker) VALUES(new.quote, new.text, new.speaker); END;"
    "CREATE TRIGGER IF NOT EXISTS quote_goes AFTER DELETE ON quotes BEGIN"
    " INSERT INTO quote_search(quote_search, rowid, text, speaker) VALUES('delete', old.quote, old.text, old.speaker); END;"
    "CREATE VIEW IF NOT EXISTS who_said_what AS SELECT d.id AS document, d.url, d.title, d.published, q.text AS quote, q.type, q.speaker,"
    " q.speaker_text, e.type AS speaker_type, e.description AS speaker_description, e.iri AS speaker_iri, q.cue, q.cue_lemma, q.negated,"
    " q.score, q.source, q.start, q.\"end\", q.sentence, q.words, q.mentioned, q.before, q.after, q.quote_key"
    " FROM quotes q JOIN documents d USING(document) LEFT JOIN entities e ON e.document = q.document AND e.entity = q.entity;"
    "COMMIT;";

/* The tables that rows of a piece go to, in the order in which a document's rows come. */
enum table { DOCUMENT, ENTITY, QUOTE, MENTION, QUOTE_MENTION, TABLES };

/* ?1 is the number of the document. */
static const char *const INSERT[TABLES] = {
    [DOCUMENT] = ("INSERT INTO documents(key, id, url, title, published, offsets, length, meta, text, error_code, error_message)"
                  " VALUES(?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)"),
    [ENTITY] = "INSERT INTO entities VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
    [QUOTE] = "INSERT INTO quotes VALUES(NULL, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21)",
    [MENTION] = "INSERT INTO mentions VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
    [QUOTE_MENTION] = "INSERT INTO quote_mentions VALUES(?1, ?2, ?3)",
};

struct database {
  sqlite3 *file;
  sqlite3_stmt *remove, *insert[TABLES];
  int in_transaction;
};

/* ---- A document -> rows, in any thread ---- */

struct rows {
  const struct output *output;
  const struct answer *answer;
  struct row row;
  struct identity identity;
  struct bytes json;
  struct writer out;
  uint32_t quote;                /* whose mentions are written */
};

static void write_numbered(struct rows *rows, uint32_t index) {
  if (index == WHOSAID_NONE) cells_null(&rows->out);
  else cells_integer(&rows->out, (int64_t)index + 1);
}

static void write_offset(struct rows *rows, uint32_t byte_offset) { cells_integer(&rows->out, offsets_convert(&rows->row.offsets, byte_offset)); }

/* The score as records print it. */
static void write_score(struct rows *rows, float score) { cells_real(&rows->out, (double)(int)(score * 100 + 0.5f) / 100); }

static void write_slice(struct rows *rows, uint32_t start, uint32_t end) {
  whosaid_string slice = {0};
  if (start != WHOSAID_NONE) slice = (whosaid_string){.bytes = rows->row.text.bytes + start, .length = end - start};
  cells_string(&rows->out, slice);
}

static void write_meta(struct rows *rows, int field) {
  const char *value = rows->row.meta.items + rows->row.meta_start[field];
  cells_word(&rows->out, *value ? value : NULL);
}

static void write_document_row(struct rows *rows) {
  const char *id = rows->row.id.items, *meta = rows->answer->meta ? rows->answer->meta : "{}";
  cells_row(&rows->out, DOCUMENT);
  cells_word(&rows->out, identity_document(&rows->identity));
  cells_word(&rows->out, id);
  for (int field = 0; field < 3; field++) write_meta(rows, field);
  cells_word(&rows->out, unit_word(rows->output->options->offsets));
  write_offset(rows, rows->row.text.length);
  cells_word(&rows->out, meta);
  cells_string(&rows->out, rows->output->options->with_text ? rows->row.text : (whosaid_string){0});
  cells_null(&rows->out);
  cells_null(&rows->out);
}

/* An array or an object as a cell. */
static void write_json(struct rows *rows, const whosaid_entity *entity, int ids) {
  struct json json;
  rows->json.length = 0;
  json_begin(&json, 0, format_append, &rows->json);
  json_open(&json, ids ? '{' : '[', JSON_INLINE);
  for (uint32_t i = 0; ids && i < entity->id_count; i++) json_string_key(&json, entity->ids[i].scheme), json_string(&json, entity->ids[i].value);
  for (uint32_t i = 0; !ids && i < entity->alias_count; i++) json_string(&json, entity->aliases[i]);
  json_close(&json, ids ? '}' : ']');
  if (json_end(&json, NULL)) rows->out.failed = 1;
  cells_string(&rows->out, (whosaid_string){.bytes = rows->json.items, .length = (uint32_t)rows->json.length});
}

static void write_entity_row(struct rows *rows, uint32_t i) {
  const whosaid_entity *entity = &rows->row.entities[i];
  cells_row(&rows->out, ENTITY);
  write_numbered(rows, i);
  cells_word(&rows->out, type_word(entity->type));
  cells_string(&rows->out, entity->name);
  cells_string(&rows->out, entity->description);
  cells_word(&rows->out, gender_word(entity->gender));
  cells_integer(&rows->out, entity->mentions);
  cells_word(&rows->out, identity_entity(&rows->identity, i));
  cells_word(&rows->out, identity_joined_by(&rows->identity, i));
  write_json(rows, entity, 0);
  write_json(rows, entity, 1);
}

static void write_mention_row(struct rows *rows, uint32_t i) {
  const whosaid_mention *mention = &rows->row.mentions[i];
  cells_row(&rows->out, MENTION);
  write_numbered(rows, i);
  write_numbered(rows, mention->entity);
  write_numbered(rows, mention->quote);
  cells_word(&rows->out, type_word(mention->type));
  cells_word(&rows->out, form_word(mention->form));
  write_slice(rows, mention->start, mention->end);
  write_offset(rows, mention->start);
  write_offset(rows, mention->end);
  cells_integer(&rows->out, mention->sentence);
  write_score(rows, mention->score);
  cells_string(&rows->out, mention->source);
}

static void write_quote_mention(void *context, const whosaid_mention *mention) {
  struct rows *rows = context;
  cells_row(&rows->out, QUOTE_MENTION);
  write_numbered(rows, rows->quote);
  write_numbered(rows, (uint32_t)(mention - rows->row.mentions));
}

static void write_speaker(struct rows *rows, const whosaid_speaker *speaker) {
  write_numbered(rows, speaker->known ? speaker->entity : WHOSAID_NONE);
  cells_string(&rows->out, speaker->known ? speaker->name : (whosaid_string){0});
  write_slice(rows, speaker->known ? speaker->start : WHOSAID_NONE, speaker->end);
  cells_word(&rows->out, speaker->known ? how_word(speaker->how) : NULL);
}

/* A cell that the who-said-what table has too. */
static void write_column(struct rows *rows, const whosaid_quote *quote, const struct column *column) {
  whosaid_string cell = row_cell(&rows->row, quote, column);
  if (!cell.bytes) rows->out.failed = 1;
  cells_string(&rows->out, cell.length ? cell : (whosaid_string){0});
}

static void write_quote_row(struct rows *rows, uint32_t i, const struct columns *columns) {
  const whosaid_quote *quote = &rows->row.quotes[i];
  int has_cue = quote->cue.start != WHOSAID_NONE;
  cells_row(&rows->out, QUOTE);
  write_numbered(rows, i);
  write_column(rows, quote, columns->items[0]);
  cells_word(&rows->out, quote_type_word(quote->type));
  write_speaker(rows, &quote->speaker);
  write_slice(rows, quote->cue.start, quote->cue.end);
  cells_string(&rows->out, has_cue ? quote->cue.lemma : (whosaid_string){0});
  cells_integer(&rows->out, quote->negated != 0);
  write_score(rows, quote->score);
  cells_string(&rows->out, quote->source);
  write_offset(rows, quote->start);
  write_offset(rows, quote->end);
  cells_integer(&rows->out, quote->sentence);
  for (size_t column = 1; column < columns->count; column++) write_column(rows, quote, columns->items[column]);
}

static void write_rows(struct rows *rows, const struct columns *columns) {
  write_document_row(rows);
  for (uint32_t i = 0; i < rows->row.entity_count; i++) write_entity_row(rows, i);
  for (uint32_t i = 0; i < rows->row.quote_count; i++) write_quote_row(rows, i, columns);
  for (uint32_t i = 0; i < rows->row.mention_count; i++) write_mention_row(rows, i);
  for (rows->quote = 0; rows->quote < rows->row.quote_count; rows->quote++) {
    row_each_mention(&rows->row, &rows->row.quotes[rows->quote], write_quote_mention, rows);
  }
}

static whosaid_status write_document(const struct output *output, const struct answer *answer, struct bytes *piece, whosaid_error *error) {
  struct rows rows = {.output = output, .answer = answer};
  struct columns columns;
  writer_begin(&rows.out, format_append, piece);
  whosaid_status status = columns_choose(&columns, "quote,words,mentioned,before,after,quote_key", error);
  if (!status) status = row_begin(&rows.row, output, answer, error);
  if (!status) status = identity_read(&rows.identity, output, answer, error);
  if (!status) write_rows(&rows, &columns);
  if (!status) status = writer_end(&rows.out, NULL);
  row_end(&rows.row);
  identity_free(&rows.identity);
  bytes_free(&rows.json);
  return status ? error_memory(error) : WHOSAID_OK;
}

static whosaid_status write_failure(const struct output *output, const struct answer *answer, struct bytes *piece, whosaid_error *error) {
  enum { EMPTY = 7 }; /* cells between the id and the error */
  struct identity identity;
  struct bytes id = {0};
  struct writer out;
  writer_begin(&out, format_append, piece);
  whosaid_status status = identity_read(&identity, output, answer, error);
  if (!status) status = format_plain_id(answer, &id, error);
  if (!status) {
    cells_row(&out, DOCUMENT);
    cells_word(&out, identity_document(&identity));
    cells_word(&out, id.items);
    for (int i = 0; i < EMPTY; i++) cells_null(&out);
    cells_word(&out, whosaid_status_name(answer->failure->status));
    cells_word(&out, answer->failure->message);
    status = writer_end(&out, NULL);
  }
  identity_free(&identity);
  bytes_free(&id);
  return status ? error_memory(error) : WHOSAID_OK;
}

/* ---- Rows -> the file, in one thread ---- */

static whosaid_status run(struct database *database, const char *statement, whosaid_error *error) {
  return sqlite3_exec(database->file, statement, NULL, NULL, NULL) ? database_fail(database->file, error) : WHOSAID_OK;
}

/* The integer that the statement gives, or -1. */
static int64_t ask(const struct database *database, const char *statement) {
  sqlite3_stmt *query = NULL;
  int64_t answer = -1;
  if (!sqlite3_prepare_v2(database->file, statement, -1, &query, NULL) && sqlite3_step(query) == SQLITE_ROW) answer = sqlite3_column_int64(query, 0);
  sqlite3_finalize(query);
  return answer;
}

/* Nobody else's database is added to. */
static whosaid_status check_owner(const struct database *database, whosaid_error *error) {
  int64_t tables = ask(database, "SELECT count(*) FROM sqlite_master"), owner = ask(database, "SELECT application_id FROM pragma_application_id");
  if (tables < 0 || owner < 0) return database_fail(database->file, error);
  if (!tables || owner == strtoll(APPLICATION, NULL, 10)) return WHOSAID_OK;
  return error_set(error, WHOSAID_WRITE_FAILED, 0, 0, "the database there is not one of whosaid; choose another name");
}

static whosaid_status prepare(struct database *database, whosaid_error *error) {
  int failed = sqlite3_prepare_v2(database->file, "DELETE FROM documents WHERE key = ?1", -1, &database->remove, NULL);
  for (int i = 0; !failed && i < TABLES; i++) failed = sqlite3_prepare_v2(database->file, INSERT[i], -1, &database->insert[i], NULL);
  return failed ? database_fail(database->file, error) : WHOSAID_OK;
}

static whosaid_status begin(struct output *output, whosaid_error *error) {
  struct database *database = output->state = calloc(1, sizeof *database);
  if (!database) return error_memory(error);
  if (sqlite3_open(output->path, &database->file)) return database_fail(database->file, error);
  sqlite3_busy_timeout(database->file, 10000);
  whosaid_status status = check_owner(database, error);
  if (!status) status = run(database, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON;", error);
  if (!status) status = run(database, SCHEMA, error);
  return status ? status : prepare(database, error);
}

/* Takes away the document with the key, all of it. */
static whosaid_status replace(struct database *database, const struct read_cell *key, whosaid_error *error) {
  if (database_bind(database->remove, 1, key)) return database_fail(database->file, error);
  return database_step(database->file, database->remove, error);
}

static whosaid_status add(struct output *output, const char *piece, size_t length, whosaid_error *error) {
  struct database *database = output->state;
  whosaid_status status = database->in_transaction ? WHOSAID_OK : run(database, "BEGIN", error);
  sqlite3_stmt *statement = NULL;
  sqlite3_int64 document = 0;
  struct read_cell cell;
  int place = 0;
  database->in_transaction = 1;
  while (!status && cells_next(&piece, &length, &cell)) {
    if (cell.type != CELL_ROW) {
      if (place == 2 && statement == database->insert[DOCUMENT]) status = replace(database, &cell, error);
      if (!status && database_bind(statement, place++, &cell)) status = database_fail(database->file, error);
      continue;
    }
    if (statement) status = database_step(database->file, statement, error);
    if (statement == database->insert[DOCUMENT]) document = sqlite3_last_insert_rowid(database->file);
    statement = database->insert[cell.integer];
    place = 2;
    if (statement != database->insert[DOCUMENT]) sqlite3_bind_int64(statement, 1, document);
  }
  return status ? status : database_step(database->file, statement, error);
}

static whosaid_status flush(struct output *output, whosaid_error *error) {
  struct database *database = output->state;
  if (!database->in_transaction) return WHOSAID_OK;
  database->in_transaction = 0;
  return run(database, "COMMIT", error);
}

static whosaid_status end(struct output *output, whosaid_error *error) {
  whosaid_status status = flush(output, error);
  return status ? status : run(output->state, "PRAGMA optimize; PRAGMA wal_checkpoint(TRUNCATE);", error);
}

static void close_database(struct output *output) {
  struct database *database = output->state;
  if (!database) return;
  sqlite3_finalize(database->remove);
  for (int i = 0; i < TABLES; i++) sqlite3_finalize(database->insert[i]);
  sqlite3_close(database->file);
  free(database);
}

const struct format FORMAT_SQLITE = {.name = "sqlite", .help = "a SQLite database: documents, entities, mentions, quotes, full-text search; -o FILE",
                                     .target = TO_FILE, .heeds = WITH_TEXT | MERGE | OFFSETS, .begin = begin, .write_document = write_document,
                                     .write_failure = write_failure, .failures = "see error_message in the table documents", .add = add, .flush = flush, .end = end, .close = close_database};
