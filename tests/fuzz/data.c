/* data.c: any bytes as a list, as rules, as weights -> a model with them, and a text analysed with it. */
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"
#include "model/gazetteer_build.h"
#include "model/quote_weights.h"
#include "model/rule_build.h"
#include "model/rule_set.h"
#include "model/weights.h"
#include "model/word_cluster.h"

static void check_finding(void *context, const char *finding) {
  (void)context;
  demand(finding[0] != '\0', "a finding says what is wrong");
}

static void check_error(whosaid_status status, const whosaid_error *error) {
  demand(status == WHOSAID_BAD_DATA || status == WHOSAID_LIMIT, "bad data is told as such");
  demand(error->message[0] != '\0', "an error says what is wrong");
}

/* The shipped model, for a part of it to be replaced: what it remembers of words it has by the other parts. */
static struct whosaid_model model_to_change(void) {
  struct whosaid_model model = *fuzz_model;
  model.recalls = NULL;
  return model;
}

static void read_list(const struct data_path *path, struct findings *findings) {
  struct whosaid_model model = model_to_change();
  whosaid_error error = {.status = WHOSAID_OK};
  struct gazetteer_build *build = gazetteer_build_new(&error);
  model.gazetteer = NULL;
  model.recalls = NULL; /* they are of the shipped lists and weights */
  whosaid_status status = gazetteer_build_list(build, path, 1, findings, &error);
  if (!status) status = gazetteer_build_finish(build, &model.gazetteer, &error);
  if (!status && findings) status = gazetteer_build_check(build, model.gazetteer, findings, &error);
  gazetteer_build_free(build);
  if (status) check_error(status, &error);
  else fuzz_analyze_sample(&model);
  gazetteer_free(model.gazetteer);
}

static void read_rules(const struct data_path *path, struct findings *findings) {
  struct whosaid_model model = model_to_change();
  whosaid_error error = {.status = WHOSAID_OK};
  struct rules *rules = model.rules = rules_new(&error);
  whosaid_status status = rules_read(rules, path, 1, findings, &error);
  if (!status) status = rules_finish(rules, &error);
  if (!status && findings) status = rules_check(&model, findings, &error);
  if (status) check_error(status, &error);
  else fuzz_analyze_sample(&model);
  rules_free(rules);
}

static void read_path(void (*read)(const struct data_path *path, struct findings *findings), const char *bytes, size_t length) {
  char name[] = "mine";
  struct findings findings = {.report = check_finding};
  struct data_path path = {.path = (char *)(uintptr_t)fuzz_open_file(bytes, length), .name = name, .size = length};
  read(&path, NULL);
  read(&path, &findings);
  fuzz_close_file();
}

void fuzz_lists(const char *bytes, size_t length) { read_path(read_list, bytes, length); }
void fuzz_rules(const char *bytes, size_t length) { read_path(read_rules, bytes, length); }

/* The first byte says which weights these are. */
void fuzz_weights(const char *bytes, size_t length) {
  if (!length) return;
  struct whosaid_model model = model_to_change();
  model.recalls = NULL;
  const char *path = fuzz_open_file(bytes + 1, length - 1);
  whosaid_error error = {.status = WHOSAID_OK};
  whosaid_status status;
  switch (bytes[0]) {
    case 'n': model.weights = NULL, status = weights_load(path, &model.weights, &error); break;
    case 'q': model.quote_weights = NULL, status = quote_weights_load(path, &model.quote_weights, &error); break;
    default: model.word_clusters = NULL, status = word_clusters_load(path, &model.word_clusters, &error);
  }
  if (status) check_error(status, &error);
  else fuzz_analyze_sample(&model);
  if (model.weights != fuzz_model->weights) weights_free(model.weights);
  if (model.quote_weights != fuzz_model->quote_weights) quote_weights_free(model.quote_weights);
  if (model.word_clusters != fuzz_model->word_clusters) word_clusters_free(model.word_clusters);
  fuzz_close_file();
}
