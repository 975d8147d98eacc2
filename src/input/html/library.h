/* library.h: what pages need of libxml2. */
#ifndef WHOSAID_INPUT_HTML_LIBRARY_H
#define WHOSAID_INPUT_HTML_LIBRARY_H

#include <libxml/HTMLparser.h>
#include <libxml/globals.h>

#if LIBXML_VERSION < 21200
#define STATE_FUNCTIONS(F) F(xmlIsMainThread) F(xmlGetGlobalState)
#else
#define STATE_FUNCTIONS(F)
#endif
#define LIBRARY_FUNCTIONS(F) \
  F(htmlCreatePushParserCtxt) F(htmlCtxtUseOptions) F(htmlParseChunk) F(htmlFreeParserCtxt) F(htmlEntityLookup) F(xmlStopParser) \
  F(xmlMemSetup) F(xmlInitParser) F(xmlResetLastError) STATE_FUNCTIONS(F)

/* Its functions, under their names there. */
struct html_library {
#define MEMBER(name) __typeof__(&name) name;
  LIBRARY_FUNCTIONS(MEMBER)
#undef MEMBER
};

/* Loads libxml2 when no page has come before; it stays. NULL when this machine does not have it, or memory is out. */
const struct html_library *html_library(void);

#endif
