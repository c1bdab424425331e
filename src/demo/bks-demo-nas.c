/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-demo"

#include "demo-private.h"

struct _BksDemoNas
{
  GObject parent_instance;

  GThread *thread; /* NULL once it has ended */
  GMainContext *context;
  GMainLoop *loop;
  DemoServer *server; /* touched by the thread only */

  /* Copies that any thread may read. */
  char *url;
  char *control_url;
  char *account;
  char *password;
  char *fingerprint;
  gboolean otp;
};

G_DEFINE_FINAL_TYPE (BksDemoNas, bks_demo_nas, G_TYPE_OBJECT)

/* Something to be done in the NAS's thread while another one waits for it. */
typedef struct
{
  BksDemoNas *self;
  const char *command;
  const char *arguments;
  char *answer;
  GError *error;

  GMutex mutex;
  GCond cond;
  gboolean done;
} Order;

typedef struct
{
  BksDemoNas *self;
  const BksDemoNasOptions *options;
  GError *error;

  GMutex mutex;
  GCond cond;
  gboolean done;
} Start;

static gpointer
thread_main (gpointer data)
{
  Start *start = data;
  BksDemoNas *self = start->self;
  GMainLoop *loop = self->loop;
  GMainContext *context = self->context;
  DemoServer *server;
  gboolean running;

  g_main_context_push_thread_default (context);
  server = demo_server_new (start->options);
  running = demo_server_listen (server, &start->error);

  g_mutex_lock (&start->mutex);
  self->server = server;
  start->done = TRUE;
  g_cond_signal (&start->cond);
  g_mutex_unlock (&start->mutex);

  /* @start is gone from here on. */
  if (running)
    g_main_loop_run (loop);
  demo_server_free (server);
  g_main_context_pop_thread_default (context);
  return NULL;
}

static gboolean
order_cb (gpointer data)
{
  Order *order = data;
  char *answer;

  answer = demo_control_run (order->self->server, order->command, order->arguments, &order->error);
  g_mutex_lock (&order->mutex);
  order->answer = answer;
  order->done = TRUE;
  g_cond_signal (&order->cond);
  g_mutex_unlock (&order->mutex);
  return G_SOURCE_REMOVE;
}

static gboolean
quit_cb (gpointer data)
{
  g_main_loop_quit (data);
  return G_SOURCE_REMOVE;
}

static void
bks_demo_nas_finalize (GObject *object)
{
  BksDemoNas *self = BKS_DEMO_NAS (object);

  bks_demo_nas_stop (self);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_free (self->url);
  g_free (self->control_url);
  g_free (self->account);
  g_free (self->password);
  g_free (self->fingerprint);
  G_OBJECT_CLASS (bks_demo_nas_parent_class)->finalize (object);
}

static void
bks_demo_nas_class_init (BksDemoNasClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bks_demo_nas_finalize;
}

static void
bks_demo_nas_init (BksDemoNas *self)
{
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
}

/**
 * bks_demo_nas_new:
 * @options: what it is like; copied
 * @error: return location; errors are in #G_IO_ERROR (the port is taken) and #G_TLS_ERROR
 *
 * Starts a simulated NAS on a thread of its own. When this returns it can be reached.
 *
 * It stops when its last reference goes, or by bks_demo_nas_stop().
 *
 * Returns: (transfer full) (nullable): the NAS
 */
BksDemoNas *
bks_demo_nas_new (const BksDemoNasOptions *options, GError **error)
{
  g_autoptr (BksDemoNas) self = g_object_new (BKS_TYPE_DEMO_NAS, NULL);
  Start start = { .self = self, .options = options };

  g_mutex_init (&start.mutex);
  g_cond_init (&start.cond);
  self->thread = g_thread_new ("demo-nas", thread_main, &start);
  g_mutex_lock (&start.mutex);
  while (!start.done)
    g_cond_wait (&start.cond, &start.mutex);
  if (!start.error)
    {
      const DemoAccount *account = g_ptr_array_index (self->server->accounts, 0);

      self->url = g_strdup (self->server->url);
      self->control_url = g_strdup (self->server->control_url);
      self->fingerprint = g_strdup (self->server->fingerprint);
      self->account = g_strdup (account->name);
      self->password = g_strdup (account->password);
      self->otp = options->otp;
    }
  g_mutex_unlock (&start.mutex);
  g_mutex_clear (&start.mutex);
  g_cond_clear (&start.cond);

  if (start.error)
    {
      g_propagate_error (error, start.error);
      return NULL;
    }
  return g_steal_pointer (&self);
}

/**
 * bks_demo_nas_stop:
 *
 * Closes the ports and ends the thread; the NAS cannot be reached any more. Does nothing if it has
 * been stopped. Not to be called from two threads at once.
 */
void
bks_demo_nas_stop (BksDemoNas *self)
{
  g_autoptr (GSource) source = NULL;

  g_return_if_fail (BKS_IS_DEMO_NAS (self));

  if (!self->thread)
    return;
  source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, quit_cb, self->loop, NULL);
  g_source_attach (source, self->context);
  g_thread_join (g_steal_pointer (&self->thread));
  self->server = NULL;
}

/**
 * bks_demo_nas_get_url:
 *
 * Returns: where it answers, "http://127.0.0.1:PORT" or with https
 */
const char *
bks_demo_nas_get_url (BksDemoNas *self)
{
  g_return_val_if_fail (BKS_IS_DEMO_NAS (self), NULL);

  return self->url;
}

/**
 * bks_demo_nas_get_account:
 *
 * Returns: the name of an administrator's account. CONTROL.md lists the other accounts
 */
const char *
bks_demo_nas_get_account (BksDemoNas *self)
{
  g_return_val_if_fail (BKS_IS_DEMO_NAS (self), NULL);

  return self->account;
}

/**
 * bks_demo_nas_get_password:
 *
 * Returns: the password of that account at the start
 */
const char *
bks_demo_nas_get_password (BksDemoNas *self)
{
  g_return_val_if_fail (BKS_IS_DEMO_NAS (self), NULL);

  return self->password;
}

/**
 * bks_demo_nas_dup_otp:
 *
 * The one-time code that every account with a second factor accepts. It stays the same until
 * "set-server" changes it, so that nobody has to be quick.
 *
 * Returns: (transfer full) (nullable): six digits; %NULL if the account asks for none
 */
char *
bks_demo_nas_dup_otp (BksDemoNas *self)
{
  g_autofree char *answer = NULL;
  g_autoptr (JsonNode) node = NULL;

  g_return_val_if_fail (BKS_IS_DEMO_NAS (self), NULL);

  if (!self->otp)
    return NULL;
  answer = bks_demo_nas_control (self, "otp", NULL, NULL);
  node = answer ? json_from_string (answer, NULL) : NULL;
  if (!node)
    return NULL;
  return g_strdup (json_object_get_string_member (json_node_get_object (node), "otp"));
}

/**
 * bks_demo_nas_get_fingerprint:
 *
 * Returns: (nullable): SHA-256 of the DER form of the certificate that it started with, lower-case
 *   hex; %NULL without TLS. "certificate" answers with that of the new one.
 */
const char *
bks_demo_nas_get_fingerprint (BksDemoNas *self)
{
  g_return_val_if_fail (BKS_IS_DEMO_NAS (self), NULL);

  return self->fingerprint;
}

/**
 * bks_demo_nas_get_control_url:
 *
 * Returns: (nullable): where the control port answers, always plain HTTP; %NULL if there is none
 */
const char *
bks_demo_nas_get_control_url (BksDemoNas *self)
{
  g_return_val_if_fail (BKS_IS_DEMO_NAS (self), NULL);

  return self->control_url;
}

/**
 * bks_demo_nas_control:
 * @command: one of CONTROL.md
 * @arguments: (nullable): the text of a JSON object
 * @error: return location; errors are in #G_IO_ERROR and #JSON_PARSER_ERROR
 *
 * Looks at the NAS or changes it, as the control port does. Waits for the NAS's thread, which never
 * waits for anybody.
 *
 * Returns: (transfer full) (nullable): the text of a JSON object
 */
char *
bks_demo_nas_control (BksDemoNas *self, const char *command, const char *arguments, GError **error)
{
  Order order = { .self = self, .command = command, .arguments = arguments };
  g_autoptr (GSource) source = NULL;

  g_return_val_if_fail (BKS_IS_DEMO_NAS (self), NULL);
  g_return_val_if_fail (command != NULL, NULL);

  if (!self->thread)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CLOSED, "The NAS has been stopped");
      return NULL;
    }
  g_mutex_init (&order.mutex);
  g_cond_init (&order.cond);
  source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, order_cb, &order, NULL);
  g_source_attach (source, self->context);
  g_mutex_lock (&order.mutex);
  while (!order.done)
    g_cond_wait (&order.cond, &order.mutex);
  g_mutex_unlock (&order.mutex);
  g_mutex_clear (&order.mutex);
  g_cond_clear (&order.cond);

  if (order.error)
    {
      g_propagate_error (error, order.error);
      return NULL;
    }
  return order.answer;
}
