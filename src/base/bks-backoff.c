/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-base"

#include "bks-backoff.h"

/**
 * bks_backoff_init:
 * @self: (out): a back-off
 * @first_s: the usual wait, in s
 * @longest_s: the longest wait, in s
 *
 * Starts without failures.
 */
void
bks_backoff_init (BksBackoff *self, guint first_s, guint longest_s)
{
  self->first_s = first_s;
  self->longest_s = MAX (first_s, longest_s);
  self->failures = 0;
}

/**
 * bks_backoff_succeeded:
 * @self: a back-off
 *
 * The next wait is the usual one again.
 */
void
bks_backoff_succeeded (BksBackoff *self)
{
  self->failures = 0;
}

/**
 * bks_backoff_failed:
 * @self: a back-off
 *
 * Counts one more failure.
 *
 * Returns: how long to wait now, in s
 */
guint
bks_backoff_failed (BksBackoff *self)
{
  if (self->failures < G_MAXUINT)
    self->failures++;
  return bks_backoff_get_wait (self);
}

/**
 * bks_backoff_get_wait:
 * @self: a back-off
 *
 * Returns: how long to wait now, in s: the usual wait, doubled for each failure in a row
 */
guint
bks_backoff_get_wait (const BksBackoff *self)
{
  guint wait = self->first_s;

  for (guint i = 0; i < self->failures && wait < self->longest_s; i++)
    wait = wait > self->longest_s / 2 ? self->longest_s : wait * 2;
  return wait;
}
