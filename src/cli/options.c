/* options.c: the command line -> struct options, by a table of options. */
#include "cli/options.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "output/row.h"

/* The words an option takes, in the order of their enum. */
static const char *const FROM[] = {"auto", "text", "html", "jsonl", "json", "csv", "warc", NULL};
static const char *const SHELLS[] = {"bash", "zsh", "fish", NULL};
static const char *const MERGES[] = {"name", NULL};
static const char *const UNITS[] = {"codepoint", "byte", "utf16", NULL};

struct option_row {
  char letter;                     /* 0: only the long name */
  const char *name, *argument;     /* argument NULL: takes none */
  int (*set)(struct options *options, const struct option_row *row, const char *argument); /* 0, or -1 after a message */
  const char *const *words;        /* for those that take one of several words */
  const char *help;
};

static int say_words(const struct option_row *row, const char *argument) {
  fprintf(stderr, "whosaid: --%s %s: not known; known are", row->name, argument);
  for (const char *const *word = row->words; *word; word++) fprintf(stderr, " %s", *word);
  fputc('\n', stderr);
  return -1;
}

/* The place of the argument among the row's words, or -1 after a message. */
static int word_index(const struct option_row *row, const char *argument) {
  for (int i = 0; row->words[i]; i++) {
    if (!strcmp(row->words[i], argument)) return i;
  }
  return say_words(row, argument);
}

static int set_from(struct options *options, const struct option_row *row, const char *argument) {
  int word = word_index(row, argument);
  options->from = (enum input_format)word;
  return word < 0 ? -1 : 0;
}

/* "quotes.xlsx": what people want and no format writes. */
static int refuse_ending(const char *name) {
  static const char *const ENDINGS[][2] = {{"xlsx", "--to csv --spreadsheet makes a file that Excel opens"}, {"xls", "--to csv --spreadsheet makes a file that Excel opens"},
                                           {"ods", "--to csv --spreadsheet makes a file that spreadsheets open"}, {"ttl", "--to nquads or jsonld makes a graph"},
                                           {"rdf", "--to nquads or jsonld makes a graph"}, {"parquet", "whosaid-spark writes it, and DuckDB makes it of csv"}};
  const char *stop = name ? strrchr(name, '.') : NULL;
  for (size_t i = 0; stop && i < sizeof ENDINGS / sizeof *ENDINGS; i++) {
    if (strcmp(stop + 1, ENDINGS[i][0]) != 0) continue;
    fprintf(stderr, "whosaid: -o %s: no format has this ending; %s\n", name, ENDINGS[i][1]);
    return 2;
  }
  return 0;
}

/* "quotes.csv" -> csv: what a file's name asks for when --to does not; the first format for other names. */
static const struct format *format_of_file(const char *name) {
  static const char *const ENDINGS[][2] = {{"jsonl", "jsonl"}, {"json", "json"}, {"csv", "csv"}, {"tsv", "tsv"}, {"md", "markdown"}, {"sqlite", "sqlite"},
                                           {"db", "sqlite"}, {"nq", "nquads"}, {"jsonld", "jsonld"}, {"graphml", "graphml"}, {"html", "html"}};
  const char *stop = name ? strrchr(name, '.') : NULL;
  for (size_t i = 0; stop && i < sizeof ENDINGS / sizeof *ENDINGS; i++) {
    if (!strcmp(stop + 1, ENDINGS[i][0])) return format_find(ENDINGS[i][1]);
  }
  return format_at(0);
}

static int set_to(struct options *options, const struct option_row *row, const char *argument) {
  options->format = format_find(argument);
  if (options->format) return 0;
  fprintf(stderr, "whosaid: --%s %s: not known; known are", row->name, argument);
  const struct format *format;
  for (size_t i = 0; (format = format_at(i)); i++) fprintf(stderr, " %s", format->name);
  fputc('\n', stderr);
  return -1;
}

static int set_offsets(struct options *options, const struct option_row *row, const char *argument) {
  int word = word_index(row, argument);
  options->as.offsets = (whosaid_unit)word;
  options->given |= OFFSETS;
  return word < 0 ? -1 : 0;
}

static int set_shell(struct options *options, const struct option_row *row, const char *argument) {
  options->action = SHOW_COMPLETIONS;
  options->shell = argument;
  return word_index(row, argument) < 0 ? -1 : 0;
}

static int set_jobs(struct options *options, const struct option_row *row, const char *argument) {
  char *end;
  long jobs = strtol(argument, &end, 10);
  if (*end || end == argument || jobs < 0 || jobs > 1024) {
    fprintf(stderr, "whosaid: --%s %s: must be a number from 0 to 1024; 0 is one for each processor\n", row->name, argument);
    return -1;
  }
  long processors = sysconf(_SC_NPROCESSORS_ONLN);
  options->jobs = jobs ? (unsigned)jobs : processors > 0 ? (unsigned)processors : 1;
  return 0;
}

/* "64M" */
static int set_max_document(struct options *options, const struct option_row *row, const char *argument) {
  static const char UNITS_OF_SIZE[] = "KMG";
  const size_t most = (size_t)1 << 30;
  char *end;
  unsigned long long size = strtoull(argument, &end, 10);
  const char *unit = *end ? strchr(UNITS_OF_SIZE, *end & ~32) : NULL;
  int bad = end == argument || *argument == '-' || size > most || (*end && (!unit || end[1]));
  if (!bad && unit) size <<= 10 * (unit - UNITS_OF_SIZE + 1);
  if (bad || !size || size > most) {
    fprintf(stderr, "whosaid: --%s %s: must be a number of bytes from 1 to 1G, like 64M\n", row->name, argument);
    return -1;
  }
  options->input.max_document = (size_t)size;
  return 0;
}

static int add_gazetteers(struct options *options, const struct option_row *row, const char *argument) {
  (void)row;
  options->gazetteers[options->gazetteer_count++] = argument;
  return 0;
}

static int set_columns(struct options *options, const struct option_row *row, const char *argument) {
  struct columns columns;
  whosaid_error error;
  options->as.columns = argument;
  options->given |= COLUMNS;
  if (columns_choose(&columns, argument, &error)) return fprintf(stderr, "whosaid: --%s: %s\n", row->name, error.message), -1;
  return 0;
}

/* "names,quotes" */
static int set_select(struct options *options, const struct option_row *row, const char *argument) {
  static const struct {
    const char *word;
    unsigned arrays;
  } WORDS[] = {{"names", WHOSAID_ENTITIES | WHOSAID_MENTIONS}, {"sentences", WHOSAID_SENTENCES}, {"entities", WHOSAID_ENTITIES},
               {"mentions", WHOSAID_MENTIONS}, {"quotes", WHOSAID_QUOTES}, {"warnings", WHOSAID_WARNINGS}};
  enum { COUNT = sizeof WORDS / sizeof *WORDS };
  options->given |= SELECT;
  for (size_t length; (length = strcspn(argument, ",")) || *argument; argument += length + (argument[length] == ',')) {
    size_t i = 0;
    while (i < COUNT && (strlen(WORDS[i].word) != length || memcmp(WORDS[i].word, argument, length) != 0)) i++;
    if (i == COUNT) {
      fprintf(stderr, "whosaid: --%s %.*s: not known; known are names sentences entities mentions quotes warnings\n", row->name, (int)length, argument);
      return -1;
    }
    options->as.selected |= WORDS[i].arrays;
  }
  return 0;
}

static int set_merge(struct options *options, const struct option_row *row, const char *argument) {
  options->as.merge_names = 1;
  options->given |= MERGE;
  return word_index(row, argument);
}

#define SETTER(function, statement)                                                                            \
  static int function(struct options *options, const struct option_row *row, const char *argument) {           \
    (void)row, (void)argument;                                                                                 \
    statement;                                                                                                 \
    return 0;                                                                                                  \
  }

SETTER(set_data, options->data = argument)
SETTER(set_output, options->output = argument)
SETTER(set_check, options->check = argument; options->action = CHECK)
SETTER(set_compile, options->compile = argument; options->action = COMPILE)
SETTER(set_explain, options->format = &FORMAT_EXPLANATION)
SETTER(set_suggest, options->format = &FORMAT_SUGGESTIONS)
SETTER(set_with_text, options->as.with_text = 1; options->given |= WITH_TEXT)
SETTER(set_spreadsheet, options->as.spreadsheet = 1; options->given |= SPREADSHEET)
SETTER(set_strict, options->strict = 1)
SETTER(set_resume, options->resume = 1)
SETTER(set_text_field, options->input.text_field = argument)
SETTER(set_id_field, options->input.id_field = argument)
SETTER(set_files_from, options->files_from = argument)
SETTER(set_keep_boilerplate, options->keep_boilerplate = 1)
SETTER(set_quiet, options->quiet = 1)
SETTER(set_help, options->action = SHOW_HELP)
SETTER(set_version, options->action = SHOW_VERSION)

static const struct option_row OPTIONS[] = {
    {0, "from", "FORMAT", set_from, FROM, "what comes in: auto (the default: by its name or first bytes) or one of the formats below"},
    {0, "files-from", "LIST", set_files_from, NULL, "also read the files and directories that LIST names, one a line"},
    {0, "text-field", "NAME", set_text_field, NULL, "the field of JSON or column of CSV with the text (text is the default); a.b is b within a"},
    {0, "id-field", "NAME", set_id_field, NULL, "the one with the id (id is the default); all others are kept under meta"},
    {0, "max-document", "SIZE", set_max_document, NULL, "refuse longer documents, also of unpacked ones (64M is the default, 1G the most)"},
    {0, "keep-boilerplate", NULL, set_keep_boilerplate, NULL, "entities and quotes of share prompts, sign-up lines and photo credits too, flagged"},
    {0, "to", "FORMAT", set_to, NULL, "what goes out, one of the formats below; without it the ending of FILE in -o says it"},
    {0, "offsets", "UNIT", set_offsets, UNITS, "unit of start and end: codepoint (the default: Python), byte (C), utf16 (JavaScript, Java)"},
    {0, "with-text", NULL, set_with_text, NULL, "repeat the text in each record"},
    {0, "select", "PART,..", set_select, NULL, "of jsonl, json: only names, quotes, sentences, entities, mentions or warnings"},
    {0, "columns", "NAME,..", set_columns, NULL, "of csv, tsv, markdown, table: which columns, in which order"},
    {0, "spreadsheet", NULL, set_spreadsheet, NULL, "of csv, tsv: for Excel and the like; what would be taken for a formula gets a ' before it"},
    {0, "merge", "name", set_merge, MERGES, "of databases and graphs: people and organizations of one name are one, across documents"},
    {'o', "output", "FILE", set_output, NULL, "write to FILE (or folder, where the format needs one), which appears when all is done"},
    {0, "data", "DIR", set_data, NULL, "gazetteers, rules and weights to use instead of the ones that came with the program"},
    {0, "gazetteers", "DIR", add_gazetteers, NULL, "add your own lists and rules, which win over the others; may be given more than once"},
    {0, "explain", NULL, set_explain, NULL, "instead of records: why each mention and quote is there, and what it won against"},
    {0, "suggest", NULL, set_suggest, NULL, "instead of records: names that no list knows, with their contexts, as lists to paste from"},
    {0, "check", "DIR", set_check, NULL, "check the lists (.tsv) and rules (.rules) in DIR and run the rules' examples"},
    {0, "compile", "FILE", set_compile, NULL, "write the lists and weights as one FILE that opens at once (whosaid.image)"},
    {'j', "jobs", "N", set_jobs, NULL, "threads (1 is the default, 0 is one for each processor); the output is the same for every N"},
    {0, "resume", NULL, set_resume, NULL, "go on with an interrupted run: what is in the -o FILE of records is not answered again"},
    {0, "strict", NULL, set_strict, NULL, "exit with 3 when any document could not be analysed"},
    {'q', "quiet", NULL, set_quiet, NULL, "no progress, and no summary at the end"},
    {0, "completions", "SHELL", set_shell, SHELLS, "show what completes the command line in bash, zsh or fish"},
    {'h', "help", NULL, set_help, NULL, "show this"},
    {'V', "version", NULL, set_version, NULL, "show the version"},
};
enum { OPTION_COUNT = sizeof OPTIONS / sizeof *OPTIONS, LONG_ONLY = 256 };

int options_text(int i, struct option_text *text) {
  if (i >= OPTION_COUNT) return 0;
  const struct option_row *row = &OPTIONS[i];
  *text = (struct option_text){row->letter, row->name, row->argument, row->help, row->words};
  return 1;
}

static void build_getopt(struct option *names, char *letters) {
  *letters++ = ':';
  for (int i = 0; i < OPTION_COUNT; i++) {
    int takes = OPTIONS[i].argument != NULL;
    names[i] = (struct option){.name = OPTIONS[i].name, .has_arg = takes, .val = LONG_ONLY + i};
    if (OPTIONS[i].letter) *letters++ = OPTIONS[i].letter;
    if (OPTIONS[i].letter && takes) *letters++ = ':';
  }
  names[OPTION_COUNT] = (struct option){0};
  *letters = '\0';
}

static const struct option_row *find_row(int value) {
  if (value >= LONG_ONLY) return &OPTIONS[value - LONG_ONLY];
  for (int i = 0; i < OPTION_COUNT; i++) {
    if (OPTIONS[i].letter == value) return &OPTIONS[i];
  }
  return NULL;
}

/* "--out": unknown, or short for several options. */
static void say_unknown(const char *given) {
  int longs = !strncmp(given, "--", 2), several = 0;
  for (int i = 0; longs && i < OPTION_COUNT; i++) several += !strncmp(OPTIONS[i].name, given + 2, strlen(given) - 2);
  fprintf(stderr, "whosaid: %s: %s", given, several ? "short for several options:" : "no such option; known are");
  for (int i = 0; i < OPTION_COUNT; i++) {
    if (!several || !strncmp(OPTIONS[i].name, given + 2, strlen(given) - 2)) fprintf(stderr, " --%s", OPTIONS[i].name);
  }
}

/* What getopt answered with '?' or ':'. */
static int say_wrong(int value, const char *given) {
  char letter[3] = {'-', (char)optopt, '\0'};
  int known = optopt && find_row(optopt);
  if (optopt && optopt < LONG_ONLY) given = letter;
  if (value == ':') fprintf(stderr, "whosaid: %s: its argument is missing", given);
  else if (known) fprintf(stderr, "whosaid: %s: takes no argument", given);
  else say_unknown(given);
  fputs("; see whosaid --help\n", stderr);
  return 2;
}

static int say_usage(const struct options *options, const char *option, const char *what) {
  fprintf(stderr, "whosaid: %s: --to %s %s\n", option, options->format->name, what);
  return 2;
}

/* What the format cannot do is told, not passed over. */
static int check_format(const struct options *options) {
  static const struct {
    unsigned option;
    const char *name;
  } ASKED[] = {{WITH_TEXT, "--with-text"}, {SELECT, "--select"}, {COLUMNS, "--columns"}, {SPREADSHEET, "--spreadsheet"}, {MERGE, "--merge"}, {OFFSETS, "--offsets"}};
  for (size_t i = 0; i < sizeof ASKED / sizeof *ASKED; i++) {
    if (options->given & ~options->format->heeds & ASKED[i].option) return say_usage(options, ASKED[i].name, "has no use for it");
  }
  if (options->resume && options->format != &FORMAT_JSONL) return say_usage(options, "--resume", "cannot be gone on with; only jsonl can");
  if (options->resume && !options->output) return say_usage(options, "--resume", "goes on with a file; name it with -o");
  if (options->format->target == TO_STREAM || options->output) return 0;
  return say_usage(options, "-o", options->format->target == TO_FILE ? "needs a file to write to" : "needs a folder to write to");
}

int options_read(struct options *options, int argc, char **argv) {
  static const char *const STANDARD_INPUT[] = {"-"};
  struct option names[OPTION_COUNT + 1];
  char letters[2 * OPTION_COUNT + 2];
  *options = (struct options){.jobs = 1, .input = {.text_field = "text", .id_field = "id", .max_document = WHOSAID_MAX_DOCUMENT}};
  options->gazetteers = calloc((size_t)argc, sizeof *options->gazetteers);
  if (!options->gazetteers) return fputs("whosaid: memory ran out\n", stderr), 1;
  build_getopt(names, letters);
  opterr = 0;
  for (int value; (value = getopt_long(argc, argv, letters, names, NULL)) != -1;) {
    const struct option_row *row = find_row(value);
    if (!row) return say_wrong(value, argv[optind - 1]);
    if (row->set(options, row, optarg)) return 2;
  }
  if (argc == 1 && isatty(STDIN_FILENO)) fputs("whosaid: reads a text from the terminal, to its end (Ctrl-D); see whosaid --help\n", stderr);
  int given = argc - optind, from_list = options->files_from != NULL;
  options->paths = given || from_list ? (const char *const *)argv + optind : STANDARD_INPUT;
  options->path_count = given || from_list ? given : 1;
  if (!options->format && refuse_ending(options->output)) return 2;
  if (!options->format) options->format = format_of_file(options->output);
  return options->action == ANALYZE ? check_format(options) : 0;
}

void options_free(struct options *options) { free(options->gazetteers); }

/* The columns of the table, in lines of a readable length. */
static void show_columns(void) {
  enum { LONGEST = 100 };
  struct columns columns;
  if (columns_choose(&columns, NULL, NULL)) return;
  printf("\nColumns of the table:\n ");
  for (size_t i = 0, length = 0; i < columns.count; i++) {
    const char *name = columns.items[i]->name;
    if (length + strlen(name) > LONGEST) length = 0, printf("\n ");
    length += (size_t)printf(" %s", name);
  }
  putchar('\n');
}

void options_show_help(void) {
  puts("Usage: whosaid [OPTION]... [FILE|DIRECTORY|-]...\n"
       "Reads news articles and writes who is in them (people, places, organizations) and who said what.\n"
       "Without a file, or with -, it reads standard input.\n");
  for (int i = 0; i < OPTION_COUNT; i++) {
    const struct option_row *row = &OPTIONS[i];
    char names[40];
    snprintf(names, sizeof names, "%s--%s%s%s", row->letter ? (char[]){'-', row->letter, ',', ' ', '\0'} : "    ", row->name,
             row->argument ? " " : "", row->argument ? row->argument : "");
    printf("  %-24s %s\n", names, row->help);
  }
  puts("\nFormats that come in, each as it is or packed with gzip or zstd:\n"
       "  text                     a file is one article, in UTF-8, or in UTF-16 with a byte order mark\n"
       "  html                     a file is one page; its encoding may be declared; title, date and the like go to meta\n"
       "  jsonl                    one object a line: {\"id\", \"text\", ...}\n"
       "  json                     an array of objects, or objects one after another\n"
       "  csv                      columns with names in the first row, parted by commas, semicolons or tabs\n"
       "  warc                     pages and texts of a web archive; records of other kinds are left out and counted\n"
       "\nLimits, with an error record for what goes beyond: --max-document for a text, page, field or record, also after\n"
       "unpacking; 512 elements within each other in HTML; 1000 further fields of JSON or CSV.");
  puts("\nFormats that go out:");
  const struct format *format;
  for (size_t i = 0; (format = format_at(i)); i++) printf("  %-24s %s\n", format->name, format->help);
  show_columns();
  puts("\nExamples:\n"
       "  whosaid --to json article.txt                    one article, laid out for reading\n"
       "  whosaid articles/ > records.jsonl                every file of a directory, a record a line\n"
       "  producer | whosaid --from jsonl | consumer       one {\"id\", \"text\"} a line in, one record a line out\n"
       "  whosaid --to table article.txt                   who said what, on the terminal\n"
       "  whosaid --to csv -o quotes.csv articles/         the same for a spreadsheet or a data frame\n"
       "  whosaid --to sqlite -o news.sqlite articles/     a database, which a later run adds to\n"
       "  whosaid --explain article.txt                    why each name and quote is there\n"
       "  whosaid --gazetteers my-lists article.txt        with lists of your own\n"
       "\nExit status: 0 done, 1 could not go on or read every file, 2 wrong usage, 3 with --strict when any document failed,\n130 ended by Ctrl-C: after the document in hand, with all that was answered written.");
}
