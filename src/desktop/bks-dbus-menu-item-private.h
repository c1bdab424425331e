/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* One entry of a menu as com.canonical.dbusmenu has it: sections are gone, separators stand between. */
typedef struct _BksDBusMenuItem BksDBusMenuItem;

struct _BksDBusMenuItem
{
  int id;              /* stays with the entry as long as it means the same; 0 = the menu itself */
  char *key;           /* (owned): what it means, among its siblings */
  GVariant *props;     /* (owned): a{sv}, only what differs from the protocol's defaults */
  char *action;        /* (owned) (nullable): without the scope before the dot */
  GVariant *target;    /* (owned) (nullable) */
  gboolean is_enabled; /* a click does something */
  GPtrArray *children; /* (owned) (nullable) (element-type BksDBusMenuItem): NULL = no submenu */
};

/* What became of a menu: for the signals of the protocol. */
typedef struct
{
  GArray *moved;   /* (element-type int): whose children are others, or in another order */
  GPtrArray *kept; /* (element-type BksDBusMenuItem) (unowned): with other properties than before */
  GPtrArray *olds; /* (element-type BksDBusMenuItem) (unowned): the same, as they were */
} BksDBusMenuChange;

BksDBusMenuItem *bks_dbus_menu_item_read (GMenuModel *model,
                                          GActionGroup *actions,
                                          GHashTable *models);
void bks_dbus_menu_item_free (BksDBusMenuItem *self);
void bks_dbus_menu_item_take_ids (BksDBusMenuItem *self,
                                  BksDBusMenuItem *old,
                                  int *last_id,
                                  BksDBusMenuChange *change);
BksDBusMenuItem *bks_dbus_menu_item_find (BksDBusMenuItem *self, int id);
GVariant *bks_dbus_menu_item_filter (BksDBusMenuItem *self, const char *const *names);
GVariant *bks_dbus_menu_item_lay_out (BksDBusMenuItem *self, int depth, const char *const *names);

void bks_dbus_menu_change_init (BksDBusMenuChange *self);
void bks_dbus_menu_change_clear (BksDBusMenuChange *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BksDBusMenuItem, bks_dbus_menu_item_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BksDBusMenuChange, bks_dbus_menu_change_clear)

G_END_DECLS
