/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "bks-run-history.h"

G_BEGIN_DECLS

#define BKS_SIZE_CHART_RUNS 24 /* that fit */

/* What of the runs is drawn. */
typedef enum
{
  BKS_SIZE_CHART_SIZES,     /* of the source as bars, at the destination as a line */
  BKS_SIZE_CHART_DURATIONS, /* as bars */
  BKS_SIZE_CHART_CHANGES,   /* new, modified and deleted files as bars in three parts */
} BksSizeChartKind;
#define BKS_N_SIZE_CHART_KINDS 3

/* The last runs of a backup, side by side. Left and Right move a cursor, Enter or a click opens the day
 * of a run.
 * Signals: "day-activated" (gint64 from, gint64 to: µs since the Unix epoch, UTC),
 * "cursor-moved" (const char *what the run was like; NULL = the keyboard has left). */
#define BKS_TYPE_SIZE_CHART (bks_size_chart_get_type ())
G_DECLARE_FINAL_TYPE (BksSizeChart, bks_size_chart, BKS, SIZE_CHART, GtkWidget)

GtkWidget *bks_size_chart_new (void);
void bks_size_chart_set_runs (BksSizeChart *self, GArray *runs, const char *caption);
void bks_size_chart_set_kind (BksSizeChart *self, BksSizeChartKind kind);
int bks_size_chart_get_cursor (BksSizeChart *self); /* index of a run; -1 = nowhere */

gint64 bks_size_chart_get_top (BksSizeChartKind kind, gint64 largest);
gboolean bks_size_chart_has_data (const GArray *runs, BksSizeChartKind kind);

G_END_DECLS
