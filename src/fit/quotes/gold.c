/* fit/quotes/gold.c: JSON Lines with marked quotes -> articles whose quotes are known. */
#include "fit/quotes/gold.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Byte offsets of code points, one more than there are. */
static uint32_t *map_codepoints(const char *text, size_t length) {
  uint32_t *bytes = malloc((length + 1) * sizeof *bytes), count = 0;
  if (!bytes) return NULL;
  for (size_t i = 0; i < length; i++) {
    if (((unsigned char)text[i] & 0xC0) != 0x80) bytes[count++] = (uint32_t)i;
  }
  bytes[count] = (uint32_t)length;
  return bytes;
}

static struct gold_span read_pair(const cJSON *start, const cJSON *end, const uint32_t *bytes) {
  if (!start || !end) return (struct gold_span){0, 0};
  return (struct gold_span){.start = bytes[start->valueint], .end = bytes[end->valueint]};
}

static struct gold_span read_span(const cJSON *object, const uint32_t *bytes) {
  return read_pair(cJSON_GetObjectItem(object, "start"), cJSON_GetObjectItem(object, "end"), bytes);
}

static void read_pieces(const cJSON *json, const uint32_t *bytes, struct gold_quote *quote) {
  const cJSON *spans = cJSON_GetObjectItem(json, "spans"), *span;
  if (!spans) {
    quote->pieces[quote->piece_count++] = read_span(json, bytes);
    return;
  }
  cJSON_ArrayForEach(span, spans) {
    if (quote->piece_count == GOLD_PIECES) break;
    quote->pieces[quote->piece_count++] = read_pair(cJSON_GetArrayItem(span, 0), cJSON_GetArrayItem(span, 1), bytes);
  }
}

static int read_quote(const cJSON *json, const uint32_t *bytes, struct gold_article *article) {
  struct gold_quote *quote = VECTOR_ADD(&article->quotes);
  if (!quote) return -1;
  const char *class = cJSON_GetStringValue(cJSON_GetObjectItem(json, "cue_class"));
  const char *type = cJSON_GetStringValue(cJSON_GetObjectItem(json, "type"));
  read_pieces(json, bytes, quote);
  quote->cue = read_span(cJSON_GetObjectItem(json, "cue"), bytes);
  quote->speaker = read_span(cJSON_GetObjectItem(json, "speaker"), bytes);
  quote->say = class && !strcmp(class, "say");
  quote->marked = type && strcmp(type, "indirect");
  return 0;
}

static int read_article(const char *line, const whosaid_model *model, struct gold_article *article) {
  cJSON *json = cJSON_Parse(line);
  const char *text = cJSON_GetStringValue(cJSON_GetObjectItem(json, "text"));
  whosaid_error error;
  int failed = !text || document_make(model, text, strlen(text), find_quotes, &article->document, &error);
  uint32_t *bytes = failed ? NULL : map_codepoints(text, strlen(text));
  const cJSON *quote;
  failed = failed || !bytes;
  cJSON_ArrayForEach(quote, cJSON_GetObjectItem(json, "quotes")) failed = failed || read_quote(quote, bytes, article);
  free(bytes);
  cJSON_Delete(json);
  return failed;
}

int read_gold(const char *path, const whosaid_model *model, int (*use)(void *context, struct gold_article *article), void *context) {
  FILE *file = fopen(path, "rb");
  if (!file) return perror(path), 1;
  char *line = NULL;
  size_t room = 0;
  int failed = 0;
  while (!failed && getline(&line, &room, file) >= 0) {
    struct gold_article article = {0};
    failed = read_article(line, model, &article) || use(context, &article);
    whosaid_document_free(article.document);
    VECTOR_FREE(&article.quotes);
  }
  free(line);
  fclose(file);
  return failed;
}
