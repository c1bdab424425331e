/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-ui"

#include "bks-task-filter.h"

#include "bks-nas.h"

struct _BksTaskFilter
{
  GtkFilter parent_instance;

  char *needle; /* (owned) (nullable): casefolded; NULL = everything */
  guint wanted; /* bits by BksVerdict; 0 = all */
};

G_DEFINE_FINAL_TYPE (BksTaskFilter, bks_task_filter, GTK_TYPE_FILTER)

/* Composed and caseless, so that "ü" is found however it was typed. */
static char *
fold (const char *text)
{
  g_autofree char *normal = g_utf8_normalize (text, -1, G_NORMALIZE_ALL);

  return normal != NULL ? g_utf8_casefold (normal, -1) : NULL;
}

static gboolean
contains (const char *text, const char *needle)
{
  g_autofree char *folded = text != NULL ? fold (text) : NULL;

  return folded != NULL && strstr (folded, needle) != NULL;
}

static gboolean
bks_task_filter_match (GtkFilter *filter, gpointer item)
{
  BksTaskFilter *self = BKS_TASK_FILTER (filter);
  BksTask *task = BKS_TASK (item);
  BksNas *nas;

  if (self->wanted != 0 && (self->wanted & (1u << bks_task_get_verdict (task))) == 0)
    return FALSE;
  if (self->needle == NULL)
    return TRUE;

  nas = bks_task_get_nas (task);
  return contains (bks_task_get_name (task), self->needle)
         || contains (bks_task_get_destination (task), self->needle)
         || contains (bks_task_get_status_word (task), self->needle)
         || (nas != NULL && contains (bks_nas_get_name (nas), self->needle));
}

static GtkFilterMatch
bks_task_filter_get_strictness (GtkFilter *filter)
{
  return bks_task_filter_is_active (BKS_TASK_FILTER (filter)) ? GTK_FILTER_MATCH_SOME
                                                              : GTK_FILTER_MATCH_ALL;
}

static void
bks_task_filter_finalize (GObject *object)
{
  g_free (BKS_TASK_FILTER (object)->needle);

  G_OBJECT_CLASS (bks_task_filter_parent_class)->finalize (object);
}

static void
bks_task_filter_class_init (BksTaskFilterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bks_task_filter_finalize;
  GTK_FILTER_CLASS (klass)->match = bks_task_filter_match;
  GTK_FILTER_CLASS (klass)->get_strictness = bks_task_filter_get_strictness;
}

static void
bks_task_filter_init (BksTaskFilter *self)
{
}

/**
 * bks_task_filter_new:
 *
 * Returns: (transfer full): a filter that lets everything through
 */
BksTaskFilter *
bks_task_filter_new (void)
{
  return g_object_new (BKS_TYPE_TASK_FILTER, NULL);
}

/**
 * bks_task_filter_set_search:
 * @self: a #BksTaskFilter
 * @search: (nullable): what a person typed; blank = everything
 */
void
bks_task_filter_set_search (BksTaskFilter *self, const char *search)
{
  g_autofree char *text = g_strstrip (g_strdup (search != NULL ? search : ""));
  g_autofree char *needle = *text != '\0' ? fold (text) : NULL;

  g_return_if_fail (BKS_IS_TASK_FILTER (self));

  if (g_strcmp0 (self->needle, needle) == 0)
    return;

  g_free (self->needle);
  self->needle = g_steal_pointer (&needle);
  gtk_filter_changed (GTK_FILTER (self), GTK_FILTER_CHANGE_DIFFERENT);
}

/**
 * bks_task_filter_set_wanted:
 * @self: a #BksTaskFilter
 * @verdict: a verdict
 * @wanted: whether backups with it are among those shown
 */
void
bks_task_filter_set_wanted (BksTaskFilter *self, BksVerdict verdict, gboolean wanted)
{
  guint now;

  g_return_if_fail (BKS_IS_TASK_FILTER (self));

  now = wanted ? self->wanted | (1u << verdict) : self->wanted & ~(1u << verdict);
  if (now == self->wanted)
    return;

  self->wanted = now;
  gtk_filter_changed (GTK_FILTER (self), GTK_FILTER_CHANGE_DIFFERENT);
}

/**
 * bks_task_filter_get_wanted:
 * @self: a #BksTaskFilter
 * @verdict: a verdict
 *
 * Returns: whether it was chosen
 */
gboolean
bks_task_filter_get_wanted (BksTaskFilter *self, BksVerdict verdict)
{
  g_return_val_if_fail (BKS_IS_TASK_FILTER (self), FALSE);

  return (self->wanted & (1u << verdict)) != 0;
}

/**
 * bks_task_filter_is_active:
 * @self: a #BksTaskFilter
 *
 * Returns: whether it may hide something
 */
gboolean
bks_task_filter_is_active (BksTaskFilter *self)
{
  g_return_val_if_fail (BKS_IS_TASK_FILTER (self), FALSE);

  return self->needle != NULL || self->wanted != 0;
}

/**
 * bks_task_filter_clear:
 * @self: a #BksTaskFilter
 *
 * Lets everything through again.
 */
void
bks_task_filter_clear (BksTaskFilter *self)
{
  g_return_if_fail (BKS_IS_TASK_FILTER (self));

  if (!bks_task_filter_is_active (self))
    return;

  g_clear_pointer (&self->needle, g_free);
  self->wanted = 0;
  gtk_filter_changed (GTK_FILTER (self), GTK_FILTER_CHANGE_LESS_STRICT);
}
