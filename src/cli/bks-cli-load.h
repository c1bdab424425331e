/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bks-cli-session.h"
#include "bks-log-reader.h"
#include "bks-nas-load.h"

G_BEGIN_DECLS

/* Each of these asks the session's NAS and waits for its answer. NULL, FALSE or 0: PROBLEM_OUT is
 * set, unless a signal ended it. */
GPtrArray *bks_cli_load_repositories (BksCliSession *session, BksProblem **problem_out);
BksRepository *bks_cli_load_repository (BksCliSession *session,
                                        const char *task_id,
                                        BksProblem **problem_out);
GPtrArray *bks_cli_load_versions (BksCliSession *session,
                                  const char *task_id,
                                  BksProblem **problem_out);
BksStatistics *bks_cli_load_statistics (BksCliSession *session,
                                        const char *task_id,
                                        BksProblem **problem_out);
GPtrArray *bks_cli_load_vault_targets (BksCliSession *session, BksProblem **problem_out);
BksVaultTarget *bks_cli_load_vault_target (BksCliSession *session,
                                           const char *target_id,
                                           BksProblem **problem_out);
BksStatistics *bks_cli_load_vault_statistics (BksCliSession *session,
                                              const char *target_id,
                                              BksProblem **problem_out);
int bks_cli_load_vault_limit (BksCliSession *session, BksProblem **problem_out);
int bks_cli_set_vault_limit (BksCliSession *session, int limit, BksProblem **problem_out);
gboolean bks_cli_remove_tasks (BksCliSession *session,
                               const char *const *task_ids,
                               BksProblem **problem_out);
GPtrArray *bks_cli_read_log (BksCliSession *session,
                             BksLogReader *reader,
                             BksProblem **problem_out);

G_END_DECLS
