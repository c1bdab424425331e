/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdint.h>

#include "dsm-answer-private.h"
#include "dsm-call-private.h"
#include "dsm-log.h"
#include "dsm-repository.h"
#include "dsm-statistic.h"
#include "dsm-system.h"
#include "dsm-target.h"
#include "dsm-task.h"
#include "dsm-vault.h"
#include "dsm-version.h"

#include "fuzz.h"

/* Every reader of replies. The first byte chooses one, the rest is the body of the answer.
 *
 * The linker leads what would send a call to this file (-Wl,--wrap), where the call's reader is kept
 * instead: so whatever the client reads is here, without a list of its readers. */

typedef struct
{
  DsmReadFunc read;
  GDestroyNotify free_result;
} Reader;

void __wrap_dsm_call_run_async (DsmClient *client,
                                DsmCall *call,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
void __wrap_dsm_calls_run_async (DsmClient *client,
                                 GPtrArray *calls,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);

static GArray *readers; /* of Reader */
static GPtrArray *kept; /* what would have been answered: still to be reached, and so no leak */

static void
keep_reader (DsmCall *call)
{
  Reader reader = { call->read, call->free_result };

  if (call->read != NULL)
    g_array_append_val (readers, reader);
}

void
__wrap_dsm_call_run_async (DsmClient *client,
                           DsmCall *call,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  keep_reader (call);
  dsm_call_free (call);
  g_ptr_array_add (kept, user_data);
}

void
__wrap_dsm_calls_run_async (DsmClient *client,
                            GPtrArray *calls,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  for (guint i = 0; i < calls->len; i++)
    keep_reader (g_ptr_array_index (calls, i));
  g_ptr_array_add (kept, user_data);
}

static void
never_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_assert_not_reached ();
}

static void
collect_readers (void)
{
  DsmClient *client = dsm_client_new ("http://127.0.0.1:1/webapi/", NULL);
  DsmLogFilter filter = { NULL };

  g_assert_nonnull (client);
  kept = g_ptr_array_new ();
  g_ptr_array_add (kept, client);
  readers = g_array_new (FALSE, FALSE, sizeof (Reader));
  dsm_log_list_async (client, &filter, 0, 1, NULL, never_cb, NULL);
  dsm_repository_list_async (client, NULL, never_cb, NULL);
  dsm_repository_get_async (client, "1", NULL, never_cb, NULL);
  dsm_statistics_get_async (client, "1", NULL, never_cb, NULL);
  dsm_target_get_async (client, "1", NULL, never_cb, NULL);
  dsm_task_refresh_async (client, TRUE, NULL, never_cb, NULL);
  dsm_task_status_async (client, "1", NULL, never_cb, NULL);
  dsm_task_get_async (client, "1", NULL, never_cb, NULL);
  dsm_vault_target_list_async (client, NULL, never_cb, NULL);
  dsm_vault_target_detail_async (client, "1", NULL, never_cb, NULL);
  dsm_vault_limit_get_async (client, NULL, never_cb, NULL);
  dsm_version_list_async (client, "1", 0, 1, NULL, never_cb, NULL);
  dsm_system_get_async (client, NULL, never_cb, NULL);
  dsm_package_list_async (client, NULL, never_cb, NULL);
  /* The order is the meaning of the first byte in the corpus. */
  g_assert_cmpuint (readers->len, >=, 14);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  DsmReply reply = { .status = 200 };
  g_auto (DsmAnswer) answer = { NULL };
  g_autoptr (GError) error = NULL;
  gboolean unreadable = FALSE;

  if (readers == NULL)
    collect_readers ();
  if (size < 1)
    return 0;

  reply.body = g_bytes_new (data + 1, size - 1);
  if (dsm_answer_read (&reply, &answer, &unreadable, &error) && answer.success)
    {
      const Reader *reader = &g_array_index (readers, Reader, data[0] % readers->len);
      gpointer result = reader->read (answer.data, &error);

      /* A reader says what is the matter, or gives a result. */
      g_assert_true ((result == NULL) == (error != NULL));
      if (reader->free_result != NULL && result != NULL)
        reader->free_result (result);
    }
  g_bytes_unref (reply.body);
  return 0;
}
