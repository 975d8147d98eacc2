/* lines.h: a text file of weights, line by line. */
#ifndef WHOSAID_MODEL_LINES_H
#define WHOSAID_MODEL_LINES_H

#include <stdio.h>

#include "whosaid.h"

/* *file is NULL when there is none of this name. */
whosaid_status lines_open(const char *path, FILE **file, whosaid_error *error);

/* Gives each line that is neither empty nor a remark, without its end; what is wrong with it comes back, or NULL. */
typedef const char *(*lines_take)(void *context, uint32_t number, char *line);
whosaid_status lines_read(FILE *file, const char *path, lines_take take, void *context, whosaid_error *error);

#endif
