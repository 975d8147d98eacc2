/* description.c: what stands beside a name -> who that is: "Jens Stoltenberg, the secretary general of Nato", "his deputy, Iryna Bondar",
 * "French president Emmanuel Macron", "his top commander in Ukraine Sergei Surovikin". */
#include <string.h>

#include "entity/grouping.h"
#include "model/model.h"

enum { LONGEST_DESCRIPTION = 14, LONGEST_LEAD = 6, LONGEST_TITLE = 5 };

/* ---- Words ---- */

static int is_honorific(const struct grouping *grouping, const struct entry *entry) {
  static const char *const STYLES[] = {"Sir", "Dame", "Lord", "Lady", "Dr"};
  const struct gazetteer *gazetteer = grouping->document->model->gazetteer;
  if (entry->type != ENTRY_TITLE) return 0;
  int honorific = !strcmp(gazetteer_string(gazetteer, entry->kind), "honorific");
  for (size_t i = 0; i < sizeof STYLES / sizeof *STYLES && !honorific; i++) honorific = !strcmp(gazetteer_string(gazetteer, entry->name), STYLES[i]);
  return honorific;
}

/* What the description of this mention is about: offices and callings of people, what organizations are. */
static int is_head(const struct grouping *grouping, const struct entry *entry, whosaid_type type) {
  if (type == WHOSAID_PERSON) return (entry->type == ENTRY_TITLE || entry->type == ENTRY_ROLE) && !is_honorific(grouping, entry);
  return type == WHOSAID_ORGANIZATION &&
         (entry->type == ENTRY_ORGANIZATION_NOUN || entry->type == ENTRY_SOURCE_NOUN || entry->type == ENTRY_ROLE);
}

/* One past the last token of the longest head word that starts here, 0 when none does. */
static uint32_t head_at(const struct grouping *grouping, uint32_t token, whosaid_type type, int *plural) {
  uint32_t last;
  for (uint32_t k = 0; k < token_of(grouping, token)->candidate_count; k++) { /* the longest first */
    const struct entry *entry = candidate_at(grouping, token, k, &last);
    if (!entry || !is_head(grouping, entry, type)) continue;
    *plural = (entry->flags & FLAG_PLURAL) != 0;
    return last;
  }
  return 0;
}

/* Where the longest entry starts that ends before `end` and for which `is` holds; `end` when there is none. */
static uint32_t entry_before(const struct grouping *grouping, uint32_t end, int (*is)(const struct grouping *, const struct entry *)) {
  uint32_t open = end, last;
  for (uint32_t back = 1;
       back <= LONGEST_TITLE && back <= end && token_of(grouping, end - back)->sentence == token_of(grouping, end)->sentence; back++) {
    for (uint32_t k = 0, count = token_of(grouping, end - back)->candidate_count; k < count; k++) {
      const struct entry *entry = candidate_at(grouping, end - back, k, &last);
      if (last < end) break; /* the longest first */
      if (entry && last == end && is(grouping, entry)) open = end - back;
    }
  }
  return open;
}

static int is_office(const struct grouping *grouping, const struct entry *entry) {
  return is_head(grouping, entry, WHOSAID_PERSON) && !(entry->flags & FLAG_PLURAL);
}

static int is_qualifier(const struct grouping *grouping, const struct entry *entry) {
  return is_office(grouping, entry) || entry->type == ENTRY_ORGANIZATION_NOUN || entry->type == ENTRY_DEMONYM;
}

static int is_punctuation(const struct grouping *grouping, uint32_t token) {
  return (token_of(grouping, token)->flags & TOKEN_PUNCTUATION) != 0;
}

static int is_mark(const struct grouping *grouping, uint32_t token, const char *mark) {
  return document_token_is(grouping->document, token, mark);
}

/* ---- Before the name: "French president Emmanuel Macron" ---- */

/* The mention that ends just before the token, counted down from *mention; WHOSAID_NONE when none does. */
static uint32_t mention_before(const struct grouping *grouping, uint32_t *mention, uint32_t end) {
  while (*mention && grouping->names[*mention - 1].last > end) --*mention;
  return *mention && grouping->names[*mention - 1].last == end ? *mention - 1 : WHOSAID_NONE;
}

static int same_sentence(const struct grouping *grouping, uint32_t a, uint32_t b) {
  return token_of(grouping, a)->sentence == token_of(grouping, b)->sentence;
}

/* "Sir", "Mr" and the like right before the name are passed over. */
static uint32_t skip_honorifics(const struct grouping *grouping, uint32_t end) {
  for (uint32_t open; (open = entry_before(grouping, end, is_honorific)) < end;) end = open;
  return end;
}

/* "commander in Ukraine Sergei Surovikin": where "commander" starts; `end` when nothing of the kind stands there. */
static uint32_t office_of_place(const struct grouping *grouping, uint32_t *mention, uint32_t end) {
  uint32_t place = mention_before(grouping, mention, end);
  if (place == WHOSAID_NONE) return end;
  uint32_t preposition = grouping->names[place].first;
  if (preposition && is_mark(grouping, preposition - 1, "the")) preposition--;
  if (!preposition || !(word_kinds(grouping, --preposition) & ANY_PREPOSITION)) return end;
  uint32_t open = entry_before(grouping, preposition, is_office);
  return open < preposition ? open : end;
}

/* A name that says whose office it is, where it starts: "Northgate Rail chief executive", "South Korea's president"; `open` when none stands
 * there, WHOSAID_NONE when another one does: "in Washington President …". */
static uint32_t owner_before(const struct grouping *grouping, uint32_t *mention, uint32_t open) {
  uint32_t end = open - (token_of(grouping, open - 1)->flags & TOKEN_POSSESSIVE ? 1 : 0), owner = mention_before(grouping, mention, end);
  if (owner == WHOSAID_NONE) return open;
  whosaid_type type = grouping->document->mentions.items[owner].type;
  uint32_t first = grouping->names[owner].first;
  if (end < open || type == WHOSAID_ORGANIZATION) return first;
  return type == WHOSAID_PERSON || (first && word_kinds(grouping, first - 1) & ANY_PREPOSITION) ? WHOSAID_NONE : first;
}

/* "the convicted murderer", but not "officials accused opposition leader": no noun stands before the participle. */
static int is_participle(const struct grouping *grouping, uint32_t token) {
  if (!token || !same_sentence(grouping, token - 1, token)) return 1;
  return (word_kinds(grouping, token - 1) & (ANY_DETERMINER | ANY_PREPOSITION | WORD_ADJECTIVE)) != 0;
}

/* "former", "longtime", "right-wing": a word in lower case that is neither a verb nor holds the sentence together. */
static int is_modifier(const struct grouping *grouping, uint32_t token) {
  const uint32_t none = TOKEN_CAPITAL | TOKEN_PUNCTUATION | TOKEN_HAS_DIGIT | TOKEN_POSSESSIVE;
  if (token_of(grouping, token)->flags & none || !(token_of(grouping, token)->flags & TOKEN_HAS_LETTER)) return 0;
  if (has_class(grouping, token, ENTRY_PRONOUN) || has_class(grouping, token, ENTRY_REPORTING_VERB)) return 0;
  int plural = 0;
  uint32_t kinds = word_kinds(grouping, token);
  if (kinds & (ANY_PREPOSITION | ANY_DETERMINER | WORD_RELATIVE | ANY_FUNCTION)) return 0;
  if (head_at(grouping, token, WHOSAID_PERSON, &plural) && plural) return 0;
  if (kinds & WORD_PAST && !is_participle(grouping, token)) return 0;
  return !(kinds & (ANY_VERB | WORD_GERUND)) || kinds & WORD_ADJECTIVE;
}

static uint32_t modifier_before(const struct grouping *grouping, uint32_t open) {
  uint32_t flags = token_of(grouping, open - 1)->flags | token_of(grouping, open)->flags;
  if (is_mark(grouping, open - 1, "-") && !(flags & TOKEN_SPACE_BEFORE) && open >= 2 && same_sentence(grouping, open - 2, open))
    return open - 2;
  return is_modifier(grouping, open - 1) ? open - 1 : open;
}

/* Not "that", which may be other things too. */
static int is_determiner(const struct grouping *grouping, uint32_t token) {
  uint32_t kinds = word_kinds(grouping, token);
  return kinds & ANY_DETERMINER && !(kinds & (ANY_FUNCTION | WORD_RELATIVE));
}

static uint32_t extend_before(const struct grouping *grouping, uint32_t *mention, uint32_t open) {
  for (uint32_t steps = 0, before; steps < LONGEST_LEAD && open && same_sentence(grouping, open - 1, open); steps++, open = before) {
    before = owner_before(grouping, mention, open);
    if (before == WHOSAID_NONE) break;
    if (before == open) before = entry_before(grouping, open, is_qualifier);
    if (before == open) before = modifier_before(grouping, open);
    if (before == open) break;
  }
  if (!open || !same_sentence(grouping, open - 1, open)) return open;
  return is_determiner(grouping, open - 1) ? open - 1 : open;
}

static struct span title_before(const struct grouping *grouping, uint32_t mention) {
  uint32_t name = grouping->names[mention].first, end = skip_honorifics(grouping, name), open = entry_before(grouping, end, is_office),
           at = mention;
  if (open == end) open = office_of_place(grouping, &at, end);
  if (open == end) return (struct span){0};
  return (struct span){.first = extend_before(grouping, &at, open), .last = end};
}

/* ---- After the name: "Nato, a military alliance, …" ---- */

static int ends_apposition(const struct grouping *grouping, uint32_t token) {
  static const char *const MARKS[] = {",", ".", ";", ":", "?", "!", "–", "—", "--", "(", ")"};
  if (!is_punctuation(grouping, token)) return 0;
  for (size_t i = 0; i < sizeof MARKS / sizeof *MARKS; i++) {
    if (is_mark(grouping, token, MARKS[i])) return 1;
  }
  return 0;
}

/* "the International Criminal Court" is about no criminal. */
static int is_inside_name(const struct grouping *grouping, uint32_t token) {
  const struct whosaid_document *document = grouping->document;
  uint32_t low = 0, high = document->mentions.count, start = token_of(grouping, token)->start;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (document->mentions.items[middle].end <= start) low = middle + 1;
    else high = middle;
  }
  return low < document->mentions.count && document->mentions.items[low].start <= start;
}

/* The first head word from `first` on that is no part of a phrase of its own ("the day the president resigned"): one past it, or 0. */
static uint32_t find_head(const struct grouping *grouping, uint32_t first, uint32_t end, whosaid_type type) {
  for (uint32_t i = first; i < end && i - first <= LONGEST_LEAD; i++) {
    int plural = 0, one_of = i > first && is_mark(grouping, first, "one");
    uint32_t kinds = word_kinds(grouping, i), last = head_at(grouping, i, type, &plural);
    if (last && last <= end && !is_inside_name(grouping, i)) return plural && !one_of ? 0 : last;
    if (is_punctuation(grouping, i) && !is_mark(grouping, i, "-")) return 0;
    if (kinds & (ANY_VERB | WORD_RELATIVE)) return 0;
    if (kinds & ANY_DETERMINER && i > first && !one_of) return 0;
    if (kinds & ANY_PREPOSITION && !one_of) return 0;
  }
  return 0;
}

static int starts_person(const struct grouping *grouping, uint32_t mention, uint32_t token) {
  const struct whosaid_document *document = grouping->document;
  while (mention < document->mentions.count && grouping->names[mention].first < token) mention++;
  return mention < document->mentions.count && grouping->names[mention].first == token &&
         document->mentions.items[mention].type == WHOSAID_PERSON;
}

/* Where an apposition that starts at `first` ends; 0 when what stands there is none. */
static uint32_t end_of_apposition(const struct grouping *grouping, uint32_t mention, uint32_t first, uint32_t end) {
  whosaid_type type = grouping->document->mentions.items[mention].type;
  uint32_t head = find_head(grouping, first, end, type);
  if (!head) return 0;
  for (uint32_t i = head; i < end && i - first <= LONGEST_DESCRIPTION; i++) {
    uint32_t kinds = word_kinds(grouping, i);
    if (ends_apposition(grouping, i) || kinds & WORD_RELATIVE) return i;
    if (kinds & ANY_FUNCTION && i + 1 < end && starts_person(grouping, mention, i + 1)) return i;
    if (token_of(grouping, i)->flags & (TOKEN_OPENS_QUOTE | TOKEN_CLOSES_QUOTE)) return 0;
    if (kinds & ANY_VERB || (has_class(grouping, i, ENTRY_REPORTING_VERB) && !(kinds & ANY_DETERMINER))) return 0;
  }
  return 0;
}

/* "Fatima Benali, 34, a teacher": where the apposition may start, after comma and age. */
static uint32_t start_of_apposition(const struct grouping *grouping, uint32_t last, uint32_t end) {
  if (last + 1 >= end || !(is_mark(grouping, last, ",") || is_mark(grouping, last, "–") || is_mark(grouping, last, "—"))) return 0;
  int age = token_of(grouping, last + 1)->flags & TOKEN_NUMBER && last + 3 < end && is_mark(grouping, last + 2, ",");
  return age ? last + 3 : last + 1;
}

/* What follows is another's title: "Biden, Ukrainian President Zelensky and …". */
static int describes_another(const struct grouping *grouping, uint32_t mention, struct span span) {
  const struct whosaid_document *document = grouping->document;
  uint32_t head = find_head(grouping, span.first, span.last, document->mentions.items[mention].type);
  for (uint32_t next = mention + 1; next < document->mentions.count && grouping->names[next].first < span.last; next++) {
    if (document->mentions.items[next].type != WHOSAID_PERSON) continue;
    struct span title = title_before(grouping, next);
    if (title.last && (title.first <= span.first || title.last <= head)) return 1;
  }
  return 0;
}

static struct span apposition_after(const struct grouping *grouping, uint32_t mention) {
  const struct whosaid_document *document = grouping->document;
  whosaid_type type = document->mentions.items[mention].type;
  uint32_t end = document_sentence_end(document, document->mentions.items[mention].sentence),
           first = start_of_apposition(grouping, grouping->names[mention].last, end);
  if (!first || first >= end) return (struct span){0};
  if (type == WHOSAID_ORGANIZATION && !(word_kinds(grouping, first) & ANY_DETERMINER)) return (struct span){0};
  struct span span = {.first = first, .last = end_of_apposition(grouping, mention, first, end)};
  return span.last && !describes_another(grouping, mention, span) ? span : (struct span){0};
}

/* ---- Before the name and a comma: "the defence minister, Ruslan Petrenko, …" ---- */

static int closes_name(const struct grouping *grouping, uint32_t mention) {
  uint32_t last = grouping->names[mention].last;
  return last >= grouping->document->tokens.count || token_of(grouping, last)->sentence != token_of(grouping, last - 1)->sentence ||
         ends_apposition(grouping, last);
}

static struct span apposition_before(const struct grouping *grouping, uint32_t mention) {
  uint32_t name = grouping->names[mention].first, end = skip_honorifics(grouping, name), at = mention;
  if (end < 2 || !is_mark(grouping, end - 1, ",") || !closes_name(grouping, mention)) return (struct span){0};
  uint32_t comma = end - 1, start;
  for (uint32_t i = comma; i-- > 0 && comma - i <= LONGEST_DESCRIPTION && same_sentence(grouping, i, comma);) {
    uint32_t kinds = word_kinds(grouping, i),
             owner = token_of(grouping, i)->flags & TOKEN_POSSESSIVE ? mention_before(grouping, &at, i) : WHOSAID_NONE;
    if ((is_punctuation(grouping, i) && !is_mark(grouping, i, "-")) || kinds & (ANY_VERB | WORD_RELATIVE) ||
        has_class(grouping, i, ENTRY_REPORTING_VERB))
      break;
    if (owner != WHOSAID_NONE) start = grouping->names[owner].first;
    else if (kinds & ANY_DETERMINER) start = i;
    else continue;
    uint32_t head = find_head(grouping, start, comma, WHOSAID_PERSON);
    if (head) return (struct span){.first = start, .last = comma};
  }
  return (struct span){0};
}

struct span describe_mention(const struct grouping *grouping, uint32_t mention) {
  whosaid_type type = grouping->document->mentions.items[mention].type;
  if (type == WHOSAID_PLACE) return (struct span){0};
  struct span span = apposition_after(grouping, mention);
  if (span.last || type != WHOSAID_PERSON) return span;
  span = apposition_before(grouping, mention);
  return span.last ? span : title_before(grouping, mention);
}

whosaid_gender description_gender(const struct grouping *grouping, struct span span) {
  uint32_t last;
  for (uint32_t i = span.first; i < span.last; i++) {
    whosaid_gender gender = WHOSAID_GENDER_UNKNOWN;
    for (uint32_t k = 0; k < token_of(grouping, i)->candidate_count; k++) {
      const struct entry *entry = candidate_at(grouping, i, k, &last);
      if (entry && last <= span.last && is_office(grouping, entry) && entry->gender) gender = (whosaid_gender)entry->gender;
    }
    if (gender) return gender;
    if (word_kinds(grouping, i) & ANY_PREPOSITION) break;
  }
  return WHOSAID_GENDER_UNKNOWN;
}
