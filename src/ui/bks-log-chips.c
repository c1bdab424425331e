/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-ui"

#include "bks-log-chips.h"

#include <glib/gi18n-lib.h>

#include "bks-nas.h"
#include "bks-wrap-layout.h"

#define MOST_CHARS 30 /* of a keyword or a name: it is read in the entry, too */

struct _BksLogChips
{
  GtkWidget parent_instance;

  BksLogFilters *filters;       /* (owned) (nullable) */
  GSignalGroup *filter_signals; /* (owned) */
  GListModel *nas_list;         /* (owned) (nullable): for names */
  guint update_id;              /* idle source; 0 = none */
};

G_DEFINE_FINAL_TYPE (BksLogChips, bks_log_chips, GTK_TYPE_WIDGET)

static BksNas *
find_nas (BksLogChips *self, const char *id)
{
  guint n = self->nas_list != NULL ? g_list_model_get_n_items (self->nas_list) : 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (BksNas) nas = g_list_model_get_item (self->nas_list, i);

      if (g_strcmp0 (bks_nas_get_id (nas), id) == 0)
        return nas;
    }
  return NULL;
}

static char *
dup_text (BksLogChips *self, BksLogPart part)
{
  BksNas *nas;
  BksTask *task;

  switch (part)
    {
    case BKS_LOG_PART_SPAN:
      return bks_log_filters_dup_span_text (self->filters);
    case BKS_LOG_PART_KEYWORD:
      /* Translators: a word that is searched for. */
      return g_strdup_printf (_ ("“%s”"), bks_log_filters_get_keyword (self->filters));
    case BKS_LOG_PART_LEVEL:
      return g_strdup (bks_log_filters_get_level (self->filters) == BKS_LOG_ERROR
                           ? _ ("Errors")
                           : _ ("Warnings and errors"));
    case BKS_LOG_PART_NAS:
      nas = find_nas (self, bks_log_filters_get_nas_id (self->filters));
      return g_strdup (nas != NULL ? bks_nas_get_name (nas) : _ ("A NAS that is not here"));
    case BKS_LOG_PART_TASK:
      nas = find_nas (self, bks_log_filters_get_task_nas_id (self->filters));
      task = nas != NULL ? bks_nas_find_task (nas, bks_log_filters_get_task_id (self->filters))
                         : NULL;
      return task != NULL ? g_strdup (bks_task_get_name (task))
                          : g_strdup_printf (_ ("Backup number %s"),
                                             bks_log_filters_get_task_id (self->filters));
    default:
      g_return_val_if_reached (NULL);
    }
}

static void
bks_log_chips_pressed_cb (BksLogChips *self, GtkButton *button)
{
  gpointer part = g_object_get_data (G_OBJECT (button), "part");

  bks_log_filters_clear (self->filters, (BksLogPart) GPOINTER_TO_INT (part));
}

static void
bks_log_chips_clear_all_cb (BksLogChips *self)
{
  bks_log_filters_clear_all (self->filters);
}

static void
add_chip (BksLogChips *self, BksLogPart part)
{
  g_autofree char *text = dup_text (self, part);
  /* Translators: what a button does: "Remove filter: Errors". */
  g_autofree char *name = g_strdup_printf (_ ("Remove filter: %s"), text);
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (text);
  GtkWidget *cross = gtk_image_new_from_icon_name ("window-close-symbolic");

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), MOST_CHARS);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), cross);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "chip");
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data (G_OBJECT (button), "part", GINT_TO_POINTER (part));
  g_signal_connect_object (button, "clicked", G_CALLBACK (bks_log_chips_pressed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_set_parent (button, GTK_WIDGET (self));
}

static void
remove_chips (BksLogChips *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
}

static gboolean
bks_log_chips_update_cb (gpointer user_data)
{
  BksLogChips *self = user_data;
  gboolean has_focus = gtk_widget_get_focus_child (GTK_WIDGET (self)) != NULL;

  self->update_id = 0;
  remove_chips (self);
  for (BksLogPart part = 0; part < BKS_N_LOG_PARTS; part++)
    if (bks_log_filters_is_active (self->filters, part))
      add_chip (self, part);

  if (gtk_widget_get_first_child (GTK_WIDGET (self)) != NULL)
    {
      GtkWidget *button = gtk_button_new_with_label (_ ("Clear All"));

      gtk_widget_add_css_class (button, "flat");
      gtk_widget_add_css_class (button, "chip");
      g_signal_connect_object (button, "clicked", G_CALLBACK (bks_log_chips_clear_all_cb), self,
                               G_CONNECT_SWAPPED);
      gtk_widget_set_parent (button, GTK_WIDGET (self));
    }
  gtk_widget_set_visible (GTK_WIDGET (self),
                          gtk_widget_get_first_child (GTK_WIDGET (self)) != NULL);
  /* The keyboard stays with the chips, as long as there is one. */
  if (has_focus)
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
  return G_SOURCE_REMOVE;
}

static void
bks_log_chips_filters_changed_cb (BksLogChips *self)
{
  /* Not from here: a chip that was pressed is still at work. */
  if (self->filters != NULL && self->update_id == 0)
    self->update_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, bks_log_chips_update_cb, self, NULL);
}

static void
bks_log_chips_dispose (GObject *object)
{
  BksLogChips *self = BKS_LOG_CHIPS (object);

  g_clear_object (&self->filter_signals);
  g_clear_object (&self->filters);
  g_clear_object (&self->nas_list);
  remove_chips (self);
  /* Last: what goes may say so, and that asks for it again. */
  g_clear_handle_id (&self->update_id, g_source_remove);

  G_OBJECT_CLASS (bks_log_chips_parent_class)->dispose (object);
}

static void
bks_log_chips_class_init (BksLogChipsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bks_log_chips_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, BKS_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
bks_log_chips_init (BksLogChips *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Filters"), -1);
  self->filter_signals = g_signal_group_new (BKS_TYPE_LOG_FILTERS);
  g_signal_group_connect_object (self->filter_signals, "changed",
                                 G_CALLBACK (bks_log_chips_filters_changed_cb), self,
                                 G_CONNECT_SWAPPED);
}

/**
 * bks_log_chips_set_filters:
 * @self: a #BksLogChips
 * @filters: what it shows and clears
 */
void
bks_log_chips_set_filters (BksLogChips *self, BksLogFilters *filters)
{
  g_return_if_fail (BKS_IS_LOG_CHIPS (self));
  g_return_if_fail (BKS_IS_LOG_FILTERS (filters));

  if (!g_set_object (&self->filters, filters))
    return;

  g_signal_group_set_target (self->filter_signals, filters);
  bks_log_chips_filters_changed_cb (self);
}

/**
 * bks_log_chips_set_nas_list:
 * @self: a #BksLogChips
 * @nas_list: (nullable): where names of NAS and tasks are from
 */
void
bks_log_chips_set_nas_list (BksLogChips *self, GListModel *nas_list)
{
  g_return_if_fail (BKS_IS_LOG_CHIPS (self));

  if (g_set_object (&self->nas_list, nas_list))
    bks_log_chips_filters_changed_cb (self);
}
