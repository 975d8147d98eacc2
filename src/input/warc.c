#include "input/input.h"
whosaid_status input_read_warc(struct input *input, const struct input_options *options, const struct source *source, whosaid_error *error) {
  (void)options;
  return input_read_text(input, source->bytes, source->length, NULL, error);
}
