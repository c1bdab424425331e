/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bks-cli-session.h"

G_BEGIN_DECLS

/* Each runs one command to its end, prints what it has to say, and returns the exit code. */
int bks_cli_command_run (BksCliSession *session);
int bks_cli_command_act (BksCliSession *session, BksAction action);

BksTask *bks_cli_find_task (BksCliSession *session, const char *id, BksProblem **problem_out);

G_END_DECLS
