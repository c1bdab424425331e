/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include "bks-csv-writer.h"

static void
check (const char *value, const char *wanted)
{
  g_autoptr (BksCsvWriter) writer = bks_csv_writer_new ();
  g_autofree char *text = NULL;

  bks_csv_writer_cell (writer, value);
  text = bks_csv_writer_take_text (writer);
  g_assert_cmpstr (text, ==, wanted);
}

static void
test_cells (void)
{
  check (NULL, "");
  check ("", "");
  check ("plain text", "plain text");
  check ("a,b", "\"a,b\"");
  check ("a \"b\"", "\"a \"\"b\"\"\"");
  check ("a\nb", "\"a\nb\"");
  check ("a\r\nb", "\"a\r\nb\"");
  check ("„Büro“ 😀", "„Büro“ 😀");
  check ("\xff", "\xef\xbf\xbd");
}

static void
test_formulas (void)
{
  check ("=1+1", "'=1+1");
  check ("+1", "'+1");
  check ("-1", "'-1");
  check ("@SUM(A1)", "'@SUM(A1)");
  check ("\t=1", "'\t=1");
  check ("\r=1", "\"'\r=1\"");
  check ("=\"a\",b", "\"'=\"\"a\"\",b\"");
  check ("1=1", "1=1");
}

static void
test_rows (void)
{
  g_autoptr (BksCsvWriter) writer = bks_csv_writer_new ();
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  bks_csv_writer_cell (writer, "a");
  bks_csv_writer_cell (writer, NULL);
  bks_csv_writer_cell (writer, "c");
  bks_csv_writer_end_row (writer);
  first = bks_csv_writer_take_text (writer);
  bks_csv_writer_cell (writer, NULL);
  bks_csv_writer_cell (writer, "b");
  bks_csv_writer_end_row (writer);
  second = bks_csv_writer_take_text (writer);
  g_assert_cmpstr (first, ==, "a,,c\r\n");
  g_assert_cmpstr (second, ==, ",b\r\n");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/csv-writer/cells", test_cells);
  g_test_add_func ("/model/csv-writer/formulas", test_formulas);
  g_test_add_func ("/model/csv-writer/rows", test_rows);
  return g_test_run ();
}
