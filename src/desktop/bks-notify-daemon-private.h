/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include "bks-notice.h"

G_BEGIN_DECLS

/* A client of org.freedesktop.Notifications that survives its own end: the handle of a notice finds it
 * again in a later process, as long as the same daemon runs.
 * Property: is-there (the daemon can be talked to; notifies when that is known, then on change).
 * Signals: `shown` (const char *id, const char *handle), `activated` (const char *action, const char
 * *id): an action of the application without "app.". */
#define BKS_TYPE_NOTIFY_DAEMON (bks_notify_daemon_get_type ())
G_DECLARE_FINAL_TYPE (BksNotifyDaemon, bks_notify_daemon, BKS, NOTIFY_DAEMON, GObject)

BksNotifyDaemon *bks_notify_daemon_new (GDBusConnection *connection, const char *application_id);
void bks_notify_daemon_show (BksNotifyDaemon *self, const BksNotice *notice, const char *handle);
void bks_notify_daemon_withdraw (BksNotifyDaemon *self, const char *id, const char *handle);
void bks_notify_daemon_adopt (BksNotifyDaemon *self, const char *id, const char *handle);
gboolean bks_notify_daemon_get_is_there (BksNotifyDaemon *self);
char *bks_notify_daemon_take_activation_token (BksNotifyDaemon *self);

/* The handle: the daemon's unique name on the bus, and its number for the notice. */
char *bks_notify_handle_make (const char *owner, guint32 number);
gboolean bks_notify_handle_parse (const char *handle, char **owner_out, guint32 *number_out);

/* What a button is called on the bus: enough to know, in any process, what it means. */
char *bks_notify_key_make (const char *application_id, const char *action, const char *id);
gboolean bks_notify_key_parse (const char *key,
                               const char *application_id,
                               char **action_out,
                               char **id_out);

G_END_DECLS
