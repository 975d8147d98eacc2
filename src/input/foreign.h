/* foreign.h: files that people give for texts and that are none. */
#ifndef WHOSAID_INPUT_FOREIGN_H
#define WHOSAID_INPUT_FOREIGN_H

#include <stddef.h>

/* What the file is ("a PDF") when its bytes tell that it is no text, and in *advice what to do; NULL otherwise. */
const char *foreign_kind(const char *bytes, size_t length, const char **advice);

#endif
