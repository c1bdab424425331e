/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks"

#define G_SETTINGS_ENABLE_BACKEND
#include "bks-application.h"

#include <gio/gsettingsbackend.h>
#include <glib-unix.h>
#include <glib/gi18n.h>

#include "bks-background.h"
#include "bks-composition.h"
#include "bks-demo-nas.h"
#include "bks-notices.h"
#include "bks-preferences-window.h"
#include "bks-report.h"
#include "bks-search.h"
#include "bks-settings.h"
#include "bks-window.h"

#define APPLICATION_ID      "io.github.backstay.Backstay"
#define DEMO_APPLICATION_ID APPLICATION_ID ".Demo"
#define RESOURCES           "/io/github/backstay/Backstay"

struct _BksApplication
{
  AdwApplication parent_instance;

  gboolean is_demo;
  BksComposition *parts; /* (owned) (nullable): before startup */
  BksSettings *settings; /* (owned) (nullable): before startup, and where no schema is installed */
  BksNotices *notices;   /* (owned) (nullable): before startup, and without settings */
  BksBackground *background; /* (owned) (nullable): where there are no settings */
  BksDemoNas *demo_nas;      /* (owned) (nullable) */
  BksSearchProvider *search; /* (owned) (nullable): in the demo, and without a session bus */
  char *early_action;        /* (owned) (nullable): of the window, as soon as there is one */
  char *early_text;          /* (owned) (nullable): to be told as soon as there is a window */
  gboolean wants_window;     /* as soon as it has started */
  gboolean is_starting;
  gboolean has_started;
  gboolean is_quitting; /* its user wants an end, not only of the window */
  gboolean is_ending;
  guint signal_ids[2]; /* sources; 0 = none */
};

G_DEFINE_FINAL_TYPE (BksApplication, bks_application, ADW_TYPE_APPLICATION)

static GSettings *
create_settings (BksApplication *self)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = NULL;
  g_autoptr (GSettingsBackend) backend = NULL;

  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, APPLICATION_ID, TRUE);
  if (schema == NULL)
    return NULL;

  /* The demo leaves no trace. */
  if (self->is_demo)
    backend = g_memory_settings_backend_new ();
  return g_settings_new_full (schema, backend, NULL);
}

/* Dialogs are windows of the application, too, and one may be the active window. */
static BksWindow *
find_window (BksApplication *self)
{
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    if (BKS_IS_WINDOW (l->data))
      return l->data;
  return NULL;
}

static void
tell (BksApplication *self, const char *text)
{
  BksWindow *window = find_window (self);

  if (window != NULL)
    bks_window_toast (window, text, NULL, NULL);
  else
    g_warning ("%s", text);
}

static void
start_demo (BksApplication *self)
{
  BksDemoNasOptions options = { .speed = 1.0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (BksNas) nas = NULL;
  g_autofree char *text = NULL;

  if (self->demo_nas != NULL)
    return;

  self->demo_nas = bks_demo_nas_new (&options, &error);
  if (self->demo_nas != NULL)
    nas = bks_nas_new ("office-nas", bks_demo_nas_get_url (self->demo_nas), &error);
  if (nas == NULL)
    {
      text = g_strdup_printf (_ ("The simulated NAS did not start: %s"), error->message);
      tell (self, text);
      return;
    }

  bks_nas_set_simulated (nas, TRUE);
  /* What it sends goes no further than this computer. */
  bks_nas_set_allow_plain_http (nas, TRUE);
  bks_nas_set_credentials (nas, bks_demo_nas_get_account (self->demo_nas),
                           bks_demo_nas_get_password (self->demo_nas));
  bks_fleet_add (bks_composition_get_fleet (self->parts), nas);
}

static void
try_demo_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  start_demo (user_data);
}

static void
about_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  BksApplication *self = user_data;
  g_autofree char *report = bks_report_make (bks_composition_get_fleet (self->parts));

  adw_show_about_window (
      gtk_application_get_active_window (user_data), "application-name", "Backstay",
      "application-icon", APPLICATION_ID, "version", BACKSTAY_VERSION, "license-type",
      GTK_LICENSE_GPL_3_0, "comments",
      _ ("Watches the Hyper Backup tasks on your Synology NAS and tells you when one needs you.\n\n"
         "Backstay is not affiliated with Synology."),
      "debug-info", report, "debug-info-filename", "backstay-report.txt", "translator-credits",
      _ ("translator-credits"), NULL);
}

static void
ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BksApplication) self = user_data;

  bks_composition_end_finish (BKS_COMPOSITION (source), result);
  g_application_quit (G_APPLICATION (self));
}

/* No window is left, or the user wants none: sessions are ended, then the program. */
static void
begin_end (BksApplication *self)
{
  if (self->is_ending)
    return;

  self->is_ending = TRUE;
  if (self->notices != NULL)
    bks_watch_stop (bks_notices_get_watch (self->notices));
  bks_composition_end_async (self->parts, ended_cb, g_object_ref (self));
}

/* Closing is also how a window keeps its size. The last one that goes begins the end. */
static void
close_windows (BksApplication *self)
{
  GList *windows = g_list_copy (gtk_application_get_windows (GTK_APPLICATION (self)));

  for (GList *l = windows; l != NULL; l = l->next)
    gtk_window_close (GTK_WINDOW (l->data));
  if (windows == NULL)
    begin_end (self);
  g_list_free (windows);
}

static void
quit_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  BKS_APPLICATION (user_data)->is_quitting = TRUE;
  close_windows (user_data);
}

static gboolean
bks_application_signal_cb (gpointer user_data)
{
  BKS_APPLICATION (user_data)->is_quitting = TRUE;
  close_windows (user_data);
  return G_SOURCE_CONTINUE;
}

static gboolean
keeps_watching (BksApplication *self)
{
  return !self->is_quitting && !self->is_demo && self->settings != NULL
         && g_list_model_get_n_items (G_LIST_MODEL (bks_composition_get_fleet (self->parts))) > 0
         && g_settings_get_boolean (bks_settings_get_gsettings (self->settings), "keep-watching");
}

static void
bks_application_window_removed (GtkApplication *application, GtkWindow *window)
{
  GTK_APPLICATION_CLASS (bks_application_parent_class)->window_removed (application, window);

  if (gtk_application_get_windows (application) == NULL
      && !keeps_watching (BKS_APPLICATION (application)))
    begin_end (BKS_APPLICATION (application));
}

static void
bks_application_notice_cb (BksApplication *self, BksNas *nas, const char *text)
{
  if (find_window (self) != NULL)
    {
      tell (self, text);
      return;
    }
  g_free (self->early_text);
  self->early_text = g_strdup (text);
}

/* Asked once, over the window that is about to close; whatever is answered, it closes. */
static void
keep_response_cb (BksApplication *self, const char *response, GtkWindow *dialog)
{
  GSettings *settings = bks_settings_get_gsettings (self->settings);
  BksWindow *window = find_window (self);

  if (g_str_equal (response, "stay"))
    return;
  g_settings_set_boolean (settings, "keep-watching", g_str_equal (response, "keep"));
  g_settings_set_boolean (settings, "background-asked", TRUE);
  /* It outlives the window by a moment, and would look for it. */
  gtk_window_set_transient_for (dialog, NULL);
  if (window != NULL)
    gtk_window_close (GTK_WINDOW (window));
}

static gboolean
bks_application_close_request_cb (BksApplication *self, GtkWindow *window)
{
  AdwMessageDialog *dialog;

  if (!keeps_watching (self)
      || g_settings_get_boolean (bks_settings_get_gsettings (self->settings), "background-asked"))
    return GDK_EVENT_PROPAGATE;

  dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (
      window, _ ("Keep Watching in the Background?"),
      _ ("Backstay can keep an eye on your backups when its window is closed and tell you when one "
         "needs you.")));
  adw_message_dialog_add_responses (dialog, "quit", _ ("Quit"), "keep", _ ("Keep Watching"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "keep", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, "keep");
  adw_message_dialog_set_close_response (dialog, "stay");
  g_signal_connect_object (dialog, "response", G_CALLBACK (keep_response_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
  return GDK_EVENT_STOP;
}

static void
show_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_application_activate (user_data);
}

static void
activate_in_window (BksApplication *self, const char *name, GVariant *parameter)
{
  BksWindow *window;

  g_application_activate (G_APPLICATION (self));
  window = find_window (self);
  if (window != NULL)
    {
      g_action_group_activate_action (G_ACTION_GROUP (window), name, parameter);
      return;
    }
  /* What is stored is still being read. */
  g_free (self->early_action);
  self->early_action = g_action_print_detailed_name (name, parameter);
}

/* Of the desktop entry. */
static void
refresh_all_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  activate_in_window (user_data, "refresh-all", NULL);
}

/* "show-task", "show-nas" and "show-log": of the window, which is there afterwards. */
static void
show_task_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  activate_in_window (user_data, g_action_get_name (G_ACTION (action)), parameter);
}

static void
search_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  activate_in_window (user_data, "search-for", parameter);
}

static void
acted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BksApplication) self = user_data;
  g_autoptr (GError) error = NULL;

  /* What came of it shows in the icon; what went wrong wants words. */
  if (!bks_nas_act_finish (BKS_NAS (source), result, &error)
      && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    tell (self, error->message);
}

/* What is to be done as soon as a NAS has answered. */
typedef struct
{
  BksApplication *self; /* (owned) */
  char *task_id;        /* (owned) */
  BksAction action;
  gulong handler;
} Later;

static void
later_free (gpointer data, GClosure *closure)
{
  Later *later = data;

  g_object_unref (later->self);
  g_free (later->task_id);
  g_free (later);
}

static void
heard_cb (BksNas *nas, Later *later)
{
  if (bks_nas_find_task (nas, later->task_id) != NULL)
    bks_nas_act_async (nas, later->task_id, later->action, NULL, acted_cb,
                       g_object_ref (later->self));
  g_signal_handler_disconnect (nas, later->handler);
}

/* Who has just started does not know yet how to sign in. */
static void
act_when_heard (BksApplication *self, BksNas *nas, const char *task_id, BksAction action)
{
  Later *later = g_new0 (Later, 1);

  later->self = g_object_ref (self);
  later->task_id = g_strdup (task_id);
  later->action = action;
  later->handler = g_signal_connect_data (nas, "refreshed", G_CALLBACK (heard_cb), later,
                                          later_free, 0);
}

static void
act (BksApplication *self, GVariant *ids, BksAction action)
{
  BksFleet *fleet = bks_composition_get_fleet (self->parts);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (fleet));
  const char *nas_id, *task_id;

  g_variant_get (ids, "(&s&s)", &nas_id, &task_id);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (BksNas) nas = g_list_model_get_item (G_LIST_MODEL (fleet), i);

      if (g_strcmp0 (bks_nas_get_id (nas), nas_id) != 0)
        continue;
      if (bks_nas_get_state (nas) == BKS_NAS_NEW || bks_nas_get_state (nas) == BKS_NAS_ASKING)
        act_when_heard (self, nas, task_id, action);
      else if (bks_nas_find_task (nas, task_id) != NULL)
        bks_nas_act_async (nas, task_id, action, NULL, acted_cb, g_object_ref (self));
    }
}

static void
back_up_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  act (user_data, parameter, BKS_ACTION_BACK_UP);
}

static void
resume_task_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  act (user_data, parameter, BKS_ACTION_RESUME);
}

static void
pause_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  BksApplication *self = user_data;

  if (self->background != NULL)
    bks_background_pause (self->background, g_variant_get_string (parameter, NULL));
}

static void
resume_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  BksApplication *self = user_data;

  if (self->background != NULL)
    bks_background_resume (self->background);
}

static void
preferences_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  BksApplication *self = user_data;
  GtkWidget *preferences;

  if (self->background == NULL)
    return;
  preferences = bks_preferences_window_new (GTK_WINDOW (find_window (self)),
                                            bks_settings_get_gsettings (self->settings),
                                            bks_background_get_status (self->background));
  gtk_window_present (GTK_WINDOW (preferences));
}

static void
bks_application_toggle_window_cb (BksApplication *self)
{
  BksWindow *window = find_window (self);

  if (window == NULL || !gtk_window_is_active (GTK_WINDOW (window)))
    g_application_activate (G_APPLICATION (self));
  else
    gtk_window_close (GTK_WINDOW (window));
}

static int
bks_application_handle_local_options (GApplication *application, GVariantDict *options)
{
  BksApplication *self = BKS_APPLICATION (application);

  if (g_variant_dict_contains (options, "version"))
    {
      g_print ("backstay %s\n", BACKSTAY_VERSION);
      return 0;
    }
  if (g_variant_dict_contains (options, "demo"))
    {
      /* Another application: the one that watches real NAS is neither raised nor replaced by it. */
      self->is_demo = TRUE;
      g_application_set_application_id (application, DEMO_APPLICATION_ID);
      g_application_set_flags (application,
                               g_application_get_flags (application) | G_APPLICATION_NON_UNIQUE);
    }
  return -1;
}

static void
activate_early (BksApplication *self, BksWindow *window)
{
  g_autofree char *detailed = g_steal_pointer (&self->early_action);
  g_autofree char *name = NULL;
  g_autoptr (GVariant) parameter = NULL;

  if (detailed != NULL && g_action_parse_detailed_name (detailed, &name, &parameter, NULL))
    g_action_group_activate_action (G_ACTION_GROUP (window), name, parameter);
}

static void
show_window (BksApplication *self)
{
  BksWindow *window = bks_window_new (GTK_APPLICATION (self),
                                      bks_composition_get_fleet (self->parts),
                                      bks_composition_get_poller (self->parts));

  bks_window_set_keeper (window, bks_composition_get_keeper (self->parts));
  bks_window_set_history (window, bks_composition_get_history (self->parts));
  if (self->notices != NULL)
    bks_window_set_watch (window, bks_notices_get_watch (self->notices));
  if (self->settings != NULL)
    bks_window_bind_settings (window, bks_settings_get_gsettings (self->settings));
  g_signal_connect_object (window, "close-request", G_CALLBACK (bks_application_close_request_cb),
                           self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (window));
  if (self->early_text != NULL)
    bks_window_toast (window, self->early_text, NULL, NULL);
  g_clear_pointer (&self->early_text, g_free);
  activate_early (self, window);
}

static void
started_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BksApplication) self = user_data;

  bks_composition_start_finish (BKS_COMPOSITION (source), result);
  self->is_starting = FALSE;
  self->has_started = TRUE;
  if (self->is_ending)
    return;
  if (self->notices != NULL)
    bks_notices_start (self->notices);
  if (self->is_demo)
    start_demo (self);
  if (self->search != NULL)
    bks_search_provider_begin (self->search);
  if (self->wants_window)
    show_window (self);
}

static void
start (BksApplication *self, gboolean wants_window)
{
  self->wants_window = self->wants_window || wants_window;
  if (self->is_starting || self->has_started)
    return;

  self->is_starting = TRUE;
  bks_composition_start_async (self->parts, started_cb, g_object_ref (self));
}

static void
bks_application_startup (GApplication *application)
{
  static const GActionEntry actions[] = {
    { .name = "about", .activate = about_cb },
    { .name = "back-up", .activate = back_up_cb, .parameter_type = "(ss)" },
    { .name = "pause-watching", .activate = pause_cb, .parameter_type = "s" },
    { .name = "preferences", .activate = preferences_cb },
    { .name = "resume", .activate = resume_task_cb, .parameter_type = "(ss)" },
    { .name = "resume-watching", .activate = resume_cb },
    { .name = "show", .activate = show_cb },
    { .name = "refresh-all", .activate = refresh_all_cb },
    { .name = "search", .activate = search_cb, .parameter_type = "s" },
    { .name = "show-nas", .activate = show_task_cb, .parameter_type = "s" },
    { .name = "show-task", .activate = show_task_cb, .parameter_type = "(ss)" },
    { .name = "show-log", .activate = show_task_cb, .parameter_type = "(ss)" },
    { .name = "quit", .activate = quit_cb },
    { .name = "try-demo", .activate = try_demo_cb },
  };
  BksApplication *self = BKS_APPLICATION (application);
  g_autoptr (GSettings) settings = NULL;

  G_APPLICATION_CLASS (bks_application_parent_class)->startup (application);

  g_set_application_name ("Backstay");
  gtk_window_set_default_icon_name (APPLICATION_ID);
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  bks_window_install_accels (GTK_APPLICATION (self));

  self->parts = bks_composition_new (APPLICATION_ID, self->is_demo);
  g_signal_connect_object (bks_composition_get_keeper (self->parts), "notice",
                           G_CALLBACK (bks_application_notice_cb), self, G_CONNECT_SWAPPED);
  settings = create_settings (self);
  if (settings != NULL)
    {
      self->settings = bks_settings_new (settings);
      bks_settings_bind_fleet (self->settings, bks_composition_get_fleet (self->parts));
      bks_settings_bind_poller (self->settings, bks_composition_get_poller (self->parts));
      self->background = bks_background_new (application, self->parts, self->settings,
                                             self->is_demo);
      g_signal_connect_object (self->background, "toggle-window",
                               G_CALLBACK (bks_application_toggle_window_cb), self,
                               G_CONNECT_SWAPPED);
      self->notices = bks_notices_new (application, self->parts, self->settings,
                                       bks_background_get_status (self->background));
    }
  if (!self->is_demo)
    self->search = bks_search_start (application, bks_composition_get_fleet (self->parts));
  self->signal_ids[0] = g_unix_signal_add (SIGINT, bks_application_signal_cb, self);
  self->signal_ids[1] = g_unix_signal_add (SIGTERM, bks_application_signal_cb, self);

  /* Until the sessions are ended, which is after the last window. */
  g_application_hold (application);

  /* Started by the bus or at login: watching begins, a window comes when somebody wants one. */
  if (g_application_get_flags (application) & G_APPLICATION_IS_SERVICE)
    start (self, FALSE);
}

static void
bks_application_activate (GApplication *application)
{
  BksApplication *self = BKS_APPLICATION (application);
  BksWindow *window = find_window (self);

  if (self->is_ending)
    return;

  if (window != NULL)
    gtk_window_present (GTK_WINDOW (window));
  else if (self->has_started)
    show_window (self);
  else
    start (self, TRUE);
}

static void
bks_application_shutdown (GApplication *application)
{
  BksApplication *self = BKS_APPLICATION (application);

  for (gsize i = 0; i < G_N_ELEMENTS (self->signal_ids); i++)
    g_clear_handle_id (&self->signal_ids[i], g_source_remove);
  if (self->demo_nas != NULL)
    bks_demo_nas_stop (self->demo_nas);

  G_APPLICATION_CLASS (bks_application_parent_class)->shutdown (application);
}

static void
bks_application_dispose (GObject *object)
{
  BksApplication *self = BKS_APPLICATION (object);

  g_clear_pointer (&self->early_action, g_free);
  g_clear_pointer (&self->early_text, g_free);
  g_clear_object (&self->search);
  g_clear_object (&self->notices);
  g_clear_object (&self->background);
  g_clear_object (&self->settings);
  g_clear_object (&self->parts);
  g_clear_object (&self->demo_nas);

  G_OBJECT_CLASS (bks_application_parent_class)->dispose (object);
}

static void
bks_application_class_init (BksApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bks_application_dispose;
  application_class->handle_local_options = bks_application_handle_local_options;
  application_class->startup = bks_application_startup;
  application_class->activate = bks_application_activate;
  application_class->shutdown = bks_application_shutdown;
  GTK_APPLICATION_CLASS (klass)->window_removed = bks_application_window_removed;
}

static void
bks_application_init (BksApplication *self)
{
  static const GOptionEntry options[] = {
    { "demo", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Show a simulated NAS, and store nothing"), NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Print the version and exit"), NULL },
    { NULL },
  };

  g_application_add_main_option_entries (G_APPLICATION (self), options);
}

/**
 * bks_application_new:
 *
 * Returns: (transfer full): the application
 */
BksApplication *
bks_application_new (void)
{
  return g_object_new (BKS_TYPE_APPLICATION, "application-id", APPLICATION_ID, "resource-base-path",
                       RESOURCES, NULL);
}
