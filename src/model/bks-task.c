/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-model"

#include "bks-task-private.h"

G_DEFINE_FINAL_TYPE (BksTask, bks_task, G_TYPE_OBJECT)

typedef enum
{
  PROP_ID = 1,
  PROP_NAME,
  PROP_NAS_NAME,
  PROP_VERDICT,
  PROP_STATUS_WORD,
  PROP_REASON,
  PROP_SUBTITLE,
  PROP_DESTINATION,
  PROP_LAST_SUCCESS_TEXT,
  PROP_NEXT_RUN_TEXT,
  PROP_PROGRESS,
  PROP_PROGRESS_TEXT,
  PROP_IS_ACTIVE,
  PROP_IS_STALE,
  PROP_ROW_LABEL,
  PROP_BEST_ACTION,
  PROP_GENERATION,
} BksTaskProperty;
#define N_PROPERTIES (PROP_GENERATION + 1)

static GParamSpec *properties[N_PROPERTIES];

/* The property of each text; 0 = it has none. */
static const guint text_properties[BKS_N_TASK_TEXTS] = {
  [BKS_TASK_TEXT_NAME] = PROP_NAME,
  [BKS_TASK_TEXT_NAS_NAME] = PROP_NAS_NAME,
  [BKS_TASK_TEXT_STATUS_WORD] = PROP_STATUS_WORD,
  [BKS_TASK_TEXT_REASON] = PROP_REASON,
  [BKS_TASK_TEXT_SUBTITLE] = PROP_SUBTITLE,
  [BKS_TASK_TEXT_DESTINATION] = PROP_DESTINATION,
  [BKS_TASK_TEXT_LAST_SUCCESS] = PROP_LAST_SUCCESS_TEXT,
  [BKS_TASK_TEXT_NEXT_RUN] = PROP_NEXT_RUN_TEXT,
  [BKS_TASK_TEXT_PROGRESS] = PROP_PROGRESS_TEXT,
  [BKS_TASK_TEXT_ROW_LABEL] = PROP_ROW_LABEL,
};

static void
bks_task_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  BksTask *self = BKS_TASK (object);

  switch ((BksTaskProperty) prop_id)
    {
    case PROP_ID:
      g_value_set_string (value, self->id);
      break;
    case PROP_NAME:
    case PROP_NAS_NAME:
    case PROP_STATUS_WORD:
    case PROP_REASON:
    case PROP_SUBTITLE:
    case PROP_DESTINATION:
    case PROP_LAST_SUCCESS_TEXT:
    case PROP_NEXT_RUN_TEXT:
    case PROP_PROGRESS_TEXT:
    case PROP_ROW_LABEL:
      for (guint i = 0; i < BKS_N_TASK_TEXTS; i++)
        if (text_properties[i] == prop_id)
          g_value_set_string (value, self->texts[i]);
      break;
    case PROP_VERDICT:
      g_value_set_enum (value, (int) self->verdict);
      break;
    case PROP_PROGRESS:
      g_value_set_double (value, self->progress);
      break;
    case PROP_IS_ACTIVE:
      g_value_set_boolean (value, self->is_active);
      break;
    case PROP_IS_STALE:
      g_value_set_boolean (value, self->is_stale);
      break;
    case PROP_BEST_ACTION:
      g_value_set_int (value, self->best_action);
      break;
    case PROP_GENERATION:
      g_value_set_uint (value, self->generation);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bks_task_finalize (GObject *object)
{
  BksTask *self = BKS_TASK (object);

  g_clear_weak_pointer (&self->nas);
  g_clear_pointer (&self->record, dsm_task_record_free);
  for (guint i = 0; i < BKS_N_TASK_TEXTS; i++)
    g_free (self->texts[i]);
  g_free (self->id);
  g_free (self->destination_key);
  g_free (self->waits_for);

  G_OBJECT_CLASS (bks_task_parent_class)->finalize (object);
}

static void
bks_task_class_init (BksTaskClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = bks_task_get_property;
  object_class->finalize = bks_task_finalize;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_NAS_NAME] = g_param_spec_string ("nas-name", NULL, NULL, NULL, flags);
  properties[PROP_VERDICT] = g_param_spec_enum ("verdict", NULL, NULL, BKS_TYPE_VERDICT,
                                                BKS_VERDICT_UNKNOWN, flags);
  properties[PROP_STATUS_WORD] = g_param_spec_string ("status-word", NULL, NULL, NULL, flags);
  properties[PROP_REASON] = g_param_spec_string ("reason", NULL, NULL, NULL, flags);
  properties[PROP_SUBTITLE] = g_param_spec_string ("subtitle", NULL, NULL, NULL, flags);
  properties[PROP_DESTINATION] = g_param_spec_string ("destination", NULL, NULL, NULL, flags);
  properties[PROP_LAST_SUCCESS_TEXT] = g_param_spec_string ("last-success-text", NULL, NULL, NULL,
                                                            flags);
  properties[PROP_NEXT_RUN_TEXT] = g_param_spec_string ("next-run-text", NULL, NULL, NULL, flags);
  properties[PROP_PROGRESS] = g_param_spec_double ("progress", NULL, NULL, -1, 1, -1, flags);
  properties[PROP_PROGRESS_TEXT] = g_param_spec_string ("progress-text", NULL, NULL, NULL, flags);
  properties[PROP_IS_ACTIVE] = g_param_spec_boolean ("is-active", NULL, NULL, FALSE, flags);
  properties[PROP_IS_STALE] = g_param_spec_boolean ("is-stale", NULL, NULL, FALSE, flags);
  properties[PROP_ROW_LABEL] = g_param_spec_string ("row-label", NULL, NULL, NULL, flags);
  properties[PROP_BEST_ACTION] = g_param_spec_int ("best-action", NULL, NULL, -1, BKS_N_ACTIONS - 1,
                                                   -1, flags);
  properties[PROP_GENERATION] = g_param_spec_uint ("generation", NULL, NULL, 0, G_MAXUINT, 0,
                                                   flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
bks_task_init (BksTask *self)
{
  for (guint i = 0; i < BKS_N_TASK_TEXTS; i++)
    self->texts[i] = g_strdup ("");
  self->verdict = BKS_VERDICT_UNKNOWN;
  self->heard_verdict = BKS_VERDICT_UNKNOWN;
  self->progress = -1;
  self->best_action = -1;
}

/*
 * bks_task_new:
 * @nas: the NAS that the task is on
 * @record: the ID; to be applied next
 *
 * Returns: (transfer full): a task that says nothing yet
 */
BksTask *
bks_task_new (BksNas *nas, DsmTaskRecord *record)
{
  BksTask *self = g_object_new (BKS_TYPE_TASK, NULL);

  self->id = g_strdup (record->id);
  g_set_weak_pointer (&self->nas, nas);
  return self;
}

static void
notify (BksTask *self, guint property)
{
  self->is_changed = TRUE;
  if (property != 0)
    g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

/* Sets a text; notifies only if it is another one. */
void
bks_task_set_text (BksTask *self, BksTaskText text, const char *value)
{
  if (g_strcmp0 (self->texts[text], value) == 0)
    return;
  g_free (self->texts[text]);
  self->texts[text] = g_strdup (value != NULL ? value : "");
  notify (self, text_properties[text]);
}

/* Sets the verdict; notifies only on change. */
void
bks_task_set_verdict (BksTask *self, BksVerdict verdict)
{
  if (self->verdict == verdict)
    return;
  self->verdict = verdict;
  notify (self, PROP_VERDICT);
}

/* Sets the progress, 0 to 1, -1 = none; notifies only on change. */
void
bks_task_set_progress (BksTask *self, double progress)
{
  if (self->progress >= progress && self->progress <= progress)
    return;
  self->progress = progress;
  notify (self, PROP_PROGRESS);
}

/* Sets whether a run is shown, and whether the data is old; notifies only on change. */
void
bks_task_set_flags (BksTask *self, gboolean is_active, gboolean is_stale)
{
  if (self->is_active != is_active)
    {
      self->is_active = is_active;
      notify (self, PROP_IS_ACTIVE);
    }
  if (self->is_stale != is_stale)
    {
      self->is_stale = is_stale;
      notify (self, PROP_IS_STALE);
    }
}

/* Sets the verb that fits, -1 = none; notifies only on change. */
void
bks_task_set_best_action (BksTask *self, int action)
{
  if (self->best_action == action)
    return;
  self->best_action = action;
  notify (self, PROP_BEST_ACTION);
}

/* Counts the generation up if anything changed since the last time. Returns whether it did. */
gboolean
bks_task_end_change (BksTask *self)
{
  if (!self->is_changed)
    return FALSE;
  self->is_changed = FALSE;
  self->generation++;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_GENERATION]);
  return TRUE;
}

/* An action has just looked at this task alone: an answer that was asked for before is older. */
void
bks_task_mark_looked_at (BksTask *self)
{
  self->looked_at = g_get_monotonic_time ();
}

gint64
bks_task_get_looked_at (BksTask *self)
{
  return self->looked_at;
}

/**
 * bks_task_get_id:
 * @self: a task
 *
 * Returns: its ID on the NAS
 */
const char *
bks_task_get_id (BksTask *self)
{
  g_return_val_if_fail (BKS_IS_TASK (self), NULL);

  return self->id;
}

/**
 * bks_task_get_name:
 * @self: a task
 *
 * Returns: what its owner calls it; any text, never markup
 */
const char *
bks_task_get_name (BksTask *self)
{
  g_return_val_if_fail (BKS_IS_TASK (self), NULL);

  return self->texts[BKS_TASK_TEXT_NAME];
}

/**
 * bks_task_get_nas:
 * @self: a task
 *
 * Returns: (nullable) (transfer none): the NAS that it is on
 */
BksNas *
bks_task_get_nas (BksTask *self)
{
  g_return_val_if_fail (BKS_IS_TASK (self), NULL);

  return self->nas;
}

/**
 * bks_task_get_verdict:
 * @self: a task
 *
 * Returns: how it is
 */
BksVerdict
bks_task_get_verdict (BksTask *self)
{
  g_return_val_if_fail (BKS_IS_TASK (self), BKS_VERDICT_UNKNOWN);

  return self->verdict;
}

/**
 * bks_task_get_heard_verdict:
 * @self: a task
 *
 * Returns: how it was when it was last heard of: of old data nothing else can be said
 */
BksVerdict
bks_task_get_heard_verdict (BksTask *self)
{
  g_return_val_if_fail (BKS_IS_TASK (self), BKS_VERDICT_UNKNOWN);

  return self->heard_verdict;
}

/**
 * bks_task_get_status_word:
 * @self: a task
 *
 * Returns: what it is, in a word or two
 */
const char *
bks_task_get_status_word (BksTask *self)
{
  g_return_val_if_fail (BKS_IS_TASK (self), NULL);

  return self->texts[BKS_TASK_TEXT_STATUS_WORD];
}

/**
 * bks_task_get_reason:
 * @self: a task
 *
 * Returns: a short second line; "" = none
 */
const char *
bks_task_get_reason (BksTask *self)
{
  g_return_val_if_fail (BKS_IS_TASK (self), NULL);

  return self->texts[BKS_TASK_TEXT_REASON];
}

/**
 * bks_task_get_explanation:
 * @self: a task
 *
 * Returns: cause and next step; "" = none
 */
const char *
bks_task_get_explanation (BksTask *self)
{
  g_return_val_if_fail (BKS_IS_TASK (self), NULL);

  return self->texts[BKS_TASK_TEXT_EXPLANATION];
}

/**
 * bks_task_get_headline:
 * @self: a task
 *
 * Returns: the verdict as a heading
 */
const char *
bks_task_get_headline (BksTask *self)
{
  g_return_val_if_fail (BKS_IS_TASK (self), NULL);

  return self->texts[BKS_TASK_TEXT_HEADLINE];
}

/**
 * bks_task_get_destination:
 * @self: a task
 *
 * Returns: the kind of place that it backs up to; "" = not known
 */
const char *
bks_task_get_destination (BksTask *self)
{
  g_return_val_if_fail (BKS_IS_TASK (self), NULL);

  return self->texts[BKS_TASK_TEXT_DESTINATION];
}

/**
 * bks_task_get_subtitle:
 * @self: a task
 *
 * Returns: from where to where
 */
const char *
bks_task_get_subtitle (BksTask *self)
{
  g_return_val_if_fail (BKS_IS_TASK (self), NULL);

  return self->texts[BKS_TASK_TEXT_SUBTITLE];
}

/**
 * bks_task_get_row_label:
 * @self: a task
 *
 * Returns: the whole row as a sentence, for screen readers
 */
const char *
bks_task_get_row_label (BksTask *self)
{
  g_return_val_if_fail (BKS_IS_TASK (self), NULL);

  return self->texts[BKS_TASK_TEXT_ROW_LABEL];
}
