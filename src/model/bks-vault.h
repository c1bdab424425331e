/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bks-vault-arrival.h"

G_BEGIN_DECLS

/**
 * BksVaultState:
 *
 * How well the Hyper Backup Vault of a NAS is known.
 */
typedef enum
{
  BKS_VAULT_NEW,    /* nobody has asked yet */
  BKS_VAULT_KNOWN,  /* what it said the last time is there */
  BKS_VAULT_ABSENT, /* the package is not installed */
  BKS_VAULT_FAILED, /* it never answered: see the problem */
} BksVaultState;

/* Hyper Backup Vault on one NAS: what arrives there, and how much of it at the same time.
 * Property: generation (uint, up by one with each change of it, not of its arrivals). */
#define BKS_TYPE_VAULT (bks_vault_get_type ())
G_DECLARE_FINAL_TYPE (BksVault, bks_vault, BKS, VAULT, GObject)

BksVault *bks_vault_new (BksNas *nas);
BksNas *bks_vault_get_nas (BksVault *self); /* (transfer none) */
BksVaultState bks_vault_get_state (BksVault *self);
BksProblem *bks_vault_get_problem (BksVault *self);  /* (nullable) (transfer none) */
GListModel *bks_vault_get_arrivals (BksVault *self); /* (transfer none) of BksVaultArrival */
BksVaultArrival *bks_vault_find (BksVault *self, const char *target_id); /* (nullable) */
int bks_vault_get_limit (BksVault *self);                                /* 0 = not known */
BksProblem *bks_vault_get_limit_problem (BksVault *self); /* (nullable) (transfer none) */
gint64 bks_vault_get_checked_at (BksVault *self);         /* µs UTC; 0 = never */
gint64 bks_vault_get_asked_at (BksVault *self);           /* µs, monotonic; 0 = never */
gboolean bks_vault_is_asking (BksVault *self);
guint bks_vault_count_receiving (BksVault *self);

void bks_vault_ask (BksVault *self);
void bks_vault_stop (BksVault *self);
void bks_vault_take_limit (BksVault *self, int limit); /* what the NAS kept */

/* Asks for another limit and takes what the NAS kept. */
void bks_vault_set_limit_async (BksVault *self,
                                int limit,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
int bks_vault_set_limit_finish (BksVault *self, GAsyncResult *result, GError **error);
gboolean bks_vault_is_setting (BksVault *self);

G_END_DECLS
