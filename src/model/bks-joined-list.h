/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Several lists one after the other, as one. */
#define BKS_TYPE_JOINED_LIST (bks_joined_list_get_type ())
G_DECLARE_FINAL_TYPE (BksJoinedList, bks_joined_list, BKS, JOINED_LIST, GObject)

BksJoinedList *bks_joined_list_new (GType item_type);
void bks_joined_list_insert (BksJoinedList *self, guint position, GListModel *part);
void bks_joined_list_remove (BksJoinedList *self, guint position);

G_END_DECLS
