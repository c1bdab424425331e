/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include <string.h>

#include "dsm-error.h"
#include "dsm-json-private.h"
#include "dsm-scan-private.h"

static JsonNode *
parse_bytes (const char *text, gsize length, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, length);

  return dsm_json_parse (bytes, error);
}

static JsonNode *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node = parse_bytes (text, strlen (text), &error);

  if (node == NULL)
    g_error ("%s: %s", text, error->message);
  return node;
}

static void
check_refused (const char *text, gsize length)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = parse_bytes (text, length, &error);

  g_assert_null (node);
  g_assert_error (error, DSM_ERROR, DSM_ERROR_PROTOCOL);
}

static void
test_refused (void)
{
  static const char *const texts[] = {
    "",
    "   ",
    "null",
    "[]",
    "[{}]",
    "12",
    "\"text\"",
    "true",
    "{",
    "{\"a\"",
    "{\"a\":",
    "{\"a\":1",
    "{\"a\":[1,2}",
    "<html>",
    "not json",
    "{\"a\":NaN}",
    "{\"a\":Infinity}",
    "{'a':1}",
    "// x\n{}",
    "{\"a\":\"",
    "{\"a\":\"\\",
    "{\"a\":\"\\u12",
    "}",
    "]]]]",
    "\xef\xbb\xbf",
    "{\"a\":-}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    check_refused (texts[i], strlen (texts[i]));
}

static char *
nested (guint depth)
{
  GString *text = g_string_new ("{\"a\":");

  for (guint i = 1; i < depth; i++)
    g_string_append_c (text, '[');
  for (guint i = 1; i < depth; i++)
    g_string_append_c (text, ']');
  g_string_append_c (text, '}');
  return g_string_free (text, FALSE);
}

static void
test_nesting (void)
{
  g_autofree char *most = nested (DSM_SCAN_MAX_NESTING);
  g_autofree char *more = nested (DSM_SCAN_MAX_NESTING + 1);
  g_autofree char *open = g_strnfill (100000, '[');
  g_autofree char *objects = NULL;
  g_autofree char *in_string = g_strdup_printf ("{\"a\":\"%s\"}", open);
  G_GNUC_UNUSED g_autoptr (JsonNode) fine = parse (most);
  G_GNUC_UNUSED g_autoptr (JsonNode) text = parse (in_string);
  GString *many = g_string_new (NULL);

  for (guint i = 0; i < 100000; i++)
    g_string_append (many, "{\"a\":");
  objects = g_string_free (many, FALSE);
  check_refused (more, strlen (more));
  check_refused (open, 100000);
  check_refused (objects, strlen (objects));
}

static void
test_size (void)
{
  g_autofree char *big = g_strnfill (DSM_SCAN_MAX_SIZE + 1, ' ');

  big[0] = '{';
  big[DSM_SCAN_MAX_SIZE] = '}';
  check_refused (big, DSM_SCAN_MAX_SIZE + 1);
}

static char *
listed (const char *element, guint n)
{
  GString *text = g_string_new ("{\"a\":[");

  for (guint i = 0; i < n; i++)
    {
      if (i > 0)
        g_string_append_c (text, ',');
      g_string_append (text, element);
    }
  g_string_append (text, "]}");
  return g_string_free (text, FALSE);
}

/* What is small on the wire and large in memory. The list and the object around it count, too. */
static void
test_amount (void)
{
  g_autofree char *most = listed ("[]", DSM_SCAN_MAX_OBJECTS - 2);
  g_autofree char *more = listed ("{}", DSM_SCAN_MAX_OBJECTS - 1);
  g_autofree char *values = listed ("1", DSM_SCAN_MAX_VALUES);
  g_autofree char *members = listed ("[\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",1,1]",
                                     DSM_SCAN_MAX_VALUES / 10);
  g_autoptr (JsonNode) fine = parse (most);

  g_assert_cmpuint (json_array_get_length (dsm_json_get_array (json_node_get_object (fine), "a")),
                    ==, DSM_SCAN_MAX_OBJECTS - 2);
  check_refused (more, strlen (more));
  check_refused (values, strlen (values));
  check_refused (members, strlen (members));
}

static void
test_numbers (void)
{
  static const char *const absent[] = { "9223372036854775808",
                                        "18446744073709551616",
                                        "-9223372036854775809",
                                        "1e999",
                                        "-1e999",
                                        "9007199254740993",
                                        "-9007199254740993",
                                        "9223372036854775807",
                                        "1.5",
                                        "1e300",
                                        "\"9007199254740993\"",
                                        "\"1e999\"",
                                        "\"\"",
                                        "\"x\"",
                                        "\"4x\"",
                                        "\"nan\"",
                                        "\"0x10\"",
                                        "\"inf\"",
                                        "null",
                                        "true",
                                        "[]",
                                        "[4]",
                                        "{}",
                                        "{\"a\":4}",
                                        "0.1",
                                        "\"4.5\"" };
  static const struct
  {
    const char *text;
    gint64 value;
  } there[] = { { "4", 4 },
                { "-4", -4 },
                { "0", 0 },
                { "\"4\"", 4 },
                { "\" 4 \"", 4 },
                { "\"-4\"", -4 },
                { "4.0", 4 },
                { "\"4.0\"", 4 },
                { "4e2", 400 },
                { "9007199254740992", 9007199254740992 },
                { "-9007199254740992", -9007199254740992 },
                { "\"9007199254740992\"", 9007199254740992 } };

  for (guint i = 0; i < G_N_ELEMENTS (absent); i++)
    {
      g_autofree char *text = g_strdup_printf ("{\"a\": %s, \"b\": 1}", absent[i]);
      g_autoptr (JsonNode) node = parse (text);
      JsonObject *object = json_node_get_object (node);
      gint64 value = 42;

      if (dsm_json_get_int (object, "a", &value) || value != 42)
        g_error ("%s was read as %" G_GINT64_FORMAT, absent[i], value);
      g_assert_cmpint (dsm_json_get_count (object, "a"), ==, -1);
      g_assert_cmpint (dsm_json_get_count (object, "b"), ==, 1);
    }
  for (guint i = 0; i < G_N_ELEMENTS (there); i++)
    {
      g_autofree char *text = g_strdup_printf ("{\"a\":%s}", there[i].text);
      g_autoptr (JsonNode) node = parse (text);
      gint64 value = 42;

      g_assert_true (dsm_json_get_int (json_node_get_object (node), "a", &value));
      g_assert_cmpint (value, ==, there[i].value);
    }
}

static DsmTri
read_tri (const char *value)
{
  g_autofree char *text = g_strdup_printf ("{\"a\":%s}", value);
  g_autoptr (JsonNode) node = parse (text);

  return dsm_json_get_tri (json_node_get_object (node), "a");
}

static void
test_booleans (void)
{
  static const char *const yes[] = {
    "true", "1", "\"true\"", "\"True\"", "\"1\"", "\"yes\"", "1.0"
  };
  static const char *const no[] = { "false", "0", "\"false\"", "\"0\"", "\"no\"", "0.0" };
  static const char *const neither[] = { "null",      "2",  "-1", "\"\"",
                                         "\"maybe\"", "[]", "{}", "[true]" };

  for (guint i = 0; i < G_N_ELEMENTS (yes); i++)
    g_assert_cmpint (read_tri (yes[i]), ==, DSM_TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (no); i++)
    g_assert_cmpint (read_tri (no[i]), ==, DSM_FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (neither); i++)
    g_assert_cmpint (read_tri (neither[i]), ==, DSM_UNKNOWN);
}

static void
test_texts (void)
{
  g_autoptr (JsonNode) node = parse (
      "{\"s\":\"text\",\"e\":\"\",\"n\":7,\"f\":7.5,\"b\":true,\"z\":null,\"a\":[],\"o\":{},"
      "\"list\":[\"x\",7,null,{},\"\",\"y\"],\"one\":\"alone\"}");
  JsonObject *object = json_node_get_object (node);
  g_autofree char *text = dsm_json_dup_text (object, "s");
  g_autofree char *empty = dsm_json_dup_text (object, "e");
  g_autofree char *number = dsm_json_dup_text (object, "n");
  g_auto (GStrv) list = dsm_json_dup_strv (object, "list");
  g_auto (GStrv) one = dsm_json_dup_strv (object, "one");
  g_auto (GStrv) none = dsm_json_dup_strv (object, "o");

  g_assert_cmpstr (text, ==, "text");
  g_assert_cmpstr (empty, ==, "");
  g_assert_cmpstr (number, ==, "7");
  g_assert_null (dsm_json_dup_word (object, "e"));
  for (const char *const *name = (const char *const[]){ "f", "b", "z", "a", "o", "gone", NULL };
       *name; name++)
    {
      g_assert_null (dsm_json_dup_text (object, *name));
      g_assert_null (dsm_json_get_string (object, *name));
    }
  g_assert_null (dsm_json_get_string (object, "n"));
  g_assert_cmpstrv (list, ((const char *const[]){ "x", "7", "y", NULL }));
  g_assert_cmpstrv (one, ((const char *const[]){ "alone", NULL }));
  g_assert_cmpuint (g_strv_length (none), ==, 0);

  /* Of nothing there is nothing. */
  g_assert_null (dsm_json_get (NULL, "s"));
  g_assert_null (dsm_json_dup_text (NULL, "s"));
  g_assert_null (dsm_json_get_object (NULL, "s"));
  g_assert_null (dsm_json_get_array (NULL, "s"));
  g_assert_null (dsm_json_get_object (object, "a"));
  g_assert_null (dsm_json_get_array (object, "o"));
  g_assert_cmpint (dsm_json_get_count (NULL, "s"), ==, -1);
  g_assert_null (dsm_json_node_object (NULL));
}

static void
test_small (void)
{
  g_autoptr (JsonNode) node = parse (
      "{\"a\":23,\"b\":24,\"c\":-1,\"d\":\"5\",\"e\":9007199254740992}");
  JsonObject *object = json_node_get_object (node);

  g_assert_cmpint (dsm_json_get_small (object, "a", 0, 23), ==, 23);
  g_assert_cmpint (dsm_json_get_small (object, "b", 0, 23), ==, -1);
  g_assert_cmpint (dsm_json_get_small (object, "c", 0, 23), ==, -1);
  g_assert_cmpint (dsm_json_get_small (object, "d", 0, 23), ==, 5);
  g_assert_cmpint (dsm_json_get_small (object, "e", 0, G_MAXINT), ==, -1);
}

static void
test_times (void)
{
  g_autoptr (JsonNode) node = parse (
      "{\"a\":\"2026/04/24 10:30\",\"b\":1777026600,\"c\":\"\",\"d\":[],\"e\":true}");
  JsonObject *object = json_node_get_object (node);
  DsmTime time = { 0 };

  g_assert_true (dsm_json_get_time (object, "a", &time));
  g_assert_cmpint (time.kind, ==, DSM_TIME_LOCAL);
  g_assert_true (dsm_json_get_time (object, "b", &time));
  g_assert_cmpint (time.kind, ==, DSM_TIME_EPOCH);
  g_assert_true (dsm_json_get_time (object, "c", &time));
  g_assert_cmpint (time.kind, ==, DSM_TIME_NONE);
  g_assert_false (dsm_json_get_time (object, "d", &time));
  g_assert_false (dsm_json_get_time (object, "e", &time));
  g_assert_false (dsm_json_get_time (object, "gone", &time));
}

/* Returns: (transfer full): the string that the JSON text @value holds */
static char *
read_string (const char *value, gsize length)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GError) error = NULL;

  g_byte_array_append (bytes, (const guint8 *) "{\"a\":", 5);
  g_byte_array_append (bytes, (const guint8 *) value, length);
  g_byte_array_append (bytes, (const guint8 *) "}", 1);
  node = parse_bytes ((const char *) bytes->data, bytes->len, &error);
  g_assert_no_error (error);
  return dsm_json_dup_text (json_node_get_object (node), "a");
}

static void
test_strings (void)
{
  static const struct
  {
    const char *json;
    gsize length;
    const char *value;
  } cases[] = {
    { "\"a\\u0000b\"", 10,
      "a\xef\xbf\xbd"
      "b" },
    { "\"a\0b\"", 5,
      "a\xef\xbf\xbd"
      "b" },
    { "\"\\ud800\"", 8, "\xef\xbf\xbd" },
    { "\"\\udc00x\"", 9, "\xef\xbf\xbdx" },
    { "\"\\ud83d\\ude00\"", 14, "\xf0\x9f\x98\x80" },
    { "\"\\ud83dx\\ude00\"", 15, "\xef\xbf\xbdx\xef\xbf\xbd" },
    { "\"caf\xe9\"", 6, "caf\xef\xbf\xbd" },
    { "\"\xc3\xbc\xff\xfe\"", 6, "\xc3\xbc\xef\xbf\xbd\xef\xbf\xbd" },
    { "\"\\\"\\\\\\/[{\"", 10, "\"\\/[{" },
    { "\"<b>&\\\"%\xe2\x80\xae\"", 12, "<b>&\"%\xe2\x80\xae" },
    /* Half an escape is none; what follows it stays. */
    { "\"\\ud8\"", 6, "?ud8" },
    { "\"\\u\\ud83d\\ude00\"", 16, "?u\xf0\x9f\x98\x80" },
    { "\"\\ud83d\\ud8x\"", 13, "\xef\xbf\xbd?ud8x" },
    { "\"1e999 99999999999999999999\"", 28, "1e999 99999999999999999999" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *value = read_string (cases[i].json, cases[i].length);

      g_assert_cmpstr (value, ==, cases[i].value);
      g_assert_true (g_utf8_validate (value, -1, NULL));
    }
}

/* Of a long text the beginning is kept, whole characters only, and what comes after it is read. */
static void
test_long_strings (void)
{
  static const struct
  {
    const char *json; /* one character, as it is written */
    const char *value;
  } cases[] = {
    { "x", "x" },    { "\xc3\xbc", "\xc3\xbc" }, { "\xf0\x9f\x98\x80", "\xf0\x9f\x98\x80" },
    { "\\n", "\n" }, { "\\\"", "\"" },           { "\\ud83d\\ude00", "\xf0\x9f\x98\x80" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (guint shift = 0; shift < 12; shift++)
      {
        g_autofree char *begin = g_strnfill (shift, 'a');
        GString *text = g_string_new ("{\"a\":\"");
        g_autofree char *json = NULL;
        g_autoptr (JsonNode) node = NULL;
        JsonObject *object;
        const char *value;
        gsize length;

        g_string_append (text, begin);
        while (text->len < 3 * DSM_SCAN_MAX_TEXT)
          g_string_append (text, cases[i].json);
        g_string_append (text, "\",\"b\":7}");
        json = g_string_free (text, FALSE);
        node = parse (json);
        object = json_node_get_object (node);
        value = dsm_json_get_string (object, "a");
        length = strlen (value);
        g_assert_true (g_utf8_validate (value, -1, NULL));
        g_assert_true (g_str_has_suffix (value, "\xe2\x80\xa6"));
        g_assert_true (g_str_has_prefix (value, begin));
        /* An escape may be six times as long as what it stands for. */
        g_assert_cmpuint (length, >, DSM_SCAN_MAX_TEXT / 6);
        g_assert_cmpuint (length, <=, DSM_SCAN_MAX_TEXT + 3);
        for (const char *c = value + shift; c < value + length - 3; c += strlen (cases[i].value))
          g_assert_true (g_str_has_prefix (c, cases[i].value));
        g_assert_cmpint (dsm_json_get_count (object, "b"), ==, 7);
      }

  {
    g_autofree char *letters = g_strnfill (DSM_SCAN_MAX_TEXT - 1, 'x');
    g_autofree char *json = g_strdup_printf ("{\"%s\":\"%s\"}", letters, letters);
    g_autoptr (JsonNode) node = parse (json);

    g_assert_cmpstr (dsm_json_get_string (json_node_get_object (node), letters), ==, letters);
  }
}

static void
test_bom (void)
{
  g_autoptr (JsonNode) node = parse ("\xef\xbb\xbf {\"a\":1}\n");

  g_assert_cmpint (dsm_json_get_count (json_node_get_object (node), "a"), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dsm/json/refused", test_refused);
  g_test_add_func ("/dsm/json/nesting", test_nesting);
  g_test_add_func ("/dsm/json/size", test_size);
  g_test_add_func ("/dsm/json/amount", test_amount);
  g_test_add_func ("/dsm/json/numbers", test_numbers);
  g_test_add_func ("/dsm/json/booleans", test_booleans);
  g_test_add_func ("/dsm/json/texts", test_texts);
  g_test_add_func ("/dsm/json/small", test_small);
  g_test_add_func ("/dsm/json/times", test_times);
  g_test_add_func ("/dsm/json/strings", test_strings);
  g_test_add_func ("/dsm/json/long-strings", test_long_strings);
  g_test_add_func ("/dsm/json/byte-order-mark", test_bom);
  return g_test_run ();
}
