/* delimited.c: quotes -> rows of CSV (RFC 4180), of TSV and of Markdown.
 *
 *   CSV       "He said ""no"", twice"    a cell with a quotation mark, comma or line break stands in quotation marks; lines end in CR LF
 *   TSV       a\tb                       TAB, line breaks and backslash are written \t \n \r \\
 *   Markdown  \*a\* \| b                 what Markdown would read as markup has a backslash; line breaks become spaces */
#include "output/delimited.h"

#include <string.h>

#include "base/error.h"
#include "output/row.h"

/* How a format writes its lines. */
struct dialect {
  const char *usual;                   /* columns; NULL: all */
  const char *open, *between, *close;  /* of a line */
  void (*write_cell)(struct writer *out, const char *before, whosaid_string cell);
};

void delimited_write_csv(struct writer *out, const char *before, whosaid_string cell) {
  const char *bytes = cell.bytes, *end = bytes + cell.length, *mark;
  int plain = 1;
  for (const char *c = bytes; plain && c < end; c++) plain = *c != '"' && *c != ',' && *c != '\n' && *c != '\r';
  if (!plain) writer_text(out, "\"");
  writer_text(out, before);
  for (; !plain && (mark = memchr(bytes, '"', (size_t)(end - bytes))); bytes = mark + 1) {
    writer_bytes(out, bytes, (size_t)(mark - bytes));
    writer_text(out, "\"\"");
  }
  writer_bytes(out, bytes, (size_t)(end - bytes));
  if (!plain) writer_text(out, "\"");
}

static void write_tsv_cell(struct writer *out, const char *before, whosaid_string cell) {
  static const char *const ESCAPES[] = {['\t'] = "\\t", ['\n'] = "\\n", ['\r'] = "\\r", ['\\'] = "\\\\"};
  writer_text(out, before);
  for (uint32_t i = 0; i < cell.length; i++) {
    unsigned char c = (unsigned char)cell.bytes[i];
    const char *escape = c < sizeof ESCAPES / sizeof *ESCAPES ? ESCAPES[c] : NULL;
    if (escape) writer_text(out, escape);
    else writer_bytes(out, cell.bytes + i, 1);
  }
}

static void write_markdown_cell(struct writer *out, const char *before, whosaid_string cell) {
  writer_text(out, before);
  for (uint32_t i = 0; i < cell.length; i++) {
    char c = cell.bytes[i];
    if (strchr("\\`*_[]<>|~&$#", c)) writer_text(out, "\\");
    if (c == '\t' || c == '\n' || c == '\r') c = ' ';
    writer_bytes(out, &c, 1);
  }
}

static const struct dialect CSV = {NULL, "", ",", "\r\n", delimited_write_csv}, TSV = {NULL, "", "\t", "\n", write_tsv_cell},
                            MARKDOWN = {"speaker,quote,type,cue,score,document", "| ", " | ", " |\n", write_markdown_cell};

static const struct dialect *dialect_of(const struct output *output) {
  return output->format == &FORMAT_CSV ? &CSV : output->format == &FORMAT_TSV ? &TSV : &MARKDOWN;
}

static whosaid_status choose(const struct output *output, struct columns *columns, whosaid_error *error) {
  return columns_choose(columns, output->options->columns ? output->options->columns : dialect_of(output)->usual, error);
}

/* A line of the columns' names, or of the same word for each. */
static void write_names(struct writer *out, const struct dialect *dialect, const struct columns *columns, const char *word) {
  for (size_t i = 0; i < columns->count; i++) {
    writer_text(out, i ? dialect->between : dialect->open);
    writer_text(out, word ? word : columns->items[i]->name);
  }
  writer_text(out, dialect->close);
}

/* Excel takes a file for UTF-8 when it starts with U+FEFF. */
static whosaid_status begin(struct output *output, whosaid_error *error) {
  const struct dialect *dialect = dialect_of(output);
  struct columns columns;
  whosaid_status status = choose(output, &columns, error);
  if (status) return status;
  if (output->options->spreadsheet) writer_text(output->stream, "\xEF\xBB\xBF");
  write_names(output->stream, dialect, &columns, NULL);
  if (dialect == &MARKDOWN) write_names(output->stream, dialect, &columns, "---");
  return WHOSAID_OK;
}

/* "=1+1", "@SUM(A1)": a spreadsheet would reckon, or worse; an apostrophe before it makes it text. */
static int is_formula(whosaid_string cell) {
  static const char *const STARTS[] = {"=", "+", "-", "@", "\t", "\r", "\n", "\uFF1D", "\uFF0B", "\uFF0D", "\uFF20"};
  for (size_t i = 0; i < sizeof STARTS / sizeof *STARTS; i++) {
    size_t length = strlen(STARTS[i]);
    if (cell.length >= length && !memcmp(cell.bytes, STARTS[i], length)) return 1;
  }
  return 0;
}

static whosaid_status write_row(struct row *row, const whosaid_quote *quote, const struct output *output, const struct columns *columns,
                                struct writer *out) {
  const struct dialect *dialect = dialect_of(output);
  for (size_t i = 0; i < columns->count; i++) {
    whosaid_string cell = row_cell(row, quote, columns->items[i]);
    if (!cell.bytes) return WHOSAID_OUT_OF_MEMORY;
    writer_text(out, i ? dialect->between : dialect->open);
    dialect->write_cell(out, output->options->spreadsheet && is_formula(cell) ? "'" : "", cell);
  }
  writer_text(out, dialect->close);
  return WHOSAID_OK;
}

static whosaid_status write_document(const struct output *output, const struct answer *answer, struct bytes *piece, whosaid_error *error) {
  struct row row;
  struct columns columns;
  struct writer out;
  writer_begin(&out, format_append, piece);
  whosaid_status status = row_begin(&row, output, answer, error);
  if (!status) status = choose(output, &columns, error);
  for (size_t i = 0; !status && i < row.quote_count; i++) status = write_row(&row, &row.quotes[i], output, &columns, &out);
  if (!status) status = writer_end(&out, NULL);
  row_end(&row);
  return status ? error_memory(error) : WHOSAID_OK;
}

const struct format FORMAT_CSV = {.name = "csv", .help = "the same as CSV (RFC 4180)", .heeds = COLUMNS | SPREADSHEET | OFFSETS,
                                  .begin = begin, .write_document = write_document};
const struct format FORMAT_TSV = {.name = "tsv", .help = "the same, parted by TABs; TAB, line break and backslash are written \\t \\n \\r \\\\",
                                  .heeds = COLUMNS | SPREADSHEET | OFFSETS, .begin = begin, .write_document = write_document};
const struct format FORMAT_MARKDOWN = {.name = "markdown", .help = "the same as a Markdown table", .heeds = COLUMNS | OFFSETS,
                                       .begin = begin, .write_document = write_document};
