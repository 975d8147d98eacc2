/* completions.c: the table of options -> what completes the command line in bash, zsh and fish. */
#include "cli/completions.h"

#include <stdio.h>
#include <string.h>

#include "cli/options.h"

static int is_folder(const struct option_text *option) { return option->argument && !strcmp(option->argument, "DIR"); }
static int is_file(const struct option_text *option) {
  return option->argument && (!strcmp(option->argument, "FILE") || !strcmp(option->argument, "LIST"));
}

/* "auto text jsonl": the words that an option takes; nothing for one that takes any. */
static void put_words(const struct option_text *option) {
  const struct format *format;
  const char *gap = "";
  for (int i = 0; option->words && option->words[i]; i++, gap = " ") printf("%s%s", gap, option->words[i]);
  if (strcmp(option->name, "to")) return;
  for (size_t i = 0; (format = format_at(i)); i++, gap = " ") printf("%s%s", gap, format->name);
}

static int has_words(const struct option_text *option) { return option->words || !strcmp(option->name, "to"); }

/* Within single quotes; zsh also reads brackets and colons. */
static void put_help(const char *help, const char *escaped) {
  for (; *help; help++) {
    if (*help == '\'') fputs("'\\''", stdout);
    else if (strchr(escaped, *help)) printf("\\%c", *help);
    else putchar(*help);
  }
}

/* ---- bash ---- */

static void put_bash_case(const struct option_text *option) {
  if (!option->argument) return;
  printf("    --%s", option->name);
  if (option->letter) printf("|-%c", option->letter);
  fputs(") ", stdout);
  if (has_words(option)) {
    fputs("COMPREPLY=($(compgen -W '", stdout);
    put_words(option);
    puts("' -- \"$word\")) ;;");
  } else if (is_folder(option)) {
    puts("COMPREPLY=($(compgen -d -- \"$word\")) ;;");
  } else if (is_file(option)) {
    puts("COMPREPLY=($(compgen -f -- \"$word\")) ;;");
  } else {
    puts(";;");
  }
}

static void show_bash(void) {
  struct option_text option;
  puts("_whosaid() {\n  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}\n  COMPREPLY=()\n  case $before in");
  for (int i = 0; options_text(i, &option); i++) put_bash_case(&option);
  fputs("    *) if [[ $word == -* ]]; then COMPREPLY=($(compgen -W '", stdout);
  for (int i = 0; options_text(i, &option); i++) printf("%s--%s", i ? " " : "", option.name);
  puts("' -- \"$word\")); else COMPREPLY=($(compgen -f -- \"$word\")); fi ;;\n  esac\n}\ncomplete -o filenames -F _whosaid whosaid");
}

/* ---- zsh ---- */

static void put_zsh_option(const struct option_text *option) {
  if (option->letter) printf("  '(-%c --%s)'{-%c,--%s}'[", option->letter, option->name, option->letter, option->name);
  else printf("  '--%s[", option->name);
  put_help(option->help, "[]:\\");
  putchar(']');
  if (option->argument) printf(":%s:", option->argument);
  if (has_words(option)) {
    putchar('(');
    put_words(option);
    putchar(')');
  } else if (is_folder(option)) {
    fputs("_files -/", stdout);
  } else if (is_file(option)) {
    fputs("_files", stdout);
  }
  puts("' \\");
}

static void show_zsh(void) {
  struct option_text option;
  puts("#compdef whosaid\n\n_whosaid() {\n_arguments -s \\");
  for (int i = 0; options_text(i, &option); i++) put_zsh_option(&option);
  puts("  '*:file:_files'\n}\n\nif [ \"$funcstack[1]\" = _whosaid ]; then _whosaid \"$@\"; else compdef _whosaid whosaid; fi");
}

/* ---- fish ---- */

static void put_fish_option(const struct option_text *option) {
  printf("complete -c whosaid -l %s", option->name);
  if (option->letter) printf(" -s %c", option->letter);
  if (option->argument) fputs(is_folder(option) || is_file(option) ? " -r" : " -x", stdout);
  if (has_words(option)) {
    fputs(" -a '", stdout);
    put_words(option);
    putchar('\'');
  } else if (is_folder(option)) {
    fputs(" -a '(__fish_complete_directories)'", stdout);
  }
  fputs(" -d '", stdout);
  put_help(option->help, "\\");
  puts("'");
}

static void show_fish(void) {
  struct option_text option;
  for (int i = 0; options_text(i, &option); i++) put_fish_option(&option);
}

void completions_show(const char *shell) {
  static const struct {
    const char *shell;
    void (*show)(void);
  } SHELLS[] = {{"bash", show_bash}, {"zsh", show_zsh}, {"fish", show_fish}};
  for (size_t i = 0; i < sizeof SHELLS / sizeof *SHELLS; i++) {
    if (!strcmp(SHELLS[i].shell, shell)) SHELLS[i].show();
  }
}
