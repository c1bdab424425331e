/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where a NAS is, made of what a person typed. */
typedef struct
{
  char *url;  /* SCHEME://HOST:PORT/PATH/webapi/, always with the port */
  char *host; /* lower case, ASCII (punycode); an IPv6 address without brackets */
  guint port;
  gboolean https;
} DsmAddress;

DsmAddress *dsm_address_parse (const char *typed, GError **error);
void dsm_address_free (DsmAddress *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsmAddress, dsm_address_free)

G_END_DECLS
