/* recall.c: recalls, handed from one analysis to the next. */
#include "model/recall.h"

#include <stdatomic.h>
#include <stdlib.h>

enum { MOST_IDLE = 64 };

struct recalls {
  _Atomic(struct recall *) idle[MOST_IDLE];
};

struct recalls *recalls_new(void) {
  struct recalls *made = malloc(sizeof *made);
  for (int i = 0; made && i < MOST_IDLE; i++) atomic_init(&made->idle[i], NULL);
  return made;
}

void recalls_free(struct recalls *recalls) {
  for (int i = 0; recalls && i < MOST_IDLE; i++) free(atomic_load_explicit(&recalls->idle[i], memory_order_acquire));
  free(recalls);
}

struct recall *recall_take(struct recalls *recalls) {
  for (int i = 0; recalls && i < MOST_IDLE; i++) {
    if (!atomic_load_explicit(&recalls->idle[i], memory_order_relaxed)) continue;
    struct recall *taken = atomic_exchange_explicit(&recalls->idle[i], NULL, memory_order_acquire);
    if (taken) return taken;
  }
  return calloc(1, sizeof(struct recall));
}

void recall_leave(struct recalls *recalls, struct recall *recall) {
  for (int i = 0; recalls && recall && i < MOST_IDLE; i++) {
    struct recall *none = NULL;
    if (atomic_compare_exchange_strong_explicit(&recalls->idle[i], &none, recall, memory_order_release, memory_order_relaxed)) return;
  }
  free(recall);
}
