/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include "bks-backups-page.h"
#include "fake-timer.h"
#include "two-nas-fixture.h"

/* It is this computer that has no network, and not each NAS that does not answer. */

#define CARD "This computer is offline"

static void
refuse (TwoNas *self)
{
  ui_tell_nas (self->office_demo, "reboot", "{\"ms\": 600000}");
  ui_tell_nas (self->cellar_demo, "reboot", "{\"ms\": 600000}");
  two_nas_refresh (self->office);
  two_nas_refresh (self->cellar);
}

static void
test_card (void)
{
  TwoNas fixture = { NULL };
  GNetworkMonitor *network = g_network_monitor_get_default ();
  GtkWidget *page;
  g_autoptr (BksScope) office = NULL;

  two_nas_set_up (&fixture, &(TwoNasSetting){ .width = 1000 });
  page = g_object_new (BKS_TYPE_BACKUPS_PAGE, NULL);
  bks_backups_page_set_scope (BKS_BACKUPS_PAGE (page), fixture.all);
  two_nas_show (&fixture, page);

  /* A network without a way to the internet still leads to the NAS. */
  fake_network_change (network, FALSE);
  ui_expect (page, "Mail server");
  g_assert_false (ui_shows (page, CARD));

  refuse (&fixture);
  ui_expect (page, CARD);
  ui_find_button (page, "Try Again");
  /* What was known stays to be seen. */
  g_assert_true (ui_shows (page, "Mail server"));
  office = two_nas_dup_scope (&fixture, fixture.office);
  bks_backups_page_set_scope (BKS_BACKUPS_PAGE (page), office);
  ui_expect (page, CARD);
  g_assert_false (ui_shows (page, "office-nas does not answer"));

  fake_network_change (network, TRUE);
  ui_expect_gone (page, CARD);
  two_nas_tear_down (&fixture);
}

int
main (int argc, char *argv[])
{
  /* GLib's own sees a network or not, as the machine happens to have one. */
  g_io_extension_point_register (G_NETWORK_MONITOR_EXTENSION_POINT_NAME);
  g_io_extension_point_implement (G_NETWORK_MONITOR_EXTENSION_POINT_NAME, FAKE_TYPE_NETWORK, "fake",
                                  G_MAXINT);
  ui_init (&argc, &argv);
  g_test_add_func ("/ui/offline/card", test_card);
  return g_test_run ();
}
