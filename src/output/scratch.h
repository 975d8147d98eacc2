/* scratch.h: what a graph must remember of all documents, in a database on disk that goes away by itself: memory stays flat. */
#ifndef WHOSAID_OUTPUT_SCRATCH_H
#define WHOSAID_OUTPUT_SCRATCH_H

#include <sqlite3.h>

#include "output/cells.h"
#include "whosaid.h"

/* Opens it with a table `seen` of keys and what `tables` makes. */
whosaid_status scratch_open(sqlite3 **scratch, const char *tables, whosaid_error *error);

/* WHOSAID_WRITE_FAILED with the database's own words. */
whosaid_status scratch_fail(sqlite3 *scratch, whosaid_error *error);

/* Binds a cell to the place, from 1: a code of SQLite. */
int scratch_bind(sqlite3_stmt *statement, int place, const struct read_cell *cell);

/* Runs a statement that gives no rows and makes it ready again. */
whosaid_status scratch_step(sqlite3 *scratch, sqlite3_stmt *statement, whosaid_error *error);

/* "INSERT …" of a key into `seen`: *fresh is 1 when it was not there. */
extern const char SCRATCH_SEE[];
whosaid_status scratch_see(sqlite3 *scratch, sqlite3_stmt *see, const struct read_cell *key, int *fresh, whosaid_error *error);

#endif
