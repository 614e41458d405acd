/* xml.c - events of libxml2's push parser, without its tree. */
#include "sheetread/xml.h"

#include <libxml/parser.h>
#include <string.h>

struct xml_reader {
    xmlParserCtxtPtr parser;
    const struct xml_handler *handler;
    const char *what;
    struct arena *passing; /* of one element's attributes */
    struct result result;  /* of the handler, once it fails */
};

/* Five pointers each: name, prefix, namespace, value, end of the value. */
enum { ATTRIBUTE_PARTS = 5 };

const char *xml_attribute(const struct xml_attributes *attributes, const char *name, bool has_prefix)
{
    for (size_t i = 0; i < attributes->count; i++) {
        const unsigned char **parts = attributes->list + i * ATTRIBUTE_PARTS;
        if ((parts[1] != NULL) == has_prefix && strcmp((const char *)parts[0], name) == 0)
            return arena_strndup(attributes->passing, (const char *)parts[3], (size_t)(parts[4] - parts[3]));
    }
    return NULL;
}

static void settle(struct xml_reader *reader, struct result result)
{
    if (!result.kind || reader->result.kind)
        return;
    reader->result = result;
    xmlStopParser(reader->parser);
}

static void on_start(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *space, int spaces,
                     const xmlChar **space_list, int count, int defaulted, const xmlChar **list)
{
    struct xml_reader *reader = context;

    (void)prefix, (void)space, (void)spaces, (void)space_list, (void)defaulted;
    if (reader->result.kind)
        return;
    arena_reset(reader->passing);
    settle(reader, reader->handler->start(reader->handler->context, (const char *)name,
                                          &(struct xml_attributes){reader->passing, list, (size_t)count}));
}

static void on_end(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *space)
{
    struct xml_reader *reader = context;

    (void)prefix, (void)space;
    if (!reader->result.kind && reader->handler->end)
        settle(reader, reader->handler->end(reader->handler->context, (const char *)name));
}

static void on_text(void *context, const xmlChar *text, int length)
{
    struct xml_reader *reader = context;

    if (!reader->result.kind && reader->handler->text)
        settle(reader, reader->handler->text(reader->handler->context, (const char *)text, (size_t)length));
}

/* Workbooks have none: whoever writes one wants to have entities read. */
static void on_document_type(void *context, const xmlChar *name, const xmlChar *id, const xmlChar *place)
{
    struct xml_reader *reader = context;

    (void)name, (void)id, (void)place;
    settle(reader, FAIL(INPUT, "%s: has a document type, which no workbook has", reader->what));
}

static xmlSAXHandler events(void)
{
    return (xmlSAXHandler){.initialized = XML_SAX2_MAGIC,
                           .internalSubset = on_document_type,
                           .startElementNs = on_start,
                           .endElementNs = on_end,
                           .characters = on_text,
                           .ignorableWhitespace = on_text,
                           .cdataBlock = on_text};
}

RESULT xml_open(struct xml_reader **out, struct arena *arena, const char *what, const struct xml_handler *handler)
{
    struct xml_reader *reader = ARENA_NEW(arena, struct xml_reader);
    xmlSAXHandler handlers = events();

    *out = NULL;
    *reader = (struct xml_reader){.handler = handler, .what = what, .passing = arena_new()};
    reader->parser = xmlCreatePushParserCtxt(&handlers, reader, NULL, 0, NULL);
    if (!reader->parser) {
        arena_free(reader->passing);
        return FAIL(DEFECT, "%s: no memory for reading it", what);
    }
    xmlCtxtUseOptions(reader->parser, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    *out = reader;
    return OK;
}

static RESULT look(struct xml_reader *reader)
{
    const xmlError *error = xmlCtxtGetLastError(reader->parser);

    if (reader->result.kind)
        return reader->result;
    if (reader->parser->wellFormed)
        return OK;
    const char *message = error && error->message ? error->message : error_say("not well-formed");
    return FAIL(INPUT, "%s:%d: is damaged: %.*s", reader->what, error ? error->line : 0, (int)strcspn(message, "\n"),
                message);
}

RESULT xml_feed(struct xml_reader *reader, const char *bytes, size_t length)
{
    enum { MOST = 1 << 20 };

    while (length) {
        size_t piece = length < MOST ? length : MOST;
        xmlParseChunk(reader->parser, bytes, (int)piece, 0);
        TRY(look(reader));
        bytes += piece;
        length -= piece;
    }
    return OK;
}

RESULT xml_finish(struct xml_reader *reader)
{
    xmlParseChunk(reader->parser, NULL, 0, 1);
    return look(reader);
}

void xml_close(struct xml_reader *reader)
{
    if (!reader)
        return;
    xmlFreeParserCtxt(reader->parser);
    arena_free(reader->passing);
}
