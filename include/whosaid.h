/* whosaid.h: who is in a news article, and who said what.
 *
 * The way of a text:  whosaid_model_open -> whosaid_analyze -> read the arrays, or whosaid_write_record -> free.
 *
 *   whosaid_error error;
 *   whosaid_model *model;
 *   whosaid_document *document;
 *   if (whosaid_model_open(NULL, NULL, 0, &model, &error)) { puts(error.message); return 1; }
 *   if (!whosaid_analyze(model, text, length, &document, &error)) {
 *     size_t count;
 *     const whosaid_quote *quotes = whosaid_quotes(document, &count);
 *     ...
 *     whosaid_document_free(document);
 *   }
 *   whosaid_model_free(model);
 *
 * Offsets    Every start and end is a byte offset into the text as given, 0-based and half-open, on a character boundary.
 *            whosaid_offset() turns one into code points or UTF-16 units; records are written in a unit of your choice.
 * Text       UTF-8, counted in bytes, never NUL-terminated. A whosaid_string points into its document or model and lives as long.
 * Ownership  What a function hands out through a pointer argument is yours to free with the function of its name;
 *            everything that is read from a document belongs to it.
 * Errors     A function that can fail returns a whosaid_status, 0 for success, and fills *error (which may be NULL).
 *            Nothing is printed, no function exits or aborts.
 * Threads    No global state. A finished model and a finished document never change: any number of threads may read one at
 *            once, and analyse with one model at once. Freeing is for one thread, after all others are done.
 */
#ifndef WHOSAID_H
#define WHOSAID_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define WHOSAID_API __attribute__((visibility("default")))
#else
#define WHOSAID_API
#endif

#define WHOSAID_VERSION "0.1.0"
#define WHOSAID_NONE UINT32_MAX              /* "no such index" in any index field */
#define WHOSAID_MAX_DOCUMENT (64u << 20)     /* bytes of text in one document; more is an error, never cut */

/* ---- Errors ------------------------------------------------------------------------------------------------------- */

typedef enum whosaid_status {
  WHOSAID_OK = 0,
  WHOSAID_OUT_OF_MEMORY,
  WHOSAID_INVALID_UTF8,   /* offset: the first byte that is not UTF-8 */
  WHOSAID_NUL_CHARACTER,  /* offset: where U+0000 stands in the text */
  WHOSAID_TOO_LONG,       /* more than WHOSAID_MAX_DOCUMENT bytes */
  WHOSAID_INVALID_JSON,   /* offset: where in the line */
  WHOSAID_BAD_DATA,       /* a gazetteer, rule or weight file; message is "file:line: what is wrong", line is set */
  WHOSAID_NO_DATA,        /* no data directory where it was looked for */
  WHOSAID_BAD_ARGUMENT,
  WHOSAID_READ_FAILED,
  WHOSAID_WRITE_FAILED,
  WHOSAID_LIMIT,          /* a limit was reached; message says which */
  WHOSAID_INVALID_ENCODING,    /* offset: the first byte that is not of the declared encoding */
  WHOSAID_DAMAGED_COMPRESSION, /* offset: in the compressed file */
  WHOSAID_INVALID_CSV,    /* offset: in the row */
  WHOSAID_INVALID_WARC,   /* offset: in the file; for the answer of a server, in that answer */
  WHOSAID_NOT_TEXT        /* a PDF, picture, archive; message says what, and what makes a text of it */
} whosaid_status;

typedef struct whosaid_error {
  whosaid_status status;
  uint32_t line;          /* 1-based, 0 where there is none */
  uint64_t offset;        /* bytes */
  char message[512];      /* one sentence, NUL-terminated, says what, where and what to do */
} whosaid_error;

/* "invalid-utf8" and the like: the code that error records carry. Never NULL. */
WHOSAID_API const char *whosaid_status_name(whosaid_status status);
WHOSAID_API const char *whosaid_version(void);

/* ---- What a document holds ---------------------------------------------------------------------------------------- */

typedef struct whosaid_string {
  const char *bytes;      /* UTF-8, not NUL-terminated; NULL when there is none */
  uint32_t length;        /* bytes */
} whosaid_string;

typedef enum whosaid_type { WHOSAID_PERSON, WHOSAID_PLACE, WHOSAID_ORGANIZATION, WHOSAID_NO_TYPE } whosaid_type;
typedef enum whosaid_form { WHOSAID_NAME, WHOSAID_NOMINAL, WHOSAID_PRONOUN } whosaid_form;
typedef enum whosaid_gender { WHOSAID_GENDER_UNKNOWN, WHOSAID_MALE, WHOSAID_FEMALE } whosaid_gender;
typedef enum whosaid_section { WHOSAID_BODY, WHOSAID_HEADLINE, WHOSAID_CAPTION, WHOSAID_BOILERPLATE } whosaid_section;
typedef enum whosaid_quote_type { WHOSAID_DIRECT, WHOSAID_INDIRECT, WHOSAID_MIXED } whosaid_quote_type;
typedef enum whosaid_how { WHOSAID_BY_NAME, WHOSAID_BY_NOMINAL, WHOSAID_BY_PRONOUN, WHOSAID_BY_CONTINUATION } whosaid_how;
typedef enum whosaid_unit { WHOSAID_CODEPOINT, WHOSAID_BYTE, WHOSAID_UTF16 } whosaid_unit;

typedef struct whosaid_sentence {
  uint32_t start, end;    /* without white space around it */
  uint32_t paragraph;     /* counted from 0 */
  whosaid_section section;
} whosaid_sentence;

/* Mentions are in order of start. Names are disjoint from one another. */
typedef struct whosaid_mention {
  uint32_t start, end;
  uint32_t sentence;      /* index into the sentences */
  uint32_t entity;        /* index into the entities, or WHOSAID_NONE */
  uint32_t quote;         /* index of the innermost quote it stands in, or WHOSAID_NONE */
  whosaid_type type;      /* WHOSAID_NO_TYPE for a speaker that is neither ("the report") */
  whosaid_form form;
  float score;            /* 0 to 1, comparable within a type */
  whosaid_string source;  /* "gazetteer:given-names, rule:person/title-name": what decided */
} whosaid_mention;

typedef struct whosaid_id {
  whosaid_string scheme, value;  /* "wikidata" "Q212" */
} whosaid_id;

typedef struct whosaid_coordinates {
  double latitude, longitude;    /* degrees, north and east, to two decimals */
} whosaid_coordinates;

/* Entities are in order of their first mention. */
typedef struct whosaid_entity {
  whosaid_type type;             /* never WHOSAID_NO_TYPE */
  whosaid_gender gender;
  whosaid_string name;           /* canonical: the fullest form in the document, else the gazetteer's */
  whosaid_string description;    /* apposition, title or role as printed; bytes NULL when there is none */
  const whosaid_string *aliases; /* other forms in the document, in order of appearance */
  uint32_t alias_count;
  const whosaid_id *ids;         /* sorted by scheme; never a guess */
  uint32_t id_count;
  uint32_t mentions;             /* how many mentions refer to it */
  uint32_t first_mention;        /* index into the mentions */
  uint32_t boilerplate;          /* 1: named nowhere but in boilerplate and photo credits */
  const whosaid_coordinates *coordinates; /* where a place lies; NULL when it is not linked */
} whosaid_entity;

typedef struct whosaid_part {
  uint32_t start, end;
  uint32_t quoted;               /* 1 inside quotation marks (the marks themselves outside the part) */
} whosaid_part;

typedef struct whosaid_cue {
  uint32_t start, end;           /* the reporting words; start == WHOSAID_NONE when there are none */
  whosaid_string lemma;          /* "say" */
} whosaid_cue;

typedef struct whosaid_speaker {
  uint32_t known;                /* 0: nobody, and the fields below mean nothing */
  uint32_t start, end;           /* as printed, with its apposition off; start == WHOSAID_NONE for a continuation */
  uint32_t mention;              /* index into the mentions, or WHOSAID_NONE */
  uint32_t entity;               /* index into the entities, or WHOSAID_NONE for an unnamed one */
  whosaid_string name;           /* canonical; for an unnamed speaker the words as printed, with the article off */
  whosaid_how how;
} whosaid_speaker;

/* Quotes are in order of start. */
typedef struct whosaid_quote {
  whosaid_quote_type type;
  uint32_t start, end;           /* from the first part's start to the last part's end */
  const whosaid_part *parts;     /* at least one, in order */
  uint32_t part_count;
  whosaid_cue cue;
  whosaid_speaker speaker;
  uint32_t sentence;             /* where it starts */
  uint32_t negated;              /* "did not say that …", "denied that …" */
  float score;
  whosaid_string source;         /* "rule:quote/cue-colon" */
  uint32_t boilerplate;          /* 1: it stands in boilerplate */
  uint32_t modal;                /* 1: not said for certain or not yet: "would say that …", "might have denied that …" */
} whosaid_quote;

typedef struct whosaid_warning {
  const char *code;              /* "unclosed-quote" */
  uint32_t start;
} whosaid_warning;

/* ---- Model: gazetteers, rules and weights, read once --------------------------------------------------------------- */

typedef struct whosaid_model whosaid_model;

/* Opens the data directory: `directory`, or when NULL the environment's WHOSAID_DATA, or the one beside the running library
 * or program (../gazetteers, ../share/whosaid). `added` names `added_count` further directories of the user's own lists and rules; what
 * they hold wins over the shipped data. On failure *model is NULL. */
WHOSAID_API whosaid_status whosaid_model_open(const char *directory, const char *const *added, size_t added_count,
                                              whosaid_model **model, whosaid_error *error);
WHOSAID_API void whosaid_model_free(whosaid_model *model);

/* Reads every file under `directory` as the model would, runs each rule's yes and no lines, and calls `report` with one
 * "file:line: message" for each finding (NUL-terminated). WHOSAID_OK when there is no finding. */
WHOSAID_API whosaid_status whosaid_check(const char *directory, void (*report)(void *context, const char *finding), void *context,
                                         whosaid_error *error);

/* ---- Document ------------------------------------------------------------------------------------------------------ */

typedef struct whosaid_document whosaid_document;

/* Analyses `length` bytes of UTF-8 text; the text is copied. An empty text gives an empty document. On failure *document is NULL.
 * Time and memory grow linearly with the length. */
WHOSAID_API whosaid_status whosaid_analyze(const whosaid_model *model, const char *text, size_t length,
                                           whosaid_document **document, whosaid_error *error);

/* A part of the text whose section is known beforehand, from the markup of a page. */
typedef struct whosaid_region {
  uint32_t start, end;
  whosaid_section section;
} whosaid_region;

/* All zero is what whosaid_analyze does. */
typedef struct whosaid_analysis_options {
  const whosaid_region *regions; /* in order, each a whole paragraph */
  size_t region_count;
  int keep_boilerplate;          /* 1: entities and quotes of boilerplate and photo credits stay, flagged; 0: they are left out, and the
                                  * names there are mentions without an entity */
  size_t max_length;             /* bytes of text; 0: WHOSAID_MAX_DOCUMENT */
} whosaid_analysis_options;

WHOSAID_API whosaid_status whosaid_analyze_with(const whosaid_model *model, const char *text, size_t length,
                                                const whosaid_analysis_options *options, whosaid_document **document,
                                                whosaid_error *error);
WHOSAID_API void whosaid_document_free(whosaid_document *document);

WHOSAID_API whosaid_string whosaid_text(const whosaid_document *document);
WHOSAID_API const whosaid_sentence *whosaid_sentences(const whosaid_document *document, size_t *count);
WHOSAID_API const whosaid_mention *whosaid_mentions(const whosaid_document *document, size_t *count);
WHOSAID_API const whosaid_entity *whosaid_entities(const whosaid_document *document, size_t *count);
WHOSAID_API const whosaid_quote *whosaid_quotes(const whosaid_document *document, size_t *count);
WHOSAID_API const whosaid_warning *whosaid_warnings(const whosaid_document *document, size_t *count);

/* A byte offset of the document's text in another unit. Linear in the distance from the start of the text. */
WHOSAID_API uint64_t whosaid_offset(const whosaid_document *document, uint32_t byte_offset, whosaid_unit unit);

/* ---- Record -------------------------------------------------------------------------------------------------------- */

/* The arrays of a record that can be left out. */
enum { WHOSAID_SENTENCES = 1 << 0, WHOSAID_ENTITIES = 1 << 1, WHOSAID_MENTIONS = 1 << 2, WHOSAID_QUOTES = 1 << 3, WHOSAID_WARNINGS = 1 << 4 };

typedef struct whosaid_record_options {
  whosaid_unit offsets;
  int pretty;                  /* 1: indented over many lines; 0: one line without the line break */
  int with_text;               /* 1: repeats the text as "text" */
  const char *id;              /* the document's id, NUL-terminated UTF-8; NULL: "" */
  int id_is_json;              /* 1: id is a JSON number or string, written as it is */
  const char *meta;            /* a JSON object passed through as "meta", NUL-terminated; NULL: {} */
  unsigned arrays;             /* WHOSAID_QUOTES and so on, or-ed together; 0: all of them */
} whosaid_record_options;

/* Receives the next bytes of output; returns 0, or non-zero to stop with WHOSAID_WRITE_FAILED. */
typedef int (*whosaid_write)(void *context, const char *bytes, size_t length);

/* Writes the record of records.md (schema "whosaid.document/1"). */
WHOSAID_API whosaid_status whosaid_write_record(const whosaid_document *document, const whosaid_record_options *options,
                                                whosaid_write write, void *context, whosaid_error *error);

/* Writes for each mention and quote, in plain text, the evidence that made it and what it won against. */
WHOSAID_API whosaid_status whosaid_write_explanation(const whosaid_document *document, whosaid_write write, void *context,
                                                     whosaid_error *error);

#ifdef __cplusplus
}
#endif
#endif
