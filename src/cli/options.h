/* options.h: what the command line asks for. */
#ifndef WHOSAID_CLI_OPTIONS_H
#define WHOSAID_CLI_OPTIONS_H

#include "whosaid.h"

enum input_format { FROM_AUTO, FROM_TEXT, FROM_JSONL };
enum output_format { TO_JSONL, TO_JSON };
enum action { ANALYZE, EXPLAIN, CHECK, COMPILE, SHOW_HELP, SHOW_VERSION };

struct options {
  enum action action;
  enum input_format from;
  enum output_format to;
  whosaid_unit offsets;
  int with_text, strict, quiet;
  unsigned jobs;
  const char *data;              /* --data */
  const char **gazetteers;       /* --gazetteers, in order */
  size_t gazetteer_count;
  const char *check;             /* --check */
  const char *compile;           /* --compile */
  const char *output;            /* -o; NULL: standard output */
  const char *const *paths;      /* what stands behind the options; at least "-" */
  int path_count;
};

/* 0, or 2 after a message on standard error. */
int options_read(struct options *options, int argc, char **argv);
void options_free(struct options *options);

void options_show_help(void);

#endif
