/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bks-cli-session.h"
#include "bks-cli-table.h"

G_BEGIN_DECLS

/* Each runs one command to its end, prints what it has to say, and returns the exit code. */
int bks_cli_command_run (BksCliSession *session);
int bks_cli_command_act (BksCliSession *session, BksAction action);
int bks_cli_command_status (BksCliSession *session);
int bks_cli_command_tasks (BksCliSession *session);
int bks_cli_command_nas_add (BksCliSession *session);

/* These need no NAS that can be asked. */
int bks_cli_command_nas_list (const BksCliOptions *options);
int bks_cli_command_nas_remove (const BksCliOptions *options);

BksTask *bks_cli_find_task (BksCliSession *session, const char *id, BksProblem **problem_out);
char *bks_cli_dup_status_text (BksTask *task);
void bks_cli_print_table (BksCliTable *table);

G_END_DECLS
