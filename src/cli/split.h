/* split.h: the bytes of a file -> the lines, elements, rows or records in it. */
#ifndef WHOSAID_CLI_SPLIT_H
#define WHOSAID_CLI_SPLIT_H

#include "cli/files.h"

/* Adds the units that end in the batch's input from *start on, and moves *start behind them. At the end of the file also the last one. -1
 * when memory is out. */
typedef int (*split)(struct files *files, struct batch *batch, size_t *start, int at_end);

/* NULL for a format in which a file is one document. */
split split_of(enum input_format format);

#endif
