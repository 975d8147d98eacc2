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
#include "model/rule_build.h"
#include "model/sources.h"
#include "model/weights.h"
#include "model/word_cluster.h"
#include "template.h"
#include "token.h"

static const char MAGIC[8] = "whosaid";
/* Another number whenever the same files would make another image. */
enum { VERSION = 23, BYTE_ORDER_MARK = 0x01020304 };

struct section {
  uint64_t offset, size, checksum;
};

/* Of what an image was made from, and by what way of reading it. */
struct fingerprint {
  uint64_t names;   /* and sizes, of the files; how this library reads them */
  uint64_t times;   /* when they were changed last */
  uint64_t content; /* of the files */
};

struct image_head {
  char magic[8];
  uint32_t version, byte_order;
  uint64_t size; /* of the file */
  struct fingerprint fingerprint;
  struct section sections[IMAGE_SECTIONS];
  uint64_t checksum; /* of all before it */
};

/* ---- Files ---- */

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

/* ---- Checksum and fingerprint ---- */

static uint64_t mix(uint64_t hash, uint64_t value) {
  hash = (hash ^ value) * 0x9E3779B97F4A7C15u;
  return hash ^ hash >> 32;
}

uint64_t image_checksum(uint64_t hash, const void *bytes, uint64_t size) {
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

static uint64_t head_checksum(const struct image_head *head) { return image_checksum(VERSION, head, offsetof(struct image_head, checksum)); }

/* Weights are laid out by the templates of features. */
static uint64_t mix_templates(uint64_t hash) {
  for (uint32_t i = 0; i < TEMPLATES; i++) {
    const struct template_form *form = &TEMPLATE_FORMS[i];
    hash = mix(image_checksum(mix(hash, form->scope), form->name, strlen(form->name)), feature_seed((enum template)i));
    hash = image_checksum(hash, form->spaces, sizeof form->spaces);
  }
  for (uint32_t space = FIRST_CLOSED; space < SPACES; space++) {
    for (uint32_t code = 0; code < CODE_COUNTS[space]; code++) {
      char room[CODE_NAME];
      const char *name = code_name((enum space)space, code, room);
      hash = image_checksum(hash, name, strlen(name));
    }
  }
  return hash;
}

static uint64_t mix_quote_features(uint64_t hash) {
  for (uint32_t i = 0; i < QUOTE_FEATURES; i++) {
    const struct quote_feature_form *form = &QUOTE_FEATURE_FORMS[i];
    hash = mix(image_checksum(hash, form->name, strlen(form->name)), form->values);
  }
  for (uint32_t i = TAG_VALUE; i < FIRST_WORD; i++) hash = image_checksum(hash, VALUE_NAMES[i], strlen(VALUE_NAMES[i]));
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
  return mix_quote_features(mix_templates(hash));
}

/* The weights, the lists and the shipped rules that an image vouches for; rules of a user's own are read and tried at each start. */
static int each_file(const struct sources *sources, int (*take)(void *context, const struct data_path *path, int is_added), void *context) {
  static const char *const WEIGHTS[] = {"weights.tsv", "quote-weights.tsv", "word-clusters.tsv"};
  char path[PATH_MAX];
  struct stat about;
  int failed = 0;
  for (int i = 0; !failed && i < 3; i++) {
    if (snprintf(path, sizeof path, "%s/%s", sources->directory, WEIGHTS[i]) >= (int)sizeof path || stat(path, &about)) continue;
    struct data_path weights = {.path = path, .name = path + strlen(path) - strlen(WEIGHTS[i]), .size = (uint64_t)about.st_size,
                                .modified = (int64_t)about.st_mtim.tv_sec * 1000000000 + about.st_mtim.tv_nsec};
    failed = take(context, &weights, 0);
  }
  for (uint32_t i = 0; !failed && i < sources->paths.count; i++) {
    int is_added = i >= sources->shipped;
    if (!is_added || !sources->paths.items[i].is_rules) failed = take(context, &sources->paths.items[i], is_added);
  }
  return failed;
}

static int take_name_and_time(void *context, const struct data_path *path, int is_added) {
  struct fingerprint *fingerprint = context;
  fingerprint->names = mix(mix(image_checksum(fingerprint->names, path->name, strlen(path->name)), path->size), (uint64_t)is_added);
  fingerprint->times = mix(fingerprint->times, (uint64_t)path->modified);
  return 0;
}

static int take_content(void *context, const struct data_path *path, int is_added) {
  (void)is_added;
  uint64_t *content = context;
  struct image file = {0};
  if (!path->size) return 0;
  if (map_file(path->path, &file, NULL)) return -1;
  *content = image_checksum(*content, file.bytes, file.size);
  image_close(&file);
  return 0;
}

static int find_content(const struct sources *sources, uint64_t *content) {
  *content = VERSION;
  return each_file(sources, take_content, content);
}

static struct fingerprint find_fingerprint(const struct sources *sources) {
  struct fingerprint fingerprint = {.names = mix_reading(VERSION)};
  each_file(sources, take_name_and_time, &fingerprint);
  return fingerprint;
}

/* Times tell fast that nothing has changed; a copy has other times, and its content tells. */
static int is_made_from(const struct fingerprint *made_from, const struct sources *sources) {
  struct fingerprint found = find_fingerprint(sources);
  if (made_from->names != found.names) return 0;
  return made_from->times == found.times || (!find_content(sources, &found.content) && made_from->content == found.content);
}

/* ---- Reading ---- */

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
    if (section->offset % IMAGE_ALIGNMENT || section->offset > head->size || section->size > head->size - section->offset) return "its head is damaged";
  }
  return NULL;
}

static struct image_part part_of(const struct image *image, enum image_section index) {
  const struct section *section = &((const struct image_head *)image->bytes)->sections[index];
  return (struct image_part){(const char *)image->bytes + section->offset, section->size};
}

static whosaid_status attach(const struct image *image, const struct sources *sources, struct whosaid_model *model, whosaid_error *error) {
  whosaid_status status = gazetteer_open(part_of(image, IMAGE_GAZETTEER), &model->gazetteer, error);
  if (!status) status = weights_attach(part_of(image, IMAGE_WEIGHTS), &model->weights, error);
  if (!status) status = quote_weights_attach(part_of(image, IMAGE_QUOTE_WEIGHTS), &model->quote_weights, error);
  if (!status) status = word_clusters_attach(part_of(image, IMAGE_WORD_CLUSTERS), &model->word_clusters, error);
  if (!status) status = rules_attach(part_of(image, IMAGE_RULES), sources, &model->rules, error);
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

whosaid_status image_open(const char *path, const struct sources *sources, struct whosaid_model *model, whosaid_error *error) {
  struct image image;
  struct whosaid_model opened = {0};
  whosaid_error inner;
  whosaid_status status = map_image(path, &image, error);
  if (!image.bytes) return status;
  if (!is_made_from(&((const struct image_head *)image.bytes)->fingerprint, sources)) {
    image_close(&image);
    return refuse(path, "it was not made from these lists and weights", error);
  }
  status = attach(&image, sources, &opened, &inner);
  if (status) {
    model_release(&opened);
    image_close(&image);
    return refuse(path, inner.message, error);
  }
  model->gazetteer = opened.gazetteer;
  model->weights = opened.weights;
  model->quote_weights = opened.quote_weights;
  model->word_clusters = opened.word_clusters;
  model->rules = opened.rules;
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
    if (image_checksum((uint64_t)i, part.bytes, part.size) != section->checksum) status = refuse(path, "it is damaged", error);
  }
  image_close(&image);
  return status;
}

/* ---- Writing ---- */

static uint64_t pad(uint64_t size) { return (size + IMAGE_ALIGNMENT - 1) / IMAGE_ALIGNMENT * IMAGE_ALIGNMENT; }

static int write_padded(FILE *file, struct image_part part) {
  static const char ZEROS[IMAGE_ALIGNMENT] = {0};
  size_t padding = (IMAGE_ALIGNMENT - part.size % IMAGE_ALIGNMENT) % IMAGE_ALIGNMENT;
  return (part.size && fwrite(part.bytes, 1, part.size, file) != part.size) || fwrite(ZEROS, 1, padding, file) != padding;
}

static struct image_head describe(const struct image_part parts[IMAGE_SECTIONS], const struct fingerprint *fingerprint) {
  struct image_head head = {.version = VERSION, .byte_order = BYTE_ORDER_MARK, .size = pad(sizeof head), .fingerprint = *fingerprint};
  memcpy(head.magic, MAGIC, sizeof MAGIC);
  for (int i = 0; i < IMAGE_SECTIONS; i++) {
    head.sections[i] = (struct section){head.size, parts[i].size, image_checksum((uint64_t)i, parts[i].bytes, parts[i].size)};
    head.size += pad(parts[i].size);
  }
  head.checksum = head_checksum(&head);
  return head;
}

static int write_parts(FILE *file, const struct image_part parts[IMAGE_SECTIONS], const struct fingerprint *fingerprint) {
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

static whosaid_status write_image(const char *path, const struct image_part parts[IMAGE_SECTIONS], const struct fingerprint *fingerprint,
                                  whosaid_error *error) {
  char beside[PATH_MAX];
  FILE *file = open_beside(path, beside);
  if (!file) return error_set(error, WHOSAID_WRITE_FAILED, 0, 0, "%s: %s", path, strerror(errno));
  int failed = write_parts(file, parts, fingerprint);
  failed |= fclose(file) != 0;
  if (!failed && !rename(beside, path)) return WHOSAID_OK;
  whosaid_status status = error_set(error, WHOSAID_WRITE_FAILED, 0, 0, "%s: %s", path, strerror(errno));
  unlink(beside);
  return status;
}

whosaid_status image_write(const char *path, const struct sources *sources, const struct whosaid_model *model, whosaid_error *error) {
  struct image_part parts[IMAGE_SECTIONS];
  struct bytes rules = {0};
  parts[IMAGE_GAZETTEER] = gazetteer_part(model->gazetteer);
  parts[IMAGE_WEIGHTS] = weights_part(model->weights);
  parts[IMAGE_QUOTE_WEIGHTS] = quote_weights_part(model->quote_weights);
  parts[IMAGE_WORD_CLUSTERS] = word_clusters_part(model->word_clusters);
  struct fingerprint fingerprint = find_fingerprint(sources);
  if (find_content(sources, &fingerprint.content)) return error_set(error, WHOSAID_READ_FAILED, 0, 0, "%s: a list has gone; try again", path);
  whosaid_status status = rules_pack(model->rules, sources, &rules, error);
  parts[IMAGE_RULES] = (struct image_part){rules.items, rules.length};
  if (!status) status = write_image(path, parts, &fingerprint, error);
  bytes_free(&rules);
  return status;
}
