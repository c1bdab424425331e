/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "dsm"

#include "dsm-client-private.h"

#include <string.h>

#include "dsm-certificate-private.h"

#define READ_MS  20000
#define WRITE_MS 60000

/* The library's two would let two slow questions hold up all others. */
#define MAX_CONNECTIONS 6

G_DEFINE_FINAL_TYPE (DsmClient, dsm_client, G_TYPE_OBJECT)

/* Wipes and frees. */
void
dsm_secret_clear (char **secret)
{
  if (*secret != NULL)
    explicit_bzero (*secret, strlen (*secret));
  g_clear_pointer (secret, g_free);
}

/* Replaces a secret by a copy of @value. */
void
dsm_secret_set (char **secret, const char *value)
{
  g_autofree char *copy = g_strdup (value);

  dsm_secret_clear (secret);
  *secret = g_steal_pointer (&copy);
}

void
dsm_api_free (gpointer data)
{
  DsmApi *api = data;

  g_free (api->path);
  g_free (api);
}

/* Aborting alone leaves connections open that are idle; they go away with their session. */
static void
drop_soup_session (DsmClient *self)
{
  if (self->session != NULL)
    soup_session_abort (self->session);
  g_clear_object (&self->session);
}

static void
dsm_client_finalize (GObject *object)
{
  DsmClient *self = DSM_CLIENT (object);

  drop_soup_session (self);
  dsm_address_free (self->address);
  g_free (self->pin);
  g_free (self->account);
  dsm_secret_clear (&self->password);
  dsm_secret_clear (&self->otp);
  dsm_secret_clear (&self->device_id);
  g_free (self->device_name);
  g_clear_pointer (&self->apis, g_hash_table_unref);
  dsm_flight_clear (&self->discovery);
  dsm_flight_clear (&self->login);
  dsm_secret_clear (&self->sid);
  dsm_secret_clear (&self->token);
  g_clear_error (&self->refusal);
  g_clear_error (&self->hold);

  G_OBJECT_CLASS (dsm_client_parent_class)->finalize (object);
}

static void
dsm_client_class_init (DsmClientClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = dsm_client_finalize;

  /**
   * DsmClient::login-over:
   * @self: the client
   * @error: (nullable): a #DSM_ERROR: why the NAS refused; %NULL = there is a session
   *
   * The NAS has answered a login that was sent to it. Not emitted for one that came to nothing on
   * its way.
   */
  g_signal_new ("login-over", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
dsm_client_init (DsmClient *self)
{
  self->read_ms = READ_MS;
  self->write_ms = WRITE_MS;
  self->utc_offset = DSM_OFFSET_UNKNOWN;
}

static gboolean
is_loopback (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  return address != NULL ? g_inet_address_get_is_loopback (address)
                         : g_ascii_strcasecmp (host, "localhost") == 0;
}

/*
 * dsm_client_get_session:
 *
 * While a session has a database of authorities, a certificate that the system trusts is accepted
 * without a question; so with a pin it has none, and the pin is asked on each connection.
 *
 * Returns: (transfer none): the HTTP session
 */
SoupSession *
dsm_client_get_session (DsmClient *self)
{
  if (self->session == NULL)
    {
      self->session = soup_session_new_with_options ("max-conns", 2 * MAX_CONNECTIONS,
                                                     "max-conns-per-host", MAX_CONNECTIONS,
                                                     "user-agent", "Backstay", NULL);
      if (self->pin != NULL)
        soup_session_set_tls_database (self->session, NULL);
      /* No proxy can reach this computer's own loopback, and asking the desktop for one may leave
       * files in the user's folders. */
      if (is_loopback (self->address->host))
        soup_session_set_proxy_resolver (self->session, NULL);
    }
  return self->session;
}

/*
 * dsm_client_drop_session:
 * @generation: of the session that is over; nothing happens if there is a newer one already
 */
void
dsm_client_drop_session (DsmClient *self, guint generation)
{
  if (generation != self->generation)
    return;
  dsm_secret_clear (&self->sid);
  dsm_secret_clear (&self->token);
}

/* A login brought a session. */
void
dsm_client_take_session (DsmClient *self, const char *sid, const char *token)
{
  dsm_secret_set (&self->sid, sid);
  dsm_secret_set (&self->token, token);
  self->generation++;
}

/* @apis: (nullable) (transfer full): what discovery found; %NULL to discover anew */
void
dsm_client_take_apis (DsmClient *self, GHashTable *apis)
{
  g_clear_pointer (&self->apis, g_hash_table_unref);
  self->apis = apis;
  self->discovered_at = g_get_monotonic_time ();
}

/* What was refused may be accepted now. */
void
dsm_client_forget_refusal (DsmClient *self)
{
  g_clear_error (&self->refusal);
  g_clear_error (&self->hold);
  dsm_client_end_await (self);
  self->barred_until = 0;
  self->serial++;
}

/**
 * dsm_client_new:
 * @address: HOST, HOST:PORT, or an http or https address, perhaps with a reverse proxy's path.
 *   Without a scheme it is https; without a port 5001 (https) or 5000 (http), with a path 443 or 80
 * @error: a #GUriError if @address is none; queries, fragments and accounts in it are refused
 *
 * Nothing is sent before the first call.
 *
 * Returns: (transfer full) (nullable): a client for one NAS, for use on one thread
 */
DsmClient *
dsm_client_new (const char *address, GError **error)
{
  DsmClient *self;
  DsmAddress *parsed;

  g_return_val_if_fail (address != NULL, NULL);

  parsed = dsm_address_parse (address, error);
  if (parsed == NULL)
    return NULL;
  self = g_object_new (DSM_TYPE_CLIENT, NULL);
  self->address = parsed;
  return self;
}

/**
 * dsm_client_get_url:
 *
 * Returns: the address in full, with scheme and port; it ends in /webapi/
 */
const char *
dsm_client_get_url (DsmClient *self)
{
  g_return_val_if_fail (DSM_IS_CLIENT (self), NULL);

  return self->address->url;
}

/**
 * dsm_client_get_host:
 *
 * Returns: the host in lower case, ASCII; an IPv6 address without brackets
 */
const char *
dsm_client_get_host (DsmClient *self)
{
  g_return_val_if_fail (DSM_IS_CLIENT (self), NULL);

  return self->address->host;
}

/**
 * dsm_client_get_port:
 *
 * Returns: the port, typed or assumed
 */
guint
dsm_client_get_port (DsmClient *self)
{
  g_return_val_if_fail (DSM_IS_CLIENT (self), 0);

  return self->address->port;
}

/**
 * dsm_client_is_https:
 *
 * Returns: whether the connection is encrypted
 */
gboolean
dsm_client_is_https (DsmClient *self)
{
  g_return_val_if_fail (DSM_IS_CLIENT (self), FALSE);

  return self->address->https;
}

/**
 * dsm_client_set_credentials:
 * @account: (nullable): who signs in
 * @password: (nullable): copied, and wiped when it is replaced
 *
 * Ends the session that there is on our side, and lifts the bar that a refused login has put up.
 */
void
dsm_client_set_credentials (DsmClient *self, const char *account, const char *password)
{
  g_return_if_fail (DSM_IS_CLIENT (self));

  if (g_strcmp0 (account, self->account) != 0 || g_strcmp0 (password, self->password) != 0)
    dsm_client_drop_session (self, self->generation);
  if (account != self->account)
    {
      g_free (self->account);
      self->account = g_strdup (account);
    }
  dsm_secret_set (&self->password, password);
  dsm_client_forget_refusal (self);
}

/**
 * dsm_client_get_account:
 *
 * Returns: (nullable): who signs in
 */
const char *
dsm_client_get_account (DsmClient *self)
{
  g_return_val_if_fail (DSM_IS_CLIENT (self), NULL);

  return self->account;
}

/**
 * dsm_client_set_otp:
 * @code: (nullable): a one-time code, good for one login
 * @remember_device: ask the NAS for a device ID that makes the code unnecessary from now on
 *
 * Lifts the bar that a refused login has put up.
 */
void
dsm_client_set_otp (DsmClient *self, const char *code, gboolean remember_device)
{
  g_return_if_fail (DSM_IS_CLIENT (self));

  dsm_secret_set (&self->otp, code);
  self->remember_device = remember_device;
  dsm_client_forget_refusal (self);
}

/**
 * dsm_client_set_device:
 * @device_id: (nullable): a device ID from an earlier dsm_client_set_otp(); kept like a password
 * @device_name: (nullable): a stable name for this computer
 */
void
dsm_client_set_device (DsmClient *self, const char *device_id, const char *device_name)
{
  g_return_if_fail (DSM_IS_CLIENT (self));

  dsm_secret_set (&self->device_id, device_id);
  if (device_name != self->device_name)
    {
      g_free (self->device_name);
      self->device_name = g_strdup (device_name);
    }
  dsm_client_forget_refusal (self);
}

/**
 * dsm_client_get_device_id:
 *
 * Returns: (nullable): the device ID that was set, or that the NAS gave with a login; %NULL also
 *   when the NAS does not know it any more
 */
const char *
dsm_client_get_device_id (DsmClient *self)
{
  g_return_val_if_fail (DSM_IS_CLIENT (self), NULL);

  return self->device_id;
}

/**
 * dsm_client_set_pin:
 * @sha256: (nullable): SHA-256 of the certificate's DER in hex, with colons or without; %NULL for
 *   the system's trust
 *
 * Connections that were open under another rule are closed.
 *
 * Returns: %FALSE if @sha256 is no such digest; then nothing changes
 */
gboolean
dsm_client_set_pin (DsmClient *self, const char *sha256)
{
  g_autofree char *pin = NULL;

  g_return_val_if_fail (DSM_IS_CLIENT (self), FALSE);

  if (sha256 != NULL)
    {
      pin = dsm_certificate_parse_pin (sha256);
      if (pin == NULL)
        return FALSE;
    }
  if (g_strcmp0 (pin, self->pin) != 0)
    {
      g_free (self->pin);
      self->pin = g_steal_pointer (&pin);
      drop_soup_session (self);
    }
  return TRUE;
}

/**
 * dsm_client_get_pin:
 *
 * Returns: (nullable): 64 hex digits in lower case; %NULL = the system's trust
 */
const char *
dsm_client_get_pin (DsmClient *self)
{
  g_return_val_if_fail (DSM_IS_CLIENT (self), NULL);

  return self->pin;
}

/**
 * dsm_client_set_allow_plain_http:
 * @allow: the user was warned, and consented
 *
 * Without consent every call to an http address fails with %DSM_ERROR_PLAIN_HTTP.
 */
void
dsm_client_set_allow_plain_http (DsmClient *self, gboolean allow)
{
  g_return_if_fail (DSM_IS_CLIENT (self));

  self->allow_plain_http = allow;
}

/**
 * dsm_client_set_timeouts:
 * @read_ms: for a whole read, in ms; 0 = 20 s
 * @write_ms: for a whole write, and for reads that may probe a remote host, in ms; 0 = 60 s
 */
void
dsm_client_set_timeouts (DsmClient *self, guint read_ms, guint write_ms)
{
  g_return_if_fail (DSM_IS_CLIENT (self));

  self->read_ms = read_ms != 0 ? read_ms : READ_MS;
  self->write_ms = write_ms != 0 ? write_ms : WRITE_MS;
}

/**
 * dsm_client_get_api:
 * @api: its name
 *
 * Returns: (transfer none) (nullable): what discovery said; %NULL if the NAS does not have it, or
 *   was not asked yet. Good until the next call is sent
 */
const DsmApi *
dsm_client_get_api (DsmClient *self, const char *api)
{
  g_return_val_if_fail (DSM_IS_CLIENT (self), NULL);
  g_return_val_if_fail (api != NULL, NULL);

  return self->apis != NULL ? g_hash_table_lookup (self->apis, api) : NULL;
}

/**
 * dsm_client_is_signed_in:
 *
 * Returns: whether there is a session, as far as is known here
 */
gboolean
dsm_client_is_signed_in (DsmClient *self)
{
  g_return_val_if_fail (DSM_IS_CLIENT (self), FALSE);

  return self->sid != NULL;
}

/**
 * dsm_client_get_utc_offset:
 *
 * Returns: the offset of the NAS's zone in s east of UTC, or %DSM_OFFSET_UNKNOWN
 */
int
dsm_client_get_utc_offset (DsmClient *self)
{
  g_return_val_if_fail (DSM_IS_CLIENT (self), DSM_OFFSET_UNKNOWN);

  return self->utc_offset;
}

/**
 * dsm_client_get_clock_error:
 *
 * Returns: how many s the NAS's clock is ahead of ours; 0 also if it is unknown
 */
gint64
dsm_client_get_clock_error (DsmClient *self)
{
  g_return_val_if_fail (DSM_IS_CLIENT (self), 0);

  return self->clock_error;
}

/**
 * dsm_client_is_asking:
 * @self: a client
 *
 * Returns: whether a request is under way
 */
gboolean
dsm_client_is_asking (DsmClient *self)
{
  g_return_val_if_fail (DSM_IS_CLIENT (self), FALSE);

  return self->n_exchanges > 0;
}

/**
 * dsm_client_is_connected:
 * @self: a client
 *
 * Returns: whether a connection may be open
 */
gboolean
dsm_client_is_connected (DsmClient *self)
{
  g_return_val_if_fail (DSM_IS_CLIENT (self), FALSE);

  return self->session != NULL;
}

/**
 * dsm_client_close_connections:
 *
 * Closes what is open, so that nothing wakes this computer before the next call. What is under way
 * fails: call it between refreshes.
 */
void
dsm_client_close_connections (DsmClient *self)
{
  g_return_if_fail (DSM_IS_CLIENT (self));

  drop_soup_session (self);
}
