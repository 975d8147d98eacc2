/* analyze.c: any bytes -> whosaid_analyze, its record in every unit and its explanation; what is promised of them is checked. */
#include <string.h>

#include "fuzz.h"

static int count_bytes(void *context, const char *bytes, size_t length) {
  *(size_t *)context += length;
  demand(!length || !memchr(bytes, '\n', length - 1), "a record is one line");
  return 0;
}

static int take_bytes(void *context, const char *bytes, size_t length) {
  (void)bytes;
  *(size_t *)context += length;
  return 0;
}

static void check_spans(const whosaid_document *document, size_t length) {
  size_t sentences, mentions, quotes;
  const whosaid_sentence *sentence = whosaid_sentences(document, &sentences);
  for (size_t i = 0; i < sentences; i++) {
    demand(sentence[i].start < sentence[i].end && sentence[i].end <= length, "a sentence lies in the text");
    demand(i == 0 || sentence[i - 1].end <= sentence[i].start, "sentences are in order and disjoint");
  }
  const whosaid_mention *mention = whosaid_mentions(document, &mentions);
  for (size_t i = 0, name_end = 0; i < mentions; i++) {
    demand(mention[i].start < mention[i].end && mention[i].end <= length, "a mention lies in the text");
    demand(mention[i].sentence < sentences, "a mention has its sentence");
    if (mention[i].form != WHOSAID_NAME) continue;
    demand(name_end <= mention[i].start, "names are disjoint");
    name_end = mention[i].end;
  }
  const whosaid_quote *quote = whosaid_quotes(document, &quotes);
  for (size_t i = 0; i < quotes; i++) {
    demand(quote[i].part_count > 0, "a quote has a part");
    demand(quote[i].start == quote[i].parts[0].start, "a quote starts with its first part");
    demand(quote[i].end == quote[i].parts[quote[i].part_count - 1].end, "a quote ends with its last part");
    demand(quote[i].start < quote[i].end && quote[i].end <= length, "a quote lies in the text");
  }
}

void fuzz_analyze(const char *bytes, size_t length) {
  whosaid_document *document;
  whosaid_error error = {.status = WHOSAID_OK};
  whosaid_status status = whosaid_analyze(fuzz_model, bytes, length, &document, &error);
  demand(status == error.status, "the status is the error's");
  if (status) {
    demand(!document && error.message[0] && error.offset <= length, "an error says what and where");
    return;
  }
  check_spans(document, length);
  for (whosaid_unit unit = WHOSAID_CODEPOINT; unit <= WHOSAID_UTF16; unit++) {
    size_t written = 0;
    whosaid_record_options options = {.offsets = unit, .with_text = unit == WHOSAID_BYTE};
    demand(!whosaid_write_record(document, &options, count_bytes, &written, &error) && written, "a record is written");
  }
  size_t written = 0;
  demand(!whosaid_write_explanation(document, take_bytes, &written, &error), "an explanation is written");
  whosaid_document_free(document);
}
