/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bks-fleet.h"
#include "bks-vault.h"

G_BEGIN_DECLS

/* Both ends of the wire: which backup of one NAS arrives as which target of Hyper Backup Vault on another
 * one, and what a backup probably waits for. No NAS tells either.
 * Signal "changed": links, limits or what waits for what. */
#define BKS_TYPE_WIRE (bks_wire_get_type ())
G_DECLARE_FINAL_TYPE (BksWire, bks_wire, BKS, WIRE, GObject)

BksWire *bks_wire_get (BksFleet *fleet); /* (transfer none): one for all who ask */

/* While somebody looks, each NAS that has answered a refresh is asked for its Vault as well. Else only
 * while a backup waits that may wait for one. */
void bks_wire_hold (BksWire *self);
void bks_wire_release (BksWire *self);

GListModel *bks_wire_get_vaults (BksWire *self); /* (transfer none) of BksVault, one for each NAS */
BksVault *bks_wire_find_vault (BksWire *self, BksNas *nas); /* (nullable) (transfer none) */
BksVaultArrival *bks_wire_find_arrival (BksWire *self,
                                        BksTask *task);          /* (nullable) (transfer none) */
BksVault *bks_wire_find_vault_of (BksWire *self, BksTask *task); /* (nullable) (transfer none) */
BksVault *bks_wire_find_wait (BksWire *self, BksTask *task);     /* (nullable) (transfer none) */
char *bks_wire_describe_limit (BksWire *self, BksVault *vault);  /* (transfer full) */
char *bks_wire_describe_wait (BksWire *self, BksTask *task);     /* (nullable) (transfer full) */

gboolean bks_wire_is_same_host (const char *typed, const char *address_host, const char *name);
gboolean bks_wire_is_same_target (const char *sent, const char *name, const char *path);

G_END_DECLS
