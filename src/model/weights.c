/* weights.c: weights.tsv -> rows of weights, and the ways to them. */
#include "model/weights.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/highest.h"
#include "base/utf8.h"
#include "base/vector.h"
#include "model/lines.h"
#include "token.h"

static const char *const SLOT_NAMES[SLOTS] = {
    "O", "person", "place", "organization", "other",
    "person.first", "person.inner", "person.last", "person.only",
    "place.first", "place.inner", "place.last", "place.only",
    "organization.first", "organization.inner", "organization.last", "organization.only",
    "other.first", "other.inner", "other.last", "other.only",
};

const char *weight_slot_name(uint32_t slot) { return SLOT_NAMES[slot]; }

uint32_t weight_slot_find(const char *name, size_t length) {
  for (uint32_t slot = 0; slot < SLOTS; slot++) {
    if (strlen(SLOT_NAMES[slot]) == length && !memcmp(SLOT_NAMES[slot], name, length)) return slot;
  }
  return WHOSAID_NONE;
}

/* ---- The block: the head, then flat arrays ---- */

enum { MOST_SLOTS = 128 }; /* of a value */

static struct key_table *table_of(struct weights *weights, int quick) { return quick ? &weights->quick : &weights->named; }

/* Lays the arrays out behind the head; gives the size of all. */
static uint64_t lay_out(struct weights *weights, const char *block) {
  const struct weights_head *head = (const void *)block;
  uint64_t next = (sizeof *head + IMAGE_ALIGNMENT - 1) / IMAGE_ALIGNMENT * IMAGE_ALIGNMENT; /* a row of tokens' lies in one line of the cache */
  const uint64_t rows = head->row_count;
  weights->head = head;
  weights->tokens = (const void *)(block + next), next += rows * sizeof *weights->tokens;
  weights->spans = (const void *)(block + next), next += rows * sizeof *weights->spans;
  next = (next + IMAGE_ALIGNMENT - 1) / IMAGE_ALIGNMENT * IMAGE_ALIGNMENT;
  weights->facts = (const void *)(block + next), next += sizeof *weights->facts;
  for (int quick = 0; quick < 2; quick++) {
    table_of(weights, quick)->rows = (const void *)(block + next);
    next += (uint64_t)head->key_counts[quick] * sizeof(struct keyed_row);
  }
  weights->values = (const void *)(block + next), next += (uint64_t)head->value_count * sizeof *weights->values;
  weights->numbered = (const void *)(block + next), next += NUMBERED_VALUES * sizeof *weights->numbered;
  for (int quick = 0; quick < 2; quick++) {
    table_of(weights, quick)->places = (struct places){(const void *)(block + next), head->key_buckets[quick], head->key_counts[quick]};
    next += (uint64_t)head->key_buckets[quick] * sizeof(uint16_t);
  }
  weights->value_places = (struct places){(const void *)(block + next), head->value_buckets, head->value_count};
  next += (uint64_t)head->value_buckets * sizeof(uint16_t);
  weights->slots = (const void *)(block + next), next += (uint64_t)head->slot_count * sizeof *weights->slots;
  slots_lay_out(&weights->layout);
  return (next + IMAGE_ALIGNMENT - 1) / IMAGE_ALIGNMENT * IMAGE_ALIGNMENT;
}

/* ---- Reading the file ---- */

struct line {
  struct feature_name name; /* its texts are not kept */
  uint32_t slot;            /* in the row of its open value, or in the table; WHOSAID_NONE when it is found by its key alone */
  uint32_t open;            /* index of its open value, or WHOSAID_NONE */
  int32_t weights[SLOTS];   /* hundredths */
  uint32_t number, row;
  uint32_t quick_row;       /* in the table of quick ones; 0 when it is not in it */
  uint64_t shorter[3];      /* of a prefix or suffix: the keys of those in it */
  int is_slope;             /* "calibration=slope" */
};

/* An open value that is to have a row of slots. */
struct value {
  uint64_t key;
  uint32_t pairs;
  enum space space;
};

struct build {
  VECTOR(struct line) lines;
  VECTOR(struct value) values;
  struct slot_layout layout;
  uint32_t row_counts[2];  /* of tokens, of spans */
};

static void free_build(struct build *build) {
  VECTOR_FREE(&build->lines);
  VECTOR_FREE(&build->values);
}

int weights_read_number(const char *text, float *value) {
  double number = 0, scale = 1;
  int negative = *text == '-', point = 0, digits = 0;
  for (const char *c = text + negative; *c; c++) {
    if (*c == '.' && !point) point = 1;
    else if (*c >= '0' && *c <= '9') {
      number = number * 10 + (*c - '0');
      if (point) scale *= 10;
      digits++;
    } else return -1;
  }
  *value = (float)((negative ? -number : number) / scale);
  return digits ? 0 : -1;
}

enum { HEAVIEST = 4000 }; /* hundredths */

/* "person=0.81": one weight. */
static const char *read_weight(struct line *line, char *field) {
  char *equals = strrchr(field, '=');
  if (!equals) return "a weight is written label=number";
  uint32_t slot = weight_slot_find(field, (size_t)(equals - field));
  if (slot == WHOSAID_NONE) return "unknown label; labels are O, person, place, organization, other, and all but O with .first, .inner, .last or .only";
  float value;
  if (weights_read_number(equals + 1, &value)) return "a weight is a number such as 0.81 or -1.2";
  long hundredths = lroundf(value * 100);
  if (hundredths > HEAVIEST || hundredths < -HEAVIEST) return "a weight lies between -40 and 40";
  line->weights[slot] = (int32_t)hundredths;
  return NULL;
}

static int add_value(struct build *build, enum space space, uint32_t hash, uint32_t pairs) {
  struct value *value = VECTOR_ADD(&build->values);
  if (value) *value = (struct value){.key = value_key(space, hash), .pairs = pairs, .space = space};
  return value ? 0 : -1;
}

/* "new york": the words that open and close a name of several words. */
static int note_name(struct build *build, const char *text, uint32_t length) {
  const char *space = memchr(text, ' ', length), *last = memrchr(text, ' ', length);
  uint32_t cased, hash;
  if (!space) return 0;
  token_hash(text, (uint32_t)(space - text), &cased, &hash);
  if (add_value(build, WORD_SPACE, hash, 1u << pair_bit(SPAN))) return -1;
  token_hash(last + 1, (uint32_t)(text + length - last) - 1, &cased, &hash);
  return add_value(build, WORD_SPACE, hash, 2u << pair_bit(SPAN));
}

static int note_pair(struct build *build, const struct feature_name *name) {
  uint32_t bit = pair_bit(name->template);
  if (name->template == SPAN) return note_name(build, name->texts[0], name->lengths[0]);
  if (bit == NO_PAIR || name->count != 2) return 0;
  const uint8_t *spaces = TEMPLATE_FORMS[name->template].spaces;
  return add_value(build, (enum space)spaces[0], name->hashes[0], 1u << bit) || add_value(build, (enum space)spaces[1], name->hashes[1], 2u << bit);
}

/* Where the feature is found beside its key. */
static void find_slot(const struct build *build, struct line *line) {
  const struct feature_name *name = &line->name;
  const struct template_form *form = &TEMPLATE_FORMS[name->template];
  uint32_t code = 0, count = 0;
  line->slot = line->open = WHOSAID_NONE;
  line->is_slope = name->template == CALIBRATION && name->lengths[0] == 5 && !memcmp(name->texts[0], "slope", 5);
  for (uint32_t i = 0; i < MOST_VALUES && form->spaces[i]; i++) count++;
  if (slot_kind(name->template) == BY_KEY || form->scope == OF_LABELLING || name->count != count) return;
  for (uint32_t i = 0; i < count; i++) {
    if (!is_closed(form->spaces[i])) {
      line->open = i;
      continue;
    }
    int found = code_find(form->spaces[i], name->texts[i], name->lengths[i]);
    if (found < 0) return;
    code = code * CODE_COUNTS[form->spaces[i]] + (uint32_t)found;
  }
  line->slot = build->layout.first[name->template] + code;
}

static int note_open(struct build *build, const struct line *line) {
  if (line->slot == WHOSAID_NONE || line->open == WHOSAID_NONE) return 0;
  return add_value(build, (enum space)TEMPLATE_FORMS[line->name.template].spaces[line->open], line->name.hashes[line->open], 0);
}

/* "ski", "ki", "i" in "nski". */
static void find_shorter(struct line *line) {
  const struct feature_name *name = &line->name;
  const char *text = name->texts[0];
  uint32_t from = 0, to = name->lengths[0], size, cased, hash;
  if ((name->template != PREFIX && name->template != SUFFIX) || name->count != 1) return;
  for (int k = 0; k < 3 && from < to; k++) {
    if (name->template == SUFFIX) utf8_decode(text, to, from, &size), from += size;
    else utf8_decode_before(text, to, &size), to -= size;
    token_hash(text + from, to - from, &cased, &hash);
    line->shorter[k] = from < to ? feature_mix(feature_seed(name->template), hash) : 0;
  }
}

/* "feature<TAB>label=weight<TAB>label=weight"; gives what is wrong, or NULL. */
static const char *read_feature(void *context, uint32_t number, char *text) {
  struct build *build = context;
  (void)number;
  static const char *const NO_MEMORY = "memory ran out";
  char *rest = strchr(text, '\t');
  if (!rest) return "a line is a feature and its weights, separated by tabs";
  struct line *line = VECTOR_ADD(&build->lines);
  if (!line) return NO_MEMORY;
  line->number = build->lines.count - 1;
  if (!feature_read(text, (size_t)(rest - text), &line->name)) return "unknown feature; see the templates in src/template.h";
  find_slot(build, line);
  find_shorter(line);
  if (note_open(build, line)) return NO_MEMORY;
  if (note_pair(build, &line->name)) return NO_MEMORY;
  while (rest) {
    char *field = rest + 1;
    rest = strchr(field, '\t');
    if (rest) *rest = '\0';
    const char *wrong = read_weight(line, field);
    if (wrong) return wrong;
  }
  return NULL;
}

/* ---- Building the block ---- */

static int compare_lines(const void *a, const void *b) {
  const struct line *x = a, *y = b;
  if (x->name.key != y->name.key) return x->name.key < y->name.key ? -1 : 1;
  return x->number < y->number ? -1 : x->number > y->number;
}

/* Of features written twice the first counts. */
static void sort_lines(struct build *build) {
  uint32_t kept = 0;
  struct line *lines = build->lines.items;
  if (build->lines.count) qsort(lines, build->lines.count, sizeof *lines, compare_lines);
  for (uint32_t i = 0; i < build->lines.count; i++) {
    if (!kept || lines[kept - 1].name.key != lines[i].name.key) lines[kept++] = lines[i];
  }
  build->lines.count = kept;
}

static uint64_t owner_of(const struct line *line) {
  if (line->open == WHOSAID_NONE || line->slot == WHOSAID_NONE) return 0;
  return value_key((enum space)TEMPLATE_FORMS[line->name.template].spaces[line->open], line->name.hashes[line->open]);
}

/* What is asked for together lies together: the rows of a value, those of a template. */
static int compare_owners(const void *a, const void *b) {
  const struct line *x = a, *y = b;
  uint64_t of_x = owner_of(x), of_y = owner_of(y);
  if (of_x != of_y) return of_x < of_y ? -1 : 1;
  if (x->slot != y->slot) return x->slot < y->slot ? -1 : 1;
  return x->name.key < y->name.key ? -1 : x->name.key > y->name.key;
}

static int compare_values(const void *a, const void *b) {
  const struct value *x = a, *y = b;
  return x->key < y->key ? -1 : x->key > y->key;
}

static void sort_values(struct build *build) {
  uint32_t kept = 0;
  struct value *values = build->values.items;
  if (build->values.count) qsort(values, build->values.count, sizeof *values, compare_values);
  for (uint32_t i = 0; i < build->values.count; i++) {
    if (kept && values[kept - 1].key == values[i].key) values[kept - 1].pairs |= values[i].pairs;
    else values[kept++] = values[i];
  }
  build->values.count = kept;
}

/* Without slots, and in no pair that its values know of. */
static int is_quick(const struct line *line) {
  return TEMPLATE_FORMS[line->name.template].scope != OF_LABELLING && line->slot == WHOSAID_NONE && pair_bit(line->name.template) == NO_PAIR;
}

/* Rows that slots name come first: a slot has 16 bits. Those of affixes with all that is in them come last. */
static int number_rows(struct build *build) {
  if (build->lines.count) qsort(build->lines.items, build->lines.count, sizeof *build->lines.items, compare_owners);
  build->row_counts[0] = build->row_counts[1] = 1;
  for (int named = 1; named >= 0; named--) {
    for (uint32_t i = 0; i < build->lines.count; i++) {
      struct line *line = &build->lines.items[i];
      uint8_t scope = TEMPLATE_FORMS[line->name.template].scope;
      if (scope != OF_LABELLING && (line->slot != WHOSAID_NONE) == named) line->row = build->row_counts[scope]++;
    }
    if (named && (build->row_counts[0] > UINT16_MAX || build->row_counts[1] > UINT16_MAX)) return -1;
  }
  for (uint32_t i = 0; i < build->lines.count; i++) {
    struct line *line = &build->lines.items[i];
    if (is_quick(line)) line->quick_row = line->shorter[0] ? build->row_counts[OF_TOKEN]++ : line->row;
  }
  return 0;
}

static void write_worths(const struct line *line, struct token_worth *tokens, struct span_worth *spans) {
  uint8_t scope = TEMPLATE_FORMS[line->name.template].scope;
  for (uint32_t label = 1; label < LABELS; label++) {
    if (scope == OF_SPAN) spans[line->row].of[span_worth_of(label)] = (int16_t)line->weights[label];
    for (uint32_t position = 0; scope == OF_TOKEN && position < POSITIONS; position++) {
      int32_t weight = line->weights[label] + line->weights[weight_slot((enum label)label, (enum position)position)] - line->weights[LABEL_O];
      tokens[line->row].of[token_worth_of(label, position)] = (int16_t)weight;
    }
  }
}

static void write_head(const struct build *build, struct weights_head *head) {
  for (int space = FIRST_CLOSED; space < SPACES; space++) {
    for (uint32_t code = 0; code < CODE_COUNTS[space]; code++) {
      char room[CODE_NAME];
      const char *name = code_name((enum space)space, code, room);
      uint32_t cased;
      token_hash(name, (uint32_t)strlen(name), &cased, &head->code_hashes[space][code]);
    }
  }
  head->slope = 100;
  for (uint32_t i = 0; i < build->lines.count; i++) {
    const struct line *line = &build->lines.items[i];
    if (line->name.template == CALIBRATION) *(line->is_slope ? &head->slope : &head->offset) = line->weights[LABEL_O];
    if (line->name.template != AFTER) continue;
    for (uint32_t before = 0; before <= LABELS; before++) {
      if (line->name.hashes[0] == head->code_hashes[LABEL_CODE][before]) memcpy(head->transitions + (size_t)before * LABELS, line->weights, LABELS * sizeof *line->weights);
    }
  }
}

enum { ALL_LINES, QUICK_LINES, VALUES, KEY_LISTS };

/* The keys of all lines, of the quick ones, or of all values; NULL when memory is out. */
static uint64_t *list_keys(const struct build *build, int which, uint32_t *count) {
  uint32_t most = which == VALUES ? build->values.count : build->lines.count;
  uint64_t *keys = malloc(((size_t)most + 1) * sizeof *keys);
  *count = 0;
  if (!keys) return NULL;
  for (uint32_t i = 0; i < most; i++) {
    if (which == VALUES) keys[(*count)++] = build->values.items[i].key;
    else if (which == ALL_LINES || build->lines.items[i].quick_row) keys[(*count)++] = build->lines.items[i].name.key;
  }
  return keys;
}

static int find_places(const struct build *build, int which, struct places *places) {
  uint32_t count;
  uint64_t *keys = list_keys(build, which, &count);
  int failed = !keys || places_make(places, keys, count);
  free(keys);
  return failed ? -1 : 0;
}

static uint32_t first_slot(const struct weights *weights, const struct line *line) {
  if (line->open == WHOSAID_NONE) return 0;
  enum space space = (enum space)TEMPLATE_FORMS[line->name.template].spaces[line->open];
  return weights->values[key_place(&weights->value_places, value_key(space, line->name.hashes[line->open]))].slots;
}

static void write_key(const struct key_table *table, uint64_t key, uint32_t row) {
  ((struct keyed_row *)(uintptr_t)table->rows)[key_place(&table->places, key)] = (struct keyed_row){.tag = (uint32_t)key, .row = row};
}

/* After the rows of all lines: of an affix and of the shorter ones in it together. */
static void write_affixes(const struct build *build, const struct weights *weights) {
  struct token_worth *tokens = (struct token_worth *)(uintptr_t)weights->tokens;
  for (uint32_t i = 0; i < build->lines.count; i++) {
    const struct line *line = &build->lines.items[i];
    if (!line->quick_row || line->quick_row == line->row) continue;
    struct token_worth *sum = &tokens[line->quick_row];
    *sum = tokens[line->row];
    for (int k = 0; k < 3 && line->shorter[k]; k++) {
      const struct token_worth *worth = &tokens[weights_find(weights, line->shorter[k])];
      for (uint32_t half = 0; half < TOKEN_WORTHS / 8; half++) sum->eight[half] += worth->eight[half];
    }
  }
}

static void write_arrays(const struct build *build, const struct weights *weights) {
  struct token_worth *tokens = (struct token_worth *)(uintptr_t)weights->tokens;
  struct span_worth *spans = (struct span_worth *)(uintptr_t)weights->spans;
  struct value_row *values = (struct value_row *)(uintptr_t)weights->values;
  uint16_t *slots = (uint16_t *)(uintptr_t)weights->slots;
  uint32_t next = weights->head->no_value + MOST_SLOTS;
  for (uint32_t i = 0; i < build->values.count; i++) {
    const struct value *value = &build->values.items[i];
    uint32_t place = key_place(&weights->value_places, value->key);
    values[place] = (struct value_row){.tag = (uint32_t)value->key, .slots = next, .pairs = value->pairs};
    next += build->layout.row_counts[value->space];
  }
  for (uint32_t i = 0; i < build->lines.count; i++) {
    const struct line *line = &build->lines.items[i];
    if (TEMPLATE_FORMS[line->name.template].scope == OF_LABELLING) continue;
    write_key(&weights->named, line->name.key, line->row);
    if (line->quick_row) write_key(&weights->quick, line->name.key, line->quick_row);
    write_worths(line, tokens, spans);
    if (line->slot == WHOSAID_NONE) continue;
    slots[first_slot(weights, line) + line->slot] = (uint16_t)line->row;
  }
}

static void write_facts(const struct weights *weights) {
  struct fact_sums *sums = (struct fact_sums *)(uintptr_t)weights->facts;
  const size_t facts = CODE_COUNTS[FACT_CODE];
  const uint16_t *of_token = weights->slots + weights->layout.first[DOCUMENT_FACT] + ANY_WORD * facts;
  const uint16_t *of_span = weights->slots + weights->layout.first[SPAN_FACT];
  for (size_t fact = 0; fact < facts; fact++) {
    size_t half = fact / 8;
    for (uint32_t set = 0; set < 256; set++) {
      if (!(set >> fact % 8 & 1)) continue;
      for (uint32_t k = 0; k < TOKEN_WORTHS / 8; k++) sums->token[half][set].eight[k] += weights->tokens[of_token[fact]].eight[k];
      for (uint32_t where = ONLY_WORD; where <= LAST_WORD; where++) {
        sums->span[where - ONLY_WORD][half][set].four += weights->spans[of_span[where * facts + fact]].four;
      }
    }
  }
}

static void write_numbered(struct weights *weights) {
  struct known_value *numbered = (struct known_value *)(uintptr_t)weights->numbered;
  for (uint32_t number = 0; number < NUMBERED_VALUES; number++) {
    char text[NUMBERED_TEXT];
    uint32_t cased, hash;
    enum space space = numbered_text(number, text);
    token_hash(text, (uint32_t)strlen(text), &cased, &hash);
    numbered[number] = weights_value(weights, space, hash);
  }
}

static void copy_shifts(const struct places *to, const struct places *from) {
  memcpy((void *)(uintptr_t)to->shifts, from->shifts, from->bucket_count * sizeof *from->shifts);
}

static int fill_block(const struct build *build, struct weights *weights, const struct places places[KEY_LISTS]) {
  struct weights_head head = {.row_count = build->row_counts[0] > build->row_counts[1] ? build->row_counts[0] : build->row_counts[1]};
  for (int quick = 0; quick < 2; quick++) head.key_counts[quick] = places[quick].count, head.key_buckets[quick] = places[quick].bucket_count;
  head.value_count = places[VALUES].count, head.value_buckets = places[VALUES].bucket_count;
  head.no_value = build->layout.closed_count;
  head.slot_count = head.no_value + 2 * MOST_SLOTS; /* the last value may be asked for more than it has */
  for (uint32_t i = 0; i < build->values.count; i++) head.slot_count += build->layout.row_counts[build->values.items[i].space];
  write_head(build, &head);
  uint64_t size = lay_out(weights, (const char *)&head);
  weights->owned = aligned_alloc(IMAGE_ALIGNMENT, size);
  if (!weights->owned) return -1;
  memset(weights->owned, 0, size);
  memcpy(weights->owned, &head, sizeof head);
  lay_out(weights, weights->owned);
  for (int quick = 0; quick < 2; quick++) copy_shifts(&table_of(weights, quick)->places, &places[quick]);
  copy_shifts(&weights->value_places, &places[VALUES]);
  write_arrays(build, weights);
  write_affixes(build, weights);
  write_numbered(weights);
  write_facts(weights);
  return 0;
}

static whosaid_status build_weights(struct build *build, struct weights *weights, const char *path, whosaid_error *error) {
  struct places places[KEY_LISTS] = {{0}};
  sort_lines(build);
  sort_values(build);
  if (number_rows(build)) return error_set(error, WHOSAID_BAD_DATA, 0, 0, "%s: too many features", path);
  int failed = 0;
  for (int which = 0; which < KEY_LISTS; which++) failed |= find_places(build, which, &places[which]);
  failed = failed || fill_block(build, weights, places);
  for (int which = 0; which < KEY_LISTS; which++) places_free(&places[which]);
  return failed ? error_memory(error) : WHOSAID_OK;
}

whosaid_status weights_load(const char *path, struct weights **weights, whosaid_error *error) {
  *weights = NULL;
  FILE *file;
  whosaid_status status = lines_open(path, &file, error);
  if (!file) return status;
  struct weights *made = calloc(1, sizeof *made);
  struct build build = {0};
  slots_lay_out(&build.layout);
  status = made ? lines_read(file, path, read_feature, &build, error) : error_memory(error);
  fclose(file);
  if (!status) status = build_weights(&build, made, path, error);
  free_build(&build);
  if (status) weights_free(made);
  else *weights = made;
  return status;
}

void weights_free(struct weights *weights) {
  if (!weights) return;
  free(weights->owned);
  free(weights);
}

/* ---- Images ---- */

struct image_part weights_part(const struct weights *weights) {
  if (!weights) return (struct image_part){0};
  struct weights same;
  return (struct image_part){weights->head, lay_out(&same, (const char *)weights->head)};
}

/* An image on disk may be damaged: nothing may point outside. */
static int is_whole(const struct weights *weights) {
  const struct weights_head *head = weights->head;
  uint32_t most = highest(weights->slots, head->slot_count), last = 0;
  for (int quick = 0; quick < 2; quick++) {
    const struct keyed_row *rows = (quick ? &weights->quick : &weights->named)->rows;
    for (uint32_t i = 0; i < head->key_counts[quick]; i++) most = rows[i].row > most ? rows[i].row : most;
  }
  for (uint32_t i = 0; i < head->value_count; i++) last = weights->values[i].slots > last ? weights->values[i].slots : last;
  for (uint32_t i = 0; i < NUMBERED_VALUES; i++) last = weights->numbered[i].slots > last ? weights->numbered[i].slots : last;
  uint64_t end = (uint64_t)(last > head->no_value ? last : head->no_value) + MOST_SLOTS;
  return most < head->row_count && end <= head->slot_count && weights->layout.closed_count <= head->slot_count && head->key_buckets[0] && head->key_buckets[1] &&
         head->value_buckets;
}

whosaid_status weights_attach(struct image_part part, struct weights **weights, whosaid_error *error) {
  *weights = NULL;
  if (!part.size) return WHOSAID_OK;
  struct weights *made = calloc(1, sizeof *made);
  if (!made) return error_memory(error);
  if (part.size < sizeof(struct weights_head) || lay_out(made, part.bytes) != part.size || !is_whole(made)) {
    free(made);
    return error_set(error, WHOSAID_BAD_DATA, 0, 0, "its weights have an impossible size");
  }
  *weights = made;
  return WHOSAID_OK;
}
