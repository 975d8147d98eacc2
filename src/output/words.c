/* words.c: enums -> words. */
#include "output/words.h"

#include <stddef.h>

const char *type_word(whosaid_type type) {
  static const char *const WORDS[] = {"person", "place", "organization", NULL};
  return WORDS[type];
}

const char *form_word(whosaid_form form) {
  static const char *const WORDS[] = {"name", "nominal", "pronoun"};
  return WORDS[form];
}

const char *gender_word(whosaid_gender gender) {
  static const char *const WORDS[] = {NULL, "male", "female"};
  return WORDS[gender];
}

const char *section_word(whosaid_section section) {
  static const char *const WORDS[] = {"body", "headline", "caption", "boilerplate"};
  return WORDS[section];
}

const char *quote_type_word(whosaid_quote_type type) {
  static const char *const WORDS[] = {"direct", "indirect", "mixed"};
  return WORDS[type];
}

const char *how_word(whosaid_how how) {
  static const char *const WORDS[] = {"name", "nominal", "pronoun", "continuation"};
  return WORDS[how];
}

const char *unit_word(whosaid_unit unit) {
  static const char *const WORDS[] = {"codepoint", "byte", "utf16"};
  return WORDS[unit];
}
