/* corpus.c: JSON Lines with marked names -> articles. */
#include "fit/corpus.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/utf8.h"

static const struct {
  const char *type;
  uint8_t label;
} LABEL_OF_TYPE[] = {
    {"PER", LABEL_PERSON},          {"person", LABEL_PERSON}, {"LOC", LABEL_PLACE},   {"place", LABEL_PLACE},   {"FAC", LABEL_PLACE}, {"ORG", LABEL_ORGANIZATION},
    {"organization", LABEL_ORGANIZATION}, {"MISC", LABEL_OTHER}, {"other", LABEL_OTHER}, {"UNK", LABELS},
};

static int find_label(const char *type, uint8_t *label) {
  for (size_t i = 0; i < sizeof LABEL_OF_TYPE / sizeof *LABEL_OF_TYPE; i++) {
    if (!strcmp(LABEL_OF_TYPE[i].type, type)) return *label = LABEL_OF_TYPE[i].label, 1;
  }
  return 0;
}

/* Byte offsets of code points, one more than there are. */
static uint32_t *map_codepoints(const char *text, size_t length, size_t *count) {
  uint32_t *bytes = malloc((length + 1) * sizeof *bytes);
  *count = 0;
  if (!bytes) return NULL;
  for (size_t i = 0; i < length; i++) {
    if (((unsigned char)text[i] & 0xC0) != 0x80) bytes[(*count)++] = (uint32_t)i;
  }
  bytes[*count] = (uint32_t)length;
  return bytes;
}

/* By start, then the longer first. */
static int compare_names(const void *a, const void *b) {
  const struct gold_name *left = a, *right = b;
  if (left->start != right->start) return left->start < right->start ? -1 : 1;
  return (left->end < right->end) - (left->end > right->end);
}

/* "Egypt" within "Central Bank of Egypt" is left out: names that are learnt do not overlap. */
static void keep_outermost(struct article *article) {
  struct gold_name *names = article->names.items;
  uint32_t kept = 0;
  for (uint32_t i = 0; i < article->names.count; i++) {
    if (!kept || names[i].start >= names[kept - 1].end) names[kept++] = names[i];
  }
  article->names.count = kept;
}

static const char *read_names(const cJSON *entities, const char *text, struct article *article) {
  size_t length = strlen(text), count;
  uint32_t *bytes = map_codepoints(text, length, &count);
  if (!bytes) return "memory ran out";
  const char *wrong = NULL;
  const cJSON *entity;
  cJSON_ArrayForEach(entity, entities) {
    const cJSON *start = cJSON_GetObjectItem(entity, "start"), *end = cJSON_GetObjectItem(entity, "end");
    const char *type = cJSON_GetStringValue(cJSON_GetObjectItem(entity, "type"));
    uint8_t label;
    if (!start || !end || !type || start->valueint < 0 || end->valueint <= start->valueint || (size_t)end->valueint > count) {
      wrong = "an entity needs start, end and type within the text";
      break;
    }
    if (!find_label(type, &label)) continue; /* DATE, MONEY: no names */
    struct gold_name *name = VECTOR_ADD(&article->names);
    if (!name) wrong = "memory ran out";
    else *name = (struct gold_name){.start = bytes[start->valueint], .end = bytes[end->valueint], .label = label};
    if (label == LABEL_OTHER) article->marks_others = 1;
  }
  free(bytes);
  if (article->names.count) qsort(article->names.items, article->names.count, sizeof *article->names.items, compare_names);
  keep_outermost(article);
  return wrong;
}

static const char *read_article(const char *line, const whosaid_model *model, article_list *articles, whosaid_error *error) {
  cJSON *json = cJSON_Parse(line);
  const char *text = cJSON_GetStringValue(cJSON_GetObjectItem(json, "text"));
  const char *wrong = NULL;
  struct article *article = text ? VECTOR_ADD(articles) : NULL;
  if (!text) wrong = "a line is a JSON object with a text and its entities";
  else if (!article) wrong = "memory ran out";
  else if (document_make(model, text, strlen(text), decide_mentions, &article->document, error)) wrong = error->message;
  else wrong = read_names(cJSON_GetObjectItem(json, "entities"), text, article);
  cJSON_Delete(json);
  return wrong;
}

whosaid_status corpus_read(const char *path, const whosaid_model *model, article_list *articles, whosaid_error *error) {
  FILE *file = fopen(path, "rb");
  if (!file) return error_set(error, WHOSAID_READ_FAILED, 0, 0, "cannot open %s", path);
  char *line = NULL;
  size_t room = 0;
  uint32_t number = 0, first = articles->count;
  whosaid_status status = WHOSAID_OK;
  while (!status && getline(&line, &room, file) >= 0) {
    whosaid_error inner;
    const char *wrong = read_article(line, model, articles, &inner);
    number++;
    if (wrong) status = error_set(error, WHOSAID_INVALID_JSON, number, 0, "%s:%u: %s", path, number, wrong);
  }
  int marks_others = 0;
  for (uint32_t i = first; i < articles->count; i++) marks_others |= articles->items[i].marks_others;
  for (uint32_t i = first; i < articles->count; i++) articles->items[i].marks_others = marks_others;
  free(line);
  fclose(file);
  return status;
}

void corpus_free(article_list *articles) {
  for (uint32_t i = 0; i < articles->count; i++) {
    whosaid_document_free(articles->items[i].document);
    VECTOR_FREE(&articles->items[i].names);
  }
  VECTOR_FREE(articles);
}
