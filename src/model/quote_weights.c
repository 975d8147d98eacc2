/* quote_weights.c: quote-weights.tsv -> rows of what features are worth. */
#include "model/quote_weights.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/highest.h"
#include "base/vector.h"
#include "model/lines.h"
#include "model/weights.h"
#include "token.h"

enum { MOST_NODES = 1 << 16, DIFFERENT_VALUES = 1 << 14, MOST_SLOTS = 2 * DIFFERENT_VALUES };

/* A line of the file. */
struct line {
  uint32_t feature, values[QUOTE_VALUES];
  uint32_t frame; /* of which it speaks; 0 for features without */
  uint32_t number;
  float worth;
};

/* A row under way: lines [first, last), which differ in the value at `depth`, and where it begins among the nodes. */
struct row {
  uint32_t first, last, depth, begin;
};

/* Which nodes of a kind are in use. */
struct ground {
  uint8_t *taken;      /* by node: TAKEN, and BEGINS where a row begins */
  uint32_t *next_free; /* by node: itself when it is free, else one nearer to the first free node behind it */
};

enum { TAKEN = 1, BEGINS = 2 };

enum kind { PLAIN_NODES, FRAME_NODES, KINDS };

struct loading {
  VECTOR(struct line) lines;
  VECTOR(struct row) rows;
  struct value_slot *slots; /* MOST_SLOTS of them */
  uint32_t value_count;
  uint32_t feature; /* of the line before */
  struct ground grounds[KINDS];
  uint32_t node_count;
};

/* ---- The block ---- */

static uint64_t aligned(uint64_t size) { return (size + 15) / 16 * 16; }

/* Points the arrays into the block; its size. */
static uint64_t lay_out(struct quote_weights *weights, const void *block) {
  const struct quote_weights_head *head = weights->head = block;
  const char *at = (const char *)block + sizeof *head;
  uint64_t nodes = (uint64_t)head->node_count + head->value_count;
  weights->frame_nodes = (const void *)at;
  at += nodes * sizeof *weights->frame_nodes;
  weights->nodes = (const void *)at;
  at += aligned(nodes * sizeof *weights->nodes);
  weights->slots = (const void *)at;
  at += aligned(head->slot_count * sizeof *weights->slots);
  weights->firsts = (const void *)at;
  at += aligned(head->value_count * sizeof *weights->firsts);
  return (uint64_t)(at - (const char *)block);
}

/* ---- Reading lines ---- */

static int is_text(const char *text, const char *word, size_t length) { return strlen(text) == length && !memcmp(text, word, length); }

/* Lines of a feature stand together. */
static const char *read_feature(struct loading *loading, const char *name, size_t length, struct line *line) {
  for (uint32_t i = 0; i < QUOTE_FEATURES; i++) {
    line->feature = (loading->feature + i) % QUOTE_FEATURES;
    if (!is_text(QUOTE_FEATURE_FORMS[line->feature].name, name, length)) continue;
    loading->feature = line->feature;
    return NULL;
  }
  return "there is no feature of this name";
}

/* The number of a value, a new one when it is new. */
static uint32_t number_value(struct loading *loading, const char *text, size_t length) {
  uint32_t hash, lower;
  token_hash(text, (uint32_t)length, &hash, &lower);
  uint32_t slot = lower & (MOST_SLOTS - 1);
  while (loading->slots[slot].value && loading->slots[slot].hash != lower) slot = (slot + 1) & (MOST_SLOTS - 1);
  if (!loading->slots[slot].value) loading->slots[slot] = (struct value_slot){.hash = lower, .value = loading->value_count++};
  return loading->slots[slot].value;
}

/* "right" in "frame.form=right|3". */
static const char *read_frame(const char *text, size_t length, struct line *line) {
  static const char *const NAMES[WEIGHED_FRAMES] = {"right", "left", "around"}; /* as enum frame in quote/reader.h */
  for (line->frame = 0; line->frame < WEIGHED_FRAMES; line->frame++) {
    if (is_text(NAMES[line->frame], text, length)) return NULL;
  }
  return "its first value is no frame";
}

/* The values between `part`, which is "=", and `end`; gives what is wrong, or NULL. */
static const char *read_values(struct loading *loading, const char *part, const char *end, struct line *line) {
  int count = line->feature <= LAST_FRAME ? -1 : 0, most = (int)QUOTE_FEATURE_FORMS[line->feature].values;
  const char *wrong = NULL;
  for (; part && part < end && !wrong; count++) {
    const char *start = part + 1;
    part = memchr(start, '|', (size_t)(end - start));
    size_t length = (size_t)((part ? part : end) - start);
    if (count == most) return "it has too many values";
    if (loading->value_count == DIFFERENT_VALUES) return "the features have too many different values";
    if (count < 0) wrong = read_frame(start, length, line);
    else line->values[count] = number_value(loading, start, length);
  }
  return count < 0 || (line->feature > LAST_FRAME && count < most) ? "it has too few values" : wrong;
}

/* What is known of a cue may lack one value of two: then it does not matter which. */
static int add_turned(struct loading *loading, struct line line) {
  if (line.feature > LAST_FRAME || line.values[1] != NO_VALUE || line.values[0] == NO_VALUE) return 0;
  struct line *turned = VECTOR_ADD(&loading->lines);
  if (!turned) return -1;
  *turned = line;
  turned->values[1] = line.values[0];
  turned->values[0] = NO_VALUE;
  return 0;
}

/* "feature<TAB>weight"; gives what is wrong, or NULL. */
static const char *read_line(void *context, uint32_t number, char *text) {
  struct loading *loading = context;
  const char *tab = strchr(text, '\t');
  struct line line = {.number = number};
  if (!tab) return "a line is a feature and its weight, separated by a tab";
  if (weights_read_number(tab + 1, &line.worth)) return "a weight is a number such as 0.81 or -1.2";
  const char *part = memchr(text, '=', (size_t)(tab - text));
  const char *wrong = read_feature(loading, text, (size_t)((part ? part : tab) - text), &line);
  if (!wrong) wrong = read_values(loading, part, tab, &line);
  if (wrong) return wrong;
  struct line *added = VECTOR_ADD(&loading->lines);
  if (!added) return "memory ran out";
  *added = line;
  return add_turned(loading, line) ? "memory ran out" : NULL;
}

/* ---- Rows ---- */

static int compare_lines(const void *a, const void *b) {
  const struct line *x = a, *y = b;
  if (x->feature != y->feature) return x->feature < y->feature ? -1 : 1;
  for (int i = 0; i < QUOTE_VALUES; i++) {
    if (x->values[i] != y->values[i]) return x->values[i] < y->values[i] ? -1 : 1;
  }
  return x->number < y->number ? -1 : x->number > y->number;
}

/* Whether two lines have the feature and the first `depth` values in common. */
static int are_together(const struct line *a, const struct line *b, uint32_t depth) {
  return a->feature == b->feature && !memcmp(a->values, b->values, depth * sizeof *a->values);
}

/* The rows of all lines that have `depth` values in common and differ in the next. */
static int make_rows(struct loading *loading, uint32_t depth) {
  const struct line *lines = loading->lines.items;
  for (uint32_t first = 0, last; first < loading->lines.count; first = last) {
    for (last = first + 1; last < loading->lines.count && are_together(&lines[first], &lines[last], depth);) last++;
    if (depth == 2 && QUOTE_FEATURE_FORMS[lines[first].feature].values < QUOTE_VALUES) continue;
    struct row *row = VECTOR_ADD(&loading->rows);
    if (!row) return -1;
    *row = (struct row){.first = first, .last = last, .depth = depth};
  }
  return 0;
}

/* Long rows first: the others lie in their gaps. */
static int compare_rows(const void *a, const void *b) {
  const struct row *x = a, *y = b;
  uint32_t x_length = x->last - x->first, y_length = y->last - y->first;
  if (x_length != y_length) return x_length > y_length ? -1 : 1;
  if (x->first != y->first) return x->first < y->first ? -1 : 1;
  return x->depth < y->depth ? -1 : x->depth > y->depth;
}

static enum kind kind_of(const struct loading *loading, const struct row *row) {
  return loading->lines.items[row->first].feature <= LAST_FRAME ? FRAME_NODES : PLAIN_NODES;
}

static int fits(const struct loading *loading, const struct ground *ground, const struct row *row, uint32_t begin) {
  if (ground->taken[begin] & BEGINS) return 0;
  for (uint32_t i = row->first; i < row->last; i++) {
    if (ground->taken[begin + loading->lines.items[i].values[row->depth]] & TAKEN) return 0;
  }
  return 1;
}

static uint32_t find_free(const struct ground *ground, uint32_t node) {
  uint32_t *next = ground->next_free;
  while (next[node] != node) node = next[node] = next[next[node]];
  return node;
}

static void take_node(struct ground *ground, uint32_t node) {
  ground->taken[node] |= TAKEN;
  ground->next_free[node] = node + 1;
}

/* Finds the first place among the nodes where the row fits; -1 when there is none. */
static int place_row(struct loading *loading, struct row *row) {
  struct ground *ground = &loading->grounds[kind_of(loading, row)];
  uint32_t first = loading->lines.items[row->first].values[row->depth], node = find_free(ground, first + 1);
  while (node - first < MOST_NODES && !fits(loading, ground, row, node - first)) node = find_free(ground, node + 1);
  if (node - first >= MOST_NODES) return -1;
  row->begin = node - first;
  ground->taken[row->begin] |= BEGINS;
  for (uint32_t i = row->first; i < row->last; i++) take_node(ground, row->begin + loading->lines.items[i].values[row->depth]);
  if (loading->node_count <= row->begin) loading->node_count = row->begin + 1;
  return 0;
}

static int clear_ground(struct ground *ground) {
  const uint32_t nodes = MOST_NODES + DIFFERENT_VALUES;
  ground->taken = calloc(nodes, 1);
  ground->next_free = malloc((nodes + 1) * sizeof *ground->next_free);
  if (!ground->taken || !ground->next_free) return -1;
  for (uint32_t i = 0; i <= nodes; i++) ground->next_free[i] = i;
  take_node(ground, 0);
  ground->taken[0] |= BEGINS;
  return 0;
}

static whosaid_status place_rows(struct loading *loading, const char *path, whosaid_error *error) {
  if (loading->lines.count) qsort(loading->lines.items, loading->lines.count, sizeof *loading->lines.items, compare_lines);
  if (clear_ground(&loading->grounds[PLAIN_NODES]) || clear_ground(&loading->grounds[FRAME_NODES])) return error_memory(error);
  if (make_rows(loading, 1) || make_rows(loading, 2)) return error_memory(error);
  if (loading->rows.count) qsort(loading->rows.items, loading->rows.count, sizeof *loading->rows.items, compare_rows);
  loading->node_count = 1;
  for (uint32_t i = 0; i < loading->rows.count; i++) {
    if (place_row(loading, &loading->rows.items[i])) return error_set(error, WHOSAID_BAD_DATA, 0, 0, "%s: too many features", path);
  }
  return WHOSAID_OK;
}

/* ---- Writing the block ---- */

/* The arrays of weights that are being made. */
struct arrays {
  struct frame_node *frame_nodes;
  struct quote_node *nodes;
  struct value_slot *slots;
  struct first_value *firsts;
};

static void write_slots(const struct loading *loading, struct value_slot *slots, uint32_t mask) {
  for (uint32_t i = 0; i < MOST_SLOTS; i++) {
    uint32_t slot = loading->slots[i].hash & mask;
    if (!loading->slots[i].value) continue;
    while (slots[slot].value) slot = (slot + 1) & mask;
    slots[slot] = loading->slots[i];
  }
}

static void write_node(const struct row *row, const struct line *line, const struct arrays *to) {
  uint32_t node = row->begin + line->values[row->depth];
  if (line->feature <= LAST_FRAME) {
    to->frame_nodes[node].owner = row->begin;
    to->frame_nodes[node].worths[line->frame] = line->worth;
  } else {
    to->nodes[node].owner = (uint16_t)row->begin;
    if (QUOTE_FEATURE_FORMS[line->feature].values < QUOTE_VALUES || row->depth == 2) to->nodes[node].worth = line->worth;
  }
}

/* Of features written twice the first counts. */
static void write_row(const struct loading *loading, const struct row *row, const struct arrays *to) {
  const struct line *lines = loading->lines.items, *first = &lines[row->first];
  uint16_t *link = &to->firsts[first->values[0]].rows[first->feature];
  if (row->depth == 2) link = &to->nodes[*link + first->values[1]].thirds;
  *link = (uint16_t)row->begin;
  for (uint32_t i = row->last; i-- > row->first;) write_node(row, &lines[i], to);
}

static int write_block(const struct loading *loading, struct quote_weights *weights) {
  struct quote_weights_head head = {.value_count = loading->value_count, .slot_count = 1, .node_count = loading->node_count, .features = QUOTE_FEATURES};
  while (head.slot_count < 2 * head.value_count) head.slot_count *= 2;
  uint64_t size = lay_out(weights, &head);
  char *block = calloc(1, size);
  if (!(weights->owned = block)) return -1;
  memcpy(block, &head, sizeof head);
  lay_out(weights, block);
  struct arrays to = {.frame_nodes = (void *)(uintptr_t)weights->frame_nodes,
                      .nodes = (void *)(uintptr_t)weights->nodes,
                      .slots = (void *)(uintptr_t)weights->slots,
                      .firsts = (void *)(uintptr_t)weights->firsts};
  write_slots(loading, to.slots, head.slot_count - 1);
  for (uint32_t depth = 1; depth <= 2; depth++) {
    for (uint32_t i = 0; i < loading->rows.count; i++) {
      if (loading->rows.items[i].depth == depth) write_row(loading, &loading->rows.items[i], &to);
    }
  }
  return 0;
}

/* ---- Loading ---- */

static void number_names(struct loading *loading) {
  loading->value_count = TAG_VALUE;
  for (uint32_t i = TAG_VALUE; i < FIRST_WORD; i++) number_value(loading, VALUE_NAMES[i], strlen(VALUE_NAMES[i]));
}

static whosaid_status load(struct loading *loading, FILE *file, const char *path, struct quote_weights *made, whosaid_error *error) {
  loading->slots = calloc(MOST_SLOTS, sizeof *loading->slots);
  if (!loading->slots) return error_memory(error);
  number_names(loading);
  whosaid_status status = file ? lines_read(file, path, read_line, loading, error) : WHOSAID_OK;
  if (!status) status = place_rows(loading, path, error);
  return !status && write_block(loading, made) ? error_memory(error) : status;
}

whosaid_status quote_weights_load(const char *path, struct quote_weights **weights, whosaid_error *error) {
  *weights = NULL;
  FILE *file;
  whosaid_status status = lines_open(path, &file, error);
  if (status) return status;
  struct quote_weights *made = calloc(1, sizeof *made);
  struct loading loading = {0};
  status = !made ? error_memory(error) : load(&loading, file, path, made, error);
  if (file) fclose(file);
  VECTOR_FREE(&loading.lines);
  VECTOR_FREE(&loading.rows);
  free(loading.slots);
  for (int i = 0; i < KINDS; i++) free(loading.grounds[i].taken), free(loading.grounds[i].next_free);
  if (status) quote_weights_free(made);
  else *weights = made;
  return status;
}

void quote_weights_free(struct quote_weights *weights) {
  if (!weights) return;
  free(weights->owned);
  free(weights);
}

struct image_part quote_weights_part(const struct quote_weights *weights) {
  struct quote_weights same;
  return (struct image_part){weights->head, lay_out(&same, weights->head)};
}

/* Every row begins among the nodes. */
static int is_whole(const struct quote_weights *weights) {
  const struct quote_weights_head *head = weights->head;
  for (uint32_t i = 0; i < head->slot_count; i++) {
    if (weights->slots[i].value >= head->value_count) return 0;
  }
  for (uint32_t i = 0; i < head->node_count + head->value_count; i++) {
    if (weights->nodes[i].thirds >= head->node_count) return 0;
  }
  return highest(weights->firsts[0].rows, (size_t)head->value_count * QUOTE_FEATURES) < head->node_count;
}

static int is_head(const struct quote_weights_head *head) {
  return head->features == QUOTE_FEATURES && head->node_count && head->node_count <= MOST_NODES &&
         head->value_count >= FIRST_WORD && head->value_count <= DIFFERENT_VALUES && head->slot_count <= MOST_SLOTS &&
         head->slot_count > head->value_count && !(head->slot_count & (head->slot_count - 1));
}

whosaid_status quote_weights_attach(struct image_part part, struct quote_weights **weights, whosaid_error *error) {
  *weights = NULL;
  struct quote_weights *made = calloc(1, sizeof *made);
  if (!made) return error_memory(error);
  if (part.size < sizeof(struct quote_weights_head) || !is_head(part.bytes) || lay_out(made, part.bytes) != part.size || !is_whole(made)) {
    free(made);
    return error_set(error, WHOSAID_BAD_DATA, 0, 0, "its quote weights have an impossible size");
  }
  *weights = made;
  return WHOSAID_OK;
}
