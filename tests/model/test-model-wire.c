/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include "bks-nas-load.h"
#include "bks-wire.h"
#include "nas-lab.h"
#include "test-wait.h"

/* office-nas sends, cellar-nas receives. */
typedef struct
{
  NasLab office;
  NasLab cellar;
  BksFleet *fleet;
  BksWire *wire;
} Fixture;

/* Its backup whose destination is the share "vault" on "cellar-nas". */
static BksTask *
find_sender (NasLab *lab)
{
  GListModel *tasks = bks_nas_get_tasks (lab->nas);

  for (guint i = 0; i < g_list_model_get_n_items (tasks); i++)
    {
      g_autoptr (BksTask) task = g_list_model_get_item (tasks, i);

      if (g_strcmp0 (bks_task_get_transfer_type (task), "image_remote") == 0)
        return task;
    }
  g_assert_not_reached ();
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  nas_lab_set_up (&fixture->office, NULL);
  nas_lab_set_up (&fixture->cellar, data);
  bks_nas_set_name (fixture->cellar.nas, "cellar-nas");
  nas_lab_tell (&fixture->cellar, "set-server", "{\"host_name\": \"cellar-nas\"}");
  fixture->fleet = bks_fleet_new ();
  bks_fleet_add (fixture->fleet, fixture->office.nas);
  bks_fleet_add (fixture->fleet, fixture->cellar.nas);
  fixture->wire = bks_wire_get (fixture->fleet);
  nas_lab_refresh_well (&fixture->office);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->fleet);
  nas_lab_tear_down (&fixture->office, NULL);
  nas_lab_tear_down (&fixture->cellar, data);
}

typedef struct
{
  Fixture *fixture;
  BksTask *task;
  BksWireMatch match;
} Expectation;

static gboolean
is_linked (gpointer data)
{
  Expectation *expectation = data;
  BksVaultArrival *arrival = bks_wire_find_arrival (expectation->fixture->wire, expectation->task);

  return arrival != NULL ? bks_vault_arrival_get_match (arrival) == expectation->match
                         : expectation->match == BKS_WIRE_NONE;
}

static BksVaultArrival *
expect_link (Fixture *fixture, BksTask *task, BksWireMatch match)
{
  Expectation expectation = { fixture, task, match };
  BksVaultArrival *arrival;

  g_assert_true (test_wait_until (is_linked, &expectation, TEST_WAIT_LIMIT_MS));
  arrival = bks_wire_find_arrival (fixture->wire, task);
  g_assert_true (bks_vault_arrival_get_sender (arrival) == task);
  g_assert_true (bks_vault_arrival_get_nas (arrival) == fixture->cellar.nas);
  return arrival;
}

static gboolean
is_settled (gpointer data)
{
  Fixture *fixture = data;
  BksVault *vault = bks_wire_find_vault (fixture->wire, fixture->cellar.nas);

  return bks_vault_get_asked_at (vault) > 0 && !bks_vault_is_asking (vault);
}

static void
hold_until_settled (Fixture *fixture)
{
  nas_lab_refresh_well (&fixture->cellar);
  bks_wire_hold (fixture->wire);
  g_assert_true (test_wait_until (is_settled, fixture, TEST_WAIT_LIMIT_MS));
}

/* The sender's directory gets the name of the first target. */
static void
give_name (Fixture *fixture, const char *name)
{
  nas_lab_tell (&fixture->office, "set-task", "{\"task_id\": \"%s\", \"target_id\": \"%s\"}",
                bks_task_get_id (find_sender (&fixture->office)), name);
  nas_lab_refresh_well (&fixture->office);
}

static void
test_likely (Fixture *fixture, gconstpointer data)
{
  BksTask *task = find_sender (&fixture->office);
  BksVaultArrival *arrival;
  g_autofree char *detail = NULL;

  give_name (fixture, "studio_mail.hbk");
  hold_until_settled (fixture);
  arrival = expect_link (fixture, task, BKS_WIRE_LIKELY);
  g_assert_cmpstr (bks_vault_arrival_get_name (arrival), ==, "studio_mail");
  detail = bks_vault_arrival_dup_sender_detail (arrival);
  g_assert_true (g_str_has_prefix (detail, "office-nas, likely"));

  /* Another name: no link any more, at either end. */
  give_name (fixture, "something_else.hbk");
  g_assert_null (bks_wire_find_arrival (fixture->wire, task));
  g_assert_null (bks_vault_arrival_get_sender (arrival));
  bks_wire_release (fixture->wire);
}

static void
test_other_host (Fixture *fixture, gconstpointer data)
{
  give_name (fixture, "studio_mail.hbk");
  bks_nas_set_name (fixture->cellar.nas, "attic-nas");
  hold_until_settled (fixture);
  test_wait_ms (200);
  g_assert_null (bks_wire_find_arrival (fixture->wire, find_sender (&fixture->office)));
  bks_wire_release (fixture->wire);
}

static void
test_other_share (Fixture *fixture, gconstpointer data)
{
  /* "old-laptop" is in "homes", and the destination is "vault". */
  give_name (fixture, "old-laptop.hbk");
  hold_until_settled (fixture);
  test_wait_ms (200);
  g_assert_null (bks_wire_find_arrival (fixture->wire, find_sender (&fixture->office)));
  bks_wire_release (fixture->wire);
}

/* The same key at both ends is sure, whatever the names. */
static void
test_sure (Fixture *fixture, gconstpointer data)
{
  BksTask *task = find_sender (&fixture->office);

  nas_lab_tell (&fixture->cellar, "fail",
                "{\"mode\": \"data\", \"count\": -1, \"method\": \"list\","
                " \"api\": \"SYNO.Backup.Service.VersionBackup.Target\","
                " \"data\": {\"target_list\": [{\"target_id\": 7, \"target_name\": \"renamed\","
                " \"share\": \"other\", \"status\": \"idle\","
                " \"uni_key\": \"office-nas_%s_1784602486\"}]}}",
                bks_task_get_id (task));
  hold_until_settled (fixture);
  expect_link (fixture, task, BKS_WIRE_SURE);
  bks_wire_release (fixture->wire);
}

static void
test_waits (Fixture *fixture, gconstpointer data)
{
  BksTask *task = find_sender (&fixture->office);
  BksVault *vault = bks_wire_find_vault (fixture->wire, fixture->cellar.nas);
  g_autofree char *wait = NULL;
  g_autofree char *limit = NULL;
  BksVault *found;

  /* cabin_docs is arriving, and one may at a time. */
  nas_lab_tell (&fixture->cellar, "set-vault", "{\"limit\": 1}");
  nas_lab_tell (
      &fixture->office, "set-task",
      "{\"task_id\": \"%s\", \"status\": \"waiting\", \"target_id\": \"studio_mail.hbk\"}",
      bks_task_get_id (task));
  nas_lab_refresh_well (&fixture->office);
  g_assert_cmpstr (bks_task_get_status_word (task), ==, "Waiting");
  hold_until_settled (fixture);
  expect_link (fixture, task, BKS_WIRE_LIKELY);

  found = bks_wire_find_wait (fixture->wire, task);
  g_assert_true (found == vault);
  g_assert_cmpstr (bks_task_get_reason (task), ==, "Probably for cellar-nas");
  wait = bks_wire_describe_wait (fixture->wire, task);
  g_assert_cmpstr (wait, ==, "cellar-nas receives 1 of 1 backup at the same time");
  limit = bks_wire_describe_limit (fixture->wire, vault);
  g_assert_true (g_str_has_prefix (limit, "1 of 1 runs now. "));
  g_assert_true (g_str_has_suffix (limit, " on office-nas is probably waiting for it"));

  /* The words stay with the next look at the sender. */
  nas_lab_refresh_well (&fixture->office);
  g_assert_cmpstr (bks_task_get_reason (task), ==, "Probably for cellar-nas");

  /* There is room: whatever it waits for, it is not this. */
  bks_vault_take_limit (vault, 2);
  g_assert_null (bks_wire_find_wait (fixture->wire, task));
  g_assert_cmpstr (bks_task_get_reason (task), ==, "");
  bks_wire_release (fixture->wire);
}

/* Nobody looks at the Vault page, and the words are there all the same. */
static gboolean
says_probably (gpointer task)
{
  return g_str_equal (bks_task_get_reason (task), "Probably for cellar-nas");
}

static void
test_waits_unseen (Fixture *fixture, gconstpointer data)
{
  BksTask *task = find_sender (&fixture->office);

  nas_lab_tell (&fixture->cellar, "set-vault", "{\"limit\": 1}");
  nas_lab_refresh_well (&fixture->cellar);
  nas_lab_refresh_well (&fixture->office);
  test_wait_ms (100);
  g_assert_cmpint (
      bks_vault_get_asked_at (bks_wire_find_vault (fixture->wire, fixture->cellar.nas)), ==, 0);

  /* It never ran, so that there is no target of it: the host alone tells. */
  nas_lab_tell (&fixture->office, "set-task", "{\"task_id\": \"%s\", \"status\": \"waiting\"}",
                bks_task_get_id (task));
  nas_lab_refresh_well (&fixture->office);
  g_assert_true (test_wait_until (says_probably, task, TEST_WAIT_LIMIT_MS));
}

/* A receiving NAS without Hyper Backup Vault, or that does not answer, is no end of any wire. */
static void
test_absent (Fixture *fixture, gconstpointer data)
{
  BksVault *vault = bks_wire_find_vault (fixture->wire, fixture->cellar.nas);

  give_name (fixture, "studio_mail.hbk");
  hold_until_settled (fixture);
  g_assert_cmpint (bks_vault_get_state (vault), ==, BKS_VAULT_ABSENT);
  g_assert_cmpint (bks_vault_get_limit (vault), ==, 0);
  g_assert_null (bks_wire_find_arrival (fixture->wire, find_sender (&fixture->office)));
  bks_wire_release (fixture->wire);
}

static void
test_vault_only (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  give_name (fixture, "studio_mail.hbk");
  /* No Hyper Backup: the refresh of its tasks has nothing to tell. */
  nas_lab_refresh (&fixture->cellar, &error);
  bks_wire_hold (fixture->wire);
  expect_link (fixture, find_sender (&fixture->office), BKS_WIRE_LIKELY);
  bks_wire_release (fixture->wire);
}

static void
test_keeps_objects (Fixture *fixture, gconstpointer data)
{
  BksVault *vault = bks_wire_find_vault (fixture->wire, fixture->cellar.nas);
  GListModel *arrivals = bks_vault_get_arrivals (vault);
  g_autoptr (BksVaultArrival) first = NULL;
  g_autoptr (BksVaultArrival) again = NULL;
  g_autofree char *status = NULL;

  hold_until_settled (fixture);
  g_assert_cmpuint (g_list_model_get_n_items (arrivals), ==, 4);
  g_assert_cmpuint (bks_vault_count_receiving (vault), ==, 1);
  first = g_list_model_get_item (arrivals, 0);
  nas_lab_tell (&fixture->cellar, "set-vault", "{\"target_id\": 1, \"status\": \"defragmenting\"}");
  bks_vault_ask (vault);
  g_assert_true (test_wait_until (is_settled, fixture, TEST_WAIT_LIMIT_MS));
  again = g_list_model_get_item (arrivals, 0);
  g_assert_true (first == again);
  /* A word that nobody knows is shown as it is, and is neither idle nor receiving. */
  status = bks_vault_arrival_dup_status (first);
  g_assert_cmpstr (status, ==, "defragmenting");
  g_assert_false (bks_vault_arrival_is_idle (first));
  g_assert_cmpuint (bks_vault_count_receiving (vault), ==, 1);
  bks_wire_release (fixture->wire);
}

/* The fleet goes while the Vaults are being asked: what is under way ends without a word, and who
 * listened is not told of NAS that are gone. */
static void
test_ends_while_asking (Fixture *fixture, gconstpointer data)
{
  BksVault *vault = bks_wire_find_vault (fixture->wire, fixture->cellar.nas);

  nas_lab_refresh_well (&fixture->cellar);
  bks_wire_hold (fixture->wire);
  g_assert_true (bks_vault_is_asking (vault));
  g_object_add_weak_pointer (G_OBJECT (fixture->wire), (gpointer *) &fixture->wire);
  g_clear_object (&fixture->fleet);
  g_assert_null (fixture->wire);
}

static void
test_hosts (void)
{
  static const struct
  {
    const char *typed;
    const char *host;
    const char *name;
    gboolean is_same;
  } cases[] = {
    { "cellar-nas", "cellar-nas", NULL, TRUE },
    { "CELLAR-NAS", "cellar-nas", NULL, TRUE },
    { "cellar-nas", "cellar-nas.local", NULL, TRUE },
    { "cellar-nas.local", "192.168.1.5", "cellar-nas", TRUE },
    { "cellar-nas.local", "cellar-nas.example.org", NULL, FALSE },
    { "cellar", "cellar-nas", NULL, FALSE },
    { "192.168.1.5", "192.168.1.5", "attic", TRUE },
    { "192.168.1.5", "192.168.1.50", "192", FALSE },
    { "192", "192.168.1.5", NULL, FALSE },
    { "", "cellar-nas", "", FALSE },
    { NULL, "cellar-nas", "cellar-nas", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s, %s, %s", cases[i].typed, cases[i].host, cases[i].name);
      g_assert_cmpint (bks_wire_is_same_host (cases[i].typed, cases[i].host, cases[i].name), ==,
                       cases[i].is_same);
    }
}

static void
test_targets (void)
{
  g_assert_true (bks_wire_is_same_target ("office_1.hbk", "office_1", NULL));
  g_assert_true (bks_wire_is_same_target ("office_1", "Office", "/volume1/vault/office_1.hbk"));
  g_assert_false (
      bks_wire_is_same_target ("office_1.hbk", "office_10", "/volume1/vault/office_10"));
  g_assert_false (bks_wire_is_same_target ("office_1.hbk", "office", NULL));
  g_assert_false (bks_wire_is_same_target (NULL, "office", NULL));
  g_assert_false (bks_wire_is_same_target ("", "", ""));
}

#define ADD(path, variant, test)                                                                   \
  g_test_add ("/wire/" path, Fixture, variant, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/wire/hosts", test_hosts);
  g_test_add_func ("/wire/targets", test_targets);
  ADD ("likely", NULL, test_likely);
  ADD ("other-host", NULL, test_other_host);
  ADD ("other-share", NULL, test_other_share);
  ADD ("sure", NULL, test_sure);
  ADD ("waits", NULL, test_waits);
  ADD ("waits-unseen", NULL, test_waits_unseen);
  ADD ("absent", "no-vault", test_absent);
  ADD ("vault-only", "vault-only", test_vault_only);
  ADD ("keeps-objects", NULL, test_keeps_objects);
  ADD ("ends-while-asking", NULL, test_ends_while_asking);
  return g_test_run ();
}
