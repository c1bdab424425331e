/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-ui"

#include "bks-action-button.h"

#include <glib/gi18n-lib.h>

/* Not an AdwButtonContent: that labels its button by itself, and the verb would be said twice. */
static void
show_content (GtkButton *button, const char *label, const char *icon_name)
{
  GtkWidget *box = gtk_button_get_child (button);

  if (!GTK_IS_BOX (box))
    {
      box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
      gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
      gtk_box_append (GTK_BOX (box), g_object_new (GTK_TYPE_IMAGE, "accessible-role",
                                                   GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL));
      gtk_box_append (GTK_BOX (box), gtk_label_new (NULL));
      gtk_button_set_child (button, box);
      gtk_widget_add_css_class (GTK_WIDGET (button), "image-text-button");
    }
  gtk_image_set_from_icon_name (GTK_IMAGE (gtk_widget_get_first_child (box)), icon_name);
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_last_child (box)), label);
  gtk_widget_set_visible (GTK_WIDGET (button), TRUE);
}

static void
describe (GtkButton *button, const char *label, const char *task_name, const char *why)
{
  /* Translators: a verb and the name of a backup, as a screen reader says it: "Suspend Accounting". */
  g_autofree char *name = g_strdup_printf (C_ ("button", "%s %s"), label, task_name);

  gtk_widget_set_tooltip_text (GTK_WIDGET (button), why);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, why != NULL ? why : "", -1);
}

/* What is the same already is left alone: a button that changes loses the keyboard. */
static void
set_action (GtkButton *button, const char *action_name, const char *target)
{
  GtkActionable *actionable = GTK_ACTIONABLE (button);
  g_autoptr (GVariant) value = target != NULL ? g_variant_ref_sink (g_variant_new_string (target))
                                              : NULL;
  GVariant *old = gtk_actionable_get_action_target_value (actionable);

  if (g_strcmp0 (gtk_actionable_get_action_name (actionable), action_name) == 0
      && (old == value || (old != NULL && value != NULL && g_variant_equal (old, value))))
    return;
  /* Never a name beside another one's target. */
  gtk_actionable_set_action_name (actionable, NULL);
  gtk_actionable_set_action_target_value (actionable, value);
  gtk_actionable_set_action_name (actionable, action_name);
}

/**
 * bks_action_button_show:
 * @button: a button below a widget that has the "task" actions
 * @task: the task that it acts on
 * @action: what it does
 *
 * Returns: (nullable) (transfer full): why it cannot be done now; %NULL if it can
 */
char *
bks_action_button_show (GtkButton *button, BksTask *task, BksAction action)
{
  const char *label = bks_action_get_label (action);
  g_autofree char *action_name = g_strdup_printf ("task.%s", bks_action_get_nick (action));
  g_autofree char *why = NULL;

  if (bks_task_can (task, action, &why))
    g_clear_pointer (&why, g_free);

  show_content (button, label, bks_action_get_icon_name (action));
  describe (button, label, bks_task_get_name (task), why);
  set_action (button, action_name, NULL);
  return g_steal_pointer (&why);
}

static void
show_plain (GtkButton *button,
            BksTask *task,
            const char *label,
            const char *action_name,
            const char *target)
{
  gtk_button_set_label (button, label);
  gtk_widget_remove_css_class (GTK_WIDGET (button), "image-text-button");
  gtk_widget_set_visible (GTK_WIDGET (button), TRUE);
  describe (button, label, bks_task_get_name (task), NULL);
  set_action (button, action_name, target);
}

/**
 * bks_action_button_show_log:
 * @button: a button below a widget that has the action "page.show-log"
 * @task: the task whose log it opens
 */
void
bks_action_button_show_log (GtkButton *button, BksTask *task)
{
  show_plain (button, task, _ ("Show Log"), "page.show-log", NULL);
}

/**
 * bks_action_button_show_check_again:
 * @button: a button below a widget that has the action "page.check-again"
 * @task: the task whose destination is looked at
 */
void
bks_action_button_show_check_again (GtkButton *button, BksTask *task)
{
  show_plain (button, task, _ ("Check Again"), "page.check-again", NULL);
}

/**
 * bks_action_button_show_open_in_dsm:
 * @button: a button below a widget that has the "task" actions
 * @task: the task that it is about
 */
void
bks_action_button_show_open_in_dsm (GtkButton *button, BksTask *task)
{
  show_plain (button, task, _ ("Open in DSM"), "task.open-in-dsm", NULL);
}

/**
 * bks_action_button_show_limit:
 * @button: a button in a window
 * @task: the task that waits
 * @nas_id: ID of the NAS whose Vault it waits for
 */
void
bks_action_button_show_limit (GtkButton *button, BksTask *task, const char *nas_id)
{
  show_plain (button, task, _ ("Change Limit"), "win.show-vault-limit", nas_id);
}
