/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-ui"

#include "bks-verb-button.h"

#include <glib/gi18n-lib.h>

#include "bks-task-actions.h"

struct _BksVerbButton
{
  GtkWidget parent_instance;

  GtkWidget *button;
  GtkWidget *menu_button;

  BksTask *task; /* (owned) (nullable) */
  gboolean has_menu;
  GSignalGroup *signals; /* (owned): of the task */
};

G_DEFINE_FINAL_TYPE (BksVerbButton, bks_verb_button, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_TASK = 1,
  PROP_HAS_MENU,
} BksVerbButtonProperty;

static GParamSpec *properties[PROP_HAS_MENU + 1];

static void
update (BksVerbButton *self)
{
  const char *name = bks_task_get_name (self->task);
  int best = bks_task_get_best_action (self->task);
  gboolean had_focus = gtk_widget_is_focus (self->button);
  g_autofree char *menu_label = g_strdup_printf (_ ("Actions for %s"), name);
  g_autofree char *label = NULL;
  g_autofree char *why = NULL;
  g_autofree char *tooltip = NULL;
  g_autofree char *action_name = NULL;

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->menu_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  menu_label, -1);

  gtk_widget_set_visible (self->button, best >= 0);
  if (best < 0)
    {
      if (had_focus)
        gtk_widget_grab_focus (self->menu_button);
      return;
    }

  if (bks_task_can (self->task, (BksAction) best, &why))
    g_clear_pointer (&why, g_free);

  /* Translators: a verb and the name of a backup: "Suspend Accounting". */
  label = g_strdup_printf (C_ ("button", "%s %s"), bks_action_get_label ((BksAction) best), name);
  action_name = g_strdup_printf ("task.%s", bks_action_get_nick ((BksAction) best));
  if (why != NULL)
    /* Translators: a verb, and why it cannot be used now. */
    tooltip = g_strdup_printf (_ ("%s: %s"), bks_action_get_label ((BksAction) best), why);

  gtk_button_set_icon_name (GTK_BUTTON (self->button), bks_action_get_icon_name ((BksAction) best));
  gtk_widget_set_tooltip_text (self->button,
                               tooltip != NULL ? tooltip : bks_action_get_label ((BksAction) best));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  why != NULL ? why : "", -1);
  if (g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (self->button)), action_name) != 0)
    gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), action_name);
  if (had_focus && why != NULL && gtk_widget_get_visible (self->menu_button))
    gtk_widget_grab_focus (self->menu_button);
}

static void
bks_verb_button_task_changed_cb (BksVerbButton *self)
{
  if (self->task != NULL)
    update (self);
}

/* A menu for each of hundreds of rows is made only where it is opened. */
static void
create_popup (GtkMenuButton *menu_button, gpointer user_data)
{
  g_autoptr (GMenuModel) menu = bks_task_actions_create_menu ();

  gtk_menu_button_set_popover (menu_button, gtk_popover_menu_new_from_model (menu));
}

static void
bks_verb_button_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  BksVerbButton *self = BKS_VERB_BUTTON (object);

  switch ((BksVerbButtonProperty) prop_id)
    {
    case PROP_TASK:
      g_value_set_object (value, self->task);
      break;
    case PROP_HAS_MENU:
      g_value_set_boolean (value, self->has_menu);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bks_verb_button_set_property (GObject *object,
                              guint prop_id,
                              const GValue *value,
                              GParamSpec *pspec)
{
  BksVerbButton *self = BKS_VERB_BUTTON (object);

  switch ((BksVerbButtonProperty) prop_id)
    {
    case PROP_TASK:
      bks_verb_button_set_task (self, g_value_get_object (value));
      break;
    case PROP_HAS_MENU:
      if (self->has_menu == g_value_get_boolean (value))
        break;
      self->has_menu = g_value_get_boolean (value);
      gtk_widget_set_visible (self->menu_button, self->has_menu);
      g_object_notify_by_pspec (object, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bks_verb_button_dispose (GObject *object)
{
  BksVerbButton *self = BKS_VERB_BUTTON (object);

  g_clear_object (&self->signals);
  g_clear_object (&self->task);
  g_clear_pointer (&self->button, gtk_widget_unparent);
  g_clear_pointer (&self->menu_button, gtk_widget_unparent);

  G_OBJECT_CLASS (bks_verb_button_parent_class)->dispose (object);
}

static void
bks_verb_button_class_init (BksVerbButtonClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = bks_verb_button_get_property;
  object_class->set_property = bks_verb_button_set_property;
  object_class->dispose = bks_verb_button_dispose;

  properties[PROP_TASK] = g_param_spec_object ("task", NULL, NULL, BKS_TYPE_TASK,
                                               G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY
                                                   | G_PARAM_STATIC_STRINGS);
  properties[PROP_HAS_MENU] = g_param_spec_boolean ("has-menu", NULL, NULL, TRUE,
                                                    G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY
                                                        | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
}

static void
bks_verb_button_init (BksVerbButton *self)
{
  self->has_menu = TRUE;
  /* From the beginning: widgets that are in a window already do not look for a later one in GTK 4.8. */
  gtk_widget_insert_action_group (GTK_WIDGET (self), "task", NULL);
  self->button = g_object_new (GTK_TYPE_BUTTON, "valign", GTK_ALIGN_CENTER, NULL);
  gtk_widget_add_css_class (self->button, "flat");
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));

  self->menu_button = g_object_new (GTK_TYPE_MENU_BUTTON, "valign", GTK_ALIGN_CENTER, "icon-name",
                                    "view-more-symbolic", "tooltip-text", _ ("Actions"), NULL);
  gtk_widget_add_css_class (self->menu_button, "flat");
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (self->menu_button), create_popup, NULL,
                                         NULL);
  gtk_widget_set_parent (self->menu_button, GTK_WIDGET (self));

  self->signals = g_signal_group_new (BKS_TYPE_TASK);
  g_signal_group_connect_object (self->signals, "notify::generation",
                                 G_CALLBACK (bks_verb_button_task_changed_cb), self,
                                 G_CONNECT_SWAPPED);
}

/**
 * bks_verb_button_set_task:
 * @self: a #BksVerbButton
 * @task: (nullable): what it acts on
 */
void
bks_verb_button_set_task (BksVerbButton *self, BksTask *task)
{
  GActionGroup *group = NULL;

  g_return_if_fail (BKS_IS_VERB_BUTTON (self));
  g_return_if_fail (task == NULL || BKS_IS_TASK (task));

  if (!g_set_object (&self->task, task))
    return;

  if (task != NULL)
    group = bks_task_actions_create_group (GTK_WIDGET (self), task);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "task", group);
  g_clear_object (&group);
  g_signal_group_set_target (self->signals, task);
  if (task != NULL)
    update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TASK]);
}

/**
 * bks_verb_button_activate_verb:
 * @self: a #BksVerbButton
 *
 * As if its button had been pressed; nothing if that cannot be done now.
 */
void
bks_verb_button_activate_verb (BksVerbButton *self)
{
  int best;

  g_return_if_fail (BKS_IS_VERB_BUTTON (self));

  best = self->task != NULL ? bks_task_get_best_action (self->task) : -1;
  if (best >= 0 && bks_task_can (self->task, (BksAction) best, NULL))
    bks_task_actions_perform (GTK_WIDGET (self), self->task, (BksAction) best);
}
