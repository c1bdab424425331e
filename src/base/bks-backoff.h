/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * BksBackoff:
 *
 * How long to wait after the n-th failure in a row: doubling from a first wait up to a longest.
 */
typedef struct
{
  guint first_s;   /* s */
  guint longest_s; /* s */
  guint failures;
} BksBackoff;

void bks_backoff_init (BksBackoff *self, guint first_s, guint longest_s);
void bks_backoff_succeeded (BksBackoff *self);
guint bks_backoff_failed (BksBackoff *self);
guint bks_backoff_get_wait (const BksBackoff *self);

G_END_DECLS
