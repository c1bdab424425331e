/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "bks-wire.h"

G_BEGIN_DECLS

/* Everything about one target of Hyper Backup Vault: what arrives, where it comes from, its settings, its
 * size over time. A page with its own header bar; the back button activates "win.back". It is filled from
 * what the list knows at once; the rest is read while it is mapped.
 * Signals: "task-activated" (BksTask): the sender, "log-activated" (BksNas *nas, const char *target_id). */
#define BKS_TYPE_VAULT_TARGET_PAGE (bks_vault_target_page_get_type ())
G_DECLARE_FINAL_TYPE (BksVaultTargetPage, bks_vault_target_page, BKS, VAULT_TARGET_PAGE, GtkWidget)

GtkWidget *bks_vault_target_page_new (void);
void bks_vault_target_page_set_target (BksVaultTargetPage *self,
                                       BksFleet *fleet,
                                       BksNas *nas,
                                       const char *target_id);

G_END_DECLS
