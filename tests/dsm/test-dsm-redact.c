/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include <libsoup/soup.h>
#include <string.h>

#include "dsm-param-private.h"
#include "dsm-redact-private.h"

/* Odd enough that no part of it can be in a text by chance. */
#define SECRET "Zq9+&=%\"'{}[],;:\\ xW7"
#define PART_1 "Zq9"
#define PART_2 "xW7"

static const char *const names[] = { "passwd",     "_sid",         "sid",         "SynoToken",
                                     "synotoken",  "X-SYNO-TOKEN", "otp_code",    "device_id",
                                     "did",        "ik_message",   "password",    "pwd",
                                     "secret",     "access_key",   "sessKey",     "token",
                                     "key",        "new_password", "X-SYNO-HASH", "otp",
                                     "kk_message", "sessid" };

static void
check (const char *text, const char *what)
{
  g_autofree char *safe = dsm_redact (text);

  if (strstr (safe, PART_1) != NULL || strstr (safe, PART_2) != NULL)
    g_error ("%s: %s became %s", what, text, safe);
  if (strstr (safe, "***") == NULL)
    g_error ("%s: %s has no mark", what, safe);
  if (strstr (safe, "before") == NULL || strstr (safe, "after") == NULL)
    g_error ("%s: %s lost what is no secret", what, safe);
}

static void
check_encoded (const char *text, const char *what)
{
  g_autofree char *once = g_uri_escape_string (text, NULL, FALSE);
  g_autofree char *twice = g_uri_escape_string (once, NULL, FALSE);
  g_autofree char *some = g_uri_escape_string (text, "\":,{}", FALSE);

  check (text, what);
  check (once, what);
  check (twice, what);
  check (some, what);
}

static char *
as_form (const char *name, const char *value)
{
  GString *form = g_string_new (NULL);

  dsm_form_append (form, "before", "1");
  dsm_form_append (form, name, value);
  dsm_form_append (form, "after", "2");
  return g_string_free (form, FALSE);
}

static char *
as_json (const char *name, const char *value)
{
  GString *json = g_string_new ("{\"before\":1,");

  dsm_json_append_string (json, name);
  g_string_append (json, " : ");
  dsm_json_append_string (json, value);
  g_string_append (json, ",\"after\":2}");
  return g_string_free (json, FALSE);
}

static void
test_form (void)
{
  static const char *const values[] = {
    SECRET,     "\"" SECRET, "{" SECRET "}", "[" SECRET,
    " " SECRET, "=" SECRET,  "\\" SECRET,    "%22" SECRET "%22"
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    for (guint k = 0; k < G_N_ELEMENTS (values); k++)
      {
        g_autofree char *form = as_form (names[i], values[k]);
        g_autofree char *url = g_strconcat ("https://nas:5001/webapi/entry.cgi?", form, NULL);

        check (form, "form");
        check (url, "URL");
      }
}

/* Parameters of an API with requestFormat JSON: JSON within a form. */
static void
test_json_in_form (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *json = as_json (names[i], SECRET);
      g_autofree char *form = as_form ("compound", json);
      g_autofree char *quoted = as_form (names[i], "\"" SECRET "\"");

      check (form, "JSON in a form");
      check (quoted, "quoted in a form");
    }
}

static void
test_json (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *json = as_json (names[i], SECRET);
      g_autofree char *number = g_strdup_printf ("{\"before\":1,\"%s\":Zq9,\"after\":2}", names[i]);
      g_autofree char *list = g_strdup_printf (
          "{\"before\":1,\"%s\":[\"Zq9\",{\"x\":\"xW7\"}],\"after\":2}", names[i]);

      g_autofree char *behind = g_strdup_printf (
          "{\"before\":1,\"%s\":[{\"x\":\"Zq9\"},\"xW7\"],\"after\":2}", names[i]);

      check_encoded (json, "JSON");
      check_encoded (behind, "behind an object in a list");
      check (number, "number in JSON");
      check (list, "list in JSON");
    }
}

static void
test_json_in_json (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *inner = as_json (names[i], "Zq9xW7");
      g_autofree char *outer = as_json ("data", inner);

      check (outer, "JSON in JSON");
    }
  /* What follows inside stays too. */
  check ("{\"data\":\"{\\\"before\\\":1,\\\"_sid\\\":\\\"Zq9xW7\\\",\\\"after\\\":2}\"}",
         "within JSON in JSON");
}

static void
test_headers (void)
{
  check ("before: 1\r\nX-SYNO-TOKEN: Zq9xW7\r\nafter: 2", "token");
  check ("before: 1\r\nCookie: id=Zq9; other=xW7\r\nafter: 2", "cookie");
  check ("before: 1\nset-cookie: id=Zq9xW7; path=/; HttpOnly\nafter: 2", "set-cookie");
  check ("before: 1\r\nAuthorization: Basic Zq9xW7==\r\nafter: 2", "authorization");
  check ("before: 1\r\nProxy-Authorization: Basic Zq9xW7==\r\nafter: 2", "proxy");
  check ("before: 1\r\nX-SYNO-HASH: Zq9xW7\r\nafter: 2", "hash");
}

static void
test_harmless (void)
{
  static const char *const texts[] = {
    "",
    "%",
    "%2",
    "api=SYNO.Backup.Task&version=1&method=cancel&task_id=4&task_state=%22backupable%22",
    "{\"success\":true,\"data\":{\"task_id\":4,\"name\":\"Photos <b>&\\\"%\",\"side\":\"x\"}}",
    "enable_syno_token=yes&enable_device_token=yes&device_name=desk",
    "the key to the sid is lost",
    "sid",
    "\"additional\":[\"check_task_key\",\"check_auth\"]",
    "\xc3\xbc\xe2\x82\xac",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *safe = dsm_redact (texts[i]);

      g_assert_cmpstr (safe, ==, texts[i]);
    }
}

/* Cut off anywhere, it neither leaks nor reads beyond the end. */
static void
test_truncated (void)
{
  g_autofree char *json = as_json ("_sid", "QQQQ");
  g_autofree char *form = as_form ("compound", json);

  for (gsize length = 0; length <= strlen (form); length++)
    {
      g_autofree char *part = g_strndup (form, length);
      g_autofree char *safe = dsm_redact (part);

      g_assert_null (strstr (safe, "Q"));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dsm/redact/form", test_form);
  g_test_add_func ("/dsm/redact/json-in-form", test_json_in_form);
  g_test_add_func ("/dsm/redact/json", test_json);
  g_test_add_func ("/dsm/redact/json-in-json", test_json_in_json);
  g_test_add_func ("/dsm/redact/headers", test_headers);
  g_test_add_func ("/dsm/redact/harmless", test_harmless);
  g_test_add_func ("/dsm/redact/truncated", test_truncated);
  return g_test_run ();
}
