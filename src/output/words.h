/* words.h: how records and explanations call the values of the enums. */
#ifndef WHOSAID_OUTPUT_WORDS_H
#define WHOSAID_OUTPUT_WORDS_H

#include "whosaid.h"

const char *type_word(whosaid_type type);          /* NULL for WHOSAID_NO_TYPE */
const char *form_word(whosaid_form form);
const char *gender_word(whosaid_gender gender);    /* NULL when it is not known */
const char *section_word(whosaid_section section);
const char *quote_type_word(whosaid_quote_type type);
const char *how_word(whosaid_how how);
const char *unit_word(whosaid_unit unit);

#endif
