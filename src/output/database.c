/* database.c: cells -> statements of SQLite; a database without a name -> keys that were seen, sums over documents. */
#include "output/database.h"

#include "base/error.h"

const char DATABASE_SEE[] = "INSERT OR IGNORE INTO seen VALUES(?1)";

whosaid_status database_fail(sqlite3 *database, whosaid_error *error) {
  return error_set(error, WHOSAID_WRITE_FAILED, 0, 0, "%s", sqlite3_errmsg(database));
}

whosaid_status database_open_scratch(sqlite3 **database, const char *tables, whosaid_error *error) {
  static const char BEGIN[] = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN; CREATE TABLE seen(key TEXT PRIMARY KEY) WITHOUT ROWID;";
  int failed = sqlite3_open("", database) || sqlite3_exec(*database, BEGIN, NULL, NULL, NULL) || sqlite3_exec(*database, tables, NULL, NULL, NULL);
  return failed ? database_fail(*database, error) : WHOSAID_OK;
}

int database_bind(sqlite3_stmt *statement, int place, const struct read_cell *cell) {
  switch (cell->type) {
    case CELL_STRING: return sqlite3_bind_text(statement, place, cell->text.bytes, (int)cell->text.length, SQLITE_STATIC);
    case CELL_INTEGER: return sqlite3_bind_int64(statement, place, cell->integer);
    case CELL_REAL: return sqlite3_bind_double(statement, place, cell->real);
    default: return sqlite3_bind_null(statement, place);
  }
}

whosaid_status database_step(sqlite3 *database, sqlite3_stmt *statement, whosaid_error *error) {
  whosaid_status status = sqlite3_step(statement) == SQLITE_DONE ? WHOSAID_OK : database_fail(database, error);
  sqlite3_reset(statement);
  return status;
}

whosaid_status database_see(sqlite3 *database, sqlite3_stmt *see, const struct read_cell *key, int *fresh, whosaid_error *error) {
  if (database_bind(see, 1, key)) return database_fail(database, error);
  whosaid_status status = database_step(database, see, error);
  *fresh = !status && sqlite3_changes(database) > 0;
  return status;
}
