/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include "bks-log-days.h"
#include "log-lab.h"
#include "test-wait.h"

/* The clocks in Berlin: forward on 29 March, back on 25 October. s since the epoch, UTC. */
#define MARCH_28   G_GINT64_CONSTANT (1774652400) /* 2026-03-28 00:00 +01:00 */
#define OCTOBER_24 G_GINT64_CONSTANT (1792792800) /* 2026-10-24 00:00 +02:00 */
#define HOUR       3600

static void
set_up (NasLab *lab, gconstpointer n_lines)
{
  log_lab_set_up (lab, "office-nas", GPOINTER_TO_UINT (n_lines));
}

static gboolean
is_counted (gpointer days)
{
  return !bks_log_days_get_is_counting (days);
}

static void
count (BksLogDays *days)
{
  bks_log_days_count (days);
  g_assert_true (test_wait_until (is_counted, days, TEST_WAIT_LIMIT_MS));
}

/* A line each hour: a day has 23, 24 or 25 of them. */
static void
test_clock_changes (NasLab *lab, gconstpointer data)
{
  static const struct
  {
    gint64 from;
    gint64 totals[3];
  } cases[] = {
    { MARCH_28, { 24, 23, 24 } },
    { OCTOBER_24, { 24, 25, 24 } },
  };
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Berlin");
  g_autoptr (GListModel) nas_list = log_lab_nas_list (lab, NULL);
  g_autoptr (BksLogQuery) query = bks_log_query_new ();
  g_autoptr (BksLogList) list = bks_log_list_new ();
  g_autoptr (BksLogDays) days = NULL;

  g_assert_nonnull (zone);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (gint64 hour = 0; hour < 24 * 3; hour++)
      nas_lab_tell (lab, "add-log", "{\"event\": \"each hour\", \"time\": %" G_GINT64_FORMAT "}",
                    cases[i].from + hour * HOUR + 1);
  bks_log_query_set_keyword (query, "EACH hour");
  bks_log_list_set_query (list, query);
  bks_log_list_set_nas_list (list, nas_list);
  days = bks_log_days_new (list);
  bks_log_days_set_zone (days, zone);
  /* Once counted by the NAS, then from what is loaded. */
  for (guint round = 0; round < 2; round++)
    {
      for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
        {
          const BksLogDay *bars;
          guint n;

          bks_log_days_set_range (days, cases[i].from * G_USEC_PER_SEC,
                                  (cases[i].from + 60 * HOUR) * G_USEC_PER_SEC);
          count (days);
          bars = bks_log_days_get_days (days, &n);
          g_assert_cmpuint (n, ==, 3);
          g_assert_cmpint (bars[0].begin, ==, cases[i].from * G_USEC_PER_SEC);
          for (guint j = 0; j < 2; j++)
            {
              g_assert_cmpint (bars[j].total, ==, cases[i].totals[j]);
              g_assert_cmpint ((bars[j].end - bars[j].begin) / G_USEC_PER_SEC, ==,
                               cases[i].totals[j] * HOUR);
              g_assert_cmpint (bars[j].end, ==, bars[j + 1].begin);
            }
          g_assert_cmpint (bars[0].is_loaded, ==, round == 1);
          g_assert_cmpuint (bars[1].n_loaded[BKS_LOG_INFO], ==,
                            round == 1 ? (guint) cases[i].totals[1] : 0);
        }
      bks_log_list_start (list);
      log_lab_wait_idle (list);
    }
}

/* One request for what is not loaded, none for what is. */
static void
test_requests (NasLab *lab, gconstpointer data)
{
  g_autoptr (GPtrArray) raw = log_lab_read_raw (lab, NULL);
  g_autoptr (GListModel) nas_list = log_lab_nas_list (lab, NULL);
  g_autoptr (BksLogList) list = log_lab_list_new (nas_list, NULL);
  g_autoptr (BksLogDays) days = bks_log_days_new (list);
  g_autoptr (GTimeZone) zone = g_time_zone_new_offset (7200);
  const BksLogDay *bars;
  gint64 newest, n_requests;
  guint n;
  gint64 n_all = 0;

  bks_log_days_set_zone (days, zone);
  log_lab_wait_idle (list);
  newest = bks_log_entry_get_time (bks_log_list_peek (list, 0));
  bks_log_days_set_range (days, newest - 19LL * 24 * HOUR * G_USEC_PER_SEC, newest);
  n_requests = nas_lab_count (lab, "http_requests");
  count (days);
  g_assert_cmpint (nas_lab_count (lab, "http_requests"), ==, n_requests + 1);
  bars = bks_log_days_get_days (days, &n);
  g_assert_cmpuint (n, ==, 20);
  g_assert_cmpint (bks_log_days_get_unit (days), ==, BKS_LOG_DAYS_DAY);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GDateTime) day = g_date_time_new_from_unix_utc (bars[i].begin / G_USEC_PER_SEC
                                                                 + 7200);
      g_autofree char *date = g_date_time_format (day, "%Y/%m/%d ");
      gint64 total = 0;

      for (guint j = 0; j < raw->len; j++)
        total += g_str_has_prefix (((RawLine *) g_ptr_array_index (raw, j))->time, date);
      g_assert_cmpint (bars[i].total, ==, total);
      n_all += total;
    }
  g_assert_cmpint (n_all, >, 0);
  g_assert_true (bars[n - 1].is_loaded);

  bks_log_list_load_all (list);
  log_lab_wait_idle (list);
  n_requests = nas_lab_count (lab, "http_requests");
  count (days);
  g_assert_cmpint (nas_lab_count (lab, "http_requests"), ==, n_requests);
  bars = bks_log_days_get_days (days, &n);
  for (guint i = 0; i < n; i++)
    g_assert_true (bars[i].is_loaded);
}

/* What was counted of other lines is forgotten. */
static void
test_other_query (NasLab *lab, gconstpointer data)
{
  g_autoptr (GListModel) nas_list = log_lab_nas_list (lab, NULL);
  g_autoptr (BksLogQuery) query = bks_log_query_new ();
  g_autoptr (BksLogList) list = bks_log_list_new ();
  g_autoptr (BksLogDays) days = bks_log_days_new (list);
  const BksLogDay *bars;
  guint n;

  bks_log_list_set_nas_list (list, nas_list);
  bks_log_days_set_range (days, OCTOBER_24 * G_USEC_PER_SEC, OCTOBER_24 * G_USEC_PER_SEC);
  count (days);
  bars = bks_log_days_get_days (days, &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpint (bars[0].total, >=, 0);
  bks_log_query_set_keyword (query, "other");
  bks_log_list_set_query (list, query);
  bks_log_days_set_range (days, OCTOBER_24 * G_USEC_PER_SEC - 1, OCTOBER_24 * G_USEC_PER_SEC);
  bars = bks_log_days_get_days (days, &n);
  g_assert_cmpint (bars[n - 1].total, ==, -1);
}

/* Never more bars than there is room for. */
static void
test_units (NasLab *lab, gconstpointer data)
{
  static const struct
  {
    gint64 n_days;
    BksLogDaysUnit unit;
  } cases[] = {
    { 1, BKS_LOG_DAYS_DAY },    { 62, BKS_LOG_DAYS_DAY },    { 63, BKS_LOG_DAYS_WEEK },
    { 400, BKS_LOG_DAYS_WEEK }, { 500, BKS_LOG_DAYS_MONTH }, { 9000, BKS_LOG_DAYS_MONTH },
  };
  g_autoptr (BksLogList) list = bks_log_list_new ();
  g_autoptr (BksLogDays) days = bks_log_days_new (list);
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Berlin");
  guint n;

  bks_log_days_set_zone (days, zone);
  bks_log_days_get_days (days, &n);
  g_assert_cmpuint (n, ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 to = OCTOBER_24 * G_USEC_PER_SEC;
      const BksLogDay *bars;

      bks_log_days_set_range (days, to - (cases[i].n_days - 1) * 24 * HOUR * G_USEC_PER_SEC, to);
      bars = bks_log_days_get_days (days, &n);
      g_assert_cmpint (bks_log_days_get_unit (days), ==, cases[i].unit);
      g_assert_cmpuint (n, <=, BKS_LOG_DAYS_MAX);
      g_assert_cmpint (bars[n - 1].begin, <=, to);
      g_assert_cmpint (bars[n - 1].end, >, to);
      for (guint j = 1; j < n; j++)
        g_assert_cmpint (bars[j].begin, ==, bars[j - 1].end);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, n_lines, func)                                                                   \
  g_test_add ("/model/log-days/" path, NasLab, GUINT_TO_POINTER (n_lines), set_up, func,           \
              nas_lab_tear_down)
  ADD ("clock-changes", 100, test_clock_changes);
  ADD ("requests", 9000, test_requests);
  ADD ("other-query", 100, test_other_query);
  ADD ("units", 100, test_units);
  return g_test_run ();
}
