/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include "two-nas-fixture.h"

#include "test-wait.h"

static BksNas *
start (const char *name, const char *variant, const char *account, BksDemoNas **demo_out)
{
  g_autoptr (GError) error = NULL;
  /* Runs stand still. */
  BksDemoNasOptions options = { .seed = 1, .speed = 0.001, .variant = variant, .host_name = name };
  BksNas *nas;

  *demo_out = bks_demo_nas_new (&options, &error);
  g_assert_no_error (error);
  nas = bks_nas_new (name, bks_demo_nas_get_url (*demo_out), &error);
  g_assert_no_error (error);
  bks_nas_set_allow_plain_http (nas, TRUE);
  bks_nas_set_credentials (nas, account != NULL ? account : bks_demo_nas_get_account (*demo_out),
                           bks_demo_nas_get_password (*demo_out));
  return nas;
}

void
two_nas_refresh (BksNas *nas)
{
  g_autoptr (GError) error = NULL;
  g_auto (TestAnswer) answer = { NULL };

  bks_nas_refresh_async (nas, NULL, test_answer_cb, &answer);
  bks_nas_refresh_finish (nas, test_answer_wait (&answer), &error);
}

BksScope *
two_nas_dup_scope (TwoNas *self, BksNas *nas)
{
  return bks_scope_new (self->fleet, nas, self->filter);
}

void
two_nas_set_up (TwoNas *self, const TwoNasSetting *setting)
{
  self->office = start ("office-nas", setting->office_variant, NULL, &self->office_demo);
  self->cellar = start ("cellar-nas", setting->cellar_variant, setting->cellar_account,
                        &self->cellar_demo);
  two_nas_refresh (self->office);
  two_nas_refresh (self->cellar);
  self->fleet = bks_fleet_new ();
  bks_fleet_add (self->fleet, self->office);
  bks_fleet_add (self->fleet, self->cellar);
  self->filter = bks_task_filter_new ();
  self->all = two_nas_dup_scope (self, NULL);
  self->window = adw_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (self->window),
                               setting->width > 0 ? setting->width : 1000, 700);
}

void
two_nas_show (TwoNas *self, GtkWidget *page)
{
  adw_window_set_content (ADW_WINDOW (self->window), page);
  gtk_window_present (GTK_WINDOW (self->window));
  gtk_test_widget_wait_for_draw (self->window);
}

void
two_nas_tear_down (TwoNas *self)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  g_clear_object (&self->all);
  g_clear_object (&self->filter);
  g_clear_object (&self->fleet);
  g_clear_object (&self->office);
  g_clear_object (&self->cellar);
  bks_demo_nas_stop (self->office_demo);
  bks_demo_nas_stop (self->cellar_demo);
  g_clear_object (&self->office_demo);
  g_clear_object (&self->cellar_demo);
}

BksTask *
two_nas_find_sender (TwoNas *self)
{
  GListModel *tasks = bks_nas_get_tasks (self->office);

  for (guint i = 0; i < g_list_model_get_n_items (tasks); i++)
    {
      /* The list keeps it. */
      g_autoptr (BksTask) task = g_list_model_get_item (tasks, i);

      if (g_strcmp0 (bks_task_get_transfer_type (task), "image_remote") == 0)
        return task;
    }
  g_assert_not_reached ();
}

GtkWidget *
two_nas_find_named (GtkWidget *widget, GType type, const char *name)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type) && gtk_widget_get_mapped (widget))
    {
      g_autofree char *difference = gtk_test_accessible_check_property (
          GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name);

      if (difference == NULL)
        return widget;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = two_nas_find_named (child, type, name);

      if (found != NULL)
        return found;
    }
  return NULL;
}

typedef struct
{
  GtkWidget *root;
  GType type;
  const char *name;
} Wanted;

static gboolean
is_there (gpointer data)
{
  Wanted *wanted = data;

  return two_nas_find_named (wanted->root, wanted->type, wanted->name) != NULL;
}

GtkWidget *
two_nas_wait_for (gpointer root, GType type, const char *name)
{
  Wanted wanted = { root, type, name };

  if (!test_wait_until (is_there, &wanted, TEST_WAIT_LIMIT_MS))
    g_error ("never there: %s", name);
  return two_nas_find_named (root, type, name);
}
