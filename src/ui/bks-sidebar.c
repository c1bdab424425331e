/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-ui"

#include "bks-sidebar.h"

#include <glib/gi18n-lib.h>

#include "bks-sidebar-row.h"

struct _BksSidebar
{
  GtkWidget parent_instance;

  GtkMenuButton *menu_button;
  GtkListBox *list;

  BksFleet *fleet;     /* (owned) (nullable) */
  BksSummary *summary; /* (owned) (nullable) */
  BksNas *chosen;      /* (owned) (nullable): NULL = all NAS */
  gboolean folded;
};

G_DEFINE_FINAL_TYPE (BksSidebar, bks_sidebar, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_FOLDED = 1,
} BksSidebarProperty;

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS
};

static GParamSpec *properties[PROP_FOLDED + 1];
static guint signals[N_SIGNALS];

static GtkListBoxRow *
find_row (BksSidebar *self, BksNas *nas)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (bks_sidebar_row_get_nas (BKS_SIDEBAR_ROW (row)) == nas)
      return row;
  return NULL;
}

/* A folded sidebar is a page of its own: what it leads to is not beside it, so nothing is selected. */
static void
show_chosen (BksSidebar *self)
{
  gtk_list_box_set_selection_mode (self->list,
                                   self->folded ? GTK_SELECTION_NONE : GTK_SELECTION_BROWSE);
  if (!self->folded)
    gtk_list_box_select_row (self->list, find_row (self, self->chosen));
}

static void
choose (BksSidebar *self, BksNas *nas)
{
  g_set_object (&self->chosen, nas);
  show_chosen (self);
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, nas);
}

static void
bks_sidebar_row_activated_cb (BksSidebar *self, BksSidebarRow *row)
{
  choose (self, bks_sidebar_row_get_nas (row));
}

static void
append (BksSidebar *self, GtkWidget *row, int position)
{
  g_object_bind_property (self, "folded", row, "folded", G_BINDING_SYNC_CREATE);
  gtk_list_box_insert (self->list, row, position);
}

static void
bks_sidebar_fleet_changed_cb (BksSidebar *self, guint position, guint removed, guint added)
{
  gboolean chosen_has_gone = FALSE;

  /* The first row is "All NAS". */
  for (guint i = 0; i < removed; i++)
    {
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, (int) position + 1);

      chosen_has_gone = chosen_has_gone
                        || bks_sidebar_row_get_nas (BKS_SIDEBAR_ROW (row)) == self->chosen;
      gtk_list_box_remove (self->list, GTK_WIDGET (row));
    }
  for (guint i = position; i < position + added; i++)
    {
      g_autoptr (BksNas) nas = g_list_model_get_item (G_LIST_MODEL (self->fleet), i);

      append (self, bks_sidebar_row_new_for_nas (nas), (int) i + 1);
    }

  if (chosen_has_gone && find_row (self, self->chosen) == NULL)
    choose (self, NULL);
  else
    show_chosen (self);
}

static void
update_header (GtkListBoxRow *row, GtkListBoxRow *before, gpointer user_data)
{
  gboolean wanted = before != NULL && bks_sidebar_row_get_nas (BKS_SIDEBAR_ROW (before)) == NULL;
  GtkWidget *label;

  if (!wanted || gtk_list_box_row_get_header (row) != NULL)
    {
      if (!wanted)
        gtk_list_box_row_set_header (row, NULL);
      return;
    }

  label = g_object_new (GTK_TYPE_LABEL, "label", _ ("NAS"), "xalign", 0.0f, NULL);
  gtk_widget_add_css_class (label, "caption-heading");
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_add_css_class (label, "sidebar-heading");
  gtk_list_box_row_set_header (row, label);
}

static void
bks_sidebar_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch ((BksSidebarProperty) prop_id)
    {
    case PROP_FOLDED:
      g_value_set_boolean (value, BKS_SIDEBAR (object)->folded);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bks_sidebar_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  BksSidebar *self = BKS_SIDEBAR (object);

  switch ((BksSidebarProperty) prop_id)
    {
    case PROP_FOLDED:
      if (self->folded == g_value_get_boolean (value))
        break;
      self->folded = g_value_get_boolean (value);
      show_chosen (self);
      g_object_notify_by_pspec (object, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bks_sidebar_dispose (GObject *object)
{
  BksSidebar *self = BKS_SIDEBAR (object);
  GtkWidget *child;

  g_clear_object (&self->chosen);
  g_clear_object (&self->summary);
  g_clear_object (&self->fleet);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (bks_sidebar_parent_class)->dispose (object);
}

static void
bks_sidebar_class_init (BksSidebarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = bks_sidebar_get_property;
  object_class->set_property = bks_sidebar_set_property;
  object_class->dispose = bks_sidebar_dispose;

  properties[PROP_FOLDED] = g_param_spec_boolean ("folded", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY
                                                      | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", BKS_TYPE_SIDEBAR, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 1, BKS_TYPE_NAS);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/backstay/Backstay/ui/bks-sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, BksSidebar, menu_button);
  gtk_widget_class_bind_template_child (widget_class, BksSidebar, list);
  gtk_widget_class_bind_template_callback (widget_class, bks_sidebar_row_activated_cb);
}

static void
bks_sidebar_init (BksSidebar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_header_func (self->list, update_header, NULL, NULL);
}

/**
 * bks_sidebar_set_fleet:
 * @self: a #BksSidebar
 * @fleet: all NAS; to be set once
 */
void
bks_sidebar_set_fleet (BksSidebar *self, BksFleet *fleet)
{
  GtkBuilder *builder;

  g_return_if_fail (BKS_IS_SIDEBAR (self));
  g_return_if_fail (BKS_IS_FLEET (fleet) && self->fleet == NULL);

  builder = gtk_builder_new_from_resource ("/io/github/backstay/Backstay/ui/menus.ui");
  gtk_menu_button_set_menu_model (self->menu_button,
                                  G_MENU_MODEL (gtk_builder_get_object (builder, "primary_menu")));
  g_object_unref (builder);

  self->fleet = g_object_ref (fleet);
  self->summary = bks_summary_new (G_LIST_MODEL (fleet));
  append (self, bks_sidebar_row_new_for_all (self->summary), 0);
  g_signal_connect_object (fleet, "items-changed", G_CALLBACK (bks_sidebar_fleet_changed_cb), self,
                           G_CONNECT_SWAPPED);
  bks_sidebar_fleet_changed_cb (self, 0, 0, g_list_model_get_n_items (G_LIST_MODEL (fleet)));
}

/**
 * bks_sidebar_choose:
 * @self: a #BksSidebar
 * @nas: (nullable): which; %NULL for all NAS
 *
 * Selects its row and emits "chosen".
 */
void
bks_sidebar_choose (BksSidebar *self, BksNas *nas)
{
  g_return_if_fail (BKS_IS_SIDEBAR (self));
  g_return_if_fail (nas == NULL || BKS_IS_NAS (nas));

  choose (self, nas);
}

/**
 * bks_sidebar_step:
 * @self: a #BksSidebar
 * @direction: 1 for the next row, -1 for the one before
 */
void
bks_sidebar_step (BksSidebar *self, int direction)
{
  GtkListBoxRow *row;

  g_return_if_fail (BKS_IS_SIDEBAR (self));

  row = find_row (self, self->chosen);
  if (row != NULL)
    row = gtk_list_box_get_row_at_index (self->list, gtk_list_box_row_get_index (row) + direction);
  if (row != NULL)
    choose (self, bks_sidebar_row_get_nas (BKS_SIDEBAR_ROW (row)));
}

/**
 * bks_sidebar_focus_list:
 * @self: a #BksSidebar
 *
 * Gives the keyboard to the row that was chosen.
 */
void
bks_sidebar_focus_list (BksSidebar *self)
{
  GtkListBoxRow *row;

  g_return_if_fail (BKS_IS_SIDEBAR (self));

  row = find_row (self, self->chosen);
  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}
