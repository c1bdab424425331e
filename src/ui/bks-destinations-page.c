/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-ui"

#include "bks-destinations-page.h"

#include <glib/gi18n-lib.h>

#include "bks-destination-list.h"
#include "bks-destinations-menu.h"
#include "bks-facts-list.h"
#include "bks-sentence-header.h"

struct _BksDestinationsPage
{
  GtkWidget parent_instance;

  BksFactsList *list;
  BksSentenceHeader *header;

  BksScope *scope;             /* (owned) (nullable) */
  BksDestinationList *rows;    /* (owned) */
  GtkSortListModel *sorted;    /* (owned) */
  GtkSorter *sorter;           /* (owned) */
  GSignalGroup *scope_signals; /* (owned) */
  guint update_id;             /* idle source; 0 = none */
};

G_DEFINE_FINAL_TYPE (BksDestinationsPage, bks_destinations_page, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_TASK_ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gboolean
names_nas (BksDestinationsPage *self)
{
  return self->scope != NULL && bks_scope_get_only_nas (self->scope) == NULL;
}

static const char *
get_icon_name (BksDestinationRow *row)
{
  switch (bks_destination_row_get_kind (row))
    {
    case BKS_DESTINATION_KIND_LOCAL:
      return "drive-harddisk-symbolic";
    case BKS_DESTINATION_KIND_SERVER:
      return "network-server-symbolic";
    case BKS_DESTINATION_KIND_CLOUD:
      return "weather-overcast-symbolic";
    case BKS_DESTINATION_KIND_OTHER:
    default:
      return "folder-remote-symbolic";
    }
}

static void
tell_name (gpointer item, BksFacts *facts, gpointer user_data)
{
  facts->icon_name = get_icon_name (item);
  facts->title = bks_destination_row_dup_title (item);
  facts->detail = bks_destination_row_dup_place (item);
  facts->tooltip = *facts->detail != '\0' ? g_strdup (facts->detail) : NULL;
  facts->row_label = bks_destination_row_dup_label (item);
}

static void
tell_shape (BksDestinationRow *row, BksFacts *facts)
{
  facts->spins = bks_destination_row_get_status (row) == BKS_DESTINATION_CHECKING;
  facts->has_verdict = !facts->spins;
  facts->verdict = bks_destination_row_get_verdict (row);
}

static void
tell_status (gpointer item, BksFacts *facts, gpointer user_data)
{
  tell_shape (item, facts);
  facts->title = bks_destination_row_dup_status (item);
  facts->detail = bks_destination_row_dup_status_detail (item, g_get_real_time ());
  facts->tooltip = *facts->detail != '\0' ? g_strdup (facts->detail) : g_strdup (facts->title);
}

static void
tell_users (gpointer item, BksFacts *facts, gpointer user_data)
{
  facts->title = bks_destination_row_dup_users (item);
  facts->detail = g_strdup (bks_nas_get_name (bks_destination_row_get_nas (item)));
  facts->tooltip = g_strdup (facts->title);
  facts->is_dim = bks_destination_row_get_tasks (item)->len == 0;
}

static void
tell_used (gpointer item, BksFacts *facts, gpointer user_data)
{
  gint64 used = bks_destination_row_get_used_bytes (item);

  facts->title = bks_destination_row_dup_used (item);
  if (used >= 0)
    facts->tooltip = g_format_size_full ((guint64) used, G_FORMAT_SIZE_LONG_FORMAT);
  facts->is_dim = used < 0;
}

static void
tell_row (gpointer item, BksFacts *facts, gpointer user_data)
{
  g_autofree char *place = bks_destination_row_dup_place (item);
  g_autofree char *status = bks_destination_row_dup_status (item);
  g_autofree char *users = bks_destination_row_dup_users (item);
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();

  tell_shape (item, facts);
  facts->title = bks_destination_row_dup_title (item);
  g_ptr_array_add (parts, status);
  if (names_nas (user_data))
    g_ptr_array_add (parts, (gpointer) bks_nas_get_name (bks_destination_row_get_nas (item)));
  g_ptr_array_add (parts, users);
  if (*place != '\0')
    g_ptr_array_add (parts, place);
  g_ptr_array_add (parts, NULL);
  facts->detail = g_strjoinv (" · ", (char **) parts->pdata);
  facts->tooltip = g_strdup (facts->detail);
  facts->row_label = bks_destination_row_dup_label (item);
}

static void
set_menu_item (GtkWidget *widget, gpointer item)
{
  bks_destinations_menu_set_row (BKS_DESTINATIONS_MENU (widget), item);
}

static const BksFactsSuffix suffix = { bks_destinations_menu_new, set_menu_item };

/* "cabin-nas does not answer": of all NAS, one whose destinations are not here. */
static void
update_notes (BksDestinationsPage *self)
{
  GListModel *nas_list = bks_scope_get_nas_list (self->scope);
  g_autoptr (GPtrArray) notes = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < g_list_model_get_n_items (nas_list); i++)
    {
      g_autoptr (BksNas) nas = g_list_model_get_item (nas_list, i);
      BksProblem *problem = bks_destination_list_get_problem (self->rows, nas);

      if (problem != NULL && bks_problem_get_kind (problem) != BKS_PROBLEM_NOT_SUPPORTED)
        g_ptr_array_add (notes, g_strdup_printf (_ ("%s has not told all its destinations. %s"),
                                                 bks_nas_get_name (nas),
                                                 bks_problem_get_sentence (problem)));
    }
  bks_sentence_header_set_notes (self->header, notes);
}

static void
show_absence (BksDestinationsPage *self)
{
  BksNas *nas = bks_scope_get_only_nas (self->scope);
  BksProblem *problem = nas != NULL ? bks_destination_list_get_problem (self->rows, nas) : NULL;

  if (bks_destination_list_is_asking (self->rows))
    {
      g_autofree char *title = nas != NULL
                                   ? g_strdup_printf (_ ("Asking %s…"), bks_nas_get_name (nas))
                                   : g_strdup (_ ("Asking All NAS…"));

      bks_facts_list_show_loading (self->list, title);
    }
  else if (problem != NULL && bks_problem_get_kind (problem) == BKS_PROBLEM_NOT_SUPPORTED)
    bks_facts_list_show_message (self->list, "bks-destinations-symbolic",
                                 _ ("Hyper Backup Is Not Installed"),
                                 _ ("Backstay can still show what arrives in its Vault."),
                                 _ ("Show Vault"), "win.show-view::vault");
  else if (problem != NULL)
    bks_facts_list_show_message (self->list, "dialog-warning-symbolic",
                                 bks_problem_get_title (problem), bks_problem_get_message (problem),
                                 _ ("Try Again"), "destination.try-again");
  else
    bks_facts_list_show_message (self->list, "bks-destinations-symbolic", _ ("No Destinations"),
                                 _ ("Where backups go is chosen in DSM, with the first backup."),
                                 nas != NULL ? _ ("Open in DSM") : NULL, "win.open-in-dsm");
}

static void
update (BksDestinationsPage *self)
{
  g_autofree char *sentence = NULL;
  g_autofree char *detail = NULL;
  BksNas *troubled;

  if (self->scope == NULL)
    return;

  gtk_sorter_changed (self->sorter, GTK_SORTER_CHANGE_DIFFERENT);
  troubled = bks_scope_get_troubled_nas (self->scope);
  sentence = bks_destination_list_dup_sentence (self->rows);
  detail = bks_destination_list_dup_detail (self->rows);
  bks_sentence_header_set_problem (self->header, troubled);
  bks_sentence_header_set_words (self->header, bks_destination_list_get_verdict (self->rows),
                                 sentence, detail);
  update_notes (self);
  if (g_list_model_get_n_items (G_LIST_MODEL (self->rows)) > 0)
    bks_facts_list_show_rows (self->list);
  else if (troubled != NULL)
    bks_facts_list_show_nothing (self->list);
  else
    show_absence (self);
}

static gboolean
bks_destinations_page_update_cb (gpointer user_data)
{
  BksDestinationsPage *self = user_data;

  self->update_id = 0;
  update (self);
  return G_SOURCE_REMOVE;
}

/* Once for all rows that change together. */
static void
bks_destinations_page_changed_cb (BksDestinationsPage *self)
{
  if (self->update_id == 0)
    self->update_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, bks_destinations_page_update_cb, self,
                                       NULL);
}

static void
bks_destinations_page_width_cb (BksDestinationsPage *self)
{
  bks_sentence_header_set_narrow (self->header, bks_facts_list_get_narrow (self->list));
}

static GtkWidget *
find_menu (GtkWidget *widget)
{
  if (widget == NULL || BKS_IS_DESTINATIONS_MENU (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *menu = find_menu (child);

      if (menu != NULL)
        return menu;
    }
  return NULL;
}

/* A destination has no page of its own: that of its only backup, or else the choice. */
static void
bks_destinations_page_item_cb (BksDestinationsPage *self, GObject *item, GtkWidget *row)
{
  GPtrArray *tasks = bks_destination_row_get_tasks (BKS_DESTINATION_ROW (item));
  GtkWidget *menu = find_menu (row);

  if (tasks->len == 1)
    g_signal_emit (self, signals[SIGNAL_TASK_ACTIVATED], 0, g_ptr_array_index (tasks, 0));
  else if (menu != NULL)
    bks_destinations_menu_popup (BKS_DESTINATIONS_MENU (menu));
}

static BksNas *
find_nas (BksDestinationsPage *self, const char *id)
{
  GListModel *nas_list = self->scope != NULL ? bks_scope_get_nas_list (self->scope) : NULL;

  for (guint i = 0; nas_list != NULL && i < g_list_model_get_n_items (nas_list); i++)
    {
      /* The list keeps it. */
      g_autoptr (BksNas) nas = g_list_model_get_item (nas_list, i);

      if (g_strcmp0 (bks_nas_get_id (nas), id) == 0)
        return nas;
    }
  return NULL;
}

static void
check_again_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  BksDestinationsPage *self = BKS_DESTINATIONS_PAGE (widget);
  const char *nas_id, *key;

  g_variant_get (parameter, "(&s&s)", &nas_id, &key);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->rows)); i++)
    {
      g_autoptr (BksDestinationRow) row = g_list_model_get_item (G_LIST_MODEL (self->rows), i);

      if (g_strcmp0 (bks_nas_get_id (bks_destination_row_get_nas (row)), nas_id) == 0
          && g_str_equal (bks_destination_row_get_key (row), key))
        bks_destination_list_check_again (self->rows, row);
    }
}

static void
open_in_dsm_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  const char *nas_id, *none;
  BksNas *nas;

  g_variant_get (parameter, "(&s&s)", &nas_id, &none);
  nas = find_nas (BKS_DESTINATIONS_PAGE (widget), nas_id);
  if (nas != NULL)
    gtk_show_uri (GTK_WINDOW (gtk_widget_get_root (widget)), bks_nas_get_address (nas),
                  GDK_CURRENT_TIME);
}

static void
show_task_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  BksDestinationsPage *self = BKS_DESTINATIONS_PAGE (widget);
  const char *nas_id, *task_id;
  BksNas *nas;
  BksTask *task;

  g_variant_get (parameter, "(&s&s)", &nas_id, &task_id);
  nas = find_nas (self, nas_id);
  task = nas != NULL ? bks_nas_find_task (nas, task_id) : NULL;
  if (task != NULL)
    g_signal_emit (self, signals[SIGNAL_TASK_ACTIVATED], 0, task);
}

static void
try_again_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  bks_destination_list_try_again (BKS_DESTINATIONS_PAGE (widget)->rows);
}

static void
bks_destinations_page_map (GtkWidget *widget)
{
  BksDestinationsPage *self = BKS_DESTINATIONS_PAGE (widget);

  GTK_WIDGET_CLASS (bks_destinations_page_parent_class)->map (widget);
  bks_destination_list_start (self->rows);
  update (self);
}

static void
bks_destinations_page_unmap (GtkWidget *widget)
{
  BksDestinationsPage *self = BKS_DESTINATIONS_PAGE (widget);

  bks_destination_list_stop (self->rows);
  GTK_WIDGET_CLASS (bks_destinations_page_parent_class)->unmap (widget);
}

static void
bks_destinations_page_dispose (GObject *object)
{
  BksDestinationsPage *self = BKS_DESTINATIONS_PAGE (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  g_clear_object (&self->scope_signals);
  if (self->rows != NULL)
    bks_destination_list_stop (self->rows);
  g_clear_pointer (&child, gtk_widget_unparent);
  g_clear_object (&self->sorted);
  g_clear_object (&self->sorter);
  g_clear_object (&self->rows);
  g_clear_object (&self->scope);
  /* Last: what goes may say so, and that asks for it again. */
  g_clear_handle_id (&self->update_id, g_source_remove);

  G_OBJECT_CLASS (bks_destinations_page_parent_class)->dispose (object);
}

static void
bks_destinations_page_class_init (BksDestinationsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bks_destinations_page_dispose;
  widget_class->map = bks_destinations_page_map;
  widget_class->unmap = bks_destinations_page_unmap;

  signals[SIGNAL_TASK_ACTIVATED] = g_signal_new ("task-activated", BKS_TYPE_DESTINATIONS_PAGE,
                                                 G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                                 G_TYPE_NONE, 1, BKS_TYPE_TASK);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_install_action (widget_class, "destination.check-again", "(ss)", check_again_cb);
  gtk_widget_class_install_action (widget_class, "destination.open-in-dsm", "(ss)", open_in_dsm_cb);
  gtk_widget_class_install_action (widget_class, "destination.show-task", "(ss)", show_task_cb);
  gtk_widget_class_install_action (widget_class, "destination.try-again", NULL, try_again_cb);
}

static int
compare_rows (gconstpointer a, gconstpointer b, gpointer user_data)
{
  return bks_destination_row_compare ((gpointer) a, (gpointer) b);
}

static void
bks_destinations_page_init (BksDestinationsPage *self)
{
  self->header = BKS_SENTENCE_HEADER (bks_sentence_header_new ());
  self->list = BKS_FACTS_LIST (
      bks_facts_list_new (_ ("Destinations"), GTK_WIDGET (self->header), self));
  gtk_widget_set_parent (GTK_WIDGET (self->list), GTK_WIDGET (self));

  self->rows = bks_destination_list_new ();
  self->sorter = GTK_SORTER (gtk_custom_sorter_new (compare_rows, NULL, NULL));
  self->sorted = gtk_sort_list_model_new (G_LIST_MODEL (g_object_ref (self->rows)),
                                          g_object_ref (self->sorter));
  bks_facts_list_add_column (self->list, _ ("Destination"), tell_name, 24, 0, BKS_WIDTH_NARROW);
  bks_facts_list_add_column (self->list, _ ("Status"), tell_status, 16, 20, BKS_WIDTH_NARROW);
  bks_facts_list_add_column (self->list, _ ("Used by"), tell_users, 16, 18, BKS_WIDTH_NARROW);
  bks_facts_list_add_column (self->list, _ ("Used"), tell_used, 16, 9, BKS_WIDTH_WIDE);
  bks_facts_list_set_row (self->list, tell_row, &suffix);
  bks_facts_list_set_model (self->list, G_LIST_MODEL (self->sorted));

  g_signal_connect_object (self->list, "item-activated", G_CALLBACK (bks_destinations_page_item_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "width-changed", G_CALLBACK (bks_destinations_page_width_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->rows, "rows-changed",
                           G_CALLBACK (bks_destinations_page_changed_cb), self, G_CONNECT_SWAPPED);
  self->scope_signals = g_signal_group_new (BKS_TYPE_SCOPE);
  g_signal_group_connect_object (self->scope_signals, "notify::troubled-nas",
                                 G_CALLBACK (bks_destinations_page_changed_cb), self,
                                 G_CONNECT_SWAPPED);
}

/**
 * bks_destinations_page_new:
 *
 * Returns: a page that shows nothing until it gets a scope
 */
GtkWidget *
bks_destinations_page_new (void)
{
  return g_object_new (BKS_TYPE_DESTINATIONS_PAGE, NULL);
}

/**
 * bks_destinations_page_set_scope:
 * @self: a #BksDestinationsPage
 * @scope: (nullable): whose destinations to show
 */
void
bks_destinations_page_set_scope (BksDestinationsPage *self, BksScope *scope)
{
  g_return_if_fail (BKS_IS_DESTINATIONS_PAGE (self));
  g_return_if_fail (scope == NULL || BKS_IS_SCOPE (scope));

  if (!g_set_object (&self->scope, scope))
    return;

  g_signal_group_set_target (self->scope_signals, scope);
  bks_destination_list_set_nas_list (self->rows,
                                     scope != NULL ? bks_scope_get_nas_list (scope) : NULL);
  update (self);
}

/**
 * bks_destinations_page_focus_list:
 * @self: a #BksDestinationsPage
 *
 * Gives the keyboard to the list, where it was last.
 */
void
bks_destinations_page_focus_list (BksDestinationsPage *self)
{
  g_return_if_fail (BKS_IS_DESTINATIONS_PAGE (self));

  bks_facts_list_focus (self->list);
}
