/* page.h: a page between its markup and its text.
 *
 *   <article><h1>Rain</h1><p>It <b>fell</b>.    markup
 *   article ─┬─ h1 ── "Rain"                   nodes, in the order of the page         tree.c
 *            └─ p ─┬─ "It " ── b ── "fell"
 *   title "Rain", published "2022-11-09"       facts, from meta tags and JSON-LD       facts.c
 *   p 2 of 2, of them linked 0                 how much text, how much of it linked    weigh.c
 *   Rain¶It fell.                              the text, its sections                  content.c
 */
#ifndef WHOSAID_INPUT_HTML_PAGE_H
#define WHOSAID_INPUT_HTML_PAGE_H

#include "base/bytes.h"
#include "base/vector.h"
#include "input/input.h"

/* What matters of a tag. */
enum tag {
  TAG_INLINE,
  TAG_A,
  TAG_ARTICLE,
  TAG_ASIDE,
  TAG_BLOCK,
  TAG_BLOCKQUOTE,
  TAG_BODY,
  TAG_BR,
  TAG_DIV,
  TAG_FIGCAPTION,
  TAG_FIGURE,
  TAG_FOOTER,
  TAG_FORM,
  TAG_H1,
  TAG_HEADER,
  TAG_HEADING,
  TAG_LI,
  TAG_LIST,
  TAG_MAIN,
  TAG_META,
  TAG_NAV,
  TAG_NONE,
  TAG_P,
  TAG_PRE,
  TAG_Q,
  TAG_SCRIPT,
  TAG_LINK,
  TAG_HTML,
  TAG_TABLE,
  TAG_TH,
  TAG_TD,
  TAG_TIME,
  TAG_TITLE,
  TAG_VOID,
  TAG_TEXT
};

/* What the words of class, id and the like say of an element (hints.c). */
enum hint {
  HINT_DEBRIS = 1 << 0, /* "share", "related", "newsletter" */
  HINT_BODY = 1 << 1,   /* "article-body", "story-text" */
  HINT_CAPTION = 1 << 2,
  HINT_CREDIT = 1 << 3,
  HINT_BYLINE = 1 << 4,  /* byline, date line, kicker: facts, not text */
  HINT_LEAD = 1 << 5,    /* "standfirst", "dek" */
  HINT_COMMENT = 1 << 6, /* what readers wrote */
  HINT_HIDDEN = 1 << 7,  /* not shown */
  HINT_DATE = 1 << 8,    /* itemprop=datePublished and the like */
  HINT_AUTHOR = 1 << 9,
  HINT_HEADLINE = 1 << 10,    /* itemprop=headline */
  HINT_ARTICLE_BODY = 1 << 11 /* itemprop=articleBody */
};

/* An element or a run of text. The ones within it follow it, up to `end`. */
struct node {
  uint32_t parent, end;
  uint8_t tag;      /* enum tag */
  uint8_t left_out; /* is no part of the text */
  uint8_t in_link, is_block;
  uint16_t hints;
  uint32_t start, length; /* TAG_TEXT: bytes of the page's text; of others: the value of datetime or content */
  uint32_t text, linked;  /* bytes without white space: directly in this block, and in links there */
  uint32_t weight;        /* of all paragraphs within: their text that is not linked */
  uint32_t amount;        /* of all text within, without white space */
  uint32_t block;         /* the nearest element around it (or itself) that starts lines of its own */
};

enum fact { FACT_TITLE, FACT_AUTHOR, FACT_PUBLISHED, FACT_DESCRIPTION, FACT_URL, FACT_SITE, FACT_LANGUAGE, FACTS };

/* What is known of a page: of several sources the one with the lowest rank counts. */
struct page_fact {
  struct bytes value;
  int rank; /* 0: none yet */
};

struct page {
  VECTOR(struct node) nodes;
  struct bytes text;   /* decoded, of all nodes */
  struct bytes script; /* of the JSON-LD that is being read */
  struct page_fact facts[FACTS];
  struct bytes page_title; /* <title> */
  uint32_t headline;       /* the node of the headline, or WHOSAID_NONE */
  uint32_t content;        /* the node that holds the main text */
};

/* Markup -> nodes and the facts of the head. */
whosaid_status page_parse(struct page *page, const char *bytes, size_t length, whosaid_error *error);

enum tag tag_find(const char *name);
uint32_t hints_find(const char *words);

/* Offers a value for a fact; white space around it is cut. */
int page_offer(struct page *page, enum fact fact, int rank, const char *value, size_t length);
int page_read_meta(struct page *page, const char *name, const char *content);
int page_read_json(struct page *page);
/* The facts that the nodes tell, once the content is known; then all facts into meta. */
whosaid_status page_finish_facts(struct page *page, struct input *input, whosaid_error *error);

/* Where the main text is. */
void page_weigh(struct page *page);

/* The text with its sections. */
whosaid_status page_write(struct page *page, struct input *input, whosaid_error *error);

/* Adds the text of a node, white space made one space, without what is left out. */
int page_append_text(const struct page *page, uint32_t node, struct bytes *out);

/* "\u00a0Rain, &c" -> the meaning of entities, white space made one space; for values that hide them. */
int page_append_decoded(struct bytes *out, const char *value, size_t length);

void page_free(struct page *page);

#endif
