/* grouping.h: what the makers of entities share: the names taken apart, the entities being built, one table of what is looked up. */
#ifndef WHOSAID_ENTITY_GROUPING_H
#define WHOSAID_ENTITY_GROUPING_H

#include "document.h"
#include "model/gazetteer.h"
#include "word_kind.h"

/* A word of a name. "Ocasio-Cortez" is one, "al-Assad" counts as "Assad", "bin Salman" is one, and so are the initials "J. K.". */
struct word {
  uint32_t first, last; /* tokens */
  uint32_t hash;        /* of its folded lower-case letters */
  uint32_t sound;       /* the same for "Zelensky" and "Zelenskyy"; 0 when it is too short to tell */
  uint32_t initials;    /* its first letters, a byte each ("J.K."); for a word that is no initial the first one only */
  uint8_t is_initials;
};

/* The name of one mention. */
struct name {
  uint32_t first, last;      /* tokens */
  uint32_t word, words;      /* its words: of a person without particles, suffix and nickname, else without "the" and marks */
  uint32_t whole;            /* hash of everything in it, however it is joined */
  uint32_t suffix;           /* hash of "Jr", "III"; 0 without */
  uint32_t nickname;         /* hash of what stands in marks: “Shorty” */
  uint32_t letters;          /* hash of its initials, when there are three: "JFK"; of an organization two: "EU" */
  uint32_t title;            /* the title before it, as the gazetteer's string; 0 without */
  uint8_t gender;            /* that the title tells */
  uint8_t title_is_given;    /* "Sir": the given name may follow it */
  uint8_t particle;          /* its first word may be one: "Van Dijk" */
  uint8_t relative;          /* "his wife, Melania Trump" */
  uint8_t shared;            /* several countries have one of this name */
  uint32_t owner;            /* whose it is: the country in "Poland's Foreign Ministry"; 0 when that does not matter */
  uint32_t group;            /* or WHOSAID_NONE */
  uint32_t rivals;           /* of the entry */
  const struct entry *entry; /* of its type that covers it exactly (find_entry); NULL when none does */
};

/* Tokens [first, last); last is 0 for none. */
struct span {
  uint32_t first, last;
};

/* What is being built for one entity. */
struct group {
  whosaid_type type;
  whosaid_gender gender;
  uint32_t name; /* the mention whose name has the most words */
  uint32_t seen; /* mentions so far, in the order of the text */
  uint32_t last; /* the last of them, or WHOSAID_NONE */
  uint32_t owner;
  uint8_t relative; /* introduced as another's wife, son, … */
  struct span description;
  const struct entry *entry;
};

/* Which place is meant. */
struct place_choice {
  const struct entry *entry; /* NULL when nothing tells */
  int certain;
};

/* Groups with the same key, the newest first. */
struct link {
  uint32_t group;
  uint32_t next; /* 0 ends */
};

struct slot {
  uint64_t key; /* 0 is empty */
  uint32_t value;
};

struct grouping {
  struct whosaid_document *document;
  VECTOR(struct word) words;
  VECTOR(struct group) groups;
  VECTOR(struct link) links;   /* the first is not used */
  VECTOR(uint32_t) telling;    /* the tokens that are quotation marks, pronouns or demonyms, in order */
  struct name *names;          /* by mention */
  struct place_choice *places; /* by mention */
  struct slot *slots;
  uint64_t mask;
  uint32_t used;
  int failed; /* memory ran out */
};

enum key_kind {
  KEY_NAME = 1,
  KEY_ENTRY,
  KEY_WORD,
  KEY_SOUND,
  KEY_GIVEN,
  KEY_STEM,
  KEY_LETTERS,
  KEY_FIRST,
  KEY_LAST,
  KEY_BEFORE_OF,
  KEY_TAIL,
  KEY_TITLE,
  KEY_CALLED,
  KEY_GENDER,
  KEY_COUNTRY,
  KEY_REGION,
  KEY_CELL,
  KEY_PLACE,
  KEY_SPELLING
};

enum { LONGEST_CHAIN = 24 }; /* groups of one key that are looked at, so that the cost stays linear */

static inline uint64_t hash_mix(uint64_t key, uint64_t value) {
  key = (key ^ value) * 0x9E3779B97F4A7C15u;
  return key ^ key >> 29;
}

static inline uint64_t make_key(enum key_kind kind, whosaid_type type, uint64_t value) {
  uint64_t key = hash_mix(hash_mix((uint64_t)kind << 8 | (uint64_t)type, value), 1);
  return key ? key : 1;
}

/* Where a key stands, or would. */
static inline struct slot *find_slot(const struct grouping *grouping, uint64_t key) {
  uint64_t slot = key & grouping->mask;
  while (grouping->slots[slot].key && grouping->slots[slot].key != key) slot = (slot + 1) & grouping->mask;
  return &grouping->slots[slot];
}

/* Makes the table, or makes it larger; -1 when memory is out. */
int table_grow(struct grouping *grouping);

/* The value of a key, 0 when there is none; and its setting. */
static inline uint32_t table_get(const struct grouping *grouping, uint64_t key) { return find_slot(grouping, key)->value; }
void table_set(struct grouping *grouping, uint64_t key, uint32_t value);

/* The first link of a key's groups (0: none), and one more group for it. */
static inline uint32_t chain_first(const struct grouping *grouping, uint64_t key) { return table_get(grouping, key); }
void chain_add(struct grouping *grouping, uint64_t key, uint32_t group);

static inline const struct token *token_of(const struct grouping *grouping, uint32_t token) {
  return &grouping->document->tokens.items[token];
}

static inline const struct word *word_of(const struct grouping *grouping, const struct name *name, uint32_t index) {
  return &grouping->words.items[name->word + index];
}

static inline int has_class(const struct grouping *grouping, uint32_t token, enum entry_type type) {
  return token_of(grouping, token)->classes >> type & 1;
}

/* Candidate k of the token: its entry, NULL when it is a rule's; *last is one past its last token. */
const struct entry *candidate_at(const struct grouping *grouping, uint32_t token, uint32_t k, uint32_t *last);

/* What the lists of language say of a common word (word_kind.h); "one" is a determiner. */
uint32_t word_kinds(const struct grouping *grouping, uint32_t token);

enum {
  ANY_DETERMINER = WORD_DETERMINER | WORD_POSSESSIVE,
  ANY_PREPOSITION = WORD_PREPOSITION | WORD_TO,
  ANY_FUNCTION = WORD_COORDINATOR | WORD_SUBORDINATOR | WORD_ADVERB | WORD_TIME | WORD_COMPLEMENTIZER | WORD_NEGATION
};
#define ANY_VERB (WORD_VERB | WORD_AUXILIARY | WORD_MODAL)

/* A new group with this mention's name; WHOSAID_NONE when memory is out. And a mention more for a group. */
uint32_t add_group(struct grouping *grouping, uint32_t mention);
void join_group(struct grouping *grouping, uint32_t mention, uint32_t group);

/* Takes note, in the order of the text, that a mention of its group is passed. */
void see_mention(struct grouping *grouping, uint32_t mention);

/* How near the group was named last before the mention: 8 in the same paragraph, less farther away, negative when not yet. */
int nearness(const struct grouping *grouping, uint32_t mention, uint32_t group);

/* The mentions of people, or of the others, with many words before those with few, else in the order of the text: an array of *count to free. */
uint32_t *order_by_words(const struct grouping *grouping, int people, uint32_t *count);

/* The entry of this type that covers the tokens exactly, the highest in level; *rivals counts those of another name or with other ids. */
const struct entry *find_entry(const struct grouping *grouping, uint32_t first, uint32_t last, enum entry_type type, uint32_t *rivals);

/* Fills `telling`; -1 when memory is out. */
int find_telling(struct grouping *grouping);

/* name.c: fills the names. A name may reach beyond its mention: Theodore [Vance] III, Frank “Shorty” [Malone]. */
int read_names(struct grouping *grouping);

/* Whether two words are one in another spelling ("Zelensky", "Zelenskyy"). */
int is_spelling(const struct grouping *grouping, const struct word *a, const struct word *b);

/* person.c, body.c: give every name of a person, or of the rest, its group. */
int group_people(struct grouping *grouping);
int group_bodies(struct grouping *grouping);

/* place.c: which place each name of one means, by what else the document names: fills the places. */
int choose_places(struct grouping *grouping);

/* Whether the document names the country, something in it or its people. */
int names_country(const struct grouping *grouping, uint32_t country);

/* gender.c: the gender that title and name tell as a mention joins its group, and at the end that of people whom the document calls "he" or "she". */
void note_gender(struct grouping *grouping, uint32_t mention);
int read_genders(struct grouping *grouping);

/* description.c: the apposition, title or role with a mention, and the gender that it tells. */
struct span describe_mention(const struct grouping *grouping, uint32_t mention);
whosaid_gender description_gender(const struct grouping *grouping, struct span span);

#endif
