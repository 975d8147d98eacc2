/* quote/teach.h: reading a document's quotes with a teacher at one's side. For fitting weights. */
#ifndef WHOSAID_QUOTE_TEACH_H
#define WHOSAID_QUOTE_TEACH_H

#include "quote/reader.h"

/* Like find_quotes; every decision goes by the teacher's answer. `teacher` may be NULL. */
whosaid_status find_quotes_taught(struct whosaid_document *document, struct teacher *teacher, whosaid_error *error);

#endif
