/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include <string.h>

#include "bks-destination-list.h"
#include "nas-lab.h"
#include "test-wait.h"

typedef struct
{
  NasLab lab;
  GListStore *nas_list;
  BksDestinationList *list;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer variant)
{
  nas_lab_set_up (&fixture->lab, variant);
  fixture->nas_list = g_list_store_new (BKS_TYPE_NAS);
  g_list_store_append (fixture->nas_list, fixture->lab.nas);
  fixture->list = bks_destination_list_new ();
  bks_destination_list_set_nas_list (fixture->list, G_LIST_MODEL (fixture->nas_list));
}

static void
tear_down (Fixture *fixture, gconstpointer variant)
{
  g_clear_object (&fixture->list);
  g_clear_object (&fixture->nas_list);
  nas_lab_tear_down (&fixture->lab, variant);
}

/* The list keeps it. (nullable) */
static BksDestinationRow *
find (Fixture *fixture, const char *title, const char *place)
{
  GListModel *model = G_LIST_MODEL (fixture->list);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (BksDestinationRow) row = g_list_model_get_item (model, i);
      g_autofree char *row_title = bks_destination_row_dup_title (row);
      g_autofree char *row_place = bks_destination_row_dup_place (row);

      if (g_str_equal (row_title, title) && (place == NULL || g_str_equal (row_place, place)))
        return row;
    }
  return NULL;
}

static gboolean
is_settled (gpointer data)
{
  Fixture *fixture = data;
  GListModel *model = G_LIST_MODEL (fixture->list);

  if (bks_destination_list_is_asking (fixture->list) || g_list_model_get_n_items (model) == 0)
    return FALSE;
  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (BksDestinationRow) row = g_list_model_get_item (model, i);

      if (bks_destination_row_get_status (row) == BKS_DESTINATION_CHECKING
          || bks_destination_row_get_next_look (row, g_get_real_time ()) != NULL)
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_complete (gpointer data)
{
  Fixture *fixture = data;

  /* "old-archive": what no backup uses is told by the NAS alone. */
  return find (fixture, "Local folder or USB", "archive") != NULL && is_settled (fixture);
}

static void
start_and_settle (Fixture *fixture)
{
  nas_lab_refresh_well (&fixture->lab);
  bks_destination_list_start (fixture->list);
  g_assert_true (test_wait_until (is_complete, fixture, TEST_WAIT_LIMIT_MS));
}

static gint64
count_looks (NasLab *lab)
{
  g_autoptr (JsonObject) counters = nas_lab_ask (lab, "counters");

  return json_object_get_int_member_with_default (
      json_object_get_object_member (counters, "by_method"), "SYNO.Backup.Target get", 0);
}

static void
set_task (Fixture *fixture, const char *repo_id, const char *members)
{
  GListModel *tasks = bks_nas_get_tasks (fixture->lab.nas);

  for (guint i = 0; i < g_list_model_get_n_items (tasks); i++)
    {
      g_autoptr (BksTask) task = g_list_model_get_item (tasks, i);

      if (g_strcmp0 (bks_task_get_repository_id (task), repo_id) == 0)
        nas_lab_tell (&fixture->lab, "set-task", "{\"task_id\": \"%s\", %s}",
                      bks_task_get_id (task), members);
    }
}

static void
test_join (Fixture *fixture, gconstpointer data)
{
  BksDestinationRow *unused, *vault;
  g_autofree char *users = NULL;
  g_autofree char *status = NULL;
  g_autofree char *used = NULL;
  g_autofree char *label = NULL;

  start_and_settle (fixture);
  unused = find (fixture, "Local folder or USB", "archive");
  g_assert_nonnull (unused);
  users = bks_destination_row_dup_users (unused);
  g_assert_cmpstr (users, ==, "No backup uses it");
  status = bks_destination_row_dup_status (unused);
  g_assert_cmpstr (status, ==, "Not checked");
  used = bks_destination_row_dup_used (unused);
  g_assert_cmpstr (used, ==, "–");

  vault = find (fixture, "cellar-nas · Vault", "vault");
  g_assert_nonnull (vault);
  g_assert_cmpuint (bks_destination_row_get_tasks (vault)->len, ==, 2);
  g_assert_cmpint (bks_destination_row_get_status (vault), ==, BKS_DESTINATION_REACHABLE);
  g_assert_cmpint (bks_destination_row_get_used_bytes (vault), >, 0);
  label = bks_destination_row_dup_label (vault);
  g_assert_true (g_str_has_prefix (label, "cellar-nas · Vault, vault, on office-nas, Reachable"));
  g_assert_null (strstr (label, "####"));
}

/* One look for each backup, two at the same time, and none anew while they are fresh. */
static void
test_looks (Fixture *fixture, gconstpointer data)
{
  guint n_tasks;
  gint64 n_looks;

  nas_lab_refresh_well (&fixture->lab);
  g_assert_cmpint (count_looks (&fixture->lab), ==, 0);
  n_tasks = g_list_model_get_n_items (bks_nas_get_tasks (fixture->lab.nas));
  bks_destination_list_start (fixture->list);
  g_assert_true (test_wait_until (is_complete, fixture, TEST_WAIT_LIMIT_MS));
  n_looks = count_looks (&fixture->lab);
  g_assert_cmpint (n_looks, ==, n_tasks);

  nas_lab_refresh_well (&fixture->lab);
  bks_destination_list_stop (fixture->list);
  bks_destination_list_start (fixture->list);
  test_wait_ms (200);
  g_assert_cmpint (count_looks (&fixture->lab), ==, n_looks);

  /* Seeing another NAS for a while does not forget. */
  bks_destination_list_set_nas_list (fixture->list, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->list)), ==, 0);
  bks_destination_list_set_nas_list (fixture->list, G_LIST_MODEL (fixture->nas_list));
  g_assert_true (test_wait_until (is_complete, fixture, TEST_WAIT_LIMIT_MS));
  g_assert_cmpint (count_looks (&fixture->lab), ==, n_looks);

  bks_destination_list_check_again (fixture->list, find (fixture, "cellar-nas · Vault", NULL));
  g_assert_true (test_wait_until (is_complete, fixture, TEST_WAIT_LIMIT_MS));
  g_assert_cmpint (count_looks (&fixture->lab), ==, n_looks + 2);
}

static guint
count_checking (Fixture *fixture)
{
  GListModel *model = G_LIST_MODEL (fixture->list);
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (BksDestinationRow) row = g_list_model_get_item (model, i);

      if (bks_destination_row_get_status (row) == BKS_DESTINATION_CHECKING)
        n++;
    }
  return n;
}

typedef struct
{
  Fixture *fixture;
  guint most;
} Most;

static void
list_changed_cb (BksDestinationList *list, gpointer user_data)
{
  Most *most = user_data;

  most->most = MAX (most->most, count_checking (most->fixture));
}

static void
test_two_at_a_time (Fixture *fixture, gconstpointer data)
{
  Most most = { fixture, 0 };

  g_signal_connect (fixture->list, "rows-changed", G_CALLBACK (list_changed_cb), &most);
  start_and_settle (fixture);
  g_assert_cmpuint (most.most, ==, 2);
  g_signal_handlers_disconnect_by_data (fixture->list, &most);
}

static void
test_states (Fixture *fixture, gconstpointer data)
{
  BksDestinationRow *rsync, *c2, *vault, *google;
  g_autofree char *sentence = NULL;
  g_autofree char *detail = NULL;
  g_autofree char *status = NULL;

  nas_lab_refresh_well (&fixture->lab);
  set_task (fixture, "2", "\"online\": false");
  set_task (fixture, "4", "\"state\": \"unauth\"");
  set_task (fixture, "7", "\"raw\": {\"repo_id\": null}");
  start_and_settle (fixture);
  rsync = find (fixture, "cellar-nas · rsync", NULL);
  c2 = find (fixture, "Synology C2", NULL);
  vault = find (fixture, "cellar-nas · Vault", NULL);
  google = find (fixture, "Destination not known", "Google Drive");
  g_assert_nonnull (google);
  g_assert_nonnull (find (fixture, "Google Drive", NULL));
  g_assert_cmpint (bks_destination_row_get_status (rsync), ==, BKS_DESTINATION_NOT_REACHABLE);
  g_assert_cmpint (bks_destination_row_get_status (c2), ==, BKS_DESTINATION_REJECTS);
  status = bks_destination_row_dup_status (c2);
  g_assert_cmpstr (status, ==, "Sign-in failed");

  g_assert_cmpint (bks_destination_row_compare (c2, rsync), <, 0);
  g_assert_cmpint (bks_destination_row_compare (rsync, vault), <, 0);
  g_assert_cmpint (
      bks_destination_row_compare (find (fixture, "Local folder or USB", "archive"), vault), <, 0);
  sentence = bks_destination_list_dup_sentence (fixture->list);
  g_assert_nonnull (strstr (sentence, " destinations cannot be used"));
  detail = bks_destination_list_dup_detail (fixture->list);
  g_assert_nonnull (strstr (detail, " not reachable · "));
}

static gboolean
says_failed (gpointer row)
{
  return bks_destination_row_get_status (row) == BKS_DESTINATION_CHECK_FAILED;
}

static void
test_look_fails (Fixture *fixture, gconstpointer data)
{
  BksDestinationRow *row;
  g_autofree char *detail = NULL;

  start_and_settle (fixture);
  row = find (fixture, "cellar-nas · Vault", NULL);
  nas_lab_tell (&fixture->lab, "fail",
                "{\"mode\": \"code\", \"code\": 4401, \"count\": -1,"
                " \"api\": \"SYNO.Backup.Target\", \"method\": \"get\"}");
  bks_destination_list_check_again (fixture->list, row);
  g_assert_true (test_wait_until (says_failed, row, TEST_WAIT_LIMIT_MS));
  detail = bks_destination_row_dup_status_detail (row, g_get_real_time ());
  g_assert_cmpstr (detail, !=, "");
  /* What was known of its size is probably still so. */
  g_assert_cmpint (bks_destination_row_get_used_bytes (row), >, 0);
}

/* A NAS that is dead, or says nothing of destinations, keeps its backups' rows, and delays no other. */
static void
test_silent (Fixture *fixture, gconstpointer data)
{
  NasLab dead = { NULL };
  g_autoptr (GError) error = NULL;
  g_autofree char *status = NULL;
  BksDestinationRow *row = NULL;

  nas_lab_set_up (&dead, NULL);
  bks_nas_set_name (dead.nas, "cabin-nas");
  nas_lab_refresh_well (&dead);
  bks_demo_nas_stop (dead.demo);
  g_list_store_insert (fixture->nas_list, 0, dead.nas);
  start_and_settle (fixture);
  for (guint i = 0; i < 3; i++)
    {
      nas_lab_refresh (&dead, &error);
      g_clear_error (&error);
    }
  g_assert_cmpint (bks_nas_get_state (dead.nas), ==, BKS_NAS_UNREACHABLE);
  for (guint i = 0; row == NULL && i < g_list_model_get_n_items (G_LIST_MODEL (fixture->list)); i++)
    {
      g_autoptr (BksDestinationRow) other = g_list_model_get_item (G_LIST_MODEL (fixture->list), i);

      if (bks_destination_row_get_nas (other) == dead.nas
          && bks_destination_row_get_status (other) == BKS_DESTINATION_NAS_SILENT)
        row = other;
    }
  g_assert_nonnull (row);
  status = bks_destination_row_dup_status (row);
  g_assert_cmpstr (status, ==, "cabin-nas does not answer");
  g_assert_nonnull (bks_destination_list_get_problem (fixture->list, dead.nas));
  g_assert_null (bks_destination_list_get_problem (fixture->list, fixture->lab.nas));
  bks_destination_list_set_nas_list (fixture->list, NULL);
  nas_lab_tear_down (&dead, NULL);
}

static gboolean
has_problem (gpointer data)
{
  Fixture *fixture = data;

  return bks_destination_list_get_problem (fixture->list, fixture->lab.nas) != NULL;
}

static void
test_absent (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  nas_lab_refresh (&fixture->lab, &error);
  bks_destination_list_start (fixture->list);
  g_assert_true (test_wait_until (has_problem, fixture, TEST_WAIT_LIMIT_MS));
  g_assert_cmpint (
      bks_problem_get_kind (bks_destination_list_get_problem (fixture->list, fixture->lab.nas)), ==,
      g_strcmp0 (data, "vault-only") == 0 ? BKS_PROBLEM_NOT_SUPPORTED : BKS_PROBLEM_PERMISSION);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->list)), ==, 0);
  g_assert_false (bks_destination_list_is_asking (fixture->list));
}

static void
test_lun (Fixture *fixture, gconstpointer data)
{
  BksDestinationRow *row;

  start_and_settle (fixture);
  row = find (fixture, "LUN, on this NAS", NULL);
  if (row == NULL)
    row = find (fixture, "LUN, on another NAS", NULL);
  g_assert_nonnull (row);
  g_assert_false (bks_destination_row_can_check (row));
}

/* Stopped in the middle, nothing waits for answers that nobody wants. */
static void
test_stop (Fixture *fixture, gconstpointer data)
{
  nas_lab_refresh_well (&fixture->lab);
  nas_lab_tell (&fixture->lab, "delay", "{\"ms\": 300}");
  bks_destination_list_start (fixture->list);
  bks_destination_list_stop (fixture->list);
  g_assert_cmpuint (count_checking (fixture), ==, 0);
  nas_lab_tell (&fixture->lab, "delay", "{\"ms\": 0}");
  bks_destination_list_start (fixture->list);
  g_assert_true (test_wait_until (is_complete, fixture, TEST_WAIT_LIMIT_MS));
}

#define ADD(path, variant, test)                                                                   \
  g_test_add ("/destination-list/" path, Fixture, variant, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("join", NULL, test_join);
  ADD ("looks", NULL, test_looks);
  ADD ("two-at-a-time", NULL, test_two_at_a_time);
  ADD ("states", NULL, test_states);
  ADD ("look-fails", NULL, test_look_fails);
  ADD ("silent", NULL, test_silent);
  ADD ("absent", "vault-only", test_absent);
  ADD ("permission", "no-permission", test_absent);
  ADD ("lun", "full,lun", test_lun);
  ADD ("stop", NULL, test_stop);
  return g_test_run ();
}
