/* delimited.h: cells as CSV has them. */
#ifndef WHOSAID_OUTPUT_DELIMITED_H
#define WHOSAID_OUTPUT_DELIMITED_H

#include "output/writer.h"
#include "whosaid.h"

/* With `before` ("" or some mark) in front, in quotation marks when it must be (RFC 4180); nothing for an empty one. */
void delimited_write_csv(struct writer *out, const char *before, whosaid_string cell);

#endif
