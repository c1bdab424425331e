/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks"

#include "bks-notices.h"

#include "bks-notifications.h"
#include "bks-wake-timer.h"

struct _BksNotices
{
  GObject parent_instance;

  GApplication *application;    /* (unowned): it owns this */
  BksSettings *settings;        /* (owned) */
  BksPoller *poller;            /* (owned) */
  BksFleet *fleet;              /* (owned) */
  BksPreferencesStatus *status; /* (owned) */
  BksWatch *watch;              /* (owned) */
  GPtrArray
      *early; /* (owned) (element-type GVariant): buttons that were pressed before the start */
  gboolean has_begun; /* what is stored is there */
};

G_DEFINE_FINAL_TYPE (BksNotices, bks_notices, G_TYPE_OBJECT)

/* What each button of a notice is, as an action of the application on a task. */
static const struct
{
  const char *name;
  const char *task_action; /* (nullable): takes the IDs of NAS and task */
} buttons[] = {
  { "notice-show", "show-task" },  { "notice-show-log", "show-log" },
  { "notice-back-up", "back-up" }, { "notice-resume", "resume" },
  { "notice-mute", NULL },
};

static void
press (BksNotices *self, const char *name, const char *id)
{
  GActionGroup *actions = G_ACTION_GROUP (self->application);
  g_autofree char *nas_id = NULL;
  g_autofree char *task_id = NULL;

  /* That of several, or of another time: the window shows what there is. */
  if (!bks_event_read_id (id, &nas_id, &task_id, NULL))
    {
      g_action_group_activate_action (actions, "show", NULL);
      return;
    }
  if (task_id == NULL)
    {
      g_action_group_activate_action (actions, "show-nas", g_variant_new_string (nas_id));
      return;
    }

  for (gsize i = 0; i < G_N_ELEMENTS (buttons); i++)
    {
      if (!g_str_equal (buttons[i].name, name))
        continue;
      if (buttons[i].task_action != NULL)
        g_action_group_activate_action (actions, buttons[i].task_action,
                                        g_variant_new ("(ss)", nas_id, task_id));
      else
        bks_watch_mute (self->watch, nas_id, task_id, BKS_MUTE_DAY);
    }
}

/* It may have started the program, which then does not know the backup yet. */
static void
button_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  BksNotices *self = user_data;
  const char *name = g_action_get_name (G_ACTION (action));
  const char *id = g_variant_get_string (parameter, NULL);

  if (self->has_begun)
    press (self, name, id);
  else
    g_ptr_array_add (self->early, g_variant_ref_sink (g_variant_new ("(ss)", name, id)));
}

static void
bks_notices_limits_cb (BksNotices *self)
{
  BksEventLimits limits;

  bks_settings_get_event_limits (self->settings, &limits);
  bks_watch_set_limits (self->watch, &limits);
}

static void
bks_notices_rules_cb (BksNotices *self)
{
  BksWatchRules rules = bks_watch_default_rules;

  rules.kinds = 0;
  for (BksEventKind kind = 0; kind < BKS_N_EVENT_KINDS; kind++)
    if (bks_settings_tells (self->settings, kind))
      rules.kinds |= 1u << kind;
  bks_settings_get_quiet_hours (self->settings, &rules.quiet_hours);
  rules.weekly_day = bks_settings_get_weekly_day (self->settings);
  bks_watch_set_rules (self->watch, &rules);
}

/* The name of a task that is muted; its ID if it is not there now. */
static char *
find_title (BksNotices *self, const BksHistoryMute *mute, char **nas_name_out)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->fleet));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (BksNas) nas = g_list_model_get_item (G_LIST_MODEL (self->fleet), i);
      BksTask *task;

      if (g_strcmp0 (bks_nas_get_id (nas), mute->nas_id) != 0)
        continue;
      *nas_name_out = g_strdup (bks_nas_get_name (nas));
      task = mute->task_id != NULL ? bks_nas_find_task (nas, mute->task_id) : NULL;
      if (task != NULL)
        return g_strdup (bks_task_get_name (task));
    }
  return g_strdup (mute->task_id != NULL ? mute->task_id : mute->nas_id);
}

static void
bks_notices_mutes_cb (BksNotices *self)
{
  GListStore *list = bks_preferences_status_get_muted (self->status);
  g_autoptr (GPtrArray) mutes = bks_watch_list_mutes (self->watch);

  g_list_store_remove_all (list);
  for (guint i = 0; i < mutes->len; i++)
    {
      const BksHistoryMute *mute = g_ptr_array_index (mutes, i);
      g_autofree char *nas_name = NULL;
      g_autofree char *title = find_title (self, mute, &nas_name);
      g_autoptr (BksMutedTask) item = bks_muted_task_new (mute->nas_id, mute->task_id, title,
                                                          nas_name != NULL ? nas_name : "");

      g_list_store_append (list, item);
    }
}

static void
bks_notices_unmute_cb (BksNotices *self, BksMutedTask *task)
{
  bks_watch_unmute (self->watch, bks_muted_task_get_nas_id (task),
                    bks_muted_task_get_task_id (task));
}

static void
bks_notices_dispose (GObject *object)
{
  BksNotices *self = BKS_NOTICES (object);

  if (self->poller != NULL)
    bks_poller_set_usual_duration_func (self->poller, NULL, NULL, NULL);
  if (self->watch != NULL)
    bks_watch_stop (self->watch);
  g_clear_pointer (&self->early, g_ptr_array_unref);
  g_clear_object (&self->watch);
  g_clear_object (&self->status);
  g_clear_object (&self->fleet);
  g_clear_object (&self->poller);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (bks_notices_parent_class)->dispose (object);
}

static void
bks_notices_class_init (BksNoticesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bks_notices_dispose;
}

static void
bks_notices_init (BksNotices *self)
{
  self->early = g_ptr_array_new_with_free_func ((GDestroyNotify) g_variant_unref);
}

/**
 * bks_notices_new:
 * @application: a registered application that owns what is returned, with the actions "show",
 *   "show-nas", "show-task", "back-up" and "resume"
 * @parts: what is watched
 * @settings: what is told, and when
 * @status: where the preferences show what is muted
 *
 * The buttons of notices are heard from now on: one may have started the application.
 *
 * Returns: (transfer full): what tells
 */
BksNotices *
bks_notices_new (GApplication *application,
                 BksComposition *parts,
                 BksSettings *settings,
                 BksPreferencesStatus *status)
{
  BksNotices *self = g_object_new (BKS_TYPE_NOTICES, NULL);
  g_autoptr (BksNotifications) notifier = bks_notifications_new (application);
  g_autoptr (BksTimer) timer = bks_wake_timer_new ();

  self->application = application;
  self->settings = g_object_ref (settings);
  self->poller = g_object_ref (bks_composition_get_poller (parts));
  self->fleet = g_object_ref (bks_composition_get_fleet (parts));
  self->status = g_object_ref (status);
  self->watch = bks_watch_new (self->fleet, bks_composition_get_history (parts),
                               BKS_NOTIFIER (notifier), timer);
  bks_watch_set_network (self->watch, g_network_monitor_get_default ());
  bks_poller_set_usual_duration_func (self->poller, bks_watch_get_usual_duration, self->watch,
                                      NULL);

  g_signal_connect_object (settings, "limits-changed", G_CALLBACK (bks_notices_limits_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "rules-changed", G_CALLBACK (bks_notices_rules_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->watch, "mutes-changed", G_CALLBACK (bks_notices_mutes_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (status, "unmute", G_CALLBACK (bks_notices_unmute_cb), self,
                           G_CONNECT_SWAPPED);
  bks_notices_limits_cb (self);
  bks_notices_rules_cb (self);

  for (gsize i = 0; i < G_N_ELEMENTS (buttons); i++)
    {
      GActionEntry entry = { .name = buttons[i].name,
                             .activate = button_cb,
                             .parameter_type = "s" };

      g_action_map_add_action_entries (G_ACTION_MAP (application), &entry, 1, self);
    }
  return self;
}

/**
 * bks_notices_start:
 * @self: what tells
 *
 * Begins to watch, and does what was pressed before: the stored NAS are there.
 */
void
bks_notices_start (BksNotices *self)
{
  g_return_if_fail (BKS_IS_NOTICES (self));
  g_return_if_fail (!self->has_begun);

  self->has_begun = TRUE;
  bks_watch_start (self->watch);
  for (guint i = 0; i < self->early->len; i++)
    {
      const char *name, *id;

      g_variant_get (self->early->pdata[i], "(&s&s)", &name, &id);
      press (self, name, id);
    }
  g_ptr_array_set_size (self->early, 0);
}

/**
 * bks_notices_get_watch:
 * @self: a #BksNotices
 *
 * Returns: (transfer none): what watches
 */
BksWatch *
bks_notices_get_watch (BksNotices *self)
{
  g_return_val_if_fail (BKS_IS_NOTICES (self), NULL);

  return self->watch;
}
