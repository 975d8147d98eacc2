/* boilerplate.c: sections and photo credits -> entities and quotes of boilerplate, flagged or left out.
 *
 * A name in a share prompt or a photo credit stays a mention. An entity that is named nowhere else is left out, and so is a quote in
 * boilerplate; where they are asked for they stay, flagged. */
#include "base/error.h"
#include "document.h"

/* `credit` is the first one that ends behind the mention before; both are in order. */
static int is_in_credit(const struct whosaid_document *document, const whosaid_mention *mention, uint32_t *credit) {
  while (*credit < document->credits.count && document->credits.items[*credit].end <= mention->start) ++*credit;
  return *credit < document->credits.count && document->credits.items[*credit].start <= mention->start;
}

static int is_aside(const struct whosaid_document *document, const whosaid_mention *mention, uint32_t *credit) {
  switch (document->sentences.items[mention->sentence].section) {
    case WHOSAID_BOILERPLATE: return 1;
    case WHOSAID_CAPTION: return is_in_credit(document, mention, credit);
    default: return 0;
  }
}

/* Flags what stands in boilerplate: how many of both. */
static uint32_t flag(struct whosaid_document *document) {
  uint32_t flagged = document->entities.count, credit = 0;
  for (uint32_t i = 0; i < document->entities.count; i++) document->entities.items[i].boilerplate = 1;
  for (uint32_t i = 0; i < document->mentions.count; i++) {
    const whosaid_mention *mention = &document->mentions.items[i];
    if (mention->entity == WHOSAID_NONE || !document->entities.items[mention->entity].boilerplate) continue;
    if (is_aside(document, mention, &credit)) continue;
    document->entities.items[mention->entity].boilerplate = 0;
    flagged--;
  }
  for (uint32_t i = 0; i < document->quotes.count; i++) {
    whosaid_quote *quote = &document->quotes.items[i];
    quote->boilerplate = document->sentences.items[quote->sentence].section == WHOSAID_BOILERPLATE;
    flagged += quote->boilerplate;
  }
  return flagged;
}

static void renumber(uint32_t *index, const uint32_t *numbers) {
  if (*index != WHOSAID_NONE) *index = numbers[*index];
}

static void leave_out_entities(struct whosaid_document *document, uint32_t *numbers) {
  uint32_t kept = 0;
  for (uint32_t i = 0; i < document->entities.count; i++) {
    numbers[i] = document->entities.items[i].boilerplate ? WHOSAID_NONE : kept;
    if (numbers[i] != WHOSAID_NONE) document->entities.items[kept++] = document->entities.items[i];
  }
  document->entities.count = kept;
  for (uint32_t i = 0; i < document->mentions.count; i++) renumber(&document->mentions.items[i].entity, numbers);
  for (uint32_t i = 0; i < document->quotes.count; i++) renumber(&document->quotes.items[i].speaker.entity, numbers);
}

static void leave_out_quotes(struct whosaid_document *document, uint32_t *numbers) {
  uint32_t kept = 0;
  for (uint32_t i = 0; i < document->quotes.count; i++) {
    numbers[i] = document->quotes.items[i].boilerplate ? WHOSAID_NONE : kept;
    if (numbers[i] != WHOSAID_NONE) document->quotes.items[kept++] = document->quotes.items[i];
  }
  document->quotes.count = kept;
  for (uint32_t i = 0; i < document->mentions.count; i++) renumber(&document->mentions.items[i].quote, numbers);
}

static int is_any_section_aside(const struct whosaid_document *document) {
  for (uint32_t i = 0; i < document->paragraphs.count; i++) {
    if (document->paragraphs.items[i].section >= WHOSAID_CAPTION) return 1;
  }
  return 0;
}

whosaid_status set_aside_boilerplate(struct whosaid_document *document, whosaid_error *error) {
  int keep = document->options && document->options->keep_boilerplate;
  if (!is_any_section_aside(document) || !flag(document) || keep) return WHOSAID_OK;
  uint32_t most = document->entities.count > document->quotes.count ? document->entities.count : document->quotes.count;
  uint32_t *numbers = arena_allocate(&document->arena, most * sizeof *numbers);
  if (!numbers) return error_memory(error);
  leave_out_entities(document, numbers);
  leave_out_quotes(document, numbers);
  return WHOSAID_OK;
}
