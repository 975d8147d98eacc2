/* gazetteer_build.h: lists -> a gazetteer. */
#ifndef WHOSAID_MODEL_GAZETTEER_BUILD_H
#define WHOSAID_MODEL_GAZETTEER_BUILD_H

#include "model/datafile.h"
#include "model/gazetteer_block.h"
#include "model/strings.h"

/* A name as it is added: the key of all its words. */
struct spelling {
  uint64_t key;
  struct name name;
  uint32_t is_title_case; /* of a name listed in capitals: "Nato" of "NATO" */
};

/* The beginning of a name. */
struct prefix {
  uint64_t key;
  uint32_t longer; /* enum longer */
};

/* A name of a list that is checked. */
struct checked_name {
  uint32_t entry;
  uint32_t name; /* in the strings */
  uint32_t word; /* lower hash of its only word, 0 for more words */
};

/* Lists, while they are read. */
struct gazetteer_build {
  struct arena arena;
  VECTOR(struct entry) entries; /* their names and ids in `strings`, kinds and countries in `labels` */
  VECTOR(uint32_t) lines;       /* of the entries, in their lists */
  VECTOR(struct note) notes;
  VECTOR(uint32_t) plain;       /* indices of the entries that plain words share */
  VECTOR(struct site) sites;
  VECTOR(struct list_record) lists;
  VECTOR(const char *) paths;   /* of the lists */
  VECTOR(struct spelling) spellings;
  VECTOR(struct prefix) prefixes;
  VECTOR(struct checked_name) checked;
  struct strings strings, labels;
  uint64_t abbreviations[ABBREVIATION_BITS / 64]; /* as of a gazetteer's head */
};

struct gazetteer_build *gazetteer_build_new(whosaid_error *error);
void gazetteer_build_free(struct gazetteer_build *build);

/* Reads a list. `user`: from a directory the user added, so its entries are FLAG_USER, and FLAG_ALWAYS unless its head has `# flags:`. */
whosaid_status gazetteer_build_list(struct gazetteer_build *build, const struct data_path *path, int user, struct findings *findings,
                                    whosaid_error *error);

/* Lays everything read so far out as one gazetteer. */
whosaid_status gazetteer_build_finish(struct gazetteer_build *build, struct gazetteer **gazetteer, whosaid_error *error);

/* Reports what no single line shows, in the lists that were read with findings: entries that say the same, and names that are
 * frequent words but not flagged ambiguous. */
whosaid_status gazetteer_build_check(const struct gazetteer_build *build, const struct gazetteer *gazetteer, struct findings *findings,
                                     whosaid_error *error);
void gazetteer_free(struct gazetteer *gazetteer);

#endif
