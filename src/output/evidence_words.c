/* evidence_words.c: a feature's name -> what it says, in words, for people who read an explanation. */
#include "output/evidence_words.h"

#include <string.h>

#include "template.h"

/* "$1" to "$4" are the feature's values, words of the text in quotation marks. */
static const char *const PHRASES[TEMPLATES] = {
    [WORD] = "the word $1",
    [WORD_SHAPE] = "the word $1 written like $2",
    [SHAPE] = "a word written like $1",
    [PREFIX] = "a word that begins $1",
    [SUFFIX] = "a word that ends $1",
    [PREVIOUS] = "behind $1",
    [NEXT] = "before $1",
    [SECOND_PREVIOUS] = "two words behind $1",
    [SECOND_NEXT] = "two words before $1",
    [PREVIOUS_WORD] = "the words $1 $2",
    [WORD_NEXT] = "the words $1 $2",
    [AROUND] = "between $1 and $2",
    [SHAPES_AROUND] = "among words written like $1, $2, $3",
    [LEVELS] = "how common it is as a name and as a word",
    [LEVELS_START] = "the same, with its place in the sentence: $4",
    [COVER] = "the $2 word of a known $1",
    [COVER_LEVELS] = "the $2 word of a known $1, and how common a name",
    [PREVIOUS_CLASS] = "behind a $1",
    [NEXT_CLASS] = "before a $1",
    [START] = "its place in the sentence: $1; how common a word",
    [DOCUMENT_FACT] = "elsewhere in the text: $2",
    [DOCUMENT_LOWER] = "whether the text also has it in lower case",
    [RUN] = "its place among capitalized words",
    [RUN_LAST] = "in capitalized words that end with $1",
    [RUN_FIRST] = "in capitalized words that begin with $1",
    [RUN_BEFORE] = "in capitalized words behind $1",
    [RUN_AFTER] = "in capitalized words before $1",
    [SHOUTING] = "in a line of capitals or a headline",
    [CLUSTER] = "used like the words of cluster $1",
    [CLUSTER_SHAPE] = "used like cluster $1, written like $2",
    [PREVIOUS_CLUSTER] = "behind a word of cluster $1",
    [NEXT_CLUSTER] = "before a word of cluster $1",
    [CLUSTER_NEXT] = "used like cluster $1, before one of $2",
    [NEXT_COVER] = "before the $2 word of a known $1",
    [PREVIOUS_COVER] = "behind the $2 word of a known $1",
    [SPAN_LENGTH] = "how many words the name has",
    [SPAN] = "the name $1",
    [SPAN_FIRST] = "a name that begins with $1",
    [SPAN_LAST] = "a name that ends with $1",
    [SPAN_LAST_SUFFIX] = "a name whose last word ends $1",
    [SPAN_BEFORE] = "right behind $1",
    [SPAN_AFTER] = "right before $1",
    [SPAN_AROUND] = "right between $1 and $2",
    [SPAN_BEFORE_TWO] = "right behind $1 $2",
    [SPAN_AFTER_TWO] = "right before $1 $2",
    [SPAN_CLASS_BEFORE] = "right behind a $1",
    [SPAN_CLASS_AFTER] = "right before a $1",
    [SPAN_PATTERN] = "a name of the pattern $1",
    [SPAN_LISTED] = "listed as $1 $2",
    [SPAN_LISTED_LENGTH] = "listed as $1, words: $2",
    [SPAN_RULE] = "the rule $1",
    [SPAN_UNLISTED] = "in no list as a whole",
    [SPAN_HEAD] = "a name whose main word is $1",
    [SPAN_EDGES] = "ends where lists and rules end: $1",
    [SPAN_MARKED] = "in quotation marks",
    [SPAN_CROSSES] = "cuts through a listed $1",
    [SPAN_SHAPE] = "a name written like $1",
    [SPAN_PATTERN_AFTER] = "a name of the pattern $1 before a $2",
    [SPAN_PATTERN_BEFORE] = "a name of the pattern $1 behind a $2",
    [SPAN_HEAD_CLASS] = "its main word is a $1",
    [SPAN_FACT] = "elsewhere in the text: $2",
    [SPAN_CLUSTERS] = "from a word of cluster $1 to one of $2",
    [SPAN_HEAD_CLUSTER] = "its main word is used like cluster $1",
    [SPAN_CLUSTER_BEFORE] = "right behind a word of cluster $1",
    [SPAN_CLUSTER_AFTER] = "right before a word of cluster $1",
    [WORD_ELSEWHERE] = "the word elsewhere in the text: $1",
    [NAME_ELSEWHERE] = "the same words elsewhere in the text: $1",
    [ONE_ELSEWHERE] = "the same word elsewhere in the text: $1",
    [LONG_FORM_ELSEWHERE] = "its long form elsewhere in the text: $1",
    [LAST_ELSEWHERE] = "closes a name elsewhere in the text: $1",
    [FIRST_ELSEWHERE] = "opens a name elsewhere in the text: $1",
    [LAST_OF_LONG_ELSEWHERE] = "its last word closes a name elsewhere: $1",
    [FIRST_OF_LONG_ELSEWHERE] = "its first word opens a name elsewhere: $1",
    [LINK_BEFORE] = "tied by $1 to a $2 before it",
    [LINK_AFTER] = "tied by $1 to a $2 behind it",
};

static void put(char words[EVIDENCE_WORDS], const char *text, size_t length) {
  size_t used = strlen(words);
  if (used + length >= EVIDENCE_WORDS) length = 0;
  memcpy(words + used, text, length);
  words[used + length] = '\0';
}

static void put_text(char words[EVIDENCE_WORDS], const char *text) { put(words, text, strlen(text)); }

/* "#" is beyond the sentence, "0" any number, "-" none; lengths are counted from 0. NULL for a value that stands for itself. */
static const char *sign_words(uint8_t space, char sign) {
  static const char *const COUNTS[] = {"1", "2", "3", "4", "5", "6", "7", "8", "9", "10"};
  if (sign == '#') return "the sentence's edge";
  if (sign == '-' && space != WORD_SPACE && space != TEXT_SPACE) return "none";
  if (sign == '0' && space == WORD_SPACE) return "a number";
  return space == LENGTH_CODE && sign >= '0' && sign <= '9' ? COUNTS[sign - '0'] : NULL;
}

static void put_value(char words[EVIDENCE_WORDS], const struct feature_name *feature, uint32_t i) {
  uint8_t space = TEMPLATE_FORMS[feature->template].spaces[i];
  const char *sign = feature->lengths[i] == 1 ? sign_words(space, *feature->texts[i]) : NULL;
  int is_literal = !sign && (space == WORD_SPACE || space == TEXT_SPACE || space == LINK_CODE);
  if (is_literal) put_text(words, "“");
  if (sign) put_text(words, sign);
  else put(words, feature->texts[i], feature->lengths[i]);
  if (is_literal) put_text(words, "”");
}

void evidence_words(const char *feature_text, char words[EVIDENCE_WORDS]) {
  struct feature_name feature;
  const char *phrase = feature_read(feature_text, strlen(feature_text), &feature) ? PHRASES[feature.template] : NULL;
  *words = '\0';
  if (!phrase) return;
  for (const char *dollar; (dollar = strchr(phrase, '$')); phrase = dollar + 2) {
    uint32_t i = (uint32_t)(dollar[1] - '1');
    put(words, phrase, (size_t)(dollar - phrase));
    if (i < feature.count && feature.lengths[i]) put_value(words, &feature, i);
  }
  put_text(words, phrase);
}
