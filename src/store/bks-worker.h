/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The store's one thread: files and databases of this computer, one job after the other. */
void bks_worker_push (GTask *task, GTaskThreadFunc job);

G_END_DECLS
