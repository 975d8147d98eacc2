/* word_cluster.h: which words are used alike: gazetteers/word-clusters.tsv, read. Read-only once built.
 *
 * A line is a cluster's name, TAB, its words in lower case separated by spaces:   07.12	denver houston seattle
 * The name is two numbers below 100: the wider cluster and the narrower one within it. */
#ifndef WHOSAID_MODEL_WORD_CLUSTER_H
#define WHOSAID_MODEL_WORD_CLUSTER_H

#include "model/image.h"
#include "whosaid.h"

struct word_clusters;

/* Reads the file; a missing file gives *clusters NULL, a model without clusters. */
whosaid_status word_clusters_load(const char *path, struct word_clusters **clusters, whosaid_error *error);
void word_clusters_free(struct word_clusters *clusters);

/* 1 when the word (its hash in lower case, token_hash) is in a cluster: *wide and *narrow are its numbers. `clusters` may be NULL. */
int word_clusters_find(const struct word_clusters *clusters, uint32_t lower, uint8_t *wide, uint8_t *narrow);

/* What of them goes into an image, and the clusters that lie in one (BAD_DATA when the part cannot be clusters). */
struct image_part word_clusters_part(const struct word_clusters *clusters);
whosaid_status word_clusters_attach(struct image_part part, struct word_clusters **clusters, whosaid_error *error);

#endif
