/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include <libsoup/soup.h>
#include <string.h>

#include "dsm-lab.h"

/* What a NAS, or what stands in front of it, may send instead of an answer. */

/* Ready, signed in, and with nothing recorded. */
static Lab *
ready_lab (void)
{
  Lab *lab = lab_new (NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (lab_login (lab->client, &error));
  g_assert_no_error (error);
  lab_do (lab, "clear", NULL);
  return lab;
}

typedef struct
{
  const char *name;
  const char *fault; /* without braces */
  DsmError error;
  int requests;   /* until a read gives up */
  gboolean doubt; /* a write may have been carried out */
} Bad;

static const Bad bads[] = {
  { "html", "\"mode\": \"html\"", DSM_ERROR_WEB_PAGE, 2, TRUE },
  { "http-404", "\"mode\": \"http-404\"", DSM_ERROR_WEB_PAGE, 2, TRUE },
  { "http-500", "\"mode\": \"http-500\"", DSM_ERROR_WEB_PAGE, 2, TRUE },
  { "http-502", "\"mode\": \"http-502\"", DSM_ERROR_WEB_PAGE, 2, TRUE },
  { "http-503", "\"mode\": \"http-503\"", DSM_ERROR_WEB_PAGE, 2, TRUE },
  { "empty", "\"mode\": \"empty\"", DSM_ERROR_WEB_PAGE, 2, TRUE },
  { "truncated", "\"mode\": \"truncated\"", DSM_ERROR_PROTOCOL, 2, TRUE },
  { "not-json", "\"mode\": \"not-json\"", DSM_ERROR_PROTOCOL, 2, TRUE },
  { "not-object", "\"mode\": \"not-object\"", DSM_ERROR_PROTOCOL, 2, TRUE },
  { "deep", "\"mode\": \"deep\"", DSM_ERROR_PROTOCOL, 2, TRUE },
  { "no-success", "\"mode\": \"body\", \"body\": \"{}\"", DSM_ERROR_PROTOCOL, 1, TRUE },
  { "null", "\"mode\": \"body\", \"body\": \"null\"", DSM_ERROR_PROTOCOL, 2, TRUE },
  { "odd-success", "\"mode\": \"body\", \"body\": \"{\\\"success\\\": {}}\"", DSM_ERROR_PROTOCOL, 1,
    TRUE },
  { "bare-failure", "\"mode\": \"body\", \"body\": \"{\\\"success\\\": false}\"", DSM_ERROR_REFUSED,
    1, FALSE },
  { "odd-error",
    "\"mode\": \"body\", \"body\": \"{\\\"success\\\": false, \\\"error\\\": {\\\"code\\\": "
    "\\\"4400\\\"}}\"",
    DSM_ERROR_REFUSED, 1, FALSE },
  { "busy", "\"mode\": \"code\", \"code\": 117", DSM_ERROR_BUSY, 1, FALSE },
  { "redirect", "\"mode\": \"redirect\", \"location\": \"https://evil.invalid/x\"",
    DSM_ERROR_REDIRECT, 1, FALSE },
  { "redirect-301",
    "\"mode\": \"redirect\", \"status\": 301, \"location\": \"https://evil.invalid/x\"",
    DSM_ERROR_REDIRECT, 1, FALSE },
  { "cut", "\"mode\": \"cut\"", DSM_ERROR_OFFLINE, 2, TRUE },
};

static void
test_read (gconstpointer data)
{
  const Bad *bad = data;
  g_autoptr (Lab) lab = ready_lab ();
  g_autoptr (GError) error = NULL;
  g_autoptr (DsmTaskRecord) task = NULL;

  lab_do (lab, "fail", "{%s, \"count\": -1, \"method\": \"status\"}", bad->fault);
  g_assert_null (lab_status (lab->client, "4", &error));
  g_assert_error (error, DSM_ERROR, (int) bad->error);
  g_assert_cmpint (lab_count (lab, "http_requests"), ==, bad->requests);
  g_assert_cmpstr (dsm_error_get_details (error)->host, ==, "127.0.0.1");
  g_assert_cmpstr (dsm_error_get_details (error)->method, ==, "status");
  g_assert_false (dsm_error_get_details (error)->outcome_unknown);
  g_clear_error (&error);

  /* Once is forgiven, where it may be a passing thing. */
  lab_do (lab, "clear", NULL);
  lab_do (lab, "fail", "{%s, \"count\": 1, \"method\": \"status\"}", bad->fault);
  task = lab_status (lab->client, "4", &error);
  if (bad->requests == 2)
    {
      g_assert_no_error (error);
      g_assert_cmpstr (task->status, ==, "backup");
    }
  else
    g_assert_error (error, DSM_ERROR, (int) bad->error);
  g_assert_cmpint (lab_count (lab, "logins"), ==, 0);
}

static void
test_write (gconstpointer data)
{
  const Bad *bad = data;
  g_autoptr (Lab) lab = ready_lab ();
  g_autoptr (GError) error = NULL;

  lab_do (lab, "fail", "{%s, \"count\": -1, \"method\": \"backup\"}", bad->fault);
  g_assert_false (lab_write (lab->client, DSM_TASK_BACKUP, "5", NULL, &error));
  g_assert_error (error, DSM_ERROR, (int) bad->error);
  g_assert_cmpint (dsm_error_get_details (error)->outcome_unknown, ==, bad->doubt);
  /* Never a second time. */
  g_assert_cmpint (lab_count (lab, "http_requests"), ==, 1);
}

static void
test_reset (void)
{
  g_autoptr (Lab) lab = ready_lab ();
  g_autoptr (GError) error = NULL;
  g_autoptr (DsmTaskRecord) task = NULL;

  lab_do (lab, "fail", "{\"mode\": \"reset\", \"method\": \"status\"}");
  task = lab_status (lab->client, "4", &error);
  g_assert_no_error (error);
  g_clear_pointer (&task, dsm_task_record_free);

  lab_do (lab, "fail", "{\"mode\": \"reset\", \"count\": -1, \"method\": \"status\"}");
  g_assert_null (lab_status (lab->client, "4", &error));
  g_assert_error (error, DSM_ERROR, DSM_ERROR_OFFLINE);
  g_assert_cmpint (dsm_error_get_details (error)->offline, ==, DSM_OFFLINE_CUT_OFF);
}

/* The NAS did it, and nobody heard of it. */
static void
test_lost_answer (void)
{
  static const char *const hows[] = { "reset", "empty" };

  for (guint i = 0; i < G_N_ELEMENTS (hows); i++)
    {
      g_autoptr (Lab) lab = ready_lab ();
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonObject) truth = NULL;

      lab_do (lab, "lose-answer", "{\"method\": \"backup\", \"count\": -1, \"how\": \"%s\"}",
              hows[i]);
      g_assert_false (lab_write (lab->client, DSM_TASK_BACKUP, "5", NULL, &error));
      g_assert_nonnull (dsm_error_get_details (error));
      g_assert_true (dsm_error_get_details (error)->outcome_unknown);
      truth = lab_task_state (lab, "5");
      g_assert_true (json_object_get_boolean_member (truth, "busy"));
      g_assert_cmpint (lab_count (lab, "writes"), ==, 1);
      g_assert_cmpint (lab_count (lab, "http_requests"), ==, 1);
    }
}

static void
check_deadline (const char *fault)
{
  g_autoptr (Lab) lab = ready_lab ();
  g_autoptr (GError) error = NULL;

  dsm_client_set_timeouts (lab->client, 300, 300);
  lab_do (lab, "fail", "{%s, \"count\": -1, \"method\": \"status\"}", fault);
  g_assert_null (lab_status (lab->client, "4", &error));
  g_assert_error (error, DSM_ERROR, DSM_ERROR_OFFLINE);
  g_assert_cmpint (dsm_error_get_details (error)->offline, ==, DSM_OFFLINE_TIMED_OUT);
  g_assert_cmpint (dsm_error_get_details (error)->seconds, ==, 1);
  g_assert_cmpint (lab_count (lab, "http_requests"), ==, 2);
  g_clear_error (&error);

  lab_do (lab, "clear", NULL);
  lab_do (lab, "fail", "{%s, \"count\": -1, \"method\": \"backup\"}", fault);
  g_assert_false (lab_write (lab->client, DSM_TASK_BACKUP, "5", NULL, &error));
  g_assert_error (error, DSM_ERROR, DSM_ERROR_OFFLINE);
  g_assert_true (dsm_error_get_details (error)->outcome_unknown);
  g_assert_cmpint (lab_count (lab, "http_requests"), ==, 1);
}

/* A byte a second keeps a socket alive for ever. */
static void
test_drip (void)
{
  check_deadline ("\"mode\": \"drip\"");
}

static void
test_slow (void)
{
  check_deadline ("\"mode\": \"delay\", \"ms\": 5000");
}

/* The shapes that the tolerance rule names: no task is lost, nothing is made up. */
static void
test_deviations (void)
{
  static const char *const modes[] = { "wrong-types", "missing-fields", "nulls",
                                       "strings",     "huge-ints",      "bad-utf8" };

  for (guint i = 0; i < G_N_ELEMENTS (modes); i++)
    {
      g_autoptr (Lab) lab = ready_lab ();
      g_autoptr (GError) error = NULL;
      g_autoptr (DsmTaskList) list = NULL;
      g_autoptr (DsmTaskDetails) details = NULL;
      g_autoptr (DsmTarget) target = NULL;

      lab_do (lab, "fail", "{\"mode\": \"%s\", \"count\": -1, \"api\": \"SYNO.Backup.Task\"}",
              modes[i]);
      lab_do (lab, "fail", "{\"mode\": \"%s\", \"count\": -1, \"api\": \"SYNO.Backup.Target\"}",
              modes[i]);
      list = lab_refresh (lab->client, TRUE, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (list->tasks->len, ==, 8);
      for (guint k = 0; k < list->tasks->len; k++)
        {
          const DsmTaskRecord *task = g_ptr_array_index (list->tasks, k);

          g_assert_true (g_utf8_validate (task->name, -1, NULL));
          g_assert_cmpint (task->last_error_code, >=, -1);
          g_assert_true (task->has_status);
          if (g_str_equal (modes[i], "strings"))
            g_assert_cmpint (task->last_error_code, >, 0);
          if (g_str_equal (modes[i], "missing-fields"))
            g_assert_null (task->state);
        }
      details = lab_get (lab->client, "5", &error);
      g_assert_no_error (error);
      g_assert_cmpstr (details->task->id, ==, "5");
      target = lab_target (lab->client, "5", &error);
      g_assert_no_error (error);
      g_assert_cmpint (target->used_bytes, >=, -1);
    }
}

static DsmTaskList *
list_of (Lab *lab, const char *data, GError **error)
{
  lab_do (lab, "clear", NULL);
  lab_do (lab, "fail",
          "{\"mode\": \"data\", \"api\": \"SYNO.Backup.Task\", \"method\": \"list\", \"data\": %s}",
          data);
  return lab_refresh (lab->client, FALSE, error);
}

static void
test_rows (void)
{
  g_autoptr (Lab) lab = ready_lab ();
  g_autoptr (GError) error = NULL;
  g_autoptr (DsmTaskList) list = list_of (
      lab,
      "{\"total\": 9, \"task_list\": ["
      " {\"task_id\": 4, \"name\": \"one\"},"
      " {\"task_id\": 4, \"name\": \"the same again\"},"
      " {\"name\": \"no ID\"}, {\"task_id\": 5}, {\"task_id\": 6, \"name\": null},"
      " null, 7, \"text\", [],"
      " {\"task_id\": \"7\", \"name\": \"text ID\", \"status\": {}},"
      " {\"task_id\": 8, \"name\": 1234, \"status\": \"DEFRAGMENTING\"}]}",
      &error);

  g_assert_no_error (error);
  g_assert_cmpuint (list->tasks->len, ==, 3);
  g_assert_cmpuint (list->n_dropped, ==, 7);
  g_assert_cmpstr (lab_find_task (list, "4")->name, ==, "one");
  g_assert_cmpstr (lab_find_task (list, "7")->name, ==, "text ID");
  g_assert_cmpstr (lab_find_task (list, "8")->name, ==, "1234");
}

static void
test_lists (void)
{
  static const char *const empty[] = { "{}", "{\"task_list\": null}", "{\"task_list\": []}",
                                       "[]", "{\"total\": 0}",        "{\"total\": \"0\"}" };
  static const char *const no_list[] = {
    "{\"task_list\": \"none\"}", "{\"task_list\": {}}", "{\"total\": 4}", "\"text\"", "null", "7"
  };
  g_autoptr (Lab) lab = ready_lab ();

  for (guint i = 0; i < G_N_ELEMENTS (empty); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (DsmTaskList) list = list_of (lab, empty[i], &error);

      g_assert_no_error (error);
      g_assert_cmpuint (list->tasks->len, ==, 0);
    }
  /* What is not understood is not taken for an empty list: that would hide tasks. */
  for (guint i = 0; i < G_N_ELEMENTS (no_list); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (DsmTaskList) list = list_of (lab, no_list[i], &error);

      g_assert_null (list);
      g_assert_error (error, DSM_ERROR, DSM_ERROR_PROTOCOL);
    }
  {
    g_autoptr (GError) error = NULL;
    g_autoptr (DsmTaskList) bare = list_of (lab, "[{\"task_id\": 4, \"name\": \"bare\"}]", &error);

    g_assert_no_error (error);
    g_assert_cmpstr (lab_find_task (bare, "4")->name, ==, "bare");
  }
}

static void
test_odd_names (void)
{
  BksDemoNasOptions options = { .seed = 1, .variant = "odd-names" };
  g_autoptr (Lab) lab = lab_new (&options);
  g_autoptr (GError) error = NULL;
  g_autoptr (DsmTaskList) list = lab_refresh (lab->client, FALSE, &error);
  gboolean markup = FALSE;
  gboolean longish = FALSE;

  g_assert_no_error (error);
  for (guint i = 0; i < list->tasks->len; i++)
    {
      const DsmTaskRecord *task = g_ptr_array_index (list->tasks, i);
      g_autoptr (JsonObject) truth = lab_task_state (lab, task->id);

      g_assert_cmpstr (task->name, ==, json_object_get_string_member (truth, "name"));
      markup = markup || strchr (task->name, '<') != NULL;
      longish = longish || g_utf8_strlen (task->name, -1) >= 300;
    }
  g_assert_true (markup);
  g_assert_true (longish);
}

/* The answer of another call, too few of them, or none of the form. */
static void
test_compound_answers (void)
{
  static const struct
  {
    const char *body;
    gboolean whole; /* all of it is useless */
  } cases[] = {
    { "{\"success\":true,\"data\":{\"result\":[]}}", FALSE },
    { "{\"success\":true,\"data\":{\"result\":[null,7,{},{\"success\":true}]}}", FALSE },
    { "{\"success\":true,\"data\":{\"result\":[{\"api\":\"SYNO.Other\",\"success\":true,"
      "\"data\":{\"status\":\"none\"}}]}}",
      FALSE },
    { "{\"success\":true,\"data\":{\"result\":{}}}", TRUE },
    { "{\"success\":true}", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Lab) lab = ready_lab ();
      g_autoptr (GError) error = NULL;
      g_autoptr (DsmTaskList) list = NULL;
      g_autoptr (JsonObject) arguments = json_object_new ();
      g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
      g_autofree char *text = NULL;

      json_object_set_string_member (arguments, "mode", "body");
      json_object_set_string_member (arguments, "method", "status");
      json_object_set_string_member (arguments, "body", cases[i].body);
      json_node_set_object (node, arguments);
      text = json_to_string (node, FALSE);
      lab_do (lab, "fail", "%s", text);
      list = lab_refresh (lab->client, FALSE, &error);
      if (cases[i].whole)
        {
          g_assert_null (list);
          g_assert_error (error, DSM_ERROR, DSM_ERROR_PROTOCOL);
          continue;
        }
      g_assert_no_error (error);
      g_assert_cmpuint (list->tasks->len, ==, 8);
      for (guint k = 0; k < list->tasks->len; k++)
        {
          const DsmTaskRecord *task = g_ptr_array_index (list->tasks, k);

          g_assert_error (task->status_error, DSM_ERROR, DSM_ERROR_PROTOCOL);
          g_assert_false (task->has_status);
        }
    }
}

/* Discovery: something answers, and it is no NAS. */
static void
test_not_dsm (void)
{
  static const struct
  {
    const char *fault;
    DsmError error;
  } cases[] = {
    { "\"mode\": \"html\"", DSM_ERROR_NOT_DSM },
    { "\"mode\": \"http-404\"", DSM_ERROR_NOT_DSM },
    { "\"mode\": \"not-json\"", DSM_ERROR_NOT_DSM },
    { "\"mode\": \"not-object\"", DSM_ERROR_NOT_DSM },
    { "\"mode\": \"data\", \"data\": {}", DSM_ERROR_NOT_DSM },
    { "\"mode\": \"data\", \"data\": {\"SYNO.API.Auth\": 7}", DSM_ERROR_NOT_DSM },
    { "\"mode\": \"http-503\"", DSM_ERROR_WEB_PAGE },
    { "\"mode\": \"redirect\", \"location\": \"https://elsewhere.invalid/\"", DSM_ERROR_REDIRECT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Lab) lab = lab_new (NULL);
      g_autoptr (GError) error = NULL;

      lab_do (lab, "fail", "{%s, \"count\": -1}", cases[i].fault);
      g_assert_false (lab_discover (lab->client, &error));
      g_assert_error (error, DSM_ERROR, (int) cases[i].error);
      if (cases[i].error == DSM_ERROR_REDIRECT)
        g_assert_cmpstr (dsm_error_get_details (error)->location, ==, "https://elsewhere.invalid/");
      g_clear_error (&error);

      /* And then it is one. */
      lab_do (lab, "clear", NULL);
      g_assert_true (lab_discover (lab->client, &error));
      g_assert_no_error (error);
    }
}

/* Discovery names the paths that we go to: none of them may lead away. */
static void
test_paths (void)
{
  static const char *const paths[] = { "../../evil.cgi",
                                       "//evil.invalid/x",
                                       "http://evil.invalid/",
                                       "/etc/passwd",
                                       "a?b",
                                       "a#b",
                                       "",
                                       "a b",
                                       "entry.cgi\\u0000" };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (Lab) lab = lab_new (NULL);
      g_autoptr (GError) error = NULL;

      lab_do (lab, "fail",
              "{\"mode\": \"data\", \"data\": {\"SYNO.API.Auth\": {\"path\": \"%s\", "
              "\"minVersion\": \"1\", \"maxVersion\": 7.0}}}",
              paths[i]);
      g_assert_true (lab_discover (lab->client, &error));
      g_assert_no_error (error);
      g_assert_cmpstr (dsm_client_get_api (lab->client, "SYNO.API.Auth")->path, ==, "entry.cgi");
      g_assert_cmpint (dsm_client_get_api (lab->client, "SYNO.API.Auth")->max_version, ==, 7);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (bads); i++)
    {
      g_autofree char *read_path = g_strconcat ("/dsm/bad-input/read/", bads[i].name, NULL);
      g_autofree char *write_path = g_strconcat ("/dsm/bad-input/write/", bads[i].name, NULL);

      g_test_add_data_func (read_path, &bads[i], test_read);
      g_test_add_data_func (write_path, &bads[i], test_write);
    }
  g_test_add_func ("/dsm/bad-input/reset", test_reset);
  g_test_add_func ("/dsm/bad-input/lost-answer", test_lost_answer);
  g_test_add_func ("/dsm/bad-input/drip", test_drip);
  g_test_add_func ("/dsm/bad-input/slow", test_slow);
  g_test_add_func ("/dsm/bad-input/deviations", test_deviations);
  g_test_add_func ("/dsm/bad-input/rows", test_rows);
  g_test_add_func ("/dsm/bad-input/lists", test_lists);
  g_test_add_func ("/dsm/bad-input/odd-names", test_odd_names);
  g_test_add_func ("/dsm/bad-input/compound-answers", test_compound_answers);
  g_test_add_func ("/dsm/bad-input/not-dsm", test_not_dsm);
  g_test_add_func ("/dsm/bad-input/paths", test_paths);
  return g_test_run ();
}
