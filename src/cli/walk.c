/* walk.c: a directory -> the files in it and below it. */
#include "cli/walk.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

static void leave_folder(struct walk *walk) {
  struct walk_folder *folder = &walk->folders.items[--walk->folders.count];
  bytes_free(&folder->words);
  VECTOR_FREE(&folder->names);
}

static int by_name(const void *a, const void *b) { return strcmp(*(const char *const *)a, *(const char *const *)b); }

/* The words stand still from here on: points at each of them. */
static int sort_names(struct walk_folder *folder) {
  for (size_t at = 0; at < folder->words.length; at += strlen(folder->words.items + at) + 1) {
    const char **name = VECTOR_ADD(&folder->names);
    if (!name) return errno = ENOMEM, -1;
    *name = folder->words.items + at;
  }
  if (folder->names.count) qsort(folder->names.items, folder->names.count, sizeof *folder->names.items, by_name);
  return 0;
}

static int read_names(struct walk_folder *folder, DIR *directory) {
  for (struct dirent *entry; errno = 0, (entry = readdir(directory));) {
    if (entry->d_name[0] == '.') continue;
    if (bytes_append(&folder->words, entry->d_name, strlen(entry->d_name) + 1)) return errno = ENOMEM, -1;
  }
  return errno ? -1 : sort_names(folder);
}

static int is_at(const struct place *place, const struct stat *about) { return place->device == about->st_dev && place->inode == about->st_ino; }

static int is_within_itself(const struct walk *walk, const struct stat *about) {
  uint32_t i = 0;
  while (i < walk->folders.count && !is_at(&walk->folders.items[i].place, about)) i++;
  return i < walk->folders.count;
}

/* Goes into the directory at the path: 0, or -1 with errno. */
static int enter_folder(struct walk *walk, const struct stat *about) {
  if (is_within_itself(walk, about)) return errno = ELOOP, -1;
  DIR *directory = opendir(walk->path.items);
  if (!directory) return -1;
  struct walk_folder *folder = VECTOR_ADD(&walk->folders);
  if (!folder) return closedir(directory), errno = ENOMEM, -1;
  folder->place = (struct place){about->st_dev, about->st_ino};
  folder->path_length = walk->path.length - 1;
  int status = read_names(folder, directory), code = errno;
  closedir(directory);
  if (status) leave_folder(walk);
  return errno = code, status;
}

/* A folder that stands above the path and holds nothing else. */
int walk_begin(struct walk *walk, const char *path) {
  struct walk_folder *top = VECTOR_ADD(&walk->folders);
  if (!top) return -1;
  if (!bytes_append(&top->words, path, strlen(path) + 1) && !sort_names(top)) return 0;
  return leave_folder(walk), -1;
}

static int name_next(struct walk *walk, struct walk_folder *folder) {
  const char *name = folder->names.items[folder->next++];
  walk->path.length = folder->path_length;
  int is_apart = folder->path_length && walk->path.items[folder->path_length - 1] != '/';
  if (is_apart && bytes_append(&walk->path, "/", 1)) return -1;
  if (walk->folders.count <= 2) walk->root = walk->path.length;
  return bytes_append(&walk->path, name, strlen(name) + 1);
}

int walk_is_own(const struct walk *walk, const struct stat *about) {
  size_t i = 0;
  while (i < walk->own_count && !is_at(&walk->own[i], about)) i++;
  return i < walk->own_count;
}

enum walk_found walk_next(struct walk *walk) {
  while (walk->folders.count) {
    struct walk_folder *folder = &walk->folders.items[walk->folders.count - 1];
    struct stat about;
    if (folder->next == folder->names.count) {
      leave_folder(walk);
      continue;
    }
    if (name_next(walk, folder)) return WALK_NO_MEMORY;
    if (stat(walk->path.items, &about)) return WALK_FILE;
    if (walk->folders.count > 1 && walk_is_own(walk, &about)) continue;
    if (!S_ISDIR(about.st_mode)) return WALK_FILE;
    if (enter_folder(walk, &about)) return errno == ENOMEM ? WALK_NO_MEMORY : WALK_UNREADABLE;
  }
  walk->root = 0;
  return WALK_END;
}

void walk_free(struct walk *walk) {
  while (walk->folders.count) leave_folder(walk);
  VECTOR_FREE(&walk->folders);
  bytes_free(&walk->path);
}
