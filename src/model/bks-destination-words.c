/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-model"

#include "bks-destination-row.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "bks-destination.h"
#include "bks-format.h"

static gboolean
is_transfer (BksRepository *repository, const char *word)
{
  const char *type = bks_repository_get_transfer_type (repository);

  return type != NULL && g_ascii_strncasecmp (type, word, strlen (word)) == 0;
}

/* Words that name the other NAS, for the two kinds that have one. (nullable) */
static char *
dup_title_with_host (BksRepository *repository)
{
  const char *host = bks_repository_get_host (repository);

  if (host == NULL)
    return NULL;
  if (is_transfer (repository, "image_remote"))
    /* Translators: a NAS, and how it receives backups there: Hyper Backup Vault. */
    return g_strdup_printf (_ ("%s · Vault"), host);
  if (is_transfer (repository, "rsync"))
    /* Translators: a server, and how it receives backups. */
    return g_strdup_printf (_ ("%s · rsync"), host);
  return NULL;
}

/**
 * bks_destination_row_dup_title:
 * @self: a row
 *
 * Returns: (transfer full): the kind of destination
 */
char *
bks_destination_row_dup_title (BksDestinationRow *self)
{
  BksRepository *repository;
  GPtrArray *tasks;
  char *title;

  g_return_val_if_fail (BKS_IS_DESTINATION_ROW (self), NULL);

  repository = bks_destination_row_get_repository (self);
  tasks = bks_destination_row_get_tasks (self);
  if (repository != NULL)
    {
      title = dup_title_with_host (repository);
      if (title == NULL)
        title = bks_destination_describe (bks_repository_get_target_type (repository),
                                          bks_repository_get_transfer_type (repository), NULL);
      return title;
    }
  if (tasks->len > 0
      && (bks_task_is_lun (g_ptr_array_index (tasks, 0)) || !bks_destination_row_get_known (self)))
    {
      const char *kind = bks_task_get_destination (g_ptr_array_index (tasks, 0));

      if (*kind != '\0')
        return g_strdup (kind);
    }
  return g_strdup (_ ("Destination not known"));
}

/**
 * bks_destination_row_dup_place:
 * @self: a row
 *
 * Returns: (transfer full): where it is; "" = not known
 */
char *
bks_destination_row_dup_place (BksDestinationRow *self)
{
  BksRepository *repository;
  g_autofree char *title = NULL;
  const char *place, *name, *bucket;

  g_return_val_if_fail (BKS_IS_DESTINATION_ROW (self), NULL);

  repository = bks_destination_row_get_repository (self);
  if (repository == NULL)
    {
      GPtrArray *tasks = bks_destination_row_get_tasks (self);

      /* Its kind at least, where the title could not say it. */
      if (!bks_destination_row_get_known (self) || tasks->len == 0
          || bks_task_is_lun (g_ptr_array_index (tasks, 0)))
        return g_strdup ("");
      return g_strdup (bks_task_get_destination (g_ptr_array_index (tasks, 0)));
    }
  title = dup_title_with_host (repository);
  place = title != NULL ? bks_repository_get_share (repository)
                        : bks_repository_get_location (repository);
  name = bks_repository_get_name (repository);
  bucket = bks_repository_get_bucket (repository);
  /* The address of a service says less than what is kept there. */
  if (bucket != NULL && place != NULL && !g_str_equal (bucket, place))
    return g_strdup_printf (_ ("%s, %s"), bucket, place);
  return g_strdup (place != NULL ? place : name != NULL ? name : "");
}

/**
 * bks_destination_row_dup_status:
 * @self: a row
 *
 * Returns: (transfer full): how it is
 */
char *
bks_destination_row_dup_status (BksDestinationRow *self)
{
  BksNas *nas;

  g_return_val_if_fail (BKS_IS_DESTINATION_ROW (self), NULL);

  nas = bks_destination_row_get_nas (self);
  switch (bks_destination_row_get_status (self))
    {
    case BKS_DESTINATION_DAMAGED:
      return g_strdup (_ ("Damaged"));
    case BKS_DESTINATION_REJECTS:
      return g_strdup (_ ("Sign-in failed"));
    case BKS_DESTINATION_ENDED:
      return g_strdup (_ ("Service has ended"));
    case BKS_DESTINATION_NOT_REACHABLE:
      return g_strdup (_ ("Not reachable"));
    case BKS_DESTINATION_NAS_SILENT:
      if (bks_nas_get_state (nas) == BKS_NAS_WAITING)
        return g_strdup_printf (_ ("%s is waiting for you"), bks_nas_get_name (nas));
      if (bks_nas_get_state (nas) == BKS_NAS_UNREACHABLE)
        return g_strdup_printf (_ ("%s does not answer"), bks_nas_get_name (nas));
      return g_strdup (_ ("Not checked yet"));
    case BKS_DESTINATION_CHECK_FAILED:
      return g_strdup (_ ("Could not be checked"));
    case BKS_DESTINATION_NOT_SAID:
      return g_strdup_printf (_ ("%s does not say"), bks_nas_get_name (nas));
    case BKS_DESTINATION_NOT_CHECKED:
      return g_strdup (bks_destination_row_can_check (self) ? _ ("Not checked yet")
                                                            : _ ("Not checked"));
    case BKS_DESTINATION_CHECKING:
      return g_strdup (_ ("Checking…"));
    case BKS_DESTINATION_REACHABLE:
      return g_strdup (_ ("Reachable"));
    default:
      g_return_val_if_reached (NULL);
    }
}

/**
 * bks_destination_row_dup_status_detail:
 * @self: a row
 * @now: µs since the Unix epoch, UTC
 *
 * Returns: (transfer full): how old that is, or why there is nothing to say; "" = nothing to add
 */
char *
bks_destination_row_dup_status_detail (BksDestinationRow *self, gint64 now)
{
  BksProblem *problem;
  gint64 at;

  g_return_val_if_fail (BKS_IS_DESTINATION_ROW (self), NULL);

  at = bks_destination_row_get_checked_at (self);
  problem = bks_destination_row_get_problem (self);
  switch (bks_destination_row_get_status (self))
    {
    case BKS_DESTINATION_CHECK_FAILED:
      return g_strdup (problem != NULL ? bks_problem_get_sentence (problem) : "");
    case BKS_DESTINATION_NOT_CHECKED:
      return g_strdup (bks_destination_row_can_check (self) ? "" : _ ("Checked once it is used"));
    case BKS_DESTINATION_NOT_REACHABLE:
    case BKS_DESTINATION_NOT_SAID:
    case BKS_DESTINATION_REACHABLE:
      {
        g_autofree char *ago = bks_format_ago (at, now);

        /* Translators: %s is "just now", "2 minutes ago", "at 06:14". */
        return g_strdup_printf (_ ("Checked %s"), ago);
      }
    case BKS_DESTINATION_DAMAGED:
    case BKS_DESTINATION_REJECTS:
    case BKS_DESTINATION_ENDED:
    case BKS_DESTINATION_NAS_SILENT:
    case BKS_DESTINATION_CHECKING:
    default:
      return g_strdup ("");
    }
}

/**
 * bks_destination_row_dup_users:
 * @self: a row
 *
 * Returns: (transfer full): the backups that go there
 */
char *
bks_destination_row_dup_users (BksDestinationRow *self)
{
  g_autoptr (GString) users = g_string_new (NULL);
  GPtrArray *tasks;

  g_return_val_if_fail (BKS_IS_DESTINATION_ROW (self), NULL);

  tasks = bks_destination_row_get_tasks (self);
  if (tasks->len == 0)
    return g_strdup (_ ("No backup uses it"));
  for (guint i = 0; i < tasks->len; i++)
    {
      if (users->len > 0)
        /* Translators: between the names of two backups. */
        g_string_append (users, _ (", "));
      g_string_append (users, bks_task_get_name (g_ptr_array_index (tasks, i)));
    }
  return g_string_free (g_steal_pointer (&users), FALSE);
}

/**
 * bks_destination_row_dup_used:
 * @self: a row
 *
 * Returns: (transfer full): what its backups take there; "…" = to come, "–" = not known
 */
char *
bks_destination_row_dup_used (BksDestinationRow *self)
{
  gint64 used;

  g_return_val_if_fail (BKS_IS_DESTINATION_ROW (self), NULL);

  used = bks_destination_row_get_used_bytes (self);
  if (used < 0 && bks_destination_row_get_status (self) == BKS_DESTINATION_CHECKING)
    return g_strdup ("…");
  return bks_format_size (used);
}

/**
 * bks_destination_row_dup_label:
 * @self: a row
 *
 * Returns: (transfer full): the whole row as a sentence, for screen readers
 */
char *
bks_destination_row_dup_label (BksDestinationRow *self)
{
  g_autofree char *title = bks_destination_row_dup_title (self);
  g_autofree char *place = bks_destination_row_dup_place (self);
  g_autofree char *status = bks_destination_row_dup_status (self);
  g_autofree char *users = bks_destination_row_dup_users (self);
  g_autofree char *used = bks_destination_row_dup_used (self);

  /* Translators: a row for a screen reader: kind and place of a destination, the NAS that has it, how it
   * is, the backups that use it, what they take. */
  return g_strdup_printf (_ ("%s, %s, on %s, %s, %s, %s"), title, place,
                          bks_nas_get_name (bks_destination_row_get_nas (self)), status, users,
                          used);
}
