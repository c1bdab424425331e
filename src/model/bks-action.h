/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * BksAction:
 *
 * What can be done to a task.
 */
typedef enum
{
  BKS_ACTION_BACK_UP,
  BKS_ACTION_SUSPEND,
  BKS_ACTION_RESUME,
  BKS_ACTION_CANCEL,
  BKS_ACTION_DISCARD,
  BKS_ACTION_CHECK, /* the integrity of what is stored */
  BKS_ACTION_CANCEL_CHECK,
  BKS_ACTION_REMOVE, /* the task; its data stays at the destination */
} BksAction;
#define BKS_N_ACTIONS 8

const char *bks_action_get_nick (BksAction action); /* "back-up", "suspend", …: names of GActions */
const char *bks_action_get_label (BksAction action); /* translated: "Back Up Now", "Cancel…" */
const char *bks_action_get_icon_name (BksAction action);

G_END_DECLS
