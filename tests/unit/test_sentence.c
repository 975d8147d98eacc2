/* test_sentence.c: text -> paragraphs, sections, sentences. */
#include "stages.h"

/* The sentences with " | " between them, and " ¶ " between paragraphs. */
static void render(const struct whosaid_document *document, char *out) {
  *out = '\0';
  for (uint32_t i = 0; i < document->sentences.count; i++) {
    const whosaid_sentence *sentence = &document->sentences.items[i];
    if (i) strcat(out, sentence->paragraph == sentence[-1].paragraph ? " | " : " ¶ ");
    add_text(out, document, sentence->start, sentence->end);
  }
}

static void expect_sentences(const char *const (*rows)[2], size_t count) {
  whosaid_model *model = open_language();
  char found[4096];
  for (size_t i = 0; i < count; i++) {
    struct whosaid_document *document = read_text(model, rows[i][0]);
    render(document, found);
    cr_expect_str_eq(found, rows[i][1]);
    whosaid_document_free(document);
  }
  whosaid_model_free(model);
}

#define EXPECT_SENTENCES(rows) expect_sentences(rows, sizeof(rows) / sizeof *(rows))

Test(sentence, ends_at_a_terminal_mark_before_a_capital) {
  static const char *const ROWS[][2] = {
      {"", ""},
      {" \n \t\n", ""},
      {"Rain fell. Roads closed! Why? Nobody knew.", "Rain fell. | Roads closed! | Why? | Nobody knew."},
      {"He won. 40 people came.", "He won. | 40 people came."},
      {"Élan was lost. Écoles closed.", "Élan was lost. | Écoles closed."},
      {"It cost $1.5 million. It grew 3.2 percent.", "It cost $1.5 million. | It grew 3.2 percent."},
      {"See example.org/a.b. It is free. Write to a.b@example.org. Do.",
       "See example.org/a.b. | It is free. | Write to a.b@example.org. | Do."},
      {"So it went on… Then it stopped... at noon ... and ended. ... Yes.",
       "So it went on… | Then it stopped... at noon ... and ended. ... | Yes."},
      {"They left the town.The bridge was shut.", "They left the town. | The bridge was shut."},
      {"i went home. it was late. was it?", "i went home. | it was late. | was it?"},
      {"東京は雨。道は閉鎖。", "東京は雨。道は閉鎖。"},
  };
  EXPECT_SENTENCES(ROWS);
}

Test(sentence, goes_on_after_an_abbreviation) {
  static const char *const ROWS[][2] = {
      {"Gov. Ruth Cole met Dr. Hale. They spoke.", "Gov. Ruth Cole met Dr. Hale. | They spoke."},
      {"J. K. Moss and George W. Hale met. A. Cole came.", "J. K. Moss and George W. Hale met. | A. Cole came."},
      {"The U.S. Army left the U.S. The end came.", "The U.S. Army left the U.S. | The end came."},
      {"He lived in the U.S. Officials said so.", "He lived in the U.S. | Officials said so."},
      {"At 9 p.m. Monday it began. At 5 p.m. Cole left. It was 6 a.m. EST.",
       "At 9 p.m. Monday it began. | At 5 p.m. | Cole left. | It was 6 a.m. EST."},
      {"See No. 5. He said no. They left on Sept. 11. In Sept. Hale stayed.",
       "See No. 5. | He said no. | They left on Sept. 11. | In Sept. | Hale stayed."},
      {"He runs Acme Inc. The firm is small. Acme Corp. (Ohio) fell.", "He runs Acme Inc. | The firm is small. | Acme Corp. (Ohio) fell."},
      {"It is Hale vs. Cole, e.g. Monday, i.e. Now.", "It is Hale vs. Cole, e.g. Monday, i.e. Now."},
      {"It was World War I. Troops left. He took vitamin C. Then he slept.",
       "It was World War I. | Troops left. | He took vitamin C. | Then he slept."},
      {"1. The first one. 2. The second.", "1. The first one. | 2. The second."},
  };
  EXPECT_SENTENCES(ROWS);
}

Test(sentence, keeps_its_closing_marks_and_its_reporting_clause) {
  static const char *const ROWS[][2] = {
      {"“We won.” She smiled. (They left.) ‘No.’ \"Yes.\" Good.", "“We won.” | She smiled. | (They left.) | ‘No.’ | \"Yes.\" | Good."},
      {"“Where?” she asked. “Stop! Go.” he said. “Q.” He said no.", "“Where?” she asked. | “Stop! Go.” he said. | “Q.” | He said no."},
      {"“Why not?” Ann Lee asked. “No!” said Hale. “Why?” He left.", "“Why not?” Ann Lee asked. | “No!” said Hale. | “Why?” | He left."},
      {"``We won.'' He left. ''We lost.'' She cried.", "``We won.'' | He left. | ''We lost.'' | She cried."},
      {"“They came early. They left late,” he said.", "“They came early. | They left late,” he said."},
  };
  EXPECT_SENTENCES(ROWS);
}

Test(sentence, line_breaks_end_paragraphs_but_not_wrapped_lines) {
  static const char *const ROWS[][2] = {
      {"A title\nThe text begins here.\n\nIt ends.", "A title ¶ The text begins here. ¶ It ends."},
      {"One.\r\nTwo.\rThree.\xE2\x80\xA8"
       "Four.",
       "One. ¶ Two. ¶ Three. ¶ Four."},
      {"The council met on Monday in the old town hall\nand decided to close the pool, which had been\nbuilt in 1931. It was cold.\n\n"
       "Nobody spoke against it, and the meeting was\nover by noon.\n",
       "The council met on Monday in the old town hall\nand decided to close the pool, which had been\nbuilt in 1931. | It was cold. ¶ "
       "Nobody spoke against it, and the meeting was\nover by noon."},
      {"- Eggs\n- Milk\n• Bread", "- Eggs ¶ - Milk ¶ • Bread"},
      {"We need: • eggs • milk", "We need: | • eggs | • milk"},
  };
  EXPECT_SENTENCES(ROWS);
}

Test(sentence, a_short_first_line_is_a_headline) {
  static const struct {
    const char *text;
    whosaid_section section;
  } ROWS[] = {
      {"Floods cut off three villages\n\nWater covers the only road to the north.", WHOSAID_HEADLINE},
      {"Who pays for the floods?\n\nWater covers the only road to the north.", WHOSAID_HEADLINE},
      {"Water covers the road.\n\nIt will go down on Tuesday, the police said.", WHOSAID_BODY},
      {"Floods cut off three villages", WHOSAID_BODY},
  };
  for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
    struct whosaid_document *document = read_text(NULL, ROWS[i].text);
    cr_expect_eq(document->sentences.items[0].section, ROWS[i].section, "%s", ROWS[i].text);
    cr_expect_eq(document->paragraphs.items[0].section, ROWS[i].section, "%s", ROWS[i].text);
    whosaid_document_free(document);
  }
}
