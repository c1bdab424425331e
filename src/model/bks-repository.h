/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * BksRepository:
 *
 * A destination that tasks back up to. What the NAS keeps secret of it is not here.
 */
#define BKS_TYPE_REPOSITORY (bks_repository_get_type ())
G_DECLARE_FINAL_TYPE (BksRepository, bks_repository, BKS, REPOSITORY, GObject)

const char *bks_repository_get_id (BksRepository *self);
const char *bks_repository_get_name (BksRepository *self);          /* (nullable) */
const char *bks_repository_get_target_type (BksRepository *self);   /* (nullable): raw word */
const char *bks_repository_get_transfer_type (BksRepository *self); /* (nullable): raw word */
const char *bks_repository_get_location (BksRepository *self);      /* (nullable) */
const char *bks_repository_get_host (BksRepository *self);          /* (nullable) */
const char *bks_repository_get_share (BksRepository *self);         /* (nullable) */
const char *bks_repository_get_bucket (BksRepository *self);        /* (nullable) */

G_END_DECLS
