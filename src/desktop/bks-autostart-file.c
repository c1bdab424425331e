/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-desktop"

#include "bks-autostart-file-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

/* A desktop may have switched it off with this key. */
#define GNOME_ENABLED "X-GNOME-Autostart-enabled"

/* What the worker thread is to do. */
typedef struct
{
  char *path;
  char *content; /* (nullable): to write */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_free (job->path);
  g_free (job->content);
  g_free (job);
}

/**
 * bks_autostart_file_get_path:
 * @application_id: of the application
 *
 * Returns: (transfer full): where the file is, if it is there
 */
char *
bks_autostart_file_get_path (const char *application_id)
{
  g_autofree char *name = g_strdup_printf ("%s.desktop", application_id);

  return g_build_filename (g_get_user_config_dir (), "autostart", name, NULL);
}

/* As the Desktop Entry Specification quotes the arguments of Exec. */
static void
append_argument (GString *line, const char *argument)
{
  if (line->len > 0)
    g_string_append_c (line, ' ');
  if (*argument != '\0' && strpbrk (argument, " \t\n\"'\\><~|&;$*?#()`%") == NULL)
    {
      g_string_append (line, argument);
      return;
    }
  g_string_append_c (line, '"');
  for (const char *at = argument; *at != '\0'; at++)
    {
      if (strchr ("\"`$\\", *at) != NULL)
        g_string_append_c (line, '\\');
      else if (*at == '%')
        g_string_append_c (line, '%');
      g_string_append_c (line, *at);
    }
  g_string_append_c (line, '"');
}

/**
 * bks_autostart_file_make:
 * @application_id: of the application
 * @command: what to start
 *
 * Returns: (transfer full): the content of the file
 */
char *
bks_autostart_file_make (const char *application_id, const char *const *command)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GString) exec = g_string_new (NULL);

  for (guint i = 0; command[i] != NULL; i++)
    append_argument (exec, command[i]);
  g_key_file_set_string (file, G_KEY_FILE_DESKTOP_GROUP, "Type", "Application");
  g_key_file_set_string (file, G_KEY_FILE_DESKTOP_GROUP, "Name", "Backstay");
  g_key_file_set_string (file, G_KEY_FILE_DESKTOP_GROUP, "Comment",
                         _ ("Watches your backups in the background"));
  g_key_file_set_string (file, G_KEY_FILE_DESKTOP_GROUP, "Exec", exec->str);
  g_key_file_set_string (file, G_KEY_FILE_DESKTOP_GROUP, "Icon", application_id);
  g_key_file_set_boolean (file, G_KEY_FILE_DESKTOP_GROUP, "Terminal", FALSE);
  g_key_file_set_boolean (file, G_KEY_FILE_DESKTOP_GROUP, GNOME_ENABLED, TRUE);
  g_key_file_set_boolean (file, G_KEY_FILE_DESKTOP_GROUP, "X-GNOME-UsesNotifications", TRUE);
  return g_key_file_to_data (file, NULL, NULL);
}

static gboolean
is_switched_on (GKeyFile *file)
{
  g_autofree char *exec = g_key_file_get_string (file, G_KEY_FILE_DESKTOP_GROUP, "Exec", NULL);

  return exec != NULL
         && !g_key_file_get_boolean (file, G_KEY_FILE_DESKTOP_GROUP, G_KEY_FILE_DESKTOP_KEY_HIDDEN,
                                     NULL)
         && (!g_key_file_has_key (file, G_KEY_FILE_DESKTOP_GROUP, GNOME_ENABLED, NULL)
             || g_key_file_get_boolean (file, G_KEY_FILE_DESKTOP_GROUP, GNOME_ENABLED, NULL));
}

static void
look_at_file (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) error = NULL;
  Job *job = data;

  if (g_key_file_load_from_file (file, job->path, G_KEY_FILE_NONE, &error))
    g_task_return_boolean (task, is_switched_on (file));
  else if (g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    g_task_return_boolean (task, FALSE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
write_file (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = NULL;
  Job *job = data;

  folder = g_path_get_dirname (job->path);
  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      int code = errno;

      g_task_return_new_error (task, G_IO_ERROR, g_io_error_from_errno (code), "%s: %s", folder,
                               g_strerror (code));
      return;
    }
  /* Whole or not at all. */
  if (g_file_set_contents_full (job->path, job->content, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0644,
                                &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
remove_file (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  int code;

  if (g_unlink (job->path) == 0 || errno == ENOENT)
    {
      g_task_return_boolean (task, FALSE);
      return;
    }
  code = errno;
  g_task_return_new_error (task, G_IO_ERROR, g_io_error_from_errno (code), "%s: %s", job->path,
                           g_strerror (code));
}

static void
start (const char *application_id,
       char *content,
       GTaskThreadFunc run,
       gpointer tag,
       GCancellable *cancellable,
       GAsyncReadyCallback callback,
       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  g_task_set_source_tag (task, tag);
  job->path = bks_autostart_file_get_path (application_id);
  job->content = content;
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, run);
}

/**
 * bks_autostart_file_look_async:
 * @application_id: of the application
 * @cancellable: (nullable): to give up
 * @callback: called when it is known
 * @user_data: for @callback
 *
 * Looks whether the desktop starts the application at login.
 */
void
bks_autostart_file_look_async (const char *application_id,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  start (application_id, NULL, look_at_file, bks_autostart_file_look_async, cancellable, callback,
         user_data);
}

/**
 * bks_autostart_file_write_async:
 * @application_id: of the application
 * @command: what to start
 * @cancellable: (nullable): to give up
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * From now on the desktop starts the application at login.
 */
void
bks_autostart_file_write_async (const char *application_id,
                                const char *const *command,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  start (application_id, bks_autostart_file_make (application_id, command), write_file,
         bks_autostart_file_write_async, cancellable, callback, user_data);
}

/**
 * bks_autostart_file_remove_async:
 * @application_id: of the application
 * @cancellable: (nullable): to give up
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * From now on the desktop does not start the application at login. No file is fine.
 */
void
bks_autostart_file_remove_async (const char *application_id,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  start (application_id, NULL, remove_file, bks_autostart_file_remove_async, cancellable, callback,
         user_data);
}

/**
 * bks_autostart_file_finish:
 * @result: of any of the three
 * @is_on_out: (out): whether the desktop starts the application at login
 * @error: return location: #G_IO_ERROR, #G_FILE_ERROR or #G_KEY_FILE_ERROR
 *
 * Returns: whether that is known
 */
gboolean
bks_autostart_file_finish (GAsyncResult *result, gboolean *is_on_out, GError **error)
{
  g_autoptr (GError) own_error = NULL;

  *is_on_out = g_task_propagate_boolean (G_TASK (result), &own_error);
  if (own_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&own_error));
  return FALSE;
}
