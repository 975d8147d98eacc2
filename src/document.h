/* document.h: the one struct that the stages fill, an array each.
 *
 *   text        In Kyiv, Volodymyr Zelensky said: “We will rebuild.”
 *   sentences   └──────────────────────────────────────────────────┘            sentence.c
 *   tokens      └┘ └──┘ └───────┘ └──────┘ └──┘ ..                              token.c
 *   candidates     └──┘ place     └──────┘ surname  └──┘ reporting-verb          candidate.c   (may overlap)
 *                       └────────────────┘ person (a rule)
 *   mentions       └──┘ └────────────────┘                                       mention.c     (names: disjoint)
 *   entities       e1   e2                                                       entity.c
 *   quotes              speaker            cue    └──────────────┘               quote.c
 *                                                                               coreference.c (whom "he" means)
 *
 * Each stage reads what earlier ones wrote and adds its own array; no stage calls back. All offsets are bytes of `text`.
 */
#ifndef WHOSAID_DOCUMENT_H
#define WHOSAID_DOCUMENT_H

#include <string.h>

#include "base/arena.h"
#include "base/vector.h"
#include "whosaid.h"

enum token_flag {
  TOKEN_CAPITAL = 1 << 0,       /* its first letter is a capital */
  TOKEN_ALL_CAPITALS = 1 << 1,  /* two or more letters, all of them capitals */
  TOKEN_HAS_LETTER = 1 << 2,
  TOKEN_HAS_DIGIT = 1 << 3,
  TOKEN_NUMBER = 1 << 4,        /* digits with their commas, points, currency or percent */
  TOKEN_PUNCTUATION = 1 << 5,   /* no letter and no digit */
  TOKEN_INITIAL = 1 << 6,       /* "J." or "J" alone */
  TOKEN_ABBREVIATION = 1 << 7,  /* ends with its own full stop: "Gov.", "U.S.", "J." */
  TOKEN_SPACE_BEFORE = 1 << 8,  /* white space or nothing stands before it */
  TOKEN_SENTENCE_START = 1 << 9,/* the first token of its sentence that is a word (marks before it do not count) */
  TOKEN_POSSESSIVE = 1 << 10,   /* the "'s" or "'" that follows an owner */
  TOKEN_OPENS_QUOTE = 1 << 11,  /* a quotation mark that opens or closes a marked span (quote_mark.c) */
  TOKEN_CLOSES_QUOTE = 1 << 12,
  TOKEN_MIXED_CASE = 1 << 13,   /* a capital after a lower-case letter: "iPhone", "McCain" */
  TOKEN_DOCUMENT_LOWER = 1 << 14, /* the same word also stands in lower case in this document */
  TOKEN_PLAIN = 1 << 15         /* ASCII letters alone, and maybe its own full stop; no hyphen follows it. Most such words have it, not all */
};

/* A word, number or mark. Hyphens stand alone ("Jean" "-" "Claude"), so do the possessive ("Putin" "'s") and the clitic of "n't" ("ca" "n't" is not split: "can't"
 * is one token, and so are "he'd", "I'm"); "U.S.", "J.", "Gov." keep their full stop; a quotation mark is a token, also `` and ''. */
struct token {
  uint32_t start, end;       /* bytes */
  uint32_t sentence;
  uint32_t flags;            /* enum token_flag */
  uint32_t hash;             /* of the folded text (utf8_fold), case kept */
  uint32_t lower;            /* of the folded lower-case text */
  uint32_t classes;          /* a bit 1 << enum entry_type for each type of which an entry covers exactly this token */
  uint32_t first_candidate;  /* index of the first candidate that starts here; those that start here stand together, longest first */
  uint32_t candidate_count;
};

enum candidate_source { FROM_GAZETTEER, FROM_RULE };

/* A span that a gazetteer entry or a rule proposes. Sorted by first token, longest first, then by source and index. */
struct candidate {
  uint32_t first, last;      /* tokens, last is one past the end */
  uint8_t source;            /* enum candidate_source */
  uint8_t type;              /* FROM_GAZETTEER: enum entry_type; FROM_RULE: enum rule_mark */
  uint32_t index;            /* of the entry or of the rule */
};

struct paragraph {
  uint32_t start, end;       /* bytes, without white space around it */
  uint32_t first_sentence, sentence_count;
  whosaid_section section;
};

/* A pair of quotation marks and what is between them. */
struct marked_span {
  uint32_t open_token, close_token;  /* close_token: WHOSAID_NONE when the paragraph ends unclosed (a continued quote, or a warning) */
                                     /* open_token: the paragraph's first token where a quote goes on without a mark */
  uint32_t start, end;               /* bytes between the marks */
  uint32_t parent;                   /* the marked span it stands in, or WHOSAID_NONE */
  uint8_t single;                    /* ‘…’ or '…' */
  uint8_t continues;                 /* the paragraph before was left open, and this goes on with it */
};

/* Bytes whose names make no entities: a photo credit in a caption. */
struct credit {
  uint32_t start, end;
};

struct extent {
  uint32_t first, last; /* tokens, last is one past the end; equal when there is none */
};

/* What a rule for quotes marked. */
struct statement {
  uint32_t rule;
  struct extent speaker, cue, content[2];
};

struct whosaid_document {
  const struct whosaid_model *model;
  const whosaid_analysis_options *options; /* while it is being made; NULL: none are set */
  struct recall *recall;       /* too; NULL where there is no model */
  struct arena arena;          /* everything that the arrays point to */
  const char *text;            /* in the arena */
  uint32_t length;

  VECTOR(struct paragraph) paragraphs;
  VECTOR(whosaid_sentence) sentences;
  VECTOR(uint32_t) sentence_tokens;    /* index of each sentence's first token, and one more at the end */
  VECTOR(struct token) tokens;
  uint32_t *block_tokens;              /* the first token that ends behind the start of each block of TOKEN_BLOCK bytes; in the arena */
  VECTOR(struct marked_span) marks;
  VECTOR(struct candidate) candidates;
  struct word_listing *listings;       /* of each token (word_kind.h); in the arena */
  uint32_t *kinds;                     /* of each token: enum word_kind (word_kind.h); in the arena */
  struct word_sense *senses;           /* of each token (quote/sense.h); in the arena */
  VECTOR(struct statement) statements; /* in the order of the text */
  VECTOR(whosaid_mention) mentions;
  VECTOR(whosaid_entity) entities;
  VECTOR(whosaid_quote) quotes;
  VECTOR(whosaid_warning) warnings;
  VECTOR(struct credit) credits;       /* in order of start */
};

/* The stages, in order (analyze.c). Each gives WHOSAID_OK or fills *error. */
whosaid_status split_sentences(struct whosaid_document *document, whosaid_error *error);    /* sentence.c: paragraphs, sections, sentences */
whosaid_status split_tokens(struct whosaid_document *document, whosaid_error *error);       /* token.c: tokens, sentence_tokens */
whosaid_status pair_marks(struct whosaid_document *document, whosaid_error *error);         /* quote_mark.c: marks, token flags, warnings */
whosaid_status find_candidates(struct whosaid_document *document, whosaid_error *error);    /* candidate.c: candidates, token classes, kinds */
whosaid_status decide_mentions(struct whosaid_document *document, whosaid_error *error);    /* mention.c: mentions that are names */
whosaid_status group_entities(struct whosaid_document *document, whosaid_error *error);     /* entity.c: entities */
whosaid_status find_quotes(struct whosaid_document *document, whosaid_error *error);        /* quote.c: quotes with cue and speaker as printed */
whosaid_status resolve_speakers(struct whosaid_document *document, whosaid_error *error);   /* coreference.c: speakers' entities; pronoun and nominal mentions */

whosaid_status find_mojibake(struct whosaid_document *document, whosaid_error *error);      /* mojibake.c: a warning */
whosaid_status set_aside_boilerplate(struct whosaid_document *document, whosaid_error *error); /* boilerplate.c: flags, what is left out */

/* Runs the stages up to, not including, `stop` (NULL: all of them). */
whosaid_status document_make(const whosaid_model *model, const char *text, size_t length,
                             whosaid_status (*stop)(struct whosaid_document *, whosaid_error *), struct whosaid_document **document,
                             whosaid_error *error);

/* A text to be analysed, and what became of it. */
struct request {
  const char *text;
  size_t length;
  const whosaid_analysis_options *options; /* may be NULL */
  whosaid_document *document;              /* the caller's to free; NULL when there is none */
  whosaid_status status;                   /* why; a request that has failed before is left as it is */
  whosaid_error error;
};

/* Analyses several texts, each by itself, but stage by stage: what a stage needs of the model is in the cache for all of them. */
void documents_make(const whosaid_model *model, struct request *requests, size_t count);

/* Adds a warning; WHOSAID_OK or out of memory. */
whosaid_status document_warn(struct whosaid_document *document, const char *code, uint32_t start, whosaid_error *error);

/* Fills block_tokens: WHOSAID_OK or out of memory. */
enum { TOKEN_BLOCK = 32 };
whosaid_status document_index_tokens(struct whosaid_document *document, whosaid_error *error);

/* The index of the first token that ends after the byte offset (tokens.count when there is none). */
static inline uint32_t document_token_at(const struct whosaid_document *document, uint32_t offset) {
  if (offset >= document->length) return document->tokens.count;
  uint32_t token = document->block_tokens[offset / TOKEN_BLOCK];
  while (token < document->tokens.count && document->tokens.items[token].end <= offset) token++;
  return token;
}

/* One past the last token of a sentence. */
uint32_t document_sentence_end(const struct whosaid_document *document, uint32_t sentence);

/* The text of tokens [first, last), from the first one's start to the last one's end. */
whosaid_string document_slice(const struct whosaid_document *document, uint32_t first, uint32_t last);

/* 1 when the token is this lower-case ASCII word, in any case; 0 behind the last token. Here, so that the compiler knows the lengths of words. */
static inline int document_token_is(const struct whosaid_document *document, uint32_t token, const char *word) {
  const struct token *t = &document->tokens.items[token];
  const size_t length = strlen(word);
  if (token >= document->tokens.count || t->end - t->start != length) return 0;
  for (size_t i = 0; i < length; i++) {
    char c = document->text[t->start + i];
    if ((c >= 'A' && c <= 'Z' ? c + 32 : c) != word[i]) return 0;
  }
  return 1;
}

#endif
