/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bks-cli-options.h"
#include "bks-fleet.h"

G_BEGIN_DECLS

/**
 * BksCliSession:
 *
 * One run of the command: the NAS that it speaks to, and how it ends.
 */
typedef struct _BksCliSession BksCliSession;

BksCliSession *bks_cli_session_open (const BksCliOptions *options, BksProblem **problem_out);
void bks_cli_session_close (BksCliSession *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BksCliSession, bks_cli_session_close)

const BksCliOptions *bks_cli_session_get_options (BksCliSession *self);
gboolean bks_cli_session_wants_json (BksCliSession *self);
BksFleet *bks_cli_session_get_fleet (BksCliSession *self);
BksNas *bks_cli_session_get_nas (BksCliSession *self); /* (nullable) */
int bks_cli_session_get_signal (BksCliSession *self);

/* Each of these waits for its end. FALSE or NULL: PROBLEM_OUT is set, unless a signal ended it. */
gboolean bks_cli_session_refresh (BksCliSession *self, BksProblem **problem_out);
gboolean bks_cli_session_sign_in (BksCliSession *self, BksProblem **problem_out);
GPtrArray *bks_cli_session_refresh_all (BksCliSession *self);
gboolean bks_cli_session_act (BksCliSession *self,
                              const char *task_id,
                              BksAction action,
                              BksProblem **problem_out);
BksTaskDetails *bks_cli_session_load_details (BksCliSession *self,
                                              const char *task_id,
                                              BksProblem **problem_out);
BksTargetInfo *bks_cli_session_load_target (BksCliSession *self,
                                            const char *task_id,
                                            BksProblem **problem_out);
gboolean bks_cli_session_sleep (BksCliSession *self, guint milliseconds);

/* For other calls: what cancels them, and what becomes of their errors. */
GCancellable *bks_cli_session_begin (BksCliSession *self);
void bks_cli_session_take_error (BksCliSession *self, GError *error, BksProblem **problem_out);

/* How a command ends. */
int bks_cli_session_fail (BksCliSession *self, BksProblem *problem);
int bks_cli_session_interrupted (BksCliSession *self, const char *message);

G_END_DECLS
