/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-ui"

#include "bks-task-page-private.h"

#include <glib/gi18n-lib.h>

#include "bks-format.h"
#include "bks-nas.h"
#include "bks-pair-layout.h"
#include "bks-task-actions.h"
#include "bks-wire.h"
#include "bks-words.h"
#include "bks-wrap-layout.h"

G_DEFINE_FINAL_TYPE (BksTaskPage, bks_task_page, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_LOG_ACTIVATED,
  SIGNAL_RUN_LOG_ACTIVATED,
  SIGNAL_VERSIONS_ACTIVATED,
  SIGNAL_FOLDERS_ACTIVATED,
  SIGNAL_TARGET_ACTIVATED,
  SIGNAL_MUTE_CHOSEN,
  SIGNAL_RESUMES_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gboolean
is_checking (BksTaskPage *self)
{
  return bks_words_read_status (bks_task_get_status (self->task)) == BKS_STATUS_DETECT;
}

/* A run or a check that is over has left something behind. */
static void
bks_task_page_task_changed_cb (BksTaskPage *self, GParamSpec *pspec, BksTask *task)
{
  gboolean was_checking = self->was_checking;

  self->was_checking = is_checking (self);
  bks_task_page_update (self);
  if (bks_task_get_last_end (task) != self->read_end && !bks_task_is_busy (task))
    {
      bks_task_page_load (self, BKS_TASK_PARTS_ALL);
      bks_task_page_load_target (self);
    }
  else if (was_checking && !self->was_checking)
    {
      bks_task_page_load (self, BKS_TASK_PART_LOG);
      bks_task_page_load_target (self);
    }
}

/* What is known of the other ends is enough: nobody is asked for this. */
static void
find_link (BksTaskPage *self)
{
  BksVaultArrival *arrival = NULL;

  if (self->fleet != NULL && self->task != NULL)
    arrival = bks_wire_find_arrival (bks_wire_get (self->fleet), self->task);
  if (arrival != NULL)
    bks_task_page_set_link (self, bks_vault_arrival_get_nas (arrival),
                            bks_vault_arrival_get_id (arrival));
  else
    bks_task_page_set_link (self, NULL, NULL);
}

static void
bks_task_page_wire_changed_cb (BksTaskPage *self, BksWire *wire)
{
  find_link (self);
}

static void
bks_task_page_committed_cb (BksTaskPage *self, BksHistoryChange *change, BksHistory *history)
{
  BksNas *nas = self->task != NULL ? bks_task_get_nas (self->task) : NULL;

  if (nas != NULL
      && bks_history_change_has_runs_of (change, bks_nas_get_id (nas),
                                         bks_task_get_id (self->task)))
    bks_task_page_load_runs (self);
}

static void
bks_task_page_details_retry_cb (BksTaskPage *self)
{
  bks_task_page_load (self, BKS_TASK_PART_DETAILS);
}

static void
bks_task_page_versions_retry_cb (BksTaskPage *self)
{
  bks_task_page_load (self, BKS_TASK_PART_VERSIONS);
}

static void
bks_task_page_log_retry_cb (BksTaskPage *self)
{
  bks_task_page_load (self, BKS_TASK_PART_LOG);
}

static void
bks_task_page_history_retry_cb (BksTaskPage *self)
{
  bks_task_page_load (self, BKS_TASK_PART_VERSIONS | BKS_TASK_PART_STATISTICS | BKS_TASK_PART_LOG);
}

static void
bks_task_page_target_retry_cb (BksTaskPage *self)
{
  bks_task_page_load_target (self);
}

static void
bks_task_page_folders_cb (BksTaskPage *self, AdwActionRow *row)
{
  g_signal_emit (self, signals[SIGNAL_FOLDERS_ACTIVATED], 0, self->task);
}

static void
bks_task_page_versions_cb (BksTaskPage *self, AdwActionRow *row)
{
  g_signal_emit (self, signals[SIGNAL_VERSIONS_ACTIVATED], 0, self->task);
}

static void
bks_task_page_destination_cb (BksTaskPage *self, AdwActionRow *row)
{
  if (self->link_nas != NULL)
    g_signal_emit (self, signals[SIGNAL_TARGET_ACTIVATED], 0, self->link_nas, self->link_target);
}

static void
bks_task_page_day_cb (BksTaskPage *self, gint64 from, gint64 to, BksTaskHistory *history)
{
  g_signal_emit (self, signals[SIGNAL_LOG_ACTIVATED], 0, self->task, from, to);
}

static void
bks_task_page_show_all_cb (BksTaskPage *self, BksTaskLogRows *rows)
{
  g_signal_emit (self, signals[SIGNAL_LOG_ACTIVATED], 0, self->task, (gint64) 0, (gint64) 0);
}

/* The whole day of a line: what went before it and what came of it is there, too. */
static void
bks_task_page_line_cb (BksTaskPage *self, gint64 when, BksTaskLogRows *rows)
{
  gint64 from, to;

  if (when <= 0)
    {
      bks_task_page_show_all_cb (self, rows);
      return;
    }
  bks_format_get_day (when, &from, &to);
  g_signal_emit (self, signals[SIGNAL_LOG_ACTIVATED], 0, self->task, from, to);
}

/* The NAS does not tell of a LUN what it tells of other backups. */
static void
show_what_there_is (BksTaskPage *self)
{
  GtkWidget *const parts[] = {
    GTK_WIDGET (self->source_row),    GTK_WIDGET (self->stored_row),
    GTK_WIDGET (self->versions_row),  GTK_WIDGET (self->schedule_row),
    GTK_WIDGET (self->integrity_row), self->history_box,
    GTK_WIDGET (self->log_rows),
  };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    gtk_widget_set_visible (parts[i], !bks_task_is_lun (self->task));
}

static void
bks_task_page_width_class_cb (BksTaskPage *self, GParamSpec *pspec, BksWidthBin *bin)
{
  if (bks_width_bin_get_width_class (bin) == BKS_WIDTH_NARROW)
    gtk_widget_add_css_class (GTK_WIDGET (self), "narrow");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "narrow");
}

static void
bks_task_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (bks_task_page_parent_class)->map (widget);
  bks_task_page_load_what_is_missing (BKS_TASK_PAGE (widget));
}

static void
bks_task_page_unmap (GtkWidget *widget)
{
  bks_task_page_stop (BKS_TASK_PAGE (widget));
  GTK_WIDGET_CLASS (bks_task_page_parent_class)->unmap (widget);
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

  bks_task_page_forget (self);
  g_clear_object (&self->task_signals);
  g_clear_object (&self->memory_signals);
  g_clear_object (&self->wire_signals);
  g_clear_object (&self->mute_action);
  g_clear_object (&self->resumes_action);
  g_clear_object (&self->task);
  g_clear_object (&self->fleet);
  g_clear_object (&self->memory);
  g_clear_object (&self->link_nas);
  g_clear_pointer (&self->link_target, g_free);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (bks_task_page_parent_class)->dispose (object);
}

static void
install_signals (BksTaskPageClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  /**
   * BksTaskPage::log-activated:
   * @self: the page
   * @task: whose log is wanted
   * @from: µs since the Unix epoch, UTC; 0 = from the first line
   * @to: the same; 0 = to the last line
   */
  signals[SIGNAL_LOG_ACTIVATED] = g_signal_new ("log-activated", type, G_SIGNAL_RUN_LAST, 0, NULL,
                                                NULL, NULL, G_TYPE_NONE, 3, BKS_TYPE_TASK,
                                                G_TYPE_INT64, G_TYPE_INT64);
  /**
   * BksTaskPage::run-log-activated:
   * @self: the page
   * @task: of whose last run the log is wanted
   */
  signals[SIGNAL_RUN_LOG_ACTIVATED] = g_signal_new ("run-log-activated", type, G_SIGNAL_RUN_LAST, 0,
                                                    NULL, NULL, NULL, G_TYPE_NONE, 1,
                                                    BKS_TYPE_TASK);
  /**
   * BksTaskPage::versions-activated:
   * @self: the page
   * @task: whose restore points are wanted
   */
  signals[SIGNAL_VERSIONS_ACTIVATED] = g_signal_new ("versions-activated", type, G_SIGNAL_RUN_LAST,
                                                     0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                                     BKS_TYPE_TASK);
  /**
   * BksTaskPage::folders-activated:
   * @self: the page
   * @task: whose folders, applications and filters are wanted
   */
  signals[SIGNAL_FOLDERS_ACTIVATED] = g_signal_new ("folders-activated", type, G_SIGNAL_RUN_LAST, 0,
                                                    NULL, NULL, NULL, G_TYPE_NONE, 1,
                                                    BKS_TYPE_TASK);
  /**
   * BksTaskPage::target-activated:
   * @self: the page
   * @nas: on which the backups arrive
   * @target_id: where, in its Hyper Backup Vault
   */
  signals[SIGNAL_TARGET_ACTIVATED] = g_signal_new ("target-activated", type, G_SIGNAL_RUN_LAST, 0,
                                                   NULL, NULL, NULL, G_TYPE_NONE, 2, BKS_TYPE_NAS,
                                                   G_TYPE_STRING);
  /**
   * BksTaskPage::mute-chosen:
   * @self: the page
   * @choice: "day", "success", "always" or "none"
   */
  signals[SIGNAL_MUTE_CHOSEN] = g_signal_new ("mute-chosen", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                              NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  /**
   * BksTaskPage::resumes-chosen:
   * @self: the page
   * @resumes: whether the task is to go on by itself when it is suspended
   */
  signals[SIGNAL_RESUMES_CHOSEN] = g_signal_new ("resumes-chosen", type, G_SIGNAL_RUN_LAST, 0, NULL,
                                                 NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
}

#define BIND(name)    gtk_widget_class_bind_template_child (widget_class, BksTaskPage, name)
#define BIND_CB(name) gtk_widget_class_bind_template_callback (widget_class, name)

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/backstay/Backstay/ui/bks-task-page.ui");
  BIND (back_button);
  BIND (title);
  BIND (menu_button);
  BIND (width_bin);
  BIND (scroller);
  BIND (verdict);
  BIND (actions_box);
  BIND (back_up_button);
  BIND (check_button);
  BIND (why_label);
  BIND (source_row);
  BIND (destination_row);
  BIND (destination_arrow);
  BIND (stored_row);
  BIND (versions_row);
  BIND (schedule_row);
  BIND (next_runs_row);
  BIND (last_run_row);
  BIND (last_success_row);
  BIND (integrity_row);
  BIND (integrity_button);
  BIND (history);
  BIND (history_box);
  BIND (log_rows);
  BIND (raw_list);
  BIND_CB (bks_task_page_day_cb);
  BIND_CB (bks_task_page_destination_cb);
  BIND_CB (bks_task_page_details_retry_cb);
  BIND_CB (bks_task_page_folders_cb);
  BIND_CB (bks_task_page_history_retry_cb);
  BIND_CB (bks_task_page_line_cb);
  BIND_CB (bks_task_page_log_retry_cb);
  BIND_CB (bks_task_page_show_all_cb);
  BIND_CB (bks_task_page_target_retry_cb);
  BIND_CB (bks_task_page_versions_cb);
  BIND_CB (bks_task_page_versions_retry_cb);
}

static void
bks_task_page_class_init (BksTaskPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bks_task_page_dispose;
  widget_class->map = bks_task_page_map;
  widget_class->unmap = bks_task_page_unmap;
  widget_class->grab_focus = bks_task_page_grab_focus;
  install_signals (klass);

  g_type_ensure (BKS_TYPE_PAIR_LAYOUT);
  g_type_ensure (BKS_TYPE_PROP_ROW);
  g_type_ensure (BKS_TYPE_RAW_LIST);
  g_type_ensure (BKS_TYPE_TASK_HISTORY);
  g_type_ensure (BKS_TYPE_TASK_LOG_ROWS);
  g_type_ensure (BKS_TYPE_VERDICT_BLOCK);
  g_type_ensure (BKS_TYPE_WIDTH_BIN);
  g_type_ensure (BKS_TYPE_WRAP_LAYOUT);
  bind_template (widget_class);
}

static void
bks_task_page_init (BksTaskPage *self)
{
  /* From the beginning: widgets that are in a window already do not look for a later one in GTK 4.8. */
  gtk_widget_insert_action_group (GTK_WIDGET (self), "task", NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  bks_width_bin_set_child (self->width_bin, self->scroller);
  g_signal_connect_object (self->width_bin, "notify::width-class",
                           G_CALLBACK (bks_task_page_width_class_cb), self, G_CONNECT_SWAPPED);
  bks_task_page_add_menu (self);

  self->task_signals = g_signal_group_new (BKS_TYPE_TASK);
  g_signal_group_connect_object (self->task_signals, "notify::generation",
                                 G_CALLBACK (bks_task_page_task_changed_cb), self,
                                 G_CONNECT_SWAPPED);
  self->wire_signals = g_signal_group_new (BKS_TYPE_WIRE);
  g_signal_group_connect_object (self->wire_signals, "changed",
                                 G_CALLBACK (bks_task_page_wire_changed_cb), self,
                                 G_CONNECT_SWAPPED);
  self->memory_signals = g_signal_group_new (BKS_TYPE_HISTORY);
  g_signal_group_connect_object (self->memory_signals, "committed",
                                 G_CALLBACK (bks_task_page_committed_cb), self, G_CONNECT_SWAPPED);
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

  bks_task_page_forget (self);
  find_link (self);
  bks_task_page_set_mute (self, "none");
  bks_task_page_set_resumes (self, FALSE);
  g_signal_group_set_target (self->task_signals, task);
  if (task != NULL)
    group = bks_task_actions_create_group (GTK_WIDGET (self), task);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "task", group);
  g_clear_object (&group);
  gtk_widget_set_visible (self->scroller, task != NULL);
  if (task == NULL)
    return;

  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self->raw_list), FALSE);
  gtk_adjustment_set_value (
      gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller)), 0);
  show_what_there_is (self);
  self->was_checking = is_checking (self);
  bks_task_page_load_what_is_missing (self);
  bks_task_page_update (self);
  bks_task_page_show_parts (self);
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

/**
 * bks_task_page_set_fleet:
 * @self: a #BksTaskPage
 * @fleet: (nullable): the NAS among which the other end of the wire may be
 */
void
bks_task_page_set_fleet (BksTaskPage *self, BksFleet *fleet)
{
  g_return_if_fail (BKS_IS_TASK_PAGE (self));
  g_return_if_fail (fleet == NULL || BKS_IS_FLEET (fleet));

  if (!g_set_object (&self->fleet, fleet))
    return;
  g_signal_group_set_target (self->wire_signals, fleet != NULL ? bks_wire_get (fleet) : NULL);
  find_link (self);
}

/**
 * bks_task_page_set_history:
 * @self: a #BksTaskPage
 * @history: (nullable): what this computer saw itself; without it the NAS's own memory is all there is
 */
void
bks_task_page_set_history (BksTaskPage *self, BksHistory *history)
{
  g_return_if_fail (BKS_IS_TASK_PAGE (self));
  g_return_if_fail (history == NULL || BKS_IS_HISTORY (history));

  if (!g_set_object (&self->memory, history))
    return;
  g_signal_group_set_target (self->memory_signals, history);
  g_clear_pointer (&self->runs, g_ptr_array_unref);
  bks_task_page_load_runs (self);
}

/**
 * bks_task_page_set_mute:
 * @self: a #BksTaskPage
 * @choice: how long nothing is to be heard of this task: "day", "success", "always" or "none"
 */
void
bks_task_page_set_mute (BksTaskPage *self, const char *choice)
{
  g_return_if_fail (BKS_IS_TASK_PAGE (self));
  g_return_if_fail (choice != NULL);

  g_simple_action_set_state (self->mute_action, g_variant_new_string (choice));
}

/**
 * bks_task_page_set_resumes:
 * @self: a #BksTaskPage
 * @resumes: whether this task goes on by itself when it is suspended
 */
void
bks_task_page_set_resumes (BksTaskPage *self, gboolean resumes)
{
  g_return_if_fail (BKS_IS_TASK_PAGE (self));

  g_simple_action_set_state (self->resumes_action, g_variant_new_boolean (resumes));
}

/**
 * bks_task_page_set_link:
 * @self: a #BksTaskPage
 * @nas: (nullable): one of the user's own, on which the backups of this task arrive
 * @target_id: (nullable): where, in its Hyper Backup Vault
 *
 * Makes the destination a way to there, or takes it away. It holds until another task is set.
 */
void
bks_task_page_set_link (BksTaskPage *self, BksNas *nas, const char *target_id)
{
  g_return_if_fail (BKS_IS_TASK_PAGE (self));
  g_return_if_fail ((nas == NULL) == (target_id == NULL));

  g_set_object (&self->link_nas, nas);
  g_free (self->link_target);
  self->link_target = g_strdup (target_id);
  gtk_widget_set_visible (self->destination_arrow, nas != NULL);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self->destination_row), nas != NULL);
}
