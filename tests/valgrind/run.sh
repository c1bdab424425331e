#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# usage: run.sh PROGRAM
#
# Runs a test program under valgrind: it fails for what was read before it was written, for memory
# that is not the program's, and for what nobody can free any more. What the libraries do is
# explained in valgrind.supp, and in what GLib installs for this.
set -eu

command -v valgrind >/dev/null || {
  echo 'valgrind is not installed'
  exit 77
}
set -- --suppressions="$(dirname "$0")/valgrind.supp" "$@"
rules=/usr/share/glib-2.0/valgrind/glib.supp
[ ! -f "$rules" ] || set -- --suppressions="$rules" "$@"
exec valgrind -q --error-exitcode=42 --num-callers=30 --leak-check=full \
  --show-leak-kinds=definite --errors-for-leak-kinds=definite "$@"
