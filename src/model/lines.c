/* lines.c: a text file -> its lines, one after the other, all of them or an error. */
#include "model/lines.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"

static whosaid_status say(const char *path, whosaid_error *error) {
  return errno == ENOMEM ? error_memory(error) : error_set(error, WHOSAID_READ_FAILED, 0, 0, "%s: %s", path, strerror(errno));
}

whosaid_status lines_open(const char *path, FILE **file, whosaid_error *error) {
  *file = fopen(path, "rbe");
  return *file || errno == ENOENT || errno == ENOTDIR ? WHOSAID_OK : say(path, error);
}

whosaid_status lines_read(FILE *file, const char *path, lines_take take, void *context, whosaid_error *error) {
  char *line = NULL;
  size_t room = 0;
  whosaid_status status = WHOSAID_OK;
  ssize_t length = 0;
  for (uint32_t number = 1; !status && (length = getline(&line, &room, file)) >= 0; number++) {
    while (length && (line[length - 1] == '\n' || line[length - 1] == '\r')) line[--length] = '\0';
    const char *wrong = length && line[0] != '#' ? take(context, number, line) : NULL;
    if (wrong) status = error_set(error, WHOSAID_BAD_DATA, number, 0, "%s:%u: %s", path, number, wrong);
  }
  if (!status && !feof(file)) status = say(path, error);
  free(line);
  return status;
}
