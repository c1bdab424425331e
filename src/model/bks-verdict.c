/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-model"

#include "bks-verdict.h"

#include <glib/gi18n-lib.h>

G_DEFINE_ENUM_TYPE (BksVerdict,
                    bks_verdict,
                    G_DEFINE_ENUM_VALUE (BKS_VERDICT_FAILED, "failed"),
                    G_DEFINE_ENUM_VALUE (BKS_VERDICT_ATTENTION, "attention"),
                    G_DEFINE_ENUM_VALUE (BKS_VERDICT_UNKNOWN, "unknown"),
                    G_DEFINE_ENUM_VALUE (BKS_VERDICT_RUNNING, "running"),
                    G_DEFINE_ENUM_VALUE (BKS_VERDICT_OK, "ok"))

static const struct
{
  const char *nick;
  const char *word;
  const char *icon_name;
  const char *css_class;
} looks[BKS_N_VERDICTS] = {
  [BKS_VERDICT_FAILED] = { "failed", N_ ("Failed"), "bks-verdict-failed-symbolic", "error" },
  [BKS_VERDICT_ATTENTION] = { "attention", N_ ("Needs attention"), "bks-verdict-attention-symbolic",
                              "warning" },
  [BKS_VERDICT_UNKNOWN] = { "unknown", N_ ("Unknown"), "bks-verdict-unknown-symbolic",
                            "dim-label" },
  [BKS_VERDICT_RUNNING] = { "running", N_ ("Running"), "bks-verdict-running-symbolic", "accent" },
  [BKS_VERDICT_OK] = { "ok", N_ ("Fine"), "bks-verdict-ok-symbolic", "success" },
};

/**
 * bks_verdict_get_nick:
 * @verdict: a verdict
 *
 * Returns: its name for machines
 */
const char *
bks_verdict_get_nick (BksVerdict verdict)
{
  g_return_val_if_fail (verdict < BKS_N_VERDICTS, NULL);

  return looks[verdict].nick;
}

/**
 * bks_verdict_get_word:
 * @verdict: a verdict
 *
 * Returns: its name for people, translated
 */
const char *
bks_verdict_get_word (BksVerdict verdict)
{
  g_return_val_if_fail (verdict < BKS_N_VERDICTS, NULL);

  return _ (looks[verdict].word);
}

/**
 * bks_verdict_get_icon_name:
 * @verdict: a verdict
 *
 * Returns: the name of its symbolic icon
 */
const char *
bks_verdict_get_icon_name (BksVerdict verdict)
{
  g_return_val_if_fail (verdict < BKS_N_VERDICTS, NULL);

  return looks[verdict].icon_name;
}

/**
 * bks_verdict_get_css_class:
 * @verdict: a verdict
 *
 * Returns: the style class with its colour
 */
const char *
bks_verdict_get_css_class (BksVerdict verdict)
{
  g_return_val_if_fail (verdict < BKS_N_VERDICTS, NULL);

  return looks[verdict].css_class;
}
