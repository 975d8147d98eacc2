/* model.c: a data directory and the user's own -> a model. */
#include "model/model.h"

#include <dlfcn.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "model/datafile.h"
#include "model/gazetteer_build.h"
#include "model/rule_build.h"
#include "model/rule_set.h"
#include "model/weights.h"

/* ---- Where the data are ---- */

static int is_directory(const char *path) {
  struct stat about;
  return !stat(path, &about) && S_ISDIR(about.st_mode);
}

/* The folder of the file that holds this function: the library, or the program it is linked into. */
static int library_folder(char folder[PATH_MAX]) {
  Dl_info about;
  char *slash;
  if (!dladdr((const void *)(uintptr_t)whosaid_model_open, &about) || !about.dli_fname || !realpath(about.dli_fname, folder)) return 0;
  if ((slash = strrchr(folder, '/'))) *slash = '\0';
  return slash != NULL;
}

static int program_folder(char folder[PATH_MAX]) {
  char *slash;
  if (!realpath("/proc/self/exe", folder)) return 0;
  if ((slash = strrchr(folder, '/'))) *slash = '\0';
  return slash != NULL;
}

static whosaid_status find_directory(char directory[PATH_MAX], whosaid_error *error) {
  static int (*const FOLDERS[])(char *) = {library_folder, program_folder};
  static const char *const BESIDE[] = {"../gazetteers", "../share/whosaid"};
  const char *set = getenv("WHOSAID_DATA");
  if (set && *set) {
    if (snprintf(directory, PATH_MAX, "%s", set) < PATH_MAX && is_directory(directory)) return WHOSAID_OK;
    return error_set(error, WHOSAID_NO_DATA, 0, 0, "WHOSAID_DATA names \"%.300s\", which is no directory", set);
  }
  char folder[PATH_MAX];
  for (int i = 0; i < 2; i++) {
    if (!FOLDERS[i](folder)) continue;
    for (int j = 0; j < 2; j++) {
      if (snprintf(directory, PATH_MAX, "%s/%s", folder, BESIDE[j]) < PATH_MAX && is_directory(directory)) return WHOSAID_OK;
    }
  }
  return error_set(error, WHOSAID_NO_DATA, 0, 0,
                   "no data directory beside the program (../gazetteers, ../share/whosaid); give one, or set WHOSAID_DATA");
}

/* ---- Reading ---- */

/* The files of a model: those of the data directory, then those of the user's own. */
struct sources {
  struct arena arena;
  struct data_paths paths;
  uint32_t shipped;            /* paths before this index are the data directory's */
};

static whosaid_status find_sources(struct sources *sources, const char *directory, const char *const *added, size_t added_count,
                                   whosaid_error *error) {
  whosaid_status status = datafile_find(directory, &sources->arena, &sources->paths, error);
  sources->shipped = sources->paths.count;
  for (size_t i = 0; !status && i < added_count; i++) status = datafile_find(added[i], &sources->arena, &sources->paths, error);
  return status;
}

static void free_sources(struct sources *sources) {
  arena_free(&sources->arena);
  free(sources->paths.items);
}

static whosaid_status read_lists(const struct sources *sources, struct findings *findings, struct gazetteer **gazetteer,
                                 whosaid_error *error) {
  struct gazetteer_build *build = gazetteer_build_new(error);
  if (!build) return WHOSAID_OUT_OF_MEMORY;
  whosaid_status status = WHOSAID_OK;
  for (uint32_t i = 0; !status && i < sources->paths.count; i++) {
    const struct data_path *path = &sources->paths.items[i];
    if (!path->is_rules) status = gazetteer_build_list(build, path, i >= sources->shipped, findings, error);
  }
  if (!status) status = gazetteer_build_finish(build, gazetteer, error);
  gazetteer_build_free(build);
  return status;
}

static whosaid_status read_rules(const struct sources *sources, struct findings *findings, struct rules **rules, whosaid_error *error) {
  *rules = rules_new(error);
  if (!*rules) return WHOSAID_OUT_OF_MEMORY;
  whosaid_status status = WHOSAID_OK;
  for (uint32_t i = 0; !status && i < sources->paths.count; i++) {
    const struct data_path *path = &sources->paths.items[i];
    if (path->is_rules) status = rules_read(*rules, path, i >= sources->shipped, findings, error);
  }
  return status ? status : rules_finish(*rules, error);
}

static whosaid_status read_weights(const char *directory, struct weights **weights, whosaid_error *error) {
  char path[PATH_MAX];
  if (snprintf(path, sizeof path, "%s/weights.tsv", directory) >= (int)sizeof path) {
    return error_set(error, WHOSAID_NO_DATA, 0, 0, "the data directory's path is too long");
  }
  return weights_load(path, weights, error);
}

static whosaid_status read_model(struct whosaid_model *model, const char *directory, const char *const *added, size_t added_count,
                                 struct findings *findings, whosaid_error *error) {
  struct sources sources = {0};
  whosaid_status status = find_sources(&sources, directory, added, added_count, error);
  if (!status) status = read_lists(&sources, findings, &model->gazetteer, error);
  if (!status) status = read_rules(&sources, findings, &model->rules, error);
  if (!status) status = read_weights(directory, &model->weights, error);
  free_sources(&sources);
  return status;
}

whosaid_status whosaid_model_open(const char *directory, const char *const *added, size_t added_count, whosaid_model **model,
                                  whosaid_error *error) {
  char found[PATH_MAX];
  *model = NULL;
  whosaid_status status = WHOSAID_OK;
  if (!directory) status = find_directory(found, error);
  if (status) return status;
  struct whosaid_model *made = calloc(1, sizeof *made);
  if (!made) return error_memory(error);
  status = read_model(made, directory ? directory : found, added, added_count, NULL, error);
  if (status) whosaid_model_free(made);
  else *model = made;
  return status;
}

void whosaid_model_free(whosaid_model *model) {
  if (!model) return;
  gazetteer_free(model->gazetteer);
  rules_free(model->rules);
  weights_free(model->weights);
  free(model);
}

/* ---- Checking ---- */

whosaid_status whosaid_check(const char *directory, void (*report)(void *context, const char *finding), void *context,
                             whosaid_error *error) {
  struct findings findings = {.report = report, .context = context};
  struct whosaid_model *model = calloc(1, sizeof *model);
  if (!model) return error_memory(error);
  whosaid_status status = read_model(model, directory, NULL, 0, &findings, error);
  if (!status) status = rules_check(model, &findings, error);
  whosaid_model_free(model);
  if (status || !findings.count) return status;
  return error_set(error, WHOSAID_BAD_DATA, 0, 0, "%s: %u findings", directory, findings.count);
}
