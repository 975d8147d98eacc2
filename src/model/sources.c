/* sources.c: the environment, the places of library and program, and what the caller gives -> the files of a model. */
#include "model/sources.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "base/hash_map.h"

/* ---- The data directory ---- */

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

static int (*const RUNNING[])(char *) = {find_library, find_program};

/* "/usr/bin/whosaid" and "../share/whosaid" -> "/usr/share/whosaid", if that is a directory. */
static int find_beside(const char *path, const char *beside, char directory[PATH_MAX]) {
  char joined[PATH_MAX];
  const char *slash = strrchr(path, '/');
  if (!slash) return 0;
  int length = snprintf(joined, sizeof joined, "%.*s/%s", (int)(slash - path), path, beside);
  return length < (int)sizeof joined && realpath(joined, directory) && is_directory(directory);
}

whosaid_status find_data_directory(char directory[PATH_MAX], whosaid_error *error) {
  /* The last one is where a library stands that is installed for one of several machines: lib/x86_64-linux-gnu. */
  static const char *const BESIDE[] = {"../gazetteers", "../share/whosaid", "../../share/whosaid"};
  const char *set = getenv("WHOSAID_DATA");
  if (set && *set) {
    if (snprintf(directory, PATH_MAX, "%s", set) < PATH_MAX && is_directory(directory)) return WHOSAID_OK;
    return error_set(error, WHOSAID_NO_DATA, 0, 0, "WHOSAID_DATA names \"%.300s\", which is no directory", set);
  }
  char path[PATH_MAX];
  for (int i = 0; i < 2; i++) {
    if (!RUNNING[i](path)) continue;
    for (int j = 0; j < 3; j++) {
      if (find_beside(path, BESIDE[j], directory)) return WHOSAID_OK;
    }
  }
  return error_set(error, WHOSAID_NO_DATA, 0, 0,
                   "no data directory beside the program (../gazetteers, ../share/whosaid); give one, or set WHOSAID_DATA");
}

/* ---- The files ---- */

static uint64_t mix_path(uint64_t hash, const char *path) {
  char absolute[PATH_MAX];
  if (realpath(path, absolute)) path = absolute;
  return hash_add(hash_bytes(hash, path, strlen(path)), '\n');
}

whosaid_status sources_find(struct sources *sources, const char *directory, const char *const *added, size_t added_count,
                            whosaid_error *error) {
  char found[PATH_MAX];
  *sources = (struct sources){0};
  whosaid_status status = directory ? WHOSAID_OK : find_data_directory(found, error);
  if (status) return status;
  const char *set = getenv("WHOSAID_DATA");
  sources->is_beside = !directory && !(set && *set);
  if (!directory) directory = found;
  sources->directory = arena_copy(&sources->arena, directory, strlen(directory));
  if (!sources->directory) return error_memory(error);
  status = datafile_find(sources->directory, &sources->arena, &sources->paths, error);
  sources->shipped = sources->paths.count;
  sources->identity = mix_path(HASH_START, sources->directory);
  for (size_t i = 0; !status && i < added_count; i++) {
    uint32_t before = sources->paths.count;
    status = datafile_find(added[i], &sources->arena, &sources->paths, error);
    if (!status && sources->paths.count == before) {
      status = error_set(error, WHOSAID_NO_DATA, 0, 0, "%.300s: no list (.tsv) and no rules (.rules) in it; a list has a type in its head and a name a line",
                         added[i]);
    }
    sources->identity = mix_path(sources->identity, added[i]);
  }
  return status;
}

void sources_free(struct sources *sources) {
  arena_free(&sources->arena);
  free(sources->paths.items);
}

/* ---- Images ---- */

static const char IMAGE_NAME[] = "whosaid.image";

static int find_cache(char folder[PATH_MAX]) {
  const char *set = getenv("WHOSAID_CACHE"), *cache = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");
  int length = 0;
  if (set) length = snprintf(folder, PATH_MAX, "%s", set);
  else if (cache && *cache == '/') length = snprintf(folder, PATH_MAX, "%s/whosaid", cache);
  else if (home && *home == '/') length = snprintf(folder, PATH_MAX, "%s/.cache/whosaid", home);
  return length > 0 && length < PATH_MAX;
}

static int name_in_cache(const struct sources *sources, char path[PATH_MAX]) {
  char folder[PATH_MAX];
  if (!find_cache(folder)) return 0;
  return snprintf(path, PATH_MAX, "%s/%016llx.image", folder, (unsigned long long)sources->identity) < PATH_MAX;
}

static int name_beside(const char *running, char path[PATH_MAX]) {
  const char *slash = strrchr(running, '/');
  return slash && snprintf(path, PATH_MAX, "%.*s/%s", (int)(slash - running), running, IMAGE_NAME) < PATH_MAX;
}

int sources_image_path(const struct sources *sources, uint32_t place, char path[PATH_MAX]) {
  char running[PATH_MAX];
  int shared = sources->paths.count == sources->shipped;
  *path = '\0';
  switch (place) {
    case IN_DATA: return !shared || snprintf(path, PATH_MAX, "%s/%s", sources->directory, IMAGE_NAME) < PATH_MAX;
    case BESIDE_LIBRARY:
    case BESIDE_PROGRAM: return !shared || !RUNNING[place - BESIDE_LIBRARY](running) || name_beside(running, path);
    case IN_CACHE: return name_in_cache(sources, path);
    default: return 0;
  }
}

/* Nobody else can write it, or put another in its place. */
static int is_private(const char *path) {
  struct stat about;
  return !stat(path, &about) && (about.st_uid == geteuid() || !about.st_uid) && !(about.st_mode & (S_IWGRP | S_IWOTH));
}

int sources_trust(const struct sources *sources, uint32_t place, const char *path) {
  char folder[PATH_MAX];
  if (place == IN_DATA) return sources->is_beside;
  return place != IN_CACHE || (find_cache(folder) && is_private(folder) && is_private(path));
}

int sources_cache_path(const struct sources *sources, char path[PATH_MAX]) {
  char folder[PATH_MAX];
  if (!name_in_cache(sources, path)) return 0;
  snprintf(folder, sizeof folder, "%s", path);
  for (char *slash = strchr(folder + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
    *slash = '\0';
    mkdir(folder, 0700);
    *slash = '/';
  }
  return 1;
}
