/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "dsm"

#include <string.h>

#include "dsm-answer-private.h"
#include "dsm-client-private.h"
#include "dsm-json-private.h"

/* Discovery: SYNO.API.Info query, section 3 of the protocol reference. */

#define QUERY "api=SYNO.API.Info&version=1&method=query&query=all"

/* Without these there is nothing to talk about. */
#define AUTH "SYNO.API.Auth"

/* What was missing may have been installed since. */
#define STALE_AFTER (5 * 60 * G_USEC_PER_SEC)

typedef struct
{
  DsmReply *reply;  /* (nullable) (owned) */
  GHashTable *apis; /* (nullable) (owned) */
  GError *error;    /* (nullable) (owned) */
  gboolean unreadable;
  gboolean repeated;
} Discovery;

static void discovery_send (DsmClient *client, Discovery *self);

static void
discovery_free (Discovery *self)
{
  dsm_reply_free (self->reply);
  g_clear_pointer (&self->apis, g_hash_table_unref);
  g_clear_error (&self->error);
  g_free (self);
}

/* A path comes from the network and goes into an address: it may lead nowhere else. */
static gboolean
is_harmless (const char *path)
{
  if (path == NULL || *path == '\0' || *path == '/' || strstr (path, "..") != NULL)
    return FALSE;
  for (; *path != '\0'; path++)
    if (!g_ascii_isalnum (*path) && strchr ("._-/", *path) == NULL)
      return FALSE;
  return TRUE;
}

static DsmApi *
read_api (JsonObject *object)
{
  DsmApi *api = g_new0 (DsmApi, 1);
  const char *path = dsm_json_get_string (object, "path");
  const char *format = dsm_json_get_string (object, "requestFormat");

  api->path = g_strdup (is_harmless (path) ? path : "entry.cgi");
  api->min_version = MAX (dsm_json_get_small (object, "minVersion", 1, 1000), 1);
  api->max_version = dsm_json_get_small (object, "maxVersion", 1, 1000);
  if (api->max_version < api->min_version)
    api->max_version = api->min_version;
  api->json = format != NULL && g_ascii_strcasecmp (format, "JSON") == 0;
  return api;
}

static GHashTable *
read_apis (JsonObject *data)
{
  GHashTable *apis = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, dsm_api_free);
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init (&iter, data);
  while (json_object_iter_next (&iter, &name, &node))
    if (JSON_NODE_HOLDS_OBJECT (node))
      g_hash_table_insert (apis, g_strdup (name), read_api (json_node_get_object (node)));
  return apis;
}

static GError *
not_dsm (const DsmReply *reply, const char *text, gboolean is_page)
{
  GError *error = g_error_new_literal (DSM_ERROR, DSM_ERROR_NOT_DSM, text);

  dsm_error_edit_details (error)->http_status = (int) reply->status;
  dsm_error_edit_details (error)->is_page = is_page;
  return error;
}

static void
discovery_read (const DsmReply *reply, gpointer data)
{
  Discovery *self = data;
  g_auto (DsmAnswer) answer = { 0 };
  JsonObject *object;

  if (!dsm_answer_read (reply, &answer, &self->unreadable, &self->error))
    return;
  if (!answer.success)
    {
      self->error = dsm_error_from_code ("SYNO.API.Info", "query", answer.code, answer.errors);
      return;
    }
  object = dsm_json_node_object (answer.data);
  self->apis = object != NULL ? read_apis (object) : NULL;
  if (self->apis == NULL || !g_hash_table_contains (self->apis, AUTH))
    self->error = not_dsm (reply, "What answers lists no " AUTH, FALSE);
}

/* Another web server answers with pages, or with JSON of its own; a NAS that starts says 5xx. */
static gboolean
is_another_server (const Discovery *self)
{
  guint status = self->reply != NULL ? self->reply->status : 0;

  return self->reply != NULL && status < 500
         && (self->error->code == DSM_ERROR_WEB_PAGE || self->error->code == DSM_ERROR_PROTOCOL);
}

/* Takes @self. */
static void
discovery_land (DsmClient *client, Discovery *self)
{
  gboolean again;

  if (self->error != NULL && self->error->domain == DSM_ERROR)
    {
      if (is_another_server (self))
        {
          GError *error = not_dsm (self->reply, self->error->message,
                                   self->error->code == DSM_ERROR_WEB_PAGE);

          g_error_free (self->error);
          self->error = error;
        }
      dsm_error_set_place (self->error, client->address->host, (int) client->address->port);
    }
  if (self->error == NULL)
    dsm_client_take_apis (client, g_steal_pointer (&self->apis));
  again = dsm_flight_land (&client->discovery, self->error);
  discovery_free (self);
  if (again)
    discovery_send (client, g_new0 (Discovery, 1));
}

/* Takes @self. */
static void
discovery_repeat_or_land (DsmClient *client, Discovery *self)
{
  if (self->error == NULL || self->repeated
      || !(self->unreadable || dsm_error_deserves_repeat (self->error)))
    {
      discovery_land (client, self);
      return;
    }
  g_debug ("Discovering again: %s", self->error->message);
  self->repeated = TRUE;
  self->unreadable = FALSE;
  g_clear_error (&self->error);
  g_clear_pointer (&self->reply, dsm_reply_free);
  discovery_send (client, self);
}

/* The client is kept alive by the tasks that wait, or by the exchange. */
typedef struct
{
  DsmClient *client;
  Discovery *discovery;
} Step;

static Step *
step_new (DsmClient *client, Discovery *discovery)
{
  Step *step = g_new (Step, 1);

  step->client = g_object_ref (client);
  step->discovery = discovery;
  return step;
}

static DsmClient *
step_finish (gpointer data, Discovery **discovery)
{
  Step *step = data;
  DsmClient *client = step->client;

  *discovery = step->discovery;
  g_free (step);
  return client;
}

static void
discovery_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Discovery *self;
  g_autoptr (DsmClient) client = step_finish (data, &self);

  discovery_repeat_or_land (client, self);
}

static void
transport_send_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Discovery *self;
  g_autoptr (DsmClient) client = step_finish (data, &self);

  self->reply = dsm_transport_send_finish (client, result, &self->error);
  if (self->reply == NULL)
    discovery_repeat_or_land (client, self);
  else
    dsm_reply_work_async (self->reply, discovery_read, self, discovery_read_cb,
                          step_new (client, self));
}

/* Takes @self. */
static void
discovery_send (DsmClient *client, Discovery *self)
{
  DsmRequest request = { 0 };

  request.path = "query.cgi";
  request.query = QUERY;
  request.what = "discovery";
  request.deadline_ms = client->read_ms;
  dsm_transport_send_async (client, &request, client->discovery.cancellable, transport_send_cb,
                            step_new (client, self));
}

static void
discover (DsmClient *client, GTask *task)
{
  if (dsm_flight_join (&client->discovery, task))
    discovery_send (client, g_new0 (Discovery, 1));
}

/* Whether what discovery said is good enough to go on with. */
static gboolean
is_fresh (DsmClient *client)
{
  if (client->apis == NULL)
    return FALSE;
  return g_hash_table_contains (client->apis, "SYNO.Backup.Task")
         || g_get_monotonic_time () - client->discovered_at < STALE_AFTER;
}

/* Discovers unless that is done. To be finished by dsm_client_discover_finish(). */
void
dsm_client_ensure_discovery_async (DsmClient *self,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, dsm_client_ensure_discovery_async);
  if (is_fresh (self))
    g_task_return_boolean (task, TRUE);
  else
    discover (self, task);
}

/**
 * dsm_client_discover_async:
 * @cancellable: (nullable): to give up
 * @callback: when the answer has come
 *
 * Asks the NAS what it has, even if that is known already. Needs no account.
 */
void
dsm_client_discover_async (DsmClient *self,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (DSM_IS_CLIENT (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, dsm_client_discover_async);
  discover (self, task);
}

/**
 * dsm_client_discover_finish:
 * @error: a #DSM_ERROR: %DSM_ERROR_NOT_DSM if something else answers, %DSM_ERROR_REDIRECT if the NAS
 *   points elsewhere, and what a connection may come to
 *
 * Returns: whether it is known what the NAS has
 */
gboolean
dsm_client_discover_finish (DsmClient *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
