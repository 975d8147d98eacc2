/* stream.h: an open file, plain, gzip or zstd -> its bytes, piece by piece. */
#ifndef WHOSAID_INPUT_STREAM_H
#define WHOSAID_INPUT_STREAM_H

#include <sys/types.h>
#include <zlib.h>
#include <zstd.h>

#include "base/bytes.h"
#include "whosaid.h"

enum compression { COMPRESSION_UNKNOWN, PLAIN, GZIP, ZSTD };

/* All zero but the file is ready. */
struct stream {
  int file;
  enum compression compression;
  struct bytes raw; /* read from the file; what was not used yet starts at `at` */
  size_t at;
  uint64_t taken; /* bytes read from the file */
  int ended;      /* a terminal would go on behind its end */
  int in_member;  /* between the start and the end of a compressed member */
  z_stream gzip;
  int has_gzip;
  ZSTD_DStream *zstd;
};

/* Up to `size` of the next bytes (size > 0): how many, 0 at the end, -1 after an error. READ_FAILED leaves its reason in errno; after EINTR it
 * may be called again. */
ssize_t stream_read(struct stream *stream, char *bytes, size_t size, whosaid_error *error);

/* Frees what it holds; the file is left open. */
void stream_end(struct stream *stream);

#endif
