/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include <glib/gstdio.h>
#include <string.h>

#include "bks-log-date-button.h"
#include "bks-log-view.h"
#include "bks-logs-page.h"
#include "test-wait.h"
#include "two-nas-fixture.h"

/* The log as a person searches, reads and exports it. */

#define LOG_LIST "SYNO.SDS.Backup.Client.Common.Log list"

typedef struct
{
  TwoNas nas;
  BksLogsPage *page;
  AdwToast *toast; /* (nullable) (owned): the last one */
  BksTask *task;   /* (nullable) (owned): that was to be shown */
  char *folder;    /* (nullable): for files */
} Fixture;

static const TwoNasSetting usual = { NULL, NULL, NULL, 1000 };
static const TwoNasSetting narrow = { NULL, NULL, NULL, 400 };
static const TwoNasSetting no_backups = { NULL, "vault-only", NULL, 1000 };

static void
toast_cb (Fixture *fixture, AdwToast *toast)
{
  g_set_object (&fixture->toast, toast);
}

static void
task_cb (Fixture *fixture, BksTask *task)
{
  g_set_object (&fixture->task, task);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  two_nas_set_up (&fixture->nas, data);
  fixture->page = g_object_new (BKS_TYPE_LOGS_PAGE, NULL);
  g_signal_connect_swapped (fixture->page, "toast", G_CALLBACK (toast_cb), fixture);
  g_signal_connect_swapped (fixture->page, "task-activated", G_CALLBACK (task_cb), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  two_nas_tear_down (&fixture->nas);
  g_clear_object (&fixture->toast);
  g_clear_object (&fixture->task);
  g_clear_pointer (&fixture->folder, g_free);
}

static void
add_lines (BksDemoNas *demo, const char *event, const char *level, guint count)
{
  g_autofree char *arguments = g_strdup_printf (
      "{\"event\": \"%s\", \"level\": \"%s\", \"count\": %u}", event, level, count);

  ui_tell_nas (demo, "add-log", arguments);
}

static void
show (Fixture *fixture, BksNas *nas)
{
  g_autoptr (BksScope) scope = two_nas_dup_scope (&fixture->nas, nas);

  bks_logs_page_set_scope (fixture->page, scope);
  two_nas_show (&fixture->nas, GTK_WIDGET (fixture->page));
}

static GtkWidget *
find_type (GtkWidget *widget, GType type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type) && gtk_widget_get_mapped (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_type (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GListModel *
get_rows (Fixture *fixture)
{
  GtkWidget *view = find_type (GTK_WIDGET (fixture->page), BKS_TYPE_LOG_VIEW);

  return view != NULL ? G_LIST_MODEL (bks_log_view_get_selection (BKS_LOG_VIEW (view))) : NULL;
}

/* What of the loaded rows is in sight: their events, one a line. */
static char *
read_rows (Fixture *fixture)
{
  GListModel *rows = get_rows (fixture);
  GString *text = g_string_new (NULL);

  for (guint i = 0; rows != NULL && i < MIN (g_list_model_get_n_items (rows), 20); i++)
    {
      g_autoptr (BksLogRow) row = g_list_model_get_item (rows, i);
      BksLogEntry *entry = bks_log_row_get_entry (row);

      g_string_append_printf (text, "%s\n", entry != NULL ? bks_log_entry_get_event (entry) : "…");
    }
  return g_string_free (text, FALSE);
}

static void
search (Fixture *fixture, const char *text)
{
  GtkWidget *entry = two_nas_wait_for (fixture->page, GTK_TYPE_SEARCH_ENTRY, "Search events");

  gtk_editable_set_text (GTK_EDITABLE (entry), text);
}

static void
choose (Fixture *fixture, const char *action, const char *target)
{
  GtkWidget *entry = two_nas_wait_for (fixture->page, GTK_TYPE_SEARCH_ENTRY, "Search events");

  g_assert_true (gtk_widget_activate_action (entry, action, "s", target));
}

static void
select_row (Fixture *fixture, guint position)
{
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (get_rows (fixture)), position, TRUE);
}

static gboolean
has_toast (gpointer data)
{
  return ((Fixture *) data)->toast != NULL;
}

static void
expect_toast (Fixture *fixture, const char *title)
{
  if (!test_wait_until (has_toast, fixture, TEST_WAIT_LIMIT_MS))
    g_error ("never told: %s", title);
  g_assert_cmpstr (adw_toast_get_title (fixture->toast), ==, title);
}

/* Requests for whole pages, not those that count a day. */
static guint
count_pages (Fixture *fixture)
{
  g_autoptr (JsonObject) answer = ui_ask_nas (fixture->nas.office_demo, "requests", NULL);
  JsonArray *requests = json_object_get_array_member (answer, "requests");
  guint n = 0;

  for (guint i = 0; i < json_array_get_length (requests); i++)
    {
      JsonObject *request = json_array_get_object_element (requests, i);
      JsonObject *params = json_object_get_object_member (request, "params");

      if (strstr (json_object_get_string_member_with_default (request, "api", ""),
                  "Client.Common.Log")
          && g_str_equal (json_object_get_string_member_with_default (params, "limit", ""), "500"))
        n++;
    }
  return n;
}

typedef struct
{
  GListModel *rows;
  guint position;
} Place;

static gboolean
is_loaded (gpointer data)
{
  Place *place = data;
  g_autoptr (BksLogRow) row = g_list_model_get_item (place->rows, place->position);

  return row != NULL && bks_log_row_get_entry (row) != NULL;
}

static void
test_first_show (Fixture *fixture, gconstpointer data)
{
  GListModel *rows;
  Place last;
  guint n;

  add_lines (fixture->nas.office_demo, "[Local][Accounting] Zebra", "info", 3000);
  ui_tell_nas (fixture->nas.office_demo, "clear", NULL);
  show (fixture, fixture->nas.office);
  ui_expect (fixture->page, "Zebra");
  g_assert_cmpuint (count_pages (fixture), ==, 1);

  /* All rows are there, though not loaded. */
  rows = get_rows (fixture);
  n = g_list_model_get_n_items (rows);
  g_assert_cmpuint (n, >, 3000);
  /* The end is one page or two: what lies between is not read. */
  bks_log_view_scroll_to (BKS_LOG_VIEW (find_type (GTK_WIDGET (fixture->page), BKS_TYPE_LOG_VIEW)),
                          n - 1);
  last.rows = rows;
  last.position = n - 1;
  g_assert_true (test_wait_until (is_loaded, &last, TEST_WAIT_LIMIT_MS));
  g_assert_cmpuint (count_pages (fixture), <=, 3);
}

static void
test_keyword (Fixture *fixture, gconstpointer data)
{
  add_lines (fixture->nas.office_demo, "[Local][Accounting] A zebra crossed", "info", 3);
  show (fixture, fixture->nas.office);
  search (fixture, "zebra");
  ui_expect (fixture->page, "3 lines");
  ui_expect (fixture->page, "A zebra crossed");
  ui_expect (fixture->page, "“zebra”");

  search (fixture, "no such word anywhere");
  ui_expect (fixture->page, "No Results Found");
  ui_press (fixture->page, "Clear Filters");
  ui_expect_gone (fixture->page, "No Results Found");
  ui_expect (fixture->page, "Press a day to see only that day");
  g_assert_cmpuint (g_list_model_get_n_items (get_rows (fixture)), >, 3);
}

/* The levels are sorted out here: the NAS refuses to. */
static void
test_level (Fixture *fixture, gconstpointer data)
{
  g_autofree char *rows = NULL;

  add_lines (fixture->nas.office_demo, "[Local][Accounting] A zebra fell", "err", 2);
  add_lines (fixture->nas.office_demo, "[Local][Accounting] A zebra tripped", "warn", 3);
  add_lines (fixture->nas.office_demo, "[Local][Accounting] A zebra crossed", "info", 4);
  show (fixture, fixture->nas.office);
  search (fixture, "zebra");
  ui_expect (fixture->page, "9 lines");
  choose (fixture, "filter.level", "errors");
  ui_expect (fixture->page, "2 errors among 9 lines");
  rows = read_rows (fixture);
  g_assert_cmpstr (rows, ==,
                   "[Local][Accounting] A zebra fell\n[Local][Accounting] A zebra fell\n");
  choose (fixture, "filter.level", "warnings");
  ui_expect (fixture->page, "5 warnings and errors among 9 lines");

  /* Each filter is a chip, to be pressed away. */
  ui_press (fixture->page, "Remove filter: Warnings and errors");
  ui_expect (fixture->page, "9 lines");
  ui_press (fixture->page, "Clear All");
  ui_expect_gone (fixture->page, "“zebra”");
  ui_expect_gone (fixture->page, "9 lines");
}

static void
test_dates (Fixture *fixture, gconstpointer data)
{
  gint64 old = g_get_real_time () / G_USEC_PER_SEC - 20 * 86400;
  g_autofree char *arguments = g_strdup_printf (
      "{\"event\": \"[Local][Accounting] An old zebra\", \"time\": %" G_GINT64_FORMAT "}", old);
  BksLogFilters *filters = bks_logs_page_get_filters (fixture->page);
  gint64 n_asked;

  ui_tell_nas (fixture->nas.office_demo, "add-log", arguments);
  add_lines (fixture->nas.office_demo, "[Local][Accounting] A new zebra", "info", 1);
  show (fixture, fixture->nas.office);
  search (fixture, "zebra");
  ui_expect (fixture->page, "2 lines");
  bks_log_filters_set_span (filters, BKS_LOG_SPAN_WEEK);
  ui_expect (fixture->page, "1 line");
  ui_expect (fixture->page, "A new zebra");
  ui_expect (fixture->page, "Last 7 days");

  /* From is later than to: said while it is typed, and nothing is sent. */
  n_asked = ui_count_calls (fixture->nas.office_demo, LOG_LIST);
  bks_log_date_button_popup (
      BKS_LOG_DATE_BUTTON (find_type (GTK_WIDGET (fixture->page), BKS_TYPE_LOG_DATE_BUTTON)));
  ui_type (fixture->nas.window, "From", "2026-05-31");
  ui_type (fixture->nas.window, "To", "2026-05-01");
  ui_expect (fixture->page, "From is later than To");
  g_assert_false (gtk_widget_is_sensitive (ui_find_button (fixture->page, "Show These Dates")));
  ui_type (fixture->nas.window, "To", "2026-06-01");
  ui_expect_gone (fixture->page, "From is later than To");
  g_assert_cmpint (ui_count_calls (fixture->nas.office_demo, LOG_LIST), ==, n_asked);
  ui_press (fixture->page, "Show These Dates");
  ui_expect (fixture->page, "No Results Found");
}

static void
test_backup_and_nas (Fixture *fixture, gconstpointer data)
{
  BksTask *task = two_nas_find_sender (&fixture->nas);
  const char *id = bks_task_get_id (task);
  g_autofree char *target = g_strdup_printf ("%s/%s", bks_nas_get_id (fixture->nas.office), id);
  g_autofree char *arguments = g_strdup_printf (
      "{\"event\": \"[Local][Z] Of this one\", \"task_id\": \"%s\"}", id);

  ui_tell_nas (fixture->nas.office_demo, "add-log", arguments);
  add_lines (fixture->nas.office_demo, "[Local][Z] Of another one", "info", 1);
  add_lines (fixture->nas.cellar_demo, "[Local][Z] Of the cellar", "info", 1);
  show (fixture, NULL);
  search (fixture, "[Z]");
  ui_expect (fixture->page, "Of the cellar");
  ui_expect (fixture->page, "3 lines");

  choose (fixture, "filter.nas", bks_nas_get_id (fixture->nas.cellar));
  ui_expect_gone (fixture->page, "Of another one");
  ui_expect (fixture->page, "1 line");
  choose (fixture, "filter.nas", "");
  ui_expect (fixture->page, "Of another one");

  /* Each NAS numbers its own: of the other NAS there is nothing. */
  choose (fixture, "filter.task", target);
  ui_expect_gone (fixture->page, "Of another one");
  ui_expect (fixture->page, "Of this one");
  ui_expect (fixture->page, "1 line");
}

/* One that does not answer is named, and takes nothing from the others. */
static void
test_missing (Fixture *fixture, gconstpointer data)
{
  add_lines (fixture->nas.office_demo, "[Local][Z] From the office", "info", 1);
  ui_tell_nas (fixture->nas.cellar_demo, "fail",
               "{\"mode\": \"code\", \"code\": 105, \"api\": "
               "\"SYNO.SDS.Backup.Client.Common.Log\", \"count\": -1}");
  show (fixture, NULL);
  ui_expect (fixture->page, "From the office");
  ui_expect (fixture->page, "cellar-nas is missing. This account may not manage Hyper Backup.");

  add_lines (fixture->nas.cellar_demo, "[Local][Z] From the cellar", "info", 1);
  ui_tell_nas (fixture->nas.cellar_demo, "clear", NULL);
  ui_press (fixture->page, "Retry");
  ui_expect (fixture->page, "From the cellar");
  ui_expect_gone (fixture->page,
                  "cellar-nas is missing. This account may not manage Hyper Backup.");
}

static void
test_details (Fixture *fixture, gconstpointer data)
{
  BksTask *task = two_nas_find_sender (&fixture->nas);
  g_autofree char *event = g_strdup_printf ("[Network][%s] A <b>zebra</b> & more",
                                            bks_task_get_name (task));

  add_lines (fixture->nas.office_demo, event, "err", 1);
  show (fixture, fixture->nas.office);
  /* In the list what the other columns say is left out; below it stands whole. */
  ui_expect (fixture->page, "A <b>zebra</b> & more");
  select_row (fixture, 0);
  ui_expect (fixture->page, event);
  ui_press (fixture->page, "Open Backup");
  g_assert_true (fixture->task == task);
}

static void
test_bad_lines (Fixture *fixture, gconstpointer data)
{
  g_autofree char *much = g_strnfill (64 * 1024, 'z');
  g_autofree char *arguments = g_strdup_printf ("{\"event\": \"%s\"}", much);

  ui_tell_nas (fixture->nas.office_demo, "add-log", arguments);
  add_lines (fixture->nas.office_demo, "two\\nlines", "info", 1);
  add_lines (fixture->nas.office_demo, "\\u202ereversed", "nonsense", 1);
  show (fixture, fixture->nas.office);
  ui_expect (fixture->page, "two lines");
  ui_expect (fixture->page, "nonsense");
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (BksLogRow) row = g_list_model_get_item (get_rows (fixture), i);

      select_row (fixture, i);
      ui_expect (fixture->page, bks_log_entry_get_event (bks_log_row_get_entry (row)));
    }
}

typedef struct
{
  Fixture *fixture;
  const char *rows;
} WantedRows;

static gboolean
has_rows (gpointer data)
{
  WantedRows *wanted = data;
  g_autofree char *rows = read_rows (wanted->fixture);

  return g_str_equal (rows, wanted->rows);
}

static void
expect_rows (Fixture *fixture, const char *rows)
{
  WantedRows wanted = { fixture, rows };

  if (!test_wait_until (has_rows, &wanted, TEST_WAIT_LIMIT_MS))
    {
      g_autofree char *seen = read_rows (fixture);

      g_error ("wanted:\n%sseen:\n%s", rows, seen);
    }
}

static void
test_sort (Fixture *fixture, gconstpointer data)
{
  GtkColumnView *table;
  g_autoptr (GtkColumnViewColumn) event = NULL;

  add_lines (fixture->nas.office_demo, "[Local][Z] Bravo", "info", 1);
  add_lines (fixture->nas.office_demo, "[Local][Z] Charlie", "info", 1);
  add_lines (fixture->nas.office_demo, "[Local][Z] Alpha", "info", 1);
  show (fixture, fixture->nas.office);
  search (fixture, "[Z]");
  ui_expect (fixture->page, "3 lines");
  table = GTK_COLUMN_VIEW (find_type (GTK_WIDGET (fixture->page), GTK_TYPE_COLUMN_VIEW));
  event = g_list_model_get_item (gtk_column_view_get_columns (table), 5);
  gtk_column_view_sort_by_column (table, event, GTK_SORT_ASCENDING);
  expect_rows (fixture, "[Local][Z] Alpha\n[Local][Z] Bravo\n[Local][Z] Charlie\n");
  gtk_column_view_sort_by_column (table, event, GTK_SORT_DESCENDING);
  expect_rows (fixture, "[Local][Z] Charlie\n[Local][Z] Bravo\n[Local][Z] Alpha\n");
}

/* Who reads the newest line sees what comes; who reads something else is told, and not moved. */
static void
test_news_at_top (Fixture *fixture, gconstpointer data)
{
  show (fixture, fixture->nas.office);
  ui_expect (fixture->page, "Press a day to see only that day");
  add_lines (fixture->nas.office_demo, "[Local][Z] Just now", "info", 1);
  two_nas_refresh (fixture->nas.office);
  ui_expect (fixture->page, "Just now");
  g_assert_false (ui_shows (fixture->page, "1 new line"));
}

static void
test_news_elsewhere (Fixture *fixture, gconstpointer data)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  show (fixture, fixture->nas.office);
  ui_expect (fixture->page, "Press a day to see only that day");
  select_row (fixture, 3);
  before = read_rows (fixture);
  add_lines (fixture->nas.office_demo, "[Local][Z] Just now", "info", 2);
  two_nas_refresh (fixture->nas.office);
  ui_expect (fixture->page, "2 new lines");
  after = read_rows (fixture);
  g_assert_cmpstr (after, ==, before);
  ui_press (fixture->page, "2 new lines");
  ui_expect (fixture->page, "Just now");
  ui_expect_gone (fixture->page, "2 new lines");
}

static char *
make_path (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("logs-XXXXXX", &error);
  g_assert_no_error (error);
  return g_build_filename (fixture->folder, "log.csv", NULL);
}

static void
forget_folder (Fixture *fixture, const char *path)
{
  g_remove (path);
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0); /* nothing else was left in it */
}

static void
test_export (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = make_path (fixture);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  add_lines (fixture->nas.office_demo, "[Local][Z] =1+1", "info", 1200);
  show (fixture, fixture->nas.office);
  search (fixture, "[Z]");
  ui_expect (fixture->page, "1200 lines");
  bks_logs_page_export (fixture->page, file, BKS_LOG_FORMAT_CSV);
  /* All that fits, not only the page that is loaded. */
  expect_toast (fixture, "1200 lines saved");
  g_assert_cmpstr (adw_toast_get_button_label (fixture->toast), ==, "Open Folder");
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\r\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 1200 + 2); /* names, and the end after the last */
  forget_folder (fixture, path);
}

static void
test_export_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = make_path (fixture);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  add_lines (fixture->nas.office_demo, "[Local][Z] Many", "info", 5000);
  show (fixture, fixture->nas.office);
  ui_expect (fixture->page, "Many");
  ui_tell_nas (fixture->nas.office_demo, "delay", "{\"ms\": 300}");
  bks_logs_page_export (fixture->page, file, BKS_LOG_FORMAT_CSV);
  ui_press (fixture->page, "Cancel the Export");
  expect_toast (fixture, "Export cancelled. Nothing was saved.");
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  forget_folder (fixture, path);
}

static gboolean
is_a_list (gpointer data)
{
  GtkWidget *page = data;

  return find_type (page, GTK_TYPE_COLUMN_VIEW) == NULL
         && find_type (page, GTK_TYPE_LIST_VIEW) != NULL;
}

static void
test_narrow (Fixture *fixture, gconstpointer data)
{
  add_lines (fixture->nas.office_demo, "[Local][Z] In a narrow window", "warn", 1);
  show (fixture, fixture->nas.office);
  ui_expect (fixture->page, "In a narrow window");
  g_assert_true (test_wait_until (is_a_list, fixture->page, TEST_WAIT_LIMIT_MS));
  two_nas_wait_for (fixture->page, GTK_TYPE_MENU_BUTTON, "More Filters");
  choose (fixture, "filter.level", "warnings");
  ui_expect (fixture->page, "Warnings and errors");
}

static void
test_no_hyper_backup (Fixture *fixture, gconstpointer data)
{
  show (fixture, fixture->nas.cellar);
  ui_expect (fixture->page, "Hyper Backup Is Not Installed");
}

int
main (int argc, char **argv)
{
  ui_init (&argc, &argv);

#define ADD(path, setting, func)                                                                   \
  g_test_add ("/ui/logs/" path, Fixture, setting, set_up, func, tear_down)
  ADD ("first-show", &usual, test_first_show);
  ADD ("keyword", &usual, test_keyword);
  ADD ("level", &usual, test_level);
  ADD ("dates", &usual, test_dates);
  ADD ("backup-and-nas", &usual, test_backup_and_nas);
  ADD ("missing", &usual, test_missing);
  ADD ("details", &usual, test_details);
  ADD ("bad-lines", &usual, test_bad_lines);
  ADD ("sort", &usual, test_sort);
  ADD ("news/at-top", &usual, test_news_at_top);
  ADD ("news/elsewhere", &usual, test_news_elsewhere);
  ADD ("export", &usual, test_export);
  ADD ("export/cancelled", &usual, test_export_cancelled);
  ADD ("narrow", &narrow, test_narrow);
  ADD ("no-hyper-backup", &no_backups, test_no_hyper_backup);
  return g_test_run ();
}
