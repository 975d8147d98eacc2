/* word_cluster.c: word-clusters.tsv -> a hash table from words to clusters. */
#include "model/word_cluster.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/vector.h"
#include "model/lines.h"
#include "token.h"

enum { CLUSTER_BITS = 14 };

/* A word that was read. */
struct clustered_word {
  uint32_t lower, cluster; /* 1 + wide * 100 + narrow */
};

/* A slot holds a word's cluster and, above CLUSTER_BITS, the word's tag; 0 is empty. */
struct word_clusters {
  uint32_t *slots; /* open addressing */
  uint32_t mask;
  VECTOR(struct clustered_word) read;
  int borrowed; /* the slots lie in an image */
};

static uint32_t tag_of(uint32_t lower) { return lower * 0x9E3779B1u >> CLUSTER_BITS; }

int word_clusters_find(const struct word_clusters *clusters, uint32_t lower, uint8_t *wide, uint8_t *narrow) {
  if (!clusters) return 0;
  uint32_t slot = lower & clusters->mask, tag = tag_of(lower);
  for (uint32_t tried = 0; tried <= clusters->mask && clusters->slots[slot]; tried++, slot = (slot + 1) & clusters->mask) {
    if (clusters->slots[slot] >> CLUSTER_BITS != tag) continue;
    uint32_t cluster = (clusters->slots[slot] & ((1u << CLUSTER_BITS) - 1)) - 1;
    *wide = (uint8_t)(cluster / 100);
    *narrow = (uint8_t)(cluster % 100);
    return 1;
  }
  return 0;
}

static int index_words(struct word_clusters *clusters) {
  uint32_t size = 64;
  while (size / 5 * 4 < clusters->read.count) size *= 2;
  clusters->slots = calloc(size, sizeof *clusters->slots);
  if (!clusters->slots) return -1;
  clusters->mask = size - 1;
  for (uint32_t i = 0; i < clusters->read.count; i++) {
    struct clustered_word word = clusters->read.items[i];
    uint32_t slot = word.lower & clusters->mask;
    while (clusters->slots[slot]) slot = (slot + 1) & clusters->mask;
    clusters->slots[slot] = tag_of(word.lower) << CLUSTER_BITS | word.cluster;
  }
  VECTOR_FREE(&clusters->read);
  return 0;
}

static int is_digit(char c) { return c >= '0' && c <= '9'; }

/* "07.12<TAB>denver houston seattle"; gives what is wrong, or NULL. */
static const char *read_line(void *context, uint32_t number, char *line) {
  struct word_clusters *clusters = context;
  (void)number;
  if (!is_digit(line[0]) || !is_digit(line[1]) || line[2] != '.' || !is_digit(line[3]) || !is_digit(line[4]) || line[5] != '\t') {
    return "a line is a cluster such as 07.12, a tab, and its words separated by spaces";
  }
  uint32_t wide = (uint32_t)(line[0] - '0') * 10 + (uint32_t)(line[1] - '0'),
           narrow = (uint32_t)(line[3] - '0') * 10 + (uint32_t)(line[4] - '0');
  struct clustered_word word = {.cluster = 1 + wide * 100 + narrow};
  char *rest = line + 6;
  for (char *next = strtok_r(rest, " ", &rest); next; next = strtok_r(NULL, " ", &rest)) {
    uint32_t cased;
    token_hash(next, (uint32_t)strlen(next), &cased, &word.lower);
    struct clustered_word *added = VECTOR_ADD(&clusters->read);
    if (!added) return "memory ran out";
    *added = word;
  }
  return NULL;
}

whosaid_status word_clusters_load(const char *path, struct word_clusters **clusters, whosaid_error *error) {
  *clusters = NULL;
  FILE *file;
  whosaid_status status = lines_open(path, &file, error);
  if (!file) return status;
  struct word_clusters *made = calloc(1, sizeof *made);
  status = made ? lines_read(file, path, read_line, made, error) : error_memory(error);
  fclose(file);
  if (!status && index_words(made)) status = error_memory(error);
  if (status) word_clusters_free(made);
  else *clusters = made;
  return status;
}

void word_clusters_free(struct word_clusters *clusters) {
  if (!clusters) return;
  if (!clusters->borrowed) {
    free(clusters->slots);
    VECTOR_FREE(&clusters->read);
  }
  free(clusters);
}

struct image_part word_clusters_part(const struct word_clusters *clusters) {
  if (!clusters) return (struct image_part){0};
  return (struct image_part){clusters->slots, ((uint64_t)clusters->mask + 1) * sizeof *clusters->slots};
}

whosaid_status word_clusters_attach(struct image_part part, struct word_clusters **clusters, whosaid_error *error) {
  *clusters = NULL;
  if (!part.size) return WHOSAID_OK;
  uint64_t count = part.size / sizeof(uint32_t);
  if (part.size % sizeof(uint32_t) || count & (count - 1) || count > UINT32_MAX) {
    return error_set(error, WHOSAID_BAD_DATA, 0, 0, "its word clusters have an impossible size");
  }
  struct word_clusters *made = calloc(1, sizeof *made);
  if (!made) return error_memory(error);
  made->slots = (uint32_t *)(uintptr_t)part.bytes;
  made->mask = (uint32_t)count - 1;
  made->borrowed = 1;
  *clusters = made;
  return WHOSAID_OK;
}
