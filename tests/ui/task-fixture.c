/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include "task-fixture.h"

#include "bks-prop-row.h"
#include "test-wait.h"

void
task_refresh (Fixture *fixture)
{
  ui_refresh (fixture->nas);
}

void
task_set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  /* Runs stand still unless a test lets time pass. */
  BksDemoNasOptions options = { .seed = 1, .speed = 0.001, .variant = data };

  fixture->demo = bks_demo_nas_new (&options, &error);
  g_assert_no_error (error);
  fixture->nas = bks_nas_new ("office-nas", bks_demo_nas_get_url (fixture->demo), &error);
  g_assert_no_error (error);
  bks_nas_set_allow_plain_http (fixture->nas, TRUE);
  bks_nas_set_credentials (fixture->nas, bks_demo_nas_get_account (fixture->demo),
                           bks_demo_nas_get_password (fixture->demo));
  task_refresh (fixture);

  fixture->page = BKS_TASK_PAGE (bks_task_page_new ());
  fixture->window = adw_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 900, 1200);
  adw_window_set_content (ADW_WINDOW (fixture->window), GTK_WIDGET (fixture->page));
  gtk_window_present (GTK_WINDOW (fixture->window));
}

void
task_tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_clear_object (&fixture->nas);
  bks_demo_nas_stop (fixture->demo);
  g_clear_object (&fixture->demo);
}

GtkWidget *
task_find_type (GtkWidget *widget, GType type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = task_find_type (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

GtkWidget *
task_find_row (Fixture *fixture, const char *title)
{
  return ui_find_row (fixture->page, title);
}

const char *
task_row_value (Fixture *fixture, const char *title)
{
  GtkWidget *row = task_find_row (fixture, title);

  g_assert_nonnull (row);
  return bks_prop_row_get_value (BKS_PROP_ROW (row));
}

gboolean
task_is_loaded (gpointer data)
{
  static const char *const lazy[] = { "Backs up", "Stored there", "Schedule", "Versions",
                                      "Integrity" };

  for (guint i = 0; i < G_N_ELEMENTS (lazy); i++)
    if (g_strcmp0 (task_row_value (data, lazy[i]), "…") == 0)
      return FALSE;
  return TRUE;
}

void
task_open (Fixture *fixture, const char *id)
{
  bks_task_page_set_task (fixture->page, bks_nas_find_task (fixture->nas, id));
  gtk_test_widget_wait_for_draw (fixture->window);
  g_assert_true (test_wait_until (task_is_loaded, fixture, TEST_WAIT_LIMIT_MS));
}
