/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-cli-table"

#include <glib.h>
#include <locale.h>

#include "bks-cli-table.h"

static void
test_width (void)
{
  g_autofree char *short_enough = bks_cli_text_fit ("Fotos", 5);
  g_autofree char *cut = bks_cli_text_fit ("Photos off-site", 8);
  g_autofree char *wide = bks_cli_text_fit ("写真バックアップ", 8);

  g_assert_cmpint (bks_cli_text_width ("Fotos"), ==, 5);
  g_assert_cmpint (bks_cli_text_width ("写真"), ==, 4);
  g_assert_cmpint (bks_cli_text_width ("e\xcc\x81t\xc3\xa9"), ==, 3);
  g_assert_cmpstr (short_enough, ==, "Fotos");
  g_assert_cmpstr (cut, ==, "Photos …");
  g_assert_cmpstr (wide, ==, "写真バ…");
  g_assert_cmpint (bks_cli_text_width (wide), <=, 8);
}

static void
test_clean (void)
{
  g_autofree char *escape = bks_cli_text_clean ("a\x1b[31mb\nc\td\xff");
  g_autofree char *turned = bks_cli_text_clean ("x\xe2\x80\xaey\xe2\x81\xa6z");
  g_autofree char *nothing = bks_cli_text_clean (NULL);

  g_assert_cmpstr (escape, ==, "a [31mb c d\xef\xbf\xbd");
  g_assert_cmpstr (turned, ==, "xyz");
  g_assert_cmpstr (nothing, ==, "");
}

static void
test_columns (void)
{
  g_autoptr (BksCliTable) table = bks_cli_table_new (3);
  g_autofree char *whole = NULL;
  g_autofree char *narrow = NULL;
  g_auto (GStrv) lines = NULL;

  bks_cli_table_add (table, (const char *const[]){ "ID", "NAME", "STATUS" });
  bks_cli_table_add (table, (const char *const[]){ "4", "Photos off-site to a far place", "Fine" });
  bks_cli_table_add (table, (const char *const[]){ "17", "写真", NULL });
  whole = bks_cli_table_render (table, 0);
  g_assert_cmpstr (whole, ==,
                   "ID  NAME                            STATUS\n"
                   "4   Photos off-site to a far place  Fine\n"
                   "17  写真\n");
  narrow = bks_cli_table_render (table, 30);
  lines = g_strsplit (narrow, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    g_assert_cmpint (bks_cli_text_width (lines[i]), <=, 30);
  g_assert_nonnull (strstr (narrow, "Photos off-site t…  Fine"));
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/table/width", test_width);
  g_test_add_func ("/cli/table/clean", test_clean);
  g_test_add_func ("/cli/table/columns", test_columns);
  return g_test_run ();
}
