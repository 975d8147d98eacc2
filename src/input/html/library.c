/* library.c: libxml2 -> its functions, with the first page: it and what it needs take as long to load as a short article to read. */
#include "input/html/library.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stddef.h>
#include <string.h>

#ifndef LIBXML /* the Makefile says what it is called here */
#define LIBXML "libxml2.so.2"
#endif

#define NAME_AND_PLACE(name) {#name, offsetof(struct html_library, name)},
static const struct {
  const char *name;
  size_t place;
} FUNCTIONS[] = {LIBRARY_FUNCTIONS(NAME_AND_PLACE)};

static struct html_library library;
static int is_whole;

static void load(void) {
  void *opened = dlopen(LIBXML, RTLD_NOW | RTLD_LOCAL), *found = opened;
  for (size_t i = 0; found && i < sizeof FUNCTIONS / sizeof *FUNCTIONS; i++) {
    found = dlsym(opened, FUNCTIONS[i].name);
    memcpy((char *)&library + FUNCTIONS[i].place, &found, sizeof found);
  }
  is_whole = found != NULL;
}

const struct html_library *html_library(void) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, load);
  return is_whole ? &library : NULL;
}
