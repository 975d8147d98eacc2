/* facts.c: meta tags, JSON-LD and what stands around the headline -> title, author, date, description, address, site, language. */
#include <cjson/cJSON.h>
#include <errno.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/error.h"
#include "base/utf8.h"
#include "input/html/library.h"
#include "input/html/page.h"

/* Ranks: JSON-LD of an article 1, then the meta tags in their order here, what the page shows, JSON-LD of the page. */
static const struct {
  const char *name;
  enum fact fact;
  int rank;
} META[] = {
    {"og:title", FACT_TITLE, 3},
    {"twitter:title", FACT_TITLE, 5},
    {"dc.title", FACT_TITLE, 6},
    {"dcterms.title", FACT_TITLE, 6},
    {"parsely-title", FACT_TITLE, 4},
    {"sailthru.title", FACT_TITLE, 6},
    {"headline", FACT_TITLE, 4},
    {"author", FACT_AUTHOR, 2},
    {"article:author", FACT_AUTHOR, 4},
    {"article:author_name", FACT_AUTHOR, 3},
    {"byl", FACT_AUTHOR, 2},
    {"parsely-author", FACT_AUTHOR, 3},
    {"sailthru.author", FACT_AUTHOR, 3},
    {"dc.creator", FACT_AUTHOR, 3},
    {"dcterms.creator", FACT_AUTHOR, 3},
    {"article:published_time", FACT_PUBLISHED, 2},
    {"article:published", FACT_PUBLISHED, 2},
    {"og:article:published_time", FACT_PUBLISHED, 2},
    {"datepublished", FACT_PUBLISHED, 2},
    {"parsely-pub-date", FACT_PUBLISHED, 3},
    {"sailthru.date", FACT_PUBLISHED, 4},
    {"pubdate", FACT_PUBLISHED, 3},
    {"publishdate", FACT_PUBLISHED, 3},
    {"publish-date", FACT_PUBLISHED, 3},
    {"publication_date", FACT_PUBLISHED, 3},
    {"dc.date", FACT_PUBLISHED, 5},
    {"dc.date.issued", FACT_PUBLISHED, 4},
    {"dcterms.date", FACT_PUBLISHED, 5},
    {"dcterms.created", FACT_PUBLISHED, 4},
    {"dcterms.issued", FACT_PUBLISHED, 4},
    {"cxenseparse:recs:publishtime", FACT_PUBLISHED, 4},
    {"date", FACT_PUBLISHED, 5},
    {"article.published", FACT_PUBLISHED, 3},
    {"pdate", FACT_PUBLISHED, 5},
    {"originalpublicationdate", FACT_PUBLISHED, 3},
    {"og:pubdate", FACT_PUBLISHED, 4},
    {"iso-8601-publish-date", FACT_PUBLISHED, 3},
    {"description", FACT_DESCRIPTION, 3},
    {"og:description", FACT_DESCRIPTION, 2},
    {"twitter:description", FACT_DESCRIPTION, 4},
    {"dc.description", FACT_DESCRIPTION, 5},
    {"og:url", FACT_URL, 3},
    {"og:site_name", FACT_SITE, 1},
    {"application-name", FACT_SITE, 4},
    {"publisher", FACT_SITE, 5},
    {"dc.publisher", FACT_SITE, 5},
    {"dc.language", FACT_LANGUAGE, 3},
    {"og:locale", FACT_LANGUAGE, 4},
    {"content-language", FACT_LANGUAGE, 2},
    {"language", FACT_LANGUAGE, 4},
};

static int is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

/* ---- Values -------------------------------------------------------------------------------------------------------- */

/* "&amp;" -> '&': its bytes, 0 when it is none. */
static size_t read_entity(const char *text, size_t length, uint32_t *codepoint) {
  const char *end = memchr(text, ';', length < 32 ? length : 32);
  char name[32];
  if (!end || end - text < 2) return 0;
  size_t size = (size_t)(end - text) - 1;
  memcpy(name, text + 1, size);
  name[size] = '\0';
  if (*name == '#') {
    int hexadecimal = (name[1] | 32) == 'x';
    unsigned long number = strtoul(name + 1 + hexadecimal, NULL, hexadecimal ? 16 : 10);
    *codepoint = number && number < 0x110000 && (number < 0xD800 || number > 0xDFFF) ? (uint32_t)number : 0;
  } else {
    const htmlEntityDesc *entity = html_library()->htmlEntityLookup((const xmlChar *)name);
    *codepoint = entity ? entity->value : 0;
  }
  return *codepoint ? size + 2 : 0;
}

int page_append_decoded(struct bytes *out, const char *value, size_t length) {
  size_t start = out->length;
  for (size_t i = 0; i < length;) {
    uint32_t codepoint = 0;
    size_t size = value[i] == '&' ? read_entity(value + i, length - i, &codepoint) : 0;
    char character[4] = {value[i]};
    size_t bytes = size ? utf8_encode(codepoint, character) : 1;
    if (codepoint == 0xA0 || is_space(*character)) *character = ' ', bytes = 1;
    int doubled = *character == ' ' && (out->length == start || out->items[out->length - 1] == ' ');
    if (!doubled && bytes_append(out, character, bytes)) return -1;
    i += size ? size : 1;
  }
  if (out->length > start && out->items[out->length - 1] == ' ') out->length--;
  return 0;
}

static int is_address(const char *value, size_t length) {
  return (length > 7 && !strncasecmp(value, "http://", 7)) || (length > 8 && !strncasecmp(value, "https://", 8));
}

int page_offer(struct page *page, enum fact fact, int rank, const char *value, size_t length) {
  struct page_fact *known = &page->facts[fact];
  if (known->rank && known->rank <= rank) return 0;
  if (fact == FACT_URL && !is_address(value, length)) return 0;
  if (fact == FACT_AUTHOR && is_address(value, length)) return 0;
  struct bytes text = {0};
  if (page_append_decoded(&text, value, length)) return bytes_free(&text), -1;
  if (!text.length) return bytes_free(&text), 0;
  bytes_free(&known->value);
  known->value = text;
  known->rank = rank;
  return 0;
}

int page_read_meta(struct page *page, const char *name, const char *content) {
  for (size_t i = 0; i < sizeof META / sizeof *META; i++) {
    if (!strcasecmp(name, META[i].name)) return page_offer(page, META[i].fact, META[i].rank, content, strlen(content));
  }
  return 0;
}

/* ---- JSON-LD ------------------------------------------------------------------------------------------------------- */

static int offer_string(struct page *page, enum fact fact, int rank, const cJSON *value) {
  return cJSON_IsString(value) ? page_offer(page, fact, rank, value->valuestring, strlen(value->valuestring)) : 0;
}

static const cJSON *field(const cJSON *object, const char *name) { return cJSON_GetObjectItemCaseSensitive(object, name); }

/* "Ann Lee", {"name": "Ann Lee"}, [{"name": "Ann Lee"}, …] -> "Ann Lee, …" */
static int append_names(struct bytes *names, const cJSON *value) {
  int failed = 0;
  if (cJSON_IsArray(value)) {
    const cJSON *item;
    cJSON_ArrayForEach(item, value) failed |= append_names(names, item);
    return failed;
  }
  if (cJSON_IsObject(value)) return append_names(names, field(value, "name"));
  if (!cJSON_IsString(value) || !*value->valuestring) return 0;
  return (names->length && bytes_append(names, ", ", 2)) || bytes_append(names, value->valuestring, strlen(value->valuestring));
}

static int offer_names(struct page *page, enum fact fact, int rank, const cJSON *value) {
  struct bytes names = {0};
  int failed = append_names(&names, value) || (names.length && page_offer(page, fact, rank, names.items, names.length));
  bytes_free(&names);
  return failed;
}

/* 1 for "NewsArticle", "LiveBlogPosting", …, 2 for "WebPage", 0 for anything else. */
static int rank_of_type(const cJSON *type) {
  if (cJSON_IsArray(type)) type = type->child;
  if (!cJSON_IsString(type)) return 0;
  const char *name = type->valuestring;
  if (strstr(name, "Article") || strstr(name, "Posting") || strstr(name, "Report")) return 1;
  return strstr(name, "WebPage") ? 7 : 0;
}

static int read_article(struct page *page, const cJSON *object, int rank) {
  const cJSON *address = field(object, "mainEntityOfPage");
  int failed = offer_string(page, FACT_TITLE, rank == 1 ? 2 : rank, field(object, "headline"));
  failed |= offer_string(page, FACT_PUBLISHED, rank, field(object, "datePublished"));
  failed |= offer_names(page, FACT_AUTHOR, rank, field(object, "author"));
  failed |= offer_string(page, FACT_DESCRIPTION, rank, field(object, "description"));
  failed |= offer_string(page, FACT_URL, rank + 1, field(object, "url"));
  failed |= offer_string(page, FACT_URL, rank + 3, cJSON_IsObject(address) ? field(address, "@id") : address);
  failed |= offer_names(page, FACT_SITE, rank + 1, field(object, "publisher"));
  return failed | offer_string(page, FACT_LANGUAGE, rank + 4, field(object, "inLanguage"));
}

static int read_objects(struct page *page, const cJSON *value, int depth) {
  enum { DEEPEST = 4 };
  int failed = 0;
  const cJSON *item;
  if (depth > DEEPEST) return 0;
  if (cJSON_IsArray(value)) {
    cJSON_ArrayForEach(item, value) failed |= read_objects(page, item, depth + 1);
    return failed;
  }
  int rank = rank_of_type(field(value, "@type"));
  if (rank) failed |= read_article(page, value, rank);
  return failed | read_objects(page, field(value, "@graph"), depth + 1) | read_objects(page, field(value, "mainEntity"), depth + 1);
}

/* Takes the first JSON value of the script; line breaks within strings, which are wrong, become spaces. */
int page_read_json(struct page *page) {
  struct bytes *script = &page->script;
  if (bytes_append(script, "", 1)) return -1;
  for (size_t i = 0; i + 1 < script->length; i++) {
    if ((unsigned char)script->items[i] < ' ') script->items[i] = ' ';
  }
  const char *start = strpbrk(script->items, "{[");
  if (start && !strncmp(start, "[CDATA[", 7)) start = strpbrk(start + 7, "{[");
  errno = 0;
  cJSON *json = start ? cJSON_Parse(start) : NULL;
  int failed = json ? read_objects(page, json, 0) : errno == ENOMEM;
  cJSON_Delete(json);
  return failed;
}

/* ---- Title --------------------------------------------------------------------------------------------------------- */

enum { LONGEST_TITLE = 1024 }; /* bytes in which marks and words are looked for */

/* "Rain closes bridge | The Herald" -> "Rain closes bridge", when the rest is the site's name or a few words. */
static void cut_site(struct bytes *title, const struct bytes *site, int only_site) {
  static const char *const MARKS[] = {" | ", " - ", " – ", " — ", " :: ", " » ", " • ", " · "};
  for (int again = title->length <= LONGEST_TITLE; again;) {
    again = 0;
    size_t best = 0, behind = 0;
    for (size_t i = 0; i < sizeof MARKS / sizeof *MARKS; i++) {
      size_t length = strlen(MARKS[i]);
      for (size_t at = 1; at + length < title->length; at++) {
        if (at > best && !memcmp(title->items + at, MARKS[i], length)) best = at, behind = at + length;
      }
    }
    if (!best) return;
    size_t rest = title->length - behind, words = 1;
    for (size_t i = behind; i < title->length; i++) words += title->items[i] == ' ';
    int is_site = site->length && (memmem(site->items, site->length, title->items + behind, rest) ||
                                   memmem(title->items + behind, rest, site->items, site->length));
    if (is_site || (!only_site && words <= 4 && best > 2 * rest)) title->length = best, again = 1;
  }
}

/* Not the article itself: navigation, asides, comments, the page's footer. */
static int is_aside(const struct page *page, uint32_t node) {
  int in_footer = 0;
  for (uint32_t i = node; i; i = page->nodes.items[i].parent) {
    const struct node *around = &page->nodes.items[i];
    if (around->tag == TAG_NAV || around->tag == TAG_ASIDE || around->hints & HINT_COMMENT) return 1;
    in_footer |= around->tag == TAG_FOOTER;
    if (in_footer && around->tag == TAG_ARTICLE) in_footer = 0;
  }
  return in_footer;
}

/* How many words of four letters or more in `text` also stand in `title`, and how many there are. */
static uint32_t count_shared(const struct bytes *text, const struct bytes *title, uint32_t *all) {
  uint32_t shared = 0;
  size_t sight = title->length < LONGEST_TITLE ? title->length : LONGEST_TITLE;
  *all = 0;
  for (size_t i = 0; i < text->length;) {
    size_t end = i;
    while (end < text->length && text->items[end] != ' ') end++;
    if (end - i >= 4) {
      ++*all;
      shared += sight && memmem(title->items, sight, text->items + i, end - i) != NULL;
    }
    i = end + 1;
  }
  return shared;
}

static int holds_h1(const struct page *page, uint32_t node) {
  for (uint32_t i = node + 1; i < page->nodes.items[node].end; i++) {
    if (page->nodes.items[i].tag == TAG_H1) return 1;
  }
  return 0;
}

/* The heading of the page that says most of what the head of the page says is its title. */
static int find_headline(struct page *page, struct bytes *headline) {
  struct bytes text = {0};
  const struct bytes *title = page->facts[FACT_TITLE].value.length ? &page->facts[FACT_TITLE].value : &page->page_title;
  uint32_t best = 0;
  int failed = 0;
  page->headline = WHOSAID_NONE;
  for (uint32_t i = 0; !failed && i < page->nodes.count; i++) {
    const struct node *node = &page->nodes.items[i];
    if (node->tag != TAG_H1 && !(node->hints & HINT_HEADLINE && node->tag != TAG_META && node->tag != TAG_TEXT)) continue;
    if (node->hints & HINT_HIDDEN || is_aside(page, i) || (node->tag != TAG_H1 && (node->amount > 300 || holds_h1(page, i)))) continue;
    text.length = 0;
    failed = page_append_text(page, i, &text);
    uint32_t all, shared = count_shared(&text, title, &all), points = 1 + 4 * shared + (page->content < i ? 0 : 1);
    if (!text.length || (title->length && all > 2 && shared * 3 < all) || points <= best) continue;
    best = points;
    page->headline = i;
    headline->length = 0;
    failed |= bytes_append(headline, text.items, text.length);
  }
  bytes_free(&text);
  return failed;
}

/* Where there is no heading: the longest part of the page's title that is the whole text of an element. */
static int find_unmarked(struct page *page, struct bytes *headline) {
  enum { LEAST = 15 };
  struct bytes text = {0};
  const struct bytes *title = &page->page_title;
  int failed = 0;
  for (uint32_t i = 1; !failed && i < page->nodes.count; i++) {
    const struct node *node = &page->nodes.items[i];
    if (node->tag == TAG_TEXT || node->tag == TAG_TITLE || node->amount < LEAST || node->amount > title->length || node->in_link) continue;
    text.length = 0;
    failed = page_append_text(page, i, &text);
    if (text.length <= headline->length || !memmem(title->items, title->length, text.items, text.length)) continue;
    page->headline = i;
    headline->length = 0;
    failed |= bytes_append(headline, text.items, text.length);
  }
  bytes_free(&text);
  return failed;
}

static int settle_title(struct page *page) {
  struct bytes headline = {0};
  struct page_fact *title = &page->facts[FACT_TITLE];
  const struct bytes *site = &page->facts[FACT_SITE].value;
  int failed = find_headline(page, &headline);
  if (page->headline == WHOSAID_NONE && page->page_title.length) failed |= find_unmarked(page, &headline);
  cut_site(&headline, site, 1);
  if (headline.length) failed |= page_offer(page, FACT_TITLE, 1, headline.items, headline.length);
  if (!title->rank && page->page_title.length) failed |= page_offer(page, FACT_TITLE, 8, page->page_title.items, page->page_title.length);
  if (title->rank > 1) cut_site(&title->value, site, title->rank <= 4);
  bytes_free(&headline);
  return failed;
}

/* ---- Date ---------------------------------------------------------------------------------------------------------- */

static int two_digits(const char *text) { return isdigit((unsigned char)text[0]) && isdigit((unsigned char)text[1]); }

static int four_digits(const char *text) { return two_digits(text) && two_digits(text + 2); }

static int is_year(const char *text) {
  return four_digits(text) && (!strncmp(text, "19", 2) || !strncmp(text, "20", 2)) && !isdigit((unsigned char)text[4]);
}

/* 1 to 12 for "November", "Nov." and the like, 0 for anything else. */
static int read_month(const char *word) {
  static const char MONTHS[] = "janfebmaraprmayjunjulaugsepoctnovdec";
  char name[4] = {(char)(word[0] | 32), word[0] ? (char)(word[1] | 32) : '\0', word[0] && word[1] ? (char)(word[2] | 32) : '\0', '\0'};
  for (int i = 0; i < 12 && name[2]; i++) {
    if (!memcmp(MONTHS + 3 * (size_t)i, name, 3)) return i + 1;
  }
  return 0;
}

/* "Wed, 9 Nov 2022 10:05:00 GMT", "November 9, 2022", "9th November 2022" -> 2022-11-09 */
static int read_words(const char *text, char *date) {
  int day = 0, month = 0, year = 0;
  for (const char *p = text; *p && !(day && month && year);) {
    if (isdigit((unsigned char)*p)) {
      char *end;
      long number = strtol(p, &end, 10);
      int is_clock = *end == ':';
      if (end - p == 4 && number >= 1900 && number < 2100) year = (int)number;
      else if (!is_clock && number >= 1 && number <= 31 && !day) day = (int)number;
      p = end;
      if (is_clock)
        while (isdigit((unsigned char)*p) || *p == ':') p++;
    } else if (isalpha((unsigned char)*p)) {
      if (!month) month = read_month(p);
      while (isalpha((unsigned char)*p)) p++;
    } else {
      p++;
    }
  }
  return day && month && year ? snprintf(date, 32, "%04d-%02d-%02d", year, month, day) : 0;
}

/* A date as it is printed -> as ISO 8601 has it: "2022-11-09T10:05:00Z" stays, "20221109" and dates in words become 2022-11-09. 0: none. */
static int read_date(const char *text, char *date) {
  while (*text && !isalnum((unsigned char)*text)) text++;
  if (strlen(text) >= 10 && is_year(text) && strchr("-/.", text[4]) && two_digits(text + 5) && text[7] == text[4] && two_digits(text + 8)) {
    int length = snprintf(date, 32, "%.4s-%.2s-%.2s", text, text + 5, text + 8);
    const char *rest = text + 10;
    if ((*rest == 'T' || *rest == ' ') && two_digits(rest + 1) && rest[3] == ':') {
      size_t clock = strspn(rest + 1, "0123456789:.");
      date[length++] = 'T';
      for (size_t i = 0; i < clock && length < 24; i++) date[length++] = rest[1 + i];
      rest += 1 + clock;
      while (*rest == ' ') rest++;
      if (*rest == 'Z' || !strncmp(rest, "UTC", 3) || !strncmp(rest, "GMT", 3)) date[length++] = 'Z';
      else if ((*rest == '+' || *rest == '-') && two_digits(rest + 1)) {
        for (size_t i = 0; i < 6 && rest[i] && strchr("+-0123456789:", rest[i]); i++) date[length++] = rest[i];
      }
      date[length] = '\0';
    }
    return length;
  }
  if (four_digits(text) && four_digits(text + 4) && !isdigit((unsigned char)text[8]) && (text[0] == '1' || text[0] == '2')) {
    return snprintf(date, 32, "%.4s-%.2s-%.2s", text, text + 4, text + 6);
  }
  return read_words(text, date);
}

/* ".../2022/11/09/rain-closes-bridge" */
static int read_address(const char *address, size_t length, char *date) {
  for (size_t i = 0; i + 11 < length; i++) {
    const char *p = address + i;
    if (*p == '/' && is_year(p + 1) && strchr("/-", p[5]) && two_digits(p + 6) && p[8] == p[5] && two_digits(p + 9)) {
      return snprintf(date, 32, "%.4s-%.2s-%.2s", p + 1, p + 6, p + 9);
    }
  }
  return 0;
}

/* Dates that stand in the page: marked ones, then those of <time> and of date lines, near the headline first. */
static int offer_dates(struct page *page) {
  enum { NEAR = 60, LINE = 80 };
  struct bytes text = {0};
  int failed = 0;
  for (uint32_t i = 0; !failed && i < page->nodes.count; i++) {
    const struct node *node = &page->nodes.items[i];
    int is_time = node->tag == TAG_TIME, is_marked = (node->hints & HINT_DATE) != 0,
        is_line = (node->hints & HINT_BYLINE) && node->end - i < 12;
    int is_near =
        node->tag == TAG_TEXT && page->headline != WHOSAID_NONE && i > page->headline && i < page->headline + NEAR && node->length < LINE;
    if (!is_near && (node->tag == TAG_TEXT || (!is_time && !is_marked && !is_line))) continue;
    if (is_aside(page, i)) continue;
    char date[40];
    text.length = 0;
    if (node->length && !is_near) failed = bytes_append(&text, page->text.items + node->start, node->length);
    else failed = page_append_text(page, i, &text);
    if (failed || bytes_append(&text, "", 1)) {
      failed = 1;
      break;
    }
    int length = text.length < 100 ? read_date(text.items, date) : 0;
    int far = page->headline != WHOSAID_NONE && i < page->headline;
    if (length) failed = page_offer(page, FACT_PUBLISHED, (is_marked ? 6 : is_time ? 8 : is_near ? 12 : 10) + far, date, (size_t)length);
  }
  bytes_free(&text);
  return failed;
}

static int settle_date(struct page *page) {
  struct page_fact *published = &page->facts[FACT_PUBLISHED];
  char date[40];
  int failed = offer_dates(page), length = 0;
  if (published->rank) {
    failed |= bytes_append(&published->value, "", 1);
    if (failed) return failed;
    length = read_date(published->value.items, date);
    published->value.length--;
    if (length) published->rank = 0;
    if (length) return page_offer(page, FACT_PUBLISHED, 1, date, (size_t)length);
  }
  const struct bytes *address = &page->facts[FACT_URL].value;
  length = read_address(address->items, address->length, date);
  if (length && !published->rank) failed |= page_offer(page, FACT_PUBLISHED, 9, date, (size_t)length);
  return failed;
}

/* ---- Author -------------------------------------------------------------------------------------------------------- */

/* "Posted by Ann Lee" -> 10 */
static size_t skip_by(const struct bytes *text) {
  static const char *const WORDS[] = {"by ", "posted by ", "written by ", "reported by "};
  for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++) {
    size_t length = strlen(WORDS[i]);
    if (text->length > length && !strncasecmp(text->items, WORDS[i], length)) return length;
  }
  return 0;
}

static int offer_author(struct page *page) {
  struct bytes text = {0};
  int failed = 0;
  for (uint32_t i = 0; !failed && !page->facts[FACT_AUTHOR].rank && i < page->nodes.count; i++) {
    const struct node *node = &page->nodes.items[i];
    if (!(node->hints & HINT_AUTHOR) || node->tag == TAG_TEXT || is_aside(page, i)) continue;
    text.length = 0;
    failed = page_append_text(page, i, &text);
    size_t by = skip_by(&text), end = by;
    while (end < text.length && !isdigit((unsigned char)text.items[end]) && text.items[end] != '|') end++;
    if (end > by && end - by < 80 && isupper((unsigned char)text.items[by]))
      failed |= page_offer(page, FACT_AUTHOR, 9, text.items + by, end - by);
  }
  bytes_free(&text);
  return failed;
}

/* "By Ann Lee" */
static void cut_by(struct bytes *author) {
  if (author->length <= 3 || strncasecmp(author->items, "by ", 3) != 0) return;
  author->length -= 3;
  memmove(author->items, author->items + 3, author->length);
}

whosaid_status page_finish_facts(struct page *page, struct input *input, whosaid_error *error) {
  static const struct {
    enum fact fact;
    const char *key;
  } KEYS[] = {{FACT_URL, "url"},           {FACT_TITLE, "title"}, {FACT_AUTHOR, "author"},          {FACT_PUBLISHED, "published"},
              {FACT_LANGUAGE, "language"}, {FACT_SITE, "site"},   {FACT_DESCRIPTION, "description"}};
  if (settle_title(page) || settle_date(page) || offer_author(page)) return error_memory(error);
  cut_by(&page->facts[FACT_AUTHOR].value);
  for (size_t i = 0; i < sizeof KEYS / sizeof *KEYS; i++) {
    const struct bytes *value = &page->facts[KEYS[i].fact].value;
    if (value->length && input_add_field(input, KEYS[i].key, strlen(KEYS[i].key), value->items, value->length)) return error_memory(error);
  }
  return WHOSAID_OK;
}
