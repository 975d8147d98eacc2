/* test_input.c: lines of JSON and names of files -> id, text, metadata; cJSON is the oracle for what is JSON. */
#include <cjson/cJSON.h>
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "input/input.h"

static const struct input_options OPTIONS = {.text_field = "text", .id_field = "id", .max_document = WHOSAID_MAX_DOCUMENT};

static whosaid_status read_line(struct input *input, const char *line, size_t length, whosaid_error *error) {
  char *copy = malloc(length + 1); /* of just the line's size, so that the address sanitizer sees a byte too far */
  memcpy(copy, line, length);
  input->envelope.length = 0;
  struct source source = {.format = FROM_JSONL, .bytes = copy, .length = length, .number = 7, .name = ""};
  whosaid_status status = input_read_json(input, &OPTIONS, &source, error);
  static char text[4096];
  if (!status) {
    cr_assert(input->length < sizeof text);
    memcpy(text, input->text, input->length);
    text[input->length] = '\0';
    input->text = text;
  }
  free(copy);
  return status;
}

Test(input, reads_the_fields_of_a_line) {
  static const struct {
    const char *line, *id, *text, *meta;
  } ROWS[] = {
      {"{\"text\":\"\"}", "\"7\"", "", "{}"},
      {" { \"id\" : \"a\" , \"text\" : \"b\" } ", "\"a\"", "b", "{}"},
      {"{\"text\":\"b\",\"id\":-1.5e3}", "-1.5e3", "b", "{}"},
      {"{\"id\":null,\"text\":\"b\",\"x\":null}", "\"7\"", "b", "{\"x\":null}"},
      {"{\"text\":\"b\",\"x\":{\"y\":[1, \" } \"]},\"z\":true}", "\"7\"", "b", "{\"x\":{\"y\":[1,\" } \"]},\"z\":true}"},
      {"{\"text\":\"a\\n\\t\\\"\\\\\\/\\u0041\\u00e9\\u20ac\\ud83d\\ude00b\"}", "\"7\"", "a\n\t\"\\/Aé€😀b", "{}"},
      {"{\"text\":\"first\",\"text\":\"last\"}", "\"7\"", "last", "{}"},
      {"{\"texts\":1,\"tex\":2,\"text\":\"“b”\"}", "\"7\"", "“b”", "{\"texts\":1,\"tex\":2}"},
      {"{\"k\":\"\\\\\\\"\",\"text\":\"\\\\\"}", "\"7\"", "\\", "{\"k\":\"\\\\\\\"\"}"},
  };
  struct input input = {0};
  for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
    whosaid_error error;
    cr_assert_eq(read_line(&input, ROWS[i].line, strlen(ROWS[i].line), &error), WHOSAID_OK, "%s: %s", ROWS[i].line, error.message);
    cr_expect_str_eq(input.id.items, ROWS[i].id, "%s", ROWS[i].line);
    cr_expect_str_eq(input.text, ROWS[i].text, "%s", ROWS[i].line);
    cr_expect_str_eq(input.meta.items, ROWS[i].meta, "%s", ROWS[i].line);
  }
  input_free(&input);
}

/* What must be the same for both: whether the line is an object with a text, and the text. */
static void compare_with_oracle(struct input *input, const char *line) {
  cJSON *json = cJSON_ParseWithOpts(line, NULL, 1);
  const cJSON *text = cJSON_GetObjectItemCaseSensitive(json, "text");
  whosaid_error error;
  whosaid_status status = read_line(input, line, strlen(line), &error);
  if (!status) {
    cr_expect(cJSON_IsString(text), "taken, but cJSON refuses: %s", line);
    if (cJSON_IsString(text)) cr_expect_str_eq(input->text, text->valuestring, "%s", line);
    cJSON *meta = cJSON_ParseWithOpts(input->meta.items, NULL, 1);
    cr_expect(cJSON_IsObject(meta), "meta of %s: %s", line, input->meta.items);
    cJSON_Delete(meta);
  }
  cJSON_Delete(json);
}

/* Each byte of a line in turn left out, doubled and replaced by others. */
Test(input, takes_no_line_that_the_oracle_refuses) {
  static const char LINE[] = "{\"id\":-1.5e+3,\"n\":[0,{\"k\":\"v\\u00e9\"},true],\"text\":\"a\\n\\ud83d\\ude00“b”\",\"m\":null}";
  static const char OTHERS[] = "{}[]\",:\\0 1.-eu\x01\xff";
  struct input input = {0};
  char line[sizeof LINE + 1];
  for (size_t i = 0; i + 1 < sizeof LINE; i++) {
    memcpy(line, LINE, i), strcpy(line + i, LINE + i + 1);
    compare_with_oracle(&input, line);
    memcpy(line, LINE, i + 1), strcpy(line + i + 1, LINE + i);
    compare_with_oracle(&input, line);
    for (const char *other = OTHERS; *other; other++) {
      strcpy(line, LINE), line[i] = *other;
      compare_with_oracle(&input, line);
    }
    memcpy(line, LINE, i), line[i] = '\0';
    compare_with_oracle(&input, line);
  }
  input_free(&input);
}

Test(input, takes_what_is_json) {
  static const char *const NUMBERS[] = {"0", "-0", "1", "10", "1.0", "0.10", "1e5", "1E+05", "-1.5e-10", "12345678901234567890"};
  static const char *const NO_NUMBERS[] = {"01", "-01", "1.", ".5", "-.5", "+1", "1e", "1e+", "-", "0x10", "1.e5", "1_0"};
  struct input input = {0};
  char line[64];
  for (size_t i = 0; i < sizeof NUMBERS / sizeof *NUMBERS; i++) {
    snprintf(line, sizeof line, "{\"id\":%s,\"text\":\"\"}", NUMBERS[i]);
    cr_expect_eq(read_line(&input, line, strlen(line), NULL), WHOSAID_OK, "%s", line);
    cr_expect_str_eq(input.id.items, NUMBERS[i]);
  }
  for (size_t i = 0; i < sizeof NO_NUMBERS / sizeof *NO_NUMBERS; i++) {
    snprintf(line, sizeof line, "{\"n\":[%s],\"text\":\"\"}", NO_NUMBERS[i]);
    cr_expect_eq(read_line(&input, line, strlen(line), NULL), WHOSAID_INVALID_JSON, "%s", line);
  }
  input_free(&input);
}

Test(input, names_what_has_no_id) {
  static const struct {
    const char *name;
    uint64_t number;
    const char *id;
  } ROWS[] = {{"a", 0, "\"a\""}, {"", 17, "\"17\""}, {"2022/a", 17, "\"2022/a:17\""}, {"q\"\\", 3, "\"q\\\"\\\\:3\""}, {"é\n\xFFz", 0, "\"é\\n\\ufffdz\""}};
  struct input input = {0};
  for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
    char text[] = "Hello.";
    struct source source = {.format = FROM_TEXT, .bytes = text, .length = 6, .number = ROWS[i].number, .name = ROWS[i].name};
    cr_assert_eq(input_read(&input, &OPTIONS, &source, NULL), WHOSAID_OK);
    cr_expect_str_eq(input.id.items, ROWS[i].id);
    cr_expect_str_eq(input.meta.items, "{}");
    cr_expect(input.length == 6 && !memcmp(input.text, "Hello.", 6));
  }
  input_free(&input);
}
