/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bks-nas.h"
#include "bks-problem-private.h"
#include "bks-task-private.h"
#include "dsm-client.h"

G_BEGIN_DECLS

/* A log-out is a courtesy: it is not worth waiting for. */
#define BKS_NAS_SIGN_OUT_MS 2000

struct _BksNas
{
  GObject parent_instance;

  char *id;
  char *name;
  char *address;
  DsmClient *client; /* (owned) */
  gboolean is_simulated;
  gboolean allows_plain_http;
  gboolean is_recalling; /* what to sign in with is being looked up */

  BksNasState state;
  BksProblem *problem; /* (nullable) (owned): what stood in the way the last time */
  guint n_failures;    /* in a row */
  gint64 checked_at;   /* µs since the Unix epoch, UTC: the last good answer; 0 = never */
  gint64 old_after;    /* µs after which that answer says nothing about now; 0 = no limit */
  gint64 next_try;     /* µs since the Unix epoch, UTC; 0 = not planned */
  gboolean is_restoring;
  BksHealthLimits limits;

  /* Until it answers, what is known of it may be from an earlier process. */
  gint64 restored_at;    /* µs since the Unix epoch, UTC; 0 = nothing is */
  int restored_offset;   /* s east of UTC, or DSM_OFFSET_UNKNOWN */
  gint64 restored_error; /* s that its clock was ahead */

  GListStore *tasks;       /* (owned) of BksTask */
  GHashTable *tasks_by_id; /* (owned): ID → BksTask (unowned) */

  BksVerdict verdict;
  char *line;
  char *reason;
  guint generation;
  gboolean is_changed; /* since generation was counted up */

  /* One refresh, for all who asked for it. */
  GPtrArray *waiters;        /* (nullable) (owned): NULL = none is under way */
  GCancellable *cancellable; /* (nullable) (owned): of the refresh */
  gint64 began;              /* µs, monotonic */
  gboolean is_given_up;      /* by a person */
};

void bks_nas_get_context (BksNas *self, gint64 now, BksTaskContext *context);
void bks_nas_apply_list (BksNas *self, DsmTaskList *list);
void bks_nas_remember (BksNas *self, gint64 checked_at, int utc_offset, gint64 clock_error);
void bks_nas_take_tasks (BksNas *self, GPtrArray *tasks);
gboolean bks_nas_was_heard (BksNas *self);
int bks_nas_get_clock_offset (BksNas *self);
gint64 bks_nas_get_clock_error (BksNas *self);
gboolean bks_nas_apply_status (BksNas *self, BksTask *task, DsmTaskRecord *record);
void bks_nas_apply_look (BksNas *self, BksTask *task, const BksTargetInfo *info);
BksProblem *bks_nas_make_problem (BksNas *self, const GError *error);
GError *bks_nas_take_error (BksNas *self, GError *error);
void bks_nas_set_state (BksNas *self, BksNasState state, BksProblem *problem);
void bks_nas_fail (BksNas *self, BksProblem *problem);
void bks_nas_update_all (BksNas *self);
void bks_nas_update (BksNas *self, gint64 now);
void bks_nas_notify_checking (BksNas *self);
void bks_nas_notify_place (BksNas *self);
void bks_nas_take_client (BksNas *self, DsmClient *client);
void bks_nas_stop_waiting (BksNas *self);
void bks_nas_go_on (BksNas *self);
void bks_nas_login_over_cb (BksNas *self, const GError *error);

void bks_nas_make_words (BksNas *self,
                         gint64 now,
                         BksVerdict *verdict_out,
                         char **line_out,
                         char **reason_out);
char *bks_nas_describe_count (BksVerdict verdict, guint n);
char *bks_nas_describe_counts (const guint *counts);

G_END_DECLS
