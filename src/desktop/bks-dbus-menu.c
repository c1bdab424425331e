/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-desktop"

#include "bks-dbus-menu.h"

#include <string.h>

#include "bks-dbus-menu-item-private.h"
#include "bks-dbus-menu-generated.h"

#define PROTOCOL_VERSION 3

struct _BksDBusMenu
{
  GObject parent_instance;

  GMenuModel *model;     /* (owned) */
  GActionGroup *actions; /* (owned) */
  BksDBusDbusmenu *skeleton;
  GHashTable *models; /* (element-type GMenuModel): all that are listened to */

  BksDBusMenuItem *root; /* (owned): what the hosts know */
  int last_id;
  guint revision;       /* of the layout */
  guint known_revision; /* the last one that a host has read */
  guint update_id;      /* source; 0 = nothing has changed */
};

G_DEFINE_FINAL_TYPE (BksDBusMenu, bks_dbus_menu, G_TYPE_OBJECT)

typedef enum
{
  SIGNAL_ABOUT_TO_SHOW,
  N_SIGNALS,
} BksDBusMenuSignal;

static guint signals[N_SIGNALS];

static void bks_dbus_menu_model_changed_cb (BksDBusMenu *self);

static void
add_difference (GVariantBuilder *updated,
                GVariantBuilder *removed,
                BksDBusMenuItem *item,
                BksDBusMenuItem *old)
{
  g_auto (GVariantDict) olds = G_VARIANT_DICT_INIT (old->props);
  GVariantBuilder changed, gone;
  gboolean has_changed = FALSE;
  gboolean has_gone = FALSE;
  GVariantIter iter;
  const char *name;
  GVariant *value;

  g_variant_builder_init (&changed, G_VARIANT_TYPE_VARDICT);
  g_variant_iter_init (&iter, item->props);
  while (g_variant_iter_next (&iter, "{&sv}", &name, &value))
    {
      g_autoptr (GVariant) before = g_variant_dict_lookup_value (&olds, name, NULL);

      if (before == NULL || !g_variant_equal (before, value))
        {
          g_variant_builder_add (&changed, "{sv}", name, value);
          has_changed = TRUE;
        }
      g_variant_dict_remove (&olds, name);
      g_variant_unref (value);
    }
  if (has_changed)
    g_variant_builder_add (updated, "(i@a{sv})", item->id, g_variant_builder_end (&changed));
  else
    g_variant_builder_clear (&changed);

  g_variant_builder_init (&gone, G_VARIANT_TYPE_STRING_ARRAY);
  g_variant_iter_init (&iter, old->props);
  while (g_variant_iter_next (&iter, "{&sv}", &name, NULL))
    if (g_variant_dict_contains (&olds, name))
      {
        g_variant_builder_add (&gone, "s", name);
        has_gone = TRUE;
      }
  if (has_gone)
    g_variant_builder_add (removed, "(i@as)", item->id, g_variant_builder_end (&gone));
  else
    g_variant_builder_clear (&gone);
}

static void
tell_properties (BksDBusMenu *self, const BksDBusMenuChange *change)
{
  GVariantBuilder updated, removed;

  if (change->kept->len == 0)
    return;
  g_variant_builder_init (&updated, G_VARIANT_TYPE ("a(ia{sv})"));
  g_variant_builder_init (&removed, G_VARIANT_TYPE ("a(ias)"));
  for (guint i = 0; i < change->kept->len; i++)
    add_difference (&updated, &removed, change->kept->pdata[i], change->olds->pdata[i]);
  bks_dbus_dbusmenu_emit_items_properties_updated (self->skeleton, g_variant_builder_end (&updated),
                                                   g_variant_builder_end (&removed));
}

static void
listen (BksDBusMenu *self, GHashTable *models)
{
  GHashTableIter iter;
  gpointer model;

  g_hash_table_iter_init (&iter, models);
  while (g_hash_table_iter_next (&iter, &model, NULL))
    if (!g_hash_table_contains (self->models, model))
      g_signal_connect_object (model, "items-changed", G_CALLBACK (bks_dbus_menu_model_changed_cb),
                               self, G_CONNECT_SWAPPED);
  g_hash_table_iter_init (&iter, self->models);
  while (g_hash_table_iter_next (&iter, &model, NULL))
    if (!g_hash_table_contains (models, model))
      g_signal_handlers_disconnect_by_func (model, bks_dbus_menu_model_changed_cb, self);
  g_hash_table_unref (self->models);
  self->models = g_hash_table_ref (models);
}

/* Reads the menu anew, and tells the hosts what is different. */
static void
update (BksDBusMenu *self)
{
  g_autoptr (GHashTable) models = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  g_autoptr (BksDBusMenuItem) old = self->root;
  g_auto (BksDBusMenuChange) change;

  g_clear_handle_id (&self->update_id, g_source_remove);
  bks_dbus_menu_change_init (&change);
  self->root = bks_dbus_menu_item_read (self->model, self->actions, models);
  bks_dbus_menu_item_take_ids (self->root, old, &self->last_id, &change);
  listen (self, models);
  if (old == NULL)
    return;

  if (change.moved->len > 0)
    {
      /* One place, or all of it. */
      int parent = change.moved->len == 1 ? g_array_index (change.moved, int, 0) : 0;

      self->revision++;
      bks_dbus_dbusmenu_emit_layout_updated (self->skeleton, self->revision, parent);
    }
  tell_properties (self, &change);
}

/* Several changes in a row are one for the hosts. */
static gboolean
bks_dbus_menu_update_cb (gpointer user_data)
{
  BksDBusMenu *self = user_data;

  self->update_id = 0;
  update (self);
  return G_SOURCE_REMOVE;
}

static void
bks_dbus_menu_model_changed_cb (BksDBusMenu *self)
{
  if (self->update_id == 0)
    self->update_id = g_idle_add (bks_dbus_menu_update_cb, self);
}

/* What is asked for is answered from the newest state. */
static void
bring_up_to_date (BksDBusMenu *self)
{
  if (self->update_id != 0)
    update (self);
}

static gboolean
refuse (GDBusMethodInvocation *invocation, int id)
{
  g_dbus_method_invocation_return_error (invocation, G_DBUS_ERROR, G_DBUS_ERROR_INVALID_ARGS,
                                         "There is no entry %d", id);
  return TRUE;
}

static gboolean
bks_dbus_menu_get_layout_cb (BksDBusMenu *self,
                             GDBusMethodInvocation *invocation,
                             int parent,
                             int depth,
                             const char *const *names)
{
  BksDBusMenuItem *item;

  bring_up_to_date (self);
  item = bks_dbus_menu_item_find (self->root, parent);
  if (item == NULL)
    return refuse (invocation, parent);
  self->known_revision = self->revision;
  bks_dbus_dbusmenu_complete_get_layout (self->skeleton, invocation, self->revision,
                                         bks_dbus_menu_item_lay_out (item, depth, names));
  return TRUE;
}

static void
add_properties (GVariantBuilder *builder, BksDBusMenuItem *item, const char *const *names)
{
  g_variant_builder_add (builder, "(i@a{sv})", item->id, bks_dbus_menu_item_filter (item, names));
}

static void
add_all_properties (GVariantBuilder *builder, BksDBusMenuItem *item, const char *const *names)
{
  add_properties (builder, item, names);
  for (guint i = 0; item->children != NULL && i < item->children->len; i++)
    add_all_properties (builder, item->children->pdata[i], names);
}

static gboolean
bks_dbus_menu_get_group_properties_cb (BksDBusMenu *self,
                                       GDBusMethodInvocation *invocation,
                                       GVariant *ids,
                                       const char *const *names)
{
  GVariantBuilder builder;
  GVariantIter iter;
  int id;

  bring_up_to_date (self);
  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(ia{sv})"));
  if (g_variant_n_children (ids) == 0)
    add_all_properties (&builder, self->root, names);
  g_variant_iter_init (&iter, ids);
  while (g_variant_iter_next (&iter, "i", &id))
    {
      BksDBusMenuItem *item = bks_dbus_menu_item_find (self->root, id);

      if (item != NULL)
        add_properties (&builder, item, names);
    }
  bks_dbus_dbusmenu_complete_get_group_properties (self->skeleton, invocation,
                                                   g_variant_builder_end (&builder));
  return TRUE;
}

static gboolean
bks_dbus_menu_get_property_cb (BksDBusMenu *self,
                               GDBusMethodInvocation *invocation,
                               int id,
                               const char *name)
{
  g_autoptr (GVariant) value = NULL;
  BksDBusMenuItem *item;

  bring_up_to_date (self);
  item = bks_dbus_menu_item_find (self->root, id);
  if (item == NULL)
    return refuse (invocation, id);
  value = g_variant_lookup_value (item->props, name, NULL);
  if (value == NULL)
    {
      g_dbus_method_invocation_return_error (invocation, G_DBUS_ERROR, G_DBUS_ERROR_INVALID_ARGS,
                                             "Entry %d has no property '%s'", id, name);
      return TRUE;
    }
  bks_dbus_dbusmenu_complete_get_property (self->skeleton, invocation,
                                           g_variant_new_variant (value));
  return TRUE;
}

/* Returns: whether there is such an entry. */
static gboolean
take_event (BksDBusMenu *self, int id, const char *event)
{
  BksDBusMenuItem *item = bks_dbus_menu_item_find (self->root, id);

  if (item == NULL)
    return FALSE;
  if (strcmp (event, "clicked") == 0 && item->is_enabled)
    {
      /* The action may change the menu, and with it the entry. */
      g_autofree char *action = g_strdup (item->action);
      g_autoptr (GVariant) target = item->target != NULL ? g_variant_ref (item->target) : NULL;

      g_action_group_activate_action (self->actions, action, target);
    }
  return TRUE;
}

static gboolean
bks_dbus_menu_event_cb (BksDBusMenu *self,
                        GDBusMethodInvocation *invocation,
                        int id,
                        const char *event,
                        GVariant *data,
                        guint timestamp)
{
  bring_up_to_date (self);
  if (bks_dbus_menu_item_find (self->root, id) == NULL)
    return refuse (invocation, id);
  /* The host waits for no action: it may ask for much. */
  bks_dbus_dbusmenu_complete_event (self->skeleton, invocation);
  take_event (self, id, event);
  return TRUE;
}

static gboolean
bks_dbus_menu_event_group_cb (BksDBusMenu *self,
                              GDBusMethodInvocation *invocation,
                              GVariant *events)
{
  GVariantBuilder errors;
  GVariantIter iter;
  const char *event;
  guint n_known = 0;
  int id;

  bring_up_to_date (self);
  g_variant_builder_init (&errors, G_VARIANT_TYPE ("ai"));
  g_variant_iter_init (&iter, events);
  while (g_variant_iter_next (&iter, "(i&svu)", &id, &event, NULL, NULL))
    if (take_event (self, id, event))
      n_known++;
    else
      g_variant_builder_add (&errors, "i", id);
  if (n_known == 0 && g_variant_n_children (events) > 0)
    {
      g_variant_builder_clear (&errors);
      g_dbus_method_invocation_return_error (invocation, G_DBUS_ERROR, G_DBUS_ERROR_INVALID_ARGS,
                                             "There is none of these entries");
      return TRUE;
    }
  bks_dbus_dbusmenu_complete_event_group (self->skeleton, invocation,
                                          g_variant_builder_end (&errors));
  return TRUE;
}

/* Returns: whether the host has to read the layout again. */
static gboolean
prepare_to_show (BksDBusMenu *self)
{
  g_signal_emit (self, signals[SIGNAL_ABOUT_TO_SHOW], 0);
  bring_up_to_date (self);
  return self->known_revision != self->revision;
}

static gboolean
bks_dbus_menu_about_to_show_cb (BksDBusMenu *self, GDBusMethodInvocation *invocation, int id)
{
  gboolean needs_update = prepare_to_show (self);

  if (bks_dbus_menu_item_find (self->root, id) == NULL)
    return refuse (invocation, id);
  bks_dbus_dbusmenu_complete_about_to_show (self->skeleton, invocation, needs_update);
  return TRUE;
}

static gboolean
bks_dbus_menu_about_to_show_group_cb (BksDBusMenu *self,
                                      GDBusMethodInvocation *invocation,
                                      GVariant *ids)
{
  gboolean needs_update = prepare_to_show (self);
  GVariantBuilder updates, errors;
  GVariantIter iter;
  guint n_known = 0;
  int id;

  g_variant_builder_init (&updates, G_VARIANT_TYPE ("ai"));
  g_variant_builder_init (&errors, G_VARIANT_TYPE ("ai"));
  g_variant_iter_init (&iter, ids);
  while (g_variant_iter_next (&iter, "i", &id))
    if (bks_dbus_menu_item_find (self->root, id) == NULL)
      {
        g_variant_builder_add (&errors, "i", id);
      }
    else
      {
        n_known++;
        if (needs_update)
          g_variant_builder_add (&updates, "i", id);
      }
  if (n_known == 0 && g_variant_n_children (ids) > 0)
    {
      g_variant_builder_clear (&updates);
      g_variant_builder_clear (&errors);
      g_dbus_method_invocation_return_error (invocation, G_DBUS_ERROR, G_DBUS_ERROR_INVALID_ARGS,
                                             "There is none of these entries");
      return TRUE;
    }
  bks_dbus_dbusmenu_complete_about_to_show_group (self->skeleton, invocation,
                                                  g_variant_builder_end (&updates),
                                                  g_variant_builder_end (&errors));
  return TRUE;
}

static void
bks_dbus_menu_dispose (GObject *object)
{
  BksDBusMenu *self = BKS_DBUS_MENU (object);

  bks_dbus_menu_unexport (self);
  g_clear_handle_id (&self->update_id, g_source_remove);
  g_clear_pointer (&self->root, bks_dbus_menu_item_free);
  g_clear_pointer (&self->models, g_hash_table_unref);
  g_clear_object (&self->model);
  g_clear_object (&self->actions);
  g_clear_object (&self->skeleton);

  G_OBJECT_CLASS (bks_dbus_menu_parent_class)->dispose (object);
}

static void
bks_dbus_menu_class_init (BksDBusMenuClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bks_dbus_menu_dispose;

  signals[SIGNAL_ABOUT_TO_SHOW] = g_signal_new (
      "about-to-show", BKS_TYPE_DBUS_MENU, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
bks_dbus_menu_init (BksDBusMenu *self)
{
  static const struct
  {
    const char *name;
    GCallback callback;
  } calls[] = {
    { "handle-get-layout", G_CALLBACK (bks_dbus_menu_get_layout_cb) },
    { "handle-get-group-properties", G_CALLBACK (bks_dbus_menu_get_group_properties_cb) },
    { "handle-get-property", G_CALLBACK (bks_dbus_menu_get_property_cb) },
    { "handle-event", G_CALLBACK (bks_dbus_menu_event_cb) },
    { "handle-event-group", G_CALLBACK (bks_dbus_menu_event_group_cb) },
    { "handle-about-to-show", G_CALLBACK (bks_dbus_menu_about_to_show_cb) },
    { "handle-about-to-show-group", G_CALLBACK (bks_dbus_menu_about_to_show_group_cb) },
  };
  static const char *const no_paths[] = { NULL };

  self->models = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  self->revision = 1;
  self->skeleton = bks_dbus_dbusmenu_skeleton_new ();
  bks_dbus_dbusmenu_set_version (self->skeleton, PROTOCOL_VERSION);
  bks_dbus_dbusmenu_set_status (self->skeleton, "normal");
  bks_dbus_dbusmenu_set_text_direction (self->skeleton, "ltr");
  bks_dbus_dbusmenu_set_icon_theme_path (self->skeleton, no_paths);
  for (gsize i = 0; i < G_N_ELEMENTS (calls); i++)
    g_signal_connect_object (self->skeleton, calls[i].name, calls[i].callback, self,
                             G_CONNECT_SWAPPED);
}

/**
 * bks_dbus_menu_new:
 * @model: the menu, also when it changes
 * @actions: what its entries activate: "app.quit" is the action "quit" here
 *
 * Returns: (transfer full): the menu, not exported yet
 */
BksDBusMenu *
bks_dbus_menu_new (GMenuModel *model, GActionGroup *actions)
{
  static const char *const changes[] = { "action-added", "action-removed", "action-enabled-changed",
                                         "action-state-changed" };
  BksDBusMenu *self;

  g_return_val_if_fail (G_IS_MENU_MODEL (model), NULL);
  g_return_val_if_fail (G_IS_ACTION_GROUP (actions), NULL);

  self = g_object_new (BKS_TYPE_DBUS_MENU, NULL);
  self->model = g_object_ref (model);
  self->actions = g_object_ref (actions);
  for (gsize i = 0; i < G_N_ELEMENTS (changes); i++)
    g_signal_connect_object (actions, changes[i], G_CALLBACK (bks_dbus_menu_model_changed_cb), self,
                             G_CONNECT_SWAPPED);
  update (self);
  return self;
}

/**
 * bks_dbus_menu_export:
 * @self: a menu that is not exported
 * @connection: where to
 * @path: the object's path
 * @error: return location: #G_IO_ERROR or #G_DBUS_ERROR
 *
 * Returns: whether it is there now
 */
gboolean
bks_dbus_menu_export (BksDBusMenu *self,
                      GDBusConnection *connection,
                      const char *path,
                      GError **error)
{
  g_return_val_if_fail (BKS_IS_DBUS_MENU (self), FALSE);

  return g_dbus_interface_skeleton_export (G_DBUS_INTERFACE_SKELETON (self->skeleton), connection,
                                           path, error);
}

/**
 * bks_dbus_menu_unexport:
 * @self: a menu, exported or not
 */
void
bks_dbus_menu_unexport (BksDBusMenu *self)
{
  g_return_if_fail (BKS_IS_DBUS_MENU (self));

  if (self->skeleton != NULL
      && g_dbus_interface_skeleton_get_connection (G_DBUS_INTERFACE_SKELETON (self->skeleton))
             != NULL)
    g_dbus_interface_skeleton_unexport (G_DBUS_INTERFACE_SKELETON (self->skeleton));
}
