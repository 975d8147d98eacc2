/* datafile.h: the text files of a data directory, line by line, and "file:line: message" for what is wrong in them. */
#ifndef WHOSAID_MODEL_DATAFILE_H
#define WHOSAID_MODEL_DATAFILE_H

#include "base/arena.h"
#include "base/vector.h"
#include "whosaid.h"

/* Where findings go when all of them are wanted (whosaid_check). NULL: the first one is the error. */
struct findings {
  void (*report)(void *context, const char *finding);
  void *context;
  uint32_t count;
};

/* A file of a data directory. Bytes are valid UTF-8 without a byte order mark. */
struct datafile {
  const char *path; /* as opened and as messages name it */
  const char *name; /* below its data directory, without the ending: "place/cities" */
  char *bytes;
  uint32_t length;
  uint32_t next; /* where the next line starts */
  uint32_t line; /* 1-based number of the line read last */
  struct findings *findings;
};

/* Counted bytes inside a file. */
struct slice {
  const char *bytes;
  uint32_t length;
};

/* A file found under a data directory. */
struct data_path {
  char *path, *name;
  uint64_t size;
  int64_t modified;  /* nanoseconds */
  uint32_t is_rules; /* ends in ".rules", otherwise in ".tsv" */
};

struct data_paths {
  struct data_path *items;
  uint32_t count, room;
};

/* Every list and rule file under the directory, sorted by name; strings stand in the arena. Leaves out names that start with a stop,
 * a folder `build` and a top-level weights.tsv and quote-weights.tsv. Add to `paths` for several directories. */
whosaid_status datafile_find(const char *directory, struct arena *arena, struct data_paths *paths, whosaid_error *error);

/* Reports the files under the directory that someone may take for lists and that are not read ("names.csv"). */
whosaid_status datafile_find_unread(const char *directory, struct findings *findings, whosaid_error *error);

/* Reads a whole file; close it also after a failure. With `findings`, what is wrong in it is reported and the file is empty. */
whosaid_status datafile_open(const struct data_path *path, struct findings *findings, struct datafile *file, whosaid_error *error);
void datafile_close(struct datafile *file);

/* The next line without its end (LF or CR LF); 0 at the end of the file. */
int datafile_next(struct datafile *file, struct slice *line);

/* "path:line: message": the error, or with findings a report and WHOSAID_OK, so that reading goes on. */
whosaid_status datafile_fail(const struct datafile *file, uint32_t line, whosaid_error *error, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* Cuts the piece before the next `separator` off the front of *rest; 0 when nothing is left (an empty text is one empty piece). */
int slice_cut(struct slice *rest, char separator, struct slice *piece);

/* Without the white space around it. */
struct slice slice_trim(struct slice slice);

int slice_is(struct slice slice, const char *word);
int slice_starts(struct slice slice, const char *word);

#endif
