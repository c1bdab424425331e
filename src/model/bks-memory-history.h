/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bks-history.h"

G_BEGIN_DECLS

/* A history that is gone with the object: for the demo, and for tests. */
#define BKS_TYPE_MEMORY_HISTORY (bks_memory_history_get_type ())
G_DECLARE_FINAL_TYPE (BksMemoryHistory, bks_memory_history, BKS, MEMORY_HISTORY, GObject)

BksMemoryHistory *bks_memory_history_new (void);

G_END_DECLS
