/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "dsm"

#include "dsm-client-private.h"

/* What belongs to a NAS that is known from before: it may have to wait for its user, and what to
 * sign in with outlives this process. */

/* The NAS has answered a login: @error is why it refused. */
void
dsm_client_emit_login_over (DsmClient *self, const GError *error)
{
  g_signal_emit_by_name (self, "login-over", error);
}

/* After a change of the network a login is worth trying. */
void
dsm_client_end_await (DsmClient *self)
{
  self->is_new_address = FALSE;
  if (self->network_handler == 0)
    return;
  g_signal_handler_disconnect (g_network_monitor_get_default (), self->network_handler);
  self->network_handler = 0;
}

static void
dsm_client_network_changed_cb (DsmClient *self)
{
  dsm_client_end_await (self);
}

/* No login until the network changes once more. */
void
dsm_client_await_network (DsmClient *self)
{
  if (self->network_handler == 0)
    self->network_handler = g_signal_connect_object (
        g_network_monitor_get_default (), "network-changed",
        G_CALLBACK (dsm_client_network_changed_cb), self, G_CONNECT_SWAPPED);
}

/**
 * dsm_client_hold:
 * @error: what every call is answered with
 *
 * From now on nothing is sent but discovery that is asked for by itself, and a logout, until
 * dsm_client_let_go(), dsm_client_set_credentials(), dsm_client_set_otp() or
 * dsm_client_set_device(). For a NAS that waits for its user.
 */
void
dsm_client_hold (DsmClient *self, const GError *error)
{
  g_return_if_fail (DSM_IS_CLIENT (self));
  g_return_if_fail (error != NULL);

  g_clear_error (&self->hold);
  self->hold = g_error_copy (error);
}

/**
 * dsm_client_let_go:
 *
 * Ends dsm_client_hold(), and lifts the bar that a refused login has put up: the user wants it tried
 * again.
 */
void
dsm_client_let_go (DsmClient *self)
{
  g_return_if_fail (DSM_IS_CLIENT (self));

  dsm_client_forget_refusal (self);
}

/**
 * dsm_client_get_device_news:
 *
 * Returns: what the last answered login has shown about the device ID
 */
DsmDeviceNews
dsm_client_get_device_news (DsmClient *self)
{
  g_return_val_if_fail (DSM_IS_CLIENT (self), DSM_DEVICE_NO_NEWS);

  return self->device_news;
}

/**
 * dsm_client_get_device_name:
 *
 * Returns: under which name the NAS remembers this computer
 */
const char *
dsm_client_get_device_name (DsmClient *self)
{
  g_return_val_if_fail (DSM_IS_CLIENT (self), NULL);

  return self->device_name != NULL ? self->device_name : g_get_host_name ();
}

/**
 * dsm_client_get_password:
 *
 * Returns: (nullable): the password, to be put into a keyring
 */
const char *
dsm_client_get_password (DsmClient *self)
{
  g_return_val_if_fail (DSM_IS_CLIENT (self), NULL);

  return self->password;
}

/**
 * dsm_client_new_like:
 * @self: a client
 * @address: as for dsm_client_new()
 * @error: a #GUriError if @address is none
 *
 * Makes a client of the same NAS at another address: the same account, trust and deadlines, without
 * a session.
 *
 * Returns: (transfer full) (nullable): the client
 */
DsmClient *
dsm_client_new_like (DsmClient *self, const char *address, GError **error)
{
  DsmClient *other;

  g_return_val_if_fail (DSM_IS_CLIENT (self), NULL);

  other = dsm_client_new (address, error);
  if (other == NULL)
    return NULL;
  dsm_client_set_credentials (other, self->account, self->password);
  dsm_client_set_device (other, self->device_id, self->device_name);
  dsm_client_set_pin (other, self->pin);
  other->allow_plain_http = self->allow_plain_http;
  other->read_ms = self->read_ms;
  other->write_ms = self->write_ms;
  if (self->hold != NULL)
    other->hold = g_error_copy (self->hold);
  return other;
}
