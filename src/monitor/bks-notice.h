/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * BksNoticeButtons:
 *
 * What a notice offers. Each activates an action of the application with the notice's ID as target.
 */
typedef enum
{
  BKS_NOTICE_SHOW = 1 << 0,     /* "app.notice-show"; also a click on the notice itself */
  BKS_NOTICE_SHOW_LOG = 1 << 1, /* "app.notice-show-log" */
  BKS_NOTICE_BACK_UP = 1 << 2,  /* "app.notice-back-up" */
  BKS_NOTICE_RESUME = 1 << 3,   /* "app.notice-resume" */
  BKS_NOTICE_MUTE = 1 << 4,     /* "app.notice-mute" */
} BksNoticeButtons;
#define BKS_N_NOTICE_BUTTONS 5

/**
 * BksNotice:
 *
 * What is told to the person, once. Texts are translated, never markup, and never %NULL but where it
 * says so.
 */
typedef struct
{
  char *id; /* stable: the same problem has the same one, in every process */
  char *title;
  char *body; /* "" = none */
  gboolean is_urgent;
  gboolean is_again; /* the button to back up says that the last run failed */
  char *nas_id;      /* (nullable): NULL = several */
  char *task_id;     /* (nullable): NULL = about the NAS, or several */
  BksNoticeButtons buttons;
} BksNotice;

#define BKS_TYPE_NOTICE (bks_notice_get_type ())
GType bks_notice_get_type (void);

BksNotice *bks_notice_new (const char *id, const char *title, const char *body);
BksNotice *bks_notice_copy (const BksNotice *self);
void bks_notice_free (BksNotice *self);

const char *bks_notice_get_button_label (const BksNotice *self, BksNoticeButtons button);
const char *bks_notice_button_get_action (BksNoticeButtons button);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BksNotice, bks_notice_free)

/* Who shows notices: the desktop, or a recorder in tests. Signal `shown` (const char *id, const char
 * *handle): the notice is there; a later process gives the handle back to replace or withdraw it. */
#define BKS_TYPE_NOTIFIER (bks_notifier_get_type ())
G_DECLARE_INTERFACE (BksNotifier, bks_notifier, BKS, NOTIFIER, GObject)

struct _BksNotifierInterface
{
  GTypeInterface parent_iface;

  void (*show) (BksNotifier *self, const BksNotice *notice, const char *handle);
  void (*withdraw) (BksNotifier *self, const char *id, const char *handle);
  void (*adopt) (BksNotifier *self, const char *id, const char *handle); /* (nullable) */
};

void bks_notifier_show (BksNotifier *self, const BksNotice *notice, const char *handle);
void bks_notifier_withdraw (BksNotifier *self, const char *id, const char *handle);
void bks_notifier_adopt (BksNotifier *self, const char *id, const char *handle);
void bks_notifier_emit_shown (BksNotifier *self, const char *id, const char *handle);

G_END_DECLS
