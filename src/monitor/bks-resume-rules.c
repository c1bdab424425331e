/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-monitor"

#include "bks-resume-rules.h"

const BksResumeRules bks_resume_default_rules = { .after = G_TIME_SPAN_HOUR, .tries = 3 };

/**
 * bks_resume_rules_apply:
 * @self: when a suspended backup is resumed
 * @quiet_hours: when not
 * @suspended_since: µs since the Unix epoch, UTC, by this computer's clock
 * @n_tried: how often this was done since its last success
 * @now: the present, µs since the Unix epoch, UTC
 *
 * Returns: whether it is to be resumed now
 */
gboolean
bks_resume_rules_apply (const BksResumeRules *self,
                        const BksQuietHours *quiet_hours,
                        gint64 suspended_since,
                        guint n_tried,
                        gint64 now)
{
  return suspended_since > 0 && now - suspended_since >= self->after && n_tried < self->tries
         && !bks_quiet_hours_contain (quiet_hours, now);
}
