/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "dsm-error.h"

G_BEGIN_DECLS

/* DSM's own numbers that the client itself reacts to. */
enum
{
  DSM_CODE_UNKNOWN = 100,
  DSM_CODE_NO_API = 102,
  DSM_CODE_NO_METHOD = 103,
  DSM_CODE_NO_VERSION = 104,
  DSM_CODE_NO_PERMISSION = 105,
  DSM_CODE_SESSION_TIMEOUT = 106,
  DSM_CODE_SESSION_DISPLACED = 107,
  DSM_CODE_SESSION_UNKNOWN = 119,
  DSM_CODE_BAD_PARAMETER = 120,
  DSM_CODE_ADDRESS_DIFFERS = 150,
  DSM_CODE_OTP_REQUIRED = 403,
};

DsmErrorDetails *dsm_error_edit_details (GError *error);
void dsm_error_set_place (GError *error, const char *host, int port);

GError *dsm_error_from_code (const char *api, const char *method, int code, const char *errors);
GError *dsm_error_from_login (const char *method,
                              int code,
                              const char *errors,
                              gboolean otp_possible);
GError *dsm_error_from_transport (const GError *error);

gboolean dsm_error_is_session_code (int code);
gboolean dsm_error_has_code (const GError *error, int code);
gboolean dsm_error_deserves_repeat (const GError *error);
gboolean dsm_error_leaves_doubt (const GError *error);

G_END_DECLS
