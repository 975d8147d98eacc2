/* rule_build.h: rule files -> rules. */
#ifndef WHOSAID_MODEL_RULE_BUILD_H
#define WHOSAID_MODEL_RULE_BUILD_H

#include "model/datafile.h"
#include "model/rule.h"

struct rules *rules_new(whosaid_error *error);
void rules_free(struct rules *rules);

/* Reads a rule file; `user`: its rules are `always` unless their flags say otherwise. */
whosaid_status rules_read(struct rules *rules, const struct data_path *path, int user, struct findings *findings, whosaid_error *error);

/* Makes what was read ready to be applied. */
whosaid_status rules_finish(struct rules *rules, whosaid_error *error);

#endif
