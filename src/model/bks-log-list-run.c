/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-model"

#include "bks-log-list-private.h"

/* What whoever shows a list has it do. */

/**
 * bks_log_list_start:
 * @self: a list
 *
 * Begins to ask, or goes on after bks_log_list_suspend().
 */
void
bks_log_list_start (BksLogList *self)
{
  g_return_if_fail (BKS_IS_LOG_LIST (self));

  if (self->is_started)
    return;
  self->is_started = TRUE;
  if (self->mode == BKS_LOG_LIST_NONE)
    bks_log_list_begin (self);
  else if (self->mode == BKS_LOG_LIST_PAGED)
    bks_log_paged_want_awaited (self);
  else
    bks_log_list_pump_soon (self);
}

/**
 * bks_log_list_suspend:
 * @self: a list
 *
 * Cancels what is under way. What is loaded stays.
 */
void
bks_log_list_suspend (BksLogList *self)
{
  g_return_if_fail (BKS_IS_LOG_LIST (self));

  if (!self->is_started)
    return;
  self->is_started = FALSE;
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  g_clear_handle_id (&self->pump_id, g_source_remove);
  self->paged.asks = BKS_LOG_ASKS_NOTHING;
  if (self->merged.merge != NULL)
    bks_log_merge_set_cancellable (self->merged.merge, self->cancellable);
  for (guint i = 0; i < self->merged.feeds->len; i++)
    ((BksLogFeed *) g_ptr_array_index (self->merged.feeds, i))->is_looking = FALSE;
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->sources)); i++)
    bks_log_source_set_is_busy (bks_log_list_get_source (self, i), FALSE);
  bks_log_list_update (self);
}

/**
 * bks_log_list_retry:
 * @self: a list
 * @nas: one whose source has a problem
 *
 * Asks it again. Among several NAS its lines have to be merged with the others', so that all of them
 * are read anew.
 */
void
bks_log_list_retry (BksLogList *self, BksNas *nas)
{
  g_return_if_fail (BKS_IS_LOG_LIST (self));
  g_return_if_fail (BKS_IS_NAS (nas));

  if (self->mode != BKS_LOG_LIST_PAGED)
    {
      self->insisted_nas = nas;
      bks_log_list_reload (self);
      self->insisted_nas = NULL;
      return;
    }
  bks_log_source_set_problem (bks_log_list_get_source (self, 0), NULL);
  bks_log_paged_want_awaited (self);
}

/**
 * bks_log_list_stop:
 * @self: a list
 *
 * Ends a scan. What it found stays, and is-limited says that it is not all.
 */
void
bks_log_list_stop (BksLogList *self)
{
  g_return_if_fail (BKS_IS_LOG_LIST (self));

  if (!self->state.is_scanning)
    return;
  self->merged.is_stopped = TRUE;
  self->merged.wants_all = FALSE;
  self->paged.wants_all = FALSE;
  bks_log_list_update (self);
}

/**
 * bks_log_list_load_all:
 * @self: a list
 *
 * Reads everything, if that is no more than %BKS_LOG_LIST_LIMIT lines, or else as much of a merge;
 * is-complete tells when all is there.
 */
void
bks_log_list_load_all (BksLogList *self)
{
  g_return_if_fail (BKS_IS_LOG_LIST (self));

  if (self->mode == BKS_LOG_LIST_PAGED && self->n_items <= BKS_LOG_LIST_LIMIT)
    self->paged.wants_all = TRUE;
  else if (self->mode == BKS_LOG_LIST_MERGED && !self->merged.is_stopped)
    self->merged.wants_all = TRUE;
  else
    return;
  bks_log_list_pump_soon (self);
}

/**
 * bks_log_list_look_for_new:
 * @self: a list
 *
 * Asks each NAS whether there are newer lines, by one small request; n-new tells how many. Of a list
 * from the oldest line on that is still read, the new ones come anyway.
 */
void
bks_log_list_look_for_new (BksLogList *self)
{
  g_return_if_fail (BKS_IS_LOG_LIST (self));

  if (!self->is_started || !self->is_loaded)
    return;
  if (self->mode == BKS_LOG_LIST_MERGED)
    bks_log_merged_look (self);
  else if (self->mode == BKS_LOG_LIST_PAGED && self->paged.look_limit == 0)
    {
      self->paged.look_limit = BKS_LOG_LIST_LOOK;
      bks_log_list_pump_soon (self);
    }
}

/**
 * bks_log_list_take_new:
 * @self: a list
 *
 * Puts the new lines where the newest are: at the top, or at the end if that is the oldest's.
 */
void
bks_log_list_take_new (BksLogList *self)
{
  g_return_if_fail (BKS_IS_LOG_LIST (self));

  if (self->state.n_new == 0)
    return;
  if (self->mode == BKS_LOG_LIST_PAGED)
    bks_log_paged_take_new (self);
  else
    bks_log_merged_take_new (self);
  bks_log_list_update (self);
}
