/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bks-problem.h"

G_BEGIN_DECLS

/**
 * BksSecretKind:
 *
 * What a secret is for. Values are bits, so that several can be forgotten at once.
 */
typedef enum
{
  BKS_SECRET_PASSWORD = 1 << 0, /* the account's password */
  BKS_SECRET_DEVICE = 1 << 1,   /* device ID: skips the one-time code, so kept like a password */
} BksSecretKind;
#define BKS_SECRET_ALL (BKS_SECRET_PASSWORD | BKS_SECRET_DEVICE)

/**
 * BksKeyringTrouble:
 *
 * Which keyring trouble an error of kind %BKS_PROBLEM_KEYRING stands for.
 */
typedef enum
{
  BKS_KEYRING_OK,        /* no trouble with the keyring */
  BKS_KEYRING_LOCKED,    /* locked, and nobody was asked, or nobody could be asked */
  BKS_KEYRING_DISMISSED, /* locked, and whoever was asked did not open it */
  BKS_KEYRING_NONE,      /* this desktop has none */
  BKS_KEYRING_BROKEN,    /* there is one, but it failed: see the problem's sentence */
} BksKeyringTrouble;

/**
 * BksSecrets:
 *
 * Where passwords and device IDs are kept: the desktop's keyring, or memory. One item for each
 * triple of NAS, account and kind.
 */
#define BKS_TYPE_SECRETS (bks_secrets_get_type ())
G_DECLARE_INTERFACE (BksSecrets, bks_secrets, BKS, SECRETS, GObject)

struct _BksSecretsInterface
{
  GTypeInterface parent_interface;

  gboolean (*is_lasting) (BksSecrets *self);

  void (*lookup_async) (BksSecrets *self,
                        const char *nas_id,
                        const char *account,
                        BksSecretKind kind,
                        gboolean may_ask,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data);
  char *(*lookup_finish) (BksSecrets *self, GAsyncResult *result, GError **error);

  void (*store_async) (BksSecrets *self,
                       const char *nas_id,
                       const char *account,
                       BksSecretKind kind,
                       const char *label,
                       const char *secret,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data);
  gboolean (*store_finish) (BksSecrets *self, GAsyncResult *result, GError **error);

  void (*forget_async) (BksSecrets *self,
                        const char *nas_id,
                        const char *account,
                        guint kinds,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data);
  gboolean (*forget_finish) (BksSecrets *self, GAsyncResult *result, GError **error);
};

gboolean bks_secrets_is_lasting (BksSecrets *self);

void bks_secrets_lookup_async (BksSecrets *self,
                               const char *nas_id,
                               const char *account,
                               BksSecretKind kind,
                               gboolean may_ask,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
char *bks_secrets_lookup_finish (BksSecrets *self, GAsyncResult *result, GError **error);

void bks_secrets_store_async (BksSecrets *self,
                              const char *nas_id,
                              const char *account,
                              BksSecretKind kind,
                              const char *label,
                              const char *secret,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
gboolean bks_secrets_store_finish (BksSecrets *self, GAsyncResult *result, GError **error);

void bks_secrets_forget_async (BksSecrets *self,
                               const char *nas_id,
                               const char *account,
                               guint kinds,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean bks_secrets_forget_finish (BksSecrets *self, GAsyncResult *result, GError **error);

void bks_secret_free (char *secret);
char *bks_secret_make_label (BksSecretKind kind, const char *account, const char *nas_name);

GError *bks_keyring_error_new (BksKeyringTrouble trouble, const char *raw);
BksKeyringTrouble bks_keyring_error_get_trouble (const GError *error);

G_END_DECLS
