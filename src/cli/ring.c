/* ring.c: one thread reads batches, others answer them, whoever answers the oldest one writes: the output is in order.
 *
 *   slot      0         1          2          3
 *             answered  answering  waiting    free
 *             ^ written            ^ taken    ^ filled          (numbers that only grow; the slot is the number modulo the slots) */
#include "cli/ring.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "cli/answer.h"
#include "cli/interrupt.h"

struct slot {
  struct batch batch;
  int answered;
};

struct ring {
  const whosaid_model *model;
  const struct options *options;
  struct sink *sink;
  pthread_mutex_t lock;
  pthread_cond_t changed;
  struct slot *slots;
  size_t count;
  uint64_t filled, taken, written; /* how many batches */
  int ended;                       /* nothing more will be filled */
  int writing;                     /* a thread is writing, without the lock */
  int stopped;                     /* the run cannot go on */
  int cut;                         /* the user ended the run: what comes behind is dropped */
  struct progress *progress;
};

/* Writes an answered batch and empties it: 0, or -1 when the run cannot go on. */
static int write_batch(struct ring *ring, struct batch *batch) {
  struct sink *sink = ring->sink;
  int status = sink->failed || ring->cut ? -1 : sink_write(sink, batch);
  if (batch->stopped) status = sink_stop(sink, strerror(ENOMEM));
  if (!ring->cut) progress_add(ring->progress, batch);
  if (batch->cut) ring->cut = 1, status = -1;
  batch_clear(batch);
  return status;
}

/* The next batch of documents, with those marked that are in the output: as files_read. */
static int read_batch(struct ring *ring, struct files *files, struct batch *batch) {
  int status = interrupt_came() ? 0 : files_read(files, batch);
  batch->taken = files_taken(files);
  return status > 0 && resume_mark(&ring->sink->resume, ring->options, batch) ? -1 : status;
}

/* ---- One thread ---- */

static void run_alone(struct ring *ring, struct files *files) {
  struct batch batch = {0};
  struct input inputs[TOGETHER] = {{0}};
  int status;
  while ((status = read_batch(ring, files, &batch)) > 0) {
    answer_batch(ring->model, ring->options, &ring->sink->output, inputs, &batch);
    if (write_batch(ring, &batch)) break;
  }
  if (status < 0) sink_stop(ring->sink, strerror(ENOMEM));
  for (int i = 0; i < TOGETHER; i++) input_free(&inputs[i]);
  batch_free(&batch);
}

/* ---- Several ---- */

/* Writes what is answered, in order. Called and left with the lock held. */
static void write_answered(struct ring *ring) {
  if (ring->writing) return;
  ring->writing = 1;
  for (struct slot *slot; (slot = &ring->slots[ring->written % ring->count])->answered;) {
    pthread_mutex_unlock(&ring->lock);
    int stopped = write_batch(ring, &slot->batch);
    pthread_mutex_lock(&ring->lock);
    slot->answered = 0;
    ring->written++;
    ring->stopped |= stopped;
    pthread_cond_broadcast(&ring->changed);
  }
  ring->writing = 0;
}

static void *answer_batches(void *context) {
  struct ring *ring = context;
  struct input inputs[TOGETHER] = {{0}};
  pthread_mutex_lock(&ring->lock);
  for (;;) {
    while (ring->taken == ring->filled && !ring->ended && !ring->stopped) pthread_cond_wait(&ring->changed, &ring->lock);
    if (ring->taken == ring->filled || ring->stopped) break;
    struct slot *slot = &ring->slots[ring->taken++ % ring->count];
    pthread_mutex_unlock(&ring->lock);
    answer_batch(ring->model, ring->options, &ring->sink->output, inputs, &slot->batch);
    pthread_mutex_lock(&ring->lock);
    slot->answered = 1;
    write_answered(ring);
  }
  pthread_mutex_unlock(&ring->lock);
  for (int i = 0; i < TOGETHER; i++) input_free(&inputs[i]);
  return NULL;
}

/* The next free slot, or NULL when the run has to stop. */
static struct slot *wait_for_free(struct ring *ring) {
  pthread_mutex_lock(&ring->lock);
  while (ring->filled - ring->written == ring->count && !ring->stopped) pthread_cond_wait(&ring->changed, &ring->lock);
  struct slot *slot = ring->stopped ? NULL : &ring->slots[ring->filled % ring->count];
  pthread_mutex_unlock(&ring->lock);
  return slot;
}

/* Reads until the end, or until the run has to stop. */
static void fill(struct ring *ring, struct files *files) {
  int status = 0;
  for (struct slot *slot; (slot = wait_for_free(ring)) && (status = read_batch(ring, files, &slot->batch)) > 0;) {
    pthread_mutex_lock(&ring->lock);
    ring->filled++;
    pthread_cond_broadcast(&ring->changed);
    pthread_mutex_unlock(&ring->lock);
  }
  pthread_mutex_lock(&ring->lock);
  if (status < 0) sink_stop(ring->sink, strerror(ENOMEM));
  ring->ended = 1;
  pthread_cond_broadcast(&ring->changed);
  pthread_mutex_unlock(&ring->lock);
}

static void run_together(struct ring *ring, struct files *files) {
  unsigned jobs = ring->options->jobs, started = 0;
  pthread_t *threads = calloc(jobs, sizeof *threads);
  ring->count = 2 * (size_t)jobs + 1;
  ring->slots = calloc(ring->count, sizeof *ring->slots);
  sigset_t ends, before;
  sigemptyset(&ends);
  sigaddset(&ends, SIGINT), sigaddset(&ends, SIGTERM), sigaddset(&ends, SIGHUP);
  pthread_sigmask(SIG_BLOCK, &ends, &before); /* they come to the thread that reads */
  while (threads && ring->slots && started < jobs && !pthread_create(&threads[started], NULL, answer_batches, ring)) started++;
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  if (started) fill(ring, files);
  else sink_stop(ring->sink, "no thread could be started");
  for (unsigned i = 0; i < started; i++) pthread_join(threads[i], NULL);
  for (size_t i = 0; ring->slots && i < ring->count; i++) batch_free(&ring->slots[i].batch);
  free(ring->slots);
  free(threads);
}

void ring_run(const whosaid_model *model, const struct options *options, struct files *files, struct sink *sink, struct progress *progress) {
  struct ring ring = {.model = model, .options = options, .sink = sink, .progress = progress,
                      .lock = PTHREAD_MUTEX_INITIALIZER, .changed = PTHREAD_COND_INITIALIZER};
  if (options->jobs > 1) run_together(&ring, files);
  else run_alone(&ring, files);
}
