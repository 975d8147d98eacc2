/* walk.h: a path -> the file it names, or the files in the directory it names and below it, by name. */
#ifndef WHOSAID_CLI_WALK_H
#define WHOSAID_CLI_WALK_H

#include <sys/stat.h>
#include <sys/types.h>

#include "base/bytes.h"
#include "base/vector.h"

/* A file or folder as the system knows it. */
struct place {
  dev_t device;
  ino_t inode;
};

/* A directory on the way to where the walk is. */
struct walk_folder {
  struct place place;
  size_t path_length;
  struct bytes words; /* the names in it, each NUL-terminated */
  VECTOR(const char *) names;
  uint32_t next;
};

/* All zero is a walk that has ended. */
struct walk {
  const struct place *own; /* what is left out: what the run writes to */
  size_t own_count;
  struct bytes path; /* what was found last, NUL-terminated */
  size_t root;       /* where the part within the directory that was named starts in it; 0: it was named itself */
  VECTOR(struct walk_folder) folders;
};

enum walk_found { WALK_END, WALK_FILE, WALK_UNREADABLE, WALK_NO_MEMORY };

/* 0, or -1 when memory is out. The walk before it must have ended. */
int walk_begin(struct walk *walk, const char *path);

/* Goes on to the next file, through links too; names that start with a dot are left out. WALK_UNREADABLE: a directory, with errno. */
enum walk_found walk_next(struct walk *walk);

/* Whether this is what the run writes to. */
int walk_is_own(const struct walk *walk, const struct stat *about);

void walk_free(struct walk *walk);

#endif
