/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-ui"

#include "bks-batch-window.h"

#include <glib/gi18n-lib.h>

#include "bks-nas.h"

struct _BksBatchWindow
{
  AdwWindow parent_instance;

  AdwWindowTitle *title;
  GtkButton *close_button;
  GtkListBox *list;

  BksBatch *batch;           /* (owned) */
  GCancellable *cancellable; /* (owned) */
  gboolean has_ended;
};

G_DEFINE_FINAL_TYPE (BksBatchWindow, bks_batch_window, ADW_TYPE_WINDOW)

static const char *
get_icon_name (BksBatchState state)
{
  switch (state)
    {
    case BKS_BATCH_WORKING:
      return "bks-verdict-running-symbolic";
    case BKS_BATCH_DONE:
      return "bks-verdict-ok-symbolic";
    case BKS_BATCH_FAILED:
      return "bks-verdict-failed-symbolic";
    case BKS_BATCH_WAITING:
    case BKS_BATCH_SKIPPED:
    default:
      return "bks-dot-symbolic";
    }
}

static const char *
get_icon_class (BksBatchState state)
{
  switch (state)
    {
    case BKS_BATCH_WORKING:
      return "accent";
    case BKS_BATCH_DONE:
      return "success";
    case BKS_BATCH_FAILED:
      return "error";
    case BKS_BATCH_WAITING:
    case BKS_BATCH_SKIPPED:
    default:
      return "dim-label";
    }
}

static void
item_state_cb (AdwActionRow *row, GParamSpec *pspec, BksBatchItem *item)
{
  BksBatchState state = bks_batch_item_get_state (item);
  GtkWidget *icon = g_object_get_data (G_OBJECT (row), "icon");
  const char *classes[] = { get_icon_class (state), NULL };

  gtk_image_set_from_icon_name (GTK_IMAGE (icon), get_icon_name (state));
  gtk_widget_set_css_classes (icon, classes);
  adw_action_row_set_subtitle (row, bks_batch_item_get_text (item));
}

static GtkWidget *
create_row (BksBatchItem *item)
{
  GtkWidget *row = adw_action_row_new ();
  /* The words beside it say what it shows. */
  GtkWidget *icon = g_object_new (GTK_TYPE_IMAGE, "accessible-role",
                                  GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 bks_task_get_name (bks_batch_item_get_task (item)));
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  g_object_set_data (G_OBJECT (row), "icon", icon);
  g_signal_connect_object (item, "notify::state", G_CALLBACK (item_state_cb), row,
                           G_CONNECT_SWAPPED);
  item_state_cb (ADW_ACTION_ROW (row), NULL, item);
  return row;
}

static void
show_outcome (BksBatchWindow *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->batch));
  guint n_done = bks_batch_count (self->batch, BKS_BATCH_DONE);
  g_autofree char *text = NULL;

  /* Translators: the outcome of an action on several backups: 2 of 3 done. */
  text = g_strdup_printf (ngettext ("%u of %u done", "%u of %u done", n), n_done, n);
  adw_window_title_set_subtitle (self->title, text);
  gtk_button_set_label (self->close_button, self->has_ended ? _ ("Close") : _ ("Stop"));
}

static void
bks_batch_window_item_cb (BksBatchWindow *self)
{
  show_outcome (self);
}

static void
ran_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BksBatchWindow) self = user_data;

  bks_batch_run_finish (BKS_BATCH (source), result, NULL);
  self->has_ended = TRUE;
  if (self->title != NULL)
    show_outcome (self);
}

/* The first press stops what has not had its turn, and leaves the outcome to read. */
static void
bks_batch_window_close_cb (BksBatchWindow *self)
{
  if (self->has_ended)
    gtk_window_close (GTK_WINDOW (self));
  else
    g_cancellable_cancel (self->cancellable);
}

static const char *
get_title (BksAction action)
{
  switch (action)
    {
    case BKS_ACTION_BACK_UP:
      return _ ("Back Up");
    case BKS_ACTION_SUSPEND:
      return _ ("Suspend");
    case BKS_ACTION_CHECK:
      return _ ("Check Integrity");
    case BKS_ACTION_REMOVE:
      return _ ("Remove");
    case BKS_ACTION_RESUME:
    case BKS_ACTION_CANCEL:
    case BKS_ACTION_DISCARD:
    case BKS_ACTION_CANCEL_CHECK:
    default:
      return bks_action_get_label (action);
    }
}

static void
bks_batch_window_dispose (GObject *object)
{
  BksBatchWindow *self = BKS_BATCH_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  self->title = NULL;
  g_clear_object (&self->cancellable);
  g_clear_object (&self->batch);

  G_OBJECT_CLASS (bks_batch_window_parent_class)->dispose (object);
}

static void
bks_batch_window_class_init (BksBatchWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bks_batch_window_dispose;

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/backstay/Backstay/ui/bks-batch-window.ui");
  gtk_widget_class_bind_template_child (widget_class, BksBatchWindow, title);
  gtk_widget_class_bind_template_child (widget_class, BksBatchWindow, close_button);
  gtk_widget_class_bind_template_child (widget_class, BksBatchWindow, list);
  gtk_widget_class_bind_template_callback (widget_class, bks_batch_window_close_cb);
}

static void
bks_batch_window_init (BksBatchWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * bks_batch_window_new:
 * @parent: (nullable): above which window
 * @batch: a batch that has not run; it begins
 *
 * Returns: (transfer none): a window, not yet presented
 */
BksBatchWindow *
bks_batch_window_new (GtkWindow *parent, BksBatch *batch)
{
  BksBatchWindow *self;
  guint n;

  g_return_val_if_fail (parent == NULL || GTK_IS_WINDOW (parent), NULL);
  g_return_val_if_fail (BKS_IS_BATCH (batch), NULL);

  self = g_object_new (BKS_TYPE_BATCH_WINDOW, "transient-for", parent, NULL);
  self->batch = g_object_ref (batch);
  n = g_list_model_get_n_items (G_LIST_MODEL (batch));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (BksBatchItem) item = g_list_model_get_item (G_LIST_MODEL (batch), i);

      gtk_list_box_append (self->list, create_row (item));
      g_signal_connect_object (item, "notify::state", G_CALLBACK (bks_batch_window_item_cb), self,
                               G_CONNECT_SWAPPED);
    }
  adw_window_title_set_title (self->title, get_title (bks_batch_get_action (batch)));
  gtk_window_set_title (GTK_WINDOW (self), get_title (bks_batch_get_action (batch)));
  show_outcome (self);
  bks_batch_run_async (batch, self->cancellable, ran_cb, g_object_ref (self));
  return self;
}
