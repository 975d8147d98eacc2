/* stream.c: an open file, plain, gzip or zstd -> its bytes, piece by piece. */
#include "input/stream.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zstd_errors.h>

#include "base/error.h"

enum { CHUNK = 256 * 1024, MAGIC = 4 };

static ssize_t fail(struct stream *stream, const char *what, whosaid_error *error) {
  uint64_t offset = stream->taken - (stream->raw.length - stream->at);
  error_set(error, WHOSAID_DAMAGED_COMPRESSION, 0, offset, "the compressed data %s at byte %llu of the file; get the file again", what,
            (unsigned long long)offset);
  return -1;
}

static ssize_t read_file(struct stream *stream, char *bytes, size_t size, whosaid_error *error) {
  ssize_t got = stream->ended ? 0 : read(stream->file, bytes, size);
  stream->ended = !got && size;
  if (got < 0) error_set(error, WHOSAID_READ_FAILED, 0, 0, "the file could not be read");
  else stream->taken += (uint64_t)got;
  return got;
}

/* Reads more into `raw`, behind what was not used yet: how many bytes. */
static ssize_t fill(struct stream *stream, whosaid_error *error) {
  size_t left = stream->raw.length - stream->at;
  if (left) memmove(stream->raw.items, stream->raw.items + stream->at, left);
  stream->raw.length = left;
  stream->at = 0;
  if (bytes_reserve(&stream->raw, CHUNK)) return error_memory(error), -1;
  ssize_t got = read_file(stream, stream->raw.items + left, stream->raw.room - left, error);
  if (got > 0) stream->raw.length += (size_t)got;
  return got;
}

static int starts_with(const struct stream *stream, const char *magic, size_t length) {
  return stream->raw.length - stream->at >= length && !memcmp(stream->raw.items + stream->at, magic, length);
}

static int is_gzip(const struct stream *stream) { return starts_with(stream, "\x1F\x8B\x08", 3); }
static int is_zstd(const struct stream *stream) { return starts_with(stream, "\x28\xB5\x2F\xFD", 4); }

/* Whether more bytes may tell; a line of JSON must not wait for the next one. */
static int may_be_compressed(const struct stream *stream) {
  return !stream->raw.length || stream->raw.items[0] == '\x1F' || stream->raw.items[0] == '\x28';
}

static ssize_t recognize(struct stream *stream, whosaid_error *error) {
  ssize_t got = 1;
  while (got > 0 && stream->raw.length < MAGIC && may_be_compressed(stream)) got = fill(stream, error);
  if (got < 0) return got; /* a read that was interrupted goes on here */
  stream->compression = is_gzip(stream) ? GZIP : is_zstd(stream) ? ZSTD : PLAIN;
  return got;
}

/* Makes sure that there is raw data: 1, 0 at the end of the file, -1. */
static ssize_t want(struct stream *stream, whosaid_error *error) { return stream->at < stream->raw.length ? 1 : fill(stream, error); }

/* At the start of a member or behind the last one: 1 when there is one more. Zeros behind the last one are padding. */
static ssize_t next_member(struct stream *stream, int (*is_member)(const struct stream *), whosaid_error *error) {
  ssize_t got = 1;
  while ((got = want(stream, error)) > 0 && !stream->raw.items[stream->at]) stream->at++;
  while (got > 0 && stream->raw.length - stream->at < MAGIC) got = fill(stream, error);
  if (got < 0 || stream->at == stream->raw.length) return got;
  return is_member(stream) ? 1 : fail(stream, "ends and something else follows", error);
}

static ssize_t read_gzip(struct stream *stream, char *bytes, size_t size, whosaid_error *error) {
  stream->gzip.next_out = (Bytef *)bytes;
  stream->gzip.avail_out = size > UINT32_MAX ? UINT32_MAX : (uInt)size;
  const Bytef *start = stream->gzip.next_out;
  while (stream->gzip.next_out == start) {
    ssize_t more = stream->in_member ? want(stream, error) : next_member(stream, is_gzip, error);
    if (more < 0) return -1;
    if (!more) return stream->in_member ? fail(stream, "is cut off", error) : 0;
    if (!stream->has_gzip && inflateInit2(&stream->gzip, 15 + 16) != Z_OK) return error_memory(error), -1;
    if (!stream->in_member) inflateReset(&stream->gzip);
    stream->has_gzip = stream->in_member = 1;
    size_t left = stream->raw.length - stream->at;
    stream->gzip.next_in = (Bytef *)stream->raw.items + stream->at;
    stream->gzip.avail_in = (uInt)left;
    int code = inflate(&stream->gzip, Z_NO_FLUSH);
    stream->at += left - stream->gzip.avail_in;
    if (code == Z_STREAM_END) stream->in_member = 0;
    else if (code == Z_MEM_ERROR) return error_memory(error), -1;
    else if (code != Z_OK && code != Z_BUF_ERROR) return fail(stream, "is damaged", error);
  }
  return stream->gzip.next_out - start;
}

static ssize_t read_zstd(struct stream *stream, char *bytes, size_t size, whosaid_error *error) {
  ZSTD_outBuffer out = {.dst = bytes, .size = size};
  if (!stream->zstd && !(stream->zstd = ZSTD_createDStream())) return error_memory(error), -1;
  while (!out.pos) {
    ssize_t more = want(stream, error);
    if (more < 0) return -1;
    if (!more && !stream->in_member) return 0;
    ZSTD_inBuffer in = {.src = stream->raw.items, .size = stream->raw.length, .pos = stream->at};
    size_t code = ZSTD_decompressStream(stream->zstd, &out, &in);
    stream->at = in.pos;
    if (ZSTD_getErrorCode(code) == ZSTD_error_memory_allocation) return error_memory(error), -1;
    if (ZSTD_isError(code)) return fail(stream, "is damaged", error);
    stream->in_member = code > 0;
    if (!more && !out.pos) return fail(stream, "is cut off", error);
  }
  return (ssize_t)out.pos;
}

static ssize_t read_plain(struct stream *stream, char *bytes, size_t size, whosaid_error *error) {
  size_t left = stream->raw.length - stream->at;
  if (!left) return read_file(stream, bytes, size, error);
  if (left > size) left = size;
  memcpy(bytes, stream->raw.items + stream->at, left);
  stream->at += left;
  return (ssize_t)left;
}

ssize_t stream_read(struct stream *stream, char *bytes, size_t size, whosaid_error *error) {
  if (stream->compression == COMPRESSION_UNKNOWN && recognize(stream, error) < 0) return -1;
  switch (stream->compression) {
    case GZIP: return read_gzip(stream, bytes, size, error);
    case ZSTD: return read_zstd(stream, bytes, size, error);
    default: return read_plain(stream, bytes, size, error);
  }
}

void stream_end(struct stream *stream) {
  if (stream->has_gzip) inflateEnd(&stream->gzip);
  ZSTD_freeDStream(stream->zstd);
  bytes_free(&stream->raw);
  *stream = (struct stream){.file = -1};
}
