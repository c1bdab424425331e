/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Waiting for an asynchronous call: give bks_cli_result_cb() and the address of an empty slot to it,
 * then wait for the slot to be filled. */
void bks_cli_result_cb (GObject *source, GAsyncResult *result, gpointer slot);
GAsyncResult *bks_cli_wait_for (GAsyncResult **slot);
GAsyncResult *bks_cli_wait_for_limited (GAsyncResult **slot,
                                        GCancellable *cancellable,
                                        guint limit_ms);

G_END_DECLS
