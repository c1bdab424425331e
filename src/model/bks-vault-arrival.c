/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-model"

#include "bks-vault-arrival.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "bks-format.h"
#include "bks-words.h"

struct _BksVaultArrival
{
  GObject parent_instance;

  BksNas *nas;            /* (owned): that it arrives on */
  BksVaultTarget *target; /* (owned) */
  BksTask *sender;        /* (owned) (nullable) */
  BksWireMatch match;
  guint generation;
  GSignalGroup *sender_signals; /* (owned) */
};

G_DEFINE_FINAL_TYPE (BksVaultArrival, bks_vault_arrival, G_TYPE_OBJECT)

typedef enum
{
  PROP_GENERATION = 1,
} BksVaultArrivalProperty;

static GParamSpec *properties[PROP_GENERATION + 1];

static void
changed (BksVaultArrival *self)
{
  self->generation++;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_GENERATION]);
}

/* The row shows the verdict of the task that sends. */
static void
bks_vault_arrival_sender_changed_cb (BksVaultArrival *self)
{
  changed (self);
}

static void
bks_vault_arrival_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch ((BksVaultArrivalProperty) prop_id)
    {
    case PROP_GENERATION:
      g_value_set_uint (value, BKS_VAULT_ARRIVAL (object)->generation);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bks_vault_arrival_dispose (GObject *object)
{
  BksVaultArrival *self = BKS_VAULT_ARRIVAL (object);

  g_clear_object (&self->sender_signals);
  g_clear_object (&self->sender);
  g_clear_object (&self->target);
  g_clear_object (&self->nas);

  G_OBJECT_CLASS (bks_vault_arrival_parent_class)->dispose (object);
}

static void
bks_vault_arrival_class_init (BksVaultArrivalClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = bks_vault_arrival_get_property;
  object_class->dispose = bks_vault_arrival_dispose;

  properties[PROP_GENERATION] = g_param_spec_uint ("generation", NULL, NULL, 0, G_MAXUINT, 0,
                                                   G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY
                                                       | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
bks_vault_arrival_init (BksVaultArrival *self)
{
  self->sender_signals = g_signal_group_new (BKS_TYPE_TASK);
  g_signal_group_connect_object (self->sender_signals, "notify::generation",
                                 G_CALLBACK (bks_vault_arrival_sender_changed_cb), self,
                                 G_CONNECT_SWAPPED);
}

/**
 * bks_vault_arrival_new:
 * @nas: that the target is on
 * @target: what the NAS says of it
 *
 * Returns: (transfer full): the arrival, of which no sender is known yet
 */
BksVaultArrival *
bks_vault_arrival_new (BksNas *nas, BksVaultTarget *target)
{
  BksVaultArrival *self;

  g_return_val_if_fail (BKS_IS_NAS (nas), NULL);
  g_return_val_if_fail (BKS_IS_VAULT_TARGET (target), NULL);

  self = g_object_new (BKS_TYPE_VAULT_ARRIVAL, NULL);
  self->nas = g_object_ref (nas);
  self->target = g_object_ref (target);
  return self;
}

static gboolean
is_same (BksVaultTarget *a, BksVaultTarget *b)
{
  return g_strcmp0 (bks_vault_target_get_name (a), bks_vault_target_get_name (b)) == 0
         && g_strcmp0 (bks_vault_target_get_share (a), bks_vault_target_get_share (b)) == 0
         && g_strcmp0 (bks_vault_target_get_path (a), bks_vault_target_get_path (b)) == 0
         && g_strcmp0 (bks_vault_target_get_status (a), bks_vault_target_get_status (b)) == 0
         && g_strcmp0 (bks_vault_target_get_key (a), bks_vault_target_get_key (b)) == 0
         && bks_vault_target_get_encrypted (a) == bks_vault_target_get_encrypted (b)
         && bks_vault_target_get_resumable (a) == bks_vault_target_get_resumable (b)
         && bks_vault_target_get_computing_size (a) == bks_vault_target_get_computing_size (b)
         && bks_vault_target_get_used_bytes (a) == bks_vault_target_get_used_bytes (b)
         && bks_vault_target_get_last_started (a) == bks_vault_target_get_last_started (b)
         && bks_vault_target_get_last_duration (a) == bks_vault_target_get_last_duration (b);
}

/**
 * bks_vault_arrival_set_target:
 * @self: an arrival
 * @target: what the NAS says now
 */
void
bks_vault_arrival_set_target (BksVaultArrival *self, BksVaultTarget *target)
{
  gboolean is_changed;

  g_return_if_fail (BKS_IS_VAULT_ARRIVAL (self));
  g_return_if_fail (BKS_IS_VAULT_TARGET (target));

  is_changed = !is_same (self->target, target);
  g_set_object (&self->target, target);
  if (is_changed)
    changed (self);
}

/**
 * bks_vault_arrival_set_sender:
 * @self: an arrival
 * @task: (nullable): the backup that sends it
 * @match: how sure that is
 */
void
bks_vault_arrival_set_sender (BksVaultArrival *self, BksTask *task, BksWireMatch match)
{
  g_return_if_fail (BKS_IS_VAULT_ARRIVAL (self));
  g_return_if_fail (task == NULL || BKS_IS_TASK (task));
  g_return_if_fail ((task == NULL) == (match == BKS_WIRE_NONE));

  if (self->sender == task && self->match == match)
    return;

  g_set_object (&self->sender, task);
  self->match = match;
  g_signal_group_set_target (self->sender_signals, task);
  changed (self);
}

/**
 * bks_vault_arrival_get_nas:
 * @self: an arrival
 *
 * Returns: (transfer none): the NAS that receives it
 */
BksNas *
bks_vault_arrival_get_nas (BksVaultArrival *self)
{
  g_return_val_if_fail (BKS_IS_VAULT_ARRIVAL (self), NULL);

  return self->nas;
}

/**
 * bks_vault_arrival_get_id:
 * @self: an arrival
 *
 * Returns: ID of its target
 */
const char *
bks_vault_arrival_get_id (BksVaultArrival *self)
{
  g_return_val_if_fail (BKS_IS_VAULT_ARRIVAL (self), NULL);

  return bks_vault_target_get_id (self->target);
}

/**
 * bks_vault_arrival_get_target:
 * @self: an arrival
 *
 * Returns: (transfer none): what the NAS says of it
 */
BksVaultTarget *
bks_vault_arrival_get_target (BksVaultArrival *self)
{
  g_return_val_if_fail (BKS_IS_VAULT_ARRIVAL (self), NULL);

  return self->target;
}

/**
 * bks_vault_arrival_get_sender:
 * @self: an arrival
 *
 * Returns: (nullable) (transfer none): the backup of another NAS that sends it
 */
BksTask *
bks_vault_arrival_get_sender (BksVaultArrival *self)
{
  g_return_val_if_fail (BKS_IS_VAULT_ARRIVAL (self), NULL);

  return self->sender;
}

/**
 * bks_vault_arrival_get_match:
 * @self: an arrival
 *
 * Returns: how sure the sender is
 */
BksWireMatch
bks_vault_arrival_get_match (BksVaultArrival *self)
{
  g_return_val_if_fail (BKS_IS_VAULT_ARRIVAL (self), BKS_WIRE_NONE);

  return self->match;
}

static gboolean
has_status (BksVaultArrival *self, const char *const *words)
{
  const char *status = bks_vault_target_get_status (self->target);

  for (; status != NULL && *words != NULL; words++)
    if (g_ascii_strcasecmp (status, *words) == 0)
      return TRUE;
  return FALSE;
}

/**
 * bks_vault_arrival_is_idle:
 * @self: an arrival
 *
 * Returns: whether the NAS says that nothing happens
 */
gboolean
bks_vault_arrival_is_idle (BksVaultArrival *self)
{
  static const char *const words[] = { "idle", "none", NULL };

  g_return_val_if_fail (BKS_IS_VAULT_ARRIVAL (self), FALSE);

  return has_status (self, words);
}

/**
 * bks_vault_arrival_is_receiving:
 * @self: an arrival
 *
 * Of the words of this side only "idle" was ever seen (section 10.1 of the protocol reference), so the
 * sender's word counts as well.
 *
 * Returns: whether a backup arrives now
 */
gboolean
bks_vault_arrival_is_receiving (BksVaultArrival *self)
{
  static const char *const words[] = { "backup",    "backingup", "backing_up",
                                       "receiving", "running",   NULL };

  g_return_val_if_fail (BKS_IS_VAULT_ARRIVAL (self), FALSE);

  return has_status (self, words)
         || (self->sender != NULL
             && bks_words_read_status (bks_task_get_status (self->sender)) == BKS_STATUS_BACKUP
             && bks_task_get_verdict (self->sender) == BKS_VERDICT_RUNNING);
}

/**
 * bks_vault_arrival_get_name:
 * @self: an arrival
 *
 * Returns: what the target is called; where the NAS does not say, its ID
 */
const char *
bks_vault_arrival_get_name (BksVaultArrival *self)
{
  const char *name;

  g_return_val_if_fail (BKS_IS_VAULT_ARRIVAL (self), NULL);

  name = bks_vault_target_get_name (self->target);
  return name != NULL ? name : bks_vault_target_get_id (self->target);
}

/**
 * bks_vault_arrival_dup_place:
 * @self: an arrival
 *
 * Returns: (transfer full): where it is on the NAS; "" = not said
 */
char *
bks_vault_arrival_dup_place (BksVaultArrival *self)
{
  const char *share, *path;

  g_return_val_if_fail (BKS_IS_VAULT_ARRIVAL (self), NULL);

  share = bks_vault_target_get_share (self->target);
  path = bks_vault_target_get_path (self->target);
  if (path == NULL || *path == '\0')
    return g_strdup (share != NULL ? share : "");
  if (share != NULL && *share != '\0')
    {
      g_autofree char *inside = g_strdup_printf ("/%s/", share);
      const char *rest = g_strstr_len (path, -1, inside);

      if (rest != NULL && rest[strlen (inside)] != '\0')
        /* Translators: a shared folder, and what is in it. */
        return g_strdup_printf (_ ("%s › %s"), share, rest + strlen (inside));
    }
  return g_strdup (path);
}

/**
 * bks_vault_arrival_dup_status:
 * @self: an arrival
 *
 * Returns: (transfer full): what happens with it; a word of the NAS that is not known as it is
 */
char *
bks_vault_arrival_dup_status (BksVaultArrival *self)
{
  const char *status;

  g_return_val_if_fail (BKS_IS_VAULT_ARRIVAL (self), NULL);

  status = bks_vault_target_get_status (self->target);
  if (bks_vault_arrival_is_receiving (self))
    return g_strdup (_ ("Receiving"));
  if (bks_vault_arrival_is_idle (self))
    return g_strdup (_ ("Idle"));
  return g_strdup (status != NULL && *status != '\0' ? status : "–");
}

/**
 * bks_vault_arrival_dup_sender_name:
 * @self: an arrival
 *
 * Returns: (transfer full): the backup that sends it
 */
char *
bks_vault_arrival_dup_sender_name (BksVaultArrival *self)
{
  g_return_val_if_fail (BKS_IS_VAULT_ARRIVAL (self), NULL);

  return g_strdup (self->sender != NULL ? bks_task_get_name (self->sender)
                                        : _ ("Not one of your NAS"));
}

/**
 * bks_vault_arrival_dup_sender_detail:
 * @self: an arrival
 *
 * Returns: (transfer full): the NAS that sends it, whether that is sure, and how the backup is unless it
 *   is fine
 */
char *
bks_vault_arrival_dup_sender_detail (BksVaultArrival *self)
{
  g_autofree char *text = NULL;
  BksNas *nas;

  g_return_val_if_fail (BKS_IS_VAULT_ARRIVAL (self), NULL);

  if (self->sender == NULL)
    return g_strdup (_ ("Sender not known"));

  nas = bks_task_get_nas (self->sender);
  text = g_strdup (nas != NULL ? bks_nas_get_name (nas) : "");
  if (self->match == BKS_WIRE_LIKELY)
    {
      g_autofree char *name = g_steal_pointer (&text);

      /* Translators: a NAS from which a backup comes, as far as can be told. */
      text = g_strdup_printf (_ ("%s, likely"), name);
    }
  if (bks_task_get_verdict (self->sender) == BKS_VERDICT_OK)
    return g_steal_pointer (&text);
  /* Translators: a NAS, and the status of its backup: "studio-nas · Overdue". */
  return g_strdup_printf (_ ("%s · %s"), text, bks_task_get_status_word (self->sender));
}

/**
 * bks_vault_arrival_dup_last:
 * @self: an arrival
 * @now: µs since the Unix epoch, UTC
 *
 * Returns: (transfer full): when a backup last began to arrive
 */
char *
bks_vault_arrival_dup_last (BksVaultArrival *self, gint64 now)
{
  gint64 started;

  g_return_val_if_fail (BKS_IS_VAULT_ARRIVAL (self), NULL);

  started = bks_vault_target_get_last_started (self->target);
  return started > 0 ? bks_format_when (started, now) : g_strdup (_ ("Never"));
}

/**
 * bks_vault_arrival_dup_duration:
 * @self: an arrival
 * @now: µs since the Unix epoch, UTC
 *
 * Returns: (transfer full): how long that took, or takes so far; "" = not known
 */
char *
bks_vault_arrival_dup_duration (BksVaultArrival *self, gint64 now)
{
  gint64 started, seconds;

  g_return_val_if_fail (BKS_IS_VAULT_ARRIVAL (self), NULL);

  started = bks_vault_target_get_last_started (self->target);
  seconds = bks_vault_target_get_last_duration (self->target);
  if (started == 0)
    return g_strdup ("");
  if (bks_vault_arrival_is_receiving (self) && now > started)
    {
      g_autofree char *so_far = bks_format_duration ((now - started) / G_USEC_PER_SEC);

      /* Translators: how long a backup has been arriving: "12 minutes so far". */
      return g_strdup_printf (_ ("%s so far"), so_far);
    }
  return seconds > 0 ? bks_format_duration (seconds) : g_strdup ("");
}

/**
 * bks_vault_arrival_dup_used:
 * @self: an arrival
 *
 * Returns: (transfer full): its size, or that the NAS is still counting
 */
char *
bks_vault_arrival_dup_used (BksVaultArrival *self)
{
  g_return_val_if_fail (BKS_IS_VAULT_ARRIVAL (self), NULL);

  if (bks_vault_target_get_computing_size (self->target) == 1)
    return g_strdup (_ ("Counting…"));
  return bks_format_size (bks_vault_target_get_used_bytes (self->target));
}

/**
 * bks_vault_arrival_dup_label:
 * @self: an arrival
 * @now: µs since the Unix epoch, UTC
 *
 * Returns: (transfer full): the whole row as a sentence, for screen readers
 */
char *
bks_vault_arrival_dup_label (BksVaultArrival *self, gint64 now)
{
  g_autofree char *status = bks_vault_arrival_dup_status (self);
  g_autofree char *sender = bks_vault_arrival_dup_sender_name (self);
  g_autofree char *detail = bks_vault_arrival_dup_sender_detail (self);
  g_autofree char *last = bks_vault_arrival_dup_last (self, now);
  g_autofree char *used = bks_vault_arrival_dup_used (self);

  /* Translators: a row for a screen reader: target, its NAS, its status, the backup and NAS that it
   * comes from, when something last arrived, its size. */
  return g_strdup_printf (_ ("%s on %s, %s, from %s, %s, last arrival %s, %s"),
                          bks_vault_arrival_get_name (self), bks_nas_get_name (self->nas), status,
                          sender, detail, last, used);
}
