/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a person types as the address of a NAS, before it is an address. */
gboolean bks_typed_address_is_quickconnect (const char *typed);
gboolean bks_typed_address_is_plain_http (const char *typed);
char *bks_typed_address_without_encryption (const char *typed, const char *address);
char *bks_typed_address_from_redirect (const char *location);

G_END_DECLS
