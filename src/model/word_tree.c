/* word_tree.c: "(?:March|May|June|July)" -> "(?:(?=[JM])(?:Ju(?:ly|ne)|Ma(?:rch|y)))". */
#include "model/word_tree.h"

#include <stdlib.h>
#include <string.h>

enum { FEWEST_WORDS = 4, MOST_WORDS = 256 };

struct word {
  const char *bytes;
  uint32_t length, place; /* its place among the alternatives */
};

struct out {
  char *bytes;
  uint32_t length, room;
  int failed;
};

static void put(struct out *out, const char *bytes, uint32_t length) {
  if (length > out->room - out->length) out->failed = 1;
  if (out->failed) return;
  memcpy(out->bytes + out->length, bytes, length);
  out->length += length;
}

/* The bytes of a character, or of "\.". */
static uint32_t character_size(char first) {
  unsigned char byte = (unsigned char)first;
  return first == '\\' ? 2 : byte < 0xC0 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

/* The bytes at i of a letter, digit, space, "\." or of what is not ASCII; 0 for anything that means something in a pattern. */
static uint32_t plain_size(struct slice pattern, uint32_t i) {
  char c = pattern.bytes[i];
  int is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == ' ' || (unsigned char)c >= 0xC0;
  if (!is_plain && (c != '\\' || i + 1 >= pattern.length || pattern.bytes[i + 1] != '.')) return 0;
  return i + character_size(c) <= pattern.length ? character_size(c) : 0;
}

/* The alternatives of the group whose first one starts at i, and where its bracket closes; 0 when they are not all plain words. */
static uint32_t read_words(struct slice pattern, uint32_t i, struct word words[MOST_WORDS], uint32_t *close) {
  uint32_t count = 0, start = i, size;
  for (; i < pattern.length; i += size ? size : 1) {
    size = plain_size(pattern, i);
    if (size) continue;
    if ((pattern.bytes[i] != '|' && pattern.bytes[i] != ')') || i == start || count == MOST_WORDS) return 0;
    words[count] = (struct word){pattern.bytes + start, i - start, count};
    count++;
    start = i + 1;
    if (pattern.bytes[i] == ')') return *close = i, count;
  }
  return 0;
}

static int compare_words(const void *a, const void *b) {
  const struct word *x = a, *y = b;
  int order = memcmp(x->bytes, y->bytes, x->length < y->length ? x->length : y->length);
  if (order) return order;
  if (x->length != y->length) return x->length < y->length ? -1 : 1;
  return x->place < y->place ? -1 : 1;
}

/* How many of the words, which are sorted, have the same character at `depth` as the first. */
static uint32_t count_branch(const struct word *words, uint32_t count, uint32_t depth) {
  uint32_t same = 1, size = character_size(words[0].bytes[depth]);
  const char *first = words[0].bytes + depth;
  while (same < count && words[same].bytes[depth] == *first && !memcmp(words[same].bytes + depth, first, size)) same++;
  return same;
}

/* "(?:Prof|Professor)" prefers the shorter word and "(?:Professor|Prof)" the longer one: "??" or "?"; NULL when some longer words come
 * before the shorter one and others behind it. */
static const char *preference(struct word shorter, const struct word *longer, uint32_t count) {
  uint32_t behind = 0;
  for (uint32_t i = 0; i < count; i++) behind += longer[i].place > shorter.place;
  return behind == count ? "??" : behind ? NULL : "?";
}

/* What follows the `depth` bytes that the words share. */
static void put_tree(struct out *out, const struct word *words, uint32_t count, uint32_t depth) {
  uint32_t ended = 0;
  while (ended < count && words[ended].length == depth) ended++;
  if (ended == count) return;
  const struct word *longer = words + ended, *end = words + count;
  uint32_t same = count_branch(longer, (uint32_t)(end - longer), depth);
  int is_group = ended || longer + same < end;
  if (is_group) put(out, "(?:", 3);
  for (const struct word *branch = longer; branch < end; branch += same) {
    same = count_branch(branch, (uint32_t)(end - branch), depth);
    if (branch > longer) put(out, "|", 1);
    uint32_t size = character_size(branch->bytes[depth]);
    put(out, branch->bytes + depth, size);
    put_tree(out, branch, same, depth + size);
  }
  if (is_group) put(out, ")", 1);
  const char *quantifier = ended ? preference(words[0], longer, count - ended) : "";
  if (quantifier) put(out, quantifier, (uint32_t)strlen(quantifier));
  else out->failed = 1;
}

/* "(?=[JM])": most texts fail here. */
static void put_first_letters(struct out *out, const struct word *words, uint32_t count) {
  put(out, "(?=[", 4);
  for (uint32_t i = 0; i < count; i += count_branch(words + i, count - i, 0)) put(out, words[i].bytes, character_size(words[i].bytes[0]));
  put(out, "])", 2);
}

/* The group of words at i, behind its "(?:"; where it ends, or i when it is left as it is. */
static uint32_t put_words(struct out *out, struct slice pattern, uint32_t i) {
  struct word words[MOST_WORDS];
  uint32_t close = i, count = read_words(pattern, i, words, &close);
  if (count < FEWEST_WORDS) return i;
  for (uint32_t k = 0; k < count; k++) {
    if (words[k].bytes[0] == ' ') return i; /* "(?x)" may pass over it */
  }
  struct out tree = *out;
  qsort(words, count, sizeof *words, compare_words);
  put_first_letters(&tree, words, count);
  put_tree(&tree, words, count, 0);
  if (tree.failed) return i;
  *out = tree;
  return close;
}

/* "[(?:]" is no group: to its closing bracket. */
static uint32_t class_size(struct slice pattern, uint32_t i) {
  uint32_t end = i + 1;
  while (end < pattern.length && (pattern.bytes[end] != ']' || end == i + 1)) end += pattern.bytes[end] == '\\' ? 2 : 1;
  return end < pattern.length ? end + 1 - i : pattern.length - i;
}

/* "(?x)" and "\Q" change what letters and spaces mean. */
static int changes_meaning(struct slice pattern) {
  for (uint32_t i = 0; i + 2 < pattern.length; i++) {
    const char *p = pattern.bytes + i;
    if (!memcmp(p, "\\Q", 2) || (!memcmp(p, "(?", 2) && (p[2] == '^' || p[2] == '-' || (p[2] >= 'a' && p[2] <= 'z')))) return 1;
  }
  return 0;
}

uint32_t word_tree_expand(struct slice pattern, char *bytes, uint32_t room) {
  struct out out = {.bytes = bytes, .room = room};
  if (changes_meaning(pattern)) return 0;
  for (uint32_t i = 0, size; i < pattern.length; i += size) {
    const char *p = pattern.bytes + i;
    uint32_t left = pattern.length - i;
    size = *p == '[' ? class_size(pattern, i) : *p == '\\' && left > 1 ? 2 : left > 3 && !memcmp(p, "(?:", 3) ? 3 : 1;
    put(&out, p, size);
    if (size == 3 && *p == '(') size = put_words(&out, pattern, i + 3) - i;
  }
  return out.failed ? 0 : out.length;
}
