/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bks-keeper.h"

G_BEGIN_DECLS

/**
 * BksCliStored:
 *
 * What is stored on this computer: the same list of NAS and the same keyring as the window's. Calls
 * wait for their end.
 */
typedef struct _BksCliStored BksCliStored;

BksCliStored *bks_cli_stored_new (void);
void bks_cli_stored_close (BksCliStored *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BksCliStored, bks_cli_stored_close)

/* The list alone. */
GPtrArray *bks_cli_stored_list (BksCliStored *self, BksProblem **problem_out);
gboolean bks_cli_stored_remove (BksCliStored *self,
                                const BksNasRecord *record,
                                BksProblem **problem_out);

/* NAS that can be asked. */
gboolean bks_cli_stored_load (BksCliStored *self, BksProblem **problem_out);
BksFleet *bks_cli_stored_get_fleet (BksCliStored *self);
gboolean bks_cli_stored_check_keyring (BksCliStored *self, BksProblem **problem_out);
gboolean bks_cli_stored_keep (BksCliStored *self, BksNas *nas, BksProblem **problem_out);

G_END_DECLS
