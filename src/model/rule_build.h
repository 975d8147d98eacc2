/* rule_build.h: rule files -> rules. */
#ifndef WHOSAID_MODEL_RULE_BUILD_H
#define WHOSAID_MODEL_RULE_BUILD_H

#include "base/bytes.h"
#include "model/datafile.h"
#include "model/image.h"
#include "model/rule.h"
#include "model/sources.h"

struct rules *rules_new(whosaid_error *error);
void rules_free(struct rules *rules);

/* Reads a rule file; `user`: its rules are `always` unless their flags say otherwise. */
whosaid_status rules_read(struct rules *rules, const struct data_path *path, int user, struct findings *findings, whosaid_error *error);

/* Makes what was read ready to be applied. */
whosaid_status rules_finish(struct rules *rules, whosaid_error *error);

/* The shipped rules as a part of an image, added to the bytes. */
whosaid_status rules_pack(const struct rules *rules, const struct sources *sources, struct bytes *part, whosaid_error *error);

/* Rules to which others may be added before rules_finish; BAD_DATA when it is damaged. */
whosaid_status rules_attach(struct image_part part, const struct sources *sources, struct rules **rules, whosaid_error *error);

#endif
