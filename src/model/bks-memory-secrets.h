/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bks-secrets.h"

G_BEGIN_DECLS

/* Secrets that last as long as the object: "only for this session", and demo mode. */
#define BKS_TYPE_MEMORY_SECRETS (bks_memory_secrets_get_type ())
G_DECLARE_FINAL_TYPE (BksMemorySecrets, bks_memory_secrets, BKS, MEMORY_SECRETS, GObject)

BksMemorySecrets *bks_memory_secrets_new (void);

G_END_DECLS
