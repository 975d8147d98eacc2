/* test_record.c: a document -> its record; offsets in the three units; strings that need escapes. */
#include <cjson/cJSON.h>
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "base/bytes.h"
#include "document.h"
#include "output/json.h"
#include "output/offsets.h"
#include "output/record.h"

static int append(void *context, const char *bytes, size_t length) { return bytes_append(context, bytes, length); }

static whosaid_string string(const char *text) { return (whosaid_string){.bytes = text, .length = (uint32_t)strlen(text)}; }

Test(offsets, agree_with_counting_from_the_start) {
  static const char *const TEXTS[] = {"", "plain", "é", "😀", "Zoë “said” 😀 – naïve",
                                      "0123456789012345678901234567890123456789012345678901234567890123é",
                                      "012345678901234567890123456789012345678901234567890123456789012é😀 after the first block ends inside a character"};
  for (size_t i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++) {
    struct whosaid_document document = {.text = TEXTS[i], .length = (uint32_t)strlen(TEXTS[i])};
    for (whosaid_unit unit = WHOSAID_CODEPOINT; unit <= WHOSAID_UTF16; unit++) {
      struct offsets offsets;
      cr_assert_eq(offsets_count(&offsets, whosaid_text(&document), unit, NULL), WHOSAID_OK);
      for (uint32_t at = 0; at <= document.length; at++) {
        if (at < document.length && ((unsigned char)TEXTS[i][at] & 0xC0) == 0x80) continue;
        cr_expect_eq(offsets_convert(&offsets, at), whosaid_offset(&document, at, unit), "%s at %u, unit %d", TEXTS[i], at, (int)unit);
      }
      offsets_free(&offsets);
    }
  }
}

Test(json, strings_are_read_back_as_they_were) {
  char all[256] = "";
  for (int i = 1; i < 0x80; i++) all[i - 1] = (char)i;
  const char *const ROWS[] = {"", "plain", "“é” 😀", "\xC2\x80\xC2\x9F\xC2\xA0", "\xE2\x80\xA7\xE2\x80\xA8\xE2\x80\xA9\xE2\x80\xAA", all};
  for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
    struct bytes out = {0};
    struct json json;
    json_begin(&json, 0, append, &out);
    json_word(&json, ROWS[i]);
    cr_assert(json_end(&json, NULL) == WHOSAID_OK && !bytes_append(&out, "", 1));
    for (const char *c = out.items; *c; c++) cr_expect((unsigned char)*c >= ' ' && *c != 0x7F);
    cr_expect(!strstr(out.items, "\xE2\x80\xA8") && !strstr(out.items, "\xC2\x80"));
    cJSON *read = cJSON_Parse(out.items);
    cr_assert(cJSON_IsString(read), "%s", out.items);
    cr_expect_str_eq(read->valuestring, ROWS[i]);
    cJSON_Delete(read);
    bytes_free(&out);
  }
}

Test(json, numbers_and_scores) {
  static const struct {
    float score;
    const char *text;
  } ROWS[] = {{0, "0.00"}, {-1, "0.00"}, {0.004f, "0.00"}, {0.005f, "0.01"}, {0.98f, "0.98"}, {0.995f, "1.00"}, {1, "1.00"}, {2, "1.00"}};
  for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
    struct bytes out = {0};
    struct json json;
    json_begin(&json, 0, append, &out);
    json_open(&json, '[', JSON_INLINE);
    json_score(&json, ROWS[i].score);
    json_number(&json, UINT64_MAX);
    json_close(&json, ']');
    cr_assert(json_end(&json, NULL) == WHOSAID_OK && !bytes_append(&out, "", 1));
    char expected[64];
    snprintf(expected, sizeof expected, "[%s,18446744073709551615]", ROWS[i].text);
    cr_expect_str_eq(out.items, expected);
    bytes_free(&out);
  }
}

/* “Go,” Zoë said. – with everything a record can hold. */
static const char TEXT[] = "“Go,” Zoë said.";
static whosaid_string aliases[1];
static whosaid_id ids[1];
static const whosaid_part PARTS[] = {{.start = 3, .end = 6, .quoted = 1}, {.start = 10, .end = 19}};

static void fill(struct whosaid_document *document) {
  aliases[0] = string("Zoë");
  ids[0] = (whosaid_id){.scheme = string("wikidata"), .value = string("Q1")};
  *document = (struct whosaid_document){.text = TEXT, .length = sizeof TEXT - 1};
  *VECTOR_ADD(&document->sentences) = (whosaid_sentence){.start = 0, .end = sizeof TEXT - 1, .section = WHOSAID_CAPTION};
  *VECTOR_ADD(&document->entities) = (whosaid_entity){.type = WHOSAID_PERSON, .gender = WHOSAID_FEMALE, .name = string("Zoë Kravitz"),
      .aliases = aliases, .alias_count = 1, .ids = ids, .id_count = 1, .mentions = 1};
  *VECTOR_ADD(&document->mentions) = (whosaid_mention){.start = 10, .end = 14, .quote = WHOSAID_NONE, .score = 0.5f, .source = string("rule:x")};
  *VECTOR_ADD(&document->quotes) = (whosaid_quote){.start = 3, .end = 6, .parts = PARTS, .part_count = 1, .score = 1,
      .cue = {.start = 15, .end = 19, .lemma = string("say")}, .speaker = {.known = 1, .start = 10, .end = 14, .name = string("Zoë Kravitz")}};
  *VECTOR_ADD(&document->quotes) = (whosaid_quote){.type = WHOSAID_INDIRECT, .start = 10, .end = 19, .parts = &PARTS[1], .part_count = 1,
      .cue = {.start = WHOSAID_NONE}, .negated = 1};
  *VECTOR_ADD(&document->warnings) = (whosaid_warning){.code = "unclosed-quote", .start = 6};
}

static void free_arrays(struct whosaid_document *document) {
  VECTOR_FREE(&document->sentences);
  VECTOR_FREE(&document->entities);
  VECTOR_FREE(&document->mentions);
  VECTOR_FREE(&document->quotes);
  VECTOR_FREE(&document->warnings);
}

static void expect_record(const whosaid_record_options *options, const char *expected) {
  struct whosaid_document document;
  struct bytes out = {0};
  fill(&document);
  cr_assert_eq(whosaid_write_record(&document, options, append, &out, NULL), WHOSAID_OK);
  bytes_append(&out, "", 1);
  cr_expect_str_eq(out.items, expected);
  bytes_free(&out);
  free_arrays(&document);
}

Test(record, has_every_key_in_its_order) {
  expect_record(&(whosaid_record_options){.id = "a\"b", .meta = "{\"url\":\"x\"}"},
      "{\"schema\":\"whosaid.document/1\",\"id\":\"a\\\"b\",\"offsets\":\"codepoint\",\"length\":15,\"meta\":{\"url\":\"x\"},"
      "\"sentences\":[{\"start\":0,\"end\":15,\"paragraph\":0,\"section\":\"caption\"}],"
      "\"entities\":[{\"id\":\"e1\",\"type\":\"person\",\"name\":\"Zoë Kravitz\",\"aliases\":[\"Zoë\"],\"description\":null,\"gender\":\"female\","
      "\"ids\":{\"wikidata\":\"Q1\"},\"mentions\":1}],"
      "\"mentions\":[{\"id\":\"m1\",\"entity\":\"e1\",\"type\":\"person\",\"form\":\"name\",\"text\":\"Zoë\",\"start\":6,\"end\":9,\"sentence\":0,"
      "\"quote\":null,\"score\":0.50,\"source\":\"rule:x\"}],"
      "\"quotes\":[{\"id\":\"q1\",\"type\":\"direct\",\"text\":\"Go,\",\"start\":1,\"end\":4,\"parts\":[{\"start\":1,\"end\":4,\"quoted\":true}],"
      "\"cue\":{\"text\":\"said\",\"lemma\":\"say\",\"start\":10,\"end\":14},"
      "\"speaker\":{\"entity\":\"e1\",\"name\":\"Zoë Kravitz\",\"mention\":\"m1\",\"text\":\"Zoë\",\"start\":6,\"end\":9,\"how\":\"name\"},"
      "\"mentions\":[],\"sentence\":0,\"negated\":false,\"score\":1.00,\"source\":\"\"},"
      "{\"id\":\"q2\",\"type\":\"indirect\",\"text\":\"Zoë said\",\"start\":6,\"end\":14,\"parts\":[{\"start\":6,\"end\":14,\"quoted\":false}],"
      "\"cue\":null,\"speaker\":null,\"mentions\":[\"m1\"],\"sentence\":0,\"negated\":true,\"score\":0.00,\"source\":\"\"}],"
      "\"warnings\":[{\"code\":\"unclosed-quote\",\"start\":4}]}");
}

Test(record, is_laid_out_for_reading) {
  expect_record(&(whosaid_record_options){.pretty = 1, .offsets = WHOSAID_BYTE, .with_text = 1, .id = "17", .id_is_json = 1},
      "{\n"
      "  \"schema\": \"whosaid.document/1\",\n"
      "  \"id\": 17,\n"
      "  \"offsets\": \"byte\",\n"
      "  \"length\": 20,\n"
      "  \"meta\": {},\n"
      "  \"text\": \"“Go,” Zoë said.\",\n"
      "  \"sentences\": [\n"
      "    {\"start\": 0, \"end\": 20, \"paragraph\": 0, \"section\": \"caption\"}\n"
      "  ],\n"
      "  \"entities\": [\n"
      "    {\"id\": \"e1\", \"type\": \"person\", \"name\": \"Zoë Kravitz\", \"aliases\": [\"Zoë\"], \"description\": null, \"gender\": \"female\", "
      "\"ids\": {\"wikidata\": \"Q1\"}, \"mentions\": 1}\n"
      "  ],\n"
      "  \"mentions\": [\n"
      "    {\"id\": \"m1\", \"entity\": \"e1\", \"type\": \"person\", \"form\": \"name\", \"text\": \"Zoë\", \"start\": 10, \"end\": 14, \"sentence\": 0, "
      "\"quote\": null, \"score\": 0.50, \"source\": \"rule:x\"}\n"
      "  ],\n"
      "  \"quotes\": [\n"
      "    {\n"
      "      \"id\": \"q1\",\n"
      "      \"type\": \"direct\",\n"
      "      \"text\": \"Go,\",\n"
      "      \"start\": 3,\n"
      "      \"end\": 6,\n"
      "      \"parts\": [{\"start\": 3, \"end\": 6, \"quoted\": true}],\n"
      "      \"cue\": {\"text\": \"said\", \"lemma\": \"say\", \"start\": 15, \"end\": 19},\n"
      "      \"speaker\": {\"entity\": \"e1\", \"name\": \"Zoë Kravitz\", \"mention\": \"m1\", \"text\": \"Zoë\", \"start\": 10, \"end\": 14, \"how\": \"name\"},\n"
      "      \"mentions\": [],\n"
      "      \"sentence\": 0,\n"
      "      \"negated\": false,\n"
      "      \"score\": 1.00,\n"
      "      \"source\": \"\"\n"
      "    },\n"
      "    {\n"
      "      \"id\": \"q2\",\n"
      "      \"type\": \"indirect\",\n"
      "      \"text\": \"Zoë said\",\n"
      "      \"start\": 10,\n"
      "      \"end\": 19,\n"
      "      \"parts\": [{\"start\": 10, \"end\": 19, \"quoted\": false}],\n"
      "      \"cue\": null,\n"
      "      \"speaker\": null,\n"
      "      \"mentions\": [\"m1\"],\n"
      "      \"sentence\": 0,\n"
      "      \"negated\": true,\n"
      "      \"score\": 0.00,\n"
      "      \"source\": \"\"\n"
      "    }\n"
      "  ],\n"
      "  \"warnings\": [\n"
      "    {\"code\": \"unclosed-quote\", \"start\": 6}\n"
      "  ]\n"
      "}");
}

static int refuse(void *context, const char *bytes, size_t length) {
  (void)bytes, (void)length;
  return ++*(int *)context;
}

Test(record, stops_when_the_receiver_does) {
  struct whosaid_document document;
  whosaid_error error;
  int calls = 0;
  fill(&document);
  cr_expect_eq(whosaid_write_record(&document, &(whosaid_record_options){0}, refuse, &calls, &error), WHOSAID_WRITE_FAILED);
  cr_expect_eq(calls, 1);
  free_arrays(&document);
}

Test(record, of_a_failure_has_its_code_and_place) {
  static const struct {
    whosaid_error failure;
    const char *id;
    uint64_t line;
    const char *expected;
  } ROWS[] = {
      {{.status = WHOSAID_INVALID_UTF8, .offset = 4711, .message = "bad"}, "17", 17,
       "{\"schema\":\"whosaid.error/1\",\"id\":\"17\",\"line\":17,\"error\":{\"code\":\"invalid-utf8\",\"message\":\"bad\",\"offset\":4711}}"},
      {{.status = WHOSAID_TOO_LONG, .offset = 9, .message = "x"}, NULL, 0,
       "{\"schema\":\"whosaid.error/1\",\"id\":null,\"line\":null,\"error\":{\"code\":\"too-long\",\"message\":\"x\",\"offset\":null}}"},
  };
  for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
    struct bytes out = {0};
    cr_assert_eq(record_write_error(&ROWS[i].failure, &(whosaid_record_options){.id = ROWS[i].id}, ROWS[i].line, append, &out, NULL), WHOSAID_OK);
    bytes_append(&out, "", 1);
    cr_expect_str_eq(out.items, ROWS[i].expected);
    bytes_free(&out);
  }
}
