/* writers.c: any bytes as a format, an id and a text -> the document in this format, read back.
 *
 *   format (1) │ options (1) │ id and metadata, a line │ text */
#include <cjson/cJSON.h>
#include <libxml/parser.h>
#include <serd/serd.h>
#include <sqlite3.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/utf8.h"
#include "fuzz.h"
#include "input/input.h"
#include "output/format.h"

/* ---- Reading back ---- */

static void check_json(const char *bytes, size_t length) {
  const char *end = NULL;
  cJSON *value = cJSON_ParseWithLengthOpts(bytes, length, &end, 0);
  demand(value != NULL, "what is written is JSON");
  while (end < bytes + length && strchr(" \n", *end)) end++;
  demand(end == bytes + length, "nothing follows the JSON");
  cJSON_Delete(value);
}

static void check_line(const char *bytes, size_t length) {
  demand(length && memchr(bytes, '\n', length) == bytes + length - 1, "a record is one line");
  check_json(bytes, length);
}

/* Every row has as many cells as the first one. */
static void check_csv(const char *bytes, size_t length) {
  size_t columns = 0, cells = 1;
  int quoted = 0;
  for (size_t i = 0; i < length; i++) {
    if (bytes[i] == '"') quoted = !quoted;
    if (quoted) continue;
    cells += bytes[i] == ',';
    if (bytes[i] != '\n') continue;
    demand(!columns || cells == columns, "rows have as many cells as there are columns");
    columns = cells;
    cells = 1;
  }
  demand(!quoted && (!length || bytes[length - 1] == '\n'), "a table ends with a row");
}

static void check_tsv(const char *bytes, size_t length) {
  size_t columns = 0, cells = 1;
  for (size_t i = 0; i < length; i++) {
    cells += bytes[i] == '\t';
    demand(bytes[i] != '\r', "no line break stands in a cell");
    if (bytes[i] != '\n') continue;
    demand(!columns || cells == columns, "rows have as many cells as there are columns");
    columns = cells;
    cells = 1;
  }
}

static void say_nothing(void *context, xmlErrorPtr error) { (void)context, (void)error; }

static void check_xml(const char *bytes, size_t length) {
  xmlSetStructuredErrorFunc(NULL, say_nothing);
  xmlDocPtr document = xmlReadMemory(bytes, (int)length, NULL, NULL, XML_PARSE_NONET);
  demand(document != NULL, "what is written is XML");
  xmlFreeDoc(document);
}

/* Between its elements of JSON the page is the same whatever the documents: none of them ends early. */
static void check_page(const char *bytes, size_t length) {
  static const char OPENING[] = "<script type=\"application/json\">", CLOSING[] = "</script>\n";
  const char *start = memmem(bytes, length, OPENING, sizeof OPENING - 1);
  demand(start != NULL, "a page holds its document");
  start += sizeof OPENING - 1;
  const char *end = memchr(start, '<', (size_t)(bytes + length - start));
  demand(end && !memcmp(end, CLOSING, sizeof CLOSING - 1), "no text ends an element of the page");
  check_json(start, (size_t)(end - start));
}

static SerdStatus refuse(void *context, const SerdError *error) {
  (void)context;
  fprintf(stderr, "%u:%u ", error->line, error->col);
  demand(0, "what is written is N-Quads");
  return SERD_SUCCESS;
}

static void check_quads(const char *bytes, size_t length) {
  char *text = malloc(length + 1);
  demand(text != NULL, "memory");
  memcpy(text, bytes, length);
  text[length] = '\0';
  SerdReader *reader = serd_reader_new(SERD_NQUADS, NULL, NULL, NULL, NULL, NULL, NULL);
  serd_reader_set_strict(reader, true);
  serd_reader_set_error_sink(reader, refuse, NULL);
  demand(!serd_reader_read_string(reader, (const uint8_t *)text), "what is written is N-Quads");
  serd_reader_free(reader);
  free(text);
}

static const struct {
  const char *format;
  void (*check)(const char *bytes, size_t length);
} READERS[] = {{"jsonl", check_line}, {"json", check_json},  {"csv", check_csv},     {"tsv", check_tsv}, {"graphml", check_xml},
               {"html", check_page},  {"nquads", check_quads}, {"jsonld", check_json}};

static void read_back(const struct format *format, const struct bytes *out) {
  demand(utf8_valid_length(out->items, out->length) == out->length, "what is written is UTF-8");
  for (size_t i = 0; i < sizeof READERS / sizeof *READERS; i++) {
    if (!strcmp(READERS[i].format, format->name)) READERS[i].check(out->items, out->length);
  }
}

static void check_database(const char *path) {
  sqlite3 *database;
  sqlite3_stmt *statement;
  static const char QUESTION[] = "SELECT (SELECT count(*) FROM documents) = 1 AND integrity_check = 'ok' AND"
                                 " NOT EXISTS (SELECT 1 FROM pragma_foreign_key_check) FROM pragma_integrity_check";
  demand(!sqlite3_open(path, &database) && !sqlite3_prepare_v2(database, QUESTION, -1, &statement, NULL), "a database is written");
  demand(sqlite3_step(statement) == SQLITE_ROW && sqlite3_column_int(statement, 0), "a database is whole");
  sqlite3_finalize(statement);
  sqlite3_close(database);
}

static void check_folder(const char *path) {
  char name[512];
  static char bytes[1 << 20];
  DIR *folder = opendir(path);
  for (struct dirent *entry; (entry = readdir(folder));) {
    size_t length = strlen(entry->d_name);
    if (length < 5 || strcmp(entry->d_name + length - 4, ".csv") != 0) continue;
    snprintf(name, sizeof name, "%s/%s", path, entry->d_name);
    FILE *file = fopen(name, "rb");
    demand(file != NULL, "a file of the folder is read");
    length = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    demand(utf8_valid_length(bytes, length) == length, "what is written is UTF-8");
    if (length < sizeof bytes) check_csv(bytes, length);
  }
  closedir(folder);
}

static void remove_folder(const char *path) {
  DIR *folder = opendir(path);
  for (struct dirent *entry; folder && (entry = readdir(folder));) {
    if (entry->d_name[0] != '.') unlinkat(dirfd(folder), entry->d_name, 0);
  }
  if (folder) closedir(folder);
  rmdir(path);
}

/* ---- Writing ---- */

static void write_all(struct output *output, const struct answer *answer, struct bytes *out) {
  struct bytes piece = {0};
  struct writer stream;
  whosaid_error error = {.status = WHOSAID_OK};
  const struct format *format = output->format;
  writer_begin(&stream, format_append, out);
  if (format->target == TO_STREAM) output->stream = &stream;
  whosaid_status status = format->begin ? format->begin(output, &error) : WHOSAID_OK;
  if (!status && answer->document) status = format->write_document(output, answer, &piece, &error);
  else if (!status && format->write_failure) status = format->write_failure(output, answer, &piece, &error);
  if (!status && piece.length && format->add) status = format->add(output, piece.items, piece.length, &error);
  else if (!status && output->stream) writer_bytes(&stream, piece.items, piece.length);
  if (!status && format->flush) status = format->flush(output, &error);
  if (!status && format->end) status = format->end(output, &error);
  if (output->stream) writer_flush(&stream);
  if (format->close) format->close(output);
  bytes_free(&piece);
  if (status) fprintf(stderr, "%s: %s\n", format->name, error.message);
  demand(!status, "a document is written");
}

static void write_answer(const struct format *format, unsigned char flags, const struct answer *answer) {
  const struct output_options options = {.offsets = (whosaid_unit)(flags % 3), .with_text = flags >> 2 & 1, .spreadsheet = flags >> 3 & 1,
                                         .merge_names = flags >> 4 & 1};
  struct output output = {.format = format, .options = &options};
  struct bytes out = {0};
  char path[] = "/tmp/whosaid-fuzz-XXXXXX", file[64];
  if (format->target != TO_STREAM) demand(mkdtemp(path) != NULL, "a folder");
  snprintf(file, sizeof file, "%s/file", path);
  output.path = format->target == TO_FILE ? file : path;
  write_all(&output, answer, &out);
  if (format->target == TO_STREAM && (answer->document || format->write_failure)) read_back(format, &out);
  if (format->target == TO_FILE) check_database(file);
  if (format->target == TO_FOLDER) check_folder(path);
  if (format->target != TO_STREAM) remove_folder(path);
  bytes_free(&out);
}

static const struct format *format_of(unsigned char byte) {
  size_t count = 0;
  while (format_at(count)) count++;
  return format_at(byte % count);
}

static void append(struct bytes *json, const char *text) { demand(!bytes_append(json, text, strlen(text)), "memory"); }

void fuzz_writers(const char *bytes, size_t length) {
  struct bytes id = {0}, meta = {0};
  whosaid_error error;
  whosaid_document *document;
  if (length < 2) return;
  const char *line = bytes + 2, *end = memchr(line, '\n', length - 2), *text = end ? end + 1 : line;
  size_t line_length = end ? (size_t)(end - line) : 0, text_length = (size_t)(bytes + length - text);
  demand(!input_append_json(&id, line, line_length) && !bytes_append(&id, "", 1), "memory");
  append(&meta, "{\"title\":"), append(&meta, id.items), append(&meta, ",\"url\":"), append(&meta, id.items), append(&meta, "}");
  demand(!bytes_append(&meta, "", 1), "memory");
  whosaid_status status = whosaid_analyze(fuzz_model, text, text_length, &document, &error);
  struct answer answer = {.document = document, .failure = status ? &error : NULL, .id = id.items, .id_given = bytes[1] >> 5 & 1, .meta = meta.items, .line = 1};
  write_answer(format_of((unsigned char)bytes[0]), (unsigned char)bytes[1], &answer);
  whosaid_document_free(document);
  bytes_free(&id);
  bytes_free(&meta);
}
