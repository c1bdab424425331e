/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum
{
  BKS_SORT_VERDICT, /* worst first */
  BKS_SORT_NAME,
  BKS_SORT_NAS,
  BKS_SORT_LAST_SUCCESS,
  BKS_SORT_NEXT_RUN,
} BksSortKey;
#define BKS_N_SORT_KEYS 5

#define BKS_TYPE_SORT_KEY (bks_sort_key_get_type ())
GType bks_sort_key_get_type (void);

/* Orders backups by one key. Property: key. */
#define BKS_TYPE_TASK_SORTER (bks_task_sorter_get_type ())
G_DECLARE_FINAL_TYPE (BksTaskSorter, bks_task_sorter, BKS, TASK_SORTER, GtkSorter)

GtkSorter *bks_task_sorter_new (BksSortKey key);
gboolean bks_task_sorter_find_primary (GtkSorter *sorter,
                                       BksSortKey *key_out,
                                       GtkSortType *order_out);

G_END_DECLS
