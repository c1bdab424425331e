/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bks-schedule-private.h"
#include "bks-task-private.h"
#include "dsm-json-private.h"
#include "dsm-task-private.h"

#include "fuzz.h"

/* One row of the list of tasks, up to the words that a person reads of it, and its schedule. */

#define NOW (G_GINT64_CONSTANT (1778000000) * G_USEC_PER_SEC)

static void
check_schedule (const DsmSchedule *schedule)
{
  gint64 planned[8];
  g_autofree char *text = bks_schedule_describe (schedule);
  guint n = bks_schedule_list_planned (schedule, 5 * 3600 + 45 * 60, NOW, planned,
                                       G_N_ELEMENTS (planned));

  g_assert_true (text == NULL || g_utf8_validate (text, -1, NULL));
  g_assert_cmpuint (n, <=, G_N_ELEMENTS (planned));
  g_assert_cmpint (bks_schedule_get_interval (schedule), >=, 0);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  BksTaskContext context = {
    .nas_name = "nas",
    .nas_state = BKS_NAS_FRESH,
    .utc_offset = 3600,
    .local_now = NOW,
    .heard_at = NOW,
  };
  g_autoptr (GBytes) body = g_bytes_new (data, size);
  g_autoptr (JsonNode) root = dsm_json_parse (body, NULL);
  JsonObject *object = root != NULL ? dsm_json_node_object (root) : NULL;
  DsmTaskRecord *record = object != NULL ? dsm_task_record_read (object) : NULL;
  g_autoptr (BksTask) task = NULL;

  if (record == NULL)
    return 0;
  if (record->schedule != NULL)
    check_schedule (record->schedule);
  if (record->id == NULL || record->name == NULL)
    {
      dsm_task_record_free (record);
      return 0;
    }

  task = bks_task_new (NULL, record);
  bks_task_apply (task, record, TRUE, &context);
  for (BksTaskText text = 0; text < BKS_N_TASK_TEXTS; text++)
    g_assert_true (task->texts[text] == NULL || g_utf8_validate (task->texts[text], -1, NULL));
  for (BksAction action = 0; action < BKS_N_ACTIONS; action++)
    {
      g_autofree char *why = NULL;

      /* What is not possible has a reason. */
      g_assert_true (bks_task_can (task, action, &why) || why != NULL);
    }
  return 0;
}
