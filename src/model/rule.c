/* rule.c: rules, tried where their triggers stand -> candidates, and the sections of paragraphs. */
#include "model/rule.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "document.h"
#include "model/model.h"
#include "model/rule_build.h"
#include "model/rule_set.h"

enum {
  MATCH_LIMIT = 100000,   /* steps of one match */
  HEAP_LIMIT = 4096,      /* KiB */
  LONGEST_SUBJECT = 2048, /* bytes that a rule sees from its trigger on, so that long paragraphs cost no more */
  LONGEST_RUN = 16        /* tokens */
};

const char *rule_name(const struct rules *rules, uint32_t rule) { return rules->list.items[rule].name; }
float rule_score(const struct rules *rules, uint32_t rule) { return rules->list.items[rule].score; }
int rule_only_proposes(const struct rules *rules, uint32_t rule) { return rules->list.items[rule].score < 0.5f; }
int rule_is_always(const struct rules *rules, uint32_t rule) { return (rules->list.items[rule].flags & RULE_ALWAYS) != 0; }

/* Where a rule was tried last. */
struct last_attempt {
  uint32_t tried;  /* 1 + the offset */
  uint32_t marked; /* 1 when it marked a name from there */
};

/* One application of all rules to one document. */
struct application {
  const struct rules *rules;
  struct whosaid_document *document;
  pcre2_match_data *match;
  pcre2_match_context *limits;
  struct last_attempt *last; /* of each rule */
  uint32_t paragraph;        /* the one that the token stands in */
  uint32_t next_candidate;   /* the first gazetteer candidate at or after the token */
  uint32_t gazetteer_count;
  whosaid_error *error;
};

/* ---- What a match marks ---- */

static whosaid_status mark_section(struct application *application, enum rule_mark mark) {
  static const whosaid_section SECTIONS[RULE_MARKS] =
      {[MARK_HEADLINE] = WHOSAID_HEADLINE, [MARK_CAPTION] = WHOSAID_CAPTION, [MARK_BOILERPLATE] = WHOSAID_BOILERPLATE};
  struct paragraph *paragraph = &application->document->paragraphs.items[application->paragraph];
  paragraph->section = SECTIONS[mark];
  for (uint32_t i = 0; i < paragraph->sentence_count; i++) {
    application->document->sentences.items[paragraph->first_sentence + i].section = paragraph->section;
  }
  return WHOSAID_OK;
}

/* Counts where the paragraph turns out to be a caption (boilerplate.c). Overlapping ones become one. */
static whosaid_status mark_credit(struct application *application, uint32_t start, uint32_t end) {
  struct whosaid_document *document = application->document;
  struct credit *last = document->credits.count ? &document->credits.items[document->credits.count - 1] : NULL;
  if (last && start < last->end) {
    if (start < last->start) last->start = start;
    if (end > last->end) last->end = end;
    return WHOSAID_OK;
  }
  struct credit *credit = VECTOR_ADD(&document->credits);
  if (!credit) return error_memory(application->error);
  *credit = (struct credit){start, end};
  return WHOSAID_OK;
}

/* A name starts and ends with its tokens and stands in one sentence; other spans are left out. */
static whosaid_status mark_name(struct application *application, uint32_t rule, enum rule_mark mark, uint32_t start, uint32_t end) {
  struct whosaid_document *document = application->document;
  uint32_t first = document_token_at(document, start), last = document_token_at(document, end - 1);
  if (last >= document->tokens.count) return WHOSAID_OK;
  const struct token *from = &document->tokens.items[first], *to = &document->tokens.items[last];
  if (from->start != start || to->end != end || from->sentence != to->sentence) return WHOSAID_OK;
  struct candidate *candidate = VECTOR_ADD(&document->candidates);
  if (!candidate) return error_memory(application->error);
  *candidate = (struct candidate){.first = first, .last = last + 1, .source = FROM_RULE, .type = (uint8_t)mark, .index = rule};
  return WHOSAID_OK;
}

static whosaid_status mark_groups(struct application *application, uint32_t rule, uint32_t count) {
  const uint8_t *marks = application->rules->list.items[rule].marks;
  const PCRE2_SIZE *offsets = pcre2_get_ovector_pointer(application->match);
  uint32_t paragraph = application->document->paragraphs.items[application->paragraph].start;
  whosaid_status status = WHOSAID_OK;
  for (uint32_t group = 1; !status && group < count && group < MOST_GROUPS; group++) {
    PCRE2_SIZE start = offsets[2 * (size_t)group], end = offsets[2 * (size_t)group + 1];
    enum rule_mark mark = (enum rule_mark)marks[group];
    if (mark == RULE_MARKS || start == PCRE2_UNSET || end <= start) continue;
    if (mark == MARK_CREDIT) status = mark_credit(application, paragraph + (uint32_t)start, paragraph + (uint32_t)end);
    else if (mark >= MARK_HEADLINE) status = mark_section(application, mark);
    else status = mark_name(application, rule, mark, paragraph + (uint32_t)start, paragraph + (uint32_t)end);
  }
  return status;
}

/* ---- Trying a rule ---- */

/* The end of what a rule sees: the paragraph's, or far enough, between two characters. */
static uint32_t subject_end(const struct whosaid_document *document, const struct paragraph *paragraph, uint32_t start) {
  if (paragraph->end - start <= LONGEST_SUBJECT) return paragraph->end;
  uint32_t end = start + LONGEST_SUBJECT;
  while (end > start && ((unsigned char)document->text[end] & 0xC0) == 0x80) end--;
  return end;
}

/* In the first thread that wants it; 0 when there can be none. */
static int make_machine_code(struct rule *rule) {
  pthread_mutex_lock(&rule->making);
  int readiness = atomic_load_explicit(&rule->readiness, memory_order_relaxed);
  if (!readiness) {
    readiness = pcre2_jit_compile(rule->code, PCRE2_JIT_COMPLETE) ? INTERPRETED : WITH_MACHINE_CODE;
    atomic_store_explicit(&rule->readiness, readiness, memory_order_release);
  }
  pthread_mutex_unlock(&rule->making);
  return readiness == WITH_MACHINE_CODE;
}

/* It costs as much as some dozens of interpreted matches, and is made when a rule has been tried that often. */
static int has_machine_code(struct rule *rule) {
  enum { WORTH_MAKING = 48 };
  int readiness = atomic_load_explicit(&rule->readiness, memory_order_acquire);
  if (readiness) return readiness == WITH_MACHINE_CODE;
  return atomic_fetch_add_explicit(&rule->tries, 1, memory_order_relaxed) >= WORTH_MAKING && make_machine_code(rule);
}

/* A place in the text at which a rule is tried. */
struct attempt {
  const struct application *application;
  struct rule *rule;
  PCRE2_SPTR text;
  size_t length, start;
};

static int run_machine_code(const struct attempt *attempt) {
  return pcre2_jit_match(attempt->rule->code, attempt->text, attempt->length, attempt->start, PCRE2_NO_UTF_CHECK,
                         attempt->application->match, attempt->application->limits);
}

static int interpret(const struct attempt *attempt) {
  return pcre2_match(attempt->rule->code, attempt->text, attempt->length, attempt->start, PCRE2_NO_UTF_CHECK | PCRE2_NO_JIT,
                     attempt->application->match, attempt->application->limits);
}

/* Interpreted when the machine code's stack is too small: slower, with a heap that may grow to its limit. Machine code, which counts fewer
 * steps, when the interpreter runs into its limit: so it never matters which of them came first. */
static int match_rule(const struct attempt *attempt) {
  if (has_machine_code(attempt->rule)) {
    int count = run_machine_code(attempt);
    return count == PCRE2_ERROR_JIT_STACKLIMIT ? interpret(attempt) : count;
  }
  int count = interpret(attempt);
  int is_limit = count == PCRE2_ERROR_MATCHLIMIT || count == PCRE2_ERROR_DEPTHLIMIT || count == PCRE2_ERROR_HEAPLIMIT;
  if (!is_limit || !make_machine_code(attempt->rule)) return count;
  int again = run_machine_code(attempt);
  return again == PCRE2_ERROR_JIT_STACKLIMIT ? count : again;
}

static whosaid_status try_rule(struct application *application, uint32_t index, uint32_t start) {
  struct rule *rule = &application->rules->list.items[index];
  const struct whosaid_document *document = application->document;
  const struct paragraph *paragraph = &document->paragraphs.items[application->paragraph];
  struct last_attempt *last = &application->last[index];
  if (!rule->code || last->tried == start + 1) return WHOSAID_OK;
  *last = (struct last_attempt){.tried = start + 1};
  uint32_t end = subject_end(document, paragraph, start);
  const struct attempt attempt = {application, rule, (PCRE2_SPTR)document->text + paragraph->start, end - paragraph->start,
                                  start - paragraph->start};
  int count = match_rule(&attempt);
  if (count > 0) {
    uint32_t before = document->candidates.count;
    whosaid_status status = mark_groups(application, index, (uint32_t)count);
    last->marked = document->candidates.count > before;
    return status;
  }
  if (count == PCRE2_ERROR_NOMATCH) return WHOSAID_OK;
  return error_set(application->error, WHOSAID_LIMIT, rule->line, start,
                   "rule %s (%s:%u) ran into its match limit at offset %u; make its pattern simpler", rule->name, rule->path, rule->line,
                   start);
}

/* ---- Triggers ---- */

static const struct token *token_of(const struct application *application, uint32_t token) {
  return &application->document->tokens.items[token];
}

/* "&" and the hyphen of "Rolls-Royce" do not part capitalized words. */
static int joins_capitals(const struct application *application, uint32_t token) {
  const struct token *t = token_of(application, token);
  char mark = application->document->text[t->start];
  return t->end - t->start == 1 && (mark == '&' || (mark == '-' && !(t->flags & TOKEN_SPACE_BEFORE)));
}

/* Nor do these in "Society of Friends of the Earth". */
static int links_capitals(const struct application *application, uint32_t token) {
  static const char *const LINKS[] = {"of", "for", "and", "the"};
  for (size_t i = 0; i < sizeof LINKS / sizeof *LINKS; i++) {
    if (document_token_is(application->document, token, LINKS[i])) return 1;
  }
  return joins_capitals(application, token);
}

/* The first of the capitalized words that end before `end`; `end` when there is none. */
static uint32_t run_before(const struct application *application, uint32_t end, uint32_t first,
                           int (*joins)(const struct application *application, uint32_t token)) {
  uint32_t start = end;
  for (uint32_t i = end; i > first && end - i < LONGEST_RUN; i--) {
    if (token_of(application, i - 1)->flags & TOKEN_CAPITAL) start = i - 1;
    else if (start == end || !joins(application, i - 1)) break;
  }
  return start;
}

static int is_passed_over(const struct application *application, uint32_t token) {
  const struct token *t = token_of(application, token);
  return t->flags & TOKEN_OPENS_QUOTE || (t->end - t->start == 1 && strchr(",(", application->document->text[t->start]));
}

/* "Smith & Sons" in "said Smith & Sons Ltd", and "Austin" in "in Austin, Texas": a comma, a bracket or a mark may stand between. The
 * longest that the rule matches counts. */
static whosaid_status try_run(struct application *application, uint32_t rule, uint32_t token) {
  const struct token *t = token_of(application, token);
  uint32_t first = application->document->sentence_tokens.items[t->sentence];
  uint32_t end = token > first && is_passed_over(application, token - 1) ? token - 1 : token;
  const uint32_t starts[] = {run_before(application, end, first, links_capitals), run_before(application, end, first, joins_capitals),
                             token};
  uint32_t before = application->document->candidates.count;
  whosaid_status status = WHOSAID_OK;
  for (int i = 0; !status && i < 3; i++) {
    int is_capital = starts[i] < end || (starts[i] == token && t->flags & TOKEN_CAPITAL);
    if (!is_capital) continue;
    status = try_rule(application, rule, token_of(application, starts[i])->start);
    if (application->document->candidates.count > before || (application->last[rule].marked && starts[i] == starts[1])) break;
  }
  return status;
}

static whosaid_status try_after(struct application *application, uint32_t rule, uint32_t last) {
  const struct whosaid_document *document = application->document;
  if (application->rules->list.items[rule].flags & RULE_CAPITAL) {
    if (last < document->tokens.count && document_token_is(document, last, "the")) last++;
    if (last < document->tokens.count && !(document->tokens.items[last].flags & TOKEN_CAPITAL)) return WHOSAID_OK;
  }
  if (last >= document->tokens.count) return WHOSAID_OK;
  uint32_t start = document->tokens.items[last].start;
  return start < document->paragraphs.items[application->paragraph].end ? try_rule(application, rule, start) : WHOSAID_OK;
}

/* What triggers: the tokens [first, last). */
static whosaid_status try_at(struct application *application, struct trigger trigger, uint32_t first, uint32_t last) {
  switch ((enum trigger_place)trigger.place) {
    case AT_TRIGGER: return try_rule(application, trigger.rule, token_of(application, first)->start);
    case AFTER_TRIGGER: return try_after(application, trigger.rule, last);
    case AT_RUN: return try_run(application, trigger.rule, first);
    case AT_PARAGRAPH: break;
  }
  return try_rule(application, trigger.rule, application->document->paragraphs.items[application->paragraph].start);
}

/* `needed`: flags without which a rule is not tried. */
static whosaid_status try_triggered(struct application *application, enum trigger_kind kind, uint32_t key, uint32_t first, uint32_t last,
                                    uint32_t needed) {
  const struct triggers *triggers = &application->rules->triggers[kind];
  uint32_t low = 0, high = triggers->count;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (triggers->items[middle].key < key) low = middle + 1;
    else high = middle;
  }
  whosaid_status status = WHOSAID_OK;
  for (; !status && low < triggers->count && triggers->items[low].key == key; low++) {
    uint32_t flags = application->rules->list.items[triggers->items[low].rule].flags;
    if ((flags & needed) == needed) status = try_at(application, triggers->items[low], first, last);
  }
  return status;
}

/* The entries that start at the token, of each type the first, which is the longest; of ambiguous ones only the rules that want them. */
static whosaid_status try_entries(struct application *application, uint32_t token) {
  const struct whosaid_document *document = application->document;
  uint32_t left = application->rules->entry_types;
  whosaid_status status = WHOSAID_OK;
  for (; !status && application->next_candidate < application->gazetteer_count; application->next_candidate++) {
    struct candidate entry = document->candidates.items[application->next_candidate];
    if (entry.first != token) break;
    if (!(left >> entry.type & 1)) continue;
    int is_ambiguous = gazetteer_entry(document->model->gazetteer, entry.index)->flags & FLAG_AMBIGUOUS;
    if (!is_ambiguous) left &= ~(1u << entry.type);
    status = try_triggered(application, ON_ENTRY, entry.type, token, entry.last, is_ambiguous ? RULE_AMBIGUOUS : 0u);
  }
  return status;
}

static int starts_capitals(const struct application *application, uint32_t token) {
  const struct token *t = token_of(application, token);
  uint32_t first = application->document->sentence_tokens.items[t->sentence];
  return t->flags & TOKEN_CAPITAL && run_before(application, token, first, joins_capitals) == token;
}

/* "J." and "J.K." */
static int is_initial(uint32_t flags) {
  const uint32_t letters = TOKEN_ABBREVIATION | TOKEN_ALL_CAPITALS;
  return flags & TOKEN_INITIAL || (flags & letters) == letters;
}

static whosaid_status try_token(struct application *application, uint32_t token) {
  const struct rules *rules = application->rules;
  const struct token t = *token_of(application, token);
  whosaid_status status = try_entries(application, token);
  if (!status && rules->words[t.lower / 64 % 64] >> t.lower % 64 & 1) {
    status = try_triggered(application, ON_WORD, t.lower, token, token + 1, 0);
  }
  if (!status && t.flags & TOKEN_NUMBER) status = try_triggered(application, ON_NUMBER, 0, token, token + 1, 0);
  if (!status && t.flags & TOKEN_POSSESSIVE) status = try_triggered(application, ON_POSSESSIVE, 0, token, token + 1, 0);
  if (!status && is_initial(t.flags)) status = try_triggered(application, ON_INITIAL, 0, token, token + 1, 0);
  if (!status && rules->triggers[ON_CAPITAL].count && starts_capitals(application, token)) {
    status = try_triggered(application, ON_CAPITAL, 0, token, token + 1, 0);
  }
  if (!status && t.flags & (TOKEN_ALL_CAPITALS | TOKEN_MIXED_CASE)) {
    status = try_triggered(application, ON_CAPITALS, 0, token, token + 1, 0);
  }
  return status;
}

static whosaid_status try_paragraph(struct application *application, uint32_t paragraph) {
  struct whosaid_document *document = application->document;
  const struct paragraph *p = &document->paragraphs.items[paragraph];
  if (!p->sentence_count) return WHOSAID_OK;
  uint32_t token = document->sentence_tokens.items[p->first_sentence];
  uint32_t end = document_sentence_end(document, p->first_sentence + p->sentence_count - 1);
  application->paragraph = paragraph;
  whosaid_status status = try_triggered(application, ON_PARAGRAPH, 0, token, token + 1, 0);
  for (; !status && token < end; token++) status = try_token(application, token);
  return status;
}

/* ---- All of it ---- */

static whosaid_status open_application(struct application *application) {
  const struct rules *rules = application->rules;
  application->last = calloc(rules->list.count, sizeof *application->last);
  application->match = pcre2_match_data_create(rules->most_groups + 1, NULL);
  application->limits = pcre2_match_context_create(NULL);
  if (!application->last || !application->match || !application->limits) return error_memory(application->error);
  pcre2_set_match_limit(application->limits, MATCH_LIMIT);
  pcre2_set_depth_limit(application->limits, MATCH_LIMIT);
  pcre2_set_heap_limit(application->limits, HEAP_LIMIT);
  return WHOSAID_OK;
}

static void close_application(struct application *application) {
  free(application->last);
  pcre2_match_data_free(application->match);
  pcre2_match_context_free(application->limits);
}

whosaid_status rules_apply(const struct rules *rules, struct whosaid_document *document, whosaid_error *error) {
  if (!rules->list.count) return WHOSAID_OK;
  struct application application = {.rules = rules, .document = document, .gazetteer_count = document->candidates.count, .error = error};
  whosaid_status status = open_application(&application);
  for (uint32_t i = 0; !status && i < document->paragraphs.count; i++) status = try_paragraph(&application, i);
  close_application(&application);
  return status;
}
