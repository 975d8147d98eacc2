/* stages.h: a text after the first three stages, with the lists of language alone. */
#ifndef WHOSAID_TEST_STAGES_H
#define WHOSAID_TEST_STAGES_H

#include <criterion/criterion.h>
#include <string.h>

#include "document.h"

static whosaid_model *open_language(void) {
  whosaid_model *model;
  whosaid_error error;
  cr_assert_eq(whosaid_model_open("gazetteers/language", NULL, 0, &model, &error), WHOSAID_OK, "%s", error.message);
  return model;
}

static struct whosaid_document *read_text(const whosaid_model *model, const char *text) {
  struct whosaid_document *document = calloc(1, sizeof *document);
  whosaid_error error;
  cr_assert(document);
  document->model = model;
  document->length = (uint32_t)strlen(text);
  document->text = arena_copy(&document->arena, text, document->length);
  cr_assert(document->text && !split_sentences(document, &error) && !split_tokens(document, &error) && !pair_marks(document, &error));
  return document;
}

/* Adds bytes of the document's text to a NUL-terminated string that has room for 4096 bytes. */
static void add_text(char *out, const struct whosaid_document *document, uint32_t start, uint32_t end) {
  size_t length = strlen(out);
  cr_assert(length + (end - start) + 8 < 4096);
  memcpy(out + length, document->text + start, end - start);
  out[length + (end - start)] = '\0';
}

#endif
