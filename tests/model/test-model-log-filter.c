/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "bks-log-list.h"
#include "log-lab.h"
#include "test-wait.h"

/* Random filters beside a plain look at every line that the NAS has. */

#define N_FILTERS 200
#define SEED      5

/* Of the NAS, s east of UTC: Kathmandu, the Marquesas, UTC, Berlin in summer. */
static const int offsets[] = { 20700, -34200, 0, 7200 };

/* Days around which clocks are changed in zones that do: s since the epoch, UTC. */
static const gint64 changes[] = {
  1774746000, /* 2026-03-29 01:00: Europe, forward */
  1792890000, /* 2026-10-25 01:00: Europe, back */
  1772964000, /* 2026-03-08 10:00: Los Angeles, forward */
};

typedef struct
{
  char *name;
  char *id;
} TaskName;

static void
task_name_free (gpointer data)
{
  TaskName *task = data;

  g_free (task->name);
  g_free (task->id);
  g_free (task);
}

static GPtrArray *
read_tasks (NasLab *lab)
{
  GPtrArray *tasks = g_ptr_array_new_with_free_func (task_name_free);
  g_autoptr (JsonObject) state = nas_lab_ask (lab, "state");
  JsonArray *rows = json_object_get_array_member (state, "tasks");

  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *row = json_array_get_object_element (rows, i);
      TaskName *task = g_new0 (TaskName, 1);

      task->id = g_strdup (json_object_get_string_member (row, "task_id"));
      task->name = g_strdup (json_object_get_string_member (row, "name"));
      g_ptr_array_add (tasks, task);
    }
  return tasks;
}

/* The wall clock of a line, read as if it were UTC. Days are counted from 1 March of year 0 on. */
static gint64
read_clock (const char *text)
{
  int year, month, day, hour, minute, second;
  gint64 days;

  g_assert_cmpint (sscanf (text, "%d/%d/%d %d:%d:%d", &year, &month, &day, &hour, &minute, &second),
                   ==, 6);
  if (month < 3)
    {
      year--;
      month += 12;
    }
  days = 365LL * year + year / 4 - year / 100 + year / 400 + (153 * (month - 3) + 2) / 5 + day - 1;
  return (days - 719468) * 86400 + hour * 3600 + minute * 60 + second;
}

static gboolean
has_word (const char *text, const char *word)
{
  gsize n = strlen (word);

  for (; *text != '\0'; text++)
    if (g_ascii_strncasecmp (text, word, n) == 0)
      return TRUE;
  return FALSE;
}

/* The plain look. */
static gboolean
is_wanted (const RawLine *line, const BksLogQuery *query, const char *task_name, int offset)
{
  gint64 clock = read_clock (line->time);

  if (query->level == BKS_LOG_ERROR && strcmp (line->level, "err") != 0)
    return FALSE;
  if (query->level == BKS_LOG_WARNING && strcmp (line->level, "info") == 0)
    return FALSE;
  if (query->keyword != NULL && !has_word (line->event, query->keyword))
    return FALSE;
  if (task_name != NULL)
    {
      g_autofree char *mark = g_strdup_printf ("][%s] ", task_name);

      if (strstr (line->event, mark) == NULL)
        return FALSE;
    }
  if (query->from.is_set
      && (query->from.is_wall_clock ? clock : clock - offset) < query->from.seconds)
    return FALSE;
  return !query->to.is_set
         || (query->to.is_wall_clock ? clock : clock - offset) <= query->to.seconds;
}

static char *
pick_word (GRand *random, GPtrArray *raw)
{
  const RawLine *line = g_ptr_array_index (raw,
                                           (guint) g_rand_int_range (random, 0, (gint32) raw->len));
  g_auto (GStrv) words = g_strsplit_set (line->event, " .,[]", -1);
  const char *word = words[g_rand_int_range (random, 0, (gint32) g_strv_length (words))];
  char *copy = g_strdup (*word != '\0' ? word : "backup");

  for (char *p = copy; *p != '\0'; p++)
    if (g_rand_boolean (random))
      *p = (char) toupper ((unsigned char) *p);
  return copy;
}

static BksLogMoment
pick_moment (GRand *random, GPtrArray *raw, int offset)
{
  const RawLine *line = g_ptr_array_index (raw,
                                           (guint) g_rand_int_range (random, 0, (gint32) raw->len));
  BksLogMoment moment = { .is_set = TRUE, .is_wall_clock = g_rand_boolean (random) };
  gint64 clock = read_clock (line->time);

  /* On a line, a second beside one, or on a change of clocks. */
  if (g_rand_int_range (random, 0, 4) == 0)
    clock = changes[g_rand_int_range (random, 0, G_N_ELEMENTS (changes))] + offset;
  moment.seconds = clock - (moment.is_wall_clock ? 0 : offset) + g_rand_int_range (random, -1, 2);
  return moment;
}

static const char *
pick_query (GRand *random, BksLogQuery *query, GPtrArray *raw, GPtrArray *tasks, int offset)
{
  const TaskName *task = NULL;

  if (g_rand_int_range (random, 0, 2) == 0)
    {
      g_autofree char *word = pick_word (random, raw);

      bks_log_query_set_keyword (query, word);
    }
  if (g_rand_int_range (random, 0, 4) == 0)
    {
      task = g_ptr_array_index (tasks, (guint) g_rand_int_range (random, 0, (gint32) tasks->len));
      bks_log_query_set_task_id (query, task->id);
    }
  if (g_rand_int_range (random, 0, 2) == 0)
    query->from = pick_moment (random, raw, offset);
  if (g_rand_int_range (random, 0, 2) == 0)
    query->to = pick_moment (random, raw, offset);
  query->level = (const BksLogLevel[]){ BKS_LOG_UNKNOWN, BKS_LOG_UNKNOWN, BKS_LOG_INFO,
                                        BKS_LOG_WARNING,
                                        BKS_LOG_ERROR }[g_rand_int_range (random, 0, 5)];
  query->oldest_first = g_rand_boolean (random);
  return task != NULL ? task->name : NULL;
}

static char *
describe (const BksLogQuery *query)
{
  return g_strdup_printf ("keyword %s, task %s, from %d/%d/%" G_GINT64_FORMAT
                          ", to %d/%d/%" G_GINT64_FORMAT ", level %d, %s",
                          query->keyword, query->task_id, query->from.is_set,
                          query->from.is_wall_clock, query->from.seconds, query->to.is_set,
                          query->to.is_wall_clock, query->to.seconds, query->level,
                          query->oldest_first ? "oldest first" : "newest first");
}

static gint64
to_epoch (const BksLogMoment *moment, int offset)
{
  return moment->seconds - (moment->is_wall_clock ? offset : 0);
}

/* Returns: how many lines fit */
static guint
check (NasLab *lab, GListModel *nas_list, const BksLogQuery *query, GPtrArray *wanted, int offset)
{
  g_autoptr (BksLogList) list = NULL;
  g_autofree char *what = describe (query);
  gint64 n = nas_lab_count (lab, "http_requests");

  list = log_lab_list_new (nas_list, query);
  log_lab_wait_loaded (list);
  bks_log_list_load_all (list);
  log_lab_wait_idle (list);
  g_test_message ("%s: %u", what, wanted->len);
  g_assert_true (bks_log_list_get_is_complete (list));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, wanted->len);
  /* That ends before it begins: nothing is sent, whatever the clocks are. */
  if (query->from.is_set && query->to.is_set
      && to_epoch (&query->from, offset) > to_epoch (&query->to, offset))
    g_assert_cmpint (nas_lab_count (lab, "http_requests"), ==, n);
  for (guint i = 0; i < wanted->len; i++)
    {
      const RawLine *line = g_ptr_array_index (wanted,
                                               query->oldest_first ? wanted->len - 1 - i : i);
      BksLogEntry *entry = bks_log_list_peek (list, i);

      g_assert_cmpstr (bks_log_entry_get_event (entry), ==, line->event);
      g_assert_cmpstr (bks_log_entry_get_wall_clock (entry), ==, line->time);
    }
  return wanted->len;
}

static void
test_random (gconstpointer data)
{
  guint number = GPOINTER_TO_UINT (data);
  int offset = offsets[number];
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED + number);
  g_autoptr (GPtrArray) raw = NULL;
  g_autoptr (GPtrArray) tasks = NULL;
  g_autoptr (GListModel) nas_list = NULL;
  NasLab lab = { NULL, NULL };
  guint n_with_lines = 0;

  log_lab_set_up_in_zone (&lab, "office-nas", 1800, offset);
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    for (int hour = -26; hour <= 26; hour++)
      nas_lab_tell (&lab, "add-log",
                    "{\"event\": \"hour %d of %u\", \"time\": %" G_GINT64_FORMAT
                    ", \"level\": \"%s\"}",
                    hour, i, changes[i] + hour * 3600, hour % 5 == 0 ? "err" : "info");
  raw = log_lab_read_raw (&lab, NULL);
  tasks = read_tasks (&lab);
  nas_list = log_lab_nas_list (&lab, NULL);
  for (guint i = 0; i < N_FILTERS / G_N_ELEMENTS (offsets); i++)
    {
      g_autoptr (BksLogQuery) query = bks_log_query_new ();
      g_autoptr (GPtrArray) wanted = g_ptr_array_new ();
      const char *task_name = pick_query (random, query, raw, tasks, offset);

      for (guint j = 0; j < raw->len; j++)
        if (is_wanted (g_ptr_array_index (raw, j), query, task_name, offset))
          g_ptr_array_add (wanted, g_ptr_array_index (raw, j));
      n_with_lines += check (&lab, nas_list, query, wanted, offset) > 0;
    }
  /* Filters that nothing fits would prove little. */
  g_assert_cmpuint (n_with_lines, >, 20);
  nas_lab_tear_down (&lab, NULL);
}

static void
test_task_name (void)
{
  static const struct
  {
    const char *event;
    const char *name;
  } cases[] = {
    { "[Local][Home folders] Backup task started.", "Home folders" },
    { "[Network][A & <b>] x", "A & <b>" },
    { "[Local][a]b] x", NULL },
    { "[Local][] x", NULL },
    { "[Local] x", NULL },
    { "[Local][a", NULL },
    { "[Local]", NULL },
    { "[", NULL },
    { "", NULL },
    { "x [Local][a] y", NULL },
    { "[Local][a\nb] y", NULL },
    { "[Local][[a]] y", NULL },
    { "[Local][a]", "a" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = bks_log_event_dup_task_name (cases[i].event);

      g_assert_cmpstr (name, ==, cases[i].name);
    }
}

static void
test_query (void)
{
  g_autoptr (BksLogQuery) query = bks_log_query_new ();
  g_autoptr (BksLogQuery) copy = NULL;

  g_assert_true (bks_log_query_equal (query, NULL));
  bks_log_query_set_keyword (query, "");
  g_assert_true (bks_log_query_equal (query, NULL));
  bks_log_query_set_keyword (query, "a");
  bks_log_query_set_task_id (query, "4");
  query->from = (BksLogMoment){ .is_set = TRUE, .seconds = 10 };
  query->to = (BksLogMoment){ .is_set = TRUE, .seconds = 10 };
  g_assert_false (bks_log_query_is_reversed (query));
  query->to.seconds = 9;
  g_assert_true (bks_log_query_is_reversed (query));
  query->to.is_wall_clock = TRUE;
  g_assert_false (bks_log_query_is_reversed (query));
  copy = bks_log_query_copy (query);
  g_assert_true (bks_log_query_equal (query, copy));
  copy->oldest_first = TRUE;
  g_assert_false (bks_log_query_equal (query, copy));
  query->level = BKS_LOG_WARNING;
  g_assert_true (bks_log_query_wants_level (query, BKS_LOG_UNKNOWN));
  g_assert_false (bks_log_query_wants_level (query, BKS_LOG_INFO));
  query->level = BKS_LOG_ERROR;
  g_assert_false (bks_log_query_wants_level (query, BKS_LOG_UNKNOWN));
}

int
main (int argc, char *argv[])
{
  static const char *const zones[] = { "+05:45", "-09:30", "utc", "+02:00" };

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/log-filter/task-name", test_task_name);
  g_test_add_func ("/model/log-filter/query", test_query);
  for (guint i = 0; i < G_N_ELEMENTS (offsets); i++)
    {
      g_autofree char *path = g_strconcat ("/model/log-filter/random/", zones[i], NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_random);
    }
  return g_test_run ();
}
