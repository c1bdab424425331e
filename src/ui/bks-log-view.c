/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-ui"

#include "bks-log-view.h"

#include <glib/gi18n-lib.h>

#include "bks-log-cell.h"
#include "bks-log-line.h"

struct _BksLogView
{
  GtkWidget parent_instance;

  GtkWidget *stack; /* a child widget */
  GtkWidget *table;
  GtkWidget *rows;
  GtkWidget *menu; /* a popover, child of this */
  GtkColumnViewColumn *columns[BKS_LOG_CELL_EVENT + 1];

  BksLogLook *look;             /* (owned) (nullable) */
  GtkMultiSelection *selection; /* (owned) (nullable): right above the list */
  gboolean is_narrow;
  gboolean shows_nas;
  BksWidthClass width_class;
  gboolean is_showing_sort; /* the arrow moves without anybody having pressed a header */
};

G_DEFINE_FINAL_TYPE (BksLogView, bks_log_view, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_SELECTION_CHANGED,
  SIGNAL_SORT_ASKED,
  SIGNAL_COPIED,
  SIGNAL_ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* By what a column sorts; the first two are the time. */
static const BksLogSortKey sort_keys[] = {
  [BKS_LOG_CELL_DAY] = BKS_LOG_SORT_NONE,    [BKS_LOG_CELL_TIME] = BKS_LOG_SORT_NONE,
  [BKS_LOG_CELL_LEVEL] = BKS_LOG_SORT_LEVEL, [BKS_LOG_CELL_NAS] = BKS_LOG_SORT_NAS,
  [BKS_LOG_CELL_TASK] = BKS_LOG_SORT_TASK,   [BKS_LOG_CELL_EVENT] = BKS_LOG_SORT_EVENT,
};

/* GTK 4.8 does not tell which header was pressed. The list sorts itself, so the columns' sorters never
 * see a row: they are only asked who is first, and note it. */
typedef struct
{
  gboolean was_asked;
  BksLogCellKind kind;
} Probe;

static int
note_column (gconstpointer a, gconstpointer b, gpointer kind)
{
  Probe *probe = (Probe *) a;

  probe->was_asked = TRUE;
  probe->kind = (BksLogCellKind) GPOINTER_TO_INT (kind);
  return -1;
}

static void
bks_log_view_sorter_cb (BksLogView *self)
{
  GtkSorter *sorter = gtk_column_view_get_sorter (GTK_COLUMN_VIEW (self->table));
  Probe first = { 0 }, second = { 0 };
  gboolean descending;

  if (self->is_showing_sort)
    return;
  descending = gtk_sorter_compare (sorter, &first, &second) == GTK_ORDERING_LARGER;
  if (first.was_asked || second.was_asked)
    g_signal_emit (self, signals[SIGNAL_SORT_ASKED], 0,
                   sort_keys[first.was_asked ? first.kind : second.kind], descending);
}

static void
bks_log_view_selection_cb (BksLogView *self)
{
  g_signal_emit (self, signals[SIGNAL_SELECTION_CHANGED], 0);
}

static void
bks_log_view_activate_cb (BksLogView *self, guint position)
{
  g_autoptr (BksLogRow) row = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  if (row != NULL)
    g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0, row);
}

/* A presentation that is hidden has no model, so that it makes no rows and asks for none. */
static void
set_models (BksLogView *self)
{
  GtkSelectionModel *selection = self->selection != NULL ? GTK_SELECTION_MODEL (self->selection)
                                                         : NULL;

  gtk_column_view_set_model (GTK_COLUMN_VIEW (self->table), self->is_narrow ? NULL : selection);
  gtk_list_view_set_model (GTK_LIST_VIEW (self->rows), self->is_narrow ? selection : NULL);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), self->is_narrow ? "rows" : "table");
}

static void
show_columns (BksLogView *self)
{
  gboolean visible = self->shows_nas && self->width_class == BKS_WIDTH_WIDE;
  GtkColumnViewColumn *column = self->columns[BKS_LOG_CELL_NAS];

  if (gtk_column_view_column_get_visible (column) == visible)
    return;
  /* GTK 4.8 appends the cells of a column that is shown later: made anew, they stand in order. */
  gtk_column_view_set_model (GTK_COLUMN_VIEW (self->table), NULL);
  gtk_column_view_column_set_visible (column, visible);
  set_models (self);
}

static void
copy_event (BksLogView *self)
{
  g_autoptr (BksLogRow) row = bks_log_view_dup_selected (self, NULL);
  BksLogEntry *entry = row != NULL ? bks_log_row_get_entry (row) : NULL;

  if (entry != NULL)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)),
                            bks_log_entry_get_event (entry));
}

static void
copy_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BksLogView *self = BKS_LOG_VIEW (widget);

  if (g_str_equal (name, "log.copy-event"))
    copy_event (self);
  else
    bks_log_view_copy (self, g_str_equal (name, "log.copy-text"));
}

static void
select_all_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BksLogView *self = BKS_LOG_VIEW (widget);

  if (self->selection != NULL)
    gtk_selection_model_select_all (GTK_SELECTION_MODEL (self->selection));
}

static BksLogCell *
find_cell (GtkWidget *root, double x, double y)
{
  GtkWidget *picked = gtk_widget_pick (root, x, y, GTK_PICK_DEFAULT);

  for (; picked != NULL && picked != root; picked = gtk_widget_get_parent (picked))
    {
      GtkWidget *cell;

      if (BKS_IS_LOG_CELL (picked))
        return BKS_LOG_CELL (picked);
      /* Beside the text of a cell, but inside its row. */
      cell = gtk_widget_get_first_child (picked);
      if (cell != NULL && g_str_equal (gtk_widget_get_css_name (picked), "row"))
        {
          GtkWidget *child = gtk_widget_get_first_child (cell);

          if (BKS_IS_LOG_CELL (cell))
            return BKS_LOG_CELL (cell);
          if (child != NULL && BKS_IS_LOG_CELL (child))
            return BKS_LOG_CELL (child);
        }
    }
  return NULL;
}

static void
pop_up_menu (BksLogView *self, double x, double y)
{
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), &(GdkRectangle){ (int) x, (int) y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

static void
bks_log_view_pressed_cb (BksLogView *self, int n_press, double x, double y)
{
  BksLogCell *cell = find_cell (GTK_WIDGET (self), x, y);
  guint position = cell != NULL ? bks_log_cell_get_position (cell) : GTK_INVALID_LIST_POSITION;

  if (position == GTK_INVALID_LIST_POSITION)
    return;
  /* What is selected stays so when the menu is asked for on it. */
  if (!gtk_selection_model_is_selected (GTK_SELECTION_MODEL (self->selection), position))
    gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), position, TRUE);
  pop_up_menu (self, x, y);
}

static void
menu_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BksLogView *self = BKS_LOG_VIEW (widget);
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  double x = 24, y = 24;

  if (focus != NULL && gtk_widget_is_ancestor (focus, widget))
    gtk_widget_translate_coordinates (focus, widget, 24, gtk_widget_get_height (focus), &x, &y);
  pop_up_menu (self, x, y);
}

static void
add_menu (BksLogView *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) others = g_menu_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  g_menu_append (menu, _ ("_Copy"), "log.copy");
  g_menu_append (menu, _ ("Copy as _Text"), "log.copy-text");
  g_menu_append (menu, _ ("Copy _Event"), "log.copy-event");
  g_menu_append (others, _ ("Select _All"), "log.select-all");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (others));
  self->menu = gtk_popover_menu_new_from_model (G_MENU_MODEL (menu));
  gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
  gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
  gtk_widget_set_parent (self->menu, GTK_WIDGET (self));

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect_object (click, "pressed", G_CALLBACK (bks_log_view_pressed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

static void
bks_log_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  BksLogView *self = BKS_LOG_VIEW (widget);

  gtk_widget_size_allocate (self->stack, &(GtkAllocation){ 0, 0, width, height }, baseline);
  gtk_popover_present (GTK_POPOVER (self->menu));
}

static void
bks_log_view_measure (GtkWidget *widget,
                      GtkOrientation orientation,
                      int for_size,
                      int *minimum,
                      int *natural,
                      int *minimum_baseline,
                      int *natural_baseline)
{
  gtk_widget_measure (BKS_LOG_VIEW (widget)->stack, orientation, for_size, minimum, natural, NULL,
                      NULL);
}

static void
bks_log_view_dispose (GObject *object)
{
  BksLogView *self = BKS_LOG_VIEW (object);

  if (self->stack != NULL)
    {
      gtk_column_view_set_model (GTK_COLUMN_VIEW (self->table), NULL);
      gtk_list_view_set_model (GTK_LIST_VIEW (self->rows), NULL);
    }
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  g_clear_pointer (&self->stack, gtk_widget_unparent);
  g_clear_object (&self->selection);
  g_clear_object (&self->look);

  G_OBJECT_CLASS (bks_log_view_parent_class)->dispose (object);
}

static void
bks_log_view_class_init (BksLogViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bks_log_view_dispose;
  widget_class->measure = bks_log_view_measure;
  widget_class->size_allocate = bks_log_view_size_allocate;

  signals[SIGNAL_SELECTION_CHANGED] = g_signal_new ("selection-changed", G_TYPE_FROM_CLASS (klass),
                                                    G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                                    G_TYPE_NONE, 0);
  /**
   * BksLogView::sort-asked:
   * @self: the view
   * @key: a #BksLogSortKey; by time, if it is none
   * @descending: whether the greatest is to be first
   */
  signals[SIGNAL_SORT_ASKED] = g_signal_new ("sort-asked", G_TYPE_FROM_CLASS (klass),
                                             G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                             G_TYPE_INT, G_TYPE_BOOLEAN);
  /**
   * BksLogView::copied:
   * @self: the view
   * @n: how many lines are in the clipboard
   * @n_left_out: how many are selected, but not loaded
   */
  signals[SIGNAL_COPIED] = g_signal_new ("copied", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_UINT,
                                         G_TYPE_UINT);
  /**
   * BksLogView::activated:
   * @self: the view
   * @row: where Enter was pressed, or a double click
   */
  signals[SIGNAL_ACTIVATED] = g_signal_new ("activated", G_TYPE_FROM_CLASS (klass),
                                            G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                            BKS_TYPE_LOG_ROW);

  gtk_widget_class_install_action (widget_class, "log.copy", NULL, copy_cb);
  gtk_widget_class_install_action (widget_class, "log.copy-text", NULL, copy_cb);
  gtk_widget_class_install_action (widget_class, "log.copy-event", NULL, copy_cb);
  gtk_widget_class_install_action (widget_class, "log.select-all", NULL, select_all_cb);
  gtk_widget_class_install_action (widget_class, "log.menu", NULL, menu_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "log.copy", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Insert, GDK_CONTROL_MASK, "log.copy",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK | GDK_SHIFT_MASK,
                                       "log.copy-text", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "log.menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "log.menu", NULL);
}

static void
add_page (BksLogView *self, GtkWidget *list, const char *name)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), list);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_stack_add_named (GTK_STACK (self->stack), scrolled, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Log"),
                                  -1);
  g_signal_connect_object (list, "activate", G_CALLBACK (bks_log_view_activate_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
add_columns (BksLogView *self)
{
  static const char *const titles[] = {
    [BKS_LOG_CELL_DAY] = N_ ("Day"),     [BKS_LOG_CELL_TIME] = N_ ("Time"),
    [BKS_LOG_CELL_LEVEL] = N_ ("Level"), [BKS_LOG_CELL_NAS] = N_ ("NAS"),
    [BKS_LOG_CELL_TASK] = N_ ("Backup"), [BKS_LOG_CELL_EVENT] = N_ ("Event"),
  };

  for (BksLogCellKind kind = 0; kind <= BKS_LOG_CELL_EVENT; kind++)
    {
      g_autoptr (GtkColumnViewColumn) column = gtk_column_view_column_new (_ (titles[kind]), NULL);

      /* The day is in the first row of each, and sorts as the time does. */
      if (kind != BKS_LOG_CELL_DAY)
        {
          g_autoptr (GtkSorter) sorter = GTK_SORTER (
              gtk_custom_sorter_new (note_column, GINT_TO_POINTER ((int) kind), NULL));

          gtk_column_view_column_set_sorter (column, sorter);
        }
      gtk_column_view_column_set_expand (column, kind == BKS_LOG_CELL_EVENT);
      gtk_column_view_append_column (GTK_COLUMN_VIEW (self->table), column);
      self->columns[kind] = column;
    }
}

static void
bks_log_view_init (BksLogView *self)
{
  self->width_class = BKS_WIDTH_WIDE;
  self->shows_nas = TRUE;
  self->stack = gtk_stack_new ();
  gtk_stack_set_hhomogeneous (GTK_STACK (self->stack), FALSE);
  gtk_stack_set_vhomogeneous (GTK_STACK (self->stack), FALSE);
  gtk_widget_set_parent (self->stack, GTK_WIDGET (self));

  self->table = gtk_column_view_new (NULL);
  gtk_column_view_set_show_row_separators (GTK_COLUMN_VIEW (self->table), TRUE);
  gtk_widget_add_css_class (self->table, "compact");
  gtk_widget_add_css_class (self->table, "log");
  add_columns (self);
  add_page (self, self->table, "table");

  self->rows = gtk_list_view_new (NULL, NULL);
  gtk_list_view_set_show_separators (GTK_LIST_VIEW (self->rows), TRUE);
  gtk_widget_add_css_class (self->rows, "log");
  add_page (self, self->rows, "rows");
  add_menu (self);

  bks_log_view_show_sort (self, BKS_LOG_SORT_NONE, TRUE);
  g_signal_connect_object (gtk_column_view_get_sorter (GTK_COLUMN_VIEW (self->table)), "changed",
                           G_CALLBACK (bks_log_view_sorter_cb), self, G_CONNECT_SWAPPED);
}

/**
 * bks_log_view_set_look:
 * @self: a #BksLogView
 * @look: with the list that it shows
 */
void
bks_log_view_set_look (BksLogView *self, BksLogLook *look)
{
  g_autoptr (GtkListItemFactory) factory = NULL;

  g_return_if_fail (BKS_IS_LOG_VIEW (self));
  g_return_if_fail (self->look == NULL);

  self->look = g_object_ref (look);
  self->selection = gtk_multi_selection_new (
      G_LIST_MODEL (g_object_ref (bks_log_look_get_list (look))));
  g_signal_connect_object (self->selection, "selection-changed",
                           G_CALLBACK (bks_log_view_selection_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "items-changed", G_CALLBACK (bks_log_view_selection_cb),
                           self, G_CONNECT_SWAPPED);
  for (BksLogCellKind kind = 0; kind <= BKS_LOG_CELL_EVENT; kind++)
    {
      g_autoptr (GtkListItemFactory) cells = bks_log_cell_create_factory (kind, look);

      gtk_column_view_column_set_factory (self->columns[kind], cells);
    }
  factory = bks_log_cell_create_factory (BKS_LOG_CELL_ALL, look);
  gtk_list_view_set_factory (GTK_LIST_VIEW (self->rows), factory);
  set_models (self);
}

/**
 * bks_log_view_set_width_class:
 * @self: a #BksLogView
 * @width_class: how much room there is
 */
void
bks_log_view_set_width_class (BksLogView *self, BksWidthClass width_class)
{
  gboolean is_narrow = width_class == BKS_WIDTH_NARROW;

  g_return_if_fail (BKS_IS_LOG_VIEW (self));

  self->width_class = width_class;
  show_columns (self);
  if (self->is_narrow == is_narrow)
    return;
  self->is_narrow = is_narrow;
  set_models (self);
}

/**
 * bks_log_view_set_shows_nas:
 * @self: a #BksLogView
 * @shows_nas: whether lines may be of several NAS
 */
void
bks_log_view_set_shows_nas (BksLogView *self, gboolean shows_nas)
{
  g_return_if_fail (BKS_IS_LOG_VIEW (self));

  self->shows_nas = shows_nas;
  show_columns (self);
}

/**
 * bks_log_view_show_sort:
 * @self: a #BksLogView
 * @key: by what the list is sorted
 * @descending: whether the greatest is first; the newest, if it is by time
 *
 * Shows how the list is sorted, which it does itself.
 */
void
bks_log_view_show_sort (BksLogView *self, BksLogSortKey key, gboolean descending)
{
  BksLogCellKind kind = BKS_LOG_CELL_TIME;

  g_return_if_fail (BKS_IS_LOG_VIEW (self));

  for (BksLogCellKind i = BKS_LOG_CELL_TIME; i <= BKS_LOG_CELL_EVENT; i++)
    if (sort_keys[i] == key)
      kind = i;
  self->is_showing_sort = TRUE;
  gtk_column_view_sort_by_column (GTK_COLUMN_VIEW (self->table), self->columns[kind],
                                  descending ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING);
  self->is_showing_sort = FALSE;
  if (self->look != NULL)
    bks_log_look_set_every_day (self->look, key != BKS_LOG_SORT_NONE);
}

/**
 * bks_log_view_get_selection:
 * @self: a #BksLogView
 *
 * Returns: (transfer none) (nullable): which rows are selected
 */
GtkSelectionModel *
bks_log_view_get_selection (BksLogView *self)
{
  g_return_val_if_fail (BKS_IS_LOG_VIEW (self), NULL);

  return self->selection != NULL ? GTK_SELECTION_MODEL (self->selection) : NULL;
}

/**
 * bks_log_view_dup_selected:
 * @self: a #BksLogView
 * @n_out: (out) (optional): how many rows are selected
 *
 * Returns: (transfer full) (nullable): the first row that is selected
 */
BksLogRow *
bks_log_view_dup_selected (BksLogView *self, guint *n_out)
{
  g_autoptr (GtkBitset) selected = NULL;
  guint64 n;

  g_return_val_if_fail (BKS_IS_LOG_VIEW (self), NULL);

  selected = self->selection != NULL
                 ? gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection))
                 : gtk_bitset_new_empty ();
  n = gtk_bitset_get_size (selected);
  if (n_out != NULL)
    *n_out = (guint) n;
  if (n == 0)
    return NULL;
  return g_list_model_get_item (G_LIST_MODEL (self->selection), gtk_bitset_get_minimum (selected));
}

/**
 * bks_log_view_scroll_to:
 * @self: a #BksLogView
 * @position: of the row that is to be seen
 */
void
bks_log_view_scroll_to (BksLogView *self, guint position)
{
  GtkWidget *list;

  g_return_if_fail (BKS_IS_LOG_VIEW (self));

  /* The list of a table is its last child, below the headers. */
  list = self->is_narrow ? self->rows : gtk_widget_get_last_child (self->table);
  gtk_widget_activate_action (list, "list.scroll-to-item", "u", position);
}

/**
 * bks_log_view_is_at_top:
 * @self: a #BksLogView
 *
 * Returns: whether the first row is in sight, and nothing is selected: who looks there waits for news
 */
gboolean
bks_log_view_is_at_top (BksLogView *self)
{
  GtkWidget *page;
  GtkAdjustment *adjustment;
  guint n_selected = 0;
  g_autoptr (BksLogRow) row = NULL;

  g_return_val_if_fail (BKS_IS_LOG_VIEW (self), FALSE);

  row = bks_log_view_dup_selected (self, &n_selected);
  page = gtk_stack_get_visible_child (GTK_STACK (self->stack));
  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (page));
  return n_selected == 0
         && gtk_adjustment_get_value (adjustment) <= gtk_adjustment_get_lower (adjustment);
}

/**
 * bks_log_view_copy:
 * @self: a #BksLogView
 * @as_text: as a person would quote them, not as the rows of a spreadsheet
 *
 * Puts the selected lines into the clipboard, those of them that are loaded.
 */
void
bks_log_view_copy (BksLogView *self, gboolean as_text)
{
  g_autoptr (GtkBitset) selected = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  GtkBitsetIter iter;
  guint position, n = 0, n_left_out = 0;
  BksLogList *list;

  g_return_if_fail (BKS_IS_LOG_VIEW (self));

  if (self->selection == NULL)
    return;
  list = bks_log_look_get_list (self->look);
  selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  if (!gtk_bitset_iter_init_first (&iter, selected, &position))
    return;
  do
    {
      g_autoptr (BksLogRow) row = NULL;
      g_autofree char *line = NULL;

      /* To fetch a row that is not loaded would be to ask the NAS for it. */
      if (bks_log_list_peek (list, position) == NULL)
        {
          n_left_out++;
          continue;
        }
      row = g_list_model_get_item (G_LIST_MODEL (list), position);
      line = as_text ? bks_log_line_dup_text (row) : bks_log_line_dup_cells (row);
      if (n++ > 0)
        g_string_append (text, as_text ? "\n\n" : "\n");
      g_string_append (text, line);
    }
  while (gtk_bitset_iter_next (&iter, &position));

  if (n > 0)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text->str);
  g_signal_emit (self, signals[SIGNAL_COPIED], 0, n, n_left_out);
}
