/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

/*
 * usage: first-frame COMMAND ARGUMENT…
 *
 * Waits until the X screen is empty, starts COMMAND, and prints after how many milliseconds it has drawn its first frame: when a point of
 * the screen is not black any more. Then it prints the process's ID, and waits for a line of
 * standard input before it ends COMMAND. Without a window manager the window is at the top left.
 */

#define X_POINT  600
#define Y_POINT  400
#define LIMIT_MS 20000
#define EVERY_US 500

static double
now_ms (void)
{
  struct timespec now;

  clock_gettime (CLOCK_MONOTONIC, &now);
  return (double) now.tv_sec * 1e3 + (double) now.tv_nsec / 1e6;
}

static int
is_drawn (Display *display)
{
  XImage *image = XGetImage (display, DefaultRootWindow (display), X_POINT, Y_POINT, 1, 1,
                             AllPlanes, ZPixmap);
  int drawn = image != NULL && (XGetPixel (image, 0, 0) & 0xffffff) != 0;

  if (image != NULL)
    XDestroyImage (image);
  return drawn;
}

static int
wait_until_empty (Display *display)
{
  double began = now_ms ();

  while (is_drawn (display))
    {
      if (now_ms () - began > LIMIT_MS)
        return 0;
      usleep (EVERY_US);
    }
  return 1;
}

int
main (int argc, char *argv[])
{
  Display *display = XOpenDisplay (NULL);
  double started;
  pid_t child;
  int result = 1;

  if (argc < 2 || display == NULL || !wait_until_empty (display))
    {
      fprintf (stderr, "first-frame: it needs a command, and an empty X screen\n");
      return 1;
    }
  started = now_ms ();
  child = fork ();
  if (child == 0)
    {
      execvp (argv[1], argv + 1);
      _exit (127);
    }
  while (child > 0 && now_ms () - started < LIMIT_MS)
    {
      if (is_drawn (display))
        {
          printf ("%.1f %d\n", now_ms () - started, (int) child);
          fflush (stdout);
          getchar ();
          result = 0;
          break;
        }
      usleep (EVERY_US);
    }
  if (child > 0)
    kill (child, SIGTERM);
  XCloseDisplay (display);
  return result;
}
