/* rule_check.c: the yes and no lines of rules -> findings where a rule does not do what they say. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "document.h"
#include "model/model.h"
#include "model/rule_set.h"

enum { LONGEST_EXAMPLE = 4096, MOST_SPANS = 16 };

struct example_span {
  uint32_t start, end;
};

/* An example without its brackets, and where they stood. */
struct example_text {
  char bytes[LONGEST_EXAMPLE];
  uint32_t length;
  struct example_span spans[MOST_SPANS];
  uint32_t span_count;
};

static whosaid_status report(struct findings *findings, const struct rule_example *example, const char *what) {
  char finding[512];
  snprintf(finding, sizeof finding, "%s:%u: %s: \"%.*s\"", example->path, example->line, what, (int)example->text.length,
           example->text.bytes);
  findings->count++;
  findings->report(findings->context, finding);
  return WHOSAID_OK;
}

/* "President [Emmanuel Macron] spoke." 0 when the brackets do not pair. */
static int read_example(const struct rule_example *example, struct example_text *text) {
  int open = 0;
  text->length = text->span_count = 0;
  if (example->text.length >= LONGEST_EXAMPLE) return 0;
  for (uint32_t i = 0; i < example->text.length; i++) {
    char c = example->text.bytes[i];
    if (c == '[') {
      if (open++ || text->span_count == MOST_SPANS) return 0;
      text->spans[text->span_count].start = text->length;
    } else if (c == ']') {
      if (open-- != 1) return 0;
      text->spans[text->span_count++].end = text->length;
    } else {
      text->bytes[text->length++] = c;
    }
  }
  return !open;
}

static int is_marked(const struct whosaid_document *document, uint32_t rule, struct example_span span) {
  for (uint32_t i = 0; i < document->candidates.count; i++) {
    const struct candidate *candidate = &document->candidates.items[i];
    if (candidate->source != FROM_RULE || candidate->index != rule) continue;
    if (document->tokens.items[candidate->first].start != span.start) continue;
    if (document->tokens.items[candidate->last - 1].end == span.end) return 1;
  }
  return 0;
}

static uint32_t count_marked(const struct whosaid_document *document, uint32_t rule) {
  uint32_t count = 0;
  for (uint32_t i = 0; i < document->candidates.count; i++) {
    const struct candidate *candidate = &document->candidates.items[i];
    count += candidate->source == FROM_RULE && candidate->index == rule;
  }
  return count;
}

/* The spans of the rule's quotes, in order of the text. */
static uint32_t read_statements(const struct whosaid_document *document, uint32_t rule, struct example_span *spans) {
  uint32_t count = 0;
  for (uint32_t i = 0; i < document->statements.count; i++) {
    const struct statement *statement = &document->statements.items[i];
    const struct extent extents[] = {statement->speaker, statement->cue, statement->content[0], statement->content[1]};
    for (size_t k = 0; statement->rule == rule && k < sizeof extents / sizeof *extents && count < MOST_SPANS; k++) {
      if (extents[k].first == extents[k].last) continue;
      struct example_span span = {document->tokens.items[extents[k].first].start, document->tokens.items[extents[k].last - 1].end};
      uint32_t place = count++;
      for (; place > 0 && spans[place - 1].start > span.start; place--) spans[place] = spans[place - 1];
      spans[place] = span;
    }
  }
  return count;
}

static int states_exactly(const struct whosaid_document *document, uint32_t rule, const struct example_text *text) {
  struct example_span spans[MOST_SPANS];
  uint32_t count = read_statements(document, rule, spans);
  if (count != text->span_count || !count) return 0;
  for (uint32_t i = 0; i < count; i++) {
    if (spans[i].start != text->spans[i].start || spans[i].end != text->spans[i].end) return 0;
  }
  return 1;
}

static int example_holds(const struct whosaid_document *document, const struct rules *rules, const struct rule_example *example,
                         const struct example_text *text) {
  if (rules->list.items[example->rule].flags & RULE_QUOTE) {
    struct example_span spans[MOST_SPANS];
    return example->matches ? states_exactly(document, example->rule, text) : !read_statements(document, example->rule, spans);
  }
  if (rules->list.items[example->rule].flags & RULE_SECTION) { /* shows in the paragraph */
    return document->paragraphs.count && (document->paragraphs.items[0].section != WHOSAID_BODY) == (int)example->matches;
  }
  uint32_t marked = count_marked(document, example->rule);
  if (!example->matches) return !marked;
  for (uint32_t i = 0; i < text->span_count; i++) {
    if (!is_marked(document, example->rule, text->spans[i])) return 0;
  }
  return marked == text->span_count && marked;
}

static whosaid_status check_example(const struct whosaid_model *model, const struct rule_example *example, struct findings *findings,
                                    whosaid_error *error) {
  struct example_text text;
  struct whosaid_document *document = NULL;
  if (!read_example(example, &text)) return report(findings, example, "the brackets do not pair");
  if (!model->rules->list.items[example->rule].code) return WHOSAID_OK;
  whosaid_status status = document_make(model, text.bytes, text.length, decide_mentions, &document, error);
  if (!status && !example_holds(document, model->rules, example, &text)) {
    report(findings, example, example->matches ? "the rule does not mark exactly this" : "the rule matches this no line");
  }
  whosaid_document_free(document);
  return status;
}

whosaid_status rules_check(const struct whosaid_model *model, struct findings *findings, whosaid_error *error) {
  whosaid_status status = WHOSAID_OK;
  for (uint32_t i = 0; !status && i < model->rules->examples.count; i++) {
    status = check_example(model, &model->rules->examples.items[i], findings, error);
  }
  return status;
}
