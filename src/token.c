/* token.c: sentences -> words, numbers, marks. */
#include "token.h"

#include <stdlib.h>
#include <string.h>

#include "base/chunk.h"
#include "base/error.h"
#include "base/utf8.h"
#include "document.h"
#include "lexicon.h"
#include "model/gazetteer.h"
#include "model/model.h"

enum {
  UPPER = 1,
  LOWER = 2,
  OTHER_LETTER = 4,
  DIGIT = 8,
  SPACE = 16,
  MARK = 32, /* always a token of one byte, but for "," between digits */
  LETTER = UPPER | LOWER | OTHER_LETTER,
  WORD = LETTER | DIGIT
};

/* clang-format off */
static const uint8_t CLASS[256] = {
    ['\t'] = SPACE, ['\n'] = SPACE, ['\v'] = SPACE, ['\f'] = SPACE, ['\r'] = SPACE, [' '] = SPACE,
    ['!'] = MARK, ['"'] = MARK, ['('] = MARK, [')'] = MARK, [','] = MARK, ['/'] = MARK, [';'] = MARK, ['?'] = MARK,
    ['['] = MARK, [']'] = MARK, ['{'] = MARK, ['}'] = MARK,
    ['0'] = DIGIT, ['1'] = DIGIT, ['2'] = DIGIT, ['3'] = DIGIT, ['4'] = DIGIT,
    ['5'] = DIGIT, ['6'] = DIGIT, ['7'] = DIGIT, ['8'] = DIGIT, ['9'] = DIGIT,
    ['A'] = UPPER, ['B'] = UPPER, ['C'] = UPPER, ['D'] = UPPER, ['E'] = UPPER, ['F'] = UPPER, ['G'] = UPPER,
    ['H'] = UPPER, ['I'] = UPPER, ['J'] = UPPER, ['K'] = UPPER, ['L'] = UPPER, ['M'] = UPPER, ['N'] = UPPER,
    ['O'] = UPPER, ['P'] = UPPER, ['Q'] = UPPER, ['R'] = UPPER, ['S'] = UPPER, ['T'] = UPPER, ['U'] = UPPER,
    ['V'] = UPPER, ['W'] = UPPER, ['X'] = UPPER, ['Y'] = UPPER, ['Z'] = UPPER,
    ['a'] = LOWER, ['b'] = LOWER, ['c'] = LOWER, ['d'] = LOWER, ['e'] = LOWER, ['f'] = LOWER, ['g'] = LOWER,
    ['h'] = LOWER, ['i'] = LOWER, ['j'] = LOWER, ['k'] = LOWER, ['l'] = LOWER, ['m'] = LOWER, ['n'] = LOWER,
    ['o'] = LOWER, ['p'] = LOWER, ['q'] = LOWER, ['r'] = LOWER, ['s'] = LOWER, ['t'] = LOWER, ['u'] = LOWER,
    ['v'] = LOWER, ['w'] = LOWER, ['x'] = LOWER, ['y'] = LOWER, ['z'] = LOWER,
};
/* clang-format on */

/* What is done for every token is compiled as one piece. */
#define INLINE static inline __attribute__((always_inline))

/* ---- Hash: the folded text in chunks of eight bytes, the last one filled up with zeros, then its length ------------- */

struct hash {
  uint64_t value, chunk;
  uint32_t length;
};

static void mix(struct hash *hash, uint64_t chunk) {
  uint64_t value = (hash->value ^ chunk) * 0x9E3779B97F4A7C15u;
  hash->value = value ^ value >> 29;
}

static void add_byte(struct hash *hash, unsigned char byte) {
  hash->chunk |= (uint64_t)byte << 8 * (hash->length & 7);
  if (++hash->length & 7) return;
  mix(hash, hash->chunk);
  hash->chunk = 0;
}

static void add_codepoint(struct hash *hash, uint32_t codepoint) {
  char bytes[4];
  uint32_t size = utf8_encode(codepoint, bytes);
  for (uint32_t i = 0; i < size; i++) add_byte(hash, (unsigned char)bytes[i]);
}

static uint32_t finish(struct hash *hash) {
  mix(hash, hash->chunk);
  uint64_t value = (hash->value ^ hash->length) * 0xBF58476D1CE4E5B9u;
  return (uint32_t)(value ^ value >> 32);
}

static void add_chunk(struct hash *exact, struct hash *lower, uint64_t chunk) {
  mix(exact, chunk);
  mix(lower, chunk_lower(chunk));
}

void token_hash(const char *word, uint32_t length, uint32_t *hash, uint32_t *lower) {
  struct hash exact_hash = {0}, lower_hash = {0};
  uint32_t i = 0, left = length, size;
  for (; left >= 8 && chunk_is_plain(chunk_eight(word + i)); i += 8, left -= 8) add_chunk(&exact_hash, &lower_hash, chunk_eight(word + i));
  exact_hash.length = lower_hash.length = i;
  if (left < 8 && chunk_is_plain(chunk_rest(word + i, left))) {
    exact_hash.chunk = chunk_rest(word + i, left);
    lower_hash.chunk = chunk_lower(exact_hash.chunk);
    exact_hash.length = lower_hash.length = length;
    left = 0;
  }
  for (; left; i += size, left -= size) {
    uint32_t folded = utf8_fold(utf8_decode(word, length, i, &size));
    add_codepoint(&exact_hash, folded);
    add_codepoint(&lower_hash, utf8_to_lower(folded));
  }
  *hash = finish(&exact_hash);
  *lower = finish(&lower_hash);
}

/* The hashes of an abbreviation leave out its stops. */
static void hash_abbreviation(const char *word, uint32_t length, struct token *token) {
  char bare[64];
  uint32_t kept = 0;
  for (uint32_t i = 0; i < length && kept < sizeof bare; i++) {
    if (word[i] != '.') bare[kept++] = word[i];
  }
  token_hash(bare, kept, &token->hash, &token->lower);
}

/* ---- Characters ----------------------------------------------------------------------------------------------------- */

struct text {
  const char *bytes;
  uint32_t end;
};

static int class_at(struct text text, uint32_t i) {
  if (i >= text.end) return 0;
  unsigned char byte = (unsigned char)text.bytes[i];
  if (byte < 0x80) return CLASS[byte];
  uint32_t size, c = utf8_decode(text.bytes, text.end, i, &size);
  if (utf8_is_upper(c)) return UPPER;
  if (utf8_is_lower(c)) return LOWER;
  if (utf8_is_letter(c)) return OTHER_LETTER;
  if (utf8_is_digit(c)) return DIGIT;
  return utf8_is_space(c) ? SPACE : 0;
}

static char byte_at(struct text text, uint32_t i) { return i < text.end ? text.bytes[i] : '\0'; }

static uint32_t size_at(struct text text, uint32_t i) {
  uint32_t size;
  utf8_decode(text.bytes, text.end, i, &size);
  return size;
}

/* The bytes of the apostrophe at i: ' ` ’ ‘ ′; 0 when there is none. */
static uint32_t apostrophe_at(struct text text, uint32_t i) {
  char c = byte_at(text, i);
  if (c == '\'' || c == '`') return 1;
  if (c != '\xE2' || byte_at(text, i + 1) != '\x80') return 0;
  char last = byte_at(text, i + 2);
  return last == '\x99' || last == '\x98' || last == '\xB2' ? 3 : 0;
}

/* The bytes of the currency sign at i. */
static uint32_t currency_at(struct text text, uint32_t i) {
  if (byte_at(text, i) == '$') return 1;
  if (byte_at(text, i) == '\xC2' && byte_at(text, i + 1) >= '\xA2' && byte_at(text, i + 1) <= '\xA5') return 2; /* ¢ £ ¤ ¥ */
  if (byte_at(text, i) == '\xE2' && byte_at(text, i + 1) == '\x82' && byte_at(text, i + 2) >= '\xA0') return 3; /* € ₹ ₴ … */
  return 0;
}

/* ---- Addresses ------------------------------------------------------------------------------------------------------ */

enum { LONGEST_LABELS = 64 };

static int is_label_byte(char c) { return (CLASS[(unsigned char)c] & WORD) || c == '-' || c == '_'; }

static const char TOP_DOMAINS[] =
    " com org net edu gov mil int info biz co io tv uk us ca au de fr eu ru ua cn jp nl se es ie nz za ch be pl br mx ";

static int is_top_domain(const char *label, uint32_t length) {
  char wanted[8] = " ";
  if (length < 2 || length > 4) return 0;
  memcpy(wanted + 1, label, length);
  wanted[length + 1] = ' ';
  return strstr(TOP_DOMAINS, wanted) != NULL;
}

/* To the end of "https://example.org/a?b=c": white space, a bracket or a mark ends it, and a last stop or comma is not its own. */
static uint32_t end_of_url(struct text text, uint32_t i) {
  uint32_t start = i;
  while (i < text.end && !(CLASS[(unsigned char)text.bytes[i]] & SPACE) && !strchr("<>\"[]{}|^`", text.bytes[i]) &&
         ((unsigned char)text.bytes[i] < 0x80 || (class_at(text, i) & (LETTER | DIGIT)))) {
    i += size_at(text, i);
  }
  while (i > start && strchr(".,;:!?)'*_-", text.bytes[i - 1])) i--;
  return i;
}

/* "jane@example.org": i is where its "@" stands. */
static uint32_t end_of_mail(struct text text, uint32_t i) {
  uint32_t end = i + 1;
  while (end < text.end && (is_label_byte(text.bytes[end]) || text.bytes[end] == '.')) end++;
  while (end > i + 1 && strchr(".-_", text.bytes[end - 1])) end--;
  return end > i + 1 ? end : 0;
}

/* The end of the host name or mail address that starts at `start`, 0 when there is none: "Metro.co.uk", "bbc.com/news", "j.smith@example.org". */
static uint32_t end_of_address(struct text text, uint32_t start) {
  uint32_t label = start, i = start, best = 0;
  for (; i < text.end && i - start < LONGEST_LABELS; i++) {
    char c = text.bytes[i];
    if (c == '@') return i > start ? end_of_mail(text, i) : 0;
    if (c == '.' || !(is_label_byte(c) || c == '+')) {
      if (label > start && is_top_domain(text.bytes + label, i - label)) best = i;
      if (c != '.') break;
      label = i + 1;
    }
  }
  if (i == text.end && label > start && is_top_domain(text.bytes + label, i - label)) best = i;
  if (best && byte_at(text, best) == '/' && (class_at(text, best + 1) & WORD)) return end_of_url(text, best);
  return best;
}

/* ---- Words and numbers ---------------------------------------------------------------------------------------------- */

/* A word that is being read. */
struct word {
  struct text text;
  uint32_t start, end; /* what is read of it */
  uint32_t part;       /* where the part after its last stop starts */
  uint32_t letters;
  int seen, last; /* classes of all its characters, and of the last one */
  uint32_t flags; /* enum token_flag */
  int whole;      /* nothing more may follow */
};

static void take(struct word *word, int class, uint32_t size) {
  if (class & UPPER) {
    if (!(word->seen & LETTER)) word->flags |= TOKEN_CAPITAL;
    if (word->seen & LOWER) word->flags |= TOKEN_MIXED_CASE;
  }
  word->letters += (class & LETTER) != 0;
  word->seen |= class;
  word->last = class;
  word->end += size;
}

/* ASCII letters and digits, as many as there are. */
static void take_ascii(struct word *word) {
  const unsigned char *bytes = (const unsigned char *)word->text.bytes;
  uint32_t i = word->end, digits = 0;
  int seen = word->seen, mixed = 0, class = 0;
  for (int next; i < word->text.end && ((next = CLASS[bytes[i]]) & WORD); i++) {
    class = next;
    mixed |= class & seen >> 1; /* a capital after a small letter */
    seen |= class;
    digits += (class & DIGIT) != 0;
  }
  if (i == word->end) return;
  if (!(word->seen & LETTER) && (seen & UPPER)) {
    uint32_t first = word->end;
    while (CLASS[bytes[first]] & DIGIT) first++;
    if (CLASS[bytes[first]] & UPPER) word->flags |= TOKEN_CAPITAL;
  }
  if (mixed & UPPER) word->flags |= TOKEN_MIXED_CASE;
  word->letters += i - word->end - digits;
  word->seen = seen;
  word->last = class;
  word->end = i;
}

/* Letters and digits, as many as there are. */
static void take_run(struct word *word) {
  for (;;) {
    take_ascii(word);
    if (word->end >= word->text.end || (unsigned char)word->text.bytes[word->end] < 0x80) return;
    int class = class_at(word->text, word->end);
    if (!(class & WORD)) return;
    take(word, class, size_at(word->text, word->end));
  }
}

static int take_up_to(struct word *word, uint32_t end) {
  if (end <= word->end) return 0;
  while (word->end < end) take(word, class_at(word->text, word->end) & WORD, size_at(word->text, word->end));
  return word->whole = 1;
}

static int has_capital(struct text text, uint32_t i, uint32_t end) {
  while (i < end && !(class_at(text, i) & UPPER)) i += size_at(text, i);
  return i < end;
}

/* "jean-paul@example.org", "daily-post.example.com"; but "ex-Amazon.com" is two words. */
static int take_hyphenated_address(struct word *word) {
  uint32_t end = end_of_address(word->text, word->start);
  return !has_capital(word->text, word->start, end) && take_up_to(word, end);
}

static const char CONTRACTED[] = " he she it that this there here what who where when how why let everyone everybody someone ";

/* "it's", "let's": nobody's possession. */
static int is_contraction(const struct word *word) {
  char wanted[16] = " ";
  uint32_t length = word->end - word->start;
  if (length > 9) return 0;
  for (uint32_t i = 0; i < length; i++) wanted[i + 1] = (char)(word->text.bytes[word->start + i] | 0x20);
  wanted[length + 1] = ' ';
  return strstr(CONTRACTED, wanted) != NULL;
}

/* The bytes of "’s" at i, when no letter follows. */
static uint32_t possessive_at(struct text text, uint32_t i) {
  uint32_t size = apostrophe_at(text, i);
  char s = byte_at(text, i + size);
  return size && (s == 's' || s == 'S') && !(class_at(text, i + size + 1) & WORD) ? size + 1 : 0;
}

static int join_apostrophe(struct word *word) {
  uint32_t size = apostrophe_at(word->text, word->end);
  if (!size || !(class_at(word->text, word->end + size) & LETTER)) return 0; /* 6'2 */
  if (possessive_at(word->text, word->end) && !is_contraction(word)) return 0;
  word->end += size;
  return 1;
}

/* Both sides of the stop at the word's end are parts of one letter, or what follows is one capital and its stop: "U.S.", "a.m", "Ph.D.". */
static int is_letter_pattern(const struct word *word) {
  struct text text = word->text;
  uint32_t next = word->end + 1;
  if (!(class_at(text, next) & LETTER)) return 0;
  uint32_t behind = next + size_at(text, next);
  if (class_at(text, behind) & WORD) return 0;
  if (word->letters <= 3 && (class_at(text, next) & UPPER) && byte_at(text, behind) == '.') return 1;
  return size_at(text, word->part) == word->end - word->part;
}

/* "BARC.L", "A1G.DE": a share as an exchange lists it. */
static int is_share_code(const struct word *word) {
  uint32_t next = word->end + 1, behind = next;
  while (byte_at(word->text, behind) >= 'A' && byte_at(word->text, behind) <= 'Z') behind++;
  return (word->seen & LETTER) == UPPER && behind > next && behind - next <= 2 && !(class_at(word->text, behind) & WORD) && byte_at(word->text, behind) != '.';
}

static int join_stop(struct word *word) {
  struct text text = word->text;
  uint32_t next = word->end + 1;
  if (word->last & DIGIT) {
    if (!(class_at(text, next) & DIGIT)) return 0;
  } else if ((class_at(text, next) & LETTER) && take_up_to(word, end_of_address(text, word->start))) {
    return 0;
  } else if (is_letter_pattern(word)) {
    word->flags |= TOKEN_ABBREVIATION;
  } else if (size_at(text, word->part) == word->end - word->part && (word->seen & LETTER) && byte_at(text, next) != '.') { /* "J. Smith" */
    word->flags |= TOKEN_ABBREVIATION;
    word->whole = 1;
  } else if (!is_share_code(word)) {
    return 0;
  }
  word->part = word->end = next;
  return !word->whole;
}

/* "10,000", "10:30"; not "1,2,3". */
static int join_digits(struct word *word) {
  uint32_t next = word->end + 1;
  if (!(word->last & DIGIT) || !(class_at(word->text, next) & DIGIT) || !(class_at(word->text, next + 1) & DIGIT)) return 0;
  word->end++;
  return 1;
}

static int join_url(struct word *word) {
  if (byte_at(word->text, word->end + 1) != '/' || byte_at(word->text, word->end + 2) != '/') return join_digits(word);
  take_up_to(word, end_of_url(word->text, word->end + 3));
  return 0;
}

/* "AT&T" */
static int join_capitals(struct word *word) {
  if (!(word->last & UPPER) || !(class_at(word->text, word->end + 1) & UPPER)) return 0;
  word->end++;
  return 1;
}

/* "10%", "10€" */
static int join_unit(struct word *word) {
  uint32_t size = byte_at(word->text, word->end) == '%' ? 1 : currency_at(word->text, word->end);
  if (size && (word->last & DIGIT) && !(class_at(word->text, word->end + size) & WORD)) word->end += size;
  return 0;
}

/* Whether the word goes on behind the mark that stands after its letters and digits; the mark is taken then. */
static int join(struct word *word) {
  switch (byte_at(word->text, word->end)) {
    case '.': return join_stop(word);
    case ',': return join_digits(word);
    case ':': return join_url(word);
    case '@': return take_up_to(word, end_of_address(word->text, word->start)), 0;
    case '-':
    case '+': return take_hyphenated_address(word), 0;
    case '_': return class_at(word->text, word->end + 1) & WORD ? (word->end++, 1) : 0;
    case '&': return join_capitals(word);
    case '%': return join_unit(word);
    case '\'':
    case '`': return join_apostrophe(word);
    case '\xE2': return currency_at(word->text, word->end) ? join_unit(word) : join_apostrophe(word);
    case '\xC2': return join_unit(word);
    default: return 0;
  }
}

/* "1.5m", "$3B", "5th"; not "3M". */
static int is_number(const struct word *word) {
  struct text text = word->text;
  uint32_t currency = currency_at(text, word->start) + (byte_at(text, word->start) == '.');
  if (!(class_at(text, word->start + currency) & DIGIT) || word->letters > 2 || word->flags & TOKEN_ABBREVIATION) return 0;
  return currency || !(word->seen & UPPER);
}

static uint32_t flags_of(const struct word *word) {
  uint32_t flags = word->flags;
  if (word->seen & LETTER) flags |= TOKEN_HAS_LETTER;
  if (word->seen & DIGIT) flags |= TOKEN_HAS_DIGIT;
  if (!(word->seen & WORD)) flags |= TOKEN_PUNCTUATION;
  if (word->letters >= 2 && (word->seen & LETTER) == UPPER) flags |= TOKEN_ALL_CAPITALS;
  if (word->letters == 1 && (word->seen & WORD) == UPPER) flags |= TOKEN_INITIAL;
  if ((word->seen & DIGIT) && is_number(word)) flags |= TOKEN_NUMBER;
  return flags;
}

static void read_word(struct word *word) {
  do take_run(word);
  while (join(word));
}

/* ---- Marks, and words that begin with one --------------------------------------------------------------------------- */

static const char ELIDED[] = " em n tis twas til till cause cos bout round ere ";

/* The bytes of the apostrophe that begins a word at i: "’90s", "’em", "’n’". */
static uint32_t elision_at(struct text text, uint32_t i) {
  uint32_t size = apostrophe_at(text, i), end = i + size;
  char wanted[8] = " ";
  if (!size) return 0;
  while (end - i - size < 6 && (class_at(text, end) & WORD) && (unsigned char)text.bytes[end] < 0x80) end++;
  uint32_t length = end - i - size;
  if (!length || length > 5 || (class_at(text, end) & WORD)) return 0;
  if (class_at(text, i + size) & DIGIT) {
    int year = length == 2 && size == 3 && byte_at(text, i + 2) == '\x99';
    return year || (length == 3 && byte_at(text, end - 1) == 's') ? size : 0;
  }
  for (uint32_t k = 0; k < length; k++) wanted[k + 1] = (char)(text.bytes[i + size + k] | 0x20);
  wanted[length + 1] = ' ';
  return strstr(ELIDED, wanted) ? size : 0;
}

/* The bytes at i that begin a word or number: "$5", ".5", "@name", "#tag", "’em". */
static uint32_t prefix_at(struct text text, uint32_t i, int after_space) {
  char c = byte_at(text, i);
  uint32_t currency = currency_at(text, i);
  if (currency) return class_at(text, i + currency) & DIGIT ? currency : 0;
  if (c == '.') return after_space && (class_at(text, i + 1) & DIGIT) ? 1 : 0;
  if (c == '@' || c == '#') return (class_at(text, i + 1) & WORD) || byte_at(text, i + 1) == '_' ? 1 : 0;
  return elision_at(text, i);
}

/* A mark that may be written many times is one token: "...", "--", "*****"; so are '' and ``. Of three apostrophes the single one is inside. */
static uint32_t end_of_mark(struct text text, uint32_t i, int after_space) {
  char c = text.bytes[i];
  if (CLASS[(unsigned char)c] & MARK) return i + 1;
  if (!strchr(".-*=_~'`", c)) return i + size_at(text, i);
  uint32_t end = i + 1, longest = c == '\'' || c == '`' ? i + 2 : text.end;
  while (end < longest && byte_at(text, end) == c) end++;
  return longest == i + 2 && !after_space && end == longest && byte_at(text, end) == c ? i + 1 : end;
}

/* The possessive that stands behind a word: "'s", or the bare "'" after "s". */
static uint32_t end_of_possessive(struct text text, uint32_t i) {
  if (!i || (class_at(text, i - 1) & SPACE)) return 0;
  uint32_t size = possessive_at(text, i);
  if (size) return i + size;
  size = apostrophe_at(text, i);
  return size && strchr("sSxz", text.bytes[i - 1]) && byte_at(text, i + size) != '\'' ? i + size : 0;
}

static uint32_t read_mark(struct text text, struct token *token) {
  uint32_t end = token->flags & TOKEN_SPACE_BEFORE || !apostrophe_at(text, token->start) ? 0 : end_of_possessive(text, token->start);
  if (!end) return token->flags |= TOKEN_PUNCTUATION, end_of_mark(text, token->start, (token->flags & TOKEN_SPACE_BEFORE) != 0);
  token->flags |= TOKEN_POSSESSIVE | (end - token->start == 2 || end - token->start == 4 ? TOKEN_HAS_LETTER : TOKEN_PUNCTUATION);
  return end;
}

static uint32_t skip_space(struct text text, uint32_t i) {
  for (;;) {
    while (i < text.end && CLASS[(unsigned char)text.bytes[i]] & SPACE) i++;
    if (i >= text.end || (unsigned char)text.bytes[i] < 0x80 || !(class_at(text, i) & SPACE)) return i;
    i += size_at(text, i);
  }
}

/* Up to eight ASCII letters, with the highest bit of each that is a capital or a small one. */
struct letters {
  uint64_t chunk, capitals, small;
  uint32_t count;
};

INLINE struct letters read_letters(const char *bytes, uint32_t left) {
  struct letters letters = {.chunk = left >= 8 ? chunk_eight(bytes) : chunk_rest(bytes, left), .count = 8};
  uint64_t both = chunk_capitals(letters.chunk & ~EIGHT(0x20)), others = ~both & EIGHT(0x80);
  if (others) {
    letters.count = (uint32_t)__builtin_ctzll(others) / 8;
    letters.chunk &= (1ull << 8 * letters.count) - 1;
    both &= others - 1;
  }
  letters.capitals = chunk_capitals(letters.chunk);
  letters.small = both & ~letters.capitals;
  return letters;
}

/* Nothing that stands at i can go on with a word of `length` letters: a space, a comma, a stop that ends a sentence. */
INLINE int ends_plain_word(struct text text, uint32_t i, uint32_t length) {
  if (i >= text.end || CLASS[(unsigned char)text.bytes[i]] & (SPACE | MARK)) return 1;
  if (text.bytes[i] != '.' || length < 2) return 0;
  return i + 1 >= text.end || CLASS[(unsigned char)text.bytes[i + 1]] & (SPACE | MARK);
}

/* Eight letters and more. */
static __attribute__((noinline)) int read_long_word(struct text text, struct token *token) {
  struct hash exact = {0}, lower = {0};
  struct letters letters = {.count = 8};
  uint64_t small = 0, capitals = 0;
  uint32_t i = token->start, flags = token->flags | TOKEN_HAS_LETTER | TOKEN_PLAIN;
  for (; letters.count == 8; i += letters.count) {
    if (i > token->start) mix(&exact, exact.chunk), mix(&lower, lower.chunk);
    letters = read_letters(text.bytes + i, text.end - i);
    if (i == token->start && letters.capitals & 0x80) flags |= TOKEN_CAPITAL;
    if (letters.capitals && (small || (letters.small && letters.capitals > (letters.small & -letters.small)))) flags |= TOKEN_MIXED_CASE;
    small |= letters.small;
    capitals |= letters.capitals;
    exact.chunk = letters.chunk;
    lower.chunk = letters.chunk | letters.capitals >> 2;
  }
  uint32_t length = i - token->start;
  if (!ends_plain_word(text, i, length)) return 0;
  if (!small) flags |= TOKEN_ALL_CAPITALS;
  exact.length = lower.length = length;
  token->end = i;
  token->flags = flags;
  token->hash = finish(&exact);
  token->lower = capitals ? finish(&lower) : token->hash;
  return 1;
}

/* Reads a word of ASCII letters that ends where nothing can go on with it, as most words do; 0 when it is another one. */
INLINE int read_plain_word(struct text text, struct token *token) {
  struct letters letters = read_letters(text.bytes + token->start, text.end - token->start);
  uint32_t length = letters.count, flags = token->flags | TOKEN_HAS_LETTER | TOKEN_PLAIN;
  if (length == 8) return read_long_word(text, token);
  if (!length || !ends_plain_word(text, token->start + length, length)) return 0;
  token->end = token->start + length;
  token->hash = token->lower = chunk_hash(letters.chunk, length);
  if (letters.capitals) {
    token->lower = chunk_hash(letters.chunk | letters.capitals >> 2, length);
    if (letters.capitals & 0x80) flags |= TOKEN_CAPITAL;
    if (letters.small && letters.capitals > (letters.small & -letters.small)) flags |= TOKEN_MIXED_CASE;
    if (!letters.small) flags |= length > 1 ? TOKEN_ALL_CAPITALS : TOKEN_INITIAL;
  }
  token->flags = flags;
  return 1;
}

/* Reads a comma, a bracket or the stop of a sentence; 0 when it is something else. */
INLINE int read_plain_mark(struct text text, struct token *token) {
  unsigned char c = (unsigned char)text.bytes[token->start];
  int is_stop = c == '.' && !(token->flags & TOKEN_SPACE_BEFORE) && byte_at(text, token->start + 1) != '.';
  if (!(CLASS[c] & MARK) && !is_stop) return 0;
  token->end = token->start + 1;
  token->flags |= TOKEN_PUNCTUATION;
  token->hash = token->lower = chunk_hash(c, 1);
  return 1;
}

INLINE int stands_after_space(struct text text, uint32_t i) {
  uint32_t size;
  if (!i || (unsigned char)text.bytes[i - 1] < 0x80) return !i || CLASS[(unsigned char)text.bytes[i - 1]] & SPACE;
  return utf8_is_space(utf8_decode_before(text.bytes, i, &size));
}

/* Any other token: a word with marks, digits or letters beyond ASCII in it, or a mark. */
static __attribute__((noinline)) void read_other(struct text text, struct token *token) {
  uint32_t start = token->start;
  int class = class_at(text, start), is_word = class & WORD, after_space = (token->flags & TOKEN_SPACE_BEFORE) != 0;
  uint32_t prefix = class & (WORD | MARK) ? 0 : prefix_at(text, start, after_space);
  if (is_word || prefix) {
    struct word word = {.text = text, .start = start, .end = start + prefix, .part = start + prefix};
    read_word(&word);
    if (prefix && word.letters == 1 && word.end == start + prefix + 1 && prefix == apostrophe_at(text, start)) {
      word.end += apostrophe_at(text, word.end); /* "’n’" */
    }
    token->end = word.end;
    token->flags |= flags_of(&word);
  } else {
    token->end = read_mark(text, token);
  }
  if (token->flags & TOKEN_ABBREVIATION) hash_abbreviation(text.bytes + start, token->end - start, token);
  else token_hash(text.bytes + start, token->end - start, &token->hash, &token->lower);
}

INLINE int read_token(struct text text, uint32_t offset, struct token *token) {
  uint32_t start = offset;
  if (start < text.end && text.bytes[start] == ' ') start++;
  if (start < text.end && !(CLASS[(unsigned char)text.bytes[start]] & (WORD | MARK))) start = skip_space(text, start);
  if (start >= text.end) return 0;
  *token = (struct token){.start = start, .flags = start > offset || stands_after_space(text, start) ? TOKEN_SPACE_BEFORE : 0};
  if (!read_plain_word(text, token) && !read_plain_mark(text, token)) read_other(text, token);
  return 1;
}

int token_next(const char *bytes, uint32_t length, uint32_t offset, struct token *token) {
  return read_token((struct text){bytes, length}, offset, token);
}

/* Gives the word the stop right behind it. */
static void take_stop(const char *text, struct token *token) {
  token->end++;
  token->flags |= TOKEN_ABBREVIATION;
  hash_abbreviation(text + token->start, token->end - token->start, token);
}

static int stop_follows(const char *text, uint32_t length, const struct token *token) {
  if (token->end >= length || text[token->end] != '.' || (token->end + 1 < length && text[token->end + 1] == '.')) return 0;
  return token->flags & TOKEN_HAS_LETTER && !(token->flags & (TOKEN_NUMBER | TOKEN_POSSESSIVE));
}

int token_next_of_name(const char *text, uint32_t length, uint32_t offset, struct token *token) {
  if (!token_next(text, length, offset, token)) return 0;
  if (stop_follows(text, length, token)) take_stop(text, token);
  return 1;
}

/* ---- A set of words ------------------------------------------------------------------------------------------------- */

/* Hashes, by open addressing; 0 marks a free place. */
struct set {
  uint32_t *places;
  uint32_t room, count;
};

static uint32_t *place_of(const struct set *set, uint32_t hash) {
  uint32_t i = hash & (set->room - 1);
  while (set->places[i] && set->places[i] != hash) i = (i + 1) & (set->room - 1);
  return &set->places[i];
}

static int set_grow(struct set *set) {
  struct set grown = {.room = set->room ? set->room * 2 : 1024, .count = set->count};
  grown.places = calloc(grown.room, sizeof *grown.places);
  if (!grown.places) return -1;
  for (uint32_t i = 0; i < set->room; i++) {
    if (set->places[i]) *place_of(&grown, set->places[i]) = set->places[i];
  }
  free(set->places);
  *set = grown;
  return 0;
}

static int set_add(struct set *set, uint32_t hash) {
  if (set->count * 2 >= set->room && set_grow(set)) return -1;
  uint32_t *place = place_of(set, hash);
  set->count += !*place;
  *place = hash;
  return 0;
}

/* ---- The document's tokens ------------------------------------------------------------------------------------------ */

enum { BYTES_A_TOKEN = 5 }; /* somewhat less than in prose, so that few texts need more room */

/* "Acme Inc", "Ada Obi Jr": the stop behind it at the end of a sentence is the sentence's. */
static int closes_name(const struct whosaid_document *document, const struct token *token) {
  const struct gazetteer *gazetteer = document->model->gazetteer;
  const char *word = document->text + token->start;
  uint32_t length = token->end - token->start;
  return gazetteer_find(gazetteer, ENTRY_ORGANIZATION_SUFFIX, word, length) || gazetteer_find(gazetteer, ENTRY_NAME_SUFFIX, word, length);
}

/* A stop inside a sentence is an abbreviation's ("Gov. Newsom"); at its end or before another mark the list must know it ("Acme Inc."). */
static int keeps_stop(const struct whosaid_document *document, const struct token *token, uint32_t end) {
  struct text text = {document->text, end};
  uint32_t flags, behind = token->end + 1, next = skip_space(text, behind);
  if (next > behind && (class_at(text, next) & WORD)) return 1;
  if (!find_abbreviation(document->model, document->text + token->start, token->end - token->start, 0, &flags)) return 0;
  return !(flags & FLAG_AMBIGUOUS) && !(next == end && closes_name(document, token));
}

static int is_lower_word(const struct token *token) {
  const uint32_t capitals = TOKEN_CAPITAL | TOKEN_MIXED_CASE | TOKEN_ABBREVIATION | TOKEN_POSSESSIVE;
  return (token->flags & (capitals | TOKEN_HAS_LETTER)) == TOKEN_HAS_LETTER;
}

/* Adds the sentence's tokens to the document, and their words in lower case to the set. */
static int split_sentence(struct whosaid_document *document, uint32_t sentence, struct set *lower_words) {
  struct text text = {document->text, document->sentences.items[sentence].end};
  uint32_t offset = document->sentences.items[sentence].start, first_word = TOKEN_SENTENCE_START;
  for (;; document->tokens.count++) {
    if (document->tokens.count == document->tokens.room) {
      if (!VECTOR_ADD(&document->tokens)) return -1;
      document->tokens.count--;
    }
    struct token *token = &document->tokens.items[document->tokens.count];
    if (!read_token(text, offset, token)) return 0;
    if (stop_follows(text.bytes, text.end, token) && keeps_stop(document, token, text.end)) take_stop(text.bytes, token);
    if (is_lower_word(token) && set_add(lower_words, token->lower)) return -1;
    token->sentence = sentence;
    if (first_word && token->flags & (TOKEN_HAS_LETTER | TOKEN_HAS_DIGIT)) {
      token->flags |= first_word;
      first_word = 0;
    }
    offset = token->end;
  }
}

static int split_all(struct whosaid_document *document, struct set *lower_words) {
  for (uint32_t i = 0; i <= document->sentences.count; i++) {
    uint32_t *first = VECTOR_ADD(&document->sentence_tokens);
    if (!first) return -1;
    *first = document->tokens.count;
    if (i < document->sentences.count && split_sentence(document, i, lower_words)) return -1;
  }
  return 0;
}

static void mark_lower_words(struct whosaid_document *document, const struct set *lower_words) {
  for (uint32_t i = 0; i < document->tokens.count; i++) {
    struct token *token = &document->tokens.items[i];
    if ((token->flags & (TOKEN_CAPITAL | TOKEN_ABBREVIATION)) != TOKEN_CAPITAL) continue;
    token->flags |= *place_of(lower_words, token->lower) ? TOKEN_DOCUMENT_LOWER : 0u;
  }
}

whosaid_status split_tokens(struct whosaid_document *document, whosaid_error *error) {
  struct set lower_words = {0};
  int failed = VECTOR_RESERVE(&document->tokens, document->length / BYTES_A_TOKEN + 16) || set_grow(&lower_words) || split_all(document, &lower_words);
  if (!failed) mark_lower_words(document, &lower_words);
  free(lower_words.places);
  return failed ? error_memory(error) : document_index_tokens(document, error);
}
