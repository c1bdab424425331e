/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "bks-task.h"

G_BEGIN_DECLS

/* The first thing on a task's page: what the verdict is, why, and what helps. Its buttons activate
 * the actions "task.…" of a parent. */
#define BKS_TYPE_VERDICT_BLOCK (bks_verdict_block_get_type ())
G_DECLARE_FINAL_TYPE (BksVerdictBlock, bks_verdict_block, BKS, VERDICT_BLOCK, GtkWidget)

GtkWidget *bks_verdict_block_new (void);
void bks_verdict_block_update (BksVerdictBlock *self, BksTask *task);
/* Both (nullable), before an update: see bks_wire_describe_wait(). */
void bks_verdict_block_set_wait (BksVerdictBlock *self, const char *sentence, const char *nas_id);
gboolean bks_verdict_block_offers (BksVerdictBlock *self, BksAction action);

G_END_DECLS
