/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include "bks-log-list.h"
#include "log-lab.h"
#include "test-wait.h"

#define LOG_API "SYNO.SDS.Backup.Client.Common.Log"

/* What a column view binds when it is shown. */
#define SHOWN 205

typedef struct
{
  NasLab lab;
  NasLab other;
} Labs;

static void
set_up (Labs *labs, gconstpointer n_lines)
{
  log_lab_set_up (&labs->lab, "office-nas", GPOINTER_TO_UINT (n_lines));
}

static void
tear_down (Labs *labs, gconstpointer n_lines)
{
  nas_lab_tear_down (&labs->lab, NULL);
  if (labs->other.demo != NULL)
    nas_lab_tear_down (&labs->other, NULL);
}

static gint64
count_requests (NasLab *lab)
{
  return nas_lab_count (lab, "http_requests");
}

static guint
count_rows (BksLogList *list)
{
  return g_list_model_get_n_items (G_LIST_MODEL (list));
}

static BksLogSource *
get_source (BksLogList *list, guint number)
{
  g_autoptr (BksLogSource) source = g_list_model_get_item (bks_log_list_get_sources (list), number);

  /* The list keeps it. */
  return source;
}

/* The whole list beside what the NAS says. Looks at all of it, a screen at a time. */
static void
assert_is (BksLogList *list, GPtrArray *raw, gboolean oldest_first)
{
  g_assert_cmpuint (count_rows (list), ==, raw->len);
  for (guint first = 0; first < raw->len; first += SHOWN)
    {
      g_autoptr (GPtrArray) rows = log_lab_look_at (list, first, MIN (SHOWN, raw->len - first));

      log_lab_wait_rows (rows);
      for (guint i = 0; i < rows->len; i++)
        {
          guint place = oldest_first ? raw->len - 1 - first - i : first + i;
          const RawLine *line = g_ptr_array_index (raw, place);
          BksLogEntry *entry = bks_log_row_get_entry (g_ptr_array_index (rows, i));

          g_assert_cmpstr (bks_log_entry_get_event (entry), ==, line->event);
          g_assert_cmpstr (bks_log_entry_get_wall_clock (entry), ==, line->time);
          g_assert_cmpstr (bks_log_entry_get_raw_level (entry), ==, line->level);
        }
    }
}

/* The bar: one request for the first rows, two more for the other end, none for what is there. */
static void
test_requests (Labs *labs, gconstpointer data)
{
  g_autoptr (GListModel) nas_list = log_lab_nas_list (&labs->lab, NULL);
  gint64 n = count_requests (&labs->lab);
  g_autoptr (BksLogList) list = log_lab_list_new (nas_list, NULL);
  g_autoptr (GPtrArray) top = NULL;
  g_autoptr (GPtrArray) end = NULL;
  g_autoptr (GPtrArray) middle = NULL;
  g_autoptr (GPtrArray) again = NULL;

  g_assert_cmpuint (count_rows (list), ==, 0);
  log_lab_wait_loaded (list);
  g_assert_cmpuint (count_rows (list), ==, 100000);
  g_assert_cmpint (bks_log_list_get_total (list), ==, 100000);
  top = log_lab_look_at (list, 0, SHOWN);
  log_lab_wait_rows (top);
  log_lab_wait_idle (list);
  g_assert_cmpint (count_requests (&labs->lab), ==, n + 1);

  end = log_lab_look_at (list, 100000 - SHOWN, SHOWN);
  g_assert_null (bks_log_row_get_entry (g_ptr_array_index (end, 0)));
  log_lab_wait_rows (end);
  log_lab_wait_idle (list);
  g_assert_cmpint (count_requests (&labs->lab), <=, n + 3);

  /* Rows that lie in two pages. */
  n = count_requests (&labs->lab);
  middle = log_lab_look_at (list, 50400, SHOWN);
  log_lab_wait_rows (middle);
  log_lab_wait_idle (list);
  g_assert_cmpint (count_requests (&labs->lab), ==, n + 2);

  again = log_lab_look_at (list, 0, SHOWN);
  log_lab_wait_idle (list);
  g_assert_cmpint (count_requests (&labs->lab), ==, n + 2);
  g_assert_true (g_ptr_array_index (again, 7) == g_ptr_array_index (top, 7));
}

/* Rows that were only passed by are not read. */
static void
test_passing_by (Labs *labs, gconstpointer data)
{
  g_autoptr (GListModel) nas_list = log_lab_nas_list (&labs->lab, NULL);
  g_autoptr (BksLogList) list = log_lab_list_new (nas_list, NULL);
  g_autoptr (GPtrArray) rows = NULL;
  gint64 n;

  log_lab_wait_loaded (list);
  log_lab_wait_idle (list);
  n = count_requests (&labs->lab);
  for (guint first = 1000; first < 90000; first += 1000)
    {
      g_clear_pointer (&rows, g_ptr_array_unref);
      rows = log_lab_look_at (list, first, SHOWN);
    }
  log_lab_wait_rows (rows);
  log_lab_wait_idle (list);
  g_assert_cmpint (count_requests (&labs->lab), ==, n + 1);
}

static void
test_oldest_first (Labs *labs, gconstpointer data)
{
  g_autoptr (GPtrArray) raw = log_lab_read_raw (&labs->lab, NULL);
  g_autoptr (GListModel) nas_list = log_lab_nas_list (&labs->lab, NULL);
  g_autoptr (BksLogQuery) query = bks_log_query_new ();
  g_autoptr (BksLogList) list = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  gint64 n = count_requests (&labs->lab);

  query->oldest_first = TRUE;
  list = log_lab_list_new (nas_list, query);
  log_lab_wait_loaded (list);
  rows = log_lab_look_at (list, 0, SHOWN);
  log_lab_wait_rows (rows);
  log_lab_wait_idle (list);
  g_assert_cmpint (count_requests (&labs->lab), <=, n + 3);
  assert_is (list, raw, TRUE);
  /* The other order of what is there needs nobody. */
  n = count_requests (&labs->lab);
  bks_log_list_set_query (list, NULL);
  log_lab_wait_idle (list);
  g_assert_cmpint (count_requests (&labs->lab), ==, n);
  assert_is (list, raw, FALSE);
}

static void
record_change_cb (GListModel *model, guint position, guint removed, guint added, GString *record)
{
  g_string_append_printf (record, "%u-%u+%u ", position, removed, added);
}

/* New lines are counted first; taken, they come at the top, and rows stay the same. */
static void
test_new_lines (Labs *labs, gconstpointer data)
{
  g_autoptr (GListModel) nas_list = log_lab_nas_list (&labs->lab, NULL);
  g_autoptr (BksLogList) list = log_lab_list_new (nas_list, NULL);
  g_autoptr (GString) record = g_string_new (NULL);
  g_autoptr (GPtrArray) held = NULL;
  g_autoptr (GPtrArray) raw = NULL;
  g_autoptr (BksLogRow) row = NULL;
  gint64 n;

  log_lab_wait_loaded (list);
  held = log_lab_look_at (list, 0, SHOWN);
  log_lab_wait_rows (held);
  log_lab_wait_idle (list);
  g_signal_connect (list, "items-changed", G_CALLBACK (record_change_cb), record);
  nas_lab_tell (&labs->lab, "add-log", "{\"event\": \"alike\", \"count\": 12}");
  n = count_requests (&labs->lab);
  bks_log_list_look_for_new (list);
  log_lab_wait_idle (list);
  g_assert_cmpint (count_requests (&labs->lab), ==, n + 1);
  g_assert_cmpuint (bks_log_list_get_n_new (list), ==, 12);
  g_assert_cmpuint (count_rows (list), ==, 2000);
  g_assert_cmpstr (record->str, ==, "");
  bks_log_list_take_new (list);
  g_assert_cmpstr (record->str, ==, "0-0+12 ");
  g_assert_cmpuint (bks_log_list_get_n_new (list), ==, 0);
  row = g_list_model_get_item (G_LIST_MODEL (list), 12);
  g_assert_true (row == g_ptr_array_index (held, 0));
  raw = log_lab_read_raw (&labs->lab, NULL);
  assert_is (list, raw, FALSE);
}

/* Lines that came while one scrolls: neither twice nor left out. More than a look asks for. */
static void
test_shifted (Labs *labs, gconstpointer data)
{
  g_autoptr (GListModel) nas_list = log_lab_nas_list (&labs->lab, NULL);
  g_autoptr (BksLogList) list = log_lab_list_new (nas_list, NULL);
  g_autoptr (GPtrArray) before = log_lab_read_raw (&labs->lab, NULL);
  g_autoptr (GPtrArray) after = NULL;

  log_lab_wait_loaded (list);
  nas_lab_tell (&labs->lab, "add-log", "{\"event\": \"alike\", \"count\": 700}");
  assert_is (list, before, FALSE);
  g_assert_cmpuint (bks_log_list_get_n_new (list), ==, 700);
  bks_log_list_look_for_new (list);
  log_lab_wait_idle (list);
  nas_lab_tell (&labs->lab, "add-log", "{\"event\": \"one more\"}");
  bks_log_list_look_for_new (list);
  log_lab_wait_idle (list);
  g_assert_cmpuint (bks_log_list_get_n_new (list), ==, 701);
  bks_log_list_take_new (list);
  after = log_lab_read_raw (&labs->lab, NULL);
  assert_is (list, after, FALSE);
}

static guint
count_held_pages (BksLogList *list)
{
  guint n = 0;

  for (guint i = 0; i < count_rows (list); i += 500)
    n += bks_log_list_peek (list, i) != NULL;
  return n;
}

/* What is kept is bounded; a row that somebody holds keeps its line. */
static void
test_memory (Labs *labs, gconstpointer data)
{
  g_autoptr (GListModel) nas_list = log_lab_nas_list (&labs->lab, NULL);
  g_autoptr (BksLogList) list = log_lab_list_new (nas_list, NULL);
  g_autoptr (GPtrArray) held = NULL;
  BksLogEntry *entry;

  log_lab_wait_loaded (list);
  held = log_lab_look_at (list, 0, 10);
  log_lab_wait_rows (held);
  entry = bks_log_row_get_entry (g_ptr_array_index (held, 3));
  for (guint first = 0; first < 15000; first += 500)
    {
      g_autoptr (GPtrArray) rows = log_lab_look_at (list, first, SHOWN);

      log_lab_wait_rows (rows);
    }
  g_assert_cmpuint (count_held_pages (list), <=, 20);
  g_assert_null (bks_log_list_peek (list, 3));
  g_assert_true (bks_log_row_get_entry (g_ptr_array_index (held, 3)) == entry);
}

/* Another query: what is under way is given up, and a reversed one is never sent. */
static void
test_cancels (Labs *labs, gconstpointer data)
{
  g_autoptr (GListModel) nas_list = log_lab_nas_list (&labs->lab, NULL);
  g_autoptr (BksLogQuery) query = bks_log_query_new ();
  g_autoptr (BksLogList) list = NULL;
  gint64 n;

  nas_lab_tell (&labs->lab, "delay", "{\"ms\": 300}");
  list = log_lab_list_new (nas_list, NULL);
  bks_log_query_set_keyword (query, "no line has this");
  bks_log_list_set_query (list, query);
  log_lab_wait_loaded (list);
  g_assert_cmpuint (count_rows (list), ==, 0);
  g_assert_true (bks_log_list_get_is_complete (list));
  nas_lab_tell (&labs->lab, "delay", "{\"ms\": 0}");
  log_lab_wait_idle (list);
  n = count_requests (&labs->lab);
  query->from = (BksLogMoment){ .is_set = TRUE, .seconds = 2000000 };
  query->to = (BksLogMoment){ .is_set = TRUE, .seconds = 1999999 };
  bks_log_list_set_query (list, query);
  log_lab_wait_loaded (list);
  bks_log_list_look_for_new (list);
  log_lab_wait_idle (list);
  g_assert_cmpuint (count_rows (list), ==, 0);
  g_assert_cmpint (count_requests (&labs->lab), ==, n);
}

static void
test_suspend (Labs *labs, gconstpointer data)
{
  g_autoptr (GListModel) nas_list = log_lab_nas_list (&labs->lab, NULL);
  g_autoptr (GPtrArray) raw = log_lab_read_raw (&labs->lab, NULL);
  g_autoptr (BksLogList) list = log_lab_list_new (nas_list, NULL);
  g_autoptr (BksLogQuery) query = bks_log_query_new ();

  bks_log_list_suspend (list);
  g_assert_false (bks_log_list_get_is_busy (list));
  bks_log_list_start (list);
  log_lab_wait_loaded (list);
  assert_is (list, raw, FALSE);
  query->level = BKS_LOG_ERROR;
  bks_log_list_set_query (list, query);
  bks_log_list_suspend (list);
  bks_log_list_start (list);
  log_lab_wait_idle (list);
  g_assert_true (bks_log_list_get_is_complete (list));
  g_assert_cmpuint (count_rows (list), >, 0);
}

/* The NAS cannot be asked for a level. */
static void
test_level (Labs *labs, gconstpointer data)
{
  g_autoptr (GPtrArray) raw = log_lab_read_raw (&labs->lab, NULL);
  g_autoptr (GListModel) nas_list = log_lab_nas_list (&labs->lab, NULL);
  g_autoptr (BksLogQuery) query = bks_log_query_new ();
  g_autoptr (BksLogList) list = NULL;

  query->level = BKS_LOG_ERROR;
  for (guint i = raw->len; i > 0; i--)
    if (!g_str_equal (((RawLine *) g_ptr_array_index (raw, i - 1))->level, "err"))
      g_ptr_array_remove_index (raw, i - 1);
  list = log_lab_list_new (nas_list, query);
  g_assert_true (bks_log_list_get_is_scanning (list));
  log_lab_wait_idle (list);
  g_assert_false (bks_log_list_get_is_scanning (list));
  g_assert_true (bks_log_list_get_is_complete (list));
  g_assert_false (bks_log_list_get_is_limited (list));
  g_assert_cmpint (bks_log_list_get_n_scanned (list), ==, 2000);
  g_assert_cmpint (bks_log_list_get_n_to_scan (list), ==, 2000);
  g_assert_cmpuint (raw->len, >, 0);
  assert_is (list, raw, FALSE);

  nas_lab_tell (&labs->lab, "add-log", "{\"event\": \"bad\", \"level\": \"err\", \"count\": 2}");
  nas_lab_tell (&labs->lab, "add-log", "{\"event\": \"fine\", \"level\": \"info\"}");
  bks_log_list_look_for_new (list);
  log_lab_wait_idle (list);
  g_assert_cmpuint (bks_log_list_get_n_new (list), ==, 2);
  bks_log_list_take_new (list);
  g_assert_cmpuint (count_rows (list), ==, raw->len + 2);
}

static gboolean
has_scanned_some (gpointer list)
{
  return bks_log_list_get_n_scanned (list) > 0;
}

static void
test_stop (Labs *labs, gconstpointer data)
{
  g_autoptr (GListModel) nas_list = log_lab_nas_list (&labs->lab, NULL);
  g_autoptr (BksLogQuery) query = bks_log_query_new ();
  g_autoptr (BksLogList) list = NULL;
  guint n;

  query->level = BKS_LOG_ERROR;
  list = log_lab_list_new (nas_list, query);
  g_assert_true (test_wait_until (has_scanned_some, list, TEST_WAIT_LIMIT_MS));
  bks_log_list_stop (list);
  log_lab_wait_idle (list);
  g_assert_false (bks_log_list_get_is_scanning (list));
  g_assert_true (bks_log_list_get_is_limited (list));
  g_assert_cmpint (bks_log_list_get_n_scanned (list), <, 10000);
  n = count_rows (list);
  g_assert_cmpuint (n, >, 0);
  g_assert_false (bks_log_list_get_is_complete (list));
}

static void
assert_descends (BksLogList *list, gboolean oldest_first)
{
  gint64 last = 0;

  for (guint i = 0; i < count_rows (list); i++)
    {
      gint64 time = bks_log_entry_get_time (bks_log_list_peek (list, i));

      if (last != 0 && time != 0)
        g_assert_true (oldest_first ? time >= last : time <= last);
      last = time;
    }
}

/* Several NAS, merged as far as one looks; a failing one keeps the others. */
static void
test_several (Labs *labs, gconstpointer data)
{
  g_autoptr (GListModel) nas_list = NULL;
  g_autoptr (BksLogQuery) query = bks_log_query_new ();
  g_autoptr (BksLogList) list = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  gint64 n;

  log_lab_set_up (&labs->other, "cabin-nas", 700);
  nas_list = log_lab_nas_list (&labs->lab, &labs->other, NULL);
  n = count_requests (&labs->lab);
  list = log_lab_list_new (nas_list, NULL);
  log_lab_wait_loaded (list);
  rows = log_lab_look_at (list, 0, SHOWN);
  log_lab_wait_idle (list);
  g_assert_cmpint (count_requests (&labs->lab), ==, n + 1);
  g_assert_cmpint (bks_log_list_get_total (list), ==, 2700);
  bks_log_list_load_all (list);
  log_lab_wait_idle (list);
  g_assert_true (bks_log_list_get_is_complete (list));
  g_assert_cmpuint (count_rows (list), ==, 2700);
  assert_descends (list, FALSE);
  query->oldest_first = TRUE;
  bks_log_list_set_query (list, query);
  bks_log_list_load_all (list);
  log_lab_wait_idle (list);
  g_assert_cmpuint (count_rows (list), ==, 2700);
  assert_descends (list, TRUE);

  nas_lab_tell (&labs->other, "fail",
                "{\"mode\": \"code\", \"code\": 105, \"count\": -1, \"api\": \"" LOG_API "\"}");
  bks_log_list_set_query (list, NULL);
  bks_log_list_load_all (list);
  log_lab_wait_idle (list);
  g_assert_cmpuint (count_rows (list), ==, 2000);
  g_assert_null (bks_log_source_get_problem (get_source (list, 0)));
  g_assert_nonnull (bks_log_source_get_problem (get_source (list, 1)));
  g_assert_cmpint (bks_problem_get_kind (bks_log_source_get_problem (get_source (list, 1))), ==,
                   BKS_PROBLEM_PERMISSION);
  nas_lab_tell (&labs->other, "clear", "{}");
  bks_log_list_retry (list, labs->other.nas);
  bks_log_list_load_all (list);
  log_lab_wait_idle (list);
  g_assert_null (bks_log_source_get_problem (get_source (list, 1)));
  g_assert_cmpuint (count_rows (list), ==, 2700);

  nas_lab_tell (&labs->lab, "add-log", "{\"event\": \"here\", \"count\": 3}");
  nas_lab_tell (&labs->other, "add-log", "{\"event\": \"there\", \"count\": 2}");
  bks_log_list_look_for_new (list);
  log_lab_wait_idle (list);
  g_assert_cmpuint (bks_log_list_get_n_new (list), ==, 5);
  bks_log_list_take_new (list);
  g_assert_cmpuint (count_rows (list), ==, 2705);
  assert_descends (list, FALSE);
}

/* One that has not answered for long keeps nobody waiting; Retry asks it all the same. */
static void
test_unreachable (Labs *labs, gconstpointer data)
{
  g_autoptr (GListModel) nas_list = NULL;
  g_autoptr (BksLogList) list = NULL;
  gint64 n;

  log_lab_set_up (&labs->other, "cabin-nas", 700);
  nas_list = log_lab_nas_list (&labs->lab, &labs->other, NULL);
  nas_lab_tell (&labs->other, "fail", "{\"mode\": \"http-503\", \"count\": -1}");
  for (guint i = 0; i < 3; i++)
    nas_lab_refresh (&labs->other, NULL);
  g_assert_cmpint (bks_nas_get_state (labs->other.nas), ==, BKS_NAS_UNREACHABLE);
  nas_lab_tell (&labs->other, "clear", "{}");
  n = count_requests (&labs->other);
  list = log_lab_list_new (nas_list, NULL);
  bks_log_list_load_all (list);
  log_lab_wait_idle (list);
  g_assert_cmpuint (count_rows (list), ==, 2000);
  g_assert_nonnull (bks_log_source_get_problem (get_source (list, 1)));
  g_assert_cmpint (count_requests (&labs->other), ==, n);
  bks_log_list_retry (list, labs->other.nas);
  bks_log_list_load_all (list);
  log_lab_wait_idle (list);
  g_assert_null (bks_log_source_get_problem (get_source (list, 1)));
  g_assert_cmpuint (count_rows (list), ==, 2700);
}

/* A page that fails is not asked for again and again; Retry does. */
static void
test_failing (Labs *labs, gconstpointer data)
{
  g_autoptr (GListModel) nas_list = log_lab_nas_list (&labs->lab, NULL);
  g_autoptr (BksLogList) list = log_lab_list_new (nas_list, NULL);
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GPtrArray) more = NULL;
  gint64 n;

  log_lab_wait_loaded (list);
  log_lab_wait_idle (list);
  nas_lab_tell (&labs->lab, "fail",
                "{\"mode\": \"code\", \"code\": 105, \"api\": \"" LOG_API "\"}");
  n = count_requests (&labs->lab);
  rows = log_lab_look_at (list, 1000, SHOWN);
  log_lab_wait_idle (list);
  g_assert_nonnull (bks_log_source_get_problem (get_source (list, 0)));
  more = log_lab_look_at (list, 1600, SHOWN);
  log_lab_wait_idle (list);
  g_assert_cmpint (count_requests (&labs->lab), ==, n + 1);
  g_assert_cmpuint (count_rows (list), ==, 2000);
  bks_log_list_retry (list, labs->lab.nas);
  log_lab_wait_rows (rows);
  log_lab_wait_rows (more);
  g_assert_null (bks_log_source_get_problem (get_source (list, 0)));
}

/* A NAS that waits for a person is not asked, whoever looks; when it is good again, it is. */
static void
test_waiting (Labs *labs, gconstpointer data)
{
  g_autoptr (GListModel) nas_list = log_lab_nas_list (&labs->lab, NULL);
  g_autoptr (BksProblem) problem = bks_problem_new (BKS_PROBLEM_AUTH_REJECTED, "No.", NULL);
  g_autoptr (BksLogList) list = NULL;
  gint64 n = count_requests (&labs->lab);

  bks_nas_hold (labs->lab.nas, problem);
  list = log_lab_list_new (nas_list, NULL);
  log_lab_wait_loaded (list);
  for (guint i = 0; i < 5; i++)
    {
      bks_log_list_retry (list, labs->lab.nas);
      bks_log_list_look_for_new (list);
      log_lab_wait_idle (list);
    }
  g_assert_nonnull (bks_log_source_get_problem (get_source (list, 0)));
  g_assert_cmpint (count_requests (&labs->lab), ==, n);
  bks_nas_release (labs->lab.nas);
  nas_lab_refresh_well (&labs->lab);
  log_lab_wait_idle (list);
  g_assert_null (bks_log_source_get_problem (get_source (list, 0)));
  g_assert_cmpuint (count_rows (list), ==, 2000);
}

/* One whose password is being looked up is asked when it is there. */
static void
test_recalling (Labs *labs, gconstpointer data)
{
  g_auto (TestAnswer) answer = { NULL };
  g_autoptr (GListModel) nas_list = NULL;
  g_autoptr (BksLogList) list = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (BksNas) nas = bks_nas_new ("office-nas", bks_demo_nas_get_url (labs->lab.demo),
                                        &error);
  gint64 n = count_requests (&labs->lab);

  g_assert_no_error (error);
  bks_nas_set_allow_plain_http (nas, TRUE);
  bks_nas_begin_recall (nas);
  nas_list = G_LIST_MODEL (g_list_store_new (BKS_TYPE_NAS));
  g_list_store_append (G_LIST_STORE (nas_list), nas);
  list = log_lab_list_new (nas_list, NULL);
  test_wait_ms (50);
  g_assert_true (bks_log_list_get_is_busy (list));
  g_assert_cmpint (count_requests (&labs->lab), ==, n);
  bks_nas_end_recall (nas, bks_demo_nas_get_account (labs->lab.demo),
                      bks_demo_nas_get_password (labs->lab.demo), NULL, NULL, NULL);
  /* As whoever looked it up does next. */
  bks_nas_refresh_async (nas, NULL, test_answer_cb, &answer);
  test_answer_wait (&answer);
  log_lab_wait_loaded (list);
  g_assert_cmpuint (count_rows (list), ==, 2000);
}

static void
test_sort (Labs *labs, gconstpointer data)
{
  g_autoptr (GListModel) nas_list = log_lab_nas_list (&labs->lab, NULL);
  g_autoptr (BksLogList) list = log_lab_list_new (nas_list, NULL);
  g_autoptr (GPtrArray) raw = log_lab_read_raw (&labs->lab, NULL);
  BksLogLevel last = BKS_LOG_ERROR;

  log_lab_wait_loaded (list);
  g_assert_false (bks_log_list_set_sort (list, BKS_LOG_SORT_EVENT, FALSE));
  bks_log_list_load_all (list);
  log_lab_wait_idle (list);
  g_assert_true (bks_log_list_get_is_complete (list));
  g_assert_true (bks_log_list_set_sort (list, BKS_LOG_SORT_LEVEL, TRUE));
  for (guint i = 0; i < count_rows (list); i++)
    {
      BksLogLevel level = bks_log_entry_get_level (bks_log_list_peek (list, i));

      g_assert_cmpint (level, <=, last);
      last = level;
    }
  g_assert_true (bks_log_list_set_sort (list, BKS_LOG_SORT_NONE, FALSE));
  assert_is (list, raw, FALSE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, n_lines, func)                                                                   \
  g_test_add ("/model/log-list/" path, Labs, GUINT_TO_POINTER (n_lines), set_up, func, tear_down)
  ADD ("requests", 100000, test_requests);
  ADD ("passing-by", 100000, test_passing_by);
  ADD ("memory", 20000, test_memory);
  ADD ("oldest-first", 2300, test_oldest_first);
  ADD ("new-lines", 2000, test_new_lines);
  ADD ("shifted", 2000, test_shifted);
  ADD ("cancels", 2000, test_cancels);
  ADD ("suspend", 2000, test_suspend);
  ADD ("level", 2000, test_level);
  ADD ("stop", 20000, test_stop);
  ADD ("several", 2000, test_several);
  ADD ("unreachable", 2000, test_unreachable);
  ADD ("failing", 2000, test_failing);
  ADD ("waiting", 2000, test_waiting);
  ADD ("recalling", 2000, test_recalling);
  ADD ("sort", 2000, test_sort);
  return g_test_run ();
}
