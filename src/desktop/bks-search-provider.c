/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-desktop"

#include "bks-search-provider.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "bks-format.h"
#include "bks-nas.h"
#include "bks-search-provider-generated.h"

#define INTERFACE   "org.gnome.Shell.SearchProvider2"
#define MAX_RESULTS 30   /* the shell shows a few, and "more" */
#define RELAY_MS    1000 /* who types does not wait for another program */

struct _BksSearchProvider
{
  GObject parent_instance;

  GListModel *nas_list;            /* (owned) of BksNas */
  char *icon_prefix;               /* (owned): "io.github.backstay.Backstay" */
  char *elsewhere;                 /* (owned) (nullable): bus name of who is asked first */
  BksDBusSearchProvider *skeleton; /* (owned) */
  GPtrArray *waiting;              /* (owned) (nullable): invocations; NULL = it has begun */
};

G_DEFINE_FINAL_TYPE (BksSearchProvider, bks_search_provider, G_TYPE_OBJECT)

typedef enum
{
  SIGNAL_ASKED,
  SIGNAL_SHOW_TASK,
  SIGNAL_SHOW_NAS,
  SIGNAL_SEARCH,
} BksSearchProviderSignal;

static guint signals[SIGNAL_SEARCH + 1];

/* A backup, or a NAS. */
typedef struct
{
  BksNas *nas;   /* (owned) */
  BksTask *task; /* (owned) (nullable) */
} Result;

static void
result_free (gpointer data)
{
  Result *result = data;

  g_object_unref (result->nas);
  g_clear_object (&result->task);
  g_free (result);
}

static Result *
result_new (BksNas *nas, BksTask *task)
{
  Result *result = g_new0 (Result, 1);

  result->nas = g_object_ref (nas);
  if (task != NULL)
    result->task = g_object_ref (task);
  return result;
}

/* An ID of a NAS has no slash. */
static char *
make_id (const Result *result)
{
  const char *nas_id = bks_nas_get_id (result->nas);

  return result->task != NULL ? g_strdup_printf ("%s/%s", nas_id, bks_task_get_id (result->task))
                              : g_strdup (nas_id);
}

static Result *
find_result (BksSearchProvider *self, const char *id)
{
  const char *slash = strchr (id, '/');
  g_autofree char *nas_id = slash != NULL ? g_strndup (id, (gsize) (slash - id)) : g_strdup (id);
  guint n = g_list_model_get_n_items (self->nas_list);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (BksNas) nas = g_list_model_get_item (self->nas_list, i);
      BksTask *task = NULL;

      if (g_strcmp0 (bks_nas_get_id (nas), nas_id) != 0)
        continue;
      if (slash != NULL)
        task = bks_nas_find_task (nas, slash + 1);
      if (slash == NULL || task != NULL)
        return result_new (nas, task);
    }
  return NULL;
}

/* What is known of it is from another time. */
static gboolean
is_old (BksTask *task)
{
  return bks_task_get_verdict (task) == BKS_VERDICT_UNKNOWN
         && bks_task_get_heard_verdict (task) != BKS_VERDICT_UNKNOWN;
}

static BksVerdict
get_heard_verdict (BksNas *nas)
{
  GListModel *tasks = bks_nas_get_tasks (nas);
  BksVerdict worst = BKS_VERDICT_OK;

  for (guint i = 0; i < g_list_model_get_n_items (tasks); i++)
    {
      g_autoptr (BksTask) task = g_list_model_get_item (tasks, i);

      worst = MIN (worst, bks_task_get_heard_verdict (task));
    }
  return worst;
}

static char *
describe_old (BksVerdict verdict, gint64 when)
{
  g_autofree char *at = bks_format_at (when, g_get_real_time ());

  /* Translators: how something was, and when: "Fine when last asked, today at 06:14". */
  return g_strdup_printf (_ ("%s when last asked, %s"), bks_verdict_get_word (verdict), at);
}

static char *
describe_nas (BksNas *nas)
{
  BksNasState state = bks_nas_get_state (nas);
  gint64 heard = bks_nas_get_checked_at (nas);
  const char *line = bks_nas_get_line (nas);

  if ((state == BKS_NAS_NEW || state == BKS_NAS_ASKING) && heard > 0
      && g_list_model_get_n_items (bks_nas_get_tasks (nas)) > 0)
    return describe_old (get_heard_verdict (nas), heard);
  return g_strdup (line != NULL ? line : "");
}

static char *
describe (const Result *result)
{
  g_autofree char *how = NULL;
  const char *headline;

  if (result->task == NULL)
    return describe_nas (result->nas);
  headline = bks_task_get_headline (result->task);
  if (is_old (result->task) && bks_nas_get_checked_at (result->nas) > 0)
    how = describe_old (bks_task_get_heard_verdict (result->task),
                        bks_nas_get_checked_at (result->nas));
  else if (headline != NULL && *headline != '\0')
    how = g_strdup (headline);
  else
    how = g_strdup (bks_task_get_status_word (result->task));
  /* Translators: a NAS, and the status of its backup: "studio-nas · Overdue". */
  return g_strdup_printf (_ ("%s · %s"), bks_nas_get_name (result->nas), how);
}

static BksVerdict
get_verdict (const Result *result)
{
  return result->task != NULL ? bks_task_get_verdict (result->task)
                              : bks_nas_get_verdict (result->nas);
}

static const char *
get_name (const Result *result)
{
  return result->task != NULL ? bks_task_get_name (result->task) : bks_nas_get_name (result->nas);
}

/* Of what is old, how it was. */
static BksVerdict
get_rank (const Result *result)
{
  if (result->task != NULL && is_old (result->task))
    return bks_task_get_heard_verdict (result->task);
  return get_verdict (result);
}

/* The worst first; a NAS before its backups, which may have the same name. */
static int
compare (gconstpointer a, gconstpointer b)
{
  const Result *one = *(const Result *const *) a;
  const Result *other = *(const Result *const *) b;

  if (get_rank (one) != get_rank (other))
    return (int) get_rank (one) - (int) get_rank (other);
  if ((one->task == NULL) != (other->task == NULL))
    return one->task == NULL ? -1 : 1;
  return g_utf8_collate (get_name (one), get_name (other));
}

static char *
fold (const char *text)
{
  g_autofree char *normal = g_utf8_normalize (text, -1, G_NORMALIZE_ALL);

  return normal != NULL ? g_utf8_casefold (normal, -1) : g_strdup ("");
}

/* Each word is in what the result is called, or in how it is. */
static gboolean
matches (const Result *result, const char *const *terms)
{
  g_autofree char *text = NULL;
  g_autofree char *folded = NULL;

  if (result->task != NULL)
    text = g_strjoin ("\n", bks_task_get_name (result->task), bks_nas_get_name (result->nas),
                      bks_task_get_destination (result->task),
                      bks_task_get_status_word (result->task),
                      bks_verdict_get_word (get_rank (result)), NULL);
  else
    text = g_strdup (bks_nas_get_name (result->nas));
  folded = fold (text);
  for (guint i = 0; terms[i] != NULL; i++)
    {
      g_autofree char *term = fold (terms[i]);

      if (strstr (folded, term) == NULL)
        return FALSE;
    }
  return *terms != NULL;
}

static void
add_match (GPtrArray *found, BksNas *nas, BksTask *task, const char *const *terms)
{
  Result *result = result_new (nas, task);

  if (matches (result, terms))
    g_ptr_array_add (found, result);
  else
    result_free (result);
}

/**
 * bks_search_provider_find:
 * @self: a provider
 * @terms: (array zero-terminated=1): words
 *
 * Returns: (transfer full) (array zero-terminated=1): IDs of what has all of these words, the worst first
 */
char **
bks_search_provider_find (BksSearchProvider *self, const char *const *terms)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (result_free);
  GPtrArray *ids = g_ptr_array_new ();
  guint n;

  g_return_val_if_fail (BKS_IS_SEARCH_PROVIDER (self), NULL);

  n = g_list_model_get_n_items (self->nas_list);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (BksNas) nas = g_list_model_get_item (self->nas_list, i);
      GListModel *tasks = bks_nas_get_tasks (nas);

      add_match (found, nas, NULL, terms);
      for (guint j = 0; j < g_list_model_get_n_items (tasks); j++)
        {
          g_autoptr (BksTask) task = g_list_model_get_item (tasks, j);

          add_match (found, nas, task, terms);
        }
    }
  g_ptr_array_sort (found, compare);
  for (guint i = 0; i < MIN (found->len, MAX_RESULTS); i++)
    g_ptr_array_add (ids, make_id (found->pdata[i]));
  g_ptr_array_add (ids, NULL);
  return (char **) g_ptr_array_free (ids, FALSE);
}

static GVariant *
make_meta (BksSearchProvider *self, const char *id, const Result *result)
{
  g_autofree char *icon_name = g_strdup_printf ("%s-%s-symbolic", self->icon_prefix,
                                                bks_verdict_get_nick (get_verdict (result)));
  g_autofree char *description = describe (result);
  g_autoptr (GIcon) icon = g_themed_icon_new (icon_name);
  g_autoptr (GVariant) icon_value = g_icon_serialize (icon);
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&builder, "{sv}", "id", g_variant_new_string (id));
  g_variant_builder_add (&builder, "{sv}", "name", g_variant_new_string (get_name (result)));
  g_variant_builder_add (&builder, "{sv}", "description", g_variant_new_string (description));
  g_variant_builder_add (&builder, "{sv}", "icon", icon_value);
  return g_variant_builder_end (&builder);
}

static GVariant *
make_metas (BksSearchProvider *self, const char *const *ids)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; ids[i] != NULL; i++)
    {
      Result *result = find_result (self, ids[i]);

      /* It has gone meanwhile. */
      if (result == NULL)
        continue;
      g_variant_builder_add_value (&builder, make_meta (self, ids[i], result));
      result_free (result);
    }
  return g_variant_builder_end (&builder);
}

static void
activate (BksSearchProvider *self, const char *id, guint when)
{
  const char *slash = strchr (id, '/');
  g_autofree char *nas_id = slash != NULL ? g_strndup (id, (gsize) (slash - id)) : g_strdup (id);

  if (slash != NULL)
    g_signal_emit (self, signals[SIGNAL_SHOW_TASK], 0, nas_id, slash + 1, when);
  else
    g_signal_emit (self, signals[SIGNAL_SHOW_NAS], 0, nas_id, when);
}

/* From what is known here. */
static void
answer (BksSearchProvider *self, GDBusMethodInvocation *invocation)
{
  const char *method = g_dbus_method_invocation_get_method_name (invocation);
  GVariant *parameters = g_dbus_method_invocation_get_parameters (invocation);
  gboolean is_sub = g_str_equal (method, "GetSubsearchResultSet");

  if (is_sub || g_str_equal (method, "GetInitialResultSet"))
    {
      g_autofree const char **terms = NULL;
      g_auto (GStrv) ids = NULL;

      g_variant_get_child (parameters, is_sub ? 1 : 0, "^a&s", &terms);
      ids = bks_search_provider_find (self, terms);
      g_dbus_method_invocation_return_value (invocation, g_variant_new ("(^as)", ids));
    }
  else
    {
      g_autofree const char **ids = NULL;

      g_variant_get_child (parameters, 0, "^a&s", &ids);
      g_dbus_method_invocation_return_value (invocation,
                                             g_variant_new ("(@aa{sv})", make_metas (self, ids)));
    }
}

typedef struct
{
  BksSearchProvider *self;           /* (owned) */
  GDBusMethodInvocation *invocation; /* (owned) */
} Relay;

static void
relayed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Relay *relay = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result,
                                                              &error);

  if (reply != NULL)
    g_dbus_method_invocation_return_value (g_steal_pointer (&relay->invocation), reply);
  else
    answer (relay->self, g_steal_pointer (&relay->invocation));
  g_object_unref (relay->self);
  g_free (relay);
}

/* Takes @invocation. */
static void
handle (BksSearchProvider *self, GDBusMethodInvocation *invocation)
{
  Relay *relay;

  if (self->waiting != NULL)
    {
      g_ptr_array_add (self->waiting, invocation);
      return;
    }
  if (self->elsewhere == NULL)
    {
      answer (self, invocation);
      return;
    }
  relay = g_new0 (Relay, 1);
  relay->self = g_object_ref (self);
  relay->invocation = invocation;
  g_dbus_connection_call (g_dbus_method_invocation_get_connection (invocation), self->elsewhere,
                          BKS_SEARCH_PROVIDER_PATH, INTERFACE,
                          g_dbus_method_invocation_get_method_name (invocation),
                          g_dbus_method_invocation_get_parameters (invocation), NULL,
                          G_DBUS_CALL_FLAGS_NO_AUTO_START, RELAY_MS, NULL, relayed_cb, relay);
}

static gboolean
handle_first_cb (BksSearchProvider *self,
                 GDBusMethodInvocation *invocation,
                 const char *const *terms)
{
  g_signal_emit (self, signals[SIGNAL_ASKED], 0);
  handle (self, invocation);
  return TRUE;
}

static gboolean
handle_sub_cb (BksSearchProvider *self,
               GDBusMethodInvocation *invocation,
               const char *const *previous,
               const char *const *terms)
{
  return handle_first_cb (self, invocation, terms);
}

static gboolean
handle_metas_cb (BksSearchProvider *self, GDBusMethodInvocation *invocation, const char *const *ids)
{
  return handle_first_cb (self, invocation, ids);
}

static gboolean
handle_activate_cb (BksSearchProvider *self,
                    GDBusMethodInvocation *invocation,
                    const char *id,
                    const char *const *terms,
                    guint when)
{
  g_signal_emit (self, signals[SIGNAL_ASKED], 0);
  activate (self, id, when);
  bks_dbus_search_provider_complete_activate_result (self->skeleton, invocation);
  return TRUE;
}

static gboolean
handle_launch_cb (BksSearchProvider *self,
                  GDBusMethodInvocation *invocation,
                  const char *const *terms,
                  guint when)
{
  g_autofree char *text = g_strjoinv (" ", (char **) terms);

  g_signal_emit (self, signals[SIGNAL_ASKED], 0);
  g_signal_emit (self, signals[SIGNAL_SEARCH], 0, text, when);
  bks_dbus_search_provider_complete_launch_search (self->skeleton, invocation);
  return TRUE;
}

static void
bks_search_provider_dispose (GObject *object)
{
  BksSearchProvider *self = BKS_SEARCH_PROVIDER (object);

  bks_search_provider_unexport (self);
  g_clear_object (&self->skeleton);
  g_clear_object (&self->nas_list);
  g_clear_pointer (&self->waiting, g_ptr_array_unref);
  g_clear_pointer (&self->icon_prefix, g_free);
  g_clear_pointer (&self->elsewhere, g_free);

  G_OBJECT_CLASS (bks_search_provider_parent_class)->dispose (object);
}

static void
bks_search_provider_class_init (BksSearchProviderClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bks_search_provider_dispose;

  signals[SIGNAL_ASKED] = g_signal_new ("asked", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 0);
  signals[SIGNAL_SHOW_TASK] = g_signal_new ("show-task", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                            NULL, G_TYPE_NONE, 3, G_TYPE_STRING, G_TYPE_STRING,
                                            G_TYPE_UINT);
  signals[SIGNAL_SHOW_NAS] = g_signal_new ("show-nas", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                           G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_UINT);
  signals[SIGNAL_SEARCH] = g_signal_new ("search", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_UINT);
}

static void
bks_search_provider_init (BksSearchProvider *self)
{
  static const struct
  {
    const char *signal;
    GCallback callback;
  } handlers[] = {
    { "handle-get-initial-result-set", G_CALLBACK (handle_first_cb) },
    { "handle-get-subsearch-result-set", G_CALLBACK (handle_sub_cb) },
    { "handle-get-result-metas", G_CALLBACK (handle_metas_cb) },
    { "handle-activate-result", G_CALLBACK (handle_activate_cb) },
    { "handle-launch-search", G_CALLBACK (handle_launch_cb) },
  };

  self->waiting = g_ptr_array_new ();
  self->skeleton = bks_dbus_search_provider_skeleton_new ();
  for (gsize i = 0; i < G_N_ELEMENTS (handlers); i++)
    g_signal_connect_object (self->skeleton, handlers[i].signal, handlers[i].callback, self,
                             G_CONNECT_SWAPPED);
}

/**
 * bks_search_provider_new:
 * @nas_list: (transfer none): of #BksNas, what is searched
 * @icon_prefix: whose icons stand for verdicts, as they are installed
 *
 * Returns: (transfer full): a provider that answers nothing yet
 */
BksSearchProvider *
bks_search_provider_new (GListModel *nas_list, const char *icon_prefix)
{
  BksSearchProvider *self;

  g_return_val_if_fail (G_IS_LIST_MODEL (nas_list), NULL);
  g_return_val_if_fail (icon_prefix != NULL, NULL);

  self = g_object_new (BKS_TYPE_SEARCH_PROVIDER, NULL);
  self->nas_list = g_object_ref (nas_list);
  self->icon_prefix = g_strdup (icon_prefix);
  return self;
}

/**
 * bks_search_provider_export:
 * @self: a provider
 * @connection: the session bus
 * @error: (nullable): why not
 *
 * Returns: whether it can be asked at %BKS_SEARCH_PROVIDER_PATH
 */
gboolean
bks_search_provider_export (BksSearchProvider *self, GDBusConnection *connection, GError **error)
{
  g_return_val_if_fail (BKS_IS_SEARCH_PROVIDER (self), FALSE);
  g_return_val_if_fail (G_IS_DBUS_CONNECTION (connection), FALSE);

  return g_dbus_interface_skeleton_export (G_DBUS_INTERFACE_SKELETON (self->skeleton), connection,
                                           BKS_SEARCH_PROVIDER_PATH, error);
}

/**
 * bks_search_provider_unexport:
 * @self: a provider
 *
 * Nobody can ask it any more. Who still waits gets no answer from it, but one from the bus when the
 * program ends.
 */
void
bks_search_provider_unexport (BksSearchProvider *self)
{
  GDBusInterfaceSkeleton *skeleton;

  g_return_if_fail (BKS_IS_SEARCH_PROVIDER (self));

  skeleton = self->skeleton != NULL ? G_DBUS_INTERFACE_SKELETON (self->skeleton) : NULL;
  if (skeleton != NULL && g_dbus_interface_skeleton_get_connection (skeleton) != NULL)
    g_dbus_interface_skeleton_unexport (skeleton);
}

/**
 * bks_search_provider_ask_first:
 * @self: a provider
 * @bus_name: of a program with the same object, which is not started for it
 *
 * What that program says counts; what is known here, only where it is not running.
 */
void
bks_search_provider_ask_first (BksSearchProvider *self, const char *bus_name)
{
  g_return_if_fail (BKS_IS_SEARCH_PROVIDER (self));
  g_return_if_fail (g_dbus_is_name (bus_name));

  g_free (self->elsewhere);
  self->elsewhere = g_strdup (bus_name);
}

/**
 * bks_search_provider_begin:
 * @self: a provider
 *
 * All that is known is in the list: questions that came before are answered now.
 */
void
bks_search_provider_begin (BksSearchProvider *self)
{
  g_autoptr (GPtrArray) waiting = NULL;

  g_return_if_fail (BKS_IS_SEARCH_PROVIDER (self));

  waiting = g_steal_pointer (&self->waiting);
  for (guint i = 0; waiting != NULL && i < waiting->len; i++)
    handle (self, waiting->pdata[i]);
}
