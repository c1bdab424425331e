/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include "bks-log-reader.h"
#include "nas-lab.h"
#include "test-wait.h"

static GPtrArray *
read_page (BksLogReader *reader, GError **error)
{
  g_auto (TestAnswer) answer = { NULL };

  bks_log_reader_next_async (reader, NULL, test_answer_cb, &answer);
  return bks_log_reader_next_finish (reader, test_answer_wait (&answer), error);
}

static guint
count_rest (BksLogReader *reader)
{
  guint n = 0;

  while (!bks_log_reader_is_at_end (reader))
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) page = read_page (reader, &error);

      g_assert_no_error (error);
      n += page->len;
    }
  return n;
}

static void
test_pages (NasLab *lab, gconstpointer data)
{
  g_autoptr (BksLogReader) reader = bks_log_reader_new (lab->nas, NULL);
  g_autoptr (BksLogReader) small = bks_log_reader_new (lab->nas, NULL);
  g_autoptr (JsonObject) state = nas_lab_ask (lab, "state");
  guint n = (guint) json_object_get_int_member (state, "logs");

  g_assert_cmpint (bks_log_reader_get_total (reader), ==, -1);
  g_assert_cmpuint (count_rest (reader), ==, n);
  g_assert_cmpint (bks_log_reader_get_total (reader), ==, n);
  bks_log_reader_set_page_size (small, 7);
  bks_log_reader_skip (small, 5);
  g_assert_cmpuint (count_rest (small), ==, n - 5);
}

/* Lines that all look alike are lines all the same; new ones move the pages. */
static void
test_shifted (NasLab *lab, gconstpointer data)
{
  g_autoptr (BksLogReader) reader = bks_log_reader_new (lab->nas, NULL);
  g_autoptr (JsonObject) state = NULL;
  g_autoptr (GPtrArray) page = NULL;
  g_autoptr (GError) error = NULL;
  guint n;

  nas_lab_tell (lab, "add-log", "{\"event\": \"alike\", \"count\": 40}");
  state = nas_lab_ask (lab, "state");
  n = (guint) json_object_get_int_member (state, "logs");
  bks_log_reader_set_page_size (reader, 10);
  page = read_page (reader, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (page->len, ==, 10);
  nas_lab_tell (lab, "add-log", "{\"event\": \"alike\", \"count\": 3}");
  g_assert_cmpuint (10 + count_rest (reader), ==, n);
}

/* After a failure the same page can be read again. */
static void
test_again (NasLab *lab, gconstpointer data)
{
  g_autoptr (BksLogReader) reader = bks_log_reader_new (lab->nas, NULL);
  g_autoptr (JsonObject) state = nas_lab_ask (lab, "state");
  g_autoptr (GPtrArray) first = NULL;
  g_autoptr (GError) error = NULL;

  first = read_page (reader, &error);
  g_assert_no_error (error);
  nas_lab_tell (lab, "fail",
                "{\"mode\": \"code\", \"code\": 105, \"api\": "
                "\"SYNO.SDS.Backup.Client.Common.Log\"}");
  g_assert_null (read_page (reader, &error));
  g_assert_error (error, BKS_PROBLEM_ERROR, BKS_PROBLEM_PERMISSION);
  g_assert_cmpuint (first->len + count_rest (reader), ==,
                    json_object_get_int_member (state, "logs"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func)                                                                            \
  g_test_add ("/model/log-reader/" path, NasLab, NULL, nas_lab_set_up, func, nas_lab_tear_down)
  ADD ("pages", test_pages);
  ADD ("shifted", test_shifted);
  ADD ("again", test_again);
  return g_test_run ();
}
