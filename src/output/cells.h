/* cells.h: rows of typed cells in bytes: what threads hand to the one that fills a store.
 *
 *   'R' table  'T' length "Kherson"  'I' 522  'D' 0.98  'N'    'R' table …            */
#ifndef WHOSAID_OUTPUT_CELLS_H
#define WHOSAID_OUTPUT_CELLS_H

#include "output/writer.h"
#include "whosaid.h"

enum cell_type { CELL_ROW = 'R', CELL_STRING = 'T', CELL_INTEGER = 'I', CELL_REAL = 'D', CELL_NULL = 'N' };

void cells_row(struct writer *out, uint32_t table);
void cells_string(struct writer *out, whosaid_string text);   /* NULL when it has no bytes */
void cells_word(struct writer *out, const char *word);        /* NUL-terminated; NULL when it is */
void cells_integer(struct writer *out, int64_t number);
void cells_real(struct writer *out, double number);
void cells_null(struct writer *out);

struct read_cell {
  enum cell_type type;
  int64_t integer;         /* a row's table */
  double real;
  whosaid_string text;
};

/* Takes the next cell off the bytes: 1, or 0 at their end. */
int cells_next(const char **bytes, size_t *length, struct read_cell *cell);

#endif
