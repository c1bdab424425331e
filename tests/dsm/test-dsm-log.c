/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include <string.h>

#include "dsm-lab.h"

/* No password, session ID, token or code is in any line of the debug log, or in any address. */

#define PASSWORD "p+&=%20 \"'\xc3\xbc\xe2\x82\xac\xf0\x9f\x98\x80"

static GString *logged;

static void
keep_cb (const char *domain, GLogLevelFlags level, const char *message, gpointer data)
{
  g_string_append_printf (logged, "%s\n", message);
}

static void
collect_texts (JsonNode *node, GPtrArray *texts)
{
  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        collect_texts (json_array_get_element (array, i), texts);
    }
  else if (JSON_NODE_HOLDS_OBJECT (node))
    {
      g_autoptr (GList) members = json_object_get_values (json_node_get_object (node));

      for (GList *l = members; l != NULL; l = l->next)
        collect_texts (l->data, texts);
    }
  else if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
           && strlen (json_node_get_string (node)) >= 6)
    g_ptr_array_add (texts, json_node_dup_string (node));
}

static void
check_absent (const char *haystack, const char *secret, const char *where)
{
  g_autofree char *escaped = g_uri_escape_string (secret, NULL, FALSE);
  g_autofree char *twice = g_uri_escape_string (escaped, NULL, FALSE);

  if (strstr (haystack, secret) != NULL || strstr (haystack, escaped) != NULL
      || strstr (haystack, twice) != NULL)
    g_error ("A secret is in %s", where);
}

static void
test_log (gconstpointer nasty)
{
  BksDemoNasOptions options = { .seed = 1, .tls = TRUE };
  g_autoptr (Lab) lab = lab_new (&options);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) secrets = NULL;
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (JsonArray) requests = NULL;
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (JsonObject) otp = lab_control (lab, "otp", NULL);
  const char *code = json_object_get_string_member (otp, "otp");

  g_string_truncate (logged, 0);
  if (GPOINTER_TO_INT (nasty))
    lab_do (lab, "set-server", "{\"nasty_sids\": true}");
  lab_do (
      lab, "add-account",
      "{\"account\": \"both\", \"password\": \"p+&=%%20 \\\"'\xc3\xbc\xe2\x82\xac\xf0\x9f\x98\x80"
      "\", \"otp\": true, \"administrator\": true}");
  dsm_client_set_credentials (lab->client, "both", PASSWORD);

  /* Everything that carries a secret: a refused login, one with a code, one with a device ID, a
   * compound, a single call, a write, an end of the session, a logout. */
  g_assert_false (lab_login (lab->client, &error));
  g_assert_error (error, DSM_ERROR, DSM_ERROR_OTP_REQUIRED);
  g_clear_error (&error);
  dsm_client_set_device (lab->client, NULL, "desk");
  dsm_client_set_otp (lab->client, code, TRUE);
  dsm_task_list_free (lab_refresh (lab->client, TRUE, &error));
  g_assert_no_error (error);
  lab_do (lab, "expire-sessions", NULL);
  dsm_task_record_free (lab_status (lab->client, "4", &error));
  g_assert_no_error (error);
  g_assert_true (lab_write (lab->client, DSM_TASK_CANCEL, "4", "backupable", &error));
  lab_do (lab, "fail", "{\"mode\": \"reset\", \"count\": -1, \"method\": \"status\"}");
  g_assert_null (lab_status (lab->client, "4", &error));
  g_clear_error (&error);
  /* An empty answer is logged as such. */
  lab_do (lab, "fail", "{\"mode\": \"empty\", \"count\": -1, \"method\": \"cancel\"}");
  g_assert_false (lab_write (lab->client, DSM_TASK_CANCEL, "4", "backupable", &error));
  g_clear_error (&error);
  g_assert_nonnull (strstr (logged->str, "200, 0 bytes"));
  {
    g_auto (TestAnswer) answer = { 0 };

    dsm_client_logout_async (lab->client, 2000, NULL, test_answer_cb, &answer);
    g_assert_true (dsm_client_logout_finish (lab->client, test_answer_wait (&answer), &error));
  }

  secrets = lab_control (lab, "secrets", NULL);
  json_node_set_object (node, secrets);
  collect_texts (node, texts);
  g_ptr_array_add (texts, g_strdup (PASSWORD));
  g_ptr_array_add (texts, g_strdup (code));
  g_ptr_array_add (texts, g_strdup (dsm_client_get_device_id (lab->client)));
  g_assert_cmpuint (texts->len, >=, 6);

  /* The log is there at all, with requests and answers and what stands in the secrets' places. */
  g_assert_nonnull (strstr (logged->str, "passwd=***"));
  g_assert_nonnull (strstr (logged->str, "otp_code=***"));
  g_assert_nonnull (strstr (logged->str, "device_id=***"));
  g_assert_nonnull (strstr (logged->str, "_sid=***"));
  g_assert_nonnull (strstr (logged->str, "\"sid\":\"***\""));
  g_assert_nonnull (strstr (logged->str, "\"synotoken\":\"***\""));
  g_assert_nonnull (strstr (logged->str, "SYNO.Backup.Task cancel"));
  g_assert_nonnull (strstr (logged->str, "failed after"));

  requests = lab_requests (lab);
  for (guint i = 0; i < texts->len; i++)
    {
      const char *secret = g_ptr_array_index (texts, i);

      check_absent (logged->str, secret, "the debug log");
      for (guint k = 0; k < json_array_get_length (requests); k++)
        check_absent (json_object_get_string_member (lab_request (requests, k), "url"), secret,
                      "an address");
    }
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  g_log_set_debug_enabled (TRUE);
  /* By the domain: newer GLibs' tests have a handler of their own before the writer. */
  g_log_set_handler ("dsm", G_LOG_LEVEL_DEBUG, keep_cb, NULL);
  logged = g_string_new (NULL);
  g_test_add_data_func ("/dsm/log/usual", GINT_TO_POINTER (FALSE), test_log);
  g_test_add_data_func ("/dsm/log/nasty-session-ids", GINT_TO_POINTER (TRUE), test_log);
  result = g_test_run ();
  g_string_free (logged, TRUE);
  return result;
}
