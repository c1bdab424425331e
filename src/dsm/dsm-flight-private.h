/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* One operation that many may wait for. Each who waits can give up alone; when nobody waits any
 * more, the operation is cancelled. All on one thread. */
typedef struct
{
  GPtrArray *waiters;        /* (nullable) (owned): NULL = nothing is under way */
  GCancellable *cancellable; /* (nullable) (owned): of the operation */
} DsmFlight;

gboolean dsm_flight_join (DsmFlight *self, GTask *task);
gboolean dsm_flight_land (DsmFlight *self, const GError *error);
void dsm_flight_clear (DsmFlight *self);

G_END_DECLS
