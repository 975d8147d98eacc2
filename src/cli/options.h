/* options.h: what the command line asks for. */
#ifndef WHOSAID_CLI_OPTIONS_H
#define WHOSAID_CLI_OPTIONS_H

#include "input/input.h"
#include "output/format.h"
#include "whosaid.h"

enum action { ANALYZE, CHECK, COMPILE, SHOW_HELP, SHOW_VERSION, SHOW_COMPLETIONS };

struct options {
  enum action action;
  enum input_format from;
  struct input_options input;    /* fields and limits */
  int keep_boilerplate, resume;
  const struct format *format;   /* --to */
  struct output_options as;      /* how it shall be */
  unsigned given;                /* bits of enum format_option: what was asked of the format */
  int strict, quiet;
  unsigned jobs;
  const char *data;              /* --data */
  const char **gazetteers;       /* --gazetteers, in order */
  size_t gazetteer_count;
  const char *files_from;        /* --files-from */
  const char *check;             /* --check */
  const char *compile;           /* --compile */
  const char *shell;             /* --completions */
  const char *output;            /* -o; NULL: standard output */
  const char *const *paths;      /* what stands behind the options; at least "-" */
  int path_count;
};

/* 0, or 2 after a message on standard error. */
int options_read(struct options *options, int argc, char **argv);
void options_free(struct options *options);

void options_show_help(void);

/* An option as the help and the shells' completions show it. */
struct option_text {
  char letter;                /* 0: only the long name */
  const char *name, *argument, *help; /* argument NULL: takes none */
  const char *const *words;   /* of those that take one of several words; NULL-terminated */
};

/* The option at this place; 0 behind the last one. */
int options_text(int i, struct option_text *text);

#endif
