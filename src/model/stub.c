/* stub.c: an empty model, until model.c reads one. */
#include <stdlib.h>

#include "base/error.h"
#include "model/model.h"

__attribute__((weak)) whosaid_status whosaid_model_open(const char *directory, const char *const *added, size_t added_count,
                                                        whosaid_model **model, whosaid_error *error) {
  (void)directory, (void)added, (void)added_count;
  *model = calloc(1, sizeof **model);
  return *model ? WHOSAID_OK : error_memory(error);
}

__attribute__((weak)) void whosaid_model_free(whosaid_model *model) { free(model); }

__attribute__((weak)) whosaid_status whosaid_check(const char *directory, void (*report)(void *context, const char *finding),
                                                   void *context, whosaid_error *error) {
  (void)directory, (void)report, (void)context;
  return error_set(error, WHOSAID_NO_DATA, 0, 0, "nothing to check with yet");
}
