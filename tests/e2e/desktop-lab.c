/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

/* usage: desktop-lab APPLICATION-ID
 *
 * An application without a window: tray, notifications and autostart as the real one has them, and a
 * simulated NAS. It does what the lines on its standard input say (words between tabs), and says in
 * lines on its standard output what happened. */

#include <gio/gio.h>
#include <gio/gunixinputstream.h>
#include <string.h>
#include <unistd.h>

#include "bks-autostart.h"
#include "bks-demo-nas.h"
#include "bks-notifications.h"
#include "bks-tray.h"

typedef struct
{
  GApplication *application;
  GDataInputStream *commands;
  BksFleet *fleet;
  BksDemoNas *demo;
  BksNotifications *notifications;
  BksTrayMenu *tray_menu;
  BksTray *tray;
  BksAutostart *autostart;
} Lab;

static void say (const char *format, ...) G_GNUC_PRINTF (1, 2);

static void
say (const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_print ("%s\n", text);
}

static const char *
get_nick (GType type, int value)
{
  g_autoptr (GEnumClass) class = g_type_class_ref (type);

  return g_enum_get_value (class, value)->value_nick;
}

static BksNas *
find_nas (Lab *lab, const char *id)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (lab->fleet)); i++)
    {
      g_autoptr (BksNas) nas = g_list_model_get_item (G_LIST_MODEL (lab->fleet), i);

      if (id == NULL || g_str_equal (bks_nas_get_id (nas), id))
        return nas;
    }
  return NULL;
}

static void
acted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (bks_nas_act_finish (BKS_NAS (source), result, &error))
    say ("acted");
  else
    say ("not acted\t%s", error->message);
}

static void
action_cb (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  const char *name = g_action_get_name (G_ACTION (action));
  g_autofree char *text = target != NULL ? g_variant_print (target, FALSE) : g_strdup ("");
  Lab *lab = user_data;

  say ("action\t%s\t%s", name, text);
  if (g_str_equal (name, "back-up"))
    {
      const char *nas_id, *task_id;

      g_variant_get (target, "(&s&s)", &nas_id, &task_id);
      bks_nas_act_async (find_nas (lab, nas_id), task_id, BKS_ACTION_BACK_UP, NULL, acted_cb, NULL);
    }
}

static const GActionEntry actions[] = {
  { .name = "notice-show", .activate = action_cb, .parameter_type = "s" },
  { .name = "notice-show-log", .activate = action_cb, .parameter_type = "s" },
  { .name = "notice-back-up", .activate = action_cb, .parameter_type = "s" },
  { .name = "notice-resume", .activate = action_cb, .parameter_type = "s" },
  { .name = "notice-mute", .activate = action_cb, .parameter_type = "s" },
  { .name = "show", .activate = action_cb },
  { .name = "show-nas", .activate = action_cb, .parameter_type = "s" },
  { .name = "show-task", .activate = action_cb, .parameter_type = "(ss)" },
  { .name = "back-up", .activate = action_cb, .parameter_type = "(ss)" },
  { .name = "pause-watching", .activate = action_cb, .parameter_type = "s" },
  { .name = "resume-watching", .activate = action_cb },
  { .name = "quit", .activate = action_cb },
};

static void
shown_cb (BksNotifier *notifier, const char *id, const char *handle, gpointer user_data)
{
  say ("shown\t%s\t%s", id, handle);
}

static void
say_notifications (Lab *lab)
{
  say ("notifications\t%s", get_nick (BKS_TYPE_NOTIFICATIONS_STATUS,
                                      (int) bks_notifications_get_status (lab->notifications)));
}

static void
say_tray (Lab *lab)
{
  say ("tray\t%s", bks_tray_get_has_host (lab->tray) ? "shown" : "not shown");
}

static void
say_verdict (Lab *lab)
{
  say ("verdict\t%s", bks_verdict_get_nick (bks_tray_menu_get_verdict (lab->tray_menu)));
}

static void
say_autostart (Lab *lab)
{
  say ("autostart\t%s\t%s\t%s",
       get_nick (BKS_TYPE_AUTOSTART_STATUS, (int) bks_autostart_get_status (lab->autostart)),
       get_nick (BKS_TYPE_AUTOSTART_STATUS,
                 (int) bks_autostart_get_background_status (lab->autostart)),
       bks_autostart_get_status_text (lab->autostart));
}

static void
toggle_cb (Lab *lab)
{
  say ("toggle-window");
}

static void
refresh_cb (Lab *lab)
{
  say ("refresh");
}

static void
refreshed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (bks_nas_refresh_finish (BKS_NAS (source), result, &error))
    say ("refreshed");
  else
    say ("not refreshed\t%s", error->message);
}

static void
start_nas (Lab *lab)
{
  BksDemoNasOptions options = { .speed = 0.001 };
  g_autoptr (GError) error = NULL;
  g_autoptr (BksNas) nas = NULL;

  lab->demo = bks_demo_nas_new (&options, &error);
  g_assert_no_error (error);
  nas = bks_nas_new ("office-nas", bks_demo_nas_get_url (lab->demo), &error);
  g_assert_no_error (error);
  bks_nas_set_allow_plain_http (nas, TRUE);
  bks_nas_set_credentials (nas, bks_demo_nas_get_account (lab->demo),
                           bks_demo_nas_get_password (lab->demo));
  bks_fleet_add (lab->fleet, nas);
}

static void
show (Lab *lab, char **words)
{
  g_autoptr (BksNotice) notice = bks_notice_new (words[1], words[5], words[6]);

  notice->is_urgent = g_str_equal (words[2], "urgent");
  notice->is_again = TRUE;
  notice->buttons = (BksNoticeButtons) g_ascii_strtoull (words[3], NULL, 10);
  bks_notifier_show (BKS_NOTIFIER (lab->notifications), notice, words[4]);
}

static void
control (Lab *lab, char **words)
{
  g_autoptr (GError) error = NULL;
  G_GNUC_UNUSED g_autofree char *answer = bks_demo_nas_control (lab->demo, words[1], words[2],
                                                                &error);

  g_assert_no_error (error);
  say ("controlled");
}

static void
say_tasks (Lab *lab)
{
  GListModel *tasks = bks_nas_get_tasks (find_nas (lab, NULL));

  for (guint i = 0; i < g_list_model_get_n_items (tasks); i++)
    {
      g_autoptr (BksTask) task = g_list_model_get_item (tasks, i);

      say ("task\t%s\t%s\t%s", bks_task_get_id (task), bks_task_get_name (task),
           bks_verdict_get_nick (bks_task_get_verdict (task)));
    }
  say ("tasks");
}

static void
obey (Lab *lab, char **words)
{
  const char *verb = words[0];

  if (g_str_equal (verb, "show"))
    show (lab, words);
  else if (g_str_equal (verb, "withdraw"))
    bks_notifier_withdraw (BKS_NOTIFIER (lab->notifications), words[1], words[2]);
  else if (g_str_equal (verb, "adopt"))
    bks_notifications_adopt (lab->notifications, words[1], words[2]);
  else if (g_str_equal (verb, "ping"))
    say ("pong");
  else if (g_str_equal (verb, "tray"))
    bks_tray_set_enabled (lab->tray, g_str_equal (words[1], "on"));
  else if (g_str_equal (verb, "nas"))
    start_nas (lab);
  else if (g_str_equal (verb, "control"))
    control (lab, words);
  else if (g_str_equal (verb, "tasks"))
    say_tasks (lab);
  else if (g_str_equal (verb, "paused"))
    bks_tray_menu_set_is_paused (lab->tray_menu, g_str_equal (words[1], "yes"));
  else if (g_str_equal (verb, "refresh"))
    bks_nas_refresh_async (find_nas (lab, NULL), NULL, refreshed_cb, NULL);
  else if (g_str_equal (verb, "autostart"))
    bks_autostart_request (lab->autostart, g_str_equal (words[1], "background"),
                           g_str_equal (words[2], "login"));
  else if (g_str_equal (verb, "look"))
    bks_autostart_look (lab->autostart);
  else if (g_str_equal (verb, "message"))
    bks_autostart_set_message (lab->autostart, words[1]);
  else
    g_error ("\"%s\" is no command", verb);
}

static void
line_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Lab *lab = user_data;
  g_autofree char *line = g_data_input_stream_read_line_finish_utf8 (G_DATA_INPUT_STREAM (source),
                                                                     result, NULL, NULL);
  g_auto (GStrv) words = NULL;

  /* The end of the input is the end of the program. */
  if (line == NULL)
    {
      g_application_release (lab->application);
      return;
    }
  words = g_strsplit (line, "\t", -1);
  obey (lab, words);
  g_data_input_stream_read_line_async (lab->commands, G_PRIORITY_DEFAULT, NULL, line_cb, lab);
}

static void
startup_cb (GApplication *application, Lab *lab)
{
  const char *id = g_application_get_application_id (application);
  const char *const command[] = { "backstay", "--gapplication-service", NULL };

  g_action_map_add_action_entries (G_ACTION_MAP (application), actions, G_N_ELEMENTS (actions),
                                   lab);
  lab->fleet = bks_fleet_new ();
  lab->notifications = bks_notifications_new (application);
  g_signal_connect (lab->notifications, "shown", G_CALLBACK (shown_cb), NULL);
  g_signal_connect_swapped (lab->notifications, "notify::status", G_CALLBACK (say_notifications),
                            lab);
  lab->tray_menu = bks_tray_menu_new (lab->fleet);
  g_signal_connect_swapped (lab->tray_menu, "notify::verdict", G_CALLBACK (say_verdict), lab);
  lab->tray = bks_tray_new (id, lab->tray_menu, G_ACTION_GROUP (application));
  g_signal_connect_swapped (lab->tray, "notify::has-host", G_CALLBACK (say_tray), lab);
  g_signal_connect_swapped (lab->tray, "toggle-window", G_CALLBACK (toggle_cb), lab);
  g_signal_connect_swapped (lab->tray, "refresh", G_CALLBACK (refresh_cb), lab);
  lab->autostart = bks_autostart_new (id, command);
  g_signal_connect_swapped (lab->autostart, "notify", G_CALLBACK (say_autostart), lab);

  lab->commands = g_data_input_stream_new (g_unix_input_stream_new (STDIN_FILENO, FALSE));
  g_data_input_stream_read_line_async (lab->commands, G_PRIORITY_DEFAULT, NULL, line_cb, lab);
  g_application_hold (application);
  say ("ready\t%s", id);
  say_notifications (lab);
}

static void
activate_cb (GApplication *application, Lab *lab)
{
}

int
main (int argc, char *argv[])
{
  Lab lab = { NULL };
  int status;

  g_set_prgname ("desktop-lab");
  lab.application = g_application_new (argv[1], G_APPLICATION_DEFAULT_FLAGS);
  g_signal_connect (lab.application, "startup", G_CALLBACK (startup_cb), &lab);
  g_signal_connect (lab.application, "activate", G_CALLBACK (activate_cb), &lab);
  status = g_application_run (lab.application, 0, NULL);

  bks_tray_set_enabled (lab.tray, FALSE);
  g_clear_object (&lab.tray);
  g_clear_object (&lab.tray_menu);
  g_clear_object (&lab.notifications);
  g_clear_object (&lab.autostart);
  g_clear_object (&lab.fleet);
  if (lab.demo != NULL)
    bks_demo_nas_stop (lab.demo);
  g_clear_object (&lab.demo);
  g_clear_object (&lab.application);
  return status;
}
