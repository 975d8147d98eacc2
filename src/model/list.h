/* list.h: one gazetteer list, read entry by entry. */
#ifndef WHOSAID_MODEL_LIST_H
#define WHOSAID_MODEL_LIST_H

#include "model/datafile.h"
#include "model/gazetteer.h"

enum list_column {
  COLUMN_NAME,
  COLUMN_KIND,
  COLUMN_GENDER,
  COLUMN_LEVEL,
  COLUMN_COUNTRY,
  COLUMN_IDS,
  COLUMN_FLAGS,
  COLUMN_NOTE,
  COLUMN_REGION,
  COLUMN_COORDINATES,
  LIST_COLUMNS
};

struct list {
  struct datafile *file;
  enum entry_type type;
  uint32_t flags;                /* of every entry */
  uint8_t columns[LIST_COLUMNS]; /* enum list_column, in the order in which the list has them */
  uint32_t column_count;
  int has_sites; /* it has a column for regions or coordinates */
};

/* An entry as its line says it; texts point into the file. */
struct list_entry {
  struct slice names; /* separated by '|' */
  struct slice kind, country, ids, note, region;
  uint32_t flags;
  uint8_t gender, level;
  int16_t latitude, longitude; /* NO_COORDINATES */
  uint32_t line;
};

/* Reads the head. A list whose head is wrong, when findings are collected, has no entries. */
whosaid_status list_open(struct list *list, struct datafile *file, int user, whosaid_error *error);

/* The next good entry; *more becomes 0 at the end. */
whosaid_status list_next(struct list *list, struct list_entry *entry, int *more, whosaid_error *error);

#endif
