/* quote/reading.c: cues -> the readings that are possible: how the content lies about the cue, and where it starts and ends. */
#include <math.h>

#include "base/error.h"
#include "quote/reader.h"

/* The best of the options as a piece. */
static struct piece take_piece(struct reader *reader) {
  uint32_t best = decide(reader);
  if (best == WHOSAID_NONE) return (struct piece){0, 0};
  const struct choice *option = &reader->decision.options.items[best];
  return (struct piece){.first = option->first, .last = option->last};
}

/* A quote missed costs more than a quote too many. */
#define LEANING 0.4f

static void add_reading(struct reader *reader, uint32_t index, enum frame frame, float probability, float none) {
  const struct cue *cue = &reader->cues.items[index];
  struct reading reading = {.cue = index, .frame = frame, .probability = probability, .first = cue->first, .last = cue->last};
  reading.score = logf((probability + 1e-6f) / (none + 1e-6f)) + LEANING;
  if (frame == FRAME_LEFT || frame == FRAME_AROUND) {
    ask_left(reader, index);
    reading.left = take_piece(reader);
    if (reading.left.first == reading.left.last) return;
    reading.first = reading.left.first;
  }
  if (frame == FRAME_RIGHT || frame == FRAME_AROUND) {
    ask_right(reader, index, frame == FRAME_AROUND);
    reading.right = take_piece(reader);
    if (reading.right.first == reading.right.last) return;
    reading.last = reading.right.last;
  }
  struct reading *added = VECTOR_ADD(&reader->readings);
  if (added) *added = reading;
  else reader->failed = 1;
}

enum { ALTERNATIVES = 3 };

static void propose(struct reader *reader, uint32_t index) {
  ask_frame(reader, index);
  uint32_t best = decide(reader);
  if (best == WHOSAID_NONE) return;
  if (reader->teacher) {
    if (best != FRAME_NONE) add_reading(reader, index, (enum frame)best, 1, 0);
    return;
  }
  float probability[FRAMES], highest = 0;
  for (int frame = 0; frame < FRAMES; frame++) probability[frame] = reader->decision.options.items[frame].probability;
  for (int frame = FRAME_RIGHT; frame < FRAMES; frame++) highest = probability[frame] > highest ? probability[frame] : highest;
  for (int frame = FRAME_RIGHT; frame < FRAMES; frame++) {
    if (probability[frame] > 0.1f) add_reading(reader, index, (enum frame)frame, probability[frame] / highest * (1 - probability[FRAME_NONE]), probability[FRAME_NONE]);
  }
}

whosaid_status propose_readings(struct reader *reader, whosaid_error *error) {
  for (uint32_t i = 0; i < reader->cues.count; i++) propose(reader, i);
  return reader->failed ? error_memory(error) : WHOSAID_OK;
}
