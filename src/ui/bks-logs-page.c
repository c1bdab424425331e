/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-ui"

#include "bks-logs-page-private.h"

#include <glib/gi18n-lib.h>

#define SHORT_HEIGHT  440                   /* px: below, there is no room for a chart */
#define LOOK_INTERVAL (15 * G_USEC_PER_SEC) /* between two looks for new lines, at least */

G_DEFINE_FINAL_TYPE (BksLogsPage, bks_logs_page, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_TASK_ACTIVATED,
  SIGNAL_TOAST,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const char *
get_wanted_nas_id (BksLogsPage *self)
{
  const char *id = bks_log_filters_get_nas_id (self->filters);

  return id != NULL ? id : bks_log_filters_get_task_nas_id (self->filters);
}

static gboolean
is_wanted_nas (gpointer item, gpointer user_data)
{
  const char *id = get_wanted_nas_id (user_data);

  return id == NULL || g_str_equal (bks_nas_get_id (item), id);
}

static gboolean
is_single (BksLogsPage *self)
{
  return self->task != NULL || self->vault != NULL;
}

BksLogQuery *
bks_logs_page_create_query (BksLogsPage *self)
{
  BksLogQuery *query = bks_log_filters_create_query (self->filters);

  if (self->task != NULL)
    bks_log_query_set_task_id (query, bks_task_get_id (self->task));
  return query;
}

void
bks_logs_page_toast (BksLogsPage *self, AdwToast *toast)
{
  g_signal_emit (self, signals[SIGNAL_TOAST], 0, toast);
}

void
bks_logs_page_tell (BksLogsPage *self, const char *text)
{
  /* A toast's title is markup. */
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  g_autoptr (AdwToast) toast = g_object_ref_sink (adw_toast_new (escaped));

  bks_logs_page_toast (self, toast);
}

static gboolean
bks_logs_page_update_cb (gpointer user_data)
{
  BksLogsPage *self = user_data;

  self->update_id = 0;
  bks_logs_page_show (self);
  return G_SOURCE_REMOVE;
}

/* Much of it changes together. */
void
bks_logs_page_changed (BksLogsPage *self)
{
  if (self->update_id == 0)
    self->update_id = g_idle_add (bks_logs_page_update_cb, self);
}

static void
bks_logs_page_changed_cb (BksLogsPage *self)
{
  bks_logs_page_changed (self);
}

static gint64
to_moment (gint64 seconds)
{
  return seconds != 0 ? seconds * G_USEC_PER_SEC : 0;
}

static void
bks_logs_page_filters_changed_cb (BksLogsPage *self)
{
  g_autoptr (BksLogQuery) query = bks_logs_page_create_query (self);
  gint64 from = bks_log_filters_get_from (self->filters);
  gint64 to = bks_log_filters_get_to (self->filters);
  const char *keyword = bks_log_filters_get_keyword (self->filters);

  self->wanted_sort = BKS_LOG_SORT_NONE;
  gtk_filter_changed (self->nas_filter, GTK_FILTER_CHANGE_DIFFERENT);
  bks_log_look_set_keyword (self->look, *keyword != '\0' ? keyword : NULL);
  bks_log_list_set_query (self->list, query);
  /* A span that has no end goes on until today, also if nothing was written since. */
  bks_log_days_set_range (self->days, to_moment (from),
                          to != 0 || from == 0 ? to_moment (to) : g_get_real_time ());
  bks_logs_page_changed_cb (self);
}

static void
bks_logs_page_nas_checked_cb (BksLogsPage *self)
{
  gint64 now = g_get_monotonic_time ();

  if (!gtk_widget_get_mapped (GTK_WIDGET (self)) || !bks_log_list_get_is_loaded (self->list)
      || bks_log_list_get_is_busy (self->list)
      || (self->looked_at != 0 && now - self->looked_at < LOOK_INTERVAL))
    return;
  self->looked_at = now;
  bks_log_list_look_for_new (self->list);
}

/* The log is looked at when a NAS was asked anyway: nothing here has a clock of its own. */
static void
bks_logs_page_watch_cb (BksLogsPage *self)
{
  for (guint i = 0; i < self->watched->len; i++)
    g_signal_handlers_disconnect_by_func (g_ptr_array_index (self->watched, i),
                                          bks_logs_page_nas_checked_cb, self);
  g_ptr_array_set_size (self->watched, 0);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->nas_list)); i++)
    {
      BksNas *nas = g_list_model_get_item (G_LIST_MODEL (self->nas_list), i);

      g_ptr_array_add (self->watched, nas);
      g_signal_connect_object (nas, "notify::checked-at", G_CALLBACK (bks_logs_page_nas_checked_cb),
                               self, G_CONNECT_SWAPPED);
    }
}

static void
bks_logs_page_selection_cb (BksLogsPage *self)
{
  guint n = 0;
  g_autoptr (BksLogRow) row = bks_log_view_dup_selected (self->view, &n);

  bks_log_details_set_row (self->details, n == 1 ? row : NULL);
}

static void
bks_logs_page_sort_cb (BksLogsPage *self, int key, gboolean descending)
{
  if (key == BKS_LOG_SORT_NONE)
    {
      self->wanted_sort = BKS_LOG_SORT_NONE;
      bks_log_list_set_sort (self->list, BKS_LOG_SORT_NONE, FALSE);
      bks_log_filters_set_oldest_first (self->filters, !descending);
      bks_logs_page_changed_cb (self);
      return;
    }
  self->wanted_sort = (BksLogSortKey) key;
  self->wanted_descending = descending;
  if (!bks_log_list_get_is_complete (self->list))
    bks_log_list_load_all (self->list);
  bks_logs_page_changed_cb (self);
}

static void
bks_logs_page_copied_cb (BksLogsPage *self, guint n, guint n_left_out)
{
  g_autofree char *text = NULL;

  if (n_left_out == 0 && n > 0)
    return;
  if (n == 0)
    text = g_strdup (_ ("Nothing is copied: these lines are not loaded yet"));
  else
    text = g_strdup_printf (ngettext ("%'u line is not loaded yet and was left out",
                                      "%'u lines are not loaded yet and were left out", n_left_out),
                            n_left_out);
  bks_logs_page_tell (self, text);
}

static void
bks_logs_page_take_new_cb (BksLogsPage *self)
{
  bks_log_list_take_new (self->list);
  /* At the other end, if the oldest is first. */
  bks_log_view_scroll_to (self->view, bks_log_filters_get_oldest_first (self->filters)
                                          ? g_list_model_get_n_items (G_LIST_MODEL (self->list)) - 1
                                          : 0);
  gtk_widget_set_visible (self->new_button, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
bks_logs_page_day_activated_cb (BksLogsPage *self, gint64 begin, gint64 end)
{
  bks_log_filters_set_range (self->filters, begin / G_USEC_PER_SEC, end / G_USEC_PER_SEC - 1);
}

static void
bks_logs_page_open_task_cb (BksLogsPage *self, BksTask *task)
{
  g_signal_emit (self, signals[SIGNAL_TASK_ACTIVATED], 0, task);
}

static void
bks_logs_page_message_cb (BksLogsPage *self)
{
  switch (self->message_kind)
    {
    case BKS_LOGS_MESSAGE_RETRY:
      bks_log_list_reload (self->list);
      break;
    case BKS_LOGS_MESSAGE_CLEAR:
      bks_log_filters_clear_all (self->filters);
      break;
    case BKS_LOGS_MESSAGE_ALL_DATES:
      bks_log_filters_set_span (self->filters, BKS_LOG_SPAN_ALL);
      break;
    case BKS_LOGS_MESSAGE_LAST_30_DAYS:
      bks_log_filters_set_span (self->filters, BKS_LOG_SPAN_MONTH);
      break;
    case BKS_LOGS_MESSAGE_NONE:
    default:
      break;
    }
}

static void
bks_logs_page_export_cb (BksLogsPage *self)
{
  bks_logs_page_ask_export (self);
}

static void
bks_logs_page_cancel_export_cb (BksLogsPage *self)
{
  bks_logs_page_cancel_export (self);
}

static void
set_width_class (BksLogsPage *self)
{
  BksWidthClass width_class = bks_width_bin_get_width_class (self->width_bin);

  bks_log_tools_set_width_class (self->tools, width_class);
  bks_log_view_set_width_class (self->view, width_class);
  gtk_widget_set_visible (self->hint, width_class == BKS_WIDTH_WIDE);
  if (width_class == BKS_WIDTH_NARROW)
    gtk_widget_add_css_class (GTK_WIDGET (self), "narrow");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "narrow");
}

static void
bks_logs_page_width_class_cb (BksLogsPage *self)
{
  set_width_class (self);
}

/* Not from the allocation: what is shown would change in the middle of it. */
static gboolean
bks_logs_page_height_cb (gpointer user_data)
{
  BksLogsPage *self = user_data;

  bks_logs_page_show_chart (self);
  return G_SOURCE_REMOVE;
}

static void
bks_logs_page_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  BksLogsPage *self = BKS_LOGS_PAGE (widget);
  gboolean is_short = height < SHORT_HEIGHT;

  gtk_widget_size_allocate (GTK_WIDGET (self->width_bin), &(GtkAllocation){ 0, 0, width, height },
                            baseline);
  if (self->is_short != is_short)
    {
      self->is_short = is_short;
      g_idle_add_full (G_PRIORITY_HIGH_IDLE, bks_logs_page_height_cb, g_object_ref (self),
                       g_object_unref);
    }
}

static void
bks_logs_page_measure (GtkWidget *widget,
                       GtkOrientation orientation,
                       int for_size,
                       int *minimum,
                       int *natural,
                       int *minimum_baseline,
                       int *natural_baseline)
{
  BksLogsPage *self = BKS_LOGS_PAGE (widget);

  gtk_widget_measure (GTK_WIDGET (self->width_bin), orientation, for_size, minimum, natural, NULL,
                      NULL);
  /* With a chart it wants more than a low window has: then the chart goes. */
  if (orientation == GTK_ORIENTATION_VERTICAL && gtk_widget_get_visible (self->chart))
    {
      int chart;

      gtk_widget_measure (self->chart, orientation, for_size, &chart, NULL, NULL, NULL);
      *minimum = MAX (*minimum - chart, 0);
    }
}

static void
bks_logs_page_map (GtkWidget *widget)
{
  BksLogsPage *self = BKS_LOGS_PAGE (widget);

  GTK_WIDGET_CLASS (bks_logs_page_parent_class)->map (widget);
  bks_log_list_start (self->list);
  bks_logs_page_nas_checked_cb (self);
  bks_logs_page_changed_cb (self);
}

static void
bks_logs_page_unmap (GtkWidget *widget)
{
  bks_log_list_suspend (BKS_LOGS_PAGE (widget)->list);
  GTK_WIDGET_CLASS (bks_logs_page_parent_class)->unmap (widget);
}

static gboolean
bks_logs_page_grab_focus (GtkWidget *widget)
{
  bks_logs_page_focus_search (BKS_LOGS_PAGE (widget));
  return TRUE;
}

static void
bks_logs_page_dispose (GObject *object)
{
  BksLogsPage *self = BKS_LOGS_PAGE (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  g_cancellable_cancel (self->cancellable);
  self->foot = NULL;
  g_clear_pointer (&child, gtk_widget_unparent);
  g_clear_pointer (&self->watched, g_ptr_array_unref);
  g_clear_object (&self->look);
  g_clear_object (&self->days);
  g_clear_object (&self->list);
  g_clear_object (&self->nas_list);
  g_clear_object (&self->nas_filter);
  g_clear_object (&self->filters);
  g_clear_object (&self->scope);
  g_clear_object (&self->task);
  g_clear_object (&self->vault);
  g_clear_pointer (&self->target_id, g_free);
  /* Last: what goes may say so, and that asks for it again. */
  g_clear_handle_id (&self->update_id, g_source_remove);

  G_OBJECT_CLASS (bks_logs_page_parent_class)->dispose (object);
}

static void
bks_logs_page_class_init (BksLogsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bks_logs_page_dispose;
  widget_class->size_allocate = bks_logs_page_size_allocate;
  widget_class->measure = bks_logs_page_measure;
  widget_class->map = bks_logs_page_map;
  widget_class->unmap = bks_logs_page_unmap;
  widget_class->grab_focus = bks_logs_page_grab_focus;

  /**
   * BksLogsPage::task-activated:
   * @self: the page
   * @task: whose page is to be shown
   */
  signals[SIGNAL_TASK_ACTIVATED] = g_signal_new ("task-activated", G_TYPE_FROM_CLASS (klass),
                                                 G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                                 G_TYPE_NONE, 1, BKS_TYPE_TASK);
  /**
   * BksLogsPage::toast:
   * @self: the page
   * @toast: what came of what the person did, for the window to show
   */
  signals[SIGNAL_TOAST] = g_signal_new ("toast", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 1, ADW_TYPE_TOAST);

  g_type_ensure (BKS_TYPE_WIDTH_BIN);
  g_type_ensure (BKS_TYPE_LOG_TOOLS);
  g_type_ensure (BKS_TYPE_LOG_CHIPS);
  g_type_ensure (BKS_TYPE_LOG_HISTOGRAM);
  g_type_ensure (BKS_TYPE_LOG_VIEW);
  g_type_ensure (BKS_TYPE_LOG_DETAILS);
  g_type_ensure (BKS_TYPE_LOG_FOOT);
  g_type_ensure (BKS_TYPE_PART_STACK);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/backstay/Backstay/ui/bks-logs-page.ui");
  gtk_widget_class_bind_template_child (widget_class, BksLogsPage, width_bin);
  gtk_widget_class_bind_template_child (widget_class, BksLogsPage, head);
  gtk_widget_class_bind_template_child (widget_class, BksLogsPage, tools);
  gtk_widget_class_bind_template_child (widget_class, BksLogsPage, chips);
  gtk_widget_class_bind_template_child (widget_class, BksLogsPage, chart);
  gtk_widget_class_bind_template_child (widget_class, BksLogsPage, caption);
  gtk_widget_class_bind_template_child (widget_class, BksLogsPage, hint);
  gtk_widget_class_bind_template_child (widget_class, BksLogsPage, histogram);
  gtk_widget_class_bind_template_child (widget_class, BksLogsPage, new_button);
  gtk_widget_class_bind_template_child (widget_class, BksLogsPage, new_label);
  gtk_widget_class_bind_template_child (widget_class, BksLogsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, BksLogsPage, view);
  gtk_widget_class_bind_template_child (widget_class, BksLogsPage, loading);
  gtk_widget_class_bind_template_child (widget_class, BksLogsPage, message);
  gtk_widget_class_bind_template_child (widget_class, BksLogsPage, message_button);
  gtk_widget_class_bind_template_child (widget_class, BksLogsPage, details);
  gtk_widget_class_bind_template_child (widget_class, BksLogsPage, foot);
  gtk_widget_class_bind_template_callback (widget_class, bks_logs_page_export_cb);
  gtk_widget_class_bind_template_callback (widget_class, bks_logs_page_day_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, bks_logs_page_take_new_cb);
  gtk_widget_class_bind_template_callback (widget_class, bks_logs_page_selection_cb);
  gtk_widget_class_bind_template_callback (widget_class, bks_logs_page_sort_cb);
  gtk_widget_class_bind_template_callback (widget_class, bks_logs_page_copied_cb);
  gtk_widget_class_bind_template_callback (widget_class, bks_logs_page_message_cb);
  gtk_widget_class_bind_template_callback (widget_class, bks_logs_page_open_task_cb);
  gtk_widget_class_bind_template_callback (widget_class, bks_logs_page_cancel_export_cb);
}

static void
add_model (BksLogsPage *self)
{
  self->filters = bks_log_filters_new ();
  bks_log_filters_set_usual_span (self->filters, BKS_LOG_SPAN_MONTH);
  self->nas_filter = GTK_FILTER (gtk_custom_filter_new (is_wanted_nas, self, NULL));
  self->nas_list = gtk_filter_list_model_new (NULL, g_object_ref (self->nas_filter));
  self->watched = g_ptr_array_new_with_free_func (g_object_unref);
  self->list = bks_log_list_new ();
  self->days = bks_log_days_new (self->list);
  self->look = bks_log_look_new (self->list);

  g_signal_connect_object (self->nas_list, "items-changed", G_CALLBACK (bks_logs_page_watch_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->filters, "changed", G_CALLBACK (bks_logs_page_filters_changed_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "notify", G_CALLBACK (bks_logs_page_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->days, "changed", G_CALLBACK (bks_logs_page_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
bks_logs_page_init (BksLogsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  add_model (self);
  bks_log_tools_set_filters (self->tools, self->filters);
  bks_log_chips_set_filters (self->chips, self->filters);
  bks_log_view_set_look (self->view, self->look);
  bks_log_foot_set_list (self->foot, self->list);
  g_signal_connect_object (self->width_bin, "notify::width-class",
                           G_CALLBACK (bks_logs_page_width_class_cb), self, G_CONNECT_SWAPPED);
  set_width_class (self);
  bks_logs_page_filters_changed_cb (self);
}

/* A filter for what this scope does not have would show nothing, and nothing to undo it with. */
static void
drop_foreign_filters (BksLogsPage *self, BksNas *only)
{
  const char *nas_id = bks_log_filters_get_nas_id (self->filters);
  const char *task_nas_id = bks_log_filters_get_task_nas_id (self->filters);

  if (only == NULL)
    return;
  if (nas_id != NULL)
    bks_log_filters_clear (self->filters, BKS_LOG_PART_NAS);
  if (task_nas_id != NULL && !g_str_equal (task_nas_id, bks_nas_get_id (only)))
    bks_log_filters_clear (self->filters, BKS_LOG_PART_TASK);
}

/**
 * bks_logs_page_set_scope:
 * @self: a #BksLogsPage
 * @scope: of which NAS lines are shown
 */
void
bks_logs_page_set_scope (BksLogsPage *self, BksScope *scope)
{
  GListModel *nas_list;

  g_return_if_fail (BKS_IS_LOGS_PAGE (self));
  g_return_if_fail (BKS_IS_SCOPE (scope));

  if (!g_set_object (&self->scope, scope))
    return;

  nas_list = bks_scope_get_nas_list (scope);
  bks_log_tools_set_nas_list (self->tools, nas_list);
  bks_log_chips_set_nas_list (self->chips, nas_list);
  bks_log_view_set_shows_nas (self->view, bks_scope_get_only_nas (scope) == NULL);
  drop_foreign_filters (self, bks_scope_get_nas (scope));
  gtk_filter_list_model_set_model (self->nas_list, nas_list);
  bks_log_list_set_nas_list (self->list, G_LIST_MODEL (self->nas_list));
  bks_logs_page_watch_cb (self);
  bks_logs_page_changed_cb (self);
}

/* There is one log, all of it to begin with. */
static void
become_single (BksLogsPage *self, BksNas *nas)
{
  g_autoptr (GListStore) store = g_list_store_new (BKS_TYPE_NAS);

  g_list_store_append (store, nas);
  bks_log_filters_set_usual_span (self->filters, BKS_LOG_SPAN_ALL);
  bks_log_tools_set_single (self->tools, TRUE);
  bks_log_view_set_shows_nas (self->view, FALSE);
  bks_log_details_set_can_open (self->details, FALSE);
  gtk_filter_list_model_set_model (self->nas_list, G_LIST_MODEL (store));
  bks_logs_page_watch_cb (self);
}

/**
 * bks_logs_page_set_task:
 * @self: a #BksLogsPage that shows nothing yet
 * @task: a task that is on a NAS: its lines alone are shown
 * @from: the first moment, µs since the Unix epoch, UTC; 0 = open
 * @to: the end, not included; 0 = open
 */
void
bks_logs_page_set_task (BksLogsPage *self, BksTask *task, gint64 from, gint64 to)
{
  g_return_if_fail (BKS_IS_LOGS_PAGE (self));
  g_return_if_fail (BKS_IS_TASK (task) && bks_task_get_nas (task) != NULL);
  g_return_if_fail (self->scope == NULL && !is_single (self));

  self->task = g_object_ref (task);
  become_single (self, bks_task_get_nas (task));
  if (from != 0 || to != 0)
    bks_log_filters_set_range (self->filters, from / G_USEC_PER_SEC,
                               to != 0 ? to / G_USEC_PER_SEC - 1 : 0);
  bks_logs_page_filters_changed_cb (self);
  bks_log_list_set_nas_list (self->list, G_LIST_MODEL (self->nas_list));
}

/**
 * bks_logs_page_set_vault_target:
 * @self: a #BksLogsPage that shows nothing yet
 * @nas: whose Vault it is
 * @target_id: one of its targets: its log is shown
 */
void
bks_logs_page_set_vault_target (BksLogsPage *self, BksNas *nas, const char *target_id)
{
  g_return_if_fail (BKS_IS_LOGS_PAGE (self));
  g_return_if_fail (BKS_IS_NAS (nas));
  g_return_if_fail (self->scope == NULL && !is_single (self));

  self->vault = g_object_ref (nas);
  self->target_id = g_strdup (target_id);
  become_single (self, nas);
  bks_logs_page_filters_changed_cb (self);
  bks_log_list_set_vault_target (self->list, nas, target_id);
}

/**
 * bks_logs_page_bind_settings:
 * @self: a #BksLogsPage
 * @settings: of the application's schema: the last filters are there, and new ones are kept
 */
void
bks_logs_page_bind_settings (BksLogsPage *self, GSettings *settings)
{
  g_return_if_fail (BKS_IS_LOGS_PAGE (self));

  bks_log_filters_bind_settings (self->filters, settings);
}

/**
 * bks_logs_page_get_filters:
 * @self: a #BksLogsPage
 *
 * Returns: (transfer none): what is shown of it
 */
BksLogFilters *
bks_logs_page_get_filters (BksLogsPage *self)
{
  g_return_val_if_fail (BKS_IS_LOGS_PAGE (self), NULL);

  return self->filters;
}

/**
 * bks_logs_page_focus_search:
 * @self: a #BksLogsPage
 */
void
bks_logs_page_focus_search (BksLogsPage *self)
{
  g_return_if_fail (BKS_IS_LOGS_PAGE (self));

  bks_log_tools_focus_search (self->tools);
}

/**
 * bks_logs_page_focus_list:
 * @self: a #BksLogsPage
 */
void
bks_logs_page_focus_list (BksLogsPage *self)
{
  g_return_if_fail (BKS_IS_LOGS_PAGE (self));

  gtk_widget_child_focus (GTK_WIDGET (self->view), GTK_DIR_TAB_FORWARD);
}
