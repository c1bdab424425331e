/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-demo"

#include "demo-private.h"

static void
line_free (DemoLogLine *line)
{
  g_free (line->event);
  g_free (line->task_id);
  g_free (line);
}

void
demo_log_init (DemoLog *log)
{
  *log = (DemoLog){ 0 };
  log->lines = g_ptr_array_new_with_free_func ((GDestroyNotify) line_free);
}

void
demo_log_clear (DemoLog *log)
{
  g_ptr_array_unref (log->lines);
}

static void
count (DemoLog *log, const char *level, int by)
{
  if (!strcmp (level, "err"))
    log->n_error += by;
  else if (!strcmp (level, "warn"))
    log->n_warn += by;
  else
    log->n_info += by;
}

/*
 * demo_log_add:
 * @level: "info", "warn" or "err"; not copied
 * @user: not copied
 * @task_id: (nullable): what the line is about
 * @event: (transfer full)
 */
void
demo_log_add (DemoLog *log,
              gint64 time,
              const char *level,
              const char *user,
              const char *task_id,
              char *event)
{
  DemoLogLine *line = g_new0 (DemoLogLine, 1);

  line->time = time;
  line->level = level;
  line->user = user;
  line->task_id = g_strdup (task_id);
  line->event = event;
  g_ptr_array_add (log->lines, line);
  count (log, level, 1);
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  const DemoLogLine *x = *(const DemoLogLine *const *) a;
  const DemoLogLine *y = *(const DemoLogLine *const *) b;

  if (x->time != y->time)
    return x->time < y->time ? -1 : 1;
  return strcmp (x->event, y->event);
}

void
demo_log_sort (DemoLog *log)
{
  g_ptr_array_sort (log->lines, compare_lines);
}

void
demo_log_keep_newest (DemoLog *log, guint n)
{
  guint excess = log->lines->len > n ? log->lines->len - n : 0;

  for (guint i = 0; i < excess; i++)
    count (log, ((DemoLogLine *) g_ptr_array_index (log->lines, i))->level, -1);
  if (excess > 0)
    g_ptr_array_remove_range (log->lines, 0, excess);
}

/* One line of Hyper Backup's log, with the place and the name of the task in front as it has. */
void
demo_log_task (DemoServer *server,
               DemoTask *task,
               gint64 time,
               const char *level,
               const char *user,
               const char *format,
               ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  demo_log_add (&server->client_log, time, level, user, task->id,
                g_strdup_printf ("[%s][%s] %s",
                                 !strcmp (task->transfer_type, "image_local") ? "Local" : "Network",
                                 task->name, text));
}

typedef struct
{
  char *keyword; /* (nullable): case-folded */
  gint64 from;
  gint64 to;
  char *id; /* (nullable) */
} Filter;

static gboolean
filter_is_open (const Filter *filter)
{
  return !filter->keyword && filter->from <= 0 && filter->to <= 0 && !filter->id;
}

static gboolean
matches (const Filter *filter, const DemoLogLine *line)
{
  if (filter->from > 0 && line->time < filter->from)
    return FALSE;
  if (filter->to > 0 && line->time > filter->to)
    return FALSE;
  if (filter->id && g_strcmp0 (filter->id, line->task_id))
    return FALSE;
  if (filter->keyword)
    {
      g_autofree char *folded = g_utf8_casefold (line->event, -1);

      return strstr (folded, filter->keyword) != NULL;
    }
  return TRUE;
}

static JsonObject *
line_object (DemoServer *server, const DemoLogLine *line)
{
  JsonObject *object = json_object_new ();
  g_autofree char *time = demo_wall_clock (server, line->time, TRUE);

  json_object_set_string_member (object, "event", line->event);
  json_object_set_string_member (object, "level", line->level);
  json_object_set_string_member (object, "time", time);
  json_object_set_string_member (object, "user", line->user);
  return object;
}

static JsonNode *
list_lines (DemoServer *server, DemoLog *log, const Filter *filter, gint64 offset, gint64 limit)
{
  JsonArray *rows = json_array_new ();
  JsonObject *data = json_object_new ();
  gint64 total = 0;
  gint64 returned = 0;

  if (filter_is_open (filter))
    {
      total = log->lines->len;
      for (gint64 i = total - 1 - offset; i >= 0 && (limit < 0 || returned < limit);
           i--, returned++)
        json_array_add_object_element (
            rows, line_object (server, g_ptr_array_index (log->lines, (guint) i)));
    }
  else
    {
      for (gint64 i = (gint64) log->lines->len - 1; i >= 0; i--)
        {
          const DemoLogLine *line = g_ptr_array_index (log->lines, (guint) i);

          if (!matches (filter, line))
            continue;
          if (total >= offset && (limit < 0 || returned < limit))
            {
              json_array_add_object_element (rows, line_object (server, line));
              returned++;
            }
          total++;
        }
    }

  json_object_set_int_member (data, "error_count", log->n_error);
  json_object_set_int_member (data, "info_count", log->n_info);
  if (server->omit_empty && returned == 0)
    json_array_unref (rows);
  else
    json_object_set_array_member (data, "log_list", rows);
  /* Not what was asked for, but where the next page starts. */
  json_object_set_int_member (data, "offset", offset + returned);
  if (!server->no_log_total)
    json_object_set_int_member (data, "total", total);
  json_object_set_int_member (data, "warn_count", log->n_warn);
  return demo_node (data);
}

static gboolean
get_page (DemoCall *call, gint64 *offset, gint64 *limit)
{
  if (!demo_call_get_int (call, "offset", offset) || *offset < 0)
    {
      demo_call_fail_parameter (call, "offset", "required");
      return FALSE;
    }
  if (!demo_call_get_int (call, "limit", limit))
    {
      demo_call_fail_parameter (call, "limit", "required");
      return FALSE;
    }
  return TRUE;
}

/* SYNO.SDS.Backup.Client.Common.Log list. A filter_level is an error whatever it says. */
JsonNode *
demo_client_log_list (DemoServer *server, DemoCall *call)
{
  g_autoptr (JsonNode) level = demo_call_dup_param (call, "filter_level");
  g_autofree char *keyword = demo_call_dup_text (call, "filter_keyword");
  g_autofree char *id = demo_call_dup_text (call, "task_id");
  g_autofree char *folded = keyword && *keyword ? g_utf8_casefold (keyword, -1) : NULL;
  Filter filter = { .keyword = folded, .id = id };
  gint64 offset;
  gint64 limit;

  if (level)
    return demo_call_fail_parameter (call, "filter_level", "condition");
  if (!get_page (call, &offset, &limit))
    return NULL;
  demo_call_get_int (call, "filter_date_from", &filter.from);
  demo_call_get_int (call, "filter_date_to", &filter.to);
  return list_lines (server, &server->client_log, &filter, offset, limit);
}

/* SYNO.SDS.Backup.Server.Common.Log list, of Hyper Backup Vault. */
JsonNode *
demo_server_log_list (DemoServer *server, DemoCall *call)
{
  g_autofree char *id = demo_call_dup_text (call, "filter_target_id");
  Filter filter = { .id = id };
  gint64 offset;
  gint64 limit;

  if (!get_page (call, &offset, &limit))
    return NULL;
  return list_lines (server, &server->vault_log, &filter, offset, limit);
}
