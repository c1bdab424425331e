/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "dsm-address-private.h"
#include "dsm-client.h"
#include "dsm-error-private.h"
#include "dsm-flight-private.h"

G_BEGIN_DECLS

struct _DsmClient
{
  GObject parent_instance;

  DsmAddress *address;
  SoupSession *session; /* (nullable) (owned): made for the pin that was set when it was needed */
  guint n_exchanges;    /* requests that are under way */
  char *pin;            /* (nullable): SHA-256 of the DER, 64 hex digits, lower case */
  gboolean allow_plain_http;
  guint read_ms;
  guint write_ms;

  char *account;     /* (nullable) */
  char *password;    /* (nullable): wiped */
  char *otp;         /* (nullable): for one login; wiped */
  char *device_id;   /* (nullable): wiped */
  char *device_name; /* (nullable) */
  gboolean remember_device;
  guint serial; /* of what to sign in with: a login with something older says nothing */

  GHashTable *apis;     /* (nullable): name → DsmApi; NULL = not asked yet */
  gint64 discovered_at; /* µs, monotonic */
  DsmFlight discovery;

  char *sid;        /* (nullable): of the session; wiped */
  char *token;      /* (nullable): against forged requests; wiped */
  guint generation; /* of the session: who meets an old one has no need to sign in again */
  DsmFlight login;
  guint login_serial; /* what the login that is under way was sent with */
  GError *refusal;    /* (nullable): a login that was refused is not tried again by itself */
  GError *hold;       /* (nullable) (owned): what every call is answered with, unsent */
  DsmDeviceNews device_news;
  gboolean is_new_address;  /* a login has followed a 150, and no call has succeeded since */
  gulong network_handler;   /* 0 = nobody waits for another network */
  gint64 displaced_until;   /* µs, monotonic: another 107 until then is one too many */
  gint64 barred_until;      /* µs, monotonic: until then no login follows a 107 */
  gboolean tokenless_login; /* a 103 without a token has led to a login once */

  gboolean no_compound; /* the NAS does not take compound requests */

  int utc_offset;        /* s east of UTC, or DSM_OFFSET_UNKNOWN */
  gint64 clock_error;    /* s that the NAS's clock is ahead; 0 = unknown */
  gint64 clock_asked_at; /* µs, monotonic; 0 = never */
};

SoupSession *dsm_client_get_session (DsmClient *self);
void dsm_client_drop_session (DsmClient *self, guint generation);
void dsm_client_take_session (DsmClient *self, const char *sid, const char *token);
void dsm_client_take_apis (DsmClient *self, GHashTable *apis);
void dsm_client_forget_refusal (DsmClient *self);
void dsm_client_emit_login_over (DsmClient *self, const GError *error);
void dsm_client_await_network (DsmClient *self);
void dsm_client_end_await (DsmClient *self);

void dsm_secret_clear (char **secret);
void dsm_secret_set (char **secret, const char *value);

/* What is missing before a call can be sent: discovery and login, each shared by all. */
void dsm_client_ensure_discovery_async (DsmClient *self,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
void dsm_client_ensure_login_async (DsmClient *self,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);

void dsm_api_free (gpointer data);

G_END_DECLS
