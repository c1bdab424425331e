/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "bks-wire.h"

G_BEGIN_DECLS

/* "Backups at the same time" of one NAS: a number, and Apply, which is off until the number is another
 * one. Signal: "apply" (int limit). */
#define BKS_TYPE_VAULT_LIMIT_ROW (bks_vault_limit_row_get_type ())
G_DECLARE_FINAL_TYPE (BksVaultLimitRow,
                      bks_vault_limit_row,
                      BKS,
                      VAULT_LIMIT_ROW,
                      AdwPreferencesRow)

GtkWidget *bks_vault_limit_row_new (BksWire *wire, BksVault *vault);
BksVault *bks_vault_limit_row_get_vault (BksVaultLimitRow *self); /* (transfer none) */
void bks_vault_limit_row_set_look (BksVaultLimitRow *self, gboolean is_named, gboolean is_narrow);
void bks_vault_limit_row_update (BksVaultLimitRow *self);
void bks_vault_limit_row_focus (BksVaultLimitRow *self);

G_END_DECLS
