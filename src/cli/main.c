/* main.c: the command: options -> what they ask for, and the exit status. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/files.h"
#include "cli/options.h"
#include "cli/ring.h"
#include "model/image.h"

enum { DONE = 0, CANNOT_GO_ON = 1, DOCUMENTS_FAILED = 3 };

static int say(const char *name, const char *what) {
  fprintf(stderr, "whosaid: %s: %s\n", name, what);
  return CANNOT_GO_ON;
}

static void show_finding(void *context, const char *finding) {
  (void)context;
  puts(finding);
}

static int check(const char *directory) {
  whosaid_error error;
  whosaid_status status = whosaid_check(directory, show_finding, NULL, &error);
  if (status && status != WHOSAID_BAD_DATA) return say(directory, error.message);
  return status ? CANNOT_GO_ON : DONE;
}

/* Answers all documents into the sink. */
static int analyze(const struct options *options, const whosaid_model *model, struct sink *sink) {
  struct files files;
  uint64_t failed = 0;
  files_begin(&files, options);
  int status = ring_run(model, options, &files, sink, &failed);
  files_end(&files);
  if (failed && !options->quiet) {
    fprintf(stderr, "whosaid: %llu %s could not be analysed; see the error records\n", (unsigned long long)failed,
            failed == 1 ? "document" : "documents");
  }
  if (status || files.failed) return CANNOT_GO_ON;
  return failed && options->strict ? DOCUMENTS_FAILED : DONE;
}

/* Answers all documents into a new file beside the wanted one, which it replaces at the end. */
static int analyze_into(const struct options *options, const whosaid_model *model) {
  size_t length = strlen(options->output);
  char *name = malloc(length + sizeof ".XXXXXX");
  if (!name) return say(options->output, "memory ran out");
  memcpy(name, options->output, length);
  memcpy(name + length, ".XXXXXX", sizeof ".XXXXXX");
  struct sink sink = {.file = mkostemp(name, O_CLOEXEC), .name = options->output};
  int status = CANNOT_GO_ON;
  if (sink.file < 0) say(options->output, strerror(errno));
  else {
    status = analyze(options, model, &sink);
    mode_t mask = umask(0);
    umask(mask);
    int kept = !sink.failed && !fchmod(sink.file, 0666 & ~mask);
    if (kept && (fsync(sink.file) || close(sink.file) || rename(name, options->output))) kept = 0, status = say(options->output, strerror(errno));
    if (!kept) unlink(name);
  }
  free(name);
  return status;
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
  struct sink standard = {.file = STDOUT_FILENO, .name = "standard output"};
  int status = options->output ? analyze_into(options, model) : analyze(options, model, &standard);
  whosaid_model_free(model);
  return status;
}

int main(int argc, char **argv) {
  struct options options;
  int status = options_read(&options, argc, argv);
  if (!status) {
    switch (options.action) {
      case SHOW_HELP: options_show_help(); break;
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
