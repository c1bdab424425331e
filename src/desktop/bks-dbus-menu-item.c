/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-desktop"

#include "bks-dbus-menu-item-private.h"

#include <string.h>

/* Reading one level of a menu. */
typedef struct
{
  GActionGroup *actions;
  GHashTable *models; /* (element-type GMenuModel): all that were met */
  GPtrArray *items;   /* (element-type BksDBusMenuItem): the level so far */
  gboolean is_parted; /* a separator has to come before the next entry */
} Reader;

static void read_items (Reader *reader, GMenuModel *model);

static BksDBusMenuItem *
item_new (char *key, GVariantDict *props)
{
  BksDBusMenuItem *self = g_new0 (BksDBusMenuItem, 1);

  self->id = -1;
  self->key = key;
  self->props = g_variant_ref_sink (g_variant_dict_end (props));
  return self;
}

static void
add_separator (Reader *reader)
{
  g_auto (GVariantDict) props = G_VARIANT_DICT_INIT (NULL);

  g_variant_dict_insert (&props, "type", "s", "separator");
  g_ptr_array_add (reader->items, item_new (g_strdup ("separator"), &props));
}

static void
add_item (Reader *reader, BksDBusMenuItem *item)
{
  if (reader->is_parted && reader->items->len > 0)
    add_separator (reader);
  reader->is_parted = FALSE;
  g_ptr_array_add (reader->items, item);
}

static void
read_label (GMenuModel *model, int index, GVariantDict *props)
{
  g_autofree char *label = NULL;

  /* Both write the letter to press as "_x", and the character itself as "__". */
  if (g_menu_model_get_item_attribute (model, index, G_MENU_ATTRIBUTE_LABEL, "s", &label))
    g_variant_dict_insert (props, "label", "s", label);
}

static void
read_icon (GMenuModel *model, int index, GVariantDict *props)
{
  g_autoptr (GVariant) value = g_menu_model_get_item_attribute_value (model, index,
                                                                      G_MENU_ATTRIBUTE_ICON, NULL);
  g_autoptr (GIcon) icon = value != NULL ? g_icon_deserialize (value) : NULL;

  if (G_IS_THEMED_ICON (icon))
    g_variant_dict_insert (props, "icon-name", "s",
                           g_themed_icon_get_names (G_THEMED_ICON (icon))[0]);
}

/* A state that is a boolean is a tick; a state that the target is compared with is one of several. */
static void
read_state (GVariant *state, GVariant *target, GVariantDict *props)
{
  if (target == NULL && g_variant_is_of_type (state, G_VARIANT_TYPE_BOOLEAN))
    {
      g_variant_dict_insert (props, "toggle-type", "s", "checkmark");
      g_variant_dict_insert (props, "toggle-state", "i", g_variant_get_boolean (state));
    }
  else if (target != NULL && g_variant_is_of_type (state, g_variant_get_type (target)))
    {
      g_variant_dict_insert (props, "toggle-type", "s", "radio");
      g_variant_dict_insert (props, "toggle-state", "i", g_variant_equal (state, target));
    }
}

static gboolean
is_hidden (GMenuModel *model, int index, gboolean exists, gboolean is_enabled)
{
  g_autofree char *when = NULL;

  if (!g_menu_model_get_item_attribute (model, index, "hidden-when", "s", &when))
    return FALSE;
  return (strcmp (when, "action-missing") == 0 && !exists)
         || (strcmp (when, "action-disabled") == 0 && !is_enabled);
}

static char *
describe_action (const char *action, GVariant *target)
{
  g_autofree char *text = NULL;

  if (action == NULL)
    return g_strdup ("text");
  if (target == NULL)
    return g_strdup_printf ("action:%s", action);
  text = g_variant_print (target, TRUE);
  return g_strdup_printf ("action:%s:%s", action, text);
}

static void
read_entry (Reader *reader, GMenuModel *model, int index)
{
  g_autofree char *full_name = NULL;
  g_autoptr (GVariant) target = NULL;
  g_autoptr (GVariant) state = NULL;
  const GVariantType *type = NULL;
  const char *action = NULL;
  gboolean exists = FALSE;
  gboolean is_enabled = FALSE;
  BksDBusMenuItem *item;
  g_auto (GVariantDict) props = G_VARIANT_DICT_INIT (NULL);

  target = g_menu_model_get_item_attribute_value (model, index, G_MENU_ATTRIBUTE_TARGET, NULL);
  if (g_menu_model_get_item_attribute (model, index, G_MENU_ATTRIBUTE_ACTION, "s", &full_name))
    {
      const char *dot = strchr (full_name, '.');

      action = dot != NULL ? dot + 1 : full_name;
      exists = g_action_group_query_action (reader->actions, action, &is_enabled, &type, NULL, NULL,
                                            &state);
      /* An action that wants another target than the entry has would complain. */
      if (exists && (target == NULL) == (type == NULL)
          && (type == NULL || g_variant_is_of_type (target, type)))
        is_enabled = is_enabled && exists;
      else
        is_enabled = FALSE;
    }
  if (is_hidden (model, index, exists, is_enabled))
    return;

  read_label (model, index, &props);
  read_icon (model, index, &props);
  if (!is_enabled)
    g_variant_dict_insert (&props, "enabled", "b", FALSE);
  if (state != NULL)
    read_state (state, target, &props);
  item = item_new (describe_action (action, target), &props);
  item->action = g_strdup (action);
  item->target = g_steal_pointer (&target);
  item->is_enabled = is_enabled;
  add_item (reader, item);
}

static void
read_submenu (Reader *reader, GMenuModel *model, int index, GMenuModel *submenu)
{
  Reader inner = { .actions = reader->actions, .models = reader->models };
  g_autofree char *label = NULL;
  BksDBusMenuItem *item;
  g_auto (GVariantDict) props = G_VARIANT_DICT_INIT (NULL);

  inner.items = g_ptr_array_new_with_free_func ((GDestroyNotify) bks_dbus_menu_item_free);
  read_items (&inner, submenu);

  g_menu_model_get_item_attribute (model, index, G_MENU_ATTRIBUTE_LABEL, "s", &label);
  read_label (model, index, &props);
  read_icon (model, index, &props);
  g_variant_dict_insert (&props, "children-display", "s", "submenu");
  if (inner.items->len == 0)
    g_variant_dict_insert (&props, "enabled", "b", FALSE);
  item = item_new (g_strdup_printf ("submenu:%s", label != NULL ? label : ""), &props);
  item->children = inner.items;
  add_item (reader, item);
}

static void
read_section (Reader *reader, GMenuModel *model, int index, GMenuModel *section)
{
  g_auto (GVariantDict) props = G_VARIANT_DICT_INIT (NULL);

  reader->is_parted = TRUE;
  read_label (model, index, &props);
  if (g_variant_dict_contains (&props, "label") && g_menu_model_get_n_items (section) > 0)
    {
      g_variant_dict_insert (&props, "enabled", "b", FALSE);
      add_item (reader, item_new (g_strdup ("heading"), &props));
    }
  read_items (reader, section);
  reader->is_parted = TRUE;
}

static void
read_items (Reader *reader, GMenuModel *model)
{
  int n = g_menu_model_get_n_items (model);

  g_hash_table_add (reader->models, g_object_ref (model));
  for (int i = 0; i < n; i++)
    {
      g_autoptr (GMenuModel) section = g_menu_model_get_item_link (model, i, G_MENU_LINK_SECTION);
      g_autoptr (GMenuModel) submenu = g_menu_model_get_item_link (model, i, G_MENU_LINK_SUBMENU);

      if (section != NULL)
        read_section (reader, model, i, section);
      else if (submenu != NULL)
        read_submenu (reader, model, i, submenu);
      else
        read_entry (reader, model, i);
    }
}

/**
 * bks_dbus_menu_item_read:
 * @model: a menu
 * @actions: what its entries activate
 * @models: (element-type GMenuModel): takes every model that the menu consists of, with a reference
 *
 * Returns: (transfer full): the menu as it is now, its entries without IDs
 */
BksDBusMenuItem *
bks_dbus_menu_item_read (GMenuModel *model, GActionGroup *actions, GHashTable *models)
{
  Reader reader = { .actions = actions, .models = models };
  BksDBusMenuItem *root;
  g_auto (GVariantDict) props = G_VARIANT_DICT_INIT (NULL);

  reader.items = g_ptr_array_new_with_free_func ((GDestroyNotify) bks_dbus_menu_item_free);
  read_items (&reader, model);
  g_variant_dict_insert (&props, "children-display", "s", "submenu");
  root = item_new (g_strdup ("root"), &props);
  root->id = 0;
  root->children = reader.items;
  return root;
}

/**
 * bks_dbus_menu_item_free:
 * @self: (nullable) (transfer full): an entry, with all below it
 */
void
bks_dbus_menu_item_free (BksDBusMenuItem *self)
{
  if (self == NULL)
    return;
  g_free (self->key);
  g_clear_pointer (&self->props, g_variant_unref);
  g_free (self->action);
  g_clear_pointer (&self->target, g_variant_unref);
  g_clear_pointer (&self->children, g_ptr_array_unref);
  g_free (self);
}

/* The first of the old children that means the same and was not taken yet. */
static BksDBusMenuItem *
take_old_child (GPtrArray *olds, const char *key, GHashTable *taken)
{
  for (guint i = 0; olds != NULL && i < olds->len; i++)
    {
      BksDBusMenuItem *old = g_ptr_array_index (olds, i);

      if (strcmp (old->key, key) == 0 && g_hash_table_add (taken, old))
        return old;
    }
  return NULL;
}

static gboolean
has_same_children (GPtrArray *items, GPtrArray *olds)
{
  guint n = items != NULL ? items->len : 0;

  if ((items == NULL) != (olds == NULL) || n != (olds != NULL ? olds->len : 0))
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (((BksDBusMenuItem *) items->pdata[i])->id != ((BksDBusMenuItem *) olds->pdata[i])->id)
      return FALSE;
  return TRUE;
}

/**
 * bks_dbus_menu_item_take_ids:
 * @self: a menu that was just read
 * @old: (nullable): what was in its place
 * @last_id: the highest ID that was ever given away
 * @change: takes what is different
 *
 * An entry that means the same as before keeps its ID, whatever its label. Others get one that was
 * never used: a host may still show the old menu, and a click there must not hit something else.
 */
void
bks_dbus_menu_item_take_ids (BksDBusMenuItem *self,
                             BksDBusMenuItem *old,
                             int *last_id,
                             BksDBusMenuChange *change)
{
  g_autoptr (GHashTable) taken = NULL;

  if (old != NULL)
    {
      self->id = old->id;
      if (!g_variant_equal (self->props, old->props))
        {
          g_ptr_array_add (change->kept, self);
          g_ptr_array_add (change->olds, old);
        }
    }
  else if (self->id < 0)
    self->id = ++*last_id;

  if (self->children != NULL)
    {
      taken = g_hash_table_new (NULL, NULL);
      for (guint i = 0; i < self->children->len; i++)
        {
          BksDBusMenuItem *child = g_ptr_array_index (self->children, i);
          BksDBusMenuItem *old_child = NULL;

          if (old != NULL)
            old_child = take_old_child (old->children, child->key, taken);
          bks_dbus_menu_item_take_ids (child, old_child, last_id, change);
        }
    }
  if (old != NULL && !has_same_children (self->children, old->children))
    g_array_append_val (change->moved, self->id);
}

/**
 * bks_dbus_menu_item_find:
 * @self: a menu
 * @id: an ID
 *
 * Returns: (nullable) (transfer none): the entry that has it
 */
BksDBusMenuItem *
bks_dbus_menu_item_find (BksDBusMenuItem *self, int id)
{
  if (self->id == id)
    return self;
  for (guint i = 0; self->children != NULL && i < self->children->len; i++)
    {
      BksDBusMenuItem *found = bks_dbus_menu_item_find (self->children->pdata[i], id);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/**
 * bks_dbus_menu_item_filter:
 * @self: an entry
 * @names: the properties to give; none = all
 *
 * Returns: (transfer floating): a{sv}
 */
GVariant *
bks_dbus_menu_item_filter (BksDBusMenuItem *self, const char *const *names)
{
  GVariantBuilder builder;
  GVariantIter iter;
  const char *name;
  GVariant *value;

  g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);
  g_variant_iter_init (&iter, self->props);
  while (g_variant_iter_loop (&iter, "{&sv}", &name, &value))
    if (names == NULL || names[0] == NULL || g_strv_contains (names, name))
      g_variant_builder_add (&builder, "{sv}", name, value);
  return g_variant_builder_end (&builder);
}

/**
 * bks_dbus_menu_item_lay_out:
 * @self: an entry
 * @depth: how many levels below it; -1 = all
 * @names: the properties to give; none = all
 *
 * Returns: (transfer floating): (ia{sv}av)
 */
GVariant *
bks_dbus_menu_item_lay_out (BksDBusMenuItem *self, int depth, const char *const *names)
{
  GVariantBuilder children;

  g_variant_builder_init (&children, G_VARIANT_TYPE ("av"));
  for (guint i = 0; self->children != NULL && depth != 0 && i < self->children->len; i++)
    g_variant_builder_add (
        &children, "v",
        bks_dbus_menu_item_lay_out (self->children->pdata[i], depth < 0 ? -1 : depth - 1, names));
  return g_variant_new ("(i@a{sv}@av)", self->id, bks_dbus_menu_item_filter (self, names),
                        g_variant_builder_end (&children));
}

/**
 * bks_dbus_menu_change_init:
 * @self: to be filled by bks_dbus_menu_item_take_ids()
 */
void
bks_dbus_menu_change_init (BksDBusMenuChange *self)
{
  self->moved = g_array_new (FALSE, FALSE, sizeof (int));
  self->kept = g_ptr_array_new ();
  self->olds = g_ptr_array_new ();
}

/**
 * bks_dbus_menu_change_clear:
 * @self: a change
 */
void
bks_dbus_menu_change_clear (BksDBusMenuChange *self)
{
  g_clear_pointer (&self->moved, g_array_unref);
  g_clear_pointer (&self->kept, g_ptr_array_unref);
  g_clear_pointer (&self->olds, g_ptr_array_unref);
}
