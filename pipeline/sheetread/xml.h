/* xml.h - XML as it streams by: the only door to libxml2.
 *
 * No network, no document type, so no entities but the five of XML; prefixes are
 * dropped. INPUT, naming part and line, when it is not well-formed. */
#ifndef SHEETREAD_XML_H
#define SHEETREAD_XML_H

#include "base/arena.h"
#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

/* An element's attributes, while its start is handed on. */
struct xml_attributes {
    struct arena *passing;
    const unsigned char **list;
    size_t count;
};
/* Value of an attribute without a prefix (or with one); NULL when there is none. Valid until the element is done with.
 */
const char *xml_attribute(const struct xml_attributes *attributes, const char *name, bool has_prefix);

/* What is made of the parts of a document; a failure ends the reading. */
struct xml_handler {
    RESULT (*start)(void *context, const char *name, const struct xml_attributes *attributes);
    RESULT (*end)(void *context, const char *name);                 /* NULL: not looked at */
    RESULT (*text)(void *context, const char *text, size_t length); /* NULL: not looked at */
    void *context;
};

struct xml_reader;

/* `what` names the document in messages. */
RESULT xml_open(struct xml_reader **out, struct arena *arena, const char *what, const struct xml_handler *handler);
RESULT xml_feed(struct xml_reader *reader, const char *bytes, size_t length);
/* No more bytes come. */
RESULT xml_finish(struct xml_reader *reader);
void xml_close(struct xml_reader *reader); /* NULL-safe */

#endif
