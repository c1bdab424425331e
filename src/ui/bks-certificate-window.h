/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "bks-keeper.h"

G_BEGIN_DECLS

/* A NAS that is known shows another certificate: old and new side by side, and the question whether to
 * trust the new one. Stay Disconnected is the default. */
#define BKS_TYPE_CERTIFICATE_WINDOW (bks_certificate_window_get_type ())
G_DECLARE_FINAL_TYPE (BksCertificateWindow,
                      bks_certificate_window,
                      BKS,
                      CERTIFICATE_WINDOW,
                      AdwWindow)

BksCertificateWindow *bks_certificate_window_new (GtkWindow *parent,
                                                  BksKeeper *keeper,
                                                  BksNas *nas,
                                                  const BksCertificate *certificate);

G_END_DECLS
