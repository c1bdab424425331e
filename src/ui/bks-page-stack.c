/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-ui"

#include "bks-page-stack.h"

#include <adwaita.h>

/* One page that was put on another. */
typedef struct
{
  GtkWidget *page;         /* (unowned): a child of the leaflet */
  GtkWidget *focus_before; /* (weak) (nullable): where the keyboard was below it */
} Layer;

struct _BksPageStack
{
  GtkWidget parent_instance;

  AdwLeaflet *leaflet; /* (owned): the only child */
  GtkWidget *first;    /* (unowned) (nullable): a child of the leaflet */
  GPtrArray *layers;   /* (owned): of Layer; from the bottom up, without the first page */
  gboolean is_pushing; /* a page is there that is not in sight yet */
};

static void bks_page_stack_buildable_init (GtkBuildableIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (BksPageStack,
                               bks_page_stack,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE,
                                                      bks_page_stack_buildable_init))

typedef enum
{
  PROP_TOP = 1,
} BksPageStackProperty;

static GParamSpec *properties[PROP_TOP + 1];
static GtkBuildableIface *parent_buildable;

static void
layer_free (gpointer data)
{
  Layer *layer = data;

  g_clear_weak_pointer (&layer->focus_before);
  g_free (layer);
}

/* Index of the layer in sight; -1 = the first page. */
static int
find_visible (BksPageStack *self)
{
  GtkWidget *visible = adw_leaflet_get_visible_child (self->leaflet);

  for (guint i = 0; i < self->layers->len; i++)
    if (((Layer *) g_ptr_array_index (self->layers, i))->page == visible)
      return (int) i;
  return -1;
}

/* What lies above the page in sight has been taken off, and is needed no more. */
static void
drop_above (BksPageStack *self)
{
  guint n_kept = (guint) (find_visible (self) + 1);

  /* A page that comes while another one still moves ends that movement first: it is above what is in
   * sight then, and nothing has taken it off. */
  if (self->is_pushing)
    return;
  while (self->layers->len > n_kept)
    {
      Layer *layer = g_ptr_array_index (self->layers, self->layers->len - 1);

      adw_leaflet_remove (self->leaflet, layer->page);
      g_ptr_array_remove_index (self->layers, self->layers->len - 1);
    }
}

static void
give_focus (BksPageStack *self)
{
  int visible = find_visible (self);
  Layer *above = visible + 1 < (int) self->layers->len
                     ? g_ptr_array_index (self->layers, visible + 1)
                     : NULL;
  GtkWidget *page = bks_page_stack_get_top (self);

  if (page == NULL)
    page = self->first;
  if (above != NULL && above->focus_before != NULL
      && gtk_widget_is_ancestor (above->focus_before, page)
      && gtk_widget_grab_focus (above->focus_before))
    return;
  if (!gtk_widget_grab_focus (page))
    gtk_widget_child_focus (page, GTK_DIR_TAB_FORWARD);
}

static void
bks_page_stack_visible_cb (BksPageStack *self)
{
  if (self->leaflet == NULL || self->first == NULL)
    return;

  give_focus (self);
  if (!adw_leaflet_get_child_transition_running (self->leaflet))
    drop_above (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TOP]);
}

/* A page stays filled until it is out of sight. */
static void
bks_page_stack_settled_cb (BksPageStack *self)
{
  if (self->leaflet != NULL && !adw_leaflet_get_child_transition_running (self->leaflet))
    drop_above (self);
}

static void
bks_page_stack_add_child (GtkBuildable *buildable,
                          GtkBuilder *builder,
                          GObject *child,
                          const char *type)
{
  if (GTK_IS_WIDGET (child) && BKS_PAGE_STACK (buildable)->first == NULL)
    bks_page_stack_set_first (BKS_PAGE_STACK (buildable), GTK_WIDGET (child));
  else
    parent_buildable->add_child (buildable, builder, child, type);
}

static void
bks_page_stack_buildable_init (GtkBuildableIface *iface)
{
  parent_buildable = g_type_interface_peek_parent (iface);
  iface->add_child = bks_page_stack_add_child;
}

static void
bks_page_stack_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch ((BksPageStackProperty) prop_id)
    {
    case PROP_TOP:
      g_value_set_object (value, bks_page_stack_get_top (BKS_PAGE_STACK (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bks_page_stack_dispose (GObject *object)
{
  BksPageStack *self = BKS_PAGE_STACK (object);

  /* Without it, nobody is told of the pages that go now. */
  if (self->leaflet != NULL)
    gtk_widget_unparent (GTK_WIDGET (g_steal_pointer (&self->leaflet)));
  g_clear_pointer (&self->layers, g_ptr_array_unref);

  G_OBJECT_CLASS (bks_page_stack_parent_class)->dispose (object);
}

static void
bks_page_stack_class_init (BksPageStackClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = bks_page_stack_get_property;
  object_class->dispose = bks_page_stack_dispose;

  properties[PROP_TOP] = g_param_spec_object ("top", NULL, NULL, GTK_TYPE_WIDGET,
                                              G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY
                                                  | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
bks_page_stack_init (BksPageStack *self)
{
  self->layers = g_ptr_array_new_with_free_func (layer_free);
  self->leaflet = ADW_LEAFLET (adw_leaflet_new ());
  adw_leaflet_set_can_unfold (self->leaflet, FALSE);
  adw_leaflet_set_can_navigate_back (self->leaflet, TRUE);
  adw_leaflet_set_homogeneous (self->leaflet, FALSE);
  gtk_widget_set_parent (GTK_WIDGET (self->leaflet), GTK_WIDGET (self));
  g_signal_connect_object (self->leaflet, "notify::visible-child",
                           G_CALLBACK (bks_page_stack_visible_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->leaflet, "notify::child-transition-running",
                           G_CALLBACK (bks_page_stack_settled_cb), self, G_CONNECT_SWAPPED);
}

/**
 * bks_page_stack_set_first:
 * @self: a #BksPageStack without a page
 * @page: (transfer floating): the page that stays
 */
void
bks_page_stack_set_first (BksPageStack *self, GtkWidget *page)
{
  g_return_if_fail (BKS_IS_PAGE_STACK (self));
  g_return_if_fail (GTK_IS_WIDGET (page) && self->first == NULL);

  adw_leaflet_append (self->leaflet, page);
  self->first = page;
}

/**
 * bks_page_stack_push:
 * @self: a #BksPageStack
 * @page: (transfer floating): shown from now on, until it is taken off
 */
void
bks_page_stack_push (BksPageStack *self, GtkWidget *page)
{
  GtkRoot *root;
  Layer *layer;

  g_return_if_fail (BKS_IS_PAGE_STACK (self));
  g_return_if_fail (GTK_IS_WIDGET (page) && self->first != NULL);

  drop_above (self);
  root = gtk_widget_get_root (GTK_WIDGET (self));
  layer = g_new0 (Layer, 1);
  layer->page = page;
  if (root != NULL)
    g_set_weak_pointer (&layer->focus_before, gtk_root_get_focus (root));
  g_ptr_array_add (self->layers, layer);
  self->is_pushing = TRUE;
  adw_leaflet_append (self->leaflet, page);
  adw_leaflet_set_visible_child (self->leaflet, page);
  self->is_pushing = FALSE;
}

/**
 * bks_page_stack_pop:
 * @self: a #BksPageStack
 *
 * Takes off the page in sight.
 *
 * Returns: whether there was one to take off
 */
gboolean
bks_page_stack_pop (BksPageStack *self)
{
  int visible;

  g_return_val_if_fail (BKS_IS_PAGE_STACK (self), FALSE);

  visible = find_visible (self);
  if (visible < 0)
    return FALSE;
  adw_leaflet_set_visible_child (
      self->leaflet,
      visible > 0 ? ((Layer *) g_ptr_array_index (self->layers, visible - 1))->page : self->first);
  return TRUE;
}

/**
 * bks_page_stack_pop_all:
 * @self: a #BksPageStack
 *
 * Back to the first page.
 */
void
bks_page_stack_pop_all (BksPageStack *self)
{
  g_return_if_fail (BKS_IS_PAGE_STACK (self));

  if (self->first != NULL)
    adw_leaflet_set_visible_child (self->leaflet, self->first);
}

/**
 * bks_page_stack_get_top:
 * @self: a #BksPageStack
 *
 * Returns: (nullable) (transfer none): the page in sight; %NULL = the first
 */
GtkWidget *
bks_page_stack_get_top (BksPageStack *self)
{
  int visible;

  g_return_val_if_fail (BKS_IS_PAGE_STACK (self), NULL);

  visible = self->leaflet != NULL ? find_visible (self) : -1;
  return visible >= 0 ? ((Layer *) g_ptr_array_index (self->layers, visible))->page : NULL;
}
