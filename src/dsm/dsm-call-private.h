/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "dsm-client.h"
#include "dsm-param-private.h"

G_BEGIN_DECLS

/* Makes a record of `data`; may run on another thread. @data is NULL if the reply has none. */
typedef gpointer (*DsmReadFunc) (JsonNode *data, GError **error);

typedef enum
{
  DSM_CALL_READ,
  DSM_CALL_SLOW_READ, /* may probe a remote host: the time limit of a write */
  DSM_CALL_WRITE,     /* sent once */
} DsmCallKind;

/* One call of the API and its outcome: result or error. */
typedef struct
{
  const char *api;    /* static */
  const char *method; /* static */
  int version;
  DsmCallKind kind;
  DsmParams *params; /* (nullable) (owned) */
  DsmReadFunc read;  /* (nullable): NULL = success is all that matters */
  GDestroyNotify free_result;

  gboolean done;
  gpointer result; /* (nullable) (owned) */
  GError *error;   /* (nullable) (owned) */
  gint64 date;     /* s since the epoch: Date header of the answer; 0 = none */
  gint64 came_at;  /* µs since the epoch: when the answer came, by our clock */
} DsmCall;

DsmCall *dsm_call_new (const char *api, int version, const char *method, DsmCallKind kind);
void dsm_call_free (DsmCall *self);
void dsm_call_set_reader (DsmCall *self, DsmReadFunc read, GDestroyNotify free_result);
GPtrArray *dsm_calls_new (void);

/* Several reads, or one write. What stands in the way of all of them is the error of _finish();
 * what the NAS says to one of them alone is in that call. */
void dsm_calls_run_async (DsmClient *client,
                          GPtrArray *calls,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data);
gboolean dsm_calls_run_finish (DsmClient *client, GAsyncResult *result, GError **error);

/* One call alone, and its result. */
void dsm_call_run_async (DsmClient *client,
                         DsmCall *call,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data);
gpointer dsm_call_run_finish (DsmClient *client, GAsyncResult *result, GError **error);
gboolean dsm_call_run_finish_plain (DsmClient *client, GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsmCall, dsm_call_free)

G_END_DECLS
