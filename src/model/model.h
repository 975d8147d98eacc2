/* model.h: a data directory, read: gazetteers, rules and weights. Read-only, shared by all threads. */
#ifndef WHOSAID_MODEL_MODEL_H
#define WHOSAID_MODEL_MODEL_H

#include "model/image.h"
#include "whosaid.h"

struct gazetteer;
struct rules;
struct weights;
struct quote_weights;
struct word_clusters;
struct findings;
struct recalls;

struct whosaid_model {
  struct gazetteer *gazetteer;
  struct rules *rules;
  struct weights *weights; /* of names */
  struct quote_weights *quote_weights;
  struct word_clusters *word_clusters; /* which words are used alike */
  struct recalls *recalls; /* of words, for analyses; the only part that changes; NULL where nothing is kept */
  struct image image; /* in which lists and weights may lie */
};

/* Reads the files into *model. With `findings`, what is wrong in the files from index `checked` on is reported and left out. */
whosaid_status model_read(struct whosaid_model *model, const struct sources *sources, struct findings *findings, uint32_t checked,
                          whosaid_error *error);

/* Frees what the model holds, but not the model. */
void model_release(struct whosaid_model *model);

#endif
