/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "soak.h"

G_BEGIN_DECLS

#define BACKUP "SYNO.Backup.Task"

/* soak.c */
JsonObject *soak_ask (Soak *self, const char *command, const char *arguments);
void soak_tell (Soak *self, const char *command, const char *format, ...) G_GNUC_PRINTF (3, 4);
gint64 soak_count_calls (Soak *self, const char *call);
int soak_throw (Soak *self, int begin, int end);
void soak_set_clock (Soak *self, int error);
void soak_wait_for_rest (Soak *self);
void soak_poll (Soak *self);
void soak_help (Soak *self);

/* soak-faults.c */
void soak_make_fault (Soak *self);

G_END_DECLS
