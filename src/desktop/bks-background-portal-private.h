/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* How many characters the portal takes of a message, at most: fewer than 96. */
#define BKS_BACKGROUND_MESSAGE_MAX 95

/* org.freedesktop.portal.Background, versions 1 and 2. */
void bks_background_portal_request_async (GDBusConnection *connection,
                                          const char *const *command,
                                          gboolean at_login,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
gboolean bks_background_portal_request_finish (GAsyncResult *result,
                                               gboolean *may_run_out,
                                               gboolean *at_login_out,
                                               GError **error);
void bks_background_portal_set_message (GDBusConnection *connection, const char *message);
char *bks_background_portal_shorten (const char *message);

G_END_DECLS
