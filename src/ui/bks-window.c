/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-ui"

#include "bks-window-private.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "bks-nas-actions.h"

G_DEFINE_FINAL_TYPE (BksWindow, bks_window, ADW_TYPE_APPLICATION_WINDOW)

BksNas *
bks_window_find_nas (BksWindow *self, const char *id)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->fleet));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (BksNas) nas = g_list_model_get_item (G_LIST_MODEL (self->fleet), i);

      if (g_strcmp0 (bks_nas_get_id (nas), id) == 0)
        return nas;
    }
  return NULL;
}

void
bks_window_set_action_enabled (BksWindow *self, const char *name, gboolean enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

static gboolean
is_checking (BksWindow *self)
{
  GListModel *list = bks_scope_get_nas_list (self->scope);
  guint n = g_list_model_get_n_items (list);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (BksNas) nas = g_list_model_get_item (list, i);

      if (bks_nas_get_is_checking (nas))
        return TRUE;
    }
  return FALSE;
}

/* A single NAS has no groups. */
static void
update_grouping (BksWindow *self)
{
  GActionMap *map = G_ACTION_MAP (self);
  g_autoptr (GPropertyAction) action = NULL;

  if (bks_scope_get_only_nas (self->scope) != NULL)
    g_action_map_remove_action (map, "group-by-nas");
  else if (g_action_map_lookup_action (map, "group-by-nas") == NULL)
    {
      action = g_property_action_new ("group-by-nas", self->backups_page, "grouped");
      g_action_map_add_action (map, G_ACTION (action));
    }
}

void
bks_window_update_header (BksWindow *self)
{
  const char *title = bks_scope_get_title (self->scope);
  g_autofree char *window_title = NULL;

  /* The machine's own looks do not make the button flicker: only what the user asked for. */
  self->is_refreshing = self->is_refreshing && is_checking (self);
  bks_window_set_action_enabled (self, "refresh", !self->is_refreshing);
  gtk_widget_set_tooltip_text (self->refresh_button,
                               self->is_refreshing ? _ ("Checking…") : _ ("Refresh"));

  adw_view_switcher_title_set_title (self->title, title);
  adw_view_switcher_title_set_subtitle (
      self->title, bks_scope_is_simulated (self->scope) ? _ ("Simulated NAS") : "");
  bks_window_set_action_enabled (self, "open-in-dsm", bks_scope_get_only_nas (self->scope) != NULL);
  update_grouping (self);

  /* Translators: title of the window: the NAS that is shown, and the application. */
  window_title = g_strdup_printf (_ ("%s – Backstay"), title);
  gtk_window_set_title (GTK_WINDOW (self), window_title);
  bks_nas_actions_install (GTK_WIDGET (self), bks_scope_get_only_nas (self->scope));
}

static void
bks_window_scope_changed_cb (BksWindow *self)
{
  bks_window_update_header (self);
}

static void
set_scope (BksWindow *self, BksNas *nas)
{
  if (self->scope != NULL && bks_scope_get_nas (self->scope) == nas)
    return;

  bks_task_selection_set_active (self->selection, FALSE);
  g_clear_object (&self->scope);
  self->scope = bks_scope_new (self->fleet, nas, self->filter);
  g_signal_group_set_target (self->scope_signals, self->scope);
  bks_backups_page_set_scope (self->backups_page, self->scope);
  bks_destinations_page_set_scope (self->destinations_page, self->scope);
  bks_vault_page_set_scope (self->vault_page, self->scope);
  bks_logs_page_set_scope (self->logs_page, self->scope);
  if (self->settings != NULL && self->wanted_scope == NULL)
    g_settings_set_string (self->settings, "scope", nas != NULL ? bks_nas_get_id (nas) : "");
  bks_window_update_header (self);
}

static void
bks_window_sidebar_move_cb (BksWindow *self, BksNas *nas, guint position)
{
  if (self->keeper != NULL)
    bks_keeper_move (self->keeper, nas, position);
}

static void
bks_window_sidebar_chosen_cb (BksWindow *self, BksNas *nas)
{
  g_clear_pointer (&self->wanted_scope, g_free);
  set_scope (self, nas);
  bks_page_stack_pop_all (self->content);
  adw_leaflet_navigate (self->outer, ADW_NAVIGATION_DIRECTION_FORWARD);
}

static void
bks_window_fleet_changed_cb (BksWindow *self)
{
  gboolean has_nas = g_list_model_get_n_items (G_LIST_MODEL (self->fleet)) > 0;
  BksNas *wanted = self->wanted_scope != NULL ? bks_window_find_nas (self, self->wanted_scope)
                                              : NULL;
  const char *page = has_nas ? "main" : "first-run";

  if (wanted != NULL)
    bks_sidebar_choose (self->sidebar, wanted);
  bks_window_update_header (self);
  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), page) == 0)
    return;

  gtk_stack_set_visible_child_name (self->stack, page);
  /* F10 opens the menu that is in sight. */
  gtk_menu_button_set_primary (self->first_run_menu_button, !has_nas);
  if (has_nas)
    {
      adw_leaflet_set_visible_child_name (self->outer, "content");
      bks_sidebar_focus_list (self->sidebar);
    }
  else
    gtk_widget_grab_focus (self->first_run_add_button);
}

static void
bks_window_folded_cb (BksWindow *self)
{
  gboolean folded = adw_leaflet_get_folded (self->outer);

  /* There is no room for the button: the menu has it then. */
  gtk_widget_set_visible (self->refresh_button, !folded);
  bks_window_set_action_enabled (self, "menu-refresh", folded);
}

static gboolean
bks_window_switcher_cb (gpointer user_data)
{
  BksWindow *self = user_data;

  self->switcher_id = 0;
  gtk_widget_set_visible (self->switcher_bar,
                          adw_view_switcher_title_get_title_visible (self->title));
  return G_SOURCE_REMOVE;
}

/* The views stand at the bottom when there is no room for them in the header. That shows while the
 * header gets its place, when nothing may be shown or hidden. */
static void
bks_window_title_visible_cb (BksWindow *self)
{
  if (self->switcher_id == 0)
    self->switcher_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, bks_window_switcher_cb, self, NULL);
}

static void
bks_window_search_changed_cb (BksWindow *self)
{
  bks_task_filter_set_search (self->filter,
                              gtk_editable_get_text (GTK_EDITABLE (self->search_entry)));
}

static void
bks_window_sort_changed_cb (BksWindow *self)
{
  GEnumClass *keys = g_type_class_ref (BKS_TYPE_SORT_KEY);
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), "sort");
  BksSortKey key;
  GtkSortType order;
  const char *nick;

  bks_backups_page_get_sort (self->backups_page, &key, &order);
  nick = g_enum_get_value (keys, (int) key)->value_nick;
  if (action != NULL)
    g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_string (nick));
  if (self->settings != NULL)
    {
      g_settings_set_string (self->settings, "sort-column", nick);
      g_settings_set_string (self->settings, "sort-order",
                             order == GTK_SORT_ASCENDING ? "ascending" : "descending");
    }
  g_type_class_unref (keys);
}

static void
tell_poller (BksWindow *self)
{
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (self));
  gboolean visible = surface != NULL && gtk_widget_get_mapped (GTK_WIDGET (self))
                     && (gdk_toplevel_get_state (GDK_TOPLEVEL (surface))
                         & GDK_TOPLEVEL_STATE_MINIMIZED)
                            == 0;

  if (self->poller != NULL)
    bks_poller_set_visible (self->poller, visible);
}

static void
bks_window_surface_state_cb (BksWindow *self)
{
  tell_poller (self);
}

static void
bks_window_realize (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (bks_window_parent_class)->realize (widget);

  g_signal_connect_object (gtk_native_get_surface (GTK_NATIVE (widget)), "notify::state",
                           G_CALLBACK (bks_window_surface_state_cb), widget, G_CONNECT_SWAPPED);
}

static void
bks_window_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (bks_window_parent_class)->map (widget);
  tell_poller (BKS_WINDOW (widget));
}

static void
bks_window_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (bks_window_parent_class)->unmap (widget);
  tell_poller (BKS_WINDOW (widget));
}

static gboolean
bks_window_close_request (GtkWindow *window)
{
  BksWindow *self = BKS_WINDOW (window);

  if (self->settings != NULL)
    {
      int width, height;

      /* Of the window as it is when it is not maximized. */
      gtk_window_get_default_size (window, &width, &height);
      g_settings_set_boolean (self->settings, "window-maximized", gtk_window_is_maximized (window));
      g_settings_set_int (self->settings, "window-width", MAX (width, 360));
      g_settings_set_int (self->settings, "window-height", MAX (height, 294));
    }
  return GTK_WINDOW_CLASS (bks_window_parent_class)->close_request (window);
}

#ifdef __GLIBC__
static gboolean
trim_cb (gpointer user_data)
{
  malloc_trim (0);
  return G_SOURCE_REMOVE;
}
#endif

/* Watching goes on for days without it. What a window held lies all over the heap, of which glibc
 * gives back only the end by itself. */
static void
bks_window_finalize (GObject *object)
{
  G_OBJECT_CLASS (bks_window_parent_class)->finalize (object);

#ifdef __GLIBC__
  g_idle_add_full (G_PRIORITY_LOW, trim_cb, NULL, NULL);
#endif
}

static void
bks_window_dispose (GObject *object)
{
  BksWindow *self = BKS_WINDOW (object);

  g_clear_handle_id (&self->switcher_id, g_source_remove);
  g_clear_weak_pointer (&self->help);
  if (self->poller != NULL)
    bks_poller_set_visible (self->poller, FALSE);
  /* It would keep the page, which the settings go on changing, and tell a window that is gone. */
  if (self->scope != NULL)
    g_action_map_remove_action (G_ACTION_MAP (self), "group-by-nas");
  g_clear_object (&self->scope_signals);
  g_clear_object (&self->selection);
  g_clear_object (&self->scope);
  g_clear_object (&self->filter);
  g_clear_object (&self->watch);
  g_clear_object (&self->history);
  g_clear_object (&self->settings);
  g_clear_object (&self->poller);
  g_clear_object (&self->keeper);
  g_clear_object (&self->fleet);
  g_clear_pointer (&self->wanted_scope, g_free);

  G_OBJECT_CLASS (bks_window_parent_class)->dispose (object);
}

static void
bks_window_class_init (BksWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bks_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = bks_window_finalize;
  widget_class->realize = bks_window_realize;
  widget_class->map = bks_window_map;
  widget_class->unmap = bks_window_unmap;
  GTK_WINDOW_CLASS (klass)->close_request = bks_window_close_request;
  bks_window_class_add_keys (widget_class);

  g_type_ensure (BKS_TYPE_BACKUPS_PAGE);
  g_type_ensure (BKS_TYPE_DESTINATIONS_PAGE);
  g_type_ensure (BKS_TYPE_VAULT_PAGE);
  g_type_ensure (BKS_TYPE_LOGS_PAGE);
  g_type_ensure (BKS_TYPE_SIDEBAR);
  g_type_ensure (BKS_TYPE_PAGE_STACK);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/backstay/Backstay/ui/bks-window.ui");
  gtk_widget_class_bind_template_child (widget_class, BksWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, BksWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, BksWindow, first_run_menu_button);
  gtk_widget_class_bind_template_child (widget_class, BksWindow, first_run_add_button);
  gtk_widget_class_bind_template_child (widget_class, BksWindow, outer);
  gtk_widget_class_bind_template_child (widget_class, BksWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, BksWindow, content);
  gtk_widget_class_bind_template_child (widget_class, BksWindow, headers);
  gtk_widget_class_bind_template_child (widget_class, BksWindow, selection_title);
  gtk_widget_class_bind_template_child (widget_class, BksWindow, selection_bar);
  gtk_widget_class_bind_template_child (widget_class, BksWindow, refresh_button);
  gtk_widget_class_bind_template_child (widget_class, BksWindow, title);
  gtk_widget_class_bind_template_child (widget_class, BksWindow, view_menu_button);
  gtk_widget_class_bind_template_child (widget_class, BksWindow, search_button);
  gtk_widget_class_bind_template_child (widget_class, BksWindow, search_bar);
  gtk_widget_class_bind_template_child (widget_class, BksWindow, views);
  gtk_widget_class_bind_template_child (widget_class, BksWindow, search_entry);
  gtk_widget_class_bind_template_child (widget_class, BksWindow, backups_page);
  gtk_widget_class_bind_template_child (widget_class, BksWindow, destinations_page);
  gtk_widget_class_bind_template_child (widget_class, BksWindow, vault_page);
  gtk_widget_class_bind_template_child (widget_class, BksWindow, logs_page);
  gtk_widget_class_bind_template_child (widget_class, BksWindow, switcher_bar);
  gtk_widget_class_bind_template_callback (widget_class, bks_window_search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, bks_window_sort_changed_cb);
}

static void
bks_window_init (BksWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  bks_window_add_actions (self);
  bks_window_add_page_actions (self);
  bks_window_add_menus (self);
  self->filter = bks_task_filter_new ();
  gtk_search_bar_connect_entry (self->search_bar, GTK_EDITABLE (self->search_entry));

  self->scope_signals = g_signal_group_new (BKS_TYPE_SCOPE);
  g_signal_group_connect_object (self->scope_signals, "notify::troubled-nas",
                                 G_CALLBACK (bks_window_scope_changed_cb), self, G_CONNECT_SWAPPED);
  bks_window_add_selection_actions (self);
  bks_window_add_overdue_action (self);
  g_signal_connect_object (self->sidebar, "chosen", G_CALLBACK (bks_window_sidebar_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->sidebar, "move", G_CALLBACK (bks_window_sidebar_move_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->outer, "notify::folded", G_CALLBACK (bks_window_folded_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->title, "notify::title-visible",
                           G_CALLBACK (bks_window_title_visible_cb), self, G_CONNECT_SWAPPED);
  bks_window_title_visible_cb (self);
  bks_window_watch_pages (self);
  bks_window_folded_cb (self);
}

static void
bks_window_paused_cb (BksWindow *self)
{
  bks_sidebar_set_paused_until (self->sidebar, bks_poller_get_paused_until (self->poller));
}

/**
 * bks_window_new:
 * @application: whose window it is
 * @fleet: what it shows
 * @poller: is told whether anybody looks
 *
 * Returns: (transfer none): a window, not yet presented
 */
BksWindow *
bks_window_new (GtkApplication *application, BksFleet *fleet, BksPoller *poller)
{
  BksWindow *self;

  g_return_val_if_fail (GTK_IS_APPLICATION (application), NULL);
  g_return_val_if_fail (BKS_IS_FLEET (fleet), NULL);
  g_return_val_if_fail (BKS_IS_POLLER (poller), NULL);

  self = g_object_new (BKS_TYPE_WINDOW, "application", application, NULL);
  self->fleet = g_object_ref (fleet);
  self->poller = g_object_ref (poller);
  bks_sidebar_set_fleet (self->sidebar, fleet);
  set_scope (self, NULL);
  g_signal_connect_object (fleet, "items-changed", G_CALLBACK (bks_window_fleet_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (poller, "notify::paused-until", G_CALLBACK (bks_window_paused_cb), self,
                           G_CONNECT_SWAPPED);
  bks_window_paused_cb (self);
  bks_window_fleet_changed_cb (self);
  return self;
}

/* Something of the stored list was unreadable: stays until the person has seen it. */
static void
bks_window_damage_cb (BksWindow *self)
{
  BksProblem *damage = bks_keeper_get_damage (self->keeper);
  g_autofree char *escaped = NULL;
  AdwToast *toast;

  if (damage == NULL)
    return;
  escaped = g_markup_escape_text (bks_problem_get_message (damage), -1);
  toast = adw_toast_new (escaped);
  adw_toast_set_timeout (toast, 0);
  bks_window_add_toast (self, toast);
}

/**
 * bks_window_set_keeper:
 * @self: a #BksWindow
 * @keeper: keeps the NAS of the fleet
 */
void
bks_window_set_keeper (BksWindow *self, BksKeeper *keeper)
{
  g_return_if_fail (BKS_IS_WINDOW (self));
  g_return_if_fail (BKS_IS_KEEPER (keeper) && self->keeper == NULL);

  self->keeper = g_object_ref (keeper);
  g_signal_connect_object (keeper, "notify::damage", G_CALLBACK (bks_window_damage_cb), self,
                           G_CONNECT_SWAPPED);
  bks_window_damage_cb (self);
  bks_window_update_header (self);
}

/**
 * bks_window_get_keeper:
 * @self: a #BksWindow
 *
 * Returns: (nullable) (transfer none): who keeps the NAS
 */
BksKeeper *
bks_window_get_keeper (BksWindow *self)
{
  g_return_val_if_fail (BKS_IS_WINDOW (self), NULL);

  return self->keeper;
}

/**
 * bks_window_get_fleet:
 * @self: a #BksWindow
 *
 * Returns: (transfer none): all NAS that it shows
 */
BksFleet *
bks_window_get_fleet (BksWindow *self)
{
  g_return_val_if_fail (BKS_IS_WINDOW (self), NULL);

  return self->fleet;
}

/**
 * bks_window_refresh_nas:
 * @self: a #BksWindow
 * @nas: which NAS to ask now
 */
void
bks_window_refresh_nas (BksWindow *self, BksNas *nas)
{
  g_return_if_fail (BKS_IS_WINDOW (self));
  g_return_if_fail (BKS_IS_NAS (nas));

  bks_poller_refresh (self->poller, nas);
}

/**
 * bks_window_bind_settings:
 * @self: a #BksWindow, before it is presented
 * @settings: of the application's schema
 */
void
bks_window_bind_settings (BksWindow *self, GSettings *settings)
{
  GEnumClass *keys;
  GEnumValue *key;
  g_autofree char *column = NULL;
  g_autofree char *order = NULL;
  g_autofree char *scope = NULL;
  BksNas *nas;

  g_return_if_fail (BKS_IS_WINDOW (self));
  g_return_if_fail (G_IS_SETTINGS (settings) && self->settings == NULL);

  gtk_window_set_default_size (GTK_WINDOW (self), g_settings_get_int (settings, "window-width"),
                               g_settings_get_int (settings, "window-height"));
  if (g_settings_get_boolean (settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));

  keys = g_type_class_ref (BKS_TYPE_SORT_KEY);
  column = g_settings_get_string (settings, "sort-column");
  order = g_settings_get_string (settings, "sort-order");
  key = g_enum_get_value_by_nick (keys, column);
  if (key != NULL)
    bks_backups_page_sort (self->backups_page, (BksSortKey) key->value,
                           g_str_equal (order, "descending") ? GTK_SORT_DESCENDING
                                                             : GTK_SORT_ASCENDING);
  g_type_class_unref (keys);
  g_settings_bind (settings, "group-by-nas", self->backups_page, "grouped",
                   G_SETTINGS_BIND_DEFAULT | G_SETTINGS_BIND_NO_SENSITIVITY);

  bks_logs_page_bind_settings (self->logs_page, settings);
  g_settings_bind (settings, "view", self->views, "visible-child-name",
                   G_SETTINGS_BIND_DEFAULT | G_SETTINGS_BIND_NO_SENSITIVITY);

  scope = g_settings_get_string (settings, "scope");
  nas = *scope != '\0' ? bks_window_find_nas (self, scope) : NULL;
  if (nas != NULL)
    bks_sidebar_choose (self->sidebar, nas);
  else if (*scope != '\0')
    self->wanted_scope = g_steal_pointer (&scope);
  self->settings = g_object_ref (settings);
}

/**
 * bks_window_toast:
 * @self: a #BksWindow
 * @text: plain text
 * @button: (nullable): label of a button
 * @action_name: (nullable): what it does
 */
void
bks_window_toast (BksWindow *self, const char *text, const char *button, const char *action_name)
{
  g_autofree char *escaped = NULL;
  AdwToast *toast;

  g_return_if_fail (BKS_IS_WINDOW (self));
  g_return_if_fail (text != NULL);

  /* A toast's title is markup. */
  escaped = g_markup_escape_text (text, -1);
  toast = adw_toast_new (escaped);
  adw_toast_set_button_label (toast, button);
  adw_toast_set_action_name (toast, action_name);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

/**
 * bks_window_add_toast:
 * @self: a #BksWindow
 * @toast: (transfer full): what to show
 */
void
bks_window_add_toast (BksWindow *self, AdwToast *toast)
{
  g_return_if_fail (BKS_IS_WINDOW (self));
  g_return_if_fail (ADW_IS_TOAST (toast));

  adw_toast_overlay_add_toast (self->toasts, toast);
}
