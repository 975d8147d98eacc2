/* template.h: the kinds of features: what each is called, what values it takes, how its key is made.
 *
 *   name-before=minister|0     template SPAN_BEFORE: an open value (a word), a closed one (a code: how long the name is)
 *
 * Closed values are numbered codes, so that what a feature is worth is found by its number alone where all its values are closed, and in
 * the row of its open value where it has just one (model/weights.h). */
#ifndef WHOSAID_TEMPLATE_H
#define WHOSAID_TEMPLATE_H

#include <stddef.h>
#include <stdint.h>

enum space {
  NO_SPACE,
  /* open: any text */
  WORD_SPACE, CLUSTER_SPACE, SHAPE_SPACE, CLASS_SPACE, PATTERN_SPACE, /* each value of these has a row */
  TEXT_SPACE,
  /* closed: codes */
  LEVEL_CODE, LENGTH_CODE, START_CODE, LOWER_CODE, GIVEN_CODE, SURNAME_CODE, COVER_CODE, POSITION_CODE, COVER_LEVEL_CODE, CLASS_CODE, FACT_CODE, WHERE_CODE, EDGES_CODE,
  CUT_CODE, YES_CODE, LISTED_CODE, LABEL_CODE, LINK_CODE, WIDE_CODE,
  SPACES
};

enum { FIRST_CLOSED = LEVEL_CODE, MOST_VALUES = 4 };

enum scope { OF_TOKEN, OF_SPAN, OF_LABELLING };

enum template {
  WORD, WORD_SHAPE, SHAPE, PREFIX, SUFFIX, PREVIOUS, NEXT, SECOND_PREVIOUS, SECOND_NEXT, PREVIOUS_WORD, WORD_NEXT, AROUND, SHAPES_AROUND,
  LEVELS, LEVELS_START, COVER, COVER_LEVELS, PREVIOUS_CLASS, NEXT_CLASS, START, DOCUMENT_FACT, DOCUMENT_LOWER,
  RUN, RUN_LAST, RUN_FIRST, RUN_BEFORE, RUN_AFTER, SHOUTING, CLUSTER, CLUSTER_SHAPE, PREVIOUS_CLUSTER, NEXT_CLUSTER, CLUSTER_NEXT, NEXT_COVER, PREVIOUS_COVER,
  SPAN_LENGTH, SPAN, SPAN_FIRST, SPAN_LAST, SPAN_LAST_SUFFIX, SPAN_BEFORE, SPAN_AFTER, SPAN_AROUND, SPAN_BEFORE_TWO, SPAN_AFTER_TWO, SPAN_CLASS_BEFORE,
  SPAN_CLASS_AFTER, SPAN_PATTERN, SPAN_LISTED, SPAN_LISTED_LENGTH, SPAN_RULE, SPAN_UNLISTED, SPAN_HEAD, SPAN_EDGES, SPAN_MARKED, SPAN_CROSSES,
  SPAN_SHAPE, SPAN_PATTERN_AFTER, SPAN_PATTERN_BEFORE, SPAN_HEAD_CLASS, SPAN_FACT, SPAN_CLUSTERS, SPAN_HEAD_CLUSTER, SPAN_CLUSTER_BEFORE, SPAN_CLUSTER_AFTER, AFTER,
  WORD_ELSEWHERE, NAME_ELSEWHERE, ONE_ELSEWHERE, LONG_FORM_ELSEWHERE, LAST_ELSEWHERE, FIRST_ELSEWHERE, LAST_OF_LONG_ELSEWHERE, FIRST_OF_LONG_ELSEWHERE, LINK_BEFORE, LINK_AFTER,
  CALIBRATION, TEMPLATES
};

struct template_form {
  const char *name;
  uint8_t scope;                /* enum scope */
  uint8_t spaces[MOST_VALUES];  /* enum space, NO_SPACE at the end */
};

static const struct template_form TEMPLATE_FORMS[TEMPLATES] = {
    [WORD] = {"word", OF_TOKEN, {WORD_SPACE}},
    [WORD_SHAPE] = {"word+shape", OF_TOKEN, {WORD_SPACE, SHAPE_SPACE}},
    [SHAPE] = {"shape", OF_TOKEN, {SHAPE_SPACE}},
    [PREFIX] = {"prefix", OF_TOKEN, {TEXT_SPACE}},
    [SUFFIX] = {"suffix", OF_TOKEN, {TEXT_SPACE}},
    [PREVIOUS] = {"previous", OF_TOKEN, {WORD_SPACE}},
    [NEXT] = {"next", OF_TOKEN, {WORD_SPACE}},
    [SECOND_PREVIOUS] = {"second-previous", OF_TOKEN, {WORD_SPACE}},
    [SECOND_NEXT] = {"second-next", OF_TOKEN, {WORD_SPACE}},
    [PREVIOUS_WORD] = {"previous+word", OF_TOKEN, {WORD_SPACE, WORD_SPACE}},
    [WORD_NEXT] = {"word+next", OF_TOKEN, {WORD_SPACE, WORD_SPACE}},
    [AROUND] = {"previous+next", OF_TOKEN, {WORD_SPACE, WORD_SPACE}},
    [SHAPES_AROUND] = {"shapes", OF_TOKEN, {SHAPE_SPACE, SHAPE_SPACE, SHAPE_SPACE}},
    [LEVELS] = {"given+surname+common", OF_TOKEN, {LEVEL_CODE, LEVEL_CODE, LEVEL_CODE}},
    [LEVELS_START] = {"given+surname+common+place-in-sentence", OF_TOKEN, {GIVEN_CODE, SURNAME_CODE, LEVEL_CODE, START_CODE}},
    [COVER] = {"inside", OF_TOKEN, {COVER_CODE, POSITION_CODE, COVER_LEVEL_CODE}}, /* or the kind of an entry, the name of a rule */
    [COVER_LEVELS] = {"inside+given+surname", OF_TOKEN, {COVER_CODE, POSITION_CODE, LEVEL_CODE, LEVEL_CODE}},
    [PREVIOUS_CLASS] = {"previous-class", OF_TOKEN, {CLASS_CODE}},
    [NEXT_CLASS] = {"next-class", OF_TOKEN, {CLASS_CODE}},
    [START] = {"sentence-start", OF_TOKEN, {START_CODE, LEVEL_CODE}},
    [DOCUMENT_FACT] = {"elsewhere", OF_TOKEN, {WHERE_CODE, FACT_CODE}},
    [DOCUMENT_LOWER] = {"also-in-lower-case", OF_TOKEN, {LOWER_CODE, START_CODE, LEVEL_CODE}},
    [RUN] = {"capitals", OF_TOKEN, {LEVEL_CODE, LEVEL_CODE}},
    [RUN_LAST] = {"capitals-last", OF_TOKEN, {WORD_SPACE}},
    [RUN_FIRST] = {"capitals-first", OF_TOKEN, {WORD_SPACE}},
    [RUN_BEFORE] = {"capitals-before", OF_TOKEN, {WORD_SPACE}},
    [RUN_AFTER] = {"capitals-after", OF_TOKEN, {WORD_SPACE}},
    [SHOUTING] = {"headline", OF_TOKEN, {LEVEL_CODE, LEVEL_CODE}},
    [CLUSTER] = {"cluster", OF_TOKEN, {CLUSTER_SPACE}},
    [CLUSTER_SHAPE] = {"cluster+shape", OF_TOKEN, {WIDE_CODE, SHAPE_SPACE}},
    [PREVIOUS_CLUSTER] = {"previous-cluster", OF_TOKEN, {CLUSTER_SPACE}},
    [NEXT_CLUSTER] = {"next-cluster", OF_TOKEN, {CLUSTER_SPACE}},
    [CLUSTER_NEXT] = {"cluster+next-cluster", OF_TOKEN, {WIDE_CODE, WIDE_CODE}},
    [NEXT_COVER] = {"next-inside", OF_TOKEN, {COVER_CODE, POSITION_CODE}},
    [PREVIOUS_COVER] = {"previous-inside", OF_TOKEN, {COVER_CODE, POSITION_CODE}},
    [SPAN_LENGTH] = {"name-length", OF_SPAN, {LEVEL_CODE}},
    [SPAN] = {"name", OF_SPAN, {WORD_SPACE}}, /* or several words, parted by spaces */
    [SPAN_FIRST] = {"name-first", OF_SPAN, {WORD_SPACE}},
    [SPAN_LAST] = {"name-last", OF_SPAN, {WORD_SPACE}},
    [SPAN_LAST_SUFFIX] = {"name-suffix", OF_SPAN, {TEXT_SPACE}},
    [SPAN_BEFORE] = {"name-before", OF_SPAN, {WORD_SPACE, LENGTH_CODE}},
    [SPAN_AFTER] = {"name-after", OF_SPAN, {WORD_SPACE, LENGTH_CODE}},
    [SPAN_AROUND] = {"name-around", OF_SPAN, {WORD_SPACE, WORD_SPACE}},
    [SPAN_BEFORE_TWO] = {"name-before-two", OF_SPAN, {WORD_SPACE, WORD_SPACE}},
    [SPAN_AFTER_TWO] = {"name-after-two", OF_SPAN, {WORD_SPACE, WORD_SPACE}},
    [SPAN_CLASS_BEFORE] = {"name-class-before", OF_SPAN, {CLASS_SPACE, LENGTH_CODE}},
    [SPAN_CLASS_AFTER] = {"name-class-after", OF_SPAN, {CLASS_SPACE, LENGTH_CODE}},
    [SPAN_PATTERN] = {"name-pattern", OF_SPAN, {PATTERN_SPACE}},
    [SPAN_LISTED] = {"listed", OF_SPAN, {LISTED_CODE, TEXT_SPACE, COVER_LEVEL_CODE}},
    [SPAN_LISTED_LENGTH] = {"listed+length", OF_SPAN, {LISTED_CODE, LENGTH_CODE, COVER_LEVEL_CODE}},
    [SPAN_RULE] = {"rule", OF_SPAN, {TEXT_SPACE}},
    [SPAN_UNLISTED] = {"unlisted", OF_SPAN, {LENGTH_CODE}},
    [SPAN_HEAD] = {"name-head", OF_SPAN, {WORD_SPACE}},
    [SPAN_EDGES] = {"name-edges", OF_SPAN, {EDGES_CODE}},
    [SPAN_MARKED] = {"in-marks", OF_SPAN, {YES_CODE}},
    [SPAN_CROSSES] = {"cuts", OF_SPAN, {COVER_CODE, CUT_CODE}},
    [SPAN_SHAPE] = {"name-shape", OF_SPAN, {SHAPE_SPACE, LENGTH_CODE}},
    [SPAN_PATTERN_AFTER] = {"name-pattern+class-after", OF_SPAN, {PATTERN_SPACE, CLASS_SPACE}},
    [SPAN_PATTERN_BEFORE] = {"name-pattern+class-before", OF_SPAN, {PATTERN_SPACE, CLASS_SPACE}},
    [SPAN_HEAD_CLASS] = {"name-head-class", OF_SPAN, {CLASS_CODE}},
    [SPAN_FACT] = {"name-elsewhere", OF_SPAN, {WHERE_CODE, FACT_CODE}},
    [SPAN_CLUSTERS] = {"name-clusters", OF_SPAN, {WIDE_CODE, WIDE_CODE, LENGTH_CODE}},
    [SPAN_HEAD_CLUSTER] = {"name-head-cluster", OF_SPAN, {CLUSTER_SPACE, LENGTH_CODE}},
    [SPAN_CLUSTER_BEFORE] = {"name-cluster-before", OF_SPAN, {CLUSTER_SPACE, LENGTH_CODE}},
    [SPAN_CLUSTER_AFTER] = {"name-cluster-after", OF_SPAN, {CLUSTER_SPACE, LENGTH_CODE}},
    [LINK_BEFORE] = {"tied-to-before", OF_SPAN, {LINK_CODE, LABEL_CODE}},
    [LINK_AFTER] = {"tied-to-after", OF_SPAN, {LINK_CODE, LABEL_CODE}},
    [CALIBRATION] = {"calibration", OF_LABELLING, {TEXT_SPACE}},
    [AFTER] = {"after", OF_LABELLING, {LABEL_CODE}},
    [WORD_ELSEWHERE] = {"word-elsewhere", OF_TOKEN, {LABEL_CODE, LEVEL_CODE, LEVEL_CODE}},
    [NAME_ELSEWHERE] = {"name-of-words-elsewhere", OF_SPAN, {LABEL_CODE, LEVEL_CODE, LEVEL_CODE}},
    [ONE_ELSEWHERE] = {"name-of-one-word-elsewhere", OF_SPAN, {LABEL_CODE, LEVEL_CODE, LEVEL_CODE}},
    [LONG_FORM_ELSEWHERE] = {"long-form-elsewhere", OF_SPAN, {LABEL_CODE, LEVEL_CODE, LEVEL_CODE}},
    [LAST_ELSEWHERE] = {"closes-name-elsewhere", OF_SPAN, {LABEL_CODE, LEVEL_CODE, LEVEL_CODE}},
    [FIRST_ELSEWHERE] = {"opens-name-elsewhere", OF_SPAN, {LABEL_CODE, LEVEL_CODE, LEVEL_CODE}},
    [LAST_OF_LONG_ELSEWHERE] = {"last-word-closes-name-elsewhere", OF_SPAN, {LABEL_CODE, LEVEL_CODE, LEVEL_CODE}},
    [FIRST_OF_LONG_ELSEWHERE] = {"first-word-opens-name-elsewhere", OF_SPAN, {LABEL_CODE, LEVEL_CODE, LEVEL_CODE}},
};

/* How many codes each closed space has, MOST_CODES at most. */
enum { MOST_CODES = 101 };
static const uint8_t CODE_COUNTS[SPACES] = {
    [LEVEL_CODE] = 11, [LENGTH_CODE] = 6, [START_CODE] = 3, [LOWER_CODE] = 2, [GIVEN_CODE] = 2, [SURNAME_CODE] = 2, [COVER_CODE] = 8, [POSITION_CODE] = 4,
    [COVER_LEVEL_CODE] = 21, [CLASS_CODE] = 12, [FACT_CODE] = 15, [WHERE_CODE] = 3, [EDGES_CODE] = 4, [CUT_CODE] = 3, [YES_CODE] = 1, [LISTED_CODE] = 22,
    [LABEL_CODE] = 6, [LINK_CODE] = 4, [WIDE_CODE] = 101,
};

/* The codes that have names of their own. Levels and lengths: 0 is "-", then "0" and so on; wide clusters: 0 is "-", then "00". */
enum start_code { AT_START, IN_HEADLINE, INSIDE_SENTENCE };
enum where_code { ANY_WORD, ONLY_WORD, LAST_WORD };
enum edges_code { EDGE_BOTH, EDGE_LEFT, EDGE_RIGHT, EDGE_NONE };
enum cut_code { CUT_BOTH, CUT_LEFT, CUT_RIGHT };

/* The name of a code, and the code of a name in any case (-1 when there is none). */
enum { CODE_NAME = 24 };
const char *code_name(enum space space, uint32_t code, char room[CODE_NAME]);
int code_find(enum space space, const char *name, size_t length);

/* What is called with constants and is nothing then: gcc would call it all the same. */
#define ALWAYS_INLINE inline __attribute__((always_inline))

/* What is seldom done, and is to be out of the way of what is done often. */
#define NOINLINE __attribute__((noinline))

static ALWAYS_INLINE int is_closed(uint8_t space) { return space >= FIRST_CLOSED; }

/* ---- Numbered values: open ones that are asked for so often that they are found by number, not by the hash of their text ---- */

enum {
  NUMBER_WORD,    /* "0": any number */
  OUTSIDE_WORD,   /* "#": beyond the ends of a sentence */
  FIRST_CLASS,    /* as in CLASS_CODE */
  POSSESSIVE_CLASS = FIRST_CLASS + 12, NUMBER_CLASS, CAPITAL_CLASS, LOWER_CLASS, OUTSIDE_CLASS,
  FIRST_MARK,     /* marks of one byte, as classes */
  NO_CLUSTER = FIRST_MARK + 128,
  LOWER_SHAPE, CAPITAL_SHAPE, CAPITALIZED_SHAPE, CAPITALS_SHAPE, /* "l", "c", "cl", "c+" */
  FIRST_PATTERN,  /* of one word: an ASCII character */
  FIRST_WIDE = FIRST_PATTERN + 128, /* "07" */
  FIRST_NARROW = FIRST_WIDE + 100, /* "07.12" */
  NUMBERED_VALUES = FIRST_NARROW + 100 * 100
};

/* The text of a numbered value, and its space. */
enum { NUMBERED_TEXT = 24 };
enum space numbered_text(uint32_t number, char text[NUMBERED_TEXT]);

/* ---- Keys ---- */

static ALWAYS_INLINE uint64_t feature_mix(uint64_t key, uint64_t value) {
  key = (key ^ value) * 0x9E3779B97F4A7C15u;
  return key ^ key >> 29;
}

/* A feature's key is this, mixed with the hash (token_hash, in lower case) of each value in turn. */
static ALWAYS_INLINE uint64_t feature_seed(enum template template) { return feature_mix(0x5157A1D, (uint64_t)template + 1); }

/* A feature's name, read. */
struct feature_name {
  enum template template;
  uint64_t key;
  uint32_t count;
  const char *texts[MOST_VALUES];
  uint32_t lengths[MOST_VALUES], hashes[MOST_VALUES];
};

/* "name-before=minister|0"; 0 when it is no feature's name. */
int feature_read(const char *name, size_t length, struct feature_name *feature);

/* ---- Slots: where a feature with at most one open value stands ---- */

struct slot_layout {
  uint32_t first[TEMPLATES]; /* of the template: in the table of closed features, or in the row of its open value */
  uint32_t closed_count;     /* slots of the table of closed features */
  uint32_t row_counts[FIRST_CLOSED]; /* slots of a row, by space */
};

void slots_lay_out(struct slot_layout *layout);

enum slot_kind { IN_TABLE, IN_ROW, BY_KEY };

static ALWAYS_INLINE int is_open(uint8_t space) { return space != NO_SPACE && !is_closed(space); }

/* How features of the template are found. */
static ALWAYS_INLINE enum slot_kind slot_kind(enum template template) {
  const uint8_t *spaces = TEMPLATE_FORMS[template].spaces;
  int open = is_open(spaces[0]) + is_open(spaces[1]) + is_open(spaces[2]) + is_open(spaces[3]);
  int text = spaces[0] == TEXT_SPACE || spaces[1] == TEXT_SPACE || spaces[2] == TEXT_SPACE || spaces[3] == TEXT_SPACE;
  return !open ? IN_TABLE : open == 1 && !text ? IN_ROW : BY_KEY;
}

/* The number of a pair of words among templates with two of them, for what a word's row says of pairs: a bit for the first word, the next for the second. */
enum { NO_PAIR = 32 };
static ALWAYS_INLINE uint32_t pair_bit(enum template template) {
  switch (template) {
    case PREVIOUS_WORD: return 0;
    case WORD_NEXT: return 2;
    case AROUND: return 4;
    case SPAN_AROUND: return 6;
    case SPAN_BEFORE_TWO: return 8;
    case SPAN_AFTER_TWO: return 10;
    case WORD_SHAPE: return 12;
    case SPAN: return 14; /* of several words: the first, the last */
    default: return NO_PAIR;
  }
}

#endif
