/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include "bks-backoff.h"

static void
test_doubles (void)
{
  static const guint waits[] = { 120, 240, 300, 300, 300 };
  BksBackoff backoff;

  bks_backoff_init (&backoff, 60, 300);
  g_assert_cmpuint (bks_backoff_get_wait (&backoff), ==, 60);
  for (guint i = 0; i < G_N_ELEMENTS (waits); i++)
    g_assert_cmpuint (bks_backoff_failed (&backoff), ==, waits[i]);
  g_assert_cmpuint (bks_backoff_get_wait (&backoff), ==, 300);
  bks_backoff_succeeded (&backoff);
  g_assert_cmpuint (bks_backoff_get_wait (&backoff), ==, 60);
}

static void
test_limits (void)
{
  BksBackoff backoff;

  /* A longest that is shorter than the first is none. */
  bks_backoff_init (&backoff, 60, 5);
  g_assert_cmpuint (bks_backoff_failed (&backoff), ==, 60);

  /* Never an overflow, however long it lasts. */
  bks_backoff_init (&backoff, G_MAXUINT / 2 + 1, G_MAXUINT);
  for (int i = 0; i < 1000; i++)
    bks_backoff_failed (&backoff);
  g_assert_cmpuint (bks_backoff_get_wait (&backoff), ==, G_MAXUINT);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/backoff/doubles", test_doubles);
  g_test_add_func ("/base/backoff/limits", test_limits);
  return g_test_run ();
}
