/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "bks-scope.h"

G_BEGIN_DECLS

/* What arrives in Hyper Backup Vault on the NAS of the scope, and how much of it at the same time.
 * Signals: "target-activated" (BksNas *nas, const char *target_id), "toast" (AdwToast): what came of a
 * change, for the window to show. */
#define BKS_TYPE_VAULT_PAGE (bks_vault_page_get_type ())
G_DECLARE_FINAL_TYPE (BksVaultPage, bks_vault_page, BKS, VAULT_PAGE, GtkWidget)

GtkWidget *bks_vault_page_new (void);
void bks_vault_page_set_scope (BksVaultPage *self, BksScope *scope); /* (nullable) */
void bks_vault_page_show_limit (BksVaultPage *self, BksNas *nas);
void bks_vault_page_focus_list (BksVaultPage *self);

G_END_DECLS
