/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bks-nas-list.h"

G_BEGIN_DECLS

/* A list of NAS that lasts as long as the object: demo mode, and tests. */
#define BKS_TYPE_MEMORY_NAS_LIST (bks_memory_nas_list_get_type ())
G_DECLARE_FINAL_TYPE (BksMemoryNasList, bks_memory_nas_list, BKS, MEMORY_NAS_LIST, GObject)

BksMemoryNasList *bks_memory_nas_list_new (void);

G_END_DECLS
