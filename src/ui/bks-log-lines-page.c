/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-ui"

#include "bks-log-lines-page.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "bks-log-line.h"
#include "bks-log-reader.h"
#include "bks-problem.h"

#define PAGE_SIZE 100

struct _BksLogLinesPage
{
  GtkWidget parent_instance;

  GtkWidget *back_button;
  AdwWindowTitle *title;
  GtkListBox *list;
  GtkLabel *foot;
  GtkButton *more_button;

  BksLogReader *reader;      /* (owned) */
  GCancellable *cancellable; /* (owned) (nullable): while it reads */
  guint n_lines;
  gboolean has_begun;
};

G_DEFINE_FINAL_TYPE (BksLogLinesPage, bks_log_lines_page, GTK_TYPE_WIDGET)

static void
add_line (BksLogLinesPage *self, BksLogEntry *entry)
{
  GtkWidget *row = adw_action_row_new ();
  /* The word beside it says what it shows. */
  GtkWidget *icon = g_object_new (GTK_TYPE_IMAGE, "icon-name", bks_log_line_get_level_icon (entry),
                                  "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  g_autofree char *moment = bks_log_line_dup_moment (entry);
  g_autofree char *nas_moment = bks_log_line_dup_nas_moment (entry);
  const char *user = bks_log_entry_get_user (entry);
  g_autofree char *line = g_strjoin (
      " · ", bks_log_line_get_level_word (entry),
      *moment != '\0' ? moment : bks_log_entry_get_wall_clock (entry), user, NULL);

  gtk_widget_add_css_class (icon, bks_log_line_get_level_class (entry));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), bks_log_entry_get_event (entry));
  adw_preferences_row_set_title_selectable (ADW_PREFERENCES_ROW (row), TRUE);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), line);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  gtk_widget_set_tooltip_text (row, nas_moment);
  gtk_list_box_append (self->list, row);
  self->n_lines++;
}

static void
show_state (BksLogLinesPage *self, BksProblem *problem)
{
  gint64 total = bks_log_reader_get_total (self->reader);
  gboolean is_at_end = bks_log_reader_is_at_end (self->reader);
  g_autofree char *text = NULL;

  if (self->cancellable != NULL)
    text = g_strdup (_ ("Reading…"));
  else if (problem != NULL)
    text = g_strdup (bks_problem_get_message (problem));
  else if (self->n_lines == 0 && is_at_end)
    text = g_strdup (_ ("The log has no lines for this."));
  else if (is_at_end || total < 0)
    text = g_strdup_printf (ngettext ("%u line", "%u lines", self->n_lines), self->n_lines);
  else
    /* Translators: so many lines are shown, of so many that there are. */
    text = g_strdup_printf (ngettext ("%u of %u line", "%u of %u lines", (guint) total),
                            self->n_lines, (guint) total);

  gtk_label_set_text (self->foot, text);
  gtk_widget_set_visible (GTK_WIDGET (self->list), self->n_lines > 0);
  gtk_button_set_label (self->more_button, problem != NULL ? _ ("Try Again") : _ ("Show More"));
  gtk_widget_set_visible (GTK_WIDGET (self->more_button), self->cancellable == NULL && !is_at_end);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BksLogLinesPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) lines = bks_log_reader_next_finish (BKS_LOG_READER (source), result,
                                                            &error);
  g_autoptr (BksProblem) problem = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->list == NULL)
    return;

  g_clear_object (&self->cancellable);
  if (error != NULL)
    problem = bks_problem_from_error (error);
  for (guint i = 0; lines != NULL && i < lines->len; i++)
    add_line (self, g_ptr_array_index (lines, i));
  show_state (self, problem);
}

static void
read_more (BksLogLinesPage *self)
{
  if (self->cancellable != NULL || bks_log_reader_is_at_end (self->reader))
    return;

  self->cancellable = g_cancellable_new ();
  bks_log_reader_next_async (self->reader, self->cancellable, read_cb, g_object_ref (self));
  show_state (self, NULL);
}

static void
bks_log_lines_page_more_cb (BksLogLinesPage *self)
{
  read_more (self);
}

static void
bks_log_lines_page_edge_cb (BksLogLinesPage *self, GtkPositionType edge)
{
  if (edge == GTK_POS_BOTTOM)
    read_more (self);
}

static void
bks_log_lines_page_map (GtkWidget *widget)
{
  BksLogLinesPage *self = BKS_LOG_LINES_PAGE (widget);

  GTK_WIDGET_CLASS (bks_log_lines_page_parent_class)->map (widget);
  if (!self->has_begun)
    read_more (self);
  self->has_begun = TRUE;
}

static gboolean
bks_log_lines_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (BKS_LOG_LINES_PAGE (widget)->back_button);
}

static void
bks_log_lines_page_dispose (GObject *object)
{
  BksLogLinesPage *self = BKS_LOG_LINES_PAGE (object);
  GtkWidget *child;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->reader);
  self->list = NULL;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (bks_log_lines_page_parent_class)->dispose (object);
}

static void
bks_log_lines_page_class_init (BksLogLinesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bks_log_lines_page_dispose;
  widget_class->map = bks_log_lines_page_map;
  widget_class->grab_focus = bks_log_lines_page_grab_focus;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/backstay/Backstay/ui/bks-log-lines-page.ui");
  gtk_widget_class_bind_template_child (widget_class, BksLogLinesPage, back_button);
  gtk_widget_class_bind_template_child (widget_class, BksLogLinesPage, title);
  gtk_widget_class_bind_template_child (widget_class, BksLogLinesPage, list);
  gtk_widget_class_bind_template_child (widget_class, BksLogLinesPage, foot);
  gtk_widget_class_bind_template_child (widget_class, BksLogLinesPage, more_button);
  gtk_widget_class_bind_template_callback (widget_class, bks_log_lines_page_edge_cb);
  gtk_widget_class_bind_template_callback (widget_class, bks_log_lines_page_more_cb);
}

static void
bks_log_lines_page_init (BksLogLinesPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static GtkWidget *
create (BksLogReader *reader, const char *name, BksNas *nas)
{
  BksLogLinesPage *self = g_object_new (BKS_TYPE_LOG_LINES_PAGE, NULL);
  /* Translators: title of a page; the name of a backup. */
  g_autofree char *title = g_strdup_printf (_ ("Log of %s"), name);

  self->reader = reader;
  bks_log_reader_set_page_size (reader, PAGE_SIZE);
  adw_window_title_set_title (self->title, title);
  adw_window_title_set_subtitle (self->title, bks_nas_get_name (nas));
  return GTK_WIDGET (self);
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
  BksLogFilter filter = { .task_id = bks_task_get_id (task) };
  BksNas *nas = bks_task_get_nas (task);

  g_return_val_if_fail (nas != NULL, NULL);

  if (from > 0)
    filter.from = (BksLogMoment){ .is_set = TRUE, .seconds = from / G_USEC_PER_SEC };
  if (to > 0)
    filter.to = (BksLogMoment){ .is_set = TRUE, .seconds = to / G_USEC_PER_SEC - 1 };
  return create (bks_log_reader_new (nas, &filter), bks_task_get_name (task), nas);
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
  g_return_val_if_fail (BKS_IS_NAS (nas), NULL);

  return create (bks_log_reader_new_vault (nas, target_id), name, nas);
}
