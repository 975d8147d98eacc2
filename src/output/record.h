/* record.h: the record of a document that could not be analysed. The record of one that could is in whosaid.h. */
#ifndef WHOSAID_OUTPUT_RECORD_H
#define WHOSAID_OUTPUT_RECORD_H

#include "whosaid.h"

/* Writes the error record. Of the options it heeds the id (NULL: null) and `pretty`; `line` is the line of the input, 0 for none. */
whosaid_status record_write_error(const whosaid_error *failure, const whosaid_record_options *options, uint64_t line,
                                  whosaid_write write, void *context, whosaid_error *error);

#endif
