/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-ui"

#include "bks-add-nas-window.h"

struct _BksAddNasWindow
{
  AdwWindow parent_instance;

  BksFleet *fleet; /* (owned) */
  BksNas *nas;     /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (BksAddNasWindow, bks_add_nas_window, ADW_TYPE_WINDOW)

enum
{
  SIGNAL_ADDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
bks_add_nas_window_dispose (GObject *object)
{
  BksAddNasWindow *self = BKS_ADD_NAS_WINDOW (object);

  g_clear_object (&self->fleet);
  g_clear_object (&self->nas);

  G_OBJECT_CLASS (bks_add_nas_window_parent_class)->dispose (object);
}

static void
bks_add_nas_window_class_init (BksAddNasWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bks_add_nas_window_dispose;

  /**
   * BksAddNasWindow::added:
   * @self: the window
   * @nas: the NAS that is signed in and part of the fleet
   */
  signals[SIGNAL_ADDED] = g_signal_new ("added", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 1, BKS_TYPE_NAS);
}

static void
bks_add_nas_window_init (BksAddNasWindow *self)
{
}

/**
 * bks_add_nas_window_new:
 * @parent: (nullable): the window that this one stands in front of
 * @fleet: where the NAS is added
 * @nas: (nullable): a NAS that waits for its user; %NULL asks for a new one
 *
 * Returns: the assistant, not yet presented
 */
BksAddNasWindow *
bks_add_nas_window_new (GtkWindow *parent, BksFleet *fleet, BksNas *nas)
{
  BksAddNasWindow *self
      = g_object_new (BKS_TYPE_ADD_NAS_WINDOW, "transient-for", parent, "modal", TRUE, NULL);

  self->fleet = g_object_ref (fleet);
  g_set_object (&self->nas, nas);
  return self;
}
