#pragma once
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>
#include <libxml/xmlschemas.h>
#include <libxml/xmlwriter.h>
#include <libxml/SAX2.h>

// xmlFree is a global variable, which Swift 6 does not let concurrent code read.
static inline void mutual_aid_xml_free(void *pointer) { xmlFree(pointer); }
