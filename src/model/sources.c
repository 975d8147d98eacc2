/* sources.c: the environment, the places of library and program, and what the caller gives -> the files of a model. */
#include "model/sources.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"

static int is_directory(const char *path) {
  struct stat about;
  return !stat(path, &about) && S_ISDIR(about.st_mode);
}

/* The file that holds this function: the library, or the program it is linked into. */
static int find_library(char path[PATH_MAX]) {
  Dl_info about;
  return dladdr((const void *)(uintptr_t)whosaid_model_open, &about) && about.dli_fname && realpath(about.dli_fname, path);
}

static int find_program(char path[PATH_MAX]) { return realpath("/proc/self/exe", path) != NULL; }

/* "/usr/bin/whosaid" and "../share/whosaid" -> "/usr/share/whosaid", if that is a directory. */
static int find_beside(const char *path, const char *beside, char directory[PATH_MAX]) {
  char joined[PATH_MAX];
  const char *slash = strrchr(path, '/');
  if (!slash) return 0;
  int length = snprintf(joined, sizeof joined, "%.*s/%s", (int)(slash - path), path, beside);
  return length < (int)sizeof joined && realpath(joined, directory) && is_directory(directory);
}

whosaid_status find_data_directory(char directory[PATH_MAX], whosaid_error *error) {
  static int (*const RUNNING[])(char *) = {find_library, find_program};
  static const char *const BESIDE[] = {"../gazetteers", "../share/whosaid"};
  const char *set = getenv("WHOSAID_DATA");
  if (set && *set) {
    if (snprintf(directory, PATH_MAX, "%s", set) < PATH_MAX && is_directory(directory)) return WHOSAID_OK;
    return error_set(error, WHOSAID_NO_DATA, 0, 0, "WHOSAID_DATA names \"%.300s\", which is no directory", set);
  }
  char path[PATH_MAX];
  for (int i = 0; i < 2; i++) {
    if (!RUNNING[i](path)) continue;
    for (int j = 0; j < 2; j++) {
      if (find_beside(path, BESIDE[j], directory)) return WHOSAID_OK;
    }
  }
  return error_set(error, WHOSAID_NO_DATA, 0, 0,
                   "no data directory beside the program (../gazetteers, ../share/whosaid); give one, or set WHOSAID_DATA");
}

whosaid_status sources_find(struct sources *sources, const char *directory, const char *const *added, size_t added_count,
                            whosaid_error *error) {
  char found[PATH_MAX];
  *sources = (struct sources){0};
  whosaid_status status = directory ? WHOSAID_OK : find_data_directory(found, error);
  if (status) return status;
  if (!directory) directory = found;
  sources->directory = arena_copy(&sources->arena, directory, strlen(directory));
  if (!sources->directory) return error_memory(error);
  status = datafile_find(sources->directory, &sources->arena, &sources->paths, error);
  sources->shipped = sources->paths.count;
  for (size_t i = 0; !status && i < added_count; i++) status = datafile_find(added[i], &sources->arena, &sources->paths, error);
  return status;
}

void sources_free(struct sources *sources) {
  arena_free(&sources->arena);
  free(sources->paths.items);
}
