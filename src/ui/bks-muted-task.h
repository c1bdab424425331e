/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* A backup that is muted, as the preferences list it. */
#define BKS_TYPE_MUTED_TASK (bks_muted_task_get_type ())
G_DECLARE_FINAL_TYPE (BksMutedTask, bks_muted_task, BKS, MUTED_TASK, GObject)

BksMutedTask *bks_muted_task_new (const char *nas_id,
                                  const char *task_id,
                                  const char *title,
                                  const char *subtitle);
const char *bks_muted_task_get_nas_id (BksMutedTask *self);
const char *bks_muted_task_get_task_id (BksMutedTask *self);
const char *bks_muted_task_get_title (BksMutedTask *self);    /* "Projects" */
const char *bks_muted_task_get_subtitle (BksMutedTask *self); /* "office-nas, until …" */

G_END_DECLS
