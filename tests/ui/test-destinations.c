/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include <string.h>

#include "bks-destinations-page.h"
#include "bks-destination-row.h"
#include "test-wait.h"
#include "two-nas-fixture.h"

#define LOOK "SYNO.Backup.Target get"

typedef struct
{
  TwoNas nas;
  BksDestinationsPage *page;
  BksTask *task; /* (nullable) (owned): that was to be shown */
} Fixture;

static const TwoNasSetting usual = { NULL, NULL, NULL, 0 };
static const TwoNasSetting narrow = { NULL, NULL, NULL, 360 };
static const TwoNasSetting vault_only = { NULL, "vault-only", NULL, 0 };
static const TwoNasSetting no_permission = { NULL, "no-permission", NULL, 0 };

static void
task_cb (Fixture *fixture, BksTask *task)
{
  g_set_object (&fixture->task, task);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  two_nas_set_up (&fixture->nas, data);
  fixture->page = BKS_DESTINATIONS_PAGE (bks_destinations_page_new ());
  g_signal_connect_swapped (fixture->page, "task-activated", G_CALLBACK (task_cb), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  two_nas_tear_down (&fixture->nas);
  g_clear_object (&fixture->task);
}

static void
show (Fixture *fixture, BksNas *nas)
{
  g_autoptr (BksScope) scope = two_nas_dup_scope (&fixture->nas, nas);

  bks_destinations_page_set_scope (fixture->page, scope);
  two_nas_show (&fixture->nas, GTK_WIDGET (fixture->page));
}

static void
set_tasks (Fixture *fixture, const char *repo_id, const char *members)
{
  GListModel *tasks = bks_nas_get_tasks (fixture->nas.office);

  for (guint i = 0; i < g_list_model_get_n_items (tasks); i++)
    {
      g_autoptr (BksTask) task = g_list_model_get_item (tasks, i);
      g_autofree char *arguments = g_strdup_printf ("{\"task_id\": \"%s\", %s}",
                                                    bks_task_get_id (task), members);

      if (g_strcmp0 (bks_task_get_repository_id (task), repo_id) == 0)
        ui_tell_nas (fixture->nas.office_demo, "set-task", arguments);
    }
  two_nas_refresh (fixture->nas.office);
}

/* The item of a row of what is shown. */
static BksDestinationRow *
dup_row (Fixture *fixture, guint position)
{
  GtkWidget *table = two_nas_wait_for (fixture->page, GTK_TYPE_COLUMN_VIEW, "Destinations");

  return g_list_model_get_item (G_LIST_MODEL (gtk_column_view_get_model (GTK_COLUMN_VIEW (table))),
                                position);
}

static void
test_rows (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BksDestinationRow) first = NULL;

  set_tasks (fixture, "7", "\"raw\": {\"repo_id\": null}");
  show (fixture, fixture->nas.office);
  ui_expect (fixture->page, "cellar-nas · Vault");
  ui_expect (fixture->page, "Reachable");
  ui_expect (fixture->page, "No backup uses it");
  ui_expect (fixture->page, "Destination not known");
  ui_expect (fixture->page, "Damaged");
  ui_expect (fixture->page, "1 of 9 destinations is damaged");
  g_assert_false (ui_shows (fixture->page, "########"));

  /* The damaged one is first. */
  first = dup_row (fixture, 0);
  g_assert_cmpint (bks_destination_row_get_status (first), ==, BKS_DESTINATION_DAMAGED);
}

static void
test_offline (Fixture *fixture, gconstpointer data)
{
  set_tasks (fixture, "1", "\"state\": \"backupable\", \"error_code\": 4401");
  set_tasks (fixture, "3", "\"online\": false");
  show (fixture, fixture->nas.office);
  ui_expect (fixture->page, "Not reachable");
  ui_expect (fixture->page, "Checked just now");
}

typedef struct
{
  Fixture *fixture;
  gint64 n;
} Looks;

static gboolean
has_looked (gpointer data)
{
  Looks *looks = data;

  return ui_count_calls (looks->fixture->nas.office_demo, LOOK) == looks->n;
}

static void
expect_looks (Fixture *fixture, gint64 n)
{
  Looks looks = { fixture, n };

  g_assert_true (test_wait_until (has_looked, &looks, TEST_WAIT_LIMIT_MS));
}

/* Only while the page is there, and never in the polling loop. */
static void
test_looks (Fixture *fixture, gconstpointer data)
{
  guint n = g_list_model_get_n_items (bks_nas_get_tasks (fixture->nas.office));
  g_autoptr (BksDestinationRow) row = NULL;

  g_assert_cmpint (ui_count_calls (fixture->nas.office_demo, LOOK), ==, 0);
  show (fixture, fixture->nas.office);
  expect_looks (fixture, n);
  ui_expect_gone (fixture->page, "Checking…");
  two_nas_refresh (fixture->nas.office);
  gtk_widget_set_visible (GTK_WIDGET (fixture->page), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (fixture->page), TRUE);
  test_wait_ms (200);
  g_assert_cmpint (ui_count_calls (fixture->nas.office_demo, LOOK), ==, n);

  row = dup_row (fixture, 0);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->page), "destination.check-again",
                                             "(ss)", bks_nas_get_id (fixture->nas.office),
                                             bks_destination_row_get_key (row)));
  expect_looks (fixture, n + bks_destination_row_get_tasks (row)->len);
}

static void
test_open (Fixture *fixture, gconstpointer data)
{
  GtkWidget *table;
  g_autoptr (BksDestinationRow) row = NULL;
  GPtrArray *tasks;

  show (fixture, fixture->nas.office);
  ui_expect_gone (fixture->page, "Checking…");
  table = two_nas_wait_for (fixture->page, GTK_TYPE_COLUMN_VIEW, "Destinations");
  row = dup_row (fixture, 0);
  tasks = bks_destination_row_get_tasks (row);
  g_assert_cmpuint (tasks->len, ==, 1);
  g_signal_emit_by_name (table, "activate", 0u);
  g_assert_true (fixture->task == g_ptr_array_index (tasks, 0));
}

/* The same destination of two NAS is two rows, and each names its NAS. */
static void
test_all (Fixture *fixture, gconstpointer data)
{
  show (fixture, NULL);
  ui_expect (fixture->page, "2 of 16 destinations are damaged");
  ui_expect (fixture->page, "office-nas");
  ui_expect (fixture->page, "cellar-nas");
}

static void
test_dead (Fixture *fixture, gconstpointer data)
{
  bks_demo_nas_stop (fixture->nas.cellar_demo);
  for (guint i = 0; i < 3; i++)
    two_nas_refresh (fixture->nas.cellar);
  show (fixture, NULL);
  ui_expect (fixture->page, "cellar-nas does not answer");
  ui_expect (fixture->page, "Reachable");
}

static void
test_absent (Fixture *fixture, gconstpointer data)
{
  show (fixture, fixture->nas.cellar);
  ui_expect (fixture->page, "Hyper Backup Is Not Installed");
  ui_expect (fixture->page, "Backstay can still show what arrives in its Vault.");
  ui_expect (fixture->page, "Show Vault");
}

static void
test_no_permission (Fixture *fixture, gconstpointer data)
{
  show (fixture, fixture->nas.cellar);
  ui_expect (fixture->page, bks_problem_get_title (bks_nas_get_problem (fixture->nas.cellar)));
  g_assert_false (ui_shows (fixture->page, "Hyper Backup Is Not Installed"));
}

static void
test_narrow (Fixture *fixture, gconstpointer data)
{
  show (fixture, fixture->nas.office);
  two_nas_wait_for (fixture->page, GTK_TYPE_LIST_VIEW, "Destinations");
  ui_expect (fixture->page, "1 of 8 destinations is damaged");
  ui_expect (fixture->page, "cellar-nas · Vault");
  g_assert_null (
      two_nas_find_named (GTK_WIDGET (fixture->page), GTK_TYPE_COLUMN_VIEW, "Destinations"));
}

#define ADD(path, setting, test)                                                                   \
  g_test_add ("/destinations/" path, Fixture, &setting, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  ui_init (&argc, &argv);

  ADD ("rows", usual, test_rows);
  ADD ("offline", usual, test_offline);
  ADD ("looks", usual, test_looks);
  ADD ("open", usual, test_open);
  ADD ("all", usual, test_all);
  ADD ("dead", usual, test_dead);
  ADD ("absent", vault_only, test_absent);
  ADD ("no-permission", no_permission, test_no_permission);
  ADD ("narrow", narrow, test_narrow);
  return g_test_run ();
}
