/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The simulated NAS. It knows the server's side of the protocol and nothing of the client: it
 * shares no code with it, so that a mistake made once cannot cancel itself out. It lives on a
 * thread and main context of its own; every function here may be called from any thread. */

typedef struct
{
  guint port;            /* 0 = any free port, always on 127.0.0.1 */
  gboolean tls;          /* HTTPS with a certificate made at start */
  gboolean otp;          /* the account asks for a one-time code */
  guint seed;            /* the same seed gives the same data */
  guint n_tasks;         /* 0 = the eight usual ones */
  guint n_logs;          /* 0 = a few hundred */
  guint delay_ms;        /* added to each answer */
  double speed;          /* how much faster than real time runs proceed; 0 = 1.0 */
  guint control_port;    /* 0 = none, unless want_control */
  gboolean want_control; /* open a control port even if control_port is 0 (any free one) */
  gboolean scheduler; /* tasks start by themselves at their times; off, a time passed is missed */
  const char *host_name; /* (nullable): the NAS's own name; NULL = "office-nas" */
  const char *variant;   /* (nullable): "full" (default), "no-vault", "vault-only", "no-permission",
                          * "lun", "empty", "dsm6", "odd-names"; several joined by commas */
  const char *certificate; /* (nullable): the kind that it starts with, as in CONTROL.md; NULL =
                            * "self-signed". Without tls it has none */
} BksDemoNasOptions;

#define BKS_TYPE_DEMO_NAS (bks_demo_nas_get_type ())
G_DECLARE_FINAL_TYPE (BksDemoNas, bks_demo_nas, BKS, DEMO_NAS, GObject)

BksDemoNas *bks_demo_nas_new (const BksDemoNasOptions *options, GError **error);
void bks_demo_nas_stop (BksDemoNas *self);

const char *bks_demo_nas_get_url (BksDemoNas *self);
const char *bks_demo_nas_get_account (BksDemoNas *self);
const char *bks_demo_nas_get_password (BksDemoNas *self);
char *bks_demo_nas_dup_otp (BksDemoNas *self);
const char *bks_demo_nas_get_fingerprint (BksDemoNas *self);
const char *bks_demo_nas_get_control_url (BksDemoNas *self);

char *bks_demo_nas_control (BksDemoNas *self,
                            const char *command,
                            const char *arguments,
                            GError **error);

G_END_DECLS
