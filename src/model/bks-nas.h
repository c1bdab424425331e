/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bks-task.h"

G_BEGIN_DECLS

/**
 * BksNasState:
 *
 * How well a NAS is known right now.
 */
typedef enum
{
  BKS_NAS_NEW,         /* nothing was asked yet */
  BKS_NAS_ASKING,      /* the first answer is on its way */
  BKS_NAS_FRESH,       /* the last refresh went well */
  BKS_NAS_STALE,       /* one or two refreshes failed: what is shown is from checked-at */
  BKS_NAS_UNREACHABLE, /* three failed in a row */
  BKS_NAS_WAITING,     /* it waits for a person: see problem */
} BksNasState;

#define BKS_TYPE_NAS_STATE (bks_nas_state_get_type ())
GType bks_nas_state_get_type (void);

#define BKS_TYPE_NAS (bks_nas_get_type ())
G_DECLARE_FINAL_TYPE (BksNas, bks_nas, BKS, NAS, GObject)

/* Properties that views bind to: name, address, account, state, verdict, line (the row's second line),
 * problem, is-checking, checked-at (int64), tasks (GListModel of BksTask), generation. */

BksNas *bks_nas_new (const char *name, const char *address, GError **error);

const char *bks_nas_get_id (BksNas *self);
void bks_nas_set_id (BksNas *self, const char *id); /* of one that was stored */
const char *bks_nas_get_name (BksNas *self);
void bks_nas_set_name (BksNas *self, const char *name);
const char *bks_nas_get_address (BksNas *self); /* as normalised: "https://office-nas:5001/" */
const char *bks_nas_get_host (BksNas *self);
gboolean bks_nas_is_encrypted (BksNas *self);   /* https */
const char *bks_nas_get_account (BksNas *self); /* (nullable) */
gboolean bks_nas_is_simulated (BksNas *self);
void bks_nas_set_simulated (BksNas *self, gboolean simulated);

/* What to sign in with; a new password, code or pin also ends "waiting". */
void bks_nas_set_credentials (BksNas *self, const char *account, const char *password);
void bks_nas_set_otp (BksNas *self, const char *code, gboolean remember_device);
gboolean bks_nas_set_pin (BksNas *self, const char *sha256);
const char *bks_nas_get_pin (BksNas *self); /* (nullable) */
void bks_nas_set_allow_plain_http (BksNas *self, gboolean allow);
void bks_nas_set_timeouts (BksNas *self, guint read_ms, guint write_ms);

gboolean bks_nas_get_allow_plain_http (BksNas *self);
gboolean bks_nas_set_address (BksNas *self, const char *address, GError **error);

/* Signal `sign-in-over` (BksProblem *problem): the NAS has answered a sign-in; NULL = it went well. */

/* Waiting for a person: nothing is sent until something to sign in with is set, or the release. */
void bks_nas_hold (BksNas *self, BksProblem *problem);
void bks_nas_release (BksNas *self);

/* What was kept of it is being looked up: until the end, refreshes wait. */
void bks_nas_begin_recall (BksNas *self);
gboolean bks_nas_is_recalling (BksNas *self);
void bks_nas_end_recall (BksNas *self,
                         const char *account,
                         const char *password,
                         const char *device_id,
                         const char *device_name,
                         BksProblem *problem);

BksNasState bks_nas_get_state (BksNas *self);
BksVerdict bks_nas_get_verdict (BksNas *self);
const char *bks_nas_get_line (BksNas *self);
const char *bks_nas_get_reason (
    BksNas *self); /* a sentence about the verdict, for the command line */
BksProblem *bks_nas_get_problem (BksNas *self); /* (nullable) (transfer none) */
gboolean bks_nas_get_is_checking (BksNas *self);
gint64 bks_nas_get_checked_at (BksNas *self); /* µs UTC of the last good answer; 0 = never */
gboolean bks_nas_get_utc_offset (BksNas *self, int *seconds_out); /* FALSE = not known */
GListModel *bks_nas_get_tasks (BksNas *self); /* (transfer none) of BksTask, in the NAS's order */
BksTask *bks_nas_find_task (BksNas *self, const char *id); /* (nullable) (transfer none) */
gboolean bks_nas_has_busy_task (BksNas *self);
void bks_nas_give_up (BksNas *self); /* a person waits no longer for the refresh */
void bks_nas_set_next_try (BksNas *self,
                           gint64 at); /* µs UTC, for "tries again at 09:31"; 0 = none */
void bks_nas_set_old_after (BksNas *self,
                            guint seconds); /* without an answer all is unknown; 0 = never */
void bks_nas_update_texts (BksNas *self, gint64 now); /* time has passed: words that depend on it */

/* Discovery, and the certificate: nothing that identifies the account is sent. */
void bks_nas_probe_async (BksNas *self,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data);
gboolean bks_nas_probe_finish (BksNas *self, GAsyncResult *result, GError **error);

void bks_nas_sign_in_async (BksNas *self,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
gboolean bks_nas_sign_in_finish (BksNas *self, GAsyncResult *result, GError **error);

void bks_nas_sign_out_async (BksNas *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean bks_nas_sign_out_finish (BksNas *self, GAsyncResult *result, GError **error);

/* Applies what the NAS says onto the tasks. Parallel calls share one refresh. */
void bks_nas_refresh_async (BksNas *self,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
gboolean bks_nas_refresh_finish (BksNas *self, GAsyncResult *result, GError **error);

/* One action: looks at the fresh state, sends once, returns when the new state was seen (10 s). An
 * answer that was lost is not repeated: the state is read again and decides. */
void bks_nas_act_async (BksNas *self,
                        const char *task_id,
                        BksAction action,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data);
gboolean bks_nas_act_finish (BksNas *self, GAsyncResult *result, GError **error);

/* Removes tasks, never their data: looks at each, sends one request, returns when all are gone. */
void bks_nas_remove_async (BksNas *self,
                           const char *const *task_ids,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
gboolean bks_nas_remove_finish (BksNas *self, GAsyncResult *result, GError **error);

void bks_nas_load_details_async (BksNas *self,
                                 const char *task_id,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
BksTaskDetails *bks_nas_load_details_finish (BksNas *self, GAsyncResult *result, GError **error);

void bks_nas_load_target_async (BksNas *self,
                                const char *task_id,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
BksTargetInfo *bks_nas_load_target_finish (BksNas *self, GAsyncResult *result, GError **error);

G_END_DECLS
