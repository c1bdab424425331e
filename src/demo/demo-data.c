/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-demo"

#include "demo-private.h"

#define EVERY_DAY 0x7f
#define MB        1000000ll
#define GB        1000000000ll

static const DemoRepository repositories[] = {
  { .id = 1,
    .name = "projects-backup",
    .target_type = "cloud_image",
    .transfer_type = "aws_s3",
    .bucket = "projects-backup",
    .url = "s3.eu-central-1.amazonaws.com" },
  { .id = 2,
    .name = "cellar-nas",
    .target_type = "image",
    .transfer_type = "rsync",
    .share = "backups",
    .dest = "cellar-nas",
    .port = 873,
    .account = "backup" },
  { .id = 3,
    .name = "cellar-nas",
    .target_type = "image",
    .transfer_type = "image_remote",
    .share = "vault",
    .dest = "cellar-nas",
    .port = 6281,
    .account = "office" },
  { .id = 4,
    .name = "Synology C2",
    .target_type = "cloud_image",
    .transfer_type = "synocloud_swift",
    .container = "office-nas-photos" },
  { .id = 5,
    .name = "USB disk",
    .target_type = "image",
    .transfer_type = "image_local",
    .share = "usbshare1" },
  { .id = 6,
    .name = "cabin-nas",
    .target_type = "cloud_image",
    .transfer_type = "webdav",
    .account = "mail-backup",
    .url = "https://cabin-nas.example.org:5006/backup" },
  { .id = 7,
    .name = "Google Drive",
    .target_type = "cloud_image",
    .transfer_type = "google_drive",
    .container = "office-nas" },
  { .id = 8,
    .name = "old-archive",
    .target_type = "image",
    .transfer_type = "image_local",
    .share = "archive" },
};

static const char *const departments[] = { "Marketing", "Finance", "Workshop", "Reception",
                                           "Research",  "Design",  "Legal",    "Sales",
                                           "Logistics", "Kitchen", "Library",  "Studio" };
static const char *const things[] = { "photos",    "ledgers",    "contracts", "drawings",
                                      "mail",      "recordings", "reports",   "scans",
                                      "databases", "images",     "archive" };

/* What a person may really call a backup, and what a careless program stumbles over. */
static const char *const odd_names[] = {
  "<b>Bold</b> & \"quoted\" 100 %s %n",
  "Fotos 📷 Kinder 👩‍👩‍👧",
  "נסיון של שם",
  "\xe2\x80\xaegnp.exe",
  "&amp;#x41; <span foreground='red'>",
  "Line\nbreak\tand tab",
};

void
demo_task_free (DemoTask *task)
{
  g_free (task->id);
  g_free (task->name);
  g_free (task->state);
  g_free (task->status_word);
  g_free (task->last_result);
  g_free (task->last_error);
  g_free (task->target_id);
  g_free (task->target_type);
  g_free (task->transfer_type);
  g_free (task->data_type);
  g_free (task->next_text);
  g_ptr_array_unref (task->folders);
  g_ptr_array_unref (task->applications);
  g_array_unref (task->versions);
  g_array_unref (task->statistics);
  g_clear_pointer (&task->raw, json_object_unref);
  g_free (task);
}

/* The start of the day of @stamp on the NAS's wall clock. */
gint64
demo_local_midnight (DemoServer *server, gint64 stamp)
{
  gint64 local = stamp + server->utc_offset;

  return local - local % DEMO_DAY - server->utc_offset;
}

/*
 * demo_data_add_task:
 * @repo_id: its destination, 1 to 8
 *
 * Adds a task that is fine, never ran, and has no schedule; the rest is up to the caller.
 */
DemoTask *
demo_data_add_task (DemoServer *server, const char *name, int repo_id)
{
  const DemoRepository *repository = demo_find_repository (server, repo_id);
  DemoTask *task = g_new0 (DemoTask, 1);
  gint64 number = ++server->next_task;

  task->id = g_strdup_printf ("%" G_GINT64_FORMAT, number);
  task->name = g_strdup (name);
  task->state = g_strdup ("backupable");
  task->last_result = g_strdup ("none");
  task->last_error = g_strdup ("");
  task->error_code = DEMO_NO_BACKUP_ERROR;
  task->repo_id = repo_id;
  task->target_id = g_strdup_printf ("%s_%" G_GINT64_FORMAT ".hbk", server->host_name, number);
  task->target_type = g_strdup (repository ? repository->target_type : "image");
  task->transfer_type = g_strdup (repository ? repository->transfer_type : "image_local");
  task->data_type = g_strdup ("data");
  task->compressed = TRUE;
  task->online = TRUE;
  task->weekdays = EVERY_DAY;
  task->folders = g_ptr_array_new_with_free_func (g_free);
  task->applications = g_ptr_array_new_with_free_func (g_free);
  task->versions = g_array_new (FALSE, TRUE, sizeof (DemoVersion));
  task->statistics = g_array_new (FALSE, TRUE, sizeof (DemoStatistic));
  task->next_version = 1;
  task->last_progress = -1;
  task->source_size = g_rand_int_range (server->rand, 40, 900) * GB;
  task->target_size = task->source_size / 10 * g_rand_int_range (server->rand, 6, 9);
  task->run_seconds = g_rand_int_range (server->rand, 52, 70);
  /* What a gigabit network carries in that time. */
  task->run_size = (gint64) (task->run_seconds * g_rand_int_range (server->rand, 62, 108)) * MB;
  g_ptr_array_add (server->tasks, task);
  return task;
}

static void
set_schedule (DemoTask *task, guint weekdays, int hour, int minute)
{
  task->scheduled = TRUE;
  task->schedule_enabled = TRUE;
  task->weekdays = weekdays;
  task->hour = hour;
  task->minute = minute;
}

static void
set_sources (DemoTask *task, const char *first, ...)
{
  va_list args;

  va_start (args, first);
  for (const char *text = first; text; text = va_arg (args, const char *))
    g_ptr_array_add (*text == '/' ? task->folders : task->applications, g_strdup (text));
  va_end (args);
}

/* Records the last run as one that ended well. */
static void
set_last_good (DemoTask *task, gint64 start, gint64 seconds)
{
  task->last_start = start;
  task->last_end = start + seconds;
  task->last_success = task->last_end;
  task->last_progress = 100;
  g_free (task->last_result);
  task->last_result = g_strdup ("done");
}

static void
set_last_bad (DemoTask *task,
              gint64 start,
              gint64 seconds,
              const char *result,
              const char *error,
              gint64 code,
              int percent)
{
  task->last_start = start;
  task->last_end = start + seconds;
  task->last_progress = percent;
  g_free (task->last_result);
  task->last_result = g_strdup (result);
  g_free (task->last_error);
  task->last_error = g_strdup (error);
  task->error_code = code;
}

static guint
weekday_of (DemoServer *server, gint64 stamp)
{
  return (guint) (((stamp + server->utc_offset) / DEMO_DAY + 4) % 7);
}

/* The eight tasks that everybody sees first, one for each thing that can be wrong. */
static void
add_usual_task (DemoServer *server, guint which)
{
  gint64 now = demo_now (server);
  gint64 midnight = demo_local_midnight (server, now);
  DemoTask *task;

  switch (which)
    {
    case 0: /* its destination is damaged, but its last result still says done */
      task = demo_data_add_task (server, "Projects", 1);
      set_schedule (task, EVERY_DAY, 2, 0);
      set_sources (task, "/projects/current", "/projects/archive", "/drawings", "Synology Drive",
                   NULL);
      task->encrypted = TRUE;
      task->source_size = 419 * GB;
      task->target_size = 348 * GB;
      set_last_good (task, midnight - 10 * DEMO_DAY + 2 * 3600, 14 * 60 + 26);
      task->last_success = midnight - 11 * DEMO_DAY + 2 * 3600 + 12 * 60 + 40;
      task->last_detect = task->last_end;
      g_free (task->last_error);
      task->last_error = g_strdup ("SYNO.SDS.Backup.Application:error:status_target_broken");
      task->error_code = 4467;
      g_free (task->state);
      task->state = g_strdup ("broken");
      task->damaged = TRUE;
      break;
    case 1: /* suspended yesterday evening */
      task = demo_data_add_task (server, "Home folders", 2);
      set_schedule (task, EVERY_DAY, 23, 0);
      set_sources (task, "/homes", NULL);
      task->source_size = 812 * GB;
      set_last_bad (task, midnight - 3600, 10 * 60 + 17, "suspend", "", DEMO_NO_BACKUP_ERROR, 62);
      task->last_success = midnight - 3 * DEMO_DAY + 3600 + 40 * 60 + 55;
      task->run_started = task->last_start;
      demo_task_set_percent (task, 62);
      break;
    case 2: /* overdue: the weekly run of two days ago is missing */
      task = demo_data_add_task (server, "Video masters", 3);
      set_schedule (task, 1u << weekday_of (server, midnight - 2 * DEMO_DAY + 13 * 3600), 13, 0);
      set_sources (task, "/video/masters", "/video/cuts", NULL);
      task->source_size = 2600 * GB;
      task->target_size = 2140 * GB;
      set_last_good (task, midnight - 9 * DEMO_DAY + 13 * 3600, 3 * 3600 + 55 * 60);
      break;
    case 3: /* running */
      task = demo_data_add_task (server, "Accounting", 3);
      set_schedule (task, EVERY_DAY, 9, 0);
      set_sources (task, "/accounting", "/scans/invoices", "MariaDB 10", NULL);
      task->encrypted = TRUE;
      task->source_size = 524 * GB;
      task->run_seconds = 60;
      task->run_size = 5240 * MB;
      set_last_good (task, midnight - DEMO_DAY + 9 * 3600 + 2, 31 * 60 + 9);
      task->phase = DEMO_PHASE_RUNNING;
      demo_task_set_percent (task, 37);
      task->run_started = now - (gint64) task->elapsed;
      task->last_start = task->run_started;
      task->last_end = 0;
      g_free (task->last_result);
      task->last_result = g_strdup ("backingup");
      break;
    case 4: /* fine */
      task = demo_data_add_task (server, "Photos off-site", 4);
      set_schedule (task, EVERY_DAY, 2, 0);
      set_sources (task, "/photo", "/homes/anna/Photos", "Synology Photos", NULL);
      task->encrypted = TRUE;
      set_last_good (task, demo_last_trigger (server, task, now - 3600) + 3, 31 * 60 + 4);
      task->last_detect = midnight - 20 * DEMO_DAY + 4 * 3600;
      break;
    case 5: /* fine, but only by hand */
      task = demo_data_add_task (server, "Surveillance archive", 5);
      set_sources (task, "/surveillance", "Surveillance Station", NULL);
      set_last_good (task, midnight - 10 * DEMO_DAY + 17 * 3600 + 32 * 60 + 11, 47 * 60 + 51);
      break;
    case 6: /* failed last night */
      task = demo_data_add_task (server, "Mail server", 6);
      set_schedule (task, EVERY_DAY, 1, 15);
      set_sources (task, "/mail", "MailPlus Server", NULL);
      set_last_bad (task, demo_last_trigger (server, task, now - 1800) + 2, 4 * 60 + 38, "failed",
                    "The destination cabin-nas did not answer in time.", 4420, 18);
      task->last_success = task->last_start - DEMO_DAY + 22 * 60 + 40;
      task->online = FALSE;
      break;
    case 7: /* never run */
    default:
      task = demo_data_add_task (server, "Laptop images", 7);
      set_schedule (task, 1u << weekday_of (server, midnight + 2 * DEMO_DAY + 4 * 3600), 4, 30);
      set_sources (task, "/laptops", NULL);
      task->modified = TRUE;
      break;
    }
}

static void
add_generated_task (DemoServer *server, guint number)
{
  guint combination = number * 7 % (G_N_ELEMENTS (departments) * G_N_ELEMENTS (things));
  guint round = number / (G_N_ELEMENTS (departments) * G_N_ELEMENTS (things));
  const char *department = departments[combination % G_N_ELEMENTS (departments)];
  const char *thing = things[combination / G_N_ELEMENTS (departments)];
  g_autofree char *name = round ? g_strdup_printf ("%s %s %u", department, thing, round + 1)
                                : g_strdup_printf ("%s %s", department, thing);
  g_autofree char *folder = g_strdup_printf ("/%s/%s", department, thing);
  DemoTask *task = demo_data_add_task (server, name, g_rand_int_range (server->rand, 2, 8));
  gint64 now = demo_now (server);
  gint64 start;

  set_sources (task, folder, NULL);
  set_schedule (task, EVERY_DAY, g_rand_int_range (server->rand, 0, 24),
                5 * g_rand_int_range (server->rand, 0, 12));
  task->encrypted = g_rand_boolean (server->rand);
  start = demo_last_trigger (server, task, now - 7200) + g_rand_int_range (server->rand, 1, 9);
  set_last_good (task, start, g_rand_int_range (server->rand, 90, 5400));

  switch (g_rand_int_range (server->rand, 0, 20))
    {
    case 0:
      set_last_bad (task, start, 95, "failed", "There is no space left at the destination.", 4421,
                    71);
      task->last_success = start - DEMO_DAY + 1200;
      break;
    case 1:
      set_last_bad (task, start, 412, "cancel", "", DEMO_NO_BACKUP_ERROR, 33);
      task->last_success = start - DEMO_DAY + 1200;
      break;
    case 2:
      set_last_bad (task, start, 700, "partial", "Some files could not be read.", 4422, 100);
      task->last_success = start - DEMO_DAY + 1200;
      break;
    case 3:
      task->scheduled = FALSE;
      break;
    default:
      break;
    }
}

static void
add_lun_tasks (DemoServer *server)
{
  static const struct
  {
    const char *name;
    const char *type;
  } luns[] = { { "iscsi-1", "loclunbkp" }, { "vm-store", "netlunbkp" } };

  for (guint i = 0; i < G_N_ELEMENTS (luns); i++)
    {
      DemoTask *task = demo_data_add_task (server, luns[i].name, 2);

      g_free (task->id);
      task->id = g_strdup (luns[i].name);
      task->lun = TRUE;
      g_free (task->target_type);
      task->target_type = g_strdup (luns[i].type);
      g_free (task->last_result);
      task->last_result = g_strdup ("success");
    }
}

static void
rename_oddly (DemoServer *server)
{
  guint i;

  for (i = 0; i < server->tasks->len && i < G_N_ELEMENTS (odd_names); i++)
    {
      DemoTask *task = g_ptr_array_index (server->tasks, i);

      g_free (task->name);
      task->name = g_strdup (odd_names[i]);
    }
  if (i < server->tasks->len)
    {
      DemoTask *task = g_ptr_array_index (server->tasks, i);

      g_free (task->name);
      task->name = g_strnfill (300, 'W');
    }
}

/*
 * demo_data_seed:
 *
 * Fills the NAS. All times are relative to now; everything else depends on the seed alone.
 */
void
demo_data_seed (DemoServer *server)
{
  guint n_tasks = server->options.n_tasks ? server->options.n_tasks : 8;

  if (!server->hyper_backup)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (repositories) && !server->empty; i++)
    g_ptr_array_add (server->repositories, (gpointer) &repositories[i]);
  for (guint i = 0; i < n_tasks && !server->empty; i++)
    {
      if (i < 8)
        add_usual_task (server, i);
      else
        add_generated_task (server, i - 8);
    }
  if (server->lun)
    add_lun_tasks (server);
  if (server->odd_names)
    rename_oddly (server);
  demo_history_seed (server);
}
