/* fuzz.h: what is fuzzed, a row of a table each, and what the targets share. */
#ifndef WHOSAID_TESTS_FUZZ_H
#define WHOSAID_TESTS_FUZZ_H

#include "model/model.h"

struct fuzz_target {
  const char *name; /* of the folder of its seeds, and of FUZZ=name */
  void (*run)(const char *bytes, size_t length);
};

extern const struct fuzz_target FUZZ_TARGETS[];

/* The target of this name; it must be there. */
const struct fuzz_target *fuzz_find(const char *name);

/* The shipped lists, rules and weights. */
extern whosaid_model *fuzz_model;

/* Ends the run when a promise is broken. */
void demand(int truth, const char *what);

/* A file that holds the bytes: its path, which lives until the next call; closed by fuzz_close_file. */
const char *fuzz_open_file(const char *bytes, size_t length);
void fuzz_close_file(void);

/* Analyses a few sentences in which there is something of everything. */
void fuzz_analyze_sample(const whosaid_model *model);

void fuzz_analyze(const char *bytes, size_t length);
void fuzz_jsonl(const char *bytes, size_t length);
void fuzz_json(const char *bytes, size_t length);
void fuzz_csv(const char *bytes, size_t length);
void fuzz_html(const char *bytes, size_t length);
void fuzz_warc(const char *bytes, size_t length);
void fuzz_compressed(const char *bytes, size_t length);
void fuzz_lists(const char *bytes, size_t length);
void fuzz_rules(const char *bytes, size_t length);
void fuzz_weights(const char *bytes, size_t length);
void fuzz_image(const char *bytes, size_t length);
void fuzz_writers(const char *bytes, size_t length);

#endif
