/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bks-keeper.h"
#include "bks-nas-private.h"

G_BEGIN_DECLS

/* bks-keeper.c fills the fleet and follows the list, bks-keeper-recall.c looks up what to sign in
 * with, bks-keeper-keep.c takes in a NAS, bks-keeper-edit.c does what the user asks for,
 * bks-keeper-end.c removes and ends, bks-keeper-history.c shows what is remembered. */

/* One NAS that is kept. Counted, because callbacks outlive it. */
typedef struct
{
  BksNas *nas;          /* (owned) */
  BksNasRecord *record; /* (owned): as it is or will be in the store */
  GCancellable *recall; /* (nullable) (owned): the latest look into the keyring */
  gboolean is_new;      /* not in the store yet */
  gboolean is_over;     /* not kept any more */
} BksKept;

/* One NAS that can still be taken back. */
typedef struct
{
  BksNas *nas;    /* (owned) */
  guint position; /* in the fleet */
} BksRemoved;

struct _BksKeeper
{
  GObject parent_instance;

  BksFleet *fleet;        /* (owned) */
  BksNasListStore *store; /* (owned) */
  BksSecrets *secrets;    /* (owned) */
  BksHistory *history;    /* (nullable) (owned) */

  GHashTable *kept;   /* (owned): ID → BksKept (owned) */
  GPtrArray *removed; /* (element-type BksRemoved) (owned): until the toast ends */
  BksProblem *damage; /* (nullable) (owned) */
  gboolean is_loaded;
  BksHistoryMemory *memory; /* (nullable) (owned): while the fleet is being filled */

  guint n_works;         /* writes and sign-outs under way */
  gboolean wants_reload; /* the list changed while this process wrote to it */
  GTask *flush;          /* (nullable) (owned): waits for the last of them */
  GSource *flush_cancel; /* (nullable) (owned) */
};

BksKept *bks_keeper_find (BksKeeper *self, BksNas *nas);
BksKept *bks_keeper_enter (BksKeeper *self, BksNas *nas, BksNasRecord *record);
void bks_keeper_leave (BksKeeper *self, BksKept *kept);
BksKept *bks_kept_ref (BksKept *kept);
void bks_kept_unref (gpointer kept);
void bks_removed_free (gpointer removed);

void bks_keeper_begin_work (BksKeeper *self);
void bks_keeper_end_work (BksKeeper *self);
void bks_keeper_check_flush (BksKeeper *self);
void bks_keeper_tell (BksKeeper *self, BksNas *nas, const char *text);
void bks_keeper_tell_error (BksKeeper *self, BksNas *nas, const GError *error);

void bks_keeper_write (BksKeeper *self, BksKept *kept, BksNasFields fields);
void bks_keeper_forget (BksKeeper *self, BksKept *kept, const char *account, guint kinds);
void bks_keeper_end_session (BksKeeper *self, BksNas *nas);

void bks_keeper_recall (BksKeeper *self, BksKept *kept, gboolean may_ask);
void bks_keeper_store_device (BksKeeper *self, BksKept *kept);
void bks_keeper_sign_in_over_cb (BksKeeper *self, BksProblem *problem, BksNas *nas);
BksProblem *bks_kept_make_latch_problem (BksKept *kept);
BksProblem *bks_kept_make_asking_problem (BksKept *kept);

void bks_keeper_forget_history (BksKeeper *self, const char *nas_id);
void bks_keeper_take_memory (BksKeeper *self, BksHistoryMemory *memory);
void bks_keeper_remind (BksKeeper *self, BksNas *nas);
void bks_keeper_end_reminding (BksKeeper *self);

char *bks_keeper_make_name_for (BksKeeper *self, BksNas *nas, const char *wanted);
gboolean bks_keeper_is_in_fleet (BksKeeper *self, BksNas *nas);
guint bks_keeper_get_position (BksKeeper *self, BksNas *nas);

G_END_DECLS
