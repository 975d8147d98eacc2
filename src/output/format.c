/* format.c: the table of formats, and what several of them need. */
#include "output/format.h"

#include <cjson/cJSON.h>
#include <errno.h>
#include <string.h>

#include "base/error.h"

/* In the order of --help. */
static const struct format *const FORMATS[] = {&FORMAT_JSONL, &FORMAT_JSON, &FORMAT_TABLE, &FORMAT_CSV, &FORMAT_TSV, &FORMAT_MARKDOWN, &FORMAT_SQLITE, &FORMAT_NQUADS, &FORMAT_JSONLD, &FORMAT_NEO4J, &FORMAT_GRAPHML, &FORMAT_HTML, &FORMAT_EXPLANATION, &FORMAT_SUGGESTIONS, NULL};

const struct format *format_at(size_t i) {
  const struct format *const *format = FORMATS;
  while (i-- && *format) format++;
  return *format;
}

const struct format *format_find(const char *name) {
  const struct format *format = NULL;
  for (size_t i = 0; (format = format_at(i)) && strcmp(format->name, name) != 0;) i++;
  return format;
}

int format_append(void *bytes, const char *added, size_t length) { return bytes_append(bytes, added, length); }

whosaid_status format_plain_id(const struct answer *answer, struct bytes *text, whosaid_error *error) {
  text->length = 0;
  errno = 0;
  cJSON *id = answer->id ? cJSON_Parse(answer->id) : NULL;
  const char *plain = id && cJSON_IsString(id) ? id->valuestring : answer->id ? answer->id : "";
  int failed = (!id && errno == ENOMEM) || bytes_append(text, plain, strlen(plain) + 1);
  cJSON_Delete(id);
  return failed ? error_memory(error) : WHOSAID_OK;
}
