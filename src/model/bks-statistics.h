/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * BksField:
 *
 * Something that the NAS says and that has no name of ours.
 */
typedef struct
{
  char *name; /* as the NAS has it */
  char *text;
} BksField;

/**
 * BksRunStatistics:
 *
 * What one run has changed. Counts and sizes: -1 = the NAS did not say.
 */
typedef struct
{
  gint64 ended; /* µs since the Unix epoch, UTC */
  gint64 n_new;
  gint64 n_modified;
  gint64 n_deleted;
  gint64 source_bytes;
  gint64 target_bytes;
} BksRunStatistics;

/**
 * BksStatistics:
 *
 * The runs of a task, or those that a target of Hyper Backup Vault has received, oldest first.
 */
typedef struct
{
  GArray *runs;      /* (owned) (element-type BksRunStatistics) */
  GPtrArray *fields; /* (owned) (element-type BksField): whatever else the NAS says */
} BksStatistics;

gboolean bks_field_is_secret (const BksField *self);

void bks_statistics_free (BksStatistics *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BksStatistics, bks_statistics_free)

G_END_DECLS
