/* fit/quotes/gold.h: JSON Lines with marked quotes -> articles whose quotes are known. */
#ifndef WHOSAID_FIT_QUOTES_GOLD_H
#define WHOSAID_FIT_QUOTES_GOLD_H

#include "document.h"

struct gold_span {
  uint32_t start, end; /* bytes; equal when there is none */
};

enum { GOLD_PIECES = 6 };

struct gold_quote {
  struct gold_span pieces[GOLD_PIECES];
  uint32_t piece_count;
  struct gold_span cue, speaker;
  int say;    /* a reporting verb, "according to", a colon */
  int marked; /* some of it stands in quotation marks */
};

struct gold_article {
  struct whosaid_document *document; /* read up to its quotes */
  VECTOR(struct gold_quote) quotes;
};

/* Calls `use` for each article of the file; frees it afterwards. */
int read_gold(const char *path, const whosaid_model *model, int (*use)(void *context, struct gold_article *article), void *context);

#endif
