/* hints.c: the words of class, id and the like -> what an element is for. */
#include <string.h>

#include "input/html/page.h"

/* Words of names, as makers of pages choose them; each between spaces. */
static const struct {
  uint32_t hint;
  const char *words;
} LISTS[] = {
    {HINT_DEBRIS,
     " share sharing sharebar sharetools shares social socials sociallinks follow related recirc recirculation recommended recommendation "
     "recommendations promo promos promotion promoted newsletter newsletters signup subscribe subscription paywall piano cookie cookies "
     "consent gdpr "
     "cmp privacy sidebar rail breadcrumb breadcrumbs tag tags taglist topics nav navbar navigation menu masthead footer advert adverts "
     "advertisement advertising ad ads adslot adunit adbox sponsor sponsored sponsorship outbrain taboola popular trending mostread "
     "mostviewed "
     "modal popup overlay toolbar tools pagination pager skip skiplink printonly banner login signin register search "
     "weather teaser teasers upnext readmore readnext seealso playlist carousel gallery slideshow poll quiz donate donation "
     "contribution appeal membership marketing copyright legal disclaimer boilerplate feedback reactions rating votes embed "
     "pullquote pulledquote infobox factbox keypoints toc contents jumplinks bio biography aboutauthor authorbox complementary dialog "
     "alertdialog toast snackbar app apps download player audio podcast sharedaddy "},
    {HINT_COMMENT, " comment comments commentlist disqus livefyre viafoura coral spotim respond replies "},
    {HINT_CAPTION, " caption captions imagecaption figcaption captiontext "},
    {HINT_CREDIT, " credit credits photocredit imagecredit photographer copyrightholder attribution "},
    {HINT_BYLINE | HINT_AUTHOR, " byline bylines author authors authorname writer fn "},
    {HINT_BYLINE,
     " contributor contributors dateblock datestamp timestamp pubdate published publishdate updated date time "
     "kicker eyebrow overline flag label category readtime readingtime meta metadata "},
    {HINT_HEADLINE, " headline "},
    {HINT_LEAD,
     " standfirst dek deck subtitle subheadline subhead subheading lede lead abstract intro introduction summary strapline desc descp "
     "description excerpt "},
    {HINT_BODY, " articlebody storybody bodytext bodycopy entrycontent postcontent articlecontent prose "},
    {HINT_HIDDEN, " visuallyhidden sronly screenreader offscreen displaynone "},
};

/* How words of debris begin: "relatedposts". */
static const char *const BEGINNINGS[] = {"related", "recommend", "newsletter", "subscri",  "advert", "social",
                                         "cookie",  "sponsor",   "promo",      "outbrain", "taboola"};

/* Two words in one name, such as "article-body": one of these and one of those. */
static const char WHOLES[] = " article story post entry news main content page body live liveblog blog report ";
static const char PARTS[] = " body text content copy main prose paragraphs richtext ";

/* Neighbours that mean something together. */
static const struct {
  const char *first, *second;
  uint32_t hint;
} PAIRS[] = {
    {"most", "read", HINT_DEBRIS},       {"most", "viewed", HINT_DEBRIS},       {"most", "popular", HINT_DEBRIS},
    {"read", "more", HINT_DEBRIS},       {"read", "next", HINT_DEBRIS},         {"up", "next", HINT_DEBRIS},
    {"sign", "up", HINT_DEBRIS},         {"see", "also", HINT_DEBRIS},          {"more", "on", HINT_DEBRIS},
    {"more", "stories", HINT_DEBRIS},    {"more", "from", HINT_DEBRIS},         {"also", "read", HINT_DEBRIS},
    {"pull", "quote", HINT_DEBRIS},      {"call", "action", HINT_DEBRIS},       {"side", "bar", HINT_DEBRIS},
    {"sr", "only", HINT_HIDDEN},         {"visually", "hidden", HINT_HIDDEN},   {"screen", "reader", HINT_HIDDEN},
    {"about", "author", HINT_DEBRIS},    {"fact", "box", HINT_DEBRIS},          {"key", "points", HINT_DEBRIS},
    {"sub", "headline", HINT_LEAD},      {"sub", "title", HINT_LEAD},           {"you", "might", HINT_DEBRIS},
    {"you", "may", HINT_DEBRIS},         {"read", "also", HINT_DEBRIS},         {"in", "brief", HINT_DEBRIS},
    {"article", "title", HINT_HEADLINE}, {"entry", "title", HINT_HEADLINE},     {"post", "title", HINT_HEADLINE},
    {"story", "title", HINT_HEADLINE},   {"article", "heading", HINT_HEADLINE},
};

enum { LONGEST_NAME = 24 };

struct word {
  char letters[LONGEST_NAME + 3]; /* " article " */
  size_t length;
};

static int is_in(const struct word *word, const char *list) { return strstr(list, word->letters) != NULL; }

static int is(const struct word *word, const char *letters) {
  size_t length = strlen(letters);
  return word->length == length && !memcmp(word->letters + 1, letters, length);
}

/* The next word of "article-body__text articleBody": a run of letters, ended by a capital, a digit or any mark. */
static const char *read_word(const char *words, struct word *word) {
  *word = (struct word){.letters = " "};
  while (*words && !((*words | 32) >= 'a' && (*words | 32) <= 'z')) words++;
  for (const char *start = words; (*words | 32) >= 'a' && (*words | 32) <= 'z'; words++) {
    if (words > start && *words < 'a' && words[-1] >= 'a') break;
    if (word->length < LONGEST_NAME) word->letters[++word->length] = (char)(*words | 32);
  }
  word->letters[word->length + 1] = ' ';
  return words;
}

static uint32_t hint_of_pair(const struct word *first, const struct word *second) {
  for (size_t i = 0; i < sizeof PAIRS / sizeof *PAIRS; i++) {
    if (is(first, PAIRS[i].first) && is(second, PAIRS[i].second)) return PAIRS[i].hint;
  }
  return (is_in(first, WHOLES) && is_in(second, PARTS)) ? HINT_BODY : 0;
}

/* "comments-open", "has-comments": of the article around, not of the comments. */
static int is_about_comments(const struct word *first, const struct word *second) {
  static const char BEFORE[] = " has no with ", AFTER[] = " open enabled closed count off on allowed ";
  static const char COMMENTS[] = " comment comments ";
  return (is_in(first, BEFORE) && is_in(second, COMMENTS)) || (is_in(first, COMMENTS) && is_in(second, AFTER));
}

static uint32_t hint_of_word(const struct word *word) {
  for (size_t i = 0; i < sizeof LISTS / sizeof *LISTS; i++) {
    if (is_in(word, LISTS[i].words)) return LISTS[i].hint;
  }
  for (size_t i = 0; i < sizeof BEGINNINGS / sizeof *BEGINNINGS; i++) {
    if (!strncmp(word->letters + 1, BEGINNINGS[i], strlen(BEGINNINGS[i]))) return HINT_DEBRIS;
  }
  return 0;
}

uint32_t hints_find(const char *words) {
  struct word word, before = {.length = 0};
  uint32_t hints = 0;
  for (const char *next; *words; words = next) {
    next = read_word(words, &word);
    if (!word.length) break;
    hints |= hint_of_word(&word);
    if (before.length) hints |= hint_of_pair(&before, &word);
    if (before.length && is_about_comments(&before, &word)) hints &= ~(uint32_t)HINT_COMMENT;
    before = word;
    if (*next == ' ') before.length = 0;
  }
  return hints;
}
