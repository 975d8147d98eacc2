/* list.c: the lines of a gazetteer list -> its head and entries, or what is wrong with them. */
#include "model/list.h"

#include <stdio.h>
#include <string.h>

#include "base/error.h"

static const char *const COLUMN_NAMES[LIST_COLUMNS] = {"name", "kind",  "gender", "level",  "country",
                                                       "ids",  "flags", "note",   "region", "coordinates"};

static const struct flag_name {
  const char *name;
  uint32_t flag;
} FLAG_NAMES[] = {
    {"ambiguous", FLAG_AMBIGUOUS},
    {"any-case", FLAG_ANY_CASE},
    {"plural", FLAG_PLURAL},
    {"always", FLAG_ALWAYS},
    {"clause", FLAG_CLAUSE},
    {"direct", FLAG_DIRECT},
    {"addressee", FLAG_ADDRESSEE},
    {"infinitive", FLAG_INFINITIVE},
    {"phrase", FLAG_PHRASE},
    {"negative", FLAG_NEGATIVE},
    {"weak", FLAG_WEAK},
    {"needs-that", FLAG_NEEDS_THAT},
    {"before-name", FLAG_BEFORE_NAME},
    {"before-number", FLAG_BEFORE_NUMBER},
};
enum { FLAG_COUNT = sizeof FLAG_NAMES / sizeof *FLAG_NAMES };

/* Types whose words stand in any case of letters. */
static const uint32_t ANY_CASE_TYPES = 1u << ENTRY_TITLE | 1u << ENTRY_ROLE | 1u << ENTRY_ORGANIZATION_NOUN | 1u << ENTRY_REPORTING_VERB |
                                       1u << ENTRY_REPORTING_NOUN | 1u << ENTRY_SOURCE_NOUN | 1u << ENTRY_PRONOUN |
                                       1u << ENTRY_ABBREVIATION | 1u << ENTRY_COMMON_WORD;

/* "person, place, …" in `text`, for messages. */
static void name_choices(const char *(*name)(unsigned), unsigned count, char *text, size_t room) {
  size_t length = 0;
  for (unsigned i = 0; i < count && length < room; i++) {
    length += (size_t)snprintf(text + length, room - length, "%s%s", i ? ", " : "", name(i));
  }
}

static const char *type_choice(unsigned i) { return entry_type_name((enum entry_type)i); }
static const char *column_choice(unsigned i) { return COLUMN_NAMES[i]; }
static const char *flag_choice(unsigned i) { return FLAG_NAMES[i].name; }

static whosaid_status fail_choice(const struct list *list, const char *what, struct slice word, const char *(*name)(unsigned),
                                  unsigned count, whosaid_error *error) {
  char choices[340];
  name_choices(name, count, choices, sizeof choices);
  int length = word.length < 40 ? (int)word.length : 40;
  return datafile_fail(list->file, list->file->line, error, "unknown %s \"%.*s\"; one of %s", what, length, word.bytes, choices);
}

/* ---- Flags ---- */

/* Comma separated words. */
static whosaid_status read_flags(const struct list *list, struct slice words, uint32_t *flags, whosaid_error *error) {
  struct slice word;
  whosaid_status status = WHOSAID_OK;
  while (!status && slice_cut(&words, ',', &word)) {
    word = slice_trim(word);
    int i = 0;
    while (i < FLAG_COUNT && !slice_is(word, FLAG_NAMES[i].name)) i++;
    if (i < FLAG_COUNT) *flags |= FLAG_NAMES[i].flag;
    else if (word.length) status = fail_choice(list, "flag", word, flag_choice, FLAG_COUNT, error);
  }
  return status;
}

/* ---- Head ---- */

static whosaid_status read_type(struct list *list, struct slice word, whosaid_error *error) {
  for (int type = 0; type < ENTRY_TYPES; type++) {
    if (!slice_is(word, entry_type_name((enum entry_type)type))) continue;
    list->type = (enum entry_type)type;
    return WHOSAID_OK;
  }
  return fail_choice(list, "type", word, type_choice, ENTRY_TYPES, error);
}

/* "name, ids", "name ids" */
static int holds_other_marks(struct slice word) {
  return memchr(word.bytes, ',', word.length) || memchr(word.bytes, ';', word.length) || memchr(word.bytes, ' ', word.length);
}

static whosaid_status fail_column(const struct list *list, struct slice word, whosaid_error *error) {
  if (!holds_other_marks(word)) return fail_choice(list, "column", word, column_choice, LIST_COLUMNS, error);
  return datafile_fail(list->file, list->file->line, error, "unknown column \"%.*s\"; columns are parted by one TAB, not by commas or spaces",
                       word.length < 80 ? (int)word.length : 80, word.bytes);
}

static whosaid_status read_columns(struct list *list, struct slice words, whosaid_error *error) {
  struct slice word;
  uint32_t seen = 0;
  int starts_with_other = 0;
  whosaid_status status = WHOSAID_OK;
  list->column_count = 0;
  list->has_sites = 0;
  for (int is_first = 1; !status && slice_cut(&words, '\t', &word); is_first = 0) {
    word = slice_trim(word);
    uint8_t column = 0;
    while (column < LIST_COLUMNS && !slice_is(word, COLUMN_NAMES[column])) column++;
    if (column == LIST_COLUMNS) {
      status = fail_column(list, word, error);
    } else if (seen & 1u << column) {
      status = datafile_fail(list->file, list->file->line, error, "the column \"%s\" is named twice", COLUMN_NAMES[column]);
    } else {
      starts_with_other |= is_first && column != COLUMN_NAME;
      seen |= 1u << column;
      list->columns[list->column_count++] = column;
      list->has_sites |= column == COLUMN_REGION || column == COLUMN_COORDINATES;
    }
  }
  return status || !starts_with_other ? status : datafile_fail(list->file, list->file->line, error, "the first column must be \"name\"");
}

/* One `# key: value` line; other keys are remarks. */
static whosaid_status read_head_line(struct list *list, struct slice line, uint32_t *seen, whosaid_error *error) {
  enum { SEEN_TYPE = 1, SEEN_FLAGS = 2 };
  struct slice rest = {line.bytes + 1, line.length - 1}, key;
  if (!slice_cut(&rest, ':', &key) || !rest.bytes) return WHOSAID_OK;
  key = slice_trim(key);
  struct slice value = slice_trim(rest);
  if (slice_is(key, "type")) return *seen |= SEEN_TYPE, read_type(list, value, error);
  if (slice_is(key, "columns")) return read_columns(list, value, error);
  if (slice_is(key, "flags")) return list->flags &= FLAG_USER | FLAG_ANY_CASE, read_flags(list, value, &list->flags, error);
  return WHOSAID_OK;
}

static whosaid_status read_head(struct list *list, uint32_t *seen, whosaid_error *error) {
  struct datafile *file = list->file;
  struct slice line;
  whosaid_status status = WHOSAID_OK;
  for (;;) {
    uint32_t start = file->next, before = file->line;
    if (status || !datafile_next(file, &line)) return status;
    if (line.length && line.bytes[0] == '#') {
      status = read_head_line(list, line, seen, error);
    } else if (slice_trim(line).length) {
      file->next = start;
      file->line = before;
      return WHOSAID_OK;
    }
  }
}

whosaid_status list_open(struct list *list, struct datafile *file, int user, whosaid_error *error) {
  *list = (struct list){.file = file, .columns = {COLUMN_NAME}, .column_count = 1};
  if (user) list->flags = FLAG_USER | FLAG_ALWAYS;
  list->type = ENTRY_TYPES;
  uint32_t seen = 0, found = file->findings ? file->findings->count : 0;
  whosaid_status status = read_head(list, &seen, error);
  if (status) return status;
  if (!seen && file->length) {
    status = datafile_fail(file, 1, error, "the head has no \"# type: …\" line; the type says what the list's entries are");
  }
  if (list->type < ENTRY_TYPES && ANY_CASE_TYPES >> list->type & 1) list->flags |= FLAG_ANY_CASE;
  if (file->findings && file->findings->count > found) file->next = file->length;
  return status;
}

/* ---- Entries ---- */

static int is_code(struct slice text, char low, char high, uint32_t length) {
  if (text.length != length) return 0;
  for (uint32_t i = 0; i < length; i++) {
    if (text.bytes[i] < low || text.bytes[i] > high) return 0;
  }
  return 1;
}

static whosaid_status read_gender(const struct list *list, struct slice word, uint8_t *gender, whosaid_error *error) {
  if (slice_is(word, "male")) *gender = WHOSAID_MALE;
  else if (slice_is(word, "female")) *gender = WHOSAID_FEMALE;
  else if (word.length) {
    return datafile_fail(list->file, list->file->line, error, "unknown gender \"%.*s\"; male, female or nothing", (int)word.length,
                         word.bytes);
  }
  return WHOSAID_OK;
}

static whosaid_status read_level(const struct list *list, struct slice word, uint8_t *level, whosaid_error *error) {
  if (is_code(word, '0', '9', 1)) *level = (uint8_t)(word.bytes[0] - '0');
  else if (word.length) {
    return datafile_fail(list->file, list->file->line, error, "the level \"%.*s\" is not a digit from 0 to 9", (int)word.length,
                         word.bytes);
  }
  return WHOSAID_OK;
}

static whosaid_status check_country(const struct list *list, struct slice code, whosaid_error *error) {
  if (!code.length || is_code(code, 'A', 'Z', 2)) return WHOSAID_OK;
  return datafile_fail(list->file, list->file->line, error, "the country \"%.*s\" is not a code of two capitals (ISO 3166: \"UA\")",
                       (int)code.length, code.bytes);
}

static whosaid_status check_ids(const struct list *list, struct slice ids, whosaid_error *error) {
  struct slice rest = ids, id, scheme;
  while (ids.length && slice_cut(&rest, ';', &id)) {
    struct slice value = id;
    slice_cut(&value, '=', &scheme);
    if (scheme.length && value.length) continue;
    return datafile_fail(list->file, list->file->line, error, "the id \"%.*s\" is not scheme=value (\"wikidata=Q1899\")", (int)id.length,
                         id.bytes);
  }
  return WHOSAID_OK;
}

/* "-46.658" -> -4666 at most `most` hundredths from zero; 0 when it is no such number. */
static int read_hundredths(struct slice text, int most, int16_t *number) {
  int is_negative = text.length && text.bytes[0] == '-', decimals = 0, value = 0, digits = 0;
  for (uint32_t i = (uint32_t)is_negative; i < text.length; i++) {
    char c = text.bytes[i];
    if (c == '.' && !decimals && digits) decimals = 1;
    else if (c < '0' || c > '9') return 0;
    else if (decimals < 3) value = value * 10 + (c - '0'), digits++, decimals += decimals > 0;
    if (value > most) return 0;
  }
  for (int i = decimals ? decimals : 1; i < 3; i++) value *= 10;
  *number = (int16_t)(is_negative ? -value : value);
  return digits && value <= most;
}

static whosaid_status read_coordinates(const struct list *list, struct slice cell, struct list_entry *entry, whosaid_error *error) {
  struct slice longitude = cell, latitude;
  if (!cell.length) return WHOSAID_OK;
  slice_cut(&longitude, ',', &latitude);
  if (read_hundredths(latitude, 9000, &entry->latitude) && read_hundredths(longitude, 18000, &entry->longitude)) return WHOSAID_OK;
  return datafile_fail(list->file, entry->line, error, "the coordinates \"%.*s\" are not latitude,longitude in degrees (\"46.66,32.62\")",
                       (int)cell.length, cell.bytes);
}

static whosaid_status read_cell(const struct list *list, enum list_column column, struct slice cell, struct list_entry *entry,
                                whosaid_error *error) {
  switch (column) {
    case COLUMN_NAME:
      entry->names = cell;
      if (cell.length) return WHOSAID_OK;
      return datafile_fail(list->file, entry->line, error, "the name is empty");
    case COLUMN_KIND: return entry->kind = cell, WHOSAID_OK;
    case COLUMN_NOTE: return entry->note = cell, WHOSAID_OK;
    case COLUMN_GENDER: return read_gender(list, cell, &entry->gender, error);
    case COLUMN_LEVEL: return read_level(list, cell, &entry->level, error);
    case COLUMN_COUNTRY: return entry->country = cell, check_country(list, cell, error);
    case COLUMN_IDS: return entry->ids = cell, check_ids(list, cell, error);
    case COLUMN_FLAGS: return read_flags(list, cell, &entry->flags, error);
    case COLUMN_REGION: return entry->region = cell, WHOSAID_OK;
    case COLUMN_COORDINATES: return read_coordinates(list, cell, entry, error);
    case LIST_COLUMNS: break;
  }
  return WHOSAID_OK;
}

static whosaid_status read_line(const struct list *list, struct slice line, struct list_entry *entry, whosaid_error *error) {
  struct slice cell;
  uint32_t count = 0;
  whosaid_status status = WHOSAID_OK;
  *entry = (struct list_entry){.flags = list->flags, .line = list->file->line, .latitude = NO_COORDINATES, .longitude = NO_COORDINATES};
  while (!status && slice_cut(&line, '\t', &cell)) {
    if (count < list->column_count) status = read_cell(list, (enum list_column)list->columns[count], slice_trim(cell), entry, error);
    count++;
  }
  if (status || count <= list->column_count) return status;
  return datafile_fail(list->file, entry->line, error, "%u columns, but the head names %u (\"# columns: …\", separated by tabs)", count,
                       list->column_count);
}

/* What --suggest writes is several lists; in one file the entries of the second would have the type of the first. */
static int is_second_head(struct slice line) { return slice_starts(line, "# type:") || slice_starts(line, "#type:"); }

whosaid_status list_next(struct list *list, struct list_entry *entry, int *more, whosaid_error *error) {
  struct slice line;
  while ((*more = datafile_next(list->file, &line))) {
    uint32_t found = list->file->findings ? list->file->findings->count : 0;
    if (is_second_head(line)) {
      whosaid_status status = datafile_fail(list->file, list->file->line, error, "a second type; a list has one, so put what follows into a file of its own");
      if (status) return status;
    }
    if (!slice_trim(line).length || line.bytes[0] == '#') continue;
    whosaid_status status = read_line(list, line, entry, error);
    if (status || !list->file->findings || list->file->findings->count == found) return status;
  }
  return WHOSAID_OK;
}
