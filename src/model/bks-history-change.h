/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include "bks-run.h"

G_BEGIN_DECLS

/* "Always" as the end of a mute. */
#define BKS_HISTORY_ALWAYS G_MAXINT64

/**
 * BksHistoryEventState:
 *
 * What has been done about an event. It is written before the notification is shown or withdrawn, and
 * written again after it: whoever starts after a crash knows what is still to be done.
 */
typedef enum
{
  BKS_HISTORY_EVENT_SILENT,    /* known, and not to be told: a kind that is off, or a mute */
  BKS_HISTORY_EVENT_TO_SHOW,   /* to be told */
  BKS_HISTORY_EVENT_SHOWN,     /* told */
  BKS_HISTORY_EVENT_TO_REMOVE, /* over, and its notification is to be withdrawn */
} BksHistoryEventState;
#define BKS_N_HISTORY_EVENT_STATES 4

/**
 * BksHistoryEvent:
 *
 * A problem that is there, or one whose notification is. When both are gone, it is removed.
 */
typedef struct
{
  char *id;      /* "nas/task/kind", stable */
  char *nas_id;  /* goes with its NAS */
  char *task_id; /* (nullable): about the NAS itself */
  char *kind;    /* the detector's word for machines */
  gint64 since;  /* µs since the Unix epoch, UTC */
  BksHistoryEventState state;
  gint64 shown_at;    /* µs since the Unix epoch, UTC; 0 = never */
  char *handle;       /* (nullable): the notifier's opaque text */
  gint64 muted_until; /* µs since the Unix epoch, UTC; 0 = not muted; BKS_HISTORY_ALWAYS */
  GVariant *details;  /* (nullable) (owned): a{sv}, whatever the detector has to know */
} BksHistoryEvent;

#define BKS_TYPE_HISTORY_EVENT (bks_history_event_get_type ())
GType bks_history_event_get_type (void);
BksHistoryEvent *bks_history_event_new (const char *id,
                                        const char *nas_id,
                                        const char *task_id,
                                        const char *kind,
                                        gint64 since);
BksHistoryEvent *bks_history_event_copy (const BksHistoryEvent *self);
void bks_history_event_free (BksHistoryEvent *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BksHistoryEvent, bks_history_event_free)

/**
 * BksHistoryMute:
 *
 * A task, or a NAS, that its user wants to hear nothing of.
 */
typedef struct
{
  char *nas_id;
  char *task_id;          /* (nullable): the whole NAS */
  gint64 until;           /* µs since the Unix epoch, UTC, or BKS_HISTORY_ALWAYS */
  gboolean until_success; /* the next success ends it */
} BksHistoryMute;

BksHistoryMute *bks_history_mute_new (const char *nas_id,
                                      const char *task_id,
                                      gint64 until,
                                      gboolean until_success);
BksHistoryMute *bks_history_mute_copy (const BksHistoryMute *self);
void bks_history_mute_free (BksHistoryMute *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BksHistoryMute, bks_history_mute_free)

/**
 * BksHistorySetting:
 *
 * Something that is kept for a task, a NAS or all of them: "resume-by-itself" (b) and
 * "resume-count" (u), say. The names belong to whoever writes them.
 */
typedef struct
{
  char *nas_id;  /* (nullable): for all NAS */
  char *task_id; /* (nullable): for the whole NAS */
  char *name;
  GVariant *value; /* (nullable) (owned): %NULL in a change = no longer kept */
} BksHistorySetting;

BksHistorySetting *bks_history_setting_copy (const BksHistorySetting *self);
void bks_history_setting_free (BksHistorySetting *self);

/**
 * BksHistoryState:
 *
 * The last known state of a NAS, from bks_nas_dump_state().
 */
typedef struct
{
  char *nas_id;
  GVariant *state; /* (nullable) (owned): %NULL in a change = none any more */
  gint64 at;       /* µs since the Unix epoch, UTC: of the last good answer */
} BksHistoryState;

BksHistoryState *bks_history_state_copy (const BksHistoryState *self);
void bks_history_state_free (BksHistoryState *self);

/**
 * BksHistoryMemory:
 *
 * Everything that is remembered but the runs. The arrays are never %NULL.
 */
typedef struct
{
  GPtrArray *states;   /* (element-type BksHistoryState) (owned) */
  GPtrArray *events;   /* (element-type BksHistoryEvent) (owned), oldest first */
  GPtrArray *mutes;    /* (element-type BksHistoryMute) (owned) */
  GPtrArray *settings; /* (element-type BksHistorySetting) (owned) */
} BksHistoryMemory;

BksHistoryMemory *bks_history_memory_new (void);
BksHistoryMemory *bks_history_memory_copy (const BksHistoryMemory *self);
void bks_history_memory_free (BksHistoryMemory *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BksHistoryMemory, bks_history_memory_free)

/* Lookups. (nullable) (transfer none) */
BksHistoryState *bks_history_memory_find_state (const BksHistoryMemory *self, const char *nas_id);
BksHistoryEvent *bks_history_memory_find_event (const BksHistoryMemory *self, const char *id);
BksHistoryMute *bks_history_memory_find_mute (const BksHistoryMemory *self,
                                              const char *nas_id,
                                              const char *task_id);
GVariant *bks_history_memory_find_setting (const BksHistoryMemory *self,
                                           const char *nas_id,
                                           const char *task_id,
                                           const char *name);

/**
 * BksHistoryChange:
 *
 * What is to be written at once. To be filled by the functions below, then given to
 * bks_history_commit_async(); from then on it does not change any more. Counted. The parts are for
 * implementations, in the order in which they are applied: what is removed goes first. The arrays are
 * never %NULL.
 */
typedef struct
{
  GPtrArray *removed_nas;   /* (element-type utf8) (owned) */
  char **kept_nas;          /* (nullable) (owned): all others go */
  GPtrArray *removed_tasks; /* (element-type BksHistorySetting) (owned): nas_id and task_id alone */
  GPtrArray *removed_events; /* (element-type utf8) (owned) */
  GPtrArray *states;         /* (element-type BksHistoryState) (owned) */
  GPtrArray *runs;           /* (element-type BksRun) (owned): merged with those that are there */
  GPtrArray *events;         /* (element-type BksHistoryEvent) (owned) */
  GPtrArray *mutes;          /* (element-type BksHistoryMute) (owned): until 0 = ended */
  GPtrArray *settings;       /* (element-type BksHistorySetting) (owned): no value = none */
} BksHistoryChange;

#define BKS_TYPE_HISTORY_CHANGE (bks_history_change_get_type ())
GType bks_history_change_get_type (void);
BksHistoryChange *bks_history_change_new (void);
BksHistoryChange *bks_history_change_ref (BksHistoryChange *self);
void bks_history_change_unref (BksHistoryChange *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BksHistoryChange, bks_history_change_unref)

gboolean bks_history_change_is_empty (const BksHistoryChange *self);
void bks_history_change_put_state (BksHistoryChange *self,
                                   const char *nas_id,
                                   GVariant *state,
                                   gint64 at);
void bks_history_change_put_run (BksHistoryChange *self, const BksRun *run);
void bks_history_change_put_event (BksHistoryChange *self, const BksHistoryEvent *event);
void bks_history_change_remove_event (BksHistoryChange *self, const char *id);
void bks_history_change_put_mute (BksHistoryChange *self,
                                  const char *nas_id,
                                  const char *task_id,
                                  gint64 until,
                                  gboolean until_success);
void bks_history_change_put_setting (BksHistoryChange *self,
                                     const char *nas_id,
                                     const char *task_id,
                                     const char *name,
                                     GVariant *value);
void bks_history_change_remove_task (BksHistoryChange *self,
                                     const char *nas_id,
                                     const char *task_id);
void bks_history_change_remove_nas (BksHistoryChange *self, const char *nas_id);
void bks_history_change_keep_nas (BksHistoryChange *self, const char *const *nas_ids);
gboolean bks_history_change_has_runs_of (const BksHistoryChange *self,
                                         const char *nas_id,
                                         const char *task_id);

G_END_DECLS
