/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "dsm-client.h"

G_BEGIN_DECLS

/* One exchange: a request out, a whole body back. It knows nothing of JSON. */
typedef struct
{
  const char *path;  /* relative to /webapi/ */
  const char *query; /* (nullable): then it is a GET */
  GBytes *form;      /* (nullable): then it is a POST */
  const char *token; /* (nullable): for X-SYNO-TOKEN */
  const char *what;  /* for the log */
  guint deadline_ms; /* for the whole exchange */
  gboolean once;     /* it must not be sent again by any layer */
} DsmRequest;

typedef struct
{
  guint status;
  GBytes *body;
  char *location; /* (nullable): of a redirect */
  gint64 date;    /* s since the epoch: the Date header; 0 = none */
  gint64 came_at; /* µs since the epoch: when it was complete, by our clock */
} DsmReply;

void dsm_reply_free (DsmReply *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsmReply, dsm_reply_free)

void dsm_transport_send_async (DsmClient *client,
                               const DsmRequest *request,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
DsmReply *dsm_transport_send_finish (DsmClient *client, GAsyncResult *result, GError **error);

gboolean dsm_log_is_wanted (void);

G_END_DECLS
