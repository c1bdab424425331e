/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include "log-lab.h"

#include <stdarg.h>
#include <string.h>

#include "test-wait.h"

static void
raw_line_free (gpointer data)
{
  RawLine *line = data;

  g_free (line->time);
  g_free (line->level);
  g_free (line->event);
  g_free (line->user);
  g_free (line);
}

void
log_lab_set_up (NasLab *self, const char *name, guint n_lines)
{
  log_lab_set_up_in_zone (self, name, n_lines, 7200);
}

void
log_lab_set_up_in_zone (NasLab *self, const char *name, guint n_lines, int utc_offset)
{
  BksDemoNasOptions options = { .seed = 1, .speed = 0.001, .n_logs = n_lines, .host_name = name };
  g_autoptr (GError) error = NULL;

  self->demo = bks_demo_nas_new (&options, &error);
  g_assert_no_error (error);
  nas_lab_tell (self, "utc-offset", "{\"seconds\": %d}", utc_offset);
  self->nas = bks_nas_new (name, bks_demo_nas_get_url (self->demo), &error);
  g_assert_no_error (error);
  bks_nas_set_allow_plain_http (self->nas, TRUE);
  bks_nas_set_credentials (self->nas, bks_demo_nas_get_account (self->demo),
                           bks_demo_nas_get_password (self->demo));
  nas_lab_refresh_well (self);
}

/* A request of the test's own: it shares nothing with the client. */
static JsonObject *
post (NasLab *self, const char *path, const char *form)
{
  g_autoptr (GUri) uri = g_uri_parse (bks_demo_nas_get_url (self->demo), G_URI_FLAGS_NONE, NULL);
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocketConnection) connection = g_socket_client_connect_to_host (
      client, g_uri_get_host (uri), (guint16) g_uri_get_port (uri), NULL, &error);
  g_autofree char *request = NULL;
  g_autoptr (GString) answer = g_string_new (NULL);
  g_autoptr (JsonNode) node = NULL;
  char buffer[65536];
  gssize n;
  const char *body;

  g_assert_no_error (error);
  /* HTTP/1.0: the body is not in chunks, and ends with the connection. */
  request = g_strdup_printf ("POST /webapi/%s HTTP/1.0\r\nHost: nas\r\nConnection: close\r\n"
                             "Content-Type: application/x-www-form-urlencoded\r\n"
                             "Content-Length: %zu\r\n\r\n%s",
                             path, strlen (form), form);
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), request,
                             strlen (request), NULL, NULL, &error);
  g_assert_no_error (error);
  while ((n = g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (connection)), buffer,
                                   sizeof buffer, NULL, &error))
         > 0)
    g_string_append_len (answer, buffer, n);
  g_assert_no_error (error);
  body = strstr (answer->str, "\r\n\r\n");
  g_assert_nonnull (body);
  node = json_from_string (body + 4, &error);
  g_assert_no_error (error);
  return json_object_ref (json_node_get_object (node));
}

static char *
log_in (NasLab *self)
{
  g_autofree char *account = g_uri_escape_string (bks_demo_nas_get_account (self->demo), NULL,
                                                  TRUE);
  g_autofree char *password = g_uri_escape_string (bks_demo_nas_get_password (self->demo), NULL,
                                                   TRUE);
  g_autofree char *form = g_strdup_printf (
      "api=SYNO.API.Auth&version=6&method=login&session=test&format=sid&account=%s&passwd=%s",
      account, password);
  g_autoptr (JsonObject) answer = post (self, "entry.cgi", form);

  g_assert_true (json_object_get_boolean_member (answer, "success"));
  return g_strdup (
      json_object_get_string_member (json_object_get_object_member (answer, "data"), "sid"));
}

GPtrArray *
log_lab_read_raw (NasLab *self, const char *task_id)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (raw_line_free);
  g_autofree char *sid = log_in (self);
  g_autofree char *form = g_strdup_printf (
      "api=SYNO.SDS.Backup.Client.Common.Log&version=1&method=list&offset=0&limit=1000000&_sid=%s"
      "%s%s%s",
      sid, task_id != NULL ? "&task_id=%22" : "", task_id != NULL ? task_id : "",
      task_id != NULL ? "%22" : "");
  g_autoptr (JsonObject) answer = post (self, "entry.cgi", form);
  JsonArray *rows;

  g_assert_true (json_object_get_boolean_member (answer, "success"));
  rows = json_object_get_array_member (json_object_get_object_member (answer, "data"), "log_list");
  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *row = json_array_get_object_element (rows, i);
      RawLine *line = g_new0 (RawLine, 1);

      line->time = g_strdup (json_object_get_string_member (row, "time"));
      line->level = g_strdup (json_object_get_string_member (row, "level"));
      line->event = g_strdup (json_object_get_string_member (row, "event"));
      line->user = g_strdup (json_object_get_string_member (row, "user"));
      g_ptr_array_add (lines, line);
    }
  return lines;
}

GListModel *
log_lab_nas_list (NasLab *lab, ...)
{
  GListStore *store = g_list_store_new (BKS_TYPE_NAS);
  va_list labs;

  va_start (labs, lab);
  for (; lab != NULL; lab = va_arg (labs, NasLab *))
    g_list_store_append (store, lab->nas);
  va_end (labs);
  return G_LIST_MODEL (store);
}

BksLogList *
log_lab_list_new (GListModel *nas_list, const BksLogQuery *query)
{
  BksLogList *list = bks_log_list_new ();

  bks_log_list_set_query (list, query);
  bks_log_list_set_nas_list (list, nas_list);
  bks_log_list_start (list);
  return list;
}

static gboolean
is_loaded (gpointer list)
{
  return bks_log_list_get_is_loaded (list);
}

void
log_lab_wait_loaded (BksLogList *list)
{
  g_assert_true (test_wait_until (is_loaded, list, TEST_WAIT_LIMIT_MS));
}

static gboolean
is_idle (gpointer list)
{
  return !bks_log_list_get_is_busy (list) && !g_main_context_pending (NULL);
}

void
log_lab_wait_idle (BksLogList *list)
{
  /* What was wanted just now goes out with the next turn. */
  g_main_context_iteration (NULL, FALSE);
  g_assert_true (test_wait_until (is_idle, list, TEST_WAIT_LIMIT_MS));
}

static gboolean
have_all_come (gpointer rows)
{
  for (guint i = 0; i < ((GPtrArray *) rows)->len; i++)
    if (bks_log_row_get_entry (g_ptr_array_index ((GPtrArray *) rows, i)) == NULL)
      return FALSE;
  return TRUE;
}

void
log_lab_wait_rows (GPtrArray *rows)
{
  g_assert_true (test_wait_until (have_all_come, rows, TEST_WAIT_LIMIT_MS));
}

GPtrArray *
log_lab_look_at (BksLogList *list, guint first, guint n)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n; i++)
    {
      BksLogRow *row = g_list_model_get_item (G_LIST_MODEL (list), first + i);

      g_assert_nonnull (row);
      g_ptr_array_add (rows, row);
    }
  return rows;
}

char *
log_lab_dup_event (BksLogList *list, guint position)
{
  g_autoptr (GPtrArray) rows = log_lab_look_at (list, position, 1);

  log_lab_wait_rows (rows);
  return g_strdup (bks_log_entry_get_event (bks_log_row_get_entry (g_ptr_array_index (rows, 0))));
}
