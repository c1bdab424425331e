/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * BksRunResult:
 *
 * How a run of a backup ended.
 */
typedef enum
{
  BKS_RUN_UNKNOWN,   /* not said, or a word that nobody knows: see raw_result */
  BKS_RUN_RUNNING,   /* not over yet */
  BKS_RUN_GOOD,      /* all was copied */
  BKS_RUN_WARNINGS,  /* it reached its end, but something was left out or went wrong */
  BKS_RUN_FAILED,    /* it did not reach its end */
  BKS_RUN_CANCELLED, /* somebody ended it */
  BKS_RUN_SUSPENDED, /* it waits to be resumed */
} BksRunResult;
#define BKS_N_RUN_RESULTS 7

#define BKS_TYPE_RUN_RESULT (bks_run_result_get_type ())
GType bks_run_result_get_type (void);

const char *bks_run_result_get_nick (BksRunResult result);   /* "good": for files and machines */
BksRunResult bks_run_result_from_nick (const char *nick);    /* (nullable): any text */
gboolean bks_run_result_is_over (BksRunResult result);       /* it changes no more by itself */
int bks_run_result_compare (BksRunResult a, BksRunResult b); /* > 0: A is the worse one */

/**
 * BksRunSources:
 *
 * From where a run is known. A run that is known from several has several bits.
 */
typedef enum
{
  BKS_RUN_FROM_STATUS = 1 << 0,     /* last run and progress of a task, as the watch saw them */
  BKS_RUN_FROM_LOG = 1 << 1,        /* entries of the log */
  BKS_RUN_FROM_STATISTICS = 1 << 2, /* the NAS's own statistics of a task */
} BksRunSources;

/* Two descriptions of a run tell its begin to the second, by clocks that are not quite the same:
 * runs of one task that begin (or, where a begin is not known, end) so close together are one. */
#define BKS_RUN_SAME_WITHIN (5 * G_USEC_PER_SEC)

/**
 * BksRun:
 *
 * One run of one task. Sizes in bytes; -1 = not known.
 */
typedef struct
{
  char *nas_id;
  char *task_id;
  gint64 started;           /* µs since the Unix epoch, UTC; 0 = not known */
  gint64 ended;             /* same; 0 = not over, or not known */
  BksRunResult result;      /* as Backstay understands it */
  char *raw_result;         /* (nullable): the NAS's own word, `last_bkp_result` */
  char *raw_error;          /* (nullable): same, `last_bkp_error` */
  gint64 moved_bytes;       /* sent to the destination */
  gint64 source_bytes;      /* size of what is backed up, at this run */
  gint64 destination_bytes; /* size of the whole backup after this run */
  gint64 n_new;             /* files; -1 = not known */
  gint64 n_modified;        /* same */
  gint64 n_deleted;         /* same */
  BksRunSources sources;
} BksRun;

#define BKS_TYPE_RUN (bks_run_get_type ())
GType bks_run_get_type (void);
BksRun *bks_run_new (const char *nas_id, const char *task_id, gint64 started);
BksRun *bks_run_copy (const BksRun *self);
void bks_run_free (BksRun *self);
gint64 bks_run_get_at (const BksRun *self);       /* its begin, or else its end; µs UTC */
gint64 bks_run_get_duration (const BksRun *self); /* µs; -1 = not known, or not over */
gboolean bks_run_is_same (const BksRun *a, const BksRun *b);
void bks_run_merge (BksRun *self, const BksRun *news);
GPtrArray *bks_run_thin (GPtrArray *runs, gint64 before);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BksRun, bks_run_free)

G_END_DECLS
