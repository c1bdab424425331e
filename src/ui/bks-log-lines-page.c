/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-ui"

#include "bks-log-lines-page.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

struct _BksLogLinesPage
{
  GtkWidget parent_instance;

  GtkWidget *back_button;
  AdwWindowTitle *title;
  BksLogsPage *logs;
};

G_DEFINE_FINAL_TYPE (BksLogLinesPage, bks_log_lines_page, GTK_TYPE_WIDGET)

static gboolean
bks_log_lines_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (BKS_LOG_LINES_PAGE (widget)->back_button);
}

static void
bks_log_lines_page_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (bks_log_lines_page_parent_class)->dispose (object);
}

static void
bks_log_lines_page_class_init (BksLogLinesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bks_log_lines_page_dispose;
  widget_class->grab_focus = bks_log_lines_page_grab_focus;

  g_type_ensure (BKS_TYPE_LOGS_PAGE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/backstay/Backstay/ui/bks-log-lines-page.ui");
  gtk_widget_class_bind_template_child (widget_class, BksLogLinesPage, back_button);
  gtk_widget_class_bind_template_child (widget_class, BksLogLinesPage, title);
  gtk_widget_class_bind_template_child (widget_class, BksLogLinesPage, logs);
}

static void
bks_log_lines_page_init (BksLogLinesPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static BksLogLinesPage *
create (const char *name, BksNas *nas)
{
  BksLogLinesPage *self = g_object_new (BKS_TYPE_LOG_LINES_PAGE, NULL);
  /* Translators: title of a page; the name of a backup. */
  g_autofree char *title = g_strdup_printf (_ ("Log of %s"), name);

  adw_window_title_set_title (self->title, title);
  adw_window_title_set_subtitle (self->title, bks_nas_get_name (nas));
  return self;
}

/**
 * bks_log_lines_page_new_task:
 * @task: a task that is on a NAS
 * @from: µs since the Unix epoch, UTC; 0 = from the beginning
 * @to: µs since the Unix epoch, UTC, not included; 0 = until now
 *
 * Returns: a page
 */
GtkWidget *
bks_log_lines_page_new_task (BksTask *task, gint64 from, gint64 to)
{
  BksNas *nas = bks_task_get_nas (task);
  BksLogLinesPage *self;

  g_return_val_if_fail (nas != NULL, NULL);

  self = create (bks_task_get_name (task), nas);
  bks_logs_page_set_task (self->logs, task, from, to);
  return GTK_WIDGET (self);
}

/**
 * bks_log_lines_page_new_target:
 * @nas: whose Vault it is
 * @target_id: one of its targets
 * @name: what it is called
 *
 * Returns: a page
 */
GtkWidget *
bks_log_lines_page_new_target (BksNas *nas, const char *target_id, const char *name)
{
  BksLogLinesPage *self;

  g_return_val_if_fail (BKS_IS_NAS (nas), NULL);

  self = create (name, nas);
  bks_logs_page_set_vault_target (self->logs, nas, target_id);
  return GTK_WIDGET (self);
}

/**
 * bks_log_lines_page_get_logs:
 * @self: a #BksLogLinesPage
 *
 * Returns: (transfer none): what is below its header bar
 */
BksLogsPage *
bks_log_lines_page_get_logs (BksLogLinesPage *self)
{
  g_return_val_if_fail (BKS_IS_LOG_LINES_PAGE (self), NULL);

  return self->logs;
}
