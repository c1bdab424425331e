/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-model"

#include "bks-nas-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "dsm-error.h"

G_DEFINE_ENUM_TYPE (BksNasState,
                    bks_nas_state,
                    G_DEFINE_ENUM_VALUE (BKS_NAS_NEW, "new"),
                    G_DEFINE_ENUM_VALUE (BKS_NAS_ASKING, "asking"),
                    G_DEFINE_ENUM_VALUE (BKS_NAS_FRESH, "fresh"),
                    G_DEFINE_ENUM_VALUE (BKS_NAS_STALE, "stale"),
                    G_DEFINE_ENUM_VALUE (BKS_NAS_UNREACHABLE, "unreachable"),
                    G_DEFINE_ENUM_VALUE (BKS_NAS_WAITING, "waiting"))

G_DEFINE_FINAL_TYPE (BksNas, bks_nas, G_TYPE_OBJECT)

/* So many refreshes may fail before a NAS counts as unreachable. */
#define FAILURES_UNREACHABLE 3

typedef enum
{
  PROP_NAME = 1,
  PROP_ADDRESS,
  PROP_ACCOUNT,
  PROP_STATE,
  PROP_VERDICT,
  PROP_LINE,
  PROP_PROBLEM,
  PROP_IS_CHECKING,
  PROP_CHECKED_AT,
  PROP_TASKS,
  PROP_GENERATION,
} BksNasProperty;
#define N_PROPERTIES (PROP_GENERATION + 1)

static GParamSpec *properties[N_PROPERTIES];

static void
notify (BksNas *self, BksNasProperty property)
{
  self->is_changed = TRUE;
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
bks_nas_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  BksNas *self = BKS_NAS (object);

  switch ((BksNasProperty) prop_id)
    {
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_ADDRESS:
      g_value_set_string (value, self->address);
      break;
    case PROP_ACCOUNT:
      g_value_set_string (value, bks_nas_get_account (self));
      break;
    case PROP_STATE:
      g_value_set_enum (value, (int) self->state);
      break;
    case PROP_VERDICT:
      g_value_set_enum (value, (int) self->verdict);
      break;
    case PROP_LINE:
      g_value_set_string (value, self->line);
      break;
    case PROP_PROBLEM:
      g_value_set_object (value, self->problem);
      break;
    case PROP_IS_CHECKING:
      g_value_set_boolean (value, bks_nas_get_is_checking (self));
      break;
    case PROP_CHECKED_AT:
      g_value_set_int64 (value, self->checked_at);
      break;
    case PROP_TASKS:
      g_value_set_object (value, self->tasks);
      break;
    case PROP_GENERATION:
      g_value_set_uint (value, self->generation);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bks_nas_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  BksNas *self = BKS_NAS (object);

  switch ((BksNasProperty) prop_id)
    {
    case PROP_NAME:
      bks_nas_set_name (self, g_value_get_string (value));
      break;
    case PROP_ADDRESS:
    case PROP_ACCOUNT:
    case PROP_STATE:
    case PROP_VERDICT:
    case PROP_LINE:
    case PROP_PROBLEM:
    case PROP_IS_CHECKING:
    case PROP_CHECKED_AT:
    case PROP_TASKS:
    case PROP_GENERATION:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bks_nas_finalize (GObject *object)
{
  BksNas *self = BKS_NAS (object);

  g_clear_object (&self->client);
  g_clear_object (&self->problem);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->waiters, g_ptr_array_unref);
  g_hash_table_unref (self->tasks_by_id);
  g_clear_object (&self->tasks);
  g_free (self->id);
  g_free (self->name);
  g_free (self->address);
  g_free (self->line);
  g_free (self->reason);

  G_OBJECT_CLASS (bks_nas_parent_class)->finalize (object);
}

static void
bks_nas_class_init (BksNasClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = bks_nas_get_property;
  object_class->set_property = bks_nas_set_property;
  object_class->finalize = bks_nas_finalize;

  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags | G_PARAM_WRITABLE);
  properties[PROP_ADDRESS] = g_param_spec_string ("address", NULL, NULL, NULL, flags);
  properties[PROP_ACCOUNT] = g_param_spec_string ("account", NULL, NULL, NULL, flags);
  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, BKS_TYPE_NAS_STATE, BKS_NAS_NEW,
                                              flags);
  properties[PROP_VERDICT] = g_param_spec_enum ("verdict", NULL, NULL, BKS_TYPE_VERDICT,
                                                BKS_VERDICT_UNKNOWN, flags);
  properties[PROP_LINE] = g_param_spec_string ("line", NULL, NULL, NULL, flags);
  properties[PROP_PROBLEM] = g_param_spec_object ("problem", NULL, NULL, BKS_TYPE_PROBLEM, flags);
  properties[PROP_IS_CHECKING] = g_param_spec_boolean ("is-checking", NULL, NULL, FALSE, flags);
  properties[PROP_CHECKED_AT] = g_param_spec_int64 ("checked-at", NULL, NULL, 0, G_MAXINT64, 0,
                                                    flags);
  properties[PROP_TASKS] = g_param_spec_object ("tasks", NULL, NULL, G_TYPE_LIST_MODEL, flags);
  properties[PROP_GENERATION] = g_param_spec_uint ("generation", NULL, NULL, 0, G_MAXUINT, 0,
                                                   flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  /**
   * BksNas::sign-in-over:
   * @self: the NAS
   * @problem: (nullable): why it refused; %NULL = it is signed in
   *
   * The NAS has answered a sign-in, whoever asked for it.
   */
  g_signal_new ("sign-in-over", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 1, BKS_TYPE_PROBLEM);

  /**
   * BksNas::refreshed:
   * @self: the NAS
   *
   * A refresh has ended, well or not, and everything is said: see its state. One that was given up
   * does not count.
   */
  g_signal_new ("refreshed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 0);
}

static void
bks_nas_init (BksNas *self)
{
  self->id = g_uuid_string_random ();
  self->verdict = BKS_VERDICT_UNKNOWN;
  self->limits = bks_health_default_limits;
  self->line = g_strdup ("");
  self->reason = g_strdup ("");
  self->tasks = g_list_store_new (BKS_TYPE_TASK);
  self->tasks_by_id = g_hash_table_new (g_str_hash, g_str_equal);
}

/* Whether it has answered this process. */
gboolean
bks_nas_was_heard (BksNas *self)
{
  return self->checked_at > 0 && self->restored_at == 0;
}

/* s east of UTC, or DSM_OFFSET_UNKNOWN */
int
bks_nas_get_clock_offset (BksNas *self)
{
  int offset = dsm_client_get_utc_offset (self->client);

  return offset == DSM_OFFSET_UNKNOWN && self->restored_at > 0 ? self->restored_offset : offset;
}

/* s that its clock is ahead */
gint64
bks_nas_get_clock_error (BksNas *self)
{
  return self->restored_at > 0 ? self->restored_error : dsm_client_get_clock_error (self->client);
}

/* What the words about this NAS's tasks depend on. */
void
bks_nas_get_context (BksNas *self, gint64 now, BksTaskContext *context)
{
  context->nas_name = self->name;
  context->nas_state = self->state;
  context->utc_offset = bks_nas_get_clock_offset (self);
  context->clock_error = bks_nas_get_clock_error (self) * G_USEC_PER_SEC;
  context->local_now = now;
  context->heard_at = self->checked_at;
  context->problem = self->problem != NULL ? bks_problem_get_message (self->problem) : NULL;
  context->old_after = self->old_after;
  context->is_restoring = self->is_restoring;
  context->limits = &self->limits;
}

/* The NAS's own words, after its tasks were updated. Ends a change: views are told once. */
void
bks_nas_update (BksNas *self, gint64 now)
{
  BksVerdict verdict;
  g_autofree char *line = NULL;
  g_autofree char *reason = NULL;

  bks_nas_make_words (self, now, &verdict, &line, &reason);
  if (verdict != self->verdict)
    {
      self->verdict = verdict;
      notify (self, PROP_VERDICT);
    }
  if (!g_str_equal (line, self->line))
    {
      g_free (self->line);
      self->line = g_steal_pointer (&line);
      notify (self, PROP_LINE);
    }
  if (!g_str_equal (reason, self->reason))
    {
      g_free (self->reason);
      self->reason = g_steal_pointer (&reason);
      self->is_changed = TRUE;
    }
  if (!self->is_changed)
    return;
  self->is_changed = FALSE;
  self->generation++;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_GENERATION]);
}

/* Everything that depends on the NAS's state or on the time. */
static void
update_at (BksNas *self, gint64 now)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->tasks));
  BksTaskContext context;

  bks_nas_get_context (self, now, &context);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (BksTask) task = g_list_model_get_item (G_LIST_MODEL (self->tasks), i);

      self->is_changed |= bks_task_update (task, &context);
    }
  bks_nas_update (self, now);
}

void
bks_nas_update_all (BksNas *self)
{
  update_at (self, g_get_real_time ());
}

/* Sets state and problem, without words: those follow with the next update. */
void
bks_nas_set_state (BksNas *self, BksNasState state, BksProblem *problem)
{
  if (self->state != state)
    {
      self->state = state;
      notify (self, PROP_STATE);
    }
  if (g_set_object (&self->problem, problem))
    notify (self, PROP_PROBLEM);
}

void
bks_nas_notify_checking (BksNas *self)
{
  notify (self, PROP_IS_CHECKING);
}

/* Where it is, or with which account, has changed. */
void
bks_nas_notify_place (BksNas *self)
{
  notify (self, PROP_ADDRESS);
  notify (self, PROP_ACCOUNT);
}

BksProblem *
bks_nas_make_problem (BksNas *self, const GError *error)
{
  BksProblem *problem;

  if (error->domain == BKS_PROBLEM_ERROR)
    return bks_problem_from_error (error);
  problem = bks_problem_new_from_dsm (error, self->name);
  bks_problem_set_next_try (problem, self->next_try, g_get_real_time ());
  return problem;
}

/*
 * bks_nas_take_error:
 * @error: (transfer full): how a call ended
 *
 * Returns: (transfer full): the same for people: a #BKS_PROBLEM_ERROR; cancelled stays what it is
 */
GError *
bks_nas_take_error (BksNas *self, GError *error)
{
  g_autoptr (BksProblem) problem = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return error;
  problem = bks_nas_make_problem (self, error);
  g_error_free (error);
  return bks_problem_to_error (problem);
}

/* A refresh did not succeed. What is known stays, but how far it can be trusted is another matter. */
void
bks_nas_fail (BksNas *self, BksProblem *problem)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->tasks));

  self->n_failures++;
  if (bks_problem_waits_for_user (problem))
    bks_nas_set_state (self, BKS_NAS_WAITING, problem);
  else if (bks_problem_get_kind (problem) == BKS_PROBLEM_NOT_SUPPORTED && n == 0)
    {
      /* It answered: there is just nothing to see. */
      self->n_failures = 0;
      bks_nas_set_state (self, BKS_NAS_FRESH, problem);
    }
  else if (!bks_nas_was_heard (self) || self->n_failures >= FAILURES_UNREACHABLE)
    bks_nas_set_state (self, BKS_NAS_UNREACHABLE, problem);
  else
    bks_nas_set_state (self, BKS_NAS_STALE, problem);
  bks_nas_update_all (self);
}

/* The list with as few changes as possible: what stays keeps its place, its object and with that
 * its selection. */
static void
arrange_tasks (BksNas *self, GPtrArray *wanted)
{
  g_autoptr (GHashTable) stays = g_hash_table_new (NULL, NULL);
  GListModel *model = G_LIST_MODEL (self->tasks);

  for (guint i = 0; i < wanted->len; i++)
    g_hash_table_add (stays, wanted->pdata[i]);
  for (guint i = g_list_model_get_n_items (model); i > 0; i--)
    {
      g_autoptr (BksTask) task = g_list_model_get_item (model, i - 1);

      if (g_hash_table_contains (stays, task))
        continue;
      g_hash_table_remove (self->tasks_by_id, bks_task_get_id (task));
      g_list_store_remove (self->tasks, i - 1);
      self->is_changed = TRUE;
    }
  for (guint i = 0; i < wanted->len; i++)
    {
      g_autoptr (BksTask) there = g_list_model_get_item (model, i);
      guint n_new = 0;
      guint position;

      if (there == wanted->pdata[i])
        continue;
      self->is_changed = TRUE;
      if (g_list_store_find (self->tasks, wanted->pdata[i], &position))
        {
          g_list_store_remove (self->tasks, position);
          g_list_store_insert (self->tasks, i, wanted->pdata[i]);
          continue;
        }
      while (
          i + n_new < wanted->len
          && !g_hash_table_contains (self->tasks_by_id, bks_task_get_id (wanted->pdata[i + n_new])))
        {
          BksTask *task = wanted->pdata[i + n_new];

          g_hash_table_insert (self->tasks_by_id, (char *) bks_task_get_id (task), task);
          n_new++;
        }
      g_list_store_splice (self->tasks, i, 0, wanted->pdata + i, n_new);
      i += n_new - 1;
    }
}

/*
 * bks_nas_apply_list:
 * @list: what the NAS says; the records are taken out of it
 *
 * Takes over a whole answer.
 */
void
bks_nas_apply_list (BksNas *self, DsmTaskList *list)
{
  g_autoptr (GPtrArray) wanted = g_ptr_array_new_with_free_func (g_object_unref);
  gint64 now = g_get_real_time ();
  BksTaskContext context;

  self->n_failures = 0;
  self->next_try = 0;
  self->restored_at = 0;
  self->is_restoring = list->is_restoring;
  if (self->checked_at != list->asked_at)
    {
      self->checked_at = list->asked_at;
      notify (self, PROP_CHECKED_AT);
    }
  bks_nas_set_state (self, BKS_NAS_FRESH, NULL);
  bks_nas_get_context (self, now, &context);

  for (guint i = 0; i < list->tasks->len; i++)
    {
      DsmTaskRecord *record = list->tasks->pdata[i];
      BksTask *task = g_hash_table_lookup (self->tasks_by_id, record->id);

      if (task == NULL)
        task = bks_task_new (self, record);
      else
        g_object_ref (task);
      g_ptr_array_add (wanted, task);
      /* An action has looked at this one later than the NAS was asked for the list. */
      if (bks_task_get_looked_at (task) > self->began)
        {
          dsm_task_record_free (record);
          self->is_changed |= bks_task_update (task, &context);
        }
      else
        self->is_changed |= bks_task_apply (task, record, TRUE, &context);
    }
  g_ptr_array_set_free_func (list->tasks, NULL);
  g_ptr_array_set_size (list->tasks, 0);
  arrange_tasks (self, wanted);
  bks_nas_update (self, now);
}

/*
 * bks_nas_remember:
 * @checked_at: when it was last heard, by another process, µs since the Unix epoch, UTC
 * @utc_offset: of its zone then, or %DSM_OFFSET_UNKNOWN
 * @clock_error: s that its clock was ahead then
 *
 * From now on its tasks are what they were then, and old, until it answers.
 */
void
bks_nas_remember (BksNas *self, gint64 checked_at, int utc_offset, gint64 clock_error)
{
  self->restored_at = g_get_real_time ();
  self->restored_offset = utc_offset;
  self->restored_error = clock_error;
  self->checked_at = checked_at;
  notify (self, PROP_CHECKED_AT);
}

/* @tasks: (element-type BksTask): all that it has */
void
bks_nas_take_tasks (BksNas *self, GPtrArray *tasks)
{
  arrange_tasks (self, tasks);
  bks_nas_update (self, g_get_real_time ());
}

/*
 * bks_nas_apply_status:
 * @record: (transfer full): a look at @task alone
 *
 * Returns: whether anything changed
 */
gboolean
bks_nas_apply_status (BksNas *self, BksTask *task, DsmTaskRecord *record)
{
  gint64 now = g_get_real_time ();
  BksTaskContext context;
  gboolean changed;

  bks_nas_get_context (self, now, &context);
  bks_task_mark_looked_at (task);
  changed = bks_task_apply (task, record, FALSE, &context);
  self->is_changed |= changed;
  bks_nas_update (self, now);
  return changed;
}

/* What a destination has just said: the verdict on the backup follows at once. */
void
bks_nas_apply_look (BksNas *self, BksTask *task, const BksTargetInfo *info)
{
  gint64 now = g_get_real_time ();
  BksTaskContext context;

  bks_task_take_look (task, info);
  bks_nas_get_context (self, now, &context);
  self->is_changed |= bks_task_update (task, &context);
  bks_nas_update (self, now);
}

/* Whoever waited for a person has been helped, perhaps: the next refresh tells. */
void
bks_nas_stop_waiting (BksNas *self)
{
  if (self->state != BKS_NAS_WAITING)
    return;
  self->n_failures = 0;
  bks_nas_set_state (self, bks_nas_was_heard (self) ? BKS_NAS_STALE : BKS_NAS_NEW, NULL);
  bks_nas_update_all (self);
}

/* @client: (transfer full): through which it is asked from now on */
void
bks_nas_take_client (BksNas *self, DsmClient *client)
{
  const char *url = dsm_client_get_url (client);

  if (self->client != NULL)
    g_signal_handlers_disconnect_by_func (self->client, bks_nas_login_over_cb, self);
  g_clear_object (&self->client);
  self->client = client;
  g_signal_connect_object (client, "login-over", G_CALLBACK (bks_nas_login_over_cb), self,
                           G_CONNECT_SWAPPED);
  g_free (self->address);
  self->address = g_str_has_suffix (url, "webapi/")
                      ? g_strndup (url, strlen (url) - strlen ("webapi/"))
                      : g_strdup (url);
}

/**
 * bks_nas_new:
 * @name: (nullable): what the user calls it; %NULL = as its host
 * @address: what the user typed
 * @error: (nullable): a #BKS_PROBLEM_ERROR, if @address is none
 *
 * Returns: (transfer full) (nullable): a NAS that nothing was asked yet
 */
BksNas *
bks_nas_new (const char *name, const char *address, GError **error)
{
  g_autoptr (DsmClient) client = NULL;
  GError *own_error = NULL;
  BksNas *self;

  g_return_val_if_fail (address != NULL, NULL);

  client = dsm_client_new (address, &own_error);
  if (client == NULL)
    {
      g_autoptr (BksProblem) problem = bks_problem_new (
          BKS_PROBLEM_ADDRESS, _ ("This is not an address of a NAS."),
          _ ("Type its name or IP address, such as “office-nas” or “https://192.168.1.20:5001”."));

      g_debug ("%s", own_error->message);
      g_error_free (own_error);
      g_propagate_error (error, bks_problem_to_error (problem));
      return NULL;
    }
  self = g_object_new (BKS_TYPE_NAS, NULL);
  bks_nas_take_client (self, g_steal_pointer (&client));
  self->name = g_strdup (name != NULL ? name : dsm_client_get_host (self->client));
  bks_nas_update (self, g_get_real_time ());
  return self;
}

/**
 * bks_nas_set_name:
 * @self: a NAS
 * @name: what the user calls it
 */
void
bks_nas_set_name (BksNas *self, const char *name)
{
  g_return_if_fail (BKS_IS_NAS (self));
  g_return_if_fail (name != NULL);

  if (g_str_equal (name, self->name))
    return;
  g_free (self->name);
  self->name = g_strdup (name);
  notify (self, PROP_NAME);
  bks_nas_update_all (self);
}

/**
 * bks_nas_set_credentials:
 * @self: a NAS
 * @account: (nullable): the account
 * @password: (nullable): its password; kept in memory alone
 */
void
bks_nas_set_credentials (BksNas *self, const char *account, const char *password)
{
  g_return_if_fail (BKS_IS_NAS (self));

  dsm_client_set_credentials (self->client, account, password);
  notify (self, PROP_ACCOUNT);
  bks_nas_go_on (self);
  bks_nas_stop_waiting (self);
}

/**
 * bks_nas_set_otp:
 * @self: a NAS
 * @code: (nullable): the one-time code for the next sign-in
 * @remember_device: whether the NAS should remember this computer
 */
void
bks_nas_set_otp (BksNas *self, const char *code, gboolean remember_device)
{
  g_return_if_fail (BKS_IS_NAS (self));

  dsm_client_set_otp (self->client, code, remember_device);
  bks_nas_stop_waiting (self);
}

/**
 * bks_nas_set_pin:
 * @self: a NAS
 * @sha256: (nullable): fingerprint of the certificate that the user trusts; %NULL = what the system
 *   trusts
 *
 * Returns: whether @sha256 is a fingerprint
 */
gboolean
bks_nas_set_pin (BksNas *self, const char *sha256)
{
  g_return_val_if_fail (BKS_IS_NAS (self), FALSE);

  if (!dsm_client_set_pin (self->client, sha256))
    return FALSE;
  bks_nas_stop_waiting (self);
  return TRUE;
}

/**
 * bks_nas_set_allow_plain_http:
 * @self: a NAS
 * @allow: whether the user agreed to send the password unencrypted
 */
void
bks_nas_set_allow_plain_http (BksNas *self, gboolean allow)
{
  g_return_if_fail (BKS_IS_NAS (self));

  self->allows_plain_http = allow;
  dsm_client_set_allow_plain_http (self->client, allow);
  if (allow)
    bks_nas_stop_waiting (self);
}

/**
 * bks_nas_set_next_try:
 * @self: a NAS
 * @at: when it is asked again, µs since the Unix epoch, UTC; 0 = not planned
 */
void
bks_nas_set_next_try (BksNas *self, gint64 at)
{
  g_return_if_fail (BKS_IS_NAS (self));

  self->next_try = at;
  if (self->problem == NULL || !bks_problem_set_next_try (self->problem, at, g_get_real_time ()))
    return;
  notify (self, PROP_PROBLEM);
  bks_nas_update (self, g_get_real_time ());
}

/**
 * bks_nas_set_old_after:
 * @self: a NAS
 * @seconds: s after which its last answer says nothing about now; 0 = no limit
 *
 * Who asks regularly knows after how long something must have kept it from asking. It counts from
 * the next update on.
 */
void
bks_nas_set_old_after (BksNas *self, guint seconds)
{
  g_return_if_fail (BKS_IS_NAS (self));

  self->old_after = seconds * G_TIME_SPAN_SECOND;
}

/**
 * bks_nas_update_texts:
 * @self: a NAS
 * @now: the present, µs since the Unix epoch, UTC
 *
 * Says anew what depends on the time: ages, what is overdue.
 */
void
bks_nas_update_texts (BksNas *self, gint64 now)
{
  g_return_if_fail (BKS_IS_NAS (self));

  /* The age of what is known has changed in any case. */
  self->is_changed = TRUE;
  update_at (self, now);
}
