/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-ui"

#include "bks-task-page-private.h"

#include <glib/gi18n-lib.h>

#include "bks-task-actions.h"
#include "bks-task-page-words.h"
#include "bks-window.h"

static void
bks_task_page_copy_report_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  BksTaskPage *self = BKS_TASK_PAGE (user_data);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autofree char *report = NULL;

  if (self->task == NULL)
    return;
  report = bks_task_page_make_report (self->task, self->known != NULL ? self->known->details : NULL,
                                      self->target,
                                      self->known != NULL ? self->known->versions : NULL);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), report);
  if (root != NULL && BKS_IS_WINDOW (root))
    bks_window_toast (BKS_WINDOW (root), _ ("Report copied"), NULL, NULL);
}

/* What the last look found is not shown any more while the next one is under way. */
static void
bks_task_page_check_again_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  BksTaskPage *self = BKS_TASK_PAGE (user_data);

  g_clear_pointer (&self->target, bks_target_info_free);
  bks_task_page_load_target (self);
}

/* The choice is shown when it is so. */
static void
bks_task_page_mute_cb (GSimpleAction *action, GVariant *choice, gpointer user_data)
{
  g_signal_emit_by_name (user_data, "mute-chosen", g_variant_get_string (choice, NULL));
}

/* The tick is set when it is so. */
static void
bks_task_page_resumes_cb (GSimpleAction *action, GVariant *wish, gpointer user_data)
{
  g_signal_emit_by_name (user_data, "resumes-chosen", g_variant_get_boolean (wish));
}

static void
bks_task_page_show_log_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  BksTaskPage *self = BKS_TASK_PAGE (user_data);

  if (self->task != NULL)
    g_signal_emit_by_name (self, "run-log-activated", self->task);
}

static void
bks_task_page_show_whole_log_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  BksTaskPage *self = BKS_TASK_PAGE (user_data);

  if (self->task != NULL)
    g_signal_emit_by_name (self, "log-activated", self->task, (gint64) 0, (gint64) 0);
}

static GMenuModel *
create_menu (void)
{
  GMenuModel *menu = bks_task_actions_create_menu ();
  g_autoptr (GMenu) section = g_menu_new ();
  g_autoptr (GMenu) mute = g_menu_new ();

  g_menu_append (mute, _ ("For 24 Hours"), "page.mute::day");
  g_menu_append (mute, _ ("Until the Next Success"), "page.mute::success");
  g_menu_append (mute, _ ("Always"), "page.mute::always");
  g_menu_append (mute, _ ("Not Muted"), "page.mute::none");
  g_menu_append_submenu (section, _ ("Mute"), G_MENU_MODEL (mute));
  /* Translators: with a tick: Backstay resumes this backup when it was suspended for so long. */
  g_menu_append (section, _ ("Resume by Itself After 1 Hour"), "page.resumes");
  g_menu_append (section, _ ("Show Log"), "page.show-whole-log");
  g_menu_append (section, _ ("Copy Report"), "page.copy-report");
  g_menu_insert_section (G_MENU (menu), 1, NULL, G_MENU_MODEL (section));
  return menu;
}

/* The ⋮ menu and the actions "page.…": "show-log" is of the last run, which is what the card above is
 * about. */
void
bks_task_page_add_menu (BksTaskPage *self)
{
  static const GActionEntry entries[] = {
    { .name = "check-again", .activate = bks_task_page_check_again_cb },
    { .name = "copy-report", .activate = bks_task_page_copy_report_cb },
    { .name = "mute", .activate = bks_task_page_mute_cb, .parameter_type = "s", .state = "'none'" },
    { .name = "resumes", .state = "false", .change_state = bks_task_page_resumes_cb },
    { .name = "show-log", .activate = bks_task_page_show_log_cb },
    { .name = "show-whole-log", .activate = bks_task_page_show_whole_log_cb },
  };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr (GMenuModel) menu = create_menu ();

  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), self);
  self->mute_action = g_object_ref (
      G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (group), "mute")));
  self->resumes_action = g_object_ref (
      G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (group), "resumes")));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "page", G_ACTION_GROUP (group));
  gtk_menu_button_set_menu_model (self->menu_button, menu);
}
