/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bks-event-words.h"
#include "bks-watch.h"

G_BEGIN_DECLS

/* What earlier runs of a backup say about it. */
typedef struct
{
  gint64 usual_duration; /* µs, median of the good runs; 0 = not known */
  BksRunSight run;
  gint64 loaded_for; /* the end of the last run that they were looked up for; -1 = never */
  gboolean was_checking;
  gboolean is_being_resumed;
} WatchTask;

/* A button that has started the application: to be muted when it is known what there is. */
typedef struct
{
  char *nas_id;
  char *task_id; /* (nullable) */
  BksMute mute;
} WatchWish;

/* One NAS. */
typedef struct
{
  BksWatch *watch;        /* (nullable) (unowned): NULL = it is not watched any more */
  BksNas *nas;            /* (owned) */
  BksEventMemory *memory; /* (nullable) (owned): NULL = never seen */
  GHashTable *tasks;      /* (owned): ID → WatchTask */
  gboolean has_answered;  /* to this process: well, or not */
  gboolean is_cut_off;    /* at the last poll this computer had no network that leads to it */
  gint64 seen_at;         /* the last poll, µs since the Unix epoch, UTC */
  GVariant *stored;       /* (nullable) (owned): the memory as it was written down last */
  guint n_questions;      /* about runs, under way */
} WatchNas;

struct _BksWatch
{
  GObject parent_instance;

  BksFleet *fleet;       /* (owned) */
  BksHistory *history;   /* (owned) */
  BksNotifier *notifier; /* (owned) */
  BksTimer *timer;       /* (owned) */
  BksEventLimits limits;
  BksWatchRules rules;
  GNetworkMonitor *network; /* (nullable) (owned): NULL = this computer is always online */

  GPtrArray *nas_list; /* (owned) (element-type WatchNas) */
  BksHistoryMemory
      *memory;          /* (nullable) (owned): as it is, or will be, stored; NULL = not loaded */
  GHashTable *shown;    /* (owned): IDs of events that this process has shown */
  GHashTable *doubtful; /* (owned): IDs of events that an earlier process may have shown */
  guint n_commits;      /* under way */
  GPtrArray *wishes;    /* (owned) (element-type WatchWish): from before the history was loaded */
  gboolean is_stopped;
  gboolean weekly_due;        /* it is written down, and then told, that all is fine */
  gboolean is_weekly_adopted; /* that of an earlier process, if it is shown */
};

gint64 bks_watch_get_now (BksWatch *self);
WatchNas *bks_watch_find_nas (BksWatch *self, const char *nas_id);
WatchTask *bks_watch_get_task (WatchNas *watched, const char *task_id);
void bks_watch_look (WatchNas *watched, gboolean is_poll);
void bks_watch_remember (WatchNas *watched, BksHistoryChange *change);
void bks_watch_commit (BksWatch *self, BksHistoryChange *change);
void bks_watch_unref_nas (gpointer watched);

/* What the detector has to remember of a NAS. */
#define BKS_WATCH_MEMORY_SETTING "watch-memory"

gint64 bks_watch_get_clock_error (WatchNas *watched);
BksNasSight *bks_watch_make_sight (WatchNas *watched, gboolean is_poll);
BksEventFacts *bks_watch_make_facts (WatchNas *watched, const BksEvent *event);
void bks_watch_tell_model (WatchNas *watched);

void bks_watch_note_runs (WatchNas *watched, const BksEventMemory *old, BksHistoryChange *change);
void bks_watch_ask_about_runs (WatchNas *watched);
void bks_watch_resume_suspended (WatchNas *watched);

void bks_watch_take_changes (WatchNas *watched, GPtrArray *changes, BksHistoryChange *change);
void bks_watch_forget_nas (BksWatch *self, const char *nas_id, BksHistoryChange *change);
void bks_watch_begin_notices (BksWatch *self, BksHistoryChange *change);
void bks_watch_fulfil_wishes (BksWatch *self);
void bks_watch_end_mutes (BksWatch *self, BksHistoryChange *change);
void bks_watch_present (BksWatch *self);
gboolean bks_watch_has_trouble (BksWatch *self);
void bks_watch_put_setting (BksWatch *self,
                            const char *nas_id,
                            const char *task_id,
                            const char *name,
                            GVariant *value,
                            BksHistoryChange *change);
void bks_watch_tell_weekly (BksWatch *self, BksHistoryChange *change);
void bks_watch_show_weekly (BksWatch *self);
void bks_watch_weekly_shown (BksWatch *self, const char *handle, BksHistoryChange *change);
void bks_watch_notifier_shown_cb (BksWatch *self, const char *id, const char *handle);

G_END_DECLS
