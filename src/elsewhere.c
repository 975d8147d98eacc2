/* elsewhere.c: probabilities of a first pass -> beliefs about words and names -> features for the second. */
#include "elsewhere.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "token.h"

struct belief_slot {
  uint64_t key; /* 0 is empty */
  struct belief belief;
};

enum { NAME_KEY = 1, INITIALS_KEY };

static uint64_t mix(uint64_t key, uint64_t value) {
  key = (key ^ value) * 0x9E3779B97F4A7C15u;
  return key ^ key >> 29;
}

int elsewhere_prepare(struct elsewhere *elsewhere, const struct evidence *evidence) {
  size_t words = (size_t)evidence->word_count + 1;
  *elsewhere = (struct elsewhere){.mask = 255};
  elsewhere->words = calloc(words * 3, sizeof *elsewhere->words);
  elsewhere->names = calloc(elsewhere->mask + 1, sizeof *elsewhere->names);
  elsewhere->labels = calloc((size_t)evidence->document->tokens.count + 1, 1);
  if (!elsewhere->words || !elsewhere->names || !elsewhere->labels) return elsewhere_free(elsewhere), -1;
  elsewhere->last_words = elsewhere->words + words;
  elsewhere->first_words = elsewhere->last_words + words;
  return 0;
}

void elsewhere_free(struct elsewhere *elsewhere) {
  free(elsewhere->words);
  free(elsewhere->names);
  free(elsewhere->labels);
  *elsewhere = (struct elsewhere){0};
}

/* ---- Keys ---- */

static uint64_t name_key(const struct evidence *evidence, uint32_t first, uint32_t last) {
  uint64_t key = NAME_KEY;
  for (uint32_t i = first; i < last; i++) key = mix(key, evidence->document->tokens.items[i].lower);
  return key ? key : 1;
}

static uint64_t letters_key(const char *letters, uint32_t length) {
  uint32_t cased, lower;
  token_hash(letters, length, &cased, &lower);
  return mix(INITIALS_KEY, lower) | 1;
}

/* "World Health Organization" -> "WHO"; 0 when fewer than two words have a capital. */
static uint64_t initials_key(const struct evidence *evidence, uint32_t first, uint32_t last) {
  char letters[4 * MAX_SPAN];
  uint32_t used = 0, words = 0;
  for (uint32_t i = first; i < last; i++) {
    const struct token *token = &evidence->document->tokens.items[i];
    if (!(token->flags & TOKEN_CAPITAL)) continue;
    uint32_t size, letter = (unsigned char)evidence->document->text[token->start];
    if (letter >= 0x80) letter = utf8_fold(utf8_decode(evidence->document->text, token->end, token->start, &size));
    used += utf8_encode(letter, letters + used);
    words++;
  }
  return words > 1 ? letters_key(letters, used) : 0;
}

/* "WHO", "W.H.O."; 0 for other words. */
static uint64_t abbreviation_key(const struct evidence *evidence, uint32_t i) {
  const struct token *token = &evidence->document->tokens.items[i];
  char letters[12];
  uint32_t used = 0;
  if (!(token->flags & TOKEN_ALL_CAPITALS)) return 0;
  for (uint32_t at = token->start; at < token->end; at++) {
    if (evidence->document->text[at] == '.') continue;
    if (used == sizeof letters) return 0;
    letters[used++] = evidence->document->text[at];
  }
  return used > 1 ? letters_key(letters, used) : 0;
}

static void add_mass(struct belief *belief, uint32_t label, float probability) {
  belief->mass[label] += probability;
  belief->total += probability;
}

static struct belief_slot *find_slot(const struct elsewhere *elsewhere, uint64_t key) {
  uint64_t slot = key >> 7 & elsewhere->mask;
  while (elsewhere->names[slot].key && elsewhere->names[slot].key != key) slot = (slot + 1) & elsewhere->mask;
  return &elsewhere->names[slot];
}

static int grow_names(struct elsewhere *elsewhere) {
  struct elsewhere grown = {.mask = elsewhere->mask * 2 + 1};
  grown.names = calloc(grown.mask + 1, sizeof *grown.names);
  if (!grown.names) return -1;
  for (uint64_t i = 0; i <= elsewhere->mask; i++) {
    if (elsewhere->names[i].key) *find_slot(&grown, elsewhere->names[i].key) = elsewhere->names[i];
  }
  free(elsewhere->names);
  elsewhere->names = grown.names;
  elsewhere->mask = grown.mask;
  return 0;
}

static int add_name(struct elsewhere *elsewhere, uint64_t key, uint32_t label, float probability) {
  if (elsewhere->used * 2 > elsewhere->mask && grow_names(elsewhere)) return -1;
  struct belief_slot *slot = find_slot(elsewhere, key);
  elsewhere->used += !slot->key;
  slot->key = key;
  add_mass(&slot->belief, label, probability);
  return 0;
}

/* ---- Noting ---- */

/* What is less likely tells nothing of a word, of a name; what sums up to less is not believed. */
static const float LEAST_OF_WORD = 0.01f, LEAST_OF_NAME = 0.05f, LEAST_BELIEF = 0.4f;

static void add_word(struct belief *beliefs, uint32_t word, uint32_t label, float probability) {
  if (word != WHOSAID_NONE) add_mass(&beliefs[word], label, probability);
}

static int note_name(struct elsewhere *elsewhere, const struct evidence *evidence, uint32_t first, uint32_t last, uint32_t label, float probability) {
  if (last - first > 1) {
    add_word(elsewhere->first_words, evidence->tokens[first].word, label, probability);
    add_word(elsewhere->last_words, evidence->tokens[last - 1].word, label, probability);
  }
  uint64_t initials = initials_key(evidence, first, last);
  if (initials && add_name(elsewhere, initials, label, probability)) return -1;
  return add_name(elsewhere, name_key(evidence, first, last), label, probability);
}

/* The likeliest label of a token: shares of names with each label, and of none. */
static uint8_t likeliest(const struct shares *shares, float outside) {
  uint8_t best = LABEL_O;
  for (uint32_t label = 1; label < LABELS; label++) {
    if (shares->of[span_worth_of(label)] > (best ? shares->of[span_worth_of(best)] : outside)) best = (uint8_t)label;
  }
  return best;
}

static inline int note_span(struct elsewhere *elsewhere, const struct evidence *evidence, uint32_t from, uint32_t to, const struct shares *likely) {
  for (uint32_t label = 1; label < LABELS; label++) {
    float probability = likely->of[span_worth_of(label)];
    if (probability < LEAST_OF_WORD) continue;
    for (uint32_t i = from; i < to; i++) add_word(elsewhere->words, evidence->tokens[i].word, label, probability);
    if (probability >= LEAST_OF_NAME && note_name(elsewhere, evidence, from, to, label, probability)) return -1;
  }
  return 0;
}

int elsewhere_note(struct elsewhere *elsewhere, const struct evidence *evidence, const struct lattice *lattice, uint32_t first) {
  const struct marginals *marginals = &lattice->marginals;
  struct shares tokens[MAX_SEGMENT];
  for (uint32_t i = 0; i < lattice->length; i++) {
    tokens[i].four = (four_shares){0};
    add_word(elsewhere->words, evidence->tokens[first + i].word, LABEL_O, marginals->outside[i]);
  }
  for (uint32_t s = 0; s < lattice->span_count; s++) {
    uint32_t from = lattice->spans[s].first, to = lattice->spans[s].last;
    for (uint32_t i = from; i < to; i++) tokens[i].four += marginals->spans[s].four;
    if (note_span(elsewhere, evidence, first + from, first + to, &marginals->spans[s])) return -1;
  }
  for (uint32_t i = 0; i < lattice->length; i++) elsewhere->labels[first + i] = likeliest(&tokens[i], marginals->outside[i]);
  return 0;
}

/* ---- Features ---- */

/* What is believed without this occurrence. */
static struct belief others(const struct belief *all, const struct belief *own) {
  struct belief rest = {.total = 0};
  for (uint32_t label = 0; label < LABELS; label++) {
    float mass = all->mass[label] - own->mass[label];
    rest.mass[label] = mass > 0 ? mass : 0;
    rest.total += rest.mass[label];
  }
  return rest;
}

static int emit_others(struct feature_sink *sink, enum belief_kind kind, const struct belief *all, const struct belief *own) {
  struct belief belief = others(all, own);
  uint32_t best = 0;
  if (belief.total < LEAST_BELIEF) return 0;
  for (uint32_t label = 1; label < LABELS; label++) {
    if (belief.mass[label] > belief.mass[best]) best = label;
  }
  float share = belief.mass[best] / belief.total;
  uint32_t certainty = share >= 0.95f ? 3 : share >= 0.8f ? 2 : share >= 0.55f ? 1 : 0, times = belief.total < 1.5f ? 1 : belief.total < 3.5f ? 2 : 4;
  belief_feature(kind, best, certainty, times, sink);
  return 1;
}

/* Nothing is to be taken off most beliefs: they are too weak as they are. */
static inline int is_believed(const struct belief *all) { return all->total >= LEAST_BELIEF - 0.01f; }

/* 1 when there is enough to be believed besides one's own occurrence. */
static inline int emit_belief(struct feature_sink *sink, enum belief_kind kind, const struct belief *all, const struct belief *own) {
  return is_believed(all) && emit_others(sink, kind, all, own);
}

int token_elsewhere(const struct elsewhere *elsewhere, const struct evidence *evidence, const struct lattice *lattice, uint32_t first, uint32_t token, struct feature_sink *sink) {
  uint32_t word = evidence->tokens[first + token].word;
  if (word == WHOSAID_NONE || evidence->words[word].total < 2 || !is_believed(&elsewhere->words[word])) return 0; /* stands nowhere else */
  struct belief own = {.total = 0};
  own.mass[LABEL_O] = lattice->marginals.outside[token];
  for (uint32_t s = 0; s < lattice->span_count && lattice->spans[s].first <= token; s++) {
    if (lattice->spans[s].last <= token) continue;
    for (uint32_t label = 1; label < LABELS; label++) {
      float probability = lattice->marginals.spans[s].of[span_worth_of(label)];
      if (probability >= LEAST_OF_WORD) own.mass[label] += probability;
    }
  }
  return emit_belief(sink, BELIEF_WORD, &elsewhere->words[word], &own);
}

/* What ties two names together: "X and Y", "X, Y", "X (Y)", "X/Y"; LINKS when nothing does. */
static enum link link_at(const struct evidence *evidence, uint32_t i) {
  const struct token *token = &evidence->document->tokens.items[i];
  if (token->end - token->start > 1) {
    return document_token_is(evidence->document, i, "and") || document_token_is(evidence->document, i, "or") ? LINK_AND : LINKS;
  }
  switch (evidence->document->text[token->start]) {
    case ',': case ';': return LINK_COMMA;
    case '&': return LINK_AND;
    case '(': return LINK_BRACKET;
    case '/': case '-': return LINK_SLASH;
    default: return LINKS;
  }
}

/* The label of the name that stands before or after, tied to this one: names in a list are mostly of one kind. */
static inline int emit_link(const struct elsewhere *elsewhere, const struct evidence *evidence, uint32_t token, int step, struct feature_sink *sink) {
  const struct token *tokens = evidence->document->tokens.items;
  uint32_t beside = token + (uint32_t)(step * 2); /* beyond the first it is beyond the last, too */
  if (beside >= evidence->document->tokens.count || !elsewhere->labels[beside] || tokens[beside].sentence != tokens[token].sentence) return 0;
  enum link link = link_at(evidence, token + (uint32_t)step);
  if (link != LINKS) link_feature(link, step > 0, elsewhere->labels[beside], sink);
  return link != LINKS;
}

/* 1 when a word of the name stands nowhere else: then the name does not either. */
static int is_single(const struct evidence *evidence, uint32_t first, uint32_t last) {
  for (uint32_t i = first; i < last; i++) {
    if (evidence->tokens[i].word != WHOSAID_NONE && evidence->words[evidence->tokens[i].word].total < 2) return 1;
  }
  return 0;
}

/* This occurrence as a name. */
static struct belief own_name(const struct shares *likely) {
  struct belief own = {.total = 0};
  for (uint32_t label = 1; label < LABELS; label++) {
    float probability = likely->of[span_worth_of(label)];
    if (probability >= LEAST_OF_NAME) own.mass[label] = probability;
  }
  return own;
}

/* Besides the name itself. */
static inline int emit_besides(struct feature_sink *sink, enum belief_kind kind, const struct belief *all, const struct shares *likely) {
  if (!is_believed(all)) return 0;
  struct belief own = own_name(likely);
  return emit_others(sink, kind, all, &own);
}

int span_elsewhere(const struct elsewhere *elsewhere, const struct evidence *evidence, const struct lattice *lattice, uint32_t first, uint32_t span, struct feature_sink *sink) {
  uint32_t from = first + lattice->spans[span].first, to = first + lattice->spans[span].last;
  static const struct belief none;
  const struct shares *likely = &lattice->marginals.spans[span];
  int found = emit_link(elsewhere, evidence, from, -1, sink);
  found |= emit_link(elsewhere, evidence, to - 1, 1, sink);
  const struct belief_slot *name = is_single(evidence, from, to) ? NULL : find_slot(elsewhere, name_key(evidence, from, to));
  if (name && name->key) found |= emit_besides(sink, to - from == 1 ? BELIEF_NAME_ONE : BELIEF_NAME, &name->belief, likely);
  uint64_t initials = to - from == 1 ? abbreviation_key(evidence, from) : 0;
  if (initials && (name = find_slot(elsewhere, initials))->key) found |= emit_belief(sink, BELIEF_INITIALS, &name->belief, &none);
  uint32_t word = evidence->tokens[to - 1].word;
  if (word != WHOSAID_NONE && to - from == 1) {
    found |= emit_belief(sink, BELIEF_LAST, &elsewhere->last_words[word], &none);
    found |= emit_belief(sink, BELIEF_FIRST, &elsewhere->first_words[word], &none);
  } else if (word != WHOSAID_NONE) {
    found |= emit_besides(sink, BELIEF_LAST_OF_LONG, &elsewhere->last_words[word], likely);
    word = evidence->tokens[from].word;
    if (word != WHOSAID_NONE) found |= emit_besides(sink, BELIEF_FIRST_OF_LONG, &elsewhere->first_words[word], likely);
  }
  return found;
}
