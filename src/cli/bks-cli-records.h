/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bks-cli-session.h"
#include "bks-vault-target.h"

G_BEGIN_DECLS

/* What a NAS has beside its tasks. Each runs one command to its end and returns the exit code. */
int bks_cli_command_repositories (BksCliSession *session);
int bks_cli_command_repository (BksCliSession *session);
int bks_cli_command_versions (BksCliSession *session);
int bks_cli_command_statistics (BksCliSession *session);
int bks_cli_command_remove (BksCliSession *session);

int bks_cli_command_vault_targets (BksCliSession *session);
int bks_cli_command_vault_target (BksCliSession *session);
int bks_cli_command_vault_concurrency (BksCliSession *session);
int bks_cli_command_vault_statistics (BksCliSession *session);

int bks_cli_command_logs (BksCliSession *session);
int bks_cli_command_vault_logs (BksCliSession *session);

char *bks_cli_dup_moment (gint64 moment, BksNas *nas);
BksVaultTarget *bks_cli_find_vault_target (BksCliSession *session, BksProblem **problem_out);

G_END_DECLS
