/* database.h: SQLite, for the database that is asked for and for what a graph must remember of all documents. */
#ifndef WHOSAID_OUTPUT_DATABASE_H
#define WHOSAID_OUTPUT_DATABASE_H

#include <sqlite3.h>

#include "output/cells.h"
#include "whosaid.h"

/* WHOSAID_WRITE_FAILED with the database's own words. */
whosaid_status database_fail(sqlite3 *database, whosaid_error *error);

/* Binds a cell to the place, from 1: a code of SQLite. */
int database_bind(sqlite3_stmt *statement, int place, const struct read_cell *cell);

/* Runs a statement that gives no rows and makes it ready again. */
whosaid_status database_step(sqlite3 *database, sqlite3_stmt *statement, whosaid_error *error);

/* Opens a database on disk that goes away by itself, so that memory stays flat, with a table `seen` of keys and what `tables` makes. */
whosaid_status database_open_scratch(sqlite3 **database, const char *tables, whosaid_error *error);

/* "INSERT …" of a key into `seen`: *fresh is 1 when it was not there. */
extern const char DATABASE_SEE[];
whosaid_status database_see(sqlite3 *database, sqlite3_stmt *see, const struct read_cell *key, int *fresh, whosaid_error *error);

#endif
