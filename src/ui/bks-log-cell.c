/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-ui"

#include "bks-log-cell.h"

#include "bks-log-line.h"

struct _BksLogCell
{
  GtkWidget parent_instance;

  GtkLabel *day;     /* of kind ALL: the heading above the row; else NULL */
  GtkImage *icon;    /* of the kinds LEVEL and ALL; else NULL */
  GtkLabel *label;   /* what the kind says; of ALL the line above the event */
  GtkLabel *event;   /* of kind ALL; else NULL */
  const char *style; /* class of the icon; static */

  BksLogCellKind kind;
  BksLogLook *look;          /* (owned) */
  GSignalGroup *row_signals; /* (owned) */
  BksLogRow *row;            /* (owned) (nullable): NULL = shows nothing */
  GtkListItem *item;         /* (unowned) (nullable): knows where the row is; set with it */
};

G_DEFINE_FINAL_TYPE (BksLogCell, bks_log_cell, GTK_TYPE_WIDGET)

static BksLogEntry *
get_entry (BksLogCell *self)
{
  return self->row != NULL ? bks_log_row_get_entry (self->row) : NULL;
}

/* A row has no widget of its own that an application may reach but from its cells. */
static void
name_row (BksLogCell *self)
{
  int n_levels = self->kind == BKS_LOG_CELL_ALL ? 1 : 2;
  GtkWidget *row = GTK_WIDGET (self);
  g_autofree char *name = NULL;

  for (int i = 0; i < n_levels && row != NULL; i++)
    row = gtk_widget_get_parent (row);
  if (row == NULL || self->row == NULL)
    return;
  name = bks_log_line_dup_name (self->row);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
set_icon (BksLogCell *self, BksLogEntry *entry)
{
  const char *style = entry != NULL ? bks_log_line_get_level_class (entry) : "dim-label";

  gtk_image_set_from_icon_name (self->icon,
                                entry != NULL ? bks_log_line_get_level_icon (entry) : NULL);
  if (self->style == style)
    return;
  if (self->style != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self->icon), self->style);
  self->style = style;
  gtk_widget_add_css_class (GTK_WIDGET (self->icon), style);
}

static void
set_event (BksLogCell *self, GtkLabel *label, BksLogEntry *entry)
{
  g_autofree char *text = entry != NULL ? bks_log_line_dup_start (self->row) : g_strdup ("…");
  PangoAttrList *marks = entry != NULL
                             ? bks_log_line_find (text, bks_log_look_get_keyword (self->look))
                             : NULL;

  gtk_label_set_attributes (label, marks);
  gtk_label_set_text (label, text);
  g_clear_pointer (&marks, pango_attr_list_unref);
}

static void
update_day (BksLogCell *self)
{
  BksLogEntry *entry = get_entry (self);
  gboolean shows = entry != NULL && self->item != NULL
                   && bks_log_look_shows_day (self->look, gtk_list_item_get_position (self->item));
  g_autofree char *day = shows ? bks_log_line_dup_day (entry) : g_strdup ("");

  if (self->kind == BKS_LOG_CELL_ALL)
    {
      gtk_label_set_text (self->day, day);
      gtk_widget_set_visible (GTK_WIDGET (self->day), *day != '\0');
    }
  else
    gtk_label_set_text (self->label, day);
}

static void
update_all (BksLogCell *self, BksLogEntry *entry)
{
  g_autoptr (GString) line = g_string_new (NULL);
  g_autofree char *clock = entry != NULL ? bks_log_line_dup_clock (entry) : g_strdup ("…");

  g_string_append (line, clock);
  if (entry != NULL)
    {
      const char *task = bks_log_row_get_task_name (self->row);

      g_string_append_printf (line, " · %s", bks_log_line_get_level_word (entry));
      if (task != NULL)
        g_string_append_printf (line, " · %s", task);
      g_string_append_printf (line, " · %s", bks_log_line_get_place (self->row));
    }
  gtk_label_set_text (self->label, line->str);
  set_icon (self, entry);
  set_event (self, self->event, entry);
}

static void
update (BksLogCell *self)
{
  BksLogEntry *entry = get_entry (self);
  g_autofree char *text = NULL;
  const char *task;

  if (self->row == NULL)
    return;

  switch (self->kind)
    {
    case BKS_LOG_CELL_DAY:
      update_day (self);
      name_row (self);
      break;
    case BKS_LOG_CELL_TIME:
      text = entry != NULL ? bks_log_line_dup_clock (entry) : g_strdup ("…");
      gtk_label_set_text (self->label, text);
      break;
    case BKS_LOG_CELL_LEVEL:
      gtk_label_set_text (self->label, entry != NULL ? bks_log_line_get_level_word (entry) : "");
      set_icon (self, entry);
      break;
    case BKS_LOG_CELL_NAS:
      gtk_label_set_text (self->label, bks_log_line_get_place (self->row));
      break;
    case BKS_LOG_CELL_TASK:
      task = entry != NULL ? bks_log_row_get_task_name (self->row) : NULL;
      gtk_label_set_text (self->label, task != NULL ? task : "");
      break;
    case BKS_LOG_CELL_EVENT:
      set_event (self, self->label, entry);
      break;
    case BKS_LOG_CELL_ALL:
    default:
      update_day (self);
      update_all (self, entry);
      name_row (self);
    }
}

static void
bks_log_cell_entry_cb (BksLogCell *self)
{
  update (self);
  if (self->kind == BKS_LOG_CELL_DAY || self->kind == BKS_LOG_CELL_ALL)
    bks_log_look_row_loaded (self->look);
}

static void
bks_log_cell_days_cb (BksLogCell *self)
{
  if (self->row != NULL)
    update_day (self);
}

static void
bks_log_cell_keyword_cb (BksLogCell *self)
{
  BksLogEntry *entry = get_entry (self);

  if (entry != NULL)
    set_event (self, self->event != NULL ? self->event : self->label, entry);
}

static gboolean
bks_log_cell_query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  BksLogCell *self = BKS_LOG_CELL (widget);
  BksLogEntry *entry = get_entry (self);
  g_autofree char *moment = NULL, *nas_moment = NULL, *text = NULL;

  if (entry == NULL || *bks_log_entry_get_wall_clock (entry) == '\0')
    return FALSE;
  moment = bks_log_line_dup_moment (entry);
  nas_moment = bks_log_line_dup_nas_moment (entry);
  text = g_strdup_printf ("%s\n%s", moment, nas_moment);
  gtk_tooltip_set_text (tooltip, text);
  return TRUE;
}

static void
bks_log_cell_map (GtkWidget *widget)
{
  BksLogCell *self = BKS_LOG_CELL (widget);

  GTK_WIDGET_CLASS (bks_log_cell_parent_class)->map (widget);
  if (self->kind == BKS_LOG_CELL_DAY || self->kind == BKS_LOG_CELL_ALL)
    name_row (self);
}

static void
bks_log_cell_dispose (GObject *object)
{
  BksLogCell *self = BKS_LOG_CELL (object);
  GtkWidget *child;

  g_clear_object (&self->row_signals);
  g_clear_object (&self->row);
  g_clear_object (&self->look);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (bks_log_cell_parent_class)->dispose (object);
}

static void
bks_log_cell_class_init (BksLogCellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bks_log_cell_dispose;
  widget_class->map = bks_log_cell_map;
  widget_class->query_tooltip = bks_log_cell_query_tooltip;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
}

static void
bks_log_cell_init (BksLogCell *self)
{
  self->row_signals = g_signal_group_new (BKS_TYPE_LOG_ROW);
  g_signal_group_connect_object (self->row_signals, "notify::entry",
                                 G_CALLBACK (bks_log_cell_entry_cb), self, G_CONNECT_SWAPPED);
}

static GtkLabel *
create_label (BksLogCellKind kind)
{
  GtkLabel *label = GTK_LABEL (gtk_label_new (NULL));

  gtk_label_set_xalign (label, 0);
  if (kind == BKS_LOG_CELL_EVENT || kind == BKS_LOG_CELL_NAS || kind == BKS_LOG_CELL_TASK
      || kind == BKS_LOG_CELL_ALL)
    gtk_label_set_ellipsize (label, PANGO_ELLIPSIZE_END);
  if (kind == BKS_LOG_CELL_NAS || kind == BKS_LOG_CELL_TASK)
    {
      gtk_label_set_width_chars (label, 10);
      gtk_label_set_max_width_chars (label, kind == BKS_LOG_CELL_NAS ? 14 : 18);
    }
  if (kind == BKS_LOG_CELL_EVENT || kind == BKS_LOG_CELL_ALL)
    gtk_widget_set_hexpand (GTK_WIDGET (label), TRUE);
  return label;
}

static GtkImage *
create_icon (void)
{
  GtkWidget *icon = g_object_new (GTK_TYPE_IMAGE, "accessible-role",
                                  GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  gtk_widget_set_valign (icon, GTK_ALIGN_CENTER);
  return GTK_IMAGE (icon);
}

/* Where there is no room for columns: the day above its first line, then two lines of text. */
static void
build_all (BksLogCell *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_widget_add_css_class (GTK_WIDGET (self), "log-row");
  self->day = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->day, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->day), "heading");
  gtk_widget_set_parent (GTK_WIDGET (self->day), GTK_WIDGET (self));

  self->icon = create_icon ();
  self->label = create_label (BKS_LOG_CELL_ALL);
  gtk_widget_add_css_class (GTK_WIDGET (self->label), "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (self->label), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->label), "numeric");
  self->event = create_label (BKS_LOG_CELL_EVENT);
  gtk_label_set_wrap (self->event, TRUE);
  gtk_label_set_wrap_mode (self->event, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (self->event, 2);
  gtk_box_append (GTK_BOX (texts), GTK_WIDGET (self->event));
  gtk_box_append (GTK_BOX (texts), GTK_WIDGET (self->label));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->icon));
  gtk_box_append (GTK_BOX (box), texts);
  gtk_widget_set_parent (box, GTK_WIDGET (self));
}

static void
build (BksLogCell *self)
{
  if (self->kind == BKS_LOG_CELL_ALL)
    {
      build_all (self);
      return;
    }

  if (self->kind == BKS_LOG_CELL_LEVEL)
    {
      GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

      gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 8);
      self->icon = create_icon ();
      gtk_widget_set_parent (GTK_WIDGET (self->icon), GTK_WIDGET (self));
    }
  self->label = create_label (self->kind);
  if (self->kind == BKS_LOG_CELL_DAY)
    gtk_widget_add_css_class (GTK_WIDGET (self->label), "log-day");
  if (self->kind == BKS_LOG_CELL_TIME)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->label), "dim-label");
      gtk_widget_add_css_class (GTK_WIDGET (self->label), "numeric");
      gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
    }
  gtk_widget_set_parent (GTK_WIDGET (self->label), GTK_WIDGET (self));
}

static void
watch (BksLogCell *self)
{
  if (self->kind == BKS_LOG_CELL_DAY || self->kind == BKS_LOG_CELL_ALL)
    g_signal_connect_object (self->look, "days", G_CALLBACK (bks_log_cell_days_cb), self,
                             G_CONNECT_SWAPPED);
  if (self->kind == BKS_LOG_CELL_EVENT || self->kind == BKS_LOG_CELL_ALL)
    g_signal_connect_object (self->look, "keyword", G_CALLBACK (bks_log_cell_keyword_cb), self,
                             G_CONNECT_SWAPPED);
}

typedef struct
{
  BksLogCellKind kind;
  BksLogLook *look; /* (owned) */
} Recipe;

static void
recipe_free (gpointer data, GClosure *closure)
{
  Recipe *recipe = data;

  g_object_unref (recipe->look);
  g_free (recipe);
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  const Recipe *recipe = user_data;
  BksLogCell *self = g_object_new (BKS_TYPE_LOG_CELL, NULL);

  self->kind = recipe->kind;
  self->look = g_object_ref (recipe->look);
  build (self);
  watch (self);
  gtk_list_item_set_child (item, GTK_WIDGET (self));
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  BksLogCell *self = BKS_LOG_CELL (gtk_list_item_get_child (item));

  self->item = item;
  g_set_object (&self->row, gtk_list_item_get_item (item));
  g_signal_group_set_target (self->row_signals, self->row);
  update (self);
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  BksLogCell *self = BKS_LOG_CELL (gtk_list_item_get_child (item));

  if (self == NULL)
    return;
  g_signal_group_set_target (self->row_signals, NULL);
  g_clear_object (&self->row);
  self->item = NULL;
}

/**
 * bks_log_cell_create_factory:
 * @kind: what of a line cells show
 * @look: what they have in common
 *
 * Returns: (transfer full): what makes cells, for a column or a list
 */
GtkListItemFactory *
bks_log_cell_create_factory (BksLogCellKind kind, BksLogLook *look)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  Recipe *recipe = g_new0 (Recipe, 1);

  recipe->kind = kind;
  recipe->look = g_object_ref (look);
  g_signal_connect_data (factory, "setup", G_CALLBACK (setup_cb), recipe, recipe_free, 0);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), NULL);
  return factory;
}

/**
 * bks_log_cell_get_row:
 * @self: a #BksLogCell
 *
 * Returns: (nullable) (transfer none): the row that it is in
 */
BksLogRow *
bks_log_cell_get_row (BksLogCell *self)
{
  g_return_val_if_fail (BKS_IS_LOG_CELL (self), NULL);

  return self->row;
}

/**
 * bks_log_cell_get_position:
 * @self: a #BksLogCell
 *
 * Returns: where its row is; %GTK_INVALID_LIST_POSITION = nowhere
 */
guint
bks_log_cell_get_position (BksLogCell *self)
{
  g_return_val_if_fail (BKS_IS_LOG_CELL (self), GTK_INVALID_LIST_POSITION);

  return self->item != NULL ? gtk_list_item_get_position (self->item) : GTK_INVALID_LIST_POSITION;
}
