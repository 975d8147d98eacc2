/* completions.h: what a shell needs to complete the command line. */
#ifndef WHOSAID_CLI_COMPLETIONS_H
#define WHOSAID_CLI_COMPLETIONS_H

/* On standard output, for "bash", "zsh" or "fish". */
void completions_show(const char *shell);

#endif
