/* graphml.c: documents -> one graph of people, organizations and places, for Gephi, igraph and networkx.
 *
 *   co-mention   two of them stand in one sentence; written from the smaller id to the larger, without a direction in what it means
 *   said-about   the source said something in which the target is named
 *
 * An edge's weight is how many sentences or quotes it stands for. Nodes and edges are summed up in a database on disk and written at the
 * end, in the order of their ids. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/vector.h"
#include "output/database.h"
#include "output/identity.h"
#include "output/row.h"
#include "output/words.h"

/* What a piece's rows are; DOCUMENT has the key alone. */
enum row_kind { DOCUMENT, NODE, EDGE };

enum { NEIGHBOURS = 32 }; /* of one sentence, before a mention: a list of thousands of names does not make millions of edges */

static const char *const EDGE_KINDS[] = {"co-mention", "said-about"};

/* ---- A document -> nodes and edges, in any thread ---- */

struct edge {
  uint32_t source, target, kind;
};

struct edges {
  struct row row;
  struct identity identity;
  VECTOR(struct edge) items;
  uint32_t recent[NEIGHBOURS];   /* entities of the sentence, without repetition */
  uint32_t recent_count, speaker;
  int failed;
  struct writer out;
};

static const char *iri(const struct edges *edges, uint32_t entity) { return identity_entity(&edges->identity, entity); }

static void add_edge(struct edges *edges, struct edge edge) {
  struct edge *added = edge.source == edge.target ? NULL : VECTOR_ADD(&edges->items);
  if (added) *added = edge;
  else edges->failed |= edge.source != edge.target;
}

static void add_pair(struct edges *edges, uint32_t one, uint32_t other) {
  int ordered = strcmp(iri(edges, one), iri(edges, other)) < 0;
  add_edge(edges, (struct edge){.source = ordered ? one : other, .target = ordered ? other : one, .kind = 0});
}

/* Joins an entity with those before it in the sentence, unless it is one of them. */
static void meet(struct edges *edges, uint32_t entity) {
  for (uint32_t i = 0; i < edges->recent_count && i < NEIGHBOURS; i++) {
    if (edges->recent[i] == entity) return;
  }
  for (uint32_t i = 0; i < edges->recent_count && i < NEIGHBOURS; i++) add_pair(edges, edges->recent[i], entity);
  edges->recent[edges->recent_count++ % NEIGHBOURS] = entity;
}

static void find_pairs(struct edges *edges) {
  uint32_t sentence = WHOSAID_NONE;
  for (size_t i = 0; i < edges->row.mention_count; i++) {
    const whosaid_mention *mention = &edges->row.mentions[i];
    if (mention->sentence != sentence) edges->recent_count = 0;
    sentence = mention->sentence;
    if (mention->entity != WHOSAID_NONE) meet(edges, edges->identity.nodes[mention->entity].same);
  }
}

static void meet_quoted(void *context, const whosaid_mention *mention) {
  struct edges *edges = context;
  if (mention->entity == WHOSAID_NONE) return;
  whosaid_mention same = *mention;
  same.entity = edges->identity.nodes[mention->entity].same;
  if (row_sees(&edges->row, &same)) add_edge(edges, (struct edge){.source = edges->speaker, .target = same.entity, .kind = 1});
}

static void find_quoted(struct edges *edges) {
  for (size_t i = 0; i < edges->row.quote_count; i++) {
    const whosaid_speaker *speaker = &edges->row.quotes[i].speaker;
    if (!speaker->known || speaker->entity == WHOSAID_NONE) continue;
    edges->speaker = edges->identity.nodes[speaker->entity].same;
    row_each_mention(&edges->row, &edges->row.quotes[i], meet_quoted, edges);
  }
}

static int by_ends(const void *a, const void *b) { return memcmp(a, b, sizeof(struct edge)); }

static void write_edge(struct edges *edges, const struct edge *edge, uint32_t weight) {
  cells_row(&edges->out, EDGE);
  cells_word(&edges->out, iri(edges, edge->source));
  cells_word(&edges->out, iri(edges, edge->target));
  cells_word(&edges->out, EDGE_KINDS[edge->kind]);
  cells_integer(&edges->out, weight);
}

static void write_edges(struct edges *edges) {
  const struct edge *items = edges->items.items;
  uint32_t count = edges->items.count;
  if (count) qsort(edges->items.items, count, sizeof *items, by_ends);
  for (uint32_t i = 0, weight = 1; i < count; i++, weight++) {
    if (i + 1 < count && !by_ends(&items[i], &items[i + 1])) continue;
    write_edge(edges, &items[i], weight);
    weight = 0;
  }
}

struct sum {
  int64_t mentions, quotes;
};

static void write_node(struct edges *edges, uint32_t i, const struct sum *sum) {
  const whosaid_entity *entity = &edges->row.entities[i];
  cells_row(&edges->out, NODE);
  cells_word(&edges->out, iri(edges, i));
  cells_string(&edges->out, entity->name);
  cells_word(&edges->out, type_word(entity->type));
  cells_word(&edges->out, identity_joined_by(&edges->identity, i));
  cells_integer(&edges->out, sum->mentions);
  cells_integer(&edges->out, sum->quotes);
}

/* Entities with one IRI are one node, with the mentions and quotes of them all. */
static void write_nodes(struct edges *edges) {
  const struct node *nodes = edges->identity.nodes;
  struct sum *sums = calloc(edges->row.entity_count + 1, sizeof *sums);
  edges->failed |= !sums;
  for (uint32_t i = 0; sums && i < edges->row.entity_count; i++) sums[nodes[i].same].mentions += edges->row.entities[i].mentions;
  for (size_t i = 0; sums && i < edges->row.quote_count; i++) {
    const whosaid_speaker *speaker = &edges->row.quotes[i].speaker;
    if (speaker->known && speaker->entity != WHOSAID_NONE) sums[nodes[speaker->entity].same].quotes++;
  }
  for (uint32_t i = 0; sums && i < edges->row.entity_count; i++) {
    if (nodes[i].same == i) write_node(edges, i, &sums[i]);
  }
  free(sums);
}

static whosaid_status write_document(const struct output *output, const struct answer *answer, struct bytes *piece, whosaid_error *error) {
  struct edges edges;
  memset(&edges, 0, sizeof edges);
  writer_begin(&edges.out, format_append, piece);
  whosaid_status status = row_begin(&edges.row, output, answer, error);
  if (!status) status = identity_read(&edges.identity, output, answer, error);
  if (!status) {
    cells_row(&edges.out, DOCUMENT);
    cells_word(&edges.out, identity_document(&edges.identity));
    write_nodes(&edges);
    find_pairs(&edges);
    find_quoted(&edges);
    write_edges(&edges);
    status = writer_end(&edges.out, NULL);
  }
  row_end(&edges.row);
  identity_free(&edges.identity);
  VECTOR_FREE(&edges.items);
  return status || edges.failed ? error_memory(error) : WHOSAID_OK;
}

/* ---- The graph of all documents, in one thread ---- */

static const char TABLES[] =
    "CREATE TABLE nodes(id TEXT PRIMARY KEY, name, type, joined, mentions, quotes, documents) WITHOUT ROWID;"
    "CREATE TABLE edges(source, target, kind, weight, PRIMARY KEY(source, target, kind)) WITHOUT ROWID;";

static const char *const INSERT[] = {
    [DOCUMENT] = DATABASE_SEE,
    [NODE] = "INSERT INTO nodes VALUES(?1, ?2, ?3, ?4, ?5, ?6, 1) ON CONFLICT(id) DO UPDATE SET mentions = mentions + excluded.mentions,"
             " quotes = quotes + excluded.quotes, documents = documents + 1",
    [EDGE] = "INSERT INTO edges VALUES(?1, ?2, ?3, ?4) ON CONFLICT(source, target, kind) DO UPDATE SET weight = weight + excluded.weight",
};
enum { KINDS = sizeof INSERT / sizeof *INSERT };

struct graph {
  sqlite3 *scratch;
  sqlite3_stmt *insert[KINDS];
};

static whosaid_status begin(struct output *output, whosaid_error *error) {
  struct graph *graph = output->state = calloc(1, sizeof *graph);
  if (!graph) return error_memory(error);
  whosaid_status status = database_open_scratch(&graph->scratch, TABLES, error);
  for (int i = 0; !status && i < KINDS; i++) {
    if (sqlite3_prepare_v2(graph->scratch, INSERT[i], -1, &graph->insert[i], NULL)) status = database_fail(graph->scratch, error);
  }
  return status;
}

/* A document that was there before counts once. */
static whosaid_status add(struct output *output, const char *piece, size_t length, whosaid_error *error) {
  static const int CELLS[] = {[DOCUMENT] = 1, [NODE] = 6, [EDGE] = 4};
  struct graph *graph = output->state;
  struct read_cell row, cell;
  int fresh = 1;
  whosaid_status status = WHOSAID_OK;
  while (!status && fresh && cells_next(&piece, &length, &row)) {
    sqlite3_stmt *statement = graph->insert[row.integer];
    for (int i = 1; !status && i <= CELLS[row.integer] && cells_next(&piece, &length, &cell); i++) {
      if (database_bind(statement, i, &cell)) status = database_fail(graph->scratch, error);
    }
    if (!status) status = row.integer == DOCUMENT ? database_see(graph->scratch, statement, &cell, &fresh, error)
                                                  : database_step(graph->scratch, statement, error);
  }
  return status;
}

/* ---- XML ---- */

static const char HEAD[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n"
    "<key id=\"label\" for=\"node\" attr.name=\"label\" attr.type=\"string\"/>\n"
    "<key id=\"type\" for=\"node\" attr.name=\"type\" attr.type=\"string\"/>\n"
    "<key id=\"joinedBy\" for=\"node\" attr.name=\"joinedBy\" attr.type=\"string\"/>\n"
    "<key id=\"mentions\" for=\"node\" attr.name=\"mentions\" attr.type=\"int\"/>\n"
    "<key id=\"quotes\" for=\"node\" attr.name=\"quotes\" attr.type=\"int\"/>\n"
    "<key id=\"documents\" for=\"node\" attr.name=\"documents\" attr.type=\"int\"/>\n"
    "<key id=\"kind\" for=\"edge\" attr.name=\"kind\" attr.type=\"string\"/>\n"
    "<key id=\"weight\" for=\"edge\" attr.name=\"weight\" attr.type=\"int\"/>\n"
    "<graph id=\"whosaid\" edgedefault=\"directed\">\n";
static const char TAIL[] = "</graph>\n</graphml>\n";

/* U+FFFE and U+FFFF, and control characters but for TAB and line breaks, cannot stand in XML. */
static uint32_t count_forbidden(const char *c) {
  const unsigned char *u = (const unsigned char *)c;
  if (*u < 0x20) return *u != '\t' && *u != '\n' && *u != '\r';
  return u[0] == 0xEF && u[1] == 0xBF && u[2] >= 0xBE ? 3 : 0;
}

static void write_xml(struct writer *out, const char *text) {
  static const char *const ESCAPES[] = {['<'] = "&lt;", ['>'] = "&gt;", ['&'] = "&amp;", ['"'] = "&quot;", ['\r'] = "&#13;"};
  for (uint32_t size; *text; text += size) {
    unsigned char c = (unsigned char)*text;
    uint32_t forbidden = count_forbidden(text);
    const char *escape = forbidden ? "\uFFFD" : c < sizeof ESCAPES / sizeof *ESCAPES ? ESCAPES[c] : NULL;
    size = forbidden ? forbidden : 1;
    if (escape) writer_text(out, escape);
    else writer_bytes(out, text, size);
  }
}

static const char *column(sqlite3_stmt *query, int i) { return (const char *)sqlite3_column_text(query, i); }

static void write_element(struct writer *out, const char *key, const char *value) {
  if (!value) return;
  const char *parts[] = {"<data key=\"", key, "\">"};
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) writer_text(out, parts[i]);
  write_xml(out, value);
  writer_text(out, "</data>");
}

static void write_xml_node(struct writer *out, sqlite3_stmt *query) {
  static const char *const KEYS[] = {"label", "type", "joinedBy", "mentions", "quotes", "documents"};
  writer_text(out, "<node id=\"");
  write_xml(out, column(query, 0));
  writer_text(out, "\">");
  for (int i = 0; i < (int)(sizeof KEYS / sizeof *KEYS); i++) write_element(out, KEYS[i], column(query, i + 1));
  writer_text(out, "</node>\n");
}

static void write_xml_edge(struct writer *out, sqlite3_stmt *query) {
  writer_text(out, "<edge source=\"");
  write_xml(out, column(query, 0));
  writer_text(out, "\" target=\"");
  write_xml(out, column(query, 1));
  writer_text(out, "\">");
  write_element(out, "kind", column(query, 2));
  write_element(out, "weight", column(query, 3));
  writer_text(out, "</edge>\n");
}

static whosaid_status write_all(struct output *output, const char *statement, void (*write)(struct writer *out, sqlite3_stmt *query),
                                whosaid_error *error) {
  const struct graph *graph = output->state;
  sqlite3_stmt *query = NULL;
  int code = sqlite3_prepare_v2(graph->scratch, statement, -1, &query, NULL);
  while (!code && (code = sqlite3_step(query)) == SQLITE_ROW) {
    write(output->stream, query);
    code = 0;
  }
  whosaid_status status = code == SQLITE_DONE ? WHOSAID_OK : database_fail(graph->scratch, error);
  sqlite3_finalize(query);
  return status;
}

static whosaid_status end(struct output *output, whosaid_error *error) {
  writer_text(output->stream, HEAD);
  whosaid_status status = write_all(output, "SELECT id, name, type, joined, mentions, quotes, documents FROM nodes ORDER BY id", write_xml_node, error);
  if (!status) status = write_all(output, "SELECT source, target, kind, weight FROM edges ORDER BY source, target, kind", write_xml_edge, error);
  writer_text(output->stream, TAIL);
  return status;
}

static void close_graph(struct output *output) {
  struct graph *graph = output->state;
  if (!graph) return;
  for (int i = 0; i < KINDS; i++) sqlite3_finalize(graph->insert[i]);
  sqlite3_close(graph->scratch);
  free(graph);
}

const struct format FORMAT_GRAPHML = {.name = "graphml", .help = "who is named with whom and speaks of whom, for Gephi, igraph and networkx", .heeds = MERGE,
                                      .begin = begin, .write_document = write_document, .add = add, .end = end, .close = close_graph};
