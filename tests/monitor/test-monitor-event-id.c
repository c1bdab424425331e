/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include "bks-event.h"

static void
test_ids (void)
{
  static const char *const wrong[] = { NULL,          "",          "a",
                                       "a/b",         "a/b/c",     "a/b/failed/",
                                       "/b/failed",   "a//failed", "a/b/waiting",
                                       "a/%0/failed", "a/b/Failed" };
  g_autofree char *nas = NULL;
  g_autofree char *task = NULL;
  BksEventKind kind;

  for (guint i = 0; i < BKS_N_EVENT_KINDS; i++)
    {
      const char *task_id = bks_event_kind_is_of_nas (i) ? NULL : "1/2 %€";
      g_autoptr (BksEvent) event = bks_event_new (i, "office/nas", task_id);
      g_autofree char *nas_id = NULL;
      g_autofree char *task_id_read = NULL;

      g_assert_true (bks_event_read_id (event->id, &nas_id, &task_id_read, &kind));
      g_assert_cmpstr (nas_id, ==, "office/nas");
      g_assert_cmpstr (task_id_read, ==, task_id);
      g_assert_cmpint (kind, ==, i);
    }
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (bks_event_read_id (wrong[i], &nas, &task, &kind));
  g_assert_null (nas);
  g_assert_null (task);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/monitor/event/ids", test_ids);

  return g_test_run ();
}
