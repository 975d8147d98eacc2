/* warc.c: a record of a web archive -> one document: the page or text in it, out of the answer of a server.
 *
 *   WARC/1.1                                   the record's head: where and when
 *   WARC-Target-URI: https://…
 *
 *   HTTP/1.1 200 OK                            the answer's head: what, how packed
 *   Content-Encoding: gzip
 *
 *   5\r\n…                                     the body: in chunks, then packed */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <zlib.h>
#include <zstd.h>
#include <zstd_errors.h>

#include "base/error.h"
#include "input/input.h"

struct slice {
  char *bytes;
  size_t length;
};

static whosaid_status wrong(const struct source *source, const char *at, const char *what, whosaid_error *error) {
  size_t offset = (size_t)(at - source->bytes);
  return error_set(error, WHOSAID_INVALID_WARC, 0, offset, "%s at byte %zu of the record; fetch the page again", what, offset);
}

/* Cuts the head, to the blank line, off the front of what is left. */
static struct slice take_head(struct slice *left) {
  struct slice head = *left;
  for (char *p = left->bytes, *end = left->bytes + left->length; (p = memchr(p, '\n', (size_t)(end - p)));) {
    p++;
    size_t blank = p < end && *p == '\n' ? 1 : end - p >= 2 && p[0] == '\r' && p[1] == '\n' ? 2 : 0;
    if (!blank) continue;
    head.length = (size_t)(p - head.bytes);
    left->length -= head.length + blank;
    left->bytes = p + blank;
    return head;
  }
  left->bytes += left->length;
  left->length = 0;
  return head;
}

/* The value of a field of a head; of length 0 when it is not there. */
static struct slice find_field(struct slice head, const char *name) {
  size_t length = strlen(name);
  for (char *p = head.bytes, *end = head.bytes + head.length; p && (size_t)(end - p) > length;
       p = memchr(p, '\n', (size_t)(end - p)), p = p ? p + 1 : NULL) {
    if (strncasecmp(p, name, length) != 0 || p[length] != ':') continue;
    p += length + 1;
    while (p < end && (*p == ' ' || *p == '\t')) p++;
    char *stop = memchr(p, '\n', (size_t)(end - p));
    struct slice value = {p, (size_t)((stop ? stop : end) - p)};
    while (value.length && strchr(" \t\r", value.bytes[value.length - 1])) value.length--;
    return value;
  }
  return (struct slice){head.bytes, 0};
}

static int holds(struct slice value, const char *word) {
  size_t length = strlen(word);
  for (size_t i = 0; i + length <= value.length; i++) {
    if (!strncasecmp(value.bytes + i, word, length)) return 1;
  }
  return 0;
}

/* ---- The body ------------------------------------------------------------------------------------------------------ */

/* "1a;x=y\r\n": its number; -1 when it is none. */
static long long read_size(const char *p, const char *end, const char **behind) {
  long long size = 0;
  const char *start = p;
  for (; p < end && ((*p >= '0' && *p <= '9') || ((*p | 32) >= 'a' && (*p | 32) <= 'f')) && p - start < 12; p++) {
    size = size * 16 + (*p <= '9' ? *p - '0' : (*p | 32) - 'a' + 10);
  }
  const char *line = p > start ? memchr(p, '\n', (size_t)(end - p)) : NULL;
  if (!line || (*p != '\r' && *p != '\n' && *p != ';' && *p != ' ')) return -1;
  *behind = line + 1;
  return size;
}

/* Joins the chunks where they stand. Some archives keep the field but not the chunks: such a body stays as it is. */
static whosaid_status join_chunks(const struct source *source, struct slice *body, whosaid_error *error) {
  const char *p = body->bytes, *end = body->bytes + body->length;
  char *out = body->bytes;
  int first = 1;
  for (;;) {
    const char *chunk = p;
    long long size = read_size(p, end, &chunk);
    if (size < 0 && first) return WHOSAID_OK;
    if (size < 0) return wrong(source, p, "a chunk of the answer does not tell its size", error);
    if (!size) break;
    if (size > end - chunk) return wrong(source, chunk, "a chunk of the answer is cut off", error);
    memmove(out, chunk, (size_t)size);
    out += size;
    p = chunk + size;
    while (p < end && (*p == '\r' || *p == '\n')) p++;
    first = 0;
  }
  body->length = (size_t)(out - body->bytes);
  return WHOSAID_OK;
}

static whosaid_status refuse_size(size_t most, whosaid_error *error) {
  return error_set(error, WHOSAID_TOO_LONG, 0, 0,
                   "the answer, unpacked, is longer than the limit of %zu bytes; raise it with --max-document", most);
}

/* gzip, or deflate with and without its own head. */
static whosaid_status inflate_body(const struct source *source, struct slice body, int window, size_t most, struct bytes *out,
                                   whosaid_error *error) {
  z_stream stream = {.next_in = (Bytef *)body.bytes, .avail_in = (uInt)body.length};
  if (inflateInit2(&stream, window) != Z_OK) return error_memory(error);
  whosaid_status status = WHOSAID_OK;
  int code = Z_OK;
  out->length = 0;
  while (!status && code == Z_OK) {
    if (bytes_reserve(out, (size_t)64 * 1024)) {
      status = error_memory(error);
      break;
    }
    size_t room = out->room - out->length < UINT32_MAX ? out->room - out->length : UINT32_MAX;
    stream.next_out = (Bytef *)out->items + out->length;
    stream.avail_out = (uInt)room;
    code = inflate(&stream, Z_NO_FLUSH);
    out->length += room - stream.avail_out;
    if (out->length > most) status = refuse_size(most, error);
    if (code == Z_STREAM_END && stream.avail_in > 2 && window == 15 + 16)
      code = inflateReset(&stream) == Z_OK && *stream.next_in == 0x1F ? Z_OK : Z_STREAM_END;
    if (code == Z_BUF_ERROR && stream.avail_in) code = Z_OK;
  }
  if (!status && code == Z_MEM_ERROR) status = error_memory(error);
  if (!status && code != Z_STREAM_END)
    status = wrong(source, (const char *)stream.next_in, "the packed answer is damaged or cut off", error);
  inflateEnd(&stream);
  return status;
}

static whosaid_status unpack_zstd(const struct source *source, struct slice body, size_t most, struct bytes *out, whosaid_error *error) {
  ZSTD_DStream *stream = ZSTD_createDStream();
  if (!stream) return error_memory(error);
  ZSTD_inBuffer in = {.src = body.bytes, .size = body.length};
  whosaid_status status = WHOSAID_OK;
  size_t left = 1;
  out->length = 0;
  while (!status && (in.pos < in.size || left) && !ZSTD_isError(left)) {
    if (bytes_reserve(out, (size_t)64 * 1024)) {
      status = error_memory(error);
      break;
    }
    ZSTD_outBuffer to = {.dst = out->items + out->length, .size = out->room - out->length};
    size_t before = in.pos;
    left = ZSTD_decompressStream(stream, &to, &in);
    out->length += to.pos;
    if (out->length > most) status = refuse_size(most, error);
    if (in.pos == before && !to.pos) break;
  }
  if (!status && ZSTD_getErrorCode(left) == ZSTD_error_memory_allocation) status = error_memory(error);
  if (!status && left) status = wrong(source, body.bytes + in.pos, "the packed answer is damaged or cut off", error);
  ZSTD_freeDStream(stream);
  return status;
}

static whosaid_status unpack(const struct source *source, struct slice coding, size_t most, struct slice *body, struct bytes *room,
                             whosaid_error *error) {
  const unsigned char *bytes = (const unsigned char *)body->bytes;
  int is_gzip = body->length > 2 && bytes[0] == 0x1F && bytes[1] == 0x8B;
  whosaid_status status;
  if (!coding.length || holds(coding, "identity")) return WHOSAID_OK;
  if (holds(coding, "gzip") && !is_gzip) return WHOSAID_OK; /* unpacked by the archive, which kept the field */
  if (holds(coding, "gzip")) status = inflate_body(source, *body, 15 + 16, most, room, error);
  else if (holds(coding, "deflate")) {
    int has_head = body->length > 1 && (bytes[0] & 15) == 8 && (bytes[0] * 256 + bytes[1]) % 31 == 0;
    status = inflate_body(source, *body, has_head ? 15 : -15, most, room, error);
  } else if (holds(coding, "zstd")) status = unpack_zstd(source, *body, most, room, error);
  else {
    return error_set(error, WHOSAID_INVALID_WARC, 0, (uint64_t)(body->bytes - source->bytes),
                     "the answer is packed with %.*s, which is not read; fetch the page with gzip",
                     (int)(coding.length < 40 ? coding.length : 40), coding.bytes);
  }
  *body = (struct slice){room->items, room->length};
  return status;
}

/* ---- The record ---------------------------------------------------------------------------------------------------- */

/* <urn:uuid:…>, without its brackets, is the id; address and time of the record go to meta. */
static int take_head_fields(struct input *input, struct slice head) {
  struct slice id = find_field(head, "WARC-Record-ID"), address = find_field(head, "WARC-Target-URI"), date = find_field(head, "WARC-Date");
  if (id.length > 2 && *id.bytes == '<') id.bytes++, id.length -= 2;
  if (address.length > 2 && *address.bytes == '<') address.bytes++, address.length -= 2;
  int failed = 0;
  if (id.length) {
    input->id.length = 0;
    input->id_given = 1;
    failed |= input_append_json(&input->id, id.bytes, id.length) || bytes_append(&input->id, "", 1);
  }
  if (address.length) failed |= input_add_field(input, "warc_url", 8, address.bytes, address.length);
  if (date.length) failed |= input_add_field(input, "warc_date", 9, date.bytes, date.length);
  return failed;
}

int input_identify_warc(struct input *input, const struct source *source) {
  struct slice left = {source->bytes, source->length};
  return take_head_fields(input, take_head(&left));
}

/* "text/html; charset=latin1" -> latin1; NULL when there is none. */
static const char *read_charset(struct slice type, char *charset, size_t room) {
  for (size_t i = 0; i + 8 < type.length; i++) {
    size_t at = 0;
    if (strncasecmp(type.bytes + i, "charset=", 8) != 0) continue;
    for (i += 8; i < type.length && at + 1 < room && !strchr("\"'; ", type.bytes[i]); i++) charset[at++] = type.bytes[i];
    charset[at] = '\0';
    return at ? charset : NULL;
  }
  return NULL;
}

whosaid_status input_read_warc(struct input *input, const struct input_options *options, const struct source *source,
                               whosaid_error *error) {
  struct slice body = {source->bytes, source->length}, head = take_head(&body), type = find_field(head, "Content-Type");
  char charset[64];
  if (take_head_fields(input, head)) return error_memory(error);
  if (holds(type, "application/http")) {
    struct slice answer = take_head(&body);
    type = find_field(answer, "Content-Type");
    whosaid_status status = holds(find_field(answer, "Transfer-Encoding"), "chunked") ? join_chunks(source, &body, error) : WHOSAID_OK;
    if (!status) status = unpack(source, find_field(answer, "Content-Encoding"), options->max_document, &body, &input->unpacked, error);
    if (status) return status;
  }
  const char *declared = read_charset(type, charset, sizeof charset);
  if (holds(type, "html")) return input_read_html(input, options, body.bytes, body.length, declared, error);
  return input_read_text(input, body.bytes, body.length, declared, error);
}
