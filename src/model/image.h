/* image.h: a model compiled into one file, which is mapped and used as it lies: opened in microseconds, shared by all processes.
 *
 *   head: magic, version, size, fingerprint of the sources, sections, checksum │ gazetteer │ weights │ quote weights │ …
 *
 * An image is used only when its head is whole and its fingerprint is that of the files it was made from and of how this library reads
 * them. Everything read from it later is checked against the bounds of its section, or by a checksum of its own, so that a damaged image
 * can give wrong names, but nothing worse; image_verify reads all of it and finds any damage.
 */
#ifndef WHOSAID_MODEL_IMAGE_H
#define WHOSAID_MODEL_IMAGE_H

#include "whosaid.h"

struct sources;
struct whosaid_model;

enum image_section { IMAGE_GAZETTEER, IMAGE_WEIGHTS, IMAGE_QUOTE_WEIGHTS, IMAGE_WORD_CLUSTERS, IMAGE_RULES, IMAGE_SECTIONS };

/* Where parts lie, in the file as in memory: a multiple of so many bytes, a line of the cache. */
enum { IMAGE_ALIGNMENT = 64 };

struct image_part {
  const void *bytes;
  uint64_t size;
};

/* A mapped file. */
struct image {
  void *bytes;
  uint64_t size;
};

/* Of bytes; another one for another seed. */
uint64_t image_checksum(uint64_t seed, const void *bytes, uint64_t size);

/* Maps the file and points the model's lists, weights and shipped rules into it; to these, rules of the user's own may be added, then
 * rules_finish is called. BAD_DATA, and the model as it was, when the file is no image, is
 * of another version or machine, is cut off, or was not made from these sources: files of the same names, sizes and times, or else of the
 * same content. READ_FAILED when there is no file. */
whosaid_status image_open(const char *path, const struct sources *sources, struct whosaid_model *model, whosaid_error *error);
void image_close(struct image *image);

/* Reads every byte of the file: BAD_DATA when one of them has changed since it was written. */
whosaid_status image_verify(const char *path, whosaid_error *error);

/* Writes the model's lists, weights and shipped rules as `path`, all at once: another process sees the old file or the new one. */
whosaid_status image_write(const char *path, const struct sources *sources, const struct whosaid_model *model, whosaid_error *error);

/* Compiles the data directory into the file `output` (NULL directory: where whosaid_model_open looks). */
whosaid_status model_compile(const char *directory, const char *output, whosaid_error *error);

#endif
