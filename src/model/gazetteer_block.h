/* gazetteer_block.h: how a gazetteer lies in memory and in an image: a head, then flat arrays without pointers.
 *
 *   "Bank of England"  -> key(bank) key(bank of) key(bank of england)        a slot each: "a longer name exists", first name record
 *   slots ─▶ names (those of one key stand together) ─▶ entries ─▶ strings
 *
 * A key is made of the words' lower-case hashes; a name record keeps the hash with case, so that one table serves words in any case
 * and names as they are written.
 */
#ifndef WHOSAID_MODEL_GAZETTEER_BLOCK_H
#define WHOSAID_MODEL_GAZETTEER_BLOCK_H

#include "model/gazetteer.h"
#include "model/image.h"

enum {
  LONGEST_NAME = 16 /* words; longer names are an error in a list */
};

struct slot {
  uint32_t tag;   /* low half of the key */
  uint32_t value; /* 0: empty; else enum longer, and 1 + the index of the first name record above NAME_SHIFT, 0 for none */
};

/* Whether longer names start with these words: such as stand in lower case at their start ("al-Shabaab", words in any case), others. */
enum longer { LONGER_LOWER = 1, LONGER_CAPITAL = 2, LONGER_BITS = 2 };

/* Above the bits of `longer`: the key has one name, a plain word's, whose record is the slot itself. */
enum { SLOT_PLAIN = 1 << LONGER_BITS, NAME_SHIFT = LONGER_BITS + 1, PLAIN_EXACT_BITS = 16, MOST_PLAIN_ENTRIES = 1 << 12 };

/* The record of a plain word: its entry, counted from the last one, and the low bits of `exact` or its shape. */
static inline uint32_t plain_slot(uint32_t entry, uint32_t exact, uint32_t any_case) {
  return SLOT_PLAIN | (exact & 0xFFFF) << NAME_SHIFT | entry << (NAME_SHIFT + PLAIN_EXACT_BITS) | any_case << 31;
}
static inline uint32_t plain_exact(uint32_t value) { return value >> NAME_SHIFT & 0xFFFF; }
static inline uint32_t plain_entry(uint32_t value) { return value >> (NAME_SHIFT + PLAIN_EXACT_BITS) & (MOST_PLAIN_ENTRIES - 1); }
static inline uint32_t plain_any_case(uint32_t value) { return value >> 31; }

struct name {
  uint32_t exact; /* hash with case; in any case: the word's shape (word_shape), or 0 */
  uint32_t any_case : 1;
  uint32_t is_last : 1; /* the last record of its key */
  uint32_t type : 5;    /* of the entry */
  uint32_t entry : 25;  /* index */
};
enum { MOST_ENTRIES = (1 << 25) - 1 };

struct gazetteer_head {
  uint32_t slot_count, name_count, entry_count, list_count;
  uint32_t strings_length, reserved;
};

/* The arrays, in the order in which they follow the head, each on an 8-byte boundary. */
struct gazetteer {
  const struct gazetteer_head *head;
  const struct slot *slots;
  const struct name *names;
  const struct entry *entries;
  const uint32_t *lists; /* names of the lists: offsets into the strings */
  const char *strings;   /* starts and ends with a NUL */
  void *owned;           /* the block, when it is to be freed */
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

static inline uint32_t slot_position(uint64_t key, uint32_t slot_count) { return (uint32_t)((key >> 32) * slot_count >> 32); }

/* The hashes of an abbreviation, which leave its stops out, as those of a text's tokens do. */
void hash_without_stops(const char *word, uint32_t length, uint32_t *hash, uint32_t *lower);

/* 1 for a hyphen between two words ("Jean-Claude"), which names pass over. */
int is_joint(const char *text, const struct token *token, const struct token *next);

#endif
