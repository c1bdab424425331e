/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-desktop"

#include "bks-tray-menu.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "bks-format.h"

typedef enum
{
  SECTION_SENTENCE,
  SECTION_PROBLEMS,
  SECTION_RUNNING,
  SECTION_VERBS,
  N_SECTIONS,
} Section;

struct _BksTrayMenu
{
  GObject parent_instance;

  BksFleet *fleet;     /* (owned) */
  BksSummary *summary; /* (owned) */
  GPtrArray *nas;      /* (element-type BksNas) (owned): those that are listened to */

  GMenu *model;                /* (owned) */
  GMenu *sections[N_SECTIONS]; /* (owned) */
  GMenu *back_up;              /* (owned): the tasks that may */
  GMenu *pause;                /* (owned) */
  GHashTable *contents;        /* (owned): GMenu to what it says, to see whether that changed */

  BksVerdict verdict;
  char *sentence;
  char *tooltip;
  gboolean is_empty;
  gboolean is_paused;
  guint update_id; /* source; 0 = nothing has changed */
};

G_DEFINE_FINAL_TYPE (BksTrayMenu, bks_tray_menu, G_TYPE_OBJECT)

typedef enum
{
  PROP_VERDICT = 1,
  PROP_SENTENCE,
  PROP_TOOLTIP,
  PROP_IS_EMPTY,
  PROP_IS_PAUSED,
} BksTrayMenuProperty;
#define N_PROPERTIES (PROP_IS_PAUSED + 1)

static GParamSpec *properties[N_PROPERTIES];

/* A menu that is being made anew: its entries, and what they say. */
typedef struct
{
  GPtrArray *items; /* (element-type GMenuItem) */
  GString *content;
} Draft;

static void
draft_init (Draft *draft)
{
  draft->items = g_ptr_array_new_with_free_func (g_object_unref);
  draft->content = g_string_new (NULL);
}

/* A name is not a place for a letter to press. */
static char *
escape_label (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "_", -1);

  return g_strjoinv ("__", parts);
}

static void
draft_add (Draft *draft, const char *text, const char *action, GVariant *target)
{
  g_autofree char *label = escape_label (text);
  g_autofree char *printed = NULL;
  GMenuItem *item = g_menu_item_new (label, NULL);

  if (target != NULL)
    g_variant_ref_sink (target);
  if (action != NULL)
    g_menu_item_set_action_and_target_value (item, action, target);
  printed = target != NULL ? g_variant_print (target, TRUE) : NULL;
  g_string_append_printf (draft->content, "%s\n%s\n%s\n", label, action != NULL ? action : "",
                          printed != NULL ? printed : "");
  g_clear_pointer (&target, g_variant_unref);
  g_ptr_array_add (draft->items, item);
}

static void
draft_add_submenu (Draft *draft, const char *label, GMenu *submenu)
{
  GMenuItem *item = g_menu_item_new_submenu (label, G_MENU_MODEL (submenu));

  g_string_append_printf (draft->content, "%s\n", label);
  g_ptr_array_add (draft->items, item);
}

/* Replaces what the menu says, unless that is the same. */
static void
draft_end (Draft *draft, BksTrayMenu *self, GMenu *menu)
{
  const char *before = g_hash_table_lookup (self->contents, menu);

  if (before == NULL || strcmp (before, draft->content->str) != 0)
    {
      g_menu_remove_all (menu);
      for (guint i = 0; i < draft->items->len; i++)
        g_menu_append_item (menu, draft->items->pdata[i]);
      g_hash_table_replace (self->contents, menu, g_strdup (draft->content->str));
    }
  g_ptr_array_unref (draft->items);
  g_string_free (draft->content, TRUE);
}

static GVariant *
name_task (BksNas *nas, BksTask *task)
{
  return g_variant_new ("(ss)", bks_nas_get_id (nas), bks_task_get_id (task));
}

static gboolean
has_trouble (BksVerdict verdict)
{
  return verdict == BKS_VERDICT_FAILED || verdict == BKS_VERDICT_ATTENTION;
}

/* The NAS's worst backup; (transfer full). */
static BksTask *
find_worst (BksNas *nas, guint *n_troubled_out)
{
  GListModel *tasks = bks_nas_get_tasks (nas);
  guint n = g_list_model_get_n_items (tasks);
  g_autoptr (BksTask) worst = NULL;

  *n_troubled_out = 0;
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (BksTask) task = g_list_model_get_item (tasks, i);

      if (!has_trouble (bks_task_get_verdict (task)))
        continue;
      (*n_troubled_out)++;
      if (worst == NULL || bks_task_get_verdict (task) < bks_task_get_verdict (worst))
        g_set_object (&worst, task);
    }
  return g_steal_pointer (&worst);
}

static void
add_problem (Draft *draft, BksNas *nas)
{
  g_autoptr (BksTask) worst = NULL;
  g_autofree char *first = NULL;
  g_autofree char *text = NULL;
  guint n;

  if (!has_trouble (bks_nas_get_verdict (nas)))
    return;
  worst = find_worst (nas, &n);
  if (worst == NULL)
    {
      /* Translators: a NAS and what is the matter with it: "cabin-nas: Code needed". */
      text = g_strdup_printf (_ ("%s: %s"), bks_nas_get_name (nas), bks_nas_get_line (nas));
      draft_add (draft, text, "app.show-nas", g_variant_new_string (bks_nas_get_id (nas)));
      return;
    }
  /* Translators: a NAS, a backup, its state: "office-nas: Projects, Destination damaged". */
  first = g_strdup_printf (_ ("%s: %s, %s"), bks_nas_get_name (nas), bks_task_get_name (worst),
                           bks_task_get_status_word (worst));
  if (n == 1)
    {
      draft_add (draft, first, "app.show-task", name_task (nas, worst));
      return;
    }
  text = g_strdup_printf (
      /* Translators: the worst backup of a NAS, and how many others have a problem. */
      g_dngettext (GETTEXT_PACKAGE, "%s, and %u more", "%s, and %u more", n - 1), first, n - 1);
  draft_add (draft, text, "app.show-nas", g_variant_new_string (bks_nas_get_id (nas)));
}

static void
add_running (Draft *draft, BksNas *nas)
{
  GListModel *tasks = bks_nas_get_tasks (nas);
  guint n = g_list_model_get_n_items (tasks);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (BksTask) task = g_list_model_get_item (tasks, i);
      g_autofree char *percent = NULL;
      g_autofree char *text = NULL;

      if (bks_task_get_verdict (task) != BKS_VERDICT_RUNNING)
        continue;
      percent = bks_format_percent (bks_task_get_percent (task));
      /* Translators: a backup and how far it is: "Accounting, 37 %"; or "Accounting, Waiting". */
      text = g_strdup_printf (_ ("%s, %s"), bks_task_get_name (task),
                              *percent != '\0' ? percent : bks_task_get_status_word (task));
      draft_add (draft, text, "app.show-task", name_task (nas, task));
    }
}

static void
add_ready (Draft *draft, BksNas *nas)
{
  GListModel *tasks = bks_nas_get_tasks (nas);
  guint n = g_list_model_get_n_items (tasks);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (BksTask) task = g_list_model_get_item (tasks, i);

      if (bks_task_can (task, BKS_ACTION_BACK_UP, NULL))
        draft_add (draft, bks_task_get_name (task), "app.back-up", name_task (nas, task));
    }
}

static void
update_back_up (BksTrayMenu *self)
{
  Draft all;

  draft_init (&all);
  for (guint i = 0; i < self->nas->len; i++)
    {
      Draft draft;

      if (self->nas->len == 1)
        {
          add_ready (&all, self->nas->pdata[i]);
          break;
        }
      draft_init (&draft);
      add_ready (&draft, self->nas->pdata[i]);
      if (draft.items->len > 0)
        {
          g_autofree char *label = escape_label (bks_nas_get_name (self->nas->pdata[i]));
          g_autoptr (GMenu) menu = g_menu_new ();

          for (guint j = 0; j < draft.items->len; j++)
            g_menu_append_item (menu, draft.items->pdata[j]);
          draft_add_submenu (&all, label, menu);
          g_string_append (all.content, draft.content->str);
        }
      g_ptr_array_unref (draft.items);
      g_string_free (draft.content, TRUE);
    }
  draft_end (&all, self, self->back_up);
}

static void
update_verbs (BksTrayMenu *self)
{
  Draft draft;

  draft_init (&draft);
  draft_add_submenu (&draft, _ ("Back Up Now"), self->back_up);
  if (self->is_paused)
    draft_add (&draft, _ ("Resume Watching"), "app.resume-watching", NULL);
  else
    draft_add_submenu (&draft, _ ("Pause Watching"), self->pause);
  draft_add (&draft, _ ("Open Backstay"), "app.show", NULL);
  draft_add (&draft, _ ("Quit"), "app.quit", NULL);
  draft_end (&draft, self, self->sections[SECTION_VERBS]);
}

static void
update_menu (BksTrayMenu *self)
{
  Draft sentence, problems, running;

  draft_init (&sentence);
  draft_add (&sentence, self->sentence, NULL, NULL);
  draft_end (&sentence, self, self->sections[SECTION_SENTENCE]);

  draft_init (&problems);
  draft_init (&running);
  for (guint i = 0; i < self->nas->len; i++)
    {
      add_problem (&problems, self->nas->pdata[i]);
      add_running (&running, self->nas->pdata[i]);
    }
  draft_end (&problems, self, self->sections[SECTION_PROBLEMS]);
  draft_end (&running, self, self->sections[SECTION_RUNNING]);
  update_back_up (self);
  update_verbs (self);
}

/* Takes VALUE. */
static void
set_text (BksTrayMenu *self, char **text, char *value, BksTrayMenuProperty property)
{
  if (g_strcmp0 (*text, value) == 0)
    {
      g_free (value);
      return;
    }
  g_free (*text);
  *text = value;
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

/* A host keeps the text and shows it hours later: so it names a time, never an age. */
static char *
make_tooltip (BksTrayMenu *self)
{
  const char *sentence = bks_summary_get_sentence (self->summary);
  gint64 checked_at = bks_summary_get_checked_at (self->summary);
  g_autofree char *when = NULL;

  if (checked_at == 0)
    return g_strdup (sentence);
  when = bks_format_at (checked_at, g_get_real_time ());
  /* Translators: a sentence and its age: "All 8 backups are fine, checked today at 06:14". */
  return g_strdup_printf (_ ("%s, checked %s"), sentence, when);
}

static void
update (BksTrayMenu *self)
{
  gboolean is_empty = self->nas->len == 0;
  BksVerdict verdict = bks_summary_get_verdict (self->summary);

  g_clear_handle_id (&self->update_id, g_source_remove);
  g_object_freeze_notify (G_OBJECT (self));
  if (self->verdict != verdict)
    {
      self->verdict = verdict;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VERDICT]);
    }
  if (self->is_empty != is_empty)
    {
      self->is_empty = is_empty;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_EMPTY]);
    }
  set_text (self, &self->sentence, g_strdup (bks_summary_get_sentence (self->summary)),
            PROP_SENTENCE);
  set_text (self, &self->tooltip, make_tooltip (self), PROP_TOOLTIP);
  update_menu (self);
  g_object_thaw_notify (G_OBJECT (self));
}

/* An answer of a NAS changes many things: they are told at once. */
static gboolean
bks_tray_menu_update_cb (gpointer user_data)
{
  BksTrayMenu *self = user_data;

  self->update_id = 0;
  update (self);
  return G_SOURCE_REMOVE;
}

static void
bks_tray_menu_nas_changed_cb (BksTrayMenu *self)
{
  if (self->update_id == 0)
    self->update_id = g_idle_add (bks_tray_menu_update_cb, self);
}

static void
bks_tray_menu_fleet_changed_cb (BksTrayMenu *self, guint position, guint removed, guint added)
{
  for (guint i = 0; i < removed; i++)
    {
      g_signal_handlers_disconnect_by_func (self->nas->pdata[position],
                                            bks_tray_menu_nas_changed_cb, self);
      g_ptr_array_remove_index (self->nas, position);
    }
  for (guint i = 0; i < added; i++)
    {
      BksNas *nas = g_list_model_get_item (G_LIST_MODEL (self->fleet), position + i);

      g_ptr_array_insert (self->nas, (int) (position + i), nas);
      g_signal_connect_object (nas, "notify::generation", G_CALLBACK (bks_tray_menu_nas_changed_cb),
                               self, G_CONNECT_SWAPPED);
    }
  bks_tray_menu_nas_changed_cb (self);
}

static void
bks_tray_menu_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  BksTrayMenu *self = BKS_TRAY_MENU (object);

  switch ((BksTrayMenuProperty) prop_id)
    {
    case PROP_VERDICT:
      g_value_set_enum (value, (int) self->verdict);
      break;
    case PROP_SENTENCE:
      g_value_set_string (value, self->sentence);
      break;
    case PROP_TOOLTIP:
      g_value_set_string (value, self->tooltip);
      break;
    case PROP_IS_EMPTY:
      g_value_set_boolean (value, self->is_empty);
      break;
    case PROP_IS_PAUSED:
      g_value_set_boolean (value, self->is_paused);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bks_tray_menu_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  BksTrayMenu *self = BKS_TRAY_MENU (object);

  switch ((BksTrayMenuProperty) prop_id)
    {
    case PROP_IS_PAUSED:
      bks_tray_menu_set_is_paused (self, g_value_get_boolean (value));
      break;
    case PROP_VERDICT:
    case PROP_SENTENCE:
    case PROP_TOOLTIP:
    case PROP_IS_EMPTY:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bks_tray_menu_finalize (GObject *object)
{
  BksTrayMenu *self = BKS_TRAY_MENU (object);

  g_clear_handle_id (&self->update_id, g_source_remove);
  g_clear_object (&self->summary);
  g_clear_object (&self->fleet);
  g_ptr_array_unref (self->nas);
  g_hash_table_unref (self->contents);
  for (guint i = 0; i < N_SECTIONS; i++)
    g_clear_object (&self->sections[i]);
  g_clear_object (&self->back_up);
  g_clear_object (&self->pause);
  g_clear_object (&self->model);
  g_free (self->sentence);
  g_free (self->tooltip);

  G_OBJECT_CLASS (bks_tray_menu_parent_class)->finalize (object);
}

static void
bks_tray_menu_class_init (BksTrayMenuClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = bks_tray_menu_get_property;
  object_class->set_property = bks_tray_menu_set_property;
  object_class->finalize = bks_tray_menu_finalize;

  properties[PROP_VERDICT] = g_param_spec_enum ("verdict", NULL, NULL, BKS_TYPE_VERDICT,
                                                BKS_VERDICT_UNKNOWN, flags);
  properties[PROP_SENTENCE] = g_param_spec_string ("sentence", NULL, NULL, NULL, flags);
  properties[PROP_TOOLTIP] = g_param_spec_string ("tooltip", NULL, NULL, NULL, flags);
  properties[PROP_IS_EMPTY] = g_param_spec_boolean ("is-empty", NULL, NULL, TRUE, flags);
  properties[PROP_IS_PAUSED] = g_param_spec_boolean ("is-paused", NULL, NULL, FALSE,
                                                     flags | G_PARAM_WRITABLE);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
bks_tray_menu_init (BksTrayMenu *self)
{
  Draft pause;

  self->verdict = BKS_VERDICT_UNKNOWN;
  self->is_empty = TRUE;
  self->nas = g_ptr_array_new_with_free_func (g_object_unref);
  self->contents = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  self->model = g_menu_new ();
  for (guint i = 0; i < N_SECTIONS; i++)
    {
      self->sections[i] = g_menu_new ();
      g_menu_append_section (self->model, NULL, G_MENU_MODEL (self->sections[i]));
    }
  self->back_up = g_menu_new ();
  self->pause = g_menu_new ();
  draft_init (&pause);
  draft_add (&pause, _ ("For 1 Hour"), "app.pause-watching", g_variant_new_string ("hour"));
  draft_add (&pause, _ ("Until Tomorrow"), "app.pause-watching", g_variant_new_string ("tomorrow"));
  draft_end (&pause, self, self->pause);
}

/**
 * bks_tray_menu_new:
 * @fleet: all NAS
 *
 * Returns: (transfer full): what the tray says about them, kept up to date
 */
BksTrayMenu *
bks_tray_menu_new (BksFleet *fleet)
{
  BksTrayMenu *self;

  g_return_val_if_fail (BKS_IS_FLEET (fleet), NULL);

  self = g_object_new (BKS_TYPE_TRAY_MENU, NULL);
  self->fleet = g_object_ref (fleet);
  self->summary = bks_summary_new (G_LIST_MODEL (fleet));
  g_signal_connect_object (self->summary, "notify::generation",
                           G_CALLBACK (bks_tray_menu_nas_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (fleet, "items-changed", G_CALLBACK (bks_tray_menu_fleet_changed_cb),
                           self, G_CONNECT_SWAPPED);
  bks_tray_menu_fleet_changed_cb (self, 0, 0, g_list_model_get_n_items (G_LIST_MODEL (fleet)));
  update (self);
  return self;
}

/**
 * bks_tray_menu_get_model:
 * @self: a tray menu
 *
 * Returns: (transfer none): the menu; the same one as long as @self lives
 */
GMenuModel *
bks_tray_menu_get_model (BksTrayMenu *self)
{
  g_return_val_if_fail (BKS_IS_TRAY_MENU (self), NULL);

  return G_MENU_MODEL (self->model);
}

/**
 * bks_tray_menu_get_verdict:
 * @self: a tray menu
 *
 * Returns: the verdict of all NAS
 */
BksVerdict
bks_tray_menu_get_verdict (BksTrayMenu *self)
{
  g_return_val_if_fail (BKS_IS_TRAY_MENU (self), BKS_VERDICT_UNKNOWN);

  return self->verdict;
}

/**
 * bks_tray_menu_get_sentence:
 * @self: a tray menu
 *
 * Returns: the sentence about all NAS, without its age
 */
const char *
bks_tray_menu_get_sentence (BksTrayMenu *self)
{
  g_return_val_if_fail (BKS_IS_TRAY_MENU (self), NULL);

  return self->sentence;
}

/**
 * bks_tray_menu_get_tooltip:
 * @self: a tray menu
 *
 * Returns: the sentence, and when it was last checked
 */
const char *
bks_tray_menu_get_tooltip (BksTrayMenu *self)
{
  g_return_val_if_fail (BKS_IS_TRAY_MENU (self), NULL);

  return self->tooltip;
}

/**
 * bks_tray_menu_get_is_empty:
 * @self: a tray menu
 *
 * Returns: whether there is no NAS
 */
gboolean
bks_tray_menu_get_is_empty (BksTrayMenu *self)
{
  g_return_val_if_fail (BKS_IS_TRAY_MENU (self), TRUE);

  return self->is_empty;
}

/**
 * bks_tray_menu_set_is_paused:
 * @self: a tray menu
 * @is_paused: whether watching is paused
 */
void
bks_tray_menu_set_is_paused (BksTrayMenu *self, gboolean is_paused)
{
  g_return_if_fail (BKS_IS_TRAY_MENU (self));

  is_paused = !!is_paused;
  if (self->is_paused == is_paused)
    return;
  self->is_paused = is_paused;
  update_verbs (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_PAUSED]);
}
