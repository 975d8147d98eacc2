/* marked_sentence.c: a sentence -> lines that fit a terminal, names and quotes marked under them.
 *
 *   “It was late,” said Carla Rossi, the mayor of Turin.
 *                       └─m1──────┘               └m2─┘
 *    ╘═q1═══════╛                                                 */
#include "output/marked_sentence.h"

#include <stdio.h>
#include <string.h>
#include <utf8proc.h>

#include "base/utf8.h"
#include "document.h"

enum { WIDTH = 96, MOST_BYTES = 4 * WIDTH };

/* A piece of the text that stands on one line. */
struct line {
  const char *text;
  uint32_t start, end; /* bytes of the text */
};

/* Ends and filling of a mark. */
struct style {
  const char *left, *fill, *right;
};

struct row {
  const char *cells[WIDTH + 1]; /* a character each, NULL for a space */
  char labels[WIDTH + 1][2];
  uint32_t used;                /* columns */
};

static uint32_t width_of(uint32_t letter) {
  if (letter < 0x7F) return 1;
  int width = utf8proc_charwidth((utf8proc_int32_t)letter);
  return width > 0 ? (uint32_t)width : 0;
}

static uint32_t count_columns(const struct line *line, uint32_t end) {
  uint32_t columns = 0, size;
  for (uint32_t i = line->start; i < end; i += size) columns += width_of(utf8_decode(line->text, line->end, i, &size));
  return columns;
}

/* The line that starts here: as many words as fit, a part of a word that does not. */
static struct line next_line(const char *text, uint32_t start, uint32_t end) {
  struct line line = {.text = text, .start = start};
  uint32_t columns = 0, at = start, space = 0, size;
  while (at < end && at - start < MOST_BYTES) {
    columns += width_of(utf8_decode(text, end, at, &size));
    if (columns > WIDTH) break;
    if ((unsigned char)text[at] <= ' ') space = at;
    at += size;
  }
  line.end = at < end && space > start ? space : at;
  return line;
}

static void write_line(struct writer *out, const struct line *line) {
  writer_text(out, "\n  ");
  for (uint32_t i = line->start; i < line->end; i++) {
    unsigned char byte = (unsigned char)line->text[i];
    if (byte <= ' ' || byte == 0x7F) writer_text(out, " ");
    else writer_bytes(out, line->text + i, 1);
  }
}

/* Marks what the span has of the line, with its label where there is room. */
static void mark(struct row *row, const struct line *line, uint32_t start, uint32_t end, const struct style *style, char letter, uint32_t index) {
  char label[16];
  if (start < line->start) start = line->start;
  if (end > line->end) end = line->end;
  if (start >= end) return;
  uint32_t first = count_columns(line, start), last = count_columns(line, end), length = (uint32_t)snprintf(label, sizeof label, "%c%u", letter, index + 1);
  if (last > WIDTH || first >= last) return;
  for (uint32_t i = first; i < last; i++) row->cells[i] = style->fill;
  row->cells[first] = style->left;
  if (last - first > 1) row->cells[last - 1] = style->right;
  for (uint32_t i = 0; last - first >= length + 2 && i < length; i++) {
    uint32_t at = first + 1 + (last - first >= length + 4) + i;
    row->labels[at][0] = label[i];
    row->cells[at] = row->labels[at];
  }
  if (row->used < last) row->used = last;
}

static void write_row(struct writer *out, const struct row *row) {
  if (row->used) writer_text(out, "\n  ");
  for (uint32_t i = 0; i < row->used; i++) writer_text(out, row->cells[i] ? row->cells[i] : " ");
}

static void write_marks(struct writer *out, const struct whosaid_document *document, const struct line *line, uint32_t mention, uint32_t quote) {
  static const struct style NAME = {"└", "─", "┘"}, QUOTE = {"╘", "═", "╛"};
  struct row names = {0}, quotes = {0};
  for (; mention < document->mentions.count && document->mentions.items[mention].start < line->end; mention++) {
    const whosaid_mention *found = &document->mentions.items[mention];
    mark(&names, line, found->start, found->end, &NAME, 'm', mention);
  }
  for (; quote < document->quotes.count && document->quotes.items[quote].start < line->end; quote++) {
    const whosaid_quote *found = &document->quotes.items[quote];
    for (uint32_t i = 0; i < found->part_count; i++) mark(&quotes, line, found->parts[i].start, found->parts[i].end, &QUOTE, 'q', quote);
  }
  write_row(out, &names);
  write_row(out, &quotes);
}

void write_marked_sentence(struct writer *out, const whosaid_document *document, uint32_t sentence, uint32_t mention, uint32_t quote) {
  const whosaid_sentence *span = &document->sentences.items[sentence];
  for (uint32_t at = span->start; at < span->end;) {
    struct line line = next_line(document->text, at, span->end);
    write_line(out, &line);
    write_marks(out, document, &line, mention, quote);
    for (at = line.end; at < span->end && (unsigned char)document->text[at] <= ' ';) at++;
  }
}
