/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include "bks-json-writer.h"

static void
test_document (void)
{
  BksJsonWriter *writer = bks_json_writer_new ();
  g_autofree char *text = NULL;

  bks_json_writer_begin_object (writer);
  bks_json_writer_name (writer, "list");
  bks_json_writer_begin_array (writer);
  bks_json_writer_int (writer, G_MININT64);
  bks_json_writer_int (writer, G_MAXINT64);
  bks_json_writer_begin_object (writer);
  bks_json_writer_end_object (writer);
  bks_json_writer_begin_array (writer);
  bks_json_writer_end_array (writer);
  bks_json_writer_boolean (writer, TRUE);
  bks_json_writer_boolean (writer, FALSE);
  bks_json_writer_end_array (writer);
  bks_json_writer_name (writer, "nothing");
  bks_json_writer_null (writer);
  bks_json_writer_name (writer, "no text");
  bks_json_writer_string (writer, NULL);
  bks_json_writer_name (writer, "a \"name\"");
  bks_json_writer_string (writer, "");
  bks_json_writer_end_object (writer);
  text = bks_json_writer_free_to_text (writer);
  g_assert_cmpstr (text, ==,
                   "{\"list\":[-9223372036854775808,9223372036854775807,{},[],true,false],"
                   "\"nothing\":null,\"no text\":null,\"a \\\"name\\\"\":\"\"}");
}

static void
check_string (const char *value, const char *wanted)
{
  BksJsonWriter *writer = bks_json_writer_new ();
  g_autofree char *text = NULL;

  bks_json_writer_string (writer, value);
  text = bks_json_writer_free_to_text (writer);
  g_assert_cmpstr (text, ==, wanted);
}

static void
test_strings (void)
{
  check_string ("plain", "\"plain\"");
  check_string ("\"\\/", "\"\\\"\\\\/\"");
  check_string ("a\nb\rc\td", "\"a\\nb\\rc\\td\"");
  check_string ("\x01\x1f\x7f", "\"\\u0001\\u001f\\u007f\"");
  check_string ("\xc2\x85"
                "\u2028\u2029",
                "\"\\u0085\\u2028\\u2029\"");
  check_string ("😀 שלום", "\"😀 שלום\"");
  check_string ("a\xff\xfe"
                "b",
                "\"a\uFFFD\uFFFDb\"");
  check_string ("cut \xf0\x9f\x98", "\"cut \uFFFD\uFFFD\uFFFD\"");
  check_string ("<b>&%s", "\"<b>&%s\"");
}

/* A document of any length leaves the memory piece by piece. */
static void
test_pieces (void)
{
  g_autoptr (BksJsonWriter) writer = bks_json_writer_new ();
  g_autoptr (GString) all = g_string_new (NULL);

  bks_json_writer_begin_array (writer);
  for (int i = 0; i < 3; i++)
    {
      g_autofree char *piece = NULL;

      bks_json_writer_int (writer, i);
      piece = bks_json_writer_take_text (writer);
      g_string_append (all, piece);
      g_assert_cmpuint (strlen (piece), <=, 2);
    }
  bks_json_writer_end_array (writer);
  {
    g_autofree char *piece = bks_json_writer_take_text (writer);

    g_string_append (all, piece);
  }
  g_assert_cmpstr (all->str, ==, "[0,1,2]");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/json-writer/document", test_document);
  g_test_add_func ("/model/json-writer/strings", test_strings);
  g_test_add_func ("/model/json-writer/pieces", test_pieces);
  return g_test_run ();
}
