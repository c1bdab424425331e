/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-model"

#include "bks-action.h"

#include <glib/gi18n-lib.h>

static const struct
{
  const char *nick;
  const char *label;
  const char *icon_name;
} looks[BKS_N_ACTIONS] = {
  [BKS_ACTION_BACK_UP] = { "back-up", N_ ("Back Up Now"), "media-playback-start-symbolic" },
  [BKS_ACTION_SUSPEND] = { "suspend", N_ ("Suspend"), "media-playback-pause-symbolic" },
  [BKS_ACTION_RESUME] = { "resume", N_ ("Resume"), "media-playback-start-symbolic" },
  [BKS_ACTION_CANCEL] = { "cancel", N_ ("Cancel…"), "media-playback-stop-symbolic" },
  [BKS_ACTION_DISCARD] = { "discard", N_ ("Discard…"), "edit-delete-symbolic" },
  [BKS_ACTION_CHECK] = { "check", N_ ("Check Integrity"), "emblem-ok-symbolic" },
  [BKS_ACTION_CANCEL_CHECK] = { "cancel-check", N_ ("Cancel Check"),
                                "media-playback-stop-symbolic" },
  [BKS_ACTION_REMOVE] = { "remove", N_ ("Remove…"), "user-trash-symbolic" },
};

/**
 * bks_action_get_nick:
 * @action: an action
 *
 * Returns: its name for machines
 */
const char *
bks_action_get_nick (BksAction action)
{
  g_return_val_if_fail (action < BKS_N_ACTIONS, NULL);

  return looks[action].nick;
}

/**
 * bks_action_get_label:
 * @action: an action
 *
 * Returns: its name for people, translated; ends in "…" if it asks first
 */
const char *
bks_action_get_label (BksAction action)
{
  g_return_val_if_fail (action < BKS_N_ACTIONS, NULL);

  return _ (looks[action].label);
}

/**
 * bks_action_get_icon_name:
 * @action: an action
 *
 * Returns: the name of its symbolic icon
 */
const char *
bks_action_get_icon_name (BksAction action)
{
  g_return_val_if_fail (action < BKS_N_ACTIONS, NULL);

  return looks[action].icon_name;
}
