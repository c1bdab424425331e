/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-monitor"

#include "bks-event.h"

G_DEFINE_BOXED_TYPE (BksEvent, bks_event, bks_event_copy, bks_event_free)

/* The nicks are stored, in IDs and in settings: they stay as they are. */
static const struct
{
  const char *nick;
  gboolean is_news;
  gboolean is_of_nas;
} kinds[BKS_N_EVENT_KINDS] = {
  [BKS_EVENT_FAILED] = { "failed", FALSE, FALSE },
  [BKS_EVENT_INCOMPLETE] = { "incomplete", FALSE, FALSE },
  [BKS_EVENT_DESTINATION] = { "destination", FALSE, FALSE },
  [BKS_EVENT_CHECK_FAILED] = { "check-failed", FALSE, FALSE },
  [BKS_EVENT_OVERDUE] = { "overdue", FALSE, FALSE },
  [BKS_EVENT_SUSPENDED] = { "suspended", FALSE, FALSE },
  [BKS_EVENT_NOT_MOVING] = { "not-moving", FALSE, FALSE },
  [BKS_EVENT_SLOW] = { "slow", FALSE, FALSE },
  [BKS_EVENT_UNUSUAL] = { "unusual", FALSE, FALSE },
  [BKS_EVENT_RECOVERED] = { "recovered", TRUE, FALSE },
  [BKS_EVENT_SUCCESS] = { "success", TRUE, FALSE },
  [BKS_EVENT_CHECK_PASSED] = { "check-passed", TRUE, FALSE },
  [BKS_EVENT_RESUMED] = { "resumed", TRUE, FALSE },
  [BKS_EVENT_UNREACHABLE] = { "unreachable", FALSE, TRUE },
  [BKS_EVENT_WAITING] = { "waiting", FALSE, TRUE },
  [BKS_EVENT_SIGNED_OUT] = { "signed-out", FALSE, TRUE },
  [BKS_EVENT_BACK] = { "back", TRUE, TRUE },
};

/**
 * bks_event_new:
 * @kind: what is the matter
 * @nas_id: with which NAS
 * @task_id: (nullable): with which of its backups
 *
 * Returns: (transfer full): an event with its ID
 */
BksEvent *
bks_event_new (BksEventKind kind, const char *nas_id, const char *task_id)
{
  BksEvent *self;

  g_return_val_if_fail (kind < BKS_N_EVENT_KINDS, NULL);
  g_return_val_if_fail (nas_id != NULL, NULL);

  self = g_new0 (BksEvent, 1);
  self->id = bks_event_make_id (nas_id, task_id, kind);
  self->kind = kind;
  self->nas_id = g_strdup (nas_id);
  self->task_id = g_strdup (task_id);
  return self;
}

/**
 * bks_event_copy:
 * @self: (nullable): an event
 *
 * Returns: (transfer full) (nullable): a copy
 */
BksEvent *
bks_event_copy (const BksEvent *self)
{
  BksEvent *copy;

  if (self == NULL)
    return NULL;
  copy = g_memdup2 (self, sizeof *self);
  copy->id = g_strdup (self->id);
  copy->nas_id = g_strdup (self->nas_id);
  copy->task_id = g_strdup (self->task_id);
  return copy;
}

/**
 * bks_event_free:
 * @self: (nullable) (transfer full): an event
 */
void
bks_event_free (BksEvent *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->nas_id);
  g_free (self->task_id);
  g_free (self);
}

/**
 * bks_event_kind_get_nick:
 * @kind: a kind
 *
 * Returns: its name for machines: in IDs, in settings
 */
const char *
bks_event_kind_get_nick (BksEventKind kind)
{
  g_return_val_if_fail (kind < BKS_N_EVENT_KINDS, NULL);

  return kinds[kind].nick;
}

/**
 * bks_event_kind_from_nick:
 * @nick: (nullable): a name, perhaps one of another version of Backstay
 * @kind_out: (out): the kind
 *
 * Returns: whether there is such a kind
 */
gboolean
bks_event_kind_from_nick (const char *nick, BksEventKind *kind_out)
{
  for (guint i = 0; i < BKS_N_EVENT_KINDS; i++)
    if (g_strcmp0 (kinds[i].nick, nick) == 0)
      {
        *kind_out = (BksEventKind) i;
        return TRUE;
      }
  return FALSE;
}

/**
 * bks_event_kind_is_news:
 * @kind: a kind
 *
 * Returns: whether it is told once and goes by itself; else it is a problem that lasts
 */
gboolean
bks_event_kind_is_news (BksEventKind kind)
{
  g_return_val_if_fail (kind < BKS_N_EVENT_KINDS, FALSE);

  return kinds[kind].is_news;
}

/**
 * bks_event_kind_is_of_nas:
 * @kind: a kind
 *
 * Returns: whether it is about a whole NAS
 */
gboolean
bks_event_kind_is_of_nas (BksEventKind kind)
{
  g_return_val_if_fail (kind < BKS_N_EVENT_KINDS, FALSE);

  return kinds[kind].is_of_nas;
}

/**
 * bks_event_make_id:
 * @nas_id: a NAS
 * @task_id: (nullable): one of its backups
 * @kind: what is the matter
 *
 * Returns: (transfer full): "nas/task/kind", the same in each process; what in an ID of the NAS is
 *   no letter or digit is escaped as in an address
 */
char *
bks_event_make_id (const char *nas_id, const char *task_id, BksEventKind kind)
{
  g_autofree char *nas = NULL;
  g_autofree char *task = NULL;

  g_return_val_if_fail (nas_id != NULL, NULL);
  g_return_val_if_fail (kind < BKS_N_EVENT_KINDS, NULL);

  nas = g_uri_escape_string (nas_id, NULL, FALSE);
  task = g_uri_escape_string (task_id != NULL ? task_id : "", NULL, FALSE);
  return g_strjoin ("/", nas, task, kinds[kind].nick, NULL);
}

/**
 * bks_event_read_id:
 * @id: (nullable): any text, perhaps from outside
 * @nas_id_out: (out) (optional) (transfer full): the NAS
 * @task_id_out: (out) (optional) (nullable) (transfer full): its backup; %NULL = the NAS itself
 * @kind_out: (out) (optional): what is the matter
 *
 * Returns: whether @id is one of bks_event_make_id(); else nothing is set
 */
gboolean
bks_event_read_id (const char *id, char **nas_id_out, char **task_id_out, BksEventKind *kind_out)
{
  g_auto (GStrv) parts = id != NULL ? g_strsplit (id, "/", 4) : NULL;
  g_autofree char *nas = NULL;
  g_autofree char *task = NULL;
  BksEventKind kind;

  if (parts == NULL || g_strv_length (parts) != 3 || !bks_event_kind_from_nick (parts[2], &kind)
      || (*parts[1] == '\0') != kinds[kind].is_of_nas)
    return FALSE;
  nas = g_uri_unescape_string (parts[0], NULL);
  task = g_uri_unescape_string (parts[1], NULL);
  if (nas == NULL || *nas == '\0' || task == NULL)
    return FALSE;
  if (nas_id_out != NULL)
    *nas_id_out = g_steal_pointer (&nas);
  if (task_id_out != NULL)
    *task_id_out = *task != '\0' ? g_steal_pointer (&task) : NULL;
  if (kind_out != NULL)
    *kind_out = kind;
  return TRUE;
}
