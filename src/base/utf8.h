/* utf8.h: UTF-8 bytes and the characters in them. Knows nothing of language. */
#ifndef WHOSAID_BASE_UTF8_H
#define WHOSAID_BASE_UTF8_H

#include <stddef.h>
#include <stdint.h>

/* The offset of the first byte that does not belong to well-formed UTF-8 (overlong forms, surrogates and values over U+10FFFF
 * are ill-formed); `length` when all is well. */
size_t utf8_valid_length(const char *text, size_t length);

/* The code point that starts at text[offset], and in *size its bytes. The text must be valid and offset < length. */
uint32_t utf8_decode(const char *text, size_t length, size_t offset, uint32_t *size);

/* The code point that ends just before text[offset] (offset > 0), and its bytes. */
uint32_t utf8_decode_before(const char *text, size_t offset, uint32_t *size);

/* Writes the code point to `out` (room for 4) and gives the number of bytes. */
uint32_t utf8_encode(uint32_t codepoint, char *out);

/* How many code points and how many UTF-16 units the valid text has. */
size_t utf8_count_codepoints(const char *text, size_t length);
size_t utf8_count_utf16(const char *text, size_t length);

/* Categories and cases of characters, by utf8proc; ASCII is answered at once. */
int utf8_is_upper(uint32_t codepoint);   /* upper or title case letter */
int utf8_is_lower(uint32_t codepoint);
int utf8_is_letter(uint32_t codepoint);  /* letters and the marks that combine with them */
int utf8_is_digit(uint32_t codepoint);
int utf8_is_space(uint32_t codepoint);   /* white space of any kind: tab, line ends, U+00A0, U+2009, U+3000, … */
uint32_t utf8_to_lower(uint32_t codepoint);
uint32_t utf8_to_upper(uint32_t codepoint);

/* The letter without its accent, as one code point ("é" -> "e", "ł" -> "l", "İ" -> "I"); curly and modifier apostrophes become "'".
 * Others stay. Never changes how many characters a text has. */
uint32_t utf8_fold(uint32_t codepoint);

#endif
