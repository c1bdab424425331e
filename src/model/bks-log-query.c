/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-model"

#include "bks-log-query.h"

G_DEFINE_BOXED_TYPE (BksLogQuery, bks_log_query, bks_log_query_copy, bks_log_query_free)

static gboolean
moment_equal (const BksLogMoment *a, const BksLogMoment *b)
{
  if (!a->is_set || !b->is_set)
    return a->is_set == b->is_set;
  return a->is_wall_clock == b->is_wall_clock && a->seconds == b->seconds;
}

static const char *
text_or_none (const char *text)
{
  return text != NULL && *text != '\0' ? text : NULL;
}

/**
 * bks_log_query_new:
 *
 * Returns: (transfer full): a query for every line, newest first
 */
BksLogQuery *
bks_log_query_new (void)
{
  return g_new0 (BksLogQuery, 1);
}

/**
 * bks_log_query_copy:
 * @self: (nullable): a query
 *
 * Returns: (transfer full): the same; of %NULL, one for every line
 */
BksLogQuery *
bks_log_query_copy (const BksLogQuery *self)
{
  BksLogQuery *copy = bks_log_query_new ();

  if (self == NULL)
    return copy;
  *copy = *self;
  copy->keyword = g_strdup (text_or_none (self->keyword));
  copy->task_id = g_strdup (self->task_id);
  return copy;
}

/**
 * bks_log_query_free:
 * @self: (nullable) (transfer full): a query
 */
void
bks_log_query_free (BksLogQuery *self)
{
  if (self == NULL)
    return;
  g_free (self->keyword);
  g_free (self->task_id);
  g_free (self);
}

/**
 * bks_log_query_equal:
 * @a: (nullable): a query
 * @b: (nullable): another one
 *
 * Returns: whether both want the same lines in the same order
 */
gboolean
bks_log_query_equal (const BksLogQuery *a, const BksLogQuery *b)
{
  const BksLogQuery all = { 0 };

  a = a != NULL ? a : &all;
  b = b != NULL ? b : &all;
  return g_strcmp0 (text_or_none (a->keyword), text_or_none (b->keyword)) == 0
         && g_strcmp0 (a->task_id, b->task_id) == 0 && moment_equal (&a->from, &b->from)
         && moment_equal (&a->to, &b->to) && a->level == b->level
         && !a->oldest_first == !b->oldest_first;
}

/**
 * bks_log_query_set_keyword:
 * @self: a query
 * @keyword: (nullable): what the event has to contain, in any case; "" = any
 */
void
bks_log_query_set_keyword (BksLogQuery *self, const char *keyword)
{
  char *copy = g_strdup (text_or_none (keyword));

  g_free (self->keyword);
  self->keyword = copy;
}

/**
 * bks_log_query_set_task_id:
 * @self: a query
 * @task_id: (nullable): ID of a task; %NULL = of all
 */
void
bks_log_query_set_task_id (BksLogQuery *self, const char *task_id)
{
  char *copy = g_strdup (task_id);

  g_free (self->task_id);
  self->task_id = copy;
}

/**
 * bks_log_query_is_reversed:
 * @self: a query
 *
 * Moments of two clocks, of which one is the NAS's, are not compared: what is between them depends
 * on the NAS.
 *
 * Returns: whether it begins later than it ends
 */
gboolean
bks_log_query_is_reversed (const BksLogQuery *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->from.is_set && self->to.is_set && self->from.is_wall_clock == self->to.is_wall_clock
         && self->from.seconds > self->to.seconds;
}

/**
 * bks_log_query_has_level:
 * @self: a query
 *
 * Returns: whether it leaves lines out by their level
 */
gboolean
bks_log_query_has_level (const BksLogQuery *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->level > BKS_LOG_INFO;
}

/**
 * bks_log_query_wants_level:
 * @self: a query
 * @level: of a line
 *
 * A word that nobody knows may be as bad as a warning.
 *
 * Returns: whether lines of this level are wanted
 */
gboolean
bks_log_query_wants_level (const BksLogQuery *self, BksLogLevel level)
{
  g_return_val_if_fail (self != NULL, TRUE);

  if (!bks_log_query_has_level (self))
    return TRUE;
  return level >= self->level || (level == BKS_LOG_UNKNOWN && self->level == BKS_LOG_WARNING);
}
