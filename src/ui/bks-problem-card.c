/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-ui"

#include "bks-problem-card.h"

#include <glib/gi18n-lib.h>

#include "bks-format.h"
#include "bks-nas-actions.h"
#include "bks-secrets.h"
#include "bks-verdict-icon.h"
#include "bks-wrap-layout.h"

struct _BksProblemCard
{
  GtkWidget parent_instance;

  BksVerdictIcon *icon;
  GtkLabel *title;
  GtkLabel *text;
  GtkButton *first_button;
  GtkButton *second_button;

  BksNas *nas;               /* (owned) (nullable) */
  GSignalGroup *nas_signals; /* (owned) */
};

G_DEFINE_FINAL_TYPE (BksProblemCard, bks_problem_card, GTK_TYPE_WIDGET)

static void
show_label (GtkLabel *label, const char *text)
{
  if (g_strcmp0 (gtk_label_get_text (label), text) != 0)
    gtk_label_set_text (label, text);
}

static void
set_class (BksProblemCard *self, const char *css_class, gboolean wanted)
{
  if (wanted)
    gtk_widget_add_css_class (GTK_WIDGET (self), css_class);
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), css_class);
}

static void
show_button (BksProblemCard *self, GtkButton *button, const char *label, const char *action_name)
{
  gtk_widget_set_visible (GTK_WIDGET (button), label != NULL);
  if (label == NULL)
    return;

  gtk_button_set_label (button, label);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action_name);
}

/* DSM wants something of the account that only DSM can do: a second factor, a new password. */
static gboolean
wants_dsm_first (int code)
{
  return code == 401 || code == 406 || (code >= 408 && code <= 410);
}

static gboolean
is_locked (BksProblem *problem)
{
  g_autoptr (GError) error = bks_problem_to_error (problem);
  BksKeyringTrouble trouble = bks_keyring_error_get_trouble (error);

  return trouble == BKS_KEYRING_LOCKED || trouble == BKS_KEYRING_DISMISSED;
}

static void
show_buttons (BksProblemCard *self, BksProblem *problem)
{
  BksProblemKind kind = bks_problem_get_kind (problem);
  const char *try_again = _ ("Try Again");
  const char *open_in_dsm = _ ("Open in DSM");
  const char *sign_in = _ ("Sign In…");
  const char *edit_address = _ ("Edit Address…");

  switch (kind)
    {
    case BKS_PROBLEM_AUTH_REJECTED:
      if (wants_dsm_first (bks_problem_get_code (problem)))
        {
          show_button (self, self->first_button, open_in_dsm, "nas.open-in-dsm");
          show_button (self, self->second_button, sign_in, "nas.edit-account");
        }
      else
        {
          show_button (self, self->first_button, sign_in, "nas.sign-in");
          show_button (self, self->second_button, NULL, NULL);
        }
      break;
    case BKS_PROBLEM_KEYRING:
      if (is_locked (problem))
        {
          show_button (self, self->first_button, _ ("Unlock"), "nas.try-again");
          show_button (self, self->second_button, sign_in, "nas.sign-in");
        }
      else
        {
          show_button (self, self->first_button, sign_in, "nas.sign-in");
          show_button (self, self->second_button, try_again, "nas.try-again");
        }
      break;
    case BKS_PROBLEM_OTP_REQUIRED:
    case BKS_PROBLEM_OTP_REJECTED:
      if (bks_problem_get_otp_possible (problem))
        show_button (self, self->first_button, _ ("Enter Code…"), "nas.sign-in");
      else
        show_button (self, self->first_button, open_in_dsm, "nas.open-in-dsm");
      show_button (self, self->second_button, _ ("Edit Account…"), "nas.edit-account");
      break;
    case BKS_PROBLEM_TLS_UNTRUSTED:
      show_button (self, self->first_button, _ ("Compare…"), "nas.sign-in");
      show_button (self, self->second_button, try_again, "nas.try-again");
      break;
    case BKS_PROBLEM_PLAIN_HTTP:
      show_button (self, self->first_button, sign_in, "nas.sign-in");
      show_button (self, self->second_button, edit_address, "nas.edit-address");
      break;
    case BKS_PROBLEM_BLOCKED:
      show_button (self, self->first_button, _ ("I Have Unblocked It"), "nas.try-again");
      show_button (self, self->second_button, open_in_dsm, "nas.open-in-dsm");
      break;
    case BKS_PROBLEM_PERMISSION:
      show_button (self, self->first_button, open_in_dsm, "nas.open-in-dsm");
      show_button (self, self->second_button, _ ("Edit Account…"), "nas.edit-account");
      break;
    case BKS_PROBLEM_NOT_SUPPORTED:
      show_button (self, self->first_button, open_in_dsm, "nas.open-in-dsm");
      show_button (self, self->second_button, try_again, "nas.try-again");
      break;
    case BKS_PROBLEM_OFFLINE:
      show_button (self, self->first_button, try_again, "nas.try-again");
      show_button (self, self->second_button, edit_address, "nas.edit-address");
      break;
    case BKS_PROBLEM_REFUSED:
    case BKS_PROBLEM_PRECONDITION:
    case BKS_PROBLEM_BUSY:
    case BKS_PROBLEM_NOT_FOUND:
    case BKS_PROBLEM_PROTOCOL:
    case BKS_PROBLEM_SESSION_EXPIRED:
    case BKS_PROBLEM_ADDRESS:
    default:
      show_button (self, self->first_button, try_again, "nas.try-again");
      show_button (self, self->second_button, NULL, NULL);
    }
}

static char *
describe (BksProblemCard *self, BksProblem *problem)
{
  gint64 checked_at = bks_nas_get_checked_at (self->nas);
  g_autofree char *clock = NULL;

  if (checked_at == 0 || g_list_model_get_n_items (bks_nas_get_tasks (self->nas)) == 0)
    return g_strdup (bks_problem_get_message (problem));

  clock = bks_format_clock (checked_at, g_get_real_time ());
  /* Translators: what went wrong, then from when the values below are: "06:14". */
  return g_strdup_printf (_ ("%s What you see below is from %s."),
                          bks_problem_get_message (problem), clock);
}

static void
update (BksProblemCard *self)
{
  BksProblem *problem = self->nas != NULL ? bks_nas_get_problem (self->nas) : NULL;
  BksVerdict verdict;
  g_autofree char *text = NULL;

  if (problem == NULL)
    return;

  verdict = bks_nas_get_verdict (self->nas);
  bks_verdict_icon_set_verdict (self->icon, verdict);
  set_class (self, "error", verdict == BKS_VERDICT_FAILED);
  set_class (self, "warning", verdict == BKS_VERDICT_ATTENTION);
  show_label (self->title, bks_problem_get_title (problem));
  text = describe (self, problem);
  show_label (self->text, text);
  show_buttons (self, problem);
}

static void
bks_problem_card_nas_changed_cb (BksProblemCard *self)
{
  update (self);
}

static void
bks_problem_card_dispose (GObject *object)
{
  BksProblemCard *self = BKS_PROBLEM_CARD (object);
  GtkWidget *child;

  g_clear_object (&self->nas_signals);
  g_clear_object (&self->nas);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (bks_problem_card_parent_class)->dispose (object);
}

static void
bks_problem_card_class_init (BksProblemCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bks_problem_card_dispose;

  g_type_ensure (BKS_TYPE_VERDICT_ICON);
  g_type_ensure (BKS_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/backstay/Backstay/ui/bks-problem-card.ui");
  gtk_widget_class_bind_template_child (widget_class, BksProblemCard, icon);
  gtk_widget_class_bind_template_child (widget_class, BksProblemCard, title);
  gtk_widget_class_bind_template_child (widget_class, BksProblemCard, text);
  gtk_widget_class_bind_template_child (widget_class, BksProblemCard, first_button);
  gtk_widget_class_bind_template_child (widget_class, BksProblemCard, second_button);
}

static void
bks_problem_card_init (BksProblemCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->nas_signals = g_signal_group_new (BKS_TYPE_NAS);
  g_signal_group_connect_object (self->nas_signals, "notify::generation",
                                 G_CALLBACK (bks_problem_card_nas_changed_cb), self,
                                 G_CONNECT_SWAPPED);
}

/**
 * bks_problem_card_new:
 *
 * Returns: a card that says nothing yet
 */
GtkWidget *
bks_problem_card_new (void)
{
  return g_object_new (BKS_TYPE_PROBLEM_CARD, NULL);
}

/**
 * bks_problem_card_set_nas:
 * @self: a #BksProblemCard
 * @nas: (nullable): whose problem to show; the card follows it
 */
void
bks_problem_card_set_nas (BksProblemCard *self, BksNas *nas)
{
  g_return_if_fail (BKS_IS_PROBLEM_CARD (self));
  g_return_if_fail (nas == NULL || BKS_IS_NAS (nas));

  if (!g_set_object (&self->nas, nas))
    return;

  bks_nas_actions_install (GTK_WIDGET (self), nas);
  g_signal_group_set_target (self->nas_signals, nas);
  update (self);
}

/**
 * bks_problem_card_set_offline:
 * @self: a #BksProblemCard
 * @checked_at: µs UTC: from when the values below it are; 0 = there are none
 *
 * Says that it is this computer that has no network, instead of the same of each NAS.
 */
void
bks_problem_card_set_offline (BksProblemCard *self, gint64 checked_at)
{
  g_autofree char *clock = NULL;
  g_autofree char *text = NULL;

  g_return_if_fail (BKS_IS_PROBLEM_CARD (self));

  bks_problem_card_set_nas (self, NULL);
  if (checked_at != 0)
    {
      clock = bks_format_clock (checked_at, g_get_real_time ());
      /* Translators: from when the values below are: "06:14". */
      text = g_strdup_printf (
          _ ("What you see is from %s. Backstay looks again as soon as there is "
             "a network."),
          clock);
    }
  bks_verdict_icon_set_verdict (self->icon, BKS_VERDICT_UNKNOWN);
  set_class (self, "error", FALSE);
  set_class (self, "warning", FALSE);
  show_label (self->title, _ ("This computer is offline"));
  show_label (self->text,
              text != NULL ? text : _ ("Backstay looks as soon as there is a network."));
  show_button (self, self->first_button, _ ("Try Again"), "win.refresh-all");
  show_button (self, self->second_button, NULL, NULL);
}
