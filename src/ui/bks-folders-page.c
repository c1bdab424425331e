/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-ui"

#include "bks-folders-page.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "bks-nas-load-task.h"
#include "bks-part-stack.h"
#include "bks-width-bin.h"

struct _BksFoldersPage
{
  GtkWidget parent_instance;

  GtkWidget *back_button;
  AdwWindowTitle *title;
  BksWidthBin *width_bin;
  BksPartStack *stack;
  GtkWidget *content;
  GtkBox *groups;

  BksTask *task;             /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned) (nullable): of what is being read */
  gboolean is_read;          /* what is shown is this task's */
};

G_DEFINE_FINAL_TYPE (BksFoldersPage, bks_folders_page, GTK_TYPE_WIDGET)

static void
add_row (AdwPreferencesGroup *group, const char *text)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", text, "xalign", 0.f, "wrap", TRUE,
                                   "wrap-mode", PANGO_WRAP_WORD_CHAR, "selectable", TRUE,
                                   "margin-start", 14, "margin-end", 14, "margin-top", 12,
                                   "margin-bottom", 12, NULL);
  GtkWidget *row = g_object_new (ADW_TYPE_PREFERENCES_ROW, "activatable", FALSE, "focusable", FALSE,
                                 "child", label, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  adw_preferences_group_add (group, row);
}

static void
add_group (BksFoldersPage *self, const char *title, const char *description, char **lines)
{
  GtkWidget *group;

  if (*lines == NULL)
    return;
  group = adw_preferences_group_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), description);
  for (guint i = 0; lines[i] != NULL; i++)
    add_row (ADW_PREFERENCES_GROUP (group), lines[i]);
  gtk_box_append (self->groups, group);
}

static void
show_details (BksFoldersPage *self, BksTaskDossier *dossier)
{
  const BksTaskDetails *details = dossier->details;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->groups))) != NULL)
    gtk_box_remove (self->groups, child);
  if (*details->folders == NULL && *details->applications == NULL)
    {
      bks_part_stack_show_empty (self->stack, _ ("Nothing Is Chosen"),
                                 _ ("Or the NAS does not say what this task backs up."));
      return;
    }
  add_group (self, _ ("Folders"), NULL, details->folders);
  add_group (self, _ ("Applications"), NULL, details->applications);
  add_group (self, _ ("Only These"), _ ("Files that fit none of them are left out."),
             details->included);
  add_group (self, _ ("Left Out"), _ ("Files that fit one of them are not backed up."),
             details->excluded);
  bks_part_stack_show_content (self->stack);
}

static void
bks_folders_page_ready_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BksFoldersPage) self = BKS_FOLDERS_PAGE (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (BksTaskDossier) dossier = bks_nas_load_task_page_finish (BKS_NAS (source), result,
                                                                      &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (dossier == NULL)
    bks_part_stack_show_failed (self->stack, error->message);
  else if (dossier->details == NULL)
    bks_part_stack_show_failed (self->stack, bks_problem_get_message (dossier->details_problem));
  else
    {
      self->is_read = TRUE;
      show_details (self, dossier);
    }
}

static void
read_task (BksFoldersPage *self)
{
  BksNas *nas = self->task != NULL ? bks_task_get_nas (self->task) : NULL;
  g_autofree char *asking = NULL;

  if (self->is_read || nas == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  if (bks_task_is_lun (self->task))
    {
      bks_part_stack_show_empty (self->stack, _ ("Not Known"),
                                 _ ("This kind of backup can only be managed in DSM."));
      return;
    }
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  asking = g_strdup_printf (_ ("Asking %s…"), bks_nas_get_name (nas));
  bks_part_stack_show_loading (self->stack, asking);
  bks_nas_load_task_page_async (nas, bks_task_get_id (self->task), BKS_TASK_PART_DETAILS,
                                self->cancellable, bks_folders_page_ready_cb, g_object_ref (self));
}

static void
bks_folders_page_retry_cb (BksFoldersPage *self, BksPartStack *stack)
{
  read_task (self);
}

static void
bks_folders_page_width_class_cb (BksFoldersPage *self, GParamSpec *pspec, BksWidthBin *bin)
{
  if (bks_width_bin_get_width_class (bin) == BKS_WIDTH_NARROW)
    gtk_widget_add_css_class (GTK_WIDGET (self), "narrow");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "narrow");
}

static void
bks_folders_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (bks_folders_page_parent_class)->map (widget);
  read_task (BKS_FOLDERS_PAGE (widget));
}

static void
bks_folders_page_unmap (GtkWidget *widget)
{
  g_cancellable_cancel (BKS_FOLDERS_PAGE (widget)->cancellable);
  GTK_WIDGET_CLASS (bks_folders_page_parent_class)->unmap (widget);
}

static gboolean
bks_folders_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (BKS_FOLDERS_PAGE (widget)->back_button);
}

static void
bks_folders_page_dispose (GObject *object)
{
  BksFoldersPage *self = BKS_FOLDERS_PAGE (object);
  GtkWidget *child;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->task);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (bks_folders_page_parent_class)->dispose (object);
}

static void
bks_folders_page_class_init (BksFoldersPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bks_folders_page_dispose;
  widget_class->map = bks_folders_page_map;
  widget_class->unmap = bks_folders_page_unmap;
  widget_class->grab_focus = bks_folders_page_grab_focus;

  g_type_ensure (BKS_TYPE_PART_STACK);
  g_type_ensure (BKS_TYPE_WIDTH_BIN);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/backstay/Backstay/ui/bks-folders-page.ui");
  gtk_widget_class_bind_template_child (widget_class, BksFoldersPage, back_button);
  gtk_widget_class_bind_template_child (widget_class, BksFoldersPage, title);
  gtk_widget_class_bind_template_child (widget_class, BksFoldersPage, width_bin);
  gtk_widget_class_bind_template_child (widget_class, BksFoldersPage, stack);
  gtk_widget_class_bind_template_child (widget_class, BksFoldersPage, content);
  gtk_widget_class_bind_template_child (widget_class, BksFoldersPage, groups);
  gtk_widget_class_bind_template_callback (widget_class, bks_folders_page_retry_cb);
}

static void
bks_folders_page_init (BksFoldersPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  adw_window_title_set_title (self->title, _ ("Backs Up"));
  bks_part_stack_set_content (self->stack, self->content);
  bks_width_bin_set_child (self->width_bin, GTK_WIDGET (self->stack));
  g_signal_connect_object (self->width_bin, "notify::width-class",
                           G_CALLBACK (bks_folders_page_width_class_cb), self, G_CONNECT_SWAPPED);
}

/**
 * bks_folders_page_new:
 *
 * Returns: a page that shows nothing until it gets a task
 */
GtkWidget *
bks_folders_page_new (void)
{
  return g_object_new (BKS_TYPE_FOLDERS_PAGE, NULL);
}

/**
 * bks_folders_page_set_task:
 * @self: a #BksFoldersPage
 * @task: (nullable): whose folders to show
 */
void
bks_folders_page_set_task (BksFoldersPage *self, BksTask *task)
{
  g_return_if_fail (BKS_IS_FOLDERS_PAGE (self));
  g_return_if_fail (task == NULL || BKS_IS_TASK (task));

  if (!g_set_object (&self->task, task))
    return;
  g_cancellable_cancel (self->cancellable);
  self->is_read = FALSE;
  adw_window_title_set_subtitle (self->title, task != NULL ? bks_task_get_name (task) : "");
  read_task (self);
}

/**
 * bks_folders_page_get_task:
 * @self: a #BksFoldersPage
 *
 * Returns: (nullable) (transfer none): whose folders the page shows
 */
BksTask *
bks_folders_page_get_task (BksFoldersPage *self)
{
  g_return_val_if_fail (BKS_IS_FOLDERS_PAGE (self), NULL);

  return self->task;
}
