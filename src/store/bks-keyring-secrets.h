/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bks-secrets.h"

G_BEGIN_DECLS

/* Secrets in the desktop's keyring; inside Flatpak in a file that the keyring's portal locks. */
#define BKS_TYPE_KEYRING_SECRETS (bks_keyring_secrets_get_type ())
G_DECLARE_FINAL_TYPE (BksKeyringSecrets, bks_keyring_secrets, BKS, KEYRING_SECRETS, GObject)

BksKeyringSecrets *bks_keyring_secrets_new (const char *application_id);

G_END_DECLS
