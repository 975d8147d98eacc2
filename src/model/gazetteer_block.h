/* gazetteer_block.h: how a gazetteer lies in memory and in an image: a head, then flat arrays without pointers.
 *
 *   "Bank of England"  -> key(bank) key(bank of) key(bank of england)        a slot each: "a longer name exists", first name record
 *   places ─▶ slots ─▶ names (those of one key stand together) ─▶ entries ─▶ strings
 *
 * A key is made of the words' lower-case hashes; a name record keeps the hash with case, so that one table serves words in any case
 * and names as they are written.
 */
#ifndef WHOSAID_MODEL_GAZETTEER_BLOCK_H
#define WHOSAID_MODEL_GAZETTEER_BLOCK_H

#include "model/gazetteer.h"
#include "model/image.h"
#include "model/places.h"

enum {
  LONGEST_NAME = 16 /* words; longer names are an error in a list */
};

struct slot {
  uint64_t bits; /* 0: empty */
};

/* Whether longer names start with these words: such as stand in lower case at their start ("al-Shabaab", words in any case), others. */
enum longer { LONGER_LOWER = 1, LONGER_CAPITAL = 2 };

/* The bits of a slot, from the lowest: the low ones of the key; enum longer; whether the key has one name that lies in the slot itself;
 * then that name (in any case? low bits of `exact`, entry), else 1 + the index of the first name record, 0 for none. */
enum {
  TAG_BITS = 23,
  LONGER_SHIFT = TAG_BITS,
  SINGLE_SHIFT = LONGER_SHIFT + 2,
  NAME_SHIFT,
  EXACT_SHIFT,
  EXACT_BITS = 16,
  ENTRY_SHIFT = EXACT_SHIFT + EXACT_BITS
};
#define SLOT_SINGLE ((uint64_t)1 << SINGLE_SHIFT)

static inline uint32_t slot_tag(uint64_t bits) { return (uint32_t)bits & ((1u << TAG_BITS) - 1); }
static inline uint32_t slot_longer(uint64_t bits) { return (uint32_t)(bits >> LONGER_SHIFT) & (LONGER_LOWER | LONGER_CAPITAL); }
static inline int slot_is_single(uint64_t bits) { return bits >> SINGLE_SHIFT & 1; }
static inline int slot_has_names(uint64_t bits) { return bits >> SINGLE_SHIFT != 0; }
static inline uint32_t slot_first_name(uint64_t bits) { return (uint32_t)(bits >> NAME_SHIFT) - 1; }
static inline int single_any_case(uint64_t bits) { return bits >> NAME_SHIFT & 1; }
static inline uint32_t single_exact(uint64_t bits) { return (uint32_t)(bits >> EXACT_SHIFT) & 0xFFFF; }
static inline uint32_t single_entry(uint64_t bits) { return (uint32_t)(bits >> ENTRY_SHIFT); }

struct name {
  uint32_t exact; /* hash with case; in any case: the word's shape (word_shape), or 0 */
  uint32_t any_case : 1;
  uint32_t is_last : 1; /* the last record of its key */
  uint32_t type : 5;    /* of the entry */
  uint32_t entry : 25;  /* index */
};
enum { MOST_ENTRIES = (1 << 25) - 1 };

/* What is noted of an entry. */
struct note {
  uint32_t entry; /* index; in order */
  uint32_t text;  /* in the strings */
};

/* A list: its entries stand together, and when it has a column for where they lie, so do their sites. */
struct list_record {
  uint32_t name;   /* in the strings */
  uint32_t scheme; /* of the ids that are kept as numbers, a string: "geonames" */
  uint32_t first_entry;
  uint32_t first_site; /* of first_entry; WHOSAID_NONE without such a column */
};

enum { ABBREVIATION_BITS = 4096 };

struct gazetteer_head {
  uint32_t slot_count, bucket_count, name_count, entry_count, note_count, site_count, list_count;
  uint32_t strings_length;
  uint64_t abbreviations[ABBREVIATION_BITS / 64]; /* a bit for each, by its lower-case hash: most words that end sentences have none set */
};

/* The arrays, in the order in which they follow the head, each on an 8-byte boundary. */
struct gazetteer {
  const struct gazetteer_head *head;
  const struct slot *slots;
  struct places places; /* of the slots, by key */
  const struct name *names;
  const struct entry *entries;
  const struct note *notes;
  const struct site *sites;
  const struct list_record *lists;
  const char *strings; /* starts and ends with a NUL */
  void *owned;         /* the block, when it is to be freed */
};

/* Bytes of the block that a head describes. */
uint64_t gazetteer_block_size(const struct gazetteer_head *head);

/* Points the arrays of *gazetteer into the block. */
void gazetteer_attach(struct gazetteer *gazetteer, const void *block);

/* The block, for an image; and the gazetteer that lies in one (BAD_DATA when the part cannot be a block). */
struct image_part gazetteer_part(const struct gazetteer *gazetteer);
whosaid_status gazetteer_open(struct image_part part, struct gazetteer **gazetteer, whosaid_error *error);

/* The start of every key; abbreviations, whose stop is part of them, have keys of their own. */
static const uint64_t NAME_SEED = 0x2545F4914F6CDD1Du, ABBREVIATION_SEED = 0x9FB21C651E98DF25u;

static inline uint64_t extend_key(uint64_t key, uint32_t lower) {
  key = (key ^ lower) * 0x9E3779B97F4A7C15u;
  return key ^ key >> 29;
}

static inline uint32_t extend_exact(uint32_t exact, uint32_t hash) {
  uint64_t mixed = ((uint64_t)exact << 32 ^ hash) * 0xD6E8FEB86659FD93u;
  return (uint32_t)(mixed >> 32) ^ (uint32_t)mixed;
}

/* The length and first letter of an ASCII word: what a word of another spelling with the same hash would have to share too. */
static inline uint32_t word_shape(const char *word, uint32_t length) { return length << 8 | (unsigned char)word[0] | 0x20; }

int is_ascii(const char *word, uint32_t length);

/* The hashes of an abbreviation, which leave its stops out, as those of a text's tokens do. */
void hash_without_stops(const char *word, uint32_t length, uint32_t *hash, uint32_t *lower);

/* 1 for a hyphen between two words ("Jean-Claude"), which names pass over. */
int is_joint(const char *text, const struct token *token, const struct token *next);

#endif
