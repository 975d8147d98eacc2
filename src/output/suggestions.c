/* suggestions.c: documents -> the names in them that no list knows, the frequent ones first, as lists to be looked through and used.
 *
 *   # type: organization
 *   # columns: name	note
 *   Nordlicht Energie	7 times in 3 documents: … the utility [Nordlicht Energie] said on Monday … | …
 *
 * The type is the one that most of a name's mentions have; what is capitalized in the middle of sentences and is not taken for a name is
 * suggested as not-a-name. A piece has a line for each occurrence: type, name, context. SQLite counts them in a file of its own, which is
 * gone with the process: memory does not grow with the number of documents. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "document.h"
#include "model/gazetteer.h"
#include "model/model.h"
#include "output/database.h"
#include "output/format.h"

static const char *const TYPES[] = {"person", "place", "organization", "not-a-name"};
enum { NOT_A_NAME = 3, CONTEXT = 40, MOST_NAMES = 1000 };

/* ---- A document's names ---- */

/* Some list has exactly these words. */
static int is_listed(const struct whosaid_document *document, uint32_t first, uint32_t last) {
  const struct token *token = &document->tokens.items[first];
  for (uint32_t i = 0; i < token->candidate_count; i++) {
    const struct candidate *candidate = &document->candidates.items[token->first_candidate + i];
    if (candidate->last == last && candidate->source == FROM_GAZETTEER) return 1;
  }
  return 0;
}

/* Some list has the entity's name, or another of its names in the document. */
static int is_known(const struct whosaid_document *document, const whosaid_entity *entity) {
  static const enum entry_type TYPE_ENTRIES[] = {ENTRY_PERSON, ENTRY_PLACE, ENTRY_ORGANIZATION};
  const struct gazetteer *gazetteer = document->model->gazetteer;
  enum entry_type type = TYPE_ENTRIES[entity->type];
  int known = gazetteer_find(gazetteer, type, entity->name.bytes, entity->name.length) != NULL;
  for (uint32_t i = 0; i < entity->alias_count && !known; i++) {
    known = gazetteer_find(gazetteer, type, entity->aliases[i].bytes, entity->aliases[i].length) != NULL;
  }
  return known;
}

/* On one line and in one column. */
static int put_words(struct bytes *piece, const char *text, uint32_t length) {
  int failed = 0, space = 0;
  for (uint32_t i = 0; i < length && !failed; i++) {
    int is_space = (unsigned char)text[i] <= ' ' || text[i] == '|';
    if (is_space && !space) failed = bytes_append(piece, " ", 1);
    else if (!is_space) failed = bytes_append(piece, text + i, 1);
    space = is_space;
  }
  return failed;
}

/* Some whole words before and behind. */
static int put_context(const struct whosaid_document *document, uint32_t start, uint32_t end, struct bytes *piece) {
  uint32_t from = start > CONTEXT ? start - CONTEXT : 0, to = document->length - end > CONTEXT ? end + CONTEXT : document->length;
  while (from && from < start && (unsigned char)document->text[from - 1] > ' ') from++;
  while (to > end && to < document->length && (unsigned char)document->text[to] > ' ') to--;
  while (to > end && (unsigned char)document->text[to - 1] <= ' ') to--;
  return put_words(piece, document->text + from, start - from) || bytes_append(piece, "[", 1) ||
         put_words(piece, document->text + start, end - start) || bytes_append(piece, "]", 1) || put_words(piece, document->text + end, to - end);
}

static int put_name(const struct whosaid_document *document, uint32_t type, whosaid_string name, uint32_t start, uint32_t end, struct bytes *piece) {
  char letter = (char)('0' + type);
  return bytes_append(piece, &letter, 1) || put_words(piece, name.bytes, name.length) || bytes_append(piece, "\t", 1) ||
         put_context(document, start, end, piece) || bytes_append(piece, "\n", 1);
}

static int is_capitalized(const struct whosaid_document *document, uint32_t i) {
  const struct token *token = &document->tokens.items[i];
  return (token->flags & TOKEN_CAPITAL) && !(token->flags & (TOKEN_INITIAL | TOKEN_ABBREVIATION | TOKEN_SENTENCE_START));
}

/* Capitalized words between two names, in the middle of a sentence of the body. */
static int put_runs(const struct whosaid_document *document, uint32_t first, uint32_t end, struct bytes *piece) {
  int failed = 0;
  for (uint32_t i = first, last; i < end && !failed; i = last) {
    last = i + 1;
    const struct token *token = &document->tokens.items[i];
    if (!is_capitalized(document, i) || document->sentences.items[token->sentence].section != WHOSAID_BODY) continue;
    while (last < end && is_capitalized(document, last) && document->tokens.items[last].sentence == token->sentence) last++;
    if (is_listed(document, i, last)) continue;
    failed = put_name(document, NOT_A_NAME, document_slice(document, i, last), token->start, document->tokens.items[last - 1].end, piece);
  }
  return failed;
}

static whosaid_status write_document(const struct output *output, const struct answer *answer, struct bytes *piece, whosaid_error *error) {
  (void)output;
  const struct whosaid_document *document = answer->document;
  uint32_t next = 0;
  int failed = 0;
  for (uint32_t i = 0; i < document->mentions.count && !failed; i++) {
    const whosaid_mention *mention = &document->mentions.items[i];
    uint32_t first = document_token_at(document, mention->start), last = document_token_at(document, mention->end - 1) + 1;
    if (mention->form != WHOSAID_NAME || first < next) continue;
    failed = put_runs(document, next, first, piece);
    const whosaid_entity *entity = mention->entity == WHOSAID_NONE ? NULL : &document->entities.items[mention->entity];
    if (!failed && entity && !is_known(document, entity)) failed = put_name(document, entity->type, entity->name, mention->start, mention->end, piece);
    next = last;
  }
  return failed || put_runs(document, next, document->tokens.count, piece) ? error_memory(error) : WHOSAID_OK;
}

/* ---- Of all documents ---- */

struct state {
  sqlite3 *database;
  sqlite3_stmt *count;
};

static whosaid_status begin(struct output *output, whosaid_error *error) {
  static const char TABLE[] =
      "CREATE TABLE names(name TEXT, type INTEGER, times INTEGER, documents INTEGER, document INTEGER, contexts TEXT, PRIMARY KEY(name, type)) WITHOUT ROWID";
  static const char COUNT[] =
      "INSERT INTO names VALUES(?1, ?2, 1, 1, ?3, ?4) ON CONFLICT DO UPDATE SET times = times + 1, documents = documents + (document <> ?3),"
      " contexts = CASE WHEN document <> ?3 AND documents < 3 THEN contexts || ' | ' || ?4 ELSE contexts END, document = ?3";
  struct state *state = output->state = calloc(1, sizeof *state);
  if (!state) return error_memory(error);
  whosaid_status status = database_open_scratch(&state->database, TABLE, error);
  if (status) return status;
  return sqlite3_prepare_v2(state->database, COUNT, -1, &state->count, NULL) ? database_fail(state->database, error) : WHOSAID_OK;
}

static whosaid_status add(struct output *output, const char *piece, size_t length, whosaid_error *error) {
  struct state *state = output->state;
  for (const char *line = piece, *end = piece + length, *next; line < end; line = next) {
    const char *tab = memchr(line, '\t', (size_t)(end - line));
    next = (const char *)memchr(line, '\n', (size_t)(end - line)) + 1;
    sqlite3_bind_text(state->count, 1, line + 1, (int)(tab - line - 1), SQLITE_STATIC);
    sqlite3_bind_int(state->count, 2, *line - '0');
    sqlite3_bind_int64(state->count, 3, (sqlite3_int64)output->pieces);
    sqlite3_bind_text(state->count, 4, tab + 1, (int)(next - tab - 2), SQLITE_STATIC);
    whosaid_status status = database_step(state->database, state->count, error);
    if (status) return status;
  }
  return WHOSAID_OK;
}

static void put_row(struct writer *out, sqlite3_stmt *names) {
  char counts[96];
  sqlite3_int64 times = sqlite3_column_int64(names, 1), documents = sqlite3_column_int64(names, 2);
  snprintf(counts, sizeof counts, "\t%lld times in %lld document%s: ", (long long)times, (long long)documents, documents == 1 ? "" : "s");
  writer_text(out, (const char *)sqlite3_column_text(names, 0));
  writer_text(out, counts);
  writer_text(out, (const char *)sqlite3_column_text(names, 3));
  writer_text(out, "\n");
}

/* Each name under the type that most of its mentions have. */
static whosaid_status end(struct output *output, whosaid_error *error) {
  static const char NAMES[] =
      "SELECT name, sum(times) AS total, max(documents), contexts, type, max(times) FROM names GROUP BY name"
      " HAVING total > 1 AND type = ?1 ORDER BY total DESC, name LIMIT ?2";
  struct state *state = output->state;
  sqlite3_stmt *names = NULL;
  int stepped = sqlite3_prepare_v2(state->database, NAMES, -1, &names, NULL);
  for (int type = 0; type <= NOT_A_NAME && (stepped == SQLITE_OK || stepped == SQLITE_DONE); type++) {
    sqlite3_reset(names);
    sqlite3_bind_int(names, 1, type);
    sqlite3_bind_int(names, 2, MOST_NAMES);
    for (int row = 0; (stepped = sqlite3_step(names)) == SQLITE_ROW; row++) {
      if (!row) {
        writer_text(output->stream, "# type: ");
        writer_text(output->stream, TYPES[type]);
        writer_text(output->stream, "\n# columns: name\tnote\n");
      }
      put_row(output->stream, names);
    }
  }
  sqlite3_finalize(names);
  return stepped == SQLITE_DONE ? WHOSAID_OK : database_fail(state->database, error);
}

static void close_state(struct output *output) {
  struct state *state = output->state;
  if (!state) return;
  sqlite3_finalize(state->count);
  sqlite3_close(state->database);
  free(state);
}

const struct format FORMAT_SUGGESTIONS = {.name = "suggestions", .help = "names that no list knows, the frequent ones first, as lists to look through and use",
                                          .begin = begin, .write_document = write_document, .add = add, .end = end, .close = close_state};
