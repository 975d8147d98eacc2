/* json.c: values one after another -> the bytes of JSON, compact or laid out for reading. */
#include "output/json.h"

#include <endian.h>

#include "base/chunk.h"

void json_begin(struct json *json, int pretty, whosaid_write write, void *context) {
  memset(json, 0, offsetof(struct json, out));
  json->pretty = pretty;
  writer_begin(&json->out, write, context);
}

whosaid_status json_end(struct json *json, whosaid_error *error) { return writer_end(&json->out, error); }

static void indent(struct json *json) {
  static const char SPACES[] = "\n                ";
  writer_bytes(&json->out, SPACES, 1 + 2 * (size_t)json->depth);
}

void json_lay_out(struct json *json) {
  if (json->after_key) json->after_key = 0;
  else if (json->lines[json->depth]) indent(json);
  else if (json->out.length && json->out.buffer[json->out.length - 1] == ',') writer_bytes(&json->out, " ", 1);
}

static inline void put_literal(struct json *json, const char *literal, uint32_t length) {
  memcpy(json_next(json), literal, length);
  json->out.length += length;
}

/* There is room for one more byte behind what json_next was asked for. */
static inline void put_byte(struct json *json, char byte) { json->out.buffer[json->out.length++] = byte; }

void json_open(struct json *json, char bracket, enum json_layout layout) {
  *json_next(json) = bracket;
  json->out.length++;
  json->comma = 0;
  json->lines[++json->depth] = layout == JSON_LINES;
}

void json_close(struct json *json, char bracket) {
  int lines = json->pretty && json->lines[json->depth] && json->comma;
  json->depth--;
  json->comma = 1;
  if (lines) indent(json);
  *writer_reserve(&json->out, 1) = bracket;
  json->out.length++;
}

/* ---- Strings ---- */

/* Bytes that may not stand in a string as they are: PLAIN ones may, CHECK ones begin a character that may not always. */
enum { PLAIN, ESCAPE, CHECK };
static const unsigned char KIND[256] = {
    ESCAPE, ESCAPE, ESCAPE, ESCAPE, ESCAPE, ESCAPE, ESCAPE, ESCAPE, ESCAPE, ESCAPE, ESCAPE, ESCAPE, ESCAPE, ESCAPE, ESCAPE, ESCAPE,
    ESCAPE, ESCAPE, ESCAPE, ESCAPE, ESCAPE, ESCAPE, ESCAPE, ESCAPE, ESCAPE, ESCAPE, ESCAPE, ESCAPE, ESCAPE, ESCAPE, ESCAPE, ESCAPE,
    ['"'] = ESCAPE, ['\\'] = ESCAPE, [0x7F] = ESCAPE, [0xC2] = CHECK, [0xE2] = CHECK};

/* U+0080 to U+009F are control characters, and many programs end a line at U+2028 and U+2029: their bytes, or 0. */
static uint32_t unwelcome(const char *p, size_t left, unsigned *codepoint) {
  const unsigned char *u = (const unsigned char *)p;
  if (u[0] == 0xC2 && left > 1 && u[1] < 0xA0) return *codepoint = u[1], 2;
  if (u[0] == 0xE2 && left > 2 && u[1] == 0x80 && (u[2] | 1) == 0xA9) return *codepoint = 0x2000u + u[2] - 0x80u, 3;
  return 0;
}

/* Writes at most six bytes, and gives their number. */
static uint32_t put_escape(char *out, unsigned codepoint) {
  static const char SHORT[] = {['\b'] = 'b', ['\t'] = 't', ['\n'] = 'n', ['\f'] = 'f', ['\r'] = 'r', ['"'] = '"', ['\\'] = '\\'};
  static const char HEX[] = "0123456789abcdef";
  int is_short = codepoint < sizeof SHORT && SHORT[codepoint];
  out[0] = '\\';
  out[1] = is_short ? SHORT[codepoint] : 'u';
  for (int i = 0; !is_short && i < 4; i++) out[2 + i] = HEX[codepoint >> (12 - 4 * i) & 15];
  return is_short ? 2 : 6;
}

/* 1 when each of the eight bytes is ASCII that may stand in a string as it is. */
static int all_plain(uint64_t eight) {
  const uint64_t ones = UINT64_C(0x0101010101010101), tops = ones << 7;
  uint64_t quote = eight ^ ones * '"', backslash = eight ^ ones * '\\', delete = eight ^ ones * 0x7F;
  return !((eight | (eight - ones * 0x20) | (quote - ones) | (backslash - ones) | (delete - ones)) & tops);
}

/* The same for sixteen bytes, which are copied. With signs, what is not ASCII is below the others. */
static inline int copy_sixteen(char *out, const char *bytes) {
  typedef signed char sixteen __attribute__((vector_size(16)));
  sixteen copied;
  uint64_t unwelcome_ones[2];
  memcpy(&copied, bytes, sizeof copied);
  memcpy(out, &copied, sizeof copied);
  sixteen is_unwelcome = (copied < ' ') | (copied == '"') | (copied == '\\') | (copied == 0x7F);
  memcpy(unwelcome_ones, &is_unwelcome, sizeof unwelcome_ones);
  return !(unwelcome_ones[0] | unwelcome_ones[1]);
}

/* The same for fewer; up to seven bytes behind them are overwritten. */
static inline int copy_few(char *out, const char *bytes, uint32_t length) {
  const uint64_t letters = UINT64_C(0x6161616161616161);
  uint32_t last = length >= 8 ? length - 8 : 0;
  uint64_t first = length >= 8 ? chunk_eight(bytes) : chunk_rest(bytes, length) | letters << 8 * length,
           second = length >= 8 ? chunk_eight(bytes + last) : first, stored = htole64(first);
  memcpy(out, &stored, 8);
  stored = htole64(second);
  memcpy(out + last, &stored, 8);
  return all_plain(first) & all_plain(second);
}

/* Copies text that may stand in a string as it is: up to seven bytes behind it are overwritten. 0 when something must be looked at more
 * closely. The last sixteen bytes may overlap those before. */
static int copy_plain(char *out, const char *bytes, uint32_t length) {
  if (length < 16) return copy_few(out, bytes, length);
  for (uint32_t i = 0; i + 16 < length; i += 16) {
    if (!copy_sixteen(out + i, bytes + i)) return 0;
  }
  return copy_sixteen(out + length - 16, bytes + length - 16);
}

/* Copies text of at most WRITER_ROOM / 6 bytes and escapes what must be; in raw JSON only what is not ASCII or is DEL. */
static void put_piece(struct json *json, const char *bytes, uint32_t length, size_t left, int is_raw) {
  char *out = writer_reserve(&json->out, 6 * length), *start = out;
  for (uint32_t i = 0; i < length;) {
    uint64_t eight;
    if (i + 8 <= length && (memcpy(&eight, bytes + i, 8), all_plain(eight))) {
      memcpy(out, &eight, 8);
      out += 8;
      i += 8;
      continue;
    }
    unsigned codepoint = (unsigned char)bytes[i];
    unsigned char kind = KIND[codepoint];
    uint32_t size = kind == CHECK ? unwelcome(bytes + i, left - i, &codepoint) : kind == ESCAPE && !(is_raw && codepoint < 0x7F);
    if (size) out += put_escape(out, codepoint);
    else *out++ = bytes[i];
    i += size ? size : 1;
  }
  json->out.length += (uint32_t)(out - start);
}

static void put_text(struct json *json, const char *bytes, size_t length, int is_raw) {
  enum { PIECE = WRITER_ROOM / 6 - 8 };
  while (length > PIECE) {
    uint32_t piece = PIECE;
    while (piece > PIECE - 3 && ((unsigned char)bytes[piece] & 0xC0) == 0x80) piece--;
    put_piece(json, bytes, piece, length, is_raw);
    bytes += piece;
    length -= piece;
  }
  put_piece(json, bytes, (uint32_t)length, length, is_raw);
}

static void put_quoted(struct json *json, whosaid_string text) {
  enum { MOST = WRITER_ROOM / 2 };
  char *out = json_next_of(json, text.length < MOST ? text.length : 0);
  put_byte(json, '"');
  if (text.length < MOST && copy_plain(out + 1, text.bytes, text.length)) json->out.length += text.length;
  else put_text(json, text.bytes, text.length, 0);
  *writer_reserve(&json->out, 1) = '"';
  json->out.length++;
}

void json_string(struct json *json, whosaid_string text) {
  if (text.bytes) put_quoted(json, text);
  else json_null(json);
}

void json_word(struct json *json, const char *word) {
  json_string(json, (whosaid_string){.bytes = word, .length = word ? (uint32_t)strlen(word) : 0});
}

void json_plain_word(struct json *json, const char *word) {
  if (!word) {
    json_null(json);
    return;
  }
  char *out = json_next(json);
  size_t length = strlen(word);
  out[0] = '"';
  memcpy(out + 1, word, length + 1);
  out[length + 1] = '"';
  json->out.length += (uint32_t)length + 2;
}

void json_string_key(struct json *json, whosaid_string key) {
  put_quoted(json, key);
  writer_bytes(&json->out, ": ", json->pretty ? 2 : 1);
  json->comma = 0;
  json->after_key = 1;
}

void json_raw(struct json *json, const char *bytes, size_t length) {
  json_next(json);
  put_text(json, bytes, length, 1);
}

/* ---- Other values ---- */

void json_number(struct json *json, uint64_t number) {
  json->out.length += writer_digits(json_next(json), number);
}

void json_score(struct json *json, float score) {
  json_next(json);
  writer_score(&json->out, score);
}

void json_numbered(struct json *json, char letter, uint32_t index) {
  if (index == WHOSAID_NONE) {
    json_null(json);
    return;
  }
  char *out = json_next(json);
  out[0] = '"';
  out[1] = letter;
  uint32_t length = 2 + writer_digits(out + 2, (uint64_t)index + 1);
  out[length] = '"';
  json->out.length += length + 1;
}

void json_bool(struct json *json, int truth) {
  if (truth) put_literal(json, "true", 4);
  else put_literal(json, "false", 5);
}

void json_null(struct json *json) { put_literal(json, "null", 4); }
