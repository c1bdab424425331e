/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-ui"

#include "bks-window-private.h"

#include <glib/gi18n-lib.h>

#include "bks-folders-page.h"
#include "bks-help-window.h"
#include "bks-log-lines-page.h"
#include "bks-vault-target-page.h"
#include "bks-versions-page.h"

#define VIEW_BACKUPS "backups"
#define VIEW_VAULT   "vault"
#define VIEW_LOG     "log"

static gboolean
shows_view (BksWindow *self, const char *name)
{
  return g_strcmp0 (adw_view_stack_get_visible_child_name (self->views), name) == 0;
}

/* What only one of the views has is not offered in the others. */
static void
bks_window_view_changed_cb (BksWindow *self)
{
  gboolean shows_backups = shows_view (self, VIEW_BACKUPS);

  gtk_widget_set_visible (self->search_button, shows_backups);
  gtk_widget_set_visible (GTK_WIDGET (self->search_bar), shows_backups);
  bks_window_set_action_enabled (self, "sort", shows_backups);
  bks_window_set_action_enabled (self, "select", shows_backups);
  if (!shows_backups)
    bks_task_selection_set_active (self->selection, FALSE);
  bks_window_update_header (self);
}

static void
bks_window_task_activated_cb (BksWindow *self, BksTask *task)
{
  bks_window_show_task (self, task);
}

static void
bks_window_toast_cb (BksWindow *self, AdwToast *toast)
{
  bks_window_add_toast (self, g_object_ref (toast));
}

static void
push_log (BksWindow *self, GtkWidget *page)
{
  g_signal_connect_object (bks_log_lines_page_get_logs (BKS_LOG_LINES_PAGE (page)), "toast",
                           G_CALLBACK (bks_window_toast_cb), self, G_CONNECT_SWAPPED);
  bks_page_stack_push (self->content, page);
}

static void
show_task_log (BksWindow *self, BksTask *task, gint64 from, gint64 to)
{
  if (bks_task_get_nas (task) != NULL)
    push_log (self, bks_log_lines_page_new_task (task, from, to));
}

/* Whether another page came over this one: what the second click of a double click meets. It opens
 * nothing once more. */
static gboolean
is_covered (BksWindow *self, GtkWidget *page)
{
  GtkWidget *top = bks_page_stack_get_top (self->content);

  return top != NULL && top != page;
}

static void
bks_window_log_activated_cb (BksWindow *self,
                             BksTask *task,
                             gint64 from,
                             gint64 to,
                             GtkWidget *page)
{
  if (!is_covered (self, page))
    show_task_log (self, task, from, to);
}

static void
bks_window_target_log_cb (BksWindow *self,
                          BksNas *nas,
                          const char *target_id,
                          GtkWidget *target_page)
{
  if (!is_covered (self, target_page))
    push_log (self, bks_log_lines_page_new_target (nas, target_id, target_id));
}

static void
bks_window_target_activated_cb (BksWindow *self,
                                BksNas *nas,
                                const char *target_id,
                                GtkWidget *from)
{
  GtkWidget *page;

  if (is_covered (self, from))
    return;
  page = bks_vault_target_page_new ();
  bks_vault_target_page_set_target (BKS_VAULT_TARGET_PAGE (page), self->fleet, nas, target_id);
  g_signal_connect_object (page, "task-activated", G_CALLBACK (bks_window_task_activated_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "log-activated", G_CALLBACK (bks_window_target_log_cb), self,
                           G_CONNECT_SWAPPED);
  bks_page_stack_push (self->content, page);
}

static void
show_view (BksWindow *self, const char *name)
{
  if (adw_view_stack_get_child_by_name (self->views, name) == NULL)
    return;

  bks_page_stack_pop_all (self->content);
  adw_leaflet_set_visible_child_name (self->outer, "content");
  adw_view_stack_set_visible_child_name (self->views, name);
}

static void
show_view_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  show_view (user_data, g_variant_get_string (parameter, NULL));
}

static BksTask *
find_task (BksWindow *self, const char *nas_id, const char *task_id)
{
  BksNas *nas = bks_window_find_nas (self, nas_id);

  return nas != NULL ? bks_nas_find_task (nas, task_id) : NULL;
}

static void
show_task_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const char *nas_id, *task_id;
  BksTask *task;

  g_variant_get (parameter, "(&s&s)", &nas_id, &task_id);
  task = find_task (user_data, nas_id, task_id);
  if (task != NULL)
    bks_window_show_task (user_data, task);
}

#define LOG_BEFORE (60 * G_USEC_PER_SEC)     /* what led to a run */
#define LOG_AFTER  (5 * 60 * G_USEC_PER_SEC) /* what was written when it had ended */

/* The lines about the last run of a backup, or all about it. */
static void
show_run_log (BksWindow *self, BksTask *task)
{
  gint64 start = bks_task_get_last_start (task);
  gint64 end = bks_task_get_last_end (task);

  show_task_log (self, task, start > 0 ? start - LOG_BEFORE : 0,
                 start > 0 && end >= start ? end + LOG_AFTER : 0);
}

static void
show_log_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const char *nas_id, *task_id;
  BksTask *task;

  g_variant_get (parameter, "(&s&s)", &nas_id, &task_id);
  task = find_task (user_data, nas_id, task_id);
  if (task == NULL)
    return;
  bks_window_show_task (user_data, task);
  show_run_log (user_data, task);
}

static void
show_nas_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  bks_window_show_nas (user_data, g_variant_get_string (parameter, NULL));
}

static void
bks_window_run_log_cb (BksWindow *self, BksTask *task, GtkWidget *page)
{
  if (!is_covered (self, page))
    show_run_log (self, task);
}

static void
show_vault_limit_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  BksWindow *self = user_data;
  BksNas *nas = bks_window_find_nas (self, g_variant_get_string (parameter, NULL));

  if (nas == NULL)
    return;
  /* Its row may be in the list of another NAS. */
  bks_sidebar_choose (self->sidebar, nas);
  show_view (self, VIEW_VAULT);
  bks_vault_page_show_limit (self->vault_page, nas);
}

static void
back_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  BksWindow *self = user_data;

  if (!bks_page_stack_pop (self->content) && adw_leaflet_get_folded (self->outer))
    {
      adw_leaflet_navigate (self->outer, ADW_NAVIGATION_DIRECTION_BACK);
      bks_sidebar_focus_list (self->sidebar);
    }
}

static void
search_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  BksWindow *self = user_data;
  GtkWidget *top = bks_page_stack_get_top (self->content);

  if (g_list_model_get_n_items (G_LIST_MODEL (self->fleet)) == 0)
    return;

  if (BKS_IS_LOG_LINES_PAGE (top))
    {
      bks_logs_page_focus_search (bks_log_lines_page_get_logs (BKS_LOG_LINES_PAGE (top)));
      return;
    }
  if (top == NULL && shows_view (self, VIEW_LOG))
    {
      bks_logs_page_focus_search (self->logs_page);
      return;
    }
  show_view (self, VIEW_BACKUPS);
  gtk_search_bar_set_search_mode (self->search_bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

/* The page of the guide that is about what is in sight. */
static const char *
find_help_topic (BksWindow *self)
{
  GtkWidget *top = bks_page_stack_get_top (self->content);

  if (g_list_model_get_n_items (G_LIST_MODEL (self->fleet)) == 0)
    return "first-nas";
  if (BKS_IS_LOG_LINES_PAGE (top) || (top == NULL && shows_view (self, VIEW_LOG)))
    return "log";
  if (BKS_IS_VAULT_TARGET_PAGE (top) || (top == NULL && shows_view (self, VIEW_VAULT)))
    return "vault";
  if (top != NULL)
    return "acting";
  return "verdicts";
}

static void
help_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  BksWindow *self = user_data;

  if (self->help == NULL)
    g_set_weak_pointer (&self->help, bks_help_window_new (GTK_WINDOW (self)));
  bks_help_window_show_topic (BKS_HELP_WINDOW (self->help), find_help_topic (self));
  gtk_window_present (GTK_WINDOW (self->help));
}

/* What was typed elsewhere: in the search of the desktop. */
static void
search_for_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  BksWindow *self = user_data;

  if (g_list_model_get_n_items (G_LIST_MODEL (self->fleet)) == 0)
    return;
  bks_sidebar_choose (self->sidebar, NULL);
  show_view (self, VIEW_BACKUPS);
  gtk_search_bar_set_search_mode (self->search_bar, TRUE);
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), g_variant_get_string (parameter, NULL));
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

/* The folder that the person has just saved something into. */
static void
open_folder_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gtk_show_uri (GTK_WINDOW (user_data), g_variant_get_string (parameter, NULL), GDK_CURRENT_TIME);
}

/**
 * bks_window_add_page_actions:
 * @self: a #BksWindow
 *
 * The actions that lead from one page to another.
 */
void
bks_window_add_page_actions (BksWindow *self)
{
  static const GActionEntry actions[] = {
    { .name = "back", .activate = back_cb },
    { .name = "search", .activate = search_cb },
    { .name = "search-for", .activate = search_for_cb, .parameter_type = "s" },
    { .name = "help", .activate = help_cb },
    { .name = "show-view", .activate = show_view_cb, .parameter_type = "s" },
    { .name = "show-task", .activate = show_task_cb, .parameter_type = "(ss)" },
    { .name = "show-log", .activate = show_log_cb, .parameter_type = "(ss)" },
    { .name = "show-nas", .activate = show_nas_cb, .parameter_type = "s" },
    { .name = "open-folder", .activate = open_folder_cb, .parameter_type = "s" },
    { .name = "show-vault-limit", .activate = show_vault_limit_cb, .parameter_type = "s" },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
}

/**
 * bks_window_watch_pages:
 * @self: a #BksWindow with its template and actions
 */
void
bks_window_watch_pages (BksWindow *self)
{
  g_signal_connect_object (self->views, "notify::visible-child",
                           G_CALLBACK (bks_window_view_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->backups_page, "task-activated",
                           G_CALLBACK (bks_window_task_activated_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->destinations_page, "task-activated",
                           G_CALLBACK (bks_window_task_activated_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->vault_page, "target-activated",
                           G_CALLBACK (bks_window_target_activated_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->vault_page, "toast", G_CALLBACK (bks_window_toast_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->logs_page, "toast", G_CALLBACK (bks_window_toast_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->logs_page, "task-activated",
                           G_CALLBACK (bks_window_task_activated_cb), self, G_CONNECT_SWAPPED);
}

/**
 * bks_window_get_task_in_sight:
 * @self: a #BksWindow
 *
 * Returns: (nullable) (transfer none): the backup whose page is shown, or whose row is selected
 */
BksTask *
bks_window_get_task_in_sight (BksWindow *self)
{
  GtkWidget *top = bks_page_stack_get_top (self->content);

  if (top != NULL)
    return BKS_IS_TASK_PAGE (top) ? bks_task_page_get_task (BKS_TASK_PAGE (top)) : NULL;
  return shows_view (self, VIEW_BACKUPS) ? bks_backups_page_get_selected (self->backups_page)
                                         : NULL;
}

static void
bks_window_versions_activated_cb (BksWindow *self, BksTask *task, GtkWidget *task_page)
{
  GtkWidget *page;

  if (is_covered (self, task_page))
    return;
  page = bks_versions_page_new ();
  bks_versions_page_set_task (BKS_VERSIONS_PAGE (page), task);
  bks_page_stack_push (self->content, page);
}

static void
bks_window_folders_activated_cb (BksWindow *self, BksTask *task, GtkWidget *task_page)
{
  GtkWidget *page;

  if (is_covered (self, task_page))
    return;
  page = bks_folders_page_new ();
  bks_folders_page_set_task (BKS_FOLDERS_PAGE (page), task);
  bks_page_stack_push (self->content, page);
}

/* As bks_task_page_set_mute() has it. */
static const char *
find_mute (BksWindow *self, BksTask *task)
{
  BksNas *nas = bks_task_get_nas (task);
  g_autoptr (GPtrArray) mutes = bks_watch_list_mutes (self->watch);

  for (guint i = 0; i < mutes->len; i++)
    {
      const BksHistoryMute *mute = g_ptr_array_index (mutes, i);

      if (nas == NULL || g_strcmp0 (mute->nas_id, bks_nas_get_id (nas)) != 0
          || g_strcmp0 (mute->task_id, bks_task_get_id (task)) != 0)
        continue;
      if (mute->until_success)
        return "success";
      return mute->until == BKS_HISTORY_ALWAYS ? "always" : "day";
    }
  return "none";
}

static void
bks_window_mute_chosen_cb (BksWindow *self, const char *choice, BksTaskPage *page)
{
  BksTask *task = bks_task_page_get_task (page);
  BksNas *nas = task != NULL ? bks_task_get_nas (task) : NULL;

  if (nas == NULL || self->watch == NULL)
    return;
  if (g_str_equal (choice, "none"))
    bks_watch_unmute (self->watch, bks_nas_get_id (nas), bks_task_get_id (task));
  else
    bks_watch_mute (self->watch, bks_nas_get_id (nas), bks_task_get_id (task),
                    g_str_equal (choice, "day")       ? BKS_MUTE_DAY
                    : g_str_equal (choice, "success") ? BKS_MUTE_UNTIL_SUCCESS
                                                      : BKS_MUTE_ALWAYS);
  bks_task_page_set_mute (page, choice);
}

static void
bks_window_resumes_chosen_cb (BksWindow *self, gboolean resumes, BksTaskPage *page)
{
  BksTask *task = bks_task_page_get_task (page);
  BksNas *nas = task != NULL ? bks_task_get_nas (task) : NULL;
  g_autofree char *text = NULL;

  if (nas == NULL || self->watch == NULL)
    return;
  bks_watch_set_resumes (self->watch, bks_nas_get_id (nas), bks_task_get_id (task), resumes);
  bks_task_page_set_resumes (
      page, bks_watch_get_resumes (self->watch, bks_nas_get_id (nas), bks_task_get_id (task)));
  text = resumes ? g_strdup_printf (
             _ ("“%s” will be resumed an hour after it was suspended, three times at most"),
             bks_task_get_name (task))
                 : g_strdup_printf (_ ("“%s” will stay suspended until you resume it"),
                                    bks_task_get_name (task));
  bks_window_toast (self, text, NULL, NULL);
}

/**
 * bks_window_set_watch:
 * @self: a #BksWindow
 * @watch: (nullable): who tells of backups, and can be told not to
 */
void
bks_window_set_watch (BksWindow *self, BksWatch *watch)
{
  g_return_if_fail (BKS_IS_WINDOW (self));
  g_return_if_fail (watch == NULL || BKS_IS_WATCH (watch));

  g_set_object (&self->watch, watch);
}

/**
 * bks_window_set_history:
 * @self: a #BksWindow
 * @history: (nullable): what is known of runs that the NAS has forgotten
 */
void
bks_window_set_history (BksWindow *self, BksHistory *history)
{
  g_return_if_fail (BKS_IS_WINDOW (self));
  g_return_if_fail (history == NULL || BKS_IS_HISTORY (history));

  g_set_object (&self->history, history);
}

/**
 * bks_window_show_nas:
 * @self: a #BksWindow
 * @nas_id: ID of a NAS; nothing happens if it is not there
 */
void
bks_window_show_nas (BksWindow *self, const char *nas_id)
{
  BksNas *nas;

  g_return_if_fail (BKS_IS_WINDOW (self));

  nas = bks_window_find_nas (self, nas_id);
  if (nas == NULL)
    return;
  bks_sidebar_choose (self->sidebar, nas);
  show_view (self, VIEW_BACKUPS);
}

/**
 * bks_window_show_task:
 * @self: a #BksWindow
 * @task: whose page to show; if it is in sight already it stays
 */
void
bks_window_show_task (BksWindow *self, BksTask *task)
{
  GtkWidget *top;
  GtkWidget *page;

  g_return_if_fail (BKS_IS_WINDOW (self));
  g_return_if_fail (BKS_IS_TASK (task));

  adw_leaflet_set_visible_child_name (self->outer, "content");
  /* The second click of a double click. */
  top = bks_page_stack_get_top (self->content);
  if (BKS_IS_TASK_PAGE (top) && bks_task_page_get_task (BKS_TASK_PAGE (top)) == task)
    return;

  page = bks_task_page_new ();
  bks_task_page_set_fleet (BKS_TASK_PAGE (page), self->fleet);
  bks_task_page_set_history (BKS_TASK_PAGE (page), self->history);
  bks_task_page_set_task (BKS_TASK_PAGE (page), task);
  if (self->watch != NULL)
    {
      BksNas *nas = bks_task_get_nas (task);

      bks_task_page_set_mute (BKS_TASK_PAGE (page), find_mute (self, task));
      bks_task_page_set_resumes (
          BKS_TASK_PAGE (page),
          nas != NULL
              && bks_watch_get_resumes (self->watch, bks_nas_get_id (nas), bks_task_get_id (task)));
    }
  g_signal_connect_object (page, "mute-chosen", G_CALLBACK (bks_window_mute_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "resumes-chosen", G_CALLBACK (bks_window_resumes_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "target-activated", G_CALLBACK (bks_window_target_activated_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "log-activated", G_CALLBACK (bks_window_log_activated_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "run-log-activated", G_CALLBACK (bks_window_run_log_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "versions-activated",
                           G_CALLBACK (bks_window_versions_activated_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "folders-activated", G_CALLBACK (bks_window_folders_activated_cb),
                           self, G_CONNECT_SWAPPED);
  bks_page_stack_push (self->content, page);
}
