/* model.c: the files of a data directory and the user's own -> a model. */
#include "model/model.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/error.h"
#include "model/gazetteer_build.h"
#include "model/quote_weights.h"
#include "model/recall.h"
#include "model/rule_build.h"
#include "model/rule_set.h"
#include "model/sources.h"
#include "model/weights.h"
#include "model/word_cluster.h"

static whosaid_status read_lists(const struct sources *sources, struct findings *findings, uint32_t checked, struct gazetteer **gazetteer,
                                 whosaid_error *error) {
  struct gazetteer_build *build = gazetteer_build_new(error);
  if (!build) return WHOSAID_OUT_OF_MEMORY;
  whosaid_status status = WHOSAID_OK;
  for (uint32_t i = 0; !status && i < sources->paths.count; i++) {
    const struct data_path *path = &sources->paths.items[i];
    if (!path->is_rules) status = gazetteer_build_list(build, path, i >= sources->shipped, i >= checked ? findings : NULL, error);
  }
  if (!status) status = gazetteer_build_finish(build, gazetteer, error);
  if (!status && findings) status = gazetteer_build_check(build, *gazetteer, findings, error);
  gazetteer_build_free(build);
  return status;
}

/* The rules of the files from index `first` on. */
static whosaid_status add_rules(struct rules *rules, const struct sources *sources, uint32_t first, struct findings *findings, uint32_t checked,
                                whosaid_error *error) {
  whosaid_status status = WHOSAID_OK;
  for (uint32_t i = first; !status && i < sources->paths.count; i++) {
    const struct data_path *path = &sources->paths.items[i];
    if (path->is_rules) status = rules_read(rules, path, i >= sources->shipped, i >= checked ? findings : NULL, error);
  }
  return status ? status : rules_finish(rules, error);
}

static whosaid_status read_rules(const struct sources *sources, struct findings *findings, uint32_t checked, struct rules **rules,
                                 whosaid_error *error) {
  *rules = rules_new(error);
  return *rules ? add_rules(*rules, sources, 0, findings, checked, error) : WHOSAID_OUT_OF_MEMORY;
}

static whosaid_status read_weights(struct whosaid_model *model, const char *directory, whosaid_error *error) {
  char path[PATH_MAX], quote_path[PATH_MAX], cluster_path[PATH_MAX];
  if (snprintf(path, sizeof path, "%s/weights.tsv", directory) >= (int)sizeof path ||
      snprintf(quote_path, sizeof quote_path, "%s/quote-weights.tsv", directory) >= (int)sizeof quote_path ||
      snprintf(cluster_path, sizeof cluster_path, "%s/word-clusters.tsv", directory) >= (int)sizeof cluster_path) {
    return error_set(error, WHOSAID_NO_DATA, 0, 0, "the data directory's path is too long");
  }
  whosaid_status status = weights_load(path, &model->weights, error);
  if (!status) status = quote_weights_load(quote_path, &model->quote_weights, error);
  return status ? status : word_clusters_load(cluster_path, &model->word_clusters, error);
}

whosaid_status model_read(struct whosaid_model *model, const struct sources *sources, struct findings *findings, uint32_t checked,
                          whosaid_error *error) {
  whosaid_status status = read_lists(sources, findings, checked, &model->gazetteer, error);
  if (!status) status = read_rules(sources, findings, checked, &model->rules, error);
  if (!status) status = read_weights(model, sources->directory, error);
  return status;
}

/* The patterns of an image lie in it as PCRE2 compiled them, which PCRE2 must be able to trust; else the rules are read from their files. */
static whosaid_status finish_rules(struct whosaid_model *model, const struct sources *sources, int is_trusted, whosaid_error *error) {
  if (is_trusted) return add_rules(model->rules, sources, sources->shipped, NULL, 0, error);
  rules_free(model->rules);
  model->rules = NULL;
  return read_rules(sources, NULL, 0, &model->rules, error);
}

/* From an image that was made from these files, else from the files, leaving an image for the next time if that can be written. */
static whosaid_status open_sources(struct whosaid_model *model, const struct sources *sources, whosaid_error *error) {
  char path[PATH_MAX];
  for (uint32_t place = 0; sources_image_path(sources, place, path); place++) {
    if (!image_open(path, sources, model, NULL)) return finish_rules(model, sources, sources_trust(sources, place, path), error);
  }
  whosaid_status status = model_read(model, sources, NULL, 0, error);
  if (!status && sources_cache_path(sources, path)) image_write(path, sources, model, NULL);
  return status;
}

whosaid_status whosaid_model_open(const char *directory, const char *const *added, size_t added_count, whosaid_model **model,
                                  whosaid_error *error) {
  struct sources sources;
  *model = NULL;
  struct whosaid_model *made = calloc(1, sizeof *made);
  if (!made) return error_memory(error);
  whosaid_status status = sources_find(&sources, directory, added, added_count, error);
  if (!status) status = open_sources(made, &sources, error);
  if (!status && !(made->recalls = recalls_new())) status = error_memory(error);
  sources_free(&sources);
  if (status) whosaid_model_free(made);
  else *model = made;
  return status;
}

whosaid_status model_compile(const char *directory, const char *output, whosaid_error *error) {
  struct sources sources;
  struct whosaid_model model = {0};
  whosaid_status status = sources_find(&sources, directory, NULL, 0, error);
  if (!status) status = model_read(&model, &sources, NULL, 0, error);
  if (!status) status = image_write(output, &sources, &model, error);
  if (!status) status = image_verify(output, error);
  model_release(&model);
  sources_free(&sources);
  return status;
}

void model_release(struct whosaid_model *model) {
  recalls_free(model->recalls);
  gazetteer_free(model->gazetteer);
  rules_free(model->rules);
  weights_free(model->weights);
  quote_weights_free(model->quote_weights);
  word_clusters_free(model->word_clusters);
  image_close(&model->image);
}

void whosaid_model_free(whosaid_model *model) {
  if (!model) return;
  model_release(model);
  free(model);
}
