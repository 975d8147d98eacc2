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

/* A rule that is to be tried, and the tokens at which: one after the other until it marks something; WHOSAID_NONE behind the last. */
struct attempt {
  uint32_t rule, paragraph;
  uint32_t starts[3];
};

enum { MOST_ATTEMPTS = 1024 };

/* One application of all rules to one document. What is to be tried is collected and then tried rule by rule: the machine code of all of
 * them has no room near the processor, that of one has. */
struct application {
  const struct rules *rules;
  struct whosaid_document *document;
  pcre2_match_data *match;
  pcre2_match_context *limits;
  struct last_attempt *last; /* of each rule */
  struct attempt *attempts;
  uint32_t attempt_count;
  uint32_t *ends;      /* of each rule, where its attempts end in the order */
  uint16_t *order;     /* the attempts, rule by rule */
  uint32_t flagged;    /* tokens with one of these flags may trigger a rule */
  uint32_t paragraph;  /* the one that the token stands in */
  uint32_t start, end; /* its tokens */
  uint32_t run_token;  /* the last one at which runs were looked for */
  uint32_t runs[3];    /* and where they start, as in an attempt */
  int is_long_run;     /* they have two words at least */
  whosaid_error *error;
};

/* ---- What a match marks ---- */

static void mark_section(const struct application *application, uint32_t paragraph_index, enum rule_mark mark) {
  static const whosaid_section SECTIONS[RULE_MARKS] =
      {[MARK_HEADLINE] = WHOSAID_HEADLINE, [MARK_CAPTION] = WHOSAID_CAPTION, [MARK_BOILERPLATE] = WHOSAID_BOILERPLATE};
  struct paragraph *paragraph = &application->document->paragraphs.items[paragraph_index];
  paragraph->section = SECTIONS[mark];
  for (uint32_t i = 0; i < paragraph->sentence_count; i++) {
    application->document->sentences.items[paragraph->first_sentence + i].section = paragraph->section;
  }
}

/* As document_token_at, where it is at the token `from` or not far behind. */
static uint32_t find_token(const struct whosaid_document *document, uint32_t from, uint32_t offset) {
  if (document->tokens.items[from].start > offset) return document_token_at(document, offset);
  while (from < document->tokens.count && document->tokens.items[from].end <= offset) from++;
  return from;
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
static whosaid_status mark_name(struct application *application, struct candidate candidate, uint32_t start, uint32_t end) {
  struct whosaid_document *document = application->document;
  uint32_t first = find_token(document, candidate.first, start), last = find_token(document, first, end - 1);
  if (last >= document->tokens.count) return WHOSAID_OK;
  const struct token *from = &document->tokens.items[first], *to = &document->tokens.items[last];
  if (from->start != start || to->end != end || from->sentence != to->sentence) return WHOSAID_OK;
  struct candidate *added = VECTOR_ADD(&document->candidates);
  if (!added) return error_memory(application->error);
  *added = candidate;
  added->first = first;
  added->last = last + 1;
  return WHOSAID_OK;
}

/* The tokens that lie in the group. */
static struct extent find_extent(const struct application *application, uint32_t token, uint32_t start, uint32_t end) {
  const struct whosaid_document *document = application->document;
  struct extent extent = {.first = find_token(document, token, start)};
  extent.last = extent.first;
  while (extent.last < document->tokens.count && document->tokens.items[extent.last].start < end) extent.last++;
  return extent;
}

/* What a rule for quotes marked. A match without content, or with content that holds no token, is none. */
static whosaid_status mark_statement(struct application *application, const struct attempt *attempt, uint32_t token, uint32_t count) {
  const uint8_t *marks = application->rules->list.items[attempt->rule].marks;
  const PCRE2_SIZE *offsets = pcre2_get_ovector_pointer(application->match);
  uint32_t paragraph = application->document->paragraphs.items[attempt->paragraph].start, contents = 0;
  struct statement statement = {.rule = attempt->rule};
  for (uint32_t group = 1; group < count && group < MOST_GROUPS; group++) {
    PCRE2_SIZE start = offsets[2 * (size_t)group], end = offsets[2 * (size_t)group + 1];
    if (marks[group] < MARK_SPEAKER || marks[group] == RULE_MARKS || start == PCRE2_UNSET || end <= start) continue;
    struct extent extent = find_extent(application, token, paragraph + (uint32_t)start, paragraph + (uint32_t)end);
    if (marks[group] == MARK_SPEAKER) statement.speaker = extent;
    else if (marks[group] == MARK_CUE) statement.cue = extent;
    else if (contents < 2 && extent.first < extent.last) statement.content[contents++] = extent;
  }
  if (!contents) return WHOSAID_OK;
  struct statement *added = VECTOR_ADD(&application->document->statements);
  if (!added) return error_memory(application->error);
  *added = statement;
  return WHOSAID_OK;
}

/* `token`: where the rule was tried. */
static whosaid_status mark_groups(struct application *application, const struct attempt *attempt, uint32_t token, uint32_t count) {
  const uint8_t *marks = application->rules->list.items[attempt->rule].marks;
  const PCRE2_SIZE *offsets = pcre2_get_ovector_pointer(application->match);
  uint32_t paragraph = application->document->paragraphs.items[attempt->paragraph].start;
  whosaid_status status = WHOSAID_OK;
  for (uint32_t group = 1; !status && group < count && group < MOST_GROUPS; group++) {
    PCRE2_SIZE start = offsets[2 * (size_t)group], end = offsets[2 * (size_t)group + 1];
    enum rule_mark mark = (enum rule_mark)marks[group];
    if (mark >= MARK_SPEAKER || start == PCRE2_UNSET || end <= start) continue;
    struct candidate name = {.first = token, .source = FROM_RULE, .type = (uint8_t)mark, .index = attempt->rule};
    if (mark == MARK_CREDIT) status = mark_credit(application, paragraph + (uint32_t)start, paragraph + (uint32_t)end);
    else if (mark >= MARK_HEADLINE) mark_section(application, attempt->paragraph, mark);
    else status = mark_name(application, name, paragraph + (uint32_t)start, paragraph + (uint32_t)end);
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

/* A shipped rule is compiled when it is tried first, in the first thread that does. */
static whosaid_status make_ready(struct rule *rule, whosaid_error *error) {
  whosaid_status status = WHOSAID_OK;
  if (atomic_load_explicit(&rule->compiled, memory_order_acquire)) return WHOSAID_OK;
  pthread_mutex_lock(&rule->making);
  const struct datafile file = {.path = rule->path, .line = rule->pattern_line};
  if (!rule->code) status = rule_compile(rule, &file, error);
  if (status) pcre2_code_free(rule->code), rule->code = NULL;
  pthread_mutex_unlock(&rule->making);
  return status;
}

/* A rule and what it is tried on. */
struct subject {
  const struct application *application;
  struct rule *rule;
  PCRE2_SPTR text;
  size_t length, start;
};

static int run_machine_code(const struct subject *subject) {
  return pcre2_jit_match(subject->rule->code, subject->text, subject->length, subject->start, PCRE2_NO_UTF_CHECK,
                         subject->application->match, subject->application->limits);
}

static int interpret(const struct subject *subject) {
  return pcre2_match(subject->rule->code, subject->text, subject->length, subject->start, PCRE2_NO_UTF_CHECK | PCRE2_NO_JIT,
                     subject->application->match, subject->application->limits);
}

/* Interpreted when the machine code's stack is too small: slower, with a heap that may grow to its limit. Machine code, which counts fewer
 * steps, when the interpreter runs into its limit: so it never matters which of them came first. */
static int match_rule(const struct subject *subject) {
  if (has_machine_code(subject->rule)) {
    int count = run_machine_code(subject);
    return count == PCRE2_ERROR_JIT_STACKLIMIT ? interpret(subject) : count;
  }
  int count = interpret(subject);
  int is_limit = count == PCRE2_ERROR_MATCHLIMIT || count == PCRE2_ERROR_DEPTHLIMIT || count == PCRE2_ERROR_HEAPLIMIT;
  if (!is_limit || !make_machine_code(subject->rule)) return count;
  int again = run_machine_code(subject);
  return again == PCRE2_ERROR_JIT_STACKLIMIT ? count : again;
}

static whosaid_status try_rule(struct application *application, const struct attempt *attempt, uint32_t token) {
  struct rule *rule = &application->rules->list.items[attempt->rule];
  const struct whosaid_document *document = application->document;
  const struct paragraph *paragraph = &document->paragraphs.items[attempt->paragraph];
  struct last_attempt *last = &application->last[attempt->rule];
  uint32_t start = document->tokens.items[token].start;
  if (!rule->pattern.bytes || last->tried == start + 1) return WHOSAID_OK;
  *last = (struct last_attempt){.tried = start + 1};
  whosaid_status ready = make_ready(rule, application->error);
  if (ready) return ready;
  uint32_t end = subject_end(document, paragraph, start);
  const struct subject subject = {application, rule, (PCRE2_SPTR)document->text + paragraph->start, end - paragraph->start,
                                  start - paragraph->start};
  int count = match_rule(&subject);
  if (count > 0) {
    uint32_t before = document->candidates.count;
    whosaid_status status = mark_groups(application, attempt, token, (uint32_t)count);
    if (!status && rule->flags & RULE_QUOTE) status = mark_statement(application, attempt, token, (uint32_t)count);
    last->marked = document->candidates.count > before;
    return status;
  }
  if (count == PCRE2_ERROR_NOMATCH) return WHOSAID_OK;
  if (count == PCRE2_ERROR_NOMEMORY) return error_memory(application->error);
  return error_set(application->error, WHOSAID_LIMIT, rule->line, start,
                   "rule %s (%s:%u) ran into its match limit at offset %u; make its pattern simpler", rule->name, rule->path, rule->line,
                   start);
}

/* At one start after the other; the longest that the rule matches counts. */
static whosaid_status try_attempt(struct application *application, const struct attempt *attempt) {
  uint32_t before = application->document->candidates.count;
  const uint32_t *starts = attempt->starts;
  whosaid_status status = WHOSAID_OK;
  for (int i = 0; !status && i < 3 && starts[i] != WHOSAID_NONE; i++) {
    status = try_rule(application, attempt, starts[i]);
    if (application->document->candidates.count > before || (application->last[attempt->rule].marked && starts[i] == starts[1])) break;
  }
  return status;
}

/* Tries all that was collected, rule by rule and each in the order of the text. */
static whosaid_status try_collected(struct application *application) {
  uint32_t rule_count = application->rules->list.count, end = 0;
  memset(application->ends, 0, rule_count * sizeof *application->ends);
  for (uint32_t i = 0; i < application->attempt_count; i++) application->ends[application->attempts[i].rule]++;
  for (uint32_t i = 0; i < rule_count; i++) {
    uint32_t count = application->ends[i];
    application->ends[i] = end;
    end += count;
  }
  for (uint32_t i = 0; i < application->attempt_count; i++)
    application->order[application->ends[application->attempts[i].rule]++] = (uint16_t)i;
  whosaid_status status = WHOSAID_OK;
  for (uint32_t i = 0; !status && i < application->attempt_count; i++) {
    status = try_attempt(application, &application->attempts[application->order[i]]);
  }
  application->attempt_count = 0;
  return status;
}

/* Rules for sections and quotes do not wait: of two sections the later one in the text decides, and credits and quotes stand in order. */
static whosaid_status collect(struct application *application, struct attempt attempt) {
  attempt.paragraph = application->paragraph;
  if (application->rules->list.items[attempt.rule].flags & (RULE_SECTION | RULE_QUOTE)) return try_attempt(application, &attempt);
  application->attempts[application->attempt_count++] = attempt;
  return application->attempt_count == MOST_ATTEMPTS ? try_collected(application) : WHOSAID_OK;
}

static whosaid_status collect_at(struct application *application, uint32_t rule, uint32_t token) {
  return collect(application, (struct attempt){.rule = rule, .starts = {token, WHOSAID_NONE, WHOSAID_NONE}});
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

/* "Smith & Sons" in "said Smith & Sons Ltd", and "Austin" in "in Austin, Texas": a comma, a bracket or a mark may stand between. */
static void find_runs(struct application *application, uint32_t token) {
  const struct token *t = token_of(application, token);
  uint32_t first = application->document->sentence_tokens.items[t->sentence], count = 0;
  uint32_t end = token > first && is_passed_over(application, token - 1) ? token - 1 : token;
  if (end > first && token_of(application, end - 1)->flags & TOKEN_CAPITAL) {
    application->runs[count++] = run_before(application, end, first, links_capitals);
    application->runs[count++] = run_before(application, end, first, joins_capitals);
  }
  if (t->flags & TOKEN_CAPITAL) application->runs[count++] = token;
  for (uint32_t i = count; i < 3; i++) application->runs[i] = WHOSAID_NONE;
  application->run_token = token;
  application->is_long_run = count > 1 && application->runs[0] + 1 < end;
}

static whosaid_status collect_run(struct application *application, uint32_t rule, uint32_t token) {
  struct attempt attempt = {.rule = rule};
  if (application->run_token != token) find_runs(application, token);
  uint32_t flags = application->rules->list.items[rule].flags;
  if (application->runs[0] == WHOSAID_NONE || (flags & RULE_LED && application->runs[0] == token)) return WHOSAID_OK;
  if (flags & RULE_LONG_RUN && !application->is_long_run) return WHOSAID_OK;
  memcpy(attempt.starts, application->runs, sizeof attempt.starts);
  if (flags & RULE_LED) attempt.starts[2] = WHOSAID_NONE;
  return collect(application, attempt);
}

static whosaid_status collect_after(struct application *application, uint32_t rule, uint32_t token) {
  if (token < application->end && application->rules->list.items[rule].flags & RULE_CAPITAL) {
    if (document_token_is(application->document, token, "the")) token++;
    if (token < application->end && !(token_of(application, token)->flags & TOKEN_CAPITAL)) return WHOSAID_OK;
  }
  return token < application->end ? collect_at(application, rule, token) : WHOSAID_OK;
}

/* Whether the token fits what a trigger wants behind it. Patterns say the same: this saves trying them. */
static int is_followed(const struct application *application, enum trigger_then then, uint32_t next) {
  if (then == THEN_ANY) return 1;
  if (next >= application->end) return then == THEN_SMALL;
  const struct token *token = token_of(application, next);
  int is_capital = (token->flags & TOKEN_CAPITAL) != 0;
  if (then == THEN_CAPITAL_OR_THE) return is_capital || document_token_is(application->document, next, "the");
  if (then == THEN_CAPITAL || then == THEN_SMALL) return is_capital == (then == THEN_CAPITAL);
  if (then == THEN_NUMBER) return (token->flags & TOKEN_NUMBER) != 0;
  char first = application->document->text[token->start];
  if (then == THEN_BRACKET) return first == '(';
  if (then == THEN_NAME && token->flags & TOKEN_POSSESSIVE)
    return application->document->text[token->end - 1] == 'S'; /* "PAUL’S" is a word to patterns */
  if (is_capital || token->classes >> ENTRY_NAME_PARTICLE & 1) return 1;
  if (then == THEN_COMMA) return first == ',';
  return !(token->flags & TOKEN_SPACE_BEFORE) && (strchr("-'`", first) || (unsigned char)first >= 0x80);
}

/* Whether a word has the capital that its trigger has. */
static int is_written(const struct application *application, uint32_t rule, uint32_t token) {
  return token_of(application, token)->flags & TOKEN_CAPITAL || application->rules->list.items[rule].flags & RULE_ANY_CASE;
}

/* What triggers: the tokens [first, last). */
static whosaid_status collect_trigger(struct application *application, struct trigger trigger, uint32_t first, uint32_t last) {
  if (!is_followed(application, (enum trigger_then)trigger.then, trigger.place == AFTER_TRIGGER ? last : first + 1)) return WHOSAID_OK;
  if (trigger.capital && !is_written(application, trigger.rule, first)) return WHOSAID_OK;
  switch ((enum trigger_place)trigger.place) {
    case AT_TRIGGER: return collect_at(application, trigger.rule, first);
    case AFTER_TRIGGER: return collect_after(application, trigger.rule, last);
    case AT_RUN: return collect_run(application, trigger.rule, first);
    case AT_PARAGRAPH: return collect_at(application, trigger.rule, application->start);
    case AT_OPENING: break;
  }
  return first == application->start ? collect_at(application, trigger.rule, first) : WHOSAID_OK;
}

/* `needed`: flags without which a rule is not tried. */
static whosaid_status collect_triggered(struct application *application, enum trigger_kind kind, uint32_t key, uint32_t first,
                                        uint32_t last, uint32_t needed) {
  const struct triggers *triggers = &application->rules->triggers[kind];
  const uint32_t *bucket = &triggers->buckets[trigger_bucket(key)];
  whosaid_status status = WHOSAID_OK;
  for (uint32_t i = bucket[0]; !status && i < bucket[1]; i++) {
    struct trigger trigger = triggers->items[i];
    if (trigger.key != key || (needed && (application->rules->list.items[trigger.rule].flags & needed) != needed)) continue;
    status = collect_trigger(application, trigger, first, last);
  }
  return status;
}

/* The entries that start at the token, of each type the first, which is the longest; of ambiguous ones only the rules that want them. */
static whosaid_status collect_entries(struct application *application, const struct token *token) {
  const struct whosaid_document *document = application->document;
  uint32_t left = application->rules->entry_types;
  whosaid_status status = WHOSAID_OK;
  for (uint32_t i = 0; !status && i < token->candidate_count; i++) {
    struct candidate entry = document->candidates.items[token->first_candidate + i];
    if (!(left >> entry.type & 1)) continue;
    int is_ambiguous = gazetteer_entry(document->model->gazetteer, entry.index)->flags & FLAG_AMBIGUOUS;
    if (!is_ambiguous) left &= ~(1u << entry.type);
    status = collect_triggered(application, ON_ENTRY, entry.type, entry.first, entry.last, is_ambiguous ? RULE_AMBIGUOUS : 0u);
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

static whosaid_status collect_flagged(struct application *application, uint32_t token, uint32_t flags) {
  const struct {
    enum trigger_kind kind;
    int triggers;
  } kinds[] = {
      {ON_NUMBER, (flags & TOKEN_NUMBER) != 0},
      {ON_POSSESSIVE, (flags & TOKEN_POSSESSIVE) != 0},
      {ON_INITIAL, is_initial(flags)},
      {ON_CAPITAL, flags & application->flagged & TOKEN_CAPITAL && starts_capitals(application, token)},
      {ON_CAPITALS, (flags & (TOKEN_ALL_CAPITALS | TOKEN_MIXED_CASE)) != 0},
  };
  whosaid_status status = WHOSAID_OK;
  for (size_t i = 0; !status && i < sizeof kinds / sizeof *kinds; i++) {
    if (kinds[i].triggers) status = collect_triggered(application, kinds[i].kind, 0, token, token + 1, 0);
  }
  return status;
}

/* Whether an entry that starts at the token may trigger something: most are common words. */
static int may_trigger(const struct application *application, const struct token *token, uint32_t index) {
  if (token->classes & application->rules->entry_types) return 1;
  return token->candidate_count && application->document->candidates.items[token->first_candidate].last > index + 1;
}

static whosaid_status collect_token(struct application *application, uint32_t index) {
  const struct token *token = token_of(application, index);
  whosaid_status status = WHOSAID_OK;
  if (may_trigger(application, token, index)) status = collect_entries(application, token);
  if (!status && rules_may_have_word(application->rules, token->lower))
    status = collect_triggered(application, ON_WORD, token->lower, index, index + 1, 0);
  return status || !(token->flags & application->flagged) ? status : collect_flagged(application, index, token->flags);
}

static whosaid_status collect_paragraph(struct application *application, uint32_t paragraph) {
  const struct whosaid_document *document = application->document;
  const struct paragraph *p = &document->paragraphs.items[paragraph];
  if (!p->sentence_count) return WHOSAID_OK;
  uint32_t token = document->sentence_tokens.items[p->first_sentence];
  application->paragraph = paragraph;
  application->start = token;
  application->end = document_sentence_end(document, p->first_sentence + p->sentence_count - 1);
  whosaid_status status = collect_triggered(application, ON_PARAGRAPH, 0, token, token + 1, 0);
  for (; !status && token < application->end; token++) status = collect_token(application, token);
  return status;
}

/* ---- All of it ---- */

static whosaid_status open_application(struct application *application) {
  const struct rules *rules = application->rules;
  application->last = calloc(rules->list.count, sizeof *application->last);
  application->ends = malloc(rules->list.count * sizeof *application->ends);
  application->attempts = malloc(MOST_ATTEMPTS * sizeof *application->attempts);
  application->order = malloc(MOST_ATTEMPTS * sizeof *application->order);
  application->match = pcre2_match_data_create(rules->most_groups + 1, NULL);
  application->limits = pcre2_match_context_create(NULL);
  int is_open =
      application->last && application->ends && application->attempts && application->order && application->match && application->limits;
  if (!is_open) return error_memory(application->error);
  application->flagged = TOKEN_NUMBER | TOKEN_POSSESSIVE | TOKEN_INITIAL | TOKEN_ABBREVIATION | TOKEN_ALL_CAPITALS | TOKEN_MIXED_CASE;
  if (rules->triggers[ON_CAPITAL].count) application->flagged |= TOKEN_CAPITAL;
  pcre2_set_match_limit(application->limits, MATCH_LIMIT);
  pcre2_set_depth_limit(application->limits, MATCH_LIMIT);
  pcre2_set_heap_limit(application->limits, HEAP_LIMIT);
  return WHOSAID_OK;
}

static void close_application(struct application *application) {
  free(application->last);
  free(application->ends);
  free(application->attempts);
  free(application->order);
  pcre2_match_data_free(application->match);
  pcre2_match_context_free(application->limits);
}

whosaid_status rules_apply(const struct rules *rules, struct whosaid_document *document, whosaid_error *error) {
  if (!rules->list.count) return WHOSAID_OK;
  struct application application = {.rules = rules, .document = document, .run_token = WHOSAID_NONE, .error = error};
  whosaid_status status = open_application(&application);
  for (uint32_t i = 0; !status && i < document->paragraphs.count; i++) status = collect_paragraph(&application, i);
  if (!status) status = try_collected(&application);
  close_application(&application);
  return status;
}
