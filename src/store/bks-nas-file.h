/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bks-nas-list.h"

G_BEGIN_DECLS

/* The list of NAS in a file, shared by the window and the command line. */
#define BKS_TYPE_NAS_FILE (bks_nas_file_get_type ())
G_DECLARE_FINAL_TYPE (BksNasFile, bks_nas_file, BKS, NAS_FILE, GObject)

BksNasFile *bks_nas_file_new (const char *path);
void bks_nas_file_watch (BksNasFile *self);

G_END_DECLS
