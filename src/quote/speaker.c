/* quote/speaker.c: chosen readings and the phrases around their cues -> speakers as printed. */
#include "base/error.h"
#include "model/gazetteer.h"
#include "quote/reader.h"

enum { BEFORE = 10, AFTER = 3 };

static int inside(struct piece piece, uint32_t first, uint32_t last) { return first < piece.last && last > piece.first; }

/* A phrase that would take the cue in ("[Rabbis vow] to …") is cut off before it. */
static struct phrase clip(const struct reader *reader, uint32_t index, const struct cue *cue) {
  struct phrase phrase = reader->phrases.items[index];
  if (phrase.first < cue->first && phrase.last > cue->first) phrase.last = cue->first;
  return phrase;
}

/* A phrase of the content, or of another quotation, is not the one who speaks. */
static int may_speak(const struct reader *reader, const struct reading *reading, uint32_t phrase) {
  const struct phrase clipped = clip(reader, phrase, &reader->cues.items[reading->cue]), *candidate = &clipped;
  uint32_t head = reader->cues.items[reading->cue].head;
  int moment = tag_at(reader, candidate->last - 1) == TAG_DAY || document_token_is(reader->document, candidate->last - 1, "day");
  if (moment && !reader->teacher) return 0; /* "The next day: …" */
  if (inside(reading->left, candidate->first, candidate->last) || inside(reading->right, candidate->first, candidate->last)) return 0;
  return reader->words.items[candidate->first].region == reader->words.items[head].region;
}

static uint32_t flag_bits(const struct reader *reader, const struct reading *reading, const struct phrase *phrase,
                          const struct reading *previous) {
  const struct cue *cue = &reader->cues.items[reading->cue];
  uint32_t first = sentence_first(reader, cue->head);
  uint32_t bits = phrase->first == first;
  if (previous && previous->speaker_first == phrase->first && previous->speaker_last != previous->speaker_first) bits |= 2;
  if (phrase->last == cue->first || phrase->first == cue->last) bits |= 4;
  return bits;
}

static uint32_t cue_bits(const struct reading *reading, const struct cue *cue) {
  return (uint32_t)cue->form + (cue->passive ? 4u : 0) + (cue->infinitive ? 8u : 0) + (reading->frame == FRAME_RIGHT ? 0 : 12u);
}

/* Marks and verbs between the phrase and the cue tell whether it is the subject. */
static uint32_t between(const struct reader *reader, uint32_t first, uint32_t last) {
  uint32_t commas = 0, verbs = 0, others = 0;
  for (uint32_t i = first; i < last; i++) {
    uint8_t tag = tag_at(reader, i);
    commas += tag == TAG_COMMA || tag == TAG_DASH || tag == TAG_CLOSE_MARK;
    verbs += tag == TAG_PAST || tag == TAG_THIRD || tag == TAG_BASE || tag == TAG_CUE || tag == TAG_BE || tag == TAG_HAVE ||
             tag == TAG_MODAL || tag == TAG_DO;
    others += tag == TAG_COORDINATOR;
  }
  return number_value((commas > 2 ? 2 : commas) + 3 * (verbs > 2 ? 2 : verbs) + (others ? 9 : 0));
}

/* Whether the phrase ends in a name, and of what. */
static uint32_t name_type(const struct reader *reader, const struct phrase *phrase) {
  uint32_t name = reader->words.items[phrase->last - 1].name;
  return number_value(name == WHOSAID_NONE ? 9 : (uint32_t)reader->document->mentions.items[name].type);
}

/* "his commander in Ukraine | Sergei Surovikin": whether the phrase, or one two words on, touches another phrase. */
static uint32_t neighbours(const struct reader *reader, uint32_t index) {
  const struct phrase *phrases = reader->phrases.items;
  uint32_t bits = index > 0 && phrases[index - 1].last == phrases[index].first;
  if (index + 1 < reader->phrases.count && phrases[index].last == phrases[index + 1].first) bits |= 2;
  if (index + 2 < reader->phrases.count && phrases[index].last + 1 == phrases[index + 1].first &&
      phrases[index + 1].last == phrases[index + 2].first)
    bits |= 4;
  return bits;
}

static void add_speaker_features(struct reader *reader, struct sum *sum, const struct reading *reading, uint32_t index, int rank,
                                 const struct reading *previous) {
  const struct cue *cue = &reader->cues.items[reading->cue];
  const struct phrase clipped = clip(reader, index, cue), *phrase = &clipped;
  int after = phrase->first >= cue->last;
  uint32_t near = after ? cue->last : phrase->last, far = after ? phrase->first : cue->first;
  uint32_t side = number_value((uint32_t)(after ? 1 : 0)), order = number_value((uint32_t)rank), kind = number_value(cue->kind);
  uint32_t flags = number_value(flag_bits(reader, reading, phrase, previous)), grammar = number_value(cue_bits(reading, cue) % NUMBERS);
  uint32_t head = tag_value(reader, phrase->last - 1), start = tag_value(reader, phrase->first);
  uint32_t before = word_value(reader, phrase->first - 1), follows = word_value(reader, phrase->last),
           follows_tag = tag_value(reader, phrase->last);
  add_three(reader, sum, SPEAKER_RANK, side, order, kind);
  add_three(reader, sum, SPEAKER_RANK_GRAMMAR, side, order, grammar);
  add_three(reader, sum, SPEAKER_FLAGS, side, flags, grammar);
  add_three(reader, sum, SPEAKER_FLAGS_KIND, flags, kind, side);
  add_three(reader, sum, SPEAKER_FLAGS_LEMMA, side, flags, cue->lemma_value);
  add_three(reader, sum, SPEAKER_HEAD, side, head, start);
  add_three(reader, sum, SPEAKER_HEAD_GRAMMAR, head, grammar, side);
  add_two(reader, sum, SPEAKER_WORD, word_value(reader, phrase->last - 1), side);
  add_two(reader, sum, SPEAKER_BEFORE, before, side);
  add_three(reader, sum, SPEAKER_BEFORE_RANK, tag_value(reader, phrase->first - 1), order, grammar);
  add_two(reader, sum, SPEAKER_FOLLOWS, follows, side);
  add_three(reader, sum, SPEAKER_FOLLOWS_GRAMMAR, follows_tag, grammar, tag_value(reader, cue->first - 1));
  add_three(reader, sum, SPEAKER_DISTANCE, side, size_value(far - near), grammar);
  add_three(reader, sum, SPEAKER_DISTANCE_KIND, side, size_value(far - near), kind);
  add_three(reader, sum, SPEAKER_BETWEEN, side, between(reader, near, far), grammar);
  add_three(reader, sum, SPEAKER_BETWEEN_BEFORE, between(reader, near, far), tag_value(reader, cue->first - 1), follows_tag);
  add_three(reader, sum, SPEAKER_NAME, side, name_type(reader, phrase), grammar);
  add_three(reader, sum, SPEAKER_NAME_NEAR, name_type(reader, phrase), number_value(neighbours(reader, index)), side);
  add_three(reader, sum, SPEAKER_NAME_FOLLOWS, name_type(reader, phrase), follows_tag, tag_value(reader, cue->first - 1));
  add_three(reader, sum, SPEAKER_NEAR_CUE, side, tag_value(reader, cue->first - 1), tag_value(reader, cue->last));
}

static void add_speaker_option(struct reader *reader, const struct reading *reading, uint32_t phrase, int rank,
                               const struct reading *previous) {
  struct sum sum = start_sum(reader, reader->teacher != NULL);
  add_speaker_features(reader, &sum, reading, phrase, rank, previous);
  add_option(reader, sum, NO_SUM, NO_SUM, phrase, phrase + 1);
}

static void add_nobody(struct reader *reader, const struct reading *reading) {
  const struct cue *cue = &reader->cues.items[reading->cue];
  struct sum sum = start_sum(reader, reader->teacher != NULL);
  add_two(reader, &sum, NOBODY, NO_VALUE, NO_VALUE);
  add_two(reader, &sum, NOBODY_GRAMMAR, number_value(cue_bits(reading, cue) % NUMBERS), NO_VALUE);
  add_two(reader, &sum, NOBODY_LEMMA, cue->lemma_value, number_value(cue->form + (cue->passive ? 4u : 0)));
  add_two(reader, &sum, NOBODY_BEFORE, word_value(reader, cue->first - 1), NO_VALUE);
  add_option(reader, sum, NO_SUM, NO_SUM, WHOSAID_NONE, WHOSAID_NONE);
}

/* "was told that", "has been asked whether": the subject hears it. "It was said that": nobody is named. */
static int hears(const struct reader *reader, const struct cue *cue, const struct phrase *subject) {
  if (cue->kind != CUE_VERB || !cue->passive || subject->first >= cue->first || reader->teacher) return 0;
  return cue->flags & FLAG_ADDRESSEE || document_token_is(reader->document, subject->first, "it");
}

/* "rejected claims that": who rejects them did not make them. */
static int is_object(const struct reader *reader, const struct cue *cue) {
  int noun = (reader->document->tokens.items[cue->head].classes & 1u << ENTRY_REPORTING_NOUN) != 0;
  uint8_t before = cue->first > 0 ? tag_at(reader, cue->first - 1) : (uint8_t)TAG_STOP;
  return cue->kind == CUE_VERB && noun && (before == TAG_CUE || before == TAG_PAST || before == TAG_THIRD) && reader->teacher == NULL;
}

static void ask_speaker(struct reader *reader, uint32_t index, const struct reading *previous) {
  const struct reading *reading = &reader->readings.items[index];
  const struct cue *cue = &reader->cues.items[reading->cue];
  uint32_t first = sentence_first(reader, cue->head), end = sentence_last(reader, cue->head);
  decision_start(reader, ASK_SPEAKER, index);
  add_nobody(reader, reading);
  int rank = 0;
  for (uint32_t i = phrase_at(reader, cue->first) + 1; i-- > 0;) {
    if (i < reader->phrases.count && reader->phrases.items[i].first < first) break;
    if (i == reader->phrases.count || reader->phrases.items[i].first >= cue->first || !may_speak(reader, reading, i)) continue;
    if (hears(reader, cue, &reader->phrases.items[i]) || is_object(reader, cue)) continue;
    int farthest = i == 0 || reader->phrases.items[i - 1].first < first;
    if (rank < BEFORE || farthest) add_speaker_option(reader, reading, i, rank < BEFORE ? rank : BEFORE, previous);
    rank++;
  }
  rank = 0;
  for (uint32_t i = phrase_at(reader, cue->last); i < reader->phrases.count && rank < AFTER; i++) {
    if (reader->phrases.items[i].first >= end) break;
    if (reader->phrases.items[i].first < cue->last || !may_speak(reader, reading, i)) continue;
    add_speaker_option(reader, reading, i, rank++, previous);
  }
}

/* "sources close | to | the talks", "officials | briefed on | the plan", "a person | with | knowledge": where the phrase after it would start. */
static uint32_t find_insight(const struct reader *reader, uint32_t last) {
  static const struct {
    const char *word, *next;
  } WORDS[] = {{"close", "to"}, {"familiar", "with"}, {"acquainted", "with"}, {"involved", "in"}, {"briefed", "on"}, {"briefed", "about"}};
  uint32_t noun = last + 1 + (document_token_is(reader->document, last + 1, "direct") ? 1u : 0);
  if (document_token_is(reader->document, last, "with") && document_token_is(reader->document, noun, "knowledge")) return last + 1;
  for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS && last > 0; i++) {
    for (uint32_t at = last - 1; at <= last; at++) {
      if (document_token_is(reader->document, at, WORDS[i].word) && document_token_is(reader->document, at + 1, WORDS[i].next))
        return at + 2;
    }
  }
  return last;
}

/* "a spokesman | for | the ministry": one past the phrases that belong to this one. */
static uint32_t extend_phrase(const struct reader *reader, uint32_t index, uint32_t limit) {
  uint32_t last = reader->phrases.items[index].last, insight = find_insight(reader, last);
  if (insight > last && index + 1 < reader->phrases.count && reader->phrases.items[index + 1].first == insight &&
      reader->phrases.items[index + 1].last <= limit)
    last = reader->phrases.items[++index].last;
  for (uint32_t i = index + 1; i < reader->phrases.count; i++) {
    const struct phrase *next = &reader->phrases.items[i];
    if (next->first != last + 1 || next->last > limit) break;
    if (!document_token_is(reader->document, last, "of") && !document_token_is(reader->document, last, "for") &&
        !document_token_is(reader->document, last, "from") && !document_token_is(reader->document, last, "at") &&
        !document_token_is(reader->document, last, "and"))
      break;
    last = next->last;
  }
  return last;
}

static int is_person(const struct reader *reader, uint32_t token) {
  uint32_t name = token < reader->words.count ? reader->words.items[token].name : WHOSAID_NONE;
  return name != WHOSAID_NONE && reader->document->mentions.items[name].type == WHOSAID_PERSON;
}

/* "said [her neighbour], [Amir Sadiq].", "[the mayor] of [Port Vale], [Ruth Okoro], said": a name between commas says who that is.
 * `last`: the phrase before the comma. */
static int is_named_after(const struct reader *reader, uint32_t index, uint32_t last, uint32_t limit) {
  const struct phrase *phrase = &reader->phrases.items[index], *name = &reader->phrases.items[last + 1];
  uint8_t first = tag_at(reader, phrase->first), head = tag_at(reader, phrase->last - 1), next = tag_at(reader, name->last);
  if (head == TAG_NAME || (first != TAG_DETERMINER && first != TAG_POSSESSIVE && head != TAG_PERSON && head != TAG_QUANTIFIER)) return 0;
  if (last > index && tag_at(reader, name[-1].last - 1) != TAG_NAME) return 0; /* "a spokesman for the mayor, Ann Lee" */
  if (name->first != name[-1].last + 1 || tag_at(reader, name[-1].last) != TAG_COMMA) return 0;
  return is_person(reader, name->last - 1) &&
         (next <= TAG_DASH || next == TAG_CLOSE_MARK || next == TAG_WH || next == TAG_PREPOSITION || name->last == limit);
}

/* "his commander in Ukraine | Sergei Surovikin": a person's name that touches the phrase, or what hangs on it, says who it is. */
static uint32_t name_in_apposition(const struct reader *reader, uint32_t index, uint32_t limit) {
  const struct phrase *phrases = reader->phrases.items;
  for (uint32_t i = index; i + 1 < reader->phrases.count && phrases[i + 1].last <= limit; i++) {
    uint32_t gap = phrases[i + 1].first - phrases[i].last;
    if ((gap == 0 && is_person(reader, phrases[i + 1].first)) || is_named_after(reader, index, i, limit)) return i + 1;
    if (gap != 1 || tag_at(reader, phrases[i].last) != TAG_PREPOSITION) break;
  }
  return index;
}

static void set_speaker(struct reader *reader, struct reading *reading, uint32_t phrase) {
  const struct cue *cue = &reader->cues.items[reading->cue];
  phrase = name_in_apposition(reader, phrase, reader->phrases.items[phrase].first < cue->first ? cue->first : reader->words.count);
  const struct phrase clipped = clip(reader, phrase, cue), *chosen = &clipped;
  uint32_t limit = chosen->first < cue->first ? cue->first : reader->words.count;
  if (chosen->first >= cue->last && reading->right.first != reading->right.last && reading->right.first > chosen->first)
    limit = reading->right.first;
  reading->speaker_first = chosen->first;
  reading->speaker_last = chosen->last == reader->phrases.items[phrase].last ? extend_phrase(reader, phrase, limit) : chosen->last;
}

static int same_sentence(const struct reader *reader, const struct reading *a, const struct reading *b) {
  const struct token *tokens = reader->document->tokens.items;
  return tokens[reader->cues.items[a->cue].head].sentence == tokens[reader->cues.items[b->cue].head].sentence;
}

whosaid_status find_speakers(struct reader *reader, whosaid_error *error) {
  for (uint32_t i = 0; i < reader->readings.count; i++) {
    struct reading *reading = &reader->readings.items[i];
    if (reading->speaker_first != reading->speaker_last || reader->cues.items[reading->cue].kind == CUE_RULE) continue;
    const struct reading *previous = i > 0 && same_sentence(reader, reading, reading - 1) ? reading - 1 : NULL;
    ask_speaker(reader, i, previous);
    uint32_t best = decide(reader);
    if (best == WHOSAID_NONE || reader->decision.options.items[best].first == WHOSAID_NONE) continue;
    set_speaker(reader, reading, reader->decision.options.items[best].first);
  }
  return reader->failed ? error_memory(error) : WHOSAID_OK;
}
