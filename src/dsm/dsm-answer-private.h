/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "dsm-transport-private.h"

G_BEGIN_DECLS

/* What a reply says, once it was understood. */
typedef struct
{
  JsonNode *root; /* (owned) */
  JsonNode *data; /* (nullable) (unowned): in root */
  gboolean success;
  int code;                 /* if not success */
  char *errors;             /* (nullable): `errors` as JSON text, without secrets */
  JsonObject *error_object; /* (nullable) (unowned): in root */
} DsmAnswer;

gboolean dsm_answer_read (const DsmReply *reply,
                          DsmAnswer *answer,
                          gboolean *unreadable,
                          GError **error);
gboolean dsm_answer_read_object (JsonObject *object, DsmAnswer *answer);
void dsm_answer_clear (DsmAnswer *self);

/* Runs @work on the reply, on a thread of its own if the reply is large. @work must touch nothing
 * but @data. The callback comes on the caller's thread in any case. */
typedef void (*DsmWork) (const DsmReply *reply, gpointer data);

void dsm_reply_work_async (const DsmReply *reply,
                           DsmWork work,
                           gpointer data,
                           GAsyncReadyCallback callback,
                           gpointer user_data);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DsmAnswer, dsm_answer_clear)

G_END_DECLS
