/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include "bks-verdict.h"

G_BEGIN_DECLS

typedef enum
{
  BKS_HELP_TEXT,    /* a paragraph */
  BKS_HELP_HEADING, /* what the next parts are about */
  BKS_HELP_STEP,    /* numbered, from 1 on after whatever is no step */
  BKS_HELP_VERDICT, /* a paragraph about one verdict, after its shape and its word */
  BKS_HELP_COMMAND, /* to be typed as it is: not translated */
} BksHelpKind;

/**
 * BksHelpPart:
 *
 * A piece of a topic.
 */
typedef struct
{
  BksHelpKind kind;
  const char *text; /* for gettext, but for a command */
  BksVerdict verdict;
} BksHelpPart;

/**
 * BksHelpTopic:
 *
 * A page of the guide.
 */
typedef struct
{
  const char *id;
  const char *title; /* for gettext */
  const BksHelpPart *parts;
  guint n_parts;
} BksHelpTopic;

const BksHelpTopic *bks_help_get_topics (guint *n_out);

G_END_DECLS
