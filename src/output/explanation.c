/* explanation.c: a document -> why each mention and quote is there and what it won against, as plain text.
 *
 *   “Paris is lovely,” said Paris Hilton.
 *    └m1─┘                  └─m2───────┘
 *    ╘═q1════════════╛
 *     m1 Paris: place, 0.87, by gazetteer:place/cities
 *       for      Paris: place in place/cities, city, FR
 *       against  Paris: given-name in person/given-names
 *       +1.20    right before “is”      name-after=is|0   (what this evidence is worth for a place against the rival)
 *       rival    person, behind by 2.31
 *     …
 *     q1 Paris is lovely,: direct, 0.95, by rule:quote/said-name
 *       cue      said (say)
 *       seam     … | said Paris Hilton
 *       speaker  Paris Hilton → e2 Paris Hilton, by name
 *     none       Lovely: surname in person/surnames */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/utf8.h"
#include "document.h"
#include "mention.h"
#include "model/gazetteer.h"
#include "model/model.h"
#include "model/rule.h"
#include "output/evidence_words.h"
#include "output/marked_sentence.h"
#include "output/words.h"
#include "output/writer.h"

struct explanation {
  const struct whosaid_document *document;
  struct writer out;
  uint32_t mention, quote; /* the next ones to explain */
  uint32_t open_quote;     /* the first one that may reach into the sentence */
  struct decision *decision;
};

/* Text on one line: each run of white space becomes a space. */
static void write_words(struct writer *out, whosaid_string text) {
  for (uint32_t i = 0; i < text.length; i++) {
    unsigned char byte = (unsigned char)text.bytes[i];
    int is_space = byte <= ' ' || byte == 0x7F;
    if (!is_space) writer_bytes(out, text.bytes + i, 1);
    else if (i && (unsigned char)text.bytes[i - 1] > ' ') writer_text(out, " ");
  }
}

static void write_slice(struct explanation *explanation, uint32_t start, uint32_t end) {
  write_words(&explanation->out, (whosaid_string){.bytes = explanation->document->text + start, .length = end - start});
}

static void write_decision(struct explanation *explanation, const char *type, float score, whosaid_string source) {
  writer_text(&explanation->out, ": ");
  writer_text(&explanation->out, type);
  writer_text(&explanation->out, ", ");
  writer_score(&explanation->out, score);
  if (source.length) writer_text(&explanation->out, ", by ");
  write_words(&explanation->out, source);
}

static void write_entity(struct explanation *explanation, uint32_t entity) {
  if (entity == WHOSAID_NONE) return;
  writer_text(&explanation->out, "e");
  writer_number(&explanation->out, entity + 1);
  writer_text(&explanation->out, " ");
  write_words(&explanation->out, explanation->document->entities.items[entity].name);
}

/* ---- Candidates ---- */

/* What a candidate says its words are: a type, or WHOSAID_NO_TYPE. */
static whosaid_type candidate_type(const struct candidate *candidate) {
  static const uint8_t ENTRIES[ENTRY_TYPES] = {
      [ENTRY_PERSON] = 1, [ENTRY_GIVEN_NAME] = 1, [ENTRY_SURNAME] = 1, [ENTRY_NAME_PARTICLE] = 1, [ENTRY_NAME_SUFFIX] = 1,
      [ENTRY_PLACE] = 2, [ENTRY_PLACE_HEAD] = 2, [ENTRY_ORGANIZATION] = 3, [ENTRY_ORGANIZATION_HEAD] = 3, [ENTRY_ORGANIZATION_SUFFIX] = 3};
  static const uint8_t RULES[RULE_MARKS] = {[MARK_PERSON] = 1, [MARK_PLACE] = 2, [MARK_ORGANIZATION] = 3};
  static const whosaid_type TYPES[] = {WHOSAID_NO_TYPE, WHOSAID_PERSON, WHOSAID_PLACE, WHOSAID_ORGANIZATION};
  return TYPES[candidate->source == FROM_RULE ? RULES[candidate->type] : ENTRIES[candidate->type]];
}

static void write_detail(struct writer *out, const char *detail) {
  if (*detail) writer_text(out, ", ");
  writer_text(out, detail);
}

/* "place in place/cities, Kyiv, city, UA": the canonical name when it is not the words. */
static void write_entry(struct explanation *explanation, const struct entry *entry, whosaid_string words) {
  const struct gazetteer *gazetteer = explanation->document->model->gazetteer;
  const char *name = gazetteer_string(gazetteer, entry->name);
  int is_canonical = strlen(name) == words.length && !memcmp(name, words.bytes, words.length);
  writer_text(&explanation->out, entry_type_name((enum entry_type)entry->type));
  writer_text(&explanation->out, " in ");
  writer_text(&explanation->out, gazetteer_list_name(gazetteer, entry));
  write_detail(&explanation->out, is_canonical ? "" : name);
  write_detail(&explanation->out, gazetteer_string(gazetteer, entry->kind));
  const struct site *site = gazetteer_site(gazetteer, entry);
  if (site) write_detail(&explanation->out, gazetteer_string(gazetteer, site->region));
  write_detail(&explanation->out, gazetteer_string(gazetteer, entry->country));
}

/* "Kiev: place in place/cities, Kyiv, city, UA" or "Macron: person by rule person/title-name". */
static void write_candidate(struct explanation *explanation, const char *label, const struct candidate *candidate) {
  static const char *const MARKS[] = {"person", "place", "organization", "no name", "headline", "caption", "boilerplate"};
  const struct whosaid_model *model = explanation->document->model;
  whosaid_string words = document_slice(explanation->document, candidate->first, candidate->last);
  writer_text(&explanation->out, label);
  write_words(&explanation->out, words);
  writer_text(&explanation->out, ": ");
  if (candidate->source == FROM_GAZETTEER) {
    write_entry(explanation, gazetteer_entry(model->gazetteer, candidate->index), words);
  } else {
    writer_text(&explanation->out, MARKS[candidate->type]);
    writer_text(&explanation->out, " by rule ");
    writer_text(&explanation->out, rule_name(model->rules, candidate->index));
  }
}

/* The first candidate that may reach the token: names are not longer than this. */
static uint32_t first_candidate_near(const struct whosaid_document *document, uint32_t token) {
  enum { LONGEST = 16 };
  return document->tokens.items[token > LONGEST ? token - LONGEST : 0].first_candidate;
}

/* Words before a name that tell of it: "President", "spokesman", "the company", "the Ukrainian". */
static int tells_before(const struct candidate *candidate) {
  const uint32_t telling = 1u << ENTRY_TITLE | 1u << ENTRY_ROLE | 1u << ENTRY_ORGANIZATION_NOUN | 1u << ENTRY_DEMONYM;
  return candidate->source == FROM_GAZETTEER && (telling >> candidate->type & 1);
}

static void write_candidates_of(struct explanation *explanation, const whosaid_mention *mention) {
  const struct whosaid_document *document = explanation->document;
  uint32_t first = document_token_at(document, mention->start), last = document_token_at(document, mention->end - 1) + 1;
  if (first >= document->tokens.count) return;
  for (uint32_t i = first_candidate_near(document, first); i < document->candidates.count; i++) {
    const struct candidate *candidate = &document->candidates.items[i];
    if (candidate->first >= last) return;
    if (candidate->last < first || (candidate->last == first && !tells_before(candidate))) continue;
    int is_inside = candidate->first >= first && candidate->last <= last;
    int agrees = is_inside && candidate_type(candidate) == mention->type;
    const char *label = candidate->last == first ? "\n      before   " : agrees ? "\n      for      " : "\n      against  ";
    write_candidate(explanation, label, candidate);
  }
}

/* The gazetteers' and rules' names in the sentence of which no mention came. */
static void write_left_out(struct explanation *explanation, uint32_t sentence, uint32_t mention) {
  const struct whosaid_document *document = explanation->document;
  uint32_t first = document->sentence_tokens.items[sentence], last = document_sentence_end(document, sentence);
  uint32_t i = first < document->tokens.count ? document->tokens.items[first].first_candidate : document->candidates.count;
  for (; i < document->candidates.count && document->candidates.items[i].first < last; i++) {
    const struct candidate *candidate = &document->candidates.items[i];
    int is_proposal = candidate->source == FROM_RULE && rule_only_proposes(document->model->rules, candidate->index);
    int is_name = candidate_type(candidate) != WHOSAID_NO_TYPE && !is_proposal && document->tokens.items[candidate->first].flags & TOKEN_CAPITAL;
    if (!is_name) continue;
    whosaid_string words = document_slice(document, candidate->first, candidate->last);
    uint32_t start = (uint32_t)(words.bytes - document->text);
    while (mention < document->mentions.count && document->mentions.items[mention].end <= start) mention++;
    if (mention < document->mentions.count && document->mentions.items[mention].start < start + words.length) continue;
    write_candidate(explanation, "\n    none       ", candidate);
  }
}

/* ---- Mentions and quotes ---- */

static void begin_item(struct explanation *explanation, const char *letter, uint32_t index) {
  writer_text(&explanation->out, letter);
  writer_number(&explanation->out, index + 1);
  writer_text(&explanation->out, " ");
}

/* "+1.93", "-0.40" */
static void write_worth(struct writer *out, double worth) {
  char text[32];
  snprintf(text, sizeof text, "%+.2f", worth);
  writer_text(out, text);
}

/* "+1.20    right before “is”                  name-after=is|0" */
static void write_reason(struct writer *out, const struct reason *reason) {
  enum { FEATURE_COLUMN = 54 };
  char words[EVIDENCE_WORDS];
  evidence_words(reason->feature, words);
  writer_text(out, "\n      ");
  write_worth(out, reason->worth);
  writer_text(out, "    ");
  writer_text(out, words);
  for (size_t columns = utf8_count_codepoints(words, strlen(words)); columns < FEATURE_COLUMN; columns++) writer_text(out, " ");
  writer_text(out, "  ");
  writer_text(out, reason->feature);
}

/* The weightiest evidence, and what else the words could have been. */
static void write_verdict(struct explanation *explanation, const whosaid_mention *mention) {
  static const enum label LABELS_OF[] = {[WHOSAID_PERSON] = LABEL_PERSON, [WHOSAID_PLACE] = LABEL_PLACE, [WHOSAID_ORGANIZATION] = LABEL_ORGANIZATION};
  static const char *const RIVALS[] = {[LABEL_O] = "no name", [LABEL_OTHER] = "a name of another kind"};
  struct reason reasons[8];
  char margin[64];
  struct verdict verdict = {.reasons = reasons, .room = 8};
  struct writer *out = &explanation->out;
  uint32_t first = document_token_at(explanation->document, mention->start), last = document_token_at(explanation->document, mention->end - 1) + 1;
  if (!explanation->decision || mention->type == WHOSAID_NO_TYPE) return;
  verdict.label = LABELS_OF[mention->type];
  decision_explain(explanation->decision, first, last, &verdict);
  if (!verdict.count) return;
  for (uint32_t i = 0; i < verdict.count; i++) write_reason(out, &reasons[i]);
  writer_text(out, "\n      rival    ");
  writer_text(out, verdict.runner_up == LABEL_O || verdict.runner_up == LABEL_OTHER ? RIVALS[verdict.runner_up] : weight_slot_name(verdict.runner_up));
  int decided = verdict.margin < 0; /* by a list or rule that always counts */
  long hundredths = lround(100 * fabs(verdict.margin)); /* %.2f would write the locale's point */
  snprintf(margin, sizeof margin, ", %s by %ld.%02ld%s", decided ? "ahead" : "behind", hundredths / 100, hundredths % 100, decided ? ", overruled by a list or rule" : "");
  writer_text(out, margin);
}

static void write_mention(struct explanation *explanation, uint32_t index) {
  const whosaid_mention *mention = &explanation->document->mentions.items[index];
  const char *type = type_word(mention->type);
  begin_item(explanation, "\n    m", index);
  write_slice(explanation, mention->start, mention->end);
  write_decision(explanation, mention->form == WHOSAID_NAME && type ? type : form_word(mention->form), mention->score, mention->source);
  if (mention->entity != WHOSAID_NONE) writer_text(&explanation->out, "\n      entity   ");
  write_entity(explanation, mention->entity);
  if (mention->form != WHOSAID_NAME) return;
  write_candidates_of(explanation, mention);
  write_verdict(explanation, mention);
}

/* "“It is over,” [said] Emmanuel Macron": the words that tie quote, cue and speaker together. */
static void write_seam(struct explanation *explanation, const whosaid_quote *quote) {
  enum { MOST = 160 };
  uint32_t start = quote->cue.start, end = quote->cue.end;
  const whosaid_speaker *speaker = &quote->speaker;
  if (start == WHOSAID_NONE) return;
  if (speaker->known && speaker->start != WHOSAID_NONE) {
    if (speaker->start < start) start = speaker->start;
    if (speaker->end > end) end = speaker->end;
  }
  int before = quote->cue.start < quote->start;
  if (end - start > MOST) start = quote->cue.start, end = quote->cue.end;
  writer_text(&explanation->out, "\n      seam     ");
  if (!before) writer_text(&explanation->out, "… | ");
  write_slice(explanation, start, end);
  if (before) writer_text(&explanation->out, " | …");
}

/* ", named as “Macron” before": the last name of the entity before the speaker's words. */
static void write_antecedent(struct explanation *explanation, const whosaid_speaker *speaker) {
  enum { FARTHEST = 400 };
  const struct whosaid_document *document = explanation->document;
  uint32_t i = speaker->mention;
  for (uint32_t steps = 0; i != WHOSAID_NONE && i && steps < FARTHEST; steps++) {
    const whosaid_mention *mention = &document->mentions.items[--i];
    if (mention->entity != speaker->entity || mention->form != WHOSAID_NAME) continue;
    writer_text(&explanation->out, ", named before as m");
    writer_number(&explanation->out, i + 1);
    writer_text(&explanation->out, " ");
    write_slice(explanation, mention->start, mention->end);
    return;
  }
}

/* "she → e1 Carla Rossi, by pronoun, named before as m1 Rossi" */
static void write_speaker(struct explanation *explanation, const whosaid_speaker *speaker) {
  writer_text(&explanation->out, "\n      speaker  ");
  if (!speaker->known) {
    writer_text(&explanation->out, "not known");
    return;
  }
  if (speaker->start != WHOSAID_NONE) {
    write_slice(explanation, speaker->start, speaker->end);
    writer_text(&explanation->out, " → ");
  }
  if (speaker->entity != WHOSAID_NONE) write_entity(explanation, speaker->entity);
  else write_words(&explanation->out, speaker->name);
  writer_text(&explanation->out, ", by ");
  writer_text(&explanation->out, how_word(speaker->how));
  if (speaker->entity != WHOSAID_NONE && speaker->how != WHOSAID_BY_NAME) write_antecedent(explanation, speaker);
}

static void write_quote(struct explanation *explanation, uint32_t index) {
  const whosaid_quote *quote = &explanation->document->quotes.items[index];
  begin_item(explanation, "\n    q", index);
  write_slice(explanation, quote->start, quote->end);
  write_decision(explanation, quote_type_word(quote->type), quote->score, quote->source);
  if (quote->cue.start != WHOSAID_NONE) {
    writer_text(&explanation->out, "\n      cue      ");
    write_slice(explanation, quote->cue.start, quote->cue.end);
    writer_text(&explanation->out, " (");
    write_words(&explanation->out, quote->cue.lemma);
    writer_text(&explanation->out, quote->negated ? ", negated" : "");
    writer_text(&explanation->out, quote->modal ? ", modal)" : ")");
  }
  write_seam(explanation, quote);
  write_speaker(explanation, &quote->speaker);
}

static void write_sentence(struct explanation *explanation, uint32_t index) {
  const struct whosaid_document *document = explanation->document;
  const whosaid_sentence *sentence = &document->sentences.items[index];
  uint32_t first_mention = explanation->mention;
  uint32_t *open = &explanation->open_quote;
  while (*open < document->quotes.count && document->quotes.items[*open].end <= sentence->start) ++*open;
  write_marked_sentence(&explanation->out, document, index, first_mention, *open);
  for (; explanation->mention < document->mentions.count && document->mentions.items[explanation->mention].start < sentence->end;) {
    write_mention(explanation, explanation->mention++);
  }
  for (; explanation->quote < document->quotes.count && document->quotes.items[explanation->quote].start < sentence->end;) {
    write_quote(explanation, explanation->quote++);
  }
  write_left_out(explanation, index, first_mention);
}

whosaid_status whosaid_write_explanation(const whosaid_document *document, whosaid_write write, void *context,
                                         whosaid_error *error) {
  struct explanation explanation;
  explanation.document = document;
  explanation.mention = explanation.quote = explanation.open_quote = 0;
  explanation.decision = NULL;
  if (document->model && decision_open(document, &explanation.decision, error)) {
    decision_close(explanation.decision);
    return error_memory(error);
  }
  writer_begin(&explanation.out, write, context);
  for (uint32_t i = 0; i < document->sentences.count; i++) write_sentence(&explanation, i);
  writer_text(&explanation.out, "\n");
  decision_close(explanation.decision);
  return writer_end(&explanation.out, error);
}
