/* name.c: mentions -> their names taken apart into words, suffix, nickname, with the title before and the owner of it. */
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "entity/grouping.h"
#include "model/model.h"
#include "token.h"

enum { LONGEST_WORD = 24, SHORTEST_SPELLING = 5, TITLE_TOKENS = 5 };

/* ---- Letters ---- */

/* The folded lower-case letters of a word, at most LONGEST_WORD. */
static uint32_t read_letters(const struct grouping *grouping, const struct word *word, uint32_t letters[LONGEST_WORD]) {
  const char *text = grouping->document->text;
  uint32_t count = 0, end = token_of(grouping, word->last - 1)->end;
  for (uint32_t i = token_of(grouping, word->first)->start, size; i < end && count < LONGEST_WORD; i += size) {
    unsigned char byte = (unsigned char)text[i], lower = byte | 0x20;
    if (byte < 0x80) {
      size = 1;
      if (byte >= '0' && byte <= '9') letters[count++] = byte;
      else if (lower >= 'a' && lower <= 'z') letters[count++] = lower;
      continue;
    }
    uint32_t letter = utf8_to_lower(utf8_fold(utf8_decode(text, end, i, &size)));
    if (utf8_is_letter(letter) || utf8_is_digit(letter)) letters[count++] = letter;
  }
  return count;
}

/* The consonant that stands for a letter in every spelling, 0 for vowels and letters that come and go: "Centre", "Center"; "Yusuf", "Youssef". */
static uint32_t consonant_of(const uint32_t *letters, uint32_t count, uint32_t i) {
  static const char CONSONANTS['z' - 'a' + 1] = {0,   'b', 'k', 'd', 0,   'f', 'g', 0, 0,   'j', 'k', 'l', 'm',
                                                 'n', 0,   'p', 'k', 'r', 's', 't', 0, 'v', 'v', 'x', 0,   's'};
  uint32_t letter = letters[i], next = i + 1 < count ? letters[i + 1] : 0;
  if (letter == 'c' && (next == 'e' || next == 'i' || next == 'y')) return 's';
  if (letter == 'p' && next == 'h') return 'f';
  return letter >= 'a' && letter <= 'z' ? (uint32_t)CONSONANTS[letter - 'a'] : letter;
}

static uint32_t sound_of(const uint32_t *letters, uint32_t count) {
  uint64_t hash = 11;
  uint32_t before = 0, kept = 0;
  for (uint32_t i = 0; i < count; i++) {
    uint32_t consonant = consonant_of(letters, count, i);
    if (consonant && consonant != before) hash = hash_mix(hash, consonant), kept++;
    if (consonant || letters[i] != 'h') before = consonant;
  }
  return count >= SHORTEST_SPELLING - 1 && kept >= 2 ? (uint32_t)(hash >> 16) | 1 : 0;
}

static uint32_t count_edits(const uint32_t *a, uint32_t a_count, const uint32_t *b, uint32_t b_count) {
  uint32_t row[LONGEST_WORD + 1];
  for (uint32_t k = 0; k <= b_count; k++) row[k] = k;
  for (uint32_t i = 1; i <= a_count; i++) {
    uint32_t corner = row[0];
    row[0] = i;
    for (uint32_t k = 1; k <= b_count; k++) {
      uint32_t replaced = corner + (a[i - 1] != b[k - 1]), least = (row[k] < row[k - 1] ? row[k] : row[k - 1]) + 1;
      corner = row[k];
      row[k] = replaced < least ? replaced : least;
    }
  }
  return row[b_count];
}

int is_spelling(const struct grouping *grouping, const struct word *a, const struct word *b) {
  uint32_t of_a[LONGEST_WORD], of_b[LONGEST_WORD];
  if (!a->sound || a->sound != b->sound) return 0;
  uint32_t a_count = read_letters(grouping, a, of_a), b_count = read_letters(grouping, b, of_b),
           shorter = a_count < b_count ? a_count : b_count;
  return shorter >= SHORTEST_SPELLING && count_edits(of_a, a_count, of_b, b_count) <= (shorter < 7 ? 1u : 2u);
}

/* ---- Words ---- */

/* The kinds of tokens that a name is made of. */
static int is_joining(const struct grouping *grouping, uint32_t token) {
  const struct token *mark = token_of(grouping, token);
  char c = grouping->document->text[mark->start];
  return mark->end - mark->start == 1 && c == '-' && !(mark->flags & TOKEN_SPACE_BEFORE);
}

static int is_initials(const struct token *token) {
  return token->flags & TOKEN_INITIAL || (token->flags & TOKEN_ABBREVIATION && token->flags & TOKEN_ALL_CAPITALS);
}

/* "JK" in "JK Rowling", but not in a text of capitals. */
static int is_bare_initials(const struct grouping *grouping, const struct name *name, uint32_t token) {
  const struct token *word = token_of(grouping, token);
  if (token != name->first || name->last - name->first < 2 || !(word->flags & TOKEN_ALL_CAPITALS) || word->end - word->start > 3) return 0;
  return !(token_of(grouping, name->last - 1)->flags & TOKEN_ALL_CAPITALS);
}

static uint32_t letter_hash(const uint32_t *letters, uint32_t count) {
  char bytes[4 * LONGEST_WORD];
  uint32_t used = 0, cased, lower;
  for (uint32_t i = 0; i < count; i++) {
    if (letters[i] < 0x80) bytes[used++] = (char)letters[i];
    else used += utf8_encode(letters[i], bytes + used);
  }
  token_hash(bytes, used, &cased, &lower);
  return lower;
}

/* One token of ASCII letters alone. */
static int is_plain(const struct grouping *grouping, const struct word *word) {
  const struct token *token = token_of(grouping, word->first);
  return word->last == word->first + 1 && (token->flags & (TOKEN_PLAIN | TOKEN_ABBREVIATION)) == TOKEN_PLAIN &&
         token->end - token->start <= LONGEST_WORD;
}

static uint32_t read_plain_letters(const struct grouping *grouping, const struct token *token, uint32_t letters[LONGEST_WORD]) {
  const char *text = grouping->document->text + token->start;
  uint32_t count = token->end - token->start;
  for (uint32_t i = 0; i < count; i++) letters[i] = (unsigned char)text[i] | 0x20u;
  return count;
}

/* Adds the word of tokens [first, last) to the name. */
static struct word *add_word(struct grouping *grouping, struct name *name, uint32_t first, uint32_t last) {
  uint32_t letters[LONGEST_WORD];
  struct word *word = VECTOR_ADD(&grouping->words);
  if (!word) return NULL;
  *word = (struct word){.first = first, .last = last};
  const struct token *token = token_of(grouping, first);
  int plain = is_plain(grouping, word);
  uint32_t count = plain ? read_plain_letters(grouping, token, letters) : read_letters(grouping, word, letters);
  word->hash = plain ? token->lower : letter_hash(letters, count);
  word->sound = sound_of(letters, count);
  word->initials = count ? letters[0] & 0xFF : 0;
  name->words++;
  return word;
}

static void add_initials(struct grouping *grouping, struct word *word) {
  uint32_t letters[LONGEST_WORD], count = read_letters(grouping, word, letters);
  word->is_initials = 1;
  word->initials = 0;
  for (uint32_t i = 0; i < count && i < 4; i++) word->initials |= (letters[i] & 0xFF) << 8 * i;
  word->hash = letter_hash(letters, count);
}

/* ---- Names of people ---- */

static int is_patronymic(const struct grouping *grouping, uint32_t token) {
  const struct whosaid_document *document = grouping->document;
  return document_token_is(document, token, "bin") || document_token_is(document, token, "ibn") ||
         document_token_is(document, token, "bint") || document_token_is(document, token, "binti");
}

/* One past the last token of the word that starts here: hyphens join, and so does "bin". */
static uint32_t word_end(const struct grouping *grouping, const struct name *name, uint32_t first) {
  uint32_t last = first + 1;
  if (is_patronymic(grouping, first) && last < name->last) last++;
  while (last + 1 < name->last && is_joining(grouping, last)) last += 2;
  return last;
}

/* "al-Assad": where "Assad" starts. */
static uint32_t skip_article(const struct grouping *grouping, uint32_t first, uint32_t last) {
  return first + 2 < last && has_class(grouping, first, ENTRY_NAME_PARTICLE) && is_joining(grouping, first + 1) ? first + 2 : first;
}

static int is_particle(const struct grouping *grouping, const struct name *name, uint32_t first, uint32_t last) {
  if (last - first > 1 || last == name->last || !has_class(grouping, first, ENTRY_NAME_PARTICLE)) return 0;
  return first > name->first || !(token_of(grouping, first)->flags & TOKEN_CAPITAL) || !has_class(grouping, first, ENTRY_GIVEN_NAME);
}

static int add_person_word(struct grouping *grouping, struct name *name, uint32_t first, uint32_t last) {
  if (first > name->first && has_class(grouping, first, ENTRY_NAME_SUFFIX)) return name->suffix = token_of(grouping, first)->lower, 0;
  if (is_particle(grouping, name, first, last)) return 0;
  int initials = is_initials(token_of(grouping, first)) || is_bare_initials(grouping, name, first);
  struct word *before = name->words ? &grouping->words.items[grouping->words.count - 1] : NULL;
  if (initials && before && before->is_initials && before->last == first) return before->last = last, add_initials(grouping, before), 0;
  struct word *word = add_word(grouping, name, skip_article(grouping, first, last), last);
  if (!word) return -1;
  if (initials) add_initials(grouping, word);
  if (name->words == 1) name->particle = !!has_class(grouping, first, ENTRY_NAME_PARTICLE);
  return 0;
}

static int is_mark(const struct token *token) { return (token->flags & TOKEN_PUNCTUATION) != 0; }

static int opens_nickname(const struct grouping *grouping, uint32_t token) {
  return token_of(grouping, token)->flags & (TOKEN_OPENS_QUOTE | TOKEN_CLOSES_QUOTE) ||
         strchr("\"'`()", grouping->document->text[token_of(grouping, token)->start]);
}

/* "John F. Kennedy" -> "jfk"; two letters are too few. */
static uint32_t hash_initials(const struct grouping *grouping, const struct name *name) {
  uint32_t letters[LONGEST_WORD], count = 0, size;
  if (name->last - name->first < 3) return 0;
  for (uint32_t i = name->first; i < name->last && count < LONGEST_WORD; i++) {
    const struct token *token = token_of(grouping, i);
    if (!(token->flags & TOKEN_HAS_LETTER) || token->flags & TOKEN_POSSESSIVE || has_class(grouping, i, ENTRY_NAME_SUFFIX)) continue;
    letters[count++] = utf8_to_lower(utf8_fold(utf8_decode(grouping->document->text, token->end, token->start, &size)));
  }
  return count >= 3 ? letter_hash(letters, count) : 0;
}

static int read_person(struct grouping *grouping, struct name *name) {
  int quoted = 0;
  uint64_t whole = 5, nickname = 5;
  for (uint32_t i = name->first, last; i < name->last; i = last) {
    const struct token *token = token_of(grouping, i);
    last = is_mark(token) || token->flags & TOKEN_POSSESSIVE ? i + 1 : word_end(grouping, name, i);
    if (is_mark(token)) quoted ^= opens_nickname(grouping, i);
    if (is_mark(token) || token->flags & TOKEN_POSSESSIVE) continue;
    uint64_t *hash = quoted ? &nickname : &whole;
    for (uint32_t k = i; k < last; k++) {
      if (!is_mark(token_of(grouping, k))) *hash = hash_mix(*hash, token_of(grouping, k)->lower);
    }
    if (!quoted && add_person_word(grouping, name, i, last)) return -1;
  }
  name->whole = (uint32_t)(whole >> 16);
  name->nickname = nickname == 5 ? 0 : (uint32_t)(nickname >> 16);
  name->letters = hash_initials(grouping, name);
  return 0;
}

/* ---- Names of organizations and places ---- */

/* What is written in several ways without being spelt in several ways. */
static const char *read_as(const struct whosaid_document *document, uint32_t token) {
  if (document_token_is(document, token, "&")) return "and";
  if (document_token_is(document, token, "st") || document_token_is(document, token, "st.")) return "saint";
  if (document_token_is(document, token, "ft") || document_token_is(document, token, "ft.")) return "fort";
  if (document_token_is(document, token, "mt") || document_token_is(document, token, "mt.")) return "mount";
  return NULL;
}

static void replace_word(struct grouping *grouping, struct word *word) {
  const char *read = read_as(grouping->document, word->first);
  uint32_t cased;
  if (!read) return;
  token_hash(read, (uint32_t)strlen(read), &cased, &word->hash);
  word->sound = 0;
}

static int read_body(struct grouping *grouping, struct name *name) {
  uint64_t whole = 5;
  for (uint32_t i = name->first; i < name->last; i++) {
    const struct token *token = token_of(grouping, i);
    int is_and = document_token_is(grouping->document, i, "&"),
        is_the = i == name->first && document_token_is(grouping->document, i, "the");
    if ((is_mark(token) && !is_and) || token->flags & TOKEN_POSSESSIVE || (is_the && name->last - name->first > 1)) continue;
    struct word *word = add_word(grouping, name, i, i + 1);
    if (!word) return -1;
    replace_word(grouping, word);
    whole = hash_mix(whole, word->hash);
  }
  name->whole = (uint32_t)(whole >> 16);
  return 0;
}

/* ---- What stands before a name ---- */

/* The longest title or role that ends just before the token: its entry, and in *open where it starts. */
static const struct entry *find_title(const struct grouping *grouping, uint32_t end, uint32_t *open) {
  const struct whosaid_document *document = grouping->document;
  const struct entry *found = NULL;
  for (uint32_t back = 1;
       back <= TITLE_TOKENS && back <= end && token_of(grouping, end - back)->sentence == token_of(grouping, end)->sentence; back++) {
    const struct token *token = token_of(grouping, end - back);
    const struct candidate *candidate = document->candidates.items + token->first_candidate, *stop = candidate + token->candidate_count;
    for (; candidate < stop && candidate->last >= end; candidate++) { /* the longest first */
      if (candidate->source != FROM_GAZETTEER || candidate->last != end) continue;
      if (candidate->type != ENTRY_TITLE && candidate->type != ENTRY_ROLE) continue;
      const struct entry *entry = gazetteer_entry(document->model->gazetteer, candidate->index);
      if (entry->flags & FLAG_PLURAL || (found && *open == end - back && found->type == ENTRY_TITLE)) continue;
      found = entry;
      *open = end - back;
    }
  }
  return found;
}

static int title_takes_given_name(const struct grouping *grouping, uint32_t open, const struct entry *title) {
  static const char *const WORDS[] = {"sir", "dame", "lady", "sister", "brother", "father", "pope", "saint"};
  const char *kind = gazetteer_string(grouping->document->model->gazetteer, title->kind);
  if (!strcmp(kind, "royal") || !strcmp(kind, "religious") || title->type == ENTRY_ROLE) return 1;
  for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++) {
    if (document_token_is(grouping->document, open, WORDS[i])) return 1;
  }
  return 0;
}

static void read_title(const struct grouping *grouping, struct name *name) {
  uint32_t end = name->first, open = end;
  name->title_is_given = 1;
  for (int i = 0; i < 2; i++) {
    const struct entry *title = find_title(grouping, end, &open);
    if (!title) return;
    if (!name->title) name->title = title->name, name->title_is_given = (uint8_t)title_takes_given_name(grouping, open, title);
    if (!name->gender) name->gender = title->gender;
    end = open;
  }
}

/* "his wife, Melania Trump": relatives are seldom called by their surname. */
static int is_relative(const struct grouping *grouping, const struct name *name) {
  uint32_t end = name->first, open;
  if (end > 1 && document_token_is(grouping->document, end - 1, ",")) end--;
  const struct entry *title = find_title(grouping, end, &open);
  return title && !strcmp(gazetteer_string(grouping->document->model->gazetteer, title->kind), "family");
}

/* Theodore [Vance] III. */
static void take_suffix(const struct grouping *grouping, struct name *name) {
  const struct whosaid_document *document = grouping->document;
  uint32_t next = name->last, rivals;
  if (next >= document->tokens.count || token_of(grouping, next)->sentence != token_of(grouping, name->first)->sentence) return;
  const struct entry *suffix = find_entry(grouping, next, next + 1, ENTRY_NAME_SUFFIX, &rivals);
  if (!suffix || has_class(grouping, next, ENTRY_TITLE)) return;
  if (!strcmp(gazetteer_string(document->model->gazetteer, suffix->kind), "generation")) name->last++;
}

/* Frank “Shorty” [Malone]. */
static void take_nickname(const struct grouping *grouping, struct name *name) {
  if (name->first < 4 || !is_mark(token_of(grouping, name->first - 1)) || !opens_nickname(grouping, name->first - 1)) return;
  if (document_token_is(grouping->document, name->first - 1, ")")) return;
  uint32_t open = name->first - 2;
  for (int i = 0; i < 3 && open && !is_mark(token_of(grouping, open)); i++) {
    if (!(token_of(grouping, open)->flags & TOKEN_CAPITAL)) return;
    open--;
  }
  if (open + 2 > name->first || !open || !is_mark(token_of(grouping, open)) || !opens_nickname(grouping, open)) return;
  if (token_of(grouping, open)->sentence != token_of(grouping, name->first)->sentence) return;
  if (has_class(grouping, open - 1, ENTRY_GIVEN_NAME)) name->first = open - 1;
}

int read_names(struct grouping *grouping) {
  static const enum entry_type TYPES[] = {ENTRY_PERSON, ENTRY_PLACE, ENTRY_ORGANIZATION};
  const struct whosaid_document *document = grouping->document;
  for (uint32_t m = 0; m < document->mentions.count; m++) {
    const whosaid_mention *mention = &document->mentions.items[m];
    struct name *name = &grouping->names[m];
    uint32_t token = document_token_at(document, mention->start);
    *name = (struct name){.first = token, .last = token, .word = grouping->words.count, .group = WHOSAID_NONE};
    while (name->last < document->tokens.count && document->tokens.items[name->last].start < mention->end) name->last++;
    if (mention->type == WHOSAID_PERSON) take_suffix(grouping, name), take_nickname(grouping, name);
    name->entry = find_entry(grouping, name->first, name->last, TYPES[mention->type], &name->rivals);
    if (mention->type == WHOSAID_PERSON ? read_person(grouping, name) : read_body(grouping, name)) return -1;
    if (mention->type != WHOSAID_PERSON) continue;
    read_title(grouping, name);
    name->relative = (uint8_t)is_relative(grouping, name);
  }
  return 0;
}
