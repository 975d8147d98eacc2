/* quote.c: marks and reporting verbs -> quotes, cues, speakers as printed. */
#include <stdlib.h>

#include "document.h"
#include "model/model.h"
#include "quote/reader.h"
#include "quote/teach.h"

/* The way of a quote, in order; each step reads what the ones before it wrote (quote/reader.h draws them). */
static whosaid_status (*const STEPS[])(struct reader *reader, whosaid_error *error) = {
    read_words,       /* quote/word.c      what each token can be */
    read_regions,     /* quote/region.c    marked spans, as tokens */
    tag_words,        /* quote/word.c      what each token most likely is */
    find_phrases,     /* quote/phrase.c    noun phrases */
    find_cues,        /* quote/cue.c       words that may report */
    propose_readings, /* quote/reading.c   how each may be read */
    take_statements,  /* quote/pattern.c   what rules say of them */
    choose_readings,  /* quote/choose.c    which of these go together */
    find_speakers,    /* quote/speaker.c   whose words they are */
    find_leftovers,   /* quote/leftover.c  the rest of quotes, and quotes without a cue */
    write_quotes,     /* quote/write.c     the document's quotes */
};

static void free_reader(struct reader *reader) {
  VECTOR_FREE(&reader->decision.keys);
  VECTOR_FREE(&reader->decision.groups);
  VECTOR_FREE(&reader->decision.options);
  free(reader->memory);
  VECTOR_FREE(&reader->regions);
  VECTOR_FREE(&reader->phrases);
  VECTOR_FREE(&reader->cues);
  VECTOR_FREE(&reader->readings);
  VECTOR_FREE(&reader->leftovers);
  VECTOR_FREE(&reader->parts);
}

whosaid_status find_quotes_taught(struct whosaid_document *document, struct teacher *teacher, whosaid_error *error) {
  struct reader reader = {.document = document, .weights = document->model->quote_weights, .teacher = teacher};
  /* cppcheck-suppress autoVariables ; the teacher looks at it during this call alone */
  if (teacher) teacher->reader = &reader;
  whosaid_status status = WHOSAID_OK;
  for (size_t i = 0; !status && i < sizeof STEPS / sizeof *STEPS; i++) status = STEPS[i](&reader, error);
  free_reader(&reader);
  return status;
}

whosaid_status find_quotes(struct whosaid_document *document, whosaid_error *error) { return find_quotes_taught(document, NULL, error); }
