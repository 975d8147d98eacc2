/* image.c: eight bytes after eight bytes as places and values -> a compiled image damaged there, opened and analysed with.
 *
 *   section (1) │ place (3, times 4) │ value (4)         a section of four and more: it is cut off at the place */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "fuzz.h"
#include "model/gazetteer_block.h"
#include "model/gazetteer_build.h"
#include "model/quote_weights.h"
#include "model/rule_build.h"
#include "model/rule_set.h"
#include "model/weights.h"
#include "model/word_cluster.h"

/* A section, whole, in a file of its own; behind its pages lies one that nobody may read. */
struct whole {
  int file;
  size_t size, room;
};
static struct whole wholes[IMAGE_SECTIONS];
static struct sources sources;

static void keep(struct whole *whole, struct image_part part) {
  size_t page = (size_t)sysconf(_SC_PAGESIZE);
  whole->size = part.size;
  whole->room = (part.size + page - 1) / page * page;
  whole->file = memfd_create("section", MFD_CLOEXEC);
  demand(whole->file >= 0 && !ftruncate(whole->file, (off_t)whole->room), "room for a section");
  /* At the end of its pages, so that a read behind it is seen; sections lie at multiples of 64 bytes. */
  off_t start = (off_t)((whole->room - whole->size) / IMAGE_ALIGNMENT * IMAGE_ALIGNMENT);
  demand(pwrite(whole->file, part.bytes, part.size, start) == (ssize_t)part.size, "a section is kept");
}

/* A file with the first lines of another one. */
static const char *shorten(const char *path) {
  static char bytes[8192];
  FILE *file = fopen(path, "rb");
  demand(file != NULL, "shipped weights");
  size_t length = fread(bytes, 1, sizeof bytes, file);
  fclose(file);
  while (length && bytes[length - 1] != '\n') length--;
  return fuzz_open_file(bytes, length);
}

/* Of a small model: what is read is all checked before it is used, and so a small one is checked a thousand times as often. */
static void keep_all(void) {
  struct whosaid_model model = {0};
  struct bytes rules = {0};
  demand(!sources_find(&sources, "tests/lists", NULL, 0, NULL) && !model_read(&model, &sources, NULL, 0, NULL), "a small model");
  demand(!weights_load(shorten("gazetteers/weights.tsv"), &model.weights, NULL), "weights");
  quote_weights_free(model.quote_weights);
  demand(!quote_weights_load(shorten("gazetteers/quote-weights.tsv"), &model.quote_weights, NULL), "weights of quotes");
  demand(!word_clusters_load(shorten("gazetteers/word-clusters.tsv"), &model.word_clusters, NULL), "word clusters");
  demand(!rules_pack(model.rules, &sources, &rules, NULL), "the rules as a part");
  keep(&wholes[IMAGE_GAZETTEER], gazetteer_part(model.gazetteer));
  keep(&wholes[IMAGE_WEIGHTS], weights_part(model.weights));
  keep(&wholes[IMAGE_QUOTE_WEIGHTS], quote_weights_part(model.quote_weights));
  keep(&wholes[IMAGE_WORD_CLUSTERS], word_clusters_part(model.word_clusters));
  keep(&wholes[IMAGE_RULES], (struct image_part){rules.items, rules.length});
  fuzz_close_file();
  bytes_free(&rules);
  model_release(&model);
}

static char *map(const struct whole *whole) {
  size_t page = (size_t)sysconf(_SC_PAGESIZE);
  char *bytes = mmap(NULL, whole->room + page, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  demand(bytes != MAP_FAILED && mmap(bytes, whole->room, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_FIXED, whole->file, 0) == bytes, "a map");
  return bytes;
}

static void damage(char *const maps[IMAGE_SECTIONS], struct image_part parts[IMAGE_SECTIONS], const unsigned char *edit) {
  unsigned section = edit[0] % IMAGE_SECTIONS;
  struct image_part *part = &parts[section];
  size_t place = 4 * ((size_t)edit[1] | (size_t)edit[2] << 8 | (size_t)edit[3] << 16);
  if (part->size < 8) return;
  place %= part->size - 4;
  if (edit[0] >= 0xF0) part->size = place;
  else memcpy(maps[section] + ((const char *)part->bytes - maps[section]) + place, edit + 4, 4);
}

/* As somebody would who wants the damage to be believed: the rules' part starts with the checksum and size of what is packed behind its head. */
static void seal_rules(struct image_part part) {
  const size_t head = 3 * sizeof(uint64_t) + TRIGGER_KINDS * sizeof(uint32_t);
  uint64_t checksum, size;
  if (part.size < head) return;
  memcpy(&size, (const char *)part.bytes + sizeof checksum, sizeof size);
  checksum = image_checksum(size, (const char *)part.bytes + head, part.size - head);
  memcpy((char *)(uintptr_t)part.bytes, &checksum, sizeof checksum);
}

static void open_damaged(const struct image_part parts[IMAGE_SECTIONS]) {
  struct whosaid_model model = {0};
  whosaid_error error;
  whosaid_status status = gazetteer_open(parts[IMAGE_GAZETTEER], &model.gazetteer, &error);
  if (!status) status = weights_attach(parts[IMAGE_WEIGHTS], &model.weights, &error);
  if (!status) status = quote_weights_attach(parts[IMAGE_QUOTE_WEIGHTS], &model.quote_weights, &error);
  if (!status) status = word_clusters_attach(parts[IMAGE_WORD_CLUSTERS], &model.word_clusters, &error);
  if (!status) status = rules_attach(parts[IMAGE_RULES], &sources, &model.rules, &error);
  /* The patterns of such an image are not run. */
  rules_free(model.rules);
  model.rules = fuzz_model->rules;
  demand(!status || (status == WHOSAID_BAD_DATA && error.message[0]), "damage is told as bad data");
  if (!status) fuzz_analyze_sample(&model);
  model.rules = NULL;
  model_release(&model);
}

void fuzz_image(const char *bytes, size_t length) {
  char *maps[IMAGE_SECTIONS];
  struct image_part parts[IMAGE_SECTIONS];
  if (!wholes[0].room) keep_all();
  for (int i = 0; i < IMAGE_SECTIONS; i++) {
    maps[i] = map(&wholes[i]);
    parts[i] = (struct image_part){maps[i] + (wholes[i].room - wholes[i].size) / IMAGE_ALIGNMENT * IMAGE_ALIGNMENT, wholes[i].size};
  }
  for (; length >= 8; bytes += 8, length -= 8) damage(maps, parts, (const unsigned char *)bytes);
  seal_rules(parts[IMAGE_RULES]);
  open_damaged(parts);
  for (int i = 0; i < IMAGE_SECTIONS; i++) munmap(maps[i], wholes[i].room + (size_t)sysconf(_SC_PAGESIZE));
}
