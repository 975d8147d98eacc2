/* replay.c: files -> the fuzz target, one after the other, without a fuzzer. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static int replay(const char *path) {
  FILE *file = fopen(path, "rb");
  if (!file) return perror(path), 1;
  uint8_t *bytes = malloc(1 << 20);
  size_t length = bytes ? fread(bytes, 1, 1 << 20, file) : 0;
  fclose(file);
  /* A copy without a byte to spare, so that a sanitizer sees what is read beyond the end. */
  uint8_t *exact = bytes ? realloc(bytes, length ? length : 1) : NULL;
  if (exact) LLVMFuzzerTestOneInput(exact, length);
  free(exact ? exact : bytes);
  return exact ? 0 : 1;
}

int main(int argc, char **argv) {
  LLVMFuzzerInitialize(&argc, &argv);
  int failed = 0;
  for (int i = 1; i < argc; i++) failed += replay(argv[i]);
  printf("%d passed, %d failed\n", argc - 1 - failed, failed);
  return failed ? 1 : 0;
}
