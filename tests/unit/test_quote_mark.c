/* test_quote_mark.c: tokens -> pairs of quotation marks. */
#include "stages.h"

/* The marked spans with "|" between them: "+" before one that continues, "…" after an unclosed one, "<" before one inside another. */
static void render(const struct whosaid_document *document, char *out) {
  *out = '\0';
  for (uint32_t i = 0; i < document->marks.count; i++) {
    const struct marked_span *span = &document->marks.items[i];
    if (i) strcat(out, "|");
    if (span->parent != WHOSAID_NONE) strcat(out, "<");
    if (span->continues) strcat(out, "+");
    add_text(out, document, span->start, span->end);
    if (span->close_token == WHOSAID_NONE) strcat(out, "…");
    else cr_expect(document->tokens.items[span->close_token].flags & TOKEN_CLOSES_QUOTE);
  }
}

static void expect_marks(const char *const (*rows)[2], size_t count, uint32_t warnings) {
  whosaid_model *model = open_language();
  char found[4096];
  for (size_t i = 0; i < count; i++) {
    struct whosaid_document *document = read_text(model, rows[i][0]);
    render(document, found);
    cr_expect_str_eq(found, rows[i][1]);
    cr_expect_eq(document->warnings.count, warnings, "%s: %u warnings", rows[i][0], document->warnings.count);
    whosaid_document_free(document);
  }
  whosaid_model_free(model);
}

#define EXPECT_MARKS(rows, warnings) expect_marks(rows, sizeof(rows) / sizeof *(rows), warnings)

Test(quote_mark, pairs_marks_of_every_shape) {
  static const char *const ROWS[][2] = {
      {"“We won,” he said. \"We lost,\" she said.", "We won,|We lost,"},
      {"``We won,'' he said. ''We lost,'' she said.", "We won,|We lost,"},
      {"‘We won,’ he said. 'We lost,' she said.", "We won,|We lost,"},
      {"«We won», „We lost“, »We drew«.", "We won|We lost|We drew"},
      {"“He said ‘no’ to me,” she said.", "He said ‘no’ to me,|<no"},
      {"‘He said “no” to me,’ she said.", "He said “no” to me,|<no"},
      {"“He said “no” to me,” she said.", "He said “no” to me,|<no"},
      {"\"He said 'no,'\" she said. ''He said 'no,''' she said.", "He said 'no,'|<no,|He said 'no,'|<no,"},
      {"”We won,” he said. “We lost,“ she said.", "We won,|We lost,"},
      {"He said,\"We won\"and left.", "We won"},
      {"\" We won, \" he said.", "We won,"},
      {"Mayor: ‘no money’ for pool", "no money"},
      {"(“We won”) —“We lost”— \"$5\" “…and so”", "We won|We lost|$5|…and so"},
      {"A tag <a id=\"783499\"> here.", "783499"},
  };
  EXPECT_MARKS(ROWS, 0);
}

Test(quote_mark, apostrophes_are_no_marks) {
  static const char *const ROWS[][2] = {
      {"The players’ money, O’Brien’s ’90s, get ’em, goin’ home.", ""},
      {"The players' money, O'Brien's '90s, get 'em, goin' home.", ""},
      {"‘The workers’ rights are all to us,’ he said.", "The workers’ rights are all to us,"},
      {"'The workers' rights are all to us,' he said.", "The workers' rights are all to us,"},
      {"His ‘Singin’ in Town’ film; the ‘workers’ of Hale.", "Singin’ in Town|workers"},
      {"‘It’s Hale’s and we don’t know,’ he said. ‘The boss’s car.’", "It’s Hale’s and we don’t know,|The boss’s car."},
      {"He is 6'2\" tall and 5’ wide. “I am 6'2\" tall,” he said.", "I am 6'2\" tall,"},
      {"We shouldn‘t go.", ""},
  };
  EXPECT_MARKS(ROWS, 0);
}

Test(quote_mark, a_quote_goes_on_in_the_next_paragraph) {
  static const char *const ROWS[][2] = {
      {"“We won.\n\n“We left,” he said. “Bye.”", "We won.…|+We left,|Bye."},
      {"‘We won.\n\n‘We left,’ he said.", "We won.…|+We left,"},
      {"“We won.\n\n“They ‘lost’.\n\n“We left,” he said.", "We won.…|+They ‘lost’.…|<lost|+We left,"},
      {"Rain fell.\n\"We won.\nWe left,\" he said.\nRoads closed.\nIt ended.\nHe left.", "We won.…|+We left,"},
  };
  EXPECT_MARKS(ROWS, 0);
}

Test(quote_mark, an_odd_mark_warns_and_shifts_nothing) {
  static const char *const ROWS[][2] = {
      {"“We won, he said. “We left,” she said. “Bye.”", "We left,|Bye."},
      {"\"We won, he said. \"We left,\" she said. \"Bye.\"", "We left,|Bye."},
      {"We won,” he said. “We left,” she said.", "We left,"},
      {"“We won,” he said. “We left, she said.", "We won,|We left, she said.…"},
      {"\"We won, he said.\n\nRain fell. \"We left,\" she said.", "We won, he said.…|We left,"},
  };
  EXPECT_MARKS(ROWS, 1);
}

Test(quote_mark, a_closing_mark_is_no_possessive) {
  struct whosaid_document *document = read_text(NULL, "‘We like cats’ and the players’ money");
  uint32_t possessives = 0, closers = 0;
  for (uint32_t i = 0; i < document->tokens.count; i++) {
    possessives += (document->tokens.items[i].flags & TOKEN_POSSESSIVE) != 0;
    closers += (document->tokens.items[i].flags & TOKEN_CLOSES_QUOTE) != 0;
  }
  cr_expect(possessives == 1 && closers == 1);
  whosaid_document_free(document);
}
