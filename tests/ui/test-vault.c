/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include <string.h>

#include "bks-prop-row.h"
#include "bks-task-page.h"
#include "bks-vault-limit-row.h"
#include "bks-vault-page.h"
#include "bks-vault-target-page.h"
#include "test-wait.h"
#include "two-nas-fixture.h"

typedef struct
{
  TwoNas nas;
  BksVaultPage *page;
  AdwToast *toast;  /* (nullable) (owned): the last one */
  BksTask *task;    /* (nullable) (owned): that was to be shown */
  char *target_id;  /* (nullable): same */
  char *log_target; /* (nullable): same */
} Fixture;

static const TwoNasSetting usual = { NULL, NULL, NULL, 0 };
static const TwoNasSetting narrow = { NULL, NULL, NULL, 360 };
static const TwoNasSetting no_vault = { NULL, "no-vault", NULL, 0 };
static const TwoNasSetting vault_only = { NULL, "vault-only", NULL, 0 };
static const TwoNasSetting no_permission = { NULL, "no-permission", NULL, 0 };
static const TwoNasSetting empty = { NULL, "empty", NULL, 0 };

static void
toast_cb (Fixture *fixture, AdwToast *toast)
{
  g_set_object (&fixture->toast, toast);
}

static void
target_cb (Fixture *fixture, BksNas *nas, const char *target_id)
{
  g_assert_true (nas == fixture->nas.cellar);
  g_free (fixture->target_id);
  fixture->target_id = g_strdup (target_id);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  two_nas_set_up (&fixture->nas, data);
  fixture->page = BKS_VAULT_PAGE (bks_vault_page_new ());
  g_signal_connect_swapped (fixture->page, "toast", G_CALLBACK (toast_cb), fixture);
  g_signal_connect_swapped (fixture->page, "target-activated", G_CALLBACK (target_cb), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  two_nas_tear_down (&fixture->nas);
  g_clear_object (&fixture->toast);
  g_clear_object (&fixture->task);
  g_clear_pointer (&fixture->target_id, g_free);
  g_clear_pointer (&fixture->log_target, g_free);
}

static void
show (Fixture *fixture, BksNas *nas)
{
  g_autoptr (BksScope) scope = two_nas_dup_scope (&fixture->nas, nas);

  bks_vault_page_set_scope (fixture->page, scope);
  two_nas_show (&fixture->nas, GTK_WIDGET (fixture->page));
}

static gboolean
has_toast (gpointer data)
{
  Fixture *fixture = data;

  return fixture->toast != NULL;
}

static void
expect_toast (Fixture *fixture, const char *title)
{
  g_assert_true (test_wait_until (has_toast, fixture, TEST_WAIT_LIMIT_MS));
  g_assert_cmpstr (adw_toast_get_title (fixture->toast), ==, title);
}

static gint64
get_limit (Fixture *fixture)
{
  g_autoptr (JsonObject) state = ui_ask_nas (fixture->nas.cellar_demo, "state", NULL);

  return json_object_get_int_member (json_object_get_object_member (state, "vault"), "limit");
}

static void
test_targets (Fixture *fixture, gconstpointer data)
{
  show (fixture, fixture->nas.cellar);
  ui_expect (fixture->page, "4 targets, 1 is receiving");
  ui_expect (fixture->page, "studio_mail");
  ui_expect (fixture->page, "vault › studio_mail");
  ui_expect (fixture->page, "Receiving");
  ui_expect (fixture->page, "Idle");
  ui_expect (fixture->page, "Not one of your NAS");
  ui_expect (fixture->page, "Counting…");
  ui_expect (fixture->page, "1 of 2 runs now");

  /* A word that nobody knows is shown as it is. */
  ui_tell_nas (fixture->nas.cellar_demo, "set-vault",
               "{\"target_id\": 1, \"status\": \"defragmenting\"}");
  two_nas_refresh (fixture->nas.cellar);
  ui_expect (fixture->page, "defragmenting");
}

static void
test_open (Fixture *fixture, gconstpointer data)
{
  GtkWidget *row;

  show (fixture, fixture->nas.cellar);
  ui_expect (fixture->page, "studio_mail");
  row = two_nas_find_named (GTK_WIDGET (fixture->page), GTK_TYPE_COLUMN_VIEW, "Targets");
  g_assert_nonnull (row);
  g_signal_emit_by_name (row, "activate", 0u);
  g_assert_cmpstr (fixture->target_id, ==, "1");
}

static void
test_limit (Fixture *fixture, gconstpointer data)
{
  GtkWidget *spin, *apply;

  show (fixture, fixture->nas.cellar);
  spin = two_nas_wait_for (fixture->page, GTK_TYPE_SPIN_BUTTON,
                           "Backups at the same time on cellar-nas");
  apply = two_nas_wait_for (fixture->page, GTK_TYPE_BUTTON, "Apply to cellar-nas");
  g_assert_cmpint (gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (spin)), ==, 2);
  g_assert_false (gtk_widget_get_sensitive (apply));
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), 5);
  g_assert_true (gtk_widget_get_sensitive (apply));

  /* A refresh leaves the number alone. */
  two_nas_refresh (fixture->nas.cellar);
  test_wait_ms (100);
  g_assert_cmpint (gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (spin)), ==, 5);

  g_signal_emit_by_name (apply, "clicked");
  g_assert_false (gtk_widget_get_sensitive (apply));
  expect_toast (fixture, "cellar-nas keeps 5 at the same time");
  g_assert_cmpint (get_limit (fixture), ==, 5);
  g_assert_false (gtk_widget_get_sensitive (apply));
  g_assert_cmpstr (adw_toast_get_button_label (fixture->toast), ==, "Undo");
  ui_expect (fixture->page, "1 of 5 runs now");

  {
    g_autoptr (AdwToast) toast = g_steal_pointer (&fixture->toast);

    g_signal_emit_by_name (toast, "button-clicked");
  }
  expect_toast (fixture, "cellar-nas keeps 2 at the same time");
  g_assert_cmpint (get_limit (fixture), ==, 2);
  g_assert_null (adw_toast_get_button_label (fixture->toast));
}

static void
test_limit_kept (Fixture *fixture, gconstpointer data)
{
  GtkWidget *spin, *apply;

  ui_tell_nas (fixture->nas.cellar_demo, "set-vault", "{\"limit\": 1, \"limit_max\": 1}");
  show (fixture, fixture->nas.cellar);
  spin = two_nas_wait_for (fixture->page, GTK_TYPE_SPIN_BUTTON,
                           "Backups at the same time on cellar-nas");
  apply = two_nas_wait_for (fixture->page, GTK_TYPE_BUTTON, "Apply to cellar-nas");
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), 5);
  g_signal_emit_by_name (apply, "clicked");
  expect_toast (fixture, "cellar-nas kept 1 instead of 5");
  g_assert_null (adw_toast_get_button_label (fixture->toast));
  g_assert_cmpint (gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (spin)), ==, 1);
  g_assert_false (gtk_widget_get_sensitive (apply));
}

static void
test_limit_refused (Fixture *fixture, gconstpointer data)
{
  GtkWidget *spin, *apply;

  show (fixture, fixture->nas.cellar);
  spin = two_nas_wait_for (fixture->page, GTK_TYPE_SPIN_BUTTON,
                           "Backups at the same time on cellar-nas");
  apply = two_nas_wait_for (fixture->page, GTK_TYPE_BUTTON, "Apply to cellar-nas");
  ui_tell_nas (fixture->nas.cellar_demo, "fail",
               "{\"mode\": \"code\", \"code\": 4401,"
               " \"api\": \"SYNO.Backup.Service.VersionBackup.Config\", \"method\": \"set\"}");
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), 5);
  g_signal_emit_by_name (apply, "clicked");
  g_assert_true (test_wait_until (has_toast, fixture, TEST_WAIT_LIMIT_MS));
  g_assert_nonnull (strstr (adw_toast_get_title (fixture->toast), "4401"));
  g_assert_cmpint (get_limit (fixture), ==, 2);
  g_assert_cmpint (gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (spin)), ==, 2);
  g_assert_true (gtk_widget_get_sensitive (spin));
}

/* Both ends: the sender with its verdict, and what waits. */
static void
test_wire (Fixture *fixture, gconstpointer data)
{
  BksTask *task = two_nas_find_sender (&fixture->nas);
  g_autofree char *arguments = g_strdup_printf (
      "{\"task_id\": \"%s\", \"status\": \"waiting\", \"target_id\": \"studio_mail.hbk\"}",
      bks_task_get_id (task));
  GtkWidget *page, *button;
  g_autofree char *waits = g_strdup_printf (
      "1 of 1 runs now. %s on office-nas is probably waiting for it", bks_task_get_name (task));

  ui_tell_nas (fixture->nas.office_demo, "set-task", arguments);
  ui_tell_nas (fixture->nas.cellar_demo, "set-vault", "{\"limit\": 1}");
  two_nas_refresh (fixture->nas.office);
  show (fixture, fixture->nas.cellar);
  ui_expect (fixture->page, bks_task_get_name (task));
  ui_expect (fixture->page, "office-nas, likely · Waiting");
  ui_expect (fixture->page, waits);
  g_assert_cmpstr (bks_task_get_reason (task), ==, "Probably for cellar-nas");

  /* The backup's own page says the same, with the way to the limit. */
  page = bks_task_page_new ();
  bks_task_page_set_fleet (BKS_TASK_PAGE (page), fixture->nas.fleet);
  bks_task_page_set_task (BKS_TASK_PAGE (page), task);
  two_nas_show (&fixture->nas, page);
  ui_expect (page, "cellar-nas receives 1 of 1 backup at the same time");
  button = ui_find_button (page, "Change Limit");
  g_assert_cmpstr (gtk_actionable_get_action_name (GTK_ACTIONABLE (button)), ==,
                   "win.show-vault-limit");
  g_assert_cmpstr (
      g_variant_get_string (gtk_actionable_get_action_target_value (GTK_ACTIONABLE (button)), NULL),
      ==, bks_nas_get_id (fixture->nas.cellar));
}

/* All NAS: rows and limits say whose they are, once for each Vault. */
static void
test_all (Fixture *fixture, gconstpointer data)
{
  show (fixture, NULL);
  ui_expect (fixture->page, "8 targets, 2 are receiving");
  ui_expect (fixture->page, "Backups at the same time on office-nas");
  ui_expect (fixture->page, "Backups at the same time on cellar-nas");
  ui_expect (fixture->page, "cellar-nas · vault › studio_mail");
  ui_expect (fixture->page, "office-nas · vault › studio_mail");

  /* One leaves: its rows go, the other's stay. */
  bks_fleet_remove (fixture->nas.fleet, fixture->nas.office);
  ui_expect (fixture->page, "4 targets, 1 is receiving");
}

static void
test_dead_delays_nobody (Fixture *fixture, gconstpointer data)
{
  bks_demo_nas_stop (fixture->nas.office_demo);
  for (guint i = 0; i < 3; i++)
    two_nas_refresh (fixture->nas.office);
  g_assert_cmpint (bks_nas_get_state (fixture->nas.office), ==, BKS_NAS_UNREACHABLE);
  show (fixture, NULL);
  ui_expect (fixture->page, "4 targets, 1 is receiving");
  ui_expect (fixture->page, "Backups at the same time on cellar-nas");
  g_assert_false (ui_shows (fixture->page, "Backups at the same time on office-nas"));
}

static void
test_no_vault (Fixture *fixture, gconstpointer data)
{
  show (fixture, fixture->nas.cellar);
  ui_expect (fixture->page, "Hyper Backup Vault Is Not Installed");
  ui_expect (fixture->page, "Install it in DSM's Package Center to receive backups.");
  g_assert_false (ui_shows (fixture->page, "Backups at the same time"));

  /* Of two NAS one has it. */
  show (fixture, NULL);
  ui_expect (fixture->page, "4 targets, 1 is receiving");
  g_assert_false (ui_shows (fixture->page, "Backups at the same time on cellar-nas"));
}

static void
test_vault_only (Fixture *fixture, gconstpointer data)
{
  show (fixture, fixture->nas.cellar);
  ui_expect (fixture->page, "4 targets, 1 is receiving");
  ui_expect (fixture->page, "Backups at the same time");
}

static void
test_no_permission (Fixture *fixture, gconstpointer data)
{
  show (fixture, fixture->nas.cellar);
  test_wait_ms (300);
  g_assert_false (ui_shows (fixture->page, "Hyper Backup Vault Is Not Installed"));
  g_assert_false (ui_shows (fixture->page, "Backups at the same time"));
  ui_expect (fixture->page, bks_problem_get_title (bks_nas_get_problem (fixture->nas.cellar)));
}

static void
test_empty (Fixture *fixture, gconstpointer data)
{
  show (fixture, fixture->nas.cellar);
  ui_expect (fixture->page, "Nothing Arrives Here");
  ui_expect (fixture->page, "Backups at the same time");
}

static void
test_narrow (Fixture *fixture, gconstpointer data)
{
  show (fixture, fixture->nas.cellar);
  two_nas_wait_for (fixture->page, GTK_TYPE_LIST_VIEW, "Targets");
  ui_expect (fixture->page, "studio_mail");
  g_assert_null (two_nas_find_named (GTK_WIDGET (fixture->page), GTK_TYPE_COLUMN_VIEW, "Targets"));
  two_nas_wait_for (fixture->page, GTK_TYPE_SPIN_BUTTON, "Backups at the same time on cellar-nas");
}

/* Nobody looks: nobody asks. */
static void
test_stops (Fixture *fixture, gconstpointer data)
{
  const char *method = "SYNO.Backup.Service.VersionBackup.Target list";
  gint64 n;

  show (fixture, fixture->nas.cellar);
  ui_expect (fixture->page, "studio_mail");
  gtk_widget_set_visible (GTK_WIDGET (fixture->page), FALSE);
  n = ui_count_calls (fixture->nas.cellar_demo, method);
  two_nas_refresh (fixture->nas.cellar);
  test_wait_ms (200);
  g_assert_cmpint (ui_count_calls (fixture->nas.cellar_demo, method), ==, n);
}

static void
test_show_limit (Fixture *fixture, gconstpointer data)
{
  GtkWidget *focus;

  bks_vault_page_show_limit (fixture->page, fixture->nas.cellar);
  show (fixture, NULL);
  two_nas_wait_for (fixture->page, GTK_TYPE_SPIN_BUTTON, "Backups at the same time on cellar-nas");
  test_wait_ms (50);
  focus = gtk_root_get_focus (GTK_ROOT (fixture->nas.window));
  g_assert_nonnull (focus);
  g_assert_true (gtk_widget_is_ancestor (
      focus, two_nas_find_named (GTK_WIDGET (fixture->page), GTK_TYPE_SPIN_BUTTON,
                                 "Backups at the same time on cellar-nas")));
}

static void
task_cb (Fixture *fixture, BksTask *task)
{
  g_set_object (&fixture->task, task);
}

static void
log_cb (Fixture *fixture, BksNas *nas, const char *target_id)
{
  g_assert_true (nas == fixture->nas.cellar);
  g_free (fixture->log_target);
  fixture->log_target = g_strdup (target_id);
}

static GtkWidget *
show_target (Fixture *fixture, const char *id)
{
  GtkWidget *page = bks_vault_target_page_new ();

  g_object_unref (g_object_ref_sink (fixture->page));
  bks_vault_target_page_set_target (BKS_VAULT_TARGET_PAGE (page), fixture->nas.fleet,
                                    fixture->nas.cellar, id);
  g_signal_connect_swapped (page, "task-activated", G_CALLBACK (task_cb), fixture);
  g_signal_connect_swapped (page, "log-activated", G_CALLBACK (log_cb), fixture);
  two_nas_show (&fixture->nas, page);
  return page;
}

static void
test_target (Fixture *fixture, gconstpointer data)
{
  BksTask *task = two_nas_find_sender (&fixture->nas);
  g_autofree char *arguments = g_strdup_printf (
      "{\"task_id\": \"%s\", \"target_id\": \"studio_mail.hbk\"}", bks_task_get_id (task));
  GtkWidget *page, *row;

  ui_tell_nas (fixture->nas.office_demo, "set-task", arguments);
  two_nas_refresh (fixture->nas.office);
  ui_tell_nas (fixture->nas.cellar_demo, "fail",
               "{\"mode\": \"data\", \"count\": -1, \"method\": \"detail\","
               " \"api\": \"SYNO.Backup.Service.VersionBackup.Target\","
               " \"data\": {\"target_id\": 1, \"target_name\": \"studio_mail\","
               " \"share\": \"vault\", \"target_path\": \"/volume1/vault/studio_mail\","
               " \"is_enc\": true, \"retention_words\": \"<b>smart</b>\","
               " \"relink_pwd\": \"hunter2\", \"masked\": \"########\"}}");
  page = show_target (fixture, "1");
  ui_expect (page, "studio_mail");
  ui_expect (page, "/volume1/vault/studio_mail");
  ui_expect (page, "retention_words");
  ui_expect (page, "<b>smart</b>");
  g_assert_false (ui_shows (page, "hunter2"));
  g_assert_false (ui_shows (page, "########"));
  g_assert_false (ui_shows (page, "relink_pwd"));
  ui_expect (page, "Show as Table");

  ui_expect (page, "Comes from");
  row = ui_find_row (page, "Comes from");
  while (!gtk_list_box_row_get_activatable (GTK_LIST_BOX_ROW (row)))
    g_main_context_iteration (NULL, TRUE);
  g_signal_emit_by_name (row, "activated");
  g_assert_true (fixture->task == task);
  g_signal_emit_by_name (ui_find_row (page, "Show Log"), "activated");
  g_assert_cmpstr (fixture->log_target, ==, "1");
}

static void
test_target_without_statistics (Fixture *fixture, gconstpointer data)
{
  GtkWidget *page;

  ui_tell_nas (fixture->nas.cellar_demo, "fail",
               "{\"mode\": \"code\", \"code\": 103, \"count\": -1,"
               " \"api\": \"SYNO.SDS.Backup.Server.Common.Statistic\"}");
  ui_tell_nas (fixture->nas.cellar_demo, "fail",
               "{\"mode\": \"code\", \"code\": 4401, \"count\": 1, \"method\": \"detail\","
               " \"api\": \"SYNO.Backup.Service.VersionBackup.Target\"}");
  page = show_target (fixture, "1");
  ui_expect (page, "No statistics");
  /* One part that fails leaves the others alone, and is asked for again alone. */
  ui_expect (page, "studio_mail");
  ui_press (page, "Retry");
  ui_expect_gone (page, "More settings");
  ui_expect (page, "/volume1/vault/studio_mail");
}

static void
test_target_gone (Fixture *fixture, gconstpointer data)
{
  GtkWidget *page = show_target (fixture, "99");

  ui_expect (page, "This target is not there any more. What you see is the last that was known.");
}

#define ADD(path, setting, test)                                                                   \
  g_test_add ("/vault/" path, Fixture, &setting, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  ui_init (&argc, &argv);

  ADD ("targets", usual, test_targets);
  ADD ("open", usual, test_open);
  ADD ("limit", usual, test_limit);
  ADD ("limit-kept", usual, test_limit_kept);
  ADD ("limit-refused", usual, test_limit_refused);
  ADD ("wire", usual, test_wire);
  ADD ("all", usual, test_all);
  ADD ("dead-delays-nobody", usual, test_dead_delays_nobody);
  ADD ("no-vault", no_vault, test_no_vault);
  ADD ("vault-only", vault_only, test_vault_only);
  ADD ("no-permission", no_permission, test_no_permission);
  ADD ("empty", empty, test_empty);
  ADD ("narrow", narrow, test_narrow);
  ADD ("stops", usual, test_stops);
  ADD ("show-limit", usual, test_show_limit);
  ADD ("target", usual, test_target);
  ADD ("target-without-statistics", usual, test_target_without_statistics);
  ADD ("target-gone", usual, test_target_gone);
  return g_test_run ();
}
