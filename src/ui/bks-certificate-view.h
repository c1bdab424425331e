/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "bks-problem.h"

G_BEGIN_DECLS

/* What a certificate says of itself, for a person to compare. */
#define BKS_TYPE_CERTIFICATE_VIEW (bks_certificate_view_get_type ())
G_DECLARE_FINAL_TYPE (BksCertificateView, bks_certificate_view, BKS, CERTIFICATE_VIEW, GtkWidget)

void bks_certificate_view_show (BksCertificateView *self, const BksCertificate *certificate);
/* All that is known of it is its fingerprint. */
void bks_certificate_view_show_fingerprint (BksCertificateView *self, const char *sha256);
/* It stands beside another one, of which only the fingerprint is known. */
void bks_certificate_view_mark_changed (BksCertificateView *self);
const char *bks_certificate_view_get_fingerprint (BksCertificateView *self);

G_END_DECLS
