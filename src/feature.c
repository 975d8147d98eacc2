/* feature.c: evidence -> features of tokens and spans: what they are worth, or their keys and names one can read.
 *
 * Values are words in lower case without accents, or codes in lower case. Shapes write c for a capital, l for a lower-case letter, d for a digit,
 * runs shortened to one. Levels are one digit, "-" for none. */
#include "feature.h"

#include <stdio.h>
#include <string.h>

#include "base/chunk.h"
#include "base/utf8.h"
#include "model/gazetteer.h"
#include "model/model.h"
#include "model/recall.h"
#include "model/rule.h"
#include "model/word_cluster.h"
#include "token.h"

/* ---- Keys and names ---- */

static uint32_t hash_of(const char *bytes, uint32_t length) {
  if (length < 8) {
    uint64_t chunk = chunk_rest(bytes, length);
    if (chunk_is_plain(chunk)) return chunk_hash(chunk_lower(chunk), length);
  }
  uint32_t cased, lower;
  token_hash(bytes, length, &cased, &lower);
  return lower;
}

static uint32_t append_folded(char *out, uint32_t used, uint32_t room, const char *bytes, uint32_t length) {
  for (uint32_t i = 0; i < length && used + 4 < room;) {
    uint32_t size, letter = utf8_to_lower(utf8_fold(utf8_decode(bytes, length, i, &size)));
    if (letter < ' ') letter = ' ';
    used += utf8_encode(letter, out + used);
    i += size;
  }
  return used;
}

static void name_feature(struct feature_sink *sink, uint64_t key, enum template template, const struct value *values, uint32_t count) {
  char name[256];
  uint32_t used = (uint32_t)snprintf(name, sizeof name, "%s=", TEMPLATE_FORMS[template].name);
  for (uint32_t i = 0; i < count; i++) {
    if (i && used + 4 < sizeof name) name[used++] = '|';
    used = append_folded(name, used, (uint32_t)sizeof name - 1, values[i].bytes, values[i].length);
  }
  name[used] = '\0';
  sink->named(sink->context, key, name);
}

/* In fitting and explaining: the key, and the name. */
static void keep_feature(struct feature_sink *sink, enum template template, const struct value *given, uint32_t count) {
  struct value values[MOST_VALUES];
  char names[MOST_VALUES][CODE_NAME];
  uint64_t key = feature_seed(template);
  if (sink->count == sink->room) return;
  for (uint32_t i = 0; i < count; i++) {
    values[i] = given[i];
    if (given[i].length == TO_ITS_END) values[i].length = (uint32_t)strlen(given[i].bytes);
    if (!given[i].bytes) {
      values[i].bytes = code_name((enum space)TEMPLATE_FORMS[template].spaces[i], given[i].hash, names[i]);
      values[i].length = (uint32_t)strlen(values[i].bytes);
      values[i].hash = hash_of(values[i].bytes, values[i].length);
    }
    key = feature_mix(key, values[i].hash);
  }
  if (sink->templates) sink->templates[sink->count] = (uint8_t)template;
  sink->keys[sink->count++] = key;
  if (sink->named) name_feature(sink, key, template, values, count);
}

/* In analysis worths are added up. `template` and `count` are constants wherever this is written, and what depends on them alone is settled by
 * the compiler. */

/* Where features go: their worths are added up here, where there are weights, or they go on to a sink that keeps them. It never leaves the
 * registers, and what it is for is known wherever it is written. */
struct receiver {
  const struct weights *weights;
  struct token_worth token;
  struct span_worth span;
  struct feature_sink *kept;
};

static ALWAYS_INLINE uint32_t add_code(enum template template, const struct value *values, uint32_t count, uint32_t i, uint32_t code) {
  uint8_t space = TEMPLATE_FORMS[template].spaces[i];
  return i < count && is_closed(space) ? code * CODE_COUNTS[space] + values[i].hash : code;
}

static ALWAYS_INLINE uint32_t find_slot(const struct weights *weights, enum template template, const struct value *values, uint32_t count) {
  const uint8_t *spaces = TEMPLATE_FORMS[template].spaces;
  const uint16_t *slots = weights->slots;
  uint32_t code = add_code(template, values, count, 0, 0);
  code = add_code(template, values, count, 1, code);
  code = add_code(template, values, count, 2, code);
  code = add_code(template, values, count, 3, code);
  if (slot_kind(template) == IN_ROW) slots += values[count > 1 && !is_open(spaces[0])].slots;
  return slots[weights->layout.first[template] + code];
}

static ALWAYS_INLINE uint64_t add_hash(const struct weights *weights, enum template template, const struct value *values, uint32_t count, uint32_t i,
                                       uint64_t key) {
  if (i >= count) return key;
  uint8_t space = TEMPLATE_FORMS[template].spaces[i];
  return feature_mix(key, !is_closed(space) || values[i].bytes ? values[i].hash : weights->head->code_hashes[space][values[i].hash]);
}

static ALWAYS_INLINE uint32_t find_by_key(const struct weights *weights, enum template template, const struct value *values, uint32_t count) {
  uint32_t pair = pair_bit(template);
  if (pair != NO_PAIR && !(values[0].pairs >> pair & values[count - 1].pairs >> (pair + 1) & 1)) return 0;
  uint64_t key = add_hash(weights, template, values, count, 0, feature_seed(template));
  key = add_hash(weights, template, values, count, 1, key);
  key = add_hash(weights, template, values, count, 2, key);
  return key_table_find(pair == NO_PAIR ? &weights->quick : &weights->named, add_hash(weights, template, values, count, 3, key));
}

static ALWAYS_INLINE void add_row(struct receiver *to, enum template template, uint32_t row) {
  if (TEMPLATE_FORMS[template].scope == OF_SPAN) {
    to->span.four += to->weights->spans[row].four;
    return;
  }
  to->token.eight[0] += to->weights->tokens[row].eight[0];
  to->token.eight[1] += to->weights->tokens[row].eight[1];
}

/* With an open value in the place of a code: the kind of an entry, the name of a rule. */
static ALWAYS_INLINE void emit_by_key(struct receiver *to, enum template template, const struct value *values, uint32_t count) {
  if (to->kept) keep_feature(to->kept, template, values, count);
  else add_row(to, template, find_by_key(to->weights, template, values, count));
}

static ALWAYS_INLINE void emit(struct receiver *to, enum template template, const struct value *values, uint32_t count) {
  if (to->kept || slot_kind(template) == BY_KEY) emit_by_key(to, template, values, count);
  else add_row(to, template, find_slot(to->weights, template, values, count));
}

static ALWAYS_INLINE void emit_one(struct receiver *to, enum template template, struct value a) { emit(to, template, &a, 1); }

static ALWAYS_INLINE void emit_two(struct receiver *to, enum template template, struct value a, struct value b) {
  emit(to, template, (struct value[]){a, b}, 2);
}

static ALWAYS_INLINE void emit_three(struct receiver *to, enum template template, struct value a, struct value b, struct value c) {
  emit(to, template, (struct value[]){a, b, c}, 3);
}

static ALWAYS_INLINE void emit_four(struct receiver *to, enum template template, struct value a, struct value b, struct value c, struct value d) {
  emit(to, template, (struct value[]){a, b, c, d}, 4);
}

uint64_t transition_feature(uint32_t label_before, char name[32]) {
  char room[CODE_NAME];
  int length = snprintf(name, 32, "%s=%s", TEMPLATE_FORMS[AFTER].name, code_name(LABEL_CODE, label_before, room));
  struct feature_name read;
  return feature_read(name, (size_t)length, &read) ? read.key : 0;
}

/* ---- Values ---- */

static inline struct value code(uint32_t number) { return (struct value){.hash = number}; }

/* "-" for none, else the level. */
static inline struct value level(uint32_t level_and_one) { return code(level_and_one > 10 ? 10 : level_and_one); }

/* Text that is found by its key alone. */
static struct value text_value(const char *bytes, uint32_t length) {
  return (struct value){.hash = hash_of(bytes, length), .bytes = bytes, .length = length};
}

static ALWAYS_INLINE struct value known_value(struct known_value known, const char *bytes, uint32_t length) {
  return (struct value){.hash = known.hash, .pairs = known.pairs, .slots = known.slots, .bytes = bytes, .length = length};
}

/* A value that has a row of slots. */
static ALWAYS_INLINE struct value open_value(const struct weights *weights, enum space space, uint32_t hash, const char *bytes, uint32_t length) {
  if (!weights) return (struct value){.hash = hash, .bytes = bytes, .length = length};
  return known_value(weights_value(weights, space, hash), bytes, length);
}

static struct value open_text(const struct weights *weights, enum space space, const char *bytes, uint32_t length) {
  return open_value(weights, space, hash_of(bytes, length), bytes, length);
}

/* A numbered value; `room` is for its text, which only naming wants. */
static ALWAYS_INLINE struct value numbered_value(const struct weights *weights, uint32_t number, char room[NUMBERED_TEXT]) {
  if (weights) return known_value(weights->numbered[number], "", 0);
  numbered_text(number, room);
  return text_value(room, (uint32_t)strlen(room));
}

static ALWAYS_INLINE void add_token_worth(struct receiver *to, struct token_worth worth) {
  for (uint32_t k = 0; k < TOKEN_WORTHS / 8; k++) to->token.eight[k] += worth.eight[k];
}

/* What was added up, into the sink. */
static ALWAYS_INLINE void take_over(struct feature_sink *sink, const struct receiver *to) {
  for (uint32_t k = 0; k < TOKEN_WORTHS / 8; k++) sink->token.eight[k] += to->token.eight[k];
  sink->span.four += to->span.four;
}

static ALWAYS_INLINE struct receiver receiver_of(struct feature_sink *sink) {
  return (struct receiver){.weights = sink->weights, .kept = sink->weights ? NULL : sink};
}

void belief_feature(enum belief_kind kind, uint32_t label, uint32_t certainty, uint32_t times, struct feature_sink *sink) {
  static const uint8_t TEMPLATES_OF_BELIEFS[] = {
      [BELIEF_WORD] = WORD_ELSEWHERE, [BELIEF_NAME] = NAME_ELSEWHERE, [BELIEF_NAME_ONE] = ONE_ELSEWHERE, [BELIEF_INITIALS] = LONG_FORM_ELSEWHERE,
      [BELIEF_LAST] = LAST_ELSEWHERE, [BELIEF_FIRST] = FIRST_ELSEWHERE, [BELIEF_LAST_OF_LONG] = LAST_OF_LONG_ELSEWHERE, [BELIEF_FIRST_OF_LONG] = FIRST_OF_LONG_ELSEWHERE};
  const enum template template = (enum template)TEMPLATES_OF_BELIEFS[kind];
  const struct weights *weights = sink->weights;
  struct value values[] = {code(label), level(certainty + 1), level(times + 1)};
  if (!weights) {
    keep_feature(sink, template, values, 3);
    return;
  }
  uint32_t set = 0; /* their values are of the same spaces */
  for (uint32_t i = 0; i < 3; i++) set = set * CODE_COUNTS[TEMPLATE_FORMS[WORD_ELSEWHERE].spaces[i]] + values[i].hash;
  uint32_t row = weights->slots[weights->layout.first[template] + set];
  if (kind != BELIEF_WORD) sink->span.four += weights->spans[row].four;
  else for (uint32_t k = 0; k < TOKEN_WORTHS / 8; k++) sink->token.eight[k] += weights->tokens[row].eight[k];
}

void link_feature(enum link link, int after, uint32_t label, struct feature_sink *sink) {
  struct receiver to = receiver_of(sink);
  if (after) emit_two(&to, LINK_AFTER, code(link), code(label));
  else emit_two(&to, LINK_BEFORE, code(link), code(label));
  take_over(sink, &to);
}

/* ---- Views ---- */

static const struct token *token_at(const struct evidence *evidence, uint32_t i) { return &evidence->document->tokens.items[i]; }

static int in_sentence(const struct evidence *evidence, uint32_t i, int64_t at) {
  return at >= 0 && at < evidence->document->tokens.count && token_at(evidence, (uint32_t)at)->sentence == token_at(evidence, i)->sentence;
}

/* Shapes of plain letters and digits. */
static const char SHAPES[256] = {
    ['0'] = 'd', ['1'] = 'd', ['2'] = 'd', ['3'] = 'd', ['4'] = 'd', ['5'] = 'd', ['6'] = 'd', ['7'] = 'd', ['8'] = 'd', ['9'] = 'd',
    ['A'] = 'c', ['B'] = 'c', ['C'] = 'c', ['D'] = 'c', ['E'] = 'c', ['F'] = 'c', ['G'] = 'c', ['H'] = 'c', ['I'] = 'c',
    ['J'] = 'c', ['K'] = 'c', ['L'] = 'c', ['M'] = 'c', ['N'] = 'c', ['O'] = 'c', ['P'] = 'c', ['Q'] = 'c', ['R'] = 'c',
    ['S'] = 'c', ['T'] = 'c', ['U'] = 'c', ['V'] = 'c', ['W'] = 'c', ['X'] = 'c', ['Y'] = 'c', ['Z'] = 'c',
    ['a'] = 'l', ['b'] = 'l', ['c'] = 'l', ['d'] = 'l', ['e'] = 'l', ['f'] = 'l', ['g'] = 'l', ['h'] = 'l', ['i'] = 'l',
    ['j'] = 'l', ['k'] = 'l', ['l'] = 'l', ['m'] = 'l', ['n'] = 'l', ['o'] = 'l', ['p'] = 'l', ['q'] = 'l', ['r'] = 'l',
    ['s'] = 'l', ['t'] = 'l', ['u'] = 'l', ['v'] = 'l', ['w'] = 'l', ['x'] = 'l', ['y'] = 'l', ['z'] = 'l',
};

static char shape_of(uint32_t c) {
  if (utf8_is_upper(c)) return 'c';
  if (utf8_is_digit(c)) return 'd';
  if (utf8_is_letter(c)) return 'l';
  return c < 0x80 ? (char)c : '_';
}

/* "McCain" -> "clcl", "U.S." -> "c.c.", "3D" -> "dc". */
static uint32_t write_shape(const struct evidence *evidence, const struct token *token, char *out, uint32_t room) {
  const char *text = evidence->document->text;
  uint32_t used = 0;
  for (uint32_t at = token->start, size = 1; at < token->end && used < room; at += size) {
    char c = SHAPES[(unsigned char)text[at]];
    if (c) size = 1;
    else c = shape_of(utf8_decode(text, token->end, at, &size));
    if (!used || out[used - 1] != c) out[used++] = c;
  }
  if (token->flags & TOKEN_ALL_CAPITALS && used < room) out[used++] = '+';
  return used;
}

/* The number of the shape of a word that is plain, NUMBERED_VALUES for any other. */
static uint32_t plain_shape(const struct token *token) {
  if ((token->flags & (TOKEN_PLAIN | TOKEN_ABBREVIATION | TOKEN_MIXED_CASE)) != TOKEN_PLAIN) return NUMBERED_VALUES;
  if (token->flags & TOKEN_ALL_CAPITALS) return CAPITALS_SHAPE;
  if (!(token->flags & TOKEN_CAPITAL)) return LOWER_SHAPE;
  return token->end - token->start == 1 ? CAPITAL_SHAPE : CAPITALIZED_SHAPE;
}

static void view_shape(const struct views *views, const struct token *token, struct view *view) {
  uint32_t number = plain_shape(token);
  if (number < NUMBERED_VALUES) {
    view->shape = view->short_shape = numbered_value(views->weights, number, view->shape_room);
    return;
  }
  uint32_t length = write_shape(views->evidence, token, view->shape_room, LONGEST_SHAPE);
  view->shape = open_text(views->weights, SHAPE_SPACE, view->shape_room, length);
  view->short_shape = length > 4 ? text_value(view->shape_room, 4) : view->shape;
}

/* What weights and clusters know of a word; in analysis remembered from one text to the next. `room`: where there is no recall. */
static inline const struct known_value_of_word *know_word(const struct views *views, uint32_t lower, struct known_value_of_word *room) {
  const struct whosaid_document *document = views->evidence->document;
  struct known_value_of_word *known = document->recall ? &document->recall->values[(lower ^ lower >> 16) % KNOWN_VALUES] : room;
  if (document->recall && known->lower == lower && known->is_met) return known;
  struct known_value value = {0};
  if (views->weights) value = weights_value(views->weights, WORD_SPACE, lower);
  *known = (struct known_value_of_word){.lower = lower, .pairs = value.pairs, .slots = value.slots, .is_met = 1};
  known->has_cluster = (uint8_t)word_clusters_find(document->model->word_clusters, lower, &known->wide, &known->narrow);
  return known;
}

static inline void view_word(const struct views *views, const struct token *token, const struct known_value_of_word *known, struct view *view) {
  if (token->flags & TOKEN_NUMBER) {
    view->word = numbered_value(views->weights, NUMBER_WORD, view->text_room[0]);
    view->word.bytes = "0", view->word.length = 1;
    return;
  }
  if (views->weights) { /* its slots will be asked for in a while */
    __builtin_prefetch(&views->weights->slots[known->slots]);
    __builtin_prefetch(&views->weights->slots[known->slots + 32]);
  }
  view->word = (struct value){.hash = token->lower, .pairs = known->pairs, .slots = known->slots,
                              .bytes = views->evidence->document->text + token->start, .length = token->end - token->start};
}

/* The word's cluster as "07.12", its wider cluster as "07"; "-" for a word in none. */
static inline void view_cluster(const struct views *views, const struct known_value_of_word *known, struct view *view) {
  view->wide_code = known->has_cluster ? known->wide + 1u : 0;
  view->narrow = numbered_value(views->weights, known->has_cluster ? FIRST_NARROW + known->wide * 100u + known->narrow : NO_CLUSTER, view->text_room[2]);
}

static const enum entry_type CLASSES_IN_ORDER[] = {
    ENTRY_TITLE,      ENTRY_ROLE,    ENTRY_REPORTING_VERB, ENTRY_ORGANIZATION_NOUN, ENTRY_ORGANIZATION_HEAD, ENTRY_ORGANIZATION_SUFFIX,
    ENTRY_PLACE_HEAD, ENTRY_DEMONYM, ENTRY_NAME_SUFFIX,    ENTRY_CALENDAR,          ENTRY_SOURCE_NOUN,       ENTRY_PRONOUN,
};
enum { CLASS_COUNT = sizeof CLASSES_IN_ORDER / sizeof *CLASSES_IN_ORDER };
enum {
  ALL_CLASSES = 1u << ENTRY_TITLE | 1u << ENTRY_ROLE | 1u << ENTRY_REPORTING_VERB | 1u << ENTRY_ORGANIZATION_NOUN | 1u << ENTRY_ORGANIZATION_HEAD |
                1u << ENTRY_ORGANIZATION_SUFFIX | 1u << ENTRY_PLACE_HEAD | 1u << ENTRY_DEMONYM | 1u << ENTRY_NAME_SUFFIX | 1u << ENTRY_CALENDAR |
                1u << ENTRY_SOURCE_NOUN | 1u << ENTRY_PRONOUN
};

/* The first class of the token that says something, for pairs, as the number of a value; NUMBERED_VALUES for a mark, which stands for itself. */
static inline uint32_t category_of(const struct token *token) {
  for (uint32_t k = 0; token->classes & ALL_CLASSES && k < CLASS_COUNT; k++) {
    if (token->classes >> CLASSES_IN_ORDER[k] & 1) return FIRST_CLASS + k;
  }
  if (token->flags & TOKEN_POSSESSIVE) return POSSESSIVE_CLASS;
  if (token->flags & TOKEN_PUNCTUATION) return NUMBERED_VALUES;
  if (token->flags & TOKEN_NUMBER) return NUMBER_CLASS;
  return token->flags & TOKEN_CAPITAL ? CAPITAL_CLASS : LOWER_CLASS;
}

static inline void view_category(const struct views *views, const struct token *token, struct view *view) {
  uint32_t number = category_of(token);
  unsigned char first = (unsigned char)view->word.bytes[0];
  if (number == NUMBERED_VALUES && view->word.length == 1 && first < 0x80) number = FIRST_MARK + first;
  if (number < NUMBERED_VALUES) view->category = numbered_value(views->weights, number, view->text_room[1]);
  else view->category = open_value(views->weights, CLASS_SPACE, view->word.hash, view->word.bytes, view->word.length);
}

static inline void view_outside(const struct views *views, struct view *view) {
  view->outside = 1;
  view->word = numbered_value(views->weights, OUTSIDE_WORD, view->text_room[0]);
  view->category = numbered_value(views->weights, OUTSIDE_CLASS, view->text_room[1]);
  view->short_shape = numbered_value(views->weights, OUTSIDE_WORD, view->text_room[0]); /* the same text */
}

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
  const struct cover *place = evidence_cover(evidence, i, COVER_PLACE);
  if (place && place->length == 1 && !given) return surname ? 'm' : 'l';
  if (given && surname) return token->given > token->surname + 2 ? 'g' : token->surname > token->given + 2 ? 's' : 'b';
  if (given) return 'g';
  if (surname) return 's';
  if (token->given || token->surname) return 'r';
  if (at->flags & TOKEN_ALL_CAPITALS) return 'a';
  return token->common ? 'w' : 'x';
}

static void view_cuts(const struct evidence *evidence, uint32_t i, struct view *view) {
  view->cut_before = view->cut_after = 0;
  for (uint32_t covered = evidence->tokens[i].covered; covered; covered &= covered - 1) {
    uint32_t kind = (uint32_t)__builtin_ctz(covered);
    const struct cover *cover = evidence_known_cover(evidence, i, kind);
    view->cut_before |= (uint32_t)(cover->offset > 0) << kind;
    view->cut_after |= (uint32_t)(cover->offset + 1u < cover->length) << kind;
  }
}

/* From the last token of the segment to its first. */
static void view_patterns(struct views *views) {
  uint64_t pattern = 0;
  for (uint32_t i = views->last; i-- > views->first;) {
    pattern = (pattern << 8 | (unsigned char)pattern_code(views->evidence, i)) & ((1ull << 8 * PATTERN_TOKENS) - 1);
    views->at[i - views->first + VIEW_EDGE].pattern = pattern;
  }
}

void views_make(struct views *views, const struct evidence *evidence, const struct weights *weights, uint32_t first, uint32_t last) {
  uint32_t sentence = token_at(evidence, first)->sentence;
  int64_t start = evidence->document->sentence_tokens.items[sentence], end = document_sentence_end(evidence->document, sentence);
  views->evidence = evidence;
  views->weights = weights;
  views->first = first;
  views->last = last;
  for (int64_t i = (int64_t)first - VIEW_EDGE; i < (int64_t)last + VIEW_EDGE; i++) {
    struct view *view = &views->at[i + VIEW_EDGE - first];
    view->outside = i < start || i >= end;
    if (view->outside) {
      view_outside(views, view);
      continue;
    }
    const struct token *token = token_at(evidence, (uint32_t)i);
    struct known_value_of_word room;
    const struct known_value_of_word *known = know_word(views, token->lower, &room);
    view_word(views, token, known, view);
    if (i + 1 < first || i > last) continue;
    view_cluster(views, known, view);
    view_category(views, token, view);
    view_shape(views, token, view);
    view_cuts(evidence, (uint32_t)i, view);
  }
  view_patterns(views);
}

static inline const struct view *view_of(const struct views *views, uint32_t i) { return &views->at[i - views->first + VIEW_EDGE]; }

static struct value word_afar(const struct views *views, uint32_t i, int64_t at) {
  struct view view;
  struct known_value_of_word room;
  if (!in_sentence(views->evidence, i, at)) return view_outside(views, &view), view.word;
  const struct token *token = token_at(views->evidence, (uint32_t)at);
  view_word(views, token, know_word(views, token->lower, &room), &view);
  return view.word;
}

/* The word `step` tokens from a token of any segment, or "#" beyond the ends of its sentence. */
static inline struct value word_beside(const struct views *views, uint32_t i, int step) {
  int64_t at = (int64_t)i + step;
  if (at + VIEW_EDGE >= views->first && at < (int64_t)views->last + VIEW_EDGE) return views->at[at + VIEW_EDGE - views->first].word;
  return word_afar(views, i, at);
}

/* ---- Sums that are remembered: the second key tells also of what they are, and is never 0 ---- */

enum { SUM_OF_COVER = 1, SUM_OF_LEVELS, SUM_OF_SHAPES, SUM_OF_LISTED };

static inline uint64_t sum_of(uint64_t kind, uint64_t facts) { return kind << 56 | facts; }

static inline uint32_t place_of_sum(uint64_t key, uint64_t more, uint32_t places) { return (uint32_t)(((key ^ more << 7) * 0x9E3779B97F4A7C15u) >> 40) % places; }

/* ---- Features of a token ---- */

/* Where the sum is remembered; `room`: where there is no recall. */
static inline struct known_token_sum *token_sum_place(struct recall *recall, uint64_t key, uint64_t more, struct known_token_sum *room) {
  return recall ? &recall->token_sums[place_of_sum(key, more, KNOWN_TOKEN_SUMS)] : room;
}

static ALWAYS_INLINE void emit_shapes(const struct view *here, struct receiver *to) {
  emit_three(to, SHAPES_AROUND, here[-1].short_shape, here->shape, here[1].short_shape);
}

static NOINLINE struct token_worth weigh_shapes(const struct views *views, const struct view *here) {
  struct receiver to = {.weights = views->weights};
  emit_shapes(here, &to);
  return to.token;
}

static inline void add_shapes(const struct views *views, const struct view *here, struct receiver *to) {
  struct recall *recall = views->evidence->document->recall;
  uint64_t key = (uint64_t)here[-1].short_shape.hash << 32 | here->shape.hash, more = sum_of(SUM_OF_SHAPES, here[1].short_shape.hash);
  struct known_token_sum room = {.more = 0}, *known = token_sum_place(recall, key, more, &room);
  if (known->key != key || known->more != more) *known = (struct known_token_sum){key, more, weigh_shapes(views, here)};
  add_token_worth(to, known->worth);
}

static ALWAYS_INLINE void emit_words(const struct views *views, uint32_t i, struct receiver *to) {
  const struct view *here = view_of(views, i), *left = here - 1, *right = here + 1;
  if (to->kept) emit_shapes(here, to);
  else add_shapes(views, here, to);
  emit_one(to, PREVIOUS, left->word);
  emit_one(to, NEXT, right->word);
  emit_one(to, SECOND_PREVIOUS, here[-2].word);
  emit_one(to, SECOND_NEXT, here[2].word);
  emit_two(to, PREVIOUS_WORD, left->word, here->word);
  emit_two(to, WORD_NEXT, here->word, right->word);
  emit_two(to, AROUND, left->word, right->word);
}

static struct value affix(uint64_t lower, const char *bytes, uint32_t length) {
  return (struct value){.hash = chunk_hash(lower, length), .bytes = bytes, .length = length};
}

/* The first two to four letters and the last one to four; of those in one another the longest that is known has the worth of all. */
static ALWAYS_INLINE int emit_affix(struct receiver *to, enum template template, struct value value) {
  if (to->kept) return keep_feature(to->kept, template, &value, 1), 0;
  uint32_t row = find_by_key(to->weights, template, &value, 1);
  add_row(to, template, row);
  return row != 0;
}

/* Of a word that is plain ASCII. */
static ALWAYS_INLINE void emit_plain_affixes(const char *word, uint32_t length, uint64_t open, uint64_t close, struct receiver *to) {
  uint32_t most = length < 4 ? length : 4;
  for (uint32_t n = most; n > 1; n--) {
    if (emit_affix(to, PREFIX, affix(open & ((1ull << 8 * n) - 1), word, n))) break;
  }
  for (uint32_t n = most; n; n--) {
    if (emit_affix(to, SUFFIX, affix(close >> 8 * (4 - n), word + length - n, n))) break;
  }
}

static ALWAYS_INLINE void emit_affixes(const struct views *views, uint32_t i, struct receiver *to) {
  const struct token *token = token_at(views->evidence, i);
  const char *word = views->evidence->document->text + token->start;
  uint32_t length = token->end - token->start, edge = length < 4 ? length : 4, size, most = 0, opens[5] = {0}, closes[5] = {length};
  uint64_t open = chunk_rest(word, edge), close = chunk_rest(word + length - edge, edge) << 8 * (4 - edge);
  if (chunk_is_plain(open | close << 32)) {
    emit_plain_affixes(word, length, chunk_lower(open), chunk_lower(close), to);
    return;
  }
  for (; most < 4 && opens[most] < length; most++) {
    utf8_decode(word, length, opens[most], &size);
    opens[most + 1] = opens[most] + size;
    utf8_decode_before(word, closes[most], &size);
    closes[most + 1] = closes[most] - size;
  }
  for (uint32_t n = most; n > 1; n--) {
    if (emit_affix(to, PREFIX, text_value(word, opens[n]))) break;
  }
  for (uint32_t n = most; n; n--) {
    if (emit_affix(to, SUFFIX, text_value(word + closes[n], length - closes[n]))) break;
  }
}

static struct value cover_position(const struct cover *cover) {
  if (cover->length == 1) return code(POSITION_ONLY);
  if (cover->offset == 0) return code(POSITION_FIRST);
  return code(cover->offset + 1 == cover->length ? POSITION_LAST : POSITION_INNER);
}

/* The text with this number, hashed once. */
static ALWAYS_INLINE struct value known_text(const struct evidence *evidence, uint32_t number, const char *text) {
  struct known_hash *known = &evidence->hashes[number * 2654435769u >> 26];
  if (known->number != number) *known = (struct known_hash){number, hash_of(text, (uint32_t)strlen(text))};
  return (struct value){.hash = known->hash, .bytes = text, .length = TO_ITS_END};
}

static ALWAYS_INLINE struct value listed_kind(const struct evidence *evidence, const struct entry *entry) {
  return known_text(evidence, entry->kind * 2u + 1, gazetteer_string(evidence->document->model->gazetteer, entry->kind));
}

static ALWAYS_INLINE struct value name_of_rule(const struct evidence *evidence, const struct candidate *candidate) {
  return known_text(evidence, candidate->index * 2 + 2, rule_name(evidence->document->model->rules, candidate->index));
}

/* Level, and whether the name is also something else. */
static inline struct value listed_level(const struct entry *entry) {
  return code(1u + (entry->level > 9 ? 9u : entry->level) + (entry->flags & FLAG_AMBIGUOUS ? 10u : 0u));
}

static const struct entry *entry_of(const struct evidence *evidence, const struct candidate *candidate) {
  return gazetteer_entry(evidence->document->model->gazetteer, candidate->index);
}

/* A listed name or a rule's that covers the token. */
static ALWAYS_INLINE void emit_cover(const struct evidence *evidence, uint32_t i, uint32_t kind, struct receiver *to) {
  const struct cover *cover = evidence_known_cover(evidence, i, kind);
  const struct candidate *candidate = &evidence->document->candidates.items[cover->candidate];
  struct value name = code(kind), position = cover_position(cover);
  if (candidate->source == FROM_RULE) {
    emit_three(to, COVER, name, position, code(0));
    emit_by_key(to, COVER, (struct value[]){name, position, name_of_rule(evidence, candidate)}, 3);
  } else {
    const struct entry *entry = entry_of(evidence, candidate);
    emit_three(to, COVER, name, position, listed_level(entry));
    emit_by_key(to, COVER, (struct value[]){name, position, listed_kind(evidence, entry)}, 3);
  }
  if (kind <= COVER_ORGANIZATION) emit_four(to, COVER_LEVELS, name, position, level(evidence->tokens[i].given), level(evidence->tokens[i].surname));
}

static NOINLINE struct token_worth weigh_cover(const struct views *views, uint32_t i, uint32_t kind) {
  struct receiver to = {.weights = views->weights};
  emit_cover(views->evidence, i, kind, &to);
  return to.token;
}

static inline void add_cover(const struct views *views, uint32_t i, uint32_t kind, struct receiver *to) {
  const struct evidence *evidence = views->evidence;
  struct recall *recall = evidence->document->recall;
  const struct cover *cover = evidence_known_cover(evidence, i, kind);
  const struct candidate *candidate = &evidence->document->candidates.items[cover->candidate];
  uint64_t key = kind << 2 | cover_position(cover).hash, more;
  if (kind <= COVER_ORGANIZATION) key |= (uint64_t)evidence->tokens[i].given << 16 | (uint64_t)evidence->tokens[i].surname << 8;
  if (candidate->source == FROM_RULE) more = sum_of(SUM_OF_COVER, 1ull << 55 | candidate->index);
  else {
    const struct entry *entry = entry_of(evidence, candidate);
    more = sum_of(SUM_OF_COVER, (uint64_t)entry->kind << 8 | listed_level(entry).hash);
  }
  struct known_token_sum room = {.more = 0}, *known = token_sum_place(recall, key, more, &room);
  if (known->key != key || known->more != more) *known = (struct known_token_sum){key, more, weigh_cover(views, i, kind)};
  add_token_worth(to, known->worth);
}

static ALWAYS_INLINE void emit_clusters(const struct views *views, uint32_t i, struct receiver *to) {
  const struct view *here = view_of(views, i), *left = here - 1, *right = here + 1;
  if (!left->outside) emit_one(to, PREVIOUS_CLUSTER, left->narrow);
  if (right->outside) return;
  emit_one(to, NEXT_CLUSTER, right->narrow);
  emit_two(to, CLUSTER_NEXT, code(here->wide_code), code(right->wide_code));
}

static ALWAYS_INLINE void emit_classes(const struct evidence *evidence, uint32_t i, enum template template, struct receiver *to) {
  uint32_t classes = token_at(evidence, i)->classes;
  if (!(classes & ALL_CLASSES)) return; /* as most words */
  for (uint32_t k = 0; k < CLASS_COUNT; k++) {
    if (classes >> CLASSES_IN_ORDER[k] & 1) emit_one(to, template, code(k));
  }
}

/* What stands beside the token: its classes, and the longest listed names it is in. */
static ALWAYS_INLINE void emit_beside(const struct evidence *evidence, uint32_t i, enum template classes, enum template covers, struct receiver *to) {
  emit_classes(evidence, i, classes, to);
  for (uint32_t covered = evidence->tokens[i].covered & ((2u << COVER_DEMONYM) - 1); covered; covered &= covered - 1) {
    uint32_t kind = (uint32_t)__builtin_ctz(covered);
    emit_two(to, covers, code(kind), cover_position(evidence_known_cover(evidence, i, kind)));
  }
}

static ALWAYS_INLINE void emit_each_fact(uint32_t facts, enum template template, enum where_code where, struct receiver *to) {
  for (; facts; facts &= facts - 1) emit_two(to, template, code(where), code((uint32_t)__builtin_ctz(facts)));
}

/* What the word shows elsewhere. */
static ALWAYS_INLINE void emit_token_facts(const struct evidence *evidence, uint32_t i, struct receiver *to) {
  uint32_t facts = evidence_elsewhere(evidence, i);
  if (to->kept) {
    emit_each_fact(facts, DOCUMENT_FACT, ANY_WORD, to);
    return;
  }
  add_token_worth(to, to->weights->facts->token[0][facts & 0xFF]);
  add_token_worth(to, to->weights->facts->token[1][facts >> 8]);
}

static ALWAYS_INLINE void emit_span_facts(const struct evidence *evidence, uint32_t i, enum where_code where, struct receiver *to) {
  uint32_t facts = evidence_elsewhere(evidence, i);
  if (to->kept) {
    emit_each_fact(facts, SPAN_FACT, where, to);
    return;
  }
  const struct span_worth(*sums)[256] = to->weights->facts->span[where - ONLY_WORD];
  to->span.four += sums[0][facts & 0xFF].four + sums[1][facts >> 8].four;
}

static ALWAYS_INLINE void emit_run(const struct views *views, uint32_t i, struct receiver *to) {
  const struct token_evidence *token = &views->evidence->tokens[i];
  uint32_t length = token->run_last - token->run_first;
  if (!length) return;
  emit_two(to, RUN, level(length < 6 ? length : 6), level(i - token->run_first < 6 ? i - token->run_first : 6));
  emit_one(to, RUN_LAST, word_beside(views, token->run_last - 1, 0));
  emit_one(to, RUN_FIRST, word_beside(views, token->run_first, 0));
  emit_one(to, RUN_BEFORE, word_beside(views, token->run_first, -1));
  emit_one(to, RUN_AFTER, word_beside(views, token->run_last - 1, 1));
}

/* What depends on the word alone. */
static ALWAYS_INLINE void emit_own(const struct views *views, uint32_t i, struct receiver *to) {
  const struct view *here = view_of(views, i);
  emit_one(to, WORD, here->word);
  emit_two(to, WORD_SHAPE, here->word, here->shape);
  emit_one(to, SHAPE, here->shape);
  emit_affixes(views, i, to);
  emit_one(to, CLUSTER, here->narrow);
  char room[NUMBERED_TEXT];
  emit_one(to, CLUSTER, numbered_value(to->weights, here->wide_code ? FIRST_WIDE + here->wide_code - 1 : NO_CLUSTER, room));
  emit_two(to, CLUSTER_SHAPE, code(here->wide_code), here->shape);
}

static struct token_worth add_own(const struct views *views, uint32_t i) {
  struct receiver to = {.weights = views->weights};
  emit_own(views, i, &to);
  return to.token;
}

/* The first four and the last four letters of a plain word. */
static inline uint64_t edges_of(const char *word, uint32_t length) {
  uint32_t edge = length < 4 ? length : 4;
  return chunk_rest(word, edge) | chunk_rest(word + length - edge, edge) << 32;
}

/* The same added up; of a plain word once, for when it comes again in this text or the next. */
static struct token_worth own_worth(const struct views *views, uint32_t i) {
  const struct token *token = token_at(views->evidence, i);
  const struct whosaid_document *document = views->evidence->document;
  uint32_t shape = plain_shape(token);
  if (shape == NUMBERED_VALUES || !document->recall) return add_own(views, i);
  struct known_worth *known = &document->recall->worths[(token->hash ^ token->hash >> 16) % KNOWN_WORTHS];
  uint64_t edges = edges_of(document->text + token->start, token->end - token->start);
  if (known->edges != edges || known->lower != token->lower || known->shape != shape) {
    *known = (struct known_worth){.worth = add_own(views, i), .edges = edges, .lower = token->lower, .shape = shape};
  }
  return known->worth;
}

static ALWAYS_INLINE void emit_levels(struct value given, struct value surname, struct value common, struct value start, struct receiver *to) {
  emit_three(to, LEVELS, given, surname, common);
  emit_four(to, LEVELS_START, code(given.hash != 0), code(surname.hash != 0), common, start);
}

static ALWAYS_INLINE void emit_standing(struct value common, struct value start, struct value lower, struct receiver *to) {
  emit_two(to, START, start, common);
  emit_three(to, DOCUMENT_LOWER, lower, start, common);
}

static NOINLINE struct token_worth weigh_levels(const struct views *views, const struct token_evidence *token, struct value start, struct value lower) {
  struct receiver to = {.weights = views->weights};
  emit_levels(level(token->given), level(token->surname), level(token->common), start, &to);
  emit_standing(level(token->common), start, lower, &to);
  return to.token;
}

static inline void add_levels(const struct views *views, const struct token_evidence *token, struct value start, struct value lower, struct receiver *to) {
  struct recall *recall = views->evidence->document->recall;
  uint64_t key = (uint64_t)token->given << 16 | (uint64_t)token->surname << 8 | token->common, more = sum_of(SUM_OF_LEVELS, start.hash << 1 | lower.hash);
  struct known_token_sum room = {.more = 0}, *known = token_sum_place(recall, key, more, &room);
  if (known->key != key || known->more != more) *known = (struct known_token_sum){key, more, weigh_levels(views, token, start, lower)};
  add_token_worth(to, known->worth);
}

static ALWAYS_INLINE void emit_token(const struct views *views, uint32_t i, struct receiver *to) {
  const struct evidence *evidence = views->evidence;
  const struct token_evidence *token = &evidence->tokens[i];
  const struct token *at = token_at(evidence, i);
  uint32_t shouting = evidence->shouting[at->sentence];
  struct value start = code(at->flags & TOKEN_SENTENCE_START ? AT_START : shouting ? IN_HEADLINE : INSIDE_SENTENCE);
  struct value given = level(token->given), surname = level(token->surname), common = level(token->common);
  struct value lower = code((at->flags & TOKEN_DOCUMENT_LOWER) != 0);
  if (to->kept) emit_own(views, i, to);
  else add_token_worth(to, own_worth(views, i));
  emit_words(views, i, to);
  if (to->kept) emit_levels(given, surname, common, start, to);
  else add_levels(views, token, start, lower, to);
  for (uint32_t covered = token->covered; covered; covered &= covered - 1) {
    if (to->kept) emit_cover(evidence, i, (uint32_t)__builtin_ctz(covered), to);
    else add_cover(views, i, (uint32_t)__builtin_ctz(covered), to);
  }
  emit_clusters(views, i, to);
  if (!view_of(views, i)[-1].outside) emit_beside(evidence, i - 1, PREVIOUS_CLASS, PREVIOUS_COVER, to);
  if (!view_of(views, i)[1].outside) emit_beside(evidence, i + 1, NEXT_CLASS, NEXT_COVER, to);
  if (to->kept) emit_standing(common, start, lower, to);
  emit_token_facts(evidence, i, to);
  emit_run(views, i, to);
  if (shouting) emit_two(to, SHOUTING, level(shouting), common);
}

void token_features(const struct views *views, uint32_t token, struct feature_sink *sink) { emit_token(views, token, &(struct receiver){.kept = sink}); }

struct token_worth weigh_token(const struct views *views, uint32_t token) {
  struct receiver to = {.weights = views->weights};
  if (to.weights) emit_token(views, token, &to);
  return to.token;
}

/* ---- Features of a span ---- */

static ALWAYS_INLINE struct value pattern_value(const struct views *views, uint32_t first, uint32_t last, char out[PATTERN_TOKENS]) {
  uint32_t count = last - first < PATTERN_TOKENS ? last - first : PATTERN_TOKENS;
  uint64_t codes = view_of(views, first)->pattern & ((1ull << 8 * count) - 1);
  if (views->weights && count == 1 && codes < 0x80) return known_value(views->weights->numbered[FIRST_PATTERN + codes], out, count);
  if (views->weights && chunk_is_plain(codes)) return open_value(views->weights, PATTERN_SPACE, chunk_hash(chunk_lower(codes), count), out, count);
  for (uint32_t i = 0; i < PATTERN_TOKENS; i++) out[i] = (char)(codes >> 8 * i);
  return open_text(views->weights, PATTERN_SPACE, out, count);
}

/* All words of the name as one value. */
static struct value long_name(const struct views *views, uint32_t first, uint32_t last, char *out, uint32_t room) {
  uint32_t used = 0;
  for (uint32_t i = first; i < last; i++) {
    struct value word = view_of(views, i)->word;
    if (used + word.length * 2 + 2 > room) break;
    if (i > first) out[used++] = ' ';
    used = append_folded(out, used, room, word.bytes, word.length);
  }
  return open_text(views->weights, WORD_SPACE, out, used);
}

static ALWAYS_INLINE void emit_name(const struct views *views, uint32_t first, uint32_t last, struct receiver *to) {
  const struct view *open = view_of(views, first), *close = view_of(views, last - 1);
  char room[160];
  if (last - first == 1) emit_one(to, SPAN, open->word);
  else if (to->kept || (open->word.pairs >> pair_bit(SPAN) & close->word.pairs >> (pair_bit(SPAN) + 1) & 1)) {
    emit_one(to, SPAN, long_name(views, first, last, room, sizeof room));
  }
}

/* The last word before "of", "for" or "and": the head of an organization's name. */
static inline uint32_t head_of(const struct evidence *evidence, uint32_t first, uint32_t last) {
  for (uint32_t i = first + 1; i + 1 < last; i++) {
    if (evidence->tokens[i].is_connector && token_at(evidence, i)->flags & TOKEN_HAS_LETTER && !evidence->tokens[i].is_particle) return i - 1;
  }
  return last - 1;
}

static int is_listed_name(const struct candidate *candidate) {
  const uint32_t names = 1u << ENTRY_PERSON | 1u << ENTRY_PLACE | 1u << ENTRY_ORGANIZATION | 1u << ENTRY_NOT_A_NAME | 1u << ENTRY_DEMONYM | 1u << ENTRY_CALENDAR |
                         1u << ENTRY_TITLE | 1u << ENTRY_ROLE;
  return names >> candidate->type & 1;
}

/* A list or rule that holds exactly the name. */
static ALWAYS_INLINE void emit_listed(const struct evidence *evidence, const struct candidate *candidate, struct value length, struct receiver *to) {
  if (candidate->source == FROM_RULE) {
    emit_one(to, SPAN_RULE, name_of_rule(evidence, candidate));
    return;
  }
  const struct entry *entry = entry_of(evidence, candidate);
  struct value type = code(candidate->type), rank = listed_level(entry);
  emit_three(to, SPAN_LISTED, type, listed_kind(evidence, entry), rank);
  emit_three(to, SPAN_LISTED_LENGTH, type, length, rank);
}

static NOINLINE struct span_worth weigh_listed(const struct views *views, const struct candidate *candidate, struct value length) {
  struct receiver to = {.weights = views->weights};
  emit_listed(views->evidence, candidate, length, &to);
  return to.span;
}

static inline void add_listed(const struct views *views, const struct candidate *candidate, struct value length, struct receiver *to) {
  struct recall *recall = views->evidence->document->recall;
  uint64_t key = candidate->index, more = sum_of(SUM_OF_LISTED, 0); /* of a rule */
  if (candidate->source == FROM_GAZETTEER) {
    const struct entry *entry = entry_of(views->evidence, candidate);
    key = (uint64_t)entry->kind << 8 | listed_level(entry).hash;
    more = sum_of(SUM_OF_LISTED, 1u << 16 | (uint32_t)candidate->type << 8 | length.hash);
  }
  struct known_span_sum room = {.more = 0}, *known = recall ? &recall->span_sums[place_of_sum(key, more, KNOWN_SPAN_SUMS)] : &room;
  if (known->key != key || known->more != more) *known = (struct known_span_sum){key, more, weigh_listed(views, candidate, length)};
  to->span.four += known->worth.four;
}

static ALWAYS_INLINE void emit_lists(const struct views *views, uint32_t first, uint32_t last, struct value length, struct receiver *to) {
  const struct evidence *evidence = views->evidence;
  const struct token *token = token_at(evidence, first);
  const struct candidate *candidate = &evidence->document->candidates.items[token->first_candidate], *end = candidate + token->candidate_count;
  int listed = 0;
  for (; candidate < end && candidate->last >= last; candidate++) { /* the longest come first */
    if (candidate->last > last || (candidate->source == FROM_GAZETTEER && !is_listed_name(candidate))) continue;
    if (to->kept) emit_listed(evidence, candidate, length, to);
    else add_listed(views, candidate, length, to);
    listed |= candidate->source == FROM_GAZETTEER;
  }
  if (!listed) emit_one(to, SPAN_UNLISTED, length);
}

/* A longer listed name that the span only holds a piece of. */
static ALWAYS_INLINE void emit_cuts(const struct views *views, uint32_t first, uint32_t last, struct receiver *to) {
  uint32_t left = view_of(views, first)->cut_before, right = view_of(views, last - 1)->cut_after;
  for (uint32_t cut = left | right; cut; cut &= cut - 1) {
    uint32_t kind = (uint32_t)__builtin_ctz(cut);
    emit_two(to, SPAN_CROSSES, code(kind), code(left & right & (1u << kind) ? CUT_BOTH : left & (1u << kind) ? CUT_LEFT : CUT_RIGHT));
  }
}

static ALWAYS_INLINE void emit_context(const struct views *views, uint32_t first, uint32_t last, struct value pattern, struct value length, struct receiver *to) {
  const struct view *open = view_of(views, first), *close = view_of(views, last - 1);
  struct value before = open[-1].word, after = close[1].word;
  emit_two(to, SPAN_BEFORE, before, length);
  emit_two(to, SPAN_AFTER, after, length);
  emit_two(to, SPAN_AROUND, before, after);
  emit_two(to, SPAN_BEFORE_TWO, open[-2].word, before);
  emit_two(to, SPAN_AFTER_TWO, after, close[2].word);
  emit_two(to, SPAN_CLASS_BEFORE, open[-1].category, length);
  emit_two(to, SPAN_CLASS_AFTER, close[1].category, length);
  emit_two(to, SPAN_PATTERN_BEFORE, pattern, open[-1].category);
  emit_two(to, SPAN_PATTERN_AFTER, pattern, close[1].category);
}

static ALWAYS_INLINE void emit_edges(const struct views *views, uint32_t first, uint32_t last, struct receiver *to) {
  const struct evidence *evidence = views->evidence;
  int outside_left = view_of(views, first)[-1].outside, outside_right = view_of(views, last - 1)[1].outside;
  int left = !outside_left && evidence->tokens[first - 1].is_name_part;
  int right = !outside_right && evidence->tokens[last].is_name_part;
  emit_one(to, SPAN_EDGES, code(left ? right ? EDGE_BOTH : EDGE_LEFT : right ? EDGE_RIGHT : EDGE_NONE));
  if (outside_left || outside_right) return;
  if (token_at(evidence, first - 1)->flags & TOKEN_OPENS_QUOTE && token_at(evidence, last)->flags & TOKEN_CLOSES_QUOTE) emit_one(to, SPAN_MARKED, code(0));
}

static ALWAYS_INLINE void emit_span_clusters(const struct views *views, uint32_t first, uint32_t last, uint32_t head, struct value length, struct receiver *to) {
  const struct view *open = view_of(views, first), *close = view_of(views, head), *left = open - 1, *right = view_of(views, last);
  emit_three(to, SPAN_CLUSTERS, code(open->wide_code), code(close->wide_code), length);
  emit_two(to, SPAN_HEAD_CLUSTER, close->narrow, length);
  if (!left->outside) emit_two(to, SPAN_CLUSTER_BEFORE, left->narrow, length);
  if (!right->outside) emit_two(to, SPAN_CLUSTER_AFTER, right->narrow, length);
}

static ALWAYS_INLINE void emit_span(const struct views *views, uint32_t first, uint32_t last, struct receiver *to) {
  const struct evidence *evidence = views->evidence;
  char pattern_room[PATTERN_TOKENS];
  uint32_t tokens = last - first, head = head_of(evidence, first, last);
  struct value pattern = pattern_value(views, first, last, pattern_room), length = level(tokens < 4 ? tokens : 4);
  emit_one(to, SPAN_LENGTH, level(tokens < 9 ? tokens : 9));
  if (tokens <= 4) emit_name(views, first, last, to);
  emit_one(to, SPAN_PATTERN, pattern);
  emit_context(views, first, last, pattern, length, to);
  emit_lists(views, first, last, length, to);
  emit_cuts(views, first, last, to);
  emit_edges(views, first, last, to);
  emit_span_clusters(views, first, last, head, length, to);
  emit_span_facts(evidence, last - 1, tokens == 1 ? ONLY_WORD : LAST_WORD, to);
  emit_two(to, SPAN_SHAPE, view_of(views, first)->shape, level(tokens < 5 ? tokens : 5));
  if (tokens == 1) return;
  emit_one(to, SPAN_FIRST, view_of(views, first)->word);
  emit_one(to, SPAN_LAST, view_of(views, last - 1)->word);
  emit_one(to, SPAN_HEAD, view_of(views, head)->word);
  emit_classes(evidence, head, SPAN_HEAD_CLASS, to);
}

void span_features(const struct views *views, uint32_t first, uint32_t last, struct feature_sink *sink) {
  struct receiver to = {.kept = sink};
  if (to.kept) emit_span(views, first, last, &to);
}

struct span_worth weigh_span(const struct views *views, uint32_t first, uint32_t last) {
  struct receiver to = {.weights = views->weights};
  if (to.weights) emit_span(views, first, last, &to);
  return to.span;
}
