/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include "nas-lab.h"

#include "test-wait.h"

void
nas_lab_set_up (NasLab *self, gconstpointer variant)
{
  BksDemoNasOptions options = { .seed = 1, .speed = 0.001, .variant = variant };
  g_autoptr (GError) error = NULL;

  self->demo = bks_demo_nas_new (&options, &error);
  g_assert_no_error (error);
  self->nas = bks_nas_new ("office-nas", bks_demo_nas_get_url (self->demo), &error);
  g_assert_no_error (error);
  bks_nas_set_allow_plain_http (self->nas, TRUE);
  bks_nas_set_credentials (self->nas, bks_demo_nas_get_account (self->demo),
                           bks_demo_nas_get_password (self->demo));
}

void
nas_lab_tear_down (NasLab *self, gconstpointer variant)
{
  g_clear_object (&self->nas);
  bks_demo_nas_stop (self->demo);
  g_clear_object (&self->demo);
}

static JsonObject *
control (NasLab *self, const char *command, const char *arguments)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = bks_demo_nas_control (self->demo, command, arguments, &error);
  g_autoptr (JsonNode) node = NULL;

  g_assert_no_error (error);
  node = json_from_string (text, &error);
  g_assert_no_error (error);
  return json_object_ref (json_node_get_object (node));
}

JsonObject *
nas_lab_ask (NasLab *self, const char *command)
{
  return control (self, command, NULL);
}

void
nas_lab_tell (NasLab *self, const char *command, const char *format, ...)
{
  g_autofree char *arguments = NULL;
  g_autoptr (JsonObject) answer = NULL;
  va_list values;

  va_start (values, format);
  arguments = g_strdup_vprintf (format, values);
  va_end (values);
  answer = control (self, command, arguments);
}

gint64
nas_lab_count (NasLab *self, const char *counter)
{
  g_autoptr (JsonObject) counters = nas_lab_ask (self, "counters");

  return json_object_get_int_member (counters, counter);
}

gint64
nas_lab_count_writes (NasLab *self, const char *method)
{
  g_autoptr (JsonObject) counters = nas_lab_ask (self, "counters");
  g_autofree char *name = g_strconcat ("SYNO.Backup.Task ", method, NULL);

  return json_object_get_int_member_with_default (
      json_object_get_object_member (counters, "write_methods"), name, 0);
}

JsonObject *
nas_lab_get_state (NasLab *self, const char *task_id)
{
  g_autoptr (JsonObject) state = nas_lab_ask (self, "state");
  JsonArray *tasks = json_object_get_array_member (state, "tasks");

  for (guint i = 0; i < json_array_get_length (tasks); i++)
    {
      JsonObject *task = json_array_get_object_element (tasks, i);

      if (g_str_equal (json_object_get_string_member (task, "task_id"), task_id))
        return json_object_ref (task);
    }
  g_assert_not_reached ();
}

gboolean
nas_lab_refresh (NasLab *self, GError **error)
{
  g_auto (TestAnswer) answer = { NULL };

  bks_nas_refresh_async (self->nas, NULL, test_answer_cb, &answer);
  return bks_nas_refresh_finish (self->nas, test_answer_wait (&answer), error);
}

void
nas_lab_refresh_well (NasLab *self)
{
  g_autoptr (GError) error = NULL;

  nas_lab_refresh (self, &error);
  g_assert_no_error (error);
}

gboolean
nas_lab_act (NasLab *self, const char *task_id, BksAction action, GError **error)
{
  g_auto (TestAnswer) answer = { NULL };

  bks_nas_act_async (self->nas, task_id, action, NULL, test_answer_cb, &answer);
  return bks_nas_act_finish (self->nas, test_answer_wait (&answer), error);
}

BksTask *
nas_lab_find (NasLab *self, const char *word)
{
  GListModel *tasks = bks_nas_get_tasks (self->nas);

  for (guint i = 0; i < g_list_model_get_n_items (tasks); i++)
    {
      g_autoptr (BksTask) task = g_list_model_get_item (tasks, i);

      /* The list keeps it. */
      if (g_str_equal (bks_task_get_status_word (task), word))
        return task;
    }
  g_error ("No task is “%s”", word);
}
