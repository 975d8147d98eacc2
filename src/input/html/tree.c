/* tree.c: markup -> nodes, in the order of the page. libxml2 reads the markup: it is three to four times as fast as gumbo. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/error.h"
#include "base/hash_map.h"
#include "input/html/library.h"
#include "input/html/page.h"

/* Elements by name, sorted; others are taken for spans of a line. */
static const struct {
  const char *name;
  enum tag tag;
} TAGS[] = {
    {"a", TAG_A},
    {"address", TAG_BLOCK},
    {"area", TAG_VOID},
    {"article", TAG_ARTICLE},
    {"aside", TAG_ASIDE},
    {"audio", TAG_NONE},
    {"base", TAG_VOID},
    {"blockquote", TAG_BLOCKQUOTE},
    {"body", TAG_BODY},
    {"br", TAG_BR},
    {"button", TAG_NONE},
    {"canvas", TAG_NONE},
    {"caption", TAG_BLOCK},
    {"center", TAG_BLOCK},
    {"col", TAG_VOID},
    {"datalist", TAG_NONE},
    {"dd", TAG_BLOCK},
    {"details", TAG_BLOCK},
    {"dialog", TAG_NONE},
    {"dir", TAG_LIST},
    {"div", TAG_DIV},
    {"dl", TAG_BLOCK},
    {"dt", TAG_BLOCK},
    {"embed", TAG_VOID},
    {"fieldset", TAG_BLOCK},
    {"figcaption", TAG_FIGCAPTION},
    {"figure", TAG_FIGURE},
    {"footer", TAG_FOOTER},
    {"form", TAG_FORM},
    {"frame", TAG_VOID},
    {"h1", TAG_H1},
    {"h2", TAG_HEADING},
    {"h3", TAG_HEADING},
    {"h4", TAG_HEADING},
    {"h5", TAG_HEADING},
    {"h6", TAG_HEADING},
    {"header", TAG_HEADER},
    {"hgroup", TAG_BLOCK},
    {"hr", TAG_VOID},
    {"html", TAG_HTML},
    {"iframe", TAG_NONE},
    {"img", TAG_VOID},
    {"input", TAG_VOID},
    {"li", TAG_LI},
    {"link", TAG_LINK},
    {"main", TAG_MAIN},
    {"map", TAG_NONE},
    {"math", TAG_NONE},
    {"menu", TAG_LIST},
    {"meta", TAG_META},
    {"nav", TAG_NAV},
    {"noscript", TAG_NONE},
    {"object", TAG_NONE},
    {"ol", TAG_LIST},
    {"optgroup", TAG_NONE},
    {"option", TAG_NONE},
    {"p", TAG_P},
    {"param", TAG_VOID},
    {"pre", TAG_PRE},
    {"q", TAG_Q},
    {"script", TAG_SCRIPT},
    {"section", TAG_DIV},
    {"select", TAG_NONE},
    {"source", TAG_VOID},
    {"style", TAG_NONE},
    {"summary", TAG_BLOCK},
    {"svg", TAG_NONE},
    {"table", TAG_TABLE},
    {"tbody", TAG_BLOCK},
    {"td", TAG_TD},
    {"template", TAG_NONE},
    {"textarea", TAG_NONE},
    {"tfoot", TAG_BLOCK},
    {"th", TAG_TH},
    {"thead", TAG_BLOCK},
    {"time", TAG_TIME},
    {"title", TAG_TITLE},
    {"tr", TAG_BLOCK},
    {"track", TAG_VOID},
    {"ul", TAG_LIST},
    {"video", TAG_NONE},
    {"wbr", TAG_VOID},
};

static int by_name(const void *name, const void *row) { return strcmp(name, *(const char *const *)row); }

enum tag tag_find(const char *name) {
  static const size_t COUNT = sizeof TAGS / sizeof *TAGS;
  const void *found = bsearch(name, TAGS, COUNT, sizeof *TAGS, by_name);
  return found ? TAGS[((const char *)found - (const char *)TAGS) / (ptrdiff_t)sizeof *TAGS].tag : TAG_INLINE;
}

/* Hints of names that came before; pages repeat them. */
enum { REMEMBERED = 256 };
struct remembered {
  uint64_t hash;
  uint32_t hints;
};

/* A parse on its way. */
struct parse {
  struct page *page;
  const struct html_library *library;
  htmlParserCtxtPtr context;
  uint32_t open[INPUT_MAX_DEPTH]; /* nodes whose end has not come */
  uint32_t depth;
  struct remembered names[REMEMBERED];
  int in_nothing; /* how many elements without text are open */
  int in_json;    /* a script with JSON-LD is open */
  whosaid_status status;
  whosaid_error *error;
};

static void stop(struct parse *parse, whosaid_status status) {
  parse->status = status;
  parse->library->xmlStopParser(parse->context);
}

static struct node *add_node(struct parse *parse, enum tag tag) {
  struct node *node = VECTOR_ADD(&parse->page->nodes);
  if (!node) return stop(parse, error_memory(parse->error)), NULL;
  node->tag = (uint8_t)tag;
  node->parent = parse->depth ? parse->open[parse->depth - 1] : 0;
  node->end = parse->page->nodes.count;
  return node;
}

static int is(const xmlChar *name, const char *wanted) { return (char)*name == *wanted && !strcmp((const char *)name, wanted); }

/* Words that may say what an element is. */
static int is_telling(const xmlChar *name) {
  static const char *const NAMES[] = {"class",        "id",          "role",      "data-component", "data-testid",
                                      "data-test-id", "data-module", "data-type", "data-qa",        "aria-label"};
  for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
    if (is(name, NAMES[i])) return 1;
  }
  return 0;
}

static uint32_t hints_of(struct parse *parse, const char *words) {
  uint64_t hash = hash_bytes(HASH_START, words, strlen(words));
  struct remembered *name = &parse->names[(hash ^ hash >> 32) % REMEMBERED];
  if (name->hash != hash) *name = (struct remembered){hash, hints_find(words)};
  return name->hints;
}

static uint32_t property_hints(const char *value) {
  static const struct {
    const char *name;
    uint32_t hints;
  } PROPERTIES[] = {{"articleBody", HINT_ARTICLE_BODY | HINT_BODY},
                    {"datePublished", HINT_DATE},
                    {"author", HINT_AUTHOR},
                    {"headline", HINT_HEADLINE},
                    {"caption", HINT_CAPTION},
                    {"copyrightHolder", HINT_CREDIT},
                    {"comment", HINT_COMMENT}};
  uint32_t hints = 0;
  for (size_t i = 0; i < sizeof PROPERTIES / sizeof *PROPERTIES; i++) {
    const char *found = strstr(value, PROPERTIES[i].name);
    size_t length = strlen(PROPERTIES[i].name);
    if (found && (found == value || found[-1] == ' ' || found[-1] == ':') && (!found[length] || found[length] == ' '))
      hints |= PROPERTIES[i].hints;
  }
  return hints;
}

static int is_unseen(const char *style) {
  const char *display = strstr(style, "display"), *visibility = strstr(style, "visibility");
  if (display)
    for (display += 7; *display == ' ' || *display == ':'; display++) {
    }
  if (visibility)
    for (visibility += 10; *visibility == ' ' || *visibility == ':'; visibility++) {
    }
  return (display && !strncmp(display, "none", 4)) || (visibility && !strncmp(visibility, "hidden", 6));
}

static void keep_value(struct parse *parse, struct node *node, const char *value) {
  struct bytes *text = &parse->page->text;
  node->start = (uint32_t)text->length;
  node->length = (uint32_t)strlen(value);
  if (bytes_append(text, value, node->length)) stop(parse, error_memory(parse->error));
}

static void read_attributes(struct parse *parse, struct node *node, const xmlChar **attributes) {
  uint32_t hints = 0;
  for (; attributes && *attributes; attributes += 2) {
    const xmlChar *name = attributes[0];
    const char *value = attributes[1] ? (const char *)attributes[1] : "";
    if (is_telling(name)) hints |= hints_of(parse, value);
    else if (is(name, "itemprop") || is(name, "property")) hints |= property_hints(value);
    else if (is(name, "rel") && !strcmp(value, "author")) hints |= HINT_AUTHOR;
    else if (is(name, "hidden") || (is(name, "aria-hidden") && !strcmp(value, "true"))) hints |= HINT_HIDDEN;
    else if (is(name, "style") && is_unseen(value)) hints |= HINT_HIDDEN;
    else if (is(name, "datetime") || is(name, "content")) keep_value(parse, node, value);
  }
  node->hints = (uint16_t)hints;
}

static const char *attribute(const xmlChar **attributes, const char *name) {
  for (; attributes && *attributes; attributes += 2) {
    if (is(attributes[0], name)) return attributes[1] ? (const char *)attributes[1] : "";
  }
  return NULL;
}

/* <meta property="og:title" content="…">, <link rel="canonical" href="…">, <html lang="en"> */
static void read_head(struct parse *parse, enum tag tag, const xmlChar **attributes) {
  const char *name, *value;
  int failed = 0;
  if (tag == TAG_META) {
    value = attribute(attributes, "content");
    static const char *const KEYS[] = {"property", "name", "itemprop", "http-equiv"};
    for (size_t i = 0; value && i < sizeof KEYS / sizeof *KEYS; i++) {
      if ((name = attribute(attributes, KEYS[i]))) failed |= page_read_meta(parse->page, name, value);
    }
  } else if (tag == TAG_LINK) {
    name = attribute(attributes, "rel");
    value = attribute(attributes, "href");
    if (name && value && !strcasecmp(name, "canonical")) failed = page_offer(parse->page, FACT_URL, 1, value, strlen(value));
  } else if (tag == TAG_HTML && (value = attribute(attributes, "lang"))) {
    failed = page_offer(parse->page, FACT_LANGUAGE, 1, value, strlen(value));
  } else if (tag == TAG_SCRIPT) {
    value = attribute(attributes, "type");
    parse->in_json = value && strcasestr(value, "ld+json") != NULL;
    parse->page->script.length = 0;
  }
  if (failed) stop(parse, error_memory(parse->error));
}

static void start_element(void *context, const xmlChar *name, const xmlChar **attributes) {
  struct parse *parse = context;
  if (parse->status) return;
  enum tag tag = tag_find((const char *)name);
  if (tag == TAG_META || tag == TAG_LINK || tag == TAG_HTML || tag == TAG_SCRIPT) read_head(parse, tag, attributes);
  if (tag == TAG_VOID || tag == TAG_LINK || parse->in_nothing || parse->status) {
    parse->in_nothing += parse->in_nothing && tag != TAG_VOID && tag != TAG_LINK;
    return;
  }
  if (tag == TAG_NONE || tag == TAG_SCRIPT) {
    parse->in_nothing = 1;
    return;
  }
  if (parse->depth == INPUT_MAX_DEPTH) {
    stop(parse, error_set(parse->error, WHOSAID_LIMIT, 0, 0,
                          "elements within elements are deeper than the limit of %d; mend the page's markup", INPUT_MAX_DEPTH));
    return;
  }
  struct node *node = add_node(parse, tag);
  if (!node) return;
  read_attributes(parse, node, attributes);
  parse->open[parse->depth++] = parse->page->nodes.count - 1;
}

static void end_element(void *context, const xmlChar *name) {
  struct parse *parse = context;
  enum tag tag = tag_find((const char *)name);
  if (parse->status || tag == TAG_VOID || tag == TAG_LINK) return;
  if (parse->in_nothing) {
    if (--parse->in_nothing) return;
    if (parse->in_json && page_read_json(parse->page)) stop(parse, error_memory(parse->error));
    parse->in_json = 0;
    return;
  }
  if (parse->depth < 2) return;
  uint32_t closed = parse->open[--parse->depth];
  parse->page->nodes.items[closed].end = parse->page->nodes.count;
}

static void take_text(void *context, const xmlChar *bytes, int length) {
  struct parse *parse = context;
  struct page *page = parse->page;
  if (parse->status || length <= 0) return;
  int failed = 0;
  if (parse->in_json) failed = bytes_append(&page->script, (const char *)bytes, (size_t)length);
  if (parse->in_nothing) {
    if (failed) stop(parse, error_memory(parse->error));
    return;
  }
  struct node *last = page->nodes.count ? &page->nodes.items[page->nodes.count - 1] : NULL;
  int goes_on = last && last->tag == TAG_TEXT && parse->depth && last->parent == parse->open[parse->depth - 1];
  if (!goes_on) {
    if (!(last = add_node(parse, TAG_TEXT))) return;
    last->start = (uint32_t)page->text.length;
  }
  last->length += (uint32_t)length;
  if (bytes_append(&page->text, (const char *)bytes, (size_t)length)) stop(parse, error_memory(parse->error));
}

enum { MOST_ATTRIBUTES = 2000 };

/* Where it is closed, in letters of any case; the end when it never is. */
static const char *find_closing(const char *p, const char *end, const char *close) {
  size_t length = strlen(close);
  while ((p = memchr(p, *close, (size_t)(end - p))) && (size_t)(end - p) > length && strncasecmp(p, close, length) != 0) p++;
  return p && (size_t)(end - p) > length ? p + 1 : end;
}

/* Past the markup that starts at "<": a comment, a script or style, or a tag, of which it counts the attributes roughly. */
static const char *skip_markup(const char *p, const char *end, uint32_t *attributes) {
  static const struct {
    const char *open, *close;
  } WHOLES[] = {{"<!--", "-->"}, {"<script", "</script"}, {"<style", "</style"}};
  for (size_t i = 0; i < sizeof WHOLES / sizeof *WHOLES; i++) {
    size_t length = strlen(WHOLES[i].open);
    if ((size_t)(end - p) > length && !strncasecmp(p, WHOLES[i].open, length)) return find_closing(p + length, end, WHOLES[i].close);
  }
  for (*attributes = 0, p++; p < end && *p != '>'; p++) {
    const char *close = *p == '"' || *p == '\'' ? memchr(p + 1, *p, (size_t)(end - p) - 1) : NULL;
    if (close) p = close;
    *attributes += strchr(" \t\n\r\f\"'/", *p) != NULL && p + 1 < end && !strchr(" \t\n\r\f", p[1]);
  }
  return p;
}

/* libxml2 compares each attribute of an element with all before it. */
static int has_endless_tag(const char *bytes, size_t length) {
  const char *end = bytes + length;
  uint32_t attributes = 0;
  for (const char *p = bytes; p < end && (p = memchr(p, '<', (size_t)(end - p)));) {
    p = skip_markup(p, end, &attributes);
    if (attributes > MOST_ATTRIBUTES) return 1;
  }
  return 0;
}

/* ---- The memory of libxml2: where it gets none it may go on and leave out a part of the page, or lose what it had ---- */

enum { MOST_PARTS = 64 };

static _Thread_local struct {
  int refused;
  int is_making; /* a parser */
  void *parts[MOST_PARTS];
  int count;     /* of its parts */
} memory;

static void *note(void *made) {
  memory.refused |= !made;
  if (made && memory.is_making && memory.count < MOST_PARTS) memory.parts[memory.count++] = made;
  return made;
}

/* Where it stands among the parts, or their count. */
static int find_part(const void *part) {
  int i = 0;
  while (i < memory.count && memory.parts[i] != part) i++;
  return i;
}

static void *noted_malloc(size_t size) { return note(malloc(size)); }
static char *noted_strdup(const char *text) { return note(strdup(text)); }

static void *noted_realloc(void *old, size_t size) {
  int place = find_part(old);
  void *made = realloc(old, size);
  if (!made || !old) return note(made);
  if (place < memory.count) memory.parts[place] = made;
  return made;
}

static void noted_free(void *old) {
  int place = find_part(old);
  if (place < memory.count) memory.parts[place] = memory.parts[--memory.count];
  free(old);
}

static void note_memory(void) {
  const struct html_library *library = html_library();
  library->xmlMemSetup(noted_free, noted_malloc, noted_realloc, noted_strdup);
  library->xmlInitParser();
}

/* libxml2 before 2.12 takes the state of a thread for granted. */
static int has_state(const struct html_library *library) {
#if LIBXML_VERSION < 21200
  return library->xmlIsMainThread() || library->xmlGetGlobalState() != NULL;
#else
  return library != NULL;
#endif
}

/* NULL when memory is out: libxml2 2.9 then frees some parts of the parser, and the others are freed here. */
static htmlParserCtxtPtr make_parser(struct parse *parse) {
  htmlSAXHandler handler = {.startElement = start_element,
                            .endElement = end_element,
                            .characters = take_text,
                            .cdataBlock = take_text,
                            .ignorableWhitespace = take_text};
  memory.is_making = 1;
  htmlParserCtxtPtr context = parse->library->htmlCreatePushParserCtxt(&handler, parse, NULL, 0, NULL, XML_CHAR_ENCODING_UTF8);
  if (!context) {
    parse->library->xmlResetLastError();
    while (memory.count) free(memory.parts[--memory.count]);
  }
  memory.is_making = memory.count = 0;
  return context;
}

static void parse_markup(struct parse *parse, const char *bytes, size_t length) {
  enum { PIECE = 1 << 20 };
  parse->library->htmlCtxtUseOptions(parse->context,
                                     HTML_PARSE_RECOVER | HTML_PARSE_IGNORE_ENC | HTML_PARSE_NOIMPLIED | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET);
  parse->context->options |= XML_PARSE_HUGE;
  for (size_t at = 0; at < length && !parse->status; at += PIECE) {
    size_t piece = length - at < PIECE ? length - at : PIECE;
    parse->library->htmlParseChunk(parse->context, bytes + at, (int)piece, 0);
  }
  if (!parse->status) parse->library->htmlParseChunk(parse->context, NULL, 0, 1);
}

whosaid_status page_parse(struct page *page, const char *bytes, size_t length, whosaid_error *error) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  struct parse parse = {.page = page, .library = html_library(), .error = error};
  if (!parse.library) return error_set(error, WHOSAID_READ_FAILED, 0, 0, "libxml2, which reads pages, cannot be loaded; install it");
  if (has_endless_tag(bytes, length)) {
    return error_set(error, WHOSAID_LIMIT, 0, 0, "an element has more than the limit of %d attributes; mend the page's markup", MOST_ATTRIBUTES);
  }
  pthread_once(&once, note_memory);
  memory.refused = 0;
  if (!has_state(parse.library) || !(parse.context = make_parser(&parse))) return error_memory(error);
  if (add_node(&parse, TAG_BODY)) parse.open[parse.depth++] = 0;
  parse_markup(&parse, bytes, length);
  while (parse.depth) page->nodes.items[parse.open[--parse.depth]].end = page->nodes.count;
  parse.library->htmlFreeParserCtxt(parse.context);
  parse.library->xmlResetLastError();
  return memory.refused && !parse.status ? error_memory(error) : parse.status;
}
