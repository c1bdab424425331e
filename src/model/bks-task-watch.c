/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-model"

#include "bks-task-watch.h"

#include "bks-nas-private.h"

/**
 * bks_task_set_facts:
 * @self: a task
 * @facts: what is known of it by watching
 *
 * The verdict follows at once.
 */
void
bks_task_set_facts (BksTask *self, const BksTaskFacts *facts)
{
  g_return_if_fail (BKS_IS_TASK (self));
  g_return_if_fail (facts != NULL);

  if (self->facts.still_since == facts->still_since && self->facts.slow_times == facts->slow_times
      && self->facts.unusual == facts->unusual
      && self->facts.unusual_amount == facts->unusual_amount)
    return;
  self->facts = *facts;
  if (self->nas != NULL)
    bks_nas_update_all (self->nas);
}

/**
 * bks_task_look:
 * @self: a task
 * @now: the present, µs since the Unix epoch, UTC
 * @look: (out caller-allocates): what the watch has to know
 */
void
bks_task_look (BksTask *self, gint64 now, BksTaskLook *look)
{
  g_return_if_fail (BKS_IS_TASK (self));
  g_return_if_fail (look != NULL);

  *look = (BksTaskLook){
    .is_known = self->nas_state == BKS_NAS_FRESH && !self->is_status_missing,
    .has_error = bks_health_has_error (self->record->last_error, self->record->last_error_code),
    .is_damaged = bks_health_is_damage (self->record->last_error_code),
    .is_overdue = self->is_overdue,
    .missed = self->missed,
    .destination = bks_task_get_destination_look (self, now),
    .last_check = self->last_check,
  };
}
