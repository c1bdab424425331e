/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include <string.h>

#include "bks-log-list.h"
#include "log-lab.h"
#include "test-wait.h"

/* What a NAS, or who writes into its log, may do to a list. */

#define LOG_API   "SYNO.SDS.Backup.Client.Common.Log"
#define VAULT_API "SYNO.SDS.Backup.Server.Common.Log"

static void
set_up (NasLab *lab, gconstpointer n_lines)
{
  log_lab_set_up (lab, "office-nas", GPOINTER_TO_UINT (n_lines));
}

static guint
count_rows (BksLogList *list)
{
  return g_list_model_get_n_items (G_LIST_MODEL (list));
}

/* The answers to the next requests, and for ever with -1. */
static void
answer_with (NasLab *lab, int count, const char *rows, const char *total)
{
  g_autofree char *data = g_strdup_printf ("{\"log_list\": [%s]%s%s}", rows,
                                           total != NULL ? ", \"total\": " : "",
                                           total != NULL ? total : "");

  nas_lab_tell (lab, "fail",
                "{\"mode\": \"data\", \"count\": %d, \"api\": \"" LOG_API "\", \"data\": %s}",
                count, data);
}

static char *
make_rows (guint n)
{
  GString *rows = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (rows,
                            "%s{\"time\": \"2026/10/01 00:00:00\", \"level\": \"info\", "
                            "\"event\": \"line %u\", \"user\": \"SYSTEM\"}",
                            i > 0 ? "," : "", i);
  return g_string_free (rows, FALSE);
}

static void
add_event (NasLab *lab, const char *event)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *text = NULL;

  json_object_set_string_member (object, "event", event);
  json_node_set_object (node, object);
  text = json_to_string (node, FALSE);
  nas_lab_tell (lab, "add-log", "%s", text);
}

/* A text is a text, whatever it looks like, and as long as a text of a reply may be. */
static void
test_texts (NasLab *lab, gconstpointer data)
{
  g_autofree char *long_text = g_strnfill (16 * 1024, 'x');
  const char *const texts[] = {
    "<b>bold</b> &amp; <span foreground=\"red\">",
    "two\nlines\r\nand\ttab",
    "bidi \xe2\x80\xae"
    "gnp.exe\xe2\x80\xac \xe2\x80\x8f",
    long_text,
    "[Local][<b>&x;</b>] done",
  };
  g_autoptr (GListModel) nas_list = log_lab_nas_list (lab, NULL);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (BksLogList) list = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    add_event (lab, texts[i]);
  list = log_lab_list_new (nas_list, NULL);
  log_lab_wait_loaded (list);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_hash_table_add (seen, log_lab_dup_event (list, i));
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_true (g_hash_table_contains (seen, texts[i]));
}

/* A time that nobody can read is shown as it came, where it came. */
static void
test_times (NasLab *lab, gconstpointer data)
{
  g_autoptr (GListModel) nas_list = log_lab_nas_list (lab, NULL);
  g_autoptr (BksLogQuery) query = bks_log_query_new ();
  g_autoptr (BksLogList) list = NULL;

  answer_with (lab, -1,
               "{\"time\": \"2026/10/02 00:00:00\", \"level\": \"err\", \"event\": \"a\"},"
               "{\"time\": \"last Tuesday\", \"level\": \"err\", \"event\": \"b\"},"
               "{\"level\": \"fatal?\", \"event\": \"c\"},"
               "{\"time\": \"2026/10/01 00:00:00\", \"level\": \"warning\", \"event\": \"d\"}",
               "4");
  for (guint i = 0; i < 2; i++)
    {
      list = log_lab_list_new (nas_list, query);
      log_lab_wait_idle (list);
      g_assert_cmpuint (count_rows (list), ==, 4);
      for (guint j = 0; j < 4; j++)
        {
          const char *const events[] = { "a", "b", "c", "d" };

          g_assert_cmpstr (bks_log_entry_get_event (bks_log_list_peek (list, j)), ==, events[j]);
        }
      g_assert_cmpstr (bks_log_entry_get_wall_clock (bks_log_list_peek (list, 1)), ==,
                       "last Tuesday");
      g_assert_cmpint (bks_log_entry_get_time (bks_log_list_peek (list, 1)), ==, 0);
      g_assert_cmpint (bks_log_entry_get_level (bks_log_list_peek (list, 2)), ==, BKS_LOG_UNKNOWN);
      g_clear_object (&list);
      /* The same where lines are merged. */
      query->level = BKS_LOG_WARNING;
    }
}

/* Rows that could not be read take their places, so that all others have theirs. */
static void
test_unreadable (NasLab *lab, gconstpointer data)
{
  g_autoptr (GListModel) nas_list = log_lab_nas_list (lab, NULL);
  g_autoptr (BksLogList) list = NULL;

  answer_with (lab, -1,
               "{\"time\": \"2026/10/02 00:00:00\", \"level\": \"err\", \"event\": \"a\"},"
               "{\"time\": \"2026/10/02 00:00:00\"}, 7, null,"
               "{\"time\": \"2026/10/01 00:00:00\", \"level\": \"info\", \"event\": \"b\"}",
               "5");
  list = log_lab_list_new (nas_list, NULL);
  log_lab_wait_idle (list);
  g_assert_cmpuint (count_rows (list), ==, 5);
  g_assert_true (bks_log_list_get_is_complete (list));
  g_assert_cmpstr (bks_log_entry_get_event (bks_log_list_peek (list, 1)), ==, "b");
  g_assert_cmpstr (bks_log_entry_get_event (bks_log_list_peek (list, 4)), ==, "");
}

/* Without a total, one reads on. From the other end, that is looked for. */
static void
test_no_total (NasLab *lab, gconstpointer data)
{
  g_autoptr (GPtrArray) raw = log_lab_read_raw (lab, NULL);
  g_autoptr (GListModel) nas_list = log_lab_nas_list (lab, NULL);
  g_autoptr (BksLogQuery) query = bks_log_query_new ();
  g_autoptr (BksLogList) list = NULL;

  nas_lab_tell (lab, "set-server", "{\"no_log_total\": true}");
  list = log_lab_list_new (nas_list, NULL);
  log_lab_wait_loaded (list);
  for (guint i = 0; i < count_rows (list); i += 100)
    g_free (log_lab_dup_event (list, i));
  log_lab_wait_idle (list);
  g_assert_cmpuint (count_rows (list), ==, raw->len);
  g_assert_cmpstr (bks_log_entry_get_event (bks_log_list_peek (list, raw->len - 1)), ==,
                   ((RawLine *) g_ptr_array_index (raw, raw->len - 1))->event);

  query->oldest_first = TRUE;
  bks_log_list_set_query (list, query);
  bks_log_list_load_all (list);
  log_lab_wait_loaded (list);
  bks_log_list_load_all (list);
  log_lab_wait_idle (list);
  g_assert_cmpuint (count_rows (list), ==, raw->len);
  for (guint i = 0; i < raw->len; i++)
    g_assert_cmpstr (bks_log_entry_get_event (bks_log_list_peek (list, i)), ==,
                     ((RawLine *) g_ptr_array_index (raw, raw->len - 1 - i))->event);
}

/* It says that there is far more than there is: the end is found in a few steps. */
static void
test_too_many (NasLab *lab, gconstpointer data)
{
  g_autoptr (GListModel) nas_list = log_lab_nas_list (lab, NULL);
  g_autofree char *rows = make_rows (500);
  g_autoptr (BksLogList) list = NULL;
  gint64 n;

  answer_with (lab, 1, rows, "9000000000000");
  answer_with (lab, -1, "", "9000000000000");
  n = nas_lab_count (lab, "http_requests");
  list = log_lab_list_new (nas_list, NULL);
  log_lab_wait_loaded (list);
  g_assert_cmpuint (count_rows (list), ==, 10000000);
  for (guint i = 0; i < 100 && count_rows (list) > 500; i++)
    {
      G_GNUC_UNUSED g_autoptr (BksLogRow) row = g_list_model_get_item (G_LIST_MODEL (list),
                                                                       count_rows (list) - 1);

      log_lab_wait_idle (list);
    }
  g_assert_cmpuint (count_rows (list), ==, 500);
  g_assert_cmpint (nas_lab_count (lab, "http_requests") - n, <, 40);
}

/* It says that there is less than came. */
static void
test_too_few (NasLab *lab, gconstpointer data)
{
  g_autoptr (GListModel) nas_list = log_lab_nas_list (lab, NULL);
  g_autofree char *rows = make_rows (300);
  g_autoptr (BksLogList) list = NULL;

  answer_with (lab, -1, rows, "-5");
  list = log_lab_list_new (nas_list, NULL);
  log_lab_wait_idle (list);
  g_assert_cmpuint (count_rows (list), ==, 300);
  g_clear_object (&list);
  nas_lab_tell (lab, "clear", "{}");
  answer_with (lab, -1, rows, "2");
  list = log_lab_list_new (nas_list, NULL);
  log_lab_wait_idle (list);
  g_assert_cmpuint (count_rows (list), ==, 300);
}

/* The log was emptied, and others were written. */
static void
test_emptied (NasLab *lab, gconstpointer data)
{
  g_autoptr (GListModel) nas_list = log_lab_nas_list (lab, NULL);
  g_autofree char *rows = make_rows (3);
  g_autoptr (BksLogList) list = log_lab_list_new (nas_list, NULL);

  log_lab_wait_idle (list);
  g_assert_cmpuint (count_rows (list), ==, 2300);
  answer_with (lab, -1, rows, "3");
  bks_log_list_look_for_new (list);
  log_lab_wait_idle (list);
  g_assert_cmpuint (count_rows (list), ==, 3);
  g_assert_cmpuint (bks_log_list_get_n_new (list), ==, 0);
}

/* A NAS that keeps so many lines and no more: new ones push old ones out, the total stays. */
static void
test_rotated (NasLab *lab, gconstpointer data)
{
  g_autoptr (GListModel) nas_list = log_lab_nas_list (lab, NULL);
  g_autofree char *rows = make_rows (100);
  g_autofree char *rotated = g_strconcat (
      "{\"time\": \"2026/10/02 00:00:01\", \"level\": \"info\", \"event\": \"new\"},"
      "{\"time\": \"2026/10/02 00:00:00\", \"level\": \"info\", \"event\": \"newer\"},",
      rows, NULL);
  g_autoptr (BksLogList) list = NULL;

  answer_with (lab, 1, rows, "100");
  /* The two oldest are gone, of which a look does not see anything. */
  answer_with (lab, -1, rotated, "100");
  list = log_lab_list_new (nas_list, NULL);
  log_lab_wait_idle (list);
  g_assert_cmpuint (count_rows (list), ==, 100);
  bks_log_list_look_for_new (list);
  log_lab_wait_idle (list);
  g_assert_cmpuint (bks_log_list_get_n_new (list), ==, 2);
  bks_log_list_take_new (list);
  g_assert_cmpuint (count_rows (list), ==, 100);
  g_assert_cmpstr (bks_log_entry_get_event (bks_log_list_peek (list, 0)), ==, "new");
  g_assert_cmpstr (bks_log_entry_get_event (bks_log_list_peek (list, 2)), ==, "line 0");
  g_assert_cmpstr (bks_log_entry_get_event (bks_log_list_peek (list, 99)), ==, "line 97");
}

/* The log of a Vault target knows no filter but the target. */
static void
test_vault (NasLab *lab, gconstpointer data)
{
  g_autoptr (BksLogList) list = bks_log_list_new ();
  g_autoptr (BksLogQuery) query = bks_log_query_new ();
  g_autofree char *event = NULL;
  g_autoptr (JsonObject) answer = NULL;
  JsonArray *requests;
  guint n_all;

  bks_log_list_set_vault_target (list, lab->nas, "1");
  bks_log_list_start (list);
  log_lab_wait_idle (list);
  n_all = count_rows (list);
  g_assert_cmpuint (n_all, >, 1);
  event = log_lab_dup_event (list, 1);
  bks_log_query_set_keyword (query, event);
  query->from = (BksLogMoment){
    .is_set = TRUE,
    .seconds = bks_log_entry_get_time (bks_log_list_peek (list, 1)) / G_USEC_PER_SEC,
  };
  query->to = query->from;
  bks_log_list_set_query (list, query);
  log_lab_wait_idle (list);
  g_assert_true (bks_log_list_get_is_complete (list));
  g_assert_cmpuint (count_rows (list), >=, 1);
  g_assert_cmpuint (count_rows (list), <, n_all);
  for (guint i = 0; i < count_rows (list); i++)
    g_assert_cmpstr (bks_log_entry_get_event (bks_log_list_peek (list, i)), ==, event);

  answer = nas_lab_ask (lab, "requests");
  requests = json_object_get_array_member (answer, "requests");
  for (guint i = 0; i < json_array_get_length (requests); i++)
    {
      JsonObject *request = json_array_get_object_element (requests, i);

      if (g_str_equal (json_object_get_string_member (request, "api"), VAULT_API))
        g_assert_false (json_object_has_member (json_object_get_object_member (request, "params"),
                                                "filter_keyword"));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, n_lines, func)                                                                   \
  g_test_add ("/model/log-input/" path, NasLab, GUINT_TO_POINTER (n_lines), set_up, func,          \
              nas_lab_tear_down)
  ADD ("texts", 100, test_texts);
  ADD ("times", 100, test_times);
  ADD ("unreadable", 100, test_unreadable);
  ADD ("no-total", 2300, test_no_total);
  ADD ("too-many", 100, test_too_many);
  ADD ("too-few", 100, test_too_few);
  ADD ("emptied", 2300, test_emptied);
  ADD ("rotated", 100, test_rotated);
  ADD ("vault", 100, test_vault);
  return g_test_run ();
}
