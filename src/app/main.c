/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks"

#include "bks-application.h"

#include <glib/gi18n.h>
#include <locale.h>

int
main (int argc, char *argv[])
{
  const char *locale_dir = g_getenv ("BACKSTAY_LOCALE_DIR");
  g_autoptr (BksApplication) application = NULL;

  setlocale (LC_ALL, "");
  /* A build folder has its translations where no prefix points to. */
  bindtextdomain (GETTEXT_PACKAGE, locale_dir != NULL ? locale_dir : LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  application = bks_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
