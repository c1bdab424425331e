/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include "soak.h"

/* usage: test-soak [--faults N] [--seed N]
 * Client, model and poller live with a NAS that goes wrong all the time. */

static guint
count_files (void)
{
  g_autoptr (GDir) folder = g_dir_open ("/proc/self/fd", 0, NULL);
  guint n = 0;

  while (g_dir_read_name (folder) != NULL)
    n++;
  return n;
}

int
main (int argc, char **argv)
{
  guint n_faults = 500;
  guint32 seed = soak_choose_seed (argc, argv, &n_faults);
  guint before = count_files ();
  guint after;
  Soak *soak = soak_new (seed);

  soak_run (soak, n_faults);
  soak_free (soak);
  after = count_files ();
  g_print ("# open files: %u, and then %u\n", before, after);
  /* What the libraries keep for themselves, but no connection. */
  g_assert_cmpuint (after, <, before + 12);
  return 0;
}
