/* What words are to readings of quotes: one thing, or another one after some words. */
#include <criterion/criterion.h>
#include <string.h>

#include "document.h"
#include "quote/sense.h"

static const struct row {
  const char *word;
  uint8_t before, tag;
} ROWS[] = {
    {"report", TAG_DETERMINER, TAG_TEXT},
    {"report", TAG_SUBJECT, TAG_CUE},
    {"report", TAG_MODAL, TAG_CUE},
    {"said", TAG_SUBJECT, TAG_CUE},
    {"said", TAG_DETERMINER, TAG_CUE},
    {"that", TAG_CUE, TAG_THAT},
    {"it’s", TAG_THAT, TAG_CONTRACTION},
    {"the", TAG_STOP, TAG_DETERMINER},
    {"mayor", TAG_DETERMINER, TAG_PERSON},
    {"slowly", TAG_SUBJECT, TAG_ADVERB},
    {"12", TAG_PREPOSITION, TAG_NUMBER},
    {",", TAG_WORD, TAG_COMMA},
    {"–", TAG_WORD, TAG_DASH},
    {"who", TAG_COMMA, TAG_WH},
};

static struct whosaid_document *read_words_alone(const whosaid_model *model) {
  struct whosaid_document *document;
  whosaid_error error;
  char text[256] = "";
  for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) strcat(strcat(text, ROWS[i].word), " ");
  cr_assert_eq(document_make(model, text, strlen(text), decide_mentions, &document, &error), WHOSAID_OK, "%s", error.message);
  cr_assert_eq(document->tokens.count, sizeof ROWS / sizeof *ROWS);
  return document;
}

/* The second time the words are remembered. */
Test(sense, goes_by_the_word_before) {
  whosaid_model *model;
  whosaid_error error;
  cr_assert_eq(whosaid_model_open("gazetteers", NULL, 0, &model, &error), WHOSAID_OK, "%s", error.message);
  for (int time = 0; time < 2; time++) {
    struct whosaid_document *document = read_words_alone(model);
    for (uint32_t i = 0; i < document->tokens.count; i++) {
      cr_expect_eq(sense_after(document->senses[i], ROWS[i].before), ROWS[i].tag, "%s", ROWS[i].word);
      cr_expect_eq(document->senses[i].is_relative, !strcmp(ROWS[i].word, "who"), "%s", ROWS[i].word);
    }
    whosaid_document_free(document);
  }
  whosaid_model_free(model);
}
