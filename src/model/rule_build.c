/* rule_build.c: the lines of rule files -> rules with their triggers, compiled patterns and examples. */
#include "model/rule_build.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "document.h"
#include "model/rule_set.h"
#include "model/weights.h"
#include "model/word_tree.h"
#include "token.h"

enum { LONGEST_PATTERN = 16 * 1024 };

/* `define Name = …` or `share Name = …` */
struct definition {
  struct slice name, text;
  int is_shared;
};

/* A rule file while it is read. */
struct reading {
  struct rules *rules;
  struct datafile *file;
  uint32_t flags; /* of every rule in it */
  VECTOR(struct definition) definitions;
  struct rule *rule;    /* NULL between rules */
  struct slice pattern; /* with its definitions filled in; bytes NULL before the pattern line */
  uint32_t pattern_line;
  whosaid_error *error;
};

struct rules *rules_new(whosaid_error *error) {
  struct rules *rules = calloc(1, sizeof *rules);
  if (!rules) error_memory(error);
  return rules;
}

void rules_free(struct rules *rules) {
  if (!rules) return;
  for (uint32_t i = 0; i < rules->list.count; i++) {
    pcre2_code_free(rules->list.items[i].code);
    if (rules->finished) pthread_mutex_destroy(&rules->list.items[i].making);
  }
  for (int i = 0; i < TRIGGER_KINDS; i++) {
    free(rules->triggers[i].items);
    free(rules->triggers[i].buckets);
  }
  VECTOR_FREE(&rules->list);
  VECTOR_FREE(&rules->examples);
  arena_free(&rules->arena);
  free(rules);
}

static whosaid_status fail(const struct reading *reading, const char *what, struct slice text) {
  int length = text.length < 80 ? (int)text.length : 80;
  return datafile_fail(reading->file, reading->file->line, reading->error, "%s \"%.*s\"", what, length, text.bytes ? text.bytes : "");
}

static struct slice cut_word(struct slice *rest) {
  struct slice word;
  *rest = slice_trim(*rest);
  if (!rest->length) return *rest;
  slice_cut(rest, ' ', &word);
  if (!rest->bytes) *rest = (struct slice){.bytes = word.bytes + word.length};
  *rest = slice_trim(*rest);
  return word;
}

/* ---- Definitions ---- */

static int is_name_byte(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; }

/* "{Name}" at text[i]: a definition's name starts with a capital, and "\p{Lu}" is none. Gives the length of the name, 0 for none. */
static uint32_t reference_length(struct slice text, uint32_t i) {
  if (text.bytes[i] != '{' || i + 1 >= text.length || text.bytes[i + 1] < 'A' || text.bytes[i + 1] > 'Z') return 0;
  if (i >= 2 && text.bytes[i - 2] == '\\' && strchr("pPxNgk", text.bytes[i - 1])) return 0;
  uint32_t end = i + 1;
  while (end < text.length && is_name_byte(text.bytes[end])) end++;
  return end < text.length && text.bytes[end] == '}' ? end - i - 1 : 0;
}

static const struct definition *find_definition(const struct reading *reading, struct slice name) {
  for (uint32_t i = reading->definitions.count; i-- > 0;) {
    const struct definition *definition = &reading->definitions.items[i];
    if (definition->name.length == name.length && !memcmp(definition->name.bytes, name.bytes, name.length)) return definition;
  }
  return NULL;
}

/* A pattern that is being put together. */
struct expansion {
  char bytes[LONGEST_PATTERN];
  uint32_t length;
  int is_whole; /* nothing was wrong with it */
};

static int append_text(struct expansion *expansion, struct slice text) {
  if (text.length > sizeof expansion->bytes - expansion->length) return -1;
  memcpy(expansion->bytes + expansion->length, text.bytes, text.length);
  expansion->length += text.length;
  return 0;
}

/* "(?&S2)", by which a pattern calls what is shared. */
static struct slice write_call(const struct reading *reading, const struct definition *definition, char call[24]) {
  int length = snprintf(call, 24, "(?&S%u)", (unsigned)(definition - reading->definitions.items));
  return (struct slice){call, (uint32_t)length};
}

static int append_definition(const struct reading *reading, const struct definition *definition, struct expansion *expansion) {
  char call[24];
  return append_text(expansion, definition->is_shared ? write_call(reading, definition, call) : definition->text);
}

/* Puts what the pattern calls behind it, and what that calls: definitions call only those above them. */
static int append_shared(const struct reading *reading, struct expansion *expansion) {
  int failed = 0;
  for (uint32_t i = reading->definitions.count; !failed && i-- > 0;) {
    const struct definition *definition = &reading->definitions.items[i];
    char call[24], opening[32];
    struct slice name = write_call(reading, definition, call);
    if (!definition->is_shared || !memmem(expansion->bytes, expansion->length, name.bytes, name.length)) continue;
    int length = snprintf(opening, sizeof opening, "(?(DEFINE)(?<%.*s>", (int)name.length - 4, name.bytes + 3);
    failed = append_text(expansion, (struct slice){opening, (uint32_t)length}) || append_text(expansion, definition->text) ||
             append_text(expansion, (struct slice){"))", 2});
  }
  return failed;
}

static whosaid_status keep_expansion(const struct reading *reading, const struct expansion *expansion, struct slice *kept) {
  char *copy = arena_copy(&reading->rules->arena, expansion->bytes, expansion->length);
  if (!copy) return error_memory(reading->error);
  *kept = (struct slice){copy, expansion->length};
  return WHOSAID_OK;
}

/* The text with its words as trees, and every "{Name}" replaced by its definition, in which they are, or by a call of it. */
static whosaid_status expand(const struct reading *reading, struct slice line, struct expansion *expansion) {
  char tree[LONGEST_PATTERN];
  uint32_t tree_length = word_tree_expand(line, tree, sizeof tree);
  struct slice text = tree_length ? (struct slice){tree, tree_length} : line;
  uint32_t name_length;
  expansion->length = 0;
  expansion->is_whole = 0;
  for (uint32_t i = 0; i < text.length; i += name_length ? name_length + 2 : 1) {
    name_length = reference_length(text, i);
    struct slice piece = {text.bytes + i, 1}, name = {text.bytes + i + 1, name_length};
    const struct definition *definition = name_length ? find_definition(reading, name) : NULL;
    if (name_length && !definition) return fail(reading, "nothing above defines", name);
    if (definition ? append_definition(reading, definition, expansion) : append_text(expansion, piece))
      return fail(reading, "the pattern is too long:", text);
  }
  expansion->is_whole = 1;
  return WHOSAID_OK;
}

static whosaid_status read_definition(struct reading *reading, struct slice rest, int is_shared) {
  struct expansion expansion;
  struct slice name;
  if (!slice_cut(&rest, '=', &name) || !rest.bytes) return fail(reading, "a definition is written `define Name = pattern`, not", name);
  name = slice_trim(name);
  rest = slice_trim(rest);
  if (!name.length || name.bytes[0] < 'A' || name.bytes[0] > 'Z')
    return fail(reading, "a definition's name starts with a capital, not", name);
  struct slice expanded = {0};
  whosaid_status status = expand(reading, rest, &expansion);
  if (!status && expansion.is_whole) status = keep_expansion(reading, &expansion, &expanded);
  if (status || !expanded.bytes) return status;
  struct definition *definition = VECTOR_ADD(&reading->definitions);
  if (!definition) return error_memory(reading->error);
  *definition = (struct definition){.name = name, .text = expanded, .is_shared = is_shared};
  return WHOSAID_OK;
}

/* ---- Triggers ---- */

/* Where a rule is tried, and only before what. */
struct condition {
  enum trigger_place place;
  enum trigger_then then;
  uint32_t capital; /* 1 for a word with a capital */
};

static whosaid_status add_trigger(const struct reading *reading, enum trigger_kind kind, struct condition condition, uint32_t key) {
  struct triggers *triggers = &reading->rules->triggers[kind];
  struct trigger *trigger = VECTOR_ADD(triggers);
  if (!trigger) return error_memory(reading->error);
  *trigger = (struct trigger){.key = key,
                              .rule = (reading->rules->list.count - 1) & 0x1FFFFFFu,
                              .place = condition.place & 7u,
                              .then = condition.then & 7u,
                              .capital = condition.capital & 1u};
  reading->rule->triggers++;
  return WHOSAID_OK;
}

static whosaid_status add_type_trigger(const struct reading *reading, struct condition condition, struct slice word) {
  uint32_t type = 0;
  while (type < ENTRY_TYPES && !slice_is(word, entry_type_name((enum entry_type)type))) type++;
  if (type == ENTRY_TYPES)
    return fail(reading, "a trigger is an entry type, `word` and words, number, initial, possessive, capital, capitals or paragraph, not",
                word);
  reading->rules->entry_types |= 1u << type;
  if (!(reading->flags & RULE_USER)) reading->rules->shipped_types |= 1u << type;
  return add_trigger(reading, ON_ENTRY, condition, type);
}

static whosaid_status add_word_trigger(const struct reading *reading, struct condition condition, struct slice word) {
  struct token token;
  int is_token = token_next(word.bytes, word.length, 0, &token);
  if (!is_token || token.end != word.length) return fail(reading, "a trigger word is one word, not", word);
  condition.capital = (token.flags & TOKEN_CAPITAL) != 0;
  return add_trigger(reading, ON_WORD, condition, token.lower);
}

/* "after", "run", "paragraph" and "opening" may stand before what triggers. */
static enum trigger_place read_place(struct slice *rest) {
  static const char *const WORDS[] = {[AFTER_TRIGGER] = "after", [AT_RUN] = "run", [AT_PARAGRAPH] = "paragraph", [AT_OPENING] = "opening"};
  struct slice behind = *rest, word = cut_word(&behind);
  for (int place = AFTER_TRIGGER; place <= AT_OPENING; place++) {
    if (slice_is(word, WORDS[place])) return *rest = behind, (enum trigger_place)place;
  }
  return AT_TRIGGER;
}

/* " then capital" and the like may stand behind it. */
static enum trigger_then read_then(struct slice *rest) {
  static const char *const ENDS[] = {[THEN_CAPITAL] = " then capital", [THEN_SMALL] = " then small",   [THEN_NAME] = " then name",
                                     [THEN_COMMA] = " then comma",     [THEN_NUMBER] = " then number", [THEN_BRACKET] = " then bracket"};
  for (int then = THEN_CAPITAL; then <= THEN_BRACKET; then++) {
    uint32_t length = (uint32_t)strlen(ENDS[then]);
    if (rest->length <= length || memcmp(rest->bytes + rest->length - length, ENDS[then], length)) continue;
    rest->length -= length;
    return (enum trigger_then)then;
  }
  return THEN_ANY;
}

static whosaid_status read_trigger(struct reading *reading, struct slice rest) {
  struct condition condition = {.place = read_place(&rest), .then = read_then(&rest)};
  struct slice behind = rest, kind = cut_word(&behind), word;
  if (condition.place == AT_PARAGRAPH && !kind.length) return add_trigger(reading, ON_PARAGRAPH, condition, 0);
  static const char *const KINDS[] = {[ON_NUMBER] = "number",
                                      [ON_INITIAL] = "initial",
                                      [ON_POSSESSIVE] = "possessive",
                                      [ON_CAPITAL] = "capital",
                                      [ON_CAPITALS] = "capitals"};
  for (int i = ON_NUMBER; i <= ON_CAPITALS; i++) {
    if (slice_is(kind, KINDS[i])) return add_trigger(reading, (enum trigger_kind)i, condition, 0);
  }
  int are_words = slice_is(kind, "word");
  whosaid_status status = WHOSAID_OK;
  if (are_words) rest = behind;
  while (!status && slice_cut(&rest, '|', &word)) {
    word = slice_trim(word);
    status = are_words ? add_word_trigger(reading, condition, word) : add_type_trigger(reading, condition, word);
  }
  return status;
}

/* ---- Lines of a rule ---- */

static whosaid_status read_pattern(struct reading *reading, struct slice rest) {
  if (reading->pattern.bytes) return fail(reading, "the rule has a pattern already; this is a second one:", rest);
  reading->pattern_line = reading->file->line;
  struct expansion expansion;
  whosaid_status status = expand(reading, rest, &expansion);
  if (status || !expansion.is_whole) return status;
  if (append_shared(reading, &expansion)) return fail(reading, "the pattern is too long:", rest);
  return keep_expansion(reading, &expansion, &reading->pattern);
}

static whosaid_status read_score(struct reading *reading, struct slice rest) {
  char text[16] = "";
  float score = -1;
  if (rest.length < sizeof text) memcpy(text, rest.bytes, rest.length);
  if (weights_read_number(text, &score) || score < 0 || score > 1) return fail(reading, "a score is a number from 0 to 1, not", rest);
  reading->rule->score = score;
  return WHOSAID_OK;
}

static whosaid_status read_rule_flags(struct reading *reading, struct slice rest) {
  struct slice word;
  while (slice_cut(&rest, ',', &word)) {
    word = slice_trim(word);
    if (slice_is(word, "always")) reading->rule->flags |= RULE_ALWAYS;
    else if (slice_is(word, "evidence")) reading->rule->flags &= ~(uint32_t)RULE_ALWAYS;
    else if (slice_is(word, "any-case")) reading->rule->flags |= RULE_ANY_CASE;
    else if (slice_is(word, "ambiguous")) reading->rule->flags |= RULE_AMBIGUOUS;
    else if (slice_is(word, "capital")) reading->rule->flags |= RULE_CAPITAL;
    else if (slice_is(word, "long-run")) reading->rule->flags |= RULE_LONG_RUN;
    else if (slice_is(word, "led")) reading->rule->flags |= RULE_LED;
    else return fail(reading, "a rule's flags are any-case, always, evidence, ambiguous, capital, long-run and led, not", word);
  }
  return WHOSAID_OK;
}

static whosaid_status add_example(struct reading *reading, struct slice rest, uint32_t matches) {
  if (!reading->file->findings) return WHOSAID_OK; /* only whosaid_check runs them */
  struct rule_example *example = VECTOR_ADD(&reading->rules->examples);
  char *text = arena_copy(&reading->rules->arena, rest.bytes, rest.length);
  if (!example || !text) return error_memory(reading->error);
  *example = (struct rule_example){.path = reading->rule->path,
                                   .line = reading->file->line,
                                   .rule = reading->rules->list.count - 1,
                                   .matches = matches,
                                   .text = {text, rest.length}};
  return WHOSAID_OK;
}

static whosaid_status read_yes(struct reading *reading, struct slice rest) { return add_example(reading, rest, 1); }
static whosaid_status read_no(struct reading *reading, struct slice rest) { return add_example(reading, rest, 0); }

static whosaid_status read_rule_name(struct reading *reading, struct slice name) {
  if (!name.length) return fail(reading, "a rule has a name, `rule person/title-name`, not", name);
  struct rules *rules = reading->rules;
  for (uint32_t i = 0; i < rules->list.count; i++) {
    const struct rule *other = &rules->list.items[i];
    if (!slice_is(name, other->name)) continue;
    whosaid_status status = datafile_fail(reading->file, reading->file->line, reading->error, "the rule %s is also in %s:%u", other->name,
                                          other->path, other->line);
    if (status) return status;
  }
  struct rule *rule = VECTOR_ADD(&rules->list);
  char *copy = arena_copy(&rules->arena, name.bytes, name.length);
  char *path = arena_copy(&rules->arena, reading->file->path, strlen(reading->file->path));
  if (!rule || !copy || !path) return error_memory(reading->error);
  rule->name = copy;
  rule->path = path;
  rule->line = reading->file->line;
  rule->flags = reading->flags;
  rule->score = 0.9f;
  reading->rule = rule;
  reading->pattern = (struct slice){0};
  return WHOSAID_OK;
}

/* A rule ends at a blank line, at the next rule and at the end of the file. */
/* "?<speaker>…" -> "speaker": the name of the group behind its bracket; no bytes when it has none. */
static struct slice group_name(struct slice group) {
  static const char *const OPENINGS[] = {"?<", "?P<", "?'"};
  for (size_t i = 0; i < sizeof OPENINGS / sizeof *OPENINGS; i++) {
    if (!slice_starts(group, OPENINGS[i])) continue;
    const char *name = group.bytes + strlen(OPENINGS[i]), *end = name;
    while (end < group.bytes + group.length && (isalnum((unsigned char)*end) || *end == '_')) end++;
    return (struct slice){name, (uint32_t)(end - name)};
  }
  return (struct slice){0};
}

/* At most how many groups the pattern has, and what kinds of marks they make, before it is compiled. */
static void expect_groups(struct rule *rule) {
  const char *next = rule->pattern.bytes, *end = next + rule->pattern.length;
  for (rule->groups = 1; (next = memchr(next, '(', (size_t)(end - next))); next++) {
    struct slice group = {next + 1, (uint32_t)(end - next - 1)}, name = group_name(group);
    rule->groups += name.length || !slice_starts(group, "?");
    for (uint32_t mark = MARK_HEADLINE; mark < RULE_MARKS; mark++) {
      if (slice_is(name, rule_mark_name((enum rule_mark)mark))) rule->flags |= mark >= MARK_SPEAKER ? RULE_QUOTE : RULE_SECTION;
    }
  }
}

static whosaid_status finish_rule(struct reading *reading) {
  struct rule *rule = reading->rule;
  if (!rule) return WHOSAID_OK;
  reading->rule = NULL;
  const struct datafile *file = reading->file;
  if (!rule->triggers) return datafile_fail(file, rule->line, reading->error, "rule %s has no trigger", rule->name);
  if (!reading->pattern.bytes) return datafile_fail(file, rule->line, reading->error, "rule %s has no pattern", rule->name);
  rule->pattern = reading->pattern;
  rule->pattern_line = reading->pattern_line;
  expect_groups(rule);
  uint32_t line = reading->file->line;
  reading->file->line = reading->pattern_line;
  whosaid_status status = rule_compile(rule, file, reading->error);
  reading->file->line = line;
  if (!rule->code) rule->pattern = (struct slice){0};
  return status;
}

static const struct rule_line {
  const char *word;
  whosaid_status (*read)(struct reading *reading, struct slice rest);
} RULE_LINES[] = {
    {"trigger", read_trigger},  {"pattern", read_pattern}, {"score", read_score},
    {"flags", read_rule_flags}, {"yes", read_yes},         {"no", read_no},
};

static whosaid_status read_rule_line(struct reading *reading, struct slice line) {
  struct slice rest = line, word = cut_word(&rest);
  if (!word.length) return finish_rule(reading);
  if (slice_is(word, "define") || slice_is(word, "share")) return read_definition(reading, rest, slice_is(word, "share"));
  if (slice_is(word, "rule")) {
    whosaid_status status = finish_rule(reading);
    return status ? status : read_rule_name(reading, rest);
  }
  for (size_t i = 0; i < sizeof RULE_LINES / sizeof *RULE_LINES; i++) {
    if (!slice_is(word, RULE_LINES[i].word)) continue;
    return reading->rule ? RULE_LINES[i].read(reading, rest)
                         : fail(reading, "this line belongs to a rule, but no `rule NAME` is above it:", line);
  }
  return fail(reading, "a line starts with define, share, rule, trigger, pattern, score, flags, yes, no or #, not with", word);
}

whosaid_status rules_read(struct rules *rules, const struct data_path *path, int user, struct findings *findings, whosaid_error *error) {
  struct datafile file;
  struct slice line;
  struct reading reading = {.rules = rules, .file = &file, .flags = user ? RULE_USER | RULE_ALWAYS : 0, .error = error};
  whosaid_status status = datafile_open(path, findings, &file, error);
  while (!status && datafile_next(&file, &line)) {
    if (!line.length || line.bytes[0] != '#') status = read_rule_line(&reading, line);
  }
  if (!status) status = finish_rule(&reading);
  VECTOR_FREE(&reading.definitions);
  datafile_close(&file);
  return status;
}

/* ---- Compiling ---- */

static const char *const MARK_NAMES[RULE_MARKS] = {"person",      "place",  "organization", "nothing", "headline", "caption",
                                                   "boilerplate", "credit", "speaker",      "cue",     "content"};

const char *rule_mark_name(enum rule_mark mark) { return (unsigned)mark < RULE_MARKS ? MARK_NAMES[mark] : "none"; }

/* What the named groups of the compiled pattern mark. */
static whosaid_status read_marks(struct rule *rule, const struct datafile *file, whosaid_error *error) {
  uint32_t count = 0, size = 0;
  PCRE2_SPTR table = NULL;
  pcre2_pattern_info(rule->code, PCRE2_INFO_NAMECOUNT, &count);
  pcre2_pattern_info(rule->code, PCRE2_INFO_NAMEENTRYSIZE, &size);
  pcre2_pattern_info(rule->code, PCRE2_INFO_NAMETABLE, &table);
  memset(rule->marks, RULE_MARKS, sizeof rule->marks);
  if (!count) return datafile_fail(file, file->line, error, "rule %s marks nothing: name a group (?<person>…)", rule->name);
  for (uint32_t i = 0; i < count; i++) {
    const unsigned char *row = table + (size_t)i * size;
    uint32_t group = (uint32_t)row[0] << 8 | row[1];
    uint8_t mark = 0;
    if (row[2] == 'S' && isdigit(row[3])) continue; /* shared */
    while (mark < RULE_MARKS && strcmp((const char *)row + 2, MARK_NAMES[mark])) mark++;
    if (mark == RULE_MARKS) {
      return datafile_fail(file, file->line, error,
                           "rule %s: the group \"%s\" marks nothing; one of person, place, organization, nothing, headline, caption, "
                           "boilerplate, speaker, cue, content",
                           rule->name, (const char *)row + 2);
    }
    if (group >= MOST_GROUPS) return datafile_fail(file, file->line, error, "rule %s has more than %d groups", rule->name, MOST_GROUPS - 1);
    rule->marks[group] = mark;
  }
  if (rule->flags & RULE_QUOTE && !memchr(rule->marks, MARK_CONTENT, sizeof rule->marks))
    return datafile_fail(file, file->line, error, "rule %s marks no content: name a group (?<content>…)", rule->name);
  return WHOSAID_OK;
}

whosaid_status rule_compile(struct rule *rule, const struct datafile *file, whosaid_error *error) {
  const struct slice pattern = rule->pattern;
  uint32_t options = PCRE2_ANCHORED | PCRE2_UTF | PCRE2_UCP | PCRE2_DUPNAMES | PCRE2_NEVER_BACKSLASH_C;
  if (rule->flags & RULE_ANY_CASE) options |= PCRE2_CASELESS;
  int code = 0;
  PCRE2_SIZE offset = 0;
  rule->code = rule_decode(rule);
  if (!rule->code) rule->code = pcre2_compile((PCRE2_SPTR)pattern.bytes, pattern.length, options, &code, &offset, NULL);
  if (!rule->code && code == PCRE2_ERROR_HEAP_FAILED) return error_memory(error);
  if (!rule->code) {
    char message[160] = "";
    pcre2_get_error_message(code, (PCRE2_UCHAR *)message, sizeof message);
    PCRE2_SIZE left = pattern.length - offset;
    return datafile_fail(file, file->line, error, "rule %s: %s before \"%.*s\"", rule->name, message, left < 40 ? (int)left : 40,
                         pattern.bytes + offset);
  }
  whosaid_status status = read_marks(rule, file, error);
  if (!status) atomic_store_explicit(&rule->compiled, 1, memory_order_release);
  return status;
}

/* ---- Order ---- */

static int compare_triggers(const void *a, const void *b) {
  const struct trigger *x = a, *y = b;
  uint32_t bucket = trigger_bucket(x->key), other = trigger_bucket(y->key);
  if (bucket != other) return bucket < other ? -1 : 1;
  if (x->key != y->key) return x->key < y->key ? -1 : 1;
  return x->rule < y->rule ? -1 : x->rule > y->rule;
}

/* As they are in an image. */
static int are_sorted(const struct triggers *triggers) {
  for (uint32_t i = 1; i < triggers->count; i++) {
    if (compare_triggers(&triggers->items[i - 1], &triggers->items[i]) > 0) return 0;
  }
  return 1;
}

/* The keys of other kinds are types, or 0. */
static whosaid_status sort_triggers(struct triggers *triggers, uint32_t bucket_count, whosaid_error *error) {
  triggers->buckets = calloc(bucket_count + 1, sizeof *triggers->buckets);
  if (!triggers->buckets) return error_memory(error);
  if (!are_sorted(triggers)) qsort(triggers->items, triggers->count, sizeof *triggers->items, compare_triggers);
  for (uint32_t i = 0; i < triggers->count; i++) triggers->buckets[trigger_bucket(triggers->items[i].key) + 1]++;
  for (uint32_t i = 0; i < bucket_count; i++) triggers->buckets[i + 1] += triggers->buckets[i];
  return WHOSAID_OK;
}

/* What saves looking at a rule where a word stands that does not trigger it. */
static void note_triggers(struct rules *rules) {
  for (uint32_t i = 0; i < rules->triggers[ON_WORD].count; i++) {
    uint32_t key = rules->triggers[ON_WORD].items[i].key;
    rules->word_bits[key % WORD_BITS / 64] |= (uint64_t)1 << key % 64;
  }
  for (int kind = 0; kind < TRIGGER_KINDS; kind++) {
    for (uint32_t i = 0; i < rules->triggers[kind].count; i++) {
      struct trigger *trigger = &rules->triggers[kind].items[i];
      int is_capital = trigger->place == AFTER_TRIGGER && rules->list.items[trigger->rule].flags & RULE_CAPITAL;
      if (is_capital && trigger->then == THEN_ANY) trigger->then = THEN_CAPITAL_OR_THE;
    }
  }
}

whosaid_status rules_finish(struct rules *rules, whosaid_error *error) {
  whosaid_status status = WHOSAID_OK;
  for (int kind = 0; !status && kind < TRIGGER_KINDS; kind++)
    status = sort_triggers(&rules->triggers[kind], kind == ON_WORD ? TRIGGER_BUCKETS : ENTRY_TYPES, error);
  if (!status) note_triggers(rules);
  for (uint32_t i = 0; i < rules->list.count; i++) {
    struct rule *rule = &rules->list.items[i];
    pthread_mutex_init(&rule->making, NULL);
    if (rule->groups > rules->most_groups) rules->most_groups = rule->groups;
  }
  rules->finished = 1;
  return status;
}
