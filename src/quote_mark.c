/* quote_mark.c: tokens -> pairs of quotation marks.
 *
 * A mark's shape says little: ’ also is an apostrophe, " opens and closes, some are typed the wrong way round or left out. So the cheapest
 * reading is searched: every mark opens a span, closes the innermost one, or is passed over (an apostrophe, an inch, a stray mark), and
 * each costs more the less it fits the mark's shape and place; so does a span that is still open where a paragraph ends. What is open is
 * one of a few states, so the search (Viterbi's) is linear, and an odd mark costs something once instead of turning round all that follow. */
#include <string.h>

#include "base/error.h"
#include "base/utf8.h"
#include "document.h"
#include "lexicon.h"

/* ---- Shapes and places ---------------------------------------------------------------------------------------------- */

/* Costs of opening and closing with a mark of this shape. */
struct shape {
  char bytes[4];
  uint8_t size, single, straight, open, close;
};

static const struct shape SHAPES[] = {
    {"\"", 1, 0, 1, 0, 0}, {"“", 3, 0, 0, 0, 6}, {"”", 3, 0, 0, 6, 0}, {"''", 2, 0, 1, 0, 0}, {"``", 2, 0, 0, 0, 9}, {"„", 3, 0, 0, 0, 9},
    {"«", 2, 0, 0, 0, 4},  {"»", 2, 0, 0, 4, 0}, {"‟", 3, 0, 0, 0, 6}, {"″", 3, 0, 0, 3, 3},  {"'", 1, 1, 1, 0, 0},  {"‘", 3, 1, 0, 0, 6},
    {"’", 3, 1, 0, 6, 0},  {"`", 1, 1, 0, 1, 5}, {"‚", 3, 1, 0, 0, 9}, {"‹", 3, 1, 0, 0, 4},  {"›", 3, 1, 0, 4, 0},  {"‛", 3, 1, 0, 0, 6},
};

/* What stands on one side of a mark. */
enum side {
  SIDE_SPACE,
  SIDE_LETTER,
  SIDE_DIGIT,
  SIDE_STOP,
  SIDE_ELLIPSIS,
  SIDE_OPENER,
  SIDE_CLOSER,
  SIDE_STRAIGHT,
  SIDE_DASH,
  SIDE_END,
  SIDES
};

static const uint8_t OPEN_LEFT[SIDES] = {0, 6, 7, 3, 3, 0, 4, 1, 0, 0};
static const uint8_t OPEN_RIGHT[SIDES] = {4, 0, 0, 5, 1, 0, 6, 0, 1, 9};
static const uint8_t CLOSE_LEFT[SIDES] = {4, 0, 0, 0, 0, 6, 0, 0, 0, 9};
static const uint8_t CLOSE_RIGHT[SIDES] = {0, 5, 4, 0, 0, 2, 0, 0, 0, 0};

/* What it costs to pass over a double mark; to leave a span open where its paragraph ends, when the next one begins with a mark or does not;
 * to go on without a mark; to close a double span with a single mark or the reverse; to open a span right inside one of its kind. */
enum {
  PASS_DOUBLE = 7,
  GO_ON = 1,
  LEAVE_DOUBLE = 6,
  LEAVE_SINGLE = 9,
  CROSS_LINE = 1,
  CROSS_PARAGRAPH = 8,
  MISMATCH = 5,
  NEST_STRAIGHT = 6,
  NEST_CURLY = 2
};
enum { UNREACHED = INT32_MAX };

struct mark {
  uint32_t token;
  const struct shape *shape;
  uint8_t open, close, pass; /* costs */
};

/* The first bytes of the shapes. */
static const uint8_t FIRST[256] = {['"'] = 1, ['\''] = 1, ['`'] = 1, [0xC2] = 1, [0xE2] = 1};

static const struct shape *shape_of(const char *bytes, uint32_t size) {
  if (!FIRST[(unsigned char)*bytes]) return NULL;
  for (size_t i = 0; i < sizeof SHAPES / sizeof *SHAPES; i++) {
    if (SHAPES[i].size == size && !memcmp(SHAPES[i].bytes, bytes, size)) return &SHAPES[i];
  }
  return NULL;
}

static const struct {
  const char *characters;
  enum side side;
} SIDES_OF[] = {
    {".,;:!?%", SIDE_STOP}, {"…", SIDE_ELLIPSIS}, {"([{<$@#£€‘“„«‹", SIDE_OPENER}, {")]}>’”»›", SIDE_CLOSER}, {"\"'`", SIDE_STRAIGHT},
};

static enum side side_of(const char *character, uint32_t size) {
  uint32_t same, c = utf8_decode(character, size, 0, &same);
  if (utf8_is_letter(c)) return SIDE_LETTER;
  if (utf8_is_digit(c)) return SIDE_DIGIT;
  if (utf8_is_space(c)) return SIDE_SPACE;
  for (size_t i = 0; i < sizeof SIDES_OF / sizeof *SIDES_OF; i++) {
    if (memmem(SIDES_OF[i].characters, strlen(SIDES_OF[i].characters), character, size)) return SIDES_OF[i].side;
  }
  return SIDE_DASH;
}

static enum side side_before(const struct whosaid_document *document, uint32_t start, uint32_t paragraph_start) {
  uint32_t size;
  if (start == paragraph_start) return SIDE_SPACE;
  utf8_decode_before(document->text, start, &size);
  return side_of(document->text + start - size, size);
}

static enum side side_after(const struct whosaid_document *document, uint32_t end, uint32_t paragraph_end) {
  uint32_t size;
  if (end >= paragraph_end) return SIDE_END;
  if (end + 1 < paragraph_end && document->text[end] == '.' && document->text[end + 1] == '.') return SIDE_ELLIPSIS;
  utf8_decode(document->text, document->length, end, &size);
  return side_of(document->text + end, size);
}

static int is_function_word(const struct whosaid_document *document, uint32_t token) {
  whosaid_string word = document_slice(document, token, token + 1);
  return (find_classes(document->model, word.bytes, word.length) & (LEXICON_FUNCTION | LEXICON_REPORTING)) != 0;
}

/* Feet and inches: 6'2". A length in inches alone may as well be the last word of a quote, and a long number is no length. */
static uint8_t cost_of_unit(const struct whosaid_document *document, uint32_t token, int single) {
  const struct token *number = &document->tokens.items[token - 1];
  if (number->end - number->start > 3) return PASS_DOUBLE;
  if (single || token < 2) return 1;
  const struct token *feet = number - 1;
  return feet->flags & TOKEN_PUNCTUATION && shape_of(document->text + feet->start, feet->end - feet->start) ? 0 : 3;
}

static int ends_with_in(const struct whosaid_document *document, uint32_t token) {
  const struct token *t = &document->tokens.items[token];
  return t->end - t->start > 3 && !memcmp(document->text + t->end - 2, "in", 2);
}

/* What it costs to read a single mark as an apostrophe. */
static uint8_t cost_of_apostrophe(const struct whosaid_document *document, uint32_t token, enum side left, enum side right) {
  if (left == SIDE_LETTER && right == SIDE_SPACE) { /* "players’ money", "goin’ home" */
    if (ends_with_in(document, token - 1)) return 2;
    if (!(document->tokens.items[token].flags & TOKEN_POSSESSIVE)) return 3;
    return token + 1 < document->tokens.count && !is_function_word(document, token + 1) ? 1 : 4;
  }
  if (left == SIDE_LETTER) return 5;
  return right == SIDE_LETTER || right == SIDE_DIGIT ? 4 : 7; /* "’tis" */
}

/* "the U.S.’ law" */
static int is_stopped(const struct whosaid_document *document, uint32_t token) {
  return token && document->tokens.items[token - 1].flags & TOKEN_ABBREVIATION;
}

static struct mark read_mark(const struct whosaid_document *document, const struct paragraph *paragraph, uint32_t token,
                             const struct shape *shape) {
  const struct token *t = &document->tokens.items[token];
  enum side left = side_before(document, t->start, paragraph->start), right = side_after(document, t->end, paragraph->end);
  struct mark mark = {.token = token, .shape = shape, .pass = PASS_DOUBLE};
  mark.open = (uint8_t)(shape->open + OPEN_LEFT[left] + OPEN_RIGHT[right]);
  mark.close = (uint8_t)(shape->close + CLOSE_LEFT[left] + CLOSE_RIGHT[right]);
  if (left == SIDE_DIGIT) mark.pass = cost_of_unit(document, token, shape->single);
  else if (shape->single) mark.pass = cost_of_apostrophe(document, token, is_stopped(document, token) ? SIDE_LETTER : left, right);
  return mark;
}

/* ---- States: which kinds of spans are open, outermost first ---------------------------------------------------------- */

enum state {
  CLOSED,
  DOUBLE,
  SINGLE,
  DOUBLE_SINGLE,
  SINGLE_DOUBLE,
  DOUBLE_DOUBLE,
  DOUBLE_SINGLE_DOUBLE,
  SINGLE_DOUBLE_SINGLE,
  SINGLE_SINGLE,
  STATES,
  NO_STATE = STATES
};

/* The innermost kind, the state when it is closed, and the states when a double or a single one is opened. */
static const struct {
  uint8_t single, closed, opened[2];
} NEXT[STATES] = {
    [CLOSED] = {2, NO_STATE, {DOUBLE, SINGLE}},
    [DOUBLE] = {0, CLOSED, {DOUBLE_DOUBLE, DOUBLE_SINGLE}},
    [SINGLE] = {1, CLOSED, {SINGLE_DOUBLE, SINGLE_SINGLE}},
    [DOUBLE_SINGLE] = {1, DOUBLE, {DOUBLE_SINGLE_DOUBLE, NO_STATE}},
    [SINGLE_DOUBLE] = {0, SINGLE, {NO_STATE, SINGLE_DOUBLE_SINGLE}},
    [DOUBLE_DOUBLE] = {0, DOUBLE, {NO_STATE, NO_STATE}},
    [DOUBLE_SINGLE_DOUBLE] = {0, DOUBLE_SINGLE, {NO_STATE, NO_STATE}},
    [SINGLE_DOUBLE_SINGLE] = {1, SINGLE_DOUBLE, {NO_STATE, NO_STATE}},
    [SINGLE_SINGLE] = {1, SINGLE, {NO_STATE, NO_STATE}},
};

/* How each state was reached best: from which one. Two ways never lead from one state to another. */
struct step {
  struct mark mark; /* shape is NULL at the end of a paragraph */
  uint32_t paragraph;
  uint8_t from[STATES];
  uint8_t to; /* the state after it, on the best way */
};

struct search {
  struct whosaid_document *document;
  VECTOR(struct step) steps;
  uint32_t costs[STATES]; /* of the best way to each state so far */
  uint8_t cross;          /* what it costs to go on over the end of a paragraph */
  uint32_t open[3];       /* the marked spans that are open, outermost first */
  uint32_t depth;
  uint32_t continued; /* the first token of a paragraph that goes on with a span of the one before */
};

static void relax(uint32_t *costs, struct step *step, enum state from, enum state to, uint32_t cost) {
  if (to == NO_STATE || cost >= costs[to]) return;
  costs[to] = cost;
  step->from[to] = (uint8_t)from;
}

static void relax_mark(const struct search *search, struct step *step, enum state from, uint32_t *reached) {
  const struct mark *mark = &step->mark;
  uint32_t cost = search->costs[from];
  enum state opened = NEXT[from].opened[mark->shape->single];
  uint32_t nest = NEXT[from].single != mark->shape->single || from == CLOSED ? 0 : mark->shape->straight ? NEST_STRAIGHT : NEST_CURLY;
  uint32_t mismatch = NEXT[from].single == mark->shape->single ? 0 : MISMATCH;
  relax(reached, step, from, NEXT[from].closed, cost + mark->close + mismatch);
  relax(reached, step, from, opened, cost + mark->open + nest);
  relax(reached, step, from, from, cost + mark->pass);
}

/* The kind of the opening mark at the start of a paragraph: 0 double, 1 single, 2 none. */
static int kind_at_start(const struct whosaid_document *document, uint32_t paragraph) {
  if (paragraph >= document->paragraphs.count) return 2;
  uint32_t sentence = document->paragraphs.items[paragraph].first_sentence;
  const struct token *first = &document->tokens.items[document->sentence_tokens.items[sentence]];
  const struct shape *shape = shape_of(document->text + first->start, first->end - first->start);
  return shape && shape->open < 6 ? shape->single : 2;
}

static void relax_end(const struct search *search, struct step *step, enum state from, uint32_t *reached) {
  uint32_t cost = search->costs[from];
  int next = kind_at_start(search->document, step->paragraph + 1);
  if (from == DOUBLE || from == SINGLE) relax(reached, step, from, from, cost + search->cross);
  for (enum state state = from; state != CLOSED; state = NEXT[state].closed) {
    int goes_on = NEXT[state].closed == CLOSED && NEXT[state].single == next;
    cost += goes_on ? GO_ON : NEXT[state].single ? LEAVE_SINGLE : LEAVE_DOUBLE;
  }
  relax(reached, step, from, CLOSED, cost);
}

static whosaid_status add_step(struct search *search, const struct mark *mark, uint32_t paragraph, whosaid_error *error) {
  struct step *step = VECTOR_ADD(&search->steps);
  if (!step) return error_memory(error);
  step->mark = *mark;
  step->paragraph = paragraph;
  uint32_t reached[STATES];
  for (int to = 0; to < STATES; to++) reached[to] = UNREACHED;
  for (int from = 0; from < STATES; from++) {
    if (search->costs[from] == UNREACHED) continue;
    if (mark->shape) relax_mark(search, step, (enum state)from, reached);
    else relax_end(search, step, (enum state)from, reached);
  }
  memcpy(search->costs, reached, sizeof reached);
  return WHOSAID_OK;
}

/* Everything is closed behind the last paragraph. */
static void find_path(struct search *search) {
  enum state state = CLOSED;
  for (uint32_t i = search->steps.count; i--;) {
    search->steps.items[i].to = (uint8_t)state;
    state = (enum state)search->steps.items[i].from[state];
  }
}

/* ---- Steps: the marks, and the ends of paragraphs -------------------------------------------------------------------- */

static whosaid_status add_paragraph_steps(struct search *search, uint32_t paragraph, whosaid_error *error) {
  const struct whosaid_document *document = search->document;
  const struct paragraph *p = &document->paragraphs.items[paragraph];
  const struct token *tokens = document->tokens.items;
  const char *text = document->text;
  uint32_t token = document->sentence_tokens.items[p->first_sentence];
  uint32_t last = document->sentence_tokens.items[p->first_sentence + p->sentence_count];
  whosaid_status status = WHOSAID_OK;
  for (; token < last && !status; token++) {
    if (!(tokens[token].flags & TOKEN_PUNCTUATION) || !FIRST[(unsigned char)text[tokens[token].start]]) continue;
    const struct shape *shape = shape_of(text + tokens[token].start, tokens[token].end - tokens[token].start);
    if (!shape) continue;
    struct mark mark = read_mark(document, p, token, shape);
    status = add_step(search, &mark, paragraph, error);
  }
  return status ? status : add_step(search, &(struct mark){0}, paragraph, error);
}

/* A text with one sentence a line and no blank lines: there a quote may well go on over the end of a line. */
static int is_sentence_per_line(const struct whosaid_document *document) {
  uint32_t lines = 0, count = document->paragraphs.count;
  for (uint32_t i = 0; i + 1 < count; i++) {
    const struct paragraph *p = &document->paragraphs.items[i];
    lines += p->sentence_count == 1 && p[1].start - p->end <= 2 && strchr(".!?\"", document->text[p->end - 1]);
  }
  return count >= 4 && lines * 10 >= count * 7;
}

/* ---- Spans ---------------------------------------------------------------------------------------------------------- */

static whosaid_status open_span(struct search *search, uint32_t token, uint32_t start, uint8_t single, whosaid_error *error) {
  struct marked_span *span = VECTOR_ADD(&search->document->marks);
  if (!span) return error_memory(error);
  uint32_t parent = search->depth ? search->open[search->depth - 1] : WHOSAID_NONE;
  *span = (struct marked_span){.open_token = token,
                               .close_token = WHOSAID_NONE,
                               .start = start,
                               .end = start,
                               .parent = parent,
                               .single = single};
  search->open[search->depth++] = search->document->marks.count - 1;
  return WHOSAID_OK;
}

static void trim_span(const struct whosaid_document *document, struct marked_span *span) {
  uint32_t size;
  while (span->start < span->end && utf8_is_space(utf8_decode(document->text, document->length, span->start, &size))) span->start += size;
  while (span->end > span->start && utf8_is_space(utf8_decode_before(document->text, span->end, &size))) span->end -= size;
}

static void close_span(struct search *search, uint32_t token, uint32_t end) {
  struct marked_span *span = &search->document->marks.items[search->open[--search->depth]];
  span->close_token = token;
  span->end = end;
  trim_span(search->document, span);
}

static whosaid_status follow_mark(struct search *search, const struct step *step, enum state from, whosaid_error *error) {
  struct whosaid_document *document = search->document;
  const struct mark *mark = &step->mark;
  struct token *token = &document->tokens.items[mark->token];
  enum state to = (enum state)step->to;
  if (from == to)
    return mark->pass == PASS_DOUBLE && !mark->shape->single ? document_warn(document, "unclosed-quote", token->start, error) : WHOSAID_OK;
  token->flags &= ~(uint32_t)TOKEN_POSSESSIVE;
  if (NEXT[from].closed == to) {
    token->flags |= TOKEN_CLOSES_QUOTE;
    close_span(search, mark->token, token->start);
    return WHOSAID_OK;
  }
  token->flags |= TOKEN_OPENS_QUOTE;
  whosaid_status status = open_span(search, mark->token, token->end, mark->shape->single, error);
  if (!status && mark->token == search->continued) document->marks.items[document->marks.count - 1].continues = 1;
  return status;
}

/* The end of a paragraph in which something is still open: the next one goes on with it, with a mark of its own or without. */
static whosaid_status follow_end(struct search *search, const struct step *step, enum state from, whosaid_error *error) {
  struct whosaid_document *document = search->document;
  if (from == CLOSED) return WHOSAID_OK;
  struct marked_span *outermost = &document->marks.items[search->open[0]];
  uint32_t start = outermost->start;
  uint8_t single = outermost->single;
  while (search->depth) close_span(search, WHOSAID_NONE, document->paragraphs.items[step->paragraph].end);
  if (kind_at_start(document, step->paragraph + 1) != single && step->to == CLOSED)
    return document_warn(document, "unclosed-quote", start, error);
  const struct paragraph *next = &document->paragraphs.items[step->paragraph + 1];
  search->continued = document->sentence_tokens.items[next->first_sentence];
  if (step->to == CLOSED) return WHOSAID_OK;
  whosaid_status status = open_span(search, search->continued, next->start, single, error);
  if (!status) document->marks.items[document->marks.count - 1].continues = 1;
  return status;
}

static whosaid_status follow_path(struct search *search, whosaid_error *error) {
  whosaid_status status = WHOSAID_OK;
  enum state from = CLOSED;
  for (uint32_t i = 0; i < search->steps.count && !status; i++) {
    const struct step *step = &search->steps.items[i];
    enum state to = (enum state)step->to;
    status = step->mark.shape ? follow_mark(search, step, from, error) : follow_end(search, step, from, error);
    from = to;
  }
  return status;
}

whosaid_status pair_marks(struct whosaid_document *document, whosaid_error *error) {
  struct search search = {.document = document, .continued = WHOSAID_NONE};
  search.cross = is_sentence_per_line(document) ? CROSS_LINE : CROSS_PARAGRAPH;
  for (int i = CLOSED + 1; i < STATES; i++) search.costs[i] = UNREACHED;
  whosaid_status status = WHOSAID_OK;
  for (uint32_t i = 0; i < document->paragraphs.count && !status; i++) status = add_paragraph_steps(&search, i, error);
  if (!status) {
    find_path(&search);
    status = follow_path(&search, error);
  }
  VECTOR_FREE(&search.steps);
  return status;
}
