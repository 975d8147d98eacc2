/* gazetteer.h: all lists of names and words, compiled for matching. Read-only once built.
 *
 * A list is a file `*.tsv` under the data directory: a head of `# key: value` lines (type, source, licence, columns; further
 * `#` lines are remarks), then one entry a line. The first column holds the entry's names, separated by `|`, the first being the
 * canonical one; the further columns are named by the head's `columns` and fill the fields of struct entry.
 *
 *   # type: place
 *   # source: …
 *   # licence: CC BY 4.0
 *   # columns: name	kind	country	level	ids	flags
 *   Kyiv|Kiev	city	UA	7	geonames=703448
 */
#ifndef WHOSAID_MODEL_GAZETTEER_H
#define WHOSAID_MODEL_GAZETTEER_H

#include "whosaid.h"

/* What a list's entries are: the head's `type`. */
enum entry_type {
  ENTRY_PERSON,              /* full names of notable people */
  ENTRY_PLACE,               /* kind: country, region, city, water, mountain, island, area, district, landmark, … */
  ENTRY_ORGANIZATION,        /* kind: party, company, newspaper, ministry, army, team, … */
  ENTRY_GIVEN_NAME,          /* level: how common, 0-9 */
  ENTRY_SURNAME,             /* level: how common, 0-9 */
  ENTRY_NAME_PARTICLE,       /* "van", "bin", "al", "de la": may stand between the words of a person's name */
  ENTRY_NAME_SUFFIX,         /* "Jr", "III" */
  ENTRY_TITLE,               /* stands before a person's name: "President", "Mr", "Lt Gen", "Prime Minister"; gender */
  ENTRY_ROLE,                /* a noun for a person: "spokesman", "minister", "neighbour"; gender; flag plural */
  ENTRY_ORGANIZATION_HEAD,   /* makes the name it heads an organization: "Ministry", "University", "Party" */
  ENTRY_ORGANIZATION_SUFFIX, /* ends a company's name: "Inc", "Ltd", "GmbH" */
  ENTRY_ORGANIZATION_NOUN,   /* a lower-case noun for a group that speaks: "government", "company", "police", "ministry"; flag plural */
  ENTRY_PLACE_HEAD,          /* makes the name it heads a place: "River", "Street", "Mount", "County" */
  ENTRY_DEMONYM,             /* "Ukrainian"; country */
  ENTRY_REPORTING_VERB,      /* names: the lemma, then its inflections; flags say what it takes */
  ENTRY_REPORTING_NOUN,      /* "statement", "claim", "warning": "his claim that …" */
  ENTRY_SOURCE_NOUN,         /* documents that speak: "report", "letter", "blog", "study" */
  ENTRY_PRONOUN,             /* gender; kind: personal, reflexive, possessive, relative, indefinite; flag plural */
  ENTRY_ABBREVIATION,        /* written with a full stop that may not end a sentence: "Gov.", "a.m." ; see flags */
  ENTRY_COMMON_WORD,         /* lower-case words; level: 9 the most frequent … 1 rare */
  ENTRY_CALENDAR,            /* months and days */
  ENTRY_NOT_A_NAME,          /* capitalized strings that are neither person, place nor organization: "Islam", "Olympics", "English" */
  ENTRY_TYPES
};

enum entry_flag {
  FLAG_AMBIGUOUS = 1 << 0, /* also an everyday word or another kind of name: a hit alone decides nothing */
  FLAG_ANY_CASE = 1 << 1,  /* matches whatever the case of its letters */
  FLAG_PLURAL = 1 << 2,
  FLAG_ALWAYS = 1 << 3, /* tagged wherever it matches (the default of a user's own lists) */
  /* reporting verbs and nouns */
  FLAG_CLAUSE = 1 << 4,      /* takes a clause: "said (that) …" */
  FLAG_DIRECT = 1 << 5,      /* stands beside a direct quote: "…," she said */
  FLAG_ADDRESSEE = 1 << 6,   /* takes an addressee first: "told reporters that …" */
  FLAG_INFINITIVE = 1 << 7,  /* "urged him to …" */
  FLAG_PHRASE = 1 << 8,      /* takes a quoted phrase: "called him “a liar”" */
  FLAG_NEGATIVE = 1 << 9,    /* its content is denied: "denied that …" */
  FLAG_WEAK = 1 << 10,       /* reports only sometimes: "found", "added", "showed" */
  FLAG_NEEDS_THAT = 1 << 11, /* a clause follows only with "that" */
  /* abbreviations */
  FLAG_BEFORE_NAME = 1 << 12,   /* "Gov.", "Mr.": never ends a sentence */
  FLAG_BEFORE_NUMBER = 1 << 13, /* "No.", "Sept.": does not end a sentence before a number */
  FLAG_USER = 1 << 14,          /* from a directory the user added */
  FLAG_NUMBER = 1 << 15         /* `ids` is a number, of its list's scheme */
};

/* One entry. Strings are offsets into the gazetteer's strings (gazetteer_string); 0 is the empty string. Equal kinds and countries have equal offsets, and so have equal other strings.
 * Given names, surnames and common words of which their list tells the same are one entry without a name. */
struct entry {
  uint8_t type;   /* enum entry_type */
  uint8_t gender : 4; /* whosaid_gender */
  uint8_t level : 4;  /* 0-9: how common or how large; its meaning is the list's */
  uint16_t flags;     /* enum entry_flag */
  uint16_t kind;
  uint16_t country; /* ISO 3166 alpha-2 */
  uint32_t name;    /* canonical name: the lemma of a reporting verb */
  uint32_t ids;     /* a string: "geonames=703448;wikidata=Q1899"; or a number, FLAG_NUMBER */
};

/* Where a place lies. */
struct site {
  uint32_t region;             /* the first-level region, a string: "Illinois", as its own entry is named; of a region the region itself */
  int16_t latitude, longitude; /* hundredths of degrees, north and east; NO_COORDINATES */
};
enum { NO_COORDINATES = INT16_MIN };

struct gazetteer;
struct token;

const struct entry *gazetteer_entry(const struct gazetteer *gazetteer, uint32_t index);
uint32_t gazetteer_entry_index(const struct gazetteer *gazetteer, const struct entry *entry);
uint32_t gazetteer_entry_count(const struct gazetteer *gazetteer);

/* The entry's ids as its list has them, "" for none; NULL when memory is out. A string in the gazetteer or in the arena. */
struct arena;
const char *gazetteer_ids(const struct gazetteer *gazetteer, const struct entry *entry, struct arena *arena);

/* Where the place lies, NULL when its list does not tell. */
const struct site *gazetteer_site(const struct gazetteer *gazetteer, const struct entry *entry);

/* A person's description and the like, "" for none. */
const char *gazetteer_note(const struct gazetteer *gazetteer, const struct entry *entry);

/* NUL-terminated, never NULL. */
const char *gazetteer_string(const struct gazetteer *gazetteer, uint32_t offset);

/* "place/cities": the path of the entry's list under its data directory without ".tsv". */
const char *gazetteer_list_name(const struct gazetteer *gazetteer, const struct entry *entry);

/* "place", "given-name": the name of an entry type as a list's head writes it. */
const char *entry_type_name(enum entry_type type);

/* Calls `found` for every entry whose name starts at tokens[0] and covers some of the `count` tokens (all of one sentence): `last` is one past
 * its last token. Names match with their case (or in a text that stands in capitals); words of language, titles and roles in any case.
 * Accents and the shape of apostrophes never matter. */
void gazetteer_match(const struct gazetteer *gazetteer, const char *text, const struct token *tokens, uint32_t count,
                     void (*found)(void *context, uint32_t last, uint32_t entry), void *context);

/* The same at each of the document's tokens: adds the candidates and fills the tokens' classes, first_candidate and candidate_count, and the kinds and listings of words. */
struct whosaid_document;
whosaid_status gazetteer_propose(const struct gazetteer *gazetteer, struct whosaid_document *document, whosaid_error *error);

/* The entry of this type that is spelt `word` (folded, lower case for words of language), or NULL: for tests and single look-ups before there are tokens. */
const struct entry *gazetteer_find(const struct gazetteer *gazetteer, enum entry_type type, const char *word, size_t length);

#endif
