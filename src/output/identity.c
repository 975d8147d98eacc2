/* identity.c: ids, names and texts -> IRIs. */
#include "output/identity.h"

#include <sha2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "output/words.h"

/* Schemes whose ids have an IRI of their own, the ones that are better to meet in first. */
static const struct {
  const char *scheme, *before, *after;
} SCHEMES[] = {
    {"wikidata", "http://www.wikidata.org/entity/", ""}, {"geonames", "https://sws.geonames.org/", "/"}, {"viaf", "http://viaf.org/viaf/", ""},
    {"isni", "https://isni.org/isni/", ""},              {"ror", "https://ror.org/", ""},                 {"orcid", "https://orcid.org/", ""},
};
enum { SCHEME_COUNT = sizeof SCHEMES / sizeof *SCHEMES };

static int append(struct bytes *out, const char *text) { return bytes_append(out, text, strlen(text)); }

/* Letters and digits of ASCII and "-._~" as they are, all other bytes as %20. */
static int append_escaped(struct bytes *out, const char *text, size_t length) {
  int failed = 0;
  for (size_t i = 0; i < length && !failed; i++) {
    unsigned char c = (unsigned char)text[i];
    char escape[4];
    int plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (c && strchr("-._~", c));
    snprintf(escape, sizeof escape, "%%%02X", c);
    failed = plain ? bytes_append(out, text + i, 1) : append(out, escape);
  }
  return failed;
}

/* An IRI that can stand in a graph as it is: of ASCII characters that RFC 3986 allows, with a name behind its scheme. */
static int is_iri(const char *text, size_t length) {
  static const char *const STARTS[] = {"http://", "https://", "urn:"};
  static const char ALLOWED[] = "-._~:/?#[]@!$&'()*+,;=";
  size_t start = 0, hashes = 0;
  for (size_t i = 0; i < sizeof STARTS / sizeof *STARTS; i++) {
    size_t size = strlen(STARTS[i]);
    if (length > size && !memcmp(text, STARTS[i], size)) start = size;
  }
  for (size_t i = start; start && i < length; i++) {
    char c = text[i];
    int hex = c == '%' && i + 2 < length && strspn(text + i + 1, "0123456789abcdefABCDEF") >= 2;
    int plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (c && strchr(ALLOWED, c));
    hashes += c == '#';
    if ((!hex && !plain) || hashes > 1 || (i == start && (c == '/' || c == ':'))) return 0;
  }
  return start > 0;
}

/* ---- Documents ---- */

enum { LONGEST_ID = 1024 }; /* each name of the document's has it in it */

static int append_hash(struct bytes *names, const char *text, size_t length) {
  char hash[SHA256_DIGEST_STRING_LENGTH];
  SHA256Data((const uint8_t *)text, length, hash);
  return append(names, "urn:whosaid:sha256:") || append(names, hash);
}

static whosaid_status name_document(struct identity *identity, const struct answer *answer, whosaid_error *error) {
  struct bytes id = {0};
  int failed;
  if (format_plain_id(answer, &id, error)) return bytes_free(&id), WHOSAID_OUT_OF_MEMORY;
  size_t length = id.length - 1;
  if (answer->document && !answer->id_given) failed = append_hash(&identity->names, whosaid_text(answer->document).bytes, whosaid_text(answer->document).length);
  else if (length > LONGEST_ID) failed = append_hash(&identity->names, id.items, length);
  else if (is_iri(id.items, length)) failed = bytes_append(&identity->names, id.items, length);
  else failed = append(&identity->names, "urn:whosaid:document:") || append_escaped(&identity->names, id.items, length);
  failed |= bytes_append(&identity->names, "", 1);
  bytes_free(&id);
  return failed ? error_memory(error) : WHOSAID_OK;
}

const char *identity_document(const struct identity *identity) { return identity->names.items + identity->document; }

static int append_part(const struct identity *identity, char letter, uint32_t index, struct bytes *iri) {
  char part[16];
  int within = strchr(identity_document(identity), '#') != NULL;
  snprintf(part, sizeof part, "%c%c%u", within ? '/' : '#', letter, index + 1);
  return bytes_append(iri, part, strlen(part) + 1);
}

whosaid_status identity_part(const struct identity *identity, char letter, uint32_t index, struct bytes *iri, whosaid_error *error) {
  iri->length = 0;
  int failed = append(iri, identity_document(identity)) || append_part(identity, letter, index, iri);
  return failed ? error_memory(error) : WHOSAID_OK;
}

/* ---- Entities ---- */

static int is_scheme(const whosaid_id *id, const char *scheme) {
  return id->scheme.length == strlen(scheme) && !memcmp(id->scheme.bytes, scheme, id->scheme.length);
}

static size_t rank(const whosaid_id *id) {
  size_t i = 0;
  while (i < SCHEME_COUNT && !is_scheme(id, SCHEMES[i].scheme)) i++;
  return i;
}

int identity_append_id(struct bytes *iri, const whosaid_id *id) {
  size_t i = rank(id);
  if (is_iri(id->value.bytes, id->value.length)) return bytes_append(iri, id->value.bytes, id->value.length);
  if (i < SCHEME_COUNT) {
    return append(iri, SCHEMES[i].before) || append_escaped(iri, id->value.bytes, id->value.length) || append(iri, SCHEMES[i].after);
  }
  return append(iri, "urn:whosaid:id:") || append_escaped(iri, id->scheme.bytes, id->scheme.length) || append(iri, ":") ||
         append_escaped(iri, id->value.bytes, id->value.length);
}

static const whosaid_id *best_id(const whosaid_entity *entity) {
  const whosaid_id *best = entity->id_count ? &entity->ids[0] : NULL;
  for (uint32_t i = 1; i < entity->id_count; i++) {
    if (rank(&entity->ids[i]) < rank(best)) best = &entity->ids[i];
  }
  return best;
}

static int append_name(struct bytes *names, const whosaid_entity *entity) {
  return append(names, "urn:whosaid:") || append(names, type_word(entity->type)) || append(names, ":") ||
         append_escaped(names, entity->name.bytes, entity->name.length) || bytes_append(names, "", 1);
}

/* The names move while they grow: the document's IRI is copied byte by byte from where it is then. */
static int append_scoped(struct identity *identity, uint32_t i) {
  size_t length = strlen(identity_document(identity));
  if (bytes_reserve(&identity->names, length)) return -1;
  return bytes_append(&identity->names, identity_document(identity), length) || append_part(identity, 'e', i, &identity->names);
}

static int name_entity(struct identity *identity, const struct output_options *options, const whosaid_entity *entity, uint32_t i) {
  struct node *node = &identity->nodes[i];
  const whosaid_id *id = best_id(entity);
  node->name = identity->names.length;
  node->scope = id ? BY_ID : options->merge_names && entity->type != WHOSAID_PLACE ? BY_NAME : IN_DOCUMENT;
  if (id) return identity_append_id(&identity->names, id) || bytes_append(&identity->names, "", 1);
  return node->scope == BY_NAME ? append_name(&identity->names, entity) : append_scoped(identity, i);
}

const char *identity_entity(const struct identity *identity, uint32_t entity) { return identity->names.items + identity->nodes[entity].name; }

const char *identity_joined_by(const struct identity *identity, uint32_t entity) {
  static const char *const WORDS[] = {[IN_DOCUMENT] = NULL, [BY_ID] = "id", [BY_NAME] = "name"};
  return WORDS[identity->nodes[entity].scope];
}

struct named {
  const char *name;
  uint32_t entity;
};

static int by_name(const void *a, const void *b) {
  const struct named *one = a, *other = b;
  int order = strcmp(one->name, other->name);
  return order ? order : one->entity < other->entity ? -1 : 1;
}

/* Two entities of a document may have the same id. */
static whosaid_status find_same(struct identity *identity, whosaid_error *error) {
  struct named *named = calloc((size_t)identity->count + 1, sizeof *named);
  if (!named) return error_memory(error);
  for (uint32_t i = 0; i < identity->count; i++) named[i] = (struct named){identity_entity(identity, i), i};
  qsort(named, identity->count, sizeof *named, by_name);
  for (uint32_t i = 0, first = 0; i < identity->count; i++) {
    if (strcmp(named[i].name, named[first].name) != 0) first = i;
    identity->nodes[named[i].entity].same = named[first].entity;
  }
  free(named);
  return WHOSAID_OK;
}

whosaid_status identity_read(struct identity *identity, const struct output *output, const struct answer *answer, whosaid_error *error) {
  size_t count = 0;
  *identity = (struct identity){0};
  const whosaid_entity *entities = answer->document ? whosaid_entities(answer->document, &count) : NULL;
  if (name_document(identity, answer, error)) return WHOSAID_OUT_OF_MEMORY;
  identity->nodes = calloc(count + 1, sizeof *identity->nodes);
  if (!identity->nodes) return error_memory(error);
  for (; identity->count < count; identity->count++) {
    if (name_entity(identity, output->options, &entities[identity->count], identity->count)) return error_memory(error);
  }
  return find_same(identity, error);
}

void identity_free(struct identity *identity) {
  bytes_free(&identity->names);
  free(identity->nodes);
}
