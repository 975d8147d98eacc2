/* corpus.h: annotated articles (JSON Lines: id, text, entities) -> documents with the spans that people marked. */
#ifndef WHOSAID_FIT_CORPUS_H
#define WHOSAID_FIT_CORPUS_H

#include "base/vector.h"
#include "document.h"
#include "model/weights.h"

struct gold_name {
  uint32_t start, end;      /* bytes */
  uint8_t label;            /* enum label; LABELS: a name of a type the corpus does not tell */
};

struct article {
  struct whosaid_document *document;  /* analysed up to its candidates */
  VECTOR(struct gold_name) names;     /* in order of start */
  int marks_others;                   /* the corpus marks names that are neither person, place nor organization */
};

typedef VECTOR(struct article) article_list;

/* Appends the articles of a file. Errors name the file and line. */
whosaid_status corpus_read(const char *path, const whosaid_model *model, article_list *articles, whosaid_error *error);
void corpus_free(article_list *articles);

#endif
