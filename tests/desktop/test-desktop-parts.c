/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include <math.h>

#include "bks-autostart-file-private.h"
#include "bks-background-portal-private.h"
#include "bks-notify-daemon-private.h"
#include "bks-tray-shape-private.h"

static void
test_handle (void)
{
  static const char *const wrong[] = { "",        ":1.5",    ":1.5 ",     ":1.5 0",
                                       ":1.5 -1", ":1.5 1x", "org.a.B 1", ":1.5 4294967296",
                                       " 3",      ":1.5  3", NULL };
  g_autofree char *handle = bks_notify_handle_make (":1.52", 4294967295u);
  g_autofree char *owner = NULL;
  guint32 number = 0;

  g_assert_true (bks_notify_handle_parse (handle, &owner, &number));
  g_assert_cmpstr (owner, ==, ":1.52");
  g_assert_cmpuint (number, ==, 4294967295u);
  g_clear_pointer (&owner, g_free);
  for (guint i = 0; wrong[i] != NULL; i++)
    g_assert_false (bks_notify_handle_parse (wrong[i], &owner, &number));
  g_assert_false (bks_notify_handle_parse (NULL, &owner, &number));
}

static void
test_key (void)
{
  static const char *const wrong[] = {
    "", "default", "a.B", "a.B:x:y", "a.B:notice-x:", "a.C:notice-show:n/1", "a.B:quit:n/1", NULL
  };
  g_autofree char *key = bks_notify_key_make ("a.B", "notice-back-up", "n:1/task 2/failed");
  g_autofree char *action = NULL;
  g_autofree char *id = NULL;

  g_assert_true (bks_notify_key_parse (key, "a.B", &action, &id));
  g_assert_cmpstr (action, ==, "notice-back-up");
  g_assert_cmpstr (id, ==, "n:1/task 2/failed");
  g_clear_pointer (&action, g_free);
  g_clear_pointer (&id, g_free);
  for (guint i = 0; wrong[i] != NULL; i++)
    g_assert_false (bks_notify_key_parse (wrong[i], "a.B", &action, &id));
}

/* As WCAG has it. */
static double
get_luminance (guint32 colour)
{
  static const double weights[] = { 0.0722, 0.7152, 0.2126 };
  double sum = 0;

  for (guint i = 0; i < 3; i++)
    {
      double part = ((colour >> (8 * i)) & 0xff) / 255.0;

      sum += weights[i] * (part <= 0.03928 ? part / 12.92 : pow ((part + 0.055) / 1.055, 2.4));
    }
  return sum;
}

static double
get_contrast (guint32 one, guint32 other)
{
  double a = get_luminance (one) + 0.05;
  double b = get_luminance (other) + 0.05;

  return MAX (a, b) / MIN (a, b);
}

/* The same on bars that are light and on those that are dark. */
static void
test_colours (void)
{
  for (int verdict = 0; verdict < BKS_N_VERDICTS; verdict++)
    {
      guint32 colour = bks_tray_shape_get_colour ((BksVerdict) verdict);

      g_assert_cmpfloat (get_contrast (colour, 0xffffff), >=, 3.0);
      g_assert_cmpfloat (get_contrast (colour, 0x2e2e2e), >=, 3.0);
    }
}

/* Drawn in the tray is what the window shows. */
static void
test_paths_are_the_icons (void)
{
  for (int verdict = 0; verdict < BKS_N_VERDICTS; verdict++)
    {
      g_autofree char *file = NULL;
      g_autofree char *text = NULL;
      g_autofree char *wanted = NULL;
      g_autofree char *name = g_strconcat (bks_verdict_get_icon_name ((BksVerdict) verdict), ".svg",
                                           NULL);

      file = g_build_filename (SYMBOLIC_ICONS, name, NULL);
      g_assert_true (g_file_get_contents (file, &text, NULL, NULL));
      wanted = g_strdup_printf (" d=\"%s\"", bks_tray_shape_get_path ((BksVerdict) verdict));
      g_assert_nonnull (g_strstr_len (text, -1, wanted));
    }
}

static guint
count_opaque (GVariant *pixels)
{
  gsize n;
  const guchar *bytes = g_variant_get_fixed_array (pixels, &n, 1);
  guint count = 0;

  for (gsize i = 0; i < n; i += 4)
    count += bytes[i] > 127;
  return count;
}

static void
test_pixmaps (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_bytes_hash, g_bytes_equal,
                                                       (GDestroyNotify) g_bytes_unref, NULL);

  for (int verdict = 0; verdict < BKS_N_VERDICTS; verdict++)
    {
      g_autoptr (GVariant) pixmaps = g_variant_ref_sink (
          bks_tray_shape_draw ((BksVerdict) verdict));
      guint n = (guint) g_variant_n_children (pixmaps);

      g_assert_cmpuint (n, >=, 4);
      for (guint i = 0; i < n; i++)
        {
          g_autoptr (GVariant) pixels = NULL;
          g_autoptr (GBytes) shape = NULL;
          int width, height;
          guint opaque;

          g_variant_get_child (pixmaps, i, "(ii@ay)", &width, &height, &pixels);
          g_assert_cmpint (width, ==, height);
          g_assert_cmpuint (g_variant_n_children (pixels), ==, (gsize) (4 * width * height));
          opaque = count_opaque (pixels);
          /* Neither empty nor a block. */
          g_assert_cmpuint (opaque, >, (guint) (width * height / 12));
          g_assert_cmpuint (opaque, <, (guint) (width * height * 9 / 10));
          shape = g_variant_get_data_as_bytes (pixels);
          g_assert_true (g_hash_table_add (seen, g_steal_pointer (&shape)));
        }
    }
}

static void
test_bad_paths (void)
{
  static const char *const wrong[] = { "",      "1 2", "M1", "M1 2Q3 4 5 6", "M1 2A3 4 0 0 1 5 6",
                                       "M1 2L", NULL };
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_A8, 16, 16);
  cairo_t *cr = cairo_create (surface);

  for (guint i = 0; wrong[i] != NULL; i++)
    g_assert_false (bks_tray_shape_append (cr, wrong[i]));
  for (int verdict = 0; verdict < BKS_N_VERDICTS; verdict++)
    g_assert_true (bks_tray_shape_append (cr, bks_tray_shape_get_path ((BksVerdict) verdict)));
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

/* What the file says is what a shell of a desktop makes of it. */
static void
test_autostart_command (void)
{
  const char *const command[] = { "/opt/my apps/backstay", "--x=$HOME \"a\" \\ `b`", "50%", "",
                                  NULL };
  g_autofree char *content = bks_autostart_file_make ("a.B", command);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *exec = NULL;
  g_auto (GStrv) parsed = NULL;
  int n;

  g_assert_true (g_key_file_load_from_data (file, content, (gsize) -1, G_KEY_FILE_NONE, NULL));
  exec = g_key_file_get_string (file, G_KEY_FILE_DESKTOP_GROUP, "Exec", NULL);
  g_assert_true (g_shell_parse_argv (exec, &n, &parsed, NULL));
  g_assert_cmpint (n, ==, 4);
  g_assert_cmpstr (parsed[0], ==, command[0]);
  g_assert_cmpstr (parsed[1], ==, command[1]);
  g_assert_cmpstr (parsed[2], ==, "50%%");
  g_assert_cmpstr (parsed[3], ==, "");
}

static void
test_message (void)
{
  g_autofree char *full = g_strnfill (BKS_BACKGROUND_MESSAGE_MAX, 'x');
  g_autofree char *same = bks_background_portal_shorten (full);
  g_autoptr (GString) umlauts = g_string_new (NULL);
  g_autofree char *cut = NULL;

  g_assert_cmpstr (same, ==, full);
  for (guint i = 0; i < 200; i++)
    g_string_append (umlauts, "ü");
  cut = bks_background_portal_shorten (umlauts->str);
  g_assert_true (g_utf8_validate (cut, -1, NULL));
  g_assert_cmpint (g_utf8_strlen (cut, -1), ==, BKS_BACKGROUND_MESSAGE_MAX);
  g_assert_true (g_str_has_suffix (cut, "…"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/desktop/notify/handle", test_handle);
  g_test_add_func ("/desktop/notify/key", test_key);
  g_test_add_func ("/desktop/shape/colours", test_colours);
  g_test_add_func ("/desktop/shape/paths-are-the-icons", test_paths_are_the_icons);
  g_test_add_func ("/desktop/shape/pixmaps", test_pixmaps);
  g_test_add_func ("/desktop/shape/bad-paths", test_bad_paths);
  g_test_add_func ("/desktop/autostart/command", test_autostart_command);
  g_test_add_func ("/desktop/background/message", test_message);

  return g_test_run ();
}
