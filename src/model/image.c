/* image.c: a model <-> one file that can be mapped. */
#include "model/image.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "document.h"
#include "model/gazetteer_block.h"
#include "model/model.h"
#include "model/quote_weights.h"
#include "model/sources.h"
#include "model/weights.h"
#include "model/word_cluster.h"
#include "template.h"
#include "token.h"

static const char MAGIC[8] = "whosaid";
/* Another number whenever the same files would make another image. */
enum { VERSION = 13, BYTE_ORDER_MARK = 0x01020304 };

struct section {
  uint64_t offset, size, checksum;
};

struct image_head {
  char magic[8];
  uint32_t version, byte_order;
  uint64_t size; /* of the file */
  uint64_t fingerprint;
  struct section sections[IMAGE_SECTIONS];
  uint64_t checksum; /* of all before it */
};

/* ---- Checksum and fingerprint ---- */

static uint64_t mix(uint64_t hash, uint64_t value) {
  hash = (hash ^ value) * 0x9E3779B97F4A7C15u;
  return hash ^ hash >> 32;
}

static uint64_t checksum(uint64_t hash, const void *bytes, uint64_t size) {
  const char *next = bytes;
  uint64_t chunk;
  hash = mix(hash, size);
  for (; size >= sizeof chunk; next += sizeof chunk, size -= sizeof chunk) {
    memcpy(&chunk, next, sizeof chunk);
    hash = mix(hash, chunk);
  }
  chunk = 0;
  if (size) memcpy(&chunk, next, size);
  return mix(hash, chunk);
}

static uint64_t head_checksum(const struct image_head *head) { return checksum(VERSION, head, offsetof(struct image_head, checksum)); }

/* Weights are laid out by the templates of features. */
static uint64_t mix_templates(uint64_t hash) {
  for (uint32_t i = 0; i < TEMPLATES; i++) {
    const struct template_form *form = &TEMPLATE_FORMS[i];
    hash = mix(checksum(mix(hash, form->scope), form->name, strlen(form->name)), feature_seed((enum template)i));
    hash = checksum(hash, form->spaces, sizeof form->spaces);
  }
  for (uint32_t space = FIRST_CLOSED; space < SPACES; space++) {
    for (uint32_t code = 0; code < CODE_COUNTS[space]; code++) {
      const char *name = code_name((enum space)space, code);
      hash = checksum(hash, name, strlen(name));
    }
  }
  return hash;
}

/* Names are stored by the hashes of their words: a library that splits or hashes these otherwise needs another image. */
static uint64_t mix_reading(uint64_t hash) {
  static const char SAMPLE[] =
      "St. Petersburg's U.N. Jean-Claude O’Neill Łódź AT&T İzmir McDonald's d'Ivoire Ph.D. (3.5%) “Dr. No” 7-Eleven Yahoo! e.g. S&P 500 "
      "ßtraße";
  struct token token = {0};
  while (token_next_of_name(SAMPLE, sizeof SAMPLE - 1, token.end, &token)) {
    hash = mix(hash, (uint64_t)token.start << 32 | token.end);
    hash = mix(hash, (uint64_t)token.hash << 32 | token.lower);
  }
  return mix(mix_templates(hash), quote_feature_mix(quote_feature_start("right.first", 11), token.lower));
}

static uint64_t mix_file(uint64_t hash, const char *name, uint64_t size, int64_t modified) {
  return mix(mix(checksum(hash, name, strlen(name)), size), (uint64_t)modified);
}

static uint64_t mix_weights(uint64_t hash, const char *directory) {
  static const char *const NAMES[] = {"weights.tsv", "quote-weights.tsv", "word-clusters.tsv"};
  char path[PATH_MAX];
  struct stat about;
  for (int i = 0; i < 3; i++) {
    if (snprintf(path, sizeof path, "%s/%s", directory, NAMES[i]) >= (int)sizeof path || stat(path, &about)) continue;
    hash = mix_file(hash, NAMES[i], (uint64_t)about.st_size, (int64_t)about.st_mtim.tv_sec * 1000000000 + about.st_mtim.tv_nsec);
  }
  return hash;
}

uint64_t image_fingerprint(const struct sources *sources) {
  uint64_t hash = mix_reading(VERSION);
  for (uint32_t i = 0; i < sources->paths.count; i++) {
    const struct data_path *path = &sources->paths.items[i];
    if (!path->is_rules) hash = mix(mix_file(hash, path->name, path->size, path->modified), i >= sources->shipped);
  }
  return mix_weights(hash, sources->directory);
}

/* ---- Reading ---- */

static whosaid_status refuse(const char *path, const char *why, whosaid_error *error) {
  return error_set(error, WHOSAID_BAD_DATA, 0, 0, "%s: %s; compile it again", path, why);
}

static whosaid_status map_file(const char *path, struct image *image, whosaid_error *error) {
  struct stat about;
  int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0 || fstat(file, &about)) {
    whosaid_status status = error_set(error, WHOSAID_READ_FAILED, 0, 0, "%s: %s", path, strerror(errno));
    if (file >= 0) close(file);
    return status;
  }
  image->size = S_ISREG(about.st_mode) && about.st_size > 0 ? (uint64_t)about.st_size : 0;
  image->bytes = image->size ? mmap(NULL, image->size, PROT_READ, MAP_SHARED, file, 0) : MAP_FAILED;
  close(file);
  if (image->bytes != MAP_FAILED) return WHOSAID_OK;
  *image = (struct image){0};
  return refuse(path, "it is empty or cannot be mapped", error);
}

/* Why the head cannot be trusted, or NULL. */
static const char *distrust(const struct image *image) {
  const struct image_head *head = image->bytes;
  if (image->size < sizeof *head || memcmp(head->magic, MAGIC, sizeof MAGIC)) return "it is no whosaid image";
  if (head->byte_order != BYTE_ORDER_MARK) return "it was made on a machine of another byte order";
  if (head->version != VERSION) return "it is of another version";
  if (head->checksum != head_checksum(head)) return "its head is damaged";
  if (head->size != image->size) return "it is cut off";
  for (int i = 0; i < IMAGE_SECTIONS; i++) {
    const struct section *section = &head->sections[i];
    if (section->offset % 8 || section->offset > head->size || section->size > head->size - section->offset) return "its head is damaged";
  }
  return NULL;
}

static struct image_part part_of(const struct image *image, enum image_section index) {
  const struct section *section = &((const struct image_head *)image->bytes)->sections[index];
  return (struct image_part){(const char *)image->bytes + section->offset, section->size};
}

static whosaid_status attach(const struct image *image, struct whosaid_model *model, whosaid_error *error) {
  whosaid_status status = gazetteer_open(part_of(image, IMAGE_GAZETTEER), &model->gazetteer, error);
  if (!status) status = weights_attach(part_of(image, IMAGE_WEIGHTS), &model->weights, error);
  if (!status) status = quote_weights_attach(part_of(image, IMAGE_QUOTE_PLACES), part_of(image, IMAGE_QUOTE_WEIGHTS), &model->quote_weights, error);
  if (!status) status = word_clusters_attach(part_of(image, IMAGE_WORD_CLUSTERS), &model->word_clusters, error);
  return status;
}

static whosaid_status map_image(const char *path, struct image *image, whosaid_error *error) {
  *image = (struct image){0};
  whosaid_status status = map_file(path, image, error);
  if (!image->bytes) return status;
  const char *why = distrust(image);
  if (!why) return WHOSAID_OK;
  image_close(image);
  return refuse(path, why, error);
}

whosaid_status image_open(const char *path, uint64_t fingerprint, struct whosaid_model *model, whosaid_error *error) {
  struct image image;
  struct whosaid_model opened = {0};
  whosaid_error inner;
  whosaid_status status = map_image(path, &image, error);
  if (!image.bytes) return status;
  if (((const struct image_head *)image.bytes)->fingerprint != fingerprint) {
    image_close(&image);
    return refuse(path, "it was not made from these lists and weights", error);
  }
  status = attach(&image, &opened, &inner);
  if (status) {
    model_release(&opened);
    image_close(&image);
    return refuse(path, inner.message, error);
  }
  model->gazetteer = opened.gazetteer;
  model->weights = opened.weights;
  model->quote_weights = opened.quote_weights;
  model->word_clusters = opened.word_clusters;
  model->image = image;
  return WHOSAID_OK;
}

void image_close(struct image *image) {
  if (image->bytes) munmap(image->bytes, image->size);
  *image = (struct image){0};
}

whosaid_status image_verify(const char *path, whosaid_error *error) {
  struct image image;
  whosaid_status status = map_image(path, &image, error);
  if (!image.bytes) return status;
  for (int i = 0; !status && i < IMAGE_SECTIONS; i++) {
    const struct section *section = &((const struct image_head *)image.bytes)->sections[i];
    struct image_part part = part_of(&image, (enum image_section)i);
    if (checksum((uint64_t)i, part.bytes, part.size) != section->checksum) status = refuse(path, "it is damaged", error);
  }
  image_close(&image);
  return status;
}

/* ---- Writing ---- */

static int write_padded(FILE *file, struct image_part part) {
  static const char ZEROS[8] = {0};
  size_t padding = (8 - part.size % 8) % 8;
  return (part.size && fwrite(part.bytes, 1, part.size, file) != part.size) || fwrite(ZEROS, 1, padding, file) != padding;
}

static struct image_head describe(const struct image_part parts[IMAGE_SECTIONS], uint64_t fingerprint) {
  struct image_head head = {.version = VERSION, .byte_order = BYTE_ORDER_MARK, .size = sizeof head, .fingerprint = fingerprint};
  memcpy(head.magic, MAGIC, sizeof MAGIC);
  for (int i = 0; i < IMAGE_SECTIONS; i++) {
    head.sections[i] = (struct section){head.size, parts[i].size, checksum((uint64_t)i, parts[i].bytes, parts[i].size)};
    head.size += (parts[i].size + 7) / 8 * 8;
  }
  head.checksum = head_checksum(&head);
  return head;
}

static int write_parts(FILE *file, const struct image_part parts[IMAGE_SECTIONS], uint64_t fingerprint) {
  struct image_head head = describe(parts, fingerprint);
  int failed = write_padded(file, (struct image_part){&head, sizeof head});
  for (int i = 0; !failed && i < IMAGE_SECTIONS; i++) failed = write_padded(file, parts[i]);
  return failed || fflush(file) || fsync(fileno(file));
}

/* A new file beside `path`, for everyone to read as files are. */
static FILE *open_beside(const char *path, char beside[PATH_MAX]) {
  if (snprintf(beside, PATH_MAX, "%s.XXXXXX", path) >= PATH_MAX) return errno = ENAMETOOLONG, NULL;
  int file = mkstemp(beside);
  if (file < 0) return NULL;
  fchmod(file, 0644);
  FILE *stream = fdopen(file, "wb");
  if (!stream) close(file), unlink(beside);
  return stream;
}

whosaid_status image_write(const char *path, uint64_t fingerprint, const struct whosaid_model *model, whosaid_error *error) {
  char beside[PATH_MAX];
  struct image_part parts[IMAGE_SECTIONS];
  parts[IMAGE_GAZETTEER] = gazetteer_part(model->gazetteer);
  parts[IMAGE_WEIGHTS] = weights_part(model->weights);
  quote_weights_parts(model->quote_weights, &parts[IMAGE_QUOTE_PLACES], &parts[IMAGE_QUOTE_WEIGHTS]);
  parts[IMAGE_WORD_CLUSTERS] = word_clusters_part(model->word_clusters);
  FILE *file = open_beside(path, beside);
  if (!file) return error_set(error, WHOSAID_WRITE_FAILED, 0, 0, "%s: %s", path, strerror(errno));
  int failed = write_parts(file, parts, fingerprint);
  failed |= fclose(file) != 0;
  if (!failed && !rename(beside, path)) return WHOSAID_OK;
  whosaid_status status = error_set(error, WHOSAID_WRITE_FAILED, 0, 0, "%s: %s", path, strerror(errno));
  unlink(beside);
  return status;
}
