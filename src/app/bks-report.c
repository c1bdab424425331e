/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks"

#include "bks-report.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <libsoup/soup.h>

#include "bks-format.h"
#include "bks-sandbox.h"
#include "dsm-journal.h"

/* What somebody has to know who is to help. Numbers stand for names: nobody can say what a name tells
 * about its owner. The field names are for whoever knows the source, and are not translated. */

static void
add (GString *text, const char *name, const char *value)
{
  if (value != NULL && *value != '\0')
    g_string_append_printf (text, "%s: %s\n", name, value);
}

static void
add_time (GString *text, const char *name, gint64 moment)
{
  g_autofree char *iso = bks_format_iso (moment, 0);

  add (text, name, iso);
}

static void
add_versions (GString *text)
{
  g_autofree char *system = g_get_os_info (G_OS_INFO_KEY_PRETTY_NAME);
  const char *language = g_get_language_names ()[0];

  add (text, "Backstay", BACKSTAY_VERSION);
  g_string_append_printf (text, "GTK: %u.%u.%u\n", gtk_get_major_version (),
                          gtk_get_minor_version (), gtk_get_micro_version ());
  g_string_append_printf (text, "libadwaita: %u.%u.%u\n", adw_get_major_version (),
                          adw_get_minor_version (), adw_get_micro_version ());
  g_string_append_printf (text, "libsoup: %u.%u.%u\n", soup_get_major_version (),
                          soup_get_minor_version (), soup_get_micro_version ());
  g_string_append_printf (text, "GLib: %u.%u.%u\n", glib_major_version, glib_minor_version,
                          glib_micro_version);
  add (text, "system", system);
  add (text, "desktop", g_getenv ("XDG_CURRENT_DESKTOP"));
  add (text, "session", g_getenv ("XDG_SESSION_TYPE"));
  add (text, "Flatpak", bks_sandbox_is_flatpak () ? "yes" : "no");
  add (text, "language", language);
}

static void
add_task (GString *text, BksTask *task, guint number)
{
  g_string_append_printf (text, "\n  backup %u\n", number);
  add (text, "  verdict", bks_verdict_get_nick (bks_task_get_verdict (task)));
  add (text, "  last known verdict", bks_verdict_get_nick (bks_task_get_heard_verdict (task)));
  add (text, "  state", bks_task_get_state (task));
  add (text, "  status", bks_task_get_status (task));
  add (text, "  last result", bks_task_get_last_result (task));
  if (bks_task_get_last_error_code (task) > 0)
    g_string_append_printf (text, "  last error code: %d\n", bks_task_get_last_error_code (task));
  add (text, "  target", bks_task_get_target_type (task));
  add (text, "  transfer", bks_task_get_transfer_type (task));
  add_time (text, "  last start", bks_task_get_last_start (task));
  add_time (text, "  last end", bks_task_get_last_end (task));
  add_time (text, "  last success", bks_task_get_last_success (task));
  add_time (text, "  next run", bks_task_get_next_run (task));
}

static void
add_problem (GString *text, BksProblem *problem)
{
  if (problem == NULL)
    return;
  add (text, "problem", bks_problem_get_nick (problem));
  add (text, "problem with", bks_problem_get_api (problem));
  add (text, "problem in", bks_problem_get_method (problem));
  if (bks_problem_get_code (problem) != 0)
    g_string_append_printf (text, "problem code: %d\n", bks_problem_get_code (problem));
}

static void
add_nas (GString *text, BksNas *nas, guint number)
{
  GEnumClass *states = g_type_class_ref (BKS_TYPE_NAS_STATE);
  const GEnumValue *state = g_enum_get_value (states, (int) bks_nas_get_state (nas));
  GListModel *tasks = bks_nas_get_tasks (nas);
  int offset = 0;

  g_string_append_printf (text, "\nNAS %u\n", number);
  add (text, "state", state != NULL ? state->value_nick : NULL);
  add (text, "verdict", bks_verdict_get_nick (bks_nas_get_verdict (nas)));
  add (text, "connection", bks_nas_is_encrypted (nas) ? "https" : "http");
  if (bks_nas_is_encrypted (nas))
    add (text, "certificate", bks_nas_get_pin (nas) != NULL ? "trusted by the user" : "system");
  add (text, "simulated", bks_nas_is_simulated (nas) ? "yes" : "no");
  add_time (text, "heard", bks_nas_get_checked_at (nas));
  if (bks_nas_get_utc_offset (nas, &offset))
    g_string_append_printf (text, "offset from UTC: %d s\n", offset);
  add_problem (text, bks_nas_get_problem (nas));
  for (guint i = 0; i < g_list_model_get_n_items (tasks); i++)
    {
      g_autoptr (BksTask) task = g_list_model_get_item (tasks, i);

      add_task (text, task, i + 1);
    }
  g_type_class_unref (states);
}

/**
 * bks_report_make:
 * @fleet: all NAS
 *
 * Returns: (transfer full): versions, states and the last requests, for somebody who can help. It begins
 *   by saying what it holds, and has no name, address, account, path or secret.
 */
char *
bks_report_make (BksFleet *fleet)
{
  GString *text = g_string_new (NULL);
  g_autofree char *journal = dsm_journal_dup ();
  guint n;

  g_return_val_if_fail (BKS_IS_FLEET (fleet), NULL);

  g_string_append (
      text, _ ("This report holds versions, how each NAS and each backup is, and when what was "
               "asked last. It has no names, addresses, accounts, folders or passwords: NAS and "
               "backups are numbered as they stand in the list. Read it before you send it."));
  g_string_append (text, "\n\n");
  add_versions (text);
  n = g_list_model_get_n_items (G_LIST_MODEL (fleet));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (BksNas) nas = g_list_model_get_item (G_LIST_MODEL (fleet), i);

      add_nas (text, nas, i + 1);
    }
  g_string_append_printf (text, "\nlast requests, of all NAS\n%s",
                          *journal != '\0' ? journal : "none\n");
  return g_string_free (text, FALSE);
}
