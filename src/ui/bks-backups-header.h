/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bks-scope.h"

G_BEGIN_DECLS

/* Above a list of backups: the sentence and the chips, or the problem that stands in the way.
 * Properties: scope, narrow. */
#define BKS_TYPE_BACKUPS_HEADER (bks_backups_header_get_type ())
G_DECLARE_FINAL_TYPE (BksBackupsHeader, bks_backups_header, BKS, BACKUPS_HEADER, GtkWidget)

GtkWidget *bks_backups_header_new (void);
void bks_backups_header_set_scope (BksBackupsHeader *self, BksScope *scope);
void bks_backups_header_set_narrow (BksBackupsHeader *self, gboolean narrow);

G_END_DECLS
