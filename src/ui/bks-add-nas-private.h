/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bks-add-nas-window.h"
#include "bks-assistant-page.h"
#include "bks-certificate-view.h"
#include "bks-prop-row.h"

G_BEGIN_DECLS

/* The assistant's own: bks-add-nas-window.c walks from page to page, bks-add-nas-address.c finds the
 * NAS (address, encryption, certificate), bks-add-nas-sign-in.c signs in there (account, code). */

struct _BksAddNasWindow
{
  AdwWindow parent_instance;

  GtkWidget *back_button;
  GtkStack *stack;
  BksAssistantPage *address_page;
  GtkWidget *address_row;
  BksAssistantPage *plain_page;
  BksAssistantPage *certificate_page;
  BksCertificateView *certificate_view;
  BksAssistantPage *sign_in_page;
  GtkWidget *account_row;
  GtkWidget *password_row;
  AdwActionRow *keep_row;
  GtkSwitch *keep_switch;
  BksAssistantPage *code_page;
  GtkWidget *code_row;
  AdwActionRow *remember_row;
  GtkSwitch *remember_switch;
  BksAssistantPage *ready_page;
  BksPropRow *ready_address_row;
  BksPropRow *ready_account_row;
  BksPropRow *ready_model_row;
  BksPropRow *ready_dsm_row;
  BksPropRow *ready_backups_row;

  BksFleet *fleet;           /* (owned) */
  BksKeeper *keeper;         /* (owned) (nullable) */
  BksNas *nas;               /* (owned) (nullable): the one that is asked at present */
  BksNas *moving;            /* (owned) (nullable): the NAS that gets the address which is asked */
  gboolean is_known;         /* the NAS was there before: its address stands */
  gboolean can_keep;         /* there is a keyring for the password */
  GCancellable *cancellable; /* (owned) (nullable): while something is asked */
  GCancellable *keyring_cancellable; /* (owned) (nullable): while the keyring is looked for */
  GQueue trail;        /* of BksAssistantPage (unowned): the pages that Back leads to */
  char *plain_address; /* (owned) (nullable): where Continue Without Encryption leads */
  char *other_address; /* (owned) (nullable): where a redirect points */
  char *wanted_pin;    /* (owned) (nullable): SHA-256 of the certificate on the page */
  char *notice;        /* (owned) (nullable): what the sign-in told, for the last page */
  guint tries_left;    /* of one-time codes */
};

/* Navigation */
BksAssistantPage *bks_add_nas_current_page (BksAddNasWindow *self);
void bks_add_nas_show_page (BksAddNasWindow *self, BksAssistantPage *page);
void bks_add_nas_return_to (BksAddNasWindow *self, BksAssistantPage *page);
void bks_add_nas_start_work (BksAddNasWindow *self);
void bks_add_nas_end_work (BksAddNasWindow *self);
void bks_add_nas_fail_here (BksAddNasWindow *self, const char *sentence, GtkWidget *field);
void bks_add_nas_emit_added (BksAddNasWindow *self);

/* Finding the NAS */
char *bks_add_nas_choose_name (BksAddNasWindow *self, const char *wanted); /* (transfer full) */
void bks_add_nas_show_plain (BksAddNasWindow *self);
void bks_add_nas_show_certificate (BksAddNasWindow *self, const BksCertificate *certificate);
void bks_add_nas_window_address_changed_cb (BksAddNasWindow *self);
void bks_add_nas_window_address_continue_cb (BksAddNasWindow *self);
void bks_add_nas_window_address_second_cb (BksAddNasWindow *self);
void bks_add_nas_window_plain_continue_cb (BksAddNasWindow *self);
void bks_add_nas_window_certificate_continue_cb (BksAddNasWindow *self);

/* Signing in */
void bks_add_nas_look_for_keyring (BksAddNasWindow *self);
void bks_add_nas_sign_in (BksAddNasWindow *self);
void bks_add_nas_ask_for_code (BksAddNasWindow *self);
void bks_add_nas_window_account_changed_cb (BksAddNasWindow *self);
void bks_add_nas_window_sign_in_continue_cb (BksAddNasWindow *self);
void bks_add_nas_window_code_changed_cb (BksAddNasWindow *self);
void bks_add_nas_window_code_continue_cb (BksAddNasWindow *self);

G_END_DECLS
