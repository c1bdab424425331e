/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-ui"

#include "bks-window-private.h"

#include "bks-add-nas-window.h"
#include "bks-task-actions.h"

static void
add_nas_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  BksWindow *self = user_data;

  BksAddNasWindow *assistant = bks_add_nas_window_new (GTK_WINDOW (self), self->fleet, NULL);

  if (self->keeper != NULL)
    bks_add_nas_window_set_keeper (assistant, self->keeper);
  gtk_window_present (GTK_WINDOW (assistant));
}

static void
refresh_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  BksWindow *self = user_data;

  if (self->scope == NULL)
    return;
  self->is_refreshing = TRUE;
  bks_poller_refresh (self->poller, bks_scope_get_nas (self->scope));
  bks_window_update_header (self);
}

static void
refresh_all_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  bks_poller_refresh (BKS_WINDOW (user_data)->poller, NULL);
}

static void
open_in_dsm_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  BksWindow *self = user_data;
  BksNas *nas = bks_scope_get_only_nas (self->scope);

  if (nas != NULL)
    gtk_show_uri (GTK_WINDOW (self), bks_nas_get_address (nas), GDK_CURRENT_TIME);
}

static void
sort_cb (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  GEnumClass *keys = g_type_class_ref (BKS_TYPE_SORT_KEY);
  GEnumValue *key = g_enum_get_value_by_nick (keys, g_variant_get_string (value, NULL));

  if (key != NULL)
    bks_backups_page_sort (BKS_WINDOW (user_data)->backups_page, (BksSortKey) key->value,
                           GTK_SORT_ASCENDING);
  g_type_class_unref (keys);
}

static void
clear_filters_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  BksWindow *self = user_data;

  gtk_search_bar_set_search_mode (self->search_bar, FALSE);
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  bks_task_filter_clear (self->filter);
  bks_backups_page_focus_list (self->backups_page);
}

/* What the row's own button would do. */
static void
activate_verb_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  BksWindow *self = user_data;
  BksTask *task = bks_window_get_task_in_sight (self);
  int best = task != NULL ? bks_task_get_best_action (task) : -1;

  if (best >= 0 && bks_task_can (task, (BksAction) best, NULL))
    bks_task_actions_perform (GTK_WIDGET (self), task, (BksAction) best);
}

static void
previous_nas_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  bks_sidebar_step (BKS_WINDOW (user_data)->sidebar, -1);
}

static void
next_nas_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  bks_sidebar_step (BKS_WINDOW (user_data)->sidebar, 1);
}

/**
 * bks_window_add_actions:
 * @self: a #BksWindow
 *
 * The actions of menus and keys, apart from those that lead to other pages.
 */
void
bks_window_add_actions (BksWindow *self)
{
  static const GActionEntry actions[] = {
    { .name = "add-nas", .activate = add_nas_cb },
    { .name = "refresh", .activate = refresh_cb },
    { .name = "menu-refresh", .activate = refresh_cb },
    { .name = "refresh-all", .activate = refresh_all_cb },
    { .name = "open-in-dsm", .activate = open_in_dsm_cb },
    { .name = "sort", .parameter_type = "s", .state = "'verdict'", .change_state = sort_cb },
    { .name = "clear-filters", .activate = clear_filters_cb },
    { .name = "activate-verb", .activate = activate_verb_cb },
    { .name = "previous-nas", .activate = previous_nas_cb },
    { .name = "next-nas", .activate = next_nas_cb },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
}

/**
 * bks_window_install_accels:
 * @application: to be done once
 *
 * Keys belong to the application in GTK: so they also stand in its menus.
 */
void
bks_window_install_accels (GtkApplication *application)
{
  static const struct
  {
    const char *action;
    const char *keys[3];
  } accels[] = {
    { "win.add-nas", { "<Control>n", NULL } },
    { "win.refresh", { "<Control>r", "F5", NULL } },
    { "win.refresh-all", { "<Control><Shift>r", "<Shift>F5", NULL } },
    { "win.search", { "<Control>f", NULL } },
    { "win.end-selection", { "Escape", NULL } },
    { "win.back", { "<Alt>Left", NULL } },
    { "win.show-view::backups", { "<Control>1", NULL } },
    { "win.show-view::destinations", { "<Control>2", NULL } },
    { "win.show-view::vault", { "<Control>3", NULL } },
    { "win.show-view::log", { "<Control>4", NULL } },
    { "win.activate-verb", { "<Control>Return", "<Control>KP_Enter", NULL } },
    { "win.previous-nas", { "<Control>Page_Up", NULL } },
    { "win.next-nas", { "<Control>Page_Down", NULL } },
    { "win.show-help-overlay", { "<Control>question", NULL } },
    { "win.help", { "F1", NULL } },
    { "window.close", { "<Control>w", NULL } },
    { "app.preferences", { "<Control>comma", NULL } },
    { "app.quit", { "<Control>q", NULL } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (accels); i++)
    gtk_application_set_accels_for_action (application, accels[i].action, accels[i].keys);
}

/**
 * bks_window_add_menus:
 * @self: a #BksWindow with its template
 */
void
bks_window_add_menus (BksWindow *self)
{
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource (
      "/io/github/backstay/Backstay/ui/menus.ui");

  gtk_menu_button_set_menu_model (self->first_run_menu_button,
                                  G_MENU_MODEL (gtk_builder_get_object (builder, "primary_menu")));
  gtk_menu_button_set_menu_model (self->view_menu_button,
                                  G_MENU_MODEL (gtk_builder_get_object (builder, "view_menu")));
}
