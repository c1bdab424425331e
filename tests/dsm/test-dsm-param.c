/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>
#include <string.h>

#include "dsm-param-private.h"

#define ODD "p+&=%20 \"'\xc3\xbc\xe2\x82\xac\xf0\x9f\x98\x80\\\n/"

static DsmParams *
make_params (void)
{
  static const char *const words[] = { "is_online", "a\"b", NULL };
  static const char *const ids[] = { "4", "iscsi-1", "0012", NULL };
  DsmParams *params = dsm_params_new ();

  dsm_params_add_int (params, "number", -7);
  dsm_params_add_bool (params, "yes", TRUE);
  dsm_params_add_bool (params, "no", FALSE);
  dsm_params_add_null (params, "nothing");
  dsm_params_add_string (params, "text", "backupable");
  dsm_params_add_string (params, "true", "true");
  dsm_params_add_string (params, "odd", ODD);
  dsm_params_add_strv (params, "words", words);
  dsm_params_add_id (params, "task_id", "4");
  dsm_params_add_id (params, "lun_id", "iscsi-1");
  dsm_params_add_id (params, "huge_id", "99999999999999999999");
  dsm_params_add_ids (params, "ids", ids);
  return params;
}

static GHashTable *
encode (gboolean json_format)
{
  g_autoptr (DsmParams) params = make_params ();
  g_autoptr (GString) form = g_string_new (NULL);

  dsm_params_append_form (params, form, json_format);
  /* Plus means a space to some who decode a form, and a plus to others. */
  g_assert_null (strchr (form->str, '+'));
  g_assert_null (strchr (form->str, ' '));
  g_assert_true (g_str_is_ascii (form->str));
  return soup_form_decode (form->str);
}

static const char *
get (GHashTable *form, const char *name)
{
  return g_hash_table_lookup (form, name);
}

static void
test_json (void)
{
  g_autoptr (GHashTable) form = encode (TRUE);
  g_autoptr (JsonNode) odd = NULL;

  g_assert_cmpstr (get (form, "number"), ==, "-7");
  g_assert_cmpstr (get (form, "yes"), ==, "true");
  g_assert_cmpstr (get (form, "no"), ==, "false");
  g_assert_cmpstr (get (form, "nothing"), ==, "null");
  g_assert_cmpstr (get (form, "text"), ==, "\"backupable\"");
  g_assert_cmpstr (get (form, "true"), ==, "\"true\"");
  g_assert_cmpstr (get (form, "words"), ==, "[\"is_online\",\"a\\\"b\"]");
  g_assert_cmpstr (get (form, "task_id"), ==, "4");
  g_assert_cmpstr (get (form, "lun_id"), ==, "\"iscsi-1\"");
  g_assert_cmpstr (get (form, "huge_id"), ==, "\"99999999999999999999\"");
  g_assert_cmpstr (get (form, "ids"), ==, "[4,\"iscsi-1\",12]");
  odd = json_from_string (get (form, "odd"), NULL);
  g_assert_nonnull (odd);
  g_assert_cmpstr (json_node_get_string (odd), ==, ODD);
}

/* SYNO.API.Auth, and whatever else says nothing of JSON. */
static void
test_raw (void)
{
  g_autoptr (GHashTable) form = encode (FALSE);

  g_assert_cmpstr (get (form, "number"), ==, "-7");
  g_assert_cmpstr (get (form, "text"), ==, "backupable");
  g_assert_cmpstr (get (form, "true"), ==, "true");
  g_assert_cmpstr (get (form, "odd"), ==, ODD);
  g_assert_cmpstr (get (form, "lun_id"), ==, "iscsi-1");
  g_assert_cmpstr (get (form, "words"), ==, "[\"is_online\",\"a\\\"b\"]");
}

/* In a compound the parameters are native JSON: strings quoted once. */
static void
test_compound (void)
{
  g_autoptr (DsmParams) params = make_params ();
  g_autoptr (GString) json = g_string_new ("{\"api\":\"x\"");
  g_autoptr (JsonNode) node = NULL;
  JsonObject *object;

  dsm_params_append_members (params, json);
  g_string_append_c (json, '}');
  node = json_from_string (json->str, NULL);
  g_assert_nonnull (node);
  object = json_node_get_object (node);
  g_assert_cmpint (json_object_get_int_member (object, "number"), ==, -7);
  g_assert_true (json_object_get_boolean_member (object, "yes"));
  g_assert_true (json_object_get_null_member (object, "nothing"));
  g_assert_cmpstr (json_object_get_string_member (object, "text"), ==, "backupable");
  g_assert_cmpstr (json_object_get_string_member (object, "odd"), ==, ODD);
  g_assert_cmpint (json_object_get_int_member (object, "task_id"), ==, 4);
  g_assert_cmpstr (json_object_get_string_member (object, "lun_id"), ==, "iscsi-1");
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (object, "ids")), ==, 3);
}

static void
test_form (void)
{
  g_autoptr (GString) form = g_string_new (NULL);

  dsm_form_append (form, "passwd", "a+b&c=d%20\"\xc3\xbc ");
  dsm_form_append (form, "x y", "");
  g_assert_cmpstr (form->str, ==, "passwd=a%2Bb%26c%3Dd%2520%22%C3%BC%20&x%20y=");
}

static void
test_not_utf8 (void)
{
  g_autoptr (GString) json = g_string_new (NULL);

  dsm_json_append_string (json, "a\xff\x01\x7f");
  g_assert_cmpstr (json->str, ==, "\"a\xef\xbf\xbd\\u0001\\u007f\"");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dsm/param/json", test_json);
  g_test_add_func ("/dsm/param/raw", test_raw);
  g_test_add_func ("/dsm/param/compound", test_compound);
  g_test_add_func ("/dsm/param/form", test_form);
  g_test_add_func ("/dsm/param/not-utf8", test_not_utf8);
  return g_test_run ();
}
