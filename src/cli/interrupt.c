/* interrupt.c: signals -> a flag. The only global of the program: a signal has no other way to it. */
#include "cli/interrupt.h"

#include <signal.h>
#include <stddef.h>

static volatile sig_atomic_t came;

static void remember(int signal) {
  (void)signal;
  came = 1;
}

void interrupt_begin(void) {
  static const int SIGNALS[] = {SIGINT, SIGTERM, SIGHUP};
  for (size_t i = 0; i < sizeof SIGNALS / sizeof *SIGNALS; i++) {
    struct sigaction before, action = {.sa_handler = remember, .sa_flags = (int)SA_RESETHAND};
    sigemptyset(&action.sa_mask);
    if (!sigaction(SIGNALS[i], NULL, &before) && before.sa_handler != SIG_IGN) sigaction(SIGNALS[i], &action, NULL);
  }
}

int interrupt_came(void) { return came; }
