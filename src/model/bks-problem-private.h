/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bks-problem.h"

G_BEGIN_DECLS

struct _BksProblem
{
  GObject parent_instance;

  BksProblemKind kind;
  gboolean otp_impossible; /* the account's second factor is no one-time code */
  gboolean names_next_try; /* the next step is that Backstay tries again, and when */
  char *title;
  char *sentence;
  char *next_step;             /* (nullable) */
  char *message;               /* sentence and next step */
  int code;                    /* DSM's number; 0 = none */
  char *api;                   /* (nullable) */
  char *method;                /* (nullable) */
  char *details;               /* raw words; "" = none */
  char *location;              /* (nullable) */
  BksCertificate *certificate; /* (nullable) (owned) */
};

BksProblem *bks_problem_new_from_dsm (const GError *error, const char *nas_name);
void bks_problem_set_title (BksProblem *self, const char *title);
void bks_problem_set_words (BksProblem *self, const char *sentence, const char *next_step);
gboolean bks_problem_set_next_try (BksProblem *self, gint64 at, gint64 now);

void bks_certificate_free (BksCertificate *self);

G_END_DECLS
