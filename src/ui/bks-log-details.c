/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-ui"

#include "bks-log-details.h"

#include <glib/gi18n-lib.h>

#include "bks-log-line.h"

struct _BksLogDetails
{
  GtkWidget parent_instance;

  GtkImage *icon;
  GtkLabel *level;
  GtkLabel *where;
  GtkWidget *open_button;
  GtkLabel *event;
  GtkLabel *origin;

  BksLogRow *row;            /* (owned) (nullable) */
  GSignalGroup *row_signals; /* (owned) */
  const char *style;         /* class of the icon; static; NULL = none */
  gboolean can_open;
};

G_DEFINE_FINAL_TYPE (BksLogDetails, bks_log_details, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_OPEN_TASK,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* Only a name that one backup of the NAS has leads anywhere. */
static BksTask *
find_task (BksLogDetails *self)
{
  const char *name = bks_log_row_get_task_name (self->row);
  GListModel *tasks = bks_nas_get_tasks (bks_log_row_get_nas (self->row));
  BksTask *found = NULL;

  for (guint i = 0; name != NULL && i < g_list_model_get_n_items (tasks); i++)
    {
      g_autoptr (BksTask) task = g_list_model_get_item (tasks, i);

      if (g_strcmp0 (bks_task_get_name (task), name) != 0)
        continue;
      if (found != NULL)
        return NULL;
      found = task;
    }
  return found;
}

static void
show_head (BksLogDetails *self, BksLogEntry *entry)
{
  const char *style = bks_log_line_get_level_class (entry);
  const char *task = bks_log_row_get_task_name (self->row);
  g_autofree char *moment = bks_log_line_dup_moment (entry);
  g_autoptr (GString) where = g_string_new (NULL);

  if (self->style != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self->icon), self->style);
  gtk_widget_add_css_class (GTK_WIDGET (self->icon), style);
  self->style = style;
  gtk_image_set_from_icon_name (self->icon, bks_log_line_get_level_icon (entry));
  gtk_label_set_text (self->level, bks_log_line_get_level_word (entry));

  g_string_append (where, *moment != '\0' ? moment : bks_log_entry_get_wall_clock (entry));
  g_string_append_printf (where, " · %s", bks_log_line_get_place (self->row));
  if (task != NULL)
    g_string_append_printf (where, " · %s", task);
  gtk_label_set_text (self->where, where->str);
}

static void
bks_log_details_entry_cb (BksLogDetails *self)
{
  BksLogEntry *entry = self->row != NULL ? bks_log_row_get_entry (self->row) : NULL;
  g_autoptr (GString) origin = g_string_new (NULL);
  g_autofree char *nas_moment = NULL;
  const char *user;

  gtk_widget_set_visible (GTK_WIDGET (self), entry != NULL);
  if (entry == NULL)
    return;

  show_head (self, entry);
  gtk_label_set_text (self->event, bks_log_entry_get_event (entry));
  user = bks_log_entry_get_user (entry);
  nas_moment = bks_log_line_dup_nas_moment (entry);
  if (user != NULL && *user != '\0')
    {
      /* Translators: who caused what a line of a log tells. */
      g_string_append_printf (origin, _ ("User: %s"), user);
      g_string_append (origin, " · ");
    }
  g_string_append (origin, nas_moment);
  gtk_label_set_text (self->origin, origin->str);
  gtk_widget_set_visible (self->open_button, self->can_open && find_task (self) != NULL);
}

static void
bks_log_details_copy_cb (BksLogDetails *self)
{
  g_autofree char *text = NULL;

  if (self->row == NULL || bks_log_row_get_entry (self->row) == NULL)
    return;
  text = bks_log_line_dup_text (self->row);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
}

static void
bks_log_details_open_cb (BksLogDetails *self)
{
  BksTask *task = self->row != NULL ? find_task (self) : NULL;

  if (task != NULL)
    g_signal_emit (self, signals[SIGNAL_OPEN_TASK], 0, task);
}

static void
bks_log_details_dispose (GObject *object)
{
  BksLogDetails *self = BKS_LOG_DETAILS (object);
  GtkWidget *child;

  g_clear_object (&self->row_signals);
  g_clear_object (&self->row);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (bks_log_details_parent_class)->dispose (object);
}

static void
bks_log_details_class_init (BksLogDetailsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bks_log_details_dispose;

  /**
   * BksLogDetails::open-task:
   * @self: the details
   * @task: whose page is to be shown
   */
  signals[SIGNAL_OPEN_TASK] = g_signal_new ("open-task", G_TYPE_FROM_CLASS (klass),
                                            G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                            BKS_TYPE_TASK);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/backstay/Backstay/ui/bks-log-details.ui");
  gtk_widget_class_bind_template_child (widget_class, BksLogDetails, icon);
  gtk_widget_class_bind_template_child (widget_class, BksLogDetails, level);
  gtk_widget_class_bind_template_child (widget_class, BksLogDetails, where);
  gtk_widget_class_bind_template_child (widget_class, BksLogDetails, open_button);
  gtk_widget_class_bind_template_child (widget_class, BksLogDetails, event);
  gtk_widget_class_bind_template_child (widget_class, BksLogDetails, origin);
  gtk_widget_class_bind_template_callback (widget_class, bks_log_details_copy_cb);
  gtk_widget_class_bind_template_callback (widget_class, bks_log_details_open_cb);
}

static void
bks_log_details_init (BksLogDetails *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->can_open = TRUE;
  self->row_signals = g_signal_group_new (BKS_TYPE_LOG_ROW);
  g_signal_group_connect_object (self->row_signals, "notify::entry",
                                 G_CALLBACK (bks_log_details_entry_cb), self, G_CONNECT_SWAPPED);
}

/**
 * bks_log_details_set_row:
 * @self: a #BksLogDetails
 * @row: (nullable): which line; without one the details are not there
 */
void
bks_log_details_set_row (BksLogDetails *self, BksLogRow *row)
{
  g_return_if_fail (BKS_IS_LOG_DETAILS (self));
  g_return_if_fail (row == NULL || BKS_IS_LOG_ROW (row));

  if (g_set_object (&self->row, row))
    g_signal_group_set_target (self->row_signals, row);
  bks_log_details_entry_cb (self);
}

/**
 * bks_log_details_set_can_open:
 * @self: a #BksLogDetails
 * @can_open: whether a line may lead to its backup; not where that is the page below
 */
void
bks_log_details_set_can_open (BksLogDetails *self, gboolean can_open)
{
  g_return_if_fail (BKS_IS_LOG_DETAILS (self));

  self->can_open = can_open;
  bks_log_details_entry_cb (self);
}
