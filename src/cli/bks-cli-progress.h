/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bks-task.h"

G_BEGIN_DECLS

char *bks_cli_progress_make_line (BksTask *task, int width, gboolean is_utf8);
void bks_cli_progress_show (BksTask *task);
void bks_cli_progress_end (void);
int bks_cli_terminal_width (int fd);

G_END_DECLS
