/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define BKS_SEARCH_PROVIDER_PATH "/io/github/backstay/Backstay/SearchProvider"

/**
 * BksSearchProvider:
 *
 * Answers GNOME Shell's search with backups and NAS, and how they are, from what is known already: no NAS
 * is asked. What is old says so.
 *
 * Signals: `show-task` (const char *nas_id, const char *task_id, guint time), `show-nas` (const char
 * *nas_id, guint time), `search` (const char *text, guint time): the user has chosen that; `time` is of
 * the event, as X counts. `asked`: somebody has asked something.
 */
#define BKS_TYPE_SEARCH_PROVIDER (bks_search_provider_get_type ())
G_DECLARE_FINAL_TYPE (BksSearchProvider, bks_search_provider, BKS, SEARCH_PROVIDER, GObject)

BksSearchProvider *bks_search_provider_new (GListModel *nas_list, const char *icon_prefix);
gboolean bks_search_provider_export (BksSearchProvider *self,
                                     GDBusConnection *connection,
                                     GError **error);
void bks_search_provider_unexport (BksSearchProvider *self);
/* Whoever has this name knows more, if it is there. */
void bks_search_provider_ask_first (BksSearchProvider *self, const char *bus_name);
/* Until then questions wait: what is known is still being read. */
void bks_search_provider_begin (BksSearchProvider *self);

char **bks_search_provider_find (BksSearchProvider *self, const char *const *terms);

G_END_DECLS
