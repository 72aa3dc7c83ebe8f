#pragma once
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/uri.h>
#include <libxml/xmlerror.h>
#include <libxml/xmlschemas.h>
#include <libxml/xmlwriter.h>
#include <libxml/SAX2.h>

// xmlFree is a global variable, which Swift 6 does not let concurrent code read.
static inline void mutual_aid_xml_free(void *pointer) { xmlFree(pointer); }

// What libxml2 cannot tell a parser's context, such as bytes that cannot be converted, it would print. The function that
// takes it has a variable number of arguments, which Swift cannot write. The setting belongs to the calling thread.
static void mutual_aid_xml_discard(void *context, const char *format, ...) { (void)context; (void)format; }
static inline void mutual_aid_xml_print_nothing(void) { xmlSetGenericErrorFunc(NULL, mutual_aid_xml_discard); }
