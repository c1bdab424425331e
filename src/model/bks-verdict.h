/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * BksVerdict:
 *
 * The one answer about a task, a NAS or all of them, worst first.
 */
typedef enum
{
  BKS_VERDICT_FAILED,
  BKS_VERDICT_ATTENTION,
  BKS_VERDICT_UNKNOWN,
  BKS_VERDICT_RUNNING,
  BKS_VERDICT_OK,
} BksVerdict;
#define BKS_N_VERDICTS 5

#define BKS_TYPE_VERDICT (bks_verdict_get_type ())
GType bks_verdict_get_type (void);

const char *bks_verdict_get_nick (
    BksVerdict verdict); /* "failed", "attention", "unknown", "running", "ok" */
const char *bks_verdict_get_word (
    BksVerdict verdict); /* translated: "Failed", "Needs attention" … */
const char *bks_verdict_get_icon_name (BksVerdict verdict); /* "bks-verdict-failed-symbolic" … */
const char *bks_verdict_get_css_class (
    BksVerdict verdict); /* "error", "warning", "dim-label", "accent", "success" */

G_END_DECLS
