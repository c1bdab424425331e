/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "dsm"

#include "dsm-compound-private.h"

#include <string.h>

#include "dsm-answer-private.h"
#include "dsm-client-private.h"
#include "dsm-json-private.h"

#define MAX_CALLS        25
#define COMPOUND_API     "SYNO.Entry.Request"
#define COMPOUND_VERSION 1

/* Whether @code, as the answer to a whole compound, means that it was the compound itself. */
gboolean
dsm_compound_is_unsupported (int code)
{
  return code == DSM_CODE_NO_API || code == DSM_CODE_NO_METHOD || code == DSM_CODE_NO_VERSION
         || code == DSM_CODE_BAD_PARAMETER;
}

static GError *
unsupported (const DsmCall *call, const char *text)
{
  GError *error = g_error_new (DSM_ERROR, DSM_ERROR_NOT_SUPPORTED, "%s %s: %s", call->api,
                               call->method, text);
  DsmErrorDetails *details = dsm_error_edit_details (error);

  details->api = g_strdup (call->api);
  details->method = g_strdup (call->method);
  return error;
}

static GError *
check_support (DsmClient *client, const DsmCall *call)
{
  const DsmApi *api = dsm_client_get_api (client, call->api);

  if (api == NULL)
    return unsupported (call, "this NAS has no such API");
  if (call->version < api->min_version || call->version > api->max_version)
    return unsupported (call, "this NAS has no such version");
  return NULL;
}

/*
 * dsm_calls_check_support:
 * @error: %DSM_ERROR_NOT_SUPPORTED
 *
 * Holds @calls to what discovery said. A call that this NAS does not know fails alone, and all of
 * them together if the first one does.
 */
gboolean
dsm_calls_check_support (DsmClient *client, GPtrArray *calls, GError **error)
{
  for (guint i = 0; i < calls->len; i++)
    {
      DsmCall *call = g_ptr_array_index (calls, i);

      if (call->done)
        continue;
      call->error = check_support (client, call);
      if (call->error == NULL)
        continue;
      call->done = TRUE;
      if (i == 0)
        {
          g_propagate_error (error, g_error_copy (call->error));
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
takes_compounds (DsmClient *client)
{
  const DsmApi *api = dsm_client_get_api (client, COMPOUND_API);

  return !client->no_compound && api != NULL && api->min_version <= COMPOUND_VERSION
         && api->max_version >= COMPOUND_VERSION;
}

/*
 * dsm_slice_new:
 *
 * Returns: (transfer full) (nullable): the next of @calls that are not done; %NULL if all are
 */
DsmSlice *
dsm_slice_new (DsmClient *client, GPtrArray *calls)
{
  DsmSlice *self = g_new0 (DsmSlice, 1);
  guint most = takes_compounds (client) ? MAX_CALLS : 1;

  self->calls = g_ptr_array_new ();
  for (guint i = 0; i < calls->len && self->calls->len < most; i++)
    {
      DsmCall *call = g_ptr_array_index (calls, i);

      if (!call->done)
        g_ptr_array_add (self->calls, call);
    }
  if (self->calls->len == 0)
    {
      dsm_slice_free (self);
      return NULL;
    }
  self->compound = self->calls->len > 1;
  if (self->compound)
    self->label = g_strdup_printf ("compound of %u", self->calls->len);
  else
    self->label = g_strdup_printf ("%s %s", dsm_slice_first (self)->api,
                                   dsm_slice_first (self)->method);
  return self;
}

void
dsm_slice_free (DsmSlice *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->calls);
  g_free (self->label);
  dsm_reply_free (self->reply);
  g_clear_error (&self->error);
  g_free (self);
}

DsmCall *
dsm_slice_first (DsmSlice *self)
{
  return g_ptr_array_index (self->calls, 0);
}

const char *
dsm_slice_get_path (DsmSlice *self, DsmClient *client)
{
  const char *name = self->compound ? COMPOUND_API : dsm_slice_first (self)->api;

  return dsm_client_get_api (client, name)->path;
}

static void
wiped_free (gpointer data)
{
  GString *form = data;

  explicit_bzero (form->str, form->len);
  g_string_free (form, TRUE);
}

/* Takes @form, which is wiped when nobody needs the bytes any more. */
GBytes *
dsm_form_to_bytes (GString *form)
{
  return g_bytes_new_with_free_func (form->str, form->len, wiped_free, form);
}

static void
append_head (GString *form, const char *api, int version, const char *method)
{
  g_autofree char *number = g_strdup_printf ("%d", version);

  dsm_form_append (form, "api", api);
  dsm_form_append (form, "version", number);
  dsm_form_append (form, "method", method);
}

/* An element of the list: native JSON values, strings quoted once. */
static void
append_element (GString *json, const DsmCall *call)
{
  g_string_append (json, "{\"api\":");
  dsm_json_append_string (json, call->api);
  g_string_append_printf (json, ",\"version\":%d,\"method\":", call->version);
  dsm_json_append_string (json, call->method);
  dsm_params_append_members (call->params, json);
  g_string_append_c (json, '}');
}

/* Returns: (transfer full): the form, with the session in it */
GBytes *
dsm_slice_encode (DsmSlice *self, DsmClient *client)
{
  GString *form = g_string_new (NULL);

  if (self->compound)
    {
      g_autoptr (DsmParams) params = dsm_params_new ();
      GString *json = g_string_new ("[");

      for (guint i = 0; i < self->calls->len; i++)
        {
          if (i > 0)
            g_string_append_c (json, ',');
          append_element (json, g_ptr_array_index (self->calls, i));
        }
      g_string_append_c (json, ']');
      dsm_params_add_json (params, "compound", json->str);
      dsm_params_add_string (params, "mode", "sequential");
      dsm_params_add_bool (params, "stop_when_error", FALSE);
      g_string_free (json, TRUE);
      append_head (form, COMPOUND_API, COMPOUND_VERSION, "request");
      dsm_params_append_form (params, form, dsm_client_get_api (client, COMPOUND_API)->json);
    }
  else
    {
      DsmCall *call = dsm_slice_first (self);

      append_head (form, call->api, call->version, call->method);
      dsm_params_append_form (call->params, form, dsm_client_get_api (client, call->api)->json);
    }
  if (client->sid != NULL)
    dsm_form_append (form, "_sid", client->sid);
  return dsm_form_to_bytes (form);
}

static GError *
misunderstood (const DsmCall *call, const char *text)
{
  GError *error = g_error_new (DSM_ERROR, DSM_ERROR_PROTOCOL, "%s %s: %s", call->api, call->method,
                               text);
  DsmErrorDetails *details = dsm_error_edit_details (error);

  details->api = g_strdup (call->api);
  details->method = g_strdup (call->method);
  return error;
}

static void
read_result (DsmCall *call, const DsmAnswer *answer)
{
  g_autoptr (GError) error = NULL;

  if (!answer->success)
    {
      call->error = dsm_error_from_code (call->api, call->method, answer->code, answer->errors);
      return;
    }
  if (call->read == NULL)
    return;
  call->result = call->read (answer->data, &error);
  if (call->result == NULL)
    call->error = misunderstood (call, error != NULL ? error->message : "nothing of use came back");
}

/* A missing echo is tolerated, a wrong one is not: the answer may be another call's. */
static gboolean
is_echo_of (JsonObject *element, const DsmCall *call)
{
  const char *api = dsm_json_get_string (element, "api");
  const char *method = dsm_json_get_string (element, "method");
  gint64 version;

  if ((api != NULL && !g_str_equal (api, call->api))
      || (method != NULL && !g_str_equal (method, call->method)))
    return FALSE;
  return !dsm_json_get_int (element, "version", &version) || version == call->version;
}

static void
read_element (DsmCall *call, JsonObject *element)
{
  g_auto (DsmAnswer) answer = { 0 };

  if (element == NULL)
    call->error = misunderstood (call, "the answer has no such element");
  else if (!is_echo_of (element, call))
    call->error = misunderstood (call, "another call was answered in its place");
  else if (!dsm_answer_read_object (element, &answer))
    call->error = misunderstood (call, "the answer does not say whether it was a success");
  else
    read_result (call, &answer);
}

static void
read_compound (DsmSlice *self, const DsmAnswer *answer)
{
  JsonArray *results = dsm_json_get_array (dsm_json_node_object (answer->data), "result");
  guint n_results;

  if (results == NULL)
    {
      self->error = g_error_new_literal (DSM_ERROR, DSM_ERROR_PROTOCOL,
                                         "The answer to a compound request has no results");
      return;
    }
  n_results = json_array_get_length (results);
  for (guint i = 0; i < self->calls->len; i++)
    read_element (g_ptr_array_index (self->calls, i),
                  i < n_results ? dsm_json_element_object (results, i) : NULL);
}

/*
 * dsm_slice_read:
 * @self: a #DsmSlice
 *
 * Gives each call of the slice its result or its error; what concerns all of them is the slice's
 * own. Runs on any thread.
 */
void
dsm_slice_read (const DsmReply *reply, gpointer data)
{
  DsmSlice *self = data;
  g_auto (DsmAnswer) answer = { 0 };

  if (!dsm_answer_read (reply, &answer, &self->unreadable, &self->error))
    return;
  for (guint i = 0; i < self->calls->len; i++)
    {
      DsmCall *call = g_ptr_array_index (self->calls, i);

      call->date = reply->date;
      call->came_at = reply->came_at;
    }
  if (!self->compound)
    read_result (dsm_slice_first (self), &answer);
  else if (answer.success)
    read_compound (self, &answer);
  else
    self->error = dsm_error_from_code (COMPOUND_API, "request", answer.code, answer.errors);
}

/* Whether the error of the whole is DSM's own word. */
gboolean
dsm_slice_has_code (DsmSlice *self)
{
  return dsm_error_get_details (self->error)->code != 0;
}

static int
weight (int code)
{
  return dsm_error_is_session_code (code) ? 2 : code != 0;
}

/*
 * dsm_slice_find_refusal:
 * @code: (out): its number; 0 = none
 *
 * Returns: (nullable): what DSM refused; the end of the session before everything else
 */
const GError *
dsm_slice_find_refusal (DsmSlice *self, int *code)
{
  const GError *found = self->error;

  *code = found != NULL ? dsm_error_get_details (found)->code : 0;
  for (guint i = 0; i < self->calls->len; i++)
    {
      const DsmCall *call = g_ptr_array_index (self->calls, i);
      int other = call->error != NULL ? dsm_error_get_details (call->error)->code : 0;

      if (weight (other) <= weight (*code))
        continue;
      found = call->error;
      *code = other;
    }
  return found;
}

/* Takes the outcomes back: everything is to be asked again. */
void
dsm_slice_reset (DsmSlice *self)
{
  g_clear_error (&self->error);
  for (guint i = 0; i < self->calls->len; i++)
    {
      DsmCall *call = g_ptr_array_index (self->calls, i);

      g_clear_error (&call->error);
      if (call->result != NULL && call->free_result != NULL)
        call->free_result (call->result);
      call->result = NULL;
    }
}

void
dsm_slice_mark_done (DsmSlice *self)
{
  for (guint i = 0; i < self->calls->len; i++)
    ((DsmCall *) g_ptr_array_index (self->calls, i))->done = TRUE;
}
