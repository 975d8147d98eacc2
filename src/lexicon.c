/* lexicon.c: a word and the lists of language -> its classes, and what its full stop means. */
#include "lexicon.h"

#include <string.h>

#include "document.h"
#include "model/gazetteer.h"
#include "model/model.h"
#include "token.h"

enum { FUNCTION_LEVEL = 9 };

static const char *const FUNCTION_KINDS[] = {"preposition", "coordinator", "subordinator", "complementizer",
                                             "auxiliary",   "modal",       "relative"};

static int is_capital(char c) { return c >= 'A' && c <= 'Z'; }

struct look_up {
  const struct gazetteer *gazetteer;
  uint32_t classes;
  int is_adverb; /* by its ending */
};

static int is_function_kind(const char *kind) {
  for (size_t i = 0; i < sizeof FUNCTION_KINDS / sizeof *FUNCTION_KINDS; i++) {
    if (strstr(kind, FUNCTION_KINDS[i])) return 1;
  }
  return 0;
}

static uint32_t classes_of_common_word(const struct look_up *wanted, const struct entry *entry) {
  const char *kind = gazetteer_string(wanted->gazetteer, entry->kind);
  uint32_t classes = is_function_kind(kind) ? LEXICON_FUNCTION : 0u;
  return entry->level == FUNCTION_LEVEL || strstr(kind, "adverb") || wanted->is_adverb ? classes | LEXICON_STARTER : classes;
}

static uint32_t classes_of(const struct look_up *wanted, const struct entry *entry) {
  switch (entry->type) {
    case ENTRY_COMMON_WORD: return classes_of_common_word(wanted, entry);
    case ENTRY_PRONOUN: return LEXICON_STARTER | LEXICON_FUNCTION;
    case ENTRY_ROLE:
    case ENTRY_ORGANIZATION_NOUN: return entry->flags & FLAG_PLURAL ? LEXICON_GROUP : 0u;
    case ENTRY_REPORTING_VERB: return entry->flags & FLAG_DIRECT ? LEXICON_REPORTING : 0u;
    default: return 0;
  }
}

static void add_classes(void *context, uint32_t last, uint32_t entry) {
  struct look_up *wanted = context;
  if (last == 1) wanted->classes |= classes_of(wanted, gazetteer_entry(wanted->gazetteer, entry));
}

uint32_t find_classes(const whosaid_model *model, const char *word, uint32_t length) {
  struct token token;
  if (!model || !token_next(word, length, 0, &token)) return 0;
  struct look_up wanted = {.gazetteer = model->gazetteer, .is_adverb = length > 4 && !memcmp(word + length - 2, "ly", 2)};
  gazetteer_match(model->gazetteer, word, &token, 1, add_classes, &wanted);
  return wanted.classes;
}

/* Whether a word spelt `word` may stand for a listed `name`. */
static int agrees(const char *name, const char *word, uint32_t length, int in_capitals) {
  int capital = is_capital(name[0]), small = capital && name[1] && !is_capital(name[1]) && name[1] != '.';
  if (capital && !is_capital(word[0])) return 0;
  return in_capitals || !small || length < 2 || !is_capital(word[1]);
}

int find_abbreviation(const whosaid_model *model, const char *word, uint32_t length, int in_capitals, uint32_t *flags) {
  if (!model || !length) return 0;
  const struct entry *entry = gazetteer_find(model->gazetteer, ENTRY_ABBREVIATION, word, length);
  if (!entry) return 0;
  *flags = entry->flags;
  return agrees(gazetteer_string(model->gazetteer, entry->name), word, length, in_capitals);
}
