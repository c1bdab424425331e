/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-ui"

#include "bks-sidebar.h"

#include <glib/gi18n-lib.h>

#include "bks-format.h"
#include "bks-nas-actions.h"
#include "bks-sidebar-row.h"

struct _BksSidebar
{
  GtkWidget parent_instance;

  GtkMenuButton *menu_button;
  AdwWindowTitle *title;
  GtkWidget *paused_bar;
  GtkLabel *paused_label;
  GtkListBox *list;
  GtkPopover *menu; /* of the row that was asked for it */

  BksFleet *fleet;     /* (owned) (nullable) */
  BksSummary *summary; /* (owned) (nullable) */
  BksNas *chosen;      /* (owned) (nullable): NULL = all NAS */
  BksNas *menu_nas;    /* (owned) (nullable): whose menu was opened last */
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
  SIGNAL_MOVE,
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
open_menu (BksSidebar *self, BksSidebarRow *row, double x, double y)
{
  GtkWidget *widget = GTK_WIDGET (row);
  double left, top;

  if (row == NULL || bks_sidebar_row_get_nas (row) == NULL)
    return;

  g_set_object (&self->menu_nas, bks_sidebar_row_get_nas (row));
  bks_nas_actions_install (GTK_WIDGET (self->menu), self->menu_nas);
  gtk_widget_translate_coordinates (widget, GTK_WIDGET (self), x, y, &left, &top);
  gtk_popover_set_pointing_to (self->menu, &(GdkRectangle){ (int) left, (int) top, 1, 1 });
  gtk_popover_popup (self->menu);
}

static void
bks_sidebar_pressed_cb (BksSidebar *self, int n_press, double x, double y, GtkGesture *gesture)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_y (self->list, (int) y);
  double left, top;

  if (row == NULL || bks_sidebar_row_get_nas (BKS_SIDEBAR_ROW (row)) == NULL)
    return;

  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_translate_coordinates (GTK_WIDGET (self->list), GTK_WIDGET (row), x, y, &left, &top);
  open_menu (self, BKS_SIDEBAR_ROW (row), left, top);
}

static void
bks_sidebar_long_pressed_cb (BksSidebar *self, double x, double y, GtkGesture *gesture)
{
  bks_sidebar_pressed_cb (self, 1, x, y, gesture);
}

/* The row where the keyboard is. */
static BksSidebarRow *
find_focus_row (BksSidebar *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *row = focus != NULL ? gtk_widget_get_ancestor (focus, BKS_TYPE_SIDEBAR_ROW) : NULL;

  return row != NULL ? BKS_SIDEBAR_ROW (row) : NULL;
}

static void
bks_sidebar_menu (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  BksSidebar *self = BKS_SIDEBAR (widget);
  BksSidebarRow *row = find_focus_row (self);

  if (row != NULL)
    open_menu (self, row, gtk_widget_get_width (GTK_WIDGET (row)) / 2.0,
               gtk_widget_get_height (GTK_WIDGET (row)));
}

/* The keyboard stays on the row that the menu was of. */
static void
bks_sidebar_menu_closed_cb (BksSidebar *self)
{
  GtkListBoxRow *row = find_row (self, self->menu_nas);

  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

static GdkContentProvider *
bks_sidebar_drag_prepare_cb (BksSidebar *self, double x, double y, GtkDragSource *source)
{
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (source));

  return gdk_content_provider_new_typed (BKS_TYPE_NAS,
                                         bks_sidebar_row_get_nas (BKS_SIDEBAR_ROW (row)));
}

static void
bks_sidebar_drag_begin_cb (BksSidebar *self, GdkDrag *drag, GtkDragSource *source)
{
  g_autoptr (GdkPaintable) icon = gtk_widget_paintable_new (
      gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (source)));

  gtk_drag_source_set_icon (source, icon, 0, 0);
}

static gboolean
bks_sidebar_drop_cb (BksSidebar *self, const GValue *value, double x, double y)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_y (self->list, (int) y);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->fleet));
  /* The first row is "All NAS"; below the last one is the end. */
  int index = row != NULL ? gtk_list_box_row_get_index (row) - 1 : (int) n - 1;

  gtk_list_box_drag_unhighlight_row (self->list);
  g_signal_emit (self, signals[SIGNAL_MOVE], 0, g_value_get_object (value), (guint) MAX (index, 0));
  return TRUE;
}

static GdkDragAction
bks_sidebar_drop_motion_cb (BksSidebar *self, double x, double y)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_y (self->list, (int) y);

  if (row != NULL)
    gtk_list_box_drag_highlight_row (self->list, row);
  return GDK_ACTION_MOVE;
}

static void
bks_sidebar_drop_leave_cb (BksSidebar *self)
{
  gtk_list_box_drag_unhighlight_row (self->list);
}

static void
make_draggable (BksSidebar *self, GtkWidget *row)
{
  GtkDragSource *source = gtk_drag_source_new ();

  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect_object (source, "prepare", G_CALLBACK (bks_sidebar_drag_prepare_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (source, "drag-begin", G_CALLBACK (bks_sidebar_drag_begin_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (source));
}

static void
watch_list (BksSidebar *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *press = gtk_gesture_long_press_new ();
  GtkDropTarget *target = gtk_drop_target_new (BKS_TYPE_NAS, GDK_ACTION_MOVE);
  GtkWidget *list = GTK_WIDGET (self->list);

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect_object (click, "pressed", G_CALLBACK (bks_sidebar_pressed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (list, GTK_EVENT_CONTROLLER (click));

  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (press), TRUE);
  g_signal_connect_object (press, "pressed", G_CALLBACK (bks_sidebar_long_pressed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (list, GTK_EVENT_CONTROLLER (press));

  g_signal_connect_object (target, "drop", G_CALLBACK (bks_sidebar_drop_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (target, "motion", G_CALLBACK (bks_sidebar_drop_motion_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (target, "leave", G_CALLBACK (bks_sidebar_drop_leave_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (list, GTK_EVENT_CONTROLLER (target));
}

static void
append (BksSidebar *self, GtkWidget *row, int position)
{
  if (bks_sidebar_row_get_nas (BKS_SIDEBAR_ROW (row)) != NULL)
    make_draggable (self, row);
  g_object_bind_property (self, "folded", row, "folded", G_BINDING_SYNC_CREATE);
  gtk_list_box_insert (self->list, row, position);
}

/* On the row that it was on, wherever that is now; else on the one that took its place. */
static void
keep_focus (BksSidebar *self, BksNas *focused, int index)
{
  GtkListBoxRow *row = find_row (self, focused);

  if (row == NULL)
    row = gtk_list_box_get_row_at_index (self->list, index);
  if (row == NULL)
    row = gtk_list_box_get_row_at_index (self->list, index - 1);
  if (row != NULL && !gtk_widget_is_focus (GTK_WIDGET (row)))
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

/* Where everything is simulated, no view may pass for the real thing. */
static void
show_simulated (BksSidebar *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->fleet));
  gboolean is_simulated = n > 0;

  for (guint i = 0; i < n && is_simulated; i++)
    {
      g_autoptr (BksNas) nas = g_list_model_get_item (G_LIST_MODEL (self->fleet), i);

      is_simulated = bks_nas_is_simulated (nas);
    }
  adw_window_title_set_subtitle (self->title, is_simulated ? _ ("Simulated NAS") : "");
}

static void
bks_sidebar_fleet_changed_cb (BksSidebar *self, guint position, guint removed, guint added)
{
  BksSidebarRow *focus_row = find_focus_row (self);
  g_autoptr (BksNas) focused = NULL;
  int focus_index = focus_row != NULL ? gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (focus_row))
                                      : -1;
  gboolean chosen_has_gone = FALSE;

  if (focus_index > 0)
    focused = g_object_ref (bks_sidebar_row_get_nas (focus_row));

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
  if (focused != NULL)
    keep_focus (self, focused, focus_index);
  show_simulated (self);
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
  g_clear_object (&self->menu_nas);
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

  signals[SIGNAL_MOVE] = g_signal_new ("move", BKS_TYPE_SIDEBAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                       NULL, G_TYPE_NONE, 2, BKS_TYPE_NAS, G_TYPE_UINT);

  gtk_widget_class_install_action (widget_class, "sidebar.menu", NULL, bks_sidebar_menu);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "sidebar.menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "sidebar.menu",
                                       NULL);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/backstay/Backstay/ui/bks-sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, BksSidebar, menu_button);
  gtk_widget_class_bind_template_child (widget_class, BksSidebar, list);
  gtk_widget_class_bind_template_child (widget_class, BksSidebar, title);
  gtk_widget_class_bind_template_child (widget_class, BksSidebar, paused_bar);
  gtk_widget_class_bind_template_child (widget_class, BksSidebar, paused_label);
  gtk_widget_class_bind_template_callback (widget_class, bks_sidebar_row_activated_cb);
}

static void
bks_sidebar_init (BksSidebar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_header_func (self->list, update_header, NULL, NULL);
  watch_list (self);
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
  self->menu = GTK_POPOVER (gtk_popover_menu_new_from_model (
      G_MENU_MODEL (gtk_builder_get_object (builder, "nas_menu"))));
  gtk_widget_set_parent (GTK_WIDGET (self->menu), GTK_WIDGET (self));
  g_signal_connect_object (self->menu, "closed", G_CALLBACK (bks_sidebar_menu_closed_cb), self,
                           G_CONNECT_SWAPPED);
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

/**
 * bks_sidebar_set_paused_until:
 * @self: a #BksSidebar
 * @until: µs since the Unix epoch, UTC, when watching goes on; 0 = it goes on now
 */
void
bks_sidebar_set_paused_until (BksSidebar *self, gint64 until)
{
  g_return_if_fail (BKS_IS_SIDEBAR (self));

  gtk_widget_set_visible (self->paused_bar, until != 0);
  if (until != 0)
    {
      g_autofree char *when = bks_format_when_inside (until, g_get_real_time ());
      /* Translators: a time follows, "tomorrow, 00:00". */
      g_autofree char *text = g_strdup_printf (_ ("Not watching until %s"), when);

      gtk_label_set_text (self->paused_label, text);
    }
}
