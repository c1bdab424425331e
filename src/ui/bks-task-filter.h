/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "bks-task.h"

G_BEGIN_DECLS

/* Which backups are shown: of some verdicts alone (none chosen = all), and with a text in their name,
 * NAS, destination or status word. Signal "changed" of GtkFilter tells of both. */
#define BKS_TYPE_TASK_FILTER (bks_task_filter_get_type ())
G_DECLARE_FINAL_TYPE (BksTaskFilter, bks_task_filter, BKS, TASK_FILTER, GtkFilter)

BksTaskFilter *bks_task_filter_new (void);
void bks_task_filter_set_search (BksTaskFilter *self, const char *search);
void bks_task_filter_set_wanted (BksTaskFilter *self, BksVerdict verdict, gboolean wanted);
gboolean bks_task_filter_get_wanted (BksTaskFilter *self, BksVerdict verdict);
gboolean bks_task_filter_is_active (BksTaskFilter *self);
void bks_task_filter_clear (BksTaskFilter *self);

G_END_DECLS
