/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bks-nas-state.h"
#include "bks-nas-text.h"

#include "fuzz.h"

/* What is read from files of this computer, which anything may have happened to: the list of NAS, and
 * their last known state. The first byte chooses which. */

static void
check_list (const char *data, size_t size)
{
  g_autoptr (BksNasText) text = bks_nas_text_parse (data, size);
  g_autoptr (BksNasText) again = NULL;
  g_autofree char *printed = NULL;
  gsize length = 0;

  g_assert_nonnull (text);
  printed = bks_nas_text_print (text, &length);
  again = bks_nas_text_parse (printed, length);
  g_assert_cmpuint (again->records->len, ==, text->records->len);
  g_assert_false (again->damaged);
}

static void
check_state (const char *data, size_t size)
{
  g_autoptr (BksNas) nas = bks_nas_new ("nas", "http://127.0.0.1:1", NULL);
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GVariant) state = g_variant_ref_sink (
      g_variant_new_from_bytes (G_VARIANT_TYPE ("a{sv}"), bytes, FALSE));

  bks_nas_restore_state (nas, state, G_USEC_PER_SEC);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  if (size < 1)
    return 0;

  if (data[0] % 2 == 0)
    check_list ((const char *) data + 1, size - 1);
  else
    check_state ((const char *) data + 1, size - 1);
  return 0;
}
