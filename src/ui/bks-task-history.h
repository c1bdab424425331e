/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "bks-run-history.h"

G_BEGIN_DECLS

/* The past of a backup: the calendar and the sizes, as drawings or as tables.
 * Signals: "day-activated" (gint64 from, gint64 to: µs since the Unix epoch, UTC): the log of that day
 * is wanted; "retry": what could not be read is to be read again. */
#define BKS_TYPE_TASK_HISTORY (bks_task_history_get_type ())
G_DECLARE_FINAL_TYPE (BksTaskHistory, bks_task_history, BKS, TASK_HISTORY, GtkWidget)

GtkWidget *bks_task_history_new (void);
void bks_task_history_set_loading (BksTaskHistory *self);
void bks_task_history_show (BksTaskHistory *self,
                            const BksRunHistory *history,
                            const char *problem,
                            const char *size_problem);

G_END_DECLS
