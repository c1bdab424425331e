/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bks-statistics.h"

G_BEGIN_DECLS

/**
 * BksVaultTarget:
 *
 * What arrives on a NAS from another one.
 */
#define BKS_TYPE_VAULT_TARGET (bks_vault_target_get_type ())
G_DECLARE_FINAL_TYPE (BksVaultTarget, bks_vault_target, BKS, VAULT_TARGET, GObject)

const char *bks_vault_target_get_id (BksVaultTarget *self);
const char *bks_vault_target_get_name (BksVaultTarget *self);   /* (nullable) */
const char *bks_vault_target_get_share (BksVaultTarget *self);  /* (nullable) */
const char *bks_vault_target_get_path (BksVaultTarget *self);   /* (nullable) */
const char *bks_vault_target_get_status (BksVaultTarget *self); /* (nullable): raw word */
int bks_vault_target_get_encrypted (BksVaultTarget *self);      /* 1, 0; -1 = not said */
int bks_vault_target_get_resumable (BksVaultTarget *self);      /* 1, 0; -1 = not said */
int bks_vault_target_get_computing_size (
    BksVaultTarget *self); /* 1 = the size is not final, 0; -1 = not said */
gint64 bks_vault_target_get_used_bytes (BksVaultTarget *self); /* -1 = not known */
gint64 bks_vault_target_get_last_started (
    BksVaultTarget *self); /* µs since the Unix epoch, UTC; 0 = never */
gint64 bks_vault_target_get_last_duration (BksVaultTarget *self); /* s; -1 = not known */
const char *bks_vault_target_get_key (BksVaultTarget *self);      /* (nullable): `uni_key` */
GPtrArray *bks_vault_target_get_fields (BksVaultTarget *self);    /* (element-type BksField) */

G_END_DECLS
