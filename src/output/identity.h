/* identity.h: what documents, entities and quotes are called in a graph or a database, so that nothing fuses by accident.
 *
 *   document   the given id where it is a http, https or urn IRI; else urn:whosaid:document:ID, or urn:whosaid:sha256:HASH of the text when
 *              no id was given, or of an id of over a thousand bytes
 *   entity     the IRI of its gazetteer id ("http://www.wikidata.org/entity/Q212", "https://sws.geonames.org/706448/", else urn:whosaid:id:crm:4711);
 *              with --merge name urn:whosaid:person:Jens%20Stoltenberg; else the document's with #e1
 *   quote      the document's with #q1
 */
#ifndef WHOSAID_OUTPUT_IDENTITY_H
#define WHOSAID_OUTPUT_IDENTITY_H

#include "output/format.h"

enum identity_scope { IN_DOCUMENT, BY_ID, BY_NAME };

struct node {
  size_t name;                   /* where its IRI starts in the names, NUL-terminated */
  enum identity_scope scope;
  uint32_t same;                 /* the first entity of the document with this IRI, often itself */
};

struct identity {
  struct bytes names;
  size_t document;               /* where its IRI starts */
  struct node *nodes;            /* one for each entity */
  uint32_t count;
};

/* Names the document and its entities; of a failed one (answer->document NULL) the document alone, by its id. */
whosaid_status identity_read(struct identity *identity, const struct output *output, const struct answer *answer, whosaid_error *error);
void identity_free(struct identity *identity);

const char *identity_document(const struct identity *identity);
/* The IRI; entities with the same one are one node. */
const char *identity_entity(const struct identity *identity, uint32_t entity);

/* By what documents join in the entity: "id", "name", NULL when they do not. */
const char *identity_joined_by(const struct identity *identity, uint32_t entity);

/* Writes the IRI of a part of the document, "#q1" for 'q' and index 0, NUL-terminated. */
whosaid_status identity_part(const struct identity *identity, char letter, uint32_t index, struct bytes *iri, whosaid_error *error);

/* Writes the IRI of a gazetteer's id, without a NUL. */
int identity_append_id(struct bytes *iri, const whosaid_id *id);

#endif
