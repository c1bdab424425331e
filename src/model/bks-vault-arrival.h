/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bks-nas.h"
#include "bks-vault-target.h"

G_BEGIN_DECLS

/**
 * BksWireMatch:
 *
 * How sure it is that two ends belong together.
 */
typedef enum
{
  BKS_WIRE_NONE,
  BKS_WIRE_LIKELY, /* by host and name */
  BKS_WIRE_SURE,   /* by the key that both have */
} BksWireMatch;

/* What arrives on a NAS from another one, with the backup that sends it where that is known. The object
 * stays the same for as long as the NAS lists the target.
 * Property: generation (uint, up by one with each change). */
#define BKS_TYPE_VAULT_ARRIVAL (bks_vault_arrival_get_type ())
G_DECLARE_FINAL_TYPE (BksVaultArrival, bks_vault_arrival, BKS, VAULT_ARRIVAL, GObject)

BksVaultArrival *bks_vault_arrival_new (BksNas *nas, BksVaultTarget *target);
void bks_vault_arrival_set_target (BksVaultArrival *self, BksVaultTarget *target);
void bks_vault_arrival_set_sender (BksVaultArrival *self, BksTask *task, BksWireMatch match);

BksNas *bks_vault_arrival_get_nas (BksVaultArrival *self); /* that it arrives on (transfer none) */
const char *bks_vault_arrival_get_id (BksVaultArrival *self);
BksVaultTarget *bks_vault_arrival_get_target (BksVaultArrival *self); /* (transfer none) */
BksTask *bks_vault_arrival_get_sender (BksVaultArrival *self); /* (nullable) (transfer none) */
BksWireMatch bks_vault_arrival_get_match (BksVaultArrival *self);
gboolean bks_vault_arrival_is_idle (BksVaultArrival *self);
gboolean bks_vault_arrival_is_receiving (BksVaultArrival *self);

/* Texts for people. (transfer full) */
const char *bks_vault_arrival_get_name (BksVaultArrival *self);
char *bks_vault_arrival_dup_place (BksVaultArrival *self);         /* "vault › office_1" */
char *bks_vault_arrival_dup_status (BksVaultArrival *self);        /* "Receiving"; a raw word */
char *bks_vault_arrival_dup_sender_name (BksVaultArrival *self);   /* "Not one of your NAS" */
char *bks_vault_arrival_dup_sender_detail (BksVaultArrival *self); /* "cabin-nas, likely" */
char *bks_vault_arrival_dup_last (BksVaultArrival *self, gint64 now);
char *bks_vault_arrival_dup_duration (BksVaultArrival *self, gint64 now); /* "12 minutes so far" */
char *bks_vault_arrival_dup_used (BksVaultArrival *self);                 /* "Counting…" */
char *bks_vault_arrival_dup_label (BksVaultArrival *self, gint64 now);    /* for screen readers */

G_END_DECLS
