/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-model"

#include "bks-export-private.h"

/* A member that is a text, or null. */
void
bks_export_add_text (BksJsonWriter *writer, const char *name, const char *text)
{
  bks_json_writer_name (writer, name);
  bks_json_writer_string (writer, text);
}

/* A member that is a moment, or null. */
void
bks_export_add_time (BksJsonWriter *writer, const char *name, gint64 moment, BksNas *nas)
{
  bks_json_writer_name (writer, name);
  bks_export_time (writer, moment, nas);
}

/* A member that is a count, of which -1 says that the NAS did not give it. */
void
bks_export_add_count (BksJsonWriter *writer, const char *name, gint64 count)
{
  bks_json_writer_name (writer, name);
  if (count >= 0)
    bks_json_writer_int (writer, count);
  else
    bks_json_writer_null (writer);
}

/* A member that is true or false, or null for -1. */
void
bks_export_add_tri (BksJsonWriter *writer, const char *name, int value)
{
  bks_json_writer_name (writer, name);
  if (value >= 0)
    bks_json_writer_boolean (writer, value != 0);
  else
    bks_json_writer_null (writer);
}

static void
add_progress (BksJsonWriter *writer, BksTask *task)
{
  bks_json_writer_name (writer, "progress");
  if (!bks_task_has_progress (task))
    {
      bks_json_writer_null (writer);
      return;
    }
  bks_json_writer_begin_object (writer);
  bks_export_add_count (writer, "percent", bks_task_get_percent (task));
  bks_export_add_text (writer, "step", bks_task_get_step (task));
  bks_export_add_count (writer, "processed_bytes", bks_task_get_processed_bytes (task));
  bks_export_add_count (writer, "total_bytes", bks_task_get_total_bytes (task));
  bks_export_add_count (writer, "transmitted_bytes", bks_task_get_transmitted_bytes (task));
  bks_export_add_count (writer, "bytes_per_second", bks_task_get_bytes_per_second (task));
  bks_export_add_tri (writer, "can_cancel", bks_task_get_can_cancel (task));
  bks_export_add_tri (writer, "can_suspend", bks_task_get_can_suspend (task));
  bks_json_writer_end_object (writer);
}

/**
 * bks_export_time:
 * @writer: a writer
 * @moment: µs since the Unix epoch, UTC; 0 = never or not known
 * @nas: (nullable): in whose zone to write it; UTC where it is not known
 *
 * Writes a moment as ISO 8601, or null.
 */
void
bks_export_time (BksJsonWriter *writer, gint64 moment, BksNas *nas)
{
  int offset = 0;
  g_autofree char *text = NULL;

  if (nas == NULL || !bks_nas_get_utc_offset (nas, &offset))
    offset = 0;
  text = bks_format_iso (moment, offset);
  bks_json_writer_string (writer, *text != '\0' ? text : NULL);
}

/**
 * bks_export_task_members:
 * @writer: a writer inside an object
 * @task: a task
 *
 * Writes all that the list of tasks knows of one, as members of the object that is open.
 */
void
bks_export_task_members (BksJsonWriter *writer, BksTask *task)
{
  BksNas *nas = bks_task_get_nas (task);

  bks_export_add_text (writer, "id", bks_task_get_id (task));
  bks_export_add_text (writer, "name", bks_task_get_name (task));
  bks_export_add_text (writer, "health", bks_verdict_get_nick (bks_task_get_verdict (task)));
  bks_export_add_text (writer, "reason", bks_task_get_headline (task));
  bks_export_add_text (writer, "state", bks_task_get_state (task));
  bks_export_add_text (writer, "status", bks_task_get_status (task));
  bks_export_add_text (writer, "last_result", bks_task_get_last_result (task));
  bks_export_add_text (writer, "last_error", bks_task_get_last_error (task));
  bks_export_add_count (writer, "last_error_code", bks_task_get_last_error_code (task));
  bks_export_add_time (writer, "last_started", bks_task_get_last_start (task), nas);
  bks_export_add_time (writer, "last_ended", bks_task_get_last_end (task), nas);
  bks_export_add_time (writer, "last_success", bks_task_get_last_success (task), nas);
  bks_export_add_time (writer, "next_run", bks_task_get_next_run (task), nas);
  add_progress (writer, task);
  bks_json_writer_name (writer, "destination");
  bks_json_writer_begin_object (writer);
  bks_export_add_text (writer, "type", bks_task_get_target_type (task));
  bks_export_add_text (writer, "transfer", bks_task_get_transfer_type (task));
  bks_export_add_text (writer, "repository_id", bks_task_get_repository_id (task));
  bks_export_add_text (writer, "target_id", bks_task_get_target_id (task));
  bks_json_writer_end_object (writer);
  bks_export_add_tri (writer, "encrypted", bks_task_get_encrypted (task));
}

/**
 * bks_export_task:
 * @writer: a writer
 * @task: a task
 *
 * Writes a task as an object.
 */
void
bks_export_task (BksJsonWriter *writer, BksTask *task)
{
  bks_json_writer_begin_object (writer);
  bks_export_task_members (writer, task);
  bks_json_writer_end_object (writer);
}

/**
 * bks_export_error:
 * @writer: a writer
 * @problem: what stands in the way
 *
 * Writes a problem as an object.
 */
void
bks_export_error (BksJsonWriter *writer, BksProblem *problem)
{
  const BksCertificate *certificate = bks_problem_get_certificate (problem);

  bks_json_writer_begin_object (writer);
  bks_export_add_text (writer, "kind", bks_problem_get_nick (problem));
  bks_json_writer_name (writer, "code");
  if (bks_problem_get_code (problem) != 0)
    bks_json_writer_int (writer, bks_problem_get_code (problem));
  else
    bks_json_writer_null (writer);
  bks_export_add_text (writer, "api", bks_problem_get_api (problem));
  bks_export_add_text (writer, "method", bks_problem_get_method (problem));
  bks_export_add_text (writer, "message", bks_problem_get_message (problem));
  if (certificate != NULL)
    bks_export_add_text (writer, "fingerprint", certificate->sha256);
  bks_json_writer_end_object (writer);
}
