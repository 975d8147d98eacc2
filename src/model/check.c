/* check.c: a data directory -> everything that is wrong in it. */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "model/model.h"
#include "model/rule_set.h"
#include "model/sources.h"

/* The shipped lists stand behind a directory of the user's own, so that its rules find their triggers; not behind themselves. */
static int find_shipped(const char *directory, char shipped[PATH_MAX]) {
  char given[PATH_MAX], found[PATH_MAX];
  if (find_data_directory(shipped, NULL)) return 0;
  return realpath(directory, given) && realpath(shipped, found) && strcmp(given, found) != 0;
}

static whosaid_status check_sources(const struct sources *sources, uint32_t checked, struct findings *findings, whosaid_error *error) {
  struct whosaid_model *model = calloc(1, sizeof *model);
  if (!model) return error_memory(error);
  whosaid_status status = model_read(model, sources, findings, checked, error);
  if (!status) status = rules_check(model, findings, error);
  whosaid_model_free(model);
  return status;
}

whosaid_status whosaid_check(const char *directory, void (*report)(void *context, const char *finding), void *context,
                             whosaid_error *error) {
  char shipped[PATH_MAX];
  struct findings findings = {.report = report, .context = context};
  struct sources sources;
  int is_added = find_shipped(directory, shipped);
  whosaid_status status = datafile_find_unread(directory, &findings, error);
  if (status) return status;
  status = sources_find(&sources, is_added ? shipped : directory, &directory, (size_t)is_added, error);
  if (!status) status = check_sources(&sources, is_added ? sources.shipped : 0, &findings, error);
  sources_free(&sources);
  if (status || !findings.count) return status;
  return error_set(error, WHOSAID_BAD_DATA, 0, 0, "%s: %u finding%s", directory, findings.count, findings.count == 1 ? "" : "s");
}
