/* coreference.c: speakers as printed -> whom they refer to: names, pronouns, "the senator", and speakers that are not printed again.
 *
 * A pronoun goes to the figure with the highest score among those of the last sentences: who spoke last, whether gender and number fit, how near
 * and in what place the figure was named last, how often it is named. A speaker does not name himself in his own words. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "document.h"
#include "model/gazetteer.h"
#include "model/model.h"
#include "word_kind.h"

/* Whom the text speaks of: an entity, or a speaker without a name ("a spokeswoman"). */
struct figure {
  uint32_t entity;     /* or WHOSAID_NONE */
  whosaid_string name; /* of one without an entity */
  whosaid_type type;
  whosaid_gender gender;
  uint8_t plural;
  uint32_t last_mention; /* byte offset, WHOSAID_NONE before the first */
  uint32_t last_sentence;
  uint32_t last_spoke; /* count of quotes when it spoke last, 0 never */
  float place;         /* how prominent its last mention stands */
  uint32_t mentions;
};

struct resolver {
  struct whosaid_document *document;
  VECTOR(struct figure) figures; /* the entities, then those without a name */
  VECTOR(whosaid_mention) added; /* mentions that are no names */
  VECTOR(uint32_t) added_for;    /* the quote each is the speaker of */
  VECTOR(uint32_t) recent;       /* figures in the order they were mentioned, newest last; may repeat */
  uint32_t next_mention;         /* first mention not yet seen */
  uint32_t spoken;               /* quotes with a speaker so far */
  uint32_t last_speaker;         /* figure, or WHOSAID_NONE */
  uint32_t last_quote;
  uint32_t interviewee; /* figure, or WHOSAID_NONE */
  int answered;         /* it was looked for */
};

enum { WINDOW = 60 }; /* mentions that are looked back at */

/* ---- Words ---- */

static uint32_t token_at(const struct resolver *resolver, uint32_t offset) { return document_token_at(resolver->document, offset); }

static int is_word(const struct resolver *resolver, uint32_t token, const char *word) {
  return document_token_is(resolver->document, token, word);
}

static const struct entry *entry_at(const struct resolver *resolver, uint32_t token, enum entry_type type) {
  const struct whosaid_document *document = resolver->document;
  const struct token *here = &document->tokens.items[token];
  for (uint32_t i = 0; i < here->candidate_count; i++) {
    const struct candidate *candidate = &document->candidates.items[here->first_candidate + i];
    if (candidate->source == FROM_GAZETTEER && candidate->type == type)
      return gazetteer_entry(document->model->gazetteer, candidate->index);
  }
  return NULL;
}

static whosaid_string slice(const struct resolver *resolver, uint32_t start, uint32_t end) {
  return (whosaid_string){.bytes = resolver->document->text + start, .length = end - start};
}

static int is_preposition(const struct resolver *resolver, uint32_t token) {
  return (resolver->document->kinds[token] & WORD_PREPOSITION) != 0;
}

/* ---- Figures ---- */

static struct figure *add_figure(struct resolver *resolver) {
  struct figure *figure = VECTOR_ADD(&resolver->figures);
  if (figure) *figure = (struct figure){.entity = WHOSAID_NONE, .type = WHOSAID_NO_TYPE, .last_mention = WHOSAID_NONE};
  return figure;
}

static int add_entities(struct resolver *resolver) {
  const struct whosaid_document *document = resolver->document;
  for (uint32_t i = 0; i < document->entities.count; i++) {
    struct figure *figure = add_figure(resolver);
    if (!figure) return -1;
    figure->entity = i;
    figure->type = document->entities.items[i].type;
    figure->gender = document->entities.items[i].gender;
    figure->mentions = document->entities.items[i].mentions;
  }
  return 0;
}

static int note_mention(struct resolver *resolver, uint32_t index, uint32_t start, uint32_t sentence, float place) {
  struct figure *figure = &resolver->figures.items[index];
  uint32_t *recent = VECTOR_ADD(&resolver->recent);
  if (!recent) return -1;
  *recent = index;
  figure->last_mention = start;
  figure->last_sentence = sentence;
  figure->place = place;
  return 0;
}

/* Whether the byte lies in a part of a quote that starts at or before `quote`. */
static int is_quoted(const struct resolver *resolver, uint32_t offset, uint32_t quote) {
  const struct whosaid_document *document = resolver->document;
  for (uint32_t back = 0; back < 3 && back <= quote && quote - back < document->quotes.count; back++) {
    const whosaid_quote *candidate = &document->quotes.items[quote - back];
    for (uint32_t i = 0; i < candidate->part_count; i++) {
      if (offset >= candidate->parts[i].start && offset < candidate->parts[i].end) return candidate->type == WHOSAID_INDIRECT ? 1 : 2;
    }
  }
  return 0;
}

#define APPOSED_PLACE 1.25f

/* Novak's colleague at Alba, [Tomas Hruby], was …: a name after the description that the sentence begins with. */
static int is_apposed_subject(const struct resolver *resolver, const whosaid_mention *mention) {
  enum { LONGEST_DESCRIPTION = 14 };
  const struct whosaid_document *document = resolver->document;
  uint32_t token = token_at(resolver, mention->start), first = document->sentence_tokens.items[mention->sentence];
  uint32_t next = token_at(resolver, mention->end);
  if (mention->type != WHOSAID_PERSON || token < first + 2 || token - first > LONGEST_DESCRIPTION) return 0;
  if (!is_word(resolver, token - 1, ",") || next >= document->tokens.count || !is_word(resolver, next, ",")) return 0;
  const whosaid_mention *before = mention > document->mentions.items ? mention - 1 : NULL;
  if (before && before->type == WHOSAID_PERSON && before->end == document->tokens.items[token - 2].end) return 0; /* Paul Ryan, R-Wis., */
  for (uint32_t i = first; i + 1 < token; i++) {
    if (document->kinds[i] & (WORD_BE | WORD_HAVE | WORD_MODAL | WORD_PAST | WORD_SUBORDINATOR)) return 0;
    if (document->tokens.items[i].flags & TOKEN_PUNCTUATION && !(document->tokens.items[i].flags & TOKEN_POSSESSIVE)) return 0;
  }
  return !is_preposition(resolver, first);
}

/* The start of a sentence is the place of its subject; what follows a preposition or owns something is in the background. */
static float place_of(const struct resolver *resolver, const whosaid_mention *mention) {
  const struct whosaid_document *document = resolver->document;
  uint32_t token = token_at(resolver, mention->start), last = token_at(resolver, mention->end - 1);
  uint32_t first = document->sentence_tokens.items[mention->sentence];
  float place = is_apposed_subject(resolver, mention) ? APPOSED_PLACE : token <= first + 2 ? 1.0f : 0.0f;
  if (last + 1 < document->tokens.count && document->tokens.items[last + 1].flags & TOKEN_POSSESSIVE) place -= 0.5f;
  if (token > 0 && (is_word(resolver, token - 1, "of") || is_word(resolver, token - 1, "in") || is_word(resolver, token - 1, "for") ||
                    is_word(resolver, token - 1, "with") || is_word(resolver, token - 1, "by") || is_word(resolver, token - 1, "to")))
    place -= 0.5f;
  return place;
}

/* "Shoigu agreed.", "The chairman, Emeka Nnaji, described …": a subject of a reporting verb, though nothing is quoted. */
static int speaks(const struct resolver *resolver, const whosaid_mention *mention) {
  const struct whosaid_document *document = resolver->document;
  uint32_t next = token_at(resolver, mention->end), first = token_at(resolver, mention->start);
  next += is_word(resolver, next, ",") && first > 0 && document->sentence_tokens.items[mention->sentence] < first;
  return mention->type == WHOSAID_PERSON && next < document->tokens.count &&
         document->tokens.items[next].classes & 1u << ENTRY_REPORTING_VERB;
}

#define SPEAKING_PLACE 0.0f

/* Takes note of the names that stand before the byte offset. */
static int see_mentions(struct resolver *resolver, uint32_t offset, uint32_t quote) {
  const struct whosaid_document *document = resolver->document;
  for (; resolver->next_mention < document->mentions.count; resolver->next_mention++) {
    const whosaid_mention *mention = &document->mentions.items[resolver->next_mention];
    if (mention->start >= offset) break;
    if (mention->entity == WHOSAID_NONE) continue;
    float place = place_of(resolver, mention) - (float)is_quoted(resolver, mention->start, quote);
    if (note_mention(resolver, mention->entity, mention->start, mention->sentence, place)) return -1;
    if (place >= SPEAKING_PLACE && speaks(resolver, mention)) resolver->figures.items[mention->entity].last_spoke = ++resolver->spoken;
  }
  return 0;
}

/* ---- Pronouns ---- */

struct pronoun {
  whosaid_gender gender;
  int person, plural, thing; /* whom it may mean */
};

static struct pronoun pronoun_at(const struct resolver *resolver, uint32_t token) {
  const struct entry *entry = entry_at(resolver, token, ENTRY_PRONOUN);
  struct pronoun pronoun = {.gender = entry ? (whosaid_gender)entry->gender : WHOSAID_GENDER_UNKNOWN};
  pronoun.thing = is_word(resolver, token, "it");
  pronoun.plural = entry && entry->flags & FLAG_PLURAL;
  pronoun.person = pronoun.gender != WHOSAID_GENDER_UNKNOWN;
  return pronoun;
}

static int fits(const struct figure *figure, const struct pronoun *pronoun) {
  if (pronoun->thing)
    return figure->type == WHOSAID_ORGANIZATION ||
           (figure->type == WHOSAID_NO_TYPE && !figure->plural && figure->gender == WHOSAID_GENDER_UNKNOWN);
  if (pronoun->plural) return figure->plural || figure->type == WHOSAID_ORGANIZATION;
  if (figure->plural || figure->type != WHOSAID_PERSON) return 0;
  return figure->gender == WHOSAID_GENDER_UNKNOWN || figure->gender == pronoun->gender;
}

/* The first mention that ends after the byte offset. */
static uint32_t mention_at(const struct resolver *resolver, uint32_t offset) {
  const struct whosaid_document *document = resolver->document;
  uint32_t low = 0, high = document->mentions.count;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (document->mentions.items[middle].end <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

static int names_itself(const struct resolver *resolver, const whosaid_quote *quote, uint32_t entity) {
  const struct whosaid_document *document = resolver->document;
  if (entity == WHOSAID_NONE || quote->type == WHOSAID_INDIRECT) return 0;
  for (uint32_t i = mention_at(resolver, quote->start); i < document->mentions.count; i++) {
    const whosaid_mention *mention = &document->mentions.items[i];
    if (mention->start >= quote->end) break;
    if (mention->entity != entity) continue;
    for (uint32_t p = 0; p < quote->part_count; p++) {
      if (quote->parts[p].quoted && mention->start >= quote->parts[p].start && mention->end <= quote->parts[p].end) return 1;
    }
  }
  return 0;
}

static uint32_t paragraph_of(const struct resolver *resolver, uint32_t sentence) {
  return resolver->document->sentences.items[sentence].paragraph;
}

static float score_figure(const struct resolver *resolver, const struct figure *figure, const struct pronoun *pronoun,
                          const whosaid_quote *quote, uint32_t sentence) {
  uint32_t away = sentence >= figure->last_sentence ? sentence - figure->last_sentence : 0;
  uint32_t paragraphs = paragraph_of(resolver, sentence) - paragraph_of(resolver, figure->last_sentence);
  float score = figure->place - 0.35f * (float)(away < 8 ? away : 8) - 0.3f * (float)(paragraphs < 4 ? paragraphs : 4);
  if (figure->gender != WHOSAID_GENDER_UNKNOWN && figure->gender == pronoun->gender) score += 1.0f;
  if (figure->last_spoke) {
    uint32_t ago = resolver->spoken - figure->last_spoke;
    score += ago == 0 ? 2.0f : ago == 1 ? 1.2f : ago == 2 ? 0.8f : 0.4f;
  }
  if (figure->place >= APPOSED_PLACE && figure->last_sentence + 1 == quote->sentence && paragraphs == 0) score += 1.5f;
  score += figure->mentions >= 8 ? 0.6f : figure->mentions >= 3 ? 0.3f : 0.0f;
  if (names_itself(resolver, quote, figure->entity)) score -= 3.0f;
  return score;
}

static uint32_t resolve_pronoun(const struct resolver *resolver, uint32_t token, const whosaid_quote *quote) {
  struct pronoun pronoun = pronoun_at(resolver, token);
  uint32_t sentence = resolver->document->tokens.items[token].sentence, best = WHOSAID_NONE;
  float highest = 0;
  if (!pronoun.person && !pronoun.plural && !pronoun.thing) return WHOSAID_NONE;
  for (uint32_t back = 1; back <= WINDOW && back <= resolver->recent.count; back++) {
    uint32_t index = resolver->recent.items[resolver->recent.count - back];
    const struct figure *figure = &resolver->figures.items[index];
    if (!fits(figure, &pronoun) || index == best) continue;
    float score = score_figure(resolver, figure, &pronoun, quote, sentence);
    if (best == WHOSAID_NONE || score > highest) highest = score, best = index;
  }
  return best;
}

/* "Kasich, who …, said": the name right before the relative pronoun. */
static uint32_t resolve_relative(const struct resolver *resolver, uint32_t token) {
  const struct whosaid_document *document = resolver->document;
  uint32_t end = token > 0 && is_word(resolver, token - 1, ",") ? token - 1 : token;
  if (!end) return WHOSAID_NONE;
  uint32_t offset = document->tokens.items[end - 1].end;
  for (uint32_t i = resolver->next_mention + 1; i-- > 0;) {
    if (i >= document->mentions.count || document->mentions.items[i].end > offset) continue;
    return document->mentions.items[i].end == offset ? document->mentions.items[i].entity : WHOSAID_NONE;
  }
  return WHOSAID_NONE;
}

/* ---- Names and nominals ---- */

/* "the [War Gonzo] blog", "the [Clinton Foundation] report": what follows says what kind of thing the organization is. */
static int names_medium(const struct resolver *resolver, const whosaid_mention *mention, uint32_t end) {
  const struct whosaid_document *document = resolver->document;
  if (mention->type != WHOSAID_ORGANIZATION) return 0;
  for (uint32_t i = token_at(resolver, mention->end); i < document->tokens.count && document->tokens.items[i].start < end; i++) {
    if (!(document->tokens.items[i].classes & (1u << ENTRY_SOURCE_NOUN | 1u << ENTRY_ORGANIZATION_NOUN))) return 0;
  }
  return 1;
}

/* "chief of staff [Ann Lee]", "Leader of the Opposition [Arvind Solanki]": the name is not what "of" leads to; "an ally of Senator [Ann Lee]". */
static int follows_office(const struct resolver *resolver, const whosaid_mention *mention) {
  uint32_t token = token_at(resolver, mention->start);
  if (mention->type != WHOSAID_PERSON || token == 0) return 0;
  const struct token *before = &resolver->document->tokens.items[token - 1];
  const uint32_t OFFICES = 1u << ENTRY_TITLE | 1u << ENTRY_ROLE;
  return !(before->flags & TOKEN_PUNCTUATION) && !(before->classes & OFFICES) && !is_word(resolver, token - 1, "and") &&
         !is_preposition(resolver, token - 1);
}

/* The name that a speaker's words come down to: "Pentagon spokesman [Jeff Davis]", not "a spokesman for [Clinton]", "[Clinton] aides". */
static uint32_t head_name(const struct resolver *resolver, const whosaid_speaker *speaker) {
  const struct whosaid_document *document = resolver->document;
  for (uint32_t i = mention_at(resolver, speaker->start); i < document->mentions.count && document->mentions.items[i].start < speaker->end;
       i++) {
    const whosaid_mention *mention = &document->mentions.items[i];
    uint32_t next = token_at(resolver, mention->end), first = token_at(resolver, speaker->start);
    int ends = mention->end >= speaker->end || names_medium(resolver, mention, speaker->end) || is_word(resolver, next, "of") ||
               is_word(resolver, next, "at") || is_word(resolver, next, "from") || is_word(resolver, next, "for");
    if (is_word(resolver, next, "and") && mention->end < speaker->end) return WHOSAID_NONE;
    if (!ends) continue;
    for (uint32_t k = first;
         !follows_office(resolver, mention) && k < document->tokens.count && document->tokens.items[k].start < mention->start; k++) {
      if (is_word(resolver, k, "for") || is_word(resolver, k, "of") || is_word(resolver, k, "from") || is_word(resolver, k, "at") ||
          is_word(resolver, k, "and"))
        return WHOSAID_NONE;
    }
    return i;
  }
  return WHOSAID_NONE;
}

static int contains_word(whosaid_string text, whosaid_string word) {
  for (uint32_t i = 0; i + word.length <= text.length; i++) {
    int starts = i == 0 || text.bytes[i - 1] == ' ',
        ends = i + word.length == text.length || text.bytes[i + word.length] == ' ' || text.bytes[i + word.length] == ',';
    if (starts && ends && !strncasecmp(text.bytes + i, word.bytes, word.length)) return 1;
  }
  return 0;
}

/* What the gazetteer notes of the person: "president of Ukraine". */
static whosaid_string note_of(const struct resolver *resolver, const whosaid_entity *entity) {
  const struct whosaid_document *document = resolver->document;
  const struct gazetteer *gazetteer = document->model->gazetteer;
  const struct entry *person = entry_at(resolver, token_at(resolver, document->mentions.items[entity->first_mention].start), ENTRY_PERSON);
  const char *note = person ? gazetteer_note(gazetteer, person) : "";
  return (whosaid_string){.bytes = note, .length = (uint32_t)strlen(note)};
}

/* Whether the text or the gazetteer calls the figure so. */
static int is_described(const struct resolver *resolver, const struct figure *figure, uint32_t token) {
  whosaid_string head = document_slice(resolver->document, token, token + 1);
  uint32_t classes = resolver->document->tokens.items[token].classes;
  int body = classes & 1u << ENTRY_ORGANIZATION_NOUN && !(classes & (1u << ENTRY_ROLE | 1u << ENTRY_TITLE));
  if (body && figure->type == WHOSAID_PERSON) return 0; /* "chief economist at Alba Bank" is not the central bank */
  if (figure->entity == WHOSAID_NONE) return contains_word(figure->name, head);
  const whosaid_entity *entity = &resolver->document->entities.items[figure->entity];
  if (entity->description.bytes && contains_word(entity->description, head)) return 1;
  return figure->type == WHOSAID_PERSON && contains_word(note_of(resolver, entity), head);
}

/* "Q: … A: …": who answers is the person the text names most, of those it names before. */
static int is_answer(const struct resolver *resolver, const whosaid_quote *quote) {
  uint32_t token = token_at(resolver, quote->speaker.start);
  return quote->cue.start == quote->speaker.end && resolver->document->text[quote->cue.start] == ':' &&
         quote->speaker.end == resolver->document->tokens.items[token].end &&
         (is_word(resolver, token, "a") || is_word(resolver, token, "answer"));
}

static uint32_t find_interviewee(const struct resolver *resolver, uint32_t before) {
  const struct whosaid_document *document = resolver->document;
  uint32_t found = WHOSAID_NONE;
  for (uint32_t i = 0; i < document->entities.count; i++) {
    const whosaid_entity *entity = &document->entities.items[i];
    if (entity->type != WHOSAID_PERSON || document->mentions.items[entity->first_mention].start > before) continue;
    if (found == WHOSAID_NONE || entity->mentions > document->entities.items[found].mentions) found = i;
  }
  return found;
}

static int is_definite(const struct resolver *resolver, uint32_t first) {
  return is_word(resolver, first, "the") || is_word(resolver, first, "this") || is_word(resolver, first, "that");
}

/* The number that starts "34-year-old", or 0. */
static uint32_t age_of(whosaid_string words) {
  static const char REST[] = "-year-old";
  uint32_t age = 0, i = 0;
  for (; i < words.length && i < 3 && words.bytes[i] >= '0' && words.bytes[i] <= '9'; i++)
    age = 10 * age + (uint32_t)(words.bytes[i] - '0');
  return words.length - i == sizeof REST - 1 && !memcmp(words.bytes + i, REST, sizeof REST - 1) ? age : 0;
}

/* Dana Moreau, 34, … the 34-year-old said: the last one before the byte offset whose age that is. */
static uint32_t find_aged(const struct resolver *resolver, uint32_t age, uint32_t before) {
  const struct whosaid_document *document = resolver->document;
  char digits[12];
  snprintf(digits, sizeof digits, "%u", (unsigned)age);
  uint32_t next = mention_at(resolver, before);
  for (uint32_t i = next; i-- > 0 && next - i <= WINDOW;) {
    const whosaid_mention *mention = &document->mentions.items[i];
    uint32_t token = token_at(resolver, mention->end);
    if (mention->type != WHOSAID_PERSON || token + 2 >= document->tokens.count || !is_word(resolver, token, ",")) continue;
    if (is_word(resolver, token + 1 + (is_word(resolver, token + 1, "aged") ? 1u : 0), digits)) return mention->entity;
  }
  return WHOSAID_NONE;
}

/* "the [company]", "the [mother] of two": the word that says who it is. */
static uint32_t head_of(const struct resolver *resolver, uint32_t first, uint32_t last) {
  for (uint32_t i = first + 1; i < last; i++) {
    if (is_word(resolver, i + 1, "of") || is_word(resolver, i + 1, "for") || is_word(resolver, i + 1, "from") ||
        is_word(resolver, i + 1, "at"))
      return i;
  }
  return last;
}

/* "Ministry of Justice", "Leeds University": its name says what it is. */
static int is_kind_named(const struct resolver *resolver, const struct figure *figure) {
  const struct whosaid_document *document = resolver->document;
  const whosaid_mention *mention = &document->mentions.items[document->entities.items[figure->entity].first_mention];
  for (uint32_t i = token_at(resolver, mention->start); i < document->tokens.count && document->tokens.items[i].end <= mention->end; i++) {
    const struct entry *noun = entry_at(resolver, i, ENTRY_ORGANIZATION_NOUN);
    if (noun && strcmp(gazetteer_string(document->model->gazetteer, noun->kind), "company") != 0) return 1;
  }
  return 0;
}

/* "the company": the organization that spoke last, or that its sentence names, when it is none of another kind. */
static int is_company(const struct resolver *resolver, const struct figure *figure, uint32_t head) {
  const struct gazetteer *gazetteer = resolver->document->model->gazetteer;
  const struct entry *noun = entry_at(resolver, head, ENTRY_ORGANIZATION_NOUN);
  return noun && !strcmp(gazetteer_string(gazetteer, noun->kind), "company") && figure->type == WHOSAID_ORGANIZATION &&
         figure->entity != WHOSAID_NONE && !is_kind_named(resolver, figure) &&
         ((figure->last_spoke && resolver->spoken - figure->last_spoke < 3) ||
          figure->last_sentence == resolver->document->tokens.items[head].sentence);
}

enum { RETOLD_TOKENS = 400 };

/* Kofi Mensah said it was a great night. “…,” the striker said: one person, of whom nothing else was told, goes on in the same paragraph. */
static int is_retold(const struct resolver *resolver, uint32_t head) {
  const struct whosaid_document *document = resolver->document;
  const struct entry *role = entry_at(resolver, head, ENTRY_ROLE);
  if (!role || role->flags & FLAG_PLURAL || resolver->last_speaker == WHOSAID_NONE) return 0;
  const struct figure *figure = &resolver->figures.items[resolver->last_speaker];
  uint32_t sentence = document->tokens.items[head].sentence;
  if (figure->entity == WHOSAID_NONE || figure->type != WHOSAID_PERSON || document->entities.items[figure->entity].description.bytes)
    return 0;
  if (role->gender != WHOSAID_GENDER_UNKNOWN && figure->gender != WHOSAID_GENDER_UNKNOWN && role->gender != figure->gender) return 0;
  uint32_t paragraph = paragraph_of(resolver, sentence);
  if (paragraph_of(resolver, document->quotes.items[resolver->last_quote].sentence) != paragraph) return 0;
  for (uint32_t i = head; i-- > 0 && head - i < RETOLD_TOKENS && paragraph_of(resolver, document->tokens.items[i].sentence) == paragraph;) {
    if (document->tokens.items[i].lower == document->tokens.items[head].lower) return 0; /* a colleague … The colleague */
  }
  uint32_t next = mention_at(resolver, document->tokens.items[head].start);
  for (uint32_t i = next; i-- > 0 && next - i <= WINDOW;) {
    const whosaid_mention *mention = &document->mentions.items[i];
    if (paragraph_of(resolver, mention->sentence) != paragraph) break;
    if (mention->type == WHOSAID_PERSON && mention->entity != figure->entity) return 0;
  }
  return 1;
}

/* "the senator": the one described so that was mentioned last. */
static uint32_t resolve_nominal(const struct resolver *resolver, const whosaid_speaker *speaker) {
  const struct whosaid_document *document = resolver->document;
  uint32_t first = token_at(resolver, speaker->start), last = token_at(resolver, speaker->end - 1);
  if (!is_definite(resolver, first)) return WHOSAID_NONE;
  uint32_t age = age_of(slice(resolver, document->tokens.items[first + 1 < last ? first + 1 : last].start, speaker->end));
  if (age) return find_aged(resolver, age, speaker->start);
  uint32_t head = head_of(resolver, first, last);
  for (uint32_t back = 1; back <= WINDOW && back <= resolver->recent.count; back++) {
    uint32_t index = resolver->recent.items[resolver->recent.count - back];
    const struct figure *figure = &resolver->figures.items[index];
    if (is_described(resolver, figure, head) || is_company(resolver, figure, head)) return index;
    if (head != last && figure->entity != WHOSAID_NONE && is_described(resolver, figure, last)) return index;
  }
  return is_retold(resolver, head) ? resolver->last_speaker : WHOSAID_NONE;
}

/* ---- Speakers ---- */

static int add_mention(struct resolver *resolver, uint32_t quote, whosaid_form form, const struct figure *figure, const char *source) {
  struct whosaid_document *document = resolver->document;
  const whosaid_speaker *speaker = &document->quotes.items[quote].speaker;
  whosaid_mention *mention = VECTOR_ADD(&resolver->added);
  uint32_t *owner = VECTOR_ADD(&resolver->added_for);
  if (!mention || !owner) return -1;
  *owner = quote;
  *mention = (whosaid_mention){.start = speaker->start,
                               .end = speaker->end,
                               .entity = figure ? figure->entity : WHOSAID_NONE,
                               .quote = WHOSAID_NONE,
                               .form = form,
                               .type = figure ? figure->type : WHOSAID_NO_TYPE,
                               .score = figure && figure->entity != WHOSAID_NONE ? 0.8f : 0.5f,
                               .source = {.bytes = source, .length = (uint32_t)strlen(source)}};
  mention->sentence = document->tokens.items[token_at(resolver, speaker->start)].sentence;
  return 0;
}

static whosaid_string figure_name(const struct resolver *resolver, const struct figure *figure) {
  return figure->entity == WHOSAID_NONE ? figure->name : resolver->document->entities.items[figure->entity].name;
}

static void set_figure(struct resolver *resolver, whosaid_speaker *speaker, uint32_t index) {
  const struct figure *figure = &resolver->figures.items[index];
  speaker->entity = figure->entity;
  speaker->name = figure_name(resolver, figure);
}

/* "War Gonzo blog" -> "War Gonzo": a medium goes by the name before it. */
static whosaid_string name_of_medium(const struct resolver *resolver, whosaid_string name, uint32_t last) {
  const struct whosaid_document *document = resolver->document;
  const struct entry *medium = entry_at(resolver, last, ENTRY_SOURCE_NOUN);
  uint32_t first = token_at(resolver, (uint32_t)(name.bytes - document->text));
  if (!medium || first == last || strcmp(gazetteer_string(document->model->gazetteer, medium->kind), "media")) return name;
  for (uint32_t i = first; i < last; i++) {
    if (!(document->tokens.items[i].flags & (TOKEN_CAPITAL | TOKEN_PUNCTUATION))) return name;
  }
  return document_slice(document, first, last);
}

/* A speaker that is nobody known: stands for itself, and pronouns may come back to it. */
static uint32_t add_unnamed(struct resolver *resolver, whosaid_speaker *speaker) {
  struct figure *figure = add_figure(resolver);
  if (!figure) return WHOSAID_NONE;
  uint32_t last = token_at(resolver, speaker->end - 1);
  const struct entry *role = entry_at(resolver, last, ENTRY_ROLE), *group = entry_at(resolver, last, ENTRY_ORGANIZATION_NOUN);
  figure->name = speaker->name = name_of_medium(resolver, speaker->name, last);
  if (role) {
    figure->gender = (whosaid_gender)role->gender;
    figure->type = WHOSAID_PERSON;
    figure->plural = (role->flags & FLAG_PLURAL) != 0;
  } else if (group) {
    figure->type = WHOSAID_ORGANIZATION;
  }
  return resolver->figures.count - 1;
}

static const whosaid_speaker NOBODY = {.start = WHOSAID_NONE, .end = WHOSAID_NONE, .mention = WHOSAID_NONE, .entity = WHOSAID_NONE};

static int resolve_printed(struct resolver *resolver, uint32_t index, uint32_t *found) {
  struct whosaid_document *document = resolver->document;
  whosaid_quote *quote = &document->quotes.items[index];
  whosaid_speaker *speaker = &quote->speaker;
  uint32_t token = token_at(resolver, speaker->start), name = head_name(resolver, speaker);
  *found = WHOSAID_NONE;
  if (name != WHOSAID_NONE) {
    const whosaid_mention *mention = &document->mentions.items[name];
    *speaker = (whosaid_speaker){.known = 1,
                                 .start = mention->start,
                                 .end = mention->end,
                                 .mention = name,
                                 .entity = mention->entity,
                                 .how = WHOSAID_BY_NAME,
                                 .name = slice(resolver, mention->start, mention->end)};
    if (mention->entity == WHOSAID_NONE) return 0;
    *found = mention->entity;
    return set_figure(resolver, speaker, *found), 0;
  }
  int relative = is_word(resolver, token, "who") || is_word(resolver, token, "which");
  int answer = is_answer(resolver, quote);
  if (answer && !resolver->answered++) resolver->interviewee = find_interviewee(resolver, speaker->start);
  if (answer && resolver->interviewee == WHOSAID_NONE) return *speaker = NOBODY, 0;
  if (relative) *found = resolve_relative(resolver, token);
  else if (speaker->how == WHOSAID_BY_PRONOUN) *found = resolve_pronoun(resolver, token, quote);
  else if (answer) *found = resolver->interviewee;
  else *found = resolve_nominal(resolver, speaker);
  if (relative) speaker->how = WHOSAID_BY_PRONOUN;
  const struct figure *figure = *found == WHOSAID_NONE ? NULL : &resolver->figures.items[*found];
  int unnamed = !figure && speaker->how == WHOSAID_BY_NOMINAL;
  if (unnamed && (*found = add_unnamed(resolver, speaker)) == WHOSAID_NONE) return -1;
  if (unnamed) figure = &resolver->figures.items[*found];
  const char *source = relative                             ? "rule:coreference/relative"
                       : speaker->how == WHOSAID_BY_PRONOUN ? "rule:coreference/pronoun"
                                                            : "rule:coreference/nominal";
  if (add_mention(resolver, index, speaker->how == WHOSAID_BY_PRONOUN ? WHOSAID_PRONOUN : WHOSAID_NOMINAL, figure, source)) return -1;
  if (figure) set_figure(resolver, speaker, *found);
  return 0;
}

static void give_speaker(struct resolver *resolver, whosaid_quote *quote, uint32_t figure) {
  quote->speaker = (whosaid_speaker){.known = 1,
                                     .start = WHOSAID_NONE,
                                     .end = WHOSAID_NONE,
                                     .mention = WHOSAID_NONE,
                                     .entity = WHOSAID_NONE,
                                     .how = WHOSAID_BY_CONTINUATION};
  set_figure(resolver, &quote->speaker, figure);
}

enum { BEAT_MENTIONS = 8 };

/* Ann Lee shook her head. “Never.”: who the sentence before the quote, in its paragraph, begins with. */
static uint32_t find_actor(const struct resolver *resolver, const whosaid_quote *quote) {
  const struct whosaid_document *document = resolver->document;
  uint32_t next = mention_at(resolver, quote->start), token = token_at(resolver, quote->start);
  if (token < 2 || document->tokens.items[token - 1].sentence == 0) return WHOSAID_NONE;
  uint32_t sentence = document->tokens.items[token - 2].sentence;
  if (paragraph_of(resolver, sentence) != paragraph_of(resolver, quote->sentence)) return WHOSAID_NONE;
  for (uint32_t i = next; i-- > 0 && next - i <= BEAT_MENTIONS && document->mentions.items[i].sentence >= sentence;) {
    const whosaid_mention *mention = &document->mentions.items[i];
    int acts = mention->sentence == sentence && mention->type == WHOSAID_PERSON && mention->entity != WHOSAID_NONE;
    if (acts && token_at(resolver, mention->start) <= document->sentence_tokens.items[sentence] + 4 &&
        !is_quoted(resolver, mention->start, (uint32_t)(quote - document->quotes.items)))
      return mention->entity;
  }
  return WHOSAID_NONE;
}

/* A quote without a cue: of who acts right before it, or the speaker before goes on, unless too far away. */
static void continue_speaker(struct resolver *resolver, uint32_t index) {
  struct whosaid_document *document = resolver->document;
  whosaid_quote *quote = &document->quotes.items[index];
  if (quote->cue.start != WHOSAID_NONE) return;
  uint32_t actor = find_actor(resolver, quote), here = paragraph_of(resolver, quote->sentence);
  if (actor != WHOSAID_NONE) {
    resolver->last_speaker = actor;
    resolver->last_quote = index;
  }
  if (resolver->last_speaker == WHOSAID_NONE || here > paragraph_of(resolver, document->quotes.items[resolver->last_quote].sentence) + 3)
    return;
  give_speaker(resolver, quote, resolver->last_speaker);
}

/* Who is said to speak at the start of the next paragraph: “Nobody told us.” | Ann Lee said this on Monday. */
static uint32_t find_next_actor(const struct resolver *resolver, const whosaid_quote *quote) {
  const struct whosaid_document *document = resolver->document;
  uint32_t paragraph = paragraph_of(resolver, quote->sentence) + 1;
  if (paragraph >= document->paragraphs.count) return WHOSAID_NONE;
  uint32_t i = mention_at(resolver, document->paragraphs.items[paragraph].start);
  if (i == document->mentions.count) return WHOSAID_NONE;
  const whosaid_mention *mention = &document->mentions.items[i];
  int first = mention->sentence == document->paragraphs.items[paragraph].first_sentence && place_of(resolver, mention) >= 1;
  return first && speaks(resolver, mention) ? mention->entity : WHOSAID_NONE;
}

/* A quote that stands before all speakers, alone in its paragraph: of the one who speaks in the next. */
static void anticipate_speaker(struct resolver *resolver, uint32_t index) {
  struct whosaid_document *document = resolver->document;
  whosaid_quote *quote = &document->quotes.items[index], *next = index + 1 < document->quotes.count ? quote + 1 : NULL;
  if (quote->speaker.known || quote->cue.start != WHOSAID_NONE || document->sentences.items[quote->sentence].section == WHOSAID_HEADLINE)
    return;
  int near = next && next->speaker.known && paragraph_of(resolver, next->sentence) == paragraph_of(resolver, quote->sentence) + 1;
  uint32_t actor = near ? next->speaker.entity : find_next_actor(resolver, quote);
  if (actor != WHOSAID_NONE) give_speaker(resolver, quote, actor);
}

static int resolve_quote(struct resolver *resolver, uint32_t index) {
  whosaid_quote *quote = &resolver->document->quotes.items[index];
  uint32_t found = WHOSAID_NONE;
  if (!quote->speaker.known) return continue_speaker(resolver, index), 0;
  if (see_mentions(resolver, quote->speaker.start, index)) return -1;
  if (resolve_printed(resolver, index, &found)) return -1;
  if (found == WHOSAID_NONE) return 0;
  uint32_t sentence = resolver->document->tokens.items[token_at(resolver, quote->speaker.start)].sentence;
  resolver->figures.items[found].last_spoke = ++resolver->spoken;
  resolver->last_speaker = found;
  resolver->last_quote = index;
  return note_mention(resolver, found, quote->speaker.start, sentence, 1.0f);
}

/* ---- Writing ---- */

/* Puts the new mentions among the names, in order of start, and corrects what points to mentions. */
static int merge_mentions(struct resolver *resolver) {
  struct whosaid_document *document = resolver->document;
  uint32_t names = document->mentions.count, count = names + resolver->added.count;
  if (!resolver->added.count) return 0;
  uint32_t *order = malloc(resolver->added.count * sizeof *order), *moved = malloc((names + 1) * sizeof *moved);
  whosaid_mention *merged = malloc(count * sizeof *merged);
  if (!order || !moved || !merged) return free(order), free(moved), free(merged), -1;
  for (uint32_t i = 0; i < resolver->added.count; i++) {
    uint32_t k = i;
    for (; k > 0 && resolver->added.items[order[k - 1]].start > resolver->added.items[i].start; k--) order[k] = order[k - 1];
    order[k] = i;
  }
  for (uint32_t out = 0, name = 0, next = 0; out < count; out++) {
    int take_name =
        next == resolver->added.count || (name < names && document->mentions.items[name].start <= resolver->added.items[order[next]].start);
    if (take_name) {
      moved[name] = out;
      merged[out] = document->mentions.items[name++];
      continue;
    }
    whosaid_quote *quote = &document->quotes.items[resolver->added_for.items[order[next]]];
    merged[out] = resolver->added.items[order[next++]];
    quote->speaker.mention = out;
    if (merged[out].entity != WHOSAID_NONE) document->entities.items[merged[out].entity].mentions++;
  }
  for (uint32_t i = 0; i < document->quotes.count; i++) {
    whosaid_speaker *speaker = &document->quotes.items[i].speaker;
    if (speaker->known && speaker->how == WHOSAID_BY_NAME && speaker->mention != WHOSAID_NONE) speaker->mention = moved[speaker->mention];
  }
  for (uint32_t i = 0; i < document->entities.count; i++)
    document->entities.items[i].first_mention = moved[document->entities.items[i].first_mention];
  VECTOR_FREE(&document->mentions);
  document->mentions.items = merged;
  document->mentions.count = document->mentions.room = count;
  return free(order), free(moved), 0;
}

/* Says of each mention in which quote it stands. Quotes are in order and disjoint but for those that another one interrupts. */
static void place_mentions(struct whosaid_document *document) {
  for (uint32_t q = 0, m = 0; q < document->quotes.count; q++) {
    const whosaid_quote *quote = &document->quotes.items[q];
    while (m < document->mentions.count && document->mentions.items[m].start < quote->start) m++;
    for (uint32_t k = m, part = 0; k < document->mentions.count && document->mentions.items[k].start < quote->end; k++) {
      while (part < quote->part_count && quote->parts[part].end <= document->mentions.items[k].start) part++;
      if (part < quote->part_count && document->mentions.items[k].start >= quote->parts[part].start) document->mentions.items[k].quote = q;
    }
  }
}

whosaid_status resolve_speakers(struct whosaid_document *document, whosaid_error *error) {
  struct resolver resolver = {.document = document, .last_speaker = WHOSAID_NONE, .interviewee = WHOSAID_NONE};
  int failed = add_entities(&resolver);
  for (uint32_t i = 0; !failed && i < document->quotes.count; i++) failed = resolve_quote(&resolver, i);
  for (uint32_t i = document->quotes.count; !failed && i-- > 0;) anticipate_speaker(&resolver, i);
  failed = failed || merge_mentions(&resolver);
  if (!failed) place_mentions(document);
  VECTOR_FREE(&resolver.figures);
  VECTOR_FREE(&resolver.added);
  VECTOR_FREE(&resolver.added_for);
  VECTOR_FREE(&resolver.recent);
  return failed ? error_memory(error) : WHOSAID_OK;
}
