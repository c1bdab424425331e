/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include "bks-backups-page.h"
#include "test-wait.h"
#include "ui-driver.h"

/* A NAS that takes its time before anything is known of it, and a person who has none. */
static void
test_cancel (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BksDemoNas) demo = bks_demo_nas_new (&(BksDemoNasOptions){ .seed = 1 }, &error);
  g_autoptr (BksNas) nas = NULL;
  g_autoptr (BksFleet) fleet = bks_fleet_new ();
  g_autoptr (BksTaskFilter) filter = bks_task_filter_new ();
  g_autoptr (BksScope) scope = NULL;
  g_auto (TestAnswer) first = { NULL };
  g_auto (TestAnswer) second = { NULL };
  GtkWidget *window = adw_window_new ();
  GtkWidget *page = g_object_new (BKS_TYPE_BACKUPS_PAGE, NULL);

  g_assert_no_error (error);
  nas = bks_nas_new ("office-nas", bks_demo_nas_get_url (demo), &error);
  g_assert_no_error (error);
  bks_nas_set_allow_plain_http (nas, TRUE);
  bks_nas_set_credentials (nas, bks_demo_nas_get_account (demo), bks_demo_nas_get_password (demo));
  bks_fleet_add (fleet, nas);
  scope = bks_scope_new (fleet, NULL, filter);
  bks_backups_page_set_scope (BKS_BACKUPS_PAGE (page), scope);
  gtk_window_set_default_size (GTK_WINDOW (window), 900, 600);
  adw_window_set_content (ADW_WINDOW (window), page);
  gtk_window_present (GTK_WINDOW (window));

  ui_tell_nas (demo, "fail", "{\"mode\": \"delay\", \"ms\": 600000, \"count\": -1}");
  bks_nas_refresh_async (nas, NULL, test_answer_cb, &first);
  ui_expect (page, "Asking office-nas…");
  ui_press (page, "Cancel");
  g_assert_false (bks_nas_refresh_finish (nas, test_answer_wait (&first), &error));
  g_assert_error (error, BKS_PROBLEM_ERROR, BKS_PROBLEM_OFFLINE);
  g_clear_error (&error);
  ui_expect (page, "office-nas does not answer");
  ui_find_button (page, "Try Again");
  g_assert_false (ui_shows (page, "Asking office-nas…"));

  /* The next try is an ordinary one. */
  ui_tell_nas (demo, "clear", NULL);
  bks_nas_refresh_async (nas, NULL, test_answer_cb, &second);
  g_assert_true (bks_nas_refresh_finish (nas, test_answer_wait (&second), &error));
  g_assert_no_error (error);
  ui_expect (page, "Photos off-site");
  g_assert_false (ui_shows (page, "office-nas does not answer"));

  gtk_window_destroy (GTK_WINDOW (window));
  bks_demo_nas_stop (demo);
}

int
main (int argc, char *argv[])
{
  ui_init (&argc, &argv);
  g_test_add_func ("/ui/first-load/cancel", test_cancel);
  return g_test_run ();
}
