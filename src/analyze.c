/* analyze.c: START HERE. A text -> a document, by the table of stages. */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/utf8.h"
#include "document.h"
#include "model/model.h"
#include "model/recall.h"

typedef whosaid_status (*stage)(struct whosaid_document *document, whosaid_error *error);

/* Each stage reads what the ones before it wrote and adds its own array (document.h draws them). */
static const stage STAGES[] = {
    split_sentences,  /* sentence.c     text -> paragraphs, sections, sentences */
    split_tokens,     /* token.c        sentences -> words, numbers, marks */
    pair_marks,       /* quote_mark.c   tokens -> pairs of quotation marks */
    find_candidates,  /* candidate.c    tokens -> what gazetteers and rules propose */
    decide_mentions,  /* mention.c      candidates -> names, by weighed evidence */
    group_entities,   /* entity.c       names -> whom and what they refer to */
    find_quotes,      /* quote.c        marks and reporting verbs -> quotes, cues, speakers as printed */
    resolve_speakers, /* coreference.c  speakers as printed -> entities */
    find_mojibake,    /* mojibake.c     text -> a warning */
    set_aside_boilerplate, /* boilerplate.c  entities and quotes of boilerplate -> flagged or left out */
};

static whosaid_status take_text(struct whosaid_document *document, const char *text, size_t length, whosaid_error *error) {
  size_t most =
      document->options && document->options->max_length ? document->options->max_length : WHOSAID_MAX_DOCUMENT;
  if (length > most) {
    return error_set(error, WHOSAID_TOO_LONG, 0, most, "the text has %zu bytes and the limit is %zu; split it into articles", length, most);
  }
  size_t valid = utf8_valid_length(text, length);
  if (valid < length) {
    return error_set(error, WHOSAID_INVALID_UTF8, 0, valid, "byte 0x%02X at offset %zu is not UTF-8; convert the text to UTF-8",
                     (unsigned char)text[valid], valid);
  }
  const char *nul = length ? memchr(text, '\0', length) : NULL;
  if (nul) {
    size_t offset = (size_t)(nul - text);
    return error_set(error, WHOSAID_NUL_CHARACTER, 0, offset, "the text holds U+0000 at offset %zu; remove it", offset);
  }
  document->text = arena_copy(&document->arena, text, length);
  if (!document->text) return error_memory(error);
  document->length = (uint32_t)length;
  return WHOSAID_OK;
}

static void start(const whosaid_model *model, struct recall *recall, struct request *request) {
  struct whosaid_document *made = calloc(1, sizeof *made);
  if (!made || (model && !recall)) {
    free(made);
    request->status = error_memory(&request->error);
    return;
  }
  made->model = model;
  made->options = request->options;
  made->recall = recall;
  request->document = made;
  request->status = take_text(made, request->text, request->length, &request->error);
}

static void finish(struct request *request) {
  if (!request->document) return;
  request->document->options = NULL;
  request->document->recall = NULL;
  if (!request->status) return;
  whosaid_document_free(request->document);
  request->document = NULL;
}

static void make_documents(const whosaid_model *model, struct request *requests, size_t count, stage stop) {
  struct recall *recall = model ? recall_take(model->recalls) : NULL;
  for (size_t k = 0; k < count; k++) {
    if (!requests[k].status) start(model, recall, &requests[k]);
  }
  for (size_t i = 0; i < sizeof STAGES / sizeof *STAGES && STAGES[i] != stop; i++) {
    for (size_t k = 0; k < count; k++) {
      if (!requests[k].status) requests[k].status = STAGES[i](requests[k].document, &requests[k].error);
    }
  }
  for (size_t k = 0; k < count; k++) finish(&requests[k]);
  if (model) recall_leave(model->recalls, recall);
}

void documents_make(const whosaid_model *model, struct request *requests, size_t count) { make_documents(model, requests, count, NULL); }

static whosaid_status make_document(const whosaid_model *model, const char *text, size_t length, const whosaid_analysis_options *options,
                                    stage stop, whosaid_document **document, whosaid_error *error) {
  struct request request = {.text = text, .length = length, .options = options};
  make_documents(model, &request, 1, stop);
  if (request.status && error) *error = request.error;
  *document = request.document;
  return request.status;
}

whosaid_status document_make(const whosaid_model *model, const char *text, size_t length, stage stop, whosaid_document **document,
                             whosaid_error *error) {
  return make_document(model, text, length, NULL, stop, document, error);
}

whosaid_status whosaid_analyze_with(const whosaid_model *model, const char *text, size_t length, const whosaid_analysis_options *options,
                                    whosaid_document **document, whosaid_error *error) {
  return make_document(model, text, length, options, NULL, document, error);
}

whosaid_status whosaid_analyze(const whosaid_model *model, const char *text, size_t length, whosaid_document **document,
                               whosaid_error *error) {
  return document_make(model, text, length, NULL, document, error);
}

void whosaid_document_free(whosaid_document *document) {
  if (!document) return;
  VECTOR_FREE(&document->paragraphs);
  VECTOR_FREE(&document->sentences);
  VECTOR_FREE(&document->sentence_tokens);
  VECTOR_FREE(&document->tokens);
  VECTOR_FREE(&document->marks);
  VECTOR_FREE(&document->candidates);
  VECTOR_FREE(&document->mentions);
  VECTOR_FREE(&document->entities);
  VECTOR_FREE(&document->quotes);
  VECTOR_FREE(&document->warnings);
  VECTOR_FREE(&document->credits);
  VECTOR_FREE(&document->statements);
  arena_free(&document->arena);
  free(document);
}

whosaid_string whosaid_text(const whosaid_document *document) {
  return (whosaid_string){.bytes = document->text, .length = document->length};
}

const whosaid_sentence *whosaid_sentences(const whosaid_document *document, size_t *count) {
  return *count = document->sentences.count, document->sentences.items;
}

const whosaid_mention *whosaid_mentions(const whosaid_document *document, size_t *count) {
  return *count = document->mentions.count, document->mentions.items;
}

const whosaid_entity *whosaid_entities(const whosaid_document *document, size_t *count) {
  return *count = document->entities.count, document->entities.items;
}

const whosaid_quote *whosaid_quotes(const whosaid_document *document, size_t *count) {
  return *count = document->quotes.count, document->quotes.items;
}

const whosaid_warning *whosaid_warnings(const whosaid_document *document, size_t *count) {
  return *count = document->warnings.count, document->warnings.items;
}

uint64_t whosaid_offset(const whosaid_document *document, uint32_t byte_offset, whosaid_unit unit) {
  if (byte_offset > document->length) byte_offset = document->length;
  if (unit == WHOSAID_CODEPOINT) return utf8_count_codepoints(document->text, byte_offset);
  if (unit == WHOSAID_UTF16) return utf8_count_utf16(document->text, byte_offset);
  return byte_offset;
}
