/* text.c: a plain text file -> one document. */
#include <string.h>

#include "base/error.h"
#include "base/utf8.h"
#include "input/input.h"

static int append_escaped(struct bytes *id, const char *name, size_t length) {
  for (size_t i = 0; i < length; i++) {
    if ((unsigned char)name[i] < 0x20) {
      if (bytes_append(id, "\\ufffd", 6)) return -1;
      continue;
    }
    int escaped = name[i] == '"' || name[i] == '\\';
    if ((escaped && bytes_append(id, "\\", 1)) || bytes_append(id, name + i, 1)) return -1;
  }
  return 0;
}

/* A file name may hold any bytes: control characters and bytes that are not UTF-8 become U+FFFD. */
static int append_name(struct bytes *id, const char *name, size_t length) {
  while (length) {
    size_t valid = utf8_valid_length(name, length), bad = valid < length;
    if (append_escaped(id, name, valid) || (bad && bytes_append(id, "\\ufffd", 6))) return -1;
    name += valid + bad;
    length -= valid + bad;
  }
  return 0;
}

whosaid_status input_name(struct input *input, const char *path, whosaid_error *error) {
  const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
  const char *dot = strrchr(name, '.');
  size_t length = dot && dot > name ? (size_t)(dot - name) : strlen(name);
  input->id_given = 0;
  input->id.length = 0;
  int failed = bytes_append(&input->id, "\"", 1) || append_name(&input->id, name, length) || bytes_append(&input->id, "\"", 2);
  return failed ? error_memory(error) : WHOSAID_OK;
}

whosaid_status input_read_text(struct input *input, const char *path, const char *bytes, size_t length, whosaid_error *error) {
  input->text = bytes;
  input->length = length;
  input->meta.length = 0;
  if (bytes_append(&input->meta, "{}", 3)) return error_memory(error);
  return input_name(input, path, error);
}

void input_free(struct input *input) {
  bytes_free(&input->id);
  bytes_free(&input->meta);
  bytes_free(&input->envelope);
}
