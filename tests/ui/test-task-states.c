/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include <string.h>

#include "bks-folders-page.h"
#include "bks-prop-row.h"
#include "bks-versions-page.h"
#include "task-fixture.h"
#include "test-wait.h"

/* The page of a backup when something is missing, broken, empty, or much. */

static const char *const parts[] = { "Backs up", "Stored there", "Schedule", "Versions",
                                     "Integrity" };

static GtkWidget *
find_log_state (Fixture *fixture)
{
  return task_find_row (fixture, "Newest lines");
}

static void
expect_only_failed (Fixture *fixture, const char *const *failed)
{
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      const char *value = task_row_value (fixture, parts[i]);

      g_test_message ("%s: %s", parts[i], value);
      g_assert_cmpint (g_str_has_prefix (value, "Not available. "), ==,
                       g_strv_contains (failed, parts[i]));
    }
}

/* Each part fails alone, says why, and is there once it can be tried again. */
static void
test_errors (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *api;
    const char *failed[3];
  } rows[] = {
    { "SYNO.Backup.Target", { "Stored there", "Integrity" } },
    { "SYNO.Backup.Version", { "Versions" } },
    { "SYNO.Backup.Task\", \"method\": \"get", { "Backs up", "Schedule" } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *fault = g_strdup_printf (
          "{\"mode\": \"code\", \"code\": 4401, \"count\": -1, \"api\": \"%s\"}", rows[i].api);

      ui_tell_nas (fixture->demo, "fail", fault);
      bks_task_page_set_task (fixture->page, NULL);
      task_open (fixture, "5");
      expect_only_failed (fixture, rows[i].failed);
      g_assert_nonnull (strstr (task_row_value (fixture, rows[i].failed[0]), "office-nas"));
      g_assert_false (gtk_widget_get_mapped (find_log_state (fixture)));

      ui_tell_nas (fixture->demo, "clear", NULL);
      ui_press (fixture->page, "Retry");
      g_assert_true (test_wait_until (task_is_loaded, fixture, TEST_WAIT_LIMIT_MS));
      expect_only_failed (fixture, (const char *const[]){ NULL });
    }
}

static gboolean
log_has_failed (gpointer fixture)
{
  const char *value = bks_prop_row_get_value (BKS_PROP_ROW (find_log_state (fixture)));

  return value != NULL && g_str_has_prefix (value, "Not available. ");
}

static void
test_log_error (Fixture *fixture, gconstpointer data)
{
  ui_tell_nas (fixture->demo, "fail",
               "{\"mode\": \"code\", \"code\": 4401, \"count\": -1, \"api\": "
               "\"SYNO.SDS.Backup.Client.Common.Log\"}");
  task_open (fixture, "5");
  g_assert_true (test_wait_until (log_has_failed, fixture, TEST_WAIT_LIMIT_MS));
  expect_only_failed (fixture, (const char *const[]){ NULL });
  ui_tell_nas (fixture->demo, "clear", NULL);
  ui_press (find_log_state (fixture), "Retry");
  ui_expect (fixture->page, "Backup task started.");
}

/* While it comes: "…" in each part, and what the list knows is there already. */
static void
test_loading (Fixture *fixture, gconstpointer data)
{
  BksTask *task = bks_nas_find_task (fixture->nas, "5");

  ui_tell_nas (fixture->demo, "fail", "{\"mode\": \"delay\", \"ms\": 600, \"count\": -1}");
  bks_task_page_set_task (fixture->page, task);
  gtk_test_widget_wait_for_draw (fixture->window);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    g_assert_cmpstr (task_row_value (fixture, parts[i]), ==, "…");
  g_assert_cmpstr (bks_prop_row_get_value (BKS_PROP_ROW (find_log_state (fixture))), ==, "…");
  g_assert_true (ui_shows (fixture->page, bks_task_get_headline (task)));
  g_assert_cmpstr (task_row_value (fixture, "Destination"), ==, "Synology C2");
  g_assert_true (test_wait_until (task_is_loaded, fixture, TEST_WAIT_LIMIT_MS));
  ui_expect (fixture->page, "Backup task started.");
}

/* Of a backup that never ran there is nothing to tell, and that is said in each part. */
static void
test_empty (Fixture *fixture, gconstpointer data)
{
  ui_tell_nas (fixture->demo, "fail",
               "{\"mode\": \"data\", \"data\": {\"total\": 0, \"log_list\": []}, \"count\": -1, "
               "\"api\": \"SYNO.SDS.Backup.Client.Common.Log\"}");
  task_open (fixture, "8");
  g_assert_cmpstr (task_row_value (fixture, "Versions"), ==, "None yet");
  g_assert_cmpstr (task_row_value (fixture, "Last success"), ==, "None known");
  ui_expect (fixture->page, "No lines about this backup");
  ui_expect (fixture->page, "The NAS has told no sizes yet.");
}

/* What the page has just learnt is the verdict at once, and the next look takes it back. */
static void
test_destination_away (Fixture *fixture, gconstpointer data)
{
  static const char away[] = "Destination not reachable: nothing can be stored now";
  BksTask *task = bks_nas_find_task (fixture->nas, "5");
  g_autofree char *fine = g_strdup (bks_task_get_headline (task));

  g_assert_cmpint (bks_task_get_verdict (task), ==, BKS_VERDICT_OK);
  ui_tell_nas (fixture->demo, "set-task", "{\"task_id\": \"5\", \"online\": false}");
  task_open (fixture, "5");
  g_assert_true (ui_shows (fixture->page, away));
  g_assert_cmpint (bks_task_get_verdict (task), ==, BKS_VERDICT_FAILED);
  g_assert_cmpstr (bks_task_get_status_word (task), ==, "Destination not reachable");
  /* The last run was good nevertheless. */
  g_assert_nonnull (strstr (task_row_value (fixture, "Last success"), "took"));

  ui_press (fixture->page, "Check Again");
  g_assert_true (test_wait_until (task_is_loaded, fixture, TEST_WAIT_LIMIT_MS));
  g_assert_true (ui_shows (fixture->page, away));

  ui_tell_nas (fixture->demo, "set-task", "{\"task_id\": \"5\", \"online\": true}");
  ui_press (fixture->page, "Check Again");
  ui_expect (fixture->page, fine);
  g_assert_false (ui_shows (fixture->page, away));
}

/* The NAS calls the run good that broke the destination: card and row tell one story. */
static void
test_one_story (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpstr (bks_task_get_last_result (bks_nas_find_task (fixture->nas, "1")), ==, "done");
  task_open (fixture, "1");
  g_assert_true (ui_shows (fixture->page, "Failed: the destination is damaged"));
  g_assert_true (gtk_widget_get_mapped (task_find_row (fixture, "Last run")));
  g_assert_true (g_str_has_suffix (task_row_value (fixture, "Last run"), ", failed"));
}

/* The account lost its right: the card says so with what helps, and the rows do not repeat it. */
static void
test_permission (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_auto (TestAnswer) answer = { NULL };

  ui_tell_nas (fixture->demo, "set-server", "{\"no_permission\": true}");
  bks_nas_refresh_async (fixture->nas, NULL, test_answer_cb, &answer);
  bks_nas_refresh_finish (fixture->nas, test_answer_wait (&answer), &error);
  g_assert_error (error, BKS_PROBLEM_ERROR, BKS_PROBLEM_PERMISSION);

  task_open (fixture, "5");
  g_assert_true (g_str_has_prefix (bks_task_get_explanation (bks_nas_find_task (fixture->nas, "5")),
                                   error->message));
  g_assert_true (
      ui_shows (fixture->page, bks_task_get_explanation (bks_nas_find_task (fixture->nas, "5"))));
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    g_assert_cmpstr (task_row_value (fixture, parts[i]), ==, "Not available");
  g_assert_false (gtk_widget_is_sensitive (ui_find_button (fixture->page, "Back Up Now")));

  ui_tell_nas (fixture->demo, "set-server", "{\"no_permission\": false}");
  ui_press (fixture->page, "Retry");
  g_assert_true (test_wait_until (task_is_loaded, fixture, TEST_WAIT_LIMIT_MS));
}

/* What can only be managed in DSM is there to look at; nothing is asked for it, and nothing offered
 * that cannot work. */
static void
test_lun (Fixture *fixture, gconstpointer data)
{
  static const char *const absent[] = { "Backs up", "Stored there", "Versions", "Schedule",
                                        "Integrity" };
  gint64 before = ui_count (fixture->demo, "http_requests");
  BksTask *task = bks_nas_find_task (fixture->nas, "iscsi-1");

  bks_task_page_set_task (fixture->page, task);
  gtk_test_widget_wait_for_draw (fixture->window);
  g_assert_cmpint (ui_count (fixture->demo, "http_requests"), ==, before);
  g_assert_true (ui_shows (fixture->page, "This kind of backup can only be managed in DSM"));
  ui_find_button (fixture->page, "Open in DSM");
  g_assert_false (ui_shows (fixture->page, "Back Up Now"));
  g_assert_false (ui_shows (fixture->page, "Check Integrity"));
  g_assert_false (ui_shows (fixture->page, "History"));
  g_assert_false (ui_shows (fixture->page, "Not known"));
  for (guint i = 0; i < G_N_ELEMENTS (absent); i++)
    g_assert_false (gtk_widget_get_mapped (task_find_row (fixture, absent[i])));
  g_assert_cmpstr (task_row_value (fixture, "Destination"), ==, "LUN, on this NAS");
  for (BksAction action = 0; action < BKS_N_ACTIONS; action++)
    g_assert_false (bks_task_can (task, action, NULL));

  /* The next one has it all again. */
  task_open (fixture, "5");
  g_assert_true (gtk_widget_get_mapped (task_find_row (fixture, "Versions")));
  ui_find_button (fixture->page, "Back Up Now");
}

static void
tell_versions (Fixture *fixture, guint n)
{
  g_autoptr (GString) rows = g_string_new (NULL);
  g_autofree char *fault = NULL;

  for (guint i = n; i > 0; i--)
    g_string_append_printf (
        rows,
        "%s{\"version_id\": \"%u\", \"status\": \"success\", \"timestamp\": %u, "
        "\"complete_time\": %u, \"locked\": false}",
        i < n ? "," : "", i, 1700000000 + i * 86400, 1700000600 + i * 86400);
  fault = g_strdup_printf ("{\"mode\": \"data\", \"count\": -1, \"api\": \"SYNO.Backup.Version\", "
                           "\"data\": {\"total\": %u, \"version_info_list\": [%s]}}",
                           n, rows->str);
  ui_tell_nas (fixture->demo, "fail", fault);
}

static gboolean
page_shows_versions (gpointer widget)
{
  return ui_shows (widget, "No Versions Yet")
         || task_find_type (widget, GTK_TYPE_LIST_VIEW) != NULL;
}

static void
check_versions (Fixture *fixture, guint n, const char *words)
{
  GtkWidget *window = adw_window_new ();
  GtkWidget *page = bks_versions_page_new ();
  GListModel *model;

  ui_tell_nas (fixture->demo, "clear", NULL);
  tell_versions (fixture, n);
  bks_task_page_set_task (fixture->page, NULL);
  task_open (fixture, "5");
  g_assert_true (g_str_has_prefix (task_row_value (fixture, "Versions"), words));

  adw_window_set_content (ADW_WINDOW (window), page);
  bks_versions_page_set_task (BKS_VERSIONS_PAGE (page), bks_nas_find_task (fixture->nas, "5"));
  gtk_window_present (GTK_WINDOW (window));
  g_assert_true (test_wait_until (page_shows_versions, page, TEST_WAIT_LIMIT_MS));
  if (n == 0)
    ui_expect (page, "No Versions Yet");
  else
    ui_expect (page, task_row_value (fixture, "Versions"));
  model = G_LIST_MODEL (
      gtk_list_view_get_model (GTK_LIST_VIEW (task_find_type (page, GTK_TYPE_LIST_VIEW))));
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, n);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_versions (Fixture *fixture, gconstpointer data)
{
  check_versions (fixture, 0, "None yet");
  check_versions (fixture, 1, "1 restore point · newest ");
  check_versions (fixture, 500, "500 restore points · newest ");
}

/* A page that opens from this one: on its way, not to be had with a way to try again, there. */
static void
check_page (Fixture *fixture, GtkWidget *page, const char *api, const char *there)
{
  GtkWidget *window = adw_window_new ();
  g_autofree char *fault = g_strdup_printf ("{\"mode\": \"code\", \"code\": 4401, \"ms\": 1000, "
                                            "\"count\": 1, \"api\": \"%s\"}",
                                            api);

  ui_tell_nas (fixture->demo, "fail", fault);
  gtk_window_set_default_size (GTK_WINDOW (window), 600, 700);
  adw_window_set_content (ADW_WINDOW (window), page);
  gtk_window_present (GTK_WINDOW (window));
  ui_expect (page, "Asking office-nas…");
  g_assert_false (ui_shows (page, there));
  ui_expect (page, "office-nas refused (code 4401).");
  ui_press (page, "Try Again");
  ui_expect (page, there);
  g_assert_false (ui_shows (page, "office-nas refused (code 4401)."));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_pages (Fixture *fixture, gconstpointer data)
{
  BksTask *task = bks_nas_find_task (fixture->nas, "5");
  GtkWidget *folders = bks_folders_page_new ();
  GtkWidget *versions = bks_versions_page_new ();

  bks_folders_page_set_task (BKS_FOLDERS_PAGE (folders), task);
  check_page (fixture, folders, "SYNO.Backup.Task", "/homes/anna/Photos");
  bks_versions_page_set_task (BKS_VERSIONS_PAGE (versions), task);
  check_page (fixture, versions, "SYNO.Backup.Version", "Complete");
}

static gboolean
has_report (gpointer data)
{
  GdkContentProvider *content = gdk_clipboard_get_content (data);

  return content != NULL;
}

/* What helps a helper, without what is nobody's business. */
static void
test_report (Fixture *fixture, gconstpointer data)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (fixture->page));
  g_autoptr (JsonObject) secrets = ui_ask_nas (fixture->demo, "secrets", NULL);
  g_autoptr (GList) names = json_object_get_members (secrets);
  g_auto (GValue) value = G_VALUE_INIT;
  const char *report;

  task_open (fixture, "7");
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "page.copy-report", NULL);
  g_assert_true (test_wait_until (has_report, clipboard, TEST_WAIT_LIMIT_MS));
  g_value_init (&value, G_TYPE_STRING);
  g_assert_true (
      gdk_content_provider_get_value (gdk_clipboard_get_content (clipboard), &value, NULL));
  report = g_value_get_string (&value);
  g_assert_nonnull (strstr (report, "backup: Mail server\n"));
  g_assert_nonnull (strstr (report, "verdict: failed\n"));
  g_assert_nonnull (strstr (report, "last_bkp_error_code: 4420\n"));
  g_assert_nonnull (strstr (report, "last_bkp_error: The destination cabin-nas did not answer"));
  g_assert_null (strstr (report, bks_demo_nas_get_url (fixture->demo)));
  g_assert_null (strstr (report, bks_demo_nas_get_password (fixture->demo)));
  g_assert_null (strstr (report, "mail-backup"));
  g_assert_nonnull (names);
  for (GList *l = names; l != NULL; l = l->next)
    {
      JsonNode *node = json_object_get_member (secrets, l->data);
      JsonArray *array = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

      for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
        g_assert_null (strstr (report, json_array_get_string_element (array, i)));
    }
}

int
main (int argc, char *argv[])
{
  ui_init (&argc, &argv);

#define ADD(path, variant, func)                                                                   \
  g_test_add ("/ui/task-states/" path, Fixture, variant, task_set_up, func, task_tear_down)
  ADD ("errors", NULL, test_errors);
  ADD ("log-error", NULL, test_log_error);
  ADD ("loading", NULL, test_loading);
  ADD ("empty", NULL, test_empty);
  ADD ("destination-away", NULL, test_destination_away);
  ADD ("one-story", NULL, test_one_story);
  ADD ("permission", NULL, test_permission);
  ADD ("lun", "lun", test_lun);
  ADD ("versions", NULL, test_versions);
  ADD ("pages", NULL, test_pages);
  ADD ("report", NULL, test_report);
#undef ADD

  return g_test_run ();
}
