/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-ui"

#include "bks-task-page.h"

#include <string.h>

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "bks-action-button.h"
#include "bks-format.h"
#include "bks-nas.h"
#include "bks-pair-layout.h"
#include "bks-prop-row.h"
#include "bks-raw-list.h"
#include "bks-task-actions.h"
#include "bks-verdict-block.h"
#include "bks-width-bin.h"
#include "bks-wrap-layout.h"

struct _BksTaskPage
{
  GtkWidget parent_instance;

  GtkWidget *back_button;
  AdwWindowTitle *title;
  GtkMenuButton *menu_button;
  BksWidthBin *width_bin;
  GtkWidget *scroller;
  BksVerdictBlock *verdict;
  GtkWidget *actions_box;
  GtkButton *back_up_button;
  GtkLabel *why_label;
  BksPropRow *source_row;
  BksPropRow *destination_row;
  BksPropRow *stored_row;
  BksPropRow *schedule_row;
  BksPropRow *next_run_row;
  BksPropRow *last_run_row;
  BksPropRow *last_success_row;
  BksRawList *raw_list;

  BksTask *task;              /* (owned) (nullable) */
  GSignalGroup *task_signals; /* (owned) */
  GCancellable *cancellable;  /* (owned) (nullable): of what loads for this task */
  BksTaskDetails *details;    /* (owned) (nullable): not known yet, or not available */
  BksTargetInfo *target;      /* (owned) (nullable): same */
};

G_DEFINE_FINAL_TYPE (BksTaskPage, bks_task_page, GTK_TYPE_WIDGET)

static gboolean
is_unknown (const char *text)
{
  return text == NULL || *text == '\0' || g_str_equal (text, "–");
}

static void
show_label (GtkLabel *label, const char *text)
{
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
  if (g_strcmp0 (gtk_label_get_text (label), text != NULL ? text : "") != 0)
    gtk_label_set_text (label, text != NULL ? text : "");
}

static void
show_title (BksTaskPage *self)
{
  BksNas *nas = bks_task_get_nas (self->task);
  g_autofree char *subtitle = NULL;
  g_autofree char *menu_name = g_strdup_printf (_ ("Actions for %s"),
                                                bks_task_get_name (self->task));

  if (nas != NULL && bks_nas_is_simulated (nas))
    subtitle = g_strdup_printf (_ ("%s · Simulated NAS"), bks_nas_get_name (nas));
  else
    subtitle = g_strdup (nas != NULL ? bks_nas_get_name (nas) : "");

  adw_window_title_set_title (self->title, bks_task_get_name (self->task));
  adw_window_title_set_subtitle (self->title, subtitle);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->menu_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  menu_name, -1);
}

/* Back Up Now stays in sight even where it cannot help, with the reason beside it; not beside a run,
 * where the reason is plain, and not twice. */
static void
show_actions (BksTaskPage *self)
{
  gboolean wanted = bks_task_get_verdict (self->task) != BKS_VERDICT_RUNNING
                    && !bks_verdict_block_offers (self->verdict, BKS_ACTION_BACK_UP);
  g_autofree char *why = NULL;

  gtk_widget_set_visible (self->actions_box, wanted);
  if (!wanted)
    return;

  why = bks_action_button_show (self->back_up_button, self->task, BKS_ACTION_BACK_UP);
  show_label (self->why_label, why);
}

/* "accounting, invoices", or how many there are if that would be long. */
static char *
describe_sources (const BksTaskDetails *details)
{
  guint n_folders = g_strv_length (details->folders);
  guint n_apps = g_strv_length (details->applications);
  g_autofree char *folders = NULL;
  g_autofree char *apps = NULL;

  if (n_folders + n_apps == 0)
    return g_strdup (_ ("Nothing is chosen, or the NAS does not say"));

  if (n_folders + n_apps <= 2)
    {
      folders = g_strjoinv (", ", details->folders);
      apps = g_strjoinv (", ", details->applications);
    }
  else
    {
      folders = g_strdup_printf (ngettext ("%u folder", "%u folders", n_folders), n_folders);
      apps = g_strdup_printf (ngettext ("%u application", "%u applications", n_apps), n_apps);
    }

  if (n_folders == 0)
    return g_steal_pointer (&apps);
  if (n_apps == 0)
    return g_steal_pointer (&folders);
  return g_strdup_printf ("%s, %s", folders, apps);
}

/* What kind of place it is, as the list says, and which one, as the details say: "Amazon S3 ·
 * projects-backup", but not "cellar-nas · cellar-nas:backups". */
static char *
describe_destination (const char *kind, const char *place)
{
  if (is_unknown (kind) && is_unknown (place))
    return g_strdup (_ ("Not known"));
  if (is_unknown (place) || (!is_unknown (kind) && strstr (kind, place) != NULL))
    return g_strdup (kind);
  if (is_unknown (kind) || strstr (place, kind) != NULL)
    return g_strdup (place);
  return g_strdup_printf ("%s · %s", kind, place);
}

static void
show_details (BksTaskPage *self)
{
  g_autofree char *destination = describe_destination (
      bks_task_get_destination (self->task),
      self->details != NULL ? self->details->destination : NULL);
  g_autofree char *sources = NULL;
  g_autofree char *all = NULL;

  bks_prop_row_set_value (self->destination_row, destination);

  if (self->details == NULL)
    return;

  sources = describe_sources (self->details);
  bks_prop_row_set_value (self->source_row, sources);
  all = g_strjoinv ("\n", self->details->folders);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->source_row), *all != '\0' ? all : NULL);

  bks_prop_row_set_value (self->schedule_row, is_unknown (self->details->schedule)
                                                  ? _ ("Not known")
                                                  : self->details->schedule);
}

static void
show_target (BksTaskPage *self)
{
  g_autoptr (GString) text = g_string_new (NULL);
  int encrypted = bks_task_get_encrypted (self->task);

  if (self->target == NULL)
    return;

  if (self->target->used_bytes >= 0)
    {
      g_autofree char *size = bks_format_size (self->target->used_bytes);

      g_string_append (text, size);
    }
  else
    g_string_append (text, _ ("Size not known"));

  if (self->details != NULL && self->details->encrypted >= 0)
    encrypted = self->details->encrypted;
  if (encrypted == 1)
    g_string_append (text, _ (", encrypted"));
  if (self->details != NULL && self->details->compressed == 1)
    g_string_append (text, _ (", compressed"));
  if (self->target->online == 0)
    g_string_append (text, _ (", not reachable now"));

  bks_prop_row_set_value (self->stored_row, text->str);
}

static char *
with_duration (const char *when, gint64 start, gint64 end)
{
  g_autofree char *duration = NULL;

  if (start <= 0 || end < start)
    return g_strdup (when);

  duration = bks_format_duration ((end - start) / G_USEC_PER_SEC);
  /* Translators: when a run was, and how long it took: "Yesterday, 09:31, took 31 minutes". */
  return g_strdup_printf (_ ("%s, took %s"), when, duration);
}

static void
set_when_tooltip (BksPropRow *row, gint64 when, gint64 now)
{
  g_autofree char *full = when > 0 ? bks_format_when_full (when, now) : NULL;

  gtk_widget_set_tooltip_text (GTK_WIDGET (row), full);
}

static void
show_runs (BksTaskPage *self)
{
  gint64 now = g_get_real_time ();
  gint64 start = bks_task_get_last_start (self->task);
  gint64 end = bks_task_get_last_end (self->task);
  gint64 success = bks_task_get_last_success (self->task);
  gboolean busy = bks_task_is_busy (self->task);
  gboolean was_good = success > 0 && end == success;
  gint64 next_run = bks_task_get_next_run (self->task);
  const char *next = bks_task_get_next_run_text (self->task);
  const char *last_success = bks_task_get_last_success_text (self->task);
  g_autofree char *after_this_run = NULL;
  g_autofree char *run_text = NULL;
  g_autofree char *success_text = NULL;

  /* In the list this text tells how long the run will still take; here the card does. */
  if (busy && next_run > 0)
    next = after_this_run = bks_format_when (next_run, now);
  if (is_unknown (next))
    next = bks_task_has_schedule (self->task) ? _ ("Not known") : _ ("None planned");
  bks_prop_row_set_value (self->next_run_row, next);
  set_when_tooltip (self->next_run_row, next_run, now);

  /* One row if the last run is the last success, and none of a run that is not over. */
  gtk_widget_set_visible (GTK_WIDGET (self->last_run_row), start > 0 && !busy && !was_good);
  if (start > 0)
    {
      g_autofree char *when = bks_format_when (start, now);

      run_text = with_duration (when, start, end);
      bks_prop_row_set_value (self->last_run_row, run_text);
      set_when_tooltip (self->last_run_row, start, now);
    }

  if (is_unknown (last_success))
    last_success = _ ("None known");
  success_text = with_duration (last_success, was_good ? start : 0, end);
  bks_prop_row_set_value (self->last_success_row, success_text);
  set_when_tooltip (self->last_success_row, success, now);
}

/* A button that was just used may be gone or off by what it did: the keyboard must not be lost. */
static void
keep_focus (BksTaskPage *self, GtkWidget *had_focus)
{
  if (had_focus != NULL && gtk_widget_is_ancestor (had_focus, self->scroller)
      && (!gtk_widget_get_mapped (had_focus) || !gtk_widget_is_sensitive (had_focus)))
    gtk_widget_grab_focus (GTK_WIDGET (self->menu_button));
}

static void
update (BksTaskPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *had_focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  show_title (self);
  bks_verdict_block_update (self->verdict, self->task);
  show_actions (self);
  show_details (self);
  show_target (self);
  show_runs (self);
  bks_raw_list_update (self->raw_list, self->task, self->details);
  keep_focus (self, had_focus);
}

static void
bks_task_page_details_ready_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BksTaskPage) self = BKS_TASK_PAGE (user_data);
  g_autoptr (GError) error = NULL;
  BksTaskDetails *details = bks_nas_load_details_finish (BKS_NAS (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (details == NULL)
    {
      bks_prop_row_set_failed (self->source_row, error->message);
      bks_prop_row_set_failed (self->schedule_row, error->message);
      return;
    }

  g_clear_pointer (&self->details, bks_task_details_free);
  self->details = details;
  show_details (self);
  show_target (self);
  bks_raw_list_update (self->raw_list, self->task, self->details);
}

static void
bks_task_page_target_ready_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BksTaskPage) self = BKS_TASK_PAGE (user_data);
  g_autoptr (GError) error = NULL;
  BksTargetInfo *target = bks_nas_load_target_finish (BKS_NAS (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (target == NULL)
    {
      bks_prop_row_set_failed (self->stored_row, error->message);
      return;
    }

  g_clear_pointer (&self->target, bks_target_info_free);
  self->target = target;
  show_target (self);
}

static void
load_details (BksTaskPage *self)
{
  BksNas *nas = bks_task_get_nas (self->task);

  if (nas == NULL || bks_task_is_lun (self->task))
    {
      bks_prop_row_set_value (self->source_row, _ ("Not known"));
      bks_prop_row_set_value (self->schedule_row, _ ("Not known"));
      return;
    }

  bks_prop_row_set_loading (self->source_row);
  bks_prop_row_set_loading (self->schedule_row);
  bks_nas_load_details_async (nas, bks_task_get_id (self->task), self->cancellable,
                              bks_task_page_details_ready_cb, g_object_ref (self));
}

static void
load_target (BksTaskPage *self)
{
  BksNas *nas = bks_task_get_nas (self->task);

  if (nas == NULL || bks_task_is_lun (self->task))
    {
      bks_prop_row_set_value (self->stored_row, _ ("Not known"));
      return;
    }

  bks_prop_row_set_loading (self->stored_row);
  bks_nas_load_target_async (nas, bks_task_get_id (self->task), self->cancellable,
                             bks_task_page_target_ready_cb, g_object_ref (self));
}

static void
forget (BksTaskPage *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->details, bks_task_details_free);
  g_clear_pointer (&self->target, bks_target_info_free);
}

static void
bks_task_page_task_changed_cb (BksTaskPage *self, GParamSpec *pspec, BksTask *task)
{
  update (self);
}

static void
bks_task_page_details_retry_cb (BksTaskPage *self)
{
  load_details (self);
}

static void
bks_task_page_target_retry_cb (BksTaskPage *self)
{
  load_target (self);
}

static void
bks_task_page_width_class_cb (BksTaskPage *self, GParamSpec *pspec, BksWidthBin *bin)
{
  if (bks_width_bin_get_width_class (bin) == BKS_WIDTH_NARROW)
    gtk_widget_add_css_class (GTK_WIDGET (self), "narrow");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "narrow");
}

static gboolean
bks_task_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (BKS_TASK_PAGE (widget)->back_button);
}

static void
bks_task_page_dispose (GObject *object)
{
  BksTaskPage *self = BKS_TASK_PAGE (object);
  GtkWidget *child;

  forget (self);
  g_clear_object (&self->task_signals);
  g_clear_object (&self->task);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (bks_task_page_parent_class)->dispose (object);
}

static void
bks_task_page_class_init (BksTaskPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bks_task_page_dispose;
  widget_class->grab_focus = bks_task_page_grab_focus;

  g_type_ensure (BKS_TYPE_PAIR_LAYOUT);
  g_type_ensure (BKS_TYPE_PROP_ROW);
  g_type_ensure (BKS_TYPE_RAW_LIST);
  g_type_ensure (BKS_TYPE_VERDICT_BLOCK);
  g_type_ensure (BKS_TYPE_WIDTH_BIN);
  g_type_ensure (BKS_TYPE_WRAP_LAYOUT);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/backstay/Backstay/ui/bks-task-page.ui");
  gtk_widget_class_bind_template_child (widget_class, BksTaskPage, back_button);
  gtk_widget_class_bind_template_child (widget_class, BksTaskPage, title);
  gtk_widget_class_bind_template_child (widget_class, BksTaskPage, menu_button);
  gtk_widget_class_bind_template_child (widget_class, BksTaskPage, width_bin);
  gtk_widget_class_bind_template_child (widget_class, BksTaskPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, BksTaskPage, verdict);
  gtk_widget_class_bind_template_child (widget_class, BksTaskPage, actions_box);
  gtk_widget_class_bind_template_child (widget_class, BksTaskPage, back_up_button);
  gtk_widget_class_bind_template_child (widget_class, BksTaskPage, why_label);
  gtk_widget_class_bind_template_child (widget_class, BksTaskPage, source_row);
  gtk_widget_class_bind_template_child (widget_class, BksTaskPage, destination_row);
  gtk_widget_class_bind_template_child (widget_class, BksTaskPage, stored_row);
  gtk_widget_class_bind_template_child (widget_class, BksTaskPage, schedule_row);
  gtk_widget_class_bind_template_child (widget_class, BksTaskPage, next_run_row);
  gtk_widget_class_bind_template_child (widget_class, BksTaskPage, last_run_row);
  gtk_widget_class_bind_template_child (widget_class, BksTaskPage, last_success_row);
  gtk_widget_class_bind_template_child (widget_class, BksTaskPage, raw_list);
  gtk_widget_class_bind_template_callback (widget_class, bks_task_page_details_retry_cb);
  gtk_widget_class_bind_template_callback (widget_class, bks_task_page_target_retry_cb);
}

static void
bks_task_page_init (BksTaskPage *self)
{
  g_autoptr (GMenuModel) menu = NULL;

  /* From the beginning: widgets that are in a window already do not look for a later one in GTK 4.8. */
  gtk_widget_insert_action_group (GTK_WIDGET (self), "task", NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  bks_width_bin_set_child (self->width_bin, self->scroller);
  g_signal_connect_object (self->width_bin, "notify::width-class",
                           G_CALLBACK (bks_task_page_width_class_cb), self, G_CONNECT_SWAPPED);

  menu = bks_task_actions_create_menu ();
  gtk_menu_button_set_menu_model (self->menu_button, menu);

  self->task_signals = g_signal_group_new (BKS_TYPE_TASK);
  g_signal_group_connect_object (self->task_signals, "notify::generation",
                                 G_CALLBACK (bks_task_page_task_changed_cb), self,
                                 G_CONNECT_SWAPPED);
}

/**
 * bks_task_page_new:
 *
 * Returns: a page that shows nothing until it gets a task
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
  GActionGroup *group = NULL;

  g_return_if_fail (BKS_IS_TASK_PAGE (self));
  g_return_if_fail (task == NULL || BKS_IS_TASK (task));

  if (!g_set_object (&self->task, task))
    return;

  forget (self);
  g_signal_group_set_target (self->task_signals, task);
  if (task != NULL)
    group = bks_task_actions_create_group (GTK_WIDGET (self), task);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "task", group);
  g_clear_object (&group);
  gtk_widget_set_visible (self->scroller, task != NULL);
  if (task == NULL)
    return;

  self->cancellable = g_cancellable_new ();
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self->raw_list), FALSE);
  gtk_adjustment_set_value (
      gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller)), 0);
  load_details (self);
  load_target (self);
  update (self);
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
