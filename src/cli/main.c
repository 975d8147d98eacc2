/* main.c: the command: options -> what they ask for, and the exit status. */
#include <errno.h>
#include <malloc.h>
#include <stdio.h>
#include <string.h>

#include "cli/completions.h"
#include "cli/files.h"
#include "cli/interrupt.h"
#include "cli/options.h"
#include "cli/ring.h"
#include "cli/sink.h"
#include "model/image.h"

enum { DONE = 0, CANNOT_GO_ON = 1, DOCUMENTS_FAILED = 3, ENDED_BY_USER = 130 };

static int say(const char *name, const char *what) {
  fprintf(stderr, "whosaid: %s: %s\n", name, what);
  return CANNOT_GO_ON;
}

static void show_finding(void *findings, const char *finding) {
  ++*(unsigned long *)findings;
  puts(finding);
}

static int check(const char *directory) {
  whosaid_error error;
  unsigned long findings = 0;
  whosaid_status status = whosaid_check(directory, show_finding, &findings, &error);
  fflush(stdout);
  if (status && (status != WHOSAID_BAD_DATA || !findings)) fprintf(stderr, "whosaid: %s\n", error.message);
  return status ? CANNOT_GO_ON : DONE;
}

/* What one document frees the next one takes: it does not go back to the system in between. */
static void keep_freed_memory(void) {
#ifdef __GLIBC__
  enum { KEPT = 16 * 1024 * 1024 };
  mallopt(M_TRIM_THRESHOLD, KEPT);
  mallopt(M_MMAP_THRESHOLD, KEPT);
#endif
}

/* Answers all documents into the output. */
static int analyze(const struct options *options, const whosaid_model *model) {
  struct sink sink;
  struct files files;
  struct progress progress;
  if (files_begin(&files, options)) return CANNOT_GO_ON;
  if (sink_open(&sink, options)) return files_end(&files), CANNOT_GO_ON;
  files.walk.own = sink.own;
  files.walk.own_count = sink.own_count;
  progress_begin(&progress, options);
  interrupt_begin();
  keep_freed_memory();
  ring_run(model, options, &files, &sink, &progress);
  progress_end(&progress, &files);
  files_end(&files);
  int failed = sink_close(&sink) || files.failed;
  if (interrupt_came()) {
    fprintf(stderr, "whosaid: ended before all was read; %s\n",
            options->output ? "what was answered is in the output, and --resume goes on with records" : "what was answered is written");
    return ENDED_BY_USER;
  }
  if (failed) return CANNOT_GO_ON;
  for (size_t i = 0; options->strict && i < TALLY_STATUSES; i++) failed |= progress.tally.failed[i] > 0;
  return failed ? DOCUMENTS_FAILED : DONE;
}

static int compile(const struct options *options) {
  whosaid_error error;
  if (!model_compile(options->data, options->compile, &error)) return DONE;
  fprintf(stderr, "whosaid: %s\n", error.message);
  return CANNOT_GO_ON;
}

static int run(const struct options *options) {
  whosaid_model *model;
  whosaid_error error;
  if (whosaid_model_open(options->data, options->gazetteers, options->gazetteer_count, &model, &error)) {
    fprintf(stderr, "whosaid: %s\n", error.message);
    return CANNOT_GO_ON;
  }
  int status = analyze(options, model);
  whosaid_model_free(model);
  return status;
}

int main(int argc, char **argv) {
  struct options options;
  int status = options_read(&options, argc, argv);
  if (!status) {
    switch (options.action) {
      case SHOW_HELP: options_show_help(); break;
      case SHOW_COMPLETIONS: completions_show(options.shell); break;
      case SHOW_VERSION: printf("whosaid %s\n", whosaid_version()); break;
      case CHECK: status = check(options.check); break;
      case COMPILE: status = compile(&options); break;
      default: status = run(&options);
    }
  }
  options_free(&options);
  if (fflush(stdout)) status = say("standard output", strerror(errno));
  return status;
}
