/* quote/leftover.c: marked spans that no cue claims -> the rest of a quote, a quote of its own, or none.
 *
 *   “It is over,” she said. “Go home.”     the rest
 *   “We tried everything.”                 a paragraph of its own: the previous speaker's
 *   his “little talks”                     none */
#include "base/error.h"
#include "quote/reader.h"

/* What is said last before the region: a reading, and where it and what was joined to it end. */
struct saying {
  uint32_t reading; /* WHOSAID_NONE at the start */
  uint32_t end;     /* one past its last token */
};

/* How many words stand in tokens [first, last). */
static uint32_t words_between(const struct reader *reader, uint32_t first, uint32_t last) {
  uint32_t count = 0;
  for (uint32_t i = first; i < last && count < 99; i++) count += tag_at(reader, i) > TAG_POINT;
  return count;
}

/* One past the content, the cue and a speaker that follows it. */
static uint32_t reading_end(const struct reading *reading) {
  uint32_t end = reading->last;
  if (reading->speaker_last > end && reading->speaker_last != reading->speaker_first) end = reading->speaker_last;
  return end;
}

static int starts_paragraph(const struct reader *reader, uint32_t token) {
  return token == 0 || paragraph_of(reader, token - 1) != paragraph_of(reader, token);
}

static int ends_paragraph(const struct reader *reader, uint32_t token) {
  return token + 1 >= reader->words.count || paragraph_of(reader, token + 1) != paragraph_of(reader, token);
}

/* 1 at the start of its paragraph, 2 at the end, 3 when it fills it. */
static uint32_t place_of(const struct reader *reader, const struct region *region) {
  uint32_t last = region->last < reader->words.count ? region->last : region->last - 1;
  while (!ends_paragraph(reader, last) && tag_at(reader, last + 1) == TAG_STOP) last++;
  return (uint32_t)starts_paragraph(reader, region->first - 1) + 2 * (uint32_t)ends_paragraph(reader, last);
}

enum { FEW_WORDS = 4 };

static int marked(const struct reader *reader, const struct reading *reading) {
  uint32_t last = reading->frame == FRAME_LEFT ? reading->left.last : reading->right.last;
  return last > 0 && (reader->words.items[last - 1].region != WHOSAID_NONE || tag_at(reader, last - 1) == TAG_CLOSE_MARK);
}

static void add_region_features(struct reader *reader, struct sum *sum, uint32_t index, const struct saying *before, uint32_t what) {
  const struct region *region = &reader->regions.items[index];
  const struct marked_span *span = &reader->document->marks.items[region->mark];
  uint32_t open = region->first - 1, close = region->last;
  const struct reading *reading = before->reading == WHOSAID_NONE ? NULL : &reader->readings.items[before->reading];
  uint32_t gap = reading && before->end <= open ? words_between(reader, before->end, open) : 99;
  uint32_t paragraphs = reading ? paragraph_of(reader, open) - paragraph_of(reader, before->end - 1) : 9;
  uint32_t distance = size_value(gap), lines = number_value(paragraphs > 2 ? 2 : paragraphs), size = size_value(region->words);
  uint32_t place = place_of(reader, region);
  uint32_t sentence = (uint32_t)(open == sentence_first(reader, open)) + (is_capital(reader, region->first) ? 2u : 0);
  uint32_t kind = reading ? (uint32_t)reading->frame + 4 * (uint32_t)marked(reader, reading) : 9;
  uint32_t where = number_value(place), starts = number_value(sentence), previous = number_value(kind);
  add_two(reader, sum, REGION, what, NO_VALUE);
  add_two(reader, sum, REGION_SIZE, what, size);
  add_three(reader, sum, REGION_SIZE_STARTS, what, size, starts);
  add_three(reader, sum, REGION_WHERE, what, where, lines);
  add_three(reader, sum, REGION_DISTANCE, what, distance, lines);
  add_three(reader, sum, REGION_DISTANCE_WHERE, what, distance, where);
  add_three(reader, sum, REGION_DISTANCE_PREVIOUS, what, distance, previous);
  add_three(reader, sum, REGION_PREVIOUS, what, previous, lines);
  add_three(reader, sum, REGION_BEFORE, what, tag_value(reader, open - 1), starts);
  add_two(reader, sum, REGION_BEFORE_WORD, what, word_value(reader, open - 1));
  add_three(reader, sum, REGION_AFTER, what, tag_value(reader, close + 1), tag_value(reader, close - 1));
  add_two(reader, sum, REGION_FIRST, what, word_value(reader, region->first));
  add_three(reader, sum, REGION_LAST, what, tag_value(reader, region->last - 1), starts);
  uint32_t sentences =
      reading ? reader->document->tokens.items[open].sentence - reader->document->tokens.items[before->end - 1].sentence : 9;
  uint32_t far = number_value(sentences > 3 ? 3 : sentences);
  add_three(reader, sum, REGION_SENTENCES, what, far, lines);
  add_three(reader, sum, REGION_SENTENCES_STARTS, what, far, starts);
  add_three(reader, sum, REGION_SENTENCES_PREVIOUS, what, far, previous);
  add_three(reader, sum, REGION_SENTENCES_ALL, previous, far, starts);
  add_three(reader, sum, REGION_ALONE_NEAR, what, number_value(place == 3), number_value(gap == 0));
  add_three(reader, sum, REGION_MARK, what, number_value(span->single + 2u * span->continues), where);
}

/* “She is too far behind,” said one of them, “and it was not close.”: a comma before the mark, in the sentence of the cue. */
static int resumes(const struct reader *reader, const struct region *region, const struct saying *before) {
  if (before->reading == WHOSAID_NONE) return 0;
  const struct reading *reading = &reader->readings.items[before->reading];
  uint32_t open = region->first - 1, head = reader->cues.items[reading->cue].head;
  return reading->frame == FRAME_LEFT && marked(reader, reading) && tag_at(reader, open - 1) == TAG_COMMA &&
         (region->words >= FEW_WORDS || !is_capital(reader, region->first)) && sentence_first(reader, open) <= head && open > head;
}

/* Ann Lee shook her head. “It was pushed, and you know it.”: a sentence of its own in marks, after one that begins with a person. */
static int follows_actor(const struct reader *reader, const struct region *region) {
  uint32_t open = region->first - 1;
  if (region->words <= FEW_WORDS || open == 0 || open != sentence_first(reader, open) || !is_capital(reader, region->first)) return 0;
  uint32_t actor = sentence_first(reader, open - 1), name = reader->words.items[actor].name;
  if (tag_at(reader, region->last - 1) != TAG_STOP || paragraph_of(reader, actor) != paragraph_of(reader, open)) return 0;
  return name != WHOSAID_NONE && reader->document->mentions.items[name].type == WHOSAID_PERSON && ends_paragraph(reader, region->last);
}

/* A paragraph that is nothing but a quotation always is a quote: the rest of one when only its attribution stands between, else its own. */
static uint32_t settle(const struct reader *reader, uint32_t index, const struct saying *before, uint32_t choice, int rather_own) {
  const struct region *region = &reader->regions.items[index];
  if (resumes(reader, region, before)) return LEFTOVER_JOINS;
  if (choice == LEFTOVER_NONE && follows_actor(reader, region)) return LEFTOVER_OWN;
  if (place_of(reader, region) != 3 || region->words < FEW_WORDS) return choice;
  if (before->reading == WHOSAID_NONE) return LEFTOVER_OWN;
  if (choice == LEFTOVER_NONE) choice = rather_own ? LEFTOVER_OWN : LEFTOVER_JOINS;
  return count_verbs(reader, before->end, region->first) ? LEFTOVER_OWN : choice;
}

static uint32_t ask_region(struct reader *reader, uint32_t index, const struct saying *before) {
  decision_start(reader, ASK_REGION, index);
  add_option(reader, NO_SUM, NO_SUM, NO_SUM, before->reading, 0);
  for (uint32_t i = 1; i < 3; i++) {
    if (i == 1 && before->reading == WHOSAID_NONE) continue;
    struct sum sum = start_sum(reader, reader->teacher != NULL);
    add_region_features(reader, &sum, index, before, i == 1 ? JOINS_VALUE : OWN_VALUE);
    add_option(reader, sum, NO_SUM, NO_SUM, before->reading, i);
  }
  uint32_t best = decide_probably(reader);
  const struct choice *options = reader->decision.options.items;
  if (best == WHOSAID_NONE) return LEFTOVER_NONE;
  return reader->teacher ? options[best].last
                         : settle(reader, index, before, options[best].last,
                                  options[reader->decision.options.count - 1].probability > options[1].probability);
}

static void take_region(struct reader *reader, uint32_t index, uint32_t choice, struct saying *before) {
  const struct region *region = &reader->regions.items[index];
  struct leftover *leftover = VECTOR_ADD(&reader->leftovers);
  if (!leftover) {
    reader->failed = 1;
    return;
  }
  *leftover = (struct leftover){.region = index,
                                .reading = choice == LEFTOVER_JOINS ? before->reading : WHOSAID_NONE,
                                .probability = reader->decision.options.items[reader->decision.options.count - 1].probability};
  if (choice == LEFTOVER_JOINS) before->end = region->last + 1;
}

static void claim(struct reader *reader, struct piece piece) {
  for (uint32_t i = piece.first; i < piece.last; i++) {
    uint32_t region = reader->words.items[i].region;
    if (region != WHOSAID_NONE) reader->regions.items[region].claimed = 1;
  }
}

/* “…,” he said when asked about it. “…”: what was said in marks stays what was said last until its paragraph ends. */
static void hear(const struct reader *reader, struct saying *before, uint32_t index) {
  const struct reading *reading = &reader->readings.items[index],
                       *last = before->reading == WHOSAID_NONE ? NULL : &reader->readings.items[before->reading];
  uint32_t end = reading_end(reading);
  int stays = last && last->frame == FRAME_LEFT && marked(reader, last) && !marked(reader, reading) &&
              paragraph_of(reader, last->last - 1) == paragraph_of(reader, end - 1) &&
              sentence_first(reader, last->last - 1) == sentence_first(reader, reading->first);
  if (!stays) before->reading = index;
  before->end = end;
}

whosaid_status find_leftovers(struct reader *reader, whosaid_error *error) {
  struct saying before = {.reading = WHOSAID_NONE};
  uint32_t next = 0;
  for (uint32_t i = 0; i < reader->readings.count; i++) {
    claim(reader, reader->readings.items[i].left);
    claim(reader, reader->readings.items[i].right);
  }
  for (uint32_t i = 0; i < reader->regions.count; i++) {
    const struct region *region = &reader->regions.items[i];
    for (; next < reader->readings.count && reader->readings.items[next].last <= region->first; next++) {
      hear(reader, &before, next);
    }
    if (region->claimed || region->first >= region->last) continue;
    uint32_t choice = ask_region(reader, i, &before);
    if (choice != LEFTOVER_NONE) take_region(reader, i, choice, &before);
  }
  return reader->failed ? error_memory(error) : WHOSAID_OK;
}
