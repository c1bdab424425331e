/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "dsm"

#include "dsm-answer-private.h"
#include "dsm-client-private.h"
#include "dsm-compound-private.h"
#include "dsm-json-private.h"
#include "dsm-param-private.h"

/* SYNO.API.Auth, section 4 of the protocol reference. A login is sent once, whatever comes of it:
 * each failure counts towards the NAS's automatic block. */

#define AUTH          "SYNO.API.Auth"
#define BEST_VERSION  7
#define LEAST_VERSION 3
#define FIRST_REFUSAL 400
#define LAST_REFUSAL  411

/* Takes nothing; the reference to the client is held by the callbacks. */
static void login_start (DsmClient *client);

/* Why no login may be sent. */
static GError *
find_obstacle (DsmClient *self)
{
  GError *error;

  if (self->hold != NULL)
    return g_error_copy (self->hold);
  if (self->refusal != NULL)
    return g_error_copy (self->refusal);
  if (g_get_monotonic_time () < self->barred_until)
    error = dsm_error_from_code (AUTH, "login", DSM_CODE_SESSION_DISPLACED, NULL);
  else if (self->network_handler != 0)
    error = dsm_error_from_code (AUTH, "login", DSM_CODE_ADDRESS_DIFFERS, NULL);
  else if (self->account == NULL || *self->account == '\0' || self->password == NULL
           || *self->password == '\0')
    error = g_error_new_literal (DSM_ERROR, DSM_ERROR_CREDENTIALS,
                                 "There is no account and password to sign in with");
  else
    return NULL;
  dsm_error_set_place (error, self->address->host, (int) self->address->port);
  return error;
}

static gboolean
offers_code (JsonObject *error_object)
{
  JsonArray *types = dsm_json_get_array (dsm_json_get_object (error_object, "errors"), "types");

  /* Older systems send the bare number; then a code is what they want. */
  if (types == NULL || json_array_get_length (types) == 0)
    return TRUE;
  for (guint i = 0; i < json_array_get_length (types); i++)
    {
      JsonNode *element = json_array_get_element (types, i);
      const char *type = dsm_json_get_string (dsm_json_node_object (element), "type");

      if (JSON_NODE_HOLDS_VALUE (element) && json_node_get_value_type (element) == G_TYPE_STRING)
        type = json_node_get_string (element);
      if (type != NULL && g_ascii_strcasecmp (type, "otp") == 0)
        return TRUE;
    }
  return FALSE;
}

static GError *
read_refusal (DsmClient *client, const DsmAnswer *answer)
{
  GError *error = dsm_error_from_login ("login", answer->code, answer->errors,
                                        offers_code (answer->error_object));

  dsm_error_set_place (error, client->address->host, (int) client->address->port);
  if (answer->code == DSM_CODE_OTP_REQUIRED)
    {
      if (client->device_id != NULL)
        client->device_news = DSM_DEVICE_REVOKED;
      dsm_secret_clear (&client->device_id);
    }
  if (answer->code >= FIRST_REFUSAL && answer->code <= LAST_REFUSAL)
    {
      g_clear_error (&client->refusal);
      client->refusal = g_error_copy (error);
    }
  return error;
}

static GError *
read_session (DsmClient *client, const DsmAnswer *answer, gboolean wants_device)
{
  JsonObject *data = dsm_json_node_object (answer->data);
  g_autofree char *sid = dsm_json_dup_word (data, "sid");
  g_autofree char *token = dsm_json_dup_word (data, "synotoken");
  const char *device = dsm_json_get_string (data, "device_id");

  if (device == NULL)
    device = dsm_json_get_string (data, "did");
  if (sid == NULL)
    return g_error_new_literal (DSM_ERROR, DSM_ERROR_PROTOCOL,
                                AUTH " login: the answer has no session in it");

  dsm_client_take_session (client, sid, token);
  dsm_secret_clear (&sid);
  dsm_secret_clear (&token);
  if (device != NULL && *device != '\0')
    {
      if (g_strcmp0 (device, client->device_id) != 0)
        client->device_news = DSM_DEVICE_GIVEN;
      dsm_secret_set (&client->device_id, device);
    }
  else if (wants_device)
    client->device_news = DSM_DEVICE_DENIED;
  return NULL;
}

static void
land (DsmClient *client, const GError *error)
{
  if (dsm_flight_land (&client->login, error))
    login_start (client);
}

static gboolean
cancelled (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
transport_send_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DsmClient) client = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DsmReply) reply = dsm_transport_send_finish (client, result, &error);
  g_auto (DsmAnswer) answer = { 0 };
  gboolean wants_device = client->otp != NULL && client->remember_device;
  gboolean unreadable;

  /* Meanwhile somebody typed something else: what the NAS thinks of the old is of no interest. */
  if (client->login_serial != client->serial && !cancelled (error))
    {
      login_start (client);
      return;
    }
  /* Whatever came of it, a code is good for one login. */
  dsm_secret_clear (&client->otp);
  if (reply != NULL && dsm_answer_read (reply, &answer, &unreadable, &error))
    {
      client->device_news = DSM_DEVICE_NO_NEWS;
      error = answer.success ? read_session (client, &answer, wants_device)
                             : read_refusal (client, &answer);
      dsm_error_set_place (error, client->address->host, (int) client->address->port);
      dsm_client_emit_login_over (client, error);
    }
  dsm_error_set_place (error, client->address->host, (int) client->address->port);
  land (client, error);
}

static void
append_device (DsmClient *client, GString *form)
{
  const char *name = client->device_name != NULL ? client->device_name : g_get_host_name ();

  if (client->otp != NULL)
    {
      dsm_form_append (form, "otp_code", client->otp);
      if (client->remember_device)
        {
          dsm_form_append (form, "enable_device_token", "yes");
          dsm_form_append (form, "device_name", name);
        }
    }
  else if (client->device_id != NULL)
    {
      dsm_form_append (form, "device_id", client->device_id);
      dsm_form_append (form, "device_name", name);
    }
}

static void
append_head (GString *form, int version, const char *method)
{
  g_autofree char *number = g_strdup_printf ("%d", version);

  dsm_form_append (form, "api", AUTH);
  dsm_form_append (form, "version", number);
  dsm_form_append (form, "method", method);
}

/* Values of this API are always raw: a quoted name is a wrong name. */
static GBytes *
encode_login (DsmClient *client, int version)
{
  GString *form = g_string_sized_new (1024);

  append_head (form, version, "login");
  dsm_form_append (form, "account", client->account);
  dsm_form_append (form, "passwd", client->password);
  dsm_form_append (form, "format", "sid");
  dsm_form_append (form, "enable_syno_token", "yes");
  append_device (client, form);
  return dsm_form_to_bytes (form);
}

static int
get_version (DsmClient *client)
{
  const DsmApi *api = dsm_client_get_api (client, AUTH);

  return api != NULL ? MIN (api->max_version, BEST_VERSION) : 0;
}

static void
client_discover_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DsmClient) client = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) form = NULL;
  DsmRequest request = { 0 };
  int version;

  if (!dsm_client_discover_finish (client, result, &error))
    {
      land (client, error);
      return;
    }
  if (client->apis == NULL)
    {
      /* Forgotten again meanwhile. */
      login_start (client);
      return;
    }
  error = find_obstacle (client);
  if (error != NULL)
    {
      land (client, error);
      return;
    }
  version = get_version (client);
  if (version < LEAST_VERSION)
    {
      error = g_error_new (DSM_ERROR, DSM_ERROR_NOT_SUPPORTED, AUTH " has version %d at most",
                           version);
      dsm_error_edit_details (error)->api = g_strdup (AUTH);
      dsm_error_set_place (error, client->address->host, (int) client->address->port);
      land (client, error);
      return;
    }
  form = encode_login (client, version);
  client->login_serial = client->serial;
  request.path = dsm_client_get_api (client, AUTH)->path;
  request.form = form;
  request.what = AUTH " login";
  request.deadline_ms = client->read_ms;
  request.once = TRUE;
  dsm_transport_send_async (client, &request, client->login.cancellable, transport_send_cb,
                            g_object_ref (client));
}

static void
login_start (DsmClient *client)
{
  dsm_client_ensure_discovery_async (client, client->login.cancellable, client_discover_cb,
                                     g_object_ref (client));
}

/* Signs in unless there is a session. To be finished by dsm_client_login_finish(). */
void
dsm_client_ensure_login_async (DsmClient *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  GError *obstacle;

  g_task_set_source_tag (task, dsm_client_ensure_login_async);
  if (self->sid != NULL)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  obstacle = find_obstacle (self);
  if (obstacle != NULL)
    {
      g_task_return_error (task, obstacle);
      return;
    }
  if (dsm_flight_join (&self->login, task))
    login_start (self);
}

/**
 * dsm_client_login_async:
 * @cancellable: (nullable): to give up
 * @callback: when it is over
 *
 * Signs in, unless there is a session. A login that was refused is not sent again before
 * dsm_client_set_credentials(), dsm_client_set_otp() or dsm_client_set_device(): the same error comes
 * back at once.
 */
void
dsm_client_login_async (DsmClient *self,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_return_if_fail (DSM_IS_CLIENT (self));

  dsm_client_ensure_login_async (self, cancellable, callback, user_data);
}

/**
 * dsm_client_login_finish:
 * @error: a #DSM_ERROR: %DSM_ERROR_CREDENTIALS, %DSM_ERROR_AUTH, %DSM_ERROR_OTP_REQUIRED,
 *   %DSM_ERROR_OTP_REJECTED, %DSM_ERROR_BLOCKED, %DSM_ERROR_PERMISSION, and what a connection may
 *   come to
 *
 * Returns: whether there is a session
 */
gboolean
dsm_client_login_finish (DsmClient *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
logout_send_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DsmReply) reply = dsm_transport_send_finish (DSM_CLIENT (source), result, &error);

  if (reply == NULL)
    g_debug ("The logout came to nothing: %s", error->message);
  g_task_return_boolean (task, TRUE);
}

/**
 * dsm_client_logout_async:
 * @limit_ms: how long to wait for the NAS, in ms
 * @cancellable: (nullable): to give up
 * @callback: when it is over
 *
 * Ends the session, here at once, on the NAS as well as can be.
 */
void
dsm_client_logout_async (DsmClient *self,
                         guint limit_ms,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *token = NULL;
  DsmRequest request = { 0 };
  GString *form;

  g_return_if_fail (DSM_IS_CLIENT (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, dsm_client_logout_async);
  if (self->sid == NULL || self->apis == NULL)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  form = g_string_sized_new (1024);
  append_head (form, get_version (self), "logout");
  dsm_form_append (form, "_sid", self->sid);
  bytes = dsm_form_to_bytes (form);
  token = g_strdup (self->token);
  dsm_client_drop_session (self, self->generation);

  request.path = dsm_client_get_api (self, AUTH)->path;
  request.form = bytes;
  request.token = token;
  request.what = AUTH " logout";
  request.deadline_ms = limit_ms;
  request.once = TRUE;
  dsm_transport_send_async (self, &request, cancellable, logout_send_cb, g_object_ref (task));
  dsm_secret_clear (&token);
}

/**
 * dsm_client_logout_finish:
 * @error: %G_IO_ERROR_CANCELLED alone: what the NAS says to a logout is of no interest
 *
 * Returns: %TRUE
 */
gboolean
dsm_client_logout_finish (DsmClient *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
