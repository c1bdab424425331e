/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "bks-demo-nas.h"
#include "bks-keeper.h"

G_BEGIN_DECLS

/* Secrets of a keyring that can be locked or absent. */
#define TEST_TYPE_KEYRING (test_keyring_get_type ())
G_DECLARE_FINAL_TYPE (TestKeyring, test_keyring, TEST, KEYRING, GObject)

/* What stays on a computer from one start to the next: a file and a keyring. */
typedef struct
{
  char *folder;
  char *path;
  TestKeyring *keyring;
} Home;

Home *home_new (void);
void home_free (Home *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Home, home_free)
void home_set_trouble (Home *self, BksKeyringTrouble trouble);
guint home_count_asked (Home *self); /* lookups that might have asked the user */
char *home_look_up (Home *self, const char *id, const char *account, BksSecretKind kind);
GPtrArray *home_load (Home *self); /* the records, as another process sees them */
BksNasRecord *home_find (GPtrArray *records, const char *name);
void home_put (Home *self, const BksNasRecord *record, BksNasFields fields);
BksNasRecord *home_put_nas (Home *self,
                            const char *name,
                            const char *address,
                            const char *account,
                            const char *password);

/* One run of the program. */
typedef struct
{
  Home *home; /* (unowned) */
  BksFleet *fleet;
  BksNasListStore *store;
  BksKeeper *keeper;
  char *notice; /* (nullable): the latest */
} Run;

Run *run_new (Home *home);
void run_free (Run *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Run, run_free)
BksNas *run_get (Run *self, const char *name); /* fails the test if there is none */
gboolean run_keep (Run *self, BksNas *nas, gboolean keep_password, GError **error);
void run_flush (Run *self);
void run_watch (Run *self); /* and see what other processes do */
char *run_dup_names (Run *self);

/* A simulated NAS whose runs stand still. */
BksDemoNas *demo_new (const char *variant, gboolean otp, gboolean tls);
void demo_free (BksDemoNas *demo);
void demo_tell (BksDemoNas *demo, const char *command, const char *format, ...)
    G_GNUC_PRINTF (3, 4);
JsonObject *demo_ask (BksDemoNas *demo, const char *command);
gint64 demo_count (BksDemoNas *demo, const char *counter);
gint64 demo_count_logins (BksDemoNas *demo); /* login requests, whatever came of them */

BksNas *nas_new_for (BksDemoNas *demo, const char *name);
gboolean nas_sign_in (BksNas *nas, GError **error);
gboolean nas_refresh (BksNas *nas, GError **error);
void nas_refresh_well (BksNas *nas);
void nas_poll_ten_times (BksNas *nas, BksProblemKind kind);

G_END_DECLS
