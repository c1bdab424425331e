/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "dsm-error.h"
#include "dsm-time.h"

G_BEGIN_DECLS

#define DSM_TYPE_CLIENT (dsm_client_get_type ())
G_DECLARE_FINAL_TYPE (DsmClient, dsm_client, DSM, CLIENT, GObject)

/**
 * DsmApi:
 *
 * What discovery said about one API.
 */
typedef struct
{
  char *path; /* relative to /webapi/ */
  int min_version;
  int max_version;
  gboolean json; /* requestFormat is "JSON" */
} DsmApi;

DsmClient *dsm_client_new (const char *address, GError **error);
const char *dsm_client_get_url (DsmClient *self);
const char *dsm_client_get_host (DsmClient *self);
guint dsm_client_get_port (DsmClient *self);
gboolean dsm_client_is_https (DsmClient *self);

/* What to sign in with. Secrets are copied, and cleared when replaced. */
void dsm_client_set_credentials (DsmClient *self, const char *account, const char *password);
const char *dsm_client_get_account (DsmClient *self);
void dsm_client_set_otp (DsmClient *self, const char *code, gboolean remember_device);
void dsm_client_set_device (DsmClient *self, const char *device_id, const char *device_name);
const char *dsm_client_get_device_id (DsmClient *self);
const char *dsm_client_get_device_name (DsmClient *self);
const char *dsm_client_get_password (DsmClient *self);
DsmClient *dsm_client_new_like (DsmClient *self, const char *address, GError **error);

/**
 * DsmDeviceNews:
 *
 * What the last login has shown about the device ID.
 */
typedef enum
{
  DSM_DEVICE_NO_NEWS,
  DSM_DEVICE_GIVEN,   /* the NAS gave one: dsm_client_get_device_id() */
  DSM_DEVICE_DENIED,  /* it was asked for one, and gave none */
  DSM_DEVICE_REVOKED, /* it does not know the one that was sent any more */
} DsmDeviceNews;

DsmDeviceNews dsm_client_get_device_news (DsmClient *self);

/* Signal `login-over` (GError *error): the NAS has answered a login. */

/* Nothing is sent until somebody lets go, or sets what to sign in with. */
void dsm_client_hold (DsmClient *self, const GError *error);
void dsm_client_let_go (DsmClient *self);

gboolean dsm_client_set_pin (DsmClient *self, const char *sha256);
const char *dsm_client_get_pin (DsmClient *self);
void dsm_client_set_allow_plain_http (DsmClient *self, gboolean allow);
void dsm_client_set_timeouts (DsmClient *self, guint read_ms, guint write_ms);

/* Discovery, session. Every call below does what is missing of these by itself. */
void dsm_client_discover_async (DsmClient *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean dsm_client_discover_finish (DsmClient *self, GAsyncResult *result, GError **error);
const DsmApi *dsm_client_get_api (DsmClient *self, const char *api);

void dsm_client_login_async (DsmClient *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean dsm_client_login_finish (DsmClient *self, GAsyncResult *result, GError **error);
gboolean dsm_client_is_signed_in (DsmClient *self);

void dsm_client_logout_async (DsmClient *self,
                              guint limit_ms,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
gboolean dsm_client_logout_finish (DsmClient *self, GAsyncResult *result, GError **error);

/* The NAS's clock, known after the first dsm_client_learn_clock_*() or task refresh. */
void dsm_client_learn_clock_async (DsmClient *self,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean dsm_client_learn_clock_finish (DsmClient *self, GAsyncResult *result, GError **error);
int dsm_client_get_utc_offset (DsmClient *self);
gint64 dsm_client_get_clock_error (DsmClient *self);

gboolean dsm_client_is_asking (DsmClient *self);
gboolean dsm_client_is_connected (DsmClient *self);
void dsm_client_close_connections (DsmClient *self);

G_END_DECLS
