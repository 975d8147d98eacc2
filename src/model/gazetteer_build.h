/* gazetteer_build.h: lists -> a gazetteer. */
#ifndef WHOSAID_MODEL_GAZETTEER_BUILD_H
#define WHOSAID_MODEL_GAZETTEER_BUILD_H

#include "model/datafile.h"
#include "model/gazetteer.h"

struct gazetteer_build;

struct gazetteer_build *gazetteer_build_new(whosaid_error *error);
void gazetteer_build_free(struct gazetteer_build *build);

/* Reads a list. `user`: from a directory the user added, so its entries are FLAG_USER, and FLAG_ALWAYS unless its head has `# flags:`. */
whosaid_status gazetteer_build_list(struct gazetteer_build *build, const struct data_path *path, int user, struct findings *findings,
                                    whosaid_error *error);

/* Lays everything read so far out as one gazetteer. */
whosaid_status gazetteer_build_finish(struct gazetteer_build *build, struct gazetteer **gazetteer, whosaid_error *error);
void gazetteer_free(struct gazetteer *gazetteer);

#endif
