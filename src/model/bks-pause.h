/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef void (*BksPauseFunc) (GTask *task);

/**
 * BksPause:
 *
 * The time between two looks of one action at what came of it. It belongs to that action and ends with
 * it, so it is not among the poller's timers, which are for watching. Filled with zeros it is none.
 */
typedef struct
{
  GSource *timer;     /* (nullable) (owned) */
  GSource *cancel;    /* (nullable) (owned): while the timer runs */
  BksPauseFunc go_on; /* after it */
} BksPause;

void bks_pause_begin (BksPause *self, GTask *task, guint ms, BksPauseFunc go_on);
void bks_pause_end (BksPause *self);

G_END_DECLS
