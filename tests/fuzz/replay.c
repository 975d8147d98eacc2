/* replay.c: files -> the target that their folder is named after, one after the other, without a fuzzer. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);

/* "seeds/html/nested" -> "html" */
static const struct fuzz_target *target_of(const char *path) {
  char folder[4096];
  snprintf(folder, sizeof folder, "%s", path);
  char *slash = strrchr(folder, '/');
  demand(slash != NULL, "a file in a folder");
  *slash = '\0';
  slash = strrchr(folder, '/');
  return fuzz_find(slash ? slash + 1 : folder);
}

static int replay(const char *path) {
  FILE *file = fopen(path, "rb");
  if (!file) return perror(path), 1;
  char *bytes = malloc(1 << 20);
  size_t length = bytes ? fread(bytes, 1, 1 << 20, file) : 0;
  fclose(file);
  /* A copy without a byte to spare, so that a sanitizer sees what is read beyond the end. */
  char *exact = bytes ? realloc(bytes, length ? length : 1) : NULL;
  if (exact) target_of(path)->run(exact, length);
  free(exact ? exact : bytes);
  return exact ? 0 : 1;
}

int main(int argc, char **argv) {
  LLVMFuzzerInitialize(&argc, &argv);
  int failed = 0;
  for (int i = 1; i < argc; i++) {
    fprintf(stderr, "%s\n", argv[i]); /* the last that is named is the one that ended the run */
    failed += replay(argv[i]);
  }
  printf("\n%d passed, %d failed\n", argc - 1 - failed, failed);
  whosaid_model_free(fuzz_model);
  return failed ? 1 : 0;
}
