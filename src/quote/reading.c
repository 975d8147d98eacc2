/* quote/reading.c: cues -> the readings that are possible: how the content lies about the cue, and where it starts and ends. */
#include <math.h>
#include <string.h>

#include "base/error.h"
#include "model/gazetteer.h"
#include "model/model.h"
#include "quote/reader.h"

enum { NICKNAME_WORDS = 3, SENTENCE_WORDS = 4 };

#define LIKELY 0.7f

/* A way that is less likely than this is none. */
#define LEAST_WORTH 0.1f

enum { ALTERNATIVES = 3, RIVALS = 8, MOST_CANDIDATES = 4 * RIVALS };
_Static_assert(MOST_CANDIDATES <= 32, "candidates are bits of a number");

/* Pieces that are likely, the best first. */
struct pieces {
  struct piece items[RIVALS];
  float probability[RIVALS];
  uint32_t count;
};

/* A piece that is less likely than this share of the best is none. */
#define LEAST_SHARE 0.02f

static void insert_piece(struct pieces *pieces, const struct choice *option) {
  uint32_t at = pieces->count < RIVALS ? pieces->count++ : RIVALS - 1;
  for (; at > 0 && pieces->probability[at - 1] < option->probability; at--) {
    pieces->items[at] = pieces->items[at - 1];
    pieces->probability[at] = pieces->probability[at - 1];
  }
  pieces->items[at] = (struct piece){.first = option->first, .last = option->last};
  pieces->probability[at] = option->probability;
}

/* The best of the options as pieces; beside a teacher the right one alone. */
static struct pieces take_pieces(struct reader *reader) {
  struct pieces pieces = {.count = 0};
  uint32_t best = decide_probably(reader);
  if (best == WHOSAID_NONE) return pieces;
  const struct choice *options = reader->decision.options.items;
  insert_piece(&pieces, &options[best]);
  for (uint32_t i = 0; i < reader->decision.options.count && !reader->teacher; i++) {
    int likely = i != best && options[i].probability > LEAST_SHARE * options[best].probability;
    if (likely && (pieces.count < RIVALS || options[i].probability > pieces.probability[RIVALS - 1])) insert_piece(&pieces, &options[i]);
  }
  if (reader->teacher) pieces.probability[0] = 1;
  return pieces;
}

/* A quote missed costs more than a quote too many. */
#define LEANING 0.6f

/* What being exact is worth beside being nearly right. */
#define EXACTNESS 0.7f

/* called the plan “a gift to thieves”: the words in marks are the quote. */
static uint32_t phrase_start(const struct reader *reader, const struct cue *cue, struct piece right) {
  if (!(cue->flags & FLAG_PHRASE) || cue->flags & (FLAG_CLAUSE | FLAG_INFINITIVE | FLAG_DIRECT | FLAG_WEAK)) return right.first;
  for (uint32_t i = right.first; i < right.last; i++) {
    if (tag_at(reader, i) == TAG_OPEN_MARK) return i;
  }
  return right.first;
}

/* called it “unbearable” and “a masterpiece”, sometimes at once: what follows the last of the words in marks and a comma is no part of it. */
static uint32_t phrase_end(const struct reader *reader, const struct cue *cue, struct piece right) {
  if (!(cue->flags & FLAG_PHRASE) || cue->flags & (FLAG_CLAUSE | FLAG_INFINITIVE | FLAG_DIRECT | FLAG_WEAK)) return right.last;
  for (uint32_t i = right.last; i > right.first + 1; i--) {
    if (tag_at(reader, i - 1) == TAG_CLOSE_MARK) return tag_at(reader, i) == TAG_COMMA ? i - 1 : right.last;
  }
  return right.last;
}

/* urged drivers to take the old road: the addressee is no part of it. */
static uint32_t infinitive_start(const struct reader *reader, const struct cue *cue, struct piece right) {
  if (!(cue->flags & FLAG_ADDRESSEE) || !(cue->flags & FLAG_INFINITIVE)) return right.first;
  uint32_t phrase = phrase_at(reader, right.first);
  if (phrase >= reader->phrases.count || reader->phrases.items[phrase].first != right.first) return right.first;
  uint32_t to = reader->phrases.items[phrase].last;
  int negated = tag_at(reader, to) == TAG_NEGATION || tag_at(reader, to) == TAG_ADVERB;
  return tag_at(reader, to + (uint32_t)negated) == TAG_TO && to + 2 < right.last ? to : right.first;
}

/* Said Ann Lee, who saw it: “It fell.” The speaker after a verb that begins its sentence is no part of it. */
static uint32_t initial_start(const struct reader *reader, const struct cue *cue, struct piece right) {
  if (cue->kind != CUE_VERB || cue->first != sentence_first(reader, cue->head) || right.first != cue->last || cue->after == cue->last)
    return right.first;
  for (uint32_t i = cue->after; i < right.last; i++) {
    if (tag_at(reader, i) == TAG_OPEN_MARK && (tag_at(reader, i - 1) == TAG_COLON || tag_at(reader, i - 1) == TAG_COMMA)) return i;
  }
  return right.first;
}

/* “I’m staying”, before leaving: what follows a whole quotation and a comma is no part of it. */
static uint32_t quotation_end(const struct reader *reader, struct piece right) {
  if (tag_at(reader, right.first) != TAG_OPEN_MARK || right.first + 1 >= right.last) return right.last;
  uint32_t index = reader->words.items[right.first + 1].region;
  if (index == WHOSAID_NONE) return right.last;
  uint32_t close = reader->regions.items[index].last;
  if (close + 2 >= right.last || tag_at(reader, close + 1) != TAG_COMMA || !is_capital(reader, right.first + 1)) return right.last;
  for (uint32_t i = close + 2; i < right.last; i++) {
    if (reader->words.items[i].region != WHOSAID_NONE) return right.last;
  }
  return close;
}

/* who claimed the island, | was not seen: after a comma the clause around a relative one goes on. */
static uint32_t relative_end(const struct reader *reader, const struct cue *cue, struct piece right) {
  if (cue->clause != CLAUSE_RELATIVE) return right.last;
  for (uint32_t i = right.first + 1; i + 1 < right.last; i++) {
    uint8_t next = tag_at(reader, i + 1);
    int goes_on = next == TAG_BE || next == TAG_HAVE || next == TAG_DO || next == TAG_MODAL;
    if (tag_at(reader, i) == TAG_COMMA && goes_on && reader->words.items[i].region == WHOSAID_NONE) return i;
  }
  return right.last;
}

/* While she said | the bridge was safe, | the mayor closed it: after a comma the clause follows that the reporting one belongs to. */
static uint32_t subordinate_end(const struct reader *reader, const struct cue *cue, struct piece right) {
  if (cue->clause != CLAUSE_SUBORDINATE) return right.last;
  for (uint32_t i = right.first + 1; i + 2 < right.last; i++) {
    if (tag_at(reader, i) != TAG_COMMA || reader->words.items[i].region != WHOSAID_NONE || !count_verbs(reader, right.first, i)) continue;
    uint32_t phrase = phrase_at(reader, i + 1);
    if (phrase >= reader->phrases.count || reader->phrases.items[phrase].first != i + 1) continue;
    uint32_t verb = reader->phrases.items[phrase].last;
    if (tag_at(reader, i + 1) == TAG_CONTRACTION || (verb < right.last && count_verbs(reader, verb, verb + 1))) return i;
  }
  return right.last;
}

/* One past the day, or the phrase for a text, that starts here: "Tuesday", "a statement"; `token` itself when none does. */
static uint32_t occasion_end(const struct reader *reader, uint32_t token) {
  if (tag_at(reader, token) == TAG_DAY) {
    while (tag_at(reader, token) == TAG_DAY) token++;
    return token;
  }
  uint32_t phrase = phrase_at(reader, token);
  if (phrase >= reader->phrases.count || reader->phrases.items[phrase].first != token) return token;
  uint32_t last = reader->phrases.items[phrase].last;
  return tag_at(reader, last - 1) == TAG_TEXT ? last : token;
}

/* said | in a statement | it was shut, said | on Tuesday | profit would fall: where it was said is no part of it, when a clause follows. */
static uint32_t occasion_start(const struct reader *reader, struct piece right) {
  if (tag_at(reader, right.first) != TAG_PREPOSITION) return right.first;
  uint32_t end = occasion_end(reader, right.first + 1);
  if (end == right.first + 1 || end + 2 >= right.last) return right.first;
  if (tag_at(reader, end) == TAG_THAT || tag_at(reader, end) == TAG_CONTRACTION) return end;
  uint32_t phrase = phrase_at(reader, end);
  if (phrase >= reader->phrases.count || reader->phrases.items[phrase].first != end) return right.first;
  uint32_t verb = reader->phrases.items[phrase].last;
  return verb < right.last && count_verbs(reader, verb, verb + 1) ? end : right.first;
}

/* told the BBC | engineers were …: who is told ends with a name, what is told begins with people. */
static uint32_t told_start(const struct reader *reader, const struct cue *cue, struct piece right) {
  uint32_t phrase = phrase_at(reader, right.first);
  if (!(cue->flags & FLAG_ADDRESSEE) || right.first != cue->last || phrase >= reader->phrases.count) return right.first;
  uint32_t verb = reader->phrases.items[phrase].last, first = verb - 1;
  uint8_t head = tag_at(reader, first);
  if (reader->phrases.items[phrase].first != right.first || (head != TAG_PLURAL && head != TAG_PERSON)) return right.first;
  uint32_t name = first > right.first ? reader->words.items[first - 1].name : WHOSAID_NONE;
  int told = name != WHOSAID_NONE && reader->document->mentions.items[name].type == WHOSAID_ORGANIZATION;
  return told && verb < right.last && count_verbs(reader, verb, verb + 1) ? first : right.first;
}

static struct piece settle_right(const struct reader *reader, const struct cue *cue, struct piece right) {
  right.first = phrase_start(reader, cue, right);
  right.first = infinitive_start(reader, cue, right);
  right.first = initial_start(reader, cue, right);
  right.first = told_start(reader, cue, right);
  right.first = occasion_start(reader, right);
  if (right.first > cue->last && tag_at(reader, right.first - 1) == TAG_TO && tag_at(reader, right.first) != TAG_OPEN_MARK)
    right.first--; /* "to comment" */
  right.last = phrase_end(reader, cue, right);
  right.last = relative_end(reader, cue, right);
  right.last = subordinate_end(reader, cue, right);
  right.last = quotation_end(reader, right);
  return right;
}

/* `words` end with NULL. */
static int is_one_of(const struct reader *reader, uint32_t token, const char *const *words) {
  while (*words && !document_token_is(reader->document, token, *words)) words++;
  return *words != NULL;
}

static int is_time(const struct reader *reader, uint32_t token) {
  const struct token *here = &reader->document->tokens.items[token];
  const char *text = reader->document->text;
  if (!(here->flags & TOKEN_HAS_DIGIT) || here->end - here->start < 4) return 0;
  for (uint32_t i = here->start; i < here->end; i++) {
    if (text[i] == ':' || text[i] == '.' || text[i] == 'h') return i - here->start <= 2;
  }
  return 0;
}

/* "pm", "GMT" */
static int is_of_time(const struct reader *reader, uint32_t token) {
  static const char *const WORDS[] = {"am", "pm", "a.m.", "p.m.", NULL};
  if (is_one_of(reader, token, WORDS)) return 1;
  const struct token *here = &reader->document->tokens.items[token];
  return here->flags & TOKEN_ALL_CAPITALS && here->end - here->start <= 4;
}

/* "10:05 | The bridge fell", "10.05am GMT – | The bridge fell": one past the time that stands before an entry of a running report. */
static uint32_t time_end(const struct reader *reader, uint32_t first) {
  const struct token *tokens = reader->document->tokens.items;
  uint32_t end = first + 1;
  if (!is_time(reader, first)) {
    int pieces = first + 2 < reader->words.count && tag_at(reader, first) == TAG_NUMBER && tag_at(reader, first + 1) == TAG_COLON &&
                 tag_at(reader, first + 2) == TAG_NUMBER && !(tokens[first + 1].flags & TOKEN_SPACE_BEFORE);
    if (!pieces) return first;
    end = first + 3;
  }
  while (end < reader->words.count && end < first + 5 && is_of_time(reader, end)) end++;
  uint8_t tag = tag_at(reader, end);
  if (tag == TAG_COLON || tag == TAG_DASH || tag == TAG_HYPHEN) return end + 1;
  return tag == TAG_OPEN_MARK || is_capital(reader, end) ? end : first;
}

enum { LONGEST_DATELINE = 12 };

/* "LEEDS, Monday (Agency) – The bridge fell": where a report began is no part of what is said. */
static uint32_t dateline_end(const struct reader *reader, struct piece left) {
  uint32_t first = sentence_first(reader, left.first);
  if (left.first == first && time_end(reader, first) < left.last) left.first = first = time_end(reader, first);
  if (left.first != first || (tag_at(reader, first) != TAG_NAME && !(reader->document->tokens.items[first].flags & TOKEN_ALL_CAPITALS)))
    return left.first;
  for (uint32_t i = first; i + 1 < left.last && i < first + LONGEST_DATELINE; i++) {
    uint8_t tag = tag_at(reader, i);
    if (tag == TAG_DASH) return i + 1;
    if (tag != TAG_NAME && tag != TAG_COMMA && tag != TAG_DAY && tag != TAG_NUMBER && tag != TAG_OPEN && tag != TAG_CLOSE &&
        tag != TAG_STOP)
      return left.first;
  }
  return left.first;
}

/* "The bridge fell, said the mayor": yes. "The general announced the retreat": a retreat does not speak. */
static int has_speaker(const struct reader *reader, const struct cue *cue, struct piece left) {
  if (cue->kind != CUE_VERB || cue->before < cue->first || cue->after == cue->last || reader->teacher) return 1;
  uint32_t region = reader->words.items[left.last - 1].region;
  int whole = region != WHOSAID_NONE && left.first + 1 >= reader->regions.items[region].first;
  if (whole && (reader->regions.items[region].words > NICKNAME_WORDS || tag_at(reader, left.last - 1) <= TAG_COMMA)) return 1;
  uint8_t head = tag_at(reader, cue->after - 1);
  return head == TAG_NAME || head == TAG_PERSON || head == TAG_GROUP || head == TAG_TEXT || head == TAG_SUBJECT || head == TAG_PLURAL ||
         head == TAG_CAPITAL;
}

/* the so-called “mud cup”: held at arm's length, not quoted. */
static int is_so_called(const struct reader *reader, uint32_t region) {
  uint32_t first = reader->regions.items[region].first;
  if (first < 2) return 0;
  if (document_token_is(reader->document, first - 2, "so-called")) return 1;
  return first >= 4 && document_token_is(reader->document, first - 2, "called") && tag_at(reader, first - 3) == TAG_HYPHEN;
}

static int has_marks(const struct reader *reader, struct piece piece) {
  for (uint32_t i = piece.first; i < piece.last; i++) {
    uint32_t region = reader->words.items[i].region;
    if (region != WHOSAID_NONE && !is_so_called(reader, region)) return 1;
  }
  return 0;
}

/* “We lost”, said | Hill; | “we lost badly.”: the speaker after the verb is no part of what follows. */
static uint32_t around_start(const struct reader *reader, const struct cue *cue, const struct reading *reading) {
  struct piece right = reading->right;
  int inverted = right.first == cue->last && cue->before == cue->first && cue->after > cue->last;
  if (!inverted || tag_at(reader, right.first) == TAG_OPEN_MARK || tag_at(reader, cue->first - 1) > TAG_POINT) return right.first;
  uint32_t i = cue->after;
  while (i < right.last && tag_at(reader, i) != TAG_OPEN_MARK) i++;
  return i < right.last ? i : right.first;
}

/* The bank, he said, | had read letters that named it: a subject that the cue parts from its verb goes on with it. */
static uint32_t resumed_start(const struct reader *reader, const struct cue *cue, const struct reading *reading) {
  uint32_t end = cue->after > cue->last ? cue->after : cue->last, verb = end + 1;
  if (tag_at(reader, end) != TAG_COMMA || verb >= reading->right.first || !count_verbs(reader, verb, verb + 1)) return reading->right.first;
  return count_verbs(reader, reading->left.first, reading->left.last) ? reading->right.first : verb;
}

/* “It's huge,” he said, doing his best: words beside a whole quotation are no part of it; nor is what stands before one that is a sentence. */
static void settle_around(const struct reader *reader, const struct cue *cue, struct reading *reading) {
  reading->right.first = around_start(reader, cue, reading);
  reading->right.first = resumed_start(reader, cue, reading);
  uint32_t left = reader->words.items[reading->left.last - 1].region, right = reader->words.items[reading->right.last - 1].region;
  int whole_left = left != WHOSAID_NONE && reading->left.first + 1 >= reader->regions.items[left].first;
  int whole_right = right != WHOSAID_NONE && reading->right.first + 1 == reader->regions.items[right].first;
  int relative = document_token_is(reader->document, reading->right.first, "which") ||
                 document_token_is(reader->document, reading->right.first, "who");
  if ((whole_left || relative) && !has_marks(reader, reading->right)) { /* ", according to the coast guard, which closed the harbour" */
    reading->frame = FRAME_LEFT;
    reading->right = (struct piece){0, 0};
    reading->last = cue->last;
  } else if (whole_right && !has_marks(reader, reading->left) && is_capital(reader, reader->regions.items[right].first) &&
             reader->regions.items[right].words >= SENTENCE_WORDS) {
    reading->frame = FRAME_RIGHT;
    reading->left = (struct piece){0, 0};
    reading->first = cue->first;
  }
}

/* "was warned | in March": when it was, not what. */
static int is_circumstance(const struct reader *reader, struct piece right) {
  static const char *const WORDS[] = {"in",     "on",    "at",    "by",      "from",  "during", "after",
                                      "before", "since", "until", "through", "under", NULL};
  return !count_verbs(reader, right.first, right.last) && (is_one_of(reader, right.first, WORDS) || tag_at(reader, right.first) == TAG_DAY);
}

/* "Nobody at the plant would say who …" */
static int is_said_by_nobody(const struct reader *reader, const struct cue *cue) {
  uint32_t first = cue->before;
  if (first == cue->first) return 0;
  if (document_token_is(reader->document, first, "no")) return document_token_is(reader->document, first + 1, "one");
  return is_one_of(reader, first, (const char *const[]){"nobody", "no-one", "none", NULL});
}

/* "declined to be named", "asked not to be named", "asked about the row": nothing that is said. */
static int says_nothing(const struct reader *reader, const struct cue *cue, struct piece right) {
  uint32_t to = right.first;
  if (tag_at(reader, to) == TAG_NEGATION) to++;
  else if (tag_at(reader, to) == TAG_BE) to--;
  if (tag_at(reader, to) == TAG_TO && tag_at(reader, to - 1) == TAG_NEGATION && tag_at(reader, to + 1) == TAG_BE)
    return right.last - to <= 5;
  if (is_circumstance(reader, right)) return 1;
  if (cue->flags & FLAG_NEGATIVE && tag_at(reader, to) == TAG_TO) return right.last - to <= 3;
  return document_token_is(reader->document, cue->last, "about") && !count_verbs(reader, right.first, right.last) &&
         (cue->passive || cue->clause == CLAUSE_INITIAL || tag_at(reader, cue->first - 1) == TAG_COMMA);
}

/* "said this on Monday", "said so": words that stand for what was said elsewhere. */
static int is_pro_form(const struct reader *reader, struct piece right) {
  static const char *const WORDS[] = {"this", "so", "it"};
  uint8_t next = tag_at(reader, right.first + 1);
  int ends = right.first + 1 >= right.last || next == TAG_PREPOSITION || next == TAG_DAY || next == TAG_SUBORDINATOR || next == TAG_COMMA;
  if (!ends || count_verbs(reader, right.first, right.last)) return 0;
  for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++) {
    if (document_token_is(reader->document, right.first, WORDS[i])) return 1;
  }
  return 0;
}

static int has_lemma(const struct cue *cue, const char *lemma) {
  return cue->lemma.length == strlen(lemma) && !memcmp(cue->lemma.bytes, lemma, cue->lemma.length);
}

/* Ann Lee wrote “The Last Ferry” in 1998: a work, by or before somebody. */
static int is_work(const struct reader *reader, const struct cue *cue, struct piece right) {
  if (tag_at(reader, right.first) != TAG_OPEN_MARK || right.first + 1 >= right.last || cue->before == cue->first) return 0;
  uint32_t index = reader->words.items[right.first + 1].region, name = reader->words.items[cue->first - 1].name;
  int person = tag_at(reader, cue->first - 1) == TAG_SUBJECT || document_token_is(reader->document, cue->first - 1, "who") ||
               (name != WHOSAID_NONE && reader->document->mentions.items[name].type == WHOSAID_PERSON);
  return person && index != WHOSAID_NONE && is_titled(reader, &reader->regions.items[index]) &&
         (has_lemma(cue, "write") || has_lemma(cue, "read") || has_lemma(cue, "publish") || has_lemma(cue, "release"));
}

/* A verb for evidence whose subject is a document, or a body that finds or hears: "Court papers show", "the jury heard". */
static int is_evidence(const struct reader *reader, const struct cue *cue) {
  if (cue->kind != CUE_VERB || cue->passive || cue->infinitive || cue->form == FORM_GERUND || cue->before == cue->first) return 0;
  const struct gazetteer *gazetteer = reader->document->model->gazetteer;
  int body = tag_at(reader, cue->first - 1) == TAG_GROUP, document = 0;
  if (has_lemma(cue, "hear")) return body;
  if (strcmp(gazetteer_string(gazetteer, gazetteer_entry(gazetteer, cue->entry)->kind), "evidence") != 0) return 0;
  for (uint32_t i = cue->before; i < cue->first && !document; i++) document = tag_at(reader, i) == TAG_TEXT;
  return document || body;
}

/* "Review: A slow film", "Kenya: Union calls strike": what stands before a colon in a headline speaks when it is somebody, or its words are marked. */
static int is_topic(const struct reader *reader, const struct cue *cue, const struct reading *reading) {
  const struct whosaid_document *document = reader->document;
  if (document->sentences.items[document->tokens.items[cue->head].sentence].section != WHOSAID_HEADLINE || reading->frame != FRAME_RIGHT)
    return 0;
  uint32_t first = reading->right.first, region = first + 1 < reading->right.last ? reader->words.items[first + 1].region : WHOSAID_NONE;
  if (tag_at(reader, first) == TAG_OPEN_MARK && region != WHOSAID_NONE && reader->regions.items[region].last + 2 >= reading->right.last)
    return 0;
  uint32_t name = cue->first > 0 ? reader->words.items[cue->first - 1].name : WHOSAID_NONE;
  if (name != WHOSAID_NONE) return document->mentions.items[name].type == WHOSAID_PLACE;
  return cue->first == 0 ||
         !(document->tokens.items[cue->first - 1].classes & (1u << ENTRY_ROLE | 1u << ENTRY_TITLE | 1u << ENTRY_ORGANIZATION_NOUN));
}

/* "When she saw the wave, she screamed": a time, and no words. */
static int is_moment(const struct reader *reader, struct piece left) {
  static const char *const WORDS[] = {"when", "while", "as", "after", "before", "once", "until", "since", "although", "though", NULL};
  if (!is_one_of(reader, left.first, WORDS)) return 0;
  for (uint32_t i = left.first; i < left.last; i++) {
    if (tag_at(reader, i) <= TAG_DASH) return 0;
  }
  return 1;
}

/* "announced the retreat", "agreed with him": a thing that is named, not something said. */
static int is_statement(const struct reader *reader, const struct cue *cue, const struct reading *reading) {
  uint32_t left = reading->left.last - reading->left.first;
  if (left == 1 && tag_at(reader, reading->left.first) == TAG_WH && !document_token_is(reader->document, reading->left.first, "which"))
    return 0; /* "What readers say about the bridge" */
  if (cue->kind != CUE_VERB) return cue->kind != CUE_COLON || !is_topic(reader, cue, reading);
  if (is_said_by_nobody(reader, cue)) return 0;
  if (reading->frame == FRAME_RIGHT && is_work(reader, cue, reading->right)) return 0;
  if (has_marks(reader, reading->left) || has_marks(reader, reading->right)) return 1;
  if (reading->frame == FRAME_LEFT && reading->probability < 0.5f && is_moment(reader, reading->left)) return 0;
  uint32_t opening = reading->frame == FRAME_RIGHT ? WHOSAID_NONE : reader->words.items[reading->left.first].cue;
  if (opening != WHOSAID_NONE && reader->cues.items[opening].clause == CLAUSE_INITIAL) return 0; /* Asked about it, she smiles */
  const struct gazetteer *gazetteer = reader->document->model->gazetteer;
  const char *kind = gazetteer_string(gazetteer, gazetteer_entry(gazetteer, cue->entry)->kind);
  if ((!strcmp(kind, "thought") && !is_evidence(reader, cue)) || (reading->frame == FRAME_RIGHT && is_pro_form(reader, reading->right)))
    return 0;
  if (reading->frame == FRAME_RIGHT && says_nothing(reader, cue, reading->right)) return 0;
  if (cue->flags & (FLAG_PHRASE | FLAG_NEGATIVE | FLAG_WEAK)) return 1;
  if (reading->frame != FRAME_RIGHT || !document_token_is(reader->document, reading->right.first, "the")) return 1;
  uint32_t count = 0;
  for (uint32_t i = reading->right.first; i < reading->right.last; i++) count += tag_at(reader, i) == TAG_TO;
  return count || count_verbs(reader, reading->right.first, reading->right.last);
}

/* Adds a reading whose pieces are settled on, unless these show that it is none. */
static void add_settled(struct reader *reader, struct reading reading) {
  const struct cue *cue = &reader->cues.items[reading.cue];
  int right = reading.frame == FRAME_RIGHT || reading.frame == FRAME_AROUND;
  if (right && !reader->teacher) reading.right = settle_right(reader, cue, reading.right);
  if (right) reading.last = reading.right.last;
  if (!reader->teacher && reading.frame == FRAME_AROUND) settle_around(reader, cue, &reading);
  if (!reader->teacher && !is_statement(reader, cue, &reading)) return;
  struct reading *added = VECTOR_ADD(&reader->readings);
  if (added) *added = reading;
  else reader->failed = 1;
}

/* The ways to take one cue, each with the probability that it is the right one. */
struct candidates {
  struct reading items[MOST_CANDIDATES];
  uint32_t count;
};

static void add_candidate(struct reader *reader, struct candidates *candidates, const struct reading *base, struct piece left,
                          struct piece right, float probability) {
  const struct cue *cue = &reader->cues.items[base->cue];
  if (candidates->count == MOST_CANDIDATES || (base->frame != FRAME_RIGHT && !has_speaker(reader, cue, left))) return;
  struct reading *candidate = &candidates->items[candidates->count++];
  *candidate = *base;
  candidate->left = left;
  candidate->right = right;
  candidate->probability = probability;
  if (base->frame == FRAME_RIGHT) return;
  if (!reader->teacher) candidate->left.first = dateline_end(reader, left);
  candidate->first = candidate->left.first;
}

/* The frame with each of its likely pieces. */
static void add_candidates(struct reader *reader, uint32_t index, enum frame frame, float probability, struct candidates *candidates) {
  const struct cue *cue = &reader->cues.items[index];
  struct reading base = {.cue = index, .frame = frame, .first = cue->first, .last = cue->last};
  struct pieces left = {.count = 1, .probability = {1}}, right = left;
  if (frame != FRAME_RIGHT) {
    ask_left(reader, index);
    left = take_pieces(reader);
  }
  if (frame != FRAME_LEFT) {
    ask_right(reader, index, frame == FRAME_AROUND);
    right = take_pieces(reader);
  }
  for (uint32_t i = 0; i < left.count; i++) {
    for (uint32_t k = 0; k < right.count && (i == 0 || k == 0); k++)
      add_candidate(reader, candidates, &base, left.items[i], right.items[k], probability * left.probability[i] * right.probability[k]);
  }
}

static uint32_t count_common(struct piece a, struct piece b) {
  uint32_t first = a.first > b.first ? a.first : b.first, last = a.last < b.last ? a.last : b.last;
  return first < last ? last - first : 0;
}

/* Whether two readings share half of their content. */
static int are_alike(const struct reading *a, const struct reading *b) {
  uint32_t common = count_common(a->left, b->left) + count_common(a->right, b->right);
  uint32_t both =
      a->left.last - a->left.first + a->right.last - a->right.first + b->left.last - b->left.first + b->right.last - b->right.first;
  return 3 * common >= both;
}

/* What each is worth: its own probability, and that of all that are nearly the same. */
static void weigh_candidates(const struct candidates *candidates, float *worth) {
  uint32_t alike[MOST_CANDIDATES] = {0}; /* bits: these and the one itself */
  const struct reading *items = candidates->items;
  for (uint32_t i = 0; i < candidates->count; i++) {
    alike[i] |= UINT32_C(1) << i;
    for (uint32_t k = i + 1; k < candidates->count; k++) {
      uint32_t are = (uint32_t)are_alike(&items[i], &items[k]);
      alike[i] |= are << k;
      alike[k] |= are << i;
    }
    worth[i] = EXACTNESS * items[i].probability;
    for (uint32_t bits = alike[i]; bits; bits &= bits - 1) worth[i] += items[__builtin_ctz(bits)].probability;
    worth[i] /= 1 + EXACTNESS;
  }
}

/* She said | the bridge was safe | but closed | on Monday: of several ways that are about as likely, the one that is nearly right whichever
 * of them is. A quote that is hardly ever right is none. */
static void add_readings(struct reader *reader, const struct candidates *candidates) {
  float worth[MOST_CANDIDATES];
  weigh_candidates(candidates, worth);
  for (uint32_t added = 0; added < ALTERNATIVES; added++) {
    uint32_t best = 0;
    for (uint32_t i = 1; i < candidates->count; i++) best = worth[i] > worth[best] ? i : best;
    if (worth[best] < LEAST_WORTH) return;
    struct reading reading = candidates->items[best];
    reading.probability = worth[best];
    reading.score = logf((worth[best] + 1e-6f) / (1 - worth[best] + 1e-6f)) + LEANING;
    add_settled(reader, reading);
    worth[best] = 0;
  }
}

/* By the probability of each frame. */
static void add_frames(struct reader *reader, uint32_t index, const float probability[FRAMES]) {
  struct candidates candidates;
  candidates.count = 0;
  for (int frame = FRAME_RIGHT; frame < FRAMES; frame++) {
    if (probability[frame] > LEAST_WORTH) add_candidates(reader, index, (enum frame)frame, probability[frame], &candidates);
  }
  if (candidates.count) add_readings(reader, &candidates);
}

static void add_frame(struct reader *reader, uint32_t index, enum frame frame, float probability) {
  float all[FRAMES] = {0};
  all[frame] = probability;
  add_frames(reader, index, all);
}

/* What a transcript gives a speaker outranks all that may be reported within it. */
#define LABEL_SCORE 50.0f

/* "ANN LEE: Did you see it?": what she says reaches to the end of the paragraph. */
static void add_labelled(struct reader *reader, uint32_t index) {
  const struct cue *cue = &reader->cues.items[index];
  uint32_t end = cue->last;
  while (end < reader->words.count && paragraph_of(reader, end) == paragraph_of(reader, cue->head)) end++;
  struct reading *added = VECTOR_ADD(&reader->readings);
  if (added)
    *added = (struct reading){.cue = index,
                              .frame = FRAME_RIGHT,
                              .right = {cue->last, end},
                              .first = cue->before,
                              .last = end,
                              .score = LABEL_SCORE,
                              .probability = 0.95f};
  else reader->failed = 1;
}

/* And this from Ann Lee, who was there: “It fell in the night.” A colon and a sentence in marks that ends the paragraph. */
static int introduces(const struct reader *reader, const struct cue *cue) {
  if (cue->kind != CUE_COLON || tag_at(reader, cue->last) != TAG_OPEN_MARK || cue->last + 1 >= reader->words.count) return 0;
  uint32_t index = reader->words.items[cue->last + 1].region;
  if (index == WHOSAID_NONE) return 0;
  const struct region *region = &reader->regions.items[index];
  return region->words >= SENTENCE_WORDS && is_capital(reader, region->first) && tag_at(reader, region->last - 1) == TAG_STOP;
}

/* "The clock should be sold, argued Ben Arden.": a clause, a comma, the verb, a person, and no more. */
static int is_inverted(const struct reader *reader, const struct cue *cue) {
  if (cue->kind != CUE_VERB || cue->before != cue->first || cue->after == cue->last || cue->first == 0) return 0;
  if (cue->form == FORM_GERUND || cue->passive || cue->modal || tag_at(reader, cue->first - 1) != TAG_COMMA) return 0;
  uint32_t name = reader->words.items[cue->last].name, first = sentence_first(reader, cue->head), end = cue->after;
  if (name == WHOSAID_NONE || reader->document->mentions.items[name].type != WHOSAID_PERSON) return 0;
  if (end + 1 < reader->words.count && document_token_is(reader->document, end, "and")) { /* say Ann Lee and Bob Hill */
    uint32_t other = phrase_at(reader, end + 1);
    end = other < reader->phrases.count ? reader->phrases.items[other].last : end;
  }
  return tag_at(reader, end) == TAG_STOP && count_verbs(reader, first, cue->first);
}

/* "The bridge fell, | residents and a police source | said.": a clause, a comma, two who speak, the verb, and no more. */
static int ends_with_two(const struct reader *reader, const struct cue *cue) {
  if (cue->kind != CUE_VERB || !(cue->flags & FLAG_CLAUSE) || cue->passive || cue->form == FORM_GERUND || cue->before == cue->first)
    return 0;
  uint32_t first = sentence_first(reader, cue->head), phrase = phrase_at(reader, cue->before);
  if (tag_at(reader, cue->last) != TAG_STOP || cue->before < first + 3 || phrase == 0 ||
      !document_token_is(reader->document, cue->before - 1, "and"))
    return 0;
  const struct phrase *other = &reader->phrases.items[phrase - 1];
  return other->last + 1 == cue->before && other->first > first && tag_at(reader, other->first - 1) == TAG_COMMA &&
         count_verbs(reader, first, other->first);
}

/* "The bridge fell, Ann Lee told the paper, and nobody saw it.": what is told goes before, the addressee after. */
static int tells_before(const struct reader *reader, const struct cue *cue) {
  if (cue->kind != CUE_VERB || !(cue->flags & FLAG_ADDRESSEE) || cue->before == cue->first || cue->before == 0 || cue->after == cue->last)
    return 0;
  uint32_t first = sentence_first(reader, cue->head);
  uint8_t next = tag_at(reader, cue->after), edge = tag_at(reader, cue->before - 1);
  return edge == TAG_COMMA && (next == TAG_COMMA || next == TAG_STOP) && count_verbs(reader, first, cue->before);
}

static int is_finite(uint8_t tag) {
  return tag == TAG_BE || tag == TAG_HAVE || tag == TAG_DO || tag == TAG_MODAL || tag == TAG_PAST || tag == TAG_THIRD ||
         tag == TAG_CONTRACTION;
}

/* "that | the ferry | was lost | angered him": one past a clause that is part of another, which goes on with a verb of its own. */
static uint32_t clause_end(const struct reader *reader, uint32_t first, uint32_t end) {
  uint32_t i = first, verbs = 0;
  for (; i < end && tag_at(reader, i) > TAG_POINT && tag_at(reader, i) != TAG_SUBORDINATOR; i++) {
    uint8_t tag = tag_at(reader, i), before = tag_at(reader, i - 1);
    int helped =
        before == TAG_BE || before == TAG_HAVE || before == TAG_DO || before == TAG_MODAL || before == TAG_NEGATION || before == TAG_ADVERB;
    if (!is_finite(tag) && tag != TAG_CUE) continue;
    if (before == TAG_COORDINATOR || before == TAG_WH || before == TAG_THAT || before == TAG_TO) continue;
    if (!helped || !verbs) verbs++;
    if (verbs > 1) break;
  }
  return i;
}

/* "her suggestion that the ferry was lost": what she suggests is the clause. */
static void add_owned(struct reader *reader, uint32_t index) {
  const struct cue *cue = &reader->cues.items[index];
  uint32_t end = clause_end(reader, cue->last + 1, sentence_last(reader, cue->head)), owner = cue->first;
  if (!count_verbs(reader, cue->last, end)) return;
  while (owner > cue->before && tag_at(reader, owner - 1) != TAG_POSSESSIVE) owner--;
  struct reading reading =
      {.cue = index, .frame = FRAME_RIGHT, .right = {cue->last, end}, .first = cue->before, .last = end, .probability = LIKELY};
  reading.speaker_first = cue->before;
  reading.speaker_last = owner - (owner > cue->before + 1);
  reading.score = logf(LIKELY / (1 - LIKELY)) + LEANING;
  add_settled(reader, reading);
}

/* “Nobody,” says a sign at the door, “may enter.” */
static int follows_quotation(const struct reader *reader, const struct cue *cue) {
  if (cue->kind != CUE_VERB || cue->before != cue->first || cue->after == cue->last || cue->first < 2) return 0;
  uint8_t before = tag_at(reader, cue->first - 1), inside = tag_at(reader, cue->first - 2);
  return (cue->form == FORM_PAST || cue->form == FORM_THIRD) &&
         ((before == TAG_CLOSE_MARK && inside == TAG_COMMA) || (before == TAG_COMMA && inside == TAG_CLOSE_MARK));
}

/* "The inquiry found that the doors were locked", "The doors were locked, a leaked memo shows." */
static enum frame find_evidence(const struct reader *reader, const struct cue *cue) {
  if (!is_evidence(reader, cue)) return FRAME_NONE;
  if (tag_at(reader, cue->last) == TAG_THAT) return FRAME_RIGHT;
  int ends = tag_at(reader, cue->last) == TAG_STOP && cue->before > 0 && tag_at(reader, cue->before - 1) == TAG_COMMA;
  return ends && count_verbs(reader, sentence_first(reader, cue->head), cue->before) ? FRAME_LEFT : FRAME_NONE;
}

/* Takes the cue with a content that goes on right after it, as far as the weights say. */
static void add_following(struct reader *reader, uint32_t index, struct piece left) {
  const struct cue *cue = &reader->cues.items[index];
  int around = left.first != left.last;
  struct reading reading = {.cue = index, .frame = around ? FRAME_AROUND : FRAME_RIGHT, .left = left, .probability = LIKELY};
  reading.first = around ? left.first : cue->first;
  reading.score = logf(LIKELY / (1 - LIKELY)) + LEANING;
  ask_right(reader, index, around);
  struct pieces right = take_pieces(reader);
  uint32_t i = 0;
  while (i < right.count && right.items[i].first != cue->last) i++;
  uint32_t clause = clause_end(reader, cue->last, sentence_last(reader, cue->head)), end = i < right.count ? right.items[i].last : clause;
  int subject = around && !count_verbs(reader, sentence_first(reader, cue->head), cue->before); /* A plan they say will fail | was passed */
  if (subject && clause < end && count_verbs(reader, clause, clause + 2)) end = clause;
  reading.right = (struct piece){cue->last, end};
  if (end > cue->last) add_settled(reader, reading);
}

/* a law | that | critics say | punishes the poor, a plan | they say | will fail: what is said of the words before the subject, or empty. */
static struct piece inserted_head(const struct reader *reader, const struct cue *cue) {
  struct piece none = {0, 0};
  if (cue->kind != CUE_VERB || !(cue->flags & FLAG_CLAUSE) || cue->passive || cue->infinitive || cue->form == FORM_GERUND) return none;
  if (cue->before == cue->first || cue->before < sentence_first(reader, cue->head) + 2) return none;
  uint32_t verb = cue->last + (tag_at(reader, cue->last) == TAG_ADVERB);
  uint8_t before = tag_at(reader, cue->before - 1), head = tag_at(reader, cue->before - 2);
  if (!is_finite(tag_at(reader, verb)) || tag_at(reader, verb) == TAG_CONTRACTION) return none;
  if (document_token_is(reader->document, cue->before - 1, "which") ||
      (before == TAG_THAT && head >= TAG_NAME && head != TAG_CUE && head != TAG_PAST && head != TAG_THIRD))
    return (struct piece){cue->before - 1, cue->before};
  uint32_t phrase = phrase_at(reader, cue->before - 1);
  int reduced = tag_at(reader, cue->before) == TAG_SUBJECT && before >= TAG_PERSON && before <= TAG_WORD && before != TAG_ADJECTIVE &&
                phrase < reader->phrases.count && reader->phrases.items[phrase].last == cue->before;
  return reduced ? (struct piece){reader->phrases.items[phrase].first, cue->before} : none;
}

/* accused | the mayor of lying */
static int accuses(const struct reader *reader, const struct cue *cue) {
  return cue->kind == CUE_VERB && has_lemma(cue, "accuse") && !cue->passive && cue->after > cue->last &&
         document_token_is(reader->document, cue->after, "of") && reader->words.items[cue->after + 1].region == WHOSAID_NONE &&
         tag_at(reader, cue->after + 1) > TAG_POINT;
}

/* Turns of phrase that say by themselves how the content lies; 1 when it is one. */
static int propose_certain(struct reader *reader, uint32_t index) {
  const struct cue *cue = &reader->cues.items[index];
  if (cue->kind == CUE_NOUN) return add_owned(reader, index), 1;
  if (cue->label && tag_at(reader, cue->last) != TAG_OPEN_MARK) return add_labelled(reader, index), 1;
  enum frame evidence = find_evidence(reader, cue);
  if (evidence != FRAME_NONE) return add_frame(reader, index, evidence, LIKELY), 1;
  if (ends_with_two(reader, cue)) return add_frame(reader, index, FRAME_LEFT, LIKELY), 1;
  if (is_inverted(reader, cue)) return add_frame(reader, index, FRAME_LEFT, 0.9f), 1;
  struct piece head = inserted_head(reader, cue);
  if (head.first != head.last) return add_following(reader, index, head), 1;
  if (accuses(reader, cue)) return add_following(reader, index, (struct piece){0, 0}), 1;
  return 0;
}

/* Citing “duties at home,” the mayor told the paper that …: what stands in marks before is part of another clause. */
static int tells_after(const struct reader *reader, const struct cue *cue) {
  uint32_t first = sentence_first(reader, cue->head), that = cue->after > cue->last ? cue->after : cue->last, close = cue->before - 1;
  if (cue->kind != CUE_VERB || cue->before < first + 2 || tag_at(reader, that) != TAG_THAT || tag_at(reader, close) != TAG_CLOSE_MARK)
    return 0;
  uint32_t region = reader->words.items[close - 1].region;
  return region != WHOSAID_NONE && reader->regions.items[region].first > first + 1 &&
         count_verbs(reader, that, sentence_last(reader, cue->head));
}

/* By the weights of the frames. */
static void propose_likely(struct reader *reader, uint32_t index) {
  float probability[FRAMES], sum = 0;
  for (int frame = 0; frame < FRAMES; frame++) probability[frame] = reader->decision.options.items[frame].probability;
  const struct cue *cue = &reader->cues.items[index];
  if (tells_before(reader, cue) || follows_quotation(reader, cue)) probability[FRAME_RIGHT] = 0;
  if (tells_after(reader, cue)) probability[FRAME_LEFT] = probability[FRAME_AROUND] = 0;
  if (introduces(reader, cue) && probability[FRAME_RIGHT] < LIKELY) {
    add_frame(reader, index, FRAME_RIGHT, LIKELY);
    return;
  }
  for (int frame = FRAME_RIGHT; frame < FRAMES; frame++) sum += probability[frame];
  for (int frame = FRAME_RIGHT; frame < FRAMES; frame++) probability[frame] *= (1 - probability[FRAME_NONE]) / (sum + 1e-6f);
  add_frames(reader, index, probability);
}

static void propose(struct reader *reader, uint32_t index) {
  if (!reader->teacher && propose_certain(reader, index)) return;
  ask_frame(reader, index);
  uint32_t best = decide_probably(reader);
  if (best == WHOSAID_NONE) return;
  if (reader->teacher) add_frame(reader, index, (enum frame)best, 1); /* the right one alone */
  else propose_likely(reader, index);
}

whosaid_status propose_readings(struct reader *reader, whosaid_error *error) {
  for (uint32_t i = 0; i < reader->cues.count; i++) propose(reader, i);
  return reader->failed ? error_memory(error) : WHOSAID_OK;
}
