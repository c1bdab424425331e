/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include "bks-window.h"
#include "soak.h"
#include "test-wait.h"
#include "ui-driver.h"

/* usage: test-soak-window [--faults N] [--seed N]
 * The same as test-soak with a window on it: what can be read there is what the NAS says. */

typedef struct
{
  GtkWidget *window;
  BksNas *fresh;
  BksTask *missing; /* (unowned) */
} Sight;

/* "Running" may have more behind it: "Running · 37 %". */
static gboolean
reads (GtkWidget *widget, const char *text, gboolean whole)
{
  const char *label = GTK_IS_LABEL (widget) ? gtk_label_get_text (GTK_LABEL (widget)) : NULL;

  if (!gtk_widget_get_mapped (widget))
    return FALSE;
  if (label != NULL && (whole ? g_str_equal (label, text) : g_str_has_prefix (label, text)))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (reads (child, text, whole))
      return TRUE;
  return FALSE;
}

/* Whether a row of the list has the task's name and the word for how it is. */
static gboolean
has_row (GtkWidget *widget, BksTask *task)
{
  if (g_str_equal (G_OBJECT_TYPE_NAME (widget), "GtkListItemWidget"))
    return reads (widget, bks_task_get_name (task), TRUE)
           && reads (widget, bks_task_get_status_word (task), FALSE);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (has_row (child, task))
      return TRUE;
  return FALSE;
}

static gboolean
is_all_seen (gpointer data)
{
  Sight *sight = data;
  GListModel *tasks = bks_nas_get_tasks (sight->fresh);

  for (guint i = 0; i < g_list_model_get_n_items (tasks); i++)
    {
      g_autoptr (BksTask) task = g_list_model_get_item (tasks, i);

      sight->missing = task;
      if (!has_row (sight->window, task))
        return FALSE;
    }
  return TRUE;
}

static void
check (Soak *soak, BksNas *fresh, gpointer data)
{
  Sight sight = { data, fresh, NULL };

  if (!test_wait_until (is_all_seen, &sight, TEST_WAIT_LIMIT_MS))
    g_error ("No row says that “%s” is “%s”", bks_task_get_name (sight.missing),
             bks_task_get_status_word (sight.missing));
}

int
main (int argc, char **argv)
{
  guint n_faults = 300;
  guint32 seed = soak_choose_seed (argc, argv, &n_faults);
  g_autoptr (GtkApplication) application = NULL;
  g_autoptr (GError) error = NULL;
  BksWindow *window;
  Soak *soak;

  /* The rest of the words are not for GLib's tests. */
  argc = 1;
  ui_init (&argc, &argv);
  application = g_object_new (ADW_TYPE_APPLICATION, "application-id",
                              "io.github.backstay.Backstay.Test", "flags", G_APPLICATION_NON_UNIQUE,
                              "resource-base-path", "/io/github/backstay/Backstay", NULL);
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);

  soak = soak_new (seed);
  window = bks_window_new (application, soak->fleet, soak->poller);
  /* All rows in sight at once: others have no widgets. The screen has to be as high. */
  gtk_window_set_default_size (GTK_WINDOW (window), 1000, 1900);
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
  soak->check = check;
  soak->check_data = window;
  soak_run (soak, n_faults);

  bks_poller_stop (soak->poller);
  gtk_window_destroy (GTK_WINDOW (window));
  soak_free (soak);
  return 0;
}
