/* html.c: a page -> one document: its main text with sections, and its facts. */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/error.h"
#include "input/html/page.h"

/* "charset=windows-1252" in the first bytes of the page, as the standard has it; 0 when there is none. */
static int find_charset(const char *bytes, size_t length, char *charset, size_t room) {
  enum { SIGHT = 4096 };
  const char *end = bytes + (length < SIGHT ? length : SIGHT);
  for (const char *p = bytes; p + 9 < end && (p = memchr(p, '<', (size_t)(end - p))); p++) {
    int is_meta = !strncasecmp(p, "<meta", 5), is_xml = !strncmp(p, "<?xml", 5);
    const char *close = is_meta || is_xml ? memchr(p, '>', (size_t)(end - p)) : NULL;
    const char *name = is_meta ? "charset" : "encoding";
    for (const char *q = p; close && q + 8 < close; q++) {
      size_t size = strlen(name), at = 0;
      if (strncasecmp(q, name, size) != 0) continue;
      q += size;
      while (q < close && (*q == ' ' || *q == '=' || *q == '"' || *q == '\'')) q++;
      while (q + at < close && at + 1 < room && !strchr("\"' ;/>?", q[at])) charset[at] = q[at], at++;
      charset[at] = '\0';
      return at > 0;
    }
  }
  return 0;
}

static whosaid_status check_nul(const char *bytes, size_t length, whosaid_error *error) {
  const char *nul = length ? memchr(bytes, '\0', length) : NULL;
  if (!nul) return WHOSAID_OK;
  size_t offset = (size_t)(nul - bytes);
  return error_set(error, WHOSAID_NUL_CHARACTER, 0, offset, "the page holds U+0000 at offset %zu; remove it", offset);
}

static int read_page_title(struct page *page) {
  for (uint32_t i = 0; i < page->nodes.count; i++) {
    if (page->nodes.items[i].tag == TAG_TITLE) return page_append_text(page, i, &page->page_title);
  }
  return 0;
}

void page_free(struct page *page) {
  VECTOR_FREE(&page->nodes);
  bytes_free(&page->text);
  bytes_free(&page->script);
  bytes_free(&page->page_title);
  for (int i = 0; i < FACTS; i++) bytes_free(&page->facts[i].value);
}

whosaid_status input_read_html(struct input *input, const struct input_options *options, char *bytes, size_t length, const char *charset,
                               whosaid_error *error) {
  (void)options;
  struct page page = {0};
  char declared[64];
  if (!charset && find_charset(bytes, length, declared, sizeof declared)) charset = declared;
  whosaid_status status = input_decode(input, &bytes, &length, charset, error);
  if (!status) status = check_nul(bytes, length, error);
  if (!status) status = page_parse(&page, bytes, length, error);
  if (!status && read_page_title(&page)) status = error_memory(error);
  if (!status) {
    page_weigh(&page);
    status = page_finish_facts(&page, input, error);
  }
  if (!status) status = page_write(&page, input, error);
  page_free(&page);
  return status;
}
