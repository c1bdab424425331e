/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bks-quiet-hours.h"

G_BEGIN_DECLS

/**
 * BksResumeRules:
 *
 * When a suspended backup, whose owner wants that, is resumed by itself.
 */
typedef struct
{
  gint64 after; /* µs that it has been suspended for: 1 h */
  guint tries;  /* 3: more often says that something else is the matter */
} BksResumeRules;

extern const BksResumeRules bks_resume_default_rules;

gboolean bks_resume_rules_apply (const BksResumeRules *self,
                                 const BksQuietHours *quiet_hours,
                                 gint64 suspended_since,
                                 guint n_tried,
                                 gint64 now);

G_END_DECLS
