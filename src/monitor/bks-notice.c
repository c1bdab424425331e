/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-monitor"

#include "bks-notice.h"

#include <glib/gi18n-lib.h>

G_DEFINE_BOXED_TYPE (BksNotice, bks_notice, bks_notice_copy, bks_notice_free)
G_DEFINE_INTERFACE (BksNotifier, bks_notifier, G_TYPE_OBJECT)

typedef enum
{
  SIGNAL_SHOWN,
  N_SIGNALS,
} BksNotifierSignal;

static guint signals[N_SIGNALS];

static void
bks_notifier_default_init (BksNotifierInterface *iface)
{
  signals[SIGNAL_SHOWN] = g_signal_new ("shown", BKS_TYPE_NOTIFIER, G_SIGNAL_RUN_LAST, 0, NULL,
                                        NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
}

/**
 * bks_notice_new:
 * @id: the stable ID of the problem
 * @title: a few words
 * @body: (nullable): a sentence
 *
 * Returns: (transfer full): a notice about no NAS and without buttons; the rest is for the caller to
 *   fill in
 */
BksNotice *
bks_notice_new (const char *id, const char *title, const char *body)
{
  BksNotice *self;

  g_return_val_if_fail (id != NULL, NULL);
  g_return_val_if_fail (title != NULL, NULL);

  self = g_new0 (BksNotice, 1);
  self->id = g_strdup (id);
  self->title = g_strdup (title);
  self->body = g_strdup (body != NULL ? body : "");
  return self;
}

/**
 * bks_notice_copy:
 * @self: (nullable): a notice
 *
 * Returns: (transfer full) (nullable): a copy
 */
BksNotice *
bks_notice_copy (const BksNotice *self)
{
  BksNotice *copy;

  if (self == NULL)
    return NULL;
  copy = g_memdup2 (self, sizeof *self);
  copy->id = g_strdup (self->id);
  copy->title = g_strdup (self->title);
  copy->body = g_strdup (self->body);
  copy->nas_id = g_strdup (self->nas_id);
  copy->task_id = g_strdup (self->task_id);
  return copy;
}

/**
 * bks_notice_free:
 * @self: (nullable) (transfer full): a notice
 */
void
bks_notice_free (BksNotice *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->title);
  g_free (self->body);
  g_free (self->nas_id);
  g_free (self->task_id);
  g_free (self);
}

/**
 * bks_notice_get_button_label:
 * @self: a notice
 * @button: one of its buttons
 *
 * Returns: what stands on it, translated
 */
const char *
bks_notice_get_button_label (const BksNotice *self, BksNoticeButtons button)
{
  g_return_val_if_fail (self != NULL, NULL);

  switch (button)
    {
    case BKS_NOTICE_SHOW:
      return _ ("Show");
    case BKS_NOTICE_SHOW_LOG:
      return _ ("Show Log");
    case BKS_NOTICE_BACK_UP:
      return self->is_again ? _ ("Back Up Again") : _ ("Back Up Now");
    case BKS_NOTICE_RESUME:
      return _ ("Resume");
    case BKS_NOTICE_MUTE:
      return _ ("Mute");
    default:
      g_return_val_if_reached (NULL);
    }
}

/**
 * bks_notice_button_get_action:
 * @button: one button
 *
 * Returns: the action of the application that it activates, with the notice's ID as target
 */
const char *
bks_notice_button_get_action (BksNoticeButtons button)
{
  switch (button)
    {
    case BKS_NOTICE_SHOW:
      return "app.notice-show";
    case BKS_NOTICE_SHOW_LOG:
      return "app.notice-show-log";
    case BKS_NOTICE_BACK_UP:
      return "app.notice-back-up";
    case BKS_NOTICE_RESUME:
      return "app.notice-resume";
    case BKS_NOTICE_MUTE:
      return "app.notice-mute";
    default:
      g_return_val_if_reached (NULL);
    }
}

/**
 * bks_notifier_show:
 * @self: who shows notices
 * @notice: what to show; one with the same ID is replaced, never stacked
 * @handle: (nullable): what `shown` said when it was shown, perhaps to an earlier process
 */
void
bks_notifier_show (BksNotifier *self, const BksNotice *notice, const char *handle)
{
  g_return_if_fail (BKS_IS_NOTIFIER (self));
  g_return_if_fail (notice != NULL);

  BKS_NOTIFIER_GET_IFACE (self)->show (self, notice, handle);
}

/**
 * bks_notifier_withdraw:
 * @self: who shows notices
 * @id: of the notice; one that is not there is fine
 * @handle: (nullable): what `shown` said when it was shown, perhaps to an earlier process
 */
void
bks_notifier_withdraw (BksNotifier *self, const char *id, const char *handle)
{
  g_return_if_fail (BKS_IS_NOTIFIER (self));
  g_return_if_fail (id != NULL);

  BKS_NOTIFIER_GET_IFACE (self)->withdraw (self, id, handle);
}

/**
 * bks_notifier_adopt:
 * @self: who shows notices
 * @id: of a notice that an earlier process has shown
 * @handle: what `shown` said then
 *
 * From now on its buttons are answered by this process.
 */
void
bks_notifier_adopt (BksNotifier *self, const char *id, const char *handle)
{
  g_return_if_fail (BKS_IS_NOTIFIER (self));
  g_return_if_fail (id != NULL);
  g_return_if_fail (handle != NULL);

  if (BKS_NOTIFIER_GET_IFACE (self)->adopt != NULL)
    BKS_NOTIFIER_GET_IFACE (self)->adopt (self, id, handle);
}

/**
 * bks_notifier_emit_shown:
 * @self: who shows notices
 * @id: of the notice
 * @handle: an opaque text by which a later process finds it again; "" = the ID is enough
 *
 * For implementations: the desktop has taken the notice.
 */
void
bks_notifier_emit_shown (BksNotifier *self, const char *id, const char *handle)
{
  g_return_if_fail (BKS_IS_NOTIFIER (self));
  g_return_if_fail (id != NULL);
  g_return_if_fail (handle != NULL);

  g_signal_emit (self, signals[SIGNAL_SHOWN], 0, id, handle);
}
