/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-ui"

#include "bks-task-page-private.h"

#include "bks-run-history.h"

/* As far back as the calendar may reach. */
#define PAST ((BKS_RUN_HISTORY_WEEKS + 1) * 7 * G_TIME_SPAN_DAY)

/* One question, until its answer. */
typedef struct
{
  BksTaskPage *page; /* (owned) */
  BksTaskParts parts;
} Question;

static void
question_free (Question *self)
{
  g_object_unref (self->page);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Question, question_free)

#define TAKE(self, news, field)                                                                    \
  G_STMT_START                                                                                     \
  {                                                                                                \
    (self)->field = g_steal_pointer (&(news)->field);                                              \
  }                                                                                                \
  G_STMT_END

/* What was known before an error is shown no longer: it may be wrong by now. */
static void
take_parts (BksTaskDossier *known, BksTaskDossier *news, BksTaskParts parts)
{
  if ((parts & BKS_TASK_PART_DETAILS) != 0)
    {
      g_clear_pointer (&known->details, bks_task_details_free);
      g_clear_object (&known->details_problem);
      TAKE (known, news, details);
      TAKE (known, news, details_problem);
    }
  if ((parts & BKS_TASK_PART_VERSIONS) != 0)
    {
      g_clear_pointer (&known->versions, g_ptr_array_unref);
      g_clear_object (&known->versions_problem);
      TAKE (known, news, versions);
      TAKE (known, news, versions_problem);
    }
  if ((parts & BKS_TASK_PART_STATISTICS) != 0)
    {
      g_clear_pointer (&known->statistics, bks_statistics_free);
      g_clear_object (&known->statistics_problem);
      TAKE (known, news, statistics);
      TAKE (known, news, statistics_problem);
    }
  if ((parts & BKS_TASK_PART_LOG) != 0)
    {
      g_clear_pointer (&known->log, g_ptr_array_unref);
      g_clear_object (&known->log_problem);
      TAKE (known, news, log);
      TAKE (known, news, log_problem);
      known->log_is_whole = news->log_is_whole;
    }
}

/* Nothing could be asked: that is the problem of each part. */
static BksTaskDossier *
make_failed (const GError *error)
{
  BksTaskDossier *dossier = g_new0 (BksTaskDossier, 1);

  dossier->details_problem = bks_problem_from_error (error);
  dossier->versions_problem = bks_problem_from_error (error);
  dossier->statistics_problem = bks_problem_from_error (error);
  dossier->log_problem = bks_problem_from_error (error);
  return dossier;
}

static void
bks_task_page_parts_ready_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Question) question = user_data;
  BksTaskPage *self = question->page;
  g_autoptr (GError) error = NULL;
  g_autoptr (BksTaskDossier) news = bks_nas_load_task_page_finish (BKS_NAS (source), result,
                                                                   &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self->asking &= ~question->parts;
  if (news == NULL)
    news = make_failed (error);
  if (self->known == NULL)
    self->known = g_new0 (BksTaskDossier, 1);
  take_parts (self->known, news, question->parts);
  bks_task_page_show_parts (self);
}

static void
bks_task_page_target_ready_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BksTaskPage) self = BKS_TASK_PAGE (user_data);
  g_autoptr (GError) error = NULL;
  BksTargetInfo *target = bks_nas_load_target_finish (BKS_NAS (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self->is_asking_target = FALSE;
  g_clear_pointer (&self->target, bks_target_info_free);
  g_clear_pointer (&self->target_problem, g_free);
  self->target = target;
  if (target == NULL)
    self->target_problem = g_strdup (error->message);
  bks_task_page_show_target (self);
}

static void
bks_task_page_runs_ready_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BksTaskPage) self = BKS_TASK_PAGE (user_data);
  g_autoptr (GError) error = NULL;
  GPtrArray *runs = bks_history_load_runs_finish (BKS_HISTORY (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (runs == NULL)
    {
      /* The window tells of a damaged memory; the NAS's own part of the past is there nevertheless. */
      g_debug ("No runs are remembered: %s", error->message);
      return;
    }
  g_clear_pointer (&self->runs, g_ptr_array_unref);
  self->runs = runs;
  bks_task_page_show_history (self);
}

static BksNas *
get_nas (BksTaskPage *self)
{
  if (self->task == NULL || bks_task_is_lun (self->task)
      || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return NULL;
  return bks_task_get_nas (self->task);
}

static GCancellable *
get_cancellable (BksTaskPage *self)
{
  if (self->cancellable == NULL)
    self->cancellable = g_cancellable_new ();
  return self->cancellable;
}

/* What is shown stays until the answer is there, unless it is an error. */
static BksTaskParts
find_missing (BksTaskPage *self)
{
  const BksTaskDossier *known = self->known;
  BksTaskParts missing = 0;

  if (known == NULL)
    return BKS_TASK_PARTS_ALL;
  if (known->details == NULL)
    missing |= BKS_TASK_PART_DETAILS;
  if (known->versions == NULL)
    missing |= BKS_TASK_PART_VERSIONS;
  if (known->statistics == NULL)
    missing |= BKS_TASK_PART_STATISTICS;
  if (known->log == NULL)
    missing |= BKS_TASK_PART_LOG;
  return missing;
}

/* Reads PARTS of the task in one request. */
void
bks_task_page_load (BksTaskPage *self, BksTaskParts parts)
{
  BksNas *nas = get_nas (self);
  Question *question;

  parts &= ~self->asking;
  if (nas == NULL || parts == 0)
    return;
  if (parts == BKS_TASK_PARTS_ALL)
    self->read_end = bks_task_get_last_end (self->task);
  self->asking |= parts;
  question = g_new0 (Question, 1);
  question->page = g_object_ref (self);
  question->parts = parts;
  bks_nas_load_task_page_async (nas, bks_task_get_id (self->task), parts, get_cancellable (self),
                                bks_task_page_parts_ready_cb, question);
  bks_task_page_show_parts (self);
}

/* Reads the destination, which may take its time. */
void
bks_task_page_load_target (BksTaskPage *self)
{
  BksNas *nas = get_nas (self);

  if (nas == NULL || self->is_asking_target)
    return;
  self->is_asking_target = TRUE;
  bks_nas_load_target_async (nas, bks_task_get_id (self->task), get_cancellable (self),
                             bks_task_page_target_ready_cb, g_object_ref (self));
  bks_task_page_show_target (self);
}

/* Looks up what this computer saw itself. */
void
bks_task_page_load_runs (BksTaskPage *self)
{
  BksNas *nas = self->task != NULL ? bks_task_get_nas (self->task) : NULL;

  if (nas == NULL || self->memory == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  bks_history_load_runs_async (self->memory, bks_nas_get_id (nas), bks_task_get_id (self->task),
                               g_get_real_time () - PAST, get_cancellable (self),
                               bks_task_page_runs_ready_cb, g_object_ref (self));
}

/* After a task was set, or the page came in sight again. */
void
bks_task_page_load_what_is_missing (BksTaskPage *self)
{
  /* A run may have ended while nobody looked. */
  gboolean is_old = self->task != NULL && bks_task_get_last_end (self->task) != self->read_end;

  bks_task_page_load (self, is_old ? BKS_TASK_PARTS_ALL : find_missing (self));
  if (self->target == NULL || is_old)
    bks_task_page_load_target (self);
  bks_task_page_load_runs (self);
}

/* Nobody looks any more. */
void
bks_task_page_stop (BksTaskPage *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->asking = 0;
  self->is_asking_target = FALSE;
}

/* What is shown from now on is about another task. */
void
bks_task_page_forget (BksTaskPage *self)
{
  bks_task_page_stop (self);
  g_clear_pointer (&self->known, bks_task_dossier_free);
  g_clear_pointer (&self->target, bks_target_info_free);
  g_clear_pointer (&self->target_problem, g_free);
  g_clear_pointer (&self->runs, g_ptr_array_unref);
  self->past = (BksTaskPagePast){ 0 };
  self->read_end = 0;
  self->was_checking = FALSE;
}
