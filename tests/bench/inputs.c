/* inputs.c: pages and a packed web archive -> how fast they are read, without any analysis, on one core.
 *
 *   inputs PAGES ARCHIVE.warc.gz     PAGES: pages one after another, each behind its length in a line */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <zlib.h>

#include "cli/files.h"
#include "input/input.h"

enum { SECONDS = 1 };

static const struct input_options OPTIONS = {.text_field = "text", .id_field = "id", .max_document = WHOSAID_MAX_DOCUMENT};

static double seconds_since(clock_t start) { return (double)(clock() - start) / CLOCKS_PER_SEC; }

static int read_all(const char *path, struct bytes *bytes) {
  FILE *file = fopen(path, "rb");
  size_t got = 1;
  while (file && got && !bytes_reserve(bytes, 1 << 20))
    bytes->length += got = fread(bytes->items + bytes->length, 1, bytes->room - bytes->length, file);
  if (file) fclose(file);
  return file ? 0 : -1;
}

/* Megabytes of HTML a second: parsed, its main text and facts found. */
static double measure_pages(const struct bytes *pages) {
  struct input input = {0};
  struct bytes copy = {0};
  uint64_t bytes = 0;
  clock_t start = clock();
  while (seconds_since(start) < SECONDS) {
    for (size_t at = 0; at < pages->length;) {
      char *behind;
      size_t length = strtoul(pages->items + at, &behind, 10);
      at = (size_t)(behind + 1 - pages->items);
      copy.length = 0;
      whosaid_error error;
      if (bytes_append(&copy, pages->items + at, length)) exit(1);
      struct source source = {.format = FROM_HTML, .bytes = copy.items, .length = length, .name = "page"};
      if (input_read(&input, &OPTIONS, &source, &error)) fprintf(stderr, "%s\n", error.message), exit(1);
      at += length;
      bytes += length;
    }
  }
  double rate = (double)bytes / 1e6 / seconds_since(start);
  input_free(&input);
  bytes_free(&copy);
  return rate;
}

/* Packed megabytes a second that zlib alone unpacks. */
static double measure_zlib(const struct bytes *archive) {
  static char room[256 * 1024];
  uint64_t bytes = 0;
  clock_t start = clock();
  while (seconds_since(start) < SECONDS) {
    z_stream stream = {.next_in = (Bytef *)archive->items, .avail_in = (uInt)archive->length};
    if (inflateInit2(&stream, 15 + 16) != Z_OK) exit(1);
    while (stream.avail_in) {
      stream.next_out = (Bytef *)room;
      stream.avail_out = sizeof room;
      int code = inflate(&stream, Z_NO_FLUSH);
      if (code == Z_STREAM_END) inflateReset(&stream);
      else if (code != Z_OK) exit(1);
    }
    inflateEnd(&stream);
    bytes += archive->length;
  }
  return (double)bytes / 1e6 / seconds_since(start);
}

/* Packed megabytes a second of the archive whose records are unpacked, cut, chosen and put into batches. */
static double measure_archive(const char *path) {
  const char *paths[] = {path};
  struct options options = {.input = OPTIONS, .paths = paths, .path_count = 1};
  struct batch batch = {0};
  uint64_t bytes = 0;
  clock_t start = clock();
  while (seconds_since(start) < SECONDS) {
    struct files files;
    if (files_begin(&files, &options)) exit(1);
    while (files_read(&files, &batch) > 0) batch_clear(&batch);
    bytes += files_taken(&files);
    files_end(&files);
  }
  batch_free(&batch);
  return (double)bytes / 1e6 / seconds_since(start);
}

int main(int argc, char **argv) {
  struct bytes pages = {0}, archive = {0};
  if (argc != 3 || read_all(argv[1], &pages) || read_all(argv[2], &archive)) return fputs("inputs PAGES ARCHIVE.warc.gz\n", stderr), 2;
  double zlib = measure_zlib(&archive), warc = measure_archive(argv[2]);
  printf("HTML     %7.1f MB/s of markup, parsed, its main text and facts found\n", measure_pages(&pages));
  printf("WARC.gz  %7.1f MB/s packed, read into batches; zlib alone %.1f: %.0f %% of the time is zlib's\n", warc, zlib, 100 * warc / zlib);
  bytes_free(&pages);
  bytes_free(&archive);
  return 0;
}
