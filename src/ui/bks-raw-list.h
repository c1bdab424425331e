/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "bks-task.h"

G_BEGIN_DECLS

/* "Technical details": what the NAS reported about a task, word for word. */
#define BKS_TYPE_RAW_LIST (bks_raw_list_get_type ())
G_DECLARE_FINAL_TYPE (BksRawList, bks_raw_list, BKS, RAW_LIST, AdwExpanderRow)

void bks_raw_list_update (BksRawList *self, BksTask *task, const BksTaskDetails *details);
const char *bks_raw_list_get_value (BksRawList *self, const char *key);

G_END_DECLS
