/* feature.c: evidence -> features of tokens and spans, as keys and, when asked, as names one can read.
 *
 * Values are words in lower case without accents, or codes in lower case. Shapes write c for a capital, l for a lower-case letter, d for a digit,
 * runs shortened to one. Levels are one digit, "-" for none. */
#include "feature.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "model/gazetteer.h"
#include "model/model.h"
#include "model/rule.h"
#include "model/weights.h"
#include "model/word_cluster.h"
#include "token.h"

enum template {
  WORD, WORD_SHAPE, SHAPE, PREFIX, SUFFIX, PREVIOUS, NEXT, SECOND_PREVIOUS, SECOND_NEXT, PREVIOUS_WORD, WORD_NEXT, AROUND, SHAPES,
  LEVELS, LEVELS_START, COVER, COVER_LEVELS, PREVIOUS_CLASS, NEXT_CLASS, START, DOCUMENT_FACT, DOCUMENT_LOWER,
  RUN, RUN_LAST, RUN_FIRST, RUN_BEFORE, RUN_AFTER, SHOUTING, CLUSTER, CLUSTER_SHAPE, PREVIOUS_CLUSTER, NEXT_CLUSTER, CLUSTER_NEXT, NEXT_COVER, PREVIOUS_COVER,
  SPAN_LENGTH, SPAN, SPAN_FIRST, SPAN_LAST, SPAN_LAST_SUFFIX, SPAN_BEFORE, SPAN_AFTER, SPAN_AROUND, SPAN_BEFORE_TWO, SPAN_AFTER_TWO, SPAN_CLASS_BEFORE,
  SPAN_CLASS_AFTER, SPAN_PATTERN, SPAN_LISTED, SPAN_LISTED_LENGTH, SPAN_RULE, SPAN_UNLISTED, SPAN_HEAD, SPAN_EDGES, SPAN_MARKED, SPAN_CROSSES,
  SPAN_SHAPE, SPAN_PATTERN_AFTER, SPAN_PATTERN_BEFORE, SPAN_HEAD_CLASS, SPAN_FACT, SPAN_CLUSTERS, SPAN_HEAD_CLUSTER, SPAN_CLUSTER_BEFORE, SPAN_CLUSTER_AFTER, AFTER,
  WORD_ELSEWHERE, NAME_ELSEWHERE, ONE_ELSEWHERE, LONG_FORM_ELSEWHERE, LAST_ELSEWHERE, FIRST_ELSEWHERE, LAST_OF_LONG_ELSEWHERE, FIRST_OF_LONG_ELSEWHERE, LINK_BEFORE, LINK_AFTER, CALIBRATION, TEMPLATES
};

static const char *const TEMPLATE_NAMES[TEMPLATES] = {
    [WORD] = "word",
    [WORD_SHAPE] = "word+shape",
    [SHAPE] = "shape",
    [PREFIX] = "prefix",
    [SUFFIX] = "suffix",
    [PREVIOUS] = "previous",
    [NEXT] = "next",
    [SECOND_PREVIOUS] = "second-previous",
    [SECOND_NEXT] = "second-next",
    [PREVIOUS_WORD] = "previous+word",
    [WORD_NEXT] = "word+next",
    [AROUND] = "previous+next",
    [SHAPES] = "shapes",
    [LEVELS] = "given+surname+common",
    [LEVELS_START] = "given+surname+common+place-in-sentence",
    [COVER] = "inside",
    [COVER_LEVELS] = "inside+given+surname",
    [PREVIOUS_CLASS] = "previous-class",
    [NEXT_CLASS] = "next-class",
    [START] = "sentence-start",
    [DOCUMENT_FACT] = "elsewhere",
    [DOCUMENT_LOWER] = "also-in-lower-case",
    [RUN] = "capitals",
    [RUN_LAST] = "capitals-last",
    [RUN_FIRST] = "capitals-first",
    [RUN_BEFORE] = "capitals-before",
    [RUN_AFTER] = "capitals-after",
    [SHOUTING] = "headline",
    [CLUSTER] = "cluster",
    [CLUSTER_SHAPE] = "cluster+shape",
    [PREVIOUS_CLUSTER] = "previous-cluster",
    [NEXT_CLUSTER] = "next-cluster",
    [CLUSTER_NEXT] = "cluster+next-cluster",
    [SPAN_CLUSTERS] = "name-clusters",
    [SPAN_HEAD_CLUSTER] = "name-head-cluster",
    [SPAN_CLUSTER_BEFORE] = "name-cluster-before",
    [SPAN_CLUSTER_AFTER] = "name-cluster-after",
    [NEXT_COVER] = "next-inside",
    [PREVIOUS_COVER] = "previous-inside",
    [SPAN_LENGTH] = "name-length",
    [SPAN] = "name",
    [SPAN_FIRST] = "name-first",
    [SPAN_LAST] = "name-last",
    [SPAN_LAST_SUFFIX] = "name-suffix",
    [SPAN_BEFORE] = "name-before",
    [SPAN_AFTER] = "name-after",
    [SPAN_AROUND] = "name-around",
    [SPAN_BEFORE_TWO] = "name-before-two",
    [SPAN_AFTER_TWO] = "name-after-two",
    [SPAN_CLASS_BEFORE] = "name-class-before",
    [SPAN_CLASS_AFTER] = "name-class-after",
    [SPAN_PATTERN] = "name-pattern",
    [SPAN_LISTED] = "listed",
    [SPAN_LISTED_LENGTH] = "listed+length",
    [SPAN_RULE] = "rule",
    [SPAN_UNLISTED] = "unlisted",
    [SPAN_HEAD] = "name-head",
    [SPAN_EDGES] = "name-edges",
    [SPAN_MARKED] = "in-marks",
    [SPAN_CROSSES] = "cuts",
    [SPAN_SHAPE] = "name-shape",
    [SPAN_PATTERN_AFTER] = "name-pattern+class-after",
    [SPAN_PATTERN_BEFORE] = "name-pattern+class-before",
    [SPAN_HEAD_CLASS] = "name-head-class",
    [SPAN_FACT] = "name-elsewhere",
    [AFTER] = "after",
    [LINK_BEFORE] = "tied-to-before",
    [LINK_AFTER] = "tied-to-after",
    [CALIBRATION] = "calibration",
    [WORD_ELSEWHERE] = "word-elsewhere",
    [NAME_ELSEWHERE] = "name-of-words-elsewhere",
    [ONE_ELSEWHERE] = "name-of-one-word-elsewhere",
    [LONG_FORM_ELSEWHERE] = "long-form-elsewhere",
    [LAST_ELSEWHERE] = "closes-name-elsewhere",
    [FIRST_ELSEWHERE] = "opens-name-elsewhere",
    [LAST_OF_LONG_ELSEWHERE] = "last-word-closes-name-elsewhere",
    [FIRST_OF_LONG_ELSEWHERE] = "first-word-opens-name-elsewhere",
};

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

static const char *const COVER_NAMES[COVER_KINDS] = {"person", "place", "organization", "other", "demonym", "title", "role", "rule"};

static const char *const LABEL_NAMES[LABELS + 1] = {"O", "person", "place", "organization", "other", "start"};

/* ---- Keys and names ---- */

struct value {
  uint32_t hash;
  const char *bytes; /* as in the text or as a code; folded when it is named */
  uint32_t length;
};

static uint64_t mix(uint64_t key, uint64_t value) {
  key = (key ^ value) * 0x9E3779B97F4A7C15u;
  return key ^ key >> 29;
}

static uint64_t template_seed(enum template template) { return mix(0x5157A1D, (uint64_t)template + 1); }

static uint32_t append_folded(char *out, uint32_t used, uint32_t room, struct value value) {
  for (uint32_t i = 0; i < value.length && used + 4 < room;) {
    uint32_t size, letter = utf8_to_lower(utf8_fold(utf8_decode(value.bytes, value.length, i, &size)));
    if (letter < ' ') letter = ' ';
    used += utf8_encode(letter, out + used);
    i += size;
  }
  return used;
}

static void name_feature(struct feature_sink *sink, uint64_t key, enum template template, const struct value *values, uint32_t count) {
  char name[256];
  uint32_t used = (uint32_t)snprintf(name, sizeof name, "%s=", TEMPLATE_NAMES[template]);
  for (uint32_t i = 0; i < count; i++) {
    if (i && used + 4 < sizeof name) name[used++] = '|';
    used = append_folded(name, used, (uint32_t)sizeof name - 1, values[i]);
  }
  name[used] = '\0';
  sink->named(sink->context, key, name);
}

static void emit(struct feature_sink *sink, enum template template, const struct value *values, uint32_t count) {
  if (sink->count >= sink->room) return;
  uint64_t key = template_seed(template);
  for (uint32_t i = 0; i < count; i++) key = mix(key, values[i].hash);
  sink->keys[sink->count++] = key;
  if (sink->named) name_feature(sink, key, template, values, count);
}

static void emit_one(struct feature_sink *sink, enum template template, struct value a) { emit(sink, template, &a, 1); }

static void emit_two(struct feature_sink *sink, enum template template, struct value a, struct value b) {
  emit(sink, template, (struct value[]){a, b}, 2);
}

static void emit_three(struct feature_sink *sink, enum template template, struct value a, struct value b, struct value c) {
  emit(sink, template, (struct value[]){a, b, c}, 3);
}

static struct value slice_value(const char *bytes, uint32_t length) {
  struct value value = {.bytes = bytes, .length = length};
  uint32_t cased;
  token_hash(bytes, length, &cased, &value.hash);
  return value;
}

static struct value code(const char *text) { return slice_value(text, (uint32_t)strlen(text)); }

static const char *const DIGITS = "-0123456789";

/* "-" for none, else the level. */
static struct value level_value(uint32_t level_and_one) { return slice_value(DIGITS + (level_and_one > 10 ? 10 : level_and_one), 1); }

uint64_t feature_key(const char *name, size_t length) {
  const char *equals = memchr(name, '=', length), *end = name + length;
  if (!equals) return 0;
  for (int template = 0; template < TEMPLATES; template++) {
    size_t size = strlen(TEMPLATE_NAMES[template]);
    if (size != (size_t)(equals - name) || memcmp(name, TEMPLATE_NAMES[template], size)) continue;
    uint64_t key = template_seed((enum template)template);
    for (const char *value = equals + 1; value <= end;) {
      const char *bar = memchr(value, '|', (size_t)(end - value));
      const char *stop = bar ? bar : end;
      key = mix(key, slice_value(value, (uint32_t)(stop - value)).hash);
      value = stop + 1;
    }
    return key;
  }
  return 0;
}

uint64_t transition_feature(uint32_t label_before, char name[32]) {
  int length = snprintf(name, 32, "after=%s", LABEL_NAMES[label_before]);
  return feature_key(name, (size_t)length);
}

void belief_feature(enum belief_kind kind, uint32_t label, uint32_t certainty, uint32_t times, struct feature_sink *sink) {
  emit_three(sink, (enum template)(WORD_ELSEWHERE + kind), code(LABEL_NAMES[label]), level_value(certainty + 1), level_value(times + 1));
}

void link_feature(enum link link, int after, uint32_t label, struct feature_sink *sink) {
  static const char *const NAMES[LINKS] = {",", "and", "(", "/"};
  emit_two(sink, after ? LINK_AFTER : LINK_BEFORE, code(NAMES[link]), code(LABEL_NAMES[label]));
}

/* ---- Values of tokens ---- */

static const struct token *token_at(const struct evidence *evidence, uint32_t i) { return &evidence->document->tokens.items[i]; }

static struct value word_value(const struct evidence *evidence, uint32_t i) {
  const struct token *token = token_at(evidence, i);
  if (token->flags & TOKEN_NUMBER) return code("0");
  return (struct value){.hash = token->lower, .bytes = evidence->document->text + token->start, .length = token->end - token->start};
}

/* The word `step` tokens away within the sentence, or "#" beyond its ends. */
static struct value neighbour(const struct evidence *evidence, uint32_t i, int step) {
  int64_t at = (int64_t)i + step;
  if (at < 0 || at >= evidence->document->tokens.count || token_at(evidence, (uint32_t)at)->sentence != token_at(evidence, i)->sentence) return code("#");
  return word_value(evidence, (uint32_t)at);
}

static int in_sentence(const struct evidence *evidence, uint32_t i, int64_t at) {
  return at >= 0 && at < evidence->document->tokens.count && token_at(evidence, (uint32_t)at)->sentence == token_at(evidence, i)->sentence;
}

enum { SHAPE_ROOM = 12 };

static char shape_of(uint32_t c) {
  if (utf8_is_upper(c)) return 'c';
  if (utf8_is_digit(c)) return 'd';
  if (utf8_is_letter(c)) return 'l';
  return c < 0x80 ? (char)c : '_';
}

/* "McCain" -> "clcl", "U.S." -> "c.c.", "3D" -> "dc". */
static uint32_t write_shape(const struct evidence *evidence, uint32_t i, char *out, uint32_t room) {
  const struct token *token = token_at(evidence, i);
  uint32_t used = 0;
  for (uint32_t at = token->start; at < token->end && used < room;) {
    uint32_t size;
    char c = shape_of(utf8_decode(evidence->document->text, token->end, at, &size));
    if (!used || out[used - 1] != c) out[used++] = c;
    at += size;
  }
  if (token->flags & TOKEN_ALL_CAPITALS && used < room) out[used++] = '+';
  return used;
}

static const struct {
  enum entry_type type;
  const char *name;
} CLASSES[] = {
    {ENTRY_TITLE, "title"}, {ENTRY_ROLE, "role"}, {ENTRY_REPORTING_VERB, "reporting-verb"}, {ENTRY_ORGANIZATION_NOUN, "organization-noun"},
    {ENTRY_ORGANIZATION_HEAD, "organization-head"}, {ENTRY_ORGANIZATION_SUFFIX, "organization-suffix"}, {ENTRY_PLACE_HEAD, "place-head"}, {ENTRY_DEMONYM, "demonym"},
    {ENTRY_NAME_SUFFIX, "name-suffix"}, {ENTRY_CALENDAR, "calendar"}, {ENTRY_SOURCE_NOUN, "source-noun"}, {ENTRY_PRONOUN, "pronoun"},
};

static void emit_classes(struct feature_sink *sink, const struct evidence *evidence, enum template template, uint32_t i) {
  for (size_t k = 0; k < sizeof CLASSES / sizeof *CLASSES; k++) {
    if (token_at(evidence, i)->classes >> CLASSES[k].type & 1) emit_one(sink, template, code(CLASSES[k].name));
  }
}

/* The first class of the token that says something, for pairs. */
static struct value class_value(const struct evidence *evidence, uint32_t i, int64_t at) {
  if (!in_sentence(evidence, i, at)) return code("#");
  const struct token *token = token_at(evidence, (uint32_t)at);
  for (size_t k = 0; k < sizeof CLASSES / sizeof *CLASSES; k++) {
    if (token->classes >> CLASSES[k].type & 1) return code(CLASSES[k].name);
  }
  if (token->flags & TOKEN_POSSESSIVE) return code("'s");
  if (token->flags & TOKEN_PUNCTUATION) return word_value(evidence, (uint32_t)at);
  if (token->flags & TOKEN_NUMBER) return code("number");
  return code(token->flags & TOKEN_CAPITAL ? "capital" : "lower");
}

static const char *const COVER_POSITIONS[] = {"first", "inner", "last", "only"};

static struct value cover_position(const struct cover *cover) {
  if (cover->length == 1) return code(COVER_POSITIONS[POSITION_ONLY]);
  if (cover->offset == 0) return code(COVER_POSITIONS[POSITION_FIRST]);
  return code(COVER_POSITIONS[cover->offset + 1 == cover->length ? POSITION_LAST : POSITION_INNER]);
}

/* "city" and the like, or the rule's name. */
static struct value cover_kind_value(const struct evidence *evidence, const struct candidate *candidate) {
  const struct whosaid_model *model = evidence->document->model;
  if (candidate->source == FROM_RULE) return code(rule_name(model->rules, candidate->index));
  return code(gazetteer_string(model->gazetteer, gazetteer_entry(model->gazetteer, candidate->index)->kind));
}

/* Level, and whether the name is also something else. */
static struct value cover_level_value(const struct evidence *evidence, const struct candidate *candidate) {
  static const char *const LEVEL_NAMES[] = {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "0a", "1a", "2a", "3a", "4a", "5a", "6a", "7a", "8a", "9a"};
  if (candidate->source == FROM_RULE) return code("-");
  const struct entry *entry = gazetteer_entry(evidence->document->model->gazetteer, candidate->index);
  return code(LEVEL_NAMES[(entry->level > 9 ? 9 : entry->level) + (entry->flags & FLAG_AMBIGUOUS ? 10 : 0)]);
}

static void emit_covers(struct feature_sink *sink, const struct evidence *evidence, uint32_t i) {
  const struct token_evidence *token = &evidence->tokens[i];
  struct value given = level_value(token->given), surname = level_value(token->surname);
  for (int kind = 0; kind < COVER_KINDS; kind++) {
    const struct cover *cover = &token->cover[kind];
    if (cover->candidate == WHOSAID_NONE) continue;
    const struct candidate *candidate = &evidence->document->candidates.items[cover->candidate];
    struct value name = code(COVER_NAMES[kind]), position = cover_position(cover);
    emit(sink, COVER, (struct value[]){name, position, cover_level_value(evidence, candidate)}, 3);
    emit(sink, COVER, (struct value[]){name, position, cover_kind_value(evidence, candidate)}, 3);
    if (kind <= COVER_ORGANIZATION) emit(sink, COVER_LEVELS, (struct value[]){name, position, given, surname}, 4);
  }
}

static void emit_next_covers(struct feature_sink *sink, const struct evidence *evidence, enum template template, uint32_t i) {
  for (int kind = 0; kind <= COVER_DEMONYM; kind++) {
    const struct cover *cover = &evidence->tokens[i].cover[kind];
    if (cover->candidate != WHOSAID_NONE) emit_two(sink, template, code(COVER_NAMES[kind]), cover_position(cover));
  }
}

static void emit_affixes(struct feature_sink *sink, const struct evidence *evidence, uint32_t i) {
  const struct token *token = token_at(evidence, i);
  const char *text = evidence->document->text;
  uint32_t before = token->start, after = token->end, size;
  for (int n = 1; n <= 4 && before < token->end; n++) {
    utf8_decode(text, token->end, before, &size);
    before += size;
    if (n > 1) emit_one(sink, PREFIX, slice_value(text + token->start, before - token->start));
    utf8_decode_before(text, after, &size);
    after -= size;
    emit_one(sink, SUFFIX, slice_value(text + after, token->end - after));
  }
}

/* `where`: which word of the name shows it. */
static void emit_facts(struct feature_sink *sink, const struct evidence *evidence, uint32_t i, enum template template, const char *where) {
  if (evidence->tokens[i].word == WHOSAID_NONE) return;
  for (uint32_t fact = 0; fact < FACTS; fact++) {
    if (evidence_elsewhere(evidence, i, (enum word_fact)fact)) emit_two(sink, template, code(where), code(FACT_NAMES[fact]));
  }
}

/* The word's cluster as "07.12", its wider cluster as "07"; "-" for a word in none. */
struct cluster_name {
  char text[5];
  int known;
};

static void find_cluster(const struct evidence *evidence, uint32_t i, struct cluster_name *name) {
  uint8_t wide = 0, narrow = 0;
  name->known = word_clusters_find(evidence->document->model->word_clusters, token_at(evidence, i)->lower, &wide, &narrow);
  const char text[5] = {(char)('0' + wide / 10), (char)('0' + wide % 10), '.', (char)('0' + narrow / 10), (char)('0' + narrow % 10)};
  memcpy(name->text, text, sizeof text);
}

static struct value narrow_cluster(const struct cluster_name *name) { return name->known ? slice_value(name->text, 5) : code("-"); }

static struct value wide_cluster(const struct cluster_name *name) { return name->known ? slice_value(name->text, 2) : code("-"); }

static void emit_clusters(struct feature_sink *sink, const struct evidence *evidence, uint32_t i) {
  struct cluster_name here, beside;
  char shape[SHAPE_ROOM];
  find_cluster(evidence, i, &here);
  emit_one(sink, CLUSTER, narrow_cluster(&here));
  emit_one(sink, CLUSTER, wide_cluster(&here));
  emit_two(sink, CLUSTER_SHAPE, wide_cluster(&here), slice_value(shape, write_shape(evidence, i, shape, SHAPE_ROOM)));
  if (in_sentence(evidence, i, (int64_t)i - 1)) {
    find_cluster(evidence, i - 1, &beside);
    emit_one(sink, PREVIOUS_CLUSTER, narrow_cluster(&beside));
  }
  if (in_sentence(evidence, i, (int64_t)i + 1)) {
    find_cluster(evidence, i + 1, &beside);
    emit_one(sink, NEXT_CLUSTER, narrow_cluster(&beside));
    emit_two(sink, CLUSTER_NEXT, wide_cluster(&here), wide_cluster(&beside));
  }
}

static void emit_span_clusters(struct feature_sink *sink, const struct evidence *evidence, uint32_t first, uint32_t last, uint32_t head) {
  struct cluster_name open, close, beside;
  struct value length = level_value(last - first < 4 ? last - first : 4);
  find_cluster(evidence, first, &open);
  find_cluster(evidence, head, &close);
  emit_three(sink, SPAN_CLUSTERS, wide_cluster(&open), wide_cluster(&close), length);
  emit_two(sink, SPAN_HEAD_CLUSTER, narrow_cluster(&close), length);
  if (in_sentence(evidence, first, (int64_t)first - 1)) {
    find_cluster(evidence, first - 1, &beside);
    emit_two(sink, SPAN_CLUSTER_BEFORE, narrow_cluster(&beside), length);
  }
  if (in_sentence(evidence, last - 1, last)) {
    find_cluster(evidence, last, &beside);
    emit_two(sink, SPAN_CLUSTER_AFTER, narrow_cluster(&beside), length);
  }
}

/* ---- Features of a token ---- */

static void emit_words(struct feature_sink *sink, const struct evidence *evidence, uint32_t i) {
  struct value word = word_value(evidence, i), previous = neighbour(evidence, i, -1), next = neighbour(evidence, i, 1);
  char shape[SHAPE_ROOM], before[SHAPE_ROOM], after[SHAPE_ROOM];
  struct value here = slice_value(shape, write_shape(evidence, i, shape, SHAPE_ROOM));
  struct value left = in_sentence(evidence, i, (int64_t)i - 1) ? slice_value(before, write_shape(evidence, i - 1, before, 4)) : code("#");
  struct value right = in_sentence(evidence, i, (int64_t)i + 1) ? slice_value(after, write_shape(evidence, i + 1, after, 4)) : code("#");
  emit_one(sink, WORD, word);
  emit_two(sink, WORD_SHAPE, word, here);
  emit_one(sink, SHAPE, here);
  emit_three(sink, SHAPES, left, here, right);
  emit_one(sink, PREVIOUS, previous);
  emit_one(sink, NEXT, next);
  emit_one(sink, SECOND_PREVIOUS, neighbour(evidence, i, -2));
  emit_one(sink, SECOND_NEXT, neighbour(evidence, i, 2));
  emit_two(sink, PREVIOUS_WORD, previous, word);
  emit_two(sink, WORD_NEXT, word, next);
  emit_two(sink, AROUND, previous, next);
}

static void emit_run(struct feature_sink *sink, const struct evidence *evidence, uint32_t i) {
  const struct token_evidence *token = &evidence->tokens[i];
  uint32_t length = token->run_last - token->run_first;
  if (!length) return;
  emit_two(sink, RUN, level_value(length < 6 ? length : 6), level_value(i - token->run_first < 6 ? i - token->run_first : 6));
  emit_one(sink, RUN_LAST, word_value(evidence, token->run_last - 1));
  emit_one(sink, RUN_FIRST, word_value(evidence, token->run_first));
  emit_one(sink, RUN_BEFORE, neighbour(evidence, token->run_first, -1));
  emit_one(sink, RUN_AFTER, neighbour(evidence, token->run_last - 1, 1));
}

void token_features(const struct evidence *evidence, uint32_t i, struct feature_sink *sink) {
  const struct token_evidence *token = &evidence->tokens[i];
  const struct token *at = token_at(evidence, i);
  struct value start = code(at->flags & TOKEN_SENTENCE_START ? "start" : evidence->shouting[at->sentence] ? "headline" : "inside");
  struct value lower = code(at->flags & TOKEN_DOCUMENT_LOWER ? "lower" : "-");
  struct value given = level_value(token->given), surname = level_value(token->surname), common = level_value(token->common);
  emit_words(sink, evidence, i);
  emit_affixes(sink, evidence, i);
  emit_three(sink, LEVELS, given, surname, common);
  emit(sink, LEVELS_START, (struct value[]){code(token->given ? "g" : "-"), code(token->surname ? "s" : "-"), common, start}, 4);
  emit_covers(sink, evidence, i);
  emit_clusters(sink, evidence, i);
  if (in_sentence(evidence, i, (int64_t)i - 1)) {
    emit_classes(sink, evidence, PREVIOUS_CLASS, i - 1);
    emit_next_covers(sink, evidence, PREVIOUS_COVER, i - 1);
  }
  if (in_sentence(evidence, i, (int64_t)i + 1)) {
    emit_classes(sink, evidence, NEXT_CLASS, i + 1);
    emit_next_covers(sink, evidence, NEXT_COVER, i + 1);
  }
  emit_two(sink, START, start, common);
  emit_three(sink, DOCUMENT_LOWER, lower, start, common);
  emit_facts(sink, evidence, i, DOCUMENT_FACT, "word");
  emit_run(sink, evidence, i);
  if (evidence->shouting[at->sentence]) emit_two(sink, SHOUTING, level_value(evidence->shouting[at->sentence]), common);
}

/* ---- Features of a span ---- */

/* "gs" for "Emmanuel Macron": g given name, s surname, b both, i initial, p particle, o organization head, f organization suffix, l place, h place head, j name suffix,
 * d demonym, w everyday word, x unknown, n number, and marks as they are; lower-case words among them as themselves. */
static char pattern_code(const struct evidence *evidence, uint32_t i) {
  const struct token_evidence *token = &evidence->tokens[i];
  const struct token *at = token_at(evidence, i);
  if (at->flags & TOKEN_POSSESSIVE) return '\'';
  if (at->flags & TOKEN_PUNCTUATION) return evidence->document->text[at->start];
  if (at->flags & TOKEN_NUMBER) return 'n';
  if (token->is_particle) return 'p';
  if (!token->is_name_part) return 'c';
  if (at->flags & TOKEN_INITIAL) return 'i';
  if (at->classes >> ENTRY_NAME_SUFFIX & 1) return 'j';
  if (at->classes >> ENTRY_ORGANIZATION_SUFFIX & 1) return 'f';
  if (at->classes >> ENTRY_ORGANIZATION_HEAD & 1) return 'o';
  if (at->classes >> ENTRY_PLACE_HEAD & 1) return 'h';
  if (at->classes >> ENTRY_DEMONYM & 1) return 'd';
  int given = token->given >= 3, surname = token->surname >= 3;
  if (token->cover[COVER_PLACE].length == 1 && !given) return surname ? 'm' : 'l';
  if (given && surname) return token->given > token->surname + 2 ? 'g' : token->surname > token->given + 2 ? 's' : 'b';
  if (given) return 'g';
  if (surname) return 's';
  if (token->given || token->surname) return 'r';
  if (at->flags & TOKEN_ALL_CAPITALS) return 'a';
  return token->common ? 'w' : 'x';
}

static struct value pattern_value(const struct evidence *evidence, uint32_t first, uint32_t last, char *out, uint32_t room) {
  uint32_t used = 0;
  for (uint32_t i = first; i < last && used < room; i++) out[used++] = pattern_code(evidence, i);
  return slice_value(out, used);
}

/* All words of the name as one value. */
static struct value name_value(const struct evidence *evidence, uint32_t first, uint32_t last, char *out, uint32_t room) {
  uint32_t used = 0;
  for (uint32_t i = first; i < last; i++) {
    struct value word = word_value(evidence, i);
    if (used + word.length * 2 + 2 > room) break;
    if (i > first) out[used++] = ' ';
    used = append_folded(out, used, room, word);
  }
  return slice_value(out, used);
}

/* The last word before "of", "for" or "and": the head of an organization's name. */
static uint32_t head_of(const struct evidence *evidence, uint32_t first, uint32_t last) {
  for (uint32_t i = first + 1; i + 1 < last; i++) {
    if (evidence->tokens[i].is_connector && token_at(evidence, i)->flags & TOKEN_HAS_LETTER && !evidence->tokens[i].is_particle) return i - 1;
  }
  return last - 1;
}

static int is_listed_name(const struct candidate *candidate) {
  return candidate->source == FROM_GAZETTEER &&
         (candidate->type <= ENTRY_ORGANIZATION || candidate->type == ENTRY_NOT_A_NAME || candidate->type == ENTRY_DEMONYM || candidate->type == ENTRY_CALENDAR ||
          candidate->type == ENTRY_TITLE || candidate->type == ENTRY_ROLE);
}

static void emit_listed(struct feature_sink *sink, const struct evidence *evidence, uint32_t first, uint32_t last) {
  const struct whosaid_document *document = evidence->document;
  const struct token *token = token_at(evidence, first);
  uint32_t listed = 0;
  struct value length = level_value(last - first < 4 ? last - first : 4);
  for (uint32_t k = 0; k < token->candidate_count; k++) {
    const struct candidate *candidate = &document->candidates.items[token->first_candidate + k];
    if (candidate->last != last) continue;
    if (candidate->source == FROM_RULE) {
      emit_one(sink, SPAN_RULE, code(rule_name(document->model->rules, candidate->index)));
    } else if (is_listed_name(candidate)) {
      struct value type = code(entry_type_name((enum entry_type)candidate->type));
      struct value level = cover_level_value(evidence, candidate);
      emit_three(sink, SPAN_LISTED, type, cover_kind_value(evidence, candidate), level);
      emit_three(sink, SPAN_LISTED_LENGTH, type, length, level);
      listed |= 1u << candidate->type;
    }
  }
  if (!listed) emit_one(sink, SPAN_UNLISTED, length);
}

/* A longer listed name that the span only holds a piece of. */
static void emit_cuts(struct feature_sink *sink, const struct evidence *evidence, uint32_t first, uint32_t last) {
  for (int kind = 0; kind < COVER_KINDS; kind++) {
    const struct cover *left = &evidence->tokens[first].cover[kind], *right = &evidence->tokens[last - 1].cover[kind];
    int cuts_left = left->candidate != WHOSAID_NONE && left->offset > 0;
    int cuts_right = right->candidate != WHOSAID_NONE && right->offset + 1u < right->length;
    if (cuts_left || cuts_right) emit_two(sink, SPAN_CROSSES, code(COVER_NAMES[kind]), code(cuts_left && cuts_right ? "both" : cuts_left ? "left" : "right"));
  }
}

static void emit_context(struct feature_sink *sink, const struct evidence *evidence, uint32_t first, uint32_t last, struct value pattern) {
  struct value before = neighbour(evidence, first, -1), after = neighbour(evidence, last - 1, 1);
  struct value class_before = class_value(evidence, first, (int64_t)first - 1), class_after = class_value(evidence, last - 1, (int64_t)last);
  struct value length = level_value(last - first < 4 ? last - first : 4);
  emit_two(sink, SPAN_BEFORE, before, length);
  emit_two(sink, SPAN_AFTER, after, length);
  emit_two(sink, SPAN_AROUND, before, after);
  emit_two(sink, SPAN_BEFORE_TWO, neighbour(evidence, first, -2), before);
  emit_two(sink, SPAN_AFTER_TWO, after, neighbour(evidence, last - 1, 2));
  emit_two(sink, SPAN_CLASS_BEFORE, class_before, length);
  emit_two(sink, SPAN_CLASS_AFTER, class_after, length);
  emit_two(sink, SPAN_PATTERN_BEFORE, pattern, class_before);
  emit_two(sink, SPAN_PATTERN_AFTER, pattern, class_after);
}

static void emit_edges(struct feature_sink *sink, const struct evidence *evidence, uint32_t first, uint32_t last) {
  int left = in_sentence(evidence, first, (int64_t)first - 1) && evidence->tokens[first - 1].is_name_part;
  int right = in_sentence(evidence, last - 1, last) && evidence->tokens[last].is_name_part;
  emit_one(sink, SPAN_EDGES, code(left ? right ? "both" : "left" : right ? "right" : "none"));
  if (!in_sentence(evidence, first, (int64_t)first - 1) || !in_sentence(evidence, last - 1, last)) return;
  if (token_at(evidence, first - 1)->flags & TOKEN_OPENS_QUOTE && token_at(evidence, last)->flags & TOKEN_CLOSES_QUOTE) emit_one(sink, SPAN_MARKED, code("yes"));
}

void span_features(const struct evidence *evidence, uint32_t first, uint32_t last, struct feature_sink *sink) {
  char pattern_room[MAX_SPAN], name_room[160], shape[SHAPE_ROOM];
  struct value pattern = pattern_value(evidence, first, last, pattern_room, 6);
  uint32_t length = last - first, head = head_of(evidence, first, last);
  emit_one(sink, SPAN_LENGTH, level_value(length < 9 ? length : 9));
  if (length <= 4) emit_one(sink, SPAN, name_value(evidence, first, last, name_room, sizeof name_room));
  emit_one(sink, SPAN_PATTERN, pattern);
  emit_context(sink, evidence, first, last, pattern);
  emit_listed(sink, evidence, first, last);
  emit_cuts(sink, evidence, first, last);
  emit_edges(sink, evidence, first, last);
  emit_span_clusters(sink, evidence, first, last, head);
  emit_facts(sink, evidence, last - 1, SPAN_FACT, length == 1 ? "only" : "last");
  emit_two(sink, SPAN_SHAPE, slice_value(shape, write_shape(evidence, first, shape, SHAPE_ROOM)), level_value(length < 5 ? length : 5));
  if (length == 1) return;
  emit_one(sink, SPAN_FIRST, word_value(evidence, first));
  emit_one(sink, SPAN_LAST, word_value(evidence, last - 1));
  emit_one(sink, SPAN_HEAD, word_value(evidence, head));
  emit_classes(sink, evidence, SPAN_HEAD_CLASS, head);
}
