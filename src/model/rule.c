/* rule.c: rule files -> patterns, tried at their triggers -> candidates. */
#include "model/rule.h"

#include <stdlib.h>

#include "base/error.h"
#include "document.h"
#include "model/rule_build.h"

struct rules {
  uint32_t count;
};

struct rules *rules_new(whosaid_error *error) {
  struct rules *rules = calloc(1, sizeof *rules);
  if (!rules) error_memory(error);
  return rules;
}

void rules_free(struct rules *rules) { free(rules); }

whosaid_status rules_read(struct rules *rules, const struct data_path *path, int user, struct findings *findings, whosaid_error *error) {
  (void)rules, (void)path, (void)user, (void)findings, (void)error;
  return WHOSAID_OK;
}

whosaid_status rules_finish(struct rules *rules, whosaid_error *error) {
  (void)rules, (void)error;
  return WHOSAID_OK;
}

const char *rule_name(const struct rules *rules, uint32_t rule) { return (void)rules, (void)rule, ""; }
float rule_score(const struct rules *rules, uint32_t rule) { return (void)rules, (void)rule, 0; }
int rule_is_always(const struct rules *rules, uint32_t rule) { return (void)rules, (void)rule, 0; }

whosaid_status rules_apply(const struct rules *rules, struct whosaid_document *document, whosaid_error *error) {
  (void)rules, (void)document, (void)error;
  return WHOSAID_OK;
}
