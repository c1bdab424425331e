/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bks-notice.h"

G_BEGIN_DECLS

/* A desktop that writes down what it is asked for. */
#define FAKE_TYPE_NOTIFIER (fake_notifier_get_type ())
G_DECLARE_FINAL_TYPE (FakeNotifier, fake_notifier, FAKE, NOTIFIER, GObject)

FakeNotifier *fake_notifier_new (void);
void fake_notifier_set_silent (FakeNotifier *self, gboolean is_silent);
char *fake_notifier_take (FakeNotifier *self);
const BksNotice *fake_notifier_get_last (FakeNotifier *self);
gboolean fake_notifier_is_visible (FakeNotifier *self, const char *id);
guint fake_notifier_get_n_shown (FakeNotifier *self);
guint fake_notifier_get_n_visible (FakeNotifier *self);

G_END_DECLS
