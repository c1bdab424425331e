/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include <gio/gio.h>

#include "bks-wake-timer.h"
#include "test-wait.h"

typedef struct
{
  BksTimer *timer;
  guint n_due;
  gint64 next; /* the deadline that the callback sets; 0 = none */
} Fixture;

static void
timer_due_cb (Fixture *fixture)
{
  fixture->n_due++;
  if (fixture->next != 0)
    bks_timer_set_deadline (fixture->timer, fixture->next);
  fixture->next = 0;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->timer = bks_wake_timer_new ();
  g_signal_connect_swapped (fixture->timer, "due", G_CALLBACK (timer_due_cb), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->timer);
}

static gboolean
was_due (gpointer data)
{
  return ((Fixture *) data)->n_due > 0;
}

static gboolean
was_due_twice (gpointer data)
{
  return ((Fixture *) data)->n_due > 1;
}

/* The clocks go on, and tell what others tell. */
static void
test_clocks (Fixture *fixture, gconstpointer data)
{
  gint64 boot = bks_timer_get_boot_time (fixture->timer);
  gint64 real = bks_timer_get_real_time (fixture->timer);

  g_assert_cmpint (boot, >=, g_get_monotonic_time () - G_TIME_SPAN_SECOND);
  g_assert_cmpint (ABS (real - g_get_real_time ()), <, G_TIME_SPAN_MINUTE);
  g_assert_cmpint (bks_timer_get_boot_time (fixture->timer), >=, boot);
}

/* Not before its time, once, and one in the past at once. */
static void
test_deadline (Fixture *fixture, gconstpointer data)
{
  gint64 deadline = bks_timer_get_boot_time (fixture->timer) + 50 * G_TIME_SPAN_MILLISECOND;

  bks_timer_set_deadline (fixture->timer, deadline);
  g_assert_true (test_wait_until (was_due, fixture, TEST_WAIT_LIMIT_MS));
  g_assert_cmpint (bks_timer_get_boot_time (fixture->timer), >=, deadline);
  g_assert_cmpuint (fixture->n_due, ==, 1);

  fixture->n_due = 0;
  bks_timer_set_deadline (fixture->timer, 0);
  g_assert_true (test_wait_until (was_due, fixture, TEST_WAIT_LIMIT_MS));
}

/* A deadline takes the place of the one before, and may be set again from the signal. */
static void
test_change (Fixture *fixture, gconstpointer data)
{
  gint64 now = bks_timer_get_boot_time (fixture->timer);

  bks_timer_set_deadline (fixture->timer, now + G_TIME_SPAN_HOUR);
  bks_timer_set_deadline (fixture->timer, now + G_TIME_SPAN_MILLISECOND);
  fixture->next = now + 2 * G_TIME_SPAN_MILLISECOND;
  g_assert_true (test_wait_until (was_due_twice, fixture, TEST_WAIT_LIMIT_MS));
}

/* None: nothing is ever ready, so nothing wakes the loop. */
static void
test_never (Fixture *fixture, gconstpointer data)
{
  gint64 now = bks_timer_get_boot_time (fixture->timer);

  bks_timer_set_deadline (fixture->timer, now + G_TIME_SPAN_MILLISECOND);
  bks_timer_set_deadline (fixture->timer, BKS_TIMER_NEVER);
  while (bks_timer_get_boot_time (fixture->timer) < now + 5 * G_TIME_SPAN_MILLISECOND)
    g_assert_false (g_main_context_iteration (NULL, FALSE));
  g_assert_cmpuint (fixture->n_due, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add ("/monitor/timer/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("clocks", test_clocks);
  ADD ("deadline", test_deadline);
  ADD ("change", test_change);
  ADD ("never", test_never);
#undef ADD

  return g_test_run ();
}
