/* fields.c: the fields of a document -> the title they hold, and what is told of them when none is the text. */
#include <cjson/cJSON.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "input/input.h"

/* ---- A headline is a title where there is none ---- */

static int is_key(const char *key, size_t length, const char *name) { return length == strlen(name) && !memcmp(key, name, length); }

void input_note_field(struct input *input, const char *key, size_t length, size_t start) {
  if (is_key(key, length, "title")) input->has_title = 1;
  int is_headline = is_key(key, length, "headline") || is_key(key, length, "heading");
  if (!is_headline || input->headline.length || input->meta.items[start] != '"') return;
  input->headline.start = start;
  input->headline.length = input->meta.length - start;
}

int input_open_meta(struct input *input) {
  input->meta.length = 0;
  input->fields = 0;
  input->has_title = 0;
  input->headline.length = 0;
  return bytes_append(&input->meta, "{", 1);
}

int input_close_meta(struct input *input) {
  static const char TITLE[] = ",\"title\":";
  struct bytes *meta = &input->meta;
  size_t length = input->has_title ? 0 : input->headline.length;
  if (length && (bytes_append(meta, TITLE, sizeof TITLE - 1) || bytes_reserve(meta, length))) return -1;
  if (length && bytes_append(meta, meta->items + input->headline.start, length)) return -1;
  return bytes_append(meta, "}", 2);
}

/* ---- No field is the text ---- */

/* The names of fields, and the one whose value is longest. */
struct listing {
  char names[240], longest[120];
  size_t length, value;
  int cut;
};

enum { DEEPEST = 3 };

static void list_field(struct listing *listing, const char *path, const cJSON *value) {
  size_t room = sizeof listing->names - listing->length, length = cJSON_IsString(value) ? strlen(value->valuestring) : 0;
  int written = snprintf(listing->names + listing->length, room, "%s%s", listing->length ? ", " : "", path);
  if (listing->cut || written >= (int)room) listing->names[listing->length] = '\0', listing->cut = 1;
  else listing->length += (size_t)written;
  if (length <= listing->value || strlen(path) >= sizeof listing->longest) return;
  listing->value = length;
  memcpy(listing->longest, path, strlen(path) + 1);
}

/* {"article": {"body": …}} -> article.body */
static void list_fields(struct listing *listing, const cJSON *object, const char *before, int depth) {
  const cJSON *field;
  cJSON_ArrayForEach(field, object) {
    char path[128];
    int length = snprintf(path, sizeof path, "%s%s%s", before, *before ? "." : "", field->string);
    if (length >= (int)sizeof path) listing->cut = 1;
    else if (cJSON_IsObject(field) && depth < DEEPEST) list_fields(listing, field, path, depth + 1);
    else list_field(listing, path, field);
  }
}

whosaid_status input_lacks_text(struct input *input, const char *what, const char *name, whosaid_error *error) {
  struct listing listing = {.length = 0};
  errno = 0;
  cJSON *meta = cJSON_Parse(input->meta.items);
  if (!meta && errno == ENOMEM) return error_memory(error);
  const cJSON *schema = cJSON_GetObjectItemCaseSensitive(meta, "schema");
  int is_record = cJSON_IsString(schema) && !strncmp(schema->valuestring, "whosaid.", 8);
  list_fields(&listing, meta, "", 1);
  cJSON_Delete(meta);
  if (is_record) return error_set(error, WHOSAID_BAD_ARGUMENT, 0, 0, "this is a record of whosaid, not a document to read");
  if (!listing.length) return error_set(error, WHOSAID_BAD_ARGUMENT, 0, 0, "there is no %s \"%.60s\", and no other one", what, name);
  return error_set(error, WHOSAID_BAD_ARGUMENT, 0, 0, "there is no %s \"%.60s\"; there %s %s%s: say which has the text%s --text-field%s%s", what,
                   name, strchr(listing.names, ',') ? "are" : "is", listing.names, listing.cut ? ", …" : "", listing.value ? ", like" : " with",
                   listing.value ? " " : "", listing.longest);
}
