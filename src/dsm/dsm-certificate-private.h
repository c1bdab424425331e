/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "dsm-error.h"

G_BEGIN_DECLS

char *dsm_certificate_digest (GTlsCertificate *certificate);
char *dsm_certificate_parse_pin (const char *text);
DsmCertificate *dsm_certificate_describe (GTlsCertificate *certificate,
                                          GTlsCertificateFlags flags,
                                          const char *host);

G_END_DECLS
