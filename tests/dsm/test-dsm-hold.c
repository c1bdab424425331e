/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include "dsm-lab.h"

/* A NAS that waits for its user, and what a login tells about it. */

static GQuark
test_quark (void)
{
  return g_quark_from_static_string ("test-quark");
}

static void
test_hold (void)
{
  g_autoptr (Lab) lab = lab_new (NULL);
  g_autoptr (GError) held = g_error_new_literal (test_quark (), 7, "wait");
  g_autoptr (GError) error = NULL;
  g_autoptr (DsmTaskList) list = NULL;

  dsm_client_hold (lab->client, held);
  for (int i = 0; i < 10; i++)
    {
      if (i % 2)
        g_assert_false (lab_login (lab->client, &error));
      else
        g_assert_null (lab_refresh (lab->client, FALSE, &error));
      g_assert_error (error, test_quark (), 7);
      g_clear_error (&error);
    }
  g_assert_cmpint (lab_count (lab, "http_requests"), ==, 0);

  dsm_client_let_go (lab->client);
  list = lab_refresh (lab->client, FALSE, &error);
  g_assert_no_error (error);
  g_assert_nonnull (list);

  /* A session that there is already does not weaken it. */
  lab_do (lab, "clear", NULL);
  dsm_client_hold (lab->client, held);
  g_assert_null (lab_status (lab->client, "4", &error));
  g_assert_error (error, test_quark (), 7);
  g_assert_cmpint (lab_count (lab, "http_requests"), ==, 0);
}

typedef struct
{
  guint n;
  int code;
} Logins;

static void
login_over_cb (DsmClient *client, const GError *error, gpointer data)
{
  Logins *logins = data;

  logins->n++;
  logins->code = error != NULL ? dsm_error_get_details (error)->code : 0;
}

static void
test_login_over (void)
{
  BksDemoNasOptions options = { .seed = 1, .otp = TRUE };
  g_autoptr (Lab) lab = lab_new (&options);
  g_autoptr (GError) error = NULL;
  g_autofree char *code = bks_demo_nas_dup_otp (lab->nas);
  Logins logins = { 0 };

  g_signal_connect (lab->client, "login-over", G_CALLBACK (login_over_cb), &logins);
  g_assert_false (lab_login (lab->client, &error));
  g_clear_error (&error);
  g_assert_cmpuint (logins.n, ==, 1);
  g_assert_cmpint (logins.code, ==, 403);
  g_assert_cmpint (dsm_client_get_device_news (lab->client), ==, DSM_DEVICE_NO_NEWS);
  /* Nothing was asked this time. */
  g_assert_false (lab_login (lab->client, &error));
  g_clear_error (&error);
  g_assert_cmpuint (logins.n, ==, 1);

  dsm_client_set_otp (lab->client, code, TRUE);
  g_assert_true (lab_login (lab->client, &error));
  g_assert_cmpuint (logins.n, ==, 2);
  g_assert_cmpint (logins.code, ==, 0);
  g_assert_cmpint (dsm_client_get_device_news (lab->client), ==, DSM_DEVICE_GIVEN);

  lab_do (lab, "revoke-devices", NULL);
  lab_do (lab, "expire-sessions", NULL);
  g_assert_null (lab_refresh (lab->client, FALSE, &error));
  g_clear_error (&error);
  g_assert_cmpint (logins.code, ==, 403);
  g_assert_cmpint (dsm_client_get_device_news (lab->client), ==, DSM_DEVICE_REVOKED);
}

/* This account needs no code, so the NAS has no reason to remember the computer. */
static void
test_device_denied (void)
{
  g_autoptr (Lab) lab = lab_new (NULL);
  g_autoptr (GError) error = NULL;

  dsm_client_set_otp (lab->client, "123456", TRUE);
  g_assert_true (lab_login (lab->client, &error));
  g_assert_cmpint (dsm_client_get_device_news (lab->client), ==, DSM_DEVICE_DENIED);
}

static void
test_address_differs (void)
{
  g_autoptr (Lab) lab = lab_new (NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (lab_login (lab->client, &error));
  /* Between two changes of the network calls succeed: each change gets its login. */
  for (int i = 0; i < 3; i++)
    {
      g_autoptr (DsmTaskRecord) task = NULL;

      lab_do (lab, "clear", NULL);
      lab_do (lab, "expire-sessions", "{\"code\": 150}");
      task = lab_status (lab->client, "4", &error);
      g_assert_no_error (error);
      g_assert_cmpint (lab_count (lab, "logins"), ==, 1);
    }

  /* A login that does not help is not repeated. */
  lab_do (lab, "clear", NULL);
  lab_do (lab, "fail",
          "{\"mode\": \"code\", \"code\": 150, \"count\": -1, \"method\": \"status\"}");
  for (int i = 0; i < 5; i++)
    {
      g_assert_null (lab_status (lab->client, "4", &error));
      g_assert_error (error, DSM_ERROR, DSM_ERROR_SESSION_EXPIRED);
      g_assert_cmpint (dsm_error_get_details (error)->code, ==, 150);
      g_clear_error (&error);
    }
  g_assert_cmpint (lab_count (lab, "logins"), ==, 1);

  lab_do (lab, "clear", NULL);
  g_signal_emit_by_name (g_network_monitor_get_default (), "network-changed", TRUE);
  {
    g_autoptr (DsmTaskRecord) task = lab_status (lab->client, "4", &error);

    g_assert_no_error (error);
    g_assert_nonnull (task);
  }
  g_assert_cmpint (lab_count (lab, "logins"), ==, 1);
}

static void
test_new_like (void)
{
  g_autoptr (Lab) lab = lab_new (NULL);
  g_autoptr (DsmClient) other = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (dsm_client_new_like (lab->client, "not an address", &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  other = dsm_client_new_like (lab->client, bks_demo_nas_get_url (lab->nas), &error);
  g_assert_no_error (error);
  g_assert_true (lab_login (other, &error));
  g_assert_no_error (error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/dsm/hold/nothing-is-sent", test_hold);
  g_test_add_func ("/dsm/hold/login-over", test_login_over);
  g_test_add_func ("/dsm/hold/device-denied", test_device_denied);
  g_test_add_func ("/dsm/hold/address-differs", test_address_differs);
  g_test_add_func ("/dsm/hold/new-like", test_new_like);

  return g_test_run ();
}
