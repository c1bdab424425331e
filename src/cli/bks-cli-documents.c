/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "backstayctl"

#include "bks-cli-documents.h"

#include "bks-export.h"
#include "bks-format.h"
#include "bks-json-writer.h"

static void
add_text (BksJsonWriter *writer, const char *name, const char *text)
{
  bks_json_writer_name (writer, name);
  bks_json_writer_string (writer, text);
}

static void
add_texts (BksJsonWriter *writer, const char *name, char **texts)
{
  bks_json_writer_name (writer, name);
  bks_json_writer_begin_array (writer);
  for (guint i = 0; texts != NULL && texts[i] != NULL; i++)
    bks_json_writer_string (writer, texts[i]);
  bks_json_writer_end_array (writer);
}

static void
add_tri (BksJsonWriter *writer, const char *name, int value)
{
  bks_json_writer_name (writer, name);
  if (value < 0)
    bks_json_writer_null (writer);
  else
    bks_json_writer_boolean (writer, value != 0);
}

static void
add_problem (BksJsonWriter *writer, BksProblem *problem)
{
  bks_json_writer_name (writer, "error");
  if (problem != NULL)
    bks_export_error (writer, problem);
  else
    bks_json_writer_null (writer);
}

/**
 * bks_cli_document_error:
 * @problem: what stood in the way
 *
 * Returns: (transfer full): the document of a command that did not reach its end
 */
char *
bks_cli_document_error (BksProblem *problem)
{
  BksJsonWriter *writer = bks_json_writer_new ();

  bks_json_writer_begin_object (writer);
  add_problem (writer, problem);
  bks_json_writer_end_object (writer);
  return bks_json_writer_free_to_text (writer);
}

/**
 * bks_cli_export_plain_error:
 * @writer: a writer
 * @kind: kind of the error
 * @message: what happened, translated
 *
 * Writes an error that no NAS has to do with, as an object.
 */
void
bks_cli_export_plain_error (BksJsonWriter *writer, const char *kind, const char *message)
{
  bks_json_writer_begin_object (writer);
  add_text (writer, "kind", kind);
  add_text (writer, "code", NULL);
  add_text (writer, "api", NULL);
  add_text (writer, "method", NULL);
  add_text (writer, "message", message);
  bks_json_writer_end_object (writer);
}

/**
 * bks_cli_document_plain_error:
 * @kind: kind of the error
 * @message: what happened, translated
 *
 * Returns: (transfer full): the document of an error that no NAS has to do with
 */
char *
bks_cli_document_plain_error (const char *kind, const char *message)
{
  BksJsonWriter *writer = bks_json_writer_new ();

  bks_json_writer_begin_object (writer);
  bks_json_writer_name (writer, "error");
  bks_cli_export_plain_error (writer, kind, message);
  bks_json_writer_end_object (writer);
  return bks_json_writer_free_to_text (writer);
}

/**
 * bks_cli_document_text:
 * @name: what it is
 * @text: a text
 *
 * Returns: (transfer full): a document that holds one text
 */
char *
bks_cli_document_text (const char *name, const char *text)
{
  BksJsonWriter *writer = bks_json_writer_new ();

  bks_json_writer_begin_object (writer);
  add_text (writer, name, text);
  bks_json_writer_end_object (writer);
  return bks_json_writer_free_to_text (writer);
}

static void
add_counts (BksJsonWriter *writer, GListModel *tasks)
{
  static const BksVerdict order[BKS_N_VERDICTS] = { BKS_VERDICT_OK, BKS_VERDICT_RUNNING,
                                                    BKS_VERDICT_ATTENTION, BKS_VERDICT_FAILED,
                                                    BKS_VERDICT_UNKNOWN };
  guint counts[BKS_N_VERDICTS] = { 0 };
  guint n = g_list_model_get_n_items (tasks);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (BksTask) task = g_list_model_get_item (tasks, i);

      counts[bks_task_get_verdict (task)]++;
    }
  bks_json_writer_name (writer, "counts");
  bks_json_writer_begin_object (writer);
  for (guint i = 0; i < BKS_N_VERDICTS; i++)
    {
      bks_json_writer_name (writer, bks_verdict_get_nick (order[i]));
      bks_json_writer_int (writer, counts[order[i]]);
    }
  bks_json_writer_end_object (writer);
}

/**
 * bks_cli_document_status:
 * @summary: of all NAS in @all
 * @all: #BksNas after a refresh, which may have failed
 *
 * Returns: (transfer full): the document of `status`
 */
char *
bks_cli_document_status (BksSummary *summary, GListModel *all)
{
  BksJsonWriter *writer = bks_json_writer_new ();

  bks_json_writer_begin_object (writer);
  add_text (writer, "verdict", bks_verdict_get_nick (bks_summary_get_verdict (summary)));
  add_text (writer, "sentence", bks_summary_get_sentence (summary));
  bks_json_writer_name (writer, "nas");
  bks_json_writer_begin_array (writer);
  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr (BksNas) nas = g_list_model_get_item (all, i);

      bks_json_writer_begin_object (writer);
      add_text (writer, "name", bks_nas_get_name (nas));
      add_text (writer, "verdict", bks_verdict_get_nick (bks_nas_get_verdict (nas)));
      add_text (writer, "reason", bks_nas_get_reason (nas));
      bks_json_writer_name (writer, "checked_at");
      bks_export_time (writer, bks_nas_get_checked_at (nas), nas);
      add_counts (writer, bks_nas_get_tasks (nas));
      add_problem (writer, bks_nas_get_problem (nas));
      bks_json_writer_end_object (writer);
    }
  bks_json_writer_end_array (writer);
  bks_json_writer_end_object (writer);
  return bks_json_writer_free_to_text (writer);
}

/* What was heard before a failure is not what the NAS says now. */
static void
add_tasks (BksJsonWriter *writer, BksNas *nas, gboolean is_heard)
{
  GListModel *tasks = bks_nas_get_tasks (nas);
  guint n = is_heard ? g_list_model_get_n_items (tasks) : 0;

  bks_json_writer_name (writer, "tasks");
  bks_json_writer_begin_array (writer);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (BksTask) task = g_list_model_get_item (tasks, i);

      bks_json_writer_begin_object (writer);
      bks_export_task_members (writer, task);
      bks_json_writer_end_object (writer);
    }
  bks_json_writer_end_array (writer);
}

/**
 * bks_cli_document_tasks:
 * @all: #BksNas after a refresh
 * @problems: (element-type BksProblem): why it failed, for each; %NULL = it went well
 *
 * Returns: (transfer full): the document of `tasks`
 */
char *
bks_cli_document_tasks (GListModel *all, GPtrArray *problems)
{
  BksJsonWriter *writer = bks_json_writer_new ();

  bks_json_writer_begin_object (writer);
  bks_json_writer_name (writer, "nas");
  bks_json_writer_begin_array (writer);
  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr (BksNas) nas = g_list_model_get_item (all, i);

      bks_json_writer_begin_object (writer);
      add_text (writer, "name", bks_nas_get_name (nas));
      add_problem (writer, problems->pdata[i]);
      add_tasks (writer, nas, problems->pdata[i] == NULL);
      bks_json_writer_end_object (writer);
    }
  bks_json_writer_end_array (writer);
  bks_json_writer_end_object (writer);
  return bks_json_writer_free_to_text (writer);
}

static void
add_number (BksJsonWriter *writer, const char *name, int number)
{
  bks_json_writer_name (writer, name);
  if (number < 0)
    bks_json_writer_null (writer);
  else
    bks_json_writer_int (writer, number);
}

static void
add_plan (BksJsonWriter *writer, const BksSchedule *plan)
{
  add_tri (writer, "enabled", plan->enabled);
  add_number (writer, "hour", plan->hour);
  add_number (writer, "minute", plan->minute);
  bks_json_writer_name (writer, "weekdays");
  bks_json_writer_begin_array (writer);
  for (guint day = 0; day < 7; day++)
    if ((plan->week_days & (1u << day)) != 0)
      bks_json_writer_int (writer, day);
  bks_json_writer_end_array (writer);
  add_text (writer, "date", plan->date);
  add_text (writer, "monthly_week", plan->monthly_week);
  add_number (writer, "repeat_hours", plan->repeat_hours);
  add_number (writer, "repeat_minutes", plan->repeat_minutes);
  add_number (writer, "until_hour", plan->last_hour);
}

/* The schedule in words and in numbers by the NAS's clock (Sunday is 0), and the next time. */
static void
add_schedule (BksJsonWriter *writer, BksTask *task, BksTaskDetails *details)
{
  bks_json_writer_name (writer, "schedule");
  if (details == NULL || details->plan == NULL)
    {
      bks_json_writer_null (writer);
      return;
    }
  bks_json_writer_begin_object (writer);
  add_text (writer, "description", details->schedule);
  add_plan (writer, details->plan);
  bks_json_writer_name (writer, "next_run");
  bks_export_time (writer, bks_task_get_next_run (task), bks_task_get_nas (task));
  bks_json_writer_end_object (writer);
}

/* The repository as its tasks show it. */
static void
add_repository (BksJsonWriter *writer, BksTask *task, BksTaskDetails *details)
{
  const char *id = bks_task_get_repository_id (task);
  BksNas *nas = bks_task_get_nas (task);
  GListModel *tasks = nas != NULL ? bks_nas_get_tasks (nas) : NULL;
  guint n = tasks != NULL ? g_list_model_get_n_items (tasks) : 0;

  bks_json_writer_name (writer, "repository");
  if (details == NULL || id == NULL)
    {
      bks_json_writer_null (writer);
      return;
    }
  bks_json_writer_begin_object (writer);
  add_text (writer, "id", id);
  add_text (writer, "name", details->repository_name);
  add_text (writer, "type", bks_task_get_target_type (task));
  add_text (writer, "transfer", bks_task_get_transfer_type (task));
  add_text (writer, "location", details->destination);
  bks_json_writer_name (writer, "tasks");
  bks_json_writer_begin_array (writer);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (BksTask) other = g_list_model_get_item (tasks, i);

      if (g_strcmp0 (bks_task_get_repository_id (other), id) == 0)
        bks_json_writer_string (writer, bks_task_get_id (other));
    }
  bks_json_writer_end_array (writer);
  bks_json_writer_end_object (writer);
}

static void
add_target (BksJsonWriter *writer, BksTask *task, BksTargetInfo *target)
{
  bks_json_writer_name (writer, "target");
  if (target == NULL)
    {
      bks_json_writer_null (writer);
      return;
    }
  bks_json_writer_begin_object (writer);
  add_tri (writer, "online", target->online);
  bks_json_writer_name (writer, "used_bytes");
  if (target->used_bytes >= 0)
    bks_json_writer_int (writer, target->used_bytes);
  else
    bks_json_writer_null (writer);
  bks_json_writer_name (writer, "last_integrity_check");
  bks_export_time (writer, target->last_integrity_check, bks_task_get_nas (task));
  add_text (writer, "format", target->format);
  add_text (writer, "host_name", target->host_name);
  add_text (writer, "owner_name", target->owner_name);
  add_tri (writer, "compressed", target->compressed);
  add_tri (writer, "encrypted", target->encrypted);
  bks_json_writer_end_object (writer);
}

/**
 * bks_cli_document_task:
 * @task: a task
 * @details: (nullable): its details; %NULL = it has none (a LUN task)
 * @target: (nullable): its destination; %NULL = not known
 *
 * Returns: (transfer full): the document of `task`
 */
char *
bks_cli_document_task (BksTask *task, BksTaskDetails *details, BksTargetInfo *target)
{
  BksJsonWriter *writer = bks_json_writer_new ();

  bks_json_writer_begin_object (writer);
  bks_json_writer_name (writer, "task");
  bks_json_writer_begin_object (writer);
  bks_export_task_members (writer, task);
  add_texts (writer, "sources", details != NULL ? details->folders : NULL);
  add_texts (writer, "applications", details != NULL ? details->applications : NULL);
  add_schedule (writer, task, details);
  add_repository (writer, task, details);
  add_target (writer, task, target);
  bks_json_writer_end_object (writer);
  bks_json_writer_end_object (writer);
  return bks_json_writer_free_to_text (writer);
}

/**
 * bks_cli_document_accepted:
 * @task: a task after an action
 *
 * Returns: (transfer full): the document of an action that was seen to work
 */
char *
bks_cli_document_accepted (BksTask *task)
{
  BksJsonWriter *writer = bks_json_writer_new ();

  bks_json_writer_begin_object (writer);
  bks_json_writer_name (writer, "accepted");
  bks_json_writer_boolean (writer, TRUE);
  bks_json_writer_name (writer, "task");
  bks_json_writer_begin_object (writer);
  bks_export_task_members (writer, task);
  bks_json_writer_end_object (writer);
  bks_json_writer_end_object (writer);
  return bks_json_writer_free_to_text (writer);
}

static void
add_record_members (BksJsonWriter *writer, const BksNasRecord *record)
{
  bks_json_writer_begin_object (writer);
  add_text (writer, "name", record->name);
  add_text (writer, "url", record->address);
  add_text (writer, "account", record->account);
  add_text (writer, "pin", record->pin);
  bks_json_writer_end_object (writer);
}

/**
 * bks_cli_document_nas_list:
 * @records: (element-type BksNasRecord): the stored NAS
 *
 * Returns: (transfer full): the document of `nas list`
 */
char *
bks_cli_document_nas_list (GPtrArray *records)
{
  BksJsonWriter *writer = bks_json_writer_new ();

  bks_json_writer_begin_object (writer);
  bks_json_writer_name (writer, "nas");
  bks_json_writer_begin_array (writer);
  for (guint i = 0; i < records->len; i++)
    add_record_members (writer, records->pdata[i]);
  bks_json_writer_end_array (writer);
  bks_json_writer_end_object (writer);
  return bks_json_writer_free_to_text (writer);
}

/**
 * bks_cli_document_nas:
 * @nas: a NAS that was stored
 *
 * Returns: (transfer full): the document of `nas add`
 */
char *
bks_cli_document_nas (BksNas *nas)
{
  BksJsonWriter *writer = bks_json_writer_new ();

  bks_json_writer_begin_object (writer);
  bks_json_writer_name (writer, "nas");
  bks_json_writer_begin_object (writer);
  add_text (writer, "name", bks_nas_get_name (nas));
  add_text (writer, "url", bks_nas_get_address (nas));
  add_text (writer, "account", bks_nas_get_account (nas));
  add_text (writer, "pin", bks_nas_get_pin (nas));
  bks_json_writer_end_object (writer);
  bks_json_writer_end_object (writer);
  return bks_json_writer_free_to_text (writer);
}
