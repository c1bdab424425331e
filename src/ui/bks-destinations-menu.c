/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-ui"

#include "bks-destinations-menu.h"

#include <glib/gi18n-lib.h>

struct _BksDestinationsMenu
{
  GtkWidget parent_instance;

  GtkMenuButton *button;
  BksDestinationRow *row; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (BksDestinationsMenu, bks_destinations_menu, GTK_TYPE_WIDGET)

static void
append (GMenu *menu, const char *label, const char *action, const char *nas_id, const char *id)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "(ss)", nas_id, id);
  g_menu_append_item (menu, item);
}

/* A name is no mnemonic. */
static char *
escape_label (const char *name)
{
  g_auto (GStrv) parts = g_strsplit (name, "_", -1);

  return g_strjoinv ("__", parts);
}

/* Made when it opens: backups may have come and gone. */
static void
bks_destinations_menu_create_cb (GtkMenuButton *button, gpointer user_data)
{
  BksDestinationsMenu *self = user_data;
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) backups = g_menu_new ();
  const char *nas_id;
  GPtrArray *tasks;

  if (self->row == NULL)
    return;

  nas_id = bks_nas_get_id (bks_destination_row_get_nas (self->row));
  tasks = bks_destination_row_get_tasks (self->row);
  if (bks_destination_row_can_check (self->row))
    append (menu, _ ("Check Again"), "destination.check-again", nas_id,
            bks_destination_row_get_key (self->row));
  append (menu, _ ("Open in DSM"), "destination.open-in-dsm", nas_id, "");
  for (guint i = 0; i < tasks->len; i++)
    {
      BksTask *task = g_ptr_array_index (tasks, i);
      g_autofree char *label = escape_label (bks_task_get_name (task));

      append (backups, label, "destination.show-task", nas_id, bks_task_get_id (task));
    }
  if (tasks->len > 0)
    g_menu_append_section (menu, NULL, G_MENU_MODEL (backups));
  gtk_menu_button_set_menu_model (button, G_MENU_MODEL (menu));
}

static void
bks_destinations_menu_dispose (GObject *object)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  g_clear_object (&BKS_DESTINATIONS_MENU (object)->row);
  g_clear_pointer (&child, gtk_widget_unparent);

  G_OBJECT_CLASS (bks_destinations_menu_parent_class)->dispose (object);
}

static void
bks_destinations_menu_class_init (BksDestinationsMenuClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bks_destinations_menu_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
bks_destinations_menu_init (BksDestinationsMenu *self)
{
  self->button = g_object_new (GTK_TYPE_MENU_BUTTON, "icon-name", "view-more-symbolic", "valign",
                               GTK_ALIGN_CENTER, "has-frame", FALSE, NULL);
  gtk_menu_button_set_create_popup_func (self->button, bks_destinations_menu_create_cb, self, NULL);
  gtk_widget_set_parent (GTK_WIDGET (self->button), GTK_WIDGET (self));
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_END);
}

/**
 * bks_destinations_menu_new:
 *
 * Returns: a menu of no destination yet
 */
GtkWidget *
bks_destinations_menu_new (void)
{
  return g_object_new (BKS_TYPE_DESTINATIONS_MENU, NULL);
}

/**
 * bks_destinations_menu_set_row:
 * @self: a #BksDestinationsMenu
 * @row: (nullable): the destination
 */
void
bks_destinations_menu_set_row (BksDestinationsMenu *self, BksDestinationRow *row)
{
  g_autofree char *title = NULL;
  g_autofree char *label = NULL;

  g_return_if_fail (BKS_IS_DESTINATIONS_MENU (self));

  if (!g_set_object (&self->row, row) || row == NULL)
    return;

  title = bks_destination_row_dup_title (row);
  /* Translators: the menu of a destination: "Actions for Amazon S3". */
  label = g_strdup_printf (_ ("Actions for %s"), title);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
}

/**
 * bks_destinations_menu_popup:
 * @self: a #BksDestinationsMenu
 *
 * Opens it, as a click would.
 */
void
bks_destinations_menu_popup (BksDestinationsMenu *self)
{
  g_return_if_fail (BKS_IS_DESTINATIONS_MENU (self));

  gtk_menu_button_popup (self->button);
}
