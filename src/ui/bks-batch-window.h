/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "bks-batch.h"

G_BEGIN_DECLS

/* Runs a batch before the person's eyes: one line for each backup, with what became of it. Closing it
 * stops what has not had its turn. */
#define BKS_TYPE_BATCH_WINDOW (bks_batch_window_get_type ())
G_DECLARE_FINAL_TYPE (BksBatchWindow, bks_batch_window, BKS, BATCH_WINDOW, AdwWindow)

BksBatchWindow *bks_batch_window_new (GtkWindow *parent, BksBatch *batch);

G_END_DECLS
