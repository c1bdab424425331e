/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * BksQuietHours:
 *
 * When nothing is told. Minutes since midnight, by this computer's wall clock; the end may be on the
 * next day.
 */
typedef struct
{
  gboolean is_on;
  guint from;
  guint to; /* not in it any more */
} BksQuietHours;

gboolean bks_quiet_hours_contain (const BksQuietHours *self, gint64 now);
gint64 bks_quiet_hours_get_end (const BksQuietHours *self, gint64 now);

G_END_DECLS
