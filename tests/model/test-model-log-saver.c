/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include <glib/gstdio.h>
#include <string.h>

#include "bks-log-saver.h"
#include "log-lab.h"
#include "test-wait.h"

#define LOG_API "SYNO.SDS.Backup.Client.Common.Log"

typedef struct
{
  NasLab lab;
  NasLab other;
  char *folder;
  GFile *file;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer n_lines)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  log_lab_set_up (&fixture->lab, "office-nas", GPOINTER_TO_UINT (n_lines));
  fixture->folder = g_dir_make_tmp ("log-saver-XXXXXX", &error);
  g_assert_no_error (error);
  path = g_build_filename (fixture->folder, "log", NULL);
  fixture->file = g_file_new_for_path (path);
}

static guint
count_files (Fixture *fixture)
{
  g_autoptr (GDir) folder = g_dir_open (fixture->folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (folder) != NULL)
    n++;
  return n;
}

static void
tear_down (Fixture *fixture, gconstpointer n_lines)
{
  g_file_delete (fixture->file, NULL, NULL);
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_object_unref (fixture->file);
  g_free (fixture->folder);
  nas_lab_tear_down (&fixture->lab, NULL);
  if (fixture->other.demo != NULL)
    nas_lab_tear_down (&fixture->other, NULL);
}

static BksLogSaver *
saver_new (BksLogFormat format, GListModel *nas_list, const BksLogQuery *query)
{
  BksLogSaver *saver = bks_log_saver_new (format);

  bks_log_saver_set_nas_list (saver, nas_list);
  bks_log_saver_set_query (saver, query);
  return saver;
}

static gboolean
save (BksLogSaver *saver, GFile *file, GError **error)
{
  g_auto (TestAnswer) answer = { NULL };

  bks_log_saver_save_async (saver, file, NULL, test_answer_cb, &answer);
  return bks_log_saver_save_finish (saver, test_answer_wait (&answer), error);
}

static char *
load (GFile *file)
{
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_file_load_contents (file, NULL, &text, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_utf8_validate (text, -1, NULL));
  return text;
}

/* RFC 4180, read as the RFC says. (element-type GStrv) */
static GPtrArray *
read_csv (const char *text)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_autoptr (GPtrArray) cells = g_ptr_array_new ();

  while (*text != '\0')
    {
      g_autoptr (GString) cell = g_string_new (NULL);

      if (*text == '"')
        for (text++; *text != '"' || text[1] == '"'; text++)
          {
            g_assert_cmpint (*text, !=, '\0');
            g_string_append_c (cell, *text);
            text += *text == '"';
          }
      else
        for (; strchr (",\r", *text) == NULL; text++)
          {
            g_assert_null (strchr ("\"\n", *text));
            g_string_append_c (cell, *text);
          }
      text += *text == '"';
      g_ptr_array_add (cells, g_strdup (cell->str));
      if (*text == ',')
        {
          text++;
          continue;
        }
      g_assert_true (g_str_has_prefix (text, "\r\n"));
      text += 2;
      g_ptr_array_add (cells, NULL);
      g_ptr_array_add (rows, g_ptr_array_free (g_steal_pointer (&cells), FALSE));
      cells = g_ptr_array_new ();
    }
  return rows;
}

/* All that fits, loaded or not; what a spreadsheet would carry out is harmless. */
static void
test_csv (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GListModel) nas_list = log_lab_nas_list (&fixture->lab, NULL);
  g_autoptr (BksLogSaver) saver = saver_new (BKS_LOG_FORMAT_CSV, nas_list, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) raw = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autofree char *text = NULL;

  nas_lab_tell (&fixture->lab, "add-log",
                "{\"event\": \"=cmd|' /C calc'!A0, \\\"two\\\"\\r\\nlines\"}");
  raw = log_lab_read_raw (&fixture->lab, NULL);
  save (saver, fixture->file, &error);
  g_assert_no_error (error);
  g_assert_cmpint (bks_log_saver_get_n_written (saver), ==, raw->len);
  g_assert_cmpfloat (bks_log_saver_get_fraction (saver), ==, 1);
  text = load (fixture->file);
  rows = read_csv (text);
  g_assert_cmpuint (rows->len, ==, raw->len + 1);
  for (guint i = 0; i < raw->len; i++)
    {
      const RawLine *line = g_ptr_array_index (raw, i);
      char **cells = g_ptr_array_index (rows, i + 1);
      g_autofree char *harmless = g_strconcat (line->event[0] == '=' ? "'" : "", line->event, NULL);

      g_assert_cmpuint (g_strv_length (cells), ==, 6);
      g_assert_cmpstr (cells[0], ==, "office-nas");
      g_assert_cmpstr (cells[4], ==, harmless);
    }
  g_assert_cmpuint (count_files (fixture), ==, 1);
}

/* Each line is a document of its own, of several NAS by time, from either end. */
static void
test_json_lines (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GListModel) nas_list = NULL;
  g_autoptr (BksLogQuery) query = bks_log_query_new ();
  g_autoptr (BksLogSaver) saver = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_autofree char *last = g_strdup ("");
  guint n;

  log_lab_set_up (&fixture->other, "cabin-nas", 600);
  nas_list = log_lab_nas_list (&fixture->lab, &fixture->other, NULL);
  query->oldest_first = TRUE;
  saver = saver_new (BKS_LOG_FORMAT_JSON_LINES, nas_list, query);
  save (saver, fixture->file, &error);
  g_assert_no_error (error);
  text = load (fixture->file);
  lines = g_strsplit (text, "\n", -1);
  n = g_strv_length (lines) - 1;
  g_assert_cmpuint (n, ==, 3000 + 600);
  g_assert_cmpstr (lines[n], ==, "");
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (JsonNode) node = json_from_string (lines[i], &error);
      const char *time;

      g_assert_no_error (error);
      time = json_object_get_string_member (json_node_get_object (node), "time");
      g_assert_cmpint (strcmp (last, time), <=, 0);
      g_free (last);
      last = g_strdup (time);
    }
}

/* A level, and nothing that fits it not. */
static void
test_level (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GListModel) nas_list = log_lab_nas_list (&fixture->lab, NULL);
  g_autoptr (BksLogQuery) query = bks_log_query_new ();
  g_autoptr (BksLogSaver) saver = NULL;
  g_autoptr (GPtrArray) raw = log_lab_read_raw (&fixture->lab, NULL);
  g_autoptr (GError) error = NULL;
  gint64 n = 0;

  for (guint i = 0; i < raw->len; i++)
    n += !g_str_equal (((RawLine *) g_ptr_array_index (raw, i))->level, "info");
  query->level = BKS_LOG_WARNING;
  saver = saver_new (BKS_LOG_FORMAT_CSV, nas_list, query);
  save (saver, fixture->file, &error);
  g_assert_no_error (error);
  g_assert_cmpint (n, >, 0);
  g_assert_cmpint (bks_log_saver_get_n_written (saver), ==, n);
}

static gboolean
has_written (gpointer saver)
{
  return bks_log_saver_get_n_written (saver) > 1000;
}

/* @old: (nullable): what was there before */
static void
cancel (Fixture *fixture, const char *old)
{
  g_autoptr (GListModel) nas_list = log_lab_nas_list (&fixture->lab, NULL);
  g_autoptr (BksLogSaver) saver = saver_new (BKS_LOG_FORMAT_CSV, nas_list, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_auto (TestAnswer) answer = { NULL };
  g_autoptr (GError) error = NULL;

  bks_log_saver_save_async (saver, fixture->file, cancellable, test_answer_cb, &answer);
  g_assert_true (test_wait_until (has_written, saver, TEST_WAIT_LIMIT_MS));
  g_assert_null (answer.result);
  g_cancellable_cancel (cancellable);
  g_assert_false (bks_log_saver_save_finish (saver, test_answer_wait (&answer), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (count_files (fixture), ==, old != NULL);
  if (old != NULL)
    {
      g_autofree char *text = load (fixture->file);

      g_assert_cmpstr (text, ==, old);
    }
}

static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  cancel (fixture, NULL);
  g_assert_true (
      g_file_replace_contents (fixture->file, "old", 3, NULL, FALSE, 0, NULL, NULL, NULL));
  cancel (fixture, "old");
}

/* The NAS stops answering on the way. */
static void
test_fail (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GListModel) nas_list = log_lab_nas_list (&fixture->lab, NULL);

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (BksLogSaver) saver = saver_new (BKS_LOG_FORMAT_JSON_LINES, nas_list, NULL);
      g_autoptr (GError) error = NULL;

      nas_lab_tell (&fixture->lab, "fail",
                    "{\"mode\": \"code\", \"code\": 105, \"after\": 2, \"api\": \"" LOG_API "\"}");
      g_assert_false (save (saver, fixture->file, &error));
      g_assert_error (error, BKS_PROBLEM_ERROR, BKS_PROBLEM_PERMISSION);
      g_assert_cmpuint (count_files (fixture), ==, i);
      g_assert_true (
          g_file_replace_contents (fixture->file, "old", 3, NULL, FALSE, 0, NULL, NULL, NULL));
    }
}

/* There is no place to write to, or nothing to write: the NAS need not know. */
static void
test_nothing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GListModel) nas_list = log_lab_nas_list (&fixture->lab, NULL);
  g_autoptr (GFile) nowhere = g_file_get_child (fixture->file, "child");
  g_autoptr (BksLogQuery) query = bks_log_query_new ();
  g_autoptr (BksLogSaver) saver = saver_new (BKS_LOG_FORMAT_CSV, nas_list, NULL);
  g_autoptr (BksLogSaver) reversed = NULL;
  g_autoptr (GError) error = NULL;
  gint64 n = nas_lab_count (&fixture->lab, "http_requests");

  g_assert_false (save (saver, nowhere, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);
  query->from = (BksLogMoment){ .is_set = TRUE, .seconds = 2 };
  query->to = (BksLogMoment){ .is_set = TRUE, .seconds = 1 };
  reversed = saver_new (BKS_LOG_FORMAT_CSV, nas_list, query);
  g_assert_false (save (reversed, fixture->file, &error));
  g_assert_error (error, BKS_PROBLEM_ERROR, BKS_PROBLEM_PRECONDITION);
  g_assert_cmpint (nas_lab_count (&fixture->lab, "http_requests"), ==, n);
  g_assert_cmpuint (count_files (fixture), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, n_lines, func)                                                                   \
  g_test_add ("/model/log-saver/" path, Fixture, GUINT_TO_POINTER (n_lines), set_up, func,         \
              tear_down)
  ADD ("csv", 3000, test_csv);
  ADD ("json-lines", 3000, test_json_lines);
  ADD ("level", 3000, test_level);
  ADD ("cancel", 50000, test_cancel);
  ADD ("fail", 20000, test_fail);
  ADD ("nothing", 100, test_nothing);
  return g_test_run ();
}
