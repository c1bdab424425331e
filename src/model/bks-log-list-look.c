/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-model"

#include "bks-log-list-private.h"

/* What is loaded, looked at without asking for more, and in another order. */

typedef struct
{
  guint place; /* by time */
  gint64 number;
  char *text; /* (nullable) (owned): to compare by */
} Sortable;

/**
 * bks_log_list_is_of_vault:
 * @self: a list
 *
 * Returns: whether it is the log of a Vault target
 */
gboolean
bks_log_list_is_of_vault (BksLogList *self)
{
  g_return_val_if_fail (BKS_IS_LOG_LIST (self), FALSE);

  return self->target_id != NULL;
}

/**
 * bks_log_list_peek:
 * @self: a list
 * @position: of a row
 *
 * Returns: (transfer none) (nullable): its line, if that is loaded
 */
BksLogEntry *
bks_log_list_peek (BksLogList *self, guint position)
{
  g_return_val_if_fail (BKS_IS_LOG_LIST (self), NULL);

  if (position >= self->n_items)
    return NULL;
  return bks_log_list_peek_by_time (self, self->order != NULL ? self->order[position] : position,
                                    NULL);
}

/**
 * bks_log_list_foreach_loaded:
 * @self: a list
 * @func: (scope call): called for each line that is loaded, in the order of the query
 * @user_data: for @func
 */
void
bks_log_list_foreach_loaded (BksLogList *self, BksLogListFunc func, gpointer user_data)
{
  g_return_if_fail (BKS_IS_LOG_LIST (self));

  for (guint i = 0; i < self->n_items; i++)
    {
      BksLogEntry *entry;
      BksNas *nas;

      /* Whole pages that are not there are passed over. */
      if (self->mode == BKS_LOG_LIST_PAGED)
        {
          gint64 key = bks_log_paged_get_key (self, i);
          gint64 number = bks_log_pages_number_of (key);

          if (!bks_log_pages_has_page (self->paged.pages, number))
            {
              gint64 first = bks_log_pages_first_key (number);

              i += (guint) (self->query->oldest_first ? key - first
                                                      : first + BKS_LOG_PAGE - 1 - key);
              continue;
            }
        }
      entry = bks_log_list_peek_by_time (self, i, &nas);
      if (entry != NULL)
        func (entry, nas, user_data);
    }
}

/**
 * bks_log_list_find_moment:
 * @self: a list
 * @moment: µs since the Unix epoch, UTC
 * @position_out: (out): of the loaded line that is nearest to it
 *
 * Returns: whether a line with a time is loaded
 */
gboolean
bks_log_list_find_moment (BksLogList *self, gint64 moment, guint *position_out)
{
  gint64 nearest = G_MAXINT64;

  g_return_val_if_fail (BKS_IS_LOG_LIST (self), FALSE);

  for (guint i = 0; i < self->n_items; i++)
    {
      BksLogEntry *entry = bks_log_list_peek (self, i);
      gint64 time = entry != NULL ? bks_log_entry_get_time (entry) : 0;

      if (time == 0 || ABS (time - moment) >= nearest)
        continue;
      nearest = ABS (time - moment);
      *position_out = i;
    }
  return nearest != G_MAXINT64;
}

static void
fill (Sortable *sortable, BksLogList *self, BksLogSortKey key)
{
  g_autofree char *task = NULL;
  const char *text = NULL;
  BksNas *nas;
  BksLogEntry *entry = bks_log_list_peek_by_time (self, sortable->place, &nas);

  switch (key)
    {
    case BKS_LOG_SORT_LEVEL:
      /* A word that nobody knows stands beside a warning. */
      sortable->number = bks_log_entry_get_level (entry) == BKS_LOG_UNKNOWN
                             ? 2 * BKS_LOG_WARNING - 1
                             : 2 * bks_log_entry_get_level (entry);
      break;
    case BKS_LOG_SORT_NAS:
      text = bks_nas_get_name (nas);
      break;
    case BKS_LOG_SORT_TASK:
      text = task = bks_log_event_dup_task_name (bks_log_entry_get_event (entry));
      break;
    case BKS_LOG_SORT_EVENT:
      text = bks_log_entry_get_event (entry);
      break;
    case BKS_LOG_SORT_USER:
      text = bks_log_entry_get_user (entry);
      break;
    case BKS_LOG_SORT_NONE:
    default:
      break;
    }
  if (text != NULL)
    {
      /* Long texts differ early, or their order is of no use. */
      g_autofree char *start = g_utf8_substring (text, 0, MIN (g_utf8_strlen (text, 800), 200));

      sortable->text = g_utf8_collate_key_for_filename (start, -1);
    }
}

static int
compare (gconstpointer a, gconstpointer b, gpointer descending)
{
  const Sortable *x = a;
  const Sortable *y = b;
  int order = x->number != y->number ? (x->number < y->number ? -1 : 1)
                                     : g_strcmp0 (x->text, y->text);

  if (order != 0)
    return descending != NULL ? -order : order;
  /* Lines that are equal stay in the order of their times. */
  return x->place < y->place ? -1 : x->place > y->place;
}

static guint *
sort (BksLogList *self, BksLogSortKey key, gboolean descending)
{
  g_autofree Sortable *sortables = g_new0 (Sortable, self->n_items);
  guint *order = g_new (guint, self->n_items);

  for (guint i = 0; i < self->n_items; i++)
    {
      sortables[i].place = i;
      fill (&sortables[i], self, key);
    }
  g_qsort_with_data (sortables, (int) self->n_items, sizeof (Sortable), compare,
                     GINT_TO_POINTER (descending));
  for (guint i = 0; i < self->n_items; i++)
    {
      order[i] = sortables[i].place;
      g_free (sortables[i].text);
    }
  return order;
}

/**
 * bks_log_list_set_sort:
 * @self: a list
 * @key: what to sort by
 * @descending: whether the greatest comes first
 *
 * Sorts by something else than the time. Only a list that is complete can: bks_log_list_load_all().
 * When it gets other lines, it is by time again.
 *
 * Returns: whether it is in that order now
 */
gboolean
bks_log_list_set_sort (BksLogList *self, BksLogSortKey key, gboolean descending)
{
  g_return_val_if_fail (BKS_IS_LOG_LIST (self), FALSE);

  if (key == self->sort_key && (key == BKS_LOG_SORT_NONE || descending == self->sort_descending))
    return TRUE;
  if (key != BKS_LOG_SORT_NONE && !self->state.is_complete)
    return FALSE;
  bks_log_list_forget_sort (self);
  if (key != BKS_LOG_SORT_NONE && self->n_items > 0)
    {
      self->order = sort (self, key, descending);
      self->sort_key = key;
      self->sort_descending = descending;
    }
  g_list_model_items_changed (G_LIST_MODEL (self), 0, self->n_items, self->n_items);
  return TRUE;
}

/**
 * bks_log_list_get_sort_key:
 * @self: a list
 *
 * Returns: what it is sorted by
 */
BksLogSortKey
bks_log_list_get_sort_key (BksLogList *self)
{
  g_return_val_if_fail (BKS_IS_LOG_LIST (self), BKS_LOG_SORT_NONE);

  return self->sort_key;
}

/**
 * bks_log_list_get_sort_descending:
 * @self: a list
 *
 * Returns: whether the greatest comes first
 */
gboolean
bks_log_list_get_sort_descending (BksLogList *self)
{
  g_return_val_if_fail (BKS_IS_LOG_LIST (self), FALSE);

  return self->sort_descending;
}

#define GETTER(type, field)                                                                        \
  type bks_log_list_get_##field (BksLogList *self)                                                 \
  {                                                                                                \
    g_return_val_if_fail (BKS_IS_LOG_LIST (self), 0);                                              \
                                                                                                   \
    return self->state.field;                                                                      \
  }

GETTER (gint64, total)
GETTER (guint, n_new)
GETTER (gint64, n_scanned)
GETTER (gint64, n_to_scan)
GETTER (gboolean, is_scanning)
GETTER (gboolean, is_busy)
GETTER (gboolean, is_loaded)
GETTER (gboolean, is_complete)
GETTER (gboolean, is_limited)
