/* marked_sentence.h: a sentence with its names and quotes marked under it. */
#ifndef WHOSAID_OUTPUT_MARKED_SENTENCE_H
#define WHOSAID_OUTPUT_MARKED_SENTENCE_H

#include "output/writer.h"
#include "whosaid.h"

/* The names are the mentions from `mention` on; `quote` is the first one that may reach into the sentence. */
void write_marked_sentence(struct writer *out, const whosaid_document *document, uint32_t sentence, uint32_t mention, uint32_t quote);

#endif
