/* sentence.c: text -> paragraphs, sections, sentences. */
#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "base/error.h"
#include "base/utf8.h"
#include "document.h"
#include "lexicon.h"
#include "model/gazetteer.h"

enum {
  LONGEST_WORD = 64,
  LONGEST_HEADLINE = 160,
  WIDEST_WRAP = 100,
  NARROWEST_WRAP = 24,
  SHORT_QUOTE = 60,
  SHORT_SENTENCE = 12,
  SHORT_EXCLAMATION = 24,
  MOST_NAMES = 5
};

/* ---- Characters ----------------------------------------------------------------------------------------------------- */

/* The text up to the end of what is being split. */
struct text {
  const char *bytes;
  uint32_t end;
};

static char byte_at(struct text text, uint32_t i) { return i < text.end ? text.bytes[i] : '\0'; }

static uint32_t codepoint_at(struct text text, uint32_t i, uint32_t *size) {
  if (i < text.end && (unsigned char)text.bytes[i] < 0x80) return *size = 1, (uint32_t)text.bytes[i];
  if (i < text.end) return utf8_decode(text.bytes, text.end, i, size);
  *size = 0;
  return 0;
}

static int is_space_at(struct text text, uint32_t i) {
  uint32_t size;
  return i < text.end && utf8_is_space(codepoint_at(text, i, &size));
}

static int is_upper_at(struct text text, uint32_t i) {
  uint32_t size;
  return utf8_is_upper(codepoint_at(text, i, &size));
}

static int is_lower_at(struct text text, uint32_t i) {
  uint32_t size;
  return utf8_is_lower(codepoint_at(text, i, &size));
}

static int is_digit_at(struct text text, uint32_t i) { return byte_at(text, i) >= '0' && byte_at(text, i) <= '9'; }

static int is_word_at(struct text text, uint32_t i) {
  uint32_t size, c = codepoint_at(text, i, &size);
  return utf8_is_letter(c) || utf8_is_digit(c);
}

static uint32_t skip_space(struct text text, uint32_t i) {
  uint32_t size;
  while (i < text.end && utf8_is_space(codepoint_at(text, i, &size))) i += size;
  return i;
}

static uint32_t trim_space(struct text text, uint32_t start) {
  uint32_t size, end = text.end;
  while (end > start && utf8_is_space(utf8_decode_before(text.bytes, end, &size))) end -= size;
  return end;
}

/* What a mark may be; it may be several. */
enum kind { TERMINAL = 1, CLOSER = 2, OPENER = 4, QUOTE = 8, DASH = 16, BULLET = 32, COMMA = 64 };

static const uint8_t KINDS[128] = {
    ['.'] = TERMINAL,
    ['!'] = TERMINAL,
    ['?'] = TERMINAL,
    [')'] = CLOSER,
    [']'] = CLOSER,
    ['}'] = CLOSER,
    ['('] = OPENER,
    ['['] = OPENER,
    ['{'] = OPENER,
    ['`'] = OPENER | QUOTE,
    ['"'] = CLOSER | OPENER | QUOTE,
    ['\''] = CLOSER | OPENER | QUOTE,
    ['-'] = DASH,
    [','] = COMMA,
    [';'] = COMMA,
    [':'] = COMMA,
};

static const struct {
  const char *characters; /* three bytes each */
  int kinds;
} WIDE_KINDS[] = {
    {"…‼⁇⁈⁉。！？", TERMINAL}, {"’”", CLOSER | QUOTE}, {"‘“„", OPENER | QUOTE}, {"›", CLOSER}, {"‹", OPENER}, {"–—", DASH},
    {"•‣●▪■◦", BULLET},
};

static int kinds_of(const char *character, uint32_t size) {
  if (size == 1) return KINDS[(unsigned char)*character];
  if (size == 2) return !memcmp(character, "«", 2) ? OPENER | QUOTE : !memcmp(character, "»", 2) ? CLOSER | QUOTE : 0;
  for (size_t i = 0; size == 3 && i < sizeof WIDE_KINDS / sizeof *WIDE_KINDS; i++) {
    for (const char *p = WIDE_KINDS[i].characters; *p; p += 3) {
      if (!memcmp(p, character, 3)) return WIDE_KINDS[i].kinds;
    }
  }
  return 0;
}

/* The bytes of the mark at i, 0 when it is not of this kind. */
static uint32_t mark_at(struct text text, uint32_t i, enum kind kind) {
  uint32_t size;
  if (i >= text.end) return 0;
  if ((unsigned char)text.bytes[i] < 0x80) return (KINDS[(unsigned char)text.bytes[i]] & (int)kind) != 0;
  utf8_decode(text.bytes, text.end, i, &size);
  return kinds_of(text.bytes + i, size) & (int)kind ? size : 0;
}

/* ---- Lines ---------------------------------------------------------------------------------------------------------- */

/* A line without white space around it; start == end for a blank one. */
struct line {
  uint32_t start, end;
};

struct lines {
  VECTOR(struct line) all;
  uint32_t width; /* of the widest one that is no wider than a page */
  int wrapped;    /* lines are broken where they are full */
};

/* U+2028 or U+2029. */
static int is_separator_at(struct text text, uint32_t i) {
  return byte_at(text, i) == '\xE2' && byte_at(text, i + 1) == '\x80' && (byte_at(text, i + 2) == '\xA8' || byte_at(text, i + 2) == '\xA9');
}

/* Whether something else than "\n" breaks lines. */
static int has_odd_breaks(struct text text) {
  if (!text.end || memchr(text.bytes, '\r', text.end)) return text.end > 0;
  for (const char *p = text.bytes; (p = memchr(p, 0xE2, text.end - (size_t)(p - text.bytes))); p++) {
    if (is_separator_at(text, (uint32_t)(p - text.bytes))) return 1;
  }
  return 0;
}

/* The bytes of the line break at i: "\n", "\r\n", "\r", U+2028, U+2029. */
static uint32_t break_at(struct text text, uint32_t i) {
  switch (text.bytes[i]) {
    case '\n': return 1;
    case '\r': return byte_at(text, i + 1) == '\n' ? 2 : 1;
    default: return is_separator_at(text, i) ? 3 : 0;
  }
}

static uint32_t end_of_line(struct text text, uint32_t i, int odd) {
  if (odd) {
    while (i < text.end && !break_at(text, i)) i++;
    return i;
  }
  const char *end = memchr(text.bytes + i, '\n', text.end - i);
  return end ? (uint32_t)(end - text.bytes) : text.end;
}

static whosaid_status read_lines(struct text text, struct lines *lines, whosaid_error *error) {
  int odd = has_odd_breaks(text);
  for (uint32_t i = 0; i < text.end;) {
    struct line *line = VECTOR_ADD(&lines->all);
    if (!line) return error_memory(error);
    struct text left = {text.bytes, end_of_line(text, i, odd)};
    line->start = skip_space(left, i);
    line->end = trim_space(left, line->start);
    i = left.end < text.end ? left.end + break_at(text, left.end) : text.end;
  }
  return WHOSAID_OK;
}

static int ends_with_terminal(struct text text, struct line line) {
  uint32_t size, end = line.end;
  while (end > line.start) {
    uint32_t c = utf8_decode_before(text.bytes, end, &size);
    if (mark_at(text, end - size, TERMINAL)) return 1;
    if (c != '"' && c != '\'' && c != ')' && c != 0x201D && c != 0x2019) return 0;
    end -= size;
  }
  return 0;
}

static uint32_t first_word_width(struct text text, struct line line) {
  uint32_t i = line.start;
  while (i < line.end && !is_space_at(text, i)) i++;
  return i - line.start;
}

/* Whether lines are broken where they are full: they go on in lower case, hardly one is wider than a page, and few had room for the
 * next line's first word. */
static void find_wrapping(struct text text, struct lines *lines) {
  uint32_t pairs = 0, lower = 0, full = 0, used = 0, wide = 0;
  for (uint32_t i = 0; i < lines->all.count; i++) {
    uint32_t length = lines->all.items[i].end - lines->all.items[i].start;
    used += length > 0;
    wide += length > WIDEST_WRAP;
    if (length > lines->width && length <= WIDEST_WRAP) lines->width = length;
  }
  if (wide * 20 > used || lines->width < NARROWEST_WRAP) return;
  for (uint32_t i = 1; i < lines->all.count; i++) {
    struct line line = lines->all.items[i], before = lines->all.items[i - 1];
    if (line.start == line.end || before.start == before.end) continue;
    pairs++;
    lower += (uint32_t)is_lower_at(text, line.start) && !ends_with_terminal(text, before);
    full += before.end - before.start + 1 + first_word_width(text, line) > lines->width;
  }
  lines->wrapped = lower && ((pairs > 1 && lower * 3 >= pairs * 2) || (lower * 4 >= pairs && full * 2 >= pairs));
}

/* ---- Words before and after a stop ---------------------------------------------------------------------------------- */

static const char ZONES_AND_DAYS[] =
    " et est edt ct cst cdt mt mst mdt pt pst pdt gmt utc bst cet cest ist eastern central pacific mountain local monday tuesday wednesday "
    "thursday friday saturday "
    "sunday january february march april may june july august september october november december jan feb mar apr jun jul aug sept oct nov "
    "dec ";

/* Whether the ASCII word at i stands in the list " word word ", in any case. */
static int is_listed(struct text text, uint32_t i, const char *list) {
  char wanted[20] = " ";
  uint32_t length = 0;
  for (char c; length < 17 && (c = (char)(byte_at(text, i + length) | 0x20)) >= 'a' && c <= 'z'; length++) wanted[length + 1] = c;
  if (!length || (is_word_at(text, i + length))) return 0;
  wanted[length + 1] = ' ';
  return strstr(list, wanted) != NULL;
}

/* To the next space: "O’Brien", "Jean-Paul", "J.". */
static uint32_t end_of_name(struct text text, uint32_t i) {
  uint32_t size;
  while (is_word_at(text, i) || byte_at(text, i) == '.' || mark_at(text, i, DASH | QUOTE)) codepoint_at(text, i, &size), i += size;
  return i;
}

static uint32_t end_of_word(struct text text, uint32_t i) {
  uint32_t size;
  while (is_word_at(text, i)) codepoint_at(text, i, &size), i += size;
  return i;
}

/* "The president …", "Officials said …"; not the "A." of "A. Smith". */
static int starts_sentences(const whosaid_model *model, struct text text, uint32_t i) {
  uint32_t end = end_of_word(text, i);
  if (!is_upper_at(text, i) || (end == i + 1 && byte_at(text, end) == '.')) return 0;
  uint32_t classes = find_classes(model, text.bytes + i, end - i);
  return classes & LEXICON_STARTER || (classes & LEXICON_GROUP && is_lower_at(text, skip_space(text, end)));
}

/* Where the word that ends at `end` begins: it may hold stops ("U.S") and apostrophes, no hyphen or bracket. */
static uint32_t start_of_word(struct text text, uint32_t from, uint32_t end) {
  uint32_t size, start = end, lowest = end - from > LONGEST_WORD ? end - LONGEST_WORD : from;
  while (start > lowest) {
    uint32_t c = utf8_decode_before(text.bytes, start, &size);
    if (!utf8_is_letter(c) && !utf8_is_digit(c) && c != '.' && c != '\'' && c != 0x2019) break;
    start -= size;
  }
  while (start < end && !is_word_at(text, start)) codepoint_at(text, start, &size), start += size;
  return start;
}

/* ---- The decision at a terminal mark -------------------------------------------------------------------------------- */

/* A terminal mark with what stands around it. */
struct stop {
  const whosaid_model *model;
  struct text text;      /* to the end of the paragraph */
  uint32_t sentence;     /* where the sentence starts */
  uint32_t mark, behind; /* the terminal marks, then closing marks up to `behind` */
  uint32_t after;        /* behind the terminal marks */
  uint32_t next;         /* the next character that is no space */
  uint32_t word;         /* where the next word or number starts, behind opening marks */
};

static int next_is_quote(const struct stop *stop) { return stop->word > stop->next && mark_at(stop->text, stop->next, QUOTE); }

/* After an abbreviation that may or may not end its sentence. */
static int next_starts(const struct stop *stop) { return next_is_quote(stop) || starts_sentences(stop->model, stop->text, stop->word); }

static int precedes_capital(const struct stop *stop, uint32_t start) {
  struct text text = stop->text;
  uint32_t size, end = start;
  while (end > stop->sentence && utf8_is_space(utf8_decode_before(text.bytes, end, &size))) end -= size;
  if (end > stop->sentence && text.bytes[end - 1] == '.') end--;
  return end > stop->sentence && is_upper_at(text, start_of_word(text, stop->sentence, end));
}

static int is_in_capitals(struct text text, uint32_t i) {
  uint32_t end = end_of_word(text, i);
  while (i < end && !is_lower_at(text, i)) i++;
  return i >= end;
}

/* The word from `start` to the stop. */
static int is_abbreviation(const struct stop *stop, uint32_t start, uint32_t *flags) {
  return find_abbreviation(stop->model, stop->text.bytes + start, stop->mark - start, is_in_capitals(stop->text, stop->word), flags);
}

/* "J. Smith", "George W. Bush", "A. Introduction"; but "vitamin C. Then", "World War I. Troops". */
static int ends_after_letter(const struct stop *stop, uint32_t start) {
  struct text text = stop->text;
  if (start == stop->sentence) return 0;
  if (!is_upper_at(text, start)) return 1;
  if (next_starts(stop)) return 1;
  return byte_at(text, start) == 'I' && !precedes_capital(stop, start);
}

/* "U.S.", "a.m.", "e.g." */
static int ends_after_pattern(const struct stop *stop, uint32_t start) {
  struct text text = stop->text;
  const char *word = text.bytes + start;
  uint32_t length = stop->mark - start;
  if (length == 3 && (!memcmp(word, "e.g", 3) || !memcmp(word, "i.e", 3))) return 0;
  if (start > stop->sentence && strchr("/@", word[-1])) return 1;
  if (next_starts(stop)) return 1;
  if (is_digit_at(text, stop->word)) return is_digit_at(text, end_of_word(text, stop->word) - 1); /* "U.S. 2nd Fleet" */
  if (length == 3 && (word[0] | 0x20) != 'u' && (word[2] | 0x20) == 'm') return !is_listed(text, stop->word, ZONES_AND_DAYS);
  return 0;
}

static int ends_after_abbreviation(const struct stop *stop, uint32_t flags) {
  int number = is_digit_at(stop->text, stop->word);
  if (number && (flags & FLAG_BEFORE_NUMBER)) return 0;
  if (flags & FLAG_AMBIGUOUS) return 1;
  if (flags & FLAG_BEFORE_NAME) return 0;
  if (flags & FLAG_BEFORE_NUMBER) return 1;
  return next_starts(stop);
}

/* "Lt", "Pfc": a capital and lower-case letters without a vowel are an abbreviation, known or not. */
static int looks_abbreviated(struct text text, uint32_t start, uint32_t end) {
  if (!is_upper_at(text, start) || end - start < 2 || end - start > 5) return 0;
  for (uint32_t i = start; i < end; i++) {
    if (strchr("aeiouyAEIOUY", text.bytes[i]) || (i > start && !is_lower_at(text, i))) return 0;
  }
  return 1;
}

/* A single full stop before a capital, a number or an opening mark. */
static int ends_after_word(const struct stop *stop) {
  struct text text = stop->text;
  uint32_t start = start_of_word(text, stop->sentence, stop->mark), size, flags;
  if (start == stop->mark) return 1;
  codepoint_at(text, start, &size);
  if (start + size == stop->mark && !is_digit_at(text, start)) {
    if (is_abbreviation(stop, start, &flags)) return ends_after_abbreviation(stop, flags);
    return ends_after_letter(stop, start);
  }
  if (is_digit_at(text, stop->mark - 1)) return start > stop->sentence || stop->mark - start > 3; /* "1. The first" */
  if (is_abbreviation(stop, start, &flags)) return ends_after_abbreviation(stop, flags);
  if (text.bytes[stop->mark - 2] == '.' && memchr(text.bytes + start, '.', stop->mark - start)) return ends_after_pattern(stop, start);
  return !looks_abbreviated(text, start, stop->mark) || next_starts(stop);
}

/* A full stop before a small letter ends a sentence only after an everyday word: "so do i. the next day". */
static int ends_before_lower(const struct stop *stop) {
  struct text text = stop->text;
  if (stop->behind > stop->after || stop->after - stop->mark > 2 || stop->word > stop->next) return 0;
  if (text.bytes[stop->mark] != '.')
    return text.bytes[stop->mark] == '?' || is_lower_at(text, start_of_word(text, stop->sentence, stop->mark));
  if (stop->after - stop->mark > 1) return 0;
  uint32_t start = start_of_word(text, stop->sentence, stop->mark), flags;
  if (is_abbreviation(stop, start, &flags) && !(flags & FLAG_AMBIGUOUS)) return 0;
  return stop->mark - start > 2 && is_lower_at(text, start) && !memchr(text.bytes + start, '.', stop->mark - start);
}

/* No space behind the mark: "…the end.The next", "…the end.”The next". */
static int ends_glued(const struct stop *stop) {
  struct text text = stop->text;
  uint32_t size;
  if (!is_upper_at(text, stop->behind) || mark_at(text, stop->mark, TERMINAL) > 1) return 0;
  uint32_t start = start_of_word(text, stop->sentence, stop->mark), next = end_of_word(text, stop->behind);
  if (stop->mark - start < 3 || !is_lower_at(text, start) || memchr(text.bytes + start, '.', stop->mark - start)) return 0;
  if (strchr("@/_", byte_at(text, next)) || (byte_at(text, next) == '.' && is_word_at(text, next + 1))) return 0;
  codepoint_at(text, stop->behind, &size);
  return is_lower_at(text, stop->behind + size) || next == stop->behind + size;
}

/* “Why not?” Ann Lee asked: names and then a reporting verb go on with the sentence. */
static int reporting_follows(const struct stop *stop) {
  struct text text = stop->text;
  uint32_t i = stop->word, words = 0;
  for (; is_upper_at(text, i) && words < MOST_NAMES; words++) {
    if (starts_sentences(stop->model, text, i)) return 0;
    i = skip_space(text, end_of_name(text, i));
  }
  uint32_t end = end_of_word(text, i);
  return words && is_lower_at(text, i) && (find_classes(stop->model, text.bytes + i, end - i) & LEXICON_REPORTING);
}

/* “Stop! Go.” he said: an exclamation within a short quote does not end the sentence that goes on behind the quote. */
static int is_in_short_quote(const struct stop *stop) {
  struct text text = stop->text;
  uint32_t longest = text.bytes[stop->mark] == '.' ? SHORT_SENTENCE : SHORT_EXCLAMATION, size;
  uint32_t open = stop->mark, lowest = open - stop->sentence > longest ? open - longest : stop->sentence;
  while (open > lowest && !mark_at(text, open, QUOTE)) {
    utf8_decode_before(text.bytes, open, &size);
    open -= size;
  }
  size = mark_at(text, open, QUOTE);
  if (!size || is_space_at(text, open + size) || (open > stop->sentence && !is_space_at(text, open - 1))) return 0;
  uint32_t close = stop->next, highest = open + SHORT_QUOTE < text.end ? open + SHORT_QUOTE : text.end;
  while (close < highest && (!mark_at(text, close, QUOTE) || is_word_at(text, close + mark_at(text, close, QUOTE)))) {
    codepoint_at(text, close, &size);
    close += size;
  }
  return close < highest && is_lower_at(text, skip_space(text, close + mark_at(text, close, QUOTE)));
}

static int ends_sentence(const struct stop *stop) {
  struct text text = stop->text;
  if (stop->next >= text.end) return 1;
  if (stop->behind == stop->after ? is_in_short_quote(stop) : text.bytes[stop->mark] != '.' && reporting_follows(stop)) return 0;
  if (stop->next == stop->behind) return ends_glued(stop);
  if (is_lower_at(text, stop->word)) return ends_before_lower(stop);
  if (!is_word_at(text, stop->word)) return !mark_at(text, stop->word, TERMINAL | CLOSER | COMMA | DASH);
  if (stop->after - stop->mark == 1 && text.bytes[stop->mark] == '.' && stop->behind == stop->after) return ends_after_word(stop);
  return 1;
}

/* ---- A paragraph's sentences ---------------------------------------------------------------------------------------- */

/* Bytes at which there may be something to decide. */
static const uint8_t STOPS[256] = {['.'] = 1, ['!'] = 1, ['?'] = 1, [0xE2] = 1, [0xE3] = 1, [0xEF] = 1};

/* To the next byte that may be one of them: sixteen at once where the processor can. */
static uint32_t skip_others(struct text text, uint32_t i) {
#ifdef __SSE2__
  const __m128i stop = _mm_set1_epi8('.'), call = _mm_set1_epi8('!'), question = _mm_set1_epi8('?');
  for (; i + 16 <= text.end; i += 16) {
    __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)(text.bytes + i));
    __m128i marks = _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(bytes, stop), _mm_cmpeq_epi8(bytes, call)), _mm_cmpeq_epi8(bytes, question));
    int found = _mm_movemask_epi8(_mm_or_si128(marks, bytes)); /* all that is not ASCII too */
    if (found) return i + (uint32_t)__builtin_ctz((unsigned)found);
  }
#endif
  while (i < text.end && !STOPS[(unsigned char)text.bytes[i]]) i++;
  return i;
}

/* The next byte that may be a terminal mark or a bullet; dashes and quotation marks (U+2010 to U+201F) are none. */
static uint32_t find_stop(struct text text, uint32_t i) {
  const unsigned char *bytes = (const unsigned char *)text.bytes;
  while ((i = skip_others(text, i)) < text.end) {
    int is_mark = i + 2 < text.end && bytes[i] == 0xE2 && bytes[i + 1] == 0x80 && bytes[i + 2] < 0xA0;
    if (STOPS[bytes[i]] && !is_mark) break;
    i += is_mark ? 3 : 1;
  }
  return i;
}

static struct stop read_stop(const struct whosaid_document *document, struct text text, uint32_t sentence, uint32_t mark) {
  struct stop stop = {.model = document->model, .text = text, .sentence = sentence, .mark = mark, .after = mark};
  uint32_t size;
  while ((size = mark_at(text, stop.after, TERMINAL))) stop.after += size;
  stop.behind = stop.after;
  while ((size = mark_at(text, stop.behind, CLOSER))) stop.behind += size;
  uint32_t last = skip_space(text, stop.behind); /* a last mark with a space before it */
  if ((size = mark_at(text, last, CLOSER | QUOTE)) && skip_space(text, last + size) >= text.end) stop.behind = last + size;
  stop.next = stop.word = skip_space(text, stop.behind);
  while ((size = mark_at(text, stop.word, OPENER))) stop.word = skip_space(text, stop.word + size);
  return stop;
}

static whosaid_status add_sentence(struct whosaid_document *document, uint32_t start, uint32_t end, whosaid_error *error) {
  whosaid_sentence *sentence = VECTOR_ADD(&document->sentences);
  if (!sentence) return error_memory(error);
  *sentence = (whosaid_sentence){.start = start, .end = end, .paragraph = document->paragraphs.count - 1};
  document->paragraphs.items[document->paragraphs.count - 1].sentence_count++;
  return WHOSAID_OK;
}

static whosaid_status split_paragraph(struct whosaid_document *document, uint32_t start, uint32_t end, whosaid_error *error) {
  struct text text = {document->text, end};
  uint32_t sentence = start;
  whosaid_status status = WHOSAID_OK;
  for (uint32_t i = find_stop(text, start); i < end && !status; i = find_stop(text, i)) {
    if (!mark_at(text, i, TERMINAL)) {
      if (i > sentence && mark_at(text, i, BULLET)) {
        status = add_sentence(document, sentence, trim_space((struct text){text.bytes, i}, sentence), error);
        sentence = i;
      }
      i++;
      continue;
    }
    struct stop stop = read_stop(document, text, sentence, i);
    i = stop.after;
    if (!ends_sentence(&stop)) continue;
    status = add_sentence(document, sentence, stop.behind, error);
    i = sentence = stop.next;
  }
  return status || sentence >= end ? status : add_sentence(document, sentence, end, error);
}

/* ---- Paragraphs and sections ---------------------------------------------------------------------------------------- */

static whosaid_status add_paragraph(struct whosaid_document *document, uint32_t start, uint32_t end, whosaid_error *error) {
  struct paragraph *paragraph = VECTOR_ADD(&document->paragraphs);
  if (!paragraph) return error_memory(error);
  *paragraph = (struct paragraph){.start = start, .end = end, .first_sentence = document->sentences.count, .section = WHOSAID_BODY};
  return split_paragraph(document, start, end, error);
}

/* "- item", "* item", "– item", "• item" */
static int is_item(struct text text, uint32_t i) {
  uint32_t size = byte_at(text, i) == '*' ? 1 : mark_at(text, i, DASH);
  return mark_at(text, i, BULLET) || (size && is_space_at(text, i + size));
}

/* Whether the line after `before` begins a new paragraph of a wrapped text: a list's item, or the break came before the line was full. */
static int begins_paragraph(struct text text, struct line before, struct line line, uint32_t width) {
  if (is_item(text, line.start)) return 1;
  if (is_lower_at(text, line.start) && !ends_with_terminal(text, before)) return 0;
  return before.end - before.start + 1 + first_word_width(text, line) + width / 8 < width;
}

static whosaid_status split_paragraphs(struct whosaid_document *document, const struct lines *lines, whosaid_error *error) {
  struct text text = {document->text, document->length};
  struct line before = {0, 0};
  uint32_t start = 0;
  whosaid_status status = WHOSAID_OK;
  for (uint32_t i = 0; i < lines->all.count && !status; i++) {
    struct line line = lines->all.items[i];
    int open = before.start < before.end;
    if (open && (!lines->wrapped || line.start == line.end || begins_paragraph(text, before, line, lines->width))) {
      status = add_paragraph(document, start, before.end, error);
      open = 0;
    }
    if (!open) start = line.start;
    before = line;
  }
  return status || before.start == before.end ? status : add_paragraph(document, start, before.end, error);
}

static void set_section(struct whosaid_document *document, struct paragraph *paragraph, whosaid_section section) {
  paragraph->section = section;
  for (uint32_t i = 0; i < paragraph->sentence_count; i++) document->sentences.items[paragraph->first_sentence + i].section = section;
}

/* A short first line without a full stop over a longer paragraph is a headline. */
static void mark_headline(struct whosaid_document *document) {
  if (document->paragraphs.count < 2) return;
  struct paragraph *first = document->paragraphs.items, *second = first + 1;
  uint32_t length = first->end - first->start;
  if (length > LONGEST_HEADLINE || second->end - second->start <= length || first->sentence_count > 1) return;
  struct line line = {first->start, first->end};
  if (ends_with_terminal((struct text){document->text, first->end}, line) && document->text[first->end - 1] != '?') return;
  set_section(document, first, WHOSAID_HEADLINE);
}

/* Sections that the page's markup tells. */
static void mark_regions(struct whosaid_document *document) {
  const whosaid_region *region = document->options->regions, *end = region + document->options->region_count;
  for (uint32_t i = 0; i < document->paragraphs.count; i++) {
    struct paragraph *paragraph = &document->paragraphs.items[i];
    while (region < end && region->end <= paragraph->start) region++;
    if (region < end && region->start < paragraph->end) set_section(document, paragraph, region->section);
  }
}

whosaid_status split_sentences(struct whosaid_document *document, whosaid_error *error) {
  struct text text = {document->text, document->length};
  struct lines lines = {0};
  whosaid_status status = read_lines(text, &lines, error);
  if (!status) {
    find_wrapping(text, &lines);
    status = split_paragraphs(document, &lines, error);
  }
  VECTOR_FREE(&lines.all);
  if (!status && document->options && document->options->region_count) mark_regions(document);
  else if (!status) mark_headline(document);
  return status;
}
