/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bks-fleet.h"
#include "bks-history.h"
#include "bks-nas-list.h"
#include "bks-secrets.h"

G_BEGIN_DECLS

/**
 * BksKeeper:
 *
 * Keeps the NAS of a fleet from one start to the next: the list in a #BksNasListStore, passwords and
 * device IDs in a #BksSecrets. It also keeps a refused sign-in, so that nobody repeats it by itself,
 * and follows what another process does to the list.
 *
 * Properties: is-loaded; damage (#BksProblem or %NULL: what was unreadable in the list).
 *
 * Signal `notice` (BksNas *nas, const char *text): something that the user should be told in
 * passing, as a toast. @nas may be %NULL.
 */
#define BKS_TYPE_KEEPER (bks_keeper_get_type ())
G_DECLARE_FINAL_TYPE (BksKeeper, bks_keeper, BKS, KEEPER, GObject)

BksKeeper *bks_keeper_new (BksFleet *fleet, BksNasListStore *store, BksSecrets *secrets);

void bks_keeper_set_history (BksKeeper *self, BksHistory *history); /* before the start */

/* Start: fills the fleet. It is over when the rows are there; passwords follow. */
void bks_keeper_load_async (BksKeeper *self,
                            gboolean may_ask,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
gboolean bks_keeper_load_finish (BksKeeper *self, GAsyncResult *result, GError **error);
gboolean bks_keeper_is_loaded (BksKeeper *self);
BksProblem *bks_keeper_get_damage (BksKeeper *self); /* (nullable) (transfer none) */

/* After a sign-in that went well: a new NAS, or one that is known (same ID) with what changed.
 * An error of kind %BKS_PROBLEM_KEYRING means: kept, but the password only for this session. */
void bks_keeper_keep_async (BksKeeper *self,
                            BksNas *nas,
                            gboolean keep_password,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
gboolean bks_keeper_keep_finish (BksKeeper *self, GAsyncResult *result, GError **error);

gboolean bks_keeper_has (BksKeeper *self, BksNas *nas); /* FALSE: nothing of it is stored */
gboolean bks_keeper_get_keeps_password (BksKeeper *self, BksNas *nas);
gboolean bks_keeper_has_keyring (BksKeeper *self); /* FALSE: secrets end with this process */

/* Whether there is a keyring to keep a password in: an error of kind %BKS_PROBLEM_KEYRING says why
 * not. Nobody is asked to unlock it. */
void bks_keeper_check_keyring_async (BksKeeper *self,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean bks_keeper_check_keyring_finish (BksKeeper *self, GAsyncResult *result, GError **error);

/* What the user changes: seen at once, written behind it; a write that fails is a notice. */
gboolean bks_keeper_rename (BksKeeper *self, BksNas *nas, const char *name, GError **error);
gboolean bks_keeper_set_address (BksKeeper *self, BksNas *nas, const char *address, GError **error);
void bks_keeper_set_account (BksKeeper *self, BksNas *nas, const char *account);
gboolean bks_keeper_trust (BksKeeper *self, BksNas *nas, const char *sha256);
void bks_keeper_move (BksKeeper *self, BksNas *nas, guint position);
char *bks_keeper_make_name (BksKeeper *self, const char *wanted); /* that no other NAS has */

/* "Try Again", "I Have Unblocked It", "Unlock": ends the latch, and the keyring may ask. */
void bks_keeper_try_again (BksKeeper *self, BksNas *nas);
void bks_keeper_sign_out (BksKeeper *self, BksNas *nas);        /* until the user signs in */
void bks_keeper_forget_password (BksKeeper *self, BksNas *nas); /* the device ID too */

/* Removal: out of the fleet at once; nothing is deleted before the toast ends. */
void bks_keeper_remove (BksKeeper *self, BksNas *nas);
void bks_keeper_undo_remove (BksKeeper *self, BksNas *nas);
void bks_keeper_commit_remove (BksKeeper *self, BksNas *nas);

/* The end: removals are committed, writes finished, sessions ended (2 s for each, at once). */
void bks_keeper_flush_async (BksKeeper *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean bks_keeper_flush_finish (BksKeeper *self, GAsyncResult *result, GError **error);

G_END_DECLS
