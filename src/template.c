/* template.c: names of features and of codes -> templates, keys, slots. */
#include "template.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "evidence.h"
#include "model/gazetteer.h"
#include "token.h"

static const char *const DIGITS[] = {"-", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9"};
static const char *const STARTS[] = {"start", "headline", "inside"};
static const char *const LOWERS[] = {"-", "lower"};
static const char *const GIVENS[] = {"-", "g"};
static const char *const SURNAMES[] = {"-", "s"};
static const char *const COVERS[COVER_KINDS] = {"person", "place", "organization", "other", "demonym", "title", "role", "rule"};
static const char *const POSITION_NAMES[] = {"first", "inner", "last", "only"};
static const char *const COVER_LEVELS_NAMES[] = {"-",  "0",  "1",  "2",  "3",  "4",  "5",  "6",  "7",  "8", "9",
                                                 "0a", "1a", "2a", "3a", "4a", "5a", "6a", "7a", "8a", "9a"};
static const char *const CLASS_NAMES[] = {"title",      "role",    "reporting-verb", "organization-noun", "organization-head", "organization-suffix",
                                          "place-head", "demonym", "name-suffix",    "calendar",          "source-noun",       "pronoun"};
static const char *const FACT_NAMES[FACTS] = {
    [FACT_AFTER_TITLE] = "after-title",
    [FACT_AFTER_GIVEN_NAME] = "after-given-name",
    [FACT_GIVEN_NAME] = "given-name",
    [FACT_ORGANIZATION_RUN] = "with-organization-head",
    [FACT_AFTER_PREPOSITION] = "after-preposition",
    [FACT_BEFORE_REPORTING] = "before-reporting-verb",
    [FACT_IN_PERSON] = "in-listed-person",
    [FACT_IN_PLACE] = "in-listed-place",
    [FACT_IN_ORGANIZATION] = "in-listed-organization",
    [FACT_AFTER_THE] = "after-the",
    [FACT_CAPITAL_INSIDE] = "capital-inside-sentence",
    [FACT_IN_RULE_PERSON] = "in-rule-person",
    [FACT_IN_RULE_PLACE] = "in-rule-place",
    [FACT_IN_RULE_ORGANIZATION] = "in-rule-organization",
    [FACT_BEFORE_ROLE_OR_POSSESSIVE] = "before-possessive",
};
static const char *const WHERE_NAMES[] = {"word", "only", "last"};
static const char *const EDGE_NAMES[] = {"both", "left", "right", "none"};
static const char *const CUT_NAMES[] = {"both", "left", "right"};
_Static_assert((int)COVER_KINDS == 8 && (int)FACTS == 15 && (int)ENTRY_TYPES == 22, "CODE_COUNTS in template.h");

static const char *const YES_NAMES[] = {"yes"};
static const char *const LABEL_NAMES[] = {"O", "person", "place", "organization", "other", "start"};

static const char *const LINK_NAMES[] = {",", "and", "(", "/"};

static const char *const *const CODE_NAMES[SPACES] = {
    [LEVEL_CODE] = DIGITS,        [LENGTH_CODE] = DIGITS,           [START_CODE] = STARTS,              [LOWER_CODE] = LOWERS,       [GIVEN_CODE] = GIVENS,
    [SURNAME_CODE] = SURNAMES, [COVER_CODE] = COVERS,     [POSITION_CODE] = POSITION_NAMES,   [COVER_LEVEL_CODE] = COVER_LEVELS_NAMES, [CLASS_CODE] = CLASS_NAMES,
    [FACT_CODE] = FACT_NAMES, [WHERE_CODE] = WHERE_NAMES, [EDGES_CODE] = EDGE_NAMES,          [CUT_CODE] = CUT_NAMES,      [YES_CODE] = YES_NAMES,
    [LABEL_CODE] = LABEL_NAMES, [LINK_CODE] = LINK_NAMES,  [WIDE_CODE] = DIGITS, /* its first */
};

const char *code_name(enum space space, uint32_t code, char room[CODE_NAME]) {
  if (space == WIDE_CODE && code) return snprintf(room, CODE_NAME, "%02u", code - 1), room;
  return space == LISTED_CODE ? entry_type_name((enum entry_type)code) : CODE_NAMES[space][code];
}

int code_find(enum space space, const char *name, size_t length) {
  for (uint32_t code = 0; code < CODE_COUNTS[space]; code++) {
    char room[CODE_NAME];
    const char *known = code_name(space, code, room);
    if (strlen(known) == length && !strncasecmp(known, name, length)) return (int)code;
  }
  return -1;
}

/* Classes after those of CLASS_NAMES. */
static const char *const MORE_CLASSES[] = {"'s", "number", "capital", "lower", "#"}, *const SHAPES[] = {"l", "c", "cl", "c+"};

enum space numbered_text(uint32_t number, char text[NUMBERED_TEXT]) {
  const char *known = NULL;
  if (number < FIRST_CLASS) known = number == NUMBER_WORD ? "0" : "#";
  else if (number < FIRST_MARK) known = number < POSSESSIVE_CLASS ? CLASS_NAMES[number - FIRST_CLASS] : MORE_CLASSES[number - POSSESSIVE_CLASS];
  else if (number == NO_CLUSTER) known = "-";
  else if (number >= LOWER_SHAPE && number < FIRST_PATTERN) known = SHAPES[number - LOWER_SHAPE];
  if (known) snprintf(text, NUMBERED_TEXT, "%s", known);
  else if (number < NO_CLUSTER) snprintf(text, NUMBERED_TEXT, "%c", (int)(number - FIRST_MARK));
  else if (number < FIRST_WIDE) snprintf(text, NUMBERED_TEXT, "%c", (int)(number - FIRST_PATTERN));
  else if (number < FIRST_NARROW) snprintf(text, NUMBERED_TEXT, "%02u", number - FIRST_WIDE);
  else snprintf(text, NUMBERED_TEXT, "%02u.%02u", (number - FIRST_NARROW) / 100, (number - FIRST_NARROW) % 100);
  if (number < FIRST_CLASS) return WORD_SPACE;
  if (number < NO_CLUSTER) return CLASS_SPACE;
  if (number == NO_CLUSTER || number >= FIRST_WIDE) return CLUSTER_SPACE;
  return number < FIRST_PATTERN ? SHAPE_SPACE : PATTERN_SPACE;
}

static int find_template(const char *name, size_t length, enum template *template) {
  for (int i = 0; i < TEMPLATES; i++) {
    const char *known = TEMPLATE_FORMS[i].name;
    if (strlen(known) == length && !memcmp(known, name, length)) return *template = (enum template)i, 1;
  }
  return 0;
}

int feature_read(const char *name, size_t length, struct feature_name *feature) {
  const char *equals = memchr(name, '=', length), *end = name + length;
  *feature = (struct feature_name){0};
  if (!equals || !find_template(name, (size_t)(equals - name), &feature->template)) return 0;
  feature->key = feature_seed(feature->template);
  for (const char *value = equals + 1; value <= end;) {
    const char *bar = memchr(value, '|', (size_t)(end - value));
    const char *stop = bar ? bar : end;
    uint32_t cased, hash;
    token_hash(value, (uint32_t)(stop - value), &cased, &hash);
    feature->key = feature_mix(feature->key, hash);
    if (feature->count == MOST_VALUES) return 0;
    feature->texts[feature->count] = value;
    feature->lengths[feature->count] = (uint32_t)(stop - value);
    feature->hashes[feature->count++] = hash;
    value = stop + 1;
  }
  return 1;
}

void slots_lay_out(struct slot_layout *layout) {
  *layout = (struct slot_layout){.closed_count = 1};
  for (int template = 0; template < TEMPLATES; template++) {
    uint32_t size = 1, space = NO_SPACE;
    for (int i = 0; i < MOST_VALUES; i++) {
      uint8_t value = TEMPLATE_FORMS[template].spaces[i];
      if (is_closed(value)) size *= CODE_COUNTS[value];
      else if (value != NO_SPACE) space = value;
    }
    enum slot_kind kind = slot_kind((enum template)template);
    uint32_t *count = kind == IN_TABLE ? &layout->closed_count : &layout->row_counts[space];
    if (kind == BY_KEY) continue;
    layout->first[template] = *count;
    *count += size;
  }
}
