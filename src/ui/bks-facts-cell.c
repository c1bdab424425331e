/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-ui"

#include "bks-facts-cell.h"

#include "bks-verdict-icon.h"

#define SPACING     14
#define LEAST_CHARS 12 /* of a line in a column that takes what is left */

struct _BksFactsCell
{
  GtkWidget parent_instance;

  GtkImage *image;
  BksVerdictIcon *verdict_icon;
  GtkSpinner *spinner;
  GtkLabel *title;
  GtkLabel *detail;

  BksTellFacts tell;
  gpointer user_data;    /* (unowned): for tell */
  guint row_levels;      /* how far above this the row is: 2 in a table, more where it is nested */
  GObject *item;         /* (owned) (nullable) */
  char *row_label;       /* (nullable): the row's name for screen readers */
  GSignalGroup *signals; /* (owned): of the item */
};

G_DEFINE_FINAL_TYPE (BksFactsCell, bks_facts_cell, GTK_TYPE_WIDGET)

static void
facts_clear (BksFacts *facts)
{
  g_free (facts->title);
  g_free (facts->detail);
  g_free (facts->tooltip);
  g_free (facts->row_label);
}

static void
show_label (GtkLabel *label, const char *text)
{
  if (g_strcmp0 (gtk_label_get_text (label), text != NULL ? text : "") != 0)
    gtk_label_set_text (label, text != NULL ? text : "");
}

static void
name_row (BksFactsCell *self)
{
  GtkWidget *row = GTK_WIDGET (self);

  for (guint i = 0; i < self->row_levels && row != NULL; i++)
    row = gtk_widget_get_parent (row);
  if (row != NULL && self->row_label != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    self->row_label, -1);
}

static void
update (BksFactsCell *self)
{
  BksFacts facts = { NULL };

  if (self->item == NULL)
    return;

  self->tell (self->item, &facts, self->user_data);
  show_label (self->title, facts.title);
  show_label (self->detail, facts.detail);
  gtk_widget_set_visible (GTK_WIDGET (self->detail), facts.detail != NULL && *facts.detail != '\0');
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), facts.tooltip);
  if (facts.is_dim)
    gtk_widget_add_css_class (GTK_WIDGET (self->title), "dim-label");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->title), "dim-label");

  gtk_widget_set_visible (GTK_WIDGET (self->image), facts.icon_name != NULL);
  if (g_strcmp0 (gtk_image_get_icon_name (self->image), facts.icon_name) != 0)
    gtk_image_set_from_icon_name (self->image, facts.icon_name);
  gtk_widget_set_visible (GTK_WIDGET (self->verdict_icon), facts.has_verdict);
  if (facts.has_verdict)
    bks_verdict_icon_set_verdict (self->verdict_icon, facts.verdict);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), facts.spins);
  gtk_spinner_set_spinning (self->spinner, facts.spins);
  if (facts.row_label != NULL && g_strcmp0 (self->row_label, facts.row_label) != 0)
    {
      g_free (self->row_label);
      self->row_label = g_steal_pointer (&facts.row_label);
      name_row (self);
    }
  facts_clear (&facts);
}

static void
bks_facts_cell_item_changed_cb (BksFactsCell *self)
{
  update (self);
}

/* Only now there is a row above it. */
static void
bks_facts_cell_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (bks_facts_cell_parent_class)->map (widget);
  name_row (BKS_FACTS_CELL (widget));
}

static void
bks_facts_cell_finalize (GObject *object)
{
  g_free (BKS_FACTS_CELL (object)->row_label);

  G_OBJECT_CLASS (bks_facts_cell_parent_class)->finalize (object);
}

static void
bks_facts_cell_dispose (GObject *object)
{
  BksFactsCell *self = BKS_FACTS_CELL (object);
  GtkWidget *child;

  g_clear_object (&self->signals);
  g_clear_object (&self->item);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (bks_facts_cell_parent_class)->dispose (object);
}

static void
bks_facts_cell_class_init (BksFactsCellClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bks_facts_cell_dispose;
  G_OBJECT_CLASS (klass)->finalize = bks_facts_cell_finalize;
  GTK_WIDGET_CLASS (klass)->map = bks_facts_cell_map;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
}

static GtkLabel *
create_label (GtkBox *box)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0f, "ellipsize", PANGO_ELLIPSIZE_END,
                                   NULL);

  gtk_widget_add_css_class (label, "numeric");
  gtk_box_append (box, label);
  return GTK_LABEL (label);
}

static void
bks_facts_cell_init (BksFactsCell *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self))),
                              SPACING);
  self->image = g_object_new (GTK_TYPE_IMAGE, "visible", FALSE, "valign", GTK_ALIGN_CENTER,
                              "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->image), "dim-label");
  self->verdict_icon = BKS_VERDICT_ICON (bks_verdict_icon_new (BKS_VERDICT_UNKNOWN, 16));
  gtk_widget_set_valign (GTK_WIDGET (self->verdict_icon), GTK_ALIGN_CENTER);
  self->spinner = g_object_new (GTK_TYPE_SPINNER, "visible", FALSE, "valign", GTK_ALIGN_CENTER,
                                NULL);
  gtk_widget_set_parent (GTK_WIDGET (self->image), GTK_WIDGET (self));
  gtk_widget_set_parent (GTK_WIDGET (self->verdict_icon), GTK_WIDGET (self));
  gtk_widget_set_parent (GTK_WIDGET (self->spinner), GTK_WIDGET (self));
  gtk_widget_set_parent (box, GTK_WIDGET (self));
  gtk_widget_set_hexpand (box, TRUE);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  self->title = create_label (GTK_BOX (box));
  self->detail = create_label (GTK_BOX (box));
  gtk_widget_add_css_class (GTK_WIDGET (self->detail), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->detail), "dim-label");

  self->signals = g_signal_group_new (G_TYPE_OBJECT);
  g_signal_group_connect_object (self->signals, "notify::generation",
                                 G_CALLBACK (bks_facts_cell_item_changed_cb), self,
                                 G_CONNECT_SWAPPED);
}

/**
 * bks_facts_cell_new:
 * @tell: says what the cell shows
 * @user_data: for @tell; it outlives the cell
 * @row_levels: how far above it the row is that it may name
 * @icon_size: px
 *
 * Returns: a cell without an item
 */
GtkWidget *
bks_facts_cell_new (BksTellFacts tell, gpointer user_data, guint row_levels, int icon_size)
{
  BksFactsCell *self = g_object_new (BKS_TYPE_FACTS_CELL, NULL);

  self->tell = tell;
  self->user_data = user_data;
  self->row_levels = row_levels;
  gtk_image_set_pixel_size (self->image, icon_size);
  g_object_set (self->verdict_icon, "pixel-size", icon_size, NULL);
  return GTK_WIDGET (self);
}

/**
 * bks_facts_cell_set_item:
 * @self: a #BksFactsCell
 * @item: (nullable): an object with a property "generation"
 */
void
bks_facts_cell_set_item (BksFactsCell *self, gpointer item)
{
  g_return_if_fail (BKS_IS_FACTS_CELL (self));
  g_return_if_fail (item == NULL || G_IS_OBJECT (item));

  if (!g_set_object (&self->item, item))
    return;

  g_signal_group_set_target (self->signals, item);
  update (self);
}

/**
 * bks_facts_cell_get_item:
 * @self: a #BksFactsCell
 *
 * Returns: (nullable) (transfer none): what it tells of
 */
gpointer
bks_facts_cell_get_item (BksFactsCell *self)
{
  g_return_val_if_fail (BKS_IS_FACTS_CELL (self), NULL);

  return self->item;
}

typedef struct
{
  BksTellFacts tell;
  gpointer user_data;
  int icon_size;
  int width_chars; /* 0 = whatever there is */
} Recipe;

static void
recipe_free (gpointer data, GClosure *closure)
{
  g_free (data);
}

static void
cell_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  const Recipe *recipe = user_data;
  GtkWidget *cell = bks_facts_cell_new (recipe->tell, recipe->user_data, 2, recipe->icon_size);
  int width_chars = recipe->width_chars > 0 ? recipe->width_chars : LEAST_CHARS;

  g_object_set (BKS_FACTS_CELL (cell)->title, "width-chars", width_chars, NULL);
  if (recipe->width_chars > 0)
    {
      g_object_set (BKS_FACTS_CELL (cell)->title, "max-width-chars", width_chars, NULL);
      g_object_set (BKS_FACTS_CELL (cell)->detail, "max-width-chars", width_chars, NULL);
    }
  gtk_list_item_set_child (item, cell);
}

static void
cell_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  bks_facts_cell_set_item (BKS_FACTS_CELL (gtk_list_item_get_child (item)),
                           gtk_list_item_get_item (item));
}

static void
cell_unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  bks_facts_cell_set_item (BKS_FACTS_CELL (gtk_list_item_get_child (item)), NULL);
}

/**
 * bks_facts_cell_fill_column:
 * @column: a column
 * @tell: says what its cells show
 * @user_data: for @tell; it outlives the cells
 * @icon_size: px
 * @width_chars: of its lines; 0 = whatever there is
 */
void
bks_facts_cell_fill_column (GtkColumnViewColumn *column,
                            BksTellFacts tell,
                            gpointer user_data,
                            int icon_size,
                            int width_chars)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  Recipe *recipe = g_new0 (Recipe, 1);

  g_return_if_fail (GTK_IS_COLUMN_VIEW_COLUMN (column));

  recipe->tell = tell;
  recipe->user_data = user_data;
  recipe->icon_size = icon_size;
  recipe->width_chars = width_chars;
  g_signal_connect_data (factory, "setup", G_CALLBACK (cell_setup_cb), recipe, recipe_free, 0);
  g_signal_connect (factory, "bind", G_CALLBACK (cell_bind_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (cell_unbind_cb), NULL);
  gtk_column_view_column_set_factory (column, factory);
}

static gpointer
find_item (GtkWidget *widget)
{
  if (BKS_IS_FACTS_CELL (widget))
    return BKS_FACTS_CELL (widget)->item;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      gpointer item = find_item (child);

      if (item != NULL)
        return item;
    }
  return NULL;
}

/**
 * bks_facts_cell_find_item_at:
 * @widget: a table or list with such cells
 * @x: in it
 * @y: in it
 *
 * Returns: (nullable) (transfer none): the item of the row there; %NULL on a button
 */
gpointer
bks_facts_cell_find_item_at (GtkWidget *widget, double x, double y)
{
  GtkWidget *picked = gtk_widget_pick (widget, x, y, GTK_PICK_INSENSITIVE);

  for (; picked != NULL && picked != widget; picked = gtk_widget_get_parent (picked))
    {
      if (GTK_IS_BUTTON (picked) || GTK_IS_MENU_BUTTON (picked) || GTK_IS_SPIN_BUTTON (picked)
          || GTK_IS_POPOVER (picked))
        return NULL;
      if (g_str_equal (gtk_widget_get_css_name (picked), "row"))
        return find_item (picked);
    }
  return NULL;
}
