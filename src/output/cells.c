/* cells.c: typed cells -> bytes -> typed cells. */
#include "output/cells.h"

#include <string.h>

static void put(struct writer *out, enum cell_type type, const void *value, size_t size) {
  char tag = (char)type;
  writer_bytes(out, &tag, 1);
  writer_bytes(out, value, size);
}

void cells_row(struct writer *out, uint32_t table) { put(out, CELL_ROW, &(int64_t){table}, sizeof(int64_t)); }
void cells_integer(struct writer *out, int64_t number) { put(out, CELL_INTEGER, &number, sizeof number); }
void cells_real(struct writer *out, double number) { put(out, CELL_REAL, &number, sizeof number); }
void cells_null(struct writer *out) { put(out, CELL_NULL, "", 0); }

void cells_string(struct writer *out, whosaid_string text) {
  if (!text.bytes) {
    cells_null(out);
    return;
  }
  put(out, CELL_STRING, &text.length, sizeof text.length);
  writer_bytes(out, text.bytes, text.length);
}

void cells_word(struct writer *out, const char *word) {
  cells_string(out, (whosaid_string){.bytes = word, .length = word ? (uint32_t)strlen(word) : 0});
}

static void take(const char **bytes, size_t *length, void *value, size_t size) {
  memcpy(value, *bytes, size);
  *bytes += size;
  *length -= size;
}

int cells_next(const char **bytes, size_t *length, struct read_cell *cell) {
  char tag;
  if (!*length) return 0;
  take(bytes, length, &tag, 1);
  cell->type = (enum cell_type)tag;
  if (cell->type == CELL_REAL) take(bytes, length, &cell->real, sizeof cell->real);
  if (cell->type == CELL_ROW || cell->type == CELL_INTEGER) take(bytes, length, &cell->integer, sizeof cell->integer);
  if (cell->type != CELL_STRING) return 1;
  take(bytes, length, &cell->text.length, sizeof cell->text.length);
  cell->text.bytes = *bytes;
  *bytes += cell->text.length;
  *length -= cell->text.length;
  return 1;
}
