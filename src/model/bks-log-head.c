/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-model"

#include "bks-log-head.h"

/* Lines have no ID. The time is compared as the NAS wrote it: its zone may have changed. */
gboolean
bks_log_entry_is_like (BksLogEntry *self, BksLogEntry *other)
{
  return g_str_equal (bks_log_entry_get_wall_clock (self), bks_log_entry_get_wall_clock (other))
         && g_str_equal (bks_log_entry_get_event (self), bks_log_entry_get_event (other))
         && g_strcmp0 (bks_log_entry_get_raw_level (self), bks_log_entry_get_raw_level (other)) == 0
         && g_strcmp0 (bks_log_entry_get_user (self), bks_log_entry_get_user (other)) == 0;
}

static gboolean
is_shifted_by (GPtrArray *before, GPtrArray *now, guint n)
{
  for (guint i = 0; i < before->len && n + i < now->len; i++)
    if (!bks_log_entry_is_like (g_ptr_array_index (before, i), g_ptr_array_index (now, n + i)))
      return FALSE;
  return TRUE;
}

/*
 * bks_log_head_count_new:
 * @before: (element-type BksLogEntry): the first lines, as they were
 * @now: (element-type BksLogEntry): the first lines, as they are
 * @expected: by how much the total has grown; negative = nobody knows
 *
 * Lines that look alike can follow each other, so several answers may fit: then the total decides,
 * and without it, the smallest.
 */
int
bks_log_head_count_new (GPtrArray *before, GPtrArray *now, gint64 expected)
{
  if (before->len == 0)
    return (int) now->len;
  if (expected >= 0 && expected < now->len && is_shifted_by (before, now, (guint) expected))
    return (int) expected;
  for (guint n = 0; n < now->len; n++)
    if (is_shifted_by (before, now, n))
      return (int) n;
  return -1;
}
