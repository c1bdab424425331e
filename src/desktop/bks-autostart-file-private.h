/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The file that makes a desktop start Backstay at login: autostart/APPLICATION-ID.desktop in the
 * user's configuration folder. */
char *bks_autostart_file_get_path (const char *application_id);
char *bks_autostart_file_make (const char *application_id, const char *const *command);

void bks_autostart_file_look_async (const char *application_id,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
void bks_autostart_file_write_async (const char *application_id,
                                     const char *const *command,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
void bks_autostart_file_remove_async (const char *application_id,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
gboolean bks_autostart_file_finish (GAsyncResult *result, gboolean *is_on_out, GError **error);

G_END_DECLS
