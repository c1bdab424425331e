/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bks-secrets.h"

G_BEGIN_DECLS

/* A keyring in memory that behaves as one that lasts, and can be in trouble. */
#define UI_TYPE_SECRETS (ui_secrets_get_type ())
G_DECLARE_FINAL_TYPE (UiSecrets, ui_secrets, UI, SECRETS, GObject)

UiSecrets *ui_secrets_new (void);
void ui_secrets_set_trouble (UiSecrets *self, BksKeyringTrouble trouble);
guint ui_secrets_count (UiSecrets *self, const char *nas_id); /* NULL = of all */

G_END_DECLS
