/* content.c: the nodes of the main text -> headline, lead, paragraphs and captions, a blank line between them. */
#include <libxml/parser.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/utf8.h"
#include "input/html/page.h"

/* ---- Characters ---------------------------------------------------------------------------------------------------- */

static int is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

/* The bytes of a character that shows nothing: soft hyphen, zero width space, joiners, byte order mark. */
static size_t unseen_at(const char *text, size_t left) {
  if (left >= 2 && !memcmp(text, "\xC2\xAD", 2)) return 2;
  if (left >= 3 && (!memcmp(text, "\xE2\x80\x8B", 3) || !memcmp(text, "\xE2\x81\xA0", 3) || !memcmp(text, "\xEF\xBB\xBF", 3))) return 3;
  return 0;
}

/* Names of characters that HTML has had only since its fifth version: libxml2 leaves them as they are. */
static const struct {
  const char *name, *text;
} ENTITIES[] = {
    {"&comma;", ","},  {"&period;", "."}, {"&commat;", "@"}, {"&colon;", ":"},   {"&semi;", ";"},   {"&excl;", "!"},    {"&quest;", "?"}, {"&lpar;", "("},
    {"&rpar;", ")"},   {"&lsqb;", "["},   {"&rsqb;", "]"},   {"&num;", "#"},     {"&dollar;", "$"}, {"&percnt;", "%"},  {"&ast;", "*"},   {"&plus;", "+"},
    {"&equals;", "="}, {"&sol;", "/"},    {"&lowbar;", "_"}, {"&hyphen;", "‐"},  {"&dash;", "‐"},   {"&rsquor;", "’"},  {"&verbar;", "|"}, {"&grave;", "`"},
};

/* What browsers take the numbers 128 to 159 for: Windows-1252. */
static const char *const WINDOWS[32] = {"€", "", "‚", "ƒ", "„", "…", "†", "‡", "ˆ", "‰", "Š", "‹", "Œ", "", "Ž", "",
                                        "",  "‘", "’", "“", "”", "•", "–", "—", "˜", "™", "š", "›", "œ", "", "ž", "Ÿ"};

/* "&comma;" and &#146; -> their meaning, and how many bytes they take; NULL for anything else. */
static const char *meaning_at(const char *text, size_t left, size_t *size) {
  if (left >= 2 && *text == '\xC2' && (unsigned char)text[1] < 0xA0) {
    *size = 2;
    return WINDOWS[(unsigned char)text[1] & 31];
  }
  for (size_t i = 0; *text == '&' && i < sizeof ENTITIES / sizeof *ENTITIES; i++) {
    *size = strlen(ENTITIES[i].name);
    if (left >= *size && !memcmp(text, ENTITIES[i].name, *size)) return ENTITIES[i].text;
  }
  return NULL;
}

/* White space of any kind in markup: its bytes. */
static size_t space_at(const char *text, size_t left) {
  if (is_space(*text)) return 1;
  return left >= 2 && !memcmp(text, "\xC2\xA0", 2) ? 2 : 0;
}

/* Adds text with its white space made one space, none at the start of a line. */
static int append_line(struct bytes *out, size_t start, const char *text, size_t length) {
  if (bytes_reserve(out, length + length / 2 + 3)) return -1; /* "\u0080" of two bytes is "€" of three */
  for (size_t i = 0; i < length;) {
    size_t size = unseen_at(text + i, length - i);
    if (!size && (size = space_at(text + i, length - i))) {
      char before = out->length > start ? out->items[out->length - 1] : '\n';
      if (before != ' ' && before != '\n') out->items[out->length++] = ' ';
    } else if (!size) {
      const char *meaning = text[i] == '&' || text[i] == '\xC2' ? meaning_at(text + i, length - i, &size) : NULL;
      if (meaning) {
        for (; *meaning; meaning++) out->items[out->length++] = *meaning;
      } else {
        out->items[out->length++] = text[i];
        size = 1;
      }
    }
    i += size;
  }
  return 0;
}

int page_append_text(const struct page *page, uint32_t node, struct bytes *out) {
  size_t start = out->length;
  for (uint32_t i = node; i < page->nodes.items[node].end;) {
    const struct node *part = &page->nodes.items[i];
    int is_fact = i != node && part->hints & (HINT_HIDDEN | HINT_BYLINE | HINT_DEBRIS) && page->nodes.items[node].tag == TAG_H1;
    if (is_fact) {
      i = part->end;
      continue;
    }
    if (part->tag == TAG_TEXT && append_line(out, start, page->text.items + part->start, part->length)) return -1;
    if (part->tag != TAG_TEXT && (part->is_block || part->tag == TAG_BR) && append_line(out, start, " ", 1)) return -1;
    i++;
  }
  while (out->length > start && out->items[out->length - 1] == ' ') out->length--;
  return 0;
}

/* ---- Paragraphs ---------------------------------------------------------------------------------------------------- */

struct writing {
  const struct page *page;
  struct input *input;
  size_t start;          /* of the open paragraph in the content */
  uint32_t block;        /* its block; 0: none is open */
  uint32_t text, linked; /* its bytes without white space, and those in links */
  int breaks;            /* line breaks since its last text */
  int last_is_heading;   /* the paragraph before is one */
  size_t before;         /* where the paragraph before starts, with the blank line before it */
  uint32_t quotes[8];    /* ends of the <q> that are open */
  uint32_t quote_depth;
  int failed;
};

static int is_within(const struct page *page, uint32_t node, uint32_t hint, enum tag tag) {
  for (uint32_t i = node; i; i = page->nodes.items[i].parent) {
    const struct node *around = &page->nodes.items[i];
    if (around->tag == tag || (around->hints & hint && around->tag != TAG_ARTICLE && around->tag != TAG_BODY)) return 1;
    if (i == page->content) return 0;
  }
  return 0;
}

static whosaid_section section_of(const struct page *page, uint32_t block) {
  const struct node *node = &page->nodes.items[block];
  if (node->tag == TAG_H1 || block == page->headline) return WHOSAID_HEADLINE;
  enum { LONGEST_CAPTION = 1200 };
  int is_caption = node->text < LONGEST_CAPTION && (is_within(page, block, HINT_CAPTION, TAG_FIGURE));
  if (!is_caption) return WHOSAID_BODY;
  return is_within(page, block, HINT_CREDIT, TAG_NONE) ? WHOSAID_BOILERPLATE : WHOSAID_CAPTION;
}

/* A line that mostly links elsewhere. */
static int is_links(const struct writing *writing, const struct node *block) {
  if (block->tag == TAG_LI || block->tag == TAG_HEADING) return writing->linked * 2 > writing->text;
  return writing->linked * 10 > writing->text * 6;
}

/* "By Ann Lee, 9 November" near the headline. */
static int is_byline(const struct writing *writing, const struct bytes *out) {
  enum { FIRST_PARAGRAPHS = 3, LONGEST = 80 };
  const char *text = out->items + writing->start;
  size_t length = out->length - writing->start;
  if (writing->input->regions.count > FIRST_PARAGRAPHS || length < 5 || length > LONGEST) return 0;
  return !memcmp(text, "By ", 3) && text[3] >= 'A' && text[3] <= 'Z' && !strchr(".!?:", text[length - 1]);
}

static void add_region(struct writing *writing, size_t start, size_t end, whosaid_section section) {
  whosaid_region *region = VECTOR_ADD(&writing->input->regions);
  if (region) *region = (whosaid_region){.start = (uint32_t)start, .end = (uint32_t)end, .section = section};
  else writing->failed = 1;
}

/* Takes back the paragraph before, a heading over nothing. */
static void take_back_heading(struct writing *writing) {
  if (!writing->last_is_heading) return;
  writing->input->content.length = writing->before;
  writing->input->regions.count--;
  writing->last_is_heading = 0;
}

static void end_paragraph(struct writing *writing) {
  struct bytes *out = &writing->input->content;
  if (!writing->block) return;
  const struct node *block = &writing->page->nodes.items[writing->block];
  while (out->length > writing->start && is_space(out->items[out->length - 1])) out->length--;
  size_t before = writing->start >= 2 ? writing->start - 2 : 0;
  if (out->length == writing->start || is_links(writing, block) || is_byline(writing, out)) {
    int is_empty = out->length == writing->start;
    out->length = before;
    if (!is_empty) take_back_heading(writing);
  } else {
    add_region(writing, writing->start, out->length, section_of(writing->page, writing->block));
    writing->last_is_heading = block->tag == TAG_HEADING;
    writing->before = before;
  }
  writing->block = 0;
  writing->breaks = 0;
}

static void begin_paragraph(struct writing *writing, uint32_t block) {
  struct bytes *out = &writing->input->content;
  end_paragraph(writing);
  if (out->length) writing->failed |= bytes_append(out, "\n\n", 2);
  writing->start = out->length;
  writing->block = block;
  writing->text = writing->linked = 0;
}

static void append(struct writing *writing, const char *text, size_t length) {
  writing->failed |= append_line(&writing->input->content, writing->start, text, length);
}

/* <q>: the marks that a browser shows. */
static void open_quote(struct writing *writing, uint32_t end) {
  if (writing->quote_depth == sizeof writing->quotes / sizeof *writing->quotes || !writing->block) return;
  append(writing, writing->quote_depth % 2 ? "‘" : "“", 3);
  writing->quotes[writing->quote_depth++] = end;
}

static void close_quotes(struct writing *writing, uint32_t at) {
  while (writing->quote_depth && writing->quotes[writing->quote_depth - 1] <= at)
    append(writing, --writing->quote_depth % 2 ? "’" : "”", 3);
}

static void write_text(struct writing *writing, const struct node *node) {
  const char *text = writing->page->text.items + node->start;
  size_t spaces = 0, size;
  while (spaces < node->length &&
         ((size = space_at(text + spaces, node->length - spaces)) || (size = unseen_at(text + spaces, node->length - spaces))))
    spaces += size;
  int is_blank = spaces >= node->length;
  if (is_blank && writing->block != node->block) return;
  if (writing->block != node->block || (writing->breaks > 1 && !is_blank)) begin_paragraph(writing, node->block);
  else if (writing->breaks && !is_blank) {
    struct bytes *out = &writing->input->content;
    while (out->length > writing->start && out->items[out->length - 1] == ' ') out->length--;
    if (out->length > writing->start) writing->failed |= bytes_append(out, "\n", 1);
  }
  if (!is_blank) writing->breaks = 0;
  writing->text += node->amount;
  writing->linked += node->in_link ? node->amount : 0;
  if (writing->page->nodes.items[node->block].tag == TAG_PRE) writing->failed |= bytes_append(&writing->input->content, text, node->length);
  else append(writing, text, node->length);
}

/* A clock over a post of a live page is no text; "at <time>noon</time>" is. */
static int is_clock(const struct page *page, const struct node *node) {
  const struct node *block = &page->nodes.items[node->block];
  return node->tag == TAG_TIME && block->tag != TAG_P && block->tag != TAG_LI;
}

static void write_nodes(struct writing *writing, uint32_t from, uint32_t to, int (*is_wanted)(const struct page *, uint32_t)) {
  const struct page *page = writing->page;
  for (uint32_t i = from; i < to && !writing->failed;) {
    const struct node *node = &page->nodes.items[i];
    close_quotes(writing, i);
    if (node->left_out || i == page->headline || is_clock(page, node)) {
      i = node->end;
      continue;
    }
    if (node->tag == TAG_BR && writing->block == node->block) writing->breaks++;
    if (node->tag == TAG_Q) {
      if (writing->block != node->block) begin_paragraph(writing, node->block);
      open_quote(writing, node->end);
    }
    if (node->tag == TAG_TEXT && (!is_wanted || is_wanted(page, i))) write_text(writing, node);
    i++;
  }
  close_quotes(writing, to);
  end_paragraph(writing);
}

/* Between the headline and the main text: a lead, a caption; in the headline's own header also a paragraph. */
static int is_lead(const struct page *page, uint32_t i) {
  enum { SENTENCE = 40 };
  const struct node *node = &page->nodes.items[i], *block = &page->nodes.items[node->block];
  if (node->left_out) return 0;
  for (uint32_t around = node->block; around; around = page->nodes.items[around].parent) {
    const struct node *element = &page->nodes.items[around];
    if (element->tag == TAG_FIGURE || element->tag == TAG_FIGCAPTION || element->hints & (HINT_LEAD | HINT_CAPTION))
      return element->amount < 1500;
    if (element->tag == TAG_HEADING)
      return element->parent == page->nodes.items[page->headline].parent && element->text >= SENTENCE && !element->linked;
    if (element->tag == TAG_HEADER)
      return block->tag == TAG_P && block->weight > 0 && around < page->headline && element->end > page->headline;
    if (element->tag == TAG_BODY || element->tag == TAG_ARTICLE || element->tag == TAG_MAIN) return 0;
  }
  return 0;
}

static void write_headline(struct writing *writing) {
  const struct bytes *title = &writing->page->facts[FACT_TITLE].value;
  struct bytes *out = &writing->input->content;
  if (writing->page->headline != WHOSAID_NONE) writing->failed |= page_append_text(writing->page, writing->page->headline, out);
  else writing->failed |= bytes_append(out, title->items, title->length);
  if (out->length) add_region(writing, 0, out->length, WHOSAID_HEADLINE);
}

whosaid_status page_write(struct page *page, struct input *input, whosaid_error *error) {
  struct writing writing = {.page = page, .input = input};
  const struct node *content = &page->nodes.items[page->content];
  input->content.length = 0;
  input->regions.count = 0;
  write_headline(&writing);
  if (page->headline < page->content) write_nodes(&writing, page->nodes.items[page->headline].end, page->content, is_lead);
  write_nodes(&writing, page->content, content->end, NULL);
  take_back_heading(&writing);
  input->text = input->content.items;
  input->length = input->content.length;
  return writing.failed ? error_memory(error) : WHOSAID_OK;
}
