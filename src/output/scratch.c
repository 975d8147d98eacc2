/* scratch.c: a database without a name -> keys that were seen, sums over documents. */
#include "output/scratch.h"

#include "base/error.h"

const char SCRATCH_SEE[] = "INSERT OR IGNORE INTO seen VALUES(?1)";

whosaid_status scratch_fail(sqlite3 *scratch, whosaid_error *error) {
  return error_set(error, WHOSAID_WRITE_FAILED, 0, 0, "%s", sqlite3_errmsg(scratch));
}

whosaid_status scratch_open(sqlite3 **scratch, const char *tables, whosaid_error *error) {
  static const char BEGIN[] = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN; CREATE TABLE seen(key TEXT PRIMARY KEY) WITHOUT ROWID;";
  int failed = sqlite3_open("", scratch) || sqlite3_exec(*scratch, BEGIN, NULL, NULL, NULL) || sqlite3_exec(*scratch, tables, NULL, NULL, NULL);
  return failed ? scratch_fail(*scratch, error) : WHOSAID_OK;
}

int scratch_bind(sqlite3_stmt *statement, int place, const struct read_cell *cell) {
  switch (cell->type) {
    case CELL_STRING: return sqlite3_bind_text(statement, place, cell->text.bytes, (int)cell->text.length, SQLITE_STATIC);
    case CELL_INTEGER: return sqlite3_bind_int64(statement, place, cell->integer);
    case CELL_REAL: return sqlite3_bind_double(statement, place, cell->real);
    default: return sqlite3_bind_null(statement, place);
  }
}

whosaid_status scratch_step(sqlite3 *scratch, sqlite3_stmt *statement, whosaid_error *error) {
  whosaid_status status = sqlite3_step(statement) == SQLITE_DONE ? WHOSAID_OK : scratch_fail(scratch, error);
  sqlite3_reset(statement);
  return status;
}

whosaid_status scratch_see(sqlite3 *scratch, sqlite3_stmt *see, const struct read_cell *key, int *fresh, whosaid_error *error) {
  if (scratch_bind(see, 1, key)) return scratch_fail(scratch, error);
  whosaid_status status = scratch_step(scratch, see, error);
  *fresh = !status && sqlite3_changes(scratch) > 0;
  return status;
}
