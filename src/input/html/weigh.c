/* weigh.c: nodes -> what is debris, how much text is where, and the node that holds the main text.
 *
 * Paragraphs weigh what they hold of text that is not linked. Debris is what its tag or its names say, unless most of the page stands in it.
 * From the article, the main part or the whole page the way goes down while one child holds nearly all. */
#include <string.h>

#include "base/utf8.h"
#include "input/html/page.h"

enum {
  PARAGRAPH = 40,       /* bytes of text that make <p> a paragraph, */
  LOOSE_PARAGRAPH = 80, /* and other blocks */
  SMALL = 150,          /* a byline, a date line */
  CAPTION_SIZE = 800
};

static int is_block_tag(enum tag tag) {
  switch (tag) {
    case TAG_INLINE:
    case TAG_A:
    case TAG_BR:
    case TAG_Q:
    case TAG_TEXT:
    case TAG_TIME:
    case TAG_NONE:
    case TAG_VOID: return 0;
    default: return 1;
  }
}

static uint32_t count_text(const char *text, uint32_t length) {
  uint32_t count = 0;
  for (uint32_t i = 0; i < length; i++) count += (unsigned char)text[i] > ' ';
  return count;
}

static int is_hard_debris(const struct node *node) {
  return node->tag == TAG_NAV || node->tag == TAG_TITLE || node->tag == TAG_FOOTER || node->hints & HINT_HIDDEN;
}

/* A credit has a line of its own within its caption. */
static int is_own_line(const struct page *page, const struct node *node) {
  if (is_block_tag((enum tag)node->tag)) return 1;
  if (!(node->hints & HINT_CREDIT) || node->tag == TAG_TEXT) return 0;
  const struct node *parent = &page->nodes.items[node->parent];
  return parent->tag == TAG_FIGCAPTION || parent->tag == TAG_FIGURE || parent->hints & HINT_CAPTION;
}

/* What goes down: from an element to those within it. */
static void inherit(struct page *page) {
  for (uint32_t i = 1; i < page->nodes.count; i++) {
    struct node *node = &page->nodes.items[i], *parent = &page->nodes.items[node->parent];
    node->left_out = parent->left_out || is_hard_debris(node);
    node->in_link = parent->in_link || node->tag == TAG_A;
    node->is_block = (uint8_t)is_own_line(page, node);
    node->block = node->is_block ? i : parent->block;
  }
}

/* What goes up: from texts to their blocks and to all around them. */
static void gather(struct page *page) {
  for (uint32_t i = page->nodes.count; i-- > 1;) {
    struct node *node = &page->nodes.items[i], *parent = &page->nodes.items[node->parent];
    if (node->left_out) continue;
    if (node->tag == TAG_TEXT) {
      struct node *block = &page->nodes.items[node->block];
      node->amount = count_text(page->text.items + node->start, node->length);
      block->text += node->amount;
      block->linked += node->in_link ? node->amount : 0;
    }
    parent->amount += node->amount;
  }
}

static uint32_t weight_of_block(const struct node *node) {
  uint32_t least = node->tag == TAG_P ? PARAGRAPH : LOOSE_PARAGRAPH, own = node->text - node->linked;
  if (!node->is_block || node->left_out || node->tag == TAG_HEADING || node->tag == TAG_H1) return 0;
  return own >= least && node->linked * 2 < node->text ? own : 0;
}

static void weigh_paragraphs(struct page *page) {
  for (uint32_t i = page->nodes.count; i-- > 1;) {
    struct node *node = &page->nodes.items[i];
    node->weight += weight_of_block(node);
    page->nodes.items[node->parent].weight += node->weight;
  }
}

static void leave_out(struct page *page, uint32_t node) {
  uint32_t weight = page->nodes.items[node].weight, amount = page->nodes.items[node].amount;
  for (uint32_t i = node; i; i = page->nodes.items[i].parent) {
    struct node *around = &page->nodes.items[page->nodes.items[i].parent];
    around->weight -= weight;
    around->amount -= amount;
  }
  for (uint32_t i = node; i < page->nodes.items[node].end; i++) page->nodes.items[i].left_out = 1;
}

/* Figures in rows and columns, not a page laid out as a table. */
static int is_figures(const struct page *page, uint32_t table) {
  uint32_t cells = 0, heads = 0;
  for (uint32_t i = table; i < page->nodes.items[table].end; i++) {
    cells += page->nodes.items[i].tag == TAG_TD;
    heads += page->nodes.items[i].tag == TAG_TH;
  }
  return heads || (cells >= 4 && page->nodes.items[table].amount < cells * 60);
}

static int holds(const struct page *page, uint32_t node, enum tag tag) {
  for (uint32_t i = node + 1; i < page->nodes.items[node].end; i++) {
    if (page->nodes.items[i].tag == tag && !page->nodes.items[i].left_out) return 1;
  }
  return 0;
}

static int is_debris(const struct page *page, uint32_t i) {
  const struct node *node = &page->nodes.items[i];
  uint32_t all = page->nodes.items[0].weight;
  int most = node->weight * 2 > all, much = node->weight * 4 > all;
  if (!node->is_block || node->tag == TAG_BODY || node->tag == TAG_HTML || node->tag == TAG_MAIN) return 0;
  if (node->tag == TAG_ASIDE || node->tag == TAG_FORM) return !most;
  if (node->tag == TAG_TABLE) return !much && is_figures(page, i);
  if (node->hints & HINT_COMMENT) return !holds(page, i, TAG_H1) && node->weight < all / 10 * 9;
  if (node->hints & HINT_DEBRIS) return node->hints & HINT_BODY || node->tag == TAG_ARTICLE ? !much : !most;
  if (node->hints & HINT_BYLINE && !(node->hints & (HINT_LEAD | HINT_BODY | HINT_HEADLINE | HINT_CAPTION))) {
    return node->amount < SMALL && node->tag != TAG_ARTICLE && node->tag != TAG_H1;
  }
  return 0;
}

static void leave_out_debris(struct page *page) {
  for (uint32_t i = 1; i < page->nodes.count;) {
    int is_out = page->nodes.items[i].left_out;
    if (!is_out && is_debris(page, i)) leave_out(page, i), is_out = 1;
    i = is_out ? page->nodes.items[i].end : i + 1;
  }
}

/* ---- Where the main text is ---- */

/* Articles side by side, such as the posts of a live page: the weight of the others. */
static uint32_t weight_beside(const struct page *page, uint32_t article) {
  uint32_t parent = page->nodes.items[article].parent, weight = 0;
  for (uint32_t i = parent + 1; i < page->nodes.items[parent].end; i = page->nodes.items[i].end) {
    if (i != article && page->nodes.items[i].tag == TAG_ARTICLE && !page->nodes.items[i].left_out) weight += page->nodes.items[i].weight;
  }
  return weight;
}

/* The heaviest of these, when it holds at least `least` percent of all; 0 when there is none. */
static uint32_t find_heaviest(const struct page *page, enum tag tag, uint32_t hint, uint32_t least) {
  uint32_t best = 0, weight = 0;
  for (uint32_t i = 1; i < page->nodes.count; i++) {
    const struct node *node = &page->nodes.items[i];
    if (node->left_out || node->tag == TAG_TEXT || (hint ? !(node->hints & hint) : node->tag != (uint8_t)tag)) continue;
    if (node->weight > weight) best = i, weight = node->weight;
  }
  return (uint64_t)weight * 100 >= (uint64_t)page->nodes.items[0].weight * least ? best : 0;
}

static uint32_t find_scope(const struct page *page) {
  uint32_t found = find_heaviest(page, TAG_ARTICLE, HINT_ARTICLE_BODY, 40);
  if (found) return found;
  found = find_heaviest(page, TAG_ARTICLE, 0, 40);
  if (found && (holds(page, found, TAG_H1) || weight_beside(page, found) * 4 < page->nodes.items[found].weight)) return found;
  if (found) return page->nodes.items[found].parent;
  found = find_heaviest(page, TAG_MAIN, 0, 40);
  return found;
}

/* The child that holds nearly all of what the node holds, or 0. */
static uint32_t find_heir(const struct page *page, uint32_t node) {
  enum { NEARLY_ALL = 85, NAMED = 50 };
  uint32_t weight = page->nodes.items[node].weight;
  for (uint32_t i = node + 1; i < page->nodes.items[node].end; i = page->nodes.items[i].end) {
    const struct node *child = &page->nodes.items[i];
    if (child->left_out || child->tag == TAG_TEXT || child->tag == TAG_P || !child->weight) continue;
    uint32_t least = child->hints & HINT_BODY ? NAMED : NEARLY_ALL;
    if ((uint64_t)child->weight * 100 >= (uint64_t)weight * least) return i;
  }
  return 0;
}

void page_weigh(struct page *page) {
  inherit(page);
  gather(page);
  weigh_paragraphs(page);
  leave_out_debris(page);
  page->content = find_scope(page);
  for (uint32_t heir; (heir = find_heir(page, page->content));) page->content = heir;
}
