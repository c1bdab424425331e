/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-ui"

#include "bks-backups-page.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "bks-backups-cells.h"
#include "bks-backups-header.h"
#include "bks-name-cell.h"
#include "bks-row-selection.h"
#include "bks-task-row.h"
#include "bks-width-bin.h"

#define SPINNER_DELAY 300 /* ms: a spinner that only flashes is worse than none */

struct _BksBackupsPage
{
  GtkWidget parent_instance;

  BksWidthBin *width_bin;
  BksBackupsHeader *header;
  GtkStack *stack;
  GtkColumnView *table;
  GtkColumnViewColumn *columns[BKS_N_SORT_KEYS];
  GtkColumnViewColumn *name_column;
  GtkColumnViewColumn *status_column;
  GtkColumnViewColumn *last_success_column;
  GtkColumnViewColumn *next_run_column;
  GtkColumnViewColumn *nas_column;
  GtkColumnViewColumn *verb_column;
  GtkListView *list;
  AdwStatusPage *loading_page;
  GtkSpinner *spinner;
  AdwStatusPage *empty_page;
  GtkWidget *empty_button;

  BksScope *scope;                     /* (owned) (nullable) */
  GSignalGroup *scope_signals;         /* (owned) */
  GtkFilterListModel *filtered;        /* (owned) */
  GtkSortListModel *sorted;            /* (owned) */
  BksNasGroups *groups;                /* (owned): before the chosen column */
  GtkSorter *tie_sorter;               /* (owned): after the chosen column */
  GtkSingleSelection *table_selection; /* (owned): over sorted */
  GListStore *list_head; /* (owned): the scope, that is the header as first row of the list */
  GtkSingleSelection *list_selection; /* (owned): over list_head and sorted */
  BksTaskSelection *selection; /* (owned): while it is active, rows are ticked instead of opened */
  gboolean is_narrow;
  gboolean is_grouped; /* by the user: with a single NAS there are no groups */
  guint update_id;     /* idle source; 0 = none */
  guint spinner_id;    /* timeout source; 0 = none */
};

G_DEFINE_FINAL_TYPE (BksBackupsPage, bks_backups_page, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_SCOPE = 1,
  PROP_GROUPED,
  PROP_NARROW,
} BksBackupsPageProperty;

enum
{
  SIGNAL_TASK_ACTIVATED,
  SIGNAL_SORT_CHANGED,
  N_SIGNALS
};

static GParamSpec *properties[PROP_NARROW + 1];
static guint signals[N_SIGNALS];

static gboolean
bks_backups_page_spinner_cb (gpointer user_data)
{
  BksBackupsPage *self = user_data;

  self->spinner_id = 0;
  gtk_stack_set_visible_child_name (self->stack, "loading");
  gtk_spinner_start (self->spinner);
  return G_SOURCE_REMOVE;
}

static void
bks_backups_page_give_up_cb (BksBackupsPage *self, GtkButton *button)
{
  bks_scope_give_up (self->scope);
}

static void
show_loading (BksBackupsPage *self)
{
  BksNas *nas = bks_scope_get_only_nas (self->scope);
  g_autofree char *title = nas != NULL ? g_strdup_printf (_ ("Asking %s…"), bks_nas_get_name (nas))
                                       : g_strdup (_ ("Asking All NAS…"));

  adw_status_page_set_title (self->loading_page, title);
  if (self->spinner_id != 0
      || g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "loading") == 0)
    return;

  gtk_stack_set_visible_child_name (self->stack, "quiet");
  self->spinner_id = g_timeout_add (SPINNER_DELAY, bks_backups_page_spinner_cb, self);
}

static void
show_empty (BksBackupsPage *self)
{
  BksNas *nas = bks_scope_get_only_nas (self->scope);
  g_autofree char *title = nas != NULL
                               ? g_strdup_printf (_ ("No Backups on %s"), bks_nas_get_name (nas))
                               : g_strdup (_ ("No Backups Yet"));

  adw_status_page_set_title (self->empty_page, title);
  gtk_widget_set_visible (self->empty_button, nas != NULL);
  gtk_stack_set_visible_child_name (self->stack, "empty");
}

/* A presentation that is hidden has no model, so that it makes no rows. */
static void
set_models (BksBackupsPage *self, gboolean table, gboolean list)
{
  GtkSelectionModel *table_model = table ? GTK_SELECTION_MODEL (self->table_selection) : NULL;
  GtkSelectionModel *list_model = list ? GTK_SELECTION_MODEL (self->list_selection) : NULL;

  if (gtk_column_view_get_model (self->table) != table_model)
    gtk_column_view_set_model (self->table, table_model);
  if (gtk_list_view_get_model (self->list) != list_model)
    gtk_list_view_set_model (self->list, list_model);
}

static void
show_state (BksBackupsPage *self)
{
  guint n_tasks, n_shown;
  gboolean is_troubled;
  gboolean has_rows, wants_list;

  if (self->scope == NULL)
    return;

  n_tasks = g_list_model_get_n_items (bks_scope_get_tasks (self->scope));
  n_shown = g_list_model_get_n_items (G_LIST_MODEL (self->sorted));
  is_troubled = bks_scope_get_troubled_nas (self->scope) != NULL
                || bks_scope_is_offline (self->scope);
  has_rows = n_shown > 0;
  wants_list = has_rows && self->is_narrow;

  if (n_tasks > 0 || is_troubled || !bks_scope_is_first_load (self->scope))
    {
      g_clear_handle_id (&self->spinner_id, g_source_remove);
      gtk_spinner_stop (self->spinner);
    }

  /* In the list the header is the first row, and scrolls with it. */
  gtk_widget_set_visible (GTK_WIDGET (self->header),
                          (n_tasks > 0 || is_troubled) && !wants_list
                              && !bks_task_selection_get_active (self->selection));
  set_models (self, has_rows && !self->is_narrow, wants_list);

  if (has_rows)
    gtk_stack_set_visible_child_name (self->stack, wants_list ? "list" : "table");
  else if (n_tasks > 0)
    gtk_stack_set_visible_child_name (self->stack, "no-results");
  else if (is_troubled)
    gtk_stack_set_visible_child_name (self->stack, "quiet");
  else if (bks_scope_is_first_load (self->scope))
    show_loading (self);
  else
    show_empty (self);
}

/* The name of the NAS takes the room of a column: that of the next run, and where that is not there
 * any more, the backups are rows. */
static void
update_presentation (BksBackupsPage *self)
{
  BksWidthClass width_class = bks_width_bin_get_width_class (self->width_bin);
  gboolean has_groups = gtk_column_view_column_get_visible (self->nas_column);
  gboolean is_narrow = width_class == BKS_WIDTH_NARROW
                       || (has_groups && width_class == BKS_WIDTH_MEDIUM);
  BksTask *selected = bks_backups_page_get_selected (self);

  gtk_column_view_column_set_visible (self->next_run_column,
                                      width_class == BKS_WIDTH_WIDE && !has_groups);
  if (self->is_narrow == is_narrow)
    return;

  self->is_narrow = is_narrow;
  bks_row_selection_select (is_narrow ? self->list_selection : self->table_selection, selected);
  bks_backups_header_set_narrow (self->header, is_narrow);
  show_state (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);
}

static void
bks_backups_page_width_class_cb (BksBackupsPage *self)
{
  update_presentation (self);
}

static void
update_groups (BksBackupsPage *self)
{
  gboolean active = self->is_grouped && self->scope != NULL
                    && bks_scope_get_only_nas (self->scope) == NULL;

  if (gtk_column_view_column_get_visible (self->nas_column) == active)
    return;

  /* GTK 4.8 appends the cells of a column that is shown later: made anew, they stand in order. */
  set_models (self, FALSE, FALSE);
  gtk_column_view_column_set_visible (self->nas_column, active);
  update_presentation (self);
  bks_nas_groups_set_active (self->groups, active);
}

static gboolean
bks_backups_page_update_cb (gpointer user_data)
{
  BksBackupsPage *self = user_data;

  self->update_id = 0;
  if (self->scope == NULL)
    return G_SOURCE_REMOVE;

  /* List models do not watch their items: what has changed may belong elsewhere now, or be hidden. */
  if (bks_task_filter_is_active (bks_scope_get_filter (self->scope)))
    gtk_filter_changed (GTK_FILTER (bks_scope_get_filter (self->scope)),
                        GTK_FILTER_CHANGE_DIFFERENT);
  gtk_sorter_changed (self->tie_sorter, GTK_SORTER_CHANGE_DIFFERENT);
  update_groups (self);
  show_state (self);
  return G_SOURCE_REMOVE;
}

static void
bks_backups_page_tasks_changed_cb (BksBackupsPage *self)
{
  /* Once for all the backups that a refresh changes. */
  if (self->update_id == 0)
    self->update_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, bks_backups_page_update_cb, self,
                                       NULL);
}

static void
bks_backups_page_shown_changed_cb (BksBackupsPage *self)
{
  show_state (self);
}

/* The first that is ticked begins the selection. */
static void
tick (BksBackupsPage *self, BksTask *task)
{
  bks_task_selection_set_active (self->selection, TRUE);
  bks_task_selection_toggle (self->selection, task);
}

static void
activate_task (BksBackupsPage *self, BksTask *task)
{
  if (bks_task_selection_get_active (self->selection))
    bks_task_selection_toggle (self->selection, task);
  else
    g_signal_emit (self, signals[SIGNAL_TASK_ACTIVATED], 0, task);
}

static void
bks_backups_page_activate_cb (BksBackupsPage *self, guint position)
{
  g_autoptr (BksTask) task = g_list_model_get_item (G_LIST_MODEL (self->table_selection), position);

  if (task != NULL)
    activate_task (self, task);
}

static void
bks_backups_page_list_activate_cb (BksBackupsPage *self, guint position)
{
  g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (self->list_selection), position);

  if (item != NULL && BKS_IS_TASK (item))
    activate_task (self, BKS_TASK (item));
}

/* With GTK's own single-click-activate, rows of 4.8 are selected by the pointer that passes over
 * them, or under which they move: the keyboard's row would not be what it was. */
static void
bks_backups_page_clicked_cb (BksBackupsPage *self,
                             int n_press,
                             double x,
                             double y,
                             GtkGestureClick *gesture)
{
  GtkWidget *widget = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));
  BksTask *task = n_press == 1 ? bks_backups_cells_find_task_at (widget, x, y) : NULL;

  if (task == NULL)
    return;
  if ((gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture))
       & GDK_CONTROL_MASK)
      != 0)
    tick (self, task);
  else
    activate_task (self, task);
}

/* Space ticks, Ctrl+A ticks all; both begin the selection where there is none. */
static gboolean
bks_backups_page_key_cb (BksBackupsPage *self, guint key, guint code, GdkModifierType state)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  BksTask *task = bks_backups_page_get_selected (self);
  gboolean is_all = (state & GDK_CONTROL_MASK) != 0 && (key == GDK_KEY_a || key == GDK_KEY_A);
  gboolean is_space = (state & (GDK_CONTROL_MASK | GDK_SHIFT_MASK)) == 0 && key == GDK_KEY_space;

  /* It comes before the rows, which would take Space for a click; a button keeps its own keys. */
  if (focus == NULL || GTK_IS_BUTTON (focus) || GTK_IS_CHECK_BUTTON (focus))
    return GDK_EVENT_PROPAGATE;

  if (is_all)
    bks_backups_page_select_all (self);
  else if (is_space && task != NULL)
    tick (self, task);
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

static void
watch_clicks (BksBackupsPage *self, GtkWidget *widget)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *gesture = gtk_gesture_click_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (bks_backups_page_key_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (widget, keys);

  g_signal_connect_object (gesture, "released", G_CALLBACK (bks_backups_page_clicked_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (gesture));
}

static void
bks_backups_page_sorter_changed_cb (BksBackupsPage *self)
{
  g_signal_emit (self, signals[SIGNAL_SORT_CHANGED], 0);
}

static void
name_cell_bind_cb (BksBackupsPage *self, GtkListItem *item)
{
  bks_name_cell_set_selection (BKS_NAME_CELL (gtk_list_item_get_child (item)), self->selection);
}

static void
nas_cell_bind_cb (BksBackupsPage *self, GtkListItem *item)
{
  g_object_set (gtk_list_item_get_child (item), "groups", self->groups, NULL);
}

/* A row of the list is a backup, or the header. */
static void
list_bind_cb (BksBackupsPage *self, GtkListItem *item)
{
  gpointer object = gtk_list_item_get_item (item);
  GtkWidget *child = gtk_list_item_get_child (item);
  gboolean is_task = BKS_IS_TASK (object);

  gtk_list_item_set_selectable (item, is_task);
  gtk_list_item_set_activatable (item, is_task);
  if (is_task)
    {
      if (!BKS_IS_TASK_ROW (child))
        {
          child = g_object_new (BKS_TYPE_TASK_ROW, NULL);
          bks_task_row_set_groups (BKS_TASK_ROW (child), self->groups);
          bks_task_row_set_selection (BKS_TASK_ROW (child), self->selection);
          gtk_list_item_set_child (item, child);
        }
      bks_task_row_set_task (BKS_TASK_ROW (child), BKS_TASK (object));
    }
  else
    {
      if (!BKS_IS_BACKUPS_HEADER (child))
        {
          child = bks_backups_header_new ();
          bks_backups_header_set_narrow (BKS_BACKUPS_HEADER (child), TRUE);
          gtk_list_item_set_child (item, child);
        }
      bks_backups_header_set_scope (BKS_BACKUPS_HEADER (child), BKS_SCOPE (object));
    }
}

static void
list_unbind_cb (BksBackupsPage *self, GtkListItem *item)
{
  GtkWidget *child = gtk_list_item_get_child (item);

  if (BKS_IS_TASK_ROW (child))
    bks_task_row_set_task (BKS_TASK_ROW (child), NULL);
  else if (BKS_IS_BACKUPS_HEADER (child))
    bks_backups_header_set_scope (BKS_BACKUPS_HEADER (child), NULL);
}

static void
bks_backups_page_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch ((BksBackupsPageProperty) prop_id)
    {
    case PROP_SCOPE:
      g_value_set_object (value, BKS_BACKUPS_PAGE (object)->scope);
      break;
    case PROP_GROUPED:
      g_value_set_boolean (value, BKS_BACKUPS_PAGE (object)->is_grouped);
      break;
    case PROP_NARROW:
      g_value_set_boolean (value, BKS_BACKUPS_PAGE (object)->is_narrow);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bks_backups_page_set_property (GObject *object,
                               guint prop_id,
                               const GValue *value,
                               GParamSpec *pspec)
{
  switch ((BksBackupsPageProperty) prop_id)
    {
    case PROP_SCOPE:
      bks_backups_page_set_scope (BKS_BACKUPS_PAGE (object), g_value_get_object (value));
      break;
    case PROP_GROUPED:
      bks_backups_page_set_grouped (BKS_BACKUPS_PAGE (object), g_value_get_boolean (value));
      break;
    case PROP_NARROW:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bks_backups_page_dispose (GObject *object)
{
  BksBackupsPage *self = BKS_BACKUPS_PAGE (object);
  GtkWidget *child;

  g_clear_handle_id (&self->spinner_id, g_source_remove);
  g_clear_object (&self->scope_signals);
  if (self->sorted != NULL)
    {
      /* The models go on for a while, and what shows them is about to go. */
      g_signal_handlers_disconnect_by_data (self->sorted, self);
      g_signal_handlers_disconnect_by_data (gtk_column_view_get_sorter (self->table), self);
      set_models (self, FALSE, FALSE);
    }
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->table_selection);
  g_clear_object (&self->list_selection);
  g_clear_object (&self->list_head);
  g_clear_object (&self->sorted);
  g_clear_object (&self->filtered);
  g_clear_object (&self->groups);
  g_clear_object (&self->tie_sorter);
  g_clear_object (&self->selection);
  g_clear_object (&self->scope);
  /* Last: what goes may say so, and that asks for it again. */
  g_clear_handle_id (&self->update_id, g_source_remove);

  G_OBJECT_CLASS (bks_backups_page_parent_class)->dispose (object);
}

static void
bks_backups_page_class_init (BksBackupsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = bks_backups_page_get_property;
  object_class->set_property = bks_backups_page_set_property;
  object_class->dispose = bks_backups_page_dispose;

  properties[PROP_SCOPE] = g_param_spec_object ("scope", NULL, NULL, BKS_TYPE_SCOPE,
                                                G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY
                                                    | G_PARAM_STATIC_STRINGS);
  properties[PROP_GROUPED] = g_param_spec_boolean ("grouped", NULL, NULL, FALSE,
                                                   G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY
                                                       | G_PARAM_STATIC_STRINGS);
  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                                                  G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY
                                                      | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[SIGNAL_TASK_ACTIVATED] = g_signal_new ("task-activated", BKS_TYPE_BACKUPS_PAGE,
                                                 G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                                 G_TYPE_NONE, 1, BKS_TYPE_TASK);
  signals[SIGNAL_SORT_CHANGED] = g_signal_new ("sort-changed", BKS_TYPE_BACKUPS_PAGE,
                                               G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                               0);
  g_type_ensure (BKS_TYPE_BACKUPS_HEADER);
  g_type_ensure (BKS_TYPE_TASK_SORTER);
  g_type_ensure (BKS_TYPE_WIDTH_BIN);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/backstay/Backstay/ui/bks-backups-page.ui");
  gtk_widget_class_bind_template_child (widget_class, BksBackupsPage, width_bin);
  gtk_widget_class_bind_template_child (widget_class, BksBackupsPage, header);
  gtk_widget_class_bind_template_child (widget_class, BksBackupsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, BksBackupsPage, table);
  gtk_widget_class_bind_template_child (widget_class, BksBackupsPage, name_column);
  gtk_widget_class_bind_template_child (widget_class, BksBackupsPage, status_column);
  gtk_widget_class_bind_template_child (widget_class, BksBackupsPage, last_success_column);
  gtk_widget_class_bind_template_child (widget_class, BksBackupsPage, next_run_column);
  gtk_widget_class_bind_template_child (widget_class, BksBackupsPage, nas_column);
  gtk_widget_class_bind_template_child (widget_class, BksBackupsPage, verb_column);
  gtk_widget_class_bind_template_child (widget_class, BksBackupsPage, list);
  gtk_widget_class_bind_template_child (widget_class, BksBackupsPage, loading_page);
  gtk_widget_class_bind_template_child (widget_class, BksBackupsPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, BksBackupsPage, empty_page);
  gtk_widget_class_bind_template_child (widget_class, BksBackupsPage, empty_button);
  gtk_widget_class_bind_template_callback (widget_class, bks_backups_page_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, bks_backups_page_give_up_cb);
  gtk_widget_class_bind_template_callback (widget_class, bks_backups_page_list_activate_cb);
}

/* The NAS if grouped, column clicked, then worst first, then by name. */
static GtkSorter *
create_sorter (BksBackupsPage *self)
{
  GtkMultiSorter *sorter = gtk_multi_sorter_new ();

  gtk_multi_sorter_append (sorter, GTK_SORTER (g_object_ref (self->groups)));
  gtk_multi_sorter_append (sorter, g_object_ref (gtk_column_view_get_sorter (self->table)));
  gtk_multi_sorter_append (sorter, g_object_ref (self->tie_sorter));
  gtk_multi_sorter_append (sorter, bks_task_sorter_new (BKS_SORT_NAME));
  return GTK_SORTER (sorter);
}

/* The sentence and the verbs of single rows step back while rows are ticked. */
static void
bks_backups_page_selection_active_cb (BksBackupsPage *self)
{
  gboolean is_active = bks_task_selection_get_active (self->selection);

  gtk_column_view_column_set_visible (self->verb_column, !is_active);
  g_list_store_remove_all (self->list_head);
  if (!is_active && self->scope != NULL)
    g_list_store_append (self->list_head, self->scope);
  show_state (self);
}

static void
create_models (BksBackupsPage *self)
{
  GListStore *parts = g_list_store_new (G_TYPE_LIST_MODEL);
  g_autoptr (GtkFlattenListModel) rows = NULL;

  self->groups = bks_nas_groups_new ();
  self->tie_sorter = bks_task_sorter_new (BKS_SORT_VERDICT);
  self->filtered = gtk_filter_list_model_new (NULL, NULL);
  self->sorted = gtk_sort_list_model_new (G_LIST_MODEL (g_object_ref (self->filtered)),
                                          create_sorter (self));
  bks_nas_groups_watch (self->groups, G_LIST_MODEL (self->sorted));
  self->table_selection = bks_row_selection_new (G_LIST_MODEL (self->sorted));

  self->list_head = g_list_store_new (BKS_TYPE_SCOPE);
  g_list_store_append (parts, self->list_head);
  g_list_store_append (parts, self->sorted);
  rows = gtk_flatten_list_model_new (G_LIST_MODEL (parts));
  self->list_selection = bks_row_selection_new (G_LIST_MODEL (rows));
}

static void
bks_backups_page_init (BksBackupsPage *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  self->selection = bks_task_selection_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  self->columns[BKS_SORT_VERDICT] = self->status_column;
  self->columns[BKS_SORT_NAME] = self->name_column;
  self->columns[BKS_SORT_NAS] = self->nas_column;
  self->columns[BKS_SORT_LAST_SUCCESS] = self->last_success_column;
  self->columns[BKS_SORT_NEXT_RUN] = self->next_run_column;
  create_models (self);

  watch_clicks (self, GTK_WIDGET (self->table));
  watch_clicks (self, GTK_WIDGET (self->list));
  bks_backups_cells_fill (self->nas_column, bks_backups_cells_create_nas);
  g_signal_connect_object (gtk_column_view_column_get_factory (self->nas_column), "bind",
                           G_CALLBACK (nas_cell_bind_cb), self, G_CONNECT_SWAPPED);
  bks_backups_cells_fill (self->name_column, bks_backups_cells_create_name);
  g_signal_connect_object (gtk_column_view_column_get_factory (self->name_column), "bind",
                           G_CALLBACK (name_cell_bind_cb), self, G_CONNECT_SWAPPED);
  bks_backups_cells_fill (self->status_column, bks_backups_cells_create_status);
  bks_backups_cells_fill (self->last_success_column, bks_backups_cells_create_last_success);
  bks_backups_cells_fill (self->next_run_column, bks_backups_cells_create_next_run);
  bks_backups_cells_fill (self->verb_column, bks_backups_cells_create_verb);
  g_signal_connect_object (factory, "bind", G_CALLBACK (list_bind_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (list_unbind_cb), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_factory (self->list, factory);

  g_signal_connect_object (self->selection, "notify::active",
                           G_CALLBACK (bks_backups_page_selection_active_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->width_bin, "notify::width-class",
                           G_CALLBACK (bks_backups_page_width_class_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->sorted, "items-changed",
                           G_CALLBACK (bks_backups_page_shown_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_column_view_get_sorter (self->table), "changed",
                           G_CALLBACK (bks_backups_page_sorter_changed_cb), self,
                           G_CONNECT_SWAPPED);

  self->scope_signals = g_signal_group_new (BKS_TYPE_SCOPE);
  g_signal_group_connect_object (self->scope_signals, "tasks-changed",
                                 G_CALLBACK (bks_backups_page_tasks_changed_cb), self,
                                 G_CONNECT_SWAPPED);
  g_signal_group_connect_object (self->scope_signals, "notify::troubled-nas",
                                 G_CALLBACK (bks_backups_page_tasks_changed_cb), self,
                                 G_CONNECT_SWAPPED);
}

/**
 * bks_backups_page_new:
 *
 * Returns: a page that shows nothing until it gets a scope
 */
GtkWidget *
bks_backups_page_new (void)
{
  return g_object_new (BKS_TYPE_BACKUPS_PAGE, NULL);
}

/**
 * bks_backups_page_set_scope:
 * @self: a #BksBackupsPage
 * @scope: (nullable): whose backups to show
 */
void
bks_backups_page_set_scope (BksBackupsPage *self, BksScope *scope)
{
  g_return_if_fail (BKS_IS_BACKUPS_PAGE (self));
  g_return_if_fail (scope == NULL || BKS_IS_SCOPE (scope));

  if (!g_set_object (&self->scope, scope))
    return;

  g_clear_handle_id (&self->spinner_id, g_source_remove);
  g_signal_group_set_target (self->scope_signals, scope);
  bks_backups_header_set_scope (self->header, scope);
  g_list_store_remove_all (self->list_head);
  if (scope != NULL)
    g_list_store_append (self->list_head, scope);
  gtk_filter_list_model_set_filter (
      self->filtered, scope != NULL ? GTK_FILTER (bks_scope_get_filter (scope)) : NULL);
  gtk_filter_list_model_set_model (self->filtered,
                                   scope != NULL ? bks_scope_get_tasks (scope) : NULL);
  update_groups (self);
  gtk_single_selection_set_selected (self->table_selection, GTK_INVALID_LIST_POSITION);
  gtk_single_selection_set_selected (self->list_selection, GTK_INVALID_LIST_POSITION);
  if (scope == NULL)
    set_models (self, FALSE, FALSE);
  show_state (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SCOPE]);
}

/**
 * bks_backups_page_sort:
 * @self: a #BksBackupsPage
 * @key: by what
 * @order: in which direction
 *
 * Worst first is the order of a table that nobody sorted, and needs no arrow in a header.
 */
void
bks_backups_page_sort (BksBackupsPage *self, BksSortKey key, GtkSortType order)
{
  g_return_if_fail (BKS_IS_BACKUPS_PAGE (self));
  g_return_if_fail (key < BKS_N_SORT_KEYS);

  if (key == BKS_SORT_VERDICT && order == GTK_SORT_ASCENDING)
    gtk_column_view_sort_by_column (self->table, NULL, GTK_SORT_ASCENDING);
  else
    gtk_column_view_sort_by_column (self->table, self->columns[key], order);
}

/**
 * bks_backups_page_get_sort:
 * @self: a #BksBackupsPage
 * @key_out: (out): by what the list is sorted
 * @order_out: (out): in which direction
 */
void
bks_backups_page_get_sort (BksBackupsPage *self, BksSortKey *key_out, GtkSortType *order_out)
{
  g_return_if_fail (BKS_IS_BACKUPS_PAGE (self));

  if (!bks_task_sorter_find_primary (gtk_column_view_get_sorter (self->table), key_out, order_out))
    {
      *key_out = BKS_SORT_VERDICT;
      *order_out = GTK_SORT_ASCENDING;
    }
}

/**
 * bks_backups_page_set_grouped:
 * @self: a #BksBackupsPage
 * @grouped: whether the backups of each NAS stand together, where there are several NAS
 */
void
bks_backups_page_set_grouped (BksBackupsPage *self, gboolean grouped)
{
  g_return_if_fail (BKS_IS_BACKUPS_PAGE (self));

  if (self->is_grouped == grouped)
    return;

  self->is_grouped = grouped;
  update_groups (self);
  show_state (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_GROUPED]);
}

/**
 * bks_backups_page_get_selection:
 * @self: a #BksBackupsPage
 *
 * Returns: (transfer none): what is ticked; while it is active, rows are ticked instead of opened
 */
BksTaskSelection *
bks_backups_page_get_selection (BksBackupsPage *self)
{
  g_return_val_if_fail (BKS_IS_BACKUPS_PAGE (self), NULL);

  return self->selection;
}

/**
 * bks_backups_page_select_all:
 * @self: a #BksBackupsPage
 *
 * Ticks all that is shown and something can be done to.
 */
void
bks_backups_page_select_all (BksBackupsPage *self)
{
  guint n;

  g_return_if_fail (BKS_IS_BACKUPS_PAGE (self));

  bks_task_selection_set_active (self->selection, TRUE);
  n = g_list_model_get_n_items (G_LIST_MODEL (self->sorted));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (BksTask) task = g_list_model_get_item (G_LIST_MODEL (self->sorted), i);

      bks_task_selection_set (self->selection, task, TRUE);
    }
}

/**
 * bks_backups_page_get_selected:
 * @self: a #BksBackupsPage
 *
 * Returns: (nullable) (transfer none): the backup in the selected row
 */
BksTask *
bks_backups_page_get_selected (BksBackupsPage *self)
{
  gpointer item;

  g_return_val_if_fail (BKS_IS_BACKUPS_PAGE (self), NULL);

  item = gtk_single_selection_get_selected_item (self->is_narrow ? self->list_selection
                                                                 : self->table_selection);
  return item != NULL && BKS_IS_TASK (item) ? BKS_TASK (item) : NULL;
}

/**
 * bks_backups_page_focus_list:
 * @self: a #BksBackupsPage
 *
 * Gives the keyboard to the list, where it was last.
 */
void
bks_backups_page_focus_list (BksBackupsPage *self)
{
  g_return_if_fail (BKS_IS_BACKUPS_PAGE (self));

  gtk_widget_child_focus (self->is_narrow ? GTK_WIDGET (self->list) : GTK_WIDGET (self->table),
                          GTK_DIR_TAB_FORWARD);
}
