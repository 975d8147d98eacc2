/* interrupt.h: Ctrl-C ends the run after the document in hand; a second one ends it at once. */
#ifndef WHOSAID_CLI_INTERRUPT_H
#define WHOSAID_CLI_INTERRUPT_H

void interrupt_begin(void);

/* 1 once the user wants the run to end. */
int interrupt_came(void);

#endif
