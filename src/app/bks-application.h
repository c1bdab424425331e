/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Where the rooms are put together. */
#define BKS_TYPE_APPLICATION (bks_application_get_type ())
G_DECLARE_FINAL_TYPE (BksApplication, bks_application, BKS, APPLICATION, AdwApplication)

BksApplication *bks_application_new (void);

G_END_DECLS
