/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-demo"

#include "demo-private.h"

/* So many refused logins from one address, and the NAS stops listening to it. */
#define MAX_FAILURES 5

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
/* Everything that has to be percent-encoded, for those who want to see it go wrong. */
static const char nasty_alphabet[] = "ABCxyz019+/=%&;,@!~*'()";

static char *
random_text (DemoServer *server, const char *letters, guint length)
{
  GString *text = g_string_sized_new (length);

  for (guint i = 0; i < length; i++)
    g_string_append_c (text,
                       letters[g_rand_int_range (server->secrets, 0, (gint32) strlen (letters))]);
  return g_string_free (text, FALSE);
}

static void
account_free (DemoAccount *account)
{
  g_free (account->name);
  g_free (account->password);
  g_free (account);
}

static void
session_free (DemoSession *session)
{
  g_free (session->sid);
  g_free (session->token);
  g_free (session);
}

static void
device_free (DemoDevice *device)
{
  g_free (device->id);
  g_free (device->account);
  g_free (device->name);
  g_free (device);
}

/* An administrator without a second factor; the fields can be changed. */
DemoAccount *
demo_account_add (DemoServer *server, const char *name, const char *password)
{
  DemoAccount *account = g_new0 (DemoAccount, 1);

  account->name = g_strdup (name);
  account->password = g_strdup (password);
  account->administrator = TRUE;
  g_ptr_array_add (server->accounts, account);
  return account;
}

void
demo_auth_init (DemoServer *server)
{
  const char *password = "demo+password";

  server->secrets = g_rand_new_with_seed (server->options.seed + 1);
  server->accounts = g_ptr_array_new_with_free_func ((GDestroyNotify) account_free);
  server->sessions = g_ptr_array_new_with_free_func ((GDestroyNotify) session_free);
  server->devices = g_ptr_array_new_with_free_func ((GDestroyNotify) device_free);
  server->issued = g_ptr_array_new_with_free_func (g_free);
  server->failures = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  server->blocked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  server->otp = g_strdup_printf ("%06d", g_rand_int_range (server->secrets, 100000, 1000000));
  server->lose_after = -1;

  demo_account_add (server, "demo", password)->otp = server->options.otp;
  demo_account_add (server, "otp", password)->otp = TRUE;
  demo_account_add (server, "tricky", "p+&=%20 \"'ü€😀");
  demo_account_add (server, "user", password)->administrator = FALSE;
  {
    DemoAccount *account = demo_account_add (server, "old-otp", password);

    account->otp = TRUE;
    account->bare_otp = TRUE;
  }
  {
    DemoAccount *account = demo_account_add (server, "no-otp", password);

    account->otp = TRUE;
    account->no_otp_method = TRUE;
  }
  for (int code = 400; code <= 411; code++)
    {
      g_autofree char *name = g_strdup_printf ("code-%d", code);

      demo_account_add (server, name, password)->code = code;
    }
}

void
demo_auth_clear (DemoServer *server)
{
  g_ptr_array_unref (server->sessions);
  g_ptr_array_unref (server->accounts);
  g_ptr_array_unref (server->devices);
  g_ptr_array_unref (server->issued);
  g_hash_table_unref (server->failures);
  g_hash_table_unref (server->blocked);
  g_rand_free (server->secrets);
  g_free (server->otp);
}

/*
 * demo_auth_find_session:
 * @sid: (nullable)
 *
 * Returns: (nullable): the session, which may be a lost one
 */
DemoSession *
demo_auth_find_session (DemoServer *server, const char *sid)
{
  for (guint i = 0; sid && i < server->sessions->len; i++)
    {
      DemoSession *session = g_ptr_array_index (server->sessions, i);

      if (!strcmp (session->sid, sid))
        return session;
    }
  return NULL;
}

/* Ends every session that is open now; calls with one of them answer @code. */
void
demo_auth_expire (DemoServer *server, int code)
{
  for (guint i = 0; i < server->sessions->len; i++)
    {
      DemoSession *session = g_ptr_array_index (server->sessions, i);

      if (!session->lost)
        session->lost = code;
    }
}

/* As after a start: no session is known. */
void
demo_auth_forget_sessions (DemoServer *server)
{
  g_ptr_array_set_size (server->sessions, 0);
  server->lose_after = -1;
}

static DemoAccount *
find_account (DemoServer *server, const char *name)
{
  for (guint i = 0; name && i < server->accounts->len; i++)
    {
      DemoAccount *account = g_ptr_array_index (server->accounts, i);

      if (!strcmp (account->name, name))
        return account;
    }
  return NULL;
}

static JsonNode *
refuse (DemoServer *server, DemoCall *call, int code)
{
  server->counters.failed_logins++;
  if (code == DEMO_AUTH_REJECTED || code == DEMO_AUTH_OTP_REJECTED)
    {
      char *address = g_strdup (call->request->address);
      guint failures = GPOINTER_TO_UINT (g_hash_table_lookup (server->failures, address)) + 1;

      g_hash_table_replace (server->failures, address, GUINT_TO_POINTER (failures));
      if (failures >= MAX_FAILURES)
        g_hash_table_add (server->blocked, g_strdup (address));
    }
  return demo_call_fail (call, code);
}

static void
set_factor_types (DemoServer *server, DemoCall *call, const DemoAccount *account)
{
  static const char *const types[] = { "otp", "authenticator", "fido" };
  JsonObject *errors;
  JsonArray *array;

  if (account && account->bare_otp)
    return;
  errors = json_object_new ();
  array = json_array_new ();
  for (guint i = account && account->no_otp_method ? 1 : 0; i < G_N_ELEMENTS (types); i++)
    {
      JsonObject *type = json_object_new ();

      json_object_set_string_member (type, "type", types[i]);
      json_array_add_object_element (array, type);
    }
  {
    g_autofree char *token = random_text (server, alphabet, 32);

    json_object_set_string_member (errors, "token", token);
  }
  json_object_set_array_member (errors, "types", array);
  call->errors = demo_node (errors);
}

static gboolean
is_trusted_device (DemoServer *server, DemoCall *call, const DemoAccount *account)
{
  g_autofree char *id = demo_call_dup_text (call, "device_id");
  g_autofree char *old_id = demo_call_dup_text (call, "did");
  g_autofree char *name = demo_call_dup_text (call, "device_name");
  const char *sent = id ? id : old_id;

  for (guint i = 0; sent && i < server->devices->len; i++)
    {
      const DemoDevice *device = g_ptr_array_index (server->devices, i);

      if (!strcmp (device->id, sent) && !strcmp (device->account, account->name)
          && (!device->name || !g_strcmp0 (device->name, name)))
        return TRUE;
    }
  return FALSE;
}

static gboolean
said_yes (DemoCall *call, const char *name)
{
  g_autofree char *text = demo_call_dup_text (call, name);

  return text && (!g_ascii_strcasecmp (text, "yes") || !g_ascii_strcasecmp (text, "true"));
}

static int
check_session_name (DemoCall *call, const DemoAccount *account)
{
  static const char *const applications[] = { "DSM", "FileStation", "DownloadStation", NULL };
  g_autofree char *name = demo_call_dup_text (call, "session");

  /* It is checked as the name of an application that the account may use. */
  if (!name || !*name || account->administrator || g_strv_contains (applications, name))
    return DEMO_OK;
  return DEMO_AUTH_DENIED;
}

static JsonNode *
open_session (DemoServer *server, DemoCall *call, DemoAccount *account, const char *device_id)
{
  DemoSession *session = g_new0 (DemoSession, 1);
  g_autofree char *format = demo_call_dup_text (call, "format");
  JsonObject *data = json_object_new ();

  session->sid = random_text (server, server->nasty_sids ? nasty_alphabet : alphabet, 64);
  session->token = random_text (server, alphabet, 24);
  session->account = account;
  session->version = call->version;
  session->last_used = demo_machine_time (server);
  g_ptr_array_add (server->sessions, session);
  g_ptr_array_add (server->issued, g_strdup (session->sid));
  g_ptr_array_add (server->issued, g_strdup (session->token));
  g_hash_table_remove (server->failures, call->request->address);
  server->counters.logins++;

  json_object_set_string_member (data, "account", account->name);
  if (device_id)
    json_object_set_string_member (data, call->version >= 7 ? "device_id" : "did", device_id);
  json_object_set_boolean_member (data, "is_portal_port", FALSE);
  json_object_set_string_member (data, "sid", session->sid);
  if (said_yes (call, "enable_syno_token"))
    json_object_set_string_member (data, "synotoken", session->token);
  if (!format || strcmp (format, "sid"))
    call->request->set_cookie = g_strdup_printf ("id=%s; path=/; HttpOnly; SameSite=Lax",
                                                 session->sid);
  return demo_node (data);
}

/* SYNO.API.Auth login, versions 1 to 7. Values are raw: a quoted name is a wrong name. */
JsonNode *
demo_auth_login (DemoServer *server, DemoCall *call)
{
  g_autofree char *name = demo_call_dup_text (call, "account");
  g_autofree char *password = demo_call_dup_text (call, "passwd");
  g_autofree char *otp = demo_call_dup_text (call, "otp_code");
  g_autofree char *device_name = demo_call_dup_text (call, "device_name");
  DemoAccount *account = find_account (server, name);
  const char *device_id = NULL;
  int code;

  if (g_hash_table_contains (server->blocked, call->request->address))
    return refuse (server, call, DEMO_AUTH_BLOCKED);
  if (!name || !password)
    return refuse (server, call, DEMO_NO_API_METHOD);
  if (account && account->code)
    {
      if (account->code == DEMO_AUTH_OTP_REQUIRED)
        set_factor_types (server, call, account);
      return refuse (server, call, account->code);
    }
  if (!account || strcmp (account->password, password))
    return refuse (server, call, DEMO_AUTH_REJECTED);
  code = check_session_name (call, account);
  if (code)
    return refuse (server, call, code);

  if (account->otp && !is_trusted_device (server, call, account))
    {
      if (!otp || !*otp)
        {
          set_factor_types (server, call, account);
          /* Asking for the code is no failure. */
          return demo_call_fail (call, DEMO_AUTH_OTP_REQUIRED);
        }
      if (account->no_otp_method || strcmp (otp, server->otp))
        return refuse (server, call, DEMO_AUTH_OTP_REJECTED);
      if (said_yes (call, "enable_device_token"))
        {
          DemoDevice *device = g_new0 (DemoDevice, 1);

          device->id = random_text (server, alphabet, 86);
          device->account = g_strdup (account->name);
          device->name = g_strdup (device_name);
          g_ptr_array_add (server->devices, device);
          g_ptr_array_add (server->issued, g_strdup (device->id));
          device_id = device->id;
        }
    }
  return open_session (server, call, account, device_id);
}

JsonNode *
demo_auth_logout (DemoServer *server, DemoCall *call)
{
  DemoSession *session = demo_auth_find_session (server, call->request->sid);

  if (session)
    {
      server->counters.logouts++;
      call->session = NULL;
      g_ptr_array_remove (server->sessions, session);
    }
  return demo_call_done ();
}
