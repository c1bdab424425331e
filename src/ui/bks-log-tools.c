/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-ui"

#include "bks-log-tools.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "bks-log-date-button.h"
#include "bks-nas.h"

struct _BksLogTools
{
  GtkWidget parent_instance;

  GtkSearchEntry *search_entry;
  BksLogDateButton *date_button;
  GtkMenuButton *level_button;
  GtkMenuButton *task_button;
  GtkWidget *task_label;
  GtkMenuButton *nas_button;
  GtkWidget *nas_label;
  GtkWidget *export_button;
  GtkMenuButton *more_button;
  GMenuModel *level_menu;
  GMenuModel *order_menu;

  GSimpleActionGroup *actions;  /* (owned) */
  BksLogFilters *filters;       /* (owned) (nullable) */
  GSignalGroup *filter_signals; /* (owned) */
  GListModel *nas_list;         /* (owned) (nullable) of BksNas */
  gboolean is_single;           /* there is one log: no NAS and no backup to choose */
  BksWidthClass width_class;
  gboolean is_filling; /* what changes is not the user's doing */
};

G_DEFINE_FINAL_TYPE (BksLogTools, bks_log_tools, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_EXPORT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const char *
level_nick (BksLogLevel level)
{
  return level == BKS_LOG_ERROR ? "errors" : level == BKS_LOG_WARNING ? "warnings" : "all";
}

/* A menu button of GTK 4.8 is named after its class, and so is the button inside it. */
static void
set_name (GtkMenuButton *button, const char *name)
{
  gtk_widget_set_tooltip_text (GTK_WIDGET (button), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_first_child (GTK_WIDGET (button))),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static guint
count_nas (BksLogTools *self)
{
  return self->nas_list != NULL ? g_list_model_get_n_items (self->nas_list) : 0;
}

static BksNas *
find_nas (BksLogTools *self, const char *id)
{
  for (guint i = 0; id != NULL && i < count_nas (self); i++)
    {
      g_autoptr (BksNas) nas = g_list_model_get_item (self->nas_list, i);

      if (g_str_equal (bks_nas_get_id (nas), id))
        return nas;
    }
  return NULL;
}

static void
append_choice (GMenu *menu, const char *label, const char *action, const char *target)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (NULL, NULL);
  g_autoptr (GString) text = g_string_new (label);

  /* An underscore in a name is none that marks a key. */
  g_string_replace (text, "_", "__", 0);
  g_menu_item_set_label (item, text->str);
  g_menu_item_set_action_and_target (item, action, "s", target);
  g_menu_append_item (menu, item);
}

static GMenuModel *
create_nas_menu (BksLogTools *self)
{
  GMenu *menu = g_menu_new ();

  append_choice (menu, _ ("All NAS"), "filter.nas", "");
  for (guint i = 0; i < count_nas (self); i++)
    {
      g_autoptr (BksNas) nas = g_list_model_get_item (self->nas_list, i);

      append_choice (menu, bks_nas_get_name (nas), "filter.nas", bks_nas_get_id (nas));
    }
  return G_MENU_MODEL (menu);
}

/* The backups of each NAS under its name, of the chosen one alone where one is chosen. */
static GMenuModel *
create_task_menu (BksLogTools *self)
{
  GMenu *menu = g_menu_new ();
  const char *only = bks_log_filters_get_nas_id (self->filters);

  append_choice (menu, _ ("All backups"), "filter.task", "");
  for (guint i = 0; i < count_nas (self); i++)
    {
      g_autoptr (BksNas) nas = g_list_model_get_item (self->nas_list, i);
      g_autoptr (GMenu) section = g_menu_new ();
      GListModel *tasks = bks_nas_get_tasks (nas);

      if (only != NULL && !g_str_equal (only, bks_nas_get_id (nas)))
        continue;
      for (guint j = 0; j < g_list_model_get_n_items (tasks); j++)
        {
          g_autoptr (BksTask) task = g_list_model_get_item (tasks, j);
          g_autofree char *target = g_strdup_printf ("%s/%s", bks_nas_get_id (nas),
                                                     bks_task_get_id (task));

          append_choice (section, bks_task_get_name (task), "filter.task", target);
        }
      g_menu_append_section (menu, count_nas (self) > 1 ? bks_nas_get_name (nas) : NULL,
                             G_MENU_MODEL (section));
    }
  return G_MENU_MODEL (menu);
}

/* All that has no button of its own where there is little room. */
static GMenuModel *
create_more_menu (BksLogTools *self)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) filters = g_menu_new ();
  g_autoptr (GMenu) rest = g_menu_new ();

  g_menu_append_submenu (filters, _ ("Level"), self->level_menu);
  if (!self->is_single)
    {
      g_autoptr (GMenuModel) tasks = create_task_menu (self);

      g_menu_append_submenu (filters, _ ("Backup"), tasks);
    }
  if (!self->is_single && count_nas (self) > 1)
    {
      g_autoptr (GMenuModel) nas = create_nas_menu (self);

      g_menu_append_submenu (filters, _ ("NAS"), nas);
    }
  g_menu_append_submenu (filters, _ ("Order"), self->order_menu);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (filters));
  g_menu_append (rest, _ ("Export These Lines…"), "filter.export");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (rest));
  return G_MENU_MODEL (menu);
}

static void
task_popup_cb (GtkMenuButton *button, gpointer user_data)
{
  g_autoptr (GMenuModel) menu = create_task_menu (user_data);

  gtk_menu_button_set_menu_model (button, menu);
}

static void
nas_popup_cb (GtkMenuButton *button, gpointer user_data)
{
  g_autoptr (GMenuModel) menu = create_nas_menu (user_data);

  gtk_menu_button_set_menu_model (button, menu);
}

static void
more_popup_cb (GtkMenuButton *button, gpointer user_data)
{
  g_autoptr (GMenuModel) menu = create_more_menu (user_data);

  gtk_menu_button_set_menu_model (button, menu);
}

static void
show_choices (BksLogTools *self)
{
  gboolean is_narrow = self->width_class == BKS_WIDTH_NARROW;

  gtk_widget_set_visible (GTK_WIDGET (self->level_button), !is_narrow);
  gtk_widget_set_visible (GTK_WIDGET (self->task_button), !is_narrow && !self->is_single);
  /* Between the widths there is room for one chooser less; the other one is in the menu. */
  gtk_widget_set_visible (GTK_WIDGET (self->nas_button), self->width_class == BKS_WIDTH_WIDE
                                                             && !self->is_single
                                                             && count_nas (self) > 1);
  gtk_widget_set_visible (self->export_button, self->width_class == BKS_WIDTH_WIDE);
  gtk_widget_set_visible (GTK_WIDGET (self->more_button), self->width_class != BKS_WIDTH_WIDE);
  bks_log_date_button_set_narrow (self->date_button, self->width_class != BKS_WIDTH_WIDE);
}

static void
set_state (BksLogTools *self, const char *name, const char *state)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), name);

  g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_string (state));
}

static void
show_level (BksLogTools *self)
{
  BksLogLevel level = bks_log_filters_get_level (self->filters);
  const char *text = level == BKS_LOG_ERROR     ? _ ("Errors")
                     : level == BKS_LOG_WARNING ? _ ("Warnings and errors")
                                                : _ ("All levels");
  /* Translators: name of a button: "Level: Errors". */
  g_autofree char *name = g_strdup_printf (_ ("Level: %s"), text);

  gtk_menu_button_set_label (self->level_button, text);
  set_name (self->level_button, name);
  set_state (self, "level", level_nick (level));
}

static void
show_task (BksLogTools *self)
{
  const char *id = bks_log_filters_get_task_id (self->filters);
  const char *nas_id = bks_log_filters_get_task_nas_id (self->filters);
  BksNas *nas = find_nas (self, nas_id);
  BksTask *task = nas != NULL && id != NULL ? bks_nas_find_task (nas, id) : NULL;
  const char *text = id == NULL     ? _ ("All backups")
                     : task != NULL ? bks_task_get_name (task)
                                    : _ ("One backup");
  /* Translators: name of a button: "Backup: Accounting". */
  g_autofree char *name = g_strdup_printf (_ ("Backup: %s"), text);
  g_autofree char *state = id != NULL ? g_strdup_printf ("%s/%s", nas_id, id) : g_strdup ("");

  gtk_label_set_text (GTK_LABEL (self->task_label), text);
  set_name (self->task_button, name);
  set_state (self, "task", state);
}

static void
show_nas (BksLogTools *self)
{
  const char *id = bks_log_filters_get_nas_id (self->filters);
  BksNas *nas = find_nas (self, id);
  const char *text = nas != NULL ? bks_nas_get_name (nas) : _ ("All NAS");
  /* Translators: name of a button: "NAS: office-nas". */
  g_autofree char *name = g_strdup_printf (_ ("NAS: %s"), text);

  gtk_label_set_text (GTK_LABEL (self->nas_label), text);
  set_name (self->nas_button, name);
  set_state (self, "nas", id != NULL ? id : "");
}

static void
bks_log_tools_filters_changed_cb (BksLogTools *self)
{
  g_autofree char *typed = NULL;

  if (self->filters == NULL)
    return;

  show_level (self);
  show_task (self);
  show_nas (self);
  set_state (self, "order", bks_log_filters_get_oldest_first (self->filters) ? "oldest" : "newest");

  /* What is being typed is left alone. */
  typed = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->search_entry))));
  if (g_str_equal (typed, bks_log_filters_get_keyword (self->filters)))
    return;
  self->is_filling = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry),
                         bks_log_filters_get_keyword (self->filters));
  self->is_filling = FALSE;
}

static void
bks_log_tools_search_cb (BksLogTools *self)
{
  if (self->filters != NULL && !self->is_filling)
    bks_log_filters_set_keyword (self->filters,
                                 gtk_editable_get_text (GTK_EDITABLE (self->search_entry)));
}

static void
bks_log_tools_stop_search_cb (BksLogTools *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
}

static void
level_cb (GSimpleAction *action, GVariant *state, gpointer user_data)
{
  BksLogTools *self = user_data;
  const char *nick = g_variant_get_string (state, NULL);

  bks_log_filters_set_level (self->filters, g_str_equal (nick, "errors")     ? BKS_LOG_ERROR
                                            : g_str_equal (nick, "warnings") ? BKS_LOG_WARNING
                                                                             : BKS_LOG_UNKNOWN);
}

static void
task_cb (GSimpleAction *action, GVariant *state, gpointer user_data)
{
  BksLogTools *self = user_data;
  const char *target = g_variant_get_string (state, NULL);
  const char *slash = strrchr (target, '/');
  g_autofree char *nas_id = slash != NULL ? g_strndup (target, (gsize) (slash - target)) : NULL;

  bks_log_filters_set_task (self->filters, nas_id, slash != NULL ? slash + 1 : NULL);
}

static void
nas_cb (GSimpleAction *action, GVariant *state, gpointer user_data)
{
  BksLogTools *self = user_data;
  const char *id = g_variant_get_string (state, NULL);

  bks_log_filters_set_nas (self->filters, *id != '\0' ? id : NULL);
}

static void
order_cb (GSimpleAction *action, GVariant *state, gpointer user_data)
{
  BksLogTools *self = user_data;

  bks_log_filters_set_oldest_first (self->filters,
                                    g_str_equal (g_variant_get_string (state, NULL), "oldest"));
}

static void
export_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_signal_emit (user_data, signals[SIGNAL_EXPORT], 0);
}

static void
bks_log_tools_dispose (GObject *object)
{
  BksLogTools *self = BKS_LOG_TOOLS (object);
  GtkWidget *child;

  g_clear_object (&self->filter_signals);
  g_clear_object (&self->filters);
  g_clear_object (&self->nas_list);
  g_clear_object (&self->actions);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (bks_log_tools_parent_class)->dispose (object);
}

static void
bks_log_tools_class_init (BksLogToolsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bks_log_tools_dispose;

  /**
   * BksLogTools::export:
   * @self: the tools
   *
   * What the filters match is to be kept in a file.
   */
  signals[SIGNAL_EXPORT] = g_signal_new ("export", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (BKS_TYPE_LOG_DATE_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/backstay/Backstay/ui/bks-log-tools.ui");
  gtk_widget_class_bind_template_child (widget_class, BksLogTools, search_entry);
  gtk_widget_class_bind_template_child (widget_class, BksLogTools, date_button);
  gtk_widget_class_bind_template_child (widget_class, BksLogTools, level_button);
  gtk_widget_class_bind_template_child (widget_class, BksLogTools, task_button);
  gtk_widget_class_bind_template_child (widget_class, BksLogTools, task_label);
  gtk_widget_class_bind_template_child (widget_class, BksLogTools, nas_button);
  gtk_widget_class_bind_template_child (widget_class, BksLogTools, nas_label);
  gtk_widget_class_bind_template_child (widget_class, BksLogTools, export_button);
  gtk_widget_class_bind_template_child (widget_class, BksLogTools, more_button);
  gtk_widget_class_bind_template_child (widget_class, BksLogTools, level_menu);
  gtk_widget_class_bind_template_child (widget_class, BksLogTools, order_menu);
  gtk_widget_class_bind_template_callback (widget_class, bks_log_tools_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, bks_log_tools_stop_search_cb);
}

static void
bks_log_tools_init (BksLogTools *self)
{
  static const GActionEntry entries[] = {
    { .name = "level", .parameter_type = "s", .state = "'all'", .change_state = level_cb },
    { .name = "task", .parameter_type = "s", .state = "''", .change_state = task_cb },
    { .name = "nas", .parameter_type = "s", .state = "''", .change_state = nas_cb },
    { .name = "order", .parameter_type = "s", .state = "'newest'", .change_state = order_cb },
    { .name = "export", .activate = export_cb },
  };

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "filter", G_ACTION_GROUP (self->actions));

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_create_popup_func (self->task_button, task_popup_cb, self, NULL);
  gtk_menu_button_set_create_popup_func (self->nas_button, nas_popup_cb, self, NULL);
  gtk_menu_button_set_create_popup_func (self->more_button, more_popup_cb, self, NULL);
  set_name (self->more_button, _ ("More Filters"));

  self->width_class = BKS_WIDTH_WIDE;
  show_choices (self);
  self->filter_signals = g_signal_group_new (BKS_TYPE_LOG_FILTERS);
  g_signal_group_connect_object (self->filter_signals, "changed",
                                 G_CALLBACK (bks_log_tools_filters_changed_cb), self,
                                 G_CONNECT_SWAPPED);
}

/**
 * bks_log_tools_set_filters:
 * @self: a #BksLogTools
 * @filters: what it shows and changes
 */
void
bks_log_tools_set_filters (BksLogTools *self, BksLogFilters *filters)
{
  g_return_if_fail (BKS_IS_LOG_TOOLS (self));
  g_return_if_fail (BKS_IS_LOG_FILTERS (filters));

  if (!g_set_object (&self->filters, filters))
    return;

  g_signal_group_set_target (self->filter_signals, filters);
  bks_log_date_button_set_filters (self->date_button, filters);
  bks_log_tools_filters_changed_cb (self);
}

static void
bks_log_tools_nas_changed_cb (BksLogTools *self)
{
  show_choices (self);
  bks_log_tools_filters_changed_cb (self);
}

/**
 * bks_log_tools_set_nas_list:
 * @self: a #BksLogTools
 * @nas_list: (nullable): of BksNas: what there is to choose from
 */
void
bks_log_tools_set_nas_list (BksLogTools *self, GListModel *nas_list)
{
  g_return_if_fail (BKS_IS_LOG_TOOLS (self));

  if (self->nas_list == nas_list)
    return;

  if (self->nas_list != NULL)
    g_signal_handlers_disconnect_by_data (self->nas_list, self);
  g_set_object (&self->nas_list, nas_list);
  if (nas_list != NULL)
    g_signal_connect_object (nas_list, "items-changed", G_CALLBACK (bks_log_tools_nas_changed_cb),
                             self, G_CONNECT_SWAPPED);
  bks_log_tools_nas_changed_cb (self);
}

/**
 * bks_log_tools_set_single:
 * @self: a #BksLogTools
 * @single: whether it is the log of one task or one target: then there is none to choose
 */
void
bks_log_tools_set_single (BksLogTools *self, gboolean single)
{
  g_return_if_fail (BKS_IS_LOG_TOOLS (self));

  self->is_single = single;
  show_choices (self);
}

/**
 * bks_log_tools_set_can_export:
 * @self: a #BksLogTools
 * @can_export: whether there is something to export, and no export under way
 */
void
bks_log_tools_set_can_export (BksLogTools *self, gboolean can_export)
{
  GAction *action;

  g_return_if_fail (BKS_IS_LOG_TOOLS (self));

  action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), "export");
  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), can_export);
}

/**
 * bks_log_tools_set_width_class:
 * @self: a #BksLogTools
 * @width_class: how much room there is
 */
void
bks_log_tools_set_width_class (BksLogTools *self, BksWidthClass width_class)
{
  g_return_if_fail (BKS_IS_LOG_TOOLS (self));

  self->width_class = width_class;
  show_choices (self);
}

/**
 * bks_log_tools_focus_search:
 * @self: a #BksLogTools
 */
void
bks_log_tools_focus_search (BksLogTools *self)
{
  g_return_if_fail (BKS_IS_LOG_TOOLS (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}
