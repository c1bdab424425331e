/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "backstayctl"

#include "bks-cli-wait.h"

/**
 * bks_cli_result_cb:
 * @source: (nullable): what was asked
 * @result: the answer
 * @slot: address of an empty pointer to a #GAsyncResult
 *
 * Puts the answer into @slot.
 */
void
bks_cli_result_cb (GObject *source, GAsyncResult *result, gpointer slot)
{
  *(GAsyncResult **) slot = g_object_ref (result);
}

/**
 * bks_cli_wait_for:
 * @slot: where the answer will be
 *
 * Returns: (transfer none): the answer, as soon as it is there
 */
GAsyncResult *
bks_cli_wait_for (GAsyncResult **slot)
{
  while (*slot == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *slot;
}

static gboolean
cancel_cb (gpointer user_data)
{
  g_cancellable_cancel (user_data);
  return G_SOURCE_REMOVE;
}

/**
 * bks_cli_wait_for_limited:
 * @slot: where the answer will be
 * @cancellable: of what is waited for
 * @limit_ms: when to cancel it
 *
 * Returns: (transfer none): the answer, as soon as it is there
 */
GAsyncResult *
bks_cli_wait_for_limited (GAsyncResult **slot, GCancellable *cancellable, guint limit_ms)
{
  GSource *limit = g_timeout_source_new (limit_ms);

  g_source_set_callback (limit, cancel_cb, cancellable, NULL);
  g_source_attach (limit, NULL);
  bks_cli_wait_for (slot);
  g_source_destroy (limit);
  g_source_unref (limit);
  return *slot;
}
