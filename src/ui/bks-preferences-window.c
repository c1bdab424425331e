/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-ui"

#include "bks-preferences-window.h"

#include <glib/gi18n-lib.h>

#include "bks-choice-row.h"
#include "bks-clock-row.h"
#include "bks-format.h"

struct _BksPreferencesWindow
{
  AdwPreferencesWindow parent_instance;

  AdwActionRow *keep_watching_row;
  GtkSwitch *keep_watching_switch;
  AdwActionRow *start_at_login_row;
  GtkSwitch *start_at_login_switch;
  AdwActionRow *start_hidden_row;
  GtkSwitch *start_hidden_switch;
  AdwActionRow *tray_icon_row;
  GtkSwitch *tray_icon_switch;
  BksChoiceRow *look_every_row;
  GtkSpinButton *overdue_hours_spin;
  GtkSpinButton *overdue_runs_spin;
  GtkSpinButton *overdue_days_spin;
  BksChoiceRow *stuck_minutes_row;
  BksChoiceRow *check_days_row;
  GtkSwitch *notify_failed_switch;
  GtkSwitch *notify_overdue_switch;
  GtkSwitch *notify_destination_switch;
  GtkSwitch *notify_nas_switch;
  GtkSwitch *notify_unusual_switch;
  GtkSwitch *notify_recovered_switch;
  GtkSwitch *notify_success_switch;
  AdwExpanderRow *quiet_row;
  BksClockRow *quiet_from_row;
  BksClockRow *quiet_to_row;
  BksChoiceRow *weekly_row;
  AdwPreferencesGroup *muted_group;
  GtkWidget *nothing_muted_row;

  GSettings *settings;          /* (owned) */
  BksPreferencesStatus *status; /* (owned) */
  GPtrArray *muted_rows;        /* (owned) (element-type GtkWidget): in the order of the list */
};

G_DEFINE_FINAL_TYPE (BksPreferencesWindow, bks_preferences_window, ADW_TYPE_PREFERENCES_WINDOW)

static const char *const weekly_words[] = { "never",    "monday", "tuesday",  "wednesday",
                                            "thursday", "friday", "saturday", "sunday" };

/* The unit that says it in one number. */
static char *
describe_minutes (GVariant *value)
{
  guint minutes = g_variant_get_uint32 (value);

  if (minutes % 60 == 0)
    return g_strdup_printf (ngettext ("%u hour", "%u hours", minutes / 60), minutes / 60);
  return g_strdup_printf (ngettext ("%u minute", "%u minutes", minutes), minutes);
}

static char *
describe_days (GVariant *value)
{
  guint days = g_variant_get_uint32 (value);

  if (days == 0)
    return g_strdup (_ ("Never"));
  return g_strdup_printf (ngettext ("%u day", "%u days", days), days);
}

static char *
describe_weekly (GVariant *value)
{
  const char *word = g_variant_get_string (value, NULL);

  for (int i = 1; i < (int) G_N_ELEMENTS (weekly_words); i++)
    if (g_str_equal (word, weekly_words[i]))
      {
        /* The year 2024 began with a Monday. */
        g_autoptr (GDateTime) day = g_date_time_new_utc (2024, 1, i, 0, 0, 0);
        g_autofree char *name = g_date_time_format (day, "%A");

        /* Translators: a day of the week: "On Monday". */
        return g_strdup_printf (_ ("On %s"), name);
      }
  return g_strdup (_ ("Never"));
}

static GVariant *
numbers (const guint32 *values, gsize n)
{
  return g_variant_new_fixed_array (G_VARIANT_TYPE_UINT32, values, n, sizeof *values);
}

static char *
format_minutes (guint minutes)
{
  return bks_format_wall_clock ((int) minutes / 60, (int) minutes % 60);
}

static void
bks_preferences_window_quiet_changed_cb (BksPreferencesWindow *self)
{
  guint from = g_settings_get_uint (self->settings, "quiet-from");
  guint to = g_settings_get_uint (self->settings, "quiet-to");
  g_autofree char *from_text = format_minutes (from);
  g_autofree char *to_text = format_minutes (to);
  g_autofree char *text = NULL;

  if (from == to)
    text = g_strdup (_ ("None: they end when they begin"));
  else
    /* Translators: two times of the day. */
    text = g_strdup_printf (_ ("%s to %s, failures wait until then"), from_text, to_text);
  adw_expander_row_set_subtitle (self->quiet_row, text);
}

/* What the system says, or what we say as long as it says nothing. */
static void
show_status (BksPreferencesWindow *self,
             AdwActionRow *row,
             const char *available,
             const char *text,
             const char *usual)
{
  g_autofree char *said = NULL;
  gboolean is_available;

  g_object_get (self->status, available, &is_available, text, &said, NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (row), is_available);
  adw_action_row_set_subtitle (row, said != NULL && *said != '\0' ? said : usual);
}

static void
bks_preferences_window_status_changed_cb (BksPreferencesWindow *self)
{
  gboolean starts = gtk_switch_get_active (self->start_at_login_switch)
                    && gtk_switch_get_active (self->keep_watching_switch);

  show_status (self, self->keep_watching_row, "background-available", "background-text",
               _ ("Costs next to nothing and lets the NAS sleep"));
  show_status (self, self->start_at_login_row, "autostart-available", "autostart-text", "");
  show_status (self, self->tray_icon_row, "tray-available", "tray-text", "");
  gtk_widget_set_sensitive (GTK_WIDGET (self->start_hidden_row),
                            starts
                                && gtk_widget_get_sensitive (GTK_WIDGET (self->start_at_login_row))
                                && gtk_widget_get_sensitive (GTK_WIDGET (self->keep_watching_row)));
}

/* Who has set it himself need not be asked when a window closes. */
static void
bks_preferences_window_keep_watching_cb (BksPreferencesWindow *self)
{
  if (!g_settings_get_boolean (self->settings, "background-asked"))
    g_settings_set_boolean (self->settings, "background-asked", TRUE);
}

static void
bks_preferences_window_unmute_cb (BksPreferencesWindow *self, GtkButton *button)
{
  g_autoptr (BksMutedTask) task = g_object_ref (g_object_get_data (G_OBJECT (button), "task"));

  bks_preferences_status_unmute (self->status, task);
}

static GtkWidget *
make_muted_row (BksPreferencesWindow *self, BksMutedTask *task)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_with_label (_ ("Unmute"));
  g_autofree char *label = g_strdup_printf (_ ("Unmute %s"), bks_muted_task_get_title (task));

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), bks_muted_task_get_title (task));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), bks_muted_task_get_subtitle (task));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  g_object_set_data_full (G_OBJECT (button), "task", g_object_ref (task), g_object_unref);
  g_signal_connect_object (button, "clicked", G_CALLBACK (bks_preferences_window_unmute_cb), self,
                           G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), button);
  return row;
}

static guint
find_focus (BksPreferencesWindow *self)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self));

  for (guint i = 0; focus != NULL && i < self->muted_rows->len; i++)
    if (focus == self->muted_rows->pdata[i]
        || gtk_widget_is_ancestor (focus, self->muted_rows->pdata[i]))
      return i;
  return G_MAXUINT;
}

/* A short list: it is made anew. The focus stays where it was, or goes to the next row. */
static void
bks_preferences_window_muted_changed_cb (BksPreferencesWindow *self)
{
  GListModel *muted = G_LIST_MODEL (bks_preferences_status_get_muted (self->status));
  guint focus = find_focus (self);

  for (guint i = 0; i < self->muted_rows->len; i++)
    adw_preferences_group_remove (self->muted_group, self->muted_rows->pdata[i]);
  g_ptr_array_set_size (self->muted_rows, 0);
  for (guint i = 0; i < g_list_model_get_n_items (muted); i++)
    {
      g_autoptr (BksMutedTask) task = g_list_model_get_item (muted, i);
      GtkWidget *row = make_muted_row (self, task);

      adw_preferences_group_add (self->muted_group, row);
      g_ptr_array_add (self->muted_rows, row);
    }
  gtk_widget_set_visible (self->nothing_muted_row, self->muted_rows->len == 0);
  if (focus == G_MAXUINT)
    return;
  if (self->muted_rows->len > 0)
    gtk_widget_grab_focus (self->muted_rows->pdata[MIN (focus, self->muted_rows->len - 1)]);
  else
    gtk_widget_child_focus (GTK_WIDGET (self->weekly_row), GTK_DIR_TAB_FORWARD);
}

/* The switch of an expander row is its own. */
static GtkWidget *
find_switch (GtkWidget *widget)
{
  if (GTK_IS_SWITCH (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_switch (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
bind_switches (BksPreferencesWindow *self)
{
  const struct
  {
    const char *key;
    GtkSwitch *widget;
  } switches[] = {
    { "keep-watching", self->keep_watching_switch },
    { "start-at-login", self->start_at_login_switch },
    { "start-hidden", self->start_hidden_switch },
    { "tray-icon", self->tray_icon_switch },
    { "notify-failed", self->notify_failed_switch },
    { "notify-overdue", self->notify_overdue_switch },
    { "notify-destination", self->notify_destination_switch },
    { "notify-nas", self->notify_nas_switch },
    { "notify-unusual", self->notify_unusual_switch },
    { "notify-recovered", self->notify_recovered_switch },
    { "notify-success", self->notify_success_switch },
  };

  for (guint i = 0; i < G_N_ELEMENTS (switches); i++)
    g_settings_bind (self->settings, switches[i].key, switches[i].widget, "active",
                     G_SETTINGS_BIND_DEFAULT);
}

static void
bind_numbers (BksPreferencesWindow *self)
{
  static const guint32 look_every[] = { 5, 10, 15, 30, 60, 120, 180, 360 };
  static const guint32 stuck_minutes[] = { 10, 20, 30, 60, 120, 360 };
  static const guint32 check_days[] = { 7, 14, 30, 60, 90, 180, 365, 0 };

  g_settings_bind (self->settings, "overdue-hours",
                   gtk_spin_button_get_adjustment (self->overdue_hours_spin), "value",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "overdue-runs",
                   gtk_spin_button_get_adjustment (self->overdue_runs_spin), "value",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "overdue-days",
                   gtk_spin_button_get_adjustment (self->overdue_days_spin), "value",
                   G_SETTINGS_BIND_DEFAULT);
  bks_choice_row_bind (self->look_every_row, self->settings, "look-every",
                       numbers (look_every, G_N_ELEMENTS (look_every)), describe_minutes);
  bks_choice_row_bind (self->stuck_minutes_row, self->settings, "stuck-minutes",
                       numbers (stuck_minutes, G_N_ELEMENTS (stuck_minutes)), describe_minutes);
  bks_choice_row_bind (self->check_days_row, self->settings, "check-days",
                       numbers (check_days, G_N_ELEMENTS (check_days)), describe_days);
}

static void
bind_when (BksPreferencesWindow *self)
{
  GtkWidget *quiet_switch = find_switch (GTK_WIDGET (self->quiet_row));

  if (quiet_switch != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (quiet_switch), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    _ ("Quiet hours"), -1);
  g_settings_bind (self->settings, "quiet-hours", self->quiet_row, "enable-expansion",
                   G_SETTINGS_BIND_DEFAULT);
  bks_clock_row_bind (self->quiet_from_row, self->settings, "quiet-from", _ ("Quiet hours from"));
  bks_clock_row_bind (self->quiet_to_row, self->settings, "quiet-to", _ ("Quiet hours until"));
  g_signal_connect_object (self->settings, "changed::quiet-from",
                           G_CALLBACK (bks_preferences_window_quiet_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "changed::quiet-to",
                           G_CALLBACK (bks_preferences_window_quiet_changed_cb), self,
                           G_CONNECT_SWAPPED);
  bks_preferences_window_quiet_changed_cb (self);
  bks_choice_row_bind (self->weekly_row, self->settings, "weekly-message",
                       g_variant_new_strv (weekly_words, G_N_ELEMENTS (weekly_words)),
                       describe_weekly);
}

static void
follow_status (BksPreferencesWindow *self)
{
  g_signal_connect_object (self->status, "notify",
                           G_CALLBACK (bks_preferences_window_status_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->start_at_login_switch, "notify::active",
                           G_CALLBACK (bks_preferences_window_status_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->keep_watching_switch, "notify::active",
                           G_CALLBACK (bks_preferences_window_status_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->keep_watching_switch, "notify::active",
                           G_CALLBACK (bks_preferences_window_keep_watching_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (bks_preferences_status_get_muted (self->status), "items-changed",
                           G_CALLBACK (bks_preferences_window_muted_changed_cb), self,
                           G_CONNECT_SWAPPED);
  bks_preferences_window_status_changed_cb (self);
  bks_preferences_window_muted_changed_cb (self);
}

static void
bks_preferences_window_dispose (GObject *object)
{
  BksPreferencesWindow *self = BKS_PREFERENCES_WINDOW (object);

  g_clear_object (&self->status);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (bks_preferences_window_parent_class)->dispose (object);
}

static void
bks_preferences_window_finalize (GObject *object)
{
  BksPreferencesWindow *self = BKS_PREFERENCES_WINDOW (object);

  g_ptr_array_unref (self->muted_rows);

  G_OBJECT_CLASS (bks_preferences_window_parent_class)->finalize (object);
}

static void
bks_preferences_window_class_init (BksPreferencesWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bks_preferences_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = bks_preferences_window_finalize;

  g_type_ensure (BKS_TYPE_CHOICE_ROW);
  g_type_ensure (BKS_TYPE_CLOCK_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/backstay/Backstay/ui/bks-preferences-window.ui");
  gtk_widget_class_bind_template_child (widget_class, BksPreferencesWindow, keep_watching_row);
  gtk_widget_class_bind_template_child (widget_class, BksPreferencesWindow, keep_watching_switch);
  gtk_widget_class_bind_template_child (widget_class, BksPreferencesWindow, start_at_login_row);
  gtk_widget_class_bind_template_child (widget_class, BksPreferencesWindow, start_at_login_switch);
  gtk_widget_class_bind_template_child (widget_class, BksPreferencesWindow, start_hidden_row);
  gtk_widget_class_bind_template_child (widget_class, BksPreferencesWindow, start_hidden_switch);
  gtk_widget_class_bind_template_child (widget_class, BksPreferencesWindow, tray_icon_row);
  gtk_widget_class_bind_template_child (widget_class, BksPreferencesWindow, tray_icon_switch);
  gtk_widget_class_bind_template_child (widget_class, BksPreferencesWindow, look_every_row);
  gtk_widget_class_bind_template_child (widget_class, BksPreferencesWindow, overdue_hours_spin);
  gtk_widget_class_bind_template_child (widget_class, BksPreferencesWindow, overdue_runs_spin);
  gtk_widget_class_bind_template_child (widget_class, BksPreferencesWindow, overdue_days_spin);
  gtk_widget_class_bind_template_child (widget_class, BksPreferencesWindow, stuck_minutes_row);
  gtk_widget_class_bind_template_child (widget_class, BksPreferencesWindow, check_days_row);
  gtk_widget_class_bind_template_child (widget_class, BksPreferencesWindow, notify_failed_switch);
  gtk_widget_class_bind_template_child (widget_class, BksPreferencesWindow, notify_overdue_switch);
  gtk_widget_class_bind_template_child (widget_class, BksPreferencesWindow,
                                        notify_destination_switch);
  gtk_widget_class_bind_template_child (widget_class, BksPreferencesWindow, notify_nas_switch);
  gtk_widget_class_bind_template_child (widget_class, BksPreferencesWindow, notify_unusual_switch);
  gtk_widget_class_bind_template_child (widget_class, BksPreferencesWindow,
                                        notify_recovered_switch);
  gtk_widget_class_bind_template_child (widget_class, BksPreferencesWindow, notify_success_switch);
  gtk_widget_class_bind_template_child (widget_class, BksPreferencesWindow, quiet_row);
  gtk_widget_class_bind_template_child (widget_class, BksPreferencesWindow, quiet_from_row);
  gtk_widget_class_bind_template_child (widget_class, BksPreferencesWindow, quiet_to_row);
  gtk_widget_class_bind_template_child (widget_class, BksPreferencesWindow, weekly_row);
  gtk_widget_class_bind_template_child (widget_class, BksPreferencesWindow, muted_group);
  gtk_widget_class_bind_template_child (widget_class, BksPreferencesWindow, nothing_muted_row);
}

static void
bks_preferences_window_init (BksPreferencesWindow *self)
{
  self->muted_rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * bks_preferences_window_new:
 * @parent: (nullable): the window that it belongs to
 * @settings: of the application's schema
 * @status: (nullable): what the system has answered, and what is muted; %NULL = nothing is known
 *
 * Returns: (transfer none): a window to set what the user may set
 */
GtkWidget *
bks_preferences_window_new (GtkWindow *parent, GSettings *settings, BksPreferencesStatus *status)
{
  BksPreferencesWindow *self;

  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);

  self = g_object_new (BKS_TYPE_PREFERENCES_WINDOW, "transient-for", parent, NULL);
  self->settings = g_object_ref (settings);
  self->status = status != NULL ? g_object_ref (status) : bks_preferences_status_new ();
  bind_switches (self);
  bind_numbers (self);
  bind_when (self);
  follow_status (self);
  return GTK_WIDGET (self);
}
