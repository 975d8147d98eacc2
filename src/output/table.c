/* table.c: quotes -> an aligned table for a terminal; what is too long for its column goes on below.
 *
 *   kherson  Russia says it will leave Kherson
 *     Jens Stoltenberg      said       the alliance would ‘have to see’ how things        mixed      0.91
 *                                      developed on the ground                                            */
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/error.h"
#include "base/utf8.h"
#include "output/row.h"

enum { USUAL_WIDTH = 100, NARROW = 80, NARROWEST = 4, GAP = 2 };

/* What stands between the marks of a colour, and when there is none. */
enum colour { PLAIN, HEADING, SPEAKER, FAINT, COLOURS };
static const char *const COLOUR[] = {[PLAIN] = "\033[0m", [HEADING] = "\033[1m", [SPEAKER] = "\033[36m", [FAINT] = "\033[2m"};

struct table {
  struct columns columns;
  unsigned widths[ROW_COLUMNS];
};

/* A column's text on its way down the lines of a row. */
struct cell {
  char *text;
  uint32_t length, at;
};

/* ---- How wide ---- */

static unsigned sum_widths(const struct table *table) {
  unsigned sum = GAP * (unsigned)table->columns.count;
  for (size_t i = 0; i < table->columns.count; i++) sum += table->widths[i];
  return sum;
}

/* The column that takes what room there is: the quote's, or else the widest. */
static size_t widest(const struct table *table) {
  size_t found = 0;
  for (size_t i = 0; i < table->columns.count; i++) {
    if (table->columns.items[i]->width > table->columns.items[found]->width) found = i;
  }
  return found;
}

/* The others shrink, the widest first, when less than a third would be left. */
static void fit_widths(struct table *table, unsigned width) {
  for (size_t i = 0; i < table->columns.count; i++) table->widths[i] = table->columns.items[i]->width;
  size_t flexible = widest(table), most;
  unsigned others = sum_widths(table) - table->widths[flexible], rest = width > others ? width - others : 0;
  table->widths[flexible] = rest > width / 3 ? rest : width / 3;
  while (sum_widths(table) > width) {
    most = flexible ? 0 : table->columns.count - 1;
    for (size_t i = 0; i < table->columns.count; i++) {
      if (i != flexible && table->widths[i] > table->widths[most]) most = i;
    }
    if (most == flexible || table->widths[most] <= NARROWEST) break;
    table->widths[most]--;
  }
}

/* ---- What a terminal shows ---- */

/* Control characters and those that turn the direction of writing around would act on the terminal; U+FFFF is no character. */
static int is_unsafe(uint32_t c) {
  if ((c & 0xFFFE) == 0xFFFE) return 1;
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x200E || c == 0x200F || c == 0x61C || (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

/* Marks that combine with the letter before and what only joins or parts letters take no room, what has no shape one column. */
static unsigned width_of(uint32_t c) {
  utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)c);
  int width = is_unsafe(c) ? 1 : utf8proc_charwidth((utf8proc_int32_t)c);
  int is_joined = category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_ME || category == UTF8PROC_CATEGORY_CF;
  return width > 0 ? (unsigned)width : !is_joined;
}

static void write_character(struct writer *out, const char *bytes, uint32_t size, uint32_t c) {
  if (is_unsafe(c)) writer_text(out, "\uFFFD");
  else writer_bytes(out, bytes, size);
}

/* Blanks wait until something follows them on the line. */
struct line {
  struct writer *out;
  unsigned blanks;
};

static void write_blanks(struct line *line) {
  for (; line->blanks; line->blanks--) writer_bytes(line->out, " ", 1);
}

/* Where the cell's next line ends when it may be so wide: behind its last word that fits, or within a word that is longer. */
static uint32_t break_line(const struct cell *cell, unsigned width, unsigned *used) {
  uint32_t end = cell->at, size, space = 0;
  unsigned at_space = 0;
  *used = 0;
  for (; end < cell->length; end += size) {
    uint32_t c = utf8_decode(cell->text, cell->length, end, &size);
    if (c == ' ') space = end, at_space = *used;
    if (*used + width_of(c) > width && *used) break;
    *used += width_of(c);
  }
  if (end == cell->length || space <= cell->at) return end;
  *used = at_space;
  return space;
}

/* Writes the cell's next line and fills its width. */
static void write_line(struct line *line, struct cell *cell, unsigned width, int to_right) {
  unsigned used;
  uint32_t end = break_line(cell, width, &used), size;
  unsigned rest = used < width ? width - used : 0;
  line->blanks += GAP + (to_right ? rest : 0);
  if (end > cell->at) write_blanks(line);
  for (uint32_t i = cell->at; i < end; i += size) {
    uint32_t c = utf8_decode(cell->text, cell->length, i, &size);
    write_character(line->out, cell->text + i, size, c);
  }
  line->blanks += to_right ? 0 : rest;
  for (cell->at = end; cell->at < cell->length && cell->text[cell->at] == ' ';) cell->at++;
}

/* Every run of white space as one space. */
static uint32_t smooth(char *text, uint32_t length) {
  uint32_t kept = 0, size;
  for (uint32_t i = 0; i < length; i += size) {
    uint32_t c = utf8_decode(text, length, i, &size);
    int space = utf8_is_space(c);
    if (space && (!kept || text[kept - 1] == ' ')) continue;
    memmove(text + kept, space ? " " : text + i, space ? 1 : size);
    kept += space ? 1 : size;
  }
  return kept;
}

/* ---- Rows ---- */

static void paint(const struct output *output, struct writer *out, enum colour colour) {
  if (output->colour) writer_text(out, COLOUR[colour]);
}

static enum colour colour_of(const struct column *column) {
  return !strcmp(column->name, "quote") ? PLAIN : !strcmp(column->name, "speaker") ? SPEAKER : FAINT;
}

static void write_lines(const struct output *output, struct writer *out, struct cell *cells) {
  const struct table *table = output->state;
  for (int more = 1; more;) {
    struct line line = {.out = out};
    more = 0;
    for (size_t i = 0; i < table->columns.count; i++) {
      const struct column *column = table->columns.items[i];
      int shown = cells[i].at < cells[i].length;
      if (shown) paint(output, out, colour_of(column));
      write_line(&line, &cells[i], table->widths[i], column->kind == CELL_NUMBER);
      if (shown) paint(output, out, PLAIN);
      more |= cells[i].at < cells[i].length;
    }
    writer_text(out, "\n");
  }
}

static whosaid_status write_row(const struct output *output, struct row *row, const whosaid_quote *quote, struct writer *out) {
  const struct table *table = output->state;
  struct cell cells[ROW_COLUMNS] = {{0}};
  int failed = 0;
  for (size_t i = 0; i < table->columns.count; i++) {
    whosaid_string text = row_cell(row, quote, table->columns.items[i]);
    cells[i].text = text.bytes ? malloc((size_t)text.length + 1) : NULL;
    failed |= !cells[i].text;
    if (!cells[i].text) continue;
    memcpy(cells[i].text, text.bytes, text.length);
    cells[i].length = smooth(cells[i].text, text.length);
  }
  if (!failed) write_lines(output, out, cells);
  for (size_t i = 0; i < table->columns.count; i++) free(cells[i].text);
  return failed ? WHOSAID_OUT_OF_MEMORY : WHOSAID_OK;
}

static void write_plain(struct writer *out, const char *text) {
  size_t length = strlen(text);
  uint32_t size;
  for (size_t i = 0; i < length; i += size) {
    uint32_t c = utf8_decode(text, length, i, &size);
    write_character(out, text + i, size, c);
  }
}

/* "kherson  Russia says it will leave Kherson" stands above the rows of a document. */
static void write_heading(const struct output *output, const struct row *row, struct writer *out) {
  const char *title = row->meta.items + row->meta_start[1];
  paint(output, out, HEADING);
  write_plain(out, row->id.items);
  paint(output, out, PLAIN);
  writer_text(out, *title ? "  " : "");
  write_plain(out, title);
  writer_text(out, "\n");
}

static whosaid_status write_document(const struct output *output, const struct answer *answer, struct bytes *piece, whosaid_error *error) {
  struct row row;
  struct writer out;
  writer_begin(&out, format_append, piece);
  whosaid_status status = row_begin(&row, output, answer, error);
  if (!status && row.quote_count && !output->options->columns) write_heading(output, &row, &out);
  for (size_t i = 0; !status && i < row.quote_count; i++) status = write_row(output, &row, &row.quotes[i], &out);
  if (!status) status = writer_end(&out, NULL);
  row_end(&row);
  return status ? error_memory(error) : WHOSAID_OK;
}

/* The names of the columns, once. */
static void write_names(const struct output *output) {
  const struct table *table = output->state;
  struct line line = {.out = output->stream};
  paint(output, output->stream, HEADING);
  for (size_t i = 0; i < table->columns.count; i++) {
    const struct column *column = table->columns.items[i];
    struct cell cell = {.text = (char *)(uintptr_t)column->name, .length = (uint32_t)strlen(column->name)};
    write_line(&line, &cell, table->widths[i], column->kind == CELL_NUMBER);
  }
  paint(output, output->stream, PLAIN);
  writer_text(output->stream, "\n");
}

static whosaid_status begin(struct output *output, whosaid_error *error) {
  struct table *table = output->state = calloc(1, sizeof *table);
  if (!table) return error_memory(error);
  unsigned width = output->terminal ? (unsigned)output->terminal : USUAL_WIDTH;
  const char *usual = width < NARROW ? "speaker,quote" : "speaker,cue,quote,type,score";
  whosaid_status status = columns_choose(&table->columns, output->options->columns ? output->options->columns : usual, error);
  if (status) return status;
  fit_widths(table, width);
  write_names(output);
  return WHOSAID_OK;
}

static void close_table(struct output *output) { free(output->state); }

const struct format FORMAT_TABLE = {.name = "table", .help = "who said what: a row a quote, aligned for a terminal", .heeds = COLUMNS | OFFSETS, .begin = begin,
                                    .write_document = write_document, .close = close_table};
