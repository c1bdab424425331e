/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-model"

#include "bks-fleet.h"
#include "bks-fleet-sentence.h"
#include "bks-nas-private.h"

struct _BksSummary
{
  GObject parent_instance;

  GListModel *nas_list; /* (owned) of BksNas */
  GPtrArray *nas;       /* (element-type BksNas) (owned): those that are listened to */

  BksFleetFacts facts;
  char *troubled;
  char *stale_reason;
  BksVerdict verdict;
  char *sentence;
  char *detail;
  char *line;
  guint generation;
};

G_DEFINE_FINAL_TYPE (BksSummary, bks_summary, G_TYPE_OBJECT)

typedef enum
{
  PROP_VERDICT = 1,
  PROP_SENTENCE,
  PROP_DETAIL,
  PROP_GENERATION,
} BksSummaryProperty;
#define N_PROPERTIES (PROP_GENERATION + 1)

static GParamSpec *properties[N_PROPERTIES];

static void
count_tasks (BksNas *nas, BksFleetFacts *facts, guint *n_out)
{
  GListModel *tasks = bks_nas_get_tasks (nas);

  *n_out = g_list_model_get_n_items (tasks);
  for (guint i = 0; i < *n_out; i++)
    {
      g_autoptr (BksTask) task = g_list_model_get_item (tasks, i);

      facts->counts[bks_task_get_verdict (task)]++;
    }
}

/* The first one is named: waiting before not answering, before not asked yet. */
static void
name_troubled (BksSummary *self, BksNas *nas, gboolean is_worse)
{
  if (self->troubled != NULL && !is_worse)
    return;
  g_free (self->troubled);
  self->troubled = g_strdup (bks_nas_get_name (nas));
}

static void
add_nas (BksSummary *self, BksFleetFacts *facts, BksNas *nas)
{
  guint n_tasks;

  count_tasks (nas, facts, &n_tasks);
  facts->n_nas++;
  if (n_tasks > 0)
    facts->n_with_tasks++;
  switch (bks_nas_get_state (nas))
    {
    case BKS_NAS_WAITING:
      name_troubled (self, nas, facts->n_waiting == 0);
      facts->n_waiting++;
      facts->n_waiting_tasks += n_tasks;
      break;
    case BKS_NAS_UNREACHABLE:
      name_troubled (self, nas, facts->n_waiting == 0 && facts->n_unreachable == 0);
      facts->n_unreachable++;
      if (bks_nas_get_verdict (nas) == BKS_VERDICT_ATTENTION)
        facts->n_unreachable_long++;
      break;
    case BKS_NAS_NEW:
    case BKS_NAS_ASKING:
      name_troubled (self, nas, FALSE);
      facts->n_asking++;
      facts->n_asking_tasks += n_tasks;
      break;
    case BKS_NAS_FRESH:
    case BKS_NAS_STALE:
    default:
      break;
    }
}

/* Of those that can be reached the oldest; if there is none, the youngest of all. */
static gint64
find_checked_at (GPtrArray *nas)
{
  gint64 oldest = 0;
  gint64 youngest = 0;

  for (guint i = 0; i < nas->len; i++)
    {
      BksNasState state = bks_nas_get_state (nas->pdata[i]);
      gint64 at = bks_nas_get_checked_at (nas->pdata[i]);

      youngest = MAX (youngest, at);
      if (at > 0 && (state == BKS_NAS_FRESH || state == BKS_NAS_STALE))
        oldest = oldest == 0 ? at : MIN (oldest, at);
    }
  return oldest > 0 ? oldest : youngest;
}

static gboolean
take_text (char **text, char *value)
{
  if (g_strcmp0 (*text, value) == 0)
    {
      g_free (value);
      return FALSE;
    }
  g_free (*text);
  *text = value;
  return TRUE;
}

static void
update (BksSummary *self)
{
  gint64 now = g_get_real_time ();
  BksFleetFacts facts = { 0 };
  BksVerdict verdict;
  gboolean is_changed;

  g_clear_pointer (&self->troubled, g_free);
  g_clear_pointer (&self->stale_reason, g_free);
  for (guint i = 0; i < self->nas->len; i++)
    add_nas (self, &facts, self->nas->pdata[i]);
  facts.checked_at = find_checked_at (self->nas);
  if (self->nas->len == 1 && bks_nas_get_state (self->nas->pdata[0]) == BKS_NAS_STALE
      && bks_nas_get_problem (self->nas->pdata[0]) != NULL)
    self->stale_reason = g_strdup (
        bks_problem_get_title (bks_nas_get_problem (self->nas->pdata[0])));
  facts.troubled = self->troubled;
  facts.stale_reason = self->stale_reason;
  is_changed = memcmp (facts.counts, self->facts.counts, sizeof facts.counts) != 0;
  self->facts = facts;

  g_object_freeze_notify (G_OBJECT (self));
  verdict = bks_fleet_sentence_get_verdict (&facts);
  if (verdict != self->verdict)
    {
      self->verdict = verdict;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VERDICT]);
      is_changed = TRUE;
    }
  if (take_text (&self->sentence, bks_fleet_sentence_make (&facts)))
    {
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SENTENCE]);
      is_changed = TRUE;
    }
  if (take_text (&self->detail, bks_fleet_sentence_make_detail (&facts, now)))
    {
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DETAIL]);
      is_changed = TRUE;
    }
  is_changed |= take_text (&self->line, bks_fleet_sentence_make_line (&facts));
  if (is_changed)
    {
      self->generation++;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_GENERATION]);
    }
  g_object_thaw_notify (G_OBJECT (self));
}

static void
bks_summary_nas_changed_cb (BksSummary *self)
{
  update (self);
}

static void
bks_summary_list_changed_cb (BksSummary *self, guint position, guint removed, guint added)
{
  for (guint i = 0; i < removed; i++)
    {
      g_signal_handlers_disconnect_by_func (self->nas->pdata[position], bks_summary_nas_changed_cb,
                                            self);
      g_ptr_array_remove_index (self->nas, position);
    }
  for (guint i = 0; i < added; i++)
    {
      BksNas *nas = g_list_model_get_item (self->nas_list, position + i);

      g_ptr_array_insert (self->nas, (int) (position + i), nas);
      g_signal_connect_object (nas, "notify::generation", G_CALLBACK (bks_summary_nas_changed_cb),
                               self, G_CONNECT_SWAPPED);
    }
  update (self);
}

static void
bks_summary_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  BksSummary *self = BKS_SUMMARY (object);

  switch ((BksSummaryProperty) prop_id)
    {
    case PROP_VERDICT:
      g_value_set_enum (value, (int) self->verdict);
      break;
    case PROP_SENTENCE:
      g_value_set_string (value, self->sentence);
      break;
    case PROP_DETAIL:
      g_value_set_string (value, self->detail);
      break;
    case PROP_GENERATION:
      g_value_set_uint (value, self->generation);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bks_summary_finalize (GObject *object)
{
  BksSummary *self = BKS_SUMMARY (object);

  g_clear_object (&self->nas_list);
  g_ptr_array_unref (self->nas);
  g_free (self->troubled);
  g_free (self->stale_reason);
  g_free (self->sentence);
  g_free (self->detail);
  g_free (self->line);

  G_OBJECT_CLASS (bks_summary_parent_class)->finalize (object);
}

static void
bks_summary_class_init (BksSummaryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = bks_summary_get_property;
  object_class->finalize = bks_summary_finalize;

  properties[PROP_VERDICT] = g_param_spec_enum ("verdict", NULL, NULL, BKS_TYPE_VERDICT,
                                                BKS_VERDICT_UNKNOWN, flags);
  properties[PROP_SENTENCE] = g_param_spec_string ("sentence", NULL, NULL, NULL, flags);
  properties[PROP_DETAIL] = g_param_spec_string ("detail", NULL, NULL, NULL, flags);
  properties[PROP_GENERATION] = g_param_spec_uint ("generation", NULL, NULL, 0, G_MAXUINT, 0,
                                                   flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
bks_summary_init (BksSummary *self)
{
  self->nas = g_ptr_array_new_with_free_func (g_object_unref);
  self->verdict = BKS_VERDICT_UNKNOWN;
}

/**
 * bks_summary_new:
 * @nas_list: of #BksNas: all of them, or one
 *
 * Returns: (transfer full): what there is to say about these NAS, kept up to date
 */
BksSummary *
bks_summary_new (GListModel *nas_list)
{
  BksSummary *self;

  g_return_val_if_fail (G_IS_LIST_MODEL (nas_list), NULL);

  self = g_object_new (BKS_TYPE_SUMMARY, NULL);
  self->nas_list = g_object_ref (nas_list);
  g_signal_connect_object (nas_list, "items-changed", G_CALLBACK (bks_summary_list_changed_cb),
                           self, G_CONNECT_SWAPPED);
  bks_summary_list_changed_cb (self, 0, 0, g_list_model_get_n_items (nas_list));
  return self;
}

/**
 * bks_summary_get_verdict:
 * @self: a summary
 *
 * Returns: the worst verdict
 */
BksVerdict
bks_summary_get_verdict (BksSummary *self)
{
  g_return_val_if_fail (BKS_IS_SUMMARY (self), BKS_VERDICT_UNKNOWN);

  return self->verdict;
}

/**
 * bks_summary_get_sentence:
 * @self: a summary
 *
 * Returns: the one sentence
 */
const char *
bks_summary_get_sentence (BksSummary *self)
{
  g_return_val_if_fail (BKS_IS_SUMMARY (self), NULL);

  return self->sentence;
}

/**
 * bks_summary_get_detail:
 * @self: a summary
 *
 * Returns: what stands below the sentence
 */
const char *
bks_summary_get_detail (BksSummary *self)
{
  g_return_val_if_fail (BKS_IS_SUMMARY (self), NULL);

  return self->detail;
}

/**
 * bks_summary_get_line:
 * @self: a summary
 *
 * Returns: a few words for a row
 */
const char *
bks_summary_get_line (BksSummary *self)
{
  g_return_val_if_fail (BKS_IS_SUMMARY (self), NULL);

  return self->line;
}

/**
 * bks_summary_dup_one_line:
 * @self: a summary
 *
 * Returns: (transfer full): the sentence and its age
 */
char *
bks_summary_dup_one_line (BksSummary *self)
{
  g_return_val_if_fail (BKS_IS_SUMMARY (self), NULL);

  return bks_fleet_sentence_make_one_line (&self->facts, g_get_real_time ());
}

/**
 * bks_summary_get_checked_at:
 * @self: a summary
 *
 * Returns: the age of the sentence: when the NAS that was asked longest ago was asked, in µs since the
 *   Unix epoch, UTC; 0 = never
 */
gint64
bks_summary_get_checked_at (BksSummary *self)
{
  g_return_val_if_fail (BKS_IS_SUMMARY (self), 0);

  return self->facts.checked_at;
}

/**
 * bks_summary_get_count:
 * @self: a summary
 * @verdict: a verdict
 *
 * Returns: how many backups have it
 */
guint
bks_summary_get_count (BksSummary *self, BksVerdict verdict)
{
  g_return_val_if_fail (BKS_IS_SUMMARY (self), 0);
  g_return_val_if_fail (verdict < BKS_N_VERDICTS, 0);

  return self->facts.counts[verdict];
}

/**
 * bks_summary_get_n_tasks:
 * @self: a summary
 *
 * Returns: how many backups there are
 */
guint
bks_summary_get_n_tasks (BksSummary *self)
{
  guint n = 0;

  g_return_val_if_fail (BKS_IS_SUMMARY (self), 0);

  for (guint i = 0; i < BKS_N_VERDICTS; i++)
    n += self->facts.counts[i];
  return n;
}

/**
 * bks_summary_dup_chip:
 * @self: a summary
 * @verdict: a verdict
 *
 * Returns: (transfer full): how many backups have it, in words
 */
char *
bks_summary_dup_chip (BksSummary *self, BksVerdict verdict)
{
  g_return_val_if_fail (BKS_IS_SUMMARY (self), NULL);
  g_return_val_if_fail (verdict < BKS_N_VERDICTS, NULL);

  return bks_nas_describe_count (verdict, self->facts.counts[verdict]);
}
