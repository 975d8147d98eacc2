/* main.c: the command: options -> what they ask for, and the exit status. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
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
  if (status && status != WHOSAID_BAD_DATA) fprintf(stderr, "whosaid: %s\n", error.message);
  return status ? CANNOT_GO_ON : DONE;
}

/* Answers all documents into the sink. */
static int analyze(const struct options *options, const whosaid_model *model, struct sink *sink) {
  struct files files;
  files_begin(&files, options);
  uint64_t failed = ring_run(model, options, &files, sink);
  files_end(&files);
  if (failed && !options->quiet) {
    fprintf(stderr, "whosaid: %llu %s could not be analysed; see the error records\n", (unsigned long long)failed,
            failed == 1 ? "document" : "documents");
  }
  if (sink->failed || files.failed) return CANNOT_GO_ON;
  return failed && options->strict ? DOCUMENTS_FAILED : DONE;
}

/* Makes the finished file `temporary` the output: 0, or -1 with errno set. */
static int keep(const struct sink *sink, const char *temporary) {
  mode_t mask = umask(0);
  umask(mask);
  return fchmod(sink->file, 0666 & ~mask) || fsync(sink->file) || rename(temporary, sink->name) ? -1 : 0;
}

/* Answers all documents into a new file beside the output, which it replaces when all is done. */
static int analyze_into_new(const struct options *options, const whosaid_model *model) {
  char temporary[PATH_MAX];
  struct sink sink = {.file = -1, .name = options->output};
  errno = ENAMETOOLONG;
  if (snprintf(temporary, sizeof temporary, "%s.XXXXXX", sink.name) < PATH_MAX) sink.file = mkostemp(temporary, O_CLOEXEC);
  if (sink.file < 0) return say(sink.name, strerror(errno));
  int status = analyze(options, model, &sink);
  if (!sink.failed && keep(&sink, temporary)) {
    sink.failed = 1;
    status = say(sink.name, strerror(errno));
  }
  if (sink.failed) unlink(temporary);
  close(sink.file);
  return status;
}

/* A pipe, a device or a link is written to, not replaced. */
static int analyze_into_present(const struct options *options, const whosaid_model *model) {
  struct sink sink = {.file = open(options->output, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666), .name = options->output};
  if (sink.file < 0) return say(sink.name, strerror(errno));
  int status = analyze(options, model, &sink);
  if (close(sink.file)) status = say(sink.name, strerror(errno));
  return status;
}

static int analyze_into(const struct options *options, const whosaid_model *model) {
  struct stat about;
  int is_special = !lstat(options->output, &about) && !S_ISREG(about.st_mode);
  return is_special ? analyze_into_present(options, model) : analyze_into_new(options, model);
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
