/* sources.h: where a model's files are: the data directory, and the user's own directories. */
#ifndef WHOSAID_MODEL_SOURCES_H
#define WHOSAID_MODEL_SOURCES_H

#include <limits.h>

#include "model/datafile.h"

/* The files of a model: those of the data directory, then those of the user's own. */
struct sources {
  struct arena arena;
  struct data_paths paths;
  uint32_t shipped;            /* paths before this index are the data directory's */
  const char *directory;       /* the data directory */
};

/* The data directory: WHOSAID_DATA, or the one beside the running library or program. */
whosaid_status find_data_directory(char directory[PATH_MAX], whosaid_error *error);

/* Fills *sources, which sources_free empties also after a failure. `directory` NULL: find_data_directory. */
whosaid_status sources_find(struct sources *sources, const char *directory, const char *const *added, size_t added_count,
                            whosaid_error *error);
void sources_free(struct sources *sources);

#endif
