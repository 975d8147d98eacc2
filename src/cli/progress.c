/* progress.c: counts and clocks -> a line that is kept up to date on a terminal, and a summary. */
#include "cli/progress.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/walk.h"

static double seconds_since(const struct timespec *start) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)(now.tv_sec - start->tv_sec) + (double)(now.tv_nsec - start->tv_nsec) / 1e9;
}

static uint64_t count_failed(const struct tally *tally) {
  uint64_t failed = 0;
  for (size_t i = 0; i < TALLY_STATUSES; i++) failed += tally->failed[i];
  return failed;
}

/* Bytes of all files that the command line names; 0 when nobody knows. */
static uint64_t measure(const struct options *options) {
  struct walk walk = {0};
  struct stat about;
  uint64_t total = 0;
  int is_known = !options->files_from;
  for (int i = 0; is_known && i < options->path_count; i++) {
    enum walk_found found = WALK_END;
    is_known = strcmp(options->paths[i], "-") != 0 && !walk_begin(&walk, options->paths[i]);
    while (is_known && (found = walk_next(&walk))) {
      if (found == WALK_NO_MEMORY) is_known = 0;
      else if (found == WALK_FILE && !stat(walk.path.items, &about) && S_ISREG(about.st_mode)) total += (uint64_t)about.st_size;
    }
  }
  walk_free(&walk);
  return is_known ? total : 0;
}

/* Not where records appear on the same terminal. */
void progress_begin(struct progress *progress, const struct options *options) {
  *progress = (struct progress){.options = options};
  clock_gettime(CLOCK_MONOTONIC, &progress->start);
  progress->shown = progress->start;
  progress->on_terminal = !options->quiet && isatty(STDERR_FILENO) && (options->output || !isatty(STDOUT_FILENO));
  if (progress->on_terminal) progress->total = measure(options);
}

static void show_line(const struct progress *progress) {
  double seconds = seconds_since(&progress->start), megabytes = (double)progress->taken / 1e6;
  uint64_t failed = count_failed(&progress->tally);
  fprintf(stderr, "\r%llu documents, %.1f MB, %.1f MB/s", (unsigned long long)progress->tally.documents, megabytes,
          megabytes / (seconds > 0 ? seconds : 1));
  if (progress->total > progress->taken && progress->taken) {
    unsigned long left = (unsigned long)(seconds / (double)progress->taken * (double)(progress->total - progress->taken));
    fprintf(stderr, ", %lu:%02lu:%02lu left", left / 3600, left / 60 % 60, left % 60);
  }
  fprintf(stderr, ", %llu errors\033[K", (unsigned long long)failed);
  fflush(stderr);
}

void progress_add(struct progress *progress, const struct batch *batch) {
  enum { TENTHS = 2 };
  struct tally *tally = &progress->tally;
  tally->documents += batch->tally.documents;
  tally->entities += batch->tally.entities;
  tally->quotes += batch->tally.quotes;
  tally->skipped += batch->tally.skipped;
  for (size_t i = 0; i < TALLY_STATUSES; i++) tally->failed[i] += batch->tally.failed[i];
  progress->taken = batch->taken;
  if (!progress->on_terminal || seconds_since(&progress->shown) * 10 < TENTHS) return;
  clock_gettime(CLOCK_MONOTONIC, &progress->shown);
  show_line(progress);
}

static const char *plural(uint64_t count) { return count == 1 ? "" : "s"; }

static void show_failed(const struct progress *progress, uint64_t failed) {
  const char *before = " (";
  fprintf(stderr, "whosaid: %llu document%s could not be analysed", (unsigned long long)failed, plural(failed));
  for (size_t i = 0; i < TALLY_STATUSES; i++) {
    if (!progress->tally.failed[i]) continue;
    fprintf(stderr, "%s%llu %s", before, (unsigned long long)progress->tally.failed[i], whosaid_status_name((whosaid_status)i));
    before = ", ";
  }
  const char *where = progress->options->format->failures;
  fprintf(stderr, ")%s%s\n", where ? "; " : "", where ? where : "");
}

/* "whosaid: left out of web archives: 12 image/png, 3 request" */
static void show_skipped(const struct files *files) {
  const char *before = "whosaid: records left out of web archives: ";
  for (size_t i = 0; i < SKIPPED_KINDS && files->skipped[i].count; i++) {
    fprintf(stderr, "%s%llu %s", before, (unsigned long long)files->skipped[i].count, files->skipped[i].what);
    before = ", ";
  }
  if (*before == ',') fputc('\n', stderr);
}

void progress_end(struct progress *progress, const struct files *files) {
  const struct tally *tally = &progress->tally;
  double seconds = seconds_since(&progress->start), megabytes = (double)files_taken(files) / 1e6;
  uint64_t failed = count_failed(tally);
  if (progress->on_terminal) fputs("\r\033[K", stderr);
  if (progress->options->quiet) return;
  show_skipped(files);
  if (failed) show_failed(progress, failed);
  if (tally->skipped)
    fprintf(stderr, "whosaid: %llu document%s there already\n", (unsigned long long)tally->skipped,
            tally->skipped == 1 ? " was" : "s were");
  if (tally->documents + tally->skipped + failed == 1) return; /* one answer speaks for itself, none does not */
  fprintf(stderr, "whosaid: %llu document%s, %llu entit%s, %llu quote%s, %llu error%s; %.3f MB in %.2f s, %.1f MB/s\n",
          (unsigned long long)tally->documents, plural(tally->documents), (unsigned long long)tally->entities,
          tally->entities == 1 ? "y" : "ies", (unsigned long long)tally->quotes, plural(tally->quotes), (unsigned long long)failed,
          plural(failed), megabytes, seconds, megabytes / (seconds > 0 ? seconds : 1));
}
