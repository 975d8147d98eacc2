/* sources.h: where a model's files are: the data directory, and the user's own directories. */
#ifndef WHOSAID_MODEL_SOURCES_H
#define WHOSAID_MODEL_SOURCES_H

#include <limits.h>

#include "model/datafile.h"

/* The files of a model: those of the data directory, then those of the user's own. */
struct sources {
  struct arena arena;
  struct data_paths paths;
  uint32_t shipped;      /* paths before this index are the data directory's */
  const char *directory; /* the data directory */
  int is_beside;         /* which lies beside the running library or program, and was not named */
  uint64_t identity;     /* a hash of the paths of all directories */
};

/* The data directory: WHOSAID_DATA, or the one beside the running library or program. */
whosaid_status find_data_directory(char directory[PATH_MAX], whosaid_error *error);

/* Fills *sources, which sources_free empties also after a failure. `directory` NULL: find_data_directory. */
whosaid_status sources_find(struct sources *sources, const char *directory, const char *const *added, size_t added_count,
                            whosaid_error *error);
void sources_free(struct sources *sources);

/* Place number 0, 1, … where an image of these files may lie: in the data directory, beside the library, beside the program, in the
 * cache; 0 after the last one. With directories of the user's own only in the cache. */
enum { IN_DATA, BESIDE_LIBRARY, BESIDE_PROGRAM, IN_CACHE };
int sources_image_path(const struct sources *sources, uint32_t place, char path[PATH_MAX]);

/* Whether what the image at this place holds compiled may be run: whoever can write it can write the program, or is its user. */
int sources_trust(const struct sources *sources, uint32_t place, const char *path);

/* The image's path in the cache, with its folder made: WHOSAID_CACHE (empty: no cache), or whosaid under XDG_CACHE_HOME or ~/.cache. */
int sources_cache_path(const struct sources *sources, char path[PATH_MAX]);

#endif
