/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "bks-log-filters.h"
#include "bks-log-saver.h"
#include "bks-scope.h"

G_BEGIN_DECLS

/* A log to search, filter, read and export: of the NAS of a scope, of one backup, or of one target of
 * a Vault. It asks while it is mapped, and looks for new lines whenever a NAS was asked how it is.
 * Signals: "task-activated" (BksTask), "toast" (AdwToast): what came of an export or a copy. */
#define BKS_TYPE_LOGS_PAGE (bks_logs_page_get_type ())
G_DECLARE_FINAL_TYPE (BksLogsPage, bks_logs_page, BKS, LOGS_PAGE, GtkWidget)

/* What is shown; one of these. */
void bks_logs_page_set_scope (BksLogsPage *self, BksScope *scope);
void bks_logs_page_set_task (BksLogsPage *self, BksTask *task, gint64 from, gint64 to);
void bks_logs_page_set_vault_target (BksLogsPage *self, BksNas *nas, const char *target_id);

void bks_logs_page_bind_settings (BksLogsPage *self, GSettings *settings);
BksLogFilters *bks_logs_page_get_filters (BksLogsPage *self); /* (transfer none) */
void bks_logs_page_focus_search (BksLogsPage *self);
void bks_logs_page_focus_list (BksLogsPage *self);

/* Writes what the filters match into FILE; what comes of it is told by "toast". */
void bks_logs_page_export (BksLogsPage *self, GFile *file, BksLogFormat format);

G_END_DECLS
