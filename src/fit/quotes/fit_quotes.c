/* fit_quotes.c: articles with marked quotes -> gazetteers/quote-weights.tsv: learns what each feature of a reading is worth.
 *
 * Method: every decision of the reader (quote/decision.h) is a choice between options by the sum of their features' weights; the conditional
 * likelihood of the right options is maximized by OWL-QN (liblbfgs) with an L1 penalty, which leaves most weights at zero, and a small L2 one.
 * The weights are a mean: two thirds of a fit that sees every feature, and a third of rounds with smaller penalties that each hide another
 * share of them (Wager and others 2013, dropout as regularization). */
#include <getopt.h>
#include <lbfgs.h>
#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fit/quotes/gold.h"
#include "model/gazetteer.h"
#include "model/model.h"
#include "quote/teach.h"

enum { MAX_THREADS = 8 };

/* ---- What is learnt from ---- */

struct named {
  uint64_t key;
  char *name;
  uint32_t count, id; /* id + 1 once numbered */
};

struct lesson {
  uint32_t first_group, first_option, option_count, right;
};

struct range {
  uint32_t first, count;
};

struct fit {
  struct named *features; /* open addressing by key */
  uint64_t mask;
  uint32_t feature_count, weight_count;
  VECTOR(uint32_t) slots; /* features of groups, as slots of `features`, later as ids */
  VECTOR(struct range) groups;
  VECTOR(struct choice) options;
  VECTOR(struct lesson) lessons;
  double l1, l2;
  int iterations, threads, rounds, round;
  double hidden; /* which share of the features each round does not see */
  uint32_t cutoff, skip, part, articles;
  const lbfgsfloatval_t *weights;
  /* the article under way */
  struct gold_article *article;
  struct teacher *teacher;
  uint32_t *quote_of_cue; /* a cue's gold quote, NONE, or MASKED */
  uint32_t counts[QUESTIONS], reachable[QUESTIONS];
};

enum { MASKED = UINT32_MAX - 1 };

static void *must(void *memory) {
  if (!memory) fputs("whosaid-fit-quotes: memory ran out\n", stderr), exit(1);
  return memory;
}

static void grow_features(struct fit *fit) {
  uint64_t size = fit->features ? (fit->mask + 1) * 2 : 1 << 16;
  struct named *grown = must(calloc(size, sizeof *grown));
  for (uint64_t i = 0; fit->features && i <= fit->mask; i++) {
    if (!fit->features[i].key) continue;
    uint64_t slot = fit->features[i].key & (size - 1);
    while (grown[slot].key) slot = (slot + 1) & (size - 1);
    grown[slot] = fit->features[i];
  }
  free(fit->features);
  fit->features = grown;
  fit->mask = size - 1;
}

static struct named *find_feature(struct fit *fit, uint64_t key) {
  uint64_t slot = key & fit->mask;
  while (fit->features[slot].key && fit->features[slot].key != key) slot = (slot + 1) & fit->mask;
  return &fit->features[slot];
}

static void name_feature(void *context, uint64_t key, const char *name) {
  struct fit *fit = context;
  if (!fit->features || (uint64_t)fit->feature_count * 2 > fit->mask) grow_features(fit);
  struct named *feature = find_feature(fit, key);
  if (!feature->key) {
    feature->key = key;
    feature->name = must(strdup(name));
    feature->id = ++fit->feature_count;
  }
  feature->count++;
}

/* ---- The right answers ---- */

static struct piece tokens_of(const struct whosaid_document *document, struct gold_span span) {
  if (span.start == span.end) return (struct piece){0, 0};
  struct piece piece = {.first = document_token_at(document, span.start), .last = document_token_at(document, span.end - 1) + 1};
  while (piece.first < piece.last && document->tokens.items[piece.first].flags & TOKEN_PUNCTUATION) piece.first++;
  while (piece.last > piece.first && document->tokens.items[piece.last - 1].flags & TOKEN_PUNCTUATION) piece.last--;
  return piece;
}

static uint32_t count_words(const struct whosaid_document *document, uint32_t first, uint32_t last) {
  uint32_t count = 0;
  for (uint32_t i = first; i < last; i++) count += !(document->tokens.items[i].flags & TOKEN_PUNCTUATION);
  return count;
}

static double overlap(const struct whosaid_document *document, struct piece a, uint32_t first, uint32_t last) {
  uint32_t from = a.first > first ? a.first : first, to = a.last < last ? a.last : last;
  if (from >= to) return 0;
  uint32_t both = count_words(document, from, to);
  uint32_t all = count_words(document, a.first, a.last) + count_words(document, first, last) - both;
  return all ? (double)both / all : 0;
}

/* The content on one side of the cue. */
static struct piece gold_side(const struct fit *fit, const struct gold_quote *quote, const struct cue *cue, int right) {
  const struct whosaid_document *document = fit->article->document;
  struct piece hull = {0, 0};
  for (uint32_t i = 0; i < quote->piece_count; i++) {
    struct piece piece = tokens_of(document, quote->pieces[i]);
    if (piece.first == piece.last) continue;
    if (right ? piece.first < cue->head_last : piece.last > cue->head) continue;
    if (hull.first == hull.last) hull = piece;
    if (piece.first < hull.first) hull.first = piece.first;
    if (piece.last > hull.last) hull.last = piece.last;
  }
  return hull;
}

/* “Q,” she said. “Q”: the second piece is no part of the sentence of the cue. */
static int resumes(const struct fit *fit, const struct cue *cue, struct piece right) {
  const struct whosaid_document *document = fit->article->document;
  return right.first >= document_sentence_end(document, document->tokens.items[cue->head].sentence);
}

static enum frame gold_frame(const struct fit *fit, const struct gold_quote *quote, const struct cue *cue) {
  struct piece left = gold_side(fit, quote, cue, 0), right = gold_side(fit, quote, cue, 1);
  if (left.first == left.last) return right.first == right.last ? FRAME_NONE : FRAME_RIGHT;
  return right.first == right.last || resumes(fit, cue, right) ? FRAME_LEFT : FRAME_AROUND;
}

static int starts_clause(const struct fit *fit, const struct gold_quote *quote) {
  struct piece piece = tokens_of(fit->article->document, quote->pieces[0]);
  static const char *const WORDS[] = {"that", "to", "if", "whether", "how", "why", "what"};
  for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++) {
    if (document_token_is(fit->article->document, piece.first, WORDS[i])) return 1;
  }
  return 0;
}

/* "drivers to take the old road" */
static int has_to(const struct fit *fit, const struct gold_quote *quote) {
  struct piece piece = tokens_of(fit->article->document, quote->pieces[0]);
  for (uint32_t i = piece.first; i < piece.last && i < piece.first + 5; i++) {
    if (document_token_is(fit->article->document, i, "to")) return 1;
  }
  return 0;
}

/* Whether the cue is to be learnt: "said", "called him “a liar”", "urged him to …"; not "believed that …", "attacked him". */
static int counts(const struct fit *fit, const struct gold_quote *quote, const struct cue *cue) {
  const struct gazetteer *gazetteer = fit->article->document->model->gazetteer;
  if (quote->say || quote->marked) return 1;
  const char *kind = cue->entry == WHOSAID_NONE ? "" : gazetteer_string(gazetteer, gazetteer_entry(gazetteer, cue->entry)->kind);
  return (starts_clause(fit, quote) || (cue->flags & FLAG_INFINITIVE && cue->flags & FLAG_ADDRESSEE && has_to(fit, quote))) &&
         (!strcmp(kind, "speech") || !strcmp(kind, "writing"));
}

/* Which of the cues inside a marked cue stands for it: the first that is a reporting word in its own right, else the last. */
static uint32_t choose_cue(const struct reader *reader, struct gold_span span) {
  const struct token *tokens = reader->document->tokens.items;
  uint32_t chosen = WHOSAID_NONE;
  for (uint32_t i = 0; i < reader->cues.count; i++) {
    const struct cue *cue = &reader->cues.items[i];
    if (tokens[cue->head].start >= span.end || tokens[cue->head_last - 1].end <= span.start) continue;
    int weak = (cue->flags & (1u << 10)) != 0;
    if (!weak) return i;
    chosen = i;
  }
  return chosen;
}

static void mask_inside(struct fit *fit, const struct gold_quote *quote, struct gold_span span, uint32_t mark) {
  const struct reader *reader = fit->teacher->reader;
  const struct token *tokens = reader->document->tokens.items;
  (void)quote;
  for (uint32_t i = 0; i < reader->cues.count; i++) {
    const struct cue *cue = &reader->cues.items[i];
    if (tokens[cue->head].start >= span.start && tokens[cue->head].end <= span.end &&
        reader->words.items[cue->head].region == WHOSAID_NONE) {
      if (fit->quote_of_cue[i] == WHOSAID_NONE) fit->quote_of_cue[i] = mark;
    }
  }
}

static void assign_cues(struct fit *fit) {
  const struct reader *reader = fit->teacher->reader;
  fit->quote_of_cue = must(realloc(fit->quote_of_cue, (reader->cues.count + 1) * sizeof *fit->quote_of_cue));
  for (uint32_t i = 0; i < reader->cues.count; i++) fit->quote_of_cue[i] = WHOSAID_NONE;
  for (uint32_t q = 0; q < fit->article->quotes.count; q++) {
    const struct gold_quote *quote = &fit->article->quotes.items[q];
    if (quote->cue.start == quote->cue.end) continue;
    uint32_t cue = choose_cue(reader, quote->cue);
    if (cue != WHOSAID_NONE && counts(fit, quote, &reader->cues.items[cue])) fit->quote_of_cue[cue] = q;
  }
  for (uint32_t q = 0; q < fit->article->quotes.count; q++) {
    const struct gold_quote *quote = &fit->article->quotes.items[q];
    if (quote->say) mask_inside(fit, quote, quote->cue, MASKED);
    for (uint32_t i = 0; quote->say && i < quote->piece_count; i++) mask_inside(fit, quote, quote->pieces[i], MASKED);
  }
}

static void record(struct fit *fit, const struct decision *decision, uint32_t right) {
  struct lesson *lesson = must(VECTOR_ADD(&fit->lessons));
  *lesson = (struct lesson){.first_group = fit->groups.count,
                            .first_option = fit->options.count,
                            .option_count = decision->options.count,
                            .right = right};
  for (uint32_t i = 0; i < decision->groups.count; i++) {
    struct range *range = must(VECTOR_ADD(&fit->groups));
    *range = (struct range){.first = fit->slots.count, .count = decision->groups.items[i].count};
    for (uint32_t k = 0; k < range->count; k++) {
      uint32_t *slot = must(VECTOR_ADD(&fit->slots));
      *slot = find_feature(fit, decision->keys.items[decision->groups.items[i].first + k])->id - 1;
    }
  }
  for (uint32_t i = 0; i < decision->options.count; i++) *(struct choice *)must(VECTOR_ADD(&fit->options)) = decision->options.items[i];
  fit->counts[decision->question]++;
}

static uint32_t best_overlap(const struct fit *fit, const struct decision *decision, struct piece gold, double *highest) {
  uint32_t best = WHOSAID_NONE;
  *highest = 0;
  for (uint32_t i = 0; i < decision->options.count; i++) {
    double share = overlap(fit->article->document, gold, decision->options.items[i].first, decision->options.items[i].last);
    if (share > *highest) *highest = share, best = i;
  }
  return best;
}

static uint32_t answer_piece(struct fit *fit, const struct decision *decision, int right) {
  uint32_t q = fit->quote_of_cue[decision->subject];
  const struct cue *cue = &fit->teacher->reader->cues.items[decision->subject];
  double highest;
  uint32_t best = best_overlap(fit, decision, gold_side(fit, &fit->article->quotes.items[q], cue, right), &highest);
  if (highest >= 0.5) record(fit, decision, best);
  fit->reachable[decision->question] += highest >= 0.5;
  return best == WHOSAID_NONE ? 0 : best;
}

static uint32_t answer_frame(struct fit *fit, const struct decision *decision) {
  if (decision->subject == 0) assign_cues(fit);
  uint32_t q = fit->quote_of_cue[decision->subject];
  if (q == MASKED) return FRAME_NONE;
  enum frame frame = q == WHOSAID_NONE
                         ? FRAME_NONE
                         : gold_frame(fit, &fit->article->quotes.items[q], &fit->teacher->reader->cues.items[decision->subject]);
  record(fit, decision, (uint32_t)frame);
  fit->reachable[ASK_FRAME] += frame != FRAME_NONE;
  return (uint32_t)frame;
}

/* "his commander in Ukraine | Sergei Surovikin": the name that stands right after another phrase of the speaker. */
static uint32_t name_in_apposition(const struct fit *fit, const struct decision *decision, uint32_t best, struct piece gold) {
  const struct reader *reader = fit->teacher->reader;
  for (uint32_t i = 1; i < decision->options.count; i++) {
    uint32_t index = decision->options.items[i].first;
    const struct phrase *phrase = &reader->phrases.items[index];
    if (phrase->first <= gold.first || phrase->last > gold.last || index == 0 || reader->phrases.items[index - 1].last != phrase->first)
      continue;
    if (reader->words.items[phrase->first].name != WHOSAID_NONE) return i;
  }
  return best;
}

static uint32_t answer_speaker(struct fit *fit, const struct decision *decision) {
  const struct reader *reader = fit->teacher->reader;
  const struct reading *reading = &reader->readings.items[decision->subject];
  struct piece gold = tokens_of(reader->document, fit->article->quotes.items[fit->quote_of_cue[reading->cue]].speaker);
  if (gold.first == gold.last) return record(fit, decision, 0), 0;
  uint32_t best = WHOSAID_NONE;
  for (uint32_t i = 1; i < decision->options.count; i++) {
    const struct phrase *phrase = &reader->phrases.items[decision->options.items[i].first];
    if (phrase->last <= gold.first || phrase->first >= gold.last) continue;
    const struct phrase *chosen = best == WHOSAID_NONE ? NULL : &reader->phrases.items[decision->options.items[best].first];
    if (!chosen || phrase->first < chosen->first) best = i;
  }
  if (best == WHOSAID_NONE) return 0;
  best = name_in_apposition(fit, decision, best, gold);
  fit->reachable[ASK_SPEAKER]++;
  return record(fit, decision, best), best;
}

/* The gold quote that holds most of the region, and whether it holds most of it. */
static const struct gold_quote *quote_over(const struct fit *fit, const struct region *region, uint32_t *index) {
  const struct whosaid_document *document = fit->article->document;
  uint32_t most = region->words / 2;
  const struct gold_quote *over = NULL;
  for (uint32_t q = 0; q < fit->article->quotes.count; q++) {
    const struct gold_quote *quote = &fit->article->quotes.items[q];
    for (uint32_t i = 0; i < quote->piece_count; i++) {
      struct piece piece = tokens_of(document, quote->pieces[i]);
      uint32_t first = piece.first > region->first ? piece.first : region->first,
               last = piece.last < region->last ? piece.last : region->last;
      uint32_t words = first < last ? count_words(document, first, last) : 0;
      if (words > most) most = words, over = quote, *index = q;
    }
  }
  return over;
}

/* 1 when the quote is little more than the region. */
static int is_most(const struct fit *fit, const struct gold_quote *quote, const struct region *region) {
  uint32_t words = 0;
  for (uint32_t i = 0; i < quote->piece_count; i++) {
    struct piece piece = tokens_of(fit->article->document, quote->pieces[i]);
    words += count_words(fit->article->document, piece.first, piece.last);
  }
  return words * 4 <= region->words * 5;
}

static uint32_t answer_region(struct fit *fit, const struct decision *decision) {
  const struct reader *reader = fit->teacher->reader;
  uint32_t reading = decision->options.items[0].first, index = 0;
  const struct gold_quote *quote = quote_over(fit, &reader->regions.items[decision->subject], &index);
  int joins = quote && reading != WHOSAID_NONE && fit->quote_of_cue[reader->readings.items[reading].cue] == index;
  uint32_t right = !quote ? LEFTOVER_NONE : joins ? LEFTOVER_JOINS : LEFTOVER_OWN;
  if (right == LEFTOVER_OWN && !is_most(fit, quote, &reader->regions.items[decision->subject])) right = LEFTOVER_NONE;
  if (right == LEFTOVER_OWN && reading == WHOSAID_NONE) right = 1; /* the only other option */
  record(fit, decision, right);
  fit->reachable[ASK_REGION] += right == LEFTOVER_JOINS;
  return right;
}

static uint32_t answer(void *context, const struct decision *decision) {
  struct fit *fit = context;
  switch (decision->question) {
    case ASK_FRAME: return answer_frame(fit, decision);
    case ASK_LEFT: return answer_piece(fit, decision, 0);
    case ASK_RIGHT: return answer_piece(fit, decision, 1);
    case ASK_SPEAKER: return answer_speaker(fit, decision);
    case ASK_REGION: return answer_region(fit, decision);
    default: return WHOSAID_NONE;
  }
}

static int learn_article(void *context, struct gold_article *article) {
  struct fit *fit = context;
  if (fit->skip && fit->articles++ % fit->skip == fit->part) return 0;
  struct teacher teacher = {.context = fit, .name = name_feature, .answer = answer};
  whosaid_error error;
  fit->article = article;
  fit->teacher = &teacher;
  return find_quotes_taught(article->document, &teacher, &error) != WHOSAID_OK;
}

/* ---- Fitting ---- */

struct share {
  struct fit *fit;
  const lbfgsfloatval_t *weights;
  double *gradient, loss;
  uint32_t first, last;
  double *scores; /* of a lesson's groups and options */
  uint32_t room;
};

/* Whether this round sees a feature at this place; the others make up for those it does not see. */
static int is_seen(const struct fit *fit, uint32_t place) {
  if (fit->slots.items[place] == WHOSAID_NONE) return 0;
  uint64_t hash = ((uint64_t)place + 1) * 0x9E3779B97F4A7C15u + (uint64_t)fit->round * 0xD1B54A32D192ED03u;
  hash = (hash ^ hash >> 31) * 0xBF58476D1CE4E5B9u;
  return (double)(hash >> 40) >= fit->hidden * (double)(1 << 24);
}

static double score_lesson(struct share *share, const struct lesson *lesson, uint32_t group_count) {
  const struct fit *fit = share->fit;
  double *groups = share->scores, *options = share->scores + group_count, highest = -1e300, sum = 0;
  for (uint32_t g = 0; g < group_count; g++) {
    const struct range *range = &fit->groups.items[lesson->first_group + g];
    groups[g] = 0;
    for (uint32_t k = 0; k < range->count; k++) {
      uint32_t place = range->first + k;
      if (is_seen(fit, place)) groups[g] += share->weights[fit->slots.items[place]];
    }
  }
  for (uint32_t i = 0; i < lesson->option_count; i++) {
    const struct choice *option = &fit->options.items[lesson->first_option + i];
    options[i] = 0;
    for (int g = 0; g < OPTION_GROUPS; g++) options[i] += option->groups[g] == WHOSAID_NONE ? 0 : groups[option->groups[g]];
    if (options[i] > highest) highest = options[i];
  }
  double right = options[lesson->right];
  for (uint32_t i = 0; i < lesson->option_count; i++) sum += options[i] = exp(options[i] - highest);
  for (uint32_t i = 0; i < lesson->option_count; i++) options[i] /= sum;
  /* cppcheck-suppress invalidFunctionArg ; the highest option alone adds 1 to the sum */
  return highest + log(sum) - right;
}

static void add_gradient(struct share *share, const struct lesson *lesson, uint32_t group_count) {
  const struct fit *fit = share->fit;
  double *groups = share->scores, *options = share->scores + group_count;
  for (uint32_t g = 0; g < group_count; g++) groups[g] = 0;
  for (uint32_t i = 0; i < lesson->option_count; i++) {
    const struct choice *option = &fit->options.items[lesson->first_option + i];
    double error = options[i] - (i == lesson->right);
    for (int g = 0; g < OPTION_GROUPS; g++) {
      if (option->groups[g] != WHOSAID_NONE) groups[option->groups[g]] += error;
    }
  }
  for (uint32_t g = 0; g < group_count; g++) {
    const struct range *range = &fit->groups.items[lesson->first_group + g];
    for (uint32_t k = 0; k < range->count; k++) {
      uint32_t place = range->first + k;
      if (is_seen(fit, place)) share->gradient[fit->slots.items[place]] += groups[g];
    }
  }
}

static void *study(void *context) {
  struct share *share = context;
  const struct fit *fit = share->fit;
  memset(share->gradient, 0, fit->weight_count * sizeof *share->gradient);
  share->loss = 0;
  for (uint32_t i = share->first; i < share->last; i++) {
    const struct lesson *lesson = &fit->lessons.items[i];
    uint32_t next = i + 1 < fit->lessons.count ? lesson[1].first_group : fit->groups.count, group_count = next - lesson->first_group;
    if (group_count + lesson->option_count > share->room) {
      share->room = 2 * (group_count + lesson->option_count);
      share->scores = must(realloc(share->scores, share->room * sizeof *share->scores));
    }
    share->loss += score_lesson(share, lesson, group_count);
    add_gradient(share, lesson, group_count);
  }
  return NULL;
}

static struct share shares[MAX_THREADS];

static lbfgsfloatval_t evaluate(void *context, const lbfgsfloatval_t *weights, lbfgsfloatval_t *gradient, const int count,
                                const lbfgsfloatval_t step) {
  struct fit *fit = context;
  pthread_t threads[MAX_THREADS];
  (void)step;
  for (int t = 0; t < fit->threads; t++) {
    shares[t].weights = weights;
    if (t) pthread_create(&threads[t], NULL, study, &shares[t]);
  }
  study(&shares[0]);
  double loss = shares[0].loss;
  for (int t = 1; t < fit->threads; t++) pthread_join(threads[t], NULL), loss += shares[t].loss;
  for (int i = 0; i < count; i++) {
    gradient[i] = fit->l2 * weights[i];
    for (int t = 0; t < fit->threads; t++) gradient[i] += shares[t].gradient[i];
    loss += fit->l2 * weights[i] * weights[i] / 2;
  }
  return loss;
}

static int show_progress(void *context, const lbfgsfloatval_t *x, const lbfgsfloatval_t *g, const lbfgsfloatval_t loss,
                         const lbfgsfloatval_t xnorm, const lbfgsfloatval_t gnorm, const lbfgsfloatval_t step, int n, int k, int ls) {
  (void)context, (void)x, (void)g, (void)xnorm, (void)gnorm, (void)step, (void)n, (void)ls;
  if (k % 20 == 0) fprintf(stderr, "%d: %.1f\n", k, loss);
  return 0;
}

/* Drops features seen too rarely and numbers the rest. */
static void number_features(struct fit *fit) {
  uint32_t *number = must(malloc((fit->feature_count + 1) * sizeof *number));
  for (uint64_t i = 0; i <= fit->mask; i++) {
    struct named *feature = &fit->features[i];
    if (feature->key) number[feature->id - 1] = feature->count >= fit->cutoff ? fit->weight_count++ : WHOSAID_NONE;
  }
  for (uint32_t i = 0; i < fit->slots.count; i++) fit->slots.items[i] = number[fit->slots.items[i]];
  for (uint64_t i = 0; i <= fit->mask; i++) {
    struct named *feature = &fit->features[i];
    if (feature->key) feature->id = number[feature->id - 1] == WHOSAID_NONE ? 0 : number[feature->id - 1] + 1;
  }
  free(number);
}

static void count_right(struct fit *fit, const lbfgsfloatval_t *weights) {
  struct share *share = &shares[0];
  uint32_t right = 0;
  share->weights = weights;
  for (uint32_t i = 0; i < fit->lessons.count; i++) {
    const struct lesson *lesson = &fit->lessons.items[i];
    uint32_t next = i + 1 < fit->lessons.count ? lesson[1].first_group : fit->groups.count, group_count = next - lesson->first_group,
             best = 0;
    if (group_count + lesson->option_count > share->room)
      share->scores = must(realloc(share->scores, (share->room = 2 * (group_count + lesson->option_count)) * sizeof *share->scores));
    score_lesson(share, lesson, group_count);
    for (uint32_t k = 1; k < lesson->option_count; k++)
      best = share->scores[group_count + k] > share->scores[group_count + best] ? k : best;
    right += best == lesson->right;
  }
  fprintf(stderr, "%u of %u decisions right\n", right, fit->lessons.count);
}

static int compare_names(const void *a, const void *b) {
  const struct named *const *x = a, *const *y = b;
  return strcmp((*x)->name, (*y)->name);
}

static int write_weights(const struct fit *fit, const lbfgsfloatval_t *weights, const char *path) {
  FILE *file = fopen(path, "wb");
  if (!file) return perror(path), 1;
  const struct named **used = must(malloc((fit->feature_count + 1) * sizeof *used)); /* NOLINT(bugprone-sizeof-expression): pointers */
  uint32_t count = 0;
  for (uint64_t i = 0; i <= fit->mask; i++) {
    const struct named *feature = &fit->features[i];
    if (feature->key && feature->id && fabs(weights[feature->id - 1]) >= 0.03) used[count++] = feature;
  }
  qsort(used, count, sizeof *used, compare_names); /* NOLINT(bugprone-sizeof-expression): pointers */
  fputs(
      "# type: weights\n# source: fitted by whosaid-fit-quotes on annotated news; see gazetteers/README.md\n# licence: MIT\n"
      "# A feature of a reading of a quote, and what it is worth; src/quote/ names the features.\n",
      file);
  for (uint32_t i = 0; i < count; i++) fprintf(file, "%s\t%.2f\n", used[i]->name, weights[used[i]->id - 1]);
  fprintf(stderr, "%s: %u weights\n", path, count);
  free(used);
  return fclose(file) ? perror(path), 1 : 0;
}

/* Fits once and adds the weights to the mean, where they count as `share`. Those learnt while some were hidden are worth less beside all others. */
static void add_round(struct fit *fit, double share, lbfgsfloatval_t *mean) {
  lbfgsfloatval_t *weights = must(lbfgs_malloc((int)fit->weight_count)), loss;
  memset(weights, 0, fit->weight_count * sizeof *weights);
  lbfgs_parameter_t parameter;
  lbfgs_parameter_init(&parameter);
  parameter.orthantwise_c = fit->l1;
  parameter.linesearch = LBFGS_LINESEARCH_BACKTRACKING;
  parameter.max_iterations = fit->iterations;
  parameter.epsilon = 1e-3;
  int result = lbfgs((int)fit->weight_count, weights, &loss, evaluate, show_progress, fit, &parameter);
  if (result < 0 && result != LBFGSERR_MAXIMUMITERATION) fprintf(stderr, "whosaid-fit-quotes: the optimizer stopped early (%d)\n", result);
  for (uint32_t i = 0; i < fit->weight_count; i++) mean[i] += share * (1 - fit->hidden) * weights[i];
  lbfgs_free(weights);
}

/* How much of the mean the fit that sees every feature is, and how much smaller the penalties of the other rounds are. */
#define SEEING_SHARE  (2.0 / 3)
#define PENALTY_SHARE 0.2

static void add_rounds(struct fit *fit, lbfgsfloatval_t *mean) {
  double hidden = fit->hidden;
  fit->hidden = 0;
  add_round(fit, fit->rounds ? SEEING_SHARE : 1, mean);
  fit->hidden = hidden;
  fit->l1 *= PENALTY_SHARE;
  fit->l2 *= PENALTY_SHARE;
  for (fit->round = 0; fit->round < fit->rounds; fit->round++) add_round(fit, (1 - SEEING_SHARE) / fit->rounds, mean);
  fit->hidden = 0;
}

static int run(struct fit *fit, const char *path) {
  number_features(fit);
  fprintf(stderr, "%u lessons (frame %u, left %u, right %u, speaker %u, region %u), %u of %u features\n", fit->lessons.count,
          fit->counts[0], fit->counts[1], fit->counts[2], fit->counts[3], fit->counts[4], fit->weight_count, fit->feature_count);
  fprintf(stderr, "reachable: frames %u, left %u, right %u, speakers %u, joins %u\n", fit->reachable[0], fit->reachable[1],
          fit->reachable[2], fit->reachable[3], fit->reachable[4]);
  for (int t = 0; t < fit->threads; t++) {
    shares[t] = (struct share){.fit = fit, .gradient = must(malloc(((size_t)fit->weight_count + 1) * sizeof(double)))};
    shares[t].first = (uint32_t)((uint64_t)fit->lessons.count * (uint64_t)t / (uint64_t)fit->threads);
    shares[t].last = (uint32_t)((uint64_t)fit->lessons.count * (uint64_t)(t + 1) / (uint64_t)fit->threads);
  }
  lbfgsfloatval_t *weights = must(lbfgs_malloc((int)fit->weight_count));
  memset(weights, 0, fit->weight_count * sizeof *weights);
  add_rounds(fit, weights);
  count_right(fit, weights);
  int status = write_weights(fit, weights, path);
  lbfgs_free(weights);
  return status;
}

static const char USAGE[] =
    "usage: whosaid-fit-quotes [--data DIR] [--l1 0.5] [--l2 3.0] [--iterations 120] [--rounds 4] [--hidden 0.3] [--threads 2] [--cutoff "
    "3] [--skip N --part K] -o "
    "WEIGHTS FILE.jsonl\n"
    "Learns the weights of quotes from annotated articles; --skip N --part K leaves every Nth article, from the Kth on, out.\n";

int main(int argc, char **argv) {
  static const struct option OPTIONS[] = {{"rounds", required_argument, NULL, 'r'},
                                          {"hidden", required_argument, NULL, 'h'},
                                          {"data", required_argument, NULL, 'd'},
                                          {"l1", required_argument, NULL, '1'},
                                          {"l2", required_argument, NULL, '2'},
                                          {"iterations", required_argument, NULL, 'i'},
                                          {"threads", required_argument, NULL, 't'},
                                          {"cutoff", required_argument, NULL, 'c'},
                                          {"skip", required_argument, NULL, 's'},
                                          {"part", required_argument, NULL, 'p'},
                                          {NULL, 0, NULL, 0}};
  static struct fit fit = {.l1 = 0.5, .l2 = 3.0, .iterations = 120, .rounds = 4, .hidden = 0.3, .threads = 2, .cutoff = 3};
  const char *data = NULL, *path = NULL;
  for (int option; (option = getopt_long(argc, argv, "o:", OPTIONS, NULL)) != -1;) {
    switch (option) {
      case 'd': data = optarg; break;
      case '1': fit.l1 = atof(optarg); break;
      case '2': fit.l2 = atof(optarg); break;
      case 'i': fit.iterations = atoi(optarg); break;
      case 'r': fit.rounds = atoi(optarg); break;
      case 'h': fit.hidden = atof(optarg); break;
      case 't': fit.threads = atoi(optarg); break;
      case 'c': fit.cutoff = (uint32_t)atoi(optarg); break;
      case 's': fit.skip = (uint32_t)atoi(optarg); break;
      case 'p': fit.part = (uint32_t)atoi(optarg); break;
      case 'o': path = optarg; break;
      default: return fputs(USAGE, stderr), 2;
    }
  }
  if (!path || optind + 1 != argc || fit.threads < 1 || fit.threads > MAX_THREADS) return fputs(USAGE, stderr), 2;
  whosaid_model *model;
  whosaid_error error;
  if (whosaid_model_open(data, NULL, 0, &model, &error)) return fprintf(stderr, "whosaid-fit-quotes: %s\n", error.message), 1;
  int status = read_gold(argv[optind], model, learn_article, &fit) || run(&fit, path);
  whosaid_model_free(model);
  return status;
}
