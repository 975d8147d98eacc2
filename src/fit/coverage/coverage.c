/* coverage.c: annotated articles -> the share of their names that a list or rule proposes exactly, by type.
 *
 * A name is covered when a list has an entry of its type for just these words, when a rule marks just them with its type, or, for a person,
 * when all its words are parts of names (given names, surnames, initials, particles, suffixes). */
#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "fit/corpus.h"
#include "model/gazetteer.h"
#include "model/model.h"
#include "model/rule.h"

enum { NAMED = LABEL_ORGANIZATION + 1 }; /* the labels that are counted: person, place, organization */

static const char *const LABEL_NAMES[NAMED] = {"", "persons", "places", "organizations"};

static const uint8_t LABEL_OF_ENTRY[ENTRY_TYPES] = {[ENTRY_PERSON] = LABEL_PERSON,
                                                    [ENTRY_GIVEN_NAME] = LABEL_PERSON,
                                                    [ENTRY_SURNAME] = LABEL_PERSON,
                                                    [ENTRY_PLACE] = LABEL_PLACE,
                                                    [ENTRY_ORGANIZATION] = LABEL_ORGANIZATION};
static const uint8_t LABEL_OF_MARK[RULE_MARKS] = {
    [MARK_PERSON] = LABEL_PERSON, [MARK_PLACE] = LABEL_PLACE, [MARK_ORGANIZATION] = LABEL_ORGANIZATION};

struct count {
  uint32_t names, covered;
};

/* ---- Is a name covered? ---- */

static int is_proposed(const struct whosaid_document *document, uint32_t first, uint32_t last, uint8_t label) {
  const struct token *token = &document->tokens.items[first];
  for (uint32_t k = 0; k < token->candidate_count; k++) {
    const struct candidate *candidate = &document->candidates.items[token->first_candidate + k];
    const uint8_t *labels = candidate->source == FROM_RULE ? LABEL_OF_MARK : LABEL_OF_ENTRY;
    if (candidate->last == last && labels[candidate->type] == label) return 1;
  }
  return 0;
}

/* "J.", "de la" and the hyphen of "Kim Jong-un" may stand in a person's name beside its given names and surnames. */
static int may_join_parts(const struct whosaid_document *document, uint32_t token) {
  const struct token *t = &document->tokens.items[token];
  const uint32_t joining = 1u << ENTRY_NAME_PARTICLE | 1u << ENTRY_NAME_SUFFIX, letters = TOKEN_ABBREVIATION | TOKEN_ALL_CAPITALS;
  return t->classes & joining || t->flags & TOKEN_INITIAL || (t->flags & letters) == letters || document_token_is(document, token, "-");
}

static int is_made_of_parts(const struct whosaid_document *document, uint32_t first, uint32_t last) {
  const uint32_t part = 1u << ENTRY_GIVEN_NAME | 1u << ENTRY_SURNAME;
  uint32_t parts = 0;
  for (uint32_t i = first; i < last; i++) {
    if (document->tokens.items[i].classes & part) parts++;
    else if (!may_join_parts(document, i)) return 0;
  }
  return parts > 0;
}

static int is_covered(const struct whosaid_document *document, const struct gold_name *name) {
  uint32_t first = document_token_at(document, name->start), last = document_token_at(document, name->end - 1) + 1;
  if (last > document->tokens.count) return 0;
  if (document->tokens.items[first].start != name->start || document->tokens.items[last - 1].end != name->end) return 0;
  return is_proposed(document, first, last, name->label) || (name->label == LABEL_PERSON && is_made_of_parts(document, first, last));
}

/* ---- Counting ---- */

/* "persons<TAB>Ann Lee<TAB>said Ann Lee, a nurse" */
static void print_miss(const struct whosaid_document *document, const struct gold_name *name) {
  enum { NEAR = 40 };
  uint32_t first = document_token_at(document, name->start > NEAR ? name->start - NEAR : 0);
  uint32_t last = document_token_at(document, name->end + NEAR < document->length ? name->end + NEAR : document->length - 1);
  whosaid_string around = document_slice(document, first, last);
  printf("%s\t%.*s\t", LABEL_NAMES[name->label], (int)(name->end - name->start), document->text + name->start);
  for (uint32_t i = 0; i < around.length; i++) putchar(strchr("\n\r\t", around.bytes[i]) ? ' ' : around.bytes[i]);
  putchar('\n');
}

static void count_article(const struct article *article, int show_misses, struct count counts[NAMED]) {
  for (uint32_t i = 0; i < article->names.count; i++) {
    const struct gold_name *name = &article->names.items[i];
    if (name->label == LABEL_O || name->label >= NAMED) continue;
    int covered = is_covered(article->document, name);
    counts[name->label].names++;
    counts[name->label].covered += (uint32_t)covered;
    if (show_misses && !covered) print_miss(article->document, name);
  }
}

static void print_counts(const char *set, const struct count counts[NAMED]) {
  for (int label = LABEL_PERSON; label < NAMED; label++) {
    if (counts[label].names) printf("coverage/%s %s\t%.1f\n", set, LABEL_NAMES[label], 100.0 * counts[label].covered / counts[label].names);
  }
}

/* "ner/worldwide/dev.jsonl" -> "worldwide-dev" */
static void name_set(const char *path, char *name, size_t room) {
  const char *from = strrchr(path, '/');
  while (from && from > path && from[-1] != '/') from--;
  snprintf(name, room, "%s", from ? from : path);
  char *point = strrchr(name, '.');
  if (point) *point = '\0';
  for (char *c = name; *c; c++) {
    if (*c == '/') *c = '-';
  }
}

static int measure(const char *path, const whosaid_model *model, int show_misses) {
  whosaid_error error;
  article_list articles = {0};
  struct count counts[NAMED] = {{0, 0}};
  char set[64];
  whosaid_status status = corpus_read(path, model, &articles, &error);
  if (status) fprintf(stderr, "whosaid-coverage: %s\n", error.message);
  for (uint32_t i = 0; !status && i < articles.count; i++) count_article(&articles.items[i], show_misses, counts);
  name_set(path, set, sizeof set);
  if (!status && !show_misses) print_counts(set, counts);
  corpus_free(&articles);
  return status != WHOSAID_OK;
}

static const char USAGE[] = "usage: whosaid-coverage [--data DIR] [--misses] ARTICLES.jsonl..\n";

int main(int argc, char **argv) {
  static const struct option OPTIONS[] = {{"data", required_argument, NULL, 'd'}, {"misses", no_argument, NULL, 'm'}, {NULL, 0, NULL, 0}};
  const char *data = NULL;
  int show_misses = 0;
  for (int option; (option = getopt_long(argc, argv, "", OPTIONS, NULL)) != -1;) {
    if (option == 'd') data = optarg;
    else if (option == 'm') show_misses = 1;
    else return fputs(USAGE, stderr), 2;
  }
  whosaid_model *model;
  whosaid_error error;
  if (optind == argc) return fputs(USAGE, stderr), 2;
  if (whosaid_model_open(data, NULL, 0, &model, &error)) return fprintf(stderr, "whosaid-coverage: %s\n", error.message), 1;
  int failed = 0;
  for (int i = optind; !failed && i < argc; i++) failed = measure(argv[i], model, show_misses);
  whosaid_model_free(model);
  return failed;
}
