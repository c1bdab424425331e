/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define BKS_N_TASK_LOG_ROWS 5

/* The newest lines of a backup's log.
 * Signals: "show-all", "line-activated" (gint64 when, µs since the Unix epoch, UTC; 0 = not known),
 * "retry". */
#define BKS_TYPE_TASK_LOG_ROWS (bks_task_log_rows_get_type ())
G_DECLARE_FINAL_TYPE (BksTaskLogRows, bks_task_log_rows, BKS, TASK_LOG_ROWS, GtkWidget)

GtkWidget *bks_task_log_rows_new (void);
void bks_task_log_rows_set_loading (BksTaskLogRows *self);
void bks_task_log_rows_set_failed (BksTaskLogRows *self, const char *cause);
void bks_task_log_rows_set_text (BksTaskLogRows *self, const char *text);
void bks_task_log_rows_set_entries (BksTaskLogRows *self,
                                    GPtrArray *entries,
                                    const char *task_name);

G_END_DECLS
