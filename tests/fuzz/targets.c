/* targets.c: a target's name and any bytes -> the target, run. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "fuzz.h"

const struct fuzz_target FUZZ_TARGETS[] = {
    {"analyze", fuzz_analyze}, {"jsonl", fuzz_jsonl},           {"json", fuzz_json},       {"csv", fuzz_csv},
    {"html", fuzz_html},       {"warc", fuzz_warc},             {"lists", fuzz_lists},     {"rules", fuzz_rules},
    {"weights", fuzz_weights}, {"compressed", fuzz_compressed}, {"image", fuzz_image},     {"writers", fuzz_writers},
    {NULL, NULL},
};

whosaid_model *fuzz_model;
static const struct fuzz_target *chosen;
static int open_file = -1;

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

void demand(int truth, const char *what) {
  if (truth) return;
  fprintf(stderr, "broken promise: %s\n", what);
  abort();
}

const struct fuzz_target *fuzz_find(const char *name) {
  const struct fuzz_target *target = FUZZ_TARGETS;
  while (target->name && strcmp(target->name, name) != 0) target++;
  demand(target->name != NULL, "a target of this name");
  return target;
}

int LLVMFuzzerInitialize(int *argc, char ***argv) {
  (void)argc;
  (void)argv;
  whosaid_error error;
  const char *name = getenv("FUZZ");
  chosen = fuzz_find(name ? name : "analyze");
  if (!whosaid_model_open("gazetteers", NULL, 0, &fuzz_model, &error)) return 0;
  fprintf(stderr, "%s\n", error.message);
  exit(1);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
  chosen->run((const char *)bytes, length);
  return 0;
}

const char *fuzz_open_file(const char *bytes, size_t length) {
  static char path[32];
  fuzz_close_file();
  open_file = memfd_create("fuzz", MFD_CLOEXEC);
  demand(open_file >= 0 && write(open_file, bytes, length) == (ssize_t)length && !lseek(open_file, 0, SEEK_SET), "a file in memory");
  snprintf(path, sizeof path, "/proc/self/fd/%d", open_file);
  return path;
}

void fuzz_close_file(void) {
  if (open_file >= 0) close(open_file);
  open_file = -1;
}

void fuzz_analyze_sample(const whosaid_model *model) {
  static const char SAMPLE[] =
      "Bridge reopens in Turin\n\nMayor Carla Rossi, 54, of the Greenpeace office in New York's harbour said on Monday: \"It was late.\" “But it "
      "stands,” J.K. Smith & Sons Ltd told Reuters. President Obama’s spokesman added that NATO had asked him to go.\n\nPhoto by Ann Lee/AP\n";
  whosaid_document *document;
  whosaid_error error = {.status = WHOSAID_OK};
  whosaid_status status = whosaid_analyze(model, SAMPLE, sizeof SAMPLE - 1, &document, &error);
  demand(status == error.status, "the status is the error's");
  whosaid_document_free(document);
}
