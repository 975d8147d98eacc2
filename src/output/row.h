/* row.h: the columns of the who-said-what table, a row for each quote. */
#ifndef WHOSAID_OUTPUT_ROW_H
#define WHOSAID_OUTPUT_ROW_H

#include "output/format.h"
#include "output/offsets.h"

enum { ROW_COLUMNS = 32 };

/* A document whose quotes become rows. */
struct row {
  const struct answer *answer;
  const whosaid_mention *mentions;
  const whosaid_entity *entities;
  const whosaid_quote *quotes;
  size_t mention_count, entity_count, quote_count;
  whosaid_string text;
  const whosaid_quote *quote;    /* the row's own; row_cell reads it */
  struct offsets offsets;
  struct bytes id;               /* the document's, plain */
  struct bytes meta;             /* url, title and published, each NUL-terminated */
  size_t meta_start[3];
  uint32_t *seen, round;         /* of each entity: the round of row_each_mention that saw it last */
  uint32_t names;                /* written in the cell */
  struct bytes cell;             /* of row_cell */
  struct writer out;
};

enum cell_kind { CELL_TEXT, CELL_NUMBER, CELL_BOOLEAN };

struct column {
  const char *name;
  enum cell_kind kind;
  unsigned width;                /* characters that suit it on a terminal */
  void (*write)(struct row *row);
};

/* A choice of columns, in order. */
struct columns {
  const struct column *items[ROW_COLUMNS];
  size_t count;
};

/* Reads "speaker,quote" (NULL: all); WHOSAID_BAD_ARGUMENT with a message that names the known ones. */
whosaid_status columns_choose(struct columns *columns, const char *names, whosaid_error *error);

whosaid_status row_begin(struct row *row, const struct output *output, const struct answer *answer, whosaid_error *error);

/* The quote's cell in this column, as long as the next one is not asked for; empty when there is nothing to say. bytes NULL: memory ran out. */
whosaid_string row_cell(struct row *row, const whosaid_quote *quote, const struct column *column);

void row_end(struct row *row);

/* The words of a quote in lower case without punctuation, a space between two: the same for each printing of it. Gives their number. */
uint32_t row_write_key(struct writer *out, whosaid_string text, const whosaid_quote *quote);

/* Where the 100 characters before a quote start, and where those behind it end. */
uint32_t row_context_start(const struct row *row, const whosaid_quote *quote);
uint32_t row_context_end(const struct row *row, const whosaid_quote *quote);

/* Calls `each` for every mention that lies in one of the quote's parts, as the record lists them. */
void row_each_mention(struct row *row, const whosaid_quote *quote, void (*each)(void *context, const whosaid_mention *mention), void *context);

/* 1 when this is the first mention of its entity in the round of row_each_mention. */
int row_sees(struct row *row, const whosaid_mention *mention);

#endif
