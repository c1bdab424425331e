/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-ui"

#include "bks-facts-list.h"

#include <adwaita.h>

#include "bks-part-stack.h"
#include "bks-row-selection.h"

#define ROW_ICON_SIZE 20

struct _BksFactsList
{
  GtkWidget parent_instance;

  BksWidthBin *width_bin;
  AdwBin *header_bin; /* above the table */
  GtkStack *stack;
  GtkColumnView *table;
  GtkColumnViewColumn *suffix_column; /* (nullable) */
  GtkListView *list;
  BksPartStack *loading;
  AdwStatusPage *message;
  GtkButton *message_button;

  GtkWidget *header;                   /* (owned): in header_bin, or in the first row of the list */
  GListModel *model;                   /* (owned) (nullable) */
  GListStore *list_head;               /* (owned): the stand-in of the header */
  GtkSingleSelection *table_selection; /* (owned) */
  GtkSingleSelection *list_selection;  /* (owned): over list_head and the model */
  BksTellFacts tell_row;
  gpointer user_data;           /* (unowned): for who tells */
  const BksFactsSuffix *suffix; /* (nullable) */
  gboolean is_narrow;
  gboolean shows_rows;
};

G_DEFINE_FINAL_TYPE (BksFactsList, bks_facts_list, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_ITEM_ACTIVATED,
  SIGNAL_WIDTH_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* From which width on a column is there. */
static GQuark
shown_from_quark (void)
{
  return g_quark_from_static_string ("bks-shown-from");
}

static void
move_header (BksFactsList *self, AdwBin *bin)
{
  GtkWidget *parent = gtk_widget_get_parent (self->header);

  if (parent == GTK_WIDGET (bin))
    return;
  if (parent != NULL)
    adw_bin_set_child (ADW_BIN (parent), NULL);
  adw_bin_set_child (bin, self->header);
}

static void
show_state (BksFactsList *self)
{
  gboolean wants_list = self->shows_rows && self->is_narrow;
  gboolean wants_table = self->shows_rows && !self->is_narrow;
  GtkSelectionModel *table_model = wants_table ? GTK_SELECTION_MODEL (self->table_selection) : NULL;
  GtkSelectionModel *list_model = wants_list ? GTK_SELECTION_MODEL (self->list_selection) : NULL;

  /* A presentation that is hidden has no model, so that it makes no rows. */
  if (gtk_column_view_get_model (self->table) != table_model)
    gtk_column_view_set_model (self->table, table_model);
  if (gtk_list_view_get_model (self->list) != list_model)
    gtk_list_view_set_model (self->list, list_model);
  gtk_widget_set_visible (
      gtk_widget_get_ancestor (GTK_WIDGET (self->header_bin), GTK_TYPE_SCROLLED_WINDOW),
      !wants_list);
  if (!wants_list)
    move_header (self, self->header_bin);
  if (self->shows_rows)
    gtk_stack_set_visible_child_name (self->stack, wants_list ? "list" : "table");
}

static void
update_columns (BksFactsList *self)
{
  BksWidthClass width_class = bks_width_bin_get_width_class (self->width_bin);
  GListModel *columns = gtk_column_view_get_columns (self->table);

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);
      int shown_from = GPOINTER_TO_INT (
          g_object_get_qdata (G_OBJECT (column), shown_from_quark ()));

      gtk_column_view_column_set_visible (column, (int) width_class >= shown_from);
    }
}

static void
bks_facts_list_width_class_cb (BksFactsList *self)
{
  gboolean is_narrow = bks_width_bin_get_width_class (self->width_bin) == BKS_WIDTH_NARROW;

  /* GTK 4.8 appends the cells of a column that is shown later: made anew, they stand in order. */
  gtk_column_view_set_model (self->table, NULL);
  update_columns (self);
  if (self->is_narrow != is_narrow)
    {
      gpointer selected = gtk_single_selection_get_selected_item (
          self->is_narrow ? self->list_selection : self->table_selection);

      self->is_narrow = is_narrow;
      bks_row_selection_select (is_narrow ? self->list_selection : self->table_selection, selected);
      g_signal_emit (self, signals[SIGNAL_WIDTH_CHANGED], 0);
    }
  show_state (self);
}

static gboolean
is_head (BksFactsList *self, gpointer item)
{
  g_autoptr (GObject) head = g_list_model_get_item (G_LIST_MODEL (self->list_head), 0);

  return item == head;
}

/* A row of the list that is not the header. */
static GtkWidget *
create_row (BksFactsList *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *cell = bks_facts_cell_new (self->tell_row, self->user_data, 2, ROW_ICON_SIZE);

  gtk_widget_add_css_class (box, "task-row");
  gtk_widget_set_hexpand (cell, TRUE);
  gtk_box_append (GTK_BOX (box), cell);
  if (self->suffix != NULL)
    gtk_box_append (GTK_BOX (box), self->suffix->create ());
  return box;
}

static void
set_row_item (BksFactsList *self, GtkWidget *box, gpointer item)
{
  bks_facts_cell_set_item (BKS_FACTS_CELL (gtk_widget_get_first_child (box)), item);
  if (self->suffix != NULL)
    self->suffix->set_item (gtk_widget_get_last_child (box), item);
}

static void
list_bind_cb (BksFactsList *self, GtkListItem *item)
{
  gpointer object = gtk_list_item_get_item (item);
  GtkWidget *child = gtk_list_item_get_child (item);
  gboolean is_header = is_head (self, object);

  gtk_list_item_set_selectable (item, !is_header);
  gtk_list_item_set_activatable (item, !is_header);
  if (is_header)
    {
      if (!ADW_IS_BIN (child))
        {
          child = adw_bin_new ();
          gtk_list_item_set_child (item, child);
        }
      move_header (self, ADW_BIN (child));
      return;
    }
  if (!GTK_IS_BOX (child))
    {
      child = create_row (self);
      gtk_list_item_set_child (item, child);
    }
  set_row_item (self, child, object);
}

static void
list_unbind_cb (BksFactsList *self, GtkListItem *item)
{
  GtkWidget *child = gtk_list_item_get_child (item);

  if (ADW_IS_BIN (child))
    adw_bin_set_child (ADW_BIN (child), NULL);
  else if (child != NULL)
    set_row_item (self, child, NULL);
}

static void
suffix_setup_cb (BksFactsList *self, GtkListItem *item)
{
  gtk_list_item_set_child (item, self->suffix->create ());
}

static void
suffix_bind_cb (BksFactsList *self, GtkListItem *item)
{
  self->suffix->set_item (gtk_list_item_get_child (item), gtk_list_item_get_item (item));
}

static void
suffix_unbind_cb (BksFactsList *self, GtkListItem *item)
{
  self->suffix->set_item (gtk_list_item_get_child (item), NULL);
}

static void
activate_item (BksFactsList *self, gpointer item, GtkWidget *row)
{
  if (item != NULL && !is_head (self, item))
    g_signal_emit (self, signals[SIGNAL_ITEM_ACTIVATED], 0, item, row);
}

static GtkWidget *
get_focused_row (BksFactsList *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return root != NULL ? gtk_root_get_focus (root) : NULL;
}

static void
table_activate_cb (BksFactsList *self, guint position)
{
  g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (self->table_selection), position);

  activate_item (self, item, get_focused_row (self));
}

static void
list_activate_cb (BksFactsList *self, guint position)
{
  g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (self->list_selection), position);

  activate_item (self, item, get_focused_row (self));
}

/* GTK's own single-click-activate of 4.8 selects rows under a pointer that only passes. */
static void
clicked_cb (BksFactsList *self, int n_press, double x, double y, GtkGestureClick *gesture)
{
  GtkWidget *widget = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));
  GtkWidget *row = gtk_widget_pick (widget, x, y, GTK_PICK_INSENSITIVE);

  while (row != NULL && !g_str_equal (gtk_widget_get_css_name (row), "row"))
    row = gtk_widget_get_parent (row);
  if (n_press == 1 && row != NULL)
    activate_item (self, bks_facts_cell_find_item_at (widget, x, y), row);
}

static void
watch_clicks (BksFactsList *self, GtkWidget *widget)
{
  GtkGesture *gesture = gtk_gesture_click_new ();

  g_signal_connect_object (gesture, "released", G_CALLBACK (clicked_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (gesture));
}

static void
bks_facts_list_dispose (GObject *object)
{
  BksFactsList *self = BKS_FACTS_LIST (object);
  GtkWidget *child;

  if (self->table_selection != NULL)
    {
      gtk_column_view_set_model (self->table, NULL);
      gtk_list_view_set_model (self->list, NULL);
      g_list_store_remove_all (self->list_head);
    }
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->table_selection);
  g_clear_object (&self->list_selection);
  g_clear_object (&self->list_head);
  g_clear_object (&self->model);
  g_clear_object (&self->header);

  G_OBJECT_CLASS (bks_facts_list_parent_class)->dispose (object);
}

static void
bks_facts_list_class_init (BksFactsListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bks_facts_list_dispose;

  signals[SIGNAL_ITEM_ACTIVATED] = g_signal_new ("item-activated", BKS_TYPE_FACTS_LIST,
                                                 G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                                 G_TYPE_NONE, 2, G_TYPE_OBJECT, GTK_TYPE_WIDGET);
  signals[SIGNAL_WIDTH_CHANGED] = g_signal_new (
      "width-changed", BKS_TYPE_FACTS_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (BKS_TYPE_WIDTH_BIN);
  g_type_ensure (BKS_TYPE_PART_STACK);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/backstay/Backstay/ui/bks-facts-list.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_bind_template_child (widget_class, BksFactsList, width_bin);
  gtk_widget_class_bind_template_child (widget_class, BksFactsList, header_bin);
  gtk_widget_class_bind_template_child (widget_class, BksFactsList, stack);
  gtk_widget_class_bind_template_child (widget_class, BksFactsList, table);
  gtk_widget_class_bind_template_child (widget_class, BksFactsList, list);
  gtk_widget_class_bind_template_child (widget_class, BksFactsList, loading);
  gtk_widget_class_bind_template_child (widget_class, BksFactsList, message);
  gtk_widget_class_bind_template_child (widget_class, BksFactsList, message_button);
}

static void
bks_facts_list_init (BksFactsList *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->list_head = g_list_store_new (G_TYPE_OBJECT);
  g_signal_connect_object (factory, "bind", G_CALLBACK (list_bind_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (list_unbind_cb), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_factory (self->list, factory);
  watch_clicks (self, GTK_WIDGET (self->table));
  watch_clicks (self, GTK_WIDGET (self->list));
  g_signal_connect_object (self->table, "activate", G_CALLBACK (table_activate_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "activate", G_CALLBACK (list_activate_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->width_bin, "notify::width-class",
                           G_CALLBACK (bks_facts_list_width_class_cb), self, G_CONNECT_SWAPPED);
}

/**
 * bks_facts_list_new:
 * @label: what the list is of, for screen readers
 * @header: stands above it
 * @user_data: (nullable): for the functions that tell what is in it; it outlives the list
 *
 * Returns: a list without columns and rows
 */
GtkWidget *
bks_facts_list_new (const char *label, GtkWidget *header, gpointer user_data)
{
  BksFactsList *self = g_object_new (BKS_TYPE_FACTS_LIST, NULL);

  self->header = g_object_ref_sink (header);
  self->user_data = user_data;
  adw_bin_set_child (self->header_bin, header);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->table), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  return GTK_WIDGET (self);
}

static void
append_column (BksFactsList *self, GtkColumnViewColumn *column, BksWidthClass shown_from)
{
  g_object_set_qdata (G_OBJECT (column), shown_from_quark (), GINT_TO_POINTER ((int) shown_from));
  gtk_column_view_append_column (self->table, column);
}

/**
 * bks_facts_list_add_column:
 * @self: a #BksFactsList
 * @title: of the column
 * @tell: says what its cells show
 * @icon_size: px
 * @width_chars: of it; 0 = it takes the room that is left
 * @shown_from: the least room in which it is there
 */
void
bks_facts_list_add_column (BksFactsList *self,
                           const char *title,
                           BksTellFacts tell,
                           int icon_size,
                           int width_chars,
                           BksWidthClass shown_from)
{
  g_autoptr (GtkColumnViewColumn) column = gtk_column_view_column_new (title, NULL);

  g_return_if_fail (BKS_IS_FACTS_LIST (self));

  bks_facts_cell_fill_column (column, tell, self->user_data, icon_size, width_chars);
  gtk_column_view_column_set_expand (column, width_chars == 0);
  append_column (self, column, shown_from);
}

/**
 * bks_facts_list_set_row:
 * @self: a #BksFactsList with its columns
 * @tell: says what a row of two lines shows
 * @suffix: (nullable): what stands at the end of each row
 */
void
bks_facts_list_set_row (BksFactsList *self, BksTellFacts tell, const BksFactsSuffix *suffix)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) column = NULL;

  g_return_if_fail (BKS_IS_FACTS_LIST (self));

  self->tell_row = tell;
  self->suffix = suffix;
  if (suffix == NULL)
    return;
  g_signal_connect_object (factory, "setup", G_CALLBACK (suffix_setup_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (suffix_bind_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (suffix_unbind_cb), self,
                           G_CONNECT_SWAPPED);
  column = gtk_column_view_column_new (NULL, g_object_ref (factory));
  append_column (self, column, BKS_WIDTH_NARROW);
}

/**
 * bks_facts_list_set_model:
 * @self: a #BksFactsList
 * @model: the items, in their order
 */
void
bks_facts_list_set_model (BksFactsList *self, GListModel *model)
{
  g_autoptr (GtkFlattenListModel) rows = NULL;
  g_autoptr (GObject) head = g_object_new (G_TYPE_OBJECT, NULL);
  GListStore *parts;

  g_return_if_fail (BKS_IS_FACTS_LIST (self));
  g_return_if_fail (self->model == NULL);

  parts = g_list_store_new (G_TYPE_LIST_MODEL);
  self->model = g_object_ref (model);
  self->table_selection = bks_row_selection_new (model);
  g_list_store_append (self->list_head, head);
  g_list_store_append (parts, self->list_head);
  g_list_store_append (parts, model);
  rows = gtk_flatten_list_model_new (G_LIST_MODEL (parts));
  self->list_selection = bks_row_selection_new (G_LIST_MODEL (rows));
  update_columns (self);
}

/**
 * bks_facts_list_get_narrow:
 * @self: a #BksFactsList
 *
 * Returns: whether it has rows instead of a table
 */
gboolean
bks_facts_list_get_narrow (BksFactsList *self)
{
  g_return_val_if_fail (BKS_IS_FACTS_LIST (self), FALSE);

  return self->is_narrow;
}

static void
show_page (BksFactsList *self, const char *name, gboolean with_header)
{
  self->shows_rows = FALSE;
  show_state (self);
  gtk_widget_set_visible (
      gtk_widget_get_ancestor (GTK_WIDGET (self->header_bin), GTK_TYPE_SCROLLED_WINDOW),
      with_header);
  gtk_stack_set_visible_child_name (self->stack, name);
}

/**
 * bks_facts_list_show_rows:
 * @self: a #BksFactsList
 */
void
bks_facts_list_show_rows (BksFactsList *self)
{
  g_return_if_fail (BKS_IS_FACTS_LIST (self));

  self->shows_rows = TRUE;
  show_state (self);
}

/**
 * bks_facts_list_show_nothing:
 * @self: a #BksFactsList
 *
 * The header says it all.
 */
void
bks_facts_list_show_nothing (BksFactsList *self)
{
  g_return_if_fail (BKS_IS_FACTS_LIST (self));

  show_page (self, "quiet", TRUE);
}

/**
 * bks_facts_list_show_loading:
 * @self: a #BksFactsList
 * @title: "Asking office-nas…"
 */
void
bks_facts_list_show_loading (BksFactsList *self, const char *title)
{
  g_return_if_fail (BKS_IS_FACTS_LIST (self));

  bks_part_stack_show_loading (self->loading, title);
  show_page (self, "loading", FALSE);
}

/**
 * bks_facts_list_show_message:
 * @self: a #BksFactsList
 * @icon_name: a picture
 * @title: what there is to say
 * @description: (nullable): more of it, plain text
 * @button_label: (nullable): what can be done
 * @action_name: (nullable): and how
 */
void
bks_facts_list_show_message (BksFactsList *self,
                             const char *icon_name,
                             const char *title,
                             const char *description,
                             const char *button_label,
                             const char *action_name)
{
  g_autofree char *escaped = NULL;

  g_return_if_fail (BKS_IS_FACTS_LIST (self));

  /* The description of a status page is markup, its title is not. */
  escaped = description != NULL ? g_markup_escape_text (description, -1) : NULL;
  adw_status_page_set_icon_name (self->message, icon_name);
  adw_status_page_set_title (self->message, title);
  adw_status_page_set_description (self->message, escaped);
  gtk_widget_set_visible (GTK_WIDGET (self->message_button), button_label != NULL);
  if (button_label != NULL)
    {
      gtk_button_set_label (self->message_button, button_label);
      gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (self->message_button), action_name);
    }
  show_page (self, "message", FALSE);
}

/**
 * bks_facts_list_focus:
 * @self: a #BksFactsList
 *
 * Gives the keyboard to the list, where it was last.
 */
void
bks_facts_list_focus (BksFactsList *self)
{
  g_return_if_fail (BKS_IS_FACTS_LIST (self));

  gtk_widget_child_focus (self->is_narrow ? GTK_WIDGET (self->list) : GTK_WIDGET (self->table),
                          GTK_DIR_TAB_FORWARD);
}
