/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include <string.h>

#include "bks-raw-list.h"
#include "task-fixture.h"
#include "test-wait.h"

static const char *
raw_value (Fixture *fixture, const char *key)
{
  return bks_raw_list_get_value (
      BKS_RAW_LIST (task_find_type (GTK_WIDGET (fixture->page), BKS_TYPE_RAW_LIST)), key);
}

static double
shown_fraction (Fixture *fixture)
{
  GtkWidget *bar = task_find_type (GTK_WIDGET (fixture->page), GTK_TYPE_PROGRESS_BAR);

  g_assert_true (gtk_widget_get_mapped (bar));
  return gtk_progress_bar_get_fraction (GTK_PROGRESS_BAR (bar));
}

/* The NAS's own record of a task. */
static JsonObject *
ask_task (Fixture *fixture, const char *id)
{
  g_autoptr (JsonObject) state = ui_ask_nas (fixture->demo, "state", NULL);
  JsonArray *tasks = json_object_get_array_member (state, "tasks");

  for (guint i = 0; i < json_array_get_length (tasks); i++)
    {
      JsonObject *task = json_array_get_object_element (tasks, i);

      if (g_str_equal (json_object_get_string_member (task, "task_id"), id))
        return json_object_ref (task);
    }
  g_assert_not_reached ();
}

static gboolean
nas_says (Fixture *fixture, BksTask *task, const char *member)
{
  g_autoptr (JsonObject) object = ask_task (fixture, bks_task_get_id (task));

  return json_object_get_boolean_member (object, member);
}

/* Shows the first task that is so; the page keeps it. */
static BksTask *
show_task_that (Fixture *fixture, const char *member)
{
  GListModel *tasks = bks_nas_get_tasks (fixture->nas);

  for (guint i = 0; i < g_list_model_get_n_items (tasks); i++)
    {
      g_autoptr (BksTask) task = g_list_model_get_item (tasks, i);

      if (nas_says (fixture, task, member))
        {
          bks_task_page_set_task (fixture->page, task);
          gtk_test_widget_wait_for_draw (fixture->window);
          return task;
        }
    }
  g_assert_not_reached ();
}

/* Opening costs one compound, and the destination apart. */
static void
test_requests (Fixture *fixture, gconstpointer data)
{
  gint64 before = ui_count (fixture->demo, "http_requests");

  task_open (fixture, "1");
  g_assert_cmpint (ui_count (fixture->demo, "http_requests") - before, ==, 2);
}

/* A NAS without statistics, and a destination that is away: the other rows do not suffer. */
static void
test_partly (Fixture *fixture, gconstpointer data)
{
  ui_tell_nas (fixture->demo, "fail",
               "{\"mode\": \"code\", \"code\": 102, \"count\": -1, \"api\": "
               "\"SYNO.SDS.Backup.Client.Common.Statistic\"}");
  ui_tell_nas (fixture->demo, "set-task", "{\"task_id\": \"1\", \"online\": false}");
  task_open (fixture, "1");
  g_assert_nonnull (strstr (task_row_value (fixture, "Stored there"), "not reachable now"));
  g_assert_nonnull (strstr (task_row_value (fixture, "Versions"), "restore points"));
  /* The card of the sizes alone can be tried again, and then it is there. */
  ui_tell_nas (fixture->demo, "clear", NULL);
  ui_press (fixture->page, "Retry");
  ui_expect (fixture->page, "Destination, 348.0 GB");
}

/* Every task, against what the NAS knows of it; whatever its name is, it is shown literally. */
static void
test_facts (Fixture *fixture, gconstpointer data)
{
  GListModel *tasks = bks_nas_get_tasks (fixture->nas);
  AdwWindowTitle *title = ADW_WINDOW_TITLE (
      task_find_type (GTK_WIDGET (fixture->page), ADW_TYPE_WINDOW_TITLE));

  g_assert_cmpuint (g_list_model_get_n_items (tasks), ==, 8);
  for (guint i = 0; i < g_list_model_get_n_items (tasks); i++)
    {
      g_autoptr (BksTask) task = g_list_model_get_item (tasks, i);
      g_autoptr (JsonObject) said = ask_task (fixture, bks_task_get_id (task));

      bks_task_page_set_task (fixture->page, task);
      gtk_test_widget_wait_for_draw (fixture->window);

      /* What the list knows is there at once. */
      g_assert_cmpstr (adw_window_title_get_title (title), ==,
                       json_object_get_string_member (said, "name"));
      g_assert_cmpstr (adw_window_title_get_subtitle (title), ==, "office-nas");
      g_assert_cmpstr (raw_value (fixture, "task_id"), ==, bks_task_get_id (task));
      g_assert_cmpstr (raw_value (fixture, "state"), ==,
                       json_object_get_string_member (said, "state"));
      g_assert_cmpstr (raw_value (fixture, "status"), ==,
                       json_object_get_string_member (said, "status"));
      g_assert_cmpstr (raw_value (fixture, "last_bkp_result"), ==,
                       json_object_get_string_member (said, "last_result"));
      g_assert_true (ui_shows (fixture->window, bks_task_get_headline (task)));
      g_assert_cmpstr (task_row_value (fixture, "Next runs"), !=, "…");

      g_assert_true (test_wait_until (task_is_loaded, fixture, TEST_WAIT_LIMIT_MS));
      g_assert_false (g_str_has_prefix (task_row_value (fixture, "Backs up"), "Not available"));
      g_assert_false (g_str_has_prefix (task_row_value (fixture, "Schedule"), "Not available"));
    }
}

static void
test_stored (Fixture *fixture, gconstpointer data)
{
  BksTask *task = show_task_that (fixture, "busy");
  g_autofree char *arguments = g_strdup_printf (
      "{\"task_id\": \"%s\", \"used_size\": 123456789000, \"encrypted\": false}",
      bks_task_get_id (task));

  bks_task_page_set_task (fixture->page, NULL);
  ui_tell_nas (fixture->demo, "set-task", arguments);
  task_refresh (fixture);
  bks_task_page_set_task (fixture->page, task);
  g_assert_true (test_wait_until (task_is_loaded, fixture, TEST_WAIT_LIMIT_MS));
  g_assert_true (g_str_has_prefix (task_row_value (fixture, "Stored there"), "123.5"));
  g_assert_null (strstr (task_row_value (fixture, "Stored there"), "encrypted"));
}

static gboolean
target_failed (gpointer data)
{
  return g_str_has_prefix (task_row_value (data, "Stored there"), "Not available. ");
}

/* Whose clock a time is by is said only where it makes a difference. */
static void
test_zones (Fixture *fixture, gconstpointer data)
{
  static const int zones[] = { -11, 0, 1, 2, 3, 12 };
  g_autofree char *zone_before = g_strdup (g_getenv ("TZ"));
  BksTask *task = show_task_that (fixture, "busy");
  int utc_offset;

  g_assert_true (bks_nas_get_utc_offset (fixture->nas, &utc_offset));
  g_assert_cmpint (utc_offset, ==, 2 * 3600);
  for (guint i = 0; i < G_N_ELEMENTS (zones); i++)
    {
      /* POSIX counts the other way round. */
      g_autofree char *zone = g_strdup_printf ("NAS%d", -zones[i]);
      gboolean said;

      g_setenv ("TZ", zone, TRUE);
      bks_task_page_set_task (fixture->page, NULL);
      bks_task_page_set_task (fixture->page, task);
      g_assert_true (test_wait_until (task_is_loaded, fixture, TEST_WAIT_LIMIT_MS));
      said = strstr (task_row_value (fixture, "Schedule"), "by the clock of the NAS") != NULL;
      g_assert_cmpint (said, ==, zones[i] * 3600 != utc_offset);
    }
  g_setenv ("TZ", zone_before, TRUE);
}

/* One row fails alone, and can be tried again. */
static void
test_retry (Fixture *fixture, gconstpointer data)
{
  ui_tell_nas (fixture->demo, "fail",
               "{\"mode\": \"code\", \"code\": 4401, \"count\": -1, \"api\": "
               "\"SYNO.Backup.Target\"}");
  show_task_that (fixture, "busy");
  g_assert_true (test_wait_until (target_failed, fixture, TEST_WAIT_LIMIT_MS));
  g_assert_true (test_wait_until (task_is_loaded, fixture, TEST_WAIT_LIMIT_MS));
  g_assert_false (g_str_has_prefix (task_row_value (fixture, "Backs up"), "Not available"));

  ui_tell_nas (fixture->demo, "clear", NULL);
  ui_press (fixture->page, "Retry");
  g_assert_true (test_wait_until (task_is_loaded, fixture, TEST_WAIT_LIMIT_MS));
  g_assert_false (target_failed (fixture));
}

static void
test_progress (Fixture *fixture, gconstpointer data)
{
  BksTask *task = show_task_that (fixture, "busy");
  g_autofree char *arguments = g_strdup_printf ("{\"task_id\": \"%s\", \"progress\": 20}",
                                                bks_task_get_id (task));
  g_autofree char *later = g_strdup_printf ("{\"task_id\": \"%s\", \"progress\": 70}",
                                            bks_task_get_id (task));

  ui_tell_nas (fixture->demo, "set-task", arguments);
  task_refresh (fixture);
  g_assert_cmpfloat_with_epsilon (shown_fraction (fixture), 0.20, 0.011);
  ui_tell_nas (fixture->demo, "set-task", later);
  task_refresh (fixture);
  g_assert_cmpfloat_with_epsilon (shown_fraction (fixture), 0.70, 0.011);
  g_assert_true (ui_shows (fixture->window, bks_task_get_headline (task)));
}

typedef struct
{
  Fixture *fixture;
  BksTask *task;
  const char *member;
  gboolean wanted;
} Expectation;

static gboolean
is_so (gpointer data)
{
  Expectation *expectation = data;

  return nas_says (expectation->fixture, expectation->task, expectation->member)
         == expectation->wanted;
}

static void
expect_nas (Fixture *fixture, BksTask *task, const char *member, gboolean wanted)
{
  Expectation expectation = { fixture, task, member, wanted };

  g_assert_true (test_wait_until (is_so, &expectation, TEST_WAIT_LIMIT_MS));
  task_refresh (fixture);
}

/* Each press is one request, and the page follows what came of it. */
static void
test_suspend_and_resume (Fixture *fixture, gconstpointer data)
{
  BksTask *task = show_task_that (fixture, "busy");
  g_autofree char *arguments = g_strdup_printf ("{\"task_id\": \"%s\", \"progress\": 50}",
                                                bks_task_get_id (task));

  ui_tell_nas (fixture->demo, "set-task", arguments);
  ui_tell_nas (fixture->demo, "set-server", "{\"speed\": 20}");
  task_refresh (fixture);

  ui_press (fixture->page, "Suspend");
  expect_nas (fixture, task, "suspended", TRUE);
  g_assert_cmpint (ui_count_calls (fixture->demo, "SYNO.Backup.Task suspend"), ==, 1);

  ui_press (fixture->page, "Resume");
  expect_nas (fixture, task, "suspended", FALSE);
  g_assert_cmpint (ui_count_calls (fixture->demo, "SYNO.Backup.Task resume"), ==, 1);
  g_assert_cmpint (ui_count (fixture->demo, "writes_refused"), ==, 0);
}

/* What cannot be done stays in sight and says why, in words and to a screen reader. */
static void
test_disabled (Fixture *fixture, gconstpointer data)
{
  BksTask *task = show_task_that (fixture, "suspended");
  GtkWidget *button = ui_find_button (fixture->page, "Back Up Now");
  g_autofree char *why = NULL;

  g_assert_false (bks_task_can (task, BKS_ACTION_BACK_UP, &why));
  g_assert_false (gtk_widget_is_sensitive (button));
  g_assert_cmpstr (gtk_widget_get_tooltip_text (button), ==, why);
  g_assert_true (ui_shows (fixture->page, why));
  gtk_test_accessible_assert_property (button, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, why);
  g_assert_true (gtk_widget_is_sensitive (ui_find_button (fixture->page, "Resume")));
  g_assert_true (gtk_widget_is_sensitive (ui_find_button (fixture->page, "Discard…")));
}

/* What scrolls fits the narrowest window, whatever the names are: nothing is cut off at its side. */
static void
test_narrow (Fixture *fixture, gconstpointer data)
{
  GtkWidget *content = task_find_type (GTK_WIDGET (fixture->page), GTK_TYPE_VIEWPORT);
  GListModel *tasks = bks_nas_get_tasks (fixture->nas);

  for (guint i = 0; i < g_list_model_get_n_items (tasks); i++)
    {
      g_autoptr (BksTask) task = g_list_model_get_item (tasks, i);
      int minimum;

      bks_task_page_set_task (fixture->page, task);
      g_assert_true (test_wait_until (task_is_loaded, fixture, TEST_WAIT_LIMIT_MS));
      gtk_widget_measure (content, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
      g_assert_cmpint (minimum, <=, 360);
    }
}

int
main (int argc, char *argv[])
{
  ui_init (&argc, &argv);

#define ADD(path, variant, func)                                                                   \
  g_test_add ("/ui/task-page/" path, Fixture, variant, task_set_up, func, task_tear_down)
  ADD ("facts", NULL, test_facts);
  ADD ("odd-names", "odd-names", test_facts);
  ADD ("requests", NULL, test_requests);
  ADD ("partly", NULL, test_partly);
  ADD ("stored", NULL, test_stored);
  ADD ("zones", NULL, test_zones);
  ADD ("retry", NULL, test_retry);
  ADD ("progress", NULL, test_progress);
  ADD ("suspend-and-resume", NULL, test_suspend_and_resume);
  ADD ("disabled", NULL, test_disabled);
  ADD ("narrow", "odd-names", test_narrow);
#undef ADD

  return g_test_run ();
}
