/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-ui"

#include "bks-task-page.h"

struct _BksTaskPage
{
  GtkWidget parent_instance;

  BksTask *task; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (BksTaskPage, bks_task_page, GTK_TYPE_WIDGET)

static void
bks_task_page_dispose (GObject *object)
{
  BksTaskPage *self = BKS_TASK_PAGE (object);

  g_clear_object (&self->task);

  G_OBJECT_CLASS (bks_task_page_parent_class)->dispose (object);
}

static void
bks_task_page_class_init (BksTaskPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bks_task_page_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
bks_task_page_init (BksTaskPage *self)
{
}

/**
 * bks_task_page_new:
 *
 * Returns: a page that shows nothing until it gets a task.
 */
GtkWidget *
bks_task_page_new (void)
{
  return g_object_new (BKS_TYPE_TASK_PAGE, NULL);
}

/**
 * bks_task_page_set_task:
 * @self: a #BksTaskPage
 * @task: (nullable): what to show; the page follows it from now on
 */
void
bks_task_page_set_task (BksTaskPage *self, BksTask *task)
{
  g_return_if_fail (BKS_IS_TASK_PAGE (self));

  g_set_object (&self->task, task);
}

/**
 * bks_task_page_get_task:
 * @self: a #BksTaskPage
 *
 * Returns: (nullable) (transfer none): what the page shows
 */
BksTask *
bks_task_page_get_task (BksTaskPage *self)
{
  g_return_val_if_fail (BKS_IS_TASK_PAGE (self), NULL);

  return self->task;
}
