/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-ui"

#include "bks-versions-page.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "bks-format.h"
#include "bks-nas-load-task.h"
#include "bks-part-stack.h"
#include "bks-task-page-words.h"
#include "bks-verdict.h"
#include "bks-width-bin.h"

struct _BksVersionsPage
{
  GtkWidget parent_instance;

  GtkWidget *back_button;
  AdwWindowTitle *title;
  BksWidthBin *width_bin;
  BksPartStack *stack;
  GtkWidget *content;
  GtkWidget *header;
  GtkLabel *summary_label;
  GtkLabel *applications_label;
  GtkListView *list;

  GListStore *versions; /* (owned) of BksTaskVersion: newest first */

  BksTask *task;             /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned) (nullable): of what is being read */
  gboolean is_read;          /* what is shown is this task's */
};

G_DEFINE_FINAL_TYPE (BksVersionsPage, bks_versions_page, GTK_TYPE_WIDGET)

/* The words of section 9.6 of the protocol reference. */
static const char *
describe_status (BksTaskVersion *version, BksVerdict *verdict_out)
{
  const char *status = bks_task_version_get_status (version);

  *verdict_out = BKS_VERDICT_UNKNOWN;
  if (status == NULL)
    return _ ("Not known");
  if (g_ascii_strcasecmp (status, "success") == 0)
    {
      *verdict_out = BKS_VERDICT_OK;
      /* Translators: a restore point that is whole. */
      return _ ("Complete");
    }
  if (g_ascii_strcasecmp (status, "cancel") == 0)
    {
      *verdict_out = BKS_VERDICT_ATTENTION;
      return _ ("Cancelled");
    }
  if (g_ascii_strcasecmp (status, "fail") == 0 || g_ascii_strcasecmp (status, "failed") == 0)
    {
      *verdict_out = BKS_VERDICT_FAILED;
      return _ ("Failed");
    }
  if (g_ascii_strcasecmp (status, "backup") == 0)
    {
      *verdict_out = BKS_VERDICT_RUNNING;
      return _ ("Not finished");
    }
  return status;
}

static char *
describe_times (BksTaskVersion *version)
{
  gint64 started = bks_task_version_get_started (version);
  gint64 completed = bks_task_version_get_completed (version);
  g_autofree char *when = bks_format_when (started, g_get_real_time ());
  g_autofree char *duration = NULL;

  if (started <= 0 || completed < started)
    return g_strdup_printf (_ ("Started %s"), when);
  duration = bks_format_duration ((completed - started) / G_USEC_PER_SEC);
  /* Translators: when a version was begun, and how long it took. */
  return g_strdup_printf (_ ("Started %s · took %s"), when, duration);
}

static void
row_setup_cb (GtkListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *icon = g_object_new (GTK_TYPE_IMAGE, "pixel-size", 20, "accessible-role",
                                  GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  GtkWidget *status = g_object_new (GTK_TYPE_LABEL, "xalign", 0.f, "wrap", TRUE, "wrap-mode",
                                    PANGO_WRAP_WORD_CHAR, NULL);
  GtkWidget *times = g_object_new (GTK_TYPE_LABEL, "xalign", 0.f, "wrap", TRUE, "wrap-mode",
                                   PANGO_WRAP_WORD_CHAR, NULL);
  GtkWidget *lock = g_object_new (GTK_TYPE_IMAGE, "icon-name", "bks-lock-symbolic", "tooltip-text",
                                  _ ("Locked: it is never removed by rotation"), NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (lock), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Locked"), -1);
  gtk_widget_add_css_class (times, "caption");
  gtk_widget_add_css_class (times, "dim-label");
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (words), status);
  gtk_box_append (GTK_BOX (words), times);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), words);
  gtk_box_append (GTK_BOX (box), lock);
  gtk_widget_add_css_class (box, "task-row");
  gtk_list_item_set_child (item, box);
  gtk_list_item_set_activatable (item, FALSE);
}

static void
row_bind_cb (GtkListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  BksTaskVersion *version = gtk_list_item_get_item (item);
  GtkWidget *box = gtk_list_item_get_child (item);
  GtkWidget *icon = gtk_widget_get_first_child (box);
  GtkWidget *words = gtk_widget_get_next_sibling (icon);
  GtkWidget *lock = gtk_widget_get_last_child (box);
  gboolean is_locked = bks_task_version_get_locked (version) == 1;
  g_autofree char *times = describe_times (version);
  g_autofree char *label = NULL;
  const char *status;
  BksVerdict verdict;

  status = describe_status (version, &verdict);
  gtk_image_set_from_icon_name (GTK_IMAGE (icon), bks_verdict_get_icon_name (verdict));
  for (BksVerdict other = 0; other < BKS_N_VERDICTS; other++)
    if (other == verdict)
      gtk_widget_add_css_class (icon, bks_verdict_get_css_class (other));
    else
      gtk_widget_remove_css_class (icon, bks_verdict_get_css_class (other));
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_first_child (words)), status);
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_last_child (words)), times);
  gtk_widget_set_visible (lock, is_locked);

  /* Translators: a version for a screen reader: "Complete, Started today at 02:00, locked". */
  label = is_locked ? g_strdup_printf (_ ("%s, %s, locked"), status, times)
                    : g_strdup_printf (_ ("%s, %s"), status, times);
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_parent (box)),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

/* The NAS does not say what was in a version, only what is chosen now. */
static void
show_applications (BksVersionsPage *self, const BksTaskDetails *details)
{
  g_autofree char *names = details != NULL ? g_strjoinv (_ (", "), details->applications) : NULL;
  g_autofree char *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->applications_label), names != NULL && *names != '\0');
  if (names == NULL)
    return;
  /* Translators: %s is a list of names of applications. */
  text = g_strdup_printf (_ ("Applications in this backup as it is now: %s"), names);
  gtk_label_set_text (self->applications_label, text);
}

static void
show_versions (BksVersionsPage *self, BksTaskDossier *dossier)
{
  GPtrArray *versions = dossier->versions;
  g_autofree char *summary = bks_task_page_describe_versions (versions, g_get_real_time ());

  g_list_store_splice (self->versions, 0, g_list_model_get_n_items (G_LIST_MODEL (self->versions)),
                       versions->pdata, versions->len);
  if (versions->len == 0)
    {
      bks_part_stack_show_empty (self->stack, _ ("No Versions Yet"),
                                 _ ("The first backup makes the first one."));
      return;
    }
  gtk_label_set_text (self->summary_label, summary);
  show_applications (self, dossier->details);
  bks_part_stack_show_content (self->stack);
}

static void
bks_versions_page_ready_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BksVersionsPage) self = BKS_VERSIONS_PAGE (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (BksTaskDossier) dossier = bks_nas_load_task_page_finish (BKS_NAS (source), result,
                                                                      &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (dossier == NULL)
    bks_part_stack_show_failed (self->stack, error->message);
  else if (dossier->versions == NULL)
    bks_part_stack_show_failed (self->stack, bks_problem_get_message (dossier->versions_problem));
  else
    {
      self->is_read = TRUE;
      show_versions (self, dossier);
    }
}

static void
read_task (BksVersionsPage *self)
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
  bks_nas_load_task_page_async (nas, bks_task_get_id (self->task),
                                BKS_TASK_PART_VERSIONS | BKS_TASK_PART_DETAILS, self->cancellable,
                                bks_versions_page_ready_cb, g_object_ref (self));
}

static void
bks_versions_page_retry_cb (BksVersionsPage *self, BksPartStack *stack)
{
  read_task (self);
}

static void
bks_versions_page_width_class_cb (BksVersionsPage *self, GParamSpec *pspec, BksWidthBin *bin)
{
  if (bks_width_bin_get_width_class (bin) == BKS_WIDTH_NARROW)
    gtk_widget_add_css_class (self->header, "narrow");
  else
    gtk_widget_remove_css_class (self->header, "narrow");
}

static void
bks_versions_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (bks_versions_page_parent_class)->map (widget);
  read_task (BKS_VERSIONS_PAGE (widget));
}

static void
bks_versions_page_unmap (GtkWidget *widget)
{
  g_cancellable_cancel (BKS_VERSIONS_PAGE (widget)->cancellable);
  GTK_WIDGET_CLASS (bks_versions_page_parent_class)->unmap (widget);
}

static gboolean
bks_versions_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (BKS_VERSIONS_PAGE (widget)->back_button);
}

static void
bks_versions_page_dispose (GObject *object)
{
  BksVersionsPage *self = BKS_VERSIONS_PAGE (object);
  GtkWidget *child;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->task);
  g_clear_object (&self->versions);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (bks_versions_page_parent_class)->dispose (object);
}

static void
bks_versions_page_class_init (BksVersionsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bks_versions_page_dispose;
  widget_class->map = bks_versions_page_map;
  widget_class->unmap = bks_versions_page_unmap;
  widget_class->grab_focus = bks_versions_page_grab_focus;

  g_type_ensure (BKS_TYPE_PART_STACK);
  g_type_ensure (BKS_TYPE_WIDTH_BIN);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/backstay/Backstay/ui/bks-versions-page.ui");
  gtk_widget_class_bind_template_child (widget_class, BksVersionsPage, back_button);
  gtk_widget_class_bind_template_child (widget_class, BksVersionsPage, title);
  gtk_widget_class_bind_template_child (widget_class, BksVersionsPage, width_bin);
  gtk_widget_class_bind_template_child (widget_class, BksVersionsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, BksVersionsPage, content);
  gtk_widget_class_bind_template_child (widget_class, BksVersionsPage, header);
  gtk_widget_class_bind_template_child (widget_class, BksVersionsPage, summary_label);
  gtk_widget_class_bind_template_child (widget_class, BksVersionsPage, applications_label);
  gtk_widget_class_bind_template_child (widget_class, BksVersionsPage, list);
  gtk_widget_class_bind_template_callback (widget_class, bks_versions_page_retry_cb);
}

static void
bks_versions_page_init (BksVersionsPage *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  adw_window_title_set_title (self->title, _ ("Versions"));
  self->versions = g_list_store_new (BKS_TYPE_TASK_VERSION);
  g_signal_connect (factory, "setup", G_CALLBACK (row_setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (row_bind_cb), NULL);
  gtk_list_view_set_factory (self->list, factory);
  g_object_unref (factory);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (gtk_no_selection_new (
                                           G_LIST_MODEL (g_object_ref (self->versions)))));
  bks_part_stack_set_content (self->stack, self->content);
  bks_width_bin_set_child (self->width_bin, GTK_WIDGET (self->stack));
  g_signal_connect_object (self->width_bin, "notify::width-class",
                           G_CALLBACK (bks_versions_page_width_class_cb), self, G_CONNECT_SWAPPED);
}

/**
 * bks_versions_page_new:
 *
 * Returns: a page that shows nothing until it gets a task
 */
GtkWidget *
bks_versions_page_new (void)
{
  return g_object_new (BKS_TYPE_VERSIONS_PAGE, NULL);
}

/**
 * bks_versions_page_set_task:
 * @self: a #BksVersionsPage
 * @task: (nullable): whose versions to show
 */
void
bks_versions_page_set_task (BksVersionsPage *self, BksTask *task)
{
  g_return_if_fail (BKS_IS_VERSIONS_PAGE (self));
  g_return_if_fail (task == NULL || BKS_IS_TASK (task));

  if (!g_set_object (&self->task, task))
    return;
  g_cancellable_cancel (self->cancellable);
  self->is_read = FALSE;
  adw_window_title_set_subtitle (self->title, task != NULL ? bks_task_get_name (task) : "");
  read_task (self);
}

/**
 * bks_versions_page_get_task:
 * @self: a #BksVersionsPage
 *
 * Returns: (nullable) (transfer none): whose versions the page shows
 */
BksTask *
bks_versions_page_get_task (BksVersionsPage *self)
{
  g_return_val_if_fail (BKS_IS_VERSIONS_PAGE (self), NULL);

  return self->task;
}
