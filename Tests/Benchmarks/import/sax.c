// The floor: libxml2's push parser with callbacks that only count. Prints what it counted.
#include <libxml/parser.h>
#include <stdio.h>
#include <string.h>

static size_t elements, attributes, text_bytes;

static void start(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int namespace_count,
                  const xmlChar **namespaces, int attribute_count, int default_count, const xmlChar **values) {
  (void)context; (void)name; (void)prefix; (void)uri; (void)namespace_count; (void)namespaces; (void)default_count; (void)values;
  elements++;
  attributes += (size_t)attribute_count;
}

static void end(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri) {
  (void)context; (void)name; (void)prefix; (void)uri;
}

static void text(void *context, const xmlChar *characters, int length) {
  (void)context; (void)characters;
  text_bytes += (size_t)length;
}

int main(int count, char **arguments) {
  if (count != 2) { fprintf(stderr, "usage: sax FILE\n"); return 2; }
  FILE *file = fopen(arguments[1], "rb");
  if (!file) { perror(arguments[1]); return 1; }
  xmlSAXHandler handler;
  memset(&handler, 0, sizeof handler);
  handler.initialized = XML_SAX2_MAGIC;
  handler.startElementNs = start;
  handler.endElementNs = end;
  handler.characters = text;
  xmlParserCtxtPtr parser = xmlCreatePushParserCtxt(&handler, NULL, NULL, 0, NULL);
  static char chunk[1 << 16];
  size_t size;
  while ((size = fread(chunk, 1, sizeof chunk, file)) > 0)
    if (xmlParseChunk(parser, chunk, (int)size, 0)) return 1;
  if (xmlParseChunk(parser, chunk, 0, 1)) return 1;
  xmlFreeParserCtxt(parser);
  fclose(file);
  printf("elements=%zu attributes=%zu text=%zu\n", elements, attributes, text_bytes);
  return 0;
}
