/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-model"

#include "bks-nas-watch.h"

#include "bks-nas-private.h"

/**
 * bks_nas_is_connected:
 * @self: a NAS
 *
 * Returns: whether a connection to it may be open
 */
gboolean
bks_nas_is_connected (BksNas *self)
{
  g_return_val_if_fail (BKS_IS_NAS (self), FALSE);

  return dsm_client_is_connected (self->client);
}

/**
 * bks_nas_close_connections:
 * @self: a NAS
 *
 * Closes the connections that are open, so that the end of their time does not wake this computer,
 * and so that the NAS may sleep. Nothing that is under way is given up for it; the next request opens
 * a new one. Nobody is signed out.
 *
 * Returns: whether none is open now
 */
gboolean
bks_nas_close_connections (BksNas *self)
{
  g_return_val_if_fail (BKS_IS_NAS (self), FALSE);

  if (dsm_client_is_asking (self->client))
    return FALSE;
  dsm_client_close_connections (self->client);
  return TRUE;
}

/**
 * bks_nas_to_local_time:
 * @self: a NAS
 * @nas_time: µs since the Unix epoch, UTC, by the NAS's clock
 *
 * Returns: the same moment by this computer's clock, as far as their difference is known
 */
gint64
bks_nas_to_local_time (BksNas *self, gint64 nas_time)
{
  BksTaskContext context;

  g_return_val_if_fail (BKS_IS_NAS (self), nas_time);

  bks_nas_get_context (self, 0, &context);
  return nas_time - context.clock_error;
}

/**
 * bks_nas_set_health_limits:
 * @self: a NAS
 * @limits: how patient the verdicts on its tasks are
 *
 * Verdicts and words follow at once.
 */
void
bks_nas_set_health_limits (BksNas *self, const BksHealthLimits *limits)
{
  g_return_if_fail (BKS_IS_NAS (self));
  g_return_if_fail (limits != NULL);

  if (self->limits.grace == limits->grace && self->limits.missed == limits->missed
      && self->limits.without_schedule == limits->without_schedule
      && self->limits.check == limits->check)
    return;
  self->limits = *limits;
  bks_nas_update_all (self);
}
