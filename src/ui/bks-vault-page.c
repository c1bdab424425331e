/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-ui"

#include "bks-vault-page.h"

#include <glib/gi18n-lib.h>

#include "bks-facts-list.h"
#include "bks-format.h"
#include "bks-joined-list.h"
#include "bks-sentence-header.h"
#include "bks-vault-limit-row.h"
#include "bks-wire.h"

struct _BksVaultPage
{
  GtkWidget parent_instance;

  BksFactsList *list;
  BksSentenceHeader *header;
  GtkListBox *limits;

  BksScope *scope;             /* (owned) (nullable) */
  BksFleet *fleet;             /* (owned) (nullable): keeps the wire */
  BksWire *wire;               /* (unowned) (nullable) */
  GSignalGroup *scope_signals; /* (owned) */
  GSignalGroup *wire_signals;  /* (owned) */
  GtkFilter *filter;           /* (owned): the NAS of the scope */
  GtkFilterListModel *vaults;  /* (owned): of the scope */
  BksJoinedList *arrivals;     /* (owned): of these */
  BksNas *wanted_limit;        /* (owned) (nullable): whose number gets the keyboard once there */
  gboolean is_holding;
  guint update_id; /* idle source; 0 = none */
};

G_DEFINE_FINAL_TYPE (BksVaultPage, bks_vault_page, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_TARGET_ACTIVATED,
  SIGNAL_TOAST,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gboolean
names_nas (BksVaultPage *self)
{
  return self->scope != NULL && bks_scope_get_only_nas (self->scope) == NULL;
}

static void
tell_name (gpointer item, BksFacts *facts, gpointer user_data)
{
  BksVaultArrival *arrival = item;
  g_autofree char *place = bks_vault_arrival_dup_place (arrival);

  if (bks_vault_arrival_is_receiving (arrival))
    {
      facts->has_verdict = TRUE;
      facts->verdict = BKS_VERDICT_RUNNING;
    }
  else
    facts->icon_name = "bks-dot-symbolic";
  facts->title = g_strdup (bks_vault_arrival_get_name (arrival));
  facts->detail = names_nas (user_data) ? g_strdup_printf (
                      "%s · %s", bks_nas_get_name (bks_vault_arrival_get_nas (arrival)), place)
                                        : g_strdup (place);
  facts->tooltip = g_strdup (bks_vault_target_get_path (bks_vault_arrival_get_target (arrival)));
  facts->row_label = bks_vault_arrival_dup_label (arrival, g_get_real_time ());
}

static void
tell_status (gpointer item, BksFacts *facts, gpointer user_data)
{
  facts->title = bks_vault_arrival_dup_status (item);
  if (bks_vault_target_get_encrypted (bks_vault_arrival_get_target (item)) == 1)
    facts->detail = g_strdup (_ ("Encrypted"));
}

static void
tell_sender (gpointer item, BksFacts *facts, gpointer user_data)
{
  BksTask *sender = bks_vault_arrival_get_sender (item);

  facts->title = bks_vault_arrival_dup_sender_name (item);
  facts->detail = bks_vault_arrival_dup_sender_detail (item);
  if (sender != NULL)
    {
      facts->has_verdict = TRUE;
      facts->verdict = bks_task_get_verdict (sender);
    }
  else
    facts->icon_name = "bks-dot-symbolic";
  facts->tooltip = g_strdup_printf ("%s · %s", facts->title, facts->detail);
}

static void
tell_last (gpointer item, BksFacts *facts, gpointer user_data)
{
  gint64 now = g_get_real_time ();
  gint64 started = bks_vault_target_get_last_started (bks_vault_arrival_get_target (item));

  facts->title = bks_vault_arrival_dup_last (item, now);
  facts->detail = bks_vault_arrival_dup_duration (item, now);
  if (started > 0)
    facts->tooltip = bks_format_when_full (started, now);
}

static void
tell_used (gpointer item, BksFacts *facts, gpointer user_data)
{
  gint64 used = bks_vault_target_get_used_bytes (bks_vault_arrival_get_target (item));

  facts->title = bks_vault_arrival_dup_used (item);
  facts->is_dim = bks_vault_target_get_computing_size (bks_vault_arrival_get_target (item)) == 1;
  if (used >= 0)
    facts->tooltip = g_format_size_full ((guint64) used, G_FORMAT_SIZE_LONG_FORMAT);
}

static void
tell_row (gpointer item, BksFacts *facts, gpointer user_data)
{
  gint64 now = g_get_real_time ();
  g_autofree char *status = bks_vault_arrival_dup_status (item);
  g_autofree char *sender = bks_vault_arrival_dup_sender_name (item);
  g_autofree char *detail = bks_vault_arrival_dup_sender_detail (item);
  g_autofree char *last = bks_vault_arrival_dup_last (item, now);
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();

  tell_name (item, facts, user_data);
  g_free (facts->detail);
  /* The most telling first: the end is cut off where there is no room. */
  if (names_nas (user_data))
    g_ptr_array_add (parts, (gpointer) bks_nas_get_name (bks_vault_arrival_get_nas (item)));
  g_ptr_array_add (parts, bks_vault_arrival_is_idle (item) ? last : status);
  g_ptr_array_add (parts, sender);
  if (bks_vault_arrival_get_sender (item) != NULL)
    g_ptr_array_add (parts, detail);
  g_ptr_array_add (parts, NULL);
  facts->detail = g_strjoinv (" · ", (char **) parts->pdata);
  g_free (facts->tooltip);
  facts->tooltip = g_strdup (facts->detail);
}

static GtkWidget *
create_arrow (void)
{
  return g_object_new (GTK_TYPE_IMAGE, "icon-name", "go-next-symbolic", "halign", GTK_ALIGN_END,
                       "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
}

static void
set_arrow_item (GtkWidget *widget, gpointer item)
{
}

static const BksFactsSuffix suffix = { create_arrow, set_arrow_item };

typedef struct
{
  BksVaultPage *page; /* (owned) */
  BksVault *vault;    /* (owned) */
  int wanted;
  int before;
  gboolean is_undo;
} Change;

static void
change_free (Change *change)
{
  g_object_unref (change->page);
  g_object_unref (change->vault);
  g_free (change);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Change, change_free)

static void set_limit (BksVaultPage *self, BksVault *vault, int limit, gboolean is_undo);

static void
toast_undo_cb (AdwToast *toast, gpointer user_data)
{
  BksVaultPage *self = user_data;
  BksVault *vault = g_object_get_data (G_OBJECT (toast), "bks-vault");

  set_limit (self, vault, GPOINTER_TO_INT (g_object_get_data (G_OBJECT (toast), "bks-limit")),
             TRUE);
}

static void
limit_set_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Change) change = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AdwToast) toast = NULL;
  g_autofree char *text = NULL;
  g_autofree char *escaped = NULL;
  int kept = bks_vault_set_limit_finish (change->vault, result, &error);
  const char *name = bks_nas_get_name (bks_vault_get_nas (change->vault));

  if (kept == 0)
    text = g_strdup (error->message);
  else if (kept == change->wanted)
    /* Translators: a NAS, and how many backups may arrive there at the same time. */
    text = g_strdup_printf (
        ngettext ("%s keeps %d at the same time", "%s keeps %d at the same time", (gulong) kept),
        name, kept);
  else
    /* Translators: a NAS, the number that it kept, and the one that it was asked for. */
    text = g_strdup_printf (_ ("%s kept %d instead of %d"), name, kept, change->wanted);

  /* A toast's title is markup. */
  escaped = g_markup_escape_text (text, -1);
  toast = g_object_ref_sink (adw_toast_new (escaped));
  if (kept > 0 && kept != change->before && change->before > 0 && !change->is_undo)
    {
      adw_toast_set_button_label (toast, _ ("Undo"));
      g_object_set_data_full (G_OBJECT (toast), "bks-vault", g_object_ref (change->vault),
                              g_object_unref);
      g_object_set_data (G_OBJECT (toast), "bks-limit", GINT_TO_POINTER (change->before));
      g_signal_connect_object (toast, "button-clicked", G_CALLBACK (toast_undo_cb), change->page,
                               0);
    }
  g_signal_emit (change->page, signals[SIGNAL_TOAST], 0, toast);
}

static void
set_limit (BksVaultPage *self, BksVault *vault, int limit, gboolean is_undo)
{
  Change *change;

  if (bks_vault_is_setting (vault))
    return;

  change = g_new0 (Change, 1);
  change->page = g_object_ref (self);
  change->vault = g_object_ref (vault);
  change->wanted = limit;
  change->before = bks_vault_get_limit (vault);
  change->is_undo = is_undo;
  bks_vault_set_limit_async (vault, limit, limit_set_cb, change);
}

static void
bks_vault_page_apply_cb (BksVaultPage *self, int limit, BksVaultLimitRow *row)
{
  set_limit (self, bks_vault_limit_row_get_vault (row), limit, FALSE);
}

static BksVaultLimitRow *
find_limit_row (BksVaultPage *self, BksNas *nas)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->limits)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (BKS_IS_VAULT_LIMIT_ROW (child)
        && bks_vault_get_nas (bks_vault_limit_row_get_vault (BKS_VAULT_LIMIT_ROW (child))) == nas)
      return BKS_VAULT_LIMIT_ROW (child);
  return NULL;
}

static void
focus_wanted_limit (BksVaultPage *self)
{
  BksVaultLimitRow *row = self->wanted_limit != NULL ? find_limit_row (self, self->wanted_limit)
                                                     : NULL;

  if (row == NULL || !gtk_widget_get_mapped (GTK_WIDGET (row)))
    return;
  bks_vault_limit_row_focus (row);
  g_clear_object (&self->wanted_limit);
}

/* One row for each Vault that is there. What somebody is typing stays. */
static void
update_limits (BksVaultPage *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->vaults));
  gboolean is_narrow = bks_facts_list_get_narrow (self->list);
  g_autoptr (GHashTable) wanted = g_hash_table_new (NULL, NULL);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->limits));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (BksVault) vault = g_list_model_get_item (G_LIST_MODEL (self->vaults), i);

      if (bks_vault_get_state (vault) == BKS_VAULT_KNOWN)
        g_hash_table_add (wanted, vault);
    }
  while (child != NULL)
    {
      GtkWidget *next = gtk_widget_get_next_sibling (child);

      if (!g_hash_table_remove (wanted,
                                bks_vault_limit_row_get_vault (BKS_VAULT_LIMIT_ROW (child))))
        gtk_list_box_remove (self->limits, child);
      else
        {
          bks_vault_limit_row_set_look (BKS_VAULT_LIMIT_ROW (child), names_nas (self), is_narrow);
          bks_vault_limit_row_update (BKS_VAULT_LIMIT_ROW (child));
        }
      child = next;
    }
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (BksVault) vault = g_list_model_get_item (G_LIST_MODEL (self->vaults), i);
      GtkWidget *row;

      if (!g_hash_table_contains (wanted, vault))
        continue;
      row = bks_vault_limit_row_new (self->wire, vault);
      bks_vault_limit_row_set_look (BKS_VAULT_LIMIT_ROW (row), names_nas (self), is_narrow);
      g_signal_connect_object (row, "apply", G_CALLBACK (bks_vault_page_apply_cb), self,
                               G_CONNECT_SWAPPED);
      gtk_list_box_append (self->limits, row);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->limits),
                          gtk_widget_get_first_child (GTK_WIDGET (self->limits)) != NULL);
}

static gint64
get_checked_at (BksVaultPage *self)
{
  gint64 oldest = 0;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->vaults)); i++)
    {
      g_autoptr (BksVault) vault = g_list_model_get_item (G_LIST_MODEL (self->vaults), i);
      gint64 at = bks_vault_get_checked_at (vault);

      if (at > 0 && (oldest == 0 || at < oldest))
        oldest = at;
    }
  return oldest;
}

static void
update_words (BksVaultPage *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->arrivals));
  guint n_receiving = 0;
  gint64 used = 0;
  gint64 checked_at = get_checked_at (self);
  g_autofree char *targets = g_strdup_printf (ngettext ("%u target", "%u targets", n), n);
  g_autofree char *sentence = NULL;
  g_autofree char *size = NULL;
  g_autofree char *ago = NULL;
  g_autofree char *detail = NULL;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (BksVaultArrival) arrival = g_list_model_get_item (G_LIST_MODEL (self->arrivals),
                                                                   i);

      if (bks_vault_arrival_is_receiving (arrival))
        n_receiving++;
      used += MAX (bks_vault_target_get_used_bytes (bks_vault_arrival_get_target (arrival)), 0);
    }
  if (n_receiving > 0)
    sentence = g_strdup_printf (
        /* Translators: "5 targets", and how many of them are receiving. */
        ngettext ("%s, %u is receiving", "%s, %u are receiving", n_receiving), targets,
        n_receiving);
  size = bks_format_size (used);
  ago = checked_at > 0 ? bks_format_ago (checked_at, g_get_real_time ()) : NULL;
  if (ago != NULL)
    /* Translators: a size, and when that was: "2.76 TB used in total · Checked 1 minute ago". */
    detail = g_strdup_printf (_ ("%s used in total · Checked %s"), size, ago);
  bks_sentence_header_set_icon (self->header, n_receiving > 0 ? NULL : "bks-vault-symbolic");
  bks_sentence_header_set_words (self->header, BKS_VERDICT_RUNNING,
                                 sentence != NULL ? sentence
                                 : n > 0          ? targets
                                                  : _ ("Nothing Arrives Here"),
                                 n > 0 ? detail : NULL);
}

static void
update_notes (BksVaultPage *self)
{
  g_autoptr (GPtrArray) notes = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->vaults)); i++)
    {
      g_autoptr (BksVault) vault = g_list_model_get_item (G_LIST_MODEL (self->vaults), i);
      BksNas *nas = bks_vault_get_nas (vault);
      BksProblem *problem = bks_vault_get_problem (vault);
      BksNasState state = bks_nas_get_state (nas);

      if (state == BKS_NAS_UNREACHABLE || state == BKS_NAS_WAITING)
        problem = bks_nas_get_problem (nas);
      if (problem == NULL || bks_vault_get_state (vault) == BKS_VAULT_ABSENT)
        continue;
      if (bks_vault_get_state (vault) == BKS_VAULT_KNOWN)
        {
          g_autofree char *at = bks_format_at (bks_vault_get_checked_at (vault),
                                               g_get_real_time ());

          /* Translators: a NAS, when it last told, and a whole sentence why not since. */
          g_ptr_array_add (notes, g_strdup_printf (_ ("%s: from %s. %s"), bks_nas_get_name (nas),
                                                   at, bks_problem_get_sentence (problem)));
        }
      else
        g_ptr_array_add (notes, g_strdup_printf (_ ("%s is missing. %s"), bks_nas_get_name (nas),
                                                 bks_problem_get_sentence (problem)));
    }
  bks_sentence_header_set_notes (self->header, notes);
}

/* There is nothing to list: why not. */
static void
show_absence (BksVaultPage *self)
{
  BksNas *nas = bks_scope_get_only_nas (self->scope);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->vaults));
  guint n_absent = 0, n_known = 0;
  gboolean is_coming = FALSE;
  BksProblem *problem = NULL;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (BksVault) vault = g_list_model_get_item (G_LIST_MODEL (self->vaults), i);
      BksVaultState state = bks_vault_get_state (vault);
      BksNasState nas_state = bks_nas_get_state (bks_vault_get_nas (vault));

      n_absent += state == BKS_VAULT_ABSENT;
      n_known += state == BKS_VAULT_KNOWN;
      is_coming = is_coming
                  || (state == BKS_VAULT_NEW && nas_state != BKS_NAS_UNREACHABLE
                      && nas_state != BKS_NAS_WAITING);
      if (state == BKS_VAULT_FAILED)
        problem = bks_vault_get_problem (vault);
    }

  if (is_coming && n_known == 0)
    {
      g_autofree char *title = nas != NULL
                                   ? g_strdup_printf (_ ("Asking %s…"), bks_nas_get_name (nas))
                                   : g_strdup (_ ("Asking All NAS…"));

      bks_facts_list_show_loading (self->list, title);
    }
  else if (n_known > 0)
    /* Its limit can be chosen all the same. */
    bks_facts_list_show_nothing (self->list);
  else if (n_absent == n)
    bks_facts_list_show_message (self->list, "bks-vault-symbolic",
                                 _ ("Hyper Backup Vault Is Not Installed"),
                                 _ ("Install it in DSM's Package Center to receive backups."),
                                 nas != NULL ? _ ("Open in DSM") : NULL, "win.open-in-dsm");
  else if (problem != NULL && nas != NULL)
    bks_facts_list_show_message (self->list, "dialog-warning-symbolic",
                                 bks_problem_get_title (problem), bks_problem_get_message (problem),
                                 _ ("Try Again"), "win.refresh");
  else
    bks_facts_list_show_nothing (self->list);
}

static void
update (BksVaultPage *self)
{
  BksNas *troubled;

  if (self->scope == NULL)
    return;

  troubled = bks_scope_get_troubled_nas (self->scope);
  update_limits (self);
  bks_sentence_header_set_problem (self->header, troubled);
  update_words (self);
  update_notes (self);
  if (g_list_model_get_n_items (G_LIST_MODEL (self->arrivals)) > 0)
    bks_facts_list_show_rows (self->list);
  else if (troubled != NULL)
    bks_facts_list_show_nothing (self->list);
  else
    show_absence (self);
  focus_wanted_limit (self);
}

static gboolean
bks_vault_page_update_cb (gpointer user_data)
{
  BksVaultPage *self = user_data;

  self->update_id = 0;
  update (self);
  return G_SOURCE_REMOVE;
}

static void
bks_vault_page_changed_cb (BksVaultPage *self)
{
  if (self->update_id == 0)
    self->update_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, bks_vault_page_update_cb, self, NULL);
}

static void
bks_vault_page_width_cb (BksVaultPage *self)
{
  bks_sentence_header_set_narrow (self->header, bks_facts_list_get_narrow (self->list));
  bks_vault_page_changed_cb (self);
}

static void
bks_vault_page_item_cb (BksVaultPage *self, GObject *item)
{
  BksVaultArrival *arrival = BKS_VAULT_ARRIVAL (item);

  g_signal_emit (self, signals[SIGNAL_TARGET_ACTIVATED], 0, bks_vault_arrival_get_nas (arrival),
                 bks_vault_arrival_get_id (arrival));
}

/* The NAS are asked while the page is in sight. */
static void
hold (BksVaultPage *self, gboolean wanted)
{
  if (self->is_holding == wanted || self->wire == NULL)
    return;

  self->is_holding = wanted;
  if (wanted)
    bks_wire_hold (self->wire);
  else
    bks_wire_release (self->wire);
}

static void
bks_vault_page_map (GtkWidget *widget)
{
  BksVaultPage *self = BKS_VAULT_PAGE (widget);

  GTK_WIDGET_CLASS (bks_vault_page_parent_class)->map (widget);
  hold (self, TRUE);
  update (self);
}

static void
bks_vault_page_unmap (GtkWidget *widget)
{
  hold (BKS_VAULT_PAGE (widget), FALSE);
  GTK_WIDGET_CLASS (bks_vault_page_parent_class)->unmap (widget);
}

static void
bks_vault_page_dispose (GObject *object)
{
  BksVaultPage *self = BKS_VAULT_PAGE (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  g_clear_object (&self->scope_signals);
  g_clear_object (&self->wire_signals);
  hold (self, FALSE);
  g_clear_pointer (&child, gtk_widget_unparent);
  g_clear_object (&self->vaults);
  g_clear_object (&self->arrivals);
  g_clear_object (&self->filter);
  g_clear_object (&self->wanted_limit);
  g_clear_object (&self->scope);
  self->wire = NULL;
  g_clear_object (&self->fleet);
  /* Last: what goes may say so, and that asks for it again. */
  g_clear_handle_id (&self->update_id, g_source_remove);

  G_OBJECT_CLASS (bks_vault_page_parent_class)->dispose (object);
}

static void
bks_vault_page_class_init (BksVaultPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bks_vault_page_dispose;
  widget_class->map = bks_vault_page_map;
  widget_class->unmap = bks_vault_page_unmap;

  signals[SIGNAL_TARGET_ACTIVATED] = g_signal_new ("target-activated", BKS_TYPE_VAULT_PAGE,
                                                   G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                                   G_TYPE_NONE, 2, BKS_TYPE_NAS, G_TYPE_STRING);
  signals[SIGNAL_TOAST] = g_signal_new ("toast", BKS_TYPE_VAULT_PAGE, G_SIGNAL_RUN_LAST, 0, NULL,
                                        NULL, NULL, G_TYPE_NONE, 1, ADW_TYPE_TOAST);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static gboolean
is_of_scope (gpointer item, gpointer user_data)
{
  BksVaultPage *self = user_data;
  BksNas *nas = self->scope != NULL ? bks_scope_get_nas (self->scope) : NULL;

  return self->scope != NULL && (nas == NULL || bks_vault_get_nas (item) == nas);
}

/* GtkFlattenListModel of 4.8 loses lists that come before others. */
static void
bks_vault_page_vaults_changed_cb (BksVaultPage *self,
                                  guint position,
                                  guint removed,
                                  guint added,
                                  GListModel *vaults)
{
  for (guint i = 0; i < removed; i++)
    bks_joined_list_remove (self->arrivals, position);
  for (guint i = position; i < position + added; i++)
    {
      g_autoptr (BksVault) vault = g_list_model_get_item (vaults, i);

      bks_joined_list_insert (self->arrivals, i, bks_vault_get_arrivals (vault));
    }
}

static void
bks_vault_page_init (BksVaultPage *self)
{
  self->header = BKS_SENTENCE_HEADER (bks_sentence_header_new ());
  self->limits = g_object_new (GTK_TYPE_LIST_BOX, "selection-mode", GTK_SELECTION_NONE, "visible",
                               FALSE, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->limits), "boxed-list");
  bks_sentence_header_append (self->header, GTK_WIDGET (self->limits));
  self->list = BKS_FACTS_LIST (bks_facts_list_new (_ ("Targets"), GTK_WIDGET (self->header), self));
  gtk_widget_set_parent (GTK_WIDGET (self->list), GTK_WIDGET (self));

  self->filter = GTK_FILTER (gtk_custom_filter_new (is_of_scope, self, NULL));
  self->vaults = gtk_filter_list_model_new (NULL, g_object_ref (self->filter));
  self->arrivals = bks_joined_list_new (BKS_TYPE_VAULT_ARRIVAL);
  g_signal_connect_object (self->vaults, "items-changed",
                           G_CALLBACK (bks_vault_page_vaults_changed_cb), self, G_CONNECT_SWAPPED);

  bks_facts_list_add_column (self->list, _ ("Target"), tell_name, 20, 0, BKS_WIDTH_NARROW);
  bks_facts_list_add_column (self->list, _ ("Status"), tell_status, 16, 10, BKS_WIDTH_NARROW);
  bks_facts_list_add_column (self->list, _ ("Comes from"), tell_sender, 16, 20, BKS_WIDTH_NARROW);
  bks_facts_list_add_column (self->list, _ ("Last arrival"), tell_last, 16, 16, BKS_WIDTH_NARROW);
  bks_facts_list_add_column (self->list, _ ("Used"), tell_used, 16, 9, BKS_WIDTH_WIDE);
  bks_facts_list_set_row (self->list, tell_row, &suffix);
  bks_facts_list_set_model (self->list, G_LIST_MODEL (self->arrivals));

  g_signal_connect_object (self->list, "item-activated", G_CALLBACK (bks_vault_page_item_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "width-changed", G_CALLBACK (bks_vault_page_width_cb), self,
                           G_CONNECT_SWAPPED);
  self->wire_signals = g_signal_group_new (BKS_TYPE_WIRE);
  g_signal_group_connect_object (self->wire_signals, "changed",
                                 G_CALLBACK (bks_vault_page_changed_cb), self, G_CONNECT_SWAPPED);
  self->scope_signals = g_signal_group_new (BKS_TYPE_SCOPE);
  g_signal_group_connect_object (self->scope_signals, "notify::troubled-nas",
                                 G_CALLBACK (bks_vault_page_changed_cb), self, G_CONNECT_SWAPPED);
}

/**
 * bks_vault_page_new:
 *
 * Returns: a page that shows nothing until it gets a scope
 */
GtkWidget *
bks_vault_page_new (void)
{
  return g_object_new (BKS_TYPE_VAULT_PAGE, NULL);
}

/**
 * bks_vault_page_set_scope:
 * @self: a #BksVaultPage
 * @scope: (nullable): the NAS whose Vaults to show
 */
void
bks_vault_page_set_scope (BksVaultPage *self, BksScope *scope)
{
  BksFleet *fleet;

  g_return_if_fail (BKS_IS_VAULT_PAGE (self));
  g_return_if_fail (scope == NULL || BKS_IS_SCOPE (scope));

  if (!g_set_object (&self->scope, scope))
    return;

  /* Both ends of a wire may be anywhere, so all NAS are watched whichever is shown. */
  fleet = scope != NULL ? bks_scope_get_fleet (scope) : NULL;
  if (fleet != self->fleet)
    {
      gboolean was_holding = self->is_holding;

      hold (self, FALSE);
      g_set_object (&self->fleet, fleet);
      self->wire = fleet != NULL ? bks_wire_get (fleet) : NULL;
      g_signal_group_set_target (self->wire_signals, self->wire);
      hold (self, was_holding || gtk_widget_get_mapped (GTK_WIDGET (self)));
    }
  gtk_filter_list_model_set_model (self->vaults,
                                   self->wire != NULL ? bks_wire_get_vaults (self->wire) : NULL);
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
  g_signal_group_set_target (self->scope_signals, scope);
  update (self);
}

/**
 * bks_vault_page_show_limit:
 * @self: a #BksVaultPage
 * @nas: whose limit somebody wants to change
 *
 * Gives the keyboard to that number, as soon as it is there.
 */
void
bks_vault_page_show_limit (BksVaultPage *self, BksNas *nas)
{
  g_return_if_fail (BKS_IS_VAULT_PAGE (self));
  g_return_if_fail (BKS_IS_NAS (nas));

  g_set_object (&self->wanted_limit, nas);
  focus_wanted_limit (self);
}

/**
 * bks_vault_page_focus_list:
 * @self: a #BksVaultPage
 *
 * Gives the keyboard to the list, where it was last.
 */
void
bks_vault_page_focus_list (BksVaultPage *self)
{
  g_return_if_fail (BKS_IS_VAULT_PAGE (self));

  bks_facts_list_focus (self->list);
}
