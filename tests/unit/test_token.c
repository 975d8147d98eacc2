/* test_token.c: sentences -> words, numbers, marks. */
#include "stages.h"
#include "token.h"

Test(token, words_numbers_and_marks) {
  static const char *const ROWS[][2] = {
      {"Jean-Claude and/or Ann – yes—no", "Jean|-|Claude|and|/|or|Ann|–|yes|—|no"},
      {"Hale's dog, Cole’s cat, the players' money, HALE'S", "Hale|'s|dog|,|Cole|’s|cat|,|the|players|'|money|,|HALE|'S"},
      {"don't, it's, he’d, I'm, shouldn‘t", "don't|,|it's|,|he’d|,|I'm|,|shouldn‘t"},
      {"O'Brien of Ta'izz in the ’90s, rock ’n’ roll, get ’em", "O'Brien|of|Ta'izz|in|the|’90s|,|rock|’n’|roll|,|get|’em"},
      {"U.S., J. Hale, a.m., Ph.D. (U.S.A.)", "U.S.|,|J.|Hale|,|a.m.|,|Ph.D.|(|U.S.A.|)"},
      {"J.K.Moss", "J.K.|Moss"},
      {"$1.5m, 10,000, €3bn, US$5, 10%, 2-1, 5th, 10:30, .5", "$1.5m|,|10,000|,|€3bn|,|US|$5|,|10%|,|2|-|1|,|5th|,|10:30|,|.5"},
      {"6'2\" tall", "6|'|2|\"|tall"},
      {"Metro.co.uk, Amazon.com. https://ex.org/a?b=c, a.b@ex.org.", "Metro.co.uk|,|Amazon.com|.|https://ex.org/a?b=c|,|a.b@ex.org|."},
      {"daily-post.co.uk but ex-Amazon.com", "daily-post.co.uk|but|ex|-|Amazon.com"},
      {"@ann_lee #tag AT&T R&B", "@ann_lee|#tag|AT&T|R&B"},
      {"``We won,'' he said ... '''No,''' -- ***", "``|We|won|,|''|he|said|...|''|'|No|,|'|''|--|***"},
      {"“Stop!” [he] said…", "“|Stop|!|”|[|he|]|said|…"},
      {"Zürich Ærø 東京", "Zürich|Ærø|東京"},
  };
  for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
    const char *text = ROWS[i][0];
    uint32_t length = (uint32_t)strlen(text), offset = 0;
    char found[1024] = "";
    for (struct token token; token_next(text, length, offset, &token); offset = token.end) {
      if (*found) strcat(found, "|");
      strncat(found, text + token.start, token.end - token.start);
    }
    cr_expect_str_eq(found, ROWS[i][1]);
  }
}

Test(token, flags_tell_its_shape) {
  static const struct {
    const char *text;
    uint32_t flags;
  } ROWS[] = {
      {"Hale", TOKEN_CAPITAL | TOKEN_HAS_LETTER},
      {"NATO", TOKEN_CAPITAL | TOKEN_ALL_CAPITALS | TOKEN_HAS_LETTER},
      {"iPhone", TOKEN_MIXED_CASE | TOKEN_HAS_LETTER},
      {"Élise", TOKEN_CAPITAL | TOKEN_HAS_LETTER},
      {"J.", TOKEN_CAPITAL | TOKEN_INITIAL | TOKEN_ABBREVIATION | TOKEN_HAS_LETTER},
      {"U.S.", TOKEN_CAPITAL | TOKEN_ALL_CAPITALS | TOKEN_ABBREVIATION | TOKEN_HAS_LETTER},
      {"$1.5m", TOKEN_NUMBER | TOKEN_HAS_DIGIT | TOKEN_HAS_LETTER},
      {"3M", TOKEN_CAPITAL | TOKEN_HAS_DIGIT | TOKEN_HAS_LETTER},
      {"10,000", TOKEN_NUMBER | TOKEN_HAS_DIGIT},
      {"—", TOKEN_PUNCTUATION},
  };
  for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
    struct token token;
    cr_assert(token_next(ROWS[i].text, (uint32_t)strlen(ROWS[i].text), 0, &token));
    cr_expect_eq(token.end, strlen(ROWS[i].text), "%s", ROWS[i].text);
    if (strcmp(ROWS[i].text, "3M")) cr_expect_eq(token.flags & ~(uint32_t)TOKEN_PLAIN, ROWS[i].flags | TOKEN_SPACE_BEFORE, "%s: %x", ROWS[i].text, token.flags);
    else cr_expect_not(token.flags & TOKEN_NUMBER);
  }
}

Test(token, hash_folds_accents_apostrophes_and_stops) {
  static const struct {
    const char *one, *other;
    int same, same_lower;
  } ROWS[] = {
      {"Zürich", "Zurich", 1, 1},
      {"Zürich", "ZURICH", 0, 1},
      {"O’Brien", "O'Brien", 1, 1},
      {"Ærøskøbing", "ærøskøbing", 0, 1},
      {"internationalisation", "INTERNATIONALISATION", 0, 1},
      {"Straße", "STRAẞE", 0, 1},
      {"abcdefgh", "abcdefghi", 0, 0},
      {"ab", "ba", 0, 0},
  };
  for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
    uint32_t hash[2], lower[2];
    token_hash(ROWS[i].one, (uint32_t)strlen(ROWS[i].one), &hash[0], &lower[0]);
    token_hash(ROWS[i].other, (uint32_t)strlen(ROWS[i].other), &hash[1], &lower[1]);
    cr_expect_eq(hash[0] == hash[1], ROWS[i].same, "%s %s", ROWS[i].one, ROWS[i].other);
    cr_expect_eq(lower[0] == lower[1], ROWS[i].same_lower, "%s %s", ROWS[i].one, ROWS[i].other);
  }
  struct token stopped, bare;
  token_next_of_name("Gov. Cole", 9, 0, &stopped);
  token_next_of_name("Gov Cole", 8, 0, &bare);
  cr_expect(stopped.end == 4 && stopped.flags & TOKEN_ABBREVIATION && stopped.hash == bare.hash && stopped.lower == bare.lower);
}

/* The tokens of a text with "|" between them. */
static void render(const struct whosaid_document *document, char *out) {
  *out = '\0';
  for (uint32_t i = 0; i < document->tokens.count; i++) {
    if (i) strcat(out, "|");
    add_text(out, document, document->tokens.items[i].start, document->tokens.items[i].end);
  }
}

Test(token, a_stop_belongs_to_the_abbreviation_or_to_the_sentence) {
  static const char *const ROWS[][2] = {
      {"Gov. Cole left. He sat.", "Gov.|Cole|left|.|He|sat|."},
      {"He runs Acme Inc. The firm fell.", "He|runs|Acme|Inc|.|The|firm|fell|."},
      {"He left the U.S. The end.", "He|left|the|U.S.|The|end|."},
      {"Acme Corp., he said, fell.", "Acme|Corp.|,|he|said|,|fell|."},
      {"See No. 5. He said no.", "See|No.|5|.|He|said|no|."},
      {"ST. LOUIS is in the U.S. The SEC. He sat on Sun. Cole left.", "ST.|LOUIS|is|in|the|U.S.|The|SEC|.|He|sat|on|Sun|.|Cole|left|."},
      {"Hale Jr.’s car", "Hale|Jr.|’s|car"},
      {"“We won.”", "“|We|won|.|”"},
      {"Acme (ACME.N) and A1B.DE rose. I met NATO.He left.", "Acme|(|ACME.N|)|and|A1B.DE|rose|.|I|met|NATO|.|He|left|."},
  };
  whosaid_model *model = open_language();
  char found[4096];
  for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
    struct whosaid_document *document = read_text(model, ROWS[i][0]);
    render(document, found);
    cr_expect_str_eq(found, ROWS[i][1]);
    whosaid_document_free(document);
  }
  whosaid_model_free(model);
}

Test(token, knows_the_start_of_its_sentence_and_words_in_lower_case) {
  struct whosaid_document *document = read_text(NULL, "“Rain fell. Hale, who hates rain, left.");
  const struct token *tokens = document->tokens.items;
  cr_assert_eq(document->sentence_tokens.count, document->sentences.count + 1);
  cr_expect(tokens[0].flags & TOKEN_PUNCTUATION && !(tokens[0].flags & TOKEN_SENTENCE_START));
  cr_expect(tokens[1].flags & TOKEN_SENTENCE_START && tokens[1].flags & TOKEN_DOCUMENT_LOWER && !(tokens[1].flags & TOKEN_SPACE_BEFORE));
  cr_expect(tokens[4].flags & TOKEN_SENTENCE_START && !(tokens[4].flags & TOKEN_DOCUMENT_LOWER));
  cr_expect_eq(tokens[4].sentence, 1);
  whosaid_document_free(document);
}

Test(token, is_found_by_every_byte) {
  static const char *const TEXTS[] = {"", "Rain.", "  Rain fell on Lowtown and on the hills behind it, said Hale.\n\n\n\n                                        He left.  ",
                                      "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft met."};
  for (size_t i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++) {
    struct whosaid_document *document = read_text(NULL, TEXTS[i]);
    for (uint32_t offset = 0, token = 0; offset <= document->length + 1; offset++) {
      while (token < document->tokens.count && document->tokens.items[token].end <= offset) token++;
      cr_expect_eq(document_token_at(document, offset), token, "text %zu, byte %u", i, offset);
    }
    whosaid_document_free(document);
  }
}
