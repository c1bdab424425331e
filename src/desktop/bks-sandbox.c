/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-desktop"

#include "bks-sandbox.h"

/**
 * bks_sandbox_is_flatpak:
 *
 * Returns: whether this process runs inside a Flatpak, where the portals stand for the desktop. The
 *   same sign that GLib goes by.
 */
gboolean
bks_sandbox_is_flatpak (void)
{
  static gsize known = 0;

  if (g_once_init_enter (&known))
    g_once_init_leave (&known, g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS) ? 2 : 1);
  return known == 2;
}
